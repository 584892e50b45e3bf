//! `linklore find`: actors, links, passages and documents in which all words of a text occur; or actors and links that fit a
//! question.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::{count, one_line};
use super::reading::Reading;
use super::records::{actor_json, actor_words, document_json, link_json, link_words};
use super::{Failure, console::Console};
use crate::model::Graph;
use crate::query::{FIELDS, FieldHelp, Ground, IS_WORDS, Misread, Question};
use crate::text::{Closeness, FindIndex, FindLimits, FindResults, Found, Hit, Record, excerpt, field_text};

/// The arguments of `linklore find`.
#[derive(Debug, Args)]
#[command(after_help = "\
Case, accents and variants of letters make no difference. Words in quotation marks must stand together.

A text that names a field is a question, answered by actors and links: terms side by side must all fit, \"or\" joins
alternatives, \"-\" or \"not\" turns round, parentheses group. field:value contains, is or overlaps; also = != > >= < <=,
several values with commas, ranges as 2..5. `linklore find --fields` lists the fields; details of the file are fields too.

Examples:
  linklore find case.linklore obi
  linklore find case.linklore '\"tide brigade\" paid'
  linklore find case.linklore سلمى --json
  linklore find case.linklore 'type:person degree>5 when:2014'
  linklore find case.linklore 'passage:\"air support\" -basis:claimed'")]
pub struct Find {
    /// The file to read; it is not changed
    #[arg(required_unless_present = "fields")]
    file: Option<PathBuf>,
    /// What to look for: words, or a question
    #[arg(value_name = "TEXT", required_unless_present = "fields", allow_hyphen_values = true)]
    query: Option<String>,
    /// List the fields that a question may name
    #[arg(long)]
    fields: bool,
    /// Most hits of each sort
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Find {
    /// Prints what was found. Nothing found is no failure.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, query, limit, json, reading, .. } = self;
        let (Some(file), Some(query), false) = (file, query, self.fields) else { return list_fields(*json, console) };
        let opened = reading.open(file, console)?;
        let graph = &opened.graph;
        let index = FindIndex::new(graph);
        let found = if Question::is_meant(query) {
            let answer = Question::new(query)
                .and_then(|question| question.answer(&Ground { graph, index: &index, view: &opened.view }))
                .map_err(|misread| misread_in(query, &misread))?;
            FindResults {
                actors: first(answer.actors, *limit),
                links: first(answer.links, *limit),
                ..FindResults::default()
            }
        } else {
            index.find(graph, query, FindLimits::each(*limit))
        };
        if *json { console.json(&as_json(graph, &found)) } else { as_text(graph, query, &found, console) }
    }
}

/// The first of the records that fit a question; nothing in them is a match.
fn first<Ix>(all: Vec<Ix>, limit: usize) -> Found<Ix> {
    let total = all.len();
    let hit = |ix| Hit { ix, closeness: Closeness::Exact, matches: Vec::new() };
    Found { hits: all.into_iter().take(limit).map(hit).collect(), total }
}

/// What is wrong with a question, with the place under it.
fn misread_in(query: &str, misread: &Misread) -> Failure {
    let before = query.get(..misread.range.start).unwrap_or_default().chars().count();
    let count = query.get(misread.range.clone()).unwrap_or_default().chars().count();
    let marks = "^".repeat(count.max(1));
    Failure::Misused(format!("{}\n  {}\n  {}{marks}", misread.message, one_line(query), " ".repeat(before)))
}

fn list_fields(json: bool, console: &mut Console) -> Result<(), Failure> {
    if json {
        let field = |help: &FieldHelp| json!({ "name": help.name, "about": help.about, "example": help.example });
        let is = IS_WORDS.iter().map(|(word, about)| json!({ "name": word, "about": about }));
        return console.json(&json!({
            "fields": FIELDS.iter().map(field).collect::<Vec<_>>(),
            "is": is.collect::<Vec<_>>(),
        }));
    }
    let width = FIELDS.iter().map(|help| help.example.chars().count()).max().unwrap_or(0);
    for FieldHelp { example, about, .. } in FIELDS {
        console.line(format_args!("{example:width$}  {about}"))?;
    }
    console.line("")?;
    for (word, about) in IS_WORDS {
        let example = format!("is:{word}");
        console.line(format_args!("{example:width$}  {about}"))?;
    }
    Ok(())
}

fn as_json(graph: &Graph, found: &FindResults) -> Json {
    let FindResults { actors, links, passages, documents } = found;
    json!({
        "actors": group(actors, |hit| with(actor_json(graph, hit.ix), "excerpt", first_match(graph, Record::Actor(hit.ix), hit))),
        "links": group(links, |hit| with(link_json(graph, hit.ix), "excerpt", first_match(graph, Record::Link(hit.ix), hit))),
        "passages": group(passages, |hit| json!({
            "id": graph.passage(hit.ix).key,
            "citation": graph.citation(hit.ix),
            "excerpt": first_match(graph, Record::Passage(hit.ix), hit),
        })),
        "documents": group(documents, |hit| {
            with(document_json(graph, hit.ix), "excerpt", first_match(graph, Record::Document(hit.ix), hit))
        }),
    })
}

fn group<Ix>(found: &Found<Ix>, hit: impl Fn(&Hit<Ix>) -> Json) -> Json {
    json!({ "total": found.total, "hits": found.hits.iter().map(hit).collect::<Vec<_>>() })
}

fn with(mut record: Json, name: &str, value: String) -> Json {
    record[name] = Json::from(value);
    record
}

/// The surroundings of the first place that fits.
fn first_match<Ix>(graph: &Graph, record: Record, hit: &Hit<Ix>) -> String {
    const AROUND_BYTES: usize = 50;
    let text = || {
        let found = hit.matches.first()?;
        Some(excerpt(field_text(graph, record, found.field)?, found.range.clone(), AROUND_BYTES).text)
    };
    text().unwrap_or_default()
}

fn as_text(graph: &Graph, query: &str, found: &FindResults, console: &mut Console) -> Result<(), Failure> {
    let FindResults { actors, links, passages, documents } = found;
    if found.total() == 0 {
        return console.line(format_args!("Nothing found for \"{}\".", one_line(query)));
    }
    print_group(console, "actor", actors, |hit| {
        let actor = graph.actor(hit.ix);
        let name = actor_words(graph, hit.ix);
        let kind = if actor.kind.is_empty() { String::new() } else { format!(" ({})", one_line(&actor.kind)) };
        let place = one_line(&first_match(graph, Record::Actor(hit.ix), hit));
        let by = if place.is_empty() || place == name { String::new() } else { format!(": {place}") };
        vec![format!("  {name}{kind}{by}")]
    })?;
    print_group(console, "link", links, |hit| vec![format!("  {}", link_words(graph, hit.ix))])?;
    print_group(console, "passage", passages, |hit| {
        let place = one_line(&first_match(graph, Record::Passage(hit.ix), hit));
        vec![format!("  {place}"), format!("    — {}", one_line(&graph.citation(hit.ix)))]
    })?;
    print_group(console, "document", documents, |hit| {
        vec![format!("  {}", one_line(graph.document(hit.ix).display_title()))]
    })
}

fn print_group<Ix>(
    console: &mut Console,
    noun: &str,
    found: &Found<Ix>,
    lines: impl Fn(&Hit<Ix>) -> Vec<String>,
) -> Result<(), Failure> {
    if found.total == 0 {
        return Ok(());
    }
    console.line(count(found.total, noun))?;
    for hit in &found.hits {
        lines(hit).iter().try_for_each(|line| console.line(line))?;
    }
    let more = found.total - found.hits.len();
    if more > 0 {
        console.line(format_args!("  … and {more} more; --limit shows them"))?;
    }
    console.line("")
}
