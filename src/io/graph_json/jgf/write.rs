//! Writing JSON Graph Format, version 2: labels, relations and directions where the format has them, everything else as
//! metadata, with places and looks under the names that programs for pictures use.

use std::io;

use serde_json::Value as Json;

use super::super::columns::{Attributes, GENERATOR, Looks, Manner, link_id, write_ends};
use super::super::pen::Pen;
use crate::io::carry::{Holds, Own, losses};
use crate::model::{Graph, LoadReport, View};

const MANNER: Manner = Manner {
    own_of_actors: Own { label: true, kind: false, weight: false, when: false, note: false, evidence: false },
    own_of_links: Own { label: false, kind: true, weight: false, when: false, note: false, evidence: false },
    label: None,
    labels_always: true,
    kind_of_actors: "type",
    kind_of_links: "type",
    taken_by_actors: &["label"],
    taken_by_links: &[],
    meant: &[],
    understood: &[],
    looks: Some(Looks { upwards: false, sizes_need_places: false }),
};

/// Writes a graph and its view.
pub(super) fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds::MOST;
    let report = losses(graph, view, holds);
    let attributes = Attributes::of(graph, view, &MANNER);
    let directed = graph.link_count() == 0 || graph.links().any(|(_, link)| link.directed);
    let mut about = attributes.about(&["generator"]);
    about.insert("generator".to_owned(), Json::from(GENERATOR));

    let mut pen = Pen::new(out);
    pen.open('{')?;
    pen.open_member("graph", '{')?;
    // What stands beside the metadata: an id and a type are texts, and the label is the title.
    for name in ["id", "type"] {
        if let Some(Json::String(text)) = about.get(name) {
            pen.member(name, text)?;
            about.shift_remove(name);
        }
    }
    if !graph.title.is_empty() {
        pen.member("label", &graph.title)?;
        for name in ["label", "name"] {
            if about.get(name).is_some_and(|said| *said == graph.title) {
                about.shift_remove(name);
            }
        }
    }
    pen.member("directed", &directed)?;
    pen.line()?;
    pen.member("metadata", &Json::Object(about))?;
    pen.line()?;
    pen.open_member("nodes", '{')?;
    for (actor, record) in graph.actors() {
        pen.line()?;
        pen.object(&record.key, |pen| {
            pen.member("label", &record.label)?;
            pen.object("metadata", |pen| attributes.write_actor(pen, actor))
        })?;
    }
    pen.close_line('}')?;
    pen.line()?;
    pen.records("edges", graph.links(), |pen, (link, record)| {
        if let Some(key) = link_id(graph, link) {
            pen.member("id", key)?;
        }
        write_ends(pen, graph, link)?;
        if !record.kind.is_empty() {
            pen.member("relation", &record.kind)?;
        }
        if record.directed != directed {
            pen.member("directed", &record.directed)?;
        }
        pen.object("metadata", |pen| attributes.write_link(pen, link))
    })?;
    pen.close('}')?;
    pen.close('}')?;
    pen.finish()?;
    Ok(report)
}
