//! The formats that are tables: delimited text and spreadsheets.

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[];
