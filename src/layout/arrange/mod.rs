//! Arrangements: layouts that are computed at once rather than step by step. One file each; what they share is beside them.

mod apart;
mod axis;
mod circular;
mod concentric;
mod crossings;
mod glide;
mod grid;
mod ladder;
mod layered;
mod line_up;
mod lists;
mod parts;
mod ranks;
mod spread;
mod values;

#[cfg(test)]
mod tests;

use std::f32::consts::{PI, TAU};

use super::Problem;
use crate::model::{AxisScale, Point};

pub use apart::Apart;
pub use axis::{Axis, Scale};
pub use circular::Circular;
pub use concentric::Concentric;
pub use glide::Glide;
pub use grid::{Grid, GridOrder};
pub use layered::{Direction, Layered};
pub use line_up::{LineUp, LinedUp};
pub use values::By;

/// A layout that is computed at once.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrangement {
    /// In layers, so that links run one way.
    Layered(Layered),
    /// In rings around a middle.
    Concentric(Concentric),
    /// On a circle, ordered so that few links cross.
    Circular(Circular),
    /// In rows and columns.
    Grid(Grid),
    /// By a value of each node along one axis.
    Axis(Axis),
    /// Near where they stand, with room for their labels.
    Apart(Apart),
    /// Brought into order as by hand.
    LinedUp(LinedUp),
}

/// The room that an arrangement leaves, in world units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Free space between two nodes.
    pub gap: f32,
    /// The wanted length of a link between two layers, or two rings.
    pub link_length: f32,
    /// Wanted width over height of the whole, where that can be chosen.
    pub aspect: f32,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { gap: 18.0, link_length: 95.0, aspect: 1.25 }
    }
}

impl Spacing {
    /// Half of the width that a node takes with its label.
    fn half_width(self, radius: f32) -> f32 {
        radius.max(self.link_length * 0.4)
    }

    /// Half of the height that a node takes with its label.
    fn half_height(self, radius: f32) -> f32 {
        radius + self.gap / 2.0
    }
}

impl Arrangement {
    /// A place for each node, around the origin, unless it [keeps its ground](Self::keeps_its_ground). Pinned nodes are arranged like all others: who moves nodes there leaves them
    /// out. Once `stop` says so, what takes long is cut short: the places are finite then, and not worth looking at.
    #[must_use]
    pub fn places(&self, problem: &Problem, spacing: Spacing, stop: &dyn Fn() -> bool) -> Vec<Point> {
        let places = match self {
            Self::Layered(layered) => layered.places(problem, spacing, stop),
            Self::Concentric(concentric) => concentric.places(problem, spacing),
            Self::Circular(circular) => circular.places(problem, spacing, stop),
            Self::Grid(grid) => grid.places(problem, spacing),
            Self::Axis(axis) => axis.places(problem, spacing, stop),
            Self::Apart(apart) => apart.places(problem, spacing, stop),
            Self::LinedUp(lined_up) => return lined_up.places(problem, spacing),
        };
        centred(places)
    }

    /// Whether its places are exactly where nodes are to stand, rather than a picture that may be put anywhere.
    #[must_use]
    pub fn keeps_its_ground(&self) -> bool {
        matches!(self, Self::LinedUp(_))
    }
}

impl Arrangement {
    /// What to write beside nodes that stand at `places`: where [`Arrangement::places`] put them, all moved by one way.
    fn scale(&self, spacing: Spacing, places: &[Point]) -> Option<AxisScale> {
        match self {
            Self::Axis(axis) => axis.scale(spacing, places),
            Self::Layered(_)
            | Self::Concentric(_)
            | Self::Circular(_)
            | Self::Grid(_)
            | Self::Apart(_)
            | Self::LinedUp(_) => None,
        }
    }
}

/// Moved so that the middle of the box around them is the origin.
fn centred(mut points: Vec<Point>) -> Vec<Point> {
    let (mut low, mut high) = (Point::new(f32::MAX, f32::MAX), Point::new(f32::MIN, f32::MIN));
    for point in &points {
        low = Point::new(low.x.min(point.x), low.y.min(point.y));
        high = Point::new(high.x.max(point.x), high.y.max(point.y));
    }
    let middle = Point::new(f32::midpoint(low.x, high.x), f32::midpoint(low.y, high.y));
    for point in &mut points {
        *point = Point::new(point.x - middle.x, point.y - middle.y);
    }
    points
}

/// Stretches a drawing across, to three times its width at most, where it is more than `slender` times as long as wide.
fn airier(across: &mut [f32], along: &[f32], slender: f32) {
    let extent = |places: &[f32]| {
        let ends = places.iter().fold((f32::MAX, f32::MIN), |(low, high), &place| (low.min(place), high.max(place)));
        (ends.1 - ends.0).max(0.0)
    };
    let (length, width) = (extent(along), extent(across));
    let factor = if width > 0.0 { (length / slender / width).clamp(1.0, 3.0) } else { 1.0 };
    for place in across {
        *place *= factor;
    }
}

/// The radius of a circle on which things with so much room each stand side by side.
fn circle_for(rooms: impl Iterator<Item = f32> + Clone) -> f32 {
    let (count, around, widest) =
        rooms.fold((0u32, 0.0f32, 0.0f32), |(count, sum, most), room| (count + 1, sum + room, most.max(room)));
    // Few things on a small circle are nearer to each other than the way along it.
    let chord = if count > 1 { widest / (2.0 * (PI / count as f32).sin()) } else { 0.0 };
    (around * 1.02 / TAU).max(chord)
}

/// The radius of a node; 0 where the problem has none.
fn radius(problem: &Problem, node: u32) -> f32 {
    problem.radii.get(node as usize).copied().filter(|radius| radius.is_finite()).unwrap_or_default().max(0.0)
}
