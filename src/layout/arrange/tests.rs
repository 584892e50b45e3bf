//! Stories that hold for every arrangement. What a single one does is tested beside it.

use std::cell::Cell;

use super::*;
use crate::layout::{Control, Engine, Progress, overlap};
use crate::model::{Graph, Marks, Planted, Topology, graph_from_drawing, planted};

fn problem(graph: &Graph) -> Problem {
    let topology = Topology::whole(graph);
    let directed = topology.links().iter().map(|&link| graph.link(link).directed).collect();
    let radii = (0..topology.node_count()).map(|node| 6.0 + (node % 7) as f32 * 2.0).collect();
    Problem { radii, topology, directed, seed: 1, ..Problem::default() }
}

fn all(count: usize) -> Vec<Arrangement> {
    let values: Vec<Option<f64>> =
        (0..count).map(|node| (node % 5 != 0).then_some((node * node % 37) as f64)).collect();
    let axis = |scale, is_upright| {
        Arrangement::Axis(Axis { title: "x".to_owned(), values: values.clone(), scale, is_upright })
    };
    vec![
        Arrangement::Layered(Layered::default()),
        Arrangement::Layered(Layered { direction: Direction::Left }),
        Arrangement::Concentric(Concentric::default()),
        Arrangement::Concentric(Concentric { middle: vec![1, 3] }),
        Arrangement::Circular(Circular { ordered: true }),
        Arrangement::Circular(Circular { ordered: false }),
        Arrangement::Grid(Grid { order: GridOrder::ByLinks }),
        Arrangement::Grid(Grid { order: GridOrder::AsInFile }),
        axis(Scale::Numbers, false),
        axis(Scale::Names((0..40).map(|name| format!("n{name}")).collect()), true),
        Arrangement::Apart(Apart::default()),
    ]
}

fn repeated(count: usize, word: impl Fn(usize) -> String) -> String {
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

fn crowded(problem: &Problem, places: &[Point]) -> usize {
    overlap::tests::crowded(places, &problem.radii, -0.01)
}

#[test]
fn no_nodes_cover_each_other() {
    for graph in [
        graph_from_drawing("A>B B>C C>A A>D D>D E-F G"),
        planted(Planted::of_size(150, 400, 3)),
        planted(Planted::of_size(120, 60, 4)),
    ] {
        let problem = problem(&graph);
        for arrangement in all(graph.actor_count()) {
            let places = arrangement.places(&problem, Spacing::default(), &|| false);
            assert_eq!(places.len(), graph.actor_count());
            assert!(places.iter().all(|place| place.is_finite()), "{arrangement:?}");
            assert_eq!(crowded(&problem, &places), 0, "{arrangement:?} of {} actors", places.len());
            assert_eq!(places, arrangement.places(&problem, Spacing::default(), &|| false), "the same each time");
        }
    }
}

#[test]
fn odd_graphs_end_in_finite_pictures() {
    let star = repeated(3000, |leaf| format!("H-L{leaf}"));
    let bag = repeated(3000, |node| format!("N{node}"));
    for drawing in ["", "A", "A>A", "A>B B>A A>B", star.as_str(), bag.as_str()] {
        let problem = problem(&graph_from_drawing(drawing));
        for arrangement in all(problem.topology.node_count()) {
            let places = arrangement.places(&problem, Spacing::default(), &|| false);
            assert!(places.iter().all(|place| place.is_finite()), "{arrangement:?}");
            assert_eq!(crowded(&problem, &places), 0, "{arrangement:?}");
        }
    }
}

#[test]
fn a_star_is_no_thin_strip() {
    let star = repeated(2000, |leaf| format!("H>L{leaf}"));
    let problem = problem(&graph_from_drawing(&star));
    for arrangement in [Arrangement::Layered(Layered::default()), Arrangement::Concentric(Concentric::default())] {
        let places = arrangement.places(&problem, Spacing::default(), &|| false);
        let (mut width, mut height) = (0.0f32, 0.0f32);
        for place in &places {
            width = width.max(2.0 * place.x.abs());
            height = height.max(2.0 * place.y.abs());
        }
        assert!(width < 12.0 * height && height < 12.0 * width, "{width} by {height}: {arrangement:?}");
    }
}

#[test]
fn directed_links_run_down_the_layers_but_for_those_that_close_a_circle() {
    let graph = graph_from_drawing("A>B B>C C>D D>B A>D");
    let problem = problem(&graph);
    let depth = |direction| Arrangement::Layered(Layered { direction }).places(&problem, Spacing::default(), &|| false);
    let down = depth(Direction::Down);
    let upwards =
        problem.topology.ends().iter().filter(|&&(source, target)| down[source as usize].y >= down[target as usize].y);
    assert_eq!(upwards.count(), 1);
    let sideways = depth(Direction::Right);
    for (one, other) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
        assert_eq!(down[one].y < down[other].y, sideways[one].x < sideways[other].x);
    }
}

#[test]
fn rings_are_steps_from_the_middle() {
    let problem = problem(&graph_from_drawing("A-B A-C B-D C-E E-F"));
    let places =
        Arrangement::Concentric(Concentric { middle: vec![0] }).places(&problem, Spacing::default(), &|| false);
    let far = |node: usize| places[node].distance(places[0]);
    assert!(far(1) > 50.0 && (far(1) - far(2)).abs() < 0.1);
    assert!(far(3) > far(1) + 50.0 && (far(3) - far(4)).abs() < 0.1);
    assert!(far(5) > far(4) + 50.0);
}

#[test]
fn an_axis_keeps_the_order_and_the_proportions_of_values() {
    let problem = problem(&graph_from_drawing("A-B B-C C-D"));
    let values = vec![Some(2000.0), Some(2010.0), Some(2005.0), None];
    let axis = |scale, is_upright| {
        Arrangement::Axis(Axis { title: "x".to_owned(), values: values.clone(), scale, is_upright })
    };
    let places = axis(Scale::Numbers, false).places(&problem, Spacing::default(), &|| false);
    let middle = f32::midpoint(places[0].x, places[1].x);
    assert!(places[3].x < places[0].x && places[0].x < places[2].x && places[2].x < places[1].x);
    assert!((places[2].x - middle).abs() < 0.1, "{places:?}");
    // Beside the nodes stands what they stand at.
    for is_upright in [false, true] {
        let mut glide = Glide::new(&problem, &axis(Scale::Years, is_upright), Spacing::default(), &|| false);
        let points = glide.points().to_vec();
        let along = |node: usize| if is_upright { points[node].y } else { points[node].x };
        let scale = glide.axis().expect("an axis");
        let Marks::Years(years) = &scale.marks else { panic!("{scale:?}") };
        assert_eq!(scale.is_upright, is_upright);
        for (node, value) in values.iter().enumerate().take(3) {
            assert!((years.place_of(value.expect("given")) - along(node)).abs() < 0.1);
        }
        assert!((scale.without.expect("one has none") - along(3)).abs() < 0.1);
    }
}

#[test]
fn categories_stand_in_even_steps_with_their_names() {
    let problem = problem(&graph_from_drawing("A-B B-C C-D"));
    let names = ["east", "north", "west"].map(str::to_owned).to_vec();
    let values = vec![Some(0.0), Some(2.0), Some(0.0), Some(2.0)];
    let axis = Axis { title: "side".to_owned(), values, scale: Scale::Names(names), is_upright: false };
    let mut glide = Glide::new(&problem, &Arrangement::Axis(axis), Spacing::default(), &|| false);
    let points = glide.points().to_vec();
    let scale = glide.axis().expect("an axis");
    let Marks::Names(marks) = &scale.marks else { panic!("{scale:?}") };
    assert_eq!(marks.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["east", "west"], "those that occur");
    assert!((marks[0].1 - points[0].x).abs() < 0.1 && (marks[1].1 - points[1].x).abs() < 0.1);
    assert_eq!(scale.without, None);
}

#[test]
fn what_is_stopped_ends_at_once_and_somewhere() {
    let graph = planted(Planted::of_size(400, 1200, 5));
    let problem = problem(&graph);
    for arrangement in all(graph.actor_count()) {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            true
        };
        let places = arrangement.places(&problem, Spacing::default(), &stop);
        assert!(places.iter().all(|place| place.is_finite()), "{arrangement:?}");
        assert!(asked.get() <= 2 * 400, "{arrangement:?} asked {} times", asked.get());
    }
}

#[test]
fn nodes_glide_from_where_they_stand_and_end_exactly_there() {
    let mut problem = problem(&graph_from_drawing("A-B B-C C-D"));
    problem.start = [0.0, 10.0, 20.0, 1000.0].map(|x| Some(Point::new(x, 500.0))).to_vec();
    problem.pinned = vec![false, false, true, false];
    let arrangement = Arrangement::Grid(Grid::default());
    let mut glide = Glide::new(&problem, &arrangement, Spacing::default(), &|| false);
    assert_eq!(glide.points()[0], Point::new(0.0, 500.0), "where it stands");
    let mut last = Progress::default();
    let held = Control { held: vec![(1, Point::new(-7.0, 7.0))] };
    for _ in 0..40 {
        last = glide.step(&held);
    }
    assert!(!last.settled, "nothing settles while a node is held");
    assert_eq!((glide.points()[1], glide.points()[2]), (Point::new(-7.0, 7.0), Point::new(20.0, 500.0)));
    while !last.settled {
        last = glide.step(&Control::default());
    }
    let places = arrangement.places(&problem, Spacing::default(), &|| false);
    for node in [0, 1, 3] {
        let (place, point) = (places[node], glide.points()[node]);
        assert_eq!(point, Point::new(place.x + 257.5, place.y + 500.0), "around where they stood on average");
    }
}

#[test]
fn a_node_that_is_let_go_sets_out_and_the_others_stay() {
    let mut problem = problem(&graph_from_drawing("A-B B-C"));
    problem.start = [0.0, 300.0, 20.0].map(|x| Some(Point::new(x, 0.0))).to_vec();
    problem.pinned = vec![true, false, false];
    let mut glide = Glide::new(&problem, &Arrangement::Grid(Grid::default()), Spacing::default(), &|| false);
    while !glide.step(&Control::default()).settled {}
    let before = glide.points().to_vec();
    glide.pin(0, None);
    while !glide.step(&Control::default()).settled {}
    assert_ne!(glide.points()[0], before[0]);
    assert_eq!(glide.points()[1..], before[1..]);
}
