//! Counting what one may filter by, on a thread, for the list that asks for it.

use std::sync::Arc;

use super::App;
use super::inquiry::{Inquiry, Told};
use crate::jobs::Task;
use crate::panels::FacetStamp;
use crate::query::{Facet, Ground, facets};

/// What is counted, and the choices.
pub type Faceting = Inquiry<FacetStamp, Vec<Facet>>;

impl App {
    /// Starts to count what the list asks for, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_facets(&mut self, ctx: &egui::Context) {
        match self.work.faceting.take() {
            Told::Answer(stamp, facets) => {
                self.panels.filter.answer(stamp, facets);
                ctx.request_repaint();
            }
            Told::Failed(defect) => {
                self.panels.filter.close();
                self.say(format!("What to filter by could not be counted: {defect}"));
            }
            Told::Nothing => {}
        }
        let Some(desk) = &self.desk else { return self.work.faceting.give_up() };
        let workspace = &desk.workspace;
        self.work.faceting.ask(self.panels.filter.asks(workspace), |_| {
            let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
            let (index, view) = (Arc::clone(&desk.find_index), workspace.view().without_places());
            let seeds: Vec<_> = workspace.selection().actors.iter().copied().collect();
            Task::spawn("facets", Arc::clone(&self.wake), move |context| {
                let ground = Ground { graph: &graph, index: &index, view: &view };
                facets(&ground, &visibility, &seeds, &mut |share| context.goes_on(share, "Counting"))
            })
        });
    }
}
