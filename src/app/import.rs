//! The dialog *Import table…*: what each column of a table means, guessed and open to change, over a preview of its first
//! rows. Reads in a thread of its own and imports nothing itself.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Align, Button, Checkbox, ComboBox, Label, Layout, RichText, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};

use super::questions::{self, Opening};
use super::work::file_name;
use crate::io::{
    ColumnName, ColumnRole, Delimiter, ReadError, ReadOptions, Rows, SheetLook, TableLook, TableMapping,
    look_at_table_file,
};
use crate::jobs::{Task, Wake};
use crate::panels::look::{self, colour, grouped, weak_ui};
use crate::scene::Tokens;

/// The dialog.
pub struct ImportDialog {
    path: PathBuf,
    /// What the user decided; everything else is guessed.
    asked: TableMapping,
    look: Option<TableLook>,
    coming: Option<Task<Result<TableLook, ReadError>>>,
    trouble: Option<String>,
}

/// What was decided in the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Open the file as the mapping says.
    Import(Box<Opening>),
    /// Nothing.
    Close,
}

/// How many rows the preview shows.
const PREVIEW_ROWS: usize = 50;

/// The delimiters that can be chosen.
const DELIMITERS: [Delimiter; 5] =
    [Delimiter::COMMA, Delimiter::Sign(b';'), Delimiter::TAB, Delimiter::Sign(b'|'), Delimiter::Blanks];

impl ImportDialog {
    /// The dialog as it opens: the file is looked at.
    #[must_use]
    pub fn new(path: PathBuf, wake: &Wake) -> Self {
        let mut dialog = Self { path, asked: TableMapping::default(), look: None, coming: None, trouble: None };
        dialog.look_again(wake);
        dialog
    }

    /// Whether nothing is being read.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.coming.is_none()
    }

    fn look_again(&mut self, wake: &Wake) {
        let path = self.path.clone();
        let options = ReadOptions { table: Some(self.asked.clone()), ..ReadOptions::default() };
        self.coming =
            Some(Task::spawn("look at table", Arc::clone(wake), move |_| look_at_table_file(&path, &options)));
    }

    fn take_look(&mut self) {
        let Some(answer) = self.coming.as_ref().and_then(Task::poll) else { return };
        self.coming = None;
        match answer {
            Ok(Ok(look)) => {
                self.trouble = None;
                self.look = Some(look);
            }
            Ok(Err(error)) => self.trouble = Some(error.to_string()),
            Err(panicked) => self.trouble = Some(panicked.to_string()),
        }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context, tokens: &Tokens, wake: &Wake) -> Option<Decision> {
        self.take_look();
        let mut decision = None;
        let mut changed = false;
        let width = (ctx.content_rect().width() - 80.0).clamp(480.0, 980.0);
        let modal = look::dialog(ctx, "import dialog").show(ctx, |ui| {
            ui.set_width(width);
            ui.heading(format!("Import table: {}", file_name(&self.path)));
            if let Some(trouble) = &self.trouble {
                ui.scope(|ui| {
                    ui.visuals_mut().override_text_color = Some(colour(tokens.warning));
                    questions::message_ui(ui, trouble);
                });
            }
            let Some(look) = &self.look else {
                if self.trouble.is_none() {
                    weak_ui(ui, tokens, "Looking at the table…");
                }
                if ui.button("Cancel").clicked() {
                    decision = Some(Decision::Close);
                }
                return;
            };
            let mut mapping = look.guess.clone();
            changed |= settings_ui(ui, tokens, look, &mut mapping, &mut self.asked);
            if let Some(sheet) = sheet_of(look, &mapping) {
                changed |= preview_ui(ui, tokens, sheet, &mapping, &mut self.asked);
                let words = meaning(&mapping, sheet);
                ui.add_space(ui.spacing().item_spacing.y);
                let ink = if words.is_ok() { tokens.text } else { tokens.warning };
                let text = match &words {
                    Ok(words) | Err(words) => words,
                };
                ui.label(RichText::new(text).color(colour(ink)));
                for reason in &look.reasons {
                    weak_ui(ui, tokens, reason);
                }
                ui.add_space(ui.spacing().item_spacing.y);
                ui.horizontal(|ui| {
                    let may = words.is_ok() && self.coming.is_none();
                    if ui.add_enabled(may, Button::new("Import")).clicked() {
                        let options = ReadOptions { table: Some(mapping.clone()), ..ReadOptions::default() };
                        decision =
                            Some(Decision::Import(Box::new(Opening { path: self.path.clone(), options, at: None })));
                    }
                    if ui.button("Cancel").clicked() {
                        decision = Some(Decision::Close);
                    }
                });
            }
        });
        if changed {
            self.look_again(wake);
        }
        // A click beside the dialog is no answer: what was chosen in it would be lost.
        if modal.should_close() && !modal.backdrop_response.clicked() {
            decision = decision.or(Some(Decision::Close));
        }
        decision
    }
}

/// The sheet that is imported: the one that the mapping names, else the first.
fn sheet_of<'l>(look: &'l TableLook, mapping: &TableMapping) -> Option<&'l SheetLook> {
    let named = mapping.sheet.as_ref().and_then(|name| look.sheets.iter().find(|sheet| sheet.name == *name));
    named.or(look.sheets.first())
}

/// What holds for the whole table. Returns whether something was changed.
fn settings_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    look: &TableLook,
    mapping: &mut TableMapping,
    asked: &mut TableMapping,
) -> bool {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        if look.sheets.len() > 1 {
            let label = weak_ui(ui, tokens, "Sheet");
            let now = mapping.sheet.clone().unwrap_or_default();
            let combo = ComboBox::from_id_salt("sheet").selected_text(&now);
            let shown = look::choices_ui(ui, combo, |ui| {
                for sheet in &look.sheets {
                    if ui.selectable_label(sheet.name == now, &sheet.name).clicked() {
                        *asked = TableMapping { sheet: Some(sheet.name.clone()), ..TableMapping::default() };
                        changed = true;
                    }
                }
            });
            shown.response.labelled_by(label.id);
        }
        if let Some(now) = mapping.delimiter {
            let label = weak_ui(ui, tokens, "Cells end at");
            let combo = ComboBox::from_id_salt("delimiter").selected_text(now.words());
            let shown = look::choices_ui(ui, combo, |ui| {
                for delimiter in DELIMITERS {
                    if ui.selectable_label(delimiter == now, delimiter.words()).clicked() {
                        *asked = TableMapping { delimiter: Some(delimiter), ..TableMapping::default() };
                        changed = true;
                    }
                }
            });
            shown.response.labelled_by(label.id);
        }
        let label = weak_ui(ui, tokens, "A row is");
        let now = mapping.rows.unwrap_or(Rows::Links);
        let combo = ComboBox::from_id_salt("rows").width(170.0).selected_text(row_words(now));
        let shown = look::choices_ui(ui, combo, |ui| {
            for rows in [Rows::Links, Rows::Actors, Rows::LinksAndActors] {
                if ui.selectable_label(rows == now, row_words(rows)).clicked() {
                    asked.rows = Some(rows);
                    changed = true;
                }
            }
        });
        shown.response.labelled_by(label.id);
        let mut header = mapping.header.unwrap_or(true);
        if ui.add(Checkbox::new(&mut header, "The first row names the columns")).changed() {
            asked.header = Some(header);
            asked.columns.clear();
            changed = true;
        }
        if now != Rows::Actors {
            let mut directed = mapping.directed.unwrap_or(true);
            if ui.add(Checkbox::new(&mut directed, "Links have a direction")).changed() {
                asked.directed = Some(directed);
                changed = true;
            }
        }
    });
    changed
}

fn row_words(rows: Rows) -> &'static str {
    match rows {
        Rows::Links => "a link",
        Rows::Actors => "an actor",
        Rows::LinksAndActors => "an actor and its link",
    }
}

/// The first rows under their columns, each with what it means. Returns whether a meaning was changed.
fn preview_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    sheet: &SheetLook,
    mapping: &TableMapping,
    asked: &mut TableMapping,
) -> bool {
    let mut changed = false;
    let names = sheet.names();
    weak_ui(
        ui,
        tokens,
        &format!("{} rows, {} columns. Choose what each column means:", grouped(sheet.row_count), names.len()),
    );
    ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
        let table = TableBuilder::new(ui)
            .striped(true)
            .vscroll(true)
            .max_scroll_height(260.0)
            .cell_layout(Layout::left_to_right(Align::Center))
            .columns(Column::initial(150.0).at_least(90.0).clip(true).resizable(true), names.len());
        table
            .header(54.0, |mut header| {
                for (position, name) in names.iter().enumerate() {
                    header.col(|ui| {
                        ui.vertical(|ui| {
                            let label = ui.label(RichText::new(name).strong());
                            changed |= role_ui(ui, position, name, &names, mapping, asked, &label);
                        });
                    });
                }
            })
            .body(|body| {
                let rows = &sheet.rows[..sheet.rows.len().min(PREVIEW_ROWS)];
                body.rows(22.0, rows.len(), |mut row| {
                    let cells = &rows[row.index()];
                    for position in 0..names.len() {
                        row.col(|ui| {
                            ui.add(Label::new(cells.get(position).map_or("", String::as_str)).truncate());
                        });
                    }
                });
            });
    });
    changed
}

/// What a column means. Returns whether that was changed.
fn role_ui(
    ui: &mut Ui,
    position: usize,
    name: &str,
    names: &[String],
    mapping: &TableMapping,
    asked: &mut TableMapping,
    label: &egui::Response,
) -> bool {
    let now = role_of(mapping, position, names);
    let mut changed = false;
    let combo = ComboBox::from_id_salt(("column", position)).width(130.0).height(320.0).selected_text(now.name());
    let shown = look::choices_ui(ui, combo, |ui| {
        for role in ColumnRole::ALL {
            if ui.selectable_label(role == now, role.name()).clicked() {
                // The guess of all columns becomes what was asked for, so that one change moves no other.
                asked.columns.clone_from(&mapping.columns);
                let is_unique = names.iter().filter(|other| *other == name).count() == 1;
                let column = if is_unique { ColumnName::from(name) } else { ColumnName::Number(position + 1) };
                asked.columns.retain(|known| known.column.find(names) != Some(position));
                asked.give(column, role);
                changed = true;
            }
        }
    });
    shown.response.labelled_by(label.id);
    changed
}

fn role_of(mapping: &TableMapping, position: usize, names: &[String]) -> ColumnRole {
    let known = mapping.columns.iter().find(|known| known.column.find(names) == Some(position));
    known.map_or(ColumnRole::Detail, |known| known.role)
}

/// What a mapping makes of a row, as a sentence; or what is missing.
fn meaning(mapping: &TableMapping, sheet: &SheetLook) -> Result<String, String> {
    let names = &sheet.names();
    let of = |role| mapping.column_of(role, names).map(|position| names[position].as_str());
    // A column without a name that holds nothing becomes nothing.
    let is_there = |at: &usize| sheet.columns[*at].is_named || sheet.columns[*at].filled > 0;
    let is_detail = |at: &usize| role_of(mapping, *at, names) == ColumnRole::Detail;
    let details = (0..names.len()).filter(is_there).filter(is_detail).count();
    let also = match details {
        0 => String::new(),
        1 => " One column becomes a detail.".to_owned(),
        more => format!(" {more} columns become details."),
    };
    match mapping.rows.unwrap_or(Rows::Links) {
        Rows::Actors => match of(ColumnRole::Id).or(of(ColumnRole::Label)) {
            Some(id) => Ok(format!("Each row is an actor, known by \u{201c}{id}\u{201d}.{also}")),
            None => Err("Choose the column that holds the id of the actor.".to_owned()),
        },
        Rows::Links => match (of(ColumnRole::Source), of(ColumnRole::Target)) {
            (Some(source), Some(target)) => Ok(format!(
                "Each row is a link from the actor in \u{201c}{source}\u{201d} to the one in \u{201c}{target}\u{201d}.{also}"
            )),
            _ => Err("Choose the two columns that hold the ends of a link: source and target.".to_owned()),
        },
        Rows::LinksAndActors => match (of(ColumnRole::Id).or(of(ColumnRole::Source)), of(ColumnRole::Target)) {
            (Some(id), Some(target)) => Ok(format!(
                "Each row is an actor, known by \u{201c}{id}\u{201d}, with a link to the one in \u{201c}{target}\u{201d}.{also}"
            )),
            _ => Err("Choose the columns that hold the id of the actor and the target of its link.".to_owned()),
        },
    }
}
