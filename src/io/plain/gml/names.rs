//! How Linklore comes back to what GML itself cannot hold: a list `linklore` in the graph says what ids and names were, and
//! which numbers and texts are yes or no and dates.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::model::{ColumnKind, Value};

/// The key of that list.
pub const KEY: &str = "linklore";

/// What the list says.
#[derive(Default)]
pub struct Restored {
    /// The attribute that holds the ids of nodes; their `id` is then no more than a number.
    pub id: Option<String>,
    /// What it says of the attributes of nodes.
    pub node: Attributes,
    /// What it says of the attributes of edges.
    pub edge: Attributes,
}

/// What the list says of the attributes of one sort of records, by their keys in the file.
#[derive(Default)]
pub struct Attributes {
    names: HashMap<String, String>,
    kinds: HashMap<String, ColumnKind>,
}

impl Restored {
    /// The list as it was read.
    pub fn of(fields: &Map<String, Json>) -> Self {
        let texts = |key: &str| {
            let pairs = fields.get(key).and_then(Json::as_object).into_iter().flatten();
            pairs.filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())))
        };
        let attributes = |names: &str, kinds: &str| Attributes {
            names: texts(names).collect(),
            kinds: texts(kinds).filter_map(|(key, kind)| Some((key, ColumnKind::from_name(&kind)?))).collect(),
        };
        let id = fields.get("id").and_then(Json::as_str).map(str::to_owned);
        Self { id, node: attributes("node", "node_kinds"), edge: attributes("edge", "edge_kinds") }
    }
}

impl Attributes {
    /// The name of a detail that is called otherwise in the file.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// The kind of a detail, where the file cannot show it.
    pub fn kind(&self, key: &str) -> Option<ColumnKind> {
        self.kinds.get(key).copied()
    }

    /// The value as it was.
    pub fn restored(&self, key: &str, value: Value) -> Value {
        match (self.kinds.get(key), value) {
            (Some(ColumnKind::YesNo), Value::WholeNumber(number @ (0 | 1))) => Value::YesNo(number == 1),
            (Some(ColumnKind::Date), Value::Text(text)) => Value::Date(text),
            (_, value) => value,
        }
    }
}
