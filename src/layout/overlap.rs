//! Nodes as discs that must not cover each other: finding those that do, and pushing them apart. No forces here.

use super::tree::{radix_sort, spread};
use crate::model::Point;

/// The discs of a drawing, sorted into the squares of a grid so that only near ones are compared.
struct Grid {
    cell: f32,
    /// Row, column and node of each, see [`place`], ascending.
    places: Vec<u64>,
}

/// Rows and columns that a grid has at most; squares are larger where it would have more.
const MOST_CELLS: f32 = 65_000.0;

impl Grid {
    fn new(points: &[Point], cell: f32) -> Self {
        let (low, high) = low_and_high(points);
        let cell = cell.max((high.x - low.x).max(high.y - low.y) / MOST_CELLS);
        let index = |way: f32| u64::from((way / cell) as u16);
        let place = |(node, point): (u64, &Point)| index(point.y - low.y) << 48 | index(point.x - low.x) << 32 | node;
        let mut places: Vec<u64> = (0..).zip(points).map(place).collect();
        radix_sort(&mut places, &mut Vec::new());
        Self { cell, places }
    }

    /// Calls `each` once for every two nodes in the same or neighbouring squares, always in the same order.
    fn pairs(&self, mut each: impl FnMut(usize, usize)) {
        let mut below = 0;
        for (at, &one) in self.places.iter().enumerate() {
            let (row, column, node) = place(one);
            let ahead = self.places[at + 1..].iter().map(|other| place(*other));
            for (_, _, other) in ahead.take_while(|place| place.0 == row && place.1 <= column + 1) {
                each(node, other);
            }
            let first = (row + 1, column.saturating_sub(1));
            while self.places.get(below).is_some_and(|other| (place(*other).0, place(*other).1) < first) {
                below += 1;
            }
            let under = self.places[below..].iter().map(|other| place(*other));
            for (_, _, other) in under.take_while(|place| place.0 == row + 1 && place.1 <= column + 1) {
                each(node, other);
            }
        }
    }
}

/// Row, column and node of an entry of a grid.
fn place(entry: u64) -> (u32, u32, usize) {
    ((entry >> 48) as u32, (entry >> 32) as u32 & 0xffff, (entry & 0xffff_ffff) as usize)
}

fn low_and_high(points: &[Point]) -> (Point, Point) {
    let least = (Point::new(f32::MAX, f32::MAX), Point::new(f32::MIN, f32::MIN));
    points.iter().fold(least, |(low, high), point| {
        (Point::new(low.x.min(point.x), low.y.min(point.y)), Point::new(high.x.max(point.x), high.y.max(point.y)))
    })
}

fn grid(points: &[Point], radii: &[f32], gap: f32) -> Grid {
    let greatest = radii.iter().copied().fold(0.0f32, f32::max);
    Grid::new(points, (2.0 * greatest + gap).max(1e-3))
}

/// How much larger a drawing must be for all but `share` of the nodes to be as far from the nearest other as both radii and
/// `gap` ask for. Below 1 where there is more room than that.
///
/// Looks at the nodes that follow each other in the order of a coarse curve through the plane, which is not always the
/// nearest one: the answer is a little too small rather than too large.
pub(super) fn growth_for_room(points: &[Point], radii: &[f32], gap: f32, share: f32) -> f32 {
    const AHEAD: usize = 12;
    let order = along_a_curve(points);
    let mut growth = vec![0.0f32; points.len()];
    for (at, &one) in order.iter().enumerate() {
        for &other in order[at + 1..].iter().take(AHEAD) {
            let (one, other) = (one as usize, other as usize);
            let wanted = radii[one] + radii[other] + gap;
            let needed = wanted / points[one].distance(points[other]).max(1e-3 * wanted);
            growth[one] = growth[one].max(needed);
            growth[other] = growth[other].max(needed);
        }
    }
    if growth.is_empty() {
        return 1.0;
    }
    let kept = ((growth.len() - 1) as f32 * (1.0 - share)) as usize;
    *growth.select_nth_unstable_by(kept, f32::total_cmp).1
}

/// The nodes in Morton order: those that follow each other are mostly near each other.
fn along_a_curve(points: &[Point]) -> Vec<u32> {
    let (low, high) = low_and_high(points);
    let extent = (high.x - low.x).max(high.y - low.y);
    let scale = f32::from(u16::MAX) / extent.max(f32::MIN_POSITIVE);
    let key = |point: &Point| {
        let (column, row) = (((point.x - low.x) * scale) as u16, ((point.y - low.y) * scale) as u16);
        spread(column) | spread(row) << 1
    };
    let mut keys: Vec<u64> = (0u64..).zip(points).map(|(node, point)| u64::from(key(point)) << 32 | node).collect();
    radix_sort(&mut keys, &mut Vec::new());
    keys.into_iter().map(|key| key as u32).collect()
}

/// Pushes nodes that are too near apart, once for every pair, and returns how many pairs there were. Fixed nodes stay.
///
/// One pass seldom ends it, because a push may bring a node upon the next: call it until it returns 0.
pub(super) fn push_apart(points: &mut [Point], radii: &[f32], fixed: &[bool], gap: f32) -> usize {
    let grid = grid(points, radii, gap);
    debug_assert!(grid.cell > 0.0, "squares have a width");
    let mut count = 0;
    grid.pairs(|one, other| {
        let wanted = radii[one] + radii[other] + gap;
        let (mut dx, mut dy) = (points[other].x - points[one].x, points[other].y - points[one].y);
        let square = dx * dx + dy * dy;
        if square >= wanted * wanted || (fixed[one] && fixed[other]) {
            return;
        }
        let distance = square.sqrt();
        count += 1;
        if distance > 1e-3 * wanted {
            (dx, dy) = (dx / distance, dy / distance);
        } else {
            // Nodes in one place part in a direction that their numbers decide.
            (dy, dx) = (one as f32 * 2.399_963 + other as f32).sin_cos();
        }
        // A little more than asked, so that rounding does not leave them touching.
        let missing = (wanted - distance) * 1.02 + 1e-3;
        let share = match (fixed[one], fixed[other]) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ => 0.5,
        };
        points[one].x -= dx * missing * share;
        points[one].y -= dy * missing * share;
        points[other].x += dx * missing * (1.0 - share);
        points[other].y += dy * missing * (1.0 - share);
    });
    count
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Number of nodes that are nearer to another than both radii and `gap` allow.
    pub fn crowded(points: &[Point], radii: &[f32], gap: f32) -> usize {
        let mut is_crowded = vec![false; points.len()];
        grid(points, radii, gap).pairs(|one, other| {
            if points[one].distance(points[other]) < radii[one] + radii[other] + gap {
                is_crowded[one] = true;
                is_crowded[other] = true;
            }
        });
        is_crowded.into_iter().filter(|crowded| *crowded).count()
    }

    #[test]
    fn two_discs_part_by_halves() {
        let mut points = [Point::new(0.0, 0.0), Point::new(6.0, 0.0)];
        assert_eq!(push_apart(&mut points, &[5.0, 5.0], &[false, false], 2.0), 1);
        assert!(points[0].distance(points[1]) >= 12.0, "{points:?}");
        assert!((points[0].x + points[1].x - 6.0).abs() < 1e-4);
        assert_eq!(push_apart(&mut points, &[5.0, 5.0], &[false, false], 2.0), 0);
    }

    #[test]
    fn a_fixed_disc_stays_and_the_other_goes_the_whole_way() {
        let mut points = [Point::new(0.0, 0.0), Point::new(6.0, 0.0)];
        push_apart(&mut points, &[5.0, 5.0], &[true, false], 0.0);
        assert_eq!(points[0], Point::new(0.0, 0.0));
        assert!(points[1].x >= 10.0);
    }

    #[test]
    fn a_heap_in_one_place_is_undone() {
        let mut points = vec![Point::new(3.0, 3.0); 60];
        let (radii, fixed) = (vec![4.0; 60], vec![false; 60]);
        let passes = (0..2000).take_while(|_| push_apart(&mut points, &radii, &fixed, 1.0) > 0).count();
        assert!(passes < 2000);
        assert_eq!(crowded(&points, &radii, 0.9), 0);
    }

    #[test]
    fn a_drawing_grows_until_most_nodes_have_room() {
        let mut random = fastrand::Rng::with_seed(5);
        let points: Vec<Point> = (0..2000).map(|_| Point::new(random.f32() * 400.0, random.f32() * 300.0)).collect();
        let radii = vec![4.0; 2000];
        let growth = growth_for_room(&points, &radii, 2.0, 0.3);
        let grown: Vec<Point> = points.iter().map(|point| Point::new(point.x * growth, point.y * growth)).collect();
        let share = crowded(&grown, &radii, 2.0) as f32 / 2000.0;
        assert!((0.25..0.4).contains(&share), "{share} after {growth}");
        assert!(growth_for_room(&grown, &radii, 2.0, 0.3) < 1.05);
        assert!((growth_for_room(&[], &[], 2.0, 0.3) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn crowded_counts_nodes_that_the_pairwise_test_counts() {
        let mut random = fastrand::Rng::with_seed(5);
        let points: Vec<Point> = (0..200).map(|_| Point::new(random.f32() * 200.0, random.f32() * 200.0)).collect();
        let radii: Vec<f32> = (0..200).map(|_| 2.0 + random.f32() * 8.0).collect();
        let near = |one: usize, other: usize| points[one].distance(points[other]) < radii[one] + radii[other] + 1.0;
        let expected = (0..200).filter(|&one| (0..200).any(|other| other != one && near(one, other))).count();
        assert!(expected > 20);
        assert_eq!(crowded(&points, &radii, 1.0), expected);
    }
}
