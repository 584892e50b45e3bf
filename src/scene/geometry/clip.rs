//! The part of a straight line within a box. Nothing about what the line means.

use crate::model::Point;

/// The part of the line from `a` to `b` within the box from `least` to `greatest`, as shares of its length; `None` where no
/// part of it is. After Liang and Barsky (1984).
#[must_use]
pub fn clip(a: Point, b: Point, least: Point, greatest: Point) -> Option<(f32, f32)> {
    let (mut enters, mut leaves) = (0.0f32, 1.0f32);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    for (speed, room) in [(-dx, a.x - least.x), (dx, greatest.x - a.x), (-dy, a.y - least.y), (dy, greatest.y - a.y)] {
        if speed == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            enters = enters.max(room / speed);
        } else {
            leaves = leaves.min(room / speed);
        }
    }
    (enters <= leaves).then_some((enters, leaves))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_it_meets_the_box() {
        let cut =
            |ax, ay, bx, by| clip(Point::new(ax, ay), Point::new(bx, by), Point::new(0.0, 0.0), Point::new(10.0, 10.0));
        assert_eq!(cut(2.0, 2.0, 8.0, 3.0), Some((0.0, 1.0)), "within");
        assert_eq!(cut(-10.0, 5.0, 30.0, 5.0), Some((0.25, 0.5)), "through");
        assert_eq!(cut(5.0, 20.0, 5.0, 0.0), Some((0.5, 1.0)), "upright, from below");
        assert_eq!(cut(-5.0, 4.0, 4.0, -5.0), None, "past a corner");
        assert_eq!(cut(-5.0, 20.0, 15.0, 20.0), None, "beside");
        assert_eq!(cut(3.0, 3.0, 3.0, 3.0), Some((0.0, 1.0)), "a point within");
        assert_eq!(cut(30.0, 3.0, 30.0, 3.0), None, "a point outside");
    }
}
