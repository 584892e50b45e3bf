//! What the questions of an analyst cost while they explore, as time on the clock: filters, expanding, paths, components, degrees.
//!
//! `cargo bench --bench explore` takes half a minute; `-- --quick` leaves out the larger graph. Each figure stands beside the time
//! it takes to go once over all records and their links, in the same run.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use linklore::analysis::{Direction, Strength, connected_components, unwatched};
use linklore::model::{
    ActorIx, Clock, Day, FilterQuestion, Filters, Graph, LoadReport, Planted, TimeWindow, Topology, View, planted,
};
use linklore::query::paths::{How, PathQuestion, among_shown, paths};
use linklore::query::{Ground, Question, facets, sift, within_steps};
use linklore::scene::Theme;
use linklore::text::FindIndex;
use linklore::workspace::{Command, Origin, Workspace};

const SIZES: [(usize, usize); 2] = [(10_000, 50_000), (100_000, 500_000)];
/// The best of so many, because other programs run as well.
const ROUNDS: usize = 5;

fn main() {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    for (actors, links) in SIZES.into_iter().take(if is_quick { 1 } else { 2 }) {
        println!("{actors} actors, {links} links                                ms    passes");
        let graph = planted(Planted::of_size(actors, links, 1));
        questions(&graph);
        println!();
    }
}

/// One filter, by what it is called.
fn filters(change: impl FnOnce(&mut Filters)) -> Filters {
    let mut filters = Filters::default();
    change(&mut filters);
    filters
}

fn asking(text: &str) -> Filters {
    let question = FilterQuestion { text: text.to_owned(), ..FilterQuestion::default() };
    filters(|filters| filters.questions = vec![question])
}

fn questions(graph: &Graph) {
    let index = FindIndex::new(graph);
    let view = View::blank(graph);
    let pass = best(|| {
        let degrees = graph.actors().map(|(ix, actor)| graph.links_of(ix).len() + actor.kind.len()).sum::<usize>();
        degrees + graph.links().filter(|(_, link)| link.is_sourced()).count()
    });
    let tell = |name: &str, took: Duration| {
        let passes = took.as_secs_f64() / pass.as_secs_f64().max(1e-9);
        println!("  {name:<46} {:>9.2} {passes:>9.2}", took.as_secs_f64() * 1e3);
    };
    tell("one pass over all records", pass);
    let window = TimeWindow {
        from: Some(Day { year: 2010, month: 1, day: 1 }),
        to: None,
        clock: Clock::Happened,
        keeps_undated: true,
    };
    let cases = [
        ("filter by type", asking("type:person")),
        ("filter by degree", asking("degree>5")),
        ("filter by a word of a name", asking("name:a")),
        ("filter by distance", asking("near:\"a7\"~2")),
        ("filter by basis", asking("basis:stated")),
        ("filter by time", filters(|filters| filters.time = Some(window))),
        ("filter out unlinked actors", filters(|filters| filters.drops_loose = true)),
    ];
    for (name, filters) in cases {
        let mut view = view.clone();
        view.filters = filters;
        tell(name, best(|| sift(graph, &view, Some(&index))));
        view.sieve = sift(graph, &view, Some(&index)).map(Arc::new);
        if name == "filter by type" {
            tell("  and what that shows", best(|| view.visibility(graph)));
        }
    }
    let ground = Ground { graph, index: &index, view: &view };
    let shown = view.visibility(graph);
    tell("everything to filter by, counted", best(|| facets(&ground, &shown, &[ActorIx(0)], &mut unwatched)));
    let question = Question::new("type:person degree>5 or name:ada").expect("a question");
    tell("a question of the find box", best(|| question.answer(&ground)));
    tell("within two steps of an actor", best(|| within_steps(graph, &[ActorIx(0)], 2)));
    tell("the shown part as flat arrays", best(|| Topology::new(graph, &shown)));
    let topology = among_shown(graph, &shown);
    let far = ActorIx((graph.actor_count() - 1) as u32);
    for (name, how) in [("the shortest path", How::Shortest), ("the next five", How::Next(5))] {
        let question = PathQuestion {
            actors: vec![ActorIx(0), far],
            how,
            direction: Direction::Ignored,
            strength: Strength::Alike,
            limit: 100,
        };
        tell(name, best(|| paths(graph, &topology, &question, &mut unwatched)));
    }
    tell("components", best(|| connected_components(&topology)));
    tell("degrees", best(|| (0..topology.node_count() as u32).map(|node| topology.degree(node)).max()));
    expand(graph, &tell);
}

/// Expanding one actor of whom no neighbour is shown, as the window does it.
fn expand(graph: &Graph, tell: &dyn Fn(&str, Duration)) {
    let hub = graph.actors().map(|(ix, _)| ix).max_by_key(|ix| graph.links_of(*ix).len()).expect("there are actors");
    let mut view = View::blank(graph);
    view.hidden = graph.actors().map(|(ix, _)| ix).filter(|ix| *ix != hub).collect();
    let graph = graph.clone();
    let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
    workspace.order_stages();
    let began = Instant::now();
    let _ = workspace.carry_out(Command::Expand(hub));
    tell("expanding an actor", began.elapsed());
    if let Some(order) = workspace.stage_order() {
        let began = Instant::now();
        let stage = black_box(order.build());
        tell("  and what is drawn then, on a thread", began.elapsed());
        drop(workspace.set_stage(stage));
    }
}

fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let round = |_| {
        let began = Instant::now();
        black_box(work());
        began.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
