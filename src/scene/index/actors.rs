//! Finding actors by where their middles are, and the most important of them. What an actor looks like is not known here.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Bounds;
use super::order::{self, Entry, along_hilbert_curve};
use super::packed::{Below, Tree};
use crate::model::Point;

/// Where actors are, by slot. About 18 bytes each.
///
/// "Within" a box is an actor whose middle is; grow the box by [`ActorIndex::greatest_radius`] to have all that reach into it.
/// Whatever is visited comes in an order that depends on the input alone, but is none that a reader would know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorIndex {
    tree: Tree,
    nodes: Vec<Node>,
    /// In the order of the curve.
    items: Vec<Item>,
    greatest_radius: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Item {
    point: Point,
    /// Finite.
    importance: f32,
    slot: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    bounds: Bounds,
    /// Of its most important actor; the first of them where several are equally important.
    importance: f32,
    slot: u32,
    least_slot: u32,
}

/// By how important something is, then the lower slot first, as one number: the more the greater.
fn rank(importance: f32, slot: u32) -> u64 {
    let bits = importance.to_bits();
    let ordered = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    u64::from(ordered) << 32 | u64::from(!slot)
}

impl ActorIndex {
    /// The index of the actors in these places: by slot, all three equally long. A point that is not finite means that the
    /// actor has no place; it is never found. An importance that is not finite counts as none.
    ///
    /// Takes time in proportion to the number of actors.
    ///
    /// # Panics
    /// Where the three are not equally long.
    #[must_use]
    pub fn build(points: &[Point], radii: &[f32], importance: &[f32]) -> Self {
        assert!(points.len() == radii.len() && points.len() == importance.len(), "one of each for every actor");
        let sorted = order::sorted(
            points.len(),
            |slot| points[slot as usize].is_finite(),
            |entries: &[Entry]| {
                let bounds = Bounds::around(entries.iter().map(|entry| points[order::number(*entry) as usize]));
                move |slot| cell(&bounds, points[slot as usize])
            },
        );
        let items: Vec<Item> = sorted
            .into_iter()
            .map(|entry| {
                let slot = order::number(entry);
                let importance = importance[slot as usize];
                let importance = if importance.is_finite() { importance + 0.0 } else { 0.0 };
                Item { point: points[slot as usize], importance, slot }
            })
            .collect();
        let tree = Tree::over(items.len());
        let mut nodes: Vec<Node> = Vec::with_capacity(tree.nodes());
        for number in 0..tree.nodes() {
            let node = match tree.below(number) {
                Below::Things(range) => Node::above(items[range].iter().map(Node::of)),
                Below::Nodes(range) => Node::above(nodes[range].iter().copied()),
            };
            nodes.push(node);
        }
        let finite = |radius: &&f32| radius.is_finite();
        let greatest_radius = radii.iter().filter(finite).copied().fold(0.0, f32::max);
        Self { tree, nodes, items, greatest_radius }
    }

    /// Number of actors that have a place.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether no actor has a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The greatest of the radii, of actors with and without a place; 0 where there are none.
    #[must_use]
    pub fn greatest_radius(&self) -> f32 {
        self.greatest_radius
    }

    /// The least box around all middles: its least and greatest corner.
    #[must_use]
    pub fn bounds(&self) -> Option<(Point, Point)> {
        self.nodes.last().map(|root| (root.bounds.least, root.bounds.greatest))
    }

    /// Of the actors whose middle is no further than `reach` from `at`, and which `hits` takes, the one with the nearest
    /// middle; of several equally near the one with the lowest slot.
    ///
    /// `hits` is asked from the nearest on until it takes one, so that it does not matter how many there are within reach.
    /// G. R. Hjaltason and H. Samet, *Distance browsing in spatial databases*, ACM TODS 24(2), 1999.
    pub fn nearest(&self, at: Point, reach: f32, mut hits: impl FnMut(u32) -> bool) -> Option<u32> {
        let widest = f64::from(reach) * f64::from(reach);
        // By distance, then by slot: a node's are the least of what is below it, so that nothing comes out too late.
        let mut open: BinaryHeap<Reverse<(u64, u32, usize)>> = BinaryHeap::with_capacity(64);
        let entry = |distance: f64, slot: u32, number: usize| {
            // Squares are not negative: their bits are ordered as they are.
            (distance <= widest).then_some(Reverse((distance.to_bits(), slot, number)))
        };
        let node_entry = |number: usize| {
            let node = &self.nodes[number];
            entry(node.bounds.square_distance(at), node.least_slot, number)
        };
        open.extend(self.tree.root().filter(|_| at.is_finite() && reach >= 0.0).and_then(node_entry));
        while let Some(Reverse((_, slot, number))) = open.pop() {
            if number >= self.nodes.len() {
                if hits(slot) {
                    return Some(slot);
                }
                continue;
            }
            match self.tree.below(number) {
                Below::Nodes(range) => open.extend(range.filter_map(node_entry)),
                Below::Things(range) => open.extend(self.items[range].iter().filter_map(|item| {
                    let distance = Bounds::new(item.point, item.point).square_distance(at);
                    entry(distance, item.slot, self.nodes.len())
                })),
            }
        }
        None
    }

    /// How many actors are within a box, or `at_most` where there are more. Parts of the plane that are whole in the box are
    /// not looked into.
    #[must_use]
    pub fn count_within(&self, least: Point, greatest: Point, at_most: usize) -> usize {
        let mut count = 0;
        self.walk(Bounds::new(least, greatest), |items, bounds| {
            count += bounds.map_or(items.len(), |bounds| items.iter().filter(|item| bounds.holds(item.point)).count());
            count < at_most
        });
        count.min(at_most)
    }

    /// Visits the slot of every actor within a box.
    pub fn for_each_within(&self, least: Point, greatest: Point, mut visit: impl FnMut(u32)) {
        self.walk(Bounds::new(least, greatest), |items, bounds| {
            let within = items.iter().filter(|item| bounds.is_none_or(|bounds| bounds.holds(item.point)));
            within.for_each(|item| visit(item.slot));
            true
        });
    }

    /// Gives `take` all items within the bounds, piece by piece, until it says no: with nothing where all of a piece are
    /// within, with the bounds where each has to be looked at.
    fn walk(&self, bounds: Bounds, mut take: impl FnMut(&[Item], Option<&Bounds>) -> bool) {
        let mut open: Vec<usize> = self.tree.root().into_iter().collect();
        while let Some(number) = open.pop() {
            let node = &self.nodes[number];
            let goes_on = if bounds.holds_whole(&node.bounds) {
                take(&self.items[self.tree.things_below(number)], None)
            } else if bounds.touches(&node.bounds) {
                match self.tree.below(number) {
                    Below::Things(range) => take(&self.items[range], Some(&bounds)),
                    Below::Nodes(range) => {
                        open.extend(range.rev());
                        true
                    }
                }
            } else {
                true
            };
            if !goes_on {
                return;
            }
        }
    }

    /// The slots of the `count` most important actors within a box, or of all where there are fewer: the most important first,
    /// of several equally important the one with the lower slot. They are put into `out`, which is emptied before.
    ///
    /// Best first, as in [`ActorIndex::nearest`]: what is less important is hardly looked at, however much there is of it.
    pub fn most_important_within(&self, least: Point, greatest: Point, count: usize, out: &mut Vec<u32>) {
        let bounds = Bounds::new(least, greatest);
        out.clear();
        if count == 0 {
            return;
        }
        let mut best = Best { count, ranks: BinaryHeap::new() };
        let mut open: BinaryHeap<(u64, u32)> = BinaryHeap::with_capacity(64);
        let node_entry = |best: &Best, number: usize| {
            let node = &self.nodes[number];
            let rank = rank(node.importance, node.slot);
            (bounds.touches(&node.bounds) && best.wants(rank)).then_some((rank, number as u32))
        };
        open.extend(self.tree.root().and_then(|root| node_entry(&best, root)));
        while let Some((rank_of_node, number)) = open.pop() {
            if !best.wants(rank_of_node) {
                break;
            }
            match self.tree.below(number as usize) {
                Below::Nodes(range) => open.extend(range.filter_map(|number| node_entry(&best, number))),
                Below::Things(range) => {
                    for item in self.items[range].iter().filter(|item| bounds.holds(item.point)) {
                        best.offer(rank(item.importance, item.slot));
                    }
                }
            }
        }
        out.extend(best.ranks.into_sorted_vec().into_iter().map(|Reverse(rank)| !(rank as u32)));
    }
}

/// The greatest of all ranks that were offered, `count` at most and at least one.
struct Best {
    count: usize,
    ranks: BinaryHeap<Reverse<u64>>,
}

impl Best {
    fn wants(&self, rank: u64) -> bool {
        self.ranks.len() < self.count || self.ranks.peek().is_none_or(|Reverse(least)| rank > *least)
    }

    fn offer(&mut self, rank: u64) {
        if self.ranks.len() < self.count {
            self.ranks.push(Reverse(rank));
        } else if let Some(mut least) = self.ranks.peek_mut()
            && rank > least.0
        {
            *least = Reverse(rank);
        }
    }
}

impl Node {
    fn of(item: &Item) -> Self {
        let Item { point, importance, slot } = *item;
        Self { bounds: Bounds::new(point, point), importance, slot, least_slot: slot }
    }

    fn above(nodes: impl Iterator<Item = Self>) -> Self {
        let joined = |one: Self, other: Self| {
            let is_first = rank(one.importance, one.slot) > rank(other.importance, other.slot);
            let Self { importance, slot, .. } = if is_first { one } else { other };
            Self {
                bounds: one.bounds.with(other.bounds),
                importance,
                slot,
                least_slot: one.least_slot.min(other.least_slot),
            }
        };
        nodes.reduce(joined).expect("there is no node above nothing")
    }
}

/// How far along the curve through `bounds` a point of it is.
fn cell(bounds: &Bounds, point: Point) -> u32 {
    const BITS: u32 = 16;
    let scale = f64::from((1_u32 << BITS) - 1) / bounds.extent().max(f64::MIN_POSITIVE);
    let along = |at: f32, least: f32| ((f64::from(at) - f64::from(least)) * scale) as u32;
    along_hilbert_curve(along(point.x, bounds.least.x), along(point.y, bounds.least.y), BITS)
}
