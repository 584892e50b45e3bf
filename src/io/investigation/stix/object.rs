//! One object of STIX out of one actor or link.

use serde_json::{Map, Value as Json};

use super::evidence::{Scribe, Words};
use super::ids::{prefix_of, type_of_id};
use super::links::Run;
use super::names::Names;
use super::plan::Plan;
use super::read::LABELS;
use super::times::{bounds, stretch, to_milliseconds};
use super::types::{holds, is_observable};
use super::vocabulary::{confidence_of, kind_of, slug};
use super::write::Told;
use crate::model::{ActorIx, Columns, Evidence, Graph, Stance, Value, When};

/// Times for objects of which nobody knows when they were made.
pub struct Times {
    /// The time that stands for all: when the graph was made, or the beginning of 1970.
    pub usual: String,
}

impl Times {
    /// The time for the objects of a graph.
    pub fn of(graph: &Graph) -> Self {
        let created = graph.created.trim();
        let day = format!("{created}T00:00:00Z");
        let usual = to_milliseconds(created).or_else(|| to_milliseconds(&day));
        Self { usual: usual.unwrap_or_else(|| "1970-01-01T00:00:00.000Z".to_owned()) }
    }
}

/// Writes objects.
pub struct Pen<'p, 'g> {
    pub graph: &'g Graph,
    pub plan: &'p Plan,
    pub times: &'p Times,
    pub scribe: &'p mut Scribe<'g>,
    pub told: &'p mut Told,
}

/// An object that is being made.
pub struct Object {
    pub kind: String,
    pub fields: Map<String, Json>,
    /// What STIX demands and the graph does not say.
    pub supplied: Vec<&'static str>,
    /// For how many records it stands, which share what they rest on.
    records: usize,
}

impl Object {
    pub fn put(&mut self, name: &str, value: impl Into<Json>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    pub fn supply(&mut self, name: &'static str, value: impl Into<Json>) {
        self.put(name, value);
        self.supplied.push(name);
    }

    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Json::as_str).unwrap_or_default()
    }
}

impl Pen<'_, '_> {
    /// The object of an actor.
    pub fn actor(&mut self, ix: ActorIx, names: &mut Names<'_>) -> Map<String, Json> {
        let (graph, plan) = (self.graph, self.plan);
        let actor = graph.actor(ix);
        let kind = plan.type_of(ix).to_owned();
        let mut object = Self::begin(&kind, plan.actor_id(ix));
        let has_name = holds(&kind, "name").is_some();
        let is_of_stix = prefix_of(&actor.key) == Some(kind.as_str());
        if plan.actor_id(ix) != actor.key {
            self.told.ids = true;
            object.put("x_linklore_id", actor.key.as_str());
        }
        let class = plan.class_of(ix);
        let mut details: Vec<(&str, Value)> = graph.actor_columns().row(ix.get()).collect();
        if !class.is_empty() {
            let is_said =
                |(name, value): &(&str, Value)| *name == "identity_class" && *value == Value::Text(class.into());
            match details.iter().position(is_said) {
                Some(_) => {}
                None => object.supply("identity_class", class),
            }
        }
        self.markings(&mut object, &mut details, ix);
        self.details(&mut object, details, graph.actor_columns(), names, is_of_stix);
        if kind == "malware" && !object.fields.contains_key("is_family") {
            object.supply("is_family", false);
        }
        if kind == "indicator" && !object.fields.contains_key("pattern_type") {
            object.supply("pattern_type", "stix");
        }
        // The label, where the reader would not find it by itself.
        let implied = LABELS.into_iter().map(|name| object.text(name)).find(|text| !text.is_empty());
        let implied = implied.unwrap_or(&actor.key);
        let needs_name = super::types::lacks(&kind, |name| name != "name") == Some("name")
            || kind == "file" && !object.fields.contains_key("hashes")
            || kind == "malware" && object.fields.get("is_family") == Some(&Json::Bool(true));
        let label = if actor.label.is_empty() { actor.key.as_str() } else { actor.label.as_str() };
        if has_name && (needs_name || label != implied || type_of_id(&actor.key).is_none()) {
            object.put("name", label);
        } else if label != implied {
            object.put("x_linklore_label", label);
        }
        let class = object.text("identity_class").to_owned();
        if kind_of(&kind, &class) != actor.kind {
            object.put("x_linklore_type", actor.kind.as_str());
        }
        self.told.kinds |= kind.starts_with(super::vocabulary::CUSTOM);
        let of_mitre: Vec<String> = match object.fields.get("x_mitre_aliases") {
            Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let aliases: Vec<&String> = actor.aliases.iter().filter(|name| !of_mitre.contains(name)).collect();
        if !aliases.is_empty() {
            let name = if holds(&kind, "aliases").is_some() { "aliases" } else { "x_linklore_aliases" };
            object.put(name, aliases.into_iter().cloned().collect::<Vec<_>>());
        }
        self.settle(&mut object, &actor.note, &actor.evidence, graph.actor_columns(), names);
        for (property, targets) in plan.references.of_actor(ix) {
            let mut ids: Vec<Json> = targets.iter().map(|target| Json::from(plan.actor_id(*target))).collect();
            if property.ends_with("_refs") {
                let list = object.fields.entry(property.clone()).or_insert_with(|| Json::Array(Vec::new()));
                // Relationships stand there already.
                if let Json::Array(list) = list {
                    list.extend(ids);
                }
            } else if let Some(id) = ids.pop() {
                object.put(property, id);
            }
        }
        Self::finish(object)
    }

    /// The object of a link, or of several that are one sighting.
    pub fn link(&mut self, run: &Run, names: &mut Names<'_>) -> Map<String, Json> {
        let (graph, plan) = (self.graph, self.plan);
        let (kind, first) = match run {
            Run::Relationship(link) => ("relationship", *link),
            Run::Sighting { links, .. } => ("sighting", links[0]),
        };
        let link = graph.link(first);
        let (source, target) = graph.ends(first);
        let id = Plan::link_id(graph, first, kind);
        let mut object = Self::begin(kind, &id);
        if link.key != id {
            self.told.ids = true;
            if link.key == format!("l{}", first.get() + 1) && !plan.references.are_reordered {
                // A number that the reader gives as well.
                object.supplied.push("id");
            } else {
                object.put("x_linklore_id", link.key.as_str());
            }
        }
        let (begins, ends) = match run {
            Run::Relationship(_) => {
                let type_name = slug_of_type(&link.kind);
                if link.kind != type_name.replace('-', " ") {
                    object.put("x_linklore_type", link.kind.as_str());
                }
                object.put("relationship_type", type_name);
                object.put("source_ref", plan.actor_id(source));
                object.put("target_ref", plan.actor_id(target));
                ("start_time", "stop_time")
            }
            Run::Sighting { links, is_placed } => {
                object.records = links.len();
                object.put("sighting_of_ref", plan.actor_id(source));
                if *is_placed {
                    let places = links.iter().map(|link| plan.actor_id(graph.ends(*link).1)).collect::<Vec<_>>();
                    object.put("where_sighted_refs", places);
                }
                ("first_seen", "last_seen")
            }
        };
        if !link.directed {
            self.told.directions = true;
            object.put("x_linklore_directed", false);
        }
        if let Some(weight) = link.weight {
            object.put("x_linklore_weight", number(weight));
        }
        let mut details: Vec<(&str, Value)> = graph.link_columns().row(first.get()).collect();
        let is_of_stix = prefix_of(&link.key) == Some(kind);
        self.link_markings(&mut object, &mut details, first);
        self.details(&mut object, details, graph.link_columns(), names, is_of_stix);
        self.when(&mut object, link.when.as_ref(), begins, ends);
        self.settle(&mut object, &link.note, &link.evidence, graph.link_columns(), names);
        Self::finish(object)
    }

    fn begin(kind: &str, id: &str) -> Object {
        let mut object = Object { kind: kind.to_owned(), fields: Map::new(), supplied: Vec::new(), records: 1 };
        object.put("type", kind);
        // These come first; where a detail says them they get its value.
        if !is_observable(kind) {
            object.put("spec_version", "2.1");
        }
        object.put("id", id);
        if !is_observable(kind) {
            object.put("created", Json::Null);
            if kind != "marking-definition" {
                object.put("modified", Json::Null);
            }
        }
        object
    }

    /// When a link held: in the times that its details give, else in times made of days, else as a text.
    fn when(&mut self, object: &mut Object, when: Option<&When>, begins: &'static str, ends: &'static str) {
        let text = when.map_or("", When::text);
        if stretch(object.text(begins), object.text(ends)) == text {
            return;
        }
        let is_free = !object.fields.contains_key(begins) && !object.fields.contains_key(ends);
        if let Some((begin, end)) = bounds(text).filter(|_| is_free) {
            for (name, bound) in [(begins, begin), (ends, end)] {
                if let Some(bound) = bound {
                    object.supply(name, bound);
                }
            }
            return;
        }
        self.told.dates |= when.is_some();
        object.put("x_linklore_when", text);
    }

    /// Remark and evidence.
    fn settle(
        &mut self,
        object: &mut Object,
        note: &str,
        evidence: &[Evidence],
        columns: &Columns,
        names: &mut Names<'_>,
    ) {
        if !note.is_empty() {
            object.put("x_linklore_note", note);
        }
        let best = evidence
            .iter()
            .filter(|piece| piece.stance == Stance::Supports)
            .filter_map(|piece| piece.credibility)
            .min();
        let confidence = object.fields.get("confidence").and_then(Json::as_i64);
        if confidence.is_none()
            && columns.by_name("confidence").is_none_or(|_| !object.fields.contains_key(&names.property("confidence")))
            && holds(&object.kind, "confidence").is_some()
            && let Some(confidence) = best.and_then(|best| confidence_of(best.number()))
        {
            object.supply("confidence", confidence);
        }
        let confidence = object.fields.get("confidence").and_then(Json::as_i64);
        let Words { told, whole } = self.scribe.words(evidence, confidence, object.records);
        let may_describe = !is_observable(&object.kind);
        let whole = whole.or_else(|| {
            let is_untold = !may_describe && !evidence.is_empty();
            is_untold.then(|| crate::io::carry::json_of_evidence(self.graph, evidence))
        });
        if may_describe {
            if let Some(description) = told.description {
                object.put("description", description);
            }
            if !told.references.is_empty() {
                object.put("external_references", told.references);
            }
        }
        if let Some(whole) = whole {
            self.told.evidence = true;
            object.put("x_linklore_evidence", whole);
        }
    }

    fn finish(mut object: Object) -> Map<String, Json> {
        if !object.supplied.is_empty() {
            let supplied = std::mem::take(&mut object.supplied);
            object.put("x_linklore_supplied", supplied);
        }
        object.fields
    }
}

/// A type of relationship: small letters, digits and hyphens; `related-to` where nothing is left.
fn slug_of_type(kind: &str) -> String {
    let slug: String = slug(kind, '-').chars().take(250).collect();
    if slug.is_empty() { "related-to".to_owned() } else { slug }
}

/// A number without a point where it is whole.
fn number(number: f64) -> Json {
    const EXACT: f64 = (1_u64 << 53) as f64;
    let is_whole = number.fract() == 0.0 && number.abs() < EXACT && !(number == 0.0 && number.is_sign_negative());
    if is_whole { Json::from(number as i64) } else { Json::from(number) }
}
