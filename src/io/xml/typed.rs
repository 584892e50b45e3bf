//! Values that XML writes as text and gives a type by name: what the text means, and what is no value of that type.

use std::borrow::Cow;

use crate::model::{ColumnKind, Value};

/// The type that a file gives to the values of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Yes or no.
    YesNo,
    /// Not said: to be seen from the texts.
    Seen,
}

/// What a text is as a value of some type.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed<'a> {
    /// A text, or something that is no value of the type and therefore kept as it is written.
    Text(Cow<'a, str>),
    /// A value of the type.
    Value(Value),
    /// Nothing, where only a text can be empty.
    Empty,
    /// The name of no number, which is how programs write that one is missing.
    NotANumber,
}

impl Sort {
    /// The type of that name, in the languages and programs that write such files; `None` for a name that is none of them.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let bare = name.rsplit(['.', ':']).next().unwrap_or_default();
        Some(match bare {
            "string" | "str" | "text" | "char" | "character" | "anyuri" => Self::Text,
            "int" | "integer" | "long" | "short" | "byte" | "biginteger" | "int32" | "int64" | "nonnegativeinteger" => {
                Self::Whole
            }
            "float" | "double" | "real" | "decimal" | "bigdecimal" | "number" | "numeric" => Self::Number,
            "boolean" | "bool" | "logical" | "binary" => Self::YesNo,
            "" => Self::Seen,
            _ => return None,
        })
    }

    /// The kind of detail that holds such values; `None` where it is to be seen from them.
    #[must_use]
    pub fn kind(self) -> Option<ColumnKind> {
        match self {
            Self::Text => Some(ColumnKind::Text),
            Self::Whole => Some(ColumnKind::WholeNumber),
            Self::Number => Some(ColumnKind::Number),
            Self::YesNo => Some(ColumnKind::YesNo),
            Self::Seen => None,
        }
    }

    /// What a text is as a value of this type.
    #[must_use]
    pub fn read(self, text: Cow<'_, str>) -> Typed<'_> {
        if matches!(self, Self::Text | Self::Seen) {
            return Typed::Text(text);
        }
        let word = text.trim();
        if word.is_empty() {
            return Typed::Empty;
        }
        let value = match self {
            Self::Text | Self::Seen => None,
            Self::YesNo => yes_no(word).map(Value::YesNo),
            Self::Whole | Self::Number if word.eq_ignore_ascii_case("nan") => return Typed::NotANumber,
            Self::Whole => match word.parse() {
                Ok(whole) => Some(Value::WholeNumber(whole)),
                // With a fraction it is a number all the same; a whole number that is too large stays as it is written.
                Err(_) if word.contains(['.', 'e', 'E']) => finite(word).map(Value::Number),
                Err(_) => None,
            },
            Self::Number => finite(word).map(Value::Number),
        };
        value.map_or(Typed::Text(text), Typed::Value)
    }
}

/// Yes or no, as files write it.
#[must_use]
pub fn yes_no(word: &str) -> Option<bool> {
    match word {
        "1" => Some(true),
        "0" => Some(false),
        _ if word.eq_ignore_ascii_case("true") => Some(true),
        _ if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn finite(word: &str) -> Option<f64> {
    word.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sort: Sort, text: &str) -> Typed<'_> {
        sort.read(Cow::Borrowed(text))
    }

    fn kept(text: &str) -> Typed<'_> {
        Typed::Text(Cow::Borrowed(text))
    }

    #[test]
    fn texts_become_values_of_their_type() {
        assert_eq!(read(Sort::Whole, " -7\n"), Typed::Value(Value::WholeNumber(-7)));
        assert_eq!(read(Sort::Number, "1e3"), Typed::Value(Value::Number(1000.0)));
        assert_eq!(read(Sort::YesNo, "True"), Typed::Value(Value::YesNo(true)));
        assert_eq!(read(Sort::YesNo, "0"), Typed::Value(Value::YesNo(false)));
        assert_eq!(read(Sort::Text, " 7 "), kept(" 7 "));
    }

    #[test]
    fn what_is_no_value_of_the_type_is_kept_as_written() {
        assert_eq!(read(Sort::Whole, "9223372036854775808"), kept("9223372036854775808"));
        assert_eq!(read(Sort::Whole, "2.5"), Typed::Value(Value::Number(2.5)));
        assert_eq!(read(Sort::Whole, "many"), kept("many"));
        assert_eq!(read(Sort::Number, "0,5"), kept("0,5"));
        assert_eq!(read(Sort::Number, "1e999"), kept("1e999"));
        assert_eq!(read(Sort::Number, "-INF"), kept("-INF"));
        assert_eq!(read(Sort::YesNo, "maybe"), kept("maybe"));
    }

    #[test]
    fn nothing_and_no_number_are_gaps() {
        assert_eq!(read(Sort::Number, "NaN"), Typed::NotANumber);
        assert_eq!(read(Sort::Whole, "  "), Typed::Empty);
        assert_eq!(read(Sort::Text, ""), kept(""));
    }

    #[test]
    fn types_are_known_by_many_names() {
        assert_eq!(Sort::from_name("java.lang.Integer"), Some(Sort::Whole));
        assert_eq!(Sort::from_name("xs:double"), Some(Sort::Number));
        assert_eq!(Sort::from_name(""), Some(Sort::Seen));
        assert_eq!(Sort::from_name("colour"), None);
    }
}
