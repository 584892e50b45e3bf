//! Details of a draft: columns that widen when a value does not fit, and texts that turn out to be numbers.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::texts::{is_exact_float, kind_of_column, typed};
use crate::io::effort::look;
use crate::io::error::ReadError;
use crate::io::limits::DETAILS;
use crate::model::{Column, ColumnKind, Columns, LoadReport, Value, Warning};

/// The details of all actors, or of all links, of a draft.
pub struct DraftColumns {
    list: &'static str,
    columns: Vec<DraftColumn>,
    by_name: HashMap<String, u32>,
    is_full: bool,
}

struct DraftColumn {
    column: Column,
    /// Whether the values came as text only because the format knows nothing else.
    from_text: bool,
    is_fresh: bool,
    rows: usize,
}

impl DraftColumns {
    pub fn new(list: &'static str) -> Self {
        Self { list, columns: Vec::new(), by_name: HashMap::new(), is_full: false }
    }

    /// The column of that name. `declared` is the kind that the file gives; `from_text` says that the format knows only
    /// texts, so that the kind is to be seen from them.
    pub fn column(&mut self, name: &str, declared: Option<ColumnKind>, from_text: bool) -> u32 {
        if let Some(&at) = self.by_name.get(name) {
            return at;
        }
        if self.columns.len() == DETAILS {
            // The file will be refused. Whatever comes until then goes into one column.
            self.is_full = true;
            return DETAILS as u32 - 1;
        }
        let at = self.columns.len() as u32;
        let column = Column::new(name, declared.unwrap_or(ColumnKind::Text), declared.is_some());
        self.columns.push(DraftColumn { column, from_text, is_fresh: declared.is_none(), rows: 0 });
        self.by_name.insert(name.to_owned(), at);
        at
    }

    /// A column of that name, or with a number behind it where another column has that name.
    pub fn new_column(&mut self, name: &str, declared: Option<ColumnKind>, from_text: bool) -> u32 {
        if !self.by_name.contains_key(name) {
            return self.column(name, declared, from_text);
        }
        // After a few, from the number of columns on: a thousand of one name must not cost a million looks.
        let numbers = (2..64).chain(self.columns.len().max(64)..);
        let names = numbers.map(|number| format!("{name} ({number})")).inspect(|_| look(1));
        let free = names.into_iter().find(|name| !self.by_name.contains_key(name));
        self.column(&free.expect("numbers do not end"), declared, from_text)
    }

    /// The kind of the column is no longer what the file gives: it widens without a word.
    pub fn let_widen(&mut self, column: u32) {
        self.columns[column as usize].column.declared = false;
    }

    /// Whether there are more details than the limit; what they are of.
    pub fn too_many(&self) -> Option<&'static str> {
        self.is_full.then_some(self.list)
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub fn name(&self, column: u32) -> String {
        self.columns[column as usize].column.name.clone()
    }

    pub fn find(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    pub fn by_name(&self, name: &str) -> Option<&Column> {
        self.by_name.get(name).map(|at| &self.columns[*at as usize].column)
    }

    pub fn has(&self, column: u32, row: usize) -> bool {
        self.columns[column as usize].column.cell(row).is_some()
    }

    /// Whether a column holds texts that are neither numbers nor yes or no; `commas` says that numbers are written with a
    /// comma.
    pub fn holds_words(&self, name: &str, commas: bool) -> bool {
        let Some(at) = self.find(name) else { return false };
        let DraftColumn { column, from_text, .. } = &self.columns[at as usize];
        let kind = if *from_text { kind_of_column(column, commas) } else { column.kind() };
        matches!(kind, ColumnKind::Text | ColumnKind::TextList)
    }

    pub fn get(&self, column: u32, row: usize) -> Option<Value> {
        self.columns[column as usize].column.get(row)
    }

    /// Fills an empty cell of a column of texts; `false`, and nothing done, where it is another one.
    pub fn set_text(&mut self, column: u32, row: usize, text: &str) -> bool {
        let DraftColumn { column, is_fresh, rows, .. } = &mut self.columns[column as usize];
        let is_free = column.kind() == ColumnKind::Text && column.cell(row).is_none();
        if is_free && column.set_text(row, text).is_ok() {
            // A fresh column is one of texts until it is filled with something else.
            *is_fresh = false;
            *rows = (*rows).max(row + 1);
            return true;
        }
        false
    }

    /// Fills an empty cell; gives the value back where it is not empty.
    pub fn set_first(&mut self, column: u32, row: usize, value: Value, report: &mut LoadReport) -> Result<(), Value> {
        if self.has(column, row) {
            return Err(value);
        }
        self.set(column, row, value, report);
        Ok(())
    }

    /// Fills an empty cell of a mixed or fresh column with a value that is written as JSON; `false`, and nothing done, where
    /// the column or the text is another one.
    pub fn set_json(&mut self, column: u32, row: usize, text: &str) -> bool {
        let DraftColumn { column, is_fresh, rows, .. } = &mut self.columns[column as usize];
        if *is_fresh {
            let mut mixed = Column::new(column.name.as_str(), ColumnKind::Mixed, false);
            if mixed.set_json(row, text).is_err() {
                return false;
            }
            (*column, *is_fresh) = (mixed, false);
        } else if column.cell(row).is_some() || column.set_json(row, text).is_err() {
            return false;
        }
        *rows = (*rows).max(row + 1);
        true
    }

    /// Fills a cell. A column without a declared kind takes that of its first value and widens; a declared one becomes
    /// mixed where a value does not fit, which is told.
    pub fn set(&mut self, column: u32, row: usize, value: Value, report: &mut LoadReport) {
        let DraftColumn { column, is_fresh, rows, .. } = &mut self.columns[column as usize];
        *rows = (*rows).max(row + 1);
        if std::mem::take(is_fresh) {
            *column = Column::new(std::mem::take(&mut column.name), kind_of(&value), false);
        }
        let value = match narrowed(column.kind(), value) {
            // What is of the kind of the column, or was brought to it, fits.
            Ok(value) if kind_of(&value) == column.kind() => {
                column.set(row, value).expect("a value of the kind of a column fits it");
                return;
            }
            Ok(value) | Err(value) => value,
        };
        let whole_and_broken = matches!(
            (column.kind(), &value),
            (ColumnKind::WholeNumber, Value::Number(_)) | (ColumnKind::Number, Value::WholeNumber(_))
        );
        if whole_and_broken
            && !column.declared
            && widen(column, ColumnKind::Number, *rows)
            && let Ok(number) = narrowed(ColumnKind::Number, value.clone())
            && column.set(row, number).is_ok()
        {
            return;
        }
        if column.declared {
            report.push(None, Warning::MixedColumn { list: self.list, column: column.name.clone() });
        }
        widen(column, ColumnKind::Mixed, *rows);
        column.set(row, Value::Other(json_of_value(value))).expect("a mixed column takes every value");
    }

    /// The finished columns. Those that came as text get the kind that all their texts have; `commas` says that their
    /// numbers are written with a comma. `look` is called before each column.
    pub fn finish(self, commas: bool, look: &mut dyn FnMut() -> Result<(), ReadError>) -> Result<Columns, ReadError> {
        let finished = |DraftColumn { column, from_text, .. }| {
            look()?;
            Ok(if from_text { typed(column, commas) } else { column })
        };
        self.columns.into_iter().map(finished).collect()
    }
}

fn kind_of(value: &Value) -> ColumnKind {
    match value {
        Value::Text(_) => ColumnKind::Text,
        Value::Number(number) if number.is_finite() => ColumnKind::Number,
        Value::WholeNumber(_) => ColumnKind::WholeNumber,
        Value::YesNo(_) => ColumnKind::YesNo,
        Value::Date(_) => ColumnKind::Date,
        Value::TextList(_) => ColumnKind::TextList,
        Value::Number(_) | Value::Other(_) => ColumnKind::Mixed,
    }
}

/// The value in the shape that a column of this kind takes, where nothing is lost by it.
fn narrowed(kind: ColumnKind, value: Value) -> Result<Value, Value> {
    // A number that is not finite counts as mixed, but stands there by its name only.
    if kind_of(&value) == kind && !matches!((kind, &value), (ColumnKind::Mixed, Value::Number(_))) {
        return Ok(value);
    }
    Ok(match (kind, value) {
        (ColumnKind::Number, Value::WholeNumber(whole)) if is_exact_float(whole) => Value::Number(whole as f64),
        (ColumnKind::Date, Value::Text(text)) => Value::Date(text),
        (ColumnKind::Mixed, value) => Value::Other(json_of_value(value)),
        (_, value) => return Err(value),
    })
}

/// Turns a column into a wider kind; `false` where a value would lose something. The first `rows` rows are looked at.
fn widen(column: &mut Column, kind: ColumnKind, rows: usize) -> bool {
    if column.kind() == kind {
        return true;
    }
    let mut wide = Column::new(column.name.clone(), kind, column.declared);
    for row in column.first_row().unwrap_or(rows)..rows {
        let Some(value) = column.get(row) else { continue };
        let Ok(value) = narrowed(kind, value) else { return false };
        if wide.set(row, value).is_err() {
            return false;
        }
    }
    *column = wide;
    true
}

/// A detail as a value of JSON. Numbers that are not finite have no place there; their name has.
#[must_use]
pub fn json_of_value(value: Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text),
        Value::Number(number) if !number.is_finite() => Json::from(number.to_string()),
        Value::Number(number) => Json::from(number),
        Value::WholeNumber(number) => Json::from(number),
        Value::YesNo(yes) => Json::from(yes),
        Value::TextList(texts) => Json::from(texts),
        Value::Other(json) => json,
    }
}

/// A value of JSON as a detail; `None` for `null`, which is a gap.
#[must_use]
pub fn value_of_json(json: Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(yes) => Value::YesNo(yes),
        Json::String(text) => Value::Text(text),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::WholeNumber(whole),
            (None, Some(float)) if number.is_f64() => Value::Number(float),
            _ => Value::Other(Json::Number(number)),
        },
        Json::Array(items) if items.iter().all(Json::is_string) && !items.is_empty() => Value::TextList(
            items
                .into_iter()
                .filter_map(|item| if let Json::String(text) = item { Some(text) } else { None })
                .collect(),
        ),
        other => Value::Other(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(
        from_text: bool,
        declared: Option<ColumnKind>,
        values: Vec<Value>,
    ) -> (ColumnKind, Vec<Option<Value>>, usize) {
        let mut columns = DraftColumns::new("actors");
        let mut report = LoadReport::default();
        let at = columns.column("x", declared, from_text);
        let rows = values.len();
        for (row, value) in values.into_iter().enumerate() {
            columns.set(at, row, value, &mut report);
        }
        let columns = columns.finish(false, &mut || Ok(())).expect("nobody cancels");
        let column = columns.by_name("x").expect("made");
        (column.kind(), (0..rows).map(|row| column.get(row)).collect(), report.len())
    }

    #[test]
    fn a_column_takes_the_kind_of_its_values_and_widens() {
        let (kind, values, told) = column(false, None, vec![Value::WholeNumber(2), Value::Number(0.5)]);
        assert_eq!((kind, told), (ColumnKind::Number, 0));
        assert_eq!(values, [Some(Value::Number(2.0)), Some(Value::Number(0.5))]);
        let (kind, values, told) = column(false, None, vec![Value::Number(0.5), Value::Text("high".into())]);
        assert_eq!((kind, told), (ColumnKind::Mixed, 0));
        assert_eq!(values, [Some(Value::Other(Json::from(0.5))), Some(Value::Other(Json::from("high")))]);
        let large = (1 << 53) + 1;
        let (kind, values, _) = column(false, None, vec![Value::WholeNumber(large), Value::Number(0.5)]);
        assert_eq!((kind, &values[0]), (ColumnKind::Mixed, &Some(Value::Other(Json::from(large)))));
    }

    #[test]
    fn a_declared_column_that_does_not_hold_a_value_says_so() {
        let values = vec![Value::WholeNumber(1), Value::Text("one".into()), Value::Text("two".into())];
        let (kind, _, told) = column(false, Some(ColumnKind::WholeNumber), values);
        assert_eq!((kind, told), (ColumnKind::Mixed, 1));
        let (kind, values, _) = column(false, Some(ColumnKind::Number), vec![Value::Number(f64::NAN)]);
        assert_eq!((kind, &values[0]), (ColumnKind::Mixed, &Some(Value::Other(Json::from("NaN")))));
        let values = vec![Value::Other(Json::Null), Value::Number(f64::INFINITY)];
        let (kind, values, _) = column(false, None, values);
        assert_eq!((kind, &values[1]), (ColumnKind::Mixed, &Some(Value::Other(Json::from("inf")))));
    }

    #[test]
    fn json_becomes_a_detail_of_its_kind() {
        assert_eq!(value_of_json(Json::Null), None);
        assert_eq!(value_of_json(Json::from(vec!["a"])), Some(Value::TextList(vec!["a".into()])));
        assert_eq!(value_of_json(Json::from(u64::MAX)), Some(Value::Other(Json::from(u64::MAX))));
        assert_eq!(value_of_json(Json::from(1.0)), Some(Value::Number(1.0)));
    }
}
