//! Help with questions while one types: what could stand there, one key away, and the fields there are.

use egui::{Key, Modifiers, RichText, Ui};

use super::bidi_text::{self, TextLook};
use super::look::{bold_font, colour};
use super::picker::Picker;
use crate::query::{FIELDS, Suggestion};
use crate::scene::Tokens;

/// The fields that are shown to somebody who has typed nothing yet.
const SHOWN: [&str; 13] = [
    "type",
    "is",
    "degree",
    "betweenness",
    "near",
    "between",
    "when",
    "passage",
    "document",
    "published",
    "sources",
    "basis",
    "grade",
];
/// Room for an example, in points.
const EXAMPLE_WIDTH: f32 = 190.0;

/// Takes the first suggestion where Tab is pressed. Comes before the field, which would give its focus away.
pub(super) fn complete(ui: &Ui, picker: &mut Picker, found: &[Suggestion]) {
    let is_pressed = ui.input(|input| input.key_pressed(Key::Tab) && input.modifiers.is_none());
    if let Some(first) = found.first().filter(|_| is_pressed) {
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
        take(picker, first);
    }
}

/// Draws what could stand there.
pub(super) fn ui(ui: &mut Ui, tokens: &Tokens, picker: &mut Picker, found: &[Suggestion]) {
    if found.is_empty() {
        return;
    }
    ui.add_space(tokens.gap / 2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for one in found {
            let look = TextLook::small(tokens).ink(tokens.text);
            let button = ui.add(egui::Button::new(bidi_text::widget_text(&one.text, &look)));
            button
                .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Put {}", one.text)));
            if button.on_hover_text(&one.about).clicked() {
                take(picker, one);
            }
        }
        bidi_text::line_ui(ui, "Tab takes the first", &TextLook::small(tokens));
    });
}

/// Draws the fields that one may ask for; a click begins a question with one.
pub(super) fn help_ui(ui: &mut Ui, tokens: &Tokens, picker: &mut Picker) {
    ui.add_space(tokens.gap);
    ui.label(RichText::new("Or ask").font(bold_font(tokens.small_size)).color(colour(tokens.text_weak)));
    let grid = egui::Grid::new("fields").num_columns(2).min_col_width(EXAMPLE_WIDTH).spacing([tokens.padding, 2.0]);
    grid.show(ui, |ui| {
        for help in SHOWN.iter().filter_map(|name| FIELDS.iter().find(|help| help.name == *name)) {
            let look = TextLook::body(tokens).ink(tokens.accent);
            if bidi_text::link_ui(ui, help.example, &look).clicked() {
                picker.put(help.example.to_owned());
            }
            bidi_text::line_ui(ui, help.about, &TextLook::small(tokens));
            ui.end_row();
        }
    });
}

fn take(picker: &mut Picker, suggestion: &Suggestion) {
    let mut text = picker.text.clone();
    text.replace_range(suggestion.range.clone(), &suggestion.text);
    if !text.ends_with(':') {
        text.push(' ');
    }
    picker.put(text);
}
