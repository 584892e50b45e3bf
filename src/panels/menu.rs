//! The menu bar, from the one table of actions. Knows no action by itself but undo and redo, which it names.

use egui::{Button, Ui};

use crate::workspace::{Action, Command, MENUS, Workspace};

/// The menu bar.
#[derive(Debug, Default)]
pub struct MenuBar;

impl MenuBar {
    /// Draws the bar.
    pub fn ui(&mut self, ui: &mut Ui, workspace: Option<&Workspace>, commands: &mut Vec<Command>) {
        egui::MenuBar::new().ui(ui, |ui| {
            for (name, actions) in MENUS {
                ui.menu_button(name, |ui| {
                    for action in actions {
                        match action {
                            Some(action) => entry_ui(ui, *action, workspace, commands),
                            None => drop(ui.separator()),
                        }
                    }
                });
            }
        });
    }
}

fn entry_ui(ui: &mut Ui, action: Action, workspace: Option<&Workspace>, commands: &mut Vec<Command>) {
    let mut button = Button::new(words(action, workspace)).wrap_mode(egui::TextWrapMode::Extend);
    if let Some(shortcut) = action.shortcuts().first() {
        button = button.shortcut_text(shortcut.to_string());
    }
    let response = ui.add_enabled(action.is_enabled(workspace), button).on_hover_text(action.tooltip());
    if response.clicked() {
        commands.push(action.into());
        ui.close();
    }
}

/// The words of an entry: undo and redo say which step.
fn words(action: Action, workspace: Option<&Workspace>) -> String {
    let step = workspace.and_then(|workspace| match action {
        Action::Undo => workspace.history().undo_name(),
        Action::Redo => workspace.history().redo_name(),
        _ => None,
    });
    match step {
        Some(step) => format!("{} {step}", action.text()),
        None => action.text().to_owned(),
    }
}
