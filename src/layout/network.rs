//! The links of a problem as the forces see them: connected components, parallel links summed, self-links gone.

use crate::analysis::{Rows, connected_components};
use crate::model::Topology;

/// Links between nodes numbered from 0, in compressed sparse rows: each link stands in the rows of both its ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Network {
    /// Start of each node's row in `neighbours` and `weights`, and the end of the last.
    pub offsets: Vec<u32>,
    /// All rows, one after the other; no neighbour twice in a row, never the node itself.
    pub neighbours: Vec<u32>,
    /// The pull of each entry of `neighbours`.
    pub weights: Vec<f32>,
}

impl Network {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The neighbours of a node with the pull of each.
    pub fn row(&self, node: usize) -> impl Iterator<Item = (usize, f32)> + Clone {
        let row = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        self.neighbours[row.clone()].iter().zip(&self.weights[row]).map(|(other, weight)| (*other as usize, *weight))
    }

    /// Number of different neighbours of a node.
    pub fn degree(&self, node: usize) -> u32 {
        self.offsets[node + 1] - self.offsets[node]
    }

    /// The same for the room that analyses.
    pub fn rows(&self) -> Rows<'_> {
        Rows { offsets: &self.offsets, neighbours: &self.neighbours, weights: &self.weights }
    }

    /// Hops from `from` to every node; `u32::MAX` where no links lead.
    pub fn hops(&self, from: usize) -> Vec<u32> {
        let mut hops = vec![u32::MAX; self.node_count()];
        hops[from] = 0;
        let mut queue = vec![from];
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            for (other, _) in self.row(node) {
                if hops[other] == u32::MAX {
                    hops[other] = hops[node] + 1;
                    queue.push(other);
                }
            }
        }
        hops
    }

    /// Lets links to much-linked nodes pull less, which moves those nodes to the rim.
    pub fn dissuade_hubs(&mut self) {
        let mass = |node: usize| self.degree(node) as f32 + 1.0;
        let masses: Vec<f32> = (0..self.node_count()).map(mass).collect();
        let mean = masses.iter().sum::<f32>() / masses.len().max(1) as f32;
        for node in 0..masses.len() {
            for entry in self.offsets[node] as usize..self.offsets[node + 1] as usize {
                self.weights[entry] *= mean / masses[node].max(masses[self.neighbours[entry] as usize]);
            }
        }
    }

    /// The part of the network that `nodes` are, numbered in their order; `place_of` holds the new number of each.
    pub fn part(&self, nodes: &[u32], place_of: &[u32]) -> Self {
        let entries = nodes.iter().map(|node| self.degree(*node as usize) as usize).sum();
        let mut part = Self {
            offsets: Vec::with_capacity(nodes.len() + 1),
            neighbours: Vec::with_capacity(entries),
            weights: Vec::with_capacity(entries),
        };
        part.offsets.push(0);
        for &node in nodes {
            for (other, weight) in self.row(node as usize) {
                part.neighbours.push(place_of[other]);
                part.weights.push(weight);
            }
            part.offsets.push(part.neighbours.len() as u32);
        }
        part
    }
}

/// The connected components of a problem.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// Components of at least two nodes, each with its nodes in the problem, ascending: the largest first, and of equal ones
    /// the one with the first node.
    pub networks: Vec<(Vec<u32>, Network)>,
    /// Nodes without a link to another, ascending.
    pub singles: Vec<u32>,
}

/// The connected components of a topology.
///
/// `weights` holds a weight for each link, or nothing where all weigh one; weights that are not above zero count as one. The
/// pull between two nodes is the sum of the weights of their links, taken to the power of `influence`.
pub(super) fn components(topology: &Topology, weights: &[f32], influence: f32) -> Parts {
    let (whole, components) = rayon::join(|| whole(topology, weights, influence), || connected_components(topology));
    if components.sizes.len() == 1 && components.sizes[0] > 1 {
        let nodes = (0..components.sizes[0]).collect();
        return Parts { networks: vec![(nodes, whole)], singles: Vec::new() };
    }
    let linked = components.sizes.partition_point(|size| *size > 1);
    let mut members: Vec<Vec<u32>> =
        components.sizes[..linked].iter().map(|size| Vec::with_capacity(*size as usize)).collect();
    let mut singles = Vec::new();
    let mut place_of = vec![0u32; topology.node_count()];
    for (node, component) in (0u32..).zip(&components.of_node) {
        match members.get_mut(*component as usize) {
            Some(nodes) => {
                place_of[node as usize] = nodes.len() as u32;
                nodes.push(node);
            }
            None => singles.push(node),
        }
    }
    let part = |nodes: Vec<u32>| {
        let network = whole.part(&nodes, &place_of);
        (nodes, network)
    };
    Parts { networks: members.into_iter().map(part).collect(), singles }
}

/// The whole topology as one network, rows ascending.
fn whole(topology: &Topology, weights: &[f32], influence: f32) -> Network {
    let count = topology.node_count();
    let weights = entry_weights(topology, weights);
    let mut offsets = vec![0u32; count + 1];
    for node in 0..count as u32 {
        let row = topology.neighbours(node);
        let selves = row.iter().filter(|other| **other == node).count();
        offsets[node as usize + 1] = offsets[node as usize] + (row.len() - selves) as u32;
    }
    // Reading the rows in order and writing each entry into the row of its other end sorts them all at once.
    let entries = offsets[count] as usize;
    let mut sorted = Network { neighbours: vec![0; entries], weights: vec![1.0; entries], offsets };
    let mut next = sorted.offsets.clone();
    for node in 0..count as u32 {
        let row = topology.offsets()[node as usize] as usize..topology.offsets()[node as usize + 1] as usize;
        for entry in row {
            let other = topology.adjacency()[entry];
            if other == node {
                continue;
            }
            let to = &mut next[other as usize];
            sorted.neighbours[*to as usize] = node;
            if let Some(weight) = weights.get(entry) {
                sorted.weights[*to as usize] = *weight;
            }
            *to += 1;
        }
    }
    summed(sorted, influence)
}

/// The weight of the link of each entry of the topology's rows; nothing where all weigh one.
fn entry_weights(topology: &Topology, weights: &[f32]) -> Vec<f32> {
    let sound = |weight: f32| if weight.is_finite() && weight > 0.0 { weight } else { 1.0 };
    if weights.iter().all(|weight| sound(*weight).to_bits() == 1.0f32.to_bits()) {
        return Vec::new();
    }
    let mut of_entry = vec![1.0; topology.adjacency().len()];
    // Entries stand in each row in the order of their links.
    let mut next = topology.offsets().to_vec();
    for (&(source, target), weight) in topology.ends().iter().zip(weights) {
        let mut put = |node: u32| {
            of_entry[next[node as usize] as usize] = sound(*weight);
            next[node as usize] += 1;
        };
        put(source);
        if source != target {
            put(target);
        }
    }
    of_entry
}

/// Parallel links as one, of the sum of their weights.
fn summed(mut network: Network, influence: f32) -> Network {
    let mut kept = 0;
    for node in 0..network.node_count() {
        let (first, row) = (kept, network.offsets[node] as usize..network.offsets[node + 1] as usize);
        network.offsets[node] = first as u32;
        for entry in row {
            let (other, weight) = (network.neighbours[entry], network.weights[entry]);
            if kept > first && network.neighbours[kept - 1] == other {
                network.weights[kept - 1] += weight;
            } else {
                (network.neighbours[kept], network.weights[kept]) = (other, weight);
                kept += 1;
            }
        }
    }
    if let Some(end) = network.offsets.last_mut() {
        *end = kept as u32;
    }
    network.neighbours.truncate(kept);
    network.weights.truncate(kept);
    for weight in network.weights.iter_mut().filter(|weight| weight.to_bits() != 1.0f32.to_bits()) {
        *weight = weight.min(1e6).powf(influence);
    }
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    fn of(drawing: &str) -> Parts {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0)
    }

    #[test]
    fn components_come_largest_first_and_single_nodes_apart() {
        let parts = of("A-B C-D D-E F-F");
        let nodes: Vec<Vec<u32>> = parts.networks.into_iter().map(|(nodes, _)| nodes).collect();
        assert_eq!(nodes, [vec![2, 3, 4], vec![0, 1]]);
        assert_eq!(parts.singles, [5]);
    }

    #[test]
    fn parallel_links_are_summed_and_self_links_left_out() {
        let network = &of("A-B B>A A>B B>B B-C").networks[0].1;
        assert_eq!(network.row(0).collect::<Vec<_>>(), [(1, 3.0)]);
        assert_eq!(network.row(1).collect::<Vec<_>>(), [(0, 3.0), (2, 1.0)]);
        assert_eq!(network.degree(2), 1);
    }

    #[test]
    fn influence_tempers_weights_and_bad_weights_count_as_one() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C C-D"));
        let parts = components(&topology, &[16.0, f32::NAN, -3.0], 0.5);
        assert_eq!(parts.networks[0].1.weights, [4.0, 4.0, 1.0, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn hubs_are_dissuaded_by_weaker_links() {
        let mut network = of("A-B A-C A-D A-E E-F").networks.remove(0).1;
        network.dissuade_hubs();
        let pull = |one: usize, other: usize| network.row(one).find(|(to, _)| *to == other).map(|(_, pull)| pull);
        assert!(pull(0, 4) < pull(4, 5));
        assert_eq!(pull(4, 0), pull(0, 4));
    }

    #[test]
    fn hops_count_links() {
        assert_eq!(of("A-B B-C C-D A-C").networks[0].1.hops(0), [0, 1, 1, 2]);
    }

    #[test]
    fn a_part_is_numbered_anew() {
        let network = &of("A-B B-C").networks[0].1;
        let turned = network.part(&[2, 1, 0], &[2, 1, 0]);
        assert_eq!(turned.row(0).collect::<Vec<_>>(), [(1, 1.0)]);
        assert_eq!(turned.row(1).map(|(other, _)| other).collect::<Vec<_>>(), [2, 0]);
    }
}
