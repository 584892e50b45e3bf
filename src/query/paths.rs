//! How actors are linked: the same question and the same answer for the window and the command line.

use super::walk::{Among, Hop, Walk};
use crate::analysis::{
    Cancelled, Connection, Direction, NoPath, Paths, Strength, Ties, Watch, Worth, all_shortest, connecting,
    next_shortest, no_path, path_in_time, simple_paths,
};
use crate::model::{ActorIx, Graph, Topology, Visibility};

/// Which paths are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// One that is as short as any.
    #[default]
    Shortest,
    /// All that are as short.
    AllShortest,
    /// The shortest, the next, and so on: so many.
    Next(usize),
    /// Every one of at most so many links.
    UpTo(usize),
    /// The shortest whose links can have been one after the other; with `true`, links without a date are left out.
    InTime(bool),
}

/// A question for paths between two actors, or for the network that connects more.
#[derive(Clone, Debug, PartialEq)]
pub struct PathQuestion {
    /// The actors: from the first to the second, or all of them. At least two.
    pub actors: Vec<ActorIx>,
    /// Which paths. Of more than two actors there is one network.
    pub how: How,
    /// Whether links are followed only the way they run. A network takes them both ways.
    pub direction: Direction,
    /// What makes a link short. In the order of time every link counts one.
    pub strength: Strength,
    /// So many paths at most.
    pub limit: usize,
}

impl PathQuestion {
    /// The same, with what does not go together left out: see its fields.
    #[must_use]
    pub fn sound(&self) -> Self {
        let mut sound = self.clone();
        if sound.actors.len() > 2 {
            (sound.how, sound.direction) = (How::Shortest, Direction::Ignored);
        }
        if matches!(sound.how, How::InTime(_)) {
            sound.strength = Strength::Alike;
        }
        sound
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum PathAnswer {
    /// Paths between two actors.
    Paths {
        /// The shortest first.
        walks: Vec<Walk>,
        /// Whether these are all that were asked for.
        is_complete: bool,
        /// Where there is none: why, and how near they come.
        none: Option<NoPath>,
    },
    /// The network that connects several.
    Network {
        /// Its steps.
        hops: Vec<Hop>,
        /// Everybody in it.
        actors: Vec<ActorIx>,
        /// The actors that were asked for, by who is connected with whom; one group where all are.
        groups: Vec<Vec<ActorIx>>,
        /// The sum of its lengths.
        length: f64,
    },
}

/// The links that are shown, with every actor, so that node `n` is actor `n`.
#[must_use]
pub fn among_shown(graph: &Graph, visibility: &Visibility) -> Topology {
    let (actors, links) = (vec![true; graph.actor_bound()], visibility.links.clone());
    Topology::new(graph, &Visibility { actors, links, ..Visibility::default() })
}

/// Answers a question for paths. Of `topology`, node `n` is actor `n` (see [`among_shown`] and [`Topology::whole`]).
///
/// # Errors
/// [`Cancelled`] where `watch` gives up.
pub fn paths(
    graph: &Graph,
    topology: &Topology,
    question: &PathQuestion,
    watch: &mut Watch<'_>,
) -> Result<PathAnswer, Cancelled> {
    let PathQuestion { actors, how, direction, strength, limit } = question;
    let among = Among { graph, topology, direction: *direction };
    let ties = ties(&among, *strength);
    let (from, to) = match actors.as_slice() {
        [from, to] => (from.0, to.0),
        _ => return Ok(network(&among, &ties, actors)),
    };
    let with_links = |found: Paths| {
        let walks: Vec<Walk> = found.paths.iter().map(|path| Walk::new(&among, path)).collect();
        (walks, found.is_complete)
    };
    let (walks, is_complete) = match *how {
        How::Shortest => (with_links(all_shortest(&ties, from, to, 1)).0, true),
        How::AllShortest => with_links(all_shortest(&ties, from, to, *limit)),
        How::Next(count) => with_links(next_shortest(&ties, from, to, count, watch)?),
        How::UpTo(most) => with_links(simple_paths(&ties, from, to, most, *limit, watch)?),
        How::InTime(dated) => {
            let found = path_in_time(graph, topology, *direction, from, to, dated);
            (found.into_iter().map(|path| Walk::in_time(topology, path)).collect(), true)
        }
    };
    let none = walks.is_empty().then(|| no_path(graph, topology, &ties, from, to));
    Ok(PathAnswer::Paths { walks, is_complete, none })
}

fn ties(among: &Among<'_>, strength: Strength) -> Ties {
    let lengths = strength.lengths(among.topology, among.graph);
    let worth = if strength == Strength::Alike { Worth::One } else { Worth::Least(&lengths) };
    Ties::new(among.topology, among.direction, worth)
}

fn network(among: &Among<'_>, ties: &Ties, actors: &[ActorIx]) -> PathAnswer {
    let wanted: Vec<u32> = actors.iter().map(|actor| actor.0).collect();
    let Connection { ties, nodes, length, groups } = connecting(ties, &wanted);
    let actors = |nodes: Vec<u32>| nodes.into_iter().map(ActorIx).collect();
    PathAnswer::Network {
        hops: ties.iter().map(|&(one, other)| Hop::new(among, ActorIx(one), ActorIx(other))).collect(),
        actors: actors(nodes),
        groups: groups.into_iter().map(actors).collect(),
        length,
    }
}
