//! What is going on in other threads for the open file: loading, layout, saving. Looks after them; decides nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::appearance::Tinting;
use super::compare::Comparing;
use super::dating::Dating;
use super::faceting::Faceting;
use super::loading::Loading;
use super::measuring::Measuring;
use super::paths::PathInquiry;
use super::pictures::Pictures;
use super::questions::Then;
use super::running::Running;
use super::sources::SourcesInquiry;
use crate::io::{Exported, Format, RealDisk, SaveError, Saved};
use crate::jobs::{Task, Wake, WatchedDisk};
use crate::text::FindIndex;
use crate::text::alike::{LikelyDuplicate, likely_duplicates};
use crate::workspace::{Stage, Workspace};

/// Everything that is going on.
#[derive(Default)]
pub struct Work {
    /// A file that is being read.
    pub loading: Option<Loading>,
    /// The layout that is running.
    pub running: Option<Running>,
    /// The file that is being written.
    pub saving: Option<Saving>,
    /// What happens once it is written.
    pub after_saving: Option<Then>,
    /// What is drawn and listed of a large graph, after something changed, and which revisions it is of.
    pub staging: Option<((u64, u64), Task<Stage>)>,
    /// The index behind find, after names or types changed.
    pub indexing: Option<Task<FindIndex>>,
    /// Another file that the open one is being compared with.
    pub comparing: Option<Comparing>,
    /// Actors that may be one are being looked for; nothing comes of it where that is given up.
    pub duplicates: Option<Task<Option<Vec<LikelyDuplicate>>>>,
    /// The graph that is being written for another program.
    pub exporting: Option<Task<Result<Exported, SaveError>>>,
    /// Paths that are being looked for.
    pub paths: PathInquiry,
    /// A measure that is being worked out.
    pub measuring: Measuring,
    /// What one may filter by is being counted.
    pub faceting: Faceting,
    /// Sources are being counted.
    pub sources: SourcesInquiry,
    /// What rules of the appearance go by, while it is being worked out.
    pub tinting: Tinting,
    /// Dates that are being counted for the timeline.
    pub dating: Dating,
    /// Pictures that are being made.
    pub pictures: Pictures,
}

impl Work {
    /// Starts to write the graph of the open file for another program.
    pub fn export(&mut self, workspace: &Workspace, path: PathBuf, format: Format, wake: &Wake) {
        let (graph, view) = (workspace.graph_snapshot(), workspace.view().clone());
        let task = Task::spawn("export", Arc::clone(wake), move |_| {
            crate::io::export_graph(&RealDisk, &path, format, &graph, &view)
        });
        self.exporting = Some(task);
    }

    /// Starts to look for actors of the open file that may be one.
    pub fn find_duplicates(&mut self, workspace: &Workspace, wake: &Wake) {
        let graph = workspace.graph_snapshot();
        self.duplicates = Some(Task::spawn("duplicates", Arc::clone(wake), move |context| {
            likely_duplicates(&graph, &mut |share| {
                context.report(Some(share), "Comparing names");
                !context.is_cancelled()
            })
        }));
    }

    /// Whether nothing is going on.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.loading.is_none()
            && self.indexing.is_none()
            && self.staging.is_none()
            && self.comparing.is_none()
            && self.duplicates.is_none()
            && self.running.is_none()
            && self.saving.is_none()
            && self.exporting.is_none()
            && !self.paths.goes_on()
            && !self.measuring.goes_on()
            && !self.faceting.goes_on()
            && !self.sources.goes_on()
            && !self.tinting.goes_on()
            && self.pictures.is_at_rest()
            && !self.dating.goes_on()
    }
}

/// The file that is being written.
pub struct Saving {
    /// Where.
    pub path: PathBuf,
    /// The step of the history that it holds.
    pub history_id: u64,
    /// Whether that file is still the open one: another may have been opened while it is written.
    pub is_of_open_file: bool,
    /// The thread.
    pub task: Task<Result<Saved, SaveError>>,
}

impl Saving {
    /// Starts to write the file as it is now. `expected` is what the file on disk must still be.
    #[must_use]
    pub fn start(workspace: &Workspace, path: PathBuf, expected: Option<[u8; 32]>, wake: &Wake) -> Self {
        let (graph, view) = (workspace.graph_snapshot(), workspace.view().clone());
        let target = path.clone();
        let task = Task::spawn("save", Arc::clone(wake), move |task| {
            let disk = WatchedDisk::new(&RealDisk, &target, task);
            crate::io::save_native(&disk, &target, &graph, &view, expected)
        });
        Self { path, history_id: workspace.history().here(), is_of_open_file: true, task }
    }
}

/// The last part of a path, for people.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
