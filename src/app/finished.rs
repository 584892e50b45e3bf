//! Taking over what other threads have finished, and what the window system has to say. Draws nothing.

use std::path::PathBuf;
use std::sync::Arc;

use super::draw::Panels;
use super::files::{Purpose, Request};
use super::import::ImportDialog;
use super::loading::{LoadError, Loaded, NotBegun};
use super::pictures::Finished;
use super::questions::{Opening, Question, Then};
use super::running::Running;
use super::work::file_name;
use super::{App, Desk, recovery};
use crate::canvas::Canvas;
use crate::io::{Exported, Presence, ReadCause, ReadOptions, SaveProblem};
use crate::jobs::{Task, drop_elsewhere};
use crate::panels::fonts;
use crate::text::FindIndex;
use crate::workspace::{Action, Command, Origin};

impl App {
    pub(super) fn take_over_what_is_finished(&mut self, ctx: &egui::Context) {
        self.take_loaded(ctx);
        self.take_saved();
        self.take_index();
        self.take_comparison(ctx);
        self.take_duplicates();
        self.follow_appearance();
        self.stage();
        self.take_exported();
        self.take_picture(ctx);
        self.take_screenshot(ctx);
        if let (Some(running), Some(desk)) = (&mut self.work.running, &mut self.desk)
            && !running.follow(&mut desk.workspace)
        {
            let is_of_all = running.is_arrangement_of_all();
            self.work.running = None;
            // What was shown meanwhile may still want a place.
            self.follow_looks();
            if is_of_all {
                self.carry_out(ctx, Action::FitAll.into());
            }
        }
    }

    /// Brings the picture and the lists of a large graph up to date: takes over what was worked out, has the next worked out.
    /// What was begun is finished and shown, so that something is seen while changes come faster than that.
    pub(super) fn stage(&mut self) {
        let Some(Desk { workspace, .. }) = &mut self.desk else { return };
        if let Some((revisions, task)) = &self.work.staging
            && let Some(outcome) = task.poll()
        {
            let revisions = *revisions;
            self.work.staging = None;
            match outcome {
                Ok(stage) => drop_elsewhere(workspace.set_stage(stage)),
                Err(panicked) => {
                    workspace.give_up_stage(revisions);
                    workspace.say(format!("The picture could not be drawn anew: {panicked}"));
                }
            }
        }
        if self.work.staging.is_none()
            && let Some(order) = workspace.stage_order()
        {
            let revisions = order.revisions();
            self.work.staging = Some((revisions, Task::spawn("stage", Arc::clone(&self.wake), move |_| order.build())));
        }
    }

    fn take_duplicates(&mut self) {
        let Some(answer) = self.work.duplicates.as_ref().and_then(Task::poll) else { return };
        self.work.duplicates = None;
        match answer {
            Ok(Some(pairs)) => self.panels.duplicates.open(pairs),
            Ok(None) => self.say("Looking for likely duplicates was cancelled"),
            Err(panicked) => self.trouble("Could not look for likely duplicates", panicked.to_string()),
        }
    }

    fn take_loaded(&mut self, ctx: &egui::Context) {
        let Some(answer) = self.work.loading.as_mut().and_then(|loading| loading.task.poll()) else { return };
        let Some(loading) = self.work.loading.take() else { return };
        match answer {
            Ok(Ok(loaded)) => match &self.desk {
                // Somebody went on working while the new file was read.
                Some(Desk { workspace, .. })
                    if workspace.is_unsaved() && loading.agreed_at != Some(workspace.history().here()) =>
                {
                    let file = workspace.file_name().to_owned();
                    self.dialogs.question = Some(Question::Unsaved { file, then: loading.then });
                    drop_elsewhere(loaded);
                }
                _ => {
                    let options = match loading.then {
                        Then::Open(opening) => opening.options,
                        _ => ReadOptions::default(),
                    };
                    self.show(ctx, *loaded, options);
                }
            },
            Ok(Err(LoadError::Recovery(why))) => {
                self.trouble(format!("Could not recover the work on {}", loading.name), why);
            }
            Ok(Err(LoadError::Read(error))) if error.cause() == ReadCause::Cancelled => {
                self.say(format!("Opening {} was cancelled", loading.name));
            }
            Ok(Err(LoadError::Read(error))) => {
                if error.cause() == ReadCause::NeedsMapping
                    && let Then::Open(opening) = loading.then
                {
                    self.dialogs.import = Some(ImportDialog::new(opening.path, &self.wake));
                    return;
                }
                let part = match loading.then {
                    Then::Open(opening) if error.readable_part().is_some() => {
                        let Opening { path, options, at } = *opening;
                        Some(Box::new(Opening { path, options: ReadOptions { partial: true, ..options }, at }))
                    }
                    _ => None,
                };
                let told = error.to_string();
                // The heading says the first line already.
                let details = told.split_once('\n').map_or(told.clone(), |(_, rest)| rest.to_owned());
                self.dialogs.question = Some(Question::Trouble { title: error.headline(), details, part });
            }
            Err(panicked) => self.trouble(format!("Could not open \"{}\"", loading.name), panicked.to_string()),
        }
    }

    /// Puts a file that was read onto the desk, and starts to lay it out where it has no positions.
    fn show(&mut self, ctx: &egui::Context, loaded: Loaded, options: ReadOptions) {
        let Loaded { mut workspace, find_index, suggested, faces, recovered, begun } = loaded;
        fonts::install_fallbacks(ctx, &faces);
        if let Some(path) = &workspace.origin().path {
            self.settings.settings.remember_file(path);
            self.keep_settings();
        }
        self.leave_desk();
        workspace.order_stages();
        workspace.lend_index(workspace.revisions().graph, Arc::clone(&find_index));
        let warnings = workspace.report().len();
        // The theme may have been changed while the file was read.
        let theme = self.settings.settings.theme();
        if workspace.theme() != theme {
            workspace.set_theme(theme);
        }
        let graph = workspace.graph();
        let counts = format!("{} actors, {} links", graph.actor_count(), graph.link_count());
        let also = match warnings {
            0 => String::new(),
            1 => " · 1 remark in the load report".to_owned(),
            more => format!(" · {more} remarks in the load report"),
        };
        if recovered.is_none() && !matches!(begun, Some(Ok(_))) {
            workspace.say(format!("Opened {}: {counts}{also}", workspace.file_name()));
        }
        let (recorder, presence) = self.recorder_for(&mut workspace, recovered);
        let mut instead = None;
        match begun {
            Some(Ok(steps)) => {
                if let Some(recorder) = &recorder {
                    for (name, edit) in steps {
                        recorder.step(recovery::now(), name, edit);
                    }
                }
            }
            Some(Err(not_begun)) => instead = Some(not_begun),
            None => {}
        }
        self.panels = Panels::default();
        if let Some(NotBegun { at, why }) = instead {
            self.panels.begin.open_instead(&at, why);
        }
        if workspace.lacks_places() {
            self.work.running = Some(Running::start(&mut workspace, true, &self.wake));
        }
        self.desk = Some(Desk {
            workspace,
            find_index,
            indexed: 0,
            canvas: Canvas::new(self.graphics),
            canvas_rect: egui::Rect::NOTHING,
            suggested,
            options,
            recorder,
            presence,
        });
    }

    /// The index behind find follows renamed actors and changed types, built anew in a thread of its own.
    fn take_index(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let built = self.work.indexing.as_ref().and_then(Task::poll);
        if let Some(built) = built {
            self.work.indexing = None;
            // A defect while building leaves the old index, which still finds everything else.
            if let Ok(index) = built {
                let index = Arc::new(index);
                desk.workspace.lend_index(desk.indexed, Arc::clone(&index));
                drop_elsewhere(std::mem::replace(&mut desk.find_index, index));
            }
        }
        let revision = desk.workspace.revisions().graph;
        if desk.indexed != revision && self.work.indexing.is_none() {
            desk.indexed = revision;
            let graph = desk.workspace.graph_snapshot();
            let wake = Arc::clone(&self.wake);
            self.work.indexing = Some(Task::spawn("index", wake, move |_| FindIndex::new(&graph)));
        }
    }

    fn take_saved(&mut self) {
        let Some(answer) = self.work.saving.as_mut().and_then(|saving| saving.task.poll()) else { return };
        let Some(saving) = self.work.saving.take() else { return };
        if !matches!(answer, Ok(Ok(_)))
            && let Some(Desk { recorder: Some(recorder), .. }) = self.desk.as_ref().filter(|_| saving.is_of_open_file)
        {
            recorder.not_saved();
        }
        let then = self.work.after_saving.take();
        match answer {
            Ok(Ok(saved)) => {
                let name = file_name(&saving.path);
                let message = format!("Saved {name}");
                let origin =
                    Origin { name, path: Some(saving.path.clone()), sha256: Some(saved.sha256), is_native: true };
                if let Some(desk) = self.desk.as_mut().filter(|_| saving.is_of_open_file) {
                    if let Some(recorder) = &desk.recorder {
                        recorder.saved(origin.clone());
                    }
                    if desk.workspace.origin().path != origin.path
                        && let Some(folder) = &self.recovery.folder
                    {
                        desk.presence = Presence::claim(folder, &saving.path).unwrap_or_default();
                    }
                    desk.workspace.saved(origin, saving.history_id);
                    desk.workspace.say(message);
                }
                self.settings.settings.remember_file(&saving.path);
                self.keep_settings();
                if let Some(then) = then {
                    self.go_on(then);
                }
            }
            Ok(Err(error)) if matches!(error.problem, SaveProblem::ChangedOnDisk) => {
                self.work.after_saving = then;
                self.dialogs.question = Some(Question::ChangedOnDisk { path: saving.path });
            }
            Ok(Err(error)) => self.trouble(error.headline(), error.to_string()),
            Err(panicked) => {
                self.trouble(format!("Could not save {}", file_name(&saving.path)), panicked.to_string());
            }
        }
    }

    fn take_exported(&mut self) {
        let Some(answer) = self.work.exporting.as_ref().and_then(Task::poll) else { return };
        self.work.exporting = None;
        match answer {
            Ok(Ok(Exported { paths, report })) => {
                let names: Vec<String> = paths.iter().map(|path| file_name(path)).collect();
                let names = names.join(", ");
                if report.is_empty() {
                    self.say(format!("Wrote {names}; nothing stays behind"));
                } else {
                    let lines: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
                    self.trouble(format!("Wrote {names}, but not everything"), lines.join("\n"));
                }
            }
            Ok(Err(error)) => self.trouble(error.headline(), error.without_window()),
            Err(panicked) => self.trouble("Could not write the graph", panicked.to_string()),
        }
    }

    fn take_picture(&mut self, ctx: &egui::Context) {
        match self.work.pictures.finished() {
            Some(Finished::Copied(image)) => {
                ctx.copy_image(image);
                self.say("Picture copied");
            }
            Some(Finished::Written(path, None)) => self.say(format!("Wrote {}", path.display())),
            Some(Finished::Written(path, Some(words))) => self.say(format!("Wrote {}. {words}", path.display())),
            Some(Finished::Cancelled(path)) => self.say(format!("Cancelled; {} was not written", path.display())),
            Some(Finished::Failed(what, why)) => self.trouble(what, why),
            None => {}
        }
    }

    /// The picture of the window arrives a frame after it was asked for; then a name is asked for.
    fn take_screenshot(&mut self, ctx: &egui::Context) {
        let image = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::Screenshot { image, .. } => Some(image.clone()),
                _ => None,
            })
        });
        if let Some(image) = image {
            self.dialogs.screenshot = Some(image);
            let request = Request {
                purpose: Purpose::Screenshot,
                file_name: "linklore-window.png".to_owned(),
                folder: None,
                kinds: vec![("PNG picture", vec!["png"])],
            };
            self.dialogs.files.ask(request, &self.wake);
        }
    }

    /// A file name was chosen.
    pub(super) fn take_file_name(&mut self, ctx: &egui::Context, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.carry_out(ctx, Command::OpenFile(path)),
            Purpose::Compare => self.compare_with(path),
            Purpose::SaveAs => {
                let then = self.work.after_saving.take();
                self.save_to(path, None, then);
            }
            Purpose::Picture => {
                if let (Some(desk), Some(dialog)) = (&self.desk, self.dialogs.picture.take()) {
                    let source = dialog.source(&desk.workspace, desk.canvas_size());
                    self.work.pictures.write(source, dialog.scale(), path, &self.wake);
                }
            }
            Purpose::ImportTable => self.dialogs.import = Some(ImportDialog::new(path, &self.wake)),
            Purpose::ExportGraph | Purpose::SaveCopy => self.export_graph_to(path),
            Purpose::Screenshot => {
                if let Some(image) = self.dialogs.screenshot.take() {
                    self.work.pictures.write_screenshot(image, path, &self.wake);
                }
            }
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &egui::Context) {
        let dropped: Option<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.carry_out(ctx, Command::OpenFile(path));
        }
    }

    /// The window was asked to close: ask about unsaved work first, once.
    pub(super) fn answer_closing(&mut self, ctx: &egui::Context) {
        if self.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        if !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        if let Some(desk) = &self.desk
            && desk.workspace.is_unsaved()
        {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            let file = desk.workspace.file_name().to_owned();
            self.dialogs.question = Some(Question::Unsaved { file, then: Then::Quit });
        }
    }

    pub(super) fn trouble(&mut self, title: impl Into<String>, details: impl Into<String>) {
        self.dialogs.question = Some(Question::Trouble { title: title.into(), details: details.into(), part: None });
    }

    pub(super) fn keep_settings(&mut self) {
        if let Err(message) = self.settings.write_if_changed() {
            self.say(message);
        }
    }
}
