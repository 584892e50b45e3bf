//! The panel on the left: the same graph as lists, in step with the picture. What is listed is worked out in `list`.

mod list;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    Align, Id, Key, Layout, Modifiers, Response, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, WidgetType,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

pub use self::list::Tab;
use self::list::{Column, Facts, Order, cell};
use super::bidi_text::{self, TextLook};
use super::derived::Derived;
use super::glyph::{glyph_ui, line_sample_ui};
use super::look::{bold_font, colour, grouped};
use super::rows;
use crate::model::{ActorIx, DocumentIx, LinkIx};
use crate::scene::{ActorLook, Standing};
use crate::workspace::{Command, Pick, Target, Workspace};

/// The lists of actors, links and documents.
#[derive(Debug, Default)]
pub struct Browser {
    tab: Tab,
    filter: String,
    orders: [Order; 3],
    facts: Option<Facts>,
    /// Which facts, counted.
    edition: u64,
    rows: Derived<(u64, Tab, String, Order), Vec<u32>>,
    selection: Option<u64>,
    /// The selection that was asked for from here: no need to scroll to it.
    is_own_pick: bool,
    /// Whether a row was clicked last, so that the arrows go on from there.
    takes_keys: bool,
    was_over: bool,
}

/// What is asked for by the row under the pointer or the keyboard.
#[derive(Clone, Copy, Default)]
struct Asked {
    picked: Option<(u32, Modifiers)>,
    opened: Option<u32>,
    hovered: Option<u32>,
}

impl Browser {
    /// Which list is shown.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// Shows a list.
    pub fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let first = commands.len();
        self.tabs_ui(ui, workspace);
        self.filter_ui(ui, workspace);
        let (tab, graph) = (self.tab, workspace.graph());
        let overview = workspace.overview();
        if self.facts.as_ref().is_none_or(|facts| !facts.are_of(overview)) {
            self.facts = None;
            self.edition += 1;
        }
        let facts = &*self.facts.get_or_insert_with(|| Facts::new(Arc::clone(overview)));
        let order = self.orders[tab as usize];
        let key = (self.edition, tab, self.filter.clone(), order);
        let rows = self.rows.get(key, || facts.rows(graph, tab, &self.filter, order));
        count_ui(ui, workspace, tab, rows.len(), facts.count(tab));
        if rows.is_empty() {
            nothing_ui(ui, workspace, tab, &self.filter);
            return;
        }
        let scroll_to = scroll_target(workspace, tab, rows, &mut self.selection, &mut self.is_own_pick);
        let looks = workspace.overview().looks(workspace.theme());
        let mut table = Table {
            workspace,
            tab,
            facts,
            rows,
            looks,
            order,
            scroll_to,
            asked: Asked::default(),
            takes_keys: self.takes_keys,
        };
        let clicked_header = table.ui(ui);
        let asked = table.asked;
        self.takes_keys = table.takes_keys;
        if let Some(column) = clicked_header {
            self.orders[tab as usize] = order.after_click(column);
        }
        self.is_own_pick |= asked.picked.is_some();
        ask(tab, asked, workspace, commands);
        rows::settle_hover(&mut self.was_over, workspace, commands, first);
    }

    fn tabs_ui(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let graph = workspace.graph();
        let counts = [graph.actor_count(), graph.link_count(), graph.document_count()];
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (tab, count) in Tab::ALL.into_iter().zip(counts) {
                let text = format!("{} {}", tab.name(), grouped(count));
                let response = ui.selectable_label(self.tab == tab, text);
                response.widget_info(|| {
                    WidgetInfo::selected(
                        WidgetType::RadioButton,
                        true,
                        self.tab == tab,
                        format!("List of {}", tab.name().to_lowercase()),
                    )
                });
                if response.clicked() {
                    self.tab = tab;
                }
            }
        });
    }

    fn filter_ui(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let tokens = workspace.theme().tokens();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let clear = ui.add_enabled(!self.filter.is_empty(), egui::Button::new("×").small());
                clear.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Clear the filter"));
                if clear.on_hover_text("Clear the filter").clicked() {
                    self.filter.clear();
                }
                let hint = match self.tab {
                    Tab::Actors => "Filter by name or type",
                    Tab::Links => "Filter by name, type or date",
                    Tab::Documents => "Filter by title or author",
                };
                let field = TextEdit::singleline(&mut self.filter)
                    .hint_text(RichText::new(hint).color(colour(tokens.text_weak)))
                    .desired_width(f32::INFINITY);
                let field = ui.add(field);
                field.widget_info(|| {
                    let mut info = WidgetInfo::text_edit(true, "", "", hint);
                    info.label = Some("Filter of the list".into());
                    info
                });
            });
        });
    }
}

/// The row that the list scrolls to because somebody else selected it.
fn scroll_target(
    workspace: &Workspace,
    tab: Tab,
    rows: &[u32],
    seen: &mut Option<u64>,
    is_own_pick: &mut bool,
) -> Option<usize> {
    let revision = workspace.revisions().selection;
    if *seen == Some(revision) {
        return None;
    }
    let is_first = seen.replace(revision).is_none();
    if std::mem::take(is_own_pick) || is_first {
        return None;
    }
    let selection = workspace.selection();
    let row = match tab {
        Tab::Actors => selection.actors.first().map(|actor| actor.0),
        Tab::Links => selection.links.first().map(|link| link.0),
        Tab::Documents => None,
    }?;
    rows.iter().position(|listed| *listed == row)
}

fn ask(tab: Tab, asked: Asked, workspace: &Workspace, commands: &mut Vec<Command>) {
    let target = |row| match tab {
        Tab::Actors => Some(Target::Actor(ActorIx(row))),
        Tab::Links => Some(Target::Link(LinkIx(row))),
        Tab::Documents => None,
    };
    if let Some(hovered) = asked.hovered.and_then(target) {
        commands.push(Command::Hover(Some(hovered)));
    }
    if let Some(row) = asked.opened {
        match target(row) {
            Some(target) => commands.push(Command::GoTo(target)),
            None => commands.push(Command::Read(DocumentIx(row), None)),
        }
    } else if let Some((row, modifiers)) = asked.picked {
        let pick = match modifiers {
            Modifiers { shift: true, .. } => Pick::Add,
            Modifiers { command: true, .. } => Pick::Toggle,
            _ => Pick::Replace,
        };
        match target(row) {
            Some(target) => commands.push(Command::Select(target, pick)),
            None if workspace.reading().is_none_or(|reading| reading.document != DocumentIx(row)) => {
                commands.push(Command::Read(DocumentIx(row), None));
            }
            None => {}
        }
    }
}

fn count_ui(ui: &mut Ui, workspace: &Workspace, tab: Tab, listed: usize, all: usize) {
    let tokens = workspace.theme().tokens();
    let words = tab.name().to_lowercase();
    let text = if listed == all {
        format!("{} {words}", grouped(all))
    } else {
        format!("{} of {} {words}", grouped(listed), grouped(all))
    };
    bidi_text::line_ui(ui, &text, &TextLook::small(tokens));
}

fn nothing_ui(ui: &mut Ui, workspace: &Workspace, tab: Tab, filter: &str) {
    let tokens = workspace.theme().tokens();
    let words = match (tab, filter.trim().is_empty()) {
        (_, false) => format!("Nothing here fits “{}”. Clear the filter, or look for it with Ctrl+F.", filter.trim()),
        (Tab::Actors, true) => "There is no actor in this file.".to_owned(),
        (Tab::Links, true) => "There is no link in this file.".to_owned(),
        (Tab::Documents, true) => "There is no document in this file.".to_owned(),
    };
    bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
}

struct Table<'a> {
    workspace: &'a Workspace,
    tab: Tab,
    facts: &'a Facts,
    rows: &'a [u32],
    looks: &'a BTreeMap<String, ActorLook>,
    order: Order,
    scroll_to: Option<usize>,
    asked: Asked,
    takes_keys: bool,
}

impl Table<'_> {
    /// Draws header and visible rows; returns the header that was clicked.
    fn ui(&mut self, ui: &mut Ui) -> Option<Column> {
        let mut clicked = None;
        let id = ui.id().with(("rows", self.tab as u8));
        self.keys(ui, id);
        ScrollArea::horizontal().id_salt(("browser", self.tab as u8)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
            let height = rows::row_height(self.workspace.theme().tokens());
            let mut table = TableBuilder::new(ui)
                .id_salt(("browser table", self.tab as u8))
                .striped(false)
                .sense(Sense::click())
                .resizable(true)
                .auto_shrink(false)
                .cell_layout(Layout::left_to_right(Align::Center));
            for column in self.tab.columns() {
                table = table.column(width_of(self.tab, *column));
            }
            if let Some(row) = self.scroll_to {
                table = table.scroll_to_row(row, Some(Align::Center)).animate_scrolling(false);
            }
            table
                .header(height, |mut header| {
                    for column in self.tab.columns() {
                        header.col(|ui| {
                            if header_ui(ui, self.workspace, *column, self.order).clicked() {
                                clicked = Some(*column);
                            }
                        });
                    }
                })
                .body(|body| {
                    let count = self.rows.len();
                    body.rows(height, count, |row| self.row_ui(row));
                });
        });
        clicked
    }

    fn row_ui(&mut self, mut row: TableRow<'_, '_>) {
        let record = self.rows[row.index()];
        row.set_selected(self.is_selected(record));
        row.set_hovered(self.is_hovered(record));
        for column in self.tab.columns() {
            row.col(|ui| self.cell_ui(ui, *column, record));
        }
        let response: Response = row.response();
        if response.hovered() {
            self.asked.hovered = Some(record);
        }
        if response.double_clicked() {
            self.asked.opened = Some(record);
        } else if response.clicked() {
            self.asked.picked = Some((record, response.ctx.input(|input| input.modifiers)));
            self.takes_keys = true;
        }
    }

    fn cell_ui(&self, ui: &mut Ui, column: Column, record: u32) {
        let tokens = self.workspace.theme().tokens();
        let graph = self.workspace.graph();
        let shown = self.is_shown(record);
        let look = TextLook::body(tokens).ink(if shown { tokens.text } else { tokens.text_weak });
        let row = record as usize;
        match column {
            Column::Links => number_ui(ui, &look, self.facts.links(row)),
            Column::Passages => {
                let count = self.facts.passages(self.tab, row);
                let look = if count == 0 && self.tab == Tab::Links { look.ink(tokens.warning) } else { look };
                number_ui(ui, &look, count);
            }
            Column::Basis => {
                let standing = Standing::of(graph.link(LinkIx(record)));
                let sample = standing.look(self.workspace.theme());
                line_sample_ui(ui, sample, 22.0, tokens.text_size, standing.name());
                bidi_text::line_ui(ui, standing.name(), &look);
            }
            Column::Name => {
                if let Some(glyph) = self.looks.get(graph.actor(ActorIx(record)).kind.as_str()) {
                    glyph_ui(ui, tokens, *glyph, tokens.text_size);
                }
                if !shown {
                    let mark =
                        RichText::new(self.unshown_words(record)).size(tokens.small_size).color(colour(tokens.warning));
                    ui.add(egui::Label::new(mark).selectable(false));
                }
                bidi_text::line_ui(ui, &cell(graph, self.tab, column, record), &look);
            }
            Column::Target => {
                let arrow = if graph.link(LinkIx(record)).directed { "→" } else { "–" };
                bidi_text::line_ui(ui, arrow, &look.ink(tokens.text_weak));
                bidi_text::line_ui(ui, &cell(graph, self.tab, column, record), &look);
            }
            _ => {
                bidi_text::line_ui(ui, &cell(graph, self.tab, column, record), &look);
            }
        }
    }

    /// Up, down, End and Enter while the list has the focus, or was clicked last and nothing else has it.
    fn keys(&mut self, ui: &Ui, id: Id) {
        let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        let name = format!("Rows of {}", self.tab.name().to_lowercase());
        list.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &name));
        let pressed_elsewhere = ui.input(|input| {
            input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(|at| !list.rect.contains(at))
        });
        self.takes_keys &= !pressed_elsewhere;
        let focused = ui.memory(egui::Memory::focused);
        if focused != Some(id) && !(self.takes_keys && focused.is_none()) {
            return;
        }
        let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let here = self.rows.iter().position(|row| self.is_selected(*row));
        let last = self.rows.len() - 1;
        let next = if pressed(Key::ArrowDown) {
            Some(here.map_or(0, |here| (here + 1).min(last)))
        } else if pressed(Key::ArrowUp) {
            Some(here.map_or(last, |here| here.saturating_sub(1)))
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if let Some(next) = next {
            self.asked.picked = Some((self.rows[next], Modifiers::NONE));
            self.scroll_to = Some(next);
        }
        if pressed(Key::Enter) {
            self.asked.opened = here.map(|here| self.rows[here]);
        }
    }

    fn is_selected(&self, record: u32) -> bool {
        match self.tab {
            Tab::Actors => self.workspace.selection().actors.contains(&ActorIx(record)),
            Tab::Links => self.workspace.selection().links.contains(&LinkIx(record)),
            Tab::Documents => self.workspace.reading().is_some_and(|reading| reading.document == DocumentIx(record)),
        }
    }

    fn is_hovered(&self, record: u32) -> bool {
        match self.workspace.hovered() {
            Some(Target::Actor(actor)) => self.tab == Tab::Actors && actor.0 == record,
            Some(Target::Link(link)) => self.tab == Tab::Links && link.0 == record,
            None => false,
        }
    }

    /// What is said of an actor or a link that is not shown.
    fn unshown_words(&self, record: u32) -> &'static str {
        let visibility = self.workspace.visibility();
        let is_faded = match self.tab {
            Tab::Actors => visibility.fades_actor(ActorIx(record)),
            Tab::Links => visibility.fades_link(LinkIx(record)),
            Tab::Documents => false,
        };
        if is_faded { "faded" } else { "hidden" }
    }

    fn is_shown(&self, record: u32) -> bool {
        match self.tab {
            Tab::Actors => self.workspace.visibility().shows_actor(ActorIx(record)),
            Tab::Links => self.workspace.visibility().shows_link(LinkIx(record)),
            Tab::Documents => !self.workspace.graph().document(DocumentIx(record)).missing,
        }
    }
}

fn number_ui(ui: &mut Ui, look: &TextLook, number: u32) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        bidi_text::line_ui(ui, &grouped(number as usize), look);
    });
}

fn header_ui(ui: &mut Ui, workspace: &Workspace, column: Column, order: Order) -> Response {
    let tokens = workspace.theme().tokens();
    let arrow = match order {
        Order { column: Some(now), is_reversed } if now == column => {
            if is_reversed {
                " ▼"
            } else {
                " ▲"
            }
        }
        _ => "",
    };
    let text = RichText::new(format!("{}{arrow}", column.name())).font(bold_font(tokens.small_size));
    let button = egui::Button::new(text.color(colour(tokens.text_weak))).frame(false).truncate();
    let response = ui.add(button);
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Button, true, format!("Sort by {}", column.name().to_lowercase()))
    });
    response.on_hover_text("Click to sort; again for the other way round; a third time for the order of the file")
}

fn width_of(tab: Tab, column: Column) -> Width {
    let initial = match (tab, column) {
        (Tab::Actors, Column::Name) => 130.0,
        (Tab::Documents, Column::Title) => 190.0,
        (_, Column::Source | Column::Target | Column::Author) => 120.0,
        (_, Column::Kind | Column::When | Column::Basis | Column::Date) => 90.0,
        (_, Column::Links | Column::Reliability) => 38.0,
        _ => 54.0,
    };
    Width::initial(initial).at_least(34.0).clip(true)
}
