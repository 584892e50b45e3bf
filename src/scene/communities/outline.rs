//! The outline of a blob: traced between its cells, smoothed, cut into triangles.

use super::field::{Blob, Cells};
use crate::model::Point;

/// Number of points of an outline at most.
pub const MOST_POINTS: usize = 64;
const FEWEST_POINTS: usize = 16;
/// Points that the outline is smoothed with.
const FINE: usize = 160;
/// A point becomes the mean of itself and so many on each side, so often.
const REACH: usize = 4;
const ROUNDS: usize = 2;

/// The outline of a blob where the field is zero, in world units, clockwise on the screen. Empty where there is none.
pub(super) fn outline(cells: &Cells, field: &[f32], blob: &Blob) -> Vec<Point> {
    let traced = trace(cells, field, blob);
    let length = length(&traced);
    if traced.len() < 4 || length <= 0.0 {
        return Vec::new();
    }
    let mut fine = resampled(&traced, FINE);
    for _ in 0..ROUNDS {
        fine = smoothed(&fine);
    }
    let count = ((length / cells.side / 1.5) as usize).clamp(FEWEST_POINTS, MOST_POINTS);
    resampled(&fine, count)
}

/// Marching squares (Lorensen and Cline 1987, in the plane) along the one border of a blob. Cells that touch by a corner alone
/// are kept apart.
fn trace(cells: &Cells, field: &[f32], blob: &Blob) -> Vec<Point> {
    let columns = blob.columns;
    let value = |at: usize| field[blob.cell(at % columns, at / columns, cells.columns)];
    // Where the field crosses zero between a cell within and one that is not, in columns and rows of the field. Beside a
    // filled hole or another blob it may not.
    let crossing = |inside: usize, outside: usize| {
        let (a, b) = (value(inside), value(outside));
        let along = if a > 0.0 && b < 0.0 { (a / (a - b)).clamp(0.05, 0.95) } else { 0.5 };
        let place = |at: usize| ((blob.left + at % columns) as f32, (blob.top + at / columns) as f32);
        let (from, to) = (place(inside), place(outside));
        cells.world(from.0 + (to.0 - from.0) * along, from.1 + (to.1 - from.1) * along)
    };
    let Some(first) = blob.within.iter().position(|within| *within) else { return Vec::new() };
    // The pair of cells that the border runs between: one within, and the one beside it in a direction, here up. One goes
    // along with the blob on the right hand.
    let beside = |at: usize, direction: usize| match direction % 4 {
        0 => at - columns,
        1 => at + 1,
        2 => at + columns,
        _ => at - 1,
    };
    let start = (first, 0);
    let (mut at, mut direction) = start;
    let mut points = Vec::new();
    loop {
        points.push(crossing(at, beside(at, direction)));
        // Ahead is to the right of the direction in which the other cell lies.
        let ahead = beside(at, direction + 1);
        if !blob.within[ahead] {
            direction = (direction + 1) % 4;
        } else if blob.within[beside(ahead, direction)] {
            at = beside(ahead, direction);
            direction = (direction + 3) % 4;
        } else {
            at = ahead;
        }
        if (at, direction) == start || points.len() > 4 * blob.within.len() {
            return points;
        }
    }
}

fn closed(points: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1))
}

fn length(points: &[Point]) -> f32 {
    closed(points).map(|(from, to)| from.distance(to)).sum()
}

/// As many points along a closed line, all as far from one another along it.
fn resampled(points: &[Point], count: usize) -> Vec<Point> {
    let step = length(points) / count as f32;
    let mut taken = Vec::with_capacity(count);
    let mut gone = 0.0f32;
    for (from, to) in closed(points) {
        let piece = from.distance(to);
        while taken.len() < count && taken.len() as f32 * step <= gone + piece {
            let share = if piece > 0.0 { (taken.len() as f32 * step - gone) / piece } else { 0.0 };
            taken.push(Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share));
        }
        gone += piece;
    }
    taken
}

fn smoothed(points: &[Point]) -> Vec<Point> {
    let (count, width) = (points.len(), 2 * REACH + 1);
    (0..count)
        .map(|at| {
            let near = (0..width).map(|step| points[(at + count + step - REACH) % count]);
            let (x, y) = near.fold((0.0, 0.0), |(x, y), point| (x + point.x, y + point.y));
            Point::new(x / width as f32, y / width as f32)
        })
        .collect()
}

/// Twice the area of a triangle; above zero where it runs clockwise on the screen.
fn turn(a: Point, b: Point, c: Point) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// The area within a closed line that runs clockwise on the screen.
pub(super) fn area(points: &[Point]) -> f32 {
    let Some(first) = points.first() else { return 0.0 };
    closed(points).map(|(from, to)| turn(*first, from, to)).sum::<f32>() / 2.0
}

/// Cuts what lies within a closed line into triangles by cutting off ears (Meisters 1975); places in `points`.
pub(super) fn triangles(points: &[Point]) -> Vec<[u16; 3]> {
    let mut left: Vec<u16> = (0..points.len() as u16).collect();
    let mut cut = Vec::with_capacity(points.len().saturating_sub(2));
    let at = |number: u16| points[number as usize];
    while left.len() > 3 {
        let count = left.len();
        let corners = |place: usize| [left[(place + count - 1) % count], left[place], left[(place + 1) % count]];
        let is_ear = |place: &usize| {
            let [a, b, c] = corners(*place);
            turn(at(a), at(b), at(c)) > 0.0
                && left.iter().filter(|other| ![a, b, c].contains(other)).all(|&other| {
                    let sides = [(a, b), (b, c), (c, a)].map(|(from, to)| turn(at(from), at(to), at(other)));
                    sides.iter().any(|side| *side < 0.0)
                })
        };
        // A line that crosses itself may have no ear; then any corner does.
        let place = (0..count).find(is_ear).unwrap_or(0);
        cut.push(corners(place));
        left.remove(place);
    }
    if let [a, b, c] = left[..] {
        cut.push([a, b, c]);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::field::blobs;
    use super::*;

    /// A field that is above zero where a drawing has a letter.
    fn drawn(rows: &[&str]) -> (Cells, Vec<f32>) {
        let (columns, rows_of) = (rows[0].len(), rows.len());
        let cells = Cells { origin: Point::default(), side: 1.0, columns, rows: rows_of };
        let field = rows.iter().flat_map(|row| row.bytes().map(|sign| if sign == b'.' { -1.0 } else { 1.0 })).collect();
        (cells, field)
    }

    fn traced(rows: &[&str]) -> Vec<Vec<Point>> {
        let (cells, field) = drawn(rows);
        blobs(&cells, &field).iter().map(|blob| trace(&cells, &field, blob)).collect()
    }

    #[test]
    fn a_single_cell_is_a_diamond_that_runs_clockwise() {
        let [diamond] = &traced(&["...", ".#.", "..."])[..] else { panic!("it is one") };
        let expected = [(1.5, 1.0), (2.0, 1.5), (1.5, 2.0), (1.0, 1.5)].map(|(x, y)| Point::new(x, y));
        assert_eq!(diamond[..], expected);
        assert!((area(diamond) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn cells_that_touch_by_a_corner_are_two_and_holes_are_filled() {
        let two = traced(&["....", ".#..", "..#.", "...."]);
        assert_eq!(two.len(), 2);
        let [ring] = &traced(&[".....", ".###.", ".#.#.", ".###.", "....."])[..] else { panic!("it is one") };
        let [full] = &traced(&[".....", ".###.", ".###.", ".###.", "....."])[..] else { panic!("it is one") };
        assert_eq!(ring, full);
        let pinched = traced(&["......", ".###..", ".#.#..", ".##.#.", "..###.", "......"]);
        assert_eq!(pinched.len(), 1, "it closes by sides");
        assert!(area(&pinched[0]) > 8.0);
    }

    #[test]
    fn triangles_cover_what_lies_within_and_no_more() {
        let shapes: [&[(f32, f32)]; 3] = [
            &[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)],
            &[(0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (5.0, 6.0), (5.0, 1.0), (1.0, 1.0), (1.0, 6.0), (0.0, 6.0)],
            &[(0.0, 0.0), (2.0, 1.0), (4.0, 0.0), (3.0, 2.0), (4.0, 4.0), (2.0, 3.0), (0.0, 4.0), (1.0, 2.0)],
        ];
        for shape in shapes {
            let points: Vec<Point> = shape.iter().map(|(x, y)| Point::new(*x, *y)).collect();
            let areas = triangles(&points).into_iter().map(|corners| area(&corners.map(|at| points[at as usize])));
            let areas: Vec<f32> = areas.collect();
            assert_eq!(areas.len(), points.len() - 2);
            assert!(areas.iter().all(|area| *area >= 0.0), "{areas:?}");
            assert!((areas.iter().sum::<f32>() - area(&points)).abs() < 1e-4);
        }
        let crossed = [(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(triangles(&crossed).len(), 2, "even a line that crosses itself");
        assert_eq!(triangles(&[]), Vec::<[u16; 3]>::new());
    }

    #[test]
    fn points_along_a_line_are_evenly_apart() {
        let square = [(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)].map(|(x, y)| Point::new(x, y));
        let points = resampled(&square, 16);
        assert_eq!(points.len(), 16);
        assert!(closed(&points).all(|(from, to)| (from.distance(to) - 2.0).abs() < 1e-4));
    }
}
