//! Which labels are drawn, and where. Decides only; painting is the canvas's and the exporter's.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::camera::Size;
use super::{LINE_HEIGHT, TextMeasure};
use crate::model::{ActorIx, LinkIx, Point};

/// Labels of links are drawn from this zoom on, unless the link has the analyst's attention.
pub const LINK_LABELS_FROM_ZOOM: f32 = 0.8;
/// Columns and lines of an actor's label.
const COLUMNS: usize = 20;
const LINES: usize = 3;
/// Columns where a label of the usual width finds no place.
const NARROW_COLUMNS: usize = 12;
/// Columns of a link's label, which has one line.
const LINK_COLUMNS: usize = 26;
/// Points of the screen there are for each label, so that labels never fill the picture.
const AREA_PER_LABEL: f32 = 6_500.0;
/// The same for labels that lie over the shapes of less important actors.
const AREA_PER_COVERING_LABEL: f32 = 22_000.0;
/// Radius up to which a shape is a mere dot, over which the label of a more important actor may lie, in points.
const DOT: f32 = 4.5;
/// Free space around a label, in points; less around one that was drawn before, so that it stays.
const ROOM: f32 = 3.0;
const ROOM_AS_BEFORE: f32 = 0.5;
/// Free space that labels keep along the border of the picture where they can, in points.
const INSET: f32 = 8.0;
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
    /// The links on the screen.
    pub links: &'a [LinkCandidate<'a>],
    /// Size of the picture, in points.
    pub viewport: Size,
    /// Parts of the picture where no label may stand: legend, title. Least and greatest corner.
    pub taken: &'a [(Point, Point)],
    /// Screen points per world unit.
    pub zoom: f32,
    /// Size of actors' labels, in points.
    pub label_size: f32,
    /// Size of links' labels, in points.
    pub link_label_size: f32,
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
            Self::Below | Self::Above | Self::OnLink => Alignment::Centre,
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
}

/// Chooses the labels of a frame.
///
/// No two labels overlap, and none covers the shape of an actor as large as its own unless it has the analyst's attention.
/// Attention goes first, then importance, with a head start for what was drawn in the `previous` frame: labels do not
/// flicker while the picture is panned or slowly zoomed. Same input, same choice.
#[must_use]
pub fn place_labels(input: &LabelInput<'_>, previous: &LabelChoice) -> LabelChoice {
    let before: HashMap<ActorIx, &PlacedLabel<ActorIx>> =
        previous.actors.iter().map(|label| (label.of, label)).collect();
    let mut board = Board::new(input);
    let mut order: Vec<&ActorCandidate<'_>> =
        input.actors.iter().filter(|candidate| board.is_near(candidate.centre, candidate.radius)).collect();
    let score = |candidate: &ActorCandidate<'_>| {
        let head_start = if before.contains_key(&candidate.actor) { HEAD_START } else { 0.0 };
        candidate.importance + head_start
    };
    order.sort_unstable_by(|one, other| {
        other.attention.cmp(&one.attention).then(score(other).total_cmp(&score(one))).then(one.actor.cmp(&other.actor))
    });
    let area = input.viewport.width * input.viewport.height;
    let budget = (area / AREA_PER_LABEL).clamp(8.0, 400.0) as usize;
    let mut choice = LabelChoice::default();
    for candidate in order.into_iter().take(budget * 6) {
        if choice.actors.len() >= budget && candidate.attention < Attention::Match {
            break;
        }
        if let Some(label) = board.place_actor(candidate, before.get(&candidate.actor).copied()) {
            choice.actors.push(label);
        }
    }
    choice.links = place_link_labels(input, previous, &mut board, budget.saturating_sub(choice.actors.len() / 2));
    choice
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
        .filter(|candidate| board.is_near(candidate.anchors[0], 0.0))
        .collect();
    order.sort_unstable_by_key(|candidate| {
        (Reverse(candidate.attention), !before.contains(&candidate.link), candidate.link)
    });
    let mut placed = Vec::new();
    for candidate in order.into_iter().take(budget * 6) {
        if placed.len() >= budget && candidate.attention < Attention::Match {
            break;
        }
        placed.extend(board.place_link(candidate, before.contains(&candidate.link)));
    }
    placed
}

/// What is on the screen so far, in cells.
struct Board<'a> {
    input: &'a LabelInput<'a>,
    discs: HashMap<(i32, i32), Vec<u32>>,
    boxes: HashMap<(i32, i32), Vec<Area>>,
    /// How many more labels may lie over the shapes of others.
    dot_budget: usize,
}

type Area = (Point, Point);

/// What a label would cover.
#[derive(Clone, Copy, Debug, Default)]
struct Covered {
    /// How deep it lies over shapes, in all, in points.
    depth: f32,
    /// Whether one of them must be seen.
    needed: bool,
}

const CELL: f32 = 64.0;

impl<'a> Board<'a> {
    fn new(input: &'a LabelInput<'a>) -> Self {
        let area = input.viewport.width * input.viewport.height;
        let dot_budget = (area / AREA_PER_COVERING_LABEL) as usize;
        let mut board = Self { input, discs: HashMap::new(), boxes: HashMap::new(), dot_budget };
        for (number, candidate) in (0u32..).zip(input.actors) {
            if board.is_near(candidate.centre, candidate.radius) {
                for cell in cells(around(candidate.centre, candidate.radius)) {
                    board.discs.entry(cell).or_default().push(number);
                }
            }
        }
        for &taken in input.taken {
            board.put(taken);
        }
        board
    }

    /// Whether a disc is on the screen or close enough for its label to be.
    fn is_near(&self, centre: Point, radius: f32) -> bool {
        let (beyond, size) = (radius + 60.0, self.input.viewport);
        centre.is_finite()
            && centre.x > -beyond
            && centre.y > -beyond
            && centre.x < size.width + beyond
            && centre.y < size.height + beyond
    }

    fn put(&mut self, place: Area) {
        for cell in cells(place) {
            self.boxes.entry(cell).or_default().push(place);
        }
    }

    fn is_free(&self, place: Area) -> bool {
        cells(place)
            .all(|cell| self.boxes.get(&cell).is_none_or(|boxes| boxes.iter().all(|other| !overlap(place, *other))))
    }

    /// What the box would cover of the shapes of others.
    fn covered(&self, place: Area, own: Option<&ActorCandidate<'_>>) -> Covered {
        let mut covered = Covered::default();
        let mut seen: Vec<u32> = Vec::new();
        for number in cells(place).filter_map(|cell| self.discs.get(&cell)).flatten() {
            let disc = &self.input.actors[*number as usize];
            let reach = disc.radius + 1.0 - distance_to_box(place, disc.centre);
            if reach <= 0.0 || own.is_some_and(|own| own.actor == disc.actor) || seen.contains(number) {
                continue;
            }
            seen.push(*number);
            covered.depth += reach;
            let gives_way = own.is_some_and(|own| {
                let is_dot = disc.radius <= DOT && disc.importance < own.importance;
                is_dot || disc.radius < own.radius * 0.45
            });
            covered.needed |= !gives_way;
            if covered.needed && own.is_none_or(|own| own.attention < Attention::Match) {
                return covered;
            }
        }
        covered
    }

    fn place_actor(
        &mut self,
        candidate: &ActorCandidate<'_>,
        before: Option<&PlacedLabel<ActorIx>>,
    ) -> Option<PlacedLabel<ActorIx>> {
        let LabelInput { measure, .. } = *self.input;
        let usual = measure.wrap(candidate.text, COLUMNS, LINES);
        let mut found = self.best_place(candidate, before, usual);
        if found.is_none() {
            let narrow = measure.wrap(candidate.text, NARROW_COLUMNS, LINES);
            let whole = !narrow.last().is_some_and(|line| line.ends_with('…'));
            found = if narrow.len() > 1 && whole { self.best_place(candidate, before, narrow) } else { None };
        }
        let label = found?;
        let place = (label.least, label.greatest);
        if self.covered(place, Some(candidate)).depth > 0.0 {
            self.dot_budget = self.dot_budget.saturating_sub(1);
        }
        self.put(place);
        Some(label)
    }

    /// The place that covers least, or none where the label would lie on others.
    fn best_place(
        &self,
        candidate: &ActorCandidate<'_>,
        before: Option<&PlacedLabel<ActorIx>>,
        lines: Vec<String>,
    ) -> Option<PlacedLabel<ActorIx>> {
        let LabelInput { label_size, measure, viewport, .. } = *self.input;
        let size = box_size(measure, &lines, label_size);
        let kept = before.filter(|label| label.lines == lines).map(|label| label.place);
        let mut best: Option<(f32, Place, Area)> = None;
        for place in kept.into_iter().chain(Place::AT_ACTOR.into_iter().filter(|place| Some(*place) != kept)) {
            let label = actor_box(candidate, place, size);
            let room = if kept == Some(place) { ROOM_AS_BEFORE } else { ROOM };
            if !self.is_free(grown(label, room)) {
                continue;
            }
            let covered = self.covered(label, Some(candidate));
            if candidate.attention < Attention::Match
                && (covered.needed || (covered.depth > 0.0 && self.dot_budget == 0))
            {
                continue;
            }
            let moved = if kept == Some(place) { 0.0 } else { 0.5 };
            let cost = covered.depth + 0.3 * outside(label, viewport) + moved;
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, place, label));
            }
            if cost <= 0.5 {
                break;
            }
        }
        let (_, place, (least, greatest)) = best?;
        let is_seen = outside((least, greatest), viewport) < size.0.max(size.1);
        is_seen.then_some(PlacedLabel { of: candidate.actor, lines, place, least, greatest })
    }

    fn place_link(&mut self, candidate: &LinkCandidate<'_>, before: bool) -> Option<PlacedLabel<LinkIx>> {
        let LabelInput { link_label_size, measure, .. } = *self.input;
        let lines = vec![measure.wrap(candidate.text, LINK_COLUMNS, 1).swap_remove(0)];
        let (width, height) = box_size(measure, &lines, link_label_size);
        let focus = candidate.attention == Attention::Focus;
        if !focus && candidate.length < width * if before { 1.0 } else { 1.1 } {
            return None;
        }
        let room = if before { ROOM_AS_BEFORE } else { ROOM };
        let label = candidate
            .anchors
            .iter()
            .map(|anchor| {
                let half = (width / 2.0, height / 2.0);
                (Point::new(anchor.x - half.0, anchor.y - half.1), Point::new(anchor.x + half.0, anchor.y + half.1))
            })
            .find(|label| self.is_free(grown(*label, room)) && (focus || self.covered(*label, None).depth <= 0.0))?;
        self.put(label);
        Some(PlacedLabel { of: candidate.link, lines, place: Place::OnLink, least: label.0, greatest: label.1 })
    }
}

/// Width and height of an actor's label as it is drawn where there is room, at that size of letters.
#[must_use]
pub fn label_box(text: &str, size: f32) -> (f32, f32) {
    let measure = TextMeasure::bundled();
    box_size(measure, &measure.wrap(text, COLUMNS, LINES), size)
}

fn box_size(measure: &TextMeasure, lines: &[String], size: f32) -> (f32, f32) {
    let width = lines.iter().map(|line| measure.width(line, size)).fold(0.0, f32::max);
    (width + 2.0, lines.len() as f32 * size * LINE_HEIGHT)
}

fn actor_box(candidate: &ActorCandidate<'_>, place: Place, (width, height): (f32, f32)) -> Area {
    // Corners of shapes stand out a little from the circle.
    let away = candidate.radius * 1.15 + 2.0;
    let aslant = away * 0.72;
    let Point { x, y } = candidate.centre;
    let least = match place {
        Place::Below => Point::new(x - width / 2.0, y + away),
        Place::Above => Point::new(x - width / 2.0, y - away - height),
        Place::Right => Point::new(x + away + 2.0, y - height / 2.0),
        Place::Left => Point::new(x - away - 2.0 - width, y - height / 2.0),
        Place::BelowRight => Point::new(x + aslant, y + aslant),
        Place::BelowLeft => Point::new(x - aslant - width, y + aslant),
        Place::AboveRight => Point::new(x + aslant, y - aslant - height),
        Place::AboveLeft => Point::new(x - aslant - width, y - aslant - height),
        Place::OnLink => Point::new(x - width / 2.0, y - height / 2.0),
    };
    (least, Point::new(least.x + width, least.y + height))
}

/// By how many points the box sticks out of the picture, a narrow border taken off.
fn outside((least, greatest): Area, size: Size) -> f32 {
    let beyond = |low: f32, high: f32, whole: f32| (INSET - low).max(0.0) + (high + INSET - whole).max(0.0);
    beyond(least.x, greatest.x, size.width) + beyond(least.y, greatest.y, size.height)
}

fn around(centre: Point, radius: f32) -> Area {
    (Point::new(centre.x - radius, centre.y - radius), Point::new(centre.x + radius, centre.y + radius))
}

fn grown((least, greatest): Area, by: f32) -> Area {
    (Point::new(least.x - by, least.y - by), Point::new(greatest.x + by, greatest.y + by))
}

fn overlap(one: Area, other: Area) -> bool {
    one.0.x < other.1.x && other.0.x < one.1.x && one.0.y < other.1.y && other.0.y < one.1.y
}

fn distance_to_box((least, greatest): Area, point: Point) -> f32 {
    let dx = (least.x - point.x).max(point.x - greatest.x).max(0.0);
    let dy = (least.y - point.y).max(point.y - greatest.y).max(0.0);
    (dx * dx + dy * dy).sqrt()
}

fn cells((least, greatest): Area) -> impl Iterator<Item = (i32, i32)> {
    let cell = |coordinate: f32| (coordinate / CELL).floor() as i32;
    let columns = cell(least.x)..=cell(greatest.x);
    (cell(least.y)..=cell(greatest.y)).flat_map(move |row| columns.clone().map(move |column| (column, row)))
}

#[cfg(test)]
mod tests;
