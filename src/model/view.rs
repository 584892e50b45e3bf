//! What the analyst decided about the picture: positions, pins, what is hidden, filters, camera. What that shows is worked out in
//! `visibility`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ActorGroup, ActorIx, AxisScale, Extras, Filters, Graph, Looks, Sieve, Spreads, Styling};

/// A point of the drawing, in world units; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    /// The point at `x`, `y`.
    #[must_use]
    pub fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Whether neither coordinate is infinite or not a number.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// Distance to another point.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Where each actor stands; actors may have no place yet. Every stored coordinate is finite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Positions {
    points: Vec<Point>,
    placed: Vec<bool>,
}

impl Positions {
    /// `count` actors without a place.
    #[must_use]
    pub fn unplaced(count: usize) -> Self {
        Self { points: vec![Point::default(); count], placed: vec![false; count] }
    }

    /// Every actor placed at its point. Points that are not finite leave their actor without a place.
    #[must_use]
    pub fn from_points(points: Vec<Point>) -> Self {
        let placed = points.iter().map(|point| point.is_finite()).collect();
        let points = points.into_iter().map(|point| if point.is_finite() { point } else { Point::default() }).collect();
        Self { points, placed }
    }

    /// Number of actors, placed or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there are no actors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Where an actor stands; `None` where it has no place.
    #[must_use]
    pub fn get(&self, actor: ActorIx) -> Option<Point> {
        self.placed.get(actor.get()).copied().unwrap_or(false).then(|| self.points[actor.get()])
    }

    /// Places an actor, or takes its place away. A point that is not finite takes it away.
    pub fn set(&mut self, actor: ActorIx, point: Option<Point>) {
        if self.points.len() <= actor.get() {
            self.points.resize(actor.get() + 1, Point::default());
            self.placed.resize(actor.get() + 1, false);
        }
        let point = point.filter(|point| point.is_finite());
        self.points[actor.get()] = point.unwrap_or_default();
        self.placed[actor.get()] = point.is_some();
    }

    /// Whether every actor has a place.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.placed.iter().all(|placed| *placed)
    }

    /// Whether no actor has a place.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.placed.iter().any(|placed| *placed)
    }

    /// The smallest box around the placed actors that `keep` takes, as its least and greatest corner.
    #[must_use]
    pub fn bounds(&self, keep: impl Fn(ActorIx) -> bool) -> Option<(Point, Point)> {
        let mut bounds: Option<(Point, Point)> = None;
        for position in 0..self.len() {
            let actor = ActorIx::new(position);
            let Some(point) = self.get(actor).filter(|_| keep(actor)) else { continue };
            let (least, greatest) = bounds.get_or_insert((point, point));
            *least = Point::new(least.x.min(point.x), least.y.min(point.y));
            *greatest = Point::new(greatest.x.max(point.x), greatest.y.max(point.y));
        }
        bounds
    }
}

/// Which part of the drawing is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// The point of the world in the middle of the canvas.
    pub centre: Point,
    /// Screen points per world unit; finite and above zero.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { centre: Point::default(), zoom: 1.0 }
    }
}

/// A set of actors, as one flag per actor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ActorSet {
    flags: Vec<bool>,
    count: usize,
}

impl ActorSet {
    /// Whether the actor is in the set.
    #[must_use]
    pub fn contains(&self, actor: ActorIx) -> bool {
        self.flags.get(actor.get()).copied().unwrap_or(false)
    }

    /// Puts the actor in or takes it out; returns whether that changed the set.
    pub fn set(&mut self, actor: ActorIx, within: bool) -> bool {
        if self.contains(actor) == within {
            return false;
        }
        if self.flags.len() <= actor.get() {
            self.flags.resize(actor.get() + 1, false);
        }
        self.flags[actor.get()] = within;
        self.count = if within { self.count + 1 } else { self.count - 1 };
        true
    }

    /// Number of actors in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The actors in the set, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = ActorIx> {
        self.flags.iter().enumerate().filter(|(_, within)| **within).map(|(position, _)| ActorIx::new(position))
    }
}

impl PartialEq for ActorSet {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().eq(other.iter())
    }
}

impl FromIterator<ActorIx> for ActorSet {
    fn from_iter<I: IntoIterator<Item = ActorIx>>(actors: I) -> Self {
        let mut set = Self::default();
        for actor in actors {
            set.set(actor, true);
        }
        set
    }
}

/// What the analyst decided about the picture of a graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Where each actor stands. This is the only owner of positions.
    pub positions: Positions,
    /// Actors that no layout moves.
    pub pinned: ActorSet,
    /// Actors that are hidden by hand.
    pub hidden: ActorSet,
    /// Actors that are brought together under a name.
    pub groups: Vec<ActorGroup>,
    /// What is filtered out.
    pub filters: Filters,
    /// What the filters let through, where that had to be worked out; follows from them and the graph, and is in no file.
    #[serde(skip)]
    pub sieve: Option<Arc<Sieve>>,
    /// Where the analyst last looked; `None` means the whole drawing.
    pub camera: Option<Camera>,
    /// Colours and sizes that the file gives to single actors and links.
    pub looks: Looks,
    /// Whether they are drawn; otherwise types and importance alone decide.
    pub looks_shown: bool,
    /// The rules that decide colours, sizes, shapes and labels.
    #[serde(default)]
    pub styling: Styling,
    /// What was worked out for these rules already.
    #[serde(skip)]
    pub spreads: Spreads,
    /// The axis along which a layout put the actors, if it did.
    pub axis: Option<AxisScale>,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Extras,
}

impl Default for View {
    fn default() -> Self {
        Self {
            positions: Positions::default(),
            pinned: ActorSet::default(),
            hidden: ActorSet::default(),
            groups: Vec::new(),
            filters: Filters::default(),
            sieve: None,
            camera: None,
            looks: Looks::default(),
            looks_shown: true,
            styling: Styling::default(),
            spreads: Spreads::default(),
            axis: None,
            extras: Extras::new(),
        }
    }
}

impl View {
    /// A view of a graph about which nothing was decided yet.
    #[must_use]
    pub fn blank(graph: &Graph) -> Self {
        Self { positions: Positions::unplaced(graph.actor_bound()), ..Self::default() }
    }

    /// The same, without where actors stand and where one looks: what else decides how they are drawn.
    #[must_use]
    pub fn without_places(&self) -> Self {
        let Self {
            positions: _,
            pinned,
            hidden,
            groups,
            filters,
            sieve,
            camera: _,
            looks,
            looks_shown,
            styling,
            spreads,
            axis,
            extras: _,
        } = self;
        Self {
            positions: Positions::default(),
            pinned: pinned.clone(),
            hidden: hidden.clone(),
            groups: groups.clone(),
            filters: filters.clone(),
            sieve: sieve.clone(),
            camera: None,
            looks: looks.clone(),
            looks_shown: *looks_shown,
            styling: styling.clone(),
            spreads: spreads.clone(),
            axis: axis.clone(),
            extras: Extras::new(),
        }
    }

    /// The colours and sizes of the file that are drawn; `None` where there are none, or they are switched off.
    #[must_use]
    pub fn looks_in_force(&self) -> Option<&Looks> {
        Some(&self.looks).filter(|looks| self.looks_shown && !looks.is_blank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_that_is_not_finite_is_no_place() {
        let mut positions = Positions::unplaced(2);
        positions.set(ActorIx(0), Some(Point::new(f32::NAN, 0.0)));
        positions.set(ActorIx(1), Some(Point::new(3.0, -4.0)));
        assert_eq!(positions.get(ActorIx(0)), None);
        assert!(!positions.is_complete());
        assert_eq!(positions.bounds(|_| true), Some((Point::new(3.0, -4.0), Point::new(3.0, -4.0))));
    }

    #[test]
    fn sets_are_equal_by_what_they_hold() {
        let mut one = ActorSet::default();
        one.set(ActorIx(7), true);
        one.set(ActorIx(7), false);
        one.set(ActorIx(1), true);
        assert_eq!(one, [ActorIx(1)].into_iter().collect());
        assert_eq!(one.len(), 1);
    }
}
