//! Questions that stop everything else until they are answered, and messages too long for the status bar.

use std::path::PathBuf;

use egui::TextureHandle;

use super::recovery::{Abandoned, Ground};
use crate::io::ReadOptions;
use crate::panels::look::{self, counted};

/// A file to open, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The file.
    pub path: PathBuf,
    /// What the user asked for.
    pub options: ReadOptions,
    /// The actor at which the picture begins, as somebody wrote it.
    pub at: Option<String>,
}

impl Opening {
    /// A file as it is.
    #[must_use]
    pub fn plain(path: PathBuf) -> Self {
        Self { path, options: ReadOptions::default(), at: None }
    }
}

/// What was going to happen when a question had to be asked first.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// The window closes.
    Quit,
    /// The file closes.
    CloseFile,
    /// Another file is opened, or the same one in another way.
    Open(Box<Opening>),
    /// A sample is opened, by its name.
    OpenSample(&'static str),
    /// Work that was left behind is recovered.
    Recover(Box<Abandoned>),
}

/// Something to ask or to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// There is unsaved work.
    Unsaved {
        /// Name of the file.
        file: String,
        /// What happens after the answer.
        then: Then,
    },
    /// The file on disk is not the one that was opened.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// Work was left behind.
    Recover(Box<Abandoned>),
    /// Something could not be done.
    Trouble {
        /// What could not be done.
        title: String,
        /// Why, and what to do; may have several lines.
        details: String,
        /// The readable part of a damaged file, where there is one.
        part: Option<Box<Opening>>,
    },
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Save, then go on.
    SaveThen(Then),
    /// Go on without saving.
    GoOn(Then),
    /// Write over the file on disk.
    SaveOver,
    /// Save under another name.
    SaveElsewhere,
    /// Show what differs between the file on disk and what is here.
    Compare,
    /// Open the file on disk anew, without what is not saved.
    TakeTheirs,
    /// Recover what was left behind.
    Recover,
    /// Throw it away.
    ThrowAway,
    /// Open a file, or a part of it.
    Open(Box<Opening>),
    /// Nothing happens.
    Cancel,
}

/// Shows the question; returns the answer once it is given. `preview` is a picture of work that was left behind.
pub fn ui(question: &Question, ctx: &egui::Context, preview: Option<&TextureHandle>) -> Option<Answer> {
    let mut answer = None;
    let modal = look::dialog(ctx, "question").show(ctx, |ui| {
        // Lines of a file may be longer than sentences are wide.
        let is_message = matches!(question, Question::Trouble { .. });
        ui.set_max_width(if is_message { (ctx.content_rect().width() - 120.0).max(WIDTH) } else { WIDTH });
        match question {
            Question::Unsaved { file, then } => {
                ui.heading(format!("Save the changes to {file}?"));
                ui.add_space(ui.spacing().item_spacing.y);
                ui.label("Positions, pins and other changes since the last save are lost otherwise.");
                buttons(ui, |ui| {
                    if ui.button("Save").clicked() {
                        answer = Some(Answer::SaveThen(then.clone()));
                    }
                    if ui.button("Cancel").clicked() {
                        answer = Some(Answer::Cancel);
                    }
                    if ui.button("Do not save").clicked() {
                        answer = Some(Answer::GoOn(then.clone()));
                    }
                });
            }
            Question::ChangedOnDisk { path } => {
                ui.heading("The file has changed on disk");
                ui.add_space(ui.spacing().item_spacing.y);
                ui.label(format!(
                    "{} was changed by another program since it was opened here. Saving would write over those changes. \
                     Nothing has been written yet.",
                    path.display()
                ));
                buttons(ui, |ui| {
                    if ui.button("Save as…").clicked() {
                        answer = Some(Answer::SaveElsewhere);
                    }
                    if ui.button("Show the difference").on_hover_text("Nothing is saved meanwhile.").clicked() {
                        answer = Some(Answer::Compare);
                    }
                    if ui.button("Write over it").on_hover_text("Keep what is here, and not theirs.").clicked() {
                        answer = Some(Answer::SaveOver);
                    }
                    if ui.button("Take theirs").on_hover_text("Open it anew, and lose what is not saved here.").clicked() {
                        answer = Some(Answer::TakeTheirs);
                    }
                    if ui.button("Cancel").clicked() {
                        answer = Some(Answer::Cancel);
                    }
                });
            }
            Question::Recover(abandoned) => answer = recover_ui(ui, abandoned, preview),
            Question::Trouble { title, details, part } => {
                ui.heading(title);
                ui.add_space(ui.spacing().item_spacing.y);
                egui::ScrollArea::vertical().max_height(340.0).show(ui, |ui| message_ui(ui, details));
                buttons(ui, |ui| {
                    if ui.button("Close").clicked() {
                        answer = Some(Answer::Cancel);
                    }
                    if let Some(part) = part
                        && ui
                            .button("Open the readable part")
                            .on_hover_text("What stands before the damage; a bar over the picture says that it is a part")
                            .clicked()
                    {
                        answer = Some(Answer::Open(part.clone()));
                    }
                    if ui.button("Copy details").clicked() {
                        ui.ctx().copy_text(format!("{title}\n{details}"));
                    }
                });
            }
        }
    });
    if modal.should_close() {
        answer = answer.or(Some(Answer::Cancel));
    }
    answer
}

/// How wide the sentences of a question are at most, in points.
const WIDTH: f32 = 620.0;

/// A message of a reader: sentences that wrap, and lines of the file that do not, so that the mark below one stays where it
/// points; these are moved sideways.
pub(super) fn message_ui(ui: &mut egui::Ui, message: &str) {
    let lines: Vec<&str> = message.lines().collect();
    for (number, part) in lines.chunk_by(|one, next| is_quoted(one) == is_quoted(next)).enumerate() {
        let text = part.join("\n");
        if text.trim().is_empty() {
            continue;
        }
        if number > 0 {
            ui.add_space(ui.spacing().item_spacing.y);
        }
        if is_quoted(part[0]) {
            let label = egui::Label::new(egui::RichText::new(text).monospace()).selectable(true).extend();
            egui::ScrollArea::horizontal().id_salt(number).show(ui, |ui| ui.add(label));
        } else {
            ui.scope(|ui| {
                ui.set_max_width(WIDTH);
                ui.add(egui::Label::new(text.trim_matches('\n')).selectable(true).wrap());
            });
        }
    }
}

/// Whether a line of a message shows one of the file, or is the mark below it.
fn is_quoted(line: &str) -> bool {
    let line = line.strip_prefix("  ").map(str::trim_start).unwrap_or_default();
    line.starts_with("| ") || line.starts_with("line ") && line.contains(" | ")
}

/// So many steps are listed; the rest is counted.
const LISTED: usize = 12;

fn recover_ui(ui: &mut egui::Ui, abandoned: &Abandoned, preview: Option<&TextureHandle>) -> Option<Answer> {
    let Abandoned { name, file, ground, .. } = abandoned;
    ui.heading(format!("Unsaved work on {name}"));
    ui.add_space(ui.spacing().item_spacing.y);
    if let Some(preview) = preview {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let picture = egui::Image::new(preview).max_size(preview.size_vec2() / 2.0).alt_text("How it was");
            egui::Frame::new().stroke(ui.visuals().widgets.noninteractive.bg_stroke).show(ui, |ui| ui.add(picture));
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| steps_ui(ui, abandoned));
        });
    } else {
        steps_ui(ui, abandoned);
    }
    ui.add_space(ui.spacing().item_spacing.y);
    let place = file.as_ref().map_or_else(|| "no file yet".to_owned(), |file| file.display().to_string());
    ui.label(match ground {
        Ground::Lost => format!(
            "They go on from {place}, which is gone or another file by now, so that they cannot be carried out again. Put the \
             file back as it was, and start Linklore again."
        ),
        Ground::Journal | Ground::File(_) => format!("Nothing is written to {place} before you save."),
    });
    let mut answer = None;
    buttons(ui, |ui| {
        if *ground != Ground::Lost && ui.button("Recover").clicked() {
            answer = Some(Answer::Recover);
        }
        if ui.button("Not now").on_hover_text("It is offered again at the next start").clicked() {
            answer = Some(Answer::Cancel);
        }
        if ui.button("Throw away").clicked() {
            answer = Some(Answer::ThrowAway);
        }
    });
    answer
}

/// What was done, the last steps of it.
fn steps_ui(ui: &mut egui::Ui, abandoned: &Abandoned) {
    let Abandoned { last, steps, is_cut, .. } = abandoned;
    let count = counted(steps.len(), "step was", "steps were");
    let when = if steps.len() == 1 { "taken on" } else { "the last of them taken on" };
    ui.label(format!("{count} not saved when Linklore ended, {when} {last}:"));
    for step in steps.iter().rev().take(LISTED).rev() {
        ui.label(format!("  ·  {step}"));
    }
    if steps.len() > LISTED {
        ui.label(format!("and {} before these", steps.len() - LISTED));
    }
    if *is_cut {
        ui.label(
            "What came after these cannot be read: a step was being written, or another version of Linklore wrote it.",
        );
    }
}

fn buttons(ui: &mut egui::Ui, add: impl FnOnce(&mut egui::Ui)) {
    ui.add_space(ui.spacing().item_spacing.y * 2.0);
    ui.horizontal(|ui| add(ui));
}
