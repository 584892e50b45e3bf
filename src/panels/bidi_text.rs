//! Text in any script: ordered for the eye line by line, with highlights. What is copied is the text as it is stored.
//!
//! egui joins letters but sets runs from left to right, so a line that holds right-to-left text is handed to it as one
//! section per run in visual order. Text without right-to-left letters is an ordinary egui label and can be selected
//! letter by letter; other text cannot (egui's selection knows one direction only) and offers *Copy* on a right click.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, FontFamily, FontId, Galley, Label, Response, Sense, Stroke, Ui, WidgetInfo, WidgetText, WidgetType, vec2,
};

use super::bidi_lines::{self, Lines};
use super::look::{BOLD, colour};
use crate::scene::{Rgba, Tokens};
use crate::text::{Shown, is_plain_ltr, visible_controls};

/// The family of right-to-left runs: its first face holds every sign of such a run.
pub const RIGHT_TO_LEFT: &str = "rtl";

/// The same in bold.
pub(super) const RIGHT_TO_LEFT_BOLD: &str = "rtl-bold";
/// The family of Arabic digits: the same faces as [`RIGHT_TO_LEFT`]. Neighbouring sections of one family are shaped as one,
/// which would put the digits on the wrong side of the words.
pub(super) const DIGITS: &str = "rtl-digits";
/// The same in bold.
pub(super) const DIGITS_BOLD: &str = "rtl-digits-bold";

/// Which faces a run is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Latin, Greek, Cyrillic and whatever else runs from left to right.
    LeftToRight,
    /// Arabic, Hebrew.
    RightToLeft,
    /// Digits of Arabic, which run from left to right within it.
    Digits,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextLook {
    /// Size, in points.
    pub size: f32,
    /// Colour; `None` is that of the widget the text stands in.
    pub colour: Option<Color32>,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is slanted: a paraphrase, something missing.
    pub italic: bool,
    /// Whether it is struck through: switched off.
    pub struck: bool,
}

/// Height of a line of text of size 1.
const LINE_HEIGHT: f32 = 1.4;

impl TextLook {
    /// Ordinary text.
    #[must_use]
    pub fn body(tokens: &Tokens) -> Self {
        let colour = Some(colour(tokens.text));
        Self { size: tokens.text_size, colour, bold: false, italic: false, struck: false }
    }

    /// Small, less important text.
    #[must_use]
    pub fn small(tokens: &Tokens) -> Self {
        Self { size: tokens.small_size, ..Self::body(tokens) }.ink(tokens.text_weak)
    }

    /// A heading.
    #[must_use]
    pub fn heading(tokens: &Tokens) -> Self {
        Self { size: tokens.heading_size, ..Self::body(tokens) }.bold()
    }

    /// The same in another colour.
    #[must_use]
    pub fn ink(self, ink: Rgba) -> Self {
        Self { colour: Some(colour(ink)), ..self }
    }

    /// The same in the colour of the widget it stands in.
    #[must_use]
    pub fn of_widget(self) -> Self {
        Self { colour: None, ..self }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, slanted.
    #[must_use]
    pub fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    /// The same, struck through or not.
    #[must_use]
    pub fn struck(self, struck: bool) -> Self {
        Self { struck, ..self }
    }

    /// Height of a line, in points.
    #[must_use]
    pub fn line_height(&self) -> f32 {
        (self.size * LINE_HEIGHT).round()
    }

    pub(super) fn format(&self, face: Face) -> TextFormat {
        let family = match (face, self.bold) {
            (Face::LeftToRight, false) => FontFamily::Proportional,
            (Face::LeftToRight, true) => FontFamily::Name(BOLD.into()),
            (Face::RightToLeft, false) => FontFamily::Name(RIGHT_TO_LEFT.into()),
            (Face::RightToLeft, true) => FontFamily::Name(RIGHT_TO_LEFT_BOLD.into()),
            (Face::Digits, false) => FontFamily::Name(DIGITS.into()),
            (Face::Digits, true) => FontFamily::Name(DIGITS_BOLD.into()),
        };
        let color = self.colour.unwrap_or(Color32::PLACEHOLDER);
        TextFormat {
            font_id: FontId::new(self.size, family),
            color,
            italics: self.italic && face == Face::LeftToRight,
            strikethrough: if self.struck { Stroke::new(1.0, color) } else { Stroke::NONE },
            line_height: Some(self.line_height()),
            ..TextFormat::default()
        }
    }
}

/// A stretch of text with a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Highlight {
    /// Bytes of the text, on character boundaries. Highlights are in order and do not overlap.
    pub range: Range<usize>,
    /// The ground.
    pub ground: Color32,
    /// A line under it, so that two sorts of highlight are told apart without their colours.
    pub underline: Option<Color32>,
}

/// A single line for a widget that takes its text ready laid out, such as a button.
#[must_use]
pub fn widget_text(text: &str, look: &TextLook) -> WidgetText {
    bidi_lines::single_line_job(&visible_controls(text), look).into()
}

/// Pieces that stand from left to right, whatever the direction within each, for such a widget.
#[must_use]
pub fn pieces_text(pieces: &[&str], look: &TextLook) -> WidgetText {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    for piece in pieces {
        bidi_lines::append_runs(&mut job, &visible_controls(piece), look);
    }
    job.into()
}

/// A button whose text may be of any script.
pub fn button_ui(ui: &mut Ui, text: &str, look: &TextLook) -> Response {
    let response = ui.add(egui::Button::new(widget_text(text, look)).truncate());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), text));
    response
}

/// Text that is clicked to go somewhere; underlined under the pointer.
pub fn link_ui(ui: &mut Ui, text: &str, look: &TextLook) -> Response {
    link_pieces_ui(ui, &[text], look)
}

/// Pieces that stand from left to right, whatever the direction within each: two names with an arrow between them. The
/// last one is cut where there is too little room.
pub fn link_pieces_ui(ui: &mut Ui, pieces: &[&str], look: &TextLook) -> Response {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    let (last, first) = pieces.split_last().unwrap_or((&"", &[]));
    for piece in first {
        bidi_lines::append_runs(&mut job, &visible_controls(piece), look);
    }
    let taken = if first.is_empty() { 0.0 } else { ui.fonts_mut(|fonts| fonts.layout_job(job.clone())).size().x };
    let last = visible_controls(last);
    let cut = bidi_lines::fitted(ui, &last, look, (room_in_line(ui) - taken).max(3.0 * look.size));
    let is_cut = *cut != *last;
    bidi_lines::append_runs(&mut job, &cut, look);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    let ink = look.colour.unwrap_or(ui.visuals().hyperlink_color);
    ui.painter().galley(rect.min, galley, ink);
    if response.hovered() || response.has_focus() {
        ui.painter().hline(rect.x_range(), rect.bottom() - 2.0, Stroke::new(1.0, ink));
    }
    let name = pieces.concat();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, ui.is_enabled(), &name));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if is_cut { response.on_hover_text(widget_text(&name, &look.of_widget())) } else { response }
}

/// A single line, cut with `…` where there is too little room; then a tooltip shows all of it.
pub fn line_ui(ui: &mut Ui, text: &str, look: &TextLook) -> Response {
    marked_line_ui(ui, text, look, &[])
}

/// A single line with highlights. Not selectable, so that it can stand in something that is clicked.
pub fn marked_line_ui(ui: &mut Ui, text: &str, look: &TextLook, highlights: &[Highlight]) -> Response {
    let (whole, highlights) = shown_with_controls(text, highlights);
    let whole = one_line(&whole);
    let cut = bidi_lines::fitted(ui, &whole, look, room_in_line(ui));
    let is_cut = matches!(cut, Cow::Owned(_));
    let highlights: Vec<Highlight> = highlights
        .into_iter()
        .filter(|highlight| highlight.range.start < cut.len())
        .map(|highlight| Highlight { range: highlight.range.start..highlight.range.end.min(cut.len()), ..highlight })
        .filter(|highlight| cut.is_char_boundary(highlight.range.start) && cut.is_char_boundary(highlight.range.end))
        .collect();
    let lines = bidi_lines::single(ui, &cut, look, &highlights);
    let (rect, response) = ui.allocate_exact_size(vec2(lines.width, look.line_height()), Sense::hover());
    lines.paint(ui, rect.min, rect.width());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    if is_cut { response.on_hover_text(widget_text(text, &look.of_widget())) } else { response }
}

/// A single line laid out in at most that width, and whether it was cut.
pub fn galley_of_line(ui: &Ui, text: &str, look: &TextLook, room: f32) -> (Arc<Galley>, bool) {
    let shown = visible_controls(text);
    let cut = bidi_lines::fitted(ui, &shown, look, room);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(bidi_lines::single_line_job(&cut, look)));
    (galley, *cut != *shown)
}

/// A single line that is never cut: names of fields, small marks.
pub fn label_ui(ui: &mut Ui, text: &str, look: &TextLook) -> Response {
    let lines = bidi_lines::single(ui, &visible_controls(text), look, &[]);
    let (rect, response) = ui.allocate_exact_size(vec2(lines.width, look.line_height()), Sense::hover());
    lines.paint(ui, rect.min, rect.width());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    response
}

/// A heading: at the left end where it fits into one line, whatever its direction, else a paragraph.
pub fn heading_ui(ui: &mut Ui, text: &str, look: &TextLook) -> Response {
    let shown = visible_controls(text);
    let width = bidi_lines::single(ui, &shown, look, &[]).width;
    if !is_plain_ltr(&shown) && width <= ui.available_width() {
        label_ui(ui, text, look)
    } else {
        paragraph_ui(ui, text, look, &[])
    }
}

/// The room for a widget in one line: where lines wrap, it may take a line of its own.
fn room_in_line(ui: &Ui) -> f32 {
    if ui.layout().main_wrap() { ui.max_rect().width() } else { ui.available_width() }
}

/// A paragraph, broken into lines. Selectable where nothing in it runs from right to left.
pub fn paragraph_ui(ui: &mut Ui, text: &str, look: &TextLook, highlights: &[Highlight]) -> Response {
    let (shown, highlights) = shown_with_controls(text, highlights);
    let response = if is_plain_ltr(&shown) {
        ui.add(Label::new(plain_job(&shown, look, &highlights)).wrap())
    } else {
        let room = ui.available_width();
        let lines = Lines::broken(ui, &shown, look, &highlights, room);
        let (rect, response) = ui.allocate_exact_size(vec2(room, lines.height), Sense::click());
        lines.paint(ui, rect.min, room);
        response
    };
    response.context_menu(|ui| {
        if ui.button("Copy").clicked() {
            ui.ctx().copy_text(text.to_owned());
            ui.close();
        }
    });
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    response
}

/// The height a paragraph takes at that width.
#[must_use]
pub fn paragraph_height(ui: &Ui, text: &str, look: &TextLook, width: f32) -> f32 {
    let shown = visible_controls(text);
    if is_plain_ltr(&shown) {
        let mut job = plain_job(&shown, look, &[]);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job)).size().y
    } else {
        Lines::broken(ui, &shown, look, &[], width).height
    }
}

pub(super) fn plain_job(text: &str, look: &TextLook, highlights: &[Highlight]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = look.format(Face::LeftToRight);
    let mut done = 0;
    for Highlight { range, ground, underline } in highlights {
        if range.start < done || range.end > text.len() {
            continue;
        }
        append(&mut job, &text[done..range.start], &plain);
        let underline = underline.map_or(Stroke::NONE, |ink| Stroke::new(1.5, ink));
        append(&mut job, &text[range.clone()], &TextFormat { background: *ground, underline, ..plain.clone() });
        done = range.end;
    }
    append(&mut job, &text[done..], &plain);
    job
}

fn append(job: &mut LayoutJob, text: &str, format: &TextFormat) {
    if !text.is_empty() || job.sections.is_empty() {
        job.append(text, 0.0, format.clone());
    }
}

/// The text with unseen characters made visible, and the highlights where they are then.
fn shown_with_controls<'text>(text: &'text str, highlights: &[Highlight]) -> (Cow<'text, str>, Vec<Highlight>) {
    let shown = Shown::new(text);
    let moved = highlights
        .iter()
        .map(|highlight| Highlight { range: shown.range(highlight.range.clone()), ..highlight.clone() });
    let highlights = moved.collect();
    (shown.text, highlights)
}

/// Line breaks as spaces, byte for byte.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) { Cow::Owned(text.replace(['\n', '\r'], " ")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_move_with_what_is_made_visible() {
        let text = "a\u{202e}bcd";
        let highlight = Highlight { range: 5..6, ground: Color32::RED, underline: None };
        let (shown, moved) = shown_with_controls(text, &[highlight]);
        assert_eq!(&shown[moved[0].range.clone()], "c");
    }

    #[test]
    fn a_highlight_is_a_section_of_its_own() {
        let look = TextLook { size: 10.0, colour: None, bold: false, italic: false, struck: false };
        let highlight = Highlight { range: 4..7, ground: Color32::RED, underline: None };
        let job = plain_job("met Ada today", &look, &[highlight]);
        let sections: Vec<(usize, Color32)> =
            job.sections.iter().map(|section| (section.byte_range.start.0, section.format.background)).collect();
        assert_eq!(sections, [(0, Color32::TRANSPARENT), (4, Color32::RED), (7, Color32::TRANSPARENT)]);
        assert_eq!(job.text, "met Ada today");
    }
}
