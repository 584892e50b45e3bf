//! One connected component in the world: forces in lengths of their own, places in world units, and the scale between them.

use super::draft::{Beginning, Blueprint, Common};
use super::extent::{bounds, middle, wanted_length, within_reach};
use super::finish::Finish;
use super::force::best_turn;
use super::law::Law;
use super::room::{self, Patch};
use super::unfold::{At, Fixed, Unfolding};
use super::{Parameters, clear, home, overlap, start};
use crate::model::Point;

/// Share of nodes nearer to another than they should be, above which a component is spread out.
const CROWDED_SHARE: f32 = 0.5;
/// The same where distances were chosen with care.
const CROWDED_SHARE_COMPOSED: f32 = 0.3;
/// A small component is spread out until so many links pass under a node, over all its links; at most to this many times the wanted
/// link length.
const HIDDEN_SHARE: f32 = 0.05;
const MOST_CLEARING: f32 = 1.8;
/// A component is not spread out farther than this many times the wanted link length.
pub(super) const MOST_SPREAD: f32 = 40.0;
/// Levels of up to so many nodes are turned to lie well on the paper.
const TURNED_NODES: usize = 3000;
/// Steps of a component that goes on from where it stands, and of one that something was done to.
const STEPS_GOING_ON: u32 = 120;
const STEPS_AFTER_TOUCH: u32 = 40;
/// Mean movement in mean link lengths below which nothing is unfolding any more, and for how many steps.
const STILL: f32 = 0.001;
const STILL_STEPS: u32 = 8;
/// How freely new nodes move, and those one link, two links away; all others stay.
const WARMTH: [f32; 3] = [1.0, 0.2, 0.03];

/// Where a component without places starts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start<'a> {
    /// Nobody has seen it yet.
    Anywhere,
    /// Where its nodes are shown already, by node of the problem; with the world units for one length of the forces if the forces
    /// are to go on from there, and not only in the middle of it.
    Seen { points: &'a [Point], unit: Option<f32> },
}

/// How much larger parts and the whole of a component are to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Growth {
    patches: Vec<Patch>,
    whole: f32,
}

impl Default for Growth {
    fn default() -> Self {
        Self { patches: Vec::new(), whole: 1.0 }
    }
}

/// What the places of a component rest on in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// Forces, which go on where something is done to a node.
    Forces,
    /// Distances between all nodes, which are kept then, once they are found.
    Distances,
    /// The same, chosen with care, see `compose.rs`.
    Composed,
}

impl Basis {
    fn of(finish: &Finish) -> Self {
        match finish {
            Finish::Compose(_) => Self::Composed,
            Finish::Smooth { hops: None } => Self::Distances,
            _ => Self::Forces,
        }
    }
}

/// A component with its nodes' sizes and places.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// The node of the problem for each node here. Communities stand together.
    nodes: Vec<u32>,
    /// The first node of each community that stands apart, and the end of the last; nothing where none does.
    communities: Vec<u32>,
    /// The same of smaller ones to which nodes are brought home.
    homes: Vec<u32>,
    unfolding: Unfolding,
    radii: Vec<f32>,
    fixed: Vec<bool>,
    /// Some of the links, each with the pull of its weight, to measure the drawing by.
    sample: Vec<(u32, u32, f32)>,
    /// The fixed ones, ascending.
    fixed_nodes: Vec<u32>,
    /// Where each node stands, in world units; of free nodes as of the last time that they were shown.
    pub points: Vec<Point>,
    /// Whether `points` are of the last step.
    is_shown: bool,
    /// How far a node went in the last step on average, in world units.
    pub moved: f32,
    centre: Point,
    /// World units for one length of the forces.
    unit: f32,
    /// Steps to do after all levels are done: going on from given places, or after something was done to a node.
    live: u32,
    still: u32,
    /// Whether nodes were moved by something else than forces.
    is_stale: bool,
    /// Whether no node had a place, so that the whole may be turned to lie flat.
    pub is_new: bool,
    basis: Basis,
    /// What it is like and which law it follows.
    pub law: Law,
}

impl Body {
    /// A component at its start.
    pub fn new(blueprint: Blueprint, common: &Common, start: Start<'_>) -> Self {
        let Blueprint { nodes, communities, homes, mut levels, law, rules, beginning, finish, sample, seed } =
            blueprint;
        let given: Vec<Option<Point>> = nodes.iter().map(|node| common.given[*node as usize]).collect();
        let radii: Vec<f32> = nodes.iter().map(|node| common.radii[*node as usize]).collect();
        let wanted = wanted_length(radii.iter().copied(), &common.parameters);
        let is_new = given.iter().all(Option::is_none);
        let seen: Option<Vec<Point>> = match start {
            Start::Anywhere => None,
            Start::Seen { points, .. } => Some(nodes.iter().map(|node| within_reach(points[*node as usize])).collect()),
        };
        let centre = match &seen {
            Some(seen) if is_new => middle(seen.iter().copied()),
            _ => middle(given.iter().flatten().copied().map(within_reach)),
        };
        let mut unit = wanted / rules.length.max(1e-3);
        let count = nodes.len();
        let basis = Basis::of(&finish);
        let unfolding = match (beginning, &seen, start) {
            (Beginning::New, Some(seen), Start::Seen { unit: Some(seen_unit), .. }) => {
                unit = seen_unit;
                let places = seen.iter().map(|point| ((point.x - centre.x) / unit, (point.y - centre.y) / unit));
                Unfolding::from(levels, rules, seed, places.unzip())
            }
            (Beginning::New, ..) => {
                let start = if basis == Basis::Composed { At::Hops } else { At::Random };
                Unfolding::new(levels, rules, seed, start)
            }
            (Beginning::Placed { .. }, ..) => Unfolding::at_rest(levels.swap_remove(0), rules),
        };
        let mut body = Self {
            unfolding,
            nodes,
            communities,
            homes,
            radii,
            fixed: vec![false; count],
            sample,
            fixed_nodes: Vec::new(),
            points: Vec::new(),
            is_shown: true,
            moved: 0.0,
            centre,
            unit,
            live: 0,
            still: 0,
            is_stale: false,
            is_new,
            basis,
            law,
        };
        match beginning {
            Beginning::New => {
                body.unfolding.finish_with(finish);
                body.points = given.iter().map(|point| point.unwrap_or_default()).collect();
                let pinned: Vec<u32> = (0..count as u32).filter(|node| given[*node as usize].is_some()).collect();
                body.set_fixed(pinned);
                body.write();
            }
            Beginning::Placed { some_are_new } => body.go_on_from(&given, seen, some_are_new, wanted),
        }
        body
    }

    fn go_on_from(&mut self, given: &[Option<Point>], seen: Option<Vec<Point>>, some_are_new: bool, wanted: f32) {
        let network = &self.unfolding.finest().network;
        let mean = start::sound_length(network, given, wanted);
        self.points = seen.unwrap_or_else(|| start::completed(network, given, mean));
        self.centre = middle(self.points.iter().copied().map(within_reach));
        self.unit = self.balanced_unit().unwrap_or(mean).clamp(1e-3, 1e5);
        self.live = STEPS_GOING_ON;
        if some_are_new {
            let warmth = start::warmth(network, given, &WARMTH);
            self.unfolding.warm(warmth);
        }
        self.read();
    }

    /// The nodes of the problem, by node of the component.
    pub fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// Whether some node is held or pinned.
    pub fn is_held(&self) -> bool {
        !self.fixed_nodes.is_empty()
    }

    /// Whether nothing is left to unfold.
    pub fn is_over(&self) -> bool {
        self.unfolding.is_over() && self.live == 0
    }

    /// Fixes a node or lets it go.
    pub fn fix(&mut self, node: usize, fixed: bool) {
        if self.fixed[node] == fixed {
            return;
        }
        let mut nodes = std::mem::take(&mut self.fixed_nodes);
        match nodes.binary_search(&(node as u32)) {
            Ok(at) if !fixed => drop(nodes.remove(at)),
            Err(at) if fixed => nodes.insert(at, node as u32),
            _ => {}
        }
        self.set_fixed(nodes);
    }

    /// Fixes these nodes, ascending, and no others.
    fn set_fixed(&mut self, nodes: Vec<u32>) {
        self.fixed.fill(false);
        for &node in &nodes {
            self.fixed[node as usize] = true;
        }
        self.fixed_nodes = nodes;
    }

    /// Goes on, because something was done to a node.
    pub fn touch(&mut self) {
        if self.is_stale {
            self.is_stale = false;
            self.centre = middle(self.points.iter().copied().map(within_reach));
            self.unit = self.balanced_unit().unwrap_or(self.unit).clamp(1e-3, 1e5);
            self.read();
        }
        self.unfolding.warm(Vec::new());
        if self.basis != Basis::Forces && self.is_over() {
            self.unfolding.remember();
        }
        self.live = self.live.max(STEPS_AFTER_TOUCH);
        self.still = 0;
    }

    /// Parts free nodes that start in one place.
    pub fn part_coincident(&mut self) {
        if !self.unfolding.is_over() {
            return;
        }
        let mean = self.mean_length() * self.unit;
        start::part_coincident(&mut self.points, &self.fixed, mean);
        self.read();
    }

    /// One step of forces, or a few where they cost little.
    pub fn step(&mut self, parameters: &Parameters) {
        self.moved = 0.0;
        if self.is_over() {
            return;
        }
        if self.is_held() || self.unfolding.is_holding() {
            self.hold();
        }
        let mut movement = 0.0;
        if self.unfolding.is_over() {
            movement += match self.basis {
                Basis::Forces => self.unfolding.force((self.live as f32 / 20.0).min(1.0)),
                Basis::Distances | Basis::Composed => self.unfolding.keep(),
            };
            self.live = self.live.saturating_sub(1);
        } else {
            for _ in 0..self.unfolding.pace() {
                movement += self.unfolding.step();
            }
            if self.unfolding.is_over() && self.live > 0 && self.basis != Basis::Forces {
                self.unfolding.remember();
            }
            // What is held has its place in the world: the scale must not change under it.
            if !self.is_held() {
                self.steady(parameters);
                let goal = wanted_length(self.radii.iter().copied(), parameters) / self.mean_length();
                self.unit *= (goal / self.unit).clamp(0.9, 1.1);
            }
        }
        if self.unfolding.is_finest() {
            let is_still = movement < STILL * self.mean_length();
            self.still = if is_still { self.still + 1 } else { 0 };
            if self.still >= STILL_STEPS {
                self.unfolding.end();
                self.live = 0;
            }
        }
        if self.live == 0 {
            self.unfolding.forget();
        }
        self.is_shown = false;
        self.moved = (movement * self.unit).min(1e9);
    }

    /// Brings the places of the last step into `points`.
    pub fn show(&mut self) {
        if !self.is_shown {
            self.write();
        }
    }

    /// Tells the forces where the fixed nodes stand.
    fn hold(&mut self) {
        let Self { fixed_nodes, points, centre, unit, unfolding, .. } = self;
        let place = |node: &u32| {
            let Point { x, y } = within_reach(points[*node as usize]);
            Fixed { node: *node, x: (x - centre.x) / *unit, y: (y - centre.y) / *unit }
        };
        unfolding.fix(fixed_nodes.iter().map(place).collect());
    }

    /// Takes the places of the nodes over into the forces.
    fn read(&mut self) {
        let (centre, unit) = (self.centre, self.unit);
        let points = self.points.iter().copied().map(within_reach);
        let (xs, ys) = points.map(|Point { x, y }| ((x - centre.x) / unit, (y - centre.y) / unit)).unzip();
        self.unfolding.motion().place(xs, ys);
    }

    /// Brings the places of the forces into the world.
    fn write(&mut self) {
        self.is_shown = true;
        let Self { unfolding, points, centre, unit, fixed, .. } = self;
        unfolding.measure();
        for (node, point) in points.iter_mut().enumerate().filter(|(node, _)| !fixed[*node]) {
            let (x, y) = unfolding.shown(node);
            *point = within_reach(Point::new(centre.x + *unit * x, centre.y + *unit * y));
        }
    }

    /// Keeps the middle in its place and, in a new picture, turns the long way across.
    fn steady(&mut self, parameters: &Parameters) {
        let motion = self.unfolding.motion();
        // A fine picture of very many lies as the coarse one did.
        let turns = self.is_new && motion.xs.len() <= TURNED_NODES;
        let turn =
            if turns { 0.1 * best_turn(&motion.xs, &motion.ys, parameters.aspect.clamp(0.1, 10.0)) } else { 0.0 };
        motion.centre_and_turn(turn.sin_cos());
    }

    /// Mean length of a link, in lengths of the forces.
    fn mean_length(&self) -> f32 {
        let length = |&(one, other, _): &(u32, u32, f32)| {
            let (a, b) = (self.unfolding.place(one as usize), self.unfolding.place(other as usize));
            ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
        };
        let sum = self.sample.iter().map(length).sum::<f32>();
        if sum > 1e-3 { sum / self.sample.len() as f32 } else { 1.0 }
    }

    /// The scale at which the forces of the drawing as it stands would neither grow it nor shrink it.
    fn balanced_unit(&self) -> Option<f32> {
        let length = |&(one, other, weight): &(u32, u32, f32)| {
            let at = |node: u32| within_reach(self.points[node as usize]);
            (f64::from(at(one).distance(at(other))), f64::from(weight))
        };
        let lengths: Vec<(f64, f64)> = self.sample.iter().map(length).collect();
        let share = self.unfolding.finest().network.neighbours.len() as f64 / 2.0 / lengths.len().max(1) as f64;
        self.unfolding.balanced_unit(&lengths, share)
    }

    /// Brings nodes of a new drawing of very many back to their communities, once.
    pub fn bring_home(&mut self) {
        let homes = std::mem::take(&mut self.homes);
        if self.is_new && !self.is_held() && !homes.is_empty() {
            self.is_stale = true;
            home::bring_home(&mut self.points, &homes);
        }
    }

    /// What has to grow for all but a share of the nodes to have room; at most as far as is sensible.
    pub fn growth_for_room(&self, parameters: &Parameters) -> Growth {
        if !parameters.prevent_overlap || self.is_held() || !self.is_new {
            return Growth::default();
        }
        let patches = room::patches(&self.points, &self.communities);
        let mut roomier = self.points.clone();
        room::spread(&mut roomier, &patches, 1.0);
        let wanted = wanted_length(self.radii.iter().copied(), parameters);
        // A picture of many is wider, and so are its links.
        let most = MOST_SPREAD * (self.points.len() as f32 / 1000.0).max(1.0).sqrt();
        let goal = wanted / (self.mean_length() * self.unit);
        let most = (most * goal).max(1.0);
        let crowded = if self.basis == Basis::Composed { CROWDED_SHARE_COMPOSED } else { CROWDED_SHARE };
        let mut whole = overlap::growth_for_room(&roomier, &self.radii, parameters.gap, crowded).clamp(1.0, most);
        if self.basis == Basis::Composed {
            let clear = clear::growth(&self.unfolding.finest().network, &roomier, &self.radii, HIDDEN_SHARE);
            whole = whole.max(clear.min(MOST_CLEARING * goal));
        }
        Growth { patches, whole }
    }

    /// Grows by a share of the way.
    pub fn grow(&mut self, growth: &Growth, share: f32) {
        if !growth.patches.is_empty() {
            self.is_stale = true;
            room::spread(&mut self.points, &growth.patches, share);
        }
        self.spread(growth.whole.powf(share));
    }

    /// Pushes nodes that are too near apart, a few times over; returns whether some still were.
    pub fn push_apart(&mut self, gap: f32, passes: u32) -> bool {
        self.is_stale = true;
        (0..passes).all(|_| overlap::push_apart(&mut self.points, &self.radii, &self.fixed, gap) > 0)
    }

    /// Spreads the places by `factor` around the middle, unless they were given or a node is fixed.
    pub fn spread(&mut self, factor: f32) {
        if self.is_new && !self.is_held() && factor > 1.0 {
            self.is_stale = true;
            let middle = middle(self.points.iter().copied().map(within_reach));
            for point in &mut self.points {
                *point = within_reach(Point::new(
                    middle.x + (point.x - middle.x) * factor,
                    middle.y + (point.y - middle.y) * factor,
                ));
            }
        }
    }

    /// The least box around the nodes with their sizes, as left top and right bottom.
    pub fn bounds(&self) -> (Point, Point) {
        bounds(self.points.iter().copied().zip(self.radii.iter().copied()))
    }

    /// Moves the whole component.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        self.centre = Point::new(self.centre.x + dx, self.centre.y + dy);
        for point in &mut self.points {
            *point = Point::new(point.x + dx, point.y + dy);
        }
    }
}
