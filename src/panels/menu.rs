//! The menu bar, from the one table of actions.

use egui::{Button, Ui, WidgetInfo, WidgetType};

use super::bidi_text::{self, TextLook};
use crate::scene::Theme;
use crate::workspace::{Action, Command, MENUS, Target, Workspace};

/// The menu bar.
#[derive(Debug, Default)]
pub struct MenuBar {}

impl MenuBar {
    /// Draws the bar; `workspace` is the open file, if one is open. `is_on` tells of a switch of the window whether it is on.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: Option<&Workspace>,
        is_on: &dyn Fn(Action) -> Option<bool>,
        commands: &mut Vec<Command>,
    ) {
        egui::MenuBar::new().ui(ui, |ui| {
            for (title, actions) in MENUS {
                ui.menu_button(title, |ui| {
                    ui.set_min_width(250.0);
                    for group in actions.chunk_by(|one, other| submenu_of(*one) == submenu_of(*other)) {
                        let title = submenu_of(group[0]);
                        let mut items_ui = |ui: &mut Ui| {
                            for action in group {
                                match action {
                                    Some(action) => item_ui(ui, *action, workspace, is_on(*action), commands),
                                    None => {
                                        ui.separator();
                                    }
                                }
                            }
                        };
                        match title {
                            Some(title) => {
                                ui.menu_button(title, items_ui);
                            }
                            None => items_ui(ui),
                        }
                    }
                });
            }
        });
    }
}

fn submenu_of(action: Option<Action>) -> Option<&'static str> {
    action.and_then(Action::submenu)
}

fn item_ui(
    ui: &mut Ui,
    action: Action,
    workspace: Option<&Workspace>,
    is_on: Option<bool>,
    commands: &mut Vec<Command>,
) {
    let text = words(action, workspace);
    // The theme only lends its sizes here: the colour is the menu's.
    let look = TextLook::body(Theme::Light.tokens()).of_widget();
    let mut button = Button::new(bidi_text::widget_text(&text, &look)).truncate();
    if let Some(shortcut) = action.shortcuts().first() {
        button = button.shortcut_text(shortcut.to_string());
    }
    let is_enabled = action.is_enabled(workspace);
    let is_on = is_on.or_else(|| is_on_in_file(action, workspace)).filter(|_| is_enabled);
    let response = ui.add_enabled(is_enabled, button.selected(is_on == Some(true)));
    response.widget_info(|| match is_on {
        Some(is_on) => WidgetInfo::selected(WidgetType::Checkbox, is_enabled, is_on, &text),
        None => WidgetInfo::labeled(WidgetType::Button, is_enabled, &text),
    });
    if response.on_hover_text(action.tooltip()).clicked() {
        commands.push(action.into());
        ui.close();
    }
}

/// Whether a switch of the open file is on; `None` for what is no such switch.
fn is_on_in_file(action: Action, workspace: Option<&Workspace>) -> Option<bool> {
    match action {
        Action::ToggleLooks => workspace.map(|workspace| workspace.view().looks_shown),
        _ => None,
    }
}

/// What the menu says: steps of the history by name, and what a switch would do now.
fn words(action: Action, workspace: Option<&Workspace>) -> String {
    let Some(workspace) = workspace else { return action.text().to_owned() };
    let history = workspace.history();
    let named = |name: Option<&str>| name.map(|name| format!("{} {name}", action.text()));
    match action {
        Action::Undo => named(history.undo_name()),
        Action::Redo => named(history.redo_name()),
        Action::TogglePin => {
            let actors = &workspace.selection().actors;
            let all_pinned = actors.iter().all(|actor| workspace.view().pinned.contains(*actor));
            (!actors.is_empty()).then(|| if all_pinned { "Unpin" } else { "Pin" }.to_owned())
        }
        Action::ToggleLayout if workspace.is_running() => Some("Stop the layout".to_owned()),
        Action::ToggleLayout => Some("Start the layout".to_owned()),
        Action::ToggleTheme => Some(match workspace.theme() {
            Theme::Light => "Dark theme".to_owned(),
            Theme::Dark => "Light theme".to_owned(),
        }),
        Action::Rename => match workspace.selection().single() {
            Some(Target::Actor(actor)) => {
                Some(format!("Rename {}…", crate::text::actor_words(workspace.graph(), actor)))
            }
            _ => None,
        },
        _ => None,
    }
    .unwrap_or_else(|| action.text().to_owned())
}
