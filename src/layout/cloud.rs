//! Where nodes are shown while others stand for them: in discs around those, as large as their shares of the drawing. For the eye
//! only: no force knows of it.

use super::start::GOLDEN_ANGLE;

/// The radius of the disc that all nodes would fill side by side, over the root mean square distance of mass from the middle.
const FULLNESS: f32 = 0.7;
/// The share of a level's steps in which discs become as small as they are to be.
const SETTLING: f32 = 0.5;
/// Steps by this share of one fall everywhere in it (the plastic number's square, from the R2 sequence of Roberts 2018).
const STEP: f64 = 0.569_840_290_998_053_2;

/// Discs around the nodes of a level that stand for others.
///
/// A node keeps its direction and its share of the way to the rim while discs shrink from level to level, so that it moves no
/// farther than it must.
#[derive(Clone, Debug)]
pub(super) struct Cloud {
    /// Where each node stands in a disc of radius 1.
    units: Vec<(f32, f32)>,
    /// Where it stood when the coarsest level began, if it was seen then.
    seen: Vec<(f32, f32)>,
    /// The radius of the disc of each node of the level, over the size of the drawing: when the level began, and when it is settled.
    was: Vec<f32>,
    now: Vec<f32>,
    size: f32,
    share: f32,
}

impl Cloud {
    /// The discs of the coarsest level, of which each of the nodes has one ancestor.
    pub fn new(ancestors: &[u32], level_nodes: usize) -> Self {
        let unit = |node: usize| {
            let away = ((node as f64 * STEP).fract() as f32).sqrt();
            let (sine, cosine) = (node as f32 * GOLDEN_ANGLE).sin_cos();
            (away * cosine, away * sine)
        };
        let units = (0..ancestors.len()).map(unit).collect();
        let now = radii(ancestors, level_nodes);
        Self { units, seen: Vec::new(), was: now.clone(), now, size: 0.0, share: 1.0 }
    }

    /// Lets each node start where it is seen, given as its way from its ancestor.
    pub fn start_from(&mut self, ancestors: &[u32], ways: impl Iterator<Item = (f32, f32)>) {
        let unit = |(ancestor, (x, y)): (&u32, (f32, f32))| {
            let radius = (self.size * self.now[*ancestor as usize]).max(f32::MIN_POSITIVE);
            (x / radius, y / radius)
        };
        self.seen = ancestors.iter().zip(ways).map(unit).collect();
        self.share = 0.0;
    }

    /// Goes on to the next finer level: the parents of its nodes, and which of them stands for each node; no ancestors on the finest.
    pub fn go_finer(&mut self, parents: &[u32], ancestors: &[u32]) {
        self.was = parents.iter().map(|parent| self.now[*parent as usize]).collect();
        self.now = if ancestors.is_empty() { vec![0.0; parents.len()] } else { radii(ancestors, parents.len()) };
        self.seen = Vec::new();
        self.share = 0.0;
    }

    /// Takes the size of the drawing, and how much of the level is over, 0 to 1.
    pub fn measure(&mut self, (xs, ys): (&[f32], &[f32]), masses: &[f32], over: f32) {
        let (mut squares, mut mass) = (0.0f32, 0.0f32);
        for ((x, y), own) in xs.iter().zip(ys).zip(masses) {
            (squares, mass) = (squares + own * (x * x + y * y), mass + own);
        }
        self.size = (squares / mass.max(f32::MIN_POSITIVE)).sqrt();
        self.share = (over / SETTLING).min(1.0);
    }

    /// Whether every node of the finest level is shown where it stands, from now on.
    pub fn is_gone(&self) -> bool {
        self.share >= 1.0 && self.now.first().is_some_and(|radius| *radius <= 0.0)
    }

    /// The way from the ancestor of a node to where it is shown.
    pub fn way(&self, node: usize, ancestor: usize) -> (f32, f32) {
        let Self { units, seen, was, now, size, share } = self;
        let radius = size * (was[ancestor] + share * (now[ancestor] - was[ancestor]));
        let (x, y) = units[node];
        let (x, y) = seen
            .get(node)
            .map_or((x, y), |(from_x, from_y)| (from_x + share * (x - from_x), from_y + share * (y - from_y)));
        (radius * x, radius * y)
    }
}

/// The radius of the disc of each node of a level, by how many nodes it stands for.
fn radii(ancestors: &[u32], level_nodes: usize) -> Vec<f32> {
    let mut counts = vec![0u32; level_nodes];
    for &ancestor in ancestors {
        counts[ancestor as usize] += 1;
    }
    let whole = FULLNESS / (ancestors.len().max(1) as f32).sqrt();
    // What stands for itself alone needs no disc.
    counts.into_iter().map(|count| if count > 1 { whole * (count as f32).sqrt() } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discs_are_as_large_as_what_they_hold_and_evenly_filled() {
        let ancestors: Vec<u32> = (0..500).map(|node| u32::from(node >= 400)).collect();
        let mut cloud = Cloud::new(&ancestors, 2);
        cloud.measure((&[-10.0, 10.0], &[0.0, 0.0]), &[4.0, 1.0], 1.0);
        let far = |nodes: std::ops::Range<usize>, ancestor: usize| {
            let ways: Vec<f32> = nodes.map(|node| cloud.way(node, ancestor)).map(|(x, y)| x.hypot(y)).collect();
            (ways.iter().copied().fold(0.0, f32::max), ways.iter().sum::<f32>() / ways.len() as f32)
        };
        let (large, small) = (far(0..400, 0), far(400..500, 1));
        assert!((large.0 / small.0 - 2.0).abs() < 0.1, "{large:?} {small:?}");
        // In an even disc nodes are two thirds of the way to the rim, on average.
        assert!((large.1 / large.0 - 0.667).abs() < 0.03, "{large:?}");
        assert!(large.0 < FULLNESS * 10.0);
    }

    #[test]
    fn a_finer_level_begins_as_the_coarser_ended_and_the_finest_ends_in_points() {
        let mut cloud = Cloud::new(&[0, 0, 0, 0], 1);
        cloud.measure((&[3.0], &[4.0]), &[1.0], 1.0);
        let before: Vec<(f32, f32)> = (0..4).map(|node| cloud.way(node, 0)).collect();
        cloud.go_finer(&[0, 0], &[0, 0, 1, 1]);
        cloud.measure((&[3.0, 3.0], &[4.0, 4.0]), &[0.5, 0.5], 0.0);
        let after: Vec<(f32, f32)> = (0..4).map(|node| cloud.way(node, node / 2)).collect();
        assert_eq!(before, after);
        cloud.go_finer(&[0, 0, 1, 1], &[]);
        cloud.measure((&[3.0; 4], &[4.0; 4]), &[0.25; 4], 1.0);
        assert!((0..4).all(|node| cloud.way(node, node) == (0.0, 0.0)) && cloud.is_gone());
    }

    #[test]
    fn what_was_seen_stays_where_it_was_when_the_level_begins() {
        let mut cloud = Cloud::new(&[0, 0, 1, 1], 2);
        cloud.measure((&[-3.0, 3.0], &[0.0; 2]), &[1.0; 2], 0.0);
        let ways = [(0.5, 0.0), (0.0, -2.0), (1.0, 1.0), (0.0, 0.0)];
        cloud.start_from(&[0, 0, 1, 1], ways.into_iter());
        for (node, (x, y)) in ways.into_iter().enumerate() {
            let way = cloud.way(node, node / 2);
            assert!((way.0 - x).hypot(way.1 - y) < 1e-5, "{way:?}");
        }
    }
}
