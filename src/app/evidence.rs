//! The dialog *Details as evidence…*: which details of a foreign file hold words or name sources. Reads nothing itself.

use egui::{Button, ComboBox, Grid, RichText, ScrollArea};

use crate::io::{Role, Testimony};
use crate::model::{Columns, Graph};
use crate::panels::look;
use crate::scene::Tokens;
use crate::workspace::Workspace;

/// The dialog.
pub struct EvidenceDialog {
    rows: Vec<Row>,
}

/// A detail of the file.
struct Row {
    detail: String,
    /// A value of it, cut short.
    sample: String,
    role: Option<Role>,
}

/// What was decided in the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Read the file again, with these details as evidence.
    Read(Testimony),
    /// Nothing.
    Close,
}

/// The most characters of a sample value.
const SAMPLE_CHARACTERS: usize = 60;

impl EvidenceDialog {
    /// The dialog as it opens, with what the names of the details suggest.
    #[must_use]
    pub fn new(workspace: &Workspace) -> Self {
        let graph = workspace.graph();
        let Testimony { roles: suggested } = Testimony::suggested(graph);
        let role_of = |detail: &str| suggested.iter().find(|(name, _)| name == detail).map(|(_, role)| *role);
        let mut rows: Vec<Row> = Vec::new();
        for (columns, count) in columns_of(graph) {
            for column in columns.iter().filter(|column| column.name != "undeclared") {
                if rows.iter().any(|row| row.detail == column.name) {
                    continue;
                }
                let sample =
                    (0..count).find_map(|row| column.get(row)).map(|value| cut(&value.words())).unwrap_or_default();
                rows.push(Row { detail: column.name.clone(), sample, role: role_of(&column.name) });
            }
        }
        Self { rows }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context, tokens: &Tokens) -> Option<Decision> {
        let mut decision = None;
        let modal = look::dialog(ctx, "evidence dialog").show(ctx, |ui| {
            ui.set_width(620.0);
            ui.heading("Details as evidence");
            ui.label(
                "Choose which details hold the words of a passage or name its source. The file is read again: every actor and \
                 link that has them then rests on a passage with its citation. The details stay as they are, and the file is \
                 not changed.",
            );
            ui.add_space(ui.spacing().item_spacing.y);
            ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
                Grid::new("details").num_columns(3).striped(true).spacing([16.0, 6.0]).show(ui, |ui| {
                    for row in &mut self.rows {
                        row.ui(ui, tokens);
                        ui.end_row();
                    }
                });
            });
            ui.add_space(ui.spacing().item_spacing.y * 2.0);
            ui.horizontal(|ui| {
                let testimony = self.testimony();
                if ui.add_enabled(!testimony.is_empty(), Button::new("Read with evidence")).clicked() {
                    decision = Some(Decision::Read(testimony));
                }
                if ui.button("Cancel").clicked() {
                    decision = Some(Decision::Close);
                }
            });
        });
        if modal.should_close() {
            decision = decision.or(Some(Decision::Close));
        }
        decision
    }

    fn testimony(&self) -> Testimony {
        Testimony { roles: self.rows.iter().filter_map(|row| Some((row.detail.clone(), row.role?))).collect() }
    }
}

impl Row {
    fn ui(&mut self, ui: &mut egui::Ui, tokens: &Tokens) {
        let name = ui.label(&self.detail);
        ui.label(RichText::new(&self.sample).color(look::colour(tokens.text_weak)));
        let words = |role: Option<Role>| role.map_or("not evidence", Role::name);
        let combo = ComboBox::from_id_salt(("role", &self.detail)).width(140.0).selected_text(words(self.role));
        let shown = look::choices_ui(ui, combo, |ui| {
            ui.selectable_value(&mut self.role, None, words(None));
            for role in Role::ALL {
                ui.selectable_value(&mut self.role, Some(role), role.name()).on_hover_text(role.meaning());
            }
        });
        shown.response.labelled_by(name.id);
    }
}

fn columns_of(graph: &Graph) -> [(&Columns, usize); 2] {
    [(graph.actor_columns(), graph.actor_bound()), (graph.link_columns(), graph.link_bound())]
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SAMPLE_CHARACTERS {
        return line;
    }
    line.chars().take(SAMPLE_CHARACTERS - 1).chain(['…']).collect()
}
