//! A long list in pieces that copies share. To copy it takes a moment, however long it is, and to change an entry of the copy
//! takes the copy of one piece: so a thread can keep a graph as it is now while the graph goes on changing.

use std::iter::FusedIterator;
use std::ops::Index;
use std::sync::Arc;

/// A list in pieces of `PIECE` entries, which must be a power of two.
#[derive(Clone, Debug)]
pub struct Shelf<T, const PIECE: usize = 1024> {
    pieces: Vec<Arc<Vec<T>>>,
    /// The last piece, which no copy shares: while a list is made nobody need ask. Empty once it is [settled](Self::settle).
    last: Vec<T>,
    is_settled: bool,
    len: usize,
    /// How many there will be, as far as anybody said.
    expected: usize,
}

impl<T, const PIECE: usize> Default for Shelf<T, PIECE> {
    fn default() -> Self {
        const { assert!(PIECE.is_power_of_two(), "so that finding a piece is quick") };
        Self { pieces: Vec::new(), last: Vec::new(), is_settled: false, len: 0, expected: 0 }
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
        Entries { piece: [].iter(), pieces: self.pieces.iter(), last: self.last.iter(), left: self.len }
    }

    /// The list is made: from here on copies share all of it.
    pub fn settle(&mut self) {
        self.is_settled = true;
        if !self.last.is_empty() {
            self.pieces.push(Arc::new(std::mem::take(&mut self.last)));
        }
    }
}

impl<T: Clone, const PIECE: usize> Shelf<T, PIECE> {
    /// Adds an entry at the end.
    #[inline]
    pub fn push(&mut self, entry: T) {
        if self.len.is_multiple_of(PIECE) {
            self.begin_piece();
        }
        match self.pieces.last_mut().filter(|_| self.is_settled) {
            Some(last) => Arc::make_mut(last).push(entry),
            None => self.last.push(entry),
        }
        self.len += 1;
    }

    #[cold]
    fn begin_piece(&mut self) {
        // Only a first piece may stay small.
        let room = if self.len == 0 { self.expected.min(PIECE) } else { PIECE };
        let piece = Vec::with_capacity(room);
        if self.is_settled {
            self.pieces.push(Arc::new(piece));
        } else if self.len == 0 {
            self.last = piece;
        } else {
            self.pieces.push(Arc::new(std::mem::replace(&mut self.last, piece)));
        }
    }

    /// An entry, to be changed.
    ///
    /// # Panics
    /// Where there is no such entry.
    pub fn get_mut(&mut self, at: usize) -> &mut T {
        match self.pieces.get_mut(at / PIECE) {
            Some(piece) => &mut Arc::make_mut(piece)[at % PIECE],
            None => {
                assert!(at < self.len, "there is such an entry");
                &mut self.last[at % PIECE]
            }
        }
    }
}

impl<T, const PIECE: usize> Index<usize> for Shelf<T, PIECE> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        match self.pieces.get(at / PIECE) {
            Some(piece) => &piece[at % PIECE],
            None => {
                assert!(at < self.len, "there is such an entry");
                &self.last[at % PIECE]
            }
        }
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
    last: std::slice::Iter<'s, T>,
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
            self.piece = match self.pieces.next() {
                Some(piece) => piece.iter(),
                None if self.last.len() > 0 => std::mem::take(&mut self.last),
                None => return None,
            };
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    fn fold<B, F: FnMut(B, &'s T) -> B>(self, start: B, mut f: F) -> B {
        let begun = self.piece.fold(start, &mut f);
        let all = self.pieces.fold(begun, |sum, piece| piece.iter().fold(sum, &mut f));
        self.last.fold(all, f)
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
        shelf.settle();
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
        fn it_is_a_vector(
            settled in 0_usize..60,
            changes in prop::collection::vec((0_usize..40, any::<u8>()), 0..60),
        ) {
            let (mut shelf, mut vector): (Shelf<u8, 8>, _) = (Shelf::default(), Vec::new());
            for (number, (at, value)) in changes.into_iter().enumerate() {
                let _copy = shelf.clone();
                if number == settled {
                    shelf.settle();
                }
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
