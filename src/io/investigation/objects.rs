//! JSON objects with their lines, for formats whose files are lists of them. What the objects mean is not known here.

use serde_json::{Map, Value as Json};

use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Span, tree};
use crate::io::limits::{bytes_in_words, implied_bytes};

/// An object of a file.
pub struct Object {
    /// Its fields, in order.
    pub fields: Map<String, Json>,
    /// The line on which it begins.
    pub line: u32,
    /// Where it begins, in bytes.
    pub at: usize,
}

impl Object {
    /// The object at a place of a sound text; `None` where another value stands there.
    pub fn at(input: &mut Input<'_>, span: Span) -> Result<Option<Self>, ReadError> {
        input.tick(span.start())?;
        let line = input.line(span.start());
        Ok(Self::of_text(span.of(input.text), line, span.start()))
    }

    /// The object at a place at which one was found before; `line` is its line.
    pub fn again(input: &mut Input<'_>, span: Span, line: u32) -> Result<Self, ReadError> {
        let text = span.of(input.text);
        input.again(text.len())?;
        Ok(Self::of_text(text, line, span.start()).expect("an object was read here before"))
    }

    /// The object that a sound text is, which may be as deep as the limits allow; `None` where it is another value.
    pub fn of_text(text: &str, line: u32, at: usize) -> Option<Self> {
        match tree(text) {
            Some(Json::Object(fields)) => Some(Self { fields, line, at }),
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

/// An object that waits for its turn as text: as a tree it would take thirty times as much.
pub struct Packed {
    text: Box<str>,
    line: u32,
    at: u32,
}

impl Packed {
    /// Packs an object.
    pub fn of(object: Object) -> Self {
        let Object { fields, line, at } = object;
        let at = u32::try_from(at).expect("texts beyond the limit of a file are refused before");
        Self { text: Json::Object(fields).to_string().into_boxed_str(), line, at }
    }

    /// The size of its text, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// The object.
    pub fn object(&self) -> Object {
        Object::of_text(&self.text, self.line, self.at as usize).expect("an object was written")
    }

    /// The object, whose turn it is; the text that it was is given back.
    pub fn open(self, input: &mut Input<'_>) -> Result<Object, ReadError> {
        input.again(self.text.len())?;
        Ok(self.object())
    }
}

/// A value for a detail. Lists and objects are taken out of where they stand, because they would be held twice otherwise: that
/// of a file of nested lists takes many times its size.
pub fn taken(value: &mut Json) -> Json {
    if value.is_array() || value.is_object() { std::mem::take(value) } else { value.clone() }
}

/// What an object says once of many links, against the limit.
#[derive(Default)]
pub struct Implied {
    bytes: usize,
}

impl Implied {
    /// An object makes `links` further links, each of which holds so many bytes of it.
    pub fn spend(&mut self, input: &Input<'_>, object: &Object, links: usize, bytes: usize) -> Result<(), ReadError> {
        /// What a link costs beside what it says.
        const LEAST: usize = 128;
        let most = implied_bytes(input.text.len());
        self.bytes = self.bytes.saturating_add(links.saturating_mul(bytes + LEAST));
        if self.bytes <= most {
            return Ok(());
        }
        let most = bytes_in_words(most as u64);
        let what = format!("what is said once of many links comes to more than {most}, which is the limit.");
        Err(input.beyond(object.at, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_waits_takes_what_its_text_takes() {
        let text = format!("{{\"id\":\"a\",\"x\":{}{}}}", "[".repeat(200), "]".repeat(200));
        let packed = Packed::of(Object::of_text(&text, 7, 9).expect("an object"));
        assert_eq!((packed.size(), size_of::<Packed>()), (text.len(), 24));
        let again = packed.object();
        assert_eq!((again.text("id"), again.line, again.at), ("a", 7, 9));
        assert_eq!(again.fields["x"].to_string().len(), 400);
    }
}
