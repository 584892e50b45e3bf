//! Which links stand for references of an object to another, so that they become properties again; all other links are
//! relationships or sightings.

use std::collections::{HashMap, HashSet};

use super::ids::prefix_of;
use super::read::PROPERTY;
use super::types::reference_called;
use crate::model::{ActorIx, Graph, LinkIx, Value};

/// The references of all objects.
#[derive(Default)]
pub struct References {
    /// The references of an actor: properties in order, each with the actors it leads to.
    of: HashMap<ActorIx, Vec<(String, Vec<ActorIx>)>>,
    links: HashSet<LinkIx>,
    /// Whether another link stands before one of these, so that links come back in another order.
    pub are_reordered: bool,
}

impl References {
    /// The references in a graph whose actors are objects of these types.
    pub fn of(graph: &Graph, types: &[String]) -> Self {
        let mut references = Self::default();
        let mut last = None;
        let mut met_other = false;
        let mut seen = HashSet::new();
        for (link, _) in graph.links() {
            let Some(property) = property_of(graph, link, types) else {
                met_other = true;
                continue;
            };
            let (source, target) = graph.ends(link);
            // In the order in which the reader makes them; a second one where there can be only one is no reference.
            let is_in_order = last.is_none_or(|last| last <= source);
            let known = references.of.entry(source).or_default();
            let is_last = known.last().is_some_and(|(name, _)| *name == property);
            let is_new = seen.insert((source, property.clone()));
            let may_have_many = property.ends_with("_refs");
            if !is_in_order || !(is_new || is_last && may_have_many) {
                met_other = true;
                continue;
            }
            match known.last_mut().filter(|_| is_last) {
                Some((_, targets)) => targets.push(target),
                None => known.push((property, vec![target])),
            }
            last = Some(source);
            references.are_reordered |= met_other;
            references.links.insert(link);
        }
        references
    }

    /// Whether a link is a reference.
    pub fn has(&self, link: LinkIx) -> bool {
        self.links.contains(&link)
    }

    /// The references of an object, each with the actors it leads to.
    pub fn of_actor(&self, actor: ActorIx) -> &[(String, Vec<ActorIx>)] {
        self.of.get(&actor).map_or(&[], Vec::as_slice)
    }
}

/// The property that a link stands for: it says nothing but its type, and its source came from STIX.
fn property_of(graph: &Graph, ix: LinkIx, types: &[String]) -> Option<String> {
    let link = graph.link(ix);
    let (source, target) = graph.ends(ix);
    let (kind, target_kind) = (types[source.get()].as_str(), types[target.get()].as_str());
    let is_bare = link.directed
        && link.when.is_none()
        && link.weight.is_none()
        && link.note.is_empty()
        && link.evidence.is_empty()
        && link.extras.is_empty();
    let is_of_stix = prefix_of(&graph.actor(source).key) == Some(kind);
    let is_counted = link.key.strip_prefix('l').is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()));
    if !is_bare || !is_of_stix || !is_counted {
        return None;
    }
    let mut details = graph.link_columns().row(ix.get());
    let property = match (details.next(), details.next()) {
        (None, _) => reference_called(kind, &link.kind)?.to_owned(),
        (Some((PROPERTY, Value::Text(property))), None)
            if super::types::is_property_name(&property)
                && super::types::is_reference(&property)
                && link.kind == super::types::words_of_reference(&property) =>
        {
            property
        }
        _ => return None,
    };
    let may_lead_there = match property.as_str() {
        "created_by_ref" => target_kind == "identity",
        "object_marking_refs" => target_kind == "marking-definition",
        _ => true,
    };
    may_lead_there.then_some(property)
}
