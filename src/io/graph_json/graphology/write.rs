//! Writing graphology JSON: what sigma.js and Gephi Lite draw stands under the names that they look for, and the rest beside
//! it. Types are called `kind`, because sigma.js looks for a program to draw with under `type`.

use std::io;

use serde_json::json;

use super::super::columns::{Attributes, Looks, Manner, has_parallel_links, link_id, write_ends};
use super::super::pen::Pen;
use crate::io::carry::{Holds, Own, losses};
use crate::model::{Graph, LoadReport, View};

const MANNER: Manner = Manner {
    own_of_actors: Own { label: true, kind: false, weight: false, when: false, note: false, evidence: false },
    own_of_links: Own { label: false, kind: false, weight: false, when: false, note: false, evidence: false },
    label: Some("label"),
    labels_always: true,
    kind_of_actors: "kind",
    kind_of_links: "kind",
    taken_by_actors: &[],
    taken_by_links: &[],
    meant: &["type"],
    understood: &[],
    looks: Some(Looks { upwards: true, sizes_need_places: false }),
};

/// Writes a graph and its view.
pub(super) fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds::MOST;
    let report = losses(graph, view, holds);
    let attributes = Attributes::of(graph, view, &MANNER);
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let sort = match directed {
        0 => "undirected",
        all if all == graph.link_count() => "directed",
        _ => "mixed",
    };
    let options = json!({ "type": sort, "multi": has_parallel_links(graph, false), "allowSelfLoops": true });

    let mut pen = Pen::new(out);
    pen.open('{')?;
    pen.member("options", &options)?;
    pen.line()?;
    pen.member("attributes", &attributes.about(&["options"]))?;
    pen.line()?;
    pen.records("nodes", graph.actors(), |pen, (actor, record)| {
        pen.member("key", &record.key)?;
        pen.object("attributes", |pen| attributes.write_actor(pen, actor))
    })?;
    pen.line()?;
    pen.records("edges", graph.links(), |pen, (link, record)| {
        if let Some(key) = link_id(graph, link) {
            pen.member("key", key)?;
        }
        write_ends(pen, graph, link)?;
        if !record.directed {
            pen.member("undirected", &true)?;
        }
        pen.object("attributes", |pen| attributes.write_link(pen, link))
    })?;
    pen.close('}')?;
    pen.finish()?;
    Ok(report)
}
