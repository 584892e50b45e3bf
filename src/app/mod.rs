//! The window: what is open, what is going on, and one frame after the other. Everything that matters happens elsewhere;
//! here panels and canvas are drawn, what they ask for is carried out, and what threads have finished is taken over.

mod appearance;
mod arrange;
mod compare;
mod dating;
mod dispatch;
mod draw;
mod evidence;
mod faceting;
mod files;
mod finished;
mod import;
mod inquiry;
mod keeping;
mod keyboard;
mod laying_out;
mod loading;
mod measuring;
mod mishap;
mod names;
mod paths;
mod picture;
mod pictures;
mod questions;
mod recovery;
mod revival;
mod running;
mod samples;
mod settings;
mod sources;
mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Pos2, Rect};

use crate::canvas::{Canvas, CanvasStats, Graphics};
use crate::io::{Presence, ReadOptions, Testimony};
use crate::jobs::{Recorder, Wake};
use crate::panels::look::counted;
use crate::panels::{fonts, look};
use crate::scene::camera::Size;
use crate::text::FindIndex;
use crate::workspace::{Command, Target, Workspace};

use arrange::{ArrangeDialog, Choice};
use draw::Panels;
use evidence::EvidenceDialog;
use files::FileDialogs;
use import::ImportDialog;
pub use mishap::Doing;
use picture::PictureDialog;
use questions::{Opening, Question};
use recovery::Recovery;
use revival::Revival;
pub use settings::{SettingsFile, default_path as default_settings_path};
use work::Work;

/// The open file: what the analyst does with it, what can be found in it, and the picture.
struct Desk {
    workspace: Workspace,
    find_index: Arc<FindIndex>,
    /// The revision of the graph that the index was built, or is being built, from.
    indexed: u64,
    canvas: Canvas,
    canvas_rect: Rect,
    /// Which details of the file read like evidence; empty once that was answered.
    suggested: Testimony,
    /// How the file was read.
    options: ReadOptions,
    /// Keeps every step for the case of a crash.
    recorder: Option<Recorder>,
    /// Says to other windows that the file is open here.
    presence: Option<Presence>,
}

impl Desk {
    /// The size of the canvas, in points.
    fn canvas_size(&self) -> Size {
        Size::new(self.canvas_rect.width(), self.canvas_rect.height())
    }
}

/// The window.
pub struct App {
    settings: SettingsFile,
    desk: Option<Desk>,
    panels: Panels,
    work: Work,
    dialogs: Dialogs,
    /// What draws the window; `None` where nothing does, as in some tests.
    graphics: Option<Graphics>,
    revival: Revival,
    recovery: Recovery,
    wake: Wake,
    /// How actors were arranged last.
    arranged: Choice,
    /// The question whether to save was answered: the window may close.
    may_close: bool,
    title: String,
    /// A test wants to see what happens when something goes wrong.
    fails: Option<Doing>,
}

/// What lies on top of everything else.
#[derive(Default)]
struct Dialogs {
    files: FileDialogs,
    picture: Option<PictureDialog>,
    evidence: Option<EvidenceDialog>,
    import: Option<ImportDialog>,
    arrange: Option<ArrangeDialog>,
    question: Option<Question>,
    /// What the window showed when a screenshot was asked for, until a name is chosen for it.
    screenshot: Option<Arc<egui::ColorImage>>,
}

impl Dialogs {
    /// Whether something has to be answered before anything else may be done.
    fn is_waiting(&self) -> bool {
        self.question.is_some()
            || self.picture.is_some()
            || self.evidence.is_some()
            || self.import.is_some()
            || self.arrange.is_some()
            || self.files.is_open()
    }
}

impl App {
    /// The window of a fresh start, which opens `files` (the first of them).
    #[must_use]
    pub fn new(
        creation: &eframe::CreationContext<'_>,
        settings: SettingsFile,
        trouble: Option<String>,
        files: &[PathBuf],
    ) -> Self {
        Self::new_at(creation, settings, trouble, files, None)
    }

    /// [`App::new`]; the picture begins at the actor that `at` names, with everybody but its neighbours hidden.
    #[must_use]
    pub fn new_at(
        creation: &eframe::CreationContext<'_>,
        settings: SettingsFile,
        trouble: Option<String>,
        files: &[PathBuf],
        at: Option<&str>,
    ) -> Self {
        Self::revived(creation, settings, trouble, (files, at), Revival::default())
    }

    /// [`App::new`], with what a window before this one left behind.
    fn revived(
        creation: &eframe::CreationContext<'_>,
        settings: SettingsFile,
        trouble: Option<String>,
        (files, at): (&[PathBuf], Option<&str>),
        revival: Revival,
    ) -> Self {
        let ctx = &creation.egui_ctx;
        fonts::install_fonts(ctx);
        let wake = revival.begin(creation);
        let mut app = Self {
            panels: Panels::default(),
            settings,
            desk: None,
            work: Work::default(),
            arranged: Choice::default(),
            dialogs: Dialogs::default(),
            graphics: creation.wgpu_render_state.as_ref().map(Graphics::of),
            revival,
            recovery: Recovery::default(),
            wake,
            may_close: false,
            title: String::new(),
            fails: None,
        };
        look::apply(ctx, app.settings.settings.theme());
        app.dialogs.files.prefer_own = app.settings.settings.own_file_dialog;
        if let Some(details) = trouble {
            app.dialogs.question =
                Some(Question::Trouble { title: "The settings could not be read".to_owned(), details, part: None });
        }
        app.recovery.folder = app.settings.path().and_then(Path::parent).map(|folder| folder.join("recovery"));
        if let Some(legacy) = app.revival.take() {
            app.inherit(legacy);
            return app;
        }
        app.look_for_abandoned_work();
        if let Some(first) = files.first() {
            app.open_file(Opening { at: at.map(str::to_owned), ..Opening::plain(first.clone()) });
        }
        app
    }

    /// The open file, if one is open.
    #[must_use]
    pub fn workspace(&self) -> Option<&Workspace> {
        self.desk.as_ref().map(|desk| &desk.workspace)
    }

    /// Whether nothing is being loaded, laid out, saved or drawn in another thread.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.work.is_at_rest()
            && !self.recovery.is_busy()
            && self.desk.as_ref().is_none_or(|desk| desk.canvas.is_at_rest())
            && self.dialogs.picture.as_ref().is_none_or(PictureDialog::is_at_rest)
            && self.dialogs.import.as_ref().is_none_or(ImportDialog::is_at_rest)
    }

    /// What the canvas did so far.
    #[must_use]
    pub fn canvas_stats(&self) -> Option<&CanvasStats> {
        self.desk.as_ref().map(|desk| desk.canvas.stats())
    }

    /// Where an actor, or the middle of a link, was last drawn in the window.
    #[must_use]
    pub fn on_screen(&self, target: Target) -> Option<Pos2> {
        let Desk { workspace, canvas, .. } = self.desk.as_ref()?;
        match target {
            Target::Actor(actor) => canvas.actor_on_screen(workspace, actor),
            Target::Link(link) => canvas.link_on_screen(workspace, link),
        }
    }

    /// Where the label of an actor or a link is in the window; `None` where it has none.
    #[must_use]
    pub fn label_on_screen(&self, target: Target) -> Option<Rect> {
        self.desk.as_ref()?.canvas.label_on_screen(target)
    }

    /// Carries commands out, as if somebody had asked for them in the window.
    pub fn ask(&mut self, ctx: &egui::Context, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            self.carry_out(ctx, command);
        }
        self.record();
        self.stage();
    }

    /// Called while drawing only: what a hidden window is told before its first frame may be lost.
    fn update_title(&mut self, ctx: &egui::Context) {
        let title = match &self.desk {
            Some(desk) => {
                let mark = if desk.workspace.is_unsaved() { "• " } else { "" };
                format!("{mark}{} — Linklore", desk.workspace.file_name())
            }
            None => "Linklore".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.leave_where_the_card_is_lost(ctx);
        if self.is_given_up() {
            return;
        }
        self.guarded(ctx, Doing::CarryingOut, |app| {
            app.take_over_what_is_finished(ctx);
            app.record();
            app.offer_abandoned_work(ctx);
            app.take_dropped_files(ctx);
            app.answer_closing(ctx);
        });
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        if self.is_given_up() {
            return;
        }
        let ctx = ui.ctx().clone();
        let mut commands = Vec::new();
        if !self.guarded(&ctx, Doing::Drawing, |app| app.draw(ui, &mut commands)) {
            return;
        }
        self.guarded(&ctx, Doing::CarryingOut, |app| {
            // After drawing, so that what is drawn takes its own keys first: Escape gives up a drag before it clears the selection.
            if !app.dialogs.is_waiting() {
                commands.extend(keyboard::commands(&ctx, app.workspace()));
            }
            app.ask(&ctx, commands);
            app.follow_paths(&ctx);
            app.follow_measures(&ctx);
            app.follow_timeline(&ctx);
            app.follow_facets(&ctx);
            app.follow_sources(&ctx);
            app.follow_appearance();
            app.draw_dialogs(&ctx);
            app.remember_window(&ctx);
            app.update_title(&ctx);
        });
    }

    fn on_exit(&mut self) {
        // What is not saved by now is not wanted.
        if let Some(Desk { recorder: Some(recorder), .. }) = &self.desk {
            recorder.discard();
            recorder.flush();
        }
        // The window is gone: there is nobody left to tell that settings could not be written.
        let _ = self.settings.write_if_changed();
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        look::colour(self.settings.settings.theme().tokens().canvas).to_normalized_gamma_f32()
    }
}

/// Opens the window on files and stays until it is closed; the picture begins at the actor that `at` names, if that is given.
///
/// # Errors
/// One sentence, where no window can be opened, with the command that makes a picture without one.
pub fn run(files: &[PathBuf], at: Option<&str>) -> Result<(), String> {
    mishap::tell_places_alone();
    revival::keep_open(|revival| open_window(files.to_vec(), at.map(str::to_owned), revival))
}

/// Opens the window and stays until it is closed, or has to be opened anew.
fn open_window(files: Vec<PathBuf>, at: Option<String>, revival: Revival) -> Result<(), String> {
    let (settings, trouble) = SettingsFile::read(default_settings_path());
    let size = settings.settings.window.unwrap_or([1320.0, 860.0]);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Linklore")
            .with_app_id("linklore")
            .with_inner_size(size)
            .with_min_inner_size([640.0, 420.0])
            .with_drag_and_drop(true),
        // Everything has soft edges of its own.
        multisampling: 0,
        ..eframe::NativeOptions::default()
    };
    let make = move |creation: &eframe::CreationContext<'_>| {
        revival.watch(creation);
        Box::new(App::revived(creation, settings, trouble, (&files, at.as_deref()), revival)) as Box<dyn eframe::App>
    };
    eframe::run_native("linklore", options, Box::new(move |creation| Ok(make(creation)))).map_err(|error| {
        let why = why_no_window(&error);
        format!(
            "Linklore cannot open a window here: {why}. To make a picture without one: linklore export FILE picture.png"
        )
    })
}

/// Why there is no window, in words; the window system's own are for programmers.
fn why_no_window(error: &eframe::Error) -> &'static str {
    let has_display =
        ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].iter().any(|name| std::env::var_os(name).is_some());
    match error {
        _ if cfg!(target_os = "linux") && !has_display => "there is no display",
        eframe::Error::Wgpu(_) => "no graphics adapter was found, not even one in software",
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => "the display cannot be reached",
        eframe::Error::AppCreation(_) => "the program could not set itself up",
    }
}
