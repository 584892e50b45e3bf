//! Connected components: which actors can be reached from which, whichever way links run.

use crate::model::Topology;

/// The parts of a graph that no link joins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// The component of each node. Components are numbered by size, the largest first, then by their first node.
    pub of_node: Vec<u32>,
    /// The number of nodes of each component.
    pub sizes: Vec<u32>,
}

/// The connected components, by breadth-first search. Takes time in proportion to nodes and links.
#[must_use]
pub fn connected_components(topology: &Topology) -> Components {
    const UNSEEN: u32 = u32::MAX;
    let mut of_node = vec![UNSEEN; topology.node_count()];
    let mut sizes: Vec<u32> = Vec::new();
    let mut queue: Vec<u32> = Vec::new();
    for first in 0..of_node.len() {
        if of_node[first] != UNSEEN {
            continue;
        }
        let component = sizes.len() as u32;
        of_node[first] = component;
        queue.clear();
        queue.push(first as u32);
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            for &neighbour in topology.neighbours(node) {
                if of_node[neighbour as usize] == UNSEEN {
                    of_node[neighbour as usize] = component;
                    queue.push(neighbour);
                }
            }
        }
        sizes.push(queue.len() as u32);
    }
    largest_first(of_node, &sizes)
}

fn largest_first(mut of_node: Vec<u32>, sizes: &[u32]) -> Components {
    let mut order: Vec<u32> = (0..sizes.len() as u32).collect();
    order.sort_by_key(|&component| std::cmp::Reverse(sizes[component as usize]));
    let mut rank = vec![0; sizes.len()];
    for (new, &old) in (0u32..).zip(&order) {
        rank[old as usize] = new;
    }
    for component in &mut of_node {
        *component = rank[*component as usize];
    }
    Components { of_node, sizes: order.iter().map(|&old| sizes[old as usize]).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Planted, graph_from_drawing, planted};

    fn components(drawing: &str) -> Components {
        connected_components(&Topology::whole(&graph_from_drawing(drawing)))
    }

    #[test]
    fn the_largest_part_comes_first_and_direction_does_not_matter() {
        let found = components("A-B C>D E>D F G-G");
        assert_eq!(found.of_node, [1, 1, 0, 0, 0, 2, 3]);
        assert_eq!(found.sizes, [3, 2, 1, 1]);
        assert_eq!(components(""), Components::default());
    }

    #[test]
    fn a_second_algorithm_agrees() {
        let graph = planted(Planted::of_size(300, 180, 7));
        let topology = Topology::whole(&graph);
        let found = connected_components(&topology);
        let mut sets = petgraph::unionfind::UnionFind::<u32>::new(topology.node_count());
        for &(source, target) in topology.ends() {
            sets.union(source, target);
        }
        assert!(found.sizes.len() > 10);
        assert_eq!(found.sizes.iter().sum::<u32>(), 300);
        for one in 0..300u32 {
            for other in 0..300u32 {
                let together = found.of_node[one as usize] == found.of_node[other as usize];
                assert_eq!(together, sets.equiv(one, other));
            }
        }
    }
}
