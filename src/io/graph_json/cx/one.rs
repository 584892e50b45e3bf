//! CX version 1: nodes, edges, their attributes with data types, places, and what edges and nodes rest on.
//!
//! Edges run from source to target. Styles of Cytoscape and aspects that are not known are left out, which is told.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::super::looks::number_of;
use super::super::records::{Attributes, checked_key, fill_actor, fill_link, keep_fact, key_of, read_sound};
use super::aspects::{Aspects, Implied, id_of, kind_of_type, value_of_type};
use super::by_id::ById;
use super::citations;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Piece, Shape};
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Value, Warning};

/// Aspects that are read, or that hold nothing about actors and links.
const KNOWN: [&str; 19] = [
    "numberVerification",
    "metaData",
    "status",
    "networkAttributes",
    "nodes",
    "edges",
    "nodeAttributes",
    "edgeAttributes",
    "cartesianLayout",
    "citations",
    "supports",
    "nodeCitations",
    "edgeCitations",
    "nodeSupports",
    "edgeSupports",
    "@context",
    "ndexStatus",
    "provenanceHistory",
    "cyTableColumn",
];

/// The edges of a file by their ids.
pub(super) type Edges<'s> = ById<'s, LinkIx>;

pub(super) fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let aspects = Aspects::of(input, root)?;
        about(input, draft, &aspects)?;
        let nodes = nodes(input, draft, &aspects)?;
        let (edges, by_id) = edges(input, draft, &aspects)?;
        node_attributes(input, draft, &aspects)?;
        edge_attributes(input, draft, &aspects, &by_id)?;
        places(input, draft, &aspects)?;
        citations::read(input, draft, &aspects, &by_id)?;
        aspects.check_counts(input, draft, &[("nodes", nodes), ("edges", edges)]);
        aspects.tell_others(input, draft, &KNOWN);
        aspects.check_status(input)
    })
}

/// What the file says about itself.
fn about(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Result<(), ReadError> {
    aspects.each(input, "networkAttributes", |_, _, record, _| {
        let (Some(name), Some(value)) = (record.get("n").and_then(Piece::text), record.get("v")) else { return Ok(()) };
        let data_type = record.get("d").and_then(Piece::text).unwrap_or(Cow::Borrowed("string"));
        match value_of_type(value, &data_type) {
            Some(Value::Text(title)) if name == "name" => draft.set_title(&title),
            Some(Value::Text(text)) => draft.keep_fact(&name, Json::from(text)),
            Some(Value::YesNo(yes)) => draft.keep_fact(&name, Json::from(yes)),
            Some(Value::WholeNumber(number)) => draft.keep_fact(&name, Json::from(number)),
            Some(Value::Number(number)) => draft.keep_fact(&name, Json::from(number)),
            Some(Value::Other(json)) => draft.keep_fact(&name, json),
            Some(_) => draft.keep_fact(&name, value.json()),
            None => {}
        }
        Ok(())
    })?;
    for fact in ["@context", "ndexStatus", "provenanceHistory"] {
        for member in aspects.named(fact) {
            keep_fact(input, draft, member);
        }
    }
    Ok(())
}

fn nodes(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Result<usize, ReadError> {
    let mut beside = Attributes::new();
    aspects.each(input, "nodes", |input, item, record, path| {
        let key = id_of(input, item, record, "@id", path)?;
        let line = Some(input.line(item.at()));
        let actor = draft.declare(&key, line, false).actor;
        if let Some(name) = record.get("n") {
            fill_actor(input, draft, actor, Field::Label, name);
        }
        if let Some(represents) = record.get("r") {
            let field = draft.actor_detail("represents", None);
            fill_actor(input, draft, actor, field, represents);
        }
        beside.fill_actor(input, draft, actor, record.members().iter().copied(), &["@id", "n", "r"]);
        Ok(())
    })
}

fn edges<'s>(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'s>) -> Result<(usize, Edges<'s>), ReadError> {
    let mut beside = Attributes::new();
    let mut by_id = Edges::new();
    let count = aspects.each(input, "edges", |input, item, record, path| {
        let line = Some(input.line(item.at()));
        let mut end = |name: &str| -> Result<ActorIx, ReadError> {
            let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
                return Err(input.broken(item.at(), format!("{} has no \"{name}\".", path()), "a link needs two ends"));
            };
            let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
            Ok(draft.mention(&key, line))
        };
        let (source, target) = (end("s")?, end("t")?);
        let id = match record.get("@id") {
            Some(id) => checked_key(input, id, "the id of an edge")?,
            None => None,
        };
        let link = draft.link(source, target, id.as_deref(), true, line);
        if let Some(id) = id {
            by_id.add(id, link);
        }
        if let Some(interaction) = record.get("i") {
            fill_link(input, draft, link, Field::Kind, interaction);
        }
        beside.fill_link(input, draft, link, record.members().iter().copied(), &["@id", "s", "t", "i"]);
        Ok(())
    })?;
    Ok((count, by_id))
}

/// An attribute: of which elements, its name, its data type and its value.
struct Told<'s> {
    owners: Vec<Piece<'s>>,
    name: Cow<'s, str>,
    data_type: Cow<'s, str>,
    value: Piece<'s>,
}

fn each_attribute<'s>(
    input: &mut Input<'_>,
    aspects: &Aspects<'s>,
    aspect: &str,
    mut take: impl FnMut(&mut Input<'_>, &Told<'s>, Option<u32>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    aspects.each(input, aspect, |input, item, record, path| {
        let line = Some(input.line(item.at()));
        let (Some(owner), Some(name)) = (record.get("po"), record.get("n").and_then(Piece::text)) else {
            let what = format!("{} does not say of what it is (\"po\") or how it is called (\"n\").", path());
            return Err(input.broken(item.at(), what, "an attribute without owner or name"));
        };
        let Some(value) = record.get("v").filter(|value| !value.is_null()) else { return Ok(()) };
        let owners = if owner.is_list() { owner.items().collect() } else { vec![owner] };
        let data_type = record.get("d").and_then(Piece::text).unwrap_or(Cow::Borrowed("string"));
        take(input, &Told { owners, name, data_type, value }, line)
    })?;
    Ok(())
}

fn node_attributes<'s>(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'s>) -> Result<(), ReadError> {
    let mut fields: HashMap<Cow<'s, str>, Field> = HashMap::new();
    let mut implied = Implied::default();
    each_attribute(input, aspects, "nodeAttributes", |input, told, line| {
        let kind = kind_of_type(&told.data_type);
        let field = *fields.entry(told.name.clone()).or_insert_with(|| draft.actor_field(&told.name, kind));
        let Some(value) = value_of_type(told.value, &told.data_type) else { return Ok(()) };
        for (number, owner) in told.owners.iter().enumerate() {
            if number > 0 {
                implied.spend(input, told.value.at(), told.value.raw().len())?;
            }
            let key = checked_key(input, *owner, "the id of a node")?.unwrap_or_default();
            let actor = draft.mention(&key, line);
            // A node has its label from elsewhere, so an attribute of that name is a detail.
            let field = match field {
                Field::Label => draft.actor_detail(&told.name, kind),
                field => field,
            };
            draft.put_actor(actor, field, value.clone(), line);
        }
        Ok(())
    })
}

fn edge_attributes<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    aspects: &Aspects<'s>,
    by_id: &Edges<'s>,
) -> Result<(), ReadError> {
    let mut fields: HashMap<Cow<'s, str>, Field> = HashMap::new();
    let mut implied = Implied::default();
    each_attribute(input, aspects, "edgeAttributes", |input, told, line| {
        let kind = kind_of_type(&told.data_type);
        let field = *fields.entry(told.name.clone()).or_insert_with(|| match draft.link_field(&told.name, kind) {
            // An edge has its type from elsewhere.
            Field::Kind => draft.link_detail(&told.name, kind),
            field => field,
        });
        let Some(value) = value_of_type(told.value, &told.data_type) else { return Ok(()) };
        for (number, owner) in told.owners.iter().enumerate() {
            if number > 0 {
                implied.spend(input, told.value.at(), told.value.raw().len())?;
            }
            match key_of(*owner).and_then(|key| by_id.get(&key)) {
                // What Linklore writes for links without a direction.
                Some(link) if told.name == "directed" && matches!(value, Value::YesNo(_)) => {
                    *draft.link_fields(link).directed = value == Value::YesNo(true);
                }
                Some(link) => draft.put_link(link, field, value.clone(), line),
                None => tell_unknown_edge(draft, *owner, "an attribute", line),
            }
        }
        Ok(())
    })
}

/// Something is said of an edge that is not in the file.
pub(super) fn tell_unknown_edge(draft: &mut Draft, id: Piece<'_>, what: &str, line: Option<u32>) {
    let what = format!("{what} of the edge {}, which is not in this file", short(id.raw()));
    draft.warn(line, Warning::LeftOut { what });
}

fn places(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Result<(), ReadError> {
    let (mut view, mut others) = (None, false);
    aspects.each(input, "cartesianLayout", |input, item, record, path| {
        let key = id_of(input, item, record, "node", path)?;
        let this = record.get("view").and_then(key_of);
        if *view.get_or_insert_with(|| this.clone()) != this {
            if !std::mem::replace(&mut others, true) {
                let line = input.line(item.at());
                draft.warn(Some(line), Warning::LeftOut { what: "further layouts of the same nodes".to_owned() });
            }
            return Ok(());
        }
        let line = input.line(item.at());
        let place = record.get("x").and_then(number_of).zip(record.get("y").and_then(number_of));
        let actor = draft.mention(&key, Some(line));
        if let Some((x, y)) = place {
            draft.place(actor, x, y);
        }
        if let Some(z) = record.get("z").filter(|z| z.number().is_some_and(|z| z != 0.0)) {
            let field = draft.actor_detail("z", None);
            fill_actor(input, draft, actor, field, z);
        }
        Ok(())
    })?;
    Ok(())
}
