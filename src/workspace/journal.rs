//! What goes into a recovery journal: from what it begins, then every edit that was carried out, undone ones as the edits that
//! undid them. Replayed in order, they lead to where one was.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Edit, Origin, Workspace};
use crate::model::{Graph, View, WholeGraph};

/// From what the edits of a journal go on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Beginning {
    /// The version of the program that wrote it.
    pub program: String,
    /// The name of the file.
    pub name: String,
    /// Where it is; `None` for what was never a file.
    pub path: Option<PathBuf>,
    /// SHA-256 of the file.
    pub sha256: Option<[u8; 32]>,
    /// Whether saving writes over it.
    pub is_native: bool,
    /// When the journal began, in words for people.
    pub began: String,
    /// Graph and view, where they are not just what the file holds.
    pub whole: Option<Box<(WholeGraph, View)>>,
}

/// One edit of a journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JournalStep {
    /// When it was carried out, in words for people.
    pub at: String,
    /// Its name in the history.
    pub name: String,
    /// The edit.
    pub edit: Edit,
}

/// A graph and view as they are now, from which a [`Beginning`] can be made later, on another thread.
#[derive(Clone, Debug)]
pub struct Base {
    graph: Arc<Graph>,
    view: View,
    origin: Origin,
    /// Whether the file holds just that, in the same order.
    is_as_in_file: bool,
}

impl Base {
    /// What there is now. `is_saved` is whether a file in the program's own format holds it, or will hold it once it is saved.
    #[must_use]
    pub fn now(workspace: &Workspace, is_saved: bool) -> Self {
        let graph = workspace.graph_snapshot();
        let is_as_in_file = is_saved && !graph.has_gaps();
        Self { graph, view: workspace.view().clone(), origin: workspace.origin().clone(), is_as_in_file }
    }

    /// The same, under the name that it was saved with.
    #[must_use]
    pub fn saved_as(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// As it is written. Takes a moment where the graph is large and no file holds it.
    #[must_use]
    pub fn to_beginning(&self, began: String) -> Beginning {
        let Origin { name, path, sha256, is_native } = &self.origin;
        let whole = (!self.is_as_in_file).then(|| Box::new((self.graph.whole(), self.view.clone())));
        Beginning {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            name: name.clone(),
            path: path.clone(),
            sha256: *sha256,
            is_native: *is_native,
            began,
            whole,
        }
    }
}

impl Workspace {
    /// From now on somebody asks for [`Workspace::take_journal`] and keeps what comes.
    pub fn keep_journal(&mut self) {
        self.journal.get_or_insert_default();
    }

    /// What was carried out since this was last asked, with the name of each step.
    pub fn take_journal(&mut self) -> Vec<(String, Edit)> {
        self.journal.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Carries out what a journal says. Returns how many edits could not be carried out.
    pub fn replay(&mut self, steps: impl IntoIterator<Item = JournalStep>) -> usize {
        let mut refused = 0;
        for JournalStep { name, edit, .. } in steps {
            refused += usize::from(!self.carry_out_edit(edit, Some(name)));
        }
        refused
    }

    pub(super) fn note_in_journal(&mut self, name: &str, edit: &Edit) {
        if let Some(journal) = &mut self.journal {
            journal.push((name.to_owned(), edit.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, LoadReport, Point, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Pick, RecordEdit, Target};

    fn open() -> Workspace {
        let graph = graph_from_drawing("A-B B-C C-A");
        let view = View::blank(&graph);
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    fn said(workspace: &Workspace) -> (String, View) {
        (serde_json::to_string(&workspace.graph().whole()).expect("plain data"), workspace.view().clone())
    }

    #[test]
    fn replaying_leads_to_where_one_was() {
        let mut workspace = open();
        workspace.keep_journal();
        let base = Base::now(&workspace, false);
        let ada = Target::Actor(ActorIx(0));
        let commands: Vec<Command> = vec![
            Edit::Relabel(ActorIx(1), "Ben".into()).into(),
            Command::Select(ada, Pick::Replace),
            Action::Delete.into(),
            Action::Undo.into(),
            Action::Redo.into(),
            Action::Undo.into(),
            Command::DragBegin(ActorIx(2)),
            Command::DragTo(Point::new(3.0, 4.0)),
            Command::DragEnd,
            Edit::Hide(vec![(ActorIx(0), true)]).into(),
        ];
        for command in commands {
            let _ = workspace.carry_out(command);
        }
        let edit = RecordEdit::add_actor(workspace.graph(), "Dee", "person", Some(Point::new(1.0, 0.1))).1;
        let _ = workspace.carry_out(edit.into());
        // A layout by hand, as one step.
        workspace.run_begins();
        workspace.take_frame([(ActorIx(1), Point::new(0.3, 0.7))]);
        workspace.run_ended(false);
        let steps = workspace.take_journal();
        assert!(workspace.take_journal().is_empty(), "taken once");

        let written = serde_json::to_string(&base.to_beginning(String::new())).expect("plain data");
        let beginning: Beginning = serde_json::from_str(&written).expect("it reads back");
        let (graph, view) = *beginning.whole.expect("no file holds it");
        let graph = graph.into_graph().expect("it is whole");
        let mut again = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        let steps: Vec<JournalStep> = steps
            .into_iter()
            .map(|(name, edit)| {
                let json = serde_json::to_string(&JournalStep { at: String::new(), name, edit }).expect("plain data");
                serde_json::from_str(&json).expect("it reads back")
            })
            .collect();
        assert_eq!(again.replay(steps), 0);
        assert_eq!(said(&again), said(&workspace));
        assert!(again.is_unsaved());
    }

    #[test]
    fn what_nobody_keeps_is_not_remembered() {
        let mut workspace = open();
        let _ = workspace.carry_out(Edit::Relabel(ActorIx(1), "Ben".into()).into());
        assert!(workspace.take_journal().is_empty());
    }
}
