//! Any value of JSON as it stands in a column: as its text, which takes a tenth of the memory of the tree that it is read into.

use serde::Deserialize;
use serde_json::Value as Json;

/// A value of JSON, as text without spaces.
#[derive(Clone, Copy, Debug)]
pub struct JsonText<'t>(&'t str);

impl<'t> JsonText<'t> {
    /// Takes a text that a value was written as.
    pub(super) fn new(text: &'t str) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(self) -> &'t str {
        self.0
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> Json {
        self.read().expect("only values that were written as text stand in a column")
    }

    /// The value in the shape that somebody reads it in; `None` where it does not fit that.
    #[must_use]
    pub fn read<T: Deserialize<'t>>(self) -> Option<T> {
        let mut deserializer = serde_json::Deserializer::from_str(self.0);
        // How deep a value may be is a matter of whoever takes it from a file.
        deserializer.disable_recursion_limit();
        T::deserialize(&mut deserializer).ok()
    }
}

/// Two values are the same where they mean the same, in whatever order the fields of an object stand.
impl PartialEq for JsonText<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.value() == other.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_comes_back_as_it_was() {
        for value in [
            json!(null),
            json!(-0.0),
            json!(1.0),
            json!(u64::MAX),
            json!(1e-7),
            json!({"b": ["\n\u{1}é", {}], "a": 0.1}),
        ] {
            assert_eq!(JsonText::new(&value.to_string()).value().to_string(), value.to_string());
        }
    }

    #[test]
    fn the_order_of_fields_is_no_difference() {
        assert_eq!(JsonText::new(r#"{"a":1,"b":2}"#), JsonText::new(r#"{"b":2,"a":1}"#));
        assert_ne!(JsonText::new("1"), JsonText::new("1.0"));
    }

    #[test]
    fn a_deep_value_comes_back() {
        let text = format!("{}{}", "[".repeat(250), "]".repeat(250));
        assert_eq!(JsonText::new(&text).value().to_string(), text);
    }
}
