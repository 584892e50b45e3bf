//! Communities far out in a large scene, in the window: soft regions under the actors, and who is to be named in each. Made on a
//! thread, once for each set of links and of positions; in a frame they are only put where the camera has them.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Rect, Shape, Vec2};

use super::latest::Latest;
use super::lens::Lens;
use super::pen::colour32;
use super::size_of;
use super::survey::Seen;
use crate::jobs::{TaskContext, Wake};
use crate::model::ActorIx;
use crate::scene::communities::{Communities, Division, FADE, Hull, InSight, TRACE};
use crate::scene::labels::Title;
use crate::scene::style::community_look;
use crate::scene::{Rgba, Scene, Theme};
use crate::workspace::Workspace;

/// The newest communities and where they are.
pub(super) struct Hulls {
    is_wanted: bool,
    division: Latest<u64, Division>,
    placed: Latest<Seen, Communities>,
    /// What is shown.
    shown: Option<(Seen, Arc<Communities>)>,
}

/// Whether regions are drawn under the crowd or as a trace over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coat {
    Under,
    Over,
}

impl Default for Hulls {
    fn default() -> Self {
        Self { is_wanted: true, division: Latest::default(), placed: Latest::default(), shown: None }
    }
}

impl Hulls {
    /// Whether something is being made on a thread.
    pub fn is_busy(&self) -> bool {
        self.division.is_busy() || self.placed.is_busy()
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
            // What the scene shows may be older than what is to be shown.
            let (graph, scene) = (workspace.graph_snapshot(), Arc::clone(scene));
            let work = move |context: Option<&TaskContext>| {
                Division::of_scene(&graph, &scene, &|| context.is_some_and(TaskContext::is_cancelled))
            };
            (false, work)
        };
        let divided = self.division.follow(seen.scene, divide, "communities", wake);
        if workspace.is_running() {
            self.placed = Latest::default();
            self.shown = None;
            return;
        }
        let Some((_, division)) = divided.filter(|(of, _)| *of == seen.scene && !is_dragged) else { return };
        let place = || {
            let (scene, positions) = (Arc::clone(scene), workspace.view().positions.clone());
            let division = Arc::clone(division);
            let work = move |context: Option<&TaskContext>| {
                let is_unwanted = || context.is_some_and(TaskContext::is_cancelled);
                Communities::place(division, &scene, &positions, &is_unwanted)
            };
            (false, work)
        };
        let Some((of, placed)) = self.placed.follow(seen, place, "regions of communities", wake) else { return };
        if self.shown.as_ref().is_none_or(|(shown, _)| shown != of) {
            self.shown = Some((*of, Arc::clone(placed)));
        }
    }

    /// The regions that are seen through `lens`.
    fn in_sight<'a>(&'a self, lens: &Lens) -> impl Iterator<Item = InSight<'a>> {
        let (camera, size) = (lens.camera, size_of(lens.area));
        self.shown.iter().flat_map(move |(_, communities)| communities.in_sight(camera, size))
    }

    /// The community of each actor, in the order of the file; whoever is beyond the end is in none.
    pub fn of_actor(&self) -> &[u16] {
        self.shown.as_ref().map_or(&[], |(_, communities)| communities.of_actor())
    }

    /// The actors of a community that are in the scene, in the order of the file.
    pub fn members<'a>(&'a self, scene: &'a Scene, community: usize) -> impl Iterator<Item = ActorIx> + 'a {
        let of_actor = self.of_actor();
        let is_member =
            move |actor: &ActorIx| of_actor.get(actor.get()).is_some_and(|of| usize::from(*of) == community);
        scene.actors.iter().map(|actor| actor.actor).filter(is_member)
    }

    /// Number of actors of a community.
    pub fn size_of(&self, community: usize) -> usize {
        self.shown.as_ref().map_or(0, |(_, communities)| communities.size_of(community))
    }

    /// Number of regions that are seen through `lens`.
    pub fn count(&self, lens: &Lens) -> usize {
        self.in_sight(lens).count()
    }

    /// What is to be called after whom, the largest first.
    pub fn titles(&self, lens: &Lens) -> Vec<Title<'_>> {
        let size = size_of(lens.area);
        self.shown.as_ref().map_or_else(Vec::new, |(_, communities)| communities.titles(&lens.camera, size))
    }

    /// The colour of a community's title.
    pub fn ink(&self, of: usize, lens: &Lens, theme: Theme) -> Option<(Rgba, f32)> {
        let (_, communities) = self.shown.as_ref()?;
        communities.ink(of, &lens.camera, size_of(lens.area), theme)
    }

    /// Draws the regions; `dim` is how far they stand back for what is lit, 0 to 1.
    pub fn paint(&self, painter: &Painter, lens: &Lens, theme: Theme, dim: f32, coat: Coat) {
        let share = if coat == Coat::Over { TRACE } else { 1.0 };
        let rest = share * (1.0 - dim * (1.0 - theme.tokens().dimmed));
        let mut mesh = Mesh::default();
        for seen in self.in_sight(lens) {
            let fill = colour32(community_look(seen.community.hue, theme).fill).gamma_multiply(seen.cover * rest);
            for hull in &seen.region.hulls {
                soft_shape(&mut mesh, hull, lens, seen.soft, fill);
            }
        }
        if !mesh.is_empty() {
            painter.add(Shape::mesh(mesh));
        }
    }
}

/// Fills an outline and lets it fade beyond it, over `soft` points.
fn soft_shape(mesh: &mut Mesh, hull: &Hull, lens: &Lens, soft: f32, fill: Color32) {
    const RINGS: u32 = FADE.len() as u32;
    let corner = lens.area.min;
    let points = hull.on_screen(&lens.camera, size_of(lens.area));
    let around = points.iter().fold(Rect::NOTHING, |mut around, (point, _)| {
        around.extend_with(Pos2::new(point.x + corner.x, point.y + corner.y));
        around
    });
    if !around.expand(soft).intersects(lens.area) {
        return;
    }
    let count = points.len() as u32;
    let start = mesh.vertices.len() as u32;
    for (point, outwards) in &points {
        for (way, share) in FADE {
            let away = Vec2::new(outwards.x, outwards.y) * way * soft;
            mesh.colored_vertex(Pos2::new(point.x + corner.x, point.y + corner.y) + away, fill.gamma_multiply(share));
        }
    }
    for corners in &hull.triangles {
        let [a, b, c] = corners.map(|corner| start + RINGS * u32::from(corner));
        mesh.add_triangle(a, b, c);
    }
    for at in 0..count {
        let (one, other) = (start + RINGS * at, start + RINGS * ((at + 1) % count));
        for ring in 0..RINGS - 1 {
            mesh.add_triangle(one + ring, one + ring + 1, other + ring + 1);
            mesh.add_triangle(one + ring, other + ring + 1, other + ring);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Camera, Point};

    fn lens(zoom: f32) -> Lens {
        let area = Rect::from_min_size(Pos2::ZERO, Vec2::new(900.0, 700.0));
        Lens::new(Camera { centre: Point::default(), zoom }, area, 10_000, None)
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
