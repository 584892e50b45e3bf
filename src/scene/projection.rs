//! A scene under a camera: shapes and links in points of the screen, and the candidates for labels. The same for the window
//! and for exported pictures. No painting.

use super::camera::{self, Size};
use super::geometry::{Body, LinkEnds, LinkPath, link_path};
use super::labels::{ActorCandidate, Attention, LinkCandidate};
use super::{Scene, SceneLink, Tokens};
use crate::model::{Camera, Point, Positions};

/// The shape of every actor of the scene on the screen, by slot; `None` where it has no place.
#[must_use]
pub fn bodies_on_screen(scene: &Scene, positions: &Positions, camera: &Camera, size: Size) -> Vec<Option<Body>> {
    let body = |actor: &super::SceneActor| {
        let centre = camera::screen_from_world(camera, size, positions.get(actor.actor)?);
        let radius = camera::radius_on_screen(camera, actor.radius);
        centre.is_finite().then_some(Body { shape: actor.shape, centre, radius })
    };
    scene.actors.iter().map(body).collect()
}

/// Where a link runs on the screen; `None` where an end has no place or the ends cover it.
#[must_use]
pub fn link_on_screen(link: &SceneLink, bodies: &[Option<Body>], camera: &Camera, tokens: &Tokens) -> Option<LinkPath> {
    let source = bodies[link.from as usize]?;
    let target = bodies[link.to as usize]?;
    link_path(&LinkEnds {
        source,
        target,
        bend: link.bend * camera.zoom,
        loop_number: link.is_loop().then_some(link.loop_number),
        arrow_length: if link.arrow { arrow_length_on_screen(camera, link.width, tokens) } else { 0.0 },
    })
}

/// The width of a link on the screen, in points: thinner in a picture that is seen from afar.
#[must_use]
pub fn width_on_screen(camera: &Camera, width: f32) -> f32 {
    width * camera.zoom.sqrt().clamp(0.4, 1.25)
}

/// The length of the arrowhead of a link `width` points wide.
#[must_use]
pub fn arrow_length_on_screen(camera: &Camera, width: f32, tokens: &Tokens) -> f32 {
    (tokens.arrow_length + (width - 1.4).max(0.0) * 1.5) * camera.zoom.sqrt().clamp(0.45, 1.25)
}

/// The actors that may get a label. `attention` says how much each slot has of it.
#[must_use]
pub fn actor_candidates<'a>(
    scene: &'a Scene,
    bodies: &[Option<Body>],
    attention: impl Fn(u32) -> Attention,
) -> Vec<ActorCandidate<'a>> {
    (0u32..)
        .zip(scene.actors.iter().zip(bodies))
        .filter_map(|(slot, (actor, body))| {
            let Body { centre, radius, .. } = (*body)?;
            let attention = attention(slot);
            let attention = if actor.pinned { attention.max(Attention::Pinned) } else { attention };
            // What is faint says its name only where somebody looks for it.
            if actor.faint && attention < Attention::Match {
                return None;
            }
            let (text, importance) = (actor.label.as_str(), actor.importance);
            Some(ActorCandidate { actor: actor.actor, text, centre, radius, importance, attention })
        })
        .collect()
}

/// The link as a candidate for a label.
#[must_use]
pub fn link_candidate<'a>(link: &'a SceneLink, path: &LinkPath, attention: Attention) -> LinkCandidate<'a> {
    let curve = &path.curve;
    let middle = curve.at(0.5);
    let length = curve.start().distance(middle) + middle.distance(path.tip);
    let anchors: [Point; 3] = [middle, curve.at(0.36), curve.at(0.64)];
    // A loop is as long as it goes round, but its label has only the width of its top.
    let length = if link.is_loop() { length * 0.5 } else { length };
    LinkCandidate { link: link.link, text: &link.label, anchors, length, attention }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, View, graph_from_drawing};
    use crate::scene::Theme;

    #[test]
    fn parallel_links_do_not_coincide_on_the_screen() {
        let graph = graph_from_drawing("A>B B>A A>B");
        let mut view = View::blank(&graph);
        view.positions = Positions::from_points(vec![Point::new(0.0, 0.0), Point::new(120.0, 30.0)]);
        let scene = Scene::build(&graph, &view, Theme::Light);
        let (camera, size) = (Camera { centre: Point::default(), zoom: 2.0 }, Size::new(800.0, 600.0));
        let bodies = bodies_on_screen(&scene, &view.positions, &camera, size);
        let middles: Vec<Point> = scene
            .links
            .iter()
            .map(|link| link_on_screen(link, &bodies, &camera, Theme::Light.tokens()).expect("apart").curve.at(0.5))
            .collect();
        for (number, one) in middles.iter().enumerate() {
            for other in &middles[number + 1..] {
                assert!(one.distance(*other) > 20.0, "{middles:?}");
            }
        }
    }

    #[test]
    fn an_actor_without_a_place_is_not_drawn_and_its_links_neither() {
        let graph = graph_from_drawing("A-B");
        let mut view = View::blank(&graph);
        view.positions.set(ActorIx(0), Some(Point::default()));
        let scene = Scene::build(&graph, &view, Theme::Light);
        let bodies = bodies_on_screen(&scene, &view.positions, &Camera::default(), Size::new(100.0, 100.0));
        assert!(bodies[0].is_some() && bodies[1].is_none());
        assert_eq!(link_on_screen(&scene.links[0], &bodies, &Camera::default(), Theme::Light.tokens()), None);
        assert_eq!(actor_candidates(&scene, &bodies, |_| Attention::Ordinary).len(), 1);
    }
}
