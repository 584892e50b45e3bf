//! Finding links by where they run. How one runs exactly is not known here: whoever asks says how far away it is.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Bounds;
use super::order::{self, Entry, along_hilbert_curve};
use super::packed::{Below, Tree};
use crate::model::Point;

/// A link as far as finding it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// One end of its chord: the middle of an actor.
    pub a: Point,
    /// The other end.
    pub b: Point,
    /// How far from the chord the link may be at most: 0 for a straight one, the height of the bend, the size of a loop.
    pub slack: f32,
}

/// Where links are, by place. About 26 bytes each.
///
/// A tree of boxes alone finds short links but not long ones: the box around a few long links is most of the drawing. So links
/// are sorted by length first, then by the tile of a grid as coarse as they are long, and within a tile by angle and by distance
/// from its middle, the normal form of a line (R. O. Duda and P. E. Hart, *Use of the Hough transformation to detect lines and
/// curves in pictures*, CACM 15(1), 1972). Neighbours in this order run side by side, and each node has, beside its box, the
/// narrowest band along their common direction. Of long links as of short ones, only those are looked at that pass nearby.
///
/// Whatever is visited comes in an order that depends on the input alone, but is none that a reader would know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkIndex {
    tree: Tree,
    nodes: Vec<Node>,
    /// In the order described above.
    items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Item {
    segment: Segment,
    place: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    bounds: Bounds,
    band: Band,
    least_place: u32,
}

/// All points whose product with the normal is from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    /// Of length 1; of length 0 where there is no band.
    normal: Point,
    low: f32,
    high: f32,
}

/// Above so many links, a band is no narrower than their box, and none is looked for.
const MOST_IN_BAND: usize = 4096;
/// Distances that were computed in different ways may differ by so much of themselves.
const ROUNDING: f64 = 1e-6;

impl LinkIndex {
    /// The index of links by place. A link of which an end or the slack is not finite is never found.
    ///
    /// Takes time in proportion to the number of links.
    #[must_use]
    pub fn build(links: impl IntoIterator<Item = Segment>) -> Self {
        let links: Vec<Segment> = links.into_iter().collect();
        let sorted = order::sorted(
            links.len(),
            |place| {
                let Segment { a, b, slack } = links[place as usize];
                a.is_finite() && b.is_finite() && slack.is_finite()
            },
            |entries: &[Entry]| {
                let chord = |entry: &Entry| Segment { slack: 0.0, ..links[order::number(*entry) as usize] }.bounds();
                let bounds = entries.iter().map(chord).fold(Bounds::NOTHING, Bounds::with);
                let links = &links;
                move |place| key(&bounds, &links[place as usize])
            },
        );
        let items: Vec<Item> = sorted
            .into_iter()
            .map(|entry| {
                let place = order::number(entry);
                let segment = links[place as usize];
                Item { segment: Segment { slack: segment.slack.max(0.0), ..segment }, place }
            })
            .collect();
        let tree = Tree::over(items.len());
        let mut nodes: Vec<Node> = Vec::with_capacity(tree.nodes());
        for number in 0..tree.nodes() {
            let items = &items[tree.things_below(number)];
            let node = match tree.below(number) {
                Below::Things(_) => {
                    let bounds = items.iter().map(|item| item.segment.bounds()).reduce(Bounds::with);
                    let least_place = items.iter().map(|item| item.place).min();
                    Node::new(bounds, items, least_place)
                }
                Below::Nodes(range) => {
                    let bounds = nodes[range.clone()].iter().map(|node| node.bounds).reduce(Bounds::with);
                    let least_place = nodes[range].iter().map(|node| node.least_place).min();
                    Node::new(bounds, items, least_place)
                }
            };
            nodes.push(node);
        }
        Self { tree, nodes, items }
    }

    /// Number of links that can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The place of the link that is nearest to `at` by `distance`, no further than `reach`; of several equally near the one
    /// with the lowest place.
    ///
    /// `distance` says how far away a link is exactly, in the space of the index; never less than to the chord, its slack taken
    /// off. It is asked from the link on that may be the nearest, until no other can be nearer (Hjaltason and Samet, 1999).
    /// Differences below a millionth of the distance do not count.
    pub fn near(&self, at: Point, reach: f32, mut distance: impl FnMut(u32) -> f32) -> Option<u32> {
        // By how near it may be, then by place: a node's are the least of what is below it.
        let mut open: BinaryHeap<Reverse<(u64, u32, usize)>> = BinaryHeap::with_capacity(256);
        let mut best: (f64, u32) = (f64::from(reach) * (1.0 + ROUNDING), u32::MAX);
        let mut found = None;
        // What is nearer by a rounding only is not looked at, or all of many that lie on each other would be.
        let may_be_best = |best: &(f64, u32), least: f64, place: u32| (least * (1.0 + ROUNDING), place) <= *best;
        let entry = |best: &(f64, u32), least: f64, place: u32, number: usize| {
            let least = least.max(0.0);
            // Bits of what is not negative are ordered as they are.
            may_be_best(best, least, place).then_some(Reverse((least.to_bits(), place, number)))
        };
        let node_entry = |best: &(f64, u32), number: usize| {
            let node = &self.nodes[number];
            entry(best, node.distance(at), node.least_place, number)
        };
        let root = self.tree.root().filter(|_| at.is_finite() && reach >= 0.0);
        open.extend(root.and_then(|root| node_entry(&best, root)));
        while let Some(Reverse((least, place, number))) = open.pop() {
            if !may_be_best(&best, f64::from_bits(least), place) {
                break;
            }
            if number >= self.nodes.len() {
                let exact = distance(place);
                if exact <= reach && (f64::from(exact), place) < best {
                    best = (f64::from(exact), place);
                    found = Some(place);
                }
                continue;
            }
            match self.tree.below(number) {
                Below::Nodes(range) => open.extend(range.filter_map(|number| node_entry(&best, number))),
                Below::Things(range) => open.extend(self.items[range].iter().filter_map(|item| {
                    let least = item.segment.distance(at) - f64::from(item.segment.slack);
                    entry(&best, least, item.place, self.nodes.len())
                })),
            }
        }
        found
    }

    /// Visits the place of every link that may cross a box: whose chord comes as near to it as its slack. One that is bent or
    /// ends at the rims of its actors may still miss it.
    pub fn for_each_within(&self, least: Point, greatest: Point, mut visit: impl FnMut(u32)) {
        self.walk(Bounds::new(least, greatest), |items, bounds| {
            let within = items.iter().filter(|item| bounds.is_none_or(|bounds| item.segment.may_cross(bounds)));
            within.for_each(|item| visit(item.place));
            true
        });
    }

    /// How many links [`LinkIndex::for_each_within`] would visit, or `at_most` where there are more. Parts of the plane that are
    /// whole in the box are not looked into.
    #[must_use]
    pub fn count_within(&self, least: Point, greatest: Point, at_most: usize) -> usize {
        let mut count = 0;
        self.walk(Bounds::new(least, greatest), |items, bounds| {
            count += match bounds {
                Some(bounds) => items.iter().filter(|item| item.segment.may_cross(bounds)).count(),
                None => items.len(),
            };
            count < at_most
        });
        count.min(at_most)
    }

    /// Gives `take` all items that may cross the bounds, piece by piece, until it says no: with nothing where all of a piece do,
    /// with the bounds where each has to be looked at.
    fn walk(&self, bounds: Bounds, mut take: impl FnMut(&[Item], Option<&Bounds>) -> bool) {
        let mut open: Vec<usize> = self.tree.root().into_iter().collect();
        while let Some(number) = open.pop() {
            let node = &self.nodes[number];
            let goes_on = if bounds.holds_whole(&node.bounds) {
                take(&self.items[self.tree.things_below(number)], None)
            } else if bounds.touches(&node.bounds) && node.band.touches(&bounds) {
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
}

impl Node {
    fn new(bounds: Option<Bounds>, items: &[Item], least_place: Option<u32>) -> Self {
        let (bounds, least_place) = bounds.zip(least_place).expect("there is no node above nothing");
        Self { bounds, band: Band::around(items), least_place }
    }

    /// No link below the node is nearer.
    fn distance(&self, at: Point) -> f64 {
        self.bounds.square_distance(at).sqrt().max(self.band.distance(at))
    }
}

impl Segment {
    fn bounds(&self) -> Bounds {
        let Bounds { least, greatest } = Bounds::around([self.a, self.b]);
        let slack = self.slack;
        Bounds::new(
            Point::new((least.x - slack).next_down(), (least.y - slack).next_down()),
            Point::new((greatest.x + slack).next_up(), (greatest.y + slack).next_up()),
        )
    }

    /// From a point to the chord.
    pub(super) fn distance(&self, at: Point) -> f64 {
        let (dx, dy) = minus(self.b, self.a);
        let (x, y) = minus(at, self.a);
        let square = dx * dx + dy * dy;
        let along = if square > 0.0 { ((x * dx + y * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (x - along * dx, y - along * dy);
        (x * x + y * y).sqrt()
    }

    /// Whether the chord comes as near to the box as the slack.
    pub(super) fn may_cross(&self, bounds: &Bounds) -> bool {
        if !bounds.touches(&self.bounds()) {
            return false;
        }
        // Of the axes that could part a segment from a box, the one across the segment is left.
        let (dx, dy) = minus(self.b, self.a);
        let (middle, half) = middle_and_half(bounds);
        let (x, y) = (middle.0 - f64::from(self.a.x), middle.1 - f64::from(self.a.y));
        let away = (x * dy - y * dx).abs() - (half.0 * dy.abs() + half.1 * dx.abs());
        let slack = f64::from(self.slack);
        if slack <= 0.0 || away > slack * (dx * dx + dy * dy).sqrt() {
            return away <= 0.0;
        }
        if away <= 0.0 && bounds.touches(&Self { slack: 0.0, ..*self }.bounds()) {
            return true;
        }
        // Apart: the nearest points of the two are an end of the segment or a corner of the box.
        let Bounds { least, greatest } = *bounds;
        let corners = [least, greatest, Point::new(least.x, greatest.y), Point::new(greatest.x, least.y)];
        corners.into_iter().any(|corner| self.distance(corner) <= slack)
            || [self.a, self.b].into_iter().any(|end| bounds.square_distance(end) <= slack * slack)
    }
}

impl Band {
    /// The narrowest band around all the links along the direction they have in common: the mean of directions without a sign,
    /// which are the angles, doubled, weighted by the squares of the lengths. K. V. Mardia and P. E. Jupp, *Directional
    /// Statistics*, 2000, chapter 1.
    fn around(items: &[Item]) -> Self {
        if items.len() > MOST_IN_BAND {
            return Self { normal: Point::default(), low: f32::NEG_INFINITY, high: f32::INFINITY };
        }
        let (mut cosine, mut sine) = (0.0, 0.0);
        for Item { segment, .. } in items {
            let (dx, dy) = minus(segment.b, segment.a);
            cosine += dx * dx - dy * dy;
            sine += 2.0 * dx * dy;
        }
        let angle = f64::atan2(sine, cosine) / 2.0;
        let normal = Point::new(-angle.sin() as f32, angle.cos() as f32);
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for Item { segment: Segment { a, b, slack }, .. } in items {
            let (a, b) = (dot(normal, *a), dot(normal, *b));
            low = low.min(a.min(b) - f64::from(*slack));
            high = high.max(a.max(b) + f64::from(*slack));
        }
        Self { normal, low: (low as f32).next_down(), high: (high as f32).next_up() }
    }

    fn distance(&self, at: Point) -> f64 {
        let along = dot(self.normal, at);
        (f64::from(self.low) - along).max(along - f64::from(self.high)).max(0.0)
    }

    fn touches(&self, bounds: &Bounds) -> bool {
        let (middle, half) = middle_and_half(bounds);
        let (x, y) = (f64::from(self.normal.x), f64::from(self.normal.y));
        let along = middle.0 * x + middle.1 * y;
        let reach = (half.0 * x.abs() + half.1 * y.abs()) * (1.0 + ROUNDING);
        f64::from(self.low) <= along + reach && along - reach <= f64::from(self.high)
    }
}

fn minus(one: Point, other: Point) -> (f64, f64) {
    (f64::from(one.x) - f64::from(other.x), f64::from(one.y) - f64::from(other.y))
}

fn dot(one: Point, other: Point) -> f64 {
    f64::from(one.x) * f64::from(other.x) + f64::from(one.y) * f64::from(other.y)
}

fn middle_and_half(bounds: &Bounds) -> ((f64, f64), (f64, f64)) {
    let (width, height) = minus(bounds.greatest, bounds.least);
    let half = (width / 2.0, height / 2.0);
    ((f64::from(bounds.least.x) + half.0, f64::from(bounds.least.y) + half.1), half)
}

/// The place of a link in the order: 4 bits for its length, then as many as it takes for the tile it is in, and what is left of
/// 32 for how it runs there.
fn key(bounds: &Bounds, segment: &Segment) -> u32 {
    const FINEST: u32 = 13;
    const BITS: u32 = 28;
    let extent = bounds.extent().max(f64::MIN_POSITIVE);
    let (dx, dy) = minus(segment.b, segment.a);
    let length = (dx * dx + dy * dy).sqrt();
    // How often the whole can be halved before it is shorter than the link: the exponent of the quotient.
    let halvings = (((extent / length).to_bits() >> 52) as i32 - 1023).max(0) as u32;
    let class = if length > 0.0 { halvings.min(FINEST) } else { FINEST };
    // Tiles are twice as long as the links in them, so that a point is near few of them.
    let tile_bits = class.saturating_sub(1);
    let tiles = f64::from(1_u32 << tile_bits);
    let (ax, ay) = minus(segment.a, bounds.least);
    let middle = ((ax + dx / 2.0) / extent * tiles, (ay + dy / 2.0) / extent * tiles);
    let tile = (middle.0.min(tiles - 1.0) as u32, middle.1.min(tiles - 1.0) as u32);
    let (x, y) = (middle.0 - f64::from(tile.0) - 0.5, middle.1 - f64::from(tile.1) - 0.5);
    let (angle, aside) = if length > 0.0 {
        let (dx, dy) =
            if dy < 0.0 || (dy == 0.0 && dx < 0.0) { (-dx / length, -dy / length) } else { (dx / length, dy / length) };
        // Grows with the angle, from 0 to 1, and costs no inverse of a sine.
        ((1.0 - dx / (dx.abs() + dy)) / 2.0, x * dy - y * dx)
    } else {
        (0.0, 0.0)
    };
    let strip_bits = (BITS - 2 * tile_bits) / 2;
    let strips = f64::from((1_u32 << strip_bits) - 1);
    let strip =
        ((angle * strips) as u32, ((aside * std::f64::consts::FRAC_1_SQRT_2 + 0.5).clamp(0.0, 1.0) * strips) as u32);
    (class << BITS)
        | (along_hilbert_curve(tile.0, tile.1, tile_bits) << (2 * strip_bits))
        | along_hilbert_curve(strip.0, strip.1, strip_bits)
}
