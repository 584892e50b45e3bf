//! A few nodes brought into order as by hand: a row, a column, a circle, a grid, rims in one line, even gaps. They keep the
//! order in which they stand, and stay around their own middle.

use std::cmp::Ordering;
use std::f32::consts::TAU;

use super::spread::spread;
use super::{Spacing, circle_for, radius};
use crate::layout::Problem;
use crate::model::Point;

/// A way to bring a few nodes into order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineUp {
    /// Side by side.
    Row,
    /// One below the other.
    Column,
    /// On a circle, in the order in which they stand around their middle.
    Circle,
    /// In rows and columns, in the order in which one reads them.
    Grid,
    /// Left rims in one line.
    Left,
    /// Middles in one upright line.
    Centre,
    /// Right rims in one line.
    Right,
    /// Upper rims in one line.
    Top,
    /// Middles in one level line.
    Middle,
    /// Lower rims in one line.
    Bottom,
    /// The same gap from each to the next, from the left to the right.
    Across,
    /// The same gap from each to the next, from the top to the bottom.
    Down,
}

/// Nodes brought into order, with the room that their labels take.
#[derive(Clone, Debug, PartialEq)]
pub struct LinedUp {
    /// How.
    pub how: LineUp,
    /// Width and height of the label under each node, in world units; nodes beyond the end of the list have none.
    pub labels: Vec<(f32, f32)>,
}

/// How a node stands, and the room it takes with its label: half of the width, and how far it reaches up and down.
#[derive(Clone, Copy)]
struct Standing {
    at: Point,
    radius: f32,
    half: f32,
    above: f32,
    below: f32,
    is_pinned: bool,
}

/// One of the two directions: which coordinate of a point runs along it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    X,
    Y,
}

impl Along {
    fn of(self, point: Point) -> f32 {
        match self {
            Self::X => point.x,
            Self::Y => point.y,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::X => Self::Y,
            Self::Y => Self::X,
        }
    }

    fn set(self, point: &mut Point, to: f32) {
        match self {
            Self::X => point.x = to,
            Self::Y => point.y = to,
        }
    }
}

impl LinedUp {
    /// Where each node comes to stand in the world: unlike those of other arrangements, these places are not around the origin.
    ///
    /// Rims and gaps are those of the nodes alone; rows, columns, circles and grids leave room for labels too. Where some are
    /// pinned, the others line up with these. What comes to lie in one line is moved along it where it would cover another.
    pub(super) fn places(&self, problem: &Problem, spacing: Spacing) -> Vec<Point> {
        let nodes = self.standing(problem);
        match self.how {
            LineUp::Row => in_line(&nodes, Along::X, spacing.gap),
            LineUp::Column => in_line(&nodes, Along::Y, spacing.gap),
            LineUp::Circle => on_circle(&nodes, spacing.gap),
            LineUp::Grid => in_grid(&nodes, spacing),
            LineUp::Left => align(&nodes, Along::X, Some(-1.0), spacing.gap),
            LineUp::Centre => align(&nodes, Along::X, None, spacing.gap),
            LineUp::Right => align(&nodes, Along::X, Some(1.0), spacing.gap),
            LineUp::Top => align(&nodes, Along::Y, Some(-1.0), spacing.gap),
            LineUp::Middle => align(&nodes, Along::Y, None, spacing.gap),
            LineUp::Bottom => align(&nodes, Along::Y, Some(1.0), spacing.gap),
            LineUp::Across => distribute(&nodes, Along::X, spacing.gap),
            LineUp::Down => distribute(&nodes, Along::Y, spacing.gap),
        }
    }

    fn standing(&self, problem: &Problem) -> Vec<Standing> {
        let count = problem.topology.node_count();
        let start = |node: usize| problem.start.get(node).copied().flatten().filter(|point| point.is_finite());
        let known: Vec<Point> = (0..count).filter_map(start).collect();
        let middle = middle(&known);
        let standing = |node: usize| {
            let radius = radius(problem, node as u32);
            let (width, height) = self.labels.get(node).copied().unwrap_or_default();
            Standing {
                at: start(node).unwrap_or(middle),
                radius,
                half: radius.max(width / 2.0),
                above: radius,
                below: radius + height,
                is_pinned: problem.pinned.get(node).copied().unwrap_or(false) && start(node).is_some(),
            }
        };
        (0..count).map(standing).collect()
    }
}

/// The middle of the box around points.
fn middle(points: &[Point]) -> Point {
    let middle = |along: Along| {
        let ends = points.iter().map(|point| along.of(*point));
        let (low, high) = ends.fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)));
        if low <= high { f32::midpoint(low, high) } else { 0.0 }
    };
    Point::new(middle(Along::X), middle(Along::Y))
}

/// The middle of the box around nodes, their sizes left aside.
fn middle_of(nodes: &[Standing]) -> Point {
    middle(&nodes.iter().map(|node| node.at).collect::<Vec<Point>>())
}

/// The nodes in the order in which they stand along a direction; those side by side in that of the other one.
fn in_order(nodes: &[Standing], along: Along) -> Vec<usize> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|&one, &other| compare(nodes, along, one, other));
    order
}

fn compare(nodes: &[Standing], along: Along, one: usize, other: usize) -> Ordering {
    let by = |along: Along| along.of(nodes[one].at).total_cmp(&along.of(nodes[other].at));
    by(along).then(by(along.other())).then(one.cmp(&other))
}

/// How far a node with its label reaches back and forth along a direction.
fn reach(node: &Standing, along: Along) -> (f32, f32) {
    match along {
        Along::X => (node.half, node.half),
        Along::Y => (node.above, node.below),
    }
}

fn in_line(nodes: &[Standing], along: Along, gap: f32) -> Vec<Point> {
    let middle = middle_of(nodes);
    let mut places = vec![middle; nodes.len()];
    let (mut at, mut before) = (0.0f32, None);
    for node in in_order(nodes, along) {
        let (back, forth) = reach(&nodes[node], along);
        at += before.map_or(0.0, |reached: f32| reached + gap + back);
        along.set(&mut places[node], at);
        before = Some(forth);
    }
    for place in &mut places {
        let moved = along.of(*place) - at / 2.0 + along.of(middle);
        along.set(place, moved);
    }
    places
}

fn on_circle(nodes: &[Standing], gap: f32) -> Vec<Point> {
    let middle = middle_of(nodes);
    if nodes.len() < 2 {
        return vec![middle; nodes.len()];
    }
    let from_middle = |node: usize| Point::new(nodes[node].at.x - middle.x, nodes[node].at.y - middle.y);
    let angle = |node: usize| from_middle(node).y.atan2(from_middle(node).x);
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let distance = |node: usize| from_middle(node).distance(Point::default());
    order.sort_by(|&one, &other| {
        let by_angle = angle(one).total_cmp(&angle(other));
        by_angle.then(distance(one).total_cmp(&distance(other))).then(one.cmp(&other))
    });
    let room = |node: usize| (2.0 * nodes[node].half).max(nodes[node].above + nodes[node].below) + gap;
    let around: f32 = order.iter().map(|&node| room(node)).sum();
    let circle = circle_for(order.iter().map(|&node| room(node)));
    let (mut done, mut turns) = (0.0f32, Vec::with_capacity(order.len()));
    for &node in &order {
        turns.push((done + room(node) / 2.0) / around * TAU);
        done += room(node);
    }
    // Turned so that all together move as little as may be.
    let (mut sine, mut cosine) = (0.0f32, 0.0f32);
    for (&node, turn) in order.iter().zip(&turns) {
        let off = angle(node) - turn;
        (sine, cosine) = (sine + off.sin(), cosine + off.cos());
    }
    let turned = sine.atan2(cosine);
    let mut places = vec![middle; nodes.len()];
    for (node, turn) in order.into_iter().zip(turns) {
        let (sine, cosine) = (turn + turned).sin_cos();
        places[node] = Point::new(middle.x + cosine * circle, middle.y + sine * circle);
    }
    places
}

fn in_grid(nodes: &[Standing], spacing: Spacing) -> Vec<Point> {
    let middle = middle_of(nodes);
    let width = nodes.iter().map(|node| 2.0 * node.half).fold(0.0, f32::max) + spacing.gap;
    let height = nodes.iter().map(|node| node.above + node.below).fold(0.0, f32::max) + spacing.gap;
    let count = nodes.len() as f32;
    let columns = ((count * spacing.aspect * height / width).sqrt().round() as usize).clamp(1, nodes.len().max(1));
    let mut order = in_order(nodes, Along::Y);
    for row in order.chunks_mut(columns) {
        row.sort_by(|&one, &other| compare(nodes, Along::X, one, other));
    }
    let rows = nodes.len().div_ceil(columns);
    let first =
        Point::new(middle.x - width * (columns as f32 - 1.0) / 2.0, middle.y - height * (rows as f32 - 1.0) / 2.0);
    let mut places = vec![middle; nodes.len()];
    for (at, node) in order.into_iter().enumerate() {
        let (row, column) = ((at / columns) as f32, (at % columns) as f32);
        places[node] = Point::new(first.x + column * width, first.y + row * height);
    }
    places
}

/// Rims (-1 before the middle, 1 behind it) or middles in one line; `across` is the direction in which nodes move there.
fn align(nodes: &[Standing], across: Along, side: Option<f32>, gap: f32) -> Vec<Point> {
    let has_pinned = nodes.iter().any(|node| node.is_pinned);
    let model = nodes.iter().filter(|node| node.is_pinned || !has_pinned);
    let rim = |node: &Standing, side: f32| across.of(node.at) + side * node.radius;
    let line = match side {
        Some(side) => model.map(|node| rim(node, side) * side).fold(f32::MIN, f32::max) * side,
        None => across.of(middle(&model.map(|node| node.at).collect::<Vec<Point>>())),
    };
    let mut places: Vec<Point> = nodes.iter().map(|node| node.at).collect();
    for (place, node) in places.iter_mut().zip(nodes) {
        across.set(place, line - side.unwrap_or(0.0) * node.radius);
    }
    let along = across.other();
    let order = in_order(nodes, along);
    let wishes: Vec<f32> = order.iter().map(|&node| along.of(nodes[node].at)).collect();
    let mut apart = vec![0.0f32];
    apart.extend(order.windows(2).map(|pair| nodes[pair[0]].radius + nodes[pair[1]].radius + gap / 3.0));
    let weights: Vec<f32> = order.iter().map(|&node| if nodes[node].is_pinned { 1e6 } else { 1.0 }).collect();
    for (node, at) in order.iter().zip(spread(&wishes, &apart, &weights)) {
        along.set(&mut places[*node], at);
    }
    places
}

/// Even gaps between rims. The two outermost nodes and pinned ones stay, unless there is too little room between the two.
fn distribute(nodes: &[Standing], along: Along, gap: f32) -> Vec<Point> {
    let mut places: Vec<Point> = nodes.iter().map(|node| node.at).collect();
    let order = in_order(nodes, along);
    let Some(last) = order.len().checked_sub(1).filter(|last| *last > 0) else { return places };
    let is_post = |at: usize| at == 0 || at == last || nodes[order[at]].is_pinned;
    let posts: Vec<usize> = (0..order.len()).filter(|&at| is_post(at)).collect();
    let has_pinned = nodes.iter().any(|node| node.is_pinned);
    for pair in posts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let within = &order[from..=to];
        let (first, end) = (&nodes[within[0]], &nodes[within[within.len() - 1]]);
        let taken: f32 = within.iter().map(|&node| 2.0 * nodes[node].radius).sum();
        let (start, stop) = (along.of(first.at) - first.radius, along.of(end.at) + end.radius);
        let gaps = (within.len() - 1) as f32;
        let even = (stop - start - taken) / gaps;
        let (even, mut at) = if even < gap / 3.0 && !has_pinned {
            let length = taken + gaps * gap / 3.0;
            (gap / 3.0, f32::midpoint(start, stop) - length / 2.0)
        } else {
            (even, start)
        };
        for &node in within {
            along.set(&mut places[node], at + nodes[node].radius);
            at += 2.0 * nodes[node].radius + even;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Topology, graph_from_drawing};

    const FIVE: [(f32, f32); 5] = [(0.0, 0.0), (100.0, 10.0), (40.0, 60.0), (90.0, 90.0), (10.0, 100.0)];

    fn problem(places: &[(f32, f32)], radii: &[f32]) -> Problem {
        let drawing: Vec<String> = (0..places.len()).map(|node| format!("N{node}")).collect();
        let topology = Topology::whole(&graph_from_drawing(&drawing.join(" ")));
        let start = places.iter().map(|&(x, y)| Some(Point::new(x, y))).collect();
        Problem { radii: radii.to_vec(), topology, start, seed: 1, ..Problem::default() }
    }

    fn lined_up(how: LineUp, problem: &Problem) -> Vec<Point> {
        let labels = vec![(60.0, 14.0); problem.topology.node_count()];
        LinedUp { how, labels }.places(problem, Spacing::default())
    }

    fn order(places: &[Point], along: fn(&Point) -> f32) -> Vec<usize> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|&one, &other| along(&places[one]).total_cmp(&along(&places[other])));
        order
    }

    /// How many pairs of boxes of nodes and labels overlap.
    fn covered(places: &[Point], radii: &[f32]) -> usize {
        let boxes: Vec<(f32, f32, f32, f32)> = places
            .iter()
            .zip(radii)
            .map(|(at, radius)| {
                let half = radius.max(30.0);
                (at.x - half, at.x + half, at.y - radius, at.y + radius + 14.0)
            })
            .collect();
        let meets = |one: usize, other: usize| {
            let (one, other) = (boxes[one], boxes[other]);
            one.0 < other.1 && other.0 < one.1 && one.2 < other.3 && other.2 < one.3
        };
        (0..boxes.len()).map(|one| (0..one).filter(|&other| meets(one, other)).count()).sum()
    }

    #[test]
    fn rows_columns_circles_and_grids_keep_order_and_middle_and_leave_room_for_labels() {
        let radii = [8.0, 10.0, 30.0, 12.0, 9.0];
        let problem = problem(&FIVE, &radii);
        let row = lined_up(LineUp::Row, &problem);
        assert_eq!(order(&row, |at| at.x), [0, 4, 2, 3, 1]);
        assert!(row.iter().all(|at| (at.y - 50.0).abs() < 1e-3), "level, in the middle");
        let column = lined_up(LineUp::Column, &problem);
        assert_eq!(order(&column, |at| at.y), [0, 1, 2, 3, 4]);
        assert!(column.iter().all(|at| (at.x - 50.0).abs() < 1e-3));
        let circle = lined_up(LineUp::Circle, &problem);
        let far = |at: &Point| at.distance(Point::new(50.0, 50.0));
        assert!(circle.iter().all(|at| (far(at) - far(&circle[0])).abs() < 1e-2), "{circle:?}");
        let angle = |at: &Point| (at.y - 50.0).atan2(at.x - 50.0);
        let angle_before = |node: usize| angle(&Point::new(FIVE[node].0, FIVE[node].1));
        let mut before: Vec<usize> = (0..5).collect();
        before.sort_by(|&one, &other| angle_before(one).total_cmp(&angle_before(other)));
        let after = order(&circle, angle);
        let first = after.iter().position(|node| *node == before[0]).expect("it is there");
        let turned: Vec<usize> = (0..5).map(|at| after[(first + at) % 5]).collect();
        assert_eq!(turned, before, "the same way around");
        let grid = lined_up(LineUp::Grid, &problem);
        let mut rows: Vec<f32> = grid.iter().map(|at| at.y).collect();
        rows.sort_by(f32::total_cmp);
        rows.dedup();
        assert!(rows.len() < 5 && rows.len() > 1, "{rows:?}");
        for places in [row, column, circle, grid] {
            assert_eq!(covered(&places, &radii), 0, "{places:?}");
        }
    }

    #[test]
    fn rims_and_middles_come_into_one_line_and_the_other_way_nothing_moves() {
        let radii = [8.0, 10.0, 30.0, 12.0, 9.0];
        let problem = problem(&FIVE, &radii);
        let rims = |how, along: fn(&Point) -> f32, side: f32| -> Vec<f32> {
            lined_up(how, &problem).iter().zip(radii).map(|(at, radius)| along(at) + side * radius).collect()
        };
        let x = |at: &Point| at.x;
        let y = |at: &Point| at.y;
        assert_eq!(rims(LineUp::Left, x, -1.0), [-8.0; 5]);
        assert_eq!(rims(LineUp::Right, x, 1.0), [110.0; 5]);
        assert_eq!(rims(LineUp::Top, y, -1.0), [-8.0; 5]);
        assert_eq!(rims(LineUp::Bottom, y, 1.0), [109.0; 5]);
        assert_eq!(rims(LineUp::Centre, x, 0.0), [50.0; 5]);
        assert_eq!(rims(LineUp::Middle, y, 0.0), [50.0; 5]);
        let far: Vec<(f32, f32)> = FIVE.iter().map(|&(x, y)| (x, y * 3.0)).collect();
        let left = lined_up(LineUp::Left, &self::problem(&far, &radii));
        let heights: Vec<f32> = left.iter().map(|at| at.y).collect();
        assert_eq!(heights, [0.0, 30.0, 180.0, 270.0, 300.0]);
    }

    #[test]
    fn what_comes_to_lie_in_one_line_does_not_cover_another() {
        let problem = problem(&[(0.0, 0.0), (50.0, 1.0), (90.0, 2.0)], &[10.0; 3]);
        let left = lined_up(LineUp::Left, &problem);
        let mut heights: Vec<f32> = left.iter().map(|at| at.y).collect();
        assert!(heights.is_sorted(), "{heights:?}");
        heights.dedup_by(|below, above| *below - *above >= 20.0);
        assert_eq!(heights.len(), 1, "each is a node away from the one before");
    }

    #[test]
    fn others_line_up_with_pinned_ones() {
        let mut problem = problem(&FIVE, &[10.0; 5]);
        problem.pinned = vec![false, false, true, false, false];
        assert!(lined_up(LineUp::Left, &problem).iter().all(|at| (at.x - 40.0).abs() < 1e-3));
        let across = lined_up(LineUp::Across, &problem);
        assert_eq!(across[2], Point::new(40.0, 60.0), "a post between two stretches");
        assert!((across[4].x - 20.0).abs() < 1e-3 && (across[3].x - 70.0).abs() < 1e-3, "{across:?}");
    }

    #[test]
    fn gaps_are_even_between_rims() {
        let wide = problem(&[(0.0, 0.0), (30.0, 7.0), (300.0, 3.0), (50.0, 1.0)], &[10.0, 20.0, 5.0, 10.0]);
        let places = lined_up(LineUp::Across, &wide);
        assert_eq!((places[0].x, places[2].x), (0.0, 300.0), "the outermost stay");
        let gaps = [places[1].x - 20.0 - 10.0, places[3].x - 10.0 - places[1].x - 20.0, 295.0 - places[3].x - 10.0];
        assert!(gaps.iter().all(|gap| (gap - gaps[0]).abs() < 1e-3), "{gaps:?}");
        assert!((places[1].y - 7.0).abs() < 1e-3);
        let narrow = problem(&[(0.0, 0.0), (0.0, 5.0), (0.0, 10.0)], &[10.0; 3]);
        let places = lined_up(LineUp::Down, &narrow);
        assert!(places[1].y - places[0].y > 20.0 && places[2].y - places[1].y > 20.0, "{places:?}");
        assert!((places[1].y - 5.0).abs() < 1e-3, "around the middle");
    }

    #[test]
    fn nobody_and_one_are_in_order_already() {
        for how in [LineUp::Row, LineUp::Circle, LineUp::Grid, LineUp::Left, LineUp::Centre, LineUp::Across] {
            assert_eq!(lined_up(how, &problem(&[], &[])), []);
            let places = lined_up(how, &problem(&[(3.0, 4.0)], &[5.0]));
            assert!(places[0].distance(Point::new(3.0, 4.0)) < 1e-3, "{how:?}: {places:?}");
        }
    }
}
