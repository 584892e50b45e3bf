//! PageRank: where somebody ends up who follows links at random and now and then starts anew. In `f64`, pulled row by row.

use rayon::prelude::*;

use super::ties::Ties;
use super::watch::{Cancelled, Watch, ask};

/// How likely the next link is followed, instead of starting anew.
pub const DAMPING: f64 = 0.85;
/// It is over when a round moves less than this in all; what is missing then is less than six times as much.
const TOLERANCE: f64 = 1e-6;
/// More rounds than any graph takes: each leaves at most the damping of what was to be moved.
const MOST_ROUNDS: usize = 200;
/// Nodes that are worked on together. Sums are taken in this many, so that they do not depend on the number of threads.
const TOGETHER: usize = 4096;

/// PageRank by node (Brin and Page 1998); the sum is one. Ties lead in proportion to what they are worth, ties to oneself too;
/// from a node without any, everybody comes next with the same likelihood.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn pagerank(ties: &Ties, watch: &mut Watch<'_>) -> Result<Vec<f64>, Cancelled> {
    let count = ties.node_count();
    if count == 0 {
        return Ok(Vec::new());
    }
    let own = |node: usize| ties.own.get(node).copied().unwrap_or(0.0);
    let given: Vec<f64> = (0..count)
        .map(|node| {
            let others = if ties.worth.is_empty() {
                ties.degree(node as u32) as f64
            } else {
                ties.row(node as u32).map(|(_, worth)| worth).sum()
            };
            let all: f64 = others + own(node);
            if all > 0.0 { 1.0 / all } else { 0.0 }
        })
        .collect();
    let back = ties.reversed();
    let mut rank = vec![1.0 / count as f64; count];
    let mut shared = vec![0.0; count];
    for round in 0..MOST_ROUNDS {
        ask(watch, round as f32 / MOST_ROUNDS as f32)?;
        let stuck: Vec<f64> = shared
            .par_chunks_mut(TOGETHER)
            .zip(rank.par_chunks(TOGETHER).zip(given.par_chunks(TOGETHER)))
            .map(|(shared, (rank, given))| {
                let mut stuck = 0.0;
                for ((shared, rank), given) in shared.iter_mut().zip(rank).zip(given) {
                    *shared = rank * given;
                    stuck += if *given == 0.0 { *rank } else { 0.0 };
                }
                stuck
            })
            .collect();
        let base = (1.0 - DAMPING + DAMPING * stuck.iter().sum::<f64>()) / count as f64;
        let moved: Vec<f64> = rank
            .par_chunks_mut(TOGETHER)
            .enumerate()
            .map(|(chunk, rank)| {
                let mut moved = 0.0;
                for (at, rank) in rank.iter_mut().enumerate() {
                    let node = chunk * TOGETHER + at;
                    let pulled = if back.worth.is_empty() {
                        back.heads(node as u32).iter().map(|&from| shared[from as usize]).sum::<f64>()
                    } else {
                        back.row(node as u32).map(|(from, worth)| worth * shared[from as usize]).sum()
                    };
                    let new = base + DAMPING * (pulled + own(node) * shared[node]);
                    moved += (new - *rank).abs();
                    *rank = new;
                }
                moved
            })
            .collect();
        if moved.iter().sum::<f64>() < TOLERANCE {
            break;
        }
    }
    Ok(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth, known, unwatched};
    use crate::model::{Topology, graph_from_drawing};

    fn of(ties: &Ties) -> Vec<f64> {
        pagerank(ties, &mut unwatched).expect("nobody gives up")
    }

    #[test]
    fn three_pages_by_hand() {
        // A leads to both, B to C, C back to A: the equations solved by hand for a damping of 0.85.
        let topology = Topology::whole(&graph_from_drawing("A>B A>C B>C C>A"));
        let found = of(&Ties::new(&topology, Direction::Followed, Worth::One));
        for (found, known) in found.iter().zip([0.387_79, 0.214_81, 0.397_40]) {
            assert!((found - known).abs() < 5e-6, "{found} {known}");
        }
    }

    #[test]
    fn who_leads_nowhere_leads_everywhere() {
        let topology = Topology::whole(&graph_from_drawing("A>B C"));
        let found = of(&Ties::new(&topology, Direction::Followed, Worth::One));
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        // A and C get the same, B 0.85 of A besides.
        assert!((found[0] - found[2]).abs() < 1e-12 && (found[1] - found[0] * 1.85).abs() < 1e-6);
        assert_eq!(of(&Ties::default()), [] as [f64; 0]);
    }

    #[test]
    fn worth_and_ties_to_oneself_count() {
        let topology = Topology::whole(&graph_from_drawing("A>B A>C B>B"));
        let found = of(&Ties::new(&topology, Direction::Followed, Worth::Sum(&[3.0, 1.0, 1.0])));
        assert!(found[1] > 3.0 * found[2]);
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_karate_club_is_led_by_its_two_heads() {
        let found = of(&Ties::new(&known::karate(), Direction::Ignored, Worth::One));
        assert!((found[33] - 0.100_92).abs() < 5e-6 && (found[0] - 0.097_00).abs() < 5e-6);
    }
}
