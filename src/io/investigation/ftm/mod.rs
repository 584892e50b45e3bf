//! FollowTheMoney: entities, one JSON object a line or a list of them.

mod documents;
mod entity;
mod evidence;
mod names;
mod parts;
mod proofs;
mod read;
mod schemata;
mod shared;
mod statements;
mod take;
#[cfg(test)]
mod tests;
mod write;

use crate::io::format::{Entry, Read};
use crate::io::recognise::{Clues, Likeness};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "ftm",
    name: "FollowTheMoney",
    extensions: &["ftm.json", "ftm", "ijson", "ftm.jsonl"],
    holds: "entities with lists of values, edges with roles and dates, documents, proofs and source addresses",
    likeness,
    read: Some(Read::Into(read::read)),
    write: Some(write::write),
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    let has = |prefix: &str| ["schema", "properties", "id"].iter().all(|name| json.has(&format!("{prefix}{name}")));
    // A file without an entity is an empty list.
    let is_empty = json.is_list && json.paths.is_empty();
    let has_entities = (has("") && json.text("schema").is_some()) || has("[].");
    if has_entities { Likeness::Certain } else { Likeness::IfNamed.when(is_empty) }
}
