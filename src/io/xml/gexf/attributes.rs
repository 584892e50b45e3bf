//! The attributes that a GEXF file declares for its nodes and edges, and what their values mean.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::lists;
use crate::io::draft::Field;
use crate::model::{ColumnKind, Value, When};

/// Whose attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Those of nodes.
    Nodes,
    /// Those of edges.
    Edges,
}

/// What the values of an attribute are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// One value.
    One(Scalar),
    /// A list of values.
    List(Scalar),
    /// JSON in a text: how Linklore writes details of several sorts.
    Json,
}

/// What a single value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A text, an address, a sign.
    Text,
    /// A whole number of any size.
    Whole,
    /// A number.
    Number,
    /// A number whose every digit counts.
    Decimal,
    /// Yes or no.
    YesNo,
    /// A date.
    Date,
}

impl Sort {
    /// The sort of that name, in any spelling that is in use; `None` where it is not known.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        if let Some(of) = name.strip_prefix("list") {
            return Scalar::from_name(of).map(Self::List);
        }
        Scalar::from_name(&name).map(Self::One)
    }

    /// The kind of the detail that holds such values.
    pub fn column_kind(self) -> ColumnKind {
        match self {
            Self::One(Scalar::Text) => ColumnKind::Text,
            Self::One(Scalar::Whole) => ColumnKind::WholeNumber,
            Self::One(Scalar::Number | Scalar::Decimal) => ColumnKind::Number,
            Self::One(Scalar::YesNo) => ColumnKind::YesNo,
            Self::One(Scalar::Date) => ColumnKind::Date,
            Self::List(Scalar::Text | Scalar::Date) => ColumnKind::TextList,
            Self::List(_) | Self::Json => ColumnKind::Mixed,
        }
    }

    /// The value of a text. A text that is no such value stays a text; `None` where there is nothing in it.
    pub fn value(self, text: Cow<'_, str>) -> Option<Value> {
        match self {
            Self::One(scalar) => scalar.value(text),
            Self::List(scalar) => {
                let items = lists::items(&text);
                let is_text = matches!(scalar, Scalar::Text | Scalar::Date);
                if is_text && items.iter().all(Option::is_some) {
                    return Some(Value::TextList(items.into_iter().flatten().collect()));
                }
                let json = |item: Option<String>| match item {
                    None => Json::Null,
                    Some(item) if is_text => Json::from(item),
                    Some(item) => scalar.value(Cow::Owned(item)).map_or(Json::Null, json_of),
                };
                Some(Value::Other(items.into_iter().map(json).collect()))
            }
            Self::Json => Some(match serde_json::from_str(&text) {
                Ok(json) => Value::Other(json),
                Err(_) => Value::Text(text.into_owned()),
            }),
        }
    }
}

impl Scalar {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "string" | "anyuri" | "char" | "character" | "text" => Self::Text,
            "integer" | "int" | "long" | "short" | "byte" | "biginteger" => Self::Whole,
            "double" | "float" => Self::Number,
            "bigdecimal" | "decimal" => Self::Decimal,
            "boolean" | "bool" => Self::YesNo,
            "date" | "datetime" => Self::Date,
            _ => return None,
        })
    }

    /// Whether a text is the name of no number, which is how programs write that one is missing.
    pub fn is_missing(self, text: &str) -> bool {
        matches!(self, Self::Whole | Self::Number | Self::Decimal) && text.trim().eq_ignore_ascii_case("nan")
    }

    fn value(self, text: Cow<'_, str>) -> Option<Value> {
        let trimmed = text.trim();
        if (trimmed.is_empty() || self.is_missing(trimmed)) && self != Self::Text {
            return None;
        }
        let found = match self {
            Self::Text => None,
            Self::Whole => whole(trimmed).map(Value::WholeNumber),
            Self::Number => number(trimmed).map(Value::Number),
            Self::Decimal => number(trimmed).filter(|number| says_the_same(*number, trimmed)).map(Value::Number),
            Self::YesNo => yes_no(trimmed).map(Value::YesNo),
            Self::Date => When::new(trimmed).is_understood().then(|| Value::Date(trimmed.to_owned())),
        };
        Some(found.unwrap_or_else(|| Value::Text(text.into_owned())))
    }
}

fn json_of(value: Value) -> Json {
    match value {
        Value::WholeNumber(number) => Json::from(number),
        Value::Number(number) => Json::from(number),
        Value::YesNo(yes) => Json::from(yes),
        other => Json::from(other.words()),
    }
}

/// `12`, `+12`, and `12.0` where a float stood in a column of whole numbers.
fn whole(text: &str) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    text.parse().ok().or_else(|| {
        let number = number(text)?;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

/// A finite number. Words for numbers that are none (`NaN`, `INF`) stay words.
fn number(text: &str) -> Option<f64> {
    let is_plain = text.ends_with(|sign: char| sign.is_ascii_digit() || sign == '.');
    is_plain.then(|| text.parse().ok())?.filter(|number: &f64| number.is_finite())
}

/// Whether a number says everything that its text says: no digit is lost.
fn says_the_same(number: f64, text: &str) -> bool {
    let digits = |text: &str| -> (String, i64) {
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = digits.trim_start_matches(['+', '-']).split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches(['+', '-']);
        let all = format!("{whole}{fraction}");
        let bare = all.trim_start_matches('0').trim_end_matches('0');
        let dropped = all.len() - all.trim_end_matches('0').len();
        let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let shift = length(dropped).saturating_sub(length(fraction.len()));
        let exponent = exponent.parse().unwrap_or(0_i64).saturating_add(shift);
        (bare.to_owned(), if bare.is_empty() { 0 } else { exponent })
    };
    digits(&format!("{number:e}")) == digits(text)
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A declared attribute.
pub struct Attribute<'a> {
    /// Its id, by which values name it.
    pub id: Cow<'a, str>,
    /// The name for people, and of the detail.
    pub title: String,
    /// What its values are.
    pub sort: Sort,
    /// Whether its values change over time.
    pub is_dynamic: bool,
    /// The value of a record that gives none.
    pub default: Option<Value>,
    /// Where its values go.
    pub field: Field,
    /// Where all its values over time go, once there are some.
    pub over_time: Option<Field>,
}

/// The declared attributes of one class.
#[derive(Default)]
pub struct Attributes<'a> {
    list: Vec<Attribute<'a>>,
    by_id: HashMap<Cow<'a, str>, usize>,
    by_title: HashMap<String, usize>,
    /// The one that was found last: values come in the order of the declarations.
    last: usize,
}

impl<'a> Attributes<'a> {
    /// Adds one. Its id must not be there yet.
    pub fn declare(&mut self, attribute: Attribute<'a>) {
        let before = self.by_id.insert(attribute.id.clone(), self.list.len());
        debug_assert!(before.is_none(), "ids are unique");
        self.by_title.entry(attribute.title.clone()).or_insert(self.list.len());
        self.list.push(attribute);
    }

    /// The position of the attribute of that id.
    pub fn find(&mut self, id: &str) -> Option<usize> {
        let next = self.last + 1;
        let likely = [next, 0, self.last].into_iter().find(|at| self.list.get(*at).is_some_and(|known| known.id == id));
        self.last = likely.or_else(|| self.by_id.get(id).copied())?;
        Some(self.last)
    }

    /// The position of the first attribute of that title.
    pub fn find_title(&self, title: &str) -> Option<usize> {
        self.by_title.get(title).copied()
    }

    /// The attribute at a position.
    pub fn at(&self, position: usize) -> &Attribute<'a> {
        &self.list[position]
    }

    /// The attribute at a position, to be changed.
    pub fn at_mut(&mut self, position: usize) -> &mut Attribute<'a> {
        &mut self.list[position]
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute<'a>> {
        self.list.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(sort: &str, text: &'static str) -> Option<Value> {
        Sort::from_name(sort).expect("known").value(Cow::Borrowed(text))
    }

    #[test]
    fn values_are_read_by_their_declared_sort() {
        assert_eq!(value("integer", " 12 "), Some(Value::WholeNumber(12)));
        assert_eq!(value("long", "5.0"), Some(Value::WholeNumber(5)));
        assert_eq!(value("integer", "5.5"), Some(Value::Text("5.5".into())));
        assert_eq!(value("float", "1e3"), Some(Value::Number(1000.0)));
        assert_eq!(value("double", "INF"), Some(Value::Text("INF".into())));
        assert_eq!((value("double", ""), value("double", "NaN"), value("integer", "nan")), (None, None, None));
        assert_eq!(value("string", ""), Some(Value::Text(String::new())));
        assert_eq!(value("boolean", "True"), Some(Value::YesNo(true)));
        assert_eq!(value("boolean", "maybe"), Some(Value::Text("maybe".into())));
        assert_eq!(value("date", "2009-03"), Some(Value::Date("2009-03".into())));
        assert_eq!(value("ListInteger", "[1, 2]"), Some(Value::Other(serde_json::json!([1, 2]))));
        assert_eq!(value("liststring", "a|b"), Some(Value::TextList(vec!["a".into(), "b".into()])));
        assert_eq!(value("liststring", "[a, null]"), Some(Value::Other(serde_json::json!(["a", null]))));
        assert_eq!(Sort::from_name("timestamp"), None);
    }

    #[test]
    fn a_decimal_whose_digits_a_number_cannot_hold_stays_a_text() {
        assert_eq!(value("bigdecimal", "12.50"), Some(Value::Number(12.5)));
        assert_eq!(value("bigdecimal", "-0.00120"), Some(Value::Number(-0.0012)));
        assert_eq!(value("bigdecimal", "1200"), Some(Value::Number(1200.0)));
        assert_eq!(value("bigdecimal", "0.0"), Some(Value::Number(0.0)));
        let long = "0.1234567890123456789";
        assert_eq!(value("bigdecimal", long), Some(Value::Text(long.into())));
        let big = "123456789012345678901234567890";
        assert_eq!(value("biginteger", big), Some(Value::Text(big.into())));
    }

    #[test]
    fn attributes_are_found_by_id_in_any_order_and_by_title() {
        let attribute = |id: &'static str, title: &str| Attribute {
            id: Cow::Borrowed(id),
            title: title.to_owned(),
            sort: Sort::One(Scalar::Text),
            is_dynamic: false,
            default: None,
            field: Field::Detail(0),
            over_time: None,
        };
        let mut attributes = Attributes::default();
        attributes.declare(attribute("0", "a"));
        attributes.declare(attribute("1", "b"));
        attributes.declare(attribute("9", "b"));
        assert_eq!(
            (attributes.find("9"), attributes.find("0"), attributes.find("1"), attributes.find("2")),
            (Some(2), Some(0), Some(1), None)
        );
        assert_eq!((attributes.find_title("b"), attributes.find_title("c")), (Some(1), None));
    }
}
