//! What the analyst is doing with the open file: selection, edits, history, where one was. No drawing, no threads.

mod action;
mod command;
mod edit;
mod history;
mod keys;
mod selection;

use std::path::PathBuf;
use std::sync::Arc;

pub use action::{Action, MENUS};
pub use command::{Command, LookAt};
pub use edit::{Edit, Placement};
pub use history::History;
pub use keys::{Key, Shortcut};
pub use selection::{Pick, Reading, Selection, Stand, Target, Trail};

use crate::model::{ActorIx, Camera, Graph, LoadReport, PassageIx, Point, Topology, View, Visibility};
use crate::scene::{Scene, Theme};
use crate::text::{actor_dossier, document_passages, link_dossier};

/// Where the open file came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The name for the title.
    pub name: String,
    /// The path; `None` for a graph that was never a file.
    pub path: Option<PathBuf>,
    /// SHA-256 of the file as it was read or last written.
    pub sha256: Option<[u8; 32]>,
    /// Whether saving may write over the path: true for the native format.
    pub is_native: bool,
}

/// Counters that go up when something changes, so that whoever keeps a derived value knows when it is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Records of the graph.
    pub graph: u64,
    /// What is shown: hidden, filters, pins, theme, and records.
    pub looks: u64,
    /// Where actors stand.
    pub positions: u64,
    /// What is selected.
    pub selection: u64,
}

/// The open file and what the analyst does with it.
#[derive(Debug)]
pub struct Workspace {
    graph: Arc<Graph>,
    view: View,
    report: LoadReport,
    origin: Origin,
    theme: Theme,
    visibility: Visibility,
    scene: Arc<Scene>,
    selection: Selection,
    stored: [Selection; 9],
    hovered: Option<Target>,
    reading: Option<Reading>,
    passage: Option<PassageIx>,
    trail: Trail,
    history: History,
    drag: Option<Drag>,
    run_before: Option<Vec<Placement>>,
    look: (u64, LookAt),
    revisions: Revisions,
    message: Option<String>,
}

/// Actors that are being dragged.
#[derive(Clone, Debug)]
struct Drag {
    grabbed: ActorIx,
    before: Vec<Placement>,
    has_moved: bool,
}

impl Workspace {
    /// The workspace of a file that was just opened.
    #[must_use]
    pub fn new(graph: Graph, view: View, report: LoadReport, origin: Origin, theme: Theme) -> Self {
        let visibility = view.visibility(&graph);
        let scene = Arc::new(Scene::build(&graph, &view, theme));
        let look = (1, view.camera.map_or(LookAt::All, LookAt::Camera));
        Self {
            graph: Arc::new(graph),
            view,
            report,
            origin,
            theme,
            visibility,
            scene,
            selection: Selection::default(),
            stored: std::array::from_fn(|_| Selection::default()),
            hovered: None,
            reading: None,
            passage: None,
            trail: Trail::default(),
            history: History::default(),
            drag: None,
            run_before: None,
            look,
            revisions: Revisions::default(),
            message: None,
        }
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The graph, to be kept by a thread that works on it as it is now.
    #[must_use]
    pub fn graph_snapshot(&self) -> Arc<Graph> {
        Arc::clone(&self.graph)
    }

    /// What the analyst decided about the picture.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What is shown and what is not.
    #[must_use]
    pub fn visibility(&self) -> &Visibility {
        &self.visibility
    }

    /// What is drawn.
    #[must_use]
    pub fn scene(&self) -> &Arc<Scene> {
        &self.scene
    }

    /// What the reader said about the file.
    #[must_use]
    pub fn report(&self) -> &LoadReport {
        &self.report
    }

    /// Where the file came from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The name of the file, for the title.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.origin.name
    }

    /// Light or dark.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What the pointer is over.
    #[must_use]
    pub fn hovered(&self) -> Option<Target> {
        self.hovered
    }

    /// The document that is open in the reader.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.reading
    }

    /// The passage that is looked at, among those of the selection.
    #[must_use]
    pub fn passage(&self) -> Option<PassageIx> {
        self.passage
    }

    /// What was done.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether there is a way back, and a way forward.
    #[must_use]
    pub fn ways(&self) -> (bool, bool) {
        self.trail.ways()
    }

    /// Counters of what changed.
    #[must_use]
    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// Where the camera was last asked to go; the number goes up with each request.
    #[must_use]
    pub fn look(&self) -> (u64, LookAt) {
        self.look
    }

    /// The last thing there was to say.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Says something in the status bar.
    pub fn say(&mut self, message: impl Into<String>) {
        self.message = Some(message.into());
    }

    /// Whether something is not saved.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.history.is_unsaved()
    }

    /// Whether actors are hidden or filters are on.
    #[must_use]
    pub fn hides_something(&self) -> bool {
        !self.view.hidden.is_empty() || !self.view.filters.is_empty()
    }

    /// Number of neighbours of an actor that are not shown.
    #[must_use]
    pub fn hidden_neighbours(&self, actor: ActorIx) -> usize {
        let mut hidden: Vec<ActorIx> = self
            .graph
            .links_of(actor)
            .into_iter()
            .map(|incidence| incidence.other)
            .filter(|&other| !self.visibility.shows_actor(other))
            .collect();
        hidden.sort_unstable();
        hidden.dedup();
        hidden.len()
    }

    /// The passages of what is selected, in the order in which next and previous go through them.
    #[must_use]
    pub fn passages_at_hand(&self) -> Vec<PassageIx> {
        if let Some(reading) = self.reading {
            return document_passages(&self.graph, reading.document);
        }
        let testimonies = match self.selection.single() {
            Some(Target::Actor(actor)) => {
                let dossier = actor_dossier(&self.graph, actor);
                [dossier.supporting, dossier.contradicting]
            }
            Some(Target::Link(link)) => {
                let dossier = link_dossier(&self.graph, link);
                [dossier.supporting, dossier.contradicting]
            }
            None => return Vec::new(),
        };
        let mut passages: Vec<PassageIx> = Vec::new();
        for testimony in testimonies.into_iter().flatten() {
            if !passages.contains(&testimony.passage) {
                passages.push(testimony.passage);
            }
        }
        passages
    }

    /// Whether there is a passage to go to.
    #[must_use]
    pub fn has_passages_at_hand(&self) -> bool {
        self.reading.is_some()
            || match self.selection.single() {
                Some(Target::Actor(actor)) => {
                    !self.graph.actor(actor).evidence.is_empty()
                        || self.graph.links_of(actor).iter().any(|i| !self.graph.link(i.link).evidence.is_empty())
                }
                Some(Target::Link(link)) => !self.graph.link(link).evidence.is_empty(),
                None => false,
            }
    }

    /// The shown part of the graph as flat arrays.
    #[must_use]
    pub fn topology(&self) -> Topology {
        Topology::new(&self.graph, &self.visibility)
    }

    /// Actors that a layout must leave where they are because the user holds them, with their places.
    #[must_use]
    pub fn held(&self) -> Vec<(ActorIx, Point)> {
        let drag = self.drag.iter().flat_map(|drag| &drag.before);
        drag.filter_map(|placement| Some((placement.actor, self.view.positions.get(placement.actor)?))).collect()
    }

    /// Changes the theme.
    pub fn set_theme(&mut self, theme: Theme) {
        if self.theme != theme {
            self.theme = theme;
            self.looks_changed();
        }
    }

    /// The file was saved as it was after the step `history_id` (see [`History::here`]).
    pub fn saved(&mut self, origin: Origin, history_id: u64) {
        self.origin = origin;
        self.history.mark_saved_at(history_id);
    }

    /// A layout starts to run; everything until [`Self::run_ended`] is one step of the history.
    pub fn run_begins(&mut self) {
        if self.run_before.is_none() {
            let actors = self.graph.actors().map(|(actor, _)| Placement::now(&self.view, actor));
            self.run_before = Some(actors.collect());
        }
    }

    /// Whether a layout is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run_before.is_some()
    }

    /// Takes over where a running layout put actors, except those that are held or pinned.
    pub fn take_frame(&mut self, points: impl IntoIterator<Item = (ActorIx, Point)>) {
        let dragged: Vec<ActorIx> = self.drag.iter().flat_map(|drag| &drag.before).map(|one| one.actor).collect();
        for (actor, point) in points {
            let stays = self.view.pinned.contains(actor) && self.view.positions.get(actor).is_some();
            if !stays && !dragged.contains(&actor) {
                self.view.positions.set(actor, Some(point));
            }
        }
        self.revisions.positions += 1;
    }

    /// The layout ended, by itself or because it was stopped. `automatic` is a first layout that nobody asked for: it
    /// leaves a saved file saved.
    pub fn run_ended(&mut self, automatic: bool) {
        let Some(mut before) = self.run_before.take() else { return };
        before.retain(|placement| *placement != Placement::now(&self.view, placement.actor));
        if before.is_empty() {
            return;
        }
        let was_saved = !self.history.is_unsaved();
        self.history.push("Rearrange".to_owned(), Edit::Rearrange(before));
        if automatic && was_saved {
            self.history.mark_saved();
        }
    }

    /// Carries a command out, as far as it is the workspace's business; gives the others back.
    #[must_use = "what comes back is for the window to do"]
    pub fn carry_out(&mut self, command: Command) -> Option<Command> {
        match command {
            Command::Do(action) => return self.act(action).map(Command::Do),
            Command::Edit(edit) => self.edit(edit),
            Command::Select(target, pick) => self.select(&[target], pick),
            Command::SelectMany(targets, pick) => self.select(&targets, pick),
            Command::GoTo(target) => {
                self.select(&[target], Pick::Replace);
                self.ask_camera(LookAt::Target(target));
            }
            Command::Hover(target) => self.hovered = target,
            Command::StoreSelection(number) => {
                if let Some(slot) = self.slot(number) {
                    self.stored[slot] = self.selection.clone();
                    self.say(format!("Selection stored as {number}"));
                }
            }
            Command::RecallSelection(number) => {
                if let Some(slot) = self.slot(number) {
                    let stored = self.stored[slot].clone();
                    self.change_selection(stored);
                }
            }
            Command::Expand(actor) => self.expand(&[actor]),
            Command::CameraMoved(camera) => self.view.camera = Some(camera),
            Command::LookAt(look) => self.ask_camera(look),
            Command::DragBegin(actor) => self.drag_begin(actor),
            Command::DragTo(point) => self.drag_to(point),
            Command::DragEnd => self.drag_end(),
            Command::DragCancel => self.drag_cancel(),
            Command::Read(document, passage) => self.read(Some(Reading { document, passage })),
            Command::StopReading => self.read(None),
            Command::LookAtPassage(passage) => self.look_at_passage(passage),
            Command::SetFilters(filters) => {
                if filters != self.view.filters {
                    self.edit(Edit::Filter(filters));
                }
            }
            other @ (Command::OpenFile(_)
            | Command::OpenAddress(_)
            | Command::CopyText(_)
            | Command::AskRename(_)
            | Command::AskLinkType(_)) => return Some(other),
        }
        None
    }

    fn act(&mut self, action: Action) -> Option<Action> {
        let selected = || self.selection.actors.iter().copied();
        match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::TogglePin => {
                let pin = !selected().all(|actor| self.view.pinned.contains(actor));
                let pins = selected().map(|actor| (actor, pin)).collect();
                self.edit(Edit::Pin(pins));
            }
            Action::Hide => {
                let actors = selected().map(|actor| (actor, true)).collect();
                self.edit(Edit::Hide(actors));
            }
            Action::HideOthers => {
                let others = self.shown_actors().filter(|actor| !self.selection.actors.contains(actor));
                let actors: Vec<_> = others.map(|actor| (actor, true)).collect();
                self.edit(Edit::Hide(actors));
            }
            Action::ShowAll => self.show_all(),
            Action::Expand => {
                let actors: Vec<ActorIx> = selected().collect();
                self.expand(&actors);
            }
            Action::SelectAll => self.change_selection(Selection::of_actors(self.shown_actors())),
            Action::SelectNone => self.change_selection(Selection::default()),
            Action::InvertSelection => {
                let others = self.shown_actors().filter(|actor| !self.selection.actors.contains(actor));
                self.change_selection(Selection::of_actors(others));
            }
            Action::SelectNeighbours => {
                let mut selection = self.selection.clone();
                for actor in selected() {
                    let neighbours = self.graph.links_of(actor).into_iter().map(|incidence| incidence.other);
                    selection.actors.extend(neighbours.filter(|&other| self.visibility.shows_actor(other)));
                }
                self.change_selection(selection);
            }
            Action::Back => self.go(Trail::back),
            Action::Forward => self.go(Trail::forward),
            Action::FitAll => self.ask_camera(LookAt::All),
            Action::FitSelection => self.ask_camera(LookAt::Selection),
            Action::ZoomIn => self.ask_camera(LookAt::Zoom(1.3)),
            Action::ZoomOut => self.ask_camera(LookAt::Zoom(1.0 / 1.3)),
            Action::OpenDocument => self.open_document(),
            Action::NextPassage => self.step_passage(1),
            Action::PreviousPassage => self.step_passage(-1),
            other => return Some(other),
        }
        None
    }

    fn shown_actors(&self) -> impl Iterator<Item = ActorIx> + '_ {
        self.graph.actors().map(|(actor, _)| actor).filter(|&actor| self.visibility.shows_actor(actor))
    }

    /// Carries an edit out and puts it into the history, unless it changes nothing.
    fn edit(&mut self, edit: Edit) {
        let is_empty = match &edit {
            Edit::Move(list) | Edit::Rearrange(list) => list.is_empty(),
            Edit::Pin(list) | Edit::Hide(list) => list.is_empty(),
            Edit::Filter(filters) => *filters == self.view.filters,
            Edit::Relabel(actor, label) => self.graph.actor(*actor).label == *label,
            Edit::RetypeActors(list) => list.iter().all(|(actor, kind)| self.graph.actor(*actor).kind == *kind),
            Edit::RetypeLinks(list) => list.iter().all(|(link, kind)| self.graph.link(*link).kind == *kind),
        };
        if is_empty {
            return;
        }
        let name = edit.name(&self.graph);
        let inverse = self.apply(edit);
        self.say(name.clone());
        self.history.push(name, inverse);
    }

    fn apply(&mut self, edit: Edit) -> Edit {
        let inverse = apply(edit, &mut self.graph, &mut self.view, &mut self.revisions);
        self.after_edit(&inverse);
        inverse
    }

    fn after_edit(&mut self, edit: &Edit) {
        if !matches!(edit, Edit::Rearrange(_)) {
            self.looks_changed();
        }
    }

    fn looks_changed(&mut self) {
        self.revisions.looks += 1;
        self.visibility = self.view.visibility(&self.graph);
        self.scene = Arc::new(Scene::build(&self.graph, &self.view, self.theme));
        let hidden = |target: Target| match target {
            Target::Actor(actor) => !self.visibility.shows_actor(actor),
            Target::Link(link) => !self.visibility.shows_link(link),
        };
        if self.hovered.is_some_and(hidden) {
            self.hovered = None;
        }
    }

    fn undo(&mut self) {
        self.run_ended(false);
        let Self { history, graph, view, revisions, .. } = self;
        let mut taken = None;
        let name = history.undo(|edit| {
            let inverse = apply(edit, graph, view, revisions);
            taken = Some(inverse.clone());
            inverse
        });
        if let (Some(name), Some(edit)) = (name, taken) {
            self.after_edit(&edit);
            self.say(format!("Undone: {name}"));
        }
    }

    fn redo(&mut self) {
        let Self { history, graph, view, revisions, .. } = self;
        let mut taken = None;
        let name = history.redo(|edit| {
            let inverse = apply(edit, graph, view, revisions);
            taken = Some(inverse.clone());
            inverse
        });
        if let (Some(name), Some(edit)) = (name, taken) {
            self.after_edit(&edit);
            self.say(format!("Done again: {name}"));
        }
    }

    fn show_all(&mut self) {
        let hidden: Vec<_> = self.view.hidden.iter().map(|actor| (actor, false)).collect();
        self.edit(Edit::Hide(hidden));
        self.edit(Edit::Filter(crate::model::Filters::default()));
    }

    /// Shows the hidden neighbours of actors; those without a place start beside the actor.
    fn expand(&mut self, actors: &[ActorIx]) {
        let mut shown = Vec::new();
        for &actor in actors {
            for incidence in self.graph.links_of(actor) {
                if self.view.hidden.contains(incidence.other) && !shown.contains(&(incidence.other, false)) {
                    shown.push((incidence.other, false));
                }
            }
        }
        if shown.is_empty() {
            self.say("No neighbours are hidden here");
        }
        self.edit(Edit::Hide(shown));
    }

    fn slot(&self, number: u8) -> Option<usize> {
        let slot = usize::from(number).checked_sub(1)?;
        (slot < self.stored.len()).then_some(slot)
    }

    fn stand(&self) -> Stand {
        Stand { selection: self.selection.clone(), camera: self.view.camera, reading: self.reading }
    }

    fn select(&mut self, targets: &[Target], pick: Pick) {
        let mut selection = if pick == Pick::Replace { Selection::default() } else { self.selection.clone() };
        for &target in targets {
            let selected = pick != Pick::Toggle || !selection.contains(target);
            selection.set(target, selected);
        }
        self.change_selection(selection);
    }

    fn change_selection(&mut self, selection: Selection) {
        if selection != self.selection {
            self.trail.leave(self.stand());
            self.selection = selection;
            self.passage = None;
            self.revisions.selection += 1;
        }
    }

    fn go(&mut self, along: impl FnOnce(&mut Trail, Stand) -> Option<Stand>) {
        let here = self.stand();
        let Some(Stand { selection, camera, reading }) = along(&mut self.trail, here) else { return };
        self.selection = selection;
        self.reading = reading;
        self.passage = reading.and_then(|reading| reading.passage);
        self.revisions.selection += 1;
        if let Some(camera) = camera {
            self.ask_camera(LookAt::Camera(camera));
        }
    }

    fn ask_camera(&mut self, look: LookAt) {
        self.look = (self.look.0 + 1, look);
    }

    fn read(&mut self, reading: Option<Reading>) {
        if self.reading != reading {
            self.trail.leave(self.stand());
            self.reading = reading;
            self.passage = reading.and_then(|reading| reading.passage).or(self.passage);
        }
    }

    fn look_at_passage(&mut self, passage: PassageIx) {
        self.passage = Some(passage);
        if let Some(reading) = &mut self.reading
            && self.graph.passage(passage).document == Some(reading.document)
        {
            reading.passage = Some(passage);
        }
    }

    fn open_document(&mut self) {
        let Some(passage) = self.passage.or_else(|| self.passages_at_hand().first().copied()) else { return };
        if let Some(document) = self.graph.passage(passage).document {
            self.read(Some(Reading { document, passage: Some(passage) }));
        }
    }

    fn step_passage(&mut self, by: isize) {
        let passages = self.passages_at_hand();
        let Some(last) = passages.len().checked_sub(1) else { return };
        let here = self.passage.and_then(|passage| passages.iter().position(|&other| other == passage));
        let next = match here {
            Some(here) => here.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.look_at_passage(passages[next]);
    }

    fn drag_begin(&mut self, grabbed: ActorIx) {
        let together = self.selection.actors.contains(&grabbed);
        let actors: Vec<ActorIx> = if together {
            self.selection.actors.iter().copied().filter(|&actor| self.visibility.shows_actor(actor)).collect()
        } else {
            vec![grabbed]
        };
        let before = actors.into_iter().map(|actor| Placement::now(&self.view, actor)).collect();
        self.drag = Some(Drag { grabbed, before, has_moved: false });
    }

    fn drag_to(&mut self, point: Point) {
        let Some(drag) = &mut self.drag else { return };
        let Some(from) = drag.before.iter().find(|one| one.actor == drag.grabbed).and_then(|one| one.point) else {
            return;
        };
        drag.has_moved = true;
        for placement in &drag.before {
            let Some(start) = placement.point else { continue };
            let moved = Point::new(start.x + point.x - from.x, start.y + point.y - from.y);
            self.view.positions.set(placement.actor, Some(moved));
        }
        self.revisions.positions += 1;
    }

    fn drag_end(&mut self) {
        let Some(mut drag) = self.drag.take().filter(|drag| drag.has_moved) else { return };
        for placement in &drag.before {
            self.view.pinned.set(placement.actor, true);
        }
        // During a run the step leads back to before the run, and the run's own step leaves these actors alone: taking
        // both back is then exactly where the run began.
        if let Some(run) = &mut self.run_before {
            for placement in &mut drag.before {
                if let Some(begun) = run.iter_mut().find(|begun| begun.actor == placement.actor) {
                    *placement = std::mem::replace(begun, Placement::now(&self.view, placement.actor));
                }
            }
        }
        let name = Edit::Move(drag.before.clone()).name(&self.graph);
        self.say(name.clone());
        self.history.push(name, Edit::Move(drag.before));
        self.looks_changed();
    }

    fn drag_cancel(&mut self) {
        let Some(drag) = self.drag.take() else { return };
        for placement in drag.before {
            self.view.positions.set(placement.actor, placement.point);
        }
        self.revisions.positions += 1;
    }

    /// Where the camera is, if it was ever set.
    #[must_use]
    pub fn camera(&self) -> Option<Camera> {
        self.view.camera
    }
}

/// The one place where an edit meets the graph and the view.
fn apply(edit: Edit, graph: &mut Arc<Graph>, view: &mut View, revisions: &mut Revisions) -> Edit {
    if edit.changes_graph() {
        revisions.graph += 1;
    }
    revisions.positions += 1;
    edit.apply(Arc::make_mut(graph), view)
}
