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

    /// Takes the last step back through `apply`, which carries an edit out and returns its inverse. Returns the name; `None`
    /// where there is no step, or it could not be carried out and is gone.
    pub fn undo(&mut self, apply: impl FnOnce(Edit) -> Option<Edit>) -> Option<String> {
        let Step { name, id, edit } = self.done.pop()?;
        self.undone.push(Step { name: name.clone(), id, edit: apply(edit)? });
        Some(name)
    }

    /// Takes the next undone step again, likewise.
    pub fn redo(&mut self, apply: impl FnOnce(Edit) -> Option<Edit>) -> Option<String> {
        let Step { name, id, edit } = self.undone.pop()?;
        self.done.push(Step { name: name.clone(), id, edit: apply(edit)? });
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

    /// Number of steps, those that were undone included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.done.len() + self.undone.len()
    }

    /// Whether nothing was done yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many steps were taken and not undone: where one is.
    #[must_use]
    pub fn position(&self) -> usize {
        self.done.len()
    }

    /// The name of a step, counted from the oldest, undone or not.
    #[must_use]
    pub fn name(&self, number: usize) -> Option<&str> {
        let undone = || self.undone.iter().rev().nth(number - self.done.len());
        let step = if number < self.done.len() { self.done.get(number) } else { undone() };
        step.map(|step| step.name.as_str())
    }

    /// The position at which the file was last saved or opened, as far as it can be reached.
    #[must_use]
    pub fn saved_position(&self) -> Option<usize> {
        if self.saved_after == 0 {
            return Some(0);
        }
        let done = self.done.iter().position(|step| step.id == self.saved_after);
        let undone = || self.undone.iter().rev().position(|step| step.id == self.saved_after);
        done.or_else(|| undone().map(|after| self.done.len() + after)).map(|number| number + 1)
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
        assert_eq!(history.undo(Some).as_deref(), Some("two"));
        assert_eq!(history.redo_name(), Some("two"));
        assert_eq!(history.redo(Some).as_deref(), Some("two"));
        history.undo(Some);
        step(&mut history, "three");
        assert_eq!(history.redo_name(), None);
        assert_eq!(history.names().collect::<Vec<_>>(), ["one", "three"]);
        history.undo(Some);
        let all: Vec<_> = (0..history.len()).filter_map(|number| history.name(number)).collect();
        assert_eq!((all, history.position()), (vec!["one", "three"], 1));
    }

    #[test]
    fn undoing_back_to_the_saved_step_is_saved_again() {
        let mut history = History::default();
        step(&mut history, "one");
        history.mark_saved();
        step(&mut history, "two");
        assert!(history.is_unsaved() && history.saved_position() == Some(1));
        history.undo(Some);
        assert!(!history.is_unsaved());
        history.undo(Some);
        assert!(history.is_unsaved());
        step(&mut history, "other");
        assert!(history.is_unsaved(), "as many steps as were saved, but another one");
    }
}
