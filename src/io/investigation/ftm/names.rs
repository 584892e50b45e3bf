//! Ids of entities: one list for actors, links, documents and what is said of them, because FollowTheMoney has only one.

use std::collections::{HashMap, HashSet};

use super::evidence::is_blank;
use crate::io::effort::look;
use crate::model::{ActorIx, Document, DocumentIx, Graph, LinkIx, Value};

/// The ids that the records of a graph have as entities.
pub struct Ids {
    actors: Vec<String>,
    documents: Vec<String>,
    links: Vec<String>,
    taken: HashSet<String>,
    /// Documents that are entities, by their ids.
    pub by_id: HashMap<String, DocumentIx>,
    /// Actors that are entities, by their ids.
    pub of_actors: HashSet<String>,
    by_key: HashMap<String, DocumentIx>,
    left_out: Vec<bool>,
}

impl Ids {
    /// Gives every record an id, its own where that is free.
    pub fn of(graph: &Graph) -> Self {
        let mut taken = HashSet::new();
        let actors: Vec<String> = graph.actors().map(|(_, actor)| free(&mut taken, &actor.key)).collect();
        let documents: Vec<String> = graph.documents().map(|(_, document)| free(&mut taken, &document.key)).collect();
        let links = graph.links().map(|(_, link)| free(&mut taken, &link.key)).collect();
        let left_out = left_out(graph);
        // A document that is only an id needs no entity: whatever names it says all.
        let is_entity =
            |(ix, document): &(DocumentIx, &Document)| !is_blank(document) || documents[ix.get()] != document.key;
        let by_id = graph.documents().filter(is_entity);
        let by_id = by_id.map(|(ix, _)| (documents[ix.get()].clone(), ix)).collect();
        let is_there = |(position, _): &(usize, &String)| !left_out[*position];
        let of_actors = actors.iter().enumerate().filter(is_there).map(|(_, id)| id.clone()).collect();
        let by_key = graph.documents().map(|(ix, document)| (document.key.clone(), ix)).collect();
        Self { actors, documents, links, taken, by_id, of_actors, by_key, left_out }
    }

    pub fn actor(&self, ix: ActorIx) -> &str {
        &self.actors[ix.get()]
    }

    pub fn document(&self, ix: DocumentIx) -> &str {
        &self.documents[ix.get()]
    }

    pub fn link(&self, ix: LinkIx) -> &str {
        &self.links[ix.get()]
    }

    /// The document that our reader makes of an address.
    pub fn address(&self, graph: &Graph, url: &str) -> Option<DocumentIx> {
        self.by_key.get(url).copied().filter(|ix| graph.document(*ix).key == url)
    }

    /// An id for something else.
    pub fn another(&mut self, key: &str) -> String {
        free(&mut self.taken, key)
    }

    /// Whether an actor is only named by links, as it was in the file that was read.
    pub fn is_left_out(&self, ix: ActorIx) -> bool {
        self.left_out[ix.get()]
    }
}

fn free(taken: &mut HashSet<String>, key: &str) -> String {
    let wanted = if key.trim().is_empty() { "entity" } else { key };
    // After a few, from the number of ids on: a thousand of one id must not cost a million looks.
    let numbers = (2..64).chain(taken.len().max(64)..);
    let names = std::iter::once(wanted.to_owned()).chain(numbers.map(|number| format!("{wanted}~{number}")));
    let free = names.inspect(|_| look(1)).find(|name| !taken.contains(name));
    let id = free.expect("numbers do not end");
    taken.insert(id.clone());
    id
}

/// Actors of which the graph knows nothing but that links name them: all of them stay names, or none.
fn left_out(graph: &Graph) -> Vec<bool> {
    let mark = graph.actor_columns().by_name("undeclared");
    let undeclared = |ix: ActorIx| mark.and_then(|mark| mark.get(ix.get())) == Some(Value::YesNo(true));
    let mut is_linked = vec![false; graph.actor_count()];
    for (ix, link) in graph.links() {
        // Only an entity of its own names both ends; a property would have to lead to an entity.
        let is_edge = graph.link_columns().by_name("schema").is_some_and(|column| column.get(ix.get()).is_some());
        let (source, target) = graph.ends(ix);
        for end in [source, target] {
            is_linked[end.get()] |= is_edge && link.directed;
        }
    }
    let is_nothing = |ix: ActorIx| {
        let actor = graph.actor(ix);
        undeclared(ix)
            && is_linked[ix.get()]
            && actor.label == actor.key
            && !actor.key.trim().is_empty()
            && actor.kind.is_empty()
            && actor.aliases.is_empty()
            && actor.note.is_empty()
            && actor.evidence.is_empty()
            && actor.extras.is_empty()
            && graph.actor_columns().row(ix.get()).count() == 1
    };
    let marked: Vec<bool> = graph.actors().map(|(ix, _)| undeclared(ix)).collect();
    let nothing: Vec<bool> = graph.actors().map(|(ix, _)| is_nothing(ix)).collect();
    if marked == nothing { nothing } else { vec![false; graph.actor_count()] }
}
