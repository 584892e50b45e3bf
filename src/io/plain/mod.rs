//! The formats that are plain text with a grammar of their own. What their words and lines have in common is in `words.rs`.

mod tgf;
mod words;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[tgf::FORMAT];
