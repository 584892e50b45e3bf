//! Pairs of actors of which the analyst said that they are different. It stands in the record of one of them, in the field
//! `different_from`: the ids of the others. It stays true when one of the two is merged into a third, because what was merged
//! keeps its record, and is found there under its old id.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;

use crate::model::{Actor, ActorIx, Graph, Rest};

/// The field of an actor's record with the ids of actors from which it is different.
pub const DIFFERENT_FROM: &str = "different_from";
/// The field of an actor's record with the actors that were merged into it; each has its own record as `actor`.
pub const MERGED: &str = "merged";

/// What records say about who is different, and who became part of whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The pairs that are said to be different, the first in the file first.
    pub different: BTreeSet<(ActorIx, ActorIx)>,
    merged: HashMap<String, ActorIx>,
}

impl Said {
    /// Looks into every record.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let mut said: Vec<(ActorIx, String)> = Vec::new();
        let mut merged: HashMap<String, ActorIx> = HashMap::new();
        for (ix, actor) in graph.actors().filter(|(_, actor)| !actor.extras.is_empty()) {
            for (name, value) in actor.extras.fields() {
                collect(ix, &name, &value, &mut said, &mut merged);
            }
        }
        let pairs = said.into_iter().filter_map(|(one, key)| {
            let other = graph.actor_by_key(&key).or_else(|| merged.get(&key).copied())?;
            (one != other).then(|| (one.min(other), one.max(other)))
        });
        Self { different: pairs.collect(), merged }
    }

    /// Who an actor is by now: itself, or the one into which it was merged; `None` where it was deleted.
    #[must_use]
    pub fn now(&self, graph: &Graph, actor: ActorIx) -> Option<ActorIx> {
        if graph.has_actor(actor) { Some(actor) } else { self.merged.get(graph.actor(actor).key.as_str()).copied() }
    }
}

/// Notes what a field of an actor's record says about who is different, and who was merged into it.
fn collect(
    ix: ActorIx,
    name: &str,
    value: &Json,
    said: &mut Vec<(ActorIx, String)>,
    merged: &mut HashMap<String, ActorIx>,
) {
    let entries = || value.as_array().into_iter().flatten();
    match name {
        DIFFERENT_FROM => said.extend(entries().filter_map(Json::as_str).map(|key| (ix, key.to_owned()))),
        MERGED => {
            for record in entries().filter_map(|one| one.get("actor")).filter_map(Json::as_object) {
                if let Some(key) = record.get("id").and_then(Json::as_str) {
                    merged.insert(key.to_owned(), ix);
                }
                for (name, value) in record {
                    collect(ix, name, value, said, merged);
                }
            }
        }
        _ => {}
    }
}

/// Notes in a record that it is different from the actor of that id.
pub fn add(extras: &mut Rest, key: &str) {
    let mut keys = list(extras, DIFFERENT_FROM);
    if !keys.iter().any(|one| one.as_str() == Some(key)) {
        keys.push(key.into());
    }
    extras.insert(DIFFERENT_FROM.to_owned(), keys.into());
}

/// The items of a field that is a list.
fn list(extras: &Rest, field: &str) -> Vec<Json> {
    match extras.get(field) {
        Some(Json::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Gives the ids from which a record is different, and those of records that were merged into it, other names; those that get none
/// go.
pub fn translate(extras: &mut Rest, new: &dyn Fn(&str) -> Option<String>) {
    for field in [DIFFERENT_FROM, MERGED] {
        if let Some(mut value) = extras.get(field) {
            if translate_in(field, &mut value, new) {
                extras.remove(field);
            } else {
                extras.insert(field.to_owned(), value);
            }
        }
    }
}

/// The same in a field; returns whether nothing is left of it.
fn translate_in(field: &str, value: &mut Json, new: &dyn Fn(&str) -> Option<String>) -> bool {
    let Some(entries) = value.as_array_mut() else { return false };
    if field == DIFFERENT_FROM {
        entries.retain_mut(|key| match key.as_str().map(new) {
            Some(Some(new)) => {
                *key = new.into();
                true
            }
            Some(None) => false,
            // What is no id is not ours.
            None => true,
        });
        return entries.is_empty();
    }
    for record in entries.iter_mut().filter_map(|one| one.get_mut("actor")).filter_map(Json::as_object_mut) {
        for field in [DIFFERENT_FROM, MERGED] {
            if record.get_mut(field).is_some_and(|value| translate_in(field, value, new)) {
                record.shift_remove(field);
            }
        }
    }
    false
}

/// The ids under which an actor is known: its own, and those of everybody who was merged into it.
#[must_use]
pub fn ids(record: &Actor) -> BTreeSet<String> {
    fn collect(merged: &Json, ids: &mut BTreeSet<String>) {
        for record in merged.as_array().into_iter().flatten().filter_map(|one| one.get("actor")) {
            ids.extend(record.get("id").and_then(Json::as_str).map(str::to_owned));
            if let Some(merged) = record.get(MERGED) {
                collect(merged, ids);
            }
        }
    }
    let mut ids = BTreeSet::from([record.key.to_string()]);
    if let Some(merged) = record.extras.get(MERGED) {
        collect(&merged, &mut ids);
    }
    ids
}
