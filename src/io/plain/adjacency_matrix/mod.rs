//! Adjacency matrices as text: numbers in rows, with or without names of rows and columns, with tabs, semicolons, commas
//! or blanks between them.
//!
//! A row stands for the source of its links, a column for the target. A matrix that is the same on both sides of its
//! diagonal, or filled on one side only, has links without direction.

mod shape;

pub(super) use shape::{Between, Cell, cell};
use shape::{Shape, rows};

use super::cells::Cells;
use super::sides::{Direction, Sides};
use super::words::{Line, Word};
use crate::io::draft::Draft;
use crate::io::error::{ReadError, counted};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, HEAD_BYTES, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "matrix",
    name: "Adjacency matrix",
    extensions: &["mat", "adj", "matrix", "adjmat"],
    holds: "actors by name, links with a weight",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Names of rows and columns that agree, or a square that is the same on both sides, are no accident.
fn likeness(clues: &Clues<'_>) -> Likeness {
    let is_whole = clues.bytes.len() <= HEAD_BYTES;
    if clues.head.is_empty() || clues.head.starts_with(['{', '[', '<']) {
        return Likeness::No;
    }
    let firsts: Vec<Line<'_>> = rows(clues.head).take(3).collect();
    if let [first, second, _] = firsts[..]
        && is_too_narrow(first, second)
    {
        return Likeness::IfNamed;
    }
    let mut all: Vec<Line<'_>> = rows(clues.head).collect();
    if !is_whole {
        all.pop();
    }
    looks_like_matrix(&all, is_whole).unwrap_or(Likeness::IfNamed)
}

/// Whether a text is a matrix whose rows and columns have the same names.
pub fn is_labelled(text: &str) -> bool {
    likeness(&Clues::new(text.as_bytes(), text)) == Likeness::Certain
}

/// Whether two rows that follow each other are no rows of a matrix, because they have too few fields, or not as many.
fn is_too_narrow(first: Line<'_>, second: Line<'_>) -> bool {
    let between = Between::of(first.text);
    let (Some(first), Some(second)) = (between.fields(first), between.fields(second)) else { return true };
    // The head of a file begins without blanks: an empty corner before a tab may be missing.
    first.len().abs_diff(second.len()) > 1 || second.len() < 3
}

fn looks_like_matrix(all: &[Line<'_>], is_whole: bool) -> Option<Likeness> {
    let [first, second, ..] = all else { return None };
    let between = Between::of(first.text);
    if is_too_narrow(*first, *second) {
        return None;
    }
    let (first, second) = (between.fields(*first)?, between.fields(*second)?);
    let shape = Shape::of(between, &first, &second, all.len());
    let names = &first[usize::from(shape.has_corner)..];
    if shape.has_header && shape.has_names {
        let agree = all[1..].iter().take(20).zip(names).all(|(line, name)| {
            between.fields(*line).is_some_and(|row| {
                row.first().is_some_and(|first| first.text == name.text)
                    && row.len() == names.len() + 1
                    && row[1..].iter().all(|field| cell(&field.text, between).is_some())
            })
        });
        return (agree && all.len() > 2).then_some(Likeness::Certain);
    }
    let rows = &all[usize::from(shape.has_header)..];
    let columns = second.len() - usize::from(shape.has_names);
    if !is_whole || rows.len() != columns {
        return None;
    }
    let mut cells = Cells::default();
    let mut has_loops = false;
    for (row, line) in rows.iter().enumerate() {
        let fields = between.fields(*line)?;
        let values = fields.get(usize::from(shape.has_names)..).filter(|values| values.len() == columns)?;
        for (column, value) in values.iter().enumerate() {
            let Cell::Number(value) = cell(&value.text, between)? else { return None };
            has_loops |= row == column && value != 0.0;
            cells.push(row, column, value);
        }
    }
    let is_bare = !shape.has_header && !shape.has_names;
    match (cells.are_symmetric(), columns) {
        (true, 4..) => Some(Likeness::Certain),
        (true, _) => Some(Likeness::Likely),
        (false, 4..) if !has_loops => Some(Likeness::Likely),
        // A table of so many rows and as many columns, all of them numbers, is rarely anything else.
        (false, 6..) if !is_bare => Some(Likeness::Likely),
        _ => None,
    }
}

/// Reads a matrix.
///
/// # Errors
/// Where it is damaged or beyond a limit, or the user cancelled.
pub fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let all: Vec<Line<'_>> = rows(input.text).collect();
    let Some(&first) = all.first() else {
        return Err(input.refused(0, "The file holds no matrix.", "Check that it is the file you meant."));
    };
    let between = Between::of(first.text);
    let header = fields(input, between, first)?;
    let second = all.get(1).map(|line| fields(input, between, *line)).transpose()?;
    let shape = Shape::of(between, &header, second.as_deref().unwrap_or(&header), all.len());
    let mut matrix = Matrix::default();
    if shape.has_header {
        matrix.column_names = Some(header[usize::from(shape.has_corner)..].to_vec());
    }
    for line in &all[usize::from(shape.has_header)..] {
        input.tick(line.at)?;
        matrix.read_row(input, draft, shape, *line)?;
    }
    matrix.link(input, draft, first.at)
}

fn fields<'a>(input: &Input<'_>, between: Between, line: Line<'a>) -> Result<Vec<Word<'a>>, ReadError> {
    let unclosed = || input.broken(line.at, "a quote on this line has no end before the next value.", "");
    between.fields(line).ok_or_else(unclosed)
}

/// A matrix while it is read.
#[derive(Default)]
struct Matrix<'a> {
    column_names: Option<Vec<Word<'a>>>,
    row_names: Option<Vec<Word<'a>>>,
    rows: usize,
    columns: Option<usize>,
    cells: Cells,
    /// Whether a cell below, or above, the diagonal is filled.
    filled: (bool, bool),
    has_unknown: bool,
}

impl<'a> Matrix<'a> {
    fn read_row(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        shape: Shape,
        line: Line<'a>,
    ) -> Result<(), ReadError> {
        let mut fields = fields(input, shape.between, line)?;
        let values = if shape.has_names { fields.split_off(1) } else { std::mem::take(&mut fields) };
        let names = self.column_names.as_ref().map(Vec::len);
        let columns = *self.columns.get_or_insert(names.unwrap_or(values.len()));
        if values.len() != columns {
            let what = format!("the row has {}, where {columns} are expected.", counted(values.len(), "value"));
            let at = values.get(columns).map_or(line.at + line.text.len(), |value| value.at);
            let is_last = input.text[line.at + line.text.len()..].trim().is_empty();
            return Err(if values.len() < columns && is_last {
                input.incomplete(format!("the last row has {} of {columns}.", counted(values.len(), "value")))
            } else {
                input.broken(at, what, if values.len() < columns { "the row ends here" } else { "one too many" })
            });
        }
        let row = self.rows;
        for (column, value) in values.iter().enumerate() {
            match cell(&value.text, shape.between) {
                Some(Cell::Blank) => continue,
                Some(Cell::Number(number)) => self.cells.push(row, column, number),
                Some(Cell::Unknown) => {
                    if !std::mem::replace(&mut self.has_unknown, true) {
                        let what = format!("cells whose value is not known, such as \"{}\"", short(&value.text));
                        draft.warn(Some(input.line(value.at)), Warning::LeftOut { what });
                    }
                }
                None => {
                    let what = format!("the value \"{}\" of the matrix is not a number.", short(&value.text));
                    return Err(input.broken(value.at, what, "expected a number"));
                }
            }
            self.filled.0 |= column < row;
            self.filled.1 |= column > row;
        }
        if let Some(name) = fields.pop() {
            input.check_name(line.at, &name.text, "the id of an actor")?;
            self.row_names.get_or_insert_default().push(name);
        }
        self.rows += 1;
        Ok(())
    }

    /// Makes actors of the names and links of the cells.
    fn link(self, input: &mut Input<'_>, draft: &mut Draft, at: usize) -> Result<(), ReadError> {
        let line = Some(input.line(at));
        let Self { column_names, row_names, rows, columns, cells, filled, .. } = self;
        let columns = columns.unwrap_or_else(|| column_names.as_ref().map_or(0, Vec::len));
        for name in column_names.iter().flatten() {
            input.check_name(name.at, &name.text, "the id of an actor")?;
        }
        let agree = match (&row_names, &column_names) {
            (Some(rows), Some(columns)) => rows.iter().zip(columns).all(|(row, column)| row.text == column.text),
            _ => true,
        };
        if agree && rows != columns && !(rows > columns && row_names.is_some() && column_names.is_some()) {
            let what = format!("the matrix has {}, but {}.", counted(columns, "column"), counted(rows, "row"));
            return Err(if rows < columns {
                input.incomplete(what)
            } else {
                input.broken(at, what, "expected a square")
            });
        }
        let nameless = || vec![Word { text: "".into(), at, quoted: false }; rows];
        let sides = match (row_names, column_names) {
            (Some(rows), Some(columns)) => Sides::by_name(input, draft, &rows, &columns, line)?,
            (Some(names), None) | (None, Some(names)) => Sides::same(input, draft, &names, line)?,
            (None, None) => Sides::same(input, draft, &nameless(), line)?,
        };
        let is_half = agree && filled.0 != filled.1;
        let direction = if is_half { Direction::None } else { Direction::Seen };
        let is_symmetric = sides.link(input, draft, cells, direction, line, |_, _| ())?;
        let what = if sides.two_mode {
            "Rows and columns have different names: the matrix was read as links between the two, without direction"
        } else if is_half && draft.link_count() > 0 {
            "The matrix is filled on one side of its diagonal, so its links have no direction"
        } else if is_symmetric {
            "The matrix is the same on both sides of its diagonal, so its links have no direction"
        } else {
            return Ok(());
        };
        draft.warn(line, Warning::Guessed { what: what.to_owned() });
        Ok(())
    }
}
