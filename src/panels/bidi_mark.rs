//! A paragraph of any script that tells which of its letters is where, so that words in it can be marked.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Pos2, Response, Sense, Ui, WidgetInfo, WidgetType, vec2};

use super::bidi_lines::Lines;
use super::bidi_text::{self, Highlight, TextLook};
use crate::text::{Shown, is_plain_ltr};

/// A paragraph as it was drawn in this frame.
pub struct Readable<'text> {
    /// What was done with it; it may be clicked and dragged over.
    pub response: Response,
    shown: Shown<'text>,
    look: TextLook,
    lay: Lay,
}

/// How its lines were laid out.
enum Lay {
    /// By egui, from left to right.
    Plain(Arc<Galley>),
    /// By us, each line in the order of its runs.
    Mixed(Lines),
}

/// Draws a paragraph, broken into lines.
pub fn readable_ui<'text>(ui: &mut Ui, text: &'text str, look: &TextLook, highlights: &[Highlight]) -> Readable<'text> {
    let shown = Shown::new(text);
    let highlights: Vec<Highlight> = highlights
        .iter()
        .map(|highlight| Highlight { range: shown.range(highlight.range.clone()), ..highlight.clone() })
        .collect();
    let room = ui.available_width();
    let lay = if is_plain_ltr(&shown.text) {
        let mut job = bidi_text::plain_job(&shown.text, look, &highlights);
        job.wrap.max_width = room;
        Lay::Plain(ui.fonts_mut(|fonts| fonts.layout_job(job)))
    } else {
        Lay::Mixed(Lines::broken(ui, &shown.text, look, &highlights, room))
    };
    let height = match &lay {
        Lay::Plain(galley) => galley.size().y,
        Lay::Mixed(lines) => lines.height,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::click_and_drag());
    match &lay {
        Lay::Plain(galley) => {
            let ink = look.colour.unwrap_or(ui.visuals().text_color());
            ui.painter().galley(rect.min, Arc::clone(galley), ink);
        }
        Lay::Mixed(lines) => lines.paint(ui, rect.min, room),
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    Readable { response, shown, look: *look, lay }
}

impl Readable<'_> {
    /// The byte of the text before which a text cursor would be put at `pos`, a place in the window: the nearest one.
    pub fn byte_at(&self, ui: &Ui, pos: Pos2) -> usize {
        let rect = self.response.rect;
        let at = pos.clamp(rect.min, rect.max) - rect.min;
        let shown = match &self.lay {
            Lay::Plain(galley) => {
                let character = galley.cursor_from_pos(at).index.0;
                let text = &self.shown.text;
                text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
            }
            Lay::Mixed(lines) => lines.byte_at(ui, &self.shown.text, &self.look, at, rect.width()),
        };
        self.shown.stored(shown)
    }
}

/// Highlights with the marked stretch over them.
pub fn marked_over(mark: Highlight, highlights: &[Highlight]) -> Vec<Highlight> {
    let mut parts = Vec::new();
    let cut = |range: Range<usize>, of: &Highlight| (!range.is_empty()).then(|| Highlight { range, ..of.clone() });
    for one in highlights {
        parts.extend(cut(one.range.start..one.range.end.min(mark.range.start), one));
        parts.extend(cut(one.range.start.max(mark.range.end)..one.range.end, one));
    }
    let before = parts.partition_point(|part| part.range.start < mark.range.start);
    parts.insert(before, mark);
    parts
}

#[cfg(test)]
mod tests {
    use egui::Color32;

    use super::*;

    #[test]
    fn the_mark_lies_over_everything_else() {
        let of = |range: Range<usize>, ground| Highlight { range, ground, underline: None };
        let name = Color32::BLUE;
        let mark = of(4..10, Color32::YELLOW);
        let parts = marked_over(mark, &[of(0..2, name), of(3..5, name), of(6..8, name), of(9..12, name)]);
        let found: Vec<_> = parts.iter().map(|part| (part.range.clone(), part.ground == name)).collect();
        assert_eq!(found, [(0..2, true), (3..4, true), (4..10, false), (10..12, true)]);
        let parts = marked_over(of(4..6, Color32::YELLOW), &[of(0..12, name)]);
        let found: Vec<_> = parts.iter().map(|part| part.range.clone()).collect();
        assert_eq!(found, [0..4, 4..6, 6..12]);
    }

    /// Runs `check` in a context that draws with the bundled fonts.
    fn drawn(text: &str, mut check: impl FnMut(&Ui, &Readable<'_>)) {
        let ctx = egui::Context::default();
        crate::panels::fonts::install_fonts(&ctx);
        // Fonts are there from the second pass on.
        for pass in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.set_width(200.0);
                let look = TextLook { size: 14.0, colour: None, bold: false, italic: false, struck: false };
                let paragraph = readable_ui(ui, text, &look, &[]);
                if pass == 1 {
                    check(ui, &paragraph);
                }
            });
            output.textures_delta.clear();
        }
    }

    #[test]
    fn every_place_of_a_plain_text_is_found_where_it_is_drawn() {
        drawn("One two three four five six seven eight nine ten", |ui, paragraph| {
            let rect = paragraph.response.rect;
            assert_eq!(paragraph.byte_at(ui, rect.min), 0);
            assert_eq!(paragraph.byte_at(ui, rect.max), 48);
            assert!(rect.height() > 20.0, "it is broken into lines");
        });
    }

    #[test]
    fn a_line_of_both_directions_is_gone_through_in_the_order_of_the_eye() {
        // Drawn as `abc ` and then the Arabic word from right to left.
        let text = "abc سلمى";
        drawn(text, |ui, paragraph| {
            let rect = paragraph.response.rect;
            let at = |x: f32| paragraph.byte_at(ui, Pos2::new(rect.left() + x, rect.center().y));
            let bytes: Vec<usize> = (0..80).map(|x| at(x as f32)).collect();
            assert_eq!(bytes[0], 0);
            assert!(bytes.iter().all(|byte| text.is_char_boundary(*byte)));
            let arabic: Vec<usize> = bytes.iter().copied().filter(|byte| *byte > 4).collect();
            assert_eq!(arabic.first(), Some(&text.len()), "its end is met first");
            assert!(
                arabic.is_sorted_by(|one, other| one >= other),
                "and then letter by letter to its start: {arabic:?}"
            );
        });
    }

    #[test]
    fn marks_of_hidden_characters_lead_to_the_stored_text() {
        let text = "ab\u{202e}cd";
        drawn(text, |ui, paragraph| {
            let rect = paragraph.response.rect;
            assert_eq!(paragraph.byte_at(ui, rect.max), text.len());
            assert_eq!(paragraph.byte_at(ui, rect.min), 0);
        });
    }
}
