//! The native file `*.linklore`: one JSON text, one record per line. What the parts of a graph are is not decided here.

mod axis;
mod borrowed;
mod details;
mod filters;
mod groups;
mod place;
mod read;
mod records;
mod rules;
mod schema;
mod style;
mod take;
mod view;
mod write;

pub use read::read;
pub use schema::json_schema;
pub use write::{to_bytes, verify_native, write_native};

use super::format::{Entry, Read};
use super::recognise::Likeness;
use crate::model::LoadReport;

/// The version of the format that is written.
pub const VERSION: u64 = 1;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "linklore",
    name: "Linklore",
    extensions: &["linklore"],
    holds: "everything: actors, links, documents with their text, passages, evidence, details, the view",
    likeness: |clues| {
        if clues.head.starts_with('{') && clues.json().is_some_and(|json| json.has("linklore")) {
            Likeness::Certain
        } else {
            // Whatever is wrong with a file of this name is told by its reader.
            Likeness::IfNamed
        }
    },
    read: Some(Read::Whole(read)),
    write: Some(|graph, view, out| {
        write_native(graph, view, out)?;
        Ok(LoadReport::default())
    }),
};
