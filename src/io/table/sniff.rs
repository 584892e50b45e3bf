//! How the cells of a delimited text are told apart, seen from its beginning: delimiter, quotes, decimal comma. What its
//! columns mean is not known here.

use super::mapping::{Delimiter, QuoteMark, TableMapping};
use super::split::{Dialect, Fault, Row, Sort, Splitter};
use crate::io::plain::is_comment;

/// How much of a text is looked at.
const HEAD_BYTES: usize = 64 * 1024;
/// How many rows of it.
const ROWS: usize = 200;

/// What was seen of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How its cells are told apart.
    pub dialect: Dialect,
    /// How many lines say only that: `sep=;`.
    pub lines: usize,
    /// Whether it has rows of two or more cells, most of them of as many.
    pub is_table: bool,
}

/// Looks at the beginning of a text. What `asked` says stands.
#[must_use]
pub fn sniff(text: &str, asked: &TableMapping) -> Seen {
    let head = head(text);
    let (told, lines) = match told(head) {
        Some(delimiter) => (Some(delimiter), 1),
        None => (None, 0),
    };
    let quote = asked.quote_mark.unwrap_or(QuoteMark::Sign(b'"'));
    let plain = |delimiter| Dialect { delimiter, quote, backslash: false };
    let best = match asked.delimiter.or(told) {
        Some(delimiter) => (delimiter, Look::of(head, lines, plain(delimiter))),
        None => {
            let all =
                [Delimiter::TAB, Delimiter::Sign(b';'), Delimiter::COMMA, Delimiter::Sign(b'|'), Delimiter::Blanks];
            let looks = all.map(|delimiter| (delimiter, Look::of(head, lines, plain(delimiter))));
            let mut best = looks[2];
            for look in looks {
                if look.1.score(look.0) > best.1.score(best.0) {
                    best = look;
                }
            }
            best
        }
    };
    let (delimiter, mut look) = best;
    let mut dialect = plain(delimiter);
    if asked.quote_mark.is_none() && look.quoted == 0 && look.apostrophes * 2 > look.rows {
        let other = Dialect { quote: QuoteMark::Sign(b'\''), ..dialect };
        let by_apostrophes = Look::of(head, lines, other);
        if by_apostrophes.is_sound && by_apostrophes.quoted >= by_apostrophes.rows {
            (dialect, look) = (other, by_apostrophes);
        }
    }
    if !look.is_sound && head.contains("\\\"") {
        let other = Dialect { backslash: true, ..dialect };
        let with_backslashes = Look::of(head, lines, other);
        if with_backslashes.is_sound {
            (dialect, look) = (other, with_backslashes);
        }
    }
    Seen { dialect, lines, is_table: look.width >= 2 && look.usual * 2 > look.rows }
}

/// The beginning of a text up to the end of a line.
fn head(text: &str) -> &str {
    if text.len() <= HEAD_BYTES {
        return text;
    }
    let mut end = HEAD_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind(['\n', '\r']).map_or(end, |at| at + 1);
    &text[..end]
}

/// The delimiter that the first line names, as Excel does.
fn told(head: &str) -> Option<Delimiter> {
    let line = head.lines().next()?.trim_end_matches('\r').trim_matches('"');
    let sign = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    match sign.as_bytes() {
        [sign] if sign.is_ascii_punctuation() || *sign == b'\t' => Some(Delimiter::Sign(*sign)),
        _ => None,
    }
}

/// What a text looks like when it is cut in one way.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    rows: usize,
    /// How many cells most rows have.
    width: usize,
    /// How many rows have as many.
    usual: usize,
    /// Whether the first row that is no comment has as many.
    first_is_usual: bool,
    quoted: usize,
    /// Cells between apostrophes.
    apostrophes: usize,
    /// Whether all quotes are closed where cells end.
    is_sound: bool,
}

impl Look {
    fn of(head: &str, lines: usize, dialect: Dialect) -> Self {
        let mut splitter = Splitter::new(head, dialect);
        splitter.skip_lines(lines);
        let mut row = Row::default();
        let mut widths: Vec<usize> = Vec::new();
        let mut written: Vec<usize> = Vec::new();
        let mut look = Self { is_sound: true, ..Self::default() };
        loop {
            match splitter.next_row(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                // A head that was cut may end within quotes.
                Err(Fault::NeverClosed(_)) => {
                    look.is_sound = !widths.is_empty();
                    break;
                }
                Err(Fault::ClosedInside { .. }) => {
                    look.is_sound = false;
                    break;
                }
            }
            let first = row.cells.first();
            if first.is_some_and(|cell| cell.column == 0 && is_comment(&cell.text)) {
                continue;
            }
            written.push(row.width);
            // Delimiters at the end of every line of a spreadsheet are no cells.
            widths.push(row.cells.last().map_or(row.width, |cell| cell.column as usize + 1));
            look.quoted += row.cells.iter().filter(|cell| cell.sort == Sort::Quoted).count();
            let in_apostrophes = |text: &str| text.len() > 2 && text.starts_with('\'') && text.ends_with('\'');
            look.apostrophes += row.cells.iter().filter(|cell| in_apostrophes(&cell.text)).count();
            if widths.len() == ROWS {
                break;
            }
        }
        look.is_sound &= splitter.first_stray.is_none();
        // Where the names of columns reach to the end of every line, what is missing there is an empty cell.
        if widths.first().is_some_and(|first| written.iter().all(|width| width == first)) {
            widths = written;
        }
        look.rows = widths.len();
        for width in &widths {
            let count = widths.iter().filter(|other| *other == width).count();
            if (count, *width) > (look.usual, look.width) {
                (look.usual, look.width) = (count, *width);
            }
        }
        look.first_is_usual = widths.first() == Some(&look.width);
        look
    }

    /// How well the text can be cut in this way; 0 where it cannot.
    fn score(&self, delimiter: Delimiter) -> f32 {
        if self.width < 2 {
            return 0.0;
        }
        let share = self.usual as f32 / self.rows as f32;
        let first = if self.first_is_usual { 0.25 } else { 0.0 };
        // Blanks stand in names, too, and commas in numbers and in texts.
        let trust = match delimiter {
            Delimiter::Blanks => -0.4,
            Delimiter::Sign(b'\t') => 0.1,
            Delimiter::Sign(b';' | b'|') => 0.05,
            Delimiter::Sign(_) => 0.0,
        };
        (share + first + trust + 0.02 * self.width.min(5) as f32).max(0.01)
    }
}

/// Whether numbers are written with a comma, seen from cells. `1,234` alone could be a thousand and more.
#[must_use]
pub fn has_decimal_commas<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let (mut commas, mut is_sure) = (0, false);
    for cell in cells {
        let digits = cell.strip_prefix('-').unwrap_or(cell);
        let (Some(at), true) = (digits.find([',', '.']), digits.starts_with(|sign: char| sign.is_ascii_digit())) else {
            continue;
        };
        let (whole, rest) = (&digits[..at], &digits[at + 1..]);
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(rest) {
            continue;
        }
        if digits.as_bytes()[at] == b'.' {
            return false;
        }
        commas += 1;
        is_sure |= rest.len() != 3 || whole.len() > 3 || whole == "0";
    }
    commas > 0 && is_sure
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let Seen { dialect, lines, is_table } = sniff(text, &TableMapping::default());
        let quote = String::from(dialect.quote);
        let backslash = if dialect.backslash { " backslash" } else { "" };
        format!("{} {quote}{backslash} {lines} {is_table}", dialect.delimiter.words())
    }

    #[test]
    fn delimiters_are_seen() {
        assert_eq!(seen("source,target\na,b\n"), "commas \" 0 true");
        let gaps = "source,target,id,weight,remark,first seen\nÖl KG,12,l1,0.5,,\nMüller GmbH,Öl AC,l2,1,x,\nÖl KG,12,l3,1,,\n";
        assert_eq!(seen(gaps), "commas \" 0 true");
        assert_eq!(seen("source;target;weight\nAda Obi;Bob Lee;1,5\nEva Roy;Bob Lee;2,5\n"), "semicolons \" 0 true");
        assert_eq!(seen("Ada Obi\tBob Lee\nEva, Roy\tBob Lee\n"), "tabs \" 0 true");
        assert_eq!(seen("a|b|c\nd|e|f\n"), "bars \" 0 true");
        assert_eq!(seen("1 2 0.5\n2  3 0.7\n"), "blanks \" 0 true");
        assert_eq!(seen("# made by x, y\n# and z\n1\t2\n2\t3\n"), "tabs \" 0 true");
        assert_eq!(seen("sep=;\na;b\n"), "semicolons \" 1 true");
        assert_eq!(seen("name\nAda\nBob\n"), "commas \" 0 false");
        assert_eq!(seen("Once upon a time, there\nwas a king.\n"), "commas \" 0 false");
        assert_eq!(seen(""), "commas \" 0 false");
    }

    #[test]
    fn what_stands_around_cells_is_seen() {
        assert_eq!(seen("'a','b'\n'c, d','e'\n"), "commas ' 0 true");
        assert_eq!(seen("O'Brien,'t Hooft\nO'Neill,'s Gravesande\n"), "commas \" 0 true");
        assert_eq!(seen("a,b\n\"x \\\"y\\\" z\",c\n"), "commas \" backslash 0 true");
        let asked = TableMapping { delimiter: Some(Delimiter::Sign(b':')), ..TableMapping::default() };
        assert_eq!(sniff("a,b:c\n", &asked).dialect.delimiter, Delimiter::Sign(b':'));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_not_explained_away() {
        assert_eq!(seen("a,b\nc,\"d\ne,f\n"), "commas \" 0 true");
        assert_eq!(seen("\"a,b\nc,d\n"), "commas \" 0 false");
    }

    #[test]
    fn commas_are_decimal_where_nothing_else_fits() {
        let has = |cells: &[&str]| has_decimal_commas(cells.iter().copied());
        assert!(has(&["1,5", "Ada", "2,25"]));
        assert!(has(&["0,125"]));
        assert!(!has(&["1,234", "2,500"]));
        assert!(!has(&["1,5", "2.5"]));
        assert!(!has(&["Obi, Ada", "1,2,3"]));
    }
}
