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

/// Ids of the harbour sample, ranked by degree.
fn by_degree(more: &[&str]) -> Vec<(String, usize)> {
    let found = ranked(&[&[HARBOUR, "--by", "degree", "--top", "0"], more].concat(), usize::MAX);
    found.into_iter().map(|(name, links)| (name, links as usize)).collect()
}

#[test]
fn only_what_fits_a_question_counts() {
    let people = by_degree(&["--only", "type:person"]);
    assert_eq!(people.len(), 6);
    let all = by_degree(&[]);
    let of_all = |name: &str| all.iter().find(|(other, _)| other == name).expect("it is there").1;
    assert!(people.iter().all(|(name, links)| *links < of_all(name)), "links to others do not count: {people:?}");
    assert_eq!(by_degree(&["--only", "type:person", "--only", "name:volkanov"]).len(), 1, "both have to fit");
    let links: usize = by_degree(&["--only", "is:contradicted"]).iter().map(|(_, links)| links).sum();
    assert_eq!(links, 2, "there is one such link, and it has two ends");
    let printed = linklore(&["rank", HARBOUR, "--by", "degree", "--only", "type:person"]).result();
    assert!(printed.starts_with("Only 6 actors and "), "{printed}");
    let message = linklore(&["rank", HARBOUR, "--by", "degree", "--only", "colour:red"]).message(2);
    assert!(message.contains("--only \"colour:red\": "), "{message}");
}

#[test]
fn documents_are_left_out_by_id_or_title() {
    let all: usize = by_degree(&[]).iter().map(|(_, links)| links).sum();
    let without = by_degree(&["--without", "interview"]);
    assert_eq!(without.len(), 13, "Tamsin Pell is known from the interview alone");
    assert_eq!(without.iter().map(|(_, links)| links).sum::<usize>(), all - 16, "eight links rest on it alone");
    assert_eq!(by_degree(&["--without", "a pilot remembers"]), without);
    let message = linklore(&["rank", HARBOUR, "--by", "degree", "--without", "harbour lights"]).message(1);
    assert!(message.contains("2 documents may be meant by") && message.contains("(id court)"), "{message}");
    let message = linklore(&["rank", HARBOUR, "--by", "degree", "--without", "nothing"]).message(1);
    assert!(message.contains("No document is called \"nothing\". There are:"), "{message}");
}

#[test]
fn what_the_view_of_the_file_shows_counts_where_that_is_asked() {
    let folder = Folder::new();
    let mut case: Json = serde_json::from_slice(&std::fs::read(HARBOUR).expect("the sample")).expect("JSON");
    case["view"] = json!({ "hidden": ["tide-brigade"], "filters": { "questions": [{ "ask": "-type:person" }], "without": ["court"] } });
    let file = folder.write("filtered.linklore", case.to_string().as_bytes());
    let count = |more: &[&str]| {
        let found = linklore(&[&["rank", &file, "--by", "degree", "--json"], more].concat()).json();
        found["total"].as_u64().expect("a number")
    };
    assert_eq!(count(&[]), 14, "filters of the file do not count unless they are asked for");
    assert_eq!(count(&["--shown"]), 7);
    assert_eq!(count(&["--shown", "--only", "type:place"]), 1);
    let picture = folder.path("case.svg");
    linklore(&["export", &file, &picture, "--no-legend"]).result();
    let svg = std::fs::read_to_string(&picture).expect("written");
    assert!(svg.contains("Harbour Lights Shipping") && !svg.contains("Tamsin Pell"), "filters hold in pictures");
    linklore(&["export", &file, &picture, "--no-legend", "--only", "name:quay"]).result();
    let svg = std::fs::read_to_string(&picture).expect("written");
    assert!(svg.contains("Quay Nine") && !svg.contains(">Harbour Lights Shipping<"), "and can be narrowed");
}

#[test]
fn a_path_takes_only_links_that_count() {
    let found = |more: &[&str]| -> Json {
        let found = linklore(&[&["path", HARBOUR, "tamsin-pell", "tide-brigade", "--json"], more].concat());
        serde_json::from_str(&found.out).expect("JSON")
    };
    assert_eq!(found(&[])["paths"][0]["links"], json!(3));
    let without = found(&["--without", "interview"]);
    assert_eq!(without["paths"], json!([]), "she is not known without it");
    let told = linklore(&["path", HARBOUR, "tamsin-pell", "tide-brigade", "--without", "interview"]);
    assert!(told.err.contains("Tamsin Pell does not count"), "{}", told.err);
    let communities = linklore(&["communities", HARBOUR, "--only", "type:person", "--json", "--top", "0"]).json();
    let members = communities["communities"].as_array().expect("a list").iter();
    assert_eq!(members.map(|one| one["size"].as_u64().expect("a number")).sum::<u64>(), 6);
}

#[test]
fn a_layout_of_a_part_leaves_the_others_where_they_are() {
    let folder = Folder::new();
    let (whole, part) = (folder.path("whole.linklore"), folder.path("part.linklore"));
    linklore(&["layout", HARBOUR, &whole]).result();
    let told = linklore(&["layout", &whole, &part, "--algorithm", "grid", "--only", "type:person"]).result();
    assert!(told.starts_with("6 actors and "), "{told}");
    let places = |path: &str| -> Json {
        let text = std::fs::read(path).expect("written");
        serde_json::from_slice::<Json>(&text).expect("JSON")["view"]["positions"].clone()
    };
    let (before, after) = (places(&whole), places(&part));
    let moved: Vec<&String> =
        before.as_object().expect("by id").iter().filter(|(id, at)| after[*id] != **at).map(|(id, _)| id).collect();
    assert_eq!(moved.len(), 6, "{moved:?}");
}
