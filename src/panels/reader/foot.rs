//! What rests on the passage that is looked at, under the text; next and previous.

use std::collections::{BTreeMap, BTreeSet};

use egui::{RichText, ScrollArea, Ui};

use super::passage;
use crate::model::{ActorIx, Graph, LinkIx, PassageIx, Stance};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::{bold_font, colour, counted};
use crate::panels::rows;
use crate::scene::ActorLook;
use crate::text::{Marker, PassageText};
use crate::workspace::{Action, Command, RecordEdit, Workspace};

/// For every passage, what it is evidence for or against.
#[derive(Debug, Default)]
pub(super) struct Claims {
    actors: Vec<Vec<(ActorIx, Stance)>>,
    links: Vec<Vec<(LinkIx, Stance)>>,
}

impl Claims {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut claims =
            Self { actors: vec![Vec::new(); graph.passage_bound()], links: vec![Vec::new(); graph.passage_bound()] };
        for (ix, actor) in graph.actors() {
            for evidence in &actor.evidence {
                claims.actors[evidence.passage.get()].push((ix, evidence.stance));
            }
        }
        for (ix, link) in graph.links() {
            for evidence in &link.evidence {
                claims.links[evidence.passage.get()].push((ix, evidence.stance));
            }
        }
        claims
    }
}

/// Room for the list, in points; more is scrolled.
const MOST_HEIGHT: f32 = 150.0;

pub(super) fn ui(
    ui: &mut Ui,
    workspace: &Workspace,
    looks: &BTreeMap<String, ActorLook>,
    claims: &Claims,
    (number, of): (usize, usize),
    (passage, edits): (PassageIx, &mut Option<PassageIx>),
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let (actors, links) = (&claims.actors[passage.get()], &claims.links[passage.get()]);
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        commands,
        |ui, commands| buttons_ui(ui, workspace, passage, commands),
        |ui, _| {
            let title = format!("Passage {number} of {of}");
            ui.label(RichText::new(title).font(bold_font(tokens.text_size)));
        },
    );
    let is_edited = *edits == Some(passage);
    let sorts = [counted(actors.len(), "actor", "actors"), counted(links.len(), "link", "links")];
    let verb = if actors.len() + links.len() == 1 { "rests" } else { "rest" };
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        commands,
        |ui, commands| {
            let button = |text: &str| egui::Button::new(RichText::new(text).size(tokens.small_size));
            let evidence = ui.add(button("Evidence for…"));
            if evidence.on_hover_text("Say what else this passage is evidence for (Q)").clicked() {
                commands.push(Command::AskEvidence(Some(passage)));
            }
            let edit = ui.add(button(if is_edited { "Done" } else { "Edit passage" }).selected(is_edited));
            if edit.on_hover_text("Edit page, paraphrase, translation and language of the passage").clicked() {
                *edits = (!is_edited).then_some(passage);
            }
        },
        |ui, _| {
            bidi_text::line_ui(ui, &format!("{} {verb} on it", sorts.join(" and ")), &TextLook::small(tokens));
        },
    );
    if is_edited {
        passage::ui(ui, workspace, passage, commands);
        return;
    }
    let translation = &workspace.graph().passage(passage).translation;
    ScrollArea::vertical()
        .id_salt("rests on it")
        .max_height(MOST_HEIGHT)
        .min_scrolled_height(MOST_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if !translation.trim().is_empty() {
                bidi_text::paragraph_ui(ui, &format!("Translation: {translation}"), &TextLook::body(tokens), &[]);
            }
            for (actor, stance) in actors {
                ui.horizontal(|ui| {
                    against_ui(ui, workspace, *stance);
                    rows::actor_ui(ui, workspace, looks, *actor, commands);
                });
            }
            for (link, stance) in links {
                ui.horizontal(|ui| {
                    rows::standing_ui(ui, workspace, *link);
                    against_ui(ui, workspace, *stance);
                    let look = TextLook::body(tokens).ink(tokens.accent);
                    rows::whole_link_ui(ui, workspace.graph(), *link, &look, commands);
                });
            }
            if actors.is_empty() && links.is_empty() {
                let nothing = "Nothing in this file rests on this passage.";
                bidi_text::paragraph_ui(ui, nothing, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
            }
        });
}

/// *Next*, *Previous* and *Copy*, from the right.
fn buttons_ui(ui: &mut Ui, workspace: &Workspace, passage: PassageIx, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    for (text, action) in [("Next", Action::NextPassage), ("Previous", Action::PreviousPassage)] {
        let keys = action.shortcuts().first().map(|shortcut| format!(" ({shortcut})")).unwrap_or_default();
        let button = ui.button(RichText::new(text).size(tokens.small_size));
        if button.on_hover_text(format!("{}{keys}", action.tooltip())).clicked() {
            commands.push(action.into());
        }
    }
    let delete = ui.button(RichText::new("Delete").size(tokens.small_size));
    let tip = "Delete the passage, and every piece of evidence that points at it. It can be undone.";
    if delete.on_hover_text(tip).clicked() {
        commands.push(RecordEdit::delete_passages(workspace.graph(), &BTreeSet::from([passage])).into());
    }
    let copy = ui.button(RichText::new("Copy").size(tokens.small_size));
    if copy.on_hover_text("Copy the passage with its citation").clicked() {
        let text = PassageText::new(workspace.graph(), passage, &Marker::nobody());
        commands.push(Command::CopyText(text.copy_text()));
    }
}

fn against_ui(ui: &mut Ui, workspace: &Workspace, stance: Stance) {
    if stance == Stance::Contradicts {
        let tokens = workspace.theme().tokens();
        let mark = RichText::new("contradicts").font(bold_font(tokens.small_size)).color(colour(tokens.warning));
        ui.label(mark);
    }
}
