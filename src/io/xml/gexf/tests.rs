//! Tests of what is written: everything that a graph says comes back, and what other programs look for is there.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::io::{Format, Opened, native, read_bytes};
use crate::model::{Graph, LoadReport, View};

const CASE: &str = r#"{"linklore": 1, "title": "Harbour, a title that is longer than what any other program would put in one line of a description, by far and wide, and ends here", "created": "2024-05-06",
"columns": {"actors": {"born": "date", "when": "date", "spells": "list of text"}},
"documents": [{"id": "d", "title": "Log", "published": "2016", "reliability": "B", "text": "Ada met Ben."}],
"passages": [{"id": "p", "document": "d", "quote": "Ada met Ben.", "page": "3"}],
"actors": [
 {"id": "a", "label": "Ada \"A\" <Obi> & Söhne", "type": "person", "aliases": ["A.|O.", "say \"hi\", \\ it"], "note": "Line one.\nLine two.\ttab",
  "details": {"age": 36, "share": 0.1, "large": 9007199254740993, "far": 1e300, "names": ["x", "", "null", "<empty>", "[b]"], "names2": [],
   "mixed": 1, "born": "1970~", "when": "2001-02-03/2004-05-06", "ok": true, "text": " padded ", "label": "another"},
  "evidence": [{"passage": "p", "stance": "contradicts", "basis": "claimed", "credibility": 2, "note": "n"}]},
 {"id": "b", "label": "b", "details": {"mixed": ["x", 2, {"k": null}], "when": "2001-02", "large": 1, "text": ""}},
 {"id": " c ", "label": "سلمى", "type": "", "details": {"mixed": "1", "when": "2001-01-01/2005-05-05", "spells": ["2001-01-01/2002-02-02", "2005-05-05"]}},
 {"id": "d", "label": "d", "details": {"when": "the year of the flood", "spells": ["once", "twice"], "list": [1, 2, 3]}}],
"links": [
 {"id": "l1", "source": "a", "target": "b", "type": "met", "directed": true, "when": "2016-05-06", "weight": 2.5, "evidence": [{"passage": "p", "basis": "stated"}]},
 {"id": "l2", "source": "a", "target": "b", "type": "met", "when": "2016/..", "directed": true, "details": {"label": "at sea", "amount": 3, "weight": 7}},
 {"id": "l3", "source": "b", "target": "b", "when": "2016-05-06/2016-05-07", "directed": true, "note": "A loop."},
 {"id": "l4", "source": " c ", "target": "a", "type": "calls", "when": "2016?", "directed": true, "weight": -1e-9},
 {"id": "5", "source": "b", "target": "a", "when": "2016-05-06/..", "directed": true},
 {"id": "l6", "source": "b", "target": "a", "when": "-0044-03-15", "directed": true, "weight": 0}]
}"#;

fn opened(text: &str) -> Opened {
    read_bytes("case.linklore", text.as_bytes()).expect("the case is sound")
}

fn written(graph: &Graph, view: &View) -> (String, LoadReport) {
    let format = Format::from_id("gexf").expect("the format is in the table");
    let mut bytes = Vec::new();
    let report = format.write(graph, view, &mut bytes).expect("it is written").expect("memory takes everything");
    (String::from_utf8(bytes).expect("UTF-8"), report)
}

/// The records as the native file has them.
fn records(graph: &Graph, view: &View) -> Json {
    let bytes = native::to_bytes(graph, view).expect("sound");
    let mut file: Json = serde_json::from_slice(&bytes).expect("JSON");
    json!({"actors": file["actors"].take(), "links": file["links"].take(), "title": file["title"].take(),
        "created": file["created"].take(), "places": file["view"]["positions"].take()})
}

fn round(opened: &Opened) -> (Opened, String) {
    let (text, _) = written(&opened.graph, &opened.view);
    let again = read_bytes("again.gexf", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    (again, text)
}

#[test]
fn everything_that_is_said_of_actors_and_links_comes_back() {
    let before = opened(CASE);
    assert!(before.report.by_code().iter().all(|(note, _)| note.warning.code() == "date-not-understood"));
    let (after, text) = round(&before);
    let (one, other) = (records(&before.graph, &before.view), records(&after.graph, &after.view));
    for list in ["actors", "links"] {
        for (one, other) in one[list].as_array().into_iter().flatten().zip(other[list].as_array().into_iter().flatten())
        {
            assert_eq!(one, other, "{text}");
        }
    }
    assert_eq!(one, other);
    for (before, after) in [
        (before.graph.actor_columns(), after.graph.actor_columns()),
        (before.graph.link_columns(), after.graph.link_columns()),
    ] {
        for column in before.iter() {
            assert_eq!(
                after.by_name(&column.name).map(crate::model::Column::kind),
                Some(column.kind()),
                "{}",
                column.name
            );
        }
    }
    let codes: Vec<&str> = after.report.notes().iter().map(|note| note.warning.code()).collect();
    assert!(codes.iter().all(|code| *code == "date-not-understood" || *code == "reshaped"), "{codes:?}");
}

#[test]
fn other_programs_find_what_they_look_for() {
    let before = opened(CASE);
    let (text, report) = written(&before.graph, &before.view);
    let has = |piece: &str| assert!(text.contains(piece), "{piece} is not in {text}");
    has("<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\"");
    has("title=\"age\" type=\"integer\"");
    has("title=\"large\" type=\"long\"");
    has("title=\"share\" type=\"double\"");
    has("title=\"ok\" type=\"boolean\"");
    has("title=\"names\" type=\"liststring\"");
    has("title=\"mixed\" type=\"string\" linklore:kind=\"mixed\"");
    has("<node id=\"b\" label=\"b\" start=\"2001-02-01\" end=\"2001-02-28\">");
    has("<spell start=\"2005-05-05\" end=\"2005-05-05\"/>");
    has("kind=\"met\" label=\"met\" weight=\"2.5\" start=\"2016-05-06\" end=\"2016-05-06\"");
    has("start=\"2016-01-01\">");
    let told: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
    assert_eq!(told, ["Not written: 1 text of a document (the words of its passages go along)."]);
}

#[test]
fn names_that_networkx_cannot_take_have_other_titles() {
    let case = |keys: [&str; 2], more: &str| {
        opened(&format!(
            r#"{{"linklore": 1, "actors": [{{"id": "a", "label": "a"}}, {{"id": "b", "label": "b"}}], "links": [
            {{"id": "x", "source": "a", "target": "b", "details": {{"key": "{}"{more}}}}},
            {{"id": "y", "source": "a", "target": "b", "details": {{"key": "{}"}}}}]}}"#,
            keys[0], keys[1]
        ))
    };
    for (keys, more, title) in [
        (["k1", "k2"], "", "title=\"networkx_key\" type=\"string\" linklore:detail=\"key\""),
        (["k", "k"], "", "title=\"key (2)\" type=\"string\" linklore:detail=\"key\""),
        (
            ["k1", "k2"],
            ", \"networkx_key\": \"other\"",
            "title=\"networkx_key (2)\" type=\"string\" linklore:detail=\"key\"",
        ),
        (
            ["k1", "k2"],
            ", \"networkx_key\": \"y\"",
            "title=\"networkx_key (2)\" type=\"string\" linklore:detail=\"networkx_key\"",
        ),
    ] {
        let before = case(keys, more);
        let (after, text) = round(&before);
        assert!(text.contains(title), "{title} is not in {text}");
        assert_eq!(records(&before.graph, &before.view), records(&after.graph, &after.view), "{text}");
    }
}

#[test]
fn mixed_directions_places_and_looks_come_back() {
    let mut before = opened(
        r#"{"linklore": 1, "actors": [{"id": "a", "label": "a"}, {"id": "b", "label": "b"}],
            "links": [{"id": "x", "source": "a", "target": "b", "directed": true}, {"id": "y", "source": "b", "target": "a"}]}"#,
    );
    let ids: Vec<_> = before.graph.actors().map(|(ix, _)| ix).collect();
    before.view.positions.set(ids[0], Some(crate::model::Point::new(0.1, -7.3)));
    before.view.positions.set(ids[1], Some(crate::model::Point::new(100.7, 0.0)));
    let looks = &mut before.view.looks;
    looks.set_actor_colour(ids[0], Some(crate::model::Colour { r: 1, g: 2, b: 3, a: 127 }));
    looks.set_actor_size(ids[1], Some(2.25));
    let links: Vec<_> = before.graph.links().map(|(ix, _)| ix).collect();
    looks.set_link_colour(links[1], Some(crate::model::Colour::rgb(9, 8, 7)));
    let (after, text) = round(&before);
    assert_eq!(after.view.looks, before.view.looks, "{text}");
    assert_eq!(after.view.positions, before.view.positions, "{text}");
    assert!(
        !text.contains("defaultedgetype") && text.contains("type=\"undirected\"") && text.contains("mode=\"static\"")
    );
    assert_eq!(records(&before.graph, &before.view), records(&after.graph, &after.view));
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
    let after = read_bytes("again.gexf", text.as_bytes()).expect("sound");
    assert_eq!((after.graph.actor_count(), after.graph.link_count()), (2, 1));
    let (source, target) = after.graph.ends(crate::model::LinkIx::new(0));
    assert_ne!(source, target);
}

proptest! {
    /// Whatever texts, numbers and dates: written and read again they are the same.
    #[test]
    fn any_record_comes_back(
        labels in prop::collection::vec("[^\\p{Cc}\u{fffe}\u{ffff}]{1,8}", 2..5),
        text in "[^\\p{Cc}\u{fffe}\u{ffff}]{0,12}",
        list in prop::collection::vec("[^\\p{Cc}\u{fffe}\u{ffff}]{0,6}", 1..4),
        whole in any::<i64>(),
        number in prop::num::f64::NORMAL,
        weight in prop::option::of(prop::num::f64::NORMAL),
        when in prop::option::of(prop::sample::select(vec![
            "2001", "2001-02", "2001-02-03", "2001/2002", "2001-02-03/2002-03-04", "2001-02-03/..", "../2001", "2001~", "200X",
            "2001-21", "2001-02-03T04:05:06", "/2001", "Y12000", "[2001,2003]", "about then",
        ])),
        directed in prop::collection::vec(any::<bool>(), 1..4),
    ) {
        let actors: Vec<Json> = labels.iter().enumerate().map(|(position, label)| {
            let details = json!({"text": text, "list": list, "whole": whole, "number": number});
            json!({"id": format!("n{position}"), "label": label, "details": if position == 0 { details } else { json!({}) }})
        }).collect();
        let links: Vec<Json> = directed.iter().enumerate().map(|(position, directed)| {
            let mut link = json!({"id": format!("e{position}"), "source": "n0", "target": "n1", "directed": directed, "type": text});
            if let Some(weight) = weight {
                link["weight"] = json!(weight);
            }
            if let Some(when) = when {
                link["when"] = json!(when);
            }
            link
        }).collect();
        let before = opened(&json!({"linklore": 1, "actors": actors, "links": links}).to_string());
        let (after, text) = round(&before);
        prop_assert_eq!(records(&before.graph, &before.view), records(&after.graph, &after.view), "{}", text);
    }
}
