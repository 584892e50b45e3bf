//! The scene of what is shown now: built at once where that is quick, else ordered from whoever has threads. Until it is there,
//! the scene before stays on the stage.

use std::sync::Arc;

use super::Workspace;
use crate::model::{Graph, View};
use crate::scene::{Scene, Theme};

/// A scene of so many actors and links is built in less than a frame.
const QUICK: usize = 16_384;

/// A scene that is wanted, with everything it is built from.
#[derive(Debug)]
pub struct SceneOrder {
    graph: Arc<Graph>,
    view: View,
    theme: Theme,
    looks: u64,
}

impl SceneOrder {
    /// The revision of looks that it will show (see [`super::Revisions::looks`]).
    #[must_use]
    pub fn looks(&self) -> u64 {
        self.looks
    }

    /// Builds it. Takes a moment where the graph is large.
    #[must_use]
    pub fn build(self) -> Scene {
        Scene::build(&self.graph, &self.view, self.theme)
    }
}

impl Workspace {
    /// From now on somebody asks for [`Workspace::scene_order`] after every change and brings the scene: those that take
    /// longer than a frame are no longer built here.
    pub fn order_scenes(&mut self) {
        self.orders_scenes = true;
    }

    /// The scene that is wanted, where the one on the stage is of something else.
    #[must_use]
    pub fn scene_order(&self) -> Option<SceneOrder> {
        (self.staged != self.revisions.looks).then(|| SceneOrder {
            graph: Arc::clone(&self.graph),
            view: self.view.without_places(),
            theme: self.theme,
            looks: self.revisions.looks,
        })
    }

    /// Puts a scene on the stage that was ordered when looks were at revision `looks`.
    pub fn stage(&mut self, looks: u64, scene: Scene) {
        self.staged = looks;
        self.scene = Arc::new(scene);
    }

    /// Gives up on the scene of that revision, which could not be built: the one before stays until something else changes.
    pub fn give_up_scene(&mut self, looks: u64) {
        self.staged = looks;
    }

    /// What is drawn is no longer what is shown.
    pub(super) fn restage(&mut self) {
        let is_quick = self.graph.actor_count() + self.graph.link_count() <= QUICK;
        if is_quick || !self.orders_scenes {
            self.stage(self.revisions.looks, Scene::build(&self.graph, &self.view, self.theme));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, LoadReport, Planted, planted};
    use crate::workspace::{Edit, Origin};

    #[test]
    fn a_large_scene_is_ordered_and_the_one_before_stays_meanwhile() {
        let graph = planted(Planted::of_size(QUICK, 10, 1));
        let view = View::blank(&graph);
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        workspace.order_scenes();
        assert!(workspace.scene_order().is_none(), "it is there from the start");
        let _ = workspace.carry_out(Edit::Hide(vec![(ActorIx(0), true)]).into());
        let before = Arc::clone(workspace.scene());
        assert_eq!(before.hidden.0, 0);
        let order = workspace.scene_order().expect("it is wanted");
        let (looks, scene) = (order.looks(), order.build());
        // Something else changes while it is built.
        workspace.set_theme(Theme::Dark);
        workspace.stage(looks, scene);
        assert_eq!((workspace.scene().hidden.0, workspace.scene().theme), (1, Theme::Light));
        let order = workspace.scene_order().expect("and so the next one is wanted");
        let (looks, scene) = (order.looks(), order.build());
        workspace.stage(looks, scene);
        assert_eq!(workspace.scene().theme, Theme::Dark);
        assert!(workspace.scene_order().is_none());
    }

    #[test]
    fn a_scene_that_cannot_be_built_is_not_asked_for_again() {
        let graph = planted(Planted::of_size(QUICK, 10, 1));
        let view = View::blank(&graph);
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        workspace.order_scenes();
        workspace.set_theme(Theme::Dark);
        let looks = workspace.scene_order().expect("it is wanted").looks();
        workspace.give_up_scene(looks);
        assert!(workspace.scene_order().is_none());
    }
}
