//! How long the thread of the window is busy in each frame while a large file is opened, laid out, looked at, filtered, saved
//! and drawn as a picture: median, 99th percentile and worst, in milliseconds, step by step; and how much memory was taken at
//! most meanwhile and at its end, where the system tells (Linux). What draws the window is left out.
//!
//! `session [ACTORS LINKS]`; 100,000 and 500,000 where nothing is given.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::time::{Duration, Instant};

use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use linklore::app::{App, SettingsFile};
use linklore::io::{RealDisk, save_native};
use linklore::model::{Planted, View, planted};
use linklore::workspace::{Action, Command};

const SIZE: Vec2 = vec2(1320.0, 860.0);
/// Between two frames of a screen.
const BREAK: Duration = Duration::from_millis(8);

struct Session {
    harness: Harness<'static, App>,
    frames: Vec<f64>,
}

impl Session {
    fn frame(&mut self) {
        let began = Instant::now();
        self.harness.step();
        self.frames.push(began.elapsed().as_secs_f64() * 1e3);
    }

    /// Frames until nothing goes on, as the screen would draw them.
    fn rest(&mut self) {
        loop {
            self.frame();
            if self.harness.state().is_at_rest() {
                break;
            }
            std::thread::sleep(BREAK);
        }
        for _ in 0..10 {
            self.frame();
        }
    }

    fn send(&mut self, event: Event) {
        self.harness.event(event);
        self.frame();
    }

    fn ask(&mut self, command: impl Into<Command>) {
        let ctx = self.harness.ctx.clone();
        let began = Instant::now();
        self.harness.state_mut().ask(&ctx, [command.into()]);
        let asked = began.elapsed().as_secs_f64() * 1e3;
        self.frame();
        if let Some(last) = self.frames.last_mut() {
            *last += asked;
        }
    }

    /// Pans, zooms and points for a while.
    fn look_around(&mut self) {
        let middle = pos2(SIZE.x / 2.0, SIZE.y / 2.0);
        self.send(Event::PointerMoved(middle));
        let button = |pressed| Event::PointerButton {
            pos: middle,
            button: PointerButton::Middle,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.send(button(true));
        for step in 0..30 {
            self.send(Event::PointerMoved(middle + 3.0 * step as f32 * vec2(1.0, 0.5)));
        }
        self.send(button(false));
        for step in 0..30 {
            let lines = if step < 18 { 0.8 } else { -0.8 };
            let (unit, phase) = (MouseWheelUnit::Line, TouchPhase::Move);
            self.send(Event::MouseWheel { unit, delta: vec2(0.0, lines), phase, modifiers: Modifiers::NONE });
            self.send(Event::PointerMoved(middle + 4.0 * step as f32 * vec2(-1.0, 0.3)));
        }
    }

    fn report(&mut self, what: &str) {
        let mut frames = std::mem::take(&mut self.frames);
        frames.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| frames[((frames.len() - 1) as f64 * share).round() as usize];
        println!(
            "{what:16} {:5} frames   median {:7.2} ms   p99 {:7.2} ms   worst {:7.2} ms{}",
            frames.len(),
            at(0.5),
            at(0.99),
            at(1.0),
            memory()
        );
    }
}

/// The most memory since the last call and the memory now, in words.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let gibibytes = |field: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(field))?;
        Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0 / 1024.0)
    };
    let words = match (gibibytes("VmHWM:"), gibibytes("VmRSS:")) {
        (Some(most), Some(now)) => format!("   at most {most:5.2} GiB, then {now:5.2}"),
        _ => String::new(),
    };
    // From here on the greatest memory is counted anew; where that cannot be had, it only grows.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    words
}

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (actors, links) = match numbers[..] {
        [actors, links, ..] => (actors, links),
        _ => (100_000, 500_000),
    };
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.linklore");
    {
        let graph = planted(Planted::of_size(actors, links, 1));
        save_native(&RealDisk, &path, &graph, &View::blank(&graph), None).expect("it can be written");
    }
    println!("{actors} actors, {links} links{}", memory());
    let file = path.clone();
    let harness = Harness::builder()
        .with_size(SIZE)
        .build_eframe(move |creation| App::new(creation, SettingsFile::in_memory(), None, &[file]));
    let mut session = Session { harness, frames: Vec::new() };
    let began = Instant::now();
    while session.harness.state().workspace().is_none() {
        session.frame();
        std::thread::sleep(BREAK);
    }
    session.report("opened");
    let is_placed = |app: &App| app.workspace().is_some_and(|workspace| !workspace.view().positions.is_blank());
    while !is_placed(session.harness.state()) {
        session.frame();
        std::thread::sleep(BREAK);
    }
    println!("first places     {:7.2} s after the program began", began.elapsed().as_secs_f64());
    session.report("first places");
    session.look_around();
    session.report("laid out, moved");
    session.rest();
    session.report("laid out");
    session.look_around();
    session.rest();
    session.report("moved");
    session.ask(Action::SelectAll);
    session.rest();
    session.ask(Action::SelectNone);
    session.rest();
    session.report("all selected");
    session.ask(Action::ToggleTheme);
    session.rest();
    session.report("other theme");
    session.ask(Action::Save);
    session.look_around();
    session.rest();
    session.report("saved");
}
