//! What goes along as attributes where a format has no field of its own for it: types, aliases, notes, dates, evidence and
//! details, under names that `Draft::actor_field` and `Draft::link_field` take back. One list for all writers.

mod evidence;
mod losses;
mod networkx;
#[cfg(test)]
mod tests;

pub use evidence::{evidence_of_json, json_of_evidence, place_passages};
pub use losses::{Holds, losses, losses_besides_texts, tell_of_nameless};
pub use networkx::keys_repeat;

use serde_json::Value as Json;

use super::draft::implied;
use crate::model::{ActorIx, ColumnKind, Graph, LinkIx, Value};

/// Which fields of actors and links a format has places of its own for. These are not among the attributes.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, answered by a literal in each writer"
)]
pub struct Own {
    /// The name shown.
    pub label: bool,
    /// The type.
    pub kind: bool,
    /// The strength of links.
    pub weight: bool,
    /// The dates of links.
    pub when: bool,
    /// Remarks.
    pub note: bool,
    /// Evidence.
    pub evidence: bool,
}

/// An attribute to be written: a column over all actors, or over all links.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name; unique in its list.
    pub name: String,
    /// What its values are. Lists of texts, mixed values and evidence may have to become JSON text: see [`json_text`].
    pub kind: ColumnKind,
    from: From,
}

/// Where the values come from.
#[derive(Clone, Debug, PartialEq)]
enum From {
    Label,
    Kind,
    Aliases,
    Note,
    When,
    Weight,
    Evidence,
    /// The detail of that name.
    Detail(String),
}

/// The attributes of actors that a format with these fields of its own has to carry; those without a value anywhere are
/// left out.
#[must_use]
pub fn actor_attributes(graph: &Graph, own: Own) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let has = |filled: &dyn Fn(&crate::model::Actor) -> bool| graph.actors().any(|(_, actor)| filled(actor));
    if !own.label && !implied::labels_are_implied(graph) {
        push(&mut attributes, "label", ColumnKind::Text, From::Label);
    }
    if !own.kind && !implied::actor_kinds_are_implied(graph) {
        push(&mut attributes, "type", ColumnKind::Text, From::Kind);
    }
    if has(&|actor| !actor.aliases.is_empty()) {
        push(&mut attributes, "aliases", ColumnKind::TextList, From::Aliases);
    }
    if !own.note && has(&|actor| !actor.note.is_empty()) {
        push(&mut attributes, "note", ColumnKind::Text, From::Note);
    }
    if !own.evidence && has(&|actor| !actor.evidence.is_empty()) {
        push(&mut attributes, "evidence", ColumnKind::Mixed, From::Evidence);
    }
    for column in graph.actor_columns().iter() {
        push(&mut attributes, &column.name, column.kind(), From::Detail(column.name.clone()));
    }
    attributes
}

/// The attributes of links that a format with these fields of its own has to carry; those without a value anywhere are
/// left out.
#[must_use]
pub fn link_attributes(graph: &Graph, own: Own) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let has = |filled: &dyn Fn(&crate::model::Link) -> bool| graph.links().any(|(_, link)| filled(link));
    if !own.kind && !implied::link_kinds_are_implied(graph) {
        push(&mut attributes, "type", ColumnKind::Text, From::Kind);
    }
    if !own.weight && has(&|link| link.weight.is_some()) {
        push(&mut attributes, "weight", ColumnKind::Number, From::Weight);
    }
    if !own.when && has(&|link| link.when.is_some()) {
        push(&mut attributes, "when", ColumnKind::Date, From::When);
    }
    if !own.note && has(&|link| !link.note.is_empty()) {
        push(&mut attributes, "note", ColumnKind::Text, From::Note);
    }
    if !own.evidence && has(&|link| !link.evidence.is_empty()) {
        push(&mut attributes, "evidence", ColumnKind::Mixed, From::Evidence);
    }
    for column in graph.link_columns().iter() {
        push(&mut attributes, &column.name, column.kind(), From::Detail(column.name.clone()));
    }
    attributes
}

/// A detail that has the name of a field gets a number behind its own.
fn push(attributes: &mut Vec<Attribute>, name: &str, kind: ColumnKind, from: From) {
    let is_free = |name: &str, attributes: &[Attribute]| attributes.iter().all(|known| known.name != name);
    let name = if is_free(name, attributes) {
        name.to_owned()
    } else {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        numbered.into_iter().find(|name| is_free(name, attributes)).expect("numbers do not end")
    };
    attributes.push(Attribute { name, kind, from });
}

/// Whether readers take an attribute of that name for a field.
#[must_use]
pub fn looks_like_a_field(name: &str) -> bool {
    matches!(name, "label" | "Label" | "type" | "Type" | "aliases" | "note" | "evidence" | "weight" | "Weight" | "when")
}

impl Attribute {
    /// Whether it is a detail with a name that readers take for a field: a detail of links called "weight", say.
    #[must_use]
    pub fn looks_like_a_field(&self) -> bool {
        matches!(self.from, From::Detail(_)) && looks_like_a_field(&self.name)
    }

    /// The name of the detail that it is, which may have got a number behind it here; `None` for fields.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match &self.from {
            From::Detail(name) => Some(name),
            _ => None,
        }
    }

    /// The value of an actor; `None` is a gap.
    #[must_use]
    pub fn of_actor(&self, graph: &Graph, ix: ActorIx) -> Option<Value> {
        let actor = graph.actor(ix);
        match &self.from {
            From::Label => filled(&actor.label),
            From::Kind => filled(&actor.kind),
            From::Aliases => (!actor.aliases.is_empty()).then(|| Value::TextList(actor.aliases.clone())),
            From::Note => filled(&actor.note),
            From::Evidence => {
                (!actor.evidence.is_empty()).then(|| Value::Other(json_of_evidence(graph, &actor.evidence)))
            }
            From::When | From::Weight => None,
            From::Detail(name) => graph.actor_columns().by_name(name)?.get(ix.get()),
        }
    }

    /// The value of a link; `None` is a gap.
    #[must_use]
    pub fn of_link(&self, graph: &Graph, ix: LinkIx) -> Option<Value> {
        let link = graph.link(ix);
        match &self.from {
            From::Kind => filled(&link.kind),
            From::Note => filled(&link.note),
            From::Weight => link.weight.map(Value::Number),
            From::When => link.when.as_ref().map(|when| Value::Date(when.text().to_owned())),
            From::Evidence => {
                (!link.evidence.is_empty()).then(|| Value::Other(json_of_evidence(graph, &link.evidence)))
            }
            From::Label | From::Aliases => None,
            From::Detail(name) => graph.link_columns().by_name(name)?.get(ix.get()),
        }
    }
}

fn filled(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

/// A value as one text, for formats that know only texts: lists and values of other sorts as JSON.
#[must_use]
pub fn json_text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::WholeNumber(number) => number.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::TextList(texts) => Json::from(texts.clone()).to_string(),
        Value::Other(Json::String(text)) => text.clone(),
        Value::Other(json) => json.to_string(),
    }
}
