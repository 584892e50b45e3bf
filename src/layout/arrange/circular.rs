//! Each component on a circle of its own, ordered so that few links cross.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::lists::Lists;
use super::parts::{Part, by_part};
use super::{Spacing, circle_for, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of the circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circular {
    /// Whether nodes are ordered so that few links cross; else they stand as in the file, clockwise from the top.
    pub ordered: bool,
}

impl Default for Circular {
    fn default() -> Self {
        Self { ordered: true }
    }
}

/// Sifting takes time in proportion to nodes times links; beyond this product the first order is kept.
const SIFTED: usize = 4_000_000;
/// Rounds of sifting at most.
const ROUNDS: usize = 4;

impl Circular {
    pub(super) fn places(self, problem: &Problem, spacing: Spacing, stop: &dyn Fn() -> bool) -> Vec<Point> {
        by_part(problem, spacing, |part| {
            let order = if self.ordered {
                few_crossings(part, stop)
            } else {
                (0..part.nodes.len() as u32).collect::<Vec<u32>>()
            };
            on_circle(problem, spacing, part, &order)
        })
    }
}

/// The nodes of a part on a circle, clockwise from the top in that order, each with room for its size.
fn on_circle(problem: &Problem, spacing: Spacing, part: &Part, order: &[u32]) -> Vec<Point> {
    let room = |place: u32| 2.0 * radius(problem, part.nodes[place as usize]) + spacing.gap;
    let around: f32 = order.iter().map(|&place| room(place)).sum();
    let mut places = vec![Point::default(); order.len()];
    if order.len() < 2 {
        return places;
    }
    let circle = circle_for(order.iter().map(|&place| room(place))).max(spacing.link_length / 2.0);
    let mut done = 0.0;
    for &place in order {
        let angle = (done + room(place) / 2.0) / around * TAU - FRAC_PI_2;
        places[place as usize] = Point::new(angle.cos() * circle, angle.sin() * circle);
        done += room(place);
    }
    places
}

/// An order around a circle: that of a depth-first walk, in which the links of a tree never cross, then each node sifted to its
/// best place (Baur and Brandes 2004), until `stop` says so.
fn few_crossings(part: &Part, stop: &dyn Fn() -> bool) -> Vec<u32> {
    let count = part.nodes.len();
    let neighbours = Lists::both_ways(part);
    let mut order = walk(count, &neighbours);
    if count < 4 || count.saturating_mul(part.links.len()) > SIFTED {
        return order;
    }
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for node in 0..count as u32 {
            if stop() {
                return order;
            }
            is_better |= sift(node, &mut order, &neighbours);
        }
        if !is_better {
            break;
        }
    }
    order
}

/// The nodes as a depth-first walk from the least linked one meets them, the least linked neighbour first.
fn walk(count: usize, neighbours: &Lists) -> Vec<u32> {
    let degree = |node: u32| neighbours.of(node).len();
    let Some(first) = (0..count as u32).min_by_key(|&node| degree(node)) else { return Vec::new() };
    let mut order = Vec::with_capacity(count);
    let mut is_seen = vec![false; count];
    let mut ahead = vec![first];
    while let Some(node) = ahead.pop() {
        if std::mem::replace(&mut is_seen[node as usize], true) {
            continue;
        }
        order.push(node);
        let begin = ahead.len();
        ahead.extend(neighbours.of(node).iter().copied().filter(|&next| !is_seen[next as usize]));
        ahead[begin..].sort_by_key(|&next| std::cmp::Reverse((degree(next), next)));
    }
    order
}

/// Moves a node to where its links cross fewest others. Whether that is fewer than before.
fn sift(node: u32, order: &mut Vec<u32>, neighbours: &Lists) -> bool {
    let Some(was) = order.iter().position(|&other| other == node) else { return false };
    order.remove(was);
    let others = order.len();
    let mut place = vec![0usize; others + 1];
    for (at, &other) in order.iter().enumerate() {
        place[other as usize] = at;
    }
    // Places clockwise, from behind the one that is passed.
    let behind = |other: u32, at: usize| (place[other as usize] + others - at - 1) % others;
    let sorted = |of: u32, without: u32, at: usize| {
        let ends = neighbours.of(of).iter().filter(|&&end| end != without);
        let mut ends: Vec<usize> = ends.map(|&end| behind(end, at)).collect();
        ends.sort_unstable();
        ends
    };
    let (mut change, mut least, mut best) = (0i64, 0i64, 0usize);
    let mut at_was = 0i64;
    for (at, &passed) in order.iter().enumerate() {
        if at == was {
            at_was = change;
        }
        let (own, others) = (sorted(node, passed, at), sorted(passed, node, at));
        let (before, after) = (pairs_below(&own, &others), pairs_below(&others, &own));
        change += i64::from(after) - i64::from(before);
        if change < least {
            (least, best) = (change, at + 1);
        }
    }
    let is_better = least < at_was;
    order.insert(if is_better { best } else { was }, node);
    is_better
}

/// The number of pairs of which the first is below the second; both lists are sorted.
fn pairs_below(firsts: &[usize], seconds: &[usize]) -> u32 {
    let mut below = 0;
    let mut pairs = 0;
    for second in seconds {
        while firsts.get(below).is_some_and(|first| first < second) {
            below += 1;
        }
        pairs += below as u32;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(count: u32, links: &[(u32, u32)]) -> Part {
        Part { nodes: (0..count).collect(), links: links.to_vec(), numbers: (0..links.len() as u32).collect() }
    }

    fn crossings(order: &[u32], links: &[(u32, u32)]) -> usize {
        let at = |node: u32| order.iter().position(|&other| other == node).expect("in the order");
        let chords: Vec<(usize, usize)> =
            links.iter().map(|&(one, other)| (at(one).min(at(other)), at(one).max(at(other)))).collect();
        let cross = |a: (usize, usize), b: (usize, usize)| a.0 < b.0 && b.0 < a.1 && a.1 < b.1;
        chords.iter().flat_map(|&a| chords.iter().map(move |&b| (a, b))).filter(|&(a, b)| cross(a, b)).count()
    }

    #[test]
    fn a_ring_in_any_order_is_drawn_without_crossings() {
        let links = [(0, 3), (3, 1), (1, 5), (5, 2), (2, 4), (4, 0)];
        assert_eq!(crossings(&few_crossings(&part(6, &links), &|| false), &links), 0);
    }

    #[test]
    fn a_tree_is_drawn_without_crossings() {
        let links = [(0, 4), (0, 7), (4, 1), (4, 6), (7, 2), (7, 3), (3, 5), (0, 8)];
        assert_eq!(crossings(&few_crossings(&part(9, &links), &|| false), &links), 0);
    }

    #[test]
    fn sifting_finds_the_place_that_counting_finds() {
        let links = [(0, 2), (1, 3), (2, 4), (3, 5), (4, 0), (5, 1), (0, 3), (2, 5)];
        let neighbours = Lists::both_ways(&part(6, &links));
        for node in 0..6 {
            let mut order: Vec<u32> = (0..6).collect();
            let before = crossings(&order, &links);
            let rest: Vec<u32> = (0..6).filter(|&other| other != node).collect();
            let fewest = (0..6)
                .map(|at| {
                    let mut order = rest.clone();
                    order.insert(at, node);
                    crossings(&order, &links)
                })
                .min();
            assert_eq!(sift(node, &mut order, &neighbours), fewest < Some(before));
            assert_eq!(Some(crossings(&order, &links)), fewest);
        }
    }
}
