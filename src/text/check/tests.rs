//! Stories about the check: a sound file first, then one fault at a time.

use std::collections::BTreeSet;

use super::*;
use crate::model::{
    Actor, Column, Credibility, Document, DocumentIx, Evidence, GraphBuilder, Link, Passage, PassageIx, TextRange,
};

/// Ada leads Bob, as two documents say.
fn sound() -> GraphBuilder {
    let mut builder = GraphBuilder::new("", "");
    for (key, text) in [("d1", "Ada leads Bob."), ("d2", "Bob follows Ada.")] {
        let document = Document { key: key.into(), text: Some(text.into()), ..Document::default() };
        let document = Some(builder.add_document(document).expect("free"));
        let range = Some(TextRange { start: 0, end: 14 });
        builder.add_passage(Passage { document, range, ..Passage::new(key.replace('d', "p")) }).expect("free");
    }
    add_actor(&mut builder, "a", "Ada", &[]);
    add_actor(&mut builder, "b", "Bob", &[]);
    add_link(&mut builder, "l0", vec![supports(0), supports(1)]);
    builder
}

fn supports(passage: u32) -> Evidence {
    Evidence::supporting(PassageIx(passage))
}

fn add_actor(builder: &mut GraphBuilder, key: &str, label: &str, aliases: &[&str]) -> ActorIx {
    let mut actor = Actor { key: key.into(), label: label.into(), ..Actor::default() };
    actor.aliases = aliases.iter().map(ToString::to_string).collect();
    builder.add_actor(actor).expect("free")
}

fn add_link(builder: &mut GraphBuilder, key: &str, evidence: Vec<Evidence>) {
    let mut link = Link { key: key.into(), kind: "leads".into(), directed: true, ..Link::default() };
    link.evidence = evidence;
    builder.add_link(ActorIx(0), ActorIx(1), link).expect("free");
}

fn found(builder: GraphBuilder) -> Vec<(&'static str, Record, String)> {
    let findings = check(&builder.finish());
    findings.into_iter().map(|finding| (finding.code.name(), finding.record, finding.message)).collect()
}

fn said(code: &'static str, record: Record, message: &str) -> (&'static str, Record, String) {
    (code, record, message.to_owned())
}

#[test]
fn a_sound_file_has_no_findings() {
    assert_eq!(found(sound()), vec![]);
    assert_eq!(found(GraphBuilder::new("", "")), vec![]);
}

#[test]
fn links_without_with_one_and_with_contradicting_passages() {
    let mut builder = sound();
    add_link(&mut builder, "l1", vec![]);
    add_link(&mut builder, "l2", vec![supports(1)]);
    let against = Evidence { stance: Stance::Contradicts, ..supports(0) };
    add_link(&mut builder, "l3", vec![against.clone(), against]);
    let link = |number| Record::Link(LinkIx(number));
    assert_eq!(
        found(builder),
        vec![
            said("unsourced_link", link(1), "No passage supports the link Ada – leads → Bob (id l1)."),
            said("unsourced_link", link(3), "No passage supports the link Ada – leads → Bob (id l3)."),
            said("contradicted_link", link(3), "1 passage contradicts the link Ada – leads → Bob (id l3)."),
            said("single_document", link(2), "The link Ada – leads → Bob (id l2) rests on “d2” alone."),
        ]
    );
}

#[test]
fn a_link_is_weak_where_all_its_support_is() {
    let graded = |passage, number| Evidence { credibility: Credibility::new(number), ..supports(passage) };
    let mut builder = sound();
    add_link(&mut builder, "l1", vec![graded(0, 5), graded(1, 4)]);
    add_link(&mut builder, "l2", vec![graded(0, 5), graded(1, 3)]);
    add_link(&mut builder, "l3", vec![graded(0, 6), graded(1, 6)]);
    let message = "All that supports the link Ada – leads → Bob (id l1) is of a weak grade: –4, –5.";
    assert_eq!(found(builder), vec![said("weak_grade", Record::Link(LinkIx(1)), message)]);
}

#[test]
fn one_document_in_the_file_is_not_held_against_its_links() {
    let mut builder = GraphBuilder::new("", "");
    let document = builder.add_document(Document { key: "d".into(), ..Document::default() }).expect("free");
    let passage = Passage { document: Some(document), quote: "Ada leads Bob.".into(), ..Passage::new("p") };
    builder.add_passage(passage).expect("free");
    add_actor(&mut builder, "a", "Ada", &[]);
    add_actor(&mut builder, "b", "Bob", &[]);
    add_link(&mut builder, "l", vec![supports(0)]);
    assert_eq!(found(builder), vec![]);
}

#[test]
fn what_is_pointed_at_but_missing_comes_first() {
    let mut builder = sound();
    let (passage, _) = builder.passage_or_stand_in("p9");
    let (document, _) = builder.document_or_stand_in("d9");
    let lost = Passage { document: Some(document), quote: "Ada".into(), ..Passage::new("p3") };
    let lost = builder.add_passage(lost).expect("free");
    add_link(&mut builder, "l1", vec![Evidence::supporting(passage), Evidence::supporting(lost)]);
    assert_eq!(
        found(builder),
        vec![
            said(
                "missing_passage",
                Record::Passage(passage),
                "1 piece of evidence points at passage \"p9\", which is not in the file."
            ),
            said(
                "missing_document",
                Record::Document(document),
                "1 passage is said to be in document \"d9\", which is not in the file."
            ),
        ]
    );
}

#[test]
fn passages_outside_their_text_without_words_or_use() {
    let mut builder = sound();
    let document = Some(DocumentIx(0));
    let outside = Some(TextRange { start: 9, end: 99 });
    builder.add_passage(Passage { document, range: outside, ..Passage::new("p3") }).expect("free");
    builder.add_passage(Passage { document, ..Passage::new("p4") }).expect("free");
    add_link(&mut builder, "l1", vec![supports(2), supports(1)]);
    let passage = |number| Record::Passage(PassageIx(number));
    assert_eq!(
        found(builder),
        vec![
            said(
                "range_outside_text",
                passage(2),
                "Passage \"p3\" of “d1” is said to stand at characters 9 to 99 of a text of 14."
            ),
            said(
                "passage_without_words",
                passage(3),
                "Passage \"p4\" of “d1” has no words: no place in a text, no quote, no paraphrase."
            ),
            said("unused_passage", passage(3), "Nothing points at passage \"p4\" of “d1”."),
        ]
    );
}

#[test]
fn actors_alone_without_evidence_or_of_the_same_name() {
    let mut builder = sound();
    let cy = add_actor(&mut builder, "c", "Cy", &["ADA", "Bób", ""]);
    assert_eq!(
        found(builder),
        vec![
            said("actor_without_evidence", Record::Actor(cy), "No passage supports “Cy” (id c) or one of its links."),
            said(
                "likely_duplicate",
                Record::Actor(ActorIx(0)),
                "“Ada” (id a) and “Cy” (id c) may be the same: both are called “Ada”."
            ),
            said(
                "likely_duplicate",
                Record::Actor(ActorIx(1)),
                "“Bob” (id b) and “Cy” (id c) may be the same: both are called “Bob”."
            ),
            said("isolated_actor", Record::Actor(cy), "“Cy” (id c) has no links."),
        ]
    );
}

#[test]
fn two_actors_that_share_two_names_are_one_finding() {
    let mut builder = sound();
    let twin = add_actor(&mut builder, "c", "سلمى", &["Salma"]);
    add_actor(&mut builder, "d", "SALMA", &["سلمي"]);
    let duplicates: Vec<_> = found(builder).into_iter().filter(|(code, ..)| *code == "likely_duplicate").collect();
    let message = "“سلمى” (id c) and “SALMA” (id d) may be the same: both are called “سلمى”.";
    assert_eq!(duplicates, vec![said("likely_duplicate", Record::Actor(twin), message)]);
}

#[test]
fn dates_that_are_not_understood() {
    let mut builder = GraphBuilder::new("", "");
    let published = Some(When::new("last week"));
    let retrieved = Some(When::new("2020-01"));
    let document = Document { key: "d".into(), published, retrieved, ..Document::default() };
    let document = builder.add_document(document).expect("free");
    let passage = Passage { document: Some(document), quote: "Ada".into(), ..Passage::new("p") };
    builder.add_passage(passage).expect("free");
    add_actor(&mut builder, "a", "Ada", &[]);
    add_actor(&mut builder, "b", "Bob", &[]);
    let mut link = Link { key: "l".into(), ..Link::default() };
    link.when = Some(When::new("soon"));
    link.evidence.push(supports(0));
    builder.add_link(ActorIx(0), ActorIx(1), link).expect("free");
    let mut born = Column::new("born", ColumnKind::Date, true);
    born.set(0, Value::Date("1970".into())).expect("a date");
    born.set(1, Value::Date("long ago".into())).expect("a date");
    builder.set_actor_columns(Columns::from_iter([born]));
    let sentence = |what: &str| format!("The {what} is not a date that Linklore understands.");
    assert_eq!(
        found(builder),
        vec![
            said("date_not_understood", Record::Actor(ActorIx(1)), &sentence("detail “born” of “Bob”, “long ago”,")),
            said(
                "date_not_understood",
                Record::Link(LinkIx(0)),
                &sentence("date of the link Ada – Bob (id l), “soon”,")
            ),
            said(
                "date_not_understood",
                Record::Document(document),
                &sentence("date of publication of “d”, “last week”,")
            ),
        ]
    );
}

#[test]
fn codes_are_listed_the_worst_first_and_each_has_its_own_name() {
    assert!(FindingCode::ALL.is_sorted());
    assert!(FindingCode::ALL.is_sorted_by_key(|code| code.severity()));
    let names: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), FindingCode::ALL.len());
}

#[test]
fn documents_that_copy_each_other_are_told() {
    let mut builder = sound();
    let report = "On Tuesday the harbour master said that Ada had led Bob out of the port at dawn without any papers.";
    for (key, quote) in [("d3", report.to_owned()), ("d4", report.to_uppercase())] {
        let document = Some(builder.add_document(Document { key: key.into(), ..Document::default() }).expect("free"));
        builder.add_passage(Passage { document, quote, ..Passage::new(key.replace('d', "p")) }).expect("free");
    }
    add_link(&mut builder, "l1", vec![supports(2), supports(3)]);
    add_link(&mut builder, "l2", vec![supports(2), supports(3), supports(0)]);
    let message = "The link Ada – leads → Bob (id l1) rests on 2 documents that say the same in nearly the same words: “d3”, “d4”.";
    assert_eq!(found(builder), vec![said("copied_documents", Record::Link(LinkIx(1)), message)]);
}
