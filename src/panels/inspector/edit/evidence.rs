//! What is said of each passage that a record rests on, while it is edited: for or against, on what basis, how credible.

use egui::{ComboBox, Id, Ui};

use super::nothing_ui;
use crate::model::{Basis, Credibility, Evidence, Stance};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::{Field, one_line};
use crate::panels::look::{self, card_frame, section_ui};
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
        let stance = |stance: Stance| match stance {
            Stance::Supports => "supports",
            Stance::Contradicts => "contradicts",
        };
        let choice = ComboBox::from_id_salt(("stance", number)).width(78.0).selected_text(stance(one.stance));
        let list = look::choices_ui(ui, choice, |ui| {
            for choice in [Stance::Supports, Stance::Contradicts] {
                ui.selectable_value(&mut one.stance, choice, stance(choice));
            }
        });
        named(&list.response, "Stance");
        let basis = |basis: Option<Basis>| basis.map_or("basis not told", Basis::name);
        let choice = ComboBox::from_id_salt(("basis", number)).width(92.0).selected_text(basis(one.basis));
        let list = look::choices_ui(ui, choice, |ui| {
            ui.selectable_value(&mut one.basis, None, basis(None));
            for choice in Basis::ALL {
                ui.selectable_value(&mut one.basis, Some(choice), choice.name()).on_hover_text(choice.meaning());
            }
        });
        named(&list.response, "Basis");
        let credibility = |credibility: Option<Credibility>| match credibility {
            Some(credibility) => format!("{} {}", credibility.number(), credibility.meaning()),
            None => "credibility not judged".to_owned(),
        };
        let shown = one.credibility.map_or_else(|| "not judged".to_owned(), |grade| grade.number().to_string());
        let choice = ComboBox::from_id_salt(("credibility", number)).width(60.0).selected_text(shown);
        let list = look::choices_ui(ui, choice, |ui| {
            for choice in std::iter::once(None).chain((1..=6).map(Credibility::new)) {
                ui.selectable_value(&mut one.credibility, choice, credibility(choice));
            }
        });
        named(&list.response, "Credibility");
        is_removed = ui.button("Remove").on_hover_text("The passage stays in its document.").clicked();
    });
    let id = Id::new(("note of evidence", workspace.selection().single(), number));
    let field = Field { name: "Remark", value: &one.note, hint: "", rows: 1, check: &one_line };
    if let Some(note) = field.ui(ui, tokens, id) {
        one.note = note;
    }
    is_removed
}

fn named(response: &egui::Response, name: &'static str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, name));
}
