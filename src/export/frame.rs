//! What stands around the drawing: title, legend, foot. The drawing itself is in `drawing`.

use super::svg::{Anchor, Svg, TextLook, number};
use super::words::{counted, grouped};
use crate::model::Point;
use crate::scene::camera::Size;
use crate::scene::geometry::shape_outline;
use crate::scene::{LINE_HEIGHT, Legend, LinkLook, Standing, TextMeasure, Theme, Tokens, style};

/// Free space along the border of the picture, in points.
pub(super) const BORDER: f32 = 20.0;
const TITLE_SIZE: f32 = 19.0;
const FOOT_SIZE: f32 = 10.5;
const LEGEND_SIZE: f32 = 11.5;
const ROW: f32 = 18.0;
const SAMPLE: f32 = 40.0;
const LEGEND_COLUMNS: f32 = 190.0;
/// Types that the legend lists; the others are counted in one row.
const MOST_TYPES: usize = 16;

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

enum Row<'a> {
    Heading(&'static str),
    Actor(&'a crate::scene::ActorEntry),
    MoreTypes(String),
    Link(&'static str, LinkLook, usize),
    Note(&'static str),
}

/// The legend as a box.
pub(super) struct LegendBox<'a> {
    rows: Vec<Row<'a>>,
    /// Its size, in points.
    pub(super) size: Size,
    theme: Theme,
}

impl<'a> LegendBox<'a> {
    /// The rows of `legend`; `None` where it has nothing to say.
    pub(super) fn new(legend: &'a Legend, theme: Theme, measure: &TextMeasure) -> Option<Self> {
        if legend.actors.is_empty() {
            return None;
        }
        let tokens = theme.tokens();
        let mut rows = vec![Row::Heading("Actors")];
        // One row too many is listed rather than summed up.
        let listed = if legend.actors.len() <= MOST_TYPES + 1 { legend.actors.len() } else { MOST_TYPES };
        rows.extend(legend.actors[..listed].iter().map(Row::Actor));
        let others: usize = legend.actors[listed..].iter().map(|entry| entry.count).sum();
        if let Some(types) = counted(legend.actors.len() - listed, "more type") {
            rows.push(Row::MoreTypes(format!("{types} ({})", grouped(others))));
        }
        rows.extend(legend.actor_note().map(Row::Note));
        if !legend.links.is_empty() {
            rows.push(Row::Heading("Links"));
            rows.extend(legend.links.iter().map(|entry| Row::Link(entry.name(), entry.look, entry.count)));
            rows.extend(legend.link_note().map(Row::Note));
        }
        if legend.contradicted > 0 {
            let firm = Standing::Basis(crate::model::Basis::Stated).look(theme);
            rows.push(Row::Link("contradicted", LinkLook { colour: tokens.warning, ..firm }, legend.contradicted));
        }
        let width = |row: &Row<'_>| match row {
            Row::Heading(words) => measure.bold_width(words, LEGEND_SIZE),
            Row::Actor(entry) => row_width(&shown(measure, entry.name()), entry.count, measure),
            Row::MoreTypes(words) => SAMPLE + measure.width(words, LEGEND_SIZE),
            Row::Note(words) => SAMPLE + measure.width(words, LEGEND_SIZE),
            Row::Link(words, _, count) => row_width(words, *count, measure),
        };
        let widest = rows.iter().map(width).fold(0.0, f32::max);
        let headings = rows.iter().filter(|row| matches!(row, Row::Heading(_))).count();
        let height = rows.len() as f32 * ROW + (headings - 1) as f32 * tokens.gap + 2.0 * tokens.padding;
        Some(Self { rows, size: Size::new(widest + 2.0 * tokens.padding, height), theme })
    }

    /// Paints the box with its left upper corner at `at`.
    pub(super) fn draw(&self, svg: &mut Svg, at: Point, measure: &TextMeasure) {
        let tokens = self.theme.tokens();
        let far = Point::new(at.x + self.size.width, at.y + self.size.height);
        svg.raw("<g>\n");
        let look = format!(
            "rx=\"{}\" fill=\"{}\" stroke=\"{}\"",
            number(tokens.corner + 2.0),
            tokens.panel_raised.css(),
            tokens.outline.css()
        );
        rectangle(svg, (at, far), &look);
        let (left, right) = (at.x + tokens.padding, far.x - tokens.padding);
        let words = TextLook { size: LEGEND_SIZE, colour: tokens.text, bold: false, halo: None };
        let weak = TextLook { colour: tokens.text_weak, ..words };
        let heading = TextLook { bold: true, ..words };
        let mut top = at.y + tokens.padding;
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 && matches!(row, Row::Heading(_)) {
                top += tokens.gap;
            }
            let (middle, baseline) = (top + ROW / 2.0, top + ROW / 2.0 + LEGEND_SIZE * 0.36);
            let put = |svg: &mut Svg, text: &str, count: usize| {
                svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &words);
                svg.text(&grouped(count), Point::new(right, baseline), Anchor::End, &weak);
            };
            match row {
                Row::Heading(text) => svg.text(text, Point::new(left, baseline), Anchor::Start, &heading),
                Row::Actor(entry) => {
                    let centre = Point::new(left + SAMPLE * 0.4, middle);
                    svg.open_outline(&shape_outline(entry.look.shape, centre, 5.6));
                    let rim = style::rim(entry.look.fill, self.theme).css();
                    svg.add(format_args!(" fill=\"{}\" stroke=\"{rim}\"/>\n", entry.look.fill.css()));
                    put(svg, &shown(measure, entry.name()), entry.count);
                }
                Row::Note(text) => svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &weak),
                Row::MoreTypes(text) => svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &weak),
                Row::Link(text, look, count) => {
                    sample_line(svg, (left, left + SAMPLE - 8.0), middle, *look);
                    put(svg, text, *count);
                }
            }
            top += ROW;
        }
        svg.raw("</g>\n");
    }
}

fn shown(measure: &TextMeasure, name: &str) -> String {
    measure.fitted(&crate::scene::visible_label(name), LEGEND_SIZE, LEGEND_COLUMNS)
}

fn row_width(words: &str, count: usize, measure: &TextMeasure) -> f32 {
    SAMPLE + measure.width(words, LEGEND_SIZE) + 14.0 + measure.width(&grouped(count), LEGEND_SIZE)
}

fn sample_line(svg: &mut Svg, (from, to): (f32, f32), y: f32, look: LinkLook) {
    svg.add(format_args!(
        "<path d=\"M{} {y} L{} {y}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n",
        number(from),
        number(to),
        look.colour.css(),
        number(look.width.max(1.2)),
        dash_attribute(look.dash.pattern()),
        y = number(y),
    ));
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
