//! Finding a record by its key: an index over the keys that the records hold themselves, so that no key is stored twice.

use std::hash::BuildHasher as _;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

use super::{Actor, Document, Link, Passage};

/// A record with a key that is unique within its list.
pub trait Keyed {
    /// The key.
    fn key(&self) -> &str;
}

macro_rules! keyed {
    ($($record:ty),*) => { $(
        impl Keyed for $record {
            fn key(&self) -> &str {
                &self.key
            }
        }
    )* };
}

keyed!(Actor, Document, Link, Passage);

/// Positions of records by their keys. Whoever asks hands over the list of records, which must be the one that the index
/// was made for.
///
/// The hash is seeded anew in every index, so that a file cannot be made to have keys that collide.
#[derive(Clone, Debug, Default)]
pub struct KeyIndex {
    positions: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl KeyIndex {
    /// Makes room for more keys.
    pub fn reserve<R: Keyed>(&mut self, records: &[R], additional: usize) {
        let Self { positions, hasher } = self;
        positions.reserve(additional, |position| hash(hasher, records, *position));
    }

    /// The position of the record with that key.
    #[must_use]
    pub fn get<R: Keyed>(&self, records: &[R], key: &str) -> Option<u32> {
        self.positions.find(self.hasher.hash_one(key), |position| records[*position as usize].key() == key).copied()
    }

    /// Adds a record at the end of its list and returns its position; gives the record back where its key is taken.
    pub fn push<R: Keyed>(&mut self, records: &mut Vec<R>, record: R) -> Result<u32, R> {
        let Self { positions, hasher } = self;
        let position = u32::try_from(records.len()).expect("a graph holds fewer than 2^32 records of a sort");
        let key = record.key();
        let is_it = |position: &u32| records[*position as usize].key() == key;
        match positions.entry(hasher.hash_one(key), is_it, |position| hash(hasher, records, *position)) {
            Entry::Occupied(_) => Err(record),
            Entry::Vacant(free) => {
                free.insert(position);
                records.push(record);
                Ok(position)
            }
        }
    }
}

fn hash<R: Keyed>(hasher: &DefaultHashBuilder, records: &[R], position: u32) -> u64 {
    hasher.hash_one(records[position as usize].key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_none_is_taken_twice() {
        let (mut index, mut actors) = (KeyIndex::default(), Vec::new());
        let actor = |number: u32| Actor { key: format!("a{number}"), ..Actor::default() };
        for number in 0..1000 {
            assert_eq!(index.push(&mut actors, actor(number)), Ok(number));
        }
        assert_eq!(index.push(&mut actors, actor(500)), Err(actor(500)));
        index.reserve(&actors, 10_000);
        assert_eq!(actors.len(), 1000);
        assert!((0..1000).all(|number| index.get(&actors, &format!("a{number}")) == Some(number)));
        assert_eq!(index.get(&actors, "a1000"), None);
    }
}
