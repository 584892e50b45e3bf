//! Fields of a single record that Linklore does not know: kept as the text of a JSON object, because a tree takes forty times as
//! much, and nobody looks into them until they are written back.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use serde_json::map::Map;

use super::Extras;

/// Fields of a record that Linklore does not know, in their order; kept and written back.
///
/// Invariant: the text is there only where it holds a field, so that records without one cost a pointer.
#[derive(Clone, Default)]
pub struct Rest(Option<Box<Box<str>>>);

impl Rest {
    /// No fields.
    pub const NONE: Self = Self(None);

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The fields as a tree, made anew with each call.
    #[must_use]
    pub fn fields(&self) -> Map<String, Json> {
        let Some(text) = &self.0 else { return Map::new() };
        let mut deserializer = serde_json::Deserializer::from_str(text);
        // How deep a value may be is a matter of whoever takes it from a file.
        deserializer.disable_recursion_limit();
        Map::deserialize(&mut deserializer).expect("only objects that were written as text are kept")
    }

    /// The value of the field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Json> {
        self.fields().shift_remove(name)
    }

    /// The names, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.fields().into_iter().map(|(name, _)| name).collect()
    }

    /// Adds a field, or replaces its value where it stands.
    pub fn insert(&mut self, name: String, value: Json) {
        let mut fields = self.fields();
        fields.insert(name, value);
        *self = Self::from(fields);
    }

    /// Takes a field out; the others stay in their order.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        if self.is_empty() {
            return None;
        }
        let mut fields = self.fields();
        let value = fields.shift_remove(name)?;
        *self = Self::from(fields);
        Some(value)
    }
}

impl From<Map<String, Json>> for Rest {
    fn from(fields: Map<String, Json>) -> Self {
        Self((!fields.is_empty()).then(|| Box::new(Json::Object(fields).to_string().into_boxed_str())))
    }
}

impl From<Rest> for Map<String, Json> {
    fn from(rest: Rest) -> Self {
        rest.fields()
    }
}

impl From<Extras> for Rest {
    fn from(extras: Extras) -> Self {
        Map::from(extras).into()
    }
}

impl From<Rest> for Extras {
    fn from(rest: Rest) -> Self {
        rest.fields().into()
    }
}

impl FromIterator<(String, Json)> for Rest {
    fn from_iter<T: IntoIterator<Item = (String, Json)>>(fields: T) -> Self {
        fields.into_iter().collect::<Map<String, Json>>().into()
    }
}

/// Two are the same where their fields are, in whatever order they stand.
impl PartialEq for Rest {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || (self.0.is_some() && other.0.is_some() && self.fields() == other.fields())
    }
}

impl std::fmt::Debug for Rest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_ref().map_or("{}", |text| text))
    }
}

impl Serialize for Rest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.fields())
    }
}

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

impl JsonSchema for Rest {
    fn inline_schema() -> bool {
        Extras::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Extras::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Extras::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rest(names: &[&str]) -> Rest {
        names.iter().map(|name| ((*name).to_owned(), json!(name))).collect()
    }

    #[test]
    fn fields_take_what_their_text_takes() {
        assert_eq!(size_of::<Rest>(), size_of::<usize>());
        let deep = format!("{{\"x\":{}{}}}", "[".repeat(250), "]".repeat(250));
        let kept = Rest::from(
            serde_json::from_str::<Map<String, Json>>(&deep.replace("[[", "[").replace("]]", "]")).expect("sound"),
        );
        assert_eq!(kept.0.as_ref().map(|text| text.len()), Some(kept.fields()["x"].to_string().len() + 6));
        assert_eq!(Rest(Some(Box::new(deep.clone().into()))).get("x").map(|value| value.to_string().len()), Some(500));
    }

    #[test]
    fn fields_keep_their_order_when_one_is_taken_out() {
        let mut some = rest(&["a", "b", "c"]);
        assert_eq!(some.remove("a"), Some(json!("a")));
        assert_eq!(some.remove("a"), None);
        some.insert("b".to_owned(), json!(-0.0));
        assert_eq!(some.names(), ["b", "c"]);
        assert_eq!(serde_json::to_string(&some).ok().as_deref(), Some(r#"{"b":-0.0,"c":"c"}"#));
        assert_eq!(serde_json::from_str::<Rest>(r#"{"c":"c","b":-0.0}"#).ok(), Some(some));
    }

    #[test]
    fn what_lost_its_last_field_equals_what_never_had_one() {
        let mut some = rest(&["a"]);
        some.remove("a");
        assert_eq!(some, Rest::NONE);
        assert!(some.is_empty() && Rest::from(Map::new()).is_empty() && rest(&["a"]) != some);
    }
}
