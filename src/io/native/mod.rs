//! The native file `*.linklore`: one JSON text, one record per line. What the parts of a graph are is not decided here.

mod details;
mod place;
mod read;
mod records;
mod schema;
mod take;
mod view;
mod write;

pub use read::read;
pub use schema::json_schema;
pub use write::{to_bytes, verify_native, write_native};

/// The version of the format that is written.
pub const VERSION: u64 = 1;
