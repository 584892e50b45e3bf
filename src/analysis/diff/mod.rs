//! What differs between two graphs, record by record. Records are the same where their keys are; nothing is guessed.

mod alike;
mod details;
mod doubts;
mod evidence;
mod fields;
mod matching;
mod records;
mod view;
mod words;

#[cfg(test)]
mod tests;

use crate::model::{ActorIx, ColumnKind, DocumentIx, Graph, LinkIx, PassageIx, Value, View};

pub use doubts::Doubt;
pub use view::{ViewChanges, ViewPart};

use matching::Matching;

/// What differs between an old and a new graph. Indexes of removed records are of the old one, of added ones of the new one.
///
/// The order of records, of evidence and of details in a file is no difference; the order of other names is one. Stand-ins for
/// records that a file does not hold are no records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// What the file says about itself: its title, when it was made, fields that Linklore does not know.
    pub file: Vec<FieldChange>,
    /// Details that are declared otherwise: those of actors, then those of links.
    pub columns: Vec<ColumnChange>,
    /// Actors.
    pub actors: Changes<ActorIx>,
    /// Links.
    pub links: Changes<LinkIx>,
    /// Documents.
    pub documents: Changes<DocumentIx>,
    /// Passages.
    pub passages: Changes<PassageIx>,
    /// The picture, counted.
    pub view: ViewChanges,
    /// Why the two may not be two states of one file.
    pub doubts: Vec<Doubt>,
}

/// What differs in one list of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes<Ix> {
    /// Records of the new graph alone, in its order.
    pub added: Vec<Ix>,
    /// Records of the old graph alone, in its order.
    pub removed: Vec<Ix>,
    /// Records of both that say something else, in the order of the new graph.
    pub changed: Vec<Changed<Ix>>,
}

/// A record that is in both graphs and says something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<Ix> {
    /// In the old graph.
    pub old: Ix,
    /// In the new graph.
    pub new: Ix,
    /// Fields, in the order of the file; then details, then fields that Linklore does not know, by the order of the new graph.
    pub fields: Vec<FieldChange>,
    /// Evidence; empty for documents and passages.
    pub evidence: EvidenceChanges,
}

/// What differs in the evidence of one actor or link. Evidence is the same where its passage and its stance are; where several
/// are, the first is the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceChanges {
    /// Positions in the evidence of the new record, ascending.
    pub added: Vec<usize>,
    /// Positions in the evidence of the old record, ascending.
    pub removed: Vec<usize>,
    /// What says something else, by the order of the new record.
    pub changed: Vec<EvidenceChange>,
}

/// A piece of evidence that is in both records and says something else.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceChange {
    /// Its position in the evidence of the old record.
    pub old: usize,
    /// Its position in the evidence of the new record.
    pub new: usize,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// A field that says something else.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// What it said and says.
    pub change: Change,
}

/// Which field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// One of the format, by its name in the file.
    Known(&'static str),
    /// A detail, by its name.
    Detail(String),
    /// One that Linklore does not know, by its name.
    Unknown(String),
}

/// What a field said and says.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Two different values; `None` where there is none.
    Value {
        /// In the old graph.
        old: Option<Value>,
        /// In the new graph.
        new: Option<Value>,
    },
    /// Two different texts of a document, which may be long.
    Text(TextChange),
}

/// Where two texts begin to differ. Lengths are in Unicode scalar values; `None` where there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// Length of the old text.
    pub old: Option<usize>,
    /// Length of the new text.
    pub new: Option<usize>,
    /// The line in which they begin to differ, in both texts, from 1.
    pub line: usize,
    /// The scalar value in that line, from 1.
    pub column: usize,
}

/// A detail that is declared otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChange {
    /// Whose detail it is: [`List::Actors`] or [`List::Links`].
    pub of: List,
    /// Its name.
    pub name: String,
    /// How the old graph declares it; `None` where it does not.
    pub old: Option<ColumnKind>,
    /// How the new graph declares it; `None` where it does not.
    pub new: Option<ColumnKind>,
}

/// A list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Actors.
    Actors,
    /// Links.
    Links,
    /// Documents.
    Documents,
    /// Passages.
    Passages,
}

impl List {
    /// Every list, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Actors, Self::Links, Self::Documents, Self::Passages];

    /// The word for several of its records, as in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Links => "links",
            Self::Documents => "documents",
            Self::Passages => "passages",
        }
    }

    /// The word for one of its records.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Actors => "actor",
            Self::Links => "link",
            Self::Documents => "document",
            Self::Passages => "passage",
        }
    }
}

/// How many records of one list differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Added.
    pub added: usize,
    /// Removed.
    pub removed: usize,
    /// Changed.
    pub changed: usize,
}

impl<Ix> Default for Changes<Ix> {
    fn default() -> Self {
        Self { added: Vec::new(), removed: Vec::new(), changed: Vec::new() }
    }
}

impl<Ix> Changes<Ix> {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { added, removed, changed } = self;
        added.is_empty() && removed.is_empty() && changed.is_empty()
    }

    /// How many records differ.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts { added: self.added.len(), removed: self.removed.len(), changed: self.changed.len() }
    }
}

impl EvidenceChanges {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { added, removed, changed } = self;
        added.is_empty() && removed.is_empty() && changed.is_empty()
    }
}

impl Difference {
    /// Whether both say the same, the picture included.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { file, columns, actors, links, documents, passages, view, doubts: _ } = self;
        file.is_empty()
            && columns.is_empty()
            && actors.is_empty()
            && links.is_empty()
            && documents.is_empty()
            && passages.is_empty()
            && view.is_empty()
    }

    /// How many records of a list differ.
    #[must_use]
    pub fn counts(&self, list: List) -> Counts {
        match list {
            List::Actors => self.actors.counts(),
            List::Links => self.links.counts(),
            List::Documents => self.documents.counts(),
            List::Passages => self.passages.counts(),
        }
    }
}

/// Compares two graphs with their views. Takes time in proportion to what both hold together.
#[must_use]
pub fn difference(old: (&Graph, &View), new: (&Graph, &View)) -> Difference {
    let ((old, old_view), (new, new_view)) = (old, new);
    let both = Both {
        old,
        new,
        actors: Matching::new(
            old.actors().map(|(ix, actor)| (ix.get(), actor.key.as_bytes())),
            new.actors().map(|(ix, actor)| (ix.get(), actor.key.as_bytes())),
        ),
        links: Matching::new(
            old.links().map(|(ix, link)| (ix.get(), link.key.as_bytes())),
            new.links().map(|(ix, link)| (ix.get(), link.key.as_bytes())),
        ),
        documents: Matching::new(
            old.documents().map(|(ix, document)| (ix.get(), document.key.as_bytes())),
            new.documents().map(|(ix, document)| (ix.get(), document.key.as_bytes())),
        ),
        passages: Matching::new(
            old.passages().map(|(ix, passage)| (ix.get(), passage.key.as_bytes())),
            new.passages().map(|(ix, passage)| (ix.get(), passage.key.as_bytes())),
        ),
    };
    Difference {
        file: fields::file(old, new),
        columns: details::declared_otherwise(&both),
        actors: records::actors(&both),
        links: records::links(&both),
        documents: records::documents(&both),
        passages: records::passages(&both),
        view: view::compare(&both, old_view, new_view),
        doubts: doubts::doubts(&both),
    }
}

/// Two graphs, and which record of one is which of the other.
struct Both<'g> {
    old: &'g Graph,
    new: &'g Graph,
    actors: Matching,
    links: Matching,
    documents: Matching,
    passages: Matching,
}
