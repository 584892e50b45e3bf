//! Counting dates for the timeline, on a thread.

use std::sync::Arc;

use super::App;
use super::inquiry::{Inquiry, Told};
use crate::jobs::Task;
use crate::panels::{TimelineAnswer, TimelineAsked};

/// Dates that are being counted.
pub type Dating = Inquiry<TimelineAsked, TimelineAnswer>;

impl App {
    /// Starts to count what the timeline asks, gives up what it no longer asks, and hands over what was counted.
    pub(super) fn follow_timeline(&mut self, ctx: &egui::Context) {
        let Some(desk) = &mut self.desk else {
            self.work.dating.give_up();
            return;
        };
        match self.work.dating.take() {
            Told::Nothing => {}
            Told::Answer(_, answer) => {
                self.panels.timeline.take(answer);
                ctx.request_repaint();
            }
            Told::Failed(why) => {
                self.settings.settings.timeline = false;
                desk.workspace.say(format!("The dates could not be counted: {why}"));
            }
        }
        if !self.settings.settings.timeline && self.panels.timeline.rest() {
            desk.workspace.brush_end();
        }
        let (panel, workspace) = (&mut self.panels.timeline, &desk.workspace);
        let asked = panel.asks(workspace);
        let is_indexed = self.work.indexing.is_none() && desk.indexed == workspace.revisions().graph;
        let index = is_indexed.then(|| Arc::clone(&desk.find_index));
        self.work.dating.ask(asked, |asked| {
            let order = panel.order(asked.clone(), workspace, index);
            Task::spawn("dates", Arc::clone(&self.wake), move |_| Ok(order.work_out()))
        });
    }
}
