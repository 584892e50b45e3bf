//! Tests of GraphML that need files too large, or too repetitive, for the corpus.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::io::{ReadCause, ReadOptions, read_bytes, read_bytes_with};

fn file(keys: &str, graph: &str) -> String {
    format!("<graphml>{keys}<graph edgedefault=\"directed\">{graph}</graph></graphml>")
}

#[test]
fn defaults_do_not_multiply_a_small_file() {
    let value = "x".repeat(10_000);
    let keys: String = (0..10).fold(String::new(), |mut keys, number| {
        let _ = write!(keys, "<key id='{number}' for='node' attr.name='{number}'><default>{value}</default></key>");
        keys
    });
    let nodes =
        |count: usize| (0..count).fold(String::new(), |nodes, number| nodes + &format!("<node id='{number}'/>"));
    let few = read_bytes("a.graphml", file(&keys, &nodes(20)).as_bytes()).expect("within the limit");
    assert_eq!(few.graph.actor_columns().iter().filter(|column| column.get(19).is_some()).count(), 10);
    let error = read_bytes("a.graphml", file(&keys, &nodes(2000)).as_bytes()).expect_err("beyond the limit");
    assert_eq!(error.cause(), ReadCause::TooLarge);
    assert!(error.what().contains("the defaults of keys fill more than"), "{error}");
}

#[test]
fn repetition_costs_no_more_than_its_size() {
    let many = |piece: &dyn Fn(usize) -> String, count: usize| (0..count).map(piece).collect::<String>();
    // In a build for tests every column is checked against all others.
    let families = [
        file(&many(&|number| format!("<key id='{number}' for='node' attr.name='same'/>"), 4_000), "<node id='a'/>"),
        file("", &many(&|_| "<hyperedge id='h'/>".to_owned(), 40_000)),
        file("", &format!("<node id='a'/>{}", many(&|_| "<edge id='e' source='a' target='a'/>".to_owned(), 25_000))),
        file("", &many(&|number| format!("<tag{number}/>"), 60_000)),
        file("", &format!("<node id='a'>{}</node>", many(&|number| format!("<data key='{number}'>1</data>"), 4_000))),
        file("", &format!("<node id='a'><data key='k'>{}</data></node>", "<b/>&amp;".repeat(80_000))),
    ];
    for text in families {
        assert!(text.len() < 1_100_000);
        let start = Instant::now();
        let opened = read_bytes("a.graphml", text.as_bytes());
        assert!(opened.is_ok(), "{}", opened.expect_err("an error"));
        // Two seconds are promised for a program that is built for use.
        assert!(start.elapsed() < Duration::from_secs(8), "{:?} for {}…", start.elapsed(), &text[..80]);
    }
}

#[test]
fn the_graph_that_is_asked_for_is_read() {
    let text = "<graphml><graph edgedefault='directed'><node id='a'/></graph>\
                <graph edgedefault='undirected'><node id='b'/><node id='c'/></graph></graphml>";
    let asked = |graph| {
        let options = ReadOptions { graph, ..ReadOptions::default() };
        read_bytes_with("a.graphml", text.as_bytes(), &options, &mut |_| std::ops::ControlFlow::Continue(()))
    };
    assert_eq!(asked(1).expect("there").graph.actor_count(), 2);
    assert_eq!(asked(2).expect_err("not there").what(), "The file holds 2 graphs; number 3 was asked for.");
}
