//! Stories about problems that are prepared a piece at a time.

use super::*;

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
