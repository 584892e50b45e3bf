//! The parts of an entity of FollowTheMoney: values of properties, fields beside them, and what we wrote there ourselves.

use serde_json::{Map, Value as Json};

use crate::io::draft::value_of_json;
use crate::io::investigation::objects::{Object, taken};
use crate::model::{ColumnKind, Value};

/// Properties that hold other names.
pub const NAMES: [&str; 4] = ["alias", "previousName", "weakAlias", "abbreviation"];
/// Under this name stands what we wrote beside the properties.
pub const OURS: &str = "linklore";

/// When a link held, out of its properties.
pub fn when_of(first: &dyn Fn(&str) -> String) -> String {
    let (begin, end, day) = (first("startDate"), first("endDate"), first("date"));
    match (begin.as_str(), end.as_str()) {
        ("", "") => day,
        (begin, "") => format!("{begin}/.."),
        ("", end) => format!("../{end}"),
        (begin, end) => format!("{begin}/{end}"),
    }
}

/// What we wrote beside the properties of an entity.
pub fn ours(entity: &Object) -> Option<&Map<String, Json>> {
    entity.fields.get(OURS).and_then(Json::as_object)
}

/// What an entity without a caption is called: by its name, an address without one by all of it.
pub fn shown(schema: &str, first: impl Fn(&str) -> Option<String>) -> String {
    first("name").or_else(|| first("full").filter(|_| schema == "Address")).unwrap_or_default()
}

/// The properties that FollowTheMoney wants and the graph did not say.
pub fn supplied(entity: &Object) -> Vec<&str> {
    let list = ours(entity).and_then(|ours| ours.get("supplied")).and_then(Json::as_array);
    list.into_iter().flatten().filter_map(Json::as_str).collect()
}

/// The values of a property as a detail: a list, or the one value of another kind that we wrote as a text.
pub fn typed(ours: Option<&Map<String, Json>>, name: &str, list: Vec<String>) -> (Value, Option<ColumnKind>) {
    let kind = ours.and_then(|ours| ours.get("kinds")?.get(name)?.as_str()).and_then(ColumnKind::from_name);
    let [text] = list.as_slice() else { return (Value::TextList(list), None) };
    let value = match kind {
        Some(ColumnKind::Text) => Some(Value::Text(text.clone())),
        Some(ColumnKind::Date) => Some(Value::Date(text.clone())),
        Some(ColumnKind::WholeNumber) => text.parse().ok().map(Value::WholeNumber),
        Some(ColumnKind::Number) => text.parse().ok().map(Value::Number),
        Some(ColumnKind::YesNo) => text.parse().ok().map(Value::YesNo),
        Some(ColumnKind::TextList | ColumnKind::Mixed) | None => None,
    };
    match value {
        Some(value) => (value, kind),
        None => (Value::TextList(list), None),
    }
}

/// The values of a property.
pub fn values<'e>(entity: &'e Object, name: &str) -> Vec<&'e str> {
    match entity.fields.get("properties").and_then(|properties| properties.get(name)) {
        Some(Json::String(text)) => vec![text.as_str()],
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Every property with its values as texts.
pub fn lists(entity: &Object) -> impl Iterator<Item = (&String, Vec<String>)> {
    let properties: Option<&Map<String, Json>> = entity.fields.get("properties").and_then(Json::as_object);
    properties.into_iter().flatten().map(|(name, value)| {
        let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let list = match value {
            Json::Array(items) => items.iter().map(text).collect(),
            Json::Null => Vec::new(),
            value => vec![text(value)],
        };
        (name, list)
    })
}

/// Fields of an entity besides its properties (data sets, when it was seen), and details that are no properties. Lists and
/// objects among them are taken out of the entity.
pub fn beside(entity: &mut Object) -> Vec<(String, Value, Option<ColumnKind>)> {
    let is_taken = |name: &str, value: &Json| match name {
        "id" | "properties" | OURS => true,
        "schema" | "caption" => value.is_string(),
        _ => false,
    };
    let kinds = ours(entity).and_then(|ours| ours.get("kinds")).cloned();
    let outside = entity.fields.iter_mut().filter(|(name, value)| !is_taken(name.as_str(), value));
    let mut beside: Vec<(String, Value, Option<ColumnKind>)> =
        outside.filter_map(|(name, value)| Some((name.clone(), value_of_json(taken(value))?, None))).collect();
    let details = entity.fields.get_mut(OURS).and_then(|ours| ours.get_mut("details")?.as_object_mut());
    beside.extend(details.into_iter().flatten().filter_map(|(name, value)| {
        let kind = kinds.as_ref().and_then(|kinds| kinds.get(name)?.as_str()).and_then(ColumnKind::from_name);
        let value = match value {
            Json::Array(items) if items.is_empty() && kind == Some(ColumnKind::TextList) => Value::TextList(Vec::new()),
            value => value_of_json(taken(value))?,
        };
        Some((name.clone(), value, kind))
    }));
    beside
}
