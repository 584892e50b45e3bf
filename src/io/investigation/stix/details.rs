//! Details of actors and links as properties: where the type has a property that takes them, else as properties of our own.

use serde_json::Value as Json;

use super::ids::type_of_id;
use super::names::Names;
use super::object::{Object, Pen};
use super::times::{Moment, to_milliseconds};
use super::types::{ORDERED, fitting, holds, is_observable, is_property_name, is_reference, json_of};
use super::vocabulary::OWN;
use crate::model::{Columns, Value};

impl Pen<'_, '_> {
    /// Details where the type has a property that takes them, else as properties of our own.
    pub fn details(
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
}
