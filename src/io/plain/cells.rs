//! Matrices as links: which cells are links, and whether the matrix is the same from both sides. How a matrix is written
//! is the readers'.

use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::model::{ActorIx, LinkIx, Value};

/// The cells of a matrix that are not zero, in the order of the file.
#[derive(Debug, Default)]
pub struct Cells {
    cells: Vec<Cell>,
    only_ones: Option<bool>,
}

/// A cell that is not zero.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    row: u32,
    column: u32,
    value: f64,
}

impl Cells {
    /// Adds a cell; zero is no link.
    pub fn push(&mut self, row: usize, column: usize, value: f64) {
        if value == 0.0 {
            return;
        }
        self.only_ones = Some(self.only_ones.unwrap_or(true) && (value - 1.0).abs() < f64::EPSILON);
        self.cells.push(Cell { row: row as u32, column: column as u32, value });
    }

    /// The same cells in other rows and columns: row `r` becomes `rows[r]`.
    #[must_use]
    pub fn moved(mut self, rows: &[u32], columns: &[u32]) -> Self {
        for Cell { row, column, .. } in &mut self.cells {
            (*row, *column) = (rows[*row as usize], columns[*column as usize]);
        }
        self
    }

    /// Whether each cell has its mirror image, with the same value.
    #[must_use]
    pub fn are_symmetric(&self) -> bool {
        let one_side = |is_upper: bool| {
            let cells =
                self.cells.iter().filter(|cell| cell.row != cell.column && (cell.row < cell.column) == is_upper);
            let low_first =
                |&Cell { row, column, value }: &Cell| Cell { row: row.min(column), column: row.max(column), value };
            let mut cells: Vec<Cell> = cells.map(low_first).collect();
            cells.sort_by_key(|cell| (cell.row, cell.column));
            cells
        };
        one_side(true) == one_side(false)
    }

    /// Whether there are none.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.cells.is_empty()
    }

    /// Makes a link of each cell between the actors of those numbers; `line` is where they stand. A matrix that says nothing
    /// but one gives no weights. Without direction, of a cell and its mirror image only one is taken.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub fn link(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        actors: &[ActorIx],
        directed: bool,
        line: Option<u32>,
        mut each: impl FnMut(&mut Draft, LinkIx),
    ) -> Result<(), ReadError> {
        let has_weights = self.only_ones == Some(false);
        let has_mirrors = !directed && self.has_cells_on_both_sides();
        for &Cell { row, column, value } in &self.cells {
            input.step()?;
            if has_mirrors && row > column {
                continue;
            }
            let link = draft.link(actors[row as usize], actors[column as usize], None, directed, line);
            if has_weights {
                draft.put_link(link, Field::Weight, Value::Number(value), line);
            }
            each(draft, link);
        }
        Ok(())
    }

    fn has_cells_on_both_sides(&self) -> bool {
        self.cells.iter().any(|cell| cell.row > cell.column) && self.cells.iter().any(|cell| cell.row < cell.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::ReadOptions;

    fn cells(cells: &[(usize, usize, f64)]) -> Cells {
        let mut all = Cells::default();
        for &(row, column, value) in cells {
            all.push(row, column, value);
        }
        all
    }

    #[test]
    fn a_matrix_is_symmetric_where_every_value_has_its_mirror_image() {
        assert!(cells(&[(0, 0, 3.0), (0, 1, 2.0), (1, 0, 2.0)]).are_symmetric());
        assert!(!cells(&[(0, 1, 2.0), (1, 0, 1.0)]).are_symmetric());
        assert!(!cells(&[(0, 1, 2.0)]).are_symmetric());
        assert!(cells(&[(0, 1, 0.0)]).are_symmetric());
    }

    #[test]
    fn a_symmetric_matrix_gives_each_link_once_and_a_half_matrix_all_of_its() {
        let links = |all: &[(usize, usize, f64)]| {
            let mut draft = Draft::new();
            let actors: Vec<ActorIx> =
                ["a", "b"].into_iter().map(|key| draft.declare(key, None, false).actor).collect();
            let (options, go_on) = (ReadOptions::default(), &mut |_| std::ops::ControlFlow::Continue(()));
            let mut input = Input::new("a", b"", "", &options, go_on, &|_| None);
            cells(all).link(&mut input, &mut draft, &actors, false, None, |_, _| ()).expect("nobody cancels");
            draft.link_count()
        };
        assert_eq!(links(&[(0, 0, 1.0), (0, 1, 1.0), (1, 0, 1.0)]), 2);
        assert_eq!(links(&[(1, 0, 1.0), (1, 1, 1.0)]), 2);
    }
}
