//! Tests of what the writers of plain formats keep of a graph that came from elsewhere: odd ids, details with the names of
//! fields, evidence, mixed directions.

use crate::io::{Format, Opened, read_bytes};

const CASE: &str = r#"{"linklore": 1, "title": "Quay \"9\"",
"documents": [{"id": "d", "title": "Log \"x\""}],
"passages": [{"id": "q", "document": "d", "quote": "He said  \"no\" \\ twice, <left> &amp; right"}],
"actors": [
 {"id": "a b", "label": "Ada \"Q\" &eacute; \\N é", "type": "person", "aliases": ["A|O", "B"], "note": "n",
  "details": {"color": "red", "pos": "1,2", "ic": "Red", "id": "x7", "größe": 3.0, "first name": "Ä", "time": "soon"},
  "evidence": [{"passage": "q", "basis": "claimed", "credibility": 2, "stance": "contradicts"}]},
 {"id": "1", "label": "1", "details": {"style": "filled", "größe": 2.5}}, {"id": "<x>", "label": "<x>"}],
"links": [
 {"id": "l1", "source": "a b", "target": "1", "directed": true, "type": "met \\E \"x\"", "when": "2016/2018", "weight": 2,
  "evidence": [{"passage": "q"}], "details": {"key": "k", "dir": "odd"}},
 {"id": "l2", "source": "a b", "target": "1", "directed": false, "weight": 0.1, "note": "n", "details": {"key": "k"}},
 {"id": "l3", "source": "1", "target": "1", "directed": true, "type": "self", "when": "2016-05~"},
 {"id": "l4", "source": "<x>", "target": "a b", "directed": false, "type": "owes", "details": {"value": 3}}]}"#;

fn written(id: &str) -> Opened {
    let opened = read_bytes("case.linklore", CASE.as_bytes()).expect("sound");
    let format = Format::from_id(id).expect("known");
    let mut bytes = Vec::new();
    format.write(&opened.graph, &opened.view, &mut bytes).expect("written").expect("memory takes everything");
    let again = read_bytes(&format!("again.{}", format.extensions()[0]), &bytes);
    let again = again.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.format, format);
    again
}

#[test]
fn texts_that_come_back_as_numbers_are_told() {
    let case = r#"{"linklore": 1, "actors": [
 {"id": "a", "details": {"code": "3", "flat": "12b"}}, {"id": "b", "details": {"code": "0.5", "flat": "7"}}],
"links": []}"#;
    let opened = read_bytes("case.linklore", case.as_bytes()).expect("sound");
    for id in ["dot", "pajek"] {
        let format = Format::from_id(id).expect("known");
        let report = format.write(&opened.graph, &opened.view, &mut Vec::new()).expect("written").expect("memory");
        let told: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
        assert!(told.iter().any(|told| told.contains("\"code\"") && !told.contains("\"flat\"")), "{id}: {told:?}");
    }
}

#[test]
fn what_came_from_elsewhere_is_kept() {
    let first = read_bytes("case.linklore", CASE.as_bytes()).expect("sound").graph;
    for id in ["gml", "dot", "pajek"] {
        let again = written(id).graph;
        assert_eq!(again.title, first.title, "{id}");
        assert_eq!(again.actor_count(), 3, "{id}");
        for ((ix, one), (other_ix, other)) in first.actors().zip(again.actors()) {
            assert_eq!((&one.key, &one.label, &one.kind), (&other.key, &other.label, &other.kind), "{id}");
            assert_eq!((&one.aliases, &one.note), (&other.aliases, &other.note), "{id}");
            assert_eq!(one.evidence.len(), other.evidence.len(), "{id}");
            for (name, value) in first.actor_columns().row(ix.get()) {
                let kept = again.actor_columns().by_name(name).and_then(|column| column.get(other_ix.get()));
                assert_eq!(kept, Some(value), "{id}: {name}");
            }
        }
        for ((ix, one), (other_ix, other)) in first.links().zip(again.links()) {
            assert_eq!(first.ends(ix), again.ends(other_ix), "{id}");
            assert_eq!((&one.key, &one.kind, one.directed), (&other.key, &other.kind, other.directed), "{id}");
            assert_eq!((one.weight, &one.when, &one.note), (other.weight, &other.when, &other.note), "{id}");
            assert_eq!(one.evidence.len(), other.evidence.len(), "{id}");
        }
        let (_, passage) = again.passages().next().expect("the passage");
        assert_eq!(passage.quote, "He said  \"no\" \\ twice, <left> &amp; right", "{id}");
    }
}
