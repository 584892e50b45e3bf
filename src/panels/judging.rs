//! What is said of a passage as evidence: for or against, on what basis, how credible; and of a document: how reliable.

use std::fmt::Debug;
use std::hash::Hash;

use egui::{ComboBox, Response, Ui, WidgetInfo, WidgetType};

use super::bidi_text::{self, TextLook};
use super::look;
use crate::model::{Basis, Credibility, Reliability, Stance};
use crate::scene::Tokens;

/// Draws the three lists; `salt` tells several of them apart.
pub(super) fn judgement_ui(
    ui: &mut Ui,
    salt: impl Hash + Debug + Copy,
    (stance, basis, credibility): (&mut Stance, &mut Option<Basis>, &mut Option<Credibility>),
) {
    let words = |stance: Stance| match stance {
        Stance::Supports => "supports",
        Stance::Contradicts => "contradicts",
    };
    let choice = ComboBox::from_id_salt(("stance", salt)).width(78.0).selected_text(words(*stance));
    let list = look::choices_ui(ui, choice, |ui| {
        for choice in [Stance::Supports, Stance::Contradicts] {
            ui.selectable_value(stance, choice, words(choice));
        }
    });
    named(&list.response, "Stance");
    let words = |basis: Option<Basis>| basis.map_or("basis not told", Basis::name);
    let choice = ComboBox::from_id_salt(("basis", salt)).width(92.0).selected_text(words(*basis));
    let list = look::choices_ui(ui, choice, |ui| {
        ui.selectable_value(basis, None, words(None));
        for choice in Basis::ALL {
            ui.selectable_value(basis, Some(choice), choice.name()).on_hover_text(choice.meaning());
        }
    });
    named(&list.response, "Basis");
    let words = |credibility: Option<Credibility>| match credibility {
        Some(credibility) => format!("{} {}", credibility.number(), credibility.meaning()),
        None => "credibility not judged".to_owned(),
    };
    let shown = credibility.map_or_else(|| "not judged".to_owned(), |grade| grade.number().to_string());
    let choice = ComboBox::from_id_salt(("credibility", salt)).width(60.0).selected_text(shown);
    let list = look::choices_ui(ui, choice, |ui| {
        for choice in std::iter::once(None).chain((1..=6).map(Credibility::new)) {
            ui.selectable_value(credibility, choice, words(choice));
        }
    });
    named(&list.response, "Credibility");
}

/// Asks for the reliability of a document.
pub(super) fn reliability_ui(ui: &mut Ui, tokens: &Tokens, reliability: &mut Option<Reliability>) {
    let words = |one: Option<Reliability>| match one {
        Some(one) => format!("{} – {}", one.letter(), one.meaning()),
        None => "not judged".to_owned(),
    };
    let label = bidi_text::line_ui(ui, "Reliability", &TextLook::small(tokens));
    let list = ComboBox::from_id_salt("reliability").width(220.0).selected_text(words(*reliability));
    let shown = look::choices_ui(ui, list, |ui| {
        for one in std::iter::once(None).chain(Reliability::ALL.map(Some)) {
            ui.selectable_value(reliability, one, words(one));
        }
    });
    shown.response.labelled_by(label.id);
}

fn named(response: &Response, name: &'static str) {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, name));
}
