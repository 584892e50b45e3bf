//! The ForceAtlas2 engine: components unfold side by side, are cooled and pushed apart, and are packed. Forces are in
//! `force.rs`, one component in `body.rs`.

use rayon::prelude::*;

use super::body::{Body, within_reach};
use super::network::{self, Network};
use super::{Control, Engine, Parameters, Problem, Progress, overlap, pack};
use crate::model::Point;

/// Steps in which the moves are shortened to nothing while nodes are pushed apart.
const COOLING_STEPS: u32 = 60;
/// Passes of pushing apart in one step, once the forces rest.
const PASSES: u32 = 6;
/// Steps of pushing apart at most; a component still crowded then has nodes that cannot be moved.
const PARTING_STEPS: u32 = 150;
/// Steps in which components travel to their places.
const PACKING_STEPS: u32 = 15;
/// Mean movement in link lengths below which nothing is unfolding any more, and for how many steps.
const STILL: f32 = 0.004;
const STILL_STEPS: u32 = 8;
/// Steps of unfolding after a held or pinned node was let go.
const STEPS_AFTER_RELEASE: u32 = 40;

/// What the engine is busy with; the numbers are steps still to do.
#[derive(Clone, Debug, PartialEq)]
enum Phase {
    Unfolding { left: u32, still: u32 },
    Cooling { left: u32 },
    Parting { left: u32 },
    Packing { left: u32, targets: Targets },
    Settled,
}

/// Where the packed components go.
#[derive(Clone, Debug, PartialEq)]
struct Targets {
    /// How far each body has to go.
    shifts: Vec<Point>,
    /// Where each of the single nodes goes.
    singles: Vec<Point>,
}

/// Where a node of the problem is found.
#[derive(Clone, Copy, Debug)]
enum Home {
    Body(u32, u32),
    Single,
}

/// ForceAtlas2 with Barnes–Hut repulsion, components apart.
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
    phase: Phase,
    step: u32,
}

impl ForceAtlas {
    /// The engine at the start of a problem.
    #[must_use]
    pub fn new(problem: &Problem, parameters: Parameters) -> Self {
        let Problem { topology, weights, radii, start, pinned, seed } = problem;
        let count = topology.node_count();
        let sound = |radius: f32| if radius.is_finite() { radius.clamp(0.0, 1e5) } else { 0.0 };
        let radii: Vec<f32> = (0..count).map(|node| radii.get(node).copied().map_or(0.0, sound)).collect();
        let pinned: Vec<bool> = (0..count).map(|node| pinned.get(node).copied().unwrap_or(false)).collect();
        let place = |node: usize| {
            let point = start.get(node).copied().flatten().filter(|point| point.is_finite());
            if pinned[node] { point } else { point.map(within_reach) }
        };
        let given: Vec<Option<Point>> = (0..count).map(place).collect();
        let mut networks = network::components(topology, weights, parameters.weight_influence);
        let singles =
            networks.split_off(networks.iter().position(|network| network.node_count() < 2).unwrap_or(networks.len()));
        let mut homes = vec![Home::Single; count];
        for (body, network) in (0u32..).zip(&networks) {
            for (place, node) in (0u32..).zip(&network.nodes) {
                homes[*node as usize] = Home::Body(body, place);
            }
        }
        let bodies = networks.into_par_iter().map(|network: Network| {
            let by_node =
                |list: &[Option<Point>]| network.nodes.iter().map(|node| list[*node as usize]).collect::<Vec<_>>();
            let body_radii = network.nodes.iter().map(|node| radii[*node as usize]).collect();
            let body_given = by_node(&given);
            Body::new(network, &body_given, body_radii, &parameters, *seed)
        });
        let mut engine = Self {
            parameters,
            bodies: bodies.collect(),
            singles: singles.into_iter().map(|network| network.nodes[0]).collect(),
            homes,
            radii,
            pinned,
            held: Vec::new(),
            points: given.iter().map(|point| point.unwrap_or_default()).collect(),
            phase: Phase::Unfolding { left: parameters.unfold_steps, still: 0 },
            step: 0,
        };
        for node in 0..count {
            engine.fix(node as u32, engine.pinned[node]);
        }
        engine.bodies.iter_mut().for_each(Body::part_coincident);
        engine.place_newcomers(&given);
        engine.write_points();
        engine
    }

    /// Puts components and single nodes that have no place yet below those that have.
    fn place_newcomers(&mut self, given: &[Option<Point>]) {
        let is_new: Vec<bool> = self.bodies.iter().map(|body| body.is_new).collect();
        let is_new_single: Vec<bool> = self.singles.iter().map(|node| given[*node as usize].is_none()).collect();
        let Targets { shifts, singles } = self.arrange(&is_new, &is_new_single);
        for ((body, shift), is_new) in self.bodies.iter_mut().zip(shifts).zip(is_new) {
            if is_new {
                body.shift(shift.x, shift.y);
            }
        }
        for ((node, target), is_new) in self.singles.iter().zip(singles).zip(is_new_single) {
            if is_new {
                self.points[*node as usize] = target;
            }
        }
    }

    /// Packs the chosen bodies and single nodes, below those that are not chosen. What is not chosen stays.
    fn arrange(&self, chosen: &[bool], chosen_singles: &[bool]) -> Targets {
        let Parameters { gap, aspect, link_length, .. } = self.parameters;
        let spacing = 3.0 * gap;
        let boxes: Vec<(Point, Point)> = self.bodies.iter().map(Body::bounds).collect();
        let moving: Vec<usize> = (0..boxes.len()).filter(|body| chosen[*body]).collect();
        let sizes: Vec<pack::Size> = moving.iter().map(|&body| size_of(boxes[body])).collect();

        let corners = pack::rows(&sizes, spacing, aspect);
        let origin = self.origin(&boxes, chosen, chosen_singles, &corners, spacing);
        let mut shifts = vec![Point::default(); boxes.len()];
        let (mut width, mut height) = (0.0f32, 0.0f32);
        for ((&body, corner), size) in moving.iter().zip(&corners).zip(&sizes) {
            let low = boxes[body].0;
            shifts[body] = Point::new(origin.x + corner.0 - low.x, origin.y + corner.1 - low.y);
            width = width.max(corner.0 + size.0);
            height = height.max(corner.1 + size.1 + spacing);
        }

        // The single nodes stand in a block of their own, below everything and as wide.
        let block: Vec<usize> = (0..self.singles.len()).filter(|single| chosen_singles[*single]).collect();
        let radius = block.iter().map(|&single| self.radii[self.singles[single] as usize]).fold(0.0f32, f32::max);
        let least = 2.0 * radius + gap;
        let cell = (least.max(link_length).max(1e-3), least.max(0.6 * link_length).max(1e-3));
        let columns = pack::columns(block.len(), cell, width, aspect);
        let indent = ((width - columns as f32 * cell.0) / 2.0).max(0.0);
        let mut singles: Vec<Point> = self.singles.iter().map(|node| self.points[*node as usize]).collect();
        for (position, &single) in block.iter().enumerate() {
            let (column, row) = (position % columns, position / columns);
            singles[single] = Point::new(
                origin.x + indent + (column as f32 + 0.5) * cell.0,
                origin.y + height + (row as f32 + 0.5) * cell.1,
            );
        }
        Targets { shifts, singles }
    }

    /// The left top corner of the packed block: below what stays, or so that the greatest component stays where it is.
    fn origin(
        &self,
        boxes: &[(Point, Point)],
        chosen: &[bool],
        chosen_singles: &[bool],
        corners: &[(f32, f32)],
        spacing: f32,
    ) -> Point {
        let staying = (0..boxes.len()).filter(|body| !chosen[*body]).map(|body| boxes[body]);
        let staying_singles = (0..self.singles.len()).filter(|single| !chosen_singles[*single]).map(|single| {
            let node = self.singles[single] as usize;
            let (point, radius) = (within_reach(self.points[node]), self.radii[node]);
            (Point::new(point.x - radius, point.y - radius), Point::new(point.x + radius, point.y + radius))
        });
        let around = staying.chain(staying_singles).reduce(|one, other| {
            let low = Point::new(one.0.x.min(other.0.x), one.0.y.min(other.0.y));
            (low, Point::new(one.1.x.max(other.1.x), one.1.y.max(other.1.y)))
        });
        if let Some((low, high)) = around {
            return Point::new(low.x, high.y + spacing);
        }
        match (boxes.first(), corners.first()) {
            (Some((low, _)), Some(corner)) => Point::new(low.x - corner.0, low.y - corner.1),
            _ => Point::default(),
        }
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
        for node in std::mem::take(&mut self.held) {
            self.fix(node, self.pinned[node as usize]);
        }
        for (node, point) in held {
            self.fix(node, true);
            self.put(node, point);
            self.held.push(node);
        }
        self.go_on();
    }

    fn go_on(&mut self) {
        let before = if let Phase::Unfolding { left, .. } = self.phase { left } else { 0 };
        self.phase = Phase::Unfolding { left: before.max(STEPS_AFTER_RELEASE), still: 0 };
    }

    fn unfold(&mut self, heat: f32) {
        let Self { bodies, parameters, step, .. } = self;
        bodies.par_iter_mut().for_each(|body| body.unfold(parameters, heat, *step));
    }

    /// Pushes the nodes of every body apart; returns whether some body is still crowded.
    fn part(&mut self, passes: u32) -> bool {
        let gap = self.parameters.gap;
        // Every body is asked, whatever the others answer.
        let crowded: Vec<bool> = self.bodies.par_iter_mut().map(|body| body.push_apart(gap, passes)).collect();
        crowded.contains(&true)
    }

    fn start_packing(&self) -> Phase {
        let chosen: Vec<bool> = self.bodies.iter().map(|body| !body.is_held()).collect();
        let chosen_singles: Vec<bool> = self.singles.iter().map(|node| !self.pinned[*node as usize]).collect();
        Phase::Packing { left: PACKING_STEPS, targets: self.arrange(&chosen, &chosen_singles) }
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
            if !self.pinned[*node as usize] {
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

    /// Brings the places of the bodies into `points`; returns how far nodes went on average.
    fn write_points(&mut self) -> f32 {
        let mut sum = 0.0f64;
        for body in &self.bodies {
            for (node, point) in body.nodes().iter().zip(&body.points) {
                let at = &mut self.points[*node as usize];
                sum += f64::from(at.distance(*point)).min(1e9);
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
        let phase = std::mem::replace(&mut self.phase, Phase::Settled);
        if phase == Phase::Settled {
            return Progress { step: self.step, movement: 0.0, settled: true };
        }
        self.step += 1;
        let mut next = match phase {
            Phase::Unfolding { left, still } => {
                self.unfold(1.0);
                Phase::Unfolding { left: left.saturating_sub(1), still }
            }
            Phase::Cooling { left } => {
                self.unfold(left as f32 / COOLING_STEPS as f32);
                if prevent_overlap {
                    self.part(2);
                }
                if left > 1 { Phase::Cooling { left: left - 1 } } else { Phase::Parting { left: PARTING_STEPS } }
            }
            Phase::Parting { left } => {
                let crowded = prevent_overlap && self.part(PASSES);
                if crowded && left > 1 {
                    if left.is_multiple_of(8) {
                        self.bodies.par_iter_mut().for_each(|body| body.spread(1.03));
                    }
                    Phase::Parting { left: left - 1 }
                } else {
                    self.start_packing()
                }
            }
            Phase::Packing { left, mut targets } => {
                self.travel(left, &mut targets);
                if left > 1 {
                    Phase::Packing { left: left - 1, targets }
                } else {
                    self.part_everything();
                    Phase::Settled
                }
            }
            Phase::Settled => Phase::Settled,
        };
        let movement = self.write_points();
        if let Phase::Unfolding { left, still } = next {
            let is_still = movement < STILL * self.parameters.link_length;
            let still = if is_still { still + 1 } else { 0 };
            let is_over = self.held.is_empty() && (left == 0 || still >= STILL_STEPS);
            next = if is_over { Phase::Cooling { left: COOLING_STEPS } } else { Phase::Unfolding { left, still } };
        }
        let settled = next == Phase::Settled;
        self.phase = next;
        Progress { step: self.step, movement, settled }
    }

    fn points(&self) -> &[Point] {
        &self.points
    }

    fn pin(&mut self, node: u32, at: Option<Point>) {
        let at = at.filter(|point| point.is_finite());
        let Some(flag) = self.pinned.get_mut(node as usize) else { return };
        if !*flag && at.is_none() {
            return;
        }
        *flag = at.is_some();
        self.fix(node, at.is_some() || self.held.contains(&node));
        if let Some(point) = at {
            self.put(node, point);
        }
        self.go_on();
    }
}

fn size_of((low, high): (Point, Point)) -> pack::Size {
    (high.x - low.x, high.y - low.y)
}
