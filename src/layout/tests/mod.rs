//! Stories about whole layouts. What a single part does is tested beside it.

mod again;
mod hand;
mod pieces;
mod shapes;

use proptest::prelude::*;

use super::*;
use crate::model::{ActorIx, Planted, graph_from_drawing, planted};

/// A problem without places, every node of radius 10.
fn problem(graph: &Graph) -> Problem {
    let topology = Topology::whole(graph);
    Problem { radii: vec![10.0; topology.node_count()], topology, seed: 1, ..Problem::default() }
}

fn drawn(drawing: &str) -> Problem {
    problem(&graph_from_drawing(drawing))
}

fn made(actors: usize, links: usize) -> Problem {
    problem(&planted(Planted::of_size(actors, links, 4)))
}

fn settled(problem: &Problem) -> Frame {
    settle(problem, &Parameters::default(), &|| false)
}

fn overlaps(problem: &Problem, points: &[Point]) -> Vec<(usize, usize)> {
    let near =
        |one: usize, other: usize| points[one].distance(points[other]) < problem.radii[one] + problem.radii[other];
    let pairs = (0..points.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    pairs.filter(|&(one, other)| near(one, other)).collect()
}

fn on_threads(threads: usize, work: impl Fn() -> Frame + Send + Sync) -> Frame {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a few threads can be had");
    pool.install(work)
}

/// An engine that prepares even this in many pieces.
fn piecemeal(problem: &Problem) -> ForceAtlas {
    let portions = prepare::Portions { at_once: 0, together: 500, visits: 700 };
    ForceAtlas::in_portions(problem, Parameters::default(), portions)
}

/// How far distances in a connected drawing are from hops, at the scale at which they are nearest.
fn stress(problem: &Problem, points: &[Point]) -> f32 {
    let (nodes, network) = network::components(&problem.topology, &[], 1.0).networks.remove(0);
    let place = |node: usize| points[nodes[node] as usize];
    let mut ratios = Vec::new();
    for one in 0..nodes.len() {
        let hops = network.hops(one);
        ratios.extend((0..one).map(|other| place(one).distance(place(other)) / hops[other] as f32));
    }
    let scale = ratios.iter().sum::<f32>() / ratios.iter().map(|ratio| ratio * ratio).sum::<f32>();
    ratios.iter().map(|ratio| (scale * ratio - 1.0).powi(2)).sum::<f32>() / ratios.len() as f32
}

/// How far the first nodes moved on average, over the width of the drawing.
fn moved(before: &[Point], after: &[Point]) -> f32 {
    let low = before.iter().map(|point| point.x).fold(f32::INFINITY, f32::min);
    let width = before.iter().map(|point| point.x).fold(f32::NEG_INFINITY, f32::max) - low;
    before.iter().zip(after).map(|(one, other)| one.distance(*other)).sum::<f32>() / before.len() as f32 / width
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let problem = made(900, 2700);
    let one = on_threads(1, || settled(&problem));
    assert!(one.progress.settled);
    assert_eq!(one, on_threads(2, || settled(&problem)));
    assert_eq!(one, on_threads(4, || settled(&problem)));
}

#[test]
fn the_seed_alone_decides() {
    let mut problem = made(60, 150);
    let first = settled(&problem);
    assert_eq!(first, settled(&problem));
    problem.seed = 2;
    assert_ne!(first.points, settled(&problem).points);
}

#[test]
fn a_settled_layout_has_no_overlapping_nodes() {
    for (actors, links) in [(70, 140), (700, 2100), (300, 120)] {
        let mut problem = made(actors, links);
        problem.radii = (0..actors).map(|node| 6.0 + (node % 9) as f32 * 2.0).collect();
        let frame = settled(&problem);
        assert!(frame.progress.settled);
        assert_eq!(overlaps(&problem, &frame.points), []);
    }
}

#[test]
fn components_are_packed_apart_and_single_nodes_stand_in_rows() {
    let problem = drawn("A-B B-C C-A D-E E-F F-G H-I J K L M N O P Q R S T U V W X Y Z 1 2 3 4 5 6 7 8 9");
    let points = settled(&problem).points;
    let bounds = |nodes: &[usize]| {
        let fold = |value: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| {
            nodes.iter().map(|node| value(&points[*node])).reduce(pick).expect("there are nodes")
        };
        (fold(|p| p.x, f32::min), fold(|p| p.x, f32::max), fold(|p| p.y, f32::min), fold(|p| p.y, f32::max))
    };
    let groups = [bounds(&[0, 1, 2]), bounds(&[3, 4, 5, 6]), bounds(&[7, 8]), bounds(&(9..35).collect::<Vec<_>>())];
    for one in 0..groups.len() {
        for other in 0..one {
            let (a, b) = (groups[one], groups[other]);
            let apart = a.1 + 20.0 < b.0 || b.1 + 20.0 < a.0 || a.3 + 20.0 < b.2 || b.3 + 20.0 < a.2;
            assert!(apart, "{a:?} {b:?}");
        }
    }
    assert!((points[9].y - points[10].y).abs() < f32::EPSILON, "one row");
    let next = points[9..]
        .iter()
        .find(|point| point.y > points[9].y + 20.0)
        .unwrap_or_else(|| panic!("they do not all stand in one row: {groups:?}"));
    assert!((points[9].x - next.x).abs() < 1e-3, "the next row begins below the first");
}

#[test]
fn the_smallest_problems_settle() {
    for drawing in ["A", "A-A", "A-B", "A-B A-B B>A", "A B", "A-A B-B A-B"] {
        let problem = drawn(drawing);
        let frame = settled(&problem);
        assert!(frame.progress.settled, "{drawing}");
        assert!(frame.points.iter().all(|point| point.is_finite()), "{drawing}");
        assert_eq!(overlaps(&problem, &frame.points), [], "{drawing}");
    }
    assert_eq!(settled(&Problem::default()).points, []);
}

#[test]
fn a_great_star_and_very_many_single_nodes_end_in_a_picture() {
    let star: Vec<String> = (0..20_000).map(|leaf| format!("Hub-L{leaf}")).collect();
    let singles: Vec<String> = (0..200_000).map(|node| format!("S{node}")).collect();
    for drawing in [star, singles] {
        let problem = drawn(&drawing.join(" "));
        let frame = settled(&problem);
        assert!(frame.progress.settled);
        assert!(frame.points.iter().all(|point| point.is_finite()));
        let most = frame.points.iter().map(|point| point.x.abs().max(point.y.abs())).fold(0.0, f32::max);
        assert!(most < 200.0 * 95.0 * (frame.points.len() as f32).sqrt(), "{most}");
    }
}

#[test]
fn a_problem_is_what_the_view_shows() {
    let graph = graph_from_drawing("A-B B-C C-D");
    let mut view = View::blank(&graph);
    view.hidden.set(ActorIx(0), true);
    view.pinned.set(ActorIx(2), true);
    view.positions.set(ActorIx(2), Some(Point::new(1.0, 2.0)));
    let problem = Problem::of(&graph, &view, &[1.0, 2.0, 3.0, 4.0], 9);
    assert_eq!(problem.topology.actors(), [ActorIx(1), ActorIx(2), ActorIx(3)]);
    assert_eq!(problem.radii, [2.0, 3.0, 4.0]);
    assert_eq!(problem.start, [None, Some(Point::new(1.0, 2.0)), None]);
    assert_eq!(problem.pinned, [false, true, false]);
    assert_eq!(problem.weights, [1.0, 1.0]);
}

#[test]
fn stop_is_asked_before_every_step() {
    let asked = std::cell::Cell::new(0);
    let stop = || asked.replace(asked.get() + 1) == 5;
    let frame = settle(&made(60, 150), &Parameters::default(), &stop);
    assert_eq!((frame.progress.step, frame.progress.settled), (5, false));
}

/// Graphs with every oddity: parallel links, self-links, single nodes, odd radii and places, pins.
fn any_problem() -> impl Strategy<Value = Problem> {
    let coordinate = || prop_oneof![-500.0f32..500.0, Just(0.0), Just(f32::NAN), Just(f32::MAX), Just(f32::INFINITY)];
    (1usize..40)
        .prop_flat_map(move |count| {
            let links = prop::collection::vec((0..count, 0..count), 0..80);
            let start = prop::collection::vec(prop::option::of((coordinate(), coordinate())), count);
            let radii = prop::collection::vec(prop_oneof![0.0f32..40.0, Just(f32::NAN), Just(-3.0)], count);
            (links, start, radii, prop::collection::vec(prop::bool::weighted(0.1), count), any::<u64>())
        })
        .prop_map(|(links, start, radii, pinned, seed)| {
            let names = (0..pinned.len()).map(|node| format!("N{node}"));
            let drawing: Vec<String> = names.chain(links.iter().map(|(a, b)| format!("N{a}-N{b}"))).collect();
            let topology = Topology::whole(&graph_from_drawing(&drawing.join(" ")));
            let start = start.into_iter().map(|point| point.map(|(x, y)| Point::new(x, y))).collect();
            Problem { topology, weights: Vec::new(), directed: Vec::new(), radii, start, pinned, seed }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_problem_settles_finite_with_its_pins_in_place(
        problem in any_problem(),
        odd in any::<bool>(),
        spread in prop::option::of(-0.1f32..1.1),
    ) {
        let parameters = Parameters { spread, strong_gravity: odd, dissuade_hubs: odd, ..Parameters::default() };
        let frame = settle(&problem, &parameters, &|| false);
        prop_assert!(frame.progress.settled);
        prop_assert!(frame.points.iter().all(|point| point.is_finite()));
        for (node, point) in frame.points.iter().enumerate() {
            if let Some(start) = problem.start[node].filter(|start| problem.pinned[node] && start.is_finite()) {
                prop_assert_eq!(*point, start);
            }
        }
    }
}
