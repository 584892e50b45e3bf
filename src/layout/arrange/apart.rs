//! Nodes with their labels moved apart until none covers another, each staying near where it stands. No label is written here.

use std::collections::HashMap;

use super::{Spacing, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of moving apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Apart {
    /// Width and height of the label under each node, in world units; nodes beyond the end of the list have none.
    pub labels: Vec<(f32, f32)>,
}

/// A box around a node and its label: half of its width, and how far it reaches above and below the node.
#[derive(Clone, Copy)]
struct Reach {
    half: f32,
    above: f32,
    below: f32,
}

/// Passes before the whole is made larger, because there is not enough room.
const PASSES: usize = 40;
/// How much larger.
const GROWTH: f32 = 1.2;
/// How often that is done before what still overlaps is left as it is.
const ROUNDS: usize = 14;

impl Apart {
    /// Nodes without a place begin around the origin.
    pub(super) fn places(&self, problem: &Problem, spacing: Spacing, stop: &dyn Fn() -> bool) -> Vec<Point> {
        let count = problem.topology.node_count();
        let start = |node: usize| problem.start.get(node).copied().flatten().filter(|point| point.is_finite());
        let mut places: Vec<Point> = (0..count).map(|node| start(node).unwrap_or_default()).collect();
        let reaches: Vec<Reach> = (0..count)
            .map(|node| {
                let radius = radius(problem, node as u32);
                let (width, height) = self.labels.get(node).copied().unwrap_or_default();
                Reach { half: radius.max(width / 2.0), above: radius, below: radius + height }
            })
            .collect();
        let gap = spacing.gap / 3.0;
        none_upon_another(&mut places, gap);
        make_room(&mut places, &reaches, gap);
        for _ in 0..ROUNDS {
            for _ in 0..PASSES {
                if part(&mut places, &reaches, gap) == 0 || stop() {
                    return places;
                }
            }
            for place in &mut places {
                *place = Point::new(place.x * GROWTH, place.y * GROWTH);
            }
        }
        places
    }
}

/// Moves nodes that stand in exactly one place a little away from it, like the seeds of a sunflower.
fn none_upon_another(places: &mut [Point], gap: f32) {
    let mut seen: HashMap<(u32, u32), u32> = HashMap::new();
    for place in places {
        let times = seen.entry((place.x.to_bits(), place.y.to_bits())).or_default();
        let (sine, cosine) = (*times as f32 * 2.399_963).sin_cos();
        let away = gap * (*times as f32).sqrt();
        *times += 1;
        *place = Point::new(place.x + away * cosine, place.y + away * sine);
    }
}

/// Makes the whole larger where its boxes take more room than there is.
fn make_room(places: &mut [Point], reaches: &[Reach], gap: f32) {
    let taken: f32 = reaches.iter().map(|reach| (2.0 * reach.half + gap) * (reach.above + reach.below + gap)).sum();
    let (mut low, mut high) = (Point::new(f32::MAX, f32::MAX), Point::new(f32::MIN, f32::MIN));
    for (place, reach) in places.iter().zip(reaches) {
        low = Point::new(low.x.min(place.x - reach.half), low.y.min(place.y - reach.above));
        high = Point::new(high.x.max(place.x + reach.half), high.y.max(place.y + reach.below));
    }
    let there = ((high.x - low.x).max(gap) * (high.y - low.y).max(gap)).max(f32::MIN_POSITIVE);
    let growth = (taken / there).sqrt();
    if growth > 1.0 && growth.is_finite() && places.len() > 2 {
        for place in places {
            *place = Point::new(place.x * growth, place.y * growth);
        }
    }
}

/// Parts every two boxes that overlap by the shorter way, sideways or up and down; returns how many there were.
///
/// Boxes are compared along bands as high as the highest of them: only those of one band or of two neighbouring ones can meet.
fn part(places: &mut [Point], reaches: &[Reach], gap: f32) -> usize {
    let highest = reaches.iter().map(|reach| reach.above + reach.below).fold(0.0, f32::max) + gap;
    let mut order: Vec<(i64, f32, u32)> = places
        .iter()
        .zip(reaches)
        .enumerate()
        .map(|(node, (place, reach))| ((place.y / highest).floor() as i64, place.x - reach.half, node as u32))
        .collect();
    order.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2)));
    let bands: Vec<&[(i64, f32, u32)]> = order.chunk_by(|one, other| one.0 == other.0).collect();
    let mut count = 0;
    for (at, band) in bands.iter().enumerate() {
        let below = bands.get(at + 1).filter(|below| below[0].0 == band[0].0 + 1).copied().unwrap_or_default();
        // Where in the band below those begin that may still reach the one that is looked at.
        let widest = below.iter().map(|&(_, _, node)| reaches[node as usize].half).fold(0.0, f32::max);
        let mut begin = 0;
        for (at, &(_, left, one)) in band.iter().enumerate() {
            while below.get(begin).is_some_and(|other| other.1 + 2.0 * widest + gap < left) {
                begin += 1;
            }
            let end = left + 2.0 * reaches[one as usize].half + gap;
            let met = band[at + 1..].iter().take_while(|other| other.1 < end);
            for &(_, _, other) in met.chain(below[begin..].iter().take_while(|other| other.1 < end)) {
                count += usize::from(part_two(places, reaches, gap, one as usize, other as usize));
            }
        }
    }
    count
}

/// Parts two boxes by the shorter way; whether they overlapped.
fn part_two(places: &mut [Point], reaches: &[Reach], gap: f32, one: usize, other: usize) -> bool {
    let sideways = reaches[one].half + reaches[other].half + gap - (places[other].x - places[one].x).abs();
    let (upper, lower) = if places[one].y <= places[other].y { (one, other) } else { (other, one) };
    let upright = reaches[upper].below + reaches[lower].above + gap - (places[lower].y - places[upper].y);
    if sideways <= 0.0 || upright <= 0.0 {
        return false;
    }
    // A little more than asked, so that rounding does not leave them touching.
    if sideways < upright {
        let way = sideways * 0.51 + 1e-3;
        let way = if places[one].x <= places[other].x { way } else { -way };
        places[one].x -= way;
        places[other].x += way;
    } else {
        let way = upright * 0.51 + 1e-3;
        places[upper].y -= way;
        places[lower].y += way;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    fn apart(start: &[(f32, f32)], labels: &[(f32, f32)]) -> Vec<Point> {
        let words: Vec<String> = (0..start.len()).map(|node| format!("N{node}")).collect();
        let topology = Topology::whole(&graph_from_drawing(&words.join(" ")));
        let start = start.iter().map(|&(x, y)| Some(Point::new(x, y))).collect();
        let problem = Problem { radii: vec![5.0; topology.node_count()], topology, start, ..Problem::default() };
        Apart { labels: labels.to_vec() }.places(&problem, Spacing::default(), &|| false)
    }

    #[test]
    fn what_has_room_stays() {
        let start = [(0.0, 0.0), (100.0, 0.0), (0.0, 60.0)];
        let places = apart(&start, &[(80.0, 30.0); 3]);
        assert_eq!(places, start.map(|(x, y)| Point::new(x, y)));
    }

    #[test]
    fn labels_part_by_the_shorter_way() {
        let places = apart(&[(0.0, 0.0), (10.0, 20.0)], &[(100.0, 15.0); 2]);
        assert_eq!((places[0].x, places[1].x), (0.0, 10.0));
        assert!(places[1].y - places[0].y >= 5.0 + 15.0 + 5.0, "{places:?}");
    }

    #[test]
    fn a_crowd_ends_without_overlap() {
        let start: Vec<(f32, f32)> = (0..150).map(|node| ((node * 37 % 101) as f32, (node * 53 % 97) as f32)).collect();
        let labels: Vec<(f32, f32)> = (0..150).map(|node| (20.0 + (node % 9) as f32 * 10.0, 15.0)).collect();
        let places = apart(&start, &labels);
        for one in 0..150 {
            for other in 0..one {
                let sideways = (places[one].x - places[other].x).abs();
                let upright = (places[one].y - places[other].y).abs();
                let half = labels[one].0.max(10.0) / 2.0 + labels[other].0.max(10.0) / 2.0;
                assert!(sideways >= half || upright >= 25.0, "{one} and {other}");
            }
        }
    }
}
