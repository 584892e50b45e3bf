//! Groups in the window: an outline around the members of an open one, with its name; a ring around the node of a closed one.

use egui::{Painter, Shape, Stroke};

use super::lens::Lens;
use super::pen::{colour32, pos2};
use super::survey::Seen;
use super::writing::Families;
use crate::model::{Point, Positions};
use crate::scene::grouped::{RING, outermost, outline};
use crate::scene::{Scene, Tokens};

/// How strong the ground of an open group is.
const GROUND: f32 = 0.10;

/// Who of each open group its outline may run by, looked for once for each scene and set of positions.
#[derive(Default)]
pub(super) struct Outermost {
    of: Option<Seen>,
    slots: Vec<Vec<u32>>,
}

impl Outermost {
    /// Brings it up to a scene and positions.
    pub fn follow(&mut self, seen: Seen, scene: &Scene, positions: &Positions) {
        if self.of == Some(seen) {
            return;
        }
        self.of = Some(seen);
        self.slots.clear();
        for group in &scene.groups {
            let placed = |slot: &u32| {
                let actor = &scene.actors[*slot as usize];
                Some((*slot, (positions.get(actor.actor)?, actor.radius)))
            };
            let (slots, discs): (Vec<u32>, Vec<(Point, f32)>) = group.slots.iter().filter_map(placed).unzip();
            self.slots.push(outermost(&discs).into_iter().map(|at| slots[at]).collect());
        }
    }

    /// Where the outline of each open group runs on the screen.
    pub fn outlines(&self, scene: &Scene, positions: &Positions, lens: &Lens) -> Vec<Vec<Point>> {
        let discs = |slots: &[u32]| -> Vec<(Point, f32)> {
            let bodies = slots.iter().filter_map(|slot| lens.body_at(scene, positions, *slot));
            bodies.map(|body| (body.centre, body.radius)).collect()
        };
        self.slots.iter().map(|slots| outline(&discs(slots))).collect()
    }
}

/// Draws the outlines of open groups; what is lit lets them stand back by `dim`.
pub(super) fn paint_open(painter: &Painter, outlines: &[Vec<Point>], tokens: &Tokens, dim: f32) {
    let ink = colour32(tokens.accent);
    let (ground, line) =
        (ink.gamma_multiply(GROUND * (1.0 - dim)), Stroke::new(1.0, ink.gamma_multiply(0.6 * (1.0 - dim))));
    for corners in outlines.iter().filter(|corners| corners.len() > 2) {
        painter.add(Shape::convex_polygon(corners.iter().copied().map(pos2).collect(), ground, line));
    }
}

/// Writes the names of open groups above their outlines, over whatever is there but other names of groups.
pub(super) fn paint_titles(painter: &Painter, scene: &Scene, outlines: &[Vec<Point>], families: Families, dim: f32) {
    let tokens = scene.theme.tokens();
    let ink = colour32(tokens.accent).gamma_multiply(1.0 - dim);
    let mut groups: Vec<_> = scene.groups.iter().zip(outlines).collect();
    // Where two names meet, that of the larger group stays.
    groups.sort_by_key(|(group, _)| std::cmp::Reverse(group.slots.len()));
    let mut written: Vec<egui::Rect> = Vec::new();
    for (group, corners) in groups {
        let highest = corners.iter().copied().reduce(|one, other| if other.y < one.y { other } else { one });
        let Some(above) = highest else { continue };
        let galley = painter.layout_job(families.job(&group.name, tokens.small_size, ink));
        let corner = pos2(above) - egui::vec2(galley.size().x / 2.0, galley.size().y + 3.0);
        let ground = egui::Rect::from_min_size(corner, galley.size()).expand2(egui::vec2(3.0, 1.0));
        if written.iter().any(|other| other.intersects(ground)) {
            continue;
        }
        written.push(ground);
        painter.rect_filled(ground, tokens.corner, colour32(tokens.canvas).gamma_multiply(0.85 * (1.0 - dim)));
        painter.galley(corner, galley, ink);
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
