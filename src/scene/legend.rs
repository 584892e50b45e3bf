//! What the legend says: the types of actors and the standings of links that are shown, with their looks and counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{ActorLook, LinkLook, Standing, Theme};
use crate::model::{Graph, Visibility};

/// What is shown, and how it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Types of actors, the most frequent first, then by name.
    pub actors: Vec<ActorEntry>,
    /// Standings of links, the firmest first, unsourced last.
    pub links: Vec<LinkEntry>,
    /// Number of links that at least one passage contradicts; they are drawn in the warning colour.
    pub contradicted: usize,
}

/// A type of actors.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorEntry {
    /// The type as the file has it; may be empty.
    pub kind: String,
    /// Its look.
    pub look: ActorLook,
    /// Number of actors shown.
    pub count: usize,
}

impl ActorEntry {
    /// The words for the type: `no type` where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.kind.trim().is_empty() { "no type" } else { &self.kind }
    }
}

/// A standing of links.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkEntry {
    /// What they rest on.
    pub standing: Standing,
    /// Their look.
    pub look: LinkLook,
    /// Number of links shown.
    pub count: usize,
}

impl LinkEntry {
    /// The words for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.standing.name()
    }
}

impl Legend {
    /// The legend of what `visibility` shows.
    #[must_use]
    pub fn new(graph: &Graph, visibility: &Visibility, looks: &BTreeMap<String, ActorLook>, theme: Theme) -> Self {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (ix, actor) in graph.actors() {
            if visibility.shows_actor(ix) {
                *kinds.entry(&actor.kind).or_default() += 1;
            }
        }
        let mut actors: Vec<ActorEntry> = kinds
            .into_iter()
            .filter_map(|(kind, count)| Some(ActorEntry { kind: kind.to_owned(), look: *looks.get(kind)?, count }))
            .collect();
        actors.sort_by_key(|entry| Reverse(entry.count));
        let mut standings: BTreeMap<Standing, usize> = BTreeMap::new();
        let mut contradicted = 0;
        for (ix, link) in graph.links() {
            if visibility.shows_link(ix) {
                *standings.entry(Standing::of(link)).or_default() += 1;
                contradicted += usize::from(link.is_contradicted());
            }
        }
        let links = standings
            .into_iter()
            .map(|(standing, count)| LinkEntry { standing, look: standing.look(theme), count })
            .collect();
        Self { actors, links, contradicted }
    }
}
