//! What lies at a point of the screen: a title, an actor, a label or a link.

use egui::{Pos2, Rect};

use super::Canvas;
use super::cast::Reach;
use super::hand::Grip;
use super::lens::Lens;
use super::pen::pos2;
use super::survey::Seen;
use crate::model::{Camera, Point, Positions};
use crate::scene::Scene;
use crate::scene::geometry::{Curve, LinkEnds, LinkPath, contains, distance_to_path, link_path};
use crate::scene::labels::PlacedLabel;
use crate::workspace::{Target, Workspace};

/// An actor is hit within this many points of its middle, however small it is drawn.
const LEAST_REACH: f32 = 7.0;
/// No shape reaches further from its middle than this many times its radius.
const WIDEST_SHAPE: f32 = 1.4;
/// A link is hit within this many points of its line.
const LINK_REACH: f32 = 5.0;
/// A place of the pointer on a picture that stands still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    at: Pos2,
    camera: Camera,
    seen: Seen,
}

impl Canvas {
    pub(super) fn grip_at(&self, workspace: &Workspace, area: Rect, at: Pos2) -> Grip {
        let actor = if self.title_at(area, at).is_some() { None } else { self.actor_at(workspace, area, at) };
        let Some(slot) = actor else { return Grip::Ground };
        let actor = workspace.scene().actors[slot as usize].actor;
        let middle = workspace.view().positions.get(actor).map(|point| self.lens(workspace, area).screen(point));
        middle.map_or(Grip::Ground, |middle| Grip::Actor(actor, middle))
    }

    /// The community whose title is at a point of the screen. A title lies over dots that nobody could tell apart.
    pub(super) fn title_at(&self, area: Rect, at: Pos2) -> Option<usize> {
        let at = at - area.min.to_vec2();
        let is_at = |title: &&PlacedLabel<usize>| {
            (title.least.x..=title.greatest.x).contains(&at.x) && (title.least.y..=title.greatest.y).contains(&at.y)
        };
        self.choice.titles.iter().find(is_at).map(|title| title.of)
    }

    /// The pointer at this place, on the picture as it is.
    pub(super) fn found(&self, workspace: &Workspace, at: Pos2) -> Found {
        let seen = Seen { scene: self.scene_number, positions: workspace.revisions().positions };
        Found { at, camera: self.motion.camera(), seen }
    }

    /// What is at a point of the screen. It stays what it is while neither pointer nor picture moves: the names that come where
    /// something is pointed at must not take its place.
    pub(super) fn target_at(&self, workspace: &Workspace, area: Rect, at: Pos2) -> Option<Target> {
        match self.pointer.over {
            Some(over) if self.pointer.found == Some(self.found(workspace, at)) => Some(over),
            _ => self.look_for_target(workspace, area, at),
        }
    }

    /// What is at a point of the screen; a title hides what is under it, an actor goes before a label, a label before a link.
    fn look_for_target(&self, workspace: &Workspace, area: Rect, at: Pos2) -> Option<Target> {
        let scene = workspace.scene();
        if self.title_at(area, at).is_some() {
            return None;
        }
        if let Some(slot) = self.actor_at(workspace, area, at) {
            return Some(Target::Actor(scene.actors[slot as usize].actor));
        }
        if let Some((target, _)) = self.label_at(area, at) {
            return Some(target);
        }
        let place = self.link_at(workspace, area, at)?;
        Some(Target::Link(scene.links.get(place as usize)?.link))
    }

    /// The slot of the actor at a point of the screen. Of several it is the one whose middle is nearest.
    pub(super) fn actor_at(&self, workspace: &Workspace, area: Rect, at: Pos2) -> Option<u32> {
        let survey = self.survey.as_ref()?;
        let (scene, positions, lens) = (workspace.scene(), &workspace.view().positions, self.lens(workspace, area));
        let point = Point::new(at.x, at.y);
        let reach = (lens.radius(survey.actors.greatest_radius()) * WIDEST_SHAPE).max(LEAST_REACH);
        survey.actors.nearest(lens.world(at), reach / lens.camera.zoom, |slot| {
            // Positions may be newer than the index.
            lens.body_at(scene, positions, slot)
                .is_some_and(|body| contains(&body, point, (LEAST_REACH - body.radius).max(1.0)))
        })
    }

    /// The place of the link whose line is nearest to a point of the screen, within reach.
    fn link_at(&self, workspace: &Workspace, area: Rect, at: Pos2) -> Option<u32> {
        if self.cast.reach == Reach::All {
            return nearest_path(&self.paths, at);
        }
        let survey = self.survey.as_ref()?;
        let (scene, positions, lens) = (workspace.scene(), &workspace.view().positions, self.lens(workspace, area));
        let point = Point::new(at.x, at.y);
        let zoom = lens.camera.zoom;
        survey.links.near(lens.world(at), LINK_REACH / zoom, |place| {
            let path = path_of(scene, positions, &lens, place);
            path.map_or(f32::INFINITY, |path| distance_to_path(&path, point) / zoom)
        })
    }
}

/// The place of the link whose line is nearest, within reach.
fn nearest_path(paths: &[(u32, LinkPath)], at: Pos2) -> Option<u32> {
    let point = Point::new(at.x, at.y);
    let mut nearest: Option<(f32, u32)> = None;
    for (place, path) in paths.iter().filter(|(_, path)| reach_of(path).contains(at)) {
        let distance = distance_to_path(path, point);
        if distance <= LINK_REACH && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, *place));
        }
    }
    nearest.map(|(_, place)| place)
}

/// Where a link runs on the screen that was perhaps not drawn, up to the tip of its arrowhead.
pub(super) fn path_of(scene: &Scene, positions: &Positions, lens: &Lens, place: u32) -> Option<LinkPath> {
    let link = scene.links.get(place as usize)?;
    link_path(&LinkEnds {
        source: lens.body_at(scene, positions, link.from)?,
        target: lens.body_at(scene, positions, link.to)?,
        bend: link.bend * lens.camera.zoom,
        loop_number: link.is_loop().then_some(link.loop_number),
        arrow_length: 0.0,
    })
}

/// A box outside of which the path cannot be hit: a curve lies within the box of its corners.
fn reach_of(path: &LinkPath) -> Rect {
    let mut reach = Rect::from_two_pos(pos2(path.curve.start()), pos2(path.tip));
    let mut take = |point: Point| reach.extend_with(pos2(point));
    match path.curve {
        Curve::Line(_, end) => take(end),
        Curve::Quadratic(_, control, end) => [control, end].into_iter().for_each(take),
        Curve::Cubic(_, one, two, end) => [one, two, end].into_iter().for_each(take),
    }
    reach.expand(LINK_REACH)
}
