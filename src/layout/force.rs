//! ForceAtlas2 on one connected component, without sizes: one step of forces at a time. No placing, packing or overlap.
//!
//! Jacomy, Venturini, Heymann and Bastian 2014 (PLoS ONE 9(6) e98679): repulsion by degree + 1, linear or logarithmic
//! attraction, gravity, and a speed that every node finds from how much it swings. Distances are in units of the wanted
//! link length, and the strength of the repulsion follows from that: where all forces balance, the sum of pull times length
//! over the links equals repulsion times the sum of mass times mass over the pairs, so links come out one unit long
//! whatever the size of the graph.

use rayon::prelude::*;

use super::Parameters;
use super::network::Network;
use super::repulsion::{self, BarnesHut};

/// Up to this many nodes every pair is summed: no slower than the tree, and free of its unevenness.
const EXACT_UP_TO: usize = 400;
/// A node never moves farther in one step, in link lengths.
const LONGEST_MOVE: f32 = 2.0;

/// How the pull of a link grows with its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attraction {
    /// As the length: ForceAtlas2. An even spread.
    Linear,
    /// As the logarithm of the length: LinLog (Noack 2007). Communities stand apart.
    #[default]
    Logarithmic,
}

impl Attraction {
    /// Pull over length, for a link of this length.
    fn stiffness(self, length: f32) -> f32 {
        match self {
            Self::Linear => 1.0,
            Self::Logarithmic if length < 1e-3 => 1.0,
            Self::Logarithmic => length.ln_1p() / length,
        }
    }
}

/// The forces of one component and what they remember from step to step.
#[derive(Clone, Debug)]
pub(super) struct Forces {
    pub network: Network,
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    masses: Vec<f32>,
    /// Strength of the repulsion where every link is one unit long.
    repulsion: f32,
    force_x: Vec<f32>,
    force_y: Vec<f32>,
    last_x: Vec<f32>,
    last_y: Vec<f32>,
    tree: BarnesHut,
    speed: f32,
    efficiency: f32,
}

impl Forces {
    /// Forces at rest. The nodes have no places yet: `xs` and `ys` are for the caller to fill.
    pub fn new(mut network: Network, parameters: &Parameters) -> Self {
        let count = network.node_count();
        let masses: Vec<f32> = (0..count).map(|node| network.degree(node) as f32 + 1.0).collect();
        favour_shared_neighbours(&mut network, parameters.cohesion);
        if parameters.dissuade_hubs {
            dissuade_hubs(&mut network, &masses);
        }
        let mass: f32 = masses.iter().sum();
        let squares: f32 = masses.iter().map(|mass| mass * mass).sum();
        let pull: f32 = network.weights.iter().sum::<f32>() / 2.0 * parameters.attraction.stiffness(1.0);
        let repulsion = pull / ((mass * mass - squares) / 2.0).max(1.0);
        let zeros = vec![0.0; count];
        Self {
            network,
            xs: zeros.clone(),
            ys: zeros.clone(),
            masses,
            repulsion,
            force_x: zeros.clone(),
            force_y: zeros.clone(),
            last_x: zeros.clone(),
            last_y: zeros,
            tree: BarnesHut::default(),
            speed: 1.0,
            efficiency: 1.0,
        }
    }

    /// Mean length of a link; 1 where there is none.
    pub fn mean_length(&self) -> f32 {
        let Self { network, xs, ys, .. } = self;
        let mut sum = 0.0f64;
        for node in 0..network.node_count() {
            for (other, _) in network.row(node).filter(|(other, _)| *other > node) {
                sum += f64::from((xs[other] - xs[node]).hypot(ys[other] - ys[node]));
            }
        }
        let count = network.neighbours.len() / 2;
        if count == 0 { 1.0 } else { (sum / count as f64) as f32 }
    }

    /// Moves every node that is not fixed; `heat` from 1 to 0 shortens the moves.
    pub fn step(&mut self, parameters: &Parameters, fixed: &[bool], heat: f32) {
        std::mem::swap(&mut self.force_x, &mut self.last_x);
        std::mem::swap(&mut self.force_y, &mut self.last_y);
        self.repel(parameters.theta);
        self.attract(parameters);
        self.adapt_speed(parameters.jitter_tolerance);
        let Self { xs, ys, masses, force_x, force_y, last_x, last_y, speed, .. } = self;
        let speed = *speed;
        for node in 0..xs.len() {
            if fixed[node] {
                continue;
            }
            let (x, y) = (force_x[node], force_y[node]);
            let swing = masses[node] * (x - last_x[node]).hypot(y - last_y[node]);
            let pace = heat * speed / (1.0 + (speed * swing).sqrt());
            let pace = pace.min(LONGEST_MOVE / x.hypot(y).max(f32::MIN_POSITIVE));
            xs[node] += x * pace;
            ys[node] += y * pace;
        }
    }

    fn repel(&mut self, theta: f32) {
        let Self { xs, ys, masses, force_x, force_y, tree, .. } = self;
        if xs.len() <= EXACT_UP_TO {
            repulsion::exact(xs, ys, masses, force_x, force_y);
        } else {
            tree.pushes(theta, xs, ys, masses, force_x, force_y);
        }
    }

    /// Scales the pushes, then adds the pull of links and of the middle: every node gathers its own.
    fn attract(&mut self, parameters: &Parameters) {
        let Parameters { attraction, gravity, strong_gravity, aspect, .. } = *parameters;
        // Large graphs hold together by themselves; there the pull would only press communities into each other.
        let gravity = gravity * (8.0 / (self.xs.len() as f32).sqrt()).min(1.0);
        let Self { network, xs, ys, masses, repulsion, force_x, force_y, .. } = self;
        // The same pull on an ellipse: flatter where the picture is wanted wider.
        let (across, down) = (1.0 / aspect.sqrt(), aspect.sqrt());
        force_x.par_iter_mut().zip(force_y.par_iter_mut()).enumerate().with_min_len(256).for_each(
            |(node, (force_x, force_y))| {
                let (x, y) = (xs[node], ys[node]);
                let (mut sum_x, mut sum_y) = (*force_x * *repulsion, *force_y * *repulsion);
                for (other, weight) in network.row(node) {
                    let (dx, dy) = (xs[other] - x, ys[other] - y);
                    let strength = match attraction {
                        Attraction::Linear => weight,
                        Attraction::Logarithmic => weight * attraction.stiffness(dx.hypot(dy)),
                    };
                    sum_x += dx * strength;
                    sum_y += dy * strength;
                }
                let (x, y) = (x * across, y * down);
                let pull = gravity * masses[node] / if strong_gravity { 1.0 } else { 1.0 + x.hypot(y) };
                *force_x = sum_x - x * pull;
                *force_y = sum_y - y * pull;
            },
        );
    }

    /// The speed of the whole: as high as the swinging of the nodes allows for the way they make.
    fn adapt_speed(&mut self, jitter_tolerance: f32) {
        let Self { masses, force_x, force_y, last_x, last_y, .. } = self;
        let (mut swinging, mut traction) = (0.0f64, 0.0f64);
        for node in 0..masses.len() {
            let (dx, dy) = (force_x[node] - last_x[node], force_y[node] - last_y[node]);
            let (sx, sy) = (force_x[node] + last_x[node], force_y[node] + last_y[node]);
            swinging += f64::from(masses[node] * dx.hypot(dy));
            traction += f64::from(masses[node] * sx.hypot(sy) / 2.0);
        }
        let (swinging, traction) = (swinging.max(1e-12) as f32, traction as f32);
        let mut tolerance = jitter_tolerance * (0.05 * (masses.len() as f32).sqrt()).sqrt();
        if swinging > 2.0 * traction {
            self.efficiency = (self.efficiency * 0.5).max(0.05);
            tolerance = tolerance.max(jitter_tolerance);
        }
        let target = tolerance * self.efficiency * traction / swinging;
        if swinging > tolerance * traction {
            self.efficiency = (self.efficiency * 0.7).max(0.05);
        } else if self.speed < 1000.0 {
            self.efficiency *= 1.3;
        }
        self.speed = target.clamp(1e-4, self.speed * 1.5).min(1000.0);
        self.efficiency = self.efficiency.min(1000.0);
    }
}

fn dissuade_hubs(network: &mut Network, masses: &[f32]) {
    let mean = masses.iter().sum::<f32>() / masses.len().max(1) as f32;
    for node in 0..network.node_count() {
        for entry in network.offsets[node] as usize..network.offsets[node + 1] as usize {
            let greater = masses[node].max(masses[network.neighbours[entry] as usize]);
            network.weights[entry] *= mean / greater;
        }
    }
}

/// Lets links pull more whose ends have many neighbours in common, and links across communities less.
///
/// The pull is multiplied by how many neighbours are shared against what the smaller neighbourhood lets expect, to the
/// power of `cohesion`. Links of nodes with one or two neighbours, which say nothing of communities, keep theirs.
fn favour_shared_neighbours(network: &mut Network, cohesion: f32) {
    if cohesion == 0.0 {
        return;
    }
    let row = |node: usize| &network.neighbours[network.offsets[node] as usize..network.offsets[node + 1] as usize];
    let factor = |node: usize, other: usize| {
        let (one, two) = (row(node), row(other));
        let (fewer, more) = if one.len() <= two.len() { (one, two) } else { (two, one) };
        if fewer.len() < 3 {
            return 1.0;
        }
        let shared = fewer.iter().filter(|neighbour| more.binary_search(neighbour).is_ok()).count();
        ((1.0 + shared as f32) / (1.0 + 0.5 * (fewer.len() as f32).sqrt())).powf(cohesion)
    };
    let factors: Vec<f32> = (0..network.node_count())
        .into_par_iter()
        .flat_map_iter(|node| row(node).iter().map(move |other| (node, *other as usize)))
        .map(|(node, other)| factor(node, other))
        .collect();
    let mean = factors.iter().sum::<f32>() / factors.len().max(1) as f32;
    for (weight, factor) in network.weights.iter_mut().zip(factors) {
        *weight *= (factor / mean).clamp(0.25, 4.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn network(drawing: &str) -> Network {
        components(&Topology::whole(&graph_from_drawing(drawing)), &[], 1.0).remove(0)
    }

    /// The pull between two nodes.
    fn pull(network: &Network, node: usize, other: usize) -> f32 {
        network.row(node).find(|(neighbour, _)| *neighbour == other).expect("they are linked").1
    }

    #[test]
    fn a_bridge_between_two_cliques_pulls_less_than_their_links() {
        let mut network = network("A-B A-C A-D B-C B-D C-D D-E E-F E-G E-H F-G F-H G-H");
        favour_shared_neighbours(&mut network, 1.0);
        let (inside, bridge) = (pull(&network, 0, 1), pull(&network, 3, 4));
        assert!(bridge < 0.5 * inside, "{bridge} against {inside}");
        assert!((pull(&network, 4, 3) - bridge).abs() < 1e-6, "both ends feel the same");
    }

    #[test]
    fn dissuaded_hubs_pull_less() {
        let mut network = network("Hub-A Hub-B Hub-C Hub-D A-B");
        let masses = [5.0, 3.0, 3.0, 2.0, 2.0];
        dissuade_hubs(&mut network, &masses);
        assert!(pull(&network, 0, 1) < pull(&network, 1, 2));
    }

    #[test]
    fn two_linked_nodes_come_to_rest_one_length_apart() {
        for attraction in [Attraction::Linear, Attraction::Logarithmic] {
            let parameters = Parameters { attraction, gravity: 0.0, ..Parameters::default() };
            let mut forces = Forces::new(network("A-B"), &parameters);
            forces.xs = vec![0.0, 3.0];
            for _ in 0..300 {
                forces.step(&parameters, &[false, false], 1.0);
            }
            assert!((forces.mean_length() - 1.0).abs() < 0.02, "{}", forces.mean_length());
        }
    }

    #[test]
    fn no_step_moves_a_fixed_node() {
        let parameters = Parameters::default();
        let mut forces = Forces::new(network("A-B"), &parameters);
        forces.xs = vec![0.0, 3.0];
        forces.step(&parameters, &[false, true], 1.0);
        assert!(forces.xs[0] > 0.0);
        assert!((forces.xs[1] - 3.0).abs() < f32::EPSILON);
    }
}
