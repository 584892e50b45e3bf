//! The engine that moves nodes to where an arrangement wants them, so that the eye can follow.

use super::{Arrangement, Spacing};
use crate::layout::{Control, Engine, Phase, Problem, Progress};
use crate::model::{AxisScale, Point};

/// Steps of the way.
const STEPS: u32 = 30;

/// Nodes on their way from where they stand to the places of an [`Arrangement`], fast in the middle and slow at both ends.
///
/// The arrangement is put where its nodes stand on average now, unless it keeps its ground. Pinned nodes stay.
pub struct Glide {
    from: Vec<Point>,
    to: Vec<Point>,
    points: Vec<Point>,
    pinned: Vec<Option<Point>>,
    step: u32,
    axis: Option<AxisScale>,
}

impl Glide {
    /// Computes the arrangement, and begins where the nodes of the problem stand. A node without a place begins at its end.
    /// See [`Arrangement::places`] for `stop`.
    #[must_use]
    pub fn new(problem: &Problem, arrangement: &Arrangement, spacing: Spacing, stop: &dyn Fn() -> bool) -> Self {
        let count = problem.topology.node_count();
        let start = |node: usize| problem.start.get(node).copied().flatten().filter(|point| point.is_finite());
        let places = arrangement.places(problem, spacing, stop);
        let (before, after) = if arrangement.keeps_its_ground() {
            (Point::default(), Point::default())
        } else {
            let placed = (0..count).filter(|&node| start(node).is_some());
            (middle((0..count).filter_map(start)), middle(placed.map(|node| places[node])))
        };
        let to: Vec<Point> = places
            .into_iter()
            .map(|place| Point::new(place.x - after.x + before.x, place.y - after.y + before.y))
            .collect();
        let axis = arrangement.scale(spacing, &to);
        let from: Vec<Point> = (0..count).map(|node| start(node).unwrap_or(to[node])).collect();
        let is_pinned = |node: usize| problem.pinned.get(node).copied().unwrap_or(false);
        let pinned = (0..count).map(|node| is_pinned(node).then(|| from[node])).collect();
        Self { points: from.clone(), from, to, pinned, step: 0, axis }
    }
}

fn middle(points: impl Iterator<Item = Point>) -> Point {
    let (mut x, mut y, mut count) = (0.0f64, 0.0f64, 0.0f64);
    for point in points {
        x += f64::from(point.x);
        y += f64::from(point.y);
        count += 1.0;
    }
    if count == 0.0 { Point::default() } else { Point::new((x / count) as f32, (y / count) as f32) }
}

impl Engine for Glide {
    fn step(&mut self, control: &Control) -> Progress {
        self.step = (self.step + 1).min(STEPS);
        let part = self.step as f32 / STEPS as f32;
        let eased = part * part * (3.0 - 2.0 * part);
        let mut moved = 0.0f64;
        for (node, point) in self.points.iter_mut().enumerate() {
            let (from, to) = (self.from[node], self.to[node]);
            // The end itself, not what rounding makes of it.
            let on_the_way = Point::new(from.x + (to.x - from.x) * eased, from.y + (to.y - from.y) * eased);
            let next = self.pinned[node].unwrap_or(if self.step == STEPS { to } else { on_the_way });
            moved += f64::from(point.distance(next));
            *point = next;
        }
        for &(node, at) in &control.held {
            if let Some(point) = self.points.get_mut(node as usize)
                && at.is_finite()
            {
                *point = at;
            }
        }
        let movement = if self.points.is_empty() { 0.0 } else { (moved / self.points.len() as f64) as f32 };
        let settled = self.step == STEPS && control.held.is_empty();
        let phase = if settled { Phase::Settled } else { Phase::Unfolding };
        Progress { step: self.step, movement, settled, phase }
    }

    fn points(&mut self) -> &[Point] {
        &self.points
    }

    fn axis(&self) -> Option<&AxisScale> {
        self.axis.as_ref()
    }

    fn pin(&mut self, node: u32, at: Option<Point>) {
        let Some(pinned) = self.pinned.get_mut(node as usize) else { return };
        *pinned = at.filter(|at| at.is_finite());
        if let Some(at) = *pinned {
            self.points[node as usize] = at;
        } else {
            // Free again: it sets out from here, and the others stay where they have come to.
            self.from.clone_from(&self.points);
            self.step = 0;
        }
    }
}
