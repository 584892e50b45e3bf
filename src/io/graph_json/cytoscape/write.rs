//! Writing Cytoscape JSON as Cytoscape and Cytoscape.js open it: `name` and `interaction` are what Cytoscape shows, colours
//! stand in the `style` of elements, and evidence is JSON in a text, because columns of Cytoscape hold no objects.
//!
//! For `cytoscape_graph` of networkx the ids of nodes stand once more as `value`, those of edges as `key` where some are
//! parallel, and the file says whether it is directed and has parallel links. Our reader passes over what is there twice.

use std::collections::HashSet;
use std::io;

use serde_json::json;

use super::super::columns::{Attributes, GENERATOR, Manner, has_parallel_links, write_ends};
use super::super::pen::Pen;
use crate::io::carry::{Holds, Own, json_text, losses};
use crate::model::{Graph, LoadReport, Value, View, Warning};

const MANNER: Manner = Manner {
    own_of_actors: Own { label: true, kind: false, weight: false, when: false, note: false, evidence: false },
    own_of_links: Own { label: false, kind: false, weight: false, when: false, note: false, evidence: false },
    label: Some("name"),
    labels_always: true,
    kind_of_actors: "type",
    kind_of_links: "interaction",
    taken_by_actors: &["id", "value"],
    taken_by_links: &["id", "source", "target", "directed", "key"],
    meant: &[],
    understood: &[],
    looks: None,
};

/// Writes a graph and its view.
pub(super) fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { sizes: false, ..Holds::MOST };
    let mut report = losses(graph, view, holds);
    let attributes = Attributes::of(graph, view, &MANNER);
    let anew = ["format_version", "generated_by", "target_cytoscapejs_version", "directed", "multigraph"];
    let [of_actors, of_links] = attributes.evidence();
    let directed = graph.links().any(|(_, link)| link.directed);
    let has_parallel_links = has_parallel_links(graph, directed);

    let mut pen = Pen::new(out);
    pen.open('{')?;
    pen.member("format_version", "1.0")?;
    pen.member("generated_by", GENERATOR)?;
    pen.member("target_cytoscapejs_version", "~2.1")?;
    pen.member("directed", &directed)?;
    pen.member("multigraph", &has_parallel_links)?;
    pen.line()?;
    pen.member("data", &attributes.about(&anew))?;
    pen.line()?;
    pen.open_member("elements", '{')?;
    pen.records("nodes", graph.actors(), |pen, (actor, record)| {
        pen.object("data", |pen| {
            pen.member("id", &record.key)?;
            pen.member("value", &record.key)?;
            attributes.actor(actor, |name, value| write_value(pen, name, value, of_actors))
        })?;
        if let Some(place) = view.positions.get(actor) {
            pen.object("position", |pen| {
                pen.length("x", place.x)?;
                pen.length("y", place.y)
            })?;
        }
        if let Some(colour) = view.looks.actor_colour(actor) {
            pen.member("style", &json!({ "background-color": colour.to_hex() }))?;
        }
        Ok(())
    })?;
    let actors: HashSet<&str> = graph.actors().map(|(_, actor)| actor.key.as_str()).collect();
    let mut changed = 0;
    pen.records("edges", graph.links(), |pen, (link, record)| {
        pen.object("data", |pen| {
            // Nodes and edges share their ids in Cytoscape.
            if actors.contains(record.key.as_str()) {
                changed += 1;
            } else {
                pen.member("id", &record.key)?;
            }
            write_ends(pen, graph, link)?;
            if has_parallel_links {
                pen.member("key", &record.key)?;
            }
            if !record.directed {
                pen.member("directed", &false)?;
            }
            attributes.link(link, |name, value| write_value(pen, name, value, of_links))
        })?;
        if let Some(colour) = view.looks.link_colour(link) {
            pen.member("style", &json!({ "line-color": colour.to_hex() }))?;
        }
        Ok(())
    })?;
    pen.close('}')?;
    pen.close('}')?;
    pen.finish()?;
    if changed > 0 {
        let ids = if changed == 1 { "id of a link" } else { "ids of links" };
        let what = format!("{changed} {ids} that actors have too, because Cytoscape could not tell them apart");
        report.push(None, Warning::NotWritten { what });
    }
    Ok(report)
}

/// A value as columns of Cytoscape hold it: evidence is JSON in a text.
fn write_value(pen: &mut Pen<'_>, name: &str, value: &Value, evidence: Option<&str>) -> io::Result<()> {
    if evidence == Some(name) { pen.member(name, &json_text(value)) } else { pen.value(name, value) }
}
