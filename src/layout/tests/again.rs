//! Stories about layouts that go on from where things stand.

use super::*;

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
fn everything_in_one_place_is_unfolded() {
    let mut problem = made(80, 200);
    problem.start = vec![Some(Point::new(5.0, 5.0)); 80];
    let frame = settled(&problem);
    assert_eq!(overlaps(&problem, &frame.points), []);
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
