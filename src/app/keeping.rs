//! Opening, leaving and saving files, with a question first where work would be lost.

use std::path::PathBuf;

use super::files::Purpose;
use super::loading::Loading;
use super::questions::{Answer, Opening, Question, Then};
use super::work::Saving;
use super::{App, samples};
use crate::io::{Format, ReadOptions};
use crate::jobs::drop_elsewhere;
use crate::workspace::{Base, Command};

impl App {
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
    pub(super) fn here(&self) -> Option<u64> {
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
    pub(super) fn revert(&mut self, ctx: &egui::Context) {
        let Some(desk) = &self.desk else { return };
        match desk.workspace.history().saved_position() {
            Some(position) => {
                self.stop_layout();
                self.carry_out(ctx, Command::GoToStep(position));
            }
            None => self.read_again(|_| ()),
        }
    }

    fn save_as(&mut self) {
        self.ask_for_native_name(Purpose::SaveAs);
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
}
