//! One connected component in the world: forces in link lengths, places in world units, and the scale between them.

use super::force::Forces;
use super::network::Network;
use super::{Parameters, overlap, start};
use crate::model::Point;

/// Coordinates beyond this are taken as this, so that squares of distances stay finite.
const FARTHEST: f32 = 1e7;
/// Share of nodes nearer to another than they should be, above which a component is spread out.
const CROWDED_SHARE: f32 = 0.3;
/// A component is not spread out farther than this many times the wanted link length.
const MOST_SPREAD: f32 = 40.0;

/// A point with coordinates that can be reckoned with.
pub(super) fn within_reach(point: Point) -> Point {
    Point::new(point.x.clamp(-FARTHEST, FARTHEST), point.y.clamp(-FARTHEST, FARTHEST))
}

/// A component with its nodes' sizes and places.
#[derive(Clone, Debug)]
pub(super) struct Body {
    forces: Forces,
    radii: Vec<f32>,
    fixed: Vec<bool>,
    /// Where each node stands, in world units.
    pub points: Vec<Point>,
    centre: Point,
    /// World units for one length of the forces.
    unit: f32,
    /// The least mean link length at which the nodes have room, in world units.
    room: f32,
    /// Whether no node had a place, so that the whole may be turned to lie flat.
    pub is_new: bool,
}

impl Body {
    /// A component of at least two nodes at its start. `given` and `radii` are by node of the component.
    pub fn new(network: Network, given: &[Option<Point>], radii: Vec<f32>, parameters: &Parameters, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed ^ (u64::from(network.nodes[0]) << 20));
        let is_new = given.iter().all(Option::is_none);
        let wanted = wanted_length(&radii, parameters);
        let (points, unit) = if is_new {
            let scaled = start::scaled(&network, &mut random);
            (scaled.into_iter().map(|point| Point::new(point.x * wanted, point.y * wanted)).collect(), wanted)
        } else {
            let unit = typical_length(&network, given).unwrap_or(wanted).clamp(wanted / 8.0, wanted * MOST_SPREAD);
            (start::completed(&network, given, unit), unit)
        };
        let mut body = Self {
            forces: Forces::new(network, parameters),
            fixed: vec![false; points.len()],
            radii,
            points,
            centre: Point::default(),
            unit,
            room: wanted,
            is_new,
        };
        body.centre = body.middle();
        if !is_new {
            // A picture that was spread out for room keeps its scale.
            body.room = body.mean_length().clamp(wanted, wanted * MOST_SPREAD);
        }
        body
    }

    /// The nodes of the problem, by node of the component.
    pub fn nodes(&self) -> &[u32] {
        &self.forces.network.nodes
    }

    /// Whether some node is held or pinned.
    pub fn is_held(&self) -> bool {
        self.fixed.contains(&true)
    }

    /// Fixes a node or lets it go.
    pub fn fix(&mut self, node: usize, fixed: bool) {
        self.fixed[node] = fixed;
    }

    /// Parts free nodes that start in one place.
    pub fn part_coincident(&mut self) {
        start::part_coincident(&mut self.points, &self.fixed, self.unit);
    }

    /// One step of forces; `heat` from 1 to 0 shortens the moves.
    pub fn unfold(&mut self, parameters: &Parameters, heat: f32, step: u32) {
        let Self { forces, points, centre, unit, fixed, .. } = self;
        for (node, point) in points.iter().enumerate() {
            let Point { x, y } = within_reach(*point);
            (forces.xs[node], forces.ys[node]) = ((x - centre.x) / *unit, (y - centre.y) / *unit);
        }
        forces.step(parameters, fixed, heat);
        if !self.is_held() {
            self.steady(parameters, heat);
        }
        if step.is_multiple_of(4) && heat > 0.0 {
            self.make_room(parameters);
        }
        let Self { forces, points, centre, unit, fixed, .. } = self;
        for (node, point) in points.iter_mut().enumerate().filter(|(node, _)| !fixed[*node]) {
            *point = within_reach(Point::new(centre.x + *unit * forces.xs[node], centre.y + *unit * forces.ys[node]));
        }
    }

    /// Keeps the middle in its place and, in a new picture, turns the long way across.
    fn steady(&mut self, parameters: &Parameters, heat: f32) {
        let Self { forces: Forces { xs, ys, .. }, is_new, .. } = self;
        let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
        let (middle_x, middle_y) = (mean(xs), mean(ys));
        let (mut xx, mut xy, mut yy) = (0.0f32, 0.0f32, 0.0f32);
        for (x, y) in xs.iter_mut().zip(ys.iter_mut()) {
            (*x, *y) = (*x - middle_x, *y - middle_y);
            // Far nodes count more: they decide how much paper the picture needs.
            let weight = *x * *x + *y * *y;
            (xx, xy, yy) = (xx + weight * *x * *x, xy + weight * *x * *y, yy + weight * *y * *y);
        }
        if !*is_new || parameters.aspect <= 1.0 {
            return;
        }
        let turn = -0.5 * (2.0 * xy).atan2(xx - yy) * 0.1 * heat;
        let (sine, cosine) = turn.sin_cos();
        for (x, y) in xs.iter_mut().zip(ys.iter_mut()) {
            (*x, *y) = (*x * cosine - *y * sine, *x * sine + *y * cosine);
        }
    }

    /// Brings the scale towards the wanted link length, or a greater one where the nodes have no room.
    fn make_room(&mut self, parameters: &Parameters) {
        let wanted = wanted_length(&self.radii, parameters);
        let mean = self.forces.mean_length().max(1e-3);
        if parameters.prevent_overlap {
            let share = self.crowded_share(parameters.gap);
            let factor = if share > CROWDED_SHARE { 1.06 } else { 0.99 };
            self.room = (self.room * factor).clamp(wanted, wanted * MOST_SPREAD);
        }
        let goal = self.room.max(wanted) / mean;
        self.unit *= (goal / self.unit).clamp(0.9, 1.1);
    }

    /// Mean length of a link, in world units.
    fn mean_length(&mut self) -> f32 {
        let Self { forces, points, .. } = self;
        for (node, point) in points.iter().copied().map(within_reach).enumerate() {
            (forces.xs[node], forces.ys[node]) = (point.x, point.y);
        }
        forces.mean_length()
    }

    fn crowded_share(&self, gap: f32) -> f32 {
        overlap::crowded(&self.points, &self.radii, gap) as f32 / self.points.len() as f32
    }

    /// Pushes nodes that are too near apart, a few times over; returns whether some still were.
    pub fn push_apart(&mut self, gap: f32, passes: u32) -> bool {
        (0..passes).all(|_| overlap::push_apart(&mut self.points, &self.radii, &self.fixed, gap) > 0)
    }

    /// Spreads the places by `factor` around the middle, unless a node is fixed.
    pub fn spread(&mut self, factor: f32) {
        if !self.is_held() {
            let middle = self.middle();
            for point in &mut self.points {
                point.x = middle.x + (point.x - middle.x) * factor;
                point.y = middle.y + (point.y - middle.y) * factor;
            }
        }
    }

    /// The least box around the nodes with their sizes, as left top and right bottom.
    pub fn bounds(&self) -> (Point, Point) {
        let mut low = Point::new(f32::INFINITY, f32::INFINITY);
        let mut high = Point::new(f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (point, radius) in self.points.iter().copied().map(within_reach).zip(&self.radii) {
            low = Point::new(low.x.min(point.x - radius), low.y.min(point.y - radius));
            high = Point::new(high.x.max(point.x + radius), high.y.max(point.y + radius));
        }
        (low, high)
    }

    /// Moves the whole component.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        self.centre = Point::new(self.centre.x + dx, self.centre.y + dy);
        for point in &mut self.points {
            *point = Point::new(point.x + dx, point.y + dy);
        }
    }

    fn middle(&self) -> Point {
        let share = 1.0 / self.points.len() as f32;
        self.points.iter().fold(Point::default(), |sum, point| {
            let Point { x, y } = within_reach(*point);
            Point::new(sum.x + x * share, sum.y + y * share)
        })
    }
}

/// The wanted link length, but never so short that two linked nodes would touch.
fn wanted_length(radii: &[f32], parameters: &Parameters) -> f32 {
    let mean = radii.iter().sum::<f32>() / radii.len() as f32;
    parameters.link_length.max(2.0 * mean + parameters.gap).clamp(1e-3, 1e5)
}

/// The root mean square length of the links whose ends both have a place, for which the forces have unit length.
fn typical_length(network: &Network, given: &[Option<Point>]) -> Option<f32> {
    let (mut sum, mut count) = (0.0f64, 0);
    for node in 0..network.node_count() {
        for (other, _) in network.row(node) {
            if let (Some(one), Some(other)) = (given[node], given[other]) {
                sum += f64::from(one.distance(other)).powi(2);
                count += 1;
            }
        }
    }
    (count > 0 && sum > 0.0).then(|| (sum / f64::from(count)).sqrt() as f32)
}
