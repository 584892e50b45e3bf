//! Questions asked of a graph, or of two: pure functions. Nothing that reads text or draws.

mod bins;
mod brandes;
mod bridges;
mod clustering;
mod communities;
mod components;
mod cores;
mod degree;
pub mod diff;
mod distances;
mod importance;
#[cfg(test)]
mod known;
mod lanczos;
mod leiden;
mod measure;
mod measured;
mod moving;
mod pagerank;
mod paths;
mod pivots;
mod quotient;
mod shortest;
mod spectral;
mod strength;
mod ties;
mod timeline;
mod watch;
mod without;

pub use bins::{Bar, BarCounts, Bins, Histogram, Step};
pub use brandes::{Betweenness, betweenness};
pub use bridges::{Bridges, bridges};
pub use clustering::{Clustering, clustering};
pub use communities::{Communities, Louvain, communities, modularity};
pub use components::{Components, connected_components, strongly_connected_components};
pub use cores::core_numbers;
pub use degree::{Degrees, degrees};
pub use distances::{Distances, Estimates, distances};
pub use importance::importance;
pub use leiden::{Resolution, leiden, leiden_by_strength};
pub use measure::Measure;
pub use measured::{Certainty, Measured, Question, figure, measured, ranking};
pub use pagerank::pagerank;
pub use paths::{
    Between, Connection, NoPath, Order, Path, Paths, TimedPath, all_shortest, connecting, next_shortest, no_path,
    path_in_time, shortest_path, simple_paths,
};
pub use pivots::Sources;
pub use quotient::{Quotient, Rows};
pub use spectral::{Settled, eigenvector, hubs_and_authorities, katz};
pub use strength::{Strength, likelihood};
pub use ties::{Arcs, Direction, Ties, Worth};
pub use timeline::{DatedRecord, DatedStretch, Dates, OPEN_AFTER, OPEN_BEFORE, RecordCounts, Timeline};
pub use watch::{Cancelled, Watch, unwatched};
pub use without::without_documents;
