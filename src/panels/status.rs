//! The bar at the bottom: what is open, what is hidden, what the layout does, how near one is, the last message.

use egui::{Align, Layout, ProgressBar, RichText, Spinner, Ui};

use super::bidi_text::{self, TextLook};
use super::look::{colour, counted, grouped};
use crate::workspace::{Action, Command, Workspace};

/// What goes on while one works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoingOn {
    /// Whether a layout moves the actors now.
    pub is_laying_out: bool,
    /// What is done to save the file, and how much of it is done, while that goes on.
    pub saving: Option<(String, f32)>,
}

/// The status bar.
#[derive(Debug, Default)]
pub struct Status {}

impl Status {
    /// Draws the bar.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, going_on: &GoingOn, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let small = TextLook::small(tokens);
        let graph = workspace.graph();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(camera) = workspace.camera() {
                    let zoom = zoom_words(camera.zoom);
                    bidi_text::line_ui(ui, &zoom, &small).on_hover_text("How near one is. F shows the whole drawing.");
                    ui.separator();
                }
                layout_ui(ui, workspace, going_on.is_laying_out, commands);
                ui.separator();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let counts = [
                        counted(graph.actor_count(), "actor", "actors"),
                        counted(graph.link_count(), "link", "links"),
                        counted(graph.passage_count(), "passage", "passages"),
                        counted(graph.document_count(), "document", "documents"),
                    ];
                    bidi_text::line_ui(ui, &counts.join(" · "), &small);
                    hidden_ui(ui, workspace, commands);
                    if let Some((words, share)) = &going_on.saving {
                        ui.separator();
                        let bar = ProgressBar::new(*share).desired_width(90.0).desired_height(8.0);
                        ui.add(bar);
                        bidi_text::line_ui(ui, words, &small.ink(tokens.text));
                    } else if let Some(message) = workspace.message() {
                        ui.separator();
                        bidi_text::line_ui(ui, message, &small.ink(tokens.text));
                    }
                });
            });
        });
    }
}

fn hidden_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let scene = workspace.scene();
    if !workspace.hides_something() {
        return;
    }
    let tokens = workspace.theme().tokens();
    ui.separator();
    let part = |(actors, links): (usize, usize), what: &str| match (actors, links) {
        (0, 0) => None,
        (0, links) => Some(format!("{} {what}", counted(links, "link", "links"))),
        (actors, 0) => Some(format!("{} {what}", counted(actors, "actor", "actors"))),
        (actors, links) => {
            Some(format!("{} and {} {what}", counted(actors, "actor", "actors"), counted(links, "link", "links")))
        }
    };
    let parts: Vec<String> = [part(scene.hidden, "hidden"), part(scene.faded, "faded")].into_iter().flatten().collect();
    let words = if parts.is_empty() { "nothing is hidden".to_owned() } else { parts.join(", ") };
    bidi_text::line_ui(ui, &words, &TextLook::small(tokens).ink(tokens.warning));
    let show = ui.button(RichText::new(Action::ShowAll.text()).size(tokens.small_size));
    if show.on_hover_text(Action::ShowAll.tooltip()).clicked() {
        commands.push(Action::ShowAll.into());
    }
}

fn layout_ui(ui: &mut Ui, workspace: &Workspace, is_running: bool, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    if is_running {
        let stop = ui.button(RichText::new("Stop").size(tokens.small_size));
        if stop.on_hover_text("Stop the layout where it is (Space)").clicked() {
            commands.push(Action::ToggleLayout.into());
        }
        bidi_text::line_ui(ui, "Laying out", &TextLook::small(tokens));
        ui.add(Spinner::new().size(tokens.small_size).color(colour(tokens.accent)));
    } else {
        let run = ui.button(RichText::new("Run").size(tokens.small_size));
        if run.on_hover_text("Let the layout run (Space)").clicked() {
            commands.push(Action::ToggleLayout.into());
        }
        let pinned = workspace.view().pinned.len();
        let pinned = if pinned == 0 { String::new() } else { format!(", {} pinned", grouped(pinned)) };
        let law = workspace.law();
        let suits =
            law.filter(|law| law.is_automatic).map_or_else(String::new, |law| format!(" ({})", law.shape.word()));
        let line = bidi_text::line_ui(ui, &format!("Settled{suits}{pinned}"), &TextLook::small(tokens));
        if let Some(law) = law {
            line.on_hover_text(format!("{}. Layout ▸ Forces… changes it.", law.words()));
        }
    }
}

/// How near the camera is: in a large graph a hundredth of a percent still makes a difference.
fn zoom_words(zoom: f32) -> String {
    let percent = zoom * 100.0;
    match percent {
        ..0.1 => format!("{percent:.2} %"),
        ..1.0 => format!("{percent:.1} %"),
        _ => format!("{} %", grouped(percent.round() as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zoom_has_as_many_digits_as_tell_something() {
        let words = [12.0, 1.0, 0.014, 0.0052, 0.000_71].map(zoom_words);
        assert_eq!(words, ["1\u{202f}200 %", "100 %", "1 %", "0.5 %", "0.07 %"]);
    }
}
