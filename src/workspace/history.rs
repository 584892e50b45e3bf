//! The named steps that were taken, to undo and redo them. Unlimited; redo survives until a new edit.

use super::Edit;

/// One step, as the edit that leads to the other side of it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    /// Tells this step from every other, so that "saved here" survives undo and redo.
    id: u64,
    edit: Edit,
}

/// What was done and can be taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    next_id: u64,
    /// The id of the step after which the file was last saved; 0 is "as opened".
    saved_after: u64,
}

impl History {
    /// Takes note of a step that was carried out; `inverse` takes it back. Forgets what could be redone.
    pub fn push(&mut self, name: String, inverse: Edit) {
        self.next_id += 1;
        self.done.push(Step { name, id: self.next_id, edit: inverse });
        self.undone.clear();
    }

    /// Takes the last step back through `apply`, which carries an edit out and returns its inverse. Returns the name.
    pub fn undo(&mut self, apply: impl FnOnce(Edit) -> Edit) -> Option<String> {
        let Step { name, id, edit } = self.done.pop()?;
        self.undone.push(Step { name: name.clone(), id, edit: apply(edit) });
        Some(name)
    }

    /// Takes the next undone step again. Returns the name.
    pub fn redo(&mut self, apply: impl FnOnce(Edit) -> Edit) -> Option<String> {
        let Step { name, id, edit } = self.undone.pop()?;
        self.done.push(Step { name: name.clone(), id, edit: apply(edit) });
        Some(name)
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// The step that redo would take.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// The steps that were taken, the oldest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.done.iter().map(|step| step.name.as_str())
    }

    /// The file on disk is now as it is here.
    pub fn mark_saved(&mut self) {
        self.saved_after = self.here();
    }

    /// Whether something differs from what was last saved or opened.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.here() != self.saved_after
    }

    /// The id of the step that was last taken; 0 where none was. What is saved from a copy can be marked by it later.
    #[must_use]
    pub fn here(&self) -> u64 {
        self.done.last().map_or(0, |step| step.id)
    }

    /// The file on disk is now as it was after the step of that id.
    pub fn mark_saved_at(&mut self, id: u64) {
        self.saved_after = id;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(history: &mut History, name: &str) {
        history.push(name.to_owned(), Edit::Pin(Vec::new()));
    }

    #[test]
    fn redo_survives_until_a_new_edit() {
        let mut history = History::default();
        step(&mut history, "one");
        step(&mut history, "two");
        assert_eq!(history.undo(|edit| edit).as_deref(), Some("two"));
        assert_eq!(history.redo_name(), Some("two"));
        assert_eq!(history.redo(|edit| edit).as_deref(), Some("two"));
        history.undo(|edit| edit);
        step(&mut history, "three");
        assert_eq!(history.redo_name(), None);
        assert_eq!(history.names().collect::<Vec<_>>(), ["one", "three"]);
    }

    #[test]
    fn undoing_back_to_the_saved_step_is_saved_again() {
        let mut history = History::default();
        step(&mut history, "one");
        history.mark_saved();
        step(&mut history, "two");
        assert!(history.is_unsaved());
        history.undo(|edit| edit);
        assert!(!history.is_unsaved());
        history.undo(|edit| edit);
        assert!(history.is_unsaved());
        step(&mut history, "other");
        assert!(history.is_unsaved(), "as many steps as were saved, but another one");
    }
}
