//! The formats that are XML. The walk over tags that they share is in `walk`, values with a type in `typed.rs`.

mod anx;
mod gexf;
mod graphml;
mod ids;
mod pen;
mod told;
mod typed;
mod walk;
mod xgmml;

use super::format::Entry;

pub(super) use walk::{Step, Xml};

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[graphml::FORMAT, gexf::FORMAT, anx::FORMAT, xgmml::FORMAT];
