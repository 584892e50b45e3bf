//! Communities by Leiden's method: as Louvain's, but each community is held together well, and a second look finds better ones.

use super::communities::{Communities, count, modularity, modularity_at};
use super::moving::Moving;
use super::quotient::{Quotient, Rows};
use super::strength::Strength;
use super::ties::{Arcs, Direction};
use super::watch::{Cancelled, Watch, ask};
use crate::model::{Graph, Topology};

/// How communities are to be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// Above one there are more and smaller communities, below fewer and larger ones. Above zero.
    pub resolution: f64,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { resolution: 1.0, seed: 1 }
    }
}

/// How often all is gone through again, from what was found before.
const ROUNDS: usize = 2;
/// In small graphs the best of several attempts is taken: as many as look at so many nodes in all, and no more than some.
const NODES_LOOKED_AT: usize = 40_000;
const MOST_ATTEMPTS: usize = 12;
/// Nodes that are looked at between two questions whether to go on.
const VISITS: usize = 50_000;
/// How far from the greatest gain a choice may be, as a share of the weight of a node's links.
const RANDOMNESS: f64 = 0.01;

/// Communities by the Leiden method (Traag, Waltman and van Eck 2019), with modularity at some resolution (Reichardt and
/// Bornholdt 2006) as what is to be gained. Every community is connected, and each is made of parts that are held together well.
///
/// Nodes move while that gains; each community is then taken apart and put together anew out of well-connected parts, chosen by
/// chance in proportion to what they gain; these parts become nodes, and all begins again. Once nothing is joined any more, it
/// is gone through a second time from there. Nodes are first taken in their order, which is kinder to memory than an order by chance
/// and no worse; in small graphs there are further attempts with orders by chance, of which the best counts. The same seed gives
/// the same communities on any number of threads.
///
/// Weights that are not above zero join nothing; a node without links is a community of its own.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn leiden(links: Rows<'_>, how: Resolution, watch: &mut Watch<'_>) -> Result<Communities, Cancelled> {
    let Resolution { resolution, seed } = how;
    let mut random = fastrand::Rng::with_seed(seed);
    let base = Quotient::of(links);
    let attempts = (NODES_LOOKED_AT / links.node_count().max(1)).clamp(1, MOST_ATTEMPTS);
    let mut best = (f64::NEG_INFINITY, Vec::new());
    for attempt in 0..attempts {
        let mut found: Vec<u32> = (0..links.node_count() as u32).collect();
        for round in 0..ROUNDS {
            let share = (attempt * ROUNDS + round) as f32 / (attempts * ROUNDS) as f32;
            let order = if attempt == 0 { Order::OfFile } else { Order::ByChance };
            found = gone_through(&base, found, resolution, order, &mut random, &mut |_| watch(share))?;
        }
        let quality = modularity_at(links, &found, resolution);
        // What differs by rounding only is no better.
        if quality > best.0 + 1e-12 {
            best = (quality, found);
        }
    }
    ask(watch, 1.0)?;
    let (_, found) = best;
    Ok(Communities { modularity: modularity(links, &found), levels: vec![found] })
}

/// In which order nodes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    OfFile,
    ByChance,
}

impl Order {
    fn of(self, count: usize, random: &mut fastrand::Rng) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count as u32).collect();
        if self == Self::ByChance {
            random.shuffle(&mut order);
        }
        order
    }
}

/// Moves, refines and joins from given communities on until nothing is joined any more; numbered by their first node.
fn gone_through(
    base: &Quotient,
    mut label: Vec<u32>,
    resolution: f64,
    order: Order,
    random: &mut fastrand::Rng,
    watch: &mut Watch<'_>,
) -> Result<Vec<u32>, Cancelled> {
    let mut joined_graph: Option<Quotient> = None;
    let mut of_node: Vec<u32> = (0..base.node_count() as u32).collect();
    loop {
        let graph = joined_graph.as_ref().unwrap_or(base);
        let nodes = graph.node_count();
        let mut moving = Moving::among(graph, label, order.of(nodes, random), resolution);
        ask(watch, 0.0)?;
        while !moving.advance(graph, VISITS) {
            ask(watch, 0.0)?;
        }
        let parts = refined(graph, &moving, &order.of(nodes, random), random);
        let joined = count(&parts);
        let moved = numbered(&moving.label);
        // Nothing can be joined: what moved together and hangs together is a community.
        if joined == nodes || count(&moved) == nodes {
            let parts = graph.connected_parts(&moving.label);
            return Ok(numbered(&of_node.iter().map(|node| parts[*node as usize]).collect::<Vec<_>>()));
        }
        label = labels_of_parts(&moved, &parts, joined);
        for node in &mut of_node {
            *node = parts[*node as usize];
        }
        joined_graph = Some(graph.joined(&parts, joined));
    }
}

/// The same labels, numbered by their first node.
fn numbered(label: &[u32]) -> Vec<u32> {
    let mut number = vec![u32::MAX; label.len()];
    let mut next = 0;
    let of = |label: &u32| {
        let number = &mut number[*label as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *number
    };
    label.iter().map(of).collect()
}

/// The label of each part: that of its nodes.
fn labels_of_parts(label: &[u32], part: &[u32], count: usize) -> Vec<u32> {
    let mut labels = vec![0; count];
    for (label, part) in label.iter().zip(part) {
        labels[*part as usize] = *label;
    }
    labels
}

/// Communities of a graph by the strengths of its links, whichever way they run: [`leiden`]. Parallel links count each.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn leiden_by_strength(
    graph: &Graph,
    topology: &Topology,
    strength: Strength,
    how: Resolution,
    watch: &mut Watch<'_>,
) -> Result<Communities, Cancelled> {
    let strengths = strength.of_links(topology, graph);
    let arcs = Arcs::new(topology, Direction::Ignored);
    let weights: Vec<f32> = match strength {
        Strength::Alike => Vec::new(),
        _ => arcs.links.iter().map(|link| strengths[*link as usize] as f32).collect(),
    };
    leiden(Rows { offsets: &arcs.offsets, neighbours: &arcs.heads, weights: &weights }, how, watch)
}

/// Parts of communities, put together out of single nodes: each connected, and joined to the rest of its community by at least
/// what chance would have it. Numbered by their first node.
fn refined(graph: &Quotient, moving: &Moving, order: &[u32], random: &mut fastrand::Rng) -> Vec<u32> {
    let Moving { label, strength, totals, share, .. } = moving;
    let nodes = graph.node_count();
    let mut part: Vec<u32> = (0..nodes as u32).collect();
    let mut is_alone = vec![true; nodes];
    let mut part_strength = strength.clone();
    // The weight of links from each part to the rest of its community.
    let mut outwards: Vec<f64> = (0..nodes)
        .map(|node| {
            let within = graph.row(node).filter(|(other, _)| label[*other] == label[node]);
            within.map(|(_, weight)| f64::from(weight)).sum()
        })
        .collect();
    let mut pull = vec![0.0f64; nodes];
    let mut near: Vec<u32> = Vec::new();
    let mut chances: Vec<(f64, u32)> = Vec::new();
    for &node in order {
        let at = node as usize;
        let community = totals[label[at] as usize];
        let holds = |outwards: f64, strength: f64| outwards >= strength * (community - strength) * share;
        if !is_alone[at] || !holds(outwards[at], strength[at]) {
            continue;
        }
        for (other, weight) in graph.row(at).filter(|(other, _)| label[*other] == label[at]) {
            let part = part[other];
            if pull[part as usize] == 0.0 {
                near.push(part);
            }
            pull[part as usize] += f64::from(weight);
        }
        // To stay alone gains nothing, and is a choice.
        chances.clear();
        chances.push((0.0, node));
        for &part in &near {
            let gain = pull[part as usize] - part_strength[part as usize] * strength[at] * share;
            if gain >= 0.0 && holds(outwards[part as usize], part_strength[part as usize]) {
                chances.push((gain, part));
            }
        }
        let chosen = choose(&mut chances, RANDOMNESS * strength[at], random);
        if chosen != node {
            let to = chosen as usize;
            part[at] = chosen;
            (is_alone[at], is_alone[to]) = (false, false);
            part_strength[to] += strength[at];
            outwards[to] += outwards[at] - 2.0 * pull[to];
        }
        for part in near.drain(..) {
            pull[part as usize] = 0.0;
        }
    }
    numbered(&part)
}

/// One of several by chance: each is e times as likely as one that gains less by `scale`.
fn choose(chances: &mut [(f64, u32)], scale: f64, random: &mut fastrand::Rng) -> u32 {
    let greatest = chances.iter().map(|(gain, _)| *gain).fold(0.0, f64::max);
    let mut sum = 0.0;
    for (gain, _) in &mut *chances {
        sum += ((*gain - greatest) / scale.max(f64::MIN_POSITIVE)).exp();
        *gain = sum;
    }
    let at = random.f64() * sum;
    let chosen = chances.iter().find(|(sum, _)| at < *sum).or(chances.last());
    chosen.map_or(0, |(_, part)| *part)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::analysis::{communities, connected_components, known, unwatched};
    use crate::model::{Planted, Visibility, graph_from_drawing, planted};

    fn of(topology: &Topology, resolution: f64, seed: u64) -> Communities {
        leiden(Rows::of(topology), Resolution { resolution, seed }, &mut unwatched).expect("nobody gives up")
    }

    fn drawn(drawing: &str) -> Topology {
        Topology::whole(&graph_from_drawing(drawing))
    }

    #[test]
    fn the_karate_club_is_divided_as_well_as_can_be() {
        // 0.4198 is the greatest modularity there is (Brandes et al. 2008), with four communities.
        let best = (1..=2)
            .map(|seed| of(&known::karate(), 1.0, seed))
            .max_by(|one, other| one.modularity.total_cmp(&other.modularity));
        let best = best.expect("five");
        assert!((best.modularity - 0.419_79).abs() < 1e-5, "{}", best.modularity);
        assert_eq!(best.count(), 4);
    }

    #[test]
    fn a_ring_of_cliques_by_resolution() {
        // Fortunato and Barthélemy (2007): thirty cliques of five in a ring; below some resolution pairs of them are joined.
        let cliques: Vec<String> = (0..30)
            .flat_map(|clique| {
                let pairs = (0..5).flat_map(move |one| (0..one).map(move |two| (one, two)));
                let inside = pairs.map(move |(one, two)| format!("c{clique}x{one}-c{clique}x{two}"));
                inside.chain(std::iter::once(format!("c{clique}x0-c{}x1", (clique + 1) % 30)))
            })
            .collect();
        let ring = drawn(&cliques.join(" "));
        assert!((15..=17).contains(&of(&ring, 1.0, 1).count()));
        assert_eq!(of(&ring, 3.0, 1).count(), 30);
        assert!(of(&ring, 0.2, 1).count() < 10);
    }

    #[test]
    fn no_node_and_no_link_are_no_special_case() {
        let nothing = of(&drawn(""), 1.0, 1);
        assert_eq!((nothing.of_node(), nothing.count(), nothing.modularity), (&[][..], 0, 0.0));
        assert_eq!(of(&drawn("A B C-C D-E D-E"), 1.0, 1).of_node(), [0, 1, 2, 3, 3]);
    }

    #[test]
    fn every_community_is_connected_and_as_good_as_louvains() {
        for (actors, links, seed) in [(2000, 9000, 3), (3000, 4000, 4), (1500, 1500, 5)] {
            let graph = planted(Planted::of_size(actors, links, seed));
            let topology = Topology::whole(&graph);
            let louvain = communities(Rows::of(&topology)).modularity;
            for resolution in [0.5, 1.0, 2.0] {
                let found = of(&topology, resolution, seed);
                assert_eq!(pieces(&graph, &topology, found.of_node()), found.count());
                assert!((resolution - 1.0).abs() > 0.1 || found.modularity > louvain - 0.002, "{}", found.modularity);
            }
        }
    }

    fn pieces(graph: &Graph, topology: &Topology, of_node: &[u32]) -> usize {
        let links = topology.ends().iter().map(|&(one, other)| of_node[one as usize] == of_node[other as usize]);
        let visibility =
            Visibility { actors: vec![true; graph.actor_count()], links: links.collect(), ..Visibility::default() };
        connected_components(&Topology::new(graph, &visibility)).sizes.len()
    }

    #[test]
    fn a_seed_gives_the_same_and_weights_decide() {
        let topology = Topology::whole(&planted(Planted::of_size(900, 2500, 8)));
        assert_eq!(of(&topology, 1.0, 4), of(&topology, 1.0, 4));
        let path = drawn("A-B B-C C-D");
        let weights = [9.0, 9.0, 1.0, 1.0, 9.0, 9.0];
        let rows = Rows { weights: &weights, ..Rows::of(&path) };
        let found = leiden(rows, Resolution::default(), &mut unwatched).expect("nobody gives up");
        assert_eq!(found.of_node(), [0, 0, 1, 1]);
    }

    #[test]
    fn it_can_be_given_up() {
        let topology = drawn("A-B");
        let watch = &mut |_: f32| ControlFlow::Break(());
        assert_eq!(leiden(Rows::of(&topology), Resolution::default(), watch), Err(Cancelled));
    }
}
