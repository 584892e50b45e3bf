//! Tests of STIX that need more than a file of the corpus: fields of odd forms, lone sightings, repeated ids, how work grows.

use serde_json::{Value as Json, json};

use crate::io::effort::looks_of;
use crate::io::{Format, Opened, read_bytes};
use crate::model::{Actor, Value};

fn read(objects: &Json) -> Opened {
    read_bytes("case.stix.json", objects.to_string().as_bytes()).expect("sound")
}

fn again(opened: &Opened) -> Opened {
    let mut out = Vec::new();
    let format = Format::from_id("stix").expect("a format");
    format.write(&opened.graph, &opened.view, &mut out).expect("it is written").expect("memory does not fail");
    read_bytes("case.stix.json", &out).expect("sound")
}

fn told(opened: &Opened) -> String {
    let told: Vec<String> = opened.report.notes().iter().map(|note| note.warning.to_string()).collect();
    told.join("\n")
}

fn actor<'o>(opened: &'o Opened, key: &str) -> &'o Actor {
    opened.graph.actor(opened.graph.actor_by_key(key).expect("an actor of that id"))
}

fn detail(opened: &Opened, key: &str, name: &str) -> Option<Json> {
    let ix = opened.graph.actor_by_key(key)?;
    match opened.graph.actor_columns().by_name(name)?.get(ix.get())? {
        Value::Text(text) => Some(Json::from(text)),
        Value::TextList(texts) => Some(Json::from(texts)),
        Value::Other(json) => Some(json),
        other => panic!("{other:?}"),
    }
}

const ACTOR: &str = "threat-actor--54098fce-860f-48ae-8e50-ebd3cc5e41da";
const NOTE: &str = "note--34098fce-860f-48ae-8e50-ebd3cc5e41da";

#[test]
fn fields_of_another_form_stay_details() {
    let objects = json!([
        {"type": "threat-actor", "spec_version": "2.1", "id": ACTOR, "name": ["N1", "N2"], "description": {"a": 1},
         "aliases": {"x": 1}, "external_references": {"source_name": "s"}},
        {"type": "note", "spec_version": "2.1", "id": NOTE, "content": "seen", "object_refs": [ACTOR, 5],
         "created_by_ref": {"x": "y"}, "external_references": [{"source_name": "s", "url": 5, "description": ["w"]}]},
    ]);
    let opened = read(&objects);
    for opened in [&opened, &again(&opened)] {
        assert_eq!(detail(opened, ACTOR, "name"), Some(json!(["N1", "N2"])));
        assert_eq!(detail(opened, ACTOR, "description"), Some(json!({"a": 1})));
        assert_eq!(detail(opened, ACTOR, "aliases"), Some(json!({"x": 1})));
        assert_eq!(detail(opened, ACTOR, "external_references"), Some(json!({"source_name": "s"})));
        assert_eq!(detail(opened, NOTE, "object_refs"), Some(json!([ACTOR, 5])));
        assert_eq!(detail(opened, NOTE, "created_by_ref"), Some(json!({"x": "y"})));
        let (_, document) = opened.graph.documents().next().expect("one");
        assert_eq!(document.extras.get("url"), Some(json!(5)));
        assert_eq!(document.extras.get("description"), Some(json!(["w"])));
    }
}

#[test]
fn a_sighting_with_one_end_is_an_actor() {
    let objects = json!([
        {"type": "threat-actor", "spec_version": "2.1", "id": ACTOR, "name": "N"},
        {"type": "sighting", "spec_version": "2.1", "id": "sighting--34098fce-860f-48ae-8e50-ebd3cc5e41da",
         "sighting_of_ref": ACTOR, "count": 50, "description": "seen at the port"},
    ]);
    let opened = read(&objects);
    for opened in [&opened, &again(&opened)] {
        let sighting = actor(opened, "sighting--34098fce-860f-48ae-8e50-ebd3cc5e41da");
        assert_eq!((sighting.kind.as_str(), sighting.evidence.len()), ("sighting", 1));
        let (ix, link) = opened.graph.links().next().expect("one");
        assert_eq!((link.kind.as_str(), opened.graph.link_count()), ("sighting of", 1));
        assert_eq!(opened.graph.actor(opened.graph.ends(ix).1).key, ACTOR);
    }
    assert!(told(&opened).contains("neither where nor whose they are became actors"), "{}", told(&opened));
}

#[test]
fn an_object_that_is_there_twice_is_told_as_what_it_is() {
    let uses = |modified: &str| {
        json!({"type": "relationship", "spec_version": "2.1", "relationship_type": "uses", "source_ref": ACTOR,
               "id": "relationship--54098fce-860f-48ae-8e50-ebd3cc5e41da", "target_ref": NOTE, "modified": modified})
    };
    let address = |value: &str| json!({"type": "ipv4-addr", "id": "ipv4-addr--1", "value": value});
    let objects =
        json!([address("1.2.3.4"), address("1.2.3.5"), uses("2020-01-01T00:00:00Z"), uses("2021-01-01T00:00:00Z")]);
    let opened = read(&objects);
    let told = told(&opened);
    assert!(told.contains("\"ipv4-addr--1\" is described twice"), "{told}");
    assert_eq!(told.matches("older version of \"relationship--").count(), 1, "{told}");
    let links = opened.report.links;
    assert_eq!((links.read, links.skipped, opened.report.actors.skipped), (2, 1, 1));
}

#[test]
fn details_of_one_stem_are_named_in_steady_time() {
    let effort = |count: u32| {
        let names = (0..count).map(|number| char::from_u32(0x4E00 + number).expect("a sign").to_string());
        let details: serde_json::Map<String, Json> = names.map(|name| (name, json!("x"))).collect();
        let file = json!({"linklore": 1, "actors": [{"id": "a", "details": details}], "links": []});
        let opened = read_bytes("case.linklore", file.to_string().as_bytes()).expect("sound");
        looks_of(|| assert_eq!(again(&opened).graph.actor_columns().iter().count(), count as usize))
    };
    let (some, many) = (effort(200), effort(800));
    assert!(many < 5 * some, "{some} looks for 200 details, {many} for 800");
}
