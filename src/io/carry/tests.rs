//! Tests of what is carried: names do not clash, evidence comes back, what is implied is left out.

use super::*;
use crate::io::draft::Draft;
use crate::io::native;
use crate::model::{AxisScale, Marks, View};

const CASE: &str = r#"{"linklore": 1,
"documents": [{"id": "d", "title": "Log", "published": "2016", "reliability": "B", "text": "Ada met Ben."}],
"passages": [{"id": "p", "document": "d", "start": 0, "end": 12, "page": "3"}],
"actors": [{"id": "a", "label": "Ada", "type": "person", "aliases": ["A.|O."], "details": {"label": 7, "age": 36},
  "evidence": [{"passage": "p", "stance": "contradicts", "basis": "claimed", "credibility": 2, "note": "n"}]},
 {"id": "b", "label": "b"}],
"links": [{"id": "l", "source": "a", "target": "b", "type": "met", "when": "2016", "weight": 2, "evidence": [{"passage": "p"}]}]}"#;

fn opened() -> crate::io::Opened {
    crate::io::read_bytes("case.linklore", CASE.as_bytes()).expect("sound")
}

#[test]
fn fields_become_attributes_with_names_of_their_own() {
    let opened = opened();
    let names = |attributes: Vec<Attribute>| attributes.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let all = Own::default();
    let actors = actor_attributes(&opened.graph, all);
    assert_eq!(names(actors), ["label", "type", "aliases", "evidence", "label (2)", "age"]);
    let links = names(link_attributes(&opened.graph, Own { weight: true, ..all }));
    assert_eq!(links, ["type", "when", "evidence"]);
}

#[test]
fn evidence_comes_back_with_passage_and_document() {
    let opened = opened();
    let graph = &opened.graph;
    let (_, actor) = graph.actors().next().expect("Ada");
    let json = json_of_evidence(graph, &actor.evidence);
    assert_eq!(json[0]["passage"]["quote"], "Ada met Ben.");
    let mut draft = Draft::new();
    let a = draft.declare("a", None, false).actor;
    let field = draft.actor_field("evidence", None);
    draft.put_actor(a, field, Value::Text(json.to_string()), None);
    let (again, _, report) = draft.finish(None);
    assert!(report.is_empty(), "{report:?}");
    let (one, other) = (&actor.evidence[0], &again.actor(a).evidence[0]);
    assert_eq!(
        (one.stance, one.basis, one.credibility, &one.note),
        (other.stance, other.basis, other.credibility, &other.note)
    );
    assert_eq!(again.citation(other.passage), graph.citation(one.passage));
    assert_eq!(again.passage_words(other.passage), graph.passage_words(one.passage));
    assert!(again.actor_columns().is_empty());
}

#[test]
fn an_attribute_called_evidence_that_is_something_else_stays_a_detail() {
    let mut draft = Draft::new();
    let a = draft.declare("a", None, false).actor;
    let field = draft.actor_field("evidence", None);
    draft.put_actor(a, field, Value::Text("three letters".to_owned()), None);
    let (graph, ..) = draft.finish(None);
    assert_eq!(
        graph.actor_columns().by_name("evidence").and_then(|column| column.get(0)),
        Some(Value::Text("three letters".into()))
    );
}

#[test]
fn labels_that_are_ids_or_names_need_no_attribute() {
    let text = r#"{"linklore": 1, "actors": [{"id": "a", "label": "Ada", "details": {"name": "Ada"}}, {"id": "b", "label": "b"}]}"#;
    let opened = crate::io::read_bytes("x.linklore", text.as_bytes()).expect("sound");
    let names: Vec<String> = actor_attributes(&opened.graph, Own::default()).into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["name"]);
}

#[test]
fn what_stays_behind_is_said() {
    let opened = opened();
    let told = |holds: Holds| {
        losses(&opened.graph, &opened.view, holds)
            .notes()
            .iter()
            .map(|note| note.warning.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(Holds { link_ids: true, title: true, created: true, ..Holds::default() }),
        [
            "Not written: 2 pieces of evidence with their passages.",
            "Not written: 1 text of a document (the words of its passages go along)."
        ]
    );
    let told_of_ids = told(Holds { evidence: true, title: true, created: true, ..Holds::default() });
    assert_eq!(told_of_ids.len(), 2, "the text, and the id of the link: {told_of_ids:?}");
    let whole = r#"{"linklore": 1, "title": "T", "created": "2020", "case": 7, "documents": [{"id": "d", "shelf": 3}, {"id": "e"}],
        "passages": [{"id": "p", "document": "d", "quote": "q"}], "actors": [{"id": "a", "evidence": [{"passage": "p"}]}, {"id": "b"}],
        "view": {"groups": [{"name": "G", "members": ["a", "b"]}]}}"#;
    let whole = crate::io::read_bytes("x.linklore", whole.as_bytes()).expect("sound");
    let report = losses(&whole.graph, &whole.view, Holds { title: false, ..Holds::MOST });
    let said: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
    let expected = [
        "1 document that nothing rests on",
        "1 document or passage with fields that Linklore does not know",
        "1 group of actors (its members are written)",
        "the title of the graph",
        "the day on which the graph was made",
        "fields of the file: case",
    ];
    assert_eq!(said, expected.map(|what| format!("Not written: {what}.")));
    assert!(native::to_bytes(&opened.graph, &opened.view).is_ok());

    let axis = AxisScale { title: "age".into(), is_upright: false, marks: Marks::Names(Vec::new()), without: None };
    let view = View { axis: Some(axis), ..opened.view };
    let told = losses(&opened.graph, &view, Holds { evidence: true, link_ids: true, ..Holds::default() });
    let said = told.notes().last().expect("the axis").warning.to_string();
    assert!(said.contains("axis along which actors stand"), "{said}");
}
