//! Looks: which colour and shape a type of actor has, which line a basis has. Nothing about one actor or one link.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rgba, Theme};
use crate::model::{Basis, Graph, Link};

/// The shape of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A circle.
    Circle,
    /// A square on its side.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle that points up.
    Triangle,
    /// A triangle that points down.
    TriangleDown,
    /// Five corners, one up.
    Pentagon,
    /// Six corners, one up.
    Hexagon,
    /// Eight corners, lying flat.
    Octagon,
    /// A star of five rays.
    Star,
    /// A broad plus.
    Cross,
}

impl Shape {
    /// Every shape, the plainest first.
    pub const ALL: [Self; 10] = [
        Self::Circle,
        Self::Square,
        Self::Diamond,
        Self::Triangle,
        Self::Hexagon,
        Self::Pentagon,
        Self::TriangleDown,
        Self::Octagon,
        Self::Star,
        Self::Cross,
    ];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Triangle => "triangle",
            Self::TriangleDown => "triangle pointing down",
            Self::Pentagon => "pentagon",
            Self::Hexagon => "hexagon",
            Self::Octagon => "octagon",
            Self::Star => "star",
            Self::Cross => "cross",
        }
    }
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dash {
    /// Not broken.
    Solid,
    /// Long dashes.
    LongDash,
    /// Dashes.
    Dashed,
    /// Dash and dot in turn.
    DashDot,
    /// Dash and two dots in turn.
    DashDotDot,
    /// Short dashes.
    ShortDash,
    /// Long and short dashes in turn.
    LongShort,
    /// Dots.
    Dotted,
}

impl Dash {
    /// Every way, the plainest first.
    pub const ALL: [Self; 8] = [
        Self::Solid,
        Self::LongDash,
        Self::Dashed,
        Self::DashDot,
        Self::DashDotDot,
        Self::ShortDash,
        Self::LongShort,
        Self::Dotted,
    ];

    /// Where it stands in [`Dash::ALL`].
    #[must_use]
    pub fn number(self) -> usize {
        self as usize
    }

    /// Lengths of line and gap in turn, in points, for a line one to two points wide; empty for a solid line.
    #[must_use]
    pub fn pattern(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::LongDash => &[12.0, 4.0],
            Self::Dashed => &[7.0, 4.0],
            Self::DashDot => &[8.0, 3.0, 1.5, 3.0],
            Self::DashDotDot => &[8.0, 3.0, 1.5, 3.0, 1.5, 3.0],
            Self::ShortDash => &[4.0, 3.5],
            Self::LongShort => &[12.0, 3.0, 4.0, 3.0],
            Self::Dotted => &[1.5, 3.5],
        }
    }
}

/// How links of one standing are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkLook {
    /// Colour.
    pub colour: Rgba,
    /// Least width, in points.
    pub width: f32,
    /// How the line is broken.
    pub dash: Dash,
}

/// What a link rests on, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// At least one passage supports it; the firmest basis given.
    Basis(Basis),
    /// Passages support it, but none says on what basis.
    SourcedWithoutBasis,
    /// No passage supports it.
    Unsourced,
}

impl Standing {
    /// What `link` rests on.
    #[must_use]
    pub fn of(link: &Link) -> Self {
        match link.firmest_basis() {
            Some(basis) => Self::Basis(basis),
            None if link.is_sourced() => Self::SourcedWithoutBasis,
            None => Self::Unsourced,
        }
    }

    /// The words for it in the legend.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Basis(basis) => basis.name(),
            Self::SourcedWithoutBasis => "basis not given",
            Self::Unsourced => "no passage",
        }
    }

    /// How such links are drawn.
    #[must_use]
    pub fn look(self, theme: Theme) -> LinkLook {
        let tokens = theme.tokens();
        let firm = |dash| LinkLook { colour: tokens.link, width: 1.4, dash };
        match self {
            Self::Basis(Basis::Stated) => firm(Dash::Solid),
            Self::Basis(Basis::Claimed) => firm(Dash::LongDash),
            Self::Basis(Basis::Thought) => firm(Dash::Dashed),
            Self::Basis(Basis::Forecast) => firm(Dash::DashDot),
            Self::Basis(Basis::MentionedTogether) => firm(Dash::ShortDash),
            Self::Basis(Basis::Inferred) => firm(Dash::DashDotDot),
            Self::Basis(Basis::Analyst) => firm(Dash::LongShort),
            Self::SourcedWithoutBasis => LinkLook { width: 1.0, ..firm(Dash::Solid) },
            Self::Unsourced => LinkLook { colour: tokens.link_unsourced, width: 1.0, dash: Dash::Dotted },
        }
    }
}

/// How actors of one type are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorLook {
    /// Shape.
    pub shape: Shape,
    /// Colour inside.
    pub fill: Rgba,
}

/// Colours that people with any of the common colour vision deficiencies can tell apart, after Okabe and Ito, made darker or
/// lighter for each theme until they stand out from the canvas by 3:1.
const HUES_LIGHT: [Rgba; HUES] = [
    Rgba::hex(0x00_72_B2),
    Rgba::hex(0xD5_5E_00),
    Rgba::hex(0x00_8F_68),
    Rgba::hex(0xBB_5D_93),
    Rgba::hex(0xB3_7A_00),
    Rgba::hex(0x3A_93_C8),
    Rgba::hex(0x6B_4F_A3),
    Rgba::hex(0x83_7B_1A),
    Rgba::hex(0x5B_64_6E),
];
const HUES_DARK: [Rgba; HUES] = [
    Rgba::hex(0x4C_A3_E0),
    Rgba::hex(0xF0_80_3C),
    Rgba::hex(0x2D_BD_92),
    Rgba::hex(0xDF_8F_BC),
    Rgba::hex(0xE9_A8_20),
    Rgba::hex(0x86_CB_F2),
    Rgba::hex(0xA9_8F_E0),
    Rgba::hex(0xDD_D4_5C),
    Rgba::hex(0xA3_AC_B6),
];
const HUES: usize = 9;
pub(super) const BLUE: usize = 0;
const VERMILION: usize = 1;
const GREEN: usize = 2;
const PINK: usize = 3;
const ORANGE: usize = 4;
const SKY: usize = 5;
const VIOLET: usize = 6;
const OLIVE: usize = 7;
pub(super) const GREY: usize = 8;

/// Looks that common types always have, in any graph, so that a reader learns them once.
const FIXED: [(&str, Shape, usize); 36] = [
    ("person", Shape::Circle, BLUE),
    ("people", Shape::Circle, SKY),
    ("group of people", Shape::Circle, SKY),
    ("family", Shape::Circle, PINK),
    ("armed group", Shape::Hexagon, VERMILION),
    ("group", Shape::Hexagon, ORANGE),
    ("terrorist group", Shape::Hexagon, PINK),
    ("criminal group", Shape::Hexagon, VIOLET),
    ("organisation", Shape::Square, GREEN),
    ("organization", Shape::Square, GREEN),
    ("company", Shape::Square, SKY),
    ("bank", Shape::Square, OLIVE),
    ("charity", Shape::Square, PINK),
    ("media", Shape::Square, GREY),
    ("political party", Shape::Pentagon, PINK),
    ("political alliance", Shape::Pentagon, PINK),
    ("party", Shape::Pentagon, PINK),
    ("state", Shape::Octagon, VIOLET),
    ("country", Shape::Octagon, VIOLET),
    ("government", Shape::Pentagon, VIOLET),
    ("government body", Shape::Pentagon, VIOLET),
    ("military body", Shape::Pentagon, OLIVE),
    ("military unit", Shape::Pentagon, OLIVE),
    ("police", Shape::Pentagon, BLUE),
    ("court", Shape::Pentagon, GREY),
    ("place", Shape::TriangleDown, GREY),
    ("location", Shape::TriangleDown, GREY),
    ("city", Shape::TriangleDown, GREEN),
    ("address", Shape::TriangleDown, ORANGE),
    ("event", Shape::Diamond, ORANGE),
    ("vessel", Shape::Triangle, SKY),
    ("vehicle", Shape::Triangle, OLIVE),
    ("aircraft", Shape::Triangle, BLUE),
    ("account", Shape::Cross, GREEN),
    ("phone", Shape::Cross, GREY),
    ("weapon", Shape::Star, VERMILION),
];

/// How far the line around a shape is from the colour inside towards that of text.
const RIM_SHARE: f32 = 0.45;
/// By how much that line stands out from the canvas at least, as a contrast ratio.
const LEAST_RIM_CONTRAST: f32 = 3.0;

/// The colour of the line around a shape that is filled with `fill`, which may be as near to the canvas as it likes.
#[must_use]
pub fn rim(fill: Rgba, theme: Theme) -> Rgba {
    let tokens = theme.tokens();
    fill.mix(tokens.text, RIM_SHARE).standing_out(tokens.canvas, LEAST_RIM_CONTRAST, tokens.text)
}

/// How far what is faint is from its own colour towards that of the canvas.
const FAINT: f32 = 0.78;

/// The colour of something that may be there without being part of what is looked at.
#[must_use]
pub fn faded_if(faint: bool, colour: Rgba, theme: Theme) -> Rgba {
    if faint { colour.mix(theme.tokens().canvas, FAINT) } else { colour }
}

/// How a community is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommunityLook {
    /// Colour of its region; lets what lies under it be seen.
    pub fill: Rgba,
    /// Colour of its title; reads on the canvas and on the region.
    pub ink: Rgba,
}

/// How a community of that hue (below [`HUES`](super::communities::HUES)) is drawn: quiet, and as light as all others.
#[must_use]
pub fn community_look(hue: usize, theme: Theme) -> CommunityLook {
    let degrees = hue as f32 * 360.0 / super::communities::HUES as f32 + 20.0;
    let (fill, alpha, ink) = match theme {
        Theme::Light => (Rgba::oklch(0.72, 0.12, degrees), 84, Rgba::oklch(0.40, 0.075, degrees)),
        Theme::Dark => (Rgba::oklch(0.66, 0.11, degrees), 78, Rgba::oklch(0.86, 0.06, degrees)),
    };
    CommunityLook { fill: fill.with_alpha(alpha), ink }
}

/// How often a hue is varied before looks repeat: so many times `Shape::ALL` × `HUES` types have looks of their own.
const ROUNDS: usize = 4;

/// The look of each type of actor in `graph`.
///
/// Common types always look the same; the others get the looks that are left, the most frequent type first, then by name.
/// Up to 360 types no two have both colour and shape in common.
#[must_use]
pub fn actor_looks(graph: &Graph, theme: Theme) -> BTreeMap<String, ActorLook> {
    let mut choices: BTreeMap<&str, (Shape, usize, usize)> = BTreeMap::new();
    let mut taken: BTreeSet<(Shape, usize, usize)> = BTreeSet::new();
    let kinds = graph.actor_kinds();
    for (kind, _) in &kinds {
        let wanted = kind.trim().to_lowercase();
        let fixed = FIXED.iter().find(|(name, ..)| *name == wanted).map(|&(_, shape, hue)| (shape, hue, 0));
        let plain = wanted.is_empty().then_some((Shape::Circle, GREY, 0));
        if let Some(look) = fixed.or(plain).filter(|&look| taken.insert(look)) {
            choices.insert(kind, look);
        }
    }
    for (kind, _) in &kinds {
        if !choices.contains_key(kind) {
            let look = free_look(&taken);
            taken.insert(look);
            choices.insert(kind, look);
        }
    }
    choices
        .into_iter()
        .map(|(kind, (shape, hue, round))| (kind.to_owned(), ActorLook { shape, fill: fill(theme, hue, round) }))
        .collect()
}

/// The look that is not taken and has the least in common with those that are: rare shape first, then rare hue.
fn free_look(taken: &BTreeSet<(Shape, usize, usize)>) -> (Shape, usize, usize) {
    let mut shapes = [0usize; Shape::ALL.len()];
    let mut hues = [0usize; HUES];
    for &(shape, hue, _) in taken {
        hues[hue] += 1;
        for (count, other) in shapes.iter_mut().zip(Shape::ALL) {
            *count += usize::from(other == shape);
        }
    }
    (0..ROUNDS)
        .find_map(|round| {
            Shape::ALL
                .into_iter()
                .enumerate()
                .flat_map(|(place, shape)| (0..HUES).map(move |hue| (place, shape, hue)))
                .filter(|&(_, shape, hue)| !taken.contains(&(shape, hue, round)))
                .min_by_key(|&(place, _, hue)| (shapes[place] + hues[hue], shapes[place], place, hue))
                .map(|(_, shape, hue)| (shape, hue, round))
        })
        .unwrap_or((Shape::Circle, GREY, ROUNDS))
}

/// A hue as it is drawn in a theme.
pub(super) fn hue(hue: usize, theme: Theme) -> Rgba {
    fill(theme, hue, 0)
}

/// Later rounds move towards the text colour, which never lowers the contrast with the canvas.
fn fill(theme: Theme, hue: usize, round: usize) -> Rgba {
    let hues = match theme {
        Theme::Light => &HUES_LIGHT,
        Theme::Dark => &HUES_DARK,
    };
    hues[hue].mix(theme.tokens().text, 0.22 * round as f32)
}

#[cfg(test)]
mod tests {
    use super::super::communities::HUES as HUES_OF_COMMUNITIES;
    use super::*;
    use crate::model::{Actor, GraphBuilder};

    fn graph_of_kinds(kinds: &[&str]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (number, kind) in kinds.iter().enumerate() {
            let actor = Actor { key: number.to_string().into(), kind: (*kind).into(), ..Actor::default() };
            builder.add_actor(actor).expect("numbers are unique");
        }
        builder.finish()
    }

    #[test]
    fn every_colour_stands_out_from_the_canvas() {
        for theme in Theme::ALL {
            for hue in 0..HUES {
                for round in 0..=ROUNDS {
                    let contrast = fill(theme, hue, round).contrast(theme.tokens().canvas);
                    assert!(contrast >= 3.0, "{theme:?} hue {hue} round {round}: {contrast}");
                }
            }
        }
    }

    #[test]
    fn titles_of_communities_read_and_their_regions_are_quiet() {
        for theme in Theme::ALL {
            let canvas = theme.tokens().canvas;
            let looks: Vec<CommunityLook> = (0..HUES_OF_COMMUNITIES).map(|hue| community_look(hue, theme)).collect();
            for look in &looks {
                let ground = look.fill.over(canvas);
                assert!(look.ink.contrast(canvas) >= 6.0 && look.ink.contrast(ground) >= 4.5, "{theme:?} {look:?}");
                assert!((1.08..2.2).contains(&ground.contrast(canvas)), "{theme:?} {look:?}");
            }
            for (number, look) in looks.iter().enumerate() {
                assert!(looks[..number].iter().all(|other| other.fill != look.fill));
            }
        }
    }

    #[test]
    fn a_person_is_a_blue_circle_whatever_else_there_is() {
        for kinds in [&["person"][..], &["robot", "robot", "person"], &["Person", "ghost"]] {
            let looks = actor_looks(&graph_of_kinds(kinds), Theme::Light);
            let (_, look) = looks.iter().find(|(kind, _)| kind.eq_ignore_ascii_case("person")).expect("present");
            assert_eq!(*look, ActorLook { shape: Shape::Circle, fill: HUES_LIGHT[BLUE] });
        }
    }

    #[test]
    fn no_two_types_share_colour_and_shape() {
        let names: Vec<String> = (0..200).map(|number| format!("type {number}")).collect();
        let mut kinds: Vec<&str> = names.iter().map(String::as_str).collect();
        kinds.extend(["person", "Person", "organisation", "organization", "place", "location", "", " "]);
        for theme in Theme::ALL {
            let looks = actor_looks(&graph_of_kinds(&kinds), theme);
            assert_eq!(looks.len(), kinds.len());
            let different: BTreeSet<(Shape, [u8; 4])> = looks.values().map(|look| (look.shape, look.fill.0)).collect();
            assert_eq!(different.len(), kinds.len());
        }
    }

    #[test]
    fn unknown_types_differ_in_shape_first() {
        let looks = actor_looks(&graph_of_kinds(&["a", "b", "c", "d", "e", "f"]), Theme::Dark);
        let shapes: BTreeSet<Shape> = looks.values().map(|look| look.shape).collect();
        let colours: BTreeSet<[u8; 4]> = looks.values().map(|look| look.fill.0).collect();
        assert_eq!((shapes.len(), colours.len()), (6, 6));
    }

    #[test]
    fn every_way_to_break_a_line_knows_its_number() {
        assert!(Dash::ALL.iter().enumerate().all(|(number, dash)| dash.number() == number));
    }

    #[test]
    fn every_standing_has_a_line_of_its_own() {
        let standings =
            Basis::ALL.map(Standing::Basis).into_iter().chain([Standing::SourcedWithoutBasis, Standing::Unsourced]);
        let looks: BTreeSet<String> =
            standings.clone().map(|standing| format!("{:?}", standing.look(Theme::Light))).collect();
        assert_eq!(looks.len(), standings.count());
    }
}
