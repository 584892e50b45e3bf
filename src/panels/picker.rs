//! What find and palette have in common: a field on top of a list, gone through with the arrows. No lists of their own.

use egui::{
    Align2, Area, Context, Frame, Id, Key, Modifiers, Order, Response, RichText, Sense, TextEdit, Ui, UiBuilder, vec2,
};

use super::look::{card_frame, colour};
use crate::scene::Tokens;

/// The text that is looked for and the row that Enter would take.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    is_open: bool,
    wants_focus: bool,
    /// What was typed.
    pub text: String,
    /// The row that Enter takes.
    pub at: usize,
    has_moved: bool,
    /// A text that was put there, behind which one types on.
    put: Option<String>,
}

/// What was done with the keys in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Enter: take the row.
    pub takes: bool,
}

impl Picker {
    /// Opens it with the field ready to type over what was typed last.
    pub fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
        self.at = 0;
    }

    /// Puts a text there, behind which one types on.
    pub fn put(&mut self, text: String) {
        self.put = Some(text);
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it on top of everything, at the top of the window; `contents` draws field and list.
    pub fn show(&mut self, ctx: &Context, tokens: &Tokens, name: &str, contents: impl FnOnce(&mut Self, &mut Ui)) {
        let width = (ctx.content_rect().width() - 40.0).clamp(240.0, 620.0);
        let area = Area::new(Id::new(name)).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 44.0));
        let shown = area.show(ctx, |ui| {
            let frame: Frame = card_frame(tokens).shadow(ui.visuals().popup_shadow);
            frame.show(ui, |ui| {
                ui.set_width(width);
                contents(self, ui);
            });
        });
        let clicked_elsewhere = shown.response.clicked_elsewhere() && !self.wants_focus;
        let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if clicked_elsewhere || escaped {
            self.close();
        }
    }

    /// The field; `count` is the number of rows that can be taken.
    pub fn field_ui(&mut self, ui: &mut Ui, tokens: &Tokens, name: &str, hint: &str, count: usize) -> Keys {
        let (mut keys, mut step) = (Keys::default(), 0isize);
        ui.input_mut(|input| {
            step += isize::from(input.consume_key(Modifiers::NONE, Key::ArrowDown));
            step -= isize::from(input.consume_key(Modifiers::NONE, Key::ArrowUp));
            keys.takes = input.consume_key(Modifiers::NONE, Key::Enter);
        });
        self.has_moved = step != 0;
        self.at = self.at.saturating_add_signed(step).min(count.saturating_sub(1));
        let hint = RichText::new(hint).color(colour(tokens.text_weak));
        let before = self.text.clone();
        let put = self.put.take();
        let was_put = put.is_some();
        self.text = put.unwrap_or_else(|| before.clone());
        let output = TextEdit::singleline(&mut self.text)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5))
            .show(ui);
        let response = &output.response.response;
        let text = self.text.clone();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &text, &text, "");
            info.label = Some(name.to_owned());
            info
        });
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            let mut state = output.state;
            let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), output.galley.end());
            state.cursor.set_char_range(Some(all));
            state.store(ui.ctx(), response.id);
        }
        if was_put {
            response.request_focus();
            let end = egui::text::CCursor::new(self.text.chars().count());
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), response.id);
        }
        if self.text != before {
            self.at = 0;
            self.has_moved = true;
        }
        keys
    }

    /// A row of the list that can be taken; returns whether it was clicked.
    pub fn row_ui(
        &self,
        ui: &mut Ui,
        tokens: &Tokens,
        number: usize,
        name: &str,
        contents: impl FnOnce(&mut Ui),
    ) -> Response {
        let is_at = self.at == number;
        let id = ui.id().with(("row", number));
        let was_over = ui.ctx().read_response(id).is_some_and(|response| response.hovered());
        let ground = match (is_at, was_over) {
            (true, _) => colour(tokens.selection_ground),
            (false, true) => colour(tokens.hover_ground),
            (false, false) => egui::Color32::TRANSPARENT,
        };
        let response = ui
            .scope_builder(UiBuilder::new().id(id).sense(Sense::click()), |ui| {
                Frame::new()
                    .fill(ground)
                    .corner_radius(tokens.corner)
                    .inner_margin(egui::Margin::symmetric(6, 3))
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        ui.spacing_mut().item_spacing.y = 1.0;
                        contents(ui);
                    });
            })
            .response;
        response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::SelectableLabel, true, is_at, name));
        if is_at && self.has_moved {
            response.scroll_to_me(None);
        }
        response
    }
}
