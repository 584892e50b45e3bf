//! CX and CX2, the formats of NDEx and Cytoscape: a list of fragments of aspects. See
//! <https://cytoscape.org/cx/>. Each version has a file; what they have in common is in `aspects.rs`.

mod aspects;
mod by_id;
mod citations;
mod declared;
mod one;
mod two;
mod write;

use crate::io::format::{Entry, Read};
use crate::io::recognise::{Clues, Likeness};

/// CX version 1, for the table of all formats.
pub(super) const ONE: Entry = Entry {
    id: "cx",
    name: "CX (NDEx, Cytoscape), version 1",
    extensions: &["cx"],
    holds: "actors and links with typed attributes, places, citations and supporting texts",
    likeness: likeness_of_one,
    read: Some(Read::Into(one::read)),
    write: None,
};

/// CX version 2, for the table of all formats.
pub(super) const TWO: Entry = Entry {
    id: "cx2",
    name: "CX2 (NDEx, Cytoscape)",
    extensions: &["cx2"],
    holds: "actors and links with typed attributes, places, colours",
    likeness: likeness_of_two,
    read: Some(Read::Into(two::read)),
    write: Some(write::write),
};

fn likeness_of_one(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| json.is_list) else { return Likeness::No };
    if json.has("[].CXVersion") {
        return Likeness::No;
    }
    let is_one = ["[].numberVerification", "[].nodes[].@id", "[].edges[].@id", "[].nodeAttributes[].po"];
    if is_one.iter().any(|path| json.has(path)) {
        return Likeness::Certain;
    }
    Likeness::Likely.when(json.has("[].metaData[].name") && json.has("[].metaData[].elementCount"))
}

fn likeness_of_two(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| json.is_list) else { return Likeness::No };
    Likeness::Certain.when(json.has("[].CXVersion") || json.has("[].attributeDeclarations"))
}
