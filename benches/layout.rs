//! What a layout costs: one step at three sizes against the same forces pair by pair, and whole layouts with the law chosen.
//!
//! `cargo bench --bench layout` takes seconds; `-- --full` adds 100,000 actors and 500,000 links as a whole. Times are
//! processor time of all threads; ratios are within the run. `benches/judge_layout.py` tells how good the pictures are.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use linklore::layout::{Control, Parameters, Phase, Problem, Progress, engine};
use linklore::model::{Planted, Point, Topology, graph_from_drawing, planted};

const STEPS: [(usize, usize); 3] = [(1_000, 5_000), (10_000, 50_000), (100_000, 500_000)];
const MEASURED_STEPS: u32 = 20;
/// Actors that are pushed pair by pair where all would take too long; the time is that of all by proportion.
const PUSHED: usize = 500;
const LEAST_PAIRS: usize = 50_000_000;
/// Side of the mesh that is laid out as a whole.
const SIDE: usize = 70;

fn main() {
    let is_full = std::env::args().any(|argument| argument == "--full");
    println!("one live step, CPU ms       step   pairs   pairs/step");
    for (actors, links) in STEPS {
        let topology = Topology::whole(&planted(Planted::of_size(actors, links, 1)));
        let (step, pairs) = (live_step(&topology), by_pairs(&topology));
        println!("{:<22} {step:>9.2} {pairs:>7.1} {:>12.1}", format!("{actors} / {links}"), pairs / step);
    }
    println!("\nwhole layouts, CPU ms    unfold    part    pack   steps   of one step   law");
    let mut graphs =
        vec![planted(Planted::of_size(1_000, 5_000, 1)), mesh(), planted(Planted::of_size(10_000, 50_000, 1))];
    if is_full {
        graphs.push(planted(Planted::of_size(100_000, 500_000, 1)));
    }
    for graph in graphs {
        let topology = Topology::whole(&graph);
        whole(&format!("{} / {}", graph.actor_count(), graph.link_count()), topology);
    }
    if is_full {
        hostile();
    }
}

/// Sizes and shapes that nobody draws and some file will hold.
fn hostile() {
    let star: Vec<String> = (0..100_000).map(|leaf| format!("Hub-L{leaf}")).collect();
    let singles: Vec<String> = (0..2_000_000).map(|node| format!("S{node}")).collect();
    for (name, drawing) in [("star of 100000", star), ("2000000 singles", singles)] {
        whole(name, Topology::whole(&graph_from_drawing(&drawing.join(" "))));
    }
}

fn mesh() -> linklore::model::Graph {
    let across = (0..SIDE).flat_map(|row| (1..SIDE).map(move |at| format!("{row}x{}-{row}x{at}", at - 1)));
    let down = (1..SIDE).flat_map(|row| (0..SIDE).map(move |at| format!("{}x{at}-{row}x{at}", row - 1)));
    graph_from_drawing(&across.chain(down).collect::<Vec<_>>().join(" "))
}

/// Places all over a square, the same every time.
fn scattered(count: usize) -> Vec<Point> {
    let mut random = fastrand::Rng::with_seed(1);
    let side = 40.0 * (count as f32).sqrt();
    (0..count).map(|_| Point::new(random.f32() * side, random.f32() * side)).collect()
}

/// Milliseconds for a step of actors that all stand somewhere and may all move.
fn live_step(topology: &Topology) -> f64 {
    let count = topology.node_count();
    let start = scattered(count).into_iter().map(Some).collect();
    let problem = Problem { topology: topology.clone(), radii: vec![8.0; count], start, ..Problem::default() };
    let mut engine = engine(&problem, &Parameters::default());
    // Forces act, and the law is known, once they are prepared.
    while engine.law().is_none() && !engine.step(&Control::default()).settled {}
    let mut step = || black_box(engine.step(&Control::default()));
    step();
    let before = cpu_time();
    for _ in 0..MEASURED_STEPS {
        step();
    }
    milliseconds(cpu_time().saturating_sub(before)) / f64::from(MEASURED_STEPS)
}

/// Milliseconds for the forces of such a step as the definition has them: every pair pushes, every link pulls.
fn by_pairs(topology: &Topology) -> f64 {
    let points = scattered(topology.node_count());
    let masses: Vec<f32> = (0..points.len() as u32).map(|node| topology.degree(node) as f32 + 1.0).collect();
    let pushed = points.len().min(PUSHED);
    // Often enough for the clock of the system, which does not look at threads all the time.
    let rounds = (LEAST_PAIRS / (pushed * points.len())).max(1);
    let before = cpu_time();
    for node in (0..rounds).flat_map(|_| 0..pushed) {
        let Point { x, y } = points[node];
        let (mut sum_x, mut sum_y) = (0.0f32, 0.0f32);
        for (point, mass) in points.iter().zip(&masses) {
            let (dx, dy) = (x - point.x, y - point.y);
            let push = mass / (dx * dx + dy * dy + 1e-4);
            (sum_x, sum_y) = (sum_x + dx * push, sum_y + dy * push);
        }
        for &other in topology.neighbours(node as u32) {
            let (dx, dy) = (points[other as usize].x - x, points[other as usize].y - y);
            let length = (dx * dx + dy * dy).sqrt().max(1e-3);
            let pull = length.ln_1p() / length;
            (sum_x, sum_y) = (sum_x + dx * pull, sum_y + dy * pull);
        }
        black_box((sum_x, sum_y));
    }
    milliseconds(cpu_time().saturating_sub(before)) * points.len() as f64 / (pushed * rounds) as f64
}

fn whole(name: &str, topology: Topology) {
    let step = live_step(&topology);
    let problem = Problem { radii: vec![8.0; topology.node_count()], topology, seed: 1, ..Problem::default() };
    let mut phases = [0.0; 3];
    let mut before = cpu_time();
    let mut engine = engine(&problem, &Parameters::default());
    let mut progress = Progress::default();
    while !progress.settled {
        progress = engine.step(&Control::default());
        let now = cpu_time();
        let phase = match progress.phase {
            Phase::Unfolding => 0,
            Phase::Parting => 1,
            Phase::Packing | Phase::Settled => 2,
        };
        phases[phase] += milliseconds(now.saturating_sub(before));
        before = now;
    }
    let [unfold, part, pack] = phases;
    println!(
        "{name:<22} {unfold:>8.0} {part:>7.0} {pack:>7.0} {:>7} {:>13.0}   {}",
        progress.step,
        phases.iter().sum::<f64>() / step,
        engine.law().map_or_else(String::new, |law| law.words()),
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Processor time of all threads of this process so far; the time of the clock where the system does not say.
fn cpu_time() -> Duration {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let of_thread = |thread: fs::DirEntry| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    let sum: u64 = threads.filter_map(of_thread).sum();
    if sum == 0 { std::time::UNIX_EPOCH.elapsed().unwrap_or_default() } else { Duration::from_nanos(sum) }
}
