//! The details of a record while it is edited: one field each, and a new one at the end.

use std::sync::Arc;

use egui::{ComboBox, Id, Ui};

use super::nothing_ui;
use crate::model::{Change, Column, ColumnKind, Columns, DetailOf, Graph, Table, Value};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::Field;
use crate::panels::look::{self, section_ui};
use crate::workspace::{Command, RecordEdit, Target, Workspace};

/// A detail that is being added.
#[derive(Clone, Debug)]
pub(in crate::panels::inspector) struct NewDetail {
    name: String,
    kind: ColumnKind,
    value: String,
}

impl Default for NewDetail {
    fn default() -> Self {
        Self { name: String::new(), kind: ColumnKind::Text, value: String::new() }
    }
}

pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, target: Target, new: &mut NewDetail, commands: &mut Vec<Command>) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let (of, table) = place_of(target);
    let columns = columns_of(graph, table);
    let row = match target {
        Target::Actor(ix) => ix.get(),
        Target::Link(ix) => ix.get(),
    };
    section_ui(ui, tokens, "Details", None);
    let mut is_empty = true;
    for column in columns.iter() {
        let Some(value) = column.get(row) else { continue };
        is_empty = false;
        let kind = column.kind();
        let text = value.to_text();
        let check = |text: &str| Value::from_text(kind, text).err().map(str::to_owned);
        let field =
            Field { name: &column.name, value: &text, hint: "empty takes the detail away", rows: 1, check: &check };
        if let Some(text) = field.ui(ui, tokens, Id::new(("detail", row, table as u8, &column.name))) {
            let value = Value::from_text(kind, &text).ok().flatten();
            let step = format!("Change “{}”", column.name);
            commands.push(RecordEdit::new(step, vec![Change::Detail(of, column.name.clone(), value)]).into());
        }
    }
    if is_empty {
        nothing_ui(ui, tokens, "No details yet.");
    }
    new.ui(ui, workspace, &[target], commands);
}

fn place_of(target: Target) -> (DetailOf, Table) {
    match target {
        Target::Actor(ix) => (DetailOf::Actor(ix), Table::Actors),
        Target::Link(ix) => (DetailOf::Link(ix), Table::Links),
    }
}

fn columns_of(graph: &Graph, table: Table) -> &Columns {
    match table {
        Table::Actors => graph.actor_columns(),
        Table::Links => graph.link_columns(),
    }
}

impl NewDetail {
    /// Asks for a detail that all of `targets` get; they are of one sort.
    pub(in crate::panels::inspector) fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        targets: &[Target],
        commands: &mut Vec<Command>,
    ) {
        let Some((_, table)) = targets.first().copied().map(place_of) else { return };
        let columns = columns_of(workspace.graph(), table);
        let tokens = workspace.theme().tokens();
        let small = TextLook::small(tokens);
        let heading = match targets.len() {
            1 => "One more detail".to_owned(),
            many => format!("A detail for all {}", look::grouped(many)),
        };
        bidi_text::line_ui(ui, &heading, &small);
        let known = columns.by_name(self.name.trim()).map(Column::kind);
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 124.0).max(80.0);
            let name = egui::TextEdit::singleline(&mut self.name).hint_text("name").desired_width(width);
            let response = ui.add(name);
            named(&response, "Name of a new detail");
            let shown = known.unwrap_or(self.kind);
            ui.add_enabled_ui(known.is_none(), |ui| {
                let list = ComboBox::from_id_salt("kind of a new detail").width(92.0).selected_text(shown.name());
                look::choices_ui(ui, list, |ui| {
                    for kind in ColumnKind::ALL.into_iter().filter(|kind| *kind != ColumnKind::Mixed) {
                        ui.selectable_value(&mut self.kind, kind, kind.name());
                    }
                });
            });
        });
        let kind = known.unwrap_or(self.kind);
        let read = Value::from_text(kind, self.value.trim());
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 66.0).max(80.0);
            let value = egui::TextEdit::singleline(&mut self.value).hint_text("value").desired_width(width);
            let response = ui.add(value);
            named(&response, "Value of a new detail");
            let value = read.clone().ok().flatten();
            let is_ready = value.is_some() && !self.name.trim().is_empty();
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let clicked = ui.add_enabled(is_ready, egui::Button::new("Add")).clicked();
            if let Some(value) = value
                && is_ready
                && (clicked || entered)
            {
                let name = self.name.trim().to_owned();
                let mut changes = Vec::new();
                if known.is_none() {
                    let column = Arc::new(Column::new(name.clone(), kind, true));
                    changes.push(Change::AddColumn(table, columns.iter().count(), column));
                }
                let step = match targets.len() {
                    1 => format!("Add “{name}”"),
                    many => format!("Add “{name}” to {}", look::grouped(many)),
                };
                let of = |target: &Target| Change::Detail(place_of(*target).0, name.clone(), Some(value.clone()));
                changes.extend(targets.iter().map(of));
                commands.push(RecordEdit::new(step, changes).into());
                *self = Self { kind: self.kind, ..Self::default() };
            }
        });
        if let Err(words) = read {
            ui.label(egui::RichText::new(words).size(tokens.small_size).color(look::colour(tokens.warning)));
        }
    }
}

/// Gives a field without a label beside it its name.
fn named(response: &egui::Response, name: &'static str) {
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::new(egui::WidgetType::TextEdit);
        info.label = Some(name.to_owned());
        info
    });
}
