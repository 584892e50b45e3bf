//! What becomes of a component after the last step of forces, step by step: nothing, smoothing, or composing and gliding there.

use super::compose::Aim;
use super::force::Motion;
use super::network::Network;
use super::stress::Stress;

/// Steps in which nodes glide to where they are composed.
const GLIDING_STEPS: u32 = 12;

/// What is still to be done.
#[derive(Clone, Debug)]
pub(super) enum Finish {
    /// Nothing.
    Plain,
    /// Distances become like hops: of all nodes, or of those that are so many hops apart at most.
    Smooth { hops: Option<u32> },
    /// That is being done.
    Smoothing(Stress),
    /// Distances become like an aim.
    Compose(Box<Aim>),
    /// Nodes glide to where they are to stand, in so many steps.
    Gliding { xs: Vec<f32>, ys: Vec<f32>, left: u32 },
}

impl Finish {
    /// The next step. Nodes without mobility stay. Returns what is left to do, and the mean move.
    pub fn step(
        self,
        network: &Network,
        motion: &mut Motion,
        mobility: &[f32],
        random: &mut fastrand::Rng,
    ) -> (Self, f32) {
        let Motion { xs, ys, .. } = motion;
        match self {
            Self::Plain => (Self::Plain, 0.0),
            Self::Smooth { hops } => {
                let seed = random.u64(..);
                let stress = match hops {
                    None => Stress::of_all(network, xs, ys, seed),
                    Some(hops) => Stress::of_near(network, hops, xs, ys, seed),
                };
                Self::Smoothing(stress).step(network, motion, mobility, random)
            }
            Self::Smoothing(mut stress) => {
                let movement = stress.sweep(xs, ys, mobility);
                (if stress.is_over() { Self::Plain } else { Self::Smoothing(stress) }, movement)
            }
            Self::Compose(aim) => {
                let (xs, ys) = aim.reach(network, xs, ys, mobility, random.u64(..));
                Self::Gliding { xs, ys, left: GLIDING_STEPS }.step(network, motion, mobility, random)
            }
            Self::Gliding { xs: to_x, ys: to_y, left } => {
                let (share, mut moved) = (1.0 / left as f32, 0.0);
                for node in (0..xs.len()).filter(|node| mobility[*node] > 0.0) {
                    let (dx, dy) = (share * (to_x[node] - xs[node]), share * (to_y[node] - ys[node]));
                    (xs[node], ys[node]) = (xs[node] + dx, ys[node] + dy);
                    moved += dx.hypot(dy);
                }
                let rest = if left > 1 { Self::Gliding { xs: to_x, ys: to_y, left: left - 1 } } else { Self::Plain };
                (rest, moved / mobility.len().max(1) as f32)
            }
        }
    }
}
