//! Writing CX2: declared attributes of nodes and edges, places, colours as bypasses of the style. Ids are numbers in CX2; ids
//! that are none go along as the attribute `key`. Lists of anything but texts, mixed values and evidence are JSON in a text.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::super::columns::{Attributes, Manner, NOTE, about, link_id};
use super::super::pen::Pen;
use super::two::{EDGE_COLOUR, KEYS, NODE_COLOUR};
use crate::io::carry::{Holds, Own, losses};
use crate::model::{Colour, ColumnKind, Graph, LoadReport, Value, View, Warning};

const MANNER: Manner = Manner {
    own_of_actors: Own { label: true, kind: false, weight: false, when: false, note: false, evidence: false },
    own_of_links: Own { label: false, kind: false, weight: false, when: false, note: false, evidence: false },
    label: Some("name"),
    labels_always: true,
    kind_of_actors: "type",
    kind_of_links: "interaction",
    taken_by_actors: &["key", "name"],
    taken_by_links: &["key", "directed"],
    meant: &["name", "interaction"],
    understood: &["name", "interaction"],
    looks: None,
};

/// Writes a graph and its view.
pub(super) fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { sizes: false, ..Holds::MOST };
    let mut report = losses(graph, view, holds);
    let attributes = Attributes::of(graph, view, &MANNER);
    let number = |key: &str| key.parse::<u32>().ok().filter(|number| number.to_string() == key);
    let numbers: Option<Vec<u32>> = graph.actors().map(|(_, actor)| number(&actor.key)).collect();
    let has_keys = numbers.is_none();
    let ids = numbers.unwrap_or_else(|| (0..graph.actor_count() as u32).collect());
    let links_have_keys = graph.links().any(|(link, _)| link_id(graph, link).is_some());

    let mut pen = Pen::new(out);
    pen.open('[')?;
    pen.item(&json!({ "CXVersion": "2.0", "hasFragments": false }))?;
    pen.line()?;
    let counts = json!([{ "name": "nodes", "elementCount": graph.actor_count() }, { "name": "edges", "elementCount": graph.link_count() }]);
    pen.item(&json!({ "metaData": counts }))?;
    let (named, unnamed) = network_attributes(graph, attributes.note(), has_keys, links_have_keys);
    pen.line()?;
    pen.item(&json!({ "attributeDeclarations": [declarations(&attributes, &named, has_keys, links_have_keys)] }))?;
    pen.line()?;
    pen.item(&json!({ "networkAttributes": [named] }))?;
    pen.line()?;
    pen.open('{')?;
    pen.records("nodes", graph.actors(), |pen, (actor, record)| {
        pen.member("id", &ids[actor.get()])?;
        if let Some(place) = view.positions.get(actor) {
            pen.length("x", place.x)?;
            pen.length("y", place.y)?;
        }
        pen.object("v", |pen| {
            if has_keys {
                pen.member("key", &record.key)?;
            }
            attributes.actor(actor, |name, value| write_value(pen, name, value))
        })
    })?;
    pen.close('}')?;
    pen.line()?;
    pen.open('{')?;
    pen.records("edges", graph.links(), |pen, (link, record)| {
        let (source, target) = graph.ends(link);
        pen.member("id", &link.get())?;
        pen.member("s", &ids[source.get()])?;
        pen.member("t", &ids[target.get()])?;
        pen.object("v", |pen| {
            if let Some(key) = link_id(graph, link) {
                pen.member("key", key)?;
            }
            if !record.directed {
                pen.member("directed", &false)?;
            }
            attributes.link(link, |name, value| write_value(pen, name, value))
        })
    })?;
    pen.close('}')?;
    let of_actors =
        graph.actors().filter_map(|(actor, _)| Some((u64::from(ids[actor.get()]), view.looks.actor_colour(actor)?)));
    let of_links = graph.links().filter_map(|(link, _)| Some((link.get() as u64, view.looks.link_colour(link)?)));
    let mut faint = bypasses(&mut pen, "nodeBypasses", NODE_COLOUR, of_actors)?;
    faint += bypasses(&mut pen, "edgeBypasses", EDGE_COLOUR, of_links)?;
    pen.line()?;
    pen.item(&json!({ "status": [{ "success": true }] }))?;
    pen.close_line(']')?;
    pen.finish()?;
    for (count, what) in
        [(faint, "opacities of colours"), (unnamed, "facts about the file that are no texts or numbers")]
    {
        if count > 0 {
            report.push(None, Warning::NotWritten { what: format!("{count} {what}") });
        }
    }
    Ok(report)
}

/// The attributes of the whole network, and how many facts CX2 has no type for.
fn network_attributes(
    graph: &Graph,
    note: Option<Json>,
    has_keys: bool,
    links_have_keys: bool,
) -> (Map<String, Json>, usize) {
    let (mut named, mut unnamed) = (Map::new(), 0);
    if !graph.title.is_empty() {
        named.insert("name".to_owned(), Json::from(graph.title.as_str()));
    }
    for (name, value) in about(graph, &["name"]) {
        let is_list_of_texts = value.as_array().is_some_and(|items| items.iter().all(Json::is_string));
        if value.is_string() || value.is_number() || value.is_boolean() || is_list_of_texts {
            named.entry(name).or_insert(value);
        } else {
            unnamed += 1;
        }
    }
    let mut note = note.unwrap_or_else(|| json!({}));
    if has_keys || links_have_keys {
        note[KEYS] = json!("key");
    }
    if note.as_object().is_some_and(|note| !note.is_empty()) {
        named.insert(NOTE.to_owned(), Json::from(note.to_string()));
    }
    (named, unnamed)
}

fn declarations(attributes: &Attributes<'_>, named: &Map<String, Json>, has_keys: bool, links_have_keys: bool) -> Json {
    let of_network: Map<String, Json> = named
        .iter()
        .map(|(name, value)| {
            let data_type = match value {
                Json::Bool(_) => "boolean",
                Json::Number(number) if number.is_i64() => "long",
                Json::Number(_) => "double",
                Json::Array(_) => "list_of_string",
                _ => "string",
            };
            (name.clone(), json!({ "d": data_type }))
        })
        .collect();
    let [of_nodes, of_edges] = attributes.declared();
    let declared = |columns: &mut dyn Iterator<Item = (&str, ColumnKind)>| -> Map<String, Json> {
        columns.map(|(name, kind)| (name.to_owned(), json!({ "d": type_of(kind) }))).collect()
    };
    let (mut of_nodes, mut of_edges) = (declared(&mut { of_nodes }), declared(&mut { of_edges }));
    if has_keys {
        of_nodes.insert("key".to_owned(), json!({ "d": "string" }));
    }
    if links_have_keys {
        of_edges.insert("key".to_owned(), json!({ "d": "string" }));
    }
    of_edges.insert("directed".to_owned(), json!({ "d": "boolean" }));
    json!({ "networkAttributes": of_network, "nodes": of_nodes, "edges": of_edges })
}

fn type_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Number => "double",
        ColumnKind::WholeNumber => "long",
        ColumnKind::YesNo => "boolean",
        ColumnKind::TextList => "list_of_string",
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Mixed => "string",
    }
}

/// A value as its declared type has it. A mixed value is JSON in a text, a text among them too, so that `"1"` stays one.
fn write_value(pen: &mut Pen<'_>, name: &str, value: &Value) -> io::Result<()> {
    match value {
        Value::Other(json) => pen.member(name, &json.to_string()),
        value => pen.value(name, value),
    }
}

/// Colours of single elements; returns how many are not opaque, which Cytoscape keeps elsewhere.
fn bypasses(
    pen: &mut Pen<'_>,
    aspect: &str,
    property: &str,
    colours: impl Iterator<Item = (u64, Colour)>,
) -> io::Result<usize> {
    let mut colours = colours.peekable();
    let mut faint = 0;
    if colours.peek().is_none() {
        return Ok(0);
    }
    pen.line()?;
    pen.open('{')?;
    pen.open_member(aspect, '[')?;
    for (id, colour) in colours {
        faint += usize::from(colour.a != u8::MAX);
        let opaque = Colour { a: u8::MAX, ..colour }.to_hex();
        pen.item(&json!({ "id": id, "v": { property: opaque } }))?;
    }
    pen.close(']')?;
    pen.close('}')?;
    Ok(faint)
}
