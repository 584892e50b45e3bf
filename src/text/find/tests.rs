//! Stories about the search box.

use super::*;
use crate::model::{Actor, Document, GraphBuilder, Link, Passage, TextRange};

const ALL: usize = 100;

/// Six actors; three links; three passages in two documents.
fn harbour() -> Graph {
    let mut builder = GraphBuilder::new("", "");
    let text = Some("Ada paid the harbour master. سَلْمَى left the\n harbour.".to_owned());
    let report = Document {
        key: "d1".into(),
        title: "Harbour report".into(),
        author: "Obi".into(),
        text,
        ..Document::default()
    };
    let report = builder.add_document(report).expect("free");
    let letter = builder.add_document(Document { key: "harbour".into(), ..Document::default() }).expect("free");
    let range = |start, end| Some(TextRange { start, end });
    for passage in [
        Passage { document: Some(letter), quote: "The master of the harbour denies.".into(), ..Passage::new("p0") },
        Passage {
            document: Some(report),
            range: range(29, 54),
            translation: "Salma left.".into(),
            ..Passage::new("p1")
        },
        Passage { document: Some(report), range: range(0, 28), ..Passage::new("p2") },
    ] {
        builder.add_passage(passage).expect("free");
    }
    for (key, label, aliases, note) in [
        ("a1", "Ada Obi", &["Müller"][..], ""),
        ("a2", "Obi", &[], ""),
        ("a3", "Obinna", &[], "trader, brother of Ada"),
        ("a4", "Tobi", &[], ""),
        ("a5", "سلمى", &["Salma Obi"], ""),
        ("a6", "Obi Dockers", &[], ""),
    ] {
        let mut actor = Actor { key: key.into(), label: label.into(), ..Actor::default() };
        actor.aliases = aliases.iter().map(ToString::to_string).collect();
        actor.note = note.into();
        builder.add_actor(actor).expect("free");
    }
    for (number, (source, target, kind, note)) in
        [(0, 5, "leads", ""), (5, 1, "paid", "by cheque"), (5, 0, "paid off", "")].into_iter().enumerate()
    {
        let mut link = Link { key: number.to_string().into(), kind: kind.into(), ..Link::default() };
        link.note = note.into();
        builder.add_link(ActorIx(source), ActorIx(target), link).expect("free");
    }
    builder.finish()
}

fn find(query: &str) -> FindResults {
    let graph = harbour();
    FindIndex::new(&graph).find(&graph, query, FindLimits::each(ALL))
}

fn actors(query: &str) -> Vec<(u32, Closeness)> {
    find(query).actors.hits.iter().map(|hit| (hit.ix.0, hit.closeness)).collect()
}

/// What is lit in each hit.
fn lit<'g, Ix: Copy>(graph: &'g Graph, hits: &[Hit<Ix>], record: impl Fn(Ix) -> Record) -> Vec<Vec<(Field, &'g str)>> {
    let text = |hit: &Hit<Ix>, field| field_text(graph, record(hit.ix), field).expect("the field was searched");
    hits.iter()
        .map(|hit| {
            hit.matches.iter().map(|found| (found.field, &text(hit, found.field)[found.range.clone()])).collect()
        })
        .collect()
}

#[test]
fn actors_come_the_closest_first_then_the_better_linked() {
    use Closeness::{Exact, Inside, Prefix, WordPrefix};
    assert_eq!(
        actors("obi"),
        vec![(1, Exact), (5, Prefix), (2, Prefix), (0, WordPrefix), (4, WordPrefix), (3, Inside)]
    );
}

#[test]
fn any_spelling_and_script_finds_and_lights_the_original() {
    let graph = harbour();
    assert_eq!(actors("MULLER"), vec![(0, Closeness::Exact)]);
    assert_eq!(actors("سلمي"), vec![(4, Closeness::Exact)]);
    let found = find("سلمى");
    assert_eq!(lit(&graph, &found.passages.hits, Record::Passage), vec![vec![(Field::Words, "سَلْمَى")]]);
    assert_eq!(lit(&graph, &find("mul").actors.hits, Record::Actor), vec![vec![(Field::Alias(0), "Mül")]]);
}

#[test]
fn all_words_must_be_there_in_any_order() {
    use Closeness::Apart;
    let graph = harbour();
    assert_eq!(actors("obi ada"), vec![(0, Apart), (2, Apart)], "names before notes");
    assert_eq!(actors("obinna trader"), vec![(2, Apart)]);
    assert_eq!(actors("obi nobody"), vec![]);
    let found = find("harbour master");
    assert_eq!(found.passages.hits.iter().map(|hit| hit.ix.0).collect::<Vec<_>>(), vec![2, 0]);
    assert_eq!(
        lit(&graph, &found.passages.hits, Record::Passage),
        vec![vec![(Field::Words, "harbour master")], vec![(Field::Words, "master"), (Field::Words, "harbour")]]
    );
    assert_eq!(found.passages.hits.iter().map(|hit| hit.closeness).collect::<Vec<_>>(), vec![Closeness::Inside, Apart]);
}

#[test]
fn of_several_places_the_longest_is_shown_first() {
    let found = find("the a master").passages.hits;
    let graph = harbour();
    let best = found[0].best_match().expect("it was found by its words");
    let words = field_text(&graph, Record::Passage(found[0].ix), best.field).expect("it was found by its words");
    assert_eq!(&words[best.range.clone()], "master");
    let equals = find("o d").actors.hits.remove(0);
    assert!(equals.matches.len() > 1);
    assert_eq!(equals.best_match(), equals.matches.first());
}

#[test]
fn a_quoted_phrase_must_stand_together_even_across_a_line_break() {
    let passages = |query: &str| find(query).passages.hits.iter().map(|hit| hit.ix.0).collect::<Vec<_>>();
    assert_eq!(passages("\"harbour master\""), vec![2]);
    assert_eq!(passages("“the harbour”"), vec![2, 1, 0]);
    assert_eq!(passages("“the harbour” left"), vec![1]);
    assert_eq!(passages("salma left"), vec![1], "the translation is searched too");
}

#[test]
fn links_are_found_by_type_and_note_with_help_of_their_ends() {
    let graph = harbour();
    let links = |query: &str| find(query).links.hits.iter().map(|hit| (hit.ix.0, hit.closeness)).collect::<Vec<_>>();
    assert_eq!(links("paid"), vec![(1, Closeness::Exact), (2, Closeness::Prefix)]);
    assert_eq!(links("cheque"), vec![(1, Closeness::Apart)]);
    assert_eq!(links("paid ada"), vec![(2, Closeness::Apart)]);
    assert_eq!(links("ada"), vec![], "the actor is found, its links are not");
    let found = find("ada leads").links.hits;
    assert_eq!(lit(&graph, &found, Record::Link), vec![vec![(Field::Kind, "leads"), (Field::Source, "Ada")]]);
}

#[test]
fn documents_are_found_by_title_author_or_id() {
    let found = find("harbour").documents.hits;
    assert_eq!(
        found.iter().map(|hit| (hit.ix.0, hit.closeness)).collect::<Vec<_>>(),
        vec![(1, Closeness::Exact), (0, Closeness::Prefix)]
    );
    assert_eq!(find("report obi").documents.total, 1);
}

#[test]
fn what_is_over_the_limit_is_counted() {
    let graph = harbour();
    let limits = FindLimits { actors: 2, links: 0, passages: 1, documents: 9 };
    let found = FindIndex::new(&graph).find(&graph, "o", limits);
    assert_eq!((found.actors.hits.len(), found.actors.total), (2, 6));
    assert_eq!((found.links.hits.len(), found.links.total), (0, 1));
    assert_eq!((found.passages.hits.len(), found.passages.total), (1, 3));
    assert_eq!(found.total(), 6 + 1 + 3 + 2);
    assert_eq!(found.actors.hits, find("o").actors.hits[..2]);
}

#[test]
fn an_empty_query_or_graph_finds_nothing() {
    assert_eq!(find(""), FindResults::default());
    assert_eq!(find(" \" "), FindResults::default());
    let graph = crate::model::graph_from_drawing("");
    assert_eq!(FindIndex::new(&graph).find(&graph, "a", FindLimits::each(ALL)), FindResults::default());
}

#[test]
fn a_renamed_actor_does_no_harm_before_the_index_is_built_again() {
    let mut graph = harbour();
    let index = FindIndex::new(&graph);
    graph.set_label(ActorIx(1), "Zoe".into());
    let found = index.find(&graph, "obi", FindLimits::each(1));
    assert_eq!((found.actors.hits[0].ix, found.actors.hits[0].matches.len()), (ActorIx(1), 0));
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_every_match_is_a_place_in_its_text(query in "[a-zA-Z \"“”üéسلمىَ\u{301}]{0,12}") {
        let graph = harbour();
        let found = FindIndex::new(&graph).find(&graph, &query, FindLimits::each(ALL));
        let terms = Query::new(&query).terms;
        for hit in &found.actors.hits {
            for place in &hit.matches {
                let text = field_text(&graph, Record::Actor(hit.ix), place.field).expect("it was found there");
                let words = crate::text::fold(&text[place.range.clone()]);
                proptest::prop_assert!(terms.iter().any(|term| words.contains(term.as_str())));
            }
        }
        for (actor, record) in graph.actors() {
            let texts = record.names().chain([record.note.as_str()]).map(crate::text::fold).collect::<Vec<_>>();
            let fits = !terms.is_empty()
                && terms.iter().all(|term| texts.iter().any(|text| text.contains(term.as_str())));
            let is_found = found.actors.hits.iter().any(|hit| hit.ix == actor);
            proptest::prop_assert_eq!(is_found, fits, "actor {}", record.label);
        }
    }
}
