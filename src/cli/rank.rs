//! `linklore rank`: actors by a measure of how they stand among the links. What is measured, and how, is decided in `analysis`.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::{columns, count, one_line, thousands};
use super::reading::Reading;
use super::records::{actor_json, actor_words};
use super::sifting::Counting;
use super::weighing::Weighing;
use super::{Failure, console, console::Console};
use crate::analysis::{Certainty, Direction, Measure, Measured, Question, Sources, figure, measured, ranking};
use crate::model::{Graph, Topology};

/// The arguments of `linklore rank`.
#[derive(Debug, Args)]
#[command(after_help = "\
Measures:
  degree, in-degree, out-degree        links, those that lead here, those that lead away
  betweenness                          who connects groups that are otherwise apart
  closeness, harmonic, eccentricity    who is near to all, and how far the furthest is
  eigenvector, katz, pagerank          who is linked to those who count
  hubs, authorities                    who points to the right ones, and who those are
  kcore, clustering                    who is in the thick of it; whose contacts know each other
  articulation                         without whom the graph falls apart

Parallel links count once, but for degrees and strengths. In large graphs, measures of distance are
estimated from drawn actors, and the error is told.

Examples:
  linklore rank case.linklore --by betweenness
  linklore rank case.linklore --by pagerank --top 50 --json
  linklore rank case.linklore --by closeness --strength evidence
  linklore rank case.linklore --by degree --only type:person --without \"The Courier\"")]
pub struct Rank {
    /// The file to read; it is not changed
    file: PathBuf,
    /// What to rank by
    #[arg(long, value_name = "MEASURE", value_parser = measure)]
    by: Measure,
    /// How many to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Look from every actor, however long it takes
    #[arg(long)]
    exact: bool,
    /// Look from so many drawn actors
    #[arg(long, value_name = "N", conflicts_with = "exact", value_parser = clap::value_parser!(u32).range(2..))]
    pivots: Option<u32>,
    /// Where chance begins; the same seed draws the same actors
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    weighing: Weighing,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    reading: Reading,
}

impl Rank {
    /// Prints the ranking.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, by, top, exact, pivots, seed, json, weighing, counting, reading } = self;
        let opened = reading.open(file, console)?;
        let graph = &opened.graph;
        let topology = counting.topology(graph, &opened.view)?;
        let drawn = pivots.map(|count| Sources::Drawn { count: count as usize, seed: *seed });
        let question = Question {
            measure: *by,
            direction: weighing.direction(),
            strength: weighing.strength,
            sources: drawn.or(exact.then_some(Sources::All)),
        };
        let bar = console::bar("Measuring", 1000);
        let watch = &mut |share: f32| {
            bar.set_position((share * 1000.0) as u64);
            ControlFlow::Continue(())
        };
        let found = measured(graph, &topology, question, watch).map_err(|error| Failure::Failed(error.to_string()))?;
        bar.finish_and_clear();
        let mut order = ranking(&found.values);
        order.truncate(if *top == 0 { usize::MAX } else { *top });
        let ranked = Ranked { graph, topology: &topology, question, found, order };
        if *json {
            return console.json(&ranked.json());
        }
        counting.tell(graph, &topology, console)?;
        ranked.print(console)
    }
}

fn measure(text: &str) -> Result<Measure, String> {
    let names: Vec<&str> = Measure::ALL.into_iter().map(Measure::name).collect();
    Measure::from_name(text).ok_or_else(|| format!("it is one of {}", names.join(", ")))
}

/// A measure, worked out, with those to be listed.
struct Ranked<'a> {
    graph: &'a Graph,
    topology: &'a Topology,
    question: Question,
    found: Measured,
    order: Vec<(usize, u32)>,
}

impl Ranked<'_> {
    fn json(&self) -> Json {
        let Self { graph, topology, question, found, order } = self;
        let Measured { values, certainty, direction, share } = found;
        let (certainty, sources, errors) = match certainty {
            Certainty::Exact => ("exact", None, None),
            Certainty::Drawn { sources, errors } => ("estimated", Some(sources), Some(errors)),
            Certainty::AtLeast { sources } => ("at least", Some(sources), None),
            Certainty::NotSettled => ("not settled", None, None),
        };
        let actors = order.iter().map(|&(rank, node)| {
            let mut actor = actor_json(graph, topology.actors()[node as usize]);
            actor["rank"] = rank.into();
            actor["value"] = values[node as usize].into();
            if let Some(errors) = errors {
                actor["standard_error"] = errors[node as usize].into();
            }
            actor
        });
        json!({
            "measure": question.measure.name(),
            "question": question.measure.question(),
            "reading": question.measure.reading(),
            "directed": *direction == Direction::Followed,
            "strength": question.strength.name(),
            "certainty": certainty,
            "sources": sources,
            "share": share,
            "total": values.len(),
            "actors": actors.collect::<Vec<_>>(),
        })
    }

    fn print(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { graph, topology, question, found, order } = self;
        let measure = question.measure;
        console.line(format_args!("{}: {}", measure.title(), measure.question()))?;
        console.line(format_args!("Each figure is {}.", measure.reading()))?;
        match &found.certainty {
            Certainty::Exact => {}
            Certainty::Drawn { sources, .. } => {
                let sources = count(*sources, "drawn actor");
                console.line(format_args!("Estimated from {sources}; ± is two standard errors, within which about nine in ten of the greatest figures lie."))?;
            }
            Certainty::AtLeast { sources } => {
                console.line(format_args!("Seen from {}: no figure is too great.", count(*sources, "drawn actor")))?;
            }
            Certainty::NotSettled => console.line("The figures still moved when the search was given up.")?,
        }
        console.line("")?;
        let rows: Vec<Vec<String>> = order
            .iter()
            .map(|&(rank, node)| {
                let ix = topology.actors()[node as usize];
                let error = match &found.certainty {
                    Certainty::Drawn { errors, .. } => format!(" ± {}", figure(2.0 * errors[node as usize])),
                    _ => String::new(),
                };
                let kind = &graph.actor(ix).kind;
                let kind = if kind.is_empty() { String::new() } else { format!(" ({})", one_line(kind)) };
                vec![
                    format!("{:>4}.", thousands(rank)),
                    format!("{}{error}", figure(found.values[node as usize])),
                    format!("{}{kind}", actor_words(graph, ix)),
                ]
            })
            .collect();
        columns(&rows, 0).iter().try_for_each(|line| console.line(line))?;
        let more = found.values.len() - order.len();
        if more > 0 {
            console.line(format_args!("… and {more} more; --top 0 lists all"))?;
        }
        Ok(())
    }
}
