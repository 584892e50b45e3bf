//! Delimited text as a format: CSV, TSV and whatever stands between cells, alone or with the file of actors beside it.

use super::guess::Confidence;
use super::halves::{self, Half};
use super::look::{SheetLook, text_table};
use super::mapping::{Delimiter, TableMapping};
use super::pair::rows_of_name;
use super::read::{Found, fault_error};
use super::write;
use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::io::{encoding, unpack};
use crate::model::Warning;

/// Cells with commas, semicolons, bars or blanks between them.
pub(super) const CSV: Entry = Entry {
    id: "csv",
    name: "Table (CSV)",
    extensions: &["csv"],
    holds: "links or actors with any details; with the files beside it everything, evidence included",
    likeness: |clues| likeness(clues, false),
    read: Some(Read::Into(read)),
    write: Some(write::write_exact),
};

/// The same, written so that a spreadsheet runs none of its cells.
pub(super) const CSV_FOR_SPREADSHEETS: Entry = Entry {
    id: "csv-safe",
    name: "CSV for spreadsheets",
    extensions: &["spreadsheet.csv"],
    holds: "as CSV, but cells that begin like a formula get an apostrophe",
    likeness: |_| Likeness::No,
    read: None,
    write: Some(write::write_for_spreadsheets),
};

/// Cells with tabs between them.
pub(super) const TSV: Entry = Entry {
    id: "tsv",
    name: "Table (TSV)",
    extensions: &["tsv", "tab"],
    likeness: |clues| likeness(clues, true),
    write: None,
    ..CSV
};

/// Names of columns that speak of ends or ids tell a table; any other text with delimiters may be one, whatever they are.
fn likeness(clues: &Clues<'_>, has_tabs: bool) -> Likeness {
    if clues.head.is_empty() || clues.json().is_some() || clues.xml().is_some() {
        return Likeness::No;
    }
    let asked = TableMapping::default();
    let (table, settings, is_table) = text_table(clues.head, &asked);
    if (settings.delimiter == Some(Delimiter::TAB)) != has_tabs {
        return Likeness::IfNamed;
    }
    let Ok(look) = SheetLook::of(table, settings, &asked, false) else { return Likeness::IfNamed };
    let found = Found::new(table, look, asked, None);
    let is_certain = is_table && found.guess.confidence == Confidence::Sure && found.look.mapping.header == Some(true);
    if is_certain { Likeness::Likely } else { Likeness::IfNamed }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let asked = input.options.table.clone().unwrap_or_default();
    let main = find(input, input.text, asked)?;
    halves::read::<Text>(input, draft, main)
}

/// Looks at a table.
fn find<'t>(input: &Input<'_>, text: &'t str, asked: TableMapping) -> Result<Found<'t>, ReadError> {
    let (table, settings, _) = text_table(text, &asked);
    let look = SheetLook::of(table, settings, &asked, false).map_err(|fault| fault_error(input, fault))?;
    Ok(Found::new(table, look, asked, rows_of_name(input.name)))
}

/// A file that stands beside the one that is read.
struct Text {
    text: String,
    /// What there is to say about its encoding.
    warnings: Vec<Warning>,
}

impl Half for Text {
    fn in_order(names: Vec<String>) -> Vec<String> {
        names
    }

    fn open(input: &mut Input<'_>, name: &str, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let bytes =
            if unpack::is_gzip(&bytes) { unpack::gunzip(name, &bytes, &mut |_| input.tell_flow(2, 0))? } else { bytes };
        let decoded = encoding::decode(&bytes);
        Ok(Self { text: decoded.text.into_owned(), warnings: decoded.warnings })
    }

    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn look(&self, input: &Input<'_>, asked: TableMapping) -> Result<Found<'_>, ReadError> {
        find(input, &self.text, asked)
    }

    fn tell(&self, draft: &mut Draft) {
        for warning in &self.warnings {
            draft.warn(None, warning.clone());
        }
    }
}
