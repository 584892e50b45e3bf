//! Questions in the small language: what fits in the sample, the same on the command line and in the window.

use std::process::Command as Process;

use egui::{Key, Modifiers};
use linklore::io::read_bytes;
use linklore::query::{Ground, Question};
use linklore::text::FindIndex;
use serde_json::Value as Json;

use crate::command_line;
use crate::studio::{Studio, sample};

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// Who and how many links of the harbour sample fit: labels in the order of the file, and a number.
fn fits(question: &str) -> (Vec<String>, usize) {
    let bytes = std::fs::read(sample("harbour.linklore")).expect("the sample is there");
    let opened = read_bytes("harbour.linklore", &bytes).expect("it opens");
    let graph = &opened.graph;
    let index = FindIndex::new(graph);
    let ground = Ground { graph, index: &index, view: &opened.view };
    let answer = Question::new(question).and_then(|question| question.answer(&ground));
    let answer = answer.unwrap_or_else(|misread| panic!("{question}: {misread}"));
    let labels = answer.actors.iter().map(|actor| graph.actor(*actor).label.to_string()).collect();
    (labels, answer.links.len())
}

/// How many actors and links fit.
fn count(question: &str) -> (usize, usize) {
    let (actors, links) = fits(question);
    (actors.len(), links)
}

/// What is said of a question that cannot be answered.
fn trouble(question: &str) -> String {
    let bytes = std::fs::read(sample("harbour.linklore")).expect("the sample is there");
    let opened = read_bytes("harbour.linklore", &bytes).expect("it opens");
    let index = FindIndex::new(&opened.graph);
    let ground = Ground { graph: &opened.graph, index: &index, view: &opened.view };
    let answer = Question::new(question).and_then(|question| question.answer(&ground));
    answer.expect_err("it cannot be answered").to_string()
}

#[test]
fn every_field_narrows_as_it_says() {
    let all = (14, 34);
    assert_eq!(count("is:actor"), (all.0, 0));
    assert_eq!(count("is:link"), (0, all.1));
    assert_eq!(count("type:person").0, 6);
    assert_eq!(count("type=person").0, 6);
    assert_eq!(count("type:person,place").0, 7);
    assert_eq!(count("-type:person is:actor").0, 8);
    assert_eq!(fits("name:volkanov is:actor").0, ["Dmitri Volkanov"]);
    assert_eq!(fits("id=zzz"), (vec![], 0));
    let (degree, _) = fits("degree>6 is:actor");
    assert!(degree.contains(&"Harbour Lights Shipping".to_owned()) && degree.len() == 3, "{degree:?}");
    assert_eq!(count("degree>=0").0, 14);
    assert_eq!(count("component:1").0, 14, "it is all one network");
    assert_eq!(count("is:unsourced is:link"), (0, 1));
    assert_eq!(count("is:contradicted"), (0, 1));
    assert_eq!(count("is:hidden"), (0, 0));
    assert!(count("when:2014").1 > 0 && count("when:2014").1 < count("is:dated").1);
    assert_eq!(count("when<1900"), (0, 0));
    assert_eq!(count("basis:claimed").1 + count("-basis:claimed is:link").1, all.1);
    assert!(count("basis:claimed").1 >= 7);
    assert!(count("grade:B2").1 > 0 && count("grade:B2").1 <= count("grade:F6").1);
    assert!(count("grade:B2").1 <= count("grade:B").1 && count("grade:B").1 <= count("grade:C").1);
    assert!(count("passage:\"dock workers\"").1 > 0);
    assert_eq!(count("passage:\"no such words\""), (0, 0));
    assert!(count("document:courier").1 > 0 && count("document:courier").1 < all.1);
    assert_eq!(count("published<1900"), (0, 0));
    assert_eq!(count("passages:0 is:link").1, 1);
    assert!(count("documents>1").1 < count("documents>0").1);
    assert_eq!(count("neighbours:0").0, 0);
    let (near, _) = fits("near:\"Tide Brigade\"");
    assert!(near.len() == 3 && near.contains(&"Tide Brigade".to_owned()), "{near:?}");
    assert!(count("near:\"Tide Brigade\"~2").0 > 3);
    let (ends, links) = fits("between:\"Tide Brigade\",\"Harbour Lights Shipping\"");
    assert_eq!((ends.len(), links), (2, 1));
}

#[test]
fn details_of_the_file_are_fields() {
    assert!(count("born:1900..2000").0 > 0);
    assert_eq!(count("born>2000"), (0, 0));
    assert!(count("active:yes").0 > 0);
    assert_eq!(count("roles:broker").0, 1);
    assert!(count("amount>0").1 > 0);
    assert_eq!(count("is:actor born!=1971").0, count("born>0").0 - 1);
}

#[test]
fn what_cannot_be_answered_is_said() {
    assert!(trouble("colour:red").starts_with("There is no field “colour”. Fields: name, type,"));
    assert!(trouble("colour:red").contains("details: active, amount, born"));
    assert_eq!(trouble("degree:many"), "degree is a number, as in degree:5, degree>5 or degree:2..5.");
    assert_eq!(trouble("when:soon"), "when is a date, as in when:2014, when>2014-03 or when:2014..2016.");
    assert_eq!(trouble("near:zzz"), "No actor is called “zzz”.");
    assert!(trouble("is:good").starts_with("Nothing is “good”. Write one of: actor, link,"));
    assert_eq!(trouble("born:soon"), "“born” is a number.");
    assert_eq!(trouble("name>x"), "name is a text; compare it with : or =.");
}

fn linklore(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Process::new(env!("CARGO_BIN_EXE_linklore")).args(arguments).output().expect("the program is built");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_answers_as_the_library_does() {
    let path = sample("harbour.linklore");
    let path = path.to_str().expect("UTF-8");
    for question in ["type:person degree>3", "when:2014 or basis:claimed", "-(is:sourced) is:link"] {
        let (code, out, _) = linklore(&["find", path, question, "--json"]);
        assert_eq!(code, Some(0));
        let found: Json = serde_json::from_str(&out).expect("JSON");
        let total = |sort: &str| found[sort]["total"].as_u64().map(|total| total as usize);
        let (actors, links) = count(question);
        assert_eq!((total("actors"), total("links")), (Some(actors), Some(links)), "{question}");
    }
    let (code, out, err) = linklore(&["find", path, "degree:many"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("degree is a number") && err.contains("^^^^"), "{err}");
    let (code, out, _) = linklore(&["find", "--fields"]);
    assert!(code == Some(0) && out.contains("degree>5") && out.contains("is:unsourced"), "{out}");
}

#[test]
fn a_question_is_asked_completed_and_acted_on_in_the_window() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    studio.press(COMMAND, Key::F);
    assert!(studio.says("Or ask"), "somebody who has typed nothing is told what can be asked");
    studio.type_text("ty");
    studio.press(Modifiers::NONE, Key::Tab);
    assert!(studio.says("Put person"), "its values are suggested");
    studio.type_text("per");
    studio.press(Modifiers::NONE, Key::Tab);
    studio.type_text("degree>4");
    let expected = count("type:person degree>4").0;
    assert!(studio.says(&format!("Select {expected} actor")), "{expected}");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected(), fits("type:person degree>4").0);
    studio.press(COMMAND, Key::F);
    studio.type_text("type:person");
    studio.press(Modifiers::NONE, Key::ArrowDown);
    studio.press(Modifiers::NONE, Key::Enter);
    let shown = studio.workspace().visibility().actors.iter().filter(|shown| **shown).count();
    assert_eq!(shown, 6, "only these are shown");
    studio.press(COMMAND, Key::Z);
    assert!(!studio.workspace().hides_something());
    studio.press(COMMAND, Key::F);
    studio.type_text("degree:");
    assert!(studio.says("degree needs a value behind it."));
}

#[test]
fn measures_are_asked_for_as_they_are_ranked() {
    for (field, measure) in [
        ("core", "kcore"),
        ("in-degree", "in-degree"),
        ("out-degree", "out-degree"),
        ("betweenness", "betweenness"),
        ("closeness", "closeness"),
        ("harmonic", "harmonic"),
        ("eccentricity", "eccentricity"),
        ("eigenvector", "eigenvector"),
        ("pagerank", "pagerank"),
        ("katz", "katz"),
        ("hubs", "hubs"),
        ("authorities", "authorities"),
        ("clustering", "clustering"),
        ("articulation", "articulation"),
    ] {
        let file = sample("harbour.linklore").display().to_string();
        let found = command_line::linklore(&["rank", &file, "--by", measure, "--top", "0", "--json"]).json();
        let ranked = found["actors"].as_array().expect("a list");
        let value = |at: usize| ranked[at]["value"].as_f64().expect("a number");
        // Between two that differ, so that no rounding decides.
        let cut = (1..ranked.len()).find(|at| value(at - 1) - value(*at) > 1e-9);
        let Some(cut) = cut else { continue };
        let least = f64::midpoint(value(cut - 1), value(cut));
        let labels = |actors: &[Json]| {
            let mut labels: Vec<String> =
                actors.iter().map(|actor| actor["label"].as_str().expect("a name").to_owned()).collect();
            labels.sort();
            labels
        };
        let mut fitting = fits(&format!("{field}>{least}")).0;
        fitting.sort();
        assert_eq!(fitting, labels(&ranked[..cut]), "{field}>{least}");
    }
}

#[test]
fn communities_are_asked_for_by_the_number_that_is_listed() {
    let file = sample("harbour.linklore").display().to_string();
    let found = command_line::linklore(&["communities", &file, "--top", "0", "--json"]).json();
    let communities = found["communities"].as_array().expect("a list");
    assert!(communities.len() > 1);
    for (number, community) in (1..).zip(communities) {
        let (members, links) = fits(&format!("community:{number}"));
        assert_eq!((Json::from(members.len()), links), (community["size"].clone(), 0), "community {number}");
    }
    assert_eq!(count(&format!("community>{}", communities.len())), (0, 0));
}

#[test]
fn independent_sources_are_counted_for_actors_and_links() {
    assert_eq!(count("sources:0"), (0, 1));
    assert_eq!(count("sources:1"), (1, 29), "Tamsin Pell, and what check tells");
    assert_eq!(count("sources>1"), (13, 4));
    assert_eq!(fits("sources:1 is:actor").0, ["Tamsin Pell"]);
}

#[test]
fn a_detail_of_the_file_comes_before_what_can_be_worked_out() {
    let text = r#"{"linklore":1,"actors":[{"id":"a","details":{"pagerank":7}},{"id":"b"}],"links":[{"id":"l","source":"a","target":"b"}]}"#;
    let opened = read_bytes("case.linklore", text.as_bytes()).expect("it opens");
    let index = FindIndex::new(&opened.graph);
    let ground = Ground { graph: &opened.graph, index: &index, view: &opened.view };
    let fits = |text: &str| Question::new(text).and_then(|one| one.answer(&ground)).expect("a question").actors.len();
    assert_eq!((fits("pagerank=7"), fits("pagerank<1"), fits("katz<1")), (1, 0, 2));
}
