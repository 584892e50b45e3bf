//! Graphs that graphology serialised, for sigma.js and Gephi Lite: nodes and edges with keys and objects of attributes.
//! See <https://graphology.github.io/serialization.html>.
//!
//! The attributes `x`, `y`, `size` and `color` are how sigma.js draws; they become places and looks, and are no details.
//! There y grows upwards. `type` may name a program of sigma.js that draws a node or edge; such names are details.

mod write;

use super::looks::{take_link_colour, take_looks};
use super::records::{Attributes, checked_key, keep_fact, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Shape, Sort};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Value};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "graphology",
    name: "graphology JSON (sigma.js, Gephi Lite)",
    extensions: &["graphology.json"],
    holds: "actors and links with attributes of any type, mixed direction, places, colours, sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

/// Programs of sigma.js that draw nodes and edges.
const PROGRAMS: [&str; 14] = [
    "circle",
    "image",
    "pictogram",
    "square",
    "bordered",
    "border",
    "piechart",
    "line",
    "arrow",
    "rectangle",
    "curve",
    "curved",
    "curvedArrow",
    "doubleArrow",
];

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_list && !json.is_lines) else { return Likeness::No };
    let has_lists = json.has("nodes") || json.has("edges");
    let is_typed = matches!(json.text("options.type"), Some("mixed" | "directed" | "undirected"));
    if has_lists && (is_typed || (json.has("nodes[].key") && json.has("nodes[].attributes"))) {
        return Likeness::Certain;
    }
    Likeness::Certain.when(json.has("nodes[].key") && json.has("attributes") && !json.has("nodes[].id"))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.y_grows_upwards();
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let (mut nodes, mut edges) = (Items::none(), Items::none());
        let mut directed = true;
        for member in root.members() {
            match member.name.text().as_deref() {
                Some("nodes") => nodes = list(input, member, "nodes")?,
                Some("edges") => edges = list(input, member, "edges")?,
                Some("attributes") if member.value.is_object() => {
                    for member in member.value.members() {
                        if let Some(title) =
                            member.value.text().filter(|_| member.is_named("title") || member.is_named("name"))
                        {
                            draft.set_title(&title);
                        }
                        keep_fact(input, draft, member);
                    }
                }
                Some("options") => {
                    directed =
                        member.value.member("type").and_then(Piece::text).is_none_or(|sort| sort != "undirected");
                    keep_fact(input, draft, member);
                }
                _ => keep_fact(input, draft, member),
            }
        }
        let (mut record, mut fields, mut position) = (Record::default(), Fields::new(), 0);
        while let Some(item) = nodes.next_record(&mut record) {
            input.tick(item.at())?;
            node(input, draft, item, &record, position, &mut fields)?;
            position += 1;
        }
        (fields, position) = (Fields::new(), 0);
        while let Some(item) = edges.next_record(&mut record) {
            input.tick(item.at())?;
            edge(input, draft, item, &record, position, &mut fields, directed)?;
            position += 1;
        }
        Ok(())
    })
}

fn list<'s>(input: &Input<'_>, member: Member<'s>, name: &str) -> Result<Items<'s>, ReadError> {
    match member.value.sort() {
        Sort::List => Ok(member.value.items()),
        Sort::Null => Ok(Items::none()),
        _ => Err(wrong_sort(input, member.value, name, "a list")),
    }
}

/// Where members go: those of the objects of attributes, and those that stand beside these objects.
struct Fields<'s> {
    attributes: Attributes<'s>,
    beside: Attributes<'s>,
}

impl Fields<'_> {
    fn new() -> Self {
        Self { attributes: Attributes::new(), beside: Attributes::new() }
    }
}

/// The attributes that decide how a node is drawn.
const DRAWN: [&str; 5] = ["x", "y", "size", "color", "type"];

fn node<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    item: Piece<'s>,
    record: &Record<'s>,
    position: usize,
    fields: &mut Fields<'s>,
) -> Result<(), ReadError> {
    let path = format!("nodes[{position}]");
    if !item.is_object() {
        return Err(wrong_sort(input, item, &path, "an object"));
    }
    let Some(key) = record.get("key").filter(|key| !key.is_null()) else {
        return Err(input.broken(item.at(), format!("{path} has no \"key\"."), "a node without a key"));
    };
    let key = checked_key(input, key, "the key of a node")?.unwrap_or_default();
    let line = Some(input.line(item.at()));
    let actor = draft.declare(&key, line, false).actor;
    let attributes = attributes(input, record, &path)?;
    fields.beside.fill_actor(input, draft, actor, record.members().iter().copied(), &["key", "attributes"]);
    let Some(attributes) = attributes else { return Ok(()) };
    fields.attributes.fill_actor(input, draft, actor, attributes.members(), &DRAWN);
    take_looks(input, draft, actor, attributes);
    if let Some(value) = attributes.member("type").and_then(Piece::value) {
        let field = match draft.promised_actor("type") {
            Some(field) => field,
            None if is_program(&value) => draft.actor_detail("type", None),
            None => Field::Kind,
        };
        draft.put_actor(actor, field, value, line);
    }
    Ok(())
}

fn edge<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    item: Piece<'s>,
    record: &Record<'s>,
    position: usize,
    fields: &mut Fields<'s>,
    directed: bool,
) -> Result<(), ReadError> {
    let path = format!("edges[{position}]");
    if !item.is_object() {
        return Err(wrong_sort(input, item, &path, "an object"));
    }
    let line = Some(input.line(item.at()));
    let mut end = |name: &str| -> Result<ActorIx, ReadError> {
        let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
            return Err(input.broken(item.at(), format!("{path} has no \"{name}\"."), "a link needs two ends"));
        };
        let key = checked_key(input, end, "the key of a node")?.unwrap_or_default();
        Ok(draft.mention(&key, line))
    };
    let (source, target) = (end("source")?, end("target")?);
    let directed = match record.get("undirected") {
        Some(undirected) if !undirected.is_null() => {
            let path = format!("{path}.undirected");
            !undirected.yes_no().ok_or_else(|| wrong_sort(input, undirected, &path, "true or false"))?
        }
        _ => directed,
    };
    let key = match record.get("key") {
        Some(key) => checked_key(input, key, "the key of a link")?,
        None => None,
    };
    let attributes = attributes(input, record, &path)?;
    let link = draft.link(source, target, key.as_deref(), directed, line);
    let own = ["key", "source", "target", "undirected", "attributes"];
    fields.beside.fill_link(input, draft, link, record.members().iter().copied(), &own);
    let Some(attributes) = attributes else { return Ok(()) };
    fields.attributes.fill_link(input, draft, link, attributes.members(), &["color", "type"]);
    take_link_colour(input, draft, link, attributes);
    if let Some(value) = attributes.member("type").and_then(Piece::value) {
        let field = match draft.promised_link("type") {
            Some(field) => field,
            None if is_program(&value) => draft.link_detail("type", None),
            None => Field::Kind,
        };
        draft.put_link(link, field, value, line);
    }
    Ok(())
}

fn attributes<'s>(input: &Input<'_>, record: &Record<'s>, path: &str) -> Result<Option<Piece<'s>>, ReadError> {
    match record.get("attributes") {
        None => Ok(None),
        Some(attributes) if attributes.is_null() => Ok(None),
        Some(attributes) if attributes.is_object() => Ok(Some(attributes)),
        Some(attributes) => Err(wrong_sort(input, attributes, &format!("{path}.attributes"), "an object")),
    }
}

fn is_program(kind: &Value) -> bool {
    matches!(kind, Value::Text(kind) if PROGRAMS.contains(&kind.as_str()))
}
