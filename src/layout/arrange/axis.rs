//! One axis that means something: a date, a number, a category. Across it nodes stand near those they are linked to.

use super::ladder::Ladder;
use super::{Spacing, airier, radius};
use crate::layout::Problem;
use crate::model::{AxisScale, Marks, Point, Stretch};

/// Parameters of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// What the values are, in words.
    pub title: String,
    /// The value of each node; one without stands apart, behind the end of the axis.
    pub values: Vec<Option<f64>>,
    /// How values become places.
    pub scale: Scale,
    /// Whether the axis goes from the top to the bottom rather than from the left to the right.
    pub is_upright: bool,
}

/// How values become places on an axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Numbers: twice the difference, twice the distance.
    #[default]
    Numbers,
    /// Dates, in years and parts of a year, likewise.
    Years,
    /// Categories, by the place of each value in this list: one step from each to the next that occurs.
    Names(Vec<String>),
}

/// Columns of a linear axis at most: nodes of one column are kept from covering each other.
const COLUMNS: usize = 400;
/// Categories whose names are written at most: nobody reads more, and each is kept with the view.
const MOST_NAMES: usize = 5000;

impl Axis {
    pub(super) fn places(&self, problem: &Problem, spacing: Spacing, stop: &dyn Fn() -> bool) -> Vec<Point> {
        let count = problem.topology.node_count();
        let along = self.along(count, spacing);
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
        ladder.order(stop);
        let mut across = ladder.place(spacing.gap / 2.0, f32::MAX, stop);
        airier(&mut across, &along, SLENDER);
        along
            .into_iter()
            .zip(across)
            .map(|(along, across)| if self.is_upright { Point::new(across, along) } else { Point::new(along, across) })
            .collect()
    }

    /// The scale to write beside nodes that stand at `places`: where [`Axis::places`] put them, all moved by one way.
    pub(super) fn scale(&self, spacing: Spacing, places: &[Point]) -> Option<AxisScale> {
        let along = self.along(places.len(), spacing);
        let place = places.first()?;
        let shift = if self.is_upright { place.y } else { place.x } - along.first()?;
        let Values { sorted, length } = self.values_in(places.len(), spacing);
        let step = step(spacing);
        let (low, high) = (*sorted.first()?, *sorted.last()?);
        let to_scale = || Stretch::new([low, high], [shift, shift + length]);
        // A single value has no other to be in proportion to.
        let single = |name: String| Marks::Names(vec![(name, shift)]);
        let marks = match &self.scale {
            Scale::Numbers => to_scale().map_or_else(|| single(low.to_string()), Marks::Numbers),
            Scale::Years => to_scale().map_or_else(|| single(format!("{:.0}", low.floor())), Marks::Years),
            Scale::Names(_) if sorted.len() > MOST_NAMES => return None,
            Scale::Names(names) => {
                let name = |value: f64| names.get(value as usize).cloned().unwrap_or_default();
                let marks = sorted.iter().enumerate().map(|(at, &value)| (name(value), at as f32 * step + shift));
                Marks::Names(marks.collect())
            }
        };
        let without = (0..places.len()).any(|node| self.value(node).is_none()).then_some(shift - step);
        Some(AxisScale { title: self.title.clone(), is_upright: self.is_upright, marks, without })
    }

    fn value(&self, node: usize) -> Option<f64> {
        self.values.get(node).copied().flatten().filter(|value| value.is_finite())
    }

    /// Where each node stands along the axis, the least value at 0.
    fn along(&self, count: usize, spacing: Spacing) -> Vec<f32> {
        let Values { sorted, length } = self.values_in(count, spacing);
        let (low, high) = (sorted.first().copied().unwrap_or_default(), sorted.last().copied().unwrap_or_default());
        let step = step(spacing);
        (0..count)
            .map(|node| match (self.value(node), &self.scale) {
                (None, _) => -step,
                (Some(value), Scale::Names(_)) => sorted.partition_point(|other| *other < value) as f32 * step,
                (Some(value), _) if high > low => ((value - low) / (high - low)) as f32 * length,
                (Some(_), _) => 0.0,
            })
            .collect()
    }

    fn values_in(&self, count: usize, spacing: Spacing) -> Values {
        let mut sorted: Vec<f64> = (0..count).filter_map(|node| self.value(node)).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let steps = match self.scale {
            Scale::Names(_) => sorted.len().saturating_sub(1) as f32,
            // As long as its values would take in steps, within reason for few and for many.
            Scale::Numbers | Scale::Years => (sorted.len() as f32).clamp(4.0, COLUMNS as f32 / 4.0),
        };
        Values { sorted, length: step(spacing) * steps }
    }
}

/// The different values on an axis in their order, and how long they make it.
struct Values {
    sorted: Vec<f64>,
    length: f32,
}

/// From one category to the next.
fn step(spacing: Spacing) -> f32 {
    1.2 * spacing.link_length
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
