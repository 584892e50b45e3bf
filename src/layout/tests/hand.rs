//! Stories about nodes that are held or pinned.

use super::*;

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

#[test]
fn a_small_drawing_keeps_its_shape_when_a_node_is_held() {
    let kite = "A-B A-C A-D A-F B-D B-E B-G C-D C-F D-E D-F D-G E-G F-G F-H G-H H-I I-J";
    let problem = drawn(kite);
    let mut engine = engine(&problem, &Parameters::default());
    while !engine.step(&Control::default()).settled {}
    let before = engine.points().to_vec();
    for _ in 0..10 {
        engine.step(&Control { held: vec![(0, before[0])] });
    }
    while !engine.step(&Control::default()).settled {}
    assert!(moved(&before, engine.points()) < 0.02, "held where it was: {}", moved(&before, engine.points()));
    for step in 0..30u32 {
        engine.step(&Control { held: vec![(9, Point::new(before[9].x + 5.0 * step as f32, before[9].y))] });
    }
    let followed = engine.points()[8].x - before[8].x;
    assert!(followed > 20.0, "its neighbour follows, but only by {followed}");
    while !engine.step(&Control::default()).settled {}
    assert!(stress(&problem, engine.points()) < 0.02, "{}", stress(&problem, engine.points()));
}
