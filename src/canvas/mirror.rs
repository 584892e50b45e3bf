//! The foreground as egui_graphs wants it: bare indexes as payloads, our own shapes, a layout that does nothing. What the
//! shapes draw is in `pen`; what was drawn is not remembered here.

use egui::{Pos2, Shape, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, Layout, LayoutState, Node, NodeProps, SettingsInteraction,
    SettingsNavigation,
};
use petgraph::graph::NodeIndex;
use petgraph::{EdgeType, stable_graph::IndexType};
use serde::{Deserialize, Serialize};

use super::cast::Cast;
use super::pen;
use crate::scene::Scene;

/// Where an actor stands in [`Scene::actors`].
type Slot = u32;
/// Where a link stands in [`Scene::links`].
type Place = u32;
type Drawing = Graph<Slot, Place, petgraph::Directed, u32, ActorShape, LinkShape>;

/// The foreground, mirrored into a graph of egui_graphs.
pub(super) struct Mirror {
    drawing: Drawing,
    /// Slots, and links with their ends, that are in the drawing.
    mirrored: (Vec<Slot>, Vec<(Place, Slot, Slot)>),
}

impl Default for Mirror {
    fn default() -> Self {
        Self { drawing: Drawing::new(), mirrored: Default::default() }
    }
}

impl Mirror {
    /// Takes over those who are on the stage.
    pub fn follow(&mut self, scene: &Scene, cast: &Cast) {
        let ends = |place: &Place| {
            let link = &scene.links[*place as usize];
            (*place, link.from, link.to)
        };
        let is_same = self.mirrored.0 == cast.slots && self.mirrored.1.iter().copied().eq(cast.places.iter().map(ends));
        if is_same {
            return;
        }
        self.mirrored = (cast.slots.clone(), cast.places.iter().map(ends).collect());
        self.drawing = Drawing::new();
        let nodes: Vec<NodeIndex<u32>> =
            cast.slots.iter().map(|slot| self.drawing.add_node_custom(*slot, |_| {})).collect();
        let node = |slot: Slot| cast.slots.binary_search(&slot).ok().map(|number| nodes[number]);
        for &(place, from, to) in &self.mirrored.1 {
            if let (Some(from), Some(to)) = (node(from), node(to)) {
                self.drawing.add_edge_custom(from, to, place, |_| {});
            }
        }
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

/// What egui_graphs knows of an actor. It is copied twice for every link in every frame, so it is small.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActorShape(Slot);

impl From<NodeProps<Slot>> for ActorShape {
    fn from(props: NodeProps<Slot>) -> Self {
        Self(props.payload)
    }
}

impl<E: Clone, Ty: EdgeType, Ix: IndexType> DisplayNode<Slot, E, Ty, Ix> for ActorShape {
    fn closest_boundary_point(&self, _: Vec2) -> Pos2 {
        Pos2::ZERO
    }

    fn shapes(&mut self, _: &DrawContext) -> Vec<Shape> {
        pen::with(|pen| pen.draw_actor(self.0));
        Vec::new()
    }

    fn update(&mut self, props: &NodeProps<Slot>) {
        self.0 = props.payload;
    }

    fn is_inside(&self, _: Pos2) -> bool {
        // Actors are picked through an index, see `pointing`; egui_graphs would ask every one of them.
        false
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
        // Links are picked on the paths that were drawn, see `pointing`.
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
