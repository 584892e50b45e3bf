//! Keys and values of a GML text with their places. Which keys mean something is not known here.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::NESTING;
use crate::io::plain::entities;
use crate::io::quote::{line_at, short};

/// A walk over a GML text.
pub struct Lexer<'i, 'a> {
    /// The file.
    pub input: &'i mut Input<'a>,
    text: &'a str,
    at: usize,
    /// Where the lists that are open were opened.
    open: Vec<usize>,
    /// Where the last text began that spans several lines: it may be one that nobody closed.
    long_text: Option<usize>,
}

/// What stands where a key may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// A key, and where it begins. A value follows.
    Key(&'a str, usize),
    /// The end of the list, or of the file outside of all lists.
    End,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// An integer.
    Whole(i64),
    /// A real number; may be infinite or none.
    Real(f64),
    /// A text, with its entities resolved.
    Text(Cow<'a, str>),
    /// A number with more digits than can be held, as it is written.
    Digits(&'a str),
    /// A list was opened; its keys follow.
    List,
}

/// What networkx writes first where a list has one element.
pub const LIST_START: &str = "_networkx_list_start";

impl<'i, 'a> Lexer<'i, 'a> {
    /// Begins the walk.
    pub fn new(input: &'i mut Input<'a>) -> Self {
        let text = input.text;
        Self { input, text, at: 0, open: Vec::new(), long_text: None }
    }

    /// The next key of the list that is open, or its end.
    ///
    /// # Errors
    /// Where something else stands there, the file ends within a list, or the user cancelled.
    pub fn next_key(&mut self) -> Result<Next<'a>, ReadError> {
        self.skip_blanks();
        self.input.tick(self.at)?;
        let at = self.at;
        let Some(first) = self.text[at..].chars().next() else {
            return match self.open.last() {
                None => Ok(Next::End),
                Some(&opened) => {
                    let line = self.input.line(opened);
                    Err(self.incomplete(format!("the list opened on line {line} is never closed.")))
                }
            };
        };
        if first == ']' {
            if self.open.pop().is_none() {
                return Err(self.broken(at, "a list is closed that was never opened.", "one \"]\" too many"));
            }
            self.at += 1;
            return Ok(Next::End);
        }
        if !first.is_alphabetic() && first != '_' {
            let what = "a name was expected here, such as \"node\" or \"label\".";
            return Err(self.broken(at, what, "not a name"));
        }
        let key = self.word();
        self.input.check_name(at, key, "the name of an attribute")?;
        Ok(Next::Key(key, at))
    }

    /// The value that follows a key.
    ///
    /// # Errors
    /// Where there is none, or a limit is passed.
    pub fn value(&mut self, key: &str) -> Result<Value<'a>, ReadError> {
        self.skip_blanks();
        let at = self.at;
        match self.text.as_bytes().get(at) {
            None => Err(self.incomplete(format!("\"{}\" has no value.", short(key)))),
            Some(b'[') => {
                if self.open.len() >= NESTING {
                    let what = format!("lists stand more than {NESTING} deep in each other, which is the limit.");
                    return Err(self.input.beyond(at, what));
                }
                self.open.push(at);
                self.at += 1;
                Ok(Value::List)
            }
            Some(b'"') => self.quoted(),
            Some(b']') => {
                Err(self.broken(at, format!("\"{}\" has no value.", short(key)), "the list ends before the value"))
            }
            Some(_) => {
                let word = self.word();
                number(word).ok_or_else(|| {
                    let what = format!(
                        "the value of \"{}\" is neither a number nor a list, and texts stand in double quotes.",
                        short(key)
                    );
                    self.broken(at, what, "not a value")
                })
            }
        }
    }

    fn quoted(&mut self) -> Result<Value<'a>, ReadError> {
        let start = self.at + 1;
        let Some(length) = memchr::memchr(b'"', &self.text.as_bytes()[start..]) else {
            let line = self.input.line(self.at);
            return Err(self.incomplete(format!("the text opened on line {line} is never closed.")));
        };
        self.input.check_text(self.at, length)?;
        let raw = &self.text[start..start + length];
        if raw.contains('\n') {
            self.long_text = Some(self.at);
        }
        self.at = start + length + 1;
        let next = self.text[self.at..].chars().next();
        if next.is_some_and(|next| next.is_alphanumeric() || next == '_' || next == '"') {
            let what = "a text ends at this quote, and more follows without a blank. A quote inside a text is written as &quot;.";
            return Err(self.broken(self.at - 1, what, "the text ends here"));
        }
        Ok(Value::Text(entities::resolved(raw)))
    }

    /// A value as JSON; lists become objects, keys that are there several times become arrays.
    ///
    /// # Errors
    /// As [`Self::next_key`] and [`Self::value`].
    pub fn json(&mut self, key: &str) -> Result<Json, ReadError> {
        match self.value(key)? {
            Value::List => Ok(Json::Object(self.object()?)),
            value => Ok(json_of(value)),
        }
    }

    /// The rest of the list that was just opened, as a JSON object.
    ///
    /// # Errors
    /// As [`Self::next_key`] and [`Self::value`].
    pub fn object(&mut self) -> Result<Map<String, Json>, ReadError> {
        let mut object = Map::new();
        while let Next::Key(key, _) = self.next_key()? {
            let value = self.json(key)?;
            add(&mut object, key, value);
        }
        Ok(object)
    }

    /// Passes over the rest of the list that was just opened.
    ///
    /// # Errors
    /// As [`Self::next_key`] and [`Self::value`].
    pub fn skip_list(&mut self) -> Result<(), ReadError> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            if let Next::Key(key, _) = self.next_key()? {
                self.value(key)?;
            }
        }
        Ok(())
    }

    fn broken(&self, at: usize, what: impl AsRef<str>, remark: &str) -> ReadError {
        self.input.broken(at, self.with_hint(what.as_ref()), remark)
    }

    fn incomplete(&self, what: impl AsRef<str>) -> ReadError {
        self.input.incomplete(self.with_hint(what.as_ref()))
    }

    /// A sentence about a mistake, with a hint at a text that may have swallowed what stands before it.
    fn with_hint(&self, what: &str) -> String {
        match self.long_text {
            None => what.to_owned(),
            Some(text) => {
                let line = line_at(self.text, text);
                format!("{what} Perhaps the text that begins on line {line} lacks its closing quote.")
            }
        }
    }

    /// Passes over blanks, and over comments, which run from `#` to the end of the line.
    fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(b'#') => {
                    let rest = &bytes[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                Some(byte) if !byte.is_ascii() => {
                    let Some(sign) = self.text[self.at..].chars().next().filter(|sign| sign.is_whitespace()) else {
                        return;
                    };
                    self.at += sign.len_utf8();
                }
                _ => return,
            }
        }
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let ends = |sign: char| sign.is_whitespace() || matches!(sign, '[' | ']' | '"' | '#');
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }
}

/// Adds a value to an object. Several values of one key become an array.
pub fn add(object: &mut Map<String, Json>, key: &str, value: Json) {
    match object.get_mut(key) {
        None if value == LIST_START => {
            object.insert(key.to_owned(), Json::Array(Vec::new()));
        }
        None => {
            object.insert(key.to_owned(), value);
        }
        Some(Json::Array(values)) => values.push(value),
        Some(known) => *known = Json::Array(vec![known.take(), value]),
    }
}

/// A number; what igraph and networkx write for infinities included.
fn number(word: &str) -> Option<Value<'_>> {
    let digits = word.strip_prefix(['+', '-']).unwrap_or(word);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word.parse().map_or(Value::Digits(word), Value::Whole));
    }
    let real = match digits.to_ascii_lowercase().as_str() {
        "nan" => f64::NAN,
        "inf" | "infinity" => f64::INFINITY.copysign(if word.starts_with('-') { -1.0 } else { 1.0 }),
        lower if lower.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.') => {
            let real: f64 = word.parse().ok()?;
            if real.is_infinite() {
                return Some(Value::Digits(word));
            }
            real
        }
        _ => return None,
    };
    Some(Value::Real(real))
}

/// A single value as JSON. Infinities have no place in JSON; their names have.
pub fn json_of(value: Value<'_>) -> Json {
    match value {
        Value::Whole(number) => Json::from(number),
        Value::Real(number) if !number.is_finite() => Json::from(number.to_string()),
        Value::Real(number) => Json::from(number),
        Value::Text(text) => Json::from(text.into_owned()),
        Value::Digits(digits) => Json::from(digits),
        Value::List => Json::Object(Map::new()),
    }
}

/// Whether a value says that its key is a list.
pub fn starts_list(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(text) if text == LIST_START)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_real_as_they_are_written() {
        assert_eq!(number("007"), Some(Value::Whole(7)));
        assert_eq!(number("-3"), Some(Value::Whole(-3)));
        assert_eq!(number("1.0"), Some(Value::Real(1.0)));
        assert_eq!(number("1.E-3"), Some(Value::Real(0.001)));
        assert_eq!(number("+INF"), Some(Value::Real(f64::INFINITY)));
        assert_eq!(number("-inf"), Some(Value::Real(f64::NEG_INFINITY)));
        assert!(matches!(number("NAN"), Some(Value::Real(real)) if real.is_nan()));
        assert_eq!(number("99999999999999999999"), Some(Value::Digits("99999999999999999999")));
        assert_eq!(number("1e999"), Some(Value::Digits("1e999")));
        for word in ["", "-", "true", "1x", "node", "."] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
