//! Where the nodes of one component stand before the first step. Deterministic; nothing is moved later.
//!
//! A component without any place is spread by pivot multidimensional scaling (Brandes and Pich 2007): the two directions in
//! which the hops to a few far pivots differ most. It unfolds long and flat graphs before a force is felt. New nodes in a
//! component with places go to the middle of their placed neighbours.

use super::body::within_reach;
use super::network::Network;
use crate::model::Point;

const PIVOTS: usize = 40;
const ROUNDS: usize = 30;
/// The angle that spreads any number of points around a circle.
const GOLDEN_ANGLE: f32 = 2.399_963;

/// A component in units of a link length, links about one long, around the origin, the long way across.
pub(super) fn scaled(network: &Network, random: &mut fastrand::Rng) -> Vec<Point> {
    let count = network.node_count();
    let columns = pivot_columns(network);
    let mut first = direction(&columns, None);
    let mut second = direction(&columns, Some(&first));
    let project = |weights: &[f32]| -> Vec<f32> {
        (0..count).map(|node| columns.iter().zip(weights).map(|(column, weight)| column[node] * weight).sum()).collect()
    };
    let (xs, ys) = (project(&first), project(&second));
    first.clear();
    second.clear();
    let mut length = 0.0f32;
    for node in 0..count {
        for (other, _) in network.row(node) {
            length += (xs[node] - xs[other]).powi(2) + (ys[node] - ys[other]).powi(2);
        }
    }
    let length = (length / network.neighbours.len().max(1) as f32).sqrt().max(1e-6);
    let mut jitter = || (random.f32() - 0.5) * 0.4;
    (0..count).map(|node| Point::new(xs[node] / length + jitter(), ys[node] / length + jitter())).collect()
}

/// Squared hops to each pivot, centred both ways. Every pivot is the node farthest from those before it.
fn pivot_columns(network: &Network) -> Vec<Vec<f32>> {
    let count = network.node_count();
    let mut nearest = vec![u32::MAX; count];
    let mut pivot = (0..count).max_by_key(|&node| (network.degree(node), std::cmp::Reverse(node))).unwrap_or(0);
    let mut columns = Vec::new();
    for _ in 0..PIVOTS.min(count) {
        let hops = network.hops(pivot);
        for (nearest, hops) in nearest.iter_mut().zip(&hops) {
            *nearest = (*nearest).min(*hops);
        }
        columns.push(hops.into_iter().map(|hops| (hops * hops) as f32).collect::<Vec<f32>>());
        pivot = (0..count).max_by_key(|&node| (nearest[node], std::cmp::Reverse(node))).unwrap_or(0);
    }
    let rows: Vec<f32> =
        (0..count).map(|node| columns.iter().map(|column| column[node]).sum::<f32>() / columns.len() as f32).collect();
    for column in &mut columns {
        let mean = column.iter().zip(&rows).map(|(value, row)| value - row).sum::<f32>() / count as f32;
        for (value, row) in column.iter_mut().zip(&rows) {
            *value = -0.5 * (*value - row - mean);
        }
    }
    columns
}

/// The greatest direction of the columns by power iteration, at a right angle to `besides`.
fn direction(columns: &[Vec<f32>], besides: Option<&Vec<f32>>) -> Vec<f32> {
    let dot = |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
    let products: Vec<Vec<f32>> =
        columns.iter().map(|one| columns.iter().map(|other| dot(one, other)).collect()).collect();
    let mut direction: Vec<f32> = (0..columns.len()).map(|i| (i as f32 * GOLDEN_ANGLE).cos() + 0.1).collect();
    for _ in 0..ROUNDS {
        if let Some(besides) = besides {
            let along = dot(&direction, besides);
            direction.iter_mut().zip(besides).for_each(|(value, other)| *value -= along * other);
        }
        let length = dot(&direction, &direction).sqrt().max(f32::MIN_POSITIVE);
        for value in &mut direction {
            *value /= length;
        }
        let next: Vec<f32> = products.iter().map(|row| dot(row, &direction)).collect();
        let length = dot(&next, &next).sqrt();
        if length < 1e-9 {
            break;
        }
        direction = next.into_iter().map(|value| value / length).collect();
    }
    direction
}

/// Places for the nodes that have none, near their placed neighbours, breadth first; `unit` is a link length.
///
/// At least one node must have a place.
pub(super) fn completed(network: &Network, given: &[Option<Point>], unit: f32) -> Vec<Point> {
    let mut points = given.to_vec();
    let mut queue: Vec<usize> = (0..network.node_count()).filter(|node| given[*node].is_some()).collect();
    let mut next = 0;
    while let Some(&node) = queue.get(next) {
        next += 1;
        for (other, _) in network.row(node) {
            if points[other].is_some() {
                continue;
            }
            let placed: Vec<Point> =
                network.row(other).filter_map(|(neighbour, _)| points[neighbour].map(within_reach)).collect();
            let share = 1.0 / placed.len() as f32;
            // In the middle of several, beside a single one; on a spiral, so that newcomers do not share a place.
            let away = unit * if placed.len() > 1 { 0.2 } else { 0.7 };
            let (sine, cosine) = (other as f32 * GOLDEN_ANGLE).sin_cos();
            let x = placed.iter().map(|point| point.x * share).sum::<f32>() + away * cosine;
            let y = placed.iter().map(|point| point.y * share).sum::<f32>() + away * sine;
            points[other] = Some(within_reach(Point::new(x, y)));
            queue.push(other);
        }
    }
    points.into_iter().map(Option::unwrap_or_default).collect()
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
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).remove(0)
    }

    #[test]
    fn a_chain_starts_in_the_order_of_its_nodes() {
        let points = scaled(&network("A-B B-C C-D D-E E-F F-G G-H"), &mut fastrand::Rng::with_seed(1));
        let steps: Vec<f32> = points.windows(2).map(|pair| pair[1].x - pair[0].x).collect();
        assert!(steps.iter().all(|step| *step > 0.2) || steps.iter().all(|step| *step < -0.2), "{steps:?}");
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
    fn nodes_in_one_place_are_parted_and_fixed_ones_stay() {
        let mut points = vec![Point::new(2.0, 2.0); 5];
        part_coincident(&mut points, &[false, false, false, false, true], 10.0);
        assert_eq!(points[4], Point::new(2.0, 2.0));
        for one in 0..5 {
            assert!((0..one).all(|other| points[one] != points[other]), "{points:?}");
        }
    }
}
