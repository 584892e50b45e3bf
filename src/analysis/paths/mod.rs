//! Paths between actors: the shortest, all of them, the next ones, every one up to a length, in the order of time; and the
//! network that connects several. On [`Ties`], so that parallel links are one step; which links a step has, its ends tell.

mod connecting;
mod in_time;
mod nearest;
mod next;
mod short;
mod simple;

pub use connecting::{Connection, connecting};
pub use in_time::{Order, TimedPath, path_in_time};
pub use nearest::{Between, NoPath, no_path};
pub use next::next_shortest;
pub use short::{all_shortest, shortest_path};
pub use simple::simple_paths;

use super::ties::Ties;

/// A way from one node to another that meets nobody twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The nodes, both ends included.
    pub nodes: Vec<u32>,
    /// The sum of the lengths of its ties; their number where they have none.
    pub length: f64,
}

impl Path {
    fn along(ties: &Ties, nodes: Vec<u32>) -> Self {
        let length = nodes.windows(2).filter_map(|step| ties.between(step[0], step[1])).sum();
        Self { nodes, length }
    }
}

/// Several paths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    /// The paths: the shortest first.
    pub paths: Vec<Path>,
    /// Whether these are all that were asked for: `false` where a limit was met.
    pub is_complete: bool,
}

#[cfg(test)]
mod tests;
