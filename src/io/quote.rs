//! The line of a file that an error quotes, cut around the mark, with what cannot be seen made visible.

use std::fmt::Write as _;
use std::ops::Range;

/// The most characters of a line that are quoted.
pub const QUOTED_CHARACTERS: usize = 120;

/// A place in a text file and the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The line, from 1.
    pub line: u32,
    /// The character within the line, from 1.
    pub column: u32,
    shown: String,
    /// How many characters of `shown` stand before the mark.
    indent: usize,
    remark: String,
}

impl Quote {
    /// Quotes the line of `text` that holds byte `at`; `at` may be the end of the text.
    #[must_use]
    pub fn new(text: &str, at: usize, remark: impl Into<String>) -> Self {
        let at = floor_boundary(text, at.min(text.len()));
        let line = line_at(text, at);
        let newline = char::from(line_end(text));
        let start = text[..at].rfind(newline).map_or(0, |newline| newline + 1);
        let end = text[at..].find(newline).map_or(text.len(), |newline| at + newline);
        let column = text[start..at].chars().count() + 1;
        let (shown, indent) = cut(text, start..end, at);
        Self { line, column: u32::try_from(column).unwrap_or(u32::MAX), shown, indent, remark: remark.into() }
    }

    /// The quoted line and the line with the mark under it. The remark stands behind the mark, or before it where it would reach
    /// further than a line may.
    #[must_use]
    pub fn lines(&self) -> String {
        let head = format!("  line {} | ", self.line);
        let mut lines = format!("{head}{}\n", self.shown);
        let gap = head.chars().count() - 2;
        let _ = write!(lines, "{:gap$}| ", "");
        let length = self.remark.chars().count();
        let _ = if length == 0 {
            write!(lines, "{:indent$}^", "", indent = self.indent)
        } else if self.indent + 2 + length > QUOTED_CHARACTERS && self.indent > length {
            write!(lines, "{:>indent$} ^", self.remark, indent = self.indent - 1)
        } else {
            write!(lines, "{:indent$}^ {}", "", self.remark, indent = self.indent)
        };
        lines
    }
}

/// The byte at the end of every line: a newline or, where there is none in the whole text, a carriage return.
#[must_use]
pub fn line_end(text: &str) -> u8 {
    if memchr::memchr(b'\n', text.as_bytes()).is_some() { b'\n' } else { b'\r' }
}

/// The line of byte `at`, from 1.
#[must_use]
pub fn line_at(text: &str, at: usize) -> u32 {
    let newlines = memchr::memchr_iter(line_end(text), &text.as_bytes()[..at.min(text.len())]).count();
    u32::try_from(newlines + 1).unwrap_or(u32::MAX)
}

/// The text with control characters, invisible characters and marks that turn the reading direction made visible.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    shown
}

/// A name or value as it can stand in a sentence: one line, visible, at most 60 characters.
#[must_use]
pub fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().nth(LONGEST).is_none() {
        return visible(text);
    }
    let mut start: String = text.chars().take(LONGEST - 1).collect();
    start.push('…');
    visible(&start)
}

fn push_visible(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push('→'),
        // The pictures of the control characters, U+2400 and on.
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')),
        '\u{7f}' => shown.push('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        }
        other => shown.push(other),
    }
}

/// At most [`QUOTED_CHARACTERS`] characters of the line around `at`, and how many of them stand before it.
fn cut(text: &str, line: Range<usize>, at: usize) -> (String, usize) {
    let half = QUOTED_CHARACTERS / 2;
    let mut before: Vec<char> = text[line.start..at].chars().rev().take(QUOTED_CHARACTERS).collect();
    let mut after: Vec<char> = text[at..line.end].trim_end_matches('\r').chars().take(QUOTED_CHARACTERS).collect();
    let mut room_before = half.max(QUOTED_CHARACTERS.saturating_sub(after.len()));
    if before.len() > room_before {
        room_before -= 1;
        before.truncate(room_before);
        before.push('…');
    }
    let room_after = QUOTED_CHARACTERS - before.len();
    if after.len() > room_after {
        after.truncate(room_after - 1);
        after.push('…');
    }
    let mut shown = String::new();
    for character in before.iter().rev() {
        push_visible(&mut shown, *character);
    }
    let indent = shown.chars().count();
    for character in after {
        push_visible(&mut shown, character);
    }
    (shown, indent)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_place() {
        let quote = Quote::new("{\n \"a\": x\n}", 8, "not a value");
        assert_eq!(quote.lines(), "  line 2 |  \"a\": x\n         |       ^ not a value");
        assert_eq!((quote.line, quote.column), (2, 7));
    }

    #[test]
    fn lines_may_end_as_they_once_did_on_a_macintosh() {
        let quote = Quote::new("a\rbc\rd", 3, "here");
        assert_eq!(quote.lines(), "  line 2 | bc\n         |  ^ here");
        assert_eq!((line_at("a\r\nb\r\n", 3), line_at("a\rb", 9)), (2, 2));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let lines = Quote::new(&text, 500, "").lines();
        let (first, second) = lines.split_once('\n').expect("two lines");
        let shown = first.strip_prefix("  line 1 | ").expect("the head");
        assert_eq!(shown.chars().count(), QUOTED_CHARACTERS);
        assert!(shown.starts_with("…aaa") && shown.ends_with("bbb…"));
        let mark = second.chars().position(|character| character == '^').expect("a mark");
        assert_eq!(first.chars().nth(mark), Some('X'));
    }

    #[test]
    fn a_remark_that_would_reach_too_far_stands_before_the_mark() {
        let quote = Quote::new(&"a".repeat(119), 119, "the file stops here");
        let second = quote.lines().lines().nth(1).map(str::to_owned).expect("two lines");
        assert_eq!(second.find('^'), Some("  line 1 | ".len() + 119));
        assert!(second.ends_with("   the file stops here ^"), "{second}");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible("a\u{0}b\u{202e}c\td\u{7f}"), "a␀b<U+202E>c→d␡");
    }

    #[test]
    fn the_end_of_the_text_can_be_quoted() {
        let quote = Quote::new("ab\ncd", 5, "the file stops here");
        assert_eq!(quote.lines(), "  line 2 | cd\n         |   ^ the file stops here");
        assert_eq!(Quote::new("", 0, "").line, 1);
    }
}
