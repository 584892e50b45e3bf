//! One link as a smooth line of fixed-point steps, and its marks in a ledger of counts. Which links, and in which order, is decided
//! in `counts`.
//!
//! A step along the longer side of the line shares its weight between the two pixels whose middles are nearest across it (Wu,
//! 1991), and the first and the last step count for the part of them that the line covers. All is whole numbers, so that a line
//! leaves the same marks however the image is cut into bands.

use std::ops::Range;

use crate::model::Point;
use crate::scene::geometry::clip;

/// What one link adds to a pixel that it crosses straight through.
pub(super) const UNIT: u32 = 64;
/// Bits of the fraction of a place across the line.
const FRACTION: u32 = 32;
/// A step that the line covers whole.
const WHOLE: u32 = 256;
/// Links that are longer than this share of the diagonal of the image count less with each pixel, so that all of them have the
/// ink of one of this length: what is close together is linked by short lines, and long ones that go everywhere are a fog.
const LONG: f32 = 0.04;
/// A long link counts at least so much.
const LEAST_OF_A_LINK: f32 = 0.2;

/// Width and height of an image, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A line within an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    /// Place across the line at the middle of the first step, counted from the middle of the first pixel.
    start: i64,
    /// By how much that grows with each step; at most one pixel either way.
    slope: i64,
    first: u32,
    /// The last step; not before the first.
    last: u32,
    /// How much of the first step is covered, of [`WHOLE`].
    head: u16,
    /// How much of the last step is covered, where it is not the first.
    tail: u16,
    /// What the line adds with each step.
    weight: u32,
    /// Whether it steps from row to row, not from column to column.
    pub(super) is_steep: bool,
    pub(super) class: u8,
}

/// The rows of an image that are counted together, with a free pixel on every side.
pub(super) struct Ledger {
    rows: Range<i64>,
    width: usize,
    marks: Vec<u32>,
}

impl Segment {
    /// The line from `a` to `b`, which counts as much as so many links; `None` where none of it is in the image.
    pub(super) fn new(a: Point, b: Point, extent: Extent, links: f32, class: u8) -> Option<Self> {
        if !(a.is_finite() && b.is_finite()) {
            return None;
        }
        let far = Point::new(extent.width as f32 + 1.0, extent.height as f32 + 1.0);
        let (enters, leaves) = clip(a, b, Point::new(-1.0, -1.0), far)?;
        let (ax, ay, bx, by) = (f64::from(a.x), f64::from(a.y), f64::from(b.x), f64::from(b.y));
        let at = |share: f32| (ax + (bx - ax) * f64::from(share), ay + (by - ay) * f64::from(share));
        let is_steep = (by - ay).abs() > (bx - ax).abs();
        let turned = |(x, y): (f64, f64)| if is_steep { (y, x) } else { (x, y) };
        let (mut from, mut to) = (turned(at(enters)), turned(at(leaves)));
        if from.0 > to.0 {
            (from, to) = (to, from);
        }
        let length = to.0 - from.0;
        if length.is_nan() || length <= 0.0 {
            return None;
        }
        let slope = ((to.1 - from.1) / length).clamp(-1.0, 1.0);
        let (begins, ends) = (from.0.floor(), to.0.floor());
        let steps = if is_steep { extent.height } else { extent.width };
        let (first, last) = (begins.max(0.0), ends.min(f64::from(steps) - 1.0));
        if first > last {
            return None;
        }
        let covered = |share: f64| (share * f64::from(WHOLE)).round() as u16;
        let head = if first > begins {
            1.0
        } else if begins < ends {
            begins + 1.0 - from.0
        } else {
            length
        };
        let tail = if last < ends { 1.0 } else { to.0 - ends };
        let scale = (1u64 << FRACTION) as f64;
        Some(Self {
            start: ((from.1 + (first + 0.5 - from.0) * slope - 0.5) * scale).round() as i64,
            slope: (slope * scale).round() as i64,
            first: first as u32,
            last: last as u32,
            head: covered(head),
            tail: covered(tail),
            // A slanting line is longer than its steps are many.
            weight: (UNIT as f32 * links * slope.hypot(1.0) as f32).round().max(1.0) as u32,
            is_steep,
            class,
        })
    }

    /// The rows that it touches, the last one included.
    pub(super) fn rows(&self) -> (i64, i64) {
        if self.is_steep {
            return (i64::from(self.first), i64::from(self.last));
        }
        let (one, other) = (self.start >> FRACTION, self.across(i64::from(self.last - self.first)) >> FRACTION);
        (one.min(other), one.max(other) + 1)
    }

    fn across(&self, step: i64) -> i64 {
        self.start + step * self.slope
    }

    /// Those of the steps `from..to`, counted from the first, whose place across is within `low..high` pixels.
    fn steps_within(&self, from: i64, to: i64, low: i64, high: i64) -> (i64, i64) {
        let (low, high) = (low << FRACTION, high << FRACTION);
        let is_within = |step| (low..high).contains(&self.across(step));
        if from >= to || (is_within(from) && is_within(to - 1)) {
            return (from, to);
        }
        // Multiples of a growth that is positive; a line that falls is one that rises, looked at from the other side.
        let (growth, least, most) = match self.slope {
            0 => return (from, from),
            slope if slope > 0 => (slope, low - self.start, high - self.start),
            slope => (-slope, self.start - high + 1, self.start - low + 1),
        };
        let ceiling = |room: i64| room.div_euclid(growth) + i64::from(room.rem_euclid(growth) > 0);
        (from.max(ceiling(least)), to.min(ceiling(most)))
    }
}

/// How much a link of some length counts with each pixel.
pub(super) fn lightness(length: f32, Extent { width, height }: Extent) -> f32 {
    let long = LONG * (width as f32).hypot(height as f32);
    (long / length).clamp(LEAST_OF_A_LINK, 1.0)
}

impl Ledger {
    /// An empty one for some rows of an image.
    pub(super) fn new(width: u32, rows: Range<u32>) -> Self {
        let (width, height) = (width as usize + 2, rows.len() + 2);
        Self { rows: i64::from(rows.start)..i64::from(rows.end), width, marks: vec![0; width * height] }
    }

    /// The marks of a row, counted from the first of the ledger.
    pub(super) fn row(&self, row: usize) -> &[u32] {
        let begins = (row + 1) * self.width + 1;
        &self.marks[begins..begins + self.width - 2]
    }

    /// Forgets all marks.
    pub(super) fn clear(&mut self) {
        self.marks.fill(0);
    }

    /// Adds the marks of a line.
    pub(super) fn mark(&mut self, segment: &Segment) {
        let count = i64::from(segment.last - segment.first) + 1;
        let first = i64::from(segment.first);
        if segment.is_steep {
            let (from, to) = ((self.rows.start - first).max(0), (self.rows.end - first).min(count));
            let steps = segment.steps_within(from, to, -1, self.width.cast_signed() as i64 - 2);
            // From the middle of the image to the ledger: a row and a column further.
            let origin = (first + 1 - self.rows.start) as isize * self.width.cast_signed() + 1;
            self.walk::<true>(segment, steps, origin);
        } else {
            let steps = segment.steps_within(0, count, self.rows.start - 1, self.rows.end);
            let origin = (1 - self.rows.start) as isize * self.width.cast_signed() + first as isize + 1;
            self.walk::<false>(segment, steps, origin);
        }
    }

    fn walk<const STEEP: bool>(&mut self, segment: &Segment, (from, to): (i64, i64), origin: isize) {
        if from >= to {
            return;
        }
        let last = i64::from(segment.last - segment.first);
        let part = |covered: u16| (segment.weight as u64 * covered as u64 / WHOLE as u64) as u32;
        let (mut begins, mut ends) = (from, to);
        if from == 0 {
            self.step::<STEEP>(segment.start, 0, origin, part(segment.head));
            begins = 1;
        }
        if to == last + 1 && last > 0 {
            self.step::<STEEP>(segment.across(last), last as isize, origin, part(segment.tail));
            ends = last;
        }
        let mut across = segment.across(begins);
        for step in begins..ends {
            self.step::<STEEP>(across, step as isize, origin, segment.weight);
            across += segment.slope;
        }
    }

    #[inline]
    fn step<const STEEP: bool>(&mut self, across: i64, step: isize, origin: isize, weight: u32) {
        let place = (across >> FRACTION) as isize;
        let share = (across >> (FRACTION - 8)) as u32 & 0xFF;
        let far = ((u64::from(share) * u64::from(weight)) >> 8) as u32;
        let width = self.width.cast_signed();
        let (at, beside) =
            if STEEP { (origin + step * width + place, 1) } else { (origin + place * width + step, self.width) };
        let at = at as usize;
        self.marks[at] = self.marks[at].wrapping_add(weight - far);
        self.marks[at + beside] = self.marks[at + beside].wrapping_add(far);
    }
}
