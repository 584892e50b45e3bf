//! The cells of one column: values by row with gaps that cost a bit each, and texts that need no allocation each.

use std::collections::BTreeMap;
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Values by row, with gaps.
///
/// Rows far beyond those that are filled stand apart, so that a file with a thousand details of which each is used once
/// takes no memory for their gaps.
#[derive(Clone, Debug, Default)]
pub struct Cells<T> {
    /// By row; in a gap stands the default.
    values: Vec<T>,
    /// One bit a row of `values`.
    filled: Vec<u64>,
    far: BTreeMap<usize, T>,
    count: usize,
}

/// Rows are far where less than a cell in so many would be filled up to them.
const ROWS_PER_CELL: usize = 4;

impl<T: Default> Cells<T> {
    /// The value of a row; `None` for a gap.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&T> {
        if self.is_near(row) { self.values.get(row) } else { self.far.get(&row) }
    }

    /// Fills the cell of a row, or replaces what it holds.
    pub fn put(&mut self, row: usize, value: T) {
        if self.is_near(row) {
            self.values[row] = value;
            return;
        }
        if let Some(held) = self.far.get_mut(&row) {
            *held = value;
            return;
        }
        self.count += 1;
        if row >= ROWS_PER_CELL * self.count {
            self.far.insert(row, value);
            return;
        }
        if row >= self.values.len() {
            self.values.resize_with(row + 1, T::default);
            self.filled.resize(row / 64 + 1, 0);
        }
        self.values[row] = value;
        self.filled[row / 64] |= 1 << (row % 64);
    }

    /// Empties the cell of a row; gives back what it held.
    pub fn take(&mut self, row: usize) -> Option<T> {
        let held = if self.is_near(row) {
            self.filled[row / 64] &= !(1 << (row % 64));
            Some(std::mem::take(&mut self.values[row]))
        } else {
            self.far.remove(&row)
        };
        self.count -= usize::from(held.is_some());
        held
    }

    fn is_near(&self, row: usize) -> bool {
        self.filled.get(row / 64).is_some_and(|bits| bits & (1 << (row % 64)) != 0)
    }

    /// The first row that is filled.
    #[must_use]
    pub fn first_row(&self) -> Option<usize> {
        let words = self.filled.iter().enumerate();
        let near =
            words.filter(|(_, bits)| **bits != 0).map(|(at, bits)| at * 64 + bits.trailing_zeros() as usize).next();
        let far = self.far.keys().next().copied();
        near.into_iter().chain(far).min()
    }

    /// One past the last row that may be filled.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.far.keys().next_back().map_or(0, |row| row + 1).max(self.values.len())
    }

    /// Every filled row with its value, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let near = self.values.iter().enumerate().filter(|(row, _)| self.is_near(*row));
        near.chain(self.far.iter().map(|(row, value)| (*row, value)))
    }
}

/// Texts by row, with gaps. They stand one behind the other in one string; those that repeat mostly stand there once.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    numbers: Cells<u32>,
    written: String,
    /// Where each text ends, by its number.
    ends: Vec<usize>,
    /// The first texts, so that they are found when they repeat; empty where they did not.
    first: HashTable<First>,
    repeats: usize,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug)]
struct First {
    hash: u64,
    number: u32,
}

/// So many texts are searched for repetitions.
const FIRST: usize = 1024;

impl Texts {
    /// The text of a row; `None` for a gap.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.numbers.get(row).map(|number| self.text(*number))
    }

    fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.written[start..self.ends[number]]
    }

    /// Fills the cell of a row, or replaces what it holds.
    pub fn put(&mut self, row: usize, text: &str) {
        let is_early = self.ends.len() < FIRST;
        let hash = if is_early || !self.first.is_empty() { self.hasher.hash_one(text) } else { 0 };
        let is_it = |first: &First| first.hash == hash && self.text(first.number) == text;
        if let Some(First { number, .. }) = self.first.find(hash, is_it).copied() {
            self.repeats += 1;
            self.numbers.put(row, number);
            return;
        }
        let number = u32::try_from(self.ends.len()).expect("a column holds fewer than 2^32 texts");
        self.written.push_str(text);
        self.ends.push(self.written.len());
        self.numbers.put(row, number);
        if is_early {
            self.first.insert_unique(hash, First { hash, number }, |first| first.hash);
        } else if self.repeats < FIRST {
            // They hardly repeat, so it is not worth the search.
            self.first = HashTable::new();
        }
    }

    /// Empties the cell of a row. Its text stays in memory, for those who share it.
    pub fn clear(&mut self, row: usize) {
        self.numbers.take(row);
    }

    /// The first row that is filled.
    #[must_use]
    pub fn first_row(&self) -> Option<usize> {
        self.numbers.first_row()
    }

    /// One past the last row that may be filled.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.numbers.rows()
    }

    /// Every filled row with its text, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.numbers.iter().map(|(row, number)| (row, self.text(*number)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_far_row_takes_no_memory_for_the_gap() {
        let mut cells = Cells::default();
        cells.put(1_000_000_000, 7);
        cells.put(2, 5);
        assert!(cells.values.len() < 10);
        assert_eq!((cells.get(1_000_000_000), cells.get(2), cells.get(3)), (Some(&7), Some(&5), None));
        assert_eq!((cells.first_row(), cells.rows()), (Some(2), 1_000_000_001));
    }

    #[test]
    fn texts_that_repeat_are_written_once() {
        let mut texts = Texts::default();
        for row in 0..10_000 {
            texts.put(row, ["north", "south", "", "سلمى"][row % 4]);
        }
        assert!(texts.written.len() < 500, "{} bytes", texts.written.len());
        assert!((0..10_000).all(|row| texts.get(row) == Some(["north", "south", "", "سلمى"][row % 4])));
    }

    proptest! {
        /// Whatever is put where, and in whatever order: the cells are a map from rows to values.
        #[test]
        fn cells_and_texts_are_a_map(puts in prop::collection::vec((0_usize..400, prop::option::weighted(0.8, 0_u8..40)), 0..300)) {
            let (mut map, mut cells, mut texts) = (BTreeMap::new(), Cells::default(), Texts::default());
            for (row, value) in puts {
                let Some(value) = value else {
                    prop_assert_eq!(cells.take(row), map.remove(&row));
                    texts.clear(row);
                    continue;
                };
                map.insert(row, value);
                cells.put(row, value);
                texts.put(row, &value.to_string());
            }
            for row in 0..401 {
                prop_assert_eq!(cells.get(row), map.get(&row));
                let text = map.get(&row).map(u8::to_string);
                prop_assert_eq!(texts.get(row), text.as_deref());
            }
            prop_assert_eq!(cells.first_row(), map.keys().next().copied());
            prop_assert!(cells.rows() >= map.keys().next_back().map_or(0, |row| row + 1));
            let listed: BTreeMap<usize, u8> = cells.iter().map(|(row, value)| (row, *value)).collect();
            prop_assert_eq!(&listed, &map);
            let read: BTreeMap<usize, u8> = texts.iter().map(|(row, text)| (row, text.parse().unwrap_or(255))).collect();
            prop_assert_eq!(read, map);
        }
    }
}
