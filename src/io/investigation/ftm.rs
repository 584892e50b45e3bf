//! FollowTheMoney entities, one JSON object a line (or a list): entities become actors, schemata that are edges become links,
//! documents and what is said of them become evidence.
//!
//! Every property has a list of values, and so every detail here is a list. A value that is the id of another entity of the
//! file is a link of its own, called after the property.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::objects::Object;
use crate::io::draft::{Draft, Field, value_of_json};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{fault_error, items, outline};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Document, DocumentIx, Evidence, LinkIx, Passage, PassageIx, Value, Warning, When};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "ftm",
    name: "FollowTheMoney",
    extensions: &["ftm.json", "ftm", "ijson", "ftm.jsonl"],
    holds: "entities with lists of values, edges with roles and dates, documents, proofs and source addresses",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    let has = |prefix: &str| ["schema", "properties", "id"].iter().all(|name| json.has(&format!("{prefix}{name}")));
    Likeness::Certain.when((has("") && json.text("schema").is_some()) || has("[]."))
}

/// Schemata that are edges, with the properties that hold their ends (FollowTheMoney, "edge" of each schema).
const EDGES: [(&str, &str, &str); 16] = [
    ("Associate", "person", "associate"),
    ("ContractAward", "supplier", "contract"),
    ("CourtCaseParty", "party", "case"),
    ("Debt", "debtor", "creditor"),
    ("Directorship", "director", "organization"),
    ("Employment", "employee", "employer"),
    ("Family", "person", "relative"),
    ("Membership", "member", "organization"),
    ("Occupancy", "holder", "post"),
    ("Ownership", "owner", "asset"),
    ("Payment", "payer", "beneficiary"),
    ("ProjectParticipant", "participant", "project"),
    ("Representation", "agent", "client"),
    ("Similar", "candidate", "match"),
    ("Succession", "predecessor", "successor"),
    ("UnknownLink", "subject", "object"),
];

/// Schemata of documents.
const DOCUMENTS: [&str; 14] = [
    "Document",
    "PlainText",
    "HyperText",
    "Pages",
    "Email",
    "Image",
    "Video",
    "Audio",
    "Table",
    "Workbook",
    "Folder",
    "Package",
    "Article",
    "Archive",
];

/// Properties that hold other names.
const NAMES: [&str; 4] = ["alias", "previousName", "weakAlias", "abbreviation"];

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut entities = Vec::new();
    if input.text.trim_start().starts_with('[') {
        let outline = input.outline()?;
        let Some(root) = outline.root else { return Ok(()) };
        for span in items(input.text, root).collect::<Vec<_>>() {
            take(Object::at(input, span)?, input.line(span.start()), &mut entities, draft);
        }
    } else {
        read_lines(input, draft, &mut entities)?;
    }
    let ids = entities.iter().map(|entity| entity.text("id").to_owned()).collect();
    let mut reader = Reader { draft, ids, documents: HashMap::new() };
    reader.read(entities);
    Ok(())
}

/// A line is a value; where one is not whole or not JSON, the place in the whole file is told.
fn read_lines(input: &mut Input<'_>, draft: &mut Draft, entities: &mut Vec<Object>) -> Result<(), ReadError> {
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
        let walked = outline(line, &mut |_| std::ops::ControlFlow::Continue(()));
        let walked = walked.map_err(|mut fault| {
            fault.at += begin;
            // The walk saw this line alone.
            fault.what = fault.what.replace("on line 1", &format!("on line {}", input.line(begin)));
            fault_error(input.name, text, &fault)
        })?;
        let number = input.line(begin);
        let value = walked.root.and_then(|_| serde_json::from_str::<Json>(line).ok());
        let object = match value {
            Some(Json::Object(fields)) => Some(Object { fields, line: number }),
            _ => None,
        };
        take(object, number, entities, draft);
    }
    Ok(())
}

fn take(object: Option<Object>, line: u32, entities: &mut Vec<Object>, draft: &mut Draft) {
    match object {
        Some(object) if !object.text("id").is_empty() => entities.push(object),
        Some(_) => draft.skip_actor(Some(line), "An entity has no id"),
        None => draft.skip_actor(Some(line), "What stands here is no entity"),
    }
}

struct Reader<'d> {
    draft: &'d mut Draft,
    ids: HashSet<String>,
    documents: HashMap<String, DocumentIx>,
}

impl Reader<'_> {
    fn read(&mut self, entities: Vec<Object>) {
        for entity in entities.iter().filter(|entity| DOCUMENTS.contains(&entity.text("schema"))) {
            self.document(entity);
        }
        let (edges, others): (Vec<Object>, Vec<Object>) = entities
            .into_iter()
            .filter(|entity| !self.documents.contains_key(entity.text("id")))
            .partition(|entity| edge_of(entity.text("schema")).is_some());
        let (about_documents, entities): (Vec<Object>, Vec<Object>) =
            others.into_iter().partition(|entity| matches!(entity.text("schema"), "Mention" | "Documentation"));
        let actors: Vec<ActorIx> = entities.iter().map(|entity| self.actor(entity)).collect();
        for (entity, actor) in entities.iter().zip(actors) {
            self.references_of(entity, actor);
        }
        for edge in &edges {
            self.edge(edge);
        }
        for statement in &about_documents {
            self.about_document(statement);
        }
    }

    fn document(&mut self, entity: &Object) {
        let id = entity.text("id");
        let first = |names: &[&str]| {
            let found = names.iter().find_map(|name| values(entity, name).into_iter().next());
            found.unwrap_or_default().to_owned()
        };
        let when = |text: String| (!text.is_empty()).then(|| When::new(text));
        let document = Document {
            title: first(&["title", "fileName", "name"]),
            author: values(entity, "author").join(", "),
            publisher: first(&["publisher"]),
            published: when(first(&["publishedAt", "date", "authoredAt"])),
            retrieved: when(first(&["retrievedAt", "crawledAt"])),
            url: first(&["sourceUrl", "publisherUrl"]),
            path: first(&["fileName"]),
            language: first(&["language"]),
            note: first(&["summary", "description"]),
            text: Some(first(&["bodyText"])).filter(|text| !text.is_empty()),
            ..Document::default()
        };
        let ix = self.draft.document(id, || document);
        self.documents.insert(id.to_owned(), ix);
    }

    fn actor(&mut self, entity: &Object) -> ActorIx {
        let line = Some(entity.line);
        let actor = self.draft.declare(entity.text("id"), line, false).actor;
        let names = values(entity, "name");
        let label = match entity.text("caption") {
            "" => names.first().copied().unwrap_or_default().to_owned(),
            caption => caption.to_owned(),
        };
        let others = NAMES.iter().flat_map(|name| values(entity, name)).chain(names);
        let others: Vec<String> = others.filter(|name| *name != label).map(str::to_owned).collect();
        self.draft.put_actor(actor, Field::Aliases, Value::TextList(others), line);
        self.draft.put_actor(actor, Field::Label, Value::Text(label), line);
        self.draft.put_actor(actor, Field::Kind, Value::Text(words(entity.text("schema"))), line);
        for (name, list) in lists(entity) {
            let is_name = name == "name" || NAMES.contains(&name.as_str());
            let rest: Vec<String> = list.into_iter().filter(|value| !self.is_reference(name, value)).collect();
            if !is_name && !rest.is_empty() {
                let field = self.draft.actor_detail(name, None);
                self.draft.put_actor(actor, field, Value::TextList(rest), line);
            }
        }
        for (name, value) in outside(entity) {
            if let Some(value) = value_of_json(value.clone()) {
                let field = self.draft.actor_detail(name, None);
                self.draft.put_actor(actor, field, value, line);
            }
        }
        for passage in self.sources_of(entity) {
            self.draft.rest_actor_on(actor, Evidence::supporting(passage));
        }
        actor
    }

    fn is_reference(&self, name: &str, value: &str) -> bool {
        self.ids.contains(value) && name != "name"
    }

    fn references_of(&mut self, entity: &Object, actor: ActorIx) {
        for (name, list) in lists(entity) {
            let targets = list.into_iter().filter(|value| self.is_reference(name, value) && name != "proof");
            for target in targets.collect::<Vec<_>>() {
                if let Some(&document) = self.documents.get(&target) {
                    let passage = self.draft.passage(Passage { document: Some(document), ..Passage::new("") });
                    self.draft.rest_actor_on(actor, Evidence::supporting(passage));
                    continue;
                }
                let target = self.draft.mention(&target, Some(entity.line));
                let link = self.draft.make_link(actor, target, true);
                *self.draft.link_fields(link).kind = words(name).into();
            }
        }
    }

    fn edge(&mut self, entity: &Object) {
        let line = Some(entity.line);
        let Some((schema, from, to)) = edge_of(entity.text("schema")) else { return };
        let (sources, targets) = (values(entity, from), values(entity, to));
        if sources.is_empty() || targets.is_empty() {
            let what = format!("The {} \"{}\" lacks an end", words(schema), entity.text("id"));
            self.draft.skip_link(line, what);
            return;
        }
        let role = values(entity, "role").into_iter().next();
        let kind = role.map_or_else(|| words(schema), str::to_owned);
        let passages = self.sources_of(entity);
        let mut is_first = true;
        for source in &sources {
            for target in &targets {
                let ends = (self.draft.mention(source, line), self.draft.mention(target, line));
                let link = if std::mem::take(&mut is_first) {
                    self.draft.link(ends.0, ends.1, Some(entity.text("id")), true, line)
                } else {
                    self.draft.make_link(ends.0, ends.1, true)
                };
                self.fill_link(link, entity, &kind, schema, [from, to]);
                for passage in &passages {
                    self.draft.rest_link_on(link, Evidence::supporting(*passage));
                }
            }
        }
    }

    fn fill_link(&mut self, link: LinkIx, entity: &Object, kind: &str, schema: &str, ends: [&str; 2]) {
        let line = Some(entity.line);
        self.draft.put_link(link, Field::Kind, Value::Text(kind.to_owned()), line);
        let first = |name: &str| values(entity, name).into_iter().next().unwrap_or_default().to_owned();
        let (begin, end, day) = (first("startDate"), first("endDate"), first("date"));
        let when = match (begin.as_str(), end.as_str()) {
            ("", "") => day,
            (begin, "") => format!("{begin}/.."),
            ("", end) => format!("../{end}"),
            (begin, end) => format!("{begin}/{end}"),
        };
        self.draft.put_when(link, &when, line);
        let schema_field = self.draft.link_detail("schema", None);
        self.draft.put_link(link, schema_field, Value::Text(schema.to_owned()), line);
        for (name, list) in lists(entity).filter(|(name, _)| !ends.contains(&name.as_str())) {
            let field = self.draft.link_detail(name, None);
            self.draft.put_link(link, field, Value::TextList(list), line);
        }
        for (name, value) in outside(entity) {
            if let Some(value) = value_of_json(value.clone()) {
                let field = self.draft.link_detail(name, None);
                self.draft.put_link(link, field, value, line);
            }
        }
    }

    /// Documents that prove an entity, and the addresses it was taken from.
    fn sources_of(&mut self, entity: &Object) -> Vec<PassageIx> {
        let mut sources = Vec::new();
        for proof in values(entity, "proof") {
            let known = self.documents.get(proof).copied();
            sources.push(known.unwrap_or_else(|| self.draft.document(proof, Document::default)));
        }
        for url in values(entity, "sourceUrl") {
            sources.push(self.draft.document(url, || Document { url: url.to_owned(), ..Document::default() }));
        }
        let passage = |document| Passage { document: Some(document), ..Passage::new("") };
        sources.into_iter().map(|document| self.draft.passage(passage(document))).collect()
    }

    /// A mention names an entity in a document; a documentation says what a document has to do with it.
    fn about_document(&mut self, entity: &Object) {
        let line = Some(entity.line);
        let first = |name: &str| values(entity, name).into_iter().next().unwrap_or_default().to_owned();
        let (document, about) = match entity.text("schema") {
            "Mention" => (first("document"), first("resolved")),
            _ => (first("document"), first("entity")),
        };
        if document.is_empty() || about.is_empty() {
            let what = format!("The {} \"{}\" lacks an end", words(entity.text("schema")), entity.text("id"));
            self.draft.warn(line, Warning::Skipped { what });
            return;
        }
        let known = self.documents.get(&document).copied();
        let document = known.unwrap_or_else(|| self.draft.document(&document, Document::default));
        let quote = first("name");
        let paraphrase = [first("role"), first("summary")].into_iter().filter(|text| !text.is_empty());
        let paraphrase = paraphrase.collect::<Vec<_>>().join(": ");
        let passage = Passage { document: Some(document), quote, paraphrase, ..Passage::new(entity.text("id")) };
        let passage = self.draft.passage(passage);
        let actor = self.draft.mention(&about, line);
        self.draft.rest_actor_on(actor, Evidence::supporting(passage));
    }
}

fn edge_of(schema: &str) -> Option<(&'static str, &'static str, &'static str)> {
    EDGES.into_iter().find(|(name, ..)| *name == schema)
}

/// The values of a property.
fn values<'e>(entity: &'e Object, name: &str) -> Vec<&'e str> {
    match entity.fields.get("properties").and_then(|properties| properties.get(name)) {
        Some(Json::String(text)) => vec![text.as_str()],
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Every property with its values as texts.
fn lists(entity: &Object) -> impl Iterator<Item = (&String, Vec<String>)> {
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

/// Fields of an entity besides its properties: data sets, when it was seen.
fn outside(entity: &Object) -> impl Iterator<Item = (&String, &Json)> {
    const TAKEN: [&str; 4] = ["id", "schema", "caption", "properties"];
    entity.fields.iter().filter(|(name, _)| !TAKEN.contains(&name.as_str()))
}

/// `LegalEntity` as `legal entity`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(sign.to_lowercase());
    }
    words
}
