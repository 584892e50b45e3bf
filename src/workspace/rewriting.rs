//! The text of a document is given or changed, and its passages keep their words: they move along, or become quotes.

use std::ops::Range;

use super::RecordEdit;
use crate::model::{Change, Document, DocumentIx, Graph, Passage, PassageIx, TextRange};
use crate::text::bytes_in_text;

/// A step that changes a text, and what it does to the passages of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewriting {
    /// The step.
    pub edit: RecordEdit,
    /// Passages whose words are no longer in the text; they hold them as a quote now, and have no place in it.
    pub quoted: usize,
    /// Quotes without a place that were found in the text, and now have one.
    pub placed: usize,
}

/// Gives a document another text; an empty one takes it away.
///
/// No passage changes its words. One outside of what changed moves along; one inside is looked for by its words, and the
/// nearest place is taken. A quote that had no place gets one where the new text holds it exactly once.
#[must_use]
pub fn rewrite(graph: &Graph, document: DocumentIx, text: &str) -> Rewriting {
    let record = graph.document(document);
    let before = record.text.as_deref().unwrap_or_default();
    let own: Vec<PassageIx> =
        graph.passages().filter(|(_, passage)| passage.document == Some(document)).map(|(ix, _)| ix).collect();
    let mut rewriting = Rewriting { edit: RecordEdit::default(), quoted: 0, placed: 0 };
    let mut changes = Vec::new();
    let kept = Kept::between(before, text);
    for (ix, bytes) in own.iter().zip(bytes_in_text(graph, &own)) {
        let passage = graph.passage(*ix);
        let after = match bytes {
            Some(bytes) => match kept.place(before, text, bytes.clone()) {
                Some(place) => Passage { range: Some(TextRange::from_bytes(text, place)), ..passage.clone() },
                None => {
                    rewriting.quoted += 1;
                    Passage { range: None, quote: before[bytes].to_owned(), ..passage.clone() }
                }
            },
            None => match only_place(text, &passage.quote) {
                Some(place) if passage.range.is_none() => {
                    rewriting.placed += 1;
                    Passage { range: Some(TextRange::from_bytes(text, place)), ..passage.clone() }
                }
                _ => continue,
            },
        };
        if after != *passage {
            changes.push(Change::Passage(*ix, Box::new(after)));
        }
    }
    let text = (!text.is_empty()).then(|| text.to_owned());
    changes.push(Change::Document(document, Box::new(Document { text, ..record.clone() })));
    rewriting.edit = RecordEdit::new(format!("Change the text of “{}”", record.display_title()), changes);
    rewriting
}

impl Rewriting {
    /// What there is to say of it beside the name of the step; empty where every passage only moved along.
    #[must_use]
    pub fn words(&self) -> String {
        let passages = |count: usize| format!("{count} {}", if count == 1 { "passage" } else { "passages" });
        let mut parts = Vec::new();
        if self.quoted > 0 {
            let verb = if self.quoted == 1 { "keeps its words as a quote" } else { "keep their words as quotes" };
            parts.push(format!("{} {verb}, because the text says otherwise now", passages(self.quoted)));
        }
        if self.placed > 0 {
            let verb = if self.placed == 1 { "was" } else { "were" };
            parts.push(format!("{} {verb} found in it", passages(self.placed)));
        }
        parts.join("; ")
    }
}

/// How much two texts have in common at their beginning and at their end, in bytes.
#[derive(Clone, Copy, Debug)]
struct Kept {
    start: usize,
    end: usize,
}

impl Kept {
    fn between(before: &str, after: &str) -> Self {
        let alike = |one: &str, other: &str| one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let mut start = alike(before, after);
        while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
            start -= 1;
        }
        let (rest, other) = (&before.as_bytes()[start..], &after.as_bytes()[start..]);
        let mut end = rest.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(before.len() - end) || !after.is_char_boundary(after.len() - end) {
            end -= 1;
        }
        Self { start, end }
    }

    /// Where the words at those bytes of `before` stand in `after`.
    fn place(self, before: &str, after: &str, bytes: Range<usize>) -> Option<Range<usize>> {
        if bytes.end <= self.start {
            return Some(bytes);
        }
        let from_end = |byte: usize| after.len() - (before.len() - byte);
        if bytes.start >= before.len() - self.end {
            return Some(from_end(bytes.start)..from_end(bytes.end));
        }
        let words = &before[bytes.clone()];
        let found = after.match_indices(words).map(|(at, _)| at);
        let at = found.min_by_key(|at| at.abs_diff(bytes.start))?;
        Some(at..at + words.len())
    }
}

/// Where a quote stands in a text, if that is one place alone.
fn only_place(text: &str, quote: &str) -> Option<Range<usize>> {
    let quote = quote.trim();
    if quote.is_empty() {
        return None;
    }
    let mut found = text.match_indices(quote).map(|(at, _)| at..at + quote.len());
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{GraphBuilder, View};

    fn graph(text: Option<&str>, passages: &[(Option<(u32, u32)>, &str)]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        let document = Document { key: "d".into(), text: text.map(str::to_owned), ..Document::default() };
        let document = builder.add_document(document).expect("the key is free");
        for (number, (range, quote)) in passages.iter().enumerate() {
            let range = range.map(|(start, end)| TextRange { start, end });
            let passage =
                Passage { document: Some(document), range, quote: (*quote).into(), ..Passage::new(number.to_string()) };
            builder.add_passage(passage).expect("the key is free");
        }
        builder.finish()
    }

    fn words(graph: &Graph) -> Vec<Option<&str>> {
        graph.passages().map(|(ix, _)| graph.passage_words(ix)).collect()
    }

    #[test]
    fn passages_move_along_and_keep_their_words() {
        let mut graph = graph(
            Some("One سلمى two. Three four. Five."),
            &[(Some((0, 3)), ""), (Some((4, 8)), ""), (Some((14, 25)), ""), (Some((26, 31)), ""), (None, "nobody")],
        );
        let before: Vec<_> = words(&graph).into_iter().map(|words| words.map(str::to_owned)).collect();
        let mut view = View::blank(&graph);
        let rewriting = rewrite(&graph, DocumentIx(0), "One سلمى and two. Three 4. Five.");
        assert_eq!((rewriting.quoted, rewriting.placed), (1, 0));
        assert!(rewriting.words().starts_with("1 passage keeps its words as a quote"));
        let back = rewriting.edit.apply(&mut graph, &mut view).expect("everything is there");
        assert_eq!(words(&graph), before.iter().map(Option::as_deref).collect::<Vec<_>>());
        let placed: Vec<bool> = graph.passages().map(|(_, passage)| passage.range.is_some()).collect();
        assert_eq!(placed, [true, true, false, true, false]);
        back.apply(&mut graph, &mut view).expect("it goes back");
        assert_eq!(graph.passage(PassageIx(2)).range, Some(TextRange { start: 14, end: 25 }));
        assert_eq!(graph.passage(PassageIx(2)).quote, "");
    }

    #[test]
    fn quotes_find_their_place_in_a_text_that_is_given_later() {
        let mut graph = graph(None, &[(None, "Two words"), (None, "twice"), (None, ""), (Some((0, 3)), "")]);
        let mut view = View::blank(&graph);
        let rewriting = rewrite(&graph, DocumentIx(0), "Two words, twice and twice.");
        assert_eq!((rewriting.quoted, rewriting.placed), (0, 1));
        rewriting.edit.apply(&mut graph, &mut view).expect("everything is there");
        assert_eq!(graph.passage(PassageIx(0)).range, Some(TextRange { start: 0, end: 9 }));
        assert_eq!(graph.passage(PassageIx(1)).range, None, "it could be either of two");
        let rewriting = rewrite(&graph, DocumentIx(0), "");
        rewriting.edit.apply(&mut graph, &mut view).expect("everything is there");
        assert_eq!(graph.document(DocumentIx(0)).text, None);
        assert_eq!(graph.passage_words(PassageIx(0)), Some("Two words"));
    }

    proptest! {
        #[test]
        fn no_passage_changes_its_words(
            before in "[ab ا\u{301}😀]{1,24}", after in "[ab ا\u{301}😀]{0,24}",
            ranges in proptest::collection::vec((0u32..24, 1u32..8), 0..6),
        ) {
            let count = before.chars().count() as u32;
            let ranges: Vec<_> = ranges
                .into_iter()
                .map(|(start, length)| (Some((start.min(count - 1), (start.min(count - 1) + length).min(count))), ""))
                .collect();
            let mut graph = graph(Some(&before), &ranges);
            let said: Vec<_> = words(&graph).into_iter().map(|words| words.map(str::to_owned)).collect();
            let mut view = View::blank(&graph);
            let edit = rewrite(&graph, DocumentIx(0), &after).edit;
            let back = edit.apply(&mut graph, &mut view).expect("everything is there");
            prop_assert_eq!(words(&graph), said.iter().map(Option::as_deref).collect::<Vec<_>>());
            back.apply(&mut graph, &mut view).expect("it goes back");
            prop_assert_eq!(graph.document(DocumentIx(0)).text.as_deref(), Some(before.as_str()));
        }
    }
}
