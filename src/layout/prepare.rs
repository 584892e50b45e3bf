//! What is done before forces act: components become bodies, a piece at a time, with a sketch to look at meanwhile.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::body::{Body, Start};
use super::draft::{Beginning, Common, Draft, beginning};
use super::extent::{middle, wanted_length, within_reach};
use super::network::Network;
use super::sketch::{SKETCHED_NODES, Sketch, spiral};
use super::start;
use crate::model::Point;

/// How much is done at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portions {
    /// Problems of up to this many nodes and links are prepared at once.
    pub at_once: usize,
    /// Components of more nodes and ends of links are prepared in pieces; of smaller ones so many together.
    pub together: usize,
    /// Nodes that are looked at in one piece where communities are searched.
    pub visits: usize,
}

impl Default for Portions {
    fn default() -> Self {
        Self { at_once: 20_000, together: 50_000, visits: 40_000 }
    }
}

/// Components on their way to bodies.
#[derive(Clone, Debug)]
pub(super) struct Preparation {
    portions: Portions,
    common: Common,
    /// Those not begun, the next one last.
    waiting: Vec<(Vec<u32>, Network)>,
    draft: Option<Draft>,
    /// Those that are done, the largest component first.
    bodies: Vec<Body>,
    /// What is shown of each component meanwhile; nothing where all are prepared at once.
    previews: Vec<Preview>,
}

/// What is shown of a component before it is a body.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    pub nodes: Vec<u32>,
    /// Whether no node of it had a place, so that the whole may go anywhere.
    pub is_new: bool,
    sketch: Option<Sketch>,
}

impl Preparation {
    /// Components of at least two nodes each, the largest first.
    pub fn new(common: Common, mut networks: Vec<(Vec<u32>, Network)>, portions: Portions) -> Self {
        networks.reverse();
        Self { portions, common, waiting: networks, draft: None, bodies: Vec::new(), previews: Vec::new() }
    }

    /// All bodies at once.
    pub fn finish(self) -> Vec<Body> {
        let Self { common, waiting, .. } = self;
        let body = |(nodes, network)| Body::new(Draft::new(nodes, network).finish(&common), &common, Start::Anywhere);
        waiting.into_par_iter().rev().map(body).collect()
    }

    /// Gives every component a first picture, for want of better around the origin. Places that were given stay.
    pub fn preview(&mut self, points: &mut [Point]) {
        let Self { common, waiting, .. } = self;
        let common = &*common;
        let preview = |(nodes, network): &(Vec<u32>, Network)| preview(nodes, network, common);
        let previews: Vec<(Preview, Vec<Point>)> = waiting.par_iter().rev().map(preview).collect();
        for (preview, places) in previews {
            for (node, place) in preview.nodes.iter().zip(places) {
                points[*node as usize] = common.given[*node as usize].unwrap_or(place);
            }
            self.previews.push(preview);
        }
    }

    /// What is shown of each component, the largest first.
    pub fn previews(&self) -> &[Preview] {
        &self.previews
    }

    /// Moves the picture of a component.
    pub fn shift(&mut self, component: usize, by: Point, points: &mut [Point]) {
        let Preview { nodes, sketch, .. } = &mut self.previews[component];
        for node in nodes {
            let point = &mut points[*node as usize];
            *point = Point::new(point.x + by.x, point.y + by.y);
        }
        if let Some(Sketch { centre, .. }) = sketch {
            *centre = Point::new(centre.x + by.x, centre.y + by.y);
        }
    }

    /// The next piece of work, and sketches a few steps on: only nodes move that are neither placed, pinned nor held. Returns the
    /// bodies once all are done.
    pub fn advance(&mut self, points: &mut [Point], stays: impl Fn(u32) -> bool) -> Option<Vec<Body>> {
        self.work(points);
        if self.draft.is_none() && self.waiting.is_empty() {
            return Some(std::mem::take(&mut self.bodies));
        }
        for Preview { nodes, sketch, .. } in &mut self.previews[self.bodies.len()..] {
            let Some(sketch) = sketch else { continue };
            sketch.go_on();
            for (node, point) in nodes.iter().zip(sketch.points()) {
                if self.common.given[*node as usize].is_none() && !stays(*node) {
                    points[*node as usize] = within_reach(point);
                }
            }
        }
        None
    }

    fn work(&mut self, points: &[Point]) {
        if let Some(draft) = self.draft.take() {
            match draft.advance(&self.common, self.portions.visits) {
                ControlFlow::Continue(next) => self.draft = Some(next),
                ControlFlow::Break(blueprint) => {
                    let start = self.previews[self.bodies.len()].start(points);
                    self.bodies.push(Body::new(blueprint, &self.common, start));
                }
            }
            return;
        }
        let size = |network: &Network| network.node_count() + network.neighbours.len();
        let (mut first, mut sum) = (self.waiting.len(), 0);
        while first > 0 && (sum == 0 || sum + size(&self.waiting[first - 1].1) <= self.portions.together) {
            first -= 1;
            sum += size(&self.waiting[first].1);
        }
        let mut batch = self.waiting.split_off(first);
        if sum > self.portions.together {
            self.draft = batch.pop().map(|(nodes, network)| Draft::new(nodes, network));
            return;
        }
        let Self { common, previews, bodies, .. } = self;
        let previews = &previews[bodies.len()..];
        let body = |(at, (nodes, network)): (usize, (Vec<u32>, Network))| {
            Body::new(Draft::new(nodes, network).finish(common), common, previews[at].start(points))
        };
        bodies.par_extend(batch.into_par_iter().rev().enumerate().map(body));
    }
}

impl Preview {
    fn start<'a>(&self, points: &'a [Point]) -> Start<'a> {
        Start::Seen { points, unit: self.sketch.as_ref().map(|sketch| sketch.unit) }
    }
}

/// What is shown of a component, and where its nodes stand then.
fn preview(nodes: &[u32], network: &Network, common: &Common) -> (Preview, Vec<Point>) {
    let Common { given, pinned, radii, parameters, seed } = common;
    let wanted = wanted_length(nodes.iter().map(|node| radii[*node as usize]), parameters);
    let mut preview = Preview {
        nodes: nodes.to_vec(),
        is_new: nodes.iter().all(|node| given[*node as usize].is_none()),
        sketch: None,
    };
    let places: Vec<Option<Point>> = nodes.iter().map(|node| given[*node as usize]).collect();
    let points = match beginning(nodes, given, pinned, wanted) {
        Beginning::Placed { .. } => start::completed(network, &places, start::sound_length(network, &places, wanted)),
        Beginning::New => {
            let centre = middle(places.into_iter().flatten().map(within_reach));
            if nodes.len() >= SKETCHED_NODES {
                let mut sketch = Sketch::new(network, parameters, wanted, *seed);
                sketch.centre = centre;
                let points = sketch.points().map(within_reach).collect();
                preview.sketch = Some(sketch);
                points
            } else {
                let step = 0.6 * wanted;
                let place = |at: u32| {
                    let (x, y) = spiral(at, step);
                    Point::new(centre.x + x, centre.y + y)
                };
                (1..=nodes.len() as u32).map(place).collect()
            }
        }
    };
    (preview, points)
}
