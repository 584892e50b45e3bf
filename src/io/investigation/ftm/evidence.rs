//! Documents of FollowTheMoney, and what the properties of an entity say it rests on.

use std::collections::HashSet;

use serde_json::{Map, Value as Json, json};

use super::parts::{OURS, ours, values};
use super::schemata::is_document;
use crate::io::investigation::objects::{Object, taken};
use crate::model::{Document, Reliability, Rest, When};

/// The fields of a document and the properties that hold them, the one that we write first.
const FIELDS: [(&str, &[&str]); 10] = [
    ("title", &["title", "fileName", "name"]),
    ("path", &["fileName"]),
    ("author", &["author"]),
    ("publisher", &["publisher"]),
    ("published", &["publishedAt", "date", "authoredAt"]),
    ("retrieved", &["retrievedAt", "crawledAt"]),
    ("url", &["sourceUrl", "publisherUrl"]),
    ("language", &["language"]),
    ("note", &["summary", "description"]),
    ("text", &["bodyText"]),
];

/// Under this name the rest of an entity stands with its document, to be written back as it came.
const REST: &str = "followthemoney";

/// The document that an entity is. What else it says is taken out of it.
pub fn document_of(entity: &mut Object) -> Document {
    let mut document = Document::default();
    for (field, properties) in FIELDS {
        let text = if field == "author" {
            values(entity, "author").join(", ")
        } else {
            let first = properties.iter().find_map(|name| values(entity, name).into_iter().next());
            first.unwrap_or_default().to_owned()
        };
        set(&mut document, field, text);
    }
    let rest = rest_of(entity, &document);
    if !rest.is_empty() {
        document.extras.insert(REST.to_owned(), Json::Object(rest));
    }
    for (field, value) in ours(entity).and_then(|ours| ours.get("document")?.as_object()).into_iter().flatten() {
        set(&mut document, field, value.as_str().unwrap_or_default().to_owned());
    }
    document
}

fn set(document: &mut Document, field: &str, text: String) {
    let when = |text: String| (!text.is_empty()).then(|| When::new(text));
    match field {
        "title" => document.title = text,
        "path" => document.path = text,
        "author" => document.author = text,
        "publisher" => document.publisher = text,
        "published" => document.published = when(text),
        "retrieved" => document.retrieved = when(text),
        "url" => document.url = text,
        "language" => document.language = text,
        "note" => document.note = text,
        "text" => document.text = Some(text).filter(|text| !text.is_empty()),
        "sha256" => document.sha256 = text,
        "reliability" => document.reliability = Reliability::from_letter(&text),
        _ => {}
    }
}

fn get(document: &Document, field: &str) -> String {
    let when = |when: &Option<When>| when.as_ref().map_or("", When::text).to_owned();
    match field {
        "title" => document.title.clone(),
        "path" => document.path.clone(),
        "author" => document.author.clone(),
        "publisher" => document.publisher.clone(),
        "published" => when(&document.published),
        "retrieved" => when(&document.retrieved),
        "url" => document.url.clone(),
        "language" => document.language.clone(),
        "note" => document.note.clone(),
        "text" => document.text.clone().unwrap_or_default(),
        "sha256" => document.sha256.clone(),
        "reliability" => document.reliability.map(|reliability| reliability.letter().to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Fills what a document does not say out of another description of it. Gives the fields in which they differ, with the
/// values that were not taken.
pub fn fill(document: &mut Document, mut other: Document) -> Vec<(String, String)> {
    let mut differ = Vec::new();
    for field in FIELDS.iter().map(|(field, _)| *field).chain(["sha256", "reliability"]) {
        let (known, text) = (get(document, field), get(&other, field));
        if known.is_empty() {
            set(document, field, text);
        } else if !text.is_empty() && known != text {
            differ.push((field.to_owned(), text));
        }
    }
    let Some(Json::Object(more)) = other.extras.remove(REST) else { return differ };
    let mut rest = match document.extras.remove(REST) {
        Some(Json::Object(rest)) => rest,
        _ => Map::new(),
    };
    let mut properties = match rest.shift_remove("properties") {
        Some(Json::Object(properties)) => properties,
        _ => Map::new(),
    };
    for (name, value) in more {
        match value {
            // Which of the usual properties a description lacks is found out when it is written.
            _ if name == "absent" => {}
            Json::Object(members) if name == "properties" => keep(members, &mut properties, &mut differ),
            value => keep(Map::from_iter([(name, value)]), &mut rest, &mut differ),
        }
    }
    if !properties.is_empty() {
        rest.insert("properties".to_owned(), Json::Object(properties));
    }
    document.extras.insert(REST.to_owned(), Json::Object(rest));
    differ
}

/// Takes the members that are not there yet.
fn keep(members: Map<String, Json>, known: &mut Map<String, Json>, differ: &mut Vec<(String, String)>) {
    for (name, value) in members {
        match known.get(&name) {
            None => {
                known.insert(name, value);
            }
            Some(same) if *same == value => {}
            Some(_) => differ.push((name, value.to_string())),
        }
    }
}

/// The properties that we write for a document.
fn usual(document: &Document) -> Map<String, Json> {
    let mut properties = Map::new();
    for (field, [name, ..]) in FIELDS
        .iter()
        .map(|(field, names)| (*field, *names))
        .filter_map(|(field, names)| names.first().map(|name| (field, [*name])))
    {
        let text = get(document, field);
        if !text.is_empty() {
            properties.insert(name.to_owned(), json!([text]));
        }
    }
    properties
}

/// What an entity says that its document does not: schema, properties of other values, fields beside the properties; and
/// which of the properties that we write it lacks.
fn rest_of(entity: &mut Object, document: &Document) -> Map<String, Json> {
    let mut rest = Map::new();
    if entity.text("schema") != schema_of(document) {
        rest.insert("schema".to_owned(), Json::from(entity.text("schema")));
    }
    let usual = usual(document);
    let said = match entity.fields.get_mut("properties").map(std::mem::take) {
        Some(Json::Object(said)) => said,
        _ => Map::new(),
    };
    let absent: Vec<&String> = usual.keys().filter(|name| !said.contains_key(*name)).collect();
    if !absent.is_empty() {
        rest.insert("absent".to_owned(), json!(absent));
    }
    let others: Map<String, Json> = said.into_iter().filter(|(name, value)| usual.get(name) != Some(value)).collect();
    if !others.is_empty() {
        rest.insert("properties".to_owned(), Json::Object(others));
    }
    for (name, value) in &mut entity.fields {
        if !matches!(name.as_str(), "id" | "schema" | "properties" | OURS) {
            rest.insert(name.clone(), taken(value));
        }
    }
    rest
}

fn schema_of(document: &Document) -> &'static str {
    if document.text.is_some() { "PlainText" } else { "Document" }
}

/// A document as an entity without its id, of which [`document_of`] makes the same document.
pub fn entity_of(document: &Document) -> Object {
    let rest = match document.extras.get(REST) {
        Some(Json::Object(rest)) => rest,
        _ => Map::new(),
    };
    let schema = rest.get("schema").and_then(Json::as_str).filter(|schema| is_document(schema));
    let schema = schema.unwrap_or_else(|| schema_of(document)).to_owned();
    let mut properties = usual(document);
    for name in rest.get("absent").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
        properties.shift_remove(name);
    }
    for (name, value) in rest.get("properties").and_then(Json::as_object).into_iter().flatten() {
        properties.insert(name.clone(), value.clone());
    }
    let mut fields = Map::new();
    fields.insert("schema".to_owned(), Json::from(schema));
    fields.insert("properties".to_owned(), Json::Object(properties));
    for (name, value) in rest {
        if !matches!(name.as_str(), "schema" | "absent" | "properties" | "id" | OURS) {
            fields.insert(name, value);
        }
    }
    let mut entity = Object { fields, line: 0, at: 0 };
    let read = document_of(&mut Object { fields: entity.fields.clone(), ..entity });
    let mut differs = Map::new();
    for field in FIELDS.iter().map(|(field, _)| *field).chain(["sha256", "reliability"]) {
        if get(&read, field) != get(document, field) {
            differs.insert(field.to_owned(), Json::from(get(document, field)));
        }
    }
    if !differs.is_empty() {
        entity.fields.insert(OURS.to_owned(), json!({ "document": differs }));
    }
    entity
}

/// Whether a document says nothing but its id.
pub fn is_blank(document: &Document) -> bool {
    *document == Document { key: document.key.clone(), missing: document.missing, ..Document::default() }
}

/// Whether a document says nothing but its address, which is its id.
pub fn is_address(document: &Document) -> bool {
    *document == Document { key: document.key.clone(), url: document.key.clone(), ..Document::default() }
}

/// Whether a document has fields that we would not write.
pub fn has_more(extras: &Rest) -> bool {
    extras.names().iter().any(|name| name != REST)
}

/// What the properties of an entity say it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implied<'e> {
    /// The document of that id.
    Proof(&'e str),
    /// What stands at that address.
    Address(&'e str),
}

impl<'e> Implied<'e> {
    /// What an entity rests on by its properties, besides the evidence that we wrote in full, if we did.
    pub fn of(entity: &'e Object, whole: Option<&Json>) -> Vec<Self> {
        let known = ours(entity).and_then(|ours| ours.get("proofs")).and_then(Json::as_array);
        let known: HashSet<&str> = known.into_iter().flatten().filter_map(Json::as_str).collect();
        let proofs = values(entity, "proof").into_iter().filter(|id| whole.is_none() || !known.contains(id));
        let addresses = values(entity, "sourceUrl").into_iter().filter(|_| whole.is_none());
        proofs.map(Self::Proof).chain(addresses.map(Self::Address)).collect()
    }
}
