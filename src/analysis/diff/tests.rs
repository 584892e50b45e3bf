//! Comparing graphs as a whole: what is the same is silent, what differs is said once, and both directions agree.

use proptest::prelude::*;

use super::*;
use crate::model::{
    Actor, ActorMore, By, Channel, Column, Columns, Document, Evidence, GraphBuilder, Link, Passage, Point, Rule,
    Stance, TextRange, graph_from_drawing,
};

fn compare(old: &Graph, new: &Graph) -> Difference {
    difference((old, &View::blank(old)), (new, &View::blank(new)))
}

#[test]
fn order_makes_no_difference_and_keys_make_the_match() {
    let (old, new) = (graph_from_drawing("A>B C"), graph_from_drawing("C A>B"));
    let difference = compare(&old, &new);
    assert!(difference.actors.is_empty(), "{difference:?}");
    // The key of a drawn link is its position.
    assert_eq!(difference.links.counts(), Counts { added: 1, removed: 1, changed: 0 });
    assert_eq!(difference.doubts, [Doubt::NoKeyInCommon(List::Links)]);
}

#[test]
fn ids_that_were_made_anew_are_doubted() {
    let (old, mut new) = (graph_from_drawing("A>B C>D"), graph_from_drawing("A>B C>D"));
    for (position, label) in ["D", "C", "B", "A"].into_iter().enumerate() {
        new.set_label(ActorIx::new(position), label.into());
    }
    let difference = compare(&old, &new);
    assert_eq!(difference.doubts, [Doubt::NothingInCommon { list: List::Actors, strangers: 4, of: 4 }]);
    new.set_label(ActorIx(0), "A".into());
    new.set_label(ActorIx(1), "B".into());
    assert_eq!(compare(&old, &new).doubts, []);
}

#[test]
fn a_column_that_is_seen_as_another_kind_changes_no_other_cell() {
    let graph = |kind, values: [Value; 2]| {
        let mut builder = GraphBuilder::new("", "");
        let mut column = Column::new("size", kind, false);
        for (row, value) in values.into_iter().enumerate() {
            let actor = Actor { key: format!("a{row}").into(), ..Actor::default() };
            builder.add_actor(actor).expect("free");
            column.set(row, value).expect("it fits");
        }
        builder.set_actor_columns([column].into_iter().collect());
        builder.finish()
    };
    let whole = graph(ColumnKind::WholeNumber, [Value::WholeNumber(1), Value::WholeNumber(2)]);
    let mixed = graph(ColumnKind::Mixed, [Value::Other(1.into()), Value::Other("two".into())]);
    let difference = compare(&whole, &mixed);
    assert_eq!(difference.columns, []);
    let told: Vec<String> =
        difference.actors.changed.iter().flat_map(|actor| &actor.fields).map(ToString::to_string).collect();
    assert_eq!(told, ["detail size: 2 → \"two\""]);
}

#[test]
fn a_view_counts_what_both_have() {
    let (old, new) = (graph_from_drawing("A B"), graph_from_drawing("B A C"));
    let (mut old_view, mut new_view) = (View::blank(&old), View::blank(&new));
    old_view.positions.set(ActorIx(0), Some(Point::new(1.0, 2.0)));
    new_view.positions.set(ActorIx(1), Some(Point::new(1.0, 2.0)));
    new_view.positions.set(ActorIx(2), Some(Point::new(9.0, 9.0)));
    new_view.pinned.set(ActorIx(2), true);
    assert!(difference((&old, &old_view), (&new, &new_view)).view.is_empty());
    new_view.positions.set(ActorIx(0), Some(Point::new(1.0, 2.0)));
    new_view.hidden.set(ActorIx(1), true);
    new_view.looks_shown = false;
    new_view.styling.set(Channel::ActorSize, Some(Rule::by(By::Nothing)));
    new_view.filters.hidden_bases.insert(None);
    let members = vec![ActorIx(0), ActorIx(1)];
    new_view.groups = vec![crate::model::ActorGroup { name: "Two".into(), members, is_open: true }];
    let view = difference((&old, &old_view), (&new, &new_view)).view;
    let counts: Vec<usize> = ViewPart::ALL.into_iter().map(|part| view.count(part)).collect();
    assert_eq!(counts, [1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0]);
}

/// What a made-up actor, link or passage says; few values, so that much is the same.
#[derive(Clone, Debug)]
struct Made {
    key: u8,
    word: u8,
    other: u8,
    evidence: Vec<(u8, bool, u8)>,
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let evidence = prop::collection::vec((0_u8..4, any::<bool>(), 0_u8..2), 0..4);
    let one = (0_u8..8, 0_u8..3, 0_u8..3, evidence);
    prop::collection::vec(one.prop_map(|(key, word, other, evidence)| Made { key, word, other, evidence }), 0..8)
}

fn graph_of(passages: &[Made], actors: &[Made], links: &[Made]) -> Graph {
    let mut builder = GraphBuilder::new("", "");
    let document =
        builder.add_document(Document { key: "d".into(), text: Some("one two".into()), ..Document::default() });
    for Made { key, word, other, .. } in passages {
        let range = (*other > 0).then(|| TextRange { start: 0, end: u32::from(*other) });
        let passage = Passage {
            page: word.to_string(),
            range,
            document: document.clone().ok(),
            ..Passage::new(format!("p{key}"))
        };
        // A key that is taken is left out, here and below.
        let _ = builder.add_passage(passage);
    }
    let evidence = |builder: &mut GraphBuilder, made: &Made| -> Vec<Evidence> {
        let of = |(passage, contradicts, note): &(u8, bool, u8)| {
            let (passage, _) = builder.passage_or_stand_in(&format!("p{passage}"));
            let stance = if *contradicts { Stance::Contradicts } else { Stance::Supports };
            Evidence { stance, note: note.to_string(), ..Evidence::supporting(passage) }
        };
        made.evidence.iter().map(of).collect()
    };
    let mut column = Column::new("size", ColumnKind::WholeNumber, false);
    for made in actors {
        let more = ActorMore { evidence: evidence(&mut builder, made), ..ActorMore::default() };
        let label = format!("w{}", made.word).into();
        let actor = Actor { key: format!("a{}", made.key).into(), label, kind: "".into(), more: more.into() };
        let Ok(ix) = builder.add_actor(actor) else { continue };
        if made.other > 0 {
            column.set(ix.get(), Value::WholeNumber(made.other.into())).expect("it fits");
        }
    }
    let count = builder.graph().actor_count();
    for made in links.iter().filter(|_| count > 0) {
        let ends = [made.word, made.other].map(|end| ActorIx::new(usize::from(end) % count));
        let link = Link { key: format!("l{}", made.key).into(), ..Link::default() };
        let _ = builder.add_link(ends[0], ends[1], link);
    }
    builder.set_actor_columns(Columns::from_iter([column]));
    builder.finish()
}

/// The other way round.
fn mirrored(difference: Difference) -> Difference {
    fn changes<Ix: Copy + Ord>(changes: Changes<Ix>) -> Changes<Ix> {
        let Changes { added, removed, changed } = changes;
        let mut changed: Vec<Changed<Ix>> = changed
            .into_iter()
            .map(|Changed { old, new, fields: of_record, evidence }| {
                let EvidenceChanges { added, removed, changed } = evidence;
                let mut changed: Vec<EvidenceChange> = changed
                    .into_iter()
                    .map(|EvidenceChange { old, new, fields: of_it }| EvidenceChange {
                        old: new,
                        new: old,
                        fields: fields(of_it),
                    })
                    .collect();
                changed.sort_by_key(|evidence| evidence.new);
                let evidence = EvidenceChanges { added: removed, removed: added, changed };
                Changed { old: new, new: old, fields: fields(of_record), evidence }
            })
            .collect();
        changed.sort_by_key(|record| record.new);
        Changes { added: removed, removed: added, changed }
    }
    fn fields(fields: Vec<FieldChange>) -> Vec<FieldChange> {
        let turned = |change| match change {
            Change::Value { old, new } => Change::Value { old: new, new: old },
            Change::Text(TextChange { old, new, line, column }) => {
                Change::Text(TextChange { old: new, new: old, line, column })
            }
        };
        fields.into_iter().map(|FieldChange { field, change }| FieldChange { field, change: turned(change) }).collect()
    }
    let Difference { file, columns, actors, links, documents, passages, view, doubts } = difference;
    let columns =
        columns.into_iter().map(|ColumnChange { of, name, old, new }| ColumnChange { of, name, old: new, new: old });
    Difference {
        file: fields(file),
        columns: columns.collect(),
        actors: changes(actors),
        links: changes(links),
        documents: changes(documents),
        passages: changes(passages),
        view,
        doubts,
    }
}

proptest! {
    /// A graph does not differ from itself; two differ the same whichever is the old one; and every record is on one side,
    /// on the other, or on both.
    #[test]
    fn it_is_silent_about_itself_and_the_same_from_both_sides(
        (old_passages, old_actors, old_links) in (made(), made(), made()),
        (new_passages, new_actors, new_links) in (made(), made(), made()),
    ) {
        let old = graph_of(&old_passages, &old_actors, &old_links);
        let new = graph_of(&new_passages, &new_actors, &new_links);
        let none = compare(&old, &old);
        prop_assert!(none.is_empty() && none.doubts.is_empty(), "{:?}", none);
        let there = compare(&old, &new);
        prop_assert_eq!(mirrored(there.clone()), compare(&new, &old));
        let Counts { added, removed, .. } = there.actors.counts();
        prop_assert_eq!(old.actor_count() + added, new.actor_count() + removed);
        let Counts { added, removed, .. } = there.links.counts();
        prop_assert_eq!(old.link_count() + added, new.link_count() + removed);
        for Changed { old: before, new: after, evidence, .. } in &there.actors.changed {
            let (before, after) = (old.actor(*before), new.actor(*after));
            prop_assert_eq!(&before.key, &after.key);
            let count = before.evidence.len() + evidence.added.len();
            prop_assert_eq!(count, after.evidence.len() + evidence.removed.len());
        }
    }
}
