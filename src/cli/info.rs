//! `linklore info`: what is in a file, and the load report. Nothing is judged here; that is `check`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value as Json, json};

use super::prose::{columns, count, one_line, thousands};
use super::reading::Reading;
use super::{Failure, console::Console, reports};
use crate::analysis::{RecordCounts, Timeline};
use crate::io::{Opened, Testimony};
use crate::model::{Clock, Day, Graph, TimeWindow};

/// The arguments of `linklore info`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore info case.linklore
  linklore info case.linklore --json")]
pub struct Info {
    /// The file to look at; it is not changed
    file: PathBuf,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Info {
    /// Prints what is in the file.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, json, reading } = self;
        let opened = reading.open(file, console)?;
        if *json { console.json(&as_json(&opened)) } else { as_text(&opened, console) }
    }
}

fn as_json(opened: &Opened) -> Json {
    let Opened { graph, report, format, .. } = opened;
    let counts = Counts::of(graph);
    json!({
        "format": format.extensions().first(),
        "actors": graph.actor_count(),
        "links": graph.link_count(),
        "directed_links": counts.directed,
        "documents": counts.documents,
        "passages": counts.passages,
        "actor_kinds": by_kind(&graph.actor_kinds()),
        "link_kinds": by_kind(&graph.link_kinds()),
        "dates": dates_json(graph),
        "attributes": attributes(graph).map(|(on, name, kind)| json!({ "name": name, "on": on, "type": kind })).collect::<Vec<_>>(),
        "report": reports::json(report),
    })
}

fn as_text(opened: &Opened, console: &mut Console) -> Result<(), Failure> {
    let Opened { graph, report, format, .. } = opened;
    let counts = Counts::of(graph);
    if !graph.title.is_empty() {
        console.line(one_line(&graph.title))?;
    }
    console.line(format_args!("{} file", format.name()))?;
    let totals = [
        ("actors", thousands(graph.actor_count()), String::new()),
        ("links", thousands(graph.link_count()), format!("{} with a direction", thousands(counts.directed))),
        ("documents", thousands(counts.documents), String::new()),
        ("passages", thousands(counts.passages), String::new()),
    ];
    let widest = totals.iter().map(|(_, number, _)| number.len()).max().unwrap_or(0);
    let rows: Vec<Vec<String>> =
        totals.into_iter().map(|(what, number, remark)| vec![format!("{number:>widest$}  {what}"), remark]).collect();
    print(console, "", &columns(&rows, 2))?;
    print(console, "Types of actors", &kinds(&graph.actor_kinds()))?;
    print(console, "Types of links", &kinds(&graph.link_kinds()))?;
    let details: Vec<Vec<String>> =
        attributes(graph).map(|(on, name, kind)| vec![one_line(name), kind.to_owned(), format!("of {on}")]).collect();
    print(console, "Details", &columns(&details, 2))?;
    print(console, "Dates", &columns(&dates(graph), 2))?;
    let mut told = reports::tally(report);
    told.extend(reports::lines(report));
    print(console, "Load report", &told)?;
    let suggested: Vec<String> = Testimony::suggested(graph)
        .roles
        .iter()
        .map(|(detail, role)| format!("{} ({})", one_line(detail), role.name()))
        .collect();
    if suggested.is_empty() {
        return Ok(());
    }
    console.line(format_args!("\nThese details could be evidence: {}.", suggested.join(", ")))?;
    console.line("Add --evidence auto to make them passages of documents.")
}

fn print(console: &mut Console, heading: &str, lines: &[String]) -> Result<(), Failure> {
    if lines.is_empty() {
        return Ok(());
    }
    if !heading.is_empty() {
        console.line(format_args!("\n{heading}"))?;
    }
    lines.iter().try_for_each(|line| console.line(line))
}

fn kinds(kinds: &[(&str, usize)]) -> Vec<String> {
    let widest = kinds.first().map_or(0, |(_, most)| thousands(*most).len());
    let name = |kind: &str| if kind.is_empty() { "(no type)".to_owned() } else { one_line(kind) };
    kinds.iter().map(|(kind, number)| format!("  {:>widest$}  {}", thousands(*number), name(kind))).collect()
}

fn by_kind(kinds: &[(&str, usize)]) -> Map<String, Json> {
    kinds.iter().map(|&(kind, number)| (kind.to_owned(), Json::from(number))).collect()
}

/// Each detail: whose it is, its name, what it holds.
fn attributes(graph: &Graph) -> impl Iterator<Item = (&'static str, &str, &'static str)> {
    let of_actors = graph.actor_columns().iter().map(|column| ("actors", column));
    let of_links = graph.link_columns().iter().map(|column| ("links", column));
    of_actors.chain(of_links).map(|(on, column)| (on, column.name.as_str(), column.kind().name()))
}

/// What has a date by either clock, from when to when; a clock by which nothing has one is left out.
fn spans(graph: &Graph) -> Vec<(Clock, TimeWindow, RecordCounts, RecordCounts)> {
    let timeline = Timeline::new(graph);
    let span = |clock| {
        let (from, to) = timeline.dates(clock).extent()?;
        let (from, to) = (Some(Day::from_number(from)), Some(Day::from_number(to)));
        let (dated, undated) = timeline.counts(clock, &|_| true);
        Some((clock, TimeWindow { from, to, clock, keeps_undated: true }, dated, undated))
    };
    Clock::ALL.into_iter().filter_map(span).collect()
}

fn dates_json(graph: &Graph) -> Map<String, Json> {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let span = |(clock, window, dated, undated): (Clock, TimeWindow, RecordCounts, RecordCounts)| {
        let value = json!({
            "from": day(window.from),
            "to": day(window.to),
            "links": dated.links,
            "actors": dated.actors,
            "undated_links": undated.links,
        });
        (clock.name().to_owned(), value)
    };
    spans(graph).into_iter().map(span).collect()
}

fn dates(graph: &Graph) -> Vec<Vec<String>> {
    let span = |(clock, window, dated, undated): (Clock, TimeWindow, RecordCounts, RecordCounts)| {
        let mut counts = vec![count(dated.links, "link")];
        if dated.actors > 0 {
            counts.push(count(dated.actors, "actor"));
        }
        let rest = format!("{}; {} without a date", counts.join(" and "), count(undated.links, "link"));
        vec![clock.name().to_owned(), window.times(), rest]
    };
    spans(graph).into_iter().map(span).collect()
}

/// What the graph does not count itself: stand-ins for missing records are no records.
struct Counts {
    directed: usize,
    documents: usize,
    passages: usize,
}

impl Counts {
    fn of(graph: &Graph) -> Self {
        Self {
            directed: graph.links().filter(|(_, link)| link.directed).count(),
            documents: graph.documents().filter(|(_, document)| !document.missing).count(),
            passages: graph.passages().filter(|(_, passage)| !passage.missing).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_counted_in_line_and_a_missing_one_is_named() {
        assert_eq!(kinds(&[("person", 12), ("", 3)]), ["  12  person", "   3  (no type)"]);
    }
}
