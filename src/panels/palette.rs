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

/// The enabled actions that fit what is typed, the closest first, then in the order of the menus: those whose name begins with it,
/// whose name, other names or description hold every word, also in another spelling, and those of which it is the beginnings of
/// words.
fn fitting(text: &str, workspace: Option<&Workspace>) -> Vec<Action> {
    let wanted = fold(text);
    let wanted = wanted.trim();
    let enabled = Action::all().filter(|action| *action != Action::Palette && action.is_enabled(workspace));
    let mut ranked: Vec<(u8, Action)> =
        enabled.filter_map(|action| Some((closeness(wanted, action)?, action))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

/// How close what is typed (folded) is to an action, 0 the closest; `None` where it is something else.
fn closeness(wanted: &str, action: Action) -> Option<u8> {
    let (name, others, about) = (fold(action.text()), fold(action.synonyms()), fold(action.tooltip()));
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let all_in = |text: &str| words.iter().all(|word| text.contains(word));
    if name.starts_with(wanted) {
        Some(0)
    } else if all_in(&name) {
        Some(1)
    } else if all_in(&others) {
        Some(2)
    } else if all_in(&format!("{name} {others} {about}")) {
        Some(3)
    } else if words.iter().all(|word| is_misspelt(word, &format!("{name} {others}"))) {
        Some(4)
    } else if begins_words(wanted, &name) {
        Some(5)
    } else {
        None
    }
}

/// Whether a word of `text` is meant by one with a letter or two wrong.
fn is_misspelt(word: &str, text: &str) -> bool {
    let letters = word.chars().count();
    let most = match letters {
        0..4 => return text.contains(word),
        4..8 => 1,
        _ => 2,
    };
    let of_length = |other: &str| other.chars().take(letters).collect::<String>();
    // What is typed may be the beginning of a word.
    text.split_whitespace()
        .any(|other| strsim::osa_distance(word, other) <= most || strsim::osa_distance(word, &of_length(other)) <= most)
}

/// Whether the letters are beginnings of words, in their order: `sn` and `seln` of `select neighbours`.
fn begins_words(letters: &str, text: &str) -> bool {
    /// Whether they are, where the first word is at its `at`th letter.
    fn goes_on(letters: &[char], words: &[Vec<char>], at: usize) -> bool {
        let Some((letter, rest)) = letters.split_first() else { return true };
        let Some((word, others)) = words.split_first() else { return false };
        (word.get(at) == Some(letter) && goes_on(rest, words, at + 1)) || goes_on(letters, others, 0)
    }
    let letters: Vec<char> = letters.chars().filter(|letter| !letter.is_whitespace()).collect();
    let words: Vec<Vec<char>> = text.split_whitespace().map(|word| word.chars().collect()).collect();
    letters.len() > 1 && goes_on(&letters, &words, 0)
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

    #[test]
    fn misspelt_words_and_beginnings_of_words_will_do() {
        assert_eq!(fitting("fulll scren", None), [Action::FullScreen]);
        assert_eq!(fitting("shrotcuts", None), [Action::Keys]);
        assert!(fitting("fs", None).contains(&Action::FullScreen));
        assert!(fitting("xyzzy", None).is_empty());
        assert_eq!(closeness("snt", Action::SelectNeighbours), Some(5));
        assert_eq!(closeness("sn", Action::SelectNeighbours), Some(5));
        assert_eq!(closeness("zz", Action::SelectNeighbours), None);
    }
}
