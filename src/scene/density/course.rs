//! Where a link runs in an image: straight, or as the pieces of its curve where the bend is seen. Nothing about how it is counted.

use super::{Bends, Chord};
use crate::model::Point;
use crate::scene::Shape;
use crate::scene::geometry::{Body, Curve, bent_curve, flatten, loop_curve, loop_reach};

/// A link whose middle is nearer to the straight line is straight, in pixels.
const LEAST_BEND: f32 = 1.0;
/// A loop that stands out less from its actor is not drawn, in pixels.
const LEAST_LOOP: f32 = 4.0;
/// How far pieces may be off their curve, in pixels.
const FLAT_ENOUGH: f32 = 0.4;

/// The curve of a link from `a` to `b`, both in pixels; `None` where it is a straight line.
pub(super) fn curve(bends: Option<Bends<'_>>, chord: &Chord, a: Point, b: Point) -> Option<Curve> {
    let Bends { zoom, radius } = bends?;
    if chord.from == chord.to {
        let (number, radius) = (chord.bend as u32, radius(chord.from));
        let body = Body { shape: Shape::Circle, centre: a, radius };
        return (loop_reach(radius, number) - radius >= LEAST_LOOP).then(|| loop_curve(&body, number));
    }
    let bend = chord.bend * zoom;
    if bend.abs() < LEAST_BEND { None } else { bent_curve(a, b, bend) }
}

/// The pieces of a curve that lie in an image of `size` pixels, or may do so.
pub(super) fn pieces(curve: &Curve, size: (u32, u32)) -> Vec<(Point, Point)> {
    let is_beside = |at: fn(Point) -> f32, side: u32| {
        let along = curve.points().map(at);
        let (least, greatest) =
            along.fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), at| (least.min(at), most.max(at)));
        greatest < -1.0 || least > side as f32 + 1.0
    };
    if is_beside(|point| point.x, size.0) || is_beside(|point| point.y, size.1) {
        return Vec::new();
    }
    flatten(curve, FLAT_ENOUGH).windows(2).map(|ends| (ends[0], ends[1])).collect()
}
