//! The scene as flat arrays, as the graphics card wants them: one entry an actor, one a link. Positions are apart, because
//! they change more often.

use crate::model::Positions;
use crate::scene::geometry::shape_corners;
use crate::scene::{Dash, Rgba, Scene, Shape, Theme};

/// A place that is none.
pub(super) const MISSING: [f32; 2] = [3e38, 3e38];
/// Whether a place is none.
pub(super) fn is_missing(place: [f32; 2]) -> bool {
    place == MISSING
}

/// Width of lines that fills the eight bits there are for it, in points.
pub(super) const WIDEST: f32 = 8.0;
/// Shapes in the table, and corners each of them may have.
pub(super) const FORMS: usize = 10;
pub(super) const MOST_CORNERS: usize = 12;

/// Dashes that a line may have before all begins again.
const MOST_DASHES: usize = 3;

/// A link as it stands in the buffer: slot of the source with how it is broken and whether it has an arrowhead, slot of the
/// target, colour with width, bend.
pub(super) type LinkInstance = [u32; 4];

/// Bits of a slot that stands with something else; no texture has as many slots.
const SLOT_BITS: u32 = 28;

/// Everything of a scene but where it is.
pub(in crate::canvas) struct Instances {
    /// The theme whose colours these are.
    pub(super) theme: Theme,
    /// Colour inside and shape, colour of the line around, radius in world units as bits, nothing; by slot.
    pub(super) looks: Vec<[u32; 4]>,
    /// Straight links, in an order that is random but always the same: the first of them are a fair sample.
    pub(super) straight: Vec<LinkInstance>,
    /// Bent links and loops, likewise.
    pub(super) bent: Vec<LinkInstance>,
}

impl Instances {
    /// The arrays of a scene.
    pub fn of(scene: &Scene) -> Self {
        let looks = scene
            .actors
            .iter()
            .map(|actor| {
                [packed(actor.fill, form_number(actor.shape)), packed(actor.rim, 0), actor.radius.to_bits(), 0]
            })
            .collect();
        let (mut straight, mut bent) = (Vec::with_capacity(scene.links.len()), Vec::new());
        for link in &scene.links {
            let width = (link.width / WIDEST * 255.0).round().clamp(1.0, 255.0) as u8;
            let bend = if link.is_loop() { link.loop_number as f32 } else { link.bend };
            let source = link.from | (link.dash.number() as u32) << SLOT_BITS | u32::from(link.arrow) << 31;
            let instance = [source, link.to, packed(link.colour, width), bend.to_bits()];
            if link.is_loop() || link.bend != 0.0 { bent.push(instance) } else { straight.push(instance) }
        }
        let mut random = fastrand::Rng::with_seed(0);
        random.shuffle(&mut straight);
        random.shuffle(&mut bent);
        Self { theme: scene.theme, looks, straight, bent }
    }
}

/// Where each slot is, [`MISSING`] where it has no place.
pub(in crate::canvas) fn places_of(scene: &Scene, positions: &Positions) -> Vec<[f32; 2]> {
    let place =
        |actor: &crate::scene::SceneActor| positions.get(actor.actor).map_or(MISSING, |point| [point.x, point.y]);
    scene.actors.iter().map(place).collect()
}

/// The table of shapes: number of corners of each, in vectors of four; then the corners, two to a vector; then how lines are
/// broken, as `globals.wgsl` says.
pub(super) fn form_table() -> Vec<u32> {
    let corners: [&[(f32, f32)]; FORMS] = Shape::ALL.map(|shape| shape_corners(shape).unwrap_or_default());
    let counts = corners.iter().flat_map(|corners| [corners.len() as u32, 0, 0, 0]);
    let coordinates = corners.iter().flat_map(|corners| {
        (0..MOST_CORNERS).flat_map(|number| {
            let (x, y) = corners.get(number).copied().unwrap_or_default();
            [x.to_bits(), y.to_bits()]
        })
    });
    let patterns = Dash::ALL.into_iter().flat_map(|dash| pattern_words(dash).map(f32::to_bits));
    counts.chain(coordinates).chain(patterns).collect()
}

/// Where the first dash of a line ends, the second and third start and end, 0 for those it has not; then its period.
fn pattern_words(dash: Dash) -> [f32; 8] {
    let mut words = [0.0; 8];
    let edges: Vec<f32> = dash
        .pattern()
        .iter()
        .scan(0.0, |at, length| {
            *at += length;
            Some(*at)
        })
        .collect();
    if let Some((period, edges)) = edges.split_last() {
        words[..edges.len()].copy_from_slice(edges);
        words[2 * MOST_DASHES - 1] = *period;
    }
    words
}

fn form_number(shape: Shape) -> u8 {
    Shape::ALL.iter().position(|other| *other == shape).unwrap_or_default() as u8
}

fn packed(colour: Rgba, with: u8) -> u32 {
    let Rgba([r, g, b, _]) = colour;
    u32::from_le_bytes([r, g, b, with])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, Point, View, graph_from_drawing};

    #[test]
    fn every_shape_fits_into_the_table() {
        assert_eq!(Shape::ALL.len(), FORMS);
        for shape in Shape::ALL {
            assert!(shape_corners(shape).unwrap_or_default().len() <= MOST_CORNERS, "{}", shape.name());
        }
        assert_eq!(form_table().len(), FORMS * 4 + FORMS * MOST_CORNERS * 2 + Dash::ALL.len() * 8);
    }

    #[test]
    fn every_way_to_break_a_line_fits_into_the_table() {
        for dash in Dash::ALL {
            assert!(dash.pattern().len() <= 2 * MOST_DASHES, "{dash:?}");
        }
        assert_eq!(Dash::Solid.number(), 0, "which the shaders take for whole");
        // In tenths of a point.
        let words = |dash: Dash| pattern_words(dash).map(|word| (word * 10.0).round() as i32);
        assert_eq!(words(Dash::Solid), [0; 8]);
        assert_eq!(words(Dash::Dashed), [70, 0, 0, 0, 0, 110, 0, 0]);
        assert_eq!(words(Dash::DashDot), [80, 110, 125, 0, 0, 155, 0, 0]);
        assert_eq!(words(Dash::DashDotDot), [80, 110, 125, 155, 170, 200, 0, 0]);
    }

    #[test]
    fn every_link_is_there_once_and_every_actor_by_its_slot() {
        let graph = graph_from_drawing("A-B B>C B>C C>C");
        let mut view = View::blank(&graph);
        view.positions.set(ActorIx(1), Some(Point::new(3.0, -4.0)));
        let scene = Scene::build(&graph, &view, Theme::Light);
        let instances = Instances::of(&scene);
        assert_eq!((instances.looks.len(), instances.straight.len(), instances.bent.len()), (3, 1, 3));
        let source = |link: &LinkInstance| link[0] & ((1 << SLOT_BITS) - 1);
        let mut ends: Vec<[u32; 2]> = instances.bent.iter().map(|link| [source(link), link[1]]).collect();
        ends.sort_unstable();
        assert_eq!(ends, [[1, 2], [1, 2], [2, 2]]);
        let line = instances.straight[0][0];
        assert_eq!((line & ((1 << SLOT_BITS) - 1), line >> 31), (0, 0), "it has no arrowhead");
        assert!(instances.bent.iter().all(|link| link[0] >> 31 == 1), "these have one");
        assert_eq!(line >> SLOT_BITS, Dash::Dotted.number() as u32, "nothing supports it");
        assert_eq!(places_of(&scene, &view.positions), [MISSING, [3.0, -4.0], MISSING]);
    }
}
