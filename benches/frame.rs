//! Milliseconds for one frame of the canvas, update and tessellation, while graphs of several sizes are panned, zoomed and
//! pointed at; beside it egui_graphs' own drawing of the same actors and links, in the same run.
//!
//! Prints median and 99th percentile. The first part has no graphics card: the backdrop is drawn by another thread. The second
//! part adds what it takes to tell a graphics card what to do, on whatever adapter there is; what the adapter then does is not
//! in it. `--full` adds a million actors and five million links.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]
#![expect(clippy::iter_over_hash_type, reason = "textures go to the card in any order")]

use std::time::{Duration, Instant};

use egui::{Event, FullOutput, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, pos2, vec2};
use egui_kittest::wgpu::{create_render_state, default_wgpu_setup};
use egui_wgpu::{RenderState, RendererOptions, ScreenDescriptor, wgpu};
use linklore::canvas::{Canvas, Graphics};
use linklore::layout::{Parameters, Problem, settle};
use linklore::model::{LoadReport, Planted, View, planted};
use linklore::scene::{Theme, radii};
use linklore::workspace::{Origin, Workspace};

const SIZE: (f32, f32) = (1440.0, 900.0);
const FRAMES: usize = 120;
const SECONDS_PER_FRAME: f64 = 1.0 / 60.0;

struct Bench {
    context: egui::Context,
    workspace: Workspace,
    canvas: Canvas,
    card: Option<Card>,
    frame: usize,
}

/// A graphics card and a picture in place of a screen.
struct Card {
    state: RenderState,
    target: wgpu::TextureView,
}

/// What a frame took: update, tessellation, telling the card; and bytes sent to it by the backdrop.
#[derive(Clone, Copy, Default)]
struct Taken {
    update: f64,
    tessellation: f64,
    card: f64,
    bytes: u64,
}

impl Bench {
    fn new(workspace: Workspace, card: Option<Card>) -> Self {
        let graphics = card.as_ref().map(|card| Graphics::of(&card.state).as_card());
        let canvas = Canvas::new(graphics);
        let mut bench = Self { context: egui::Context::default(), workspace, canvas, card, frame: 0 };
        let middle = pos2(SIZE.0 / 2.0, SIZE.1 / 2.0);
        bench.frame(vec![Event::PointerMoved(middle)]);
        bench.rest();
        bench
    }

    /// Draws frames until no thread works.
    fn rest(&mut self) {
        for _ in 0..40 {
            self.frame(Vec::new());
        }
        while !self.canvas.is_at_rest() {
            std::thread::sleep(Duration::from_millis(5));
            self.frame(Vec::new());
        }
    }

    /// One frame with these events.
    fn frame(&mut self, events: Vec<Event>) -> Taken {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1))),
            time: Some(self.frame as f64 * SECONDS_PER_FRAME),
            events,
            ..RawInput::default()
        };
        let sent = self.canvas.backdrop_stats().uploaded;
        let Self { context, workspace, canvas, .. } = self;
        let began = Instant::now();
        let mut commands = Vec::new();
        let output = context.run_ui(input, |ui| canvas.ui(ui, workspace, &mut commands));
        for command in commands {
            let _ = workspace.carry_out(command);
        }
        let update = milliseconds(began);
        let (tessellation, card) = self.paint(output);
        Taken { update, tessellation, card, bytes: self.canvas.backdrop_stats().uploaded - sent }
    }

    fn paint(&mut self, mut output: FullOutput) -> (f64, f64) {
        let shapes = output.shapes.clone();
        let began = Instant::now();
        let primitives = self.context.tessellate(shapes, output.pixels_per_point);
        let tessellation = milliseconds(began);
        let Some(Card { state, target }) = &self.card else {
            std::hint::black_box(primitives);
            output.drop_without_applying_deltas();
            return (tessellation, 0.0);
        };
        let mut renderer = state.renderer.write();
        for (id, images) in output.textures_delta.set.drain() {
            for image in images {
                renderer.update_texture(&state.device, &state.queue, id, &image);
            }
        }
        for id in output.textures_delta.free.drain() {
            renderer.free_texture(&id);
        }
        let screen = ScreenDescriptor { size_in_pixels: [SIZE.0 as u32, SIZE.1 as u32], pixels_per_point: 1.0 };
        let began = Instant::now();
        let mut encoder = state.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let others = renderer.update_buffers(&state.device, &state.queue, &mut encoder, &primitives, &screen);
        {
            let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                    view: target,
                    resolve_target: None,
                    ops: wgpu::Operations::default(),
                    depth_slice: None,
                })],
                ..wgpu::RenderPassDescriptor::default()
            });
            renderer.render(&mut pass.forget_lifetime(), &primitives, &screen);
        }
        state.queue.submit(others.into_iter().chain([encoder.finish()]));
        let card = milliseconds(began);
        // What the adapter does with it is not ours: wait until it is done, so that it does not slow the next frame down.
        let _ = state.device.poll(wgpu::PollType::wait_indefinitely());
        (tessellation, card)
    }

    fn pan(&mut self) -> Vec<Taken> {
        let middle = pos2(SIZE.0 / 2.0, SIZE.1 / 2.0);
        let button = |pressed| Event::PointerButton {
            pos: middle,
            button: PointerButton::Middle,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![button(true)]);
        let mut taken = Vec::new();
        for number in 0..FRAMES {
            let angle = number as f32 / 20.0;
            taken.push(self.frame(vec![Event::PointerMoved(middle + 60.0 * vec2(angle.sin(), 1.0 - angle.cos()))]));
        }
        self.frame(vec![button(false)]);
        self.rest();
        taken
    }

    fn zoom(&mut self) -> Vec<Taken> {
        let mut taken = Vec::new();
        for number in 0..FRAMES {
            let lines = if (number / 30) % 2 == 0 { 0.6 } else { -0.6 };
            let (unit, phase) = (MouseWheelUnit::Line, TouchPhase::Move);
            let wheel = Event::MouseWheel { unit, delta: vec2(0.0, lines), phase, modifiers: Modifiers::NONE };
            taken.push(self.frame(vec![wheel]));
        }
        self.rest();
        taken
    }

    fn hover(&mut self) -> Vec<Taken> {
        let middle = pos2(SIZE.0 / 2.0, SIZE.1 / 2.0);
        let mut taken = Vec::new();
        for number in 0..FRAMES {
            let angle = number as f32 * 0.7;
            let at = middle + 1.7 * number as f32 * vec2(angle.cos(), angle.sin());
            taken.push(self.frame(vec![Event::PointerMoved(at)]));
        }
        self.rest();
        taken
    }

    fn rest_frames(&mut self) -> Vec<Taken> {
        (0..FRAMES).map(|_| self.frame(Vec::new())).collect()
    }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

fn at(mut list: Vec<f64>, share: f64) -> f64 {
    list.sort_unstable_by(f64::total_cmp);
    list[((list.len() - 1) as f64 * share).round() as usize]
}

fn report(what: &str, taken: &[Taken]) {
    let all = |pick: fn(&Taken) -> f64| taken.iter().map(pick).collect::<Vec<_>>();
    let bytes = taken.iter().map(|taken| taken.bytes).max().unwrap_or(0);
    println!(
        "  {what:12} median {:6.2} ms   p99 {:6.2} ms   (update {:5.2}, tessellation {:5.2}, card {:5.2})   {bytes} bytes",
        at(all(|taken| taken.update + taken.tessellation + taken.card), 0.5),
        at(all(|taken| taken.update + taken.tessellation + taken.card), 0.99),
        at(all(|taken| taken.update), 0.5),
        at(all(|taken| taken.tessellation), 0.5),
        at(all(|taken| taken.card), 0.5),
    );
}

fn workspace(actors: usize, links: usize) -> Workspace {
    let graph = planted(Planted::of_size(actors, links, 1));
    let mut view = View::blank(&graph);
    let problem = Problem::of(&graph, &view, &radii(&graph, &view), 1);
    let placed = settle(&problem, &Parameters::default(), &|| false);
    for (actor, point) in problem.topology.actors().iter().zip(&placed.points) {
        view.positions.set(*actor, Some(*point));
    }
    Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
}

/// What egui_graphs takes for a frame of the same actors and links, drawn by itself.
fn by_egui_graphs(workspace: &Workspace) -> f64 {
    use egui_graphs::{DefaultEdgeShape, DefaultNodeShape, Graph, GraphView, LayoutRandom, LayoutStateRandom};
    let scene = workspace.scene();
    let mut drawing: Graph<(), (), petgraph::Directed, u32, DefaultNodeShape, DefaultEdgeShape> = Graph::new();
    let nodes: Vec<_> = scene
        .actors
        .iter()
        .map(|actor| {
            let point = workspace.view().positions.get(actor.actor).unwrap_or_default();
            drawing.add_node_with_location((), Pos2::new(point.x, point.y))
        })
        .collect();
    for link in &scene.links {
        drawing.add_edge(nodes[link.from as usize], nodes[link.to as usize], ());
    }
    let context = egui::Context::default();
    let frames = if scene.links.len() > 100_000 { 3 } else { 12 };
    let mut taken = Vec::new();
    for number in 0..frames {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1))),
            time: Some(f64::from(number) * SECONDS_PER_FRAME),
            ..RawInput::default()
        };
        let began = Instant::now();
        let output = context.run_ui(input, |ui| {
            let view = GraphView::<LayoutStateRandom, LayoutRandom>::new();
            let _ = view.show(ui, &mut drawing);
        });
        let shapes = output.shapes.clone();
        std::hint::black_box(context.tessellate(shapes, output.pixels_per_point));
        taken.push(milliseconds(began));
        output.drop_without_applying_deltas();
    }
    at(taken, 0.5)
}

fn card() -> Option<Card> {
    let state =
        std::panic::catch_unwind(|| create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE)).ok()?;
    let texture = state.device.create_texture(&wgpu::TextureDescriptor {
        label: None,
        size: wgpu::Extent3d { width: SIZE.0 as u32, height: SIZE.1 as u32, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: state.target_format,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    });
    let target = texture.create_view(&wgpu::TextureViewDescriptor::default());
    Some(Card { state, target })
}

fn main() {
    let is_full = std::env::args().any(|argument| argument == "--full");
    let mut sizes = vec![(2_000, 6_000), (10_000, 50_000), (100_000, 500_000)];
    if is_full {
        sizes.push((1_000_000, 5_000_000));
    }
    for (actors, links) in sizes {
        println!("{actors} actors, {links} links");
        let made = workspace(actors, links);
        if actors <= 100_000 {
            println!("  egui_graphs by itself: median {:6.2} ms", by_egui_graphs(&made));
        }
        let mut bench = Bench::new(made, None);
        report("pan", &bench.pan());
        report("zoom", &bench.zoom());
        report("hover", &bench.hover());
        report("nothing new", &bench.rest_frames());
        let Some(card) = card() else {
            println!("  no graphics adapter");
            continue;
        };
        let mut bench = Bench::new(bench.workspace, Some(card));
        report("pan, card", &bench.pan());
    }
}
