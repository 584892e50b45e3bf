//! The formats that are plain text with a grammar of their own. What their words and lines have in common is in `words.rs`.

mod graph6;
mod lgl;
mod ncol;
mod sif;
mod tgf;
mod words;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[tgf::FORMAT, sif::FORMAT, ncol::FORMAT, lgl::FORMAT, graph6::FORMAT];
