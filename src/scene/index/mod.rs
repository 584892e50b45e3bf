//! Finding actors and links by where they are, without walking over all of them. Built anew when they move; draws nothing.
//!
//! Both indexes are packed trees of boxes: the things are put in an order in which neighbours in the list are neighbours in
//! the plane (along a Hilbert curve), and every few of them, then every so many boxes, get a box around them. The
//! tree is implicit in flat arrays. I. Kamel and C. Faloutsos, *On packing R-trees*, CIKM 1993.
//!
//! Everything is in one space, as a rule that of the world. The answers depend on the input alone.

mod actors;
mod links;
mod order;
mod packed;

pub use actors::ActorIndex;
pub use links::{LinkIndex, Segment};

use crate::model::Point;

/// A box with its sides parallel to the axes; the border belongs to it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounds {
    least: Point,
    greatest: Point,
}

impl Bounds {
    /// Around nothing: holds no point and grows to whatever it is given.
    const NOTHING: Self = Self {
        least: Point { x: f32::INFINITY, y: f32::INFINITY },
        greatest: Point { x: f32::NEG_INFINITY, y: f32::NEG_INFINITY },
    };

    fn new(least: Point, greatest: Point) -> Self {
        Self { least, greatest }
    }

    fn around(points: impl IntoIterator<Item = Point>) -> Self {
        points.into_iter().fold(Self::NOTHING, |bounds, point| bounds.with(Self::new(point, point)))
    }

    fn with(self, other: Self) -> Self {
        Self {
            least: Point::new(self.least.x.min(other.least.x), self.least.y.min(other.least.y)),
            greatest: Point::new(self.greatest.x.max(other.greatest.x), self.greatest.y.max(other.greatest.y)),
        }
    }

    /// Written so that no box holds what is not a number.
    fn holds(&self, point: Point) -> bool {
        self.least.x <= point.x && point.x <= self.greatest.x && self.least.y <= point.y && point.y <= self.greatest.y
    }

    fn holds_whole(&self, other: &Self) -> bool {
        self.holds(other.least) && self.holds(other.greatest)
    }

    fn touches(&self, other: &Self) -> bool {
        self.least.x <= other.greatest.x
            && other.least.x <= self.greatest.x
            && self.least.y <= other.greatest.y
            && other.least.y <= self.greatest.y
    }

    /// Square of the distance to the nearest point of the box. In `f64`, where no square of an `f32` is too large or small.
    fn square_distance(&self, point: Point) -> f64 {
        let away = |least: f32, at: f32, greatest: f32| {
            (f64::from(least) - f64::from(at)).max(f64::from(at) - f64::from(greatest)).max(0.0)
        };
        let dx = away(self.least.x, point.x, self.greatest.x);
        let dy = away(self.least.y, point.y, self.greatest.y);
        dx * dx + dy * dy
    }

    /// The longer side.
    fn extent(&self) -> f64 {
        let width = f64::from(self.greatest.x) - f64::from(self.least.x);
        let height = f64::from(self.greatest.y) - f64::from(self.least.y);
        width.max(height)
    }
}

#[cfg(test)]
mod tests;
