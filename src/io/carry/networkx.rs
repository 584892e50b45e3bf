//! What networkx takes links for that are parallel: each has a key, and of two with the same key it keeps one.

use std::collections::HashSet;

use crate::model::{Graph, Link};

/// Whether two links between the same ends would have the same key, where the detail of that name is the key. `otherwise` is
/// the key of a link without it, where it has one.
#[must_use]
pub fn keys_repeat(graph: &Graph, detail: &str, otherwise: impl Fn(&Link) -> Option<String>) -> bool {
    let Some(column) = graph.link_columns().by_name(detail) else { return false };
    let mut seen = HashSet::new();
    graph.links().any(|(ix, link)| {
        let (source, target) = graph.ends(ix);
        let key = column.get(ix.get()).map(|key| key.words()).or_else(|| otherwise(link));
        key.is_some_and(|key| !seen.insert((source.min(target), source.max(target), key)))
    })
}
