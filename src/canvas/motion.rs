//! The camera over time: flights, gliding after a throw, keeping everything in view while the layout unfolds. No input here.

use crate::model::{Camera, Point};
use crate::scene::camera::{self, Size};

/// How long a flight takes, in seconds.
const FLIGHT_SECONDS: f64 = 0.25;
/// A thrown picture slows down by this factor each second, as an exponent.
const FRICTION_PER_SECOND: f32 = 7.0;
/// A thrown picture stands still below this many points per second.
const LEAST_SPEED: f32 = 20.0;
/// Slower than this when let go, a drag is not a throw.
const THROW_SPEED: f32 = 250.0;
/// How fast the camera follows a drawing that grows, as an exponent per second.
const FOLLOW_PER_SECOND: f32 = 7.0;
/// Free space around the drawing when all of it is shown, in points.
pub(super) const MARGIN: f32 = 46.0;

/// Room for labels at the sides when all of the drawing is shown, left and right together, in points.
const LABEL_ROOM: f32 = 70.0;

/// What moves the camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Movement {
    #[default]
    Rest,
    Flight {
        from: Camera,
        to: Camera,
        since: f64,
    },
    /// Points per second.
    Glide {
        dx: f32,
        dy: f32,
    },
}

/// The camera and what moves it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Motion {
    camera: Camera,
    movement: Movement,
    /// Whether the whole drawing was asked for and nobody moved the camera since.
    shows_all: bool,
}

impl Motion {
    pub fn camera(&self) -> Camera {
        self.camera
    }

    pub fn shows_all(&self) -> bool {
        self.shows_all
    }

    /// Remembers whether the whole drawing is what is wanted.
    pub fn want_all(&mut self, wanted: bool) {
        self.shows_all = wanted;
    }

    /// Where the camera is going, or is.
    pub fn goal(&self) -> Camera {
        match self.movement {
            Movement::Flight { to, .. } => to,
            _ => self.camera,
        }
    }

    pub fn is_moving(&self) -> bool {
        self.movement != Movement::Rest
    }

    pub fn jump_to(&mut self, camera: Camera) {
        self.camera = camera;
        self.movement = Movement::Rest;
    }

    pub fn fly_to(&mut self, to: Camera, now: f64) {
        self.movement =
            if to == self.camera { Movement::Rest } else { Movement::Flight { from: self.camera, to, since: now } };
    }

    /// The hand moves the picture.
    pub fn pan(&mut self, dx: f32, dy: f32) {
        self.shows_all = false;
        self.jump_to(camera::pan(&self.camera, dx, dy));
    }

    /// The hand puts a point of the world into the middle.
    pub fn centre_on(&mut self, centre: Point) {
        self.shows_all = false;
        self.jump_to(Camera { centre, ..self.camera });
    }

    /// The hand zooms at a point of the viewport.
    pub fn zoom_at(&mut self, size: Size, pointer: Point, factor: f32) {
        self.shows_all = false;
        self.jump_to(camera::zoom_at(&self.camera, size, pointer, factor));
    }

    /// The hand lets the picture go with this speed, in points per second.
    pub fn throw(&mut self, dx: f32, dy: f32) {
        if dx.hypot(dy) >= THROW_SPEED && dx.is_finite() && dy.is_finite() {
            self.movement = Movement::Glide { dx, dy };
        }
    }

    /// The hand stops whatever moves.
    pub fn hold(&mut self) {
        self.movement = Movement::Rest;
    }

    /// A little nearer to the camera that shows a growing drawing whole.
    pub fn follow(&mut self, to: Camera, dt: f32) {
        self.movement = Movement::Rest;
        self.camera = between(&self.camera, &to, 1.0 - (-FOLLOW_PER_SECOND * dt).exp());
    }

    /// Moves on to the time `now`, `dt` seconds after the last frame.
    pub fn step(&mut self, now: f64, dt: f32) {
        match self.movement {
            Movement::Rest => {}
            Movement::Flight { from, to, since } => {
                let share = ((now - since) / FLIGHT_SECONDS).clamp(0.0, 1.0) as f32;
                if share >= 1.0 {
                    self.jump_to(to);
                } else {
                    self.camera = between(&from, &to, 1.0 - (1.0 - share).powi(3));
                }
            }
            Movement::Glide { dx, dy } => {
                self.camera = camera::pan(&self.camera, dx * dt, dy * dt);
                let slower = (-FRICTION_PER_SECOND * dt).exp();
                let (dx, dy) = (dx * slower, dy * slower);
                self.movement = if dx.hypot(dy) < LEAST_SPEED { Movement::Rest } else { Movement::Glide { dx, dy } };
            }
        }
    }

    /// Keeps the drawing within reach: never all of it outside the viewport, never a speck.
    pub fn keep_in_sight(&mut self, bounds: (Point, Point), size: Size) {
        let kept = kept_in_sight(&self.camera, bounds, size);
        if kept != self.camera {
            self.camera = kept;
            if matches!(self.movement, Movement::Glide { .. }) {
                self.movement = Movement::Rest;
            }
        }
    }
}

/// The camera that shows the whole drawing, with room for the labels that stick out at the sides.
pub(super) fn fit_all(bounds: (Point, Point), size: Size) -> Camera {
    let room = Size::new(size.width - LABEL_ROOM.min(size.width / 6.0), size.height);
    camera::fit(bounds, room, MARGIN)
}

/// The nearest camera that still shows part of the drawing, at least a sixth as large as it fits.
fn kept_in_sight(camera: &Camera, bounds: (Point, Point), size: Size) -> Camera {
    const RIM: f32 = 60.0;
    let (least, greatest) = bounds;
    let zoom = camera.zoom.max(fit_all(bounds, size).zoom / 6.0);
    let within = |centre: f32, low: f32, high: f32, whole: f32| {
        let reach = (whole / 2.0 - RIM).max(0.0) / zoom;
        centre.clamp(low - reach, high + reach)
    };
    let centre = Point::new(
        within(camera.centre.x, least.x, greatest.x, size.width),
        within(camera.centre.y, least.y, greatest.y, size.height),
    );
    Camera { centre, zoom }
}

/// Between two cameras, such that the picture grows evenly and one point of it stands still.
fn between(from: &Camera, to: &Camera, share: f32) -> Camera {
    let zoom = from.zoom * (to.zoom / from.zoom).powf(share);
    let (seen_from, seen_to, seen) = (1.0 / from.zoom, 1.0 / to.zoom, 1.0 / zoom);
    let along =
        if (seen_to / seen_from - 1.0).abs() < 1e-3 { share } else { (seen_from - seen) / (seen_from - seen_to) };
    let centre = Point::new(
        from.centre.x + (to.centre.x - from.centre.x) * along,
        from.centre.y + (to.centre.y - from.centre.y) * along,
    );
    Camera { centre, zoom }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { width: 800.0, height: 600.0 };

    fn camera(x: f32, y: f32, zoom: f32) -> Camera {
        Camera { centre: Point::new(x, y), zoom }
    }

    #[test]
    fn a_flight_ends_exactly_where_it_was_sent() {
        let mut motion = Motion::default();
        let goal = camera(310.7, -42.1, 3.3);
        motion.fly_to(goal, 10.0);
        motion.step(10.1, 0.1);
        assert!(motion.is_moving());
        assert!(motion.camera().zoom > 1.0 && motion.camera().zoom < goal.zoom);
        motion.step(10.26, 0.16);
        assert_eq!(motion.camera(), goal);
        assert!(!motion.is_moving());
    }

    #[test]
    fn one_point_stands_still_during_a_flight() {
        // Zooming from 1 to 4 around the world's (100, 0), which is seen 100 right of the middle all the way.
        let (from, to) = (camera(0.0, 0.0, 1.0), camera(75.0, 0.0, 4.0));
        for share in [0.1, 0.4, 0.8] {
            let midway = between(&from, &to, share);
            let seen = camera::screen_from_world(&midway, SIZE, Point::new(100.0, 0.0));
            assert!((seen.x - 500.0).abs() < 0.05, "{seen:?}");
        }
    }

    #[test]
    fn a_hand_interrupts_a_flight_and_ends_keeping_all_in_view() {
        let mut motion = Motion::default();
        motion.want_all(true);
        motion.fly_to(camera(100.0, 0.0, 1.0), 0.0);
        motion.pan(5.0, 0.0);
        assert!(!motion.is_moving() && !motion.shows_all());
        assert_eq!(motion.camera(), camera(-5.0, 0.0, 1.0));
    }

    #[test]
    fn a_thrown_picture_comes_to_rest() {
        let mut motion = Motion::default();
        motion.throw(600.0, 0.0);
        let mut frames = 0;
        while motion.is_moving() {
            motion.step(0.0, 1.0 / 60.0);
            frames += 1;
        }
        assert!((10..60).contains(&frames), "{frames}");
        assert!(motion.camera().centre.x < -50.0 && motion.camera().centre.x > -100.0);
        motion.throw(100.0, 0.0);
        assert!(!motion.is_moving(), "too slow for a throw");
    }

    #[test]
    fn the_drawing_is_never_lost() {
        let bounds = (Point::new(0.0, 0.0), Point::new(100.0, 100.0));
        let mut motion = Motion::default();
        motion.jump_to(camera(1e6, -1e6, 1.0));
        motion.keep_in_sight(bounds, SIZE);
        let corner = camera::screen_from_world(&motion.camera(), SIZE, Point::new(100.0, 0.0));
        assert!(corner.x >= 0.0 && corner.y <= SIZE.height, "{corner:?}");
        motion.jump_to(camera(50.0, 50.0, 0.001));
        motion.keep_in_sight(bounds, SIZE);
        assert!(motion.camera().zoom > 0.1);
        motion.jump_to(camera(50.0, 50.0, 1.0));
        motion.keep_in_sight(bounds, SIZE);
        assert_eq!(motion.camera(), camera(50.0, 50.0, 1.0), "what is in sight stays");
    }
}
