//! The formats that are tables: delimited text and spreadsheets.

mod mapping;
mod roles;
mod write;

use super::format::Entry;
use super::recognise::Likeness;

pub use mapping::{ColumnName, DateOrder, Delimiter, MappedColumn, Partner, QuoteMark, Rows, TableMapping};
pub use roles::ColumnRole;
pub(super) use write::companions;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[CSV, CSV_FOR_SPREADSHEETS];

/// Delimited text; the actors stand in a second file beside the links.
const CSV: Entry = Entry {
    id: "csv",
    name: "CSV",
    extensions: &["csv"],
    holds: "links, and actors in a second file beside them; details, places, colours, sizes, evidence as JSON",
    likeness: |_| Likeness::No,
    read: None,
    write: Some(write::write_exact),
};

/// The same, written so that a spreadsheet runs none of its cells.
const CSV_FOR_SPREADSHEETS: Entry = Entry {
    id: "csv-safe",
    name: "CSV for spreadsheets",
    extensions: &["spreadsheet.csv"],
    holds: "as CSV, but cells that begin like a formula get an apostrophe",
    likeness: |_| Likeness::No,
    read: None,
    write: Some(write::write_for_spreadsheets),
};
