//! Working out what rules of the appearance go by, where that takes long, on a thread: measures and communities. What is wanted is
//! known to the workspace.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::inquiry::{Inquiry, Told};
use super::{App, Desk};
use crate::jobs::Task;
use crate::model::{By, Spread};
use crate::scene::styling::by_words;

/// What is over sooner than this says nothing of how far it is, but in its own window.
const SHORT: Duration = Duration::from_millis(600);

/// What rules go by is being worked out.
#[derive(Default)]
pub struct Tinting {
    /// What it is about, and the revision of the graph.
    inquiry: Inquiry<(By, u64), Spread>,
    under_way: Option<(By, Instant)>,
}

impl Tinting {
    /// Whether something is being worked out.
    pub fn goes_on(&self) -> bool {
        self.inquiry.goes_on()
    }

    /// What it is about and how far it is, 0 to 1, while it goes on.
    pub fn progress(&self) -> Option<(&By, f32)> {
        let (by, _) = self.under_way.as_ref()?;
        Some((by, self.inquiry.progress()?))
    }

    /// The same, where it goes on for so long that one would ask oneself what does.
    pub fn long_progress(&self) -> Option<(&By, f32)> {
        let is_long = self.under_way.as_ref().is_some_and(|(_, begun)| begun.elapsed() > SHORT);
        self.progress().filter(|_| is_long)
    }
}

impl App {
    /// Starts to work out what the rules of the open file go by, gives up what nobody wants any more, and hands over what was
    /// found.
    pub(super) fn follow_appearance(&mut self) {
        let Tinting { inquiry, under_way } = &mut self.work.tinting;
        let Some(Desk { workspace, .. }) = &mut self.desk else {
            inquiry.give_up();
            return;
        };
        match inquiry.take() {
            Told::Nothing => {}
            Told::Answer((by, of), spread) => workspace.set_spread(by, of, spread),
            Told::Failed(why) => {
                if let Some((by, _)) = under_way.take() {
                    workspace.give_up_spread(&by);
                    workspace.say(format!("{} could not be worked out: {why}", by_words(&by)));
                }
            }
        }
        let order = workspace.spread_order();
        inquiry.ask(order.as_ref().map(|order| (order.by.clone(), order.of)), |(by, _)| {
            *under_way = Some((by.clone(), Instant::now()));
            Task::spawn("appearance", Arc::clone(&self.wake), move |context| {
                let watch = &mut |share| {
                    context.report(Some(share), "Working out colours and sizes");
                    if context.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                order.map_or(Ok(Spread::Groups(crate::model::Groups::default())), |order| order.work_out(watch))
            })
        });
    }
}
