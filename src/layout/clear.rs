//! Links that pass under a node which is not their end: how much larger a small drawing must be for few to.

use super::network::Network;
use crate::model::Point;

/// Free space between a link and a node that is not its end, in world units.
const CLEARANCE: f32 = 5.0;

/// How much larger a drawing must be for so few links to pass under nodes that are not their ends: as many as `share` of all links.
/// Below 1 where there is more room than that.
pub(super) fn growth(network: &Network, points: &[Point], radii: &[f32], share: f32) -> f32 {
    let count = points.len();
    let row = |node: usize| network.row(node).map(move |(other, _)| (node, other));
    let links = || (0..count).flat_map(row).filter(|(one, other)| one < other);
    let mut needed: Vec<f32> = Vec::new();
    for (one, other) in links() {
        let others = (0..count).filter(|node| *node != one && *node != other);
        needed.extend(others.map(|node| {
            let reach = radii[node] + CLEARANCE;
            reach / to_segment(points[node], points[one], points[other]).max(1e-3 * reach)
        }));
    }
    let kept = (share * (network.neighbours.len() / 2) as f32) as usize;
    if kept >= needed.len() { 0.0 } else { *needed.select_nth_unstable_by(kept, |one, other| other.total_cmp(one)).1 }
}

/// The distance of a point to the nearest of a segment.
pub(super) fn to_segment(at: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let share = ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy).max(f32::MIN_POSITIVE);
    let share = share.clamp(0.0, 1.0);
    at.distance(Point::new(a.x + share * dx, a.y + share * dy))
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    #[test]
    fn a_drawing_grows_until_links_pass_beside_nodes() {
        let network = components(&Topology::whole(&graph_from_drawing("A-B B-C C-A")), &[], 1.0).networks.remove(0).1;
        let points = [Point::new(0.0, 0.0), Point::new(100.0, 3.0), Point::new(200.0, 0.0)];
        let growth = growth(&network, &points, &[10.0; 3], 0.0);
        assert!((growth - 5.0).abs() < 1e-3, "3 of 15 units are there: {growth}");
    }

    #[test]
    fn some_links_may_pass_under_nodes_where_that_is_asked_for() {
        let network = components(&Topology::whole(&graph_from_drawing("A-B B-C C-A")), &[], 1.0).networks.remove(0).1;
        let points = [Point::new(0.0, 0.0), Point::new(100.0, 3.0), Point::new(200.0, 0.0)];
        assert!(growth(&network, &points, &[10.0; 3], 0.4) < 0.2);
        assert!(growth(&network, &points, &[10.0; 3], 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn the_nearest_of_a_segment_may_be_its_end() {
        let (a, b) = (Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert!((to_segment(Point::new(13.0, 4.0), a, b) - 5.0).abs() < 1e-6);
        assert!((to_segment(Point::new(3.0, 4.0), a, b) - 4.0).abs() < 1e-6);
        assert!((to_segment(Point::new(3.0, 4.0), a, a) - 5.0).abs() < 1e-6);
    }
}
