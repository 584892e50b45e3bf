//! The last touch to a small component: distances on the paper as its links ask for, with room for what stands at their ends.
//!
//! Where hops alone let communities stand apart, hops it is. Else, step by step, links between nodes that share neighbours become
//! shorter (as in Gansner, Koren and North 2005, section 4.3), pairs of two communities are farther apart than their links say, and
//! a share of the distances that the forces found is kept. How distances are reached is in `majorise.rs`; then single nodes look for
//! better places, see `search/mod.rs`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::force::best_turn;
use super::majorise::Composition;
use super::network::Network;
use super::search::{improved, silhouette};
use super::stress::Stress;

/// A mean move below this share of a link's length is none.
const STILL: f32 = 1e-4;
/// The same while there is still to choose.
const STILL_ENOUGH: f32 = 2e-3;
/// Components of up to this many nodes are also tried from random places, this many times.
const TRIED_NODES: usize = 40;
const TRIES: usize = 12;
/// The same for all components of a problem together, over their nodes.
const TRIES_AT_ALL: usize = 30_000;
/// What the search for better places may cost a component, in steps of a few instructions; and all those of a problem together.
const WORK: usize = 40_000_000;
const WORK_AT_ALL: usize = 200_000_000;
/// The silhouette from which communities stand apart.
const STAND_APART: f32 = 0.6;
/// How much communities are helped to stand apart, from not at all to as much as need be.
const HELP: [f32; 3] = [0.0, 0.5, 1.0];
/// Components of more nodes get all of it at once, and for them a link is a hop, however long it is.
const WEIGHED_NODES: usize = 200;

/// How a component is composed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Manner {
    /// How much longer a link is than another whose ends have all neighbours in common.
    pub contrast: f32,
    /// How much farther apart nodes of different communities are than their links say.
    pub apart: f32,
    /// The share of the distances that the forces found which is kept.
    pub kept: f32,
    /// Whether nodes stay there, and none looks for a better place by itself.
    pub stays: bool,
}

impl Manner {
    fn scaled(self, share: f32) -> Self {
        let Self { contrast, apart, kept, stays } = self;
        Self { contrast: share * contrast, apart: share * apart, kept: share * kept, stays }
    }
}

/// What the nodes of a component need to be composed.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    /// Over the wanted length of a link.
    pub radii: Vec<f32>,
    pub community_of: Vec<u32>,
    /// At most.
    pub manner: Manner,
    /// Wanted width over height.
    pub aspect: f32,
    /// How often the places of few nodes are also tried from random ones.
    pub tries: usize,
    /// What the search for better places may cost.
    pub work: usize,
}

/// How often a component of a problem of so many nodes is tried: seldom where there may be very many.
pub(super) fn tries(node_count: usize) -> usize {
    (TRIES_AT_ALL / node_count.max(1)).min(TRIES)
}

/// What the search may cost a component of so many nodes in a problem of so many.
pub(super) fn work(count: usize, node_count: usize) -> usize {
    WORK.min(WORK_AT_ALL / node_count.max(1) * count)
}

impl Aim {
    /// Where the nodes are to stand, given where the forces brought them. Those without mobility stay.
    pub fn reach(
        &self,
        network: &Network,
        xs: &[f32],
        ys: &[f32],
        mobility: &[f32],
        seed: u64,
    ) -> (Vec<f32>, Vec<f32>) {
        let count = network.node_count();
        let is_free = mobility.iter().all(|mobility| *mobility > 0.0);
        let shape = |composition: &Composition| silhouette(&composition.xs, &composition.ys, &self.community_of);
        let helps = match self.manner {
            manner if manner == Manner::default() => &HELP[..1],
            _ if count > WEIGHED_NODES => &HELP[HELP.len() - 1..],
            _ => &HELP,
        };
        // With nothing to choose from, nothing is compared.
        let enough = if helps.len() > 1 { STAND_APART.min(silhouette(xs, ys, &self.community_of)) } else { 0.0 };
        let mut best = None;
        for &help in helps {
            let manner = self.manner.scaled(help);
            let lengths = self.lengths(network, manner);
            let mut composition = Composition::new(&lengths, manner.kept, (xs, ys), mobility);
            composition.settle(STILL);
            if manner.kept == 0.0 && is_free && count <= TRIED_NODES {
                composition = self.tried(network, &lengths, composition, seed);
            }
            let is_enough = helps.len() == 1 || shape(&composition) >= enough;
            best = Some(composition);
            if is_enough {
                break;
            }
        }
        let Some(Composition { xs: mut to_x, ys: mut to_y, .. }) = best else { return (xs.to_vec(), ys.to_vec()) };
        to_x.truncate(count);
        to_y.truncate(count);
        if !self.manner.stays {
            let component = (network, &*self.radii, &*self.community_of);
            (to_x, to_y) = improved(component, (&to_x, &to_y), mobility, self.work, seed);
        }
        if is_free {
            lay_upon((&mut to_x, &mut to_y), (xs, ys));
            let best = best_turn(&to_x, &to_y, self.aspect);
            turn(&mut to_x, &mut to_y, best.sin_cos());
        }
        (to_x, to_y)
    }

    /// The best of a composition and others from random places.
    fn tried(&self, network: &Network, lengths: &[f32], first: Composition, seed: u64) -> Composition {
        let count = network.node_count();
        let row = |node: usize| network.row(node).map(move |(other, _)| (node, other));
        let links: Vec<(usize, usize)> = (0..count).flat_map(row).filter(|(one, other)| one < other).collect();
        let mut random = fastrand::Rng::with_seed(seed);
        let mobility = vec![1.0; count];
        let mut best = (first.fault(&links, &self.radii), first);
        for _ in 0..self.tries {
            let mut draw = || (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
            let (mut xs, mut ys) = (draw(), draw());
            let mut stress = Stress::of_all(network, &xs, &ys, random.u64(..));
            while !stress.is_over() {
                stress.sweep(&mut xs, &mut ys, &mobility);
            }
            let mut other = Composition::new(lengths, 0.0, (&xs, &ys), &mobility);
            other.settle(STILL_ENOUGH);
            let fault = other.fault(&links, &self.radii);
            if fault < 0.995 * best.0 {
                best = (fault, other);
            }
        }
        best.1.settle(STILL);
        best.1
    }

    /// The wanted distance of each pair, in mean lengths of a link, row by row.
    fn lengths(&self, network: &Network, manner: Manner) -> Vec<f32> {
        let count = network.node_count();
        let links = if count > WEIGHED_NODES { Vec::new() } else { self.links(network, manner.contrast) };
        let mut lengths = Vec::with_capacity(count * count);
        for node in 0..count {
            let own = self.community_of[node];
            let apart = |other: usize| if self.community_of[other] == own { 1.0 } else { 1.0 + manner.apart };
            let to = if links.is_empty() {
                network.hops(node).into_iter().map(|hops| hops as f32).collect()
            } else {
                shortest(network, &links, node)
            };
            lengths.extend(to.into_iter().enumerate().map(|(other, length)| length * apart(other)));
        }
        lengths
    }

    /// The wanted length of each entry of the network.
    fn links(&self, network: &Network, contrast: f32) -> Vec<f32> {
        let count = network.node_count();
        let mut links = Vec::with_capacity(network.neighbours.len());
        let mut is_near = vec![false; count];
        for node in 0..count {
            network.row(node).for_each(|(other, _)| is_near[other] = true);
            is_near[node] = true;
            for (other, _) in network.row(node) {
                let shared = 1 + network.row(other).filter(|(other, _)| is_near[*other]).count();
                let all = (network.degree(node) + network.degree(other) + 2) as usize - shared;
                links.push(1.0 + contrast * (1.0 - shared as f32 / all as f32));
            }
            network.row(node).for_each(|(other, _)| is_near[other] = false);
            is_near[node] = false;
        }
        let mean = links.iter().sum::<f32>() / links.len().max(1) as f32;
        let least = self.radii.iter().copied().fold(f32::INFINITY, f32::min);
        for node in 0..count {
            let row = network.offsets[node] as usize..network.offsets[node + 1] as usize;
            for (length, other) in links[row.clone()].iter_mut().zip(&network.neighbours[row]) {
                *length = *length / mean + (self.radii[node] - least) + (self.radii[*other as usize] - least);
            }
        }
        links
    }
}

/// Turns, mirrors and moves a drawing to lie upon another as well as it can.
fn lay_upon((xs, ys): (&mut [f32], &mut [f32]), (to_x, to_y): (&[f32], &[f32])) {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    let (middle_x, middle_y, there_x, there_y) = (mean(xs), mean(ys), mean(to_x), mean(to_y));
    // How well each would lie turned, as it is and mirrored.
    let mut fits = [(0.0f32, 0.0f32); 2];
    for node in 0..xs.len() {
        let (x, y) = (xs[node] - middle_x, ys[node] - middle_y);
        let (at_x, at_y) = (to_x[node] - there_x, to_y[node] - there_y);
        for (fit, y) in fits.iter_mut().zip([y, -y]) {
            *fit = (fit.0 + x * at_x + y * at_y, fit.1 + x * at_y - y * at_x);
        }
    }
    let strength = |(cosine, sine): (f32, f32)| cosine.hypot(sine);
    let is_mirrored = strength(fits[1]) > strength(fits[0]);
    let (cosine, sine) = fits[usize::from(is_mirrored)];
    let mirror = if is_mirrored { -1.0 } else { 1.0 };
    for (x, y) in xs.iter_mut().zip(ys.iter_mut()) {
        (*x, *y) = (*x - middle_x, mirror * (*y - middle_y));
    }
    turn(xs, ys, sine.atan2(cosine).sin_cos());
    for (x, y) in xs.iter_mut().zip(ys) {
        (*x, *y) = (*x + there_x, *y + there_y);
    }
}

fn turn(xs: &mut [f32], ys: &mut [f32], (sine, cosine): (f32, f32)) {
    for (x, y) in xs.iter_mut().zip(ys) {
        (*x, *y) = (*x * cosine - *y * sine, *x * sine + *y * cosine);
    }
}

/// Distances along links of these lengths from one node to all.
fn shortest(network: &Network, links: &[f32], from: usize) -> Vec<f32> {
    let mut lengths = vec![f32::INFINITY; network.node_count()];
    lengths[from] = 0.0;
    // Floats above zero are in the order of their bits.
    let mut heap = BinaryHeap::from([Reverse((0u32, from as u32))]);
    while let Some(Reverse((bits, node))) = heap.pop() {
        let (length, node) = (f32::from_bits(bits), node as usize);
        if length > lengths[node] {
            continue;
        }
        let row = network.offsets[node] as usize..network.offsets[node + 1] as usize;
        for (link, &other) in links[row.clone()].iter().zip(&network.neighbours[row]) {
            let through = length + link;
            if through < lengths[other as usize] {
                lengths[other as usize] = through;
                heap.push(Reverse((through.to_bits(), other)));
            }
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn network(drawing: &str) -> Network {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).networks.remove(0).1
    }

    fn aim(radii: &[f32], manner: Manner) -> Aim {
        Aim { radii: radii.to_vec(), community_of: vec![0; radii.len()], manner, aspect: 1.0, tries: 12, work: 0 }
    }

    #[test]
    fn large_ends_and_differing_neighbours_make_links_longer() {
        let network = network("A-B B-C C-A C-D");
        let plain = aim(&[0.1; 4], Manner::default());
        assert_eq!(plain.lengths(&network, Manner::default())[..4], [0.0, 1.0, 1.0, 2.0]);
        let contrast = Manner { contrast: 2.0, ..Manner::default() };
        let lengths = plain.lengths(&network, contrast);
        assert!(lengths[1] < lengths[2] && lengths[2] < lengths[11], "{lengths:?}");
        let room = aim(&[0.1, 0.3, 0.1, 0.1], Manner::default()).lengths(&network, Manner::default());
        assert!((room[1] - 1.2).abs() < 1e-6 && (room[2] - 1.0).abs() < 1e-6, "{room:?}");
    }

    #[test]
    fn a_prism_is_found_however_it_lay_before() {
        let network = network("A-B B-C C-A D-E E-F F-D A-D B-E C-F");
        let (xs, ys) = ([0.0, 3.0, 1.0, 2.0, 0.5, 2.5], [0.0, 0.1, 1.0, 0.0, 0.2, 1.0]);
        let (xs, ys) = aim(&[0.05; 6], Manner::default()).reach(&network, &xs, &ys, &[1.0; 6], 3);
        let distance = |a: usize, b: usize| (xs[a] - xs[b]).hypot(ys[a] - ys[b]);
        for (one, other) in [(1, 4), (2, 5)] {
            assert!((distance(one, other) / distance(0, 3) - 1.0).abs() < 0.3, "{xs:?} {ys:?}");
        }
    }

    #[test]
    fn a_drawing_lies_upon_another_turned_or_mirrored() {
        let there = ([0.0, 2.0, 2.0, 0.0, 3.0], [0.0, 0.0, 1.0, 1.0, 5.0]);
        for mirror in [1.0, -1.0] {
            let (mut xs, mut ys) = (there.0.to_vec(), there.1.map(|y| mirror * y + 4.0).to_vec());
            turn(&mut xs, &mut ys, 2.0f32.sin_cos());
            lay_upon((&mut xs, &mut ys), (&there.0, &there.1));
            for node in 0..5 {
                assert!((xs[node] - there.0[node]).hypot(ys[node] - there.1[node]) < 1e-4, "{xs:?} {ys:?}");
            }
        }
    }
}
