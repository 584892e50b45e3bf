//! From the world to the screen and back, fitting and zooming. The camera itself is the model's; moving it over time is not here.

use crate::model::{Camera, Point};

/// Least zoom, in screen points per world unit.
pub const LEAST_ZOOM: f32 = 0.000_02;
/// Greatest zoom, in screen points per world unit.
pub const GREATEST_ZOOM: f32 = 20.0;
/// Least radius of an actor on the screen, in points.
pub const LEAST_RADIUS_ON_SCREEN: f32 = 2.5;
/// Greatest radius of an actor on the screen, in points.
pub const GREATEST_RADIUS_ON_SCREEN: f32 = 40.0;

/// Width and height, in points of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Size {
    /// `width` by `height`.
    #[must_use]
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height }
    }
}

/// Where a point of the world is seen, from the left upper corner of a viewport of `size`.
#[must_use]
pub fn screen_from_world(camera: &Camera, size: Size, point: Point) -> Point {
    Point::new(
        (point.x - camera.centre.x) * camera.zoom + size.width / 2.0,
        (point.y - camera.centre.y) * camera.zoom + size.height / 2.0,
    )
}

/// The point of the world that is seen at `point` of a viewport of `size`.
#[must_use]
pub fn world_from_screen(camera: &Camera, size: Size, point: Point) -> Point {
    Point::new(
        (point.x - size.width / 2.0) / camera.zoom + camera.centre.x,
        (point.y - size.height / 2.0) / camera.zoom + camera.centre.y,
    )
}

/// The radius at which an actor is drawn, in points.
#[must_use]
pub fn radius_on_screen(camera: &Camera, radius: f32) -> f32 {
    (radius * camera.zoom).clamp(LEAST_RADIUS_ON_SCREEN, GREATEST_RADIUS_ON_SCREEN)
}

/// Greatest zoom at which a drawing is fitted into the window: a small graph is not blown up.
pub const GREATEST_FIT: f32 = 2.2;

/// The camera that shows the box `bounds` (least and greatest corner, in the world) whole in a viewport of `size`, with
/// `margin` points free on every side. Never closer than [`GREATEST_FIT`].
#[must_use]
pub fn fit(bounds: (Point, Point), size: Size, margin: f32) -> Camera {
    fit_up_to(bounds, size, margin, GREATEST_FIT)
}

/// [`fit`], never closer than `greatest_zoom`.
#[must_use]
pub fn fit_up_to(bounds: (Point, Point), size: Size, margin: f32, greatest_zoom: f32) -> Camera {
    let (least, greatest) = bounds;
    let centre = Point::new(f32::midpoint(least.x, greatest.x), f32::midpoint(least.y, greatest.y));
    let room = |whole: f32| (whole - 2.0 * margin).max(whole / 4.0).max(1.0);
    let across = room(size.width) / (greatest.x - least.x).max(1e-6);
    let down = room(size.height) / (greatest.y - least.y).max(1e-6);
    let camera = Camera { centre, zoom: across.min(down).clamp(LEAST_ZOOM, greatest_zoom) };
    if centre.is_finite() { camera } else { Camera::default() }
}

/// The camera after zooming by `factor`, with the point of the world under `pointer` staying where it is.
#[must_use]
pub fn zoom_at(camera: &Camera, size: Size, pointer: Point, factor: f32) -> Camera {
    if !(factor.is_finite() && factor > 0.0) {
        return *camera;
    }
    let held = world_from_screen(camera, size, pointer);
    let zoom = (camera.zoom * factor).clamp(LEAST_ZOOM, GREATEST_ZOOM);
    let centre =
        Point::new(held.x - (pointer.x - size.width / 2.0) / zoom, held.y - (pointer.y - size.height / 2.0) / zoom);
    if centre.is_finite() { Camera { centre, zoom } } else { *camera }
}

/// The camera after the picture was dragged by `dx`, `dy` points.
#[must_use]
pub fn pan(camera: &Camera, dx: f32, dy: f32) -> Camera {
    let centre = Point::new(camera.centre.x - dx / camera.zoom, camera.centre.y - dy / camera.zoom);
    if centre.is_finite() { Camera { centre, ..*camera } } else { *camera }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { width: 800.0, height: 600.0 };

    fn near(one: Point, other: Point) -> bool {
        one.distance(other) < 1e-2
    }

    #[test]
    fn there_and_back() {
        let camera = Camera { centre: Point::new(10.0, -20.0), zoom: 0.5 };
        let seen = screen_from_world(&camera, SIZE, Point::new(110.0, 80.0));
        assert_eq!(seen, Point::new(450.0, 350.0));
        assert!(near(world_from_screen(&camera, SIZE, seen), Point::new(110.0, 80.0)));
    }

    #[test]
    fn fit_shows_the_whole_box_inside_the_margin() {
        let bounds = (Point::new(-1000.0, 0.0), Point::new(3000.0, 100.0));
        let camera = fit(bounds, SIZE, 40.0);
        assert!(near(screen_from_world(&camera, SIZE, bounds.0), Point::new(40.0, 291.0)));
        assert!(near(screen_from_world(&camera, SIZE, bounds.1), Point::new(760.0, 309.0)));
    }

    #[test]
    fn a_single_point_is_not_zoomed_into_without_end() {
        let point = Point::new(5.0, 5.0);
        assert_eq!(fit((point, point), SIZE, 40.0), Camera { centre: point, zoom: GREATEST_FIT });
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let camera = Camera { centre: Point::new(10.0, 20.0), zoom: 1.0 };
        let pointer = Point::new(120.0, 500.0);
        let before = world_from_screen(&camera, SIZE, pointer);
        let after = zoom_at(&camera, SIZE, pointer, 3.0);
        assert!((after.zoom - 3.0).abs() < 1e-6);
        assert!(near(world_from_screen(&after, SIZE, pointer), before));
        assert_eq!(zoom_at(&camera, SIZE, pointer, f32::NAN), camera);
        assert!((zoom_at(&camera, SIZE, pointer, 1e9).zoom - GREATEST_ZOOM).abs() < 1e-6);
    }

    #[test]
    fn panning_moves_the_picture_with_the_hand() {
        let camera = Camera { centre: Point::default(), zoom: 2.0 };
        let panned = pan(&camera, 10.0, -4.0);
        assert_eq!(screen_from_world(&panned, SIZE, Point::default()), Point::new(410.0, 296.0));
    }
}
