//! Stories about pictures.

use super::*;
use crate::model::{Actor, ActorIx, Colour, GraphBuilder, Link, LinkIx, Point, Positions, graph_from_drawing};
use crate::scene::Rgba;
use crate::scene::labels::{LabelPolicy, LabelsOf};

fn on_a_circle(graph: &Graph) -> View {
    let count = graph.actor_count() as f32;
    let points = (0..graph.actor_count())
        .map(|number| {
            let angle = number as f32 / count * std::f32::consts::TAU;
            Point::new(260.0 * angle.cos(), 200.0 * angle.sin())
        })
        .collect();
    View { positions: Positions::from_points(points), ..View::blank(graph) }
}

fn graph_of_kinds(kinds: &[&str]) -> Graph {
    let mut builder = GraphBuilder::new("", "");
    for (number, kind) in kinds.iter().enumerate() {
        let actor = Actor {
            key: number.to_string().into(),
            label: format!("Actor {number}").into(),
            kind: (*kind).into(),
            ..Actor::default()
        };
        builder.add_actor(actor).expect("numbers are unique");
    }
    for number in 1..kinds.len() {
        let link = Link { key: number.to_string().into(), kind: "knows".into(), ..Link::default() };
        builder.add_link(ActorIx(0), ActorIx::new(number), link).expect("numbers are unique");
    }
    builder.finish()
}

fn options(size: (u32, u32)) -> PictureOptions {
    PictureOptions { size, ..PictureOptions::default() }
}

fn png_of(picture: &Picture, scale: f32) -> Vec<u8> {
    picture_bytes(picture, PictureFormat::Png, scale, &Work::unwatched()).expect("small enough")
}

/// What is written in the picture, without what is told of shapes under the pointer.
fn texts_of(svg: &str) -> Vec<String> {
    let document = resvg::usvg::roxmltree::Document::parse(svg).expect("well-formed");
    let texts = document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
    texts.map(str::to_owned).collect()
}

fn has_pixel(pixels: &Pixels, colour: Rgba) -> bool {
    pixels.rgba.chunks(4).any(|pixel| pixel == colour.0)
}

#[test]
fn the_png_has_the_asked_size_and_every_type_its_colour() {
    let graph = graph_of_kinds(&["person", "armed group", "organisation", "state", "place", "event"]);
    let view = on_a_circle(&graph);
    for theme in Theme::ALL {
        let options = PictureOptions { theme, ..options((640, 480)) };
        let bytes = png_of(&picture(&graph, &view, &options), 2.0);
        let decoded = image::load_from_memory(&bytes).expect("it is a PNG").into_rgba8();
        assert_eq!(decoded.dimensions(), (1280, 960));
        let pixels = Pixels { width: 1280, height: 960, rgba: decoded.into_raw() };
        for actor in &Scene::build(&graph, &view, theme).actors {
            assert!(has_pixel(&pixels, actor.fill), "{theme:?} {:?}", actor.fill);
        }
        assert!(has_pixel(&pixels, theme.tokens().canvas));
    }
}

#[test]
fn the_svg_is_well_formed_and_the_legend_lists_each_type() {
    let graph = graph_of_kinds(&["person", "armed group", "", "Räuber & <Gendarm>"]);
    let svg = picture(&graph, &on_a_circle(&graph), &options((800, 600))).svg;
    let texts = texts_of(&svg);
    for name in ["Actors", "person", "armed group", "no type", "Räuber & <Gendarm>", "Links", "no passage", "Actor 0"]
    {
        assert!(texts.iter().any(|text| text == name), "{name} is not in {texts:?}");
    }
    let without = PictureOptions { legend: false, ..options((800, 600)) };
    assert!(!picture(&graph, &on_a_circle(&graph), &without).svg.contains(">Links<"));
}

#[test]
fn names_that_are_markup_stay_names() {
    let mut builder = GraphBuilder::new("", "");
    let evil = "<script>alert(1)</script>\" onload=\"x";
    for key in ["a", "b"] {
        let actor = Actor { key: key.into(), label: evil.into(), kind: evil.into(), ..Actor::default() };
        builder.add_actor(actor).expect("new");
    }
    let link = Link { key: "l".into(), kind: evil.into(), ..Link::default() };
    builder.add_link(ActorIx(0), ActorIx(1), link).expect("new");
    let graph = builder.finish();
    let options = PictureOptions { title: Some(evil.into()), footer: vec![evil.into()], ..options((900, 600)) };
    let svg = picture(&graph, &on_a_circle(&graph), &options).svg;
    let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed");
    let known = ["svg", "title", "desc", "rect", "g", "path", "polygon", "circle", "text"];
    for node in document.descendants().filter(resvg::usvg::roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && !attribute.name().contains("href"), "{attribute:?}");
        }
    }
}

#[test]
fn the_foot_says_what_is_left_out() {
    let graph = graph_from_drawing("A-B B-C C-D D-E");
    let mut view = on_a_circle(&graph);
    view.hidden.set(ActorIx(0), true);
    view.positions.set(ActorIx(4), None);
    let options = PictureOptions {
        title: Some("Who is who".into()),
        footer: vec!["who.linklore".into(), "23 November 2026".into()],
        ..options((900, 600))
    };
    let picture = picture(&graph, &view, &options);
    assert_eq!(picture.unplaced, 1);
    for words in ["who.linklore", "23 November 2026", "1 actor and 1 link hidden", "1 actor without a place not shown"]
    {
        assert!(picture.svg.contains(words), "{words}");
    }
    assert!(picture.svg.contains(">Who is who</text>"));
}

#[test]
fn what_a_filter_fades_is_drawn_without_its_name() {
    use crate::model::{Passing, Sieve};
    let graph = graph_from_drawing("Ada-Ben Ben-Cyrus");
    let mut view = on_a_circle(&graph);
    view.filters.fades = true;
    let actors = vec![Passing::Through, Passing::Through, Passing::Faded];
    view.sieve = Some(std::sync::Arc::new(Sieve::new(actors, Vec::new(), Vec::new())));
    let svg = picture(&graph, &view, &options((900, 600))).svg;
    assert!(svg.contains(">Ada</text>") && svg.contains("<title>Cyrus</title>"), "it is drawn");
    assert!(!svg.contains(">Cyrus</text>"), "and not named");
    assert!(svg.contains("1 actor and 1 link faded"), "the foot says so");
}

#[test]
fn a_part_of_the_drawing_says_that_it_is_a_part() {
    let graph = graph_from_drawing("A-B B-C C-A");
    let view = on_a_circle(&graph);
    let at = view.positions.get(ActorIx(0)).expect("placed");
    let area = Area::View(Camera { centre: at, zoom: 1.0 }, Size::new(300.0, 200.0));
    let picture = picture(&graph, &view, &PictureOptions { area, ..options((600, 400)) });
    assert_eq!(picture.outside, 2);
    assert!(picture.svg.contains("2 actors outside of this part"));
}

#[test]
fn a_picture_has_the_colours_of_the_file_and_its_legend_does_not_deny_them() {
    let graph = graph_of_kinds(&["person", "person", "place"]);
    let mut view = on_a_circle(&graph);
    view.looks.set_actor_colour(ActorIx(0), Some(Colour::rgb(0xC0, 0x10, 0xB0)));
    view.looks.set_link_colour(LinkIx(0), Some(Colour::rgb(0x10, 0x80, 0x70)));
    view.looks.set_actor_colour(ActorIx(2), Some(Colour::rgb(255, 255, 255)));
    let svg = picture(&graph, &view, &options((800, 600))).svg;
    let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed");
    let circles: Vec<(&str, &str)> = document
        .descendants()
        .filter(|node| node.has_tag_name("circle") && node.descendants().any(|child| child.has_tag_name("title")))
        .filter_map(|node| Some((node.attribute("fill")?, node.attribute("stroke")?)))
        .collect();
    assert_eq!(circles.iter().filter(|(fill, _)| *fill == "#c010b0").count(), 1, "{circles:?}");
    assert_eq!(svg.matches("stroke=\"#108070\"").count(), 1);
    assert_eq!(svg.matches(">colours from the file</text>").count(), 2, "of actors, and of links");
    // The white triangle has a line around it, in the drawing and in the legend.
    let rim = crate::scene::style::rim(Rgba::hex(0xFF_FF_FF), Theme::Light).css();
    assert_eq!(svg.matches(&format!("fill=\"#ffffff\" stroke=\"{rim}\"")).count(), 3, "one swatch more is hollow");
    view.looks_shown = false;
    let plain = picture(&graph, &view, &options((800, 600))).svg;
    assert!(!plain.contains("#c010b0") && !plain.contains("from the file"));
}

#[test]
fn the_same_graph_gives_the_same_picture() {
    let graph = graph_of_kinds(&["person", "person", "place", "event"]);
    let view = on_a_circle(&graph);
    let draw = || picture(&graph, &view, &options((800, 500)));
    assert_eq!(draw(), draw());
}

#[test]
fn an_empty_graph_and_a_tiny_picture_are_pictures_too() {
    let graph = graph_from_drawing("");
    let empty = picture(&graph, &View::blank(&graph), &options((200, 100)));
    assert!(!png_of(&empty, 1.0).is_empty());
    let graph = graph_from_drawing("A-B B>B");
    let tiny = picture(&graph, &on_a_circle(&graph), &options((1, 1)));
    assert!(!png_of(&tiny, 1.0).is_empty());
    assert!(!tiny.svg.contains("NaN") && !tiny.svg.contains("inf"));
}

#[test]
fn right_to_left_names_are_drawn() {
    let mut builder = GraphBuilder::new("", "");
    builder.add_actor(Actor { key: "a".into(), label: "يوسف القرملي".into(), ..Actor::default() }).expect("new");
    let graph = builder.finish();
    let svg = picture(&graph, &on_a_circle(&graph), &options((300, 200))).svg;
    assert!(svg.contains("\u{2067}يوسف القرملي\u{2069}"));
}

#[test]
fn the_name_of_the_file_says_the_format() {
    let format = |name: &str| PictureFormat::from_path(Path::new(name)).ok();
    assert_eq!(format("a/b.PNG"), Some(PictureFormat::Png));
    assert_eq!(format("b.svg"), Some(PictureFormat::Svg));
    assert_eq!(format("b.jpg"), None);
    let error = PictureFormat::from_path(Path::new("b")).expect_err("no extension");
    assert!(error.to_string().starts_with("Could not tell the format"), "{error}");
}

/// A view of so many actors on a circle, and a graph with a link from each to each.
fn crowd_of(actors: usize) -> (Graph, View) {
    let mut builder = GraphBuilder::new("", "");
    for number in 0..actors {
        let actor =
            Actor { key: number.to_string().into(), label: format!("Actor {number}").into(), ..Actor::default() };
        builder.add_actor(actor).expect("numbers are unique");
    }
    for (one, other) in (0..actors).flat_map(|one| (0..one).map(move |other| (one, other))) {
        let link = Link { key: format!("{one}-{other}").into(), ..Link::default() };
        builder.add_link(ActorIx::new(one), ActorIx::new(other), link).expect("pairs are unique");
    }
    let graph = builder.finish();
    let view = on_a_circle(&graph);
    (graph, view)
}

#[test]
fn more_links_than_can_be_told_apart_are_drawn_as_density_and_the_foot_says_so() {
    let (graph, view) = crowd_of(201);
    assert!(graph.link_count() > MOST_LINES);
    let drawn = |links| picture(&graph, &view, &PictureOptions { links, ..options((500, 400)) });
    let (auto, lines) = (drawn(Links::Auto), drawn(Links::Lines));
    assert_eq!((auto.massed, lines.massed), (graph.link_count(), 0));
    let words = "20,100 links drawn as density: straight, without arrows, line styles, types and self-links; small actors as dots";
    assert_eq!(massed_in_words(auto.massed).as_deref(), Some(words));
    assert!(auto.svg.contains("20,100 links drawn as density") && !lines.svg.contains("density"));
    let paths = |picture: &Picture| picture.svg.matches("<path").count();
    assert!(paths(&lines) > 15_000 && paths(&auto) < 20, "{} and {}", paths(&lines), paths(&auto));
    assert_eq!(drawn(Links::Density), auto);
}

#[test]
fn of_a_crowd_a_part_with_few_links_is_drawn_with_lines() {
    let (graph, view) = crowd_of(201);
    let at = view.positions.get(ActorIx(0)).expect("placed");
    let area = Area::View(Camera { centre: at, zoom: 18.0 }, Size::new(90.0, 60.0));
    let picture = picture(&graph, &view, &PictureOptions { area, ..options((600, 400)) });
    assert_eq!(picture.massed, 0);
}

#[test]
fn the_density_is_under_the_labels_and_over_the_canvas_in_every_format() {
    let (graph, view) = crowd_of(30);
    for theme in Theme::ALL {
        let density = PictureOptions { theme, links: Links::Density, ..options((640, 480)) };
        let drawn = picture(&graph, &view, &density);
        let pixels = picture_pixels(&drawn, 2.0, &Work::unwatched()).expect("it is small");
        assert_eq!((pixels.width, pixels.height), (1280, 960));
        assert!(pixels.rgba.chunks(4).all(|pixel| pixel[3] == 255), "no hole");
        let tokens = theme.tokens();
        for colour in [tokens.canvas, tokens.text, tokens.panel_raised] {
            assert!(has_pixel(&pixels, colour), "{theme:?} {colour:?}");
        }
        let other = pixels.rgba.chunks(4).filter(|pixel| *pixel != tokens.canvas.0).count();
        assert!(other > 20_000, "links are seen: {other}");
        let png = png_of(&drawn, 2.0);
        assert!(image::load_from_memory(&png).expect("it is a PNG").into_rgba8().into_raw() == pixels.rgba);
        let svg = picture_bytes(&drawn, PictureFormat::Svg, 1.0, &Work::unwatched()).expect("it is small");
        let svg = String::from_utf8(svg).expect("SVG is text");
        let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed");
        let place = |name: &str| document.descendants().position(|node| node.has_tag_name(name));
        assert!(place("rect") < place("image") && place("image") < place("text"));
        let image = document.descendants().find(|node| node.has_tag_name("image")).expect("it is there");
        assert!(image.attribute("href").is_some_and(|data| data.starts_with("data:image/png;base64,iVBORw0KGgo")));
    }
}

#[test]
fn a_crowded_picture_tells_how_far_it_is() {
    let (graph, view) = crowd_of(12);
    let tall = PictureOptions { links: Links::Density, legend: false, ..options((300, 1200)) };
    let drawn = picture(&graph, &view, &tall);
    let told = std::cell::RefCell::new(Vec::new());
    let report = |share: f32| told.borrow_mut().push(share);
    let work = Work { stop: &|| false, report: &report };
    let pixels = picture_pixels(&drawn, 1.0, &work).expect("it is small");
    assert_eq!(pixels.rgba.len(), 300 * 1200 * 4);
    let told = told.into_inner();
    assert!(told.is_sorted() && told.first() == Some(&0.0) && told.last() == Some(&1.0), "{told:?}");
}

#[test]
fn a_picture_that_is_no_longer_wanted_is_not_made() {
    let (graph, view) = crowd_of(12);
    let options = PictureOptions { links: Links::Density, ..options((300, 200)) };
    let stopped = Work { stop: &|| true, report: &|_| () };
    assert!(matches!(picture_watched(&graph, &view, &options, &Known::default(), &stopped), Err(ExportError::Stopped)));
    let drawn = picture(&graph, &view, &options);
    for format in PictureFormat::ALL {
        assert!(matches!(picture_bytes(&drawn, format, 1.0, &stopped), Err(ExportError::Stopped)));
    }
}

#[test]
fn a_crowded_picture_that_is_too_large_is_refused() {
    let (graph, view) = crowd_of(12);
    let options = PictureOptions { links: Links::Density, ..options((3000, 2000)) };
    let drawn = picture(&graph, &view, &options);
    let refused = picture_bytes(&drawn, PictureFormat::Png, 10.0, &Work::unwatched());
    assert!(matches!(refused, Err(ExportError::TooLarge { width: 30_000, height: 20_000 })), "{refused:?}");
}

#[test]
fn labels_are_those_that_are_wanted() {
    let graph = graph_of_kinds(&["person", "person", "person"]);
    let view = on_a_circle(&graph);
    let named = |of: LabelsOf, selected: &[u32]| {
        let labels = LabelPolicy { of, ..LabelPolicy::default() };
        let selected = selected.iter().copied().map(ActorIx).collect();
        let svg = picture(&graph, &view, &PictureOptions { labels, selected, ..options((640, 480)) }).svg;
        let texts = texts_of(&svg);
        (0..3).filter(|number| texts.contains(&format!("Actor {number}"))).collect::<Vec<u32>>()
    };
    assert_eq!(named(LabelsOf::All, &[]), [0, 1, 2]);
    assert_eq!(named(LabelsOf::Selected, &[1]), [1]);
    assert!(named(LabelsOf::Nobody, &[1]).is_empty());
    let sized = PictureOptions {
        labels: LabelPolicy { sized_by_importance: true, ..LabelPolicy::default() },
        ..options((640, 480))
    };
    let usual = picture(&graph, &view, &options((640, 480)));
    assert_ne!(picture(&graph, &view, &sized).svg, usual.svg, "the hub has larger letters");
}

/// Four communities of seven hundred, each in a disc of its own; the first of each is linked most.
fn parishes() -> (Graph, View) {
    const SIZE: usize = 700;
    let mut words = Vec::new();
    let mut points = Vec::new();
    for (parish, letter) in ["A", "B", "C", "D"].into_iter().enumerate() {
        for at in 0..SIZE {
            words.push(format!("{letter}{at}-{letter}{} {letter}{at}-{letter}{}", (at + 1) % SIZE, (at + 2) % SIZE));
            if at % 3 == 0 && at > 0 {
                words.push(format!("{letter}0-{letter}{at}"));
            }
            let (away, turn) = (600.0 * (at as f32 / SIZE as f32).sqrt(), at as f32 * 2.4);
            let centre = (2_000.0 * (parish % 2) as f32, 1_500.0 * (parish / 2) as f32);
            points.push(Point::new(centre.0 + away * turn.cos(), centre.1 + away * turn.sin()));
        }
    }
    words.push("A0-B0 B0-C0 C0-D0".to_owned());
    let graph = graph_from_drawing(&words.join(" "));
    // Actors come in the order in which they are first named: around each disc.
    let view = View { positions: Positions::from_points(points), ..View::blank(&graph) };
    (graph, view)
}

/// Number of regions of communities in a picture, each under the links and as a trace over them.
fn regions_in(svg: &str) -> usize {
    let document = resvg::usvg::roxmltree::Document::parse(svg).expect("well-formed");
    let is_soft = |node: &resvg::usvg::roxmltree::Node<'_, '_>| node.attribute("fill-opacity").is_some();
    document.descendants().filter(|node| node.has_tag_name("g") && node.children().any(|child| is_soft(&child))).count()
}

#[test]
fn communities_are_soft_regions_with_titles_under_the_actors() {
    let (graph, view) = parishes();
    let draw = |options: PictureOptions| picture(&graph, &view, &options).svg;
    let is_title = |text: &String| ["A0,", "B0,", "C0,", "D0,"].contains(&text.as_str());
    let titles = |svg: &str| texts_of(svg).iter().filter(|text| is_title(text)).count();
    for theme in Theme::ALL {
        for links in [Links::Lines, Links::Density] {
            let svg = draw(PictureOptions { theme, links, ..options((800, 600)) });
            assert_eq!((regions_in(&svg), titles(&svg)), (8, 4), "{theme:?} {links:?}");
            let last = svg.rfind("fill-opacity").expect("there are regions");
            assert!(svg[last..].contains("<text") && !svg[..last].contains("<circle"), "under actors and names");
        }
    }
    let without = draw(PictureOptions { communities: false, ..options((800, 600)) });
    assert_eq!((regions_in(&without), titles(&without)), (0, 0));
    let labels = LabelPolicy { of: LabelsOf::Nobody, ..LabelPolicy::default() };
    let nameless = draw(PictureOptions { labels, ..options((800, 600)) });
    assert_eq!((regions_in(&nameless), titles(&nameless)), (8, 0));
    let near = Area::View(Camera { centre: Point::default(), zoom: 0.7 }, Size::new(800.0, 600.0));
    let near = draw(PictureOptions { area: near, ..options((800, 600)) });
    assert_eq!((regions_in(&near), titles(&near)), (0, 0), "near, the actors speak");
}

#[test]
fn regions_of_communities_are_seen_in_pixels_and_beneath_a_crowd() {
    let (graph, view) = parishes();
    for links in [Links::Lines, Links::Density] {
        let pixels = |communities: bool| {
            let options = PictureOptions { links, communities, legend: false, ..options((400, 300)) };
            picture_pixels(&picture(&graph, &view, &options), 1.0, &Work::unwatched()).expect("it is small")
        };
        let (with, without) = (pixels(true), pixels(false));
        let canvas = Theme::Light.tokens().canvas.0;
        let both = || with.rgba.chunks(4).zip(without.rgba.chunks(4));
        let tinted = both().filter(|(with, without)| *without == canvas && *with != canvas).count();
        let untouched = both().filter(|(with, without)| *without == canvas && *with == canvas).count();
        assert!(tinted > 1_000 && untouched > 20_000, "{links:?}: {tinted} tinted, {untouched} not");
    }
}

#[test]
fn a_small_graph_has_no_communities_however_far_out() {
    let (graph, view) = crowd_of(20);
    let tiny = picture(&graph, &view, &options((40, 30))).svg;
    assert_eq!(regions_in(&tiny), 0);
}

#[test]
fn communities_are_found_once_for_all_pictures_of_a_graph() {
    let (graph, view) = parishes();
    let known = Known::default();
    let draw = |known: &Known| {
        picture_watched(&graph, &view, &options((800, 600)), known, &Work::unwatched()).expect("nobody stops it")
    };
    let first = draw(&known);
    let stopped = Work { stop: &|| true, report: &|_| () };
    let again = picture_watched(&graph, &view, &options((800, 600)), &known, &stopped);
    assert!(matches!(again, Err(ExportError::Stopped)));
    assert_eq!((draw(&known), draw(&Known::default())), (first.clone(), first));
}
