//! The backdrop without a graphics card: an image that is drawn on a thread. Until the next one is ready the last one is shown
//! where it now belongs, so that the window never waits for it.

use std::sync::Arc;

use egui::{Color32, ColorImage, Mesh, Pos2, Rect, Shape, TextureHandle, TextureOptions};

use super::instances::{is_missing, places_of};
use super::plan::Aspect;
use crate::canvas::latest::Latest;
use crate::canvas::lens::Lens;
use crate::canvas::survey::Seen;
use crate::jobs::{TaskContext, Wake};
use crate::model::{Camera, Point, Positions};
use crate::scene::camera::GREATEST_RADIUS_ON_SCREEN;
use crate::scene::density::{self, Bends, Crowd, Dot, LinkClasses};
use crate::scene::{Scene, Tokens};

/// What an image is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    pub seen: Seen,
    /// The revision of the selection where the backdrop shows it.
    pub selection: Option<u64>,
    pub aspect: Aspect,
}

/// What an image is drawn from.
pub(in crate::canvas) struct Material {
    pub scene: Arc<Scene>,
    pub(super) places: Vec<[f32; 2]>,
    /// By slot: 1 for who is selected. Empty where nobody is.
    pub(super) states: Arc<Vec<u8>>,
}

impl Material {
    /// A scene whose actors are there, none of them selected.
    pub fn of(scene: Arc<Scene>, positions: &Positions) -> Self {
        Self { places: places_of(&scene, positions), states: Arc::default(), scene }
    }
}

/// The newest image and its texture.
#[derive(Default)]
pub(super) struct Raster {
    classes: Latest<u64, LinkClasses>,
    image: Latest<Wanted, ColorImage>,
    /// The image that is in the texture.
    shown: Option<(Wanted, TextureHandle)>,
}

impl Raster {
    /// Whether an image is being drawn.
    pub fn is_busy(&self) -> bool {
        self.classes.is_busy() || self.image.is_busy()
    }

    /// Sees to it that the image of `wanted` is drawn. Returns whether another one is shown from now on.
    pub fn follow(
        &mut self,
        ctx: &egui::Context,
        wanted: Wanted,
        material: impl FnOnce() -> Material,
        scene: &Arc<Scene>,
        wake: &Wake,
    ) -> bool {
        let links = Arc::clone(scene);
        let count = move || (false, move |_: Option<&TaskContext>| LinkClasses::of(&links.links));
        let classes = match self.classes.follow(wanted.seen.scene, count, "colours of links", wake) {
            Some((of, classes)) if *of == wanted.seen.scene => Arc::clone(classes),
            _ => return false,
        };
        let draw = || {
            let material = material();
            let work = move |context: Option<&TaskContext>| {
                let is_unwanted = || context.is_some_and(TaskContext::is_cancelled);
                draw_crowd(&wanted.aspect, &material, &classes, &is_unwanted)
            };
            (false, work)
        };
        let Some((of, image)) = self.image.follow(wanted, draw, "picture of links", wake) else { return false };
        if self.shown.as_ref().is_some_and(|(shown, _)| shown == of) {
            return false;
        }
        let image = Arc::clone(image);
        match &mut self.shown {
            Some((shown, texture)) => {
                *shown = *of;
                texture.set(image, TextureOptions::LINEAR);
            }
            None => self.shown = Some((*of, ctx.load_texture("backdrop", image, TextureOptions::LINEAR))),
        }
        true
    }

    /// The image where it belongs under another camera; `None` while there is none in the colours of this theme.
    pub fn shape(&self, lens: &Lens, tokens: &Tokens, strength: f32) -> Option<Shape> {
        let (Wanted { aspect, .. }, texture) =
            self.shown.as_ref().filter(|(shown, _)| shown.aspect.tokens == tokens)?;
        let Camera { centre, zoom } = aspect.camera;
        let half = aspect.size.map(|side| side as f32 / aspect.pixels_per_point / zoom / 2.0);
        let corner = |side: f32| lens.screen(Point::new(centre.x + side * half[0], centre.y + side * half[1]));
        let mut mesh = Mesh::with_texture(texture.id());
        let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
        let weak = Color32::WHITE.gamma_multiply(strength);
        mesh.add_rect_with_uv(Rect::from_min_max(corner(-1.0), corner(1.0)), whole, weak);
        Some(Shape::mesh(mesh))
    }
}

/// Draws a crowd as large as `aspect` says.
pub(in crate::canvas) fn draw_crowd(
    aspect: &Aspect,
    material: &Material,
    classes: &LinkClasses,
    stop: &(dyn Fn() -> bool + Sync),
) -> ColorImage {
    let Aspect { camera, size, pixels_per_point, .. } = *aspect;
    let zoom = camera.zoom * pixels_per_point;
    let pixel = |place: &[f32; 2]| {
        if is_missing(*place) {
            return Point::new(f32::NAN, f32::NAN);
        }
        let along = |at: f32, centre: f32, side: u32| (at - centre) * zoom + side as f32 / 2.0;
        Point::new(along(place[0], camera.centre.x, size[0]), along(place[1], camera.centre.y, size[1]))
    };
    let points: Vec<Point> = material.places.iter().map(pixel).collect();
    let is_near = |slot: u32| {
        let [x, y] = material.places[slot as usize];
        aspect
            .near
            .is_some_and(|(least, greatest)| (least.x..=greatest.x).contains(&x) && (least.y..=greatest.y).contains(&y))
    };
    let without = |number: u32| {
        let chord = classes.chords[number as usize];
        is_near(chord.from) || is_near(chord.to)
    };
    let radius =
        |radius: f32| (radius * camera.zoom).clamp(aspect.least_radius, GREATEST_RADIUS_ON_SCREEN) * pixels_per_point;
    let step = aspect.most_dots.map_or(1, |most| material.scene.actors.len().div_ceil(most).max(1));
    let dots: Vec<Dot> = (0u32..)
        .zip(material.scene.actors.iter().zip(&points))
        .step_by(step)
        .filter(|(slot, _)| !is_near(*slot))
        .map(|(slot, (actor, at))| {
            let is_selected = material.states.get(slot as usize).is_some_and(|state| *state != 0);
            let fill = if is_selected { aspect.tokens.selection } else { actor.fill };
            Dot { at: *at, radius: radius(actor.radius), fill }
        })
        .collect();
    let is_all = aspect.share >= 1.0;
    let crowd = Crowd {
        size: (size[0], size[1]),
        points: &points,
        chords: &classes.chords,
        bends: Some(Bends { zoom, radius: &|slot| radius(material.scene.actors[slot as usize].radius) }),
        classes: &classes.colours,
        without: if aspect.near.is_some() { Some(&without) } else { None },
        budget: if is_all { None } else { Some((classes.chords.len() as f32 * aspect.share) as usize) },
        dots: &dots,
    };
    let image = density::draw(&crowd, material.scene.theme, stop);
    let size = size.map(|side| side as usize);
    match image {
        Some(image) => {
            let premultiplied = |pixel: &[u8]| Color32::from_rgba_premultiplied(pixel[0], pixel[1], pixel[2], pixel[3]);
            ColorImage::new(size, image.rgba.chunks_exact(4).map(premultiplied).collect())
        }
        // It was stopped: nobody waits for it.
        None => ColorImage::filled(size, Color32::TRANSPARENT),
    }
}
