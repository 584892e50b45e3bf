//! Nodes as discs that must not cover each other: finding those that do, and pushing them apart. No forces here.

use crate::model::Point;

/// The discs of a drawing, sorted into the squares of a grid so that only near ones are compared.
struct Grid {
    cell: f32,
    /// Row, column and node, ascending.
    places: Vec<(i32, i32, u32)>,
}

impl Grid {
    fn new(points: &[Point], cell: f32) -> Self {
        let index = |coordinate: f32| (coordinate / cell).floor().clamp(-1e9, 1e9) as i32;
        let mut places: Vec<(i32, i32, u32)> =
            (0u32..).zip(points).map(|(node, point)| (index(point.y), index(point.x), node)).collect();
        places.sort_unstable();
        Self { cell, places }
    }

    /// Calls `each` once for every two nodes in the same or neighbouring squares, always in the same order.
    fn pairs(&self, mut each: impl FnMut(usize, usize)) {
        let mut below = 0;
        for (at, &(row, column, node)) in self.places.iter().enumerate() {
            let ahead = self.places[at + 1..].iter().take_while(|place| place.0 == row && place.1 <= column + 1);
            for &(_, _, other) in ahead {
                each(node as usize, other as usize);
            }
            while self.places.get(below).is_some_and(|place| (place.0, place.1) < (row + 1, column - 1)) {
                below += 1;
            }
            let under = self.places[below..].iter().take_while(|place| place.0 == row + 1 && place.1 <= column + 1);
            for &(_, _, other) in under {
                each(node as usize, other as usize);
            }
        }
    }
}

fn grid(points: &[Point], radii: &[f32], gap: f32) -> Grid {
    let greatest = radii.iter().copied().fold(0.0f32, f32::max);
    Grid::new(points, (2.0 * greatest + gap).max(1e-3))
}

/// Number of nodes that are nearer to another than both radii and `gap` allow.
pub(super) fn crowded(points: &[Point], radii: &[f32], gap: f32) -> usize {
    let mut is_crowded = vec![false; points.len()];
    grid(points, radii, gap).pairs(|one, other| {
        if points[one].distance(points[other]) < radii[one] + radii[other] + gap {
            is_crowded[one] = true;
            is_crowded[other] = true;
        }
    });
    is_crowded.into_iter().filter(|crowded| *crowded).count()
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
        let distance = dx.hypot(dy);
        if distance >= wanted || (fixed[one] && fixed[other]) {
            return;
        }
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
mod tests {
    use super::*;

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
