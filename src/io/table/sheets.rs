//! Spreadsheets (XLSX, ODS) as a format: which of their sheets hold the graph. What the columns mean is guessed as for any table;
//! how the files are read is in `book`.

use super::book::{Book, sheets};
use super::guess::Confidence;
use super::look::SheetLook;
use super::mapping::{Partner, Rows, TableMapping};
use super::pair::rows_of_name;
use super::read::{Found, fault_error, read_rows, settle};
use super::walk::{Sheet, Table};
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::plain;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const SPREADSHEET: Entry = Entry {
    id: "spreadsheet",
    name: "Spreadsheet",
    extensions: &["xlsx", "ods", "xlsm"],
    holds: "links, actors, or both in two sheets, with typed details",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(Book::of(clues.bytes).is_some())
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let asked = input.options.table.clone().unwrap_or_default();
    let (hidden, sheets): (Vec<Sheet>, Vec<Sheet>) = sheets(input)?.into_iter().partition(|sheet| sheet.is_hidden);
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
    if let Some(text) = labelled_matrix(&found[main]) {
        let matrix = found.swap_remove(main);
        tell_left_out(draft, &hidden, &found);
        tell_sheets(draft, &sheets, &[&matrix]);
        return input.with_part(input.name, text.as_bytes(), &text, |part| plain::read_matrix(part, draft));
    }
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
    tell_left_out(draft, &hidden, &found);
    let read: Vec<&Found<'_>> = [Some(&used), partner.as_ref()].into_iter().flatten().collect();
    tell_sheets(draft, if used.asked.partner == Partner::Guessed { &sheets } else { &[] }, &read);
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

/// Names the sheets that are not read, all in one warning: that one of them holds links must not be lost among others.
fn tell_left_out(draft: &mut Draft, hidden: &[Sheet], others: &[Found<'_>]) {
    let of_hidden = hidden.iter().map(|sheet| format!("\"{}\", which is hidden in the file", short(&sheet.name)));
    let of_others = others.iter().map(|other| {
        let holds = match (other.rows(), other.guess.confidence) {
            (Some(Rows::Links | Rows::LinksAndActors), Confidence::Unsure) => ", which may hold links, too",
            (Some(Rows::Links | Rows::LinksAndActors), _) => ", which holds links, too",
            _ => "",
        };
        format!("\"{}\"{holds}", short(&other.look.name))
    });
    let named: Vec<String> = of_hidden.chain(of_others).collect();
    if !named.is_empty() {
        let sheets = if named.len() == 1 { "sheet" } else { "sheets" };
        draft.warn(None, Warning::LeftOut { what: format!("the {sheets} {}", named.join("; ")) });
    }
}

/// Says which of the sheets are read, where there are several, and what their cells lack.
fn tell_sheets(draft: &mut Draft, all: &[Sheet], read: &[&Found<'_>]) {
    if all.len() > 1 {
        let names: Vec<String> = read.iter().map(|found| format!("\"{}\"", short(&found.look.name))).collect();
        let sheets = if names.len() == 1 { "sheet" } else { "sheets" };
        let what = format!("The graph was read from the {sheets} {}", names.join(" and "));
        draft.warn(None, Warning::Guessed { what });
    }
    for found in read {
        let Table::Sheet(sheet) = found.table else { continue };
        if sheet.covered > 0 {
            let cells = if sheet.covered == 1 { "1 cell".to_owned() } else { format!("{} cells", sheet.covered) };
            let what = format!(
                "In the sheet \"{}\", {cells} without a value got that of the merged cell that covers them",
                short(&sheet.name)
            );
            draft.warn(None, Warning::Reshaped { what });
        }
        if sheet.uncomputed > 0 {
            let formulas =
                if sheet.uncomputed == 1 { "1 formula".to_owned() } else { format!("{} formulas", sheet.uncomputed) };
            let (row, column) = sheet.first_uncomputed;
            let what = format!(
                "The result of {formulas} in the sheet \"{}\" is not stored in the file, first in row {}, column {}",
                short(&sheet.name),
                row.saturating_add(1),
                column.saturating_add(1)
            );
            draft.warn(None, Warning::Skipped { what });
        }
    }
}

/// The text of a sheet that is a matrix with the same names on both sides, and of which nothing else was asked for.
fn labelled_matrix(found: &Found<'_>) -> Option<String> {
    let Table::Sheet(sheet) = found.table else { return None };
    let asks_nothing = found.asked == TableMapping { sheet: found.asked.sheet.clone(), ..TableMapping::default() };
    if !asks_nothing || found.guess.confidence == Confidence::Sure {
        return None;
    }
    matrix_text(sheet).filter(|text| plain::is_labelled_matrix(text))
}

/// A sheet as a matrix with tabs, names in quotes, each row on the line of its number; `None` where it is none.
fn matrix_text(sheet: &Sheet) -> Option<String> {
    let columns = sheet.rows.first()?.cells.last()?.column + 1;
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    let is_square = sheet.rows.len() == columns as usize;
    // The gaps are written, too: a few cells must not ask for very many.
    let is_dense =
        (columns as usize).saturating_mul(columns as usize) <= cells.saturating_mul(64).saturating_add(1 << 20);
    if !is_square || !is_dense {
        return None;
    }
    let mut text = String::new();
    let mut line = 1;
    for (at, row) in sheet.rows.iter().enumerate() {
        text.extend((line..row.number).map(|_| '\n'));
        line = row.number;
        let mut cells = row.cells.iter().peekable();
        for column in 0..columns {
            let held = cells.next_if(|cell| cell.column == column).map_or("", |cell| &*cell.text);
            if held.contains(['\t', '\n', '\r', '"', ';']) {
                return None;
            }
            if column > 0 {
                text.push('\t');
            }
            let quote = if at == 0 || column == 0 { "\"" } else { "" };
            text.extend([quote, held, quote]);
        }
        if cells.next().is_some() {
            return None;
        }
    }
    Some(text)
}

/// Looks at a sheet.
pub(super) fn find<'t>(input: &Input<'_>, sheet: &'t Sheet, asked: TableMapping) -> Result<Found<'t>, ReadError> {
    let table = Table::Sheet(sheet);
    let settings = TableMapping { skip_rows: asked.skip_rows, ..TableMapping::default() };
    let look = SheetLook::of(table, settings, &asked, false).map_err(|fault| fault_error(input, fault))?;
    Ok(Found::new(table, look, asked, rows_of_name(&format!("{}.xlsx", sheet.name))))
}
