//! The scene as egui_graphs wants it: bare indexes as payloads, our own shapes, a layout that does nothing. What the shapes
//! draw is in `pen`; what was drawn is not remembered here.

use std::sync::Arc;

use egui::{Pos2, Shape, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, Layout, LayoutState, Node, NodeProps, SettingsInteraction,
    SettingsNavigation,
};
use petgraph::graph::NodeIndex;
use petgraph::{EdgeType, stable_graph::IndexType};
use serde::{Deserialize, Serialize};

use super::pen;
use crate::model::{Camera, Point, Positions};
use crate::scene::camera::radius_on_screen;
use crate::scene::geometry::{Body, contains};
use crate::scene::{Scene, Shape as ActorForm};

/// Where an actor stands in [`Scene::actors`].
type Slot = u32;
/// Where a link stands in [`Scene::links`].
type Place = u32;
type Drawing = Graph<Slot, Place, petgraph::Directed, u32, ActorShape, LinkShape>;

/// An actor is hit within this many points of its middle, however small it is drawn.
const LEAST_REACH: f32 = 7.0;

/// The scene, mirrored into a graph of egui_graphs.
pub(super) struct Mirror {
    drawing: Drawing,
    scene: Option<Arc<Scene>>,
}

impl Default for Mirror {
    fn default() -> Self {
        Self { drawing: Drawing::new(), scene: None }
    }
}

impl Mirror {
    /// Takes over another scene. Returns whether it is another than before.
    pub fn follow(&mut self, scene: &Arc<Scene>) -> bool {
        if self.scene.as_ref().is_some_and(|before| Arc::ptr_eq(before, scene)) {
            return false;
        }
        if !self.scene.as_ref().is_some_and(|before| have_same_ends(before, scene)) {
            self.drawing = Drawing::new();
            let nodes: Vec<NodeIndex<u32>> =
                (0..scene.actors.len() as u32).map(|slot| self.drawing.add_node_custom(slot, |_| {})).collect();
            for (place, link) in (0u32..).zip(&scene.links) {
                let (from, to) = (nodes[link.from as usize], nodes[link.to as usize]);
                self.drawing.add_edge_custom(from, to, place, |_| {});
            }
        }
        self.scene = Some(Arc::clone(scene));
        true
    }

    /// Puts every actor where it stands, as large as `camera` shows it.
    pub fn place(&mut self, positions: &Positions, camera: &Camera) {
        let Some(scene) = &self.scene else { return };
        for node in self.drawing.g_mut().node_weights_mut() {
            let actor = &scene.actors[*node.payload() as usize];
            let point = positions.get(actor.actor);
            if let Some(point) = point {
                node.set_location(Pos2::new(point.x, point.y));
            }
            let shape = node.display_mut();
            shape.form = actor.shape;
            shape.centre = point.map_or(Pos2::ZERO, |point| Pos2::new(point.x, point.y));
            shape.radius_world = radius_on_screen(camera, actor.radius) / camera.zoom;
            shape.slack_world = point.map(|_| (LEAST_REACH / camera.zoom - shape.radius_world).max(1.0 / camera.zoom));
        }
    }

    /// The slot of the actor at a point of the world. Of several it is the one whose middle is nearest.
    pub fn actor_at(&self, point: Point) -> Option<u32> {
        let at = Pos2::new(point.x, point.y);
        self.drawing
            .nodes_iter()
            .filter(|(_, node)| hits(node.display(), at))
            .min_by(|(_, one), (_, other)| {
                let distance = |shape: &ActorShape| shape.centre.distance_sq(at);
                distance(one.display()).total_cmp(&distance(other.display()))
            })
            .map(|(_, node)| *node.payload())
    }

    /// Lets egui_graphs draw everything, with the pen that is lent out.
    pub fn show(&mut self, ui: &mut egui::Ui) -> egui::Response {
        let still = SettingsInteraction::new();
        let navigation = SettingsNavigation::new().with_fit_to_screen_enabled(false).with_zoom_and_pan_enabled(false);
        egui_graphs::GraphView::<Still, StillLayout>::new()
            .with_interactions(&still)
            .with_navigations(&navigation)
            .show(ui, &mut self.drawing)
            .response
    }
}

fn hits(shape: &ActorShape, at: Pos2) -> bool {
    <ActorShape as DisplayNode<Slot, Place, petgraph::Directed, u32>>::is_inside(shape, at)
}

/// Whether the same slots are linked in the same order, so that the mirrored graph can stay.
fn have_same_ends(one: &Scene, other: &Scene) -> bool {
    one.actors.len() == other.actors.len()
        && one.links.len() == other.links.len()
        && one.links.iter().zip(&other.links).all(|(a, b)| (a.from, a.to) == (b.from, b.to))
}

/// What egui_graphs knows of an actor. It is copied twice for every link in every frame, so it is small.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActorShape {
    slot: Slot,
    form: ActorForm,
    centre: Pos2,
    radius_world: f32,
    /// How far around the shape it can be hit; `None` for an actor without a place.
    slack_world: Option<f32>,
}

impl From<NodeProps<Slot>> for ActorShape {
    fn from(props: NodeProps<Slot>) -> Self {
        Self { slot: props.payload, form: ActorForm::Circle, centre: Pos2::ZERO, radius_world: 1.0, slack_world: None }
    }
}

impl<E: Clone, Ty: EdgeType, Ix: IndexType> DisplayNode<Slot, E, Ty, Ix> for ActorShape {
    fn closest_boundary_point(&self, _: Vec2) -> Pos2 {
        self.centre
    }

    fn shapes(&mut self, _: &DrawContext) -> Vec<Shape> {
        pen::with(|pen| pen.draw_actor(self.slot));
        Vec::new()
    }

    fn update(&mut self, props: &NodeProps<Slot>) {
        self.slot = props.payload;
    }

    fn is_inside(&self, pos: Pos2) -> bool {
        let centre = Point::new(self.centre.x, self.centre.y);
        let body = Body { shape: self.form, centre, radius: self.radius_world };
        self.slack_world.is_some_and(|slack| contains(&body, Point::new(pos.x, pos.y), slack))
    }
}

/// What egui_graphs knows of a link.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkShape(Place);

impl From<EdgeProps<Place>> for LinkShape {
    fn from(props: EdgeProps<Place>) -> Self {
        Self(props.payload)
    }
}

impl<N, Ty, Ix, D> DisplayEdge<N, Place, Ty, Ix, D> for LinkShape
where
    N: Clone,
    Ty: EdgeType,
    Ix: IndexType,
    D: DisplayNode<N, Place, Ty, Ix>,
{
    fn shapes(&mut self, _: &Node<N, Place, Ty, Ix, D>, _: &Node<N, Place, Ty, Ix, D>, _: &DrawContext) -> Vec<Shape> {
        pen::with(|pen| pen.draw_link(self.0));
        Vec::new()
    }

    fn update(&mut self, props: &EdgeProps<Place>) {
        self.0 = props.payload;
    }

    fn is_inside(&self, _: &Node<N, Place, Ty, Ix, D>, _: &Node<N, Place, Ty, Ix, D>, _: Pos2) -> bool {
        // Links are picked on the paths that were drawn, see `picking`.
        false
    }
}

/// The layout of the mirrored graph: positions are the view's, so it leaves everything where it is.
#[derive(Debug, Default)]
struct StillLayout;

/// Nothing to remember.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Still;

impl LayoutState for Still {}

impl Layout<Still> for StillLayout {
    fn from_state(Still: Still) -> impl Layout<Still> {
        Self
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _: &mut Graph<N, E, Ty, Ix, Dn, De>, _: &egui::Ui)
    where
        N: Clone,
        E: Clone,
        Ty: EdgeType,
        Ix: IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> Still {
        Still
    }
}
