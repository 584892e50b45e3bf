//! Ever coarser pictures of one component: which nodes stand for which. No positions.
//!
//! First what hangs on a single link goes to what it hangs on; then two to four nodes at a time are joined that are linked
//! most for their size, never across a community of Louvain's until the community is one node, the small communities first
//! and then those they make up. Masses and weights are summed, so that the energy of a picture is the same on every level.

use super::network::Network;
use crate::analysis::Quotient;

/// Joining ends at this many nodes.
const COARSEST: usize = 100;
/// Nodes that are joined into one at most.
const JOINED_AT_MOST: u32 = 4;
/// A level that keeps more than this share of the nodes is not worth having.
const LEAST_SHRINKAGE: f32 = 0.8;
/// A share of nodes on single links from which they are taken off by themselves.
const WORTH_TRIMMING: f32 = 0.05;

/// One picture of the component.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Level {
    pub network: Network,
    /// Degree + 1, summed over what a node stands for.
    pub masses: Vec<f32>,
    /// The node of the next coarser level that stands for each node; empty on the coarsest.
    pub parents: Vec<u32>,
    /// Whether the next coarser level only lacks what hangs on a single link.
    pub is_trimmed: bool,
}

impl Level {
    /// The nodes themselves.
    pub fn finest(network: Network) -> Self {
        let masses = (0..network.node_count()).map(|node| network.degree(node) as f32 + 1.0).collect();
        Self { network, masses, ..Self::default() }
    }
}

/// The levels of a component while they are found, one at a time.
#[derive(Clone, Debug, Default)]
pub(super) struct Hierarchy {
    /// Those that are done, the finest first; and the coarsest so far.
    levels: Vec<Level>,
    coarsest: Level,
    /// By node of the coarsest so far: its community of each size, and whether it may be joined with others.
    guides: Vec<Vec<u32>>,
    joins: Vec<bool>,
    /// The guide that is followed now.
    guide: usize,
    /// The mass that no node may outgrow.
    heaviest: f32,
    is_trimmed: bool,
}

impl Hierarchy {
    /// The search at its start.
    ///
    /// `guides` holds the community of each node, from the smallest communities to the largest, see
    /// [`crate::analysis::Communities`]. Where `joins` is false for a node, no other is ever joined with it.
    pub fn new(finest: Level, guides: &[Vec<u32>], joins: Vec<bool>) -> Self {
        Self { coarsest: finest, guides: guides.to_vec(), joins, ..Self::default() }
    }

    /// Finds the next coarser level; returns whether there is none.
    pub fn advance(&mut self) -> bool {
        let count = self.coarsest.network.node_count();
        if count <= COARSEST {
            return true;
        }
        if !self.is_trimmed {
            self.is_trimmed = true;
            let hosts = hosts(&self.coarsest.network, &self.joins);
            if let Some(hosts) = hosts {
                self.coarsest.is_trimmed = true;
                self.go_down(hosts);
            }
            // Nothing may outgrow its share of the coarsest picture, or hubs would swallow their surroundings.
            self.heaviest = 2.0 * self.coarsest.masses.iter().sum::<f32>() / COARSEST as f32;
            return false;
        }
        let joined = joined(&self.coarsest, self.guides.get(self.guide).map(Vec::as_slice), &self.joins, self.heaviest);
        if count_of(&joined) as f32 <= LEAST_SHRINKAGE * count as f32 {
            self.go_down(joined);
            return false;
        }
        self.guide += 1;
        self.guide > self.guides.len()
    }

    /// The levels found, the finest first. There is at least one.
    pub fn finish(mut self) -> Vec<Level> {
        self.levels.push(self.coarsest);
        self.levels
    }

    /// Keeps the coarsest level with its parents, which are the next coarser one.
    fn go_down(&mut self, parents: Vec<u32>) {
        let count = count_of(&parents);
        let mut masses = vec![0.0; count];
        let mut joins = vec![true; count];
        for (node, &parent) in parents.iter().enumerate() {
            masses[parent as usize] += self.coarsest.masses[node];
            joins[parent as usize] &= self.joins[node];
        }
        self.joins = joins;
        for guide in &mut self.guides {
            let mut coarser = vec![0; count];
            for (node, &parent) in parents.iter().enumerate() {
                coarser[parent as usize] = guide[node];
            }
            *guide = coarser;
        }
        let Quotient { offsets, neighbours, weights, .. } =
            Quotient::of_labels(self.coarsest.network.rows(), &parents, count);
        let coarser = Level { network: Network { offsets, neighbours, weights }, masses, ..Level::default() };
        let mut level = std::mem::replace(&mut self.coarsest, coarser);
        level.parents = parents;
        self.levels.push(level);
    }
}

fn count_of(parents: &[u32]) -> usize {
    parents.iter().max().map_or(0, |greatest| *greatest as usize + 1)
}

/// The parent of each node where those on a single link go to the other end of it, if there are enough of them.
fn hosts(network: &Network, joins: &[bool]) -> Option<Vec<u32>> {
    let count = network.node_count();
    let host = |node: usize| {
        let other = network.neighbours[network.offsets[node] as usize] as usize;
        (network.degree(node) == 1 && network.degree(other) > 1 && joins[node] && joins[other]).then_some(other)
    };
    let hosts: Vec<Option<usize>> = (0..count).map(host).collect();
    let trimmed = hosts.iter().flatten().count();
    if (trimmed as f32) < WORTH_TRIMMING * count as f32 {
        return None;
    }
    let mut number = vec![0u32; count];
    let mut next = 0;
    for node in 0..count {
        number[node] = next;
        next += u32::from(hosts[node].is_none());
    }
    Some((0..count).map(|node| number[hosts[node].unwrap_or(node)]).collect())
}

/// The parent of each node where two to four that are linked most for their masses become one, within `communities`.
fn joined(level: &Level, communities: Option<&[u32]>, joins: &[bool], heaviest: f32) -> Vec<u32> {
    const ALONE: u32 = u32::MAX;
    let Level { network, masses, .. } = level;
    let count = network.node_count();
    let is_together = |one: usize, other: usize| communities.is_none_or(|of| of[one] == of[other]);
    let mut cluster_of = vec![ALONE; count];
    // Of each cluster: how many nodes, and their mass.
    let mut clusters: Vec<(u32, f32)> = Vec::new();
    let mut random = fastrand::Rng::with_seed(count as u64);
    for node in by_degree(network, &mut random) {
        if cluster_of[node] != ALONE {
            continue;
        }
        let mut best: Option<(f32, usize)> = None;
        // Equal neighbours are taken by chance too.
        let ahead = random.usize(..(network.degree(node) as usize).max(1));
        let row = network.row(node);
        for (other, weight) in row.clone().skip(ahead).chain(row.take(ahead)) {
            if !is_together(node, other) || !joins[node] || !joins[other] {
                continue;
            }
            let (size, mass) = match cluster_of[other] {
                ALONE => (1, masses[other]),
                cluster => clusters[cluster as usize],
            };
            if size < JOINED_AT_MOST && mass + masses[node] <= heaviest {
                let affinity = weight / mass;
                if best.is_none_or(|(most, _)| affinity > most) {
                    best = Some((affinity, other));
                }
            }
        }
        let mut cluster = clusters.len() as u32;
        if let Some((_, other)) = best {
            if cluster_of[other] == ALONE {
                cluster_of[other] = cluster;
                clusters.push((1, masses[other]));
            }
            cluster = cluster_of[other];
            clusters[cluster as usize].0 += 1;
            clusters[cluster as usize].1 += masses[node];
        } else {
            clusters.push((1, masses[node]));
        }
        cluster_of[node] = cluster;
    }
    // Numbered by the first node, so that what is near in one level is near in the next.
    let mut number = vec![ALONE; clusters.len()];
    let mut next = 0;
    for cluster in &mut cluster_of {
        let number = &mut number[*cluster as usize];
        if *number == ALONE {
            *number = next;
            next += 1;
        }
        *cluster = *number;
    }
    cluster_of
}

/// The nodes from the least linked to the most, those with as many links as each other in no order: or the pictures of a mesh
/// would be coarser one way than the other.
fn by_degree(network: &Network, random: &mut fastrand::Rng) -> Vec<usize> {
    const MOST: u32 = 255;
    let count = network.node_count();
    let bucket = |node: usize| network.degree(node).min(MOST) as usize;
    let mut starts = vec![0u32; MOST as usize + 2];
    for node in 0..count {
        starts[bucket(node) + 1] += 1;
    }
    for at in 0..=MOST as usize {
        starts[at + 1] += starts[at];
    }
    let mut shuffled: Vec<usize> = (0..count).collect();
    random.shuffle(&mut shuffled);
    let mut order = vec![0; count];
    for node in shuffled {
        let start = &mut starts[bucket(node)];
        order[*start as usize] = node;
        *start += 1;
    }
    order
}
