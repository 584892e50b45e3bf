//! Parquet tables as a format: one alone, or links with the actors that stand beside them, as GraphRAG writes them. How the
//! files are read is in the files beside this one; what columns mean is guessed as for any table.

mod delta;
mod fault;
mod footer;
mod graphrag;
mod hybrid;
mod pages;
mod room;
mod schema;
mod sheet;
mod snappy;
mod thrift;
mod values;
mod zstd;

use serde_json::{Map, Value as Json};

use super::look::SheetLook;
use super::mapping::{Partner, Rows, TableMapping};
use super::pair::{partners, rows_of_name};
use super::read::{Found, fault_error, read_rows, settle};
use super::split::Sort;
use super::walk::{Sheet, Table};
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const PARQUET: Entry = Entry {
    id: "parquet",
    name: "Parquet table",
    extensions: &["parquet"],
    holds: "links or actors with typed details; the output of GraphRAG with its texts as evidence",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(clues.head.is_empty() && is_parquet(clues.bytes))
}

/// Whether bytes begin like a Parquet table, an encrypted one included.
pub fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(footer::MARK) || bytes.starts_with(footer::ENCRYPTED)
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let asked = input.options.table.clone().unwrap_or_default();
    let own = sheet(input, input.bytes)?;
    tell_left_out(draft, &own);
    let mut main = find(input, &own.sheet, asked)?;
    let Some(Beside { name, bytes, table, asked }) = beside(input, draft, &main)? else {
        main.check(input)?;
        let spaces = settle(draft, &main, None);
        return read_rows(input, draft, &main, spaces);
    };
    let mut other = input.with_part(&name, &bytes, "", |part| find(part, &table.sheet, asked))?;
    draft.in_part(Some(&name));
    tell_left_out(draft, &table);
    draft.in_part(None);
    let has_links = main.rows() == Some(Rows::Actors);
    if has_links {
        other.reconsider(&main).map_err(|fault| fault_error(input, fault))?;
        input.with_part(&name, &bytes, "", |part| other.check(part))?;
    } else {
        main.reconsider(&other).map_err(|fault| fault_error(input, fault))?;
    }
    main.check(input)?;
    let spaces = settle(draft, &main, Some(&other));
    let what = if has_links { "links" } else { "actors" };
    let what = format!("The {what} were read from \"{}\" beside this file", short(&name));
    draft.warn(None, Warning::Guessed { what });
    // Actors come first, so that links find them described.
    if has_links {
        read_rows(input, draft, &main, spaces)?;
    }
    draft.in_part(Some(&name));
    let result = input.with_part(&name, &bytes, "", |part| read_rows(part, draft, &other, spaces));
    draft.in_part(None);
    result?;
    if has_links { Ok(()) } else { read_rows(input, draft, &main, spaces) }
}

/// The table in the bytes of a file.
///
/// # Errors
/// Where it is cut, damaged, of a sort that is not read, beyond a limit, or the user cancelled.
pub(super) fn sheet(input: &mut Input<'_>, bytes: &[u8]) -> Result<sheet::Read, ReadError> {
    let name = input.name;
    sheet::sheet(bytes, &mut |at| input.tell_flow(1, at)).map_err(|fault| fault.error(name))
}

fn tell_left_out(draft: &mut Draft, read: &sheet::Read) {
    for name in &read.left_out {
        draft.warn(
            None,
            Warning::LeftOut { what: format!("the column \"{}\", which holds lists of lists", short(name)) },
        );
    }
}

/// Looks at a table, whose first row has the names of columns.
///
/// # Errors
/// Never, as long as rows need not be cut into cells.
pub(super) fn find<'t>(input: &Input<'_>, sheet: &'t Sheet, asked: TableMapping) -> Result<Found<'t>, ReadError> {
    let table = Table::Sheet(sheet);
    let settings = TableMapping { skip_rows: Some(0), ..TableMapping::default() };
    let known = TableMapping { header: Some(true), skip_rows: Some(0), ..asked.clone() };
    let look = SheetLook::of(table, settings, &known, false).map_err(|fault| fault_error(input, fault))?;
    let (asked, is_graphrag) = graphrag::meant(&look, asked);
    let says = if is_graphrag { asked.rows } else { rows_of_name(input.name) };
    Ok(Found::new(table, look, asked, says))
}

/// A table that stands beside the one that is read, and holds the other half of the graph.
struct Beside {
    name: String,
    bytes: Vec<u8>,
    table: sheet::Read,
    asked: TableMapping,
}

/// The other half of the graph, where there is one: the one that was asked for, or the first that is called so and is one.
fn beside(input: &mut Input<'_>, draft: &mut Draft, main: &Found<'_>) -> Result<Option<Beside>, ReadError> {
    let wanted = match main.rows().or(main.says) {
        Some(Rows::LinksAndActors) => return Ok(None),
        Some(Rows::Actors) => Rows::Links,
        Some(Rows::Links) | None => Rows::Actors,
    };
    let (names, asked) = match &main.asked.partner {
        Partner::None => return Ok(None),
        Partner::Guessed => (graphrag::entities_first(partners(input.name, wanted)), None),
        Partner::Table(asked) => match &asked.file {
            Some(file) => (vec![file.clone()], Some((**asked).clone())),
            None => (partners(input.name, wanted), Some((**asked).clone())),
        },
    };
    for name in &names {
        let Some(bytes) = input.beside(name) else { continue };
        let read = input.with_part(name, &bytes, "", |part| {
            let table = sheet(part, &bytes)?;
            let found = find(part, &table.sheet, asked.clone().unwrap_or_default())?;
            let (links, actors) = if wanted == Rows::Links { (&found, main) } else { (main, &found) };
            let shares_ids = links.shares_ids_with(actors).map_err(|fault| fault_error(part, fault))?;
            let rows = found.rows().or(found.says);
            Ok((table, rows == Some(wanted) && shares_ids))
        });
        let what = match read {
            Ok((table, is_partner)) if is_partner || asked.is_some() => {
                let asked = asked.unwrap_or_default();
                return Ok(Some(Beside { name: name.clone(), bytes, table, asked }));
            }
            Err(error) if asked.is_some() || error.cause() == ReadCause::Cancelled => return Err(error),
            Ok(_) if wanted == Rows::Links => "it does not read like its links".to_owned(),
            Ok(_) => "it does not read like its actors".to_owned(),
            Err(error) => format!("it cannot be read: {}", error.what().trim_end_matches('.')),
        };
        draft.warn(
            None,
            Warning::Guessed { what: format!("\"{}\" beside this file was not read: {what}", short(name)) },
        );
    }
    match asked {
        Some(_) => {
            let what =
                format!("The file \"{}\" is not there, from which the other half should come.", short(&names[0]));
            let way_out = "Put it into the folder of this file, or say that this one is to be read alone.";
            Err(ReadError::new(ReadCause::NotReadable, input.name, what, way_out))
        }
        None => Ok(None),
    }
}

/// The rows of a table as objects, texts and lists of texts alone; `None` where the file cannot be read.
pub fn records(bytes: &[u8]) -> Option<Vec<Map<String, Json>>> {
    let table = sheet::sheet(bytes, &mut |_| std::ops::ControlFlow::Continue(())).ok()?;
    let (names, rows) = table.sheet.rows.split_first()?;
    let name_of = |column: u32| names.cells.iter().find(|cell| cell.column == column);
    let record = |row: &super::walk::SheetRow| {
        let fields = row.cells.iter().filter_map(|cell| {
            let value =
                if cell.sort == Sort::List { serde_json::from_str(&cell.text).ok()? } else { Json::from(&*cell.text) };
            Some((name_of(cell.column)?.text.to_string(), value))
        });
        fields.collect()
    };
    Some(rows.iter().map(record).collect())
}
