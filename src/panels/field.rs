//! A field that is edited in place: Enter or Tab commits, Escape leaves it as it was, and what cannot be is said in words.

use egui::{Id, Key, Modifiers, Response, RichText, TextEdit, Ui};

use super::bidi_text::{self, TextLook};
use super::look::colour;
use crate::scene::Tokens;

/// What is to be edited.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// What the field is called.
    pub name: &'a str,
    /// What it holds now.
    pub value: &'a str,
    /// What stands there while it is empty.
    pub hint: &'a str,
    /// How many lines it shows. With more than one, Enter begins a new line and Ctrl+Enter commits.
    pub rows: usize,
    /// What is wrong with a text, in words.
    pub check: &'a dyn Fn(&str) -> Option<String>,
}

impl Field<'_> {
    /// Draws the field with its name above it. Returns the text, trimmed, once it is committed and differs.
    pub fn ui(self, ui: &mut Ui, tokens: &Tokens, id: Id) -> Option<String> {
        let label = bidi_text::line_ui(ui, self.name, &TextLook::small(tokens));
        self.named_ui(ui, tokens, id, &label)
    }

    /// The same, where its name stands elsewhere.
    pub fn named_ui(self, ui: &mut Ui, tokens: &Tokens, id: Id, label: &Response) -> Option<String> {
        let text = self.verbatim_ui(ui, tokens, id, label)?;
        let text = text.trim();
        (text != self.value).then(|| text.to_owned())
    }

    /// The same, and the text is returned with all its white space.
    pub fn verbatim_ui(self, ui: &mut Ui, tokens: &Tokens, id: Id, label: &Response) -> Option<String> {
        let (text, trouble) = self.edit_ui(ui, tokens, id, label, f32::INFINITY);
        if let Some(words) = &trouble {
            ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
        }
        text
    }

    /// The same in a row of fields, so wide: what is wrong with the text comes back beside it, to be said elsewhere.
    pub fn narrow_ui(
        self,
        ui: &mut Ui,
        tokens: &Tokens,
        id: Id,
        label: &Response,
        width: f32,
    ) -> (Option<String>, Option<String>) {
        let (text, trouble) = self.edit_ui(ui, tokens, id, label, width);
        (text.map(|text| text.trim().to_owned()).filter(|text| text != self.value), trouble)
    }

    /// The text once it is committed and differs, and what is wrong with the one that stands there.
    fn edit_ui(
        self,
        ui: &mut Ui,
        tokens: &Tokens,
        id: Id,
        label: &Response,
        width: f32,
    ) -> (Option<String>, Option<String>) {
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut text = draft.clone().unwrap_or_else(|| self.value.to_owned());
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let entered =
            has_focus && self.rows > 1 && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let edit = if self.rows > 1 {
            TextEdit::multiline(&mut text).desired_rows(self.rows)
        } else {
            TextEdit::singleline(&mut text)
        };
        let hint = RichText::new(self.hint).color(colour(tokens.text_weak));
        let response = ui.add(edit.id(id).hint_text(hint).desired_width(width)).labelled_by(label.id);
        // Escape has taken the focus away by now, and is for nobody else.
        if response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            ui.data_mut(|data| data.remove_temp::<String>(id));
            return (None, None);
        }
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
        }
        let trouble = if text == self.value { None } else { (self.check)(text.trim()) };
        if entered {
            response.surrender_focus();
        }
        let is_left = entered || response.lost_focus();
        if !is_left || trouble.is_some() || draft.is_none() && !response.changed() {
            return (None, trouble);
        }
        ui.data_mut(|data| data.remove_temp::<String>(id));
        ((text != self.value).then_some(text), None)
    }
}

/// Says that a field may not be empty or hold several lines.
pub fn needed(what: &'static str) -> impl Fn(&str) -> Option<String> {
    move |text| {
        if text.is_empty() { Some(format!("{what} cannot be empty.")) } else { one_line(text) }
    }
}

/// Says that a field may not hold several lines.
pub fn one_line(text: &str) -> Option<String> {
    text.contains(['\n', '\r']).then(|| "It has to fit on one line.".to_owned())
}
