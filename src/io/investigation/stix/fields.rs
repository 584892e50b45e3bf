//! Which fields of an object of STIX are read as what. A field that has not the form that is read for it stays a detail.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::types::is_reference;
use super::vocabulary::OWN;
use crate::io::investigation::objects::{Object, taken};

/// Properties of our own that are fields; all others are details.
pub const OWN_FIELDS: [&str; 10] =
    ["id", "type", "label", "aliases", "note", "evidence", "when", "weight", "directed", "supplied"];

/// Whether an object is read as a link. A sighting that tells neither where nor whose it is has only one end.
pub fn is_link(object: &Object) -> bool {
    match object.text("type") {
        "relationship" => true,
        "sighting" => ["where_sighted_refs", "created_by_ref"].iter().any(|name| !object.texts(name).is_empty()),
        _ => false,
    }
}

/// Whether a value is a text or a list of nothing but texts.
pub fn are_texts(value: &Json) -> bool {
    value.is_string() || value.as_array().is_some_and(|items| items.iter().all(Json::is_string))
}

pub fn are_objects(value: &Json) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Json::is_object))
}

/// A field that is a text or a list of nothing but texts; empty where it is anything else.
pub fn texts<'o>(object: &'o Object, name: &str) -> Vec<&'o str> {
    if object.fields.get(name).is_some_and(are_texts) { object.texts(name) } else { Vec::new() }
}

/// The details of an object, of which lists and objects are taken out of it.
pub fn take_details(object: &mut Object) -> Vec<(String, Json)> {
    let names: Vec<String> = details(object).map(|(name, _)| name.clone()).collect();
    let value = |name: &String| object.fields.get_mut(name).map(taken).unwrap_or_default();
    let values: Vec<Json> = names.iter().map(value).collect();
    names.into_iter().zip(values).collect()
}

/// Properties that are details: not what has a place of its own and the form for it, what we had to make up, or what refers.
pub fn details(object: &Object) -> impl Iterator<Item = (&String, &Json)> {
    let supplied: HashSet<&str> = object.texts("x_linklore_supplied").into_iter().collect();
    let is_field = |name: &str, value: &Json| match name.strip_prefix(OWN) {
        Some("weight") => false,
        Some("note") => false,
        // What is no evidence of ours stays as it is.
        Some("evidence") => value.is_array(),
        Some("aliases" | "supplied") => are_texts(value),
        Some("directed") => value.is_boolean(),
        Some(own) => OWN_FIELDS.contains(&own) && value.is_string(),
        None => match name {
            "type" | "id" | "name" | "description" => value.is_string(),
            "aliases" => are_texts(value),
            "external_references" => are_objects(value),
            // Told once for all.
            "granular_markings" => true,
            _ => is_reference(name) && are_texts(value),
        },
    };
    object.fields.iter().filter(move |(name, value)| !is_field(name, value) && !supplied.contains(name.as_str()))
}
