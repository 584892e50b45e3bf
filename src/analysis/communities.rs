//! Communities: actors that are linked more among themselves than chance would have it, and how good such a division is.

use super::moving::Moving;
use super::quotient::{Quotient, Rows};

/// A division into communities, with the smaller ones that the large ones were put together from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each node, from the smallest communities to the largest. Each level only joins communities of the
    /// one before. Communities are numbered by their first node. There is at least one level.
    pub levels: Vec<Vec<u32>>,
    /// The modularity of the last level.
    pub modularity: f64,
}

impl Communities {
    /// The community of each node, at the level with the greatest modularity.
    #[must_use]
    pub fn of_node(&self) -> &[u32] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }

    /// The place of each node's community among all, the largest first and of as large ones the one with the first node; from 0.
    #[must_use]
    pub fn by_size(&self) -> Vec<u32> {
        let of_node = self.of_node();
        let mut sizes = vec![0usize; self.count()];
        for community in of_node {
            sizes[*community as usize] += 1;
        }
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|community| std::cmp::Reverse(sizes[*community]));
        let mut place = vec![0; order.len()];
        (0..).zip(order).for_each(|(at, community)| place[community] = at);
        of_node.iter().map(|community| place[*community as usize]).collect()
    }

    /// Number of communities at the level with the greatest modularity.
    #[must_use]
    pub fn count(&self) -> usize {
        count(self.of_node())
    }
}

/// Communities by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008), in time near to linear.
///
/// Nodes that may still gain wait in a queue (Ozaki, Tezuka and Inaba 2016) instead of being swept over and over. The method
/// may leave a community in pieces that no link joins (Traag, Waltman and van Eck 2019): every level is therefore split into
/// its connected parts before it is joined, so that **every community of every level is connected**. The refinement of
/// Leiden itself is left out. Nodes are taken in their order: the same graph gives the same communities, whatever the number
/// of threads.
#[must_use]
pub fn communities(links: Rows<'_>) -> Communities {
    let mut louvain = Louvain::new(links);
    while !louvain.advance(usize::MAX) {}
    louvain.finish(links)
}

/// The search behind [`communities`], a piece at a time, for whoever must not be kept waiting.
#[derive(Clone, Debug)]
pub struct Louvain {
    graph: Quotient,
    moving: Moving,
    levels: Vec<Vec<u32>>,
    of_node: Vec<u32>,
    is_over: bool,
}

impl Louvain {
    /// The search at its start.
    #[must_use]
    pub fn new(links: Rows<'_>) -> Self {
        let graph = Quotient::of(links);
        let moving = Moving::new(&graph);
        Self { graph, moving, levels: Vec::new(), of_node: (0..links.node_count() as u32).collect(), is_over: false }
    }

    /// Looks at up to `visits` nodes, or ends a level; returns whether the search is over. How it is cut changes no result.
    pub fn advance(&mut self, visits: usize) -> bool {
        if self.is_over || !self.moving.advance(&self.graph, visits) {
            return self.is_over;
        }
        let before = self.graph.node_count();
        let label = self.graph.connected_parts(&self.moving.label);
        let count = count(&label);
        self.is_over = count == before;
        if !self.is_over || self.levels.is_empty() {
            for community in &mut self.of_node {
                *community = label[*community as usize];
            }
            self.levels.push(self.of_node.clone());
        }
        if !self.is_over {
            self.graph = self.graph.joined(&label, count);
            self.moving = Moving::new(&self.graph);
        }
        self.is_over
    }

    /// What was found so far: all there is, once the search is over. `links` are those it began with.
    #[must_use]
    pub fn finish(self, links: Rows<'_>) -> Communities {
        let modularity = modularity(links, &self.of_node);
        let Self { mut levels, of_node, .. } = self;
        if levels.is_empty() {
            levels.push(of_node);
        }
        Communities { levels, modularity }
    }
}

/// The modularity of a division (Newman and Girvan 2004): the share of the weight of links inside communities, less what it
/// would be if links were drawn by chance. From −0.5 to 1; 0 where there is no link.
///
/// `of_node` holds the community of each node, as numbers below the number of nodes.
#[must_use]
pub fn modularity(links: Rows<'_>, of_node: &[u32]) -> f64 {
    modularity_at(links, of_node, 1.0)
}

/// The same, with what it would be by chance times a resolution (Reichardt and Bornholdt 2006).
pub(super) fn modularity_at(links: Rows<'_>, of_node: &[u32], resolution: f64) -> f64 {
    let mut totals = vec![0.0f64; links.node_count()];
    let (mut inside, mut total) = (0.0f64, 0.0f64);
    for node in 0..links.node_count() {
        for (other, weight) in links.row(node) {
            // A self-link has two ends here, though it stands in the row once.
            let weight = f64::from(weight) * if other == node { 2.0 } else { 1.0 };
            totals[of_node[node] as usize] += weight;
            total += weight;
            if of_node[node] == of_node[other] {
                inside += weight;
            }
        }
    }
    if total == 0.0 {
        return 0.0;
    }
    inside / total - resolution * totals.iter().map(|sum| (sum / total).powi(2)).sum::<f64>()
}

pub(super) fn count(label: &[u32]) -> usize {
    label.iter().max().map_or(0, |greatest| *greatest as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{connected_components, known};
    use crate::model::{Graph, Planted, Topology, Visibility, graph_from_drawing, planted};

    fn topology(drawing: &str) -> Topology {
        Topology::whole(&graph_from_drawing(drawing))
    }

    #[test]
    fn the_karate_club_is_divided_as_well_as_anyone_has() {
        let topology = known::karate();
        assert_eq!(topology.links().len(), 78);
        let found = communities(Rows::of(&topology));
        // 0.4198 is the greatest there is (Brandes et al. 2008).
        assert!((0.415..0.4199).contains(&found.modularity), "{}", found.modularity);
        // The division in two that happened: 0.3715 by the published labels, 1 to 9 and so on with Mr. Hi.
        let with_officer = [9, 10, 15, 16, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34];
        let split: Vec<u32> = (1..=34).map(|actor| u32::from(with_officer.contains(&actor))).collect();
        let known = modularity(Rows::of(&topology), &split);
        assert!((0.358..0.3716).contains(&known), "{known}");
    }

    #[test]
    fn two_triangles_joined_by_a_link_are_two() {
        let found = communities(Rows::of(&topology("A-B B-C C-A D-E E-F F-D C-D")));
        assert_eq!(found.of_node(), [0, 0, 0, 1, 1, 1]);
        assert_eq!(found.count(), 2);
        // Six of seven links inside, half of the ends in each.
        assert!((found.modularity - (6.0 / 7.0 - 0.5)).abs() < 1e-9);
    }

    #[test]
    fn how_the_search_is_cut_changes_nothing() {
        let topology = Topology::whole(&planted(Planted::of_size(500, 2000, 3)));
        let links = Rows::of(&topology);
        let mut louvain = Louvain::new(links);
        let mut pieces = 0;
        while !louvain.advance(17) {
            pieces += 1;
        }
        assert!(pieces > 20, "{pieces}");
        assert_eq!(louvain.finish(links), communities(links));
    }

    #[test]
    fn weights_decide_and_those_not_above_zero_join_nothing() {
        let topology = topology("A-B B-C C-D");
        let rows = |weights| Rows { weights, ..Rows::of(&topology) };
        assert_eq!(communities(rows(&[9.0, 9.0, 1.0, 1.0, 9.0, 9.0])).of_node(), [0, 0, 1, 1]);
        let odd = [f32::NAN, f32::NAN, 1.0, 1.0, -4.0, -4.0];
        assert_eq!(communities(rows(&odd)).of_node(), [0, 1, 1, 2]);
    }

    #[test]
    fn no_node_and_no_link_are_no_special_case() {
        let nothing = communities(Rows::of(&topology("")));
        assert_eq!((nothing.of_node(), nothing.count(), nothing.modularity), (&[][..], 0, 0.0));
        assert_eq!(communities(Rows::of(&topology("A B C-C"))).of_node(), [0, 1, 2]);
    }

    #[test]
    fn planted_communities_are_found_and_every_one_is_connected() {
        for (actors, links) in [(2000, 9000), (3000, 4000)] {
            let graph = planted(Planted::of_size(actors, links, 3));
            let topology = Topology::whole(&graph);
            let found = communities(Rows::of(&topology));
            let planted: Vec<u32> = (0..actors as u32).map(|node| node / 50).collect();
            assert!(found.modularity > modularity(Rows::of(&topology), &planted) - 0.01, "{}", found.modularity);
            for level in &found.levels {
                assert_eq!(pieces(&graph, &topology, level), count(level));
            }
        }
    }

    /// Number of connected parts once the links between communities are gone.
    fn pieces(graph: &Graph, topology: &Topology, of_node: &[u32]) -> usize {
        let links = topology.ends().iter().map(|&(one, other)| of_node[one as usize] == of_node[other as usize]);
        let visibility =
            Visibility { actors: vec![true; graph.actor_count()], links: links.collect(), ..Visibility::default() };
        connected_components(&Topology::new(graph, &visibility)).sizes.len()
    }

    #[test]
    fn each_level_only_joins_what_the_one_before_held_together() {
        let topology = Topology::whole(&planted(Planted::of_size(2000, 7000, 5)));
        let found = communities(Rows::of(&topology));
        assert!(found.levels.len() > 1);
        for pair in found.levels.windows(2) {
            let mut joined_to = vec![u32::MAX; count(&pair[0])];
            for (&small, &large) in pair[0].iter().zip(&pair[1]) {
                assert!(joined_to[small as usize] == u32::MAX || joined_to[small as usize] == large);
                joined_to[small as usize] = large;
            }
        }
    }
}
