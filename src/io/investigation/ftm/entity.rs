//! One entity of FollowTheMoney out of one actor, or out of the links that came from one.

use std::collections::HashSet;

use serde_json::{Map, Value as Json, json};

use super::names::Ids;
use super::parts::{NAMES, OURS, shown, when_of};
use super::proofs::Statement;
use super::schemata::{Edge, UNKNOWN, edge_of_kind, is_a, is_known, refers, schema_of_kind, words};
use super::shared::Shared;
use super::write::{References, Told};
use crate::io::draft::json_of_value;
use crate::model::{ActorIx, Column, ColumnKind, Columns, Graph, LinkIx, Value, When};

/// An entity, and the entities that say what documents have to do with it.
pub struct Made {
    pub fields: Map<String, Json>,
    pub statements: Vec<Statement>,
}

/// Writes entities.
pub struct Pen<'p, 'g> {
    pub graph: &'g Graph,
    pub ids: &'p mut Ids,
    pub told: &'p mut Told,
    /// How many records rest on each passage.
    pub uses: &'p [u32],
    /// Which passages are statements about several actors.
    pub shared: &'p Shared,
}

/// An entity that is being made.
#[derive(Default)]
pub struct Entity {
    pub schema: String,
    pub properties: Map<String, Json>,
    /// Fields besides the properties that are usual.
    pub outside: Map<String, Json>,
    /// What stands under our own name.
    pub ours: Map<String, Json>,
    pub details: Map<String, Json>,
    pub kinds: Map<String, Json>,
    pub supplied: Vec<String>,
}

/// Fields that entities have besides their properties.
const OUTSIDE: [&str; 8] =
    ["datasets", "referents", "first_seen", "last_seen", "last_change", "target", "origin", "updated_at"];

impl Entity {
    fn supply(&mut self, name: &str, value: &str) {
        self.properties.insert(name.to_owned(), json!([value]));
        self.supplied.push(name.to_owned());
    }

    pub fn first(&self, name: &str) -> String {
        self.properties.get(name).and_then(|list| list.get(0)).and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    pub fn texts(&self, name: &str) -> Vec<String> {
        let list = self.properties.get(name).and_then(Json::as_array);
        list.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    }

    pub fn finish(self, id: &str) -> Map<String, Json> {
        let Self { schema, properties, outside, mut ours, details, kinds, supplied } = self;
        for (name, map) in [("details", details), ("kinds", kinds)] {
            if !map.is_empty() {
                ours.insert(name.to_owned(), Json::Object(map));
            }
        }
        if !supplied.is_empty() {
            ours.insert("supplied".to_owned(), json!(supplied));
        }
        let mut fields = Map::new();
        fields.insert("id".to_owned(), Json::from(id));
        fields.insert("schema".to_owned(), Json::from(schema));
        fields.insert("properties".to_owned(), Json::Object(properties));
        fields.extend(outside);
        if !ours.is_empty() {
            fields.insert(OURS.to_owned(), Json::Object(ours));
        }
        fields
    }
}

impl Pen<'_, '_> {
    /// The entity of an actor.
    pub fn actor(&mut self, ix: ActorIx, references: &References) -> Made {
        let graph = self.graph;
        let actor = graph.actor(ix);
        let columns = graph.actor_columns();
        let mut entity = Entity { schema: schema_of(graph, ix), ..Entity::default() };
        let schema = entity.schema.clone();
        if words(&schema) != actor.kind {
            self.told.kinds |= schema == UNKNOWN;
            entity.ours.insert("type".to_owned(), Json::from(actor.kind.as_str()));
        }
        let id = self.ids.actor(ix).to_owned();
        if id != actor.key {
            self.told.ids = true;
            entity.ours.insert("id".to_owned(), Json::from(actor.key.as_str()));
        }
        let is_odd = !is_known(&schema);
        for (name, value) in columns.row(ix.get()) {
            // The reader notes schemata that it does not know.
            if !(is_odd && name == "schema") {
                // Names of other sorts are read as aliases as well, which the actor must have then.
                let is_other = |text: &String| !actor.aliases.contains(text) && *text != actor.label;
                let is_no_name = (name == "name" || NAMES.contains(&name)) && texts_of(&value).iter().any(is_other);
                let beside = [name];
                self.detail(&mut entity, columns, name, value, is_odd, if is_no_name { &beside[..] } else { &[] });
            }
        }
        let has_names = refers(&schema, "name").is_some() || is_odd;
        let names = entity.texts("name");
        let is_named = actor.label != actor.key || is_a(&schema, UNKNOWN);
        let is_shown = shown(&schema, |name| entity.texts(name).into_iter().next()) == actor.label;
        if names.is_empty() && has_names && is_named && !is_shown && !actor.label.is_empty() {
            let mut properties = Map::new();
            properties.insert("name".to_owned(), json!([actor.label]));
            properties.extend(std::mem::take(&mut entity.properties));
            entity.properties = properties;
        }
        let shown = shown(&schema, |name| entity.texts(name).into_iter().next());
        let shown = if shown.is_empty() { actor.key.to_string() } else { shown };
        if shown != actor.label && !actor.label.is_empty() {
            entity.outside.insert("caption".to_owned(), Json::from(actor.label.as_str()));
        }
        let known: HashSet<String> =
            NAMES.iter().skip(1).chain(&["name"]).flat_map(|name| entity.texts(name)).collect();
        let aliases: Vec<&String> = actor.aliases.iter().filter(|name| !known.contains(*name)).collect();
        if !aliases.is_empty() {
            let list = json!(aliases);
            if has_names {
                entity.properties.insert("alias".to_owned(), list);
            } else {
                entity.ours.insert("aliases".to_owned(), list);
            }
        }
        if !actor.note.is_empty() {
            entity.ours.insert("note".to_owned(), Json::from(actor.note.as_str()));
        }
        for (property, targets) in references.of_actor(ix) {
            let ids = targets.iter().map(|target| Json::from(self.ids.actor(*target)));
            let list = entity.properties.entry(property.clone()).or_insert_with(|| json!([]));
            if let Json::Array(list) = list {
                list.extend(ids);
            }
        }
        let mut statements = Vec::new();
        self.evidence(&mut entity, &actor.evidence, 1, Some((ix, &mut statements)));
        Made { fields: entity.finish(&id), statements }
    }

    /// The entity of links that join all sources with all targets.
    pub fn link(&mut self, run: &[LinkIx]) -> Made {
        let graph = self.graph;
        let first = run[0];
        let link = graph.link(first);
        let columns = graph.link_columns();
        let (source, target) = graph.ends(first);
        let said = match columns.by_name("schema").and_then(|column| column.get(first.get())) {
            Some(Value::Text(schema)) => Edge::of_schema(&schema),
            _ => None,
        };
        let edge =
            said.unwrap_or_else(|| edge_of_kind(&link.kind, &schema_of(graph, source), &schema_of(graph, target)));
        let mut entity = Entity { schema: edge.schema.to_owned(), ..Entity::default() };
        if said.is_none() {
            entity.supplied.push("schema".to_owned());
        }
        let id = self.ids.link(first).to_owned();
        if link.key != id {
            self.told.ids = true;
            entity.ours.insert("id".to_owned(), Json::from(link.key.as_str()));
        }
        for (end, pick) in edge.ends.into_iter().zip([0, 1]) {
            let ends = run.iter().map(|ix| graph.ends(*ix));
            let ends = ends.map(|(source, target)| if pick == 0 { source } else { target });
            let mut known = HashSet::new();
            let ids: Vec<&str> = ends.filter(|actor| known.insert(*actor)).map(|actor| self.ids.actor(actor)).collect();
            entity.properties.insert(end.to_owned(), json!(ids));
        }
        for (name, value) in columns.row(first.get()) {
            if !(said.is_some() && name == "schema") {
                self.detail(&mut entity, columns, name, value, false, &edge.ends);
            }
        }
        for name in ["role", "relationship"] {
            let is_free = refers(edge.schema, name) == Some(false) && !entity.properties.contains_key(name);
            if is_free && said.is_none() && !link.kind.is_empty() && link.kind != words(edge.schema) {
                entity.supply(name, &link.kind);
            }
        }
        let role = entity.first("role");
        let kind = if role.is_empty() { words(edge.schema) } else { role };
        if link.kind != kind {
            entity.ours.insert("type".to_owned(), Json::from(link.kind.as_str()));
        }
        self.told.kinds |= said.is_none() && edge.schema == "UnknownLink";
        if !link.directed {
            self.told.directions = true;
            entity.ours.insert("directed".to_owned(), Json::Bool(false));
        }
        if let Some(weight) = link.weight {
            entity.ours.insert("weight".to_owned(), Json::from(weight));
        }
        if !link.note.is_empty() {
            entity.ours.insert("note".to_owned(), Json::from(link.note.as_str()));
        }
        self.when(&mut entity, link.when.as_ref());
        self.evidence(&mut entity, &link.evidence, run.len(), None);
        Made { fields: entity.finish(&id), statements: Vec::new() }
    }

    /// A detail as a property where the schema has it and it comes back as it is; else beside the properties.
    fn detail(
        &mut self,
        entity: &mut Entity,
        columns: &Columns,
        name: &str,
        value: Value,
        is_odd: bool,
        ends: &[&str],
    ) {
        let kind = columns.by_name(name).map_or(ColumnKind::Mixed, Column::kind);
        let is_plain_name = name.bytes().all(|sign| sign.is_ascii_alphanumeric()) && !name.is_empty();
        let refers = refers(&entity.schema, name).or_else(|| (is_odd && is_plain_name).then_some(true));
        let list = texts_of(&value);
        let is_list = matches!(value, Value::TextList(_));
        // A text that is the id of an entity would be taken for a link, in a property that may hold ids.
        let is_safe = match refers {
            None => false,
            Some(false) => true,
            Some(true) => is_list && (name == "proof" || !list.iter().any(|text| self.ids.of_actors.contains(text))),
        };
        let is_name = name == "alias" || name == "name" && (!is_list || list.len() < 2);
        let is_clean = list.iter().all(|text| is_clean(name, text));
        let is_property = is_safe && is_clean && !is_name && !list.is_empty() && !ends.contains(&name);
        if is_property {
            entity.properties.insert(name.to_owned(), json!(list));
            if !is_list {
                entity.kinds.insert(name.to_owned(), Json::from(kind.name()));
            }
            return;
        }
        let json = json_of_value(value);
        if OUTSIDE.contains(&name) && kind != ColumnKind::Date && !list.is_empty() {
            entity.outside.insert(name.to_owned(), json);
            return;
        }
        self.told.details = true;
        if matches!(kind, ColumnKind::Date | ColumnKind::Mixed) || is_list && list.is_empty() {
            entity.kinds.insert(name.to_owned(), Json::from(kind.name()));
        }
        entity.details.insert(name.to_owned(), json);
    }

    /// When a link held, in the properties that its schema has for it.
    fn when(&mut self, entity: &mut Entity, when: Option<&When>) {
        let text = when.map_or("", When::text);
        if when_of(&|name| entity.first(name)) == text {
            return;
        }
        let is_free = ["startDate", "endDate", "date"]
            .iter()
            .all(|name| refers(&entity.schema, name) == Some(false) && !entity.properties.contains_key(*name));
        let parts = match text.split_once('/') {
            None => [("date", text), ("", "")],
            Some(("..", end)) => [("endDate", end), ("", "")],
            Some((begin, "..")) => [("startDate", begin), ("", "")],
            Some((begin, end)) => [("startDate", begin), ("endDate", end)],
        };
        let parts: Vec<(&str, &str)> = parts.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        if is_free && parts.iter().all(|(_, date)| is_date(date)) {
            for (name, date) in parts {
                entity.supply(name, date);
            }
            return;
        }
        self.told.dates |= when.is_some();
        entity.ours.insert("when".to_owned(), Json::from(text));
    }
}

/// The schema of an actor: what the reader noted of a schema that it does not know, else what the type leads to.
pub fn schema_of(graph: &Graph, ix: ActorIx) -> String {
    let kind = &graph.actor(ix).kind;
    match graph.actor_columns().by_name("schema").and_then(|column| column.get(ix.get())) {
        Some(Value::Text(schema))
            if words(&schema) == *kind
                && !is_known(&schema)
                && schema.starts_with(|sign: char| sign.is_ascii_uppercase())
                && schema.bytes().all(|sign| sign.is_ascii_alphanumeric()) =>
        {
            schema
        }
        _ => schema_of_kind(kind).to_owned(),
    }
}

/// Whether a value is one that programs of FollowTheMoney take in a property of that name; they drop others.
fn is_clean(name: &str, text: &str) -> bool {
    const COUNTRIES: [&str; 8] =
        ["country", "nationality", "citizenship", "jurisdiction", "mainCountry", "birthCountry", "flag", "pastFlags"];
    if COUNTRIES.contains(&name) {
        return (2..=8).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-');
    }
    match name {
        "date" => is_date(text.split('T').next().unwrap_or_default()),
        "gender" => matches!(text, "male" | "female" | "other"),
        "website" => text.starts_with("http"),
        name if name.ends_with("Date") || name.ends_with("At") => is_date(text.split('T').next().unwrap_or_default()),
        name if name.ends_with("Url") => text.starts_with("http"),
        _ => !text.is_empty(),
    }
}

/// A date as FollowTheMoney writes it: a year, a month or a day.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    // EDTF has seasons after the months.
    if text.get(5..7).is_some_and(|month| month > "12") {
        return false;
    }
    let is_sign = |(at, sign): (usize, &u8)| if matches!(at, 4 | 7) { *sign == b'-' } else { sign.is_ascii_digit() };
    matches!(bytes.len(), 4 | 7 | 10) && bytes.iter().enumerate().all(is_sign) && When::new(text).is_understood()
}

/// A value as the texts of a property; none where it is more than texts can say.
fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::TextList(texts) => texts.clone(),
        Value::Text(text) | Value::Date(text) => vec![text.clone()],
        Value::WholeNumber(number) => vec![number.to_string()],
        Value::Number(number) => vec![format!("{number:?}")],
        Value::YesNo(yes) => vec![yes.to_string()],
        Value::Other(_) => Vec::new(),
    }
}
