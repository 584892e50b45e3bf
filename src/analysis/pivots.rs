//! From which actors measures of distance are computed: all, or as many as are drawn; and what drawing leaves uncertain.

use super::ties::Ties;

/// The sources of a measure that looks at distances from each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// Every node: the measure is exact.
    #[default]
    All,
    /// So many nodes, drawn with a seed; all where there are no more.
    Drawn {
        /// How many; at least 1.
        count: usize,
        /// Where chance begins.
        seed: u64,
    },
}

impl Sources {
    /// The nodes, those near each other together: work that takes several at once then has much in common.
    pub(super) fn choose(self, ties: &Ties) -> Vec<u32> {
        let order = along_ties(ties);
        match self {
            Self::Drawn { count, seed } if count < order.len() => {
                let mut random = fastrand::Rng::with_seed(seed);
                let mut drawn = random.choose_multiple(0..order.len(), count.max(1));
                drawn.sort_unstable();
                drawn.into_iter().map(|at| order[at]).collect()
            }
            Self::All | Self::Drawn { .. } => order,
        }
    }
}

/// All nodes, each component in the order in which a breadth-first search meets them.
fn along_ties(ties: &Ties) -> Vec<u32> {
    let count = ties.node_count();
    let mut is_met = vec![false; count];
    let mut order: Vec<u32> = Vec::with_capacity(count);
    let mut next = 0;
    for first in 0..count as u32 {
        if std::mem::replace(&mut is_met[first as usize], true) {
            continue;
        }
        order.push(first);
        while let Some(&node) = order.get(next) {
            next += 1;
            for &head in ties.heads(node) {
                if !std::mem::replace(&mut is_met[head as usize], true) {
                    order.push(head);
                }
            }
        }
    }
    order
}

/// The standard error of a sum over `drawn` of `all`, from the sum and the sum of squares, drawn without putting back.
pub(super) fn spread(sum: f64, squares: f64, drawn: usize, all: usize) -> f64 {
    if drawn < 2 {
        return f64::INFINITY;
    }
    let (count, all) = (drawn as f64, all as f64);
    let variance = ((squares - sum * sum / count) / (count - 1.0)).max(0.0);
    (variance * count * (1.0 - count / all)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth};
    use crate::model::{Topology, graph_from_drawing};

    #[test]
    fn neighbours_come_one_after_the_other_and_nobody_twice() {
        let topology = Topology::whole(&graph_from_drawing("A-E B-D A-C E-F B"));
        let ties = Ties::new(&topology, Direction::Ignored, Worth::One);
        let all = Sources::All.choose(&ties);
        assert_eq!(all, [0, 1, 4, 5, 2, 3]);
        let drawn = Sources::Drawn { count: 3, seed: 7 }.choose(&ties);
        assert_eq!(drawn.len(), 3);
        assert_eq!(drawn, Sources::Drawn { count: 3, seed: 7 }.choose(&ties));
        assert_eq!(Sources::Drawn { count: 9, seed: 7 }.choose(&ties), all);
    }

    #[test]
    fn the_error_of_a_sum() {
        // 1, 2, 3, 4 drawn of eight: variance 5/3, four of them, half of the error gone.
        assert!((spread(10.0, 30.0, 4, 8) - (5.0f64 / 3.0 * 4.0 * 0.5).sqrt()).abs() < 1e-12);
        assert_eq!(spread(10.0, 30.0, 4, 4).to_bits(), 0f64.to_bits());
        assert!(spread(1.0, 1.0, 1, 8).is_infinite());
    }
}
