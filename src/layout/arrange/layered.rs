//! Layers, so that links run one way (Sugiyama, Tagawa and Toda 1981): circles are cut at few links, long links keep a way free
//! between the nodes they pass.

use super::ladder::Ladder;
use super::parts::{Part, by_part};
use super::ranks::{Ranks, ranks};
use super::{Spacing, airier, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of the layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layered {
    /// Which way links run.
    pub direction: Direction,
}

/// Which way links run from layer to layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the top to the bottom.
    #[default]
    Down,
    /// From the bottom to the top.
    Up,
    /// From the left to the right.
    Right,
    /// From the right to the left.
    Left,
}

/// Places that long links may keep free; the longest ones beyond that keep none.
const WAYS: usize = 300_000;
/// How much straighter the bends of long links are drawn than others.
const STIFF: f32 = 3.0;

impl Layered {
    pub(super) fn places(self, problem: &Problem, spacing: Spacing, stop: &dyn Fn() -> bool) -> Vec<Point> {
        let is_sideways = matches!(self.direction, Direction::Right | Direction::Left);
        by_part(problem, spacing, |part| {
            let upright = layers(problem, spacing, part, is_sideways, stop);
            let turn = |(along, depth): (f32, f32)| match self.direction {
                Direction::Down => Point::new(along, depth),
                Direction::Up => Point::new(along, -depth),
                Direction::Right => Point::new(depth, along),
                Direction::Left => Point::new(-depth, along),
            };
            upright.into_iter().map(turn).collect()
        })
    }
}

/// For each node of a part the place along its layer, and how deep that is.
fn layers(
    problem: &Problem,
    spacing: Spacing,
    part: &Part,
    is_sideways: bool,
    stop: &dyn Fn() -> bool,
) -> Vec<(f32, f32)> {
    let Ranks { of_node, links } =
        ranks(part, |number| problem.directed.get(number as usize).copied().unwrap_or(false));
    let (across, deep) = if is_sideways {
        (Spacing::half_height as fn(Spacing, f32) -> f32, Spacing::half_width as fn(Spacing, f32) -> f32)
    } else {
        (Spacing::half_width as _, Spacing::half_height as _)
    };
    let radius = |place: usize| radius(problem, part.nodes[place]);
    let mut halves: Vec<f32> = (0..part.nodes.len()).map(|place| across(spacing, radius(place))).collect();
    let (ranks, links) = with_ways(of_node, links);
    let mut stiffness = vec![1.0; part.nodes.len()];
    stiffness.resize(ranks.len(), STIFF);
    halves.resize(ranks.len(), spacing.gap / 4.0);
    let mut ladder = Ladder::new(&ranks, &links, halves, stiffness);
    ladder.order(stop);
    let is_node = |place: u32| (place as usize) < part.nodes.len();
    // A row much wider than the whole is high would make everything small: it takes several lines instead.
    let line = |row: &[u32]| {
        let deepest = row.iter().filter(|&&place| is_node(place)).map(|&place| deep(spacing, radius(place as usize)));
        2.0 * deepest.fold(spacing.gap / 2.0, f32::max)
    };
    let area: f32 = ladder
        .rows
        .iter()
        .map(|row| {
            let width: f32 = row.iter().map(|&place| 2.0 * ladder.halves[place as usize] + spacing.gap).sum();
            width * (line(row) + spacing.gap)
        })
        .sum();
    let widest = (3.0 * area.sqrt()).max(12.0 * spacing.link_length);
    let along = ladder.place(spacing.gap, widest, stop);
    let mut depths = vec![0.0; part.nodes.len()];
    let mut depth = 0.0;
    for (number, row) in ladder.rows.iter().enumerate() {
        let (lines, line) = (ladder.lines(row, spacing.gap, widest), line(row));
        if number > 0 {
            depth += spacing.link_length.max(line + spacing.gap);
        }
        for (at, &place) in row.iter().enumerate() {
            if is_node(place) {
                let own_line = (at % lines) as f32 * (line + spacing.gap);
                depths[place as usize] = depth + own_line;
            }
        }
        depth += (lines - 1) as f32 * (line + spacing.gap);
    }
    let along = &along[..depths.len()];
    airier(&mut depths, along, if is_sideways { 1.0 / spacing.aspect } else { spacing.aspect });
    along.iter().copied().zip(depths).collect()
}

/// Ranks and links with a place in every layer that a long link passes.
fn with_ways(mut ranks: Vec<u32>, links: Vec<(u32, u32)>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let length = |&(upper, lower): &(u32, u32), ranks: &[u32]| ranks[lower as usize] - ranks[upper as usize];
    let mut links = links;
    links.sort_by_key(|link| length(link, &ranks));
    let mut left = WAYS;
    let mut steps = Vec::with_capacity(links.len());
    for (upper, lower) in links {
        let passed = (ranks[lower as usize] - ranks[upper as usize] - 1) as usize;
        if passed > left {
            // All that follow are longer still. They still pull their ends together.
            steps.push((upper, lower));
            continue;
        }
        left -= passed;
        let mut from = upper;
        for rank in ranks[upper as usize] + 1..ranks[lower as usize] {
            let way = ranks.len() as u32;
            ranks.push(rank);
            steps.push((from, way));
            from = way;
        }
        steps.push((from, lower));
    }
    (ranks, steps)
}
