//! Fields of two records side by side, by the kind of value they hold. Which fields a record has is in `records.rs`.

use super::{Change, Field, FieldChange, TextChange};
use crate::model::{Graph, Rest, Value, When};

/// What differs so far.
#[derive(Debug, Default)]
pub struct Fields(pub Vec<FieldChange>);

impl Fields {
    /// Keeps two values that differ.
    pub fn push(&mut self, field: Field, old: Option<Value>, new: Option<Value>) {
        self.0.push(FieldChange { field, change: Change::Value { old, new } });
    }

    /// A text that is not there where it is empty.
    pub fn text(&mut self, name: &'static str, old: &str, new: &str) {
        if old != new {
            let value = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
            self.push(Field::Known(name), value(old), value(new));
        }
    }

    /// A value that may be missing.
    pub fn value<T: PartialEq>(
        &mut self,
        name: &'static str,
        old: Option<T>,
        new: Option<T>,
        value: impl Fn(T) -> Value,
    ) {
        if old != new {
            self.push(Field::Known(name), old.map(&value), new.map(&value));
        }
    }

    /// A date as it is written.
    pub fn date(&mut self, name: &'static str, old: Option<&When>, new: Option<&When>) {
        self.value(name, old.map(When::text), new.map(When::text), |text| Value::Date(text.to_owned()));
    }

    /// A list of texts that is not there where it is empty.
    pub fn list(&mut self, name: &'static str, old: &[String], new: &[String]) {
        let given = |texts| Some(texts).filter(|texts: &&[String]| !texts.is_empty());
        self.value(name, given(old), given(new), |texts| Value::TextList(texts.to_vec()));
    }

    /// The text of a document.
    pub fn long_text(&mut self, name: &'static str, old: Option<&str>, new: Option<&str>) {
        if old != new {
            self.0.push(FieldChange { field: Field::Known(name), change: Change::Text(text_change(old, new)) });
        }
    }

    /// The fields that Linklore does not know: those of the new record in its order, then those that are gone.
    pub fn extras(&mut self, old: &Rest, new: &Rest) {
        if old == new {
            return;
        }
        let (mut old, new) = (old.fields(), new.fields());
        for (name, value) in new {
            let before = old.shift_remove(&name);
            if before.as_ref() != Some(&value) {
                self.push(Field::Unknown(name), before.map(Value::Other), Some(Value::Other(value)));
            }
        }
        for (name, value) in old {
            self.push(Field::Unknown(name), Some(Value::Other(value)), None);
        }
    }
}

/// What two files say about themselves.
pub fn file(old: &Graph, new: &Graph) -> Vec<FieldChange> {
    let mut fields = Fields::default();
    fields.text("title", &old.title, &new.title);
    fields.text("created", &old.created, &new.created);
    fields.extras(&old.extras.clone().into(), &new.extras.clone().into());
    fields.0
}

fn text_change(old: Option<&str>, new: Option<&str>) -> TextChange {
    let length = |text: &str| text.chars().count();
    let (mut line, mut column) = (1, 1);
    let texts = old.unwrap_or_default().chars().zip(new.unwrap_or_default().chars());
    for (character, _) in texts.take_while(|(old, new)| old == new) {
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    TextChange { old: old.map(length), new: new.map(length), line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_where_it_begins_to_differ_in_scalar_values() {
        let change = |old, new| text_change(Some(old), Some(new));
        let place = |TextChange { line, column, .. }: TextChange| (line, column);
        assert_eq!(
            change("ab\nسلمى x", "ab\nسلمى y z"),
            TextChange { old: Some(9), new: Some(11), line: 2, column: 6 }
        );
        assert_eq!(place(change("ab\n", "ab\nc")), (2, 1));
        assert_eq!(place(change("ab\nc", "ab")), (1, 3));
        assert_eq!(place(change("", "a")), (1, 1));
        assert_eq!(text_change(None, Some("a")), TextChange { old: None, new: Some(1), line: 1, column: 1 });
    }
}
