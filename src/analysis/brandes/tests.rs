//! Betweenness against what was published, against its definition, and against itself in other ways.

use super::*;
use crate::analysis::{Direction, Worth, known, unwatched};
use crate::model::{Graph, Planted, Topology, graph_from_drawing, planted};

fn of(ties: &Ties) -> Vec<f64> {
    betweenness(ties, Sources::All, &mut unwatched).expect("nobody gives up").values
}

fn drawn(drawing: &str, direction: Direction) -> Vec<f64> {
    of(&Ties::new(&Topology::whole(&graph_from_drawing(drawing)), direction, Worth::One))
}

fn near(found: &[f64], known: &[f64]) {
    assert_eq!(found.len(), known.len());
    for (node, (found, known)) in found.iter().zip(known).enumerate() {
        assert!((found - known).abs() < 1e-12, "node {node}: {found} is not {known}");
    }
}

#[test]
fn the_middle_of_a_star_has_all_and_a_ring_shares() {
    near(&drawn("Hub-A Hub-B Hub-C", Direction::Ignored), &[1.0, 0.0, 0.0, 0.0]);
    near(&drawn("A-B B-C C-D D-A", Direction::Ignored), &[1.0 / 6.0; 4]);
    near(&drawn("A>B B>C", Direction::Followed), &[0.0, 0.5, 0.0]);
}

#[test]
fn parallel_links_self_links_and_parts_apart() {
    near(&drawn("A-B A-B B-B B-C D-E", Direction::Ignored), &[0.0, 2.0 / 12.0, 0.0, 0.0, 0.0]);
    near(&drawn("A-B", Direction::Ignored), &[0.0, 0.0]);
    near(&drawn("", Direction::Ignored), &[]);
}

#[test]
fn florence_as_published() {
    // Jackson (2008), Social and Economic Networks, section 1.2.1 and table 2.1.
    let found = of(&Ties::new(&known::florence(), Direction::Ignored, Worth::One));
    for (family, value) in [("Medici", 0.522), ("Guadagni", 0.255), ("Strozzi", 0.103), ("Albizzi", 0.212)] {
        let found = found[known::family(family)];
        assert!((found - value).abs() < 6e-4, "{family}: {found}");
    }
}

#[test]
fn the_karate_club_as_published() {
    // Girvan and Newman (2002) and many since: the instructor (1), the officer (34), and who stands between (33, 3, 32).
    let found = of(&Ties::new(&known::karate(), Direction::Ignored, Worth::One));
    for (member, value) in [(1, 0.437_64), (34, 0.304_07), (33, 0.145_25), (3, 0.143_66), (32, 0.138_28)] {
        assert!((found[member - 1] - value).abs() < 5e-6, "{member}: {}", found[member - 1]);
    }
}

/// By the definition: for each pair, the share of its shortest ways that lead through each other node.
fn by_definition(ties: &Ties) -> Vec<f64> {
    let count = ties.node_count();
    let (mut steps, mut ways) = (vec![vec![usize::MAX; count]; count], vec![vec![0.0f64; count]; count]);
    for source in 0..count {
        steps[source][source] = 0;
        ways[source][source] = 1.0;
        let mut level = vec![source];
        for distance in 1.. {
            let mut next = Vec::new();
            for &node in &level {
                for &head in ties.heads(node as u32) {
                    let head = head as usize;
                    if steps[source][head] == usize::MAX {
                        steps[source][head] = distance;
                        next.push(head);
                    }
                    if steps[source][head] == distance {
                        ways[source][head] += ways[source][node];
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
    }
    let pairs = (count - 1) as f64 * (count - 2) as f64;
    let mut values = vec![0.0; count];
    for (node, value) in values.iter_mut().enumerate() {
        for source in (0..count).filter(|source| *source != node) {
            for target in (0..count).filter(|target| *target != node && *target != source) {
                let (first, second, all) = (steps[source][node], steps[node][target], steps[source][target]);
                if all != usize::MAX && first.saturating_add(second) == all {
                    *value += ways[source][node] * ways[node][target] / ways[source][target] / pairs;
                }
            }
        }
    }
    values
}

fn graphs() -> Vec<Graph> {
    vec![planted(Planted::of_size(120, 300, 2)), planted(Planted::of_size(150, 160, 3))]
}

#[test]
fn the_definition_agrees() {
    for graph in graphs() {
        for direction in [Direction::Ignored, Direction::Followed] {
            let ties = Ties::new(&Topology::whole(&graph), direction, Worth::One);
            near(&of(&ties), &by_definition(&ties));
        }
    }
}

#[test]
fn lengths_of_one_give_the_same_as_none() {
    for graph in graphs() {
        let topology = Topology::whole(&graph);
        for direction in [Direction::Ignored, Direction::Followed] {
            let plain = of(&Ties::new(&topology, direction, Worth::One));
            near(&of(&Ties::new(&topology, direction, Worth::Least(&vec![0.1; graph.link_count()]))), &plain);
        }
    }
}

#[test]
fn the_longer_way_is_not_taken() {
    let topology = Topology::whole(&graph_from_drawing("A-B B-C A-C C-D"));
    let ties = Ties::new(&topology, Direction::Ignored, Worth::Least(&[1.0, 1.0, 3.0, 1.0]));
    near(&of(&ties), &[0.0, 4.0 / 6.0, 4.0 / 6.0, 0.0]);
}

#[test]
fn more_ways_than_a_number_holds() {
    // 500 stages of 5 side by side: 5^500 shortest ways from one end to the other. All of a stage stand on as many of them.
    let stages: Vec<String> = (0..500)
        .flat_map(|stage| {
            (0..5).flat_map(move |one| (0..5).map(move |two| format!("s{stage}x{one}-s{}x{two}", stage + 1)))
        })
        .collect();
    let graph = graph_from_drawing(&stages.join(" "));
    let ties = Ties::new(&Topology::whole(&graph), Direction::Ignored, Worth::One);
    let sources = Sources::Drawn { count: 24, seed: 1 };
    let found = betweenness(&ties, sources, &mut unwatched).expect("nobody gives up").values;
    assert!(found.iter().all(|value| value.is_finite()));
    let middle = graph.actor_by_key("s250x0").expect("drawn").get();
    let its_stage: Vec<f64> =
        (0..5).map(|at| found[graph.actor_by_key(&format!("s250x{at}")).expect("drawn").get()]).collect();
    // Half of all pairs lie on both sides of the middle, a fifth of their ways through each.
    assert!((found[middle] - 0.1).abs() < 0.02, "{}", found[middle]);
    assert!(its_stage.iter().all(|value| (value - its_stage[0]).abs() < 1e-3), "{its_stage:?}");
}

#[test]
fn drawn_sources_come_as_near_as_they_say() {
    let topology = Topology::whole(&planted(Planted::of_size(1500, 6000, 2)));
    let ties = Ties::new(&topology, Direction::Ignored, Worth::One);
    let exact = of(&ties);
    let found = betweenness(&ties, Sources::Drawn { count: 200, seed: 1 }, &mut unwatched).expect("nobody gives up");
    assert_eq!(found.sources, 200);
    let near = (0..1500).filter(|at| (exact[*at] - found.values[*at]).abs() <= 2.0 * found.errors[*at]).count();
    assert!((1250..1500).contains(&near), "{near} of 1500 are within two standard errors");
    let greatest = (0..1500).max_by(|one, other| exact[*one].total_cmp(&exact[*other])).expect("somebody");
    let rank = found.values.iter().filter(|value| **value > found.values[greatest]).count();
    assert!(rank < 5, "the first is found at {rank}");
}
