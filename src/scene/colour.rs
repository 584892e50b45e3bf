//! One colour and what can be computed from it: mixing, alpha, contrast. Which colour is used where is in `theme` and `style`.

/// A colour in sRGB, not premultiplied: red, green, blue, alpha.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgba(pub [u8; 4]);

/// In so many steps a colour is moved towards another until it stands out.
const STEPS: u8 = 40;

impl Rgba {
    /// An opaque colour from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        Self([(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 255])
    }

    /// An opaque colour by its lightness (0 to 1), its chroma (0 for grey, about 0.1 for quiet colours) and its hue in degrees, as
    /// Oklab has them (Ottosson 2020): equal lightness looks equally light whatever the hue. What sRGB cannot show is clipped.
    #[must_use]
    pub fn oklch(lightness: f32, chroma: f32, hue: f32) -> Self {
        let (sine, cosine) = hue.to_radians().sin_cos();
        let (a, b) = (chroma * cosine, chroma * sine);
        let long = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let medium = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let short = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        let linear = [
            4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
            -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
            -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
        ];
        let [red, green, blue] = linear.map(|share| {
            let share = if share <= 0.003_130_8 { 12.92 * share } else { 1.055 * share.powf(1.0 / 2.4) - 0.055 };
            (share.clamp(0.0, 1.0) * 255.0).round() as u8
        });
        Self([red, green, blue, 255])
    }

    /// The colour with another alpha, 0 (nothing) to 255 (opaque).
    #[must_use]
    pub const fn with_alpha(self, alpha: u8) -> Self {
        let Self([r, g, b, _]) = self;
        Self([r, g, b, alpha])
    }

    /// Between this colour (`share` 0) and `other` (`share` 1), component by component in sRGB.
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let between = |one: u8, two: u8| (f32::from(one) + (f32::from(two) - f32::from(one)) * share).round() as u8;
        Self(std::array::from_fn(|at| between(self.0[at], other.0[at])))
    }

    /// What is seen where this colour lies over an opaque `ground`.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        ground.with_alpha(255).mix(self.with_alpha(255), f32::from(self.0[3]) / 255.0)
    }

    /// Relative luminance after WCAG 2.2, 0 (black) to 1 (white); alpha is not looked at.
    #[must_use]
    pub fn luminance(self) -> f32 {
        let linear = |component: u8| {
            let share = f32::from(component) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let Self([r, g, b, _]) = self;
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// Contrast ratio after WCAG 2.2, 1 to 21. Text wants 4.5, graphics 3.
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour, moved towards `ink` no further than it takes to stand out from `ground` by `contrast`, or else `ink`.
    #[must_use]
    pub fn standing_out(self, ground: Self, contrast: f32, ink: Self) -> Self {
        let mut steps = (0..=STEPS).map(|step| self.mix(ink, f32::from(step) / f32::from(STEPS)));
        steps.find(|mixed| mixed.contrast(ground) >= contrast).unwrap_or(ink)
    }

    /// Black or white, whichever reads better on this colour.
    #[must_use]
    pub fn readable_on_it(self) -> Self {
        let (dark, light) = (Self::hex(0x14_18_1D), Self::hex(0xFF_FF_FF));
        if self.contrast(dark) >= self.contrast(light) { dark } else { light }
    }

    /// `#rrggbb`, without the alpha.
    #[must_use]
    pub fn css(self) -> String {
        let Self([r, g, b, _]) = self;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// The alpha as a share, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f32 {
        f32::from(self.0[3]) / 255.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_agrees_with_the_published_examples() {
        let (black, white) = (Rgba::hex(0), Rgba::hex(0xFF_FF_FF));
        assert!((black.contrast(white) - 21.0).abs() < 0.01);
        assert!(
            (Rgba::hex(0x76_76_76).contrast(white) - 4.54).abs() < 0.01,
            "the lightest grey that passes AA on white"
        );
        assert!((white.contrast(white) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn colours_by_hue_agree_with_the_published_ones() {
        assert_eq!(Rgba::oklch(1.0, 0.0, 0.0), Rgba::hex(0xFF_FF_FF));
        assert_eq!(Rgba::oklch(0.0, 0.0, 0.0), Rgba::hex(0));
        // The primaries of sRGB, as CSS Color 4 gives them.
        assert_eq!(Rgba::oklch(0.627_96, 0.257_68, 29.234), Rgba::hex(0xFF_00_00));
        assert_eq!(Rgba::oklch(0.452_01, 0.313_21, 264.052), Rgba::hex(0x00_00_FF));
    }

    #[test]
    fn a_colour_is_moved_no_further_than_it_takes() {
        let (black, white) = (Rgba::hex(0), Rgba::hex(0xFF_FF_FF));
        let red = Rgba::hex(0xC0_10_10);
        assert_eq!(red.standing_out(white, 3.0, black), red, "it does already");
        let pale = Rgba::hex(0xFF_FF_E0).standing_out(white, 3.0, black);
        assert!((3.0..3.4).contains(&pale.contrast(white)), "{pale:?}");
        assert_eq!(white.standing_out(white, 30.0, black), black, "there is no more than black");
    }

    #[test]
    fn mixing_and_laying_over() {
        let (black, white) = (Rgba::hex(0), Rgba::hex(0xFF_FF_FF));
        assert_eq!(black.mix(white, 0.5), Rgba::hex(0x80_80_80));
        assert_eq!(black.with_alpha(0).over(white), white);
        assert_eq!(black.with_alpha(255).over(white), black);
        assert_eq!(Rgba::hex(0x0A_0B_FF).css(), "#0a0bff");
        assert_eq!(white.readable_on_it(), Rgba::hex(0x14_18_1D));
    }
}
