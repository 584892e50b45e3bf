//! In which order a line of mixed direction is read. No fonts, no layout.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, ParagraphBidiInfo, bidi_class};

/// A stretch of one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the text, in the order in which it is stored.
    pub range: Range<usize>,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// Whether the text has nothing in it that is read from right to left, so that it needs no ordering. Cheap.
#[must_use]
pub fn is_plain_ltr(text: &str) -> bool {
    // The first right-to-left character is U+0590, whose first byte in UTF-8 is 0xD6.
    text.bytes().all(|byte| byte < 0xD6) || text.chars().all(|character| !is_rtl(character))
}

fn is_rtl(character: char) -> bool {
    matches!(
        bidi_class(character),
        BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::RLE | BidiClass::RLO | BidiClass::RLI
    )
}

/// Whether the text as a whole is read from right to left: by its first letter that has a direction.
#[must_use]
pub fn is_rtl_paragraph(text: &str) -> bool {
    !is_plain_ltr(text) && ParagraphBidiInfo::new(text, None).paragraph_level.is_rtl()
}

/// The runs of a single line in the order in which they stand on it, from left to right.
///
/// The base direction is that of the first letter that has one. A text with line breaks in it is ordered piece by piece.
#[must_use]
pub fn visual_runs(text: &str) -> Vec<Run> {
    if text.is_empty() {
        return Vec::new();
    }
    if is_plain_ltr(text) {
        return vec![Run { range: 0..text.len(), rtl: false }];
    }
    let info = BidiInfo::new(text, None);
    let mut runs = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
        runs.extend(ranges.into_iter().map(|range| Run { rtl: levels[range.start].is_rtl(), range }));
    }
    runs
}

/// The text of a run for a shaper that goes by the script alone and not by the direction of the run, as egui's does.
///
/// Such a shaper sets Arabic digits from right to left, which turns 2016 into 6102. A run of them is handed over backwards.
#[must_use]
pub fn shaped<'text>(text: &'text str, run: &Run) -> Cow<'text, str> {
    let piece = &text[run.range.clone()];
    let is_digit = |letter: char| matches!(letter, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}');
    if run.rtl || piece.is_ascii() || !piece.contains(is_digit) || piece.contains(|c: char| c.is_alphabetic()) {
        return Cow::Borrowed(piece);
    }
    Cow::Owned(piece.chars().rev().collect())
}

/// A paragraph that is broken into lines: the directions are those of the whole, the order is found line by line.
#[derive(Debug)]
pub struct Paragraph<'text> {
    /// `None` where nothing is read from right to left.
    info: Option<ParagraphBidiInfo<'text>>,
    length: usize,
}

impl<'text> Paragraph<'text> {
    /// Finds the directions in `text`, which should hold no line break.
    #[must_use]
    pub fn new(text: &'text str) -> Self {
        let info = (!is_plain_ltr(text)).then(|| ParagraphBidiInfo::new(text, None));
        Self { info, length: text.len() }
    }

    /// Whether the paragraph is read from right to left, and so set flush right.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.info.as_ref().is_some_and(|info| info.paragraph_level.is_rtl())
    }

    /// The runs of one line in the order in which they stand on it, from left to right.
    ///
    /// `line` is a range of bytes on character boundaries; what reaches past the end is cut off.
    #[must_use]
    pub fn line_runs(&self, line: Range<usize>) -> Vec<Run> {
        let line = line.start..line.end.min(self.length);
        if line.is_empty() {
            return Vec::new();
        }
        let Some(info) = &self.info else { return vec![Run { range: line, rtl: false }] };
        let (levels, ranges) = info.visual_runs(line);
        ranges.into_iter().map(|range| Run { rtl: levels[range.start].is_rtl(), range }).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces<'a>(text: &'a str, runs: &[Run]) -> Vec<(&'a str, bool)> {
        runs.iter().map(|run| (&text[run.range.clone()], run.rtl)).collect()
    }

    #[test]
    fn a_run_of_arabic_digits_is_handed_over_backwards() {
        let text = "عام ٢٠١٦";
        let runs = visual_runs(text);
        let shaped: Vec<String> = runs.iter().map(|run| shaped(text, run).into_owned()).collect();
        assert_eq!(shaped, ["٦١٠٢", "عام "]);
        let latin = "A 2016";
        assert_eq!(super::shaped(latin, &visual_runs(latin)[0]), latin);
    }

    #[test]
    fn latin_is_one_run() {
        assert!(is_plain_ltr("Ada Obi – Ναός, Мир"));
        assert_eq!(visual_runs("Ada Obi"), vec![Run { range: 0..7, rtl: false }]);
        assert!(is_plain_ltr("東京 🙂"));
        assert_eq!(visual_runs(""), Vec::new());
    }

    #[test]
    fn an_arabic_name_of_two_words_is_one_run_from_right_to_left() {
        let text = "محمد بن سلمان";
        assert!(!is_plain_ltr(text));
        assert!(is_rtl_paragraph(text));
        assert_eq!(pieces(text, &visual_runs(text)), vec![(text, true)]);
    }

    #[test]
    fn latin_and_digits_inside_hebrew_stand_in_reading_order() {
        let text = "בנק ABC סניף 12";
        assert_eq!(
            pieces(text, &visual_runs(text)),
            vec![("12", false), (" סניף ", true), ("ABC", false), ("בנק ", true)]
        );
    }

    #[test]
    fn an_arabic_name_inside_latin_keeps_its_place() {
        let text = "led by سلمى علي since 2014";
        assert!(!is_rtl_paragraph(text));
        assert_eq!(
            pieces(text, &visual_runs(text)),
            vec![("led by ", false), ("سلمى علي", true), (" since 2014", false)]
        );
    }

    #[test]
    fn a_wrapped_paragraph_is_ordered_line_by_line() {
        let text = "قال علي ABC ثم";
        let paragraph = Paragraph::new(text);
        assert!(paragraph.is_rtl());
        let break_at = text.find("ABC").expect("it is there");
        assert_eq!(pieces(text, &paragraph.line_runs(0..break_at)), vec![("قال علي ", true)]);
        assert_eq!(
            pieces(text, &paragraph.line_runs(break_at..text.len())),
            vec![(" ثم", true), ("ABC", false)],
            "on its own the second line would begin with Latin and stand the other way round"
        );
        assert_eq!(paragraph.line_runs(5..5), Vec::new());
    }

    proptest! {
        #[test]
        fn runs_are_the_whole_line_in_pieces(text in "[a-c אבسل12().,\u{202e}\u{2067}\n]{0,20}") {
            let mut runs = visual_runs(&text);
            runs.sort_by_key(|run| run.range.start);
            let whole: String = runs.iter().map(|run| &text[run.range.clone()]).collect();
            prop_assert_eq!(whole, text);
        }

        #[test]
        fn lines_of_a_paragraph_are_pieces_of_it(text in "[a-c אבسل12().]{1,20}", cut in 0usize..20) {
            let cut = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
            let paragraph = Paragraph::new(&text);
            for line in [0..cut, cut..text.len()] {
                let mut runs = paragraph.line_runs(line.clone());
                runs.sort_by_key(|run| run.range.start);
                let whole: String = runs.iter().map(|run| &text[run.range.clone()]).collect();
                prop_assert_eq!(whole, &text[line]);
            }
        }
    }
}
