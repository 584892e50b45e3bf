//! Which layer each node of a part stands in, so that most links run downwards. Order within a layer is in `ladder`.

use std::collections::VecDeque;

use super::lists::Lists;
use super::parts::Part;

/// The layer of each node, from 0 at the top, and the links as they run downwards: upper end, lower end. Links against the stream
/// are turned; no two ends are in the same layer.
pub(super) struct Ranks {
    pub of_node: Vec<u32>,
    pub links: Vec<(u32, u32)>,
}

/// Layers for a part. `is_directed` says of each of its links whether it has a direction; one without runs away from the
/// most linked node.
pub(super) fn ranks(part: &Part, is_directed: impl Fn(u32) -> bool) -> Ranks {
    let count = part.nodes.len();
    let steps = steps_from_hub(part);
    let mut links: Vec<(u32, u32)> = part
        .links
        .iter()
        .zip(&part.numbers)
        .map(|(&(source, target), &number)| {
            let step = |node: u32| (steps[node as usize], node);
            if is_directed(number) || step(source) < step(target) { (source, target) } else { (target, source) }
        })
        .collect();
    let stream = stream(count, &links);
    for link in &mut links {
        if stream[link.0 as usize] > stream[link.1 as usize] {
            *link = (link.1, link.0);
        }
    }
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_unstable_by_key(|&node| stream[node as usize]);
    let mut of_node = longest_paths(count, &links, &order);
    tighten(&mut of_node, &links, &order);
    let mut ranks = Ranks { of_node, links };
    without_empty_layers(&mut ranks.of_node);
    ranks
}

/// How many steps each node is from the most linked one, along links either way.
fn steps_from_hub(part: &Part) -> Vec<u32> {
    let lists = Lists::both_ways(part);
    let mut steps = vec![u32::MAX; part.nodes.len()];
    let hub = (0..part.nodes.len() as u32).max_by_key(|&node| (lists.of(node).len(), std::cmp::Reverse(node)));
    let mut queue: VecDeque<u32> = hub.into_iter().collect();
    for &hub in &queue {
        steps[hub as usize] = 0;
    }
    while let Some(node) = queue.pop_front() {
        for &next in lists.of(node) {
            if steps[next as usize] == u32::MAX {
                steps[next as usize] = steps[node as usize] + 1;
                queue.push_back(next);
            }
        }
    }
    steps
}

/// The place of each node in an order against which few links run: sources first, sinks last, and from a circle the node whose
/// links go out most (Eades, Lin and Smyth 1993). Takes time in proportion to nodes and links.
fn stream(count: usize, links: &[(u32, u32)]) -> Vec<u32> {
    let outwards = Lists::new(count, links.iter().copied());
    let inwards = Lists::new(count, links.iter().map(|&(source, target)| (target, source)));
    let lengths = |lists: &Lists| (0..count as u32).map(|node| i64::from(lists.of(node).len() as u32)).collect();
    let mut outs: Vec<i64> = lengths(&outwards);
    let mut ins: Vec<i64> = lengths(&inwards);
    let most = outs.iter().chain(&ins).copied().max().unwrap_or_default();
    // Buckets by surplus of outgoing links. An entry is stale once its node was taken or has moved to another bucket.
    let mut buckets: Vec<VecDeque<u32>> = vec![VecDeque::new(); (2 * most + 1) as usize];
    let bucket = |outs: &[i64], ins: &[i64], node: u32| (outs[node as usize] - ins[node as usize] + most) as usize;
    let mut sources = VecDeque::new();
    let mut sinks = VecDeque::new();
    for node in 0..count as u32 {
        if ins[node as usize] == 0 {
            sources.push_back(node);
        } else if outs[node as usize] == 0 {
            sinks.push_back(node);
        } else {
            buckets[bucket(&outs, &ins, node)].push_back(node);
        }
    }
    let mut is_taken = vec![false; count];
    let (mut first, mut last) = (Vec::new(), Vec::new());
    let mut highest = buckets.len();
    while first.len() + last.len() < count {
        let is_free = |node: &u32| !is_taken[*node as usize];
        let (node, goes_last) = if let Some(sink) = next_of(&mut sinks, is_free) {
            (sink, true)
        } else if let Some(source) = next_of(&mut sources, is_free) {
            (source, false)
        } else {
            let fits = |at: usize, node: &u32| is_free(node) && bucket(&outs, &ins, *node) == at;
            let mut found = None;
            while found.is_none() && highest > 0 {
                highest -= 1;
                found = next_of(&mut buckets[highest], |node| fits(highest, node));
            }
            let Some(node) = found else { break };
            highest += 1;
            (node, false)
        };
        is_taken[node as usize] = true;
        let end = if goes_last { &mut last } else { &mut first };
        end.push(node);
        for &target in outwards.of(node) {
            ins[target as usize] -= 1;
        }
        for &source in inwards.of(node) {
            outs[source as usize] -= 1;
        }
        for &next in outwards.of(node).iter().chain(inwards.of(node)) {
            if is_taken[next as usize] {
                continue;
            }
            if ins[next as usize] == 0 {
                sources.push_back(next);
            } else if outs[next as usize] == 0 {
                sinks.push_back(next);
            } else {
                let at = bucket(&outs, &ins, next);
                buckets[at].push_back(next);
                highest = highest.max(at + 1);
            }
        }
    }
    let mut place = vec![0u32; count];
    for (at, &node) in (0u32..).zip(first.iter().chain(last.iter().rev())) {
        place[node as usize] = at;
    }
    place
}

fn next_of(queue: &mut VecDeque<u32>, fits: impl Fn(&u32) -> bool) -> Option<u32> {
    while let Some(node) = queue.pop_front() {
        if fits(&node) {
            return Some(node);
        }
    }
    None
}

fn longest_paths(count: usize, links: &[(u32, u32)], order: &[u32]) -> Vec<u32> {
    let downwards = Lists::new(count, links.iter().copied());
    let mut ranks = vec![0u32; count];
    for &node in order {
        for &lower in downwards.of(node) {
            ranks[lower as usize] = ranks[lower as usize].max(ranks[node as usize] + 1);
        }
    }
    ranks
}

/// Moves nodes with more links down than up as far down as they may go, so that links get shorter.
fn tighten(ranks: &mut [u32], links: &[(u32, u32)], order: &[u32]) {
    let downwards = Lists::new(ranks.len(), links.iter().copied());
    let upwards = Lists::new(ranks.len(), links.iter().map(|&(upper, lower)| (lower, upper)));
    for &node in order.iter().rev() {
        let (up, down) = (upwards.of(node), downwards.of(node));
        if down.len() > up.len()
            && let Some(lowest) = down.iter().map(|&lower| ranks[lower as usize]).min()
        {
            ranks[node as usize] = lowest - 1;
        }
    }
}

fn without_empty_layers(ranks: &mut [u32]) {
    let deepest = ranks.iter().copied().max().unwrap_or_default() as usize;
    let mut is_used = vec![false; deepest + 1];
    for &rank in &*ranks {
        is_used[rank as usize] = true;
    }
    let mut used = 0;
    let renumbered: Vec<u32> = is_used
        .into_iter()
        .map(|is_used| {
            used += u32::from(is_used);
            used.saturating_sub(1)
        })
        .collect();
    for rank in ranks {
        *rank = renumbered[*rank as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(count: u32, links: &[(u32, u32)]) -> Part {
        Part { nodes: (0..count).collect(), links: links.to_vec(), numbers: (0..links.len() as u32).collect() }
    }

    #[test]
    fn a_chain_has_a_layer_for_each_and_a_circle_turns_one_link() {
        let chain = ranks(&part(3, &[(2, 1), (1, 0)]), |_| true);
        assert_eq!(chain.of_node, [2, 1, 0]);
        let circle = ranks(&part(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]), |_| true);
        let turned = circle.links.iter().filter(|link| ![(0, 1), (1, 2), (2, 3), (3, 0)].contains(link)).count();
        assert_eq!(turned, 1);
    }

    #[test]
    fn links_without_direction_hang_from_the_most_linked() {
        let star = ranks(&part(4, &[(1, 0), (1, 2), (3, 1)]), |_| false);
        assert_eq!(star.of_node, [1, 0, 1, 1]);
    }

    #[test]
    fn a_source_stands_just_above_what_it_leads_to() {
        // 0 > 1 > 2 > 3, and 4 leads to 3 alone.
        let drawn = ranks(&part(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]), |_| true);
        assert_eq!(drawn.of_node, [0, 1, 2, 3, 2]);
    }

    proptest! {
        #[test]
        fn every_link_runs_down(links in prop::collection::vec((0u32..12, 0u32..12), 0..40), directed in any::<bool>()) {
            let links: Vec<(u32, u32)> = links.into_iter().filter(|(one, other)| one != other).collect();
            let ranks = ranks(&part(12, &links), |_| directed);
            for (upper, lower) in ranks.links {
                prop_assert!(ranks.of_node[upper as usize] < ranks.of_node[lower as usize]);
            }
        }
    }
}
