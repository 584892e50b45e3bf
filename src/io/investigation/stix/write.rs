//! Writing STIX 2.1: a bundle in which actors are objects and links are relationships, sightings and references.
//!
//! What STIX has a place for stands there. Everything else stands in properties that begin with `x_linklore_`, so that our
//! reader gives back the same graph; `x_linklore_supplied` names what STIX demands and the graph does not say, which our
//! reader leaves out again. An object `x-linklore-graph` keeps what concerns the whole graph.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::evidence::Scribe;
use super::ids::{made_id, type_of_id};
use super::links::Links;
use super::names::Names;
use super::object::{Pen, Times};
use super::plan::Plan;
use super::read::GRAPH;
use crate::io::carry::losses;
use crate::io::investigation::HOLDS;
use crate::model::{Graph, LoadReport, View, Warning};

/// What was met that is told.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one remark")]
pub struct Told {
    /// An object got a time that nobody knows.
    pub times: bool,
    /// A type that STIX has none for.
    pub kinds: bool,
    /// An id that is none in STIX.
    pub ids: bool,
    /// A detail that STIX has no property for.
    pub details: bool,
    /// A link without a direction.
    pub directions: bool,
    /// A date that is no day or stretch of days.
    pub dates: bool,
    /// Evidence that says more than a description or a reference.
    pub evidence: bool,
    /// How many lists without an item were left out.
    pub empty_lists: usize,
}

/// Writes a graph.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let mut report = losses(graph, view, HOLDS);
    let plan = Plan::of(graph);
    let times = Times::of(graph);
    let mut scribe = Scribe::new(graph);
    let mut told = Told::default();
    let mut of_actors = Names::of(graph.actor_columns());
    let mut of_links = Names::of(graph.link_columns());

    let facts = graph.extras.get("imported").and_then(Json::as_object).cloned().unwrap_or_default();
    let given = facts.get("id").and_then(Json::as_str).filter(|id| type_of_id(id) == Some("bundle"));
    let id = given.map_or_else(|| made_id("bundle", "graph", &name_of_all(graph)), str::to_owned);
    write!(out, "{{\"type\":\"bundle\",\"id\":\"{id}\",\"objects\":[")?;
    let mut lines = Lines { out, is_first: true };
    for (ix, _) in graph.actors().filter(|(ix, _)| !plan.is_left_out(*ix)) {
        let mut pen = Pen { graph, plan: &plan, times: &times, scribe: &mut scribe, told: &mut told };
        lines.object(pen.actor(ix, &mut of_actors))?;
    }
    let mut links = Links::new(graph, &plan);
    while let Some(run) = links.next_run() {
        let mut pen = Pen { graph, plan: &plan, times: &times, scribe: &mut scribe, told: &mut told };
        lines.object(pen.link(&run, &mut of_links))?;
    }
    if let Some(note) = note(graph, &facts, &scribe, &of_actors, &of_links, &times) {
        lines.object(note)?;
    }
    out.write_all(b"\n]}\n")?;

    let Told { times, kinds, ids, details, directions, dates, evidence, empty_lists } = told;
    let remarks = [
        (ids, "Ids that are none in STIX stand beside made ones, as x_linklore_id"),
        (times, "STIX wants to know when an object was made; where the graph does not say it, one time stands for all"),
        (kinds, "Types that STIX does not know are written as types of our own, which other programs may leave out"),
        (details, "Details that STIX does not know are written as properties that begin with x_linklore_"),
        (
            directions,
            "Links without a direction are written as relationships, which have one; x_linklore_directed says so",
        ),
        (dates, "Dates that are no days are written as x_linklore_when, because STIX knows only exact times"),
        (
            evidence,
            "Evidence is written in full as x_linklore_evidence, and its documents as external references as well",
        ),
        (
            plan.references.are_reordered,
            "Links that stand for references come first, because they are properties of their objects",
        ),
    ];
    for (_, what) in remarks.into_iter().filter(|(is_so, _)| *is_so) {
        report.push(None, Warning::Reshaped { what: what.to_owned() });
    }
    if empty_lists > 0 {
        let what = match empty_lists {
            1 => "1 list without an item, which STIX does not allow".to_owned(),
            _ => format!("{empty_lists} lists without an item, which STIX does not allow"),
        };
        report.push(None, Warning::NotWritten { what });
    }
    Ok(report)
}

/// Objects, one a line.
struct Lines<'w> {
    out: &'w mut dyn io::Write,
    is_first: bool,
}

impl Lines<'_> {
    fn object(&mut self, object: Map<String, Json>) -> io::Result<()> {
        self.out.write_all(if std::mem::take(&mut self.is_first) { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.out, &Json::Object(object))?)
    }
}

/// What a bundle is made of, for an id of its own.
fn name_of_all(graph: &Graph) -> String {
    let first = graph.actors().next().map(|(_, actor)| actor.key.as_str()).unwrap_or_default();
    format!("{} {} {} {first}", graph.title, graph.actor_count(), graph.link_count())
}

/// The object that keeps what concerns the whole graph; `None` where there is nothing to keep.
fn note(
    graph: &Graph,
    facts: &Map<String, Json>,
    scribe: &Scribe<'_>,
    of_actors: &Names<'_>,
    of_links: &Names<'_>,
    times: &Times,
) -> Option<Map<String, Json>> {
    let mut facts = facts.clone();
    let mut note = Map::new();
    if facts.get("id").and_then(Json::as_str).is_some_and(|id| type_of_id(id) == Some("bundle")) {
        facts.shift_remove("id");
    } else {
        note.insert("bundle".to_owned(), Json::from("made"));
    }
    for (name, text) in
        [("title", graph.title.as_str()), ("made", graph.created.as_str()), ("file", scribe.file().unwrap_or_default())]
    {
        if !text.is_empty() {
            note.insert(name.to_owned(), Json::from(text));
        }
    }
    for (name, map) in [("facts", facts), ("actors", of_actors.hints()), ("links", of_links.hints())] {
        if !map.is_empty() {
            note.insert(name.to_owned(), Json::Object(map));
        }
    }
    if note.is_empty() && !of_actors.are_used() && !of_links.are_used() && graph.actor_count() > 0 {
        return None;
    }
    let mut object = Map::new();
    for (name, value) in [
        ("type", json!(GRAPH)),
        ("spec_version", json!("2.1")),
        ("id", json!(made_id(GRAPH, "graph", &name_of_all(graph)))),
        ("created", json!(times.usual)),
        ("modified", json!(times.usual)),
    ] {
        object.insert(name.to_owned(), value);
    }
    object.extend(note);
    Some(object)
}
