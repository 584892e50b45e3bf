//! The picture under the pointer: clicks, drags, hovering, boxes, wheels, and the quiet between them. No window, no file.

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linklore::canvas::Canvas;
use linklore::model::{ActorIx, Graph, LinkIx, LoadReport, Planted, Point, View, graph_from_drawing, planted};
use linklore::scene::Theme;
use linklore::workspace::{Action, Command, LookAt, Origin, Pick, Target, Workspace};

/// A window with nothing in it but the canvas.
struct Desk {
    workspace: Workspace,
    canvas: Canvas,
    asked: Vec<Command>,
}

impl Desk {
    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut commands = Vec::new();
        self.canvas.ui(ui, &self.workspace, &mut commands);
        for command in commands {
            self.asked.push(command.clone());
            // What comes back is for a window to do; there is none.
            let _ = self.workspace.carry_out(command);
        }
    }
}

struct Studio<'a>(Harness<'a, Desk>);

const SIZE: Vec2 = vec2(800.0, 600.0);

impl Studio<'_> {
    fn open(graph: Graph, points: &[(f32, f32)]) -> Self {
        let mut view = View::blank(&graph);
        for ((actor, _), &(x, y)) in graph.actors().zip(points) {
            view.positions.set(actor, Some(Point::new(x, y)));
        }
        let workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        let desk = Desk { workspace, canvas: Canvas::new(None), asked: Vec::new() };
        let harness = Harness::builder().with_size(SIZE).with_step_dt(1.0 / 60.0).with_max_steps(60).build_ui_state(
            |ui, desk: &mut Desk| {
                egui::CentralPanel::no_frame().show(ui, |ui| desk.ui(ui));
            },
            desk,
        );
        let mut studio = Self(harness);
        studio.settle();
        studio
    }

    /// Ada, Ben and Cem in a row, linked one after the other; Dia apart, above.
    fn row() -> Self {
        Self::open(graph_from_drawing("Ada>Ben Ben-Cem Dia"), &[(-200.0, 0.0), (0.0, 0.0), (200.0, 0.0), (0.0, -150.0)])
    }

    fn settle(&mut self) -> u64 {
        self.0.run()
    }

    fn send(&mut self, event: Event) {
        self.0.event(event);
        self.0.step();
    }

    fn move_to(&mut self, at: Pos2) {
        self.send(Event::PointerMoved(at));
    }

    fn button(&mut self, at: Pos2, pressed: bool, button: PointerButton, modifiers: Modifiers) {
        // Modifiers are state of the keyboard as well as of the event.
        self.send(Event::ModifiersChanged(modifiers));
        self.send(Event::PointerButton { pos: at, button, pressed, modifiers });
    }

    fn click_with(&mut self, at: Pos2, modifiers: Modifiers) {
        self.move_to(at);
        self.button(at, true, PointerButton::Primary, modifiers);
        self.button(at, false, PointerButton::Primary, modifiers);
        self.send(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    fn click(&mut self, at: Pos2) {
        self.click_with(at, Modifiers::NONE);
        // Longer than a double click takes.
        self.0.run_steps(30);
    }

    fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.move_to(from);
        self.button(from, true, PointerButton::Primary, modifiers);
        self.move_to(from.lerp(to, 0.5));
        self.move_to(to);
        // A hand that rests before it lets go does not throw.
        self.0.run_steps(30);
        self.button(to, false, PointerButton::Primary, modifiers);
        self.send(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    fn at(&self, actor: u32) -> Pos2 {
        let desk = self.0.state();
        desk.canvas.actor_on_screen(&desk.workspace, ActorIx(actor)).expect("it has a place")
    }

    fn link_at(&self, link: u32) -> Pos2 {
        let desk = self.0.state();
        desk.canvas.link_on_screen(&desk.workspace, LinkIx(link)).expect("it is seen")
    }

    fn workspace(&self) -> &Workspace {
        &self.0.state().workspace
    }

    fn selected(&self) -> Vec<u32> {
        self.workspace().selection().actors.iter().map(|actor| actor.0).collect()
    }

    fn position(&self, actor: u32) -> Point {
        self.workspace().view().positions.get(ActorIx(actor)).expect("it has a place")
    }

    fn asked(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0.state_mut().asked)
    }
}

const GROUND: Pos2 = pos2(80.0, 520.0);

#[test]
fn the_whole_drawing_is_in_view_and_has_a_name() {
    let studio = Studio::row();
    studio.0.get_by_label("Graph: 4 actors, 2 links");
    for actor in 0..4 {
        assert!(egui::Rect::from_min_size(Pos2::ZERO, SIZE).shrink(20.0).contains(studio.at(actor)), "{actor}");
    }
    assert!(studio.at(0).x < studio.at(1).x && studio.at(3).y < studio.at(1).y);
}

#[test]
fn a_click_selects_and_the_ground_selects_nothing() {
    let mut studio = Studio::row();
    studio.click(studio.at(1));
    assert_eq!(studio.selected(), [1]);
    studio.click(studio.at(2));
    assert_eq!(studio.selected(), [2]);
    assert_eq!(studio.workspace().history().undo_name(), None, "a click neither pins nor moves");
    studio.click_with(studio.at(0), Modifiers::SHIFT);
    assert_eq!(studio.selected(), [0, 2]);
    studio.0.run_steps(30);
    studio.click_with(studio.at(2), Modifiers::COMMAND);
    assert_eq!(studio.selected(), [0]);
    studio.0.run_steps(30);
    studio.click(GROUND);
    assert!(studio.workspace().selection().is_empty());
}

#[test]
fn a_link_is_clicked_within_four_points_of_its_line() {
    let mut studio = Studio::row();
    let at = studio.link_at(0);
    studio.click(at + vec2(0.0, 4.0));
    assert_eq!(studio.workspace().selection().single(), Some(Target::Link(LinkIx(0))));
    studio.click(at + vec2(0.0, 8.0));
    assert!(studio.workspace().selection().is_empty());
}

#[test]
fn an_actor_moves_with_the_hand_and_only_after_the_threshold() {
    let mut studio = Studio::row();
    let (zoom, before) = (studio.0.state().canvas.camera().zoom, studio.position(1));
    let grabbed = studio.at(1) + vec2(2.0, -1.0);
    studio.drag(grabbed, grabbed + vec2(3.0, 0.0), Modifiers::NONE);
    assert_eq!(studio.position(1), before);
    assert_eq!(studio.workspace().history().undo_name(), None);
    studio.0.run_steps(30);
    studio.drag(grabbed, grabbed + vec2(50.0, 90.0), Modifiers::NONE);
    let moved = studio.position(1);
    assert!((moved.x - before.x - 50.0 / zoom).abs() < 0.1, "{moved:?}");
    assert!((moved.y - before.y - 90.0 / zoom).abs() < 0.1, "{moved:?}");
    assert!(studio.workspace().view().pinned.contains(ActorIx(1)));
    assert_eq!(studio.workspace().history().undo_name(), Some("Move Ben"));
    assert_eq!(studio.selected(), [1], "the first try was a click");
}

#[test]
fn escape_puts_a_dragged_actor_back() {
    let mut studio = Studio::row();
    let (from, before) = (studio.at(1), studio.position(1));
    studio.move_to(from);
    studio.button(from, true, PointerButton::Primary, Modifiers::NONE);
    studio.move_to(from + vec2(60.0, 0.0));
    studio.0.step();
    assert!(studio.position(1).x > before.x + 10.0);
    studio.0.key_press(Key::Escape);
    studio.0.run_steps(3);
    studio.move_to(from + vec2(90.0, 0.0));
    studio.button(from + vec2(90.0, 0.0), false, PointerButton::Primary, Modifiers::NONE);
    studio.settle();
    assert_eq!(studio.position(1), before);
    assert_eq!(studio.workspace().history().undo_name(), None);
}

#[test]
fn hovering_says_what_is_under_the_pointer() {
    let mut studio = Studio::row();
    studio.asked();
    studio.move_to(studio.at(0));
    studio.settle();
    let hovers = |studio: &mut Studio<'_>| -> Vec<Command> {
        studio.asked().into_iter().filter(|command| matches!(command, Command::Hover(_))).collect()
    };
    assert_eq!(hovers(&mut studio), [Command::Hover(Some(Target::Actor(ActorIx(0))))]);
    studio.move_to(studio.link_at(1) + vec2(0.0, 3.0));
    studio.settle();
    assert_eq!(hovers(&mut studio), [Command::Hover(Some(Target::Link(LinkIx(1))))]);
    studio.move_to(GROUND);
    studio.settle();
    assert_eq!(hovers(&mut studio), [Command::Hover(None)]);
}

#[test]
fn a_tooltip_comes_after_a_rest() {
    let mut studio = Studio::row();
    studio.move_to(studio.at(0));
    studio.0.run_steps(5);
    assert!(studio.0.query_by_label("1 link, 0 passages").is_none());
    studio.0.run_steps(40);
    studio.0.get_by_label("1 link, 0 passages");
    studio.move_to(studio.link_at(0));
    studio.0.run_steps(40);
    studio.0.get_by_label("No passage supports this link");
}

#[test]
fn a_box_and_a_lasso_select_what_lies_within() {
    let mut studio = Studio::row();
    let (ada, ben) = (studio.at(0), studio.at(1));
    studio.drag(ada - vec2(30.0, 30.0), ben + vec2(30.0, 30.0), Modifiers::SHIFT);
    assert_eq!(studio.selected(), [0, 1]);
    let cem = studio.at(2);
    let corners = [vec2(-30.0, -30.0), vec2(30.0, -30.0), vec2(30.0, 30.0), vec2(-30.0, 30.0)].map(|by| cem + by);
    studio.move_to(corners[0]);
    studio.button(corners[0], true, PointerButton::Primary, Modifiers::ALT);
    for corner in corners {
        studio.move_to(corner);
    }
    studio.button(corners[3], false, PointerButton::Primary, Modifiers::ALT | Modifiers::COMMAND);
    studio.settle();
    assert_eq!(studio.selected(), [0, 1, 2], "Ctrl adds");
}

#[test]
fn double_clicks_expand_and_fit() {
    let mut studio = Studio::row();
    studio.asked();
    let ben = studio.at(1);
    studio.click_with(ben, Modifiers::NONE);
    studio.click_with(ben, Modifiers::NONE);
    assert!(studio.asked().contains(&Command::Expand(ActorIx(1))));
    studio.0.run_steps(30);
    studio.click_with(GROUND, Modifiers::NONE);
    studio.click_with(GROUND, Modifiers::NONE);
    assert!(studio.asked().contains(&Command::LookAt(LookAt::All)));
}

#[test]
fn the_ground_pans_the_picture() {
    let mut studio = Studio::row();
    let before = studio.at(1);
    studio.drag(GROUND, GROUND + vec2(120.0, -40.0), Modifiers::NONE);
    let after = studio.at(1);
    assert!((after - before - vec2(120.0, -40.0)).length() < 0.1, "{before:?} {after:?}");
    let camera = studio.0.state().canvas.camera();
    assert_eq!(studio.workspace().camera(), Some(camera), "the workspace knows where the camera is");
}

#[test]
fn the_wheel_zooms_at_the_pointer() {
    let mut studio = Studio::row();
    let ben = studio.at(1);
    let zoom = studio.0.state().canvas.camera().zoom;
    studio.move_to(ben);
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    studio.send(wheel);
    studio.settle();
    assert!(studio.0.state().canvas.camera().zoom > 1.3 * zoom);
    assert!((studio.at(1) - ben).length() < 0.5, "what is under the pointer stays there");
}

#[test]
fn the_camera_goes_where_it_is_asked_and_stops() {
    let mut studio = Studio::row();
    let ask = |studio: &mut Studio<'_>, look| {
        let _ = studio.0.state_mut().workspace.carry_out(Command::LookAt(look));
        studio.settle();
    };
    let all = studio.0.state().canvas.camera();
    ask(&mut studio, LookAt::Zoom(6.0));
    assert!((studio.0.state().canvas.camera().zoom / all.zoom - 6.0).abs() < 1e-3);
    ask(&mut studio, LookAt::Target(Target::Actor(ActorIx(0))));
    assert!((studio.at(0) - (SIZE / 2.0).to_pos2()).length() < 1.0);
    ask(&mut studio, LookAt::All);
    assert_eq!(studio.0.state().canvas.camera(), all);
}

#[test]
fn an_idle_window_draws_nothing() {
    let mut studio = Studio::open(planted(Planted::of_size(60, 120, 5)), &circle(60));
    studio.move_to(studio.at(3));
    studio.move_to(GROUND);
    let frames = studio.settle();
    assert!(frames < 30, "{frames}");
    assert!(!studio.0.ctx.has_requested_repaint());
    let drawn = studio.0.state().canvas.stats().drawn;
    studio.0.step();
    studio.0.step();
    assert!(!studio.0.ctx.has_requested_repaint(), "a frame that nobody asked for asks for no other");
    let stats = studio.0.state().canvas.stats();
    assert_eq!(stats.drawn, drawn, "the shapes of the last frame are put up again");
    assert!(stats.repeated >= 2);
}

#[test]
fn the_pointer_over_the_ground_draws_nothing_anew() {
    let mut studio = Studio::row();
    studio.move_to(GROUND);
    studio.settle();
    let drawn = studio.0.state().canvas.stats().drawn;
    for step in 0u8..5 {
        studio.move_to(GROUND + vec2(f32::from(step), 2.0));
    }
    assert_eq!(studio.0.state().canvas.stats().drawn, drawn);
}

#[test]
fn labels_stay_while_the_picture_is_panned_by_a_point() {
    let mut studio = Studio::open(planted(Planted::of_size(300, 500, 5)), &circle(300));
    let before = studio.0.state().canvas.stats().labels.clone();
    assert!(before.len() > 20, "{}", before.len());
    studio.drag(GROUND, GROUND + vec2(5.0, 0.0), Modifiers::NONE);
    let moved = studio.0.state().canvas.stats().labels.clone();
    studio.drag(GROUND, GROUND + vec2(-5.0, 1.0), Modifiers::NONE);
    assert_eq!(before, moved);
    assert_eq!(studio.0.state().canvas.stats().labels, before);
}

#[test]
fn the_menu_acts_on_what_is_under_the_pointer() {
    let mut studio = Studio::row();
    let ada = studio.at(0);
    studio.move_to(ada);
    studio.button(ada, true, PointerButton::Secondary, Modifiers::NONE);
    studio.button(ada, false, PointerButton::Secondary, Modifiers::NONE);
    studio.settle();
    assert_eq!(studio.selected(), [0]);
    let other = Action::Collapse.text();
    let mut items = studio.0.get_all_by_label_contains(Action::Hide.text());
    let hide = items.find(|item| item.accesskit_node().label().is_some_and(|label| !label.contains(other)));
    hide.expect("the menu hides").click();
    drop(items);
    studio.settle();
    assert!(studio.workspace().view().hidden.contains(ActorIx(0)));
    studio.0.get_by_label("Graph: 3 actors, 1 link");
}

#[test]
fn a_canvas_with_nothing_on_it_says_why() {
    let mut studio = Studio::row();
    for action in [Action::SelectAll, Action::Hide] {
        let _ = studio.0.state_mut().workspace.carry_out(Command::Do(action));
    }
    studio.settle();
    studio.0.get_by_label("Graph: 0 actors, 0 links");
    studio.0.get_by_label(Action::ShowAll.text()).click();
    studio.settle();
    studio.0.get_by_label("Graph: 4 actors, 2 links");
}

#[test]
fn the_drawing_stays_in_view_while_it_unfolds() {
    let mut studio = Studio::row();
    studio.0.state_mut().workspace.run_begins();
    for step in 1u8..40 {
        let reach = 300.0 * f32::from(step);
        let points = [(0, -reach), (2, reach)].map(|(actor, x)| (ActorIx(actor), Point::new(x, 0.0)));
        studio.0.state_mut().workspace.take_frame(points);
        studio.0.step();
    }
    studio.0.state_mut().workspace.run_ended(true);
    studio.settle();
    for actor in [0, 2] {
        assert!(egui::Rect::from_min_size(Pos2::ZERO, SIZE).contains(studio.at(actor)), "{:?}", studio.at(actor));
    }
    assert!(studio.at(2).x - studio.at(0).x > 600.0, "and fills the canvas");
}

#[test]
fn a_pick_from_elsewhere_is_lit_without_a_command() {
    let mut studio = Studio::row();
    let drawn = studio.0.state().canvas.stats().drawn;
    let target = Target::Actor(ActorIx(2));
    let _ = studio.0.state_mut().workspace.carry_out(Command::Select(target, Pick::Replace));
    let _ = studio.0.state_mut().workspace.carry_out(Command::Hover(Some(target)));
    studio.asked();
    studio.settle();
    assert!(studio.0.state().canvas.stats().drawn > drawn);
    assert_eq!(studio.asked(), []);
}

fn circle(count: usize) -> Vec<(f32, f32)> {
    let radius = count as f32 * 6.0;
    (0..count)
        .map(|number| {
            let angle = number as f32 / count as f32 * std::f32::consts::TAU;
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect()
}
