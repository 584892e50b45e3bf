//! The order of nodes within layers, so that few links cross, and where in its layer each stands. Which layer is decided in
//! `ranks`.

use super::crossings;
use super::lists::Lists;
use super::spread::spread;

/// Nodes in rows, and the links between rows.
pub(super) struct Ladder {
    /// The nodes of each row, in order from the left.
    pub rows: Vec<Vec<u32>>,
    /// Half of the room that each node takes along its row.
    pub halves: Vec<f32>,
    /// How strongly each node is drawn straight, at least 1: bends of long links are drawn straighter than others.
    pub stiffness: Vec<f32>,
    up: Lists,
    down: Lists,
    sweeps: usize,
}

/// Sweeps of ordering, and of placing, at most; fewer for many nodes.
const SWEEPS: usize = 12;
/// Nodes and links that are gone through in all sweeps together, about.
const WORK: usize = 12_000_000;
/// Sweeps of ordering without fewer crossings before it is given up.
const PATIENCE: usize = 3;

impl Ladder {
    /// A ladder of the nodes whose rows are given. A link goes from an upper to a lower row.
    pub fn new(ranks: &[u32], links: &[(u32, u32)], halves: Vec<f32>, stiffness: Vec<f32>) -> Self {
        let depth = ranks.iter().copied().max().map_or(0, |deepest| deepest as usize + 1);
        let up = Lists::new(ranks.len(), links.iter().map(|&(upper, lower)| (lower, upper)));
        let down = Lists::new(ranks.len(), links.iter().copied());
        let sweeps = (WORK / (ranks.len() + links.len() + 1)).clamp(2, SWEEPS);
        let mut ladder = Self { rows: vec![Vec::new(); depth], halves, stiffness, up, down, sweeps };
        ladder.fill(ranks);
        ladder
    }

    /// The first order: as a depth-first walk meets them, so that trees come without crossings.
    fn fill(&mut self, ranks: &[u32]) {
        let mut by_rank: Vec<u32> = (0..ranks.len() as u32).collect();
        by_rank.sort_by_key(|&node| ranks[node as usize]);
        let mut is_seen = vec![false; ranks.len()];
        let mut ahead = Vec::new();
        for first in by_rank {
            ahead.push(first);
            while let Some(node) = ahead.pop() {
                if std::mem::replace(&mut is_seen[node as usize], true) {
                    continue;
                }
                self.rows[ranks[node as usize] as usize].push(node);
                let unseen = |next: &&u32| !is_seen[**next as usize];
                ahead.extend(self.up.of(node).iter().filter(unseen));
                ahead.extend(self.down.of(node).iter().rev().filter(unseen));
            }
        }
    }

    /// Orders rows by the middle of the neighbours in the row before, downwards and upwards by turns, and keeps the order in which
    /// fewest links of neighbouring rows cross (Sugiyama, Tagawa and Toda 1981). Ends early, in whatever order, once `stop` says so.
    pub fn order(&mut self, stop: &dyn Fn() -> bool) {
        let mut place = vec![0.0f32; self.halves.len()];
        let put = |row: &[u32], place: &mut [f32]| {
            for (at, &node) in row.iter().enumerate() {
                place[node as usize] = (at as f32 + 0.5) / row.len() as f32;
            }
        };
        for row in &self.rows {
            put(row, &mut place);
        }
        let mut best = (self.crossings(), self.rows.clone());
        let mut without_gain = 0;
        for sweep in 0..self.sweeps {
            if best.0 == 0 || without_gain == PATIENCE {
                break;
            }
            let is_down = sweep % 2 == 0;
            for step in 0..self.rows.len() {
                if stop() {
                    return;
                }
                let at = if is_down { step } else { self.rows.len() - 1 - step };
                let before = if is_down { &self.up } else { &self.down };
                let wish = |node: u32| {
                    let ends = before.of(node);
                    let sum: f32 = ends.iter().map(|&end| place[end as usize]).sum();
                    if ends.is_empty() { place[node as usize] } else { sum / ends.len() as f32 }
                };
                let mut wishes: Vec<(f32, u32)> = self.rows[at].iter().map(|&node| (wish(node), node)).collect();
                wishes.sort_by(|one, other| one.0.total_cmp(&other.0));
                self.rows[at] = wishes.into_iter().map(|(_, node)| node).collect();
                put(&self.rows[at], &mut place);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
                without_gain = 0;
            } else {
                without_gain += 1;
            }
        }
        self.rows = best.1;
    }

    /// The number of crossings between links of neighbouring rows.
    pub fn crossings(&self) -> u64 {
        let mut place = vec![(0u32, 0u32); self.halves.len()];
        for (row, nodes) in (0u32..).zip(&self.rows) {
            for (at, &node) in (0u32..).zip(nodes) {
                place[node as usize] = (row, at);
            }
        }
        let mut crossings = 0;
        let mut links = Vec::new();
        for (row, pair) in (0u32..).zip(self.rows.windows(2)) {
            links.clear();
            for &node in &pair[0] {
                let lower = self.down.of(node).iter().map(|&lower| place[lower as usize]);
                links.extend(lower.filter(|lower| lower.0 == row + 1).map(|lower| (place[node as usize].1, lower.1)));
            }
            crossings += crossings::count(&mut links, pair[1].len());
        }
        crossings
    }

    /// Where each node stands along its row: as near to the middle of its neighbours as the order and the room of the others allow,
    /// seen from above and from below by turns. Nodes of a row that takes more than `widest` stand closer: they need
    /// lines of their own, as many as [`Self::lines`] says. Ends early, somewhere, once `stop` says so.
    pub fn place(&self, gap: f32, widest: f32, stop: &dyn Fn() -> bool) -> Vec<f32> {
        let mut places = vec![0.0f32; self.halves.len()];
        let apart: Vec<Vec<f32>> = self
            .rows
            .iter()
            .map(|row| {
                let lines = self.lines(row, gap, widest) as f32;
                let half = |node: u32| self.halves[node as usize];
                let before = std::iter::once(None).chain(row.iter().copied().map(Some));
                row.iter()
                    .zip(before)
                    .map(|(&node, before)| before.map_or(0.0, |before| (half(before) + half(node) + gap) / lines))
                    .collect()
            })
            .collect();
        for (row, apart) in self.rows.iter().zip(&apart) {
            let width: f32 = apart.iter().sum();
            let mut at = -width / 2.0;
            for (&node, apart) in row.iter().zip(apart) {
                at += apart;
                places[node as usize] = at;
            }
        }
        for sweep in 0..=self.sweeps {
            let is_down = sweep % 2 == 0;
            // In the end both neighbours count.
            let is_last = sweep == self.sweeps;
            for step in 0..self.rows.len() {
                if stop() {
                    return places;
                }
                let at = if is_down { step } else { self.rows.len() - 1 - step };
                let row = &self.rows[at];
                let (wishes, weights): (Vec<f32>, Vec<f32>) =
                    row.iter().map(|&node| self.wish(node, &places, is_down || is_last, !is_down || is_last)).unzip();
                for (&node, place) in row.iter().zip(spread(&wishes, &apart[at], &weights)) {
                    places[node as usize] = place;
                }
            }
        }
        places
    }

    /// How many lines a row takes that may not be wider than `widest`.
    pub fn lines(&self, row: &[u32], gap: f32, widest: f32) -> usize {
        let width: f32 = row.iter().map(|&node| 2.0 * self.halves[node as usize] + gap).sum();
        (width / widest).ceil().max(1.0) as usize
    }

    /// Where a node wants to stand, and how much.
    fn wish(&self, node: u32, places: &[f32], looks_up: bool, looks_down: bool) -> (f32, f32) {
        let (mut sum, mut weight) = (0.0f32, 0.0f32);
        let up = self.up.of(node).iter().filter(|_| looks_up);
        for &end in up.chain(self.down.of(node).iter().filter(|_| looks_down)) {
            let pull = self.stiffness[node as usize] * self.stiffness[end as usize];
            sum += pull * places[end as usize];
            weight += pull;
        }
        // One without links at all comes to the middle as far as there is room.
        let own = if self.up.of(node).is_empty() && self.down.of(node).is_empty() { 0.8 } else { 1.0 };
        if weight > 0.0 { (sum / weight, weight) } else { (own * places[node as usize], 0.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(ranks: &[u32], links: &[(u32, u32)]) -> Ladder {
        Ladder::new(ranks, links, vec![5.0; ranks.len()], vec![1.0; ranks.len()])
    }

    #[test]
    fn a_tangle_that_can_be_undone_is_undone() {
        // Two rows of four, linked the wrong way round.
        let mut ladder = ladder(&[0, 0, 0, 0, 1, 1, 1, 1], &[(0, 7), (1, 6), (2, 5), (3, 4)]);
        ladder.order(&|| false);
        assert_eq!(ladder.crossings(), 0);
    }

    #[test]
    fn a_parent_stands_over_the_middle_of_its_children() {
        let mut ladder = ladder(&[0, 1, 1, 1], &[(0, 1), (0, 2), (0, 3)]);
        ladder.order(&|| false);
        let places = ladder.place(2.0, 1e6, &|| false);
        let children = [places[1], places[2], places[3]];
        let mean = children.iter().sum::<f32>() / 3.0;
        assert!((places[0] - mean).abs() < 0.01, "{places:?}");
        let mut sorted = children;
        sorted.sort_by(f32::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 11.99), "{places:?}");
    }

    #[test]
    fn a_row_that_is_too_wide_takes_several_lines() {
        let ladder = ladder(&[0; 10], &[]);
        assert_eq!(ladder.lines(&ladder.rows[0], 0.0, 30.0), 4);
        let places = ladder.place(0.0, 30.0, &|| false);
        let width = places.iter().copied().fold(f32::MIN, f32::max) - places.iter().copied().fold(f32::MAX, f32::min);
        assert!(width < 30.0);
    }
}
