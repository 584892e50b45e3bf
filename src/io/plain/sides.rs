//! The rows and columns of a matrix as actors: the same ones in both places, or two sorts of them.

use std::collections::HashMap;

use super::cells::Cells;
use super::names::declare_named;
use super::words::Word;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Value};

/// Which actor each row and each column stands for.
pub struct Sides {
    actors: Vec<ActorIx>,
    of_rows: Vec<u32>,
    of_columns: Vec<u32>,
    /// Whether rows and columns are different actors.
    pub two_mode: bool,
}

/// What is known beforehand of the direction of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// They have none.
    None,
    /// They have none where the matrix is the same on both sides of its diagonal.
    Seen,
}

impl Sides {
    /// Rows and columns that are the same actors, one for each name. Names may be empty and may repeat.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub fn same(
        input: &mut Input<'_>,
        draft: &mut Draft,
        names: &[Word<'_>],
        line: Option<u32>,
    ) -> Result<Self, ReadError> {
        let mut actors = Vec::with_capacity(names.len());
        for name in names {
            input.step()?;
            actors.push(declare_named(draft, &name.text, actors.len() + 1, line));
        }
        let all: Vec<u32> = (0..actors.len() as u32).collect();
        Ok(Self { of_rows: all.clone(), of_columns: all, actors, two_mode: false })
    }

    /// Rows and columns that are different actors. Those without a name are called by their number.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub fn different(
        input: &mut Input<'_>,
        draft: &mut Draft,
        rows: &[Word<'_>],
        columns: &[Word<'_>],
        line: Option<u32>,
    ) -> Result<Self, ReadError> {
        let mut actors = Vec::with_capacity(rows.len() + columns.len());
        for (kind, names) in [("row", rows), ("column", columns)] {
            for (position, name) in names.iter().enumerate() {
                input.step()?;
                let actor = declare_named(draft, &name.text, actors.len() + 1, line);
                if name.text.is_empty() {
                    draft.put_actor(actor, Field::Label, Value::Text(format!("{kind} {}", position + 1)), line);
                }
                draft.put_actor(actor, Field::Kind, Value::Text(kind.to_owned()), line);
                actors.push(actor);
            }
        }
        let (first, all) = (rows.len() as u32, actors.len() as u32);
        Ok(Self { actors, of_rows: (0..first).collect(), of_columns: (first..all).collect(), two_mode: true })
    }

    /// Rows and columns by their names: the same actors where they agree, else those of one name; different ones where no
    /// row is called like a column.
    ///
    /// # Errors
    /// Where names stand in another order and one stands twice: one could not tell whose links they are.
    pub fn by_name(
        input: &mut Input<'_>,
        draft: &mut Draft,
        rows: &[Word<'_>],
        columns: &[Word<'_>],
        line: Option<u32>,
    ) -> Result<Self, ReadError> {
        if rows.len() == columns.len() && rows.iter().zip(columns).all(|(row, column)| row.text == column.text) {
            return Self::same(input, draft, rows, line);
        }
        let (by_row, by_column) = (positions(input, rows, "rows")?, positions(input, columns, "columns")?);
        if !rows.iter().any(|name| by_column.contains_key(&*name.text)) {
            return Self::different(input, draft, rows, columns, line);
        }
        let mut sides = Self::same(input, draft, rows, line)?;
        sides.of_columns.clear();
        for name in columns {
            input.step()?;
            let position = by_row.get(&*name.text).copied().unwrap_or_else(|| {
                sides.actors.push(declare_named(draft, &name.text, sides.actors.len() + 1, line));
                sides.actors.len() as u32 - 1
            });
            sides.of_columns.push(position);
        }
        Ok(sides)
    }

    /// The actor of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<ActorIx> {
        self.of_rows.get(row).map(|at| self.actors[*at as usize])
    }

    /// The actor of a column.
    #[must_use]
    pub fn column(&self, column: usize) -> Option<ActorIx> {
        self.of_columns.get(column).map(|at| self.actors[*at as usize])
    }

    /// Makes a link of each cell, and hands it to `each`. Links between rows and columns that are different actors have no
    /// direction. Tells whether the links have none because the matrix was seen to be symmetric.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub fn link(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        cells: Cells,
        direction: Direction,
        line: Option<u32>,
        each: impl FnMut(&mut Draft, LinkIx),
    ) -> Result<bool, ReadError> {
        let cells = cells.moved(&self.of_rows, &self.of_columns);
        let is_symmetric = !self.two_mode && direction == Direction::Seen && cells.are_symmetric();
        let directed = !(self.two_mode || is_symmetric || direction == Direction::None);
        let are_none = cells.are_none();
        cells.link(input, draft, &self.actors, directed, line, each)?;
        Ok(is_symmetric && !are_none)
    }
}

/// Where each name stands.
fn positions<'n>(input: &mut Input<'_>, names: &'n [Word<'_>], list: &str) -> Result<HashMap<&'n str, u32>, ReadError> {
    let mut positions = HashMap::with_capacity(names.len());
    for (position, name) in (0..).zip(names) {
        input.step()?;
        if positions.insert(&*name.text, position).is_some() {
            let what = format!("the name \"{}\" stands twice among the {list} of the matrix.", short(&name.text));
            return Err(input.broken(name.at, what, "whose links these are cannot be told"));
        }
    }
    Ok(positions)
}
