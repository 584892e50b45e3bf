//! Milliseconds for one frame of the canvas, update and tessellation, while a graph of 2,000 actors is panned and zoomed.
//!
//! Prints median and 99th percentile. No window and no graphics card: what the card does comes on top.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::time::Instant;

use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, pos2, vec2};
use linklore::canvas::Canvas;
use linklore::layout::{Parameters, Problem, settle};
use linklore::model::{LoadReport, Planted, View, planted};
use linklore::scene::{Theme, radii};
use linklore::workspace::{Origin, Workspace};

const SIZE: (f32, f32) = (1440.0, 900.0);
const FRAMES: usize = 240;
const SECONDS_PER_FRAME: f64 = 1.0 / 60.0;

struct Bench {
    context: egui::Context,
    workspace: Workspace,
    canvas: Canvas,
    frame: usize,
}

impl Bench {
    /// One frame with these events, in milliseconds: update, tessellation.
    fn frame(&mut self, events: Vec<Event>) -> (f64, f64) {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1))),
            time: Some(self.frame as f64 * SECONDS_PER_FRAME),
            events,
            ..RawInput::default()
        };
        let Self { context, workspace, canvas, .. } = self;
        let began = Instant::now();
        let mut commands = Vec::new();
        let output = context.run_ui(input, |ui| canvas.ui(ui, workspace, &mut commands));
        for command in commands {
            let _ = workspace.carry_out(command);
        }
        let updated = Instant::now();
        let shapes = output.shapes.clone();
        let cloned = Instant::now();
        let primitives = context.tessellate(shapes, output.pixels_per_point);
        let tessellated = cloned.elapsed();
        std::hint::black_box(primitives);
        output.drop_without_applying_deltas();
        ((updated - began).as_secs_f64() * 1e3, tessellated.as_secs_f64() * 1e3)
    }
}

fn report(what: &str, times: &[(f64, f64)]) {
    let at = |mut list: Vec<f64>, share: f64| {
        list.sort_unstable_by(f64::total_cmp);
        list[((list.len() - 1) as f64 * share).round() as usize]
    };
    let all = |pick: fn(&(f64, f64)) -> f64| times.iter().map(pick).collect::<Vec<_>>();
    println!(
        "frame {what:12} median {:5.2} ms   p99 {:5.2} ms   (update {:5.2}, tessellation {:5.2})",
        at(all(|time| time.0 + time.1), 0.5),
        at(all(|time| time.0 + time.1), 0.99),
        at(all(|time| time.0), 0.5),
        at(all(|time| time.1), 0.5),
    );
}

fn main() {
    let graph = planted(Planted::of_size(2_000, 6_000, 1));
    let mut view = View::blank(&graph);
    let problem = Problem::of(&graph, &view, &radii(&graph, &view), 1);
    let placed = settle(&problem, &Parameters::default(), &|| false);
    for (actor, point) in problem.topology.actors().iter().zip(&placed.points) {
        view.positions.set(*actor, Some(*point));
    }
    let workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
    let mut bench = Bench { context: egui::Context::default(), workspace, canvas: Canvas::new(), frame: 0 };
    let middle = pos2(SIZE.0 / 2.0, SIZE.1 / 2.0);
    for _ in 0..10 {
        bench.frame(vec![Event::PointerMoved(middle)]);
    }
    let middle_button = |pressed| Event::PointerButton {
        pos: middle,
        button: PointerButton::Middle,
        pressed,
        modifiers: Modifiers::NONE,
    };
    bench.frame(vec![middle_button(true)]);
    let mut pans = Vec::new();
    for number in 0..FRAMES {
        let angle = number as f32 / 20.0;
        pans.push(bench.frame(vec![Event::PointerMoved(middle + 60.0 * vec2(angle.sin(), 1.0 - angle.cos()))]));
    }
    bench.frame(vec![middle_button(false)]);
    report("pan", &pans);
    for _ in 0..60 {
        bench.frame(vec![Event::PointerMoved(middle)]);
    }
    let mut zooms = Vec::new();
    for number in 0..FRAMES {
        let lines = if (number / 60) % 2 == 0 { 0.6 } else { -0.6 };
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, lines),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        zooms.push(bench.frame(vec![wheel]));
    }
    report("zoom", &zooms);
    for _ in 0..60 {
        bench.frame(Vec::new());
    }
    let still: Vec<_> = (0..FRAMES).map(|_| bench.frame(Vec::new())).collect();
    report("nothing new", &still);
}
