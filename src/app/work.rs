//! What is going on in other threads for the open file: loading, layout, saving. Looks after them; decides nothing.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::appearance::Tinting;
use super::arrange::Choice;
use super::compare::Comparing;
use super::dating::Dating;
use super::faceting::Faceting;
use super::measuring::Measuring;
use super::paths::PathInquiry;
use super::pictures::Pictures;
use super::questions::{Opening, Then};
use super::recovery::{Abandoned, Recovered, recover};
use super::sources::SourcesInquiry;
use crate::analysis::likelihood;
use crate::io::{Exported, Format, Opened, ReadError, RealDisk, SaveError, Saved, Testimony};
use crate::jobs::{LayoutRun, RunState, Task, Wake, WatchedDisk};
use crate::layout::arrange::{Arrangement, LineUp, LinedUp, Spacing};
use crate::layout::{Method, Parameters, Problem};
use crate::model::{ActorIx, ActorSet, Channel, Graph, Point, Rule};
use crate::panels::fonts::{self, FallbackFace};
use crate::scene::{self, Theme};
use crate::text::alike::{LikelyDuplicate, likely_duplicates};
use crate::text::{FindIndex, resolve_actor};
use crate::workspace::{Edit, Origin, Stage, Workspace};

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

/// A layout that is running on the open file.
pub struct Running {
    run: LayoutRun,
    /// Nobody asked for it: actors had no places.
    automatic: bool,
    held: Vec<(ActorIx, Point)>,
    pinned: Vec<bool>,
    looks: u64,
    /// Whether the sizes of the file are drawn, and the rule for sizes: they say how much room actors need.
    sizes: (bool, Option<Rule>),
    sort: Sort,
}

/// What sort of layout is running.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Force,
    /// Over within a second, so that it does not follow what changes meanwhile.
    Arrangement {
        of_all: bool,
    },
}

/// Width over height of what is laid out: between the canvas with panels on both sides and a picture for a report.
const ASPECT: f32 = 1.25;

/// How likely a link is that rests on one statement of a document that nobody has judged.
const ORDINARY_LIKELIHOOD: f32 = 0.6;

/// The seed of every layout that is started in the window: the same file gives the same picture each time.
const SEED: u64 = 1;

impl Running {
    /// Starts to lay out what is shown, from where things stand. A run that nobody asked for moves only actors that have no
    /// place yet.
    #[must_use]
    pub fn start(workspace: &mut Workspace, automatic: bool, wake: &Wake) -> Self {
        let (graph, view) = (workspace.graph_snapshot(), workspace.drawn_view());
        let method = Method::Force(Parameters { aspect: ASPECT, ..*workspace.forces() });
        let prepare = move || {
            let mut problem = Problem::of(&graph, &view, &scene::radii(&graph, &view), SEED);
            if automatic {
                for (pinned, start) in problem.pinned.iter_mut().zip(&problem.start) {
                    *pinned |= start.is_some();
                }
                if problem.start.iter().any(Option::is_some) {
                    draw_the_well_evidenced(&mut problem, &graph);
                }
            }
            Ok((problem, method))
        };
        Self::begin(workspace, None, prepare, wake, automatic, Sort::Force)
    }

    /// Starts to arrange what is shown, or what is selected of it. Where it cannot be arranged like this, the run says so.
    #[must_use]
    pub fn arrange(workspace: &mut Workspace, choice: &Choice, wake: &Wake) -> Self {
        let some = choice.some(workspace);
        let sort = Sort::Arrangement { of_all: some.is_none() };
        let (graph, view) = (workspace.graph_snapshot(), workspace.drawn_view());
        let selected = workspace.selection().actors.clone();
        let label_size = workspace.theme().tokens().label_size;
        let (choice, among) = (choice.clone(), some.clone());
        let prepare = move || {
            let radii = scene::radii(&graph, &view);
            let problem = match &among {
                Some(among) => Problem::of_some(&graph, &view, &radii, SEED, among),
                None => Problem::of(&graph, &view, &radii, SEED),
            };
            let arrangement = choice.arrangement(&graph, &problem, &selected, label_size)?;
            let spacing = Spacing { aspect: ASPECT, ..Spacing::default() };
            Ok((problem, Method::Arrange(arrangement, spacing)))
        };
        Self::begin(workspace, some.as_ref(), prepare, wake, false, sort)
    }

    /// Starts to line up some actors, all of which are shown; the step of the history is called `name`.
    #[must_use]
    pub fn line_up(workspace: &mut Workspace, how: LineUp, some: &ActorSet, name: String, wake: &Wake) -> Self {
        let (graph, view) = (workspace.graph_snapshot(), workspace.view().clone());
        let label_size = workspace.theme().tokens().label_size;
        let among = some.clone();
        let prepare = move || {
            let problem = Problem::of_some(&graph, &view, &scene::radii(&graph, &view), SEED, &among);
            let label = |actor| scene::labels::label_box(&graph.actor(actor).label, label_size);
            let labels = problem.topology.actors().iter().map(|&actor| label(actor)).collect();
            let arrangement = Arrangement::LinedUp(LinedUp { how, labels });
            Ok((problem, Method::Arrange(arrangement, Spacing::default())))
        };
        let sort = Sort::Arrangement { of_all: false };
        let running = Self::begin(workspace, Some(some), prepare, wake, false, sort);
        workspace.name_run(name);
        running
    }

    fn begin(
        workspace: &mut Workspace,
        some: Option<&ActorSet>,
        prepare: impl FnOnce() -> Result<(Problem, Method), String> + Send + 'static,
        wake: &Wake,
        automatic: bool,
        sort: Sort,
    ) -> Self {
        workspace.run_begins();
        let view = workspace.view();
        let is_laid_out =
            |actor| workspace.visibility().shows_actor(actor) && some.is_none_or(|some| some.contains(actor));
        let actors: Vec<ActorIx> =
            workspace.graph().actors().map(|(actor, _)| actor).filter(|&actor| is_laid_out(actor)).collect();
        let stays =
            |&actor: &ActorIx| view.pinned.contains(actor) || (automatic && view.positions.get(actor).is_some());
        let pinned = actors.iter().map(stays).collect();
        let run = LayoutRun::start(actors, prepare, Arc::clone(wake));
        let sizes = Self::sizes(workspace);
        Self { run, automatic, held: Vec::new(), pinned, looks: workspace.revisions().looks, sizes, sort }
    }

    /// What decides how large actors are drawn.
    fn sizes(workspace: &Workspace) -> (bool, Option<Rule>) {
        let rule = workspace.drawn_styling().get(Channel::ActorSize).cloned();
        (workspace.view().looks_shown, rule)
    }

    /// Whether everything that is shown gets another place at once.
    #[must_use]
    pub fn is_arrangement_of_all(&self) -> bool {
        self.sort == Sort::Arrangement { of_all: true }
    }

    /// Whether nothing that is shown stays where it stood before.
    fn moves_all(&self) -> bool {
        match self.sort {
            Sort::Force => !self.automatic,
            Sort::Arrangement { of_all } => of_all,
        }
    }

    /// Takes the newest frame over, tells the run what is held, and returns whether it goes on.
    pub fn follow(&mut self, workspace: &mut Workspace) -> bool {
        self.tell_held(workspace);
        let state = self.run.state();
        if let Some(frame) = self.run.take_frame() {
            workspace.take_frame(self.run.actors().iter().copied().zip(frame.points));
            workspace.follow_law(self.run.law());
            if self.moves_all() {
                workspace.follow_axis(self.run.axis());
            }
        }
        match state {
            RunState::Running => return true,
            RunState::Failed(message) => workspace.say(format!("The layout failed: {message}")),
            RunState::Refused(why) => {
                workspace.say(why);
                self.sort = Sort::Arrangement { of_all: false };
            }
            RunState::Settled | RunState::Stopped => {}
        }
        workspace.run_ended(self.automatic);
        false
    }

    fn tell_held(&mut self, workspace: &Workspace) {
        let held = workspace.held();
        if held == self.held {
            return;
        }
        for &(actor, _) in &self.held {
            if !held.iter().any(|&(other, _)| other == actor) {
                self.run.release(actor);
            }
        }
        for &(actor, point) in &held {
            self.run.hold(actor, point);
        }
        self.held = held;
    }

    /// After a change of what is shown, how large it is or what is pinned: goes on with that. Returns the run to go on with.
    #[must_use]
    pub fn follow_looks(mut self, workspace: &mut Workspace, wake: &Wake) -> Self {
        if self.looks == workspace.revisions().looks {
            return self;
        }
        self.looks = workspace.revisions().looks;
        self.tell_held(workspace);
        if self.sort != Sort::Force {
            return self;
        }
        // A run that nobody asked for leaves those where they are that have a place, and so does not begin again.
        let is_resized = !self.automatic && self.sizes != Self::sizes(workspace);
        let shows_others = {
            let actors = workspace.graph().actors().map(|(actor, _)| actor);
            let shown = actors.filter(|&actor| workspace.visibility().shows_actor(actor));
            !shown.eq(self.run.actors().iter().copied())
        };
        if is_resized || shows_others {
            return Self::start(workspace, self.automatic && workspace.view().positions.is_blank(), wake);
        }
        let (view, actors) = (workspace.view(), self.run.actors());
        for (pinned, &actor) in self.pinned.iter_mut().zip(actors) {
            let is_pinned = view.pinned.contains(actor);
            match view.positions.get(actor) {
                Some(point) if is_pinned && !*pinned => self.run.pin(actor, point),
                _ if !is_pinned && *pinned && !self.automatic => self.run.unpin(actor),
                _ => continue,
            }
            *pinned = is_pinned;
        }
        self
    }

    /// Stops it where it is; this is one step of the history.
    pub fn stop(self, workspace: &mut Workspace) {
        let automatic = self.automatic;
        self.leave(workspace);
        workspace.run_ended(automatic);
    }

    /// Stops it where it is, for another one that goes on from there.
    pub fn leave(self, workspace: &mut Workspace) {
        self.run.stop();
        if let Some(frame) = self.run.take_frame() {
            workspace.take_frame(self.run.actors().iter().copied().zip(frame.points));
        }
    }
}

/// Whoever comes to others comes the nearer, the better evidenced the links between them are.
fn draw_the_well_evidenced(problem: &mut Problem, graph: &Graph) {
    for (weight, link) in problem.weights.iter_mut().zip(problem.topology.links()) {
        *weight *= likelihood(graph, graph.link(*link)) as f32 / ORDINARY_LIKELIHOOD;
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
