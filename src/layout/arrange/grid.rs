//! Rows and columns: every node on the next free place, in a chosen order.

use super::{Spacing, radius};
use crate::layout::Problem;
use crate::model::Point;

/// Parameters of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Which node comes first.
    pub order: GridOrder,
}

/// The order of nodes in a grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridOrder {
    /// Those with most links first.
    #[default]
    ByLinks,
    /// As they stand in the file.
    AsInFile,
}

impl Grid {
    pub(super) fn places(self, problem: &Problem, spacing: Spacing) -> Vec<Point> {
        let count = problem.topology.node_count();
        let mut order: Vec<u32> = (0..count as u32).collect();
        match self.order {
            GridOrder::AsInFile => {}
            GridOrder::ByLinks => order.sort_by_key(|&node| std::cmp::Reverse(problem.topology.degree(node))),
        }
        let greatest = (0..count as u32).map(|node| radius(problem, node)).fold(0.0, f32::max);
        let width = 2.0 * spacing.half_width(greatest) + spacing.gap;
        let height = 2.0 * spacing.half_height(greatest) + spacing.gap;
        let columns = ((count as f32 * spacing.aspect * height / width).sqrt().round() as usize).clamp(1, count.max(1));
        let mut places = vec![Point::default(); count];
        for (at, node) in order.into_iter().enumerate() {
            places[node as usize] = Point::new((at % columns) as f32 * width, (at / columns) as f32 * height);
        }
        places
    }
}
