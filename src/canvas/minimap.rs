//! The whole drawing in a corner, with a frame around the part that is in sight: for whoever has gone near in a large one.
//! A click or a drag in it moves the camera.

use std::sync::Arc;

use egui::{Color32, ColorImage, CursorIcon, Pos2, Rect, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui};
use egui::{Vec2, WidgetInfo, WidgetType, vec2};

use super::backdrop::{Aspect, Material, draw_crowd};
use super::latest::Latest;
use super::lens::Lens;
use super::pen::colour32;
use super::survey::Seen;
use crate::jobs::{TaskContext, Wake};
use crate::model::{Camera, Point};
use crate::scene::camera::{self, Size};
use crate::scene::density::LinkClasses;
use crate::scene::{Scene, Theme};
use crate::workspace::Workspace;

/// Fewer actors are found without it.
const FEWEST: usize = 150;
/// It is shown while less than this share of the drawing is in sight, and goes again with a little more.
const NEAR: f32 = 0.16;
const NOT_NEAR: f32 = 0.22;
/// Greatest width and height, in points.
const LARGEST: Vec2 = vec2(176.0, 140.0);
/// From the border of the canvas, in points.
const MARGIN: f32 = 12.0;
/// Around the drawing, in points.
const PADDING: f32 = 6.0;
/// Links and actors that are drawn at most.
const MOST_LINKS: usize = 40_000;
const MOST_DOTS: usize = 2_000;

/// Between two pictures while a layout runs, in seconds.
const PAUSE: f64 = 1.0;

/// What a picture of the whole is of.
type Wanted = (Seen, Theme);

/// The whole drawing in a corner.
#[derive(Default)]
pub(super) struct Minimap {
    picture: Latest<Wanted, Overview>,
    shown: Option<(Wanted, TextureHandle)>,
    /// What was asked for last, and when, in seconds.
    wanted: Option<(Wanted, f64)>,
    /// Where it is on the screen.
    area: Option<Rect>,
}

/// A picture of the whole.
struct Overview {
    image: Arc<ColorImage>,
    camera: Camera,
}

impl Minimap {
    /// Where it was last shown.
    pub fn area(&self) -> Option<Rect> {
        self.area
    }

    /// Whether it lies at a point of the screen.
    pub fn covers(&self, at: Option<Pos2>) -> bool {
        self.area.zip(at).is_some_and(|(area, at)| area.contains(at))
    }

    /// Whether its picture is being drawn.
    pub fn is_busy(&self) -> bool {
        self.picture.is_busy()
    }

    /// Shows it where it is wanted; returns the point of the world that is to be in the middle.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        seen: Seen,
        lens: &Lens,
        bounds: Option<(Point, Point)>,
        wake: &Wake,
    ) -> Option<Point> {
        let from = if self.area.is_some() { NOT_NEAR } else { NEAR };
        let is_wanted = workspace.scene().actors.len() >= FEWEST && lens.in_sight < from;
        let has_room = lens.area.width() > 3.0 * LARGEST.x && lens.area.height() > 3.0 * LARGEST.y;
        let Some(bounds) = bounds.filter(|_| is_wanted && has_room) else {
            self.area = None;
            return None;
        };
        let pixels_per_point = ui.pixels_per_point();
        let work = || {
            let (scene, positions) = (Arc::clone(workspace.scene()), workspace.view().positions.clone());
            let work = move |context: Option<&TaskContext>| {
                let is_unwanted = || context.is_some_and(TaskContext::is_cancelled);
                let material = Material::of(scene, &positions);
                overview(bounds, pixels_per_point, &material, &is_unwanted)
            };
            (false, work)
        };
        // While a layout moves everything, a picture now and then is enough.
        let now = ui.input(|input| input.time);
        let wanted = match self.wanted {
            Some((before, since)) if workspace.is_running() && now - since < PAUSE && before.0.scene == seen.scene => {
                before
            }
            Some((before, _)) if before == (seen, workspace.scene().theme) => before,
            _ => {
                self.wanted = Some(((seen, workspace.scene().theme), now));
                (seen, workspace.scene().theme)
            }
        };
        let (of, overview) = self.picture.follow(wanted, work, "overview", wake)?;
        if self.shown.as_ref().is_none_or(|(shown, _)| shown != of) {
            let image = Arc::clone(&overview.image);
            self.shown = Some((*of, ui.ctx().load_texture("overview", image, TextureOptions::LINEAR)));
        }
        // One in the colours of another theme is not to be seen.
        let (_, texture) = self.shown.as_ref().filter(|((_, theme), _)| *theme == workspace.scene().theme)?;
        let size = texture.size_vec2() / pixels_per_point;
        let corner = lens.area.right_bottom() - Vec2::splat(MARGIN);
        let area = Rect::from_min_max(corner - size - Vec2::splat(2.0 * PADDING), corner);
        self.area = Some(area);

        let picture = area.shrink(PADDING);
        let tokens = workspace.scene().theme.tokens();
        let painter = ui.painter_at(lens.area);
        let outline = Stroke::new(1.0, colour32(tokens.outline));
        painter.rect(area, tokens.corner, colour32(tokens.panel_raised), outline, StrokeKind::Inside);
        let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
        painter.image(texture.id(), picture, whole, Color32::WHITE);
        let inside = Lens { camera: overview.camera, area: picture, ..*lens };
        let (least, greatest) = lens.part_of_world(lens.area);
        let sight = Rect::from_min_max(inside.screen(least), inside.screen(greatest));
        let sight =
            Rect::from_center_size(sight.center(), sight.size().max(Vec2::splat(5.0))).intersect(area.shrink(1.0));
        let ink = colour32(tokens.selection);
        painter.rect(sight, 1.0, colour32(tokens.selection.with_alpha(32)), Stroke::new(1.5, ink), StrokeKind::Outside);

        let response = ui.interact(area, ui.id().with("overview"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, "The whole drawing, small"));
        let response = response.on_hover_cursor(CursorIcon::Crosshair);
        let at = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())?;
        Some(inside.world(at))
    }
}

/// Draws the whole.
fn overview(
    bounds: (Point, Point),
    pixels_per_point: f32,
    material: &Material,
    stop: &(dyn Fn() -> bool + Sync),
) -> Overview {
    let room = LARGEST - Vec2::splat(2.0 * PADDING);
    let extent = vec2(bounds.1.x - bounds.0.x, bounds.1.y - bounds.0.y).max(Vec2::splat(1.0));
    let scale = (room.x / extent.x).min(room.y / extent.y);
    let size = (extent * scale).max(Vec2::splat(24.0));
    let camera = camera::fit_up_to(bounds, Size::new(size.x, size.y), 0.0, camera::GREATEST_ZOOM);
    let scene: &Scene = &material.scene;
    let classes = LinkClasses::of(&scene.links);
    let aspect = Aspect {
        camera,
        size: [size.x, size.y].map(|side| (side * pixels_per_point).round().max(1.0) as u32),
        pixels_per_point,
        least_radius: 0.8,
        line_scale: 1.0,
        dashes: 0.0,
        arrow_length: 0.0,
        near: None,
        share: (MOST_LINKS as f32 / scene.links.len().max(1) as f32).min(1.0),
        thickness: 1.0,
        most_dots: Some(MOST_DOTS),
        in_sight: 1.0,
        tokens: scene.theme.tokens(),
    };
    Overview { image: Arc::new(draw_crowd(&aspect, material, &classes, stop)), camera }
}
