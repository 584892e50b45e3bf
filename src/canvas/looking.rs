//! Where the camera goes: what was asked for, the drawing that unfolds, the window that changes its size. How it gets there is
//! in `motion`.

use egui::Rect;

use super::motion::{MARGIN, fit_all};
use super::stage::{bounds, bounds_of};
use super::{Canvas, size_of};
use crate::model::{Camera, Point};
use crate::scene::axis;
use crate::scene::camera::{self, Size, screen_from_world};
use crate::workspace::{LookAt, Target, Workspace};

/// Zoom from which on an actor can be read.
const READABLE_ZOOM: f32 = 0.6;
/// Zoom at which a single actor is shown.
const TARGET_ZOOM: f32 = 1.0;

impl Canvas {
    /// Sends the camera where it should be.
    pub(super) fn look(&mut self, workspace: &Workspace, area: Rect, scene_changed: bool, now: f64, dt: f32) {
        let positions = workspace.revisions().positions;
        if scene_changed || self.placed != Some(positions) {
            self.bounds = bounds(workspace);
            self.placed = Some(positions);
        }
        let is_first = self.told_camera.is_none();
        let (number, look) = workspace.look();
        if number != self.seen_look {
            self.motion.want_all(look == LookAt::All);
            if let Some(goal) = self.goal_of(workspace, area, look) {
                self.seen_look = number;
                if is_first {
                    self.motion.jump_to(goal);
                } else {
                    self.motion.fly_to(goal, now);
                }
            }
        }
        self.keep_all_in_view(workspace, area, now, dt);
    }

    /// The drawing stays in view while it unfolds and while the window changes, as long as nobody moved the camera.
    fn keep_all_in_view(&mut self, workspace: &Workspace, area: Rect, now: f64, dt: f32) {
        let stopped = std::mem::replace(&mut self.was_running, workspace.is_running()) && !workspace.is_running();
        let Some(bounds) = self.bounds.filter(|_| self.motion.shows_all() && !self.hand.is_busy()) else { return };
        let goal = fit_beside_axis(workspace, bounds, size_of(area));
        if self.told_camera.is_none() {
            self.motion.jump_to(goal);
        } else if workspace.is_running() {
            self.motion.follow(goal, dt);
        } else if stopped {
            self.motion.fly_to(goal, now);
        } else if self.area.is_some_and(|before| before.size() != area.size()) {
            self.motion.jump_to(goal);
        }
    }

    /// The camera that was asked for; `None` while nothing has a place yet.
    fn goal_of(&self, workspace: &Workspace, area: Rect, look: LookAt) -> Option<Camera> {
        let size = size_of(area);
        let here = self.motion.goal();
        let everything = self.bounds?;
        let scene = workspace.scene();
        let goal = match look {
            LookAt::All => fit_beside_axis(workspace, everything, size),
            LookAt::Camera(camera) => camera,
            LookAt::Zoom(factor) => {
                camera::zoom_at(&here, size, Point::new(size.width / 2.0, size.height / 2.0), factor)
            }
            LookAt::Selection => {
                let selection = workspace.selection();
                let actors = selection.actors.iter().filter_map(|actor| scene.slot(*actor));
                let links = selection.links.iter().filter_map(|link| scene.place(*link));
                let ends = links.map(|place| &scene.links[place as usize]).flat_map(|link| [link.from, link.to]);
                match bounds_of(workspace, actors.chain(ends)) {
                    Some(bounds) => camera::fit(bounds, size, 2.0 * MARGIN),
                    None => here,
                }
            }
            LookAt::Target(target) => {
                let slots = match target {
                    Target::Actor(actor) => [scene.slot(actor); 2],
                    Target::Link(link) => {
                        let ends = workspace.graph().ends(link);
                        [scene.slot(ends.0), scene.slot(ends.1)]
                    }
                };
                match bounds_of(workspace, slots.into_iter().flatten()) {
                    Some(bounds) => bring_into_view(&here, bounds, area),
                    None => here,
                }
            }
        };
        Some(goal)
    }
}

/// The camera as it is where the box is well in view and can be read; else one that shows it in the middle.
fn bring_into_view(here: &Camera, bounds: (Point, Point), area: Rect) -> Camera {
    let size = size_of(area);
    let room = MARGIN.min(size.width / 8.0).min(size.height / 8.0);
    let is_inside = |point: Point| {
        let seen = screen_from_world(here, size, point);
        (room..=size.width - room).contains(&seen.x) && (room..=size.height - room).contains(&seen.y)
    };
    if here.zoom >= READABLE_ZOOM && is_inside(bounds.0) && is_inside(bounds.1) {
        return *here;
    }
    let fitted = camera::fit(bounds, size, 2.0 * MARGIN);
    Camera { zoom: fitted.zoom.min(here.zoom.max(TARGET_ZOOM)), ..fitted }
}

/// The camera that shows everything beside the words of an axis.
fn fit_beside_axis(workspace: &Workspace, bounds: (Point, Point), size: Size) -> Camera {
    let (left, top) = axis::room(workspace.view().axis.as_ref(), workspace.theme().tokens().small_size);
    let fitted = fit_all(bounds, Size::new((size.width - left).max(1.0), (size.height - top).max(1.0)));
    camera::pan(&fitted, left / 2.0, top / 2.0)
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    #[test]
    fn what_is_well_in_view_does_not_move_the_camera() {
        let area = Rect::from_min_size(pos2(300.0, 40.0), vec2(800.0, 600.0));
        let here = Camera { centre: Point::new(0.0, 0.0), zoom: 1.0 };
        let near = (Point::new(90.0, 90.0), Point::new(110.0, 110.0));
        assert_eq!(bring_into_view(&here, near, area), here);
        let far = (Point::new(990.0, 90.0), Point::new(1010.0, 110.0));
        assert_eq!(bring_into_view(&here, far, area), Camera { centre: Point::new(1000.0, 100.0), zoom: 1.0 });
        let tiny = Camera { zoom: 0.1, ..here };
        assert_eq!(bring_into_view(&tiny, near, area), Camera { centre: Point::new(100.0, 100.0), zoom: 1.0 });
    }
}
