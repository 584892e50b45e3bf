//! Why there is no path between two nodes, and how near they come to each other.

use super::simple::steps_from;
use super::{Path, shortest_path};
use crate::analysis::ties::{Direction, Ties, Worth};
use crate::model::{ActorIx, DocumentIx, Evidence, Graph, Topology};

/// What there is where there is no path.
#[derive(Clone, Debug, PartialEq)]
pub struct NoPath {
    /// How many nodes can be reached from the first, itself not counted.
    pub reached: usize,
    /// From how many nodes the second can be reached, itself not counted.
    pub reaching: usize,
    /// The shortest path that takes links against their direction, if there is one.
    pub against: Option<Path>,
    /// Where there is no such path either: who of the one part and who of the other are written about in one document.
    pub closest: Option<Between>,
}

/// Two nodes of different parts of a graph that one document speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The one, in the part of the first node; the nearest to it.
    pub one: u32,
    /// The other, in the part of the second.
    pub other: u32,
    /// Steps from the first node to the one, and from the other to the second.
    pub steps: (usize, usize),
    /// What both are written about in.
    pub document: DocumentIx,
}

/// How near two nodes come that no path joins; `ties` are those that were walked on, of `topology`, made from `graph`.
///
/// Of all documents that are evidence for actors of both parts, or for their links, the one is taken whose actors are the
/// fewest steps away from the two; of several, the first in the file.
#[must_use]
pub fn no_path(graph: &Graph, topology: &Topology, ties: &Ties, from: u32, to: u32) -> NoPath {
    let others = |steps: &[usize]| steps.iter().filter(|steps| **steps != usize::MAX).count().saturating_sub(1);
    let both_ways = Ties::new(topology, Direction::Ignored, Worth::One);
    let against = shortest_path(&both_ways, from, to);
    let closest = if against.is_some() { None } else { closest(graph, topology, &both_ways, from, to) };
    NoPath {
        reached: others(&steps_from(ties, from)),
        reaching: others(&steps_from(&ties.reversed(), to)),
        against,
        closest,
    }
}

fn closest(graph: &Graph, topology: &Topology, ties: &Ties, from: u32, to: u32) -> Option<Between> {
    let sides = [steps_from(ties, from), steps_from(ties, to)];
    // For each document and side, the nearest node and how far it is.
    let mut nearest: Vec<[Option<(usize, u32)>; 2]> = vec![[None; 2]; graph.document_bound()];
    let mut see = |node: u32, evidence: &[Evidence]| {
        for document in evidence.iter().filter_map(|evidence| graph.passage(evidence.passage).document) {
            for (side, steps) in sides.iter().enumerate().filter(|(_, steps)| steps[node as usize] != usize::MAX) {
                let seen = (steps[node as usize], node);
                let known = &mut nearest[document.get()][side];
                *known = Some(known.map_or(seen, |known| known.min(seen)));
            }
        }
    };
    let of_actor = |actor: ActorIx| if graph.has_actor(actor) { graph.actor(actor).evidence.as_slice() } else { &[] };
    for (node, &actor) in (0..).zip(topology.actors()) {
        see(node, of_actor(actor));
    }
    for (&link, &(source, target)) in topology.links().iter().zip(topology.ends()) {
        see(source, &graph.link(link).evidence);
        see(target, &graph.link(link).evidence);
    }
    let found = nearest.iter().enumerate().filter_map(|(document, sides)| {
        let ((first, one), (second, other)) = (sides[0]?, sides[1]?);
        Some((
            first + second,
            document,
            Between { one, other, steps: (first, second), document: DocumentIx::new(document) },
        ))
    });
    found.min_by_key(|(steps, document, _)| (*steps, *document)).map(|(_, _, between)| between)
}
