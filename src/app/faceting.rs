//! Counting what one may filter by, on a thread, for the list that asks for it.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::App;
use crate::analysis::Cancelled;
use crate::jobs::Task;
use crate::panels::FacetStamp;
use crate::query::{Facet, Ground, facets};

/// A count that goes on.
pub struct Faceting {
    /// What is counted.
    stamp: FacetStamp,
    task: Task<Result<Vec<Facet>, Cancelled>>,
}

impl App {
    /// Starts to count what the list asks for, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_facets(&mut self, ctx: &egui::Context) {
        let Some(desk) = &self.desk else {
            self.work.faceting = None;
            return;
        };
        if let Some(answer) = self.work.faceting.as_ref().and_then(|faceting| faceting.task.poll())
            && let Some(Faceting { stamp, .. }) = self.work.faceting.take()
        {
            match answer {
                Ok(Ok(facets)) => {
                    self.panels.filter.answer(stamp, facets);
                    ctx.request_repaint();
                }
                // It was given up because something else is asked.
                Ok(Err(Cancelled)) => {}
                Err(panicked) => {
                    self.panels.filter.close();
                    self.say(format!("What to filter by could not be counted: {panicked}"));
                }
            }
            return;
        }
        let workspace = &desk.workspace;
        let Some(stamp) = self.panels.filter.asks(workspace) else {
            self.work.faceting = None;
            return;
        };
        if self.work.faceting.as_ref().is_some_and(|faceting| faceting.stamp == stamp) {
            return;
        }
        let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
        let (index, view) = (Arc::clone(&desk.find_index), workspace.view().without_places());
        let seeds: Vec<_> = workspace.selection().actors.iter().copied().collect();
        let task = Task::spawn("facets", Arc::clone(&self.wake), move |context| {
            let ground = Ground { graph: &graph, index: &index, view: &view };
            facets(&ground, &visibility, &seeds, &mut |share| {
                context.report(Some(share), "Counting");
                if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        });
        self.work.faceting = Some(Faceting { stamp, task });
    }
}
