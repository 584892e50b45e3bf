//! What stands around the picture: Inspector, reader, Browser, find, legend, bars and dialogs. Reads a workspace, pushes
//! commands; changes nothing itself. The picture is in `canvas`, the window in `app`.
//!
//! Panels keep values worked out from the workspace; a window that opens another file makes its panels anew.

mod bidi_lines;
pub mod bidi_text;
mod browser;
mod derived;
pub mod fonts;
pub mod glyph;
mod inspector;
mod lazy_column;
pub mod look;
mod passage_card;
mod reader;
mod rows;

pub use browser::{Browser, Tab};
pub use inspector::Inspector;
pub use reader::Reader;
