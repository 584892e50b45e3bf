//! The window without a window: opens a file in the real program, clicks where an actor or link stands, types, and reads what
//! is said. Tests are written in these words.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linklore::app::{App, SettingsFile};
use linklore::model::{ActorIx, LinkIx, Point};
use linklore::workspace::{Target, Workspace};

/// Frames that anything may take while no thread works; reaching it means that something never comes to rest.
const PATIENCE: usize = 6000;
/// The same of all frames, of which those while a thread works are many on a busy machine.
const MOST_FRAMES: usize = 60_000;

/// The program with a file open.
pub struct Studio {
    harness: Harness<'static, App>,
    copied: Option<String>,
}

/// What the last frame put onto the clipboard.
fn copied_in(harness: &Harness<'static, App>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// A sample of the project.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-graphs").join(name)
}

impl Studio {
    /// The start screen.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// That file, loaded, laid out and at rest.
    pub fn open(path: &Path) -> Self {
        Self::with(&[path.to_owned()])
    }

    /// That file, begun at the actor of that name.
    pub fn open_at(path: &Path, actor: &str) -> Self {
        let (files, actor) = (vec![path.to_owned()], actor.to_owned());
        Self::made(move |creation| App::new_at(creation, SettingsFile::in_memory(), None, &files, Some(&actor)))
    }

    /// The program with files and settings that are kept in a folder, as on a real start.
    pub fn start_in(folder: &Path, files: &[PathBuf]) -> Self {
        let path = folder.join("settings.json");
        Self::of(files, move || SettingsFile::read(Some(path)).0)
    }

    fn with(files: &[PathBuf]) -> Self {
        Self::of(files, SettingsFile::in_memory)
    }

    fn of(files: &[PathBuf], settings: impl FnOnce() -> SettingsFile + 'static) -> Self {
        let files = files.to_vec();
        Self::made(move |creation| App::new(creation, settings(), None, &files))
    }

    fn made(make: impl FnOnce(&mut eframe::CreationContext<'_>) -> App + 'static) -> Self {
        let harness =
            Harness::builder().with_size(Vec2::new(1320.0, 860.0)).with_theme(egui::Theme::Light).build_eframe(make);
        let mut studio = Self { harness, copied: None };
        studio.rest();
        studio
    }

    /// Draws frames until nothing moves and no thread works.
    pub fn rest(&mut self) {
        let mut frames_at_rest = 0;
        for _ in 0..MOST_FRAMES {
            self.harness.step();
            self.copied = copied_in(&self.harness).or(self.copied.take());
            if !self.harness.state().is_at_rest() {
                std::thread::sleep(Duration::from_millis(4));
                continue;
            }
            frames_at_rest += 1;
            if self.repaint_delay() != Duration::ZERO {
                return;
            }
            if frames_at_rest == PATIENCE {
                break;
            }
        }
        panic!("the program never comes to rest: {:?}", self.harness.ctx.repaint_causes());
    }

    /// How long until the next frame was asked for.
    pub fn repaint_delay(&self) -> Duration {
        let views = self.harness.output().viewport_output.values();
        views.map(|view| view.repaint_delay).min().unwrap_or(Duration::MAX)
    }

    /// Whether the last frame asked for the window to be closed.
    pub fn wants_to_close(&self) -> bool {
        let views = self.harness.output().viewport_output.values();
        views.flat_map(|view| &view.commands).any(|command| matches!(command, egui::ViewportCommand::Close))
    }

    /// Draws a few frames, whatever goes on.
    pub fn frames(&mut self, count: usize) {
        self.harness.run_steps(count);
    }

    /// The program itself.
    pub fn app(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    /// The program ends as after a crash: nobody is asked, nothing is put away.
    pub fn crash(mut self) {
        self.harness.state().flush_journal();
        self.harness.state_mut().forget();
        drop(self);
    }

    /// The egui context.
    pub fn ctx(&self) -> egui::Context {
        self.harness.ctx.clone()
    }

    /// The open file.
    pub fn workspace(&self) -> &Workspace {
        self.harness.state().workspace().expect("a file is open")
    }

    /// Chooses from the list that belongs to a label.
    pub fn choose(&mut self, label: &str, choice: &str) {
        let is_list = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::ComboBox;
        let list = self.harness.get_all_by_label(label).find(is_list);
        list.unwrap_or_else(|| panic!("no list {label:?}")).click();
        self.rest();
        self.harness.get_all_by_label(choice).last().unwrap_or_else(|| panic!("no choice {choice:?}")).click();
        self.rest();
    }

    /// Chooses from a list as on a machine whose frames are slow: the button is pressed and let go within one.
    pub fn choose_in_one_frame(&mut self, label: &str, choice: &str) {
        let is_list = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::ComboBox;
        let list = self.harness.get_all_by_label(label).find(is_list).map(|list| list.rect().center());
        self.click_in_one_frame(list.unwrap_or_else(|| panic!("no list {label:?}")));
        let item = self.harness.get_all_by_label(choice).last().map(|item| item.rect().center());
        self.click_in_one_frame(item.unwrap_or_else(|| panic!("no choice {choice:?}")));
    }

    fn click_in_one_frame(&mut self, at: Pos2) {
        self.point(at);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            self.harness.input_mut().events.push(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        self.harness.step();
        self.rest();
    }

    /// The actor of that label.
    pub fn actor(&self, label: &str) -> ActorIx {
        let mut actors = self.workspace().graph().actors();
        let found = actors.find(|(_, actor)| actor.label == label);
        found.unwrap_or_else(|| panic!("no actor {label:?}")).0
    }

    /// Where an actor stands in the drawing.
    pub fn place(&self, label: &str) -> Point {
        self.workspace().view().positions.get(self.actor(label)).expect("laid out")
    }

    /// Where an actor is in the window.
    pub fn at(&self, label: &str) -> Pos2 {
        let target = Target::Actor(self.actor(label));
        self.harness.state().on_screen(target).expect("the actor is drawn")
    }

    /// Clicks an actor in the picture.
    pub fn click_actor(&mut self, label: &str) {
        self.click(self.at(label), Modifiers::NONE);
    }

    /// Clicks a link in the picture, in its middle.
    pub fn click_link(&mut self, link: LinkIx) {
        let at = self.harness.state().on_screen(Target::Link(link)).expect("the link is drawn");
        self.click(at, Modifiers::NONE);
    }

    /// Clicks somewhere.
    pub fn click(&mut self, at: Pos2, modifiers: Modifiers) {
        self.point(at);
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            self.harness.event_modifiers(egui::Event::PointerButton { pos: at, button, pressed, modifiers }, modifiers);
            self.harness.step();
        }
        self.rest();
    }

    /// Clicks twice, fast.
    pub fn double_click(&mut self, at: Pos2) {
        self.point(at);
        for pressed in [true, false, true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            self.harness.input_mut().events.push(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        self.harness.step();
        self.rest();
    }

    /// Where the first widget is whose label begins like that.
    pub fn place_of(&self, beginning: &str) -> egui::Rect {
        let everything = self.harness.root().children_recursive();
        let found = everything.into_iter().find(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value()].into_iter().flatten().any(|text| text.starts_with(beginning))
        });
        found.unwrap_or_else(|| panic!("nothing begins with {beginning:?}")).rect()
    }

    /// Moves the pointer there.
    pub fn point(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.harness.step();
    }

    /// Drags from one place to another, in several moves.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.drag_with(from, to, Modifiers::NONE);
    }

    /// Drags from one place to another with keys held.
    pub fn drag_with(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        let button =
            |pos, pressed| egui::Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        self.point(from);
        self.harness.event_modifiers(button(from, true), modifiers);
        self.harness.step();
        for step in 1..=6 {
            self.point(from + (to - from) * (step as f32 / 6.0));
        }
        self.harness.event_modifiers(button(to, false), modifiers);
        self.harness.step();
    }

    /// Takes hold of something and moves it there, without letting go.
    pub fn press_and_move(&mut self, from: Pos2, to: Pos2) {
        self.point(from);
        self.button(from, true);
        for step in 1..=6 {
            self.point(from + (to - from) * (step as f32 / 6.0));
        }
    }

    /// Lets go of it.
    pub fn let_go(&mut self, at: Pos2) {
        self.button(at, false);
        self.rest();
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        self.harness.step();
    }

    /// Makes the window as large as that.
    pub fn resize(&mut self, size: Vec2) {
        self.harness.set_size(size);
        self.rest();
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.rest();
    }

    /// Something happens.
    pub fn event(&mut self, event: egui::Event) {
        self.harness.event(event);
        self.harness.step();
        self.copied = copied_in(&self.harness).or(self.copied.take());
        self.rest();
    }

    /// What was put onto the clipboard by the last event that put something there.
    pub fn copied(&self) -> Option<String> {
        self.copied.clone()
    }

    /// Types text.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.rest();
    }

    /// Clicks the one widget of that label.
    pub fn click_widget(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.rest();
    }

    /// Whether the switch of that label is on; `None` where no such switch is shown.
    pub fn is_on(&self, label: &str) -> Option<bool> {
        use egui::accesskit::Toggled;
        let toggled = self.harness.query_all_by_label(label).find_map(|node| node.accesskit_node().toggled());
        toggled.map(|toggled| toggled == Toggled::True)
    }

    /// Puts the text cursor into the field of that label, and selects what is in it.
    pub fn enter_field(&mut self, label: &str) {
        let is_field = |node: &egui_kittest::Node<'_>| {
            use egui::accesskit::Role;
            matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
        };
        let field = self.harness.get_all_by_label(label).find(is_field).map(|field| field.rect().center());
        self.click(field.unwrap_or_else(|| panic!("no field {label:?}")), Modifiers::NONE);
        self.press(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::A);
    }

    /// Gives the focus to the field of that label, in sight or not.
    pub fn focus_field(&mut self, label: &str) {
        let is_field = |node: &egui_kittest::Node<'_>| {
            use egui::accesskit::Role;
            matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
        };
        self.harness.get_all_by_label(label).find(is_field).unwrap_or_else(|| panic!("no field {label:?}")).focus();
        self.rest();
    }

    /// Gives the focus to the first widget of that label that can have it.
    pub fn focus_widget(&mut self, label: &str) {
        use egui::accesskit::Role;
        let is_text = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Label;
        let widget = self.harness.get_all_by_label(label).find(|node| !is_text(node));
        widget.unwrap_or_else(|| panic!("no widget {label:?}")).focus();
        self.rest();
    }

    /// Clicks the last of the widgets of that label.
    pub fn click_last_widget(&mut self, label: &str) {
        let last = self.harness.get_all_by_label(label).last().map(|widget| widget.rect().center());
        self.click(last.unwrap_or_else(|| panic!("no widget {label:?}")), Modifiers::NONE);
    }

    /// Whether a widget says that, as part of its label or value.
    pub fn says(&self, words: &str) -> bool {
        let said = |text: Option<String>| text.is_some_and(|text| text.contains(words));
        let everything = self.harness.root().children_recursive();
        everything.into_iter().any(|node| {
            let node = node.accesskit_node();
            said(node.label()) || said(node.value())
        })
    }

    /// The labels of the selected actors.
    pub fn selected(&self) -> Vec<String> {
        let graph = self.workspace().graph();
        self.workspace().selection().actors.iter().map(|&actor| graph.actor(actor).label.to_string()).collect()
    }

    /// The one thing that is selected.
    pub fn single(&self) -> Option<Target> {
        self.workspace().selection().single()
    }

    /// The names of the steps that can be undone.
    pub fn steps(&self) -> Vec<String> {
        self.workspace().history().names().map(str::to_owned).collect()
    }

    /// What the window looks like; `None` where there is no graphics adapter.
    pub fn picture(&mut self) -> Option<image::RgbaImage> {
        match self.harness.render() {
            Ok(picture) => Some(picture),
            Err(why) => {
                crate::say_skipped(&format!("no graphics adapter ({why})"));
                None
            }
        }
    }
}
