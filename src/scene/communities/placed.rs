//! Communities with their regions, and how they are seen under a camera: how strong, how soft at the edge, called after whom. The
//! same for the window and for exported pictures. No painting.

use std::sync::Arc;

use super::{Community, Division, Hull, NOBODY, Region, regions};
use crate::model::{ActorIx, Camera, Graph, Point, Positions, Topology, Visibility};
use crate::scene::camera::{Size, screen_from_world};
use crate::scene::labels::Title;
use crate::scene::style::community_look;
use crate::scene::{LEAST_RADIUS, Rgba, Scene, Theme};

/// Regions are there in full while the smallest actors would be smaller than the first of these on the screen, and no more
/// where they are as large as the second: radii, in points.
const POINTS: f32 = 1.5;
const SHAPES: f32 = 3.0;
/// A region is there in full up to the first of these shares of the shorter side of the picture; as large as the second it says
/// nothing any more.
const PART: f32 = 0.5;
const WHOLE: f32 = 1.1;
/// How far a region fades beyond its outline: a share of its depth, and between so many points. Even one that its actors fill is
/// seen around them.
const SOFT: f32 = 0.45;
const LEAST_SOFT: f32 = 12.0;
const MOST_SOFT: f32 = 34.0;
/// So much of its colour a region loses as it becomes large: the larger an area, the less it takes to be seen.
const QUIETER: f32 = 0.4;
/// The title of a region stands for all its actors while it is no deeper than this, in points.
const SMALL: f32 = 48.0;

/// A crowd of links hides what lies under it: such a share of a region lies over it.
pub const TRACE: f32 = 0.4;
/// How a region fades from its outline to where it ends: shares of the way, and of its strength.
pub const FADE: [(f32, f32); 3] = [(0.0, 1.0), (0.5, 0.42), (1.0, 0.0)];

/// Communities, where they are, and after whom they are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    division: Arc<Division>,
    regions: Vec<Region>,
    /// The names of leaders that have one, by community.
    names: Vec<Vec<(ActorIx, String)>>,
    /// The community of every actor of the graph, or nobody's.
    of_actor: Vec<u16>,
}

/// A region that is seen.
#[derive(Clone, Copy, Debug)]
pub struct InSight<'a> {
    /// Where it is.
    pub region: &'a Region,
    /// Whose it is.
    pub community: &'a Community,
    /// Above 0 to 1; how present its title is.
    pub strength: f32,
    /// Above 0 to 1; how much of its colour it has.
    pub cover: f32,
    /// How far it fades beyond its outline, in points.
    pub soft: f32,
}

impl Division {
    /// The communities of what a scene of `graph` shows. Ends early, with none, where `stop` says so.
    #[must_use]
    pub fn of_scene(graph: &Graph, scene: &Scene, stop: &dyn Fn() -> bool) -> Self {
        // The nodes are the actors of the scene in their order.
        let topology = Topology::new(graph, &visibility_of(graph, scene));
        Self::of(&topology, |node| scene.actors[node].importance, stop)
    }
}

impl Communities {
    /// Where the communities of a scene are. Ends early, with none, where `stop` says so.
    #[must_use]
    pub fn place(division: Arc<Division>, scene: &Scene, positions: &Positions, stop: &dyn Fn() -> bool) -> Self {
        const NOWHERE: Point = Point { x: f32::NAN, y: f32::NAN };
        let points: Vec<Point> =
            scene.actors.iter().map(|actor| positions.get(actor.actor).unwrap_or(NOWHERE)).collect();
        let regions = regions(&division, &points, stop);
        let greatest = scene.actors.last().map_or(0, |actor| actor.actor.get() + 1);
        let mut of_actor = vec![NOBODY; greatest];
        for (actor, community) in scene.actors.iter().zip(&division.of_slot) {
            of_actor[actor.actor.get()] = *community;
        }
        let name = |leader: &ActorIx| {
            let label = scene.actors[scene.slot(*leader)? as usize].label.as_str().trim();
            (!label.is_empty()).then(|| (*leader, label.to_owned()))
        };
        let leaders = division.communities.iter().map(|community| &community.leaders);
        let names = leaders.map(|leaders| leaders.iter().filter_map(name).collect()).collect();
        Self { division, regions, names, of_actor }
    }

    /// The community of each actor, in the order of the file; whoever is beyond the end is in none.
    #[must_use]
    pub fn of_actor(&self) -> &[u16] {
        &self.of_actor
    }

    /// Number of actors of a community, by [`Title::of`].
    #[must_use]
    pub fn size_of(&self, of: usize) -> usize {
        self.division.communities.get(of).map_or(0, |community| community.size)
    }

    /// The regions that are seen in a picture of `size`.
    pub fn in_sight(&self, camera: Camera, size: Size) -> impl Iterator<Item = InSight<'_>> {
        let (zoom, shorter) = (camera.zoom, size.width.min(size.height));
        self.regions.iter().filter_map(move |region| {
            let strength = strength(region, zoom, shorter);
            let depth = region.depth * zoom;
            (strength > 0.0).then(|| InSight {
                region,
                community: &self.division.communities[region.community],
                strength,
                cover: strength * (1.0 - QUIETER * smooth(SMALL, 3.0 * SMALL, depth)),
                soft: (SOFT * depth).clamp(LEAST_SOFT, MOST_SOFT),
            })
        })
    }

    /// The colour of the title of a community, by [`Title::of`], and how present it is, above 0 to 1; `None` where it is not seen.
    #[must_use]
    pub fn ink(&self, of: usize, camera: &Camera, size: Size, theme: Theme) -> Option<(Rgba, f32)> {
        let seen = self.in_sight(*camera, size).find(|seen| seen.region.community == of)?;
        Some((community_look(seen.community.hue, theme).ink, seen.strength))
    }

    /// What is to be called after whom in a picture of `size`, the largest first.
    #[must_use]
    pub fn titles(&self, camera: &Camera, size: Size) -> Vec<Title<'_>> {
        let title = |seen: InSight<'_>| {
            let (region, names) = (seen.region, self.names[seen.region.community].as_slice());
            let radius = region.depth * camera.zoom;
            Title {
                of: region.community,
                centre: screen_from_world(camera, size, region.heart),
                radius,
                names,
                is_more: seen.community.size > names.len(),
                is_for_all: radius < SMALL,
            }
        };
        self.in_sight(*camera, size).map(title).filter(|title| !title.names.is_empty()).collect()
    }
}

/// Whether regions of any size can be seen where the zoom is such.
#[must_use]
pub fn is_far(zoom: f32) -> bool {
    LEAST_RADIUS * zoom < SHAPES
}

impl Hull {
    /// The outline under a camera, in a picture of `size`; and for each of its points the way out, one point long.
    #[must_use]
    pub fn on_screen(&self, camera: &Camera, size: Size) -> Vec<(Point, Point)> {
        let points: Vec<Point> = self.outline.iter().map(|point| screen_from_world(camera, size, *point)).collect();
        let count = points.len();
        let outwards = |at: usize| {
            let (before, after) = (points[(at + count - 1) % count], points[(at + 1) % count]);
            let along = Point::new(after.x - before.x, after.y - before.y);
            let length = along.x.hypot(along.y).max(f32::MIN_POSITIVE);
            // The outline runs clockwise: outside is to the left.
            Point::new(along.y / length, -along.x / length)
        };
        (0..count).map(|at| (points[at], outwards(at))).collect()
    }
}

/// What a scene of a graph shows.
fn visibility_of(graph: &Graph, scene: &Scene) -> Visibility {
    let mut visibility = Visibility {
        actors: vec![false; graph.actor_bound()],
        links: vec![false; graph.link_bound()],
        ..Visibility::default()
    };
    for actor in scene.actors.iter().filter(|actor| !actor.faint) {
        visibility.actors[actor.actor.get()] = true;
    }
    for link in scene.links.iter().filter(|link| !link.faint) {
        visibility.links[link.link.get()] = true;
    }
    visibility
}

/// How strong a region is: full where actors are points and it is a part of the picture, nothing where they are shapes or it is
/// all of the picture. However small it is, its name is worth reading.
fn strength(region: &Region, zoom: f32, shorter: f32) -> f32 {
    let (size, shorter) = (region.extent * zoom, shorter.max(1.0));
    let far = 1.0 - smooth(POINTS, SHAPES, LEAST_RADIUS * zoom);
    far * (1.0 - smooth(PART * shorter, WHOLE * shorter, size))
}

/// 0 up to `from`, 1 beyond `to`, and a smooth way between.
fn smooth(from: f32, to: f32, value: f32) -> f32 {
    let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(extent: f32) -> Region {
        Region { community: 0, hulls: Vec::new(), heart: Point::default(), depth: extent / 2.0, extent }
    }

    #[test]
    fn regions_go_as_actors_become_shapes_and_as_they_fill_the_picture() {
        let strengths = |extent: f32, zooms: &[f32]| -> Vec<f32> {
            zooms.iter().map(|zoom| strength(&region(extent), *zoom, 700.0)).collect()
        };
        let far = strengths(500.0, &[0.02, 0.1, 0.25, 0.3, 0.4, 0.5, 1.0]);
        assert!(far[..3].iter().all(|strength| (*strength - 1.0).abs() < 1e-6), "{far:?}");
        assert!(far[2..6].is_sorted_by(|one, next| one > next) && far[5] == 0.0 && far[6] == 0.0, "{far:?}");
        let large = strengths(10_000.0, &[0.01, 0.03, 0.05, 0.08]);
        assert!(large[0] >= 1.0 && large[1] >= 1.0 && large[2] < 1.0 && large[3] == 0.0, "{large:?}");
        assert!(is_far(0.45) && !is_far(0.5) && !is_far(1.0));
    }
}
