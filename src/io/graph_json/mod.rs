//! The formats of graphs that are JSON. What their records have in common is in this folder too.

mod cx;
mod cytoscape;
mod graphology;
mod jgf;
mod node_link;
mod records;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] =
    &[node_link::FORMAT, jgf::FORMAT, graphology::FORMAT, cytoscape::FORMAT, cx::ONE, cx::TWO];
