//! What the rules of the appearance mean, drawn in the legend: colours, shapes, sizes and widths beside what they stand for.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::bidi_text::{self, TextLook};
use super::glyph::{paint_glyph, paint_line_sample};
use super::legend::row_ui;
use super::look::{colour, grouped};
use crate::scene::styling::{Key, KeyBody, KeyLook, KeySample};
use crate::scene::{Dash, LinkLook, Rgba, Tokens, visible_label};

/// Height of a bar of colours, in points.
const BAR: f32 = 10.0;
/// Radius of the greatest circle, in points.
const CIRCLE: f32 = 11.0;

/// What one rule means.
pub fn key_ui(ui: &mut Ui, tokens: &Tokens, key: &Key) {
    title_ui(ui, tokens, &key.title());
    match &key.body {
        KeyBody::Groups(samples) => samples.iter().for_each(|sample| sample_ui(ui, tokens, sample)),
        KeyBody::Ramp(colours, ticks, is_log) => ramp_ui(ui, tokens, (colours, ticks, *is_log)),
        KeyBody::Radii(circles) => circles_ui(ui, tokens, circles),
        KeyBody::Widths(widths) => {
            for (width, words) in widths {
                let look = LinkLook { colour: tokens.text_weak, width: *width, dash: Dash::Solid };
                row_ui(ui, tokens, words, "", false, |ui, rect| paint_line_sample(ui.painter(), look, rect));
            }
        }
        KeyBody::Words => {}
    }
    if let Some(sample) = &key.without {
        sample_ui(ui, tokens, sample);
    }
    ui.add_space(4.0);
}

/// A line over some rows.
pub fn title_ui(ui: &mut Ui, tokens: &Tokens, title: &str) {
    ui.add_space(2.0);
    bidi_text::line_ui(ui, &visible_label(title), &TextLook::small(tokens));
    ui.add_space(1.0);
}

fn sample_ui(ui: &mut Ui, tokens: &Tokens, sample: &KeySample) {
    let name = visible_label(&sample.name);
    let response = row_ui(ui, tokens, &name, &grouped(sample.count), false, |ui, rect| match sample.look {
        KeyLook::Actor(look) => {
            let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
            paint_glyph(ui.painter(), tokens, look, square);
        }
        KeyLook::Link(look) => paint_line_sample(ui.painter(), look, rect),
    });
    let words = format!("{name}: {}", grouped(sample.count));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &words));
    response.on_hover_text(words);
}

fn ramp_ui(ui: &mut Ui, tokens: &Tokens, (colours, ticks, is_log): (&[Rgba], &[(f32, String)], bool)) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), BAR + figure_height(tokens)), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(rect.width(), BAR));
    let mut mesh = Mesh::default();
    let last = colours.len().saturating_sub(1).max(1);
    for (step, shade) in colours.iter().enumerate() {
        let x = bar.left() + bar.width() * step as f32 / last as f32;
        for y in [bar.top(), bar.bottom()] {
            mesh.vertices.push(Vertex { pos: pos2(x, y), uv: WHITE_UV, color: colour(*shade) });
        }
        if step > 0 {
            let at = 2 * step as u32;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    ui.painter().add(mesh);
    ui.painter().rect_stroke(bar, 0.0, Stroke::new(1.0, colour(tokens.outline_strong)), StrokeKind::Inside);
    figures_ui(ui, tokens, rect, ticks);
    let words = match (ticks.first(), ticks.last()) {
        (Some((_, least)), Some((_, greatest))) => format!("Colours from {least} to {greatest}"),
        _ => "Colours".to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &words));
    response.on_hover_text(if is_log { format!("{words}, by orders of magnitude.") } else { format!("{words}.") });
}

fn circles_ui(ui: &mut Ui, tokens: &Tokens, circles: &[(f32, String)]) {
    if circles.is_empty() {
        return;
    }
    let height = 2.0 * CIRCLE + 2.0 + figure_height(tokens);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let greatest = circles.iter().map(|(radius, _)| *radius).fold(1.0, f32::max);
    let bottom = rect.top() + 2.0 * CIRCLE + 1.0;
    let share = |place: usize| if circles.len() < 2 { 0.5 } else { place as f32 / (circles.len() - 1) as f32 };
    let mut ticks = Vec::new();
    for (place, (radius, words)) in circles.iter().enumerate() {
        let radius = radius / greatest * CIRCLE;
        let x = rect.left() + CIRCLE + 1.0 + (rect.width() - 2.0 * CIRCLE - 2.0) * share(place);
        let rim = Stroke::new(1.0, colour(tokens.outline_strong));
        ui.painter().circle(pos2(x, bottom - radius), radius, colour(tokens.panel), rim);
        ticks.push((share(place), words.clone()));
    }
    figures_ui(ui, tokens, rect, &ticks);
    let words: Vec<&str> = circles.iter().map(|(_, words)| words.as_str()).collect();
    let words = format!("Areas stand for {}", words.join(", "));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &words));
    response.on_hover_text(words);
}

fn figure_height(tokens: &Tokens) -> f32 {
    (tokens.small_size * 1.35).round()
}

/// Figures along the lower side of `rect`: the first begins where that begins, the last ends where it ends.
fn figures_ui(ui: &Ui, tokens: &Tokens, rect: Rect, ticks: &[(f32, String)]) {
    let look = TextLook::small(tokens);
    for (share, words) in ticks {
        let (galley, _) = bidi_text::galley_of_line(ui, words, &look, rect.width());
        let most = (rect.right() - galley.size().x).max(rect.left());
        let left = (rect.left() + rect.width() * share - galley.size().x / 2.0).clamp(rect.left(), most);
        let at = pos2(left, rect.bottom() - galley.size().y);
        ui.painter().galley(at, galley, colour(tokens.text_weak));
    }
}
