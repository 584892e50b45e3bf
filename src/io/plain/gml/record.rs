//! The attributes of one node or edge of GML: several values of one key are a list. Which keys mean something is decided
//! by the reader.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::lexer::{self, Lexer, Next, json_of, starts_list};
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::model;

/// The names of attributes that were met in the nodes of a graph, or in its edges.
#[derive(Default)]
pub struct Names<'a> {
    by_name: HashMap<&'a str, usize>,
    known: Vec<Known>,
    records: usize,
}

#[derive(Default)]
struct Known {
    field: Option<Field>,
    /// The last record that has it, and which of the attributes of that record it is.
    seen: (usize, usize),
}

/// An attribute of a record.
#[derive(Debug)]
pub struct Attribute<'a> {
    /// Its name, as the file writes it.
    pub name: &'a str,
    /// Which of the known names that is.
    pub number: usize,
    /// Its value or values.
    pub value: Value<'a>,
}

/// The value of an attribute of a record.
#[derive(Debug, PartialEq)]
pub enum Value<'a> {
    /// An integer, a real number or a text.
    One(lexer::Value<'a>),
    /// A list of attributes.
    Object(serde_json::Map<String, Json>),
    /// The values of a key that is there several times.
    Several(Vec<Value<'a>>),
}

impl<'a> Names<'a> {
    /// Reads the rest of the list that was just opened. `record` is emptied and filled.
    ///
    /// # Errors
    /// As [`Lexer::next_key`] and [`Lexer::value`].
    pub fn read(&mut self, lexer: &mut Lexer<'_, 'a>, record: &mut Vec<Attribute<'a>>) -> Result<(), ReadError> {
        record.clear();
        self.records += 1;
        while let Next::Key(name, _) = lexer.next_key()? {
            let value = match lexer.value(name)? {
                lexer::Value::List => Value::Object(lexer.object()?),
                value if starts_list(&value) => Value::Several(Vec::new()),
                value => Value::One(value),
            };
            let number = *self.by_name.entry(name).or_insert(self.known.len());
            if number == self.known.len() {
                self.known.push(Known::default());
            }
            let known = &mut self.known[number];
            if known.seen.0 == self.records {
                record[known.seen.1].value.add(value);
            } else {
                known.seen = (self.records, record.len());
                record.push(Attribute { name, number, value });
            }
        }
        Ok(())
    }

    /// The field of a known name; found by `find` the first time.
    pub fn field(&mut self, number: usize, find: impl FnOnce() -> Field) -> Field {
        *self.known[number].field.get_or_insert_with(find)
    }
}

impl<'a> Value<'a> {
    fn add(&mut self, value: Self) {
        match self {
            Self::Several(values) => values.push(value),
            known => {
                let first = std::mem::replace(known, Self::Several(Vec::new()));
                *known = Self::Several(vec![first, value]);
            }
        }
    }

    /// The value as a number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::One(lexer::Value::Whole(whole)) => Some(*whole as f64),
            Self::One(lexer::Value::Real(real)) => Some(*real),
            _ => None,
        }
    }

    /// The value as a text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::One(lexer::Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The value as an id: a number or a text.
    pub fn id(&self) -> Option<std::borrow::Cow<'a, str>> {
        Some(match self {
            Self::One(lexer::Value::Whole(whole)) => whole.to_string().into(),
            Self::One(lexer::Value::Text(text)) if !text.is_empty() => text.clone(),
            Self::One(lexer::Value::Digits(digits)) => (*digits).into(),
            Self::One(lexer::Value::Real(real)) => real.to_string().into(),
            _ => return None,
        })
    }

    fn json(self) -> Json {
        match self {
            Self::One(value) => json_of(value),
            Self::Object(object) => Json::Object(object),
            Self::Several(values) => values.into_iter().map(Self::json).collect(),
        }
    }

    /// The value as a detail has it.
    pub fn detail(self) -> model::Value {
        match self {
            Self::One(lexer::Value::Whole(whole)) => model::Value::WholeNumber(whole),
            Self::One(lexer::Value::Real(real)) => model::Value::Number(real),
            Self::One(lexer::Value::Text(text)) => model::Value::Text(text.into_owned()),
            Self::Several(values) if !values.is_empty() && values.iter().all(|value| value.text().is_some()) => {
                model::Value::TextList(values.iter().filter_map(|value| value.text().map(str::to_owned)).collect())
            }
            other => model::Value::Other(other.json()),
        }
    }
}
