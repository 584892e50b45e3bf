//! Values of JSON text as trees, without room for items that do not come: a list of one would hold that of four, and an object
//! of one member that of four, which lists in lists multiply.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

/// The value that a text is, which may be as deep as the limits allow; `None` where it is none.
#[must_use]
pub fn tree(text: &str) -> Option<Json> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    Tree.deserialize(&mut deserializer).ok()
}

/// Makes a tree of the next value.
struct Tree;

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Json, E> {
        Ok(Json::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::from(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Number::from_f64(number).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Tree)? {
            if items.is_empty() {
                items.reserve_exact(1);
            }
            items.push(item);
        }
        items.shrink_to_fit();
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let value = object.next_value_seed(Tree)?;
            if members.is_empty() {
                members = Map::with_capacity(1);
            }
            members.insert(name, value);
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_those_of_serde() {
        for text in [
            r#"{"a": [1, -2, 3.5, 1e300, 18446744073709551615, "b\n\u00e9", true, null, [], {}], "b": {"a": 1, "c": {}}}"#,
            "[[[[7]]]]",
            r#""text""#,
            "12345678901234567890123",
            r#"{"a": 1, "a": 2}"#,
        ] {
            assert_eq!(tree(text), serde_json::from_str(text).ok(), "{text}");
        }
        for text in ["", "[1,", "{\"a\"}", "NaN"] {
            assert_eq!(tree(text), None, "{text}");
        }
    }

    #[test]
    fn lists_hold_no_room_for_items_that_do_not_come() {
        let text = format!("[{}{}, 2, 3]", "[".repeat(200), "]".repeat(200));
        let mut open = vec![tree(&text).expect("sound")];
        while let Some(Json::Array(items)) = open.pop() {
            assert_eq!(items.capacity(), items.len());
            open.extend(items.into_iter().filter(Json::is_array));
        }
    }
}
