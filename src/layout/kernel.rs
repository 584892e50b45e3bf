//! The innermost loop of the repulsion: sixteen nodes against a list of sources. Chooses the widest instructions there are.
//!
//! No fused or approximate arithmetic: every machine gives the same bits, whichever instructions it has.

use fearless_simd::{Level, dispatch};

/// Nodes that are summed side by side, so that the compiler can use vector instructions.
pub(super) const LANES: usize = 16;
/// Where the pull bends from the length to its logarithm at the end of the slider, over the length of links: far inside.
const LEAST_BEND: f32 = 0.000_05;

/// One value for each lane.
pub(super) type Lanes = [f32; LANES];

/// What pushes, as flat lists of the same length.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    pub masses: Vec<f32>,
}

impl Sources {
    pub fn clear(&mut self) {
        self.xs.clear();
        self.ys.clear();
        self.masses.clear();
    }

    pub fn push(&mut self, x: f32, y: f32, mass: f32) {
        self.xs.push(x);
        self.ys.push(y);
        self.masses.push(mass);
    }

    /// Adds a stretch of other sources.
    pub fn extend(&mut self, from: &Self, range: std::ops::Range<usize>) {
        self.xs.extend_from_slice(&from.xs[range.clone()]);
        self.ys.extend_from_slice(&from.ys[range.clone()]);
        self.masses.extend_from_slice(&from.masses[range]);
    }
}

/// The instructions of this machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine(Level);

impl Default for Machine {
    fn default() -> Self {
        Self(Level::new())
    }
}

impl Machine {
    /// The sum of the pushes of `sources` on nodes of mass one at `xs`, `ys`: mass over distance, away from each. The square of
    /// every distance counts as so much more than it is, above zero: a push stays bounded, and a node's push on itself is zero.
    pub fn pushes(self, xs: &Lanes, ys: &Lanes, softening: f32, sources: &mut Sources) -> (Lanes, Lanes) {
        if !sources.xs.len().is_multiple_of(2) {
            sources.push(0.0, 0.0, 0.0);
        }
        dispatch!(self.0, _simd => pushes(xs, ys, softening, sources))
    }

    /// From how far links lead to how they pull. The lists are as long as each other.
    pub fn pulls(self, pull: Pull, xs: &mut [f32], ys: &mut [f32], weights: &[f32]) {
        match pull {
            Pull::Logarithmic { bend, strength } => {
                let shrink = 1.0 / bend;
                dispatch!(self.0, _simd => scale(xs, ys, weights, #[inline(always)] |length| strength * log_ratio(length * shrink)));
            }
            Pull::Linear => dispatch!(self.0, _simd => scale(xs, ys, weights, #[inline(always)] |_| 1.0)),
            Pull::Quadratic { bend, share } => {
                let (linear, quadratic) = (1.0 - share, share / bend);
                dispatch!(self.0, _simd => scale(xs, ys, weights, #[inline(always)] |length| linear + quadratic * length));
            }
        }
    }
}

/// How the pull of a link grows with its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pull {
    /// As the length up to about `bend`, beyond as its logarithm; `strength` times as much as a linear one at the start.
    Logarithmic { bend: f32, strength: f32 },
    /// As the length.
    Linear,
    /// A share as the square of the length over `bend`, the rest as the length.
    Quadratic { bend: f32, share: f32 },
}

impl Pull {
    /// The pull for a place on the slider from 0 (cluster) to 1 (spread). Links of `length` pull as they are long, wherever the
    /// slider is, and the slider has no jump.
    pub fn of_spread(spread: f32, length: f32) -> Self {
        let spread = if spread.is_finite() { spread.clamp(0.0, 1.0) } else { 0.5 };
        if spread < 0.49 {
            let bend = LEAST_BEND / (1.0 - 2.0 * spread).powi(10);
            Self::Logarithmic { bend: length * bend, strength: 1.0 / log_ratio(1.0 / bend) }
        } else if spread > 0.51 {
            Self::Quadratic { bend: length, share: 2.0 * spread - 1.0 }
        } else {
            Self::Linear
        }
    }

    /// How much nearer than with a linear pull those come that are linked best, about.
    pub fn contraction(self) -> f32 {
        match self {
            Self::Logarithmic { strength, .. } => 1.0 / strength.sqrt(),
            Self::Linear | Self::Quadratic { .. } => 1.0,
        }
    }

    /// Pull over length, for a link of this length.
    pub fn stiffness(self, length: f32) -> f32 {
        match self {
            Self::Logarithmic { bend, strength } => strength * log_ratio(length / bend),
            Self::Linear => 1.0,
            Self::Quadratic { bend, share } => (1.0 - share) + share * length / bend,
        }
    }
}

/// Two sources share a division, the slowest thing here: 1/a and 1/b are b and a times 1/(a·b).
#[expect(clippy::inline_always, reason = "instructions are chosen where it is inlined, and nowhere else")]
#[inline(always)]
fn pushes(xs: &Lanes, ys: &Lanes, softening: f32, sources: &Sources) -> (Lanes, Lanes) {
    let (mut sum_x, mut sum_y) = ([0.0f32; LANES], [0.0f32; LANES]);
    let pairs = sources.xs.chunks_exact(2).zip(sources.ys.chunks_exact(2)).zip(sources.masses.chunks_exact(2));
    for ((x, y), mass) in pairs {
        for lane in 0..LANES {
            let (dx, dy) = (xs[lane] - x[0], ys[lane] - y[0]);
            let (ex, ey) = (xs[lane] - x[1], ys[lane] - y[1]);
            let one = dx * dx + dy * dy + softening;
            let other = ex * ex + ey * ey + softening;
            let both = 1.0 / (one * other);
            let (one, other) = (mass[0] * (other * both), mass[1] * (one * both));
            sum_x[lane] += dx * one + ex * other;
            sum_y[lane] += dy * one + ey * other;
        }
    }
    (sum_x, sum_y)
}

#[expect(clippy::inline_always, reason = "instructions are chosen where it is inlined, and nowhere else")]
#[inline(always)]
fn scale(xs: &mut [f32], ys: &mut [f32], weights: &[f32], stiffness: impl Fn(f32) -> f32) {
    for ((x, y), weight) in xs.iter_mut().zip(ys).zip(weights) {
        let pull = weight * stiffness((*x * *x + *y * *y).sqrt());
        (*x, *y) = (*x * pull, *y * pull);
    }
}

/// The natural logarithm of `1 + x` over `x`, for `x` of at least zero, within 6 of 10,000 parts.
///
/// A polynomial (Abramowitz and Stegun 1964, 4.1.43) in plain arithmetic, which unlike the logarithm of the system is the same on each of them and can be taken of
/// many numbers at once.
#[expect(clippy::inline_always, reason = "a few operations in the loop over links")]
#[inline(always)]
pub(super) fn log_ratio(x: f32) -> f32 {
    let bits = (1.0 + x).to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    // 1 to 2, less one.
    let rest = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000) - 1.0;
    let log = rest * (0.999_496 + rest * (-0.491_909 + rest * (0.289_475 + rest * (-0.136_063 + rest * 0.032_158))));
    let far = (exponent * std::f32::consts::LN_2 + log) / x.max(0.01);
    if x < 0.01 { 1.0 - 0.5 * x } else { far }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_is_mass_over_distance_and_none_on_oneself() {
        let mut sources = Sources::default();
        sources.push(3.0, 4.0, 5.0);
        let (xs, ys) = ([0.0; LANES], [0.0; LANES]);
        let (x, y) = Machine::default().pushes(&xs, &ys, 1e-4, &mut sources);
        assert!((x[0] + 0.6).abs() < 1e-4 && (y[0] + 0.8).abs() < 1e-4, "{x:?} {y:?}");
        let (x, y) = Machine::default().pushes(&[3.0; LANES], &[4.0; LANES], 1e-4, &mut sources);
        assert_eq!((x, y), ([0.0; LANES], [0.0; LANES]));
    }

    #[test]
    fn a_push_is_greatest_at_the_root_of_what_softens_it_and_bounded() {
        let mut sources = Sources::default();
        sources.push(0.0, 0.0, 4.0);
        let xs: Lanes = std::array::from_fn(|lane| 0.5 * lane as f32);
        let (x, _) = Machine::default().pushes(&xs, &[0.0; LANES], 4.0, &mut sources);
        assert!((x[4] - 1.0).abs() < 1e-6, "{x:?}");
        assert!(x.iter().all(|push| *push <= x[4]), "{x:?}");
        assert!((x[1] - 4.0 * 0.5 / 4.25).abs() < 1e-6, "{x:?}");
    }

    #[test]
    fn every_machine_gives_the_same_bits() {
        let mut random = fastrand::Rng::with_seed(3);
        let mut sources = Sources::default();
        for _ in 0..75 {
            sources.push(random.f32() * 90.0, random.f32() * 90.0, 1.0 + random.f32() * 9.0);
        }
        let xs: Lanes = std::array::from_fn(|_| random.f32() * 90.0);
        let ys: Lanes = std::array::from_fn(|_| random.f32() * 90.0);
        let widest = Machine::default().pushes(&xs, &ys, 1e-4, &mut sources);
        assert_eq!(widest, Machine(Level::baseline()).pushes(&xs, &ys, 1e-4, &mut sources));
    }

    #[test]
    fn the_logarithm_is_near_enough() {
        for step in 0..4000 {
            let x = (step as f32 * 0.005).exp() * 1e-4;
            let exact = (f64::from(x).ln_1p() / f64::from(x)) as f32;
            assert!((log_ratio(x) - exact).abs() < 6e-4 * exact, "{x}: {} {exact}", log_ratio(x));
        }
        assert!((log_ratio(0.0) - 1.0).abs() < 1e-6);
    }
}
