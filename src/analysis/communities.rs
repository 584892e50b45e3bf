//! Communities: actors that are linked more among themselves than chance would have it, and how good such a division is.

use std::collections::VecDeque;

use super::quotient::{Quotient, Rows};

/// A gain in modularity below this share of a node's own weight is no reason to move it: it may be rounding.
const LEAST_GAIN: f64 = 1e-7;
/// How often a node is looked at, on average, before the search on a level is given up.
const VISITS_A_NODE: usize = 50;

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
    inside / total - totals.iter().map(|sum| (sum / total).powi(2)).sum::<f64>()
}

fn count(label: &[u32]) -> usize {
    label.iter().max().map_or(0, |greatest| *greatest as usize + 1)
}

/// Nodes on their way to where modularity gains most.
#[derive(Clone, Debug)]
struct Moving {
    /// The community of each node, by the number of a node that was in it at the start.
    label: Vec<u32>,
    /// The weight of each node's links, and of those of each community.
    strength: Vec<f64>,
    totals: Vec<f64>,
    /// One over the weight of all links.
    share: f64,
    /// Of the node that is looked at: its links to each community, and the communities that it has links to.
    pull: Vec<f32>,
    near: Vec<u32>,
    /// Nodes that may still gain.
    queue: VecDeque<u32>,
    is_waiting: Vec<bool>,
    visits_left: usize,
}

impl Moving {
    fn new(graph: &Quotient) -> Self {
        let count = graph.node_count();
        let strength: Vec<f64> = (0..count)
            .map(|node| {
                let row = graph.offsets[node] as usize..graph.offsets[node + 1] as usize;
                f64::from(graph.inside[node]) + graph.weights[row].iter().map(|weight| f64::from(*weight)).sum::<f64>()
            })
            .collect();
        let label: Vec<u32> = (0..count as u32).collect();
        Self {
            share: 1.0 / strength.iter().sum::<f64>().max(f64::MIN_POSITIVE),
            totals: strength.clone(),
            strength,
            pull: vec![0.0; count],
            near: Vec::new(),
            queue: label.iter().copied().collect(),
            label,
            is_waiting: vec![true; count],
            visits_left: count.saturating_mul(VISITS_A_NODE),
        }
    }

    /// Looks at up to `visits` nodes; returns whether none may gain any more.
    fn advance(&mut self, graph: &Quotient, visits: usize) -> bool {
        let Self { label, strength, totals, share, pull, near, queue, is_waiting, visits_left } = self;
        for _ in 0..visits.min(*visits_left) {
            let Some(node) = queue.pop_front() else { return true };
            *visits_left -= 1;
            let node = node as usize;
            is_waiting[node] = false;
            near.clear();
            for (other, weight) in graph.row(node) {
                let community = label[other];
                if pull[community as usize] == 0.0 {
                    near.push(community);
                }
                pull[community as usize] += weight;
            }
            let home = label[node];
            totals[home as usize] -= strength[node];
            let gain = |community: u32, pull: &[f32]| {
                f64::from(pull[community as usize]) - totals[community as usize] * strength[node] * *share
            };
            let mut best = (gain(home, pull), home);
            for &community in &*near {
                let gain = gain(community, pull);
                if gain > best.0 + LEAST_GAIN * strength[node] {
                    best = (gain, community);
                }
            }
            for &community in &*near {
                pull[community as usize] = 0.0;
            }
            let (_, chosen) = best;
            totals[chosen as usize] += strength[node];
            if chosen == home {
                continue;
            }
            label[node] = chosen;
            for (other, _) in graph.row(node) {
                if label[other] != chosen && !is_waiting[other] {
                    is_waiting[other] = true;
                    queue.push_back(other as u32);
                }
            }
        }
        queue.is_empty() || *visits_left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::connected_components;
    use crate::model::{Graph, Planted, Topology, Visibility, graph_from_drawing, planted};

    fn topology(drawing: &str) -> Topology {
        Topology::whole(&graph_from_drawing(drawing))
    }

    /// Zachary's karate club (1977), actors from 1 as published.
    fn karate() -> Topology {
        const FRIENDS: [&[u8]; 33] = [
            &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32],
            &[3, 4, 8, 14, 18, 20, 22, 31],
            &[4, 8, 9, 10, 14, 28, 29, 33],
            &[8, 13, 14],
            &[7, 11],
            &[7, 11, 17],
            &[17],
            &[],
            &[31, 33, 34],
            &[34],
            &[],
            &[],
            &[],
            &[34],
            &[33, 34],
            &[33, 34],
            &[],
            &[],
            &[33, 34],
            &[34],
            &[33, 34],
            &[],
            &[33, 34],
            &[26, 28, 30, 33, 34],
            &[26, 28, 32],
            &[32],
            &[30, 34],
            &[34],
            &[32, 34],
            &[33, 34],
            &[33, 34],
            &[33, 34],
            &[34],
        ];
        let names = (1..=34).map(|actor| format!("K{actor}"));
        let links =
            (1..).zip(FRIENDS).flat_map(|(actor, friends)| friends.iter().map(move |f| format!("K{actor}-K{f}")));
        topology(&names.chain(links).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn the_karate_club_is_divided_as_well_as_anyone_has() {
        let topology = karate();
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
            Visibility { actors: vec![true; graph.actor_count()], links: links.collect(), removed: (0, 0) };
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
