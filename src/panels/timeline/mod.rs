//! The timeline under the picture: when things happened or were published, as a histogram, and the window of time that is looked at.
//! Dates are counted on a thread of `app`, from what is ordered here.

mod axis;
mod chart;
mod controls;
mod hand;
mod play;
mod tell;

use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use self::axis::{TimeAxis, are_enough, bins, everything, within};
use self::hand::Hand;
use self::play::Player;
use super::bidi_text::{self, TextLook};
use super::derived::{GraphStamp, graph_stamp};
use crate::analysis::{Bins, DatedRecord, Histogram, RecordCounts, Timeline};
use crate::model::{ActorIx, ActorSet, Clock, Filters, Graph, LinkIx, TimeWindow, View, Visibility};
use crate::query::sift;
use crate::text::FindIndex;
use crate::workspace::{Command, Workspace};

/// The timeline.
#[derive(Debug, Default)]
pub struct TimelinePanel {
    clock: Clock,
    /// The days that are seen; `None` is all.
    seen: Option<(f64, f64)>,
    /// The width of the chart when it was last drawn, in points.
    width: f32,
    hand: Hand,
    player: Player,
    others: Others,
    answer: Option<TimelineAnswer>,
}

/// What the other filters are, and how often that has changed.
#[derive(Debug, Default)]
struct Others {
    looks: u64,
    changes: u64,
    filters: Filters,
    hidden: ActorSet,
}

/// What is counted: of which graph, let through by which filters, by which clock, in which bins.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineAsked {
    stamp: GraphStamp,
    others: u64,
    clock: Clock,
    /// `None` where there is no date, or nobody knows yet.
    bins: Option<Bins>,
}

/// Dates that are to be counted.
#[derive(Debug)]
pub struct TimelineOrder {
    asked: TimelineAsked,
    width: f32,
    graph: Arc<Graph>,
    view: View,
    index: Option<Arc<FindIndex>>,
    timeline: Option<Arc<Timeline>>,
    passing: Option<Arc<Visibility>>,
}

/// Dates that were counted.
#[derive(Clone, Debug)]
pub struct TimelineAnswer {
    asked: TimelineAsked,
    timeline: Arc<Timeline>,
    /// What the other filters let through.
    passing: Arc<Visibility>,
    /// How many of these have a date, and how many have none.
    counts: (RecordCounts, RecordCounts),
    histogram: Option<Histogram>,
}

impl TimelineOrder {
    /// Reads and counts. Takes a moment where the graph is large.
    #[must_use]
    pub fn work_out(self) -> TimelineAnswer {
        let Self { mut asked, width, graph, mut view, index, timeline, passing } = self;
        let timeline = timeline.unwrap_or_else(|| Arc::new(Timeline::new(&graph)));
        let passing = passing.unwrap_or_else(|| {
            view.sieve = sift(&graph, &view, index.as_deref()).map(Arc::new);
            Arc::new(view.visibility(&graph))
        });
        let dates = timeline.dates(asked.clock);
        if let Some(extent) = dates.extent().filter(|_| asked.bins.is_none()) {
            asked.bins = Some(bins(everything(extent), width, extent));
        }
        let passes = |record: DatedRecord| match timeline.of_record(record) {
            (true, actor) => passing.shows_actor(ActorIx::new(actor)),
            (false, link) => passing.shows_link(LinkIx::new(link)),
        };
        let counts = timeline.counts(asked.clock, &passes);
        let histogram = asked.bins.clone().map(|bins| Histogram::new(&timeline, dates, bins, &passes));
        TimelineAnswer { asked, counts, histogram, passing: Arc::clone(&passing), timeline: Arc::clone(&timeline) }
    }
}

impl TimelinePanel {
    /// What has to be counted for what is seen now; `None` where that was done.
    #[must_use]
    pub fn asks(&mut self, workspace: &Workspace) -> Option<TimelineAsked> {
        if self.width <= 0.0 {
            return None;
        }
        self.follow_others(workspace);
        let stamp = graph_stamp(workspace);
        let known = self.answer.as_ref().filter(|answer| answer.asked.stamp == stamp);
        let extent = known.and_then(|answer| answer.timeline.dates(self.clock).extent());
        let bins = extent.map(|extent| {
            let seen = self.seen(extent);
            let had = known.filter(|answer| answer.asked.clock == self.clock);
            let had = had.and_then(|answer| answer.asked.bins.clone());
            had.filter(|had| are_enough(had, seen, self.width, extent))
                .unwrap_or_else(|| bins(seen, self.width, extent))
        });
        let asked = TimelineAsked { stamp, others: self.others.changes, clock: self.clock, bins };
        (!known.is_some_and(|answer| answer.asked == asked)).then_some(asked)
    }

    /// Everything that is needed to count that. `index` is that of the texts of the graph as it is, if it is there.
    #[must_use]
    pub fn order(&self, asked: TimelineAsked, workspace: &Workspace, index: Option<Arc<FindIndex>>) -> TimelineOrder {
        let mut view = workspace.view().without_places();
        view.filters.time = None;
        let known = self.answer.as_ref().filter(|answer| answer.asked.stamp == asked.stamp);
        let is_as_before = |answer: &&TimelineAnswer| answer.asked.others == asked.others;
        TimelineOrder {
            width: self.width,
            graph: workspace.graph_snapshot(),
            view,
            index,
            timeline: known.map(|answer| Arc::clone(&answer.timeline)),
            passing: known.filter(is_as_before).map(|answer| Arc::clone(&answer.passing)),
            asked,
        }
    }

    /// Takes what was counted.
    pub fn take(&mut self, answer: TimelineAnswer) {
        self.answer = Some(answer);
    }

    /// The panel is not shown: nothing is ordered, and nothing plays. Returns whether something played until now.
    pub fn rest(&mut self) -> bool {
        self.width = 0.0;
        let has_played = self.player.is_playing();
        self.player.stop();
        has_played
    }

    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let window = workspace.view().filters.time;
        if let Some(window) = &window {
            self.clock = window.clock;
        }
        self.width = ui.available_width();
        // A panel is never higher than what is in it.
        ui.set_min_height(ui.available_height());
        let Some(timeline) = self.answer.as_ref().map(|answer| Arc::clone(&answer.timeline)) else {
            bidi_text::label_ui(ui, "Reading dates…", &TextLook::small(tokens));
            return;
        };
        if timeline.is_blank() {
            bidi_text::paragraph_ui(ui, "No link or document of this file has a date.", &TextLook::body(tokens), &[]);
            let how = "Give dates to links while you edit them (I), or say when a document was published in the reader. In tables, a \
                       column “when” or “date” holds them.";
            bidi_text::paragraph_ui(ui, how, &TextLook::small(tokens), &[]);
            return;
        }
        let extent = timeline.dates(self.clock).extent();
        self.play(ui, workspace, extent, commands);
        // While it plays, the key stops it wherever the pointer is on the panel.
        if let Some(extent) = extent.filter(|_| self.player.is_playing())
            && ui.rect_contains_pointer(ui.max_rect())
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space))
        {
            self.toggle_play(ui, workspace, extent, commands);
        }
        self.controls_ui(ui, workspace, extent, commands);
        match extent {
            Some(extent) => self.chart_ui(ui, workspace, extent, commands),
            None => {
                let words = match self.clock {
                    Clock::Happened => "No link or actor of this file says when it happened.",
                    Clock::Published => {
                        "No document of this file that supports a link or an actor says when it was published."
                    }
                };
                bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens), &[]);
            }
        }
    }

    /// The days that are seen of dates from one day to another.
    fn seen(&self, extent: (i64, i64)) -> (f64, f64) {
        let whole = everything(extent);
        self.seen.map_or(whole, |seen| within(seen, whole))
    }

    fn follow_others(&mut self, workspace: &Workspace) {
        let looks = workspace.revisions().looks;
        let others = &mut self.others;
        if others.looks == looks && others.changes > 0 {
            return;
        }
        others.looks = looks;
        let View { filters, hidden, .. } = workspace.view();
        let plain = Filters { time: None, ..filters.clone() };
        if others.changes == 0 || plain != others.filters || *hidden != others.hidden {
            others.changes += 1;
            (others.filters, others.hidden) = (plain, hidden.clone());
        }
    }

    /// What the graph looks like along that part of the screen.
    fn axis(&self, extent: (i64, i64), left: f32, right: f32) -> TimeAxis {
        let (from, to) = self.seen(extent);
        TimeAxis { from, to, left, right }
    }
}

/// Asks for that window of time, as one step; one that lets everything through is none.
fn look_at(workspace: &Workspace, window: Option<TimeWindow>, commands: &mut Vec<Command>) {
    let time = window.filter(|window| window.from.is_some() || window.to.is_some() || !window.keeps_undated);
    commands.push(Command::SetFilters(Filters { time, ..workspace.view().filters.clone() }));
}

/// Whether a window asks what was known on its last day.
fn is_of_knowledge(window: Option<TimeWindow>) -> bool {
    window.is_some_and(|window| window.clock == Clock::Published && window.from.is_none() && window.to.is_some())
}
