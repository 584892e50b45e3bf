//! One component on its way to a body: its communities, its law, its levels, a piece at a time. No places are chosen here.

use std::ops::ControlFlow;

use super::compose::{Aim, tries, work};
use super::extent::{middle, wanted_length, within_reach};
use super::finish::Finish;
use super::force::Rules;
use super::hierarchy::{Hierarchy, Level};
use super::law::{End, Law, Shape, end, shape};
use super::network::Network;
use super::{Parameters, home};
use crate::analysis::{Communities, Louvain};
use crate::model::Point;

/// Links that are measured to find a scale.
const MEASURED_LINKS: usize = 2_000;

/// What the components of a problem have in common. Lists are by node of the problem.
#[derive(Clone, Debug)]
pub(super) struct Common {
    pub given: Vec<Option<Point>>,
    pub pinned: Vec<bool>,
    pub radii: Vec<f32>,
    pub parameters: Parameters,
    pub seed: u64,
}

/// How a component begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Nothing has a place that must be kept: level by level.
    New,
    /// From where things stand; where some nodes are new, only they and what is near them moves.
    Placed { some_are_new: bool },
}

/// What a body is made from.
#[derive(Clone, Debug)]
pub(super) struct Blueprint {
    /// The node of the problem for each node of the component. Communities stand together.
    pub nodes: Vec<u32>,
    /// The first node of each community that stands apart, and the end of the last; nothing where none does.
    pub communities: Vec<u32>,
    /// The same of smaller communities to which nodes are brought home, see `home.rs`; nothing where none is.
    pub homes: Vec<u32>,
    /// The finest first; no more than that where nothing is laid out level by level.
    pub levels: Vec<Level>,
    pub law: Law,
    pub rules: Rules,
    pub beginning: Beginning,
    pub finish: Finish,
    /// Some of the links, each with the pull of its weight, to measure the drawing by.
    pub sample: Vec<(u32, u32, f32)>,
    pub seed: u64,
}

/// How far a component is.
#[derive(Clone, Debug)]
pub(super) enum Draft {
    Dividing { nodes: Vec<u32>, network: Network, louvain: Box<Louvain> },
    Joining { blueprint: Box<Blueprint>, hierarchy: Box<Hierarchy> },
}

impl Draft {
    /// A component of at least two nodes at its start.
    pub fn new(nodes: Vec<u32>, network: Network) -> Self {
        let louvain = Box::new(Louvain::new(network.rows()));
        Self::Dividing { nodes, network, louvain }
    }

    /// The next piece of work: up to `visits` nodes where communities are looked for, or one level.
    pub fn advance(self, common: &Common, visits: usize) -> ControlFlow<Blueprint, Self> {
        match self {
            Self::Dividing { nodes, network, mut louvain } => {
                if louvain.advance(visits) {
                    let communities = louvain.finish(network.rows());
                    ControlFlow::Continue(Self::divided(&nodes, &network, communities, common))
                } else {
                    ControlFlow::Continue(Self::Dividing { nodes, network, louvain })
                }
            }
            Self::Joining { mut blueprint, mut hierarchy } => {
                if blueprint.beginning == Beginning::New && !hierarchy.advance() {
                    return ControlFlow::Continue(Self::Joining { blueprint, hierarchy });
                }
                blueprint.levels = hierarchy.finish();
                ControlFlow::Break(*blueprint)
            }
        }
    }

    /// All pieces at once.
    pub fn finish(mut self, common: &Common) -> Blueprint {
        loop {
            match self.advance(common, usize::MAX) {
                ControlFlow::Continue(next) => self = next,
                ControlFlow::Break(blueprint) => return blueprint,
            }
        }
    }

    fn divided(nodes: &[u32], network: &Network, mut communities: Communities, common: &Common) -> Self {
        let Common { given, pinned, radii, parameters, seed } = common;
        let seed = seed ^ (u64::from(nodes[0]) << 20);
        let shape = shape(network, &communities);
        let law = Law {
            spread: parameters.spread.unwrap_or_else(|| shape.spread(nodes.len())),
            shape,
            is_automatic: parameters.spread.is_none(),
            modularity: communities.modularity as f32,
        };
        let (nodes, mut network) = by_community(nodes, network, &mut communities);
        if parameters.dissuade_hubs {
            network.dissuade_hubs();
        }
        let wanted = wanted_length(nodes.iter().map(|node| radii[*node as usize]), parameters);
        let beginning = beginning(&nodes, given, pinned, wanted);
        let joins: Vec<bool> = nodes.iter().map(|node| !pinned[*node as usize]).collect();
        // In a mesh communities are patches that anyone might have cut otherwise: no guide to its shape.
        let guides = if shape == Shape::Mesh { &[] } else { communities.levels.as_slice() };
        // A law that is asked for has the last word.
        let end = if law.is_automatic && beginning == Beginning::New { end(&network, shape) } else { End::Plain };
        let finish = match end {
            End::Plain => Finish::Plain,
            End::Smooth { hops } => Finish::Smooth { hops },
            End::Compose(manner) => Finish::Compose(Box::new(Aim {
                radii: nodes.iter().map(|node| radii[*node as usize] / wanted).collect(),
                community_of: match shape {
                    Shape::Even => vec![0; nodes.len()],
                    Shape::Communities | Shape::Mesh => communities.of_node().to_vec(),
                },
                manner,
                aspect: parameters.aspect.clamp(0.1, 10.0),
                tries: tries(given.len()),
                work: work(nodes.len(), given.len()),
            })),
        };
        let sample = sample_of(&network);
        let finest = Level::finest(network);
        let rules = Rules::new(parameters, law.spread, &finest);
        let starts = if law.spread < 0.5 { starts(communities.of_node()) } else { Vec::new() };
        let homes = if law.spread < 0.5 && nodes.len() >= home::MANY_NODES { homes(&communities) } else { Vec::new() };
        let hierarchy = Box::new(Hierarchy::new(finest, guides, joins));
        let blueprint = Blueprint {
            nodes,
            communities: starts,
            homes,
            levels: Vec::new(),
            law,
            rules,
            beginning,
            finish,
            sample,
            seed,
        };
        Self::Joining { blueprint: Box::new(blueprint), hierarchy }
    }
}

/// How a component begins whose nodes have these places. Pins alone do not keep the rest from being laid out afresh around them.
pub(super) fn beginning(nodes: &[u32], given: &[Option<Point>], pinned: &[bool], wanted: f32) -> Beginning {
    let points = || nodes.iter().filter_map(|node| given[*node as usize]).map(within_reach);
    let placed = points().count();
    let only_pins = nodes.iter().all(|node| given[*node as usize].is_none() || pinned[*node as usize]);
    let has_pins = nodes.iter().any(|node| pinned[*node as usize]);
    let is_scattered = || {
        let middle = middle(points());
        points().any(|point| point.distance(middle) > 0.01 * wanted)
    };
    if (only_pins && 2 * placed < nodes.len()) || (!has_pins && !is_scattered()) {
        Beginning::New
    } else {
        Beginning::Placed { some_are_new: placed < nodes.len() }
    }
}

/// The nodes and links in another order: communities together, in each the smaller communities it is made of.
fn by_community(nodes: &[u32], network: &Network, communities: &mut Communities) -> (Vec<u32>, Network) {
    let mut order: Vec<u32> = (0..nodes.len() as u32).collect();
    for level in &communities.levels {
        order = sorted_by(order, level);
    }
    let mut place_of = vec![0u32; nodes.len()];
    for (place, node) in (0u32..).zip(&order) {
        place_of[*node as usize] = place;
    }
    for level in &mut communities.levels {
        *level = order.iter().map(|node| level[*node as usize]).collect();
    }
    (order.iter().map(|node| nodes[*node as usize]).collect(), network.part(&order, &place_of))
}

/// The nodes in the order of their numbers; those of equal ones keep theirs.
fn sorted_by(nodes: Vec<u32>, of_node: &[u32]) -> Vec<u32> {
    let mut next = vec![0u32; of_node.iter().max().map_or(0, |greatest| *greatest as usize + 1) + 1];
    for number in of_node {
        next[*number as usize + 1] += 1;
    }
    for number in 1..next.len() {
        next[number] += next[number - 1];
    }
    let mut sorted = vec![0; nodes.len()];
    for node in nodes {
        let place = &mut next[of_node[node as usize] as usize];
        sorted[*place as usize] = node;
        *place += 1;
    }
    sorted
}

/// Where each stretch of equal numbers begins, and the end of the last.
fn starts(of_node: &[u32]) -> Vec<u32> {
    let changes = (1..of_node.len()).filter(|node| of_node[*node] != of_node[*node - 1]);
    std::iter::once(0).chain(changes).chain([of_node.len()]).map(|node| node as u32).collect()
}

/// Where the largest communities begin of which there are enough, and the end of the last.
fn homes(communities: &Communities) -> Vec<u32> {
    let enough = |level: &&Vec<u32>| level.iter().max().is_some_and(|greatest| *greatest as usize >= home::COMMUNITIES);
    communities.levels.iter().rev().find(enough).map(|level| starts(level)).unwrap_or_default()
}

/// Links from everywhere in a network, not too many.
pub(super) fn sample_of(network: &Network) -> Vec<(u32, u32, f32)> {
    let stride = (network.neighbours.len() / 2 / MEASURED_LINKS).max(1);
    let row = |node: usize| network.row(node).map(move |(other, weight)| (node as u32, other as u32, weight));
    (0..network.node_count()).flat_map(row).filter(|(one, other, _)| one < other).step_by(stride).collect()
}
