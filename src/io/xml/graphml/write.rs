//! Writing GraphML that networkx, igraph and Gephi read: a typed key for every attribute, and what GraphML has no place for
//! as attributes too (see `carry`).
//!
//! Three attributes are added to keys, in the namespace `urn:linklore`, so that reading gives back what was written:
//! - `kind`: the kind of a detail that GraphML has no type for. Dates stand as text, lists and mixed values as JSON.
//! - `detail`: the name of a detail whose key has, or may be taken for, something else.
//! - `view`: a part of the picture. Places, colours and sizes stand in keys called `x`, `y`, `r`, `g`, `b` and `size`, as
//!   Gephi writes them: y grows upwards, colours go from 0 to 255. Where a detail of that name says the same, it is the key.

use std::io;

use serde_json::Value as Json;

use super::OURS;
use super::key::Part;
use crate::io::carry::{Attribute, Holds, Own, actor_attributes, link_attributes, losses, tell_of_nameless};
use crate::io::xml::ids::Ids;
use crate::io::xml::pen::Pen;
use crate::model::{ActorIx, Colour, ColumnKind, Graph, LinkIx, LoadReport, Value, View, Warning};

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { created: true, ..Holds::MOST };
    let mut report = losses(graph, view, holds);
    tell_of_nameless(graph, &mut report);
    let ids = Ids::of(graph);
    let actors: Vec<ActorIx> = graph.actors().map(|(actor, _)| actor).collect();
    let links: Vec<LinkIx> = graph.links().map(|(link, _)| link).collect();
    let part_of_actor = |part: Part, actor: ActorIx| part_of_actor(view, part, actor);
    let part_of_link = |part: Part, link: LinkIx| part_of_colour(part, view.looks.link_colour(link)?);
    let of_actor = |attribute: &Attribute, actor: ActorIx| attribute.of_actor(graph, actor);
    let of_link = |attribute: &Attribute, link: LinkIx| attribute.of_link(graph, link);
    let node_keys = Key::list(actor_attributes(graph, Own::default()), &actors, of_actor, part_of_actor);
    let edge_keys = Key::list(link_attributes(graph, Own::default()), &links, of_link, part_of_link);
    let facts = facts_of(graph);

    let mut pen = Pen::new(out);
    pen.open("graphml")?;
    pen.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
    pen.attribute("xmlns:linklore", OURS);
    for (position, fact) in facts.iter().enumerate() {
        fact.declare(&mut pen, position)?;
    }
    for (domain, keys) in [("node", &node_keys), ("edge", &edge_keys)] {
        for (position, key) in keys.iter().enumerate() {
            key.declare(&mut pen, domain, position)?;
        }
    }
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let mostly_directed = 2 * directed > graph.link_count();
    pen.open("graph")?;
    if let Some(Json::String(id)) = imported(graph, "id") {
        pen.attribute("id", id);
    }
    pen.attribute("edgedefault", if mostly_directed { "directed" } else { "undirected" });
    pen.number("parse.nodes", graph.actor_count());
    pen.number("parse.edges", graph.link_count());
    for (position, fact) in facts.iter().enumerate() {
        write_data(&mut pen, "g", position, &fact.text)?;
    }
    for actor in actors {
        pen.open("node")?;
        pen.attribute("id", ids.of_actor(actor));
        for (position, key) in node_keys.iter().enumerate() {
            if let Some(text) = key.text(actor, of_actor, part_of_actor) {
                write_data(&mut pen, "n", position, &text)?;
            }
        }
        pen.close();
    }
    for link in links {
        let (source, target) = graph.ends(link);
        let directed = graph.link(link).directed;
        pen.open("edge")?;
        pen.attribute("id", ids.of_link(link));
        pen.attribute("source", ids.of_actor(source));
        pen.attribute("target", ids.of_actor(target));
        if directed != mostly_directed {
            pen.number("directed", directed);
        }
        for (position, key) in edge_keys.iter().enumerate() {
            if let Some(text) = key.text(link, of_link, part_of_link) {
                write_data(&mut pen, "e", position, &text)?;
            }
        }
        pen.close();
    }
    let lost = pen.finish()? + ids.changed;
    if lost > 0 {
        let what = format!("{lost} control characters, which XML cannot hold; \u{fffd} stands in their place");
        report.push(None, Warning::NotWritten { what });
    }
    Ok(report)
}

fn write_data(pen: &mut Pen<'_>, class: &str, position: usize, text: &str) -> io::Result<()> {
    pen.open("data")?;
    pen.number("key", format_args!("{class}{position}"));
    pen.text(text);
    pen.close();
    Ok(())
}

/// A key, and where its values come from.
struct Key {
    name: String,
    type_name: &'static str,
    attribute: Option<Attribute>,
    part: Option<(Part, &'static str)>,
}

impl Key {
    /// The keys for attributes and for the parts of the picture that some record has.
    fn list<I: Copy>(
        attributes: Vec<Attribute>,
        records: &[I],
        value: impl Fn(&Attribute, I) -> Option<Value>,
        part_value: impl Fn(Part, I) -> Option<f32>,
    ) -> Vec<Self> {
        let mut keys: Vec<Self> = attributes
            .into_iter()
            .map(|attribute| Self {
                name: attribute.name.clone(),
                type_name: type_name(attribute.kind),
                attribute: Some(attribute),
                part: None,
            })
            .collect();
        for (part, name) in Part::ALL {
            if records.iter().all(|record| part_value(part, *record).is_none()) {
                continue;
            }
            let namesake = keys.iter().position(|key| key.name == name);
            let says_the_same = |attribute: &Attribute| {
                let number = |record: I| match value(attribute, record) {
                    None => Some(None),
                    Some(Value::Number(number)) => Some(Some(number as f32)),
                    Some(Value::WholeNumber(number)) => Some(Some(number as f32)),
                    Some(_) => None,
                };
                records.iter().all(|record| number(*record) == Some(part_value(part, *record)))
            };
            if let Some(namesake) = namesake {
                let key = &mut keys[namesake];
                if key.attribute.as_ref().is_some_and(says_the_same) {
                    key.part = Some((part, name));
                    continue;
                }
                let numbered = (2..).map(|number| format!("{name} ({number})"));
                let free = numbered.into_iter().find(|name| keys.iter().all(|key| key.name != *name));
                keys[namesake].name = free.expect("numbers do not end");
            }
            let is_fraction = matches!(part, Part::X | Part::Y | Part::Size);
            keys.push(Self {
                name: name.to_owned(),
                type_name: if is_fraction { "double" } else { "int" },
                attribute: None,
                part: Some((part, name)),
            });
        }
        keys
    }

    fn declare(&self, pen: &mut Pen<'_>, domain: &str, position: usize) -> io::Result<()> {
        let Self { name, type_name, attribute, part } = self;
        pen.open("key")?;
        pen.number("id", format_args!("{}{position}", &domain[..1]));
        pen.attribute("for", domain);
        pen.attribute("attr.name", name);
        pen.attribute("attr.type", type_name);
        if let Some(attribute) = attribute {
            if let Some(kind) = hint(attribute.kind) {
                pen.attribute("linklore:kind", kind);
            }
            // Names under which readers look for something else than a detail.
            let means_more = |name: &str| matches!(name, "labels" | "visone.direction") || part.is_some();
            if let Some(detail) = attribute.detail()
                && (detail != name || attribute.looks_like_a_field() || means_more(detail))
            {
                pen.attribute("linklore:detail", detail);
            }
        }
        if let Some((_, part)) = part {
            pen.attribute("linklore:view", part);
        }
        pen.close();
        Ok(())
    }

    fn text<I: Copy>(
        &self,
        record: I,
        value: impl Fn(&Attribute, I) -> Option<Value>,
        part_value: impl Fn(Part, I) -> Option<f32>,
    ) -> Option<String> {
        match (&self.attribute, self.part) {
            (Some(attribute), _) => value(attribute, record).map(|value| text_of(&value)),
            (None, Some((part, _))) => part_value(part, record).map(|number| number.to_string()),
            (None, None) => None,
        }
    }
}

/// Something that the graph says about itself.
struct Fact<'g> {
    name: &'g str,
    type_name: &'static str,
    hint: Option<&'static str>,
    /// Whether it must not be taken for the title.
    is_detail: bool,
    text: String,
}

fn imported<'g>(graph: &'g Graph, name: &str) -> Option<&'g Json> {
    graph.extras.get("imported")?.as_object()?.get(name)
}

fn facts_of(graph: &Graph) -> Vec<Fact<'_>> {
    let own = [("title", &graph.title), ("created", &graph.created)];
    let own = own.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| Fact {
        name,
        type_name: "string",
        hint: None,
        is_detail: false,
        text: text.clone(),
    });
    let facts = graph.extras.get("imported").and_then(Json::as_object).into_iter().flatten();
    let facts = facts.filter(|(name, value)| !(*name == "id" && value.is_string())).map(|(name, value)| {
        let (type_name, hint) = match value {
            Json::String(_) => ("string", None),
            Json::Bool(_) => ("boolean", None),
            Json::Number(number) if number.is_i64() => ("long", None),
            Json::Number(number) if number.is_f64() => ("double", None),
            _ => ("string", Some(ColumnKind::Mixed.name())),
        };
        let is_detail = ["title", "name", "label", "created"].iter().any(|known| name.eq_ignore_ascii_case(known));
        let text = match value {
            Json::String(text) => text.clone(),
            value => value.to_string(),
        };
        Fact { name, type_name, hint, is_detail, text }
    });
    own.chain(facts).collect()
}

impl Fact<'_> {
    fn declare(&self, pen: &mut Pen<'_>, position: usize) -> io::Result<()> {
        pen.open("key")?;
        pen.number("id", format_args!("g{position}"));
        pen.attribute("for", "graph");
        pen.attribute("attr.name", self.name);
        pen.attribute("attr.type", self.type_name);
        if let Some(hint) = self.hint {
            pen.attribute("linklore:kind", hint);
        }
        if self.is_detail {
            pen.attribute("linklore:detail", self.name);
        }
        pen.close();
        Ok(())
    }
}

fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Number => "double",
        ColumnKind::WholeNumber => "long",
        ColumnKind::YesNo => "boolean",
        ColumnKind::Text | ColumnKind::Date | ColumnKind::TextList | ColumnKind::Mixed => "string",
    }
}

/// The kind, where the type does not say it.
fn hint(kind: ColumnKind) -> Option<&'static str> {
    matches!(kind, ColumnKind::Date | ColumnKind::TextList | ColumnKind::Mixed).then(|| kind.name())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Number(number) => format!("{number:?}"),
        Value::WholeNumber(number) => number.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::TextList(texts) => Json::from(texts.clone()).to_string(),
        // A text among other values needs its quotes only where it would be taken for one of them.
        Value::Other(Json::String(text)) if serde_json::from_str::<Json>(text).is_err() => text.clone(),
        Value::Other(json) => json.to_string(),
    }
}

fn part_of_actor(view: &View, part: Part, actor: ActorIx) -> Option<f32> {
    match part {
        Part::X => view.positions.get(actor).map(|place| place.x),
        // Up is more there and less here. Zero has no sign.
        Part::Y => view.positions.get(actor).map(|place| 0.0 - place.y),
        Part::Size => view.looks.actor_size(actor),
        Part::Red | Part::Green | Part::Blue | Part::Opacity => part_of_colour(part, view.looks.actor_colour(actor)?),
    }
}

fn part_of_colour(part: Part, colour: Colour) -> Option<f32> {
    match part {
        Part::Red => Some(f32::from(colour.r)),
        Part::Green => Some(f32::from(colour.g)),
        Part::Blue => Some(f32::from(colour.b)),
        Part::Opacity => (colour.a < u8::MAX).then(|| f32::from(colour.a)),
        Part::X | Part::Y | Part::Size => None,
    }
}
