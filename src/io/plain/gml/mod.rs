//! GML, the Graph Modelling Language of Himsolt's report of 1997, with what yEd, igraph, networkx, Gephi and Cytoscape make
//! of it. Keys and values are cut in `lexer.rs`, records gathered in `record.rs`, pictures understood in `graphics.rs`.

mod graphics;
mod lexer;
mod names;
mod record;
mod write;

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use self::graphics::Picture;
use self::lexer::{Lexer, Next};
use self::names::Restored;
use self::record::{Attribute, Names, Value};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, LinkIx, Value as Detail, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "gml",
    name: "GML",
    extensions: &["gml"],
    holds: "actors and links with typed details and lists, direction, weights, places, colours and sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

/// A key `graph` outside of all lists, whose value is a list that begins with another key. `graph [a=b]` is DOT.
fn likeness(clues: &Clues<'_>) -> Likeness {
    let mut text = String::new();
    for line in clues.lines().filter(|line| !line.starts_with('#')).take(200) {
        text.push_str(line);
        text.push(' ');
    }
    let mut rest = text.as_str();
    for _ in 0..100 {
        let Some(key) = rest.split([' ', '\t', '[', '"']).next().filter(|key| is_key(key)) else {
            return Likeness::No;
        };
        let value = rest[key.len()..].trim_start();
        if let Some(list) = value.strip_prefix('[') {
            let list = list.trim_start();
            let first = list.split([' ', '\t', '[', '"', ']']).next().unwrap_or_default();
            let is_list =
                list.starts_with(']') || (is_key(first) && !list[first.len()..].trim_start().starts_with('='));
            return Likeness::Certain.when(key.eq_ignore_ascii_case("graph") && is_list);
        }
        let after = match value.strip_prefix('"') {
            Some(text) => text.split_once('"'),
            None => value.split_once([' ', '\t']),
        };
        rest = after.map_or("", |(_, rest)| rest).trim_start();
    }
    Likeness::No
}

fn is_key(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
        && word.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.'))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let wanted = input.options.graph;
    let mut lexer = Lexer::new(input);
    let mut facts = Map::new();
    let mut count = 0;
    while let Next::Key(key, at) = lexer.next_key()? {
        if !key.eq_ignore_ascii_case("graph") {
            let value = lexer.json(key)?;
            lexer::add(&mut facts, key, value);
            continue;
        }
        open(&mut lexer, key, at)?;
        if count == wanted {
            Graph::new(draft).read(&mut lexer, &mut facts)?;
        } else {
            lexer.skip_list()?;
        }
        count += 1;
    }
    for (name, value) in facts {
        draft.keep_fact(&name, value);
    }
    let end = lexer.input.text.len();
    if count == 0 {
        let what = "The file holds no graph: there is no \"graph [\" in it.";
        return Err(lexer.input.refused(end, what, "Check that it is the file you meant."));
    }
    if count <= wanted {
        let what = format!("The file has no graph number {}; it holds {count}.", wanted + 1);
        return Err(lexer.input.refused(end, what, "Ask for another one."));
    }
    if count > 1 {
        draft.warn(None, Warning::OtherGraphs { read: wanted + 1, count });
    }
    Ok(())
}

/// Opens the list that must follow a key.
fn open(lexer: &mut Lexer<'_, '_>, key: &str, at: usize) -> Result<(), ReadError> {
    if lexer.value(key)? == lexer::Value::List {
        return Ok(());
    }
    Err(lexer.input.broken(at, format!("\"{key}\" is not followed by a list."), "\"[\" is missing behind this"))
}

/// A graph while it is read.
struct Graph<'d, 'a> {
    draft: &'d mut Draft,
    of_nodes: Names<'a>,
    of_edges: Names<'a>,
    is_directed: bool,
    /// Links that say themselves whether they have a direction, in their order.
    decided: Vec<LinkIx>,
    restored: Restored,
    /// Nodes by their number, where `restored` says that their ids stand elsewhere.
    by_number: HashMap<String, ActorIx>,
    told: Told,
}

/// What was told already, because it is told once.
#[derive(Default)]
struct Told {
    value_is_weight: bool,
    groups: bool,
    digits: bool,
}

/// A record of the file: its first byte and its line.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    line: u32,
}

impl<'d, 'a> Graph<'d, 'a> {
    fn new(draft: &'d mut Draft) -> Self {
        Self {
            draft,
            of_nodes: Names::default(),
            of_edges: Names::default(),
            is_directed: false,
            decided: Vec::new(),
            restored: Restored::default(),
            by_number: HashMap::new(),
            told: Told::default(),
        }
    }

    /// Reads the rest of the list that was just opened. What is no record goes to `facts`.
    fn read(mut self, lexer: &mut Lexer<'_, 'a>, facts: &mut Map<String, Json>) -> Result<(), ReadError> {
        let mut record = Vec::new();
        let (mut label, mut name) = (None, None);
        let mut is_late = false;
        while let Next::Key(key, at) = lexer.next_key()? {
            let is = |word: &str| key.eq_ignore_ascii_case(word);
            if is("node") || is("edge") {
                let place = Place { at, line: lexer.input.line(at) };
                open(lexer, key, at)?;
                if is("node") {
                    self.of_nodes.read(lexer, &mut record)?;
                    self.node(lexer.input, place, &mut record)?;
                } else {
                    self.of_edges.read(lexer, &mut record)?;
                    self.edge(lexer.input, place, &mut record)?;
                }
                continue;
            }
            match (key, lexer.json(key)?) {
                ("directed", Json::Number(number)) => {
                    self.is_directed = number.as_f64() != Some(0.0);
                    is_late |= self.draft.link_count() > 0;
                }
                ("multigraph", Json::Number(_)) => {}
                ("label", Json::String(title)) if label.is_none() => label = Some(title),
                ("name", Json::String(title)) if name.is_none() => name = Some(title),
                (names::KEY, Json::Object(fields)) => self.restored = Restored::of(&fields),
                (_, value) => lexer::add(facts, key, value),
            }
        }
        if is_late {
            self.direct_links();
        }
        if let (Some(_), Some(name)) = (&label, &name) {
            lexer::add(facts, "name", Json::from(name.as_str()));
        }
        if let Some(title) = label.or(name) {
            self.draft.set_title(&title);
        }
        Ok(())
    }

    /// The graph said whether its edges have a direction after some of them.
    fn direct_links(&mut self) {
        let mut decided = self.decided.iter().peekable();
        for link in (0..self.draft.link_count()).map(LinkIx::new) {
            if decided.next_if_eq(&&link).is_none() {
                *self.draft.link_fields(link).directed = self.is_directed;
            }
        }
    }

    fn node(&mut self, input: &Input<'_>, place: Place, record: &mut Vec<Attribute<'a>>) -> Result<(), ReadError> {
        let line = Some(place.line);
        let number = take(record, "id").and_then(|attribute| attribute.value.id());
        let id = match &self.restored.id {
            Some(name) => take(record, name).and_then(|attribute| attribute.value.id()).or_else(|| number.clone()),
            None => number.clone(),
        };
        let id = id.unwrap_or_else(|| self.id_for(record, line).into());
        input.check_name(place.at, &id, "the id of a node")?;
        let actor = self.draft.declare(&id, line, false).actor;
        if let Some(number) = number.filter(|_| self.restored.id.is_some()) {
            self.by_number.insert(number.into_owned(), actor);
        }
        let group = take(record, "gid").and_then(|attribute| attribute.value.id());
        if let Some(group) = group {
            let field = self.draft.actor_detail("parent", None);
            self.draft.put_actor(actor, field, Detail::Text(group.into_owned()), line);
            if !std::mem::replace(&mut self.told.groups, true) {
                let what = "Nodes are in groups; the id of its group is the detail \"parent\" of each";
                self.draft.warn(line, Warning::Reshaped { what: what.to_owned() });
            }
        }
        let mut words = None;
        for Attribute { name, number, value } in record.drain(..) {
            let value = match (name, value) {
                ("graphics", Value::Object(graphics)) => {
                    let Picture { place, size, colour, rest } = Picture::of_node(graphics);
                    if let Some((x, y)) = place {
                        self.draft.place(actor, x, y);
                    }
                    self.draft.looks().set_actor_size(actor, size);
                    if let Some(colour) = colour {
                        self.draft.colour_actor(actor, colour);
                    }
                    Value::Object(rest)
                }
                ("LabelGraphics", Value::Object(mut graphics)) => {
                    words = taken_text(&mut graphics);
                    Value::Object(graphics)
                }
                (_, value) => value,
            };
            let Some(value) = self.detail(value, line) else { continue };
            let (draft, restored) = (&mut *self.draft, &self.restored);
            let field = self.of_nodes.field(number, || match (restored.node.name(name), restored.node.kind(name)) {
                (None, None) => draft.actor_field(name, None),
                (known, kind) => draft.actor_detail(known.unwrap_or(name), kind),
            });
            let value = self.restored.node.restored(name, value);
            self.draft.put_actor(actor, field, value, line);
        }
        if let Some(words) = words {
            self.draft.put_actor(actor, Field::Label, Detail::Text(words), line);
        }
        Ok(())
    }

    /// An id for a node that the file gives none: its label where that is free.
    fn id_for(&mut self, record: &[Attribute<'a>], line: Option<u32>) -> String {
        let label = record.iter().find(|attribute| attribute.name == "label");
        let label = label.and_then(|attribute| attribute.value.text()).filter(|label| !label.is_empty());
        let id = match label.filter(|label| self.draft.find(label).is_none()) {
            Some(label) => label.to_owned(),
            None => {
                let count = self.draft.actor_count();
                let free = (count + 1..).map(|number| format!("node {number}"));
                free.into_iter().find(|id| self.draft.find(id).is_none()).expect("numbers do not end")
            }
        };
        let what = format!("A node has no id; \"{}\" serves as one", short(&id));
        self.draft.warn(line, Warning::Repaired { what });
        id
    }

    fn edge(&mut self, input: &Input<'_>, place: Place, record: &mut Vec<Attribute<'a>>) -> Result<(), ReadError> {
        let line = Some(place.line);
        let mut end = |name: &str| take(record, name).and_then(|attribute| attribute.value.id());
        let (source, target) = (end("source"), end("target"));
        let (Some(source), Some(target)) = (&source, &target) else {
            let missing = match (&source, &target) {
                (None, None) => "neither a source nor a target",
                (None, _) => "no source",
                _ => "no target",
            };
            self.draft.skip_link(line, format!("An edge has {missing}"));
            return Ok(());
        };
        let (source, target) = (self.end(input, place, source)?, self.end(input, place, target)?);
        let id = take(record, "id").and_then(|attribute| attribute.value.id());
        let own = take(record, "directed").and_then(|attribute| attribute.value.number()).map(|flag| flag != 0.0);
        if let Some(id) = &id {
            input.check_name(place.at, id, "the id of an edge")?;
        }
        let link = self.draft.link(source, target, id.as_deref(), own.unwrap_or(self.is_directed), line);
        if own.is_some() {
            self.decided.push(link);
        }
        let mut words = None;
        let has_weight = record.iter().any(|attribute| attribute.name == "weight");
        for Attribute { name, number, value } in record.drain(..) {
            let value = match (name, value) {
                ("graphics", Value::Object(graphics)) => {
                    let Picture { colour, rest, .. } = Picture::of_edge(graphics);
                    if colour.is_some() {
                        self.draft.looks().set_link_colour(link, colour);
                    }
                    Value::Object(rest)
                }
                ("LabelGraphics", Value::Object(mut graphics)) => {
                    words = taken_text(&mut graphics);
                    Value::Object(graphics)
                }
                // Gephi gives edges their colour so.
                ("fill", value) => match value.text().and_then(css_colour) {
                    Some(colour) => {
                        self.draft.looks().set_link_colour(link, Some(colour));
                        continue;
                    }
                    None => value,
                },
                (_, value) => value,
            };
            let is_weight = name == "value" && !has_weight && value.number().is_some_and(f64::is_finite);
            let Some(value) = self.detail(value, line) else { continue };
            if is_weight {
                self.draft.put_link(link, Field::Weight, value, line);
                if !std::mem::replace(&mut self.told.value_is_weight, true) {
                    let what = "The \"value\" of edges was taken for their weight, as Gephi writes it";
                    self.draft.warn(line, Warning::Guessed { what: what.to_owned() });
                }
                continue;
            }
            let (draft, restored) = (&mut *self.draft, &self.restored);
            let field = self.of_edges.field(number, || match (restored.edge.name(name), restored.edge.kind(name)) {
                (None, None) => draft.link_field(name, None),
                (known, kind) => draft.link_detail(known.unwrap_or(name), kind),
            });
            let value = self.restored.edge.restored(name, value);
            self.draft.put_link(link, field, value, line);
        }
        if let Some(words) = words {
            let field = self.draft.link_field("label", None);
            self.draft.put_link(link, field, Detail::Text(words), line);
        }
        Ok(())
    }

    fn end(&mut self, input: &Input<'_>, place: Place, id: &str) -> Result<ActorIx, ReadError> {
        input.check_name(place.at, id, "the id of a node")?;
        Ok(match self.by_number.get(id) {
            Some(actor) => *actor,
            None => self.draft.mention(id, Some(place.line)),
        })
    }

    /// The value as a detail; `None` where nothing is left in it.
    fn detail(&mut self, value: Value<'a>, line: Option<u32>) -> Option<Detail> {
        match &value {
            Value::Object(object) if object.is_empty() => return None,
            Value::One(lexer::Value::Digits(digits)) => {
                let digits = (*digits).to_owned();
                if !std::mem::replace(&mut self.told.digits, true) {
                    let what = format!(
                        "The number {} has more digits than a number can hold here; such numbers are kept as texts",
                        short(&digits)
                    );
                    self.draft.warn(line, Warning::Reshaped { what });
                }
                return Some(Detail::Text(digits));
            }
            _ => {}
        }
        Some(value.detail())
    }
}

/// Takes the words out of what yEd says about a label.
fn taken_text(graphics: &mut Map<String, Json>) -> Option<String> {
    let text = graphics.get("text")?.as_str()?.to_owned();
    graphics.retain(|name, _| name != "text");
    Some(text)
}

/// Takes an attribute out of a record.
fn take<'a>(record: &mut Vec<Attribute<'a>>, name: &str) -> Option<Attribute<'a>> {
    let place = record.iter().position(|attribute| attribute.name == name)?;
    Some(record.remove(place))
}
