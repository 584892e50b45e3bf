//! What is read beside the picture: a document, the stretch that is marked in it, the passage that is looked at.

use std::ops::Range;

use super::selection::Reading;
use super::{Edit, Workspace, rewriting};
use crate::model::{DocumentIx, PassageIx};

impl Workspace {
    pub(super) fn read(&mut self, reading: Option<Reading>) {
        if self.reading != reading {
            self.trail.leave(self.stand());
            self.reading = reading;
            self.passage = reading.and_then(|reading| reading.passage).or(self.passage);
            self.keep_mark();
        }
    }

    /// Marks a stretch of the text that is read, where there is one.
    pub(super) fn mark_text(&mut self, bytes: Option<Range<usize>>) {
        self.mark = self.reading.zip(bytes).map(|(reading, bytes)| (reading.document, bytes));
        self.keep_mark();
    }

    /// Lets go of a mark that is not in the text that is read.
    pub(super) fn keep_mark(&mut self) {
        let is_read = |document: DocumentIx| self.reading.is_some_and(|reading| reading.document == document);
        let is_there = |(document, bytes): &(DocumentIx, Range<usize>)| {
            let text = self.graph.document(*document).text.as_deref();
            is_read(*document) && text.and_then(|text| text.get(bytes.clone())).is_some_and(|words| !words.is_empty())
        };
        self.mark = self.mark.take().filter(is_there);
    }

    pub(super) fn rewrite(&mut self, document: DocumentIx, text: &str) {
        let rewriting = rewriting::rewrite(&self.graph, document, text);
        let words = rewriting.words();
        let before = self.history.here();
        self.edit(Edit::Records(rewriting.edit));
        if self.history.here() != before && !words.is_empty() {
            self.say(words);
        }
    }

    pub(super) fn look_at_passage(&mut self, passage: PassageIx) {
        self.passage = Some(passage);
        if let Some(reading) = &mut self.reading
            && self.graph.passage(passage).document == Some(reading.document)
        {
            reading.passage = Some(passage);
        }
    }

    pub(super) fn open_document(&mut self) {
        let Some(passage) = self.passage.or_else(|| self.passages_at_hand().first().copied()) else { return };
        if let Some(document) = self.graph.passage(passage).document {
            self.read(Some(Reading { document, passage: Some(passage) }));
        }
    }

    pub(super) fn step_passage(&mut self, by: isize) {
        let passages = self.passages_at_hand();
        let Some(last) = passages.len().checked_sub(1) else { return };
        let here = self.passage.and_then(|passage| passages.iter().position(|&other| other == passage));
        let next = match here {
            Some(here) => here.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.look_at_passage(passages[next]);
    }
}
