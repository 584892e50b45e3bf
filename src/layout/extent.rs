//! Where points and discs lie as a whole, and how long links are to be.

use super::Parameters;
use crate::model::Point;

/// Coordinates beyond this are taken as this, so that squares of distances stay finite.
const FARTHEST: f32 = 1e7;

/// A point with coordinates that can be reckoned with.
pub(super) fn within_reach(point: Point) -> Point {
    Point::new(point.x.clamp(-FARTHEST, FARTHEST), point.y.clamp(-FARTHEST, FARTHEST))
}

/// The least box around discs, as left top and right bottom.
pub(super) fn bounds(discs: impl Iterator<Item = (Point, f32)>) -> (Point, Point) {
    let mut low = Point::new(f32::INFINITY, f32::INFINITY);
    let mut high = Point::new(f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (point, radius) in discs {
        let point = within_reach(point);
        low = Point::new(low.x.min(point.x - radius), low.y.min(point.y - radius));
        high = Point::new(high.x.max(point.x + radius), high.y.max(point.y + radius));
    }
    (low, high)
}

/// The mean of some points; the origin where there are none.
pub(super) fn middle(points: impl Iterator<Item = Point>) -> Point {
    let (mut x, mut y, mut count) = (0.0f64, 0.0f64, 0.0f64);
    for point in points {
        (x, y, count) = (x + f64::from(point.x), y + f64::from(point.y), count + 1.0);
    }
    Point::new((x / count.max(1.0)) as f32, (y / count.max(1.0)) as f32)
}

/// The wanted link length, but never so short that two linked nodes would touch.
pub(super) fn wanted_length(radii: impl ExactSizeIterator<Item = f32>, parameters: &Parameters) -> f32 {
    let count = radii.len() as f32;
    let mean = radii.sum::<f32>() / count;
    parameters.link_length.max(2.0 * mean + parameters.gap).clamp(1e-3, 1e5)
}
