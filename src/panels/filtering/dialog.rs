//! The dialog that changes a filter: its question and what it is called.

use egui::{Context, Key, RichText, TextEdit, Ui};

use crate::model::{FilterQuestion, Filters};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::{self, colour};
use crate::query::Question;
use crate::workspace::{Command, Workspace};

/// The dialog, if it is open.
#[derive(Debug, Default)]
pub struct FilterDialog {
    /// The question that is changed, by its place.
    at: Option<usize>,
    text: String,
    name: String,
    wants_focus: bool,
}

impl FilterDialog {
    /// Asks about the question at that place.
    pub fn ask(&mut self, filters: &Filters, at: usize) {
        let Some(FilterQuestion { text, name, .. }) = filters.questions.get(at).cloned() else { return };
        *self = Self { at: Some(at), text, name, wants_focus: true };
    }

    /// Draws it, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let filters = &workspace.view().filters;
        let Some(at) = self.at.filter(|at| *at < filters.questions.len()) else {
            self.at = None;
            return;
        };
        let tokens = workspace.theme().tokens();
        let (mut is_done, mut is_given_up) = (false, false);
        let modal = look::dialog(ctx, "filter").show(ctx, |ui| {
            ui.set_width(440.0);
            bidi_text::line_ui(ui, "Change a filter", &TextLook::heading(tokens));
            let label = bidi_text::line_ui(ui, "What has to fit", &TextLook::small(tokens));
            let wants_focus = std::mem::take(&mut self.wants_focus);
            field_ui(ui, &mut self.text, &label, "type:person degree>5", wants_focus);
            let label = bidi_text::line_ui(ui, "Name", &TextLook::small(tokens));
            field_ui(ui, &mut self.name, &label, "what the chip says; empty for the question itself", false);
            let trouble = self.trouble();
            let words = trouble.clone().unwrap_or_else(|| " ".to_owned());
            ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
            ui.horizontal(|ui| {
                let is_valid = trouble.is_none();
                let accept = ui.add_enabled(is_valid, egui::Button::new("Change"));
                is_done = accept.clicked() || is_valid && ui.input(|input| input.key_pressed(Key::Enter));
                is_given_up = ui.button("Cancel").clicked();
            });
        });
        if is_done {
            let mut filters = filters.clone();
            let question = &mut filters.questions[at];
            self.text.trim().clone_into(&mut question.text);
            self.name.trim().clone_into(&mut question.name);
            commands.push(Command::SetFilters(filters));
            self.at = None;
        } else if is_given_up || modal.should_close() {
            self.at = None;
        }
    }

    /// What is wrong with what is typed.
    fn trouble(&self) -> Option<String> {
        if self.text.trim().is_empty() {
            return Some("A filter has to ask something. Type a question, or remove the filter.".to_owned());
        }
        Question::new(&self.text).err().map(|misread| misread.message)
    }
}

fn field_ui(ui: &mut Ui, text: &mut String, label: &egui::Response, hint: &str, wants_focus: bool) {
    let response = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY));
    let response = response.labelled_by(label.id);
    if wants_focus {
        response.request_focus();
    }
}
