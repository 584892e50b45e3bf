//! Colours of groups and of figures, in both themes: told apart with any of the common colour vision deficiencies, and seen on the
//! canvas. Which record has which is decided in `mod`.

use crate::model::Palette;
use crate::scene::style::{self, GREY};
use crate::scene::{Rgba, Theme};

/// So many groups have colours of their own, the largest; the others share one.
pub const MOST_COLOURS: usize = 16;
/// Colours for groups, near those of types after Okabe and Ito, but with no shapes beside them to tell them apart: any two of them are
/// apart in Oklab by 0.08 for those who lack the red or the green cones, in lightness where not in hue. All stand out from the canvas
/// by 3:1. Grey is left for groups without a colour of their own.
const LIGHT: [Rgba; COLOURED] = [
    Rgba::hex(0x04_7A_D1),
    Rgba::hex(0xDA_6C_1E),
    Rgba::hex(0x13_7E_63),
    Rgba::hex(0xBC_5F_8E),
    Rgba::hex(0x6B_4F_A3),
    Rgba::hex(0x00_9C_CF),
    Rgba::hex(0xA5_51_15),
    Rgba::hex(0x89_96_65),
];
const DARK: [Rgba; COLOURED] = [
    Rgba::hex(0x23_8E_A9),
    Rgba::hex(0xDA_64_38),
    Rgba::hex(0xDC_A7_44),
    Rgba::hex(0xD7_A6_FC),
    Rgba::hex(0x06_BF_A8),
    Rgba::hex(0x98_84_F3),
    Rgba::hex(0xDD_DF_75),
    Rgba::hex(0xA1_E7_E2),
];
const COLOURED: usize = 8;
/// How far the second shade of a hue is from the first, towards the colour of text.
const SHADE: f32 = 0.42;
/// Colours of a ramp: as many as an eye can tell apart, and more.
pub const STEPS: usize = 129;

/// Colours for what has a surface, or for lines, which have no rim and so have to stand out by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Shapes.
    Shapes,
    /// Lines.
    Lines,
}

/// The colour of the group of that place, the largest group first.
pub fn of_group(place: usize, theme: Theme) -> Rgba {
    let hue = match theme {
        Theme::Light => LIGHT[place % COLOURED],
        Theme::Dark => DARK[place % COLOURED],
    };
    match place / COLOURED {
        0 => hue,
        1 => hue.mix(theme.tokens().text, SHADE),
        _ => of_others(theme),
    }
}

/// The colour of groups that have none of their own.
pub fn of_others(theme: Theme) -> Rgba {
    style::hue(GREY, theme)
}

/// The colour of whoever has no value.
pub fn of_nobody(theme: Theme, of: Of) -> Rgba {
    let tokens = theme.tokens();
    match of {
        Of::Shapes => tokens.outline,
        Of::Lines => tokens.link_unsourced,
    }
}

/// The colour of everything where all is alike.
pub fn of_all(theme: Theme, of: Of) -> Rgba {
    match of {
        Of::Shapes => style::hue(style::BLUE, theme),
        Of::Lines => theme.tokens().link,
    }
}

/// The colours of a palette from the least figure to the greatest. Lightness changes in even steps away from the canvas (but for
/// the palette with two sides, which does so from its middle), so that more of it is seen as more without any colour.
pub fn ramp(palette: Palette, is_reversed: bool, theme: Theme, of: Of) -> Vec<Rgba> {
    let colour = |step: usize| {
        let share = step as f32 / (STEPS - 1) as f32;
        at(palette, if is_reversed { 1.0 - share } else { share }, theme, of)
    };
    (0..STEPS).map(colour).collect()
}

fn at(palette: Palette, share: f32, theme: Theme, of: Of) -> Rgba {
    // From near the canvas to far from it.
    let (near, far) = match (theme, of) {
        (Theme::Light, Of::Shapes) => (0.90, 0.36),
        (Theme::Light, Of::Lines) => (0.70, 0.34),
        (Theme::Dark, Of::Shapes) => (0.38, 0.91),
        (Theme::Dark, Of::Lines) => (0.52, 0.91),
    };
    let lightness = |share: f32| near + (far - near) * share;
    let between = |from: f32, to: f32, share: f32| from + (to - from) * share;
    // In the middle there is most room for colour.
    let arch = |share: f32| 4.0 * share * (1.0 - share);
    match palette {
        Palette::Dusk => {
            let share_of_hue = if theme == Theme::Light { share } else { 1.0 - share };
            let hue = between(104.0, 300.0, share_of_hue);
            Rgba::oklch(lightness(share), 0.105 + 0.02 * arch(share), hue)
        }
        Palette::Blue => Rgba::oklch(lightness(share), 0.045 + 0.085 * arch(0.5 * share + 0.15), 250.0),
        Palette::Ember => {
            let share_of_hue = if theme == Theme::Light { share } else { 1.0 - share };
            Rgba::oklch(lightness(share), 0.07 + 0.08 * arch(0.5 * share + 0.1), between(82.0, 26.0, share_of_hue))
        }
        Palette::TwoSided => {
            let side = 2.0 * share - 1.0;
            let hue = if side < 0.0 { 250.0 } else { 48.0 };
            Rgba::oklch(lightness(0.12 + 0.74 * side.abs()), 0.14 * side.abs().sqrt(), hue)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A colour in Oklab (Ottosson 2020), as those see it who lack the red cones, the green ones (Viénot, Brettel and Mollon 1999), or
    /// neither.
    fn as_seen(colour: Rgba, lacks: Option<bool>) -> [f32; 3] {
        let linear = colour.0.map(|component| {
            let share = f32::from(component) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        let [red, green, blue, _] = linear;
        let [red, green, blue] = match lacks {
            None => [red, green, blue],
            Some(lacks_red) => {
                let (of_red, of_blue) = if lacks_red { (0.112_38, 0.004_01) } else { (0.292_75, -0.022_34) };
                let yellow = of_red * red + (1.0 - of_red) * green;
                [yellow, yellow, (of_blue * (red - green) + blue).max(0.0)]
            }
        };
        let long = (0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue).cbrt();
        let medium = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
        let short = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
        [
            0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
            1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
            0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
        ]
    }

    fn distance(one: [f32; 3], other: [f32; 3]) -> f32 {
        one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f32>().sqrt()
    }

    #[test]
    fn groups_are_told_apart_by_everybody_and_seen_by_all() {
        for theme in Theme::ALL {
            let colours: Vec<Rgba> = (0..MOST_COLOURS).map(|place| of_group(place, theme)).collect();
            for (place, colour) in colours.iter().enumerate() {
                assert!(colour.contrast(theme.tokens().canvas) >= 3.0, "{theme:?} {place}");
                assert!(!colours[..place].contains(colour));
                assert_ne!(*colour, of_others(theme));
            }
            // The first eight are the ones that most files need.
            for one in 0..COLOURED {
                for other in 0..one {
                    for lacks in [None, Some(true), Some(false)] {
                        let apart = distance(as_seen(colours[one], lacks), as_seen(colours[other], lacks));
                        assert!(apart > 0.079, "{theme:?} {one} {other} {lacks:?} {apart}");
                    }
                }
            }
            assert_eq!(of_group(MOST_COLOURS, theme), of_others(theme));
            assert_ne!(of_others(theme), of_nobody(theme, Of::Lines));
        }
    }

    #[test]
    fn more_stands_out_more_and_every_line_is_seen() {
        for theme in Theme::ALL {
            let canvas = theme.tokens().canvas;
            for palette in Palette::ALL {
                for of in [Of::Shapes, Of::Lines] {
                    let colours = ramp(palette, false, theme, of);
                    let contrast: Vec<f32> = colours.iter().map(|colour| colour.contrast(canvas)).collect();
                    let first = if palette == Palette::TwoSided { STEPS / 2 } else { 0 };
                    for (step, pair) in contrast[first..].windows(2).enumerate() {
                        assert!(pair[1] > pair[0] - 0.03, "{theme:?} {palette:?} {of:?} {step}: {pair:?}");
                    }
                    assert!(contrast[STEPS - 1] > contrast[first] * 1.8, "{theme:?} {palette:?} {of:?}");
                    assert!(contrast[STEPS - 1] >= 3.0, "{theme:?} {palette:?} {of:?}");
                    if of == Of::Lines {
                        let least = contrast.iter().copied().fold(f32::INFINITY, f32::min);
                        assert!(least >= 2.2, "{theme:?} {palette:?} {least}");
                    }
                    let mut reversed = ramp(palette, true, theme, of);
                    reversed.reverse();
                    assert_eq!(reversed, colours);
                    for colour in colours {
                        assert!(style::rim(colour, theme).contrast(canvas) >= 3.0);
                    }
                }
            }
        }
    }
}
