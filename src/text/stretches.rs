//! The word and the sentence at a place of a text, and the ones beside: what a double click and the arrow keys mark.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// The word at a byte of `text`, or the signs between two words; empty only in an empty text.
///
/// Words end as Unicode's annex 29 has it; a place behind the last word belongs to it.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    at(text.split_word_bound_indices(), byte)
}

/// The sentence at a byte of `text` without white space around it; a line break ends a sentence.
///
/// Sentences end as Unicode's annex 29 has it, so a full stop behind an abbreviation may end one too early.
#[must_use]
pub fn sentence_at(text: &str, byte: usize) -> Range<usize> {
    let line = line_at(text, byte);
    let words = &text[line.clone()];
    trimmed(text, moved(at(words.split_sentence_bound_indices(), byte.saturating_sub(line.start)), line.start))
}

/// The first sentence that begins at or behind a byte of `text`; `None` where there is none.
#[must_use]
pub fn next_sentence(text: &str, byte: usize) -> Option<Range<usize>> {
    let mut byte = byte;
    while byte < text.len() {
        let sentence = sentence_at(text, byte);
        if sentence.start >= byte && !sentence.is_empty() {
            return Some(sentence);
        }
        byte = following(text, sentence.end.max(byte));
    }
    None
}

/// The last sentence that ends at or before a byte of `text`; `None` where there is none.
#[must_use]
pub fn previous_sentence(text: &str, byte: usize) -> Option<Range<usize>> {
    let mut before = text[..byte.min(text.len())].trim_end().len();
    while before > 0 {
        let last = preceding(text, before);
        let sentence = sentence_at(text, last);
        if sentence.end <= byte && !sentence.is_empty() {
            return Some(sentence);
        }
        before = text[..sentence.start.min(last)].trim_end().len();
    }
    None
}

/// Where the word behind a byte of `text` ends; the end of the text where there is none.
#[must_use]
pub fn end_of_next_word(text: &str, byte: usize) -> usize {
    let words = text.split_word_bound_indices().map(|(start, word)| (start + word.len(), word));
    let mut behind = words.filter(|(end, word)| *end > byte && word.chars().any(char::is_alphanumeric));
    behind.next().map_or(text.len(), |(end, _)| end)
}

/// Where the word before a byte of `text` ends; the start of the text where there is none.
#[must_use]
pub fn end_of_previous_word(text: &str, byte: usize) -> usize {
    let words = text[..byte.min(text.len())].split_word_bound_indices();
    let mut ends = words.filter(|(_, word)| word.chars().any(char::is_alphanumeric));
    let last = |(start, word): (usize, &str)| start + word.len();
    ends.rfind(|one| last(*one) < byte).map_or(0, last)
}

fn at<'text>(mut pieces: impl Iterator<Item = (usize, &'text str)>, byte: usize) -> Range<usize> {
    let mut last = 0..0;
    for (start, piece) in &mut pieces {
        last = start..start + piece.len();
        if byte < last.end {
            break;
        }
    }
    last
}

fn line_at(text: &str, byte: usize) -> Range<usize> {
    let byte = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

fn moved(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start.max(range.start + words.trim_end().len())
}

fn following(text: &str, byte: usize) -> usize {
    text[byte..].chars().next().map_or(text.len(), |next| byte + next.len_utf8())
}

fn preceding(text: &str, byte: usize) -> usize {
    text[..byte].chars().next_back().map_or(0, |last| byte - last.len_utf8())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Ada paid Ben. He thanked her!\n\nسلمى was there.  Nobody else…";

    #[test]
    fn words_and_sentences_are_found_at_any_place() {
        let word = |byte| &TEXT[word_at(TEXT, byte)];
        assert_eq!((word(0), word(2), word(3), word(4)), ("Ada", "Ada", " ", "paid"));
        let sentence = |byte| &TEXT[sentence_at(TEXT, byte)];
        assert_eq!((sentence(5), sentence(20)), ("Ada paid Ben.", "He thanked her!"));
        assert_eq!(sentence(TEXT.len()), "Nobody else…");
        assert_eq!((word_at("", 0), sentence_at("", 0)), (0..0, 0..0));
    }

    #[test]
    fn one_goes_from_sentence_to_sentence_over_lines_that_hold_nothing() {
        let mut found = Vec::new();
        let mut byte = 0;
        while let Some(sentence) = next_sentence(TEXT, byte) {
            byte = sentence.end;
            found.push(&TEXT[sentence]);
        }
        assert_eq!(found, ["Ada paid Ben.", "He thanked her!", "سلمى was there.", "Nobody else…"]);
        let mut back = Vec::new();
        let mut byte = TEXT.len();
        while let Some(sentence) = previous_sentence(TEXT, byte) {
            byte = sentence.start;
            back.push(&TEXT[sentence]);
        }
        back.reverse();
        assert_eq!(found, back);
    }

    #[test]
    fn one_goes_from_word_to_word() {
        let text = "Ada paid, twice.";
        let ends: Vec<usize> = [0, 3, 8, 15, 16].map(|byte| end_of_next_word(text, byte)).to_vec();
        assert_eq!(ends, [3, 8, 15, 16, 16]);
        let ends: Vec<usize> = [16, 15, 8, 3, 0].map(|byte| end_of_previous_word(text, byte)).to_vec();
        assert_eq!(ends, [15, 8, 3, 0, 0]);
    }

    proptest! {
        #[test]
        fn every_stretch_lies_in_the_text_and_the_walks_end(text in "[a-cا .!\n\u{301}]{0,40}", place in 0usize..50) {
            for range in [word_at(&text, place), sentence_at(&text, place)] {
                prop_assert!(text.get(range).is_some());
            }
            let (mut byte, mut steps) = (0, 0);
            while let Some(sentence) = next_sentence(&text, byte) {
                prop_assert!(sentence.start >= byte && sentence.end > byte);
                byte = sentence.end;
                steps += 1;
            }
            let (mut byte, mut back) = (text.len(), 0);
            while let Some(sentence) = previous_sentence(&text, byte) {
                prop_assert!(sentence.start < byte && sentence.end <= byte);
                byte = sentence.start;
                back += 1;
            }
            prop_assert_eq!(steps, back);
        }
    }
}
