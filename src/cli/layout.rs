//! `linklore layout`: lay a graph out and write it, or only the positions. The engines are in the room of that name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::console::{self, Console};
use super::prose::count;
use super::reading::Reading;
use super::sifting::Counting;
use super::{Failure, files, usage};
use crate::io::Format;
use crate::layout::arrange::{Arrangement, Axis, By, Circular, Concentric, Grid, Layered, Spacing};
use crate::layout::{Control, Law, Method, Parameters, Problem, Progress};
use crate::model::{AxisScale, Graph, Positions, View};
use crate::scene;

/// The arguments of `linklore layout`.
#[derive(Debug, Args)]
#[command(after_help = "\
Everything is laid out afresh but what is pinned, hidden actors too. The same seed gives the same positions.
With --only, --without or --shown the others stay where they are.

Examples:
  linklore layout case.linklore laid-out.linklore
  linklore layout case.linklore positions.csv --seed 7 --json
  linklore layout case.linklore positions.csv --algorithm forceatlas2 --time-limit 10
  linklore layout case.linklore laid-out.linklore --algorithm layered
  linklore layout case.linklore laid-out.linklore --algorithm axis --by time")]
pub struct Layout {
    /// The file to read; it is not changed
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write: a graph (.linklore) or the positions (.csv: id,x,y)
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// How to lay out
    #[arg(long, value_enum, value_name = "A", default_value_t)]
    algorithm: Algorithm,
    /// How the pull of a link grows with its length: 0 clusters, 1 spreads evenly; chosen to suit the graph where not given
    #[arg(long, value_name = "X", value_parser = spread)]
    spread: Option<f32>,
    /// What the axis is made of: time, type, links (how many), or a detail of actors by its name; time where not given
    #[arg(long, value_name = "WHAT")]
    by: Option<String>,
    /// Where chance begins
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Stop after so many seconds, settled or not
    #[arg(long, value_name = "S", value_parser = seconds)]
    time_limit: Option<Duration>,
    /// Use so many threads; the result is the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    reading: Reading,
}

/// The seed where none is given.
const DEFAULT_SEED: u64 = 1;

/// How to lay out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Algorithm {
    /// Forces by the law that suits the graph: communities stand apart, meshes lie flat
    #[default]
    Force,
    /// Forces with the pull of ForceAtlas2, which grows with the length of a link
    Forceatlas2,
    /// Forces with the pull of Fruchterman and Reingold, which grows with its square: evenly spread
    FruchtermanReingold,
    /// Layers from the top to the bottom, so that links run one way
    Layered,
    /// Rings around the most linked actor
    Concentric,
    /// A circle, ordered so that few links cross
    Circular,
    /// Rows and columns, those with most links first
    Grid,
    /// Along an axis, by the value that --by names
    Axis,
}

impl Algorithm {
    /// The way to lay out; the axis is that of the problem.
    fn method(self, spread: Option<f32>, axis: impl FnOnce() -> Result<Axis, Failure>) -> Result<Method, Failure> {
        let force = |spread| Method::Force(Parameters { spread, ..Parameters::default() });
        let arrange = |arrangement| Method::Arrange(arrangement, Spacing::default());
        Ok(match self {
            Self::Force => force(spread),
            Self::Forceatlas2 => force(Some(0.5)),
            Self::FruchtermanReingold => force(Some(1.0)),
            Self::Layered => arrange(Arrangement::Layered(Layered::default())),
            Self::Concentric => arrange(Arrangement::Concentric(Concentric::default())),
            Self::Circular => arrange(Arrangement::Circular(Circular::default())),
            Self::Grid => arrange(Arrangement::Grid(Grid::default())),
            Self::Axis => arrange(Arrangement::Axis(axis()?)),
        })
    }

    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl Layout {
    /// Lays out and writes.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { input, output, algorithm, spread, by, seed, time_limit, threads, json, counting, reading } = self;
        if spread.is_some() && *algorithm != Algorithm::Force {
            let what = format!("--spread says how strong forces are, and {} has its own.", algorithm.name());
            return Err(Failure::Misused(format!("{what}\nLeave one of the two out, or say --algorithm force.")));
        }
        if by.is_some() && *algorithm != Algorithm::Axis {
            let what = format!("--by says what an axis is made of, and {} has none.", algorithm.name());
            return Err(Failure::Misused(format!("{what}\nLeave one of the two out, or say --algorithm axis.")));
        }
        let target = Target::of(output)?;
        files::refuse_same(input, output)?;
        let mut opened = reading.open(input, console)?;
        let (graph, view) = (&opened.graph, &mut opened.view);
        let begun = Instant::now();
        let until = time_limit.and_then(|limit| begun.checked_add(limit));
        let how = How {
            algorithm: *algorithm,
            spread: *spread,
            by: by.as_deref().map_or(By::Time, by_word),
            seed: *seed,
            until,
            threads: *threads,
        };
        let cpu_before = usage::cpu_seconds();
        let done = match counting.view(graph, view)? {
            Some(part) => afresh_in_part(graph, view, part, &how)?,
            None => afresh(graph, view, &how)?,
        };
        let cpu_seconds = usage::cpu_seconds().zip(cpu_before).map(|(now, before)| now - before);
        let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
        let Done { progress, law, axis: _, phases, laid_out: (actors, links) } = done;
        match target {
            Target::Graph(format) => {
                let report = files::export(output, format, graph, view)?.report;
                for note in report.notes() {
                    console.tell(&note.warning)?;
                }
            }
            Target::Csv => files::save(output, csv(graph, &view.positions).as_bytes())?,
        }
        if *json {
            return console.json(&json!({
                "algorithm": algorithm.name(),
                "seed": seed,
                "actors": actors,
                "links": links,
                "steps": progress.step,
                "settled": progress.settled,
                "milliseconds": milliseconds,
                "phases": phases,
                "cpu_seconds": cpu_seconds,
                "peak_bytes": usage::peak_bytes(),
                "law": law.map(|law| json!({
                    "spread": thousandths(law.spread),
                    "suits": law.shape.word(),
                    "automatic": law.is_automatic,
                    "modularity": thousandths(law.modularity),
                    "words": law.words(),
                })),
            }));
        }
        let end = if progress.settled { "settled" } else { "stopped by the time limit" };
        console.line(format_args!(
            "{} and {} laid out: {} in {} and {milliseconds:.0} ms",
            count(actors, "actor"),
            count(links, "link"),
            end,
            count(progress.step as usize, "step"),
        ))?;
        if let Some(law) = law {
            console.line(format_args!("Law: {}", law.words()))?;
        }
        console.line(format_args!("Wrote {}", output.display()))
    }
}

struct How {
    algorithm: Algorithm,
    spread: Option<f32>,
    by: By,
    seed: u64,
    until: Option<Instant>,
    threads: Option<u16>,
}

impl How {
    fn by(algorithm: Algorithm) -> Self {
        Self { algorithm, spread: None, by: By::Time, seed: DEFAULT_SEED, until: None, threads: None }
    }
}

/// What became of a layout.
struct Done {
    progress: Progress,
    law: Option<Law>,
    axis: Option<AxisScale>,
    /// Number of actors and of links that were laid out.
    laid_out: (usize, usize),
    /// Milliseconds that went by, by the name of the phase.
    phases: BTreeMap<&'static str, f64>,
}

enum Target {
    Graph(Format),
    Csv,
}

impl Target {
    fn of(path: &Path) -> Result<Self, Failure> {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            return Ok(Self::Csv);
        }
        let graph = Format::from_path(path).filter(|format| format.can_write()).map(Self::Graph);
        graph.ok_or_else(|| {
            let endings = files::endings_of_graphs().join(", ");
            let what_can = format!("A layout can be written to a graph ({endings}) or to positions (.csv).");
            files::not_writable(path, &what_can)
        })
    }
}

/// Lays out all actors afresh, but those that are pinned and have a place.
fn afresh(graph: &Graph, view: &mut View, how: &How) -> Result<Done, Failure> {
    let mut positions = Positions::unplaced(graph.actor_count());
    for actor in view.pinned.iter() {
        positions.set(actor, view.positions.get(actor));
    }
    let View { pinned, looks, looks_shown, styling, spreads, .. } = view.clone();
    let whole = View { positions, pinned, looks, looks_shown, styling, spreads, ..View::blank(graph) };
    let done = lay_out(graph, &whole, &mut view.positions, how)?;
    view.axis.clone_from(&done.axis);
    Ok(done)
}

/// The same of those that a view shows; the others stay where they are.
fn afresh_in_part(graph: &Graph, view: &mut View, part: View, how: &How) -> Result<Done, Failure> {
    let shown = part.visibility(graph);
    let View { positions, pinned, looks, looks_shown, styling, spreads, .. } = view.clone();
    let mut start = View { positions, pinned, looks, looks_shown, styling, spreads, ..part };
    for (actor, _) in graph.actors().filter(|(actor, _)| shown.draws_actor(*actor) && !view.pinned.contains(*actor)) {
        start.positions.set(actor, None);
    }
    lay_out(graph, &start, &mut view.positions, how)
}

/// Gives a place to every shown actor that has none, leaving the others where they are; everything is laid out where none
/// has a place.
pub fn complete(graph: &Graph, view: &mut View, algorithm: Algorithm) -> Result<(), Failure> {
    let mut start = view.clone();
    for (actor, _) in graph.actors() {
        start.pinned.set(actor, start.positions.get(actor).is_some());
    }
    lay_out(graph, &start, &mut view.positions, &How::by(algorithm)).map(|_| ())
}

/// Lays out what a picture shows, afresh but for what is pinned.
pub fn rearrange(graph: &Graph, view: &mut View, algorithm: Algorithm) -> Result<(), Failure> {
    let mut start = view.clone();
    for (actor, _) in graph.actors().filter(|(actor, _)| !view.pinned.contains(*actor)) {
        start.positions.set(actor, None);
    }
    view.axis = lay_out(graph, &start, &mut view.positions, &How::by(algorithm))?.axis;
    Ok(())
}

/// Lays out what `start` shows, from where it has things, and writes the result into `positions`.
fn lay_out(graph: &Graph, start: &View, positions: &mut Positions, how: &How) -> Result<Done, Failure> {
    let How { algorithm, spread, by, seed, until, threads } = how;
    let problem = Problem::of(graph, start, &scene::radii(graph, start), *seed);
    let axis = || by.axis(graph, &problem.topology, false).ok_or_else(|| no_axis(graph, by));
    let laid_out = (problem.topology.node_count(), problem.topology.links().len());
    let method = algorithm.method(*spread, axis)?;
    let spinner = console::spinner("Laying out");
    let work = || {
        let mut phases = BTreeMap::new();
        let mut begun = Instant::now();
        let mut took = |phase: &'static str| {
            *phases.entry(phase).or_insert(0.0) += begun.elapsed().as_secs_f64() * 1000.0;
            begun = Instant::now();
        };
        let mut engine = method.engine(&problem, &|| until.is_some_and(|until| Instant::now() >= until));
        took("preparing");
        let mut progress = Progress::default();
        while !progress.settled && until.is_none_or(|until| Instant::now() < until) {
            progress = engine.step(&Control::default());
            took(progress.phase.word());
            spinner.inc(1);
        }
        (engine.points().to_vec(), Done { progress, law: engine.law(), axis: engine.axis().cloned(), laid_out, phases })
    };
    let (points, done) = match threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(*threads))
            .build()
            .map_err(|error| Failure::Failed(format!("Could not start {threads} threads.\n{error}")))?
            .install(work),
    };
    spinner.finish_and_clear();
    for (&actor, &point) in problem.topology.actors().iter().zip(&points) {
        positions.set(actor, Some(point));
    }
    Ok(done)
}

/// What an axis is made of, as it is said on the command line.
fn by_word(word: &str) -> By {
    match word {
        "time" => By::Time,
        "type" => By::Type,
        "links" => By::Links,
        detail => By::Detail(detail.to_owned()),
    }
}

/// Why nothing stands along an axis, and along which it could.
fn no_axis(graph: &Graph, by: &By) -> Failure {
    let words = By::all(graph).into_iter().map(|by| match by {
        By::Time => "time".to_owned(),
        By::Type => "type".to_owned(),
        By::Links => "links".to_owned(),
        By::Detail(name) => format!("\"{name}\""),
    });
    let all = words.collect::<Vec<_>>().join(", ");
    Failure::Failed(format!("No actor in this file has a value for \"{}\".\nSay --by with one of: {all}.", by.words()))
}

/// `id,x,y` of every actor, in the order of the file. An actor without a place has empty cells.
fn csv(graph: &Graph, positions: &Positions) -> String {
    let mut table = String::from("id,x,y\n");
    for (ix, actor) in graph.actors() {
        let (x, y) = positions.get(ix).map(|point| (point.x.to_string(), point.y.to_string())).unwrap_or_default();
        table.extend([csv_cell(&actor.key).as_str(), ",", &x, ",", &y, "\n"]);
    }
    table
}

/// A cell as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line end, quotes doubled.
fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "give a number of seconds above zero, such as 2.5".to_owned();
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|limit| !limit.is_zero()).ok_or_else(wrong)
}

/// A number to three digits, so that a short one stays short.
fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

fn spread(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 (cluster) to 1 (spread), such as 0.25".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorIx, GraphBuilder, Point};

    #[test]
    fn positions_are_a_table_with_quotes_where_needed() {
        let mut builder = GraphBuilder::new("", "");
        for key in ["plain", "a,b", "say \"x\"", "two\nlines"] {
            builder.add_actor(Actor { key: key.into(), ..Actor::default() }).expect("free");
        }
        let graph = builder.finish();
        let mut positions = Positions::unplaced(4);
        positions.set(ActorIx(0), Some(Point::new(1.5, -2.0)));
        positions.set(ActorIx(1), Some(Point::new(0.1, 1e9)));
        assert_eq!(
            csv(&graph, &positions),
            "id,x,y\nplain,1.5,-2\n\"a,b\",0.1,1000000000\n\"say \"\"x\"\"\",,\n\"two\nlines\",,\n"
        );
    }

    #[test]
    fn a_time_limit_is_a_positive_number() {
        assert_eq!(seconds("2.5"), Ok(Duration::from_millis(2500)));
        for wrong in ["0", "-1", "NaN", "inf", "soon", ""] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
