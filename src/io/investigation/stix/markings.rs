//! TLP colours of actors and links as markings: those of the file, or those that every program knows.

use serde_json::Value as Json;

use super::object::{Object, Pen};
use super::vocabulary::TLP;
use crate::model::{ActorIx, LinkIx, Value};

impl Pen<'_, '_> {
    /// TLP colours that no marking of the file stands for.
    pub fn markings(&self, object: &mut Object, details: &mut Vec<(&str, Value)>, ix: ActorIx) {
        let marked = self.plan.references.of_actor(ix).iter().filter(|(name, _)| name == "object_marking_refs");
        let by_links: Vec<&str> =
            marked.flat_map(|(_, targets)| targets).filter_map(|target| self.colour_of(*target)).collect();
        put_markings(object, details, &by_links);
    }

    pub fn link_markings(&self, object: &mut Object, details: &mut Vec<(&str, Value)>, link: LinkIx) {
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
