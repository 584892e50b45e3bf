//! Tests of STIX and FollowTheMoney that need more than a file of the corpus: what is made up, what is refused, what others see.

use serde_json::{Value as Json, json};

use crate::io::{Format, Opened, read_bytes};

fn written(opened: &Opened, format: &str) -> String {
    let mut out = Vec::new();
    let format = Format::from_id(format).expect("a format");
    format.write(&opened.graph, &opened.view, &mut out).expect("it is written").expect("memory does not fail");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn case() -> Opened {
    let text = json!({"linklore": 1, "title": "Harbour",
        "documents": [{"id": "d", "title": "Log", "url": "https://example.org/log"}],
        "passages": [{"id": "seen", "document": "d", "quote": "Ada pays Ben."}],
        "actors": [{"id": "a", "label": "Ada", "type": "person", "details": {"Home Town": "Ebb", "tlp": "amber"}},
                   {"id": "b", "label": "Pier", "type": "place"}],
        "links": [{"id": "x", "source": "a", "target": "b", "type": "Pays at", "directed": true, "when": "2014-06-08",
                   "evidence": [{"passage": "seen", "credibility": 2}]}]});
    read_bytes("case.linklore", text.to_string().as_bytes()).expect("sound")
}

#[test]
fn stix_says_what_it_can_and_names_what_is_made_up() {
    let bundle: Json = serde_json::from_str(&written(&case(), "stix")).expect("JSON");
    let objects = bundle["objects"].as_array().expect("objects");
    let [ada, pier, pays, graph] = objects.as_slice() else { panic!("{objects:#?}") };
    assert_eq!(
        (&ada["type"], &ada["name"], &ada["identity_class"]),
        (&json!("identity"), &json!("Ada"), &json!("individual"))
    );
    assert_eq!(ada["object_marking_refs"], json!(["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"]));
    assert_eq!(ada["x_linklore_home_town"], "Ebb");
    assert_eq!(ada["x_linklore_supplied"], json!(["identity_class", "spec_version", "created", "modified"]));
    // A location must say where it is, which this one does not.
    assert_eq!((&pier["type"], &pier["name"]), (&json!("x-linklore-location"), &json!("Pier")));
    assert_eq!((&pays["relationship_type"], &pays["x_linklore_type"]), (&json!("pays-at"), &json!("Pays at")));
    assert_eq!((&pays["source_ref"], &pays["target_ref"]), (&ada["id"], &pier["id"]));
    assert_eq!(pays["start_time"], "2014-06-08T00:00:00Z");
    assert_eq!(pays["stop_time"], "2014-06-08T23:59:59Z");
    assert_eq!(pays["confidence"], 70);
    let reference = json!([{"source_name": "Log", "description": "Ada pays Ben.", "url": "https://example.org/log"}]);
    assert_eq!(pays["external_references"], reference);
    assert_eq!(
        (&graph["title"], &graph["actors"]["x_linklore_home_town"]),
        (&json!("Harbour"), &json!({"detail": "Home Town"}))
    );
}

#[test]
fn what_another_program_adds_to_a_written_bundle_is_read() {
    let text = written(&case(), "stix").replace(
        "\"external_references\":[",
        "\"external_references\":[{\"source_name\":\"Gazette\",\"description\":\"So it was.\"},",
    );
    let again = read_bytes("case.stix.json", text.as_bytes()).expect("sound");
    let (_, link) = again.graph.links().next().expect("one");
    let said: Vec<_> = link.evidence.iter().map(|piece| again.graph.passage(piece.passage)).collect();
    let words: Vec<(&str, &str)> = said.iter().map(|said| (said.quote.as_str(), said.paraphrase.as_str())).collect();
    assert_eq!(words, [("Ada pays Ben.", ""), ("", "So it was.")]);
}

#[test]
fn followthemoney_gets_schemata_dates_and_proofs() {
    let lines: Vec<Json> =
        written(&case(), "ftm").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let [ada, pier, pays, log] = lines.as_slice() else { panic!("{lines:#?}") };
    assert_eq!((&ada["schema"], &ada["properties"]), (&json!("Person"), &json!({"name": ["Ada"]})));
    assert_eq!((&pier["schema"], &pier["linklore"]["type"]), (&json!("Address"), &json!("place")));
    let ends = json!({"subject": ["a"], "object": ["b"], "role": ["Pays at"], "date": ["2014-06-08"], "proof": ["d"]});
    assert_eq!((&pays["schema"], &pays["properties"]), (&json!("UnknownLink"), &ends));
    assert_eq!((&log["schema"], &log["properties"]["title"]), (&json!("Document"), &json!(["Log"])));
}

#[test]
fn an_entity_or_a_sighting_of_too_many_links_is_refused_with_its_line() {
    let names = |letter: char| (0..1000).map(|number| format!("{letter}{number}")).collect::<Vec<_>>();
    let owners = json!({"id": "o", "schema": "Ownership", "properties": {"owner": names('a'), "asset": names('b')}});
    let error = read_bytes("many.ftm.json", owners.to_string().as_bytes()).expect_err("a million links");
    assert!(error.what().contains("what is said once of many links"), "{error}");
    let long = "x".repeat(20_000);
    let sighting = json!([{"type": "sighting", "spec_version": "2.1", "id": "sighting--1", "sighting_of_ref": "tool--1",
        "where_sighted_refs": names('c'), "x_long": long}]);
    let error = read_bytes("many.stix.json", sighting.to_string().as_bytes()).expect_err("20 MB of details");
    assert!(error.what().contains("what is said once of many links"), "{error}");
}

#[test]
fn many_sources_of_one_name_are_as_many_documents() {
    let references: Vec<Json> = (0..3000).map(|number| json!({"source_name": "s", "url": "u", "x": number})).collect();
    let tool = json!([{"type": "tool", "spec_version": "2.1", "id": "tool--1", "external_references": references}]);
    let opened = read_bytes("many.stix.json", tool.to_string().as_bytes()).expect("sound");
    assert_eq!(opened.graph.document_count(), 3000);
}
