//! Words of a document that are marked, with the mouse or from the keyboard, and what can be done with them.

use std::ops::Range;

use egui::{Key, Modifiers, RichText, ScrollArea, Ui};

use crate::model::{PassageIx, TextRange};
use crate::panels::bidi_mark::Readable;
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::bold_font;
use crate::panels::rows;
use crate::text::{end_of_next_word, end_of_previous_word, next_sentence, previous_sentence, sentence_at, word_at};
use crate::workspace::{Action, Command, Workspace, citing};

/// Room for the marked words, in points; more is scrolled.
const MOST_HEIGHT: f32 = 96.0;
/// How fast the text moves while one marks beyond what is seen, in points a frame and point.
const PULL: f32 = 0.15;

/// Marking with the mouse.
#[derive(Debug, Default)]
pub(super) struct Marking {
    /// What was marked where the button went down: a place, or the word or sentence that was clicked.
    anchor: Option<Range<usize>>,
    is_dragging: bool,
}

impl Marking {
    /// Follows what the mouse does in a paragraph whose words are `bytes` of `text`.
    pub(super) fn paragraph(
        &mut self,
        ui: &Ui,
        paragraph: &Readable<'_>,
        text: &str,
        bytes: Range<usize>,
        (mark, gap): (Option<Range<usize>>, f32),
        commands: &mut Vec<Command>,
    ) {
        let response = &paragraph.response;
        if response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        }
        let byte_at = |at| bytes.start + paragraph.byte_at(ui, at);
        let mut wanted = None;
        let (origin, pointer) = ui.input(|input| (input.pointer.press_origin(), input.pointer.interact_pos()));
        if response.drag_started()
            && let Some(origin) = origin
        {
            let at = byte_at(origin);
            self.anchor = Some(at..at);
            self.is_dragging = true;
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let at = byte_at(at);
            if response.triple_clicked() {
                wanted = Some(sentence_at(text, at));
            } else if response.double_clicked() {
                wanted = Some(word_at(text, at));
            } else if ui.input(|input| input.modifiers.shift) {
                let anchor = self.anchor.clone().or(mark.clone()).unwrap_or(at..at);
                wanted = Some(joined(&anchor, at..at));
            } else {
                self.anchor = Some(at..at);
                commands.extend(mark.clone().map(|_| Command::Mark(None)));
            }
            if response.double_clicked() || response.triple_clicked() {
                self.anchor.clone_from(&wanted);
            }
        }
        if self.is_dragging
            && let (Some(pointer), Some(anchor)) = (pointer, &self.anchor)
        {
            let seen = ui.clip_rect();
            let at = pointer.clamp(seen.min, seen.max);
            let band = response.rect.expand2(egui::vec2(f32::INFINITY, gap / 2.0 + 0.5));
            if band.y_range().contains(at.y) {
                let at = byte_at(at);
                wanted = Some(joined(anchor, at..at));
            }
        }
        let wanted = wanted.map(|wanted| trimmed(text, wanted)).filter(|wanted| !wanted.is_empty());
        if wanted.is_some() && wanted != mark {
            commands.push(Command::Mark(wanted));
        }
    }

    /// Moves the text along where one marks beyond what is seen, and ends with the drag.
    pub(super) fn settle(&mut self, ui: &Ui) {
        if !self.is_dragging {
            return;
        }
        let pointer = ui.input(|input| input.pointer.interact_pos().filter(|_| input.pointer.primary_down()));
        let Some(pointer) = pointer else {
            self.is_dragging = false;
            return;
        };
        let seen = ui.clip_rect();
        let beyond = pointer.y - pointer.y.clamp(seen.top(), seen.bottom());
        if beyond != 0.0 {
            ui.scroll_with_delta_animation(egui::vec2(0.0, -beyond * PULL), egui::style::ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
    }
}

/// What the keys mark: sentence by sentence with the arrows, more with Shift held. Returns the place to be seen.
pub(super) fn keys(ui: &Ui, workspace: &Workspace, text: &str, start: usize) -> Option<Range<usize>> {
    let is_elsewhere = ui.memory(|memory| memory.focused().is_some() || memory.top_modal_layer().is_some());
    if is_elsewhere || text.is_empty() {
        return None;
    }
    let mark = workspace.mark();
    let mut wanted = None;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::SHIFT, Key::ArrowDown) {
        wanted = match mark {
            Some(mark) => next_sentence(text, mark.end).map(|next| mark.start..next.end),
            None => next_sentence(text, start),
        };
    } else if pressed(Modifiers::NONE, Key::ArrowDown) {
        wanted = next_sentence(text, mark.map_or(start, |mark| mark.end));
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        wanted = previous_sentence(text, mark.map_or(start, |mark| mark.start));
    } else if let Some(mark) = mark {
        if pressed(Modifiers::SHIFT, Key::ArrowUp) {
            wanted = previous_sentence(text, mark.start).map(|before| before.start..mark.end);
        } else if pressed(Modifiers::SHIFT, Key::ArrowRight) {
            wanted = Some(mark.start..end_of_next_word(text, mark.end));
        } else if pressed(Modifiers::SHIFT, Key::ArrowLeft) {
            wanted = Some(mark.start..end_of_previous_word(text, mark.end));
        }
    }
    wanted.map(|wanted| trimmed(text, wanted)).filter(|wanted| !wanted.is_empty())
}

/// The marked words, and what can be done with them.
pub(super) fn foot_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let Some(words) = workspace.marked_words() else { return };
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        commands,
        |ui, commands| {
            let button = |ui: &mut Ui, text: &str| ui.button(RichText::new(text).size(tokens.small_size));
            let quote = button(ui, "Quote as evidence…");
            let tip = format!("{} ({})", Action::Quote.tooltip(), Action::Quote.shortcut_words());
            if quote.on_hover_text(tip).clicked() {
                commands.push(Command::AskEvidence(None));
            }
            if button(ui, "Copy").on_hover_text("Copy the marked words (Ctrl+C)").clicked() {
                commands.push(Command::CopyText(words.to_owned()));
            }
            if button(ui, "Clear").on_hover_text("Mark nothing (Esc)").clicked() {
                commands.push(Command::Mark(None));
            }
        },
        |ui, _| {
            ui.label(RichText::new("Marked").font(bold_font(tokens.text_size)));
        },
    );
    ScrollArea::vertical().id_salt("marked words").max_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens), &[]);
    });
    if let Some(passage) = marked_passage(workspace) {
        let key = &workspace.graph().passage(passage).key;
        let words = format!("These words are a passage already ({key}); it is the one that is quoted.");
        bidi_text::paragraph_ui(ui, &words, &TextLook::small(tokens), &[]);
    }
}

/// The passage that covers exactly what is marked, if there is one.
pub(super) fn marked_passage(workspace: &Workspace) -> Option<PassageIx> {
    let (reading, mark) = workspace.reading().zip(workspace.mark())?;
    let graph = workspace.graph();
    let text = graph.document(reading.document).text.as_deref()?;
    citing::passage_over(graph, reading.document, TextRange::from_bytes(text, mark))
}

fn joined(one: &Range<usize>, other: Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// A stretch without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}
