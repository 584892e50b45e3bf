//! What is to be drawn this time: where every actor is on the screen, what is lit, dimmed, selected. Decides; draws nothing.

use std::sync::Arc;

use egui::{Pos2, Rect, Vec2};

use super::pen::pos2;
use crate::model::{Camera, Point};
use crate::scene::camera::{Size, radius_on_screen, screen_from_world};
use crate::scene::geometry::Body;
use crate::scene::{Rgba, Scene, Tokens};
use crate::workspace::{Selection, Target, Workspace};

/// More dashes than this in one picture and lines are drawn whole: nobody can tell dashes apart in a thicket.
const MOST_DASHES: f32 = 9_000.0;

/// What lies under the hand or was chosen elsewhere, and how far its light is up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Light {
    /// What is lit, with its neighbours.
    pub on: Option<Target>,
    /// 0 (everything as usual) to 1 (the rest dimmed).
    pub strength: f32,
}

/// Everything that is needed to draw.
pub(super) struct Stage {
    pub scene: Arc<Scene>,
    pub tokens: &'static Tokens,
    pub camera: Camera,
    /// The canvas on the screen.
    pub area: Rect,
    /// What is drawn: the canvas and a little around it.
    pub sight: Rect,
    /// Where each actor of the scene is on the screen; `None` for one without a place.
    pub bodies: Vec<Option<Body>>,
    /// Width of the soft edge of lines, in points.
    pub feather: f32,
    pub arrow_length: f32,
    /// Lines get thinner on the way out.
    pub line_scale: f32,
    pub shows_dashes: bool,
    /// Number of hidden neighbours by slot; empty where nothing is hidden.
    pub hidden_neighbours: Arc<Vec<usize>>,
    light: Light,
    lit_actors: Vec<bool>,
    lit_links: Vec<bool>,
    selected_actors: Vec<bool>,
    selected_links: Vec<bool>,
    hovered_actor: Option<u32>,
    hovered_link: Option<u32>,
}

/// How something is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub selected: bool,
    pub hovered: bool,
    /// 0 to 1: belongs to what is lit.
    pub lit: f32,
    /// 0 to 1: stands back for what is lit.
    pub dim: f32,
}

impl Stage {
    pub fn new(
        workspace: &Workspace,
        area: Rect,
        camera: Camera,
        light: Light,
        hidden_neighbours: &Arc<Vec<usize>>,
        pixels_per_point: f32,
    ) -> Self {
        let scene = Arc::clone(workspace.scene());
        let size = Size::new(area.width(), area.height());
        let positions = &workspace.view().positions;
        let bodies = scene
            .actors
            .iter()
            .map(|actor| {
                let seen = screen_from_world(&camera, size, positions.get(actor.actor)?);
                let centre = Point::new(seen.x + area.min.x, seen.y + area.min.y);
                Some(Body { shape: actor.shape, centre, radius: radius_on_screen(&camera, actor.radius) })
            })
            .collect();
        let tokens = workspace.theme().tokens();
        let mut stage = Self {
            tokens,
            camera,
            area,
            sight: area.expand(2.0),
            bodies,
            feather: 1.0 / pixels_per_point.max(0.1),
            arrow_length: tokens.arrow_length * camera.zoom.clamp(0.45, 1.6),
            line_scale: camera.zoom.clamp(0.45, 1.0).sqrt(),
            shows_dashes: true,
            hidden_neighbours: Arc::clone(hidden_neighbours),
            light,
            lit_actors: Vec::new(),
            lit_links: Vec::new(),
            selected_actors: Vec::new(),
            selected_links: Vec::new(),
            hovered_actor: None,
            hovered_link: None,
            scene,
        };
        stage.shows_dashes = stage.count_dashes() <= MOST_DASHES;
        stage.select(workspace.selection());
        stage.light_up();
        stage
    }

    /// About how many dashes there are to draw.
    fn count_dashes(&self) -> f32 {
        let across = self.sight.size().length();
        let dashes = self.scene.links.iter().filter(|link| !link.dash.pattern().is_empty()).filter_map(|link| {
            let (source, target) = (self.bodies[link.from as usize]?, self.bodies[link.to as usize]?);
            let reach = Rect::from_two_pos(pos2(source.centre), pos2(target.centre));
            let seen = reach.intersect(self.sight);
            let pattern = link.dash.pattern();
            let in_each = (pattern.len() / 2) as f32 / pattern.iter().sum::<f32>();
            seen.is_positive().then(|| seen.size().length().min(across) * in_each)
        });
        dashes.sum()
    }

    fn select(&mut self, selection: &Selection) {
        if !selection.actors.is_empty() {
            self.selected_actors =
                self.scene.actors.iter().map(|actor| selection.actors.contains(&actor.actor)).collect();
        }
        if !selection.links.is_empty() {
            self.selected_links = self.scene.links.iter().map(|link| selection.links.contains(&link.link)).collect();
        }
    }

    /// What is lit: an actor with its links and neighbours, a link with its ends.
    fn light_up(&mut self) {
        let Some(target) = self.light.on else { return };
        let scene = Arc::clone(&self.scene);
        self.hovered_actor = match target {
            Target::Actor(actor) => scene.slot(actor),
            Target::Link(_) => None,
        };
        self.hovered_link = match target {
            Target::Actor(_) => None,
            Target::Link(link) => (0u32..).zip(&scene.links).find(|(_, one)| one.link == link).map(|(place, _)| place),
        };
        if self.hovered_actor.is_none() && self.hovered_link.is_none() {
            self.light = Light::default();
            return;
        }
        self.lit_actors = vec![false; scene.actors.len()];
        self.lit_links = vec![false; scene.links.len()];
        for (place, link) in scene.links.iter().enumerate() {
            let touches = [Some(link.from), Some(link.to)].contains(&self.hovered_actor);
            if touches || Some(place as u32) == self.hovered_link {
                self.lit_links[place] = true;
                self.lit_actors[link.from as usize] = true;
                self.lit_actors[link.to as usize] = true;
            }
        }
        if let Some(slot) = self.hovered_actor {
            self.lit_actors[slot as usize] = true;
        }
    }

    pub fn actor_state(&self, slot: usize) -> State {
        let hovered = self.hovered_actor == Some(slot as u32);
        self.state(&self.selected_actors, &self.lit_actors, slot, hovered)
    }

    pub fn link_state(&self, place: usize) -> State {
        let hovered = self.hovered_link == Some(place as u32);
        self.state(&self.selected_links, &self.lit_links, place, hovered)
    }

    fn state(&self, selected: &[bool], lit: &[bool], number: usize, hovered: bool) -> State {
        let selected = selected.get(number).copied().unwrap_or(false);
        let lit = lit.get(number).map_or(0.0, |lit| if *lit { self.light.strength } else { 0.0 });
        let dim = if lit > 0.0 || selected { 0.0 } else { self.light.strength };
        State { selected, hovered, lit, dim }
    }

    /// A colour of something that stands back.
    pub fn shaded(&self, colour: Rgba, dim: f32) -> Rgba {
        if dim > 0.0 { colour.mix(self.tokens.canvas, dim * (1.0 - self.tokens.dimmed)) } else { colour }
    }

    /// From the left upper corner of the canvas.
    pub fn in_viewport(&self, point: Point) -> Point {
        Point::new(point.x - self.area.min.x, point.y - self.area.min.y)
    }

    /// Where in the world a point of the screen is.
    pub fn size(&self) -> Size {
        Size::new(self.area.width(), self.area.height())
    }
}

/// A square around a point of the screen.
pub(super) fn rect_around(centre: Point, reach: f32) -> Rect {
    Rect::from_center_size(pos2(centre), Vec2::splat(2.0 * reach))
}

/// The box around everything that is shown and has a place, shapes included, in the world.
pub(super) fn bounds(workspace: &Workspace) -> Option<(Point, Point)> {
    bounds_of(workspace, |_| true)
}

/// The box around the actors of these slots, in the world.
pub(super) fn bounds_of(workspace: &Workspace, takes: impl Fn(u32) -> bool) -> Option<(Point, Point)> {
    let positions = &workspace.view().positions;
    let mut bounds: Option<(Point, Point)> = None;
    for (slot, actor) in (0u32..).zip(&workspace.scene().actors) {
        let Some(point) = positions.get(actor.actor).filter(|_| takes(slot)) else { continue };
        let (least, greatest) = bounds.get_or_insert((point, point));
        let reach = actor.radius;
        *least = Point::new(least.x.min(point.x - reach), least.y.min(point.y - reach));
        *greatest = Point::new(greatest.x.max(point.x + reach), greatest.y.max(point.y + reach));
    }
    bounds
}

/// The point of the world at a point of the screen.
pub(super) fn world_from(camera: &Camera, area: Rect, at: Pos2) -> Point {
    let size = Size::new(area.width(), area.height());
    crate::scene::camera::world_from_screen(camera, size, Point::new(at.x - area.min.x, at.y - area.min.y))
}
