//! Actors as smooth discs on an image. Which and how large is the caller's to say.

use std::ops::Range;

use rayon::prelude::*;

use super::counts::BAND;
use crate::model::Point;
use crate::scene::Rgba;

/// An actor as a disc.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Middle, in pixels; not finite where it has no place.
    pub at: Point,
    /// Radius, in pixels; drawn with at least one.
    pub radius: f32,
    /// Colour; opaque.
    pub fill: Rgba,
}

/// Least radius of a dot, in pixels.
const LEAST_RADIUS: f32 = 1.0;
/// Dots that are drawn before `stop` is asked again.
const BATCH: usize = 4096;

/// Draws dots on some rows of a premultiplied image, the smaller below; `None` where it was stopped.
pub(super) fn draw(
    rgba: &mut [u8],
    width: u32,
    rows: Range<u32>,
    dots: &[Dot],
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<()> {
    if width == 0 || rows.is_empty() {
        return Some(());
    }
    let (first, height) = (rows.start as f32, rows.len() as u32);
    let reach = |dot: &Dot| dot.radius.max(LEAST_RADIUS) + 0.5;
    let is_seen = |dot: &&Dot| {
        let far = reach(dot);
        let is_within = |at: f32, side: u32| (-far..side as f32 + far).contains(&at);
        dot.radius.is_finite() && is_within(dot.at.x, width) && is_within(dot.at.y - first, height)
    };
    let mut seen: Vec<&Dot> = dots.iter().filter(is_seen).collect();
    seen.sort_by(|one, other| one.radius.total_cmp(&other.radius));
    let bands = height.div_ceil(BAND) as usize;
    let mut of_band: Vec<Vec<u32>> = vec![Vec::new(); bands];
    for (number, dot) in (0u32..).zip(&seen) {
        let band = |y: f32| ((y - first).clamp(0.0, height as f32 - 1.0) as u32 / BAND) as usize;
        for numbers in &mut of_band[band(dot.at.y - reach(dot))..=band(dot.at.y + reach(dot))] {
            numbers.push(number);
        }
    }
    let paint = |(band, pixels): (usize, &mut [u8])| {
        let top = rows.start + band as u32 * BAND;
        for numbers in of_band[band].chunks(BATCH) {
            if stop() {
                return None;
            }
            for &number in numbers {
                disc(pixels, width, top, seen[number as usize]);
            }
        }
        Some(())
    };
    rgba.par_chunks_mut(width as usize * BAND as usize * 4).enumerate().map(paint).collect()
}

/// Draws a disc into a band of an image that begins `top` pixels down.
fn disc(pixels: &mut [u8], width: u32, top: u32, dot: &Dot) {
    let radius = dot.radius.max(LEAST_RADIUS);
    let (x, y) = (dot.at.x, dot.at.y - top as f32);
    let rows = pixels.len() / (width as usize * 4);
    let span = |at: f32, most: usize| {
        let first = (at - radius - 0.5).floor().max(0.0) as usize;
        first..((at + radius + 0.5).ceil().max(0.0) as usize).min(most)
    };
    let Rgba([red, green, blue, _]) = dot.fill;
    let fill = [red, green, blue, 255].map(u32::from);
    for row in span(y, rows) {
        let down = row as f32 + 0.5 - y;
        for column in span(x, width as usize) {
            let across = column as f32 + 0.5 - x;
            let cover = ((radius + 0.5 - (across * across + down * down).sqrt()).clamp(0.0, 1.0) * 256.0) as u32;
            if cover == 0 {
                continue;
            }
            let at = (row * width as usize + column) * 4;
            for (below, part) in pixels[at..at + 4].iter_mut().zip(fill) {
                *below = ((u32::from(*below) * (256 - cover) + part * cover) >> 8) as u8;
            }
        }
    }
}
