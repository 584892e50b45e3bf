//! The window that lists all keys and mouse gestures. Keys come from the table of actions.

use egui::{Context, Grid, RichText, ScrollArea, Ui, Window};

use super::look::{bold_font, section_ui, weak_ui};
use crate::scene::Tokens;
use crate::workspace::MENUS;

/// What the hand can do in the picture.
const GESTURES: [(&str, &str); 16] = [
    ("Drag on empty ground", "Move the picture"),
    ("Wheel or pinch", "Zoom at the pointer"),
    ("Click", "Select, and show its passages"),
    ("Shift+click", "Select it too"),
    ("Ctrl+click", "Select it or no longer"),
    ("Click the title of a community", "Select its actors"),
    ("Double-click an actor", "Show its hidden neighbours"),
    ("Double-click a label", "Edit it where it stands"),
    ("Double-click empty ground", "Fit all"),
    ("Drag an actor", "Move it and pin it there"),
    ("Shift+drag", "Select in a box"),
    ("Alt+drag", "Select in a lasso"),
    ("Ctrl+drag from an actor", "Draw a link to another actor"),
    ("Right-click", "Menu"),
    ("Ctrl+Shift+1 … 9", "Store the selection under a number"),
    ("Ctrl+1 … 9", "Select what was stored"),
];

/// What hand and keys can do in the text of a document.
const READING: [(&str, &str); 6] = [
    ("Drag", "Mark words"),
    ("Double-click, triple-click", "Mark a word, a sentence"),
    ("Shift+click", "Mark up to there"),
    ("↓  ↑", "Mark the next or previous sentence"),
    ("Shift+↓  Shift+↑", "Mark one sentence more"),
    ("Shift+→  Shift+←", "Mark one word more or less"),
];

/// What hand and keys can do on the chart of the timeline.
const TIMELINE: [(&str, &str); 10] = [
    ("Drag", "Look at that stretch of time"),
    ("Drag within it, or at its ends", "Move it, make it longer or shorter"),
    ("Double-click", "Look at all times"),
    ("Wheel or pinch", "Zoom at the pointer"),
    ("Shift+drag, drag with another button", "Move along the axis"),
    ("←  →", "Move the stretch by a bar"),
    ("Shift+←  Shift+→", "Move its end by a bar"),
    ("Home  End", "Move it to the first or last date"),
    ("↑  ↓", "Zoom in or out"),
    ("Space", "Play, or stop there"),
];

/// The list of keys.
#[derive(Debug, Default)]
pub struct Keys {
    is_open: bool,
}

impl Keys {
    /// Opens the window, or closes it.
    pub fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Draws the window if it is open.
    pub fn ui(&mut self, ctx: &Context, tokens: &Tokens) {
        let window = Window::new("Keys").open(&mut self.is_open).resizable(false).collapsible(false);
        let height = ctx.content_rect().height() - 140.0;
        window.default_width(720.0).pivot(egui::Align2::CENTER_CENTER).default_pos(ctx.content_rect().center()).show(
            ctx,
            |ui| {
                ScrollArea::vertical().max_height(height).min_scrolled_height(height.min(720.0)).show(ui, |ui| {
                    ui.spacing_mut().interact_size.y = tokens.text_size;
                    ui.columns(2, |columns| {
                        let half = MENUS.len() / 2;
                        let (left, right) = (&MENUS[..half], &MENUS[half..]);
                        menus_ui(&mut columns[0], tokens, left);
                        gestures_ui(&mut columns[0], tokens, "In the picture", &GESTURES);
                        menus_ui(&mut columns[1], tokens, right);
                        gestures_ui(&mut columns[1], tokens, "In a document", &READING);
                        gestures_ui(&mut columns[1], tokens, "On the timeline", &TIMELINE);
                    });
                });
            },
        );
    }
}

fn menus_ui(ui: &mut Ui, tokens: &Tokens, menus: &[(&str, &[Option<crate::workspace::Action>])]) {
    for (name, actions) in menus {
        section_ui(ui, tokens, name, None);
        Grid::new(("keys", name)).num_columns(2).min_col_width(140.0).show(ui, |ui| {
            for action in actions.iter().flatten().filter(|action| !action.shortcuts().is_empty()) {
                let keys: Vec<String> = action.shortcuts().iter().map(ToString::to_string).collect();
                ui.label(RichText::new(keys.join("  ")).font(bold_font(tokens.small_size)));
                weak_ui(ui, tokens, action.text().trim_end_matches('…')).on_hover_text(action.tooltip());
                ui.end_row();
            }
        });
    }
}

fn gestures_ui(ui: &mut Ui, tokens: &Tokens, place: &str, gestures: &[(&str, &str)]) {
    section_ui(ui, tokens, place, None);
    Grid::new(("gestures", place)).num_columns(2).min_col_width(140.0).show(ui, |ui| {
        for (gesture, meaning) in gestures {
            ui.label(RichText::new(*gesture).font(bold_font(tokens.small_size)));
            weak_ui(ui, tokens, meaning);
            ui.end_row();
        }
    });
}
