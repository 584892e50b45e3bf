//! What is shown of a graph: out of what is hidden by hand, what is switched off, and what filters let through.

use super::{ActorIx, Filters, Graph, LinkIx, Passing, RecordIx, View};

/// What is shown: one flag per actor and per link. A link is shown only where both ends are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// By position of the actor.
    pub actors: Vec<bool>,
    /// By position of the link.
    pub links: Vec<bool>,
    /// What is not shown and yet drawn, faintly; empty where nothing is.
    pub faded: Faded,
    /// How many of these actors and links are not shown because they were removed.
    pub removed: (usize, usize),
}

/// What is drawn faintly: one flag per actor and per link, none where nothing is. A link is drawn only where both ends are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faded {
    /// By position of the actor.
    pub actors: Vec<bool>,
    /// By position of the link.
    pub links: Vec<bool>,
}

impl Visibility {
    /// Whether the actor is shown.
    #[must_use]
    pub fn shows_actor(&self, actor: ActorIx) -> bool {
        self.actors.get(actor.get()).copied().unwrap_or(false)
    }

    /// Whether the link is shown.
    #[must_use]
    pub fn shows_link(&self, link: LinkIx) -> bool {
        self.links.get(link.get()).copied().unwrap_or(false)
    }

    /// Whether the actor is drawn faintly.
    #[must_use]
    pub fn fades_actor(&self, actor: ActorIx) -> bool {
        self.faded.actors.get(actor.get()).copied().unwrap_or(false)
    }

    /// Whether the link is drawn faintly.
    #[must_use]
    pub fn fades_link(&self, link: LinkIx) -> bool {
        self.faded.links.get(link.get()).copied().unwrap_or(false)
    }

    /// Whether the actor is drawn at all.
    #[must_use]
    pub fn draws_actor(&self, actor: ActorIx) -> bool {
        self.shows_actor(actor) || self.fades_actor(actor)
    }

    /// Whether the link is drawn at all.
    #[must_use]
    pub fn draws_link(&self, link: LinkIx) -> bool {
        self.shows_link(link) || self.fades_link(link)
    }

    /// Number of actors and of links that are there and neither shown nor faded.
    #[must_use]
    pub fn hidden_counts(&self) -> (usize, usize) {
        let not = |flags: &[bool]| flags.iter().filter(|shown| !**shown).count();
        let faded = self.faded_counts();
        (not(&self.actors) - faded.0 - self.removed.0, not(&self.links) - faded.1 - self.removed.1)
    }

    /// Number of actors and of links that are drawn faintly.
    #[must_use]
    pub fn faded_counts(&self) -> (usize, usize) {
        let count = |flags: &[bool]| flags.iter().filter(|faded| **faded).count();
        (count(&self.faded.actors), count(&self.faded.links))
    }

    /// The same, with what is faded among what is shown: everything that is drawn, and so needs a place.
    #[must_use]
    pub fn drawn(mut self) -> Self {
        let Faded { actors, links } = std::mem::take(&mut self.faded);
        self.actors.iter_mut().zip(actors).for_each(|(shown, faded)| *shown |= faded);
        self.links.iter_mut().zip(links).for_each(|(shown, faded)| *shown |= faded);
        self
    }

    /// Brings it up to changes of some records of the graph, or of the view: looks at these again, and at the links of actors.
    pub fn follow(&mut self, graph: &Graph, view: &View, records: impl IntoIterator<Item = RecordIx>) {
        self.make_room(graph, view.fades_something());
        for record in records {
            match record {
                RecordIx::Actor(ix) => {
                    self.set_actor(
                        ix,
                        if graph.has_actor(ix) { view.actor_passing(graph, ix) } else { Passing::Hidden },
                    );
                    for incidence in graph.links_of(ix) {
                        self.set_link(incidence.link, view.link_passing(graph, incidence.link));
                    }
                }
                RecordIx::Link(ix) => {
                    self.set_link(ix, if graph.has_link(ix) { view.link_passing(graph, ix) } else { Passing::Hidden });
                }
                RecordIx::Document(_) | RecordIx::Passage(_) => {}
            }
        }
    }

    fn set_actor(&mut self, ix: ActorIx, passing: Passing) {
        self.actors[ix.get()] = passing == Passing::Through;
        if let Some(faded) = self.faded.actors.get_mut(ix.get()) {
            *faded = passing == Passing::Faded;
        }
    }

    fn set_link(&mut self, ix: LinkIx, passing: Passing) {
        self.links[ix.get()] = passing == Passing::Through;
        if let Some(faded) = self.faded.links.get_mut(ix.get()) {
            *faded = passing == Passing::Faded;
        }
    }

    fn make_room(&mut self, graph: &Graph, fades: bool) {
        self.actors.resize(graph.actor_bound(), false);
        self.links.resize(graph.link_bound(), false);
        if fades {
            self.faded.actors.resize(graph.actor_bound(), false);
            self.faded.links.resize(graph.link_bound(), false);
        }
        self.removed = (graph.actor_bound() - graph.actor_count(), graph.link_bound() - graph.link_count());
    }
}

impl View {
    /// What this view shows of its graph.
    #[must_use]
    pub fn visibility(&self, graph: &Graph) -> Visibility {
        let mut visibility = Visibility::default();
        visibility.make_room(graph, self.fades_something());
        for (ix, _) in graph.actors() {
            visibility.set_actor(ix, self.actor_passing(graph, ix));
        }
        for (ix, _) in graph.links() {
            // Most is asked of the ends, which are known by now.
            let (source, target) = graph.ends(ix);
            let of_end = |end| match (visibility.shows_actor(end), visibility.fades_actor(end)) {
                (true, _) => Passing::Through,
                (_, true) => Passing::Faded,
                _ => Passing::Hidden,
            };
            let ends = of_end(source).max(of_end(target));
            if ends < Passing::Hidden {
                let passing = self.link_itself(graph, ix).max(ends);
                visibility.set_link(ix, passing);
            }
        }
        visibility
    }

    /// Whether a filter keeps an actor from being drawn, hidden by hand or not.
    #[must_use]
    pub fn filters_out_actor(&self, graph: &Graph, ix: ActorIx) -> bool {
        self.actor_itself(graph, ix) == Passing::Hidden
    }

    /// Whether a filter keeps a link from being drawn, its ends left aside.
    #[must_use]
    pub fn filters_out_link(&self, graph: &Graph, ix: LinkIx) -> bool {
        self.link_itself(graph, ix) == Passing::Hidden
    }

    /// Whether something may be drawn faintly.
    fn fades_something(&self) -> bool {
        self.sieve.is_some() && (self.filters.fades || !self.filters.without.is_empty())
    }

    /// What becomes of an actor that is there.
    fn actor_passing(&self, graph: &Graph, ix: ActorIx) -> Passing {
        if self.hidden.contains(ix) { Passing::Hidden } else { self.actor_itself(graph, ix) }
    }

    /// What becomes of an actor as far as nobody hid it by hand.
    fn actor_itself(&self, graph: &Graph, ix: ActorIx) -> Passing {
        let hidden = &self.filters.hidden_actor_kinds;
        if !hidden.is_empty() && hidden.contains(graph.actor(ix).kind.as_str()) {
            return Passing::Hidden;
        }
        self.sieve.as_ref().map_or(Passing::Through, |sieve| sieve.actor(ix))
    }

    /// What becomes of a link that is there.
    fn link_passing(&self, graph: &Graph, ix: LinkIx) -> Passing {
        let (source, target) = graph.ends(ix);
        let ends = self.actor_passing(graph, source).max(self.actor_passing(graph, target));
        if ends == Passing::Hidden { ends } else { self.link_itself(graph, ix).max(ends) }
    }

    /// What becomes of a link as far as its ends do not decide it.
    fn link_itself(&self, graph: &Graph, ix: LinkIx) -> Passing {
        let Filters { hidden_link_kinds, hidden_bases, .. } = &self.filters;
        if !hidden_link_kinds.is_empty() || !hidden_bases.is_empty() {
            let link = graph.link(ix);
            let basis_hidden = || {
                let basis = link.firmest_basis();
                let unsourced = !link.is_sourced();
                (basis.is_some() || unsourced) && hidden_bases.contains(&basis)
            };
            if hidden_link_kinds.contains(link.kind.as_str()) || basis_hidden() {
                return Passing::Hidden;
            }
        }
        self.sieve.as_ref().map_or(Passing::Through, |sieve| sieve.link(ix))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Sieve, graph_from_drawing};

    #[test]
    fn a_link_is_shown_only_where_both_ends_are() {
        let graph = graph_from_drawing("A-B B-C");
        let mut view = View::blank(&graph);
        view.hidden.set(ActorIx(0), true);
        let visibility = view.visibility(&graph);
        assert_eq!(visibility.actors, [false, true, true]);
        assert_eq!(visibility.links, [false, true]);
        assert_eq!(visibility.hidden_counts(), (1, 1));
    }

    #[test]
    fn a_filter_on_unsourced_links_leaves_the_actors() {
        let graph = graph_from_drawing("A-B");
        let mut view = View::blank(&graph);
        view.filters.hidden_bases.insert(None);
        assert_eq!(view.visibility(&graph).hidden_counts(), (0, 1));
    }

    #[test]
    fn what_a_sieve_fades_is_drawn_and_not_shown_and_what_hangs_on_it_fades_along() {
        use Passing::{Faded as Faint, Hidden, Through};
        let graph = graph_from_drawing("A-B B-C C-D");
        let mut view = View::blank(&graph);
        view.filters.fades = true;
        view.sieve = Some(Arc::new(Sieve::new(vec![Through, Through, Faint, Hidden], vec![Through; 3], Vec::new())));
        let visibility = view.visibility(&graph);
        assert_eq!((visibility.hidden_counts(), visibility.faded_counts()), ((1, 1), (1, 1)));
        assert!(
            visibility.shows_link(LinkIx(0)) && visibility.fades_link(LinkIx(1)) && !visibility.draws_link(LinkIx(2))
        );
        let drawn = visibility.clone().drawn();
        assert_eq!((drawn.actors, drawn.links), (vec![true, true, true, false], vec![true, true, false]));
        // Brought up to a change it says the same as from the beginning.
        view.hidden.set(ActorIx(1), true);
        let mut followed = visibility;
        followed.follow(&graph, &view, [RecordIx::Actor(ActorIx(1))]);
        assert_eq!(followed, view.visibility(&graph));
    }
}
