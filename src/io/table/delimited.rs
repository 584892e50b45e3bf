//! Delimited text as a format: CSV, TSV and whatever stands between cells, alone or with the file of actors beside it.

use super::guess::Confidence;
use super::look::{SheetLook, text_table};
use super::mapping::{Delimiter, Partner, Rows, TableMapping};
use super::pair::{partners, rows_of_name};
use super::read::{Found, fault_error, read_rows, settle};
use super::write;
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
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
    let mut main = find(input, input.text, asked)?;
    let Some(Beside { name, text, asked }) = beside(input, draft, &main)? else {
        main.check(input)?;
        let spaces = settle(draft, &main, None);
        return read_rows(input, draft, &main, spaces);
    };
    let mut other = input.with_part(&name, text.as_bytes(), &text, |part| find(part, &text, asked))?;
    let has_links = main.rows() == Some(Rows::Actors);
    if has_links {
        other.reconsider(&main).map_err(|fault| fault_error(input, fault))?;
        input.with_part(&name, text.as_bytes(), &text, |part| other.check(part))?;
    } else {
        input.with_part(&name, text.as_bytes(), &text, |part| {
            main.reconsider(&other).map_err(|fault| fault_error(part, fault))
        })?;
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
    let result = input.with_part(&name, text.as_bytes(), &text, |part| read_rows(part, draft, &other, spaces));
    draft.in_part(None);
    result?;
    if has_links { Ok(()) } else { read_rows(input, draft, &main, spaces) }
}

/// Looks at a table.
fn find<'t>(input: &Input<'_>, text: &'t str, asked: TableMapping) -> Result<Found<'t>, ReadError> {
    let (table, settings, _) = text_table(text, &asked);
    let look = SheetLook::of(table, settings, &asked, false).map_err(|fault| fault_error(input, fault))?;
    Ok(Found::new(table, look, asked, rows_of_name(input.name)))
}

/// A file that stands beside the one that is read, and holds the other half of the graph.
struct Beside {
    name: String,
    text: String,
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
        Partner::Guessed => (partners(input.name, wanted), None),
        Partner::Table(asked) => match &asked.file {
            Some(file) => (vec![file.clone()], Some((**asked).clone())),
            None => (partners(input.name, wanted), Some((**asked).clone())),
        },
    };
    for name in &names {
        let Some(bytes) = input.beside(name) else { continue };
        let bytes =
            if unpack::is_gzip(&bytes) { unpack::gunzip(name, &bytes, &mut |_| input.tell_flow(2, 0))? } else { bytes };
        let decoded = encoding::decode(&bytes);
        let text = decoded.text.into_owned();
        let found = input.with_part(name, &bytes, &text, |part| {
            let found = find(part, &text, asked.clone().unwrap_or_default())?;
            let (links, actors) = if wanted == Rows::Links { (&found, main) } else { (main, &found) };
            let shares_ids = links.shares_ids_with(actors).map_err(|fault| fault_error(part, fault))?;
            Ok((found.rows(), found.says, shares_ids))
        });
        let is_partner = match &found {
            // Whatever it is called and holds: it is about others.
            Ok((.., false)) => false,
            Ok((Some(rows), ..)) => *rows == wanted,
            // Links whose ends only the ids of the actors will tell.
            Ok((None, says, _)) => wanted == Rows::Links && *says == Some(Rows::Links),
            Err(error) if asked.is_none() && error.cause() != ReadCause::Cancelled => false,
            Err(_) => return found.map(|_| None),
        };
        if is_partner || asked.is_some() {
            draft.in_part(Some(name));
            for warning in decoded.warnings {
                draft.warn(None, warning);
            }
            draft.in_part(None);
            return Ok(Some(Beside { name: name.clone(), text, asked: asked.unwrap_or_default() }));
        }
        let what = if wanted == Rows::Links { "links" } else { "actors" };
        let what =
            format!("\"{}\" beside this file was not read, because it does not read like its {what}", short(name));
        draft.warn(None, Warning::Guessed { what });
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
