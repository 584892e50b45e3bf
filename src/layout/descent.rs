//! Places of one level from those of the next, down and up: what hangs on a single link in a fan, a group in its middle.

use super::force::Motion;
use super::hierarchy::Level;
use super::start::GOLDEN_ANGLE;

/// Up to so many nodes on a single link stand in a fan away from the rest, more of them all around.
const FAN: usize = 12;

/// The places of the parents of a level: in the middle of what they stand for.
pub(super) fn gathered(level: &Level, xs: &[f32], ys: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let count = level.parents.iter().max().map_or(0, |greatest| *greatest as usize + 1);
    let mut sums = vec![(0.0f32, 0.0f32, 0.0f32); count];
    for (node, &parent) in level.parents.iter().enumerate() {
        let (x, y, mass) = &mut sums[parent as usize];
        let own = level.masses[node];
        (*x, *y, *mass) = (*x + own * xs[node], *y + own * ys[node], *mass + own);
    }
    sums.into_iter().map(|(x, y, mass)| (x / mass, y / mass)).unzip()
}

/// Places where what hangs on a single link stands around what it hangs on, away from the rest.
pub(super) fn fanned(level: &Level, coarser: &Motion, repulsion: f32) -> (Vec<f32>, Vec<f32>) {
    let Level { network, masses, parents, .. } = level;
    let mut xs: Vec<f32> = parents.iter().map(|parent| coarser.xs[*parent as usize]).collect();
    let mut ys: Vec<f32> = parents.iter().map(|parent| coarser.ys[*parent as usize]).collect();
    for host in 0..network.node_count() {
        let hangs = |other: &usize| parents[*other] == parents[host] && network.degree(*other) == 1;
        if network.degree(host) == 1 {
            continue;
        }
        let leaves: Vec<usize> = network.row(host).map(|(other, _)| other).filter(hangs).collect();
        let rest = network.row(host).map(|(other, _)| other).filter(|other| !hangs(other));
        let (sum_x, sum_y) = rest.fold((0.0, 0.0), |sum, other| {
            let (dx, dy) = (xs[other] - xs[host], ys[other] - ys[host]);
            let length = dx.hypot(dy).max(1e-6);
            (sum.0 + dx / length, sum.1 + dy / length)
        });
        let away = if (sum_x, sum_y) == (0.0, 0.0) { host as f32 } else { (-sum_y).atan2(-sum_x) };
        let count = leaves.len();
        let others = network.degree(host) as usize - count;
        let sector = std::f32::consts::TAU * count as f32 / (count + others) as f32;
        // Where the pull of one link and the push of the host balance.
        let length = (2.0 * repulsion * masses[host]).sqrt();
        for (at, leaf) in leaves.into_iter().enumerate() {
            let share = (at as f32 + 0.5) / count as f32;
            let (angle, radius) = if count <= FAN {
                (away + sector * (share - 0.5), length)
            } else {
                (away + at as f32 * GOLDEN_ANGLE, length * (0.5 + 0.5 * share.sqrt()))
            };
            xs[leaf] += radius * angle.cos();
            ys[leaf] += radius * angle.sin();
        }
    }
    (xs, ys)
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    #[test]
    fn leaves_stand_around_their_host_away_from_the_rest() {
        let network =
            components(&Topology::whole(&graph_from_drawing("A-B A-C A-D D-E")), &[], 1.0).networks.remove(0).1;
        // B and C hang on A, E on D.
        let level = Level { parents: vec![0, 0, 0, 1, 1], ..Level::finest(network) };
        let mut coarser = Motion::default();
        coarser.place(vec![0.0, 10.0], vec![0.0, 0.0]);
        let (xs, ys) = fanned(&level, &coarser, 2.0);
        assert_eq!((xs[0], ys[0], xs[3], ys[3]), (0.0, 0.0, 10.0, 0.0));
        assert!(xs[1] < 0.0 && xs[2] < 0.0 && ys[1] * ys[2] < 0.0, "{xs:?} {ys:?}");
        assert!(xs[4] > 10.0, "{xs:?}");
        let (up_x, _) = gathered(&level, &xs, &ys);
        assert!(up_x[0] < 0.0 && up_x[1] > 10.0, "{up_x:?}");
    }
}
