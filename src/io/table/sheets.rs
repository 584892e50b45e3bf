//! Spreadsheets (XLSX, XLS, ODS) as tables: their cells with types, sheet by sheet. What the columns mean is guessed as for any
//! table. Cells are read as a stream, because two cells far apart would make a whole sheet of blanks.

use std::io::{Cursor, Read as _};
use std::rc::Rc;

use calamine::{Data, Ods, Reader as _, SheetVisible, Xls, Xlsx};

use super::guess::Confidence;
use super::look::SheetLook;
use super::mapping::{Partner, Rows, TableMapping};
use super::pair::rows_of_name;
use super::read::{Found, fault_error, read_rows, settle};
use super::split::Sort;
use super::walk::{Sheet, SheetCell, SheetRow, Table};
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::{EXPANSION, FILE_BYTES, bytes_in_words};
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const SPREADSHEET: Entry = Entry {
    id: "spreadsheet",
    name: "Spreadsheet",
    extensions: &["xlsx", "xls", "ods", "xlsm"],
    holds: "links, actors, or both in two sheets, with typed details",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// The sort of spreadsheet that bytes are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Book {
    Xlsx,
    Ods,
    Xls,
}

fn sort_of(bytes: &[u8]) -> Option<Book> {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let tail = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let has = |name: &[u8]| [head, tail].iter().any(|part| memchr::memmem::find(part, name).is_some());
    if bytes.starts_with(b"PK\x03\x04") {
        if has(b"opendocument.spreadsheet") {
            return Some(Book::Ods);
        }
        return has(b"xl/workbook").then_some(Book::Xlsx);
    }
    // "Workbook" in the two-byte letters of an OLE directory.
    let workbook: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    (bytes.starts_with(b"\xd0\xcf\x11\xe0") && memchr::memmem::find(bytes, &workbook).is_some()).then_some(Book::Xls)
}

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(sort_of(clues.bytes).is_some())
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let asked = input.options.table.clone().unwrap_or_default();
    let sheets = sheets(input)?;
    let mut found = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        let is_asked = asked.sheet.as_ref().is_none_or(|name| *name == sheet.name);
        if is_asked {
            found.push(find(input, sheet, asked.clone())?);
        }
    }
    if let Some(name) = asked.sheet.as_ref().filter(|_| found.is_empty()) {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let what =
            format!("There is no filled sheet called \"{}\". The sheets are: {}.", short(name), names.join(", "));
        return Err(ReadError::new(ReadCause::NotThisFormat, input.name, what, "Choose one of them."));
    }
    let main = position(&found, Rows::Links).or_else(|| position(&found, Rows::LinksAndActors));
    let Some(main) = main.or_else(|| position(&found, Rows::Actors)).or((!found.is_empty()).then_some(0)) else {
        let what = "Its sheets are empty.";
        return Err(ReadError::new(ReadCause::NotThisFormat, input.name, what, "Choose a file with a table in it."));
    };
    let partner = (found[main].rows() == Some(Rows::Links))
        .then(|| (0..found.len()).find(|at| *at != main && found[*at].rows() == Some(Rows::Actors)))
        .flatten();
    let mut used = found.swap_remove(main);
    // The last one took the place of the one that was taken out.
    let partner = partner.map(|at| if at == found.len() { main } else { at });
    let partner = partner.map(|at| found.swap_remove(at));
    if let Some(actors) = &partner {
        used.reconsider(actors).map_err(|fault| fault_error(input, fault))?;
    }
    used.check(input)?;
    for other in &found {
        let what = format!("the sheet \"{}\", beside the one that was read", short(&other.look.name));
        draft.warn(None, Warning::LeftOut { what });
    }
    if used.asked.partner == Partner::Guessed && sheets.len() > 1 {
        let names: Vec<String> = [Some(&used), partner.as_ref()]
            .into_iter()
            .flatten()
            .map(|found| format!("\"{}\"", short(&found.look.name)))
            .collect();
        draft.warn(
            None,
            Warning::Guessed { what: format!("The graph was read from the sheet {}", names.join(" and ")) },
        );
    }
    let spaces = settle(draft, &used, partner.as_ref());
    if let Some(actors) = &partner {
        read_rows(input, draft, actors, spaces)?;
    }
    read_rows(input, draft, &used, spaces)
}

fn position(found: &[Found<'_>], rows: Rows) -> Option<usize> {
    let best = (0..found.len()).filter(|at| found[*at].rows() == Some(rows));
    best.max_by_key(|at| (found[*at].guess.confidence, std::cmp::Reverse(*at)))
        .filter(|at| found[*at].guess.confidence > Confidence::None)
}

/// Looks at a sheet.
pub(super) fn find<'t>(input: &Input<'_>, sheet: &'t Sheet, asked: TableMapping) -> Result<Found<'t>, ReadError> {
    let table = Table::Sheet(sheet);
    let settings = TableMapping { skip_rows: asked.skip_rows, ..TableMapping::default() };
    let look = SheetLook::of(table, settings, &asked, false).map_err(|fault| fault_error(input, fault))?;
    Ok(Found::new(table, look, asked, rows_of_name(&format!("{}.xlsx", sheet.name))))
}

/// The sheets of a file that people see, in order.
///
/// # Errors
/// Where the file is damaged, or unpacks to more than it may.
pub(super) fn sheets(input: &mut Input<'_>) -> Result<Vec<Sheet>, ReadError> {
    let bytes = input.bytes;
    let Some(sort) = sort_of(bytes) else {
        let what = "This is no spreadsheet that Linklore can read.";
        return Err(ReadError::new(
            ReadCause::NotThisFormat,
            input.name,
            what,
            "\"linklore formats\" lists what can be read.",
        ));
    };
    if sort != Book::Xls {
        check_expansion(input)?;
    }
    let damaged = |name: &str, what: &str| {
        let way_out =
            "Nothing was opened. Get the file again, or open it in a spreadsheet program and save the table as CSV.";
        ReadError::new(ReadCause::Broken, name, what, way_out)
    };
    let name = input.name;
    let cursor = Cursor::new(bytes);
    let mut sheets = match sort {
        Book::Xlsx => {
            let mut book = Xlsx::new(cursor).map_err(|_of_the_library| damaged(name, DAMAGED))?;
            let visible: Vec<(String, bool)> = book.sheets_metadata().iter().map(visibility).collect();
            let mut sheets = Vec::new();
            for (sheet_name, is_hidden) in visible {
                // Charts and dialogs are sheets without cells.
                let Ok(mut cells) = book.worksheet_cells_reader(&sheet_name) else { continue };
                let mut sheet = Gathered::new(sheet_name, is_hidden);
                while let Some(cell) = cells.next_cell().map_err(|_of_the_library| damaged(name, DAMAGED))? {
                    sheet.cell(cell.get_position(), &Data::from(cell.get_value().clone()));
                    input.tell(2, 0)?;
                }
                sheets.push(sheet.sheet);
            }
            sheets
        }
        Book::Ods => {
            let mut book = Ods::new(cursor).map_err(|_of_the_library| damaged(name, DAMAGED))?;
            let visible: Vec<(String, bool)> = book.sheets_metadata().iter().map(visibility).collect();
            ranges(&visible, book.worksheets())
        }
        Book::Xls => {
            let mut book = Xls::new(cursor).map_err(|_of_the_library| damaged(name, DAMAGED))?;
            let visible: Vec<(String, bool)> = book.sheets_metadata().iter().map(visibility).collect();
            ranges(&visible, book.worksheets())
        }
    };
    sheets.retain(|sheet| !sheet.is_hidden);
    Ok(sheets)
}

fn visibility(sheet: &calamine::Sheet) -> (String, bool) {
    (sheet.name.clone(), sheet.visible != SheetVisible::Visible)
}

fn ranges(visible: &[(String, bool)], ranges: Vec<(String, calamine::Range<Data>)>) -> Vec<Sheet> {
    let is_hidden = |name: &str| visible.iter().any(|(known, hidden)| known == name && *hidden);
    let mut sheets = Vec::new();
    for (name, range) in ranges {
        let hidden = is_hidden(&name);
        let mut sheet = Gathered::new(name, hidden);
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.cell((first_row + row as u32, first_column + column as u32), value);
        }
        sheets.push(sheet.sheet);
    }
    sheets
}

/// A sheet while its cells come, row by row.
struct Gathered {
    sheet: Sheet,
}

impl Gathered {
    fn new(name: String, is_hidden: bool) -> Self {
        Self { sheet: Sheet { name, is_hidden, rows: Vec::new() } }
    }

    fn cell(&mut self, (row, column): (u32, u32), value: &Data) {
        let (sort, text): (Sort, Rc<str>) = match value {
            Data::Empty => return,
            Data::Int(number) => (Sort::Number, number.to_string().into()),
            Data::Float(number) => (Sort::Number, number.to_string().into()),
            Data::String(text) if text.is_empty() => return,
            Data::String(text) => (Sort::Text, text.as_str().into()),
            Data::Bool(yes) => (Sort::YesNo, yes.to_string().into()),
            Data::DateTime(date) if date.is_datetime() => (Sort::Date, date_text(date).into()),
            Data::DateTime(duration) => (Sort::Number, duration.as_f64().to_string().into()),
            Data::DateTimeIso(text) => (Sort::Date, text.trim_end_matches("T00:00:00").into()),
            Data::DurationIso(text) => (Sort::Text, text.as_str().into()),
            Data::Error(error) => (Sort::Error, error.to_string().into()),
        };
        let number = row + 1;
        if self.sheet.rows.last().is_none_or(|last| last.number != number) {
            self.sheet.rows.push(SheetRow { number, cells: Vec::new() });
        }
        let cells = &mut self.sheet.rows.last_mut().expect("a row was just made").cells;
        cells.push(SheetCell { column, sort, text });
    }
}

/// A date of a spreadsheet in ISO 8601; midnight is the day alone.
fn date_text(date: &calamine::ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// What is said of a spreadsheet that is not sound; what its libraries say of it speaks of their own parts.
const DAMAGED: &str = "The spreadsheet is damaged or incomplete: its parts cannot be read.";

/// Unpacks everything once, keeping nothing: what a directory says of sizes need not be true.
fn check_expansion(input: &Input<'_>) -> Result<(), ReadError> {
    let size = input.bytes.len() as u64;
    let most = FILE_BYTES.min(size.saturating_mul(EXPANSION).max(1 << 20));
    let damaged = || {
        ReadError::new(
            ReadCause::Broken,
            input.name,
            DAMAGED,
            "Nothing was opened. Get the file again from where it came.",
        )
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(input.bytes)).map_err(|_of_the_library| damaged())?;
    let mut left = most;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_of_the_library| damaged())?;
        let read =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_of_the_library| damaged())?;
        if read > left {
            let what = format!(
                "The spreadsheet unpacks to more than {}, from {}. The limit is {EXPANSION} times its size.",
                bytes_in_words(most),
                bytes_in_words(size)
            );
            let way_out = "Nothing was opened. If you trust the file, save the table as CSV and open that.";
            return Err(ReadError::new(ReadCause::TooLarge, input.name, what, way_out));
        }
        left -= read;
    }
    Ok(())
}
