//! Which record of one list is which of another: the one with the same key.

use std::collections::HashMap;

/// Positions of the records of two lists that have the same key.
#[derive(Debug, Default)]
pub struct Matching {
    new_of: Vec<Option<u32>>,
    old_of: Vec<Option<u32>>,
}

impl Matching {
    /// Matches two lists of positions below 2^32 and keys, in each of which no key is there twice.
    pub fn new<'k>(old: impl Iterator<Item = (usize, &'k [u8])>, new: impl Iterator<Item = (usize, &'k [u8])>) -> Self {
        let mut matching = Self::default();
        let (mut old, mut new) = (old.peekable(), new.peekable());
        // Two states of one file mostly begin alike: that needs no search.
        while let (Some(&(old_at, old_key)), Some(&(new_at, new_key))) = (old.peek(), new.peek()) {
            if old_key != new_key {
                break;
            }
            matching.pair(old_at, new_at);
            old.next();
            new.next();
        }
        let new: HashMap<&[u8], usize> = new.map(|(at, key)| (key, at)).collect();
        if !new.is_empty() {
            for (old_at, key) in old {
                if let Some(&new_at) = new.get(key) {
                    matching.pair(old_at, new_at);
                }
            }
        }
        matching
    }

    fn pair(&mut self, old: usize, new: usize) {
        put(&mut self.new_of, old, new);
        put(&mut self.old_of, new, old);
    }

    /// The position in the new list of a record of the old one.
    pub fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old).copied().flatten().map(|new| new as usize)
    }

    /// The position in the old list of a record of the new one.
    pub fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(new).copied().flatten().map(|old| old as usize)
    }

    /// Positions in both lists of every record that is in both, by the order of the new list.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.old_of.iter().enumerate().filter_map(|(new, old)| Some(((*old)? as usize, new)))
    }

    /// Whether a record of the old list is the one of the new list at that position.
    pub fn is_same(&self, old: usize, new: usize) -> bool {
        self.new_of(old) == Some(new)
    }
}

fn put(list: &mut Vec<Option<u32>>, at: usize, other: usize) {
    if list.len() <= at {
        list.resize(at + 1, None);
    }
    list[at] = Some(u32::try_from(other).expect("a graph holds fewer than 2^32 records of a sort"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn enumerated(keys: &[Vec<u8>]) -> impl Iterator<Item = (usize, &[u8])> {
        keys.iter().map(Vec::as_slice).enumerate()
    }

    proptest! {
            /// Whatever the keys and their order: a record is matched with the one that a search would find.
            #[test]
            fn it_finds_what_a_search_finds(old in prop::collection::hash_set(0_u8..40, 0..30), new in prop::collection::hash_set(0_u8..40, 0..30)) {
                let key = |number: &u8| number.to_string().into_bytes();
                let (old, new): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (old.iter().map(key).collect(), new.iter().map(key).collect());
    let matching = Matching::new(enumerated(&old), enumerated(&new));
                for (at, key) in old.iter().enumerate() {
                    prop_assert_eq!(matching.new_of(at), new.iter().position(|other| other == key));
                }
                for (at, key) in new.iter().enumerate() {
                    prop_assert_eq!(matching.old_of(at), old.iter().position(|other| other == key));
                }
                prop_assert_eq!(matching.pairs().count(), old.iter().filter(|key| new.contains(key)).count());
            }
        }
}
