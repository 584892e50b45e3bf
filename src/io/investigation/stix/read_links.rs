//! Reading relationships and sightings of STIX, which are links. What is an actor is decided in `read.rs`.

use serde_json::Value as Json;

use super::fields::{are_texts, details, take_details};
use super::read::Reader;
use super::times::stretch;
use super::types::is_reference;
use super::vocabulary::OWN;
use crate::io::draft::{Field, value_of_json};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::investigation::objects::Object;
use crate::model::{Evidence, LinkIx, Value};

/// The references of relationships and sightings that are their ends.
const LINK_ENDS: [&str; 4] = ["source_ref", "target_ref", "sighting_of_ref", "where_sighted_refs"];

/// What a sighting is called that tells where.
pub const SIGHTED_BY: &str = "sighted by";
/// What a sighting is called that only tells whose it is.
pub const REPORTED_BY: &str = "reported by";

impl Reader<'_> {
    pub fn relationship(&mut self, object: &mut Object) {
        let line = Some(object.line);
        let (source, target) = (object.text("source_ref"), object.text("target_ref"));
        if source.is_empty() || target.is_empty() {
            let what = format!("The relationship \"{}\" lacks an end", object.text("id"));
            self.draft.skip_link(line, what);
            return;
        }
        let (source, target) = (self.key_of(source), self.key_of(target));
        let (source, target) = (self.draft.mention(&source, line), self.draft.mention(&target, line));
        let is_directed = object.fields.get("x_linklore_directed") != Some(&Json::Bool(false));
        let key = self.link_key(object);
        let link = self.draft.link(source, target, key.as_deref(), is_directed, line);
        let kind = match object.fields.get("x_linklore_type") {
            Some(Json::String(kind)) => kind.clone(),
            _ => object.text("relationship_type").replace('-', " "),
        };
        let evidence = self.evidence_of(object);
        let details = take_details(object);
        self.fill_link(link, object, details, kind, ["start_time", "stop_time"], evidence);
    }

    /// The id of a link; `None` where we made one up when we wrote it.
    fn link_key(&self, object: &Object) -> Option<String> {
        let id = object.text("id");
        let is_made_up = !self.renamed.contains_key(id) && object.texts("x_linklore_supplied").contains(&"id");
        (!is_made_up).then(|| self.key_of(id))
    }

    /// A sighting links what was sighted to each place where it was; without a place, to who reports it.
    pub fn sighting(&mut self, object: &mut Object, input: &Input<'_>) -> Result<(), ReadError> {
        let line = Some(object.line);
        let of = object.text("sighting_of_ref");
        let (mut places, mut kind) = (object.texts("where_sighted_refs"), SIGHTED_BY);
        if places.is_empty() {
            (places, kind) = (object.texts("created_by_ref"), REPORTED_BY);
        }
        if of.is_empty() || places.is_empty() {
            let what = format!("The sighting \"{}\" lacks an end", object.text("id"));
            self.draft.skip_link(line, what);
            return Ok(());
        }
        let evidence = self.evidence_of(object);
        if places.len() > 1 {
            let said: usize = details(object).map(|(_, value)| value.to_string().len() + 16).sum();
            let bytes = said + evidence.len() * size_of::<Evidence>();
            self.implied.spend(input, object, places.len() - 1, bytes)?;
        }
        let of = self.key_of(of);
        let of = self.draft.mention(&of, line);
        let places: Vec<String> = places.into_iter().map(|place| self.key_of(place)).collect();
        let mut details = take_details(object);
        let last = places.len() - 1;
        for (position, place) in places.into_iter().enumerate() {
            let place = self.draft.mention(&place, line);
            let link = if position == 0 {
                let key = self.link_key(object);
                self.draft.link(of, place, key.as_deref(), true, line)
            } else {
                self.draft.make_link(of, place, true)
            };
            let details = if position == last { std::mem::take(&mut details) } else { details.clone() };
            self.fill_link(link, object, details, kind.to_owned(), ["first_seen", "last_seen"], evidence.clone());
        }
        Ok(())
    }

    fn fill_link(
        &mut self,
        link: LinkIx,
        object: &Object,
        details: Vec<(String, Json)>,
        kind: String,
        times: [&str; 2],
        evidence: Vec<Evidence>,
    ) {
        let line = Some(object.line);
        self.has_granular |= object.fields.contains_key("granular_markings");
        self.draft.put_link(link, Field::Kind, Value::Text(kind), line);
        let when = match object.fields.get("x_linklore_when") {
            Some(Json::String(when)) => when.clone(),
            _ => stretch(object.text(times[0]), object.text(times[1])),
        };
        self.draft.put_when(link, &when, line);
        for (name, value) in
            details.into_iter().filter(|(name, value)| name != "relationship_type" || !value.is_string())
        {
            if let Some(value) = value_of_json(value) {
                let field = self.link_detail(&name);
                self.draft.put_link(link, field, value, line);
            }
        }
        // An end of a link cannot be linked itself: who made the statement stays a detail.
        let is_other = |name: &str, value: &Json| {
            is_reference(name) && are_texts(value) && !LINK_ENDS.contains(&name) && !name.starts_with(OWN)
        };
        let others = object.fields.iter().filter(|(name, value)| is_other(name, value));
        for (name, value) in others {
            let value = match value_of_json(value.clone()) {
                Some(Value::Text(id)) => Value::Text(self.key_of(&id)),
                Some(Value::TextList(ids)) => Value::TextList(ids.iter().map(|id| self.key_of(id)).collect()),
                Some(value) => value,
                None => continue,
            };
            let field = self.draft.link_detail(name, None);
            self.draft.put_link(link, field, value, line);
        }
        if let Some(tlp) = self.tlp_of(object) {
            let field = self.draft.link_detail("tlp", None);
            self.draft.put_link(link, field, tlp, line);
        }
        for evidence in evidence {
            self.draft.rest_link_on(link, evidence);
        }
    }
}
