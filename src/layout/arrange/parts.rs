//! Components arranged each by itself, then packed side by side.

use super::super::pack;
use super::{Spacing, radius};
use crate::analysis::connected_components;
use crate::layout::Problem;
use crate::model::Point;

/// A component: its nodes, and its links by the places of their ends among these nodes. Loops are left out.
pub(super) struct Part {
    pub nodes: Vec<u32>,
    pub links: Vec<(u32, u32)>,
    /// The place of each link in the links of the problem.
    pub numbers: Vec<u32>,
}

/// The components of a problem, the largest first.
fn parts(problem: &Problem) -> Vec<Part> {
    let components = connected_components(&problem.topology);
    let mut parts: Vec<Part> = components
        .sizes
        .iter()
        .map(|&size| Part { nodes: Vec::with_capacity(size as usize), links: Vec::new(), numbers: Vec::new() })
        .collect();
    let mut place = vec![0u32; problem.topology.node_count()];
    for (node, &component) in (0u32..).zip(&components.of_node) {
        let part = &mut parts[component as usize];
        place[node as usize] = part.nodes.len() as u32;
        part.nodes.push(node);
    }
    for (number, &(source, target)) in (0u32..).zip(problem.topology.ends()) {
        if source != target {
            let part = &mut parts[components.of_node[source as usize] as usize];
            part.links.push((place[source as usize], place[target as usize]));
            part.numbers.push(number);
        }
    }
    parts
}

/// A place for each node: `arrange` gives those of a component, in the order of its nodes, and components stand side by side.
pub(super) fn by_part(problem: &Problem, spacing: Spacing, mut arrange: impl FnMut(&Part) -> Vec<Point>) -> Vec<Point> {
    let parts = parts(problem);
    let mut places = vec![Point::default(); problem.topology.node_count()];
    let mut corners = Vec::with_capacity(parts.len());
    let mut sizes = Vec::with_capacity(parts.len());
    for part in &parts {
        let arranged = arrange(part);
        let (mut low, mut high) = (Point::new(f32::MAX, f32::MAX), Point::new(f32::MIN, f32::MIN));
        for (&node, point) in part.nodes.iter().zip(&arranged) {
            let radius = radius(problem, node);
            let (x, y) = (spacing.half_width(radius), spacing.half_height(radius));
            low = Point::new(low.x.min(point.x - x), low.y.min(point.y - y));
            high = Point::new(high.x.max(point.x + x), high.y.max(point.y + y));
            places[node as usize] = *point;
        }
        corners.push(low);
        sizes.push((high.x - low.x, high.y - low.y));
    }
    let packed = pack::rows(&sizes, 3.0 * spacing.gap, spacing.aspect);
    for (part, (corner, (x, y))) in parts.iter().zip(corners.iter().zip(packed)) {
        for &node in &part.nodes {
            let point = &mut places[node as usize];
            *point = Point::new(point.x - corner.x + x, point.y - corner.y + y);
        }
    }
    places
}
