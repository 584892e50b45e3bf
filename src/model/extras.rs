//! Fields of a file that Linklore does not know, kept to be written back. Nearly always there are none, so none cost a pointer.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use serde_json::map::{IntoIter, Map};

/// Fields of a file that Linklore does not know, in their order; kept and written back.
///
/// Invariant: the map is there only where it holds a field, so that equal contents are equal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras(Option<Box<Map<String, Json>>>);

impl Extras {
    /// No fields.
    pub const NONE: Self = Self(None);

    /// No fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// The value of the field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// The names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(name, _)| name)
    }

    /// The fields, in order.
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// Adds a field, or replaces its value where it stands; returns the old value.
    pub fn insert(&mut self, name: String, value: Json) -> Option<Json> {
        self.0.get_or_insert_default().insert(name, value)
    }

    /// Takes a field out; the others stay in their order.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let fields = self.0.as_mut()?;
        let value = fields.shift_remove(name);
        if fields.is_empty() {
            self.0 = None;
        }
        value
    }
}

impl From<Map<String, Json>> for Extras {
    fn from(fields: Map<String, Json>) -> Self {
        Self((!fields.is_empty()).then(|| Box::new(fields)))
    }
}

impl From<Extras> for Map<String, Json> {
    fn from(extras: Extras) -> Self {
        extras.0.map(|fields| *fields).unwrap_or_default()
    }
}

impl From<Extras> for Json {
    fn from(extras: Extras) -> Self {
        Self::Object(extras.into())
    }
}

impl Extend<(String, Json)> for Extras {
    fn extend<T: IntoIterator<Item = (String, Json)>>(&mut self, fields: T) {
        for (name, value) in fields {
            self.insert(name, value);
        }
    }
}

impl FromIterator<(String, Json)> for Extras {
    fn from_iter<T: IntoIterator<Item = (String, Json)>>(fields: T) -> Self {
        let mut extras = Self::default();
        extras.extend(fields);
        extras
    }
}

impl IntoIterator for Extras {
    type Item = (String, Json);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        Map::from(self).into_iter()
    }
}

impl<'e> IntoIterator for &'e Extras {
    type Item = (&'e String, &'e Json);
    type IntoIter = std::iter::Flatten<std::option::IntoIter<&'e Map<String, Json>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.as_deref().into_iter().flatten()
    }
}

impl Serialize for Extras {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de> Deserialize<'de> for Extras {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

impl JsonSchema for Extras {
    fn inline_schema() -> bool {
        Map::<String, Json>::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Map::<String, Json>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Map::<String, Json>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn extras(names: &[&str]) -> Extras {
        names.iter().map(|name| ((*name).to_owned(), json!(name))).collect()
    }

    #[test]
    fn no_fields_take_a_pointer() {
        assert_eq!(size_of::<Extras>(), size_of::<usize>());
    }

    #[test]
    fn fields_keep_their_order_when_one_is_taken_out() {
        let mut some = extras(&["a", "b", "c"]);
        assert_eq!(some.remove("a"), Some(json!("a")));
        assert_eq!(some.remove("a"), None);
        assert_eq!(some.keys().collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(serde_json::to_string(&some).ok().as_deref(), Some(r#"{"b":"b","c":"c"}"#));
    }

    #[test]
    fn what_lost_its_last_field_equals_what_never_had_one() {
        let mut some = extras(&["a"]);
        some.remove("a");
        assert_eq!(some, Extras::new());
        assert_eq!(Extras::from(Map::new()), Extras::new());
        assert!(some.is_empty());
    }
}
