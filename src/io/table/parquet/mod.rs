//! Parquet tables as a format: one alone, or links with the actors that stand beside them, as GraphRAG writes them. How the
//! files are read is in the files beside this one; what columns mean is guessed as for any table.

mod brotli;
mod delta;
mod fault;
mod footer;
mod graphrag;
mod hybrid;
mod lz4;
mod nodes;
mod pages;
mod room;
mod schema;
mod sheet;
mod snappy;
mod thrift;
mod values;
mod zstd;

use serde_json::{Map, Value as Json};

use super::halves::{self, Half};
use super::look::SheetLook;
use super::mapping::TableMapping;
use super::pair::rows_of_name;
use super::read::{Found, fault_error};
use super::split::Sort;
use super::walk::{Sheet, Table};
use crate::io::draft::Draft;
use crate::io::error::ReadError;
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
    let main = find(input, &own.sheet, asked)?;
    halves::read::<Packed>(input, draft, main)?;
    nodes::add(input, draft)
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

/// A file that stands beside the one that is read.
struct Packed {
    bytes: Vec<u8>,
    table: sheet::Read,
}

impl Half for Packed {
    fn in_order(names: Vec<String>) -> Vec<String> {
        graphrag::entities_first(names)
    }

    fn open(input: &mut Input<'_>, name: &str, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let table = input.with_part(name, &bytes, "", |part| sheet(part, &bytes))?;
        Ok(Self { bytes, table })
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn text(&self) -> &'static str {
        ""
    }

    fn look(&self, input: &Input<'_>, asked: TableMapping) -> Result<Found<'_>, ReadError> {
        find(input, &self.table.sheet, asked)
    }

    fn tell(&self, draft: &mut Draft) {
        tell_left_out(draft, &self.table);
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
