//! Links as ways to walk: rows with a direction, and parallel links as one tie. What measures and paths are computed on.

use crate::model::Topology;

/// Whether a link with a direction can be followed both ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Every link leads both ways.
    #[default]
    Ignored,
    /// A link with a direction leads from its source to its target; one without leads both ways.
    Followed,
}

/// Every link as the ways it can be followed, in compressed sparse rows; a self-link once. Rows keep the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arcs {
    /// Start of each node's row, and the end of the last.
    pub offsets: Vec<u32>,
    /// Where each arc leads.
    pub heads: Vec<u32>,
    /// The link of each arc, as a position in [`Topology::links`].
    pub links: Vec<u32>,
}

impl Arcs {
    /// The arcs that lead away from each node.
    #[must_use]
    pub fn new(topology: &Topology, direction: Direction) -> Self {
        Self::of(topology, direction, |_| true)
    }

    /// The arcs of those links that `keep` takes, by their position.
    pub(super) fn of(topology: &Topology, direction: Direction, keep: impl Fn(usize) -> bool) -> Self {
        let both_ways = |link: usize| direction == Direction::Ignored || !topology.directed()[link];
        let each = |put: &mut dyn FnMut(u32, u32, u32)| {
            for (link, &(source, target)) in topology.ends().iter().enumerate().filter(|(link, _)| keep(*link)) {
                put(source, target, link as u32);
                if source != target && both_ways(link) {
                    put(target, source, link as u32);
                }
            }
        };
        let mut offsets = vec![0u32; topology.node_count() + 1];
        each(&mut |tail, _, _| offsets[tail as usize + 1] += 1);
        for node in 0..topology.node_count() {
            offsets[node + 1] += offsets[node];
        }
        let count = offsets[topology.node_count()] as usize;
        let (mut heads, mut links, mut next) = (vec![0u32; count], vec![0u32; count], offsets.clone());
        each(&mut |tail, head, link| {
            let at = next[tail as usize] as usize;
            (heads[at], links[at]) = (head, link);
            next[tail as usize] += 1;
        });
        Self { offsets, heads, links }
    }

    /// The arcs from a node: where each leads, and by which link.
    pub fn row(&self, node: u32) -> impl Iterator<Item = (u32, u32)> {
        let row = self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize;
        self.heads[row.clone()].iter().copied().zip(self.links[row].iter().copied())
    }
}

/// What a tie between two actors is worth, where several links run between them.
#[derive(Clone, Copy, Debug)]
pub enum Worth<'a> {
    /// Every tie is worth one, however many links there are.
    One,
    /// The sum of its links, by position in [`Topology::links`].
    Sum(&'a [f64]),
    /// The least of its links.
    Least(&'a [f64]),
}

impl Worth<'_> {
    fn of(self, link: usize) -> Option<f64> {
        let worth = match self {
            Self::One => Some(1.0),
            Self::Sum(links) | Self::Least(links) => links.get(link).copied(),
        };
        worth.filter(|worth| worth.is_finite() && *worth > 0.0)
    }
}

/// A graph without parallel links, in compressed sparse rows: row `n` says to whom ties of node `n` lead, ascending.
///
/// A link whose worth is not above zero, or not finite, is no tie. Self-links are no entries of rows; they are in `own`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    /// Start of each node's row, and the end of the last.
    pub offsets: Vec<u32>,
    /// Where each tie leads.
    pub heads: Vec<u32>,
    /// The worth of each tie; empty where every tie is worth one.
    pub worth: Vec<f64>,
    /// The worth of the tie of each node to itself, 0 where it has none; empty where nobody has one.
    pub own: Vec<f64>,
    /// Whether ties that lead there need not lead back.
    pub is_directed: bool,
}

impl Ties {
    /// The ties of a graph.
    #[must_use]
    pub fn new(topology: &Topology, direction: Direction, worth: Worth<'_>) -> Self {
        let arcs = Arcs::of(topology, direction, |link| worth.of(link).is_some());
        let is_directed = direction == Direction::Followed && topology.directed().contains(&true);
        let is_plain = matches!(worth, Worth::One);
        let count = topology.node_count();
        let mut ties = Self { offsets: Vec::with_capacity(count + 1), is_directed, ..Self::default() };
        ties.offsets.push(0);
        let mut row: Vec<(u32, f64)> = Vec::new();
        for node in 0..count as u32 {
            row.clear();
            row.extend(arcs.row(node).map(|(head, link)| (head, worth.of(link as usize).unwrap_or_default())));
            // Stable, so that sums are in the order of the file.
            row.sort_by_key(|(head, _)| *head);
            let join = |one: f64, other: f64| match worth {
                Worth::One => 1.0,
                Worth::Sum(_) => one + other,
                Worth::Least(_) => one.min(other),
            };
            for tie in row.chunk_by(|one, other| one.0 == other.0) {
                let head = tie[0].0;
                let worth = tie.iter().map(|(_, worth)| *worth).reduce(join).unwrap_or_default();
                if head == node {
                    ties.own.resize(count, 0.0);
                    ties.own[node as usize] = worth;
                    continue;
                }
                ties.heads.push(head);
                if !is_plain {
                    ties.worth.push(worth);
                }
            }
            ties.offsets.push(ties.heads.len() as u32);
        }
        ties
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of ties that lead from a node to others.
    #[must_use]
    pub fn degree(&self, node: u32) -> usize {
        (self.offsets[node as usize + 1] - self.offsets[node as usize]) as usize
    }

    /// Where ties of a node lead, ascending, never to itself.
    #[must_use]
    pub fn heads(&self, node: u32) -> &[u32] {
        &self.heads[self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize]
    }

    /// The ties of a node: where each leads and what it is worth.
    pub fn row(&self, node: u32) -> impl Iterator<Item = (u32, f64)> {
        let row = self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize;
        row.map(|at| (self.heads[at], self.worth.get(at).copied().unwrap_or(1.0)))
    }

    /// The worth of the tie from one node to another, if there is one.
    #[must_use]
    pub fn between(&self, from: u32, to: u32) -> Option<f64> {
        let at = self.heads(from).binary_search(&to).ok()?;
        Some(self.worth.get(self.offsets[from as usize] as usize + at).copied().unwrap_or(1.0))
    }

    /// The same ties seen from where they lead.
    #[must_use]
    pub fn reversed(&self) -> Self {
        if !self.is_directed {
            return self.clone();
        }
        let count = self.node_count();
        let mut offsets = vec![0u32; count + 1];
        for &head in &self.heads {
            offsets[head as usize + 1] += 1;
        }
        for node in 0..count {
            offsets[node + 1] += offsets[node];
        }
        let mut next = offsets.clone();
        let (mut heads, mut worth) = (vec![0u32; self.heads.len()], vec![0.0; self.worth.len()]);
        for tail in 0..count as u32 {
            for at in self.offsets[tail as usize] as usize..self.offsets[tail as usize + 1] as usize {
                let to = &mut next[self.heads[at] as usize];
                heads[*to as usize] = tail;
                if let Some(weight) = self.worth.get(at) {
                    worth[*to as usize] = *weight;
                }
                *to += 1;
            }
        }
        Self { offsets, heads, worth, own: self.own.clone(), is_directed: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    fn topology(drawing: &str) -> Topology {
        Topology::whole(&graph_from_drawing(drawing))
    }

    #[test]
    fn arcs_follow_directions_where_they_are_asked_to() {
        let topology = topology("A>B B-C C>C A>B");
        let followed = Arcs::new(&topology, Direction::Followed);
        assert_eq!(followed.row(0).collect::<Vec<_>>(), [(1, 0), (1, 3)]);
        assert_eq!(followed.row(1).collect::<Vec<_>>(), [(2, 1)]);
        assert_eq!(followed.row(2).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
        let ignored = Arcs::new(&topology, Direction::Ignored);
        assert_eq!(ignored.row(1).collect::<Vec<_>>(), [(0, 0), (2, 1), (0, 3)]);
    }

    #[test]
    fn parallel_links_are_one_tie() {
        let topology = topology("A-B A>B B>A B-C C-C A-C");
        let plain = Ties::new(&topology, Direction::Ignored, Worth::One);
        assert_eq!(plain.heads(0), [1, 2]);
        assert_eq!((plain.between(0, 1), plain.between(1, 1)), (Some(1.0), None));
        assert_eq!(plain.own, [0.0, 0.0, 1.0]);
        let weights = [1.0, 2.0, 4.0, 1.0, 8.0, 0.0];
        let summed = Ties::new(&topology, Direction::Followed, Worth::Sum(&weights));
        assert_eq!(summed.row(0).collect::<Vec<_>>(), [(1, 3.0)], "a weight of nothing is no tie");
        assert_eq!(summed.row(1).collect::<Vec<_>>(), [(0, 5.0), (2, 1.0)]);
        assert_eq!(summed.own, [0.0, 0.0, 8.0]);
        let least = Ties::new(&topology, Direction::Ignored, Worth::Least(&weights));
        assert_eq!(least.between(1, 0), Some(1.0));
    }

    #[test]
    fn seen_from_the_other_end() {
        let topology = topology("A>B A>C B-C");
        let ties = Ties::new(&topology, Direction::Followed, Worth::Sum(&[1.0, 2.0, 3.0]));
        let back = ties.reversed();
        assert_eq!(back.row(2).collect::<Vec<_>>(), [(0, 2.0), (1, 3.0)]);
        assert_eq!(back.heads(0), [] as [u32; 0]);
        assert_eq!(back.reversed(), ties);
    }

    #[test]
    fn nobody_is_no_special_case() {
        let nobody = Ties::new(&topology(""), Direction::Ignored, Worth::One);
        assert_eq!((nobody.node_count(), nobody.reversed().node_count()), (0, 0));
    }
}
