//! How Linklore comes back to ids and names that GML itself cannot hold: a list `linklore` in the graph says what they were.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

/// The key of that list.
pub const KEY: &str = "linklore";

/// What the list says.
#[derive(Default)]
pub struct Restored {
    /// The attribute that holds the ids of nodes; their `id` is then no more than a number.
    pub id: Option<String>,
    node: HashMap<String, String>,
    edge: HashMap<String, String>,
}

impl Restored {
    /// The list as it was read.
    pub fn of(fields: &Map<String, Json>) -> Self {
        let names = |key: &str| {
            let pairs = fields.get(key).and_then(Json::as_object).into_iter().flatten();
            pairs.filter_map(|(name, was)| Some((name.clone(), was.as_str()?.to_owned()))).collect()
        };
        let id = fields.get("id").and_then(Json::as_str).map(str::to_owned);
        Self { id, node: names("node"), edge: names("edge") }
    }

    /// What an attribute of nodes is called.
    pub fn of_node<'n>(&'n self, name: &'n str) -> &'n str {
        self.node.get(name).map_or(name, String::as_str)
    }

    /// What an attribute of edges is called.
    pub fn of_edge<'n>(&'n self, name: &'n str) -> &'n str {
        self.edge.get(name).map_or(name, String::as_str)
    }
}
