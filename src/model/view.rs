//! What the analyst decided about the picture: positions, pins, what is hidden, filters, camera. No drawing here.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ActorIx, AxisScale, Basis, Extras, Graph, LinkIx, Looks, RecordIx};

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

/// Which types and bases are switched off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filters {
    /// Types of actors that are not shown.
    pub hidden_actor_kinds: BTreeSet<String>,
    /// Types of links that are not shown.
    pub hidden_link_kinds: BTreeSet<String>,
    /// Bases whose links are not shown; `None` is "no passage supports it".
    pub hidden_bases: BTreeSet<Option<Basis>>,
}

impl Filters {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { hidden_actor_kinds, hidden_link_kinds, hidden_bases } = self;
        hidden_actor_kinds.is_empty() && hidden_link_kinds.is_empty() && hidden_bases.is_empty()
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
    /// Types and bases that are switched off.
    pub filters: Filters,
    /// Where the analyst last looked; `None` means the whole drawing.
    pub camera: Option<Camera>,
    /// Colours and sizes that the file gives to single actors and links.
    pub looks: Looks,
    /// Whether they are drawn; otherwise types and importance alone decide.
    pub looks_shown: bool,
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
            filters: Filters::default(),
            camera: None,
            looks: Looks::default(),
            looks_shown: true,
            axis: None,
            extras: Extras::new(),
        }
    }
}

/// What is shown: one flag per actor and per link. A link is shown only where both ends are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// By position of the actor.
    pub actors: Vec<bool>,
    /// By position of the link.
    pub links: Vec<bool>,
    /// How many of these actors and links are not shown because they were removed.
    pub removed: (usize, usize),
}

impl Visibility {
    /// Whether the actor is shown.
    #[must_use]
    pub fn shows_actor(&self, actor: ActorIx) -> bool {
        self.actors.get(actor.get()).copied().unwrap_or(false)
    }

    /// Whether the link is shown.
    #[must_use]
    pub fn shows_link(&self, link: LinkIx) -> bool {
        self.links.get(link.get()).copied().unwrap_or(false)
    }

    /// Number of actors and of links that are there and not shown.
    #[must_use]
    pub fn hidden_counts(&self) -> (usize, usize) {
        let hidden = |flags: &[bool]| flags.iter().filter(|shown| !**shown).count();
        (hidden(&self.actors) - self.removed.0, hidden(&self.links) - self.removed.1)
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
        let Self { positions: _, pinned, hidden, filters, camera: _, looks, looks_shown, axis, extras: _ } = self;
        Self {
            positions: Positions::default(),
            pinned: pinned.clone(),
            hidden: hidden.clone(),
            filters: filters.clone(),
            camera: None,
            looks: looks.clone(),
            looks_shown: *looks_shown,
            axis: axis.clone(),
            extras: Extras::new(),
        }
    }

    /// The colours and sizes of the file that are drawn; `None` where there are none, or they are switched off.
    #[must_use]
    pub fn looks_in_force(&self) -> Option<&Looks> {
        Some(&self.looks).filter(|looks| self.looks_shown && !looks.is_blank())
    }

    /// What this view shows of its graph.
    #[must_use]
    pub fn visibility(&self, graph: &Graph) -> Visibility {
        let mut visibility = Visibility::default();
        visibility.make_room(graph);
        for (ix, _) in graph.actors() {
            visibility.actors[ix.get()] = self.shows_actor(graph, ix);
        }
        for (ix, _) in graph.links() {
            visibility.links[ix.get()] = self.shows_link(graph, &visibility, ix);
        }
        visibility
    }

    /// Whether an actor that is there is shown.
    fn shows_actor(&self, graph: &Graph, ix: ActorIx) -> bool {
        let hidden = &self.filters.hidden_actor_kinds;
        !self.hidden.contains(ix) && (hidden.is_empty() || !hidden.contains(graph.actor(ix).kind.as_str()))
    }

    /// Whether a link that is there is shown, given which actors are.
    fn shows_link(&self, graph: &Graph, visibility: &Visibility, ix: LinkIx) -> bool {
        let Filters { hidden_link_kinds, hidden_bases, .. } = &self.filters;
        let (source, target) = graph.ends(ix);
        if !visibility.shows_actor(source) || !visibility.shows_actor(target) {
            return false;
        }
        if hidden_link_kinds.is_empty() && hidden_bases.is_empty() {
            return true;
        }
        let link = graph.link(ix);
        let basis_hidden = || {
            let basis = link.firmest_basis();
            let unsourced = !link.is_sourced();
            (basis.is_some() || unsourced) && hidden_bases.contains(&basis)
        };
        !hidden_link_kinds.contains(link.kind.as_str()) && !basis_hidden()
    }
}

impl Visibility {
    /// Brings it up to changes of some records of the graph, or of the view: looks at these again, and at the links of actors.
    pub fn follow(&mut self, graph: &Graph, view: &View, records: impl IntoIterator<Item = RecordIx>) {
        self.make_room(graph);
        for record in records {
            match record {
                RecordIx::Actor(ix) => {
                    self.actors[ix.get()] = graph.has_actor(ix) && view.shows_actor(graph, ix);
                    for incidence in graph.links_of(ix) {
                        self.links[incidence.link.get()] = view.shows_link(graph, self, incidence.link);
                    }
                }
                RecordIx::Link(ix) => {
                    self.links[ix.get()] = graph.has_link(ix) && view.shows_link(graph, self, ix);
                }
                RecordIx::Document(_) | RecordIx::Passage(_) => {}
            }
        }
    }

    fn make_room(&mut self, graph: &Graph) {
        self.actors.resize(graph.actor_bound(), false);
        self.links.resize(graph.link_bound(), false);
        self.removed = (graph.actor_bound() - graph.actor_count(), graph.link_bound() - graph.link_count());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn a_link_is_shown_only_where_both_ends_are() {
        let graph = graph_from_drawing("A-B B-C");
        let mut view = View::blank(&graph);
        view.hidden.set(ActorIx(0), true);
        let visibility = view.visibility(&graph);
        assert_eq!(visibility.actors, [false, true, true]);
        assert_eq!(visibility.links, [false, true]);
        assert_eq!(visibility.hidden_counts(), (1, 1));
    }

    #[test]
    fn a_filter_on_unsourced_links_leaves_the_actors() {
        let graph = graph_from_drawing("A-B");
        let mut view = View::blank(&graph);
        view.filters.hidden_bases.insert(None);
        assert_eq!(view.visibility(&graph).hidden_counts(), (0, 1));
    }

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
