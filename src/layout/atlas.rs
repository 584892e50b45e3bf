//! The force engine: components unfold side by side, are pushed apart, and are packed. One component is in `body.rs`.

use rayon::prelude::*;

use super::body::{Body, Growth};
use super::draft::Common;
use super::extent::{bounds, within_reach};
use super::ground::{Ground, Targets};
use super::prepare::{Portions, Preparation};
use super::{Control, Engine, Law, Parameters, Phase, Problem, Progress, network, overlap};
use crate::model::Point;

/// Steps in which a component grows to the size at which most nodes have room.
const GROWING_STEPS: u32 = 8;
/// Passes of pushing apart in one step, and all in all for a thousand nodes and for very many.
const PASSES: u32 = 6;
const PARTING_PASSES: f32 = 900.0;
const FEWEST_PARTING_PASSES: f32 = 30.0;
/// Steps in which components travel to their places.
const PACKING_STEPS: u32 = 15;

/// What the engine is busy with; the numbers are steps still to do.
#[derive(Clone, Debug)]
enum Stage {
    Preparing(Box<Preparation>),
    Unfolding,
    Growing { left: u32, growths: Vec<Growth> },
    Parting { left: u32 },
    Packing { left: u32, targets: Targets },
    Settled,
}

impl Stage {
    fn phase(&self) -> Phase {
        match self {
            Self::Preparing(_) | Self::Unfolding => Phase::Unfolding,
            Self::Growing { .. } | Self::Parting { .. } => Phase::Parting,
            Self::Packing { .. } => Phase::Packing,
            Self::Settled => Phase::Settled,
        }
    }
}

/// Where a node of the problem is found.
#[derive(Clone, Copy, Debug)]
enum Home {
    Body(u32, u32),
    Single,
}

/// Forces level by level, components apart.
#[derive(Clone, Debug)]
pub struct ForceAtlas {
    parameters: Parameters,
    bodies: Vec<Body>,
    /// Nodes without a link to another, ascending.
    singles: Vec<u32>,
    homes: Vec<Home>,
    radii: Vec<f32>,
    pinned: Vec<bool>,
    held: Vec<u32>,
    points: Vec<Point>,
    /// Whether `points` are of the last step.
    is_written: bool,
    stage: Stage,
    step: u32,
    /// Nodes whose place is still to be chosen when components are packed; all others stay where they are.
    is_packed: Vec<bool>,
}

impl ForceAtlas {
    /// The engine at the start of a problem.
    #[must_use]
    pub fn new(problem: &Problem, parameters: Parameters) -> Self {
        Self::in_portions(problem, parameters, Portions::default())
    }

    /// The same with other portions of work.
    pub(super) fn in_portions(problem: &Problem, parameters: Parameters, portions: Portions) -> Self {
        // A force pulls both ends, whichever way a link runs.
        let Problem { topology, weights, directed: _, radii, start, pinned, seed } = problem;
        let count = topology.node_count();
        let sound = |radius: f32| if radius.is_finite() { radius.clamp(0.0, 1e5) } else { 0.0 };
        let radii: Vec<f32> = (0..count).map(|node| radii.get(node).copied().map_or(0.0, sound)).collect();
        let pinned: Vec<bool> = (0..count).map(|node| pinned.get(node).copied().unwrap_or(false)).collect();
        let place = |node: usize| {
            let point = start.get(node).copied().flatten().filter(|point| point.is_finite());
            if pinned[node] { point } else { point.map(within_reach) }
        };
        let given: Vec<Option<Point>> = (0..count).map(place).collect();
        let network::Parts { networks, singles } = network::components(topology, weights, parameters.weight_influence);
        // Where things stand already, only what is new looks for a place beside the rest.
        let goes_on = (0..count).any(|node| given[node].is_some() && !pinned[node]);
        let all_stand = given.iter().all(Option::is_some);
        let is_packed = (0..count).map(|node| all_stand || !goes_on || given[node].is_none()).collect();
        let common = Common { given, pinned: pinned.clone(), radii: radii.clone(), parameters, seed: *seed };
        let mut engine = Self {
            parameters,
            bodies: Vec::new(),
            singles,
            homes: vec![Home::Single; count],
            radii,
            pinned,
            held: Vec::new(),
            points: common.given.iter().map(|point| point.unwrap_or_default()).collect(),
            is_written: true,
            stage: Stage::Unfolding,
            step: 0,
            is_packed,
        };
        let is_new_single: Vec<bool> =
            engine.singles.iter().map(|node| common.given[*node as usize].is_none()).collect();
        let mut preparation = Preparation::new(common, networks, portions);
        if count + topology.ends().len() > portions.at_once {
            preparation.preview(&mut engine.points);
            engine.place_previews(&mut preparation, &is_new_single);
            engine.stage = Stage::Preparing(Box::new(preparation));
        } else {
            engine.take_over(preparation.finish());
            engine.place_newcomers(&is_new_single);
            engine.write_points();
        }
        engine
    }

    /// Goes on with these bodies.
    fn take_over(&mut self, bodies: Vec<Body>) {
        self.bodies = bodies;
        for (at, body) in (0u32..).zip(&self.bodies) {
            for (place, node) in (0u32..).zip(body.nodes()) {
                self.homes[*node as usize] = Home::Body(at, place);
            }
        }
        for node in 0..self.pinned.len() {
            self.fix(node as u32, self.pinned[node]);
        }
        self.bodies.iter_mut().for_each(Body::part_coincident);
    }

    /// The same for bodies that were shown before: what was pinned or is held meanwhile is where it is shown.
    fn take_over_shown(&mut self, bodies: Vec<Body>) {
        self.take_over(bodies);
        let pinned = (0..self.pinned.len()).filter(|node| self.pinned[*node]).map(|node| node as u32);
        let staying: Vec<u32> = pinned.chain(self.held.iter().copied()).collect();
        for node in staying {
            self.fix(node, true);
            self.put(node, self.points[node as usize]);
        }
    }

    /// Puts pictures of components and single nodes that have no place yet below those that have.
    fn place_previews(&mut self, preparation: &mut Preparation, is_new_single: &[bool]) {
        let previews = preparation.previews();
        let is_new: Vec<bool> = previews.iter().map(|preview| preview.is_new).collect();
        let corners =
            |nodes: &[u32]| bounds(nodes.iter().map(|node| (self.points[*node as usize], self.radii[*node as usize])));
        let boxes: Vec<(Point, Point)> = previews.iter().map(|preview| corners(&preview.nodes)).collect();
        let targets = self.ground().arrange(&boxes, &is_new, is_new_single);
        for (component, &shift) in targets.shifts.iter().enumerate().filter(|(component, _)| is_new[*component]) {
            preparation.shift(component, shift, &mut self.points);
        }
        self.place_singles(&targets.singles, is_new_single);
    }

    /// Puts components and single nodes that have no place yet below those that have.
    fn place_newcomers(&mut self, is_new_single: &[bool]) {
        let is_new: Vec<bool> = self.bodies.iter().map(|body| body.is_new).collect();
        let Targets { shifts, singles } = self.ground().arrange(&self.boxes(), &is_new, is_new_single);
        for ((body, shift), is_new) in self.bodies.iter_mut().zip(shifts).zip(is_new) {
            if is_new {
                body.shift(shift.x, shift.y);
            }
        }
        self.place_singles(&singles, is_new_single);
    }

    fn place_singles(&mut self, places: &[Point], is_new: &[bool]) {
        for ((node, place), _) in self.singles.iter().zip(places).zip(is_new).filter(|(_, is_new)| **is_new) {
            self.points[*node as usize] = *place;
        }
    }

    fn boxes(&self) -> Vec<(Point, Point)> {
        self.bodies.iter().map(Body::bounds).collect()
    }

    fn ground(&self) -> Ground<'_> {
        let Self { parameters, singles, radii, points, .. } = self;
        Ground { parameters, singles, radii, points }
    }

    fn fix(&mut self, node: u32, fixed: bool) {
        if let Home::Body(body, place) = self.homes[node as usize] {
            self.bodies[body as usize].fix(place as usize, fixed);
        }
    }

    fn put(&mut self, node: u32, point: Point) {
        self.points[node as usize] = point;
        if let Home::Body(body, place) = self.homes[node as usize] {
            self.bodies[body as usize].points[place as usize] = point;
        }
    }

    /// Lets go of what is no longer held, puts what is held in its place, and starts unfolding again where needed.
    fn obey(&mut self, control: &Control) {
        let Control { held } = control;
        let held: Vec<(u32, Point)> = held
            .iter()
            .copied()
            .filter(|(node, point)| (*node as usize) < self.points.len() && point.is_finite())
            .collect();
        if held.is_empty() && self.held.is_empty() {
            return;
        }
        self.write();
        for node in std::mem::take(&mut self.held) {
            self.fix(node, self.pinned[node as usize]);
            self.go_on(node);
        }
        for (node, point) in held {
            self.go_on(node);
            self.fix(node, true);
            self.put(node, point);
            self.held.push(node);
        }
    }

    fn go_on(&mut self, node: u32) {
        if matches!(self.stage, Stage::Preparing(_)) {
            return;
        }
        if let Home::Body(body, _) = self.homes[node as usize] {
            self.bodies[body as usize].touch();
        }
        self.stage = Stage::Unfolding;
    }

    /// Steps of pushing apart at most; what is still crowded then has nodes that cannot be moved, or very many.
    fn parting_steps(&self) -> u32 {
        let thousands = self.points.len() as f32 / 1000.0;
        let passes = (PARTING_PASSES / thousands.max(1.0).powf(0.7)).max(FEWEST_PARTING_PASSES);
        (passes / PASSES as f32) as u32
    }

    /// Pushes the nodes of every body apart; returns whether some body is still crowded.
    fn part(&mut self, passes: u32) -> bool {
        let gap = self.parameters.gap;
        // Every body is asked, whatever the others answer.
        let crowded: Vec<bool> = self.bodies.par_iter_mut().map(|body| body.push_apart(gap, passes)).collect();
        crowded.contains(&true)
    }

    fn start_packing(&self) -> Stage {
        let packs = |body: &Body| !body.is_held() && body.nodes().iter().all(|node| self.is_packed[*node as usize]);
        let chosen: Vec<bool> = self.bodies.iter().map(packs).collect();
        let single_packs = |node: &u32| !self.pinned[*node as usize] && self.is_packed[*node as usize];
        let chosen_singles: Vec<bool> = self.singles.iter().map(single_packs).collect();
        Stage::Packing { left: PACKING_STEPS, targets: self.ground().arrange(&self.boxes(), &chosen, &chosen_singles) }
    }

    /// Goes the next part of the way to the packed places.
    fn travel(&mut self, left: u32, targets: &mut Targets) {
        let share = 1.0 / left as f32;
        for (body, shift) in self.bodies.iter_mut().zip(&mut targets.shifts) {
            let (dx, dy) = (shift.x * share, shift.y * share);
            if (dx, dy) != (0.0, 0.0) {
                body.shift(dx, dy);
                *shift = Point::new(shift.x - dx, shift.y - dy);
            }
        }
        for (node, target) in self.singles.iter().zip(&targets.singles) {
            let point = &mut self.points[*node as usize];
            if !self.pinned[*node as usize] && self.is_packed[*node as usize] {
                *point = if left == 1 {
                    *target
                } else {
                    Point::new(point.x + (target.x - point.x) * share, point.y + (target.y - point.y) * share)
                };
            }
        }
    }

    /// Components that hold pinned nodes may lie across each other: their free nodes are pushed out of the way.
    fn part_everything(&mut self) {
        if self.parameters.prevent_overlap && self.pinned.contains(&true) {
            self.write_points();
            for _ in 0..400 {
                if overlap::push_apart(&mut self.points, &self.radii, &self.pinned, self.parameters.gap) == 0 {
                    break;
                }
            }
            for body in &mut self.bodies {
                let nodes = body.nodes().to_vec();
                for (point, node) in body.points.iter_mut().zip(nodes) {
                    *point = self.points[node as usize];
                }
            }
        }
    }

    /// How far the forces moved nodes on average.
    fn moved(&self) -> f32 {
        let sum: f64 = self.bodies.iter().map(|body| f64::from(body.moved) * body.nodes().len() as f64).sum();
        (sum / self.points.len().max(1) as f64) as f32
    }

    /// Brings the places of the last step into `points`, if they are not there.
    fn write(&mut self) {
        if !self.is_written {
            self.bodies.par_iter_mut().for_each(Body::show);
            self.write_points();
        }
    }

    /// Brings the places of the bodies into `points`; returns how far nodes went on average.
    fn write_points(&mut self) -> f32 {
        self.is_written = true;
        let mut sum = 0.0f64;
        for body in &self.bodies {
            for (node, point) in body.nodes().iter().zip(&body.points) {
                let at = &mut self.points[*node as usize];
                let (dx, dy) = (point.x - at.x, point.y - at.y);
                sum += f64::from((dx * dx + dy * dy).sqrt()).min(1e9);
                *at = *point;
            }
        }
        (sum / self.points.len().max(1) as f64) as f32
    }
}

impl Engine for ForceAtlas {
    fn step(&mut self, control: &Control) -> Progress {
        self.obey(control);
        let prevent_overlap = self.parameters.prevent_overlap;
        let stage = std::mem::replace(&mut self.stage, Stage::Settled);
        let phase = stage.phase();
        if matches!(stage, Stage::Settled) {
            return Progress { step: self.step, movement: 0.0, settled: true, phase };
        }
        self.step += 1;
        let mut least_movement = 0.0f32;
        self.stage = match stage {
            Stage::Preparing(mut preparation) => {
                // There is more to come, however still it looks.
                least_movement = 1.0;
                let Self { points, pinned, held, .. } = self;
                let mut held = held.clone();
                held.sort_unstable();
                let stays = |node: u32| pinned[node as usize] || held.binary_search(&node).is_ok();
                if let Some(bodies) = preparation.advance(points, stays) {
                    self.take_over_shown(bodies);
                    Stage::Unfolding
                } else {
                    Stage::Preparing(preparation)
                }
            }
            Stage::Unfolding => {
                let parameters = self.parameters;
                self.bodies.par_iter_mut().for_each(|body| body.step(&parameters));
                if !self.held.is_empty() || !self.bodies.iter().all(Body::is_over) {
                    // Nobody may ever look at this step.
                    self.is_written = false;
                    self.stage = Stage::Unfolding;
                    return Progress { step: self.step, movement: self.moved(), settled: false, phase };
                }
                self.bodies.par_iter_mut().for_each(|body| {
                    body.show();
                    body.bring_home();
                });
                let growth = |body: &Body| body.growth_for_room(&parameters);
                Stage::Growing { left: GROWING_STEPS, growths: self.bodies.par_iter().map(growth).collect() }
            }
            Stage::Growing { left, growths } => {
                let share = 1.0 / GROWING_STEPS as f32;
                self.bodies.par_iter_mut().zip(&growths).for_each(|(body, growth)| body.grow(growth, share));
                if left > 1 {
                    Stage::Growing { left: left - 1, growths }
                } else {
                    Stage::Parting { left: self.parting_steps() }
                }
            }
            Stage::Parting { left } => {
                let crowded = prevent_overlap && self.part(PASSES);
                if crowded && left > 1 {
                    if left.is_multiple_of(8) {
                        self.bodies.par_iter_mut().for_each(|body| body.spread(1.03));
                    }
                    Stage::Parting { left: left - 1 }
                } else {
                    self.start_packing()
                }
            }
            Stage::Packing { left, mut targets } => {
                self.travel(left, &mut targets);
                if left > 1 {
                    Stage::Packing { left: left - 1, targets }
                } else {
                    self.part_everything();
                    // From now on only what is touched moves.
                    self.is_packed.fill(false);
                    Stage::Settled
                }
            }
            Stage::Settled => Stage::Settled,
        };
        let movement = self.write_points().max(least_movement);
        Progress { step: self.step, movement, settled: matches!(self.stage, Stage::Settled), phase }
    }

    fn law(&self) -> Option<Law> {
        self.bodies.first().map(|body| body.law)
    }

    fn points(&mut self) -> &[Point] {
        self.write();
        &self.points
    }

    fn pin(&mut self, node: u32, at: Option<Point>) {
        let at = at.filter(|point| point.is_finite());
        let Some(flag) = self.pinned.get_mut(node as usize) else { return };
        if !*flag && at.is_none() {
            return;
        }
        *flag = at.is_some();
        self.write();
        self.go_on(node);
        self.fix(node, at.is_some() || self.held.contains(&node));
        if let Some(point) = at {
            self.put(node, point);
        }
    }
}
