//! Small pictures in lists: the shape and colour of a type, the line of a basis. The same outlines as in the picture.

use egui::epaint::{Mesh, PathShape, PathStroke, Vertex, WHITE_UV};
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};

use super::look::colour;
use crate::model::Point;
use crate::scene::geometry::{Outline, shape_outline, split_into_dashes};
use crate::scene::{ActorLook, LinkLook, Tokens};

/// Share of the room that a shape takes.
const FILLING: f32 = 0.42;
/// How far the line around a shape is from the colour inside towards that of text, and by how much it stands out from a card.
const RIM: (f32, f32) = (0.35, 3.0);

/// The shape of a type in its colour.
pub fn glyph_ui(ui: &mut Ui, tokens: &Tokens, look: ActorLook, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    paint_glyph(ui.painter(), tokens, look, rect);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, look.shape.name()));
    response
}

/// Paints the shape of a type in the middle of `rect`.
pub fn paint_glyph(painter: &Painter, tokens: &Tokens, look: ActorLook, rect: Rect) {
    let rim = look.fill.mix(tokens.text, RIM.0).standing_out(tokens.panel_raised, RIM.1, tokens.text);
    let (fill, rim) = (colour(look.fill), colour(rim));
    let centre = rect.center();
    let radius = rect.width().min(rect.height()) * FILLING;
    match shape_outline(look.shape, Point::new(centre.x, centre.y), radius) {
        Outline::Circle { radius, .. } => {
            painter.circle(centre, radius, fill, Stroke::new(1.0, rim));
        }
        Outline::Polygon(corners) => {
            let corners: Vec<Pos2> = corners.into_iter().map(|corner| pos2(corner.x, corner.y)).collect();
            painter.add(fan(centre, &corners, fill));
            painter.add(PathShape::closed_line(corners, PathStroke::new(1.0, rim)));
        }
    }
}

/// Triangles from the middle to each side: right for stars and crosses too.
fn fan(centre: Pos2, corners: &[Pos2], fill: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    let vertex = |pos| Vertex { pos, uv: WHITE_UV, color: fill };
    mesh.vertices.push(vertex(centre));
    mesh.vertices.extend(corners.iter().copied().map(vertex));
    let count = corners.len() as u32;
    for number in 0..count {
        mesh.add_triangle(0, 1 + number, 1 + (number + 1) % count);
    }
    mesh
}

/// A piece of line as links of one standing are drawn.
pub fn line_sample_ui(ui: &mut Ui, look: LinkLook, width: f32, height: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    paint_line_sample(ui.painter(), look, rect);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
    response
}

/// Paints a piece of line across the middle of `rect`.
pub fn paint_line_sample(painter: &Painter, look: LinkLook, rect: Rect) {
    let ends = [rect.left_center(), rect.right_center()].map(|end| Point::new(end.x, end.y));
    let stroke = Stroke::new(look.width.max(1.0) + 0.2, colour(look.colour));
    for dash in split_into_dashes(&ends, look.dash.pattern()) {
        let points: Vec<Pos2> = dash.into_iter().map(|point| pos2(point.x, point.y)).collect();
        painter.line(points, stroke);
    }
}
