//! Communities far out in a large scene: soft regions under the actors, and who is to be named in each. Made on a thread, once
//! for each set of links and of positions; in a frame they are only put where the camera has them.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Rect, Shape, Vec2};

use super::latest::Latest;
use super::lens::Lens;
use super::pen::colour32;
use super::survey::Seen;
use crate::jobs::{TaskContext, Wake};
use crate::model::{ActorIx, Graph, Point, Topology, Visibility};
use crate::scene::communities::{Community, Division, Hull, NOBODY, Region, regions};
use crate::scene::labels::Title;
use crate::scene::style::{CommunityLook, community_look};
use crate::scene::{LEAST_RADIUS, Rgba, Scene, Theme};
use crate::workspace::Workspace;

/// Regions are there in full while the smallest actors would be smaller than the first of these on the screen, and no more
/// where they are as large as the second: radii, in points.
const POINTS: f32 = 1.5;
const SHAPES: f32 = 3.0;
/// A region is there in full up to the first of these shares of the shorter side of the canvas; as large as the second it says
/// nothing any more.
const PART: f32 = 0.5;
const WHOLE: f32 = 1.1;
/// How far a region fades beyond its outline: a share of its depth, and between so many points. Even one that its actors fill is
/// seen around them.
const SOFT: f32 = 0.45;
const LEAST_SOFT: f32 = 12.0;
const MOST_SOFT: f32 = 34.0;
/// How strong it still is half the way out.
const HALF_OUT: f32 = 0.42;
/// A crowd of links hides what lies under it: such a share of a region lies over it.
const TRACE: f32 = 0.4;
/// So much of its colour a region loses as it becomes large: the larger an area, the less it takes to be seen.
const QUIETER: f32 = 0.4;
/// The title of a region stands for all its actors while it is no deeper than this, in points.
const SMALL: f32 = 48.0;

/// The newest communities and where they are.
pub(super) struct Hulls {
    is_wanted: bool,
    division: Latest<u64, Division>,
    regions: Latest<Seen, Drawing>,
    /// What is shown, and who is named, by community.
    shown: Option<(Seen, Arc<Drawing>)>,
    names: Vec<Vec<(ActorIx, String)>>,
}

/// Communities with their regions.
struct Drawing {
    division: Arc<Division>,
    regions: Vec<Region>,
    /// The community of every actor of the graph, or nobody's.
    of_actor: Vec<u16>,
}

/// Whether regions are drawn under the crowd or as a trace over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coat {
    Under,
    Over,
}

impl Default for Hulls {
    fn default() -> Self {
        let (division, regions) = (Latest::default(), Latest::default());
        Self { is_wanted: true, division, regions, shown: None, names: Vec::new() }
    }
}

impl Hulls {
    /// Whether something is being made on a thread.
    pub fn is_busy(&self) -> bool {
        self.division.is_busy() || self.regions.is_busy()
    }

    /// Shows them from now on, or not. Returns whether that is new.
    pub fn want(&mut self, is_wanted: bool) -> bool {
        std::mem::replace(&mut self.is_wanted, is_wanted) != is_wanted
    }

    /// What is shown is of this scene and these positions.
    pub fn seen(&self) -> Option<Seen> {
        self.shown.as_ref().map(|(seen, _)| *seen)
    }

    /// Sees to it that what is shown becomes that of `seen`. While a layout runs nothing is shown: nothing stays where it is.
    /// While actors are dragged, what was there stays.
    pub fn follow(&mut self, workspace: &Workspace, seen: Seen, is_large: bool, is_dragged: bool, wake: &Wake) {
        if !self.is_wanted || !is_large {
            *self = Self { is_wanted: self.is_wanted, ..Self::default() };
            return;
        }
        let scene = workspace.scene();
        let divide = || {
            let (graph, scene) = (workspace.graph_snapshot(), Arc::clone(scene));
            let work = move |context: Option<&TaskContext>| {
                let is_unwanted = || context.is_some_and(TaskContext::is_cancelled);
                // What the scene shows, which may be older than what is to be shown. The nodes are its actors in their order.
                let topology = Topology::new(&graph, &visibility_of(&graph, &scene));
                Division::of(&topology, |node| scene.actors[node].importance, &is_unwanted)
            };
            (false, work)
        };
        let divided = self.division.follow(seen.scene, divide, "communities", wake);
        if workspace.is_running() {
            self.regions = Latest::default();
            self.shown = None;
            return;
        }
        let Some((_, division)) = divided.filter(|(of, _)| *of == seen.scene && !is_dragged) else { return };
        let place = || {
            let (scene, positions) = (Arc::clone(scene), workspace.view().positions.clone());
            let division = Arc::clone(division);
            let work = move |context: Option<&TaskContext>| {
                const NOWHERE: Point = Point { x: f32::NAN, y: f32::NAN };
                let is_unwanted = || context.is_some_and(TaskContext::is_cancelled);
                let points: Vec<Point> =
                    scene.actors.iter().map(|actor| positions.get(actor.actor).unwrap_or(NOWHERE)).collect();
                let regions = regions(&division, &points, &is_unwanted);
                let greatest = scene.actors.last().map_or(0, |actor| actor.actor.get() + 1);
                let mut of_actor = vec![NOBODY; greatest];
                for (actor, community) in scene.actors.iter().zip(&division.of_slot) {
                    of_actor[actor.actor.get()] = *community;
                }
                Drawing { division, regions, of_actor }
            };
            (false, work)
        };
        let Some((of, drawing)) = self.regions.follow(seen, place, "regions of communities", wake) else { return };
        if self.shown.as_ref().is_some_and(|(shown, _)| shown == of) {
            return;
        }
        let name = |leader: &ActorIx| {
            let label = scene.actors[scene.slot(*leader)? as usize].label.as_str().trim();
            (!label.is_empty()).then(|| (*leader, label.to_owned()))
        };
        let communities = drawing.division.communities.iter();
        self.names = communities.map(|community| community.leaders.iter().filter_map(name).collect()).collect();
        self.shown = Some((*of, Arc::clone(drawing)));
    }

    /// The regions that are seen through `lens`, with their communities, and how strong they are, above 0 to 1.
    fn in_sight<'a>(&'a self, lens: &'a Lens) -> impl Iterator<Item = (&'a Region, &'a Community, f32)> {
        let shown = self.shown.iter().flat_map(|(_, drawing)| {
            drawing.regions.iter().map(|region| (region, &drawing.division.communities[region.community]))
        });
        shown.filter_map(|(region, community)| {
            let strength = strength(region, lens);
            (strength > 0.0).then_some((region, community, strength))
        })
    }

    /// The community of each actor, in the order of the file; whoever is beyond the end is in none.
    pub fn of_actor(&self) -> &[u16] {
        self.shown.as_ref().map_or(&[], |(_, drawing)| &drawing.of_actor)
    }

    /// Number of regions that are seen through `lens`.
    pub fn count(&self, lens: &Lens) -> usize {
        self.in_sight(lens).count()
    }

    /// What is to be called after whom, the largest first.
    pub fn titles<'a>(&'a self, lens: &Lens) -> Vec<Title<'a>> {
        let zoom = lens.camera.zoom;
        let titles = self.in_sight(lens).map(|(region, community, _)| {
            let centre = lens.screen(region.heart) - lens.area.min.to_vec2();
            let names = self.names.get(region.community).map_or(&[][..], Vec::as_slice);
            Title {
                of: region.community,
                centre: Point::new(centre.x, centre.y),
                radius: region.depth * zoom,
                names,
                is_more: community.size > names.len(),
                is_for_all: region.depth * zoom < SMALL,
            }
        });
        titles.filter(|title| !title.names.is_empty()).collect()
    }

    /// The colour of a community's title.
    pub fn ink(&self, of: usize, lens: &Lens, theme: Theme) -> Option<(Rgba, f32)> {
        let (_, community, strength) = self.in_sight(lens).find(|(region, ..)| region.community == of)?;
        Some((community_look(community.hue, theme).ink, strength))
    }

    /// Draws the regions; `dim` is how far they stand back for what is lit, 0 to 1.
    pub fn paint(&self, painter: &Painter, lens: &Lens, theme: Theme, dim: f32, coat: Coat) {
        let share = if coat == Coat::Over { TRACE } else { 1.0 };
        let rest = share * (1.0 - dim * (1.0 - theme.tokens().dimmed));
        let mut mesh = Mesh::default();
        for (region, community, strength) in self.in_sight(lens) {
            let CommunityLook { fill, .. } = community_look(community.hue, theme);
            let depth = region.depth * lens.camera.zoom;
            let quiet = 1.0 - QUIETER * smooth(SMALL, 3.0 * SMALL, depth);
            let fill = colour32(fill).gamma_multiply(strength * rest * quiet);
            let soft = (SOFT * depth).clamp(LEAST_SOFT, MOST_SOFT);
            for hull in &region.hulls {
                soft_shape(&mut mesh, hull, lens, soft, fill);
            }
        }
        if !mesh.is_empty() {
            painter.add(Shape::mesh(mesh));
        }
    }
}

/// What a scene of a graph shows.
fn visibility_of(graph: &Graph, scene: &Scene) -> Visibility {
    let mut visibility = Visibility {
        actors: vec![false; graph.actor_bound()],
        links: vec![false; graph.link_bound()],
        ..Visibility::default()
    };
    for actor in &scene.actors {
        visibility.actors[actor.actor.get()] = true;
    }
    for link in &scene.links {
        visibility.links[link.link.get()] = true;
    }
    visibility
}

/// How strong a region is: full where actors are points and it is a part of the picture, nothing where they are shapes or it is
/// all of the picture. However small it is, its name is worth reading.
fn strength(region: &Region, lens: &Lens) -> f32 {
    let zoom = lens.camera.zoom;
    let size = region.extent * zoom;
    let shorter = lens.area.width().min(lens.area.height()).max(1.0);
    let far = 1.0 - smooth(POINTS, SHAPES, LEAST_RADIUS * zoom);
    far * (1.0 - smooth(PART * shorter, WHOLE * shorter, size))
}

/// 0 up to `from`, 1 beyond `to`, and a smooth way between.
fn smooth(from: f32, to: f32, value: f32) -> f32 {
    let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// Fills an outline and lets it fade beyond it, over `soft` points.
fn soft_shape(mesh: &mut Mesh, hull: &Hull, lens: &Lens, soft: f32, fill: Color32) {
    const RINGS: u32 = 3;
    let points: Vec<Pos2> = hull.outline.iter().map(|point| lens.screen(*point)).collect();
    let Some(first) = points.first() else { return };
    let around = points.iter().fold(Rect::from_min_max(*first, *first), |around, point| {
        Rect::from_min_max(around.min.min(*point), around.max.max(*point))
    });
    if !around.expand(soft).intersects(lens.area) {
        return;
    }
    let count = points.len();
    let start = mesh.vertices.len() as u32;
    let fading = [(0.0, fill), (0.5, fill.gamma_multiply(HALF_OUT)), (1.0, Color32::TRANSPARENT)];
    for (at, point) in points.iter().enumerate() {
        let along = points[(at + 1) % count] - points[(at + count - 1) % count];
        // The outline runs clockwise: outside is to the left.
        let outwards = Vec2::new(along.y, -along.x).normalized();
        for (share, colour) in fading {
            mesh.colored_vertex(*point + share * soft * outwards, colour);
        }
    }
    for corners in &hull.triangles {
        let [a, b, c] = corners.map(|corner| start + RINGS * u32::from(corner));
        mesh.add_triangle(a, b, c);
    }
    for at in 0..count as u32 {
        let (one, other) = (start + RINGS * at, start + RINGS * ((at + 1) % count as u32));
        for ring in 0..RINGS - 1 {
            mesh.add_triangle(one + ring, one + ring + 1, other + ring + 1);
            mesh.add_triangle(one + ring, other + ring + 1, other + ring);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Camera;

    fn region(extent: f32) -> Region {
        Region { community: 0, hulls: Vec::new(), heart: Point::default(), depth: extent / 2.0, extent }
    }

    fn lens(zoom: f32) -> Lens {
        let area = Rect::from_min_size(Pos2::ZERO, Vec2::new(900.0, 700.0));
        Lens::new(Camera { centre: Point::default(), zoom }, area, 10_000, None)
    }

    #[test]
    fn regions_go_as_actors_become_shapes_and_as_they_fill_the_picture() {
        let strengths = |extent: f32, zooms: &[f32]| -> Vec<f32> {
            zooms.iter().map(|zoom| strength(&region(extent), &lens(*zoom))).collect()
        };
        let far = strengths(500.0, &[0.02, 0.1, 0.25, 0.3, 0.4, 0.5, 1.0]);
        assert!(far[..3].iter().all(|strength| (*strength - 1.0).abs() < 1e-6), "{far:?}");
        assert!(far[2..6].is_sorted_by(|one, next| one > next) && far[5] == 0.0 && far[6] == 0.0, "{far:?}");
        let large = strengths(10_000.0, &[0.01, 0.03, 0.05, 0.08]);
        assert!(large[0] >= 1.0 && large[1] >= 1.0 && large[2] < 1.0 && large[3] == 0.0, "{large:?}");
    }

    #[test]
    fn a_soft_shape_is_full_inside_and_nothing_at_its_edge() {
        let outline = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)].map(|(x, y)| Point::new(x, y)).to_vec();
        let hull = Hull { triangles: vec![[0, 1, 2], [0, 2, 3]], outline };
        let mut mesh = Mesh::default();
        soft_shape(&mut mesh, &hull, &lens(1.0), 10.0, Color32::WHITE);
        let square = Rect::from_min_max(lens(1.0).screen(Point::default()), lens(1.0).screen(Point::new(100.0, 100.0)));
        for vertex in &mesh.vertices {
            assert_eq!(vertex.color == Color32::WHITE, square.contains(vertex.pos), "{vertex:?}");
            let is_outermost = square.signed_distance_to_pos(vertex.pos) > 6.0;
            assert_eq!(vertex.color == Color32::TRANSPARENT, is_outermost, "{vertex:?}");
        }
        let mut beyond = Mesh::default();
        let aside = Lens { camera: Camera { centre: Point::new(5000.0, 0.0), zoom: 1.0 }, ..lens(1.0) };
        soft_shape(&mut beyond, &hull, &aside, 10.0, Color32::WHITE);
        assert!(beyond.is_empty(), "off the screen nothing is drawn");
    }
}
