//! Stories about pictures.

use super::*;
use crate::model::{Actor, ActorIx, Colour, GraphBuilder, Link, LinkIx, Point, Positions, graph_from_drawing};
use crate::scene::Rgba;

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

fn has_pixel(pixels: &Pixels, colour: Rgba) -> bool {
    pixels.rgba.chunks(4).any(|pixel| pixel == colour.0)
}

#[test]
fn the_png_has_the_asked_size_and_every_type_its_colour() {
    let graph = graph_of_kinds(&["person", "armed group", "organisation", "state", "place", "event"]);
    let view = on_a_circle(&graph);
    for theme in Theme::ALL {
        let options = PictureOptions { theme, ..options((640, 480)) };
        let bytes = render_png(&picture(&graph, &view, &options).svg, 2.0).expect("small enough");
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
    let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed");
    let texts: Vec<&str> =
        document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
    for name in ["Actors", "person", "armed group", "no type", "Räuber & <Gendarm>", "Links", "no passage", "Actor 0"]
    {
        assert!(texts.contains(&name), "{name} is not in {texts:?}");
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
    assert!(render_png(&empty.svg, 1.0).is_ok());
    let graph = graph_from_drawing("A-B B>B");
    let tiny = picture(&graph, &on_a_circle(&graph), &options((1, 1)));
    assert!(render_png(&tiny.svg, 1.0).is_ok());
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
