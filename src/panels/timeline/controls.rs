//! The rows above the chart of the timeline: by which clock, from when to when, what has no date, and playing.

use egui::{Id, Ui};

use super::{TimelinePanel, is_of_knowledge, look_at, tell};
use crate::analysis::RecordCounts;
use crate::model::{Clock, Day, TimeWindow, first_day, first_day_text, last_day, last_day_text};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::Field;
use crate::panels::look::grouped;
use crate::scene::Tokens;
use crate::workspace::{Command, Workspace};

/// Width of a field with a day, in points.
const FIELD: f32 = 76.0;

impl TimelinePanel {
    /// Draws the rows.
    pub(super) fn controls_ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        extent: Option<(i64, i64)>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let window = workspace.view().filters.time;
        let wrong = ui.horizontal_wrapped(|ui| {
            self.clocks_ui(ui, workspace, commands);
            let extent = extent?;
            ui.separator();
            let wrong = days_ui(ui, workspace, self.clock, commands);
            let all = ui.add_enabled(window.is_some(), egui::Button::new("All times"));
            if all.on_hover_text("Look at all times again; a double click on the chart does the same.").clicked() {
                look_at(workspace, None, commands);
            }
            ui.separator();
            let counted = self.answer.as_ref().filter(|answer| answer.asked.clock == self.clock);
            let undated = counted.map(|answer| answer.counts.1).unwrap_or_default();
            undated_ui(ui, workspace, self.clock, undated, commands);
            ui.separator();
            self.player_ui(ui, workspace, extent, commands);
            wrong
        });
        if let Some(words) = wrong.inner {
            let look = TextLook::small(tokens).ink(tokens.warning);
            bidi_text::line_ui(ui, &words, &look);
        }
    }

    fn clocks_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let window = workspace.view().filters.time;
        let is_known = is_of_knowledge(window);
        let extent = |clock| self.answer.as_ref().and_then(|answer| answer.timeline.dates(clock).extent());
        let choices = [
            ("When it happened", Clock::Happened, false, "By the dates of links and actors."),
            (
                "When it was published",
                Clock::Published,
                false,
                "By when the documents that support links and actors were published.",
            ),
            (
                "What was known on…",
                Clock::Published,
                true,
                "Everything that documents published by some day say: what could have been known then.",
            ),
        ];
        let mut chosen = None;
        for (words, clock, knows, hint) in choices {
            let is_on = self.clock == clock && is_known == knows;
            if ui.selectable_label(is_on, words).on_hover_text(hint).clicked() && !is_on {
                chosen = Some((clock, knows));
            }
        }
        let Some((clock, knows)) = chosen else { return };
        self.seen = None;
        self.player.stop();
        let day = |day: i64| Some(Day::from_number(day));
        let plain = TimeWindow { from: None, to: None, clock, keeps_undated: true };
        let next = match (window, extent(clock)) {
            (_, Some((_, last))) if knows => {
                let to = window.and_then(|window| window.to).or(day(last));
                Some(TimeWindow { from: None, to, ..window.unwrap_or(plain) })
            }
            // Nothing has a date by that clock: there is nothing to look at.
            (_, None) if knows => None,
            // Else it would be what was known again.
            (Some(window), Some((first, _))) if is_known && clock == Clock::Published => {
                Some(TimeWindow { from: day(first).min(window.to), ..window })
            }
            (window, _) => window,
        };
        self.clock = clock;
        if let Some(next) = next {
            look_at(workspace, Some(TimeWindow { clock, ..next }), commands);
        }
    }
}

/// The first and the last day, as text. Returns what is wrong with what stands there.
fn days_ui(ui: &mut Ui, workspace: &Workspace, clock: Clock, commands: &mut Vec<Command>) -> Option<String> {
    let tokens = workspace.theme().tokens();
    let window = workspace.view().filters.time;
    let plain = window.unwrap_or(TimeWindow { from: None, to: None, clock, keeps_undated: true });
    let is_known = is_of_knowledge(window);
    let (from, to) = (plain.from, plain.to);
    let mut trouble = None;
    if !is_known {
        let value = from.map(first_day_text).unwrap_or_default();
        let check = |text: &str| first_day(text).and_then(|day| in_order(day, to)).err();
        let (text, wrong) = day_ui(ui, tokens, ("From", "the first"), &value, &check);
        trouble = wrong;
        if let Some(from) = text.and_then(|text| first_day(&text).ok()) {
            look_at(workspace, Some(TimeWindow { from, ..plain }), commands);
        }
    }
    let value = to.map(last_day_text).unwrap_or_default();
    let check = |text: &str| last_day(text).and_then(|day| in_order(from, day)).err();
    let name = if is_known { "Known on" } else { "To" };
    let (text, wrong) = day_ui(ui, tokens, (name, "the last"), &value, &check);
    if let Some(to) = text.and_then(|text| last_day(&text).ok()) {
        look_at(workspace, Some(TimeWindow { to, ..plain }), commands);
    }
    trouble.or(wrong)
}

/// A sentence, where the last day comes before the first.
fn in_order(from: Option<Day>, to: Option<Day>) -> Result<(), String> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err("The last day comes before the first".to_owned()),
        _ => Ok(()),
    }
}

fn day_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    (name, hint): (&str, &str),
    value: &str,
    check: &dyn Fn(&str) -> Option<String>,
) -> (Option<String>, Option<String>) {
    // The name stays beside its field.
    if ui.available_size_before_wrap().x < 2.0 * FIELD {
        ui.end_row();
    }
    let label = bidi_text::label_ui(ui, name, &TextLook::body(tokens));
    let field = Field { name, value, hint, rows: 1, check };
    field.narrow_ui(ui, tokens, Id::new(("timeline", name)), &label, FIELD)
}

/// Whether what has no date is let through, and how much that is.
fn undated_ui(ui: &mut Ui, workspace: &Workspace, clock: Clock, undated: RecordCounts, commands: &mut Vec<Command>) {
    let window = workspace.view().filters.time;
    let mut keeps = window.is_none_or(|window| window.keeps_undated);
    let words = format!("Keep what has no date ({})", grouped(undated.links + undated.actors));
    let records = tell::records(undated).unwrap_or_else(|| "Nothing".to_owned());
    let hint = match clock {
        Clock::Happened => format!("{records} without a date. Actors without a date of their own are always kept."),
        Clock::Published => format!("{records} without a document that supports them and has a date."),
    };
    if ui.checkbox(&mut keeps, words).on_hover_text(hint).changed() {
        let plain = TimeWindow { from: None, to: None, clock, keeps_undated: true };
        look_at(workspace, Some(TimeWindow { keeps_undated: keeps, ..window.unwrap_or(plain) }), commands);
    }
}
