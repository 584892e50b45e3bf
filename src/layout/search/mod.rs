//! A small drawing made better node by node: what is wrong with it as one number, and moves that make it less.
//!
//! As in Davidson and Harel 1996 ("Drawing Graphs Nicely Using Simulated Annealing", ACM TOG 15(4)), with other figures: distances
//! like hops, neighbours near, communities apart, few crossings, room around nodes, nothing under them. A move is taken where it
//! makes things at most a little worse, and ever less of that (Dueck and Scheuer 1990, "Threshold Accepting"). Only what one node
//! has to do with the others is reckoned anew for a move.

mod crossing;
mod grouping;
mod nearness;
mod spacing;

pub(super) use grouping::mean as silhouette;

use crossing::Crossing;
use grouping::Grouping;
use nearness::Nearness;
use spacing::Spacing;

use super::network::Network;

/// Rounds in which every node is tried once, at most. Where fewer are worth their time, moves are small from the beginning and
/// things stay as they are on the whole.
const MOST_ROUNDS: usize = 200;
/// How much worse a move may make things at first.
const FIRST_SLACK: f32 = 0.003;
/// How far moves go in the end, in mean lengths of a link, and how much farther at first.
const LAST_REACH: f32 = 0.05;
const MORE_REACH: f32 = 1.5;
/// Every so many moves go to the surroundings of a neighbour.
const TO_A_NEIGHBOUR: u32 = 10;
/// What other figures than distances can gain by one move at most, about: nothing else is reckoned where distances lose more.
const GREATEST_GAIN: f32 = 0.02;

/// How much each figure counts: stress over what there was of it at first; the mean Jaccard index of neighbours, the mean
/// silhouette and the share of crossings as they are. Chosen by trying, on the small graphs that `benches/judge_layout.py` knows.
const OF_STRESS: f32 = 0.9;
const OF_NEIGHBOURS: f32 = 0.3;
const OF_COMMUNITIES: f32 = 1.0;
const OF_CROSSINGS: f32 = 8.0;
/// For each node that lacks room, and each link for each that passes under a node.
const OF_ROOM: f32 = 0.6;
const OF_HIDDEN: f32 = 0.4;

/// A node at another place.
struct Move<'a> {
    node: usize,
    /// Its distances to all nodes, as it stands and as it would.
    from: &'a [f32],
    into: &'a [f32],
}

/// What does not change while nodes move.
struct Graph<'a> {
    network: &'a Network,
    /// Each once.
    links: Vec<(u32, u32)>,
    /// The links of each node, by the offsets of the network.
    links_of: Vec<u32>,
    /// Over the wanted length of a link.
    radii: &'a [f32],
    community_of: &'a [u32],
}

impl<'a> Graph<'a> {
    fn new(network: &'a Network, radii: &'a [f32], community_of: &'a [u32]) -> Self {
        let count = network.node_count();
        let mut links = Vec::with_capacity(network.neighbours.len() / 2);
        let mut links_of = vec![0; network.neighbours.len()];
        let mut next: Vec<usize> = network.offsets.iter().map(|offset| *offset as usize).collect();
        for one in 0..count {
            for (other, _) in network.row(one).filter(|(other, _)| *other > one) {
                for end in [one, other] {
                    links_of[next[end]] = links.len() as u32;
                    next[end] += 1;
                }
                links.push((one as u32, other as u32));
            }
        }
        Self { network, links, links_of, radii, community_of }
    }

    fn count(&self) -> usize {
        self.network.node_count()
    }

    fn links_of(&self, node: usize) -> &[u32] {
        &self.links_of[self.network.offsets[node] as usize..self.network.offsets[node + 1] as usize]
    }
}

/// Where the nodes of a small component stand after a search for better places, which takes about so many steps of `work` at most;
/// those without mobility stay. Radii are over the wanted length of a link.
pub(super) fn improved(
    (network, radii, community_of): (&Network, &[f32], &[u32]),
    (xs, ys): (&[f32], &[f32]),
    mobility: &[f32],
    work: usize,
    seed: u64,
) -> (Vec<f32>, Vec<f32>) {
    let graph = Graph::new(network, radii, community_of);
    let mut search = Search::new(&graph, xs.to_vec(), ys.to_vec());
    // Two nodes lie as well one way as the other.
    let rounds = if xs.len() > 2 { (work / search.work().max(1)).min(MOST_ROUNDS) } else { 0 };
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 0..rounds {
        search.begin_round();
        search.round(mobility, (rounds - round) as f32 / MOST_ROUNDS as f32, &mut random);
    }
    if mobility.iter().all(|mobility| *mobility > 0.0) {
        search.scale_to(network, xs, ys);
    }
    (search.xs, search.ys)
}

struct Search<'a> {
    graph: &'a Graph<'a>,
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// Of all pairs, row by row.
    distances: Vec<f32>,
    /// Of the node that is tried, as it stands and as it would.
    from: Vec<f32>,
    into: Vec<f32>,
    length: f32,
    spacing: Spacing,
    nearness: Nearness,
    grouping: Grouping,
    crossing: Crossing,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph<'a>, xs: Vec<f32>, ys: Vec<f32>) -> Self {
        Self {
            graph,
            xs,
            ys,
            distances: Vec::new(),
            from: Vec::new(),
            into: Vec::new(),
            length: 1.0,
            spacing: Spacing::new(graph),
            nearness: Nearness::default(),
            grouping: Grouping::default(),
            crossing: Crossing::default(),
        }
    }

    /// What a round costs, about, in steps of a few instructions.
    fn work(&self) -> usize {
        let (count, links) = (self.graph.count(), self.graph.links.len());
        let communities = self.graph.community_of.iter().max().map_or(0, |greatest| *greatest as usize + 1);
        count * count * (10 + communities) + 3 * links * (links + count)
    }

    /// Brings links back to the mean length that they had at these places: no figure asks for one.
    fn scale_to(&mut self, network: &Network, xs: &[f32], ys: &[f32]) {
        let sum = |xs: &[f32], ys: &[f32]| -> f32 {
            let of_row = |node: usize| {
                network.row(node).map(move |(other, _)| length(xs[node] - xs[other], ys[node] - ys[other]))
            };
            (0..xs.len()).flat_map(of_row).sum()
        };
        let (before, after) = (sum(xs, ys), sum(&self.xs, &self.ys));
        if before > 0.0 && after > 0.0 {
            self.xs.iter_mut().chain(&mut self.ys).for_each(|place| *place *= before / after);
        }
    }

    /// Reckons everything from where the nodes stand, lest rounding adds up.
    fn begin_round(&mut self) {
        let Self { graph, xs, ys, distances, spacing, nearness, grouping, crossing, .. } = self;
        let count = graph.count();
        distances.clear();
        for node in 0..count {
            let (x, y) = (xs[node], ys[node]);
            distances.extend(xs.iter().zip(&*ys).map(|(to_x, to_y)| length(x - to_x, y - to_y)));
        }
        let sum: f32 = graph.links.iter().map(|&(one, other)| distances[one as usize * count + other as usize]).sum();
        self.length = (sum / graph.links.len().max(1) as f32).max(f32::MIN_POSITIVE);
        spacing.begin(graph, distances, self.length);
        nearness.begin(graph, distances);
        grouping.begin(graph, distances);
        crossing.begin(graph, (xs, ys), self.length);
    }

    fn round(&mut self, mobility: &[f32], heat: f32, random: &mut fastrand::Rng) {
        let count = self.graph.count();
        let slack = FIRST_SLACK * heat * heat;
        let reach = self.length * (LAST_REACH + MORE_REACH * heat);
        for _ in 0..count {
            let node = random.usize(..count);
            if mobility[node] <= 0.0 {
                continue;
            }
            let (from, way) = if random.u32(..TO_A_NEIGHBOUR) == 0 {
                let row = self.graph.network.offsets[node] as usize..self.graph.network.offsets[node + 1] as usize;
                let neighbours = &self.graph.network.neighbours[row];
                let Some(&neighbour) = neighbours.get(random.usize(..neighbours.len().max(1))) else { continue };
                (neighbour as usize, reach)
            } else {
                (node, reach * random.f32())
            };
            let mut turn = || way * (2.0 * random.f32() - 1.0);
            let to = (self.xs[from] + turn(), self.ys[from] + turn());
            self.attempt(node, to, slack);
        }
    }

    /// Moves the node if that makes things at most so much worse.
    fn attempt(&mut self, node: usize, to: (f32, f32), slack: f32) {
        let Self { graph, xs, ys, distances, from, into, spacing, nearness, grouping, crossing, .. } = self;
        let count = graph.count();
        from.clear();
        from.extend_from_slice(&distances[node * count..(node + 1) * count]);
        into.clear();
        into.extend(xs.iter().zip(&*ys).map(|(x, y)| length(to.0 - x, to.1 - y)));
        into[node] = 0.0;
        let attempt = Move { node, from, into };
        let first = spacing.change(graph, &attempt);
        if first > slack + GREATEST_GAIN {
            return;
        }
        let at = (xs[node], ys[node]);
        (xs[node], ys[node]) = to;
        crossing.place(graph, node, to);
        let worse = first
            + nearness.change(graph, &attempt)
            + grouping.change(graph, &attempt)
            + crossing.change(graph, (xs, ys), node);
        if worse >= slack {
            (xs[node], ys[node]) = at;
            crossing.place(graph, node, at);
            return;
        }
        for (place, sign) in [(at, -1), (to, 1)] {
            (xs[node], ys[node]) = place;
            crossing.place(graph, node, place);
            crossing.count(graph, (xs, ys), node, sign);
        }
        for (other, &distance) in into.iter().enumerate() {
            distances[other * count + node] = distance;
        }
        distances[node * count..(node + 1) * count].copy_from_slice(into);
        spacing.take();
        nearness.take(graph, &attempt, distances);
        grouping.take(graph, &attempt);
    }
}

fn length(dx: f32, dy: f32) -> f32 {
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn network(drawing: &str) -> Network {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).networks.remove(0).1
    }

    /// A ring with chords, and places anywhere.
    fn tangle(count: usize, random: &mut fastrand::Rng) -> (Network, Vec<f32>, Vec<f32>) {
        let ring = (0..count).map(|at| format!("{at}-{}", (at + 1) % count));
        let chords: Vec<String> = (0..count / 2).map(|at| format!("{at}-{}", (at * 7 + 3) % count)).collect();
        let drawing: Vec<String> = ring.chain(chords).collect();
        let network = network(&drawing.join(" "));
        let mut draw = || (0..network.node_count()).map(|_| random.f32() * 5.0).collect::<Vec<f32>>();
        let (xs, ys) = (draw(), draw());
        (network, xs, ys)
    }

    #[test]
    fn what_changes_with_a_move_is_what_is_reckoned_anew() {
        let mut random = fastrand::Rng::with_seed(4);
        let (network, xs, ys) = tangle(24, &mut random);
        let count = network.node_count();
        let community_of: Vec<u32> = (0..count as u32).map(|node| node / 9).collect();
        let radii = vec![0.2; count];
        let graph = Graph::new(&network, &radii, &community_of);
        let mut search = Search::new(&graph, xs, ys);
        search.begin_round();
        for _ in 0..60 {
            let node = random.usize(..count);
            search.attempt(node, (random.f32() * 5.0, random.f32() * 5.0), f32::INFINITY);
        }
        let mut anew = Search::new(&graph, search.xs.clone(), search.ys.clone());
        anew.begin_round();
        // How near links may come to nodes is a matter of the length at the beginning of the round.
        anew.crossing.begin(&graph, (&anew.xs, &anew.ys), search.length);
        search.spacing.assert_like(&anew.spacing);
        search.nearness.assert_like(&anew.nearness);
        search.grouping.assert_like(&anew.grouping);
        search.crossing.assert_like(&anew.crossing);
    }

    #[test]
    fn links_of_a_square_do_not_cross_in_the_end() {
        let network = network("A-B B-C C-D D-A");
        let (xs, ys) = ([0.0, 1.0, 0.0, 1.0], [0.0, 1.0, 1.0, 0.0]);
        let (xs, ys) = improved((&network, &[0.05; 4], &[0; 4]), (&xs, &ys), &[1.0; 4], 1_000_000, 1);
        let distance = |a: usize, b: usize| length(xs[a] - xs[b], ys[a] - ys[b]);
        let sides = distance(0, 1).max(distance(1, 2)).max(distance(2, 3)).max(distance(3, 0));
        assert!(distance(0, 2).min(distance(1, 3)) > 1.2 * sides, "{xs:?} {ys:?}");
    }

    #[test]
    fn what_is_fixed_stays_and_no_work_changes_nothing() {
        let mut random = fastrand::Rng::with_seed(5);
        let (network, xs, ys) = tangle(20, &mut random);
        let component: (&Network, &[f32], &[u32]) = (&network, &[0.2; 20], &[0; 20]);
        let mut mobility = vec![1.0; 20];
        (mobility[3], mobility[11]) = (0.0, 0.0);
        let after = improved(component, (&xs, &ys), &mobility, 400_000, 1);
        assert_eq!((after.0[3], after.1[3], after.0[11], after.1[11]), (xs[3], ys[3], xs[11], ys[11]));
        assert!((0..20).any(|node| after.0[node].to_bits() != xs[node].to_bits()));
        assert_eq!(improved(component, (&xs, &ys), &mobility, 0, 1), (xs, ys));
    }

    #[test]
    fn nodes_in_one_place_part() {
        let network = network("A-B B-C C-D");
        let (xs, ys) = improved((&network, &[0.1; 4], &[0; 4]), (&[2.0; 4], &[3.0; 4]), &[1.0; 4], 100_000, 1);
        assert!(xs.iter().chain(&ys).all(|place| place.is_finite()), "{xs:?} {ys:?}");
    }
}
