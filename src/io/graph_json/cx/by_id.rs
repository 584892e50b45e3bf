//! Nodes and edges by the ids that a file gives them.

use std::borrow::Cow;

use crate::model::{KeyIndex, Keyed};

/// Nodes, or edges, by their ids; of several with one id the first.
pub(super) struct ById<'s, T> {
    index: KeyIndex,
    ids: Vec<Id<'s>>,
    /// In the order of their ids.
    records: Vec<T>,
}

struct Id<'s>(Cow<'s, str>);

impl Keyed for Id<'_> {
    const IS_NAMED_OFTEN: bool = true;

    fn key(&self) -> &str {
        &self.0
    }

    fn key_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<'s, T: Copy> ById<'s, T> {
    pub fn new() -> Self {
        Self { index: KeyIndex::default(), ids: Vec::new(), records: Vec::new() }
    }

    /// Adds a record; one that has that id already stays.
    pub fn add(&mut self, id: Cow<'s, str>, record: T) {
        if self.index.push(&mut self.ids, Id(id)).is_ok() {
            self.records.push(record);
        }
    }

    pub fn get(&self, id: &str) -> Option<T> {
        self.index.get(&self.ids, id).map(|position| self.records[position as usize])
    }
}
