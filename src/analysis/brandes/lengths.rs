//! Shortest ways along ties that have lengths, from one source after the other, and what leads along them.

use super::{Scaling, Shares};
use crate::analysis::shortest::{Search, is_as_long};
use crate::analysis::ties::Ties;
use crate::analysis::watch::{Cancelled, Watch, gathered};

/// Sources that are taken in one piece of work.
const AT_ONCE: usize = 8;

#[derive(Debug)]
struct Room {
    search: Search,
    ways: Vec<f64>,
    shares: Vec<f64>,
}

/// What each group gathered.
pub(super) fn shares(
    ties: &Ties,
    sources: &[u32],
    scaling: Scaling,
    watch: &mut Watch<'_>,
) -> Result<Vec<Shares>, Cancelled> {
    let count = ties.node_count();
    let room = || Room { search: Search::new(count), ways: vec![0.0; count], shares: vec![0.0; count] };
    gathered(
        sources.len().div_ceil(AT_ONCE),
        count,
        watch,
        room,
        || Shares::none(count),
        |piece, room, sums| {
            let first = piece * AT_ONCE;
            for &source in &sources[first..(first + AT_ONCE).min(sources.len())] {
                from(ties, source, scaling, room, sums);
            }
        },
    )
}

fn from(ties: &Ties, source: u32, scaling: Scaling, room: &mut Room, sums: &mut Shares) {
    let Room { search, ways, shares } = room;
    search.run(ties, source, |_| false);
    ways[source as usize] = 1.0;
    // Whoever is reached later is farther away: ways are complete once their node comes.
    for &node in search.reached() {
        for (head, length) in ties.row(node) {
            if search.is_later(node, head) && is_as_long(search.distance(node) + length, search.distance(head)) {
                ways[head as usize] += ways[node as usize];
            }
        }
    }
    for &node in search.reached().iter().rev() {
        let mut share = 0.0;
        for (head, length) in ties.row(node) {
            if search.is_later(node, head) && is_as_long(search.distance(node) + length, search.distance(head)) {
                let (end, _) = scaling.at(search.distance(head), 0.0);
                share += ways[node as usize] / ways[head as usize] * (end + shares[head as usize]);
            }
        }
        shares[node as usize] = share;
        if node != source {
            let (_, through) = scaling.at(1.0, search.distance(node));
            let share = through * share;
            sums.sum[node as usize] += share;
            sums.squares[node as usize] += share * share;
        }
    }
    for &node in search.reached() {
        ways[node as usize] = 0.0;
        shares[node as usize] = 0.0;
    }
    search.clear();
}
