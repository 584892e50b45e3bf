//! A letter box with room for one letter: the newest wins, nobody waits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One slot between a thread that makes things and one that shows them. Clones share the slot.
#[derive(Debug)]
pub struct Mailbox<T> {
    slot: Arc<Mutex<Option<T>>>,
}

impl<T> Mailbox<T> {
    /// Puts a letter in; an older one that nobody took is dropped.
    pub fn post(&self, letter: T) {
        // The old letter is dropped after the lock is given back: dropping may take long.
        let older = self.lock().replace(letter);
        drop(older);
    }

    /// Takes the newest letter out.
    #[must_use]
    pub fn take(&self) -> Option<T> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Mailbox<T> {
    fn default() -> Self {
        Self { slot: Arc::default() }
    }
}

impl<T> Clone for Mailbox<T> {
    fn clone(&self) -> Self {
        Self { slot: Arc::clone(&self.slot) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_letter_wins_and_is_taken_once() {
        let here = Mailbox::default();
        let there = here.clone();
        assert_eq!(there.take(), None);
        here.post(1);
        here.post(2);
        assert_eq!(there.take(), Some(2));
        assert_eq!(there.take(), None);
    }
}
