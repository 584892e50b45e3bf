//! What one frame of the backdrop shows: which data, which camera, how much of it. Decides nothing about how it is drawn.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::instances::{Instances, WIDEST};
use crate::model::{Camera, Point};
use crate::scene::camera::GREATEST_RADIUS_ON_SCREEN;
use crate::scene::geometry::ARROW_HALF_WIDTH;
use crate::scene::{Rgba, Tokens};

/// Data with a number that changes when it does, so that it is uploaded once.
pub(in crate::canvas) struct Numbered<T> {
    pub number: u64,
    pub data: Arc<T>,
}

impl<T> Clone for Numbered<T> {
    fn clone(&self) -> Self {
        Self { number: self.number, data: Arc::clone(&self.data) }
    }
}

impl<T> Numbered<T> {
    /// Data with a number that nothing had before: what is on the graphics card outlives the file it came from.
    pub fn new(data: impl Into<Arc<T>>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { number: NEXT.fetch_add(1, Ordering::Relaxed), data: data.into() }
    }
}

impl<T: Default> Numbered<T> {
    /// No data; not worth an upload.
    pub fn none() -> Self {
        Self { number: 0, data: Arc::default() }
    }
}

/// What was done so far, counted where it is done.
#[derive(Debug, Default)]
pub(in crate::canvas) struct Tally {
    uploaded: AtomicU64,
    draws: AtomicU64,
    pictures: AtomicU64,
}

/// What the backdrop did so far, for tests and for whoever looks after speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackdropStats {
    /// Bytes sent to the graphics card.
    pub uploaded: u64,
    /// Draw calls.
    pub draws: u64,
    /// Pictures drawn; one that only goes on the screen again is not drawn.
    pub pictures: u64,
}

impl Tally {
    pub fn upload(&self, bytes: usize) {
        self.uploaded.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub fn draw(&self) {
        self.draws.fetch_add(1, Ordering::Relaxed);
    }

    pub fn picture(&self) {
        self.pictures.fetch_add(1, Ordering::Relaxed);
    }

    pub fn stats(&self) -> BackdropStats {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        BackdropStats { uploaded: read(&self.uploaded), draws: read(&self.draws), pictures: read(&self.pictures) }
    }
}

/// The camera and everything else that is the same for all actors and links.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::canvas) struct Aspect {
    pub camera: Camera,
    /// Size of the canvas, in pixels.
    pub size: [u32; 2],
    pub pixels_per_point: f32,
    /// Least radius of an actor, in points.
    pub least_radius: f32,
    /// Lines get thinner on the way out, by this factor.
    pub line_scale: f32,
    /// How far dashes have come out, 0 (lines are whole) to 1.
    pub dashes: f32,
    /// Length of arrowheads, in points; 0 for none.
    pub arrow_length: f32,
    /// The box of the world that the foreground draws.
    pub near: Option<(Point, Point)>,
    /// Share of the links that are drawn, 0 to 1: fewer while things move.
    pub share: f32,
    /// How much ink there is on a pixel on average where there is any.
    pub thickness: f32,
    /// About so many actors are drawn at most; `None` for all.
    pub most_dots: Option<usize>,
    /// Share of the drawing that is in sight, 0 to 1.
    pub in_sight: f32,
    pub tokens: &'static Tokens,
}

/// A frame of the backdrop.
pub(in crate::canvas) struct Plan {
    pub instances: Numbered<Instances>,
    pub places: Numbered<Vec<[f32; 2]>>,
    /// By slot: 1 for who is selected. Empty where nobody is.
    pub states: Numbered<Vec<u8>>,
    pub aspect: Aspect,
    /// How strong the picture is, 0 to 1: it stands back while something is lit.
    pub strength: f32,
    pub tally: Arc<Tally>,
}

/// Number of words in the globals of the shaders.
pub(super) const GLOBAL_WORDS: usize = 36;

impl Aspect {
    /// The globals, word by word as `globals.wgsl` declares them.
    pub(super) fn globals(&self) -> [f32; GLOBAL_WORDS] {
        let Self { camera, size, pixels_per_point: pixels, tokens, .. } = *self;
        let nowhere = (Point::new(1.0, 1.0), Point::new(-1.0, -1.0));
        let (least, greatest) = self.near.unwrap_or(nowhere);
        let [r, g, b, _] = shares(tokens.selection);
        let [ground_r, ground_g, ground_b, _] = shares(tokens.canvas);
        let [dark_r, dark_g, dark_b, _] = shares(tokens.text);
        let (first, full, most) = self.tone();
        [
            camera.centre.x,
            camera.centre.y,
            size[0] as f32,
            size[1] as f32,
            least.x,
            least.y,
            greatest.x,
            greatest.y,
            camera.zoom * pixels,
            self.least_radius * pixels,
            GREATEST_RADIUS_ON_SCREEN * pixels,
            WIDEST * self.line_scale * pixels,
            1.0 / self.share.max(1e-3),
            first,
            full,
            tokens.shape_outline_width * pixels,
            super::RING_GAP * pixels,
            super::RING_WIDTH * pixels,
            most,
            // Where lines do not lie on one another each is as strong as in the foreground.
            (self.thickness - 0.5).clamp(0.0, 1.0),
            self.dashes,
            self.arrow_length * pixels,
            ARROW_HALF_WIDTH,
            pixels,
            r,
            g,
            b,
            1.0,
            ground_r,
            ground_g,
            ground_b,
            1.0,
            dark_r,
            dark_g,
            dark_b,
            1.0,
        ]
    }

    /// How opaque a single link is, how many on one another are as opaque as any, and how opaque those are. Of a small part
    /// most links only pass through: they are there to be seen, not to hide it.
    fn tone(&self) -> (f32, f32, f32) {
        let most = 0.5 + 0.45 * self.in_sight.sqrt();
        let first = (1.0 / (1.0 + 0.9 * self.thickness)).clamp(0.2, most);
        (first, (16.0 * self.thickness).max(3.0), most)
    }
}

fn shares(colour: Rgba) -> [f32; 4] {
    colour.0.map(|part| f32::from(part) / 255.0)
}
