//! Neighbours among the nearest: of each node as many nearest as it has neighbours, and how many of them are.
//!
//! The Jaccard index of both sets, on average (Kruiger et al. 2017, "Graph Layouts by t-SNE", section 5).

use super::{Graph, Move, OF_NEIGHBOURS};

/// For each node, who is near.
#[derive(Default)]
pub(super) struct Nearness {
    /// The distance of the last that counts as near, and of the first that does not; and which these are.
    last: Vec<(f32, u32)>,
    next: Vec<(f32, u32)>,
    /// How many of the near ones are neighbours.
    hits: Vec<u32>,
    /// Whether a pair is linked, row by row.
    is_linked: Vec<bool>,
    order: Vec<(f32, u32)>,
}

impl Nearness {
    pub fn begin(&mut self, graph: &Graph<'_>, distances: &[f32]) {
        let count = graph.count();
        if self.is_linked.is_empty() {
            self.is_linked.resize(count * count, false);
            for node in 0..count {
                graph.network.row(node).for_each(|(other, _)| self.is_linked[node * count + other] = true);
            }
            self.last.resize(count, (0.0, 0));
            self.next.resize(count, (0.0, 0));
            self.hits.resize(count, 0);
        }
        for node in 0..count {
            self.look_around(graph, node, &distances[node * count..(node + 1) * count]);
        }
    }

    /// Finds the nearest of a node anew.
    fn look_around(&mut self, graph: &Graph<'_>, node: usize, distances: &[f32]) {
        let near = self.nearest(graph, node, distances);
        (self.last[node], self.next[node], self.hits[node]) = near;
    }

    fn nearest(&mut self, graph: &Graph<'_>, node: usize, distances: &[f32]) -> ((f32, u32), (f32, u32), u32) {
        let Self { is_linked, order, .. } = self;
        let wanted = graph.network.degree(node) as usize;
        let others = distances.iter().zip(0u32..).filter(|(_, other)| *other as usize != node);
        order.clear();
        order.extend(others.map(|(distance, other)| (*distance, other)));
        let row = &is_linked[node * distances.len()..(node + 1) * distances.len()];
        let mut next = (f32::INFINITY, u32::MAX);
        if wanted < order.len() {
            let (_, first_far, _) = order.select_nth_unstable_by(wanted, |one, other| one.0.total_cmp(&other.0));
            next = *first_far;
            order.truncate(wanted);
        }
        let last = order.iter().copied().max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or_default();
        let hits = order.iter().filter(|(_, other)| row[*other as usize]).count() as u32;
        (last, next, hits)
    }

    /// How much worse the drawing would be.
    pub fn change(&mut self, graph: &Graph<'_>, &Move { node, from, into, .. }: &Move<'_>) -> f32 {
        let count = graph.count();
        let (_, _, own) = self.nearest(graph, node, into);
        let share = |hits: u32, node: usize| hits as f32 / (2 * graph.network.degree(node) - hits).max(1) as f32;
        let mut gain = share(own, node) - share(self.hits[node], node);
        for other in (0..count).filter(|other| *other != node) {
            let (last, next) = (self.last[other], self.next[other]);
            let row = &self.is_linked[other * count..(other + 1) * count];
            let counts = |at: u32| row.get(at as usize).is_some_and(|is_linked| *is_linked);
            let (was_near, leaves) = (from[other] <= last.0, into[other] > next.0);
            let (comes, goes) = match was_near {
                true if leaves => (next.1, node as u32),
                false if into[other] < last.0 => (node as u32, last.1),
                _ => continue,
            };
            let hits = self.hits[other] + u32::from(counts(comes)) - u32::from(counts(goes)).min(self.hits[other]);
            gain += share(hits, other) - share(self.hits[other], other);
        }
        -OF_NEIGHBOURS * gain / count as f32
    }

    /// The node was moved, and these are the distances now.
    pub fn take(&mut self, graph: &Graph<'_>, &Move { node, from, into, .. }: &Move<'_>, distances: &[f32]) {
        let count = graph.count();
        for other in 0..count {
            // Who was and is beyond the first that does not count changes nothing.
            if other == node || from[other].min(into[other]) <= self.next[other].0 {
                self.look_around(graph, other, &distances[other * count..(other + 1) * count]);
            }
        }
    }
}

#[cfg(test)]
impl Nearness {
    /// Fails where another, of the same drawing, knows other things.
    pub fn assert_like(&self, other: &Self) {
        assert_eq!(self.hits, other.hits);
        let distances = |list: &[(f32, u32)]| list.iter().map(|(distance, _)| *distance).collect::<Vec<f32>>();
        assert_eq!(distances(&self.last), distances(&other.last));
        assert_eq!(distances(&self.next), distances(&other.next));
    }
}
