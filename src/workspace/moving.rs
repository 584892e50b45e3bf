//! Actors on the move: dragged by hand, or put somewhere by a running layout. Each becomes one step of the history.

use super::{Edit, Placement, Workspace};
use crate::model::{ActorIx, AxisScale, Point};

/// Actors that are being dragged.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    grabbed: ActorIx,
    before: Vec<Placement>,
    has_moved: bool,
}

/// How things stood when a layout began to run.
#[derive(Clone, Debug)]
pub(super) struct BeforeRun {
    placements: Vec<Placement>,
    axis: Option<AxisScale>,
    /// What the step is called; `None` for any layout.
    name: Option<String>,
}

impl Workspace {
    /// Actors that a layout must leave where they are because the user holds them, with their places.
    #[must_use]
    pub fn held(&self) -> Vec<(ActorIx, Point)> {
        let drag = self.drag.iter().flat_map(|drag| &drag.before);
        drag.filter_map(|placement| Some((placement.actor, self.view.positions.get(placement.actor)?))).collect()
    }

    /// A layout starts to run; everything until [`Self::run_ended`] is one step of the history.
    pub fn run_begins(&mut self) {
        if self.run_before.is_none() {
            let actors = self.graph.actors().map(|(actor, _)| Placement::now(&self.view, actor));
            self.run_before =
                Some(BeforeRun { placements: actors.collect(), axis: self.view.axis.clone(), name: None });
        }
    }

    /// Calls the step that the running layout is going to be by a name of its own.
    pub fn name_run(&mut self, name: String) {
        if let Some(run) = &mut self.run_before {
            run.name = Some(name);
        }
    }

    /// Takes the places of shown actors away, unless they are pinned: the layout that follows begins from nothing.
    pub fn forget_places(&mut self) {
        for (actor, _) in self.graph.actors() {
            if self.visibility.shows_actor(actor) && !self.view.pinned.contains(actor) {
                self.view.positions.set(actor, None);
            }
        }
        self.revisions.positions += 1;
    }

    /// Whether a shown actor has no place yet.
    #[must_use]
    pub fn lacks_places(&self) -> bool {
        let mut shown = self.graph.actors().filter(|(actor, _)| self.visibility.shows_actor(*actor));
        shown.any(|(actor, _)| self.view.positions.get(actor).is_none())
    }

    /// Whether a layout is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run_before.is_some()
    }

    /// Takes over where a running layout put actors, except those that are held or pinned.
    pub fn take_frame(&mut self, points: impl IntoIterator<Item = (ActorIx, Point)>) {
        let dragged: Vec<ActorIx> = self.drag.iter().flat_map(|drag| &drag.before).map(|one| one.actor).collect();
        for (actor, point) in points {
            let stays = self.view.pinned.contains(actor) && self.view.positions.get(actor).is_some();
            if !stays && !dragged.contains(&actor) {
                self.view.positions.set(actor, Some(point));
            }
        }
        self.revisions.positions += 1;
    }

    /// A layout of all that is shown puts actors along this axis, or along none.
    pub fn follow_axis(&mut self, axis: Option<AxisScale>) {
        if self.view.axis != axis {
            self.view.axis = axis;
            self.revisions.positions += 1;
        }
    }

    /// The layout ended, by itself or because it was stopped. `automatic` is a first layout that nobody asked for: it
    /// leaves a saved file saved.
    pub fn run_ended(&mut self, automatic: bool) {
        let Some(BeforeRun { mut placements, axis, name }) = self.run_before.take() else { return };
        placements.retain(|placement| *placement != Placement::now(&self.view, placement.actor));
        if placements.is_empty() && axis == self.view.axis {
            return;
        }
        let name = name.unwrap_or_else(|| "Rearrange".to_owned());
        let was_saved = !self.history.is_unsaved();
        let is_kept = !(automatic && was_saved);
        if is_kept && self.journal.is_some() {
            let now = placements.iter().map(|placement| Placement::now(&self.view, placement.actor)).collect();
            self.note_in_journal(&name, &Edit::Rearrange(now, self.view.axis.clone()));
        }
        self.history.push(name, Edit::Rearrange(placements, axis));
        if !is_kept {
            self.history.mark_saved();
        }
    }

    pub(super) fn drag_begin(&mut self, grabbed: ActorIx) {
        let together = self.selection.actors.contains(&grabbed);
        let actors: Vec<ActorIx> = if together {
            self.selection.actors.iter().copied().filter(|&actor| self.visibility.shows_actor(actor)).collect()
        } else {
            // A closed group moves as a whole.
            self.view.drawn_with(grabbed).map_or_else(|| vec![grabbed], <[ActorIx]>::to_vec)
        };
        let before = actors.into_iter().map(|actor| Placement::now(&self.view, actor)).collect();
        self.drag = Some(Drag { grabbed, before, has_moved: false });
    }

    pub(super) fn drag_to(&mut self, point: Point) {
        let Some(drag) = &mut self.drag else { return };
        let Some(from) = drag.before.iter().find(|one| one.actor == drag.grabbed).and_then(|one| one.point) else {
            return;
        };
        drag.has_moved = true;
        for placement in &drag.before {
            let Some(start) = placement.point else { continue };
            let moved = Point::new(start.x + point.x - from.x, start.y + point.y - from.y);
            self.view.positions.set(placement.actor, Some(moved));
        }
        self.revisions.positions += 1;
    }

    pub(super) fn drag_end(&mut self) {
        let Some(mut drag) = self.drag.take().filter(|drag| drag.has_moved) else { return };
        for placement in &drag.before {
            self.view.pinned.set(placement.actor, true);
        }
        // During a run the step leads back to before the run, and the run's own step leaves these actors alone: taking
        // both back is then exactly where the run began.
        if let Some(run) = &mut self.run_before {
            for placement in &mut drag.before {
                if let Some(begun) = run.placements.iter_mut().find(|begun| begun.actor == placement.actor) {
                    *placement = std::mem::replace(begun, Placement::now(&self.view, placement.actor));
                }
            }
        }
        let name = Edit::Move(drag.before.clone()).name(&self.graph);
        self.say(name.clone());
        let now = drag.before.iter().map(|placement| Placement::now(&self.view, placement.actor)).collect();
        self.note_in_journal(&name, &Edit::Move(now));
        self.history.push(name, Edit::Move(drag.before));
        self.looks_changed(Some(Vec::new()));
    }

    pub(super) fn drag_cancel(&mut self) {
        let Some(drag) = self.drag.take() else { return };
        for placement in drag.before {
            self.view.positions.set(placement.actor, placement.point);
        }
        self.revisions.positions += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LoadReport, Positions, View, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Origin, Pick, Target};

    /// A, B and C in a row, ten apart.
    fn row() -> Workspace {
        let graph = graph_from_drawing("A-B B-C");
        let points = [0.0, 10.0, 20.0].map(|x| Point::new(x, 0.0)).to_vec();
        let view = View { positions: Positions::from_points(points), ..View::blank(&graph) };
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    fn ask(workspace: &mut Workspace, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            assert_eq!(workspace.carry_out(command), None, "the workspace's own business");
        }
    }

    fn at(workspace: &Workspace, actor: u32) -> Option<(f32, f32)> {
        workspace.view().positions.get(ActorIx(actor)).map(|point| (point.x, point.y))
    }

    fn frame(points: [f32; 3]) -> impl Iterator<Item = (ActorIx, Point)> {
        points.into_iter().enumerate().map(|(actor, x)| (ActorIx::new(actor), Point::new(x, 5.0)))
    }

    #[test]
    fn a_drag_is_one_step_that_pins_and_can_be_undone() {
        let mut workspace = row();
        let to = |x| Command::DragTo(Point::new(x, 7.0));
        ask(&mut workspace, [Command::DragBegin(ActorIx(0)), to(1.0), to(2.0), Command::DragEnd]);
        assert_eq!(at(&workspace, 0), Some((2.0, 7.0)));
        assert!(workspace.view().pinned.contains(ActorIx(0)));
        assert_eq!(workspace.history().names().collect::<Vec<_>>(), ["Move A"]);
        assert!(workspace.is_unsaved());
        ask(&mut workspace, [Action::Undo.into()]);
        assert_eq!(at(&workspace, 0), Some((0.0, 0.0)));
        assert!(!workspace.view().pinned.contains(ActorIx(0)));
        assert!(!workspace.is_unsaved());
        ask(&mut workspace, [Action::Redo.into()]);
        assert_eq!(at(&workspace, 0), Some((2.0, 7.0)));
    }

    #[test]
    fn a_press_without_a_move_changes_nothing() {
        let mut workspace = row();
        ask(&mut workspace, [Command::DragBegin(ActorIx(0)), Command::DragEnd]);
        assert!(!workspace.view().pinned.contains(ActorIx(0)));
        assert_eq!(workspace.history().names().count(), 0);
    }

    #[test]
    fn a_selection_is_dragged_together_and_escape_puts_it_back() {
        let mut workspace = row();
        let pick = [Target::Actor(ActorIx(0)), Target::Actor(ActorIx(2))];
        ask(&mut workspace, [Command::SelectMany(pick.to_vec(), Pick::Replace), Command::DragBegin(ActorIx(0))]);
        ask(&mut workspace, [Command::DragTo(Point::new(3.0, 4.0))]);
        assert_eq!((at(&workspace, 0), at(&workspace, 2)), (Some((3.0, 4.0)), Some((23.0, 4.0))));
        ask(&mut workspace, [Command::DragCancel]);
        assert_eq!((at(&workspace, 0), at(&workspace, 2)), (Some((0.0, 0.0)), Some((20.0, 0.0))));
        assert_eq!(workspace.history().names().count(), 0);
    }

    #[test]
    fn what_is_dragged_during_a_layout_stays_where_it_was_dropped() {
        let mut workspace = row();
        let begun = workspace.view().clone();
        workspace.run_begins();
        workspace.take_frame(frame([1.0, 11.0, 21.0]));
        ask(&mut workspace, [Command::DragBegin(ActorIx(1)), Command::DragTo(Point::new(50.0, 50.0))]);
        workspace.take_frame(frame([2.0, 12.0, 22.0]));
        assert_eq!(at(&workspace, 1), Some((50.0, 50.0)), "held");
        ask(&mut workspace, [Command::DragEnd]);
        workspace.take_frame(frame([3.0, 13.0, 23.0]));
        workspace.run_ended(true);
        assert_eq!(at(&workspace, 1), Some((50.0, 50.0)), "pinned where it was dropped");
        assert_eq!(at(&workspace, 0), Some((3.0, 5.0)));
        assert_eq!(workspace.history().names().collect::<Vec<_>>(), ["Move B", "Rearrange"]);
        ask(&mut workspace, [Action::Undo.into(), Action::Undo.into()]);
        assert_eq!(workspace.view().positions, begun.positions);
        assert_eq!(workspace.view().pinned, begun.pinned);
        ask(&mut workspace, [Action::Redo.into(), Action::Redo.into()]);
        assert_eq!((at(&workspace, 0), at(&workspace, 1)), (Some((3.0, 5.0)), Some((50.0, 50.0))));
    }

    #[test]
    fn a_first_layout_that_nobody_asked_for_is_not_unsaved_work() {
        let mut workspace = row();
        workspace.run_begins();
        workspace.take_frame(frame([1.0, 2.0, 3.0]));
        workspace.run_ended(true);
        assert_eq!(workspace.history().undo_name(), Some("Rearrange"));
        assert!(!workspace.is_unsaved());
        workspace.run_begins();
        workspace.take_frame(frame([9.0, 2.0, 3.0]));
        workspace.run_ended(false);
        assert!(workspace.is_unsaved());
    }

    #[test]
    fn a_layout_that_moved_nothing_is_no_step() {
        let mut workspace = row();
        workspace.run_begins();
        workspace.run_ended(false);
        assert_eq!(workspace.history().names().count(), 0);
    }
}
