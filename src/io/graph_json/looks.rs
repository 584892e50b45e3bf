//! Places, sizes and colours as programs for pictures write them in JSON.

use serde_json::Value as Json;

use super::records::{fill_actor, fill_link};
use crate::io::colours::css_colour;
use crate::io::draft::Draft;
use crate::io::input::Input;
use crate::io::json::Piece;
use crate::model::{ActorIx, Colour, LinkIx};

/// A colour: CSS, an object with `r`, `g`, `b` (0 to 255) and perhaps `a` (0 to 1), or an object with `background` or
/// `color`, as vis.js has it.
pub fn colour_of(piece: Piece<'_>) -> Option<Colour> {
    match piece.text() {
        Some(text) => css_colour(&text),
        None if piece.is_object() => colour_of_json(&piece.json()),
        None => None,
    }
}

/// The same for a value that is kept.
pub fn colour_of_json(json: &Json) -> Option<Colour> {
    if let Some(text) = json.as_str() {
        return css_colour(text);
    }
    let channel = |name: &str| {
        let number = json.get(name)?.as_f64()?;
        (0.0..=255.0).contains(&number).then(|| number.round() as u8)
    };
    if let (Some(r), Some(g), Some(b)) = (channel("r"), channel("g"), channel("b")) {
        let opacity = json.get("a").and_then(Json::as_f64).unwrap_or(1.0);
        return Some(Colour { a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8, ..Colour::rgb(r, g, b) });
    }
    css_colour(json.get("background").or_else(|| json.get("color"))?.as_str()?)
}

/// The place in an object with `x` and `y`.
pub fn place_of(piece: Piece<'_>) -> Option<(f64, f64)> {
    Some((number_of(piece.member("x")?)?, number_of(piece.member("y")?)?))
}

/// A number, also where it stands in quotes.
pub fn number_of(piece: Piece<'_>) -> Option<f64> {
    piece.number().or_else(|| piece.text()?.trim().parse().ok()).filter(|number| number.is_finite())
}

/// The attributes of actors that decide how they are drawn, in formats in which that is all they do.
pub const LOOKS: [&str; 4] = ["x", "y", "size", "color"];

/// Gives an actor the place, size and colour in an object of attributes. What is none, or is a detail by what the file says,
/// becomes a detail.
pub fn take_looks(input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, attributes: Piece<'_>) {
    let [x, y, size, colour] = LOOKS.map(|name| attributes.member(name));
    let place = x.and_then(number_of).zip(y.and_then(number_of));
    if let Some((x, y)) = place {
        draft.place(actor, x, y);
    }
    let number = size.and_then(number_of).filter(|size| *size > 0.0);
    if let Some(size) = number {
        draft.looks().set_actor_size(actor, Some(size as f32));
    }
    let drawn = colour.and_then(colour_of);
    if let Some(colour) = drawn {
        draft.colour_actor(actor, colour);
    }
    let is_look = [place.is_some(), place.is_some(), number.is_some(), drawn.is_some()];
    for ((name, piece), is_look) in LOOKS.into_iter().zip([x, y, size, colour]).zip(is_look) {
        let Some(piece) = piece.filter(|_| !is_look || draft.promised_actor(name).is_some()) else { continue };
        let field = draft.actor_field(name, None);
        fill_actor(input, draft, actor, field, piece);
    }
}

/// Gives a link the colour in an object of attributes, under the same conditions.
pub fn take_link_colour(input: &mut Input<'_>, draft: &mut Draft, link: LinkIx, attributes: Piece<'_>) {
    let Some(piece) = attributes.member("color") else { return };
    let colour = colour_of(piece);
    if let Some(colour) = colour {
        draft.looks().set_link_colour(link, Some(colour));
    }
    if colour.is_none() || draft.promised_link("color").is_some() {
        let field = draft.link_field("color", None);
        fill_link(input, draft, link, field, piece);
    }
}
