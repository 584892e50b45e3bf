//! JSON objects with their lines, for formats whose files are lists of them. What the objects mean is not known here.

use serde_json::{Map, Value as Json};

use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::Span;

/// An object of a file.
pub struct Object {
    /// Its fields, in order.
    pub fields: Map<String, Json>,
    /// The line on which it begins.
    pub line: u32,
}

impl Object {
    /// The object at a place of a sound text; `None` where another value stands there.
    pub fn at(input: &mut Input<'_>, span: Span) -> Result<Option<Self>, ReadError> {
        input.tick(span.start())?;
        let line = input.line(span.start());
        Ok(Self::of_text(span.of(input.text), line))
    }

    /// The object that a sound text is, which may be as deep as the limits allow; `None` where it is another value.
    pub fn of_text(text: &str, line: u32) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.disable_recursion_limit();
        match serde::Deserialize::deserialize(&mut deserializer) {
            Ok(Json::Object(fields)) => Some(Self { fields, line }),
            _ => None,
        }
    }

    /// A field that is text; empty where it is absent or something else.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    /// A field that is text or a list of texts.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.fields.get(name) {
            Some(Json::String(text)) => vec![text.as_str()],
            Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
            _ => Vec::new(),
        }
    }
}
