//! Communities apart: how much nearer nodes are to their own than to the next (Rousseeuw 1987, "Silhouettes").

use super::{Graph, Move, OF_COMMUNITIES, length};

/// For each node, how far it is from each community.
#[derive(Default)]
pub(super) struct Grouping {
    sizes: Vec<f32>,
    /// The sum of distances from each node to each community, row by row.
    sums: Vec<f32>,
    /// The silhouette of each node.
    values: Vec<f32>,
}

impl Grouping {
    pub fn begin(&mut self, graph: &Graph<'_>, distances: &[f32]) {
        self.sizes = sizes(graph.community_of);
        let communities = self.sizes.len();
        let count = graph.count();
        self.sums.clear();
        self.sums.resize(count * communities, 0.0);
        for node in 0..count {
            let sums = &mut self.sums[node * communities..(node + 1) * communities];
            add(sums, &distances[node * count..(node + 1) * count], graph.community_of);
        }
        self.values.clear();
        for (node, sums) in self.sums.chunks_exact(communities.max(1)).enumerate() {
            self.values.push(silhouette(sums, &self.sizes, graph.community_of[node] as usize));
        }
    }

    /// How much worse the drawing would be.
    pub fn change(&mut self, graph: &Graph<'_>, &Move { node, from, into, .. }: &Move<'_>) -> f32 {
        let Self { sizes, sums, values } = self;
        let communities = sizes.len();
        if communities < 2 {
            return 0.0;
        }
        let moved = graph.community_of[node] as usize;
        let mut gain = 0.0;
        for (other, sums) in sums.chunks_exact_mut(communities).enumerate().filter(|(other, _)| *other != node) {
            let before = sums[moved];
            sums[moved] += into[other] - from[other];
            gain += silhouette(sums, sizes, graph.community_of[other] as usize) - values[other];
            sums[moved] = before;
        }
        let mut own = vec![0.0; communities];
        add(&mut own, into, graph.community_of);
        gain += silhouette(&own, sizes, moved) - values[node];
        -OF_COMMUNITIES * gain / graph.count() as f32
    }

    /// The node was moved.
    pub fn take(&mut self, graph: &Graph<'_>, &Move { node, from, into, .. }: &Move<'_>) {
        let Self { sizes, sums, values } = self;
        let communities = sizes.len();
        let moved = graph.community_of[node] as usize;
        for (other, sums) in sums.chunks_exact_mut(communities.max(1)).enumerate() {
            if other == node {
                sums.fill(0.0);
                add(sums, into, graph.community_of);
            } else {
                sums[moved] += into[other] - from[other];
            }
            values[other] = silhouette(sums, sizes, graph.community_of[other] as usize);
        }
    }
}

/// The mean silhouette of a drawing, -1 to 1, over the nodes that are not alone in their communities; 0 where there is but one
/// community.
pub fn mean(xs: &[f32], ys: &[f32], community_of: &[u32]) -> f32 {
    let sizes = sizes(community_of);
    let (mut sum, mut count) = (0.0f32, 0.0f32);
    let mut sums = vec![0.0; sizes.len()];
    let mut distances = Vec::with_capacity(xs.len());
    for (node, &own) in community_of.iter().enumerate().filter(|(_, own)| sizes[**own as usize] > 1.0) {
        distances.clear();
        distances.extend(xs.iter().zip(ys).map(|(x, y)| length(xs[node] - x, ys[node] - y)));
        sums.fill(0.0);
        add(&mut sums, &distances, community_of);
        sum += silhouette(&sums, &sizes, own as usize);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

fn sizes(community_of: &[u32]) -> Vec<f32> {
    let mut sizes = vec![0.0; community_of.iter().max().map_or(0, |greatest| *greatest as usize + 1)];
    for community in community_of {
        sizes[*community as usize] += 1.0;
    }
    sizes
}

fn add(sums: &mut [f32], distances: &[f32], community_of: &[u32]) {
    for (distance, community) in distances.iter().zip(community_of) {
        sums[*community as usize] += distance;
    }
}

/// Of a node of community `own` with these sums of distances to communities of these sizes, -1 to 1; 0 where it is alone in it.
fn silhouette(sums: &[f32], sizes: &[f32], own: usize) -> f32 {
    if sizes[own] < 2.0 {
        return 0.0;
    }
    let within = sums[own] / (sizes[own] - 1.0);
    let mut next = f32::INFINITY;
    for (community, (sum, size)) in sums.iter().zip(sizes).enumerate() {
        let mean = sum / size;
        next = if community != own && mean < next { mean } else { next };
    }
    if next.is_finite() { (next - within) / next.max(within).max(f32::MIN_POSITIVE) } else { 0.0 }
}

#[cfg(test)]
impl Grouping {
    /// Fails where another, of the same drawing, knows other things.
    pub fn assert_like(&self, other: &Self) {
        let near = |one: &[f32], other: &[f32]| one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-3);
        assert!(near(&self.sums, &other.sums) && near(&self.values, &other.values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_apart_are_told_from_mixed_ones() {
        let community_of = [0, 0, 0, 1, 1, 1];
        let apart = mean(&[0.0, 1.0, 0.5, 10.0, 11.0, 10.5], &[0.0; 6], &community_of);
        let mixed = mean(&[0.0, 1.0, 2.0, 0.5, 1.5, 2.5], &[0.0; 6], &community_of);
        assert!(apart > 0.9 && mixed < 0.1, "{apart} {mixed}");
        assert!(mean(&[0.0, 1.0], &[0.0; 2], &[0, 0]).abs() < f32::EPSILON, "of one community");
        assert!(mean(&[0.0, 1.0], &[0.0; 2], &[0, 1]).abs() < f32::EPSILON, "each alone");
        assert!(mean(&[], &[], &[]).abs() < f32::EPSILON);
    }
}
