//! A layout that runs on the open file: begun, followed, stopped. Which one is asked for is in `laying_out.rs`.

use std::sync::Arc;

use super::arrange::Choice;
use crate::analysis::likelihood;
use crate::jobs::{LayoutRun, RunState, Wake};
use crate::layout::arrange::{Arrangement, LineUp, LinedUp, Spacing};
use crate::layout::{Method, Parameters, Problem};
use crate::model::{ActorIx, ActorSet, Channel, Graph, Point, Rule};
use crate::scene;
use crate::workspace::Workspace;

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
