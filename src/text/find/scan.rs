//! One sort of text of all records looked through for one thing, for whoever joins several such answers.

use super::{Closeness, FindIndex};
use crate::text::fold::fold;

/// A sort of text that is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Names and other names of actors.
    Names,
    /// Notes of actors.
    ActorNotes,
    /// Notes of links.
    LinkNotes,
    /// Passages: their words, paraphrase and translation.
    Passages,
    /// Titles and authors of documents.
    Documents,
}

impl FindIndex {
    /// Tells the position of every record that holds `words` in that place, without regard to case and accents; one that is
    /// exactly that with `true`. A record with several such texts is told more than once. Nothing holds an empty text.
    pub fn holding(&self, place: Place, words: &str, mut tell: impl FnMut(usize, bool)) {
        let arena = match place {
            Place::Names => &self.names,
            Place::ActorNotes => &self.actor_notes,
            Place::LinkNotes => &self.link_notes,
            Place::Passages => &self.passages,
            Place::Documents => &self.documents,
        };
        let folded = fold(words);
        let needle = folded.trim();
        if !needle.is_empty() {
            arena.scan(needle, |entry, closeness| tell(entry.record as usize, closeness == Closeness::Exact));
        }
    }
}
