//! How results look as text: one line per label, wrapped passages, columns in line. No words of its own.

use unicode_normalization::char::is_combining_mark;

use crate::text::visible_controls;

/// The width to which running text is wrapped: what every terminal has.
pub const COLUMNS: usize = 80;

/// A text of the file on one line. What works unseen (line ends, escapes, direction marks) is made visible, so that no label
/// can move the cursor or pass for another.
pub fn one_line(text: &str) -> String {
    let joined = text.split(['\n', '\t', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    visible_controls(&joined).into_owned()
}

/// A number and its noun: `1 link`, `2 links`, `12,345 links`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// A number with commas between thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Wraps a text, keeping its paragraphs, each line `indent` columns in.
pub fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let margin = " ".repeat(indent);
    let room = COLUMNS.saturating_sub(indent).max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        let mut line = String::new();
        for word in one_line(paragraph).split_whitespace() {
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                lines.push(format!("{margin}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(format!("{margin}{line}"));
    }
    lines
}

/// Rows of cells as lines with their columns in line, two spaces apart; the last column is left as it is.
pub fn columns(rows: &[Vec<String>], indent: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = " ".repeat(indent);
        for (at, (cell, &wide)) in row.iter().zip(&widths).enumerate() {
            line.push_str(cell);
            if at + 1 < row.len() {
                line.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + 2));
            }
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// How many columns a text takes: marks that sit on letters take none. Double-width scripts count as single, so that columns
/// after them are a little off.
fn width(text: &str) -> usize {
    text.chars().filter(|&character| !is_combining_mark(character)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stays_on_its_line_and_cannot_steer_the_terminal() {
        assert_eq!(one_line("two\nlines\tand"), "two lines and");
        assert_eq!(one_line("red \u{1b}[31m"), "red ⟨U+001B⟩[31m");
        assert_eq!(one_line("\u{202e}abc"), "⟨U+202E⟩abc");
        assert_eq!(one_line("سلمى"), "سلمى");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "link"), "1 link");
        assert_eq!(count(0, "link"), "0 links");
        assert_eq!(count(1_234_567, "link"), "1,234,567 links");
        assert_eq!(thousands(999), "999");
    }

    #[test]
    fn columns_are_in_line_whatever_the_script() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["سَلمى".to_owned(), "22".to_owned()]];
        assert_eq!(columns(&rows, 2), ["  a     1", "  سَلمى  22"]);
    }

    #[test]
    fn a_long_text_is_wrapped_between_words() {
        let text = "word ".repeat(40);
        let lines = wrapped(&text, 4);
        assert!(lines.iter().all(|line| line.len() <= COLUMNS && line.starts_with("    word")), "{lines:?}");
        assert_eq!(lines.join(" ").split_whitespace().count(), 40);
        assert_eq!(wrapped("one\n\ntwo", 0), ["one", "two"]);
    }
}
