//! What rests on which documents, and which documents only pass on what another says. What is weak in that is in `weak`.

mod reprints;

use std::collections::BTreeSet;

pub use self::reprints::Reprint;
use super::copies::Copies;
use crate::model::{ActorIx, DocumentIx, Evidence, Graph, LinkIx, PassageIx, Stance};

/// Which documents support each actor and link of a graph, and what each document bears.
///
/// An actor rests on what supports it and on what supports its links. A passage whose document is not known is a source of its
/// own. Lists by record are as long as there were records when it was worked out: newer ones rest on nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    actors: Rests,
    links: Rests,
    documents: Vec<Borne>,
    several: bool,
}

/// What a document bears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Borne {
    /// Number of its passages.
    pub passages: u32,
    /// Number of actors that rest on it, on others too or not.
    pub actors: u32,
    /// Number of links.
    pub links: u32,
    /// Actors that rest on it alone.
    pub actors_alone: Vec<ActorIx>,
    /// Links that do.
    pub links_alone: Vec<LinkIx>,
    /// The document that it passes on, if it does.
    pub reprint: Option<Reprint>,
}

/// For each record, what it rests on: documents by position and, after them, passages without one; ascending, each once.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rests {
    offsets: Vec<u32>,
    on: Vec<u32>,
    /// Number of independent sources among them.
    independent: Vec<u32>,
}

impl Rests {
    fn of(&self, record: usize) -> &[u32] {
        match (self.offsets.get(record), self.offsets.get(record + 1)) {
            (Some(from), Some(to)) => &self.on[*from as usize..*to as usize],
            _ => &[],
        }
    }

    fn push(&mut self, joined: &mut Vec<(u32, u32)>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        joined.sort_unstable();
        joined.dedup();
        let from = self.on.len();
        for (ground, _) in joined.iter() {
            if self.on[from..].last() != Some(ground) {
                self.on.push(*ground);
            }
        }
        self.independent.push(independent(&self.on[from..], joined));
        self.offsets.push(self.on.len() as u32);
        joined.clear();
    }
}

/// How many sources are left of some grounds where those with a passage in nearly the same words count as one. Pairs are a ground
/// and the first of the passages that say what it says.
fn independent(grounds: &[u32], pairs: &mut [(u32, u32)]) -> u32 {
    if grounds.len() < 2 {
        return grounds.len() as u32;
    }
    let place = |ground: u32| grounds.binary_search(&ground).unwrap_or_default();
    let mut first: Vec<usize> = (0..grounds.len()).collect();
    let root = |first: &[usize], mut at: usize| {
        while first[at] != at {
            at = first[at];
        }
        at
    };
    pairs.sort_unstable_by_key(|(_, passage)| *passage);
    for pair in pairs.windows(2).filter(|pair| pair[0].1 == pair[1].1) {
        let (one, other) = (root(&first, place(pair[0].0)), root(&first, place(pair[1].0)));
        first[one.max(other)] = one.min(other);
    }
    first.iter().enumerate().filter(|(at, first)| at == *first).count() as u32
}

impl Grounds {
    /// Works out what everything rests on. Time grows with the evidence and with the words of passages.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        Self::with_copies(graph, &Copies::of(graph))
    }

    /// The same, where the copies among the passages are known.
    #[must_use]
    pub fn with_copies(graph: &Graph, copies: &Copies) -> Self {
        let after_documents = graph.document_bound() as u32;
        let pairs = |evidence: &Evidence| {
            let document = graph.passage(evidence.passage).document;
            let ground = document.map_or(after_documents + evidence.passage.0, |document| document.0);
            (ground, copies.first(evidence.passage).0)
        };
        let supporting = |evidence: &'_ [Evidence], joined: &mut Vec<(u32, u32)>| {
            joined.extend(evidence.iter().filter(|one| one.stance == Stance::Supports).map(pairs));
        };
        let mut joined = Vec::new();
        let mut links = Rests::default();
        let mut of_actor: Vec<Vec<(u32, u32)>> = vec![Vec::new(); graph.actor_bound()];
        for at in 0..graph.link_bound() {
            let ix = LinkIx::new(at);
            if graph.has_link(ix) {
                supporting(&graph.link(ix).evidence, &mut joined);
                let (source, target) = graph.ends(ix);
                of_actor[source.get()].extend_from_slice(&joined);
                if source != target {
                    of_actor[target.get()].extend_from_slice(&joined);
                }
            }
            links.push(&mut joined);
        }
        let mut actors = Rests::default();
        for (at, mut joined) in of_actor.into_iter().enumerate() {
            let ix = ActorIx::new(at);
            if graph.has_actor(ix) {
                supporting(&graph.actor(ix).evidence, &mut joined);
            }
            actors.push(&mut joined);
        }
        let documents = borne(graph, copies, &actors, &links);
        let several = graph.documents().filter(|(_, document)| !document.missing).count() > 1;
        Self { actors, links, documents, several }
    }

    /// What a document bears; `None` for one that is newer.
    #[must_use]
    pub fn borne(&self, document: DocumentIx) -> Option<&Borne> {
        self.documents.get(document.get())
    }

    /// Number of independent sources of an actor: documents that pass on the same passage count as one.
    #[must_use]
    pub fn sources_of_actor(&self, actor: ActorIx) -> usize {
        self.actors.independent.get(actor.get()).map_or(0, |count| *count as usize)
    }

    /// The same of a link.
    #[must_use]
    pub fn sources_of_link(&self, link: LinkIx) -> usize {
        self.links.independent.get(link.get()).map_or(0, |count| *count as usize)
    }

    /// The documents that an actor rests on; `None` where a passage of no known document is among what it rests on.
    #[must_use]
    pub fn documents_of_actor(&self, actor: ActorIx) -> Option<&[u32]> {
        self.known(self.actors.of(actor.get()))
    }

    /// The documents that a link rests on, likewise.
    #[must_use]
    pub fn documents_of_link(&self, link: LinkIx) -> Option<&[u32]> {
        self.known(self.links.of(link.get()))
    }

    fn known<'a>(&self, grounds: &'a [u32]) -> Option<&'a [u32]> {
        let are_known = grounds.last().is_none_or(|last| (*last as usize) < self.documents.len());
        are_known.then_some(grounds)
    }

    /// Whether there are several documents: where there is one, resting on it alone says nothing.
    #[must_use]
    pub fn has_several_documents(&self) -> bool {
        self.several
    }

    /// The actors and links that rest on some documents alone, and so fade where these are left out.
    #[must_use]
    pub fn resting_on(&self, documents: &BTreeSet<DocumentIx>) -> (Vec<ActorIx>, Vec<LinkIx>) {
        let mut is_out = vec![false; self.documents.len()];
        for document in documents {
            if let Some(flag) = is_out.get_mut(document.get()) {
                *flag = true;
            }
        }
        let falls = |grounds: &[u32]| {
            let is_out = |ground: &u32| is_out.get(*ground as usize).copied().unwrap_or(false);
            !grounds.is_empty() && grounds.iter().all(is_out)
        };
        let fallen = |rests: &Rests| -> Vec<usize> {
            (0..rests.independent.len()).filter(|record| falls(rests.of(*record))).collect()
        };
        let actors = fallen(&self.actors).into_iter().map(ActorIx::new).collect();
        (actors, fallen(&self.links).into_iter().map(LinkIx::new).collect())
    }
}

fn borne(graph: &Graph, copies: &Copies, actors: &Rests, links: &Rests) -> Vec<Borne> {
    let mut documents = vec![Borne::default(); graph.document_bound()];
    for document in graph.passages().filter_map(|(_, passage)| passage.document) {
        documents[document.get()].passages += 1;
    }
    for actor in 0..actors.independent.len() {
        let grounds = actors.of(actor);
        for ground in grounds {
            let Some(borne) = documents.get_mut(*ground as usize) else { continue };
            borne.actors += 1;
            if grounds.len() == 1 {
                borne.actors_alone.push(ActorIx::new(actor));
            }
        }
    }
    for link in 0..links.independent.len() {
        let grounds = links.of(link);
        for ground in grounds {
            let Some(borne) = documents.get_mut(*ground as usize) else { continue };
            borne.links += 1;
            if grounds.len() == 1 {
                borne.links_alone.push(LinkIx::new(link));
            }
        }
    }
    for (document, reprint) in reprints::reprints(graph, copies) {
        documents[document.get()].reprint = Some(reprint);
    }
    documents
}

/// The passages of each document, in the order of the file.
fn passages_of_documents(graph: &Graph) -> Vec<Vec<PassageIx>> {
    let mut passages = vec![Vec::new(); graph.document_bound()];
    for (ix, passage) in graph.passages() {
        if let Some(document) = passage.document {
            passages[document.get()].push(ix);
        }
    }
    passages
}

#[cfg(test)]
mod tests;
