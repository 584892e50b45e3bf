//! Tests of `FollowTheMoney` that need more than a file of the corpus: what odd entities become, and how work grows.

use serde_json::{Value as Json, json};

use crate::io::effort::looks_of;
use crate::io::{Format, Opened, read_bytes};
use crate::model::Actor;

fn read(lines: &[Json]) -> Opened {
    let lines: Vec<String> = lines.iter().map(Json::to_string).collect();
    read_bytes("case.ftm.json", lines.join("\n").as_bytes()).expect("sound")
}

fn written(opened: &Opened) -> Vec<Json> {
    let mut out = Vec::new();
    let format = Format::from_id("ftm").expect("a format");
    format.write(&opened.graph, &opened.view, &mut out).expect("it is written").expect("memory does not fail");
    let text = String::from_utf8(out).expect("JSON is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn told(opened: &Opened) -> Vec<String> {
    opened.report.notes().iter().map(|note| note.warning.to_string()).collect()
}

fn actor<'o>(opened: &'o Opened, key: &str) -> &'o Actor {
    opened.graph.actor(opened.graph.actor_by_key(key).expect("an actor of that id"))
}

fn links(opened: &Opened) -> Vec<(String, String)> {
    let graph = &opened.graph;
    let ends = graph.links().map(|(ix, _)| graph.ends(ix));
    ends.map(|(source, target)| (graph.actor(source).key.to_string(), graph.actor(target).key.to_string())).collect()
}

#[test]
fn links_of_one_sort_are_written_in_steady_time() {
    let pairs = |count: usize| {
        let rows: Vec<String> = (0..count).map(|row| format!("a{row},b{row},Ownership")).collect();
        read_bytes("pairs.csv", format!("source,target,schema\n{}\n", rows.join("\n")).as_bytes()).expect("sound")
    };
    let effort = |count: usize| {
        let opened = pairs(count);
        looks_of(|| assert_eq!(written(&opened).len(), 3 * count))
    };
    let (some, many) = (effort(200), effort(800));
    assert!(many < 5 * some.max(200), "{some} looks for 200 links, {many} for 800");
}

#[test]
fn links_that_repeat_each_other_stay_as_many() {
    let table = "source,target,schema\na,b,Ownership\na,b,Ownership\na,c,Ownership\nd,b,Ownership\n";
    let opened = read_bytes("pairs.csv", table.as_bytes()).expect("sound");
    let again = read(&written(&opened));
    assert_eq!(links(&again), links(&opened));
}

#[test]
fn an_id_that_a_document_has_as_well_hides_no_entity() {
    let lines = [
        json!({"id": "x", "schema": "Person", "properties": {"name": ["Ada"]}}),
        json!({"id": "x", "schema": "Document", "properties": {"title": ["Report"]}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["Ben"]}}),
        json!({"id": "f", "schema": "Family", "properties": {"person": ["b"], "relative": ["x"]}}),
    ];
    let opened = read(&lines);
    assert_eq!((opened.graph.actor_count(), opened.graph.document_count()), (2, 1));
    assert_eq!((actor(&opened, "x").label.as_str(), links(&opened)), ("Ada", vec![("b".into(), "x".into())]));
    assert!(told(&opened)[0].contains("\"x\" is the id of a document and of another entity"), "{:?}", told(&opened));
    let again = read(&written(&opened));
    assert_eq!((actor(&again, "x").label.as_str(), again.graph.document_count()), ("Ada", 1));
}

#[test]
fn a_document_that_is_described_again_says_what_both_say() {
    let lines = [
        json!({"id": "d", "schema": "Document", "properties": {"title": ["Report"], "keywords": ["sea"]}}),
        json!({"id": "d", "schema": "PlainText",
               "properties": {"title": ["Report v2"], "bodyText": ["Ada met Ben."], "keywords": ["port"]}}),
        json!({"id": "a", "schema": "Person", "properties": {"name": ["Ada"], "proof": ["d"]}}),
    ];
    let opened = read(&lines);
    let (_, document) = opened.graph.documents().next().expect("one");
    assert_eq!((document.title.as_str(), document.text.as_deref()), ("Report", Some("Ada met Ben.")));
    let told = told(&opened).join("\n");
    assert!(told.contains("described more than once"), "{told}");
    assert!(told.contains("\"Report v2\" as its title") && told.contains("port"), "{told}");
    let again = read(&written(&opened));
    assert_eq!(again.graph.documents().next().expect("one").1, document);
}

#[test]
fn statements_keep_all_they_say() {
    let lines = [
        json!({"id": "a", "schema": "Person", "properties": {"name": ["Ada Obi"]}}),
        json!({"id": "d", "schema": "Document", "properties": {"title": ["Report"]}}),
        json!({"id": "e", "schema": "Document", "properties": {"title": ["Letter"]}}),
        json!({"id": "m", "schema": "Documentation", "properties": {"role": ["witness", "victim"],
               "startDate": ["2020-01-01"], "status": ["draft"], "document": ["d"], "entity": ["a"]}}),
        json!({"id": "n", "schema": "Mention", "properties": {"name": ["Ada", "Adah"], "contextCountry": ["ng"],
               "detectedSchema": ["Person"], "document": ["e"], "resolved": ["a"]}, "datasets": ["coast"]}),
    ];
    let opened = read(&lines);
    let passages: Vec<_> = opened.graph.passages().map(|(_, passage)| passage).collect();
    assert_eq!((passages[0].quote.as_str(), passages[0].paraphrase.as_str()), ("", "witness, victim"));
    assert_eq!((passages[1].quote.as_str(), passages[1].paraphrase.as_str()), ("Ada", ""));
    assert_eq!(told(&opened), Vec::<String>::new());
    let written = written(&opened);
    for line in &lines {
        let same = written.iter().find(|entity| entity["id"] == line["id"]);
        assert!(same.is_some_and(|same| same["properties"] == line["properties"]), "{line} in {written:#?}");
    }
    assert!(written.iter().any(|entity| entity["id"] == "n" && entity["datasets"] == json!(["coast"])));
}

#[test]
fn a_statement_of_several_ends_is_one_passage_for_each_document() {
    let lines = [
        json!({"id": "a", "schema": "Person", "properties": {"name": ["Ada"]}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["Ben"]}}),
        json!({"id": "m", "schema": "Documentation",
               "properties": {"document": ["d", "e"], "entity": ["a", "b"], "summary": ["Both were there."]}}),
    ];
    let opened = read(&lines);
    assert_eq!((opened.graph.passage_count(), opened.graph.document_count()), (2, 2));
    assert_eq!(actor(&opened, "a").evidence, actor(&opened, "b").evidence);
    assert_eq!(actor(&opened, "a").evidence.len(), 2);
    // One passage stays one, whoever rests on it.
    let again = read(&written(&opened));
    assert_eq!(again.graph.passage_count(), 2);
    assert_eq!(actor(&again, "a").evidence, actor(&again, "b").evidence);
}

#[test]
fn a_passage_of_many_actors_is_written_in_steady_time() {
    let effort = |count: usize| {
        let actor = |number: usize| json!({"id": format!("a{number}"), "label": "A", "evidence": [{"passage": "q"}]});
        let file = json!({"linklore": 1, "documents": [{"id": "d", "title": "T"}],
            "passages": [{"id": "q", "document": "d", "quote": "gang"}],
            "actors": (0..count).map(actor).collect::<Vec<_>>(), "links": []});
        let opened = read_bytes("many.linklore", file.to_string().as_bytes()).expect("sound");
        looks_of(|| assert_eq!(read(&written(&opened)).graph.passage_count(), 1))
    };
    let (some, many) = (effort(200), effort(800));
    assert!(many < 5 * some, "{some} looks for 200 actors, {many} for 800");
}

#[test]
fn nested_entities_are_entities() {
    let company = json!({"id": "c", "schema": "Company", "caption": "Acme", "properties": {"name": ["Acme"]}});
    let lines = [
        json!({"id": "p", "schema": "Person", "caption": "Ada", "properties": {"name": ["Ada"],
               "ownershipOwner": [{"id": "o", "schema": "Ownership",
                                   "properties": {"owner": ["p"], "asset": [company], "percentage": ["60"]}}]}}),
        json!({"id": "c", "schema": "Company", "caption": "Acme", "properties": {"name": ["Acme"],
               "ownershipAsset": [{"id": "o", "schema": "Ownership", "properties": {"asset": ["c"], "percentage": ["60"],
                   "owner": [{"id": "p", "schema": "Person", "caption": "Ada", "properties": {"name": ["Ada"]}}]}}]}}),
    ];
    let opened = read(&lines);
    assert_eq!(links(&opened), [("p".to_owned(), "c".to_owned())]);
    assert_eq!((opened.graph.actor_count(), actor(&opened, "c").label.as_str()), (2, "Acme"));
    assert_eq!(told(&opened), Vec::<String>::new());
    assert!(opened.graph.actor_columns().by_name("ownershipOwner").is_none());
}

#[test]
fn values_that_are_no_texts_are_kept_as_texts() {
    let opened = read(&[
        json!({"id": 7, "schema": "Person", "caption": 9,
               "properties": {"name": [5, "Ada"], "alias": [7], "country": ["de", null], "notes": null}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": {"x": "Ben"}}}),
        json!({"id": "c", "schema": "Person", "properties": "oops"}),
    ]);
    let ada = actor(&opened, "7");
    assert_eq!((ada.label.as_str(), ada.aliases.join("|").as_str()), ("9", "7|5|Ada"));
    assert_eq!(actor(&opened, "b").label, "{\"x\":\"Ben\"}");
    let told = told(&opened).join("\n");
    assert!(told.contains("numbers, lists or objects became texts"), "{told}");
    assert!(told.contains("what \"c\" has in place of properties (\"oops\")"), "{told}");
}

#[test]
fn a_document_or_a_link_at_the_end_of_a_link_is_shown_as_an_actor() {
    let opened = read(&[
        json!({"id": "a", "schema": "Person", "properties": {"name": ["Ada"]}}),
        json!({"id": "d", "schema": "Document", "properties": {"title": ["Report"]}}),
        json!({"id": "u", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["d"]}}),
        json!({"id": "v", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["u", "d"]}}),
    ]);
    let report = actor(&opened, "d");
    assert_eq!((report.label.as_str(), report.kind.as_str(), report.evidence.len()), ("Report", "document", 1));
    assert_eq!(actor(&opened, "u").kind, "unknown link");
    assert_eq!((opened.graph.actor_count(), opened.graph.document_count()), (3, 1));
    let told = told(&opened);
    assert!(told.len() == 1 && told[0].contains("became actors as well"), "{told:?}");
    let again = read(&written(&opened));
    assert_eq!(links(&again), links(&opened));
    assert_eq!((actor(&again, "d").label.as_str(), actor(&again, "d").kind.as_str()), ("Report", "document"));
}

#[test]
fn an_address_without_a_name_is_called_by_all_of_it() {
    let line = json!({"id": "q", "schema": "Address", "properties": {"full": ["1 Quay, Ebb"]}});
    let opened = read(std::slice::from_ref(&line));
    assert_eq!(actor(&opened, "q").label, "1 Quay, Ebb");
    assert_eq!(written(&opened)[0]["properties"], line["properties"]);
}

/// How many documents, passages and pieces of evidence there are.
fn counts(opened: &Opened) -> [usize; 3] {
    let graph = &opened.graph;
    let of_actors: usize = graph.actors().map(|(_, actor)| actor.evidence.len()).sum();
    let of_links: usize = graph.links().map(|(_, link)| link.evidence.len()).sum();
    [graph.document_count(), graph.passage_count(), of_actors + of_links]
}

#[test]
fn a_passage_that_several_rest_on_stays_one() {
    let said = [
        json!({"id": "a", "schema": "Person", "properties": {"name": ["Ada Obi"], "proof": ["d"]}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["Ada Roy"]}}),
        json!({"id": "d", "schema": "Document", "properties": {"title": ["Report"]}}),
        json!({"id": "e", "schema": "Document", "properties": {"title": ["Letter"]}}),
        json!({"id": "m", "schema": "Mention",
               "properties": {"name": ["Ada"], "document": ["d"], "resolved": ["a", "b"]}}),
        json!({"id": "n", "schema": "Documentation",
               "properties": {"summary": ["Both"], "document": ["d", "e"], "entity": ["a", "b"]}}),
        json!({"id": "o", "schema": "Associate",
               "properties": {"person": ["a", "b"], "associate": ["b"], "proof": ["e", "d"]}}),
    ];
    let opened = read(&said);
    assert_eq!(counts(&opened), [2, 6, 11]);
    assert_eq!(counts(&read(&written(&opened))), counts(&opened));
    let ours = r#"{"linklore": 1, "documents": [{"id": "d", "title": "Report"}],
        "passages": [{"id": "p", "document": "d", "quote": "Ada met Ben."}, {"id": "w", "document": "d"}],
        "actors": [{"id": "a", "evidence": [{"passage": "p"}, {"passage": "w"}]}, {"id": "b", "evidence": [{"passage": "p"}]}],
        "links": [{"id": "l", "source": "a", "target": "b", "evidence": [{"passage": "w"}, {"passage": "p"}]},
                  {"id": "k", "source": "b", "target": "a", "evidence": [{"passage": "p"}]}]}"#;
    let opened = read_bytes("case.linklore", ours.as_bytes()).expect("sound");
    assert_eq!(counts(&opened), [1, 2, 6]);
    assert_eq!(counts(&read(&written(&opened))), counts(&opened));
}

#[test]
fn a_statement_about_several_is_written_once() {
    let person = |id: &str| json!({"id": id, "schema": "Person", "properties": {"name": [id]}});
    let statement = |id: &str, schema: &str, about: &str, to: &[&str], more: Json| {
        let mut properties = json!({"document": ["d"], about: to});
        for (name, value) in more.as_object().expect("properties") {
            properties[name] = value.clone();
        }
        json!({"id": id, "schema": schema, "properties": properties})
    };
    let lines = [
        person("a"),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["b"], "sourceUrl": ["https://example.org/b"]}}),
        person("c"),
        json!({"id": "d", "schema": "Document", "properties": {"title": ["Report"]}}),
        statement("m", "Mention", "resolved", &["a", "b"], json!({"name": ["Ada"], "detectedSchema": ["Person"]})),
        statement("n", "Documentation", "entity", &["a", "c"], json!({"role": ["witness"], "date": ["2020"]})),
        statement("o", "Mention", "resolved", &["b"], json!({"name": ["Ben"]})),
        statement("q", "Documentation", "entity", &["c", "b", "a"], json!({"summary": ["All were there."]})),
    ];
    let opened = read(&lines);
    let written = written(&opened);
    assert_eq!(written.len(), lines.len(), "{written:#?}");
    for line in &lines {
        let same = written.iter().find(|entity| entity["id"] == line["id"]).expect("every entity is there");
        let sorted = |entity: &Json| {
            let mut properties = entity["properties"].clone();
            for (_, list) in properties.as_object_mut().expect("properties") {
                list.as_array_mut().expect("a list").sort_by_key(Json::to_string);
            }
            properties
        };
        assert_eq!(sorted(same), sorted(line));
        assert!(same.get("linklore").is_none_or(|ours| ours.get("evidence").is_none()), "{same}");
    }
    let again = read(&written);
    for key in ["a", "b", "c"] {
        let quotes = |opened: &Opened| -> Vec<String> {
            let pieces = &actor(opened, key).evidence;
            pieces.iter().map(|piece| format!("{:?}", opened.graph.passage(piece.passage).extras)).collect()
        };
        assert_eq!(quotes(&again), quotes(&opened));
    }
}

#[test]
fn statements_that_come_in_different_orders_are_told_in_full() {
    let ours = r#"{"linklore": 1, "documents": [{"id": "d", "title": "Report"}],
        "passages": [{"id": "x", "document": "d", "paraphrase": "one"}, {"id": "y", "document": "d", "paraphrase": "two"},
                     {"id": "z", "document": "d", "paraphrase": "three"}, {"id": "w", "document": "d", "quote": "its own"}],
        "actors": [{"id": "a", "type": "person", "evidence": [{"passage": "x"}, {"passage": "y"}, {"passage": "z"}]},
                   {"id": "b", "type": "person", "evidence": [{"passage": "y"}, {"passage": "x"}, {"passage": "z"}]},
                   {"id": "c", "type": "person", "evidence": [{"passage": "w", "basis": "stated"}, {"passage": "z"}]}], "links": []}"#;
    let opened = read_bytes("case.linklore", ours.as_bytes()).expect("sound");
    let written = written(&opened);
    let statements: Vec<&Json> = written.iter().filter(|entity| entity["schema"] == "Documentation").collect();
    assert_eq!(statements.len(), 1, "{written:#?}");
    assert_eq!(statements[0]["properties"]["entity"], json!(["a", "b", "c"]));
    let said = |opened: &Opened, key: &str| -> Vec<String> {
        let pieces = actor(opened, key).evidence.iter();
        pieces.map(|piece| opened.graph.passage(piece.passage).key.clone()).collect()
    };
    let again = read(&written);
    assert_eq!(again.graph.passage_count(), 4);
    for key in ["a", "b", "c"] {
        assert_eq!(said(&again, key), said(&opened, key));
    }
}

#[test]
fn passages_keep_their_places_in_texts() {
    let ours = r#"{"linklore": 1, "documents": [{"id": "d", "title": "Report", "text": "Ada — met Ben. Ben left."}],
        "passages": [{"id": "p", "document": "d", "start": 0, "end": 14}, {"id": "w", "document": "d", "start": 15, "end": 24}],
        "actors": [{"id": "a", "evidence": [{"passage": "p", "basis": "stated"}]}, {"id": "b", "evidence": [{"passage": "w", "basis": "stated"}]}],
        "links": [{"id": "l", "source": "a", "target": "b", "evidence": [{"passage": "p", "basis": "stated"}]}]}"#;
    let opened = read_bytes("case.linklore", ours.as_bytes()).expect("sound");
    let mut lines = written(&opened);
    let passages = |opened: &Opened| -> Vec<crate::model::Passage> {
        opened.graph.passages().map(|(_, passage)| passage.clone()).collect()
    };
    assert_eq!(passages(&read(&lines)), passages(&opened));
    // A text that another program changed holds other words there: the passage keeps its own.
    let text = lines.iter_mut().find(|entity| entity["schema"] == "PlainText").expect("the report");
    text["properties"]["bodyText"] = json!(["Eva met Ben. Ben left."]);
    let changed = passages(&read(&lines));
    assert_eq!((changed[0].range, changed[0].quote.as_str()), (None, "Ada — met Ben."));
}

#[test]
fn passages_that_very_many_rest_on_stay_within_the_limits() {
    let evidence: Vec<Json> = (0..64).map(|passage| json!({"passage": format!("p{passage}")})).collect();
    let passage = |number: usize| json!({"id": format!("p{number}"), "document": "d", "paraphrase": "They met."});
    let actor = |number: usize| json!({"id": format!("a{number}"), "type": "person", "evidence": evidence});
    let file = json!({"linklore": 1, "documents": [{"id": "d", "title": "T"}], "links": [],
        "passages": (0..64).map(passage).collect::<Vec<_>>(), "actors": (0..2000).map(actor).collect::<Vec<_>>()});
    let opened = read_bytes("many.linklore", file.to_string().as_bytes()).expect("sound");
    let lines = written(&opened);
    assert_eq!(lines.len(), 2000 + 1 + 64);
    assert_eq!(counts(&read(&lines)), [1, 64, 64 * 2000]);
}
