//! Draws actors and links into a few meshes when egui_graphs asks for their shapes. Where and how large things are was decided
//! before, in `stage`; labels are in `writing`.
//!
//! egui_graphs lets a shape know nothing but the shape itself and its ends, copies both ends for every link, and adds every
//! piece to the screen on its own. So the pen is lent to the thread for the time of a `show`, the shapes hold a bare index,
//! and thousands of lines become one mesh.

use std::cell::RefCell;
use std::sync::Arc;

use egui::epaint::{CircleShape, Mesh, PathStroke, tessellator};
use egui::{Color32, Pos2, Rect, Shape, Stroke, Vec2};

use super::backdrop::{RING_GAP, RING_WIDTH};
use super::dashes::{self, DashTextures, Reaches};
use super::stage::{Stage, rect_around};
use crate::model::Point;
use crate::scene::geometry::{Body, Curve, LinkEnds, LinkPath, Outline, flatten, link_path, shape_outline};
use crate::scene::{Dash, Rgba, SceneLink, Shape as ActorForm};

thread_local! {
    static LENT: RefCell<Option<Pen>> = const { RefCell::new(None) };
}

/// Lends the pen to the shapes that are drawn during `show`.
pub(super) fn lend<R>(pen: Pen, show: impl FnOnce() -> R) -> (Option<Pen>, R) {
    LENT.with_borrow_mut(|lent| *lent = Some(pen));
    let result = show();
    (LENT.with_borrow_mut(Option::take), result)
}

/// Uses the pen, if it is lent out.
pub(super) fn with(draw: impl FnOnce(&mut Pen)) {
    LENT.with_borrow_mut(|lent| lent.as_mut().map(draw));
}

/// Pieces of one height: those drawn later lie over those drawn before.
#[derive(Default)]
struct Sheet {
    mesh: Mesh,
    /// Broken lines, by how they are broken.
    dashed: [Mesh; Dash::ALL.len()],
    /// Circles; the tessellator of egui has them ready as textures.
    circles: Vec<Shape>,
}

/// What the pen drew.
#[derive(Default)]
pub(super) struct Drawn {
    /// Everything but labels, lowest first.
    pub shapes: Vec<Shape>,
    /// Where each link runs that was drawn, by its place, ascending.
    pub paths: Vec<(u32, LinkPath)>,
    /// Where signs with numbers of hidden neighbours stand, with the numbers.
    pub badges: Vec<(Pos2, usize)>,
}

/// The stage and what is drawn of it so far.
pub(super) struct Pen {
    stage: Stage,
    links: Sheet,
    lit_links: Sheet,
    actors: Sheet,
    lit_actors: Sheet,
    paths: Vec<(u32, LinkPath)>,
    badges: Vec<(Pos2, usize)>,
    path: tessellator::Path,
    points: Vec<Pos2>,
    reaches: Reaches,
}

/// Lines of links that are lit or selected are this much wider, in points.
const LIT_WIDTH: f32 = 0.7;
const SELECTED_WIDTH: f32 = 1.6;
/// How far a flattened curve may be off, in points.
const FLAT_ENOUGH: f32 = 0.35;

impl Pen {
    /// A pen for a stage, with textures for broken lines that reach so far.
    pub fn new(stage: Stage, reaches: Reaches) -> Self {
        Self {
            stage,
            links: Sheet::default(),
            lit_links: Sheet::default(),
            actors: Sheet::default(),
            lit_actors: Sheet::default(),
            paths: Vec::new(),
            badges: Vec::new(),
            path: tessellator::Path::default(),
            points: Vec::new(),
            reaches,
        }
    }

    /// What was drawn, with the textures of broken lines, and the stage back.
    pub fn finish(mut self, textures: &DashTextures) -> (Drawn, Stage) {
        self.paths.sort_unstable_by_key(|(place, _)| *place);
        let mut shapes = Vec::new();
        for sheet in [self.links, self.lit_links, self.actors, self.lit_actors] {
            shapes.extend(sheet.circles);
            let dashed = Dash::ALL.into_iter().zip(sheet.dashed);
            let dashed = dashed.map(|(dash, mesh)| Mesh { texture_id: textures.id(dash), ..mesh });
            let meshes = dashed.chain([sheet.mesh]).filter(|mesh| !mesh.is_empty());
            shapes.extend(meshes.map(|mesh| Shape::Mesh(Arc::new(mesh))));
        }
        (Drawn { shapes, paths: self.paths, badges: self.badges }, self.stage)
    }

    pub fn draw_link(&mut self, place: u32) {
        let stage = &self.stage;
        let Some(link) = stage.scene.links.get(place as usize) else { return };
        let (Some(source), Some(target)) = (stage.body(link.from), stage.body(link.to)) else { return };
        let bend = link.bend * stage.lens.camera.zoom;
        if !stage.sight.intersects(reach_of(link, &source, &target, bend)) {
            return;
        }
        let state = stage.link_state(place);
        // What is lit or selected always shows where it leads.
        let arrowhead = if state.selected || state.hovered { 1.0 } else { stage.arrowheads.max(state.lit) };
        let arrow_length = if link.arrow { stage.arrow_length * arrowhead } else { 0.0 };
        let loop_number = link.is_loop().then_some(link.loop_number);
        let Some(path) = link_path(&LinkEnds { source, target, bend, loop_number, arrow_length }) else { return };
        self.paths.push((place, path));

        let tokens = stage.tokens;
        let (mut width, mut colour) = (link.width * stage.line_scale, link.colour);
        if state.lit > 0.0 {
            colour = colour.mix(tokens.text, 0.35 * state.lit);
            width += LIT_WIDTH * state.lit;
        }
        if state.hovered {
            (width, colour) = (width + LIT_WIDTH, tokens.hover);
        }
        if state.selected {
            (width, colour) = (link.width + SELECTED_WIDTH, tokens.selection);
        }
        let colour = colour32(stage.shaded(colour, state.dim));
        let raised = state.selected || state.hovered || state.lit > 0.0;
        let feather = stage.feather;
        let sheet = if raised { &mut self.lit_links } else { &mut self.links };
        let mut line = |points: &[Point], colour: Color32, mesh: &mut Mesh| {
            self.points.clear();
            self.points.extend(points.iter().copied().map(pos2));
            self.path.clear();
            self.path.add_open_points(&self.points);
            self.path.stroke_open(feather, &PathStroke::new(width, colour), mesh);
        };
        let points = match path.curve {
            Curve::Line(start, end) => vec![start, end],
            _ => flatten(&path.curve, FLAT_ENOUGH),
        };
        // What is lit or selected always shows how it is broken.
        let dashes = if link.dash == Dash::Solid {
            0.0
        } else if raised {
            1.0
        } else {
            stage.dashes
        };
        if dashes < 1.0 {
            let between = colour.gamma_multiply(1.0 - dashes);
            line(&points, between, &mut sheet.mesh);
        }
        if dashes > 0.0 {
            let (mesh, reach) = (&mut sheet.dashed[link.dash.number()], self.reaches[link.dash.number()]);
            for stretch in dashes::stretches(&points, stage.sight.expand(20.0), link.dash, reach) {
                let first = mesh.vertices.len();
                line(&stretch, colour, mesh);
                dashes::lay(mesh, first, &stretch, reach);
            }
        }
        if let Some(corners) = path.arrow {
            self.path.clear();
            self.path.add_line_loop(&corners.map(pos2));
            self.path.fill(feather, colour, &mut sheet.mesh);
        }
    }

    pub fn draw_actor(&mut self, slot: u32) {
        let stage = &self.stage;
        let Some(body) = stage.body(slot) else { return };
        let actor = &stage.scene.actors[slot as usize];
        let around = body.radius * 1.4 + RING_GAP + RING_WIDTH + 6.0;
        if !stage.sight.intersects(rect_around(body.centre, around)) {
            return;
        }
        let state = stage.actor_state(slot);
        let tokens = stage.tokens;
        let fill = colour32(stage.shaded(actor.fill, state.dim));
        let outline = colour32(stage.shaded(actor.rim, state.dim));
        let (gap, ink) = (colour32(tokens.canvas), colour32(stage.shaded(tokens.text, state.dim)));
        let ring = if state.selected {
            Some(tokens.selection)
        } else if state.hovered {
            Some(tokens.hover)
        } else {
            None
        };
        let feather = stage.feather;
        let rim = tokens.shape_outline_width.min(body.radius * 0.3);
        let hidden = stage.hidden_neighbours(slot);
        if hidden > 0 && body.radius >= 4.0 {
            let aside = body.radius * 0.8 + 3.0;
            self.badges.push((pos2(body.centre) - Vec2::splat(aside), hidden));
        }
        let sheet =
            if state.selected || state.hovered || state.lit > 0.0 { &mut self.lit_actors } else { &mut self.actors };
        let mut brush = Brush { sheet, path: &mut self.path, feather };
        if let Some(ring) = ring {
            brush.ring(&body, gap, colour32(ring));
        }
        brush.form(&body, fill, outline, rim);
        if actor.pinned && body.radius >= 4.0 {
            brush.pin(&body, ink, gap);
        }
    }
}

/// Draws single forms into a sheet.
struct Brush<'a> {
    sheet: &'a mut Sheet,
    path: &'a mut tessellator::Path,
    feather: f32,
}

impl Brush<'_> {
    fn disc(&mut self, centre: Pos2, radius: f32, fill: Color32) {
        self.sheet.circles.push(Shape::Circle(CircleShape::filled(centre, radius, fill)));
    }

    fn form(&mut self, body: &Body, fill: Color32, outline: Color32, rim: f32) {
        match shape_outline(body.shape, body.centre, body.radius) {
            // Two discs from the texture are much cheaper than one circle with a line around it.
            Outline::Circle { centre, radius } => {
                self.disc(pos2(centre), radius, outline);
                self.disc(pos2(centre), radius - rim, fill);
            }
            Outline::Polygon(corners) => {
                let corners: Vec<Pos2> = corners.into_iter().map(pos2).collect();
                self.polygon(body, &corners, fill);
                self.path.clear();
                self.path.add_line_loop(&corners);
                let line = PathStroke::new(rim, outline).inside();
                self.path.stroke_closed(self.feather, &line, &mut self.sheet.mesh);
            }
        }
    }

    fn polygon(&mut self, body: &Body, corners: &[Pos2], fill: Color32) {
        if matches!(body.shape, ActorForm::Star | ActorForm::Cross) {
            // Not convex, but seen whole from its middle. The line around it hides that these edges are not smoothed.
            let mesh = &mut self.sheet.mesh;
            let middle = mesh.vertices.len() as u32;
            mesh.colored_vertex(pos2(body.centre), fill);
            for corner in corners {
                mesh.colored_vertex(*corner, fill);
            }
            let count = corners.len() as u32;
            for number in 0..count {
                mesh.add_triangle(middle, middle + 1 + number, middle + 1 + (number + 1) % count);
            }
        } else {
            self.path.clear();
            self.path.add_line_loop(corners);
            self.path.fill(self.feather, fill, &mut self.sheet.mesh);
        }
    }

    /// A ring of the shape's own form, with a gap between.
    fn ring(&mut self, body: &Body, gap: Color32, colour: Color32) {
        let outer = Body { radius: body.radius + RING_GAP + RING_WIDTH, ..*body };
        let inner = Body { radius: body.radius + RING_GAP, ..*body };
        match shape_outline(body.shape, body.centre, outer.radius) {
            Outline::Circle { centre, radius } => {
                self.disc(pos2(centre), radius, colour);
                self.disc(pos2(centre), inner.radius, gap);
            }
            Outline::Polygon(corners) => {
                let corners: Vec<Pos2> = corners.into_iter().map(pos2).collect();
                self.polygon(&outer, &corners, colour);
                if let Outline::Polygon(corners) = shape_outline(body.shape, body.centre, inner.radius) {
                    let corners: Vec<Pos2> = corners.into_iter().map(pos2).collect();
                    self.polygon(&inner, &corners, gap);
                }
            }
        }
    }

    /// A pin stuck into the right upper side.
    fn pin(&mut self, body: &Body, ink: Color32, gap: Color32) {
        let size = (body.radius * 0.26).clamp(2.2, 4.4);
        let stuck = pos2(body.centre) + Vec2::new(0.5, -0.5) * body.radius;
        let head = stuck + Vec2::new(1.7, -2.2) * size;
        for (width, radius, colour) in [(3.4, size + 1.2, gap), (1.4, size, ink)] {
            self.path.clear();
            self.path.add_line_segment([stuck, head]);
            self.path.stroke_open(self.feather, &Stroke::new(width, colour).into(), &mut self.sheet.mesh);
            // As a path, not as a disc of the texture: it has to lie over the form of a square.
            self.path.clear();
            self.path.add_circle(head, radius);
            self.path.fill(self.feather, colour, &mut self.sheet.mesh);
        }
    }
}

/// A box in which all of the link lies.
fn reach_of(link: &SceneLink, source: &Body, target: &Body, bend: f32) -> Rect {
    if link.is_loop() {
        return rect_around(source.centre, source.radius * (4.0 + 0.15 * link.loop_number as f32));
    }
    Rect::from_two_pos(pos2(source.centre), pos2(target.centre)).expand(bend.abs() + 4.0)
}

/// A point of the screen.
pub(super) fn pos2(point: Point) -> Pos2 {
    Pos2::new(point.x, point.y)
}

/// A colour of the theme.
pub(super) fn colour32(colour: Rgba) -> Color32 {
    let Rgba([r, g, b, a]) = colour;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}
