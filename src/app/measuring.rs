//! Measuring how actors stand among the links, on a thread, for the window that asks for it.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::App;
use crate::analysis::{Cancelled, Question, measured, ranking};
use crate::jobs::Task;
use crate::model::Topology;
use crate::panels::{MeasuresWindow, Ranked};

/// A measure that is being worked out.
pub struct Measuring {
    question: Question,
    /// What is measured.
    stamp: (usize, u64),
    /// The thread.
    pub task: Task<Result<Ranked, Cancelled>>,
}

impl App {
    /// Starts to measure what the window asks, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_measures(&mut self, ctx: &egui::Context) {
        let Some(desk) = &self.desk else {
            self.work.measuring = None;
            return;
        };
        if let Some(answer) = self.work.measuring.as_ref().and_then(|measuring| measuring.task.poll())
            && let Some(Measuring { question, stamp, .. }) = self.work.measuring.take()
        {
            match answer {
                Ok(Ok(ranked)) => {
                    self.panels.measures.answer(question, stamp, ranked);
                    ctx.request_repaint();
                }
                // It was given up because something else is asked.
                Ok(Err(Cancelled)) => {}
                Err(panicked) => {
                    self.panels.measures.close();
                    self.say(format!("That could not be measured: {panicked}"));
                }
            }
            return;
        }
        let workspace = &desk.workspace;
        let Some(question) = self.panels.measures.asks(workspace) else {
            self.work.measuring = None;
            return;
        };
        let stamp = MeasuresWindow::stamp(workspace);
        let going_on = self.work.measuring.as_ref();
        if going_on.is_some_and(|measuring| measuring.question == question && measuring.stamp == stamp) {
            return;
        }
        let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
        let task = Task::spawn("measure", Arc::clone(&self.wake), move |context| {
            let topology = Topology::new(&graph, &visibility);
            let measured = measured(&graph, &topology, question, &mut |share| {
                context.report(Some(share), "Measuring");
                if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let order = ranking(&measured.values);
            Ok(Ranked { actors: topology.actors().to_vec(), order, measured })
        });
        self.work.measuring = Some(Measuring { question, stamp, task });
    }
}
