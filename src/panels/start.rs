//! The screen without a file: open one, a recent one, a sample, or drop one here.

use std::path::{Path, PathBuf};

use egui::{RichText, ScrollArea, Ui};

use super::bidi_text::{self, TextLook};
use super::look::{bold_font, colour, weak_ui};
use crate::scene::Tokens;
use crate::workspace::{Action, Command};

/// Width of the column in the middle, in points.
const COLUMN: f32 = 560.0;

/// The start screen.
#[derive(Debug, Default)]
pub struct Start;

impl Start {
    /// Draws the screen. `recent` are files that were opened before, the latest first; `samples` are names with what they
    /// show.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        tokens: &Tokens,
        recent: &[PathBuf],
        samples: &[(&'static str, &'static str)],
        commands: &mut Vec<Command>,
    ) {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let side = ((ui.available_width() - COLUMN) * 0.5).max(0.0);
            ui.add_space((ui.available_height() * 0.12).max(8.0));
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(COLUMN.min(ui.available_width()));
                    column_ui(ui, tokens, recent, samples, commands);
                });
            });
        });
    }
}

fn column_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    recent: &[PathBuf],
    samples: &[(&'static str, &'static str)],
    commands: &mut Vec<Command>,
) {
    ui.label(RichText::new("Linklore").font(bold_font(tokens.heading_size * 1.9)));
    ui.label(RichText::new("Who is linked to whom, and where it is written").color(colour(tokens.text_weak)));
    ui.add_space(tokens.padding * 1.5);
    ui.horizontal(|ui| {
        let open = egui::Button::new(RichText::new(Action::Open.text()).color(colour(tokens.accent_text)))
            .fill(colour(tokens.accent))
            .min_size(egui::vec2(110.0, 30.0));
        if ui.add(open).on_hover_text(Action::Open.tooltip()).clicked() {
            commands.push(Action::Open.into());
        }
        weak_ui(ui, tokens, "or drop a file anywhere in this window");
    });

    heading_ui(ui, tokens, "Recent files");
    if recent.is_empty() {
        weak_ui(ui, tokens, "Files that you open are listed here.");
    }
    for path in recent {
        recent_ui(ui, tokens, path, commands);
    }

    heading_ui(ui, tokens, "Samples");
    for (name, about) in samples {
        let label = name.trim_end_matches(".linklore");
        if entry_ui(ui, tokens, label, about) {
            commands.push(Command::OpenSample((*name).to_owned()));
        }
    }
    ui.add_space(tokens.padding * 2.0);
    weak_ui(ui, tokens, "Nothing leaves this computer: Linklore opens no network connection.");
}

fn heading_ui(ui: &mut Ui, tokens: &Tokens, words: &str) {
    ui.add_space(tokens.padding * 1.8);
    ui.label(RichText::new(words).font(bold_font(tokens.text_size)));
    ui.add_space(2.0);
}

fn recent_ui(ui: &mut Ui, tokens: &Tokens, path: &Path, commands: &mut Vec<Command>) {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    if entry_ui(ui, tokens, &name, &folder) {
        commands.push(Command::OpenFile(path.to_owned()));
    }
}

/// A line to click, and what there is to say about it under it.
fn entry_ui(ui: &mut Ui, tokens: &Tokens, label: &str, about: &str) -> bool {
    let clicked = bidi_text::link_ui(ui, label, &TextLook::body(tokens).ink(tokens.accent)).clicked();
    weak_ui(ui, tokens, about);
    ui.add_space(tokens.gap);
    clicked
}
