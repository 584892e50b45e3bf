//! Looking for paths on a thread, for the window that asks for them.

use std::sync::Arc;

use super::App;
use super::inquiry::{Inquiry, Told};
use crate::jobs::Task;
use crate::panels::PathsWindow;
use crate::query::paths::{PathAnswer, PathQuestion, among_shown, paths};

/// The question, and the state of the graph that it is asked of.
pub type PathInquiry = Inquiry<(PathQuestion, (usize, u64)), PathAnswer>;

impl App {
    /// Starts to look for what the window asks, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_paths(&mut self, ctx: &egui::Context) {
        match self.work.paths.take() {
            Told::Answer((question, stamp), answer) => {
                if let Some(lit) = self.panels.paths.answer(question, stamp, answer) {
                    self.ask(ctx, [lit]);
                }
                ctx.request_repaint();
            }
            Told::Failed(defect) => {
                self.panels.paths.close();
                self.say(format!("Paths could not be looked for: {defect}"));
            }
            Told::Nothing => {}
        }
        let Some(desk) = &self.desk else { return self.work.paths.give_up() };
        let workspace = &desk.workspace;
        let asked = self.panels.paths.asks(workspace).map(|question| (question, PathsWindow::stamp(workspace)));
        self.work.paths.ask(asked, |(question, _)| {
            let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
            let question = question.clone();
            Task::spawn("paths", Arc::clone(&self.wake), move |context| {
                let topology = among_shown(&graph, &visibility);
                paths(&graph, &topology, &question, &mut |share| context.goes_on(share, "Looking for paths"))
            })
        });
    }
}
