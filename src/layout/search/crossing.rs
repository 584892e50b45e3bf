//! Links that cross, and links that pass under nodes which are not their ends.

use super::{Graph, OF_CROSSINGS, OF_HIDDEN};

/// How far a link should pass from the rim of a node, in wanted lengths of a link.
const CLEARANCE: f32 = 0.05;
/// A drawing in which links pass under nodes is drawn larger afterwards, nodes are not.
const NARROWING: f32 = 0.7;

/// Of each link, what it crosses and passes under.
#[derive(Default)]
pub(super) struct Crossing {
    lines: Lines,
    /// One over the square of how near links should not come to each node.
    reach: Vec<f32>,
    /// How many other links cross each link.
    crossed: Vec<i32>,
    /// How far each link lies under nodes, and each node upon links; in depths of 0 to 1.
    under: Vec<f32>,
    upon: Vec<f32>,
    /// How many pairs of links have no end in common.
    pairs: f32,
}

/// Where the nodes stand.
type Places<'a> = (&'a [f32], &'a [f32]);

/// A link as a line.
#[derive(Clone, Copy)]
struct Line {
    from: (f32, f32),
    to: (f32, f32),
}

/// All links as lines, in flat lists.
#[derive(Default)]
struct Lines {
    from: Ends,
    to: Ends,
}

/// Where the first ends of all links are, or the second ones.
#[derive(Default)]
struct Ends {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl Ends {
    fn at(nodes: impl Iterator<Item = u32>, (xs, ys): Places<'_>) -> Self {
        let (xs, ys) = nodes.map(|node| (xs[node as usize], ys[node as usize])).unzip();
        Self { xs, ys }
    }

    fn iter(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        self.xs.iter().copied().zip(self.ys.iter().copied())
    }
}

impl Lines {
    fn of(&self, link: usize) -> Line {
        let Self { from, to } = self;
        Line { from: (from.xs[link], from.ys[link]), to: (to.xs[link], to.ys[link]) }
    }

    fn iter(&self) -> impl Iterator<Item = Line> + '_ {
        self.from.iter().zip(self.to.iter()).map(|(from, to)| Line { from, to })
    }
}

impl Line {
    fn side(self, (x, y): (f32, f32)) -> f32 {
        (self.to.0 - self.from.0) * (y - self.from.1) - (self.to.1 - self.from.1) * (x - self.from.0)
    }

    /// Whether two cross elsewhere than at an end: 1 or 0.
    fn crosses(self, other: Self) -> i32 {
        let apart = self.side(other.from) * self.side(other.to) < 0.0;
        i32::from(apart & (other.side(self.from) * other.side(self.to) < 0.0))
    }

    /// How far it lies under a node at this place, one over the square of whose reach is given.
    fn depth(self, (x, y): (f32, f32), reach: f32) -> f32 {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let (x, y) = (x - self.from.0, y - self.from.1);
        let share = ((x * dx + y * dy) / (dx * dx + dy * dy).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
        let (ex, ey) = (x - share * dx, y - share * dy);
        (1.0 - (ex * ex + ey * ey) * reach).max(0.0)
    }
}

impl Crossing {
    /// `length` is the mean length of a link.
    pub fn begin(&mut self, graph: &Graph<'_>, (xs, ys): Places<'_>, length: f32) {
        let links = graph.links.len();
        let sharing: usize = (0..graph.count()).map(|node| graph.links_of(node).len()).map(|of| of * of / 2).sum();
        self.pairs = (links * links / 2).saturating_sub(sharing).max(1) as f32;
        self.lines = Lines {
            from: Ends::at(graph.links.iter().map(|link| link.0), (xs, ys)),
            to: Ends::at(graph.links.iter().map(|link| link.1), (xs, ys)),
        };
        self.reach = graph.radii.iter().map(|radius| (NARROWING * (radius + CLEARANCE) * length).powi(-2)).collect();
        self.crossed = self.lines.iter().map(|line| self.lines.iter().map(|other| line.crosses(other)).sum()).collect();
        self.under = (0..links).map(|link| self.under(graph, (xs, ys), link)).collect();
        self.upon = (0..graph.count()).map(|node| self.upon(graph, (xs[node], ys[node]), node)).collect();
    }

    /// Lets the links of a node end elsewhere.
    pub fn place(&mut self, graph: &Graph<'_>, node: usize, (x, y): (f32, f32)) {
        let Lines { from, to } = &mut self.lines;
        for &link in graph.links_of(node) {
            let link = link as usize;
            let ends = if graph.links[link].0 as usize == node { &mut *from } else { &mut *to };
            (ends.xs[link], ends.ys[link]) = (x, y);
        }
    }

    /// How much worse the drawing is since a node was placed anew.
    pub fn change(&self, graph: &Graph<'_>, (xs, ys): Places<'_>, node: usize) -> f32 {
        let (mut crossed, mut hidden) = (0i32, self.upon(graph, (xs[node], ys[node]), node) - self.upon[node]);
        for &link in graph.links_of(node) {
            let link = link as usize;
            let line = self.lines.of(link);
            crossed += self.lines.iter().map(|other| line.crosses(other)).sum::<i32>() - self.crossed[link];
            hidden += self.under(graph, (xs, ys), link) - self.under[link];
        }
        OF_CROSSINGS * crossed as f32 / self.pairs + OF_HIDDEN * hidden / graph.links.len() as f32
    }

    /// How far a link lies under nodes.
    fn under(&self, graph: &Graph<'_>, (xs, ys): Places<'_>, link: usize) -> f32 {
        let line = self.lines.of(link);
        let (one, other) = graph.links[link];
        let places = xs.iter().zip(ys).zip(&self.reach).zip(0u32..);
        let depth = |(((x, y), reach), node): (((&f32, &f32), &f32), u32)| {
            let depth = line.depth((*x, *y), *reach);
            if node == one || node == other { 0.0 } else { depth }
        };
        places.map(depth).sum()
    }

    /// How far a node lies upon links.
    fn upon(&self, graph: &Graph<'_>, place: (f32, f32), node: usize) -> f32 {
        let (reach, node) = (self.reach[node], node as u32);
        let depth = |(line, &(one, other)): (Line, &(u32, u32))| {
            let depth = line.depth(place, reach);
            if node == one || node == other { 0.0 } else { depth }
        };
        self.lines.iter().zip(&graph.links).map(depth).sum()
    }

    /// Counts what a node and its links have to do with others, or takes it back.
    pub fn count(&mut self, graph: &Graph<'_>, (xs, ys): Places<'_>, node: usize, sign: i32) {
        let Self { lines, reach, crossed, under, upon, .. } = self;
        for &link in graph.links_of(node) {
            let line = lines.of(link as usize);
            let (one, other) = graph.links[link as usize];
            let mut sum = 0;
            for (other, crossed) in lines.iter().zip(&mut *crossed) {
                let crosses = sign * line.crosses(other);
                (*crossed, sum) = (*crossed + crosses, sum + crosses);
            }
            crossed[link as usize] += sum;
            let mut sum = 0.0;
            for (at, upon) in upon.iter_mut().enumerate().filter(|(at, _)| *at as u32 != one && *at as u32 != other) {
                let depth = sign as f32 * line.depth((xs[at], ys[at]), reach[at]);
                (*upon, sum) = (*upon + depth, sum + depth);
            }
            under[link as usize] += sum;
        }
        let mut sum = 0.0;
        for ((line, &(one, other)), under) in lines.iter().zip(&graph.links).zip(under) {
            if one as usize != node && other as usize != node {
                let depth = sign as f32 * line.depth((xs[node], ys[node]), reach[node]);
                (*under, sum) = (*under + depth, sum + depth);
            }
        }
        upon[node] += sum;
    }
}

#[cfg(test)]
impl Crossing {
    /// Fails where another, of the same drawing, knows other things.
    pub fn assert_like(&self, other: &Self) {
        let near = |one: &[f32], other: &[f32]| one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-3);
        assert_eq!(self.crossed, other.crossed);
        assert!(near(&self.upon, &other.upon) && near(&self.under, &other.under));
    }
}
