//! What stands around the drawing: title, foot. The drawing itself is in `drawing`, the legend in `legend`.

use super::svg::{Anchor, Svg, TextLook, number};
use crate::model::Point;
use crate::scene::camera::Size;
use crate::scene::{LINE_HEIGHT, TextMeasure, Tokens};

/// Free space along the border of the picture, in points.
pub(super) const BORDER: f32 = 20.0;
const TITLE_SIZE: f32 = 19.0;
const FOOT_SIZE: f32 = 10.5;

/// Title and foot, broken into lines for a picture of one size.
pub(super) struct Frame {
    size: Size,
    title: Vec<String>,
    foot: Vec<String>,
}

impl Frame {
    /// Breaks the title and the parts of the foot into lines.
    pub(super) fn new(size: Size, title: Option<&str>, foot: &[String], measure: &TextMeasure) -> Self {
        let room = size.width - 2.0 * BORDER;
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let title = title.map_or_else(Vec::new, |title| {
            // Bold is about a tenth wider than what is measured here.
            let columns = (room / (TITLE_SIZE * 0.6)) as usize;
            measure.wrap(title, columns.max(4), 2)
        });
        Self { size, title, foot: foot_lines(foot, room, measure) }
    }

    /// The part of the picture that is left for the drawing.
    pub(super) fn region(&self) -> (Point, Point) {
        let title = self.title.len() as f32 * TITLE_SIZE * LINE_HEIGHT;
        let foot = self.foot.len() as f32 * FOOT_SIZE * LINE_HEIGHT;
        let top = if self.title.is_empty() { 0.0 } else { BORDER + title };
        let bottom = if self.foot.is_empty() { 0.0 } else { BORDER * 0.5 + foot };
        (Point::new(0.0, top), Point::new(self.size.width, (self.size.height - bottom).max(top + 1.0)))
    }

    /// The bands of title and foot, where no label may stand.
    pub(super) fn bands(&self) -> [(Point, Point); 2] {
        let (least, greatest) = self.region();
        [
            (Point::default(), Point::new(self.size.width, least.y)),
            (Point::new(0.0, greatest.y), Point::new(self.size.width, self.size.height)),
        ]
    }

    /// Paints the bands over what reaches into them, then title and foot.
    pub(super) fn draw(&self, svg: &mut Svg, tokens: &Tokens) {
        for (band, lines) in self.bands().into_iter().zip([&self.title, &self.foot]) {
            if !lines.is_empty() {
                rectangle(svg, band, &format!("fill=\"{}\"", tokens.canvas.css()));
            }
        }
        let title = TextLook { size: TITLE_SIZE, colour: tokens.text, bold: true, halo: None };
        for (line, words) in self.title.iter().enumerate() {
            let baseline = BORDER * 0.8 + TITLE_SIZE * (0.95 + line as f32 * LINE_HEIGHT);
            svg.text(words, Point::new(BORDER, baseline), Anchor::Start, &title);
        }
        let foot = TextLook { size: FOOT_SIZE, colour: tokens.text_weak, bold: false, halo: None };
        let top = self.region().1.y;
        for (line, words) in self.foot.iter().enumerate() {
            let baseline = top + FOOT_SIZE * (1.0 + line as f32 * LINE_HEIGHT);
            svg.text(words, Point::new(BORDER, baseline), Anchor::Start, &foot);
        }
    }
}

/// Parts set one after the other, a new line where they do not fit; no part is cut in two unless it is wider than a line.
fn foot_lines(parts: &[String], room: f32, measure: &TextMeasure) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.trim().is_empty()) {
        let columns = (room / (FOOT_SIZE * 0.54)) as usize;
        for piece in measure.wrap(part, columns.max(4), 6) {
            let joined = lines.last().map(|line| format!("{line}  ·  {piece}"));
            match joined.filter(|joined| measure.width(joined, FOOT_SIZE) <= room) {
                Some(joined) => *lines.last_mut().expect("there is a line to join") = joined,
                None => lines.push(piece),
            }
        }
    }
    lines
}

/// ` stroke-dasharray="…"`, or nothing for a solid line.
pub(super) fn dash_attribute(pattern: &[f32]) -> String {
    if pattern.is_empty() {
        return String::new();
    }
    let lengths: Vec<String> = pattern.iter().map(|length| number(*length)).collect();
    format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
}

pub(super) fn rectangle(svg: &mut Svg, (least, greatest): (Point, Point), attributes: &str) {
    svg.add(format_args!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {attributes}/>\n",
        number(least.x),
        number(least.y),
        number(greatest.x - least.x),
        number(greatest.y - least.y)
    ));
}
