//! Playing the window of time: on by a bin, or its end alone, step by step until the last day. No frames while nothing plays.

use std::time::Duration;

use egui::{ComboBox, Key, Modifiers, Ui};

use super::{TimelinePanel, is_of_knowledge};
use crate::analysis::Step;
use crate::model::{Day, TimeWindow};
use crate::panels::look;
use crate::workspace::{Command, Workspace};

/// What plays, and how.
#[derive(Debug, Default)]
pub struct Player {
    /// When the next step is taken, in seconds of the window's clock; `None` while nothing plays.
    next: Option<f64>,
    speed: Speed,
    /// Whether the beginning stays where it is.
    grows: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Speed {
    Slow,
    #[default]
    Normal,
    Fast,
}

impl Speed {
    const ALL: [Self; 3] = [Self::Slow, Self::Normal, Self::Fast];

    fn name(self) -> &'static str {
        match self {
            Self::Slow => "Slow",
            Self::Normal => "Normal",
            Self::Fast => "Fast",
        }
    }

    /// Seconds between two steps.
    fn seconds(self) -> f64 {
        match self {
            Self::Slow => 1.2,
            Self::Normal => 0.6,
            Self::Fast => 0.25,
        }
    }
}

impl Player {
    /// Whether something plays.
    pub fn is_playing(&self) -> bool {
        self.next.is_some()
    }

    /// Takes no further step.
    pub fn stop(&mut self) {
        self.next = None;
    }
}

impl TimelinePanel {
    /// Takes the next step when it is time, and asks for the frame after it.
    pub(super) fn play(
        &mut self,
        ui: &Ui,
        workspace: &Workspace,
        extent: Option<(i64, i64)>,
        commands: &mut Vec<Command>,
    ) {
        let Some(next) = self.player.next else { return };
        // Something else was done meanwhile, which let go of the window.
        let window = workspace.view().filters.time.filter(|_| workspace.is_brushing());
        let (Some(window), Some(extent)) = (window, extent) else {
            self.player.stop();
            return;
        };
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.player.stop();
            commands.push(Command::BrushCancel);
            return;
        }
        let now = ui.input(|input| input.time);
        let mut next = next;
        if now >= next {
            if window.to.is_none_or(|to| to.number() >= extent.1) {
                self.player.stop();
                commands.push(Command::BrushEnd);
                return;
            }
            next = now + self.player.speed.seconds();
            self.player.next = Some(next);
            let keeps_beginning = self.player.grows || window.from.is_none();
            commands.push(Command::BrushTime(Some(moved(window, self.step(extent), 1, keeps_beginning))));
        }
        ui.ctx().request_repaint_after(Duration::from_secs_f64((next - now).max(0.01)));
    }

    /// Starts or stops.
    pub(super) fn toggle_play(
        &mut self,
        ui: &Ui,
        workspace: &Workspace,
        extent: (i64, i64),
        commands: &mut Vec<Command>,
    ) {
        if self.player.is_playing() {
            self.player.stop();
            commands.push(Command::BrushEnd);
            return;
        }
        let step = self.step(extent);
        let window = workspace.view().filters.time;
        let begins = match window {
            Some(window) if window.to.is_some_and(|to| to.number() < extent.1) => window,
            _ => self.beginning(window, step, extent),
        };
        self.player.next = Some(ui.input(|input| input.time) + self.player.speed.seconds());
        commands.push(Command::BrushTime(Some(begins)));
        ui.ctx().request_repaint_after(Duration::from_secs_f64(self.player.speed.seconds()));
    }

    /// The window with which playing begins where there is none, or where it is at the end: as long as it was, or a bin.
    fn beginning(&self, window: Option<TimeWindow>, step: Step, extent: (i64, i64)) -> TimeWindow {
        let first = step.bin(extent.0);
        let bins = match window {
            Some(TimeWindow { from: Some(from), to: Some(to), .. }) if !self.player.grows => {
                (step.bin(to.number()) - step.bin(from.number()) + 1).max(1)
            }
            _ => 1,
        };
        // One that shows everything anyway plays from its first bin.
        let bins = if step.first_day(first + bins) > extent.1 { 1 } else { bins };
        let day = |bin: i64| Some(Day::from_number(bin));
        let from = if is_of_knowledge(window) { None } else { day(step.first_day(first)) };
        let to = day(step.first_day(first + bins) - 1);
        TimeWindow { from, to, clock: self.clock, keeps_undated: window.is_none_or(|window| window.keeps_undated) }
    }

    /// The button and how fast it goes.
    pub(super) fn player_ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        extent: (i64, i64),
        commands: &mut Vec<Command>,
    ) {
        let is_playing = self.player.is_playing();
        let (words, hint) = if is_playing {
            ("⏸ Stop", "Stop here (Space). Escape goes back to what was looked at before.")
        } else {
            ("▶ Play", "Move the window on, bar by bin, to the last date (Space).")
        };
        let button = ui.button(words).on_hover_text(hint);
        // The key is for the button alone, not for the layout as well.
        if button.has_focus() {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space));
        }
        if button.clicked() {
            self.toggle_play(ui, workspace, extent, commands);
        }
        let list = ComboBox::from_id_salt("speed").width(70.0).selected_text(self.player.speed.name());
        let list = look::choices_ui(ui, list, |ui| {
            for speed in Speed::ALL {
                ui.selectable_value(&mut self.player.speed, speed, speed.name());
            }
        });
        list.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, "Speed"));
        if !is_of_knowledge(workspace.view().filters.time) {
            let hint = "Only the end moves: what was there stays.";
            ui.checkbox(&mut self.player.grows, "Keep the beginning").on_hover_text(hint);
        }
    }
}

/// The window so many bins later, or with a later end alone. Ends that are open stay open.
pub fn moved(window: TimeWindow, step: Step, bins: i64, keeps_beginning: bool) -> TimeWindow {
    let from = window.from.map(|from| step.later(from.number(), bins)).map(Day::from_number);
    let from = if keeps_beginning { window.from } else { from };
    // The day after the last one moves, so that the last day of a month leads to the last of the next.
    let to = window.to.map(|to| step.later(to.number() + 1, bins) - 1).map(Day::from_number);
    let to = if keeps_beginning { to.max(window.from) } else { to };
    TimeWindow { from, to, ..window }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clock, days_of_range};

    #[test]
    fn a_window_moves_on_by_bins_and_ends_with_them() {
        let window = |range: &str| {
            let (from, to) = days_of_range(range).expect("dates");
            TimeWindow { from, to, clock: Clock::Published, keeps_undated: true }
        };
        let month = Step::Months(1);
        assert_eq!(moved(window("2014-01..2014-01"), month, 1, false), window("2014-02..2014-02"));
        assert_eq!(moved(window("2014-01..2014-02"), month, 1, true), window("2014-01..2014-03"));
        assert_eq!(moved(window("..2014-02-28"), month, -1, true), window("..2014-01"));
        assert_eq!(moved(window("2012.."), Step::Months(12), 1, false), window("2013.."));
        let shrunk = moved(window("2014-03-10..2014-03"), month, -1, true);
        assert_eq!(shrunk, window("2014-03-10..2014-03-10"), "the end does not come before the beginning");
    }
}
