//! Stories about dossiers, on one small file.

use super::*;
use crate::model::{Actor, Credibility, Document, GraphBuilder, LinkMore, Passage, Reliability, TextRange};

const ADA: ActorIx = ActorIx(0);
const BOB: ActorIx = ActorIx(1);
const CY: ActorIx = ActorIx(2);
const PAID: LinkIx = LinkIx(0);
const KNOWS: LinkIx = LinkIx(1);
const PAID_BACK: LinkIx = LinkIx(2);
const PAID_CY: LinkIx = LinkIx(3);

fn evidence(passage: u32, stance: Stance, basis: Option<Basis>, credibility: u8) -> Evidence {
    let credibility = Credibility::new(credibility);
    Evidence { stance, basis, credibility, ..Evidence::supporting(PassageIx(passage)) }
}

/// Ada paid Bob (passages 2, 0, 2 again by another basis; against it 1), knows him (no passage), was paid back by him
/// (passage 0), paid Cy (against it 2). Ada herself: passage 0. Passage 2 stands first in the text, then 0; 1 is in
/// another document.
fn harbour() -> Graph {
    let mut builder = GraphBuilder::new("", "");
    let text = Some("Ada paid. Bob paid back.".to_owned());
    let reliability = Some(Reliability::B);
    let document = Document { key: "d1".into(), text, reliability, ..Document::default() };
    let first = builder.add_document(document).expect("free");
    let second = builder.add_document(Document { key: "d2".into(), ..Document::default() }).expect("free");
    let range = |start, end| Some(TextRange { start, end });
    for passage in [
        Passage { document: Some(first), range: range(10, 24), ..Passage::new("p0") },
        Passage { document: Some(second), quote: "She never paid.".into(), ..Passage::new("p1") },
        Passage { document: Some(first), range: range(0, 9), ..Passage::new("p2") },
    ] {
        builder.add_passage(passage).expect("free");
    }
    let supports = |passage, basis, credibility| evidence(passage, Stance::Supports, basis, credibility);
    let against = |passage| evidence(passage, Stance::Contradicts, None, 0);
    for (key, label, own) in [("a", "Ada", vec![supports(0, None, 1)]), ("b", "bob", vec![]), ("c", "Cy", vec![])] {
        let mut actor = Actor { key: key.into(), label: label.into(), ..Actor::default() };
        actor.evidence = own;
        builder.add_actor(actor).expect("free");
    }
    let link = |key: &str, kind: &str, directed, evidence| Link {
        key: key.into(),
        kind: kind.into(),
        directed,
        more: LinkMore { evidence, ..LinkMore::default() }.into(),
        ..Link::default()
    };
    let mut paid = link(
        "l0",
        "paid",
        true,
        vec![
            supports(2, Some(Basis::Claimed), 3),
            supports(0, Some(Basis::Stated), 2),
            against(1),
            supports(2, Some(Basis::Thought), 0),
            supports(2, Some(Basis::Claimed), 3),
        ],
    );
    paid.when = Some(When::new("2007-03"));
    builder.add_link(ADA, BOB, paid).expect("free");
    builder.add_link(BOB, ADA, link("l1", "knows", false, vec![])).expect("free");
    builder.add_link(BOB, ADA, link("l2", "paid", true, vec![supports(0, None, 0)])).expect("free");
    builder.add_link(ADA, CY, link("l3", "paid", true, vec![against(2)])).expect("free");
    builder.finish()
}

fn told(testimonies: &[Testimony]) -> Vec<(u32, Vec<Subject>)> {
    let subjects = |testimony: &Testimony| testimony.claims.iter().map(|claim| claim.subject).collect();
    testimonies.iter().map(|testimony| (testimony.passage.0, subjects(testimony))).collect()
}

#[test]
fn every_passage_about_an_actor_or_its_links_stands_once_in_reading_order() {
    let dossier = actor_dossier(&harbour(), ADA);
    let (actor, paid, back) = (Subject::Actor(ADA), Subject::Link(PAID), Subject::Link(PAID_BACK));
    assert_eq!(told(&dossier.supporting), vec![(2, vec![paid, paid]), (0, vec![actor, paid, back])]);
    assert_eq!(dossier.supporting[0].links().collect::<Vec<_>>(), vec![PAID]);
    assert_eq!(dossier.supporting[1].links().collect::<Vec<_>>(), vec![PAID, PAID_BACK]);
    assert_eq!(dossier.supporting[1].best_grade().to_string(), "B1");
}

#[test]
fn contradicting_passages_are_set_apart_even_if_they_support_something_else() {
    let dossier = actor_dossier(&harbour(), ADA);
    assert_eq!(told(&dossier.contradicting), vec![(2, vec![Subject::Link(PAID_CY)]), (1, vec![Subject::Link(PAID)])]);
    assert!(dossier.contradicting.iter().all(|testimony| testimony.stance == Stance::Contradicts));
}

#[test]
fn links_are_grouped_by_type_the_largest_group_first() {
    let dossier = actor_dossier(&harbour(), ADA);
    let groups: Vec<(&str, Vec<LinkIx>)> = dossier
        .links
        .iter()
        .map(|group| (group.kind.as_str(), group.links.iter().map(|line| line.link).collect()))
        .collect();
    assert_eq!(groups, vec![("paid", vec![PAID, PAID_BACK, PAID_CY]), ("knows", vec![KNOWS])]);
    let paid = &dossier.links[0].links;
    assert_eq!(
        paid[0],
        LinkLine {
            link: PAID,
            other: BOB,
            direction: LinkDirection::Outgoing,
            when: Some("March 2007".into()),
            basis: Some(Basis::Stated),
            supporting: 2,
            contradicting: 1,
        }
    );
    assert_eq!(paid[1].direction, LinkDirection::Incoming);
    assert!(!paid[1].is_unsourced() && !paid[1].is_contradicted());
    assert!(paid[2].is_unsourced() && paid[2].is_contradicted());
    assert_eq!(dossier.links[1].links[0].direction, LinkDirection::Mutual);
    assert!(dossier.links[1].links[0].is_unsourced());
}

#[test]
fn a_link_shows_its_passages_grades_and_parallel_links() {
    let graph = harbour();
    let dossier = link_dossier(&graph, PAID);
    assert_eq!((dossier.source, dossier.target, dossier.directed), (ADA, BOB, true));
    assert_eq!(dossier.when.as_deref(), Some("March 2007"));
    assert_eq!(dossier.supporting.iter().map(|testimony| testimony.passage.0).collect::<Vec<_>>(), vec![2, 0]);
    assert_eq!(dossier.contradicting.iter().map(|testimony| testimony.passage.0).collect::<Vec<_>>(), vec![1]);
    assert_eq!(dossier.grades.iter().map(ToString::to_string).collect::<Vec<_>>(), vec!["B2", "B3", "B–"]);
    assert_eq!(dossier.parallel.iter().map(|line| line.link).collect::<Vec<_>>(), vec![KNOWS, PAID_BACK]);
    let bases: Vec<_> = dossier.supporting[0].claims.iter().map(|claim| claim.basis).collect();
    assert_eq!(bases, vec![Some(Basis::Claimed), Some(Basis::Thought)], "the same evidence given twice counts once");
    assert!(!dossier.is_unsourced());
}

#[test]
fn a_link_without_a_passage_says_so() {
    let graph = harbour();
    assert!(link_dossier(&graph, KNOWS).is_unsourced());
    let only_contradicted = link_dossier(&graph, PAID_CY);
    assert!(only_contradicted.is_unsourced());
    assert_eq!(only_contradicted.contradicting.len(), 1);
    assert_eq!(only_contradicted.grades, vec![]);
    assert_eq!(only_contradicted.parallel, vec![]);
}

#[test]
fn everything_between_two_is_read_from_the_first() {
    let graph = harbour();
    let between_them = between(&graph, BOB, ADA);
    let links: Vec<_> = between_them.links.iter().map(|line| (line.link, line.direction)).collect();
    assert_eq!(
        links,
        vec![(PAID, LinkDirection::Incoming), (KNOWS, LinkDirection::Mutual), (PAID_BACK, LinkDirection::Outgoing)]
    );
    let (paid, back) = (Subject::Link(PAID), Subject::Link(PAID_BACK));
    assert_eq!(told(&between_them.supporting), vec![(2, vec![paid, paid]), (0, vec![paid, back])]);
    assert_eq!(told(&between_them.contradicting), vec![(1, vec![paid])]);
    assert!(between(&graph, BOB, CY).links.is_empty());
}

#[test]
fn the_best_passage_of_a_link_is_that_of_the_best_grade() {
    let graph = harbour();
    assert_eq!(link_dossier(&graph, PAID).best().map(|best| best.passage.0), Some(0));
    let unsourced = graph.link_by_key("l3").expect("it is there");
    assert_eq!(link_dossier(&graph, unsourced).best(), None);
}
