//! From keys to commands, by the one table of actions. Holds no state.

use egui::text_selection::LabelSelectionState;
use egui::{Key as EguiKey, Modifiers};

use crate::workspace::{Action, Command, Key, Shortcut, Workspace};

/// Takes the shortcuts that were pressed in this frame out of the input, as commands.
///
/// Keys that a person would type act only while no text field has the focus.
pub fn commands(ctx: &egui::Context, workspace: Option<&Workspace>) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    // Words that are marked in a panel are what one means to copy.
    let selects_text = ctx.plugin::<LabelSelectionState>().lock().has_selection();
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        for action in Action::all() {
            for &shortcut in action.shortcuts() {
                if typing && !shortcut.acts_while_typing() || is_for_text_fields(shortcut, typing) {
                    continue;
                }
                if action.is_enabled(workspace) && consume(input, shortcut) {
                    commands.push(Command::Do(action));
                }
            }
        }
        if !typing && !selects_text {
            commands.extend(clipboard_commands(input, workspace));
        }
        for number in 1..=9u8 {
            let key = Key::Char(char::from(b'0' + number));
            if workspace.is_some() && consume(input, Shortcut::command_shift(key)) {
                commands.push(Command::StoreSelection(number));
            }
            if workspace.is_some() && consume(input, Shortcut::command(key)) {
                commands.push(Command::RecallSelection(number));
            }
        }
    });
    commands
}

/// What the system makes of its keys for the clipboard.
fn clipboard_commands(input: &mut egui::InputState, workspace: Option<&Workspace>) -> Vec<Command> {
    let mut commands = Vec::new();
    input.events.retain(|event| {
        let command = match event {
            egui::Event::Copy => Command::Do(Action::Copy),
            egui::Event::Cut => Command::Do(Action::Cut),
            egui::Event::Paste(text) => Command::PasteText(text.clone()),
            _ => return true,
        };
        let is_enabled = match command {
            Command::Do(action) => action.is_enabled(workspace),
            _ => workspace.is_some(),
        };
        if is_enabled {
            commands.push(command);
        }
        !is_enabled
    });
    commands
}

/// Undo, redo and select all belong to the text field that has the focus; Escape takes the focus away first.
fn is_for_text_fields(shortcut: Shortcut, typing: bool) -> bool {
    typing
        && (shortcut.key == Key::Escape
            || shortcut.command && matches!(shortcut.key, Key::Char('A' | 'Z' | 'Y' | 'C' | 'V' | 'X')))
}

/// `+` and `?` need Shift on many keyboards, so signs are taken with any Shift; everything else is taken exactly.
fn consume(input: &mut egui::InputState, shortcut: Shortcut) -> bool {
    let Shortcut { command, shift, alt, key } = shortcut;
    let modifiers = Modifiers {
        alt,
        ctrl: command && !cfg!(target_os = "macos"),
        shift,
        mac_cmd: command && cfg!(target_os = "macos"),
        command,
    };
    let Some(keys) = egui_keys(key) else { return false };
    let is_sign = matches!(key, Key::Char(letter) if !letter.is_ascii_alphanumeric());
    let mut taken = false;
    input.events.retain(|event| {
        let egui::Event::Key { key, pressed: true, modifiers: held, .. } = event else { return true };
        let mut held = *held;
        if is_sign {
            held.shift = modifiers.shift;
        }
        let fits = keys.contains(key)
            && held.command == modifiers.command
            && held.shift == modifiers.shift
            && held.alt == modifiers.alt;
        taken |= fits;
        !fits
    });
    taken
}

fn egui_keys(key: Key) -> Option<&'static [EguiKey]> {
    Some(match key {
        Key::Space => &[EguiKey::Space],
        Key::Escape => &[EguiKey::Escape],
        Key::Delete => &[EguiKey::Delete],
        Key::Home => &[EguiKey::Home],
        Key::Left => &[EguiKey::ArrowLeft],
        Key::Right => &[EguiKey::ArrowRight],
        Key::Char('+') => &[EguiKey::Plus, EguiKey::Equals],
        Key::Char('-') => &[EguiKey::Minus],
        Key::Char('/') => &[EguiKey::Slash],
        Key::Char('?') => &[EguiKey::Questionmark],
        Key::Char(letter) => return letter_key(letter),
        Key::F(number) => return function_key(number),
    })
}

fn letter_key(letter: char) -> Option<&'static [EguiKey]> {
    let name = letter.to_string();
    EguiKey::ALL.iter().position(|key| key.name() == name).map(|at| &EguiKey::ALL[at..=at])
}

fn function_key(number: u8) -> Option<&'static [EguiKey]> {
    let name = format!("F{number}");
    EguiKey::ALL.iter().position(|key| key.name() == name).map(|at| &EguiKey::ALL[at..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_of_the_table_has_a_key() {
        for action in Action::all() {
            for shortcut in action.shortcuts() {
                assert!(egui_keys(shortcut.key).is_some(), "{shortcut} of {action:?} is on no keyboard");
            }
        }
    }

    fn pressed(key: EguiKey, modifiers: Modifiers) -> Vec<Command> {
        let ctx = egui::Context::default();
        let event = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = egui::RawInput { events: vec![event], ..egui::RawInput::default() };
        let mut found = Vec::new();
        let mut output = ctx.run_ui(input, |ui| found = commands(ui.ctx(), None));
        output.textures_delta.clear();
        found
    }

    #[test]
    fn a_shortcut_is_taken_with_exactly_its_modifiers() {
        assert_eq!(pressed(EguiKey::O, Modifiers::CTRL | Modifiers::COMMAND), [Command::Do(Action::Open)]);
        assert_eq!(pressed(EguiKey::O, Modifiers::NONE), []);
        assert_eq!(pressed(EguiKey::F1, Modifiers::NONE), [Command::Do(Action::Keys)]);
        assert_eq!(pressed(EguiKey::Questionmark, Modifiers::SHIFT), [Command::Do(Action::Keys)]);
    }
}
