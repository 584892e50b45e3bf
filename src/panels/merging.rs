//! The dialog that merges the selected actors: which of them stays. What merging does is in `workspace`.

use egui::{Context, ScrollArea};

use super::bidi_text::{self, TextLook};
use super::look::{self, counted, kind_words};
use super::rows;
use crate::model::ActorIx;
use crate::text::actor_words;
use crate::workspace::{Command, Pick, Target, Workspace, merging};

/// The dialog, if it is open.
#[derive(Debug, Default)]
pub struct MergeDialog {
    actors: Vec<ActorIx>,
    stays: usize,
}

impl MergeDialog {
    /// Asks which of several actors stays. The one with the most links is suggested.
    pub fn ask(&mut self, workspace: &Workspace) {
        let graph = workspace.graph();
        self.actors = workspace.selection().actors.iter().copied().filter(|actor| graph.has_actor(*actor)).collect();
        let links = |number: &usize| graph.links_of(self.actors[*number]).len();
        // The first of those with as many.
        self.stays = (0..self.actors.len()).rev().max_by_key(links).unwrap_or_default();
    }

    /// Draws the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let graph = workspace.graph();
        if self.actors.len() < 2 || self.actors.iter().any(|actor| !graph.has_actor(*actor)) {
            self.actors.clear();
            return;
        }
        let tokens = workspace.theme().tokens();
        let (mut is_done, mut is_given_up) = (false, false);
        let modal = look::dialog(ctx, "merge").show(ctx, |ui| {
            ui.set_width(420.0);
            let title = format!("Merge {}", counted(self.actors.len(), "actor", "actors"));
            bidi_text::line_ui(ui, &title, &TextLook::heading(tokens));
            let words = "Which one stays? It gets the names, passages, links and details of the others. They can be taken out \
                         again, one by one, at any time.";
            bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
            let links_of = &workspace.overview().links_of_actor;
            let list = ScrollArea::vertical().max_height(280.0).auto_shrink([false, true]);
            list.show_rows(ui, rows::row_height(tokens), self.actors.len(), |ui, shown| {
                for (number, actor) in self.actors.iter().enumerate().take(shown.end).skip(shown.start) {
                    let record = graph.actor(*actor);
                    ui.horizontal(|ui| {
                        let look = TextLook::body(tokens).of_widget();
                        let name = bidi_text::widget_text(actor_words(graph, *actor), &look);
                        ui.radio_value(&mut self.stays, number, name);
                        let links = links_of.get(actor.get()).map_or(0, |count| *count as usize);
                        let links = counted(links, "link", "links");
                        let facts = format!("{} · {links} · id {}", kind_words(&record.kind), record.key);
                        bidi_text::line_ui(ui, &facts, &TextLook::small(tokens));
                    });
                }
            });
            ui.add_space(tokens.gap);
            ui.horizontal(|ui| {
                is_done = ui.button("Merge").clicked() || ui.input(|input| input.key_pressed(egui::Key::Enter));
                is_given_up = ui.button("Cancel").clicked();
            });
        });
        if is_done {
            let lead = self.actors[self.stays.min(self.actors.len() - 1)];
            if let Some(edit) = merging::merge(graph, lead, &self.actors) {
                commands.push(edit.into());
                commands.push(Command::Select(Target::Actor(lead), Pick::Replace));
            }
        }
        if is_done || is_given_up || modal.should_close() {
            self.actors.clear();
        }
    }
}
