//! Bars above the picture that say what must not be overlooked: that only a part of the file is here, and that its details
//! read like evidence.

use egui::{Frame, Margin, Ui};

use super::bidi_text::{self, TextLook};
use super::look::{colour, counted};
use crate::scene::Tokens;
use crate::workspace::{Action, Command, Workspace};

/// The bars.
#[derive(Debug, Default)]
pub struct Notices {
    has_refused: bool,
}

impl Notices {
    /// Draws the bars, if there are any. `suggested` names the details that read like evidence.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, suggested: &[&str], commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        if let Some(why) = workspace.report().incomplete() {
            bar_ui(ui, tokens, |ui| {
                let words = format!(
                    "Only a part of this file is shown: what stands before the place where it is damaged. It is not the whole network. {why}"
                );
                ui.vertical(|ui| {
                    bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens).ink(tokens.warning), &[]);
                    if ui.button(Action::LoadReport.text()).clicked() {
                        commands.push(Action::LoadReport.into());
                    }
                });
            });
        }
        if suggested.is_empty() || self.has_refused {
            return;
        }
        bar_ui(ui, tokens, |ui| {
            let named =
                suggested.iter().take(3).map(|name| format!("\u{201c}{name}\u{201d}")).collect::<Vec<_>>().join(", ");
            let more = suggested.len().saturating_sub(3);
            let more = if more > 0 { format!(" and {}", counted(more, "more", "more")) } else { String::new() };
            let words = format!("This file has no passages, but details that read like evidence: {named}{more}.");
            bidi_text::line_ui(ui, &words, &TextLook::body(tokens));
            if ui.button("Use as evidence…").on_hover_text(Action::DetailsAsEvidence.tooltip()).clicked() {
                commands.push(Action::DetailsAsEvidence.into());
            }
            if ui.button("Not now").on_hover_text("It can be done later, from the menu File.").clicked() {
                self.has_refused = true;
            }
        });
    }
}

/// A bar above the picture.
pub(super) fn bar_ui(ui: &mut Ui, tokens: &Tokens, contents: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin::symmetric(10, 6)).fill(colour(tokens.panel_raised)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        });
    });
}
