//! Where passages stand in their documents: byte ranges and reading order. Not what they are evidence for.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{DocumentIx, Graph, PassageIx, TextRange};

/// The passages of a document in reading order: by place in the text; those without one after them, by page and paragraph.
#[must_use]
pub fn document_passages(graph: &Graph, document: DocumentIx) -> Vec<PassageIx> {
    let mut passages: Vec<PassageIx> =
        graph.passages().filter(|(_, passage)| passage.document == Some(document)).map(|(ix, _)| ix).collect();
    sort_in_reading_order(graph, &mut passages);
    passages
}

/// Sorts passages by document, in the order of the file, then by place in it; passages of no known document last.
pub fn sort_in_reading_order(graph: &Graph, passages: &mut [PassageIx]) {
    passages.sort_by(|one, other| reading_order(graph, *one, *other));
}

/// The order of two passages; equal only for the same passage.
pub(super) fn reading_order(graph: &Graph, one: PassageIx, other: PassageIx) -> Ordering {
    let (first, second) = (graph.passage(one), graph.passage(other));
    let missing_last = |document: Option<DocumentIx>| document.map_or(u32::MAX, |document| document.0);
    missing_last(first.document)
        .cmp(&missing_last(second.document))
        .then_with(|| first.range.is_none().cmp(&second.range.is_none()))
        .then_with(|| first.range.cmp(&second.range))
        .then_with(|| natural(&first.page).cmp(&natural(&second.page)))
        .then_with(|| natural(&first.paragraph).cmp(&natural(&second.paragraph)))
        .then_with(|| one.cmp(&other))
}

/// Sorts `2` before `10`, and numbers before words.
fn natural(text: &str) -> (u64, &str) {
    let digits = text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    (text[..digits].parse().unwrap_or(u64::MAX), &text[digits..])
}

/// The bytes of each passage of the graph in the text of its document, by position of the passage; see [`bytes_in_text`].
#[must_use]
pub fn passage_bytes(graph: &Graph) -> Vec<Option<Range<usize>>> {
    let all: Vec<PassageIx> = (0..graph.passage_bound()).map(PassageIx::new).collect();
    bytes_in_text(graph, &all)
}

/// The bytes of each of `passages` in the text of its document; `None` where there is no text, no range, or the range is
/// not inside the text.
///
/// Reads every text once, however many passages it has; [`crate::model::TextRange::to_bytes`] reads it from the start
/// for each.
#[must_use]
pub fn bytes_in_text(graph: &Graph, passages: &[PassageIx]) -> Vec<Option<Range<usize>>> {
    let mut bytes: Vec<Option<Range<usize>>> = vec![None; passages.len()];
    let mut by_document: BTreeMap<DocumentIx, Vec<(usize, TextRange)>> = BTreeMap::new();
    for (position, &ix) in passages.iter().enumerate() {
        let passage = graph.passage(ix);
        if let (Some(document), Some(range)) = (passage.document, passage.range) {
            by_document.entry(document).or_default().push((position, range));
        }
    }
    for (document, ranges) in by_document {
        let Some(text) = &graph.document(document).text else { continue };
        let mut wanted: Vec<u32> = ranges.iter().flat_map(|(_, range)| [range.start, range.end]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = bytes_of_characters(text, &wanted);
        let byte_of = |character: u32| found[wanted.binary_search(&character).ok()?];
        for (position, range) in ranges.into_iter().filter(|(_, range)| range.start < range.end) {
            bytes[position] = byte_of(range.start).zip(byte_of(range.end)).map(|(start, end)| start..end);
        }
    }
    bytes
}

/// The byte at which each of the `wanted` characters begins; `wanted` is sorted. The end of the text counts as one more.
fn bytes_of_characters(text: &str, wanted: &[u32]) -> Vec<Option<usize>> {
    let mut starts = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
    let mut next = 0;
    wanted
        .iter()
        .map(|&character| {
            let start = starts.nth((character - next) as usize);
            next = character + 1;
            start
        })
        .collect()
}

/// The passages of a document that have a place in its text, with their bytes, in reading order: for marks in the margin.
#[must_use]
pub fn marked_passages(graph: &Graph, document: DocumentIx) -> Vec<(PassageIx, Range<usize>)> {
    let passages = document_passages(graph, document);
    let bytes = bytes_in_text(graph, &passages);
    passages.into_iter().zip(bytes).filter_map(|(ix, bytes)| Some((ix, bytes?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, GraphBuilder, Passage};

    fn passage(key: &str, document: DocumentIx, range: Option<(u32, u32)>, page: &str) -> Passage {
        let range = range.map(|(start, end)| TextRange { start, end });
        Passage { document: Some(document), range, page: page.into(), ..Passage::new(key) }
    }

    fn two_documents() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        let text = Some("سلمى met Obi.".to_owned());
        let first = builder.add_document(Document { key: "d1".into(), text, ..Document::default() }).expect("free");
        let second = builder.add_document(Document { key: "d2".into(), ..Document::default() }).expect("free");
        for passage in [
            passage("p0", second, None, "10"),
            passage("p1", second, None, "2"),
            passage("p2", first, Some((9, 12)), ""),
            passage("p3", first, Some((0, 4)), ""),
            passage("p4", first, Some((9, 99)), ""),
            passage("p5", first, Some((4, 4)), ""),
            passage("p6", first, None, "1"),
        ] {
            builder.add_passage(passage).expect("free");
        }
        builder.passage_or_stand_in("p7");
        builder.finish()
    }

    #[test]
    fn passages_are_read_by_document_then_place_then_page() {
        let graph = two_documents();
        let mut all: Vec<PassageIx> = graph.passages().map(|(ix, _)| ix).collect();
        sort_in_reading_order(&graph, &mut all);
        assert_eq!(all, [3, 5, 2, 4, 6, 1, 0, 7].map(PassageIx));
        assert_eq!(document_passages(&graph, DocumentIx(1)), [1, 0].map(PassageIx));
    }

    #[test]
    fn bytes_are_those_of_the_range_and_none_where_it_does_not_fit() {
        let graph = two_documents();
        let bytes = passage_bytes(&graph);
        assert_eq!(bytes[3], Some(0..8));
        assert_eq!(bytes[2], Some(13..16));
        assert_eq!([&bytes[0], &bytes[4], &bytes[5], &bytes[6], &bytes[7]], [&None; 5]);
        assert_eq!(marked_passages(&graph, DocumentIx(0)), vec![(PassageIx(3), 0..8), (PassageIx(2), 13..16)]);
        assert_eq!(marked_passages(&graph, DocumentIx(1)), vec![]);
    }

    proptest::proptest! {
        #[test]
        fn reading_once_finds_what_reading_each_finds(ranges in proptest::collection::vec((0u32..16, 0u32..16), 0..12)) {
            let mut builder = GraphBuilder::new("", "");
            let text = "aé سلمى 🙂 z.";
            let document = Document { key: "d".into(), text: Some(text.into()), ..Document::default() };
            let document = builder.add_document(document).expect("free");
            for (number, range) in ranges.iter().enumerate() {
                builder.add_passage(passage(&number.to_string(), document, Some(*range), "")).expect("free");
            }
            let each: Vec<_> =
                ranges.iter().map(|&(start, end)| TextRange { start, end }.to_bytes(text)).collect();
            proptest::prop_assert_eq!(passage_bytes(&builder.finish()), each);
        }
    }
}
