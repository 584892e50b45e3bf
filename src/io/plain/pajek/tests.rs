//! Tests of what stands in our files for other programs only: it is read as nothing, and everything else stays.

use crate::io::{Format, Opened, read_bytes};
use crate::model::{ActorIx, LinkIx, Point, Value};

fn opened(text: &str) -> Opened {
    read_bytes("case.linklore", text.as_bytes()).expect("the case is sound")
}

fn again(opened: &Opened) -> (Opened, String) {
    let mut bytes = Vec::new();
    let format = Format::from_id("pajek").expect("a format");
    format.write(&opened.graph, &opened.view, &mut bytes).expect("it is written").expect("memory takes everything");
    let text = String::from_utf8(bytes).expect("UTF-8");
    (read_bytes("again.net", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}")), text)
}

fn shape(opened: &Opened, actor: usize) -> Option<Value> {
    opened.graph.actor_columns().by_name("shape").and_then(|column| column.get(actor))
}

#[test]
fn parameters_stand_behind_a_place_and_a_shape() {
    let mut before = opened(
        r#"{"linklore": 1, "actors": [{"id": "1", "label": "Ada", "details": {"age": 36}}, {"id": "2", "label": "Ben"},
            {"id": "3", "label": "Cem", "details": {"shape": "box"}}, {"id": "4", "label": "Dan", "details": {"shape": "ellipse"}},
            {"id": "5", "label": "Eva", "details": {"shape": "a cloud", "bw": "thick"}}],
            "links": [{"id": "l1", "source": "1", "target": "2", "type": "met"}, {"id": "l2", "source": "2", "target": "3"},
            {"id": "l3", "source": "1", "target": "3", "weight": 1, "details": {"w": 3}}]}"#,
    );
    before.view.positions.set(ActorIx(1), Some(Point::new(0.0, 0.0)));
    before.view.positions.set(ActorIx(2), Some(Point::new(100.0, 50.0)));
    let (after, text) = again(&before);
    let has = |line: &str| assert!(text.contains(&format!("\n{line}\n")), "{line} is not in {text}");
    has(r#"1 "Ada" 0 0 ellipse age "36""#);
    assert!(text.contains("\n2 \"Ben\" 0.05") && text.contains(" ellipse\n3 \"Cem\" 0.95 0.725 box\n"), "{text}");
    has(r#"4 "Dan" 0 0 ellipse shape "ellipse""#);
    has(r#"5 "Eva" 0 0 ellipse shape "a cloud" "bw" "thick""#);
    has(r#"1 2 1.0 l "met""#);
    has("2 3");
    has("1 3 1 w 3");
    let placed: Vec<bool> = (0..5).map(|actor| after.view.positions.get(ActorIx(actor)).is_some()).collect();
    assert_eq!(placed, [false, true, true, false, false]);
    let shapes: Vec<Option<String>> = (0..5).map(|actor| shape(&after, actor).map(|value| value.words())).collect();
    assert_eq!(shapes, [None, None, Some("box".into()), Some("ellipse".into()), Some("a cloud".into())]);
    let weights: Vec<Option<f64>> = (0..3).map(|link| after.graph.link(LinkIx(link)).weight).collect();
    assert_eq!(weights, [None, None, Some(1.0)]);
}

#[test]
fn places_on_one_point_are_places_where_we_wrote_them() {
    let mut before = opened(r#"{"linklore": 1, "actors": [{"id": "1"}, {"id": "2"}], "links": []}"#);
    for actor in 0..2 {
        before.view.positions.set(ActorIx(actor), Some(Point::new(7.0, 7.0)));
    }
    let (after, text) = again(&before);
    assert!(after.view.positions.get(ActorIx(1)).is_some(), "{text}");
    let single = read_bytes("networkx.net", b"*vertices 1\n1 ada 0.0 0.0 ellipse\n*edges\n").expect("sound");
    assert_eq!((single.view.positions.get(ActorIx(0)), shape(&single, 0)), (None, Some(Value::Text("ellipse".into()))));
}

#[test]
fn ends_of_lines_come_back_in_labels_and_details_and_their_names() {
    let before = opened(
        "{\"linklore\": 1, \"actors\": [{\"id\": \"1\", \"label\": \"Ada\\nLovelace\", \"details\": {\"1\\r70\": \"first\\r\\nsecond\"}}]}",
    );
    let (after, text) = again(&before);
    assert_eq!(after.graph.actor(ActorIx(0)).label, "Ada\nLovelace", "{text}");
    let column = after.graph.actor_columns().by_name("1\r70").unwrap_or_else(|| panic!("{text}"));
    assert_eq!(column.get(0), Some(Value::Text("first\r\nsecond".into())));
}
