//! Where an actor is on the screen and how large, one at a time: nobody walks over all of them in a frame.

use egui::{Pos2, Rect};

use super::size_of;
use crate::model::{Camera, Point, Positions};
use crate::scene::camera::{GREATEST_RADIUS_ON_SCREEN, LEAST_RADIUS_ON_SCREEN, screen_from_world, world_from_screen};
use crate::scene::geometry::Body;
use crate::scene::{Scene, SceneActor};

/// So many actors in sight have the usual least size; more are smaller, down to [`LEAST_DOT`].
const USUAL_CROWD: f32 = 2_000.0;
/// Radius of the smallest dot there is, in points.
const LEAST_DOT: f32 = 0.8;

/// The camera over a part of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lens {
    pub camera: Camera,
    /// The canvas on the screen.
    pub area: Rect,
    /// Least radius of an actor, in points.
    pub least: f32,
    /// About which share of the drawing is in sight, 0 to 1.
    pub in_sight: f32,
}

impl Lens {
    /// A lens over `count` actors that cover `bounds` of the world. The least size follows the camera alone, not who happens
    /// to be in sight, so that nothing changes its size while the picture is moved.
    pub fn new(camera: Camera, area: Rect, count: usize, bounds: Option<(Point, Point)>) -> Self {
        let whole = bounds.map_or(0.0, |(least, greatest)| (greatest.x - least.x) * (greatest.y - least.y));
        let seen = area.width() * area.height() / (camera.zoom * camera.zoom);
        let in_sight = (seen / whole.max(1.0)).min(1.0);
        let crowd = count as f32 * in_sight;
        let least = LEAST_RADIUS_ON_SCREEN * (USUAL_CROWD / crowd.max(1.0)).sqrt();
        Self { camera, area, least: least.clamp(LEAST_DOT, LEAST_RADIUS_ON_SCREEN), in_sight }
    }

    /// Where a point of the world is on the screen.
    pub fn screen(&self, point: Point) -> Pos2 {
        let seen = screen_from_world(&self.camera, size_of(self.area), point);
        Pos2::new(seen.x + self.area.min.x, seen.y + self.area.min.y)
    }

    /// Where a point of the screen is in the world.
    pub fn world(&self, at: Pos2) -> Point {
        let from_corner = Point::new(at.x - self.area.min.x, at.y - self.area.min.y);
        world_from_screen(&self.camera, size_of(self.area), from_corner)
    }

    /// What is on the screen within `part`, in the world.
    pub fn part_of_world(&self, part: Rect) -> (Point, Point) {
        (self.world(part.min), self.world(part.max))
    }

    /// Radius on the screen, in points.
    pub fn radius(&self, radius: f32) -> f32 {
        (radius * self.camera.zoom).clamp(self.least, GREATEST_RADIUS_ON_SCREEN)
    }

    /// An actor on the screen; `None` where it has no place.
    pub fn body(&self, actor: &SceneActor, positions: &Positions) -> Option<Body> {
        let centre = self.screen(positions.get(actor.actor)?);
        Some(Body { shape: actor.shape, centre: Point::new(centre.x, centre.y), radius: self.radius(actor.radius) })
    }

    /// The actor of a slot on the screen.
    pub fn body_at(&self, scene: &Scene, positions: &Positions, slot: u32) -> Option<Body> {
        self.body(scene.actors.get(slot as usize)?, positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crowds_are_smaller_and_few_are_as_large_as_ever() {
        let area = Rect::from_min_size(Pos2::ZERO, egui::vec2(1000.0, 800.0));
        let bounds = Some((Point::new(-5000.0, -4000.0), Point::new(5000.0, 4000.0)));
        let least =
            |zoom: f32, count: usize| Lens::new(Camera { centre: Point::default(), zoom }, area, count, bounds).least;
        assert!((least(0.1, 1_000) - LEAST_RADIUS_ON_SCREEN).abs() < 1e-6);
        assert!((least(0.1, 2_000) - LEAST_RADIUS_ON_SCREEN).abs() < 1e-6, "no jump where crowds begin");
        assert!((least(0.1, 8_000) - LEAST_RADIUS_ON_SCREEN / 2.0).abs() < 1e-3);
        assert!((least(0.1, 1_000_000) - LEAST_DOT).abs() < 1e-6);
        assert!(least(0.4, 8_000) > least(0.1, 8_000), "nearer, fewer are in sight");
    }

    #[test]
    fn the_way_to_the_screen_and_back() {
        let area = Rect::from_min_size(egui::pos2(300.0, 40.0), egui::vec2(800.0, 600.0));
        let lens = Lens::new(Camera { centre: Point::new(5.0, -3.0), zoom: 2.0 }, area, 10, None);
        assert_eq!(lens.screen(Point::new(5.0, -3.0)), area.center());
        let there = lens.world(lens.screen(Point::new(17.0, 20.0)));
        assert!((there.x - 17.0).abs() < 1e-3 && (there.y - 20.0).abs() < 1e-3);
    }
}
