//! Where in the file something stands, and what is said about it there.

use std::fmt::Write as _;

use serde_path_to_error::{Path, Segment};

use super::read::Reader;
use crate::io::error::{ReadCause, ReadError};
use crate::io::json::{CORRECT_IT, Span, item, member};
use crate::io::quote::{Quote, short};
use crate::model::{Rest, Warning};

impl Reader<'_, '_> {
    pub(super) fn line(&self, span: Span) -> u32 {
        let starts = self.lines.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect()
        });
        starts.partition_point(|start| *start as usize <= span.start()) as u32
    }

    pub(super) fn warn_at(&mut self, span: Span, warning: Warning) {
        let line = self.line(span);
        self.report.push(Some(line), warning);
    }

    pub(super) fn warn_unknown_fields(&mut self, record: &'static str, span: Span, extras: &Rest) {
        for field in extras.names() {
            self.warn_unknown(record, span, &field);
        }
    }

    /// Tells of an unknown field once per sort of record.
    pub(super) fn warn_unknown(&mut self, record: &'static str, span: Span, field: &str) {
        if self.unknown_fields.insert((record, field.to_owned())) {
            self.warn_at(span, Warning::UnknownField { record, field: field.to_owned() });
        }
    }

    /// An error at a place; `what` is a sentence that begins in lower case, because the line stands before it.
    pub(super) fn broken(&self, span: Span, what: &str, remark: &str) -> ReadError {
        let what = format!("Line {}: {what}", self.line(span));
        ReadError::new(ReadCause::Broken, self.source.name, what, CORRECT_IT).at(Quote::new(
            self.text,
            span.start(),
            remark,
        ))
    }

    pub(super) fn duplicate(&self, list: &str, sort: &str, span: Span, key: &str) -> ReadError {
        let items = self.field(list).map(|field| self.outline.fields[field].value);
        let first = items.and_then(|list| {
            (0..).map_while(|index| item(self.text, list, index)).find(|record| {
                let id = member(self.text, *record, "id").map(|id| serde_json::from_str::<String>(id.of(self.text)));
                matches!(id, Some(Ok(id)) if id == key)
            })
        });
        let first = first.map_or(String::new(), |first| format!("; the first one is on line {}", self.line(first)));
        let what = format!("this is a second {sort} with the id \"{}\"{first}.", short(key));
        self.broken(member(self.text, span, "id").unwrap_or(span), &what, "taken")
    }

    pub(super) fn type_error(
        &self,
        span: Span,
        field: &str,
        row: Option<usize>,
        error: &serde_path_to_error::Error<serde_json::Error>,
    ) -> ReadError {
        let mut place = field.to_owned();
        if let Some(row) = row {
            let _ = write!(place, "[{row}]");
        }
        let value = follow(self.text, span, error.path(), &mut place);
        let words = error.inner().to_string();
        let is = found(value.of(self.text));
        let what = match expected(&words) {
            Some(expected) => format!("{place} must be {expected}, but is {is}."),
            None => format!("{place} cannot be {is}."),
        };
        self.broken(value, &what, "this value")
    }
}

/// The value at the end of a path, and the path in words.
fn follow(text: &str, start: Span, path: &Path, place: &mut String) -> Span {
    let mut value = start;
    for segment in path {
        let next = match segment {
            Segment::Seq { index } => {
                let _ = write!(place, "[{index}]");
                item(text, value, *index)
            }
            Segment::Map { key } => {
                let _ = write!(place, ".{}", short(key));
                member(text, value, key)
            }
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    value
}

/// What stands there, in words.
fn found(value: &str) -> String {
    match value.as_bytes().first() {
        Some(b'"') => format!("the text {}", short(value)),
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        Some(b't' | b'f' | b'n') => value.to_owned(),
        _ => format!("the number {}", short(value)),
    }
}

/// What should stand there, in words, out of the message of the parser.
fn expected(message: &str) -> Option<&'static str> {
    let (_, expected) = message.split_once("expected ")?;
    let words = [
        ("a string", "text"),
        ("u32", "a whole number from 0 to 4294967295"),
        ("f64", "a number"),
        ("a boolean", "true or false"),
        ("a sequence", "a list"),
        ("a map", "an object"),
        ("struct ", "an object"),
    ];
    words.into_iter().find(|(start, _)| expected.starts_with(start)).map(|(_, words)| words)
}
