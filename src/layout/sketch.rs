//! A first picture of a large component in next to no time: its nodes in groups around a few of them, the groups pulled and
//! pushed as nodes are. It is looked at while the component is prepared, and tells the coarsest level where to start.

use std::collections::VecDeque;

use super::Parameters;
use super::draft::sample_of;
use super::force::{Motion, Rules};
use super::hierarchy::Level;
use super::network::Network;
use super::start::GOLDEN_ANGLE;
use crate::model::Point;

/// Groups of a component, and the fewest nodes that are worth them.
const GROUPS: usize = 96;
pub(super) const SKETCHED_NODES: usize = 2_000;
/// Steps of forces before the first picture, and between two pictures.
const FIRST_STEPS: u32 = 60;
const STEPS: u32 = 10;
/// The radius of the disc that all groups would fill side by side, over the root mean square distance of groups from their middle.
const FULLNESS: f32 = 0.7;

/// A rough picture of one component, in lengths of the forces.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    group_of: Vec<u32>,
    /// Where each node stands in the disc of its group, over the radius of the whole.
    offsets: Vec<(f32, f32)>,
    groups: Level,
    rules: Rules,
    motion: Motion,
    mobility: Vec<f32>,
    /// Some of the links, to measure the drawing by, and how long they are to be in world units.
    sample: Vec<(u32, u32, f32)>,
    wanted: f32,
    radius: f32,
    pub centre: Point,
    /// World units for one length of the forces.
    pub unit: f32,
}

impl Sketch {
    /// The sketch of a component; `wanted` is the length of links in world units.
    pub fn new(network: &Network, parameters: &Parameters, wanted: f32, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let group_of = groups(network, &mut random);
        let groups = between(network, &group_of);
        // The law is not known yet; the linear one suits everything somewhat.
        let rules = Rules::new(parameters, parameters.spread.unwrap_or(0.5), &groups);
        let mut draw = || (0..groups.masses.len()).map(|_| (random.f32() - 0.5) * 2.0 * rules.length).collect();
        let mut motion = Motion::default();
        motion.place(draw(), draw());
        let mut sketch = Self {
            offsets: offsets(&group_of),
            group_of,
            mobility: vec![1.0; groups.masses.len()],
            groups,
            rules,
            motion,
            sample: sample_of(network),
            wanted,
            radius: 0.0,
            centre: Point::default(),
            unit: 1.0,
        };
        sketch.step(FIRST_STEPS);
        sketch
    }

    /// A few steps on.
    pub fn go_on(&mut self) {
        self.step(STEPS);
    }

    fn step(&mut self, steps: u32) {
        for _ in 0..steps {
            self.motion.step(&self.groups, &self.rules, &self.mobility, 1.0);
        }
        self.motion.centre_and_turn((0.0, 1.0));
        let squares = self.motion.xs.iter().zip(&self.motion.ys).map(|(x, y)| x * x + y * y).sum::<f32>();
        self.radius = (squares / self.mobility.len() as f32).sqrt();
        let length = |&(one, other, _): &(u32, u32, f32)| {
            let (a, b) = (self.place(one as usize), self.place(other as usize));
            (a.0 - b.0).hypot(a.1 - b.1)
        };
        let mean = self.sample.iter().map(length).sum::<f32>() / self.sample.len().max(1) as f32;
        self.unit = (self.wanted / mean.max(f32::MIN_POSITIVE)).clamp(1e-3, 1e5);
    }

    fn place(&self, node: usize) -> (f32, f32) {
        let (group, (x, y)) = (self.group_of[node] as usize, self.offsets[node]);
        (self.motion.xs[group] + self.radius * x, self.motion.ys[group] + self.radius * y)
    }

    /// Where each node stands, in world units.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        (0..self.group_of.len()).map(|node| {
            let (x, y) = self.place(node);
            Point::new(self.centre.x + self.unit * x, self.centre.y + self.unit * y)
        })
    }
}

/// The group of each node of a connected network: groups grow in turn from nodes chosen by chance, each by what is linked to one
/// of its nodes.
fn groups(network: &Network, random: &mut fastrand::Rng) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let count = network.node_count();
    let mut group_of = vec![NONE; count];
    let mut queues: Vec<VecDeque<u32>> = Vec::new();
    while queues.len() < GROUPS.min(count) {
        let node = random.usize(..count);
        if group_of[node] == NONE {
            group_of[node] = queues.len() as u32;
            queues.push(VecDeque::from([node as u32]));
        }
    }
    loop {
        let mut is_over = true;
        for (group, queue) in (0u32..).zip(&mut queues) {
            let Some(node) = queue.pop_front() else { continue };
            is_over = false;
            for (other, _) in network.row(node as usize) {
                if group_of[other] == NONE {
                    group_of[other] = group;
                    queue.push_back(other as u32);
                }
            }
        }
        if is_over {
            return group_of;
        }
    }
}

/// The groups with the links between them.
fn between(network: &Network, group_of: &[u32]) -> Level {
    let count = group_of.iter().max().map_or(0, |greatest| *greatest as usize + 1);
    let mut sums = vec![0.0f32; count * count];
    let mut masses = vec![0.0f32; count];
    for (node, &group) in group_of.iter().enumerate() {
        masses[group as usize] += network.degree(node) as f32 + 1.0;
        let sums = &mut sums[group as usize * count..][..count];
        for (other, weight) in network.row(node) {
            sums[group_of[other] as usize] += weight;
        }
    }
    let mut between = Network { offsets: vec![0], ..Network::default() };
    for (group, sums) in sums.chunks(count.max(1)).enumerate() {
        for (other, &weight) in sums.iter().enumerate().filter(|(other, weight)| *other != group && **weight > 0.0) {
            between.neighbours.push(other as u32);
            between.weights.push(weight);
        }
        between.offsets.push(between.neighbours.len() as u32);
    }
    Level { network: between, masses, ..Level::default() }
}

/// Where each node stands in the disc of its group: discs as large as their shares of the nodes.
fn offsets(group_of: &[u32]) -> Vec<(f32, f32)> {
    let step = FULLNESS / (group_of.len().max(1) as f32).sqrt();
    let mut sizes = vec![0u32; group_of.iter().max().map_or(0, |greatest| *greatest as usize + 1)];
    let offset = |&group: &u32| {
        let at = &mut sizes[group as usize];
        *at += 1;
        spiral(*at, step)
    };
    group_of.iter().map(offset).collect()
}

/// The place of the `at`-th of many points that fill a disc evenly, `step` apart or so, the first in the middle.
pub(super) fn spiral(at: u32, step: f32) -> (f32, f32) {
    let (sine, cosine) = (at as f32 * GOLDEN_ANGLE).sin_cos();
    let away = step * (at as f32 - 0.5).max(0.0).sqrt();
    (away * cosine, away * sine)
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::model::{Graph, Planted, Topology, graph_from_drawing, planted};

    fn network(graph: &Graph) -> Network {
        components(&Topology::whole(graph), &[], 1.0).networks.remove(0).1
    }

    #[test]
    fn every_node_is_in_a_group_that_hangs_together() {
        let network = network(&planted(Planted::of_size(2500, 9000, 1)));
        let group_of = groups(&network, &mut fastrand::Rng::with_seed(1));
        let count = GROUPS as u32;
        assert!(group_of.iter().all(|group| *group < count));
        let links = network.rows();
        let parts = crate::analysis::Quotient::of_labels(links, &group_of, GROUPS);
        assert!(parts.inside.iter().filter(|inside| **inside > 0.0).count() > GROUPS / 2);
    }

    #[test]
    fn a_sketch_keeps_far_ends_far_apart_and_links_as_long_as_wanted() {
        let chain: Vec<String> = (0..3000).map(|at| format!("{at}-{}", at + 1)).collect();
        let sketch = Sketch::new(&network(&graph_from_drawing(&chain.join(" "))), &Parameters::default(), 50.0, 1);
        let points: Vec<Point> = sketch.points().collect();
        let mean = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f32>() / 3000.0;
        assert!((25.0..100.0).contains(&mean), "{mean}");
        let near = (0..2990).map(|at| points[at].distance(points[at + 10])).sum::<f32>() / 2990.0;
        let far = (0..1000).map(|at| points[at].distance(points[at + 2000])).sum::<f32>() / 1000.0;
        assert!(far > 3.0 * near, "{far} {near}");
    }
}
