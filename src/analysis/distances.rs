//! How far everybody is from each actor: closeness, harmonic closeness, eccentricity. Exact, or from drawn sources.

use super::pivots::{Sources, spread};
use super::shortest::Search;
use super::ties::Ties;
use super::watch::{Cancelled, Watch, gathered};

/// Sources that go side by side where ties have no length: a bit for each.
const LANES: usize = 64;
/// Sources that are taken in one piece of work where they have.
const AT_ONCE: usize = 8;

/// How far others are from each node: from them to it, where ties have a direction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distances {
    /// The nodes that were looked from; of them how many reach each node, itself not counted, and how many could.
    reached: Vec<f64>,
    asked: Vec<f64>,
    /// Sums over those that reach it: distances, their squares, one over them, the squares of that; and the greatest.
    total: Vec<f64>,
    squares: Vec<f64>,
    near: Vec<f64>,
    near_squares: Vec<f64>,
    furthest: Vec<f64>,
    /// Number of nodes that were looked from.
    pub sources: usize,
}

/// Values by node, with the standard error of each; no errors where the values are exact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimates {
    /// By node.
    pub values: Vec<f64>,
    /// By node, or empty.
    pub errors: Vec<f64>,
}

/// Distances from each of the sources to every node: breadth-first from 64 at once (Then et al. 2014), by Dijkstra's search
/// where ties have lengths.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn distances(ties: &Ties, sources: Sources, watch: &mut Watch<'_>) -> Result<Distances, Cancelled> {
    let count = ties.node_count();
    let chosen = sources.choose(ties);
    let none = || Distances::none(count);
    let groups = if ties.worth.is_empty() {
        let room = || Room { seen: vec![0; count], next: vec![0; count], here: Vec::new(), touched: Vec::new() };
        gathered(chosen.len().div_ceil(LANES), count, watch, room, none, |piece, room, sums: &mut Distances| {
            let first = piece * LANES;
            side_by_side(ties, &chosen[first..(first + LANES).min(chosen.len())], room, sums);
        })?
    } else {
        let room = || Search::new(count);
        gathered(chosen.len().div_ceil(AT_ONCE), count, watch, room, none, |piece, search, sums: &mut Distances| {
            let first = piece * AT_ONCE;
            for &source in &chosen[first..(first + AT_ONCE).min(chosen.len())] {
                search.run(ties, source, |_| false);
                for &node in &search.reached()[1..] {
                    sums.add(node as usize, 1.0, search.distance(node));
                }
                search.clear();
            }
        })?
    };
    let mut all = none();
    all.sources = chosen.len();
    all.asked = vec![chosen.len() as f64; count];
    for &source in &chosen {
        all.asked[source as usize] -= 1.0;
    }
    for group in &groups {
        all.join(group);
    }
    Ok(all)
}

#[derive(Debug)]
struct Room {
    seen: Vec<u64>,
    next: Vec<u64>,
    here: Vec<(u32, u64)>,
    touched: Vec<u32>,
}

fn side_by_side(ties: &Ties, sources: &[u32], room: &mut Room, sums: &mut Distances) {
    let Room { seen, next, here, touched } = room;
    here.clear();
    for (lane, &source) in sources.iter().enumerate() {
        seen[source as usize] |= 1 << lane;
        here.push((source, 1 << lane));
    }
    let mut level = 0.0;
    while !here.is_empty() {
        for &(node, bits) in &*here {
            for &head in ties.heads(node) {
                let new = bits & !seen[head as usize];
                if new == 0 {
                    continue;
                }
                if next[head as usize] == 0 {
                    touched.push(head);
                }
                next[head as usize] |= new;
            }
        }
        here.clear();
        level += 1.0;
        for node in touched.drain(..) {
            let bits = std::mem::take(&mut next[node as usize]);
            seen[node as usize] |= bits;
            sums.add(node as usize, f64::from(bits.count_ones()), level);
            here.push((node, bits));
        }
    }
    seen.fill(0);
}

impl Distances {
    fn none(count: usize) -> Self {
        let zeros = || vec![0.0; count];
        Self {
            reached: zeros(),
            asked: Vec::new(),
            total: zeros(),
            squares: zeros(),
            near: zeros(),
            near_squares: zeros(),
            furthest: zeros(),
            sources: 0,
        }
    }

    /// So many sources are at this distance of a node.
    fn add(&mut self, node: usize, sources: f64, distance: f64) {
        let near = 1.0 / distance;
        self.reached[node] += sources;
        self.total[node] += sources * distance;
        self.squares[node] += sources * distance * distance;
        self.near[node] += sources * near;
        self.near_squares[node] += sources * near * near;
        self.furthest[node] = self.furthest[node].max(distance);
    }

    fn join(&mut self, other: &Self) {
        let Self { reached, asked: _, total, squares, near, near_squares, furthest, sources: _ } = self;
        let sums = [
            (reached, &other.reached),
            (total, &other.total),
            (squares, &other.squares),
            (near, &other.near),
            (near_squares, &other.near_squares),
        ];
        for (sum, more) in sums {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        furthest.iter_mut().zip(&other.furthest).for_each(|(most, more)| *most = most.max(*more));
    }

    /// Whether every node was a source.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.sources == self.reached.len()
    }

    /// Closeness: one over the mean distance from those who reach a node, times the share of others that do (Freeman 1978,
    /// as Wasserman and Faust 1994 take it to graphs in parts). From 0, for those whom nobody reaches, to 1 for those whom all
    /// reach by a tie as long as one.
    #[must_use]
    pub fn closeness(&self) -> Estimates {
        self.estimates(|at| {
            let (reached, total) = (self.reached[at], self.total[at]);
            if total == 0.0 {
                return (0.0, 0.0);
            }
            let closeness = reached / total * (reached / self.asked[at]);
            let mean = total / reached;
            let error = spread(total, self.squares[at], reached as usize, self.reached.len() - 1) / reached;
            (closeness, closeness * error / mean)
        })
    }

    /// Harmonic closeness: the mean of one over the distance from all others, 0 for those who do not reach a node (Marchiori
    /// and Latora 2000; Boldi and Vigna 2014). From 0 to 1 where ties are as long as one.
    #[must_use]
    pub fn harmonic(&self) -> Estimates {
        self.estimates(|at| {
            let asked = self.asked[at];
            if asked == 0.0 {
                return (0.0, 0.0);
            }
            let error = spread(self.near[at], self.near_squares[at], asked as usize, self.reached.len() - 1) / asked;
            (self.near[at] / asked, error)
        })
    }

    /// Eccentricity: the greatest distance from anybody who reaches a node; 0 where nobody does. From drawn sources it is the
    /// greatest that was seen, and may be greater.
    #[must_use]
    pub fn eccentricity(&self) -> &[f64] {
        &self.furthest
    }

    fn estimates(&self, of: impl Fn(usize) -> (f64, f64)) -> Estimates {
        let (values, errors) = (0..self.reached.len()).map(of).unzip();
        Estimates { values, errors: if self.is_exact() { Vec::new() } else { errors } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::known;
    use crate::analysis::{Direction, Worth, unwatched};
    use crate::model::{Planted, Topology, graph_from_drawing, planted};

    fn ties(drawing: &str, direction: Direction) -> Ties {
        Ties::new(&Topology::whole(&graph_from_drawing(drawing)), direction, Worth::One)
    }

    fn all(ties: &Ties) -> Distances {
        distances(ties, Sources::All, &mut unwatched).expect("nobody gives up")
    }

    #[test]
    fn a_path_of_four_and_a_pair_apart() {
        let found = all(&ties("A-B B-C C-D E-F", Direction::Ignored));
        // From A: 1 + 2 + 3 to three of five others.
        assert!((found.closeness().values[0] - 3.0 / 6.0 * 3.0 / 5.0).abs() < 1e-12);
        assert!((found.harmonic().values[0] - (1.0 + 0.5 + 1.0 / 3.0) / 5.0).abs() < 1e-12);
        assert_eq!(found.eccentricity(), [3.0, 2.0, 2.0, 3.0, 1.0, 1.0]);
        assert!(found.closeness().errors.is_empty());
    }

    #[test]
    fn directions_say_who_reaches_whom() {
        let found = all(&ties("A>B B>C", Direction::Followed));
        assert_eq!(found.eccentricity(), [0.0, 1.0, 2.0]);
        assert!((found.closeness().values[2] - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.closeness().values[0].to_bits(), 0f64.to_bits());
    }

    #[test]
    fn nobody_and_a_loner_are_no_special_case() {
        assert_eq!(all(&ties("", Direction::Ignored)).closeness(), Estimates::default());
        let loner = all(&ties("A-A", Direction::Ignored));
        assert_eq!((loner.closeness().values, loner.harmonic().values), (vec![0.0], vec![0.0]));
    }

    #[test]
    fn lengths_of_one_give_the_same_as_none() {
        let topology = Topology::whole(&planted(Planted::of_size(300, 500, 4)));
        let plain = all(&Ties::new(&topology, Direction::Followed, Worth::One));
        let long = all(&Ties::new(&topology, Direction::Followed, Worth::Least(&vec![1.0; 500])));
        assert_eq!(plain.furthest, long.furthest);
        for (one, other) in plain.closeness().values.iter().zip(long.closeness().values) {
            assert!((one - other).abs() < 1e-12);
        }
    }

    #[test]
    fn drawn_sources_come_as_near_as_they_say() {
        let topology = Topology::whole(&planted(Planted::of_size(2000, 6000, 2)));
        let ties = Ties::new(&topology, Direction::Ignored, Worth::One);
        let exact = all(&ties);
        let drawn = distances(&ties, Sources::Drawn { count: 200, seed: 1 }, &mut unwatched).expect("nobody gives up");
        for (exact, drawn) in [(exact.closeness(), drawn.closeness()), (exact.harmonic(), drawn.harmonic())] {
            let near = (0..2000).filter(|at| (exact.values[*at] - drawn.values[*at]).abs() <= 2.0 * drawn.errors[*at]);
            let near = near.count();
            assert!((1800..2000).contains(&near), "{near} of 2000 are within two standard errors");
        }
    }

    #[test]
    fn the_karate_club_as_published() {
        let ties = Ties::new(&known::karate(), Direction::Ignored, Worth::One);
        let found = all(&ties);
        // 1 and 3 are the centre: nobody is more than three steps away. The club is five steps across.
        assert_eq!(found.eccentricity().iter().fold(0.0f64, |most, far| most.max(*far)).to_bits(), 5f64.to_bits());
        let centre: Vec<usize> = (0..34).filter(|at| found.eccentricity()[*at] < 3.5).map(|at| at + 1).collect();
        assert_eq!(centre, [1, 2, 3, 4, 9, 14, 20, 32]);
        assert!((found.closeness().values[0] - 0.568_97).abs() < 5e-6);
    }
}
