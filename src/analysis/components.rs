//! Connected components: which actors can be reached from which, whichever way links run, or there and back along them.

use super::ties::Ties;
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

/// The strongly connected components: within each, everybody can be reached from everybody along ties (Tarjan 1972), without
/// recursion. Takes time in proportion to nodes and ties.
#[must_use]
pub fn strongly_connected_components(ties: &Ties) -> Components {
    const NOT_MET: u32 = u32::MAX;
    let count = ties.node_count();
    let (mut met, mut low, mut of_node) = (vec![NOT_MET; count], vec![NOT_MET; count], vec![NOT_MET; count]);
    let mut sizes: Vec<u32> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    // A node, and where in its row the search is.
    let mut steps: Vec<(u32, u32)> = Vec::new();
    let mut clock = 0;
    for root in 0..count as u32 {
        if met[root as usize] != NOT_MET {
            continue;
        }
        steps.push((root, ties.offsets[root as usize]));
        while let Some((node, at)) = steps.last_mut() {
            let here = *node as usize;
            if met[here] == NOT_MET {
                (met[here], low[here]) = (clock, clock);
                clock += 1;
                open.push(*node);
            }
            if *at < ties.offsets[here + 1] {
                let head = ties.heads[*at as usize];
                *at += 1;
                if met[head as usize] == NOT_MET {
                    steps.push((head, ties.offsets[head as usize]));
                } else if of_node[head as usize] == NOT_MET {
                    low[here] = low[here].min(met[head as usize]);
                }
                continue;
            }
            steps.pop();
            if let Some((above, _)) = steps.last() {
                low[*above as usize] = low[*above as usize].min(low[here]);
            }
            if low[here] == met[here] {
                let first = open.iter().rposition(|node| *node as usize == here).unwrap_or(0);
                open[first..].iter().for_each(|node| of_node[*node as usize] = sizes.len() as u32);
                sizes.push((open.len() - first) as u32);
                open.truncate(first);
            }
        }
    }
    by_first_node(&mut of_node, &mut sizes);
    largest_first(of_node, &sizes)
}

/// Numbers components by their first node, so that those of a size come in the order of the file.
fn by_first_node(of_node: &mut [u32], sizes: &mut [u32]) {
    let mut number = vec![u32::MAX; sizes.len()];
    let mut next = 0;
    let before = sizes.to_vec();
    for component in of_node {
        let number = &mut number[*component as usize];
        if *number == u32::MAX {
            *number = next;
            sizes[next as usize] = before[*component as usize];
            next += 1;
        }
        *component = *number;
    }
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
    use crate::analysis::{Direction, Worth};
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
    fn there_and_back_is_asked_of_those_who_are_strongly_connected() {
        let strong = |drawing: &str| {
            let topology = Topology::whole(&graph_from_drawing(drawing));
            strongly_connected_components(&Ties::new(&topology, Direction::Followed, Worth::One))
        };
        let found = strong("A>B B>C C>A C>D D-E F G>A");
        assert_eq!(found.of_node, [0, 0, 0, 1, 1, 2, 3]);
        assert_eq!(found.sizes, [3, 2, 1, 1]);
        assert_eq!(strong(""), Components::default());
    }

    #[test]
    fn a_second_algorithm_agrees_on_strong_components() {
        let topology = Topology::whole(&planted(Planted::of_size(400, 700, 11)));
        let found = strongly_connected_components(&Ties::new(&topology, Direction::Followed, Worth::One));
        let mut graph = petgraph::graph::DiGraph::<(), ()>::new();
        let nodes: Vec<_> = (0..400).map(|_| graph.add_node(())).collect();
        for (&(source, target), directed) in topology.ends().iter().zip(topology.directed()) {
            graph.add_edge(nodes[source as usize], nodes[target as usize], ());
            if !directed {
                graph.add_edge(nodes[target as usize], nodes[source as usize], ());
            }
        }
        let parts = petgraph::algo::kosaraju_scc(&graph);
        assert_eq!(parts.len(), found.sizes.len());
        for part in parts {
            assert!(part.iter().all(|node| found.of_node[node.index()] == found.of_node[part[0].index()]));
        }
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
