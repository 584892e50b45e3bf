//! Links of a crowded picture as an image of their density, and its small actors as dots in it. Which pictures are crowded, and what
//! is an image in them; how it looks is decided in `scene::density`.

use std::ops::Range;

use super::{Area, ExportError, Links, Work};
use crate::model::{Point, View};
use crate::scene::camera::{self, Size};
use crate::scene::density::{Bends, Chord, Crowd, Dot, LinkClasses, Strips};
use crate::scene::geometry::{Body, clip};
use crate::scene::{Rgba, Scene, Theme};

/// With more links than this in it, a picture shows their density rather than lines.
pub const MOST_LINES: usize = 20_000;
/// An actor that would be smaller is a dot, in points of the page.
const SMALL: f32 = camera::LEAST_RADIUS_ON_SCREEN;
/// Least radius of a dot, in points of the page.
const LEAST_DOT: f32 = 1.0;

/// What an image shows of a picture, in points of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PictureCrowd {
    chords: Vec<Chord>,
    colours: Vec<Rgba>,
    points: Vec<Point>,
    /// By slot.
    radii: Vec<f32>,
    /// In points of the page per unit of the world.
    zoom: f32,
    dots: Vec<Dot>,
    theme: Theme,
}

/// Whether the links of a picture are drawn as their density.
pub(super) fn is_crowded(scene: &Scene, view: &View, area: Area, links: Links) -> bool {
    match links {
        Links::Lines => false,
        Links::Density => true,
        Links::Auto if scene.links.len() <= MOST_LINES => false,
        Links::Auto => links_within(scene, view, area) > MOST_LINES,
    }
}

/// How many links can be seen in a part of the drawing.
fn links_within(scene: &Scene, view: &View, area: Area) -> usize {
    let Area::View(camera, viewport) = area else { return scene.links.len() };
    let least = camera::world_from_screen(&camera, viewport, Point::default());
    let greatest = camera::world_from_screen(&camera, viewport, Point::new(viewport.width, viewport.height));
    let place = |slot: u32| view.positions.get(scene.actors[slot as usize].actor);
    let is_seen = |from: u32, to: u32| Some(clip(place(from)?, place(to)?, least, greatest).is_some());
    scene.links.iter().filter(|link| is_seen(link.from, link.to) == Some(true)).count()
}

/// Whether an actor is a dot of a crowd; `zoom` is in points of the page per unit of the world.
pub(super) fn is_dot(radius: f32, zoom: f32) -> bool {
    radius * zoom < SMALL
}

impl PictureCrowd {
    /// The links of a scene, and those of its actors that are dots.
    pub(super) fn new(scene: &Scene, bodies: &[Option<Body>], zoom: f32) -> Self {
        let LinkClasses { chords, colours } = LinkClasses::of(&scene.links);
        let nowhere = Point::new(f32::INFINITY, f32::INFINITY);
        let points = bodies.iter().map(|body| body.map_or(nowhere, |body| body.centre)).collect();
        let radii = bodies.iter().map(|body| body.map_or(0.0, |body| body.radius)).collect();
        let dot = |(actor, body): (&crate::scene::SceneActor, &Option<Body>)| {
            let at = body.filter(|_| is_dot(actor.radius, zoom))?.centre;
            Some(Dot { at, radius: (actor.radius * zoom).max(LEAST_DOT), fill: actor.fill })
        };
        let dots = scene.actors.iter().zip(bodies).filter_map(dot).collect();
        Self { chords, colours, points, radii, zoom, dots, theme: scene.theme }
    }

    /// Hands strips of the image to `take`, from the top, each with its rows; `scale` is pixels per point of the page.
    ///
    /// # Errors
    /// [`ExportError::Stopped`], and those of `take`.
    pub(super) fn strips(
        &self,
        size: (u32, u32),
        scale: f32,
        work: &Work<'_>,
        mut take: impl FnMut(Range<u32>, Vec<u8>) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let Self { chords, colours, points, radii, zoom, dots, theme } = self;
        let scaled = |point: &Point| Point::new(point.x * scale, point.y * scale);
        let points: Vec<Point> = points.iter().map(scaled).collect();
        let dots: Vec<Dot> =
            dots.iter().map(|dot| Dot { at: scaled(&dot.at), radius: dot.radius * scale, ..*dot }).collect();
        let bends = Bends { zoom: zoom * scale, radius: &|slot| radii[slot as usize] * scale };
        let crowd = Crowd {
            size,
            points: &points,
            chords,
            bends: Some(bends),
            classes: colours,
            without: None,
            budget: None,
            dots: &dots,
        };
        let strips = Strips::new(&crowd, *theme, work.stop).ok_or(ExportError::Stopped)?;
        for rows in strips_of(size.1) {
            let rgba = strips.rows(rows.clone(), work.stop).ok_or(ExportError::Stopped)?;
            take(rows, rgba)?;
        }
        Ok(())
    }
}

/// Rows that are made at once.
const STRIP: u32 = 512;

/// The rows of a picture in strips that are held one at a time.
fn strips_of(height: u32) -> impl Iterator<Item = Range<u32>> {
    (0..height).step_by(STRIP as usize).map(move |top| top..(top + STRIP).min(height))
}

/// The size of the image in a picture without pixels of its own: two pixels for a point, within a limit.
pub(super) fn embedded_size(size: (u32, u32), page: Size) -> ((u32, u32), f32) {
    const LARGEST: f32 = 4096.0;
    let longer = size.0.max(size.1).max(1) as f32;
    let factor = (LARGEST / longer).min(2.0);
    let side = |side: u32| ((side.max(1) as f32 * factor).round() as u32).max(1);
    let (width, height) = (side(size.0), side(size.1));
    ((width, height), width as f32 / page.width)
}
