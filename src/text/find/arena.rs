//! Many short folded texts in one long one, so that a word is looked for in all of them at once.

use super::{Closeness, Field};
use crate::text::fold::fold;

/// Folded texts, each ended by a line feed, which no folded text holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena {
    text: String,
    entries: Vec<Entry>,
}

/// One of the texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    start: usize,
    end: usize,
    /// The position of the record that has the text.
    pub record: u32,
    /// Which of its texts it is.
    pub field: Field,
}

impl Arena {
    /// Adds a text of a record. Blank texts are left out.
    pub(super) fn push(&mut self, record: u32, field: Field, text: &str) {
        let folded = fold(text);
        let folded = folded.trim();
        if folded.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(folded);
        self.entries.push(Entry { start, end: self.text.len(), record, field });
        self.text.push('\n');
    }

    /// Tells every text that holds `needle`, once, and how closely it fits. `needle` is folded and not empty.
    pub(super) fn scan(&self, needle: &str, mut tell: impl FnMut(Entry, Closeness)) {
        let mut entries = self.entries.iter();
        let mut current: Option<(Entry, Closeness)> = None;
        for (at, _) in self.text.match_indices(needle) {
            if current.is_none_or(|(entry, _)| entry.end <= at) {
                if let Some((entry, closeness)) = current {
                    tell(entry, closeness);
                }
                let entry = entries.find(|entry| at < entry.end).expect("every place is in a text or at its end");
                current = Some((*entry, Closeness::Inside));
            }
            if let Some((entry, closeness)) = &mut current {
                *closeness = self.closeness(entry, at, needle.len()).min(*closeness);
            }
        }
        if let Some((entry, closeness)) = current {
            tell(entry, closeness);
        }
    }

    /// Every text, folded, with the record that has it.
    pub(super) fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.entries.iter().map(|entry| (entry.record, &self.text[entry.start..entry.end]))
    }

    fn closeness(&self, entry: &Entry, at: usize, length: usize) -> Closeness {
        if at == entry.start {
            return if at + length == entry.end { Closeness::Exact } else { Closeness::Prefix };
        }
        let begins_word = self.text[..at].chars().next_back().is_some_and(|before| !before.is_alphanumeric());
        if begins_word { Closeness::WordPrefix } else { Closeness::Inside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_fits_is_told_once_with_its_best_fit() {
        let mut arena = Arena::default();
        for (record, text) in
            [(0, "Banana"), (1, "Ana"), (2, "  "), (3, "Diana and ANA Cruz"), (4, "Anabel, ana"), (5, "Bo")]
        {
            arena.push(record, Field::Label, text);
        }
        let mut told = Vec::new();
        arena.scan("ana", |entry, closeness| told.push((entry.record, closeness)));
        assert_eq!(
            told,
            vec![(0, Closeness::Inside), (1, Closeness::Exact), (3, Closeness::WordPrefix), (4, Closeness::Prefix)]
        );
        arena.scan("bobo", |_, _| panic!("texts do not run into each other"));
    }
}
