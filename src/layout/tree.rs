//! Repulsion by a Barnes–Hut quadtree. Pushes only; nothing is moved here.
//!
//! After Barnes and Hut 1986, as a linear quadtree: nodes in Morton order, cells as stretches of them. Sixteen nodes that
//! follow each other in that order walk the tree together and share one list of sources. The push of a node of mass `n` on
//! one of mass `m` at distance `d` is `n · m / d`. Every node gathers its own sum in an order that only the positions decide:
//! the bits do not depend on the number of threads.

use rayon::prelude::*;

use super::kernel::{LANES, Lanes, Machine, Sources};

/// A cell of at most this many nodes is not divided.
const LEAF: usize = 8;
/// Bits of a coordinate in a key; below, cells are divided by number, because keys no longer tell nodes apart.
const KEY_LEVELS: u32 = 16;
/// Groups of nodes that one piece of work takes.
const GROUPS_A_TASK: usize = 8;
/// Digits of the radix sort, and how many of them a key has.
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 3;
/// Up to this many nodes every pair is summed: no slower than the tree.
const EXACT_UP_TO: usize = 256;

/// A square of the plane with the nodes in it.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    /// The centre of mass.
    x: f32,
    y: f32,
    mass: f32,
    /// Squared distance from which the cell counts as one node; infinite in cells that never do.
    reach: f32,
    first: u32,
    last: u32,
    children: u32,
    child_count: u32,
}

/// A box around nodes.
#[derive(Clone, Copy, Debug)]
struct Frame {
    low: (f32, f32),
    high: (f32, f32),
}

impl Frame {
    const EMPTY: Self = Self { low: (f32::INFINITY, f32::INFINITY), high: (f32::NEG_INFINITY, f32::NEG_INFINITY) };

    fn around(xs: &[f32], ys: &[f32]) -> Self {
        xs.iter().zip(ys).fold(Self::EMPTY, |frame, (x, y)| frame.and(Self { low: (*x, *y), high: (*x, *y) }))
    }

    fn and(self, other: Self) -> Self {
        Self {
            low: (self.low.0.min(other.low.0), self.low.1.min(other.low.1)),
            high: (self.high.0.max(other.high.0), self.high.1.max(other.high.1)),
        }
    }

    fn extent(self) -> f32 {
        (self.high.0 - self.low.0).max(self.high.1 - self.low.1)
    }

    /// Squared distance from a point to the nearest point of the box.
    fn squared_distance(self, x: f32, y: f32) -> f32 {
        let dx = (self.low.0 - x).max(x - self.high.0).max(0.0);
        let dy = (self.low.1 - y).max(y - self.high.1).max(0.0);
        dx * dx + dy * dy
    }
}

/// The tree of one step. Keeps its memory from one step to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    machine: Machine,
    keys: Vec<u64>,
    spare: Vec<u64>,
    /// The nodes in Morton order.
    sorted: Sources,
    /// Where each node stands in that order.
    pub place_of: Vec<u32>,
    cells: Vec<Cell>,
    frames: Vec<Frame>,
    open: Vec<(u32, u32)>,
    /// The push on each node over its mass, in Morton order.
    pub pushes_x: Vec<f32>,
    pub pushes_y: Vec<f32>,
}

impl Tree {
    /// Finds the push on each node over its own mass; a cell counts as one node where its width is at most `theta` times its
    /// distance from the box around the sixteen nodes that ask.
    ///
    /// Results are left in Morton order: that of `node` is at `place_of[node]`.
    pub fn push(&mut self, theta: f32, softening: f32, xs: &[f32], ys: &[f32], masses: &[f32]) {
        let count = xs.len();
        self.pushes_x.resize(count, 0.0);
        self.pushes_y.resize(count, 0.0);
        self.place_of.resize(count, 0);
        if count == 0 {
            return;
        }
        self.sort(xs, ys, masses);
        self.grow(if count <= EXACT_UP_TO { 0.0 } else { theta });
        self.walk(softening);
    }

    fn sort(&mut self, xs: &[f32], ys: &[f32], masses: &[f32]) {
        let frame = Frame::around(xs, ys);
        let scale = (f32::from(u16::MAX) / frame.extent().max(f32::MIN_POSITIVE)).min(f32::MAX);
        self.keys.clear();
        self.keys.extend((0u64..).zip(xs.iter().zip(ys)).map(|(node, (x, y))| {
            let column = ((x - frame.low.0) * scale) as u16;
            let row = ((y - frame.low.1) * scale) as u16;
            (u64::from(spread(column) | spread(row) << 1) << 32) | node
        }));
        if xs.len() <= EXACT_UP_TO {
            self.keys.sort_unstable();
        } else {
            radix_sort(&mut self.keys, &mut self.spare);
        }
        self.sorted.clear();
        for (place, key) in (0u32..).zip(&self.keys) {
            let node = (key & u64::from(u32::MAX)) as usize;
            self.sorted.push(xs[node], ys[node], masses[node]);
            self.place_of[node] = place;
        }
    }

    /// Divides cells until each holds at most [`LEAF`] nodes, then weighs them. Children stand behind their parent.
    fn grow(&mut self, theta: f32) {
        let Self { keys, sorted, cells, frames, open, .. } = self;
        cells.clear();
        cells.push(Cell { first: 0, last: keys.len() as u32, ..Cell::default() });
        open.push((0, 0));
        while let Some((at, level)) = open.pop() {
            let Cell { first, last, .. } = cells[at as usize];
            if (last - first) as usize <= LEAF {
                continue;
            }
            let children = cells.len() as u32;
            let mut start = first;
            for quarter in 1..=4u32 {
                let end = if quarter == 4 { last } else { divide(keys, (first, last), start, level, quarter) };
                if end > start {
                    open.push((cells.len() as u32, level + 1));
                    cells.push(Cell { first: start, last: end, ..Cell::default() });
                    start = end;
                }
            }
            cells[at as usize].children = children;
            cells[at as usize].child_count = cells.len() as u32 - children;
        }
        frames.clear();
        frames.resize(cells.len(), Frame::EMPTY);
        // A `theta` of zero never takes a cell for a node.
        let reach_of = (1.0 / theta).powi(2);
        for at in (0..cells.len()).rev() {
            let cell = cells[at];
            let (mut x, mut y, mut mass, mut frame) = (0.0, 0.0, 0.0, Frame::EMPTY);
            if cell.child_count == 0 {
                let nodes = cell.first as usize..cell.last as usize;
                frame = Frame::around(&sorted.xs[nodes.clone()], &sorted.ys[nodes.clone()]);
                for node in nodes {
                    let weight = sorted.masses[node];
                    (x, y, mass) = (x + sorted.xs[node] * weight, y + sorted.ys[node] * weight, mass + weight);
                }
            } else {
                for child in cell.children as usize..(cell.children + cell.child_count) as usize {
                    let part = cells[child];
                    (x, y, mass) = (x + part.x * part.mass, y + part.y * part.mass, mass + part.mass);
                    frame = frame.and(frames[child]);
                }
            }
            let extent = frame.extent();
            let reach = if theta > 0.0 { extent * extent * reach_of } else { f32::INFINITY };
            frames[at] = frame;
            cells[at] = Cell { x: x / mass, y: y / mass, mass, reach, ..cell };
        }
    }

    fn walk(&mut self, softening: f32) {
        const TASK: usize = LANES * GROUPS_A_TASK;
        let Self { machine, sorted, cells, pushes_x, pushes_y, .. } = self;
        let (machine, sorted, cells) = (*machine, &*sorted, &*cells);
        let tasks = pushes_x.par_chunks_mut(TASK).zip(pushes_y.par_chunks_mut(TASK)).enumerate();
        tasks.for_each_init(
            || (Sources::default(), Vec::new()),
            |(sources, open), (task, (task_x, task_y))| {
                let groups = task_x.chunks_mut(LANES).zip(task_y.chunks_mut(LANES)).enumerate();
                for (group, (into_x, into_y)) in groups {
                    let first = task * TASK + group * LANES;
                    let nodes = first..first + into_x.len();
                    let (xs, ys) = (&sorted.xs[nodes.clone()], &sorted.ys[nodes]);
                    list(cells, sorted, Frame::around(xs, ys), open, sources);
                    let lanes = |values: &[f32]| -> Lanes {
                        std::array::from_fn(|lane| values.get(lane).copied().unwrap_or_default())
                    };
                    let (x, y) = machine.pushes(&lanes(xs), &lanes(ys), softening, sources);
                    into_x.copy_from_slice(&x[..into_x.len()]);
                    into_y.copy_from_slice(&y[..into_y.len()]);
                }
            },
        );
    }
}

/// What pushes the nodes in `frame`: far cells as one, near ones node by node.
fn list(cells: &[Cell], sorted: &Sources, frame: Frame, open: &mut Vec<u32>, sources: &mut Sources) {
    sources.clear();
    open.push(0);
    while let Some(at) = open.pop() {
        let cell = &cells[at as usize];
        if frame.squared_distance(cell.x, cell.y) >= cell.reach {
            sources.push(cell.x, cell.y, cell.mass);
        } else if cell.child_count == 0 {
            sources.extend(sorted, cell.first as usize..cell.last as usize);
        } else {
            open.extend(cell.children..cell.children + cell.child_count);
        }
    }
}

/// Where the quarters before `quarter` of a cell end.
fn divide(keys: &[u64], (first, last): (u32, u32), start: u32, level: u32, quarter: u32) -> u32 {
    if level >= KEY_LEVELS {
        return first + (last - first) * quarter / 4;
    }
    let shift = 62 - 2 * level;
    let keys = &keys[start as usize..last as usize];
    start + keys.partition_point(|key| ((key >> shift) & 3) < u64::from(quarter)) as u32
}

/// Sorts keys by their upper halves; those of equal ones keep their order.
pub(super) fn radix_sort(keys: &mut Vec<u64>, spare: &mut Vec<u64>) {
    spare.resize(keys.len(), 0);
    for digit in 0..DIGITS {
        let shift = 32 + digit * DIGIT_BITS;
        let bucket_of = |key: u64| ((key >> shift) & ((1 << DIGIT_BITS) - 1)) as usize;
        let mut starts = [0u32; 1 << DIGIT_BITS];
        for &key in keys.iter() {
            starts[bucket_of(key)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for &key in keys.iter() {
            let start = &mut starts[bucket_of(key)];
            spare[*start as usize] = key;
            *start += 1;
        }
        std::mem::swap(keys, spare);
    }
}

/// The bits of a coordinate with a gap behind each, for a Morton key.
pub(super) fn spread(coordinate: u16) -> u32 {
    let mut bits = u32::from(coordinate);
    bits = (bits | bits << 8) & 0x00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud(count: usize, seed: u64) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut draw = |scale: f32| (0..count).map(|_| random.f32() * scale).collect::<Vec<f32>>();
        let (xs, ys) = (draw(40.0), draw(25.0));
        let masses = draw(5.0).into_iter().map(|mass| 1.0 + mass.floor()).collect();
        (xs, ys, masses)
    }

    fn by_tree(theta: f32, xs: &[f32], ys: &[f32], masses: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let mut tree = Tree::default();
        tree.push(theta, 1e-4, xs, ys, masses);
        let in_order = |pushes: &[f32]| tree.place_of.iter().map(|place| pushes[*place as usize]).collect();
        (in_order(&tree.pushes_x), in_order(&tree.pushes_y))
    }

    /// The same from every pair.
    fn by_pairs(xs: &[f32], ys: &[f32], masses: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let push = |node: usize| {
            (0..xs.len()).filter(|other| *other != node).fold((0.0, 0.0), |(x, y), other| {
                let (dx, dy) = (xs[node] - xs[other], ys[node] - ys[other]);
                let strength = masses[other] / (dx * dx + dy * dy + 1e-4);
                (x + dx * strength, y + dy * strength)
            })
        };
        (0..xs.len()).map(push).unzip()
    }

    /// The sum of the errors over the sum of the pushes.
    fn error(theta: f32, count: usize) -> f32 {
        let (xs, ys, masses) = cloud(count, 2);
        let (x, y) = by_pairs(&xs, &ys, &masses);
        let (tree_x, tree_y) = by_tree(theta, &xs, &ys, &masses);
        let (mut error, mut size) = (0.0, 0.0);
        for node in 0..count {
            error += (x[node] - tree_x[node]).hypot(y[node] - tree_y[node]);
            size += x[node].hypot(y[node]);
        }
        error / size
    }

    #[test]
    fn the_tree_is_the_sum_over_pairs_when_asked_to_be_exact() {
        assert!(error(0.0, 300) < 1e-4);
        assert!(error(1.0, 200) < 1e-4, "few nodes are always exact");
    }

    #[test]
    fn the_tree_at_theta_one_is_within_three_hundredths() {
        assert!(error(1.0, 3000) < 0.03, "{}", error(1.0, 3000));
        assert!(error(0.5, 3000) < error(1.2, 3000));
    }

    #[test]
    fn coincident_nodes_are_finite_and_cheap() {
        let count = 50_000;
        let (x, y) = by_tree(1.0, &vec![7.5; count], &vec![-2.0; count], &vec![1.0; count]);
        assert!(x.iter().chain(&y).all(|push| *push == 0.0));
    }

    #[test]
    fn few_nodes_are_no_special_case() {
        assert_eq!(by_tree(1.0, &[], &[], &[]), (vec![], vec![]));
        assert_eq!(by_tree(1.0, &[3.0], &[4.0], &[1.0]), (vec![0.0], vec![0.0]));
    }

    #[test]
    fn keys_are_sorted_by_their_upper_halves() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut keys: Vec<u64> = (0..5000).map(|node| (u64::from(random.u32(..)) << 32) | node).collect();
        let mut expected = keys.clone();
        expected.sort_unstable();
        radix_sort(&mut keys, &mut Vec::new());
        assert_eq!(keys, expected);
    }
}
