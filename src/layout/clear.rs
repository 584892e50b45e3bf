//! Links that pass under a node which is not their end: the node, or an end, steps aside. Small drawings only.

use super::network::Network;
use crate::model::Point;

/// A drawing with more nodes times links than this has no clear ways to find.
const MOST_WORK: usize = 60_000;
/// Free space between a link and a node that is not its end.
const CLEARANCE: f32 = 5.0;
const ROUNDS: u32 = 4;
/// Directions in which a node looks for a better place, besides straight away from the links that it lies on.
const DIRECTIONS: u32 = 8;
/// What a step of a mean link's length costs, in links that pass under a node.
const COST_OF_WAY: f32 = 1.5;
/// Something must become better by so much, or a node stays.
const LEAST_GAIN: f32 = 0.3;
/// The share of the gap between nodes that is kept.
const KEPT_GAP: f32 = 0.7;

/// A small drawing and its links.
struct Ways<'a> {
    network: &'a Network,
    links: Vec<(u32, u32)>,
    points: &'a mut [Point],
    radii: &'a [f32],
    gap: f32,
    mean: f32,
}

/// Moves nodes a little so that fewer links pass under nodes. Fixed ones stay, and no two come nearer than most of `gap`.
pub(super) fn clear(network: &Network, points: &mut [Point], radii: &[f32], fixed: &[bool], gap: f32) {
    let count = points.len();
    let row = |node: usize| network.row(node).map(move |(other, _)| (node as u32, other as u32));
    let links: Vec<(u32, u32)> = (0..count).flat_map(row).filter(|(one, other)| one < other).collect();
    if count * links.len() > MOST_WORK {
        return;
    }
    let lengths: f32 = links.iter().map(|(one, other)| points[*one as usize].distance(points[*other as usize])).sum();
    let mean = (lengths / links.len().max(1) as f32).max(f32::MIN_POSITIVE);
    let before = points.to_vec();
    let mut ways = Ways { network, links, points, radii, gap, mean };
    for _ in 0..ROUNDS {
        let mut is_over = true;
        for node in (0..count).filter(|node| !fixed[*node]) {
            is_over &= !ways.step_aside(node, before[node]);
        }
        if is_over {
            break;
        }
    }
}

impl Ways<'_> {
    /// Moves a node to the best place near it; returns whether it moved.
    fn step_aside(&mut self, node: usize, from: Point) -> bool {
        let at = self.points[node];
        let hidden = self.hidden(node, at, f32::INFINITY);
        if hidden <= LEAST_GAIN {
            return false;
        }
        let way = |place: Point| COST_OF_WAY * place.distance(from) / self.mean;
        let mut best = (hidden + way(at) - LEAST_GAIN, at);
        for place in self.places(node, at) {
            let way = way(place);
            if way < best.0 && self.has_room(node, place) {
                let cost = way + self.hidden(node, place, best.0 - way);
                if cost < best.0 {
                    best = (cost, place);
                }
            }
        }
        self.points[node] = best.1;
        best.1 != at
    }

    /// Places for a node: beside each link that it lies on, and all around.
    fn places(&self, node: usize, at: Point) -> Vec<Point> {
        let reach = self.radii[node] + CLEARANCE;
        let mut places = Vec::new();
        for &(one, other) in self.foreign(node) {
            let (a, b) = (self.points[one as usize], self.points[other as usize]);
            let distance = to_segment(at, a, b);
            if distance < reach {
                let (dx, dy) = (b.x - a.x, b.y - a.y);
                let length = dx.hypot(dy).max(f32::MIN_POSITIVE);
                let side = (dx * (at.y - a.y) - dy * (at.x - a.x)).signum();
                let (nx, ny) = (-dy / length * side, dx / length * side);
                for way in [1.02 * reach - distance, -1.02 * reach - distance] {
                    places.push(Point::new(at.x + way * nx, at.y + way * ny));
                }
            }
        }
        for direction in 0..DIRECTIONS {
            let (sine, cosine) = (direction as f32 * std::f32::consts::TAU / DIRECTIONS as f32).sin_cos();
            for way in [0.5 * reach, reach] {
                places.push(Point::new(at.x + way * cosine, at.y + way * sine));
            }
        }
        places
    }

    fn foreign(&self, node: usize) -> impl Iterator<Item = &(u32, u32)> {
        self.links.iter().filter(move |(one, other)| *one as usize != node && *other as usize != node)
    }

    /// How many links would pass under the node, and under how many others its own would, were it there; part ones in part. What
    /// is beyond `most` is not counted to the end.
    fn hidden(&self, node: usize, place: Point, most: f32) -> f32 {
        let mut hidden = 0.0;
        for &(one, other) in self.foreign(node) {
            hidden += self.depth(node, place, self.points[one as usize], self.points[other as usize]);
        }
        for (end, _) in self.network.row(node) {
            if hidden >= most {
                break;
            }
            let to = self.points[end];
            for other in (0..self.points.len()).filter(|other| *other != node && *other != end) {
                hidden += self.depth(other, self.points[other], place, to);
            }
        }
        hidden
    }

    /// How far a link lies under a node at a place, 0 to 1.
    fn depth(&self, node: usize, at: Point, a: Point, b: Point) -> f32 {
        let reach = self.radii[node] + CLEARANCE;
        let is_far = at.x + reach < a.x.min(b.x)
            || at.x - reach > a.x.max(b.x)
            || at.y + reach < a.y.min(b.y)
            || at.y - reach > a.y.max(b.y);
        if is_far { 0.0 } else { (2.0 * (reach - to_segment(at, a, b)) / reach).clamp(0.0, 1.0) }
    }

    fn has_room(&self, node: usize, place: Point) -> bool {
        let is_apart = |other: usize| {
            place.distance(self.points[other]) >= self.radii[node] + self.radii[other] + KEPT_GAP * self.gap
        };
        (0..self.points.len()).all(|other| other == node || is_apart(other))
    }
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
    fn a_node_steps_off_a_foreign_link_and_a_fixed_one_does_not() {
        let network = components(&Topology::whole(&graph_from_drawing("A-B B-C C-A")), &[], 1.0).networks.remove(0).1;
        let places = [Point::new(0.0, 0.0), Point::new(100.0, 3.0), Point::new(200.0, 0.0)];
        let mut points = places;
        clear(&network, &mut points, &[10.0; 3], &[true, false, true], 10.0);
        assert!(to_segment(points[1], points[0], points[2]) >= 10.0 + 2.0, "{points:?}");
        assert!((points[1].x - 100.0).abs() < 10.0 && points[1].y > 0.0, "no farther than needed: {points:?}");
        let mut points = places;
        clear(&network, &mut points, &[10.0; 3], &[true; 3], 10.0);
        assert_eq!(points, places);
    }

    #[test]
    fn nobody_steps_upon_another() {
        let network = components(&Topology::whole(&graph_from_drawing("A-B B-C C-A C-D D-E E-F")), &[], 1.0);
        let mut points: Vec<Point> =
            [(0.0, 0.0), (100.0, 3.0), (200.0, 0.0), (100.0, 40.0), (100.0, -40.0), (60.0, -40.0)]
                .map(|(x, y)| Point::new(x, y))
                .to_vec();
        clear(&network.networks[0].1, &mut points, &[10.0; 6], &[false; 6], 10.0);
        for one in 0..6 {
            assert!((0..one).all(|other| points[one].distance(points[other]) >= 27.0), "{points:?}");
        }
    }
}
