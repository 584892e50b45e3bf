//! Links as flat rows, and graphs whose nodes stand for several of another. Who is put together with whom is decided elsewhere.

use crate::model::Topology;

/// Links in compressed sparse rows: each link stands in the rows of both its ends, a self-link once.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// Start of each node's row, and the end of the last.
    pub offsets: &'a [u32],
    /// All rows, one after the other.
    pub neighbours: &'a [u32],
    /// A weight for each entry of `neighbours`, or nothing where all weigh one. A weight that is not above zero joins nothing.
    pub weights: &'a [f32],
}

impl<'a> Rows<'a> {
    /// The links of a topology, all of the same weight.
    #[must_use]
    pub fn of(topology: &'a Topology) -> Self {
        Self { offsets: topology.offsets(), neighbours: topology.adjacency(), weights: &[] }
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    pub(super) fn row(self, node: usize) -> impl Iterator<Item = (usize, f32)> + use<'a> {
        let weight = move |entry: usize| {
            let weight = self.weights.get(entry).copied().unwrap_or(1.0);
            if weight.is_finite() && weight > 0.0 { weight } else { 0.0 }
        };
        (self.offsets[node] as usize..self.offsets[node + 1] as usize)
            .map(move |entry| (self.neighbours[entry] as usize, weight(entry)))
    }
}

/// A graph whose nodes may stand for several of another: the weights of links are summed.
#[derive(Clone, Debug, Default)]
pub struct Quotient {
    /// Start of each node's row, and the end of the last.
    pub offsets: Vec<u32>,
    /// All rows, one after the other; no neighbour twice in a row, never the node itself.
    pub neighbours: Vec<u32>,
    /// The weight of each entry of `neighbours`, above zero.
    pub weights: Vec<f32>,
    /// The weight of the links inside of each node, both directions counted.
    pub inside: Vec<f32>,
}

impl Quotient {
    /// Each node for itself.
    pub(super) fn of(links: Rows<'_>) -> Self {
        let count = links.node_count();
        let mut graph = Self {
            offsets: Vec::with_capacity(count + 1),
            neighbours: Vec::with_capacity(links.neighbours.len()),
            weights: Vec::with_capacity(links.neighbours.len()),
            inside: vec![0.0; count],
        };
        graph.offsets.push(0);
        for node in 0..count {
            for (other, weight) in links.row(node) {
                if other == node {
                    graph.inside[node] += 2.0 * weight;
                } else if weight > 0.0 {
                    graph.neighbours.push(other as u32);
                    graph.weights.push(weight);
                }
            }
            graph.offsets.push(graph.neighbours.len() as u32);
        }
        graph
    }

    /// One node for each of the `count` labels that nodes of `links` have. Self-links are left out.
    #[must_use]
    pub fn of_labels(links: Rows<'_>, label: &[u32], count: usize) -> Self {
        let (starts, members) = by_label(label, count);
        let mut graph = Self { offsets: vec![0], inside: vec![0.0; count], ..Self::default() };
        let mut sum = vec![0.0f64; count];
        let mut near: Vec<u32> = Vec::new();
        for node in 0..count {
            let mut inside = 0.0f64;
            for &member in &members[starts[node] as usize..starts[node + 1] as usize] {
                for (other, weight) in links.row(member as usize).filter(|(_, weight)| *weight > 0.0) {
                    let target = label[other];
                    if target as usize == node {
                        inside += if other == member as usize { 0.0 } else { f64::from(weight) };
                        continue;
                    }
                    if sum[target as usize] == 0.0 {
                        near.push(target);
                    }
                    sum[target as usize] += f64::from(weight);
                }
            }
            graph.inside[node] = inside as f32;
            for target in near.drain(..) {
                graph.neighbours.push(target);
                graph.weights.push(std::mem::take(&mut sum[target as usize]) as f32);
            }
            graph.offsets.push(graph.neighbours.len() as u32);
        }
        graph
    }

    pub(super) fn node_count(&self) -> usize {
        self.inside.len()
    }

    pub(super) fn row(&self, node: usize) -> impl Iterator<Item = (usize, f32)> {
        let row = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        self.neighbours[row.clone()].iter().zip(&self.weights[row]).map(|(other, weight)| (*other as usize, *weight))
    }

    /// A new label for each connected part of each label, numbered by the first node.
    pub(super) fn connected_parts(&self, label: &[u32]) -> Vec<u32> {
        let mut part = vec![u32::MAX; self.node_count()];
        let mut next = 0;
        let mut open = Vec::new();
        for first in 0..part.len() {
            if part[first] != u32::MAX {
                continue;
            }
            part[first] = next;
            open.push(first);
            while let Some(node) = open.pop() {
                for (other, _) in self.row(node) {
                    if part[other] == u32::MAX && label[other] == label[first] {
                        part[other] = next;
                        open.push(other);
                    }
                }
            }
            next += 1;
        }
        part
    }

    /// The graph whose nodes are the communities.
    pub(super) fn joined(&self, label: &[u32], count: usize) -> Self {
        let links = Rows { offsets: &self.offsets, neighbours: &self.neighbours, weights: &self.weights };
        let mut joined = Self::of_labels(links, label, count);
        for (label, inside) in label.iter().zip(&self.inside) {
            joined.inside[*label as usize] += inside;
        }
        joined
    }
}

/// The nodes of each label, ascending, and where each label's begin.
fn by_label(label: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; count + 1];
    for &label in label {
        starts[label as usize + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut members = vec![0u32; label.len()];
    for (node, &label) in (0u32..).zip(label) {
        members[next[label as usize] as usize] = node;
        next[label as usize] += 1;
    }
    (starts, members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn links_between_groups_are_summed_and_those_inside_counted_twice() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C C-D A-C D-D"));
        let links = Rows { weights: &[2.0; 9], ..Rows::of(&topology) };
        let graph = Quotient::of_labels(links, &[0, 0, 1, 1], 2);
        assert_eq!(graph.row(0).collect::<Vec<_>>(), [(1, 4.0)]);
        assert_eq!(graph.row(1).collect::<Vec<_>>(), [(0, 4.0)]);
        assert_eq!(graph.inside, [4.0, 4.0]);
    }

    #[test]
    fn a_group_without_nodes_is_a_node_without_links() {
        let topology = Topology::whole(&graph_from_drawing("A-B"));
        let graph = Quotient::of_labels(Rows::of(&topology), &[0, 2], 3);
        assert_eq!(graph.offsets, [0, 1, 1, 2]);
    }
}
