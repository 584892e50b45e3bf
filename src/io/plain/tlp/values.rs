//! Values of TLP properties: their types, and what they are as details, colours, places and sizes.

use serde_json::Value as Json;

use crate::io::colours::listed_colour;
use crate::io::plain::words::finite;
use crate::model::{Colour, ColumnKind, Value};

/// The type of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    YesNo,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list of numbers, or of true and false.
    Numbers,
    /// A list of texts.
    Texts,
    /// Colours, places, sizes, graphs: kept as they are written.
    Other,
}

impl Kind {
    /// The type of that name.
    pub fn of(name: &str) -> Self {
        match name {
            "bool" => Self::YesNo,
            "int" | "uint" | "long" | "integer" => Self::Whole,
            "double" | "float" | "metric" => Self::Number,
            "string" => Self::Text,
            "vector<int>" | "vector<uint>" | "vector<double>" | "vector<float>" | "vector<bool>" => Self::Numbers,
            "vector<string>" => Self::Texts,
            _ => Self::Other,
        }
    }

    /// The kind of detail that it makes.
    pub fn column(self) -> Option<ColumnKind> {
        match self {
            Self::YesNo => Some(ColumnKind::YesNo),
            Self::Whole => Some(ColumnKind::WholeNumber),
            Self::Number => Some(ColumnKind::Number),
            Self::Text => Some(ColumnKind::Text),
            Self::Texts => Some(ColumnKind::TextList),
            Self::Numbers | Self::Other => None,
        }
    }

    /// Whether a default says nothing but that there is no value.
    pub fn is_gap(self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty() || (!matches!(self, Self::Text) && text == "()")
    }

    /// Whether a default is the one that a property has of itself.
    pub fn is_usual(self, text: &str) -> bool {
        self.is_gap(text) || matches!(text.trim(), "0" | "false" | "(0,0,0)")
    }

    /// A text as a value of this type; where it is none, as text.
    pub fn value(self, text: &str) -> Value {
        let typed = match self {
            Self::YesNo => match text.trim() {
                "true" | "1" => Some(Value::YesNo(true)),
                "false" | "0" => Some(Value::YesNo(false)),
                _ => None,
            },
            Self::Whole => text.trim().parse().ok().map(Value::WholeNumber),
            Self::Number => finite(text.trim()).map(Value::Number),
            Self::Numbers => numbers(text).map(Value::Other),
            Self::Texts => texts(text).map(Value::TextList),
            Self::Text | Self::Other => None,
        };
        typed.unwrap_or_else(|| Value::Text(text.to_owned()))
    }
}

/// What stands inside of brackets.
fn inside(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

fn numbers(text: &str) -> Option<Json> {
    let pieces = inside(text)?.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| match piece {
            "true" => Some(Json::Bool(true)),
            "false" => Some(Json::Bool(false)),
            _ => piece.parse::<i64>().map(Json::from).ok().or_else(|| finite(piece).map(Json::from)),
        })
        .collect()
}

/// `("a", "b")`.
fn texts(text: &str) -> Option<Vec<String>> {
    let mut rest = inside(text)?.trim_start();
    let mut texts = Vec::new();
    while !rest.is_empty() {
        let mut plain = String::new();
        let mut signs = rest.strip_prefix('"')?.chars();
        loop {
            match signs.next()? {
                '\\' => plain.push(signs.next()?),
                '"' => break,
                sign => plain.push(sign),
            }
        }
        texts.push(plain);
        rest = signs.as_str().trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(texts)
}

/// `(r,g,b,a)`.
pub fn colour(text: &str) -> Option<Colour> {
    listed_colour(inside(text)?)
}

/// The first two numbers of `(x,y,z)`.
pub fn pair(text: &str) -> Option<(f64, f64)> {
    let mut numbers = inside(text)?.split(',').map(|number| finite(number.trim()));
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_have_the_type_that_the_property_declares() {
        let value = |kind: &str, text: &str| Kind::of(kind).value(text);
        assert_eq!(value("int", "-3"), Value::WholeNumber(-3));
        assert_eq!(value("int", "three"), Value::Text("three".into()));
        assert_eq!(value("double", "1e3"), Value::Number(1000.0));
        assert_eq!(value("bool", "true"), Value::YesNo(true));
        assert_eq!(value("string", "0"), Value::Text("0".into()));
        assert_eq!(value("vector<double>", "(1, 0.5)"), Value::Other(json!([1, 0.5])));
        assert_eq!(
            value("vector<string>", r#"("a, b", "\"c\"")"#),
            Value::TextList(vec!["a, b".into(), "\"c\"".into()])
        );
        assert_eq!(value("vector<string>", "(a)"), Value::Text("(a)".into()));
        assert_eq!(value("color", "(1,2,3,4)"), Value::Text("(1,2,3,4)".into()));
    }

    #[test]
    fn colours_and_places_stand_in_brackets() {
        assert_eq!(colour("(255, 0,10,128)").map(Colour::to_hex).as_deref(), Some("#ff000a80"));
        assert_eq!((colour("255,0,0"), colour("(300,0,0)")), (None, None));
        assert_eq!(pair("(1.5,-2,0)"), Some((1.5, -2.0)));
        assert_eq!((pair("()"), pair("(1)"), pair("(nan,1,2)")), (None, None, None));
    }
}
