//! Colours as other formats write them: CSS names and functions, lists of numbers.

use std::str::FromStr as _;

use crate::model::Colour;

/// The colour of a CSS text: `#f80`, `red`, `rgb(255, 136, 0)`, `rgba(…)`, `hsl(…)`.
#[must_use]
pub fn css_colour(text: &str) -> Option<Colour> {
    let svgtypes::Color { red, green, blue, alpha } = svgtypes::Color::from_str(text.trim()).ok()?;
    Some(Colour { r: red, g: green, b: blue, a: alpha })
}

/// The colour of three or four numbers from 0 to 255, with commas or blanks between them.
#[must_use]
pub fn listed_colour(text: &str) -> Option<Colour> {
    let mut channels = text
        .split(|sign: char| sign == ',' || sign.is_whitespace())
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.parse::<u8>().ok());
    let mut next = || channels.next().flatten();
    let (r, g, b) = (next()?, next()?, next()?);
    Some(Colour { r, g, b, a: next().unwrap_or(255) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_others_write_them() {
        assert_eq!(css_colour(" Tomato "), Some(Colour::rgb(255, 99, 71)));
        assert_eq!(css_colour("rgba(10, 20, 30, 0.5)").map(|colour| (colour.r, colour.a)), Some((10, 128)));
        assert_eq!(css_colour("#1"), None);
        assert_eq!(css_colour("Springfield"), None);
        assert_eq!(listed_colour("153,255,0"), Some(Colour::rgb(153, 255, 0)));
        assert_eq!(listed_colour("(1,2)"), None);
    }
}
