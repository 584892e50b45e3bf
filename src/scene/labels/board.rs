//! What is on the screen so far, and the place of one more label among it. Which labels come first is decided beside this.

use std::collections::HashMap;

use super::{ActorCandidate, Attention, LabelInput, LinkCandidate, Place, PlacedLabel};
use crate::model::{ActorIx, LinkIx, Point};
use crate::scene::camera::Size;
use crate::scene::{LINE_HEIGHT, TextMeasure};

/// Columns and lines of an actor's label.
const COLUMNS: usize = 20;
const LINES: usize = 3;
/// Columns where a label of the usual width finds no place.
const NARROW_COLUMNS: usize = 12;
/// Columns of a link's label, which has one line.
const LINK_COLUMNS: usize = 26;
/// Points of the screen there are for each label that lies over the shapes of less important actors.
const AREA_PER_COVERING_LABEL: f32 = 22_000.0;
/// Radius up to which a shape is a mere dot, over which the label of a more important actor may lie, in points.
const DOT: f32 = 4.5;
/// Free space around a label, in points; less around one that was drawn before, so that it stays.
const ROOM: f32 = 3.0;
const ROOM_AS_BEFORE: f32 = 0.5;
/// Free space that labels keep along the border of the picture where they can, in points.
const INSET: f32 = 8.0;
/// Side of a cell, in points.
const CELL: f32 = 64.0;

/// What is on the screen so far, in cells.
pub(super) struct Board<'a> {
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

impl<'a> Board<'a> {
    pub(super) fn new(input: &'a LabelInput<'a>) -> Self {
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
    pub(super) fn is_near(&self, centre: Point, radius: f32) -> bool {
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

    pub(super) fn place_actor(
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

    pub(super) fn place_link(&mut self, candidate: &LinkCandidate<'_>, before: bool) -> Option<PlacedLabel<LinkIx>> {
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

pub(super) fn overlap(one: Area, other: Area) -> bool {
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
