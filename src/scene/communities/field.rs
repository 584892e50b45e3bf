//! How many points there are where, in square cells: counted, blurred, and parted into blobs.

use crate::model::Point;

/// Square cells over a part of the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cells {
    /// The corner of the first cell.
    pub origin: Point,
    /// Side of a cell, in world units.
    pub side: f32,
    pub columns: usize,
    pub rows: usize,
}

impl Cells {
    pub fn count(&self) -> usize {
        self.columns * self.rows
    }

    /// The cell that a point lies in, if it lies in any.
    pub fn cell(&self, point: Point) -> Option<usize> {
        let column = ((point.x - self.origin.x) / self.side).floor();
        let row = ((point.y - self.origin.y) / self.side).floor();
        let is_inside = (0.0..self.columns as f32).contains(&column) && (0.0..self.rows as f32).contains(&row);
        is_inside.then(|| row as usize * self.columns + column as usize)
    }

    /// A point given in cells, the middle of the first cell being (0, 0).
    pub fn world(&self, column: f32, row: f32) -> Point {
        Point::new(self.origin.x + (column + 0.5) * self.side, self.origin.y + (row + 0.5) * self.side)
    }

    /// Blurs values by three running means along each direction, which is close to a Gaussian of that deviation in cells
    /// (Wells 1986). What lies beyond the border counts as nothing.
    pub fn blur(&self, values: &mut [f32], deviation: f32) {
        // Three means over 2r + 1 cells have the variance ((2r + 1)² − 1) / 4.
        let reach = (((4.0 * deviation * deviation + 1.0).sqrt() - 1.0) / 2.0).round().max(1.0) as usize;
        let mut line = vec![0.0f32; self.columns.max(self.rows)];
        for _ in 0..3 {
            for row in 0..self.rows {
                running_mean(values, row * self.columns, 1, self.columns, reach, &mut line);
            }
            for column in 0..self.columns {
                running_mean(values, column, self.columns, self.rows, reach, &mut line);
            }
        }
    }
}

/// Replaces `count` values, each `step` after the one before, by their means with `reach` others on each side.
fn running_mean(values: &mut [f32], first: usize, step: usize, count: usize, reach: usize, line: &mut [f32]) {
    for (at, kept) in line[..count].iter_mut().enumerate() {
        *kept = values[first + at * step];
    }
    let width = (2 * reach + 1) as f32;
    // Counts are whole numbers or a few means of them: in double precision the sum does not drift.
    let mut sum: f64 = line[..count.min(reach)].iter().map(|value| f64::from(*value)).sum();
    for at in 0..count {
        if at + reach < count {
            sum += f64::from(line[at + reach]);
        }
        values[first + at * step] = (sum.max(0.0) as f32) / width;
        if at >= reach {
            sum -= f64::from(line[at - reach]);
        }
    }
}

/// A part of the cells, in one piece, without holes.
#[derive(Clone, Debug)]
pub(super) struct Blob {
    /// Column and row of its first cell in the field; there is one cell around it that is not within.
    pub left: usize,
    pub top: usize,
    pub columns: usize,
    pub rows: usize,
    pub within: Vec<bool>,
    /// The cells of the field it was made of; holes are not among them.
    pub cells: Vec<u32>,
}

/// The pieces of a field where it is above zero, joined by their sides; holes are filled. Cells along the border of the field
/// belong to none.
pub(super) fn blobs(cells: &Cells, field: &[f32]) -> Vec<Blob> {
    let (columns, rows) = (cells.columns, cells.rows);
    let is_inner = |at: usize| {
        let (column, row) = (at % columns, at / columns);
        column > 0 && row > 0 && column + 1 < columns && row + 1 < rows
    };
    let mut is_new: Vec<bool> = (0..cells.count()).map(|at| field[at] > 0.0 && is_inner(at)).collect();
    let mut found = Vec::new();
    for start in 0..is_new.len() {
        if !is_new[start] {
            continue;
        }
        is_new[start] = false;
        let mut own = vec![start as u32];
        let mut next = 0;
        while next < own.len() {
            let at = own[next] as usize;
            next += 1;
            for beside in [at - 1, at + 1, at - columns, at + columns] {
                if std::mem::take(&mut is_new[beside]) {
                    own.push(beside as u32);
                }
            }
        }
        found.push(Blob::of(own, columns));
    }
    found
}

impl Blob {
    fn of(cells: Vec<u32>, field_columns: usize) -> Self {
        let place = |cell: &u32| (*cell as usize % field_columns, *cell as usize / field_columns);
        let (mut least, mut greatest) = ((usize::MAX, usize::MAX), (0, 0));
        for (column, row) in cells.iter().map(place) {
            least = (least.0.min(column), least.1.min(row));
            greatest = (greatest.0.max(column), greatest.1.max(row));
        }
        let (left, top) = (least.0 - 1, least.1 - 1);
        let (columns, rows) = (greatest.0 - left + 2, greatest.1 - top + 2);
        let mut within = vec![false; columns * rows];
        for (column, row) in cells.iter().map(place) {
            within[(row - top) * columns + column - left] = true;
        }
        let mut blob = Self { left, top, columns, rows, within, cells };
        blob.fill_holes();
        blob
    }

    /// Whatever cannot be reached from the corner, not even aslant, is within.
    fn fill_holes(&mut self) {
        let mut is_outside = vec![false; self.within.len()];
        is_outside[0] = true;
        let mut waiting = vec![(0usize, 0usize)];
        while let Some((column, row)) = waiting.pop() {
            for beside_row in row.saturating_sub(1)..(row + 2).min(self.rows) {
                for beside_column in column.saturating_sub(1)..(column + 2).min(self.columns) {
                    let at = beside_row * self.columns + beside_column;
                    if !self.within[at] && !is_outside[at] {
                        is_outside[at] = true;
                        waiting.push((beside_column, beside_row));
                    }
                }
            }
        }
        for (within, is_outside) in self.within.iter_mut().zip(is_outside) {
            *within = !is_outside;
        }
    }

    /// The cell of the field at a place of the blob.
    pub fn cell(&self, column: usize, row: usize, field_columns: usize) -> usize {
        (self.top + row) * field_columns + self.left + column
    }

    /// About how far each cell is from the nearest one that is not within, in cells (a chamfer distance, Borgefors 1986).
    pub fn depths(&self) -> Vec<f32> {
        const ASLANT: f32 = std::f32::consts::SQRT_2;
        let columns = self.columns;
        let mut depth: Vec<f32> = self.within.iter().map(|within| if *within { f32::INFINITY } else { 0.0 }).collect();
        let mut forward = |at: usize, from: [usize; 4]| {
            let steps = [ASLANT, 1.0, ASLANT, 1.0];
            depth[at] =
                from.into_iter().zip(steps).fold(depth[at], |least, (other, step)| least.min(depth[other] + step));
        };
        // The outermost cells are not within.
        for row in 1..self.rows - 1 {
            for at in row * columns + 1..(row + 1) * columns - 1 {
                forward(at, [at - columns - 1, at - columns, at - columns + 1, at - 1]);
            }
        }
        for row in (1..self.rows - 1).rev() {
            for at in (row * columns + 1..(row + 1) * columns - 1).rev() {
                forward(at, [at + columns + 1, at + columns, at + columns - 1, at + 1]);
            }
        }
        depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_keeps_what_there_is_and_spreads_as_far_as_it_should() {
        let cells = Cells { origin: Point::default(), side: 1.0, columns: 61, rows: 51 };
        for deviation in [1.0f32, 3.0, 6.0] {
            let mut field = vec![0.0f32; cells.count()];
            field[25 * 61 + 30] = 100.0;
            cells.blur(&mut field, deviation);
            let sum: f32 = field.iter().sum();
            assert!((sum - 100.0).abs() < 0.5, "{deviation}: {sum}");
            let across = (0..cells.count()).map(|at| field[at] * ((at % 61) as f32 - 30.0).powi(2)).sum::<f32>();
            let found = (across / sum).sqrt();
            assert!((found / deviation - 1.0).abs() < 0.42, "{deviation}: {found}");
            assert_eq!(field[25 * 61 + 28].to_bits(), field[25 * 61 + 32].to_bits(), "the same on both sides");
        }
    }

    #[test]
    fn points_are_in_cells_and_others_in_none() {
        let cells = Cells { origin: Point::new(-10.0, 5.0), side: 2.0, columns: 4, rows: 3 };
        assert_eq!(cells.cell(Point::new(-10.0, 5.0)), Some(0));
        assert_eq!(cells.cell(Point::new(-2.1, 10.9)), Some(11));
        assert_eq!(cells.cell(cells.world(2.0, 1.0)), Some(6));
        for (x, y) in [(-10.1, 6.0), (-2.0, 6.0), (-9.0, 11.0), (f32::NAN, 6.0), (1e30, 6.0), (-9.0, f32::INFINITY)] {
            assert_eq!(cells.cell(Point::new(x, y)), None);
        }
    }

    #[test]
    fn depth_grows_towards_the_middle() {
        let cells = Cells { origin: Point::default(), side: 1.0, columns: 9, rows: 9 };
        let field: Vec<f32> = (0..81)
            .map(|at| if (2..7).contains(&(at % 9)) && (2..7).contains(&(at / 9)) { 1.0 } else { 0.0 })
            .collect();
        let [blob] = &blobs(&cells, &field)[..] else { panic!("it is one") };
        let depths = blob.depths();
        let deepest =
            (0..depths.len()).max_by(|one, other| depths[*one].total_cmp(&depths[*other])).expect("there are");
        assert_eq!((blob.left + deepest % blob.columns, blob.top + deepest / blob.columns), (4, 4));
        assert!((depths[deepest] - 3.0).abs() < 1e-6);
    }
}
