//! The formats that are tables: delimited text and spreadsheets.

mod mapping;
mod roles;

use super::format::Entry;

pub use mapping::{ColumnName, DateOrder, Delimiter, MappedColumn, Partner, QuoteMark, Rows, TableMapping};
pub use roles::ColumnRole;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[];
