//! Questions asked of a graph, or of two: pure functions. Nothing that reads text or draws.

mod communities;
mod components;
mod degree;
pub mod diff;
mod importance;
mod quotient;

pub use communities::{Communities, Louvain, communities, modularity};
pub use components::{Components, connected_components};
pub use degree::{Degrees, degrees};
pub use importance::importance;
pub use quotient::{Quotient, Rows};
