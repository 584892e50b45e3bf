//! Whether two cells say the same, whatever their columns are taken to hold: 12 is 12 among whole numbers and among numbers.

use serde_json::Value as Json;

use crate::model::Cell;

/// Whether two cells say the same. One text that is added to a column of numbers makes it a column of values of several sorts,
/// and its other cells are no different for that.
pub fn alike(old: Cell<'_>, new: Cell<'_>) -> bool {
    match (old, new) {
        (Cell::Other(old), Cell::Other(new)) => old == new,
        (Cell::Other(json), cell) | (cell, Cell::Other(json)) => is_json(cell, &json.value()),
        (Cell::Text(old) | Cell::Date(old), Cell::Text(new) | Cell::Date(new)) => old == new,
        (Cell::WholeNumber(whole), Cell::Number(number)) | (Cell::Number(number), Cell::WholeNumber(whole)) => {
            is_whole(number, whole)
        }
        _ => old == new,
    }
}

fn is_json(cell: Cell<'_>, json: &Json) -> bool {
    match (cell, json) {
        (Cell::Text(text) | Cell::Date(text), Json::String(other)) => text == other,
        (Cell::YesNo(yes), Json::Bool(other)) => yes == *other,
        (Cell::Number(number), Json::Number(other)) => other.as_f64() == Some(number),
        (Cell::WholeNumber(whole), Json::Number(other)) => match other.as_i64() {
            Some(other) => other == whole,
            None => other.as_f64().is_some_and(|number| is_whole(number, whole)),
        },
        (Cell::TextList(texts), Json::Array(others)) => {
            texts.len() == others.len() && texts.iter().zip(others).all(|(text, other)| other.as_str() == Some(text))
        }
        _ => false,
    }
}

/// Whether a number is that whole number and no other.
fn is_whole(number: f64, whole: i64) -> bool {
    #[expect(clippy::float_cmp, reason = "only the very same number is the same")]
    let is_same = number == whole as f64 && number as i64 == whole;
    is_same
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{Column, ColumnKind, Value};

    #[test]
    fn what_a_column_is_taken_for_makes_no_difference() {
        let texts = ["a".to_owned(), "b".to_owned()];
        let column = mixed(&[json!("2007"), json!(12), json!(12.0), json!(1.5), json!(true), json!(["a", "b"])]);
        let other = |row| column.cell(row).expect("it is filled");
        let same = [
            (Cell::Text("2007"), Cell::Date("2007")),
            (Cell::Text("2007"), other(0)),
            (Cell::WholeNumber(12), Cell::Number(12.0)),
            (Cell::WholeNumber(12), other(1)),
            (Cell::WholeNumber(12), other(2)),
            (Cell::Number(1.5), other(3)),
            (Cell::YesNo(true), other(4)),
            (Cell::TextList(&texts), other(5)),
        ];
        for (one, other) in same {
            assert!(alike(one, other) && alike(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_is_said_makes_one() {
        let texts = ["a".to_owned()];
        let column = mixed(&[json!(12), json!(["a", "b"])]);
        let other = |row| column.cell(row).expect("it is filled");
        let different = [
            (Cell::Text("12"), Cell::WholeNumber(12)),
            (Cell::Text("12"), other(0)),
            (Cell::WholeNumber(12), Cell::Number(12.5)),
            (Cell::WholeNumber(i64::MAX), Cell::Number(i64::MAX as f64 + 4096.0)),
            (Cell::YesNo(true), Cell::WholeNumber(1)),
            (Cell::TextList(&texts), Cell::Text("a")),
            (Cell::TextList(&texts), other(1)),
        ];
        for (one, other) in different {
            assert!(!alike(one, other) && !alike(other, one), "{one:?} {other:?}");
        }
    }

    fn mixed(values: &[Json]) -> Column {
        let mut column = Column::new("x", ColumnKind::Mixed, false);
        for (row, value) in values.iter().enumerate() {
            column.set(row, Value::Other(value.clone())).expect("a mixed column takes every value");
        }
        column
    }
}
