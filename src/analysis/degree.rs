//! How many links each actor has.

use crate::model::{Graph, Topology};

/// Numbers of links, by node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Degrees {
    /// All links.
    pub all: Vec<u32>,
    /// Links that lead here; links without a direction too.
    pub incoming: Vec<u32>,
    /// Links that lead away; links without a direction too.
    pub outgoing: Vec<u32>,
}

/// Counts the links of each node. Parallel links count each; a self-link counts once in each column.
#[must_use]
pub fn degrees(topology: &Topology, graph: &Graph) -> Degrees {
    let count = topology.node_count();
    let mut degrees = Degrees { all: vec![0; count], incoming: vec![0; count], outgoing: vec![0; count] };
    let Degrees { all, incoming, outgoing } = &mut degrees;
    for (&link, &(source, target)) in topology.links().iter().zip(topology.ends()) {
        let (source, target) = (source as usize, target as usize);
        all[source] += 1;
        outgoing[source] += 1;
        incoming[target] += 1;
        if source == target {
            continue;
        }
        all[target] += 1;
        if !graph.link(link).directed {
            outgoing[target] += 1;
            incoming[source] += 1;
        }
    }
    degrees
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn directed_mutual_parallel_and_self_links_are_counted() {
        let graph = graph_from_drawing("A>B A>B B-C C>C D-D E");
        let degrees = degrees(&Topology::whole(&graph), &graph);
        assert_eq!(degrees.all, [2, 3, 2, 1, 0]);
        assert_eq!(degrees.incoming, [0, 3, 2, 1, 0]);
        assert_eq!(degrees.outgoing, [2, 1, 2, 1, 0]);
    }
}
