//! A Parquet file as a sheet: a row with the names of its columns, then its rows. A list in a cell is one text of JSON.

use super::fault::{Fault, Tell};
use super::footer::Footer;
use super::pages::{self, Step};
use super::room::Room;
use super::schema::{Leaf, leaves};
use super::values::Held;
use crate::io::table::split::Sort;
use crate::io::table::walk::{Sheet, SheetCell, SheetRow};

/// A table, and what of it could not be taken.
pub struct Read {
    /// The table. Its first row has the names of columns.
    pub sheet: Sheet,
    /// The names of columns that are left out.
    pub left_out: Vec<String>,
}

/// Reads a file.
///
/// # Errors
/// Where it is cut or damaged, written in a way that is not read, beyond a limit, or the user cancelled.
pub fn sheet(bytes: &[u8], tell: &mut Tell<'_>) -> Result<Read, Fault> {
    let footer = Footer::of(bytes)?;
    let all = leaves(&footer.schema)?;
    if footer.groups.iter().any(|group| group.chunks.len() != all.len()) {
        return Err(Fault::Broken("The file is damaged: some rows have other columns than the table.".to_owned()));
    }
    let mut room = Room::of(bytes.len());
    // Room for all rows at once: a list that doubles holds each twice for a while.
    let announced = footer.groups.iter().map(|group| usize::try_from(group.rows).unwrap_or(0));
    let announced = announced.fold(0, usize::saturating_add).min(room.values_left());
    let mut filling = Filling { rows: Vec::with_capacity(announced), column: 0 };
    let mut names = SheetRow { number: 1, cells: Vec::new() };
    let mut left_out = Vec::new();
    for (at, leaf) in all.iter().enumerate() {
        if leaf.lists > 1 {
            left_out.push(leaf.name.clone());
            continue;
        }
        let text = leaf.name.as_str().into();
        names.cells.push(SheetCell { column: filling.column, sort: Sort::Text, text });
        let mut first = 0;
        for group in &footer.groups {
            let rows = usize::try_from(group.rows).ok().ok_or_else(|| Fault::in_column(&leaf.name))?;
            let mut rows = Rows { leaf, next: first, end: first.saturating_add(rows), list: None };
            pages::read(bytes, &group.chunks[at], leaf, &mut room, tell, &mut |room, step| {
                rows.take(&mut filling, room, step)
            })?;
            first = rows.finish(&mut filling, &mut room)?;
        }
        filling.column += 1;
    }
    if names.cells.is_empty() {
        return Err(Fault::Unknown("The table has no columns that can be read.".to_owned()));
    }
    let filled = filling.rows.into_iter().enumerate().filter(|(_, cells)| !cells.is_empty());
    // The row with the names is the first.
    let rows = filled.map(|(at, cells)| SheetRow { number: at as u32 + 2, cells });
    let rows = std::iter::once(names).chain(rows).collect();
    Ok(Read { sheet: Sheet { rows, ..Sheet::default() }, left_out })
}

/// The rows while their cells come, column after column.
struct Filling {
    rows: Vec<Vec<SheetCell>>,
    column: u32,
}

impl Filling {
    /// A row is there, even where nothing is in it.
    fn reach(&mut self, row: usize) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
    }

    fn put(&mut self, room: &mut Room, row: usize, (sort, text): Held) -> Result<(), Fault> {
        room.text(text.len())?;
        if !text.is_empty() {
            self.rows[row].push(SheetCell { column: self.column, sort, text });
        }
        Ok(())
    }
}

/// The rows of a group while the values of a column come.
struct Rows<'l> {
    leaf: &'l Leaf,
    /// The row after the one whose values come.
    next: usize,
    end: usize,
    /// The elements of the list of the row whose values come.
    list: Option<Vec<String>>,
}

impl Rows<'_> {
    fn take(&mut self, filling: &mut Filling, room: &mut Room, step: Step) -> Result<(), Fault> {
        let Step { repeats, level, held } = step;
        if repeats == 0 {
            self.close(filling, room)?;
            if self.next >= self.end {
                return Err(Fault::in_column(&self.leaf.name));
            }
            // Each row costs a value, of which only so many may come.
            filling.reach(self.next);
            self.next += 1;
            if self.leaf.lists == 0 {
                return held.map_or(Ok(()), |held| filling.put(room, self.next - 1, held));
            }
            self.list = (level >= self.leaf.element).then(Vec::new);
        }
        // What goes on must have begun with an element.
        let is_begun = self.list.is_some() && level >= self.leaf.element;
        match &mut self.list {
            Some(list) if is_begun => {
                let text = held.map(|(_, text)| text);
                room.text(text.as_ref().map_or(0, |text| text.len()))?;
                list.push(text.as_deref().unwrap_or_default().to_owned());
                Ok(())
            }
            None if repeats == 0 => Ok(()),
            _ => Err(Fault::in_column(&self.leaf.name)),
        }
    }

    /// The row whose values came is whole.
    fn close(&mut self, filling: &mut Filling, room: &mut Room) -> Result<(), Fault> {
        let Some(list) = self.list.take() else { return Ok(()) };
        let text = serde_json::to_string(&list).expect("texts are JSON");
        filling.put(room, self.next - 1, (Sort::List, text.into()))
    }

    /// All values came; returns the first row of the next group.
    fn finish(mut self, filling: &mut Filling, room: &mut Room) -> Result<usize, Fault> {
        self.close(filling, room)?;
        if self.next == self.end { Ok(self.end) } else { Err(Fault::in_column(&self.leaf.name)) }
    }
}
