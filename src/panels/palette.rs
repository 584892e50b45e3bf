//! The command palette: every action by its name, also by what other programs call it.

use egui::{Align, Context, Layout, ScrollArea};

use super::bidi_text::{self, TextLook};
use super::picker::Picker;
use crate::scene::Tokens;
use crate::text::fold;
use crate::workspace::{Action, Command, Workspace};

/// The command palette.
#[derive(Debug, Default)]
pub struct Palette {
    picker: Picker,
}

impl Palette {
    /// Opens the palette.
    pub fn open(&mut self) {
        self.picker.text.clear();
        self.picker.open();
    }

    /// Closes the palette.
    pub fn close(&mut self) {
        self.picker.close();
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.picker.is_open()
    }

    /// Draws the palette on top of everything, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: Option<&Workspace>, tokens: &Tokens, commands: &mut Vec<Command>) {
        if !self.picker.is_open() {
            return;
        }
        self.picker.show(ctx, tokens, "palette", |picker, ui| {
            let count = fitting(&picker.text, workspace).len();
            let keys = picker.field_ui(ui, tokens, "Command palette", "What would you like to do?", count);
            let actions = fitting(&picker.text, workspace);
            let mut taken = keys.takes.then(|| actions.get(picker.at).copied()).flatten();
            if actions.is_empty() {
                let words = format!("No action that can be taken now is called “{}”.", picker.text.trim());
                bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
            }
            ui.add_space(tokens.gap);
            let height = (ui.ctx().content_rect().height() - 150.0).clamp(120.0, 420.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    for (number, action) in actions.iter().enumerate() {
                        let response = picker.row_ui(ui, tokens, number, action.text(), |ui| {
                            ui.horizontal(|ui| {
                                bidi_text::line_ui(ui, action.text(), &TextLook::body(tokens));
                                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                                    if let Some(shortcut) = action.shortcuts().first() {
                                        bidi_text::line_ui(ui, &shortcut.to_string(), &TextLook::small(tokens));
                                    }
                                });
                            });
                            bidi_text::line_ui(ui, action.tooltip(), &TextLook::small(tokens));
                        });
                        if response.clicked() {
                            taken = Some(*action);
                        }
                    }
                },
            );
            if let Some(action) = taken {
                commands.push(action.into());
                picker.close();
            }
        });
    }
}

/// The enabled actions that hold every word, those whose name begins with it first, then in the order of the menus.
fn fitting(text: &str, workspace: Option<&Workspace>) -> Vec<Action> {
    let wanted = fold(text);
    let wanted = wanted.trim();
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut ranked: Vec<(u8, Action)> = Action::all()
        .filter(|action| *action != Action::Palette && action.is_enabled(workspace))
        .filter_map(|action| {
            let name = fold(action.text());
            let all = format!("{name} {} {}", fold(action.synonyms()), fold(action.tooltip()));
            let rank = if name.starts_with(wanted) {
                0
            } else if words.iter().all(|word| name.contains(word)) {
                1
            } else if words.iter().all(|word| fold(action.synonyms()).contains(word)) {
                2
            } else {
                3
            };
            words.iter().all(|word| all.contains(word)).then_some((rank, action))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_name_and_by_what_others_call_it() {
        assert_eq!(fitting("full", None), [Action::FullScreen]);
        assert_eq!(fitting("shortcuts", None), [Action::Keys]);
        assert_eq!(fitting("OPEN", None)[0], Action::Open);
        assert!(fitting("undo", None).is_empty(), "nothing is open, so nothing can be undone");
    }
}
