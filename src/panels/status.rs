//! The bar at the bottom: counts, what is hidden, the layout, zoom, and the last message.

use egui::{Align, Layout, Ui};

use super::look::{colour, counted, weak_ui};
use crate::workspace::{Action, Command, Workspace};

/// The status bar.
#[derive(Debug, Default)]
pub struct Status;

impl Status {
    /// Draws the bar; `is_running` says whether a layout runs.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, is_running: bool, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        ui.horizontal(|ui| {
            let graph = workspace.graph();
            let counts = [
                counted(graph.actor_count(), "actor", "actors"),
                counted(graph.link_count(), "link", "links"),
                counted(graph.passage_count(), "passage", "passages"),
                counted(graph.document_count(), "document", "documents"),
            ];
            weak_ui(ui, tokens, &counts.join(" · "));
            hidden_ui(ui, workspace, commands);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                layout_ui(ui, workspace, is_running, commands);
                if let Some(camera) = workspace.camera() {
                    weak_ui(ui, tokens, &format!("{:.0} %", camera.zoom * 100.0)).on_hover_text("Zoom");
                }
                if let Some(message) = workspace.message() {
                    ui.separator();
                    let text = egui::RichText::new(message).size(tokens.small_size);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(text).truncate()).on_hover_text(message);
                    });
                }
            });
        });
    }
}

fn hidden_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let (actors, links) = workspace.visibility().hidden_counts();
    if actors + links == 0 {
        return;
    }
    ui.separator();
    let parts = [(actors, "actor", "actors"), (links, "link", "links")];
    let words: Vec<String> =
        parts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
    let text = egui::RichText::new(format!("{} hidden", words.join(" and ")))
        .size(tokens.small_size)
        .color(colour(tokens.warning));
    ui.label(text);
    if ui.small_button(Action::ShowAll.text()).on_hover_text(Action::ShowAll.tooltip()).clicked() {
        commands.push(Action::ShowAll.into());
    }
}

fn layout_ui(ui: &mut Ui, workspace: &Workspace, is_running: bool, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let (words, button) = if is_running { ("Layout running", "Stop") } else { ("Layout at rest", "Run") };
    let hint = format!("{} ({})", Action::ToggleLayout.tooltip(), Action::ToggleLayout.shortcuts()[0]);
    if ui.small_button(button).on_hover_text(hint).clicked() {
        commands.push(Action::ToggleLayout.into());
    }
    weak_ui(ui, tokens, words);
}
