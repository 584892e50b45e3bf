//! Groups of actors in a picture: an outline around the members of an open one, with its name; a ring around the node of a closed
//! one.

use super::svg::{Anchor, Svg, TextLook, number};
use crate::model::Point;
use crate::scene::geometry::Body;
use crate::scene::grouped::{RING, outline};
use crate::scene::{Scene, Tokens};

/// Draws the outlines of open groups; `bodies` are by slot.
pub fn draw_open(svg: &mut Svg, scene: &Scene, bodies: &[Option<Body>], tokens: &Tokens) {
    for group in &scene.groups {
        let body = |slot: &u32| bodies[*slot as usize].map(|body| (body.centre, body.radius));
        let discs: Vec<(Point, f32)> = group.slots.iter().filter_map(body).collect();
        let corners = outline(&discs);
        let Some(highest) = corners.iter().copied().reduce(|one, other| if other.y < one.y { other } else { one })
        else {
            continue;
        };
        let points: Vec<String> = corners.iter().map(|at| format!("{},{}", number(at.x), number(at.y))).collect();
        let ink = tokens.accent.css();
        svg.add(format_args!(
            "<polygon points=\"{}\" fill=\"{ink}\" fill-opacity=\"0.1\" stroke=\"{ink}\" stroke-opacity=\"0.6\"/>\n",
            points.join(" ")
        ));
        let look = TextLook { size: tokens.small_size, colour: tokens.accent, bold: false, halo: None };
        svg.text(&group.name, Point::new(highest.x, highest.y - 5.0), Anchor::Middle, &look);
    }
}

/// Draws a ring around each node that stands for a closed group.
pub fn draw_closed(svg: &mut Svg, scene: &Scene, bodies: &[Option<Body>]) {
    for slot in &scene.closed {
        let Some(body) = bodies[*slot as usize] else { continue };
        svg.add(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"/>\n",
            number(body.centre.x),
            number(body.centre.y),
            number(body.radius + RING),
            scene.actors[*slot as usize].rim.css()
        ));
    }
}
