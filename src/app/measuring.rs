//! Measuring how actors stand among the links, on a thread, for the window that asks for it.

use std::sync::Arc;

use super::App;
use super::inquiry::{Inquiry, Told};
use crate::analysis::{Question, measured, ranking};
use crate::jobs::Task;
use crate::model::Topology;
use crate::panels::{MeasuresWindow, Ranked};

/// The question, and the state of the graph that it is asked of.
pub type Measuring = Inquiry<(Question, (usize, u64)), Ranked>;

impl App {
    /// Starts to measure what the window asks, gives up what it no longer asks, and hands over what was found.
    pub(super) fn follow_measures(&mut self, ctx: &egui::Context) {
        match self.work.measuring.take() {
            Told::Answer((question, stamp), ranked) => {
                self.panels.measures.answer(question, stamp, ranked);
                ctx.request_repaint();
            }
            Told::Failed(defect) => {
                self.panels.measures.close();
                self.say(format!("That could not be measured: {defect}"));
            }
            Told::Nothing => {}
        }
        let Some(desk) = &self.desk else { return self.work.measuring.give_up() };
        let workspace = &desk.workspace;
        let asked = self.panels.measures.asks(workspace).map(|question| (question, MeasuresWindow::stamp(workspace)));
        self.work.measuring.ask(asked, |&(question, _)| {
            let (graph, visibility) = (workspace.graph_snapshot(), workspace.visibility().clone());
            Task::spawn("measure", Arc::clone(&self.wake), move |context| {
                let topology = Topology::new(&graph, &visibility);
                let watch = &mut |share| context.goes_on(share, "Measuring");
                let measured = measured(&graph, &topology, question, watch)?;
                let order = ranking(&measured.values);
                Ok(Ranked { actors: topology.actors().to_vec(), order, measured })
            })
        });
    }
}
