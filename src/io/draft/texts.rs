//! What texts are that came from a format which knows nothing else: numbers, yes or no, dates. A text is a number only where
//! nothing is lost by it.

use crate::model::{Cell, Column, ColumnKind, Value, When};

/// The largest whole number up to which every whole number is an exact `f64`.
const EXACT: u64 = 1 << 53;

/// Whether a whole number and all that are nearer to zero are exact `f64`.
pub fn is_exact_float(whole: i64) -> bool {
    whole.unsigned_abs() <= EXACT
}

/// The narrowest kind that all texts have; text where there are none. `commas` says that numbers are written with a comma.
pub fn kind_of_texts<'t>(texts: impl Iterator<Item = &'t str>, commas: bool) -> ColumnKind {
    let mut kinds = [
        (ColumnKind::WholeNumber, true),
        (ColumnKind::Number, true),
        (ColumnKind::YesNo, true),
        (ColumnKind::Date, true),
    ];
    let mut is_empty = true;
    for text in texts {
        is_empty = false;
        for (kind, fits) in &mut kinds {
            *fits = *fits && value_of(*kind, text, commas).is_some();
        }
        if !kinds.iter().any(|(_, fits)| *fits) {
            return ColumnKind::Text;
        }
    }
    let narrowest = kinds.into_iter().find(|(_, fits)| *fits && !is_empty);
    narrowest.map_or(ColumnKind::Text, |(kind, _)| kind)
}

/// A column of texts as a column of the narrowest kind that all of them have.
pub fn typed(column: Column, commas: bool) -> Column {
    let kind = kind_of_column(&column, commas);
    if kind == column.kind() {
        return column;
    }
    let mut narrow = Column::new(column.name.clone(), kind, column.declared);
    for (row, text) in texts_of(&column) {
        let value = value_of(kind, text, commas).expect("the kind was just seen to fit all texts");
        narrow.set(row, value).expect("the value is of the kind of the column");
    }
    narrow
}

/// The narrowest kind that all texts of a column have; its own kind where it is none of texts.
pub fn kind_of_column(column: &Column, commas: bool) -> ColumnKind {
    match column.kind() {
        ColumnKind::Text => kind_of_texts(texts_of(column).map(|(_, text)| text), commas),
        other => other,
    }
}

fn texts_of(column: &Column) -> impl Iterator<Item = (usize, &str)> {
    let rows = column.rows();
    (column.first_row().unwrap_or(rows)..rows).filter_map(|row| match column.cell(row) {
        Some(Cell::Text(text)) => Some((row, text)),
        _ => None,
    })
}

fn value_of(kind: ColumnKind, text: &str, commas: bool) -> Option<Value> {
    match kind {
        ColumnKind::WholeNumber => whole(text).map(Value::WholeNumber),
        ColumnKind::Number if commas => with_point(text).and_then(|text| number(&text)).map(Value::Number),
        ColumnKind::Number => number(text).map(Value::Number),
        ColumnKind::YesNo => yes_no(text).map(Value::YesNo),
        ColumnKind::Date => is_date(text).then(|| Value::Date(text.to_owned())),
        ColumnKind::Text | ColumnKind::TextList | ColumnKind::Mixed => None,
    }
}

/// `0,5` as `0.5`; `None` where there is a point, because it would stand between thousands.
pub fn with_point(text: &str) -> Option<String> {
    (!text.contains('.')).then(|| text.replacen(',', ".", 1))
}

/// `007` and `+5` are no numbers but names: their signs would be lost.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let is_plain = matches!(digits, [b'0'] | [b'1'..=b'9', ..]) && text != "-0";
    if is_plain { text.parse().ok() } else { None }
}

fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let has_leading_zero =
        digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") && !digits.starts_with("0e");
    let is_plain = digits.starts_with(|sign: char| sign.is_ascii_digit())
        && !has_leading_zero
        && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    let number: f64 = is_plain.then(|| text.parse().ok())??;
    // A whole number beyond what a float holds exactly is kept as text.
    let is_exact = text.contains(['.', 'e', 'E']) || text.parse().is_ok_and(is_exact_float);
    (number.is_finite() && is_exact).then_some(number)
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = matches!(bytes.len(), 7 | 10) && bytes[4] == b'-' && bytes.get(7).is_none_or(|sign| *sign == b'-');
    shape && When::new(text).is_understood()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> ColumnKind {
        kind_of_texts(texts.iter().copied(), false)
    }

    #[test]
    fn texts_are_numbers_only_where_nothing_is_lost() {
        assert_eq!(texts(&["1", "-20"]), ColumnKind::WholeNumber);
        assert_eq!(texts(&["1", "0.50", "1e-3"]), ColumnKind::Number);
        assert_eq!(texts(&["007", "8"]), ColumnKind::Text);
        assert_eq!(texts(&["1", "9007199254740993", "0.5"]), ColumnKind::Text);
        assert_eq!(texts(&["-9223372036854775808", "1"]), ColumnKind::WholeNumber);
        assert_eq!(texts(&["-9223372036854775808", "0.5"]), ColumnKind::Text);
        assert_eq!(texts(&["NaN"]), ColumnKind::Text);
        assert_eq!(texts(&["true", "False"]), ColumnKind::YesNo);
        assert_eq!(texts(&["2014-06", "2014-06-08"]), ColumnKind::Date);
        assert_eq!(texts(&["2014-06", "2014-99"]), ColumnKind::Text);
    }

    #[test]
    fn a_comma_may_stand_for_the_point() {
        let with_commas = |texts: &[&str]| kind_of_texts(texts.iter().copied(), true);
        assert_eq!(with_commas(&["1", "0,5"]), ColumnKind::Number);
        assert_eq!(with_commas(&["1.234,5"]), ColumnKind::Text);
        assert_eq!(with_commas(&["1,5,2"]), ColumnKind::Text);
        assert_eq!(texts(&["0,5"]), ColumnKind::Text);
        let mut column = Column::new("share", ColumnKind::Text, false);
        column.set_text(1, "0,25").expect("a text");
        assert_eq!(typed(column, true).get(1), Some(Value::Number(0.25)));
    }

    #[test]
    fn a_gap_is_of_every_kind() {
        assert_eq!(texts(&[]), ColumnKind::Text);
        assert_eq!(texts(&["-0"]), ColumnKind::Number);
        assert_eq!(texts(&["1", "true"]), ColumnKind::Text);
    }
}
