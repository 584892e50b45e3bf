//! What every actor and link is in STIX, settled before anything is written: types, ids, references, who is left out.

use std::collections::HashMap;

use super::ids::{made_id, prefix_of, type_of_id};
use super::references::References;
use super::types::{fitting, holds, is_known, is_observable, lacks, reference_called};
use super::vocabulary::{custom_type, kind_of, stix_of_kind};
use crate::model::{ActorIx, Graph, LinkIx, Value};

/// What every record is.
pub struct Plan {
    types: Vec<String>,
    classes: Vec<&'static str>,
    actor_ids: Vec<String>,
    /// Objects that are only referred to, because the file that was read did not hold them either.
    left_out: Vec<bool>,
    /// Which links are properties of their sources.
    pub references: References,
    link_ids: HashMap<String, String>,
}

impl Plan {
    /// Settles what the records of a graph are.
    pub fn of(graph: &Graph) -> Self {
        let (mut types, mut classes) = (Vec::new(), Vec::new());
        let left_out = left_out(graph);
        let mut refers: HashMap<ActorIx, Vec<&str>> = HashMap::new();
        for (ix, link) in graph.links() {
            refers.entry(graph.ends(ix).0).or_default().push(&link.kind);
        }
        for (ix, actor) in graph.actors() {
            let (mut kind, class) = type_of(graph, ix);
            let refers = refers.get(&ix).map_or(&[][..], Vec::as_slice);
            let is_of_stix = prefix_of(&actor.key) == Some(kind.as_str());
            let has = |property: &str| {
                let refers_so = || refers.iter().any(|words| reference_called(&kind, words) == Some(property));
                is_supplied(graph, ix, property) || has_detail(graph, ix, &kind, property) || is_of_stix && refers_so()
            };
            if !left_out[ix.get()] && lacks(&kind, has).is_some() {
                kind = custom_type(&kind);
            }
            types.push(kind);
            classes.push(class);
        }
        let actor_ids = graph.actors().map(|(ix, actor)| id_for(&types[ix.get()], "actor", &actor.key)).collect();
        let references = References::of(graph, &types);
        let link_ids = graph.links().map(|(_, link)| {
            let kind = if prefix_of(&link.key) == Some("sighting") { "sighting" } else { "relationship" };
            (link.key.to_string(), id_for(kind, "link", &link.key))
        });
        let link_ids = link_ids.collect();
        Self { types, classes, actor_ids, left_out, references, link_ids }
    }

    /// The type of an actor.
    pub fn type_of(&self, actor: ActorIx) -> &str {
        &self.types[actor.get()]
    }

    /// The class of an actor that is an identity; empty for others.
    pub fn class_of(&self, actor: ActorIx) -> &'static str {
        self.classes[actor.get()]
    }

    /// The id of an actor.
    pub fn actor_id(&self, actor: ActorIx) -> &str {
        &self.actor_ids[actor.get()]
    }

    /// The id of the record of that id here, an actor or a link; `None` where there is none and it is no id of STIX.
    pub fn id_of_key<'p>(&'p self, graph: &Graph, key: &'p str) -> Option<&'p str> {
        let of_actor = graph.actor_by_key(key).map(|actor| self.actor_id(actor));
        of_actor.or_else(|| self.id_of_link(key)).or_else(|| type_of_id(key).map(|_| key))
    }

    /// The id of the link of that id here.
    pub fn id_of_link(&self, key: &str) -> Option<&str> {
        self.link_ids.get(key).map(String::as_str)
    }

    /// The id that a link gets as an object of this type.
    pub fn link_id(graph: &Graph, link: LinkIx, kind: &str) -> String {
        id_for(kind, "link", &graph.link(link).key)
    }

    /// Whether an actor is only referred to.
    pub fn is_left_out(&self, actor: ActorIx) -> bool {
        self.left_out[actor.get()]
    }
}

fn id_for(kind: &str, list: &str, key: &str) -> String {
    if type_of_id(key) == Some(kind) { key.to_owned() } else { made_id(kind, list, key) }
}

/// The type and class of an actor: that of its id where it still is of this type, else what its type is in STIX.
fn type_of(graph: &Graph, ix: ActorIx) -> (String, &'static str) {
    let actor = graph.actor(ix);
    let class = match graph.actor_columns().by_name("identity_class").and_then(|column| column.get(ix.get())) {
        Some(Value::Text(class)) => class,
        _ => String::new(),
    };
    let (kind, its_class) = stix_of_kind(&actor.kind);
    if let Some(prefix) = prefix_of(&actor.key)
        && !matches!(prefix, "relationship" | "sighting" | "bundle")
        && (kind_of(prefix, &class) == actor.kind || prefix == kind || actor.kind.is_empty())
    {
        let its_class = if prefix == "identity" && !actor.kind.is_empty() { its_class } else { "" };
        return (prefix.to_owned(), its_class);
    }
    (kind, its_class)
}

/// Whether an object gets a property without a detail of that name.
fn is_supplied(graph: &Graph, ix: ActorIx, property: &str) -> bool {
    let actor = graph.actor(ix);
    match property {
        "name" => prefix_of(&actor.key) != Some("file") || actor.label != actor.key,
        "is_family" => true,
        "pattern_type" => {
            let pattern = graph.actor_columns().by_name("pattern").and_then(|column| column.get(ix.get()));
            matches!(pattern, Some(Value::Text(pattern)) if pattern.starts_with('['))
        }
        _ => false,
    }
}

fn has_detail(graph: &Graph, ix: ActorIx, kind: &str, property: &str) -> bool {
    let Some(value) = graph.actor_columns().by_name(property).and_then(|column| column.get(ix.get())) else {
        return false;
    };
    let fits = |holds| fitting(holds, &value).is_some();
    holds(kind, property).is_some_and(|holds| fits(holds) || property.ends_with("_refs") && fits("texts"))
}

/// Actors of which the graph knows nothing but their ids of STIX: all of them stay references, or none.
fn left_out(graph: &Graph) -> Vec<bool> {
    let mark = graph.actor_columns().by_name("undeclared");
    let mut is_linked = vec![false; graph.actor_count()];
    for (ix, _) in graph.links() {
        let (source, target) = graph.ends(ix);
        is_linked[source.get()] = true;
        is_linked[target.get()] = true;
    }
    let undeclared = |ix: ActorIx| mark.and_then(|mark| mark.get(ix.get())) == Some(Value::YesNo(true));
    let is_nothing = |ix: ActorIx| {
        let actor = graph.actor(ix);
        let is_plain = actor.label == actor.key
            && actor.kind.is_empty()
            && actor.aliases.is_empty()
            && actor.note.is_empty()
            && actor.evidence.is_empty()
            && actor.extras.is_empty()
            && graph.actor_columns().row(ix.get()).count() == 1;
        let is_fine = type_of_id(&actor.key).is_some_and(|kind| {
            (is_known(kind) || is_observable(kind)) && !matches!(kind, "relationship" | "sighting")
        });
        undeclared(ix) && is_plain && is_fine && is_linked[ix.get()]
    };
    let marked: Vec<bool> = graph.actors().map(|(ix, _)| undeclared(ix)).collect();
    let nothing: Vec<bool> = graph.actors().map(|(ix, _)| is_nothing(ix)).collect();
    if marked == nothing { nothing } else { vec![false; graph.actor_count()] }
}
