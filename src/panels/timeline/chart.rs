//! The chart of the timeline: bars, the window over them, the axis under them, and a line of words above. Draws only.

use egui::{
    Align2, Button, Color32, CornerRadius, FontId, Id, Painter, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::axis::TimeAxis;
use super::{TimelinePanel, tell};
use crate::analysis::{Bar, Histogram};
use crate::model::{Day, TimeWindow};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::colour;
use crate::scene::Tokens;
use crate::workspace::{Command, Workspace};

/// Room for what is written under the bars, in points.
const FOOT: f32 = 17.0;
/// The least height of the chart, in points.
const LEAST_HEIGHT: f32 = 48.0;
/// A bar is at least as high, where there is something, in points.
const LEAST_BAR: f32 = 1.5;
/// Size of the button that shows all of the axis, in points.
const WHOLE_AXIS: Vec2 = vec2(84.0, 20.0);

impl TimelinePanel {
    /// Draws the chart in the room that is left, and follows pointer and keys on it.
    pub(super) fn chart_ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        extent: (i64, i64),
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let window = workspace.view().filters.time;
        let line = bidi_text::TextLook::small(tokens).line_height();
        let room = ui.available_height() - line - ui.spacing().item_spacing.y;
        let rect = ui.available_rect_before_wrap();
        let top = rect.top() + line + ui.spacing().item_spacing.y;
        let rect = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), room.max(LEAST_HEIGHT)));
        // The words above are those of what is pointed at: that has to be known first.
        let response = ui.interact(rect, Id::new("timeline chart"), Sense::click_and_drag());
        self.follow_keys(ui, &response, workspace, extent, commands);
        let axis = self.axis(extent, rect.left(), rect.right());
        self.follow_pointer(ui, &response, workspace, (extent, axis), commands);
        let axis = self.axis(extent, rect.left(), rect.right());
        let answer = self.answer.as_ref().filter(|answer| answer.asked.clock == self.clock);
        let histogram = answer.and_then(|answer| answer.histogram.as_ref());
        let under = histogram.zip(response.hover_pos()).and_then(|(histogram, at)| {
            let bin = histogram.bins.step.bin(axis.day(at.x).floor() as i64);
            histogram.bins.numbers.contains(&bin).then_some((histogram, bin))
        });
        let words = match under {
            Some((histogram, bin)) => tell::bin_words(histogram, bin),
            None => answer.map_or_else(String::new, |answer| tell::summary(self.clock, answer.counts.0, extent)),
        };
        bidi_text::line_ui(ui, &words, &TextLook::small(tokens));
        ui.advance_cursor_after_rect(rect);
        let said = window.map_or_else(|| "all times".to_owned(), |window| window.words());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::WidgetType::Other, true, format!("Window of time: {said}"))
        });
        let painter = ui.painter_at(rect.expand(1.0));
        let ground = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - FOOT));
        painter.rect_filled(ground, CornerRadius::same(tokens.corner as u8), colour(tokens.field));
        if let Some(histogram) = histogram {
            draw_bars(&painter, ground, &axis, histogram, tokens);
        }
        if let Some((histogram, bin)) = under {
            let step = histogram.bins.step;
            let column = column(ground, &axis, step.first_day(bin), step.first_day(bin + 1));
            painter.rect_filled(column, 0.0, colour(tokens.text).gamma_multiply(0.08));
        }
        draw_window(&painter, ground, &axis, window, tokens);
        let is_focused = response.has_focus();
        let rim =
            if is_focused { Stroke::new(1.5, colour(tokens.accent)) } else { Stroke::new(1.0, colour(tokens.outline)) };
        painter.rect_stroke(ground, CornerRadius::same(tokens.corner as u8), rim, StrokeKind::Inside);
        draw_ticks(&painter, rect, ground, &axis, tokens);
        if self.seen.is_some() {
            // On the chart, which then stays where it is while one zooms.
            let corner = pos2(ground.right() - WHOLE_AXIS.x - 4.0, ground.top() + 4.0);
            let button = ui.put(Rect::from_min_size(corner, WHOLE_AXIS), Button::new("Whole axis").small());
            if button.on_hover_text("Show all dates along the axis again.").clicked() {
                self.seen = None;
            }
        }
    }
}

/// Between two days, over the whole height.
fn column(ground: Rect, axis: &TimeAxis, from: i64, after: i64) -> Rect {
    let (left, right) = (axis.x(from as f64), axis.x(after as f64));
    Rect::from_min_max(pos2(left, ground.top()), pos2(right, ground.bottom())).intersect(ground)
}

/// All that is dated quietly, and before it what the other filters let through; what may be elsewhere as well is lighter.
fn draw_bars(painter: &Painter, ground: Rect, axis: &TimeAxis, histogram: &Histogram, tokens: &Tokens) {
    let edges = histogram.bins.edges();
    let seen: Vec<usize> = (0..histogram.all.len())
        .filter(|bin| axis.x(edges[bin + 1] as f64) > ground.left() && axis.x(edges[*bin] as f64) < ground.right())
        .collect();
    let highest = seen.iter().map(|bin| histogram.all[*bin].height()).fold(0.0, f64::max);
    if highest <= 0.0 {
        return;
    }
    let room = f64::from(ground.height() - 4.0);
    let height = |value: f64| (value / highest * room) as f32;
    let mixed = |strong: Color32, share: f32| colour(tokens.field).lerp_to_gamma(strong, share);
    let (quiet, strong) = (colour(tokens.outline_strong), colour(tokens.accent));
    let shades = [(mixed(quiet, 0.85), mixed(quiet, 0.4)), (strong, mixed(strong, 0.42))];
    for bin in seen {
        let column = column(ground, axis, edges[bin], edges[bin + 1]);
        let gap = if column.width() > 4.0 { 0.5 } else { 0.0 };
        for (bar, (sure, unsure)) in [histogram.all[bin], histogram.passing[bin]].into_iter().zip(shades) {
            let Bar { links, actors, .. } = bar;
            if links.all + actors.all == 0 {
                continue;
            }
            let whole = height(bar.height()).max(LEAST_BAR);
            let part = |from: f32, to: f32, shade: Color32| {
                let (left, right) = (column.left() + gap, (column.right() - gap).max(column.left() + gap + 0.5));
                let (top, bottom) = (ground.bottom() - to, ground.bottom() - from);
                painter.rect_filled(Rect::from_min_max(pos2(left, top), pos2(right, bottom)), 0.0, shade);
            };
            let surely = height(bar.surely());
            part(surely.min(whole), whole, unsure);
            if surely > 0.0 {
                part(0.0, surely.max(LEAST_BAR), sure);
            }
        }
    }
}

/// What lies beside the window is dimmed; its ends can be taken hold of.
fn draw_window(painter: &Painter, ground: Rect, axis: &TimeAxis, window: Option<TimeWindow>, tokens: &Tokens) {
    let Some(window) = window.filter(|window| window.from.is_some() || window.to.is_some()) else { return };
    let at = |day: Day, after: i64| axis.x((day.number() + after) as f64);
    let (from, to) = (window.from.map(|day| at(day, 0)), window.to.map(|day| at(day, 1)));
    let left = from.unwrap_or(ground.left()).clamp(ground.left(), ground.right());
    let right = to.unwrap_or(ground.right()).clamp(ground.left(), ground.right());
    let dim = colour(tokens.panel).gamma_multiply(0.72);
    painter.rect_filled(Rect::from_min_max(ground.min, pos2(left, ground.bottom())), 0.0, dim);
    painter.rect_filled(Rect::from_min_max(pos2(right, ground.top()), ground.max), 0.0, dim);
    let accent = colour(tokens.accent);
    let line = Stroke::new(1.5, accent);
    painter.hline(left..=right, ground.top() + 1.0, line);
    for x in [from, to].into_iter().flatten().filter(|x| *x >= ground.left() - 1.0 && *x <= ground.right() + 1.0) {
        painter.vline(x, ground.y_range(), line);
        let grip = Rect::from_center_size(pos2(x, ground.center().y), vec2(7.0, 22.0_f32.min(ground.height() * 0.5)));
        painter.rect(grip, 2.0, colour(tokens.panel_raised), line, StrokeKind::Inside);
        painter.vline(x, grip.shrink(6.0_f32.min(grip.height() / 3.0)).y_range(), Stroke::new(1.0, accent));
    }
}

fn draw_ticks(painter: &Painter, rect: Rect, ground: Rect, axis: &TimeAxis, tokens: &Tokens) {
    let font = FontId::proportional(tokens.small_size);
    let mut free = f32::NEG_INFINITY;
    for (day, words) in axis.ticks() {
        let x = axis.x(day as f64);
        painter.vline(x, ground.bottom()..=ground.bottom() + 4.0, Stroke::new(1.0, colour(tokens.outline_strong)));
        let galley = painter.layout_no_wrap(words, font.clone(), colour(tokens.text_weak));
        let place = Align2::LEFT_TOP.anchor_size(pos2(x + 3.0, ground.bottom() + 2.0), galley.size());
        // What has no room is left out, never cut.
        if place.right() <= rect.right() && place.left() > free + 6.0 {
            free = place.right();
            painter.galley(place.min, galley, colour(tokens.text_weak));
        }
    }
}
