//! What is to be drawn this time: where every actor is on the screen, what is lit, dimmed, selected. Decides; draws nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Rect, Vec2};

use super::cast::{Cast, Reach};
use super::lens::Lens;
use super::pen::pos2;
use super::size_of;
use crate::model::Point;
use crate::scene::camera::Size;
use crate::scene::geometry::Body;
use crate::scene::{Rgba, Scene, Tokens};
use crate::workspace::{Target, Workspace};

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
    pub lens: Lens,
    /// What is drawn: the canvas and a little around it.
    pub sight: Rect,
    /// Who is drawn.
    pub cast: Arc<Cast>,
    /// Where each actor of the cast is on the screen; `None` for one without a place.
    bodies: Vec<Option<Body>>,
    /// Width of the soft edge of lines, in points.
    pub feather: f32,
    /// Length of an arrowhead that is whole, in points.
    pub arrow_length: f32,
    /// How far arrowheads have come out, 0 (there are none) to 1.
    pub arrowheads: f32,
    /// Lines get thinner on the way out.
    pub line_scale: f32,
    /// How far dashes have come out, 0 (lines are whole) to 1.
    pub dashes: f32,
    /// Number of hidden neighbours of each actor of the cast; empty where nothing is hidden.
    hidden_neighbours: Arc<Vec<usize>>,
    light: Light,
    lit_actors: Vec<u32>,
    lit_links: Vec<u32>,
    selected_actors: Vec<u32>,
    selected_links: Vec<u32>,
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

/// How much thinner lines are at a zoom.
pub(super) fn line_scale(zoom: f32) -> f32 {
    zoom.clamp(0.45, 1.0).sqrt()
}

/// Length of arrowheads at a zoom, in points.
pub(super) fn arrow_length(tokens: &Tokens, zoom: f32) -> f32 {
    tokens.arrow_length * zoom.clamp(0.45, 1.6)
}

impl Stage {
    pub fn new(
        workspace: &Workspace,
        lens: Lens,
        light: Light,
        cast: &Arc<Cast>,
        hidden_neighbours: &Arc<Vec<usize>>,
        pixels_per_point: f32,
    ) -> Self {
        let scene = Arc::clone(workspace.scene());
        let positions = &workspace.view().positions;
        let bodies = cast.slots.iter().map(|slot| lens.body_at(&scene, positions, *slot)).collect();
        let tokens = workspace.scene().theme.tokens();
        let (zoom, selection) = (lens.camera.zoom, workspace.selection());
        let selected = |all: &[u32], is_selected: &dyn Fn(u32) -> bool| {
            all.iter().copied().filter(|number| is_selected(*number)).collect::<Vec<u32>>()
        };
        // Of a group one selected member is enough.
        let groups_selected: BTreeSet<u32> = if scene.closed.is_empty() {
            BTreeSet::new()
        } else {
            selection.actors.iter().filter_map(|actor| scene.slot(*actor)).collect()
        };
        let mut stage = Self {
            tokens,
            lens,
            sight: lens.area.expand(2.0),
            cast: Arc::clone(cast),
            bodies,
            feather: 1.0 / pixels_per_point.max(0.1),
            arrow_length: arrow_length(tokens, zoom),
            arrowheads: 1.0,
            line_scale: line_scale(zoom),
            dashes: 1.0,
            hidden_neighbours: Arc::clone(hidden_neighbours),
            light,
            lit_actors: Vec::new(),
            lit_links: Vec::new(),
            selected_actors: selected(&cast.slots, &|slot| {
                selection.actors.contains(&scene.actors[slot as usize].actor) || groups_selected.contains(&slot)
            }),
            selected_links: selected(&cast.places, &|place| {
                selection.links.contains(&scene.links[place as usize].link)
            }),
            hovered_actor: None,
            hovered_link: None,
            scene,
        };
        stage.light_up();
        stage
    }

    /// Where an actor of the cast is on the screen.
    pub fn body(&self, slot: u32) -> Option<Body> {
        self.bodies.get(self.number(slot)?).copied().flatten()
    }

    /// Number of hidden neighbours of an actor of the cast.
    pub fn hidden_neighbours(&self, slot: u32) -> usize {
        self.number(slot).and_then(|number| self.hidden_neighbours.get(number)).copied().unwrap_or(0)
    }

    /// Which of the cast an actor is.
    fn number(&self, slot: u32) -> Option<usize> {
        match self.cast.reach {
            Reach::All => Some(slot as usize),
            Reach::Near(..) | Reach::Few => self.cast.slots.binary_search(&slot).ok(),
        }
    }

    /// What is lit: an actor with its links and neighbours, a link with its ends.
    fn light_up(&mut self) {
        let Some(target) = self.light.on else { return };
        let scene = Arc::clone(&self.scene);
        match target {
            Target::Actor(actor) => self.hovered_actor = scene.slot(actor),
            Target::Link(link) => self.hovered_link = scene.place(link),
        }
        if self.hovered_actor.is_none() && self.hovered_link.is_none() {
            self.light = Light::default();
            return;
        }
        for &place in &self.cast.places {
            let link = &scene.links[place as usize];
            let touches = [Some(link.from), Some(link.to)].contains(&self.hovered_actor);
            if touches || Some(place) == self.hovered_link {
                self.lit_links.push(place);
                self.lit_actors.extend([link.from, link.to]);
            }
        }
        self.lit_actors.extend(self.hovered_actor);
        self.lit_actors.sort_unstable();
    }

    pub fn actor_state(&self, slot: u32) -> State {
        self.state(&self.selected_actors, &self.lit_actors, slot, self.hovered_actor)
    }

    pub fn link_state(&self, place: u32) -> State {
        self.state(&self.selected_links, &self.lit_links, place, self.hovered_link)
    }

    fn state(&self, selected: &[u32], lit: &[u32], number: u32, hovered: Option<u32>) -> State {
        let selected = selected.binary_search(&number).is_ok();
        let lit = if lit.binary_search(&number).is_ok() { self.light.strength } else { 0.0 };
        let dim = if lit > 0.0 || selected { 0.0 } else { self.light.strength };
        State { selected, hovered: hovered == Some(number), lit, dim }
    }

    /// How far what is not lit stands back, 0 to 1.
    pub fn dim(&self) -> f32 {
        self.light.strength
    }

    /// A colour of something that stands back.
    pub fn shaded(&self, colour: Rgba, dim: f32) -> Rgba {
        if dim > 0.0 { colour.mix(self.tokens.canvas, dim * (1.0 - self.tokens.dimmed)) } else { colour }
    }

    /// From the left upper corner of the canvas.
    pub fn in_viewport(&self, point: Point) -> Point {
        Point::new(point.x - self.lens.area.min.x, point.y - self.lens.area.min.y)
    }

    /// Size of the canvas.
    pub fn size(&self) -> Size {
        size_of(self.lens.area)
    }
}

/// A square around a point of the screen.
pub(super) fn rect_around(centre: Point, reach: f32) -> Rect {
    Rect::from_center_size(pos2(centre), Vec2::splat(2.0 * reach))
}

/// The box around everything that is shown and has a place, shapes included, in the world.
pub(super) fn bounds(workspace: &Workspace) -> Option<(Point, Point)> {
    bounds_of(workspace, 0..workspace.scene().actors.len() as u32)
}

/// The box around the actors of these slots, in the world.
pub(super) fn bounds_of(workspace: &Workspace, slots: impl IntoIterator<Item = u32>) -> Option<(Point, Point)> {
    let (actors, positions) = (&workspace.scene().actors, &workspace.view().positions);
    let mut bounds: Option<(Point, Point)> = None;
    for actor in slots.into_iter().filter_map(|slot| actors.get(slot as usize)) {
        let Some(point) = positions.get(actor.actor) else { continue };
        let (least, greatest) = bounds.get_or_insert((point, point));
        let reach = actor.radius;
        *least = Point::new(least.x.min(point.x - reach), least.y.min(point.y - reach));
        *greatest = Point::new(greatest.x.max(point.x + reach), greatest.y.max(point.y + reach));
    }
    bounds
}
