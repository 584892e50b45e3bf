//! Typed values of GraphSON: `{"@type": "g:Int32", "@value": 7}` in versions 2 and 3, `{"type": "integer", "value": 7}` in
//! the extended mode of version 1, and plain JSON.

use serde_json::{Map, Value as Json};

use crate::io::draft::value_of_json;
use crate::io::json::{Piece, Sort};
use crate::model::Value;

/// The types of the extended mode of version 1.
const OLD_TYPES: [&str; 11] =
    ["integer", "long", "short", "byte", "float", "double", "string", "boolean", "list", "map", "unknown"];

/// The type of a typed value and what is inside.
fn typed(piece: Piece<'_>) -> Option<(String, Piece<'_>)> {
    let mut members = piece.members();
    let (first, second, more) = (members.next()?, members.next()?, members.next());
    let (name, inside) =
        if first.is_named("@type") || first.is_named("type") { (first, second) } else { (second, first) };
    let text = name.value.text()?;
    let is_typed = (name.is_named("@type") && inside.is_named("@value"))
        || (name.is_named("type") && inside.is_named("value") && OLD_TYPES.contains(&text.as_ref()));
    (more.is_none() && is_typed).then(|| (text.into_owned(), inside.value))
}

/// What is inside of a typed list, vertex, edge or id; the value itself where it is not typed.
pub(super) fn plain(piece: Piece<'_>) -> Piece<'_> {
    let mut piece = piece;
    while let Some((_, inside)) = typed(piece) {
        piece = inside;
    }
    piece
}

/// A value as a detail; `None` for `null`, which is a gap.
pub(super) fn value_of(piece: Piece<'_>) -> Option<Value> {
    let Some((name, inside)) = typed(piece) else {
        return match piece.sort() {
            Sort::List => Some(listed(piece.items().filter_map(value_of).collect())),
            Sort::Object => Some(Value::Other(json_of(piece))),
            _ => piece.value(),
        };
    };
    match name.as_str() {
        "g:Double" | "g:Float" | "double" | "float" => Some(match (inside.number(), inside.text().as_deref()) {
            (Some(number), _) => Value::Number(number),
            (None, Some("NaN")) => Value::Number(f64::NAN),
            (None, Some("Infinity")) => Value::Number(f64::INFINITY),
            (None, Some("-Infinity")) => Value::Number(f64::NEG_INFINITY),
            _ => return inside.value(),
        }),
        // Milliseconds since 1970.
        "g:Date" | "g:Timestamp" => {
            match inside.whole().and_then(|number| jiff::Timestamp::from_millisecond(number).ok()) {
                Some(time) => Some(Value::Date(time.to_string())),
                None => inside.value(),
            }
        }
        "gx:LocalDate" | "gx:YearMonth" | "gx:Year" => inside.text().map(|text| Value::Date(text.into_owned())),
        "g:VertexProperty" | "g:Property" => value_of(inside.member("value")?),
        "g:Map" => Some(Value::Other(json_of(piece))),
        _ => value_of(inside),
    }
}

/// Several values as one: a list of texts where all are texts.
pub(super) fn listed(values: Vec<Value>) -> Value {
    let json: Json = values.into_iter().map(json).collect();
    value_of_json(json).unwrap_or(Value::TextList(Vec::new()))
}

fn json(value: Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text),
        Value::Number(number) if number.is_finite() => Json::from(number),
        Value::Number(number) => Json::from(number.to_string()),
        Value::WholeNumber(number) => Json::from(number),
        Value::YesNo(yes) => Json::from(yes),
        Value::TextList(texts) => Json::from(texts),
        Value::Other(json) => json,
    }
}

/// A value as JSON without types. A typed map is a list of names and values in turn.
pub(super) fn json_of(piece: Piece<'_>) -> Json {
    if let Some((name, inside)) = typed(piece) {
        if name == "g:Map" && inside.is_list() {
            let parts: Vec<Json> = inside.items().map(json_of).collect();
            let pairs = parts
                .chunks_exact(2)
                .map(|pair| (pair[0].as_str().map_or_else(|| pair[0].to_string(), str::to_owned), pair[1].clone()));
            return Json::Object(pairs.collect::<Map<String, Json>>());
        }
        return value_of(piece).map_or(Json::Null, json);
    }
    match piece.sort() {
        Sort::List => piece.items().map(json_of).collect(),
        Sort::Object => Json::Object(
            piece
                .members()
                .map(|member| (member.name.text().unwrap_or_default().into_owned(), json_of(member.value)))
                .collect(),
        ),
        _ => piece.json(),
    }
}
