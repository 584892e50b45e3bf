//! SVG text, piece by piece: escaping, numbers, text with direction. What is drawn where is decided elsewhere.

use std::fmt::Write as _;

use crate::model::Point;
use crate::scene::geometry::{Curve, Outline};
use crate::scene::{Rgba, visible_label};
use crate::text::{is_plain_ltr, is_rtl_paragraph};

/// SVG text that grows.
#[derive(Default)]
pub(super) struct Svg {
    text: String,
}

/// Where a line of text is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line of text looks.
#[derive(Clone, Copy)]
pub(super) struct TextLook {
    pub(super) size: f32,
    pub(super) colour: Rgba,
    pub(super) bold: bool,
    /// Colour and width on each side of the halo.
    pub(super) halo: Option<(Rgba, f32)>,
}

impl Svg {
    /// Markup as it is; the caller answers for it.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Formatted markup as it is; the caller answers for it.
    pub(super) fn add(&mut self, markup: std::fmt::Arguments<'_>) {
        self.text.write_fmt(markup).expect("writing to a string cannot fail");
    }

    /// `<title>`: what a browser shows under the pointer and a screen reader says.
    pub(super) fn title(&mut self, words: &str) {
        self.add(format_args!("<title>{}</title>", escape(&visible_label(words))));
    }

    /// One line of text whose baseline is at `at`.
    pub(super) fn text(&mut self, words: &str, at: Point, anchor: Anchor, look: &TextLook) {
        let TextLook { size, colour, bold, halo } = *look;
        let words = visible_label(words);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let family = if is_plain_ltr(&words) { "" } else { " font-family=\"DejaVu Sans, Noto Sans, sans-serif\"" };
        let weight = if bold { " font-weight=\"700\"" } else { "" };
        self.add(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}{family}{weight}",
            number(at.x),
            number(at.y),
            number(size),
            colour.css()
        ));
        if let Some((halo, width)) = halo {
            self.add(format_args!(
                " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                halo.css(),
                number(width * 2.0)
            ));
        }
        // Programs that show SVG take left-to-right for the base direction; an isolate says otherwise.
        if is_rtl_paragraph(&words) {
            self.add(format_args!(">\u{2067}{}\u{2069}</text>\n", escape(&words)));
        } else {
            self.add(format_args!(">{}</text>\n", escape(&words)));
        }
    }

    /// The outline as an element without its end: attributes and `/>` or children are the caller's to add.
    pub(super) fn open_outline(&mut self, outline: &Outline) {
        match outline {
            Outline::Circle { centre, radius } => self.add(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                number(centre.x),
                number(centre.y),
                number(*radius)
            )),
            Outline::Polygon(corners) => {
                self.raw("<polygon points=\"");
                for (position, corner) in corners.iter().enumerate() {
                    let gap = if position == 0 { "" } else { " " };
                    self.add(format_args!("{gap}{},{}", number(corner.x), number(corner.y)));
                }
                self.raw("\"");
            }
        }
    }

    /// Bytes of the text so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The finished text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The data of a `<path>` along a curve.
pub(super) fn path_data(curve: &Curve) -> String {
    let pair = |point: Point| format!("{} {}", number(point.x), number(point.y));
    match *curve {
        Curve::Line(a, b) => format!("M{} L{}", pair(a), pair(b)),
        Curve::Quadratic(a, b, c) => format!("M{} Q{} {}", pair(a), pair(b), pair(c)),
        Curve::Cubic(a, b, c, d) => format!("M{} C{} {} {}", pair(a), pair(b), pair(c), pair(d)),
    }
}

/// At most two decimals, and never an exponent or something that is not a number.
pub(super) fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text as it may stand between tags and in attributes. Characters that XML forbids become `�`.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        let shown = [0.0, -0.001, 1.5, -12.345, 1e9, f32::NAN, f32::INFINITY].map(number);
        assert_eq!(shown, ["0", "0", "1.5", "-12.35", "1000000000", "0", "0"]);
    }

    #[test]
    fn what_could_be_markup_is_text() {
        assert_eq!(escape("<b a='1' c=\"2\">&\u{0}\n"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{FFFD} ");
    }

    #[test]
    fn right_to_left_text_says_so() {
        let mut svg = Svg::default();
        let look = TextLook { size: 12.0, colour: Rgba::hex(0), bold: false, halo: None };
        svg.text("يوسف", Point::default(), Anchor::Middle, &look);
        svg.text("Ada", Point::default(), Anchor::Middle, &look);
        let text = svg.finish();
        assert!(text.contains(">\u{2067}يوسف\u{2069}</text>"), "{text}");
        assert!(text.contains(">Ada</text>") && text.contains("font-family=\"DejaVu Sans, Noto Sans, sans-serif\""));
    }
}
