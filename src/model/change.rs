//! The changes that the records of an open graph go through. Each gives back the change that undoes it, exactly.
//!
//! No index changes: what is new comes at the end of its list, and what is removed keeps its place and everything it held.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::keys::{KeyIndex, Keyed as _, Records};
use super::{
    Actor, ActorIx, Column, Columns, Document, DocumentIx, Evidence, Graph, Link, LinkIx, Passage, PassageIx, Value,
};

/// One change of a graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// There is one more actor, the last.
    AddActor(Box<Actor>),
    /// There is one more link, the last, from the first actor to the second.
    AddLink(ActorIx, ActorIx, Box<Link>),
    /// There is one more document, the last.
    AddDocument(Box<Document>),
    /// There is one more passage, the last.
    AddPassage(Box<Passage>),
    /// A record is taken out (`false`), or put back with everything it held.
    Keep(RecordIx, bool),
    /// An actor is as this one, but for its key.
    Actor(ActorIx, Box<Actor>),
    /// A link is as this one, but for its key.
    Link(LinkIx, Box<Link>),
    /// A document is as this one, but for its key.
    Document(DocumentIx, Box<Document>),
    /// A passage is as this one, but for its key.
    Passage(PassageIx, Box<Passage>),
    /// A link runs from the first actor to the second.
    Ends(LinkIx, ActorIx, ActorIx),
    /// A detail of an actor or a link, by the name of its column; `None` takes it away.
    Detail(DetailOf, String, Option<Value>),
    /// There is one more column of details, at that place.
    AddColumn(Table, usize, #[serde(with = "shared")] Arc<Column>),
    /// The column at that place goes, with everything in it.
    RemoveColumn(Table, usize),
    /// The title of the file.
    Title(String),
}

/// A record of any sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordIx {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
    /// A document.
    Document(DocumentIx),
    /// A passage.
    Passage(PassageIx),
}

/// What has details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetailOf {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
}

/// A table of details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Table {
    /// Those of actors.
    Actors,
    /// Those of links.
    Links,
}

/// Why a graph does not go through a change; it is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A record of that list has this key already, or had it before it was removed.
    #[error("the id \"{0}\" is taken")]
    KeyIsTaken(String),
    /// The change is about something that is not there.
    #[error("what should be changed is not there")]
    NotThere,
    /// Something else needs what should be removed, or what is needed is not there.
    #[error("{0}")]
    StillNeeded(&'static str),
    /// The value is of another kind than its column.
    #[error("the column \"{0}\" holds other values")]
    DoesNotFit(String),
    /// There is such a column already.
    #[error("there is a column \"{0}\" already")]
    ColumnIsTaken(String),
    /// A weight is not a finite number.
    #[error("a weight must be a finite number")]
    NotFinite,
}

impl Change {
    /// The record that is another one afterwards; `None` for a new one, and for what is about no record.
    #[must_use]
    pub fn record(&self) -> Option<RecordIx> {
        match *self {
            Self::Keep(record, _) => Some(record),
            Self::Actor(ix, _) | Self::Detail(DetailOf::Actor(ix), ..) => Some(RecordIx::Actor(ix)),
            Self::Link(ix, _) | Self::Ends(ix, ..) | Self::Detail(DetailOf::Link(ix), ..) => Some(RecordIx::Link(ix)),
            Self::Document(ix, _) => Some(RecordIx::Document(ix)),
            Self::Passage(ix, _) => Some(RecordIx::Passage(ix)),
            Self::AddActor(_)
            | Self::AddLink(..)
            | Self::AddDocument(_)
            | Self::AddPassage(_)
            | Self::AddColumn(..)
            | Self::RemoveColumn(..)
            | Self::Title(_) => None,
        }
    }
}

impl DetailOf {
    fn table(self) -> Table {
        match self {
            Self::Actor(_) => Table::Actors,
            Self::Link(_) => Table::Links,
        }
    }

    fn row(self) -> usize {
        match self {
            Self::Actor(actor) => actor.get(),
            Self::Link(link) => link.get(),
        }
    }
}

impl Graph {
    /// Goes through a change, and gives back the one that undoes it.
    ///
    /// # Errors
    /// [`Refusal`]; the graph is then as it was. What a graph gave back it never refuses, in the reverse order.
    pub fn change(&mut self, change: Change) -> Result<Change, Refusal> {
        match change {
            Change::AddActor(actor) => {
                self.check_evidence(&actor.evidence)?;
                let keys = &mut Arc::make_mut(&mut self.keys).actors;
                let ix = ActorIx(add(keys, &mut self.actors, *actor)?);
                Arc::make_mut(&mut self.adjacency).add_actor();
                Ok(Change::Keep(RecordIx::Actor(ix), false))
            }
            Change::AddLink(source, target, link) => {
                self.check_ends(source, target)?;
                check_weight(&link)?;
                self.check_evidence(&link.evidence)?;
                let keys = &mut Arc::make_mut(&mut self.keys).links;
                let ix = LinkIx(add(keys, &mut self.links, *link)?);
                Arc::make_mut(&mut self.adjacency).add_link(source, target);
                Ok(Change::Keep(RecordIx::Link(ix), false))
            }
            Change::AddDocument(document) => {
                let keys = &mut Arc::make_mut(&mut self.keys).documents;
                let ix = DocumentIx(add(keys, &mut self.documents, *document)?);
                Ok(Change::Keep(RecordIx::Document(ix), false))
            }
            Change::AddPassage(passage) => {
                self.check_document(&passage)?;
                let keys = &mut Arc::make_mut(&mut self.keys).passages;
                let ix = PassageIx(add(keys, &mut self.passages, *passage)?);
                Ok(Change::Keep(RecordIx::Passage(ix), false))
            }
            Change::Keep(record, kept) => self.keep(record, kept),
            Change::Actor(ix, mut actor) => {
                self.check_evidence(&actor.evidence)?;
                need(self.has_actor(ix))?;
                actor.key.clone_from(&self.actors[ix.get()].key);
                Ok(Change::Actor(ix, Box::new(std::mem::replace(self.actors.get_mut(ix.get()), *actor))))
            }
            Change::Link(ix, mut link) => {
                check_weight(&link)?;
                self.check_evidence(&link.evidence)?;
                need(self.has_link(ix))?;
                link.key.clone_from(&self.links[ix.get()].key);
                Ok(Change::Link(ix, Box::new(std::mem::replace(self.links.get_mut(ix.get()), *link))))
            }
            Change::Document(ix, mut document) => {
                need(self.has_document(ix))?;
                document.key.clone_from(&self.documents[ix.get()].key);
                Ok(Change::Document(ix, Box::new(std::mem::replace(self.documents.get_mut(ix.get()), *document))))
            }
            Change::Passage(ix, mut passage) => {
                self.check_document(&passage)?;
                need(self.has_passage(ix))?;
                passage.key.clone_from(&self.passages[ix.get()].key);
                Ok(Change::Passage(ix, Box::new(std::mem::replace(self.passages.get_mut(ix.get()), *passage))))
            }
            Change::Ends(ix, source, target) => {
                need(self.has_link(ix))?;
                self.check_ends(source, target)?;
                let (from, to) = self.ends(ix);
                Arc::make_mut(&mut self.adjacency).set_ends(ix, source, target);
                Ok(Change::Ends(ix, from, to))
            }
            Change::Detail(of, name, value) => {
                need(match of {
                    DetailOf::Actor(ix) => self.has_actor(ix),
                    DetailOf::Link(ix) => self.has_link(ix),
                })?;
                let columns = self.columns_mut(of.table());
                let before = columns.set(&name, of.row(), value).ok_or(Refusal::NotThere)?;
                let before = before.map_err(|_fits_not| Refusal::DoesNotFit(name.clone()))?;
                Ok(Change::Detail(of, name, before))
            }
            Change::AddColumn(table, at, column) => {
                let name = column.name.clone();
                let columns = self.columns_mut(table);
                let at = at.min(columns.iter().count());
                if columns.insert(at, column) {
                    Ok(Change::RemoveColumn(table, at))
                } else {
                    Err(Refusal::ColumnIsTaken(name))
                }
            }
            Change::RemoveColumn(table, at) => {
                let column = self.columns_mut(table).remove(at).ok_or(Refusal::NotThere)?;
                Ok(Change::AddColumn(table, at, column))
            }
            Change::Title(title) => Ok(Change::Title(std::mem::replace(&mut self.title, title))),
        }
    }

    /// A key that no record of the list of `like` has or ever had: `wish`, or that with a number behind it.
    #[must_use]
    pub fn fresh_key(&self, like: RecordIx, wish: &str) -> String {
        let keys = &self.keys;
        let is_taken = |key: &str| match like {
            RecordIx::Actor(_) => keys.actors.get(&self.actors, key).is_some(),
            RecordIx::Link(_) => keys.links.get(&self.links, key).is_some(),
            RecordIx::Document(_) => keys.documents.get(&self.documents, key).is_some(),
            RecordIx::Passage(_) => keys.passages.get(&self.passages, key).is_some(),
        };
        if !wish.is_empty() && !is_taken(wish) {
            return wish.to_owned();
        }
        let numbered = (2..).map(|number: u64| format!("{wish}-{number}"));
        numbered.into_iter().find(|key| !is_taken(key)).expect("there are more numbers than records")
    }

    /// The actor of that key, if it was removed.
    #[must_use]
    pub fn removed_actor(&self, key: &str) -> Option<ActorIx> {
        self.keys.actors.get(&self.actors, key).map(ActorIx).filter(|ix| !self.has_actor(*ix))
    }

    /// The evidence of every actor and link that points at a passage, as the records that hold it.
    #[must_use]
    pub fn resting_on(&self, passages: &dyn Fn(PassageIx) -> bool) -> Vec<RecordIx> {
        let rests = |evidence: &[Evidence]| evidence.iter().any(|one| passages(one.passage));
        let actors = self.actors().filter(|(_, actor)| rests(&actor.evidence)).map(|(ix, _)| RecordIx::Actor(ix));
        let links = self.links().filter(|(_, link)| rests(&link.evidence)).map(|(ix, _)| RecordIx::Link(ix));
        actors.chain(links).collect()
    }

    fn keep(&mut self, record: RecordIx, kept: bool) -> Result<Change, Refusal> {
        let is_there = match record {
            RecordIx::Actor(ix) => ix.get() < self.actors.len(),
            RecordIx::Link(ix) => ix.get() < self.links.len(),
            RecordIx::Document(ix) => ix.get() < self.documents.len(),
            RecordIx::Passage(ix) => ix.get() < self.passages.len(),
        };
        need(is_there)?;
        match record {
            RecordIx::Actor(ix) if !kept && !self.links_of(ix).is_empty() => {
                return Err(Refusal::StillNeeded("the actor still has links"));
            }
            RecordIx::Link(ix) if kept => {
                let (source, target) = self.ends(ix);
                self.check_ends(source, target)?;
            }
            _ => {}
        }
        let gone = &mut self.gone;
        let was_gone = match record {
            RecordIx::Actor(ix) => gone.actors.set(ix.get(), !kept),
            RecordIx::Link(ix) => gone.links.set(ix.get(), !kept),
            RecordIx::Document(ix) => gone.documents.set(ix.get(), !kept),
            RecordIx::Passage(ix) => gone.passages.set(ix.get(), !kept),
        };
        Ok(Change::Keep(record, !was_gone))
    }

    fn columns_mut(&mut self, table: Table) -> &mut Columns {
        match table {
            Table::Actors => &mut self.actor_columns,
            Table::Links => &mut self.link_columns,
        }
    }

    fn check_ends(&self, source: ActorIx, target: ActorIx) -> Result<(), Refusal> {
        if self.has_actor(source) && self.has_actor(target) {
            return Ok(());
        }
        Err(Refusal::StillNeeded("an end of the link is not there"))
    }

    fn check_evidence(&self, evidence: &[Evidence]) -> Result<(), Refusal> {
        let is_known = |one: &Evidence| one.passage.get() < self.passages.len();
        if evidence.iter().all(is_known) { Ok(()) } else { Err(Refusal::StillNeeded("a passage is not there")) }
    }

    fn check_document(&self, passage: &Passage) -> Result<(), Refusal> {
        match passage.document {
            Some(document) if document.get() >= self.documents.len() => {
                Err(Refusal::StillNeeded("the document of a passage is not there"))
            }
            // Only stand-ins are of no document, and those are not written.
            None if !passage.missing => Err(Refusal::StillNeeded("a passage is part of a document")),
            _ => Ok(()),
        }
    }
}

fn need(there: bool) -> Result<(), Refusal> {
    if there { Ok(()) } else { Err(Refusal::NotThere) }
}

fn check_weight(link: &Link) -> Result<(), Refusal> {
    if link.weight.is_none_or(f64::is_finite) { Ok(()) } else { Err(Refusal::NotFinite) }
}

fn add<L: Records>(keys: &mut KeyIndex, records: &mut L, record: L::Record) -> Result<u32, Refusal> {
    keys.push(records, record).map_err(|refused| Refusal::KeyIsTaken(refused.key().to_owned()))
}

/// A column that is shared, written as if it were not.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Column;

    pub fn serialize<S: Serializer>(column: &Arc<Column>, serializer: S) -> Result<S::Ok, S::Error> {
        column.as_ref().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Column>, D::Error> {
        Column::deserialize(deserializer).map(Arc::new)
    }
}

#[cfg(test)]
mod tests;
