//! The list of documents with a box each: ticked, it counts. What stands in it is worked out in `columns`.

use std::collections::BTreeSet;

use egui::{Align, Button, Key, Layout, Modifiers, Response, RichText, ScrollArea, Sense, TextEdit, Ui};
use egui::{WidgetInfo, WidgetType};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::columns::{Column, Order, cell, figure, rows};
use super::{has_keys, records_words, select, step};
use crate::model::{DocumentIx, Filters};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::derived::Derived;
use crate::panels::look::{bold_font, colour, counted, grouped};
use crate::panels::rows::row_height;
use crate::text::Grounds;
use crate::workspace::{Command, Workspace};

/// The list.
#[derive(Debug, Default)]
pub struct DocumentTable {
    filter: String,
    order: Order,
    rows: Derived<(u64, String, Order), Vec<DocumentIx>>,
    /// The row that the keyboard is on.
    here: Option<DocumentIx>,
    takes_keys: bool,
}

/// What is asked for by the row under the pointer or the keyboard.
#[derive(Default)]
struct Asked {
    toggled: Option<DocumentIx>,
    opened: Option<DocumentIx>,
    picked: Option<DocumentIx>,
    header: Option<Column>,
    scroll_to: Option<usize>,
}

impl DocumentTable {
    /// The arrows go through the list from now on.
    pub fn take_keys(&mut self) {
        self.takes_keys = true;
    }

    /// Draws the list.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        grounds: &Grounds,
        edition: u64,
        commands: &mut Vec<Command>,
    ) {
        let graph = workspace.graph();
        self.here = self.here.filter(|here| graph.has_document(*here));
        self.tools_ui(ui, workspace, grounds, commands);
        let key = (edition, self.filter.clone(), self.order);
        let rows = self.rows.get(key, || rows(graph, grounds, &self.filter, self.order));
        if rows.is_empty() {
            let words = match self.filter.trim() {
                "" => "There is no document in this file.".to_owned(),
                filter => format!("No document fits “{filter}”."),
            };
            let look = TextLook::body(workspace.theme().tokens());
            bidi_text::paragraph_ui(ui, &words, &look, &[]);
            ui.allocate_space(ui.available_size());
            return;
        }
        let mut asked = Asked::default();
        if has_keys(ui, ui.id().with("documents"), "Rows of documents", &mut self.takes_keys) {
            keys(ui, rows, self.here, &mut asked);
        }
        let table = Table { workspace, grounds, rows, here: self.here, order: self.order };
        table.ui(ui, &mut asked, commands);
        let Asked { toggled, opened, picked, header, scroll_to: _ } = asked;
        if let Some(column) = header {
            self.order = self.order.after_click(column);
        }
        if let Some(document) = picked {
            self.here = Some(document);
            self.takes_keys = true;
        }
        if let Some(document) = toggled {
            self.here = Some(document);
            self.takes_keys = true;
            let mut without = workspace.view().filters.without.clone();
            if !without.remove(&document) {
                without.insert(document);
            }
            leave_out(workspace, without, commands);
        }
        if let Some(document) = opened {
            commands.push(Command::Read(document, None));
        }
    }

    fn tools_ui(&mut self, ui: &mut Ui, workspace: &Workspace, grounds: &Grounds, commands: &mut Vec<Command>) {
        let (graph, tokens) = (workspace.graph(), workspace.theme().tokens());
        let without = &workspace.view().filters.without;
        ui.horizontal_wrapped(|ui| {
            let hint = RichText::new("Filter by title or author").color(colour(tokens.text_weak));
            let field = ui.add(TextEdit::singleline(&mut self.filter).hint_text(hint).desired_width(190.0));
            field.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, "", "", "");
                info.label = Some("Filter of the documents".into());
                info
            });
            let all = ui.add_enabled(!without.is_empty(), Button::new("Tick all"));
            if all.on_hover_text("Let every document count").clicked() {
                leave_out(workspace, BTreeSet::new(), commands);
            }
            let only = ui.add_enabled(self.here.is_some(), Button::new("Tick only this"));
            let only = only.on_hover_text("Leave out every document but the one that is marked in the list");
            if let (true, Some(here)) = (only.clicked(), self.here) {
                let others = graph.documents().map(|(ix, _)| ix).filter(|ix| *ix != here);
                leave_out(workspace, others.collect(), commands);
            }
            let is_reprint = |ix: &DocumentIx| {
                grounds.borne(*ix).and_then(|borne| borne.reprint).is_some_and(|reprint| reprint.is_whole())
            };
            let reprints: Vec<DocumentIx> = graph.documents().map(|(ix, _)| ix).filter(is_reprint).collect();
            let counting = reprints.iter().filter(|ix| !without.contains(ix)).count();
            let words = match reprints.len() {
                0 => "No document here only passes on what another says".to_owned(),
                count => format!(
                    "Leave out {}, whose passages all stand in an earlier document in nearly the same words",
                    counted(count, "document", "documents")
                ),
            };
            let untick = ui.add_enabled(counting > 0, Button::new("Untick reprints"));
            if untick.on_hover_text(&words).on_disabled_hover_text(&words).clicked() {
                leave_out(workspace, without.iter().copied().chain(reprints).collect(), commands);
            }
        });
    }
}

/// Asks for exactly these documents to be left out.
fn leave_out(workspace: &Workspace, without: BTreeSet<DocumentIx>, commands: &mut Vec<Command>) {
    commands.push(Command::SetFilters(Filters { without, ..workspace.view().filters.clone() }));
}

fn keys(ui: &Ui, rows: &[DocumentIx], here: Option<DocumentIx>, asked: &mut Asked) {
    let place = here.and_then(|here| rows.iter().position(|row| *row == here));
    if let Some(next) = step(ui, place, rows.len()) {
        asked.picked = Some(rows[next]);
        asked.scroll_to = Some(next);
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if place.is_some() {
        if pressed(Key::Space) {
            asked.toggled = here;
        }
        if pressed(Key::Enter) {
            asked.opened = here;
        }
    }
}

struct Table<'a> {
    workspace: &'a Workspace,
    grounds: &'a Grounds,
    rows: &'a [DocumentIx],
    here: Option<DocumentIx>,
    order: Order,
}

impl Table<'_> {
    fn ui(&self, ui: &mut Ui, asked: &mut Asked, commands: &mut Vec<Command>) {
        ScrollArea::horizontal().id_salt("sources").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
            let height = row_height(self.workspace.theme().tokens());
            let mut table = TableBuilder::new(ui)
                .id_salt("sources table")
                .striped(false)
                .sense(Sense::click())
                .resizable(true)
                .auto_shrink(false)
                .cell_layout(Layout::left_to_right(Align::Center))
                .column(Width::exact(22.0));
            for column in Column::ALL {
                table = table.column(width_of(column));
            }
            if let Some(row) = asked.scroll_to {
                table = table.scroll_to_row(row, Some(Align::Center)).animate_scrolling(false);
            }
            table
                .header(height, |mut header| {
                    header.col(|_| ());
                    for column in Column::ALL {
                        header.col(|ui| {
                            if self.header_ui(ui, column).clicked() {
                                asked.header = Some(column);
                            }
                        });
                    }
                })
                .body(|body| {
                    body.rows(height, self.rows.len(), |row| self.row_ui(row, asked, commands));
                });
        });
    }

    fn row_ui(&self, mut row: TableRow<'_, '_>, asked: &mut Asked, commands: &mut Vec<Command>) {
        let document = self.rows[row.index()];
        row.set_selected(self.here == Some(document));
        row.col(|ui| {
            let mut counts = self.counts(document);
            let response = ui.add(egui::Checkbox::without_text(&mut counts));
            let title = self.workspace.graph().document(document).display_title();
            let name = format!("Count “{title}”");
            response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, counts, &name));
            if response.clicked() {
                asked.toggled = Some(document);
            }
        });
        for column in Column::ALL {
            row.col(|ui| self.cell_ui(ui, column, document, commands));
        }
        let response: Response = row.response();
        if response.double_clicked() {
            asked.opened = Some(document);
        } else if response.clicked() {
            asked.picked = Some(document);
        }
    }

    fn counts(&self, document: DocumentIx) -> bool {
        !self.workspace.view().filters.without.contains(&document)
    }

    fn cell_ui(&self, ui: &mut Ui, column: Column, document: DocumentIx, commands: &mut Vec<Command>) {
        let tokens = self.workspace.theme().tokens();
        let graph = self.workspace.graph();
        let ink = if self.counts(document) { tokens.text } else { tokens.text_weak };
        let look = TextLook::body(tokens).ink(ink);
        let borne = self.grounds.borne(document);
        match (column, borne) {
            (Column::Alone, Some(borne)) => {
                let (actors, links) = (&borne.actors_alone, &borne.links_alone);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if actors.is_empty() && links.is_empty() {
                        bidi_text::line_ui(ui, "0", &look.ink(tokens.text_weak));
                        return;
                    }
                    let words = records_words(actors, links);
                    let number = grouped(figure(borne, column));
                    let response = bidi_text::link_ui(ui, &number, &look.ink(tokens.accent));
                    let title = graph.document(document).display_title();
                    let name = format!("Select what rests on “{title}” alone: {words}");
                    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, &name));
                    if response.on_hover_text(format!("{words} rest on it alone. Click to select.")).clicked() {
                        select(actors, links, commands);
                    }
                });
            }
            (Column::Passages | Column::Actors | Column::Links, Some(borne)) => {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    bidi_text::line_ui(ui, &grouped(figure(borne, column)), &look);
                });
            }
            _ => {
                bidi_text::line_ui(ui, &cell(graph, self.grounds, column, document), &look);
            }
        }
    }

    fn header_ui(&self, ui: &mut Ui, column: Column) -> Response {
        let tokens = self.workspace.theme().tokens();
        let arrow = match self.order {
            Order { column: Some(now), is_reversed: true } if now == column => " ▼",
            Order { column: Some(now), is_reversed: false } if now == column => " ▲",
            _ => "",
        };
        let text = RichText::new(format!("{}{arrow}", column.name())).font(bold_font(tokens.small_size));
        let response = ui.add(Button::new(text.color(colour(tokens.text_weak))).frame(false).truncate());
        let name = format!("Sort documents by {}", column.name().to_lowercase());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        response.on_hover_text(format!("{} Click to sort.", column.meaning()))
    }
}

fn width_of(column: Column) -> Width {
    let initial = match column {
        Column::Title => 224.0,
        Column::Published => 112.0,
        Column::Reliability => 40.0,
        Column::Passages => 58.0,
        Column::Actors | Column::Links => 46.0,
        Column::Alone => 72.0,
        Column::Reprint => 130.0,
    };
    Width::initial(initial).at_least(34.0).clip(true)
}
