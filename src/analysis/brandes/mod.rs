//! Betweenness: on how many shortest ways between others an actor stands. Exact, or from drawn sources with their error.

mod lanes;
mod lengths;

use super::pivots::{Sources, spread};
use super::ties::Ties;
use super::watch::{Cancelled, Watch};

/// Betweenness by node, as a share of what it could be at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Betweenness {
    /// The share of shortest ways between two others that lead through a node, averaged over all pairs of others: 0 to 1.
    pub values: Vec<f64>,
    /// The standard error of each value; empty where they are exact.
    pub errors: Vec<f64>,
    /// Number of nodes whose shortest ways were followed.
    pub sources: usize,
}

/// The sums over sources that betweenness is made of, by node.
#[derive(Clone, Debug)]
struct Shares {
    sum: Vec<f64>,
    squares: Vec<f64>,
}

impl Shares {
    fn none(count: usize) -> Self {
        Self { sum: vec![0.0; count], squares: vec![0.0; count] }
    }
}

/// How the ways from a source to an end count for who stands on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scaling {
    /// One each.
    Plain,
    /// By how far along the way one stands, twice: what is missing comes from the other end, as a source.
    Linear,
}

impl Scaling {
    /// What a way counts that ends at a distance, and what it is multiplied with for who stands at another.
    fn at(self, end: f64, through: f64) -> (f64, f64) {
        match self {
            Self::Plain => (1.0, 1.0),
            Self::Linear => (1.0 / end, 2.0 * through),
        }
    }
}

/// Betweenness (Freeman 1977) by Brandes' accumulation (2001). With worth, ties are as long as they are worth (Dijkstra);
/// without, eight sources go side by side.
///
/// Normalised by the number of pairs of others, whether they reach each other or not: with fewer than three nodes it is 0.
/// Parallel links are one tie; self-links lie on no way. Ways along ties with a direction count for each ordered pair.
///
/// From drawn sources ([`Sources::Drawn`]; Brandes and Pich 2007) the values are estimates without bias, each with its standard
/// error. Where ties lead both ways, who stands near a source counts for less (Geisberger, Sanders and Schultes 2008), so that
/// what was drawn makes less of a difference.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn betweenness(ties: &Ties, sources: Sources, watch: &mut Watch<'_>) -> Result<Betweenness, Cancelled> {
    let count = ties.node_count();
    let chosen = sources.choose(ties);
    let scaling = if chosen.len() == count || ties.is_directed { Scaling::Plain } else { Scaling::Linear };
    let groups = if ties.worth.is_empty() {
        lanes::shares(ties, &chosen, scaling, watch)?
    } else {
        lengths::shares(ties, &chosen, scaling, watch)?
    };
    let mut shares = Shares::none(count);
    for group in groups {
        for node in 0..count {
            shares.sum[node] += group.sum[node];
            shares.squares[node] += group.squares[node];
        }
    }
    let others = count.saturating_sub(1) as f64 * count.saturating_sub(2) as f64;
    if others == 0.0 {
        return Ok(Betweenness { values: vec![0.0; count], errors: Vec::new(), sources: chosen.len() });
    }
    let scale = count as f64 / chosen.len() as f64 / others;
    let values = shares.sum.iter().map(|sum| sum * scale).collect();
    let errors = if chosen.len() == count {
        Vec::new()
    } else {
        let spread = |(sum, squares): (&f64, &f64)| scale * spread(*sum, *squares, chosen.len(), count);
        shares.sum.iter().zip(&shares.squares).map(spread).collect()
    };
    Ok(Betweenness { values, errors, sources: chosen.len() })
}

#[cfg(test)]
mod tests;
