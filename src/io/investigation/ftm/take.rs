//! Entities out of a file, one a line or in a list. What is nested in a property is an entity of its own, with its id in its
//! place; values that are no texts become texts. What entities mean is not known here.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::ControlFlow;

use serde_json::{Map, Value as Json};

use super::parts::ours;
use super::schemata::{Edge, is_document, is_known, refers};
use super::statements::is_statement;
use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::investigation::objects::{Object, Packed};
use crate::io::json::{fault_error, items, outline};
use crate::model::{Short, Warning};

/// The entities of a file, each sort in order; what was nested in one stands behind it.
#[derive(Default)]
pub struct Entities {
    /// Documents.
    pub documents: Vec<Packed>,
    /// Entities that stand for links.
    pub edges: Vec<Packed>,
    /// What is said of documents.
    pub statements: Vec<Packed>,
    /// All others.
    pub actors: Vec<Packed>,
    /// The ids of those that were nested in others, which may be there several times.
    pub nested: HashSet<String>,
    /// The ids of actors.
    pub ids_of_actors: HashSet<String>,
    /// The ids of edges, with their schemata.
    pub ids_of_edges: HashMap<String, Short>,
    /// The ids that records had before they were written as entities, by the ids they have here.
    pub renamed: HashMap<String, String>,
    /// What we noted about the whole graph.
    pub graphs: Vec<Map<String, Json>>,
}

/// Takes the entities of a file.
pub fn entities(input: &mut Input<'_>, draft: &mut Draft) -> Result<Entities, ReadError> {
    let mut taker = Taker { draft, list: Vec::new(), nested: Vec::new(), found: Entities::default(), odd: None };
    if input.text.trim_start().starts_with('[') {
        let outline = input.outline()?;
        for span in outline.root.map(|root| items(input.text, root).collect::<Vec<_>>()).into_iter().flatten() {
            let object = Object::at(input, span)?;
            taker.take(object, input.line(span.start()));
        }
    } else {
        taker.lines(input)?;
    }
    if let Some(line) = taker.odd {
        let what = "Values of properties that are numbers, lists or objects became texts".to_owned();
        taker.draft.warn(Some(line), Warning::Reshaped { what });
    }
    let Taker { list, nested, mut found, .. } = taker;
    let copies = copies(input, &list, &nested)?;
    for (_, (sort, packed)) in list.into_iter().enumerate().filter(|(position, _)| !copies.contains(position)) {
        match sort {
            Sort::Document => found.documents.push(packed),
            Sort::Edge => found.edges.push(packed),
            Sort::Statement => found.statements.push(packed),
            Sort::Actor => found.actors.push(packed),
        }
    }
    Ok(found)
}

/// Which nested entities say the same as another one of their id. The position of each nested one is in `nested`.
fn copies(input: &mut Input<'_>, list: &[(Sort, Packed)], nested: &[usize]) -> Result<HashSet<usize>, ReadError> {
    let mut copies = HashSet::new();
    if nested.is_empty() {
        return Ok(copies);
    }
    let is_nested: HashSet<usize> = nested.iter().copied().collect();
    let mut first: HashMap<String, usize> = HashMap::with_capacity(list.len());
    for wanted in [false, true] {
        for (position, (_, packed)) in list.iter().enumerate().filter(|(at, _)| is_nested.contains(at) == wanted) {
            input.again(packed.size())?;
            first.entry(packed.object().text("id").to_owned()).or_insert(position);
        }
    }
    for &position in nested {
        let entity = list[position].1.object();
        input.again(list[position].1.size())?;
        let first = first.get(entity.text("id")).copied().unwrap_or(position);
        if first != position && list[first].1.object().fields == entity.fields {
            copies.insert(position);
        }
    }
    Ok(copies)
}

/// What becomes of an entity.
#[derive(Clone, Copy)]
enum Sort {
    Document,
    Edge,
    Statement,
    Actor,
}

struct Taker<'d> {
    draft: &'d mut Draft,
    list: Vec<(Sort, Packed)>,
    /// The positions of those that were nested in others.
    nested: Vec<usize>,
    found: Entities,
    /// The first line with a value that is no text.
    odd: Option<u32>,
}

impl Taker<'_> {
    /// A line is a value; where one is not whole or not JSON, the place in the whole file is told.
    fn lines(&mut self, input: &mut Input<'_>) -> Result<(), ReadError> {
        let text = input.text;
        let mut at = 0;
        for whole in text.split_inclusive('\n') {
            let (line, begin) = (whole.trim(), at);
            at += whole.len();
            if line.is_empty() {
                continue;
            }
            input.tick(begin)?;
            let begin = begin + (whole.len() - whole.trim_start().len());
            let walked = outline(line, &mut |_| ControlFlow::Continue(()));
            let walked = walked.map_err(|mut fault| {
                fault.at += begin;
                // The walk saw this line alone.
                fault.what = fault.what.replace("on line 1", &format!("on line {}", input.line(begin)));
                fault_error(input.name, text, &fault)
            })?;
            let number = input.line(begin);
            let object = walked.root.and_then(|_| Object::of_text(line, number, begin));
            self.take(object, number);
        }
        Ok(())
    }

    /// Takes an entity and what is nested in it.
    fn take(&mut self, object: Option<Object>, line: u32) {
        let Some(object) = object else {
            self.draft.skip_actor(Some(line), "What stands here is no entity");
            return;
        };
        let mut open = VecDeque::from([(object, false)]);
        while let Some((mut object, is_nested)) = open.pop_front() {
            let found = self.settle(&mut object);
            open.extend(found.into_iter().map(|nested| (nested, true)));
            if object.text("id").is_empty() {
                self.draft.skip_actor(Some(line), "An entity has no id");
                continue;
            }
            if is_nested {
                self.nested.push(self.list.len());
                self.found.nested.insert(object.text("id").to_owned());
            }
            self.pack(object);
        }
    }

    /// Takes note of what others have to know of an entity, and lets it wait.
    fn pack(&mut self, object: Object) {
        let (id, schema) = (object.text("id"), object.text("schema"));
        let sort = if is_document(schema) {
            Sort::Document
        } else if Edge::of_schema(schema).is_some() {
            self.found.ids_of_edges.insert(id.to_owned(), schema.into());
            Sort::Edge
        } else if is_statement(schema) {
            Sort::Statement
        } else {
            self.found.ids_of_actors.insert(id.to_owned());
            Sort::Actor
        };
        if let Some(ours) = ours(&object) {
            if let Some(old) = ours.get("id").and_then(Json::as_str) {
                self.found.renamed.insert(id.to_owned(), old.to_owned());
            }
            self.found.graphs.extend(ours.get("graph").and_then(Json::as_object).cloned());
        }
        self.list.push((sort, Packed::of(object)));
    }

    /// Makes texts of the values of an entity, and gives the entities that were among them.
    fn settle(&mut self, object: &mut Object) -> Vec<Object> {
        let (line, at) = (object.line, object.at);
        for name in ["id", "schema", "caption"] {
            if let Some(value) = object.fields.get_mut(name).filter(|value| value.is_number() || value.is_boolean()) {
                *value = Json::from(value.to_string());
            }
        }
        let (id, schema) = (object.text("id").to_owned(), object.text("schema").to_owned());
        let mut nested = Vec::new();
        let properties = match object.fields.get_mut("properties") {
            Some(Json::Object(properties)) => properties,
            None | Some(Json::Null) => return nested,
            Some(other) => {
                let words: String = std::mem::take(other).to_string().chars().take(60).collect();
                let what = format!("what \"{id}\" has in place of properties ({words})");
                self.draft.warn(Some(line), Warning::LeftOut { what });
                return nested;
            }
        };
        let mut emptied = HashSet::new();
        for (name, value) in properties.iter_mut() {
            // A property that the schema does not have, but its entities lead back.
            let may_lead_back = is_known(&schema) && refers(&schema, name).is_none();
            let mut settled = |value: Json| match value {
                Json::Null => None,
                Json::String(_) => Some(value),
                Json::Object(fields) if id_of(&fields).is_some() => {
                    let leads_back = may_lead_back && names(&fields, &id);
                    let place = id_of(&fields).filter(|_| !leads_back).map(Json::from);
                    nested.push(Object { fields, line, at });
                    place
                }
                other => {
                    self.odd.get_or_insert(line);
                    Some(Json::from(other.to_string()))
                }
            };
            *value = match std::mem::take(value) {
                Json::Array(items) => items.into_iter().filter_map(&mut settled).collect(),
                single => settled(single).unwrap_or_default(),
            };
            if may_lead_back && value.as_array().is_some_and(Vec::is_empty) {
                emptied.insert(name.clone());
            }
        }
        properties.retain(|name, _| !emptied.contains(name));
        nested
    }
}

/// The id of what is an entity, in words.
fn id_of(fields: &Map<String, Json>) -> Option<String> {
    let schema = fields.get("schema").and_then(Json::as_str).filter(|schema| !schema.is_empty());
    match (schema, fields.get("id")) {
        (Some(_), Some(Json::String(id))) if !id.is_empty() => Some(id.clone()),
        (Some(_), Some(Json::Number(id))) => Some(id.to_string()),
        _ => None,
    }
}

/// Whether a property of an entity leads to the entity of that id.
fn names(fields: &Map<String, Json>, id: &str) -> bool {
    let is_it = |value: &Json| value.as_str() == Some(id);
    let properties = fields.get("properties").and_then(Json::as_object);
    properties.into_iter().flatten().any(|(_, value)| match value {
        Json::Array(items) => items.iter().any(is_it),
        single => is_it(single),
    })
}
