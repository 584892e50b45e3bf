//! The two layers of the picture: who is in the foreground, what the backdrop shows under it, and who of both may have a label.

use std::sync::Arc;
use std::time::Duration;

use egui::Ui;

use super::Canvas;
use super::backdrop::{Aspect, Backdrop, Frame};
use super::cast::{Cast, Reach};
use super::lens::Lens;
use super::stage::{self, Stage};
use super::survey::{Seen, Survey};
use super::writing;
use crate::jobs::Wake;
use crate::scene::labels::{InSight, LabelChoice, Sight, candidates_in_sight};
use crate::workspace::{Target, Workspace};

/// After so long without a movement everything is drawn, in seconds.
const REST_SECONDS: f64 = 0.15;

/// Pixels per unit of the world from which on dashes and arrowheads come out in the backdrop, and have come out.
const DETAIL_FROM: f32 = 0.22;
const DETAIL_WHOLE: f32 = 0.44;
/// So many lines on one another still have all their dashes, or arrowheads; so many have none.
const THICKET_OF_DASHES: (f32, f32) = (0.15, 0.45);
const THICKET_OF_ARROWS: (f32, f32) = (1.0, 2.5);
/// Pixels per unit of the world from which on arrowheads come out in any thicket, and have come out: so near, each is told apart.
const NEAR_FROM: f32 = 0.5;
const NEAR_WHOLE: f32 = 1.0;

/// What it depends on who is in the foreground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CastFor {
    scene: u64,
    selection: u64,
    reach: Reach,
    /// The positions that were surveyed, where it depends on them.
    surveyed: Option<u64>,
    lit: Option<Target>,
}

impl Canvas {
    /// Who is in the foreground.
    pub(super) fn choose_cast(&mut self, workspace: &Workspace, seen: Seen, lens: &Lens) {
        let scene = workspace.scene();
        let reach = match &self.survey {
            _ if self.budget.holds(scene) => Reach::All,
            Some(survey) => self.budget.reach(survey, lens, self.cast.reach),
            None => Reach::Few,
        };
        let is_all = reach == Reach::All;
        let chosen_for = CastFor {
            scene: seen.scene,
            selection: if is_all { 0 } else { workspace.revisions().selection },
            reach,
            surveyed: reach.near().and(self.survey.as_ref().map(|survey| survey.number)),
            lit: if is_all { None } else { self.light.on },
        };
        if self.cast_for == Some(chosen_for) {
            return;
        }
        self.cast_for = Some(chosen_for);
        self.cast = Arc::new(match &self.survey {
            _ if is_all => Cast::all(scene),
            survey => Cast::choose(workspace, survey.as_deref(), &self.budget, reach, self.light.on),
        });
        self.mirror.follow(scene, &self.cast);
        self.hidden_neighbours = Arc::new(count_hidden_neighbours(workspace, &self.cast));
        self.shown = None;
    }

    /// What lies under the foreground of a large scene.
    pub(super) fn draw_backdrop(&mut self, ui: &Ui, workspace: &Workspace, seen: Seen, lens: &Lens, wake: &Wake) {
        self.backdrop_shape = None;
        if self.cast.reach == Reach::All {
            return;
        }
        let now = ui.input(|input| input.time);
        let looks = Some((lens.camera, seen.positions, workspace.scene().theme));
        if self.moved != looks {
            self.moved = looks;
            self.moved_at = now;
        }
        let mut share = Backdrop::share_in_motion(self.graphics.as_ref(), workspace);
        if share < 1.0 {
            let rested = now - self.moved_at;
            if rested < REST_SECONDS {
                ui.ctx().request_repaint_after(Duration::from_secs_f64(REST_SECONDS - rested));
            } else {
                share = 1.0;
            }
        }
        let tokens = workspace.scene().theme.tokens();
        let pixels_per_point = ui.pixels_per_point();
        let line_scale = stage::line_scale(lens.camera.zoom);
        let size = (lens.area.size() * pixels_per_point).round();
        let thickness = self.thickness(lens);
        let zoom = lens.camera.zoom * pixels_per_point;
        let aspect = Aspect {
            camera: lens.camera,
            size: [size.x as u32, size.y as u32],
            pixels_per_point,
            least_radius: lens.least,
            line_scale,
            dashes: detail(zoom, thickness, THICKET_OF_DASHES),
            arrow_length: arrowheads(zoom, thickness) * stage::arrow_length(tokens, lens.camera.zoom),
            near: self.cast.reach.near(),
            share,
            thickness,
            most_dots: None,
            in_sight: lens.in_sight,
            tokens,
        };
        let frame = Frame { workspace, seen, lens: *lens, aspect, dim: self.light.strength };
        self.backdrop_shape = self.backdrop.shape(ui.ctx(), self.graphics.as_ref(), &frame, wake);
    }

    /// How many lines lie on one another on average.
    fn thickness(&self, lens: &Lens) -> f32 {
        let (zoom, line_scale) = (lens.camera.zoom, stage::line_scale(lens.camera.zoom));
        self.survey.as_ref().map_or(0.0, |survey| survey.thickness_at(zoom, line_scale))
    }

    /// How far dashes have come out in the foreground, 0 to 1: near a part of a large scene as far as in the backdrop.
    pub(super) fn dashes(&self, lens: &Lens, pixels_per_point: f32) -> f32 {
        match self.cast.reach {
            Reach::Near(..) => detail(lens.camera.zoom * pixels_per_point, self.thickness(lens), THICKET_OF_DASHES),
            Reach::All | Reach::Few => 1.0,
        }
    }

    /// How far arrowheads have come out in the foreground, likewise: they do not jump where a part begins to be near.
    pub(super) fn arrowheads(&self, lens: &Lens, pixels_per_point: f32) -> f32 {
        match self.cast.reach {
            Reach::Near(..) => arrowheads(lens.camera.zoom * pixels_per_point, self.thickness(lens)),
            Reach::All | Reach::Few => 1.0,
        }
    }

    /// The actors that may get a label.
    pub(super) fn in_sight<'a>(&self, workspace: &'a Workspace, survey: &'a Survey, stage: &Stage) -> InSight<'a> {
        let sight = Sight {
            scene: workspace.scene(),
            positions: &workspace.view().positions,
            index: &survey.actors,
            camera: stage.lens.camera,
            viewport: stage.size(),
        };
        let with_attention = self.cast.slots.iter().copied();
        candidates_in_sight(&sight, |slot| writing::attention(stage, slot), with_attention, self.previous_choice())
    }

    /// The labels of the frame before, without any light where there is none.
    pub(super) fn previous_choice(&self) -> &LabelChoice {
        if self.light.on.is_none() { &self.calm_choice } else { &self.choice }
    }
}

/// How far dashes or arrowheads have come out, 0 to 1: they do on the way in, and not where so many lines lie on one another
/// that nobody could tell them apart. `zoom` is in pixels per unit of the world.
fn detail(zoom: f32, thickness: f32, (thin, thicket): (f32, f32)) -> f32 {
    let is_large = (zoom - DETAIL_FROM) / (DETAIL_WHOLE - DETAIL_FROM);
    let is_thin = (thicket - thickness) / (thicket - thin);
    is_large.clamp(0.0, 1.0) * is_thin.clamp(0.0, 1.0)
}

/// How far arrowheads have come out, 0 to 1.
fn arrowheads(zoom: f32, thickness: f32) -> f32 {
    let is_near = (zoom - NEAR_FROM) / (NEAR_WHOLE - NEAR_FROM);
    detail(zoom, thickness, THICKET_OF_ARROWS).max(is_near.clamp(0.0, 1.0))
}

/// Number of hidden neighbours of each of the cast; empty where nothing is hidden.
fn count_hidden_neighbours(workspace: &Workspace, cast: &Cast) -> Vec<usize> {
    let scene = workspace.scene();
    if scene.hidden.0 == 0 {
        return Vec::new();
    }
    cast.slots.iter().map(|slot| workspace.hidden_neighbours(scene.actors[*slot as usize].actor)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_and_arrowheads_come_out_on_the_way_in_where_lines_can_be_told_apart() {
        let near = |thickness: f32| detail(1.0, thickness, (0.5, 1.0));
        assert!((near(0.3) - 1.0).abs() < 1e-6, "a few lines, near");
        assert!(near(0.7) > 0.0 && near(0.7) < 1.0, "neither");
        assert!(near(3.0) <= 0.0, "a thicket");
        assert!(detail(0.1, 0.3, (0.5, 1.0)) <= 0.0, "from afar nothing of it can be seen, and costs nothing");
        let in_a_thicket: Vec<f32> = [0.2, 0.5, 0.7, 1.0, 2.0].map(|zoom| arrowheads(zoom, 9.0)).to_vec();
        assert!(in_a_thicket.is_sorted() && in_a_thicket[1] <= 0.0 && in_a_thicket[3] >= 1.0, "{in_a_thicket:?}");
    }
}
