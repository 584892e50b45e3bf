//! The formats of graphs that are JSON. What their records have in common is in this folder too.

mod adjacency;
mod canvas;
mod columns;
mod cx;
mod cytoscape;
mod graphology;
mod graphson;
mod jgf;
mod looks;
mod neo4j;
mod node_link;
mod pen;
mod records;
#[cfg(test)]
mod tests;
mod tree;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[
    node_link::FORMAT,
    jgf::FORMAT,
    graphology::FORMAT,
    cytoscape::FORMAT,
    cx::ONE,
    cx::TWO,
    graphson::FORMAT,
    neo4j::FORMAT,
    canvas::FORMAT,
    adjacency::FORMAT,
    tree::FORMAT,
];
