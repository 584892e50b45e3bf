//! Details of records: gathered while records are read, then turned into typed columns; and back.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::records::{EXACT_WHOLE, Fields};
use crate::model::{Column, ColumnKind, Columns, Value};

/// The details of one list of records, while it is read.
#[derive(Debug, Default)]
pub struct Gathered {
    columns: Vec<GatheredColumn>,
    by_name: HashMap<String, usize>,
}

#[derive(Debug)]
struct GatheredColumn {
    name: String,
    declared: Option<ColumnKind>,
    /// In the order of the rows.
    values: Vec<(usize, Json)>,
}

/// A declared column that holds a value of another type.
#[derive(Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The name of the column.
    pub column: String,
    /// The first row whose value does not fit.
    pub row: usize,
}

impl Gathered {
    /// Declares a column, before any value comes.
    pub fn declare(&mut self, name: &str, kind: ColumnKind) {
        let at = self.column(name);
        self.columns[at].declared = Some(kind);
    }

    /// Takes the details of a record. Rows come in order.
    pub fn take(&mut self, row: usize, details: Fields) {
        for (name, value) in details {
            let at = self.column(&name);
            self.columns[at].values.push((row, value));
        }
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(&at) = self.by_name.get(name) {
            return at;
        }
        let at = self.columns.len();
        self.columns.push(GatheredColumn { name: name.to_owned(), declared: None, values: Vec::new() });
        self.by_name.insert(name.to_owned(), at);
        at
    }

    /// The typed columns, and the declared ones whose values are of several sorts.
    pub fn finish(self) -> (Columns, Vec<Misfit>) {
        let mut columns = Columns::default();
        let mut misfits = Vec::new();
        for GatheredColumn { name, declared, values } in self.columns {
            let is_declared = declared.is_some();
            let kind = match declared {
                None => inferred(&values.iter().map(|(_, value)| value)),
                Some(kind) => match values.iter().find(|(_, value)| !fits(kind, value)) {
                    None => kind,
                    Some(&(row, _)) => {
                        misfits.push(Misfit { column: name.clone(), row });
                        ColumnKind::Mixed
                    }
                },
            };
            let mut column = Column::new(name, kind, is_declared);
            for (row, value) in values {
                if let Some(value) = cell(kind, value) {
                    column.set(row, value).expect("the kind of the column was chosen to fit its values");
                }
            }
            columns.push(column);
        }
        (columns, misfits)
    }
}

/// The kind that holds all of the values; gaps (`null`) say nothing.
fn inferred<'v>(values: &(impl Iterator<Item = &'v Json> + Clone)) -> ColumnKind {
    let filled = || values.clone().filter(|value| !value.is_null());
    if filled().next().is_none() {
        return ColumnKind::Mixed;
    }
    [ColumnKind::Text, ColumnKind::YesNo, ColumnKind::WholeNumber, ColumnKind::Number, ColumnKind::TextList]
        .into_iter()
        .find(|kind| filled().all(|value| fits_as_written(*kind, value)))
        .unwrap_or(ColumnKind::Mixed)
}

/// Whether a value needs no declaration to be taken for this kind: `5.0` is a number, not a whole one.
fn fits_as_written(kind: ColumnKind, value: &Json) -> bool {
    fits(kind, value) && !(kind == ColumnKind::WholeNumber && value.is_f64())
}

/// Whether a column of this kind holds the value without loss.
fn fits(kind: ColumnKind, value: &Json) -> bool {
    if value.is_null() {
        return true;
    }
    match kind {
        ColumnKind::Text | ColumnKind::Date => value.is_string(),
        ColumnKind::Number => as_number(value).is_some(),
        ColumnKind::WholeNumber => as_whole(value).is_some(),
        ColumnKind::YesNo => value.is_boolean(),
        ColumnKind::TextList => value.as_array().is_some_and(|items| items.iter().all(Json::is_string)),
        ColumnKind::Mixed => true,
    }
}

fn cell(kind: ColumnKind, value: Json) -> Option<Value> {
    Some(match (kind, value) {
        (ColumnKind::Mixed, value) => Value::Other(value),
        (ColumnKind::Text, Json::String(text)) => Value::Text(text),
        (ColumnKind::Date, Json::String(text)) => Value::Date(text),
        (ColumnKind::YesNo, Json::Bool(yes)) => Value::YesNo(yes),
        (ColumnKind::Number, value) => Value::Number(as_number(&value)?),
        (ColumnKind::WholeNumber, value) => Value::WholeNumber(as_whole(&value)?),
        (ColumnKind::TextList, Json::Array(items)) => Value::TextList(
            items
                .into_iter()
                .filter_map(|item| if let Json::String(text) = item { Some(text) } else { None })
                .collect(),
        ),
        _ => return None,
    })
}

fn as_number(value: &Json) -> Option<f64> {
    if value.is_f64() {
        return value.as_f64();
    }
    value.as_i64().filter(|number| number.unsigned_abs() <= EXACT_WHOLE as u64).map(|number| number as f64)
}

fn as_whole(value: &Json) -> Option<i64> {
    let is_exact = |number: &f64| number.fract() == 0.0 && number.abs() <= EXACT_WHOLE && !is_negative_zero(*number);
    value.as_i64().or_else(|| value.as_f64().filter(|_| value.is_f64()).filter(is_exact).map(|number| number as i64))
}

fn is_negative_zero(number: f64) -> bool {
    number == 0.0 && number.is_sign_negative()
}

/// The details of a record as the file writes them.
pub fn row(columns: &Columns, row: usize) -> Option<Fields> {
    let details: Fields = columns.row(row).map(|(name, value)| (name.to_owned(), json(value))).collect();
    (!details.is_empty()).then_some(details)
}

fn json(value: Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text),
        Value::Number(number) => Json::from(number),
        Value::WholeNumber(number) => Json::from(number),
        Value::YesNo(yes) => Json::from(yes),
        Value::TextList(texts) => Json::from(texts),
        Value::Other(json) => json,
    }
}

/// The columns that the file must declare: those that were declared; all of them, where reading the values alone would
/// not give the same columns in the same order.
pub fn to_declare(columns: &Columns, rows: usize) -> Vec<&Column> {
    let is_plain = undeclared_read_back(columns, rows);
    columns.iter().filter(|column| column.declared || !is_plain).collect()
}

fn undeclared_read_back(columns: &Columns, rows: usize) -> bool {
    let mut last_first_row = 0;
    let mut seen_undeclared = false;
    for column in columns.iter() {
        if column.declared {
            if seen_undeclared {
                return false;
            }
            continue;
        }
        seen_undeclared = true;
        let Some(first_row) = (0..rows).find(|row| column.get(*row).is_some()) else { return false };
        if first_row < last_first_row {
            return false;
        }
        last_first_row = first_row;
        let kind = column.kind();
        if kind == ColumnKind::Date {
            return false;
        }
        let values: Vec<Json> = match kind {
            ColumnKind::Mixed => (0..rows).filter_map(|row| column.get(row)).map(json).collect(),
            // Every other kind is what its first cell alone is read as.
            _ => column.get(first_row).into_iter().map(json).collect(),
        };
        if inferred(&values.iter()) != kind {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kind_of(values: &Json) -> ColumnKind {
        inferred(&values.as_array().expect("a list").iter())
    }

    #[test]
    fn the_kind_of_a_column_is_seen_from_its_values() {
        assert_eq!(kind_of(&json!(["a", null, "b"])), ColumnKind::Text);
        assert_eq!(kind_of(&json!([1, -2, 0])), ColumnKind::WholeNumber);
        assert_eq!(kind_of(&json!([1, 2.5])), ColumnKind::Number);
        assert_eq!(kind_of(&json!([1.0])), ColumnKind::Number);
        assert_eq!(kind_of(&json!([true, false])), ColumnKind::YesNo);
        assert_eq!(kind_of(&json!([["a"], []])), ColumnKind::TextList);
        assert_eq!(kind_of(&json!([1, "1"])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([["a"], [1]])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([{"a": 1}])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([null])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([9_007_199_254_740_993_i64, 0.5])), ColumnKind::Mixed, "a digit would be lost");
        assert_eq!(kind_of(&json!([u64::MAX])), ColumnKind::Mixed);
    }

    #[test]
    fn a_declared_column_that_does_not_hold_its_values_keeps_them_as_they_are() {
        let mut gathered = Gathered::default();
        gathered.declare("born", ColumnKind::WholeNumber);
        gathered.take(0, json!({"born": 1968}).as_object().cloned().expect("an object"));
        gathered.take(2, json!({"born": "about 1970"}).as_object().cloned().expect("an object"));
        let (columns, misfits) = gathered.finish();
        assert_eq!(misfits, [Misfit { column: "born".into(), row: 2 }]);
        let column = columns.by_name("born").expect("declared");
        assert_eq!((column.kind(), column.declared), (ColumnKind::Mixed, true));
        assert_eq!(column.get(2), Some(Value::Other(json!("about 1970"))));
    }

    #[test]
    fn a_column_whose_values_would_be_read_as_another_kind_is_declared() {
        let declared = |kind, value: Value| {
            let mut columns = Columns::default();
            let mut column = Column::new("x", kind, false);
            column.set(0, value).expect("it fits");
            columns.push(column);
            to_declare(&columns, 1).len()
        };
        assert_eq!(declared(ColumnKind::Text, Value::Text("a".into())), 0);
        assert_eq!(declared(ColumnKind::Number, Value::Number(1.0)), 0);
        assert_eq!(declared(ColumnKind::Date, Value::Date("2007".into())), 1);
        assert_eq!(declared(ColumnKind::Mixed, Value::Other(json!(1))), 1);
        assert_eq!(declared(ColumnKind::Mixed, Value::Other(json!({}))), 0);
    }
}
