//! Which actors may be one and the same: pairs of them, the likeliest first, each with its reasons in words. Names speak for it,
//! how rare they are, and shared neighbours; another type and a link between the two speak against it. Nothing is decided here.

mod candidates;
mod chance;
mod closeness;
mod different;
mod letters;
mod name;
mod reasons;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::fold::fold;
use crate::model::{ActorIx, Graph, LinkIx};

use chance::Vocabulary;
use closeness::{Closeness, closeness};
pub use different::{DIFFERENT_FROM, MERGED, Said, ids};
pub use different::{add as add_different, translate as translate_different};
use name::Name;
pub use reasons::Reason;

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyDuplicate {
    /// The one that stands first in the file.
    pub one: ActorIx,
    /// The other.
    pub other: ActorIx,
    /// How likely it is, to be compared with the scores of other pairs: 1 is an equal name and nothing else to go by. Never less
    /// than [`LEAST_SCORE`].
    pub score: f64,
    /// What speaks for it, and then what speaks against it. Never empty.
    pub reasons: Vec<Reason>,
    /// Number of actors linked to both.
    pub shared_neighbours: usize,
}

/// Pairs that are less likely are not worth a question.
pub const LEAST_SCORE: f64 = 0.75;

/// What a type that differs takes off.
const OTHER_TYPE: f64 = 0.15;
/// What a link between the two takes off.
const LINKED: f64 = 0.25;
/// What it takes off that neither of two well-linked actors knows anybody whom the other knows.
const STRANGERS: f64 = 0.05;
/// From so many neighbours on an actor is well linked.
const WELL_LINKED: usize = 4;
/// What shared neighbours add at most.
const NEIGHBOURS: f64 = 0.15;
/// What the same type adds.
const SAME_TYPE: f64 = 0.02;
/// What a link that says so adds.
const SAID: f64 = 0.3;

/// Words of link types that say that their ends are one.
const SAME_WORDS: [&str; 7] = ["same as", "same_as", "sameas", "alias", "also known as", "aka", "identical"];

/// The pairs of actors that may be one, but for those that the analyst said are different; the likeliest first, then as they
/// stand in the file. Each pair is there once.
///
/// Takes time that grows with the number of names and with how many are alike, not with its square. `tell` hears how far it
/// is, 0 to 1; where it says no, nothing comes of it.
#[must_use]
pub fn likely_duplicates(graph: &Graph, tell: &mut dyn FnMut(f32) -> bool) -> Option<Vec<LikelyDuplicate>> {
    let (mut names, mut actor_of) = (Vec::new(), Vec::new());
    for (ix, actor) in graph.actors() {
        if ix.get() % 4096 == 0 && !tell(0.2 * ix.get() as f32 / graph.actor_bound() as f32) {
            return None;
        }
        for name in actor.names().filter(|name| !name.trim().is_empty()) {
            names.push(Name::new(name));
            actor_of.push(ix.0);
        }
    }
    let mut vocabulary = Vocabulary::new(&names, &actor_of);
    let candidates = candidates::candidates(&names, &mut |share| tell(0.2 + 0.6 * share))?;
    let different = Said::of(graph).different;
    // The best pair of names for each pair of actors.
    let mut best: BTreeMap<(u32, u32), (f64, u32, u32)> = BTreeMap::new();
    let count = candidates.len();
    for (number, (one, other)) in candidates.into_iter().enumerate() {
        if number % 4096 == 0 && !tell(0.8 + 0.1 * number as f32 / count as f32) {
            return None;
        }
        let pair = (actor_of[one as usize], actor_of[other as usize]);
        if pair.0 == pair.1 || different.contains(&(ActorIx(pair.0), ActorIx(pair.1))) {
            continue;
        }
        let (first, second) = (&names[one as usize], &names[other as usize]);
        let Some(Closeness { score, matched, .. }) = closeness(first, second) else { continue };
        let score = score - vocabulary.discount(first, second, &matched);
        let held = best.entry(pair).or_insert((f64::NEG_INFINITY, one, other));
        if score > held.0 {
            *held = (score, one, other);
        }
    }
    let mut said = linked_as_same(graph);
    said.retain(|pair| !different.contains(pair));
    let mut found = Vec::new();
    let count = best.len();
    for (number, ((one, other), (score, first, second))) in best.into_iter().enumerate() {
        if number % 1024 == 0 && !tell(0.9 + 0.1 * number as f32 / count as f32) {
            return None;
        }
        let pair = (ActorIx(one), ActorIx(other));
        let is_said = said.binary_search(&pair).is_ok();
        if score + NEIGHBOURS + SAME_TYPE + if is_said { SAID } else { 0.0 } >= LEAST_SCORE {
            let names = Some((&names[first as usize], &names[second as usize]));
            found.extend(judge(graph, pair, score, names, is_said));
        }
        said.retain(|other| *other != pair || !is_said);
    }
    // A link says so, and no name does.
    found.extend(said.iter().filter_map(|pair| judge(graph, *pair, LEAST_SCORE - SAID, None, true)));
    found.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.one, one.other).cmp(&(other.one, other.other)))
    });
    Some(found)
}

/// Pairs with a link whose type says that they are one, sorted.
fn linked_as_same(graph: &Graph) -> Vec<(ActorIx, ActorIx)> {
    let says_so: Vec<&str> =
        graph.link_kinds().into_iter().map(|(kind, _)| kind).filter(|kind| says_same(kind)).collect();
    if says_so.is_empty() {
        return Vec::new();
    }
    let links = graph.links().filter(|(_, link)| says_so.contains(&link.kind.as_str()));
    let ends = links.map(|(ix, _)| graph.ends(ix)).filter(|(source, target)| source != target);
    let mut pairs: Vec<_> = ends.map(|(source, target)| (source.min(target), source.max(target))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn says_same(kind: &str) -> bool {
    let folded = fold(kind);
    SAME_WORDS.iter().any(|words| folded == *words || folded.starts_with(&format!("{words} ")))
}

/// What the graph says about a pair whose names are so near.
fn judge(
    graph: &Graph,
    pair: (ActorIx, ActorIx),
    names_score: f64,
    names: Option<(&Name, &Name)>,
    is_said: bool,
) -> Option<LikelyDuplicate> {
    let (one, other) = pair;
    let (mut score, mut reasons, mut against) = (names_score, Vec::new(), Vec::new());
    if let Some((first, second)) = names {
        let found = closeness(first, second)?;
        reasons.extend(reasons::of_names(graph, pair, (first, second), &found));
    }
    let (mut neighbours, mut direct) = (Vec::new(), Vec::new());
    let mut well_linked = 0;
    for (actor, counterpart) in [(one, other), (other, one)] {
        let mut own: Vec<ActorIx> = Vec::new();
        for incidence in graph.links_of(actor) {
            if incidence.other == counterpart {
                direct.push(incidence.link);
            } else if incidence.other != actor {
                own.push(incidence.other);
            }
        }
        own.sort_unstable();
        own.dedup();
        well_linked += usize::from(own.len() >= WELL_LINKED);
        neighbours.push(own);
    }
    let shared: Vec<ActorIx> =
        neighbours[0].iter().copied().filter(|actor| neighbours[1].binary_search(actor).is_ok()).collect();
    if !shared.is_empty() {
        // Adamic and Adar: whom everybody knows says less.
        let weight: f64 = shared.iter().map(|actor| 1.0 / (1.0 + graph.links_of(*actor).len() as f64).ln()).sum();
        score += NEIGHBOURS * (1.0 - (-weight).exp());
        reasons.push(Reason::for_it(super::check::counted(shared.len(), "shared neighbour", "shared neighbours")));
    } else if well_linked == 2 {
        score -= STRANGERS;
        against.push(Reason::against_it("no shared neighbour, though each has several"));
    }
    let kinds = [one, other].map(|actor| graph.actor(actor).kind.as_str());
    if kinds.iter().all(|kind| !kind.trim().is_empty()) {
        if fold(kinds[0]).trim() == fold(kinds[1]).trim() {
            score += SAME_TYPE;
        } else {
            score -= OTHER_TYPE;
            against.push(Reason::against_it(format!("different types: {} and {}", kinds[0], kinds[1])));
        }
    }
    if is_said {
        score += SAID;
        reasons.extend(direct.iter().find(|link| says_same(&graph.link(**link).kind)).map(|link| said(graph, *link)));
    }
    if let Some(link) = direct.iter().find(|link| !says_same(&graph.link(**link).kind)) {
        score -= LINKED;
        against.push(Reason::against_it(match graph.link(*link).kind.as_str() {
            "" => "a link between the two".to_owned(),
            kind => format!("a link between the two: {kind}"),
        }));
    }
    reasons.extend(against);
    (score >= LEAST_SCORE).then_some(LikelyDuplicate { one, other, score, reasons, shared_neighbours: shared.len() })
}

fn said(graph: &Graph, link: LinkIx) -> Reason {
    Reason::for_it(format!("a link says so: {}", graph.link(link).kind))
}

/// Which of two actors stays when they are merged: the one with more evidence, of its own and of its links; then the one with
/// more links; then the one that stands first in the file.
#[must_use]
pub fn lead(graph: &Graph, one: ActorIx, other: ActorIx) -> ActorIx {
    let weight = |actor: ActorIx| {
        let links = graph.links_of(actor);
        let of_links: usize = links.iter().map(|incidence| graph.link(incidence.link).evidence.len()).sum();
        (graph.actor(actor).evidence.len() + of_links, links.len(), Reverse(actor))
    };
    if weight(one) >= weight(other) { one } else { other }
}

#[cfg(test)]
mod tests;
