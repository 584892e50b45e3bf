//! Whether those whom an actor is tied to are tied to each other.

use rayon::prelude::*;

use super::ties::Ties;

/// How many of the pairs of ties that meet are closed to a triangle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clustering {
    /// By node, the share of pairs of its neighbours that are tied (Watts and Strogatz 1998); 0 with fewer than two neighbours.
    pub local: Vec<f64>,
    /// The mean of these; 0 where nobody is there.
    pub mean: f64,
    /// The share of all pairs of ties that meet and are closed; 0 where none meet.
    pub transitivity: f64,
    /// Number of triangles.
    pub triangles: u64,
}

/// Nodes whose triangles are looked for together, before they are counted at their corners.
const TOGETHER: usize = 16_384;

/// Triangles, counted at each node. Ties must lead both ways; what they are worth and ties to oneself do not count.
///
/// Each triangle is met once, at its corner with the most ties, by walking along two sorted rows: in time below ties to the power
/// of 1.5 (Latapy 2008).
#[must_use]
pub fn clustering(ties: &Ties) -> Clustering {
    let count = ties.node_count();
    // Each tie only from the corner that has fewer ties, then comes first: rows stay short and sorted.
    let rank = |node: u32| (ties.degree(node), node);
    let mut starts = vec![0u32];
    let mut later: Vec<u32> = Vec::with_capacity(ties.heads.len() / 2);
    for node in 0..count as u32 {
        later.extend(ties.heads(node).iter().filter(|head| rank(**head) > rank(node)));
        starts.push(later.len() as u32);
    }
    let row = |node: u32| &later[starts[node as usize] as usize..starts[node as usize + 1] as usize];
    let triangles_from = |node: u32| {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for &other in row(node) {
            let (mut one, mut two) = (row(node).iter().peekable(), row(other).iter().peekable());
            while let (Some(first), Some(second)) = (one.peek(), two.peek()) {
                match first.cmp(second) {
                    std::cmp::Ordering::Less => drop(one.next()),
                    std::cmp::Ordering::Greater => drop(two.next()),
                    std::cmp::Ordering::Equal => {
                        found.push((other, **first));
                        one.next();
                        two.next();
                    }
                }
            }
        }
        found
    };
    let mut at_node = vec![0u64; count];
    for first in (0..count).step_by(TOGETHER) {
        let nodes = first as u32..(first + TOGETHER).min(count) as u32;
        let found: Vec<Vec<(u32, u32)>> = nodes.clone().into_par_iter().with_min_len(64).map(triangles_from).collect();
        for (node, corners) in nodes.zip(found) {
            at_node[node as usize] += corners.len() as u64;
            for (one, other) in corners {
                at_node[one as usize] += 1;
                at_node[other as usize] += 1;
            }
        }
    }
    let pairs = |node: usize| {
        let degree = ties.degree(node as u32) as u64;
        degree * degree.saturating_sub(1) / 2
    };
    let share = |closed: u64, pairs: u64| if pairs == 0 { 0.0 } else { closed as f64 / pairs as f64 };
    let local: Vec<f64> = (0..count).map(|node| share(at_node[node], pairs(node))).collect();
    let all: u64 = at_node.iter().sum();
    Clustering {
        mean: if count == 0 { 0.0 } else { local.iter().sum::<f64>() / count as f64 },
        transitivity: share(all, (0..count).map(pairs).sum()),
        triangles: all / 3,
        local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth, known};
    use crate::model::{Topology, graph_from_drawing};

    #[test]
    fn a_triangle_and_what_hangs_on_it() {
        let topology = Topology::whole(&graph_from_drawing("A-B B-C C-A A-D A>B D-D E"));
        let found = clustering(&Ties::new(&topology, Direction::Ignored, Worth::One));
        assert_eq!(found.local, [1.0 / 3.0, 1.0, 1.0, 0.0, 0.0]);
        assert!((found.transitivity - 3.0 / 5.0).abs() < 1e-12);
        assert_eq!(found.triangles, 1);
        assert_eq!(clustering(&Ties::default()), Clustering::default());
    }

    #[test]
    fn the_karate_club_as_published() {
        // Newman (2003), The structure and function of complex networks: 45 triangles, and shares that many have printed since.
        let found = clustering(&Ties::new(&known::karate(), Direction::Ignored, Worth::One));
        assert_eq!(found.triangles, 45);
        assert!((found.transitivity - 0.255_68).abs() < 5e-6);
        assert!((found.mean - 0.570_64).abs() < 5e-6);
        assert!((found.local[0] - 0.15).abs() < 1e-12);
    }
}
