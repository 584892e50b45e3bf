//! The file that the open one is compared with, and what differs. Seen, never saved, and not a step of the history.

use std::sync::Arc;

use super::Workspace;
use crate::analysis::diff::{Changes, Difference, difference};
use crate::model::{Graph, View};
use crate::scene::{Mark, Marks};

/// The other file: the old one, where the open one is the new one.
#[derive(Debug)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// What it says.
    pub graph: Graph,
}

/// What differs between the open file and another.
#[derive(Debug)]
pub struct Comparison {
    /// The other file.
    pub other: Arc<Other>,
    /// What differs. Records that were removed are those of the other file.
    pub difference: Difference,
    /// The revision of the open graph that was compared.
    pub revision: u64,
    marks: Arc<Marks>,
}

impl Comparison {
    /// Compares the open graph as it was at `revision`. Takes a moment where graphs are large.
    ///
    /// Pictures are left out: the one that is looked at changes all the time, and is new where a file has none.
    #[must_use]
    pub fn new(other: Arc<Other>, graph: &Graph, revision: u64) -> Self {
        let no_view = View::default();
        let difference = difference((&other.graph, &no_view), (graph, &no_view));
        let marks = Marks::new(marks_of(&difference.actors), marks_of(&difference.links));
        Self { other, difference, revision, marks: Arc::new(marks) }
    }
}

fn marks_of<Ix: Copy>(changes: &Changes<Ix>) -> impl Iterator<Item = (Ix, Mark)> {
    let added = changes.added.iter().map(|&ix| (ix, Mark::Added));
    added.chain(changes.changed.iter().map(|changed| (changed.new, Mark::Changed)))
}

impl Workspace {
    /// What the open file is compared with.
    #[must_use]
    pub fn comparison(&self) -> Option<&Arc<Comparison>> {
        self.comparison.as_ref()
    }

    /// Shows what differs from another file, or no longer. Returns what was compared before, which may be large to let go of.
    pub fn compare(&mut self, comparison: Option<Comparison>) -> Option<Arc<Comparison>> {
        let before = std::mem::replace(&mut self.comparison, comparison.map(Arc::new));
        if before.is_some() || self.comparison.is_some() {
            self.revisions.looks += 1;
            self.restage();
        }
        before
    }

    /// The other file, where the open one is no longer what was compared with it.
    #[must_use]
    pub fn to_compare_again(&self) -> Option<Arc<Other>> {
        let comparison = self.comparison.as_ref()?;
        (comparison.revision != self.revisions.graph).then(|| Arc::clone(&comparison.other))
    }

    /// What is marked in the picture.
    pub(super) fn marks(&self) -> Option<Arc<Marks>> {
        self.comparison.as_ref().map(|comparison| Arc::clone(&comparison.marks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, LoadReport, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Edit, Origin};

    #[test]
    fn a_comparison_is_seen_and_changes_nothing() {
        let open = |drawing: &str| {
            let graph = graph_from_drawing(drawing);
            let view = View::blank(&graph);
            (graph, view)
        };
        let (graph, view) = open("A-B C");
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        let plain = Arc::clone(workspace.scene());
        let (graph, _) = open("A-B");
        let other = Arc::new(Other { name: "old".into(), graph });
        let comparison = Comparison::new(other, workspace.graph(), workspace.revisions().graph);
        assert!(workspace.compare(Some(comparison)).is_none());
        let fills = workspace.scene().actors.iter().map(|actor| actor.fill).collect::<Vec<_>>();
        assert_eq!((fills[0], fills[2]), (fills[1], Theme::Light.tokens().added));
        assert!(!workspace.is_unsaved() && workspace.to_compare_again().is_none());
        let _ = workspace.carry_out(Edit::Relabel(ActorIx(0), "Ada".into()).into());
        assert!(workspace.to_compare_again().is_some(), "what was compared is no longer what is there");
        let _ = workspace.carry_out(crate::workspace::Action::Undo.into());
        assert!(workspace.compare(None).is_some() && workspace.to_compare_again().is_none());
        assert_eq!(**workspace.scene(), *plain);
    }
}
