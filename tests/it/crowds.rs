//! Scenes that are too large for the foreground: what the backdrop draws and sends, what can still be touched, what rests.

mod lines;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_wgpu::RendererOptions;
use linklore::canvas::{BackdropStats, Budget, Canvas, CanvasStats, Graphics};
use linklore::model::{ActorIx, Graph, LoadReport, Planted, Point, View, graph_from_drawing, planted};
use linklore::scene::Theme;
use linklore::scene::labels::{LabelPolicy, LabelsOf};
use linklore::workspace::{Action, Command, Origin, Pick, Target, Workspace};

const SIZE: Vec2 = vec2(800.0, 600.0);
/// Frames and pauses after which a canvas that does not come to rest never will.
const PATIENCE: usize = 2_000;

/// A window with nothing in it but the canvas.
struct Desk {
    workspace: Workspace,
    canvas: Canvas,
}

impl Desk {
    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut commands = Vec::new();
        self.canvas.ui(ui, &self.workspace, &mut commands);
        for command in commands {
            let _ = self.workspace.carry_out(command);
        }
    }
}

struct Studio(Harness<'static, Desk>);

impl Studio {
    /// A graph in a window without graphics.
    fn open(graph: Graph, points: &[Point]) -> Self {
        Self::with(workspace(graph, points), None, Budget::default(), None)
    }

    /// A graph in a window that is drawn as by a graphics card; `None` where there is no adapter at all.
    fn open_on_card(graph: Graph, points: &[Point], budget: Budget) -> Option<Self> {
        let state =
            std::panic::catch_unwind(|| create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE));
        let Ok(state) = state else {
            crate::say_skipped("no graphics adapter");
            return None;
        };
        let graphics = Graphics::of(&state).as_card();
        let renderer = WgpuTestRenderer::from_render_state(state);
        Some(Self::with(workspace(graph, points), Some(graphics), budget, Some(renderer)))
    }

    fn with(
        workspace: Workspace,
        graphics: Option<Graphics>,
        budget: Budget,
        renderer: Option<WgpuTestRenderer>,
    ) -> Self {
        let desk = Desk { workspace, canvas: Canvas::new(graphics).with_budget(budget) };
        let mut builder = Harness::builder().with_size(SIZE).with_step_dt(1.0 / 60.0);
        if let Some(renderer) = renderer {
            builder = builder.renderer(renderer);
        }
        let harness = builder.build_ui_state(
            |ui, desk: &mut Desk| {
                egui::CentralPanel::no_frame().show(ui, |ui| desk.ui(ui));
            },
            desk,
        );
        let mut studio = Self(harness);
        studio.rest();
        studio
    }

    /// Draws frames until nothing moves and no thread works.
    fn rest(&mut self) {
        for _ in 0..PATIENCE {
            self.0.step();
            let delay = self.0.output().viewport_output.values().map(|view| view.repaint_delay).min();
            if delay.is_none_or(|delay| delay > Duration::from_secs(1)) && self.0.state().canvas.is_at_rest() {
                return;
            }
            if !self.0.state().canvas.is_at_rest() {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        panic!("the canvas never comes to rest: {:?}", self.0.ctx.repaint_causes());
    }

    fn stats(&self) -> CanvasStats {
        self.0.state().canvas.stats().clone()
    }

    fn backdrop(&self) -> BackdropStats {
        self.0.state().canvas.backdrop_stats()
    }

    fn at(&self, actor: u32) -> Pos2 {
        let desk = self.0.state();
        desk.canvas.actor_on_screen(&desk.workspace, ActorIx(actor)).expect("it has a place")
    }

    fn send(&mut self, event: Event) {
        self.0.event(event);
        self.0.step();
    }

    fn ask(&mut self, command: Command) {
        let _ = self.0.state_mut().workspace.carry_out(command);
        self.rest();
    }

    fn zoom(&mut self, at: Pos2, lines: f32) {
        self.send(Event::PointerMoved(at));
        let delta = vec2(0.0, lines);
        let unit = MouseWheelUnit::Line;
        self.send(Event::MouseWheel { unit, delta, phase: TouchPhase::Move, modifiers: Modifiers::NONE });
        self.rest();
    }

    fn button(&mut self, at: Pos2, button: PointerButton, pressed: bool) {
        self.send(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }

    fn picture(&mut self) -> image::RgbaImage {
        self.0.render().expect("there is an adapter")
    }
}

fn workspace(graph: Graph, points: &[Point]) -> Workspace {
    let mut view = View::blank(&graph);
    for ((actor, _), &point) in graph.actors().zip(points) {
        view.positions.set(actor, Some(point));
    }
    Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
}

/// Four thousand actors on a grid, linked at random: more than the foreground takes.
fn crowd() -> (Graph, Vec<Point>) {
    let graph = planted(Planted::of_size(4_000, 12_000, 1));
    let points =
        (0..4_000).map(|number| Point::new((number % 80) as f32 * 60.0, (number / 80) as f32 * 60.0)).collect();
    (graph, points)
}

/// Four communities of seven hundred, each in a disc of its own, called after A, B, C and D; the first of each is linked most.
fn parishes() -> (Graph, Vec<Point>) {
    const SIZE: usize = 700;
    let mut words = Vec::new();
    let mut points = Vec::new();
    for (parish, letter) in ["A", "B", "C", "D"].into_iter().enumerate() {
        for at in 0..SIZE {
            words.push(format!("{letter}{at}-{letter}{}", (at + 1) % SIZE));
            words.push(format!("{letter}{at}-{letter}{}", (at + 2) % SIZE));
            if at % 3 == 0 && at > 0 {
                words.push(format!("{letter}0-{letter}{at}"));
            }
            let (away, turn) = (600.0 * (at as f32 / SIZE as f32).sqrt(), at as f32 * 2.4);
            let centre = (2_000.0 * (parish % 2) as f32, 1_500.0 * (parish / 2) as f32);
            points.push(Point::new(centre.0 + away * turn.cos(), centre.1 + away * turn.sin()));
        }
    }
    words.push("A0-B0 B0-C0 C0-D0".to_owned());
    (graph_from_drawing(&words.join(" ")), points)
}

#[test]
fn far_out_communities_are_seen_and_called_after_their_most_important_actors() {
    let (graph, points) = parishes();
    let mut studio = Studio::open(graph, &points);
    let stats = studio.stats();
    assert_eq!(stats.communities, 4);
    let mut firsts: Vec<&str> = stats.titles.iter().map(|lines| lines[0].as_str()).collect();
    firsts.sort_unstable();
    assert_eq!(firsts, ["A0,", "B0,", "C0,", "D0,"], "{:?}", stats.titles);
    assert!(stats.titles.iter().all(|lines| lines.len() == 3 && lines[2].ends_with(" …")), "{:?}", stats.titles);
    let drawn = stats.drawn;
    for _ in 0..20 {
        studio.0.step();
    }
    assert_eq!(studio.stats().drawn, drawn, "at rest nothing is drawn");

    studio.0.state_mut().canvas.show_communities(false);
    studio.rest();
    assert_eq!((studio.stats().communities, studio.stats().titles.len()), (0, 0));
    studio.0.state_mut().canvas.show_communities(true);
    studio.rest();
    assert_eq!((studio.stats().communities, studio.stats().titles.len()), (4, 4));
    studio.0.state_mut().canvas.label(LabelPolicy { of: LabelsOf::Nobody, ..LabelPolicy::default() });
    studio.rest();
    assert_eq!((studio.stats().communities, studio.stats().titles.len()), (4, 0), "no names at all");
    studio.0.state_mut().canvas.label(LabelPolicy::default());
    studio.rest();

    let at = studio.at(350);
    for _ in 0..3 {
        studio.zoom(at, 3.0);
    }
    assert_eq!((studio.stats().communities, studio.stats().titles.len()), (0, 0), "near, the actors speak");
    assert!(studio.stats().labels.len() > 3);
}

#[test]
fn a_click_on_the_title_of_a_community_selects_its_actors() {
    let (graph, points) = parishes();
    let mut studio = Studio::open(graph, &points);
    let title = |studio: &Studio, names: &str| studio.0.state().canvas.title_on_screen(names).expect("it is there");
    let click = |studio: &mut Studio, at: Pos2, modifiers: Modifiers| {
        studio.send(Event::PointerMoved(at));
        let button = |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers };
        studio.send(button(true));
        studio.send(button(false));
        studio.rest();
    };
    let selected = |studio: &Studio| -> Vec<u32> {
        studio.0.state().workspace.selection().actors.iter().map(|actor| actor.0).collect()
    };
    let at = title(&studio, "B0,").center();
    studio.send(Event::PointerMoved(at));
    studio.send(Event::PointerMoved(at + vec2(1.0, 0.0)));
    assert_eq!(studio.0.output().platform_output.cursor_icon, egui::CursorIcon::PointingHand);
    assert_eq!(studio.0.state().workspace.hovered(), None, "who lies under it is not meant");
    click(&mut studio, at, Modifiers::NONE);
    assert_eq!(selected(&studio), (700..1400).collect::<Vec<_>>());
    let other = title(&studio, "D0,").center();
    click(&mut studio, other, Modifiers::SHIFT);
    assert_eq!(selected(&studio), (700..1400).chain(2100..2800).collect::<Vec<_>>());
    let at = title(&studio, "B0,").center();
    click(&mut studio, at, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    assert_eq!(selected(&studio), (2100..2800).collect::<Vec<_>>(), "all of them no longer");
    let camera = studio.0.state().canvas.camera();
    let at = title(&studio, "A0,").center();
    studio.send(Event::PointerMoved(at));
    for pressed in [true, false, true, false] {
        studio.button(at, PointerButton::Primary, pressed);
    }
    studio.rest();
    assert_eq!(selected(&studio), (0..700).collect::<Vec<_>>());
    assert!(studio.0.state().canvas.camera().zoom > 1.3 * camera.zoom, "a double click goes there");
}

#[test]
fn a_region_is_seen_under_its_actors_and_follows_them() {
    let (graph, points) = parishes();
    let mut studio = Studio::open(graph, &points);
    let ground = |studio: &Studio, world: Point| {
        let canvas = &studio.0.state().canvas;
        let camera = canvas.camera();
        let (x, y) = ((world.x - camera.centre.x) * camera.zoom, (world.y - camera.centre.y) * camera.zoom);
        pos2(SIZE.x / 2.0 + x, SIZE.y / 2.0 + y)
    };
    // Between the actors of a parish and its neighbours: a little beyond its outermost actors.
    let beside = ground(&studio, Point::new(0.0, 630.0));
    let middle = ground(&studio, Point::new(1_000.0, 750.0));
    let shapes = |studio: &Studio, at: Pos2| {
        let meshes = studio.0.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
            egui::Shape::Mesh(mesh) if mesh.texture_id == egui::TextureId::default() => Some(mesh.clone()),
            _ => None,
        });
        let holds = |mesh: &egui::Mesh| {
            mesh.indices.chunks_exact(3).any(|corners| {
                let [a, b, c] = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize].pos);
                let turn = |from: Pos2, to: Pos2| (to - from).rot90().dot(at - from);
                let sides = [turn(a, b), turn(b, c), turn(c, a)];
                sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
            })
        };
        meshes.filter(|mesh| holds(mesh)).count()
    };
    assert!(shapes(&studio, beside) > 0, "the edge of a region");
    assert_eq!(shapes(&studio, middle), 0, "nothing in the middle of all");
    let all = (0..700).map(|actor| Target::Actor(ActorIx(actor))).collect();
    studio.ask(Command::SelectMany(all, Pick::Replace));
    let to = Point::new(points[0].x - 3_000.0, points[0].y);
    for command in [Command::DragBegin(ActorIx(0)), Command::DragTo(to), Command::DragEnd] {
        studio.ask(command);
    }
    let gone = ground(&studio, Point::new(0.0, 630.0));
    assert_eq!((shapes(&studio, gone), studio.stats().communities), (0, 4));
}

#[test]
fn the_foreground_of_a_crowd_is_what_has_attention() {
    let (graph, points) = crowd();
    let mut studio = Studio::open(graph, &points);
    assert_eq!(studio.stats().foreground, (0, 0));
    assert!(studio.backdrop().pictures > 0, "the rest is drawn under it");
    assert!(!studio.stats().labels.is_empty(), "the most important have their names");
    studio.ask(Command::SelectMany(vec![Target::Actor(ActorIx(17)), Target::Actor(ActorIx(2_000))], Pick::Replace));
    assert_eq!(studio.stats().foreground.0, 2);
    let labels = studio.stats().labels;
    assert!(
        labels.contains(&ActorIx(17)) && labels.contains(&ActorIx(2_000)),
        "who is selected has a name: {labels:?}"
    );
}

#[test]
fn a_crowd_at_rest_draws_nothing() {
    let (graph, points) = crowd();
    let mut studio = Studio::open(graph, &points);
    let before = (studio.stats().drawn, studio.backdrop());
    for _ in 0..20 {
        studio.0.step();
    }
    assert_eq!((studio.stats().drawn, studio.backdrop()), before);
    assert!(studio.0.output().viewport_output.values().all(|view| view.repaint_delay > Duration::from_mins(1)));
}

#[test]
fn who_is_pointed_at_in_a_crowd_is_found_and_lit_with_neighbours() {
    let (graph, points) = crowd();
    let neighbours = graph.links_of(ActorIx(1_234)).len();
    let mut studio = Studio::open(graph, &points);
    let at = studio.at(1_234);
    studio.send(Event::PointerMoved(at));
    studio.send(Event::PointerMoved(at + vec2(0.5, 0.0)));
    assert_eq!(studio.0.state().workspace.hovered(), Some(Target::Actor(ActorIx(1_234))));
    studio.rest();
    assert_eq!(studio.stats().foreground.1, neighbours, "its links are in the foreground");
    studio.button(at, PointerButton::Primary, true);
    studio.button(at, PointerButton::Primary, false);
    studio.rest();
    let selected = &studio.0.state().workspace.selection().actors;
    assert_eq!(selected.iter().copied().collect::<Vec<_>>(), [ActorIx(1_234)]);
}

#[test]
fn a_link_of_a_crowd_can_be_pointed_at() {
    let graph = graph_from_drawing("A-B C-D");
    let points = [(-200.0, 0.0), (200.0, 0.0), (-200.0, 90.0), (200.0, 90.0)].map(|(x, y)| Point::new(x, y));
    let nobody = Budget { whole: (0, 0), near: (0, 0) };
    let mut studio = Studio::with(workspace(graph, &points), None, nobody, None);
    assert_eq!(studio.stats().foreground, (0, 0));
    let on_link = |studio: &Studio, one: u32, other: u32| studio.at(one).lerp(studio.at(other), 0.4);
    for (link, ends) in [(0, (0, 1)), (1, (2, 3))] {
        let at = on_link(&studio, ends.0, ends.1) + vec2(0.0, 3.0);
        studio.send(Event::PointerMoved(at));
        studio.rest();
        let hovered = studio.0.state().workspace.hovered();
        assert_eq!(hovered, Some(Target::Link(linklore::model::LinkIx(link))));
    }
}

#[test]
fn near_enough_everybody_in_sight_is_in_the_foreground() {
    let (graph, points) = crowd();
    let mut studio = Studio::open(graph, &points);
    let at = studio.at(2_040);
    for _ in 0..3 {
        studio.zoom(at, 3.0);
    }
    let in_sight: Vec<u32> =
        (0..4_000).filter(|actor| egui::Rect::from_min_size(Pos2::ZERO, SIZE).contains(studio.at(*actor))).collect();
    assert!(in_sight.len() > 1 && in_sight.len() < 400, "{}", in_sight.len());
    let (actors, links) = studio.stats().foreground;
    assert!(actors >= in_sight.len() && links > 0, "{actors} actors, {links} links, {} in sight", in_sight.len());
    // A click still finds who is there.
    studio.button(at, PointerButton::Primary, true);
    studio.button(at, PointerButton::Primary, false);
    studio.rest();
    assert!(studio.0.state().workspace.selection().actors.contains(&ActorIx(2_040)));
}

#[test]
fn panning_sends_a_camera_and_moving_sends_positions() {
    let (graph, points) = crowd();
    let Some(mut studio) = Studio::open_on_card(graph, &points, Budget::default()) else { return };
    studio.picture();
    let before = studio.backdrop();
    assert!(before.uploaded > 4_000 * 8 && before.pictures == 1, "{before:?}");
    studio.rest();
    studio.picture();
    let again = studio.backdrop();
    assert_eq!((again.uploaded, again.pictures), (before.uploaded, before.pictures), "nothing changed");
    assert_eq!(again.draws, before.draws + 1, "it only goes on the screen again");

    let middle = pos2(400.0, 300.0);
    studio.send(Event::PointerMoved(middle));
    studio.button(middle, PointerButton::Middle, true);
    for step in 1..=5 {
        let before = studio.backdrop();
        studio.send(Event::PointerMoved(middle + vec2(6.0 * step as f32, 2.0)));
        studio.picture();
        let panned = studio.backdrop();
        assert_eq!(panned.pictures, before.pictures + 1);
        assert!(panned.uploaded - before.uploaded <= 4_096, "{before:?} {panned:?}");
        assert!(panned.draws - before.draws <= 6, "{before:?} {panned:?}");
    }
    studio.button(middle, PointerButton::Middle, false);
    studio.rest();
    studio.picture();

    let before = studio.backdrop();
    studio.ask(Command::DragBegin(ActorIx(7)));
    studio.ask(Command::DragTo(Point::new(-500.0, 0.0)));
    studio.picture();
    let moved = studio.backdrop().uploaded - before.uploaded;
    assert!((4_000 * 8..4_000 * 8 + 8_192).contains(&moved), "positions only: {moved} bytes");
}

#[test]
fn all_selected_is_shown_without_drawing_all_of_them_near() {
    let (graph, points) = crowd();
    let Some(mut studio) = Studio::open_on_card(graph, &points, Budget::default()) else { return };
    let before = studio.picture();
    studio.ask(Command::Do(Action::SelectAll));
    let after = studio.picture();
    assert!(studio.stats().foreground.0 < 100);
    let changed = before.pixels().zip(after.pixels()).filter(|(one, other)| one != other).count();
    assert!(changed > 4_000, "{changed} pixels: every actor has a ring");
}

#[test]
fn an_actor_looks_the_same_in_both_layers() {
    // Every shape, parallel links and a loop, near enough for each to be seen well.
    let kinds =
        ["person", "company", "event", "vessel", "armed group", "government", "place", "state", "weapon", "phone"];
    let graph = {
        use linklore::model::{Actor, GraphBuilder, Link};
        let mut builder = GraphBuilder::new("", "");
        let actors: Vec<ActorIx> = kinds
            .iter()
            .map(|kind| {
                let actor = Actor { key: (*kind).into(), kind: (*kind).into(), label: ".".into(), ..Actor::default() };
                builder.add_actor(actor).expect("every kind is there once")
            })
            .collect();
        for (number, (one, other)) in [(0, 1), (0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (3, 3)].into_iter().enumerate() {
            let link = Link { key: number.to_string().into(), ..Link::default() };
            builder.add_link(actors[one], actors[other], link).expect("both ends are there");
        }
        builder.finish()
    };
    let points: Vec<Point> =
        (0..kinds.len()).map(|number| Point::new((number / 2) as f32 * 80.0, (number % 2) as f32 * 150.0)).collect();
    let Some(mut near) = Studio::open_on_card(graph.clone(), &points, Budget::default()) else { return };
    let nobody = Budget { whole: (0, 0), near: (0, 0) };
    let Some(mut far) = Studio::open_on_card(graph, &points, nobody) else { return };
    assert_eq!((near.stats().foreground, far.stats().foreground), ((10, 7), (0, 0)));
    let (one, other) = (near.picture(), far.picture());
    for actor in 0..10 {
        let middle = near.at(actor);
        assert_eq!(middle, far.at(actor));
        let mut difference = 0.0;
        for (x, y) in (-12..=12i32).flat_map(|x| (-12..=12i32).map(move |y| (x, y))) {
            let pixel = |picture: &image::RgbaImage| {
                let at = (middle.x as i32 + x, middle.y as i32 + y);
                picture.get_pixel(at.0 as u32, at.1 as u32).0.map(f64::from)
            };
            let (a, b) = (pixel(&one), pixel(&other));
            difference += (0..3).map(|part| (a[part] - b[part]).abs()).sum::<f64>() / 3.0;
        }
        let mean = difference / 625.0;
        assert!(mean < 6.0, "{}: differs by {mean:.1} of 255 on average", kinds[actor as usize]);
    }
}

#[test]
fn near_in_a_crowd_the_whole_is_seen_in_a_corner_and_a_click_there_goes_there() {
    let (graph, points) = crowd();
    let mut studio = Studio::open(graph, &points);
    assert!(studio.0.query_by_label("The whole drawing, small").is_none(), "all of it is in sight");
    let at = studio.at(2_040);
    for _ in 0..3 {
        studio.zoom(at, 3.0);
    }
    let corner = studio.0.get_by_label("The whole drawing, small").rect();
    assert!(egui::Rect::from_min_size(Pos2::ZERO, SIZE).contains_rect(corner));
    let (before, zoom) = (studio.0.state().canvas.camera().centre, studio.0.state().canvas.camera().zoom);
    let there = corner.min + vec2(14.0, 14.0);
    studio.send(Event::PointerMoved(there));
    studio.button(there, PointerButton::Primary, true);
    studio.button(there, PointerButton::Primary, false);
    studio.rest();
    let camera = studio.0.state().canvas.camera();
    assert!(camera.centre.x < before.x - 500.0 && camera.centre.y < before.y - 500.0, "{before:?} {camera:?}");
    assert!((camera.zoom - zoom).abs() < 1e-6);
    assert!(studio.0.state().workspace.selection().is_empty(), "what lies under it is not clicked");
}

#[test]
fn no_colour_of_one_theme_is_seen_in_the_other() {
    // So many that it takes a thread to bring them to the card.
    let graph = planted(Planted::of_size(12_000, 30_000, 1));
    let points: Vec<Point> =
        (0..12_000).map(|number| Point::new((number % 120) as f32 * 60.0, (number / 120) as f32 * 60.0)).collect();
    let Some(on_card) = Studio::open_on_card(graph.clone(), &points, Budget::default()) else { return };
    let state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
    let renderer = Some(WgpuTestRenderer::from_render_state(state));
    let without = Studio::with(workspace(graph, &points), None, Budget::default(), renderer);
    for mut studio in [on_card, without] {
        // Titles of communities are written at once, in the colours of the new theme.
        studio.0.state_mut().canvas.show_communities(false);
        studio.rest();
        studio.picture();
        studio.0.state_mut().workspace.set_theme(Theme::Dark);
        studio.0.step();
        let at_once = studio.picture();
        studio.rest();
        let at_last = studio.picture();
        let ground = Theme::Dark.tokens().canvas.0;
        let differ = |one: [u8; 4], other: [u8; 4]| (0..3).any(|part| one[part].abs_diff(other[part]) > 24);
        let wrong = at_once.pixels().zip(at_last.pixels());
        let wrong = wrong.filter(|(now, last)| now.0[3] > 0 && differ(now.0, ground) && differ(now.0, last.0)).count();
        assert!(wrong < 100, "{wrong} pixels have colours of the light theme");
        assert!(at_last.pixels().filter(|pixel| differ(pixel.0, ground)).count() > 20_000, "all is there in the end");
    }
}

#[test]
fn a_lost_card_is_told_of() {
    let state = std::panic::catch_unwind(|| create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE));
    let Ok(state) = state else { return crate::say_skipped("no graphics adapter") };
    let told = Arc::new(AtomicBool::new(false));
    let tell = Arc::clone(&told);
    Graphics::when_lost(&state, move || tell.store(true, Ordering::Relaxed));
    state.device.destroy();
    for _ in 0..PATIENCE {
        let _ = state.device.poll(egui_wgpu::wgpu::PollType::Poll);
        if told.load(Ordering::Relaxed) {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("nobody was told");
}

#[test]
fn labels_are_limited_to_whom_one_looks_at() {
    let (graph, points) = crowd();
    let mut studio = Studio::open(graph, &points);
    assert!(studio.stats().labels.len() > 3);
    studio.ask(Command::SelectMany(vec![Target::Actor(ActorIx(17))], Pick::Replace));
    for (of, expected) in [(LabelsOf::Selected, vec![ActorIx(17)]), (LabelsOf::Nobody, Vec::new())] {
        studio.0.state_mut().canvas.label(LabelPolicy { of, ..LabelPolicy::default() });
        studio.rest();
        assert_eq!(studio.stats().labels, expected, "{}", of.name());
    }
}
