//! Rings around a middle: each node as far out as it is steps away. The way round each ring follows the tree of a breadth-first
//! walk, so that what hangs together stands in one sector (after Yee, Fisher, Dhamija and Hearst 2001).

use std::f32::consts::{FRAC_PI_2, TAU};

use super::lists::Lists;
use super::parts::{Part, by_part};
use super::spread::spread;
use super::{Spacing, circle_for, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of the rings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentric {
    /// The nodes in the middle. A component without one has its most linked node there.
    pub middle: Vec<u32>,
}

impl Concentric {
    pub(super) fn places(&self, problem: &Problem, spacing: Spacing) -> Vec<Point> {
        let mut is_middle = vec![false; problem.topology.node_count()];
        for &node in &self.middle {
            if let Some(is_middle) = is_middle.get_mut(node as usize) {
                *is_middle = true;
            }
        }
        by_part(problem, spacing, |part| rings(problem, spacing, part, &is_middle))
    }
}

/// A breadth-first walk from the middle.
struct Walk {
    /// The places of nodes in the order of the walk; those of one ring stand together.
    order: Vec<u32>,
    /// Where each ring begins in the order, and the end of the last.
    rings: Vec<usize>,
    parents: Vec<Option<u32>>,
}

fn walk(part: &Part, middle: &[u32]) -> Walk {
    let neighbours = Lists::both_ways(part);
    let mut parents = vec![None; part.nodes.len()];
    let mut is_seen = vec![false; part.nodes.len()];
    for &node in middle {
        is_seen[node as usize] = true;
    }
    let mut order = middle.to_vec();
    let mut rings = vec![0, order.len()];
    loop {
        let (begin, end) = (rings[rings.len() - 2], rings[rings.len() - 1]);
        for at in begin..end {
            let node = order[at];
            for &neighbour in neighbours.of(node) {
                if !std::mem::replace(&mut is_seen[neighbour as usize], true) {
                    parents[neighbour as usize] = Some(node);
                    order.push(neighbour);
                }
            }
        }
        if order.len() == end {
            return Walk { order, rings, parents };
        }
        rings.push(order.len());
    }
}

fn rings(problem: &Problem, spacing: Spacing, part: &Part, is_middle: &[bool]) -> Vec<Point> {
    let count = part.nodes.len() as u32;
    let mut middle: Vec<u32> = (0..count).filter(|&place| is_middle[part.nodes[place as usize] as usize]).collect();
    if middle.is_empty() {
        let degree = |place: &u32| problem.topology.degree(part.nodes[*place as usize]);
        let most = (0..count).max_by_key(|place| (degree(place), std::cmp::Reverse(*place)));
        middle.extend(most);
    }
    let Walk { order, rings, parents } = walk(part, &middle);
    let sectors = sectors(&order, &parents, &middle);
    let mut places = vec![Point::default(); count as usize];
    let room = |place: u32| 2.0 * radius(problem, part.nodes[place as usize]) + spacing.gap;
    let mut inner = 0.0f32;
    for (number, ring) in rings.windows(2).enumerate() {
        let mut ring: Vec<u32> = order[ring[0]..ring[1]].to_vec();
        if number == 0 && ring.len() == 1 {
            inner = room(ring[0]) / 2.0;
            continue;
        }
        ring.sort_by(|&one, &other| sectors[one as usize].total_cmp(&sectors[other as usize]).then(one.cmp(&other)));
        let around: f32 = ring.iter().map(|&place| room(place)).sum();
        let widest = ring.iter().map(|&place| room(place)).fold(0.0, f32::max);
        let step = if number == 0 { 0.0 } else { spacing.link_length.max(widest) };
        // A ring that is too full is drawn as several close ones, so that the picture stays round and small.
        let lines = (around / TAU / (inner + step + 2.0 * widest)).sqrt().ceil().max(1.0);
        let first = (inner + step).max(circle_for(ring.iter().map(|&place| room(place))) / lines);
        let angles = around_ring(&ring, &sectors, |place| room(place) / lines / first);
        for (at, (&place, angle)) in ring.iter().zip(angles).enumerate() {
            let distance = first + (at % lines as usize) as f32 * widest;
            let angle = angle - FRAC_PI_2;
            places[place as usize] = Point::new(angle.cos() * distance, angle.sin() * distance);
        }
        inner = first + (lines - 1.0) * widest;
    }
    places
}

/// The angle, 0 to a full turn, at which each node would stand: the middle of a sector as wide as its part of the leaves.
fn sectors(order: &[u32], parents: &[Option<u32>], middle: &[u32]) -> Vec<f32> {
    let mut leaves = vec![0.0f32; order.len()];
    for &node in order.iter().rev() {
        leaves[node as usize] = leaves[node as usize].max(1.0);
        if let Some(parent) = parents[node as usize] {
            leaves[parent as usize] += leaves[node as usize];
        }
    }
    let all: f32 = middle.iter().map(|&node| leaves[node as usize]).sum();
    // Where the next child of each node begins.
    let mut next = vec![0.0f32; order.len()];
    let mut next_root = 0.0;
    let mut middles = vec![0.0f32; order.len()];
    for &node in order {
        let begin = match parents[node as usize] {
            Some(parent) => &mut next[parent as usize],
            None => &mut next_root,
        };
        let width = leaves[node as usize] / all * TAU;
        let from = *begin;
        *begin += width;
        next[node as usize] = from;
        middles[node as usize] = from + width / 2.0;
    }
    middles
}

/// The angles of a ring whose nodes are sorted by the angle they wish for, each with its room, in radians. The ring is cut where
/// the wishes leave most room, and turned so that the cut is nowhere near the others.
fn around_ring(ring: &[u32], wishes: &[f32], room: impl Fn(u32) -> f32) -> Vec<f32> {
    let wish = |at: usize| wishes[ring[at % ring.len()] as usize] + if at >= ring.len() { TAU } else { 0.0 };
    let gap = |at: usize| wish(at + ring.len()) - wish(at + ring.len() - 1);
    let cut = (0..ring.len()).max_by(|&one, &other| gap(one).total_cmp(&gap(other)).then(other.cmp(&one))).unwrap_or(0);
    let turned: Vec<usize> = (cut..cut + ring.len()).collect();
    let half = |at: usize| room(ring[at % ring.len()]) / 2.0;
    let apart: Vec<f32> = turned.iter().map(|&at| if at == cut { 0.0 } else { half(at - 1) + half(at) }).collect();
    let wanted: Vec<f32> = turned.iter().map(|&at| wish(at)).collect();
    let mut spread = spread(&wanted, &apart, &vec![1.0; ring.len()]);
    let (first, last) = (spread.first().copied().unwrap_or_default(), spread.last().copied().unwrap_or_default());
    let closing = half(cut) + half(cut + ring.len() - 1);
    if ring.len() > 1 && last - first > TAU - closing {
        // All of the circle is needed: one after the other.
        let mut angle = first;
        for (at, place) in spread.iter_mut().enumerate() {
            angle += apart[at];
            *place = angle;
        }
    }
    let mut angles = vec![0.0; ring.len()];
    for (&at, angle) in turned.iter().zip(spread) {
        angles[at % ring.len()] = angle;
    }
    angles
}
