//! Stories about whole layouts. What a single part does is tested beside it.

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
fn links_come_out_about_as_long_as_wanted() {
    let problem = made(70, 140);
    let points = settled(&problem).points;
    let lengths: Vec<f32> = problem
        .topology
        .ends()
        .iter()
        .map(|&(source, target)| points[source as usize].distance(points[target as usize]))
        .collect();
    let mean = lengths.iter().sum::<f32>() / lengths.len() as f32;
    assert!((60.0..140.0).contains(&mean), "{mean}");
}

#[test]
fn communities_stand_apart() {
    let problem = made(400, 1600);
    let points = settled(&problem).points;
    let mut nearest_at_home = 0;
    for node in 0..400 {
        let distance = |other: &usize| points[node].distance(points[*other]);
        let nearest = (0..400).filter(|other| *other != node).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest_at_home += usize::from(nearest.is_some_and(|other| other / 50 == node / 50));
    }
    assert!(nearest_at_home > 320, "{nearest_at_home} of 400");
}

#[test]
fn a_held_node_stands_where_it_is_held_while_others_move() {
    let problem = drawn("A-B B-C C-D D-A A-C");
    let mut engine = engine(&problem, &Parameters::default());
    let start = engine.points()[1];
    for step in 0..500u32 {
        let at = Point::new(400.0 + step as f32, -30.0);
        let before = engine.points()[1];
        let progress = engine.step(&Control { held: vec![(0, at)] });
        assert_eq!(engine.points()[0], at);
        assert_ne!(engine.points()[1], before);
        assert!(!progress.settled, "nothing settles under the hand");
    }
    let followed = engine.points()[1].x - start.x;
    assert!(followed > 200.0, "neighbours follow, but B only by {followed}");
    let settles = (0..500).any(|_| engine.step(&Control::default()).settled);
    assert!(settles);
}

#[test]
fn a_pinned_node_never_moves() {
    let mut problem = made(120, 300);
    let places = [(3, Point::new(-12.5, 40.25)), (50, Point::new(1e6, 3.0)), (119, Point::new(0.1, 0.2))];
    problem.start = vec![None; 120];
    problem.pinned = vec![false; 120];
    for (node, point) in places {
        problem.start[node] = Some(point);
        problem.pinned[node] = true;
    }
    let mut engine = engine(&problem, &Parameters::default());
    loop {
        let progress = engine.step(&Control::default());
        for (node, point) in places {
            assert_eq!(engine.points()[node], point);
        }
        if progress.settled {
            break;
        }
    }
    assert_eq!(overlaps(&problem, engine.points()), []);
}

#[test]
fn a_node_pinned_on_the_way_stays_from_then_on() {
    let mut engine = engine(&made(60, 150), &Parameters::default());
    for _ in 0..20 {
        engine.step(&Control::default());
    }
    let place = Point::new(33.3, -4.5);
    engine.pin(7, Some(place));
    while !engine.step(&Control::default()).settled {}
    assert_eq!(engine.points()[7], place);
    engine.pin(7, None);
    assert!(!engine.step(&Control::default()).settled, "letting go starts it again");
}

#[test]
fn a_layout_run_again_from_where_it_settled_hardly_changes() {
    let mut problem = made(200, 500);
    let first = settled(&problem).points;
    problem.start = first.iter().copied().map(Some).collect();
    let again = settled(&problem).points;
    let width = first.iter().map(|point| point.x.abs()).fold(0.0, f32::max) * 2.0;
    let moved = first.iter().zip(&again).map(|(one, other)| one.distance(*other)).sum::<f32>() / 200.0;
    assert!(moved < 0.1 * width, "{moved} of {width}");
}

#[test]
fn components_are_packed_apart_and_single_nodes_stand_in_rows() {
    let problem = drawn("A-B B-C C-A D-E E-F F-G H-I J K L M N O P Q R S T U");
    let points = settled(&problem).points;
    let bounds = |nodes: &[usize]| {
        let fold = |value: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| {
            nodes.iter().map(|node| value(&points[*node])).reduce(pick).expect("there are nodes")
        };
        (fold(|p| p.x, f32::min), fold(|p| p.x, f32::max), fold(|p| p.y, f32::min), fold(|p| p.y, f32::max))
    };
    let groups = [bounds(&[0, 1, 2]), bounds(&[3, 4, 5, 6]), bounds(&[7, 8]), bounds(&(9..21).collect::<Vec<_>>())];
    for one in 0..groups.len() {
        for other in 0..one {
            let (a, b) = (groups[one], groups[other]);
            let apart = a.1 + 20.0 < b.0 || b.1 + 20.0 < a.0 || a.3 + 20.0 < b.2 || b.3 + 20.0 < a.2;
            assert!(apart, "{a:?} {b:?}");
        }
    }
    assert!((points[9].y - points[10].y).abs() < f32::EPSILON, "one row");
    let next = points[9..].iter().find(|point| point.y > points[9].y + 20.0).expect("they do not all stand in one row");
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
fn everything_in_one_place_is_unfolded() {
    let mut problem = made(80, 200);
    problem.start = vec![Some(Point::new(5.0, 5.0)); 80];
    let frame = settled(&problem);
    assert_eq!(overlaps(&problem, &frame.points), []);
}

#[test]
fn a_star_keeps_its_leaves_around_it() {
    let drawing: Vec<String> = (0..300).map(|leaf| format!("Hub-L{leaf}")).collect();
    let problem = drawn(&drawing.join(" "));
    let points = settled(&problem).points;
    assert_eq!(overlaps(&problem, &points), []);
    let middle = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.x / 301.0, sum.1 + point.y / 301.0));
    assert!(points[0].distance(Point::new(middle.0, middle.1)) < 100.0);
}

#[test]
fn a_picture_of_many_unfolds_level_by_level_and_is_no_worse_for_it() {
    let problem = made(3000, 12_000);
    let mut engine = engine(&problem, &Parameters::default());
    assert_eq!(engine.law().map(|law| law.shape), Some(Shape::Communities));
    assert!(engine.law().is_some_and(|law| law.is_automatic && law.modularity > 0.7));
    let mut phases = Vec::new();
    loop {
        let progress = engine.step(&Control::default());
        phases.push(progress.phase);
        if progress.settled {
            break;
        }
    }
    assert!(phases.is_sorted(), "unfolding, parting, packing");
    phases.dedup();
    assert_eq!(phases, [Phase::Unfolding, Phase::Parting, Phase::Packing]);
    let points = engine.points();
    let at_home = (0..300)
        .filter(|node| {
            let distance = |other: &usize| points[*node].distance(points[*other]);
            let nearest = (0..3000).filter(|other| other != node).min_by(|a, b| distance(a).total_cmp(&distance(b)));
            nearest.is_some_and(|other| other / 50 == node / 50)
        })
        .count();
    assert!(at_home > 270, "{at_home} of 300");
}

#[test]
fn a_mesh_lies_flat() {
    let across = (0..40).flat_map(|row| (0..39).map(move |at| format!("{row}x{at}-{row}x{}", at + 1)));
    let down = (0..39).flat_map(|row| (0..40).map(move |at| format!("{row}x{at}-{}x{at}", row + 1)));
    let graph = graph_from_drawing(&across.chain(down).collect::<Vec<_>>().join(" "));
    let problem = problem(&graph);
    assert_eq!(engine(&problem, &Parameters::default()).law().map(|law| law.shape), Some(Shape::Mesh));
    let points = settled(&problem).points;
    let at = |row: usize, column: usize| {
        let key = format!("{row}x{column}");
        points[graph.actors().position(|(_, actor)| *actor.key == *key).expect("it was drawn")]
    };
    let side = at(0, 0).distance(at(0, 39));
    for (one, other) in [(at(0, 39), at(39, 39)), (at(39, 39), at(39, 0)), (at(39, 0), at(0, 0))] {
        assert!((0.7..1.4).contains(&(one.distance(other) / side)));
    }
    assert!((1.1..1.7).contains(&(at(0, 0).distance(at(39, 39)) / side)), "corners are corners");
}

/// An engine that prepares even this in many pieces.
fn piecemeal(problem: &Problem) -> ForceAtlas {
    let portions = prepare::Portions { at_once: 0, together: 500, visits: 700 };
    ForceAtlas::in_portions(problem, Parameters::default(), portions)
}

#[test]
fn a_large_problem_is_seen_before_it_is_prepared_and_goes_on_from_there() {
    let problem = made(3000, 12_000);
    let mut engine = piecemeal(&problem);
    let first = engine.points().to_vec();
    let mean = |pairs: &mut dyn Iterator<Item = (u32, u32)>| {
        let lengths: Vec<f32> = pairs.map(|(a, b)| first[a as usize].distance(first[b as usize])).collect();
        lengths.iter().sum::<f32>() / lengths.len() as f32
    };
    let linked = mean(&mut problem.topology.ends().iter().copied());
    let any = mean(&mut (0..3000).map(|node| (node, (node * 7 + 1500) % 3000)));
    assert!((60.0..140.0).contains(&linked) && linked < 0.8 * any, "{linked} {any}");
    let (mut before, mut steps) = (first.clone(), 0);
    while engine.law().is_none() {
        before = engine.points().to_vec();
        assert!(engine.step(&Control::default()).movement >= 1.0);
        steps += 1;
    }
    assert!(steps > 20, "{steps}");
    let jump = moved(&before, engine.points());
    assert!(jump < 0.15, "{jump}");
    while !engine.step(&Control::default()).settled {}
    assert_eq!(overlaps(&problem, engine.points()), []);
}

#[test]
fn the_hand_is_obeyed_while_forces_are_prepared() {
    let mut problem = made(3000, 12_000);
    problem.pinned = (0..3000).map(|node| node == 5).collect();
    let mut engine = piecemeal(&problem);
    let (pinned, dropped, held) = (engine.points()[5], Point::new(-70.0, 4.0), Point::new(900.0, 20.0));
    engine.pin(9, Some(dropped));
    for _ in 0..80 {
        engine.step(&Control { held: vec![(7, held)] });
        assert_eq!([5, 9, 7].map(|node| engine.points()[node]), [pinned, dropped, held]);
    }
    assert!(engine.law().is_some(), "forces act by now");
    engine.pin(9, None);
    while !engine.step(&Control::default()).settled {}
    assert_eq!(engine.points()[5], pinned);
}

#[test]
fn how_work_is_portioned_moves_no_node_that_has_a_place() {
    let mut problem = made(2500, 9000);
    let places = settled(&problem).points;
    problem.start = places.into_iter().map(Some).collect();
    for node in (0..2500).step_by(100) {
        problem.start[node] = None;
    }
    let mut engine = piecemeal(&problem);
    let shown = engine.points().to_vec();
    for node in (0..2500).filter(|node| node % 100 != 0) {
        assert_eq!(Some(shown[node]), problem.start[node]);
    }
    while engine.law().is_none() {
        engine.step(&Control::default());
    }
    assert_eq!(engine.points(), shown);
    let width = shown.iter().map(|point| point.x.abs()).fold(0.0, f32::max) * 2.0;
    let whole = settled(&problem).points;
    while !engine.step(&Control::default()).settled {}
    let apart = whole.iter().zip(engine.points()).map(|(one, other)| one.distance(*other)).sum::<f32>() / 2500.0;
    assert!(apart < 0.01 * width, "{apart} of {width}");
}

#[test]
fn the_number_of_threads_changes_no_bit_of_what_is_done_in_pieces() {
    let problem = made(2200, 6000);
    let run = || {
        let mut engine = piecemeal(&problem);
        let progress = (0..60).map(|_| engine.step(&Control::default())).last().unwrap_or_default();
        Frame { points: engine.points().to_vec(), progress }
    };
    assert_eq!(on_threads(1, run), on_threads(3, run));
}

#[test]
fn many_small_components_are_prepared_in_batches() {
    let pairs: Vec<String> = (0..600).map(|at| format!("A{at}-B{at} B{at}-C{at}")).collect();
    let problem = drawn(&(pairs.join(" ") + " D E F"));
    let mut engine = piecemeal(&problem);
    assert_eq!(overlaps(&problem, engine.points()), []);
    while !engine.step(&Control::default()).settled {}
    assert_eq!(overlaps(&problem, engine.points()), []);
}

/// The share of pairs of links without a common end that cross.
fn crossings(problem: &Problem, points: &[Point]) -> f32 {
    let ends = problem.topology.ends();
    let side = |a: u32, b: u32, c: u32| {
        let (a, b, c) = (points[a as usize], points[b as usize], points[c as usize]);
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    };
    let (mut pairs, mut crossed) = (0u32, 0u32);
    for (at, &(a, b)) in ends.iter().enumerate() {
        for &(c, d) in ends[..at].iter().filter(|&&(c, d)| a != c && a != d && b != c && b != d) {
            pairs += 1;
            crossed += u32::from(side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0);
        }
    }
    crossed as f32 / pairs.max(1) as f32
}

#[test]
fn chains_combs_and_rings_with_tails_lie_open() {
    let path = (0..80).map(|at| format!("{at}-{}", at + 1)).collect::<Vec<_>>();
    let comb = (0..30).flat_map(|at| [format!("{at}-{}", at + 1), format!("{at}-a{at}"), format!("{at}-b{at}")]);
    let ring =
        (0..24).flat_map(|at| [format!("{at}-{}", (at + 1) % 24), format!("{at}-t{at}"), format!("t{at}-u{at}")]);
    for (name, drawing) in [("path", path), ("comb", comb.collect()), ("ring", ring.collect())] {
        let problem = drawn(&drawing.join(" "));
        let points = settled(&problem).points;
        assert_eq!(overlaps(&problem, &points), [], "{name}");
        assert!(crossings(&problem, &points) < 0.001, "{name}: {}", crossings(&problem, &points));
        assert!(
            problem
                .topology
                .ends()
                .iter()
                .all(|&(a, b)| { (20.0..260.0).contains(&points[a as usize].distance(points[b as usize])) }),
            "{name}: links are about as long as each other"
        );
    }
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

/// How many links pass under a node that is not their end.
fn hidden(problem: &Problem, points: &[Point]) -> usize {
    let is_under = |node: usize, &(one, other): &(u32, u32)| {
        let (one, other) = (one as usize, other as usize);
        node != one
            && node != other
            && clear::to_segment(points[node], points[one], points[other]) < problem.radii[node] + 2.0
    };
    let under = |node: usize| problem.topology.ends().iter().filter(|link| is_under(node, link)).count();
    (0..points.len()).map(under).sum()
}

#[test]
fn small_graphs_lie_as_their_links_say_and_no_link_hides_under_a_node() {
    // Krackhardt's kite and the Petersen graph, with the least stress that drawings of them are known to have.
    let kite = "A-B A-C A-D A-F B-D B-E B-G C-D C-F D-E D-F D-G E-G F-G F-H G-H H-I I-J";
    let petersen = "A-B B-C C-D D-E E-A A-F B-G C-H D-I E-J F-H H-J J-G G-I I-F";
    for (drawing, least) in [(kite, 0.0138), (petersen, 0.114)] {
        for seed in 1..=5 {
            let problem = Problem { seed, ..drawn(drawing) };
            let points = settled(&problem).points;
            let stress = stress(&problem, &points);
            assert!(stress < 1.1 * least, "{drawing}: {stress} with seed {seed}");
            assert_eq!(hidden(&problem, &points), 0, "{drawing} with seed {seed}");
        }
    }
}

#[test]
fn a_small_component_is_composed_beside_what_is_pinned() {
    let mut problem = drawn("A-B B-C C-D D-A A-E B-F C-G D-H E-F F-G G-H H-E");
    let place = Point::new(-500.0, 320.0);
    problem.start = vec![None; 8];
    problem.pinned = vec![false; 8];
    (problem.start[2], problem.pinned[2]) = (Some(place), true);
    let points = settled(&problem).points;
    assert_eq!(points[2], place);
    assert_eq!(overlaps(&problem, &points), []);
    assert!(stress(&problem, &points) < 0.12, "{}", stress(&problem, &points));
}

/// How far the first nodes moved on average, over the width of the drawing.
fn moved(before: &[Point], after: &[Point]) -> f32 {
    let low = before.iter().map(|point| point.x).fold(f32::INFINITY, f32::min);
    let width = before.iter().map(|point| point.x).fold(f32::NEG_INFINITY, f32::max) - low;
    before.iter().zip(after).map(|(one, other)| one.distance(*other)).sum::<f32>() / before.len() as f32 / width
}

#[test]
fn a_hundredth_of_new_nodes_hardly_moves_the_others() {
    let graph = planted(Planted::of_size(1010, 4000, 4));
    let all = problem(&graph);
    let mut view = View::blank(&graph);
    // The new ones are from everywhere.
    let is_new = |actor: ActorIx| actor.get() % 101 == 50;
    for (actor, _) in graph.actors().filter(|(actor, _)| is_new(*actor)) {
        view.hidden.set(actor, true);
    }
    let before = Problem { radii: vec![10.0; 1000], ..Problem::of(&graph, &view, &[], 1) };
    let points = settled(&before).points;
    for (&actor, &point) in before.topology.actors().iter().zip(&points) {
        view.positions.set(actor, Some(point));
    }
    view.hidden = View::blank(&graph).hidden;
    let after = Problem { start: Problem::of(&graph, &view, &[], 1).start, ..all };
    let frame = settled(&after);
    let kept: Vec<Point> =
        (0..1010u32).map(ActorIx).filter(|actor| !is_new(*actor)).map(|actor| frame.points[actor.get()]).collect();
    assert!(moved(&points, &kept) < 0.01, "{}", moved(&points, &kept));
    assert_eq!(overlaps(&after, &frame.points), []);
}

#[test]
fn new_components_and_single_nodes_go_beside_what_stands() {
    let mut problem = drawn("A-B B-C C-A D-E F G");
    let places = [(0.0, 0.0), (90.0, 0.0), (40.0, 80.0)];
    problem.start = places.iter().map(|(x, y)| Some(Point::new(*x, *y))).chain(vec![None; 4]).collect();
    let points = settled(&problem).points;
    assert!(moved(&points[..3], &places.map(|(x, y)| Point::new(x, y))) < 0.5);
    assert!(points[3..].iter().all(|point| point.y > 80.0), "{points:?}");
    assert_eq!(overlaps(&problem, &points), []);
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
