//! Counting what rests on which documents, on a thread, for the window that asks for it.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::App;
use super::inquiry::{Inquiry, Told};
use crate::analysis::Cancelled;
use crate::jobs::{Task, drop_elsewhere};
use crate::panels::SourcesFound;
use crate::query::weakest_links;
use crate::text::{Copies, Grounds, WeakSpots};

/// So many of the weakest links are listed.
const WEAKEST: usize = 100;

/// Of which graph sources are counted, and what is found.
pub type SourcesInquiry = Inquiry<(usize, u64), SourcesFound>;

impl App {
    /// Starts to count what the window asks, gives up what it no longer asks, and hands over what was counted.
    pub(super) fn follow_sources(&mut self, ctx: &egui::Context) {
        match self.work.sources.take() {
            Told::Answer(stamp, found) => {
                drop_elsewhere(self.panels.sources.answer(stamp, found));
                ctx.request_repaint();
            }
            Told::Failed(defect) => {
                self.panels.sources.close();
                self.say(format!("Sources could not be counted: {defect}"));
            }
            Told::Nothing => {}
        }
        let Some(desk) = &self.desk else { return self.work.sources.give_up() };
        let workspace = &desk.workspace;
        self.work.sources.ask(self.panels.sources.asks(workspace), |_| {
            let graph = workspace.graph_snapshot();
            Task::spawn("sources", Arc::clone(&self.wake), move |context| {
                let goes_on = |share| match context.goes_on(share, "Counting") {
                    ControlFlow::Continue(()) => Ok(()),
                    ControlFlow::Break(()) => Err(Cancelled),
                };
                let copies = Copies::of(&graph);
                goes_on(0.5)?;
                let grounds = Grounds::with_copies(&graph, &copies);
                goes_on(0.8)?;
                let spots = WeakSpots::of(&graph, &grounds);
                Ok(SourcesFound { grounds, spots, weakest: weakest_links(&graph, WEAKEST) })
            })
        });
    }
}
