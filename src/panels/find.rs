//! Find: one field over the picture, results live and grouped, arrows and Enter to go there. Searching is in `text`.

use std::ops::Range;

use egui::{Align2, Area, Context, Frame, Id, Key, Order, ScrollArea, TextEdit, Ui, Vec2};

use super::bidi_text::{self, Highlight, TextLook};
use super::look::{colour, section_ui, weak_ui};
use crate::scene::Tokens;
use crate::text::{FindIndex, FindLimits, FindResults, Record, excerpt, field_text};
use crate::workspace::{Command, Target, Workspace};

/// How many results of each sort are listed.
const LISTED: usize = 8;

/// How many bytes around a hit are shown of a long text.
const AROUND: usize = 44;

/// The find field and what it found.
#[derive(Debug, Default)]
pub struct Find {
    is_open: bool,
    asks_focus: bool,
    typed: String,
    found: FindResults,
    rows: Vec<Row>,
    chosen: usize,
}

/// One result.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    record: Record,
    group: &'static str,
    /// Number found in the group, listed or not.
    total: usize,
    text: String,
    marked: Option<Range<usize>>,
    also: String,
}

impl Find {
    /// Opens the field, or takes the focus back to it.
    pub fn open(&mut self) {
        self.is_open = true;
        self.asks_focus = true;
    }

    /// Draws the field and the results if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        if !self.is_open {
            return;
        }
        let tokens = workspace.theme().tokens();
        let area = Area::new(Id::new("find")).order(Order::Foreground).anchor(Align2::CENTER_TOP, Vec2::new(0.0, 40.0));
        area.show(ctx, |ui| {
            Frame::popup(ui.style()).inner_margin(10).show(ui, |ui| {
                ui.set_width(520.0);
                self.field_ui(ui, workspace, index, commands);
                if !self.typed.trim().is_empty() {
                    self.results_ui(ui, workspace, tokens, commands);
                }
            });
        });
    }

    fn field_ui(&mut self, ui: &mut Ui, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        let (down, up, enter, escape) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter), pressed(Key::Escape))
        });
        let hint = "Find actors, links, documents, passages";
        let response = ui.add(TextEdit::singleline(&mut self.typed).hint_text(hint).desired_width(f32::INFINITY));
        if self.asks_focus || enter {
            response.request_focus();
            self.asks_focus = false;
        }
        if response.changed() {
            self.found = index.find(workspace.graph(), &self.typed, FindLimits::each(LISTED));
            self.rows = rows(workspace, &self.found);
            self.chosen = 0;
        }
        let last = self.rows.len().saturating_sub(1);
        self.chosen = (self.chosen + usize::from(down)).min(last).saturating_sub(usize::from(up));
        if enter && let Some(row) = self.rows.get(self.chosen) {
            commands.extend(go(workspace, row.record));
            self.is_open = false;
        }
        if escape {
            self.is_open = false;
        }
    }

    fn results_ui(&mut self, ui: &mut Ui, workspace: &Workspace, tokens: &Tokens, commands: &mut Vec<Command>) {
        if self.rows.is_empty() {
            ui.add_space(tokens.gap);
            ui.label(format!("Nothing has “{}” in it.", self.typed.trim()));
            weak_ui(ui, tokens, "Names, other spellings, link types, titles and passages were searched.");
            return;
        }
        let mut gone = None;
        let height = (ui.ctx().content_rect().height() - 180.0).max(120.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            let mut group = "";
            for (position, row) in self.rows.iter().enumerate() {
                if row.group != group {
                    group = row.group;
                    section_ui(ui, tokens, group, Some(row.total));
                }
                let is_chosen = position == self.chosen;
                let ground = if is_chosen { colour(tokens.selection_ground) } else { egui::Color32::TRANSPARENT };
                let response = Frame::new()
                    .fill(ground)
                    .corner_radius(tokens.corner)
                    .inner_margin(egui::Margin::symmetric(6, 2))
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        row_ui(ui, tokens, row);
                    })
                    .response
                    .interact(egui::Sense::click());
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::WidgetType::SelectableLabel, true, is_chosen, &row.text)
                });
                let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
                if response.clicked() {
                    gone = Some(row.record);
                }
            }
        });
        ui.add_space(tokens.gap);
        weak_ui(ui, tokens, "↑ ↓ choose · Enter goes there · Esc closes");
        if let Some(record) = gone {
            commands.extend(go(workspace, record));
            self.is_open = false;
        }
    }
}

fn row_ui(ui: &mut Ui, tokens: &Tokens, row: &Row) {
    let mark = row.marked.clone().map(|range| Highlight { range, ground: colour(tokens.mark), underline: None });
    bidi_text::marked_line_ui(ui, &row.text, &TextLook::body(tokens), &mark.into_iter().collect::<Vec<_>>());
    if !row.also.is_empty() {
        weak_ui(ui, tokens, &row.also);
    }
}

/// Where a result leads.
fn go(workspace: &Workspace, record: Record) -> Vec<Command> {
    match record {
        Record::Actor(actor) => vec![Command::GoTo(Target::Actor(actor))],
        Record::Link(link) => vec![Command::GoTo(Target::Link(link))],
        Record::Document(document) => vec![Command::Read(document, None)],
        Record::Passage(passage) => match workspace.graph().passage(passage).document {
            Some(document) => vec![Command::Read(document, Some(passage))],
            None => vec![Command::LookAtPassage(passage)],
        },
    }
}

fn rows(workspace: &Workspace, found: &FindResults) -> Vec<Row> {
    let graph = workspace.graph();
    let mut rows = Vec::new();
    for hit in &found.actors.hits {
        let actor = graph.actor(hit.ix);
        let record = Record::Actor(hit.ix);
        let matched = hit.best_match();
        let in_label =
            matched.filter(|found| found.field == crate::text::Field::Label).map(|found| found.range.clone());
        let other = matched.filter(|_| in_label.is_none()).and_then(|found| field_text(graph, record, found.field));
        let also = match other {
            Some(other) => format!("{} · {other}", super::look::kind_words(&actor.kind)),
            None => super::look::kind_words(&actor.kind).to_owned(),
        };
        rows.push(Row {
            record,
            group: "Actors",
            total: found.actors.total,
            text: actor.label.clone(),
            marked: in_label,
            also,
        });
    }
    for hit in &found.links.hits {
        let (source, target) = graph.ends(hit.ix);
        let link = graph.link(hit.ix);
        let text = format!("{} — {}", graph.actor(source).label, graph.actor(target).label);
        let when = link.when.as_ref().map(|when| format!(" · {}", when.words())).unwrap_or_default();
        let also = format!("{}{when}", super::look::kind_words(&link.kind));
        rows.push(Row {
            record: Record::Link(hit.ix),
            group: "Links",
            total: found.links.total,
            text,
            marked: None,
            also,
        });
    }
    for hit in &found.documents.hits {
        let document = graph.document(hit.ix);
        let (text, also) = (document.display_title().to_owned(), document.author.clone());
        let record = Record::Document(hit.ix);
        rows.push(Row { record, group: "Documents", total: found.documents.total, text, marked: None, also });
    }
    for hit in &found.passages.hits {
        let record = Record::Passage(hit.ix);
        let cut = hit
            .best_match()
            .and_then(|found| Some(excerpt(field_text(graph, record, found.field)?, found.range.clone(), AROUND)));
        let (text, marked) = cut.map_or_else(|| (String::new(), None), |cut| (cut.text, Some(cut.range)));
        let also = graph.citation(hit.ix);
        rows.push(Row { record, group: "Passages", total: found.passages.total, text, marked, also });
    }
    rows
}
