//! Who is linked to whom: the two ends of every link, and the links of every actor. The latter are gathered when somebody
//! first asks for them, because reading a file, laying it out and drawing it take the ends alone.

use std::sync::OnceLock;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef as _;
use petgraph::{Incoming, Outgoing};

use super::{ActorIx, LinkIx};

/// The ends of links, and the links of actors.
///
/// Invariants: every end is smaller than the number of actors; actors are nodes and links edges of the same number.
#[derive(Clone, Debug, Default)]
pub struct Adjacency {
    actors: usize,
    /// Source and target by link.
    ends: Vec<[u32; 2]>,
    gathered: OnceLock<Gathered>,
}

type Gathered = StableDiGraph<(), (), u32>;

impl Adjacency {
    /// Makes room for as many more links.
    pub fn reserve(&mut self, links: usize) {
        // What the system refuses to give at once, it may still give bit by bit.
        let _ = self.ends.try_reserve(links);
    }

    /// Number of links.
    pub fn link_count(&self) -> usize {
        self.ends.len()
    }

    /// There is one more actor, without links.
    pub fn add_actor(&mut self) {
        self.actors += 1;
        if let Some(gathered) = self.gathered.get_mut() {
            gathered.add_node(());
        }
    }

    /// There is one more link.
    ///
    /// # Panics
    /// Where an end is not there.
    #[inline]
    pub fn add_link(&mut self, source: ActorIx, target: ActorIx) {
        self.check(source, target);
        self.ends.push([source.0, target.0]);
        self.connect(LinkIx::new(self.ends.len() - 1));
    }

    /// The source and the target of a link.
    ///
    /// # Panics
    /// Where there is no such link.
    #[inline]
    pub fn ends(&self, link: LinkIx) -> (ActorIx, ActorIx) {
        let [source, target] = self.ends[link.get()];
        (ActorIx(source), ActorIx(target))
    }

    /// Gives a link other ends.
    ///
    /// # Panics
    /// Where the link or an end is not there.
    pub fn set_ends(&mut self, link: LinkIx, source: ActorIx, target: ActorIx) {
        self.check(source, target);
        self.ends[link.get()] = [source.0, target.0];
        if let Some(gathered) = self.gathered.get_mut() {
            gathered.remove_edge(EdgeIndex::new(link.get()));
        }
        self.connect(link);
    }

    /// The links that leave an actor, then those that reach it, in no particular order; a self-link is among both.
    pub fn links_of(&self, actor: ActorIx) -> [impl Iterator<Item = LinkIx> + '_; 2] {
        let gathered = self.gather_now();
        let of = |direction| gathered.edges_directed(NodeIndex::new(actor.get()), direction);
        [Outgoing, Incoming].map(|direction| of(direction).map(|edge| LinkIx::new(edge.id().index())))
    }

    /// Gathers the links of actors, if that was not done before.
    pub fn gather_now(&self) -> &Gathered {
        self.gathered.get_or_init(|| self.gather())
    }

    fn gather(&self) -> Gathered {
        let mut gathered = Gathered::with_capacity(self.actors, self.ends.len());
        for _ in 0..self.actors {
            gathered.add_node(());
        }
        for [source, target] in &self.ends {
            gathered.add_edge(NodeIndex::new(*source as usize), NodeIndex::new(*target as usize), ());
        }
        gathered
    }

    /// Adds the edge of a link, where they were gathered. It gets the number of the link: it is the next one, or the only one
    /// that is free.
    #[inline]
    fn connect(&mut self, link: LinkIx) {
        if let Some(gathered) = self.gathered.get_mut() {
            let [source, target] = self.ends[link.get()].map(|end| NodeIndex::new(end as usize));
            let edge = gathered.add_edge(source, target, ());
            debug_assert_eq!(edge.index(), link.get(), "links are edges of the same number");
        }
    }

    #[inline]
    fn check(&self, source: ActorIx, target: ActorIx) {
        assert!(source.get().max(target.get()) < self.actors, "the ends of a link were added before");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is added and moved, and whenever somebody first asks: the links of an actor are those that have it as an end.
        #[test]
        fn links_of_an_actor_are_those_with_that_end(
            asked in 0_usize..40,
            steps in prop::collection::vec((0_usize..9, 0_u32..6, 0_u32..6), 0..40),
        ) {
            let (mut adjacency, mut ends) = (Adjacency::default(), Vec::new());
            (0..6).for_each(|_| adjacency.add_actor());
            for (number, (what, source, target)) in steps.into_iter().enumerate() {
                if number == asked {
                    drop(adjacency.links_of(ActorIx(0)));
                }
                let (from, to) = (ActorIx(source), ActorIx(target));
                if what < ends.len() {
                    adjacency.set_ends(LinkIx::new(what), from, to);
                    ends[what] = [source, target];
                } else {
                    adjacency.add_link(from, to);
                    ends.push([source, target]);
                }
            }
            adjacency.add_actor();
            prop_assert_eq!(adjacency.link_count(), ends.len());
            for (link, [source, target]) in ends.iter().enumerate() {
                prop_assert_eq!(adjacency.ends(LinkIx::new(link)), (ActorIx(*source), ActorIx(*target)));
            }
            for actor in 0..7 {
                for (side, links) in adjacency.links_of(ActorIx(actor)).into_iter().enumerate() {
                    let mut links: Vec<usize> = links.map(LinkIx::get).collect();
                    links.sort_unstable();
                    let with_end: Vec<usize> = (0..ends.len()).filter(|link| ends[*link][side] == actor).collect();
                    prop_assert_eq!(links, with_end);
                }
            }
        }
    }
}
