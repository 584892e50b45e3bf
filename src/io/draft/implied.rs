//! Labels and types that need no field of their own: an actor without a label shows a detail that reads like a name, else
//! its id. Readers apply this at the end, writers leave out what it would bring back.

use crate::model::{ActorIx, Column, ColumnKind, Columns, Graph, LinkIx};

/// Details of actors that serve as labels where the file gives none, the likeliest first.
pub const LABELS: [&str; 8] = ["name", "Name", "title", "Title", "Label", "caption", "full_name", "fullname"];
/// Details of actors that serve as types where the file gives none, the likeliest first.
pub const ACTOR_KINDS: [&str; 8] =
    ["entity_type", "kind", "Kind", "category", "Category", "node_type", "schema", "class"];
/// Details of links that serve as types where the file gives none, the likeliest first.
pub const LINK_KINDS: [&str; 10] = [
    "label",
    "Label",
    "relation",
    "relationship",
    "relation_type",
    "interaction",
    "kind",
    "predicate",
    "role",
    "category",
];

/// The first of `names` that is a detail of texts.
pub fn first_text_column<'n>(columns: &Columns, names: &[&'n str]) -> Option<&'n str> {
    let is_text = |name: &&&str| {
        let column = columns.iter().find(|column| column.name == **name);
        column.is_some_and(|column| matches!(column.kind(), ColumnKind::Text | ColumnKind::TextList))
    };
    names.iter().find(is_text).copied()
}

/// Whether reading the details alone gives every actor the label it has.
pub fn labels_are_implied(graph: &Graph) -> bool {
    let columns = graph.actor_columns();
    let names = LABELS.into_iter().filter(|name| first_text_column(columns, &[*name]).is_some());
    let names: Vec<&Column> = names.filter_map(|name| columns.by_name(name)).collect();
    graph.actors().all(|(ix, actor): (ActorIx, _)| {
        let words = names.iter().filter_map(|column| column.get(ix.get())).map(|value| value.words());
        match words.into_iter().find(|words| !words.is_empty()) {
            Some(words) => actor.label == words,
            None => actor.label == *actor.key,
        }
    })
}

/// Whether reading the details alone gives every actor the type it has.
pub fn actor_kinds_are_implied(graph: &Graph) -> bool {
    let columns = graph.actor_columns();
    let kind = first_text_column(columns, &ACTOR_KINDS).and_then(|name| columns.by_name(name));
    graph.actors().all(|(ix, actor): (ActorIx, _)| {
        actor.kind == kind.and_then(|column| column.get(ix.get())).map(|value| value.words()).unwrap_or_default()
    })
}

/// Whether reading the details alone gives every link the type it has.
pub fn link_kinds_are_implied(graph: &Graph) -> bool {
    let columns = graph.link_columns();
    let kind = first_text_column(columns, &LINK_KINDS).and_then(|name| columns.by_name(name));
    graph.links().all(|(ix, link): (LinkIx, _)| {
        link.kind == kind.and_then(|column| column.get(ix.get())).map(|value| value.words()).unwrap_or_default()
    })
}
