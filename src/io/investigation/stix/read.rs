//! Reading STIX: objects become actors; relationships, sightings and every reference become links; descriptions and external
//! references become passages and documents.
//!
//! Timestamps are kept as details; the days of `start_time` and `stop_time` are also when a link held. Of several versions of
//! an object the newest stands. Properties of our own (`x_linklore_…`) say what STIX has no place for, see `write.rs`.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::evidence::{Sources, told};
use super::fields::{are_objects, are_texts, is_link, take_details, texts};
use super::places::{Found, Place};
use super::types::{is_reference, reference_called, words_of_reference};
use super::versions::{Settled, Version};
use super::vocabulary::{OWN, credibility_of, kind_of};
use crate::io::carry::evidence_of_json;
use crate::io::draft::{self, Draft, value_of_json};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::investigation::objects::{Implied, Object};
use crate::io::json::{Field, Outline};
use crate::io::json::{Span, items, member};
use crate::model::{ActorIx, ColumnKind, Credibility, Evidence, Value, Warning};

/// The object in which we keep what concerns the whole graph.
pub const GRAPH: &str = "x-linklore-graph";

pub fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
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
    } else if member(text, root, "type").is_some_and(|kind| kind.of(text) == "\"bundle\"") {
        Vec::new()
    } else {
        vec![root]
    };
    let mut found = Found::default();
    for span in spans {
        match Object::at(input, span)? {
            Some(object) => found.take(input.text, object, span),
            None => {
                let line = input.line(span.start());
                draft.skip_actor(Some(line), "An item of the list of objects is no object");
            }
        }
    }
    let Found { notes, places, versions, links, renamed, tlp } = found;
    keep_facts(text, &outline, notes.iter().any(|note| note.text("bundle") == "made"), draft);
    let file =
        notes.iter().map(|note| note.text("file")).find(|file| !file.is_empty()).unwrap_or(input.name).to_owned();
    let mut reader = Reader {
        tlp,
        renamed,
        draft,
        sources: Sources::new(file),
        has_granular: false,
        links,
        refers_to_links: false,
        implied: Implied::default(),
        actor_names: HashMap::new(),
        link_names: HashMap::new(),
    };
    for note in &notes {
        reader.note(note);
    }
    reader.read(&places, &versions.settled(), input)
}

/// What a bundle says besides its objects; nothing of an id that we made for it. A single object and a list have nothing
/// besides.
fn keep_facts(text: &str, outline: &Outline, is_made: bool, draft: &mut Draft) {
    let is_bundle = outline.fields.iter().any(|field| field.name == "type" && field.value.of(text) == "\"bundle\"");
    for Field { name, value, .. } in outline.fields.iter().filter(|_| is_bundle) {
        let is_taken = matches!(name.as_str(), "type" | "objects") || is_made && name == "id";
        if !is_taken && let Ok(value) = serde_json::from_str::<Json>(value.of(text)) {
            draft.keep_fact(name, value);
        }
    }
}

pub struct Reader<'d> {
    pub draft: &'d mut Draft,
    pub tlp: HashMap<String, String>,
    pub sources: Sources,
    pub has_granular: bool,
    /// The ids of relationships and sightings.
    pub links: HashSet<String>,
    pub refers_to_links: bool,
    pub implied: Implied,
    /// The ids that records had before they were written as STIX, by the ids they have here.
    pub renamed: HashMap<String, String>,
    /// Where properties of our own go that are details, where the name alone does not say it.
    pub actor_names: HashMap<String, draft::Field>,
    pub link_names: HashMap<String, draft::Field>,
}

impl Reader<'_> {
    /// Takes what we noted about the whole graph when we wrote the file.
    fn note(&mut self, note: &Object) {
        if !note.text("title").is_empty() {
            self.draft.set_title(note.text("title"));
        }
        if !note.text("made").is_empty() {
            self.draft.set_created(note.text("made"));
        }
        for (name, fact) in note.fields.get("facts").and_then(Json::as_object).into_iter().flatten() {
            self.draft.keep_fact(name, fact.clone());
        }
        for (list, of_actors) in [("actors", true), ("links", false)] {
            for (property, hint) in note.fields.get(list).and_then(Json::as_object).into_iter().flatten() {
                let text = |member: &str| hint.get(member).and_then(Json::as_str);
                let Some(name) = text("detail") else { continue };
                let kind = text("kind").and_then(ColumnKind::from_name);
                if of_actors {
                    let field = self.draft.actor_detail(name, kind);
                    self.actor_names.insert(property.clone(), field);
                } else {
                    let field = self.draft.link_detail(name, kind);
                    self.link_names.insert(property.clone(), field);
                }
            }
        }
    }

    fn read(&mut self, places: &[Place], versions: &Settled, input: &mut Input<'_>) -> Result<(), ReadError> {
        let mut links = Vec::new();
        let mut referring = Vec::new();
        let mut is_told = false;
        for (position, place) in places.iter().enumerate() {
            let mut object = Object::again(input, place.span, place.line)?;
            let (id, line) = (object.text("id").to_owned(), Some(place.line));
            let left_out = match versions.of(&object, position) {
                _ if id.is_empty() => Some("An object has no id".to_owned()),
                Version::Older => {
                    Some(format!("This is an older version of \"{id}\", of which a newer one is in the file"))
                }
                Version::Again => Some(format!("\"{id}\" is described twice, and this is not a newer version of it")),
                Version::Stands => None,
            };
            if let Some(what) = left_out {
                if is_link(&object) {
                    self.draft.skip_link(line, what);
                } else {
                    self.draft.skip_actor(line, what);
                }
            } else if is_link(&object) {
                links.push(place);
            } else {
                if object.text("type") == "sighting" && !std::mem::replace(&mut is_told, true) {
                    let what =
                        "Sightings that tell neither where nor whose they are became actors, linked to what was seen";
                    self.draft.warn(line, Warning::Reshaped { what: what.to_owned() });
                }
                let actor = self.actor(&id, &mut object);
                if object.fields.keys().any(|name| is_reference(name) || name == "granular_markings") {
                    referring.push((actor, place));
                }
            }
        }
        for (actor, place) in referring {
            let object = Object::again(input, place.span, place.line)?;
            self.references_of(actor, &object);
        }
        for place in links {
            let mut object = Object::again(input, place.span, place.line)?;
            match object.text("type") {
                "relationship" => self.relationship(&mut object),
                _ => self.sighting(&mut object, input)?,
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
        Ok(())
    }

    fn actor(&mut self, id: &str, object: &mut Object) -> ActorIx {
        let line = Some(object.line);
        let key = self.key_of(id);
        let actor = self.draft.declare(&key, line, false).actor;
        let own = ["x_linklore_label", "name"].into_iter().chain(LABELS).map(|name| object.text(name));
        let label = own.into_iter().find(|text| !text.is_empty()).unwrap_or(&key).to_owned();
        let kind = match object.fields.get("x_linklore_type") {
            Some(Json::String(kind)) => kind.clone(),
            _ => kind_of(object.text("type"), object.text("identity_class")),
        };
        for field in ["aliases", "x_mitre_aliases", "x_linklore_aliases"] {
            let names: Vec<String> =
                texts(object, field).into_iter().filter(|name| *name != label).map(str::to_owned).collect();
            self.draft.put_actor(actor, draft::Field::Aliases, Value::TextList(names), line);
        }
        self.draft.put_actor(actor, draft::Field::Label, Value::Text(label), line);
        self.draft.put_actor(actor, draft::Field::Kind, Value::Text(kind), line);
        for (name, value) in take_details(object) {
            if let Some(value) = value_of_json(value) {
                let field = self.actor_detail(&name);
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

    /// Where a property of an actor goes. Those of our own stand for details of other names, but for the remark.
    fn actor_detail(&mut self, property: &str) -> draft::Field {
        if let Some(field) = self.actor_names.get(property) {
            return *field;
        }
        match property.strip_prefix(OWN) {
            Some("note") => draft::Field::Note,
            own => self.draft.actor_detail(own.unwrap_or(property), None),
        }
    }

    pub fn link_detail(&mut self, property: &str) -> draft::Field {
        if let Some(field) = self.link_names.get(property) {
            return *field;
        }
        match property.strip_prefix(OWN) {
            Some("note") => draft::Field::Note,
            Some("weight") => draft::Field::Weight,
            own => self.draft.link_detail(own.unwrap_or(property), None),
        }
    }

    /// The id under which a record is known here.
    pub fn key_of(&self, id: &str) -> String {
        self.renamed.get(id).map_or(id, String::as_str).to_owned()
    }

    /// Every `…_ref` and `…_refs` of an object is a link of its own type.
    fn references_of(&mut self, actor: ActorIx, object: &Object) {
        self.has_granular |= object.fields.contains_key("granular_markings");
        let line = Some(object.line);
        let leads = |name: &str, value: &Json| is_reference(name) && are_texts(value) && !name.starts_with(OWN);
        for (name, _) in object.fields.iter().filter(|(name, value)| leads(name, value)) {
            let kind = words_of_reference(name);
            // A property that the type has not by the specification is named, so that the link leads back to it.
            let is_odd = reference_called(object.text("type"), &kind) != Some(name.as_str());
            let (to_links, to_objects): (Vec<&str>, Vec<&str>) =
                object.texts(name).into_iter().partition(|target| self.links.contains(*target));
            if !to_links.is_empty() {
                self.refers_to_links = true;
                let field = self.draft.actor_detail(name, None);
                let ids = to_links.into_iter().map(|id| self.key_of(id)).collect();
                self.draft.put_actor(actor, field, Value::TextList(ids), line);
            }
            for target in to_objects {
                let key = self.key_of(target);
                // A well-known marking that the file does not describe is told by its colour alone.
                if self.tlp.contains_key(target) && self.draft.find(&key).is_none() {
                    continue;
                }
                let target = self.draft.mention(&key, line);
                let link = self.draft.make_link(actor, target, true);
                *self.draft.link_fields(link).kind = kind.as_str().into();
                if is_odd {
                    let field = self.draft.link_detail(PROPERTY, None);
                    self.draft.put_link(link, field, Value::Text(name.clone()), line);
                }
            }
        }
    }

    pub fn tlp_of(&self, object: &Object) -> Option<Value> {
        let mut names: Vec<&str> = Vec::new();
        let mut is_known = HashSet::new();
        for id in object.texts("object_marking_refs") {
            if let Some(name) = self.tlp.get(id)
                && is_known.insert(name.as_str())
            {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| Value::Text(names.join(", ")))
    }

    /// What we wrote in full, then what the file says besides: its description, and external references as documents with
    /// what is said of each. A confidence says how credible that is.
    pub fn evidence_of(&mut self, object: &Object) -> Vec<Evidence> {
        let ours = object.fields.get("x_linklore_evidence").filter(|json| json.is_array());
        let read = ours.map(|json| evidence_of_json(self.draft, json));
        if let Some(None) = read {
            let what = "evidence that another program wrote or changed (x_linklore_evidence)".to_owned();
            self.draft.warn(Some(object.line), Warning::LeftOut { what });
        }
        let mut evidence = read.flatten().unwrap_or_default();
        // What other programs can read of it would be the same evidence again.
        let mut told_by_us: HashMap<String, usize> = HashMap::new();
        for reference in ours.filter(|_| !evidence.is_empty()).map(told).unwrap_or_default() {
            *told_by_us.entry(reference.to_string()).or_default() += 1;
        }
        let confidence = object.fields.get("confidence").and_then(Json::as_i64);
        let credibility = confidence.and_then(credibility_of).and_then(Credibility::new);
        let description = object.text("description");
        if !description.is_empty() {
            let passage = self.sources.description(self.draft, description);
            evidence.push(Evidence { credibility, ..Evidence::supporting(passage) });
        }
        let references = object.fields.get("external_references").filter(|list| are_objects(list));
        for reference in references.and_then(Json::as_array).into_iter().flatten() {
            if let Some(count) = told_by_us.get_mut(&reference.to_string()).filter(|count| **count > 0) {
                *count -= 1;
                continue;
            }
            if let Some(reference) = reference.as_object() {
                let passage = self.sources.reference(self.draft, reference);
                evidence.push(Evidence { credibility, ..Evidence::supporting(passage) });
            }
        }
        evidence
    }
}

/// Properties that serve as the label of an object without a name, the likeliest first.
pub const LABELS: [&str; 9] =
    ["value", "abstract", "subject", "path", "key", "user_id", "pattern", "opinion", "content"];

/// The detail of a link that stands for a reference which the specification does not know.
pub const PROPERTY: &str = "property";
