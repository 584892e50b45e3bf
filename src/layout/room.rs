//! Room inside communities: each is spread out around its middle, as far as its neighbours allow. Nothing else is moved.
//!
//! A pull that lets communities stand apart also presses each into a point. Spreading them one by one keeps who is beside whom,
//! which pushing crowded nodes apart would not.

use crate::model::Point;

/// The radius that a community may take, over the distance to the middle of the nearest other.
const SHARE_OF_GAP: f32 = 0.1;
/// No community becomes thinner than the whole drawing is on average, times this.
const THINNEST: f32 = 0.7;
/// Communities beyond this many are too small, each, to be worth looking at one by one.
const MOST_COMMUNITIES: usize = 4000;

/// A community: its nodes `first..last`, and how much larger it may be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Patch {
    pub first: usize,
    pub last: usize,
    pub growth: f32,
}

/// How much larger each community may be drawn. `starts` holds the first node of each and the end of the last.
pub(super) fn patches(points: &[Point], starts: &[u32]) -> Vec<Patch> {
    let ranges: Vec<(usize, usize)> = starts.windows(2).map(|pair| (pair[0] as usize, pair[1] as usize)).collect();
    if ranges.len() < 2 || ranges.len() > MOST_COMMUNITIES {
        return Vec::new();
    }
    let middles: Vec<Point> = ranges.iter().map(|&(first, last)| middle(&points[first..last])).collect();
    let whole = radius(points, middle(points));
    let growth = |at: usize, (first, last): (usize, usize)| {
        let radius = radius(&points[first..last], middles[at]).max(f32::MIN_POSITIVE);
        let distances =
            middles.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, to)| to.distance(middles[at]));
        let nearest = distances.fold(f32::INFINITY, f32::min);
        let thinnest = THINNEST * whole * ((last - first) as f32 / points.len() as f32).sqrt();
        (SHARE_OF_GAP * nearest).min(thinnest) / radius
    };
    ranges
        .iter()
        .enumerate()
        .map(|(at, &(first, last))| Patch { first, last, growth: growth(at, (first, last)).clamp(1.0, 1e3) })
        .collect()
}

/// Draws each community larger around its middle, by its growth to the power of `share`.
pub(super) fn spread(points: &mut [Point], patches: &[Patch], share: f32) {
    for &Patch { first, last, growth } in patches {
        let factor = growth.powf(share);
        let points = &mut points[first..last];
        let middle = middle(points);
        for point in points {
            *point = Point::new(middle.x + (point.x - middle.x) * factor, middle.y + (point.y - middle.y) * factor);
        }
    }
}

fn middle(points: &[Point]) -> Point {
    let share = 1.0 / points.len().max(1) as f64;
    let sum = |value: fn(&Point) -> f32| points.iter().map(|point| f64::from(value(point))).sum::<f64>() * share;
    Point::new(sum(|point| point.x) as f32, sum(|point| point.y) as f32)
}

/// The root mean square distance from the middle.
fn radius(points: &[Point], middle: Point) -> f32 {
    let squares: f64 = points.iter().map(|point| f64::from(point.distance(middle)).powi(2)).sum();
    (squares / points.len().max(1) as f64).sqrt() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two heaps of nine far apart, the second ten times as wide.
    fn heaps(gap: f32) -> Vec<Point> {
        let heap =
            |x: f32, step: f32| (0..9).map(move |at| Point::new(x + (at % 3) as f32 * step, (at / 3) as f32 * step));
        heap(0.0, 1.0).chain(heap(gap, 10.0)).collect()
    }

    #[test]
    fn a_tight_community_is_spread_and_a_wide_one_is_not() {
        let mut points = heaps(60.0);
        let before = points.clone();
        let patches = patches(&points, &[0, 9, 18]);
        assert!(patches[0].growth > 5.0, "{patches:?}");
        assert!((patches[1].growth - 1.0).abs() < 0.01, "{patches:?}");
        spread(&mut points, &patches, 1.0);
        assert!(points[4].distance(before[4]) < 1e-3, "the middle stays");
        assert!(points[0].distance(points[1]) > 5.0);
        assert_eq!(points[9..], before[9..]);
    }

    #[test]
    fn two_halves_of_the_way_are_the_whole_way() {
        let (mut once, mut twice) = (heaps(200.0), heaps(200.0));
        let patches = patches(&once, &[0, 9, 18]);
        spread(&mut once, &patches, 1.0);
        spread(&mut twice, &patches, 0.5);
        spread(&mut twice, &patches, 0.5);
        assert!(once.iter().zip(&twice).all(|(one, other)| one.distance(*other) < 0.01));
    }

    #[test]
    fn one_community_or_all_in_one_place_is_no_special_case() {
        assert!(patches(&heaps(60.0), &[0, 18]).is_empty());
        let heap = vec![Point::default(); 4];
        assert!(patches(&heap, &[0, 2, 4]).iter().all(|patch| patch.growth.is_finite()));
        assert!(patches(&[], &[0]).is_empty());
    }
}
