//! The formats that are XML. The walk over tags that they share is in `walk.rs`.

mod gexf;
mod pen;
mod walk;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[gexf::FORMAT];
