//! The style of a view, rules apart: from record to model and back. What is not understood, or speaks of nobody in the file, is
//! kept in the shape of the file.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use super::borrowed::Raw;
use super::records::{ActorStyleRecord, Fields, LinkStyleRecord, Pairs, StyleRecord};
use super::rules;
use super::take::as_text;
use super::view::{keep, shortest};
use crate::model::{Colour, Graph, LinkIx, View, Warning};

/// Reads the style into `view`, and returns what is kept as it is; what there is to say goes to `warn`.
pub fn read(style: &RawValue, graph: &Graph, view: &mut View, warn: &mut dyn FnMut(Warning)) -> Json {
    let View { looks, looks_shown, styling, .. } = view;
    let Some(StyleRecord { actors, links, shown: written, rules, extras }) = parsed(style) else {
        let raw: Json = parsed(style).unwrap_or_default();
        warn(not_understood("the view", "style", &raw));
        return raw;
    };
    let mut kept = extras;
    for field in kept.keys() {
        warn(Warning::UnknownField { record: "the style", field: field.clone() });
    }
    let mut leftovers = Fields::new();
    let mut unknown_fields = BTreeSet::new();
    let mut warn_field = |field: &String, record: &'static str, warn: &mut dyn FnMut(Warning)| {
        if unknown_fields.insert((record, field.clone())) {
            warn(Warning::UnknownField { record, field: field.clone() });
        }
    };
    if let Some(actors) = actors {
        let mut rest = Fields::new();
        let all = entries(&actors, "actors", &mut leftovers, warn);
        for (key, raw) in all {
            let Some(actor) = graph.actor_by_key(&key) else {
                warn(Warning::ViewOfUnknownActor { actor: key.clone() });
                rest.insert(key, parsed(&raw).unwrap_or_default());
                continue;
            };
            let owner = || format!("actor \"{key}\"");
            let Some(ActorStyleRecord { colour, size, mut extras }) = parsed(&raw) else {
                keep_odd(&mut rest, &raw, &key, &owner(), warn);
                continue;
            };
            extras.keys().for_each(|field| warn_field(field, "the style of actors", warn));
            looks.set_actor_colour(actor, understood(colour, "colour", to_colour, owner, &mut extras, warn));
            looks.set_actor_size(actor, understood(size, "size", to_size, owner, &mut extras, warn));
            keep(&mut rest, &key, Json::Object(extras));
        }
        keep(&mut leftovers, "actors", Json::Object(rest));
    }
    if let Some(links) = links {
        let mut rest = Fields::new();
        let all = entries(&links, "links", &mut leftovers, warn);
        let by_key: BTreeMap<&str, LinkIx> = if all.is_empty() {
            BTreeMap::new()
        } else {
            graph.links().map(|(ix, link)| (link.key.as_str(), ix)).collect()
        };
        for (key, raw) in all {
            let Some(&link) = by_key.get(key.as_str()) else {
                warn(Warning::ViewOfUnknownLink { link: key.clone() });
                rest.insert(key, parsed(&raw).unwrap_or_default());
                continue;
            };
            let owner = || format!("link \"{key}\"");
            let Some(LinkStyleRecord { colour, mut extras }) = parsed(&raw) else {
                keep_odd(&mut rest, &raw, &key, &owner(), warn);
                continue;
            };
            extras.keys().for_each(|field| warn_field(field, "the style of links", warn));
            looks.set_link_colour(link, understood(colour, "colour", to_colour, owner, &mut extras, warn));
            keep(&mut rest, &key, Json::Object(extras));
        }
        keep(&mut leftovers, "links", Json::Object(rest));
    }
    let owner = || "the style".to_owned();
    *looks_shown = understood(written, "shown", Json::as_bool, owner, &mut leftovers, warn).unwrap_or(true);
    if let Some(raw) = rules {
        keep(&mut leftovers, "rules", rules::read(&raw, styling, warn));
    }
    kept.extend(leftovers);
    Json::Object(kept)
}

/// The style in the shape of the file: actors and links in the order of the graph. Empty where there is nothing to say.
pub fn to_json(view: &View, graph: &Graph) -> Json {
    let View { looks, looks_shown, styling, .. } = view;
    let mut style = Fields::new();
    if !looks.is_blank() {
        let mut actors = Fields::new();
        for (ix, actor) in graph.actors() {
            let mut fields = Fields::new();
            if let Some(colour) = looks.actor_colour(ix) {
                fields.insert("colour".to_owned(), json!(colour.to_hex()));
            }
            if let Some(size) = looks.actor_size(ix) {
                fields.insert("size".to_owned(), shortest(size));
            }
            keep(&mut actors, &actor.key, Json::Object(fields));
        }
        let coloured = graph.links().filter_map(|(ix, link)| Some((link, looks.link_colour(ix)?)));
        let links: Fields =
            coloured.map(|(link, colour)| (link.key.to_string(), json!({"colour": colour.to_hex()}))).collect();
        keep(&mut style, "actors", Json::Object(actors));
        keep(&mut style, "links", Json::Object(links));
    }
    if !looks_shown {
        style.insert("shown".to_owned(), Json::Bool(false));
    }
    keep(&mut style, "rules", rules::to_json(styling));
    Json::Object(style)
}

/// The value of a part of the file that is known to be sound JSON; `None` where it is of another sort.
pub(super) fn parsed<T: DeserializeOwned>(raw: &RawValue) -> Option<T> {
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    // How deep it goes was checked for the whole file.
    deserializer.disable_recursion_limit();
    T::deserialize(&mut deserializer).ok()
}

/// The entries of a list of the style; what is no such list is kept.
fn entries(
    raw: &RawValue,
    list: &'static str,
    leftovers: &mut Fields,
    warn: &mut dyn FnMut(Warning),
) -> Vec<(String, Box<RawValue>)> {
    if let Some(Pairs(entries)) = parsed(raw) {
        return entries;
    }
    let value: Json = parsed(raw).unwrap_or_default();
    warn(not_understood("the style", list, &value));
    leftovers.insert(list.to_owned(), value);
    Vec::new()
}

/// Keeps an entry that is no object.
fn keep_odd(rest: &mut Fields, raw: &RawValue, key: &str, owner: &str, warn: &mut dyn FnMut(Warning)) {
    let value: Json = parsed(raw).unwrap_or_default();
    warn(not_understood(owner, "style", &value));
    rest.insert(key.to_owned(), value);
}

/// A value of a known sort; what is not goes to the extras as it is, with a warning.
fn understood<T>(
    raw: Option<Json>,
    field: &'static str,
    understand: impl Fn(&Json) -> Option<T>,
    owner: impl Fn() -> String,
    extras: &mut Fields,
    warn: &mut dyn FnMut(Warning),
) -> Option<T> {
    let raw = raw?;
    let understood = understand(&raw);
    if understood.is_none() {
        warn(not_understood(&owner(), field, &raw));
        extras.insert(field.to_owned(), raw);
    }
    understood
}

pub(super) fn not_understood(owner: &str, field: &'static str, value: &Json) -> Warning {
    Warning::ValueNotUnderstood { owner: owner.to_owned(), field, value: as_text(&Raw::from(value)) }
}

fn to_colour(value: &Json) -> Option<Colour> {
    value.as_str().and_then(Colour::from_hex)
}

fn to_size(value: &Json) -> Option<f32> {
    value.as_f64().map(|size| size as f32).filter(|size| size.is_finite() && *size > 0.0)
}
