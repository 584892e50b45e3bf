//! Chips above the picture: what is switched off or hidden, each with a cross to show it again. Nothing where all is shown.

use egui::{Button, Ui, WidgetInfo, WidgetType};

use super::bidi_text::{self, TextLook};
use super::look::{colour, counted, kind_words, weak_ui};
use crate::model::Filters as Hidden;
use crate::scene::Tokens;
use crate::workspace::{Action, Command, Edit, Workspace};

/// The chips.
#[derive(Debug, Default)]
pub struct Filters;

impl Filters {
    /// Draws the chips, if there are any.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        if !workspace.hides_something() {
            return;
        }
        let tokens = workspace.theme().tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 6)).fill(colour(tokens.panel)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                weak_ui(ui, tokens, "Not shown:");
                for (words, without) in chips(&workspace.view().filters) {
                    if chip_ui(ui, &words, tokens) {
                        commands.push(Command::SetFilters(without));
                    }
                }
                let hidden = &workspace.view().hidden;
                if !hidden.is_empty() {
                    let words = format!("{} hidden by hand", counted(hidden.len(), "actor", "actors"));
                    if chip_ui(ui, &words, tokens) {
                        commands.push(Edit::Hide(hidden.iter().map(|actor| (actor, false)).collect()).into());
                    }
                }
                if ui.small_button(Action::ShowAll.text()).on_hover_text(Action::ShowAll.tooltip()).clicked() {
                    commands.push(Action::ShowAll.into());
                }
            });
        });
    }
}

fn chip_ui(ui: &mut Ui, words: &str, tokens: &Tokens) -> bool {
    let look = TextLook::small(tokens).ink(tokens.text);
    let response = ui.add(Button::new(bidi_text::widget_text(&format!("{words}  ×"), &look)));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Show again: {words}")));
    response.on_hover_text("Show these again").clicked()
}

/// What is switched off, each in words and with the filters that remain without it.
fn chips(filters: &Hidden) -> Vec<(String, Hidden)> {
    let mut chips = Vec::new();
    for kind in &filters.hidden_actor_kinds {
        let mut without = filters.clone();
        without.hidden_actor_kinds.remove(kind);
        chips.push((format!("actors: {}", kind_words(kind)), without));
    }
    for kind in &filters.hidden_link_kinds {
        let mut without = filters.clone();
        without.hidden_link_kinds.remove(kind);
        chips.push((format!("links: {}", kind_words(kind)), without));
    }
    for basis in &filters.hidden_bases {
        let mut without = filters.clone();
        without.hidden_bases.remove(basis);
        chips.push((format!("links: {}", basis.map_or("no passage", crate::model::Basis::name)), without));
    }
    chips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chip_shows_one_thing_again() {
        let mut filters = Hidden::default();
        filters.hidden_actor_kinds.insert("person".into());
        filters.hidden_bases.insert(None);
        let chips = chips(&filters);
        let words: Vec<&str> = chips.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["actors: person", "links: no passage"]);
        assert!(chips[0].1.hidden_actor_kinds.is_empty());
        assert_eq!(chips[0].1.hidden_bases.len(), 1);
    }
}
