//! Writing GML that networkx, igraph, Gephi and yEd read: in ASCII, with numbers as ids, lists as repeated keys.
//!
//! What GML itself cannot hold is written beside it and taken back: ids that are no numbers and names that are no keys
//! stand in a list `linklore` of the graph (see `names.rs`), links of the other direction say so themselves.

use std::collections::HashSet;
use std::io;

use serde_json::{Map, Value as Json};

use super::lexer::LIST_START;
use super::names::KEY;
use crate::io::carry::{
    Attribute, Holds, Own, actor_attributes, json_text, keys_repeat, link_attributes, looks_like_a_field, losses,
};
use crate::io::plain::carried::{is_evidence, tell_of_facts};
use crate::io::plain::entities;
use crate::model::{ActorIx, Colour, ColumnKind, Graph, LinkIx, LoadReport, Value, View, Warning};

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds::MOST;
    let mut report = losses(graph, view, holds);
    tell_of_facts(graph, &mut report);
    let of_nodes = Named::list(actor_attributes(graph, Own { label: true, ..Own::default() }), &NODE_KEYS, |name| {
        graph
            .actors()
            .all(|(ix, _)| holds_objects(graph.actor_columns().by_name(name).and_then(|column| column.get(ix.get()))))
    });
    let taken_by_edges = if keys_repeat(graph, "key", |_| None) { &EDGE_KEYS[..] } else { &EDGE_KEYS[..7] };
    let of_edges = Named::list(link_attributes(graph, Own::default()), taken_by_edges, |name| {
        graph
            .links()
            .all(|(ix, _)| holds_objects(graph.link_columns().by_name(name).and_then(|column| column.get(ix.get()))))
    });
    let ids_are_numbers = graph.actors().all(|(_, actor)| is_number(&actor.key));
    let id_name =
        (!ids_are_numbers).then(|| free_name("original_id", |name| of_nodes.iter().all(|known| known.key != name)));
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let mut writer = Writer { graph, view, out, is_directed: directed > 0, has_json: false, has_yes_no: false };
    writer.line(0, "Creator", "\"Linklore\"")?;
    writer.open(0, "graph")?;
    writer.line(1, "directed", if directed > 0 { "1" } else { "0" })?;
    if writer.has_parallel_links() {
        writer.line(1, "multigraph", "1")?;
    }
    if !graph.title.is_empty() {
        writer.text(1, "label", &graph.title)?;
    }
    writer.names(id_name.as_deref(), &of_nodes, &of_edges)?;
    for (ix, _) in graph.actors() {
        writer.node(ix, id_name.as_deref(), &of_nodes)?;
    }
    for (ix, _) in graph.links() {
        writer.edge(ix, ids_are_numbers, &of_edges)?;
    }
    writer.close(0)?;
    let Writer { has_json, has_yes_no, .. } = writer;
    let is_mixed = directed > 0 && directed < graph.link_count();
    let remarks = [
        (is_mixed, "Links without direction say so by \"directed 0\"; other programs take them for directed ones"),
        (
            id_name.is_some(),
            "Ids that are no numbers are written as \"original_id\", because other programs want numbers",
        ),
        (has_json, "Evidence, and values that GML cannot hold, are written as JSON in texts"),
        (has_yes_no, "Yes and no are written as 1 and 0"),
    ];
    for (_, what) in remarks.into_iter().filter(|(is_so, _)| *is_so) {
        report.push(None, Warning::Reshaped { what: what.to_owned() });
    }
    Ok(report)
}

/// Keys of nodes that mean something to readers.
const NODE_KEYS: [&str; 4] = ["id", "label", "gid", "graphics"];
/// The same of edges. networkx takes "key" for what tells parallel edges apart, which it may or may not do.
const EDGE_KEYS: [&str; 8] = ["id", "source", "target", "directed", "value", "fill", "graphics", "key"];

/// An attribute with its key in the file.
struct Named {
    attribute: Attribute,
    key: String,
    /// Whether its objects are the list `graphics` itself.
    is_graphics: bool,
}

impl Named {
    /// Attributes with keys that are keys, each of them once, and none that means something else.
    fn list(attributes: Vec<Attribute>, taken: &[&str], are_objects: impl Fn(&str) -> bool) -> Vec<Self> {
        let is_of_nodes = taken.contains(&"gid");
        let mut used: HashSet<String> = taken.iter().map(|key| (*key).to_owned()).collect();
        let mut list = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            let name = attribute.detail().unwrap_or(&attribute.name);
            let is_graphics = name == "graphics" && are_objects(name);
            let is_detail = attribute.detail().is_some();
            let looks_like_a_field = is_detail
                && looks_like_a_field(name)
                && (is_of_nodes || !matches!(name, "label" | "Label" | "aliases"));
            let is_itself = is_key(name) && !looks_like_a_field && !used.contains(name);
            let key = if is_graphics || is_itself {
                name.to_owned()
            } else {
                free_name(&as_key(name), |name| !used.contains(name))
            };
            used.insert(key.clone());
            list.push(Self { attribute, key, is_graphics });
        }
        list
    }
}

impl Named {
    /// Whether GML shows the values as something else than they are.
    fn hides_its_kind(&self) -> bool {
        matches!(self.attribute.kind, ColumnKind::YesNo | ColumnKind::Date) && self.attribute.detail().is_some()
    }

    /// The name of the attribute itself.
    fn name(&self) -> &str {
        self.attribute.detail().unwrap_or(&self.attribute.name)
    }
}

/// Whether a value, if there is one, is an object.
fn holds_objects(value: Option<Value>) -> bool {
    value.is_none_or(|value| matches!(value, Value::Other(Json::Object(_))))
}

fn is_number(key: &str) -> bool {
    key.parse::<i32>().is_ok_and(|number| number.to_string() == key)
}

fn is_key(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn as_key(name: &str) -> String {
    let signs = name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' });
    let key: String = signs.take(100).collect();
    if is_key(&key) { key } else { format!("x{key}") }
}

fn free_name(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    if is_free(name) && !looks_like_a_field(name) {
        return name.to_owned();
    }
    let mut number = 2;
    loop {
        let numbered = format!("{name}_{number}");
        if is_free(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

struct Writer<'g, 'o> {
    graph: &'g Graph,
    view: &'g View,
    out: &'o mut dyn io::Write,
    is_directed: bool,
    has_json: bool,
    has_yes_no: bool,
}

impl Writer<'_, '_> {
    fn line(&mut self, depth: usize, key: &str, value: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{key} {value}", "", indent = 2 * depth)
    }

    fn text(&mut self, depth: usize, key: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{key} \"{}\"", "", entities::encoded(text), indent = 2 * depth)
    }

    fn open(&mut self, depth: usize, key: &str) -> io::Result<()> {
        self.line(depth, key, "[")
    }

    fn close(&mut self, depth: usize) -> io::Result<()> {
        writeln!(self.out, "{:indent$}]", "", indent = 2 * depth)
    }

    /// networkx wants to know beforehand.
    fn has_parallel_links(&self) -> bool {
        let mut seen = HashSet::with_capacity(self.graph.link_count());
        self.graph.links().any(|(ix, _)| {
            let (source, target) = self.graph.ends(ix);
            let ends = if self.is_directed || source <= target { (source, target) } else { (target, source) };
            !seen.insert(ends)
        })
    }

    /// What other programs need not know; see `names.rs`.
    fn names(&mut self, id: Option<&str>, of_nodes: &[Named], of_edges: &[Named]) -> io::Result<()> {
        let mut lists = Vec::new();
        for (names, kinds, list) in [("node", "node_kinds", of_nodes), ("edge", "edge_kinds", of_edges)] {
            let changed = list.iter().filter(|named| named.key != named.name());
            lists.push((names, changed.map(|named| (named.key.as_str(), named.name())).collect::<Vec<_>>()));
            let hidden = list.iter().filter(|named| named.hides_its_kind());
            lists.push((kinds, hidden.map(|named| (named.key.as_str(), named.attribute.kind.name())).collect()));
        }
        if id.is_none() && lists.iter().all(|(_, pairs)| pairs.is_empty()) {
            return Ok(());
        }
        self.open(1, KEY)?;
        if let Some(id) = id {
            self.text(2, "id", id)?;
        }
        for (key, pairs) in lists.into_iter().filter(|(_, pairs)| !pairs.is_empty()) {
            self.open(2, key)?;
            for (key, text) in pairs {
                self.text(3, key, text)?;
            }
            self.close(2)?;
        }
        self.close(1)
    }

    fn node(&mut self, ix: ActorIx, id_name: Option<&str>, attributes: &[Named]) -> io::Result<()> {
        let (graph, looks) = (self.graph, &self.view.looks);
        let actor = graph.actor(ix);
        self.open(1, "node")?;
        match id_name {
            None => self.line(2, "id", &actor.key)?,
            Some(name) => {
                self.line(2, "id", &(ix.get() + 1).to_string())?;
                self.text(2, name, &actor.key)?;
            }
        }
        self.text(2, "label", &actor.label)?;
        let mut graphics = Map::new();
        if let Some(point) = self.view.positions.get(ix) {
            graphics.insert("x".to_owned(), json_of(point.x));
            graphics.insert("y".to_owned(), json_of(point.y));
        }
        if let Some(size) = looks.actor_size(ix) {
            graphics.insert("w".to_owned(), json_of(size));
            graphics.insert("h".to_owned(), json_of(size));
        }
        if let Some(colour) = looks.actor_colour(ix) {
            graphics.insert("fill".to_owned(), Json::from(Colour::to_hex(colour)));
        }
        self.attributes(attributes, graphics, |attribute| attribute.of_actor(graph, ix))?;
        self.close(1)
    }

    fn edge(&mut self, ix: LinkIx, ids_are_numbers: bool, attributes: &[Named]) -> io::Result<()> {
        let graph = self.graph;
        let link = graph.link(ix);
        self.open(1, "edge")?;
        if link.key != format!("l{}", ix.get() + 1) {
            if is_number(&link.key) {
                self.line(2, "id", &link.key)?;
            } else {
                self.text(2, "id", &link.key)?;
            }
        }
        let (source, target) = graph.ends(ix);
        for (name, end) in [("source", source), ("target", target)] {
            if ids_are_numbers {
                self.line(2, name, &graph.actor(end).key)?;
            } else {
                self.line(2, name, &(end.get() + 1).to_string())?;
            }
        }
        if link.directed != self.is_directed {
            self.line(2, "directed", if link.directed { "1" } else { "0" })?;
        }
        let mut graphics = Map::new();
        if let Some(colour) = self.view.looks.link_colour(ix) {
            graphics.insert("fill".to_owned(), Json::from(Colour::to_hex(colour)));
        }
        self.attributes(attributes, graphics, |attribute| attribute.of_link(graph, ix))?;
        self.close(1)
    }

    /// The attributes of a record, and its picture; what the file said of the picture goes before what is ours.
    fn attributes(
        &mut self,
        attributes: &[Named],
        mut graphics: Map<String, Json>,
        value_of: impl Fn(&Attribute) -> Option<Value>,
    ) -> io::Result<()> {
        for named in attributes {
            match value_of(&named.attribute) {
                None => {}
                Some(Value::Other(Json::Object(said))) if named.is_graphics => graphics.extend(said),
                Some(value) if is_evidence(&named.attribute) => {
                    self.has_json = true;
                    self.text(2, &named.key, &json_text(&value))?;
                }
                Some(value) => self.value(&named.key, value)?,
            }
        }
        if graphics.is_empty() {
            return Ok(());
        }
        self.json(2, "graphics", Json::Object(graphics))
    }

    fn value(&mut self, key: &str, value: Value) -> io::Result<()> {
        match value {
            Value::Text(text) | Value::Date(text) => self.text(2, key, &text),
            Value::Number(number) => self.line(2, key, &real(number)),
            Value::WholeNumber(number) => self.line(2, key, &number.to_string()),
            Value::YesNo(yes) => {
                self.has_yes_no = true;
                self.line(2, key, if yes { "1" } else { "0" })
            }
            Value::TextList(texts) => self.json(2, key, Json::from(texts)),
            Value::Other(json) if can_hold(&json) => self.json(2, key, json),
            Value::Other(json) => {
                self.has_json = true;
                self.text(2, key, &json.to_string())
            }
        }
    }

    /// A value that GML can hold; see [`can_hold`].
    fn json(&mut self, depth: usize, key: &str, json: Json) -> io::Result<()> {
        match json {
            Json::String(text) => self.text(depth, key, &text),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (None, Some(float)) if number.is_f64() => self.line(depth, key, &real(float)),
                _ => self.line(depth, key, &number.to_string()),
            },
            Json::Array(items) => {
                if items.len() < 2 {
                    self.text(depth, key, LIST_START)?;
                }
                items.into_iter().try_for_each(|item| self.json(depth, key, item))
            }
            Json::Object(fields) => {
                self.open(depth, key)?;
                for (key, value) in fields {
                    self.json(depth + 1, &key, value)?;
                }
                self.close(depth)
            }
            Json::Bool(_) | Json::Null => self.text(depth, key, &json.to_string()),
        }
    }
}

/// Whether GML has a place for a value: no yes or no, no nothing, no list directly in a list, no name that is no key.
fn can_hold(json: &Json) -> bool {
    match json {
        Json::String(_) | Json::Number(_) => true,
        Json::Bool(_) | Json::Null => false,
        Json::Array(items) => items.iter().all(|item| !item.is_array() && can_hold(item)),
        Json::Object(fields) => fields.iter().all(|(key, value)| is_key(key) && can_hold(value)),
    }
}

/// A place or size in the digits that it needs.
fn json_of(number: f32) -> Json {
    // Through the text, so that 0.1 stays 0.1.
    number.to_string().parse::<f64>().map_or(Json::Null, Json::from)
}

/// A real number as GML writes it: with a point, and digits before an exponent.
fn real(number: f64) -> String {
    let text = format!("{number:?}");
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        Some((digits, exponent)) => format!("{digits}E{exponent}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_point_and_names_become_keys() {
        assert_eq!(real(1.0), "1.0");
        assert_eq!(real(-1e300), "-1.0E300");
        assert_eq!(real(1.5e-9), "1.5E-9");
        assert_eq!((as_key("first name"), as_key("2nd")), ("first_name".to_owned(), "x2nd".to_owned()));
        assert_eq!(free_name("a", |name| name != "a" && name != "a_2"), "a_3");
    }
}
