//! Reading FollowTheMoney: entities become actors, schemata that are edges become links, documents and what is said of them
//! become evidence.
//!
//! Every property has a list of values, and so every detail here is a list. A value that is the id of another entity of the
//! file is a link of its own, called after the property. What we wrote beside the properties, under `linklore`, stands for
//! what FollowTheMoney has no place for, see `write.rs`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::documents::Known;
use super::evidence::Implied;
use super::parts::{NAMES, OURS, beside, lists, ours, shown, supplied, typed, values, when_of};
use super::schemata::{Edge, is_known, refers, words};
use super::take::{Entities, entities};
use crate::io::carry::evidence_of_json;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::investigation::objects::{self, Object, Packed};
use crate::model::{ActorIx, Document, Evidence, Short, Value, Warning};

/// The detail of a link that is a property of its source.
pub const PROPERTY: &str = "property";

pub fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let Entities { documents, edges, statements, actors, nested, ids_of_actors, ids_of_edges, renamed, graphs } =
        entities(input, draft)?;
    let mut reader = Reader {
        renamed,
        draft,
        nested,
        actors: ids_of_actors,
        documents: HashMap::new(),
        edges: ids_of_edges,
        stand_ins: HashMap::new(),
        many: objects::Implied::default(),
    };
    for graph in &graphs {
        reader.note(graph);
    }
    reader.read_documents(documents, input)?;
    reader.read_actors(actors, input)?;
    for edge in edges {
        let mut edge = edge.open(input)?;
        reader.edge(&mut edge, input)?;
    }
    for statement in statements {
        let statement = statement.open(input)?;
        reader.about_document(&statement, input)?;
    }
    Ok(())
}

/// Whether a value of a property that is the id of an actor stands for a link.
fn may_link(schema: &str, property: &str) -> bool {
    !matches!(property, "name" | "proof") && refers(schema, property).unwrap_or(true)
}

pub struct Reader<'d> {
    pub draft: &'d mut Draft,
    /// The ids of entities that are actors, as they stand in the file.
    actors: HashSet<String>,
    pub documents: HashMap<String, Known>,
    /// The ids of entities that are links, with their schemata.
    edges: HashMap<String, Short>,
    /// Actors in place of documents and links that links lead to, by their ids.
    stand_ins: HashMap<String, ActorIx>,
    /// The ids of entities that were nested in others: they may be described several times.
    pub nested: HashSet<String>,
    renamed: HashMap<String, String>,
    /// What entities with many ends say of all their links.
    pub many: objects::Implied,
}

impl Reader<'_> {
    fn read_actors(&mut self, entities: Vec<Packed>, input: &mut Input<'_>) -> Result<(), ReadError> {
        let mut referring = Vec::new();
        let mut is_told = false;
        for entity in entities {
            let mut entity = entity.open(input)?;
            if self.documents.contains_key(entity.text("id")) && !std::mem::replace(&mut is_told, true) {
                let what = format!(
                    "\"{}\" is the id of a document and of another entity; properties that name it were taken for the document",
                    entity.text("id")
                );
                self.draft.warn(Some(entity.line), Warning::Guessed { what });
            }
            let actor = self.actor(&mut entity);
            if lists(&entity).any(|(name, list)| list.iter().any(|value| self.leads_on(name, value))) {
                // Only the references are looked at again.
                entity.fields.retain(|name, _| matches!(name.as_str(), "schema" | "properties") || name == OURS);
                referring.push((actor, Packed::of(entity)));
            }
        }
        for (actor, entity) in referring {
            let entity = entity.open(input)?;
            self.references_of(&entity, actor);
        }
        Ok(())
    }

    /// Whether a value of a property may name an actor or a document of the file.
    fn leads_on(&self, property: &str, value: &str) -> bool {
        !matches!(property, "name" | "proof") && (self.actors.contains(value) || self.documents.contains_key(value))
    }

    /// Takes what we noted about the whole graph when we wrote the file.
    fn note(&mut self, graph: &Map<String, Json>) {
        let text = |name: &str| graph.get(name).and_then(Json::as_str).unwrap_or_default();
        self.draft.is_our_own();
        self.draft.set_title(text("title"));
        self.draft.set_created(text("made"));
        for (name, fact) in graph.get("facts").and_then(Json::as_object).into_iter().flatten() {
            self.draft.keep_fact(name, fact.clone());
        }
    }

    /// The id under which a record is known here.
    pub fn key_of(&self, id: &str) -> String {
        self.renamed.get(id).map_or(id, String::as_str).to_owned()
    }

    /// Whether an entity of that id is an actor.
    pub fn is_actor(&self, id: &str) -> bool {
        self.actors.contains(id)
    }

    /// The end of a link. Documents and links have no links, so that an actor stands there for them.
    pub fn end(&mut self, id: &str, line: Option<u32>) -> ActorIx {
        let key = self.key_of(id);
        if self.actors.contains(id) {
            return self.draft.mention(&key, line);
        }
        if let Some(actor) = self.stand_ins.get(id) {
            return *actor;
        }
        let known = self.documents.get(id);
        let document = known.map(|known| known.ix);
        let (label, schema) = match (known, self.edges.get(id)) {
            (Some(known), _) => (self.draft.document_title(known.ix).to_owned(), known.schema.clone()),
            (None, Some(schema)) => (String::new(), schema.clone()),
            (None, None) => return self.draft.mention(&key, line),
        };
        if self.stand_ins.is_empty() {
            let what = "Documents and links that a link leads to became actors as well, because a link joins actors";
            self.draft.warn(line, Warning::Reshaped { what: what.to_owned() });
        }
        let actor = self.draft.make_actor(&key);
        self.stand_ins.insert(id.to_owned(), actor);
        self.draft.put_actor(actor, Field::Label, Value::Text(label), line);
        self.draft.put_actor(actor, Field::Kind, Value::Text(words(&schema)), line);
        if let Some(document) = document {
            let evidence = self.whole(document);
            self.draft.rest_actor_on(actor, evidence);
        }
        actor
    }

    fn actor(&mut self, entity: &mut Object) -> ActorIx {
        let line = Some(entity.line);
        let schema = entity.text("schema");
        let may_repeat = self.nested.contains(entity.text("id"));
        let actor = self.draft.declare(&self.key_of(entity.text("id")), line, may_repeat).actor;
        let names = values(entity, "name");
        let (ours_of, supplied) = (ours(entity), supplied(entity));
        let label = match (ours_of.and_then(|ours| ours.get("label")).and_then(Json::as_str), entity.text("caption")) {
            (Some(label), _) => label.to_owned(),
            (None, "") => shown(schema, |name| values(entity, name).first().map(|text| (*text).to_owned())),
            (None, caption) => caption.to_owned(),
        };
        let more = ours_of.and_then(|ours| ours.get("aliases")).and_then(Json::as_array);
        let more = more.into_iter().flatten().filter_map(Json::as_str);
        let others = NAMES.iter().flat_map(|name| values(entity, name)).chain(names.iter().copied()).chain(more);
        let others: Vec<String> = others.filter(|name| *name != label).map(str::to_owned).collect();
        let kind = match ours_of.and_then(|ours| ours.get("type")) {
            Some(Json::String(kind)) => kind.clone(),
            _ => words(schema),
        };
        self.draft.put_actor(actor, Field::Aliases, Value::TextList(others), line);
        self.draft.put_actor(actor, Field::Label, Value::Text(label), line);
        self.draft.put_actor(actor, Field::Kind, Value::Text(kind), line);
        if !is_known(schema) {
            let field = self.draft.actor_detail("schema", None);
            self.draft.put_actor(actor, field, Value::Text(schema.to_owned()), line);
        }
        for (name, list) in lists(entity) {
            // A single name is the label, and other names are aliases; sorts of names that are told apart stay details too.
            let is_name = name == "alias" || name == "name" && list.len() < 2;
            let may_link = may_link(schema, name);
            let is_link = |value: &String| may_link && self.actors.contains(value);
            let rest: Vec<String> = list.into_iter().filter(|value| !is_link(value)).collect();
            if is_name || rest.is_empty() || supplied.contains(&name.as_str()) {
                continue;
            }
            let (value, kind) = typed(ours_of, name, rest);
            let field = self.draft.actor_detail(name, kind);
            self.draft.put_actor(actor, field, value, line);
        }
        for (name, value, kind) in beside(entity) {
            let field = self.draft.actor_detail(&name, kind);
            self.draft.put_actor(actor, field, value, line);
        }
        if let Some(note) = ours(entity).and_then(|ours| ours.get("note")).and_then(Json::as_str) {
            self.draft.put_actor(actor, Field::Note, Value::Text(note.to_owned()), line);
        }
        let evidence = self.sources_of(entity);
        self.draft.rest_actor_on_all(actor, evidence);
        // Proofs are no references, and may be very many.
        if let Some(Json::Object(properties)) = entity.fields.get_mut("properties") {
            properties.shift_remove("proof");
        }
        actor
    }

    fn references_of(&mut self, entity: &Object, actor: ActorIx) {
        let schema = entity.text("schema");
        let implied = ours(entity).is_none_or(|ours| !ours.contains_key("evidence"));
        for (name, list) in lists(entity) {
            let (may_refer, may_link) = (refers(schema, name).unwrap_or(true), may_link(schema, name));
            for target in list {
                if let Some(document) = self.documents.get(&target).map(|known| known.ix) {
                    if implied && name != "proof" && may_refer {
                        let evidence = self.whole(document);
                        self.draft.rest_actor_on(actor, evidence);
                    }
                } else if may_link && self.actors.contains(&target) {
                    let target = self.draft.mention(&self.key_of(&target), Some(entity.line));
                    let link = self.draft.make_link(actor, target, true);
                    *self.draft.link_fields(link).kind = words(name).into();
                    let field = self.draft.link_detail(PROPERTY, None);
                    self.draft.put_link(link, field, Value::Text(name.clone()), Some(entity.line));
                }
            }
        }
    }

    fn edge(&mut self, entity: &mut Object, input: &Input<'_>) -> Result<(), ReadError> {
        let line = Some(entity.line);
        let Some(Edge { schema, ends: [from, to], .. }) = Edge::of_schema(entity.text("schema")) else { return Ok(()) };
        let ids = |end: &str| values(entity, end).into_iter().map(str::to_owned).collect();
        let (sources, targets): (Vec<String>, Vec<String>) = (ids(from), ids(to));
        if sources.is_empty() || targets.is_empty() {
            let what = format!("The {} \"{}\" lacks an end", words(schema), entity.text("id"));
            self.draft.skip_link(line, what);
            return Ok(());
        }
        let kind = match ours(entity).and_then(|ours| ours.get("type")) {
            Some(Json::String(kind)) => kind.clone(),
            _ => values(entity, "role").first().map_or_else(|| words(schema), |role| (*role).to_owned()),
        };
        let is_directed = ours(entity).and_then(|ours| ours.get("directed")) != Some(&Json::Bool(false));
        let when = match ours(entity).and_then(|ours| ours.get("when")) {
            Some(Json::String(when)) => when.clone(),
            _ => when_of(&|name| values(entity, name).first().copied().unwrap_or_default().to_owned()),
        };
        let mut said = self.said_of_links(entity, schema, [from, to]);
        let sources_of = self.sources_of(entity);
        let key = self.key_of(entity.text("id"));
        let links = sources.len().saturating_mul(targets.len());
        if links > 1 {
            let bytes: usize = said.iter().map(|(_, value)| value.words().len() + 32).sum();
            self.many.spend(input, entity, links - 1, bytes + sources_of.len() * size_of::<Evidence>())?;
        }
        let mut made = 0;
        for source in &sources {
            for target in &targets {
                let ends = (self.end(source, line), self.end(target, line));
                made += 1;
                let link = if made == 1 {
                    self.draft.link(ends.0, ends.1, Some(&key), is_directed, line)
                } else {
                    self.draft.make_link(ends.0, ends.1, is_directed)
                };
                self.draft.put_link_text(link, Field::Kind, &kind, line);
                self.draft.put_when(link, &when, line);
                let said = if made == links { std::mem::take(&mut said) } else { said.clone() };
                for (field, value) in said {
                    self.draft.put_link(link, field, value, line);
                }
                for evidence in &sources_of {
                    self.draft.rest_link_on(link, evidence.clone());
                }
            }
        }
        Ok(())
    }

    /// What an entity says of each of its links.
    fn said_of_links(&mut self, entity: &mut Object, schema: &str, ends: [&str; 2]) -> Vec<(Field, Value)> {
        let ours_of = ours(entity);
        let supplied = supplied(entity);
        let mut said = Vec::new();
        if let Some(weight) = ours_of.and_then(|ours| ours.get("weight")).and_then(Json::as_f64) {
            said.push((Field::Weight, Value::Number(weight)));
        }
        if let Some(note) = ours_of.and_then(|ours| ours.get("note")).and_then(Json::as_str) {
            said.push((Field::Note, Value::Text(note.to_owned())));
        }
        if !supplied.contains(&"schema") {
            said.push((self.draft.link_detail("schema", None), Value::Text(schema.to_owned())));
        }
        let is_detail = |name: &str| !ends.contains(&name) && !supplied.contains(&name);
        for (name, list) in lists(entity).filter(|(name, list)| is_detail(name) && !list.is_empty()) {
            let (value, kind) = typed(ours_of, name, list);
            said.push((self.draft.link_detail(name, kind), value));
        }
        for (name, value, kind) in beside(entity) {
            said.push((self.draft.link_detail(&name, kind), value));
        }
        said
    }

    /// What we wrote in full; else documents that prove an entity, and the addresses it was taken from.
    fn sources_of(&mut self, entity: &Object) -> Vec<Evidence> {
        let whole = ours(entity).and_then(|ours| ours.get("evidence"));
        let mut evidence = Vec::new();
        if let Some(whole) = whole {
            let is_none = whole.as_array().is_some_and(Vec::is_empty);
            match evidence_of_json(self.draft, whole) {
                Some(read) => evidence = read,
                None if is_none => {}
                None => {
                    let what = "evidence that another program wrote or changed (linklore.evidence)".to_owned();
                    self.draft.warn(Some(entity.line), Warning::LeftOut { what });
                }
            }
        }
        for source in Implied::of(entity, whole) {
            let document = match source {
                Implied::Proof(id) => self.document(id),
                Implied::Address(url) => {
                    self.draft.document(url, || Document { url: url.to_owned(), ..Document::default() })
                }
            };
            evidence.push(self.whole(document));
        }
        evidence
    }
}
