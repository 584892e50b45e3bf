//! What is asked of a new document: its title, who wrote it, when, how reliable, and the text where one has it.

use egui::{Context, Id, RichText, ScrollArea, TextEdit, Ui};

use super::{Outcome, buttons_ui, field_ui, one_line};
use crate::model::{Document, Reliability, When};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::judging::reliability_ui;
use crate::panels::look::colour;
use crate::scene::Tokens;

/// A document while it is asked for.
#[derive(Debug, Default)]
pub(super) struct NewDocument {
    title: String,
    author: String,
    publisher: String,
    published: String,
    url: String,
    reliability: Option<Reliability>,
    text: String,
}

impl NewDocument {
    pub(super) fn ui(&mut self, ui: &mut Ui, tokens: &Tokens, wants_focus: &mut bool) -> Outcome {
        bidi_text::line_ui(ui, "Add a document", &TextLook::heading(tokens));
        field_ui(ui, tokens, "Title", &mut self.title, wants_focus);
        ui.columns(2, |columns| {
            field_ui(&mut columns[0], tokens, "Author", &mut self.author, &mut false);
            field_ui(&mut columns[1], tokens, "Publisher", &mut self.publisher, &mut false);
            field_ui(&mut columns[0], tokens, "Published", &mut self.published, &mut false);
            field_ui(&mut columns[1], tokens, "Address", &mut self.url, &mut false);
        });
        reliability_ui(ui, tokens, &mut self.reliability);
        let label = bidi_text::line_ui(ui, "Text", &TextLook::small(tokens));
        let hint = "Paste what it says, so that words in it can be marked. It can be left out.";
        let hint = RichText::new(hint).color(colour(tokens.text_weak));
        let list = ScrollArea::vertical().id_salt("text").max_height(180.0).auto_shrink([false, true]);
        list.show(ui, |ui| {
            let edit = TextEdit::multiline(&mut self.text).id(text_id()).hint_text(hint).desired_rows(6);
            ui.add(edit.desired_width(f32::INFINITY)).labelled_by(label.id);
        });
        let published = self.published.trim();
        let trouble = if self.title.trim().is_empty() {
            Some("A document needs a title.")
        } else if !published.is_empty() && !When::new(published).is_understood() {
            Some("Not a date. Write 2007, 2007-03, 2009-12~ or 2007/2009.")
        } else {
            one_line(&[&self.title, &self.author, &self.publisher, &self.url])
        };
        buttons_ui(ui, tokens, "Add", trouble)
    }

    /// The document as it was described, without a key.
    pub(super) fn document(&self) -> Document {
        let trimmed = |text: &str| text.trim().to_owned();
        let published = self.published.trim();
        Document {
            title: trimmed(&self.title),
            author: trimmed(&self.author),
            publisher: trimmed(&self.publisher),
            published: (!published.is_empty()).then(|| When::new(published)),
            url: trimmed(&self.url),
            reliability: self.reliability,
            text: (!self.text.trim().is_empty()).then(|| self.text.clone()),
            ..Document::default()
        }
    }
}

/// Whether one types the text of a document, in which Enter begins a new line.
pub(super) fn is_in_text(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.focused() == Some(text_id()))
}

fn text_id() -> Id {
    Id::new("text of a new document")
}
