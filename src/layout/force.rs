//! Forces on one level of a component, without sizes: one step at a time. No placing, packing or overlap.
//!
//! Jacomy, Venturini, Heymann and Bastian 2014 (PLoS ONE 9(6) e98679): repulsion by degree + 1, gravity, and a speed that
//! every node finds from how much it swings. The pull of a link may grow as the logarithm of its length (Noack 2007, where
//! communities stand apart), as its length (ForceAtlas2) or as the square of it (Fruchterman and Reingold 1991), and as
//! anything between.

use rayon::prelude::*;

use super::Parameters;
use super::hierarchy::Level;
use super::kernel::{Machine, Pull};
use super::tree::Tree;

/// Nodes that one piece of work takes. Sums are taken piece by piece, in order.
const TASK: usize = 512;
/// The speed of a level at its first step.
const FIRST_SPEED: f32 = 1.0;
const GREATEST_SPEED: f64 = 1000.0;
/// A node moves at most so far in one step, over the mean length of a link.
const LONGEST_MOVE: f32 = 0.5;
/// Pushes are bounded within this share of the distance between neighbours on the paper: those that belong together may lie side by
/// side (Zhong, Xue, Zhang, Zhang, Ban, Deussen and Wang 2023, "Force-Directed Graph Layouts Revisited: A New Force Based on the
/// t-Distribution"). With more of it they lie upon each other.
const NEAR: f32 = 0.3;
/// The square of what that is at least.
const LEAST_SOFTENING: f32 = 1e-4;
/// Squared distance below which a direction is not worth following.
const TINY: f32 = 1e-9;

/// The strengths of the forces. Lengths are in units of their own, in which a link pulls as it is long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rules {
    pub pull: Pull,
    /// Strength of the repulsion.
    pub repulsion: f32,
    /// Pull towards the middle on a mass of one.
    pub gravity: f32,
    pub strong_gravity: bool,
    /// What the square of every distance counts more in a push, see [`Machine::pushes`].
    pub softening: f32,
    pub theta: f32,
    pub jitter_tolerance: f32,
    /// The length of links at which all forces would balance if all links had the same length.
    pub length: f32,
}

impl Rules {
    pub fn new(parameters: &Parameters, spread: f32, level: &Level) -> Self {
        let Parameters { gravity, strong_gravity, theta, jitter_tolerance, .. } = *parameters;
        let repulsion = 2.0;
        let mass: f64 = level.masses.iter().map(|mass| f64::from(*mass)).sum();
        let squares: f64 = level.masses.iter().map(|mass| f64::from(*mass).powi(2)).sum();
        let weight: f64 = level.network.weights.iter().map(|weight| f64::from(*weight)).sum::<f64>() / 2.0;
        let pushed = f64::from(repulsion) * (mass * mass - squares) / 2.0;
        let length = (pushed / weight.max(1e-9)).sqrt() as f32;
        let pull = Pull::of_spread(spread, length);
        let softening = ((NEAR * length).powi(2) / level.masses.len().max(1) as f32).max(LEAST_SOFTENING);
        Self { pull, repulsion, gravity, strong_gravity, softening, theta, jitter_tolerance, length }
    }
}

/// Where the nodes of a level stand, and what the forces remember from step to step.
#[derive(Clone, Debug, Default)]
pub(super) struct Motion {
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    /// The same side by side while forces are gathered: those of a neighbour are fetched together.
    places: Vec<(f32, f32)>,
    force_x: Vec<f32>,
    force_y: Vec<f32>,
    last_x: Vec<f32>,
    last_y: Vec<f32>,
    tree: Tree,
    machine: Machine,
    speed: f64,
    efficiency: f64,
}

impl Motion {
    /// Nodes at rest. The memory of an earlier level is used again.
    pub fn place(&mut self, xs: Vec<f32>, ys: Vec<f32>) {
        let count = xs.len();
        (self.xs, self.ys) = (xs, ys);
        for list in [&mut self.force_x, &mut self.force_y, &mut self.last_x, &mut self.last_y] {
            list.clear();
            list.resize(count, 0.0);
        }
        self.rest();
    }

    /// Brings the middle back to the origin and turns everything, what is remembered of forces too.
    pub fn centre_and_turn(&mut self, (sine, cosine): (f32, f32)) {
        let Self { xs, ys, force_x, force_y, .. } = self;
        let (middle_x, middle_y) = (mean(xs), mean(ys));
        let turn = |x: &mut f32, y: &mut f32| (*x, *y) = (*x * cosine - *y * sine, *x * sine + *y * cosine);
        for (x, y) in xs.iter_mut().zip(ys) {
            (*x, *y) = (*x - middle_x, *y - middle_y);
            turn(x, y);
        }
        force_x.iter_mut().zip(force_y).for_each(|(x, y)| turn(x, y));
    }

    /// Forgets how fast things went.
    pub fn rest(&mut self) {
        self.speed = f64::from(FIRST_SPEED);
        self.efficiency = 1.0;
    }

    /// Moves every node; `mobility` shortens the moves of each: 0 keeps it in its place. Returns the mean move.
    pub fn step(&mut self, level: &Level, rules: &Rules, mobility: &[f32], heat: f32) -> f32 {
        std::mem::swap(&mut self.force_x, &mut self.last_x);
        std::mem::swap(&mut self.force_y, &mut self.last_y);
        self.tree.push(rules.theta, rules.softening, &self.xs, &self.ys, &level.masses);
        let (swinging, traction) = self.gather(level, rules);
        self.adapt_speed(swinging, traction, rules.jitter_tolerance);
        let longest = LONGEST_MOVE * rules.length;
        self.go(&level.masses, mobility, heat, longest)
    }

    /// The force on each node: pushes, links and gravity. Every node gathers its own; returns the whole swinging and traction.
    fn gather(&mut self, level: &Level, rules: &Rules) -> (f64, f64) {
        let Level { network, masses, .. } = level;
        let Rules { pull, repulsion, gravity, strong_gravity, .. } = *rules;
        let Self { xs, ys, places, force_x, force_y, last_x, last_y, tree, machine, .. } = self;
        places.clear();
        places.extend(xs.iter().copied().zip(ys.iter().copied()));
        let places = &*places;
        let (middle_x, middle_y) = (mean(xs), mean(ys));
        let tasks = force_x.par_chunks_mut(TASK).zip(force_y.par_chunks_mut(TASK)).enumerate();
        let work = |(pulls_x, pulls_y): &mut (Vec<f32>, Vec<f32>),
                    (task, (task_x, task_y)): (usize, (&mut [f32], &mut [f32]))| {
            let first = task * TASK;
            let entries = network.offsets[first] as usize..network.offsets[first + task_x.len()] as usize;
            pulls_x.resize(entries.len(), 0.0);
            pulls_y.resize(entries.len(), 0.0);
            for node in first..first + task_x.len() {
                let (x, y) = places[node];
                let row = network.offsets[node] as usize..network.offsets[node + 1] as usize;
                let pulls = row.start - entries.start..row.end - entries.start;
                let pulls = pulls_x[pulls.clone()].iter_mut().zip(&mut pulls_y[pulls]);
                for (other, (pull_x, pull_y)) in network.neighbours[row].iter().zip(pulls) {
                    let (to_x, to_y) = places[*other as usize];
                    (*pull_x, *pull_y) = (to_x - x, to_y - y);
                }
            }
            machine.pulls(pull, pulls_x, pulls_y, &network.weights[entries.clone()]);
            let (mut swinging, mut traction) = (0.0f64, 0.0f64);
            for (node, (force_x, force_y)) in (first..).zip(task_x.iter_mut().zip(task_y)) {
                let (mass, place) = (masses[node], tree.place_of[node] as usize);
                let row =
                    network.offsets[node] as usize - entries.start..network.offsets[node + 1] as usize - entries.start;
                let (mut sum_x, mut sum_y) =
                    (pulls_x[row.clone()].iter().sum::<f32>(), pulls_y[row].iter().sum::<f32>());
                let strength = repulsion * mass;
                sum_x += strength * tree.pushes_x[place];
                sum_y += strength * tree.pushes_y[place];
                let (dx, dy) = (middle_x - xs[node], middle_y - ys[node]);
                let away = if strong_gravity { 1.0 } else { 1.0 / (dx * dx + dy * dy + TINY).sqrt() };
                sum_x += gravity * mass * away * dx;
                sum_y += gravity * mass * away * dy;
                let (turn_x, turn_y) = (sum_x - last_x[node], sum_y - last_y[node]);
                let (way_x, way_y) = (sum_x + last_x[node], sum_y + last_y[node]);
                swinging += f64::from(mass * (turn_x * turn_x + turn_y * turn_y).sqrt());
                traction += f64::from(mass * 0.5 * (way_x * way_x + way_y * way_y).sqrt());
                (*force_x, *force_y) = (sum_x, sum_y);
            }
            (swinging, traction)
        };
        let sums: Vec<(f64, f64)> = tasks.map_init(Default::default, work).collect();
        sums.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
    }

    /// The speed of the whole: as high as the swinging of the nodes allows for the way they make.
    fn adapt_speed(&mut self, swinging: f64, traction: f64, jitter_tolerance: f32) {
        let count = self.xs.len().max(1) as f64;
        let (swinging, traction) = (swinging.max(1e-12), traction.max(1e-12));
        let jitter_tolerance = f64::from(jitter_tolerance);
        let estimate = 0.05 * count.sqrt();
        let mut tolerance = jitter_tolerance * estimate.sqrt().max((estimate * traction / (count * count)).min(10.0));
        if swinging > 2.0 * traction {
            if self.efficiency > 0.05 {
                self.efficiency *= 0.5;
            }
            tolerance = tolerance.max(jitter_tolerance);
        }
        let target = tolerance * self.efficiency * traction / swinging;
        if swinging > tolerance * traction {
            if self.efficiency > 0.05 {
                self.efficiency *= 0.7;
            }
        } else if self.speed < GREATEST_SPEED {
            self.efficiency = (self.efficiency * 1.3).min(1e6);
        }
        self.speed = (self.speed + (target - self.speed).min(0.5 * self.speed)).clamp(1e-6, 1e6);
    }

    fn go(&mut self, masses: &[f32], mobility: &[f32], heat: f32, longest: f32) -> f32 {
        let Self { xs, ys, force_x, force_y, last_x, last_y, speed, .. } = self;
        let speed = *speed as f32;
        let tasks = xs.par_chunks_mut(4 * TASK).zip(ys.par_chunks_mut(4 * TASK)).enumerate();
        let sums: Vec<f64> = tasks
            .map(|(task, (xs, ys))| {
                let mut sum = 0.0f64;
                for (node, (x, y)) in (task * 4 * TASK..).zip(xs.iter_mut().zip(ys)) {
                    let (force_x, force_y) = (force_x[node], force_y[node]);
                    let (turn_x, turn_y) = (force_x - last_x[node], force_y - last_y[node]);
                    let swing = masses[node] * (turn_x * turn_x + turn_y * turn_y).sqrt();
                    let pace = heat * speed / (1.0 + (speed * swing).sqrt());
                    let force = (force_x * force_x + force_y * force_y).sqrt();
                    let pace = mobility[node] * pace.min(longest / force.max(f32::MIN_POSITIVE));
                    let (dx, dy) = (force_x * pace, force_y * pace);
                    sum += f64::from(force * pace);
                    (*x, *y) = (*x + dx, *y + dy);
                }
                sum
            })
            .collect();
        (sums.iter().sum::<f64>() / masses.len().max(1) as f64) as f32
    }
}

/// The turn, in radians, after which the drawing needs least paper that is `aspect` times as wide as high; none where another
/// would hardly do better than it lies.
pub(super) fn best_turn(xs: &[f32], ys: &[f32], aspect: f32) -> f32 {
    const TURNS: u32 = 24;
    let need = |turn: f32| {
        let (sine, cosine) = turn.sin_cos();
        let places = xs.iter().zip(ys).map(|(x, y)| (x * cosine - y * sine, x * sine + y * cosine));
        let (low, high) = places.fold(((f32::MAX, f32::MAX), (f32::MIN, f32::MIN)), |(low, high), (x, y)| {
            ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y)))
        });
        ((high.0 - low.0) / aspect).max(high.1 - low.1)
    };
    let mut best = (0.97 * need(0.0), 0.0);
    for at in 1..TURNS {
        // From a quarter to the left to a quarter to the right, for half a turn changes nothing.
        let turn = (at as f32 / TURNS as f32 - 0.5) * std::f32::consts::PI;
        let need = need(turn);
        if need < best.0 {
            best = (need, turn);
        }
    }
    best.1
}

fn mean(values: &[f32]) -> f32 {
    (values.iter().map(|value| f64::from(*value)).sum::<f64>() / values.len().max(1) as f64) as f32
}
