//! How strong a link is: all alike, by the weight in the file, or by the evidence for it. The longer, the weaker.

use std::collections::BTreeMap;

use crate::model::{Basis, Evidence, Grade, Graph, Link, Reliability, Stance, Topology};

/// What makes a link strong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Strength {
    /// Nothing: one link is like another.
    #[default]
    Alike,
    /// The weight that the file gives it; one where it gives none. A weight that is not above zero makes no tie.
    Weight,
    /// What is written about it: [`likelihood`].
    Evidence,
}

impl Strength {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Alike, Self::Weight, Self::Evidence];

    /// The word for it, for arguments and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::Weight => "weight",
            Self::Evidence => "evidence",
        }
    }

    /// What it means, in a line.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Alike => "every link is as strong as another",
            Self::Weight => "a link is as strong as its weight in the file, and as long as one over it",
            Self::Evidence => "a link is as strong as it is likely by its evidence, and the longer the less likely",
        }
    }

    /// The strength of each of [`Topology::links`]; nothing where all are alike.
    #[must_use]
    pub fn of_links(self, topology: &Topology, graph: &Graph) -> Vec<f64> {
        let of = |of: &dyn Fn(&Link) -> f64| topology.links().iter().map(|link| of(graph.link(*link))).collect();
        match self {
            Self::Alike => Vec::new(),
            Self::Weight => of(&|link| link.weight.unwrap_or(1.0)),
            Self::Evidence => of(&|link| likelihood(graph, link)),
        }
    }

    /// The length of each of [`Topology::links`]; nothing where all are alike. By weight, one over it. By evidence, the negative
    /// logarithm of how likely the link is: the shortest path is then the one whose links are most likely to hold together.
    #[must_use]
    pub fn lengths(self, topology: &Topology, graph: &Graph) -> Vec<f64> {
        let mut links = self.of_links(topology, graph);
        for strength in &mut links {
            *strength = match self {
                Self::Alike | Self::Weight => 1.0 / *strength,
                Self::Evidence => -strength.ln(),
            };
        }
        links
    }
}

/// What is believed of a link for which nothing is written.
const UNSOURCED: f64 = 0.1;
/// What is believed at least and at most: nothing is certain, and each link of a path costs something.
const LEAST: f64 = 0.02;
const MOST: f64 = 0.95;
/// What is believed of a document or a statement that was not judged, or cannot be.
const NOT_JUDGED: f64 = 0.6;

/// How likely a link is to hold by what is written about it, from 0.02 to 0.95. A rule of thumb, made to compare links.
///
/// - A piece of evidence counts by its grade and its basis: the mean of the document's reliability (A .95, B .85, C .7, D .5,
///   E .25, else .6) and the statement's credibility (1 .95, 2 .85, 3 .7, 4 .4, 5 .15, else .6), times the basis (stated 1,
///   analyst .8, claimed .8, none given .8, thought .6, inferred .5, forecast .4, mentioned together .3).
/// - Of each document the best piece counts, once: passages of one document are not independent.
/// - Documents are: with `p` of each, all of them together are worth one less the product of all `1 - p`.
/// - Documents that contradict take away the share that they are worth in the same way. Unsourced, a link is worth 0.1.
#[must_use]
pub fn likelihood(graph: &Graph, link: &Link) -> f64 {
    let doubt = |stance| {
        let mut best: BTreeMap<(bool, u32), f64> = BTreeMap::new();
        for evidence in link.evidence.iter().filter(|evidence| evidence.stance == stance) {
            // A passage whose document is not known stands for itself.
            let document = graph.passage(evidence.passage).document;
            let source = document.map_or((false, evidence.passage.0), |document| (true, document.0));
            let worth = best.entry(source).or_default();
            *worth = worth.max(worth_of(graph, evidence));
        }
        (!best.is_empty()).then(|| best.values().map(|worth| 1.0 - worth).product::<f64>())
    };
    let supported = doubt(Stance::Supports).map_or(UNSOURCED, |doubt| 1.0 - doubt);
    (supported * doubt(Stance::Contradicts).unwrap_or(1.0)).clamp(LEAST, MOST)
}

fn worth_of(graph: &Graph, evidence: &Evidence) -> f64 {
    let Grade { reliability, credibility } = graph.grade(evidence);
    let document = match reliability {
        Some(Reliability::A) => 0.95,
        Some(Reliability::B) => 0.85,
        Some(Reliability::C) => 0.7,
        Some(Reliability::D) => 0.5,
        Some(Reliability::E) => 0.25,
        Some(Reliability::F) | None => NOT_JUDGED,
    };
    let statement = match credibility.map(crate::model::Credibility::number) {
        Some(1) => 0.95,
        Some(2) => 0.85,
        Some(3) => 0.7,
        Some(4) => 0.4,
        Some(5) => 0.15,
        _ => NOT_JUDGED,
    };
    let basis = match evidence.basis {
        Some(Basis::Stated) => 1.0,
        Some(Basis::Claimed | Basis::Analyst) | None => 0.8,
        Some(Basis::Thought) => 0.6,
        Some(Basis::Inferred) => 0.5,
        Some(Basis::Forecast) => 0.4,
        Some(Basis::MentionedTogether) => 0.3,
    };
    f64::midpoint(document, statement) * basis
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorIx, Credibility, Document, GraphBuilder, LinkIx, LinkMore, Passage, PassageIx};

    fn piece(passage: u32, stance: Stance, basis: Basis, credibility: u8) -> Evidence {
        Evidence {
            stance,
            basis: Some(basis),
            credibility: Credibility::new(credibility),
            ..Evidence::supporting(PassageIx(passage))
        }
    }

    /// Two documents, A and C, of two passages each, and a link for each list of evidence.
    fn case(evidence: Vec<Vec<Evidence>>) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, reliability) in [("d1", Reliability::A), ("d2", Reliability::C)] {
            let document = Document { key: key.into(), reliability: Some(reliability), ..Document::default() };
            let document = builder.add_document(document).expect("free");
            for part in ["a", "b"] {
                let passage = Passage { document: Some(document), ..Passage::new(format!("{key}{part}")) };
                builder.add_passage(passage).expect("free");
            }
        }
        for key in ["x", "y"] {
            builder.add_actor(Actor { key: key.into(), ..Actor::default() }).expect("free");
        }
        for (at, evidence) in evidence.into_iter().enumerate() {
            let more = LinkMore { evidence, ..LinkMore::default() }.into();
            let link = Link { key: format!("l{at}").as_str().into(), more, ..Link::default() };
            builder.add_link(ActorIx(0), ActorIx(1), link).expect("free");
        }
        builder.finish()
    }

    fn likely(evidence: Vec<Evidence>) -> f64 {
        let graph = case(vec![evidence]);
        likelihood(&graph, graph.link(LinkIx(0)))
    }

    #[test]
    fn grade_and_basis_decide() {
        let good = likely(vec![piece(0, Stance::Supports, Basis::Stated, 1)]);
        assert!((good - 0.95).abs() < 1e-12);
        let claimed = likely(vec![piece(2, Stance::Supports, Basis::Claimed, 3)]);
        assert!((claimed - 0.7 * 0.8).abs() < 1e-12);
        assert!((likely(vec![]) - UNSOURCED).abs() < 1e-12);
    }

    #[test]
    fn a_second_document_counts_and_a_second_passage_does_not() {
        let one = likely(vec![piece(2, Stance::Supports, Basis::Claimed, 3)]);
        let same = vec![piece(2, Stance::Supports, Basis::Claimed, 3), piece(3, Stance::Supports, Basis::Thought, 3)];
        assert_eq!(likely(same).to_bits(), one.to_bits());
        let two = vec![piece(2, Stance::Supports, Basis::Claimed, 3), piece(0, Stance::Supports, Basis::Claimed, 3)];
        let other = f64::midpoint(0.95, 0.7) * 0.8;
        assert!((likely(two) - (1.0 - (1.0 - one) * (1.0 - other))).abs() < 1e-12);
    }

    #[test]
    fn what_contradicts_takes_away() {
        let both = vec![piece(0, Stance::Supports, Basis::Stated, 1), piece(2, Stance::Contradicts, Basis::Stated, 3)];
        assert!((likely(both) - 0.95 * 0.3).abs() < 1e-12);
        let against = vec![piece(0, Stance::Contradicts, Basis::Stated, 1)];
        assert!((likely(against) - LEAST).abs() < 1e-12);
    }

    #[test]
    fn the_stronger_the_shorter() {
        let graph = case(vec![vec![piece(0, Stance::Supports, Basis::Stated, 1)], vec![]]);
        let topology = Topology::whole(&graph);
        let lengths = Strength::Evidence.lengths(&topology, &graph);
        assert!((lengths[0] + 0.95f64.ln()).abs() < 1e-12 && (lengths[1] + UNSOURCED.ln()).abs() < 1e-12);
        assert_eq!(Strength::Weight.lengths(&topology, &graph), [1.0, 1.0]);
        assert_eq!(Strength::Alike.lengths(&topology, &graph), [] as [f64; 0]);
    }
}
