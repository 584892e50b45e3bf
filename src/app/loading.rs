//! A file that is read in a thread, with what is prepared for it before it is shown.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::questions::{Opening, Then};
use super::recovery::{Abandoned, Recovered, recover};
use super::work::file_name;
use crate::io::{Opened, ReadError, Testimony};
use crate::jobs::{Task, Wake};
use crate::panels::fonts::{self, FallbackFace};
use crate::scene::Theme;
use crate::text::{FindIndex, resolve_actor};
use crate::workspace::{Edit, Origin, Workspace};

/// Why a picture does not begin at the actor that was asked for.
pub struct NotBegun {
    /// Who was asked for.
    pub at: String,
    /// Why it cannot be, in words.
    pub why: String,
}

/// A file that was read, with what is prepared for it before it is shown.
pub struct Loaded {
    /// What the reader gave, ready to be worked on.
    pub workspace: Workspace,
    /// Everything that can be found in it.
    pub find_index: Arc<FindIndex>,
    /// Which of its details read like evidence.
    pub suggested: Testimony,
    /// Faces of the system for scripts that the bundled ones lack.
    pub faces: Vec<FallbackFace>,
    /// What it goes on from, where it was recovered.
    pub recovered: Option<Recovered>,
    /// The steps with which its picture begins at one actor, where it is to, or why it does not.
    pub begun: Option<Result<Vec<(String, Edit)>, NotBegun>>,
}

impl Loaded {
    /// Prepares what takes a while, still in the thread that read the file.
    /// Where it is to begin at an actor, only that actor and its neighbours are shown.
    fn new(opened: Opened, origin: Origin, theme: Theme, at: Option<&str>) -> Self {
        let Opened { graph, view, report, .. } = opened;
        let at = at.map(|at| {
            resolve_actor(&graph, at).map_err(|unresolved| NotBegun { at: at.to_owned(), why: unresolved.to_string() })
        });
        let mut workspace = Workspace::new(graph, view, report, origin, theme);
        let begun = at.map(|at| at.map(|actor| workspace.begin_at(actor)));
        Self { begun, ..Self::of_workspace(workspace, None) }
    }

    /// The same, of a workspace that is there already.
    #[must_use]
    pub fn of_workspace(workspace: Workspace, recovered: Option<Recovered>) -> Self {
        let graph = workspace.graph();
        let find_index = Arc::new(FindIndex::new(graph));
        let faces = fonts::fallback_faces(&fonts::uncovered_letters(graph));
        let suggested = Testimony::suggested(graph);
        Self { workspace, find_index, suggested, faces, recovered, begun: None }
    }
}

/// Why nothing was opened.
pub enum LoadError {
    /// A file could not be read.
    Read(ReadError),
    /// Abandoned work could not be recovered; in words.
    Recovery(String),
}

impl From<ReadError> for LoadError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// A file that is being read. The open file stays usable meanwhile.
pub struct Loading {
    /// Its name.
    pub name: String,
    /// What asked for it, to ask again where the open file was changed meanwhile.
    pub then: Then,
    /// The step of the open file's history at which replacing it was agreed to.
    pub agreed_at: Option<u64>,
    /// The thread.
    pub task: Task<Result<Box<Loaded>, LoadError>>,
}

impl Loading {
    /// Starts to read a file.
    #[must_use]
    pub fn of_file(opening: Opening, theme: Theme, agreed_at: Option<u64>, wake: &Wake) -> Self {
        let (name, then) = (file_name(&opening.path), Then::Open(Box::new(opening.clone())));
        let Opening { path, options, at } = opening;
        let task = Task::spawn("load", Arc::clone(wake), move |context| {
            let opened = crate::io::read_path_with(&path, &options, &mut |progress| {
                context.report(Some(progress.fraction() * 0.9), "Reading");
                if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            context.report(Some(0.95), "Preparing");
            let origin = Origin {
                name: file_name(&path),
                sha256: Some(opened.sha256),
                // A part must never take the place of the whole.
                is_native: opened.format.is_native() && opened.report.incomplete().is_none(),
                path: Some(path),
            };
            Ok(Box::new(Loaded::new(opened, origin, theme, at.as_deref())))
        });
        Self { name, then, agreed_at, task }
    }

    /// Starts to carry out again what a journal holds.
    #[must_use]
    pub fn of_journal(abandoned: Abandoned, theme: Theme, agreed_at: Option<u64>, wake: &Wake) -> Self {
        let (name, then) = (abandoned.name.clone(), Then::Recover(Box::new(abandoned.clone())));
        let task = Task::spawn("recover", Arc::clone(wake), move |context| {
            recover(&abandoned, theme, context).map(Box::new).map_err(LoadError::Recovery)
        });
        Self { name, then, agreed_at, task }
    }

    /// Starts to read a sample that comes with the program. It has no path, so that saving asks for one.
    #[must_use]
    pub fn of_sample(
        name: &'static str,
        bytes: &'static [u8],
        theme: Theme,
        agreed_at: Option<u64>,
        wake: &Wake,
    ) -> Self {
        let task = Task::spawn("load", Arc::clone(wake), move |_| {
            let opened = crate::io::read_bytes(name, bytes)?;
            let origin = Origin { name: name.to_owned(), path: None, sha256: None, is_native: true };
            Ok(Box::new(Loaded::new(opened, origin, theme, None)))
        });
        Self { name: name.to_owned(), then: Then::OpenSample(name), agreed_at, task }
    }
}
