//! Edits carried out, taken back and done again, and what follows from each.

use std::sync::Arc;

use super::selection::Target;
use super::{Edit, History, Revisions, Workspace, filtering, grouping};
use crate::model::{Graph, RecordIx, Refusal, View};

impl Workspace {
    /// Carries an edit out and puts it into the history, unless it changes nothing.
    pub(super) fn edit(&mut self, edit: Edit) {
        let is_empty = match &edit {
            Edit::Move(list) => list.is_empty(),
            Edit::Rearrange(list, axis) => list.is_empty() && *axis == self.view.axis,
            Edit::Pin(list) | Edit::Hide(list) => list.is_empty(),
            Edit::Filter(filters) => *filters == self.view.filters,
            Edit::Group(groups) => *groups == self.view.groups,
            Edit::ShowLooks(shown) => *shown == self.view.looks_shown,
            Edit::Style(rules) => rules.iter().all(|(channel, rule)| self.view.styling.get(*channel) == rule.as_ref()),
            Edit::Relabel(actor, label) => self.graph.actor(*actor).label == *label,
            Edit::RetypeActors(list) => list.iter().all(|(actor, kind)| self.graph.actor(*actor).kind == *kind),
            Edit::RetypeLinks(list) => list.iter().all(|(link, kind)| self.graph.link(*link).kind == *kind),
            Edit::Records(records) => records.is_empty(&self.graph),
        };
        if is_empty {
            return;
        }
        self.carry_out_edit(edit, None);
    }

    /// Carries out an edit that changes something; returns whether it could be.
    pub(super) fn carry_out_edit(&mut self, edit: Edit, name: Option<String>) -> bool {
        self.brush_end();
        let name = name.unwrap_or_else(|| match &edit {
            Edit::Filter(filters) => filtering::step_name(&self.view.filters, filters, &self.graph),
            Edit::Group(groups) => grouping::step_name(&self.view.groups, groups),
            other => other.name(&self.graph),
        });
        self.note_in_journal(&name, &edit);
        match apply(edit, &mut self.graph, &mut self.view, &mut self.revisions) {
            Ok(inverse) => {
                self.after_edit(&inverse);
                self.say(name.clone());
                self.history.push(name, inverse);
                true
            }
            Err(refusal) => {
                self.say(format!("Not done ({name}): {refusal}"));
                if let Some(journal) = &mut self.journal {
                    journal.pop();
                }
                false
            }
        }
    }

    fn after_edit(&mut self, edit: &Edit) {
        if !matches!(edit, Edit::Rearrange(..)) {
            self.looks_changed(edit.records());
        }
        if matches!(edit, Edit::Records(_)) {
            self.let_go_of_removed();
        }
    }

    /// Nothing that was removed stays selected, pointed at or open.
    fn let_go_of_removed(&mut self) {
        let graph = Arc::clone(&self.graph);
        let mut selection = self.selection.clone();
        selection.keep(&graph);
        if selection != self.selection {
            self.selection = selection;
            self.passage = None;
            self.revisions.selection += 1;
        }
        for stored in &mut self.stored {
            stored.keep(&graph);
        }
        self.passage = self.passage.filter(|passage| graph.has_passage(*passage));
        self.reading = self.reading.and_then(|reading| reading.kept(&graph));
        self.keep_mark();
    }

    /// Follows a change of how things look, after which these records may be shown or no longer; `None` is any.
    pub(super) fn looks_changed(&mut self, records: Option<Vec<RecordIx>>) {
        self.revisions.looks += 1;
        if !self.view.filters.need_sieve() {
            self.view.sieve = None;
        }
        match records {
            Some(records) => self.visibility.follow(&self.graph, &self.view, records),
            None => self.visibility = self.view.visibility(&self.graph),
        }
        debug_assert!(
            self.graph.link_count() > 1000 || self.visibility == self.view.visibility(&self.graph),
            "an edit tells what it shows and hides"
        );
        self.appearance.follow(&self.graph, &mut self.view, self.revisions.graph);
        self.restage();
        self.let_go_of_hidden();
    }

    /// Nothing that is not drawn stays pointed at.
    pub(super) fn let_go_of_hidden(&mut self) {
        let hidden = |target: Target| match target {
            Target::Actor(actor) => !self.visibility.draws_actor(actor),
            Target::Link(link) => !self.visibility.draws_link(link),
        };
        if self.hovered.is_some_and(hidden) {
            self.hovered = None;
        }
    }

    pub(super) fn undo(&mut self) {
        self.run_ended(false);
        if self.is_brushing() {
            self.brush_cancel();
            return;
        }
        let name = self.history.undo_name().map(|name| format!("Undo: {name}")).unwrap_or_default();
        self.walk(name, "Undone", |history, apply| history.undo(apply));
    }

    pub(super) fn redo(&mut self) {
        self.brush_cancel();
        let name = self.history.redo_name().unwrap_or_default().to_owned();
        self.walk(name, "Done again", |history, apply| history.redo(apply));
    }

    /// Goes a step along the history; the journal has it under `name`.
    fn walk(
        &mut self,
        name: String,
        what: &str,
        step: impl FnOnce(&mut History, &mut dyn FnMut(Edit) -> Option<Edit>) -> Option<String>,
    ) {
        let Self { history, graph, view, revisions, journal, .. } = self;
        let (mut name, mut taken) = (Some(name), None);
        let done = step(history, &mut |edit| {
            if let (Some(journal), Some(name)) = (&mut *journal, name.take()) {
                journal.push((name, edit.clone()));
            }
            taken = apply(edit, graph, view, revisions).ok();
            taken.clone()
        });
        if let (Some(done), Some(edit)) = (done, taken) {
            self.after_edit(&edit);
            self.say(format!("{what}: {done}"));
        }
    }

    pub(super) fn go_to_step(&mut self, position: usize) {
        self.brush_cancel();
        // Counted, so that a step that could not be carried out ends it.
        for _ in position..self.history.position() {
            self.undo();
        }
        for _ in self.history.position()..position {
            self.redo();
        }
    }
}

/// The one place where an edit meets the graph and the view.
fn apply(edit: Edit, graph: &mut Arc<Graph>, view: &mut View, revisions: &mut Revisions) -> Result<Edit, Refusal> {
    if edit.changes_graph() {
        revisions.graph += 1;
    }
    revisions.positions += 1;
    edit.apply(Arc::make_mut(graph), view)
}
