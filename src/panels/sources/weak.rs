//! The lists of what stands on weak ground, to be gone through with the arrows: each row goes to its record.

use egui::{Align, Layout, Sense, Ui, WidgetInfo, WidgetType};
use egui_extras::{Column as Width, TableBuilder};

use super::{SourcesFound, has_keys, select, step};
use crate::model::{ActorIx, DocumentIx, Graph, LinkIx};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::{counted, grouped};
use crate::panels::rows;
use crate::query::percent;
use crate::text::{Record, WeakSpot, actor_words};
use crate::workspace::{Command, Target, Workspace};

/// Which of them is shown, and where one is in it.
#[derive(Debug, Default)]
pub struct WeakList {
    shown: Shown,
    here: Option<usize>,
    takes_keys: bool,
}

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Spot(WeakSpot),
    Weakest,
}

impl Default for Shown {
    fn default() -> Self {
        Self::Spot(WeakSpot::default())
    }
}

impl Shown {
    fn all() -> impl Iterator<Item = Self> {
        WeakSpot::ALL.into_iter().map(Self::Spot).chain([Self::Weakest])
    }

    fn name(self) -> &'static str {
        match self {
            Self::Spot(WeakSpot::OneSource) => "One source only",
            Self::Spot(WeakSpot::Unsourced) => "No source",
            Self::Spot(WeakSpot::Contradicted) => "Contradicted",
            Self::Weakest => "Weakest links",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Spot(WeakSpot::OneSource) => {
                "All that supports these is one document, or several that say the same in nearly the same words."
            }
            Self::Spot(WeakSpot::Unsourced) => {
                "No passage supports these links, or these actors and any of their links."
            }
            Self::Spot(WeakSpot::Contradicted) => "A passage says otherwise.",
            Self::Weakest => {
                "Links that a passage supports, the least likely first: by grade, basis, number of documents, and what contradicts."
            }
        }
    }

    fn records(self, found: &SourcesFound, at: usize) -> Option<Record> {
        match self {
            Self::Spot(spot) => found.spots.list(spot).get(at).copied(),
            Self::Weakest => found.weakest.get(at).map(|(link, _)| Record::Link(*link)),
        }
    }

    fn len(self, found: &SourcesFound) -> usize {
        match self {
            Self::Spot(spot) => found.spots.list(spot).len(),
            Self::Weakest => found.weakest.len(),
        }
    }
}

impl WeakList {
    /// The arrows go through the list from now on.
    pub fn take_keys(&mut self) {
        self.takes_keys = true;
    }

    /// Draws the lists' names, and the one that is chosen.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, found: &SourcesFound, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for shown in Shown::all() {
                let (is_on, count) = (self.shown == shown, shown.len(found));
                let response = ui.selectable_label(is_on, format!("{} {}", shown.name(), grouped(count)));
                let name = format!("{}: {}", shown.name(), counted(count, "record", "records"));
                response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, is_on, &name));
                if response.clicked() {
                    (self.shown, self.here, self.takes_keys) = (shown, None, true);
                }
            }
        });
        let (shown, count) = (self.shown, self.shown.len(found));
        ui.horizontal_wrapped(|ui| {
            bidi_text::line_ui(ui, shown.meaning(), &TextLook::small(tokens));
        });
        if count == 0 {
            bidi_text::line_ui(ui, "None.", &TextLook::body(tokens));
            ui.allocate_space(ui.available_size());
            return;
        }
        if ui.button("Select all of these").clicked() {
            let (actors, links) = all_of(shown, found);
            select(&actors, &links, commands);
        }
        self.list_ui(ui, workspace, found, commands);
    }

    fn list_ui(&mut self, ui: &mut Ui, workspace: &Workspace, found: &SourcesFound, commands: &mut Vec<Command>) {
        let (shown, count) = (self.shown, self.shown.len(found));
        self.here = self.here.filter(|here| *here < count);
        let mut scroll_to = None;
        let mut picked = None;
        if has_keys(ui, ui.id().with("weak spots"), "Rows of weak spots", &mut self.takes_keys) {
            scroll_to = step(ui, self.here, count);
            picked = scroll_to;
        }
        let height = rows::row_height(workspace.theme().tokens());
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
        let mut table = TableBuilder::new(ui)
            .id_salt(("weak spots", shown.name()))
            .striped(false)
            .sense(Sense::click())
            .auto_shrink(false)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Width::remainder().clip(true))
            .column(Width::initial(280.0).clip(true));
        if let Some(row) = scroll_to {
            table = table.scroll_to_row(row, Some(Align::Center)).animate_scrolling(false);
        }
        table.body(|body| {
            body.rows(height, count, |mut row| {
                let at = row.index();
                row.set_selected(self.here == Some(at));
                let record = shown.records(found, at).filter(|record| is_there(workspace.graph(), *record));
                row.col(|ui| {
                    if let Some(record) = record {
                        record_ui(ui, workspace, record, commands);
                    }
                });
                row.col(|ui| {
                    let words = record.map(|record| remark(workspace.graph(), found, shown, at, record));
                    let look = TextLook::small(workspace.theme().tokens());
                    bidi_text::line_ui(ui, &words.unwrap_or_default(), &look);
                });
                if row.response().clicked() {
                    picked = Some(at);
                }
            });
        });
        if let Some(at) = picked {
            (self.here, self.takes_keys) = (Some(at), true);
            match shown.records(found, at).filter(|record| is_there(workspace.graph(), *record)) {
                Some(Record::Actor(ix)) => commands.push(Command::GoTo(Target::Actor(ix))),
                Some(Record::Link(ix)) => commands.push(Command::GoTo(Target::Link(ix))),
                Some(Record::Passage(_) | Record::Document(_)) | None => {}
            }
        }
    }
}

fn all_of(shown: Shown, found: &SourcesFound) -> (Vec<ActorIx>, Vec<LinkIx>) {
    let (mut actors, mut links) = (Vec::new(), Vec::new());
    for record in (0..shown.len(found)).filter_map(|at| shown.records(found, at)) {
        match record {
            Record::Actor(ix) => actors.push(ix),
            Record::Link(ix) => links.push(ix),
            Record::Passage(_) | Record::Document(_) => {}
        }
    }
    (actors, links)
}

/// It may have been removed while it is counted anew.
fn is_there(graph: &Graph, record: Record) -> bool {
    match record {
        Record::Actor(ix) => graph.has_actor(ix),
        Record::Link(ix) => graph.has_link(ix),
        Record::Passage(_) | Record::Document(_) => false,
    }
}

fn record_ui(ui: &mut Ui, workspace: &Workspace, record: Record, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    match record {
        Record::Actor(ix) => {
            let looks = workspace.overview().looks(workspace.theme());
            rows::actor_ui(ui, workspace, looks, ix, commands);
        }
        Record::Link(ix) => {
            rows::standing_ui(ui, workspace, ix);
            let is_shown = workspace.visibility().shows_link(ix);
            let ink = if is_shown { tokens.accent } else { tokens.text_weak };
            rows::whole_link_ui(ui, workspace.graph(), ix, &TextLook::body(tokens).ink(ink), commands);
        }
        Record::Passage(_) | Record::Document(_) => {}
    }
}

/// What stands beside a record: what it rests on, or how likely it is.
fn remark(graph: &Graph, found: &SourcesFound, shown: Shown, at: usize, record: Record) -> String {
    match shown {
        Shown::Weakest => {
            found.weakest.get(at).map(|(_, likely)| format!("{} likely", percent(*likely))).unwrap_or_default()
        }
        Shown::Spot(WeakSpot::OneSource) => {
            let documents = match record {
                Record::Actor(ix) => found.grounds.documents_of_actor(ix),
                Record::Link(ix) => found.grounds.documents_of_link(ix),
                Record::Passage(_) | Record::Document(_) => None,
            };
            match documents.unwrap_or_default() {
                [] => String::new(),
                [only] if graph.has_document(DocumentIx(*only)) => {
                    graph.document(DocumentIx(*only)).display_title().to_owned()
                }
                several => format!("{} documents that say the same", several.len()),
            }
        }
        Shown::Spot(WeakSpot::Contradicted) => {
            let evidence = match record {
                Record::Actor(ix) => &graph.actor(ix).evidence,
                Record::Link(ix) => &graph.link(ix).evidence,
                Record::Passage(_) | Record::Document(_) => return String::new(),
            };
            let against = |one: &&crate::model::Evidence| one.stance == crate::model::Stance::Contradicts;
            let citation = evidence.iter().find(against).map(|one| graph.citation(one.passage));
            citation.unwrap_or_default()
        }
        Shown::Spot(WeakSpot::Unsourced) => match record {
            Record::Actor(ix) => format!("actor, {}", counted(graph.links_of(ix).len(), "link", "links")),
            Record::Link(ix) => {
                let (source, target) = graph.ends(ix);
                format!("link of {} and {}", actor_words(graph, source), actor_words(graph, target))
            }
            Record::Passage(_) | Record::Document(_) => String::new(),
        },
    }
}
