//! Long work that can be watched and given up: it asks between its pieces. Threads are not its affair.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

/// Asked between the pieces of long work: hears the share done, 0 to 1, and says whether to go on.
pub type Watch<'a> = dyn FnMut(f32) -> ControlFlow<()> + 'a;

/// The work was given up before it had a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The work was given up.")]
pub struct Cancelled;

/// A watch that never gives up and hears nothing.
pub fn unwatched(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(super) fn ask(watch: &mut Watch<'_>, share: f32) -> Result<(), Cancelled> {
    if watch(share).is_break() { Err(Cancelled) } else { Ok(()) }
}

/// Groups that gather results side by side. A fixed number, so that sums do not depend on the number of threads.
const GROUPS: usize = 16;
/// Above this many nodes there are fewer groups, because each holds figures for every node.
const MANY_NODES: usize = 400_000;

/// Works through `pieces` on all threads: piece `n` is gathered by group `n` modulo the number of groups, in order. The room
/// that a piece needs to work in is made by `room` and used again; a piece must leave it as it found it.
///
/// Returns what the groups gathered. The same pieces give the same sums on any number of threads.
pub(super) fn gathered<Room: Send, Sum: Send>(
    pieces: usize,
    node_count: usize,
    watch: &mut Watch<'_>,
    room: impl Fn() -> Room + Sync,
    sum: impl Fn() -> Sum,
    work: impl Fn(usize, &mut Room, &mut Sum) + Sync,
) -> Result<Vec<Sum>, Cancelled> {
    let groups = if node_count > MANY_NODES { GROUPS / 4 } else { GROUPS }.min(pieces);
    let mut sums: Vec<Sum> = (0..groups).map(|_| sum()).collect();
    let rooms: Mutex<Vec<Room>> = Mutex::new(Vec::new());
    ask(watch, 0.0)?;
    for first in (0..pieces).step_by(groups.max(1)) {
        sums.par_iter_mut().enumerate().filter(|(group, _)| first + group < pieces).for_each(|(group, sum)| {
            let free = rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut used = free.unwrap_or_else(&room);
            work(first + group, &mut used, sum);
            rooms.lock().unwrap_or_else(PoisonError::into_inner).push(used);
        });
        ask(watch, (first + groups).min(pieces) as f32 / pieces as f32)?;
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_gathered_once_and_in_order() {
        let sums = gathered(50, 10, &mut unwatched, || (), Vec::new, |piece, (), sum: &mut Vec<usize>| sum.push(piece));
        let sums = sums.expect("nobody gave up");
        assert_eq!(sums[3], [3, 19, 35]);
        assert_eq!(sums.iter().map(Vec::len).sum::<usize>(), 50);
        assert!(gathered(0, 0, &mut unwatched, || (), || 0, |_, (), _| ()).expect("nobody gave up").is_empty());
    }

    #[test]
    fn work_is_given_up_when_asked_to() {
        let mut heard = Vec::new();
        let watch = &mut |share: f32| {
            heard.push(share);
            if share >= 0.5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(gathered(64, 10, watch, || (), || (), |_, (), ()| ()), Err(Cancelled));
        assert_eq!(heard, [0.0, 0.25, 0.5]);
    }
}
