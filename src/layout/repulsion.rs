//! How nodes push each other apart: every pair, or by a Barnes–Hut quadtree. Pushes only; nothing is moved here.
//!
//! The push of a node of mass `n` on one of mass `m` at distance `d` is `n · m / d`, away from it. Both functions give the
//! sum over all others for each node, and give the same bits for any number of threads: every node gathers its own sum in an
//! order that only the positions decide.

use rayon::prelude::*;

/// Nodes that are summed side by side, so that the compiler can use vector instructions.
const LANES: usize = 16;
/// Depth below which nodes that share a cell are split by number, because their coordinates no longer tell them apart.
const KEY_LEVELS: u32 = 16;
/// Squared distance under which a push no longer grows; also makes a node's push on itself zero instead of undefined.
const SOFTENING: f32 = 1e-6;

/// Something that pushes: a node, or the nodes of a far cell taken together.
#[derive(Clone, Copy, Debug, Default)]
struct Source {
    x: f32,
    y: f32,
    mass: f32,
}

/// The push on each node, from every pair. Exact, and quadratic in the number of nodes.
pub fn exact(xs: &[f32], ys: &[f32], masses: &[f32], pushes_x: &mut [f32], pushes_y: &mut [f32]) {
    let sources: Vec<Source> = (0..xs.len()).map(|i| Source { x: xs[i], y: ys[i], mass: masses[i] }).collect();
    let blocks = pushes_x.par_chunks_mut(LANES).zip(pushes_y.par_chunks_mut(LANES)).enumerate();
    blocks.with_min_len(4).for_each(|(block, (pushes_x, pushes_y))| {
        let first = block * LANES;
        let last = first + pushes_x.len();
        push(&xs[first..last], &ys[first..last], &masses[first..last], &sources, pushes_x, pushes_y);
    });
}

/// The pushes of `sources` on at most [`LANES`] nodes.
fn push(xs: &[f32], ys: &[f32], masses: &[f32], sources: &[Source], pushes_x: &mut [f32], pushes_y: &mut [f32]) {
    let count = xs.len();
    let (mut x, mut y) = ([0.0f32; LANES], [0.0f32; LANES]);
    x[..count].copy_from_slice(xs);
    y[..count].copy_from_slice(ys);
    let (mut sum_x, mut sum_y) = ([0.0f32; LANES], [0.0f32; LANES]);
    for source in sources {
        for lane in 0..LANES {
            let dx = x[lane] - source.x;
            let dy = y[lane] - source.y;
            let strength = source.mass / (dx * dx + dy * dy + SOFTENING);
            sum_x[lane] += dx * strength;
            sum_y[lane] += dy * strength;
        }
    }
    for lane in 0..count {
        pushes_x[lane] = sum_x[lane] * masses[lane];
        pushes_y[lane] = sum_y[lane] * masses[lane];
    }
}

/// A square of the plane with the nodes in it: `order[first..last]`.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    centre: Source,
    low: (f32, f32),
    high: (f32, f32),
    first: u32,
    last: u32,
    children: u32,
    child_count: u32,
}

impl Cell {
    fn is_leaf(&self) -> bool {
        self.child_count == 0
    }

    fn extent(&self) -> f32 {
        (self.high.0 - self.low.0).max(self.high.1 - self.low.1)
    }

    /// Squared distance from a point to the nearest point of the box around the cell's nodes.
    fn squared_distance(&self, point: Source) -> f32 {
        let dx = (self.low.0 - point.x).max(point.x - self.high.0).max(0.0);
        let dy = (self.low.1 - point.y).max(point.y - self.high.1).max(0.0);
        dx * dx + dy * dy
    }
}

/// A linear quadtree over nodes in Morton order, after Barnes and Hut 1986. Keeps its memory from one step to the next.
#[derive(Clone, Debug, Default)]
pub struct BarnesHut {
    keys: Vec<u64>,
    xs: Vec<f32>,
    ys: Vec<f32>,
    masses: Vec<f32>,
    cells: Vec<Cell>,
    leaves: Vec<u32>,
    pushes_x: Vec<f32>,
    pushes_y: Vec<f32>,
}

impl BarnesHut {
    /// The push on each node; a cell counts as one node where its width is at most `theta` times its distance.
    ///
    /// The distance is taken to the nearest point of a whole leaf of nodes, which walks the tree together: a `theta` of 1
    /// is therefore more exact than the same figure in a walk for every node.
    pub fn pushes(
        &mut self,
        theta: f32,
        xs: &[f32],
        ys: &[f32],
        masses: &[f32],
        pushes_x: &mut [f32],
        pushes_y: &mut [f32],
    ) {
        if xs.is_empty() {
            return;
        }
        self.sort(xs, ys, masses);
        self.grow();
        self.weigh();
        self.walk(theta);
        for (position, key) in self.keys.iter().enumerate() {
            let node = node_of(*key);
            pushes_x[node] = self.pushes_x[position];
            pushes_y[node] = self.pushes_y[position];
        }
    }

    fn sort(&mut self, xs: &[f32], ys: &[f32], masses: &[f32]) {
        let least = |values: &[f32]| values.iter().copied().fold(f32::INFINITY, f32::min);
        let greatest = |values: &[f32]| values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let (left, top) = (least(xs), least(ys));
        let extent = (greatest(xs) - left).max(greatest(ys) - top).max(f32::MIN_POSITIVE);
        let scale = (f32::from(u16::MAX) / extent).min(f32::MAX);
        self.keys.clear();
        self.keys.extend((0u64..).zip(xs.iter().zip(ys)).map(|(node, (x, y))| {
            let column = ((x - left) * scale) as u16;
            let row = ((y - top) * scale) as u16;
            (u64::from(spread(column) | spread(row) << 1) << 32) | node
        }));
        self.keys.par_sort_unstable();
        let gather = |into: &mut Vec<f32>, from: &[f32], keys: &[u64]| {
            into.clear();
            into.extend(keys.iter().map(|key| from[node_of(*key)]));
        };
        gather(&mut self.xs, xs, &self.keys);
        gather(&mut self.ys, ys, &self.keys);
        gather(&mut self.masses, masses, &self.keys);
    }

    /// Splits cells until each holds at most [`LANES`] nodes. Children always stand behind their parent.
    fn grow(&mut self) {
        self.cells.clear();
        self.leaves.clear();
        self.cells.push(Cell { first: 0, last: self.keys.len() as u32, ..Cell::default() });
        let mut open = vec![(0usize, 0u32)];
        while let Some((at, level)) = open.pop() {
            let Cell { first, last, .. } = self.cells[at];
            if (last - first) as usize <= LANES {
                self.leaves.push(at as u32);
                continue;
            }
            let children = self.cells.len();
            let mut start = first;
            for quarter in 1..=4u32 {
                let end = if quarter == 4 { last } else { self.split(first, last, level, quarter) };
                if end > start {
                    self.cells.push(Cell { first: start, last: end, ..Cell::default() });
                    start = end;
                }
            }
            self.cells[at].children = children as u32;
            self.cells[at].child_count = (self.cells.len() - children) as u32;
            open.extend((children..self.cells.len()).rev().map(|child| (child, level + 1)));
        }
    }

    /// Where the quarters before `quarter` end.
    fn split(&self, first: u32, last: u32, level: u32, quarter: u32) -> u32 {
        if level >= KEY_LEVELS {
            return first + (last - first) * quarter / 4;
        }
        let shift = 62 - 2 * level;
        let keys = &self.keys[first as usize..last as usize];
        first + keys.partition_point(|key| ((key >> shift) & 3) < u64::from(quarter)) as u32
    }

    fn weigh(&mut self) {
        for at in (0..self.cells.len()).rev() {
            let cell = self.cells[at];
            let mut summed = Cell {
                low: (f32::INFINITY, f32::INFINITY),
                high: (f32::NEG_INFINITY, f32::NEG_INFINITY),
                centre: Source::default(),
                ..cell
            };
            let mut add = |part: Source, low: (f32, f32), high: (f32, f32)| {
                summed.low = (summed.low.0.min(low.0), summed.low.1.min(low.1));
                summed.high = (summed.high.0.max(high.0), summed.high.1.max(high.1));
                summed.centre.x += part.x * part.mass;
                summed.centre.y += part.y * part.mass;
                summed.centre.mass += part.mass;
            };
            if cell.is_leaf() {
                for i in cell.first as usize..cell.last as usize {
                    let (x, y) = (self.xs[i], self.ys[i]);
                    add(Source { x, y, mass: self.masses[i] }, (x, y), (x, y));
                }
            } else {
                for child in cell.children..cell.children + cell.child_count {
                    let child = self.cells[child as usize];
                    add(child.centre, child.low, child.high);
                }
            }
            summed.centre.x /= summed.centre.mass;
            summed.centre.y /= summed.centre.mass;
            self.cells[at] = summed;
        }
    }

    fn walk(&mut self, theta: f32) {
        let Self { xs, ys, masses, cells, leaves, pushes_x, pushes_y, .. } = self;
        pushes_x.resize(xs.len(), 0.0);
        pushes_y.resize(xs.len(), 0.0);
        let (mut rest_x, mut rest_y) = (pushes_x.as_mut_slice(), pushes_y.as_mut_slice());
        let mut work = Vec::with_capacity(leaves.len());
        for leaf in leaves.iter() {
            let leaf = cells[*leaf as usize];
            let (mine_x, behind_x) = rest_x.split_at_mut((leaf.last - leaf.first) as usize);
            let (mine_y, behind_y) = rest_y.split_at_mut((leaf.last - leaf.first) as usize);
            (rest_x, rest_y) = (behind_x, behind_y);
            work.push((leaf, mine_x, mine_y));
        }
        let (xs, ys, masses, cells) = (&*xs, &*ys, &*masses, &*cells);
        work.into_par_iter().with_min_len(8).for_each_init(
            || (Vec::new(), Vec::new()),
            |(sources, open), (leaf, pushes_x, pushes_y)| {
                sources.clear();
                open.push(0u32);
                while let Some(at) = open.pop() {
                    let cell = &cells[at as usize];
                    let holds_leaf = cell.first <= leaf.first && leaf.last <= cell.last;
                    let extent = cell.extent();
                    if !holds_leaf && extent * extent <= theta * theta * leaf.squared_distance(cell.centre) {
                        sources.push(cell.centre);
                    } else if cell.is_leaf() {
                        sources.extend((cell.first as usize..cell.last as usize).map(|i| Source {
                            x: xs[i],
                            y: ys[i],
                            mass: masses[i],
                        }));
                    } else {
                        open.extend(cell.children..cell.children + cell.child_count);
                    }
                }
                let nodes = leaf.first as usize..leaf.last as usize;
                push(&xs[nodes.clone()], &ys[nodes.clone()], &masses[nodes], sources, pushes_x, pushes_y);
            },
        );
    }
}

fn node_of(key: u64) -> usize {
    (key & u64::from(u32::MAX)) as usize
}

/// The bits of a coordinate with a gap behind each, for a Morton key.
fn spread(coordinate: u16) -> u32 {
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
        let (mut x, mut y) = (vec![0.0; xs.len()], vec![0.0; xs.len()]);
        BarnesHut::default().pushes(theta, xs, ys, masses, &mut x, &mut y);
        (x, y)
    }

    #[test]
    fn two_nodes_push_each_other_by_mass_over_distance() {
        let (mut x, mut y) = (vec![0.0; 2], vec![0.0; 2]);
        exact(&[0.0, 3.0], &[0.0, 4.0], &[2.0, 5.0], &mut x, &mut y);
        let close = |one: f32, other: f32| (one - other).abs() < 1e-5;
        assert!(close(x[0], -2.0 * 0.6) && close(y[0], -2.0 * 0.8), "{x:?} {y:?}");
        assert!(close(x[1], 1.2) && close(y[1], 1.6), "{x:?} {y:?}");
    }

    #[test]
    fn the_tree_at_theta_zero_is_the_sum_over_pairs() {
        let (xs, ys, masses) = cloud(300, 1);
        let (mut x, mut y) = (vec![0.0; 300], vec![0.0; 300]);
        exact(&xs, &ys, &masses, &mut x, &mut y);
        let (tree_x, tree_y) = by_tree(0.0, &xs, &ys, &masses);
        for node in 0..300 {
            let size = x[node].hypot(y[node]);
            assert!((x[node] - tree_x[node]).hypot(y[node] - tree_y[node]) < 1e-3 * size.max(1.0));
        }
    }

    #[test]
    fn the_tree_at_theta_one_is_within_three_hundredths() {
        let (xs, ys, masses) = cloud(3000, 2);
        let (mut x, mut y) = (vec![0.0; 3000], vec![0.0; 3000]);
        exact(&xs, &ys, &masses, &mut x, &mut y);
        let (tree_x, tree_y) = by_tree(1.0, &xs, &ys, &masses);
        let (mut error, mut size) = (0.0, 0.0);
        for node in 0..3000 {
            error += (x[node] - tree_x[node]).hypot(y[node] - tree_y[node]);
            size += x[node].hypot(y[node]);
        }
        assert!(error < 0.03 * size, "{}", error / size);
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
}
