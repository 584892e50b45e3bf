//! Where passages stand in the texts of their documents: what a file says of that is taken where the words there are those of the
//! passage.

use super::Draft;
use crate::model::{DocumentIx, PassageIx, TextRange};

impl Draft {
    /// Settles what was said of the places of passages, going through each text once. A passage that has its place needs no words
    /// of its own; one whose words stand elsewhere keeps these.
    pub(super) fn settle_passages(&mut self) {
        let graph = self.builder.graph();
        let mut placed: Vec<(DocumentIx, TextRange, PassageIx)> = Vec::new();
        let mut unplaced = Vec::new();
        for (ix, passage) in graph.passages() {
            match (passage.range, passage.document) {
                (None, _) => {}
                // A reader that found the place itself gives no words.
                (Some(_), Some(_)) if passage.quote.is_empty() => {}
                (Some(range), Some(document)) if graph.document(document).text.is_some() && range.start < range.end => {
                    placed.push((document, range, ix));
                }
                _ => unplaced.push(ix),
            }
        }
        placed.sort_unstable();
        let mut sound = Vec::new();
        for run in placed.chunk_by(|one, next| one.0 == next.0) {
            let text = graph.document(run[0].0).text.as_deref().unwrap_or_default();
            let mut signs = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
            let (mut at, mut begin) = (0, signs.next());
            for &(_, range, ix) in run {
                if range.start > at {
                    begin = signs.nth((range.start - at - 1) as usize);
                    at = range.start;
                }
                let quote = graph.passage(ix).quote.as_str();
                let stands_there = begin.is_some_and(|begin| text[begin..].starts_with(quote));
                // Shorter or longer words stand at another place; those of the same length are counted only where they fit.
                if stands_there && quote.chars().count() == (range.end - range.start) as usize {
                    sound.push(ix);
                } else {
                    unplaced.push(ix);
                }
            }
        }
        for ix in sound {
            self.builder.place_of_passage(ix).1.clear();
        }
        for ix in unplaced {
            *self.builder.place_of_passage(ix).0 = None;
        }
    }
}
