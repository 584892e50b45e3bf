//! The start screen: what this is, what was open before, what there is to try.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};

use super::bidi_text::{self, TextLook};
use super::look::{bold_font, card_frame, colour};
use crate::scene::Tokens;
use crate::workspace::{Action, Command};

/// The start screen.
#[derive(Debug, Default)]
pub struct Start {
    /// Whether a recent file is still there, looked up once each time the screen is shown anew.
    exists: HashMap<PathBuf, bool>,
}

/// Width of what stands on the screen, in points.
const WIDTH: f32 = 560.0;

impl Start {
    /// Draws the screen; `samples` are names with a line of what each shows.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        tokens: &Tokens,
        recent: &[PathBuf],
        samples: &[(&str, &str)],
        commands: &mut Vec<Command>,
    ) {
        let room = ui.available_rect_before_wrap();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.add_space((room.height() * 0.12).clamp(8.0, 110.0));
            let width = WIDTH.min(room.width() - 2.0 * tokens.padding);
            let aside = ((room.width() - width) / 2.0).max(0.0);
            ui.horizontal_top(|ui| {
                ui.add_space(aside);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    self.contents_ui(ui, tokens, recent, samples, commands);
                });
            });
        });
    }

    fn contents_ui(
        &mut self,
        ui: &mut Ui,
        tokens: &Tokens,
        recent: &[PathBuf],
        samples: &[(&str, &str)],
        commands: &mut Vec<Command>,
    ) {
        let body = TextLook::body(tokens);
        ui.label(RichText::new("Linklore").font(bold_font(tokens.heading_size * 1.9)));
        let line = "Who is linked to whom, and where it is written.";
        bidi_text::paragraph_ui(ui, line, &TextLook { size: tokens.heading_size, ..body.ink(tokens.text_weak) }, &[]);
        ui.add_space(tokens.padding * 1.5);
        ui.horizontal(|ui| {
            let text = RichText::new("Open…").size(tokens.text_size + 1.0).color(colour(tokens.accent_text));
            let button = egui::Button::new(text).fill(colour(tokens.accent)).min_size(vec2(110.0, 34.0));
            if ui.add(button).on_hover_text(Action::Open.tooltip()).clicked() {
                commands.push(Action::Open.into());
            }
            ui.add_space(tokens.gap);
            bidi_text::line_ui(ui, "or drop a file anywhere in this window", &body.ink(tokens.text_weak));
        });
        ui.add_space(tokens.padding * 2.0);
        heading_ui(ui, tokens, "Recent files");
        if recent.is_empty() {
            let words = "Files that you open are listed here. Try a sample first.";
            bidi_text::paragraph_ui(ui, words, &body.ink(tokens.text_weak), &[]);
        }
        for path in recent {
            let exists = *self.exists.entry(path.clone()).or_insert_with(|| path.exists());
            recent_ui(ui, tokens, path, exists, commands);
        }
        ui.add_space(tokens.padding * 1.5);
        heading_ui(ui, tokens, "Samples");
        for (name, about) in samples {
            let title = name.strip_suffix(".linklore").unwrap_or(name);
            if entry_ui(ui, tokens, title, about, true) {
                commands.push(Command::OpenSample((*name).to_owned()));
            }
        }
        ui.add_space(tokens.padding);
        let offline = "Nothing leaves this computer: Linklore opens no network connection.";
        bidi_text::paragraph_ui(ui, offline, &TextLook::small(tokens), &[]);
    }
}

fn heading_ui(ui: &mut Ui, tokens: &Tokens, text: &str) {
    ui.label(RichText::new(text).font(bold_font(tokens.text_size)));
    ui.add_space(2.0);
}

fn recent_ui(ui: &mut Ui, tokens: &Tokens, path: &Path, exists: bool, commands: &mut Vec<Command>) {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let about = if exists { folder } else { format!("Not there now: {folder}") };
    if entry_ui(ui, tokens, &name, &about, exists) {
        commands.push(Command::OpenFile(path.to_owned()));
    }
}

/// A title with a line under it that is clicked as one; returns whether it was.
fn entry_ui(ui: &mut Ui, tokens: &Tokens, title: &str, about: &str, is_there: bool) -> bool {
    let id = ui.id().with(("entry", title, about));
    let is_over = ui.ctx().read_response(id).is_some_and(|response| response.hovered());
    let builder = egui::UiBuilder::new().id(id).sense(egui::Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let ground = if is_over { tokens.hover_ground } else { tokens.panel_raised };
            card_frame(tokens).fill(colour(ground)).inner_margin(egui::Margin::symmetric(10, 6)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let ink = if is_there { tokens.accent } else { tokens.text_weak };
                    bidi_text::line_ui(ui, title, &TextLook::body(tokens).ink(ink));
                    bidi_text::line_ui(ui, about, &TextLook::small(tokens));
                });
            });
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Open {title}")));
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
