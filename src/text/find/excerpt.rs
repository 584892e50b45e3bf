//! A long text cut down to the surroundings of a hit, for one line of a list.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A cut-down text and where the hit stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, in one line, with `…` where something was cut off.
    pub text: String,
    /// Bytes of the hit in `text`.
    pub range: Range<usize>,
}

/// Cuts `text` down to `range` and about `around` bytes on either side, at the ends of words. Line breaks become spaces.
///
/// `range` is on character boundaries.
#[must_use]
pub fn excerpt(text: &str, range: Range<usize>, around: usize) -> Excerpt {
    let from = range.start.saturating_sub(around);
    let to = range.end.saturating_add(around);
    // Whole words that begin within reach; the hit itself is never cut.
    let mut start = range.start;
    let mut end = range.end;
    for (at, word) in text.split_word_bound_indices() {
        let word_end = at + word.len();
        if at >= from && at < start {
            start = at;
        }
        if word_end <= to {
            end = end.max(word_end);
        } else {
            break;
        }
    }
    start += text[start..range.start].len() - text[start..range.start].trim_start().len();
    end -= text[range.end..end].len() - text[range.end..end].trim_end().len();
    let mut cut = String::new();
    if !text[..start].trim().is_empty() {
        cut.push('…');
    }
    let offset = cut.len();
    // A space is as long as what it stands for, so that the range stays right.
    cut.extend(text[start..end].chars().map(|character| if character.is_ascii_whitespace() { ' ' } else { character }));
    if !text[end..].trim().is_empty() {
        cut.push('…');
    }
    Excerpt { text: cut, range: range.start - start + offset..range.end - start + offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, hit: &str, around: usize) -> (String, String) {
        let at = text.find(hit).expect("it is there");
        let Excerpt { text, range } = excerpt(text, at..at + hit.len(), around);
        let hit = text[range].to_owned();
        (text, hit)
    }

    #[test]
    fn words_stay_whole_and_what_was_cut_is_said() {
        let text = "On Monday the harbour master\nwas paid by Ada Obi in the old office.";
        assert_eq!(cut(text, "paid", 12), ("…master was paid by Ada Obi…".into(), "paid".into()));
        assert_eq!(cut(text, "On", 8), ("On Monday…".into(), "On".into()));
        assert_eq!(cut(text, "office", 4), ("…old office.".into(), "office".into()));
        assert_eq!(cut("short", "ort", 20), ("short".into(), "ort".into()));
    }

    proptest::proptest! {
        #[test]
        fn the_hit_is_never_cut(text in "[a-c é\nسل🙂]{1,40}", start in 0usize..40, length in 1usize..9, around in 0usize..30) {
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = start.min(boundaries.len() - 2);
            let end = (start + length).min(boundaries.len() - 1);
            let range = boundaries[start]..boundaries[end];
            let found = excerpt(&text, range.clone(), around);
            proptest::prop_assert_eq!(found.text[found.range].to_owned(), text[range].replace('\n', " "));
        }
    }
}
