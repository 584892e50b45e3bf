//! Measures by which somebody counts who is tied to those who count: eigenvector, Katz, hubs and authorities.

use rayon::prelude::*;

use super::components::strongly_connected_components;
use super::lanczos::greatest_eigenvector;
use super::ties::Ties;
use super::watch::{Cancelled, Watch, ask};

/// It is over when a round moves no value by more than this share of the greatest.
const TOLERANCE: f64 = 1e-9;
/// Rounds before it is given up; what is found then is said not to be settled.
const MOST_ROUNDS: usize = 2_000;
/// How much less than the greatest possible the share of Katz is that goes on along each tie.
const KATZ_SHARE: f64 = 0.5;
/// Rounds in which that is bounded.
const BOUND_ROUNDS: usize = 100;

/// Values by node, found by going round until nothing moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// By node.
    pub values: Vec<f64>,
    /// Whether nothing moved any more at the end. Where two figures are nearly as good, it may take longer than we wait.
    pub is_settled: bool,
}

/// Eigenvector centrality (Bonacich 1972): each value in proportion to the sum of those whose ties lead here, times what the
/// ties are worth. Of length one (the squares sum up to one).
///
/// Where nobody can come back to where he was, as with directions that never close a ring, all values are 0. In a graph in
/// parts, those outside of the part with the greatest eigenvalue have 0. Found by Lanczos' method from equal values; along
/// directions by powers of the ties and oneself, which takes rings of even length too.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn eigenvector(ties: &Ties, watch: &mut Watch<'_>) -> Result<Settled, Cancelled> {
    let count = ties.node_count();
    if !closes_a_ring(ties) {
        return Ok(Settled { values: vec![0.0; count], is_settled: true });
    }
    if !ties.is_directed {
        let (values, is_settled) = greatest_eigenvector(vec![1.0; count], |values| pulled(ties, values), watch)?;
        return Ok(Settled { values, is_settled });
    }
    let back = ties.reversed();
    go_round(vec![1.0; count], watch, |values| {
        let mut next = pulled(&back, values);
        next.iter_mut().zip(values).for_each(|(next, value)| *next += value);
        next
    })
}

/// Katz centrality (Katz 1953), and the share that goes on along each tie.
///
/// Each node gets one, and that share of what each has whose ties lead here. The share is half of what would make values grow
/// without end: half of one over an upper bound of the greatest eigenvalue (Collatz 1942), and never above a half. Of length one.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn katz(ties: &Ties, watch: &mut Watch<'_>) -> Result<(Settled, f64), Cancelled> {
    let count = ties.node_count();
    let back = ties.reversed();
    let share = KATZ_SHARE / eigenvalue_bound(&back, watch)?.max(1.0);
    let mut values = vec![1.0; count];
    let mut is_settled = false;
    for round in 0..MOST_ROUNDS {
        ask(watch, round as f32 / MOST_ROUNDS as f32)?;
        let mut next = pulled(&back, &values);
        for next in &mut next {
            *next = 1.0 + share * *next;
        }
        is_settled = is_still(&values, &next);
        values = next;
        if is_settled {
            break;
        }
    }
    to_length_one(&mut values);
    Ok((Settled { values, is_settled }, share))
}

/// Hubs and authorities (HITS; Kleinberg 1999): a good hub leads to good authorities, to which good hubs lead. Both sum up to
/// one, or are all 0 where there is no tie. Without directions they are the same. Found by Lanczos' method from equal values.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn hubs_and_authorities(ties: &Ties, watch: &mut Watch<'_>) -> Result<(Settled, Settled), Cancelled> {
    let count = ties.node_count();
    let back = ties.reversed();
    if ties.heads.is_empty() && ties.own.is_empty() {
        let nothing = Settled { values: vec![0.0; count], is_settled: true };
        return Ok((nothing.clone(), nothing));
    }
    let round = |hubs: &[f64]| pulled(ties, &pulled(&back, hubs));
    // After a round, who leads nowhere has nothing, and keeps it to the last digit.
    let (values, is_settled) = greatest_eigenvector(round(&vec![1.0; count]), round, watch)?;
    let mut hubs = Settled { values, is_settled };
    let mut authorities = Settled { values: pulled(&back, &hubs.values), is_settled };
    for side in [&mut hubs, &mut authorities] {
        let sum: f64 = side.values.iter().sum();
        side.values.iter_mut().for_each(|value| *value /= sum);
    }
    Ok((hubs, authorities))
}

fn go_round(
    mut values: Vec<f64>,
    watch: &mut Watch<'_>,
    round: impl Fn(&[f64]) -> Vec<f64>,
) -> Result<Settled, Cancelled> {
    to_length_one(&mut values);
    for turn in 0..MOST_ROUNDS {
        ask(watch, turn as f32 / MOST_ROUNDS as f32)?;
        let mut next = round(&values);
        to_length_one(&mut next);
        let is_settled = is_still(&values, &next);
        values = next;
        if is_settled {
            return Ok(Settled { values, is_settled });
        }
    }
    Ok(Settled { values, is_settled: false })
}

/// For each node, the sum of the values of those whose ties lead here, times what the ties are worth.
fn pulled(back: &Ties, values: &[f64]) -> Vec<f64> {
    let own = |node: usize| back.own.get(node).copied().unwrap_or(0.0);
    let one = |node: usize| {
        let others: f64 = if back.worth.is_empty() {
            back.heads(node as u32).iter().map(|&from| values[from as usize]).sum()
        } else {
            back.row(node as u32).map(|(from, worth)| worth * values[from as usize]).sum()
        };
        others + own(node) * values[node]
    };
    (0..values.len()).into_par_iter().with_min_len(4096).map(one).collect()
}

fn to_length_one(values: &mut [f64]) {
    // By the greatest first, so that no square is too large or too small.
    let greatest = values.iter().fold(0.0f64, |most, value| most.max(*value));
    if greatest == 0.0 {
        return;
    }
    let length = values.iter().map(|value| (value / greatest).powi(2)).sum::<f64>().sqrt() * greatest;
    for value in values {
        *value /= length;
    }
}

fn is_still(before: &[f64], after: &[f64]) -> bool {
    let greatest = after.iter().fold(0.0f64, |most, value| most.max(*value));
    before.iter().zip(after).all(|(before, after)| (before - after).abs() <= TOLERANCE * greatest)
}

/// Whether somebody can come back to where he was along ties.
fn closes_a_ring(ties: &Ties) -> bool {
    if !ties.is_directed {
        return !ties.heads.is_empty() || !ties.own.is_empty();
    }
    !ties.own.is_empty() || strongly_connected_components(ties).sizes.first().is_some_and(|largest| *largest > 1)
}

/// A number that the greatest eigenvalue does not exceed: the most by which any value above zero grows in a round.
fn eigenvalue_bound(back: &Ties, watch: &mut Watch<'_>) -> Result<f64, Cancelled> {
    let mut values = vec![1.0; back.node_count()];
    let mut bound = f64::INFINITY;
    for round in 0..BOUND_ROUNDS {
        ask(watch, round as f32 / BOUND_ROUNDS as f32)?;
        let next = pulled(back, &values);
        let growth = next.iter().zip(&values).map(|(next, value)| next / value).fold(0.0, f64::max);
        bound = bound.min(growth);
        // With oneself, so that every value stays above zero.
        let greatest = next.iter().zip(&values).map(|(next, value)| next + value).fold(f64::MIN_POSITIVE, f64::max);
        for (value, next) in values.iter_mut().zip(next) {
            *value = ((*value + next) / greatest).max(1e-200);
        }
    }
    Ok(if bound.is_finite() { bound } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth, known, unwatched};
    use crate::model::{Topology, graph_from_drawing};

    fn ties(drawing: &str, direction: Direction) -> Ties {
        Ties::new(&Topology::whole(&graph_from_drawing(drawing)), direction, Worth::One)
    }

    fn near(found: &[f64], known: &[f64]) {
        assert_eq!(found.len(), known.len());
        for (found, known) in found.iter().zip(known) {
            assert!((found - known).abs() < 1e-6, "{found} is not {known}");
        }
    }

    #[test]
    fn a_path_of_three_has_the_eigenvector_of_the_textbook() {
        let found = eigenvector(&ties("A-B B-C", Direction::Ignored), &mut unwatched).expect("nobody gives up");
        near(&found.values, &[0.5, 0.5f64.sqrt(), 0.5]);
        assert!(found.is_settled);
    }

    #[test]
    fn florence_by_eigenvector_as_published() {
        // Jackson (2008), Social and Economic Networks, table 2.1: the Medici lead, the Strozzi and Ridolfi follow.
        let ties = Ties::new(&known::florence(), Direction::Ignored, Worth::One);
        let found = eigenvector(&ties, &mut unwatched).expect("nobody gives up").values;
        for (family, value) in [("Medici", 0.430), ("Strozzi", 0.356), ("Ridolfi", 0.341), ("Tornabuoni", 0.326)] {
            let found = found[known::family(family)];
            assert!((found - value).abs() < 6e-4, "{family}: {found}");
        }
    }

    #[test]
    fn directions_that_close_no_ring_give_nobody_anything() {
        let found = eigenvector(&ties("A>B B>C", Direction::Followed), &mut unwatched).expect("nobody gives up");
        assert_eq!(found, Settled { values: vec![0.0; 3], is_settled: true });
        let ring = eigenvector(&ties("A>B B>C C>A", Direction::Followed), &mut unwatched).expect("nobody gives up");
        near(&ring.values, &[(1.0f64 / 3.0).sqrt(); 3]);
        assert_eq!(eigenvector(&Ties::default(), &mut unwatched), Ok(Settled { values: vec![], is_settled: true }));
    }

    #[test]
    fn katz_solves_its_equation() {
        for drawing in ["A-B B-C C-D D-A A-C E", "A>B B>C A>C", "A", "A-A A-B"] {
            let ties = ties(drawing, Direction::Followed);
            let (found, share) = katz(&ties, &mut unwatched).expect("nobody gives up");
            let back = ties.reversed();
            // All in proportion to one and what comes along ties: the one is found from the first.
            let rest: Vec<f64> = pulled(&back, &found.values)
                .iter()
                .zip(&found.values)
                .map(|(in_, value)| value - share * in_)
                .collect();
            near(&rest, &vec![rest[0]; rest.len()]);
            assert!(rest[0] > 0.0 && share <= 0.5);
        }
    }

    #[test]
    fn the_share_of_katz_is_half_of_what_the_eigenvalue_allows() {
        // The greatest eigenvalue of the karate club is 6.7257.
        let ties = Ties::new(&known::karate(), Direction::Ignored, Worth::One);
        let (_, share) = katz(&ties, &mut unwatched).expect("nobody gives up");
        assert!((share - 0.5 / 6.725_7).abs() < 1e-5, "{share}");
    }

    #[test]
    fn hubs_lead_to_authorities() {
        let (hubs, authorities) =
            hubs_and_authorities(&ties("A B C D E A>C B>C B>D", Direction::Followed), &mut unwatched)
                .expect("nobody gives up");
        assert!(hubs.values[1] > hubs.values[0] && hubs.values[0] > 0.0 && hubs.values[2].abs() < 1e-12);
        assert!(authorities.values[2] > authorities.values[3] && authorities.values[0].abs() < 1e-12);
        let golden = f64::midpoint(1.0, 5.0f64.sqrt());
        near(&authorities.values[2..4], &[golden / (golden + 1.0), 1.0 / (golden + 1.0)]);
        let (hubs, authorities) =
            hubs_and_authorities(&ties("A B", Direction::Followed), &mut unwatched).expect("nobody gives up");
        assert_eq!((hubs.values, authorities.values), (vec![0.0, 0.0], vec![0.0, 0.0]));
    }
}
