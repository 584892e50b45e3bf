//! Matrices of a DL file that give every value: whole, or the half on one side of the diagonal.

use super::header::{Header, Layout, open_quote};
use super::scan::Scanner;
use super::{labels, relation, sides, tell_two_modes};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::plain::adjacency_matrix::{Between, Cell, cell};
use crate::io::plain::cells::Cells;
use crate::io::plain::sides::{Direction, Sides};
use crate::io::plain::words::Word;
use crate::io::quote::short;
use crate::model::{Value, Warning};

/// A matrix while its values are taken.
struct Reader<'h, 'a> {
    header: &'h Header<'a>,
    scanner: Scanner<'a>,
    rows: usize,
    columns: usize,
    has_unknown: bool,
}

pub(super) fn read(
    input: &mut Input<'_>,
    draft: &mut Draft,
    header: &Header<'_>,
    scanner: Scanner<'_>,
) -> Result<(), ReadError> {
    let (Some(rows), Some(columns)) = (header.rows, header.columns) else {
        let what = "the header does not say how many rows and columns there are.";
        return Err(input.broken(scanner.at(), what, "\"n=\" is missing before this"));
    };
    let matrices = header.matrices.unwrap_or(1);
    let mut reader = Reader { header, scanner, rows, columns, has_unknown: false };
    reader.check_room(input, matrices)?;
    let (mut row_labels, mut column_labels) = (Vec::new(), Vec::new());
    let mut all: Vec<Cells> = Vec::new();
    for matrix in 0..matrices {
        // Whoever labels the data may do so once, or in every matrix.
        let is_labelled = matrix == 0 || reader.next_is_label();
        let of_columns =
            if header.embedded.columns && is_labelled { reader.labels(input, columns)? } else { Vec::new() };
        let (of_rows, cells) = reader.matrix(input, draft, header.embedded.rows && is_labelled)?;
        if matrix == 0 {
            (row_labels, column_labels) = (of_rows, of_columns);
        }
        all.push(cells);
    }
    if let Some(word) = reader.scanner.value().map_err(|quote| open_quote(input, &quote))? {
        let what = format!("there are more values than {} of {rows} × {columns} take.", in_words(matrices));
        return Err(input.broken(word.at, what, "one too many"));
    }
    let at = scanner.at();
    let (of_rows, of_columns) = labels(input, draft, header, rows, columns);
    let row_labels = if header.embedded.rows { row_labels.into() } else { of_rows };
    let column_labels = if header.embedded.columns { column_labels.into() } else { of_columns };
    let sides = sides(input, draft, (&row_labels, &column_labels), header.two_mode, at)?;
    tell_two_modes(draft, &sides);
    link(input, draft, header, &sides, all)
}

fn link(
    input: &mut Input<'_>,
    draft: &mut Draft,
    header: &Header<'_>,
    sides: &Sides,
    all: Vec<Cells>,
) -> Result<(), ReadError> {
    let direction = if header.layout == Layout::FullMatrix { Direction::Seen } else { Direction::None };
    let mut seen = false;
    let count = all.len();
    for (matrix, cells) in all.into_iter().enumerate() {
        let relation = relation(header, matrix, count);
        seen |= sides.link(input, draft, cells, direction, None, |draft, link| {
            draft.put_link(link, Field::Kind, Value::Text(relation.clone()), None);
        })?;
    }
    if seen {
        let what =
            "A matrix that is the same on both sides of its diagonal was read as links without direction".to_owned();
        draft.warn(None, Warning::Guessed { what });
    }
    Ok(())
}

impl<'a> Reader<'_, 'a> {
    /// The columns of a row that have a value in the file.
    fn columns_of(&self, row: usize) -> std::ops::Range<usize> {
        match self.header.layout {
            Layout::LowerHalf => 0..(row + 1).min(self.columns),
            Layout::UpperHalf => row.min(self.columns)..self.columns,
            _ => 0..self.columns,
        }
    }

    /// Every value takes a byte at least, and one between it and the next.
    fn check_room(&self, input: &Input<'_>, matrices: usize) -> Result<(), ReadError> {
        let (rows, columns) = (self.rows as u128, self.columns as u128);
        let mut values = if self.header.layout == Layout::FullMatrix { rows * columns } else { rows * (rows + 1) / 2 };
        if self.header.without_diagonal {
            values = values.saturating_sub(rows.min(columns));
        }
        let room = (self.scanner.rest().len() as u128).div_ceil(2);
        if values * matrices as u128 > room {
            let what = format!(
                "the header announces {} of {rows} × {columns} values; the data is too short for them.",
                in_words(matrices)
            );
            return Err(input.incomplete(what));
        }
        Ok(())
    }

    fn next_is_label(&self) -> bool {
        let mut ahead = self.scanner;
        ahead.value().ok().flatten().is_some_and(|word| word.quoted || value_of(&word).is_none())
    }

    fn next(&mut self, input: &Input<'_>, what: impl Fn() -> String) -> Result<Word<'a>, ReadError> {
        let word = self.scanner.value().map_err(|quote| open_quote(input, &quote))?;
        word.ok_or_else(|| input.incomplete(what()))
    }

    fn labels(&mut self, input: &Input<'_>, count: usize) -> Result<Vec<Word<'a>>, ReadError> {
        let mut labels = Vec::new();
        for position in 1..=count {
            let label = self.next(input, || format!("the label of column {position} of {count} is missing."))?;
            input.check_name(label.at, &label.text, "the id of an actor")?;
            labels.push(label);
        }
        Ok(labels)
    }

    fn matrix(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        is_labelled: bool,
    ) -> Result<(Vec<Word<'a>>, Cells), ReadError> {
        let (mut labels, mut cells) = (Vec::new(), Cells::default());
        let rows = self.rows;
        for row in 0..rows {
            input.tick(self.scanner.at())?;
            if is_labelled {
                let label = self.next(input, || format!("row {} of {rows} is missing.", row + 1))?;
                input.check_name(label.at, &label.text, "the id of an actor")?;
                labels.push(label);
            }
            for column in self.columns_of(row) {
                if self.header.without_diagonal && row == column {
                    continue;
                }
                let word =
                    self.next(input, || format!("row {} of {rows} has no value in column {}.", row + 1, column + 1))?;
                match value_of(&word) {
                    Some(Cell::Number(value)) => cells.push(row, column, value),
                    Some(Cell::Blank | Cell::Unknown) => self.tell_unknown(input, draft, &word),
                    None => {
                        let what = format!(
                            "the value \"{}\" of row {}, column {}, is not a number.",
                            short(&word.text),
                            row + 1,
                            column + 1
                        );
                        return Err(input.broken(word.at, what, "expected a number"));
                    }
                }
            }
        }
        Ok((labels, cells))
    }

    fn tell_unknown(&mut self, input: &mut Input<'_>, draft: &mut Draft, word: &Word<'_>) {
        if !std::mem::replace(&mut self.has_unknown, true) {
            let what = format!("values that are not known, such as \"{}\"", short(&word.text));
            draft.warn(Some(input.line(word.at)), Warning::LeftOut { what });
        }
    }
}

fn in_words(matrices: usize) -> String {
    if matrices == 1 { "a matrix".to_owned() } else { format!("{matrices} matrices") }
}

fn value_of(word: &Word<'_>) -> Option<Cell> {
    cell(&word.text, Between::Sign(','))
}
