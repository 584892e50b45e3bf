//! What is selected, what was selected before, and what was looked at: back and forward. Not part of the undo history.

use std::collections::BTreeSet;

use crate::model::{ActorIx, Camera, DocumentIx, Graph, LinkIx, PassageIx};

/// An actor or a link: what can be pointed at in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
}

/// The actors and links that are selected, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Selected actors.
    pub actors: BTreeSet<ActorIx>,
    /// Selected links.
    pub links: BTreeSet<LinkIx>,
}

impl Selection {
    /// Only that one.
    #[must_use]
    pub fn of(target: Target) -> Self {
        let mut selection = Self::default();
        selection.set(target, true);
        selection
    }

    /// These actors and no link.
    #[must_use]
    pub fn of_actors(actors: impl IntoIterator<Item = ActorIx>) -> Self {
        Self { actors: actors.into_iter().collect(), links: BTreeSet::new() }
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.links.is_empty()
    }

    /// Whether that is selected.
    #[must_use]
    pub fn contains(&self, target: Target) -> bool {
        match target {
            Target::Actor(actor) => self.actors.contains(&actor),
            Target::Link(link) => self.links.contains(&link),
        }
    }

    /// Selects it, or no longer.
    pub fn set(&mut self, target: Target, selected: bool) {
        match (target, selected) {
            (Target::Actor(actor), true) => self.actors.insert(actor),
            (Target::Actor(actor), false) => self.actors.remove(&actor),
            (Target::Link(link), true) => self.links.insert(link),
            (Target::Link(link), false) => self.links.remove(&link),
        };
    }

    /// Selects all of these too; at once, which takes a tenth of the time that it takes one after the other.
    pub fn add(&mut self, targets: &[Target]) {
        let actor = |target: &Target| if let Target::Actor(actor) = target { Some(*actor) } else { None };
        let link = |target: &Target| if let Target::Link(link) = target { Some(*link) } else { None };
        self.actors.append(&mut targets.iter().filter_map(actor).collect());
        self.links.append(&mut targets.iter().filter_map(link).collect());
    }

    /// Lets go of what was removed from the graph.
    pub fn keep(&mut self, graph: &Graph) {
        self.actors.retain(|actor| graph.has_actor(*actor));
        self.links.retain(|link| graph.has_link(*link));
    }

    /// The one thing that is selected, if it is one.
    #[must_use]
    pub fn single(&self) -> Option<Target> {
        match (self.actors.first(), self.links.first(), self.actors.len() + self.links.len()) {
            (Some(actor), _, 1) => Some(Target::Actor(*actor)),
            (_, Some(link), 1) => Some(Target::Link(*link)),
            _ => None,
        }
    }
}

/// How a pick changes the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Only what was picked is selected.
    Replace,
    /// What was picked is selected too.
    Add,
    /// What was picked changes sides.
    Toggle,
}

/// A document that is open in the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub document: DocumentIx,
    /// The passage that is looked at.
    pub passage: Option<PassageIx>,
}

impl Reading {
    /// The same, as far as it was not removed from the graph.
    #[must_use]
    pub fn kept(self, graph: &Graph) -> Option<Self> {
        let passage = self.passage.filter(|passage| graph.has_passage(*passage));
        graph.has_document(self.document).then_some(Self { passage, ..self })
    }
}

/// Where the analyst was: selection, camera and the open document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stand {
    /// What was selected.
    pub selection: Selection,
    /// Where the camera was.
    pub camera: Option<Camera>,
    /// What was open in the reader.
    pub reading: Option<Reading>,
}

/// Back and forward through where the analyst was.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    back: Vec<Stand>,
    forward: Vec<Stand>,
}

/// How many stands back are remembered.
const TRAIL_LENGTH: usize = 200;

impl Trail {
    /// Leaves `from` for somewhere new.
    pub fn leave(&mut self, from: Stand) {
        if self.back.len() == TRAIL_LENGTH {
            self.back.remove(0);
        }
        self.back.push(from);
        self.forward.clear();
    }

    /// Goes back from `here`.
    pub fn back(&mut self, here: Stand) -> Option<Stand> {
        let stand = self.back.pop()?;
        self.forward.push(here);
        Some(stand)
    }

    /// Goes forward from `here`.
    pub fn forward(&mut self, here: Stand) -> Option<Stand> {
        let stand = self.forward.pop()?;
        self.back.push(here);
        Some(stand)
    }

    /// Whether there is a way back, and a way forward.
    #[must_use]
    pub fn ways(&self) -> (bool, bool) {
        (!self.back.is_empty(), !self.forward.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_return_to_the_same_stands() {
        let stand = |actor| Stand { selection: Selection::of(Target::Actor(ActorIx(actor))), ..Stand::default() };
        let mut trail = Trail::default();
        trail.leave(stand(0));
        trail.leave(stand(1));
        assert_eq!(trail.back(stand(2)), Some(stand(1)));
        assert_eq!(trail.back(stand(1)), Some(stand(0)));
        assert_eq!(trail.back(stand(0)), None);
        assert_eq!(trail.forward(stand(0)), Some(stand(1)));
        trail.leave(stand(1));
        assert_eq!(trail.ways(), (true, false));
    }

    #[test]
    fn one_thing_is_single_and_two_are_not() {
        let mut selection = Selection::of(Target::Link(LinkIx(3)));
        assert_eq!(selection.single(), Some(Target::Link(LinkIx(3))));
        selection.set(Target::Actor(ActorIx(0)), true);
        assert_eq!(selection.single(), None);
    }
}
