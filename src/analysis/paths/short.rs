//! The shortest path between two nodes, and all that are as short.

use super::{Path, Paths};
use crate::analysis::shortest::{Search, is_as_long};
use crate::analysis::ties::Ties;

/// The shortest path from one node to another; of several, the first in the order of the file. From a node to itself, the node
/// alone. `None` where there is no path.
#[must_use]
pub fn shortest_path(ties: &Ties, from: u32, to: u32) -> Option<Path> {
    all_shortest(ties, from, to, 1).paths.pop()
}

/// Every shortest path from one node to another, in the order of the file, but no more than `limit`. Lengths that differ by
/// rounding only are the same.
#[must_use]
pub fn all_shortest(ties: &Ties, from: u32, to: u32, limit: usize) -> Paths {
    let mut search = Search::new(ties.node_count());
    search.run(&ties.reversed(), to, |node| node == from);
    if search.distance(from).is_infinite() {
        return Paths { paths: Vec::new(), is_complete: true };
    }
    let mut paths = Vec::new();
    // Where the walk is, and which tie of each node is to be tried next.
    let mut walk: Vec<(u32, usize)> = vec![(from, 0)];
    while let Some((node, tried)) = walk.last_mut() {
        let (at, first) = (*node, *tried);
        if at == to {
            if paths.len() == limit {
                return Paths { paths, is_complete: false };
            }
            paths.push(Path::along(ties, walk.iter().map(|(node, _)| *node).collect()));
            walk.pop();
            continue;
        }
        let mut row = ties.row(at).enumerate().skip(first);
        match row.find(|(_, (head, length))| leads_on(&search, at, *head, *length)) {
            Some((place, (head, _))) => {
                *tried = place + 1;
                walk.push((head, 0));
            }
            None => {
                walk.pop();
            }
        }
    }
    Paths { paths, is_complete: true }
}

/// Whether a tie is part of a shortest path, by a search from the end.
pub(super) fn leads_on(from_end: &Search, node: u32, head: u32, length: f64) -> bool {
    from_end.is_later(head, node) && is_as_long(from_end.distance(head) + length, from_end.distance(node))
}
