//! STIX 2.0 and 2.1 (OASIS): bundles of objects of threat intelligence and investigations. Written is 2.1.

mod details;
mod evidence;
mod fields;
mod ids;
mod links;
mod markings;
mod names;
mod object;
mod places;
mod plan;
mod read;
mod read_links;
mod references;
#[cfg(test)]
mod tests;
mod times;
mod types;
mod versions;
mod vocabulary;
mod write;

use crate::io::format::{Entry, Read};
use crate::io::recognise::{Clues, Likeness};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "stix",
    name: "STIX",
    extensions: &["stix.json", "stix"],
    holds: "objects of threat intelligence, relationships, sightings, references with their descriptions, markings",
    likeness,
    read: Some(Read::Into(read::read)),
    write: Some(write::write),
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    let is_bundle = json.text("type") == Some("bundle")
        && (json.has("objects")
            || json.has("spec_version")
            || json.text("id").is_some_and(|id| id.starts_with("bundle--")));
    let is_object = json.has("spec_version") && json.has("id") && json.has("type");
    let is_list = json.has("[].spec_version") && json.has("[].id") && json.has("[].type");
    Likeness::Certain.when(is_bundle || is_object || is_list)
}
