//! Where components and single nodes go: beside each other in a block, below what stays. Nothing is moved here.

use super::extent::within_reach;
use super::{Parameters, pack};
use crate::model::Point;

/// Where the packed components go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Targets {
    /// How far each body has to go.
    pub shifts: Vec<Point>,
    /// Where each of the single nodes goes.
    pub singles: Vec<Point>,
}

/// The drawing as it stands, as far as its single nodes go; boxes stand for components.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    pub parameters: &'a Parameters,
    /// Nodes without a link to another, ascending.
    pub singles: &'a [u32],
    /// By node of the problem.
    pub radii: &'a [f32],
    pub points: &'a [Point],
}

impl Ground<'_> {
    /// Packs the chosen components, which lie in these boxes, and single nodes, below those that are not chosen. What is not
    /// chosen stays.
    pub fn arrange(&self, boxes: &[(Point, Point)], chosen: &[bool], chosen_singles: &[bool]) -> Targets {
        let Parameters { gap, aspect, link_length, .. } = *self.parameters;
        let spacing = 3.0 * gap;
        let moving: Vec<usize> = (0..boxes.len()).filter(|body| chosen[*body]).collect();
        let sizes: Vec<pack::Size> = moving.iter().map(|&body| size_of(boxes[body])).collect();

        let corners = pack::rows(&sizes, spacing, aspect);
        let origin = self.origin(boxes, chosen, chosen_singles, &corners, spacing);
        let mut shifts = vec![Point::default(); boxes.len()];
        let (mut width, mut height) = (0.0f32, 0.0f32);
        for ((&body, corner), size) in moving.iter().zip(&corners).zip(&sizes) {
            let low = boxes[body].0;
            shifts[body] = Point::new(origin.x + corner.0 - low.x, origin.y + corner.1 - low.y);
            width = width.max(corner.0 + size.0);
            height = height.max(corner.1 + size.1 + spacing);
        }

        // The single nodes stand in a block of their own, below everything and as wide.
        let block: Vec<usize> = (0..self.singles.len()).filter(|single| chosen_singles[*single]).collect();
        let radius = block.iter().map(|&single| self.radii[self.singles[single] as usize]).fold(0.0f32, f32::max);
        let least = 2.0 * radius + gap;
        let cell = (least.max(link_length).max(1e-3), least.max(0.6 * link_length).max(1e-3));
        let columns = pack::columns(block.len(), cell, width, aspect);
        let indent = ((width - columns as f32 * cell.0) / 2.0).max(0.0);
        let mut singles: Vec<Point> = self.singles.iter().map(|node| self.points[*node as usize]).collect();
        for (position, &single) in block.iter().enumerate() {
            let (column, row) = (position % columns, position / columns);
            singles[single] = Point::new(
                origin.x + indent + (column as f32 + 0.5) * cell.0,
                origin.y + height + (row as f32 + 0.5) * cell.1,
            );
        }
        Targets { shifts, singles }
    }

    /// The left top corner of the packed block: below what stays, or so that the greatest component stays where it is.
    fn origin(
        &self,
        boxes: &[(Point, Point)],
        chosen: &[bool],
        chosen_singles: &[bool],
        corners: &[(f32, f32)],
        spacing: f32,
    ) -> Point {
        let staying = (0..boxes.len()).filter(|body| !chosen[*body]).map(|body| boxes[body]);
        let staying_singles = (0..self.singles.len()).filter(|single| !chosen_singles[*single]).map(|single| {
            let node = self.singles[single] as usize;
            let (point, radius) = (within_reach(self.points[node]), self.radii[node]);
            (Point::new(point.x - radius, point.y - radius), Point::new(point.x + radius, point.y + radius))
        });
        let around = staying.chain(staying_singles).reduce(|one, other| {
            let low = Point::new(one.0.x.min(other.0.x), one.0.y.min(other.0.y));
            (low, Point::new(one.1.x.max(other.1.x), one.1.y.max(other.1.y)))
        });
        if let Some((low, high)) = around {
            return Point::new(low.x, high.y + spacing);
        }
        match (boxes.first(), corners.first()) {
            (Some((low, _)), Some(corner)) => Point::new(low.x - corner.0, low.y - corner.1),
            _ => Point::default(),
        }
    }
}

fn size_of((low, high): (Point, Point)) -> pack::Size {
    (high.x - low.x, high.y - low.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(x: f32, y: f32, width: f32, height: f32) -> (Point, Point) {
        (Point::new(x, y), Point::new(x + width, y + height))
    }

    #[test]
    fn what_is_chosen_goes_below_what_stays_and_single_nodes_below_that() {
        let parameters = Parameters::default();
        let points = [Point::new(7.0, 7.0), Point::new(-40.0, 3.0)];
        let ground = Ground { parameters: &parameters, singles: &[0, 1], radii: &[10.0; 2], points: &points };
        let boxes = [boxed(0.0, 0.0, 300.0, 200.0), boxed(50.0, 50.0, 80.0, 60.0)];
        let Targets { shifts, singles } = ground.arrange(&boxes, &[false, true], &[true, false]);
        assert_eq!(shifts[0], Point::default());
        let low = boxes[1].0.y + shifts[1].y;
        assert!(low >= 200.0 + 3.0 * parameters.gap, "{low}");
        assert!(singles[0].y > low + 60.0, "{singles:?}");
        assert_eq!(singles[1], points[1]);
    }

    #[test]
    fn the_greatest_component_stays_where_it_is_if_all_are_chosen() {
        let parameters = Parameters::default();
        let ground = Ground { parameters: &parameters, singles: &[], radii: &[], points: &[] };
        let boxes = [boxed(30.0, -20.0, 300.0, 200.0), boxed(0.0, 0.0, 80.0, 60.0)];
        let Targets { shifts, .. } = ground.arrange(&boxes, &[true, true], &[]);
        assert!(shifts[0].distance(Point::default()) < 1e-3, "{shifts:?}");
        let (low, high) = (boxes[1].0.x + shifts[1].x, boxes[1].1.x + shifts[1].x);
        let (top, bottom) = (boxes[1].0.y + shifts[1].y, boxes[1].1.y + shifts[1].y);
        assert!(high < 30.0 || low > 330.0 || bottom < -20.0 || top > 180.0, "beside it: {shifts:?}");
    }
}
