//! Made-up graphs of any size with planted communities: for the larger sample, for benches and for tests.

use super::{Actor, ActorIx, Graph, GraphBuilder, Link, Short};

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Planted {
    /// Number of actors; at least 2.
    pub actors: usize,
    /// Number of links; self-links are never made, parallel ones are rare but possible.
    pub links: usize,
    /// Number of communities; at least 1.
    pub communities: usize,
    /// Share of links that stay inside their community, 0 to 1.
    pub inside: f64,
    /// Seed; the same seed makes the same graph.
    pub seed: u64,
}

impl Planted {
    /// The usual shape for a size: a community for about 50 actors, nine links in ten inside.
    #[must_use]
    pub fn of_size(actors: usize, links: usize, seed: u64) -> Self {
        Self { actors, links, communities: (actors / 50).max(1), inside: 0.9, seed }
    }
}

const ACTOR_KINDS: [&str; 5] = ["person", "person", "person", "organisation", "place"];
const LINK_KINDS: [&str; 6] = ["knows", "works with", "part of", "paid", "met", "wrote to"];
const SYLLABLES: [&str; 24] = [
    "ka", "lo", "mi", "ra", "ten", "sol", "ve", "na", "dor", "ul", "pe", "zan", "ri", "bel", "os", "tha", "gri", "mu",
    "han", "sey", "el", "cor", "ba", "lin",
];

/// A graph with planted communities and a few hubs in each. Every actor has the detail-free label of a made-up name; no
/// link has evidence, because nobody wrote about them.
///
/// # Panics
/// With fewer than two actors or no community.
#[must_use]
pub fn planted(parameters: Planted) -> Graph {
    let Planted { actors, links, communities, inside, seed } = parameters;
    assert!(actors >= 2 && communities >= 1, "two actors and one community at least");
    let mut random = fastrand::Rng::with_seed(seed);
    let title = format!("Generated: {actors} actors in {communities} communities");
    let mut builder = GraphBuilder::new(title, String::new());
    for number in 0..actors {
        let kind = ACTOR_KINDS[random.usize(..ACTOR_KINDS.len())];
        let label = name(&mut random, kind).into();
        let actor = Actor { key: Short::numbered("a", number), label, kind: kind.into(), ..Actor::default() };
        builder.add_actor(actor).expect("numbers are unique");
    }
    let community_size = actors.div_ceil(communities);
    for number in 0..links {
        let source = random.usize(..actors);
        let first = source / community_size * community_size;
        let size = community_size.min(actors - first);
        let target = if random.f64() < inside && size > 1 {
            // The square favours the first actors of a community: its hubs.
            let share = random.f64();
            first + ((share * share * size as f64) as usize).min(size - 1)
        } else {
            random.usize(..actors)
        };
        let target = if target == source { (target + 1) % actors } else { target };
        let kind = LINK_KINDS[random.usize(..LINK_KINDS.len())];
        let link = Link {
            key: Short::numbered("l", number),
            directed: kind != "knows" && kind != "met",
            kind: kind.into(),
            ..Link::default()
        };
        builder.add_link(ActorIx::new(source), ActorIx::new(target), link).expect("numbers are unique");
    }
    builder.finish()
}

fn name(random: &mut fastrand::Rng, kind: &str) -> String {
    let mut word = |syllables: std::ops::RangeInclusive<usize>| {
        let count = random.usize(syllables);
        let lower: String = (0..count).map(|_| SYLLABLES[random.usize(..SYLLABLES.len())]).collect();
        let mut letters = lower.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    match kind {
        "person" => format!("{} {}", word(2..=2), word(2..=3)),
        "organisation" => format!("{} Company", word(2..=3)),
        _ => word(2..=3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_graph() {
        let make = |seed| planted(Planted::of_size(200, 600, seed));
        let labels = |graph: &Graph| graph.actors().map(|(_, actor)| actor.label.clone()).collect::<Vec<_>>();
        let (one, same, other) = (make(1), make(1), make(2));
        assert_eq!(labels(&one), labels(&same));
        assert!(one.links().all(|(link, _)| one.ends(link) == same.ends(link)));
        assert_ne!(labels(&one), labels(&other));
        assert_eq!((one.actor_count(), one.link_count()), (200, 600));
    }

    #[test]
    fn most_links_stay_inside_their_community() {
        let graph = planted(Planted::of_size(1000, 5000, 3));
        let inside = graph
            .links()
            .filter(|(link, _)| {
                let (source, target) = graph.ends(*link);
                source.0 / 50 == target.0 / 50
            })
            .count();
        assert!(inside > 4000, "{inside} of 5000");
        assert!(graph.links().all(|(link, _)| graph.ends(link).0 != graph.ends(link).1));
    }
}
