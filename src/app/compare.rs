//! Comparing the open file with another: the other is read and compared on a thread; after an edit they are compared again.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Purpose, Request};
use super::work::file_name;
use super::{App, Desk};
use crate::io::{ReadCause, ReadError, ReadOptions};
use crate::jobs::{Task, Wake, drop_elsewhere};
use crate::panels::fonts::{self, FallbackFace};
use crate::workspace::{Comparison, Other, Workspace};

/// Two files that are being compared.
pub struct Comparing {
    /// The name of the other file.
    pub name: String,
    /// Whether somebody waits for it, rather than it following an edit.
    pub is_asked_for: bool,
    /// The thread.
    pub task: Task<Result<Compared, ReadError>>,
}

/// What differs, and faces of the system for scripts that the bundled ones lack.
pub struct Compared {
    comparison: Comparison,
    faces: Vec<FallbackFace>,
}

impl Comparing {
    /// Starts to read the other file and to compare it with the open one as it is now.
    fn with_file(workspace: &Workspace, path: PathBuf, wake: &Wake) -> Self {
        let (graph, revision) = (workspace.graph_snapshot(), workspace.revisions().graph);
        let name = file_name(&path);
        let other_name = name.clone();
        let task = Task::spawn("compare", Arc::clone(wake), move |context| {
            let opened = crate::io::read_path_with(&path, &ReadOptions::default(), &mut |progress| {
                context.report(Some(progress.fraction() * 0.9), "Reading");
                if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            context.report(Some(0.95), "Comparing");
            let mut letters = fonts::uncovered_letters(&graph);
            letters.extend(fonts::uncovered_letters(&opened.graph));
            let faces = fonts::fallback_faces(&letters);
            let other = Arc::new(Other { name: other_name, graph: opened.graph });
            Ok(Compared { comparison: Comparison::new(other, &graph, revision), faces })
        });
        Self { name, is_asked_for: true, task }
    }

    /// Starts to compare once more with a file that was read before.
    fn again(workspace: &Workspace, other: Arc<Other>, wake: &Wake) -> Self {
        let (graph, revision) = (workspace.graph_snapshot(), workspace.revisions().graph);
        let name = other.name.clone();
        let task = Task::spawn("compare", Arc::clone(wake), move |_| {
            Ok(Compared { comparison: Comparison::new(other, &graph, revision), faces: Vec::new() })
        });
        Self { name, is_asked_for: false, task }
    }
}

impl App {
    /// Asks for the file to compare with.
    pub(super) fn ask_for_other_file(&mut self) {
        let Some(desk) = &self.desk else { return };
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let kinds = vec![("Graphs and tables", super::names::readable_endings())];
        let request = Request { purpose: Purpose::Compare, file_name: String::new(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Compares the open file with another, which is not changed.
    pub(super) fn compare_with(&mut self, path: PathBuf) {
        let Some(desk) = &self.desk else { return };
        let path = std::path::absolute(&path).unwrap_or(path);
        self.work.comparing = Some(Comparing::with_file(&desk.workspace, path, &self.wake));
    }

    /// Goes back to the open file alone.
    pub(super) fn stop_comparing(&mut self) {
        self.work.comparing = None;
        if let Some(desk) = &mut self.desk {
            drop_elsewhere(desk.workspace.compare(None));
        }
    }

    /// Takes over what was compared, and compares again after an edit.
    pub(super) fn take_comparison(&mut self, ctx: &egui::Context) {
        if let Some(answer) = self.work.comparing.as_ref().and_then(|comparing| comparing.task.poll()) {
            self.take_compared(ctx, answer);
        }
        if let Some(Desk { workspace, .. }) = &self.desk
            && self.work.comparing.is_none()
            && let Some(other) = workspace.to_compare_again()
        {
            self.work.comparing = Some(Comparing::again(workspace, other, &self.wake));
        }
    }

    fn take_compared(
        &mut self,
        ctx: &egui::Context,
        answer: Result<Result<Compared, ReadError>, crate::jobs::Panicked>,
    ) {
        let (Some(comparing), Some(desk)) = (self.work.comparing.take(), &mut self.desk) else { return };
        let Comparing { name, is_asked_for, task: _ } = comparing;
        match answer {
            Ok(Ok(Compared { comparison, faces })) => {
                fonts::install_fallbacks(ctx, &faces);
                if is_asked_for {
                    let says = if comparison.difference.is_empty() { "nothing differs" } else { "they differ" };
                    desk.workspace.say(format!("Compared with {name}: {says}"));
                    self.panels.comparison.show();
                    self.settings.settings.browser = true;
                }
                drop_elsewhere(desk.workspace.compare(Some(comparison)));
            }
            Ok(Err(error)) if error.cause() == ReadCause::Cancelled => {
                self.say(format!("Comparing with {name} was cancelled"));
            }
            Ok(Err(error)) => {
                let told = error.to_string();
                // The heading says the first line already.
                let details = told.split_once('\n').map_or(told.clone(), |(_, rest)| rest.to_owned());
                self.trouble(error.headline(), details);
            }
            Err(panicked) => {
                // Asking for the same again would end in the same way.
                drop_elsewhere(desk.workspace.compare(None));
                self.trouble(format!("Could not compare with \"{name}\""), panicked.to_string());
            }
        }
    }
}
