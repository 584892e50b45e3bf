//! The rooms that are fuzzed, out of the sources of the package.
#![allow(missing_docs, reason = "the package itself asks for them")]

#[path = "../../../src/analysis/mod.rs"]
pub mod analysis;
#[path = "../../../src/io/mod.rs"]
pub mod io;
#[path = "../../../src/model/mod.rs"]
pub mod model;
#[path = "../../../src/query/mod.rs"]
pub mod query;
#[path = "../../../src/text/mod.rs"]
pub mod text;
