//! What is known of a graph as a whole: how many of which type, how many links and passages each record has. Worked out once
//! after each change, with the scene; until then the one before stays in use.

use std::collections::BTreeMap;

use crate::model::{Evidence, Graph, Stance};
use crate::scene::{ActorLook, Standing, Theme, style};

/// Counts over a whole graph, shown or not.
///
/// Lists by record are as long as there were records when it was worked out: newer ones are not in them yet.
#[derive(Debug)]
pub struct Overview {
    /// The types of actors with the number of each, the most frequent first.
    pub actor_kinds: Vec<(String, usize)>,
    /// The types of links, likewise.
    pub link_kinds: Vec<(String, usize)>,
    /// How many links rest on what.
    pub standings: BTreeMap<Standing, usize>,
    /// Number of links that no passage supports.
    pub unsourced: usize,
    /// Number of links that a passage contradicts.
    pub contradicted: usize,
    /// Positions of the actors that are there, in the order of the file.
    pub actors: Vec<u32>,
    /// Positions of the links that are there.
    pub links: Vec<u32>,
    /// Positions of the documents that are there.
    pub documents: Vec<u32>,
    /// Number of links of each actor, a link to itself once.
    pub links_of_actor: Vec<u32>,
    /// Number of passages that support each actor or one of its links.
    pub passages_of_actor: Vec<u32>,
    /// Number of passages that support each link.
    pub passages_of_link: Vec<u32>,
    /// Number of passages of each document.
    pub passages_of_document: Vec<u32>,
    looks: [BTreeMap<String, ActorLook>; 2],
}

impl Overview {
    /// Counts everything.
    #[must_use]
    pub fn new(graph: &Graph) -> Self {
        let mut links_of_actor = vec![0u32; graph.actor_bound()];
        let mut of_actor: Vec<Vec<u32>> = vec![Vec::new(); graph.actor_bound()];
        for (ix, actor) in graph.actors() {
            of_actor[ix.get()].extend(supporting(&actor.evidence));
        }
        let mut passages_of_link = vec![0; graph.link_bound()];
        let mut standings = BTreeMap::new();
        let (mut unsourced, mut contradicted) = (0, 0);
        for (ix, link) in graph.links() {
            let (source, target) = graph.ends(ix);
            let passages = supporting(&link.evidence);
            let ends = [source, target];
            for end in &ends[..if source == target { 1 } else { 2 }] {
                links_of_actor[end.get()] += 1;
                of_actor[end.get()].extend(&passages);
            }
            passages_of_link[ix.get()] = distinct(passages);
            *standings.entry(Standing::of(link)).or_default() += 1;
            unsourced += usize::from(!link.is_sourced());
            contradicted += usize::from(link.is_contradicted());
        }
        let mut passages_of_document = vec![0u32; graph.document_bound()];
        for document in graph.passages().filter_map(|(_, passage)| passage.document) {
            passages_of_document[document.get()] += 1;
        }
        let owned =
            |kinds: Vec<(&str, usize)>| kinds.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect();
        Self {
            actor_kinds: owned(graph.actor_kinds()),
            link_kinds: owned(graph.link_kinds()),
            standings,
            unsourced,
            contradicted,
            actors: graph.actors().map(|(ix, _)| ix.0).collect(),
            links: graph.links().map(|(ix, _)| ix.0).collect(),
            documents: graph.documents().map(|(ix, _)| ix.0).collect(),
            links_of_actor,
            passages_of_actor: of_actor.into_iter().map(distinct).collect(),
            passages_of_link,
            passages_of_document,
            looks: [Theme::Light, Theme::Dark].map(|theme| style::actor_looks(graph, theme)),
        }
    }

    /// The look of each type of actor.
    #[must_use]
    pub fn looks(&self, theme: Theme) -> &BTreeMap<String, ActorLook> {
        &self.looks[usize::from(theme == Theme::Dark)]
    }
}

fn supporting(evidence: &[Evidence]) -> Vec<u32> {
    evidence.iter().filter(|one| one.stance == Stance::Supports).map(|one| one.passage.0).collect()
}

fn distinct(mut passages: Vec<u32>) -> u32 {
    passages.sort_unstable();
    passages.dedup();
    passages.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, GraphBuilder, Link, graph_from_drawing};

    #[test]
    fn loops_count_once_and_passages_that_two_share_too() {
        let mut builder = GraphBuilder::new("", "");
        let (passage, _) = builder.passage_or_stand_in("p");
        let [a, b] = ["a", "b"].map(|key| {
            let actor = Actor { key: key.into(), kind: "person".into(), ..Actor::default() };
            builder.add_actor(actor).expect("the key is free")
        });
        for (key, ends) in [("l", (a, b)), ("m", (a, a)), ("n", (a, b))] {
            let mut link = Link { key: key.into(), ..Link::default() };
            if key != "n" {
                link.evidence.push(Evidence::supporting(passage));
            }
            builder.add_link(ends.0, ends.1, link).expect("the key is free");
        }
        let overview = Overview::new(&builder.finish());
        assert_eq!((&overview.links_of_actor[..], &overview.passages_of_actor[..]), (&[3, 2][..], &[1, 1][..]));
        assert_eq!((&overview.passages_of_link[..], overview.unsourced), (&[1, 1, 0][..], 1));
        assert_eq!(overview.actor_kinds, [("person".to_owned(), 2)]);
    }

    #[test]
    fn looks_are_those_of_the_theme() {
        let graph = graph_from_drawing("A-B");
        let overview = Overview::new(&graph);
        for theme in [Theme::Light, Theme::Dark] {
            assert_eq!(*overview.looks(theme), style::actor_looks(&graph, theme));
        }
    }
}
