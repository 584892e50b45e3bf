//! GraphSON, the JSON of Apache TinkerPop: versions 1, 2 and 3 as one vertex with its edges a line, the same in a list, and
//! the older form with lists of vertices and edges. See <https://tinkerpop.apache.org/docs/current/dev/io/>. What typed
//! values mean is in `values.rs`.
//!
//! An edge stands with both of its vertices and is read once. Several values of one property become a list. Properties have
//! ids of their own, which are left out; properties of properties become a detail of their own.

mod values;

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value as Json;

use super::records::{checked_key, keep_fact, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Shape};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, LinkIx, Value, Warning};
use values::{json_of, plain, value_of};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "graphson",
    name: "GraphSON (TinkerPop)",
    extensions: &["graphson", "graphson.json"],
    holds: "actors and links with typed attributes, several values of one attribute",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_list) else { return Likeness::No };
    let is_typed = json.text("@type").is_some_and(|name| name.starts_with("tinker:") || name.starts_with("g:"));
    let has_vertices = |before: &str| {
        let has = |path: &str| json.has(&format!("{before}vertices[].{path}"));
        has("_id") || has("outE") || has("inE") || (has("id") && has("label") && has("properties"))
    };
    if is_typed
        || has_vertices("")
        || has_vertices("graph.")
        || (json.has("id") && (json.has("outE") || json.has("inE")))
    {
        return Likeness::Certain;
    }
    let has_values = json.paths.iter().any(|path| path.starts_with("properties.") && path.ends_with("[].value"));
    if json.has("id") && json.has("label") && has_values {
        return Likeness::Certain;
    }
    Likeness::Likely.when(json.has("graph.mode") && (json.has("graph.vertices") || json.has("graph.edges")))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let is_one = Clues::new(input.bytes, input.text)
        .json()
        .is_some_and(|json| json.has("graph") || json.has("vertices") || json.has("edges") || json.has("@value"));
    let shape = if is_one { Shape::One } else { Shape::Lines };
    read_sound(input, draft, shape, |input, draft, sound| {
        let mut reader = Reader::default();
        if !is_one {
            return reader.vertices(input, draft, sound.values(), "");
        }
        let Some(root) = sound.root().map(plain) else { return Ok(()) };
        let (mut vertices, mut edges, mut about) = (None, None, Vec::new());
        gather(root, &mut vertices, &mut edges, &mut about);
        for member in about {
            keep_fact(input, draft, member);
        }
        if let Some(vertices) = vertices {
            reader.vertices(input, draft, list(input, vertices, "vertices")?, "vertices")?;
        }
        if let Some(edges) = edges {
            reader.edges(input, draft, list(input, edges, "edges")?)?;
        }
        Ok(())
    })
}

/// The lists of a file, which may stand in an object `graph`, and everything else that the file says.
fn gather<'s>(
    object: Piece<'s>,
    vertices: &mut Option<Piece<'s>>,
    edges: &mut Option<Piece<'s>>,
    about: &mut Vec<Member<'s>>,
) {
    for member in object.members() {
        match member.name.text().as_deref() {
            Some("graph") if member.value.is_object() => gather(plain(member.value), vertices, edges, about),
            Some("vertices") => *vertices = Some(plain(member.value)),
            Some("edges") => *edges = Some(plain(member.value)),
            _ => about.push(member),
        }
    }
}

fn list<'s>(input: &Input<'_>, piece: Piece<'s>, path: &str) -> Result<Items<'s>, ReadError> {
    if piece.is_list() { Ok(piece.items()) } else { Err(wrong_sort(input, piece, path, "a list")) }
}

#[derive(Default)]
struct Reader<'s> {
    /// Ids of the edges that were read.
    edges: HashSet<Cow<'s, str>>,
    ids_are_told: bool,
    meta_is_told: bool,
}

impl<'s> Reader<'s> {
    /// Vertices with their edges. Edges that only their target knows come last: most stand with their source too.
    fn vertices(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        items: Items<'s>,
        list: &str,
    ) -> Result<(), ReadError> {
        let mut with_incoming = Vec::new();
        for (position, item) in items.enumerate() {
            if item.is_open() {
                break;
            }
            input.tick(item.at())?;
            let path =
                || if list.is_empty() { format!("vertex {}", position + 1) } else { format!("{list}[{position}]") };
            let vertex = plain(item);
            if !vertex.is_object() {
                return Err(wrong_sort(input, vertex, &path(), "an object"));
            }
            let actor = self.vertex(input, draft, vertex, &path)?;
            for out in ["outE", "_outE"].into_iter().filter_map(|name| vertex.member(name)) {
                self.incident(input, draft, actor, out, true, &path)?;
            }
            if let Some(incoming) = vertex.member("inE").or_else(|| vertex.member("_inE")) {
                with_incoming.push((actor, incoming, position));
            }
        }
        for (actor, incoming, position) in with_incoming {
            self.incident(input, draft, actor, incoming, false, &|| format!("vertex {}", position + 1))?;
        }
        Ok(())
    }

    fn vertex(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        vertex: Piece<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<ActorIx, ReadError> {
        let line = Some(input.line(vertex.at()));
        let is_old = vertex.member("_id").is_some();
        let Some(id) = vertex.member(if is_old { "_id" } else { "id" }).filter(|id| !id.is_null()) else {
            return Err(input.broken(vertex.at(), format!("{} has no \"id\".", path()), "a vertex without id"));
        };
        let key = checked_key(input, plain(id), "the id of a vertex")?.unwrap_or_default();
        let actor = draft.declare(&key, line, false).actor;
        if is_old {
            for Member { name, value } in vertex.members() {
                let name = name.text().unwrap_or_default();
                if matches!(name.as_ref(), "_id" | "_type" | "_outE" | "_inE" | "outE" | "inE") {
                    continue;
                }
                if let Some(value) = value_of(value) {
                    let field = draft.actor_field(&name, None);
                    draft.put_actor(actor, field, value, line);
                }
            }
            return Ok(actor);
        }
        if let Some(label) = vertex.member("label").and_then(value_of) {
            draft.put_actor(actor, Field::Kind, label, line);
        }
        for Member { name, value } in vertex.member("properties").into_iter().map(plain).flat_map(Piece::members) {
            self.property(input, draft, actor, &name.text().unwrap_or_default(), value);
        }
        Ok(actor)
    }

    /// A property of a vertex: a list of values with ids and properties of their own, or one plain value.
    fn property(&mut self, input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, name: &str, property: Piece<'s>) {
        let line = Some(input.line(property.at()));
        let property = plain(property);
        let is_list_of_values =
            property.is_list() && property.items().all(|item| plain(item).member("value").is_some());
        // The type of a vertex is its label, so a property of that name is a detail.
        let put = |draft: &mut Draft, value: Value| {
            let field = match draft.actor_field(name, None) {
                Field::Kind => draft.actor_detail(name, None),
                field => field,
            };
            draft.put_actor(actor, field, value, line);
        };
        if !is_list_of_values {
            if let Some(value) = value_of(property) {
                put(draft, value);
            }
            return;
        }
        let items: Vec<Piece<'s>> = property.items().map(plain).collect();
        let values: Vec<Value> = items.iter().filter_map(|item| value_of(item.member("value")?)).collect();
        match <[Value; 1]>::try_from(values) {
            Ok([value]) => put(draft, value),
            Err(values) if values.is_empty() => {}
            Err(values) => put(draft, values::listed(values)),
        }
        if items.iter().any(|item| item.member("id").is_some()) && !std::mem::replace(&mut self.ids_are_told, true) {
            draft.warn(line, Warning::LeftOut { what: "the ids of properties".to_owned() });
        }
        let meta: Vec<Json> = items.iter().map(|item| item.member("properties").map_or(Json::Null, json_of)).collect();
        if meta.iter().any(|meta| !meta.is_null() && *meta != Json::Object(serde_json::Map::new())) {
            let detail = format!("properties of {name}");
            if !std::mem::replace(&mut self.meta_is_told, true) {
                let what = format!("Properties of properties became details such as \"{detail}\"");
                draft.warn(line, Warning::Reshaped { what });
            }
            let field = draft.actor_detail(&detail, None);
            draft.put_actor(actor, field, Value::Other(Json::from(meta)), line);
        }
    }

    /// The edges of a vertex, in an object of lists by their label.
    fn incident(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        actor: ActorIx,
        by_label: Piece<'s>,
        outgoing: bool,
        path: &dyn Fn() -> String,
    ) -> Result<(), ReadError> {
        let other_end = if outgoing { "inV" } else { "outV" };
        for Member { name: label, value } in plain(by_label).members() {
            for edge in plain(value).items().map(plain) {
                input.tick(edge.at())?;
                let id = edge_id(input, edge)?;
                if id.as_ref().is_some_and(|id| self.edges.contains(id)) {
                    continue;
                }
                let Some(other) = edge.member(other_end).filter(|end| !end.is_null()) else {
                    let what = format!("an edge of {} has no \"{other_end}\".", path());
                    return Err(input.broken(edge.at(), what, "a link needs two ends"));
                };
                let line = Some(input.line(edge.at()));
                let key = checked_key(input, plain(other), "the id of a vertex")?.unwrap_or_default();
                let other = draft.mention(&key, line);
                let (source, target) = if outgoing { (actor, other) } else { (other, actor) };
                let link = draft.link(source, target, id.as_deref(), true, line);
                draft.put_link(link, Field::Kind, Value::Text(label.text().unwrap_or_default().into_owned()), line);
                self.edges.extend(id);
                edge_properties(draft, link, edge, &EDGE, line);
            }
        }
        Ok(())
    }

    /// Edges that stand in a list of their own.
    fn edges(&mut self, input: &mut Input<'_>, draft: &mut Draft, items: Items<'s>) -> Result<(), ReadError> {
        for (position, item) in items.enumerate() {
            if item.is_open() {
                break;
            }
            input.tick(item.at())?;
            let edge = plain(item);
            let id = edge_id(input, edge)?;
            if id.as_ref().is_some_and(|id| self.edges.contains(id)) {
                continue;
            }
            let line = Some(input.line(edge.at()));
            let mut end = |old: &str, name: &str| -> Result<ActorIx, ReadError> {
                let end = edge.member(old).or_else(|| edge.member(name)).filter(|end| !end.is_null());
                let Some(end) = end else {
                    let what = format!("edges[{position}] has no \"{name}\".");
                    return Err(input.broken(edge.at(), what, "a link needs two ends"));
                };
                let key = checked_key(input, plain(end), "the id of a vertex")?.unwrap_or_default();
                Ok(draft.mention(&key, line))
            };
            let (source, target) = (end("_outV", "outV")?, end("_inV", "inV")?);
            let link = draft.link(source, target, id.as_deref(), true, line);
            let is_old = edge.member("_outV").is_some();
            let label = edge.member(if is_old { "_label" } else { "label" });
            if let Some(label) = label.and_then(value_of) {
                draft.put_link(link, Field::Kind, label, line);
            }
            edge_properties(draft, link, edge, if is_old { &OLD_EDGE } else { &EDGE }, line);
        }
        Ok(())
    }
}

fn edge_id<'s>(input: &Input<'_>, edge: Piece<'s>) -> Result<Option<Cow<'s, str>>, ReadError> {
    match edge.member("id").or_else(|| edge.member("_id")) {
        Some(id) => checked_key(input, plain(id), "the id of an edge"),
        None => Ok(None),
    }
}

/// What an edge says about itself, besides its properties.
const EDGE: [&str; 7] = ["id", "inV", "outV", "inVLabel", "outVLabel", "label", "type"];
const OLD_EDGE: [&str; 5] = ["_id", "_type", "_outV", "_inV", "_label"];

/// The properties of an edge, which stand in an object, or in the edge itself in version 1.
fn edge_properties(draft: &mut Draft, link: LinkIx, edge: Piece<'_>, own: &[&str], line: Option<u32>) {
    let inside = edge.member("properties").into_iter().map(plain).flat_map(Piece::members);
    let beside =
        edge.members().filter(|member| !member.is_named("properties") && !own.iter().any(|name| member.is_named(name)));
    for Member { name, value } in inside.chain(beside) {
        let name = name.text().unwrap_or_default();
        if let Some(value) = value_of(value) {
            // The type of an edge is its label, so a property of that name is a detail.
            let field = match draft.link_field(&name, None) {
                Field::Kind => draft.link_detail(&name, None),
                field => field,
            };
            draft.put_link(link, field, value, line);
        }
    }
}
