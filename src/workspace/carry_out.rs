//! Carrying commands out: the one place where what is asked for changes the workspace.

use super::selection::{Pick, Reading, Selection, Stand, Target, Trail};
use super::{Action, Command, Edit, LookAt, Workspace, clipboard};
use crate::model::{ActorIx, Filters, Point};

impl Workspace {
    /// Carries a command out, as far as it is the workspace's business; gives the others back.
    #[must_use = "what comes back is for the window to do"]
    pub fn carry_out(&mut self, command: Command) -> Option<Command> {
        match command {
            Command::Do(action) => return self.act(action).map(Command::Do),
            Command::Edit(edit) => self.edit(edit),
            Command::Select(target, pick) => self.select(&[target], pick),
            Command::SelectMany(targets, pick) => self.select(&targets, pick),
            Command::GoTo(target) => {
                self.select(&[target], Pick::Replace);
                self.ask_camera(LookAt::Target(target));
            }
            Command::Hover(target) => self.hovered = target,
            Command::StoreSelection(number) => {
                if let Some(slot) = self.slot(number) {
                    self.stored[slot] = self.selection.clone();
                    self.say(format!("Selection stored as {number}"));
                }
            }
            Command::RecallSelection(number) => {
                if let Some(slot) = self.slot(number) {
                    let stored = self.stored[slot].clone();
                    self.change_selection(stored);
                }
            }
            Command::PasteText(text) => self.paste(&text),
            Command::GoToStep(position) => self.go_to_step(position),
            Command::Expand(actor) => self.expand(&[actor]),
            Command::OpenAt(actor) => self.open_at(actor),
            Command::CameraMoved(camera) => self.view.camera = Some(camera),
            Command::LookAt(look) => self.ask_camera(look),
            Command::DragBegin(actor) => self.drag_begin(actor),
            Command::DragTo(point) => self.drag_to(point),
            Command::DragEnd => self.drag_end(),
            Command::DragCancel => self.drag_cancel(),
            Command::Read(document, passage) => self.read(Some(Reading { document, passage })),
            Command::StopReading => self.read(None),
            Command::LookAtPassage(passage) => self.look_at_passage(passage),
            Command::Mark(bytes) => self.mark_text(bytes),
            Command::Rewrite(document, text) => self.rewrite(document, &text),
            Command::SetFilters(filters) => {
                if filters != self.view.filters {
                    self.edit(Edit::Filter(filters));
                }
            }
            Command::BrushTime(window) => self.brush_time(window),
            Command::BrushEnd => self.brush_end(),
            Command::BrushCancel => self.brush_cancel(),
            Command::SetForces(forces) => self.forces = forces,
            Command::WantLooks(by) => self.want_spread(&by),
            Command::GiveUpLooks(by) => self.give_up_spread(&by),
            other @ (Command::OpenFile(_)
            | Command::OpenSample(_)
            | Command::CompareWith(_)
            | Command::OpenAddress(_)
            | Command::CopyText(_)
            | Command::AskActor(_)
            | Command::AskEvidence(_)
            | Command::AskLink(..)
            | Command::AskRename(_)
            | Command::AskLinkType(_)) => return Some(other),
        }
        None
    }

    fn act(&mut self, action: Action) -> Option<Action> {
        let selected = || self.selection.actors.iter().copied();
        match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::TogglePin => {
                let pin = !selected().all(|actor| self.view.pinned.contains(actor));
                let pins = selected().map(|actor| (actor, pin)).collect();
                self.edit(Edit::Pin(pins));
            }
            Action::Hide => {
                let actors = selected().map(|actor| (actor, true)).collect();
                self.edit(Edit::Hide(actors));
            }
            Action::HideOthers => {
                let others = self.shown_actors().filter(|actor| !self.selection.actors.contains(actor));
                let actors: Vec<_> = others.map(|actor| (actor, true)).collect();
                self.edit(Edit::Hide(actors));
            }
            Action::ShowAll => self.show_all(),
            Action::Expand => {
                let actors: Vec<ActorIx> = selected().collect();
                self.expand(&actors);
            }
            Action::Collapse => self.collapse(),
            Action::ToggleGroup => self.toggle_groups(),
            Action::Ungroup => self.ungroup(),
            Action::GroupByType => self.group_by_type(),
            Action::GroupByCommunity => self.group_by_community(),
            Action::OnlyNeighbours => self.show_only_around(1),
            Action::OnlyTwoSteps => self.show_only_around(2),
            Action::OnlyThreeSteps => self.show_only_around(3),
            Action::SelectAll => self.change_selection(Selection::of_actors(self.shown_actors())),
            Action::SelectNone if self.mark.is_some() => self.mark = None,
            Action::SelectNone => self.change_selection(Selection::default()),
            Action::InvertSelection => {
                let others = self.shown_actors().filter(|actor| !self.selection.actors.contains(actor));
                self.change_selection(Selection::of_actors(others));
            }
            Action::SelectNeighbours => {
                let mut selection = self.selection.clone();
                for actor in selected() {
                    let neighbours = self.graph.links_of(actor).into_iter().map(|incidence| incidence.other);
                    selection.actors.extend(neighbours.filter(|&other| self.visibility.shows_actor(other)));
                }
                self.change_selection(selection);
            }
            Action::Delete => self.delete_selection(),
            Action::Back => self.go(Trail::back),
            Action::Forward => self.go(Trail::forward),
            Action::ToggleLooks => self.edit(Edit::ShowLooks(!self.view.looks_shown)),
            Action::FitAll => self.ask_camera(LookAt::All),
            Action::FitSelection => self.ask_camera(LookAt::Selection),
            Action::ZoomIn => self.ask_camera(LookAt::Zoom(1.3)),
            Action::ZoomOut => self.ask_camera(LookAt::Zoom(1.0 / 1.3)),
            Action::OpenDocument => self.open_document(),
            Action::LeaveOut => self.leave_out_or_count(),
            Action::NextPassage => self.step_passage(1),
            Action::PreviousPassage => self.step_passage(-1),
            other => return Some(other),
        }
        None
    }

    fn shown_actors(&self) -> impl Iterator<Item = ActorIx> + '_ {
        self.graph.actors().map(|(actor, _)| actor).filter(|&actor| self.visibility.shows_actor(actor))
    }

    /// Adds what a text from the clipboard holds in the middle of what is seen, and selects it.
    fn paste(&mut self, text: &str) {
        let middle = self.view.camera.map_or(Point::default(), |camera| camera.centre);
        let Some((edit, targets)) = clipboard::paste(&self.graph, text, middle) else {
            self.say("There are no actors on the clipboard");
            return;
        };
        let before = self.history.here();
        self.edit(Edit::Records(edit));
        if self.history.here() != before {
            self.select(&targets, Pick::Replace);
        }
    }

    fn show_all(&mut self) {
        let hidden: Vec<_> = self.view.hidden.iter().map(|actor| (actor, false)).collect();
        self.edit(Edit::Hide(hidden));
        self.edit(Edit::Filter(Filters::default()));
    }

    fn slot(&self, number: u8) -> Option<usize> {
        let slot = usize::from(number).checked_sub(1)?;
        (slot < self.stored.len()).then_some(slot)
    }

    pub(super) fn stand(&self) -> Stand {
        Stand { selection: self.selection.clone(), camera: self.view.camera, reading: self.reading }
    }

    fn select(&mut self, targets: &[Target], pick: Pick) {
        let targets = &self.with_closed_groups(targets)[..];
        let mut selection = if pick == Pick::Replace { Selection::default() } else { self.selection.clone() };
        match pick {
            Pick::Replace | Pick::Add => selection.add(targets),
            Pick::Toggle => {
                for &target in targets {
                    selection.set(target, !selection.contains(target));
                }
            }
        }
        self.change_selection(selection);
    }

    fn change_selection(&mut self, selection: Selection) {
        if selection != self.selection {
            // What was selected may be all of a large graph: it goes to the trail as it is.
            let before = std::mem::replace(&mut self.selection, selection);
            self.trail.leave(Stand { selection: before, camera: self.view.camera, reading: self.reading });
            self.passage = None;
            self.revisions.selection += 1;
        }
    }

    fn go(&mut self, along: impl FnOnce(&mut Trail, Stand) -> Option<Stand>) {
        let here = self.stand();
        let Some(Stand { mut selection, camera, reading }) = along(&mut self.trail, here) else { return };
        // It may have been removed since.
        selection.keep(&self.graph);
        self.selection = selection;
        let reading = reading.and_then(|reading| reading.kept(&self.graph));
        self.reading = reading;
        self.passage = reading.and_then(|reading| reading.passage);
        self.keep_mark();
        self.revisions.selection += 1;
        if let Some(camera) = camera {
            self.ask_camera(LookAt::Camera(camera));
        }
    }

    fn ask_camera(&mut self, look: LookAt) {
        self.look = (self.look.0 + 1, look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Camera, Colour, LoadReport, View, graph_from_drawing};
    use crate::scene::{Rgba, Theme};
    use crate::workspace::Origin;

    fn open(drawing: &str) -> Workspace {
        let graph = graph_from_drawing(drawing);
        let view = View::blank(&graph);
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    fn ask(workspace: &mut Workspace, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            assert_eq!(workspace.carry_out(command), None, "the workspace's own business");
        }
    }

    fn selected(workspace: &Workspace) -> Vec<u32> {
        workspace.selection().actors.iter().map(|actor| actor.0).collect()
    }

    fn actor(ix: u32) -> Target {
        Target::Actor(ActorIx(ix))
    }

    #[test]
    fn picks_replace_add_and_toggle() {
        let mut workspace = open("A-B B-C");
        ask(&mut workspace, [Command::Select(actor(0), Pick::Replace), Command::Select(actor(1), Pick::Add)]);
        assert_eq!(selected(&workspace), [0, 1]);
        ask(&mut workspace, [Command::Select(actor(0), Pick::Toggle), Command::Select(actor(2), Pick::Toggle)]);
        assert_eq!(selected(&workspace), [1, 2]);
        ask(&mut workspace, [Action::InvertSelection.into()]);
        assert_eq!(selected(&workspace), [0]);
        ask(&mut workspace, [Action::SelectNeighbours.into()]);
        assert_eq!(selected(&workspace), [0, 1]);
    }

    #[test]
    fn back_returns_to_selection_camera_and_document() {
        let mut workspace = open("A-B");
        let camera = Camera { centre: Point::new(4.0, 2.0), zoom: 3.0 };
        ask(&mut workspace, [Command::Select(actor(0), Pick::Replace), Command::CameraMoved(camera)]);
        ask(&mut workspace, [Command::GoTo(actor(1))]);
        ask(&mut workspace, [Command::CameraMoved(Camera::default()), Action::Back.into()]);
        assert_eq!(selected(&workspace), [0]);
        assert_eq!(workspace.look().1, LookAt::Camera(camera));
        ask(&mut workspace, [Action::Forward.into()]);
        assert_eq!(selected(&workspace), [1]);
    }

    #[test]
    fn hiding_the_rest_and_showing_neighbours_again() {
        let mut workspace = open("A-B B-C C-D");
        ask(&mut workspace, [Command::Select(actor(0), Pick::Replace), Action::HideOthers.into()]);
        assert_eq!(workspace.visibility().hidden_counts(), (3, 3));
        assert_eq!(workspace.hidden_neighbours(ActorIx(0)), 1);
        ask(&mut workspace, [Action::Expand.into()]);
        assert_eq!(workspace.visibility().hidden_counts(), (2, 2));
        assert_eq!(workspace.scene().actors.len(), 2);
        ask(&mut workspace, [Action::ShowAll.into()]);
        assert_eq!(workspace.visibility().hidden_counts(), (0, 0));
        let names: Vec<_> = workspace.history().names().collect();
        assert_eq!(names, ["Hide 3 actors", "Show B", "Show 2 actors"]);
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut workspace = open("A-B");
        ask(&mut workspace, [Edit::Relabel(ActorIx(0), "A".into()).into()]);
        assert_eq!(workspace.history().undo_name(), None);
        ask(&mut workspace, [Edit::Relabel(ActorIx(0), "Ada".into()).into()]);
        assert_eq!(workspace.history().undo_name(), Some("Rename A"));
        assert_eq!(workspace.graph().actor(ActorIx(0)).label, "Ada");
        assert_eq!(workspace.scene().actors[0].label, "Ada");
    }

    #[test]
    fn colours_and_sizes_of_the_file_are_switched_off_and_on() {
        let graph = graph_from_drawing("A-B");
        let mut view = View::blank(&graph);
        view.looks.set_actor_colour(ActorIx(0), Some(Colour::rgb(1, 200, 3)));
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        assert!(Action::ToggleLooks.is_enabled(Some(&workspace)));
        assert!(!Action::ToggleLooks.is_enabled(Some(&open("A-B"))), "there is nothing to switch");
        let fill = |workspace: &Workspace| workspace.scene().actors[0].fill;
        let green = fill(&workspace);
        assert_eq!(green, Rgba([1, 200, 3, 255]));
        ask(&mut workspace, [Action::ToggleLooks.into()]);
        assert_ne!(fill(&workspace), green);
        assert!(workspace.is_unsaved());
        ask(&mut workspace, [Action::Undo.into()]);
        assert_eq!((fill(&workspace), workspace.view().looks_shown), (green, true));
        assert_eq!(workspace.history().redo_name(), Some("Hide colours and sizes of the file"));
    }

    #[test]
    fn a_stored_selection_comes_back() {
        let mut workspace = open("A-B");
        ask(&mut workspace, [Command::Select(actor(1), Pick::Replace), Command::StoreSelection(3)]);
        ask(&mut workspace, [Action::SelectNone.into(), Command::RecallSelection(3)]);
        assert_eq!(selected(&workspace), [1]);
        ask(&mut workspace, [Command::RecallSelection(0), Command::StoreSelection(99)]);
        assert_eq!(selected(&workspace), [1], "there are nine places");
    }

    #[test]
    fn what_is_not_the_workspaces_business_comes_back() {
        let mut workspace = open("A-B");
        assert_eq!(workspace.carry_out(Action::Save.into()), Some(Command::Do(Action::Save)));
        let copy = Command::CopyText("x".into());
        assert_eq!(workspace.carry_out(copy.clone()), Some(copy));
    }
}
