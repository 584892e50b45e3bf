//! Writing graphology JSON: what sigma.js and Gephi Lite draw stands under the names that they look for, and the rest beside
//! it. Types are called `kind`, because sigma.js looks for a program to draw with under `type`.

use std::io;

use serde_json::{Value as Json, json};

use super::super::columns::{Attributes, Looks, Manner, NOTE, about, has_parallel_links, link_id};
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
    let holds = Holds { places: true, colours: true, sizes: true, link_colours: true, link_ids: true, evidence: true };
    let report = losses(graph, view, holds);
    let attributes = Attributes::of(graph, view, &MANNER);
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let sort = match directed {
        0 => "undirected",
        all if all == graph.link_count() => "directed",
        _ => "mixed",
    };
    let mut about = about(graph, &["options"]);
    if let Some(note) = attributes.note() {
        about.insert(NOTE.to_owned(), note);
    }
    let options = json!({ "type": sort, "multi": has_parallel_links(graph, false), "allowSelfLoops": true });

    let mut pen = Pen::new(out);
    pen.open('{')?;
    pen.member("options", &options)?;
    pen.line()?;
    pen.member("attributes", &Json::Object(about))?;
    pen.line()?;
    pen.open_member("nodes", '[')?;
    for (actor, record) in graph.actors() {
        pen.line()?;
        pen.open('{')?;
        pen.member("key", &record.key)?;
        pen.open_member("attributes", '{')?;
        attributes.write_actor(&mut pen, actor)?;
        pen.close('}')?;
        pen.close('}')?;
    }
    pen.close_line(']')?;
    pen.line()?;
    pen.open_member("edges", '[')?;
    for (link, record) in graph.links() {
        let (source, target) = graph.ends(link);
        pen.line()?;
        pen.open('{')?;
        if let Some(key) = link_id(graph, link) {
            pen.member("key", key)?;
        }
        pen.member("source", &graph.actor(source).key)?;
        pen.member("target", &graph.actor(target).key)?;
        if !record.directed {
            pen.member("undirected", &true)?;
        }
        pen.open_member("attributes", '{')?;
        attributes.write_link(&mut pen, link)?;
        pen.close('}')?;
        pen.close('}')?;
    }
    pen.close_line(']')?;
    pen.close('}')?;
    pen.finish()?;
    Ok(report)
}
