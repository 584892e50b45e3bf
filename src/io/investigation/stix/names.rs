//! The properties of our own that details become where STIX has none for them, and what has to be noted so that they come
//! back under their names.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::fields::OWN_FIELDS;
use super::vocabulary::{OWN, slug};
use crate::io::effort::look;
use crate::model::{ColumnKind, Columns};

/// The properties for the details of actors, or of links.
pub struct Names<'g> {
    by_detail: HashMap<&'g str, Name>,
}

struct Name {
    property: String,
    hint: Option<Json>,
    is_used: bool,
}

impl<'g> Names<'g> {
    /// A property for every column.
    pub fn of(columns: &'g Columns) -> Self {
        let mut taken: HashSet<String> = OWN_FIELDS.iter().map(|field| format!("{OWN}{field}")).collect();
        let mut by_detail = HashMap::new();
        for column in columns.iter() {
            let name = column.name.as_str();
            let stem: String = format!("{OWN}{}", slug(name, '_')).chars().take(230).collect();
            let stem = if stem == OWN { format!("{OWN}detail") } else { stem };
            // After a few, from the number of columns on: a thousand of one stem must not cost a million looks.
            let numbers = (2..64).chain(taken.len().max(64)..);
            let numbered = numbers.map(|number| format!("{stem}_{number}"));
            let mut free = std::iter::once(stem.clone()).chain(numbered).inspect(|_| look(1));
            let property = free.find(|name| !taken.contains(name)).expect("numbers do not end");
            taken.insert(property.clone());
            let comes_back = property.strip_prefix(OWN) == Some(name);
            let kind = match column.kind() {
                ColumnKind::Date | ColumnKind::Mixed => Some(column.kind().name()),
                _ => None,
            };
            let hint = match kind {
                Some(kind) => Some(json!({ "detail": name, "kind": kind })),
                None if comes_back => None,
                None => Some(json!({ "detail": name })),
            };
            by_detail.insert(name, Name { property, hint, is_used: false });
        }
        Self { by_detail }
    }

    /// The property for a detail.
    pub fn property(&mut self, detail: &str) -> String {
        match self.by_detail.get_mut(detail) {
            Some(name) => {
                name.is_used = true;
                name.property.clone()
            }
            None => format!("{OWN}{}", slug(detail, '_')),
        }
    }

    /// Whether any was used.
    pub fn are_used(&self) -> bool {
        self.by_detail.values().any(|name| name.is_used)
    }

    /// What has to be noted of those that were used, by property.
    pub fn hints(&self) -> Map<String, Json> {
        let used = self.by_detail.values().filter(|name| name.is_used);
        let mut hints: Vec<(String, Json)> =
            used.filter_map(|name| Some((name.property.clone(), name.hint.clone()?))).collect();
        hints.sort_by(|(one, _), (other, _)| one.cmp(other));
        hints.into_iter().collect()
    }
}
