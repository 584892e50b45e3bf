//! What is drawn and what is listed of the graph as it is now: worked out at once where that is quick, else ordered from whoever
//! has threads. Until it is there, what was there before stays on the stage.

use std::sync::Arc;

use super::{Overview, Workspace};
use crate::model::{Graph, Sieve, View, Visibility};
use crate::query::{Question, sift};
use crate::scene::{Marks, Scene, Theme};
use crate::text::FindIndex;

/// So many actors and links are gone through in less than a frame.
const QUICK: usize = 16_384;

/// What is wanted, with everything it is worked out from.
#[derive(Debug)]
pub struct StageOrder {
    graph: Arc<Graph>,
    view: View,
    theme: Theme,
    marks: Option<Arc<Marks>>,
    /// The index of the texts of this graph, if somebody has it.
    index: Option<Arc<FindIndex>>,
    /// The revisions of looks and graph.
    revisions: (u64, u64),
    /// Whether the overview is of another graph by now.
    wants_overview: bool,
}

/// A scene and an overview, and what they are of.
#[derive(Debug)]
pub struct Stage {
    revisions: (u64, u64),
    scene: Scene,
    /// What the filters let through, and what that shows.
    sieve: Option<Arc<Sieve>>,
    visibility: Visibility,
    /// `None` where the one before is right.
    overview: Option<Overview>,
}

impl StageOrder {
    /// Says which one it is, for [`Workspace::give_up_stage`].
    #[must_use]
    pub fn revisions(&self) -> (u64, u64) {
        self.revisions
    }

    /// Works everything out. Takes a moment where the graph is large.
    #[must_use]
    pub fn build(mut self) -> Stage {
        self.view.sieve = sift(&self.graph, &self.view, self.index.as_deref()).map(Arc::new);
        let overview = self.wants_overview.then(|| Overview::new(&self.graph));
        let scene = Scene::build(&self.graph, &self.view, self.theme);
        let scene = match &self.marks {
            Some(marks) => scene.marked(marks),
            None => scene,
        };
        let visibility = self.view.visibility(&self.graph);
        Stage { revisions: self.revisions, scene, sieve: self.view.sieve, visibility, overview }
    }
}

impl Workspace {
    /// From now on somebody asks for [`Workspace::stage_order`] after every change and brings what was ordered: what takes
    /// longer than a frame is no longer done here.
    pub fn order_stages(&mut self) {
        self.orders_stages = true;
    }

    /// What is wanted, where something else is on the stage.
    #[must_use]
    pub fn stage_order(&self) -> Option<StageOrder> {
        let revisions = (self.revisions.looks, self.revisions.graph);
        (self.staged != revisions).then(|| StageOrder {
            graph: Arc::clone(&self.graph),
            view: self.appearance.drawn_of(self.view.without_places()),
            theme: self.theme,
            marks: self.marks(),
            index: self.index.as_ref().filter(|(revision, _)| *revision == revisions.1).map(|(_, index)| index.clone()),
            revisions,
            wants_overview: self.staged.1 != revisions.1,
        })
    }

    /// Puts on the stage what was ordered. Gives back what stood there before, which may take a while to be taken apart.
    pub fn set_stage(&mut self, stage: Stage) -> (Arc<Scene>, Option<Arc<Overview>>) {
        let Stage { revisions, scene, sieve, visibility, overview } = stage;
        self.staged = revisions;
        let is_of_now = revisions == (self.revisions.looks, self.revisions.graph);
        if is_of_now && (sieve != self.view.sieve || visibility != self.visibility) {
            self.view.sieve = sieve;
            self.visibility = visibility;
            // Whoever asked what is shown before this has to ask again; the scene is that of now all the same.
            self.revisions.looks += 1;
            self.staged.0 = self.revisions.looks;
            self.let_go_of_hidden();
        }
        let scene = std::mem::replace(&mut self.scene, Arc::new(scene));
        let overview = overview.map(|overview| std::mem::replace(&mut self.overview, Arc::new(overview)));
        (scene, overview)
    }

    /// Lends the index of the texts of the graph as it was at that revision: filters that ask for words need not build it.
    pub fn lend_index(&mut self, revision: u64, index: Arc<FindIndex>) {
        self.index = Some((revision, index));
    }

    /// Gives up on what was ordered at those revisions and could not be worked out: what was there before stays until
    /// something else changes.
    pub fn give_up_stage(&mut self, revisions: (u64, u64)) {
        self.staged = revisions;
    }

    /// What is drawn is no longer what is shown.
    pub(super) fn restage(&mut self) {
        let asks_long = |text: &str| Question::new(text).is_ok_and(|question| question.takes_long(&self.graph));
        let is_quick = self.graph.actor_bound() + self.graph.link_bound() <= QUICK
            && !self.view.filters.questions.iter().any(|one| !one.is_off && asks_long(&one.text));
        if (is_quick || !self.orders_stages)
            && let Some(order) = self.stage_order()
        {
            self.set_stage(order.build());
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
        workspace.order_stages();
        assert!(workspace.stage_order().is_none(), "it is there from the start");
        let _ = workspace.carry_out(Edit::Hide(vec![(ActorIx(0), true)]).into());
        let before = Arc::clone(workspace.scene());
        assert_eq!(before.hidden.0, 0);
        let order = workspace.stage_order().expect("it is wanted");
        let stage = order.build();
        // Something else changes while it is built.
        workspace.set_theme(Theme::Dark);
        workspace.set_stage(stage);
        assert_eq!((workspace.scene().hidden.0, workspace.scene().theme), (1, Theme::Light));
        let order = workspace.stage_order().expect("and so the next one is wanted");
        let stage = order.build();
        workspace.set_stage(stage);
        assert_eq!(workspace.scene().theme, Theme::Dark);
        assert!(workspace.stage_order().is_none());
    }

    #[test]
    fn a_scene_that_cannot_be_built_is_not_asked_for_again() {
        let graph = planted(Planted::of_size(QUICK, 10, 1));
        let view = View::blank(&graph);
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        workspace.order_stages();
        workspace.set_theme(Theme::Dark);
        let revisions = workspace.stage_order().expect("it is wanted").revisions();
        workspace.give_up_stage(revisions);
        assert!(workspace.stage_order().is_none());
    }
}
