//! Details of two graphs, column by column, so that a thousand columns with one cell each take no longer than one with a thousand.

use super::alike::alike;
use super::fields::Fields;
use super::matching::Matching;
use super::{Both, ColumnChange, Field, List};
use crate::model::{Cell, Column, ColumnKind, Columns};
use std::collections::HashMap;

/// Cells that differ, by the position of their record in the new graph.
pub struct Details<'g> {
    /// Ascending by record, then by the order of the columns.
    cells: Vec<Differing<'g>>,
    next: usize,
}

struct Differing<'g> {
    record: usize,
    /// The place of the column among those of both graphs.
    column: usize,
    name: &'g str,
    old: Option<Cell<'g>>,
    new: Option<Cell<'g>>,
}

impl<'g> Details<'g> {
    /// Compares the details of all records that are in both graphs.
    pub fn new(old: &'g Columns, new: &'g Columns, records: &Matching) -> Self {
        let mut cells = Vec::new();
        for (at, (name, old, new)) in in_pairs(old, new).into_iter().enumerate() {
            let mut differ = |record, old, new| cells.push(Differing { record, column: at, name, old, new });
            for (row, cell) in new.into_iter().flat_map(Column::filled) {
                let Some(old_row) = records.old_of(row) else { continue };
                let before = old.and_then(|old| old.cell(old_row));
                if !before.is_some_and(|before| alike(before, cell)) {
                    differ(row, before, Some(cell));
                }
            }
            for (row, cell) in old.into_iter().flat_map(Column::filled) {
                let Some(new_row) = records.new_of(row) else { continue };
                if new.and_then(|new| new.cell(new_row)).is_none() {
                    differ(new_row, Some(cell), None);
                }
            }
        }
        cells.sort_unstable_by_key(|cell| (cell.record, cell.column));
        Self { cells, next: 0 }
    }

    /// Adds what differs for a record. Records are asked for in ascending order.
    pub fn of_record(&mut self, record: usize, fields: &mut Fields) {
        while let Some(cell) = self.cells.get(self.next).filter(|cell| cell.record == record) {
            let Differing { name, old, new, .. } = cell;
            fields.push(Field::Detail((*name).to_owned()), old.map(Cell::to_value), new.map(Cell::to_value));
            self.next += 1;
        }
    }
}

/// Details that one graph declares and the other does not, or as something else.
pub fn declared_otherwise(both: &Both<'_>) -> Vec<ColumnChange> {
    let Both { old, new, .. } = *both;
    let lists = [
        (List::Actors, old.actor_columns(), new.actor_columns()),
        (List::Links, old.link_columns(), new.link_columns()),
    ];
    let mut changes = Vec::new();
    for (of, old, new) in lists {
        for (name, old, new) in in_pairs(old, new) {
            let (old, new) = (declared(old), declared(new));
            if old != new {
                changes.push(ColumnChange { of, name: name.to_owned(), old, new });
            }
        }
    }
    changes
}

fn declared(column: Option<&Column>) -> Option<ColumnKind> {
    column.filter(|column| column.declared).map(Column::kind)
}

/// The columns of both by their names: those of the new graph in its order, then those that are gone.
fn in_pairs<'g>(old: &'g Columns, new: &'g Columns) -> Vec<(&'g str, Option<&'g Column>, Option<&'g Column>)> {
    let mut before: HashMap<&str, &Column> = old.iter().map(|column| (column.name.as_str(), column)).collect();
    let mut pairs: Vec<_> =
        new.iter().map(|column| (column.name.as_str(), before.remove(column.name.as_str()), Some(column))).collect();
    let gone = old.iter().filter(|column| before.contains_key(column.name.as_str()));
    pairs.extend(gone.map(|column| (column.name.as_str(), Some(column), None)));
    pairs
}
