//! The command palette: every action that makes sense now, found by its words or by what other programs call it.

use egui::{Context, Id, Key, Modal, ScrollArea, TextEdit};

use super::look::weak_ui;
use crate::scene::Tokens;
use crate::text::fold;
use crate::workspace::{Action, Command, Workspace};

/// The palette.
#[derive(Debug, Default)]
pub struct Palette {
    is_open: bool,
    typed: String,
    chosen: usize,
}

impl Palette {
    /// Opens the palette.
    pub fn open(&mut self) {
        *self = Self { is_open: true, ..Self::default() };
    }

    /// Draws the palette if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: Option<&Workspace>, tokens: &Tokens, commands: &mut Vec<Command>) {
        if !self.is_open {
            return;
        }
        let mut done = None;
        let modal = Modal::new(Id::new("palette")).show(ctx, |ui| {
            ui.set_width(440.0);
            let (down, up, enter) = ui.input_mut(|input| {
                let none = egui::Modifiers::NONE;
                let mut pressed = |key| input.consume_key(none, key);
                (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter))
            });
            let field =
                TextEdit::singleline(&mut self.typed).hint_text("What do you want to do?").desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.request_focus();
            if response.changed() {
                self.chosen = 0;
            }
            let found = matching(&self.typed, workspace);
            self.chosen =
                (self.chosen + usize::from(down)).saturating_sub(usize::from(up)).min(found.len().saturating_sub(1));
            if found.is_empty() {
                weak_ui(ui, tokens, "No action of that name.");
            }
            ScrollArea::vertical().max_height(340.0).show(ui, |ui| {
                for (position, action) in found.iter().enumerate() {
                    let mut button = egui::Button::selectable(position == self.chosen, action.text())
                        .min_size(egui::vec2(ui.available_width(), 0.0));
                    if let Some(shortcut) = action.shortcuts().first() {
                        button = button.shortcut_text(shortcut.to_string());
                    }
                    let response = ui.add(button).on_hover_text(action.tooltip());
                    if position == self.chosen && (down || up) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        done = Some(*action);
                    }
                }
            });
            if enter {
                done = done.or_else(|| found.get(self.chosen).copied());
            }
        });
        if let Some(action) = done {
            commands.push(action.into());
            self.is_open = false;
        } else if modal.should_close() {
            self.is_open = false;
        }
    }
}

/// The enabled actions that have every typed word in their text, tooltip or synonyms; those whose text begins with it first.
fn matching(typed: &str, workspace: Option<&Workspace>) -> Vec<Action> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(usize, Action)> = Action::all()
        .filter(|action| action.is_enabled(workspace) && *action != Action::Palette)
        .filter_map(|action| {
            let text = fold(action.text());
            let everything = format!("{text} {} {}", fold(action.tooltip()), action.synonyms());
            let fits = words.iter().all(|word| everything.contains(word));
            let rank = if text.starts_with(typed.trim()) {
                0
            } else if words.iter().all(|word| text.contains(word)) {
                1
            } else {
                2
            };
            fits.then_some((rank, action))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, action)| action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_name_and_by_what_others_call_it() {
        assert_eq!(matching("open", None).first(), Some(&Action::Open));
        assert_eq!(matching("import chart", None), [Action::Open]);
        assert_eq!(matching("undo", None), [], "nothing is open, so there is nothing to undo");
        assert!(matching("", None).len() > 3);
    }
}
