//! What the user may ask for when a file is opened. Everything has a default that suits most files.

use super::{Format, TableMapping, Testimony};

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOptions {
    /// The format; `None` recognises it by its content.
    pub format: Option<Format>,
    /// Which graph, of a file that holds several; 0 is the first.
    pub graph: usize,
    /// Whether what stands before a damage is opened, marked incomplete.
    pub partial: bool,
    /// Which details become evidence.
    pub testimony: Testimony,
    /// How a table is to be understood; what it leaves open is guessed.
    pub table: Option<TableMapping>,
}
