//! A long list in pieces that copies share. To copy it takes a moment, however long it is, and to change an entry of the copy
//! takes the copy of one piece: so a thread can keep a graph as it is now while the graph goes on changing.

use std::iter::FusedIterator;
use std::ops::Index;
use std::sync::Arc;

/// A list in pieces of `PIECE` entries, which must be a power of two.
#[derive(Clone, Debug)]
pub struct Shelf<T, const PIECE: usize = 1024> {
    pieces: Vec<Arc<Vec<T>>>,
    len: usize,
    /// How many there will be, as far as anybody said.
    expected: usize,
}

impl<T, const PIECE: usize> Default for Shelf<T, PIECE> {
    fn default() -> Self {
        const { assert!(PIECE.is_power_of_two(), "so that finding a piece is quick") };
        Self { pieces: Vec::new(), len: 0, expected: 0 }
    }
}

impl<T, const PIECE: usize> Shelf<T, PIECE> {
    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// How many entries it is made for at present: those that were announced, or somewhat more than there are.
    #[must_use]
    pub fn room(&self) -> usize {
        self.expected.max((self.len + 1).next_power_of_two())
    }

    /// Says how many more entries will come.
    pub fn expect(&mut self, more: usize) {
        self.expected = self.len.saturating_add(more);
    }

    /// Every entry, in order.
    #[must_use]
    pub fn iter(&self) -> Entries<'_, T> {
        Entries { piece: [].iter(), pieces: self.pieces.iter(), left: self.len }
    }
}

impl<T: Clone, const PIECE: usize> Shelf<T, PIECE> {
    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T) {
        match self.pieces.last_mut() {
            Some(last) if !self.len.is_multiple_of(PIECE) => Arc::make_mut(last).push(entry),
            _ => {
                // Only a first piece may stay small.
                let room = if self.pieces.is_empty() { self.expected.min(PIECE) } else { PIECE };
                let mut piece = Vec::with_capacity(room);
                piece.push(entry);
                self.pieces.push(Arc::new(piece));
            }
        }
        self.len += 1;
    }

    /// An entry, to be changed.
    ///
    /// # Panics
    /// Where there is no such entry.
    pub fn get_mut(&mut self, at: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.pieces[at / PIECE])[at % PIECE]
    }
}

impl<T, const PIECE: usize> Index<usize> for Shelf<T, PIECE> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.pieces[at / PIECE][at % PIECE]
    }
}

impl<T: PartialEq, const PIECE: usize> PartialEq for Shelf<T, PIECE> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

/// The entries of a [`Shelf`], in order.
#[derive(Clone, Debug)]
pub struct Entries<'s, T> {
    piece: std::slice::Iter<'s, T>,
    pieces: std::slice::Iter<'s, Arc<Vec<T>>>,
    left: usize,
}

impl<'s, T> Iterator for Entries<'s, T> {
    type Item = &'s T;

    fn next(&mut self) -> Option<&'s T> {
        loop {
            if let Some(entry) = self.piece.next() {
                self.left -= 1;
                return Some(entry);
            }
            self.piece = self.pieces.next()?.iter();
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    fn fold<B, F: FnMut(B, &'s T) -> B>(self, start: B, mut f: F) -> B {
        let begun = self.piece.fold(start, &mut f);
        self.pieces.fold(begun, |sum, piece| piece.iter().fold(sum, &mut f))
    }
}

impl<T> ExactSizeIterator for Entries<'_, T> {}
impl<T> FusedIterator for Entries<'_, T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_copy_shares_every_piece_but_the_one_that_is_changed() {
        let mut shelf: Shelf<String, 4> = Shelf::default();
        (0..10).for_each(|number| shelf.push(number.to_string()));
        let before = shelf.clone();
        *shelf.get_mut(5) = "five".into();
        shelf.push("ten".into());
        assert_eq!((before.len(), &before[5], shelf.len(), &shelf[5]), (10, &"5".into(), 11, &"five".into()));
        let shared = before.pieces.iter().zip(&shelf.pieces).map(|(one, other)| Arc::ptr_eq(one, other));
        assert_eq!(shared.collect::<Vec<_>>(), [true, false, false]);
    }

    proptest! {
        /// Whatever is done to it: it is a vector.
        #[test]
        fn it_is_a_vector(changes in prop::collection::vec((0_usize..40, any::<u8>()), 0..60)) {
            let (mut shelf, mut vector): (Shelf<u8, 8>, _) = (Shelf::default(), Vec::new());
            for (at, value) in changes {
                let _copy = shelf.clone();
                if at < vector.len() {
                    *shelf.get_mut(at) = value;
                    vector[at] = value;
                } else {
                    shelf.push(value);
                    vector.push(value);
                }
            }
            prop_assert_eq!(shelf.len(), vector.len());
            prop_assert!(shelf.iter().eq(&vector));
            prop_assert!((0..vector.len()).all(|at| shelf[at] == vector[at]));
            let mut folded = Vec::new();
            let mut entries = shelf.iter();
            folded.extend(entries.next());
            prop_assert_eq!(entries.len(), vector.len().saturating_sub(1));
            entries.for_each(|value| folded.push(value));
            prop_assert!(folded.into_iter().eq(&vector));
        }
    }
}
