//! Any graph written as STIX or FollowTheMoney reads back as the same graph: every graph of the corpus, in all that these
//! formats can hold. Whether other programs read the files is asked in `tests/peers`.

use std::collections::BTreeMap;

use linklore::io::{Format, Opened, RealDisk, export_graph};
use linklore::model::{Column, Columns, Evidence, Graph, When};
use serde_json::{Value as Json, json};

use super::{corpus, details, open};

#[test]
fn every_graph_survives_stix_and_followthemoney() {
    let mut faults = Vec::new();
    let folder = tempfile::tempdir().expect("a folder for the test");
    for file in corpus() {
        let Ok(opened) = open(&file) else { continue };
        let name = file.strip_prefix(super::fixtures()).expect("below the fixtures").display().to_string();
        for format in ["stix", "ftm"].map(|id| Format::from_id(id).expect("a format")) {
            let target = folder.path().join(format!("again.{}", format.extensions()[0]));
            if let Err(error) = export_graph(&RealDisk, &target, format, &opened.graph, &opened.view) {
                faults.push(format!("{name} as {format:?}: {error}"));
                continue;
            }
            match open(&target) {
                Err(error) => faults.push(format!("{name} as {format:?}: {error}")),
                Ok(again) if again.format != format => {
                    faults.push(format!("{name} as {format:?} was taken for {:?}", again.format));
                }
                Ok(again) => compare(&format!("{name} as {format:?}"), &opened, &again, &mut faults),
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), faults.join("\n"));
}

fn compare(name: &str, opened: &Opened, again: &Opened, faults: &mut Vec<String>) {
    let (mut one, mut other) = (everything(&opened.graph), everything(&again.graph));
    // STIX allows no list without an item; that they are left out is told.
    if again.format.id() == "stix" {
        for fact in one.values_mut().chain(other.values_mut()) {
            if let Some(details) = fact.as_object_mut() {
                details.retain(|_, value| *value != json!([]));
            }
        }
    }
    if again.format.id() == "ftm" && opened.graph.actor_count() == 0 {
        // Without an entity there is nothing that could carry them; this is told too.
        one.remove("facts");
        one.remove("title");
    }
    for (fact, value) in &one {
        if other.get(fact) != Some(value) {
            let found = other.get(fact).map_or_else(|| "nothing".to_owned(), Json::to_string);
            faults.push(format!("{name}: {fact} was {value}, is {found}"));
        }
    }
    for fact in other.keys().filter(|fact| !one.contains_key(*fact) && !matches!(fact.as_str(), "facts" | "title")) {
        faults.push(format!("{name}: {fact} is new"));
    }
}

/// All that a graph says, but for looks, places, and the texts of documents.
fn everything(graph: &Graph) -> BTreeMap<String, Json> {
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
