//! Small cases with two reports, one of which is reprinted.

use super::*;
use crate::model::{Actor, Document, GraphBuilder, Link, LinkMore, Passage, When};
use crate::text::find::Record;
use crate::text::weak::{WeakSpot, WeakSpots};

const REPORT: &str =
    "On Tuesday the harbour master said that the Pale Heron had left the port at dawn without her papers.";
const LETTER: &str = "In the archive there is a letter of the owner to his bank about the loan of that year.";

/// Documents 0 (the letter), 1 (a reprint of 2, which came earlier), 2 (the report); a passage each and one of no document. Links
/// `A-B` on 1 and 2, `B-C` on 0 and 2, `C-D` on 0, `D-E` on nothing, `E-F` on the passage alone.
fn case() -> Graph {
    let mut builder = GraphBuilder::new("", "");
    for (key, published, quote) in
        [("d0", "2011", LETTER), ("d1", "2013-05", &REPORT.to_uppercase() as &str), ("d2", "2012", REPORT)]
    {
        let document = Document { key: key.into(), published: Some(When::new(published)), ..Document::default() };
        let document = Some(builder.add_document(document).expect("free"));
        let passage = Passage { document, quote: quote.into(), ..Passage::new(key.replace('d', "p")) };
        builder.add_passage(passage).expect("free");
    }
    builder.passage_or_stand_in("p3");
    for key in ["a", "b", "c", "d", "e", "f"] {
        builder.add_actor(Actor { key: key.into(), ..Actor::default() }).expect("free");
    }
    let evidence: [&[u32]; 5] = [&[1, 2], &[0, 2], &[0], &[], &[3]];
    for (at, passages) in (0..).zip(evidence) {
        let mut evidence: Vec<Evidence> = passages.iter().map(|at| Evidence::supporting(PassageIx(*at))).collect();
        if at == 0 {
            evidence.push(Evidence { stance: Stance::Contradicts, ..Evidence::supporting(PassageIx(0)) });
        }
        let more = LinkMore { evidence, ..LinkMore::default() }.into();
        let link = Link { key: format!("l{at}").into(), more, ..Link::default() };
        builder.add_link(ActorIx(at), ActorIx(at + 1), link).expect("free");
    }
    builder.finish()
}

#[test]
fn documents_that_pass_on_the_same_words_are_one_source() {
    let graph = case();
    let grounds = Grounds::of(&graph);
    let links: Vec<usize> = (0..5).map(|link| grounds.sources_of_link(LinkIx(link))).collect();
    assert_eq!(links, [1, 2, 1, 0, 1]);
    let actors: Vec<usize> = (0..6).map(|actor| grounds.sources_of_actor(ActorIx(actor))).collect();
    assert_eq!(actors, [1, 2, 2, 1, 1, 1]);
    let copies = Copies::of(&graph);
    for (ix, link) in graph.links() {
        assert_eq!(copies.sources(&graph, &link.evidence).len(), grounds.sources_of_link(ix), "link {ix:?}");
    }
    assert_eq!(grounds.documents_of_link(LinkIx(0)), Some(&[1, 2][..]));
    assert_eq!(grounds.documents_of_link(LinkIx(4)), None, "nobody knows where that stands");
}

#[test]
fn a_document_bears_what_it_supports_and_some_of_it_alone() {
    let graph = case();
    let grounds = Grounds::of(&graph);
    let borne = |document| grounds.borne(DocumentIx(document)).expect("it is there");
    assert_eq!((borne(0).passages, borne(0).actors, borne(0).links), (1, 3, 2));
    assert_eq!((&*borne(0).actors_alone, &*borne(0).links_alone), (&[ActorIx(3)][..], &[LinkIx(2)][..]));
    assert_eq!((&*borne(1).actors_alone, &*borne(1).links_alone), (&[][..], &[][..]));
    let both = BTreeSet::from([DocumentIx(1), DocumentIx(2)]);
    assert_eq!(grounds.resting_on(&both), (vec![ActorIx(0)], vec![LinkIx(0)]));
    let all = BTreeSet::from([DocumentIx(0), DocumentIx(1), DocumentIx(2)]);
    assert_eq!(grounds.resting_on(&all).1, [LinkIx(0), LinkIx(1), LinkIx(2)], "what rests on nothing stays");
    assert_eq!(grounds.resting_on(&BTreeSet::new()), (vec![], vec![]));
}

#[test]
fn the_later_of_two_that_say_the_same_is_the_reprint() {
    let grounds = Grounds::of(&case());
    let reprint = |document| grounds.borne(DocumentIx(document)).and_then(|borne| borne.reprint);
    assert_eq!(reprint(0), None);
    assert_eq!(reprint(1), Some(Reprint { of: DocumentIx(2), shared: 1, compared: 1 }));
    assert_eq!(reprint(2), None, "it came first");
}

#[test]
fn weak_spots_are_listed() {
    let graph = case();
    let spots = WeakSpots::of(&graph, &Grounds::of(&graph));
    let (actor, link) = (|ix| Record::Actor(ActorIx(ix)), |ix| Record::Link(LinkIx(ix)));
    assert_eq!(spots.list(WeakSpot::OneSource), [actor(0), actor(3), link(0), link(2)]);
    assert_eq!(spots.list(WeakSpot::Unsourced), [link(3)]);
    assert_eq!(spots.list(WeakSpot::Contradicted), [link(0)]);
}
