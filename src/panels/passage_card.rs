//! One passage as it is read beside the picture: grade, basis, words with the mentions marked, citation. Not the list.

use egui::{Frame, Label, Response, RichText, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType};

use super::bidi_text::{self, Highlight, TextLook};
use super::look::{bold_font, card_frame, chip_ui, colour};
use super::rows;
use crate::model::{Graph, PassageIx, Stance};
use crate::scene::Tokens;
use crate::text::{Claim, Mark, PassageText, Role, Subject, Testimony};
use crate::workspace::{Command, Workspace};

/// What a card says beside the passage itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// What the passage is evidence for: in the dossier of an actor, where that differs from card to card.
    Claims,
    /// Nothing more: in the dossier of a link, where it is always that link.
    Passage,
}

/// The highlights of marks: the subject and a link's source in one colour, its target in the other, underlined.
#[must_use]
pub fn highlights(tokens: &Tokens, marks: &[Mark]) -> Vec<Highlight> {
    let mut highlights: Vec<Highlight> = marks
        .iter()
        .map(|mark| {
            let (ground, underline) = role_colours(tokens, mark.role);
            Highlight { range: mark.range.clone(), ground, underline }
        })
        .collect();
    highlights.dedup_by(|next, first| next.range.start < first.range.end);
    highlights
}

/// Ground and underline of a mention.
#[must_use]
pub fn role_colours(tokens: &Tokens, role: Role) -> (egui::Color32, Option<egui::Color32>) {
    match role {
        Role::Subject | Role::Source => (colour(tokens.mention_one), None),
        Role::Target => (colour(tokens.mention_two), Some(colour(tokens.text_weak))),
    }
}

/// The card of a passage that supports or contradicts something.
pub fn testimony_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    testimony: &Testimony,
    text: &PassageText,
    shows: Shows,
    commands: &mut Vec<Command>,
) -> Response {
    let tokens = workspace.theme().tokens();
    let contradicts = testimony.stance == Stance::Contradicts;
    card_ui(ui, workspace, text.passage, contradicts, commands, |ui, commands| {
        let is_out = text.document.is_some_and(|document| workspace.leaves_out(document));
        header_ui(ui, tokens, testimony, text, is_out, commands);
        words_ui(ui, tokens, workspace.graph(), text);
        citation_ui(ui, tokens, text);
        if shows == Shows::Claims {
            claims_ui(ui, workspace, testimony, commands);
        }
        notes_ui(ui, tokens, testimony);
    })
}

/// The ground and rim of a card; a click on it looks at the passage.
pub fn card_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    passage: PassageIx,
    contradicts: bool,
    commands: &mut Vec<Command>,
    contents: impl FnOnce(&mut Ui, &mut Vec<Command>),
) -> Response {
    let tokens = workspace.theme().tokens();
    let is_current = workspace.passage() == Some(passage);
    let name = format!("Passage {}", workspace.graph().passage(passage).key);
    let response = ui
        .scope_builder(UiBuilder::new().id_salt(("passage", passage, contradicts)).sense(Sense::click()), |ui| {
            let mut frame = card_frame(tokens);
            if contradicts {
                frame = frame.fill(colour(tokens.panel_raised.mix(tokens.warning, 0.07)));
                frame = frame.stroke(Stroke::new(1.0, colour(tokens.warning)));
            }
            if is_current {
                frame = frame.stroke(Stroke::new(2.0, colour(tokens.accent)));
            }
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                contents(ui, commands);
            });
        })
        .response;
    response.widget_info(|| WidgetInfo::selected(WidgetType::Other, true, is_current, &name));
    if response.clicked() {
        commands.push(Command::LookAtPassage(passage));
    }
    response
}

/// A mark that a document is left out.
pub fn left_out_ui(ui: &mut Ui, tokens: &Tokens) {
    let mark = chip_ui(ui, tokens, "left out", tokens.panel, tokens.text_weak);
    mark.on_hover_text("This document is left out: what rests on it alone is faded.");
}

fn header_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    testimony: &Testimony,
    text: &PassageText,
    is_out: bool,
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if is_out {
            left_out_ui(ui, tokens);
        }
        if testimony.stance == Stance::Contradicts {
            let label = RichText::new("Contradicts").font(bold_font(tokens.small_size)).color(colour(tokens.warning));
            ui.add(Label::new(label).selectable(false));
        }
        for (grade, meaning) in grades(testimony) {
            chip_ui(ui, tokens, &grade, tokens.field, tokens.text).on_hover_text(meaning);
        }
        for (basis, meaning) in bases(testimony) {
            chip_ui(ui, tokens, basis, tokens.panel, tokens.text_weak).on_hover_text(meaning);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            buttons_ui(ui, tokens, text, commands);
        });
    });
}

/// *Open document* and *Copy*, from the right.
pub fn buttons_ui(ui: &mut Ui, tokens: &Tokens, text: &PassageText, commands: &mut Vec<Command>) {
    if let Some(document) = text.document {
        let open = ui.button(RichText::new("Open document").size(tokens.small_size));
        if open.on_hover_text("Read the whole document, here (O)").clicked() {
            commands.push(Command::Read(document, Some(text.passage)));
        }
    }
    copy_ui(ui, tokens, text, commands);
}

/// *Copy*, with the citation.
pub fn copy_ui(ui: &mut Ui, tokens: &Tokens, text: &PassageText, commands: &mut Vec<Command>) {
    let copy = ui.button(RichText::new("Copy").size(tokens.small_size));
    if copy.on_hover_text("Copy the passage with its citation").clicked() {
        commands.push(Command::CopyText(text.copy_text()));
    }
}

/// The words, or why there are none, and their translation.
pub fn words_ui(ui: &mut Ui, tokens: &Tokens, graph: &Graph, text: &PassageText) {
    let body = TextLook::body(tokens);
    let passage = graph.passage(text.passage);
    if passage.missing {
        let missing = format!("The passage \"{}\" is not in this file.", passage.key);
        bidi_text::paragraph_ui(ui, &missing, &body.ink(tokens.warning), &[]);
    } else if text.words.trim().is_empty() {
        let why = match passage.range {
            Some(_) => "The words of this passage are not in the file: its range does not lie in a text that is.",
            None => "The file holds no words for this passage.",
        };
        bidi_text::paragraph_ui(ui, why, &body.ink(tokens.text_weak).italic(), &[]);
    } else if text.is_paraphrase {
        bidi_text::paragraph_ui(ui, "In other words (paraphrase):", &TextLook::small(tokens), &[]);
        bidi_text::paragraph_ui(ui, text.words.trim_end(), &body.italic(), &highlights(tokens, &text.marks));
    } else {
        bidi_text::paragraph_ui(ui, text.words.trim_end(), &body, &highlights(tokens, &text.marks));
    }
    if !text.translation.trim().is_empty() {
        bidi_text::paragraph_ui(ui, "Translation:", &TextLook::small(tokens), &[]);
        let marks = highlights(tokens, &text.translation_marks);
        bidi_text::paragraph_ui(ui, text.translation.trim_end(), &body.ink(tokens.text_weak), &marks);
    }
}

/// The citation, and that the document is missing where it is.
pub fn citation_ui(ui: &mut Ui, tokens: &Tokens, text: &PassageText) {
    bidi_text::paragraph_ui(ui, &format!("— {}", text.citation), &TextLook::small(tokens), &[]);
}

fn claims_ui(ui: &mut Ui, workspace: &Workspace, testimony: &Testimony, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let look = TextLook::small(tokens).ink(tokens.accent);
    let verb = if testimony.stance == Stance::Contradicts { "Contradicts:" } else { "Supports:" };
    let mut links = testimony.links().peekable();
    if links.peek().is_none() {
        return;
    }
    ui.add_space(2.0);
    bidi_text::line_ui(ui, verb, &TextLook::small(tokens));
    for link in links {
        Frame::new().inner_margin(egui::Margin { left: 8, ..egui::Margin::ZERO }).show(ui, |ui| {
            rows::whole_link_ui(ui, workspace.graph(), link, &look, commands);
        });
    }
}

fn notes_ui(ui: &mut Ui, tokens: &Tokens, testimony: &Testimony) {
    let mut notes: Vec<&str> = testimony.claims.iter().map(|claim| claim.note.trim()).collect();
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    for note in notes {
        bidi_text::paragraph_ui(ui, &format!("Note: {note}"), &TextLook::small(tokens), &[]);
    }
}

fn grades(testimony: &Testimony) -> Vec<(String, String)> {
    let mut grades: Vec<_> =
        testimony.claims.iter().map(|claim| claim.grade).filter(|grade| !grade.is_empty()).collect();
    grades.sort_by_key(|grade| grade.rank());
    grades.dedup();
    grades.into_iter().map(|grade| (grade.to_string(), grade.meaning())).collect()
}

fn bases(testimony: &Testimony) -> Vec<(&'static str, &'static str)> {
    let of_links = |claim: &&Claim| matches!(claim.subject, Subject::Link(_));
    let links: Vec<&Claim> = testimony.claims.iter().filter(of_links).collect();
    let claims = if links.is_empty() { testimony.claims.iter().collect() } else { links };
    let mut bases: Vec<_> = claims.iter().filter_map(|claim| claim.basis).collect();
    bases.sort_unstable();
    bases.dedup();
    bases.into_iter().map(|basis| (basis.name(), basis.meaning())).collect()
}
