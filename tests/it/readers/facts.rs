//! What a graph says, in values that can be compared: two graphs that say the same have the same facts, in whatever order their
//! columns stand. The fuzz targets include this file, too.

use std::collections::BTreeMap;

use linklore::model::{Column, Columns, Evidence, Graph, Value, When};
use serde_json::{Map, Value as Json, json};

/// All that a graph says, but for looks, places, and the texts of documents.
pub fn everything(graph: &Graph) -> BTreeMap<String, Json> {
    let mut facts = BTreeMap::new();
    let mut put = |fact: String, value: Json| {
        facts.insert(fact, value);
    };
    put("title".to_owned(), json!(graph.title));
    put("facts".to_owned(), facts_of(graph));
    for (ix, actor) in graph.actors() {
        let said = json!([actor.label, actor.kind, sorted(&actor.aliases), actor.note]);
        put(format!("actor {}", actor.key), said);
        put(format!("details of {}", actor.key), Json::Object(details(graph.actor_columns(), ix.get())));
        put(format!("evidence of {}", actor.key), evidence(graph, &actor.evidence));
    }
    for (ix, link) in graph.links() {
        let (source, target) = graph.ends(ix);
        let (source, target) = (&graph.actor(source).key, &graph.actor(target).key);
        let when = link.when.as_ref().map(When::text);
        let number = ix.get();
        put(
            format!("link {number}"),
            json!([link.key, source, target, link.kind, link.directed, link.weight, when, link.note]),
        );
        put(format!("details of link {number}"), Json::Object(details(graph.link_columns(), number)));
        put(format!("evidence of link {number}"), evidence(graph, &link.evidence));
    }
    put("kinds of actors".to_owned(), kinds(graph.actor_columns(), graph.actor_count()));
    put("kinds of links".to_owned(), kinds(graph.link_columns(), graph.link_count()));
    facts
}

/// What the file says about itself, without the name that a bundle of STIX has for itself.
fn facts_of(graph: &Graph) -> Json {
    let mut facts = graph.extras.get("imported").cloned().unwrap_or_else(|| json!({}));
    if let Some(facts) = facts.as_object_mut() {
        facts.retain(|name, value| name != "id" || !value.as_str().is_some_and(|id| id.starts_with("bundle--")));
    }
    facts
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}

fn evidence(graph: &Graph, pieces: &[Evidence]) -> Json {
    pieces
        .iter()
        .map(|piece| {
            let passage = graph.passage(piece.passage);
            let document = passage.document.map(|document| {
                let document = graph.document(document);
                json!([document.key, document.title, document.author, document.url, document.path, document.note])
            });
            json!([
                graph.passage_words(piece.passage),
                passage.paraphrase,
                passage.page,
                document,
                piece.basis.map(linklore::model::Basis::name),
                piece.credibility.map(linklore::model::Credibility::number),
                format!("{:?}", piece.stance),
                piece.note,
            ])
        })
        .collect()
}

/// The kinds of columns that hold something.
fn kinds(columns: &Columns, rows: usize) -> Json {
    let is_filled = |column: &&Column| (0..rows).any(|row| column.get(row).is_some());
    let mut kinds: Vec<(String, &str)> =
        columns.iter().filter(is_filled).map(|column| (column.name.clone(), column.kind().name())).collect();
    kinds.sort();
    json!(kinds)
}

/// The details of a record.
pub fn details(columns: &Columns, row: usize) -> Map<String, Json> {
    columns.row(row).map(|(name, value)| (name.to_owned(), plain(value))).collect()
}

fn plain(value: Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text),
        Value::Number(number) => Json::from(number),
        Value::WholeNumber(number) => Json::from(number),
        Value::YesNo(yes) => Json::from(yes),
        Value::TextList(texts) => Json::from(texts),
        Value::Other(json) => json,
    }
}

/// Equal, where `1` and `1.0` are the same number and places may differ by a rounding.
pub fn alike(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-6 * one.abs().max(1.0),
            _ => one == other,
        },
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| alike(one, other)))
        }
        _ => one == other,
    }
}
