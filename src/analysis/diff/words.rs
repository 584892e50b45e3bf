//! A field that differs in words: `label: "Ada" → "Ada Obi"`. Long texts are cut down to where they begin to differ.

use std::fmt;

use super::{Change, Field, FieldChange, TextChange};
use crate::model::Value;

impl Field {
    /// Its name in the file.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known(name) => name,
            Self::Detail(name) | Self::Unknown(name) => name,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(name) => f.write_str(name),
            Self::Detail(name) => write!(f, "detail {name}"),
            Self::Unknown(name) => write!(f, "unknown field {name}"),
        }
    }
}

/// On one line as a rule: line ends of the values are left as they are.
impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.change)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { old: Some(Value::Text(old)), new: Some(Value::Text(new)) } => {
                let (old, new) = excerpts(old, new);
                write!(f, "\"{old}\" → \"{new}\"")
            }
            Self::Value { old, new } => write!(f, "{} → {}", words(old.as_ref()), words(new.as_ref())),
            Self::Text(change) => change.fmt(f),
        }
    }
}

impl fmt::Display for TextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { old, new, line, column } = self;
        match (old, new) {
            (Some(old), Some(new)) => {
                write!(f, "differs from line {line}, column {column} on; {old} → {new} characters")
            }
            (None, Some(new)) => write!(f, "none → {new} characters"),
            (Some(old), None) => write!(f, "{old} characters → none"),
            (None, None) => f.write_str("none"),
        }
    }
}

/// So many characters of a value are shown, and so many of them stand before the place where two begin to differ.
const SHOWN: usize = 120;
const BEFORE: usize = 30;

fn words(value: Option<&Value>) -> String {
    let Some(value) = value else { return "none".to_owned() };
    match value {
        Value::Text(text) | Value::Date(text) => format!("\"{}\"", excerpt(text, 0)),
        Value::TextList(texts) => {
            let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
            excerpt(&quoted.join(", "), 0)
        }
        Value::Other(json) => excerpt(&json.to_string(), 0),
        Value::Number(_) | Value::WholeNumber(_) | Value::YesNo(_) => value.words(),
    }
}

/// Two texts from a little before the place where they begin to differ, if they are too long to be shown whole.
fn excerpts(old: &str, new: &str) -> (String, String) {
    let is_long = |text: &str| text.chars().nth(SHOWN).is_some();
    if !is_long(old) && !is_long(new) {
        return (old.to_owned(), new.to_owned());
    }
    let alike = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let from = alike.saturating_sub(BEFORE);
    (excerpt(old, from), excerpt(new, from))
}

fn excerpt(text: &str, from: usize) -> String {
    let mut characters = text.chars().skip(from);
    let shown: String = characters.by_ref().take(SHOWN).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if characters.next().is_some() { "…" } else { "" };
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(old: &str, new: &str) -> String {
        let value = |text: &str| Some(Value::Text(text.to_owned()));
        Change::Value { old: value(old), new: value(new) }.to_string()
    }

    #[test]
    fn a_change_reads_from_old_to_new() {
        let field = Field::Detail("born".into());
        let change = Change::Value { old: None, new: Some(Value::WholeNumber(1970)) };
        assert_eq!(FieldChange { field, change }.to_string(), "detail born: none → 1970");
        assert_eq!(text("Ada", "Ada Obi"), "\"Ada\" → \"Ada Obi\"");
        let change = Change::Value { old: Some(Value::TextList(vec!["A".into(), "B".into()])), new: None };
        assert_eq!(change.to_string(), "\"A\", \"B\" → none");
    }

    #[test]
    fn long_texts_are_shown_where_they_begin_to_differ() {
        let start = "é".repeat(200);
        let shown = text(&format!("{start} one"), &format!("{start} two {start}"));
        let before = "é".repeat(29);
        assert!(shown.starts_with(&format!("\"…{before} one\" → \"…{before} two é")), "{shown}");
        assert!(shown.ends_with("é…\"") && shown.chars().count() < 200, "{shown}");
    }

    #[test]
    fn a_long_text_says_where_and_how_long() {
        let change = TextChange { old: Some(10), new: Some(12), line: 2, column: 5 };
        assert_eq!(change.to_string(), "differs from line 2, column 5 on; 10 → 12 characters");
        assert_eq!(TextChange { old: None, ..change }.to_string(), "none → 12 characters");
    }
}
