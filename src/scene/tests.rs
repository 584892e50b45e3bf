//! Stories about what is drawn of a graph and its view.

use super::*;
use crate::model::{Actor, GraphBuilder, LinkMore};
use crate::model::{Basis, Colour, Evidence, Link, Stance, graph_from_drawing};

fn scene(drawing: &str) -> Scene {
    let graph = graph_from_drawing(drawing);
    Scene::build(&graph, &View::blank(&graph), Theme::Light)
}

#[test]
fn parallel_links_fan_out_symmetrically_whichever_way_they_run() {
    let scene = scene("A>B B>A A-B C-D");
    // Seen from A: one to the right, one in the middle, one to the left.
    assert_eq!(scene.links.iter().map(|link| link.bend).collect::<Vec<_>>(), [-13.0, 0.0, 13.0, 0.0]);
    let two = self::scene("A>B B>A");
    assert_eq!(two.links.iter().map(|link| link.bend).collect::<Vec<_>>(), [-6.5, -6.5], "each keeps to its right");
}

#[test]
fn loops_of_one_actor_are_numbered() {
    let scene = scene("A>A A>A B>B");
    assert_eq!(scene.links.iter().map(|link| link.loop_number).collect::<Vec<_>>(), [0, 1, 0]);
    assert!(scene.links[0].is_loop());
}

#[test]
fn links_of_a_type_share_its_name_and_bundles_do_not_depend_on_other_links() {
    let scene = scene("C>B A>B B>A D>B C>B A>A B>C A>B D>D");
    let bends: Vec<f32> = scene.links.iter().map(|link| link.bend).collect();
    // The slots are C 0, B 1, A 2, D 3: B stands before A, and after C.
    assert_eq!(bends, [-13.0, 13.0, 0.0, 0.0, 0.0, 0.0, -13.0, -13.0, 0.0]);
    assert!(scene.links.iter().all(|link| Arc::ptr_eq(&link.label, &scene.links[0].label)));
    assert!(size_of::<SceneLink>() <= 48 && size_of::<SceneActor>() <= 48);
}

#[test]
fn hidden_actors_leave_the_scene_with_their_links() {
    let graph = graph_from_drawing("A-B B-C");
    let mut view = View::blank(&graph);
    view.hidden.set(ActorIx(0), true);
    view.pinned.set(ActorIx(2), true);
    let scene = Scene::build(&graph, &view, Theme::Dark);
    assert_eq!(scene.slot(ActorIx(0)), None);
    assert_eq!(scene.slot(ActorIx(2)), Some(1));
    assert_eq!((scene.links[0].from, scene.links[0].to), (0, 1));
    assert!(scene.actors[1].pinned && !scene.actors[0].pinned);
    assert_eq!(scene.hidden, (1, 1));
}

#[test]
fn more_links_make_a_larger_shape_within_bounds() {
    let graph = graph_from_drawing("Hub-A Hub-B Hub-C Hub-D Hub-E Hub-F Hub-G Hub-H Hub-I Lone");
    let radii = radii(&graph, &View::blank(&graph));
    assert!((radii[0] - GREATEST_RADIUS).abs() < 1e-4);
    assert!(radii[1] > LEAST_RADIUS && radii[1] < radii[0]);
    assert!((radii[10] - LEAST_RADIUS).abs() < 1e-4);
    assert_eq!(radii.len(), graph.actor_count());
}

#[test]
fn links_look_like_what_they_rest_on() {
    let mut builder = GraphBuilder::new("", "");
    let actor = |key: &str| Actor { key: key.into(), ..Actor::default() };
    let a = builder.add_actor(actor("a")).expect("new");
    let b = builder.add_actor(actor("b")).expect("new");
    let (passage, _) = builder.passage_or_stand_in("p");
    let stated = Evidence { basis: Some(Basis::Stated), ..Evidence::supporting(passage) };
    let against = Evidence { stance: Stance::Contradicts, ..Evidence::supporting(passage) };
    let mut link = |key: &str, evidence: Vec<Evidence>| {
        let more = LinkMore { evidence, ..LinkMore::default() }.into();
        builder.add_link(a, b, Link { key: key.into(), more, ..Link::default() }).expect("new");
    };
    link("none", vec![]);
    link("one", vec![stated.clone()]);
    link("four", vec![stated.clone(), stated.clone(), stated.clone(), stated.clone()]);
    link("disputed", vec![stated, against]);
    let graph = builder.finish();
    let scene = Scene::build(&graph, &View::blank(&graph), Theme::Light);
    let tokens = Theme::Light.tokens();
    let [none, one, four, disputed] = &scene.links[..] else { panic!("four links") };
    assert_eq!((none.dash, none.colour), (Dash::Dotted, tokens.link_unsourced));
    assert_eq!((one.dash, one.colour), (Dash::Solid, tokens.link));
    assert!(none.width < one.width && one.width < four.width);
    assert_eq!(disputed.colour, tokens.warning);
    assert_eq!(scene.legend.contradicted, 1);
    let names: Vec<_> = scene.legend.links.iter().map(|entry| (entry.name(), entry.count)).collect();
    assert_eq!(names, [("stated", 3), ("no passage", 1)]);
}

/// A view of the graph with these colours and sizes of actors, in their order.
fn coloured(graph: &Graph, colours: &[Option<Colour>], sizes: &[Option<f32>]) -> View {
    let mut view = View::blank(graph);
    for (position, colour) in colours.iter().enumerate() {
        view.looks.set_actor_colour(ActorIx::new(position), *colour);
    }
    for (position, size) in sizes.iter().enumerate() {
        view.looks.set_actor_size(ActorIx::new(position), *size);
    }
    view
}

#[test]
fn actors_and_links_have_the_colours_of_the_file() {
    let graph = graph_from_drawing("A-B B-C");
    let mut view = coloured(&graph, &[Some(Colour::rgb(200, 30, 90))], &[]);
    view.looks.set_link_colour(LinkIx(1), Some(Colour::rgb(20, 120, 60)));
    let plain = Scene::build(&graph, &View::blank(&graph), Theme::Light);
    let scene = Scene::build(&graph, &view, Theme::Light);
    assert_eq!(scene.actors[0].fill, Rgba::hex(0xC8_1E_5A));
    assert_eq!(scene.actors[1], plain.actors[1]);
    assert_eq!(scene.links[1].colour, Rgba::hex(0x14_78_3C));
    assert_eq!((scene.links[1].dash, scene.links[1].width), (plain.links[1].dash, plain.links[1].width));
    assert_eq!(scene.links[0], plain.links[0]);
    view.looks_shown = false;
    assert_eq!(Scene::build(&graph, &view, Theme::Light), plain, "as if the file gave none");
}

#[test]
fn whatever_the_file_says_everything_is_seen() {
    let graph = graph_from_drawing("A-A");
    for theme in Theme::ALL {
        let canvas = theme.tokens().canvas;
        let Rgba([r, g, b, _]) = canvas;
        let nothing = Colour { a: 0, ..Colour::rgb(255, 0, 0) };
        for colour in [Colour::rgb(r, g, b), Colour::rgb(255, 255, 255), Colour::rgb(0, 0, 0), nothing] {
            let mut view = coloured(&graph, &[Some(colour)], &[]);
            view.looks.set_link_colour(LinkIx(0), Some(colour));
            let scene = Scene::build(&graph, &view, theme);
            let (actor, link) = (&scene.actors[0], &scene.links[0]);
            assert!(actor.rim.contrast(canvas) >= 3.0, "{theme:?} {colour:?}");
            assert!(link.colour.contrast(canvas) >= given::LEAST_LINE_CONTRAST, "{theme:?} {colour:?}");
            assert!(actor.fill.opacity() >= 1.0 && link.colour.opacity() >= 1.0);
            assert_eq!(actor.fill == canvas, colour == Colour::rgb(r, g, b), "{theme:?} {colour:?}");
        }
        let half = Scene::build(&graph, &coloured(&graph, &[Some(Colour { a: 128, ..nothing })], &[]), theme);
        assert_eq!(half.actors[0].fill, Rgba([255, 0, 0, 128]).over(canvas));
    }
}

#[test]
fn a_contradicted_link_warns_whatever_its_colour() {
    let mut builder = GraphBuilder::new("", "");
    let a = builder.add_actor(Actor { key: "a".into(), ..Actor::default() }).expect("new");
    let (passage, _) = builder.passage_or_stand_in("p");
    let against = Evidence { stance: Stance::Contradicts, ..Evidence::supporting(passage) };
    let mut link = Link { key: "l".into(), ..Link::default() };
    link.evidence.push(against);
    builder.add_link(a, a, link).expect("new");
    let graph = builder.finish();
    let mut view = View::blank(&graph);
    view.looks.set_link_colour(LinkIx(0), Some(Colour::rgb(0, 0, 255)));
    let scene = Scene::build(&graph, &view, Theme::Dark);
    assert_eq!(scene.links[0].colour, Theme::Dark.tokens().warning);
}

#[test]
fn the_greatest_size_is_the_greatest_radius_and_the_layout_knows() {
    let graph = graph_from_drawing("A-B B-C C-D");
    let mut view = coloured(&graph, &[], &[Some(400.0), Some(200.0), Some(1.0)]);
    let by_importance = radii(&graph, &View::blank(&graph));
    let radii = super::radii(&graph, &view);
    assert_eq!(radii, [GREATEST_RADIUS, GREATEST_RADIUS / 2.0, LEAST_RADIUS, by_importance[3]]);
    let drawn: Vec<f32> = Scene::build(&graph, &view, Theme::Light).actors.iter().map(|actor| actor.radius).collect();
    assert_eq!(drawn, radii);
    view.hidden.set(ActorIx(0), true);
    assert_eq!(super::radii(&graph, &view), radii, "hiding makes nobody grow");
    view.looks_shown = false;
    assert_eq!(super::radii(&graph, &view), by_importance);
}

#[test]
fn one_size_for_everybody_tells_nothing() {
    let graph = graph_from_drawing("A-B B-C");
    let same = coloured(&graph, &[], &[Some(10.0); 3]);
    assert_eq!(radii(&graph, &same), radii(&graph, &View::blank(&graph)));
    assert!(!Scene::build(&graph, &same, Theme::Light).legend.sizes_from_file);
    let marked = coloured(&graph, &[], &[None, None, Some(10.0)]);
    assert_eq!(radii(&graph, &marked)[2].total_cmp(&GREATEST_RADIUS), std::cmp::Ordering::Equal);
}

#[test]
fn an_actor_without_a_label_shows_its_key() {
    let mut builder = GraphBuilder::new("", "");
    builder.add_actor(Actor { key: "q1".into(), ..Actor::default() }).expect("new");
    let graph = builder.finish();
    assert_eq!(Scene::build(&graph, &View::blank(&graph), Theme::Light).actors[0].label, "q1");
}
