//! Ids of actors and links in files of XML, which cannot hold every character: exact where it can, free where it cannot.

use std::borrow::Cow;
use std::collections::HashSet;

use super::pen::writable;
use crate::model::{ActorIx, Graph, LinkIx};

/// The ids of actors and links as they are written: as they are, but for those that XML cannot hold.
pub struct Ids<'g> {
    actors: Vec<Cow<'g, str>>,
    links: Vec<Cow<'g, str>>,
    /// How many characters of them XML could not hold.
    pub changed: usize,
}

impl<'g> Ids<'g> {
    /// The ids of a graph.
    pub fn of(graph: &'g Graph) -> Self {
        let mut changed = 0;
        let actors = exact_or_free(graph.actors().map(|(_, actor)| actor.key.as_str()).collect(), &mut changed);
        let links = exact_or_free(graph.links().map(|(_, link)| link.key.as_str()).collect(), &mut changed);
        Self { actors, links, changed }
    }

    /// The id of an actor.
    pub fn of_actor(&self, actor: ActorIx) -> &str {
        &self.actors[actor.get()]
    }

    /// The id of a link.
    pub fn of_link(&self, link: LinkIx) -> &str {
        &self.links[link.get()]
    }
}

/// Ids that XML can hold. One that it cannot hold gets another one that is free.
fn exact_or_free<'g>(ids: Vec<&'g str>, changed: &mut usize) -> Vec<Cow<'g, str>> {
    if ids.iter().all(|id| !id.is_empty() && writable(id).is_none()) {
        return ids.into_iter().map(Cow::Borrowed).collect();
    }
    let mut taken: HashSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    ids.into_iter()
        .enumerate()
        .map(|(position, id)| {
            // An empty id is as good as none to other programs.
            let named = id.is_empty().then(|| "_".to_owned()).or_else(|| writable(id));
            let Some(clean) = named else { return Cow::Borrowed(id) };
            *changed += id.chars().zip(clean.chars()).filter(|(one, other)| one != other).count();
            let candidates =
                std::iter::once(clean.clone()).chain((position..).map(|number| format!("{clean}~{number}")));
            let free = candidates.into_iter().find(|id| !taken.contains(id)).expect("numbers do not end");
            taken.insert(free.clone());
            Cow::Owned(free)
        })
        .collect()
}
