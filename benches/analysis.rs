//! What measures of actors cost, as processor time of all threads: at two sizes, and betweenness against the textbook.
//!
//! `cargo bench --bench analysis` takes about a minute of one core; `-- --quick` leaves out the larger graph. Ratios are within
//! the run. `benches/judge_analysis.py` tells what igraph and networkx take for the same, and how good communities are.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::collections::VecDeque;
use std::fs;
use std::hint::black_box;
use std::time::Duration;

use linklore::analysis::{
    Bins, Direction, Histogram, Resolution, Rows, Sources, Step, Ties, Timeline, Worth, betweenness, bridges,
    clustering, communities, core_numbers, distances, eigenvector, hubs_and_authorities, katz, leiden, pagerank,
    strongly_connected_components, unwatched,
};
use linklore::model::{Actor, Clock, GraphBuilder, Link, LinkMore, Planted, Topology, When, planted};

const SIZES: [(usize, usize); 2] = [(10_000, 50_000), (100_000, 500_000)];
/// Sources of betweenness and distances where all would take too long.
const DRAWN: usize = 100;
/// Sources of the textbook's betweenness.
const TEXTBOOK_SOURCES: usize = 40;

fn main() {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    for (actors, links) in SIZES.into_iter().take(if is_quick { 1 } else { 2 }) {
        println!("{actors} actors, {links} links                      CPU ms");
        measure(&Topology::whole(&planted(Planted::of_size(actors, links, 1))));
        dates(links);
        println!();
    }
}

/// Dates of so many links: days, months, years, intervals and open ones of fifty years, counted by month.
fn dates(links: usize) {
    let mut random = fastrand::Rng::with_seed(1);
    let mut builder = GraphBuilder::new("", "");
    let actor = |key: &str| Actor { key: key.into(), ..Actor::default() };
    let ends = ["a", "b"].map(|key| builder.add_actor(actor(key)).expect("the key is free"));
    for number in 0..links {
        let (year, month, day) = (random.u32(1970..2020), random.u32(1..=12), random.u32(1..=28));
        let when = match number % 5 {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}/{}", year + 3),
            3 => format!("{year}-{month:02}/.."),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let more = LinkMore { when: Some(When::new(when)), ..LinkMore::default() }.into();
        let link = Link { key: number.to_string().into(), more, ..Link::default() };
        builder.add_link(ends[0], ends[1], link).expect("the key is free");
    }
    let graph = builder.finish();
    let (timeline, _) = timed("dates, read", || Timeline::new(&graph));
    let dates = timeline.dates(Clock::Happened);
    let (from, to) = dates.extent().unwrap_or_default();
    let bins = || Bins::covering(Step::Months(1), from, to);
    timed("dates, counted by month", || Histogram::new(&timeline, dates, bins(), &|_| true));
}

fn measure(topology: &Topology) {
    let ties = timed("ties, both ways", || Ties::new(topology, Direction::Ignored, Worth::One)).0;
    let followed = Ties::new(topology, Direction::Followed, Worth::One);
    let is_small = ties.node_count() <= SIZES[0].0;
    let sources = if is_small { Sources::All } else { Sources::Drawn { count: DRAWN, seed: 1 } };
    let looked_from = if is_small { ties.node_count() } else { DRAWN };
    let ((), textbook) = timed(&format!("betweenness by the textbook, {TEXTBOOK_SOURCES} sources"), || {
        for source in 0..TEXTBOOK_SOURCES {
            black_box(textbook(&ties, source * ties.node_count() / TEXTBOOK_SOURCES));
        }
    });
    let name = if is_small { "betweenness, exact".to_owned() } else { format!("betweenness, {DRAWN} sources") };
    let (_, ours) = timed(&name, || betweenness(&ties, sources, &mut unwatched));
    let by_source = textbook.as_secs_f64() / TEXTBOOK_SOURCES as f64 * looked_from as f64;
    println!("  the textbook takes {:.1} times as long", by_source / ours.as_secs_f64().max(1e-9));
    timed("distances, the same sources", || distances(&ties, sources, &mut unwatched).is_ok());
    timed("PageRank, both ways", || pagerank(&ties, &mut unwatched).is_ok());
    timed("PageRank, directions followed", || pagerank(&followed, &mut unwatched).is_ok());
    timed("hubs and authorities", || hubs_and_authorities(&followed, &mut unwatched).is_ok());
    timed("Katz", || katz(&ties, &mut unwatched).is_ok());
    if is_small {
        timed("eigenvector", || eigenvector(&ties, &mut unwatched).is_ok());
    }
    timed("core numbers", || core_numbers(&ties));
    timed("clustering", || clustering(&ties));
    timed("bridges", || bridges(topology));
    timed("strong components", || strongly_connected_components(&followed));
    let (louvain, _) = timed("Louvain", || communities(Rows::of(topology)));
    let (leiden, _) = timed("Leiden", || leiden(Rows::of(topology), Resolution::default(), &mut unwatched));
    let leiden = leiden.map(|found| found.modularity).unwrap_or_default();
    println!("  modularity {:.4} by Louvain's method, {leiden:.4} by Leiden's", louvain.modularity);
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    let before = cpu_time();
    let result = black_box(work());
    let took = cpu_time().saturating_sub(before);
    println!("  {name:<46} {:>9.1}", took.as_secs_f64() * 1e3);
    (result, took)
}

/// The shares of one source as Brandes (2001) writes them down: a queue, lists of who comes before, a stack.
fn textbook(ties: &Ties, source: usize) -> Vec<f64> {
    let count = ties.node_count();
    let (mut ways, mut steps, mut shares) = (vec![0.0f64; count], vec![u32::MAX; count], vec![0.0f64; count]);
    let mut before: Vec<Vec<u32>> = vec![Vec::new(); count];
    let (mut queue, mut stack) = (VecDeque::from([source as u32]), Vec::new());
    (ways[source], steps[source]) = (1.0, 0);
    while let Some(node) = queue.pop_front() {
        stack.push(node);
        for &head in ties.heads(node) {
            if steps[head as usize] == u32::MAX {
                steps[head as usize] = steps[node as usize] + 1;
                queue.push_back(head);
            }
            if steps[head as usize] == steps[node as usize] + 1 {
                ways[head as usize] += ways[node as usize];
                before[head as usize].push(node);
            }
        }
    }
    while let Some(node) = stack.pop() {
        for &earlier in &before[node as usize] {
            let share = ways[earlier as usize] / ways[node as usize] * (1.0 + shares[node as usize]);
            shares[earlier as usize] += share;
        }
    }
    shares
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
