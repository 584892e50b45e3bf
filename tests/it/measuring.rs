//! Measures, paths and communities from the command line: what is printed, and figures that were published.

use serde_json::{Value as Json, json};

use crate::command_line::{Folder, HARBOUR, linklore};

const KARATE: &str = "tests/gallery/karate.csv";
const MISERABLES: &str = "tests/gallery/miserables.csv";

/// The names and values of a ranking, the first `count`.
fn ranked(arguments: &[&str], count: usize) -> Vec<(String, f64)> {
    let found = linklore(&[&["rank", "--json"], arguments].concat()).json();
    let actors = found["actors"].as_array().expect("a list").clone();
    let one =
        |actor: Json| (actor["label"].as_str().expect("a name").to_owned(), actor["value"].as_f64().expect("a number"));
    actors.into_iter().take(count).map(one).collect()
}

fn near(found: &[(String, f64)], known: &[(&str, f64)]) {
    assert_eq!(found.len(), known.len());
    for ((name, value), (known_name, known_value)) in found.iter().zip(known) {
        assert_eq!(name, known_name);
        assert!((value - known_value).abs() < 6e-4, "{name}: {value} is not {known_value}");
    }
}

#[test]
fn the_miserables_are_held_together_by_whom_everybody_knows() {
    // Knuth (1993), The Stanford GraphBase; figures as in the documentation of several programs.
    near(
        &ranked(&[MISERABLES, "--by", "betweenness", "--strength", "alike"], 4),
        &[("Valjean", 0.5700), ("Myriel", 0.1768), ("Gavroche", 0.1651), ("Marius", 0.1320)],
    );
    near(&ranked(&[MISERABLES, "--by", "degree"], 3), &[("Valjean", 36.0), ("Gavroche", 22.0), ("Marius", 19.0)]);
}

#[test]
fn a_ranking_is_printed_with_its_question() {
    let printed = linklore(&["rank", KARATE, "--by", "betweenness", "--top", "3"]).result();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "Betweenness: who connects groups that are otherwise apart");
    assert_eq!(lines[3], "   1.  0.4376  1");
    assert_eq!(lines[4], "   2.  0.3041  34");
    assert_eq!(lines.last(), Some(&"… and 31 more; --top 0 lists all"));
}

#[test]
fn a_ranking_for_programs_says_how_sure_it_is() {
    let found = linklore(&["rank", KARATE, "--by", "closeness", "--pivots", "10", "--top", "1", "--json"]).json();
    assert_eq!(found["certainty"], "estimated");
    assert_eq!((&found["sources"], &found["total"]), (&json!(10), &json!(34)));
    assert!(found["actors"][0]["standard_error"].as_f64().expect("a number") > 0.0);
    let exact = linklore(&["rank", KARATE, "--by", "katz", "--json"]).json();
    assert_eq!((&exact["certainty"], &exact["directed"]), (&json!("exact"), &json!(false)));
    assert!((exact["share"].as_f64().expect("a number") - 0.0743).abs() < 1e-4);
}

#[test]
fn directions_and_strengths_can_be_asked_for() {
    let by = |more: &[&str]| ranked(&[&[HARBOUR, "--by", "betweenness"], more].concat(), 14);
    assert_ne!(by(&[]), by(&["--directed"]));
    assert_eq!(by(&[]), by(&["--undirected"]));
    assert_ne!(by(&[]), by(&["--strength", "evidence"]));
}

#[test]
fn a_measure_that_nobody_knows_is_wrong_usage() {
    let message = linklore(&["rank", KARATE, "--by", "beauty"]).message(2);
    assert!(message.contains("it is one of degree, in-degree,"), "{message}");
}

#[test]
fn an_empty_file_has_a_ranking_of_nobody() {
    let folder = Folder::new();
    let file = folder.write("empty.linklore", br#"{"linklore": 1}"#);
    let found = linklore(&["rank", &file, "--by", "pagerank", "--json"]).json();
    assert_eq!((&found["total"], &found["actors"]), (&json!(0), &json!([])));
}

#[test]
fn communities_are_listed_with_those_who_are_linked_most() {
    let printed = linklore(&["communities", KARATE, "--seed", "2"]).result();
    assert!(printed.starts_with("4 communities with a modularity of 0.41"), "{printed}");
    assert!(printed.contains("links inside, "), "{printed}");
    let found = linklore(&["communities", KARATE, "--json", "--top", "2"]).json();
    assert_eq!(found["communities"].as_array().expect("a list").len(), 2);
    let members = found["communities"][0]["members"].as_array().expect("a list");
    assert_eq!(Json::from(members.len()), found["communities"][0]["size"]);
    let finer = linklore(&["communities", KARATE, "--resolution", "3", "--json"]).json();
    assert!(finer["total"].as_u64() > found["total"].as_u64());
}

#[test]
fn a_resolution_of_nothing_is_wrong_usage() {
    let message = linklore(&["communities", KARATE, "--resolution", "0"]).message(2);
    assert!(message.contains("it is a number above 0"), "{message}");
}

#[test]
fn a_path_is_read_hop_by_hop() {
    let printed = linklore(&["path", HARBOUR, "Tamsin Pell", "Tide Brigade"]).result();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "From Tamsin Pell to Tide Brigade: 3 links");
    assert!(lines[1].starts_with("  Tamsin Pell "), "{printed}");
    assert!(printed.contains("\nHarbour Lights Shipping – paid → Tide Brigade, 2010 to 2014 ("), "{printed}");
    assert!(printed.contains("     “") && printed.contains("     — "), "{printed}");
}

#[test]
fn a_path_for_programs_holds_its_links_and_their_best_passages() {
    let found = linklore(&["path", HARBOUR, "tamsin-pell", "tide-brigade", "--all", "--json"]).json();
    let paths = found["paths"].as_array().expect("a list");
    assert!(paths.len() > 1 && found["complete"] == json!(true) && found["no_path"].is_null(), "{found}");
    assert!(paths.iter().all(|path| path["links"] == 3 && path["length"] == 3.0));
    let last = &paths[0]["hops"][2]["links"][0];
    assert_eq!((&last["type"], &last["supporting"]), (&json!("paid"), &json!(1)));
    assert!(last["passage"]["citation"].as_str().is_some_and(|citation| !citation.is_empty()));
    assert!(last["likelihood"].as_f64().is_some_and(|likely| (0.02..=0.95).contains(&likely)));
}

#[test]
fn the_next_paths_by_evidence_are_ever_less_likely() {
    let arguments = ["path", HARBOUR, "tamsin-pell", "tide-brigade", "--next", "4", "--strength", "evidence", "--json"];
    let found = linklore(&arguments).json();
    let lengths: Vec<f64> = found["paths"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|path| path["length"].as_f64().expect("a number"))
        .collect();
    assert_eq!(lengths.len(), 4);
    assert!(lengths.is_sorted(), "{lengths:?}");
    let printed = linklore(&arguments[..arguments.len() - 1]).result();
    assert!(printed.contains("% likely to hold together"), "{printed}");
    // What each step costs is said behind the firmness of its best passage.
    assert!(printed.lines().any(|line| line.ends_with("% likely)")), "{printed}");
    let plain = ["path", HARBOUR, "tamsin-pell", "tide-brigade"];
    assert!(!linklore(&plain).result().contains("% likely"), "where links are alike it costs nothing");
}

#[test]
fn where_there_is_no_path_it_is_said_how_near_they_come() {
    let folder = Folder::new();
    let file = folder.write(
        "parts.linklore",
        br#"{"linklore": 1
,"documents": [{"id":"d","title":"The ledger"}]
,"passages": [{"id":"p","document":"d","quote":"Bo paid Cy."}]
,"actors": [{"id":"a","label":"Ada"},{"id":"b","label":"Bo","evidence":[{"passage":"p"}]}
,{"id":"c","label":"Cy","evidence":[{"passage":"p"}]},{"id":"e","label":"Eve"}]
,"links": [{"id":"l","source":"a","target":"b"},{"id":"m","source":"e","target":"c","directed":true}]
}"#,
    );
    assert_eq!(
        linklore(&["path", &file, "Ada", "Eve"]).result(),
        "No path from Ada to Eve.\nFrom Ada 1 actor can be reached, Eve from 1 actor.\n\
         The nearest they come: Bo, 1 link from Ada, and Cy, 1 link from Eve, are both written about in \u{201c}The ledger\u{201d}.\n"
    );
    let against = linklore(&["path", &file, "Cy", "Eve", "--directed"]).result();
    assert!(against.ends_with("Against directions there is one: Cy \u{2190} Eve\n"), "{against}");
    let found = linklore(&["path", &file, "Ada", "Eve", "--json"]).json();
    assert_eq!((&found["paths"], &found["no_path"]["closest"]["one"]["id"]), (&json!([]), &json!("b")));
}

#[test]
fn a_path_in_time_takes_links_one_after_the_other() {
    let found =
        linklore(&["path", HARBOUR, "salma-al-haddad", "tide-brigade", "--in-time", "--directed", "--json"]).json();
    assert_eq!(found["paths"].as_array().map(Vec::len), Some(1), "{found}");
    assert!(found["paths"][0]["order"].is_string());
    let message = linklore(&["path", HARBOUR, "salma-al-haddad", "tide-brigade", "--dated"]).message(2);
    assert!(message.contains("--in-time"), "{message}");
}

#[test]
fn three_actors_or_more_are_connected_by_a_network() {
    let actors = ["Tamsin Pell", "Tide Brigade", "Coral Coast Bank"];
    let found = linklore(&[&["path", HARBOUR][..], &actors, &["--json"]].concat()).json();
    let count = |what: &str| found[what].as_array().map(Vec::len);
    assert_eq!((count("groups"), count("actors")), (Some(1), count("hops").map(|hops| hops + 1)), "{found}");
    let printed = linklore(&[&["path", HARBOUR][..], &actors].concat()).result();
    assert!(printed.starts_with("3 actors connected by "), "{printed}");
    let message = linklore(&[&["path", HARBOUR][..], &actors, &["--directed"]].concat()).message(2);
    assert!(message.contains("leave out --directed"), "{message}");
}
