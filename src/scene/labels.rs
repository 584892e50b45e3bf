//! Which labels are drawn, and where. Decides only; painting is the canvas's and the exporter's.

mod board;
mod grid;
mod lines;
mod policy;
mod sight;
mod titles;

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};

use super::TextMeasure;
use super::camera::Size;
use crate::model::{ActorIx, LinkIx, Point};

use board::Board;
pub use board::label_box;
pub use lines::LabelMemory;
pub use policy::{LabelPolicy, LabelsOf};
pub use sight::{Crowd, InSight, Sight, candidates_in_sight};
use titles::SpokenFor;
pub use titles::Title;

/// Labels of links are drawn from this zoom on, unless the link has the analyst's attention.
pub const LINK_LABELS_FROM_ZOOM: f32 = 0.8;
/// Points of the screen there are for each label, so that labels never fill the picture.
const AREA_PER_LABEL: f32 = 6_500.0;
/// So many candidates there are thought about for each label that may be drawn; most find no room.
const THOUGHT_ABOUT: usize = 6;
/// In a crowd that leaves no room, no label is tried after so many in a row that found none.
const MOST_IN_VAIN: usize = 150;
/// How much more important than before a newcomer has to be to take the place of a label that was drawn before.
const HEAD_START: f32 = 0.12;

/// How much an actor or link has the analyst's attention. More goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Nothing special.
    #[default]
    Ordinary,
    /// Pinned.
    Pinned,
    /// Matches what is searched for, or is lit for another reason.
    Match,
    /// Selected or under the pointer.
    Focus,
}

/// An actor that may get its label, and over whose shape no other label should lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActorCandidate<'a> {
    /// The actor.
    pub actor: ActorIx,
    /// Its label.
    pub text: &'a str,
    /// Its middle, in points of the screen.
    pub centre: Point,
    /// Its radius, in points of the screen.
    pub radius: f32,
    /// 0 to 1.
    pub importance: f32,
    /// How much it has the analyst's attention.
    pub attention: Attention,
}

/// A link that may get its label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkCandidate<'a> {
    /// The link.
    pub link: LinkIx,
    /// Its label.
    pub text: &'a str,
    /// Where the middle of the label may stand, best first: points of the link, on the screen.
    pub anchors: [Point; 3],
    /// Length of the link between the rims, in points.
    pub length: f32,
    /// How much it has the analyst's attention.
    pub attention: Attention,
}

/// What labels are chosen from.
#[derive(Clone, Copy, Debug)]
pub struct LabelInput<'a> {
    /// The actors on the screen; those far outside of it may be left out.
    pub actors: &'a [ActorCandidate<'a>],
    /// Where these are not all that are on the screen, the others.
    pub crowd: Option<Crowd<'a>>,
    /// The links on the screen.
    pub links: &'a [LinkCandidate<'a>],
    /// The parts of the picture that may get a title, the most important first.
    pub titles: &'a [Title<'a>],
    /// The part of the picture that each actor belongs to, as [`Title::of`], by its place in the file; others belong to none.
    pub part_of: &'a [u16],
    /// Size of the picture, in points.
    pub viewport: Size,
    /// Parts of the picture where no label may stand: legend, title. Least and greatest corner.
    pub taken: &'a [(Point, Point)],
    /// Screen points per world unit.
    pub zoom: f32,
    /// Whose labels are wanted, and how much larger than usual.
    pub policy: LabelPolicy,
    /// Usual size of actors' labels, in points.
    pub label_size: f32,
    /// Size of links' labels, in points.
    pub link_label_size: f32,
    /// Size of titles, in points.
    pub title_size: f32,
    /// Widths of text.
    pub measure: &'a TextMeasure,
}

/// On which side of its actor a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Under it: where labels are looked for first.
    Below,
    /// Over it.
    Above,
    /// To its right.
    Right,
    /// To its left.
    Left,
    /// Aslant to the right, below.
    BelowRight,
    /// Aslant to the left, below.
    BelowLeft,
    /// Aslant to the right, above.
    AboveRight,
    /// Aslant to the left, above.
    AboveLeft,
    /// On the link it belongs to.
    OnLink,
    /// In the middle of the part of the picture that it is the title of.
    Within,
}

impl Place {
    /// The places at an actor, best first.
    const AT_ACTOR: [Self; 8] = [
        Self::Below,
        Self::Above,
        Self::Right,
        Self::Left,
        Self::BelowRight,
        Self::BelowLeft,
        Self::AboveRight,
        Self::AboveLeft,
    ];

    /// How the lines of a label stand in its box.
    #[must_use]
    pub fn alignment(self) -> Alignment {
        match self {
            Self::Below | Self::Above | Self::OnLink | Self::Within => Alignment::Centre,
            Self::Right | Self::BelowRight | Self::AboveRight => Alignment::Start,
            Self::Left | Self::BelowLeft | Self::AboveLeft => Alignment::End,
        }
    }
}

/// How the lines of a label stand in its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// From the left edge on.
    Start,
    /// In the middle.
    Centre,
    /// Up to the right edge.
    End,
}

/// A label that is drawn. How its lines stand in its box follows from its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel<Ix> {
    /// Whose label it is.
    pub of: Ix,
    /// Its lines, from the top.
    pub lines: Vec<String>,
    /// Size of its letters, in points.
    pub size: f32,
    /// On which side it stands.
    pub place: Place,
    /// Left upper corner of its box, in points of the screen.
    pub least: Point,
    /// Right lower corner of its box.
    pub greatest: Point,
}

/// The labels of one frame, the most important first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelChoice {
    /// Labels of actors.
    pub actors: Vec<PlacedLabel<ActorIx>>,
    /// Labels of links.
    pub links: Vec<PlacedLabel<LinkIx>>,
    /// Titles; each line but for its last sign is the name of an actor.
    pub titles: Vec<PlacedLabel<usize>>,
}

/// What lies beyond the borders of a viewport: with this [`LabelInput::taken`], no label is cut.
#[must_use]
pub fn beyond(viewport: Size) -> [(Point, Point); 4] {
    const FAR: f32 = 300.0;
    let (right, bottom) = (viewport.width, viewport.height);
    [
        (Point::new(-FAR, -FAR), Point::new(0.0, bottom + FAR)),
        (Point::new(right, -FAR), Point::new(right + FAR, bottom + FAR)),
        (Point::new(0.0, -FAR), Point::new(right, 0.0)),
        (Point::new(0.0, bottom), Point::new(right, bottom + FAR)),
    ]
}

/// Chooses the labels of a frame.
///
/// No two labels overlap, and none covers the shape of an actor as large as its own unless it has the analyst's attention.
/// Attention goes first, then titles, then importance, with a head start for what was drawn in the `previous` frame: labels do not
/// flicker while the picture is panned or slowly zoomed. Same input, same choice.
#[must_use]
pub fn place_labels(input: &LabelInput<'_>, previous: &LabelChoice) -> LabelChoice {
    place_labels_again(input, previous, &mut LabelMemory::default())
}

/// [`place_labels`], frame after frame: the same choice at less cost, as long as the `memory` is that of the frame before.
#[must_use]
pub fn place_labels_again(input: &LabelInput<'_>, previous: &LabelChoice, memory: &mut LabelMemory) -> LabelChoice {
    let before: HashMap<ActorIx, &PlacedLabel<ActorIx>> =
        previous.actors.iter().map(|label| (label.of, label)).collect();
    let mut board = Board::new(input, memory);
    let score = |candidate: &ActorCandidate<'_>| {
        let head_start = if before.contains_key(&candidate.actor) { HEAD_START } else { 0.0 };
        candidate.importance + head_start
    };
    let allows =
        |candidate: &ActorCandidate<'_>| !candidate.text.is_empty() && input.policy.of.allows(candidate.attention);
    let mut order: Vec<(f32, &ActorCandidate<'_>)> =
        board.near().filter(|candidate| allows(candidate)).map(|candidate| (score(candidate), candidate)).collect();
    let goes_before = |(score, one): &(f32, &ActorCandidate<'_>), (other_score, other): &(f32, &ActorCandidate<'_>)| {
        other.attention.cmp(&one.attention).then(other_score.total_cmp(score)).then(one.actor.cmp(&other.actor))
    };
    let budget = label_budget(input.viewport);
    if order.len() > budget * THOUGHT_ABOUT {
        order.select_nth_unstable_by(budget * THOUGHT_ABOUT, goes_before);
        order.truncate(budget * THOUGHT_ABOUT);
    }
    order.sort_unstable_by(goes_before);
    let mut choice = LabelChoice::default();
    let mut in_vain = 0;
    // For whom a title speaks, there is no label beside it, but for those that have attention.
    let mut spoken_for = None;
    for (_, candidate) in order {
        if candidate.attention < Attention::Match {
            let spoken_for = spoken_for.get_or_insert_with(|| {
                choice.titles = titles::place_titles(input, &previous.titles, &mut board);
                SpokenFor::by(input, &choice.titles)
            });
            if spoken_for.has(candidate.actor) {
                continue;
            }
        }
        let gives_up = choice.actors.len() >= budget || (board.is_full() && in_vain >= MOST_IN_VAIN);
        if gives_up && candidate.attention < Attention::Match {
            break;
        }
        match board.place_actor(candidate, before.get(&candidate.actor).copied()) {
            Some(label) => {
                choice.actors.push(label);
                in_vain = 0;
            }
            None => in_vain += 1,
        }
    }
    if spoken_for.is_none() {
        choice.titles = titles::place_titles(input, &previous.titles, &mut board);
    }
    choice.links = place_link_labels(input, previous, &mut board, budget.saturating_sub(choice.actors.len() / 2));
    choice
}

/// How many labels of actors a picture has at most, but for those that have attention.
fn label_budget(viewport: Size) -> usize {
    (viewport.width * viewport.height / AREA_PER_LABEL).clamp(8.0, 400.0) as usize
}

fn place_link_labels(
    input: &LabelInput<'_>,
    previous: &LabelChoice,
    board: &mut Board<'_>,
    budget: usize,
) -> Vec<PlacedLabel<LinkIx>> {
    let before: HashSet<LinkIx> = previous.links.iter().map(|label| label.of).collect();
    // A label that is drawn already stays a little longer while the picture shrinks.
    let near_enough = |candidate: &LinkCandidate<'_>| {
        let from = if before.contains(&candidate.link) { 0.92 } else { 1.0 };
        candidate.attention == Attention::Focus || input.zoom >= LINK_LABELS_FROM_ZOOM * from
    };
    let mut order: Vec<&LinkCandidate<'_>> = input
        .links
        .iter()
        .filter(|candidate| !candidate.text.is_empty() && near_enough(candidate))
        .filter(|candidate| input.policy.of.allows(candidate.attention))
        .filter(|candidate| sight::is_near(input.viewport, candidate.anchors[0], 0.0))
        .collect();
    order.sort_unstable_by_key(|candidate| {
        (Reverse(candidate.attention), !before.contains(&candidate.link), candidate.link)
    });
    let mut placed = Vec::new();
    for candidate in order.into_iter().take(budget * THOUGHT_ABOUT) {
        if placed.len() >= budget && candidate.attention < Attention::Match {
            break;
        }
        placed.extend(board.place_link(candidate, before.contains(&candidate.link)));
    }
    placed
}

#[cfg(test)]
mod tests;
