//! The axis along which actors stand, in a picture: fine lines behind the drawing, and a band with what they mean. Which values are
//! written, and where, is decided in `scene::axis`.

use super::frame::rectangle;
use super::svg::{Anchor, Svg, TextLook, number};
use crate::model::{AxisScale, Camera, Point};
use crate::scene::Tokens;
use crate::scene::axis::{AxisTicks, PADDING, ticks};
use crate::scene::camera::Size;

/// An axis in a picture.
pub(super) struct Axis<'a> {
    /// The part of the page on which the words stand: no label is written there.
    pub(super) band: (Point, Point),
    /// The part of the page that the drawing has.
    region: (Point, Point),
    seen: AxisTicks,
    tokens: &'a Tokens,
}

impl<'a> Axis<'a> {
    /// The axis on a page as seen by a camera; `region` is what the drawing has of the page.
    pub(super) fn new(
        scale: &AxisScale,
        camera: &Camera,
        page: Size,
        region: (Point, Point),
        tokens: &'a Tokens,
    ) -> Self {
        let seen = ticks(scale, camera, page, tokens.small_size);
        let (least, greatest) = region;
        let end = if seen.is_upright {
            Point::new(least.x + seen.thickness, greatest.y)
        } else {
            Point::new(greatest.x, least.y + seen.thickness)
        };
        Self { band: (least, end), region, seen, tokens }
    }

    /// Draws the fine lines, behind everything else.
    pub(super) fn draw_lines(&self, svg: &mut Svg) {
        let (least, greatest) = self.region;
        svg.add(format_args!("<g stroke=\"{}\" stroke-width=\"1\">\n", self.tokens.outline.css()));
        for tick in &self.seen.ticks {
            let (from, to) = if self.seen.is_upright {
                (Point::new(least.x, tick.at), Point::new(greatest.x, tick.at))
            } else {
                (Point::new(tick.at, least.y), Point::new(tick.at, greatest.y))
            };
            svg.add(format_args!(
                "<path d=\"M{} {} L{} {}\"/>\n",
                number(from.x),
                number(from.y),
                number(to.x),
                number(to.y)
            ));
        }
        svg.raw("</g>\n");
    }

    /// Draws the band with its words, over the drawing.
    pub(super) fn draw_band(&self, svg: &mut Svg) {
        let Self { band, region: _, seen, tokens } = self;
        let AxisTicks { title, title_at, is_upright, thickness: _, ticks } = seen;
        rectangle(svg, *band, &format!("fill=\"{}\"", tokens.panel.css()));
        let size = tokens.small_size;
        let weak = TextLook { size, colour: tokens.text_weak, bold: false, halo: None };
        let middle = f32::midpoint(band.0.y, band.1.y);
        // From the middle of a line a third of the size down to the baseline.
        let down = size * 0.34;
        for tick in ticks.iter().filter(|tick| tick.is_written) {
            let (at, anchor) = if *is_upright {
                (Point::new(band.1.x - PADDING, tick.at + down), Anchor::End)
            } else {
                (Point::new(tick.at, middle + down), Anchor::Middle)
            };
            svg.text(&tick.label, at, anchor, &weak);
        }
        let corner = if *is_upright {
            Point::new(band.0.x + PADDING, band.0.y + title_at + size)
        } else {
            Point::new(band.0.x + title_at, middle + down)
        };
        svg.text(title, corner, Anchor::Start, &TextLook { colour: tokens.text, ..weak });
    }
}
