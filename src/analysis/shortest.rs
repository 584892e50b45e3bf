//! Shortest ways from one node to all others, by the length of ties (Dijkstra 1959). One search, used again and again.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::ties::Ties;

/// Two ways are as long as each other where they differ by less than this share: sums of lengths are rounded.
const SAME: f64 = 1e-12;

/// Whether two lengths are the same, but for rounding.
pub(super) fn is_as_long(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME * one.abs().max(other.abs())
}

/// A place on the heap: the nearest first, of those as near the one that comes first in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Waiting {
    pub distance: f64,
    pub node: u32,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const NOT_REACHED: u32 = u32::MAX;

/// A search from one node, and what it found.
#[derive(Clone, Debug)]
pub(super) struct Search {
    distance: Vec<f64>,
    rank: Vec<u32>,
    reached: Vec<u32>,
    met: Vec<u32>,
    heap: BinaryHeap<Waiting>,
}

impl Search {
    /// Room for a search among `count` nodes.
    pub fn new(count: usize) -> Self {
        Self {
            distance: vec![f64::INFINITY; count],
            rank: vec![NOT_REACHED; count],
            reached: Vec::new(),
            met: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Searches from `source` until everybody is reached, or `is_enough` says so of a node that was. The room must be clear.
    pub fn run(&mut self, ties: &Ties, source: u32, is_enough: impl Fn(u32) -> bool) {
        self.run_along(ties, source, is_enough, |_, _| true);
    }

    /// The same along those ties that `may_take` takes: from whom, to whom.
    pub fn run_along(
        &mut self,
        ties: &Ties,
        source: u32,
        is_enough: impl Fn(u32) -> bool,
        may_take: impl Fn(u32, u32) -> bool,
    ) {
        let Self { distance, rank, reached, met, heap } = self;
        distance[source as usize] = 0.0;
        met.push(source);
        heap.push(Waiting { distance: 0.0, node: source });
        while let Some(Waiting { distance: from_source, node }) = heap.pop() {
            if rank[node as usize] != NOT_REACHED {
                continue;
            }
            rank[node as usize] = reached.len() as u32;
            reached.push(node);
            if is_enough(node) {
                break;
            }
            for (head, length) in ties.row(node).filter(|(head, _)| may_take(node, *head)) {
                let there = from_source + length;
                let known = &mut distance[head as usize];
                if there < *known {
                    if known.is_infinite() {
                        met.push(head);
                    }
                    *known = there;
                    heap.push(Waiting { distance: there, node: head });
                }
            }
        }
        heap.clear();
    }

    /// Who was reached, the nearest first; the source itself before all.
    pub fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// How far a node is from the source; infinite where it was not met.
    pub fn distance(&self, node: u32) -> f64 {
        self.distance[node as usize]
    }

    /// Whether `other` was reached, and after `node`.
    pub fn is_later(&self, node: u32, other: u32) -> bool {
        self.rank[other as usize] != NOT_REACHED && self.rank[other as usize] > self.rank[node as usize]
    }

    /// Makes the room clear for another search.
    pub fn clear(&mut self) {
        for node in self.met.drain(..) {
            self.distance[node as usize] = f64::INFINITY;
            self.rank[node as usize] = NOT_REACHED;
        }
        self.reached.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth};
    use crate::model::{Topology, graph_from_drawing};

    #[test]
    fn a_detour_along_short_ties_is_taken() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C A-C C-D E"));
        let ties = Ties::new(&topology, Direction::Ignored, Worth::Least(&[1.0, 1.0, 3.0, 0.5]));
        let mut search = Search::new(5);
        for _ in 0..2 {
            search.run(&ties, 0, |_| false);
            assert_eq!(search.reached(), [0, 1, 2, 3]);
            assert!((search.distance(3) - 2.5).abs() < 1e-12 && search.distance(4).is_infinite());
            assert!(search.is_later(1, 2) && !search.is_later(2, 1) && !search.is_later(0, 4));
            search.clear();
        }
        search.run(&ties, 0, |node| node == 1);
        assert_eq!(search.reached(), [0, 1]);
    }
}
