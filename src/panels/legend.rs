//! The legend in the corner of the picture: types and bases with their looks; a click switches them off and on.

use std::collections::BTreeSet;

use egui::{Frame, Rect, Response, RichText, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, vec2};

use super::bidi_text::{self, TextLook};
use super::glyph::{paint_glyph, paint_line_sample};
use super::key::{key_ui, title_ui};
use super::look::{bold_font, card_frame, colour, grouped, kind_words};
use super::rows;
use crate::model::Basis;
use crate::scene::styling::Key;
use crate::scene::{ActorLook, Dash, LinkLook, Mark, MarkCounts, Shape, Standing, Theme, Tokens};
use crate::workspace::{Action, Command, Workspace};

/// The legend.
#[derive(Debug)]
pub struct Legend {
    is_open: bool,
}

impl Default for Legend {
    fn default() -> Self {
        Self { is_open: true }
    }
}

/// Width of the legend, in points.
const WIDTH: f32 = 168.0;
/// Width of the shape or line before the words of a row, in points.
const SAMPLE_WIDTH: f32 = 26.0;

impl Legend {
    /// Draws the legend, in no more height than `ui` has.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let counts = workspace.overview();
        let looks = workspace.overview().looks(workspace.theme());
        let frame: Frame = card_frame(tokens).inner_margin(egui::Margin::symmetric(8, 6));
        let most_height = (ui.available_height() - 60.0).clamp(40.0, 520.0);
        frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 1.0;
            let arrow = if self.is_open { "⏷" } else { "⏵" };
            let text = RichText::new(format!("{arrow} Legend")).font(bold_font(tokens.small_size));
            let title = ui.add(egui::Button::new(text.color(colour(tokens.text_weak))).frame(false));
            title.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Fold the legend"));
            if title.on_hover_text("Fold or unfold the legend").clicked() {
                self.is_open = !self.is_open;
            }
            if !self.is_open {
                return;
            }
            ScrollArea::vertical()
                .max_height(most_height)
                .min_scrolled_height(most_height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    if let Some(marks) = workspace.scene().legend.marks {
                        marks_ui(ui, workspace.theme(), marks);
                    }
                    let keys = &workspace.scene().legend.keys;
                    let has_keys = keys.iter().any(|key| !key.is_of_links());
                    for key in keys.iter().filter(|key| !key.is_of_links()) {
                        key_ui(ui, tokens, key);
                    }
                    if has_keys && !counts.actor_kinds.is_empty() {
                        title_ui(ui, tokens, "Type");
                    }
                    let filters = &workspace.view().filters;
                    for (kind, all) in &counts.actor_kinds {
                        let off = filters.hidden_actor_kinds.contains(kind);
                        let shown = workspace.scene().legend.actors.iter().find(|entry| entry.kind == *kind);
                        let count = shown.map_or(0, |entry| entry.count);
                        let name = kind_words(kind);
                        let hint = format!("{} {name}. {}", of_all(count, *all), click_words(off));
                        let response = entry_ui(ui, tokens, name, count, off, |ui, rect| {
                            let look = shown.map(|entry| &entry.look).or_else(|| looks.get(kind));
                            if let Some(look) = look {
                                let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
                                paint_glyph(ui.painter(), tokens, *look, square);
                            }
                        });
                        if response.on_hover_text(hint).clicked() {
                            let mut filters = filters.clone();
                            toggle(&mut filters.hidden_actor_kinds, kind.clone());
                            commands.push(Command::SetFilters(filters));
                        }
                    }
                    let legend = &workspace.scene().legend;
                    note_ui(ui, tokens, legend.actor_note());
                    if !counts.standings.is_empty() {
                        ui.add_space(4.0);
                        ui.separator();
                        ui.add_space(2.0);
                    }
                    let has_keys = keys.iter().any(Key::is_of_links);
                    for key in keys.iter().filter(|key| key.is_of_links()) {
                        key_ui(ui, tokens, key);
                    }
                    if has_keys && !counts.standings.is_empty() {
                        title_ui(ui, tokens, "Basis");
                    }
                    for (standing, all) in &counts.standings {
                        standing_ui(ui, workspace, *standing, *all, commands);
                    }
                    note_ui(ui, tokens, legend.link_note());
                    let contradicted = legend.contradicted;
                    if contradicted > 0 {
                        let look = LinkLook { colour: tokens.warning, width: 1.6, dash: Dash::Solid };
                        entry_ui(ui, tokens, "contradicted", contradicted, false, |ui, rect| {
                            paint_line_sample(ui.painter(), look, rect);
                        })
                        .on_hover_text("Links that at least one passage contradicts, in this colour.");
                    }
                });
        });
    }
}

/// What the colours mean while two files are compared.
fn marks_ui(ui: &mut Ui, theme: Theme, MarkCounts { actors, links }: MarkCounts) {
    let tokens = theme.tokens();
    for (at, mark) in Mark::ALL.into_iter().enumerate() {
        let fill = mark.colour(theme);
        let response = entry_ui(ui, tokens, mark.name(), actors[at] + links[at], false, |ui, rect| {
            let line = LinkLook { colour: fill, width: 2.2, dash: Dash::Solid };
            paint_line_sample(ui.painter(), line, rect);
            let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
            paint_glyph(ui.painter(), tokens, ActorLook { shape: Shape::Circle, fill }, square);
        });
        let words = format!("{} actors and {} links, against the other file.", grouped(actors[at]), grouped(links[at]));
        response.on_hover_text(words);
    }
    ui.add_space(4.0);
    ui.separator();
    ui.add_space(2.0);
}

/// A line that says where colours and sizes come from that no row stands for.
fn note_ui(ui: &mut Ui, tokens: &Tokens, note: Option<&str>) {
    let Some(note) = note else { return };
    let words = Action::ToggleLooks.text();
    let left = SAMPLE_WIDTH + ui.spacing().item_spacing.x;
    let inset = Frame::new().inner_margin(egui::Margin { left: left as i8, ..egui::Margin::ZERO });
    let shown = inset.show(ui, |ui| bidi_text::paragraph_ui(ui, note, &TextLook::small(tokens), &[]));
    let hint = format!("No row of the legend stands for these. “{words}” in the View menu switches them off and on.");
    shown.response.on_hover_text(hint);
}

fn standing_ui(ui: &mut Ui, workspace: &Workspace, standing: Standing, all: usize, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let filters = &workspace.view().filters;
    // Links whose passages give no basis have no switch of their own.
    let switch: Option<Option<Basis>> = match standing {
        Standing::Basis(basis) => Some(Some(basis)),
        Standing::Unsourced => Some(None),
        Standing::SourcedWithoutBasis => None,
    };
    let off = switch.is_some_and(|basis| filters.hidden_bases.contains(&basis));
    let shown = workspace.scene().legend.links.iter().find(|entry| entry.standing == standing);
    let count = shown.map_or(0, |entry| entry.count);
    let look = shown.map_or_else(|| standing.look(workspace.theme()), |entry| entry.look);
    let response = entry_ui(ui, tokens, standing.name(), count, off, |ui, rect| {
        paint_line_sample(ui.painter(), look, rect);
    });
    let hint = format!("{} {}", of_all(count, all), rows::standing_words(standing));
    let hint = if switch.is_some() { format!("{hint} {}", click_words(off)) } else { hint };
    if response.on_hover_text(hint).clicked()
        && let Some(basis) = switch
    {
        let mut filters = filters.clone();
        toggle(&mut filters.hidden_bases, basis);
        commands.push(Command::SetFilters(filters));
    }
}

fn entry_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    count: usize,
    off: bool,
    sample: impl FnOnce(&mut Ui, Rect),
) -> Response {
    let right = if off { "off".to_owned() } else { grouped(count) };
    let response = row_ui(ui, tokens, name, &right, off, sample);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, !off, name));
    response
}

/// A row with a sample on the left, a name, and a word on the right.
pub(super) fn row_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    right: &str,
    off: bool,
    sample: impl FnOnce(&mut Ui, Rect),
) -> Response {
    let height = (tokens.small_size * 1.45).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, tokens.corner, colour(tokens.hover_ground));
    }
    let ink = if off { tokens.text_weak } else { tokens.text };
    let mut row =
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::right_to_left(egui::Align::Center)));
    bidi_text::line_ui(&mut row, right, &TextLook::small(tokens));
    let room = row.available_rect_before_wrap();
    let mut row =
        ui.new_child(egui::UiBuilder::new().max_rect(room).layout(egui::Layout::left_to_right(egui::Align::Center)));
    let (at, _) = row.allocate_exact_size(vec2(SAMPLE_WIDTH, height), Sense::hover());
    if off {
        row.set_opacity(0.4);
    }
    sample(&mut row, at);
    row.set_opacity(1.0);
    bidi_text::line_ui(&mut row, name, &TextLook::small(tokens).ink(ink).struck(off));
    response
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

fn of_all(shown: usize, all: usize) -> String {
    if shown == all {
        format!("{} shown.", grouped(all))
    } else {
        format!("{} of {} shown.", grouped(shown), grouped(all))
    }
}

fn click_words(off: bool) -> &'static str {
    if off { "Click to show them again." } else { "Click to switch them off." }
}
