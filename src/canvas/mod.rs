//! The picture in the window: draws the scene with egui_graphs, turns what the pointer does into commands, moves the camera.
//! Owns no positions and no selection; those are the workspace's.

mod aiming;
mod axis;
mod backdrop;
mod cast;
mod dashes;
mod grouped;
mod hand;
mod hulls;
mod latest;
mod layers;
mod lens;
mod looking;
mod minimap;
mod mirror;
mod motion;
mod naming;
mod pen;
mod pointing;
mod stage;
mod survey;
mod tip;
mod words;
mod writing;

use std::sync::Arc;

use egui::{Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui};

use crate::jobs::Wake;
use crate::model::{ActorIx, Camera, LinkIx, Point};
use crate::scene::camera::Size;
use crate::scene::geometry::LinkPath;
use crate::scene::labels::{InSight, LabelChoice, LabelMemory, LabelPolicy, LabelsOf};
use crate::scene::{Scene, Theme};
use crate::workspace::{Command, Workspace};

use axis::Axis;
use backdrop::Backdrop;
pub use backdrop::{BackdropStats, Graphics};
pub use cast::Budget;
use cast::Cast;
use dashes::DashTextures;
use hand::Hand;
use hulls::{Coat, Hulls};
use layers::CastFor;
use lens::Lens;
use minimap::Minimap;
use mirror::Mirror;
use motion::Motion;
use naming::Naming;
use pen::{Pen, colour32};
use pointing::Pointer;
use stage::{Light, Stage};
use survey::{Seen, Survey, Surveyor};
use writing::{Families, Line, Wanted};

/// How long the light takes to come up or go down, in seconds.
const LIGHT_SECONDS: f32 = 0.12;

/// What the canvas did so far, for tests and for whoever looks after speed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CanvasStats {
    /// Frames in which everything was drawn anew.
    pub drawn: u64,
    /// Frames in which what was drawn before was put on the screen again.
    pub repeated: u64,
    /// The actors whose labels are on the screen, in the order of the file.
    pub labels: Vec<ActorIx>,
    /// Number of actors and links that the foreground draws.
    pub foreground: (usize, usize),
    /// Number of communities whose regions are in the picture.
    pub communities: usize,
    /// The titles of communities that are on the screen, line by line.
    pub titles: Vec<Vec<String>>,
}

/// The picture of one open file. Make a new one for another file.
#[derive(Default)]
pub struct Canvas {
    graphics: Option<Graphics>,
    budget: Budget,
    scene: Option<Arc<Scene>>,
    /// Changes with the scene.
    scene_number: u64,
    surveyor: Surveyor,
    survey: Option<Arc<Survey>>,
    cast: Arc<Cast>,
    /// What the cast depends on.
    cast_for: Option<CastFor>,
    backdrop: Backdrop,
    backdrop_shape: Option<Shape>,
    hulls: Hulls,
    /// Who the outlines of open groups run by.
    outermost: grouped::Outermost,
    mirror: Mirror,
    dash_textures: Option<DashTextures>,
    minimap: Minimap,
    motion: Motion,
    hand: Hand,
    pointer: Pointer,
    naming: Option<Naming>,
    light: Light,
    paths: Vec<(u32, LinkPath)>,
    picture: Vec<Shape>,
    lines: Vec<Line>,
    axis: Option<Axis>,
    choice: LabelChoice,
    label_memory: LabelMemory,
    labels: LabelPolicy,
    /// The labels without any light: what there was before the pointer went over something comes back after it.
    calm_choice: LabelChoice,
    hidden_neighbours: Arc<Vec<usize>>,
    taken: Vec<Rect>,
    area: Option<Rect>,
    bounds: Option<(Point, Point)>,
    /// The positions that `bounds` is around.
    placed: Option<u64>,
    /// Camera, positions and theme of the last frame, and when they were others.
    moved: Option<(Camera, u64, Theme)>,
    moved_at: f64,
    shown: Option<Shown>,
    seen_look: u64,
    was_running: bool,
    told_camera: Option<Camera>,
    stats: CanvasStats,
}

/// What the picture depends on besides the scene. While it stays the same, nothing is drawn anew.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shown {
    positions: u64,
    selection: u64,
    surveyed: Option<u64>,
    hulls: Option<Seen>,
    lens: Lens,
    light: Light,
    families: Families,
    pixels_per_point: f32,
}

impl Canvas {
    /// A canvas that has drawn nothing yet, in a window with such graphics.
    #[must_use]
    pub fn new(graphics: Option<Graphics>) -> Self {
        Self { graphics, ..Self::default() }
    }

    /// The same, with another budget for the foreground.
    #[must_use]
    pub fn with_budget(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }

    /// The same, with the camera where it was when the window that showed `workspace` was closed.
    #[must_use]
    pub fn resumed(mut self, workspace: &Workspace, camera: Camera) -> Self {
        self.motion.jump_to(camera);
        self.told_camera = Some(camera);
        self.seen_look = workspace.look().0;
        self
    }

    /// Whether nothing is being made on a thread.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        let is_busy = self.surveyor.is_busy() || self.hulls.is_busy();
        !is_busy && !self.backdrop.is_busy() && !self.minimap.is_busy()
    }

    /// What was done so far.
    #[must_use]
    pub fn stats(&self) -> &CanvasStats {
        &self.stats
    }

    /// What the backdrop did so far.
    #[must_use]
    pub fn backdrop_stats(&self) -> BackdropStats {
        self.backdrop.stats()
    }

    /// Where the camera is.
    #[must_use]
    pub fn camera(&self) -> Camera {
        self.motion.camera()
    }

    /// Parts of the screen over which no label is written: the legend.
    pub fn keep_clear(&mut self, parts: &[Rect]) {
        if self.taken != parts {
            self.taken = parts.to_vec();
            self.shown = None;
        }
    }

    /// Whose labels are drawn from now on, and how large.
    pub fn label(&mut self, policy: LabelPolicy) {
        if self.labels != policy {
            self.labels = policy;
            self.shown = None;
        }
    }

    /// Shows communities from now on, far out in a large scene, or not.
    pub fn show_communities(&mut self, are_shown: bool) {
        if self.hulls.want(are_shown) {
            self.shown = None;
        }
    }

    /// Where on the screen the middle of an actor was drawn; `None` where it has no place or was never drawn.
    #[must_use]
    pub fn actor_on_screen(&self, workspace: &Workspace, actor: ActorIx) -> Option<Pos2> {
        let area = self.area?;
        Some(self.lens(workspace, area).screen(workspace.view().positions.get(actor)?))
    }

    /// A point of the screen on the line of a link; `None` where it is not seen.
    #[must_use]
    pub fn link_on_screen(&self, workspace: &Workspace, link: LinkIx) -> Option<Pos2> {
        let place = workspace.scene().place(link)?;
        let drawn = self.paths.binary_search_by_key(&place, |(place, _)| *place);
        let path = match drawn {
            Ok(number) => self.paths[number].1,
            Err(_) => {
                let lens = self.lens(workspace, self.area?);
                aiming::path_of(workspace.scene(), &workspace.view().positions, &lens, place)?
            }
        };
        Some(pen::pos2(path.curve.at(0.5)))
    }

    /// Where on the screen a community has its title; `names` is the first of its lines. `None` where no title begins so.
    #[must_use]
    pub fn title_on_screen(&self, names: &str) -> Option<Rect> {
        let corner = self.area?.min.to_vec2();
        let titles = &self.choice.titles;
        let title = titles.iter().find(|title| title.lines.first().is_some_and(|line| line == names))?;
        Some(Rect::from_min_max(pen::pos2(title.least), pen::pos2(title.greatest)).translate(corner))
    }

    fn lens(&self, workspace: &Workspace, area: Rect) -> Lens {
        Lens::new(self.motion.camera(), area, workspace.scene().actors.len(), self.bounds)
    }

    /// Draws the picture into the room that is left in `ui`, and asks for what the pointer wants.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let area = ui.available_rect_before_wrap();
        if !(area.width() >= 1.0 && area.height() >= 1.0) {
            return;
        }
        let asked_before = commands.len();
        let scene_changed = !self.scene.as_ref().is_some_and(|before| Arc::ptr_eq(before, workspace.scene()));
        if scene_changed {
            self.scene = Some(Arc::clone(workspace.scene()));
            self.scene_number += 1;
            self.shown = None;
        }
        let seen = Seen { scene: self.scene_number, positions: workspace.revisions().positions };
        let wake = waker(ui);
        // Links that are all in the foreground are found there; those that are on the move are not pointed at.
        let is_large = !self.budget.holds(workspace.scene());
        let wants_links = is_large && !workspace.is_running();
        let survey = self.surveyor.follow(seen, workspace.scene(), &workspace.view().positions, wants_links, &wake);
        self.survey = survey.cloned();
        self.outermost.follow(seen, workspace.scene(), &workspace.view().positions);
        self.hulls.follow(workspace, seen, is_large, self.hand.is_busy(), &wake);
        let (now, dt) = ui.input(|input| (input.time, input.stable_dt.min(0.1)));
        self.look(workspace, area, scene_changed, now, dt);
        // The response of the widget that will stand here, known from where it stood in the last frame.
        if let Some(response) = ui.ctx().read_response(ui.next_auto_id()) {
            self.point(ui, &response, area, workspace, commands);
        }
        self.motion.step(now, dt);
        if let Some(bounds) = self.bounds {
            self.motion.keep_in_sight(bounds, size_of(area));
        }
        let light_moves = self.shine(workspace, ui.input(|input| input.stable_dt));
        self.area = Some(area);
        let lens = self.lens(workspace, area);
        self.choose_cast(workspace, seen, &lens);
        self.draw_backdrop(ui, workspace, seen, &lens, &wake);

        let response = self.show(ui, lens, workspace);
        let asked = commands.len() > asked_before;
        let camera = self.motion.camera();
        if self.told_camera != Some(camera) && self.bounds.is_some() {
            self.told_camera = Some(camera);
            commands.push(Command::CameraMoved(camera));
        }
        self.paint(ui, area, workspace);
        let before = self.minimap.area();
        if let Some(centre) = self.minimap.ui(ui, workspace, seen, &lens, self.bounds, &wake) {
            self.motion.centre_on(centre);
            ui.ctx().request_repaint();
        }
        if self.minimap.area() != before {
            // Labels make room for it.
            self.shown = None;
            ui.ctx().request_repaint();
        }
        words::describe(&response, workspace);
        if workspace.scene().actors.is_empty() {
            words::empty_ui(ui, area, workspace, commands);
        }
        self.naming_ui(ui, workspace, commands);
        self.hints(ui, &response, workspace, commands);
        if self.motion.is_moving() || light_moves || asked {
            ui.ctx().request_repaint();
        }
    }

    /// Draws anew if something changed; registers the widget in any case.
    fn show(&mut self, ui: &mut Ui, lens: Lens, workspace: &Workspace) -> Response {
        let revisions = workspace.revisions();
        let shown = Shown {
            positions: revisions.positions,
            selection: revisions.selection,
            surveyed: self.survey.as_ref().map(|survey| survey.number),
            hulls: self.hulls.seen(),
            lens,
            light: self.light,
            families: Families::of(ui),
            pixels_per_point: ui.pixels_per_point(),
        };
        if self.shown == Some(shown) {
            self.stats.repeated += 1;
            return ui.allocate_response(lens.area.size(), Sense::click_and_drag());
        }
        self.shown = Some(shown);
        self.stats.drawn += 1;
        self.stats.foreground = (self.cast.slots.len(), self.cast.places.len());
        let hidden = &self.hidden_neighbours;
        let mut stage = Stage::new(workspace, lens, self.light, &self.cast, hidden, shown.pixels_per_point);
        stage.dashes = self.dashes(&lens, shown.pixels_per_point);
        stage.arrowheads = self.arrowheads(&lens, shown.pixels_per_point);
        let textures = DashTextures::follow(self.dash_textures.take(), ui.ctx());
        let (pen, response) = pen::lend(Pen::new(stage, textures.reaches()), || self.mirror.show(ui));
        let Some(pen) = pen else { return response };
        let (drawn, stage) = pen.finish(&textures);
        self.dash_textures = Some(textures);
        let is_calm = self.light.on.is_none();
        let scale = workspace.view().axis.as_ref();
        self.axis = scale.map(|scale| Axis::new(scale, &lens.camera, lens.area, stage.tokens, shown.families));
        let mut taken = self.taken.clone();
        taken.extend(self.axis.as_ref().map(|axis| axis.band));
        taken.extend(self.minimap.area());
        let survey = self.survey.clone();
        let in_sight = survey.as_ref().map(|survey| self.in_sight(workspace, survey, &stage));
        let in_sight = in_sight.unwrap_or(InSight { actors: Vec::new(), crowd: None });
        let previous = self.previous_choice().clone();
        // Where the whole is looked at, every label is whole.
        let titles = if self.labels.of == LabelsOf::All { self.hulls.titles(&lens) } else { Vec::new() };
        let wanted = Wanted {
            policy: self.labels,
            taken: &taken,
            titles: &titles,
            part_of: self.hulls.of_actor(),
            are_whole: self.motion.shows_all(),
        };
        let memory = &mut self.label_memory;
        self.choice = writing::choose(&stage, &drawn, &in_sight, &wanted, &previous, memory);
        if is_calm {
            self.calm_choice = self.choice.clone();
        }
        let ink = |of: usize| self.hulls.ink(of, &lens, workspace.scene().theme);
        self.lines = writing::write(&stage, &drawn, &self.choice, ink, shown.families);
        self.stats.labels = writing::named(&self.choice);
        self.stats.communities = self.hulls.count(&lens);
        self.stats.titles = self.choice.titles.iter().map(|title| title.lines.clone()).collect();
        self.picture = drawn.shapes;
        self.paths = drawn.paths;
        response
    }

    /// Puts what was drawn on the screen, and what the hand draws over it.
    fn paint(&self, ui: &Ui, area: Rect, workspace: &Workspace) {
        let tokens = workspace.scene().theme.tokens();
        let painter = ui.painter_at(area);
        painter.rect_filled(area, 0.0, colour32(tokens.canvas));
        if let Some(axis) = &self.axis {
            axis.paint_lines(&painter);
        }
        // Communities are seen only with the crowd that they are of.
        if let Some(crowd) = &self.backdrop_shape {
            let (lens, theme, dim) = (self.lens(workspace, area), workspace.scene().theme, self.light.strength);
            self.hulls.paint(&painter, &lens, theme, dim, Coat::Under);
            painter.add(crowd.clone());
            self.hulls.paint(&painter, &lens, theme, dim, Coat::Over);
        }
        let lens = self.lens(workspace, area);
        let (scene, positions, dim) = (workspace.scene(), &workspace.view().positions, self.light.strength);
        let outlines = self.outermost.outlines(scene, positions, &lens);
        grouped::paint_open(&painter, &outlines, tokens, dim);
        painter.extend(self.picture.iter().cloned());
        grouped::paint_closed(&painter, scene, positions, &lens, dim);
        writing::paint(&painter, &self.lines);
        grouped::paint_titles(&painter, scene, &outlines, Families::of(ui), dim);
        if let Some(axis) = &self.axis {
            axis.paint_band(&painter);
        }
        let edge = Stroke::new(1.2, colour32(tokens.selection));
        let inside = colour32(tokens.selection.with_alpha(28));
        match &self.hand {
            Hand::Boxing { from, to } => {
                painter.rect(Rect::from_two_pos(*from, *to), 0.0, inside, edge, StrokeKind::Inside);
            }
            Hand::Linking { from, to, .. } => {
                painter.line_segment([*from, *to], Stroke::new(2.0, colour32(tokens.selection)));
                painter.circle_filled(*to, 3.0, colour32(tokens.selection));
            }
            Hand::Lasso(points) => painter.extend(Shape::dashed_line(&closed(points), edge, 5.0, 3.0)),
            _ => {}
        }
    }

    /// Brings the light up or down. Returns whether it is still on its way.
    fn shine(&mut self, workspace: &Workspace, dt: f32) -> bool {
        let target = self.pointer.lights(workspace.hovered());
        if target.is_some() {
            self.light.on = target;
        }
        let goal = if target.is_some() { 1.0 } else { 0.0 };
        let step = dt / LIGHT_SECONDS;
        let strength = self.light.strength;
        self.light.strength = if strength < goal { (strength + step).min(goal) } else { (strength - step).max(goal) };
        if self.light.strength <= 0.0 {
            self.light = Light::default();
        }
        (self.light.strength - goal).abs() > f32::EPSILON
    }
}

fn size_of(area: Rect) -> Size {
    Size::new(area.width(), area.height())
}

fn closed(points: &[Pos2]) -> Vec<Pos2> {
    points.iter().chain(points.first()).copied().collect()
}

/// Asks the window of `ui` to draw again.
fn waker(ui: &Ui) -> Wake {
    let ctx = ui.ctx().clone();
    Arc::new(move || ctx.request_repaint())
}
