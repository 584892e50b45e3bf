//! The links of a problem as the forces see them: connected components, parallel links summed, self-links gone.

use crate::model::Topology;

/// One connected component, its nodes numbered from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Network {
    /// The node of the problem for each node here, ascending.
    pub nodes: Vec<u32>,
    /// Start of each node's row in `neighbours` and `weights`, and the end of the last.
    pub offsets: Vec<u32>,
    /// All rows, one after the other, each ascending.
    pub neighbours: Vec<u32>,
    /// The pull of each entry of `neighbours`.
    pub weights: Vec<f32>,
}

impl Network {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The neighbours of a node with the pull of each; no neighbour twice, never the node itself.
    pub fn row(&self, node: usize) -> impl Iterator<Item = (usize, f32)> {
        let row = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        self.neighbours[row.clone()].iter().zip(&self.weights[row]).map(|(other, weight)| (*other as usize, *weight))
    }

    /// Number of different neighbours of a node.
    pub fn degree(&self, node: usize) -> u32 {
        self.offsets[node + 1] - self.offsets[node]
    }

    /// Hops from `from` to every node.
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
}

/// The connected components of a topology: the largest first, and of equal ones the one with the first node.
///
/// `weights` holds a weight for each link, or nothing where all weigh one; weights that are not above zero count as one. The
/// pull between two nodes is the sum of the weights of their links to the power of `influence`.
pub(super) fn components(topology: &Topology, weights: &[f32], influence: f32) -> Vec<Network> {
    let count = topology.node_count();
    let component_of = label(topology);
    let mut pairs: Vec<(u32, u32, f32)> = Vec::with_capacity(topology.ends().len() * 2);
    for (link, &(source, target)) in topology.ends().iter().enumerate() {
        let weight = weights.get(link).copied().filter(|weight| weight.is_finite() && *weight > 0.0).unwrap_or(1.0);
        if source != target {
            pairs.push((source, target, weight));
            pairs.push((target, source, weight));
        }
    }
    pairs.sort_by_key(|&(node, other, _)| (node, other));
    pairs.dedup_by(|later, earlier| {
        let same = (later.0, later.1) == (earlier.0, earlier.1);
        if same {
            earlier.2 += later.2;
        }
        same
    });
    let component_count = component_of.iter().max().map_or(0, |greatest| *greatest as usize + 1);
    let mut networks = vec![Network { offsets: vec![0], ..Network::default() }; component_count];
    let mut place = vec![0u32; count];
    for (node, component) in (0u32..).zip(&component_of) {
        let network = &mut networks[*component as usize];
        place[node as usize] = network.nodes.len() as u32;
        network.nodes.push(node);
    }
    let mut pairs = pairs.into_iter().peekable();
    for (node, component) in (0u32..).zip(&component_of) {
        let network = &mut networks[*component as usize];
        while let Some((_, other, weight)) = pairs.next_if(|pair| pair.0 == node) {
            network.neighbours.push(place[other as usize]);
            network.weights.push(weight.min(1e6).powf(influence));
        }
        network.offsets.push(network.neighbours.len() as u32);
    }
    networks.sort_by_key(|network| std::cmp::Reverse(network.node_count()));
    networks
}

/// A number for the component of each node, in the order of their first nodes.
fn label(topology: &Topology) -> Vec<u32> {
    let mut component_of = vec![u32::MAX; topology.node_count()];
    let mut next = 0;
    let mut open = Vec::new();
    for node in 0..topology.node_count() {
        if component_of[node] != u32::MAX {
            continue;
        }
        component_of[node] = next;
        open.push(node as u32);
        while let Some(at) = open.pop() {
            for other in topology.neighbours(at) {
                if component_of[*other as usize] == u32::MAX {
                    component_of[*other as usize] = next;
                    open.push(*other);
                }
            }
        }
        next += 1;
    }
    component_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    fn of(drawing: &str) -> Vec<Network> {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0)
    }

    #[test]
    fn components_come_largest_first() {
        let sizes: Vec<Vec<u32>> = of("A-B C-D D-E F-F").into_iter().map(|network| network.nodes).collect();
        assert_eq!(sizes, [vec![2, 3, 4], vec![0, 1], vec![5]]);
    }

    #[test]
    fn parallel_links_are_summed_and_self_links_left_out() {
        let network = &of("A-B B>A A>B B>B B-C")[0];
        assert_eq!(network.row(0).collect::<Vec<_>>(), [(1, 3.0)]);
        assert_eq!(network.row(1).collect::<Vec<_>>(), [(0, 3.0), (2, 1.0)]);
    }

    #[test]
    fn influence_tempers_weights_and_bad_weights_count_as_one() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C C-D"));
        let networks = components(&topology, &[16.0, f32::NAN, -3.0], 0.5);
        assert_eq!(networks[0].weights, [4.0, 4.0, 1.0, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn hops_count_links() {
        assert_eq!(of("A-B B-C C-D A-C")[0].hops(0), [0, 1, 1, 2]);
    }
}
