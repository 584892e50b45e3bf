//! STIX bundles (OASIS STIX 2.0 and 2.1): objects become actors; relationships, sightings and every reference become links;
//! descriptions and external references become passages and documents.
//!
//! Timestamps are kept as details; the days of `start_time` and `stop_time` are also when a link held. Of several versions of
//! an object the newest stands.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::objects::Object;
use crate::io::draft::{Draft, Field, value_of_json};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Span, items, member};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Document, DocumentIx, Evidence, LinkIx, Passage, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "stix",
    name: "STIX",
    extensions: &["stix.json", "stix"],
    holds: "objects of threat intelligence, relationships, sightings, references with their descriptions, markings",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    let is_bundle = json.text("type") == Some("bundle") && (json.has("objects") || json.has("spec_version"));
    let is_object = json.has("spec_version") && json.has("id") && json.has("type");
    let is_list = json.has("[].spec_version") && json.has("[].id") && json.has("[].type");
    Likeness::Certain.when(is_bundle || is_object || is_list)
}

/// The ids of the TLP markings that every STIX program knows (STIX 2.1, section 7.2.1.4).
const TLP: [(&str, &str); 4] = [
    ("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
    ("marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
    ("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
    ("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
];

/// Fields that have a place of their own in the model, or are read as links or evidence.
const TAKEN: [&str; 8] =
    ["type", "id", "name", "aliases", "description", "external_references", "granular_markings", "objects"];

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let outline = input.outline()?;
    let text = input.text;
    let Some(root) = outline.root else { return Ok(()) };
    let spans: Vec<Span> = if root.of(text).starts_with('[') {
        items(text, root).collect()
    } else if let Some(objects) = member(text, root, "objects") {
        if !objects.of(text).starts_with('[') {
            return Err(input.broken(objects.start(), "\"objects\" must be a list.", "not a list"));
        }
        items(text, objects).collect()
    } else {
        vec![root]
    };
    let mut objects = Vec::with_capacity(spans.len());
    for span in spans {
        match Object::at(input, span)? {
            Some(object) => objects.push(object),
            None => {
                let line = input.line(span.start());
                draft.skip_actor(Some(line), "An item of the list of objects is no object");
            }
        }
    }
    let file = input.name;
    let link_ids = objects.iter().filter(|object| is_link(object)).map(|object| object.text("id").to_owned()).collect();
    let mut reader =
        Reader { draft, tlp: markings(&objects), file, has_granular: false, link_ids, refers_to_links: false };
    reader.read(objects);
    Ok(())
}

/// The TLP names of marking definitions, well known ones and those of the file.
fn markings(objects: &[Object]) -> HashMap<String, String> {
    let mut names: HashMap<String, String> =
        TLP.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
    for object in objects.iter().filter(|object| object.text("type") == "marking-definition") {
        let tlp = object.fields.get("definition").and_then(|definition| definition.get("tlp")).and_then(Json::as_str);
        let name = tlp.or_else(|| object.text("name").strip_prefix("TLP:"));
        if let Some(name) = name {
            names.insert(object.text("id").to_owned(), name.to_lowercase());
        }
    }
    names
}

/// The references of relationships and sightings that are their ends.
const LINK_ENDS: [&str; 4] = ["source_ref", "target_ref", "sighting_of_ref", "where_sighted_refs"];

struct Reader<'d> {
    draft: &'d mut Draft,
    tlp: HashMap<String, String>,
    file: &'d str,
    has_granular: bool,
    /// The ids of relationships and sightings.
    link_ids: HashSet<String>,
    refers_to_links: bool,
}

impl Reader<'_> {
    fn read(&mut self, objects: Vec<Object>) {
        let mut newest: HashMap<String, usize> = HashMap::new();
        for (position, object) in objects.iter().enumerate() {
            let id = object.text("id").to_owned();
            let is_newer = |known: &usize| object.text("modified") > objects[*known].text("modified");
            if newest.get(&id).is_none_or(is_newer) {
                newest.insert(id, position);
            }
        }
        let mut links = Vec::new();
        let mut described = Vec::new();
        for (position, object) in objects.into_iter().enumerate() {
            let (id, line) = (object.text("id").to_owned(), Some(object.line));
            if id.is_empty() {
                self.draft.skip_actor(line, "An object has no id");
            } else if newest.get(&id) != Some(&position) {
                self.draft.skip_actor(
                    line,
                    format!("This is an older version of \"{id}\", of which a newer one is in the file"),
                );
            } else if is_link(&object) {
                links.push(object);
            } else {
                let actor = self.actor(&id, &object);
                described.push((actor, object));
            }
        }
        for (actor, object) in described {
            self.references_of(actor, &object);
        }
        for object in links {
            match object.text("type") {
                "relationship" => self.relationship(&object),
                _ => self.sighting(&object),
            }
        }
        if self.refers_to_links {
            let what = "References of objects to relationships and sightings became details, because a link has two actors as its ends";
            self.draft.warn(None, Warning::Reshaped { what: what.to_owned() });
        }
        if self.has_granular {
            let what = "markings of single fields (granular_markings)".to_owned();
            self.draft.warn(None, Warning::LeftOut { what });
        }
    }

    fn actor(&mut self, id: &str, object: &Object) -> ActorIx {
        let line = Some(object.line);
        let actor = self.draft.declare(id, line, false).actor;
        let label = ["name", "value", "abstract", "subject", "path", "key", "user_id", "pattern", "opinion", "content"]
            .into_iter()
            .map(|name| object.text(name))
            .find(|text| !text.is_empty())
            .unwrap_or(id);
        let kind = object.text("type").replace('-', " ");
        self.draft.put_actor(actor, Field::Label, Value::Text(label.to_owned()), line);
        self.draft.put_actor(actor, Field::Kind, Value::Text(kind), line);
        for field in ["aliases", "x_mitre_aliases"] {
            let names: Vec<String> =
                object.texts(field).into_iter().filter(|name| *name != label).map(str::to_owned).collect();
            self.draft.put_actor(actor, Field::Aliases, Value::TextList(names), line);
        }
        for (name, value) in details(&object.fields) {
            if let Some(value) = value_of_json(value.clone()) {
                let field = self.draft.actor_detail(name, None);
                self.draft.put_actor(actor, field, value, line);
            }
        }
        if let Some(tlp) = self.tlp_of(object) {
            let field = self.draft.actor_detail("tlp", None);
            self.draft.put_actor(actor, field, tlp, line);
        }
        for evidence in self.evidence_of(object) {
            self.draft.rest_actor_on(actor, evidence);
        }
        actor
    }

    /// Every `…_ref` and `…_refs` of an object is a link of its own type.
    fn references_of(&mut self, actor: ActorIx, object: &Object) {
        self.has_granular |= object.fields.contains_key("granular_markings");
        let line = Some(object.line);
        for (name, _) in object.fields.iter().filter(|(name, _)| is_reference(name)) {
            let kind = name.trim_end_matches("_refs").trim_end_matches("_ref").replace('_', " ");
            let (to_links, to_objects): (Vec<&str>, Vec<&str>) =
                object.texts(name).into_iter().partition(|target| self.link_ids.contains(*target));
            if !to_links.is_empty() {
                self.refers_to_links = true;
                let field = self.draft.actor_detail(name, None);
                let ids = to_links.into_iter().map(str::to_owned).collect();
                self.draft.put_actor(actor, field, Value::TextList(ids), line);
            }
            for target in to_objects {
                // A well-known marking that the file does not describe is told by its colour alone.
                if self.tlp.contains_key(target) && self.draft.find(target).is_none() {
                    continue;
                }
                let target = self.draft.mention(target, line);
                let link = self.draft.make_link(actor, target, true);
                *self.draft.link_fields(link).kind = kind.as_str().into();
            }
        }
    }

    fn relationship(&mut self, object: &Object) {
        let line = Some(object.line);
        let (source, target) = (object.text("source_ref"), object.text("target_ref"));
        if source.is_empty() || target.is_empty() {
            let what = format!("The relationship \"{}\" lacks an end", object.text("id"));
            self.draft.skip_link(line, what);
            return;
        }
        let (source, target) = (self.draft.mention(source, line), self.draft.mention(target, line));
        let link = self.draft.link(source, target, Some(object.text("id")), true, line);
        let kind = object.text("relationship_type").replace('-', " ");
        self.fill_link(link, object, kind, "start_time", "stop_time");
    }

    /// A sighting links what was sighted to each place where it was; without a place, to who reports it.
    fn sighting(&mut self, object: &Object) {
        let line = Some(object.line);
        let of = object.text("sighting_of_ref");
        let mut places = object.texts("where_sighted_refs");
        if places.is_empty() {
            places = object.texts("created_by_ref");
        }
        if of.is_empty() || places.is_empty() {
            let what = format!("The sighting \"{}\" lacks an end", object.text("id"));
            self.draft.skip_link(line, what);
            return;
        }
        let of = self.draft.mention(of, line);
        for (position, place) in places.into_iter().enumerate() {
            let place = self.draft.mention(place, line);
            let link = if position == 0 {
                self.draft.link(of, place, Some(object.text("id")), true, line)
            } else {
                self.draft.make_link(of, place, true)
            };
            self.fill_link(link, object, "sighted by".to_owned(), "first_seen", "last_seen");
        }
    }

    fn fill_link(&mut self, link: LinkIx, object: &Object, kind: String, begins: &str, ends: &str) {
        let line = Some(object.line);
        self.has_granular |= object.fields.contains_key("granular_markings");
        self.draft.put_link(link, Field::Kind, Value::Text(kind), line);
        let (begin, end) = (day(object.text(begins)), day(object.text(ends)));
        match (begin, end) {
            ("", "") => {}
            (begin, "") => self.draft.put_when(link, &format!("{begin}/.."), line),
            ("", end) => self.draft.put_when(link, &format!("../{end}"), line),
            (begin, end) if begin == end => self.draft.put_when(link, begin, line),
            (begin, end) => self.draft.put_when(link, &format!("{begin}/{end}"), line),
        }
        for (name, value) in details(&object.fields).filter(|(name, _)| *name != "relationship_type") {
            if let Some(value) = value_of_json(value.clone()) {
                let field = self.draft.link_detail(name, None);
                self.draft.put_link(link, field, value, line);
            }
        }
        // An end of a link cannot be linked itself: who made the statement stays a detail.
        let others = object.fields.iter().filter(|(name, _)| is_reference(name) && !LINK_ENDS.contains(&name.as_str()));
        for (name, value) in others {
            if let Some(value) = value_of_json(value.clone()) {
                let field = self.draft.link_detail(name, None);
                self.draft.put_link(link, field, value, line);
            }
        }
        if let Some(tlp) = self.tlp_of(object) {
            let field = self.draft.link_detail("tlp", None);
            self.draft.put_link(link, field, tlp, line);
        }
        for evidence in self.evidence_of(object) {
            self.draft.rest_link_on(link, evidence);
        }
    }

    fn tlp_of(&self, object: &Object) -> Option<Value> {
        let names: Vec<String> =
            object.texts("object_marking_refs").into_iter().filter_map(|id| self.tlp.get(id).cloned()).collect();
        (!names.is_empty()).then(|| Value::Text(names.join(", ")))
    }

    /// External references as documents with what the file says of each; the description as a passage of the file itself, because
    /// nothing says that its words come from one of the references.
    fn evidence_of(&mut self, object: &Object) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        let references = object.fields.get("external_references").and_then(Json::as_array);
        for reference in references.into_iter().flatten().filter_map(Json::as_object) {
            let document = self.document(reference);
            let paraphrase = field(reference, "description").to_owned();
            let passage = self.draft.passage(Passage { document: Some(document), paraphrase, ..Passage::new("") });
            evidence.push(Evidence::supporting(passage));
        }
        let description = object.text("description");
        if !description.is_empty() {
            let file = self.file.to_owned();
            let itself = || Document { title: file.clone(), path: file.clone(), ..Document::default() };
            let document = self.draft.document(self.file, itself);
            let paraphrase = description.to_owned();
            let passage = self.draft.passage(Passage { document: Some(document), paraphrase, ..Passage::new("") });
            evidence.insert(0, Evidence::supporting(passage));
        }
        evidence
    }

    fn document(&mut self, reference: &Map<String, Json>) -> DocumentIx {
        let (source, id, url) =
            (field(reference, "source_name"), field(reference, "external_id"), field(reference, "url"));
        let title = if id.is_empty() { source.to_owned() } else { format!("{source} {id}") };
        let key = if url.is_empty() { title.clone() } else { url.to_owned() };
        self.draft.document(&key, || Document { title, url: url.to_owned(), ..Document::default() })
    }
}

fn field<'m>(map: &'m Map<String, Json>, name: &str) -> &'m str {
    map.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn is_link(object: &Object) -> bool {
    matches!(object.text("type"), "relationship" | "sighting")
}

fn is_reference(name: &str) -> bool {
    name.ends_with("_ref") || name.ends_with("_refs")
}

fn details(fields: &Map<String, Json>) -> impl Iterator<Item = (&String, &Json)> {
    fields.iter().filter(|(name, _)| !TAKEN.contains(&name.as_str()) && !is_reference(name))
}

/// The day of a timestamp: `2016-04-11T08:00:00Z` is on 2016-04-11.
fn day(timestamp: &str) -> &str {
    timestamp.split('T').next().unwrap_or_default()
}
