//! Groups in the window: an outline around the members of an open one, with its name; a ring around the node of a closed one.

use egui::{Color32, Painter, Shape, Stroke};

use super::lens::Lens;
use super::pen::{colour32, pos2};
use super::writing::Families;
use crate::model::{Point, Positions};
use crate::scene::{Scene, Tokens, grouped::outline};

/// How far the ring around a closed group is from its node, in points.
pub(super) const RING: f32 = 4.0;
/// How strong the ground of an open group is.
const GROUND: f32 = 0.10;

/// Draws the outlines of the open groups, and their names; what is lit lets them stand back by `dim`.
pub(super) fn paint_open(
    painter: &Painter,
    scene: &Scene,
    positions: &Positions,
    (lens, families): (&Lens, Families),
    dim: f32,
) {
    let tokens = scene.theme.tokens();
    for group in &scene.groups {
        let bodies = group.slots.iter().filter_map(|slot| lens.body_at(scene, positions, *slot));
        let discs: Vec<(Point, f32)> = bodies.map(|body| (body.centre, body.radius)).collect();
        let corners = outline(&discs);
        let Some(highest) = corners.iter().copied().reduce(|one, other| if other.y < one.y { other } else { one })
        else {
            continue;
        };
        let ink = colour32(tokens.accent);
        let ground = ink.gamma_multiply(GROUND * (1.0 - dim));
        let line = Stroke::new(1.0, ink.gamma_multiply(0.6 * (1.0 - dim)));
        painter.add(Shape::convex_polygon(corners.iter().copied().map(pos2).collect(), ground, line));
        title(painter, &group.name, highest, tokens, (families, ink.gamma_multiply(1.0 - dim)));
    }
}

/// Draws a ring around each node that stands for a closed group: it is more than one.
pub(super) fn paint_closed(painter: &Painter, scene: &Scene, positions: &Positions, lens: &Lens, dim: f32) {
    for slot in &scene.closed {
        let Some(body) = lens.body_at(scene, positions, *slot) else { continue };
        let rim = colour32(scene.actors[*slot as usize].rim).gamma_multiply(1.0 - 0.7 * dim);
        painter.circle_stroke(pos2(body.centre), body.radius + RING, Stroke::new(1.5, rim));
    }
}

fn title(painter: &Painter, name: &str, above: Point, tokens: &Tokens, (families, ink): (Families, Color32)) {
    let galley = painter.layout_job(families.job(name, tokens.small_size, ink));
    let corner = pos2(above) - egui::vec2(galley.size().x / 2.0, galley.size().y + 3.0);
    painter.galley(corner, galley, ink);
}
