//! The output of machines that make graphs out of texts: GraphRAG and LightRAG.

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[];
