//! What links several selected actors: links among them, and others who are linked to more than one of them.

use std::collections::{BTreeMap, BTreeSet};

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

/// What links `actors`; an actor that is given twice counts once.
#[must_use]
pub fn shared(graph: &Graph, actors: &[ActorIx]) -> Shared {
    let selected: BTreeSet<ActorIx> = actors.iter().copied().collect();
    let mut among: BTreeSet<LinkIx> = BTreeSet::new();
    let mut neighbours: BTreeMap<ActorIx, (BTreeSet<ActorIx>, BTreeSet<LinkIx>)> = BTreeMap::new();
    for &actor in &selected {
        for incidence in graph.links_of(actor) {
            if selected.contains(&incidence.other) {
                among.insert(incidence.link);
            } else {
                let (linked_to, links) = neighbours.entry(incidence.other).or_default();
                linked_to.insert(actor);
                links.insert(incidence.link);
            }
        }
    }
    let mut common: Vec<CommonNeighbour> = neighbours
        .into_iter()
        .filter(|(_, (linked_to, _))| linked_to.len() >= 2)
        .map(|(actor, (linked_to, links))| CommonNeighbour {
            actor,
            linked_to: linked_to.into_iter().collect(),
            links: links.into_iter().collect(),
        })
        .collect();
    common.sort_by_cached_key(|neighbour| {
        let label = &graph.actor(neighbour.actor).label;
        (std::cmp::Reverse(neighbour.linked_to.len()), fold(label), label.as_str(), neighbour.actor)
    });
    Shared { links: among.into_iter().collect(), common }
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
    fn strangers_share_nothing() {
        let graph = graph_from_drawing("A-B C-D");
        assert_eq!(shared(&graph, &[ActorIx(0), ActorIx(2)]), Shared::default());
        assert_eq!(shared(&graph, &[]), Shared::default());
    }
}
