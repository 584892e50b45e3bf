//! Shortest ways from eight sources at once, each tie of the same length, and what leads along them.

use super::{Scaling, Shares};
use crate::analysis::ties::Ties;
use crate::analysis::watch::{Cancelled, Watch, gathered};

/// Sources that go side by side: eight numbers fill one line of the processor's cache.
const LANES: usize = 8;
/// Numbers of ways beyond this are made smaller, a level at a time: only their ratios between neighbouring levels count.
const MANY_WAYS: f64 = 1e100;

/// A number for each source.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([f64; LANES]);

impl Row {
    const NONE: Self = Self([0.0; LANES]);

    /// The numbers of those lanes whose bit is set; nothing in the others.
    fn only(self, bits: u8) -> Self {
        let mut row = Self::NONE;
        for lane in 0..LANES {
            row.0[lane] = if bits >> lane & 1 == 1 { self.0[lane] } else { 0.0 };
        }
        row
    }

    fn add(&mut self, other: Self) {
        for lane in 0..LANES {
            self.0[lane] += other.0[lane];
        }
    }
}

/// A node that is met on some level, and by which lanes.
#[derive(Clone, Copy, Debug)]
struct Met {
    node: u32,
    bits: u8,
}

/// Room for one round; all empty between two.
#[derive(Debug)]
struct Room {
    /// Number of shortest ways to each node, by lane.
    ways: Vec<Row>,
    /// What is on its way to the next level, up or down.
    carried: Vec<Row>,
    /// The share of each node in the ways that lead on from it.
    shares: Vec<Row>,
    /// The lanes that have met a node, and those that are about to.
    seen: Vec<u8>,
    pending: Vec<u8>,
    /// Nodes with something pending, as many as are counted besides; there is room for one too many.
    touched: Vec<u32>,
    met: Vec<Met>,
    levels: Vec<usize>,
    /// Levels whose numbers of ways were divided, and by what.
    shrunk: Vec<(usize, Row)>,
}

impl Room {
    fn new(count: usize) -> Self {
        Self {
            ways: vec![Row::NONE; count],
            carried: vec![Row::NONE; count],
            shares: vec![Row::NONE; count],
            seen: vec![0; count],
            pending: vec![0; count],
            touched: vec![0; count + 1],
            met: Vec::new(),
            levels: Vec::new(),
            shrunk: Vec::new(),
        }
    }
}

/// What each group gathered.
pub(super) fn shares(
    ties: &Ties,
    sources: &[u32],
    scaling: Scaling,
    watch: &mut Watch<'_>,
) -> Result<Vec<Shares>, Cancelled> {
    let count = ties.node_count();
    gathered(
        sources.len().div_ceil(LANES),
        count,
        watch,
        || Room::new(count),
        || Shares::none(count),
        |piece, room, shares| {
            let first = piece * LANES;
            outwards(ties, &sources[first..(first + LANES).min(sources.len())], room);
            inwards(ties, scaling, room, shares);
        },
    )
}

/// Counts the shortest ways from each source, a level of distance at a time.
fn outwards(ties: &Ties, sources: &[u32], room: &mut Room) {
    let Room { ways, carried, seen, pending, touched, met, levels, shrunk, .. } = room;
    met.clear();
    levels.clear();
    shrunk.clear();
    levels.push(0);
    for (lane, &source) in sources.iter().enumerate() {
        ways[source as usize].0[lane] = 1.0;
        seen[source as usize] |= 1 << lane;
        met.push(Met { node: source, bits: 1 << lane });
    }
    let mut first = 0;
    while first < met.len() {
        let last = met.len();
        levels.push(last);
        let mut count = 0;
        for &Met { node, bits } in &met[first..last] {
            let row = ways[node as usize].only(bits);
            // Whether a head is new to a lane is asked of each head once, below: here it would be guessed wrong half of the time.
            for &head in ties.heads(node) {
                touched[count] = head;
                let pending = &mut pending[head as usize];
                count += usize::from(*pending == 0);
                *pending |= bits;
                carried[head as usize].add(row);
            }
        }
        let mut most = 0.0f64;
        for &node in &touched[..count] {
            let at = node as usize;
            let bits = std::mem::take(&mut pending[at]) & !seen[at];
            let row = std::mem::replace(&mut carried[at], Row::NONE);
            if bits == 0 {
                continue;
            }
            let row = row.only(bits);
            most = row.0.iter().fold(most, |most, ways| most.max(*ways));
            ways[at].add(row);
            seen[at] |= bits;
            met.push(Met { node, bits });
        }
        if most > MANY_WAYS {
            shrunk.push((levels.len() - 1, shrink(&met[last..], ways)));
        }
        first = last;
    }
}

/// Divides the numbers of ways of one level, each lane by its greatest, so that they stay finite; returns by what.
fn shrink(level: &[Met], ways: &mut [Row]) -> Row {
    let mut most = Row([1.0; LANES]);
    for met in level {
        let row = ways[met.node as usize].only(met.bits);
        for lane in 0..LANES {
            most.0[lane] = most.0[lane].max(row.0[lane]);
        }
    }
    for met in level {
        for lane in (0..LANES).filter(|lane| met.bits >> lane & 1 == 1) {
            let ways = &mut ways[met.node as usize].0[lane];
            *ways = (*ways / most.0[lane]).max(1.0 / MANY_WAYS);
        }
    }
    most
}

/// Takes what leads along the ways back to the sources, and empties the room.
fn inwards(ties: &Ties, scaling: Scaling, room: &mut Room, sums: &mut Shares) {
    let Room { ways, carried, shares, seen, met, levels, shrunk, .. } = room;
    // Levels are met[levels[d]..levels[d + 1]]; the last is followed by nothing, the first are the sources themselves.
    for level in (2..levels.len().saturating_sub(1)).rev() {
        let here = levels[level]..levels[level + 1];
        let before = levels[level - 1]..levels[level];
        let divided = shrunk.pop_if(|(shrunk, _)| *shrunk == level).map_or(Row([1.0; LANES]), |(_, by)| by);
        let (end, through) = scaling.at(level as f64, (level - 1) as f64);
        for &Met { node, bits } in &met[here.clone()] {
            let at = node as usize;
            for lane in 0..LANES {
                let share = (end + shares[at].0[lane]) / ways[at].0[lane] / divided.0[lane];
                carried[at].0[lane] = if bits >> lane & 1 == 1 { share } else { 0.0 };
            }
        }
        for &Met { node, bits } in &met[before] {
            let mut row = Row::NONE;
            for &head in ties.heads(node) {
                row.add(carried[head as usize]);
            }
            let at = node as usize;
            let (mut sum, mut squares) = (0.0, 0.0);
            for lane in 0..LANES {
                if bits >> lane & 1 == 1 {
                    let share = row.0[lane] * ways[at].0[lane];
                    shares[at].0[lane] = share;
                    sum += through * share;
                    squares += (through * share).powi(2);
                }
            }
            sums.sum[at] += sum;
            sums.squares[at] += squares;
        }
        for met in &met[here] {
            carried[met.node as usize] = Row::NONE;
        }
    }
    for met in &*met {
        let at = met.node as usize;
        ways[at] = Row::NONE;
        shares[at] = Row::NONE;
        seen[at] = 0;
    }
}
