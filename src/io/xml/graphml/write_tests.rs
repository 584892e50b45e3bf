//! Tests of what is written: everything that a graph says comes back, and what other programs look for is there.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::io::{Format, Opened, native, read_bytes};
use crate::model::{ActorIx, Colour, ColumnKind, Columns, Graph, LinkIx, LoadReport, Point, View};

const CASE: &str = r#"{"linklore": 1, "title": "Harbour & sea", "created": "2024-05-06T07:08:09Z", "imported": {"name": "x", "season": 4, "tags": ["a", 1], "id": "H", "final": true, "share": 0.5, "far": 18446744073709551615},
"columns": {"actors": {"born": "date", "none": "whole number"}},
"documents": [{"id": "d", "title": "Log", "published": "2016", "reliability": "B"}],
"passages": [{"id": "p", "document": "d", "quote": "Ada met Ben.", "page": "3"}],
"actors": [
 {"id": "a", "label": "Ada \"A\" <Obi> & Söhne", "type": "person", "aliases": ["A.|O.", "say \"hi\", \\ it"], "note": "Line one.\nLine two.\ttab\r",
  "details": {"age": 36, "share": 0.1, "large": 9007199254740993, "far": 1e300, "names": ["x", "", "null"], "none of these": [],
   "mixed": 1, "born": "1970~", "ok": true, "text": " padded ", "label": "another", "type": 5, "labels": ":not:a:label", "x": 4, "size": 7, "r": 300}},
 {"id": "b", "label": "b", "details": {"mixed": ["x", 2, {"k": null}], "large": 1, "text": "", "size": 8, "weight": 2.0}},
 {"id": " c ", "label": "سلمى", "type": "", "details": {"mixed": "1"}},
 {"id": "d:e", "label": "<b>", "details": {"mixed": "one", "list": [1, 2, 3]},
  "evidence": [{"passage": "p", "stance": "contradicts", "basis": "claimed", "credibility": 2, "note": "n"}]}],
"links": [
 {"id": "l1", "source": "a", "target": "b", "type": "met", "directed": true, "when": "2016-05-06", "weight": 2.5, "evidence": [{"passage": "p", "basis": "stated"}]},
 {"id": "l2", "source": "a", "target": "b", "type": "met", "when": "2016/..", "directed": true, "details": {"label": "met", "amount": 3, "weight": 7, "when": "now"}},
 {"id": "l3", "source": "b", "target": "b", "when": "2016?", "note": "A loop."},
 {"id": "9", "source": " c ", "target": "a", "type": "calls", "directed": true, "weight": -1e-9, "details": {"visone.direction": false}},
 {"id": "l5", "source": "b", "target": "a", "directed": false, "weight": 0, "details": {"visone.direction": true}}]
}"#;

fn opened(text: &str) -> Opened {
    read_bytes("case.linklore", text.as_bytes()).expect("the case is sound")
}

fn written(graph: &Graph, view: &View) -> (String, LoadReport) {
    let format = Format::from_id("graphml").expect("the format is in the table");
    let mut bytes = Vec::new();
    let report = format.write(graph, view, &mut bytes).expect("it is written").expect("memory takes everything");
    (String::from_utf8(bytes).expect("UTF-8"), report)
}

/// The file as the native one has it.
fn records(opened: &Opened) -> Json {
    let bytes = native::to_bytes(&opened.graph, &opened.view).expect("sound");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn round(before: &Opened) -> (Opened, String) {
    let (text, _) = written(&before.graph, &before.view);
    let again = read_bytes("again.graphml", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    (again, text)
}

#[test]
fn everything_comes_back() {
    let mut before = opened(CASE);
    let view = &mut before.view;
    view.positions.set(ActorIx(0), Some(Point::new(0.1, -7.3)));
    view.positions.set(ActorIx(2), Some(Point::new(100.7, 0.0)));
    view.looks.set_actor_colour(ActorIx(0), Some(Colour { r: 1, g: 2, b: 3, a: 127 }));
    view.looks.set_actor_size(ActorIx(1), Some(2.25));
    view.looks.set_link_colour(LinkIx(1), Some(Colour::rgb(9, 8, 7)));
    let (after, text) = round(&before);
    let (mut one, other) = (records(&before), records(&after));
    // Only evidence brings documents and passages along; here it does for all of them.
    for list in ["actors", "links", "documents", "passages", "imported", "title", "created", "view"] {
        assert_eq!(one[list].take(), other[list], "{list}\n{text}");
    }
    let kinds = |columns: &Columns| -> Vec<(String, ColumnKind)> {
        columns.iter().map(|column| (column.name.clone(), column.kind())).collect()
    };
    assert_eq!(kinds(before.graph.actor_columns()), kinds(after.graph.actor_columns()));
    assert_eq!(kinds(before.graph.link_columns()), kinds(after.graph.link_columns()));
    assert!(after.report.is_empty(), "{:?}", after.report.notes());
}

#[test]
fn what_is_read_from_others_comes_back_with_its_places() {
    let gephi = include_bytes!("../../../../tests/fixtures/graphml/gephi.graphml");
    let before = read_bytes("gephi.graphml", gephi).expect("sound");
    let (after, text) = round(&before);
    assert_eq!(records(&before), records(&after), "{text}");
    assert_eq!(text.matches("attr.name=\"x\"").count(), 1, "the detail is the place");
    let mut moved = before.clone();
    moved.view.positions.set(ActorIx(1), Some(Point::new(7.0, 8.0)));
    let (after, text) = round(&moved);
    assert_eq!(records(&moved), records(&after), "{text}");
    assert!(text.contains("attr.name=\"x (2)\" attr.type=\"double\" linklore:detail=\"x\""), "{text}");
}

#[test]
fn other_programs_find_what_they_look_for() {
    let before = opened(CASE);
    let (text, report) = written(&before.graph, &before.view);
    let has = |piece: &str| assert!(text.contains(piece), "{piece} is not in {text}");
    has("<graph id=\"H\" edgedefault=\"directed\" parse.nodes=\"4\" parse.edges=\"5\">");
    has("for=\"node\" attr.name=\"label\" attr.type=\"string\"/>");
    has("for=\"node\" attr.name=\"age\" attr.type=\"long\"/>");
    has("for=\"node\" attr.name=\"share\" attr.type=\"double\"/>");
    has("for=\"node\" attr.name=\"ok\" attr.type=\"boolean\"/>");
    has("for=\"node\" attr.name=\"born\" attr.type=\"string\" linklore:kind=\"date\"/>");
    has("for=\"node\" attr.name=\"label (2)\" attr.type=\"string\" linklore:detail=\"label\"/>");
    has("for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>");
    has("<edge id=\"l3\" source=\"b\" target=\"b\" directed=\"false\">");
    has("<edge id=\"l2\" source=\"a\" target=\"b\">");
    assert!(report.is_empty(), "{report:?}");
}

#[test]
fn what_xml_cannot_hold_is_told_and_ids_stay_apart() {
    let before = opened(
        r#"{"linklore": 1, "actors": [{"id": "a\u0001", "label": "bell \u0007"}, {"id": "a\u0002", "label": "x"}],
            "links": [{"id": "l", "source": "a\u0001", "target": "a\u0002"}]}"#,
    );
    let (text, report) = written(&before.graph, &before.view);
    let told: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
    assert_eq!(told, ["Not written: 3 control characters, which XML cannot hold; \u{fffd} stands in their place."]);
    let after = read_bytes("again.graphml", text.as_bytes()).expect("sound");
    assert_eq!((after.graph.actor_count(), after.graph.link_count()), (2, 1));
    let (source, target) = after.graph.ends(LinkIx(0));
    assert_ne!(source, target);
}

proptest! {
    /// Whatever texts and numbers: written and read again they are the same.
    #[test]
    fn any_record_comes_back(
        keys in prop::collection::hash_set("[^\\p{Cc}\u{fffe}\u{ffff}]{1,8}", 2..5),
        label in "[^\\p{Cc}\u{fffe}\u{ffff}]{1,8}",
        text in "[^\\p{Cc}\u{fffe}\u{ffff}]{0,12}",
        name in "[^\\p{Cc}\u{fffe}\u{ffff}]{1,6}|label|type|weight|when|note|x|y|r|size|name",
        mixed in prop::collection::vec(prop::sample::select(vec![json!(1), json!("1"), json!("x"), json!([]), json!({"a": "b"}), json!(false)]), 2),
        whole in any::<i64>(),
        number in prop::num::f64::NORMAL,
        weight in prop::option::of(prop::num::f64::NORMAL),
        place in prop::option::of((prop::num::f32::NORMAL, prop::num::f32::NORMAL)),
        directed in prop::collection::vec(any::<bool>(), 1..4),
    ) {
        let keys: Vec<String> = keys.into_iter().collect();
        let actors: Vec<Json> = keys.iter().enumerate().map(|(position, key)| {
            let details = match position {
                0 => json!({"text": text, "whole": whole, "number": number, "mixed": mixed[0]}),
                1 => json!({"mixed": mixed[1], (name.as_str()): text}),
                _ => json!({}),
            };
            json!({"id": key, "label": label, "details": details})
        }).collect();
        let links: Vec<Json> = directed.iter().enumerate().map(|(position, directed)| {
            let mut link = json!({"id": format!("e{position}"), "source": keys[0], "target": keys[1], "directed": directed, "type": text,
                "details": {(name.as_str()): text}});
            if let Some(weight) = weight {
                link["weight"] = json!(weight);
            }
            link
        }).collect();
        let mut before = opened(&json!({"linklore": 1, "actors": actors, "links": links}).to_string());
        if let Some((x, y)) = place {
            before.view.positions.set(ActorIx(0), Some(Point::new(x, y)));
        }
        let (after, text) = round(&before);
        let (mut one, mut other) = (records(&before), records(&after));
        for part in ["actors", "links", "view"] {
            prop_assert_eq!(one[part].take(), other[part].take(), "{}", text);
        }
    }
}
