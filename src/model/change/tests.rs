//! Changes of all sorts, done, taken back and done again.

use proptest::prelude::*;

use super::*;
use crate::model::{ColumnKind, When, graph_from_drawing};

/// Everything a graph says, in words, whatever its indexes are.
fn said(graph: &Graph) -> Vec<String> {
    let mut said = vec![graph.title.clone()];
    said.extend(graph.actors().map(|(ix, actor)| format!("{ix:?} {actor:?} {:?}", graph.links_of(ix))));
    said.extend(graph.links().map(|(ix, link)| format!("{ix:?} {link:?} {:?}", graph.ends(ix))));
    said.extend(graph.documents().map(|(ix, document)| format!("{ix:?} {document:?}")));
    said.extend(graph.passages().map(|(ix, passage)| format!("{ix:?} {passage:?}")));
    for (columns, bound) in [(graph.actor_columns(), graph.actor_bound()), (graph.link_columns(), graph.link_bound())] {
        let cells =
            |column: &Column| -> Vec<_> { (0..bound).filter_map(|row| Some((row, column.get(row)?))).collect() };
        said.extend(columns.iter().map(|column| format!("{} {:?} {:?}", column.name, column.kind(), cells(column))));
    }
    said
}

/// Changes of all sorts, some of which a graph refuses.
fn changes() -> impl Strategy<Value = Change> {
    let actor = || (0_u32..7).prop_map(ActorIx);
    let link = || (0_u32..7).prop_map(LinkIx);
    let evidence = || prop::collection::vec((0_u32..3).prop_map(|ix| Evidence::supporting(PassageIx(ix))), 0..3);
    let person = (evidence(), "[a-f]", ".{0,4}").prop_map(|(evidence, key, label)| {
        let mut actor = Actor { key: key.as_str().into(), label: label.as_str().into(), ..Actor::default() };
        actor.evidence = evidence;
        Box::new(actor)
    });
    let tie =
        (evidence(), "[a-f]", any::<bool>(), any::<Option<f64>>()).prop_map(|(evidence, key, directed, weight)| {
            let mut link = Link { key: key.as_str().into(), directed, weight, ..Link::default() };
            link.when = Some(When::new("2007~"));
            link.evidence = evidence;
            Box::new(link)
        });
    let paper = ("[a-c]", ".{0,4}").prop_map(|(key, title)| Box::new(Document { key, title, ..Document::default() }));
    let words = ("[a-c]", prop::option::of((0_u32..3).prop_map(DocumentIx)))
        .prop_map(|(key, document)| Box::new(Passage { document, missing: document.is_none(), ..Passage::new(key) }));
    let record = prop_oneof![
        actor().prop_map(RecordIx::Actor),
        link().prop_map(RecordIx::Link),
        (0_u32..3).prop_map(|ix| RecordIx::Document(DocumentIx(ix))),
        (0_u32..3).prop_map(|ix| RecordIx::Passage(PassageIx(ix))),
    ];
    let of = prop_oneof![actor().prop_map(DetailOf::Actor), link().prop_map(DetailOf::Link)];
    let value = prop_oneof![
        Just(None),
        any::<i64>().prop_map(|number| Some(Value::WholeNumber(number))),
        ".{0,3}".prop_map(|text| Some(Value::Text(text))),
    ];
    let table = || prop_oneof![Just(Table::Actors), Just(Table::Links)];
    let column = ("[xy]", prop_oneof![Just(ColumnKind::Text), Just(ColumnKind::WholeNumber)])
        .prop_map(|(name, kind)| Arc::new(Column::new(name, kind, true)));
    prop_oneof![
        person.clone().prop_map(Change::AddActor),
        (actor(), actor(), tie.clone()).prop_map(|(from, to, link)| Change::AddLink(from, to, link)),
        paper.clone().prop_map(Change::AddDocument),
        words.clone().prop_map(Change::AddPassage),
        (record, any::<bool>()).prop_map(|(record, kept)| Change::Keep(record, kept)),
        (actor(), person).prop_map(|(ix, actor)| Change::Actor(ix, actor)),
        (link(), tie).prop_map(|(ix, link)| Change::Link(ix, link)),
        ((0_u32..3).prop_map(DocumentIx), paper).prop_map(|(ix, document)| Change::Document(ix, document)),
        ((0_u32..3).prop_map(PassageIx), words).prop_map(|(ix, passage)| Change::Passage(ix, passage)),
        (link(), actor(), actor()).prop_map(|(link, from, to)| Change::Ends(link, from, to)),
        (of, "[xy]", value).prop_map(|(of, name, value)| Change::Detail(of, name, value)),
        (table(), 0_usize..3, column).prop_map(|(table, at, column)| Change::AddColumn(table, at, column)),
        (table(), 0_usize..3).prop_map(|(table, at)| Change::RemoveColumn(table, at)),
        ".{0,4}".prop_map(Change::Title),
    ]
}

proptest! {
    /// Whatever is done: what is refused changes nothing, and taking everything back, doing it again and taking it back once
    /// more passes through the same states.
    #[test]
    fn every_change_is_undone_exactly(script in prop::collection::vec(changes(), 1..40)) {
        let mut graph = graph_from_drawing("A-B B>C C-D");
        let mut states = vec![said(&graph)];
        let mut inverses = Vec::new();
        for change in script {
            let (copy, before) = (graph.clone(), said(&graph));
            match graph.change(change) {
                Ok(inverse) => {
                    inverses.push(inverse);
                    states.push(said(&graph));
                }
                Err(_) => prop_assert_eq!(&said(&graph), &before),
            }
            prop_assert_eq!(said(&copy), before, "a copy stays as it was");
        }
        for _ in 0..2 {
            let mut again = Vec::new();
            for (step, inverse) in inverses.into_iter().enumerate().rev() {
                again.push(graph.change(inverse).expect("what it gave back it does not refuse"));
                prop_assert_eq!(&said(&graph), &states[step]);
            }
            inverses = Vec::new();
            for (step, change) in again.into_iter().rev().enumerate() {
                inverses.push(graph.change(change).expect("what it gave back it does not refuse"));
                prop_assert_eq!(&said(&graph), &states[step + 1]);
            }
        }
    }
}

#[test]
fn an_actor_goes_after_its_links_and_comes_back_before_them() {
    let mut graph = graph_from_drawing("A-B");
    let (actor, link) = (RecordIx::Actor(ActorIx(0)), RecordIx::Link(LinkIx(0)));
    assert!(matches!(graph.change(Change::Keep(actor, false)), Err(Refusal::StillNeeded(_))));
    let back = [link, actor].map(|record| graph.change(Change::Keep(record, false)).expect("nothing needs it"));
    assert_eq!((graph.actor_count(), graph.link_count(), graph.actor_bound()), (1, 0, 2));
    assert!(graph.links_of(ActorIx(1)).is_empty() && graph.actor_by_key("a").is_none());
    assert!(matches!(graph.change(back[0].clone()), Err(Refusal::StillNeeded(_))), "its end is gone");
    for change in back.into_iter().rev() {
        graph.change(change).expect("in the reverse order");
    }
    assert_eq!(graph.links_of(ActorIx(1)).len(), 1);
}

#[test]
fn a_link_that_gets_other_ends_keeps_its_number() {
    let mut graph = graph_from_drawing("A-B B-C C-A");
    let back = graph.change(Change::Ends(LinkIx(0), ActorIx(2), ActorIx(2))).expect("both are there");
    assert_eq!(graph.ends(LinkIx(0)), (ActorIx(2), ActorIx(2)));
    assert_eq!(graph.links_of(ActorIx(2)).len(), 3);
    assert_eq!(back, Change::Ends(LinkIx(0), ActorIx(0), ActorIx(1)));
}

#[test]
fn a_fresh_key_was_never_used() {
    let mut graph = graph_from_drawing("A-B");
    assert_eq!(graph.fresh_key(RecordIx::Actor(ActorIx(0)), "c"), "c");
    assert_eq!(graph.fresh_key(RecordIx::Actor(ActorIx(0)), "a"), "a-2");
    for record in [RecordIx::Link(LinkIx(0)), RecordIx::Actor(ActorIx(0))] {
        graph.change(Change::Keep(record, false)).expect("nothing needs it");
    }
    assert_eq!(graph.fresh_key(RecordIx::Actor(ActorIx(0)), "a"), "a-2", "it may come back");
}
