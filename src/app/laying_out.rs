//! Layouts that are started, stopped and followed.

use super::App;
use super::arrange::{Choice, Shape};
use super::running::Running;
use crate::layout::arrange::LineUp;
use crate::model::ActorSet;
use crate::workspace::Action;

impl App {
    pub(super) fn toggle_layout(&mut self) {
        if self.work.running.is_some() {
            self.stop_layout();
            self.say("Layout stopped");
        } else if let Some(desk) = &mut self.desk {
            self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
        }
    }

    pub(super) fn arrange_as(&mut self, shape: Shape) {
        // Rings go around what is selected.
        let choice = Choice { shape, selected_only: shape != Shape::Rings, ..self.arranged.clone() };
        self.arrange(&choice);
    }

    /// Arranges what is shown, or what is selected of it.
    pub(super) fn arrange(&mut self, choice: &Choice) {
        self.stop_layout();
        let Some(desk) = &mut self.desk else { return };
        self.work.running = Some(Running::arrange(&mut desk.workspace, choice, &self.wake));
    }

    /// Lines up the selected actors that are shown. Pinned ones stay.
    pub(super) fn line_up(&mut self, how: LineUp) {
        self.stop_layout();
        let Some(desk) = &mut self.desk else { return };
        let workspace = &mut desk.workspace;
        let selected = workspace.selection().actors.iter().copied();
        let some: ActorSet = selected.filter(|actor| workspace.visibility().shows_actor(*actor)).collect();
        let pinned = some.iter().filter(|actor| workspace.view().pinned.contains(*actor)).count();
        if some.len() < 2 {
            workspace.say("Select at least two actors that are shown");
            return;
        }
        if pinned == some.len() {
            let key = Action::TogglePin.shortcut_words();
            workspace.say(format!("All of them are pinned, and stay where they are; {key} lets them go"));
            return;
        }
        let name = format!("{}: {} actors", Action::LineUp(how).text(), some.len());
        workspace.say(match pinned {
            0 => name.clone(),
            1 => format!("{name}; the pinned one stays"),
            _ => format!("{name}; the {pinned} pinned ones stay"),
        });
        self.work.running = Some(Running::line_up(workspace, how, &some, name, &self.wake));
    }

    pub(super) fn stop_layout(&mut self) {
        if let (Some(running), Some(desk)) = (self.work.running.take(), &mut self.desk) {
            running.stop(&mut desk.workspace);
        }
    }

    /// A running layout goes on with what is shown and pinned now; actors that are shown for the first time get a place.
    pub(super) fn follow_looks(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        match self.work.running.take() {
            Some(running) => self.work.running = Some(running.follow_looks(&mut desk.workspace, &self.wake)),
            None if desk.workspace.lacks_places() => {
                self.work.running = Some(Running::start(&mut desk.workspace, true, &self.wake));
            }
            None => {}
        }
    }
}
