//! The legend of a picture, as a box: what rules mean, types of actors, what links rest on. What it says is decided in `scene`.

use super::frame::{dash_attribute, rectangle};
use super::svg::{Anchor, Svg, TextLook, number};
use super::words::{counted, grouped};
use crate::model::Point;
use crate::scene::camera::Size;
use crate::scene::geometry::shape_outline;
use crate::scene::styling::{Key, KeyBody, KeyLook, KeySample};
use crate::scene::{ActorEntry, ActorLook, Dash, Legend, LinkLook, Rgba, Shape, Standing, TextMeasure, Theme, style};

const LEGEND_SIZE: f32 = 11.5;
/// Size of the figures beside colours and circles, in points.
const FIGURE_SIZE: f32 = 10.5;
const ROW: f32 = 18.0;
const SAMPLE: f32 = 40.0;
const LEGEND_COLUMNS: f32 = 190.0;
/// Least width of what is drawn to scale, in points.
const SCALE_WIDTH: f32 = 150.0;
/// Height of a bar of colours, in points.
const BAR: f32 = 10.0;
/// Radius of the greatest circle, in points.
const CIRCLE: f32 = 12.0;
/// Stops of a bar of colours.
const STOPS: usize = 17;
/// Types that the legend lists; the others are counted in one row.
const MOST_TYPES: usize = 16;

enum Row<'a> {
    Heading(&'static str),
    /// What a rule decides, and by what.
    Title(String),
    Actor(&'a ActorEntry),
    Sample(&'a KeySample),
    Ramp(&'a [Rgba], &'a [(f32, String)]),
    Circles(&'a [(f32, String)]),
    MoreTypes(String),
    Link(String, LinkLook, Option<usize>),
    Note(&'static str),
}

impl Row<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Ramp(..) => BAR + FIGURE_SIZE * 1.5 + 8.0,
            Self::Circles(_) => 2.0 * CIRCLE + FIGURE_SIZE * 1.5 + 6.0,
            _ => ROW,
        }
    }
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
        let rows = rows(legend, theme);
        let width = |row: &Row<'_>| match row {
            Row::Heading(words) => measure.bold_width(words, LEGEND_SIZE),
            Row::Title(words) => measure.width(&shown(measure, words), LEGEND_SIZE),
            Row::Actor(entry) => row_width(&shown(measure, entry.name()), Some(entry.count), measure),
            Row::Sample(sample) => row_width(&shown(measure, &sample.name), Some(sample.count), measure),
            Row::Ramp(..) | Row::Circles(_) => SCALE_WIDTH,
            Row::MoreTypes(words) => SAMPLE + measure.width(words, LEGEND_SIZE),
            Row::Note(words) => SAMPLE + measure.width(words, LEGEND_SIZE),
            Row::Link(words, _, count) => row_width(words, *count, measure),
        };
        let widest = rows.iter().map(width).fold(0.0, f32::max);
        let headings = rows.iter().filter(|row| matches!(row, Row::Heading(_))).count();
        let height = rows.iter().map(Row::height).sum::<f32>();
        let height = height + (headings - 1) as f32 * tokens.gap + 2.0 * tokens.padding;
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
        for (place, row) in self.rows.iter().enumerate() {
            if place > 0 && matches!(row, Row::Heading(_)) {
                top += tokens.gap;
            }
            let (middle, baseline) = (top + ROW / 2.0, top + ROW / 2.0 + LEGEND_SIZE * 0.36);
            let put = |svg: &mut Svg, text: &str, count: Option<usize>| {
                svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &words);
                if let Some(count) = count {
                    svg.text(&grouped(count), Point::new(right, baseline), Anchor::End, &weak);
                }
            };
            let centre = Point::new(left + SAMPLE * 0.4, middle);
            match row {
                Row::Heading(text) => svg.text(text, Point::new(left, baseline), Anchor::Start, &heading),
                Row::Title(text) => {
                    svg.text(&shown(measure, text), Point::new(left, baseline), Anchor::Start, &weak);
                }
                Row::Actor(entry) => {
                    self.glyph(svg, centre, 5.6, entry.look);
                    put(svg, &shown(measure, entry.name()), Some(entry.count));
                }
                Row::Sample(sample) => {
                    match sample.look {
                        KeyLook::Actor(look) => self.glyph(svg, centre, 5.6, look),
                        KeyLook::Link(look) => sample_line(svg, (left, left + SAMPLE - 8.0), middle, look),
                    }
                    put(svg, &shown(measure, &sample.name), Some(sample.count));
                }
                Row::Ramp(colours, ticks) => {
                    self.ramp(svg, (left, right), top, (place, colours, ticks), measure);
                }
                Row::Circles(circles) => self.circles(svg, (left, right), top, circles, measure),
                Row::Note(text) => svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &weak),
                Row::MoreTypes(text) => svg.text(text, Point::new(left + SAMPLE, baseline), Anchor::Start, &weak),
                Row::Link(text, look, count) => {
                    sample_line(svg, (left, left + SAMPLE - 8.0), middle, *look);
                    put(svg, text, *count);
                }
            }
            top += row.height();
        }
        svg.raw("</g>\n");
    }

    fn glyph(&self, svg: &mut Svg, centre: Point, radius: f32, look: ActorLook) {
        svg.open_outline(&shape_outline(look.shape, centre, radius));
        let rim = style::rim(look.fill, self.theme).css();
        svg.add(format_args!(" fill=\"{}\" stroke=\"{rim}\"/>\n", look.fill.css()));
    }

    /// A bar of colours with figures below.
    fn ramp(
        &self,
        svg: &mut Svg,
        (left, right): (f32, f32),
        top: f32,
        (id, colours, ticks): (usize, &[Rgba], &[(f32, String)]),
        measure: &TextMeasure,
    ) {
        svg.add(format_args!("<linearGradient id=\"key{id}\">\n"));
        for stop in 0..STOPS {
            let share = stop as f32 / (STOPS - 1) as f32;
            let colour = colours[(share * (colours.len() - 1) as f32).round() as usize];
            svg.add(format_args!("<stop offset=\"{}\" stop-color=\"{}\"/>\n", number(share), colour.css()));
        }
        svg.raw("</linearGradient>\n");
        let corners = (Point::new(left, top + 3.0), Point::new(right, top + 3.0 + BAR));
        let stroke = self.theme.tokens().outline_strong.css();
        rectangle(svg, corners, &format!("rx=\"2\" fill=\"url(#key{id})\" stroke=\"{stroke}\" stroke-width=\"0.6\""));
        self.figures(svg, (left, right), top + 3.0 + BAR, ticks, measure);
    }

    /// Circles side by side with figures below.
    fn circles(
        &self,
        svg: &mut Svg,
        (left, right): (f32, f32),
        top: f32,
        circles: &[(f32, String)],
        measure: &TextMeasure,
    ) {
        let greatest = circles.iter().map(|(radius, _)| *radius).fold(1.0, f32::max);
        let bottom = top + 2.0 + 2.0 * CIRCLE;
        let mut ticks = Vec::new();
        for (place, (radius, words)) in circles.iter().enumerate() {
            let share = share_of(place, circles.len());
            let radius = radius / greatest * CIRCLE;
            let x = left + CIRCLE + (right - left - 2.0 * CIRCLE) * share;
            let look = ActorLook { shape: Shape::Circle, fill: self.theme.tokens().panel_raised };
            self.glyph(svg, Point::new(x, bottom - radius), radius, look);
            ticks.push((share, words.clone()));
        }
        self.figures(svg, (left, right), bottom, &ticks, measure);
    }

    /// Figures at shares of a way: the first begins where that begins, the last ends where it ends.
    fn figures(
        &self,
        svg: &mut Svg,
        (left, right): (f32, f32),
        top: f32,
        ticks: &[(f32, String)],
        measure: &TextMeasure,
    ) {
        let look = TextLook { size: FIGURE_SIZE, colour: self.theme.tokens().text_weak, bold: false, halo: None };
        for (share, words) in ticks {
            let width = measure.width(words, FIGURE_SIZE);
            let middle = left + (right - left) * share;
            let at = (middle - width / 2.0).clamp(left, (right - width).max(left));
            svg.text(words, Point::new(at, top + FIGURE_SIZE * 1.25), Anchor::Start, &look);
        }
    }
}

/// Where one of several things stands side by side.
fn share_of(place: usize, count: usize) -> f32 {
    if count < 2 { 0.5 } else { place as f32 / (count - 1) as f32 }
}

fn rows(legend: &Legend, theme: Theme) -> Vec<Row<'_>> {
    let tokens = theme.tokens();
    let mut rows = vec![Row::Heading("Actors")];
    let (of_links, of_actors): (Vec<&Key>, Vec<&Key>) = legend.keys.iter().partition(|key| key.is_of_links());
    for key in &of_actors {
        key_rows(key, theme, &mut rows);
    }
    if !of_actors.is_empty() {
        rows.push(Row::Title("Type".to_owned()));
    }
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
        for key in &of_links {
            key_rows(key, theme, &mut rows);
        }
        if !of_links.is_empty() {
            rows.push(Row::Title("Basis".to_owned()));
        }
        let entries = legend.links.iter();
        rows.extend(entries.map(|entry| Row::Link(entry.name().to_owned(), entry.look, Some(entry.count))));
        rows.extend(legend.link_note().map(Row::Note));
    }
    if legend.contradicted > 0 {
        let firm = Standing::Basis(crate::model::Basis::Stated).look(theme);
        let look = LinkLook { colour: tokens.warning, ..firm };
        rows.push(Row::Link("contradicted".to_owned(), look, Some(legend.contradicted)));
    }
    rows
}

fn key_rows<'a>(key: &'a Key, theme: Theme, rows: &mut Vec<Row<'a>>) {
    rows.push(Row::Title(key.title()));
    match &key.body {
        KeyBody::Groups(samples) => rows.extend(samples.iter().map(Row::Sample)),
        KeyBody::Ramp(colours, ticks, _) => rows.push(Row::Ramp(colours, ticks)),
        KeyBody::Radii(circles) if !circles.is_empty() => rows.push(Row::Circles(circles)),
        KeyBody::Widths(widths) => rows.extend(widths.iter().map(|(width, words)| {
            let look = LinkLook { colour: theme.tokens().text_weak, width: *width, dash: Dash::Solid };
            Row::Link(words.clone(), look, None)
        })),
        KeyBody::Radii(_) | KeyBody::Words => {}
    }
    rows.extend(key.without.as_ref().map(Row::Sample));
}

fn shown(measure: &TextMeasure, name: &str) -> String {
    measure.fitted(&crate::scene::visible_label(name), LEGEND_SIZE, LEGEND_COLUMNS)
}

fn row_width(words: &str, count: Option<usize>, measure: &TextMeasure) -> f32 {
    let count = count.map_or(0.0, |count| 14.0 + measure.width(&grouped(count), LEGEND_SIZE));
    SAMPLE + measure.width(words, LEGEND_SIZE) + count
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
