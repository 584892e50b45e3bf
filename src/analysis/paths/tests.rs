//! Paths on small graphs that one sees through, and against searching through everything.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::*;
use crate::analysis::{Cancelled, Direction, Worth, unwatched};
use crate::model::{
    Actor, ActorIx, Document, Evidence, Graph, GraphBuilder, Link, LinkMore, Passage, PassageIx, Planted, Topology,
    When, graph_from_drawing, planted,
};

fn ties(drawing: &str, direction: Direction) -> Ties {
    Ties::new(&Topology::whole(&graph_from_drawing(drawing)), direction, Worth::One)
}

fn nodes(paths: &Paths) -> Vec<&[u32]> {
    paths.paths.iter().map(|path| path.nodes.as_slice()).collect()
}

#[test]
fn the_shortest_and_all_as_short() {
    // A ring of six and a way across.
    let ring = ties("A-B B-C C-D D-E E-F F-A", Direction::Ignored);
    assert_eq!(nodes(&all_shortest(&ring, 0, 3, 10)), [&[0, 1, 2, 3][..], &[0, 5, 4, 3]]);
    let one = all_shortest(&ring, 0, 3, 1);
    assert_eq!((one.paths.len(), one.is_complete), (1, false));
    assert_eq!(shortest_path(&ring, 2, 2), Some(Path { nodes: vec![2], length: 0.0 }));
    let followed = ties("A>B B>C C>A", Direction::Followed);
    assert_eq!(shortest_path(&followed, 0, 2).map(|path| path.nodes), Some(vec![0, 1, 2]));
    assert_eq!(shortest_path(&ties("A B", Direction::Ignored), 0, 1), None);
}

#[test]
fn lengths_decide_and_rounding_does_not() {
    let topology = Topology::whole(&graph_from_drawing("A-B B-D A-C C-D A-D"));
    let long = Ties::new(&topology, Direction::Ignored, Worth::Least(&[0.1, 0.2, 0.2, 0.1, 0.4]));
    let found = all_shortest(&long, 0, 2, 10);
    assert_eq!(nodes(&found), [&[0, 1, 2][..], &[0, 3, 2]]);
    assert!(found.paths.iter().all(|path| (path.length - 0.3).abs() < 1e-12));
}

#[test]
fn the_next_ones_come_in_order() {
    // The example of Yen's method: C to H with lengths.
    let topology = Topology::whole(&graph_from_drawing("C>D C>E D>F E>D E>F E>G F>G F>H G>H"));
    let lengths = [3.0, 2.0, 4.0, 1.0, 2.0, 3.0, 2.0, 1.0, 2.0];
    let ties = Ties::new(&topology, Direction::Followed, Worth::Least(&lengths));
    let found = next_shortest(&ties, 0, 5, 3, &mut unwatched).expect("nobody gives up");
    let lengths: Vec<f64> = found.paths.iter().map(|path| path.length).collect();
    assert_eq!(lengths, [5.0, 7.0, 8.0]);
    // C E F H, C E G H, then C D F H before those with more steps. Nodes are numbered as drawn: C D E F G H.
    assert_eq!(nodes(&found), [&[0, 2, 3, 5][..], &[0, 2, 4, 5], &[0, 1, 3, 5]]);
    let itself = next_shortest(&ties, 0, 0, 3, &mut unwatched).expect("nobody gives up");
    assert_eq!(nodes(&itself), [&[0u32][..]]);
}

#[test]
fn every_path_up_to_a_length() {
    let square = ties("A-B B-C C-D D-A A-C", Direction::Ignored);
    let up_to = |steps, limit| simple_paths(&square, 0, 2, steps, limit, &mut unwatched).expect("nobody gives up");
    assert_eq!(nodes(&up_to(1, 10)), [&[0, 2][..]]);
    assert_eq!(nodes(&up_to(9, 10)), [&[0, 2][..], &[0, 1, 2], &[0, 3, 2]]);
    let cut = up_to(9, 2);
    assert_eq!((cut.paths.len(), cut.is_complete), (2, false));
    assert!(up_to(9, 3).is_complete);
    let alone = simple_paths(&square, 1, 1, 5, 10, &mut unwatched).expect("nobody gives up");
    assert_eq!(nodes(&alone), [&[1u32][..]]);
}

#[test]
fn the_next_ones_are_all_there_are_in_the_end() {
    for seed in 1..=4 {
        let graph = planted(Planted { communities: 1, ..Planted::of_size(9, 14, seed) });
        let ties = Ties::new(&Topology::whole(&graph), Direction::Followed, Worth::One);
        for to in 1..9 {
            let all = simple_paths(&ties, 0, to, 9, 10_000, &mut unwatched).expect("nobody gives up");
            let next = next_shortest(&ties, 0, to, 10_000, &mut unwatched).expect("nobody gives up");
            let set = |paths: &Paths| paths.paths.iter().map(|path| path.nodes.clone()).collect::<BTreeSet<_>>();
            assert_eq!(set(&all), set(&next), "seed {seed}, to {to}");
            assert_eq!(next.paths.len(), all.paths.len(), "none twice");
            assert!(next.paths.windows(2).all(|pair| pair[0].length <= pair[1].length));
            assert_eq!(next.paths.first().cloned(), shortest_path(&ties, 0, to));
        }
    }
}

#[test]
fn long_searches_can_be_given_up() {
    let ties = ties("A-B B-C", Direction::Ignored);
    let watch = &mut |_: f32| ControlFlow::Break(());
    assert_eq!(next_shortest(&ties, 0, 2, 2, watch), Err(Cancelled));
    let many: Vec<String> = (0..14).flat_map(|one| (0..one).map(move |two| format!("n{one}-n{two}"))).collect();
    let many = Ties::new(&Topology::whole(&graph_from_drawing(&many.join(" "))), Direction::Ignored, Worth::One);
    assert_eq!(simple_paths(&many, 0, 1, 12, 10_000_000, watch), Err(Cancelled));
}

/// Links with dates, in the order of the drawing.
fn dated(drawing: &str, dates: &[&str]) -> (Graph, Topology) {
    let plain = graph_from_drawing(drawing);
    let mut builder = GraphBuilder::new("", "");
    for (_, actor) in plain.actors() {
        builder.add_actor(Actor { key: actor.key.clone(), ..Actor::default() }).expect("free");
    }
    for ((ix, link), date) in plain.links().zip(dates) {
        let (source, target) = plain.ends(ix);
        let when = (!date.is_empty()).then(|| When::new(*date));
        let more = LinkMore { when, ..LinkMore::default() }.into();
        let link = Link { key: link.key.clone(), directed: link.directed, more, ..Link::default() };
        builder.add_link(source, target, link).expect("free");
    }
    let graph = builder.finish();
    let topology = Topology::whole(&graph);
    (graph, topology)
}

fn timed(drawing: &str, dates: &[&str], to: u32, only_dated: bool) -> Option<(Vec<u32>, Order)> {
    let (graph, topology) = dated(drawing, dates);
    path_in_time(&graph, &topology, Direction::Ignored, 0, to, only_dated).map(|path| (path.nodes, path.order))
}

#[test]
fn links_are_taken_in_the_order_of_time() {
    assert_eq!(timed("A-B B-C", &["2001", "2003"], 2, false), Some((vec![0, 1, 2], Order::Certain)));
    assert_eq!(timed("A-B B-C", &["2003", "2001"], 2, false), None);
    // A stretch of time and an uncertain date leave room.
    assert_eq!(timed("A-B B-C", &["2003", "2001/2005"], 2, false), Some((vec![0, 1, 2], Order::Possible)));
    assert_eq!(timed("A-B B-C", &["2003-05", "2003"], 2, false), Some((vec![0, 1, 2], Order::Possible)));
    assert_eq!(timed("A-B B-C", &["2003/..", "2001"], 2, false), None);
    assert_eq!(timed("A-B B-C", &["2003", "../2004"], 2, false), Some((vec![0, 1, 2], Order::Possible)));
}

#[test]
fn a_link_without_a_date_speaks_against_nothing() {
    assert_eq!(timed("A-B B-C", &["2003", ""], 2, false), Some((vec![0, 1, 2], Order::Undated(1))));
    assert_eq!(timed("A-B B-C", &["2003", "some day"], 2, false), Some((vec![0, 1, 2], Order::Undated(1))));
    assert_eq!(timed("A-B B-C", &["2003", ""], 2, true), None);
}

#[test]
fn a_longer_way_that_is_earlier_is_followed() {
    // Straight to B is too late for what leads on from there; around by C is not. Of two parallel links the one that fits is taken.
    let drawing = "A-B A-C C-B B-D B-D";
    let dates = ["2010", "2001", "2002", "2000", "2005"];
    assert_eq!(timed(drawing, &dates, 3, false), Some((vec![0, 2, 1, 3], Order::Certain)));
    let (graph, topology) = dated(drawing, &dates);
    let path = path_in_time(&graph, &topology, Direction::Ignored, 0, 3, false).expect("there is one");
    assert_eq!(path.links, [1, 2, 4]);
    assert_eq!(timed(drawing, &dates, 0, false), Some((vec![0], Order::Certain)));
}

#[test]
fn a_network_connects_several() {
    // A star with a ring around it: three of the ring meet in the middle.
    let wheel = ties("A-B B-C C-D D-E E-F F-A Hub-A Hub-B Hub-C Hub-D Hub-E Hub-F Far Out-Lier", Direction::Ignored);
    let found = connecting(&wheel, &[0, 2, 4]);
    assert_eq!(found.groups, [vec![0, 2, 4]]);
    assert!(found.ties.len() <= 4 && found.nodes.len() == found.ties.len() + 1);
    let apart = connecting(&wheel, &[7, 0, 8, 1, 0]);
    assert_eq!(apart.groups, [vec![0, 1], vec![7], vec![8]]);
    assert_eq!(apart.ties, [(0, 1)]);
    assert_eq!(apart.nodes, [0, 1, 7, 8]);
}

#[test]
fn a_network_is_at_most_twice_as_long_as_the_shortest() {
    for seed in 1..=6 {
        let graph = planted(Planted { communities: 1, ..Planted::of_size(12, 22, seed) });
        let ties = Ties::new(&Topology::whole(&graph), Direction::Ignored, Worth::One);
        let wanted = [0, 3, 6, 9];
        let found = connecting(&ties, &wanted);
        if found.groups.len() > 1 {
            continue;
        }
        assert_eq!(found.nodes.len(), found.ties.len() + 1, "it is a tree");
        // The least number of nodes that hold together and hold all four, by trying every set.
        let least = (0u32..1 << 12)
            .filter(|set| wanted.iter().all(|node| set >> node & 1 == 1) && hangs_together(&ties, *set))
            .map(u32::count_ones)
            .min();
        let least = f64::from(least.expect("all of them do") - 1);
        assert!(found.length >= least && found.length <= 2.0 * least, "{} for {least}", found.length);
    }
}

fn hangs_together(ties: &Ties, set: u32) -> bool {
    let mut met = 1u32 << set.trailing_zeros();
    loop {
        let more = (0..12).filter(|node| met >> node & 1 == 1).flat_map(|node| ties.heads(node));
        let next = more.fold(met, |met, head| met | (1 << head)) & set;
        if next == met {
            return met == set;
        }
        met = next;
    }
}

#[test]
fn without_a_path_the_way_against_directions_is_told() {
    let graph = graph_from_drawing("A>B C>B C>D");
    let topology = Topology::whole(&graph);
    let ties = Ties::new(&topology, Direction::Followed, Worth::One);
    let found = no_path(&graph, &topology, &ties, 0, 3);
    assert_eq!((found.reached, found.reaching, found.closest), (1, 1, None));
    assert_eq!(found.against.map(|path| path.nodes), Some(vec![0, 1, 2, 3]));
}

#[test]
fn without_any_way_the_document_that_speaks_of_both_is_told() {
    let mut builder = GraphBuilder::new("", "");
    for document in ["d1", "d2"] {
        let document = builder.add_document(Document { key: document.into(), ..Document::default() }).expect("free");
        let passage = Passage { document: Some(document), ..Passage::new(format!("p{}", document.get())) };
        builder.add_passage(passage).expect("free");
    }
    for (key, passage) in [("a", None), ("b", Some(1)), ("c", Some(0)), ("d", Some(1)), ("e", None)] {
        let mut actor = Actor { key: key.into(), ..Actor::default() };
        actor.evidence.extend(passage.map(|passage| Evidence::supporting(PassageIx(passage))));
        builder.add_actor(actor).expect("free");
    }
    for (key, one, other) in [("l1", 0, 1), ("l2", 1, 2), ("l3", 3, 4)] {
        let link = Link { key: key.into(), ..Link::default() };
        builder.add_link(ActorIx(one), ActorIx(other), link).expect("free");
    }
    let graph = builder.finish();
    let topology = Topology::whole(&graph);
    let ties = Ties::new(&topology, Direction::Ignored, Worth::One);
    let found = no_path(&graph, &topology, &ties, 0, 4);
    assert_eq!((found.reached, found.reaching, found.against), (2, 1, None));
    let closest = found.closest.expect("one document speaks of b and d");
    assert_eq!((closest.one, closest.other, closest.steps, closest.document.get()), (1, 3, (1, 1), 1));
}
