//! Tests of GraphML that need files too large, or too repetitive, for the corpus.

use std::fmt::Write as _;

use crate::io::effort::looks_of;
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
    type Piece = dyn Fn(usize) -> String;
    let many = |piece: &Piece, count: usize| (0..count).map(piece).collect::<String>();
    let node = |inside: &Piece, count: usize| file("", &format!("<node id='a'>{}</node>", many(inside, count)));
    let late_key = "<key id='late' for='node' attr.name='late'/></graphml>";
    let families: [&dyn Fn(usize) -> String; 6] = [
        &|count| file(&many(&|number| format!("<key id='{number}' for='node' attr.name='same'/>"), count), ""),
        &|count| file("", &many(&|_| "<hyperedge id='h'/>\n".to_owned(), count)),
        &|count| file("", &many(&|_| "<edge id='e' source='a' target='a'/>\n".to_owned(), count)),
        &|count| file("", &many(&|number| format!("<tag{number}/>\n"), count)),
        &|count| node(&|number| format!("<data key='{number}'>1</data>"), count),
        &|count| node(&|number| format!("<data key='{number}'>1</data>"), count).replace("</graphml>", late_key),
    ];
    for (family, text) in families.into_iter().enumerate() {
        let looks = |count: usize| {
            looks_of(|| {
                let opened = read_bytes("a.graphml", text(count).as_bytes());
                assert!(opened.is_ok(), "{}", opened.expect_err("an error"));
            })
        };
        let (one, two) = (looks(1_000), looks(2_000));
        assert!(two <= 2 * one + one / 4, "family {family}: {one} looks at the half, {two} at the whole");
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
