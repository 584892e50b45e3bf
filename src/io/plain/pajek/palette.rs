//! Pajek's names of colours. They are those that LaTeX gives to inks, with a few lighter ones.

use crate::io::colours::css_colour;
use crate::model::Colour;

/// Names in small letters, each with its shares of cyan, magenta, yellow and black ink in hundredths.
const INKS: &str = "\
    greenyellow 15 0 69 0 yellow 0 0 100 0 goldenrod 0 10 84 0 dandelion 0 29 84 0 apricot 0 32 52 0 peach 0 50 70 0 \
    melon 0 46 50 0 yelloworange 0 42 100 0 orange 0 61 87 0 burntorange 0 51 100 0 bittersweet 0 75 100 24 \
    redorange 0 77 87 0 mahogany 0 85 87 35 maroon 0 87 68 32 brickred 0 89 94 28 red 0 100 100 0 orangered 0 100 50 0 \
    rubinered 0 100 13 0 wildstrawberry 0 96 39 0 salmon 0 53 38 0 carnationpink 0 63 0 0 magenta 0 100 0 0 \
    violetred 0 81 0 0 rhodamine 0 82 0 0 mulberry 34 90 0 2 redviolet 7 90 0 34 fuchsia 47 91 0 8 lavender 0 48 0 0 \
    thistle 12 59 0 0 orchid 32 64 0 0 darkorchid 40 80 20 0 purple 45 86 0 0 plum 50 100 0 0 violet 79 88 0 0 \
    royalpurple 75 90 0 0 blueviolet 86 91 0 4 periwinkle 57 55 0 0 cadetblue 62 57 23 0 cornflowerblue 65 13 0 0 \
    midnightblue 98 13 0 43 navyblue 94 54 0 0 royalblue 100 50 0 0 blue 100 100 0 0 cerulean 94 11 0 0 cyan 100 0 0 0 \
    processblue 96 0 0 0 skyblue 62 0 12 0 turquoise 85 0 20 0 tealblue 86 0 34 2 aquamarine 82 0 30 0 \
    bluegreen 85 0 33 0 emerald 100 0 50 0 junglegreen 99 0 52 0 seagreen 69 0 50 0 green 100 0 100 0 \
    forestgreen 91 0 88 12 pinegreen 92 0 59 25 limegreen 50 0 100 0 yellowgreen 44 0 74 0 springgreen 26 0 76 0 \
    olivegreen 64 0 95 40 rawsienna 0 72 100 45 sepia 0 83 100 70 brown 0 81 100 60 tan 14 42 56 0 gray 0 0 0 50 \
    black 0 0 0 100 white 0 0 0 0 lightyellow 0 0 40 0 lightcyan 20 0 0 0 lightmagenta 0 20 0 0 lightpurple 20 20 0 0 \
    lightgreen 20 0 20 0 lightorange 0 20 30 0 canary 0 0 50 0 lfadedgreen 10 0 20 0 pink 0 15 5 0 lskyblue 15 5 0 0";

/// The colour of that name, or of a number as on the web, `#ff8800`, which newer versions write too.
#[must_use]
pub fn colour(name: &str) -> Option<Colour> {
    let name = name.trim().to_ascii_lowercase();
    if let Some(digits) = name.strip_prefix("rgb").filter(|digits| digits.len() == 6) {
        return Colour::from_hex(digits);
    }
    if let Some(black) = name.strip_prefix("gray").filter(|digits| !digits.is_empty()) {
        let black: u8 = black.parse().ok().filter(|black| *black <= 100)?;
        return Some(of_ink([0, 0, 0, black]));
    }
    let mut words = INKS.split(' ');
    while let Some(known) = words.next() {
        let mut ink = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let inks = [ink(), ink(), ink(), ink()];
        if known == name {
            return Some(of_ink(inks));
        }
    }
    css_colour(&name)
}

/// The name of a colour; `None` where it has none.
#[must_use]
pub fn name_of(colour: Colour) -> Option<&'static str> {
    let mut words = INKS.split(' ');
    while let Some(name) = words.next() {
        let mut ink = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        if of_ink([ink(), ink(), ink(), ink()]) == colour {
            return Some(name);
        }
    }
    None
}

fn of_ink([cyan, magenta, yellow, black]: [u8; 4]) -> Colour {
    let channel = |ink: u8| {
        let paper = 100_u32.saturating_sub(u32::from(ink) + u32::from(black));
        ((paper * 255 + 50) / 100) as u8
    };
    Colour::rgb(channel(cyan), channel(magenta), channel(yellow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_inks() {
        let hex = |name: &str| colour(name).map(Colour::to_hex);
        assert_eq!(hex("Red").as_deref(), Some("#ff0000"));
        assert_eq!(hex("RubineRed").as_deref(), Some("#ff00de"));
        assert_eq!(hex("Sepia").as_deref(), Some("#4d0000"));
        assert_eq!(hex("LSkyBlue").as_deref(), Some("#d9f2ff"));
        assert_eq!(hex("Gray25").as_deref(), Some("#bfbfbf"));
        assert_eq!(hex("RGBFF8800").as_deref(), Some("#ff8800"));
        assert_eq!(hex("#0a0b0c").as_deref(), Some("#0a0b0c"));
        assert_eq!((hex("None"), hex("gray900")), (None, None));
    }
}
