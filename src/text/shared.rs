//! What links several selected actors: links among them, and others who are linked to more than one of them.

use super::fold::fold;
use crate::model::{ActorIx, Graph, LinkIx};

/// What links several actors. Hidden actors and links count too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// The links with both ends among the actors, in the order of the file.
    pub links: Vec<LinkIx>,
    /// Actors, not among the selected, linked to at least two of them: the most widely linked first, then by label.
    pub common: Vec<CommonNeighbour>,
}

/// An actor linked to at least two of the selected actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonNeighbour {
    /// Who.
    pub actor: ActorIx,
    /// Which of the selected actors, in the order of the file.
    pub linked_to: Vec<ActorIx>,
    /// By which links, in the order of the file.
    pub links: Vec<LinkIx>,
}

/// The links among actors that are so many that they are looked for a piece at a time. Who else is linked to several of them is
/// not asked: of very many actors, almost everybody is.
#[derive(Clone, Debug)]
pub struct AmongMany {
    is_selected: Vec<bool>,
    /// The position of the link that is looked at next.
    next: usize,
    /// The links with both ends among the actors that were found so far, in the order of the file.
    pub links: Vec<LinkIx>,
}

impl AmongMany {
    /// The search at its start.
    #[must_use]
    pub fn new(graph: &Graph, actors: &[ActorIx]) -> Self {
        let mut is_selected = vec![false; graph.actor_bound()];
        for actor in actors {
            is_selected[actor.get()] = true;
        }
        Self { is_selected, next: 0, links: Vec::new() }
    }

    /// Looks at up to `count` links more; returns whether all were looked at. The graph is the one that it began with.
    pub fn advance(&mut self, graph: &Graph, count: usize) -> bool {
        let end = self.next.saturating_add(count).min(graph.link_bound());
        for link in (self.next..end).map(LinkIx::new).filter(|link| graph.has_link(*link)) {
            let (source, target) = graph.ends(link);
            if self.is_selected[source.get()] && self.is_selected[target.get()] {
                self.links.push(link);
            }
        }
        self.next = end;
        end == graph.link_bound()
    }
}

/// From so large a share of all actors on, every link is looked at once rather than those of each actor.
const MANY: usize = 8;

/// What links `actors`; an actor that is given twice counts once.
#[must_use]
pub fn shared(graph: &Graph, actors: &[ActorIx]) -> Shared {
    let mut is_selected = vec![false; graph.actor_bound()];
    for actor in actors {
        is_selected[actor.get()] = true;
    }
    let touching: Vec<LinkIx> = if actors.len() > graph.actor_count() / MANY {
        graph.links().map(|(link, _)| link).collect()
    } else {
        let mut links: Vec<LinkIx> =
            actors.iter().flat_map(|actor| graph.links_of(*actor)).map(|incidence| incidence.link).collect();
        links.sort_unstable();
        links.dedup();
        links
    };
    let mut among = Vec::new();
    // Who is linked to whom of the selected, by which link.
    let mut outside: Vec<(ActorIx, ActorIx, LinkIx)> = Vec::new();
    for link in touching {
        let (source, target) = graph.ends(link);
        match (is_selected[source.get()], is_selected[target.get()]) {
            (true, true) => among.push(link),
            (true, false) => outside.push((target, source, link)),
            (false, true) => outside.push((source, target, link)),
            (false, false) => {}
        }
    }
    outside.sort_unstable();
    let mut common: Vec<CommonNeighbour> = outside
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|entries| entries.iter().any(|entry| entry.1 != entries[0].1))
        .map(|entries| {
            let mut linked_to: Vec<ActorIx> = entries.iter().map(|entry| entry.1).collect();
            linked_to.dedup();
            let mut links: Vec<LinkIx> = entries.iter().map(|entry| entry.2).collect();
            links.sort_unstable();
            CommonNeighbour { actor: entries[0].0, linked_to, links }
        })
        .collect();
    common.sort_by_cached_key(|neighbour| {
        let label = &graph.actor(neighbour.actor).label;
        (std::cmp::Reverse(neighbour.linked_to.len()), fold(label), label.as_str(), neighbour.actor)
    });
    Shared { links: among, common }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn links_among_the_selected_and_those_who_know_several_of_them() {
        let graph = graph_from_drawing("A-B B>A A-Zoe B-Zoe C-Zoe A-Yan B>Yan A-Only C>Bob Bob>A A-A Zoe-Yan");
        let actor = |key: &str| graph.actor_by_key(key).expect("drawn");
        let (a, b, c) = (actor("a"), actor("b"), actor("c"));
        let shared = shared(&graph, &[c, a, b, a]);
        assert_eq!(shared.links, [0, 1, 10].map(LinkIx), "the self-link of A too");
        let common: Vec<_> = shared.common.iter().map(|common| (common.actor, common.linked_to.as_slice())).collect();
        assert_eq!(
            common,
            vec![(actor("zoe"), &[a, b, c][..]), (actor("bob"), &[a, c][..]), (actor("yan"), &[a, b][..])]
        );
        assert_eq!(shared.common[0].links, [2, 3, 4].map(LinkIx));
    }

    #[test]
    fn links_among_many_are_found_a_piece_at_a_time() {
        let graph = graph_from_drawing("A-B B-C C-D D-A A-A B-E E-C");
        let actors = [0, 1, 2].map(ActorIx);
        let mut search = AmongMany::new(&graph, &actors);
        assert!(!search.advance(&graph, 3));
        assert_eq!(search.links, [0, 1].map(LinkIx));
        assert!(!search.advance(&graph, 3) && search.advance(&graph, 3) && search.advance(&graph, 3));
        assert_eq!(search.links, shared(&graph, &actors).links);
    }

    #[test]
    fn strangers_share_nothing() {
        let graph = graph_from_drawing("A-B C-D");
        assert_eq!(shared(&graph, &[ActorIx(0), ActorIx(2)]), Shared::default());
        assert_eq!(shared(&graph, &[]), Shared::default());
    }
}
