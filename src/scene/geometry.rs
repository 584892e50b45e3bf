//! Where outlines, links and arrowheads run: the one answer for painting, picking and exported pictures. No colours.
//!
//! Everything here is blind to the space it works in: give world or screen coordinates, but one of them throughout.

mod clip;

pub use clip::clip;

use super::Shape;
use crate::model::Point;

/// Half the width of the base of an arrowhead, for a length of 1.
pub const ARROW_HALF_WIDTH: f32 = 0.38;

/// An actor as an obstacle to its links.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Body {
    /// Shape.
    pub shape: Shape,
    /// Middle.
    pub centre: Point,
    /// Radius of the circle of about the same area.
    pub radius: f32,
}

/// The outline of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A circle.
    Circle {
        /// Middle.
        centre: Point,
        /// Radius.
        radius: f32,
    },
    /// A closed polygon, clockwise on the screen; not convex for stars and crosses.
    Polygon(Vec<Point>),
}

/// What has to be known of a link to say where it runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkEnds {
    /// The source.
    pub source: Body,
    /// The target; for a self-link the same as the source.
    pub target: Body,
    /// Sideways offset of the middle, to the left hand of who goes from source to target on a screen with y downwards.
    pub bend: f32,
    /// `Some` for a self-link: how many loops of the same actor came before.
    pub loop_number: Option<u32>,
    /// Length of the arrowhead at the target; 0 for none.
    pub arrow_length: f32,
}

/// A Bézier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// Straight.
    Line(Point, Point),
    /// Bent: start, control, end.
    Quadratic(Point, Point, Point),
    /// A loop: start, two controls, end.
    Cubic(Point, Point, Point, Point),
}

/// Where a link runs: from the rim of its source to the rim of its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkPath {
    /// The line to stroke. It ends at the tip, or in the middle of the arrowhead's base where there is one.
    pub curve: Curve,
    /// Where the link meets the rim of its target.
    pub tip: Point,
    /// The arrowhead: tip, and the two corners of its base.
    pub arrow: Option<[Point; 3]>,
}

/// The outline of a shape.
#[must_use]
pub fn shape_outline(shape: Shape, centre: Point, radius: f32) -> Outline {
    match shape_corners(shape) {
        None => Outline::Circle { centre, radius },
        Some(corners) => Outline::Polygon(
            corners.iter().map(|&(x, y)| Point::new(centre.x + x * radius, centre.y + y * radius)).collect(),
        ),
    }
}

/// The point of the rim in the direction `dx`, `dy` from the middle. To the right where there is no direction.
#[must_use]
pub fn rim_point(shape: Shape, centre: Point, radius: f32, direction: Point) -> Point {
    let length = direction.x.hypot(direction.y);
    let (dx, dy) = if length > 1e-9 { (direction.x / length, direction.y / length) } else { (1.0, 0.0) };
    let reach = radius * rim_reach(shape, dx, dy);
    Point::new(centre.x + dx * reach, centre.y + dy * reach)
}

/// Whether `point` lies within the shape, or at most `slack` outside of it in the direction from the middle.
#[must_use]
pub fn contains(body: &Body, point: Point, slack: f32) -> bool {
    let (dx, dy) = (point.x - body.centre.x, point.y - body.centre.y);
    let distance = dx.hypot(dy);
    distance <= slack.max(1e-9) || distance <= slack + body.radius * rim_reach(body.shape, dx / distance, dy / distance)
}

/// Where a link runs; `None` where its ends cover it whole, or a coordinate is not finite.
#[must_use]
pub fn link_path(ends: &LinkEnds) -> Option<LinkPath> {
    let LinkEnds { source, target, bend, loop_number, arrow_length } = *ends;
    if !(source.centre.is_finite() && target.centre.is_finite() && bend.is_finite()) {
        return None;
    }
    let whole = match loop_number {
        Some(number) => loop_curve(&source, number),
        None => between_rims(&source, &target, bend)?,
    };
    let tip = whole.end();
    let length = whole.start().distance(tip).max(if loop_number.is_some() { source.radius } else { 0.0 });
    let arrow_length = arrow_length.min(length * 0.6);
    if arrow_length <= 0.0 {
        return Some(LinkPath { curve: whole, tip, arrow: None });
    }
    let at = match whole {
        // By far the most links; no need to search.
        Curve::Line(..) => (1.0 - arrow_length / length).max(0.5),
        _ => bisect(|t| whole.at(t).distance(tip) < arrow_length, 0.5, 1.0),
    };
    let base = whole.at(at);
    let reach = base.distance(tip).max(1e-6);
    let (dx, dy) = ((tip.x - base.x) / reach, (tip.y - base.y) / reach);
    let half = arrow_length * ARROW_HALF_WIDTH;
    let corner = |side: f32| Point::new(base.x - dy * half * side, base.y + dx * half * side);
    let curve = whole.part(0.0, at);
    Some(LinkPath { curve, tip, arrow: Some([tip, corner(1.0), corner(-1.0)]) })
}

/// Distance from `point` to the nearest point of the link, arrowhead included.
#[must_use]
pub fn distance_to_path(path: &LinkPath, point: Point) -> f32 {
    let mut points = flatten(&path.curve, 0.25);
    points.push(path.tip);
    points.windows(2).map(|ends| distance_to_segment(ends[0], ends[1], point)).fold(f32::INFINITY, f32::min)
}

/// The curve as a line of straight pieces that is never further than `tolerance` from it.
#[must_use]
pub fn flatten(curve: &Curve, tolerance: f32) -> Vec<Point> {
    let unevenness = match *curve {
        Curve::Line(..) => 0.0,
        Curve::Quadratic(a, b, c) => second_difference(a, b, c) * 0.25,
        Curve::Cubic(a, b, c, d) => second_difference(a, b, c).max(second_difference(b, c, d)) * 0.75,
    };
    let pieces = (unevenness / tolerance.max(1e-3)).sqrt().ceil().clamp(1.0, 64.0) as usize;
    (0..=pieces).map(|number| curve.at(number as f32 / pieces as f32)).collect()
}

/// The drawn stretches of a broken line. `pattern` is lengths of line and gap in turn; an empty one leaves the line whole.
#[must_use]
pub fn split_into_dashes(points: &[Point], pattern: &[f32]) -> Vec<Vec<Point>> {
    let period: f32 = pattern.iter().sum();
    if points.len() < 2 || pattern.len() < 2 || period.is_nan() || period < 0.1 {
        return if points.len() < 2 { Vec::new() } else { vec![points.to_vec()] };
    }
    let mut dashes = Vec::new();
    let mut dash = vec![points[0]];
    let (mut part, mut left) = (0, pattern[0]);
    for ends in points.windows(2) {
        let length = ends[0].distance(ends[1]);
        let mut gone = 0.0;
        while length - gone > left {
            gone += left;
            let point = between(ends[0], ends[1], gone / length);
            if part % 2 == 0 {
                dash.push(point);
                dashes.push(std::mem::take(&mut dash));
            } else {
                dash = vec![point];
            }
            part = (part + 1) % pattern.len();
            left = pattern[part].max(1e-3);
        }
        left -= length - gone;
        if part % 2 == 0 {
            dash.push(ends[1]);
        }
    }
    if part % 2 == 0 && dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

impl Curve {
    /// First point.
    #[must_use]
    pub fn start(&self) -> Point {
        match *self {
            Self::Line(start, _) | Self::Quadratic(start, ..) | Self::Cubic(start, ..) => start,
        }
    }

    /// Last point.
    #[must_use]
    pub fn end(&self) -> Point {
        match *self {
            Self::Line(_, end) | Self::Quadratic(.., end) | Self::Cubic(.., end) => end,
        }
    }

    /// The points it is made of, ends and controls: it lies within their hull.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        let points = match *self {
            Self::Line(a, b) => [a, a, b, b],
            Self::Quadratic(a, b, c) => [a, b, c, c],
            Self::Cubic(a, b, c, d) => [a, b, c, d],
        };
        points.into_iter()
    }

    /// The point at `t`, 0 (start) to 1 (end).
    #[must_use]
    pub fn at(&self, t: f32) -> Point {
        match *self {
            Self::Line(a, b) => between(a, b, t),
            Self::Quadratic(a, b, c) => between(between(a, b, t), between(b, c, t), t),
            Self::Cubic(a, b, c, d) => {
                let (ab, bc, cd) = (between(a, b, t), between(b, c, t), between(c, d, t));
                between(between(ab, bc, t), between(bc, cd, t), t)
            }
        }
    }

    /// The part from `from` to `to`, both 0 to 1.
    #[must_use]
    pub fn part(&self, from: f32, to: f32) -> Self {
        let head = self.head(to);
        if from <= 0.0 { head } else { head.reversed().head(1.0 - from / to.max(1e-6)).reversed() }
    }

    fn head(&self, t: f32) -> Self {
        match *self {
            Self::Line(a, b) => Self::Line(a, between(a, b, t)),
            Self::Quadratic(a, b, c) => {
                let (ab, bc) = (between(a, b, t), between(b, c, t));
                Self::Quadratic(a, ab, between(ab, bc, t))
            }
            Self::Cubic(a, b, c, d) => {
                let (ab, bc, cd) = (between(a, b, t), between(b, c, t), between(c, d, t));
                let (abc, bcd) = (between(ab, bc, t), between(bc, cd, t));
                Self::Cubic(a, ab, abc, between(abc, bcd, t))
            }
        }
    }

    fn reversed(&self) -> Self {
        match *self {
            Self::Line(a, b) => Self::Line(b, a),
            Self::Quadratic(a, b, c) => Self::Quadratic(c, b, a),
            Self::Cubic(a, b, c, d) => Self::Cubic(d, c, b, a),
        }
    }
}

/// The line from the rim of the source to the rim of the target.
fn between_rims(source: &Body, target: &Body, bend: f32) -> Option<Curve> {
    let (from, to) = (source.centre, target.centre);
    let length = from.distance(to);
    if length < 1e-6 {
        return None;
    }
    if bend.abs() < 1e-3 * length {
        let direction = Point::new(to.x - from.x, to.y - from.y);
        let start = rim_point(source.shape, from, source.radius, direction);
        let end = rim_point(target.shape, to, target.radius, Point::new(-direction.x, -direction.y));
        let apart = (end.x - start.x) * direction.x + (end.y - start.y) * direction.y > 0.0;
        return apart.then_some(Curve::Line(start, end));
    }
    cut_at_rims(&bent_curve(from, to, bend)?, source, target)
}

/// The curve from one middle to another whose own middle is `bend` aside, as in [`LinkEnds`]; `None` where they are the same.
#[must_use]
pub fn bent_curve(from: Point, to: Point, bend: f32) -> Option<Curve> {
    let length = from.distance(to);
    if length < 1e-6 {
        return None;
    }
    // The middle of the curve is half way between the chord and its control point.
    let (nx, ny) = ((to.y - from.y) / length, (from.x - to.x) / length);
    let control =
        Point::new(f32::midpoint(from.x, to.x) + nx * bend * 2.0, f32::midpoint(from.y, to.y) + ny * bend * 2.0);
    Some(Curve::Quadratic(from, control, to))
}

/// Cuts the curve where it leaves the source and where it enters the target.
fn cut_at_rims(curve: &Curve, source: &Body, target: &Body) -> Option<Curve> {
    if contains(source, curve.at(0.5), 0.0) || contains(target, curve.at(0.5), 0.0) {
        return None;
    }
    let leaves = bisect(|t| !contains(source, curve.at(t), 0.0), 0.0, 0.5);
    let enters = bisect(|t| contains(target, curve.at(t), 0.0), 0.5, 1.0);
    Some(curve.part(leaves, enters))
}

/// So many loops of one actor are side by side; more are larger.
const LOOP_PLACES: u32 = 7;

/// How far from the middle of its actor a loop reaches at most.
#[must_use]
pub fn loop_reach(radius: f32, number: u32) -> f32 {
    radius * (3.4 + 0.9 * (number / LOOP_PLACES) as f32)
}

/// A loop of an actor, of which `number` came before: above it, the next ones turned clockwise and, after a full turn, larger.
#[must_use]
pub fn loop_curve(body: &Body, number: u32) -> Curve {
    let turn = (number % LOOP_PLACES) as f32 / LOOP_PLACES as f32 * std::f32::consts::TAU;
    let reach = loop_reach(body.radius, number);
    let direction = |aside: f32| {
        let angle = -std::f32::consts::FRAC_PI_2 + turn + aside;
        Point::new(angle.cos(), angle.sin())
    };
    let rim = |aside: f32| rim_point(body.shape, body.centre, body.radius, direction(aside));
    let control = |aside: f32| {
        let towards = direction(aside);
        Point::new(body.centre.x + towards.x * reach, body.centre.y + towards.y * reach)
    };
    Curve::Cubic(rim(-0.38), control(-0.52), control(0.52), rim(0.38))
}

/// The corners of a shape of radius 1, clockwise; `None` for a circle. Sizes are such that shapes look about equally large.
#[must_use]
pub fn shape_corners(shape: Shape) -> Option<&'static [(f32, f32)]> {
    const SQUARE: [(f32, f32); 4] = [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)];
    const DIAMOND: [(f32, f32); 4] = [(0.0, -1.22), (1.22, 0.0), (0.0, 1.22), (-1.22, 0.0)];
    const TRIANGLE: [(f32, f32); 3] = [(0.0, -1.28), (1.15, 0.80), (-1.15, 0.80)];
    const TRIANGLE_DOWN: [(f32, f32); 3] = [(-1.15, -0.80), (1.15, -0.80), (0.0, 1.28)];
    const PENTAGON: [(f32, f32); 5] =
        [(0.0, -1.12), (1.065, -0.346), (0.658, 0.906), (-0.658, 0.906), (-1.065, -0.346)];
    const HEXAGON: [(f32, f32); 6] =
        [(0.0, -1.1), (0.953, -0.55), (0.953, 0.55), (0.0, 1.1), (-0.953, 0.55), (-0.953, -0.55)];
    const OCTAGON: [(f32, f32); 8] = [
        (-0.406, -0.98),
        (0.406, -0.98),
        (0.98, -0.406),
        (0.98, 0.406),
        (0.406, 0.98),
        (-0.406, 0.98),
        (-0.98, 0.406),
        (-0.98, -0.406),
    ];
    const STAR: [(f32, f32); 10] = [
        (0.0, -1.35),
        (0.382, -0.526),
        (1.284, -0.417),
        (0.618, 0.201),
        (0.794, 1.092),
        (0.0, 0.65),
        (-0.794, 1.092),
        (-0.618, 0.201),
        (-1.284, -0.417),
        (-0.382, -0.526),
    ];
    const CROSS: [(f32, f32); 12] = [
        (-0.42, -1.08),
        (0.42, -1.08),
        (0.42, -0.42),
        (1.08, -0.42),
        (1.08, 0.42),
        (0.42, 0.42),
        (0.42, 1.08),
        (-0.42, 1.08),
        (-0.42, 0.42),
        (-1.08, 0.42),
        (-1.08, -0.42),
        (-0.42, -0.42),
    ];
    match shape {
        Shape::Circle => None,
        Shape::Square => Some(&SQUARE),
        Shape::Diamond => Some(&DIAMOND),
        Shape::Triangle => Some(&TRIANGLE),
        Shape::TriangleDown => Some(&TRIANGLE_DOWN),
        Shape::Pentagon => Some(&PENTAGON),
        Shape::Hexagon => Some(&HEXAGON),
        Shape::Octagon => Some(&OCTAGON),
        Shape::Star => Some(&STAR),
        Shape::Cross => Some(&CROSS),
    }
}

/// How far the rim is from the middle in the unit direction `dx`, `dy`, for radius 1. Every shape is seen whole from its
/// middle, so there is exactly one such point.
fn rim_reach(shape: Shape, dx: f32, dy: f32) -> f32 {
    let Some(corners) = shape_corners(shape) else { return 1.0 };
    let mut reach = 0.0f32;
    for (number, &(ax, ay)) in corners.iter().enumerate() {
        let (bx, by) = corners[(number + 1) % corners.len()];
        // Clockwise corners: the ray passes between a and b where a is to its left and b to its right.
        let (side_a, side_b) = (dx * ay - dy * ax, dx * by - dy * bx);
        if side_a <= 1e-6 && side_b >= -1e-6 && side_b - side_a > 1e-9 {
            let share = -side_a / (side_b - side_a);
            reach = reach.max((ax + (bx - ax) * share) * dx + (ay + (by - ay) * share) * dy);
        }
    }
    reach
}

/// The smallest `t` between `low` and `high` from which on `holds` is true, where it changes once.
fn bisect(holds: impl Fn(f32) -> bool, low: f32, high: f32) -> f32 {
    let (mut low, mut high) = (low, high);
    for _ in 0..18 {
        let middle = f32::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle }
    }
    high
}

fn between(a: Point, b: Point, t: f32) -> Point {
    Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

fn second_difference(a: Point, b: Point, c: Point) -> f32 {
    (a.x - 2.0 * b.x + c.x).hypot(a.y - 2.0 * b.y + c.y)
}

fn distance_to_segment(a: Point, b: Point, point: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { ((point.x - a.x) * dx + (point.y - a.y) * dy) / length } else { 0.0 };
    between(a, b, share.clamp(0.0, 1.0)).distance(point)
}

#[cfg(test)]
mod tests;
