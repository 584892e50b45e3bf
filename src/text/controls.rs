//! Marks for characters that work unseen and so deceive the reader's eye. The order of a line is in `bidi.rs`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// A text as it is shown, and where each place of the stored text stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'text> {
    /// What is shown; the stored text itself where it hides nothing.
    pub text: Cow<'text, str>,
    replaced: Vec<Replaced>,
}

/// A character that was replaced by a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Replaced {
    /// Where the character ends in the stored text, and how long it is there.
    stored_end: usize,
    stored_len: usize,
    /// Where its mark ends in the shown text.
    shown_end: usize,
}

/// The text with everything shown that would otherwise work unseen: direction overrides, zero-width characters, control
/// characters. `a` U+202E `b` becomes `a⟨U+202E⟩b`.
///
/// For screen and exports; what is stored stays as it is. Line breaks and tabs are left alone, and so are the joiners
/// (U+200C, U+200D) inside scripts and emoji that are spelled with them.
#[must_use]
pub fn visible_controls(text: &str) -> Cow<'_, str> {
    Shown::new(text).text
}

impl<'text> Shown<'text> {
    /// What [`visible_controls`] makes of `text`.
    #[must_use]
    pub fn new(text: &'text str) -> Self {
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n' || byte == b'\t') {
            return Self { text: Cow::Borrowed(text), replaced: Vec::new() };
        }
        let mut shown = String::new();
        let mut replaced: Vec<Replaced> = Vec::new();
        let mut copied = 0;
        let mut before = None;
        let mut rest = text.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            let after = rest.peek().map(|(_, next)| *next);
            if works_unseen(character, before, after) {
                shown.push_str(&text[copied..at]);
                write!(shown, "⟨U+{:04X}⟩", u32::from(character)).expect("writing to a string cannot fail");
                copied = at + character.len_utf8();
                replaced.push(Replaced {
                    stored_end: copied,
                    stored_len: character.len_utf8(),
                    shown_end: shown.len(),
                });
            }
            before = Some(character);
        }
        if replaced.is_empty() {
            return Self { text: Cow::Borrowed(text), replaced };
        }
        shown.push_str(&text[copied..]);
        Self { text: Cow::Owned(shown), replaced }
    }

    /// Where a range of the stored text, on character boundaries, stands in the shown one.
    #[must_use]
    pub fn range(&self, stored: Range<usize>) -> Range<usize> {
        self.place(stored.start)..self.place(stored.end)
    }

    /// Where a place of the shown text stands in the stored one; inside a mark, at its character.
    #[must_use]
    pub fn stored(&self, shown: usize) -> usize {
        let replaced_before = self.replaced.partition_point(|replaced| replaced.shown_end <= shown);
        let stored = match replaced_before.checked_sub(1).map(|last| &self.replaced[last]) {
            Some(last) => shown - last.shown_end + last.stored_end,
            None => shown,
        };
        match self.replaced.get(replaced_before) {
            Some(next) => stored.min(next.stored_end - next.stored_len),
            None => stored,
        }
    }

    fn place(&self, stored: usize) -> usize {
        let replaced_before = self.replaced.partition_point(|replaced| replaced.stored_end <= stored);
        match replaced_before.checked_sub(1).map(|last| &self.replaced[last]) {
            Some(last) => stored - last.stored_end + last.shown_end,
            None => stored,
        }
    }
}

fn works_unseen(character: char, before: Option<char>, after: Option<char>) -> bool {
    match character {
        '\n' | '\t' => false,
        '\r' => after != Some('\n'),
        '\u{200c}' | '\u{200d}' => {
            let mut neighbours = before.into_iter().chain(after).filter(|near| !near.is_whitespace()).peekable();
            neighbours.peek().is_none() || !neighbours.all(is_spelled_with_joiners)
        }
        '\u{00ad}'
        | '\u{034f}'
        | '\u{061c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

/// Arabic and everything that follows it up to the Mongolian block, and emoji with their signs.
fn is_spelled_with_joiners(character: char) -> bool {
    matches!(character,
        '\u{0600}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{fe0f}'
        | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_works_unseen_is_shown() {
        assert_eq!(visible_controls("invoice\u{202e}fdp.exe"), "invoice⟨U+202E⟩fdp.exe");
        assert_eq!(visible_controls("Ada\u{200b} Obi\u{0}"), "Ada⟨U+200B⟩ Obi⟨U+0000⟩");
        assert_eq!(visible_controls("\u{1b}[2J"), "⟨U+001B⟩[2J");
        assert_eq!(visible_controls("over\rwritten"), "over⟨U+000D⟩written");
        assert_eq!(visible_controls("a\u{200d}b"), "a⟨U+200D⟩b");
        assert_eq!(visible_controls(" \u{200c} "), " ⟨U+200C⟩ ");
        assert_eq!(visible_controls("\u{e0041}"), "⟨U+E0041⟩");
    }

    #[test]
    fn what_is_honest_is_left_alone() {
        for text in ["Ada Obi", "line\r\nline\tend", "Müller", "می‌خواهد", "خانه‌ ها", "سلمى", "क्‍ष", "👩‍🔬", "東京"]
        {
            assert!(matches!(visible_controls(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn a_range_moves_along() {
        let shown = Shown::new("A\u{202e}da \u{0}Obi");
        assert_eq!(shown.text, "A⟨U+202E⟩da ⟨U+0000⟩Obi");
        assert_eq!(&shown.text[shown.range(0..6)], "A⟨U+202E⟩da");
        assert_eq!(&shown.text[shown.range(8..11)], "Obi");
        assert_eq!(&shown.text[shown.range(1..4)], "⟨U+202E⟩");
        assert_eq!(Shown::new("Ada").range(1..3), 1..3);
    }

    proptest! {
        #[test]
        fn ranges_of_the_shown_text_are_what_is_shown_of_the_ranges(
            text in "[a-cé\u{202e}\u{0}🙂]{0,12}", start in 0usize..12, length in 0usize..12,
        ) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = start.min(places.len() - 1);
            let range = places[start]..places[(start + length).min(places.len() - 1)];
            let shown = Shown::new(&text);
            prop_assert_eq!(&shown.text[shown.range(range.clone())], visible_controls(&text[range]));
        }

        #[test]
        fn nothing_unseen_is_left(text in any::<String>()) {
            let shown = visible_controls(&text);
            let left = shown.chars().any(|c| (c.is_control() && !"\n\t\r".contains(c)) || "\u{202e}\u{200b}".contains(c));
            prop_assert!(!left, "{:?}", shown);
            prop_assert_eq!(visible_controls(&shown), shown.clone());
        }
    }
}
