//! Writing node-link JSON: attributes stand directly in nodes and links, as networkx, D3 and its kin have them.
//!
//! The list of links is called `links`, which is what D3 and networkx up to 3.5 look for; newer ones read it with
//! `node_link_graph(data, edges="links")`. Where links with and without direction are mixed, the file is directed, and
//! links without direction say so. Ids that were numbers in the file that was opened become numbers again.

use std::io;

use serde_json::Value as Json;

use super::super::columns::{Attributes, GENERATOR, Looks, Manner, NOTE, about, facts, has_parallel_links, link_id};
use super::super::pen::Pen;
use super::{IDS, NUMBERS};
use crate::io::carry::{Holds, Own, keys_repeat, losses};
use crate::model::{ActorIx, Graph, LoadReport, View};

const MANNER: Manner = Manner {
    own_of_actors: Own { label: true, kind: false, weight: false, when: false, note: false, evidence: false },
    own_of_links: Own { label: false, kind: false, weight: true, when: false, note: false, evidence: false },
    label: Some("label"),
    labels_always: false,
    kind_of_actors: "type",
    kind_of_links: "type",
    taken_by_actors: &["id"],
    taken_by_links: &["id", "source", "target", "directed", "weight"],
    meant: &[
        "colour",
        "viz",
        "position",
        "pos",
        "attributes",
        "properties",
        "metadata",
        "data",
        "group",
        "arrows",
        "value",
    ],
    understood: &[],
    looks: Some(Looks { upwards: false, sizes_need_places: true }),
};

/// Where networkx would take parallel links for one by their details "key".
const WITHOUT_KEYS: Manner =
    Manner { taken_by_links: &["id", "source", "target", "directed", "weight", "key"], ..MANNER };

/// Writes a graph and its view.
pub(super) fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds::MOST;
    let report = losses(graph, view, holds);
    let manner = if keys_repeat(graph, "key", |_| None) { &WITHOUT_KEYS } else { &MANNER };
    let attributes = Attributes::of(graph, view, manner);
    let directed = graph.links().any(|(_, link)| link.directed);
    let ids_are_numbers = facts(graph, &[]).any(|(name, value)| name == IDS && value == NUMBERS);
    let id = |actor: ActorIx| {
        let key = graph.actor(actor).key.as_str();
        let number = key.parse::<i64>().ok().filter(|number| ids_are_numbers && number.to_string() == key);
        number.map_or_else(|| Json::from(key), Json::from)
    };

    let mut pen = Pen::new(out);
    pen.open('{')?;
    pen.member("directed", &directed)?;
    pen.member("multigraph", &has_parallel_links(graph, directed))?;
    pen.member("graph", &about(graph, &[IDS, "multigraph"]))?;
    pen.member("generator", GENERATOR)?;
    if let Some(note) = attributes.note() {
        pen.line()?;
        pen.member(NOTE, &note)?;
    }
    pen.line()?;
    pen.records("nodes", graph.actors(), |pen, (actor, _)| {
        pen.member("id", &id(actor))?;
        attributes.write_actor(pen, actor)
    })?;
    pen.line()?;
    pen.records("links", graph.links(), |pen, (link, record)| {
        let (source, target) = graph.ends(link);
        pen.member("source", &id(source))?;
        pen.member("target", &id(target))?;
        if let Some(key) = link_id(graph, link) {
            pen.member("id", key)?;
        }
        if record.directed != directed {
            pen.member("directed", &record.directed)?;
        }
        if let Some(weight) = record.weight {
            pen.number("weight", weight)?;
        }
        attributes.write_link(pen, link)
    })?;
    pen.close('}')?;
    pen.finish()?;
    Ok(report)
}
