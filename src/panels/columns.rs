//! The window *Details*: the columns of details of actors and links as such, to add, rename and remove. Values of single records
//! are edited in the Inspector.

use egui::{Align2, ComboBox, Context, Id, RichText, ScrollArea, TextEdit, Ui, Vec2, WidgetInfo, WidgetType, Window};

use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::field::Field;
use super::look::{self, colour, counted, section_ui};
use super::rows;
use crate::model::{ColumnKind, Graph, Table};
use crate::scene::Tokens;
use crate::workspace::{Command, Workspace, columns};

/// The window with the columns.
#[derive(Debug, Default)]
pub struct ColumnsWindow {
    is_open: bool,
    listed: Derived<GraphStamp, [Vec<Listed>; 2]>,
    new: [New; 2],
    /// The column that may be removed, once that is confirmed.
    going: Option<(Table, String)>,
    /// The column that is being renamed.
    renamed: Option<(Table, String)>,
    /// Whether its field has the keyboard already.
    is_entered: bool,
}

/// A column in the list.
#[derive(Debug)]
struct Listed {
    name: String,
    kind: ColumnKind,
    count: usize,
}

/// A column that is being added.
#[derive(Debug)]
struct New {
    name: String,
    kind: ColumnKind,
}

impl Default for New {
    fn default() -> Self {
        Self { name: String::new(), kind: ColumnKind::Text }
    }
}

impl ColumnsWindow {
    /// Opens or closes the window.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
        (self.going, self.renamed) = (None, None);
    }

    /// Draws the window, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let mut is_open = self.is_open;
        Window::new("Details")
            .open(&mut is_open)
            .collapsible(false)
            .resizable(false)
            .pivot(Align2::RIGHT_TOP)
            .default_pos(ctx.content_rect().right_top() + Vec2::new(-380.0, 60.0))
            .show(ctx, |ui| {
                ui.set_width(440.0);
                let tokens = workspace.theme().tokens();
                let listed = self.listed.get(graph_stamp(workspace), || {
                    [Table::Actors, Table::Links].map(|table| listed(workspace.graph(), table))
                });
                let height = (ctx.content_rect().height() - 220.0).max(160.0);
                ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                    for ((table, listed), new) in
                        [Table::Actors, Table::Links].into_iter().zip(&*listed).zip(&mut self.new)
                    {
                        section_ui(ui, tokens, heading(table), Some(listed.len()));
                        for column in listed {
                            let own = Some((table, column.name.clone()));
                            self.is_entered &= self.renamed.is_some();
                            if self.renamed == own {
                                let renamed = (&mut self.renamed, &mut self.is_entered);
                                rename_ui(ui, workspace, table, column, renamed, commands);
                            } else if self.going == own {
                                going_ui(ui, workspace, table, column, &mut self.going, commands);
                            } else {
                                column_ui(ui, tokens, table, column, &mut self.renamed, &mut self.going);
                            }
                        }
                        if listed.is_empty() {
                            let words = "No details yet.";
                            bidi_text::line_ui(ui, words, &TextLook::body(tokens).ink(tokens.text_weak));
                        }
                        new.ui(ui, workspace, table, commands);
                    }
                });
            });
        self.is_open = is_open;
    }
}

fn listed(graph: &Graph, table: Table) -> Vec<Listed> {
    let listed = |column: &crate::model::Column| Listed {
        name: column.name.clone(),
        kind: column.kind(),
        count: columns::value_count(graph, table, column),
    };
    columns::columns_of(graph, table).iter().map(listed).collect()
}

fn heading(table: Table) -> &'static str {
    match table {
        Table::Actors => "Details of actors",
        Table::Links => "Details of links",
    }
}

/// Name, type and number of values, with what can be done.
fn column_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    table: Table,
    column: &Listed,
    renamed: &mut Option<(Table, String)>,
    going: &mut Option<(Table, String)>,
) {
    let own = || Some((table, column.name.clone()));
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        &mut Vec::new(),
        |ui, _| {
            if button_ui(ui, "Remove", &column.name, "Take this detail away from all that have it").clicked() {
                *going = own();
            }
            if button_ui(ui, "Rename", &column.name, "Give this detail another name").clicked() {
                *renamed = own();
            }
            let facts = format!("{} · {}", column.kind.name(), counted(column.count, "value", "values"));
            bidi_text::line_ui(ui, &facts, &TextLook::small(tokens));
        },
        |ui, _| {
            bidi_text::line_ui(ui, &column.name, &TextLook::body(tokens));
        },
    );
}

/// A small button that tells a screen reader which column it is about.
fn button_ui(ui: &mut Ui, text: &str, column: &str, hint: &str) -> egui::Response {
    let response = ui.small_button(text);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{text} {column}")));
    response.on_hover_text(hint)
}

fn field_id(table: Table, name: &str) -> Id {
    Id::new(("column", table as u8, name))
}

fn rename_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    table: Table,
    column: &Listed,
    (renamed, is_entered): (&mut Option<(Table, String)>, &mut bool),
    commands: &mut Vec<Command>,
) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let id = field_id(table, &column.name);
    let check = |text: &str| columns::trouble(graph, table, Some(&column.name), text);
    let name = format!("New name of “{}”", column.name);
    let field = Field { name: &name, value: &column.name, hint: "", rows: 1, check: &check };
    // The field gets the keyboard in the frame in which it is first drawn.
    if !std::mem::replace(is_entered, true) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if let Some(text) = field.ui(ui, tokens, id) {
        commands.extend(columns::rename(graph, table, &column.name, &text).map(Command::from));
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        *renamed = None;
    }
}

fn going_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    table: Table,
    column: &Listed,
    going: &mut Option<(Table, String)>,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    ui.horizontal_wrapped(|ui| {
        let values = match column.count {
            0 => "No record has a value.".to_owned(),
            1 => "1 value goes with it.".to_owned(),
            count => format!("{} values go with it.", look::grouped(count)),
        };
        let words = format!("Remove “{}”? {values}", column.name);
        bidi_text::line_ui(ui, &words, &TextLook::body(tokens).ink(tokens.warning));
        if ui.small_button("Remove it").clicked() {
            commands.extend(columns::remove(workspace.graph(), table, &column.name).map(Command::from));
            *going = None;
        }
        if ui.small_button("Keep it").clicked() {
            *going = None;
        }
    });
}

impl New {
    /// Asks for one more column.
    fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, table: Table, commands: &mut Vec<Command>) {
        let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
        let what = match table {
            Table::Actors => "Name of a new detail of actors",
            Table::Links => "Name of a new detail of links",
        };
        let trouble = columns::trouble(graph, table, None, self.name.trim());
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.name).hint_text("one more").desired_width(196.0);
            let response = ui.add(field);
            response.widget_info(|| {
                let mut info = WidgetInfo::new(WidgetType::TextEdit);
                info.label = Some(what.to_owned());
                info
            });
            let list = ComboBox::from_id_salt(("kind of a new column", table as u8)).width(110.0);
            let kinds = look::choices_ui(ui, list.selected_text(self.kind.name()), |ui| {
                for kind in ColumnKind::ALL.into_iter().filter(|kind| *kind != ColumnKind::Mixed) {
                    ui.selectable_value(&mut self.kind, kind, kind.name());
                }
            });
            let called = format!("Type of a new detail of {}", if table == Table::Actors { "actors" } else { "links" });
            kinds.response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, &called));
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let button = ui.add_enabled(trouble.is_none(), egui::Button::new("Add"));
            button.widget_info(|| {
                WidgetInfo::labeled(WidgetType::Button, trouble.is_none(), format!("Add {}", heading(table)))
            });
            if entered || button.clicked() {
                commands.extend(columns::add(graph, table, self.name.trim(), self.kind).map(Command::from));
                if trouble.is_none() {
                    self.name.clear();
                    response.request_focus();
                }
            }
        });
        if let Some(words) = trouble.filter(|_| !self.name.trim().is_empty()) {
            ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
        }
    }
}
