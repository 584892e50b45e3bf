//! What is written about an actor, a link, or the links between two: views for the Inspector and the command line.
//! Pure; the words themselves are made ready in `passage_text.rs`.

use std::collections::BTreeMap;

use super::fold::fold;
use super::places::reading_order;
use crate::model::{ActorIx, Basis, Evidence, Grade, Graph, Incidence, Link, LinkIx, PassageIx, Stance, When};

/// Everything written about an actor. Hidden links count too: evidence does not depend on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorDossier {
    /// The actor.
    pub actor: ActorIx,
    /// The passages that support it or one of its links, each once, in reading order.
    pub supporting: Vec<Testimony>,
    /// The passages that contradict it or one of its links, each once, in reading order. A passage that supports one
    /// thing and contradicts another stands in both lists, each time with what it says there.
    pub contradicting: Vec<Testimony>,
    /// Its links by type: the largest group first, then by name.
    pub links: Vec<LinkGroup>,
}

/// Everything written about a link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkDossier {
    /// The link.
    pub link: LinkIx,
    /// Where it starts.
    pub source: ActorIx,
    /// Where it ends.
    pub target: ActorIx,
    /// Whether it runs from source to target, or is mutual.
    pub directed: bool,
    /// When it held, in words.
    pub when: Option<String>,
    /// The grades of the supporting evidence, each once, the best first; ungraded evidence is left out.
    pub grades: Vec<Grade>,
    /// The passages that support it, each once, in reading order.
    pub supporting: Vec<Testimony>,
    /// The passages that contradict it, each once, in reading order.
    pub contradicting: Vec<Testimony>,
    /// The other links between the same two actors, whichever way they run, in the order of the file.
    pub parallel: Vec<LinkLine>,
}

impl LinkDossier {
    /// Whether no passage speaks for the link: it must be shown as unsourced.
    #[must_use]
    pub fn is_unsourced(&self) -> bool {
        self.supporting.is_empty()
    }

    /// The passage that speaks for the link best: by its grade, then by its basis, then the first in reading order.
    #[must_use]
    pub fn best(&self) -> Option<&Testimony> {
        let firmest = |testimony: &Testimony| testimony.claims.iter().filter_map(|claim| claim.basis).min();
        self.supporting.iter().min_by_key(|testimony| {
            let basis = firmest(testimony);
            (testimony.best_grade().rank(), basis.is_none(), basis)
        })
    }
}

/// Everything written about the links between two actors.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// The first actor; directions of `links` are seen from here.
    pub one: ActorIx,
    /// The second.
    pub other: ActorIx,
    /// The links, in the order of the file.
    pub links: Vec<LinkLine>,
    /// The passages that support one of them, each once, in reading order.
    pub supporting: Vec<Testimony>,
    /// The passages that contradict one of them, each once, in reading order.
    pub contradicting: Vec<Testimony>,
}

/// One passage and all it says for, or all it says against, what is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Testimony {
    /// The passage.
    pub passage: PassageIx,
    /// For or against.
    pub stance: Stance,
    /// What about: the actor first, then links in the order of the file. Never empty.
    pub claims: Vec<Claim>,
}

/// What a passage is evidence for, or against.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The actor or link.
    pub subject: Subject,
    /// How the passage comes to say so.
    pub basis: Option<Basis>,
    /// Reliability of the document, credibility of this statement.
    pub grade: Grade,
    /// The analyst's remark on this evidence.
    pub note: String,
    /// When the evidence was added, as the file writes it.
    pub added: String,
    /// Who added it.
    pub by: String,
}

/// That which evidence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
}

impl Testimony {
    /// The links it speaks about, each once, in the order of the file.
    pub fn links(&self) -> impl Iterator<Item = LinkIx> {
        let mut before = None;
        self.claims.iter().filter_map(move |claim| match claim.subject {
            Subject::Link(link) if before != Some(link) => {
                before = Some(link);
                before
            }
            Subject::Link(_) | Subject::Actor(_) => None,
        })
    }

    /// The best grade among the claims; ungraded ones count only where there is no other.
    #[must_use]
    pub fn best_grade(&self) -> Grade {
        self.claims.iter().map(|claim| claim.grade).min_by_key(|grade| grade.rank()).unwrap_or_default()
    }
}

/// The links of one type of an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkGroup {
    /// The type; empty where the file does not tell.
    pub kind: String,
    /// The links, by the label of the other end, then in the order of the file. Never empty.
    pub links: Vec<LinkLine>,
}

/// A link seen from one of its ends, in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkLine {
    /// The link.
    pub link: LinkIx,
    /// The other end; the actor itself for a self-link.
    pub other: ActorIx,
    /// Which way it runs.
    pub direction: LinkDirection,
    /// When it held, in words.
    pub when: Option<String>,
    /// The firmest basis among the supporting evidence.
    pub basis: Option<Basis>,
    /// Number of passages that support it.
    pub supporting: usize,
    /// Number of passages that contradict it.
    pub contradicting: usize,
}

impl LinkLine {
    /// Whether no passage speaks for the link.
    #[must_use]
    pub fn is_unsourced(&self) -> bool {
        self.supporting == 0
    }

    /// Whether a passage speaks against the link.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.contradicting > 0
    }
}

/// Which way a link runs, seen from one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkDirection {
    /// From here to the other end, or from here back to here.
    Outgoing,
    /// From the other end to here.
    Incoming,
    /// It has no direction.
    Mutual,
}

/// Everything written about an actor and its links.
#[must_use]
pub fn actor_dossier(graph: &Graph, actor: ActorIx) -> ActorDossier {
    let incidences = graph.links_of(actor);
    let own = (Subject::Actor(actor), graph.actor(actor).evidence.as_slice());
    let subjects = std::iter::once(own).chain(incidences.iter().map(|incidence| of_link(graph, incidence.link)));
    let (supporting, contradicting) = testimonies(graph, subjects);
    ActorDossier { actor, supporting, contradicting, links: groups(graph, &incidences) }
}

/// Everything written about a link.
#[must_use]
pub fn link_dossier(graph: &Graph, ix: LinkIx) -> LinkDossier {
    let link = graph.link(ix);
    let (source, target) = graph.ends(ix);
    let (supporting, contradicting) = testimonies(graph, std::iter::once(of_link(graph, ix)));
    let mut grades: Vec<Grade> = supporting
        .iter()
        .flat_map(|testimony| &testimony.claims)
        .map(|claim| claim.grade)
        .filter(|grade| !grade.is_empty())
        .collect();
    grades.sort_by_key(|grade| grade.rank());
    grades.dedup();
    let parallel = lines_between(graph, source, target).into_iter().filter(|line| line.link != ix).collect();
    let when = link.when.as_ref().map(When::words);
    LinkDossier { link: ix, source, target, directed: link.directed, when, grades, supporting, contradicting, parallel }
}

/// Everything written about the links between two actors.
#[must_use]
pub fn between(graph: &Graph, one: ActorIx, other: ActorIx) -> Between {
    let links = lines_between(graph, one, other);
    let (supporting, contradicting) = testimonies(graph, links.iter().map(|line| of_link(graph, line.link)));
    Between { one, other, links, supporting, contradicting }
}

fn of_link(graph: &Graph, link: LinkIx) -> (Subject, &[Evidence]) {
    (Subject::Link(link), graph.link(link).evidence.as_slice())
}

/// The supporting and the contradicting passages of `subjects`, which come in their order.
fn testimonies<'a>(
    graph: &Graph,
    subjects: impl Iterator<Item = (Subject, &'a [Evidence])>,
) -> (Vec<Testimony>, Vec<Testimony>) {
    let mut claims: BTreeMap<(Stance, PassageIx), Vec<Claim>> = BTreeMap::new();
    for (subject, evidence) in subjects {
        for evidence in evidence {
            let claim = Claim {
                subject,
                basis: evidence.basis,
                grade: graph.grade(evidence),
                note: evidence.note.clone(),
                added: evidence.added.clone(),
                by: evidence.by.clone(),
            };
            let of_passage = claims.entry((evidence.stance, evidence.passage)).or_default();
            if !of_passage.contains(&claim) {
                of_passage.push(claim);
            }
        }
    }
    let mut all: Vec<Testimony> =
        claims.into_iter().map(|((stance, passage), claims)| Testimony { passage, stance, claims }).collect();
    all.sort_by(|one, other| reading_order(graph, one.passage, other.passage));
    all.into_iter().partition(|testimony| testimony.stance == Stance::Supports)
}

fn groups(graph: &Graph, incidences: &[Incidence]) -> Vec<LinkGroup> {
    let mut by_kind: BTreeMap<&str, Vec<LinkLine>> = BTreeMap::new();
    for incidence in incidences {
        by_kind.entry(&graph.link(incidence.link).kind).or_default().push(line(graph, incidence));
    }
    let mut groups: Vec<LinkGroup> = by_kind
        .into_iter()
        .map(|(kind, mut links)| {
            links.sort_by_cached_key(|line| {
                let label = &graph.actor(line.other).label;
                (fold(label), label.as_str(), line.link)
            });
            LinkGroup { kind: kind.to_owned(), links }
        })
        .collect();
    // The sort is stable: groups of a size stay in the order of their names.
    groups.sort_by_key(|group| std::cmp::Reverse(group.links.len()));
    groups
}

fn lines_between(graph: &Graph, one: ActorIx, other: ActorIx) -> Vec<LinkLine> {
    let incidences = graph.links_of(one);
    incidences.iter().filter(|incidence| incidence.other == other).map(|incidence| line(graph, incidence)).collect()
}

fn line(graph: &Graph, incidence: &Incidence) -> LinkLine {
    let link = graph.link(incidence.link);
    let direction = match (link.directed, incidence.outgoing) {
        (false, _) => LinkDirection::Mutual,
        (true, true) => LinkDirection::Outgoing,
        (true, false) => LinkDirection::Incoming,
    };
    LinkLine {
        link: incidence.link,
        other: incidence.other,
        direction,
        when: link.when.as_ref().map(When::words),
        basis: link.firmest_basis(),
        supporting: passage_count(link, Stance::Supports),
        contradicting: passage_count(link, Stance::Contradicts),
    }
}

fn passage_count(link: &Link, stance: Stance) -> usize {
    let with_stance = link.evidence.iter().filter(|evidence| evidence.stance == stance);
    let mut passages: Vec<PassageIx> = with_stance.map(|evidence| evidence.passage).collect();
    passages.sort_unstable();
    passages.dedup();
    passages.len()
}

#[cfg(test)]
mod tests;
