//! The two themes as one table of tokens: every colour and size on the screen comes from here. Colours of types are in `style`.

use super::Rgba;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// What a theme says. Text tokens meet WCAG AA (4.5) on the grounds they are used on, graphics 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tokens {
    /// Ground of the picture.
    pub canvas: Rgba,
    /// Ground of side panels and bars.
    pub panel: Rgba,
    /// Ground of what lies on a panel: cards, pop-ups, the legend.
    pub panel_raised: Rgba,
    /// Ground of text fields and buttons.
    pub field: Rgba,
    /// Quiet lines between things; decoration only.
    pub outline: Rgba,
    /// Lines that must be seen: around fields and shapes (3:1).
    pub outline_strong: Rgba,
    /// Text.
    pub text: Rgba,
    /// Less important text.
    pub text_weak: Rgba,
    /// What can be pressed, what is active; also text of addresses.
    pub accent: Rgba,
    /// Text on `accent`.
    pub accent_text: Rgba,
    /// Ring and lines of what is selected.
    pub selection: Rgba,
    /// Ground of selected rows and text; `text` reads on it.
    pub selection_ground: Rgba,
    /// Ring of what is under the pointer.
    pub hover: Rgba,
    /// Ground of rows under the pointer; `text` reads on it.
    pub hover_ground: Rgba,
    /// Around labels of the picture, so that they read over lines.
    pub halo: Rgba,
    /// Links that rest on a passage.
    pub link: Rgba,
    /// Links that rest on no passage.
    pub link_unsourced: Rgba,
    /// Doubt and losses; also contradicted links.
    pub warning: Rgba,
    /// Failure.
    pub error: Rgba,
    /// Success.
    pub good: Rgba,
    /// What another file does not have, while two are compared (3:1 on the canvas and on panels).
    pub added: Rgba,
    /// What another file says otherwise, while two are compared (3:1 on the canvas and on panels).
    pub changed: Rgba,
    /// Ground of a mention of the selected actor, or of the source of the selected link; `text` reads on it.
    pub mention_one: Rgba,
    /// Ground of a mention of the link's target; `text` reads on it.
    pub mention_two: Rgba,
    /// Ground of a passage within its document; `text` reads on it.
    pub mark: Rgba,
    /// Share of their strength that things keep while others are lit, 0 to 1.
    pub dimmed: f32,
    /// Size of ordinary text, in points.
    pub text_size: f32,
    /// Size of small text, in points.
    pub small_size: f32,
    /// Size of headings, in points.
    pub heading_size: f32,
    /// Size of labels in the picture, in points.
    pub label_size: f32,
    /// Size of link labels in the picture, in points.
    pub link_label_size: f32,
    /// Size of titles of parts of the picture, in points.
    pub title_size: f32,
    /// Space between neighbouring things, in points.
    pub gap: f32,
    /// Space inside panels and cards, in points.
    pub padding: f32,
    /// Radius of rounded corners, in points.
    pub corner: f32,
    /// Width of the line around shapes in the picture, in points.
    pub shape_outline_width: f32,
    /// Width of the halo around labels, in points on each side.
    pub halo_width: f32,
    /// Length of arrowheads, in points.
    pub arrow_length: f32,
}

const LIGHT: Tokens = Tokens {
    canvas: Rgba::hex(0xFC_FC_FB),
    panel: Rgba::hex(0xF3_F4_F6),
    panel_raised: Rgba::hex(0xFF_FF_FF),
    field: Rgba::hex(0xFF_FF_FF),
    outline: Rgba::hex(0xD5_D9_DE),
    outline_strong: Rgba::hex(0x7D_87_92),
    text: Rgba::hex(0x1B_20_26),
    text_weak: Rgba::hex(0x56_5F_69),
    accent: Rgba::hex(0x1D_5F_A8),
    accent_text: Rgba::hex(0xFF_FF_FF),
    selection: Rgba::hex(0x0B_5C_C4),
    selection_ground: Rgba::hex(0xD6_E6_F8),
    hover: Rgba::hex(0x3C_7D_C9),
    hover_ground: Rgba::hex(0xE7_EB_EF),
    halo: Rgba::hex(0xFC_FC_FB),
    link: Rgba::hex(0x7C_84_8E),
    link_unsourced: Rgba::hex(0x8A_91_9A),
    warning: Rgba::hex(0xA6_4B_00),
    error: Rgba::hex(0xB3_26_1E),
    good: Rgba::hex(0x1B_6E_46),
    added: Rgba::hex(0x00_7F_5C),
    changed: Rgba::hex(0xC2_50_00),
    mention_one: Rgba::hex(0xFF_E3_9A),
    mention_two: Rgba::hex(0xBF_E3_F7),
    mark: Rgba::hex(0xF3_EE_DD),
    ..METRICS
};

const DARK: Tokens = Tokens {
    canvas: Rgba::hex(0x17_1A_1E),
    panel: Rgba::hex(0x1F_23_28),
    panel_raised: Rgba::hex(0x28_2D_33),
    field: Rgba::hex(0x15_18_1C),
    outline: Rgba::hex(0x3A_40_48),
    outline_strong: Rgba::hex(0x84_8E_99),
    text: Rgba::hex(0xE9_EC_EF),
    text_weak: Rgba::hex(0xA9_B2_BB),
    accent: Rgba::hex(0x7C_B5_F2),
    accent_text: Rgba::hex(0x0E_1A_26),
    selection: Rgba::hex(0x8C_C2_FF),
    selection_ground: Rgba::hex(0x23_45_68),
    hover: Rgba::hex(0x6F_A6_E0),
    hover_ground: Rgba::hex(0x31_37_3E),
    halo: Rgba::hex(0x17_1A_1E),
    link: Rgba::hex(0x87_90_9A),
    link_unsourced: Rgba::hex(0x6E_76_80),
    warning: Rgba::hex(0xF0_A0_4B),
    error: Rgba::hex(0xF2_8B_82),
    good: Rgba::hex(0x6C_CB_9B),
    added: Rgba::hex(0x2F_C7_98),
    changed: Rgba::hex(0xF5_9E_3C),
    mention_one: Rgba::hex(0x6B_52_10),
    mention_two: Rgba::hex(0x1B_51_6E),
    mark: Rgba::hex(0x35_32_27),
    ..METRICS
};

/// The numbers, which are the same in both themes. The colours in it are never seen.
const METRICS: Tokens = {
    let none = Rgba([0; 4]);
    Tokens {
        canvas: none,
        panel: none,
        panel_raised: none,
        field: none,
        outline: none,
        outline_strong: none,
        text: none,
        text_weak: none,
        accent: none,
        accent_text: none,
        selection: none,
        selection_ground: none,
        hover: none,
        hover_ground: none,
        halo: none,
        link: none,
        link_unsourced: none,
        warning: none,
        error: none,
        good: none,
        added: none,
        changed: none,
        mention_one: none,
        mention_two: none,
        mark: none,
        dimmed: 0.16,
        text_size: 13.5,
        small_size: 11.5,
        heading_size: 17.0,
        label_size: 12.5,
        link_label_size: 10.5,
        title_size: 15.0,
        gap: 6.0,
        padding: 10.0,
        corner: 4.0,
        shape_outline_width: 1.0,
        halo_width: 2.5,
        arrow_length: 8.0,
    }
};

impl Theme {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    /// Both themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// What the theme says.
    #[must_use]
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }

    /// The word for it, on screen and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_on_every_ground_it_is_used_on() {
        for theme in Theme::ALL {
            let tokens = theme.tokens();
            let plain = [tokens.canvas, tokens.panel, tokens.panel_raised, tokens.field, tokens.hover_ground];
            let marked = [tokens.selection_ground, tokens.mention_one, tokens.mention_two, tokens.mark];
            for ground in plain {
                for text in [tokens.text, tokens.text_weak, tokens.accent, tokens.warning, tokens.error, tokens.good] {
                    assert!(text.contrast(ground) >= 4.5, "{theme:?} {text:?} {ground:?} {}", text.contrast(ground));
                }
            }
            for ground in marked {
                assert!(tokens.text.contrast(ground) >= 4.5, "{theme:?} {ground:?}");
            }
            assert!(tokens.accent_text.contrast(tokens.accent) >= 4.5, "{theme:?}");
            assert!(tokens.text.contrast(tokens.halo) >= 4.5, "{theme:?}");
        }
    }

    #[test]
    fn graphics_stand_out_from_the_canvas() {
        for theme in Theme::ALL {
            let tokens = theme.tokens();
            for graphic in [tokens.link, tokens.link_unsourced, tokens.selection, tokens.hover, tokens.outline_strong] {
                assert!(graphic.contrast(tokens.canvas) >= 3.0, "{theme:?} {graphic:?}");
            }
            for mark in [tokens.added, tokens.changed] {
                for ground in [tokens.canvas, tokens.panel, tokens.panel_raised, tokens.selection_ground] {
                    assert!(mark.contrast(ground) >= 3.0, "{theme:?} {mark:?} {ground:?}");
                }
            }
            assert!(tokens.outline_strong.contrast(tokens.panel) >= 3.0, "{theme:?}");
            assert!(tokens.outline_strong.contrast(tokens.field) >= 3.0, "{theme:?}");
        }
    }

    #[test]
    fn names_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), Some(theme));
        }
        assert_eq!(Theme::from_name("sepia"), None);
    }
}
