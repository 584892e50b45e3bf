//! What this program is: version, licence, and what it does not do.

use std::path::Path;

use egui::{Align2, Context, RichText, Vec2, Window};

use super::bidi_text::{self, TextLook};
use super::look::{bold_font, colour};
use crate::scene::Tokens;

/// The window that says what this is.
#[derive(Debug, Default)]
pub struct About {
    is_open: bool,
}

impl About {
    /// Opens the window, or closes it.
    pub fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Draws the window, if it is open. `settings` is where settings are kept.
    pub fn ui(&mut self, ctx: &Context, tokens: &Tokens, settings: Option<&Path>) {
        let mut is_open = self.is_open;
        Window::new("About Linklore")
            .open(&mut is_open)
            .collapsible(false)
            .resizable(false)
            .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
            .show(ctx, |ui| {
                ui.set_width(420.0);
                ui.label(RichText::new("Linklore").font(bold_font(tokens.heading_size * 1.3)));
                let body = TextLook::body(tokens);
                let version = format!("Version {}", env!("CARGO_PKG_VERSION"));
                bidi_text::paragraph_ui(ui, &version, &body.ink(tokens.text_weak), &[]);
                bidi_text::paragraph_ui(ui, "Who is linked to whom, and where it is written.", &body, &[]);
                let offline = "It works offline: it opens no connection and sends nothing. An address in a document is \
                               opened by your web browser, and only when you click it.";
                bidi_text::paragraph_ui(ui, offline, &body, &[]);
                let licence = "Free to use, change and pass on under the MIT licence or the Apache licence 2.0, as you \
                               like. Its fonts, Noto Sans and DejaVu Sans, are under licences of their own.";
                bidi_text::paragraph_ui(ui, licence, &body, &[]);
                ui.separator();
                let place = settings.map_or_else(
                    || "Settings are not kept on this machine.".to_owned(),
                    |path| format!("Settings are kept in {}", path.display()),
                );
                ui.label(RichText::new(place).size(tokens.small_size).color(colour(tokens.text_weak)));
            });
        self.is_open = is_open;
    }
}
