//! Paths whose links come in the order of time: what is passed on must have arrived before.

use crate::analysis::ties::{Arcs, Direction};
use crate::model::{Day, Graph, Topology};

/// A path along links that can be taken one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedPath {
    /// The nodes, both ends included.
    pub nodes: Vec<u32>,
    /// The link of each step, as a position in [`Topology::links`].
    pub links: Vec<u32>,
    /// How sure their order is.
    pub order: Order,
}

/// How sure it is that links come one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Each ends no later than the next begins.
    Certain,
    /// Their dates leave room for it.
    Possible,
    /// Some of them have no date that is understood, so that nothing speaks against it; this many.
    Undated(usize),
}

/// When a link may have been: its first and last day, where they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Span {
    earliest: Option<Day>,
    latest: Option<Day>,
    is_dated: bool,
}

impl Span {
    fn of(graph: &Graph, topology: &Topology, link: u32) -> Self {
        match &graph.link(topology.links()[link as usize]).when {
            Some(when) if when.is_understood() => {
                Self { earliest: when.earliest(), latest: when.latest(), is_dated: true }
            }
            _ => Self::default(),
        }
    }

    /// When somebody who sets out no earlier than `from` is there at the earliest; `None` where it is over by then.
    fn after(self, from: Day) -> Option<Day> {
        let there = self.earliest.map_or(from, |earliest| earliest.max(from));
        self.latest.is_none_or(|latest| there <= latest).then_some(there)
    }
}

/// No date is before this day.
const BEFORE_ALL: Day = Day { year: i64::MIN, month: 1, day: 1 };

/// A node that can be reached, by when, and how.
#[derive(Clone, Copy, Debug)]
struct Reached {
    node: u32,
    by: Day,
    from: usize,
    link: u32,
}

/// The path with the fewest links from one node to another on which the links can have been one after the other; of several, one
/// that arrives the earliest. `None` where there is none.
///
/// A date that is uncertain, or a stretch of time, is good for any day in it; a link without a date, or with one that is not
/// understood, for any day at all, unless `dated` leaves it out.
///
/// Breadth-first over who can be reached by when (Kempe, Kleinberg and Kumar 2002): whoever is reached again is followed only where
/// that is earlier than before.
#[must_use]
pub fn path_in_time(
    graph: &Graph,
    topology: &Topology,
    direction: Direction,
    from: u32,
    to: u32,
    dated: bool,
) -> Option<TimedPath> {
    let spans: Vec<Span> = (0..topology.links().len() as u32).map(|link| Span::of(graph, topology, link)).collect();
    let arcs = Arcs::of(topology, direction, |link| spans[link].is_dated || !dated);
    // By when each node is reached so far.
    let mut best: Vec<Option<Day>> = vec![None; topology.node_count()];
    let mut reached = vec![Reached { node: from, by: BEFORE_ALL, from: usize::MAX, link: u32::MAX }];
    best[from as usize] = Some(BEFORE_ALL);
    let mut level = 0..1;
    while best[to as usize].is_none() && !level.is_empty() {
        for at in level.clone() {
            let Reached { node, by, .. } = reached[at];
            for (head, link) in arcs.row(node) {
                let Some(there) = spans[link as usize].after(by) else { continue };
                let known = &mut best[head as usize];
                if known.is_none_or(|known| there < known) {
                    *known = Some(there);
                    reached.push(Reached { node: head, by: there, from: at, link });
                }
            }
        }
        level = level.end..reached.len();
    }
    let arrival = best[to as usize]?;
    let mut at = reached.iter().position(|reached| reached.node == to && reached.by == arrival)?;
    let (mut nodes, mut links) = (vec![to], Vec::new());
    while let Some(before) = reached.get(reached[at].from) {
        links.push(reached[at].link);
        nodes.push(before.node);
        at = reached[at].from;
    }
    nodes.reverse();
    links.reverse();
    let order = order_of(&links.iter().map(|link| spans[*link as usize]).collect::<Vec<_>>());
    Some(TimedPath { nodes, links, order })
}

fn order_of(spans: &[Span]) -> Order {
    let undated = spans.iter().filter(|span| !span.is_dated).count();
    if undated > 0 && spans.len() > 1 {
        return Order::Undated(undated);
    }
    let is_certain = spans.windows(2).all(|pair| match (pair[0].latest, pair[1].earliest) {
        (Some(latest), Some(earliest)) => latest <= earliest,
        _ => false,
    });
    if is_certain { Order::Certain } else { Order::Possible }
}
