//! What the rows of a matrix look like: what stands between the values, and which names there are.

use std::collections::HashSet;

use crate::io::plain::words::{Line, Word, finite, lines};

/// What stands between the values of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// One of these signs.
    Sign(char),
    /// Any blanks.
    Blanks,
}

impl Between {
    /// What stands between the values of this line.
    pub fn of(line: &str) -> Self {
        match ['\t', ';', ','].into_iter().find(|sign| line.contains(*sign)) {
            Some('\t') if line.trim().contains(';') => Self::Sign(';'),
            Some(sign) => Self::Sign(sign),
            None => Self::Blanks,
        }
    }

    /// The fields of a line; `None` where a quote is not closed.
    pub fn fields(self, line: Line<'_>) -> Option<Vec<Word<'_>>> {
        match self {
            Self::Sign(sign) => line.fields(sign, &['"', '\'']),
            Self::Blanks => line.words(&['"']),
        }
    }
}

/// A value of the matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number; true and false are 1 and 0.
    Number(f64),
    /// Nothing.
    Blank,
    /// A sign that says that the value is not known.
    Unknown,
}

/// The value that a field is; `None` where it is none, such as a name.
pub fn cell(field: &str, between: Between) -> Option<Cell> {
    if let Some(number) = finite(field) {
        return Some(Cell::Number(number));
    }
    match field {
        "" => Some(Cell::Blank),
        "TRUE" | "True" | "true" => Some(Cell::Number(1.0)),
        "FALSE" | "False" | "false" => Some(Cell::Number(0.0)),
        "." | "-" | "?" | "NA" | "NaN" | "nan" | "None" | "null" => Some(Cell::Unknown),
        _ if between != Between::Sign(',') && field.contains(',') => {
            finite(&field.replacen(',', ".", 1)).map(Cell::Number)
        }
        _ => None,
    }
}

/// Which names a matrix has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What stands between the values.
    pub between: Between,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// Whether the first field of the first row stands above the names of the rows.
    pub has_corner: bool,
    /// Whether the first field of each row names it.
    pub has_names: bool,
}

impl Shape {
    /// Seen from the first two rows and the number of rows.
    pub fn of(between: Between, first: &[Word<'_>], second: &[Word<'_>], rows: usize) -> Self {
        let is_name = |field: &Word<'_>| field.quoted || cell(&field.text, between).is_none();
        let starts_with_name = second.first().is_some_and(is_name);
        let has_more = first.len() + 1 == second.len() && (first.iter().any(is_name) || rows != first.len());
        let (has_header, has_names) = if has_more {
            (true, true)
        } else if first.iter().skip(1).any(is_name) {
            (true, starts_with_name || first[0].text.is_empty() || rows == second.len())
        } else if first.first().is_some_and(|corner| corner.text.is_empty() || is_name(corner)) {
            // Names that are numbers: of rows and columns, or of rows alone.
            let agree = first.get(1).is_some_and(|name| name.text == second[0].text);
            (rows == first.len() || first[0].text.is_empty() || agree, true)
        } else {
            // A table of pandas numbers its columns in the first row.
            let texts: HashSet<&str> = first.iter().map(|field| &*field.text).collect();
            (rows == first.len() + 1 && rows > 2 && texts.len() == first.len(), false)
        };
        Self { between, has_header, has_corner: has_header && has_names && first.len() == second.len(), has_names }
    }
}

/// The rows of a text: its lines but for blank ones and comments.
pub fn rows(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines(text).filter(|line| {
        let text = line.text.trim_start_matches(' ');
        !text.trim().is_empty() && !text.starts_with(['#', '%'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (bool, bool, bool) {
        let all: Vec<Line<'_>> = rows(text).collect();
        let between = Between::of(all[0].text);
        let fields = |row: usize| between.fields(all[row]).expect("closed");
        let Shape { has_header, has_corner, has_names, .. } = Shape::of(between, &fields(0), &fields(1), all.len());
        (has_header, has_corner, has_names)
    }

    #[test]
    fn names_are_seen_with_and_without_a_corner() {
        assert_eq!(shape("0 1\n1 0"), (false, false, false));
        assert_eq!(shape(",a,b\na,0,1\nb,1,0"), (true, true, true));
        assert_eq!(shape("x\ta\tb\na\t0\t1\nb\t1\t0"), (true, true, true));
        assert_eq!(shape("a b\na 0 1\nb 1 0"), (true, false, true));
        assert_eq!(shape("a b\n0 1\n1 0"), (true, false, false));
        assert_eq!(shape("a 0 1\nb 1 0"), (false, false, true));
    }

    #[test]
    fn names_that_are_numbers_are_seen_by_the_number_of_rows() {
        assert_eq!(shape(",1,2\n1,0,1\n2,1,0"), (true, true, true));
        assert_eq!(shape("id,1,2\n1,0,1\n2,1,0"), (true, true, true));
        assert_eq!(shape("7 8\n0 1\n1 0"), (true, false, false));
        assert_eq!(shape("0 1 0\n1 0 1"), (false, false, false), "a row is missing");
    }

    #[test]
    fn values_are_numbers_of_many_writings() {
        let comma = |field| cell(field, Between::Sign(';'));
        assert_eq!(
            (comma("0,5"), comma(""), comma("NA"), comma("x")),
            (Some(Cell::Number(0.5)), Some(Cell::Blank), Some(Cell::Unknown), None)
        );
        assert_eq!(cell("TRUE", Between::Blanks), Some(Cell::Number(1.0)));
    }
}
