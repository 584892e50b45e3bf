//! One object of STIX out of one actor or link.

use serde_json::{Map, Value as Json};

use super::evidence::{Scribe, Words};
use super::ids::{prefix_of, type_of_id};
use super::links::Run;
use super::names::Names;
use super::plan::Plan;
use super::read::LABELS;
use super::times::{Moment, bounds, stretch, to_milliseconds};
use super::vocabulary::{
    ORDERED, OWN, TLP, confidence_of, fitting, holds, is_observable, is_property_name, is_reference, json_of, kind_of,
    slug,
};
use super::write::Told;
use crate::model::{ActorIx, Columns, Evidence, Graph, LinkIx, Stance, Value, When};

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
struct Object {
    kind: String,
    fields: Map<String, Json>,
    /// What STIX demands and the graph does not say.
    supplied: Vec<&'static str>,
}

impl Object {
    fn put(&mut self, name: &str, value: impl Into<Json>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    fn supply(&mut self, name: &'static str, value: impl Into<Json>) {
        self.put(name, value);
        self.supplied.push(name);
    }

    fn text(&self, name: &str) -> &str {
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
        let needs_name = super::vocabulary::lacks(&kind, |name| name != "name") == Some("name")
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
        let mut object = Object { kind: kind.to_owned(), fields: Map::new(), supplied: Vec::new() };
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

    /// Details where the type has a property that takes them, else as properties of our own.
    fn details(
        &mut self,
        object: &mut Object,
        details: Vec<(&str, Value)>,
        columns: &Columns,
        names: &mut Names<'_>,
        is_of_stix: bool,
    ) {
        let mut has_version = false;
        for (name, value) in details {
            if matches!(&value, Value::TextList(texts) if texts.is_empty())
                || matches!(&value, Value::Other(Json::Array(items)) if items.is_empty())
                || matches!(&value, Value::Other(Json::Object(members)) if members.is_empty())
            {
                self.told.empty_lists += 1;
                continue;
            }
            if matches!(value, Value::Other(Json::Null)) {
                continue;
            }
            let is_taken = object.supplied.contains(&name)
                || object.fields.get(name).is_some_and(|known| !known.is_null() && name != "spec_version");
            let is_date = columns.by_name(name).is_some_and(|column| column.kind() == crate::model::ColumnKind::Date);
            let its_own =
                if is_taken || is_date { None } else { self.property_for(&object.kind, name, &value, is_of_stix) };
            match its_own {
                Some(json) => {
                    has_version |= name == "spec_version";
                    object.put(name, json);
                }
                None => {
                    self.told.details = true;
                    object.put(&names.property(name), json_of(&value));
                }
            }
        }
        if !is_observable(&object.kind) && !has_version {
            object.supplied.push("spec_version");
        }
        self.stamp(object, columns, names);
    }

    /// The value of a detail as a property of its own name; `None` where it has to be one of ours.
    fn property_for(&self, kind: &str, name: &str, value: &Value, is_of_stix: bool) -> Option<Json> {
        const FIELDS: [&str; 6] =
            ["name", "aliases", "description", "external_references", "granular_markings", "relationship_type"];
        if FIELDS.contains(&name) || name.starts_with(OWN) {
            return None;
        }
        if is_reference(name) {
            return self.references(kind, name, value).filter(|_| is_of_stix);
        }
        if let Some(holds) = holds(kind, name) {
            return fitting(holds, value);
        }
        // A property of somebody else.
        let is_foreign = name.starts_with("x_") || is_of_stix && !matches!(name, "type" | "id" | "objects");
        (is_foreign && is_property_name(name)).then(|| json_of(value))
    }

    /// References that are details, because they lead to links or come from one.
    fn references(&self, kind: &str, name: &str, value: &Value) -> Option<Json> {
        let wanted = match name {
            "created_by_ref" => Some("identity"),
            "object_marking_refs" => Some("marking-definition"),
            _ => None,
        };
        let is_link = matches!(kind, "relationship" | "sighting");
        if matches!(name, "source_ref" | "target_ref" | "sighting_of_ref" | "where_sighted_refs") {
            return None;
        }
        let id = |key: &String| {
            // The actors that an object refers to are links; here are the links that it refers to.
            let id = if is_link { self.plan.id_of_key(self.graph, key) } else { self.plan.id_of_link(key) };
            id.filter(|id| wanted.is_none_or(|wanted| type_of_id(id) == Some(wanted))).map(Json::from)
        };
        match value {
            Value::Text(key) if name.ends_with("_ref") => id(key),
            Value::TextList(keys) if name.ends_with("_refs") && !keys.is_empty() => {
                keys.iter().map(id).collect::<Option<Vec<_>>>().map(Json::Array)
            }
            _ => None,
        }
    }

    /// When the object was made and changed.
    fn stamp(&mut self, object: &mut Object, columns: &Columns, names: &mut Names<'_>) {
        if is_observable(&object.kind) {
            return;
        }
        // A time without milliseconds is not exact enough for STIX, but the same time.
        let of_detail = |object: &Object, name: &str, names: &mut Names<'_>| {
            let property = columns.by_name(name).map(|_| names.property(name))?;
            to_milliseconds(object.text(&property))
        };
        for (name, other) in [("created", "modified"), ("modified", "created")] {
            if object.fields.get(name) != Some(&Json::Null) {
                continue;
            }
            let same = Some(object.text(other)).filter(|text| !text.is_empty()).map(str::to_owned);
            let time = of_detail(object, name, names).or(same).or_else(|| of_detail(object, other, names));
            self.told.times |= time.is_none();
            let time = time.unwrap_or_else(|| self.times.usual.clone());
            object.supply(name, time);
        }
        // Half of a place is none.
        let halves = [("latitude", "longitude"), ("longitude", "latitude"), ("precision", "latitude")];
        let is_place = object.kind == "location";
        for (name, other) in halves.into_iter().filter(|_| is_place) {
            if !object.fields.contains_key(other)
                && let Some(value) = object.fields.shift_remove(name)
            {
                self.told.details = true;
                object.put(&names.property(name), value);
            }
        }
        for (begin, end, strictly) in ORDERED {
            let (Some(first), Some(second)) = (Moment::of(object.text(begin)), Moment::of(object.text(end))) else {
                continue;
            };
            let is_fine = if strictly { first < second } else { first <= second };
            if is_fine {
                continue;
            }
            // STIX refuses a time before the one that has to come first.
            let value = object.fields.shift_remove(end).unwrap_or_default();
            let was_supplied = object.supplied.contains(&end);
            object.supplied.retain(|name| *name != end);
            if !was_supplied {
                self.told.details = true;
                object.put(&names.property(end), value);
            }
            if end == "modified" {
                let created = object.text("created").to_owned();
                object.supply("modified", created);
            }
        }
    }

    /// TLP colours that no marking of the file stands for.
    fn markings(&self, object: &mut Object, details: &mut Vec<(&str, Value)>, ix: ActorIx) {
        let marked = self.plan.references.of_actor(ix).iter().filter(|(name, _)| name == "object_marking_refs");
        let by_links: Vec<&str> =
            marked.flat_map(|(_, targets)| targets).filter_map(|target| self.colour_of(*target)).collect();
        put_markings(object, details, &by_links);
    }

    fn link_markings(&self, object: &mut Object, details: &mut Vec<(&str, Value)>, link: LinkIx) {
        let column = self.graph.link_columns().by_name("object_marking_refs");
        let keys = match column.and_then(|column| column.get(link.get())) {
            Some(Value::TextList(keys)) => keys,
            _ => Vec::new(),
        };
        let colour = |key: &String| match self.graph.actor_by_key(key) {
            Some(actor) => self.colour_of(actor),
            None => TLP.into_iter().find(|(id, _)| id == key).map(|(_, colour)| colour),
        };
        let colours: Vec<&str> = keys.iter().filter_map(colour).collect();
        put_markings(object, details, &colours);
    }

    /// The TLP colour of a marking that is an actor.
    fn colour_of(&self, actor: ActorIx) -> Option<&'static str> {
        let graph = self.graph;
        let definition = graph.actor_columns().by_name("definition").and_then(|column| column.get(actor.get()));
        let said = match &definition {
            Some(Value::Other(json)) => json.get("tlp").and_then(Json::as_str).map(str::to_lowercase),
            _ => None,
        };
        let record = graph.actor(actor);
        let named = || record.label.strip_prefix("TLP:").map(str::to_lowercase);
        let known =
            |(id, colour): &(&str, &str)| *id == record.key || said.clone().or_else(named).as_deref() == Some(*colour);
        TLP.into_iter().find(known).map(|(_, colour)| colour)
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
        let Words { told, whole } = self.scribe.words(evidence, confidence);
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

/// Colours that are left after those that markings of the file tell, as the markings that every program knows.
fn put_markings(object: &mut Object, details: &mut Vec<(&str, Value)>, told: &[&str]) {
    let Some(position) = details.iter().position(|(name, _)| *name == "tlp") else { return };
    let Value::Text(text) = &details[position].1 else { return };
    let mut colours: Vec<&str> = text.split(", ").collect();
    let ids: Option<Vec<&str>> = {
        colours.retain(|colour| !told.contains(colour));
        let id = |colour: &&str| TLP.into_iter().find(|(_, known)| known == colour).map(|(id, _)| id);
        colours.iter().map(id).collect()
    };
    let mut again: Vec<&str> = Vec::new();
    for colour in colours.iter().chain(told) {
        if !again.contains(colour) {
            again.push(colour);
        }
    }
    let Some(ids) = ids.filter(|_| again.join(", ") == *text) else { return };
    details.remove(position);
    if !ids.is_empty() {
        object.put("object_marking_refs", ids);
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
