//! Pairs that are one and pairs that are not, the figures of made-up graphs, and what never depends on anything.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{Actor, GraphBuilder, Link, Planted, planted};

/// Actors with a type each, and links `0-1` between them by their number.
fn graph_of(actors: &[(&str, &str)], links: &[(u32, u32)]) -> Graph {
    let mut builder = GraphBuilder::new("", "");
    for (number, (label, kind)) in actors.iter().enumerate() {
        let mut names = label.split('|');
        let mut actor = Actor { key: format!("a{number}").as_str().into(), kind: (*kind).into(), ..Actor::default() };
        actor.label = names.next().unwrap_or_default().into();
        let aliases: Vec<String> = names.map(str::to_owned).collect();
        if !aliases.is_empty() {
            actor.aliases = aliases;
        }
        builder.add_actor(actor).expect("numbers are unique");
    }
    for (number, (one, other)) in links.iter().enumerate() {
        let link = Link { key: format!("l{number}").as_str().into(), kind: "knows".into(), ..Link::default() };
        builder.add_link(ActorIx(*one), ActorIx(*other), link).expect("numbers are unique");
    }
    builder.finish()
}

fn found(graph: &Graph) -> Vec<LikelyDuplicate> {
    likely_duplicates(graph, &mut |_| true).expect("nobody says no")
}

fn pairs(graph: &Graph) -> Vec<(u32, u32)> {
    found(graph).iter().map(|pair| (pair.one.0, pair.other.0)).collect()
}

fn words(pair: &LikelyDuplicate) -> Vec<&str> {
    pair.reasons.iter().map(|reason| reason.words.as_str()).collect()
}

/// Names of one actor each, among others of the same case.
const TRUE_PAIRS: [(&str, &str); 16] = [
    ("Qais al-Khazali", "Qayis al-Khaz'ali"),
    ("Mohammed Hussein", "Muhammad Husayn"),
    ("Nouri al-Maliki", "Nuri el-Maliki"),
    ("Владимир Петрович", "Vladimir Petrovič"),
    ("Akram al-Kaabi", "أكرم الكعبي"),
    ("Jonathan Meyers", "Jonathon Meyers"),
    ("Dr. Ruth Abelson", "Ruth Abelson"),
    ("Okonkwo, Chinwe", "Chinwe Okonkwo"),
    ("Jean-Luc Beaumont", "Jean Luc Beaumont"),
    ("Abd al-Rahman Tawfiq", "Abdulrahman Tawfiq"),
    ("Muqtada as-Sadr", "Moqtada al-Sadr"),
    ("Asa'ib Ahl al-Haq", "AAH"),
    ("Łukasz Wiśniewski", "Lukasz Wisniewski"),
    ("Harbour Lights Ltd.", "Harbor Lights Ltd"),
    ("Basra Provincial Council", "Basra Council"),
    ("T. Grandison", "Theodore Grandison"),
];

/// Names of two actors each that a careless eye takes for one.
const FALSE_PAIRS: [(&str, &str); 16] = [
    ("Hassan Ali", "Hussein Ali"),
    ("Mahmoud Salim", "Mohammed Salim"),
    ("Maria Lopez", "Mario Lopez"),
    ("Anna Ivanova", "Anna Ivanov"),
    ("Laith al-Khazali", "Layla al-Khazali"),
    ("Brigade 45", "Brigade 46"),
    ("Henry VII", "Henry VIII"),
    ("Sammy Davis Jr.", "Sammy Davis Sr."),
    ("Mr Smith", "Mrs Smith"),
    ("Iraqi Army", "Iraqi Army Aviation"),
    ("Iraq", "Iran"),
    ("North Gate", "South Gate"),
    ("Peter Hallam", "Petra Hallam"),
    ("Karim Nasser", "Karima Nasser"),
    ("Ministry of Oil", "Ministry of Defence"),
    ("Unit A", "Unit B"),
];

#[test]
fn pairs_that_are_one_are_found_and_pairs_that_are_not_are_left_alone() {
    let all = TRUE_PAIRS.iter().chain(&FALSE_PAIRS).flat_map(|(one, other)| [(*one, ""), (*other, "")]);
    let graph = graph_of(&all.collect::<Vec<_>>(), &[]);
    let mut found = pairs(&graph);
    found.sort_unstable();
    let wanted: Vec<(u32, u32)> = (0..TRUE_PAIRS.len() as u32).map(|number| (2 * number, 2 * number + 1)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_likelier_pair_comes_first() {
    let actors = [
        ("Qais al-Khazali", "person"),
        ("Qayis al-Khazali", "person"),
        ("Jonathan Meyers", "person"),
        ("Jonathon Meyer", "person"),
        ("Ruth Abelson", "person"),
        ("Ruth Abelson", "person"),
        ("Basra", "place"),
        ("Basra", "organisation"),
        ("Ahmed Tawfiq", "person"),
        ("Ahmad Tawfiq", "person"),
        ("Ben", "person"),
    ];
    // Ben knows both Khazalis; the two Tawfiqs know each other.
    let graph = graph_of(&actors, &[(0, 10), (1, 10), (8, 9)]);
    let found = found(&graph);
    let order: Vec<(u32, u32)> = found.iter().map(|pair| (pair.one.0, pair.other.0)).collect();
    assert_eq!(order, [(0, 1), (4, 5), (2, 3), (6, 7)]);
    assert_eq!(words(&found[0]), ["same letters but for vowels: Qais / Qayis", "1 shared neighbour"]);
    assert_eq!(words(&found[1]), ["the same name"]);
    assert_eq!(
        words(&found[2]),
        ["same letters but for vowels: Jonathan / Jonathon", "one letter apart: Meyers / Meyer"]
    );
    assert_eq!(words(&found[3]), ["the same name", "different types: place and organisation"]);
    assert!(found[3].reasons.iter().map(|reason| reason.speaks_for).eq([true, false]));
    assert_eq!(found[0].shared_neighbours, 1);
}

#[test]
fn a_link_between_two_speaks_against_it_unless_it_says_so() {
    let mut graph =
        graph_of(&[("Ahmed Tawfiq", ""), ("Ahmad Tawfiq", ""), ("Ada Obi", ""), ("The Owl", "")], &[(0, 1), (2, 3)]);
    assert_eq!(pairs(&graph), []);
    graph.set_link_kind(LinkIx(1), "alias of".into());
    let found = found(&graph);
    assert_eq!(words(&found[0]), ["a link says so: alias of"]);
    assert_eq!(pairs(&graph), [(2, 3)]);
}

#[test]
fn one_word_of_a_name_is_enough_where_nobody_else_bears_it_and_they_know_the_same() {
    let actors = |third| [("Khazali", ""), ("Qais al-Khazali", ""), ("Ben Okri", ""), ("Cyd Lee", ""), (third, "")];
    let links = [(0, 2), (1, 2), (0, 3), (1, 3)];
    let graph = graph_of(&actors("Dee Ash"), &links);
    assert_eq!(pairs(&graph), [(0, 1)]);
    assert_eq!(
        words(&found(&graph)[0]),
        ["“Khazali” is part of the other name, and of no third", "2 shared neighbours"]
    );
    assert_eq!(pairs(&graph_of(&actors("Dee Ash"), &[])), []);
    assert_eq!(pairs(&graph_of(&actors("Laith Khazali"), &links)), []);
}

#[test]
fn other_names_count_as_well() {
    let graph = graph_of(&[("The Owl|Ada Obi", ""), ("Ada Obi|The Heron", ""), ("Zoe", "")], &[]);
    let found = found(&graph);
    assert_eq!(words(&found[0]), ["both are called “Ada Obi”"]);
}

#[test]
fn what_was_said_to_be_different_is_not_asked_again_also_after_a_merger() {
    let mut graph = graph_of(&[("Ada Obi", ""), ("Ada Obi", ""), ("Ada Obi", "")], &[]);
    assert_eq!(pairs(&graph), [(0, 1), (0, 2), (1, 2)]);
    let mut say = |actor: u32, field: &str, value| {
        let mut record = graph.actor(ActorIx(actor)).clone();
        record.extras.insert(field.into(), value);
        let change = crate::model::Change::Actor(ActorIx(actor), Box::new(record));
        graph.change(change).expect("it is there");
        pairs(&graph)
    };
    assert_eq!(say(2, DIFFERENT_FROM, json!(["a0", "nobody"])), [(0, 1), (1, 2)]);
    // Somebody who was different from the third is part of the second by now.
    let record = json!([{ "actor": { "id": "old", "different_from": ["a2"] } }]);
    assert_eq!(say(1, MERGED, record), [(0, 1)]);
    assert_eq!(say(0, DIFFERENT_FROM, json!(["old"])), []);
    assert_eq!(ids(graph.actor(ActorIx(1))), BTreeSet::from(["a1".to_owned(), "old".to_owned()]));
    let mut extras = graph.actor(ActorIx(1)).extras.clone();
    translate_different(&mut extras, &|key| (key != "a2").then(|| key.to_owned()));
    assert_eq!(extras.get(MERGED), Some(json!([{ "actor": { "id": "old" } }])));
}

#[test]
fn the_one_with_more_evidence_leads() {
    let graph = graph_of(&[("Ada", ""), ("Ada", ""), ("Ben", "")], &[(1, 2)]);
    assert_eq!(lead(&graph, ActorIx(0), ActorIx(1)), ActorIx(1));
    assert_eq!(lead(&graph, ActorIx(0), ActorIx(2)), ActorIx(2));
    assert_eq!(lead(&graph, ActorIx(1), ActorIx(2)), ActorIx(1), "the first of equals");
}

#[test]
fn made_up_names_do_not_drown_the_analyst() {
    for actors in [2_000, 20_000] {
        let graph = planted(Planted::of_size(actors, actors * 3, 7));
        let found = found(&graph);
        let equal = found.iter().filter(|pair| pair.reasons[0].words == "the same name").count();
        assert!(found.len() - equal <= actors / 100, "{} of {actors}", found.len() - equal);
    }
}

#[test]
fn it_can_be_given_up_at_any_time() {
    let graph = graph_of(&[("Ada Obi", ""), ("Ada Obi", "")], &[]);
    let mut times = 0;
    assert!(
        likely_duplicates(&graph, &mut |share| {
            assert!((0.0..=1.0).contains(&share));
            times += 1;
            true
        })
        .is_some()
    );
    for most in 0..times {
        let mut left = most;
        assert_eq!(
            likely_duplicates(&graph, &mut |_| {
                left -= 1;
                left >= 0
            }),
            None
        );
    }
}

proptest! {
    #[test]
    fn each_pair_is_there_once_whatever_the_order_of_the_file(
        names in prop::collection::vec("(Qais|Qayis|Kais|Ada|Adda|J\\.) (Khazali|Kazali|Obi|Obbi|Smith)", 2..9),
    ) {
        let there: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "person")).collect();
        let count = there.len() as u32;
        let back: Vec<(&str, &str)> = there.iter().rev().copied().collect();
        let one = pairs(&graph_of(&there, &[]));
        let mut other: Vec<(u32, u32)> = pairs(&graph_of(&back, &[])).into_iter().map(|(a, b)| (count - 1 - b, count - 1 - a)).collect();
        let mut sorted = one.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), one.len());
        prop_assert!(one.iter().all(|(a, b)| a < b));
        other.sort_unstable();
        prop_assert_eq!(sorted, other);
        prop_assert_eq!(found(&graph_of(&there, &[])), found(&graph_of(&there, &[])));
    }
}
