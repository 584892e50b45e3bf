//! Every path between two nodes up to a number of steps.

use super::{Path, Paths};
use crate::analysis::ties::Ties;
use crate::analysis::watch::{Cancelled, Watch, ask};

/// Steps between two questions whether to go on, and those after which it is given up: there can be more paths than atoms.
const STEPS: usize = 100_000;
const MOST_STEPS: usize = 100_000_000;

/// Every path from one node to another that meets nobody twice and has at most `most_steps` ties: those with the fewest first, then
/// in the order of the file. No more than `limit` are found, and the search ends after a hundred million steps; both are told.
///
/// Depth first, once for each number of steps, and never to where the end is too far.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn simple_paths(
    ties: &Ties,
    from: u32,
    to: u32,
    most_steps: usize,
    limit: usize,
    watch: &mut Watch<'_>,
) -> Result<Paths, Cancelled> {
    if from == to {
        return Ok(Paths { paths: vec![Path { nodes: vec![from], length: 0.0 }], is_complete: true });
    }
    let steps_to_end = steps_from(&ties.reversed(), to);
    let least = steps_to_end[from as usize];
    let mut found = Paths { paths: Vec::new(), is_complete: true };
    let mut steps = 0usize;
    let mut is_on_way = vec![false; ties.node_count()];
    // No path has more ties than there are nodes to be met.
    for exactly in least..=most_steps.min(ties.node_count().saturating_sub(1)) {
        let mut way: Vec<(u32, usize)> = vec![(from, 0)];
        is_on_way[from as usize] = true;
        while let Some(&(at, first)) = way.last() {
            steps += 1;
            if steps.is_multiple_of(STEPS) {
                ask(watch, steps as f32 / MOST_STEPS as f32)?;
            }
            if at == to || steps > MOST_STEPS {
                if steps > MOST_STEPS || found.paths.len() == limit {
                    found.is_complete = false;
                    return Ok(found);
                }
                found.paths.push(Path::along(ties, way.iter().map(|(node, _)| *node).collect()));
                is_on_way[at as usize] = false;
                way.pop();
                continue;
            }
            let left = exactly - way.len();
            let heads = ties.heads(at);
            let fits = |head: u32| {
                let to_end = steps_to_end[head as usize];
                !is_on_way[head as usize] && to_end <= left && (head != to || left == 0)
            };
            match (first..heads.len()).find(|place| fits(heads[*place])) {
                Some(place) => {
                    if let Some((_, tried)) = way.last_mut() {
                        *tried = place + 1;
                    }
                    is_on_way[heads[place] as usize] = true;
                    way.push((heads[place], 0));
                }
                None => {
                    is_on_way[at as usize] = false;
                    way.pop();
                }
            }
        }
    }
    Ok(found)
}

/// The number of ties from a node to each other; beyond all numbers where there is no way.
pub(super) fn steps_from(ties: &Ties, source: u32) -> Vec<usize> {
    let mut steps = vec![usize::MAX; ties.node_count()];
    steps[source as usize] = 0;
    let mut reached = vec![source];
    let mut next = 0;
    while let Some(&node) = reached.get(next) {
        next += 1;
        for &head in ties.heads(node) {
            if steps[head as usize] == usize::MAX {
                steps[head as usize] = steps[node as usize] + 1;
                reached.push(head);
            }
        }
    }
    steps
}
