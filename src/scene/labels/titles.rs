//! Titles of parts of the picture: the names of the most important actors of a community, one under the other, where they have
//! room. They go before the labels of ordinary actors, after those of actors that have attention.

use hashbrown::{HashMap, HashSet};

use super::board::{Board, ROOM, ROOM_AS_BEFORE, grown, outside};
use super::grid::Area;
use super::{LabelInput, Place, PlacedLabel};
use crate::model::{ActorIx, Point};
use crate::scene::TextMeasure;

/// Greatest width of a name, in parts of the size of its letters.
const WIDEST: f32 = 12.0;
/// How far a title within may reach beyond the free disc around its middle, as shares of the radius to each side.
const WIDE: f32 = 1.25;
const HIGH: f32 = 0.75;
/// So much larger a title may be that was there before.
const SLACK: f32 = 1.15;
/// From the disc to a title beside it, in points; and the radius of a disc that deserves one more name beside it.
const BESIDE: f32 = 3.0;
const RADIUS_PER_NAME: f32 = 16.0;

/// A part of the picture that may get a title.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Title<'a> {
    /// Which part it is.
    pub of: usize,
    /// Where its middle is, in points of the screen.
    pub centre: Point,
    /// Radius of a disc around it that belongs to the part, in points.
    pub radius: f32,
    /// After whom it may be called, the most important first.
    pub names: &'a [(ActorIx, String)],
    /// Whether there is more in it than has names here.
    pub is_more: bool,
    /// Whether the title speaks for all actors that belong to the part, and not only for those that it names.
    pub is_for_all: bool,
}

/// The lines of a title with so many names: one each, as a list that goes on.
fn lines(title: &Title<'_>, count: usize, measure: &TextMeasure) -> Vec<String> {
    let is_all = count == title.names.len() && !title.is_more;
    let names = title.names.iter().take(count).enumerate();
    names
        .map(|(number, (_, name))| {
            let name = measure.fitted(name, 1.0, WIDEST);
            if number + 1 < count {
                format!("{name},")
            } else if is_all || name.ends_with('…') {
                name
            } else {
                format!("{name} …")
            }
        })
        .collect()
}

/// Places titles, those of the parts that had one before first, then in their order; each with as many names as have room.
pub(super) fn place_titles(
    input: &LabelInput<'_>,
    previous: &[PlacedLabel<usize>],
    board: &mut Board<'_>,
) -> Vec<PlacedLabel<usize>> {
    let before: HashMap<usize, &PlacedLabel<usize>> = previous.iter().map(|title| (title.of, title)).collect();
    let mut order: Vec<&Title<'_>> = input.titles.iter().filter(|title| is_in_sight(input, title.centre)).collect();
    order.sort_by_key(|title| !before.contains_key(&title.of));
    order.into_iter().filter_map(|title| place_title(input, title, before.get(&title.of).copied(), board)).collect()
}

/// Whom titles speak for.
pub(super) struct SpokenFor<'a> {
    part_of: &'a [u16],
    parts: HashSet<usize>,
    actors: HashSet<ActorIx>,
}

impl<'a> SpokenFor<'a> {
    pub fn by(input: &LabelInput<'a>, titles: &[PlacedLabel<usize>]) -> Self {
        let lines: HashMap<usize, usize> = titles.iter().map(|title| (title.of, title.lines.len())).collect();
        let mut spoken_for = Self { part_of: input.part_of, parts: HashSet::new(), actors: HashSet::new() };
        for title in input.titles {
            let Some(count) = lines.get(&title.of) else { continue };
            if title.is_for_all {
                spoken_for.parts.insert(title.of);
            }
            spoken_for.actors.extend(title.names.iter().take(*count).map(|(actor, _)| *actor));
        }
        spoken_for
    }

    pub fn has(&self, actor: ActorIx) -> bool {
        let part = self.part_of.get(actor.get());
        self.actors.contains(&actor) || part.is_some_and(|part| self.parts.contains(&usize::from(*part)))
    }
}

fn is_in_sight(input: &LabelInput<'_>, centre: Point) -> bool {
    (0.0..input.viewport.width).contains(&centre.x) && (0.0..input.viewport.height).contains(&centre.y)
}

fn place_title(
    input: &LabelInput<'_>,
    title: &Title<'_>,
    before: Option<&PlacedLabel<usize>>,
    board: &mut Board<'_>,
) -> Option<PlacedLabel<usize>> {
    for count in (1..=title.names.len()).rev() {
        let lines = lines(title, count, input.measure);
        let width = lines.iter().map(|line| input.measure.width(line, input.title_size)).fold(0.0, f32::max) + 2.0;
        let size = (width, lines.len() as f32 * input.title_size * crate::scene::LINE_HEIGHT);
        let kept = before.filter(|before| before.lines == lines).map(|before| before.place);
        let slack = if kept.is_some() { SLACK } else { 1.0 };
        let has_room = size.0 <= 2.0 * WIDE * title.radius * slack && size.1 <= 2.0 * HIGH * title.radius * slack;
        // Beside a small part there is a title all the same, but only a short one.
        let most_beside = 1 + (title.radius * slack / RADIUS_PER_NAME) as usize;
        let places: &[Place] = if has_room {
            &[Place::Within]
        } else if count <= most_beside {
            &[Place::Below, Place::Above, Place::Right, Place::Left]
        } else {
            continue;
        };
        let places = kept.into_iter().filter(|place| places.contains(place)).chain(places.iter().copied());
        for place in places {
            let area = title_box(title, place, size);
            let is_kept = kept == Some(place);
            let room = if is_kept { ROOM_AS_BEFORE } else { ROOM };
            // One that was there stays while it is moved out of the picture.
            let most_outside = if is_kept { size.0 / 2.0 } else { 0.0 };
            if outside(area, input.viewport) <= most_outside && board.take(area, grown(area, room)) {
                let (least, greatest) = area;
                return Some(PlacedLabel { of: title.of, lines, size: input.title_size, place, least, greatest });
            }
        }
    }
    None
}

fn title_box(title: &Title<'_>, place: Place, (width, height): (f32, f32)) -> Area {
    let Point { x, y } = title.centre;
    let away = title.radius + BESIDE;
    let least = match place {
        Place::Below => Point::new(x - width / 2.0, y + away),
        Place::Above => Point::new(x - width / 2.0, y - away - height),
        Place::Right => Point::new(x + away, y - height / 2.0),
        Place::Left => Point::new(x - away - width, y - height / 2.0),
        _ => Point::new(x - width / 2.0, y - height / 2.0),
    };
    (least, Point::new(least.x + width, least.y + height))
}

#[cfg(test)]
mod tests;
