//! Entities that say what a document has to do with others: mentions and documentations, which are passages here. What of
//! them a passage has no field for stands with it as it came, so that it is written again.

use serde_json::{Map, Value as Json};

use super::parts::OURS;
use crate::model::Passage;

/// Under this name the properties of an entity stand with its passage.
pub const REST: &str = "followthemoney";

/// Whether entities of a schema are statements.
pub fn is_statement(schema: &str) -> bool {
    matches!(schema, "Mention" | "Documentation")
}

/// The property with what a statement of that schema is about.
pub fn about_of(schema: &str) -> &'static str {
    if schema == "Mention" { "resolved" } else { "entity" }
}

/// The words of a statement with these properties: those of the document, and what is said of them.
pub fn words_of(properties: &Map<String, Json>) -> (String, String) {
    let texts = |name: &str| match properties.get(name) {
        Some(Json::String(text)) => vec![text.as_str()],
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    let said = [texts("role").join(", "), texts("summary").join("\n")];
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    (texts("name").first().copied().unwrap_or_default().to_owned(), said.join(": "))
}

/// What a statement says that the words of its passage do not: its schema and all its properties but its ends, and fields
/// beside them. `None` where the words say all.
pub fn rest_of(fields: &Map<String, Json>) -> Option<Json> {
    let schema = fields.get("schema").and_then(Json::as_str).unwrap_or_default();
    let said = fields.get("properties").and_then(Json::as_object).cloned().unwrap_or_default();
    let mut properties = said;
    properties.retain(|name, _| name != "document" && name != about_of(schema));
    let only = if schema == "Mention" { "name" } else { "summary" };
    let is_plain = match properties.get(only) {
        Some(Json::Array(items)) => properties.len() == 1 && items.len() == 1,
        _ => false,
    };
    let mut rest = Map::new();
    for (name, value) in fields {
        if !matches!(name.as_str(), "id" | "schema" | "properties" | OURS) {
            rest.insert(name.clone(), value.clone());
        }
    }
    if rest.is_empty() && is_plain {
        return None;
    }
    rest.insert("schema".to_owned(), Json::from(schema));
    rest.insert("properties".to_owned(), Json::Object(properties));
    Some(Json::Object(rest))
}

/// The statement that a passage came from, without its id and its ends; `None` where it came from none, or says something
/// else by now.
pub fn came_from(passage: &Passage) -> Option<Map<String, Json>> {
    let Some(Json::Object(fields)) = passage.extras.get(REST) else { return None };
    let schema = fields.get("schema").and_then(Json::as_str)?;
    let properties = fields.get("properties").and_then(Json::as_object)?;
    let (quote, paraphrase) = words_of(properties);
    let is_same = (&quote, &paraphrase) == (&passage.quote, &passage.paraphrase);
    let comes_back = matches!(rest_of(&fields), Some(Json::Object(rest)) if rest == fields);
    let is_statement = is_statement(schema);
    (is_statement && is_same && comes_back).then_some(fields)
}
