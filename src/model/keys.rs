//! Finding a record by its key: an index over the keys that the records hold themselves. No key is stored twice but those of
//! actors, which links name all the time.

use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::shelf::Shelf;
use super::short::Counting;
use super::{Actor, Document, Link, Passage, Short};

/// A record with a key that is unique within its list and never changes.
pub trait Keyed {
    /// Whether keys are asked for so often that those without a number are worth a second place, close to each other: the
    /// records themselves are too far apart for the processor to have them at hand.
    const IS_NAMED_OFTEN: bool;

    /// The key.
    fn key(&self) -> &str;

    /// The bytes of the key.
    fn key_bytes(&self) -> &[u8];
}

macro_rules! keyed {
    ($($record:ty: $is_named_often:literal),*) => { $(
        impl Keyed for $record {
            const IS_NAMED_OFTEN: bool = $is_named_often;

            fn key(&self) -> &str {
                &self.key
            }

            fn key_bytes(&self) -> &[u8] {
                self.key.as_bytes()
            }
        }
    )* };
}

keyed!(Actor: true, Document: false, Link: false, Passage: false);

/// A list of records that only grows.
pub trait Records {
    /// What is in it.
    type Record: Keyed;

    /// The record at a position.
    fn at(&self, position: usize) -> &Self::Record;

    /// Number of records.
    fn count(&self) -> usize;

    /// How many records it is made for at present.
    fn room(&self) -> usize;

    /// Adds a record at the end.
    fn add(&mut self, record: Self::Record);
}

impl<R: Keyed> Records for Vec<R> {
    type Record = R;

    fn at(&self, position: usize) -> &R {
        &self[position]
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn room(&self) -> usize {
        self.capacity()
    }

    fn add(&mut self, record: R) {
        self.push(record);
    }
}

impl<R: Keyed + Clone, const PIECE: usize> Records for Shelf<R, PIECE> {
    type Record = R;

    fn at(&self, position: usize) -> &R {
        &self[position]
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn room(&self) -> usize {
        self.room()
    }

    fn add(&mut self, record: R) {
        self.push(record);
    }
}

/// Positions of records by their keys. Whoever asks hands over the list of records, which must be the one that the index
/// was made for.
///
/// Most files number their records: `n0`, `n1`, …. Such keys need no hash. The hash of the others is seeded anew in every
/// index, so that a file cannot be made to have keys that collide.
#[derive(Clone, Debug, Default)]
pub struct KeyIndex {
    numbered: Numbered,
    others: HashTable<Slot>,
    copies: Copies,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Half of the hash of the key, so that records are looked at only where they are likely to be the right ones.
    hash: u32,
    position: u32,
    /// Where its key stands among the copies.
    copy: u32,
}

impl KeyIndex {
    /// The position of the record with that key.
    #[must_use]
    pub fn get(&self, records: &impl Records, key: &str) -> Option<u32> {
        let key = key.as_bytes();
        match self.numbered.number(key).filter(|number| self.numbered.is_near(*number)) {
            Some(number) => self.numbered.get(number),
            None => self.hashed(records, key),
        }
    }

    /// The position of the record whose key is that number, written without a zero before it.
    #[inline]
    #[must_use]
    pub fn by_number(&self, records: &impl Records, number: u32) -> Option<u32> {
        let position = number as usize;
        if self.numbered.prefix.as_deref() == Some("") && self.numbered.is_near(position) {
            return self.numbered.get(position);
        }
        self.get(records, &Short::numbered("", position))
    }

    /// Says that keys are likely to be numbers below `most`, in any order: each takes four bytes.
    pub fn expect_numbers(&mut self, most: usize) {
        if self.numbered.far == 0 {
            self.numbered.room = self.numbered.room.max(most);
        }
    }

    /// The key of the record that comes next, where all records so far have the numbers before `number` behind that prefix: it is
    /// then free, and counts as taken from here on.
    #[inline]
    pub fn take_next(&mut self, records: &impl Records, prefix: &str, number: usize) -> Option<Short> {
        let numbered = &mut self.numbered;
        if numbered.prefix.is_none() {
            numbered.begin(prefix, number);
        }
        let is_next = numbered.run == records.count()
            && numbered.first + numbered.run == number
            && numbered.prefix.as_deref().is_some_and(|known| known.as_bytes() == prefix.as_bytes());
        let key = numbered.next.filter(|_| is_next)?;
        numbered.go_on();
        Some(key.text())
    }

    /// Adds a record at the end of its list and returns its position.
    ///
    /// # Errors
    /// Gives the record back where its key is taken.
    pub fn push<L: Records>(&mut self, records: &mut L, record: L::Record) -> Result<u32, L::Record> {
        self.make_room(records);
        let position = u32::try_from(records.count()).expect("a graph holds fewer than 2^32 records of a sort");
        if self.numbered.prefix.is_none() {
            // The first key tells what all of them begin with.
            self.numbered.prefix = Some(prefix(record.key()).into());
        }
        let key = record.key_bytes();
        if self.numbered.is_next(key, position) {
            self.numbered.go_on();
            records.add(record);
            return Ok(position);
        }
        let number = self.numbered.number(key);
        let near = number.filter(|number| self.numbered.is_near(*number));
        let taken = match near {
            Some(number) => self.numbered.get(number),
            None => self.hashed(records, key),
        };
        if taken.is_some() {
            return Err(record);
        }
        match (number, near) {
            (Some(number), _) if self.numbered.continues(number, position) => {}
            (_, Some(near)) => self.numbered.put(near, position),
            (number, None) => {
                self.numbered.far += usize::from(number.is_some());
                let hash = self.hash(key);
                let copy = if L::Record::IS_NAMED_OFTEN { self.copies.push(key) } else { NONE };
                self.others.insert_unique(spread(hash), Slot { hash, position, copy }, |slot| spread(slot.hash));
            }
        }
        records.add(record);
        Ok(position)
    }

    /// Where there is room for more records than before, numbers that were far may now be near.
    fn make_room(&mut self, records: &impl Records) {
        let numbered = &mut self.numbered;
        let room = 2 * records.room() + 64;
        if room <= numbered.room {
            return;
        }
        numbered.room = room;
        if numbered.far > 0 {
            self.others.retain(|slot| match numbered.number(records.at(slot.position as usize).key_bytes()) {
                Some(number) if numbered.is_near(number) => {
                    numbered.put(number, slot.position);
                    numbered.far -= 1;
                    false
                }
                _ => true,
            });
        }
    }

    fn hashed(&self, records: &impl Records, key: &[u8]) -> Option<u32> {
        if self.others.is_empty() {
            return None;
        }
        let hash = self.hash(key);
        let own = |slot: &Slot| records.at(slot.position as usize).key_bytes();
        let is_it = |slot: &Slot| slot.hash == hash && self.copies.get(slot.copy).unwrap_or_else(|| own(slot)) == key;
        self.others.find(spread(hash), is_it).map(|slot| slot.position)
    }

    fn hash(&self, key: &[u8]) -> u32 {
        (self.hasher.hash_one(key) >> 32) as u32
    }
}

/// Over 64 bits, because the table looks at the first ones and the last ones.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Keys one behind the other, each after its length.
#[derive(Clone, Debug, Default)]
struct Copies(Vec<u8>);

impl Copies {
    /// The key that stands there.
    fn get(&self, at: u32) -> Option<&[u8]> {
        let (length, rest) = self.0.get(at as usize..)?.split_first()?;
        rest.get(..usize::from(*length))
    }

    /// Adds a key and returns where it stands; [`NONE`] where it is too long to be worth it, or there are too many.
    fn push(&mut self, key: &[u8]) -> u32 {
        let at = self.0.len();
        let Ok(length) = u8::try_from(key.len()) else { return NONE };
        if at >= MOST_COPIED {
            return NONE;
        }
        self.0.push(length);
        self.0.extend_from_slice(key);
        at as u32
    }
}

/// Positions of the keys that are one and the same text with a number behind it, which is no larger than a few times the
/// count of records.
#[derive(Clone, Debug, Default)]
struct Numbered {
    prefix: Option<Box<str>>,
    /// The number of the first record, and how many records from there on have one that is greater by one than that of the
    /// record before. Their positions need not be kept.
    first: usize,
    run: usize,
    /// The key that would continue the run, where it is short: most keys need no closer look.
    next: Option<Counting>,
    /// By number, of those that are not in the run.
    positions: Vec<u32>,
    /// Numbers below this one are near: their positions are here and nowhere else.
    room: usize,
    /// How many keys are such, but have a number that is not near.
    far: usize,
}

/// So many bytes of keys are copied.
const MOST_COPIED: usize = 1 << 31;

/// Numbers of keys have no more digits.
const MOST_DIGITS: usize = 9;

/// No position, and no place among the copies: those end before it.
const NONE: u32 = u32::MAX;

impl Numbered {
    /// The number of a key that is one of these.
    fn number(&self, key: &[u8]) -> Option<usize> {
        let prefix = self.prefix.as_deref()?.as_bytes();
        let (start, digits) = key.split_at_checked(prefix.len())?;
        // Nearly always nothing or a letter: one by one costs less than a call.
        if start.iter().zip(prefix).all(|(one, other)| one == other) { number(digits) } else { None }
    }

    /// The first key is to be this one.
    fn begin(&mut self, prefix: &str, number: usize) {
        self.prefix = Some(prefix.into());
        self.first = number;
        self.expect_next();
    }

    fn is_near(&self, number: usize) -> bool {
        number < self.room || self.is_in_run(number)
    }

    fn is_in_run(&self, number: usize) -> bool {
        (self.first..self.first + self.run).contains(&number)
    }

    /// Whether a new key is the one that is expected next in the run.
    fn is_next(&self, key: &[u8], position: u32) -> bool {
        position as usize == self.run && self.next.is_some_and(|next| next.is(key))
    }

    /// Whether the number of a new key is the next one of the run, which then goes on with it.
    fn continues(&mut self, number: usize, position: u32) -> bool {
        if position == 0 {
            self.first = number;
        } else if position as usize != self.run || number != self.first + self.run {
            return false;
        }
        self.go_on();
        true
    }

    /// The key of the next record is in the run.
    fn go_on(&mut self) {
        self.run += 1;
        let is_counted = self.next.as_mut().is_some_and(Counting::count_up);
        if !is_counted {
            self.expect_next();
        }
    }

    #[cold]
    fn expect_next(&mut self) {
        let number = self.first + self.run;
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let digits = number.checked_ilog10().unwrap_or(0) as usize + 1;
        self.next = if digits <= MOST_DIGITS { Counting::new(prefix, number) } else { None };
    }

    fn get(&self, number: usize) -> Option<u32> {
        if self.is_in_run(number) {
            return Some((number - self.first) as u32);
        }
        self.positions.get(number).copied().filter(|position| *position != NONE)
    }

    fn put(&mut self, number: usize, position: u32) {
        if number >= self.positions.len() {
            self.positions.resize(number + 1, NONE);
        }
        self.positions[number] = position;
    }
}

/// What stands before the number at the end of a key.
fn prefix(key: &str) -> &str {
    let stem = key.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
    let zeros = key[stem..].bytes().take_while(|digit| *digit == b'0').count();
    let number_is_zero = zeros > 0 && stem + zeros == key.len();
    &key[..stem + zeros - usize::from(number_is_zero)]
}

/// The number that is written like this and in no other way, if it has no more than nine digits.
fn number(digits: &[u8]) -> Option<usize> {
    let is_plain = matches!(digits, [b'0'] | [b'1'..=b'9', ..]) && digits.len() <= MOST_DIGITS;
    if !is_plain {
        return None;
    }
    let mut number = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + usize::from(digit);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn actor(key: &str) -> Actor {
        Actor { key: key.into(), ..Actor::default() }
    }

    #[test]
    fn a_number_is_one_only_where_it_is_written_in_its_own_way() {
        for (key, stem) in [("n17", "n"), ("17", ""), ("n0", "n"), ("n00", "n0"), ("n007", "n00"), ("n", "n"), ("", "")]
        {
            assert_eq!(prefix(key), stem, "{key}");
        }
        assert_eq!(number(b"17"), Some(17));
        for text in ["", "007", "+7", "7a", "٧", "1234567890"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn numbered_keys_need_no_hash_and_far_numbers_no_memory() {
        let (mut index, mut actors) = (KeyIndex::default(), Vec::new());
        for number in 0..1000 {
            assert_eq!(index.push(&mut actors, actor(&format!("a{number}"))), Ok(number));
        }
        assert!(index.others.is_empty() && index.numbered.positions.is_empty() && index.numbered.run == 1000);
        for number in (1000..2000).rev() {
            assert!(index.push(&mut actors, actor(&format!("a{number}"))).is_ok());
        }
        assert!(index.others.is_empty());
        assert!((0..2000).all(|number| index.get(&actors, &format!("a{number}")).is_some()));
        for key in ["a999999999", "a00", "b1", "a", ""] {
            assert!(index.push(&mut actors, actor(key)).is_ok());
            assert!(index.push(&mut actors, actor(key)).is_err(), "{key} is taken");
        }
        assert!(index.numbered.positions.len() == 2000 && index.others.len() == 5);
    }

    #[test]
    fn a_run_goes_on_past_nines_and_ends_with_the_digits() {
        for (prefix, first) in [("", 0), ("n0", 0), ("n", 8), ("a long prefix of keys ", 95), ("", 999_999_997)] {
            let (mut index, mut actors) = (KeyIndex::default(), Vec::new());
            let keys: Vec<String> = (first..first + 120).map(|number| format!("{prefix}{number}")).collect();
            for (position, key) in (0..).zip(&keys) {
                assert_eq!(index.push(&mut actors, actor(key)), Ok(position));
                assert!(index.push(&mut actors, actor(key)).is_err(), "{key} is taken");
            }
            assert!((0..).zip(&keys).all(|(position, key)| index.get(&actors, key) == Some(position)));
            assert_eq!(index.numbered.run, (1_000_000_000 - first).min(120));
        }
    }

    #[test]
    fn keys_of_any_length_are_found() {
        let (mut index, mut actors) = (KeyIndex::default(), Vec::new());
        let keys: Vec<String> = (0..600).map(|length| "é".repeat(length % 2) + &"x".repeat(length)).collect();
        for (position, key) in (0..).zip(&keys) {
            assert_eq!(index.push(&mut actors, actor(key)), Ok(position));
            assert!(index.push(&mut actors, actor(key)).is_err(), "{key} is taken");
        }
        assert!((0..).zip(&keys).all(|(position, key)| index.get(&actors, key) == Some(position)));
        assert_eq!(index.get(&actors, &"x".repeat(601)), None);
    }

    #[test]
    fn numbers_in_any_order_need_no_hash_once_there_are_enough_of_them() {
        let (mut index, mut actors) = (KeyIndex::default(), Vec::new());
        for number in (0..1000).rev() {
            assert!(index.push(&mut actors, actor(&number.to_string())).is_ok());
            assert!(index.push(&mut actors, actor(&number.to_string())).is_err(), "{number} is taken");
        }
        assert!(index.others.is_empty() && index.numbered.far == 0);
        assert!((0..1000).all(|number| index.get(&actors, &number.to_string()) == Some(999 - number)));
    }

    proptest! {
        /// Whatever the keys: each is found where it was put, and none is put twice.
        #[test]
        fn it_finds_what_a_search_through_the_records_finds(keys in prop::collection::vec("[ab]?0{0,2}[0-9]{0,4}", 0..300)) {
            let (mut index, mut actors) = (KeyIndex::default(), Vec::<Actor>::new());
            for key in &keys {
                if let Some(number) = number(key.as_bytes()) {
                    prop_assert_eq!(index.by_number(&actors, number as u32), index.get(&actors, key));
                }
                let found = actors.iter().position(|actor| actor.key == *key).map(|at| at as u32);
                prop_assert_eq!(index.get(&actors, key), found);
                prop_assert_eq!(index.push(&mut actors, actor(key)).is_ok(), found.is_none());
            }
            for (position, actor) in actors.iter().enumerate() {
                prop_assert_eq!(index.get(&actors, &actor.key), Some(position as u32));
            }
        }
    }
}
