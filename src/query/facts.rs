//! What questions ask of a graph as a whole, worked out once for a question, and only what it asks for.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::analysis::{
    Measure, Question, Resolution, Strength, connected_components, leiden_by_strength, measured, unwatched,
};
use crate::model::{ActorIx, DocumentIx, Evidence, Graph, Topology, View};
use crate::text::Grounds;

/// Numbers of actors.
#[derive(Default)]
pub(super) struct Facts {
    degrees: OnceLock<Degrees>,
    neighbours: OnceLock<Vec<u32>>,
    components: OnceLock<Vec<u32>>,
    communities: OnceLock<Vec<u32>>,
    grounds: OnceLock<Grounds>,
    /// By position in the list of all measures.
    measures: [OnceLock<Vec<f64>>; Measure::ALL.len()],
}

/// How many links each actor has, by position.
#[derive(Default)]
pub(super) struct Degrees {
    /// Whatever their direction; a link of an actor to itself once.
    pub all: Vec<u32>,
    /// Those that lead to it; a link without direction leads both ways.
    pub into: Vec<u32>,
    /// Those that lead away from it.
    pub out: Vec<u32>,
}

impl Facts {
    pub fn degrees(&self, graph: &Graph) -> &Degrees {
        self.degrees.get_or_init(|| {
            let zeros = || vec![0u32; graph.actor_bound()];
            let mut degrees = Degrees { all: zeros(), into: zeros(), out: zeros() };
            for (ix, link) in graph.links() {
                let (source, target) = graph.ends(ix);
                let (source, target) = (source.get(), target.get());
                degrees.all[source] += 1;
                degrees.out[source] += 1;
                degrees.into[target] += 1;
                if source != target {
                    degrees.all[target] += 1;
                    if !link.directed {
                        degrees.into[source] += 1;
                        degrees.out[target] += 1;
                    }
                }
            }
            degrees
        })
    }

    /// How many other actors each is linked with.
    pub fn neighbours(&self, graph: &Graph) -> &[u32] {
        self.neighbours.get_or_init(|| {
            let topology = Topology::whole(graph);
            let mut others: Vec<u32> = Vec::new();
            (0..topology.node_count() as u32)
                .map(|node| {
                    others.clear();
                    others.extend(topology.neighbours(node).iter().filter(|other| **other != node));
                    others.sort_unstable();
                    others.dedup();
                    others.len() as u32
                })
                .collect()
        })
    }

    /// The number of each actor's component: 1 is the largest, of as large ones the one of the first actor.
    pub fn components(&self, graph: &Graph) -> &[u32] {
        let ranked = || connected_components(&Topology::whole(graph)).of_node.iter().map(|part| part + 1).collect();
        self.components.get_or_init(ranked)
    }

    /// The number of each actor's community, as `linklore communities` lists them: 1 is the largest.
    pub fn communities(&self, graph: &Graph) -> &[u32] {
        self.communities.get_or_init(|| {
            let topology = there(graph);
            let how = Resolution { resolution: 1.0, seed: 1 };
            let found = leiden_by_strength(graph, &topology, Strength::Alike, how, &mut unwatched).unwrap_or_default();
            let mut of_actor = vec![0; graph.actor_bound()];
            for (actor, rank) in topology.actors().iter().zip(found.by_size()) {
                of_actor[actor.get()] = rank + 1;
            }
            of_actor
        })
    }

    /// What everything rests on.
    pub fn grounds(&self, graph: &Graph) -> &Grounds {
        self.grounds.get_or_init(|| Grounds::of(graph))
    }

    /// A measure of each actor, as `linklore rank` has it.
    pub fn measure(&self, graph: &Graph, measure: Measure) -> &[f64] {
        let place = Measure::ALL.iter().position(|one| *one == measure).unwrap_or_default();
        self.measures[place].get_or_init(|| {
            let topology = there(graph);
            let mut of_actor = vec![0.0; graph.actor_bound()];
            if let Ok(found) = measured(graph, &topology, Question::about(measure), &mut unwatched) {
                for (actor, value) in topology.actors().iter().zip(found.values) {
                    of_actor[actor.get()] = value;
                }
            }
            of_actor
        })
    }
}

/// Everything that was not removed, shown or not.
fn there(graph: &Graph) -> Topology {
    Topology::new(graph, &View::default().visibility(graph))
}

/// Whether each actor, by position, is within so many steps of `seeds`, whichever way links run. The seeds are, themselves.
#[must_use]
pub fn within_steps(graph: &Graph, seeds: &[ActorIx], steps: usize) -> Vec<bool> {
    let topology = Topology::whole(graph);
    let mut is_near = vec![false; topology.node_count()];
    let mut front: Vec<u32> = seeds.iter().map(|actor| actor.0).collect();
    for node in &front {
        is_near[*node as usize] = true;
    }
    for _ in 0..steps {
        let mut next = Vec::new();
        for node in front {
            for other in topology.neighbours(node) {
                if !std::mem::replace(&mut is_near[*other as usize], true) {
                    next.push(*other);
                }
            }
        }
        front = next;
    }
    is_near
}

/// The documents that evidence is from, each once.
pub(super) fn documents_of(graph: &Graph, evidence: &[Evidence]) -> BTreeSet<DocumentIx> {
    evidence.iter().filter_map(|one| graph.passage(one.passage).document).collect()
}
