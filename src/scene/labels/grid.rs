//! The screen in square cells, and what lies in them. Says what may overlap; whether it does is for others to see.

use crate::model::Point;
use crate::scene::camera::Size;

/// Least and greatest corner, in points of the screen.
pub(super) type Area = (Point, Point);

/// Side of a cell, in points.
const CELL: f32 = 64.0;
/// So many cells there are beyond each border of the picture; what is further out counts as in the outermost.
const MARGIN: i32 = 3;
/// So many cells there are in a row or column at most.
const MOST: i32 = 1024;

/// Which cells there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    columns: i32,
    rows: i32,
}

/// The cells that an area lies in: a column and a row, the first and the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    first: (i32, i32),
    last: (i32, i32),
}

impl Grid {
    pub fn over(viewport: Size) -> Self {
        let count = |length: f32| ((length / CELL).ceil() as i32).clamp(1, MOST) + 2 * MARGIN;
        Self { columns: count(viewport.width), rows: count(viewport.height) }
    }

    fn count(self) -> usize {
        self.columns as usize * self.rows as usize
    }

    /// The cells of an area; an area without any extent is in one.
    pub fn cells(self, (least, greatest): Area) -> Cells {
        // Cut off towards 0, which is down: what would be cut off upwards is before the first cell.
        let cell = |at: f32, count: i32| ((at * (1.0 / CELL) + MARGIN as f32) as i32).clamp(0, count - 1);
        Cells {
            first: (cell(least.x, self.columns), cell(least.y, self.rows)),
            last: (cell(greatest.x, self.columns), cell(greatest.y, self.rows)),
        }
    }

    /// Whether `holds` says so of every one of the cells, row by row, until it does not.
    fn all(self, Cells { first, last }: Cells, mut holds: impl FnMut(usize) -> bool) -> bool {
        for row in first.1..=last.1 {
            let start = row * self.columns;
            for column in first.0..=last.0 {
                if !holds((start + column) as usize) {
                    return false;
                }
            }
        }
        true
    }

    fn for_each(self, cells: Cells, mut visit: impl FnMut(usize)) {
        self.all(cells, |number| {
            visit(number);
            true
        });
    }
}

/// Things that are all known before, each with its cells.
#[derive(Debug)]
pub(super) struct Sorted {
    grid: Grid,
    cells: Vec<Cells>,
    /// Where the things of each cell begin in `things`; behind them the number of all.
    starts: Vec<u32>,
    /// Things by cell, in their order.
    things: Vec<u32>,
}

impl Sorted {
    pub fn new(grid: Grid, areas: impl Iterator<Item = Area>) -> Self {
        let cells: Vec<Cells> = areas.map(|area| grid.cells(area)).collect();
        let mut starts = vec![0_u32; grid.count() + 1];
        for cells in &cells {
            grid.for_each(*cells, |number| starts[number + 1] += 1);
        }
        for number in 1..starts.len() {
            starts[number] += starts[number - 1];
        }
        let mut next = starts.clone();
        let mut things = vec![0; starts.last().map_or(0, |count| *count as usize)];
        for (thing, cells) in (0_u32..).zip(&cells) {
            grid.for_each(*cells, |number| {
                things[next[number] as usize] = thing;
                next[number] += 1;
            });
        }
        Self { grid, cells, starts, things }
    }

    /// Visits the things that share a cell with the area, each once, until `visit` says no.
    pub fn visit_near(&self, area: Area, mut visit: impl FnMut(u32) -> bool) {
        let wanted = self.grid.cells(area);
        self.grid.all(wanted, |number| {
            let range = self.starts[number] as usize..self.starts[number + 1] as usize;
            self.things[range].iter().all(|thing| {
                // In the first of the cells that they share, and in no other.
                let own = self.cells[*thing as usize].first;
                let (column, row) = (own.0.max(wanted.first.0), own.1.max(wanted.first.1));
                number != (row * self.grid.columns + column) as usize || visit(*thing)
            })
        });
    }
}

/// Boxes that are put in one by one.
#[derive(Debug)]
pub(super) struct Boxes {
    grid: Grid,
    /// By cell: the last entry that was put there, counted from 1; 0 for none.
    last: Vec<u32>,
    /// Boxes, each with the entry that was in its cell before.
    entries: Vec<(Area, u32)>,
}

impl Boxes {
    pub fn none(grid: Grid) -> Self {
        Self { grid, last: vec![0; grid.count()], entries: Vec::with_capacity(256) }
    }

    pub fn put(&mut self, area: Area) {
        let Self { grid, last, entries } = self;
        grid.for_each(grid.cells(area), |number| {
            entries.push((area, last[number]));
            last[number] = entries.len() as u32;
        });
    }

    /// Whether none of the boxes overlaps the area. Boxes that have a border in common do not.
    pub fn leave_free(&self, area: Area) -> bool {
        self.grid.all(self.grid.cells(area), |number| {
            let mut entry = self.last[number];
            while let Some((other, before)) = (entry as usize).checked_sub(1).map(|entry| self.entries[entry]) {
                if overlap(area, other) {
                    return false;
                }
                entry = before;
            }
            true
        })
    }
}

pub(super) fn overlap(one: Area, other: Area) -> bool {
    one.0.x < other.1.x && other.0.x < one.1.x && one.0.y < other.1.y && other.0.y < one.1.y
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: f32, y: f32, width: f32, height: f32) -> Area {
        (Point::new(x, y), Point::new(x + width, y + height))
    }

    #[test]
    fn whatever_overlaps_is_found_wherever_it_is() {
        let mut random = fastrand::Rng::with_seed(1);
        let grid = Grid::over(Size::new(500.0, 300.0));
        let mut areas: Vec<Area> = (0..200)
            .map(|_| {
                let (x, y) = (random.f32() * 900.0 - 200.0, random.f32() * 700.0 - 200.0);
                area(x, y, random.f32() * 150.0, random.f32() * 90.0)
            })
            .collect();
        areas.push(area(-1e9, -1e9, 2e9, 2e9));
        areas.push(area(f32::NAN, 0.0, 1.0, 1.0));
        let sorted = Sorted::new(grid, areas.iter().copied());
        for wanted in &areas {
            let mut near = Vec::new();
            sorted.visit_near(*wanted, |thing| {
                near.push(thing);
                true
            });
            let mut once = near.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(near.len(), once.len(), "each once");
            for (number, other) in (0_u32..).zip(&areas) {
                assert!(!overlap(*wanted, *other) || near.contains(&number), "{wanted:?} {other:?}");
            }
        }
        let mut boxes = Boxes::none(grid);
        for (number, wanted) in areas.iter().enumerate() {
            assert_eq!(boxes.leave_free(*wanted), !areas[..number].iter().any(|other| overlap(*wanted, *other)));
            boxes.put(*wanted);
        }
    }
}
