//! The network that connects several nodes by the least length of ties, nearly.

use std::collections::{BTreeSet, BinaryHeap};

use super::Ties;
use crate::analysis::shortest::Waiting;

/// Ties that connect several nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connection {
    /// The ties, each with the smaller node first, ascending. They form a tree, or one for each group.
    pub ties: Vec<(u32, u32)>,
    /// All nodes of these trees, ascending; those that were asked for too.
    pub nodes: Vec<u32>,
    /// The sum of the lengths of the ties.
    pub length: f64,
    /// Which of those asked for are connected with each other: the largest group first, then in the order they were asked for.
    pub groups: Vec<Vec<u32>>,
}

/// A network that connects `wanted` by ties that are short in all (a Steiner tree), by Mehlhorn's method (1988): at most twice as
/// long as the shortest there is, less a share. Ties must lead both ways. Those that no path joins stay apart, each group connected in
/// itself.
///
/// Everybody is given to the nearest of those wanted; ties between their realms say how far these are from each other, and the
/// shortest that join all are kept, with the ways to them.
#[must_use]
pub fn connecting(ties: &Ties, wanted: &[u32]) -> Connection {
    const NOBODY: u32 = u32::MAX;
    let count = ties.node_count();
    let mut unique: BTreeSet<u32> = BTreeSet::new();
    let wanted: Vec<u32> = wanted.iter().copied().filter(|node| unique.insert(*node)).collect();
    let mut distance = vec![f64::INFINITY; count];
    let (mut owner, mut before) = (vec![NOBODY; count], vec![NOBODY; count]);
    let mut heap = BinaryHeap::new();
    for (number, &node) in wanted.iter().enumerate() {
        (distance[node as usize], owner[node as usize]) = (0.0, number as u32);
        heap.push(Waiting { distance: 0.0, node });
    }
    while let Some(Waiting { distance: here, node }) = heap.pop() {
        if here > distance[node as usize] {
            continue;
        }
        for (head, length) in ties.row(node) {
            if here + length < distance[head as usize] {
                distance[head as usize] = here + length;
                owner[head as usize] = owner[node as usize];
                before[head as usize] = node;
                heap.push(Waiting { distance: here + length, node: head });
            }
        }
    }
    let mut crossings: Vec<(f64, u32, u32)> = Vec::new();
    for node in (0..count as u32).filter(|node| owner[*node as usize] != NOBODY) {
        for (head, length) in ties.row(node).filter(|(head, _)| *head > node) {
            if owner[head as usize] != owner[node as usize] {
                crossings.push((distance[node as usize] + length + distance[head as usize], node, head));
            }
        }
    }
    crossings.sort_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut group: Vec<u32> = (0..wanted.len() as u32).collect();
    let mut kept: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (_, one, other) in crossings {
        let (first, second) = (group[owner[one as usize] as usize], group[owner[other as usize] as usize]);
        if first == second {
            continue;
        }
        for of in &mut group {
            *of = if *of == second { first } else { *of };
        }
        kept.insert((one, other));
        for mut node in [one, other] {
            while before[node as usize] != NOBODY {
                let back = before[node as usize];
                kept.insert((node.min(back), node.max(back)));
                node = back;
            }
        }
    }
    let ties_kept: Vec<(u32, u32)> = kept.into_iter().collect();
    let nodes: BTreeSet<u32> = ties_kept.iter().flat_map(|(one, other)| [*one, *other]).chain(wanted.clone()).collect();
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); wanted.len()];
    for (number, &node) in wanted.iter().enumerate() {
        groups[group[number] as usize].push(node);
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let length = ties_kept.iter().filter_map(|(one, other)| ties.between(*one, *other)).sum();
    Connection { ties: ties_kept, nodes: nodes.into_iter().collect(), length, groups }
}
