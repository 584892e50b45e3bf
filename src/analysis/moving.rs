//! Nodes that move from community to community while that gains modularity: what Louvain's and Leiden's methods share.

use std::collections::VecDeque;

use super::quotient::Quotient;

/// A gain in modularity below this share of a node's own weight is no reason to move it: it may be rounding.
const LEAST_GAIN: f64 = 1e-7;
/// How often a node is looked at, on average, before the search on a level is given up.
const VISITS_A_NODE: usize = 50;

/// Nodes on their way to where modularity gains most.
#[derive(Clone, Debug)]
pub(super) struct Moving {
    /// The community of each node, as a number below the number of nodes.
    pub label: Vec<u32>,
    /// The weight of each node's links, and of those of each community.
    pub strength: Vec<f64>,
    pub totals: Vec<f64>,
    /// The resolution over the weight of all links.
    pub share: f64,
    /// Of the node that is looked at: its links to each community, and the communities that it has links to.
    pull: Vec<f64>,
    near: Vec<u32>,
    /// Nodes that may still gain.
    queue: VecDeque<u32>,
    is_waiting: Vec<bool>,
    visits_left: usize,
    /// How many nodes each community has, and which have none, where a node may also go to one of these.
    empty: Option<Empty>,
}

/// Communities without nodes.
#[derive(Clone, Debug)]
struct Empty {
    sizes: Vec<u32>,
    labels: Vec<u32>,
}

impl Moving {
    /// Each node in a community of its own; looked at in their order.
    pub fn new(graph: &Quotient) -> Self {
        let label: Vec<u32> = (0..graph.node_count() as u32).collect();
        Self::with(graph, label.clone(), label, 1.0)
    }

    /// Nodes in given communities; looked at in a given order. They may also go to a community of their own.
    pub fn among(graph: &Quotient, label: Vec<u32>, order: Vec<u32>, resolution: f64) -> Self {
        let mut sizes = vec![0u32; label.len()];
        for label in &label {
            sizes[*label as usize] += 1;
        }
        let labels = (0..sizes.len() as u32).rev().filter(|label| sizes[*label as usize] == 0).collect();
        Self { empty: Some(Empty { sizes, labels }), ..Self::with(graph, label, order, resolution) }
    }

    fn with(graph: &Quotient, label: Vec<u32>, order: Vec<u32>, resolution: f64) -> Self {
        let count = graph.node_count();
        let strength: Vec<f64> = (0..count)
            .map(|node| {
                let row = graph.offsets[node] as usize..graph.offsets[node + 1] as usize;
                f64::from(graph.inside[node]) + graph.weights[row].iter().map(|weight| f64::from(*weight)).sum::<f64>()
            })
            .collect();
        let mut totals = vec![0.0; count];
        for (label, strength) in label.iter().zip(&strength) {
            totals[*label as usize] += strength;
        }
        Self {
            share: resolution / strength.iter().sum::<f64>().max(f64::MIN_POSITIVE),
            totals,
            strength,
            pull: vec![0.0; count],
            near: Vec::new(),
            queue: order.into(),
            label,
            is_waiting: vec![true; count],
            visits_left: count.saturating_mul(VISITS_A_NODE),
            empty: None,
        }
    }

    /// Looks at up to `visits` nodes; returns whether none may gain any more.
    pub fn advance(&mut self, graph: &Quotient, visits: usize) -> bool {
        let Self { label, strength, totals, share, pull, near, queue, is_waiting, visits_left, empty } = self;
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
                pull[community as usize] += f64::from(weight);
            }
            let home = label[node];
            totals[home as usize] -= strength[node];
            let gain = |community: u32, pull: &[f64]| {
                pull[community as usize] - totals[community as usize] * strength[node] * *share
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
            if let Some(Empty { sizes, labels }) = empty {
                if best.0 < -LEAST_GAIN * strength[node]
                    && let Some(&alone) = labels.last()
                {
                    best = (0.0, alone);
                }
                if best.1 != home {
                    if sizes[best.1 as usize] == 0 {
                        labels.pop();
                    }
                    sizes[best.1 as usize] += 1;
                    sizes[home as usize] -= 1;
                    if sizes[home as usize] == 0 {
                        labels.push(home);
                    }
                }
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
