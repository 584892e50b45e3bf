//! The types of a file, to choose from while one is typed.

use egui::{ScrollArea, Ui};

use super::bidi_text::{self, TextLook};
use super::look::kind_words;
use crate::scene::Tokens;
use crate::text::fold;

/// The types among `kinds` that hold `wanted`, as buttons; a click puts one into `text`.
pub(super) fn kinds_ui(ui: &mut Ui, tokens: &Tokens, kinds: &[String], wanted: &str, text: &mut String) {
    if kinds.is_empty() {
        return;
    }
    let wanted = fold(wanted);
    bidi_text::line_ui(ui, "Types in this file", &TextLook::small(tokens));
    ScrollArea::vertical().max_height(130.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for kind in kinds.iter().filter(|kind| fold(kind).contains(&wanted)) {
                let look = TextLook::body(tokens).of_widget();
                let button = egui::Button::selectable(*kind == *text, bidi_text::widget_text(kind, &look));
                let response = ui.add(button);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, kind_words(kind)));
                if response.clicked() {
                    text.clone_from(kind);
                }
            }
        });
    });
}
