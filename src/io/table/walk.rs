//! A table whatever it is in, delimited text or a sheet, and the walk over its rows.

use std::rc::Rc;

use super::split::{Cell, Dialect, Fault, Row, Sort, Splitter};

/// A sheet of a spreadsheet: what its cells hold, without their looks.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether people do not see it.
    pub is_hidden: bool,
    /// Its rows, in order; those without a filled cell are left out.
    pub rows: Vec<SheetRow>,
    /// How many cells were filled because a merged one covers them.
    pub covered: usize,
    /// How many formulas have no stored result.
    pub uncomputed: usize,
    /// Row and column, from 0, of the first of them.
    pub first_uncomputed: (u32, u32),
}

/// A row of a sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetRow {
    /// Its number, from 1.
    pub number: u32,
    /// Its filled cells, in the order of columns.
    pub cells: Vec<SheetCell>,
}

/// A filled cell of a sheet. Texts that repeat are held once.
#[derive(Clone, Debug)]
pub struct SheetCell {
    /// Its column, from 0.
    pub column: u32,
    /// What it holds.
    pub sort: Sort,
    /// Its value as text.
    pub text: Rc<str>,
}

/// A table whose rows can be walked over.
#[derive(Clone, Copy, Debug)]
pub enum Table<'t> {
    /// Delimited text.
    Text {
        /// The text.
        text: &'t str,
        /// How its cells are told apart.
        dialect: Dialect,
    },
    /// A sheet.
    Sheet(&'t Sheet),
}

/// A walk over the rows of a table that are not blank.
#[derive(Clone, Debug)]
pub enum Walk<'t> {
    /// Over delimited text.
    Text(Box<Splitter<'t>>),
    /// Over a sheet.
    Sheet(std::slice::Iter<'t, SheetRow>),
}

impl<'t> Table<'t> {
    /// A walk over the rows that come after so many lines, or rows of the sheet.
    #[must_use]
    pub fn walk(self, skipped: usize) -> Walk<'t> {
        match self {
            Self::Text { text, dialect } => {
                let mut splitter = Splitter::new(text, dialect);
                splitter.skip_lines(skipped);
                Walk::Text(Box::new(splitter))
            }
            Self::Sheet(sheet) => {
                let first = sheet.rows.partition_point(|row| row.number as usize <= skipped);
                Walk::Sheet(sheet.rows[first..].iter())
            }
        }
    }

    /// How many rows there are at most; of a text in lines that end in an old-fashioned way, nothing.
    #[must_use]
    pub fn rows_at_most(self) -> usize {
        match self {
            Self::Text { text, .. } => memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1,
            Self::Sheet(sheet) => sheet.rows.len(),
        }
    }

    /// The name of the sheet; nothing of a text, and of a file that is one sheet without a name.
    #[must_use]
    pub fn sheet_name(self) -> Option<&'t str> {
        match self {
            Self::Text { .. } => None,
            Self::Sheet(sheet) => Some(sheet.name.as_str()).filter(|name| !name.is_empty()),
        }
    }

    /// Whether its cells have kinds of their own, and no places in a text.
    #[must_use]
    pub fn is_sheet(self) -> bool {
        matches!(self, Self::Sheet(_))
    }
}

impl<'t> Walk<'t> {
    /// The next row; `false` where there is none. The cells of `row` are replaced.
    ///
    /// # Errors
    /// Where a quote is not closed as it should be.
    pub fn next_row(&mut self, row: &mut Row<'t>) -> Result<bool, Fault> {
        match self {
            Self::Text(splitter) => splitter.next_row(row),
            Self::Sheet(rows) => {
                let Some(next) = rows.next() else { return Ok(false) };
                row.at = 0;
                row.line = next.number;
                row.width = next.cells.last().map_or(0, |cell| cell.column as usize + 1);
                row.cells.clear();
                row.cells.extend(next.cells.iter().map(|cell| Cell {
                    column: cell.column,
                    at: 0,
                    sort: cell.sort,
                    text: (&*cell.text).into(),
                }));
                Ok(true)
            }
        }
    }
}
