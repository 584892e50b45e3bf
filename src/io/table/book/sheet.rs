//! A sheet while its cells come, and how many may come: a few bytes of a packed file can ask for very many.

use std::rc::Rc;

use super::merges::{self, Merge};
use super::parts::AS_CSV;
use crate::io::error::{ReadCause, ReadError};
use crate::io::limits::{SHEET_COLUMNS, bytes_in_words, packed_cells, packed_text_bytes, repeated_cells};
use crate::io::quote::short;
use crate::io::table::split::Sort;
use crate::io::table::walk::{Sheet, SheetCell, SheetRow};

/// What a cell holds.
pub type Held = (Sort, Rc<str>);

/// What all sheets of a file together may still ask for.
pub struct Room {
    file_name: String,
    packed_bytes: usize,
    /// How many bytes its parts unpacked to so far.
    unpacked_bytes: usize,
    /// How many cells may still come that are written each by itself.
    cells: usize,
    /// How many came that are not.
    copies: usize,
    text_bytes: usize,
    texts: Texts,
}

/// Short texts that came before, each in the place that its bytes give it: most cells of a sheet hold what others hold, too.
struct Texts {
    places: Vec<Option<Rc<str>>>,
}

impl Texts {
    /// How many texts are known at once.
    const PLACES: usize = 4096;
    /// The longest text that is looked for.
    const BYTES: usize = 32;

    /// The same text as it came before, where it is still known.
    fn shared(&mut self, text: Rc<str>) -> Rc<str> {
        if text.len() > Self::BYTES {
            return text;
        }
        // FNV-1a: what two texts share a place for costs memory alone.
        let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let place = &mut self.places[hash as usize % Self::PLACES];
        match place {
            Some(known) if *known == text => known.clone(),
            _ => {
                *place = Some(text.clone());
                text
            }
        }
    }
}

impl Room {
    /// The room that a file of that size has.
    pub fn of(file_name: &str, packed_bytes: usize) -> Self {
        Self {
            file_name: file_name.to_owned(),
            packed_bytes,
            unpacked_bytes: 0,
            cells: packed_cells(packed_bytes),
            copies: 0,
            text_bytes: packed_text_bytes(0),
            texts: Texts { places: vec![None; Texts::PLACES] },
        }
    }

    /// A part of so many bytes was unpacked: it may hold as much as it says itself.
    pub fn unpacked(&mut self, bytes: usize) {
        self.unpacked_bytes = self.unpacked_bytes.saturating_add(bytes);
        self.text_bytes = self.text_bytes.saturating_add(packed_text_bytes(bytes) - packed_text_bytes(0));
    }

    /// Takes the room for a cell that is there `times` times.
    fn take(&mut self, times: usize, text_bytes: usize) -> Result<(), ReadError> {
        self.spend(1, times - 1, text_bytes.saturating_mul(times))
    }

    fn spend(&mut self, cells: usize, copies: usize, text_bytes: usize) -> Result<(), ReadError> {
        let Some(cells) = self.cells.checked_sub(cells) else {
            let limit = packed_cells(self.packed_bytes);
            return Err(self.beyond(&format!("holds more than {limit} filled cells")));
        };
        let copies = self.copies.saturating_add(copies);
        if copies > repeated_cells(self.packed_bytes, self.unpacked_bytes) {
            return Err(self.beyond("holds cells or rows that are filled and repeated, or merged, a great many times"));
        }
        let Some(text_bytes) = self.text_bytes.checked_sub(text_bytes) else {
            return Err(self.beyond("holds long texts that very many cells share"));
        };
        (self.cells, self.copies, self.text_bytes) = (cells, copies, text_bytes);
        Ok(())
    }

    /// Takes the room for a cell that another one covers.
    ///
    /// # Errors
    /// Where there is none left.
    pub fn cover(&mut self, text_bytes: usize) -> Result<(), ReadError> {
        self.spend(0, 1, text_bytes)
    }

    fn beyond(&self, what: &str) -> ReadError {
        let size = bytes_in_words(self.packed_bytes as u64);
        let what = format!("The spreadsheet {what}, which is beyond the limit for a file of {size}.");
        ReadError::new(ReadCause::TooLarge, &self.file_name, what, AS_CSV)
    }
}

/// A sheet while its cells come.
pub struct Filling {
    sheet: Sheet,
    merges: Vec<Merge>,
    /// The row whose cells come, until a cell of another one comes: a row of the sheet holds no more room than its cells take.
    row: SheetRow,
}

impl Filling {
    /// A sheet without cells.
    pub fn new(name: String) -> Self {
        Self { sheet: Sheet { name, ..Sheet::default() }, merges: Vec::new(), row: SheetRow::default() }
    }

    /// A cell in that row and column, both from 0.
    ///
    /// # Errors
    /// Where it is beyond a limit.
    pub fn put(&mut self, room: &mut Room, row: u32, column: u32, (sort, text): Held) -> Result<(), ReadError> {
        room.take(1, text.len())?;
        self.check_column(room, column)?;
        let number = row.saturating_add(1);
        if self.row.number != number {
            self.end_row();
            self.row.number = number;
        }
        self.row.cells.push(SheetCell { column, sort, text: room.texts.shared(text) });
        Ok(())
    }

    /// All cells of the row came, as far as they stand together.
    fn end_row(&mut self) {
        if !self.row.cells.is_empty() {
            let cells = self.row.cells.drain(..).collect();
            self.sheet.rows.push(SheetRow { number: self.row.number, cells });
        }
    }

    /// A formula stands in that row and column, both from 0, `times` times, and the file does not say what it came to.
    pub fn uncomputed(&mut self, place: (u32, u32), times: u32) {
        if self.sheet.uncomputed == 0 {
            self.sheet.first_uncomputed = place;
        }
        self.sheet.uncomputed = self.sheet.uncomputed.saturating_add(times as usize);
    }

    /// A cell that is there `times` times, side by side, in a row that is not in the sheet yet.
    ///
    /// # Errors
    /// Where it is beyond a limit.
    pub fn put_side_by_side(
        &self,
        room: &mut Room,
        row: &mut Vec<SheetCell>,
        (column, times): (u32, u32),
        (sort, text): Held,
    ) -> Result<(), ReadError> {
        room.take(times as usize, text.len())?;
        self.check_column(room, column.saturating_add(times - 1))?;
        let text = room.texts.shared(text);
        row.extend((column..column + times).map(|column| SheetCell { column, sort, text: text.clone() }));
        Ok(())
    }

    /// A row that is there `times` times, one below the other, from row `first` (from 0) on.
    ///
    /// # Errors
    /// Where it is beyond a limit.
    pub fn put_rows(
        &mut self,
        room: &mut Room,
        first: u32,
        times: u32,
        mut cells: Vec<SheetCell>,
    ) -> Result<(), ReadError> {
        if cells.is_empty() {
            return Ok(());
        }
        cells.shrink_to_fit();
        if times > 1 {
            let bytes: usize = cells.iter().map(|cell| cell.text.len()).sum();
            let copies = (times as usize - 1).saturating_mul(cells.len());
            room.spend(0, copies, bytes.saturating_mul(times as usize - 1))?;
            let numbers = (1..times).map(|more| first.saturating_add(more));
            let copies = numbers.map(|number| SheetRow { number, cells: cells.clone() });
            self.sheet.rows.extend(copies);
        }
        let number = first.saturating_add(times);
        self.sheet.rows.push(SheetRow { number, cells });
        Ok(())
    }

    fn check_column(&self, room: &Room, column: u32) -> Result<(), ReadError> {
        if column < SHEET_COLUMNS {
            return Ok(());
        }
        let name = short(&self.sheet.name);
        let what = format!("The sheet \"{name}\" has a filled cell beyond column {SHEET_COLUMNS}, which is the limit.");
        Err(ReadError::new(ReadCause::TooLarge, &room.file_name, what, AS_CSV))
    }

    /// The cell in that row and column, both from 0, is merged with those below it as far as row `last`.
    ///
    /// # Errors
    /// Where there are more of them than the file has room for.
    pub fn merge(&mut self, room: &mut Room, (row, column): (u32, u32), last: u32) -> Result<(), ReadError> {
        if last > row {
            room.take(1, 0)?;
            self.merges.push(Merge { first: row.saturating_add(1), last: last.saturating_add(1), column });
        }
        Ok(())
    }

    /// The sheet, with its rows and cells in order, and merged cells in every row that they cover.
    ///
    /// # Errors
    /// Where a cell is there twice, or merged cells cover more than the file has room for. The way out of the first is not said:
    /// it is that of the whole file.
    pub fn finish(mut self, room: &mut Room) -> Result<Sheet, ReadError> {
        self.end_row();
        let Sheet { name, mut rows, .. } = self.sheet;
        if !rows.is_sorted_by(|one, next| one.number < next.number) {
            rows.sort_by_key(|row| row.number);
            let mut merged: Vec<SheetRow> = Vec::with_capacity(rows.len());
            for row in rows {
                match merged.last_mut().filter(|last| last.number == row.number) {
                    Some(last) => last.cells.extend(row.cells),
                    None => merged.push(row),
                }
            }
            rows = merged;
        }
        for row in &mut rows {
            let is_before = |one: &SheetCell, next: &SheetCell| one.column < next.column;
            if row.cells.is_sorted_by(is_before) {
                continue;
            }
            row.cells.sort_by_key(|cell| cell.column);
            if let Some(pair) = row.cells.windows(2).find(|pair| pair[0].column == pair[1].column) {
                let what = format!(
                    "The sheet \"{}\" holds the cell in row {}, column {} twice.",
                    short(&name),
                    row.number,
                    pair[0].column + 1
                );
                return Err(ReadError::new(ReadCause::Broken, &room.file_name, what, ""));
            }
        }
        let covered = merges::fill(&mut rows, self.merges, room)?;
        Ok(Sheet { name, rows, covered, ..self.sheet })
    }
}

/// A sheet that people do not see.
pub fn hidden(name: String) -> Sheet {
    Sheet { name, is_hidden: true, ..Sheet::default() }
}

/// A number as text: whole ones as they are written, others as briefly as they can be said. Texts that are no numbers stay,
/// and so do whole numbers with more digits than a number can hold: rounded ones could name somebody else.
pub fn number(written: &str) -> Option<Held> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && (digits == "0" || !digits.starts_with('0')) {
        let sort = if written.parse::<i64>().is_ok() { Sort::Number } else { Sort::Text };
        return Some((sort, written.into()));
    }
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() => Some((Sort::Number, number.to_string().into())),
        _ => Some((Sort::Text, written.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Held {
        (Sort::Text, text.into())
    }

    #[test]
    fn cells_come_in_any_order_and_none_comes_twice() {
        let mut room = Room::of("a.xlsx", 100);
        let mut filling = Filling::new("A".to_owned());
        for (row, column) in [(4, 1), (0, 2), (4, 0), (0, 0)] {
            filling.put(&mut room, row, column, text("x")).expect("within the limits");
        }
        let sheet = filling.finish(&mut room).expect("each is there once");
        let places: Vec<(u32, u32)> =
            sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.number, cell.column))).collect();
        assert_eq!(places, [(1, 0), (1, 2), (5, 0), (5, 1)]);
        let mut filling = Filling::new("A".to_owned());
        for value in ["x", "y"] {
            filling.put(&mut room, 6, 2, text(value)).expect("within the limits");
        }
        let error = filling.finish(&mut room).expect_err("which of the two counts?");
        assert!(error.what().contains("row 7, column 3"), "{error}");
    }

    #[test]
    fn what_is_said_once_for_many_is_counted() {
        let mut room = Room::of("a.ods", 100);
        let mut filling = Filling::new("A".to_owned());
        let mut row = Vec::new();
        filling.put_side_by_side(&mut room, &mut row, (1, 3), text("x")).expect("within the limits");
        filling.put_rows(&mut room, 0, 2, row.clone()).expect("within the limits");
        let error = filling.put_rows(&mut room, 2, u32::MAX, row).expect_err("beyond every limit");
        assert_eq!(error.cause(), ReadCause::TooLarge);
        let long: Rc<str> = "y".repeat(1 << 20).into();
        let mut take = || filling.put(&mut room, 7, 0, (Sort::Text, long.clone()));
        let error = (0..1000).find_map(|_| take().err()).expect("a thousand times a long text is too much");
        assert!(error.what().contains("share"), "{error}");
        let error = filling.put(&mut room, 8, SHEET_COLUMNS, text("x")).expect_err("too far to the right");
        assert!(error.what().contains("beyond column 16384"), "{error}");
        let sheet = filling.finish(&mut room);
        assert!(sheet.is_err(), "the long text is there several times in one cell");
    }

    #[test]
    fn numbers_are_written_as_briefly_as_they_can_be() {
        let of = |written| number(written).map(|(sort, text)| (sort, text.to_string()));
        assert_eq!(of("12345678901234567"), Some((Sort::Number, "12345678901234567".to_owned())));
        assert_eq!(of("9007199254740993"), Some((Sort::Number, "9007199254740993".to_owned())));
        assert_eq!(of("1234567890123456789"), Some((Sort::Number, "1234567890123456789".to_owned())));
        assert_eq!(of("12345678901234567891"), Some((Sort::Text, "12345678901234567891".to_owned())));
        assert_eq!(of("-9223372036854775809"), Some((Sort::Text, "-9223372036854775809".to_owned())));
        assert_eq!(of("0.10000000000000001"), Some((Sort::Number, "0.1".to_owned())));
        assert_eq!(of(" 3.0 "), Some((Sort::Number, "3".to_owned())));
        assert_eq!(of("-7"), Some((Sort::Number, "-7".to_owned())));
        assert_eq!(of("1e3"), Some((Sort::Number, "1000".to_owned())));
        assert_eq!(of("inf"), Some((Sort::Text, "inf".to_owned())));
        assert_eq!(of(""), None);
    }
}
