//! Nodes that were drawn far out of their community come most of the way home. For drawings of very many, where such nodes are
//! among strangers and nobody sees what draws them.

use crate::model::Point;

/// Where a drawing has so many nodes.
pub(super) const MANY_NODES: usize = 200_000;
/// Communities are the largest of which there are so many.
pub(super) const COMMUNITIES: usize = 1000;
/// The share of a community that stays where it is.
const SHARE_AT_HOME: f32 = 0.8;
/// What is left of the way beyond, as a multiple of the logarithm of how far it is.
const LEFT: f32 = 0.8;

/// Brings the farthest nodes of each community nearer to its middle; those farther out stay so. `starts` holds the first node of each
/// community and the end of the last.
pub(super) fn bring_home(points: &mut [Point], starts: &[u32]) {
    for ends in starts.windows(2) {
        let points = &mut points[ends[0] as usize..ends[1] as usize];
        let middle = Point::new(quantile(points, 0.5, |point| point.x), quantile(points, 0.5, |point| point.y));
        let reach = quantile(points, SHARE_AT_HOME, |point| length(point, middle));
        for point in points {
            let away = length(*point, middle);
            if away > reach && reach > 0.0 {
                let share = reach * (1.0 + LEFT * (away / reach).ln()) / away;
                *point = Point::new(middle.x + share * (point.x - middle.x), middle.y + share * (point.y - middle.y));
            }
        }
    }
}

fn length(point: Point, from: Point) -> f32 {
    let (dx, dy) = (point.x - from.x, point.y - from.y);
    (dx * dx + dy * dy).sqrt()
}

/// The value that this share of the points is not above; 0 of none.
fn quantile(points: &[Point], share: f32, value: impl Fn(Point) -> f32) -> f32 {
    let mut values: Vec<f32> = points.iter().copied().map(value).collect();
    if values.is_empty() {
        return 0.0;
    }
    let at = (share * (values.len() - 1) as f32) as usize;
    *values.select_nth_unstable_by(at, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_come_home_and_the_others_stay() {
        let at_home = |at: u32| Point::new((at % 4) as f32, (at / 4) as f32);
        let mut points: Vec<Point> = (0..16).map(at_home).collect();
        points.extend([Point::new(100.0, 2.0), Point::new(300.0, 2.0)]);
        let before = points.clone();
        bring_home(&mut points, &[0, 18]);
        let moved = (0..16).filter(|node| points[*node] != before[*node]).count();
        assert!(moved <= 2, "{points:?}");
        assert!(points[16].x < 15.0 && points[17].x < 15.0, "{points:?}");
        assert!(points[16].x > 3.0 && points[17].x > points[16].x, "they stay the farthest: {points:?}");
    }

    #[test]
    fn communities_are_apart_and_small_ones_no_special_case() {
        let mut points =
            vec![Point::new(1.0, 1.0), Point::new(500.0, 0.0), Point::new(500.0, 0.0), Point::new(9.0, 9.0)];
        let before = points.clone();
        bring_home(&mut points, &[0, 1, 3, 4, 4]);
        assert_eq!(points, before);
        bring_home(&mut [], &[]);
    }
}
