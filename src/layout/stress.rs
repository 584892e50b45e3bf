//! Distances on the paper as distances along links: stress, made small pair by pair. No forces.
//!
//! Zheng, Pawar and Goodman 2018 (IEEE TVCG 25(9), arXiv 1710.04626): each pair in turn is moved towards the length that its hops
//! ask for, a pair of `d` hops with a weight of `1/d²`, in an order drawn anew for each sweep and with steps that shrink from
//! sweep to sweep. In one sequence: the result does not depend on the number of threads.

use super::network::Network;

/// Sweeps over all pairs, and over near ones.
const SWEEPS: u32 = 30;
const NEAR_SWEEPS: u32 = 12;
/// What the greatest step of the last sweep is, of the way.
const LAST_STEP: f32 = 0.1;

/// Two nodes and the hops between them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pair {
    one: u32,
    other: u32,
    hops: f32,
}

/// A drawing whose stress is made small, sweep by sweep.
#[derive(Clone, Debug)]
pub(super) struct Stress {
    pairs: Vec<Pair>,
    /// The length of one hop.
    length: f32,
    /// The greatest weight times step of this sweep is this, and it shrinks by that with each.
    step: f32,
    shrinkage: f32,
    left: u32,
    random: fastrand::Rng,
}

impl Stress {
    /// Every pair of a connected network: the shape as a whole is found anew. Takes memory with the square of the nodes.
    pub fn of_all(network: &Network, xs: &[f32], ys: &[f32], seed: u64) -> Self {
        let pairs = pairs(network, u32::MAX);
        let most = pairs.iter().map(|pair| pair.hops).fold(1.0, f32::max);
        Self::of(pairs, (xs, ys), most * most, SWEEPS, seed)
    }

    /// Pairs up to so many hops apart: the shape stays, its parts become even.
    pub fn of_near(network: &Network, hops: u32, xs: &[f32], ys: &[f32], seed: u64) -> Self {
        Self::of(pairs(network, hops), (xs, ys), 1.0, NEAR_SWEEPS, seed)
    }

    fn of(pairs: Vec<Pair>, (xs, ys): (&[f32], &[f32]), step: f32, sweeps: u32, seed: u64) -> Self {
        // The scale at which the drawing as it stands has least stress.
        let (mut once, mut twice) = (0.0f64, 0.0f64);
        for &Pair { one, other, hops } in &pairs {
            let (one, other) = (one as usize, other as usize);
            let length = f64::from((xs[one] - xs[other]).hypot(ys[one] - ys[other]) / hops);
            (once, twice) = (once + length, twice + length * length);
        }
        let length = if once > 0.0 { (twice / once) as f32 } else { 1.0 };
        let shrinkage = (LAST_STEP / step).powf(1.0 / (sweeps - 1) as f32);
        Self { pairs, length, step, shrinkage, left: sweeps, random: fastrand::Rng::with_seed(seed) }
    }

    /// Whether all sweeps are done.
    pub fn is_over(&self) -> bool {
        self.left == 0
    }

    /// Every pair once. Nodes with a mobility of 0 stay. Returns the mean move.
    pub fn sweep(&mut self, xs: &mut [f32], ys: &mut [f32], mobility: &[f32]) -> f32 {
        self.left = self.left.saturating_sub(1);
        self.random.shuffle(&mut self.pairs);
        let mut moved = 0.0f64;
        for &Pair { one, other, hops } in &self.pairs {
            let (one, other) = (one as usize, other as usize);
            let (mut dx, mut dy) = (xs[other] - xs[one], ys[other] - ys[one]);
            let mut distance = dx.hypot(dy);
            if distance < 1e-6 * self.length {
                (dy, dx) = (one as f32 + 3.0 * other as f32).sin_cos();
                distance = 1.0;
            }
            let step = (self.step / (hops * hops)).min(1.0);
            let way = step * (distance - self.length * hops) / distance;
            let free = mobility[one] + mobility[other];
            if free <= 0.0 {
                continue;
            }
            let (own, its) = (way * mobility[one] / free, way * mobility[other] / free);
            (xs[one], ys[one]) = (xs[one] + own * dx, ys[one] + own * dy);
            (xs[other], ys[other]) = (xs[other] - its * dx, ys[other] - its * dy);
            moved += f64::from((way * distance).abs());
        }
        self.step *= self.shrinkage;
        (moved / xs.len().max(1) as f64) as f32
    }
}

/// All pairs up to so many hops apart, each once.
fn pairs(network: &Network, most: u32) -> Vec<Pair> {
    let count = network.node_count();
    let mut pairs = Vec::new();
    let mut seen = vec![u32::MAX; count];
    let mut queue: Vec<(usize, u32)> = Vec::new();
    for from in 0..count {
        queue.clear();
        queue.push((from, 0));
        seen[from] = from as u32;
        let mut next = 0;
        while let Some(&(node, hops)) = queue.get(next) {
            next += 1;
            if node > from {
                pairs.push(Pair { one: from as u32, other: node as u32, hops: hops as f32 });
            }
            if hops == most {
                continue;
            }
            for (other, _) in network.row(node) {
                if seen[other] != from as u32 {
                    seen[other] = from as u32;
                    queue.push((other, hops + 1));
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn network(drawing: &str) -> Network {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).networks.remove(0).1
    }

    fn scattered(count: usize) -> (Vec<f32>, Vec<f32>) {
        let mut random = fastrand::Rng::with_seed(5);
        let mut draw = || (0..count).map(|_| random.f32() * 4.0).collect();
        (draw(), draw())
    }

    #[test]
    fn a_path_becomes_straight() {
        let network = network("A-B B-C C-D D-E E-F F-G G-H");
        let (mut xs, mut ys) = scattered(8);
        let mut stress = Stress::of_all(&network, &xs, &ys, 1);
        while !stress.is_over() {
            stress.sweep(&mut xs, &mut ys, &[1.0; 8]);
        }
        let distance = |a: usize, b: usize| (xs[a] - xs[b]).hypot(ys[a] - ys[b]);
        let whole: f32 = (0..7).map(|at| distance(at, at + 1)).sum();
        assert!(distance(0, 7) > 0.97 * whole, "{xs:?} {ys:?}");
    }

    #[test]
    fn a_pair_is_as_far_apart_as_its_hops_and_what_is_fixed_stays() {
        let network = network("A-B B-C");
        let (mut xs, mut ys) = (vec![0.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]);
        let mut stress = Stress::of_all(&network, &xs, &ys, 1);
        let length = stress.length;
        while !stress.is_over() {
            stress.sweep(&mut xs, &mut ys, &[0.0, 1.0, 1.0]);
        }
        assert_eq!((xs[0], ys[0]), (0.0, 0.0));
        let far = xs[2].hypot(ys[2]);
        assert!((far / (2.0 * length) - 1.0).abs() < 0.05, "{far} {length}");
    }

    #[test]
    fn near_pairs_are_those_within_so_many_hops() {
        let network = network("A-B B-C C-D D-E");
        assert_eq!(pairs(&network, 2).len(), 4 + 3);
        assert_eq!(pairs(&network, u32::MAX).len(), 10);
    }
}
