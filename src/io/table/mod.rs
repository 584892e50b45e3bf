//! The formats that are tables: delimited text, spreadsheets and Parquet.

mod book;
mod dates;
mod delimited;
mod fill;
mod guess;
mod halves;
mod header;
mod headings;
mod look;
mod mapping;
mod names;
mod pair;
mod parquet;
mod plan;
mod preview;
mod read;
mod roles;
mod sheets;
mod sniff;
mod split;
#[cfg(test)]
mod tests;
mod walk;
mod write;

use super::format::Entry;

pub use look::{ColumnLook, SheetLook};
pub use mapping::{ColumnName, DateOrder, Delimiter, MappedColumn, Partner, QuoteMark, Rows, TableMapping};
pub(super) use parquet::{is_parquet, records as parquet_records};
pub use preview::{TableLook, look_at_table_file};
pub use roles::ColumnRole;
pub(super) use write::companions;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] =
    &[delimited::CSV, delimited::CSV_FOR_SPREADSHEETS, delimited::TSV, sheets::SPREADSHEET, parquet::PARQUET];
