//! What the analyst is doing with the open file: selection, edits, history, where one was. No drawing, no threads.

mod action;
pub mod appearance;
mod brushing;
mod carry_out;
pub mod citing;
pub mod clipboard;
pub mod columns;
mod command;
mod comparison;
pub mod different;
mod edit;
mod editing;
mod expanding;
mod filtering;
mod following;
mod grouping;
mod history;
mod journal;
mod keys;
mod menus;
pub mod merging;
mod moving;
mod overview;
pub mod parting;
mod reading;
mod records;
pub mod rewriting;
mod selection;
mod sources;
mod staging;
mod wording;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

pub use action::Action;
use appearance::Appearance;
pub use appearance::SpreadOrder;
pub use command::{Command, LookAt};
pub use comparison::{Comparison, Other};
pub use edit::{Edit, Placement};
pub use expanding::NotShown;
pub use history::History;
pub use journal::{Base, Beginning, JournalStep};
pub use menus::MENUS;
use moving::{BeforeRun, Drag};
pub use overview::Overview;
pub use records::{Losses, RecordEdit};

pub use keys::{Key, Shortcut};
pub use selection::{Pick, Reading, Selection, Stand, Target, Trail};
pub use staging::{Stage, StageOrder};

use crate::layout::arrange::By;
use crate::layout::{Law, Parameters};
use crate::model::{ActorIx, Camera, DocumentIx, Filters, Graph, LoadReport, PassageIx, Topology, View, Visibility};
use crate::query::sift;
use crate::scene::{Scene, Theme};
use crate::text::{FindIndex, actor_dossier, document_passages, link_dossier};

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
    overview: Arc<Overview>,
    /// The index of the texts of the graph, and at which revision of it.
    index: Option<(u64, Arc<FindIndex>)>,
    /// The revision of looks that the scene shows, and that of the graph that the overview is of.
    staged: (u64, u64),
    /// Whether somebody else works out what stands on a large stage.
    orders_stages: bool,
    comparison: Option<Arc<Comparison>>,
    appearance: Appearance,
    selection: Selection,
    stored: [Selection; 9],
    hovered: Option<Target>,
    reading: Option<Reading>,
    passage: Option<PassageIx>,
    /// Words that are marked in the text of the document that is read, in bytes.
    mark: Option<(DocumentIx, Range<usize>)>,
    trail: Trail,
    history: History,
    /// Edits that were carried out and not yet taken for the journal; `None` where nobody keeps one.
    journal: Option<Vec<(String, Edit)>>,
    drag: Option<Drag>,
    /// The filters before a window of time was on the move.
    brush: Option<Filters>,
    run_before: Option<BeforeRun>,
    look: (u64, LookAt),
    has_dates: bool,
    forces: Parameters,
    law: Option<Law>,
    revisions: Revisions,
    message: Option<String>,
}

impl Workspace {
    /// The workspace of a file that was just opened.
    #[must_use]
    pub fn new(graph: Graph, mut view: View, report: LoadReport, origin: Origin, theme: Theme) -> Self {
        // Large graphs are made ready on the thread that loads them; the first click must not wait for this.
        graph.gather_links();
        view.sieve = sift(&graph, &view, None).map(Arc::new);
        let visibility = view.visibility(&graph);
        let mut appearance = Appearance::default();
        appearance.follow(&graph, &mut view, 0);
        let scene = Arc::new(Scene::build(&graph, &appearance.drawn_of(view.without_places()), theme));
        let overview = Arc::new(Overview::new(&graph));
        let has_dates = By::all(&graph).contains(&By::Time);
        let look = (1, view.camera.map_or(LookAt::All, LookAt::Camera));
        Self {
            graph: Arc::new(graph),
            view,
            report,
            origin,
            theme,
            visibility,
            scene,
            overview,
            index: None,
            staged: (0, 0),
            orders_stages: false,
            comparison: None,
            appearance,
            selection: Selection::default(),
            stored: std::array::from_fn(|_| Selection::default()),
            hovered: None,
            reading: None,
            passage: None,
            mark: None,
            trail: Trail::default(),
            history: History::default(),
            journal: None,
            drag: None,
            brush: None,
            run_before: None,
            look,
            has_dates,
            forces: Parameters::default(),
            law: None,
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

    /// The same with the rules that are drawn: where one is still worked out, the one before.
    #[must_use]
    pub fn drawn_view(&self) -> View {
        self.appearance.drawn_of(self.view.clone())
    }

    /// What is shown and what is not.
    #[must_use]
    pub fn visibility(&self) -> &Visibility {
        &self.visibility
    }

    /// What is drawn; of a large graph perhaps still as it was before the last change (see [`Workspace::stage_order`]).
    #[must_use]
    pub fn scene(&self) -> &Arc<Scene> {
        &self.scene
    }

    /// What is known of the graph as a whole; of a large one perhaps still as it was before the last change.
    #[must_use]
    pub fn overview(&self) -> &Arc<Overview> {
        &self.overview
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

    /// The stretch that is marked in the text of the document that is read, in bytes of that text; never empty.
    #[must_use]
    pub fn mark(&self) -> Option<Range<usize>> {
        self.mark.as_ref().map(|(_, bytes)| bytes.clone())
    }

    /// The marked words.
    #[must_use]
    pub fn marked_words(&self) -> Option<&str> {
        let (document, bytes) = self.mark.as_ref()?;
        self.graph.document(*document).text.as_deref()?.get(bytes.clone())
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
        self.history.is_unsaved() || self.brush.as_ref().is_some_and(|before| *before != self.view.filters)
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
            .filter(|&other| !self.visibility.draws_actor(other))
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

    /// How the layout by forces pulls and pushes.
    #[must_use]
    pub fn forces(&self) -> &Parameters {
        &self.forces
    }

    /// The law that the last layout by forces followed.
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        self.law
    }

    /// A layout follows a law, or none.
    pub fn follow_law(&mut self, law: Option<Law>) {
        self.law = law;
    }

    /// Whether an actor or a link has a date.
    #[must_use]
    pub fn has_dates(&self) -> bool {
        self.has_dates
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

    /// Changes the theme.
    pub fn set_theme(&mut self, theme: Theme) {
        if self.theme != theme {
            self.theme = theme;
            self.looks_changed(Some(Vec::new()));
        }
    }

    /// The file was saved as it was after the step `history_id` (see [`History::here`]).
    pub fn saved(&mut self, origin: Origin, history_id: u64) {
        self.origin = origin;
        self.history.mark_saved_at(history_id);
    }

    /// Where the camera is, if it was ever set.
    #[must_use]
    pub fn camera(&self) -> Option<Camera> {
        self.view.camera
    }
}
