//! Looking for paths on a thread, for the window that asks for them.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::App;
use crate::analysis::Cancelled;
use crate::jobs::Task;
use crate::panels::PathsWindow;
use crate::query::paths::{PathAnswer, PathQuestion, among_shown, paths};

/// The state of a graph that paths are looked for in.
type Stamp = (usize, u64);

/// Paths that are being looked for.
pub struct Looking {
    question: PathQuestion,
    stamp: Stamp,
    task: Task<Result<PathAnswer, Cancelled>>,
}

impl App {
    /// Starts to look for what the window asks, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_paths(&mut self, ctx: &egui::Context) {
        let Some(desk) = &self.desk else {
            self.work.paths = None;
            return;
        };
        if let Some(answer) = self.work.paths.as_ref().and_then(|looking| looking.task.poll())
            && let Some(Looking { question, stamp, .. }) = self.work.paths.take()
        {
            match answer {
                Ok(Ok(answer)) => {
                    if let Some(lit) = self.panels.paths.answer(question, stamp, answer) {
                        self.ask(ctx, [lit]);
                    }
                    ctx.request_repaint();
                }
                // It was given up because something else is asked.
                Ok(Err(Cancelled)) => {}
                Err(panicked) => {
                    self.panels.paths.close();
                    self.say(format!("Paths could not be looked for: {panicked}"));
                }
            }
            return;
        }
        let workspace = &desk.workspace;
        let Some(question) = self.panels.paths.asks(workspace) else {
            self.work.paths = None;
            return;
        };
        let stamp = PathsWindow::stamp(workspace);
        let is_under_way =
            self.work.paths.as_ref().is_some_and(|looking| looking.question == question && looking.stamp == stamp);
        if is_under_way {
            return;
        }
        let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
        let asked = question.clone();
        let task = Task::spawn("paths", Arc::clone(&self.wake), move |context| {
            let topology = among_shown(&graph, &visibility);
            paths(&graph, &topology, &asked, &mut |share| {
                context.report(Some(share), "Looking for paths");
                if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        });
        self.work.paths = Some(Looking { question, stamp, task });
    }
}
