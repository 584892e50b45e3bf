//! The words of an event: ids, arrows, attributes with their values. What they do is in `state.rs`.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::state::Change;
use crate::io::draft::value_of_json;
use crate::io::limits::NESTING;
use crate::io::plain::words::{Line, finite};
use crate::model::Value;

/// A line while its words are taken.
pub struct Cursor<'a> {
    line: Line<'a>,
    at: usize,
}

/// What is wrong with a word, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The byte of the file.
    pub at: usize,
    /// A sentence that begins in lower case.
    pub what: &'static str,
    /// What stands beside the mark.
    pub remark: &'static str,
}

impl<'a> Cursor<'a> {
    pub fn new(line: Line<'a>) -> Self {
        Self { line, at: 0 }
    }

    /// Where the next word begins, in the file.
    pub fn at(&mut self) -> usize {
        self.skip_blanks();
        self.line.at + self.at
    }

    /// Whether nothing is left but blanks and a comment.
    pub fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.rest().is_empty() || self.rest().starts_with('#')
    }

    fn rest(&self) -> &'a str {
        &self.line.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.line.text.len() - self.rest().trim_start().len();
    }

    fn mistake(&self, what: &'static str, remark: &'static str) -> Mistake {
        Mistake { at: self.line.at + self.at, what, remark }
    }

    fn take(&mut self, wanted: &[char]) -> Option<char> {
        self.skip_blanks();
        let sign = self.rest().chars().next().filter(|sign| wanted.contains(sign))?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    /// A word up to a blank or one of some signs, or one in quotes.
    fn word(&mut self, ends: &[char]) -> Result<(Cow<'a, str>, bool), Mistake> {
        self.skip_blanks();
        let rest = self.rest();
        if let Some(quote) = rest.chars().next().filter(|sign| matches!(sign, '"' | '\'')) {
            let Some((text, length)) = quoted(&rest[1..], quote) else {
                return Err(self.mistake("a quote on this line has no end.", "opened here"));
            };
            self.at += length + 1;
            return Ok((text, true));
        }
        let length = rest.find(|sign: char| sign.is_whitespace() || ends.contains(&sign)).unwrap_or(rest.len());
        self.at += length;
        Ok((rest[..length].into(), false))
    }

    /// An id, or the name of an event.
    pub fn id(&mut self) -> Result<Cow<'a, str>, Mistake> {
        let (id, is_quoted) = self.word(&['<', '>'])?;
        if id.is_empty() && !is_quoted {
            return Err(self.mistake("an id is missing.", "expected an id"));
        }
        Ok(id)
    }

    /// `<` or `>` between the ends of an edge.
    pub fn arrow(&mut self) -> Option<char> {
        self.take(&['<', '>'])
    }

    /// `name:type`, as old versions declare attributes. The values themselves show the type.
    pub fn declared(&mut self) -> Result<Cow<'a, str>, Mistake> {
        let (name, _) = self.word(&[':'])?;
        if self.take(&[':']).is_none() {
            return Err(self.mistake("an attribute has no type.", "expected \":\" and a type"));
        }
        self.word(&[])?;
        Ok(name)
    }

    /// An attribute: `name=value`, `name` alone, which is a mark, or `-name`, which takes it away.
    pub fn change(&mut self) -> Result<Change<'a>, Mistake> {
        let sign = self.take(&['+', '-']);
        let (name, is_quoted) = self.word(&[':', '=', ','])?;
        if name.is_empty() && !is_quoted {
            return Err(self.mistake("an attribute has no name.", "expected a name"));
        }
        if sign == Some('-') {
            return Ok(Change { name, value: None });
        }
        let value = if self.take(&[':', '=']).is_some() { self.values()? } else { Value::YesNo(true) };
        Ok(Change { name, value: Some(value) })
    }

    /// A value, or several with commas between them.
    pub fn values(&mut self) -> Result<Value, Mistake> {
        let first = self.value(0)?;
        if !self.rest().trim_start().starts_with(',') {
            return Ok(value_of_json(first).unwrap_or_else(|| Value::Text(String::new())));
        }
        let mut all = vec![first];
        while self.take(&[',']).is_some() {
            all.push(self.value(0)?);
        }
        Ok(value_of_json(Json::Array(all)).expect("only null is no value"))
    }

    fn value(&mut self, depth: usize) -> Result<Json, Mistake> {
        if depth > NESTING {
            return Err(self.mistake("more lists stand inside each other than the limit allows.", "too deep"));
        }
        if self.take(&['{']).is_some() {
            let mut items = Vec::new();
            while self.take(&['}']).is_none() {
                items.push(self.value(depth + 1)?);
                if self.take(&[',']).is_none() {
                    self.close('}')?;
                    break;
                }
            }
            return Ok(Json::Array(items));
        }
        if self.take(&['[']).is_some() {
            let mut fields = Map::new();
            while self.take(&[']']).is_none() {
                let (name, _) = self.word(&[':', '=', ',', ']'])?;
                if self.take(&[':', '=']).is_none() {
                    return Err(self.mistake("a value of the map has no name.", "expected \"=\""));
                }
                let value = self.value(depth + 1)?;
                fields.insert(name.into_owned(), value);
                if self.take(&[',']).is_none() {
                    self.close(']')?;
                    break;
                }
            }
            return Ok(Json::Object(fields));
        }
        let (word, is_quoted) = self.word(&[',', ']', '}'])?;
        Ok(if is_quoted { Json::from(word) } else { typed(&word) })
    }

    fn close(&mut self, end: char) -> Result<(), Mistake> {
        match self.take(&[end]) {
            Some(_) => Ok(()),
            None => {
                Err(self
                    .mistake("a list of values has no end on this line.", "expected a comma or the end of the list"))
            }
        }
    }
}

/// A text up to its closing quote, and its length with that.
fn quoted(text: &str, quote: char) -> Option<(Cow<'_, str>, usize)> {
    let mut is_escaped = false;
    let mut has_escapes = false;
    for (at, sign) in text.char_indices() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => (is_escaped, has_escapes) = (true, true),
            _ if sign == quote => {
                let inside = &text[..at];
                let plain = if has_escapes { inside.replace("\\\"", "\"").into() } else { Cow::Borrowed(inside) };
                return Some((plain, at + 1));
            }
            _ => (),
        }
    }
    None
}

/// A bare word: a number, yes or no, or a word.
fn typed(word: &str) -> Json {
    match word {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        _ => match (word.parse::<i64>(), finite(word)) {
            (Ok(whole), _) => Json::from(whole),
            (_, Some(number)) => Json::from(number),
            _ => Json::from(word),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changes(text: &str) -> Result<Vec<(String, Option<Value>)>, Mistake> {
        let mut cursor = Cursor::new(Line { text, at: 0 });
        let mut all = Vec::new();
        while !cursor.is_at_end() {
            let Change { name, value } = cursor.change()?;
            all.push((name.into_owned(), value));
        }
        Ok(all)
    }

    #[test]
    fn values_have_the_type_that_they_are_written_in() {
        let text = "int:12 double= -0.5 s:\"a \\\"b\\\"\" w:word c:#FF0000 ui.hide +b:true -gone l=1,none m:[a=1, b={2,\"x\"}] # end";
        let expected = [
            ("int", Some(Value::WholeNumber(12))),
            ("double", Some(Value::Number(-0.5))),
            ("s", Some(Value::Text("a \"b\"".into()))),
            ("w", Some(Value::Text("word".into()))),
            ("c", Some(Value::Text("#FF0000".into()))),
            ("ui.hide", Some(Value::YesNo(true))),
            ("b", Some(Value::YesNo(true))),
            ("gone", None),
            ("l", Some(Value::Other(json!([1, "none"])))),
            ("m", Some(Value::Other(json!({"a": 1, "b": [2, "x"]})))),
        ];
        let found = changes(text).expect("sound");
        assert_eq!(found.iter().map(|(name, value)| (name.as_str(), value.clone())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert_eq!(changes("a:\"open").map_err(|mistake| mistake.at), Err(2));
        assert_eq!(changes("a:{1,2").map_err(|mistake| mistake.at), Err(6));
        assert_eq!(changes("a:[b 1]").map_err(|mistake| mistake.at), Err(5));
        assert_eq!(changes(":1").map_err(|mistake| mistake.at), Err(0));
        assert!(changes(&format!("a:{}", "{".repeat(NESTING + 2))).is_err());
    }
}
