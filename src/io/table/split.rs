//! Delimited text cut into rows and cells, each with its place. RFC 4180, and what programs make of it: any delimiter, any
//! end of line, quotes that stand inside a cell. A quote that is never closed is an error here, never the rest of the file.

mod pairs;

use std::borrow::Cow;

pub use pairs::{NO_NUMBER, Pair};

use super::mapping::{Delimiter, QuoteMark};
use crate::io::effort::look;

/// How cells are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// What stands around cells that hold a delimiter.
    pub quote: QuoteMark,
    /// Whether a backslash before a quote makes it a sign like any other.
    pub backslash: bool,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'t> {
    /// Its column, from 0.
    pub column: u32,
    /// Where it begins in the text; of a spreadsheet, nothing.
    pub at: u32,
    /// What is known of it besides its text.
    pub sort: Sort,
    /// The text, without quotes; that of a bare cell without the blanks around it.
    pub text: Cow<'t, str>,
}

/// What is known of a cell besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A text in which anything may be written.
    Bare,
    /// The same in quotes; the only sort that may be empty.
    Quoted,
    /// A text, whatever it looks like.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    YesNo,
    /// A date, in ISO 8601.
    Date,
    /// A list of texts, as JSON.
    List,
    /// The error of a formula, such as `#DIV/0!`.
    Error,
}

/// A row that is not blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row<'t> {
    /// Where it begins in the text.
    pub at: usize,
    /// Its line in the text, or its row in the sheet, from 1.
    pub line: u32,
    /// How many cells it has, empty ones included.
    pub width: usize,
    /// Its cells in the order of columns, empty ones left out.
    pub cells: Vec<Cell<'t>>,
}

/// What is wrong with a text that cannot be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quote is opened here and never closed.
    NeverClosed(usize),
    /// A quote is opened here and closed on a later line, in the middle of a cell.
    ClosedInside {
        /// Where it is opened.
        opened: usize,
        /// Where it is closed.
        closed: usize,
    },
}

/// A walk over the rows of a text.
#[derive(Clone, Debug)]
pub struct Splitter<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    dialect: Dialect,
    /// Signs at which a bare cell ends.
    stops: [bool; 256],
    /// Whether digits are signs like any other.
    digits_are_plain: bool,
    /// The line of the first bare cell that lost blanks around it.
    pub first_trimmed: Option<u32>,
    /// The line of the first cell with a quote that is closed before the cell ends; such a cell is kept as it is written.
    pub first_stray: Option<u32>,
}

impl<'t> Splitter<'t> {
    /// Begins with the first line.
    pub fn new(text: &'t str, dialect: Dialect) -> Self {
        let mut stops = [false; 256];
        stops[usize::from(b'\n')] = true;
        stops[usize::from(b'\r')] = true;
        match dialect.delimiter {
            Delimiter::Sign(sign) => stops[usize::from(sign)] = true,
            Delimiter::Blanks => {
                stops[usize::from(b' ')] = true;
                stops[usize::from(b'\t')] = true;
            }
        }
        let is_plain = |digit: u8| !stops[usize::from(digit)] && dialect.quote != QuoteMark::Sign(digit);
        let digits_are_plain = (b'0'..=b'9').all(is_plain);
        Self { text, at: 0, line: 1, dialect, stops, digits_are_plain, first_trimmed: None, first_stray: None }
    }

    /// Passes over so many lines.
    pub fn skip_lines(&mut self, lines: usize) {
        for _ in 0..lines {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            self.end_line();
        }
    }

    /// Where the next row begins.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next row that is not blank; `false` where there is none. The cells of `row` are replaced.
    ///
    /// # Errors
    /// Where a quote is not closed as it should be.
    pub fn next_row(&mut self, row: &mut Row<'t>) -> Result<bool, Fault> {
        loop {
            if self.at >= self.text.len() {
                return Ok(false);
            }
            row.cells.clear();
            row.at = self.at;
            row.line = self.line;
            row.width = 0;
            self.read_row(row)?;
            // A line without a sign is no row; one of empty cells is, where there are several columns.
            if !row.cells.is_empty() || row.width > 1 {
                return Ok(true);
            }
        }
    }

    fn read_row(&mut self, row: &mut Row<'t>) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let is_blanks = self.dialect.delimiter == Delimiter::Blanks;
        loop {
            if is_blanks {
                self.skip_blanks();
                if matches!(bytes.get(self.at), None | Some(b'\n' | b'\r')) {
                    self.end_line();
                    return Ok(());
                }
            }
            let column = row.width as u32;
            row.width += 1;
            if let Some(cell) = self.read_cell(column)? {
                row.cells.push(cell);
            }
            match bytes.get(self.at) {
                None | Some(b'\n' | b'\r') => {
                    self.end_line();
                    return Ok(());
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn end_line(&mut self) {
        let bytes = self.text.as_bytes();
        self.line += 1;
        if bytes.get(self.at) == Some(&b'\r') {
            self.at += 1;
        }
        if bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
    }

    /// One cell; the walk then stands at the delimiter, the end of the line or of the text.
    fn read_cell(&mut self, column: u32) -> Result<Option<Cell<'t>>, Fault> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if let QuoteMark::Sign(quote) = self.dialect.quote {
            let mut first = start;
            while bytes.get(first) == Some(&b' ') && !self.stops[usize::from(b' ')] {
                first += 1;
            }
            if bytes.get(first) == Some(&quote) {
                return self.read_quoted(column, first, quote).map(Some);
            }
        }
        Ok(self.read_bare(column))
    }

    fn read_bare(&mut self, column: u32) -> Option<Cell<'t>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        while end < bytes.len() && !self.stops[usize::from(bytes[end])] {
            end += 1;
        }
        self.at = end;
        if start == end {
            return None;
        }
        let whole = &self.text[start..end];
        if is_sign(bytes[start]) && is_sign(bytes[end - 1]) {
            return Some(Cell { column, at: start as u32, sort: Sort::Bare, text: Cow::Borrowed(whole) });
        }
        let text = whole.trim();
        let at = start + (whole.len() - whole.trim_start().len());
        if text.len() < whole.len() && !text.is_empty() {
            self.first_trimmed.get_or_insert(self.line);
        }
        (!text.is_empty()).then_some(Cell { column, at: at as u32, sort: Sort::Bare, text: Cow::Borrowed(text) })
    }

    fn read_quoted(&mut self, column: u32, opened: usize, quote: u8) -> Result<Cell<'t>, Fault> {
        let bytes = self.text.as_bytes();
        let mut from = opened + 1;
        let mut has_quotes = false;
        let closed = loop {
            let found = memchr::memchr(quote, &bytes[from..]);
            look(found.map_or(bytes.len() - from, |length| length + 1));
            let Some(found) = found else { return Err(Fault::NeverClosed(opened)) };
            let found = from + found;
            if self.dialect.backslash && is_escaped(&bytes[opened + 1..found]) {
                from = found + 1;
            } else if bytes.get(found + 1) == Some(&quote) {
                has_quotes = true;
                from = found + 2;
            } else {
                break found;
            }
        };
        let mut end = closed + 1;
        while end < bytes.len() && !self.stops[usize::from(bytes[end])] {
            end += 1;
        }
        if !self.text[closed + 1..end].trim().is_empty() {
            if memchr::memchr2(b'\n', b'\r', &bytes[opened..closed]).is_some() {
                return Err(Fault::ClosedInside { opened, closed });
            }
            self.first_stray.get_or_insert(self.line);
            self.at = end;
            let text = Cow::Borrowed(self.text[opened..end].trim());
            return Ok(Cell { column, at: opened as u32, sort: Sort::Bare, text });
        }
        self.at = end;
        let inside = &self.text[opened + 1..closed];
        self.line += lines_ended(inside);
        let has_escapes = self.dialect.backslash && inside.contains('\\');
        let is_plain = !has_quotes && !has_escapes;
        let text = if is_plain { Cow::Borrowed(inside) } else { Cow::Owned(self.unquoted(inside, quote)) };
        Ok(Cell { column, at: opened as u32, sort: Sort::Quoted, text })
    }

    fn unquoted(&self, inside: &str, quote: u8) -> String {
        let quote = char::from(quote);
        let mut plain = String::with_capacity(inside.len());
        let mut signs = inside.chars().peekable();
        while let Some(sign) = signs.next() {
            let next = signs.peek().copied();
            if sign == '\\' && self.dialect.backslash && matches!(next, Some(next) if next == quote || next == '\\') {
                plain.extend(signs.next());
            } else {
                plain.push(sign);
                if sign == quote && next == Some(quote) {
                    signs.next();
                }
            }
        }
        plain
    }
}

/// Whether a byte is a sign of its own and no blank: the usual case at both ends of a cell.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~')
}

/// How many lines end within a text.
fn lines_ended(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).count() as u32
}

/// Whether an odd number of backslashes stands before a sign.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::io::effort::looks_of;

    pub fn dialect(delimiter: u8) -> Dialect {
        Dialect { delimiter: Delimiter::Sign(delimiter), quote: QuoteMark::Sign(b'"'), backslash: false }
    }

    fn rows_of(text: &str, dialect: Dialect) -> Result<Vec<Vec<String>>, Fault> {
        let mut splitter = Splitter::new(text, dialect);
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while splitter.next_row(&mut row)? {
            let mut cells = vec![String::new(); row.width];
            for cell in &row.cells {
                cells[cell.column as usize] = cell.text.clone().into_owned();
            }
            rows.push(cells);
        }
        Ok(rows)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        rows_of(text, dialect(b',')).expect("every quote is closed")
    }

    #[test]
    fn every_end_of_line_ends_a_row_and_blank_lines_are_none() {
        let whole = [["a", "b"], ["c", "d"]];
        for text in ["a,b\nc,d\n", "a,b\r\nc,d", "a,b\rc,d\r", "\n\na,b\r\n\r\n  \nc,d\n\n"] {
            assert_eq!(rows(text), whole, "{text:?}");
        }
        assert_eq!(rows(",\n"), [["", ""]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn rows_know_their_lines() {
        let mut splitter = Splitter::new("# x\r\n\na,\"b\nc\r\nd\"\re,f\n", dialect(b','));
        splitter.skip_lines(1);
        let mut row = Row::default();
        assert_eq!((splitter.next_row(&mut row), row.line), (Ok(true), 3));
        assert_eq!((splitter.next_row(&mut row), row.line, row.at), (Ok(true), 6, 17));
        assert_eq!(splitter.next_row(&mut row), Ok(false));
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes() {
        assert_eq!(rows("\"a,\"\"b\"\"\nc\",d"), [["a,\"b\"\nc", "d"]]);
        assert_eq!(rows("a, \"b, c\" ,d"), [["a", "b, c", "d"]]);
        assert_eq!(rows("5\" pipe,d"), [["5\" pipe", "d"]]);
        assert_eq!(rows("\"Ada\" Obi,d"), [["\"Ada\" Obi", "d"]]);
        assert_eq!(rows("\"\",d"), [["", "d"]]);
        let escaped = Dialect { backslash: true, ..dialect(b',') };
        assert_eq!(rows_of(r#""a \"b\" \\",d"#, escaped), Ok(vec![vec!["a \"b\" \\".to_owned(), "d".to_owned()]]));
    }

    #[test]
    fn blanks_around_bare_cells_are_none_of_them() {
        let mut splitter = Splitter::new("a, b ,\" c \"\n", dialect(b','));
        let mut row = Row::default();
        assert_eq!(splitter.next_row(&mut row), Ok(true));
        let seen: Vec<(&str, u32)> = row.cells.iter().map(|cell| (cell.text.as_ref(), cell.at)).collect();
        assert_eq!(seen, [("a", 0), ("b", 3), (" c ", 6)]);
        assert_eq!(splitter.first_trimmed, Some(1));
    }

    #[test]
    fn any_number_of_blanks_is_one_delimiter_where_it_is_asked_for() {
        let blanks = Dialect { delimiter: Delimiter::Blanks, ..dialect(b',') };
        let rows = rows_of("  1   2\t0.5  \n\n3 \"a b\"\n", blanks).expect("closed");
        assert_eq!(rows, [vec!["1", "2", "0.5"], vec!["3", "a b"]]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found_where_it_is_opened() {
        assert_eq!(rows_of("a,b\nc,\"d\ne,f\n", dialect(b',')), Err(Fault::NeverClosed(6)));
        let text = "a,\"b\nc,\"d\"\n";
        assert_eq!(rows_of(text, dialect(b',')), Err(Fault::ClosedInside { opened: 2, closed: 7 }));
    }

    #[test]
    fn no_byte_is_looked_at_twice_in_search_of_a_closing_quote() {
        let many = |piece: &str| piece.repeat(1000);
        let texts = [
            ("never closed", format!("\"a{}", many(",b\n"))),
            ("doubled and never closed", format!("\"a{}", many("\"\",\"\"\n"))),
            ("escaped and never closed", format!("\"a{}", many("\\\",b\n"))),
            ("closed before the cells end", many("\"a\"b,")),
            ("a line for each", many("\"a\",\"b\"\n")),
        ];
        for (name, text) in texts {
            let searched = looks_of(|| {
                let mut splitter = Splitter::new(&text, Dialect { backslash: true, ..dialect(b',') });
                let mut row = Row::default();
                while splitter.next_row(&mut row) == Ok(true) {}
            });
            assert!(searched > 0 && searched <= text.len(), "{name}: {searched} of {}", text.len());
        }
    }

    proptest! {
        /// What the csv crate writes is cut into the same cells, by it and here.
        #[test]
        fn cells_are_those_of_the_csv_crate(
            table in prop::collection::vec(prop::collection::vec("[a-z é,;\"\n]{0,6}", 2..5), 0..8),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .quote_style(csv::QuoteStyle::NonNumeric)
                .flexible(true)
                .from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("memory takes everything");
            }
            let bytes = writer.into_inner().expect("memory takes everything");
            let text = std::str::from_utf8(&bytes).expect("text");
            prop_assert_eq!(rows_of(text, dialect(delimiter)), Ok(table.clone()));
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(&bytes[..]);
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.expect("sound").iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(read, table);
        }

        /// Whatever the text: places lie in it, in order, and nothing panics.
        #[test]
        fn places_are_in_order(text in "[a\",;\t \r\né\\\\]{0,60}") {
            for delimiter in [Delimiter::COMMA, Delimiter::Blanks] {
                for backslash in [false, true] {
                    let dialect = Dialect { delimiter, quote: QuoteMark::Sign(b'"'), backslash };
                    let mut splitter = Splitter::new(&text, dialect);
                    let (mut row, mut last) = (Row::default(), 0);
                    while let Ok(true) = splitter.next_row(&mut row) {
                        prop_assert!(row.at >= last && splitter.at() > row.at);
                        last = splitter.at();
                        for cell in &row.cells {
                            prop_assert!((row.at..splitter.at()).contains(&(cell.at as usize)));
                            prop_assert!((cell.column as usize) < row.width);
                        }
                    }
                }
            }
        }
    }
}
