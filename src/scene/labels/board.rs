//! What is on the screen so far, and the place of one more label among it. Which labels come first is decided beside this.

use super::grid::{Area, Boxes, Grid, Sorted};
use super::lines::Lines;
use super::{ActorCandidate, Attention, LabelInput, LabelMemory, LinkCandidate, Place, PlacedLabel, sight};
use crate::model::{ActorIx, LinkIx, Point};
use crate::scene::TextMeasure;
use crate::scene::camera::Size;

/// Columns of a link's label, which has one line.
const LINK_COLUMNS: usize = 26;
/// Points of the screen there are for each label that lies over the shapes of less important actors.
const AREA_PER_COVERING_LABEL: f32 = 22_000.0;
/// Radius up to which a shape is a mere dot, over which the label of a more important actor may lie, in points.
const DOT: f32 = 4.5;
/// Free space around a label, in points; less around one that was drawn before, so that it stays.
pub(super) const ROOM: f32 = 3.0;
pub(super) const ROOM_AS_BEFORE: f32 = 0.5;
/// Free space that labels keep along the border of the picture where they can, in points.
const INSET: f32 = 8.0;

/// What is on the screen so far, in cells.
pub(super) struct Board<'a> {
    input: &'a LabelInput<'a>,
    /// The shapes of the actors that are on the screen or near it.
    discs: Vec<&'a ActorCandidate<'a>>,
    sorted: Sorted,
    boxes: Boxes,
    memory: &'a mut LabelMemory,
    /// How many more labels may lie over the shapes of others.
    dot_budget: usize,
}

/// What a label would cover.
#[derive(Clone, Copy, Debug, Default)]
struct Covered {
    /// How deep it lies over shapes, in all, in points.
    depth: f32,
    /// Whether one of them must be seen.
    needed: bool,
}

impl<'a> Board<'a> {
    pub(super) fn new(input: &'a LabelInput<'a>, memory: &'a mut LabelMemory) -> Self {
        let area = input.viewport.width * input.viewport.height;
        let dot_budget = (area / AREA_PER_COVERING_LABEL) as usize;
        let grid = Grid::over(input.viewport);
        let is_near = |disc: &&ActorCandidate<'_>| sight::is_near(input.viewport, disc.centre, disc.radius);
        let discs: Vec<&ActorCandidate<'_>> = input.actors.iter().filter(is_near).collect();
        let sorted = Sorted::new(grid, discs.iter().map(|disc| around(disc.centre, disc.radius)));
        let mut boxes = Boxes::none(grid);
        for &taken in input.taken {
            boxes.put(taken);
        }
        memory.turn_page();
        Self { input, discs, sorted, boxes, memory, dot_budget }
    }

    /// The actors that are on the screen or close enough for their labels to be.
    pub(super) fn near(&self) -> impl Iterator<Item = &'a ActorCandidate<'a>> {
        self.discs.iter().copied()
    }

    /// What the box would cover of the shapes of others.
    fn covered(&self, place: Area, own: Option<&ActorCandidate<'_>>) -> Covered {
        let mut covered = Covered::default();
        let is_enough = own.is_none_or(|own| own.attention < Attention::Match);
        self.sorted.visit_near(place, |number| {
            let disc = self.discs[number as usize];
            let reach = disc.radius + 1.0;
            let square = square_distance_to_box(place, disc.centre);
            if square >= reach * reach || own.is_some_and(|own| own.actor == disc.actor) {
                return true;
            }
            covered.depth += reach - square.sqrt();
            let gives_way = own.is_some_and(|own| {
                let is_dot = disc.radius <= DOT && disc.importance < own.importance;
                is_dot || disc.radius < own.radius * 0.45
            });
            covered.needed |= !gives_way;
            !(covered.needed && is_enough)
        });
        covered
    }

    pub(super) fn place_actor(
        &mut self,
        candidate: &ActorCandidate<'_>,
        before: Option<&PlacedLabel<ActorIx>>,
    ) -> Option<PlacedLabel<ActorIx>> {
        let LabelInput { measure, .. } = *self.input;
        let mut found = None;
        for is_narrow in [false, true] {
            let Some(lines) = self.memory.lines(measure, candidate.actor, candidate.text, is_narrow) else { break };
            found = self.best_place(candidate, before, &lines);
            if found.is_some() {
                break;
            }
        }
        let label = found?;
        let place = (label.least, label.greatest);
        if self.covered(place, Some(candidate)).depth > 0.0 || self.lies_on_crowd(place) {
            self.dot_budget = self.dot_budget.saturating_sub(1);
        }
        self.boxes.put(place);
        Some(label)
    }

    /// Whether hardly any label finds room any more: no other may lie over shapes, and they are everywhere.
    pub(super) fn is_full(&self) -> bool {
        self.dot_budget == 0 && self.input.crowd.is_some()
    }

    /// Whether the box covers actors that are on the screen but no candidates.
    fn lies_on_crowd(&self, place: Area) -> bool {
        self.input.crowd.is_some_and(|crowd| crowd.is_under(place))
    }

    /// The place that covers least, or none where the label would lie on others.
    fn best_place(
        &self,
        candidate: &ActorCandidate<'_>,
        before: Option<&PlacedLabel<ActorIx>>,
        lines: &Lines,
    ) -> Option<PlacedLabel<ActorIx>> {
        let LabelInput { label_size, policy, viewport, .. } = *self.input;
        let letters = label_size * policy.scale(candidate.importance);
        let size = lines.size(letters);
        let kept = before.filter(|label| label.lines == lines.lines).map(|label| label.place);
        let mut best: Option<(f32, Place, Area)> = None;
        for place in kept.into_iter().chain(Place::AT_ACTOR.into_iter().filter(|place| Some(*place) != kept)) {
            let label = actor_box(candidate, place, size);
            let room = if kept == Some(place) { ROOM_AS_BEFORE } else { ROOM };
            if !self.boxes.leave_free(grown(label, room)) {
                continue;
            }
            let covered = self.covered(label, Some(candidate));
            let is_covering = || covered.depth > 0.0 || self.lies_on_crowd(label);
            if candidate.attention < Attention::Match && (covered.needed || (self.dot_budget == 0 && is_covering())) {
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
        is_seen.then(|| PlacedLabel {
            of: candidate.actor,
            lines: lines.lines.clone(),
            size: letters,
            place,
            least,
            greatest,
        })
    }

    /// Takes an area, where nothing lies in the `room` around it.
    pub(super) fn take(&mut self, area: Area, room: Area) -> bool {
        let is_free = self.boxes.leave_free(room);
        if is_free {
            self.boxes.put(area);
        }
        is_free
    }

    pub(super) fn place_link(&mut self, candidate: &LinkCandidate<'_>, before: bool) -> Option<PlacedLabel<LinkIx>> {
        let LabelInput { link_label_size, measure, .. } = *self.input;
        let lines = Lines::of(measure, measure.wrap(candidate.text, LINK_COLUMNS, 1));
        let (width, height) = lines.size(link_label_size);
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
            .find(|label| {
                self.boxes.leave_free(grown(*label, room)) && (focus || self.covered(*label, None).depth <= 0.0)
            })?;
        self.boxes.put(label);
        let Lines { lines, .. } = lines;
        Some(PlacedLabel {
            of: candidate.link,
            lines,
            size: link_label_size,
            place: Place::OnLink,
            least: label.0,
            greatest: label.1,
        })
    }
}

/// Width and height of an actor's label as it is drawn where there is room, at that size of letters.
#[must_use]
pub fn label_box(text: &str, size: f32) -> (f32, f32) {
    Lines::usual(TextMeasure::bundled(), text).size(size)
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
        Place::OnLink | Place::Within => Point::new(x - width / 2.0, y - height / 2.0),
    };
    (least, Point::new(least.x + width, least.y + height))
}

/// By how many points the box sticks out of the picture, a narrow border taken off.
pub(super) fn outside((least, greatest): Area, size: Size) -> f32 {
    let beyond = |low: f32, high: f32, whole: f32| (INSET - low).max(0.0) + (high + INSET - whole).max(0.0);
    beyond(least.x, greatest.x, size.width) + beyond(least.y, greatest.y, size.height)
}

fn around(centre: Point, radius: f32) -> Area {
    (Point::new(centre.x - radius, centre.y - radius), Point::new(centre.x + radius, centre.y + radius))
}

pub(super) fn grown((least, greatest): Area, by: f32) -> Area {
    (Point::new(least.x - by, least.y - by), Point::new(greatest.x + by, greatest.y + by))
}

fn square_distance_to_box((least, greatest): Area, point: Point) -> f32 {
    let dx = (least.x - point.x).max(point.x - greatest.x).max(0.0);
    let dy = (least.y - point.y).max(point.y - greatest.y).max(0.0);
    dx * dx + dy * dy
}
