//! The lists `graphics` of GML: place, size and colour of a node, colour of an edge. What has no place here stays a detail.

use serde_json::{Map, Value as Json};

use crate::io::colours::css_colour;
use crate::model::Colour;

/// What a list `graphics` says.
#[derive(Debug, Default, PartialEq)]
pub struct Picture {
    /// The middle of the node; y grows downwards.
    pub place: Option<(f64, f64)>,
    /// Width and height, where both are the same.
    pub size: Option<f32>,
    /// The colour of the area of a node, or of the line of an edge.
    pub colour: Option<Colour>,
    /// Everything else.
    pub rest: Map<String, Json>,
}

impl Picture {
    /// The picture of a node.
    pub fn of_node(graphics: Map<String, Json>) -> Self {
        let mut picture = Self::of_edge(graphics);
        let number = |rest: &Map<String, Json>, name: &str| rest.get(name).and_then(Json::as_f64);
        if let (Some(x), Some(y)) = (number(&picture.rest, "x"), number(&picture.rest, "y")) {
            picture.place = Some((x, y));
            // A picture in a plane need not say so.
            let is_flat = number(&picture.rest, "z") == Some(0.0);
            picture.rest.retain(|name, _| !(matches!(name.as_str(), "x" | "y") || (name == "z" && is_flat)));
        }
        let sides: Vec<f64> = ["w", "h", "d"].iter().filter_map(|name| number(&picture.rest, name)).collect();
        if let Some(first) = sides.first() {
            let area: f64 = sides.iter().take(2).product();
            let are_equal = sides.iter().all(|side| (side - first).abs() < f64::EPSILON);
            picture.size = Some(if are_equal { *first } else { area.sqrt() } as f32);
            if are_equal {
                picture.rest.retain(|name, _| !matches!(name.as_str(), "w" | "h" | "d"));
            }
        }
        picture
    }

    /// The picture of an edge.
    pub fn of_edge(graphics: Map<String, Json>) -> Self {
        let mut rest = graphics;
        let colour = rest.get("fill").and_then(Json::as_str).and_then(css_colour);
        if colour.is_some() {
            rest.retain(|name, _| name != "fill");
        }
        Self { colour, rest, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_node(graphics: Json) -> (Picture, Json) {
        let Json::Object(graphics) = graphics else { panic!("an object") };
        let mut picture = Picture::of_node(graphics);
        let rest = Json::Object(std::mem::take(&mut picture.rest));
        (picture, rest)
    }

    #[test]
    fn what_is_understood_leaves_the_list() {
        let (picture, rest) = of_node(
            serde_json::json!({"x": 1, "y": -2.5, "z": 0.0, "w": 9, "h": 9.0, "fill": "#ff8800", "type": "oval"}),
        );
        assert_eq!((picture.place, picture.size), (Some((1.0, -2.5)), Some(9.0)));
        assert_eq!(picture.colour, Some(Colour::rgb(255, 136, 0)));
        assert_eq!(rest, serde_json::json!({"type": "oval"}));
    }

    #[test]
    fn what_is_not_understood_stays() {
        let (picture, rest) = of_node(serde_json::json!({"x": 1, "w": 20, "h": 5, "fill": "none at all"}));
        assert_eq!((picture.place, picture.size, picture.colour), (None, Some(10.0), None));
        assert_eq!(rest, serde_json::json!({"x": 1, "w": 20, "h": 5, "fill": "none at all"}));
    }
}
