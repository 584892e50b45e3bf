//! Carrying out what was asked for, as far as it is the window's business. The workspace does the rest.

use std::path::{Path, PathBuf};

use super::arrange::{ArrangeDialog, Choice, Shape};
use super::evidence::EvidenceDialog;
use super::files::{Purpose, Request};
use super::picture::PictureDialog;
use super::pictures::{PictureSource, current_view};
use super::questions::{Answer, Opening, Question, Then};
use super::work::{Loading, Running, Saving};
use super::{App, samples};
use crate::io::{Format, ReadOptions};
use crate::jobs::drop_elsewhere;
use crate::layout::arrange::{By, LineUp};
use crate::model::{ActorIx, ActorSet, Graph, LinkIx};
use crate::panels::look;
use crate::scene::labels::LabelsOf;
use crate::text::{Markup, account};
use crate::workspace::{Action, Base, Command, Selection, Target, clipboard};

/// What is written about what is selected.
fn selection_account(graph: &Graph, selection: &Selection, markup: Markup) -> String {
    let actors: Vec<ActorIx> = selection.actors.iter().copied().collect();
    let links: Vec<LinkIx> = selection.links.iter().copied().collect();
    account(graph, &actors, &links, markup)
}

impl App {
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        // A step back during a layout takes the layout back, so the layout has to end first.
        if matches!(command, Command::Do(Action::Undo | Action::Redo)) {
            self.stop_layout();
        }
        let are_forces_set = matches!(command, Command::SetForces(_));
        let rest = match &mut self.desk {
            Some(desk) => desk.workspace.carry_out(command),
            None => Some(command),
        };
        match rest {
            Some(Command::Do(action)) => self.act(ctx, action),
            Some(Command::OpenFile(path)) => self.unless_unsaved(Then::Open(Box::new(Opening::plain(path)))),
            Some(Command::CompareWith(path)) => self.compare_with(path),
            Some(Command::OpenSample(name)) => {
                if let Some(sample) = samples::by_name(&name) {
                    self.unless_unsaved(Then::OpenSample(sample.name));
                }
            }
            Some(Command::CopyText(text)) => {
                ctx.copy_text(text);
                self.say("Copied");
            }
            Some(Command::OpenAddress(address)) => self.open_address(ctx, &address),
            Some(Command::AskRename(actor)) => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_label(&desk.workspace, actor);
                }
            }
            Some(Command::AskActor(point)) => {
                if let Some(desk) = &self.desk {
                    let seen = desk.workspace.camera().map(|camera| camera.centre);
                    self.panels.add.ask_actor(&desk.workspace, point.or(seen));
                }
            }
            Some(Command::AskEvidence(passage)) => {
                if let Some(desk) = &self.desk {
                    let today = jiff::Zoned::now().date().to_string();
                    self.panels.cite.ask(&desk.workspace, &desk.find_index, passage, today);
                }
            }
            Some(Command::AskLink(source, target)) => {
                if let Some(desk) = &self.desk {
                    self.panels.add.ask_link(&desk.workspace, source, target);
                }
            }
            Some(Command::AskLinkType(link)) => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_link_kind(&desk.workspace, [link]);
                }
            }
            Some(_) | None => {}
        }
        if are_forces_set && let Some(desk) = &mut self.desk {
            // One run for the history, however often a slider moves meanwhile.
            if let Some(running) = self.work.running.take() {
                running.leave(&mut desk.workspace);
            }
            self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
        }
        self.follow_looks();
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Open => self.ask_for_file(),
            Action::ImportTable => self.ask_for_table(),
            Action::Save => self.save(None),
            Action::SaveAs => {
                self.work.after_saving = None;
                self.ask_for_native_name(Purpose::SaveAs);
            }
            Action::SaveCopy => self.ask_for_native_name(Purpose::SaveCopy),
            Action::Revert => self.revert(ctx),
            Action::ExportPicture => {
                if let Some(desk) = &self.desk {
                    self.dialogs.picture = Some(PictureDialog::new(&desk.workspace, &self.settings.settings));
                }
            }
            Action::CopyPicture => {
                if let Some(desk) = &self.desk {
                    let options = current_view(&desk.workspace, desk.canvas_size(), &self.settings.settings);
                    let source = PictureSource::new(&desk.workspace, options);
                    self.work.pictures.copy(source, ctx.pixels_per_point().max(2.0), &self.wake);
                }
            }
            Action::Screenshot => ctx.send_viewport_cmd(egui::ViewportCommand::Screenshot(egui::UserData::default())),
            Action::Compare => self.ask_for_other_file(),
            Action::StopComparing => self.stop_comparing(),
            Action::LoadReport => self.panels.report.open(),
            Action::ExportGraph => self.ask_for_graph_name(),
            Action::DetailsAsEvidence => {
                if let Some(desk) = &self.desk {
                    self.dialogs.evidence = Some(EvidenceDialog::new(&desk.workspace));
                }
            }
            Action::CloseFile => self.unless_unsaved(Then::CloseFile),
            Action::Quit => self.unless_unsaved(Then::Quit),
            Action::Rename => {
                if let Some(desk) = &self.desk
                    && let Some(Target::Actor(actor)) = desk.workspace.selection().single()
                {
                    self.panels.rename.ask_label(&desk.workspace, actor);
                }
            }
            Action::ChangeType => {
                if let Some(desk) = &self.desk {
                    let selection = desk.workspace.selection();
                    if selection.actors.is_empty() {
                        self.panels.rename.ask_link_kind(&desk.workspace, selection.links.iter().copied());
                    } else {
                        self.panels.rename.ask_actor_kind(&desk.workspace, selection.actors.iter().copied());
                    }
                }
            }
            Action::Copy | Action::Cut | Action::CopyTable | Action::CopyAccount | Action::CopyPlainAccount => {
                let Some(desk) = &self.desk else { return };
                let (graph, view) = (desk.workspace.graph(), desk.workspace.view());
                let selection = desk.workspace.selection();
                ctx.copy_text(match (action, desk.workspace.marked_words()) {
                    (Action::Copy, Some(words)) => words.to_owned(),
                    (Action::CopyAccount, _) => selection_account(graph, selection, Markup::Markdown),
                    (Action::CopyPlainAccount, _) => selection_account(graph, selection, Markup::Plain),
                    (Action::CopyTable, _) => clipboard::to_table(graph, selection),
                    _ => clipboard::to_text(graph, view, selection),
                });
                if action == Action::Cut {
                    self.carry_out(ctx, Action::Delete.into());
                } else {
                    self.say("Copied");
                }
            }
            // What is there comes as an event of its own.
            Action::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Action::AddActor => self.carry_out(ctx, Command::AskActor(None)),
            Action::AddLink => {
                let selected = self.desk.as_ref().map(|desk| &desk.workspace.selection().actors);
                let mut ends = selected.into_iter().flatten().copied();
                if let Some(source) = ends.next() {
                    let target = ends.next();
                    self.carry_out(ctx, Command::AskLink(source, target));
                }
            }
            Action::AddDocument => self.panels.add.ask_document(),
            Action::Quote => {
                let Some(desk) = &self.desk else { return };
                let reading = desk.workspace.reading();
                let passage = reading.and_then(|reading| reading.passage).filter(|_| desk.workspace.mark().is_none());
                self.carry_out(ctx, Command::AskEvidence(passage));
            }
            Action::EditRecord => {
                self.settings.settings.inspector = true;
                if let Some(desk) = &self.desk {
                    self.panels.inspector.toggle_edit(&desk.workspace);
                }
            }
            Action::Merge => {
                if let Some(desk) = &self.desk {
                    self.panels.merge.ask(&desk.workspace);
                }
            }
            Action::FindDuplicates => {
                if let Some(desk) = &self.desk {
                    self.work.find_duplicates(&desk.workspace, &self.wake);
                }
            }
            Action::Split => {
                if let Some(desk) = &self.desk
                    && let Some(Target::Actor(actor)) = desk.workspace.selection().single()
                {
                    self.panels.split.ask(&desk.workspace, actor);
                }
            }
            Action::Group => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_group(&desk.workspace);
                }
            }
            Action::Details => self.panels.columns.toggle(),
            Action::History => self.panels.history.toggle(),
            Action::Measure => self.panels.measures.toggle(),
            Action::Sources => self.panels.sources.toggle(),
            Action::Appearance => self.panels.appearance.toggle(),
            Action::Paths => {
                if let Some(desk) = &self.desk {
                    self.panels.paths.ask(&desk.workspace);
                }
            }
            Action::Find => self.panels.find.open(),
            Action::Filter => self.panels.filter.open(),
            Action::OpenAt => self.panels.begin.open(),
            Action::Palette => self.panels.palette.open(),
            Action::ToggleLayout => self.toggle_layout(),
            Action::LayOutAnew => {
                self.stop_layout();
                if let Some(desk) = &mut self.desk {
                    desk.workspace.run_begins();
                    desk.workspace.forget_places();
                    self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
                }
            }
            Action::Forces => self.panels.forces.toggle(),
            Action::Arrange => {
                if let Some(desk) = &self.desk {
                    self.dialogs.arrange = Some(ArrangeDialog::new(&desk.workspace, self.arranged.clone()));
                }
            }
            Action::ArrangeLayers => self.arrange_as(Shape::Layers),
            Action::ArrangeRings => self.arrange_as(Shape::Rings),
            Action::ArrangeCircle => self.arrange_as(Shape::Circle),
            Action::ArrangeGrid => self.arrange_as(Shape::Grid),
            Action::ArrangeApart => self.arrange_as(Shape::Apart),
            Action::ArrangeByTime => {
                let choice = Choice { shape: Shape::Axis, by: By::Time, ..self.arranged.clone() };
                self.arrange(&choice);
            }
            Action::LineUp(how) => self.line_up(how),
            Action::ToggleBrowser => self.settings.settings.browser ^= true,
            Action::ToggleInspector => self.settings.settings.inspector ^= true,
            Action::ToggleLegend => self.settings.settings.legend ^= true,
            Action::ToggleTimeline => self.settings.settings.timeline ^= true,
            Action::FewerLabels => {
                let of = self.settings.settings.labels().of.next();
                self.settings.settings.set_labels_of(of);
                self.say(match of {
                    LabelsOf::All => "Labels of all actors, where there is room",
                    LabelsOf::Matches => "Labels of lit and selected actors only",
                    LabelsOf::Selected => "Labels of selected actors only",
                    LabelsOf::Nobody => "No labels",
                });
            }
            Action::ToggleLabelSizes => self.settings.settings.label_sizes ^= true,
            Action::ToggleCommunities => {
                self.settings.settings.communities ^= true;
                self.say(if self.settings.settings.communities {
                    "Communities are shown, far out in large graphs"
                } else {
                    "Communities are not shown"
                });
            }
            Action::ToggleTheme => {
                let theme = self.settings.settings.theme().other();
                self.settings.settings.set_theme(theme);
                look::apply(ctx, theme);
                if let Some(desk) = &mut self.desk {
                    desk.workspace.set_theme(theme);
                }
            }
            Action::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            Action::Keys => self.panels.keys.toggle(),
            Action::About => self.panels.about.toggle(),
            // The workspace has carried these out, or there is nothing open to do them with.
            Action::Undo
            | Action::Redo
            | Action::TogglePin
            | Action::Delete
            | Action::Hide
            | Action::HideOthers
            | Action::ShowAll
            | Action::Expand
            | Action::Collapse
            | Action::ToggleGroup
            | Action::Ungroup
            | Action::GroupByType
            | Action::GroupByCommunity
            | Action::OnlyNeighbours
            | Action::OnlyTwoSteps
            | Action::OnlyThreeSteps
            | Action::SelectAll
            | Action::SelectNone
            | Action::InvertSelection
            | Action::SelectNeighbours
            | Action::Back
            | Action::Forward
            | Action::ToggleLooks
            | Action::FitAll
            | Action::FitSelection
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::OpenDocument
            | Action::LeaveOut
            | Action::NextPassage
            | Action::PreviousPassage => {}
        }
    }

    pub(super) fn say(&mut self, message: impl Into<String>) {
        if let Some(desk) = &mut self.desk {
            desk.workspace.say(message);
        }
    }

    /// Goes on at once, or asks first where work would be lost.
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        match &self.desk {
            Some(desk) if desk.workspace.is_unsaved() => {
                let file = desk.workspace.file_name().to_owned();
                self.dialogs.question = Some(Question::Unsaved { file, then });
            }
            _ => self.go_on(then),
        }
    }

    pub(super) fn go_on(&mut self, then: Then) {
        match then {
            Then::Quit => self.may_close = true,
            Then::CloseFile => {
                self.leave_desk();
            }
            Then::Open(opening) => self.open_file(*opening),
            Then::Recover(abandoned) => {
                let theme = self.settings.settings.theme();
                self.work.loading = Some(Loading::of_journal(*abandoned, theme, self.here(), &self.wake));
            }
            Then::OpenSample(name) => {
                if let Some(sample) = samples::by_name(name) {
                    let theme = self.settings.settings.theme();
                    self.work.loading =
                        Some(Loading::of_sample(sample.name, sample.bytes, theme, self.here(), &self.wake));
                }
            }
        }
    }

    /// The step of the open file's history.
    fn here(&self) -> Option<u64> {
        self.desk.as_ref().map(|desk| desk.workspace.history().here())
    }

    /// What still goes on for the open file no longer speaks for the one that takes its place.
    pub(super) fn leave_desk(&mut self) {
        self.work.running = None;
        self.work.indexing = None;
        self.work.staging = None;
        self.work.comparing = None;
        self.work.duplicates = None;
        self.work.dating.give_up();
        self.dialogs.picture = None;
        self.dialogs.evidence = None;
        self.dialogs.arrange = None;
        if let Some(saving) = &mut self.work.saving {
            saving.is_of_open_file = false;
        }
        if let Some(desk) = self.desk.take() {
            if let Some(recorder) = &desk.recorder {
                recorder.discard();
            }
            drop_elsewhere(desk);
        }
    }

    /// Starts to load a file; the open one stays usable until it is there.
    pub(super) fn open_file(&mut self, opening: Opening) {
        let path = std::path::absolute(&opening.path).unwrap_or(opening.path);
        let theme = self.settings.settings.theme();
        self.work.loading = Some(Loading::of_file(Opening { path, ..opening }, theme, self.here(), &self.wake));
    }

    /// Reads the open file once more, in another way.
    pub(super) fn read_again(&mut self, change: impl FnOnce(&mut ReadOptions)) {
        let Some(desk) = &self.desk else { return };
        let mut options = desk.options.clone();
        change(&mut options);
        if let Some(path) = desk.workspace.origin().path.clone() {
            self.unless_unsaved(Then::Open(Box::new(Opening { path, options, at: None })));
        }
    }

    fn ask_for_file(&mut self) {
        let folder = self.settings.settings.recent.first().and_then(|path| path.parent()).map(Path::to_owned);
        let kinds = vec![("Graphs and tables", readable_endings())];
        let request = Request { purpose: Purpose::Open, file_name: String::new(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    fn ask_for_table(&mut self) {
        let endings = vec!["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "ods", "parquet", "gz"];
        let folder = self.settings.settings.recent.first().and_then(|path| path.parent()).map(Path::to_owned);
        let kinds = vec![("Tables", endings)];
        let request = Request { purpose: Purpose::ImportTable, file_name: String::new(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Asks where the picture of the dialog goes; the dialog waits meanwhile.
    pub(super) fn ask_for_picture_name(&mut self) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("png");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let kinds = vec![("PNG picture", vec!["png"]), ("SVG picture", vec!["svg"])];
        let request = Request { purpose: Purpose::Picture, file_name: name.display().to_string(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    fn ask_for_graph_name(&mut self) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("graphml");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let writable = Format::all().filter(|format| format.can_write() && !format.is_native());
        let kinds = writable.map(|format| (format.name(), format.extensions().to_vec())).collect();
        let request = Request { purpose: Purpose::ExportGraph, file_name: name.display().to_string(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Writes the graph under a name whose ending says in which format. Never over the file that is open.
    pub(super) fn export_graph_to(&mut self, path: PathBuf) {
        let Some(desk) = &self.desk else { return };
        let Some(format) = Format::from_path(&path) else {
            let endings: Vec<String> = Format::all()
                .filter(|format| format.can_write())
                .filter_map(|format| format.extensions().first().map(|ending| format!(".{ending}")))
                .collect();
            let details = format!("Its ending has to say what to write: {}.", endings.join(", "));
            self.trouble(format!("Could not write \"{}\"", path.display()), details);
            return;
        };
        if desk.workspace.origin().path.as_ref() == Some(&path) {
            let details = "It is the file that is open here. Give the export another name.";
            self.trouble(format!("Could not write \"{}\"", path.display()), details);
            return;
        }
        self.work.export(&desk.workspace, path, format, &self.wake);
        self.say("Writing…");
    }

    /// Goes back to what was last saved: through the history where that leads there, else by reading the file again.
    fn revert(&mut self, ctx: &egui::Context) {
        let Some(desk) = &self.desk else { return };
        match desk.workspace.history().saved_position() {
            Some(position) => {
                self.stop_layout();
                self.carry_out(ctx, Command::GoToStep(position));
            }
            None => self.read_again(|_| ()),
        }
    }

    pub(super) fn save_as(&mut self) {
        self.ask_for_native_name(Purpose::SaveAs);
    }

    /// Asks for the name of a file in the program's own format.
    fn ask_for_native_name(&mut self, purpose: Purpose) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("linklore");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let request = Request {
            purpose,
            file_name: name.display().to_string(),
            folder,
            kinds: vec![("Linklore graph", vec!["linklore"])],
        };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Saves to the file that was opened, or asks where; `then` happens once that is done.
    pub(super) fn save(&mut self, then: Option<Then>) {
        let Some(desk) = &self.desk else { return };
        let origin = desk.workspace.origin();
        match &origin.path {
            Some(path) if origin.is_native => {
                let (path, expected) = (path.clone(), origin.sha256);
                self.save_to(path, expected, then);
            }
            _ => {
                self.work.after_saving = then;
                self.save_as();
            }
        }
    }

    /// Saves to `path`, which must still be what `expected` says, where it says something.
    pub(super) fn save_to(&mut self, path: PathBuf, expected: Option<[u8; 32]>, then: Option<Then>) {
        let Some(desk) = &mut self.desk else { return };
        if self.work.saving.is_some() {
            desk.workspace.say("Saving is still going on");
            return;
        }
        desk.workspace.brush_end();
        desk.workspace.say(format!("Saving {}…", path.display()));
        self.work.after_saving = then;
        if let Some(recorder) = &desk.recorder {
            recorder.mark(Base::now(&desk.workspace, true));
        }
        self.work.saving = Some(Saving::start(&desk.workspace, path, expected, &self.wake));
    }

    pub(super) fn answer(&mut self, answer: Answer) {
        let question = self.dialogs.question.take();
        match (answer, question) {
            (Answer::SaveThen(then), _) => self.save(Some(then)),
            (Answer::GoOn(then), _) => self.go_on(then),
            (Answer::SaveOver, Some(Question::ChangedOnDisk { path })) => {
                let then = self.work.after_saving.take();
                self.save_to(path, None, then);
            }
            (Answer::SaveElsewhere, _) => self.save_as(),
            (Answer::Compare, Some(Question::ChangedOnDisk { path })) => {
                self.work.after_saving = None;
                self.compare_with(path);
            }
            (Answer::TakeTheirs, Some(Question::ChangedOnDisk { path })) => {
                self.work.after_saving = None;
                self.open_file(Opening::plain(path));
            }
            (Answer::Recover, Some(Question::Recover(abandoned))) => self.unless_unsaved(Then::Recover(abandoned)),
            (Answer::ThrowAway, Some(Question::Recover(abandoned))) => {
                if let Err(error) = std::fs::remove_file(&abandoned.journal) {
                    self.trouble("Could not throw the journal away", error.to_string());
                }
            }
            (Answer::Open(opening), _) => self.unless_unsaved(Then::Open(opening)),
            (
                Answer::SaveOver
                | Answer::Compare
                | Answer::TakeTheirs
                | Answer::Recover
                | Answer::ThrowAway
                | Answer::Cancel,
                _,
            ) => {
                self.work.after_saving = None;
            }
        }
    }

    fn toggle_layout(&mut self) {
        if self.work.running.is_some() {
            self.stop_layout();
            self.say("Layout stopped");
        } else if let Some(desk) = &mut self.desk {
            self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
        }
    }

    fn arrange_as(&mut self, shape: Shape) {
        // Rings go around what is selected.
        let choice = Choice { shape, selected_only: shape != Shape::Rings, ..self.arranged.clone() };
        self.arrange(&choice);
    }

    /// Arranges what is shown, or what is selected of it.
    pub(super) fn arrange(&mut self, choice: &Choice) {
        self.stop_layout();
        let Some(desk) = &mut self.desk else { return };
        self.work.running = Some(Running::arrange(&mut desk.workspace, choice, &self.wake));
    }

    /// Lines up the selected actors that are shown. Pinned ones stay.
    fn line_up(&mut self, how: LineUp) {
        self.stop_layout();
        let Some(desk) = &mut self.desk else { return };
        let workspace = &mut desk.workspace;
        let selected = workspace.selection().actors.iter().copied();
        let some: ActorSet = selected.filter(|actor| workspace.visibility().shows_actor(*actor)).collect();
        let pinned = some.iter().filter(|actor| workspace.view().pinned.contains(*actor)).count();
        if some.len() < 2 {
            workspace.say("Select at least two actors that are shown");
            return;
        }
        if pinned == some.len() {
            let key = Action::TogglePin.shortcut_words();
            workspace.say(format!("All of them are pinned, and stay where they are; {key} lets them go"));
            return;
        }
        let name = format!("{}: {} actors", Action::LineUp(how).text(), some.len());
        workspace.say(match pinned {
            0 => name.clone(),
            1 => format!("{name}; the pinned one stays"),
            _ => format!("{name}; the {pinned} pinned ones stay"),
        });
        self.work.running = Some(Running::line_up(workspace, how, &some, name, &self.wake));
    }

    pub(super) fn stop_layout(&mut self) {
        if let (Some(running), Some(desk)) = (self.work.running.take(), &mut self.desk) {
            running.stop(&mut desk.workspace);
        }
    }

    /// A running layout goes on with what is shown and pinned now; actors that are shown for the first time get a place.
    pub(super) fn follow_looks(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        match self.work.running.take() {
            Some(running) => self.work.running = Some(running.follow_looks(&mut desk.workspace, &self.wake)),
            None if desk.workspace.lacks_places() => {
                self.work.running = Some(Running::start(&mut desk.workspace, true, &self.wake));
            }
            None => {}
        }
    }

    /// Opens a web address in the user's browser; anything else is only copied.
    fn open_address(&mut self, ctx: &egui::Context, address: &str) {
        if address.starts_with("https://") || address.starts_with("http://") {
            ctx.open_url(egui::OpenUrl::new_tab(address));
        } else {
            ctx.copy_text(address.to_owned());
            self.say("This is not a web address; it was copied instead");
        }
    }
}

/// The endings of all files that can be read, as dialogs want them.
pub(super) fn readable_endings() -> Vec<&'static str> {
    let mut endings: Vec<&'static str> = Format::all()
        .filter(|format| format.can_read())
        .flat_map(Format::extensions)
        // Dialogs know only the last part of an ending.
        .map(|ending| ending.rsplit('.').next().unwrap_or(ending))
        .chain(["gz"])
        .collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}
