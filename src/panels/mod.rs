//! What stands around the picture: Inspector, reader, Browser, find, legend, bars and dialogs. Reads a workspace, pushes
//! commands; changes nothing itself. The picture is in `canvas`, the window in `app`.
//!
//! Panels keep values worked out from the workspace; a window that opens another file makes its panels anew.

mod about;
mod adding;
mod bidi_lines;
mod bidi_mark;
pub mod bidi_text;
mod browser;
mod citing;
mod columns;
mod comparison;
mod derived;
mod duplicates;
mod field;
mod filters;
mod find;
pub mod fonts;
mod forces;
pub mod glyph;
mod history;
mod inspector;
mod judging;
mod keys;
mod kind_choice;
mod lazy_column;
mod legend;
pub mod look;
mod menu;
mod merging;
mod notices;
mod palette;
mod passage_card;
mod picker;
mod reader;
mod rename;
mod report;
mod rows;
mod splitting;
mod start;
mod status;
mod suggesting;

pub use about::About;
pub use adding::AddDialog;
pub use browser::{Browser, Tab};
pub use citing::CiteDialog;
pub use columns::ColumnsWindow;
pub use comparison::ComparisonPanel;
pub use duplicates::DuplicatesPanel;
pub use filters::Filters;
pub use find::Find;
pub use forces::ForcesWindow;
pub use history::HistoryWindow;
pub use inspector::Inspector;
pub use keys::Keys;
pub use legend::Legend;
pub use menu::MenuBar;
pub use merging::MergeDialog;
pub use notices::Notices;
pub use palette::Palette;
pub use reader::Reader;
pub use rename::RenameDialog;
pub use report::ReportWindow;
pub use splitting::SplitDialog;
pub use start::Start;
pub use status::Status;
