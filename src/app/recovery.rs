//! Work that was not saved when the program ended: kept in a journal while one works, found at the next start, offered with what
//! it holds, and carried out again when it is wanted.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::TextureHandle;

use super::loading::Loaded;
use super::pictures::{PictureSource, colour_image};
use super::{App, Desk};
use crate::export::{PictureOptions, Pixels};
use crate::io::{self, JournalRecords, Presence, journal_records, journals_in, read_abandoned};
use crate::jobs::{Recorder, Task, TaskContext};
use crate::scene::Theme;
use crate::workspace::{Base, Beginning, JournalStep, Origin, Workspace};

/// Work that a window left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abandoned {
    /// Its journal.
    pub journal: PathBuf,
    /// The name of the file that it is about.
    pub name: String,
    /// Where that file is.
    pub file: Option<PathBuf>,
    /// When the last step was taken.
    pub last: String,
    /// The names of the steps.
    pub steps: Vec<String>,
    /// Whether something stands behind them that cannot be read: a step that was being written, or one of another version.
    pub is_cut: bool,
    /// From what they go on.
    pub ground: Ground,
    /// What the journal held when it was found: for the picture, which must not keep the journal from being read.
    pub bytes: Arc<[u8]>,
}

/// From what the steps of a journal go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The journal holds it.
    Journal,
    /// This file does: the one that was opened, or its backup.
    File(PathBuf),
    /// Nothing does any more: the file is gone, or is another one by now.
    Lost,
}

/// What a recovered workspace goes on from, for its own journal.
pub struct Recovered {
    /// How things were before the steps.
    pub base: Base,
    /// The steps.
    pub steps: Vec<JournalStep>,
    /// The journal that held them.
    pub journal: PathBuf,
}

/// What is known of abandoned work, and where journals are kept.
#[derive(Default)]
pub(super) struct Recovery {
    /// The folder of the journals; `None` where nothing is kept.
    pub folder: Option<PathBuf>,
    looking: Option<Task<Vec<Abandoned>>>,
    found: Vec<Abandoned>,
    /// A picture of what is offered, on its way and there.
    drawing: Option<Task<Option<Pixels>>>,
    preview: Option<TextureHandle>,
}

/// Width and height of the picture of what is offered, in points.
const PREVIEW: (u32, u32) = (240, 170);
/// Pixels to a point of it.
const PREVIEW_SCALE: f32 = 2.0;

impl Recovery {
    /// A picture of what is offered, where there is one.
    pub fn preview(&self) -> Option<&TextureHandle> {
        self.preview.as_ref()
    }

    /// Whether something goes on in a thread.
    pub fn is_busy(&self) -> bool {
        self.looking.is_some() || self.drawing.is_some()
    }
}

/// Now, for people.
pub(super) fn now() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string()
}

/// How often, and after which pause, a journal is looked at again that somebody still has: a program that was killed a moment
/// ago may take a while to be gone.
const AGAIN: (usize, Duration) = (6, Duration::from_millis(400));

/// The work that was left behind in a folder. What is no journal, or has no step, is passed over and stays.
fn abandoned_in(folder: &Path, context: &TaskContext) -> Vec<Abandoned> {
    let mut waiting = journals_in(folder);
    let mut found = Vec::new();
    for _ in 0..AGAIN.0 {
        waiting.retain(|journal| match read_abandoned(journal) {
            Ok(None) => true,
            Ok(Some(bytes)) => {
                found.extend(abandoned(journal, &bytes));
                false
            }
            // It is gone meanwhile, or not for us to read.
            Err(_) => false,
        });
        if waiting.is_empty() {
            break;
        }
        context.pause(AGAIN.1);
    }
    found
}

fn abandoned(journal: &Path, bytes: &[u8]) -> Option<Abandoned> {
    let (beginning, steps, is_cut) = read(bytes)?;
    let last = steps.last()?.at.clone();
    let ground = match (&beginning.whole, &beginning.path, &beginning.sha256) {
        (Some(_), ..) => Ground::Journal,
        (None, Some(path), Some(hash)) => ground_of(path, *hash),
        (None, ..) => Ground::Lost,
    };
    let Beginning { name, path: file, .. } = beginning;
    let steps = steps.into_iter().map(|step| step.name).collect();
    let journal = journal.to_owned();
    Some(Abandoned { journal, name, file, last, steps, is_cut, ground, bytes: bytes.into() })
}

fn ground_of(path: &Path, hash: [u8; 32]) -> Ground {
    let is_it = |path: &PathBuf| std::fs::read(path).is_ok_and(|bytes| io::sha256(&bytes) == hash);
    let places = [path.to_owned(), io::backup_path(path)];
    places.into_iter().find(is_it).map_or(Ground::Lost, Ground::File)
}

fn read(bytes: &[u8]) -> Option<(Beginning, Vec<JournalStep>, bool)> {
    let JournalRecords { records, is_torn } = journal_records(bytes)?;
    let count = records.len();
    let mut records = records.into_iter();
    let beginning = serde_json::from_slice(&records.next()?).ok()?;
    // What was written by another version may say something that this one does not know: what comes before it still counts.
    let steps: Vec<JournalStep> = records.map_while(|record| serde_json::from_slice(&record).ok()).collect();
    let is_cut = is_torn || steps.len() + 1 < count;
    Some((beginning, steps, is_cut))
}

/// Carries the steps of a journal out again, and makes the workspace ready for the window.
///
/// # Errors
/// A sentence, where the ground is gone or is no graph.
pub(super) fn recover(abandoned: &Abandoned, theme: Theme, context: &TaskContext) -> Result<Loaded, String> {
    let gone = || format!("The journal of {} cannot be read any more.", abandoned.name);
    let read_now = || read_abandoned(&abandoned.journal).ok().flatten();
    let mut bytes = read_now();
    for _ in 0..AGAIN.0 {
        if bytes.is_some() || !abandoned.journal.exists() {
            break;
        }
        context.pause(AGAIN.1);
        bytes = read_now();
    }
    let (workspace, recovered) = carried_out(abandoned, &bytes.ok_or_else(gone)?, theme)?;
    Ok(Loaded::of_workspace(workspace, Some(recovered)))
}

/// What the steps of a journal come to, as a small picture; `None` where nobody has a place yet, or it cannot be drawn.
fn picture_of(abandoned: &Abandoned, theme: Theme, task: &TaskContext) -> Option<Pixels> {
    let (workspace, _) = carried_out(abandoned, &abandoned.bytes, theme).ok()?;
    let has_place = workspace.graph().actors().any(|(actor, _)| workspace.view().positions.get(actor).is_some());
    if !has_place {
        return None;
    }
    let options =
        PictureOptions { size: PREVIEW, theme, legend: false, link_labels: false, ..PictureOptions::default() };
    PictureSource::new(&workspace, options).pixels(PREVIEW_SCALE, task).ok()
}

/// Carries the steps in the bytes of a journal out.
fn carried_out(abandoned: &Abandoned, bytes: &[u8], theme: Theme) -> Result<(Workspace, Recovered), String> {
    let gone = || format!("The journal of {} cannot be read any more.", abandoned.name);
    let (beginning, steps, _) = read(bytes).ok_or_else(gone)?;
    let Beginning { name, path, sha256, is_native, whole, .. } = beginning;
    let origin = Origin { name, path, sha256, is_native };
    let (graph, view, report) = match (whole, &abandoned.ground) {
        (Some(whole), _) => {
            let (graph, view) = *whole;
            let graph = graph.into_graph().map_err(|_not| gone())?;
            (graph, view, crate::model::LoadReport::default())
        }
        (None, Ground::File(path)) => {
            let bytes = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
            if Some(io::sha256(&bytes)) != sha256 {
                return Err(format!("{} has changed meanwhile.", path.display()));
            }
            let opened = io::read_bytes("recovered.linklore", &bytes).map_err(|error| error.to_string())?;
            (opened.graph, opened.view, opened.report)
        }
        (None, _) => return Err(gone()),
    };
    let is_saved = abandoned.ground != Ground::Journal;
    let mut workspace = Workspace::new(graph, view, report, origin, theme);
    let base = Base::now(&workspace, is_saved);
    let count = steps.len();
    let refused = workspace.replay(steps.iter().cloned());
    workspace.say(match refused {
        0 => format!("Recovered {} of {}", super::counted(count, "step", "steps"), abandoned.name),
        refused => format!("Recovered {} of {count} steps of {}", count - refused, abandoned.name),
    });
    let recovered = Recovered { base, steps, journal: abandoned.journal.clone() };
    Ok((workspace, recovered))
}

impl App {
    /// Begins to look for work that was left behind.
    pub(super) fn look_for_abandoned_work(&mut self) {
        if let Some(folder) = self.recovery.folder.clone() {
            let wake = Arc::clone(&self.wake);
            self.recovery.looking = Some(Task::spawn("recovery", wake, move |context| abandoned_in(&folder, context)));
        }
    }

    /// Offers what was found, one after the other, while nothing else is asked.
    pub(super) fn offer_abandoned_work(&mut self, ctx: &egui::Context) {
        if let Some(drawn) = self.recovery.drawing.as_ref().and_then(Task::poll) {
            self.recovery.drawing = None;
            // Without a picture the steps are still told.
            let image = drawn.ok().flatten().map(|pixels| colour_image(&pixels));
            self.recovery.preview =
                image.map(|image| ctx.load_texture("recovery preview", image, egui::TextureOptions::LINEAR));
        }
        if !matches!(self.dialogs.question, Some(super::Question::Recover(_))) {
            self.recovery.preview = None;
        }
        if let Some(found) = self.recovery.looking.as_ref().and_then(Task::poll) {
            self.recovery.looking = None;
            // Where the search failed, the journals stay for the next start.
            self.recovery.found = found.unwrap_or_default();
        }
        if !self.recovery.found.is_empty() && !self.dialogs.is_waiting() && self.work.loading.is_none() {
            let next = self.recovery.found.remove(0);
            if next.ground != Ground::Lost {
                let (offered, theme, wake) = (next.clone(), self.settings.settings.theme(), Arc::clone(&self.wake));
                let draw = move |task: &TaskContext| picture_of(&offered, theme, task);
                self.recovery.drawing = Some(Task::spawn("recovery preview", wake, draw));
            }
            self.dialogs.question = Some(super::Question::Recover(Box::new(next)));
        }
    }

    /// The journal of a file that was just put onto the desk, and whether another window has it open.
    pub(super) fn recorder_for(
        &self,
        workspace: &mut Workspace,
        recovered: Option<Recovered>,
    ) -> (Option<Recorder>, Option<Presence>) {
        let Some(folder) = &self.recovery.folder else { return (None, None) };
        let presence = match workspace.origin().path.clone().map(|path| Presence::claim(folder, &path)) {
            Some(Ok(presence)) => presence,
            Some(Err(_occupied)) => {
                let said = workspace.message().unwrap_or_default().to_owned();
                workspace.say(format!("{said} · open in another window as well: whoever saves second is asked"));
                None
            }
            None => None,
        };
        workspace.keep_journal();
        let is_saved = workspace.origin().is_native && workspace.origin().path.is_some();
        let wake = Arc::clone(&self.wake);
        let recorder = match recovered {
            None => Recorder::start(folder, Base::now(workspace, is_saved), now, wake),
            Some(Recovered { base, steps, journal }) => {
                let recorder = Recorder::start(folder, base, now, wake);
                for JournalStep { at, name, edit } in steps {
                    recorder.step(at, name, edit);
                }
                recorder.remove(journal);
                recorder
            }
        };
        (Some(recorder), presence)
    }

    /// Keeps what was carried out in the journal.
    pub(super) fn record(&mut self) {
        let Some(Desk { workspace, recorder: Some(recorder), .. }) = &mut self.desk else { return };
        for (name, edit) in workspace.take_journal() {
            recorder.step(now(), name, edit);
        }
        if let Some(why) = recorder.take_trouble() {
            workspace.say(format!("Steps are not kept for a recovery ({why}). Save often."));
        }
    }
}
