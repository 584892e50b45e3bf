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
    for sheet in &hidden {
        let what = format!("the sheet \"{}\", which is hidden in the file", short(&sheet.name));
        draft.warn(None, Warning::LeftOut { what });
    }
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
