//! The panel on the right: what is known about what is selected, with the passages it rests on. One page per sort of
//! selection; the cards of passages are in `passage_card`.

mod actor;
mod edit;
mod link;
mod several;
mod summary;

use egui::{Grid, ScrollArea, Ui};

use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::lazy_column::LazyColumn;
use super::look::section_ui;
use super::passage_card::{self, Shows};
use super::rows;
use crate::model::{Columns, PassageIx};
use crate::scene::Tokens;
use crate::text::{Marker, PassageText, Testimony};
use crate::workspace::{Action, Command, Target, Workspace};

/// What is known about the selection.
#[derive(Debug, Default)]
pub struct Inspector {
    page: Derived<(GraphStamp, u64), Page>,
    passage: Option<PassageIx>,
    was_over: bool,
    /// The record that is edited.
    edits: Option<Target>,
    new_detail: edit::NewDetail,
}

#[derive(Debug)]
enum Page {
    Summary(summary::Summary),
    Actor(actor::ActorPage),
    Link(link::LinkPage),
    Several(several::SeveralPage),
}

impl Inspector {
    /// Begins to edit what is selected, or ends it.
    pub fn toggle_edit(&mut self, workspace: &Workspace) {
        let single = workspace.selection().single();
        self.edits = if self.edits == single { None } else { single };
        self.new_detail = edit::NewDetail::default();
    }

    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let first = commands.len();
        let key = (graph_stamp(workspace), workspace.revisions().selection);
        let looks = workspace.overview().looks(workspace.theme());
        let page = self.page.get(key, || Page::new(workspace));
        let passage = workspace.passage();
        let goes_to = passage.filter(|_| self.passage != passage);
        self.passage = passage;
        let single = workspace.selection().single();
        if self.edits.is_some() && self.edits != single {
            self.edits = None;
        }
        let (edits, new_detail) = (&mut self.edits, &mut self.new_detail);
        ScrollArea::vertical().id_salt(("inspector", single)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = workspace.theme().tokens().gap;
            if let Some(target) = single {
                edit_button_ui(ui, edits, target);
            }
            if let Some(target) = *edits {
                edit_ui(ui, workspace, target, new_detail, commands);
                return;
            }
            match page {
                Page::Summary(page) => page.ui(ui, workspace, looks, commands),
                Page::Actor(page) => page.ui(ui, workspace, looks, goes_to, commands),
                Page::Link(page) => page.ui(ui, workspace, looks, goes_to, commands),
                Page::Several(page) => page.ui(ui, workspace, looks, new_detail, commands),
            }
        });
        rows::settle_hover(&mut self.was_over, workspace, commands, first);
    }
}

/// The switch between reading and editing, on the right above the page.
fn edit_button_ui(ui: &mut Ui, edits: &mut Option<Target>, target: Target) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let is_on = edits.is_some();
            let tip = format!("{} ({})", Action::EditRecord.tooltip(), Action::EditRecord.shortcut_words());
            if ui
                .add(egui::Button::new(if is_on { "Done" } else { "Edit" }).selected(is_on))
                .on_hover_text(tip)
                .clicked()
            {
                *edits = if is_on { None } else { Some(target) };
            }
        });
    });
}

fn edit_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    target: Target,
    new_detail: &mut edit::NewDetail,
    commands: &mut Vec<Command>,
) {
    match target {
        Target::Actor(actor) => edit::actor_ui(ui, workspace, actor, new_detail, commands),
        Target::Link(link) => edit::link_ui(ui, workspace, link, new_detail, commands),
    }
}

impl Page {
    fn new(workspace: &Workspace) -> Self {
        let (graph, selection) = (workspace.graph(), workspace.selection());
        match selection.single() {
            Some(Target::Actor(actor)) => Self::Actor(actor::ActorPage::new(graph, actor)),
            Some(Target::Link(link)) => Self::Link(link::LinkPage::new(graph, link)),
            None if selection.is_empty() => Self::Summary(summary::Summary::default()),
            None => Self::Several(several::SeveralPage::new(graph, selection)),
        }
    }
}

/// A list of passages, made ready one by one as they come into view.
#[derive(Debug, Default)]
struct Passages {
    testimonies: Vec<Testimony>,
    texts: Vec<Option<PassageText>>,
    column: LazyColumn,
}

impl Passages {
    fn new(testimonies: Vec<Testimony>) -> Self {
        let texts = testimonies.iter().map(|_| None).collect();
        Self { testimonies, texts, column: LazyColumn::default() }
    }

    /// Scrolls to the passage, if it is in the list.
    fn aim_at(&mut self, passage: PassageIx) {
        if let Some(position) = self.testimonies.iter().position(|testimony| testimony.passage == passage) {
            self.column.aim_at(position);
        }
    }

    fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, marker: &Marker, shows: Shows, commands: &mut Vec<Command>) {
        let Self { testimonies, texts, column } = self;
        let gap = workspace.theme().tokens().gap;
        column.ui(ui, testimonies.len(), 130.0, gap, |ui, position| {
            let testimony = &testimonies[position];
            let text =
                texts[position].get_or_insert_with(|| PassageText::new(workspace.graph(), testimony.passage, marker));
            passage_card::testimony_ui(ui, workspace, testimony, text, shows, commands);
        });
    }
}

/// The details of an actor or a link as names and values.
fn details(columns: &Columns, row: usize) -> Vec<(String, String)> {
    columns.row(row).map(|(name, value)| (name.to_owned(), value.words())).collect()
}

fn details_ui(ui: &mut Ui, tokens: &Tokens, id: &str, details: &[(String, String)]) {
    if details.is_empty() {
        return;
    }
    section_ui(ui, tokens, "Details", None);
    Grid::new(id).num_columns(2).min_col_width(72.0).spacing([tokens.padding, 3.0]).show(ui, |ui| {
        for (name, value) in details {
            ui.scope(|ui| {
                ui.set_max_width(120.0);
                bidi_text::line_ui(ui, name, &TextLook::body(tokens).ink(tokens.text_weak));
            });
            ui.vertical(|ui| {
                ui.set_max_width((ui.available_width()).max(80.0));
                bidi_text::paragraph_ui(ui, value, &TextLook::body(tokens), &[]);
            });
            ui.end_row();
        }
    });
}

fn note_ui(ui: &mut Ui, tokens: &Tokens, note: &str) {
    if !note.trim().is_empty() {
        section_ui(ui, tokens, "Note", None);
        bidi_text::paragraph_ui(ui, note.trim(), &TextLook::body(tokens), &[]);
    }
}

/// A line that is clicked to jump to a part of the page.
fn jump_ui(ui: &mut Ui, tokens: &Tokens, words: &str) -> bool {
    bidi_text::link_ui(ui, words, &TextLook::small(tokens).ink(tokens.accent)).clicked()
}

/// The name on top of a page.
fn title_ui(ui: &mut Ui, tokens: &Tokens, text: &str) {
    bidi_text::heading_ui(ui, text, &TextLook::heading(tokens));
}
