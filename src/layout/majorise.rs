//! A small drawing brought to wanted distances, and what is still wrong with it.
//!
//! Stress majorisation, node by node (Gansner, Koren and North 2005, "Graph Drawing by Stress Majorization", section 2.3).

use super::clear::to_segment;
use crate::model::Point;

/// Pairs that are looked at all in all, and the sweeps over all of them at least and at most.
const LOOKS: usize = 3_000_000;
const FEWEST_SWEEPS: usize = 12;
const MOST_SWEEPS: usize = 300;
/// Pairs that are reckoned together.
const LANES: usize = 8;
/// A pair nearer than this share of a link's length has no direction.
const TINY: f32 = 1e-6;
/// How much a crossing for each link, and a link for each that passes under a node, counts beside stress.
const CROSSED: f32 = 0.3;
const HIDDEN: f32 = 1.0;

/// A drawing on its way to wanted distances. Lists are longer than there are nodes, to a multiple of the lanes; rows of pairs too.
#[derive(Clone, Debug)]
pub(super) struct Composition {
    count: usize,
    stride: usize,
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    is_free: Vec<bool>,
    lengths: Vec<f32>,
    weights: Vec<f32>,
    scale: f32,
}

impl Composition {
    /// A drawing at these places. `lengths` holds the wanted distance of each pair, row by row; a share of the distances as they are
    /// is `kept`. Nodes without mobility stay.
    pub fn new(lengths: &[f32], kept: f32, (xs, ys): (&[f32], &[f32]), mobility: &[f32]) -> Self {
        let count = xs.len();
        let stride = count.next_multiple_of(LANES);
        let distance = |one: usize, other: usize| {
            let (dx, dy) = (xs[one] - xs[other], ys[one] - ys[other]);
            (dx * dx + dy * dy).sqrt()
        };
        // The scale at which the drawing as it stands is nearest to what is wanted.
        let pairs = || (0..count).flat_map(|one| (0..one).map(move |other| (one, other)));
        let ratios: f64 =
            pairs().map(|(one, other)| f64::from(distance(one, other) / lengths[one * count + other])).sum();
        let scale = (ratios / pairs().count().max(1) as f64) as f32;
        let mut composition = Self {
            count,
            stride,
            xs: xs.to_vec(),
            ys: ys.to_vec(),
            is_free: mobility.iter().map(|mobility| *mobility > 0.0).collect(),
            lengths: vec![0.0; count * stride],
            weights: vec![0.0; count * stride],
            scale,
        };
        composition.xs.resize(stride, 0.0);
        composition.ys.resize(stride, 0.0);
        for one in 0..count {
            for other in (0..count).filter(|other| *other != one) {
                let length = lengths[one * count + other];
                composition.lengths[one * stride + other] = (1.0 - kept) * scale * length + kept * distance(one, other);
                composition.weights[one * stride + other] = 1.0 / (length * length);
            }
        }
        composition
    }

    /// Takes over where the nodes are now, and which may move.
    pub fn resume(&mut self, (xs, ys): (&[f32], &[f32]), mobility: &[f32]) {
        self.xs[..self.count].copy_from_slice(xs);
        self.ys[..self.count].copy_from_slice(ys);
        for (is_free, mobility) in self.is_free.iter_mut().zip(mobility) {
            *is_free = *mobility > 0.0;
        }
    }

    /// Sweeps until no more than this share of a link's length is moved.
    pub fn settle(&mut self, still: f32) {
        let sweeps = (LOOKS / (self.count * self.count).max(1)).clamp(FEWEST_SWEEPS, MOST_SWEEPS);
        for _ in 0..sweeps {
            if self.sweep() < still * self.scale {
                break;
            }
        }
    }

    /// Brings each node to where its distances to the others ask it to be. Returns the mean move.
    pub fn sweep(&mut self) -> f32 {
        let Self { count, stride, xs, ys, is_free, lengths, weights, scale } = self;
        let tiny = (TINY * *scale).powi(2).max(f32::MIN_POSITIVE);
        let mut moved = 0.0;
        for node in (0..*count).filter(|node| is_free[*node]) {
            let (x, y) = (xs[node], ys[node]);
            let row = node * *stride..(node + 1) * *stride;
            let (mut sum_x, mut sum_y, mut sum) = ([0.0f32; LANES], [0.0f32; LANES], [0.0f32; LANES]);
            let lanes = lengths[row.clone()].chunks_exact(LANES).zip(weights[row].chunks_exact(LANES));
            let places = xs.chunks_exact(LANES).zip(ys.chunks_exact(LANES));
            for ((lengths, weights), (xs, ys)) in lanes.zip(places) {
                for lane in 0..LANES {
                    let (dx, dy) = (x - xs[lane], y - ys[lane]);
                    let stretch = lengths[lane] / (dx * dx + dy * dy).max(tiny).sqrt();
                    sum_x[lane] += weights[lane] * (xs[lane] + stretch * dx);
                    sum_y[lane] += weights[lane] * (ys[lane] + stretch * dy);
                    sum[lane] += weights[lane];
                }
            }
            let total = |sum: [f32; LANES]| sum.iter().sum::<f32>();
            let weight = total(sum).max(f32::MIN_POSITIVE);
            let (to_x, to_y) = (total(sum_x) / weight, total(sum_y) / weight);
            moved += (to_x - x).hypot(to_y - y);
            (xs[node], ys[node]) = (to_x, to_y);
        }
        moved / (*count).max(1) as f32
    }

    /// What is wrong with the drawing: how far distances are from what they are to be, and more of it where links cross or pass
    /// under nodes.
    pub fn fault(&self, links: &[(usize, usize)], radii: &[f32]) -> f32 {
        let (mut stress, mut pairs) = (0.0f32, 0.0f32);
        for one in 0..self.count {
            for other in 0..one {
                let distance = (self.xs[one] - self.xs[other]).hypot(self.ys[one] - self.ys[other]);
                stress += (distance / self.lengths[one * self.stride + other] - 1.0).powi(2);
                pairs += 1.0;
            }
        }
        let at = |node: usize| Point::new(self.xs[node], self.ys[node]);
        let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let (mut crossed, mut hidden) = (0.0f32, 0.0f32);
        for (before, &(a, b)) in links.iter().enumerate() {
            let (from, to) = (at(a), at(b));
            for &(c, d) in links[..before].iter().filter(|&&(c, d)| a != c && a != d && b != c && b != d) {
                let cuts = |a: Point, b: Point, c: Point, d: Point| side(a, b, c) * side(a, b, d) < 0.0;
                crossed += f32::from(cuts(from, to, at(c), at(d)) && cuts(at(c), at(d), from, to));
            }
            let others = (0..self.count).filter(|node| *node != a && *node != b);
            hidden += others.filter(|node| to_segment(at(*node), from, to) < self.scale * radii[*node]).count() as f32;
        }
        let share = 1.0 / links.len().max(1) as f32;
        stress / pairs.max(1.0) * (1.0 + CROSSED * crossed * share + HIDDEN * hidden * share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corners of a square of side 1 by name, and how far apart they are to be.
    const SQUARE: [f32; 16] = {
        let d = std::f32::consts::SQRT_2;
        [0.0, 1.0, d, 1.0, 1.0, 0.0, 1.0, d, d, 1.0, 0.0, 1.0, 1.0, d, 1.0, 0.0]
    };

    #[test]
    fn distances_become_what_they_are_to_be() {
        let (xs, ys) = ([0.0, 1.3, 0.9, -0.4], [0.1, 0.0, 1.6, 0.7]);
        let mut square = Composition::new(&SQUARE, 0.0, (&xs, &ys), &[1.0; 4]);
        square.settle(1e-6);
        let distance = |a: usize, b: usize| (square.xs[a] - square.xs[b]).hypot(square.ys[a] - square.ys[b]);
        for (one, other) in [(1, 2), (2, 3), (3, 0)] {
            assert!((distance(one, other) / distance(0, 1) - 1.0).abs() < 1e-3, "{square:?}");
        }
        assert!(square.fault(&[], &[0.0; 4]) < 1e-5);
    }

    #[test]
    fn what_is_fixed_stays_and_what_is_kept_is_not_changed() {
        let (xs, ys) = ([0.0, 1.3, 0.9, -0.4], [0.1, 0.0, 1.6, 0.7]);
        let mut fixed = Composition::new(&SQUARE, 0.0, (&xs, &ys), &[0.0, 1.0, 1.0, 0.0]);
        fixed.settle(1e-6);
        assert_eq!((fixed.xs[0], fixed.ys[3]), (0.0, 0.7));
        let mut kept = Composition::new(&SQUARE, 1.0, (&xs, &ys), &[1.0; 4]);
        kept.settle(1e-6);
        assert!((0..4).all(|node| (kept.xs[node] - xs[node]).abs() < 1e-3), "{kept:?}");
    }

    #[test]
    fn crossings_and_hidden_links_are_faults() {
        let draw = |xs: [f32; 4], ys: [f32; 4]| Composition::new(&SQUARE, 0.0, (&xs, &ys), &[1.0; 4]);
        let square = draw([0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.1, 1.0]);
        let open = square.fault(&[(0, 1), (2, 3)], &[0.1; 4]);
        assert!(square.fault(&[(0, 2), (1, 3)], &[0.1; 4]) > open);
        assert!(square.fault(&[(0, 1), (2, 3)], &[1.2; 4]) > open);
    }
}
