//! Stories about rules: what is drawn, and what the legend says.

use super::*;
use crate::model::{Actor, Colour, Column, ColumnKind, GraphBuilder, Styling, Value, graph_from_drawing};
use crate::scene::{Legend, Scene};

/// Five people in a row with roles and ages; the last has neither.
fn village() -> Graph {
    let mut builder = GraphBuilder::new("", "");
    for key in ["a", "b", "c", "d", "e"] {
        let actor =
            Actor { key: key.into(), label: key.to_uppercase().into(), kind: "person".into(), ..Actor::default() };
        builder.add_actor(actor).expect("new");
    }
    for (number, (one, other)) in [(0, 1), (1, 2), (1, 3), (3, 4)].into_iter().enumerate() {
        let link = crate::model::Link { key: number.to_string().into(), kind: "knows".into(), ..Default::default() };
        builder.add_link(ActorIx(one), ActorIx(other), link).expect("new");
    }
    let mut roles = Column::new("role", ColumnKind::Text, true);
    let mut ages = Column::new("age", ColumnKind::WholeNumber, true);
    for (row, (role, age)) in [("baker", 20), ("smith", 30), ("baker", 40), ("baker", 60)].into_iter().enumerate() {
        roles.set(row, Value::Text(role.into())).expect("it fits");
        ages.set(row, Value::WholeNumber(age)).expect("it fits");
    }
    builder.set_actor_columns([roles, ages].into_iter().collect());
    builder.finish()
}

fn drawn(graph: &Graph, rules: &[(Channel, Rule)], theme: Theme) -> Scene {
    let styling: Styling = rules.iter().cloned().collect();
    Scene::build(graph, &View { styling, ..View::blank(graph) }, theme)
}

fn detail(name: &str) -> Rule {
    Rule::by(By::Detail(name.into()))
}

fn titles(legend: &Legend) -> Vec<String> {
    legend.keys.iter().map(Key::title).collect()
}

#[test]
fn groups_have_colours_and_the_legend_counts_who_is_shown() {
    let graph = village();
    for theme in Theme::ALL {
        let plain = Scene::build(&graph, &View::blank(&graph), theme);
        let scene = drawn(&graph, &[(Channel::ActorColour, detail("role"))], theme);
        let fills: Vec<Rgba> = scene.actors.iter().map(|actor| actor.fill).collect();
        let (baker, smith) = (palette::of_group(0, theme), palette::of_group(1, theme));
        let nobody = theme.tokens().outline;
        assert_eq!(fills, [baker, smith, baker, baker, nobody]);
        assert!(scene.actors.iter().all(|actor| actor.rim.contrast(theme.tokens().canvas) >= 3.0));
        assert_eq!(titles(&scene.legend), ["Colour: role"]);
        let KeyBody::Groups(samples) = &scene.legend.keys[0].body else { panic!("groups") };
        let told: Vec<_> = samples.iter().map(|sample| (sample.name.as_str(), sample.count)).collect();
        assert_eq!(told, [("baker", 3), ("smith", 1)]);
        assert_eq!(scene.legend.keys[0].without.as_ref().map(|sample| sample.count), Some(1));
        // Types keep their row, hollow.
        assert_eq!(scene.legend.actors[0].look.fill, theme.tokens().panel_raised);
        assert_eq!(scene.legend.actors[0].look.shape, plain.legend.actors[0].look.shape);
        assert_eq!(scene.legend.actor_note(), None);
    }
}

#[test]
fn a_rule_stands_above_the_colours_of_the_file() {
    let graph = village();
    let mut view = View::blank(&graph);
    view.looks.set_actor_colour(ActorIx(0), Some(Colour::rgb(1, 200, 3)));
    view.looks.set_actor_size(ActorIx(0), Some(3.0));
    let by_type = Scene::build(&graph, &View::blank(&graph), Theme::Light).actors[0].fill;
    assert_ne!(Scene::build(&graph, &view, Theme::Light).actors[0].fill, by_type);
    view.styling.set(Channel::ActorColour, Some(Rule::by(By::Type)));
    assert_eq!(Scene::build(&graph, &view, Theme::Light).actors[0].fill, by_type);
    view.styling.set(Channel::ActorColour, Some(detail("role")));
    view.styling.set(Channel::ActorSize, Some(Rule::by(By::Nothing)));
    let scene = Scene::build(&graph, &view, Theme::Light);
    assert_eq!(scene.actors[0].fill, palette::of_group(0, Theme::Light));
    assert!(scene.actors.iter().all(|actor| (actor.radius - USUAL_RADIUS).abs() < 1e-6));
    assert!(!scene.legend.sizes_from_file);
}

#[test]
fn areas_are_in_proportion_and_who_has_no_value_is_smallest() {
    let graph = village();
    let rule = Rule { sizes: Some([5.0, 25.0]), ..detail("age") };
    let scene = drawn(&graph, &[(Channel::ActorSize, rule.clone())], Theme::Light);
    let radii: Vec<f32> = scene.actors.iter().map(|actor| actor.radius).collect();
    let area = |radius: f32| radius * radius;
    assert_eq!((radii[0], radii[3], radii[4]), (5.0, 25.0, 5.0));
    assert!((area(radii[1]) - (25.0 + 600.0 * 0.25)).abs() < 0.01 && (area(radii[2]) - 325.0).abs() < 0.01);
    let view = View { styling: [(Channel::ActorSize, rule)].into_iter().collect(), ..View::blank(&graph) };
    assert_eq!(crate::scene::radii(&graph, &view), radii, "a layout makes as much room");
    assert!(scene.actors[3].importance > scene.actors[1].importance, "the largest is named first");
    let KeyBody::Radii(circles) = &scene.legend.keys[0].body else { panic!("radii") };
    let told: Vec<&str> = circles.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(told, ["20", "40", "60"]);
    assert_eq!(titles(&scene.legend), ["Size: age"]);
}

#[test]
fn figures_run_along_a_ramp_or_stand_for_themselves() {
    let graph = village();
    let ramp = drawn(&graph, &[(Channel::ActorColour, detail("age"))], Theme::Dark);
    let KeyBody::Ramp(colours, ticks, is_log) = &ramp.legend.keys[0].body else { panic!("a ramp") };
    assert!(!is_log && ticks.len() == 3);
    assert_eq!(ramp.actors[0].fill, colours[0]);
    assert_eq!(Some(&ramp.actors[3].fill), colours.last());
    let reversed = Rule { is_reversed: true, ..detail("age") };
    let reversed = drawn(&graph, &[(Channel::ActorColour, reversed)], Theme::Dark);
    assert_eq!(reversed.actors[3].fill, ramp.actors[0].fill);
    let each = Rule { scale: Some(Scale::Each), ..detail("age") };
    let each = drawn(&graph, &[(Channel::ActorColour, each)], Theme::Dark);
    assert!(matches!(&each.legend.keys[0].body, KeyBody::Groups(samples) if samples.len() == 4));
}

#[test]
fn colour_and_shape_by_the_same_are_one_key() {
    let graph = village();
    let rules = [(Channel::ActorColour, detail("role")), (Channel::ActorShape, detail("role"))];
    let scene = drawn(&graph, &rules, Theme::Light);
    assert_eq!(titles(&scene.legend), ["Colour and shape: role"]);
    let shapes: Vec<Shape> = scene.actors.iter().map(|actor| actor.shape).collect();
    assert_eq!(shapes, [Shape::Square, Shape::Diamond, Shape::Square, Shape::Square, Shape::Circle]);
    let KeyBody::Groups(samples) = &scene.legend.keys[0].body else { panic!("groups") };
    assert!(matches!(samples[1].look, KeyLook::Actor(look) if look.shape == Shape::Diamond));
    let apart = drawn(&graph, &[rules[1].clone(), (Channel::ActorColour, detail("age"))], Theme::Light);
    assert_eq!(titles(&apart.legend), ["Colour: age", "Shape: role"]);
    assert_eq!(apart.legend.actors[0].look.shape, Shape::Circle, "no shape stands for the type");
}

#[test]
fn communities_and_measures_are_worked_out_where_nobody_did_before() {
    let graph = graph_from_drawing("A-B B-C C-A A-D B-D E-F F-G G-E E-H F-H D-H");
    let community = By::Community(Division::default());
    let rules = [
        (Channel::ActorColour, Rule::by(community.clone())),
        (Channel::ActorSize, Rule::by(By::Measure("degree".into()))),
    ];
    let scene = drawn(&graph, &rules, Theme::Light);
    assert_eq!(titles(&scene.legend), ["Colour: community", "Size: Degree"]);
    assert_eq!(scene.actors[0].fill, scene.actors[1].fill);
    assert_ne!(scene.actors[0].fill, scene.actors[4].fill);
    // What was found before is used as it is.
    let nothing = Arc::new(Spread::Groups(crate::model::Groups::default()));
    let view = View {
        styling: rules.iter().cloned().collect(),
        spreads: [(community, nothing)].into_iter().collect(),
        ..View::blank(&graph)
    };
    let scene = Scene::build(&graph, &view, Theme::Light);
    assert!(scene.actors.iter().all(|actor| actor.fill == Theme::Light.tokens().outline));
}

#[test]
fn labels_say_what_a_rule_says() {
    let graph = village();
    let labels = |by: By| -> Vec<String> {
        let scene = drawn(&graph, &[(Channel::ActorLabel, Rule::by(by))], Theme::Light);
        scene.actors.iter().map(|actor| actor.label.to_string()).collect()
    };
    assert_eq!(labels(By::Key), ["a", "b", "c", "d", "e"]);
    assert_eq!(labels(By::Detail("role".into())), ["baker", "smith", "baker", "baker", ""]);
    assert_eq!(labels(By::Measure("degree".into())), ["1", "3", "1", "2", "1"]);
    assert_eq!(labels(By::Nothing), [""; 5]);
    let scene = drawn(&graph, &[(Channel::LinkLabel, Rule::by(By::Key))], Theme::Light);
    assert_eq!(&*scene.links[3].label, "3");
    assert_eq!(titles(&scene.legend), ["Label: id"]);
    let gone = drawn(&graph, &[(Channel::ActorLabel, detail("gone"))], Theme::Light);
    assert_eq!(titles(&gone.legend), ["Label: gone (there is no such detail)"]);
}

#[test]
fn links_have_colours_and_widths_and_what_is_contradicted_still_warns() {
    let mut builder = GraphBuilder::new("", "");
    let [a, b] = ["a", "b"].map(|key| builder.add_actor(Actor { key: key.into(), ..Actor::default() }).expect("new"));
    let (passage, _) = builder.passage_or_stand_in("p");
    for (key, kind, weight) in [("1", "pays", 1.0), ("2", "pays", 3.0), ("3", "owns", 2.0)] {
        let mut link =
            crate::model::Link { key: key.into(), kind: kind.into(), weight: Some(weight), ..Default::default() };
        if key == "3" {
            let stance = crate::model::Stance::Contradicts;
            link.evidence.push(crate::model::Evidence { stance, ..crate::model::Evidence::supporting(passage) });
        }
        builder.add_link(a, b, link).expect("new");
    }
    let graph = builder.finish();
    let rules = [(Channel::LinkColour, Rule::by(By::Type)), (Channel::LinkWidth, Rule::by(By::Weight))];
    for theme in Theme::ALL {
        let scene = drawn(&graph, &rules, theme);
        let tokens = theme.tokens();
        let colours: Vec<Rgba> = scene.links.iter().map(|link| link.colour).collect();
        assert_eq!(colours, [palette::of_group(0, theme), palette::of_group(0, theme), tokens.warning]);
        let widths: Vec<f32> = scene.links.iter().map(|link| link.width).collect();
        assert_eq!(widths, [1.0, 5.0, 3.0]);
        assert_eq!(titles(&scene.legend), ["Colour: type", "Width: weight"]);
        assert!(scene.legend.links.iter().all(|entry| entry.look.colour == tokens.text_weak && !entry.colours_vary));
        assert_eq!(scene.legend.contradicted, 1);
    }
}

#[test]
fn more_groups_than_colours_share_one_and_are_counted() {
    let mut builder = GraphBuilder::new("", "");
    for number in 0..40 {
        let actor = Actor { key: number.to_string().into(), ..Actor::default() };
        builder.add_actor(actor).expect("new");
    }
    let mut towns = Column::new("town", ColumnKind::Text, true);
    for row in 0..40usize {
        towns.set(row, Value::Text(format!("town {:02}", row / 2))).expect("it fits");
    }
    builder.set_actor_columns([towns].into_iter().collect());
    let graph = builder.finish();
    let rules = [(Channel::ActorColour, detail("town")), (Channel::ActorShape, detail("town"))];
    let scene = drawn(&graph, &rules, Theme::Light);
    let KeyBody::Groups(samples) = &scene.legend.keys[0].body else { panic!("groups") };
    let last = samples.last().expect("there are some");
    assert_eq!((samples.len(), last.name.as_str(), last.count), (17, "4 others", 8));
    assert_eq!(scene.actors[39].fill, scene.actors[33].fill);
    assert_eq!(scene.actors[39].shape, Shape::Star);
}
