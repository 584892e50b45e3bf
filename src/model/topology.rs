//! Who is linked to whom as flat arrays (CSR), for everything that computes. A snapshot: it does not follow edits.

use super::{ActorIx, Graph, LinkIx, Visibility};

/// The shown part of a graph in compressed sparse rows.
///
/// Nodes are `0 .. node_count()`, dense, in the order of the file; `actors[node]` says which actor a node is. Each link
/// stands in the row of both its ends (a self-link once), so `rows` has at most two entries a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    actors: Vec<ActorIx>,
    links: Vec<LinkIx>,
    ends: Vec<(u32, u32)>,
    directed: Vec<bool>,
    offsets: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Topology {
    /// The shown part of `graph`.
    #[must_use]
    pub fn new(graph: &Graph, visibility: &Visibility) -> Self {
        let actors: Vec<ActorIx> =
            (0..graph.actor_bound()).map(ActorIx::new).filter(|&ix| visibility.shows_actor(ix)).collect();
        let mut node_of = vec![u32::MAX; graph.actor_bound()];
        for (node, actor) in (0u32..).zip(&actors) {
            node_of[actor.get()] = node;
        }
        let links: Vec<LinkIx> = graph.links().map(|(ix, _)| ix).filter(|&ix| visibility.shows_link(ix)).collect();
        let ends: Vec<(u32, u32)> = links
            .iter()
            .map(|&link| {
                let (source, target) = graph.ends(link);
                (node_of[source.get()], node_of[target.get()])
            })
            .collect();
        let directed = links.iter().map(|&link| graph.link(link).directed).collect();
        let (offsets, neighbours) = rows(actors.len(), &ends);
        Self { actors, links, ends, directed, offsets, neighbours }
    }

    /// The whole of `graph`, hidden or not: node `n` is actor `n`. One that was removed is a node without links.
    #[must_use]
    pub fn whole(graph: &Graph) -> Self {
        let mut links = vec![false; graph.link_bound()];
        graph.links().for_each(|(ix, _)| links[ix.get()] = true);
        Self::new(graph, &Visibility { actors: vec![true; graph.actor_bound()], links, ..Visibility::default() })
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.actors.len()
    }

    /// The actor of each node.
    #[must_use]
    pub fn actors(&self) -> &[ActorIx] {
        &self.actors
    }

    /// The links, in the order of the file.
    #[must_use]
    pub fn links(&self) -> &[LinkIx] {
        &self.links
    }

    /// Source and target node of each of [`Topology::links`].
    #[must_use]
    pub fn ends(&self) -> &[(u32, u32)] {
        &self.ends
    }

    /// Whether each of [`Topology::links`] runs from its source to its target, or is mutual.
    #[must_use]
    pub fn directed(&self) -> &[bool] {
        &self.directed
    }

    /// The neighbours of a node, one entry a link (parallel links repeat, a self-link counts once).
    #[must_use]
    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.neighbours[self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize]
    }

    /// Number of links at a node, a self-link once.
    #[must_use]
    pub fn degree(&self, node: u32) -> u32 {
        self.offsets[node as usize + 1] - self.offsets[node as usize]
    }

    /// Start of each node's row in [`Topology::adjacency`], and the end of the last: `node_count() + 1` entries.
    #[must_use]
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// All rows, one after the other.
    #[must_use]
    pub fn adjacency(&self) -> &[u32] {
        &self.neighbours
    }
}

fn rows(node_count: usize, ends: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = vec![0u32; node_count + 1];
    for &(source, target) in ends {
        offsets[source as usize + 1] += 1;
        if source != target {
            offsets[target as usize + 1] += 1;
        }
    }
    for node in 0..node_count {
        offsets[node + 1] += offsets[node];
    }
    let mut next = offsets.clone();
    let mut neighbours = vec![0u32; offsets[node_count] as usize];
    let mut put = |at: u32, neighbour: u32| {
        neighbours[next[at as usize] as usize] = neighbour;
        next[at as usize] += 1;
    };
    for &(source, target) in ends {
        put(source, target);
        if source != target {
            put(target, source);
        }
    }
    (offsets, neighbours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{View, graph_from_drawing};

    #[test]
    fn rows_hold_both_ends_and_a_self_link_once() {
        let topology = Topology::whole(&graph_from_drawing("A-B B>C A>B C>C"));
        assert_eq!(topology.neighbours(0), [1, 1]);
        assert_eq!(topology.neighbours(1), [0, 2, 0]);
        assert_eq!(topology.neighbours(2), [1, 2]);
        assert_eq!(topology.directed(), [false, true, true, true]);
    }

    #[test]
    fn hidden_actors_leave_no_hole() {
        let graph = graph_from_drawing("A-B B-C C-D");
        let mut view = View::blank(&graph);
        view.hidden.set(ActorIx(1), true);
        let topology = Topology::new(&graph, &view.visibility(&graph));
        assert_eq!(topology.actors(), [ActorIx(0), ActorIx(2), ActorIx(3)]);
        assert_eq!(topology.ends(), [(1, 2)]);
        assert_eq!(topology.degree(0), 0);
    }
}
