//! Distances on the paper like hops, at whichever scale, and room between nodes.

use super::{Graph, Move, OF_ROOM, OF_STRESS};

/// Free space that two nodes want between them, in wanted lengths of a link.
const GAP: f32 = 0.2;

/// Less stress than this is as good as this.
const LEAST_STRESS: f32 = 0.03;

/// One less the stress at the best scale, which is the square of the mean ratio of distance to hops over the mean square of it.
fn fit(graph: &Graph<'_>, (once, twice): (f64, f64)) -> f64 {
    let pairs = (graph.count() * (graph.count() - 1) / 2).max(1) as f64;
    once * once / (twice * pairs)
}

/// The stress of a drawing, and how much nodes lack room.
#[derive(Default)]
pub(super) struct Spacing {
    /// One over the hops of each pair, row by row; 0 for a node and itself.
    closeness: Vec<f32>,
    /// Sums over all pairs of distance over hops, and of its square.
    once: f64,
    twice: f64,
    after: (f64, f64),
    /// How much stress counts: more where there is little of it.
    weight: f32,
    /// One over the mean length of a link.
    scale: f32,
}

impl Spacing {
    pub fn new(graph: &Graph<'_>) -> Self {
        let closeness = |hops: u32| if hops == 0 { 0.0 } else { 1.0 / hops as f32 };
        let rows = (0..graph.count()).flat_map(|node| graph.network.hops(node));
        Self { closeness: rows.map(closeness).collect(), ..Self::default() }
    }

    pub fn begin(&mut self, graph: &Graph<'_>, distances: &[f32], length: f32) {
        (self.once, self.twice) = (0.0, 0.0);
        let count = graph.count();
        for node in 0..count {
            let pairs = node * count..node * count + node;
            for (distance, closeness) in distances[pairs.clone()].iter().zip(&self.closeness[pairs]) {
                let ratio = f64::from(distance * closeness);
                (self.once, self.twice) = (self.once + ratio, self.twice + ratio * ratio);
            }
        }
        self.twice = self.twice.max(f64::MIN_POSITIVE);
        self.scale = 1.0 / length;
        if self.weight == 0.0 {
            let stress = (1.0 - fit(graph, (self.once, self.twice))) as f32;
            self.weight = OF_STRESS / stress.max(LEAST_STRESS);
        }
    }

    /// How much worse the drawing would be.
    pub fn change(&mut self, graph: &Graph<'_>, &Move { node, from, into, .. }: &Move<'_>) -> f32 {
        let count = graph.count();
        let (mut once, mut twice, mut room) = (0.0f32, 0.0f32, 0.0f32);
        let closeness = &self.closeness[node * count..(node + 1) * count];
        for ((from, into), closeness) in from.iter().zip(into).zip(closeness) {
            let (from, into) = (from * closeness, into * closeness);
            once += into - from;
            twice += into * into - from * from;
        }
        let own = graph.radii[node] + GAP;
        for ((from, into), radius) in from.iter().zip(into).zip(graph.radii) {
            let wanted = self.scale / (own + radius);
            let lack = |distance: f32| (1.0 - distance * wanted).max(0.0);
            room += lack(*into).powi(2) - lack(*from).powi(2);
        }
        self.after = (self.once + f64::from(once), (self.twice + f64::from(twice)).max(f64::MIN_POSITIVE));
        let stress = (fit(graph, (self.once, self.twice)) - fit(graph, self.after)) as f32;
        self.weight * stress + OF_ROOM * room / count as f32
    }

    /// The move was made whose change was asked for last.
    pub fn take(&mut self) {
        (self.once, self.twice) = self.after;
    }
}

#[cfg(test)]
impl Spacing {
    /// Fails where another, of the same drawing, knows other things.
    pub fn assert_like(&self, other: &Self) {
        assert!((self.once / other.once - 1.0).abs() < 1e-4 && (self.twice / other.twice - 1.0).abs() < 1e-4);
    }
}
