//! The legend in the corner of the picture: what shapes, colours and lines mean. A click switches a type or basis off or on.

use egui::{CollapsingHeader, RichText, ScrollArea, Sense, Ui};

use super::derived::ActorLooks;
use super::glyph::{glyph_ui, line_sample_ui};
use super::look::{card_frame, colour, kind_words, weak_ui};
use crate::model::{Basis, Filters};
use crate::scene::{ActorLook, LinkLook, Standing};
use crate::workspace::{Command, Workspace};

/// Width of the legend, in points.
const WIDTH: f32 = 168.0;

/// The legend.
#[derive(Debug, Default)]
pub struct Legend {
    looks: ActorLooks,
}

/// One line of the legend.
struct Row<'a> {
    name: &'a str,
    count: Option<usize>,
    is_on: bool,
}

impl Legend {
    /// Draws the legend.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let looks = self.looks.get(workspace);
        card_frame(tokens).show(ui, |ui| {
            ui.set_width(WIDTH);
            // Closer than lists elsewhere: the legend must not cover the picture.
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.spacing_mut().interact_size.y = tokens.small_size + 4.0;
            let heading = RichText::new("Legend").size(tokens.small_size).strong();
            CollapsingHeader::new(heading).id_salt("legend").default_open(true).show_unindented(ui, |ui| {
                let height = (ui.ctx().content_rect().height() * 0.55).max(120.0);
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    let filters = &workspace.view().filters;
                    for (kind, look, count) in actor_rows(workspace, looks) {
                        let is_on = !filters.hidden_actor_kinds.contains(&kind);
                        if actor_row_ui(ui, workspace, look, &Row { name: kind_words(&kind), count, is_on }) {
                            commands.push(Command::SetFilters(toggled_kind(filters, &kind)));
                        }
                    }
                    ui.add_space(tokens.gap);
                    for (standing, look, count) in link_rows(workspace) {
                        let key = filter_key(standing);
                        let can_switch = standing != Standing::SourcedWithoutBasis;
                        let is_on = !can_switch || !filters.hidden_bases.contains(&key);
                        if link_row_ui(ui, workspace, look, &Row { name: standing.name(), count, is_on }) && can_switch
                        {
                            commands.push(Command::SetFilters(toggled_basis(filters, key)));
                        }
                    }
                    let contradicted = workspace.scene().legend.contradicted;
                    if contradicted > 0 {
                        let words = format!("contradicted by a passage: {contradicted}");
                        ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
                    }
                });
            });
        });
    }
}

/// Types that are shown with their number, then types that are switched off.
fn actor_rows(
    workspace: &Workspace,
    looks: &std::collections::BTreeMap<String, ActorLook>,
) -> Vec<(String, ActorLook, Option<usize>)> {
    let shown = workspace.scene().legend.actors.iter().map(|entry| (entry.kind.clone(), entry.look, Some(entry.count)));
    let off = workspace.view().filters.hidden_actor_kinds.iter();
    let off = off.filter_map(|kind| Some((kind.clone(), *looks.get(kind)?, None)));
    shown.chain(off).collect()
}

fn link_rows(workspace: &Workspace) -> Vec<(Standing, LinkLook, Option<usize>)> {
    let shown = workspace.scene().legend.links.iter().map(|entry| (entry.standing, entry.look, Some(entry.count)));
    let off = workspace.view().filters.hidden_bases.iter().map(|basis| {
        let standing = basis.map_or(Standing::Unsourced, Standing::Basis);
        (standing, standing.look(workspace.theme()), None)
    });
    let mut rows: Vec<_> = shown.chain(off).collect();
    rows.sort_by_key(|(standing, ..)| *standing);
    rows
}

/// What the filter calls it; `None` is "no passage". Sourced links without a basis cannot be switched off by basis.
fn filter_key(standing: Standing) -> Option<Basis> {
    match standing {
        Standing::Basis(basis) => Some(basis),
        Standing::SourcedWithoutBasis | Standing::Unsourced => None,
    }
}

fn toggled_kind(filters: &Filters, kind: &str) -> Filters {
    let mut filters = filters.clone();
    if !filters.hidden_actor_kinds.remove(kind) {
        filters.hidden_actor_kinds.insert(kind.to_owned());
    }
    filters
}

fn toggled_basis(filters: &Filters, basis: Option<Basis>) -> Filters {
    let mut filters = filters.clone();
    if !filters.hidden_bases.remove(&basis) {
        filters.hidden_bases.insert(basis);
    }
    filters
}

fn actor_row_ui(ui: &mut Ui, workspace: &Workspace, look: ActorLook, row: &Row<'_>) -> bool {
    let tokens = workspace.theme().tokens();
    row_ui(ui, workspace, row, "actors", |ui| drop(glyph_ui(ui, tokens, look, tokens.small_size + 3.0)))
}

fn link_row_ui(ui: &mut Ui, workspace: &Workspace, look: LinkLook, row: &Row<'_>) -> bool {
    let tokens = workspace.theme().tokens();
    row_ui(ui, workspace, row, "links", |ui| drop(line_sample_ui(ui, look, 30.0, tokens.small_size, row.name)))
}

/// A line of the legend. Returns whether it was clicked.
fn row_ui(ui: &mut Ui, workspace: &Workspace, row: &Row<'_>, what: &str, sample: impl FnOnce(&mut Ui)) -> bool {
    let tokens = workspace.theme().tokens();
    let response = ui
        .scope_builder(egui::UiBuilder::new().sense(Sense::click()), |ui| {
            ui.horizontal(|ui| {
                ui.set_width(WIDTH);
                sample(ui);
                let mut text = RichText::new(row.name).size(tokens.small_size);
                if !row.is_on {
                    text = text.strikethrough().color(colour(tokens.text_weak));
                }
                ui.add(egui::Label::new(text).selectable(false).truncate());
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| match row.count {
                    Some(count) => drop(weak_ui(ui, tokens, &super::look::grouped(count))),
                    None => drop(weak_ui(ui, tokens, "off")),
                });
            });
        })
        .response;
    let verb = if row.is_on { "Hide" } else { "Show" };
    let hint = format!("{verb} {what}: {}", row.name);
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Checkbox, true, row.is_on, &hint));
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(hint).clicked()
}
