//! The graph of actors: records, who is linked to whom, details. Reading and small edits; made only by `GraphBuilder`.

use std::sync::Arc;

use hashbrown::HashMap;

use super::adjacency::Adjacency;
use super::gone::Gone;
use super::keys::KeyIndex;
use super::shelf::Shelf;
use super::{
    Actor, ActorIx, Cell, Columns, Document, DocumentIx, Evidence, Extras, Grade, Link, LinkIx, Passage, PassageIx,
    When,
};

/// Who is linked to whom, and the passages it rests on.
///
/// Invariants: `adjacency` has as many actors and links as there are, in the same order; keys are unique within their list;
/// every index that a record holds is in range.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The title of the file.
    pub title: String,
    /// When the file was first made, as it says.
    pub created: String,
    pub(super) actors: Shelf<Actor>,
    pub(super) links: Shelf<Link>,
    pub(super) documents: Shelf<Document, 16>,
    pub(super) passages: Shelf<Passage>,
    pub(super) adjacency: Arc<Adjacency>,
    pub(super) actor_columns: Columns,
    pub(super) link_columns: Columns,
    pub(super) keys: Arc<Keys>,
    pub(super) gone: Removed,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Extras,
}

/// Positions of records by their keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    pub actors: KeyIndex,
    pub links: KeyIndex,
    pub documents: KeyIndex,
    pub passages: KeyIndex,
}

/// What was removed. A link with an end that is gone is gone.
#[derive(Clone, Debug, Default)]
pub(super) struct Removed {
    pub actors: Gone,
    pub links: Gone,
    pub documents: Gone,
    pub passages: Gone,
}

/// The detail that holds dates of actors.
pub const WHEN_DETAIL: &str = "when";

/// A link seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incidence {
    /// The link.
    pub link: LinkIx,
    /// The other end; the actor itself for a self-link.
    pub other: ActorIx,
    /// Whether the actor is the link's source (both, for a self-link: then this is `true`).
    pub outgoing: bool,
}

impl Graph {
    /// Number of actors.
    #[must_use]
    pub fn actor_count(&self) -> usize {
        self.actors.len() - self.gone.actors.count()
    }

    /// One past the greatest index of an actor: the length of an array by actor. Greater than the number of actors where
    /// some were removed.
    #[must_use]
    pub fn actor_bound(&self) -> usize {
        self.actors.len()
    }

    /// Whether an actor is there, and was not removed.
    #[must_use]
    pub fn has_actor(&self, ix: ActorIx) -> bool {
        ix.get() < self.actors.len() && !self.gone.actors.has(ix.get())
    }

    /// Number of links.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.links.len() - self.gone.links.count()
    }

    /// One past the greatest index of a link: the length of an array by link. Greater than the number of links where
    /// some were removed.
    #[must_use]
    pub fn link_bound(&self) -> usize {
        self.links.len()
    }

    /// Whether a link is there, and was not removed.
    #[must_use]
    pub fn has_link(&self, ix: LinkIx) -> bool {
        ix.get() < self.links.len() && !self.gone.links.has(ix.get())
    }

    /// Number of documents, stand-ins for missing ones included.
    #[must_use]
    pub fn document_count(&self) -> usize {
        self.documents.len() - self.gone.documents.count()
    }

    /// One past the greatest index of a document: the length of an array by document. Greater than the number of documents where
    /// some were removed.
    #[must_use]
    pub fn document_bound(&self) -> usize {
        self.documents.len()
    }

    /// Whether a document is there, and was not removed.
    #[must_use]
    pub fn has_document(&self, ix: DocumentIx) -> bool {
        ix.get() < self.documents.len() && !self.gone.documents.has(ix.get())
    }

    /// Number of passages, stand-ins for missing ones included.
    #[must_use]
    pub fn passage_count(&self) -> usize {
        self.passages.len() - self.gone.passages.count()
    }

    /// One past the greatest index of a passage: the length of an array by passage. Greater than the number of passages where
    /// some were removed.
    #[must_use]
    pub fn passage_bound(&self) -> usize {
        self.passages.len()
    }

    /// Whether a passage is there, and was not removed.
    #[must_use]
    pub fn has_passage(&self, ix: PassageIx) -> bool {
        ix.get() < self.passages.len() && !self.gone.passages.has(ix.get())
    }

    /// Every actor, in the order of the file.
    pub fn actors(&self) -> impl Iterator<Item = (ActorIx, &Actor)> + Clone {
        let entries = self.actors.iter().enumerate();
        let there = entries.filter(|(position, _)| !self.gone.actors.has(*position));
        there.map(|(position, actor)| (ActorIx::new(position), actor))
    }

    /// Every link, in the order of the file.
    pub fn links(&self) -> impl Iterator<Item = (LinkIx, &Link)> + Clone {
        let entries = self.links.iter().enumerate();
        let there = entries.filter(|(position, _)| !self.gone.links.has(*position));
        there.map(|(position, link)| (LinkIx::new(position), link))
    }

    /// Every document, in the order of the file, stand-ins last.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentIx, &Document)> + Clone {
        let entries = self.documents.iter().enumerate();
        let there = entries.filter(|(position, _)| !self.gone.documents.has(*position));
        there.map(|(position, document)| (DocumentIx::new(position), document))
    }

    /// Every passage, in the order of the file, stand-ins last.
    pub fn passages(&self) -> impl Iterator<Item = (PassageIx, &Passage)> + Clone {
        let entries = self.passages.iter().enumerate();
        let there = entries.filter(|(position, _)| !self.gone.passages.has(*position));
        there.map(|(position, passage)| (PassageIx::new(position), passage))
    }

    /// The actor at `ix`.
    #[must_use]
    pub fn actor(&self, ix: ActorIx) -> &Actor {
        &self.actors[ix.get()]
    }

    /// The link at `ix`.
    #[must_use]
    pub fn link(&self, ix: LinkIx) -> &Link {
        &self.links[ix.get()]
    }

    /// The document at `ix`.
    #[must_use]
    pub fn document(&self, ix: DocumentIx) -> &Document {
        &self.documents[ix.get()]
    }

    /// The passage at `ix`.
    #[must_use]
    pub fn passage(&self, ix: PassageIx) -> &Passage {
        &self.passages[ix.get()]
    }

    /// The actor of that key.
    #[must_use]
    pub fn actor_by_key(&self, key: &str) -> Option<ActorIx> {
        self.keys.actors.get(&self.actors, key).map(ActorIx).filter(|ix| self.has_actor(*ix))
    }

    /// The link of that key.
    #[must_use]
    pub fn link_by_key(&self, key: &str) -> Option<LinkIx> {
        self.keys.links.get(&self.links, key).map(LinkIx).filter(|ix| self.has_link(*ix))
    }

    /// The document of that key.
    #[must_use]
    pub fn document_by_key(&self, key: &str) -> Option<DocumentIx> {
        self.keys.documents.get(&self.documents, key).map(DocumentIx).filter(|ix| self.has_document(*ix))
    }

    /// The passage of that key.
    #[must_use]
    pub fn passage_by_key(&self, key: &str) -> Option<PassageIx> {
        self.keys.passages.get(&self.passages, key).map(PassageIx).filter(|ix| self.has_passage(*ix))
    }

    /// The source and the target of a link.
    #[must_use]
    pub fn ends(&self, link: LinkIx) -> (ActorIx, ActorIx) {
        self.adjacency.ends(link)
    }

    /// Gathers the links of all actors now, and not when somebody first asks for those of one: that takes a moment in a large graph.
    pub fn gather_links(&self) {
        self.adjacency.gather_now();
    }

    /// The links of an actor, each once (a self-link too), in the order of the file.
    #[must_use]
    pub fn links_of(&self, actor: ActorIx) -> Vec<Incidence> {
        let [outgoing, incoming] = self.adjacency.links_of(actor);
        let outgoing = outgoing.map(|link| Incidence { link, other: self.ends(link).1, outgoing: true });
        let incoming = incoming.map(|link| Incidence { link, other: self.ends(link).0, outgoing: false });
        // A self-link is among those that leave the actor.
        let incoming = incoming.filter(|incidence| incidence.other != actor);
        let there = outgoing.chain(incoming).filter(|incidence| self.has_link(incidence.link));
        let mut links: Vec<Incidence> = there.collect();
        links.sort_unstable_by_key(|incidence| incidence.link);
        links
    }

    /// Every link between two actors, whichever way it runs, in the order of the file.
    #[must_use]
    pub fn links_between(&self, one: ActorIx, other: ActorIx) -> Vec<LinkIx> {
        let mut links = self.links_of(one);
        links.retain(|incidence| incidence.other == other);
        links.into_iter().map(|incidence| incidence.link).collect()
    }

    /// The date of an actor's own: its detail [`WHEN_DETAIL`].
    #[must_use]
    pub fn when_of_actor(&self, actor: ActorIx) -> Option<When> {
        match self.actor_columns.by_name(WHEN_DETAIL)?.cell(actor.get())? {
            Cell::Date(text) | Cell::Text(text) => Some(When::new(text)),
            _ => None,
        }
    }

    /// The details of actors.
    #[must_use]
    pub fn actor_columns(&self) -> &Columns {
        &self.actor_columns
    }

    /// The details of links.
    #[must_use]
    pub fn link_columns(&self) -> &Columns {
        &self.link_columns
    }

    /// The words of a passage: its stretch of the document's text, else its quote; `None` where it has neither.
    #[must_use]
    pub fn passage_words(&self, ix: PassageIx) -> Option<&str> {
        let passage = self.passage(ix);
        let in_text = || {
            let text = self.document(passage.document?).text.as_deref()?;
            Some(&text[passage.range?.to_bytes(text)?])
        };
        in_text().or_else(|| (!passage.quote.is_empty()).then_some(passage.quote.as_str()))
    }

    /// The grade of a piece of evidence: reliability of its document, credibility of the statement.
    #[must_use]
    pub fn grade(&self, evidence: &Evidence) -> Grade {
        let document = self.passage(evidence.passage).document.map(|document| self.document(document));
        Grade { reliability: document.and_then(|document| document.reliability), credibility: evidence.credibility }
    }

    /// Renames an actor; returns the old name.
    pub fn set_label(&mut self, actor: ActorIx, label: String) -> String {
        std::mem::replace(&mut self.actors.get_mut(actor.get()).label, label.into()).into()
    }

    /// Changes the type of an actor; returns the old one.
    pub fn set_actor_kind(&mut self, actor: ActorIx, kind: String) -> String {
        std::mem::replace(&mut self.actors.get_mut(actor.get()).kind, kind.into()).into()
    }

    /// Changes the type of a link; returns the old one.
    pub fn set_link_kind(&mut self, link: LinkIx, kind: String) -> String {
        std::mem::replace(&mut self.links.get_mut(link.get()).kind, kind.into()).into()
    }

    /// The types of actors with the number of each, the most frequent first, then by name.
    #[must_use]
    pub fn actor_kinds(&self) -> Vec<(&str, usize)> {
        counted(self.actors().map(|(_, actor)| actor.kind.as_str()))
    }

    /// The types of links with the number of each, the most frequent first, then by name.
    #[must_use]
    pub fn link_kinds(&self) -> Vec<(&str, usize)> {
        counted(self.links().map(|(_, link)| link.kind.as_str()))
    }

    /// A citation in the printed form: author, title, publisher, date, where in it.
    ///
    /// Parts the file does not give are left out; a passage without a known document says so.
    #[must_use]
    pub fn citation(&self, ix: PassageIx) -> String {
        let passage = self.passage(ix);
        let Some(document) = passage.document.map(|document| self.document(document)) else {
            return format!("Passage \"{}\", which is not in this file", passage.key);
        };
        let mut parts = Vec::new();
        if document.missing {
            parts.push(format!("document \"{}\", which is not in this file", document.key));
        } else {
            if !document.author.is_empty() {
                parts.push(document.author.clone());
            }
            parts.push(format!("“{}”", document.display_title()));
            if !document.publisher.is_empty() {
                parts.push(document.publisher.clone());
            }
            parts.extend(document.published.as_ref().map(When::words));
        }
        if !passage.page.is_empty() {
            parts.push(format!("p. {}", passage.page));
        }
        if !passage.paragraph.is_empty() {
            parts.push(format!("para. {}", passage.paragraph));
        }
        parts.join(", ")
    }
}

impl Document {
    /// The title, or the id where there is none.
    #[must_use]
    pub fn display_title(&self) -> &str {
        if self.title.is_empty() { &self.key } else { &self.title }
    }
}

fn counted<'a>(kinds: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|(one, ones), (other, others)| others.cmp(ones).then(one.cmp(other)));
    counts
}
