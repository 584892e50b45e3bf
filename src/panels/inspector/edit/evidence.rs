//! What is said of each passage that a record rests on, while it is edited: for or against, on what basis, how credible.

use egui::{Id, Ui};

use super::nothing_ui;
use crate::model::Evidence;
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::{Field, one_line};
use crate::panels::judging::judgement_ui;
use crate::panels::look::{card_frame, section_ui};
use crate::workspace::Workspace;

/// Draws the list. Returns how it is from now on, where something was changed.
pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, evidence: &[Evidence]) -> Option<Vec<Evidence>> {
    let tokens = workspace.theme().tokens();
    section_ui(ui, tokens, "Evidence", Some(evidence.len()));
    if evidence.is_empty() {
        nothing_ui(ui, tokens, "No passage says so. Mark the words in the document to add one.");
    }
    let mut after = evidence.to_vec();
    let mut removed = None;
    for (number, one) in after.iter_mut().enumerate() {
        card_frame(tokens).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let graph = workspace.graph();
            let words = graph.passage_words(one.passage).unwrap_or_else(|| &graph.passage(one.passage).paraphrase);
            bidi_text::line_ui(ui, words, &TextLook::body(tokens));
            bidi_text::line_ui(ui, &graph.citation(one.passage), &TextLook::small(tokens));
            if item_ui(ui, workspace, number, one) {
                removed = Some(number);
            }
        });
    }
    if let Some(number) = removed {
        after.remove(number);
    }
    (after != evidence).then_some(after)
}

/// The choices for one piece of evidence; returns whether it is to be removed.
fn item_ui(ui: &mut Ui, workspace: &Workspace, number: usize, one: &mut Evidence) -> bool {
    let tokens = workspace.theme().tokens();
    let mut is_removed = false;
    ui.horizontal_wrapped(|ui| {
        judgement_ui(ui, number, (&mut one.stance, &mut one.basis, &mut one.credibility));
        is_removed = ui.button("Remove").on_hover_text("The passage stays in its document.").clicked();
    });
    let id = Id::new(("note of evidence", workspace.selection().single(), number));
    let field = Field { name: "Remark", value: &one.note, hint: "", rows: 1, check: &one_line };
    if let Some(note) = field.ui(ui, tokens, id) {
        one.note = note;
    }
    is_removed
}
