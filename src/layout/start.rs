//! Where nodes without a place start in a component that has some, and how freely the others move then. Nothing else is moved.

use std::collections::VecDeque;

use super::body::MOST_SPREAD;
use super::extent::within_reach;
use super::network::Network;
use crate::model::Point;

/// The angle that spreads any number of points around a circle.
pub(super) const GOLDEN_ANGLE: f32 = 2.399_963;

/// The mean length of the links whose ends both have a place, if there are any.
fn mean_length(network: &Network, given: &[Option<Point>]) -> Option<f32> {
    let (mut sum, mut count) = (0.0f64, 0u32);
    for (node, point) in given.iter().enumerate() {
        let Some(point) = point.map(within_reach) else { continue };
        for other in network.row(node).filter_map(|(other, _)| given[other]) {
            sum += f64::from(point.distance(within_reach(other)));
            count += 1;
        }
    }
    (sum > 0.0).then(|| (sum / f64::from(count)) as f32)
}

/// The length of a link beside which new nodes are put: the mean of what is there, if that is near enough to what is wanted.
pub(super) fn sound_length(network: &Network, given: &[Option<Point>], wanted: f32) -> f32 {
    mean_length(network, given).unwrap_or(wanted).clamp(wanted / 8.0, wanted * MOST_SPREAD)
}

/// Places for the nodes that have none, at the weighted mean of their placed neighbours, breadth first; `unit` is the length
/// of a link. Nodes that share a place are moved a little apart.
///
/// At least one node must have a place.
pub(super) fn completed(network: &Network, given: &[Option<Point>], unit: f32) -> Vec<Point> {
    let mut points = given.to_vec();
    let mut queue: VecDeque<usize> = (0..network.node_count()).filter(|node| given[*node].is_some()).collect();
    while let Some(node) = queue.pop_front() {
        for (other, _) in network.row(node) {
            if points[other].is_some() {
                continue;
            }
            let placed = network.row(other).filter_map(|(at, weight)| Some((within_reach(points[at]?), weight)));
            let (mut x, mut y, mut sum, mut count) = (0.0f32, 0.0f32, 0.0f32, 0);
            for (point, weight) in placed {
                (x, y, sum, count) = (x + point.x * weight, y + point.y * weight, sum + weight, count + 1);
            }
            // In the middle of several, beside a single one; all around, so that newcomers do not share a place.
            let away = unit * if count > 1 { 0.2 } else { 0.7 };
            let (sine, cosine) = (other as f32 * GOLDEN_ANGLE).sin_cos();
            points[other] = Some(within_reach(Point::new(x / sum + away * cosine, y / sum + away * sine)));
            queue.push_back(other);
        }
    }
    points.into_iter().map(Option::unwrap_or_default).collect()
}

/// How freely each node moves where some are new: by the number of links to the nearest new one, 0 beyond.
pub(super) fn warmth(network: &Network, given: &[Option<Point>], by_hops: &[f32]) -> Vec<f32> {
    let mut warmth = vec![0.0f32; network.node_count()];
    let mut ring: Vec<usize> = (0..given.len()).filter(|node| given[*node].is_none()).collect();
    for &warm in by_hops {
        for &node in &ring {
            warmth[node] = warm;
        }
        let mut next: Vec<usize> = ring.iter().flat_map(|node| network.row(*node).map(|(other, _)| other)).collect();
        next.retain(|node| warmth[*node] == 0.0);
        next.sort_unstable();
        next.dedup();
        ring = next;
    }
    warmth
}

/// Moves free nodes that share a place a little apart, or no force could ever tell them apart.
pub(super) fn part_coincident(points: &mut [Point], fixed: &[bool], unit: f32) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let bits = |point: Point| (point.x.to_bits(), point.y.to_bits());
    // Fixed ones first, so that the first of a place is the one that stays.
    order.sort_by_key(|&node| (bits(points[node]), !fixed[node]));
    let places: Vec<_> = order.iter().map(|&node| bits(points[node])).collect();
    for (at, &node) in order.iter().enumerate().skip(1) {
        if places[at] == places[at - 1] && !fixed[node] {
            let turn = node as f32 * GOLDEN_ANGLE;
            let away = unit * 0.05 * (1.0 + (node % 97) as f32 / 20.0);
            points[node].x += away * turn.cos();
            points[node].y += away * turn.sin();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn network(drawing: &str) -> Network {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).networks.remove(0).1
    }

    #[test]
    fn a_newcomer_starts_between_its_neighbours() {
        let (a, b) = (Point::new(0.0, 0.0), Point::new(100.0, 40.0));
        let points = completed(&network("A-B B-C A-C C-D"), &[Some(a), Some(b), None, None], 10.0);
        assert_eq!(points[..2], [a, b]);
        assert!(points[2].distance(Point::new(50.0, 20.0)) < 3.0);
        assert!(points[3].distance(points[2]) < 8.0);
    }

    #[test]
    fn a_stronger_link_draws_a_newcomer_nearer() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C A-C"));
        let network = components(&topology, &[1.0, 3.0, 1.0], 1.0).networks.remove(0).1;
        let given = [Some(Point::default()), Some(Point::new(100.0, 0.0)), None];
        assert!(completed(&network, &given, 1.0)[2].distance(Point::new(75.0, 0.0)) < 1.0);
    }

    #[test]
    fn warmth_falls_with_every_link_from_what_is_new() {
        let place = Some(Point::default());
        let given = [None, place, place, place, place];
        assert_eq!(warmth(&network("A-B B-C C-D D-E"), &given, &[1.0, 0.5, 0.2]), [1.0, 0.5, 0.2, 0.0, 0.0]);
    }

    #[test]
    fn nodes_in_one_place_are_parted_and_fixed_ones_stay() {
        let mut points = vec![Point::new(2.0, 2.0); 5];
        part_coincident(&mut points, &[false, false, false, false, true], 10.0);
        assert_eq!(points[4], Point::new(2.0, 2.0));
        for one in 0..5 {
            assert!((0..one).all(|other| points[one] != points[other]), "{points:?}");
        }
    }
}
