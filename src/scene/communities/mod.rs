//! Communities in a large picture: which are large enough to be shown, in which hue, and after whom each is called. Where they
//! are is in `region`, how they are seen in `placed`.

mod field;
mod outline;
mod placed;
mod region;

use crate::analysis::{Louvain, Quotient, Rows};
use crate::model::{ActorIx, Topology};

pub use placed::{Communities, FADE, InSight, TRACE, is_far};
pub use region::{Hull, Region, regions};

/// So many communities are shown at most, the largest.
const MOST: usize = 40;
/// A smaller community is not shown, nor one with less than this share of all actors.
const FEWEST_MEMBERS: usize = 12;
const LEAST_SHARE: f32 = 0.01;
/// A community is called after so many of its actors at most.
pub const MOST_LEADERS: usize = 3;
/// Number of hues there are for communities.
pub const HUES: usize = 12;
/// So many nodes are looked at before somebody is asked whether the result is still wanted.
const VISITS: usize = 20_000;

/// What stands in [`Division::of_slot`] for an actor whose community is not shown.
pub const NOBODY: u16 = u16::MAX;

/// The communities that are large enough to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Division {
    /// The place in `communities` of each shown actor's community, by slot; [`NOBODY`] where that is not shown.
    pub of_slot: Vec<u16>,
    /// The largest first; of equally large ones that with the first actor.
    pub communities: Vec<Community>,
}

/// A community that is large enough to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Number of its actors.
    pub size: usize,
    /// Its most important actors, the first of them first: 1 to [`MOST_LEADERS`].
    pub leaders: Vec<ActorIx>,
    /// Its hue, below [`HUES`]: none of those that it has many links with, where that can be had.
    pub hue: usize,
}

impl Division {
    /// The communities of what is shown, by Louvain's method; `importance` is by node. Ends early, with none, where `stop`
    /// says so.
    #[must_use]
    pub fn of(topology: &Topology, importance: impl Fn(usize) -> f32, stop: &dyn Fn() -> bool) -> Self {
        let links = Rows::of(topology);
        let mut search = Louvain::new(links);
        while !search.advance(VISITS) {
            if stop() {
                return Self::default();
            }
        }
        Self::by_labels(topology, search.finish(links).of_node(), importance)
    }

    /// Of all communities those that are large enough; `label` is the community of each node, numbered by their first nodes.
    fn by_labels(topology: &Topology, label: &[u32], importance: impl Fn(usize) -> f32) -> Self {
        let count = label.iter().max().map_or(0, |greatest| *greatest as usize + 1);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (node, community) in (0u32..).zip(label) {
            members[*community as usize].push(node);
        }
        let fewest = FEWEST_MEMBERS.max((label.len() as f32 * LEAST_SHARE).ceil() as usize);
        let mut shown: Vec<usize> = (0..count).filter(|community| members[*community].len() >= fewest).collect();
        shown.sort_by_key(|community| (std::cmp::Reverse(members[*community].len()), *community));
        shown.truncate(MOST);
        let hues = hues(&Quotient::of_labels(Rows::of(topology), label, count), &shown);
        let mut of_slot = vec![NOBODY; label.len()];
        let mut communities = Vec::with_capacity(shown.len());
        for ((place, community), hue) in (0u16..).zip(&shown).zip(hues) {
            let mut nodes = std::mem::take(&mut members[*community]);
            for node in &nodes {
                of_slot[*node as usize] = place;
            }
            let size = nodes.len();
            let goes_before = |one: &u32, other: &u32| {
                importance(*other as usize).total_cmp(&importance(*one as usize)).then(one.cmp(other))
            };
            if size > MOST_LEADERS {
                nodes.select_nth_unstable_by(MOST_LEADERS, goes_before);
                nodes.truncate(MOST_LEADERS);
            }
            nodes.sort_unstable_by(goes_before);
            let leaders = nodes.into_iter().map(|node| topology.actors()[node as usize]).collect();
            communities.push(Community { size, leaders, hue });
        }
        Self { of_slot, communities }
    }
}

/// A hue for each of the shown communities: that which has the fewest links to others of this hue or one beside it. Who is
/// linked much is drawn close by.
fn hues(between: &Quotient, shown: &[usize]) -> Vec<usize> {
    let mut hue_of = vec![None; between.offsets.len().saturating_sub(1)];
    let mut used = [0usize; HUES];
    for &community in shown {
        let mut cost = [0.0f32; HUES];
        let row = between.offsets[community] as usize..between.offsets[community + 1] as usize;
        let total: f32 = between.weights[row.clone()].iter().sum();
        for (other, weight) in between.neighbours[row.clone()].iter().zip(&between.weights[row]) {
            if let Some(hue) = hue_of[*other as usize] {
                let share = weight / total.max(f32::MIN_POSITIVE);
                cost[hue] += share;
                cost[(hue + 1) % HUES] += 0.5 * share;
                cost[(hue + HUES - 1) % HUES] += 0.5 * share;
            }
        }
        // Hues that have been used less are better, all else being equal; far ones before near ones.
        let hue = (0..HUES)
            .map(|step| step * 5 % HUES)
            .min_by(|one, other| {
                let price = |hue: usize| cost[hue] + 0.05 * used[hue] as f32;
                price(*one).total_cmp(&price(*other))
            })
            .unwrap_or(0);
        used[hue] += 1;
        hue_of[community] = Some(hue);
    }
    shown.iter().map(|community| hue_of[*community].unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Graph, graph_from_drawing};

    /// Rings of actors, each with a hub that all of it is linked with, and one link from each ring to the next.
    fn rings(sizes: &[usize]) -> Graph {
        let mut words = Vec::new();
        for (ring, size) in sizes.iter().enumerate() {
            for at in 1..*size {
                words.push(format!("r{ring}n0-r{ring}n{at}"));
                words.push(format!("r{ring}n{at}-r{ring}n{}", at % (size - 1) + 1));
            }
            if ring > 0 {
                words.push(format!("r{}n1-r{ring}n1", ring - 1));
            }
        }
        graph_from_drawing(&words.join(" "))
    }

    /// The rings as communities, whatever Louvain's method would say.
    fn by_ring(sizes: &[usize]) -> (Graph, Division) {
        let graph = rings(sizes);
        let topology = Topology::whole(&graph);
        let label: Vec<u32> = (0u32..).zip(sizes).flat_map(|(ring, size)| vec![ring; *size]).collect();
        let division = Division::by_labels(&topology, &label, |node| topology.degree(node as u32) as f32);
        (graph, division)
    }

    #[test]
    fn sizeable_communities_are_shown_the_largest_first_and_called_after_the_most_important() {
        let (graph, found) = by_ring(&[20, 5, 40, 12]);
        let sizes: Vec<usize> = found.communities.iter().map(|community| community.size).collect();
        assert_eq!(sizes, [40, 20, 12], "five are too few");
        let labels = |community: &Community| -> Vec<String> {
            community.leaders.iter().map(|leader| graph.actor(*leader).label.to_string()).collect()
        };
        // After the hubs come those with links to other rings, and the first of the rest.
        assert_eq!(labels(&found.communities[0]), ["r2n0", "r2n1", "r2n2"]);
        assert_eq!(labels(&found.communities[1]), ["r0n0", "r0n1", "r0n2"]);
        for (community, of) in (0u16..).zip(&found.communities) {
            assert_eq!(found.of_slot.iter().filter(|other| **other == community).count(), of.size);
        }
        assert_eq!(found.of_slot.iter().filter(|community| **community == NOBODY).count(), 5);
    }

    #[test]
    fn a_hundredth_of_all_is_needed_and_no_more_than_forty_are_shown() {
        assert_eq!(by_ring(&[14; 60]).1.communities.len(), MOST);
        assert!(by_ring(&[20; 120]).1.communities.is_empty(), "2400 actors, 20 in each");
    }

    #[test]
    fn neighbours_have_other_hues() {
        let (_, found) = by_ring(&[14; 30]);
        for ring in 1..30 {
            let [one, other] = [ring - 1, ring].map(|ring| found.communities[ring].hue);
            let apart = one.abs_diff(other);
            assert!(apart.min(HUES - apart) > 1, "{one} {other}");
        }
        let mut used: Vec<usize> = found.communities.iter().map(|community| community.hue).collect();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used.len(), HUES, "all are used");
    }

    fn division(graph: &Graph) -> Division {
        let topology = Topology::whole(graph);
        Division::of(&topology, |node| topology.degree(node as u32) as f32, &|| false)
    }

    #[test]
    fn communities_are_found_and_every_time_the_same() {
        let graph = rings(&[14, 16, 18]);
        let found = division(&graph);
        let sizes: Vec<usize> = found.communities.iter().map(|community| community.size).collect();
        assert_eq!(sizes, [18, 16, 14]);
        assert_eq!(found, division(&graph));
    }

    #[test]
    fn nothing_is_no_special_case_and_what_is_not_wanted_ends_early() {
        assert_eq!(division(&graph_from_drawing("")), Division::default());
        assert!(division(&graph_from_drawing("A B C-C")).communities.is_empty());
        let topology = Topology::whole(&rings(&[700, 900, 1200]));
        let stopped = Division::of(&topology, |_| 0.0, &|| true);
        assert!(stopped.communities.is_empty() || stopped == Division::of(&topology, |_| 0.0, &|| false));
    }
}
