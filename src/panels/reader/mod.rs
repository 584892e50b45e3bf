//! A whole document, with its passages marked in the margin. What a passage rests on is in `foot`, the text in `page`.

mod edit;
mod foot;
mod mark;
mod page;
mod passage;

use egui::{Grid, Panel, RichText, ScrollArea, Ui};

use self::page::Page;
use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::look::{colour, panel_frame};
use super::passage_card::left_out_ui;
use super::rows;
use crate::model::{Document, DocumentIx, PassageIx, When};
use crate::scene::{Theme, Tokens};
use crate::text::Marker;
use crate::workspace::{Action, Command, Selection, Target, Workspace};

/// The document that is read.
#[derive(Debug, Default)]
pub struct Reader {
    /// Its marks have the colours of the theme.
    page: Derived<(GraphStamp, DocumentIx, u64, Theme), Page>,
    claims: Derived<GraphStamp, foot::Claims>,
    at: Option<(DocumentIx, Option<PassageIx>)>,
    was_over: bool,
    /// The document that is edited.
    edits: Option<DocumentIx>,
    /// The passage that is edited.
    passage_edits: Option<PassageIx>,
}

impl Reader {
    /// Draws the document that is open; nothing where none is.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(reading) = workspace.reading() else {
            self.at = None;
            return;
        };
        let first = commands.len();
        let tokens = workspace.theme().tokens();
        let graph = workspace.graph();
        let stamp = graph_stamp(workspace);
        let key = (stamp, reading.document, workspace.revisions().selection, workspace.theme());
        let page = self.page.get(key, || Page::new(graph, reading.document, marker(workspace)));
        let current = reading.passage.or(workspace.passage()).filter(|passage| page.holds(*passage));
        let at = Some((reading.document, current));
        if self.at != at {
            self.at = at;
            if let Some(passage) = current {
                page.aim_at(passage);
            }
        }
        let text = graph.document(reading.document).text.as_deref().unwrap_or_default();
        let start = current.and_then(|passage| page.start_of(passage)).unwrap_or(0);
        if let Some(wanted) = mark::keys(ui, workspace, text, start) {
            page.aim_at_byte(wanted.end);
            commands.push(Command::Mark(Some(wanted)));
        }
        let frame = panel_frame(tokens);
        Panel::top("reader head").frame(frame).resizable(false).show(ui, |ui| {
            head_ui(ui, workspace, reading.document, &mut self.edits, commands);
        });
        if workspace.mark().is_some() {
            Panel::bottom("reader mark").frame(frame).resizable(false).show(ui, |ui| {
                mark::foot_ui(ui, workspace, commands);
            });
        } else if let Some(passage) = current {
            let claims = self.claims.get(stamp, || foot::Claims::new(graph));
            let looks = workspace.overview().looks(workspace.theme());
            Panel::bottom("reader foot").frame(frame).resizable(false).show(ui, |ui| {
                let edits = (passage, &mut self.passage_edits);
                foot::ui(ui, workspace, looks, claims, page.number_of(passage), edits, commands);
            });
        }
        egui::CentralPanel::default().frame(frame.fill(colour(tokens.panel_raised))).show(ui, |ui| {
            let is_edited = self.edits == Some(reading.document);
            // Each keeps its own place: the fields are looked at from the top.
            let area = ScrollArea::vertical().id_salt(("reader", reading.document, is_edited)).auto_shrink(false);
            area.show(ui, |ui| {
                if is_edited {
                    edit::ui(ui, workspace, reading.document, commands);
                } else {
                    facts_ui(ui, tokens, graph.document(reading.document), commands);
                }
                page.ui(ui, workspace, current, commands);
                ui.add_space(tokens.padding * 2.0);
            });
        });
        rows::settle_hover(&mut self.was_over, workspace, commands, first);
    }
}

/// Marks who is selected; the two ends of a link are told apart.
fn marker(workspace: &Workspace) -> Marker {
    let graph = workspace.graph();
    let selection: &Selection = workspace.selection();
    match selection.single() {
        Some(Target::Link(link)) => Marker::link(graph, link),
        _ if selection.actors.is_empty() => Marker::nobody(),
        _ => Marker::actors(graph, &selection.actors.iter().copied().collect::<Vec<_>>()),
    }
}

fn head_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    ix: DocumentIx,
    edits: &mut Option<DocumentIx>,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let document = workspace.graph().document(ix);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button("Close").on_hover_text("Close the document and see the picture again (Esc)").clicked() {
                commands.push(Command::StopReading);
            }
            let back = ui.add_enabled(Action::Back.is_enabled(Some(workspace)), egui::Button::new("Back"));
            if back.on_hover_text("Back to the same selection and camera (Alt+←)").clicked() {
                commands.push(Action::Back.into());
            }
            let is_on = *edits == Some(ix);
            let edit = egui::Button::new(if is_on { "Done" } else { "Edit" }).selected(is_on);
            let edit = ui.add_enabled(!document.missing, edit);
            if edit.on_hover_text("Edit title, author, dates, reliability and note of the document").clicked() {
                *edits = (!is_on).then_some(ix);
            }
            let is_out = workspace.leaves_out(ix);
            let leave = egui::Button::new(if is_out { "Count again" } else { "Leave out" });
            if ui.add(leave).on_hover_text(Action::LeaveOut.tooltip()).clicked() {
                commands.push(Action::LeaveOut.into());
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                if is_out {
                    left_out_ui(ui, tokens);
                }
                bidi_text::line_ui(ui, document.display_title(), &TextLook::heading(tokens));
            });
        });
    });
}

fn facts_ui(ui: &mut Ui, tokens: &Tokens, document: &Document, commands: &mut Vec<Command>) {
    let body = TextLook::body(tokens);
    if document.missing {
        let words = format!("The document \"{}\" is not in this file. Only its passages are.", document.key);
        bidi_text::paragraph_ui(ui, &words, &body.ink(tokens.warning), &[]);
        return;
    }
    let words_of = |when: &Option<When>| when.as_ref().map(When::words).unwrap_or_default();
    let reliability = document.reliability;
    let facts = [
        ("Author", document.author.clone()),
        ("Publisher", document.publisher.clone()),
        ("Published", words_of(&document.published)),
        ("Retrieved", words_of(&document.retrieved)),
        ("Language", document.language.clone()),
        ("Reliability", reliability.map(|one| format!("{} – {}", one.letter(), one.meaning())).unwrap_or_default()),
        ("File", document.path.clone()),
        ("Note", document.note.clone()),
    ];
    Grid::new("document facts").num_columns(2).min_col_width(72.0).spacing([tokens.padding, 3.0]).show(ui, |ui| {
        for (name, value) in facts.iter().filter(|(_, value)| !value.trim().is_empty()) {
            bidi_text::label_ui(ui, name, &body.ink(tokens.text_weak));
            bidi_text::paragraph_ui(ui, value, &body, &[]);
            ui.end_row();
        }
        if !document.url.trim().is_empty() {
            bidi_text::label_ui(ui, "Address", &body.ink(tokens.text_weak));
            let response = bidi_text::link_ui(ui, &document.url, &body.ink(tokens.accent));
            if response.on_hover_text("Open in the web browser").clicked() {
                commands.push(Command::OpenAddress(document.url.clone()));
            }
            ui.end_row();
        }
    });
    ui.separator();
    if document.text.is_none() {
        let words = RichText::new("The text of this document is not in the file. Its passages:");
        ui.label(words.color(colour(tokens.text_weak)));
    }
}
