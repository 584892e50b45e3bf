//! A table as it is shown before it is imported: its first rows, and what its columns most likely mean. Imports nothing.

use std::path::Path;

use super::look::{SheetLook, text_table};
use super::mapping::TableMapping;
use super::pair::rows_of_name;
use super::read::{Found, fault_error};
use super::{book, parquet, sheets};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::{Cow, ReadOptions, display_name, encoding, guess as story, read_file, unpack};

/// A table as it is shown before it is imported.
#[derive(Clone, Debug, PartialEq)]
pub struct TableLook {
    /// Its sheets; delimited text has one, without a name.
    pub sheets: Vec<SheetLook>,
    /// What was asked for, and what was guessed for the rest.
    pub guess: TableMapping,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
}

/// Looks at a table. What the options say of it stands, the rest is guessed.
///
/// # Errors
/// [`ReadError`] with the message for the user, where the file cannot be read or cut into cells.
pub fn look_at_table_file(path: &Path, options: &ReadOptions) -> Result<TableLook, ReadError> {
    let name = display_name(path);
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let packed = read_file(path, &name, go_on)?;
    let bytes = if unpack::is_gzip(&packed) {
        Cow::Owned(unpack::gunzip(&name, &packed, go_on)?)
    } else {
        Cow::Borrowed(&packed[..])
    };
    let decoded = if story::is_text(&bytes) { encoding::decode(&bytes) } else { encoding::no_text() };
    let asked = options.table.clone().unwrap_or_default();
    let mut tell = |_| std::ops::ControlFlow::Continue(());
    let mut input = Input::new(&name, &bytes, &decoded.text, options, &mut tell, &|_| None);
    if decoded.text.is_empty() && parquet::is_parquet(&bytes) {
        let read = parquet::sheet(&mut input, &bytes)?;
        let found = parquet::find(&input, &read.sheet, asked)?;
        let (mapping, reasons) = (whole(&found), sentences(found.guess.reasons));
        let row_count = read.sheet.rows.len() - 1;
        return Ok(TableLook { sheets: vec![SheetLook { row_count, ..found.look }], guess: mapping, reasons });
    }
    if decoded.text.is_empty() {
        let sheets = book::sheets(&mut input)?;
        let mut looks = Vec::new();
        let mut best: Option<Found<'_>> = None;
        for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
            let found = sheets::find(&input, sheet, asked.clone())?;
            looks.push(found.look.clone());
            let is_asked = asked.sheet.as_ref().is_none_or(|name| *name == sheet.name);
            if is_asked && best.as_ref().is_none_or(|best| found.guess.confidence > best.guess.confidence) {
                best = Some(found);
            }
        }
        let (mapping, reasons) = best.map(|found| (whole(&found), found.guess.reasons)).unwrap_or_default();
        return Ok(TableLook { sheets: looks, guess: mapping, reasons: sentences(reasons) });
    }
    let (table, settings, _) = text_table(&decoded.text, &asked);
    let look = SheetLook::of(table, settings, &asked, true).map_err(|fault| fault_error(&input, fault))?;
    let found = Found::new(table, look, asked, rows_of_name(&name));
    let mapping = whole(&found);
    Ok(TableLook { sheets: vec![found.look], guess: mapping, reasons: sentences(found.guess.reasons) })
}

/// The guess with how the cells are told apart, so that nothing is left open.
fn whole(found: &Found<'_>) -> TableMapping {
    let seen = &found.look.mapping;
    let guess = found.guess.mapping.clone();
    TableMapping {
        sheet: guess.sheet.or_else(|| seen.sheet.clone()),
        delimiter: guess.delimiter.or(seen.delimiter),
        quote_mark: guess.quote_mark.or(seen.quote_mark),
        decimal_comma: guess.decimal_comma.or(seen.decimal_comma),
        dates: guess.dates.or(seen.dates),
        skip_rows: guess.skip_rows.or(seen.skip_rows),
        header: guess.header.or(seen.header),
        directed: found.directed(),
        ..guess
    }
}

fn sentences(reasons: Vec<String>) -> Vec<String> {
    reasons.into_iter().map(|reason| format!("{reason}.")).collect()
}
