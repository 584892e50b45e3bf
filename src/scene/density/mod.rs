//! Crowds of links and actors as one image: links are counted and the counts become colours, actors are dots upon them. Dashes,
//! arrows, labels and what is selected are drawn by others.
//!
//! Half a million transparent lines are a grey disc. Counted, and shown on a scale that grows with the logarithm of the counts
//! (as datashader does), communities and the bundles between them can be told apart. Rows of the image are counted on all
//! cores, and the image is the same on any number of them.

mod counts;
mod course;
mod crowd;
mod dots;
mod segment;
mod tone;

use std::ops::Range;

pub use counts::{Counts, count};
pub use crowd::{LinkClasses, MOST_CLASSES};
pub use dots::Dot;
pub use tone::Tone;

use super::{Rgba, Theme};
use crate::model::Point;

/// A link as the line between its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chord {
    /// Slot of the source.
    pub from: u32,
    /// Slot of the target; the same as `from` for a loop.
    pub to: u32,
    /// Which of the colours it has.
    pub class: u8,
    /// Sideways offset of the middle, in units of the world, as in [`SceneLink`](super::SceneLink); of a loop its number.
    pub bend: f32,
}

/// How links bend in an image. Those that would hardly be told from straight ones are straight.
#[derive(Clone, Copy)]
pub struct Bends<'a> {
    /// Pixels per unit of the world.
    pub zoom: f32,
    /// The radius of each slot, in pixels.
    pub radius: &'a (dyn Fn(u32) -> f32 + Sync),
}

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Crowd<'a> {
    /// Width and height of the image, in pixels.
    pub size: (u32, u32),
    /// Where each slot is, in pixels from the left upper corner; not finite where it has no place.
    pub points: &'a [Point],
    /// The links.
    pub chords: &'a [Chord],
    /// How links bend; all of them are straight, and there are no loops, where it is not said.
    pub bends: Option<Bends<'a>>,
    /// The colours of links, by class; opaque.
    pub classes: &'a [Rgba],
    /// Says of a link, by its number among the chords, that it is left out.
    pub without: Option<&'a (dyn Fn(u32) -> bool + Sync)>,
    /// About so many links are drawn at most, always the same, and each counts for those that are not: for pictures in motion.
    pub budget: Option<usize>,
    /// The actors; the larger lie on top, and of equals the later.
    pub dots: &'a [Dot],
}

/// An image of a crowd, to be laid over the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DensityImage {
    /// Width, in pixels.
    pub width: u32,
    /// Height, in pixels.
    pub height: u32,
    /// Red, green, blue, alpha of each pixel, row by row from the top; sRGB, with alpha multiplied in.
    pub rgba: Vec<u8>,
}

/// Draws a crowd for a theme; `None` where `stop` said so. It is asked every few thousand links.
#[must_use]
pub fn draw(crowd: &Crowd<'_>, theme: Theme, stop: &(dyn Fn() -> bool + Sync)) -> Option<DensityImage> {
    let rgba = Strips::new(crowd, theme, stop)?.rows(0..crowd.size.1, stop)?;
    Some(DensityImage { width: crowd.size.0, height: crowd.size.1, rgba })
}

/// A crowd whose links were counted, to be had some rows at a time: an image that is too large to be held twice.
pub struct Strips<'a> {
    counts: Counts,
    tone: Tone,
    dots: &'a [Dot],
}

impl<'a> Strips<'a> {
    /// Counts the links of a crowd; `None` where `stop` said so.
    #[must_use]
    pub fn new(crowd: &Crowd<'a>, theme: Theme, stop: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let counts = count(crowd, stop)?;
        let tone = Tone::new(&counts, theme);
        Some(Self { counts, tone, dots: crowd.dots })
    }

    /// Some rows of the image, as in [`DensityImage::rgba`]; `None` where `stop` said so.
    ///
    /// # Panics
    /// Beyond the last row.
    #[must_use]
    pub fn rows(&self, rows: Range<u32>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<u8>> {
        let mut rgba = self.tone.image(&self.counts, rows.clone());
        dots::draw(&mut rgba, self.counts.extent.width, rows, self.dots, stop)?;
        Some(rgba)
    }
}

#[cfg(test)]
mod tests;
