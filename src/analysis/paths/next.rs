//! The shortest path, the next, and so on.

use std::collections::BTreeSet;

use super::short::leads_on;
use super::{Path, Paths};
use crate::analysis::shortest::Search;
use crate::analysis::ties::Ties;
use crate::analysis::watch::{Cancelled, Watch, ask};

/// The `count` shortest paths from one node to another that meet nobody twice, by Yen's method (1971) as Lawler (1972) made it
/// faster. Of paths as long as each other, those with fewer steps come first, then those first in the order of the file.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn next_shortest(ties: &Ties, from: u32, to: u32, count: usize, watch: &mut Watch<'_>) -> Result<Paths, Cancelled> {
    let back = ties.reversed();
    let mut search = Search::new(ties.node_count());
    let mut paths: Vec<Path> = Vec::new();
    // Candidates, with the place up to which they go along a path that was found.
    let mut candidates: Vec<(Path, usize)> = Vec::new();
    let mut known: BTreeSet<Vec<u32>> = BTreeSet::new();
    let mut place_of_last = 0;
    if let Some(first) = detour(ties, &back, &mut search, &[], from, to, &paths) {
        known.insert(first.nodes.clone());
        candidates.push((first, 0));
    }
    while paths.len() < count {
        ask(watch, paths.len() as f32 / count as f32)?;
        if let Some(last) = paths.last().cloned().filter(|last| last.nodes.len() > 1) {
            for place in place_of_last..last.nodes.len() - 1 {
                let (root, turn) = (&last.nodes[..place], last.nodes[place]);
                if let Some(found) = detour(ties, &back, &mut search, root, turn, to, &paths)
                    && known.insert(found.nodes.clone())
                {
                    candidates.push((found, place));
                }
            }
        }
        let best = (0..candidates.len()).min_by(|one, other| {
            let (one, other) = (&candidates[*one].0, &candidates[*other].0);
            let by_length = one.length.total_cmp(&other.length);
            by_length.then(one.nodes.len().cmp(&other.nodes.len())).then_with(|| one.nodes.cmp(&other.nodes))
        });
        let Some(best) = best else { return Ok(Paths { paths, is_complete: true }) };
        let (path, place) = candidates.swap_remove(best);
        place_of_last = place;
        paths.push(path);
    }
    Ok(Paths { paths, is_complete: true })
}

/// The shortest path that begins with `root`, goes on from `turn`, and then is none of `paths`.
fn detour(
    ties: &Ties,
    back: &Ties,
    search: &mut Search,
    root: &[u32],
    turn: u32,
    to: u32,
    paths: &[Path],
) -> Option<Path> {
    let begins = |path: &&Path| {
        path.nodes.len() > root.len() + 1 && path.nodes.starts_with(root) && path.nodes[root.len()] == turn
    };
    let taken: BTreeSet<u32> = paths.iter().filter(begins).map(|path| path.nodes[root.len() + 1]).collect();
    let in_root: BTreeSet<u32> = root.iter().copied().collect();
    // Seen from the end: ties lead from their head to their tail.
    let may_take = |head: u32, tail: u32| !(in_root.contains(&tail) || tail == turn && taken.contains(&head));
    search.run_along(back, to, |node| node == turn, may_take);
    let found = search.distance(turn).is_finite().then(|| {
        let mut nodes = root.to_vec();
        let mut node = turn;
        nodes.push(node);
        while node != to {
            let mut row = ties.row(node).filter(|(head, _)| node != turn || !taken.contains(head));
            let (head, _) = row.find(|(head, length)| leads_on(search, node, *head, *length))?;
            nodes.push(head);
            node = head;
        }
        Some(Path::along(ties, nodes))
    });
    search.clear();
    found.flatten()
}
