//! What pointer and keys do on the chart of the timeline: the window of time is drawn, moved, made longer; the axis is moved and
//! zoomed. Every change is seen at once and becomes a step when it is let go.

use egui::{CursorIcon, EventFilter, Key, Modifiers, PointerButton, Response, Ui};

use super::axis::{TimeAxis, everything, within};
use super::play::moved;
use super::{TimelinePanel, is_of_knowledge, look_at};
use crate::analysis::Step;
use crate::model::{Day, TimeWindow};
use crate::workspace::{Command, Workspace};

/// How near the pointer has to be to an end of the window, in points.
const REACH: f32 = 6.0;

/// What goes on.
#[derive(Debug, Default)]
pub struct Hand {
    drag: Drag,
    /// Whether Shift was held when a button was last pressed.
    shift: bool,
    /// Whether keys that are still held have moved the window.
    keys: bool,
}

/// What the pointer has got hold of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Drag {
    #[default]
    Nothing,
    /// A new window that began on this day.
    New(i64),
    /// The window as it was, and where it was grabbed.
    Whole(TimeWindow, f64),
    /// One end; the day is the other end.
    End(Option<i64>, Side),
    /// The axis; the days that were seen and where it was grabbed, in points.
    Axis((f64, f64), f32),
    /// It was given up and is still held.
    GivenUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// The first and the day after the last day of a window.
fn edges(window: &TimeWindow) -> (Option<i64>, Option<i64>) {
    (window.from.map(Day::number), window.to.map(|to| to.number() + 1))
}

/// What a press at some place would take hold of.
fn grip(window: Option<TimeWindow>, axis: &TimeAxis, x: f32) -> Drag {
    let Some(window) = window else { return Drag::New(axis.day(x).floor() as i64) };
    let (from, after) = edges(&window);
    let is_at = |day: Option<i64>| day.is_some_and(|day| (axis.x(day as f64) - x).abs() <= REACH);
    let day = axis.day(x);
    let is_within = from.is_none_or(|from| day >= from as f64) && after.is_none_or(|after| day < after as f64);
    if is_at(after) {
        Drag::End(from, Side::Last)
    } else if is_at(from) {
        Drag::End(after, Side::First)
    } else if is_within && (from.is_some() || after.is_some()) {
        Drag::Whole(window, day)
    } else {
        Drag::New(day.floor() as i64)
    }
}

impl Drag {
    /// The window while the pointer is on a day. Its ends lie between bins.
    fn window(self, day: f64, step: Step, plain: TimeWindow) -> Option<TimeWindow> {
        let under = step.bin(day.floor() as i64);
        let nearest = {
            let (first, after) = (step.first_day(under), step.first_day(under + 1));
            if day - first as f64 > (after - first) as f64 / 2.0 { after } else { first }
        };
        let between = |one: Option<i64>, after: Option<i64>| TimeWindow {
            from: one.map(Day::from_number),
            to: after.map(|after| Day::from_number(after - 1)),
            ..plain
        };
        Some(match self {
            Self::New(began) => {
                let began = step.bin(began);
                let from = (!is_of_knowledge(Some(plain))).then(|| step.first_day(began.min(under)));
                let last = if from.is_some() { began.max(under) } else { under };
                between(from, Some(step.first_day(last + 1)))
            }
            Self::Whole(window, grabbed) => moved(window, step, under - step.bin(grabbed.floor() as i64), false),
            Self::End(other, side) => match other {
                // Dragged over the other end, it becomes that end.
                Some(other) if nearest != other => between(Some(nearest.min(other)), Some(nearest.max(other))),
                Some(_) => return None,
                None if side == Side::Last => between(None, Some(nearest)),
                None => between(Some(nearest), None),
            },
            Self::Nothing | Self::Axis(..) | Self::GivenUp => return None,
        })
    }
}

impl TimelinePanel {
    /// The length of a bin.
    pub(super) fn step(&self, extent: (i64, i64)) -> Step {
        self.axis(extent, 0.0, self.width).step()
    }

    /// What a new window would be but for its days.
    fn plain(&self, window: Option<TimeWindow>) -> TimeWindow {
        window.unwrap_or(TimeWindow { from: None, to: None, clock: self.clock, keeps_undated: true })
    }

    /// Follows the pointer on the chart.
    pub(super) fn follow_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        workspace: &Workspace,
        (extent, axis): ((i64, i64), TimeAxis),
        commands: &mut Vec<Command>,
    ) {
        let window = workspace.view().filters.time;
        let (shift, is_pressed) = ui.input(|input| (input.modifiers.shift, input.pointer.any_pressed()));
        if is_pressed {
            self.hand.shift = shift;
        }
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if response.double_clicked() {
            look_at(workspace, None, commands);
            return;
        }
        if response.drag_started() {
            let at = ui.input(|input| input.pointer.press_origin()).map_or(axis.left, |at| at.x);
            let is_brush = response.dragged_by(PointerButton::Primary) && !self.hand.shift;
            self.hand.drag = if is_brush { grip(window, &axis, at) } else { Drag::Axis(self.seen(extent), at) };
            if is_brush {
                self.player.stop();
            }
        }
        if self.hand.drag != Drag::Nothing
            && workspace.is_brushing()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            self.hand.drag = Drag::GivenUp;
            commands.push(Command::BrushCancel);
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            if let Drag::Axis(seen, grabbed) = self.hand.drag {
                let days = f64::from((grabbed - at.x) / (axis.right - axis.left).max(1.0)) * (seen.1 - seen.0);
                self.seen = Some(within((seen.0 + days, seen.1 + days), everything(extent)));
            } else if let Some(dragged) = self.hand.drag.window(axis.day(at.x), axis.step(), self.plain(window)) {
                commands.push(Command::BrushTime(Some(dragged)));
            }
        }
        if response.drag_stopped() {
            if !matches!(std::mem::take(&mut self.hand.drag), Drag::Axis(..) | Drag::GivenUp) {
                commands.push(Command::BrushEnd);
            }
        } else if !response.dragged() {
            self.hand.drag = Drag::Nothing;
        }
        if let Some(at) = response.hover_pos() {
            self.zoom(ui, at.x, extent, axis);
            ui.ctx().set_cursor_icon(match grip(window, &axis, at.x) {
                _ if shift || matches!(self.hand.drag, Drag::Axis(..)) => CursorIcon::AllScroll,
                Drag::End(..) => CursorIcon::ResizeHorizontal,
                Drag::Whole(..) => CursorIcon::Grab,
                _ => CursorIcon::Crosshair,
            });
        }
    }

    /// The wheel zooms the axis at the pointer, and moves it sideways.
    fn zoom(&mut self, ui: &Ui, x: f32, extent: (i64, i64), axis: TimeAxis) {
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        let factor = f64::from(zoom) * (f64::from(scroll.y) * 0.004).exp();
        if (factor - 1.0).abs() < 1e-6 && scroll.x == 0.0 {
            return;
        }
        let days = f64::from(-scroll.x / (axis.right - axis.left).max(1.0)) * (axis.to - axis.from);
        self.zoom_at(axis.day(x), factor, days, extent);
    }

    fn zoom_at(&mut self, day: f64, factor: f64, days: f64, extent: (i64, i64)) {
        let (from, to) = self.seen(extent);
        let seen = (day - (day - from) / factor + days, day + (to - day) / factor + days);
        let whole = everything(extent);
        let seen = within(seen, whole);
        self.seen = (seen != whole).then_some(seen);
    }

    /// Follows the keys while the chart has the focus.
    pub(super) fn follow_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        workspace: &Workspace,
        extent: (i64, i64),
        commands: &mut Vec<Command>,
    ) {
        if !response.has_focus() {
            self.let_go_of_keys(commands);
            return;
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if ui.input(|input| input.modifiers.alt || input.modifiers.command) {
            return;
        }
        let pressed = |modifiers, key| {
            let times = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
            i64::try_from(times).unwrap_or(i64::MAX)
        };
        let step = self.step(extent);
        let of_end = pressed(Modifiers::SHIFT, Key::ArrowRight) - pressed(Modifiers::SHIFT, Key::ArrowLeft);
        let of_all = pressed(Modifiers::NONE, Key::ArrowRight) - pressed(Modifiers::NONE, Key::ArrowLeft);
        let (home, end) = (pressed(Modifiers::NONE, Key::Home) > 0, pressed(Modifiers::NONE, Key::End) > 0);
        let closer = pressed(Modifiers::NONE, Key::ArrowUp) - pressed(Modifiers::NONE, Key::ArrowDown);
        if closer != 0 {
            let (from, to) = self.seen(extent);
            self.zoom_at(f64::midpoint(from, to), 1.5_f64.powi(closer as i32), 0.0, extent);
        }
        if pressed(Modifiers::NONE, Key::Space) > 0 {
            self.toggle_play(ui, workspace, extent, commands);
            return;
        }
        let window = workspace.view().filters.time;
        let plain = self.plain(window);
        let has_ends = plain.from.is_some() || plain.to.is_some();
        let bin = |bin: i64| TimeWindow {
            from: Some(Day::from_number(step.first_day(bin))),
            to: Some(Day::from_number(step.first_day(bin + 1) - 1)),
            ..plain
        };
        let (first, last) = (step.bin(extent.0), step.bin(extent.1));
        let next = match (of_all, of_end, home, end) {
            (0, 0, false, false) => None,
            // The first press makes a window.
            _ if !has_ends => Some(bin(if of_all + of_end < 0 || end { last } else { first })),
            (_, _, true, _) => Some(by_edge(plain, step, first, true)),
            (_, _, _, true) => Some(by_edge(plain, step, last, false)),
            (0, of_end, ..) => Some(moved(plain, step, of_end, true)),
            (of_all, ..) => Some(moved(plain, step, of_all, false)),
        };
        if let Some(next) = next {
            self.player.stop();
            self.hand.keys = true;
            commands.push(Command::BrushTime(Some(next)));
        }
        let keys = [Key::ArrowLeft, Key::ArrowRight, Key::Home, Key::End];
        if !ui.input(|input| keys.iter().any(|key| input.key_down(*key))) {
            self.let_go_of_keys(commands);
        }
    }

    fn let_go_of_keys(&mut self, commands: &mut Vec<Command>) {
        if std::mem::take(&mut self.hand.keys) {
            commands.push(Command::BrushEnd);
        }
    }
}

/// The window moved so that it begins with a bin, or ends with it.
fn by_edge(window: TimeWindow, step: Step, bin: i64, begins: bool) -> TimeWindow {
    let now = match (window.from, window.to, begins) {
        (Some(from), _, true) | (Some(from), None, false) => from.number(),
        (_, Some(to), _) => to.number(),
        _ => return window,
    };
    moved(window, step, bin - step.bin(now), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clock, days_of_range};

    fn window(range: &str) -> TimeWindow {
        let (from, to) = days_of_range(range).expect("dates");
        TimeWindow { from, to, clock: Clock::Happened, keeps_undated: true }
    }

    fn day(text: &str) -> f64 {
        window(text).from.expect("a day").number() as f64
    }

    /// A year a hundred points wide, from 2010 on.
    fn axis() -> TimeAxis {
        TimeAxis { from: day("2010"), to: day("2020"), left: 0.0, right: 1000.0 }
    }

    #[test]
    fn a_press_takes_hold_of_what_is_under_it() {
        let of = |range: &str, date: &str| grip(Some(window(range)), &axis(), axis().x(day(date)));
        assert!(matches!(of("2012..2014", "2013-06"), Drag::Whole(..)));
        assert!(matches!(of("2012..2014", "2016"), Drag::New(_)));
        assert!(matches!(of("2012..2014", "2012-01-05"), Drag::End(Some(_), Side::First)));
        assert!(matches!(of("2012..2014", "2014-12-25"), Drag::End(Some(_), Side::Last)));
        assert!(matches!(of("..2014", "2010-06"), Drag::Whole(..)), "an open end reaches to the edge");
        assert!(matches!(of("..", "2010-06"), Drag::New(_)));
        assert!(matches!(grip(None, &axis(), 5.0), Drag::New(_)));
    }

    #[test]
    fn ends_lie_between_bins() {
        let (step, plain) = (Step::Months(12), window(".."));
        let to = |drag: Drag, date: &str| drag.window(day(date), step, plain);
        let new = Drag::New(day("2013-05") as i64);
        assert_eq!(to(new, "2015-02"), Some(window("2013..2015")));
        assert_eq!(to(new, "2011-02"), Some(window("2011..2013")), "to the left as well");
        let whole = Drag::Whole(window("2013..2014"), day("2013-05"));
        assert_eq!(to(whole, "2015-02"), Some(window("2015..2016")));
        let last = Drag::End(Some(day("2013") as i64), Side::Last);
        assert_eq!(to(last, "2015-10"), Some(window("2013..2015")));
        assert_eq!(to(last, "2011-02"), Some(window("2011..2012")), "dragged over the other end");
        assert_eq!(to(last, "2013-02"), None, "a window of no days is none");
        assert_eq!(to(Drag::End(None, Side::First), "2015-10"), Some(window("2016..")));
        let known = TimeWindow { clock: Clock::Published, ..window("..2012") };
        let drawn = new.window(day("2015-02"), step, known);
        assert_eq!(drawn, Some(TimeWindow { clock: Clock::Published, ..window("..2015") }));
    }

    #[test]
    fn a_window_goes_to_either_edge() {
        let step = Step::Months(12);
        let (first, last) = (step.bin(day("2010") as i64), step.bin(day("2019") as i64));
        assert_eq!(by_edge(window("2013..2014"), step, first, true), window("2010..2011"));
        assert_eq!(by_edge(window("2013..2014"), step, last, false), window("2018..2019"));
        assert_eq!(by_edge(window("..2014"), step, last, false), window("..2019"));
        assert_eq!(by_edge(window("2013.."), step, last, false), window("2019.."));
    }
}
