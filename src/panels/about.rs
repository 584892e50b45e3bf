//! The window that says what this program is.

use std::path::Path;

use egui::{Context, RichText, Window};

use super::look::{bold_font, weak_ui};
use crate::scene::Tokens;

/// What this program is.
#[derive(Debug, Default)]
pub struct About {
    is_open: bool,
}

impl About {
    /// Opens the window, or closes it.
    pub fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Draws the window if it is open; `settings` is where settings are kept.
    pub fn ui(&mut self, ctx: &Context, tokens: &Tokens, settings: Option<&Path>) {
        let window = Window::new("About Linklore").open(&mut self.is_open).resizable(false).collapsible(false);
        window.pivot(egui::Align2::CENTER_CENTER).default_pos(ctx.content_rect().center()).show(ctx, |ui| {
            ui.set_width(420.0);
            ui.label(
                RichText::new(concat!("Linklore ", env!("CARGO_PKG_VERSION"))).font(bold_font(tokens.heading_size)),
            );
            ui.label("Who is linked to whom, and where it is written.");
            ui.add_space(tokens.gap);
            ui.label("It opens no network connection, and never changes a file by opening it.");
            ui.add_space(tokens.gap);
            weak_ui(ui, tokens, "Licence: MIT or Apache-2.0, as you like. Fonts: SIL OFL 1.1, Bitstream Vera.");
            if let Some(path) = settings {
                weak_ui(ui, tokens, &format!("Settings: {}", path.display()));
            }
        });
    }
}
