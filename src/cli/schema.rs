//! `linklore schema`: the JSON Schema of the native file, as generated from the structs that read it.

use clap::Args;

use super::{Failure, console::Console};
use crate::io::native;

/// The arguments of `linklore schema`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore schema > linklore.schema.json")]
pub struct Schema {}

impl Schema {
    /// Prints the schema.
    #[expect(clippy::unused_self, reason = "commands are all run the same way")]
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        console.json(&native::json_schema())
    }
}
