//! What the search box answers: hits by sort of record, and where in which text they stand. Plain data.

use std::ops::Range;

use crate::model::{ActorIx, DocumentIx, Graph, LinkIx, PassageIx};

/// How many hits of each sort are returned; the rest are only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindLimits {
    /// Actors.
    pub actors: usize,
    /// Links.
    pub links: usize,
    /// Passages.
    pub passages: usize,
    /// Documents.
    pub documents: usize,
}

impl FindLimits {
    /// The same for every sort.
    #[must_use]
    pub fn each(limit: usize) -> Self {
        Self { actors: limit, links: limit, passages: limit, documents: limit }
    }
}

/// What was found, by sort of record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindResults {
    /// The closest first; then those with more links; then by label.
    pub actors: Found<ActorIx>,
    /// Links whose type or note fits, be it together with the names of their ends; the closest first, then in the order
    /// of the file.
    pub links: Found<LinkIx>,
    /// In the order of documents and places in them.
    pub passages: Found<PassageIx>,
    /// The closest first, then in the order of the file.
    pub documents: Found<DocumentIx>,
}

impl FindResults {
    /// Number of records found, those over the limits too.
    #[must_use]
    pub fn total(&self) -> usize {
        self.actors.total + self.links.total + self.passages.total + self.documents.total
    }
}

/// The hits among the records of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<Ix> {
    /// The first of them, as many as the limit allows.
    pub hits: Vec<Hit<Ix>>,
    /// Number of all.
    pub total: usize,
}

impl<Ix> Default for Found<Ix> {
    fn default() -> Self {
        Self { hits: Vec::new(), total: 0 }
    }
}

/// A record that fits the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<Ix> {
    /// The record.
    pub ix: Ix,
    /// How closely it fits.
    pub closeness: Closeness,
    /// Where the words of the query stand, by field, then by place. Not empty unless the graph has changed since the
    /// index was built.
    pub matches: Vec<Match>,
}

impl<Ix> Hit<Ix> {
    /// The place to show where there is room for one: the longest, and the first of those.
    #[must_use]
    pub fn best_match(&self) -> Option<&Match> {
        // Of equals `max_by_key` takes the last.
        self.matches.iter().rev().max_by_key(|found| found.range.len())
    }
}

/// A place where words of the query stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which text of the record; see [`field_text`].
    pub field: Field,
    /// Bytes of that text, on character boundaries.
    pub range: Range<usize>,
}

/// A searchable text of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The label of an actor.
    Label,
    /// One of its other names, by position.
    Alias(u32),
    /// The type of a link.
    Kind,
    /// The label of the source of a link.
    Source,
    /// The label of the target of a link.
    Target,
    /// The words of a passage.
    Words,
    /// The paraphrase of a passage.
    Paraphrase,
    /// The translation of a passage.
    Translation,
    /// The title of a document, or its id where it has none.
    Title,
    /// The author of a document.
    Author,
    /// The note on an actor or link.
    Note,
}

/// How closely a record fits a query. The closest is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// A name is the query.
    Exact,
    /// A name begins with it.
    Prefix,
    /// A word of a name begins with it.
    WordPrefix,
    /// A name holds it.
    Inside,
    /// Its words are there, but apart, or in a note.
    Apart,
}

/// A record of any sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
    /// A passage.
    Passage(PassageIx),
    /// A document.
    Document(DocumentIx),
}

/// The text of a record that a [`Match`] points into; `None` where the record has no such text.
#[must_use]
pub fn field_text(graph: &Graph, record: Record, field: Field) -> Option<&str> {
    Some(match (record, field) {
        (Record::Actor(ix), Field::Label) => &graph.actor(ix).label,
        (Record::Actor(ix), Field::Alias(position)) => graph.actor(ix).aliases.get(position as usize)?,
        (Record::Actor(ix), Field::Note) => &graph.actor(ix).note,
        (Record::Link(ix), Field::Kind) => &graph.link(ix).kind,
        (Record::Link(ix), Field::Note) => &graph.link(ix).note,
        (Record::Link(ix), Field::Source) => &graph.actor(graph.ends(ix).0).label,
        (Record::Link(ix), Field::Target) => &graph.actor(graph.ends(ix).1).label,
        (Record::Passage(ix), Field::Words) => graph.passage_words(ix)?,
        (Record::Passage(ix), Field::Paraphrase) => &graph.passage(ix).paraphrase,
        (Record::Passage(ix), Field::Translation) => &graph.passage(ix).translation,
        (Record::Document(ix), Field::Title) => graph.document(ix).display_title(),
        (Record::Document(ix), Field::Author) => &graph.document(ix).author,
        _ => return None,
    })
}
