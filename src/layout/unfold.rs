//! One component from its coarsest level to its finest, in the lengths of the forces. The world and its scale are in `body.rs`.

use super::cloud::Cloud;
use super::descent::{fanned, gathered};
use super::finish::Finish;
use super::force::{Motion, Rules};
use super::hierarchy::Level;
use super::kernel::Pull;
use super::majorise::Composition;
use super::stress::Stress;

/// Steps where there is only one level.
const ONLY_STEPS: f32 = 400.0;
/// The same where nodes start in a good order.
const STEPS_FROM_HOPS: u32 = 200;
/// Sweeps of one step in which distances are kept.
const KEEPING_SWEEPS: u32 = 3;
/// Steps on the finest level of ten thousand nodes.
const FINEST_STEPS: f32 = 20.0;
const FINEST_NODES: f32 = 10_000.0;
/// From so many nodes steps fall faster.
const VERY_MANY_NODES: f32 = 100_000.0;
const FEWEST_STEPS: f32 = 6.0;
const MOST_FINEST_STEPS: f32 = 150.0;
/// How far a node starts from the one that stood for it, over the root of its mass.
const JITTER: f32 = 0.3;

/// How many steps a pull takes, and how they end.
struct Pace {
    /// Steps on the finest level, as a multiple of the usual.
    patience: f32,
    /// The power by which they fall as there are more nodes; and by which they fall faster where there are very many.
    fall: f32,
    steep: f32,
    /// Steps on the coarsest level.
    first: f32,
    /// How soon they fall from level to level: the power of the height.
    descent: i32,
    /// Share of the steps of the finest level in which moves are shortened to nothing.
    cooling: f32,
}

impl Pace {
    fn of(pull: Pull) -> Self {
        match pull {
            // Communities take longer to be sorted within than what is spread evenly, and a large graph has more of them. Among very
            // many, steps draw those from their communities whose links lead to several.
            Pull::Logarithmic { .. } => {
                Self { patience: 1.4, fall: 0.15, steep: 0.35, first: 200.0, descent: 4, cooling: 0.5 }
            }
            // A mesh has no parts that find their places early: it takes longer, on every level.
            Pull::Quadratic { share, .. } if share > 0.5 => {
                Self { patience: 2.0, fall: 0.2, steep: 0.0, first: 300.0, descent: 3, cooling: 0.7 }
            }
            Pull::Linear | Pull::Quadratic { .. } => {
                Self { patience: 1.0, fall: 0.4, steep: 0.0, first: 300.0, descent: 4, cooling: 0.7 }
            }
        }
    }
}

/// Where the nodes of the coarsest level start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Anywhere.
    Random,
    /// As far from each other as there are hops between them, which takes forces to a better end. For few nodes.
    Hops,
}

/// A node that must stand where it is put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fixed {
    pub node: u32,
    pub x: f32,
    pub y: f32,
}

/// A component that is being laid out.
#[derive(Clone, Debug)]
pub(super) struct Unfolding {
    /// From the finest to the one that is being moved.
    levels: Vec<Level>,
    level_count: usize,
    rules: Rules,
    motion: Motion,
    /// Of the level that is being moved: 0 for nodes that stay, 1 for those that move freely.
    mobility: Vec<f32>,
    warmth: Vec<f32>,
    /// The node of the level that stands for each node; empty on the finest.
    ancestors: Vec<u32>,
    /// Where nodes are shown meanwhile, until they are moved themselves.
    cloud: Option<Cloud>,
    /// Distances that are kept while something is done to a node.
    kept: Option<Box<Composition>>,
    fixed: Vec<Fixed>,
    left: u32,
    steps: u32,
    at: At,
    finish: Finish,
    random: fastrand::Rng,
}

impl Unfolding {
    /// A component without places, at the start of its coarsest level.
    pub fn new(levels: Vec<Level>, rules: Rules, seed: u64, at: At) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let coarsest = levels.last().expect("there is at least one level");
        let extent = 2.0 * rules.length;
        let mut draw = || coarsest.masses.iter().map(|_| (random.f32() - 0.5) * extent).collect::<Vec<f32>>();
        let (mut xs, mut ys) = (draw(), draw());
        if at == At::Hops {
            let mobility = vec![1.0; xs.len()];
            let mut stress = Stress::of_all(&coarsest.network, &xs, &ys, seed);
            while !stress.is_over() {
                stress.sweep(&mut xs, &mut ys, &mobility);
            }
        }
        let mut unfolding = Self::placed(levels, rules, xs, ys);
        (unfolding.random, unfolding.at) = (random, at);
        unfolding.begin_level();
        unfolding
    }

    /// A component at the start of its coarsest level, whose nodes are shown at these places already.
    pub fn from(levels: Vec<Level>, rules: Rules, seed: u64, (mut xs, mut ys): (Vec<f32>, Vec<f32>)) -> Self {
        let seen = (xs.clone(), ys.clone());
        for level in &levels[..levels.len() - 1] {
            (xs, ys) = gathered(level, &xs, &ys);
        }
        let mut unfolding = Self::placed(levels, rules, xs, ys);
        unfolding.random = fastrand::Rng::with_seed(seed);
        unfolding.begin_level();
        unfolding.measure();
        let Self { cloud, ancestors, motion, .. } = &mut unfolding;
        if let Some(cloud) = cloud {
            let way = |(ancestor, (x, y)): (&u32, (&f32, &f32))| {
                (x - motion.xs[*ancestor as usize], y - motion.ys[*ancestor as usize])
            };
            cloud.start_from(ancestors, ancestors.iter().zip(seen.0.iter().zip(&seen.1)).map(way));
        }
        unfolding
    }

    /// A component that is not laid out level by level, its nodes still without places.
    pub fn at_rest(finest: Level, rules: Rules) -> Self {
        let count = finest.network.node_count();
        Self::placed(vec![finest], rules, vec![0.0; count], vec![0.0; count])
    }

    fn placed(levels: Vec<Level>, rules: Rules, xs: Vec<f32>, ys: Vec<f32>) -> Self {
        let mut motion = Motion::default();
        let mobility = vec![1.0; xs.len()];
        motion.place(xs, ys);
        Self {
            warmth: Vec::new(),
            level_count: levels.len(),
            levels,
            rules,
            motion,
            mobility,
            ancestors: Vec::new(),
            cloud: None,
            kept: None,
            fixed: Vec::new(),
            left: 0,
            steps: 0,
            at: At::Random,
            finish: Finish::Plain,
            random: fastrand::Rng::with_seed(0),
        }
    }

    /// The links between the nodes themselves.
    pub fn finest(&self) -> &Level {
        &self.levels[0]
    }

    /// Whether the nodes themselves are moved, not others that stand for them.
    pub fn is_finest(&self) -> bool {
        self.levels.len() == 1
    }

    /// Whether all steps are done.
    pub fn is_over(&self) -> bool {
        self.is_finest() && self.left == 0 && matches!(self.finish, Finish::Plain)
    }

    /// What is to be done after the last step.
    pub fn finish_with(&mut self, finish: Finish) {
        self.finish = finish;
    }

    /// Does without the steps that are left.
    pub fn end(&mut self) {
        if self.is_finest() {
            self.left = 0;
        }
    }

    /// Steps to be done at once: those of coarse levels cost little.
    pub fn pace(&self) -> u32 {
        let (finest, current) = (self.finest().network.node_count(), self.current().network.node_count());
        (finest / current / 4).clamp(1, 16) as u32
    }

    /// Where each node stands, or the one that stands for it.
    pub fn place(&self, node: usize) -> (f32, f32) {
        let at = self.ancestors.get(node).map_or(node, |ancestor| *ancestor as usize);
        (self.motion.xs[at], self.motion.ys[at])
    }

    /// Gets ready to say where nodes are shown.
    pub fn measure(&mut self) {
        let Self { cloud, motion, levels, left, steps, .. } = self;
        if let (Some(shown), Some(level)) = (cloud.as_mut(), levels.last()) {
            let over = 1.0 - *left as f32 / (*steps).max(1) as f32;
            shown.measure((&motion.xs, &motion.ys), &level.masses, over);
            if shown.is_gone() {
                *cloud = None;
            }
        }
    }

    /// Where each node is shown: around the one that stands for it.
    pub fn shown(&self, node: usize) -> (f32, f32) {
        let at = self.ancestors.get(node).map_or(node, |ancestor| *ancestor as usize);
        let (x, y) = (self.motion.xs[at], self.motion.ys[at]);
        self.cloud.as_ref().map_or((x, y), |cloud| {
            let (dx, dy) = cloud.way(node, at);
            (x + dx, y + dy)
        })
    }

    /// The places of the nodes of the level that is moved.
    pub fn motion(&mut self) -> &mut Motion {
        &mut self.motion
    }

    /// How freely each node moves while no level is unfolded, 0 to 1; nothing where all move freely.
    pub fn warm(&mut self, warmth: Vec<f32>) {
        self.warmth = warmth;
        let fixed = std::mem::take(&mut self.fixed);
        self.fix(fixed);
    }

    /// The scale at which a drawing with links of these lengths and weights, a `share` of which all are, would neither grow
    /// nor shrink: there the sum of pull times length over the links is the repulsion times the sum of mass times mass over
    /// the pairs.
    pub fn balanced_unit(&self, links: &[(f64, f64)], share: f64) -> Option<f32> {
        let masses = &self.finest().masses;
        let mass: f64 = masses.iter().map(|mass| f64::from(*mass)).sum();
        let squares: f64 = masses.iter().map(|mass| f64::from(*mass).powi(2)).sum();
        let pushed = f64::from(self.rules.repulsion) * (mass * mass - squares) / 2.0;
        let pulled = |unit: f64| -> f64 {
            let of_link = |&(length, weight): &(f64, f64)| {
                let length = length / unit;
                weight * f64::from(self.rules.pull.stiffness(length as f32)) * length * length
            };
            links.iter().map(of_link).sum::<f64>() * share
        };
        let (mut low, mut high) = (1e-6f64, 1e9f64);
        if links.iter().all(|(length, _)| *length <= 0.0) {
            return None;
        }
        for _ in 0..48 {
            let unit = (low * high).sqrt();
            if pulled(unit) > pushed { low = unit } else { high = unit }
        }
        Some(low as f32)
    }

    fn current(&self) -> &Level {
        self.levels.last().expect("there is at least one level")
    }

    /// Whether some node stays where it is put.
    pub fn is_holding(&self) -> bool {
        !self.fixed.is_empty()
    }

    /// Which nodes stay where they are put; replaces what was said before.
    pub fn fix(&mut self, fixed: Vec<Fixed>) {
        if self.warmth.len() == self.mobility.len() {
            self.mobility.copy_from_slice(&self.warmth);
        } else {
            self.mobility.fill(1.0);
        }
        self.fixed = fixed;
        self.hold();
    }

    fn hold(&mut self) {
        for &Fixed { node, x, y } in &self.fixed {
            let at = self.ancestors.get(node as usize).map_or(node as usize, |ancestor| *ancestor as usize);
            (self.motion.xs[at], self.motion.ys[at]) = (x, y);
            self.mobility[at] = 0.0;
        }
    }

    /// A step, and then, if it was the last of its level, the next finer one. Returns the mean move.
    pub fn step(&mut self) -> f32 {
        if self.is_finest() && self.left == 0 {
            return self.smooth();
        }
        let cooling = Pace::of(self.rules.pull).cooling;
        let heat = if self.is_finest() { (self.left as f32 / (cooling * self.steps as f32)).min(1.0) } else { 1.0 };
        let movement = self.force(heat);
        self.left = self.left.saturating_sub(1);
        if self.left == 0 && !self.is_finest() {
            self.go_finer();
        }
        movement
    }

    fn smooth(&mut self) -> f32 {
        let Self { levels, motion, mobility, finish, random, .. } = self;
        let due = std::mem::replace(finish, Finish::Plain);
        let (left, movement) = due.step(&levels[0].network, motion, mobility, random);
        *finish = left;
        movement
    }

    /// Remembers how far apart all nodes are, to keep it from now on. For few nodes.
    pub fn remember(&mut self) {
        let Self { levels, motion, mobility, kept, .. } = self;
        let network = &levels[0].network;
        let hops: Vec<f32> =
            (0..network.node_count()).flat_map(|node| network.hops(node)).map(|hops| hops as f32).collect();
        *kept = Some(Box::new(Composition::new(&hops, 1.0, (&motion.xs, &motion.ys), mobility)));
    }

    /// Does no longer keep the distances that were remembered.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    /// One step towards the distances that were remembered, or are from now on. Returns the mean move.
    pub fn keep(&mut self) -> f32 {
        if self.kept.is_none() {
            self.remember();
        }
        let Self { motion, mobility, kept, .. } = self;
        let Some(kept) = kept else { return 0.0 };
        kept.resume((&motion.xs, &motion.ys), mobility);
        let moved = (0..KEEPING_SWEEPS).map(|_| kept.sweep()).sum();
        let count = motion.xs.len();
        motion.xs.copy_from_slice(&kept.xs[..count]);
        motion.ys.copy_from_slice(&kept.ys[..count]);
        moved
    }

    /// One step of forces.
    pub fn force(&mut self, heat: f32) -> f32 {
        let Self { levels, rules, motion, mobility, .. } = self;
        motion.step(levels.last().expect("there is at least one level"), rules, mobility, heat)
    }

    /// Steps on the level that begins: many on the coarsest, where they cost nothing, few on the finest.
    fn begin_level(&mut self) {
        let finest = self.levels[0].network.node_count() as f32;
        let Pace { patience, fall, steep, first, descent, cooling: _ } = Pace::of(self.rules.pull);
        let many = (VERY_MANY_NODES / finest).min(1.0).powf(steep);
        let last = (patience * FINEST_STEPS * many * (FINEST_NODES / finest).powf(fall))
            .clamp(FEWEST_STEPS, MOST_FINEST_STEPS);
        self.steps = if self.level_count == 1 {
            if self.at == At::Hops { STEPS_FROM_HOPS } else { ONLY_STEPS as u32 }
        } else {
            let height = (self.levels.len() - 1) as f32 / (self.level_count - 1) as f32;
            (last + (first - last) * height.powi(descent)) as u32
        };
        self.left = self.steps;
        self.mobility = vec![1.0; self.motion.xs.len()];
        self.ancestors.clear();
        if !self.is_finest() {
            self.ancestors.extend_from_slice(&self.levels[0].parents);
            for level in &self.levels[1..self.levels.len() - 1] {
                for ancestor in &mut self.ancestors {
                    *ancestor = level.parents[*ancestor as usize];
                }
            }
        }
        let Self { levels, level_count, ancestors, cloud, .. } = self;
        match cloud {
            Some(cloud) => cloud.go_finer(&levels[levels.len() - 1].parents, ancestors),
            None if levels.len() > 1 && levels.len() == *level_count => {
                *cloud = Some(Cloud::new(ancestors, levels[levels.len() - 1].masses.len()));
            }
            None => {}
        }
        self.hold();
    }

    fn go_finer(&mut self) {
        self.levels.pop();
        let level = self.levels.last().expect("the finest level is never left");
        let (xs, ys) = if level.is_trimmed {
            fanned(level, &self.motion, self.rules.repulsion)
        } else {
            let jitter = JITTER * self.rules.pull.contraction();
            let random = &mut self.random;
            let mut scatter = |from: &[f32]| {
                let start =
                    |(parent, mass): (&u32, &f32)| from[*parent as usize] + (random.f32() - 0.5) * jitter * mass.sqrt();
                level.parents.iter().zip(&level.masses).map(start).collect()
            };
            (scatter(&self.motion.xs), scatter(&self.motion.ys))
        };
        self.motion.place(xs, ys);
        self.begin_level();
    }
}
