//! The axis along which actors stand: fine lines behind the picture, and a band at the side with what they mean. Which values
//! are written, and where, is decided in `scene::axis`.

use egui::{Align2, Color32, Painter, Pos2, Rect, Stroke};

use super::pen::colour32;
use super::writing::{self, Families, Line};
use crate::model::{AxisScale, Camera};
use crate::scene::Tokens;
use crate::scene::axis::{AxisTicks, PADDING, ticks};

/// An axis as it is painted over one area of the screen.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// The part of the screen on which the words stand: no label is written there.
    pub band: Rect,
    /// The fine lines, and the edge of the band.
    lines: Vec<[Pos2; 2]>,
    edge: [Pos2; 2],
    words: Vec<Line>,
    stroke: Stroke,
    ground: Color32,
}

impl Axis {
    /// The axis as seen by a camera.
    pub fn new(scale: &AxisScale, camera: &Camera, area: Rect, tokens: &Tokens, families: Families) -> Self {
        let size = tokens.small_size;
        let AxisTicks { title, title_at, is_upright, thickness, ticks } =
            ticks(scale, camera, super::size_of(area), size);
        let (band, edge) = if is_upright {
            let band = Rect::from_min_max(area.min, Pos2::new(area.left() + thickness, area.bottom()));
            (band, [band.right_top(), band.right_bottom()])
        } else {
            let band = Rect::from_min_max(area.min, Pos2::new(area.right(), area.top() + thickness));
            (band, [band.left_bottom(), band.right_bottom()])
        };
        let (ink, weak) = (colour32(tokens.text), colour32(tokens.text_weak));
        let mut words: Vec<Line> = ticks
            .iter()
            .filter(|tick| tick.is_written)
            .map(|tick| {
                let (at, anchor) = if is_upright {
                    (Pos2::new(band.right() - PADDING, area.top() + tick.at), Align2::RIGHT_CENTER)
                } else {
                    (Pos2::new(area.left() + tick.at, band.center().y), Align2::CENTER_CENTER)
                };
                Line::plain(families, &tick.label, size, at, anchor, weak)
            })
            .collect();
        let aside = if is_upright { egui::vec2(PADDING, title_at) } else { egui::vec2(title_at, PADDING / 2.0) };
        let corner = band.min + aside;
        words.push(Line::plain(families, &title, size, corner, Align2::LEFT_TOP, ink));
        let lines = ticks.iter().map(|tick| {
            if is_upright {
                let y = area.top() + tick.at;
                [Pos2::new(area.left(), y), Pos2::new(area.right(), y)]
            } else {
                let x = area.left() + tick.at;
                [Pos2::new(x, area.top()), Pos2::new(x, area.bottom())]
            }
        });
        let stroke = Stroke::new(1.0, colour32(tokens.outline));
        Self { band, lines: lines.collect(), edge, words, stroke, ground: colour32(tokens.panel) }
    }

    /// Paints the fine lines, behind the picture.
    pub fn paint_lines(&self, painter: &Painter) {
        for &line in &self.lines {
            painter.line_segment(line, self.stroke);
        }
    }

    /// Paints the band with its words, over the picture.
    pub fn paint_band(&self, painter: &Painter) {
        painter.rect_filled(self.band, 0.0, self.ground);
        painter.line_segment(self.edge, self.stroke);
        writing::paint(painter, &self.words);
    }
}
