//! What is where in a scene: for what is under the pointer, what is in sight, and how thick the lines lie. Of a large scene it
//! is made on a thread.

use std::sync::Arc;

use crate::jobs::{TaskContext, Wake};
use crate::model::{Point, Positions};
use crate::scene::Scene;
use crate::scene::geometry::loop_reach;
use crate::scene::index::{ActorIndex, LinkIndex, Segment};

use super::latest::Latest;

/// Scenes up to this size are surveyed at once: it takes less than a millisecond.
const QUICK: usize = 12_000;
/// Links that are measured to learn how thick lines lie.
const SAMPLE: usize = 4_096;

/// What is where.
pub(super) struct Survey {
    /// The positions it is of.
    pub number: u64,
    pub actors: ActorIndex,
    pub links: LinkIndex,
    degrees: Vec<u32>,
    /// Points of length times points of width of all lines, on each point of the drawing, at a zoom of 1.
    thickness: f32,
}

/// The scene and the positions something was made of, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub scene: u64,
    pub positions: u64,
}

/// The newest survey, by what was surveyed and whether links were.
#[derive(Default)]
pub(super) struct Surveyor(Latest<(Seen, bool), Survey>);

impl Survey {
    /// Surveys a scene whose actors are there; its links only where they are `wanted`.
    fn of(number: u64, scene: &Scene, positions: &Positions, wants_links: &dyn Fn() -> bool) -> Self {
        const NOWHERE: Point = Point { x: f32::NAN, y: f32::NAN };
        let points: Vec<Point> =
            scene.actors.iter().map(|actor| positions.get(actor.actor).unwrap_or(NOWHERE)).collect();
        let radii: Vec<f32> = scene.actors.iter().map(|actor| actor.radius).collect();
        let importance: Vec<f32> = scene.actors.iter().map(|actor| actor.importance).collect();
        let actors = ActorIndex::build(&points, &radii, &importance);
        let mut degrees = vec![0u32; points.len()];
        for link in &scene.links {
            degrees[link.from as usize] += 1;
            degrees[link.to as usize] += 1;
        }
        let segments = scene.links.iter().map(|link| {
            let (a, b) = (points[link.from as usize], points[link.to as usize]);
            let slack =
                if link.is_loop() { loop_reach(radii[link.from as usize], link.loop_number) } else { link.bend.abs() };
            Segment { a, b, slack }
        });
        let links = if wants_links() { LinkIndex::build(segments) } else { LinkIndex::build([]) };
        let thickness = thickness(scene, &points);
        Self { number, actors, links, degrees, thickness }
    }

    /// Number of ends of links at an actor.
    pub fn degree(&self, slot: u32) -> usize {
        self.degrees.get(slot as usize).map_or(0, |degree| *degree as usize)
    }

    /// How many lines lie on one another where the drawing is, on average.
    pub fn thickness_at(&self, zoom: f32, line_scale: f32) -> f32 {
        self.thickness * line_scale / zoom.max(1e-9)
    }
}

impl Surveyor {
    /// Whether a survey is being made.
    pub fn is_busy(&self) -> bool {
        self.0.is_busy()
    }

    /// The newest survey of this scene; its positions may be older than those that are shown. Links are surveyed only where
    /// somebody `wants_links`: it takes ten times as long as actors.
    pub fn follow(
        &mut self,
        seen: Seen,
        scene: &Arc<Scene>,
        positions: &Positions,
        wants_links: bool,
        wake: &Wake,
    ) -> Option<&Arc<Survey>> {
        let work = || {
            let (scene, positions) = (Arc::clone(scene), positions.clone());
            let is_quick = scene.actors.len() + scene.links.len() <= QUICK;
            let make = move |context: Option<&TaskContext>| {
                Survey::of(seen.positions, &scene, &positions, &|| {
                    wants_links && !context.is_some_and(TaskContext::is_cancelled)
                })
            };
            (is_quick, make)
        };
        let made = self.0.follow((seen, wants_links), work, "survey", wake);
        made.filter(|((of, _), _)| of.scene == seen.scene).map(|(_, survey)| survey)
    }
}

/// The ink of all links over the area of the drawing. The area is that of a rectangle over which actors would be spread as
/// wide, so that a few of them far outside do not count.
fn thickness(scene: &Scene, points: &[Point]) -> f32 {
    let step = (scene.links.len() / SAMPLE).max(1);
    let (mut ink, mut taken) = (0.0f64, 0usize);
    for link in scene.links.iter().step_by(step) {
        let length = points[link.from as usize].distance(points[link.to as usize]);
        if length.is_finite() {
            ink += f64::from(length * link.width);
            taken += 1;
        }
    }
    let step = (points.len() / SAMPLE).max(1);
    let seen: Vec<Point> = points.iter().step_by(step).copied().filter(|point| point.is_finite()).collect();
    let spread = |pick: fn(&Point) -> f32| {
        let count = seen.len().max(1) as f64;
        let mean = seen.iter().map(|point| f64::from(pick(point))).sum::<f64>() / count;
        let variance = seen.iter().map(|point| (f64::from(pick(point)) - mean).powi(2)).sum::<f64>() / count;
        (12.0 * variance).sqrt().max(1.0)
    };
    let area = spread(|point| point.x) * spread(|point| point.y);
    let all = ink / taken.max(1) as f64 * scene.links.len() as f64;
    (all / area) as f32
}
