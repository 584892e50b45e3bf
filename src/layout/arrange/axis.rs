//! One axis that means something: a date, a number, a category. Across it nodes stand near those they are linked to.

use super::ladder::Ladder;
use super::{Spacing, airier, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// The value of each node; one without stands apart, behind the end of the axis.
    pub values: Vec<Option<f64>>,
    /// How values become places.
    pub scale: Scale,
    /// Whether the axis goes from the top to the bottom rather than from the left to the right.
    pub is_upright: bool,
}

/// How values become places on an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Twice the difference, twice the distance.
    #[default]
    Linear,
    /// One step from each value to the next, whatever their difference: for categories and for ranks.
    Steps,
}

/// Columns of a linear axis at most: nodes of one column are kept from covering each other.
const COLUMNS: usize = 400;

impl Axis {
    pub(super) fn places(&self, problem: &Problem, spacing: Spacing) -> Vec<Point> {
        let count = problem.topology.node_count();
        let value = |node: usize| self.values.get(node).copied().flatten().filter(|value| value.is_finite());
        let along = self.along(count, spacing, &value);
        // Columns as wide as a node: those in one column must not cover each other.
        let greatest = (0..count as u32).map(|node| radius(problem, node)).fold(0.0, f32::max);
        let half = |node: u32| {
            let radius = radius(problem, node);
            if self.is_upright { spacing.half_width(radius) } else { spacing.half_height(radius) }
        };
        let width = 2.0 * if self.is_upright { spacing.half_height(greatest) } else { spacing.half_width(greatest) };
        let ranks: Vec<u32> = columns(&along, width);
        let ends = problem.topology.ends().iter().copied();
        let links: Vec<(u32, u32)> = ends
            .filter(|&(source, target)| ranks[source as usize] != ranks[target as usize])
            .map(
                |(source, target)| {
                    if ranks[source as usize] < ranks[target as usize] { (source, target) } else { (target, source) }
                },
            )
            .collect();
        let halves = (0..count as u32).map(half).collect();
        let mut ladder = Ladder::new(&ranks, &links, halves, vec![1.0; count]);
        ladder.order();
        let mut across = ladder.place(spacing.gap / 2.0, f32::MAX);
        airier(&mut across, &along, SLENDER);
        along
            .into_iter()
            .zip(across)
            .map(|(along, across)| if self.is_upright { Point::new(across, along) } else { Point::new(along, across) })
            .collect()
    }

    /// Where each node stands along the axis.
    fn along(&self, count: usize, spacing: Spacing, value: &dyn Fn(usize) -> Option<f64>) -> Vec<f32> {
        let mut sorted: Vec<f64> = (0..count).filter_map(value).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let step = 1.2 * spacing.link_length;
        let length = match self.scale {
            Scale::Steps => step * sorted.len().saturating_sub(1) as f32,
            // As long as its values would take in steps, within reason for few and for many.
            Scale::Linear => step * (sorted.len() as f32).clamp(4.0, COLUMNS as f32 / 4.0),
        };
        let (low, high) = (sorted.first().copied().unwrap_or_default(), sorted.last().copied().unwrap_or_default());
        (0..count)
            .map(|node| match (value(node), self.scale) {
                (None, _) => -step,
                (Some(value), Scale::Steps) => sorted.partition_point(|other| *other < value) as f32 * step,
                (Some(value), Scale::Linear) if high > low => ((value - low) / (high - low)) as f32 * length,
                (Some(_), Scale::Linear) => 0.0,
            })
            .collect()
    }
}

/// How much longer than wide a drawing along an axis may be before it is stretched across: there is room for it.
const SLENDER: f32 = 3.0;

/// The column of each place, each as wide as a node, numbered from the left without gaps.
fn columns(along: &[f32], width: f32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..along.len()).collect();
    order.sort_by(|&one, &other| along[one].total_cmp(&along[other]).then(one.cmp(&other)));
    let mut columns = vec![0u32; along.len()];
    let (mut column, mut begin) = (0, None);
    for at in order {
        match begin {
            None => begin = Some(along[at]),
            Some(from) if along[at] - from >= width => {
                column += 1;
                begin = Some(along[at]);
            }
            Some(_) => {}
        }
        columns[at] = column;
    }
    columns
}
