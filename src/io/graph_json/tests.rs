//! Every fact of a graph goes through every JSON format that is written and comes back, but for what the report names.

use serde_json::json;

use crate::io::{Format, Opened, ReadOptions, read_bytes, read_bytes_with};
use crate::model::{ActorIx, ColumnKind, Columns, LinkIx, Value};

const CASE: &str = r##"{"linklore": 1, "title": "Harbour",
"imported": {"author": "Ada", "year": 2016, "tags": ["a"]},
"columns": {"actors": {"id": "text", "x": "number", "color": "text", "born": "date", "mix": "mixed", "label": "whole number", "name": "text", "kind": "text", "key": "whole number", "empty": "list of text"},
 "links": {"source": "text", "value": "number", "weight": "text", "type": "text", "directed": "yes/no", "since": "date", "interaction": "text"}},
"documents": [{"id": "d", "title": "Log", "author": "Cem", "published": "2016", "url": "https://example.org/", "reliability": "B"}],
"passages": [{"id": "p", "document": "d", "page": "3", "quote": "Ada \"met\" Ben."}],
"actors": [
 {"id": "a", "label": "Ada \u202e\n<Obi>", "type": "circle", "aliases": ["A.|O.", "عادا"], "note": "seen\ttwice",
  "details": {"id": "7", "x": 0.1, "color": "reddish", "born": "1980-05", "mix": "1", "label": 7, "name": "N", "kind": "k", "key": 3, "empty": []},
  "evidence": [{"passage": "p", "stance": "contradicts", "basis": "claimed", "credibility": 2, "note": "n"}]},
 {"id": "1", "label": "Same", "details": {"mix": {"deep": [1, null]}, "born": "2016/.."}},
 {"id": "01", "label": "Same"}, {"id": "é\"\\", "label": "é\"\\"}],
"links": [
 {"id": "l1", "source": "a", "target": "1", "type": "arrow", "directed": true, "when": "2014/2016", "weight": 2.5, "note": "m", "evidence": [{"passage": "p"}],
  "details": {"source": "s", "value": 1.5, "weight": "heavy", "type": "t", "directed": true, "since": "2014"}},
 {"id": "x", "source": "a", "target": "1", "directed": false, "weight": 3, "details": {"interaction": "i"}},
 {"id": "a", "source": "01", "target": "01", "type": "owns", "directed": true}],
"view": {"positions": {"a": [10.5, -20.25], "1": [0.1, 100]},
 "style": {"actors": {"a": {"colour": "#ff8800", "size": 3.5}}, "links": {"x": {"colour": "#00ff00"}}}}
}"##;

fn again(opened: &Opened, format: Format) -> (Opened, Vec<String>) {
    let mut bytes = Vec::new();
    let report = format.write(&opened.graph, &opened.view, &mut bytes).expect("it is written").expect("memory");
    let told = report.notes().iter().map(|note| note.warning.to_string()).collect();
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let read = read_bytes_with("again", &bytes, &options, &mut |_| std::ops::ControlFlow::Continue(()));
    let read = read.unwrap_or_else(|error| panic!("{format:?}: {error}\n{}", String::from_utf8_lossy(&bytes)));
    assert_eq!(read_bytes("again.json", &bytes).expect("recognised").format, format, "by its content alone");
    (read, told)
}

fn details(columns: &Columns, row: usize) -> Vec<(String, Value)> {
    let mut details: Vec<_> = columns.row(row).map(|(name, value)| (name.to_owned(), value)).collect();
    details.sort_by(|one, other| one.0.cmp(&other.0));
    details
}

fn kinds(columns: &Columns) -> Vec<(String, ColumnKind)> {
    let mut kinds: Vec<_> = columns.iter().map(|column| (column.name.clone(), column.kind())).collect();
    kinds.sort_by(|one, other| one.0.cmp(&other.0));
    kinds
}

#[test]
fn everything_comes_back() {
    let opened = read_bytes("case.linklore", CASE.as_bytes()).expect("sound");
    for id in ["node-link", "graphology", "jgf", "cyjs", "cx2"] {
        let format = Format::from_id(id).expect("a format");
        let (read, told) = again(&opened, format);
        let (one, other) = (&opened.graph, &read.graph);
        assert_eq!(other.title, "Harbour", "{id}");
        let facts = other.extras.get("imported").expect("facts");
        assert_eq!(
            (&facts["author"], &facts["year"], &facts["tags"]),
            (&json!("Ada"), &json!(2016), &json!(["a"])),
            "{id}"
        );
        assert_eq!(kinds(one.actor_columns()), kinds(other.actor_columns()), "{id}");
        assert_eq!(kinds(one.link_columns()), kinds(other.link_columns()), "{id}");
        for (ix, actor) in one.actors() {
            let same = other.actor(ActorIx::new(ix.get()));
            let says = |actor: &crate::model::Actor| {
                (actor.key.clone(), actor.label.clone(), actor.kind.clone(), actor.aliases.clone(), actor.note.clone())
            };
            assert_eq!(says(actor), says(same), "{id}");
            assert_eq!(
                details(one.actor_columns(), ix.get()),
                details(other.actor_columns(), ix.get()),
                "{id}: {ix:?}"
            );
            assert_eq!(opened.view.positions.get(ix), read.view.positions.get(ix), "{id}: {ix:?}");
            assert_eq!(opened.view.looks.actor_colour(ix), read.view.looks.actor_colour(ix), "{id}: {ix:?}");
            assert_eq!(actor.evidence.len(), same.evidence.len(), "{id}");
            for (evidence, same) in actor.evidence.iter().zip(&same.evidence) {
                assert_eq!(
                    (evidence.stance, evidence.basis, evidence.credibility),
                    (same.stance, same.basis, same.credibility)
                );
                assert_eq!(one.citation(evidence.passage), other.citation(same.passage), "{id}");
                assert_eq!(one.passage_words(evidence.passage), other.passage_words(same.passage), "{id}");
            }
        }
        for (ix, link) in one.links() {
            let same = other.link(LinkIx::new(ix.get()));
            if !(id == "cyjs" && link.key == "a") {
                assert_eq!(link.key, same.key, "{id}");
            }
            let says = |link: &crate::model::Link| {
                (
                    link.kind.clone(),
                    link.directed,
                    link.weight,
                    link.note.clone(),
                    link.when.clone(),
                    link.evidence.len(),
                )
            };
            assert_eq!(says(link), says(same), "{id}");
            assert_eq!(one.ends(ix), other.ends(ix), "{id}");
            assert_eq!(details(one.link_columns(), ix.get()), details(other.link_columns(), ix.get()), "{id}: {ix:?}");
            assert_eq!(opened.view.looks.link_colour(ix), read.view.looks.link_colour(ix), "{id}: {ix:?}");
        }
        let size = read.view.looks.actor_size(ActorIx(0));
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        match id {
            "cyjs" => assert_eq!(
                told,
                [
                    "Not written: 1 size of an actor.",
                    "Not written: 1 id of a link that actors have too, because Cytoscape could not tell them apart."
                ]
            ),
            "cx2" => assert_eq!(told, ["Not written: 1 size of an actor."]),
            _ => assert_eq!((told.as_slice(), size), (&[][..], Some(3.5)), "{id}"),
        }
    }
}

#[test]
fn details_that_say_where_actors_stand_are_written_once() {
    let text = r##"{"directed": true, "nodes": [{"id": 1, "x": 1.5, "y": 200, "color": "#ff0000"}, {"id": 2, "x": 100.5, "y": 2}], "links": []}"##;
    let opened = read_bytes("x.json", text.as_bytes()).expect("sound");
    let mut bytes = Vec::new();
    let format = Format::from_id("node-link").expect("a format");
    format.write(&opened.graph, &opened.view, &mut bytes).expect("it is written").expect("memory");
    let written = String::from_utf8(bytes).expect("UTF-8");
    assert!(written.contains(r##"{"id":1,"color":"#ff0000","x":1.5,"y":200}"##), "{written}");
    let (read, _) = again(&opened, format);
    assert_eq!(details(read.graph.actor_columns(), 0), details(opened.graph.actor_columns(), 0));
    assert_eq!(read.view.positions, opened.view.positions);
    assert_eq!(read.view.looks, opened.view.looks);
}

#[test]
fn what_stands_in_cytoscape_files_for_networkx_alone_is_no_detail() {
    let text = r#"{"linklore": 1, "actors": [{"id": "a", "label": "Ada"}, {"id": "b", "label": "b", "details": {"value": 7}}],
"links": [{"id": "x", "source": "a", "target": "b", "details": {"key": "k"}}, {"id": "l2", "source": "a", "target": "b"}]}"#;
    let opened = read_bytes("x.linklore", text.as_bytes()).expect("sound");
    let format = Format::from_id("cyjs").expect("a format");
    let mut bytes = Vec::new();
    format.write(&opened.graph, &opened.view, &mut bytes).expect("it is written").expect("memory");
    let written = String::from_utf8(bytes).expect("UTF-8");
    for piece in [
        r#""directed":false,"multigraph":true"#,
        r#"{"data":{"id":"a","value":"a","name":"Ada"}}"#,
        r#""id":"x","source":"a","target":"b","key":"x""#,
    ] {
        assert!(written.contains(piece), "{piece} is not in {written}");
    }
    let (read, _) = again(&opened, format);
    for (one, other) in [
        (opened.graph.actor_columns(), read.graph.actor_columns()),
        (opened.graph.link_columns(), read.graph.link_columns()),
    ] {
        assert_eq!(kinds(one), kinds(other), "{written}");
        assert_eq!((details(one, 0), details(one, 1)), (details(other, 0), details(other, 1)), "{written}");
    }
    let empty = r#"{"data": [], "directed": false, "multigraph": false, "elements": {"nodes": [], "edges": []}}"#;
    let empty = read_bytes("empty.cyjs", empty.as_bytes()).expect("an empty graph");
    assert_eq!((empty.format, empty.graph.actor_count()), (format, 0));
}

#[test]
fn a_long_list_is_the_same_detail_as_a_short_one() {
    let part = r#"1, [ "a \" NI b" ], {"c": null}"#;
    for (first, read) in [("0.5", json!(0.5)), ("NaN", json!("NaN"))] {
        let list = format!("[{first}, {}]", vec![part; 5_000].join(", "));
        let file = format!("{{\"nodes\": [{{\"id\": 1, \"v\": {list}}}, {{\"id\": 2, \"v\": [2]}}], \"links\": []}}");
        let opened = read_bytes("a.json", file.as_bytes()).expect("sound");
        let parts: Vec<_> = (0..5_000).flat_map(|_| [json!(1), json!(["a \" NI b"]), json!({"c": null})]).collect();
        let expected: Vec<_> = std::iter::once(read).chain(parts).collect();
        let column = opened.graph.actor_columns().by_name("v").expect("it is a detail");
        assert_eq!((column.kind(), column.get(1)), (ColumnKind::Mixed, Some(Value::Other(json!([2])))));
        assert_eq!(column.get(0), Some(Value::Other(json!(expected))));
    }
}
