//! Asking for a file name: the system's dialog, or the program's own where the system has none. Reads and writes nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_file_dialog::FileDialog;

use crate::jobs::{Task, Wake};

/// What a file name is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A graph to open.
    Open,
    /// A graph to compare the open one with.
    Compare,
    /// A table to import.
    ImportTable,
    /// Where to save the open file.
    SaveAs,
    /// Where to save a copy of the open file.
    SaveCopy,
    /// Where to write a picture.
    Picture,
    /// Where to write what the window shows.
    Screenshot,
    /// Where to write the graph for another program.
    ExportGraph,
}

impl Purpose {
    fn is_saving(self) -> bool {
        !matches!(self, Self::Open | Self::Compare | Self::ImportTable)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Open => "Open a graph",
            Self::Compare => "Compare with",
            Self::ImportTable => "Import a table",
            Self::SaveAs => "Save as",
            Self::SaveCopy => "Save a copy",
            Self::Picture => "Export picture",
            Self::Screenshot => "Save screenshot",
            Self::ExportGraph => "Export graph",
        }
    }
}

/// A question for a file name.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it is wanted for.
    pub purpose: Purpose,
    /// The suggested name.
    pub file_name: String,
    /// Where to begin.
    pub folder: Option<PathBuf>,
    /// Kinds of files: a name and the endings without a dot.
    pub kinds: Vec<(&'static str, Vec<&'static str>)>,
}

/// A dialog that came back with nothing this soon was not cancelled by a person: the system has none.
const TOO_SOON_FOR_A_PERSON: Duration = Duration::from_millis(400);

/// The file dialog that is open, if one is.
#[derive(Default)]
pub struct FileDialogs {
    /// Whether the program's own dialog is used even where the system has one.
    pub prefer_own: bool,
    system: Option<(Request, Instant, Task<Option<PathBuf>>)>,
    own: Option<(Purpose, FileDialog)>,
}

impl FileDialogs {
    /// Whether a name is being asked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.system.is_some() || self.own.is_some()
    }

    /// Asks for a name. The answer comes from [`Self::poll`].
    pub fn ask(&mut self, request: Request, wake: &Wake) {
        if self.is_open() {
            return;
        }
        if self.prefer_own {
            self.own = Some((request.purpose, own_dialog(&request)));
            return;
        }
        // The dialog is made here, on the main thread, as macOS wants it, and waited for elsewhere.
        let dialog = system_dialog(&request);
        let task = if request.purpose.is_saving() {
            let answer = dialog.save_file();
            Task::spawn("file dialog", Arc::clone(wake), move |_| path(pollster::block_on(answer)))
        } else {
            let answer = dialog.pick_file();
            Task::spawn("file dialog", Arc::clone(wake), move |_| path(pollster::block_on(answer)))
        };
        self.system = Some((request, Instant::now(), task));
    }

    /// Draws the program's own dialog, if it is open, and returns the name that was chosen.
    pub fn poll(&mut self, ctx: &egui::Context) -> Option<(Purpose, PathBuf)> {
        if let Some((request, asked, task)) = &mut self.system
            && let Some(answer) = task.poll()
        {
            let purpose = request.purpose;
            let has_no_dialog = asked.elapsed() < TOO_SOON_FOR_A_PERSON;
            let request = self.system.take().map(|(request, ..)| request);
            match answer {
                Ok(Some(path)) => return Some((purpose, with_ending(purpose, path))),
                Ok(None) if !has_no_dialog => {}
                Ok(None) | Err(_) => self.own = request.map(|request| (purpose, own_dialog(&request))),
            }
        }
        let (purpose, dialog) = self.own.as_mut()?;
        let purpose = *purpose;
        // It writes the name of what is selected in the colour of the ground below it.
        let style = ctx.global_style();
        ctx.global_style_mut(|style| {
            let visuals = &mut style.visuals;
            visuals.selection.bg_fill = visuals.hyperlink_color;
            visuals.selection.stroke.color = visuals.extreme_bg_color;
        });
        dialog.update(ctx);
        ctx.set_global_style(style);
        let picked = dialog.take_picked();
        if !matches!(dialog.state(), egui_file_dialog::DialogState::Open) {
            self.own = None;
        }
        picked.map(|path| (purpose, with_ending(purpose, path)))
    }
}

fn path(handle: Option<rfd::FileHandle>) -> Option<PathBuf> {
    handle.map(|handle| handle.path().to_owned())
}

fn system_dialog(request: &Request) -> rfd::AsyncFileDialog {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(request.purpose.title());
    for (name, endings) in &request.kinds {
        dialog = dialog.add_filter(*name, endings);
    }
    if !request.purpose.is_saving() {
        dialog = dialog.add_filter("All files", &["*"]);
    }
    if let Some(folder) = &request.folder {
        dialog = dialog.set_directory(folder);
    }
    if request.purpose.is_saving() {
        dialog = dialog.set_file_name(&request.file_name);
    }
    dialog
}

fn own_dialog(request: &Request) -> FileDialog {
    let mut dialog = FileDialog::new()
        .title(request.purpose.title())
        .default_file_name(&request.file_name)
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .default_size(egui::vec2(760.0, 480.0))
        // Its field is black in both themes.
        .show_search(false);
    for (name, endings) in &request.kinds {
        if request.purpose.is_saving() {
            // The dialog shows the ending behind the name; others of the same kind can be typed.
            let Some(usual) = endings.first() else { continue };
            dialog = dialog.add_save_extension(name, usual);
            if request.file_name.ends_with(&format!(".{usual}")) {
                dialog = dialog.default_save_extension(name);
            }
        } else {
            dialog = dialog.add_file_filter_extensions(name, endings.clone());
        }
    }
    if let Some((name, _)) = request.kinds.first()
        && !request.purpose.is_saving()
    {
        dialog = dialog.default_file_filter(name);
    }
    if let Some(folder) = &request.folder {
        dialog = dialog.initial_directory(folder.clone());
    }
    if request.purpose.is_saving() {
        dialog.save_file();
    } else {
        dialog.pick_file();
    }
    dialog
}

/// A name without an ending gets the usual one.
fn with_ending(purpose: Purpose, path: PathBuf) -> PathBuf {
    let ending = match purpose {
        Purpose::Open | Purpose::Compare | Purpose::ImportTable => return path,
        Purpose::ExportGraph => "graphml",
        Purpose::SaveAs | Purpose::SaveCopy => "linklore",
        Purpose::Picture | Purpose::Screenshot => "png",
    };
    if path.extension().is_some() { path } else { Path::new(&path).with_extension(ending) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_an_ending_gets_the_usual_one() {
        assert_eq!(with_ending(Purpose::SaveAs, "a/b".into()), Path::new("a/b.linklore"));
        assert_eq!(with_ending(Purpose::Picture, "a/b.svg".into()), Path::new("a/b.svg"));
        assert_eq!(with_ending(Purpose::Open, "a/b".into()), Path::new("a/b"));
    }
}
