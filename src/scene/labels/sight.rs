//! Which actors are worth a thought when labels are chosen: all in sight while they are few, else the most important of them.

use super::{ActorCandidate, Attention, LabelChoice, label_budget};
use crate::model::{Camera, Point, Positions};
use crate::scene::camera::{self, Size};
use crate::scene::index::ActorIndex;
use crate::scene::{Scene, SceneActor};

/// While no more actors than this are in sight, each of them is a candidate.
const FEW_IN_SIGHT: usize = 4_000;
/// Otherwise, so many are for each label that may be drawn: in a crowd, the next ones hardly find room.
const THOUGHT_ABOUT_IN_CROWD: usize = 4;
/// A label may be in sight whose actor is so far beyond the border of the picture, in points.
const BEYOND: f32 = 60.0;

/// What is looked at, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// What is drawn.
    pub scene: &'a Scene,
    /// Where its actors stand.
    pub positions: &'a Positions,
    /// The index of the actors, by slot, made from the same places.
    pub index: &'a ActorIndex,
    /// Which part is looked at.
    pub camera: Camera,
    /// Size of the picture, in points.
    pub viewport: Size,
}

/// The actors that may get their labels, out of a scene of any size.
#[derive(Clone, Debug)]
pub struct InSight<'a> {
    /// Those whose labels are thought about, by slot.
    pub actors: Vec<ActorCandidate<'a>>,
    /// Where there are more than those: how to find out what a label would cover.
    pub crowd: Option<Crowd<'a>>,
}

/// Actors on the screen that are too many to be told one by one.
#[derive(Clone, Copy, Debug)]
pub struct Crowd<'a> {
    index: &'a ActorIndex,
    camera: Camera,
    viewport: Size,
}

impl Crowd<'_> {
    /// Whether the middle of an actor is in a box on the screen, or hardly beyond.
    pub(super) fn is_under(&self, (least, greatest): (Point, Point)) -> bool {
        let reach = camera::LEAST_RADIUS_ON_SCREEN;
        let world = |x: f32, y: f32| camera::world_from_screen(&self.camera, self.viewport, Point::new(x, y));
        let (least, greatest) =
            (world(least.x - reach, least.y - reach), world(greatest.x + reach, greatest.y + reach));
        self.index.count_within(least, greatest, 1) > 0
    }
}

/// The actors that may get their labels in a frame.
///
/// While few actors are in sight, these are all of them. Otherwise they are the most important ones, as many as
/// [`super::place_labels`] thinks about; those that had a label in the `previous` frame, so that none comes and goes; and those
/// `with_attention`: the slots, in any order, of all actors that are more than [`Attention::Ordinary`] by `attention` or
/// pinned. Of the latter, too, no more than are thought about are kept.
///
/// Takes time by the number of candidates and of those `with_attention`, not by that of all actors in sight.
#[must_use]
pub fn candidates_in_sight<'a>(
    sight: &Sight<'a>,
    attention: impl Fn(u32) -> Attention,
    with_attention: impl IntoIterator<Item = u32>,
    previous: &LabelChoice,
) -> InSight<'a> {
    let Sight { scene, index, camera, viewport, .. } = *sight;
    let beyond = BEYOND + camera::radius_on_screen(&camera, index.greatest_radius());
    let corner = |x: f32, y: f32| camera::world_from_screen(&camera, viewport, Point::new(x, y));
    let least = corner(-beyond, -beyond);
    let greatest = corner(viewport.width + beyond, viewport.height + beyond);
    let attention = |slot: u32| {
        let own = attention(slot);
        if scene.actors[slot as usize].pinned { own.max(Attention::Pinned) } else { own }
    };
    let mut slots: Vec<u32> = Vec::new();
    let is_crowd = index.count_within(least, greatest, FEW_IN_SIGHT + 1) > FEW_IN_SIGHT;
    if is_crowd {
        let most = THOUGHT_ABOUT_IN_CROWD * label_budget(viewport);
        let mut noted: Vec<u32> = with_attention.into_iter().filter(|slot| sight.is_near(*slot)).collect();
        if noted.len() > most {
            let importance = |slot: u32| scene.actors[slot as usize].importance;
            noted.select_nth_unstable_by(most, |one, other| {
                let (one, other) = (*one, *other);
                attention(other)
                    .cmp(&attention(one))
                    .then(importance(other).total_cmp(&importance(one)))
                    .then(one.cmp(&other))
            });
            noted.truncate(most);
        }
        index.most_important_within(least, greatest, most, &mut slots);
        slots.extend(noted);
        slots.extend(previous.actors.iter().filter_map(|label| scene.slot(label.of)));
        slots.sort_unstable();
        slots.dedup();
    } else {
        index.for_each_within(least, greatest, |slot| slots.push(slot));
        slots.sort_unstable();
    }
    let actors = slots.into_iter().filter_map(|slot| sight.candidate(slot, attention(slot))).collect();
    let crowd = is_crowd.then_some(Crowd { index, camera, viewport });
    InSight { actors, crowd }
}

impl<'a> Sight<'a> {
    fn on_screen(&self, actor: &SceneActor) -> Option<(Point, f32)> {
        let centre = camera::screen_from_world(&self.camera, self.viewport, self.positions.get(actor.actor)?);
        Some((centre, camera::radius_on_screen(&self.camera, actor.radius)))
    }

    fn is_near(&self, slot: u32) -> bool {
        let actor = self.scene.actors.get(slot as usize);
        let place = actor.and_then(|actor| self.on_screen(actor));
        place.is_some_and(|(centre, radius)| is_near(self.viewport, centre, radius))
    }

    fn candidate(&self, slot: u32, attention: Attention) -> Option<ActorCandidate<'a>> {
        // What is faint says its name only where somebody points at it, or selected it.
        let is_named = |actor: &&SceneActor| !actor.faint || attention >= Attention::Match;
        let actor = self.scene.actors.get(slot as usize).filter(is_named)?;
        let (centre, radius) = self.on_screen(actor).filter(|(centre, _)| centre.is_finite())?;
        let (text, importance) = (actor.label.as_str(), actor.importance);
        Some(ActorCandidate { actor: actor.actor, text, centre, radius, importance, attention })
    }
}

/// Whether a disc is on the screen or close enough for its label to be.
pub(super) fn is_near(viewport: Size, centre: Point, radius: f32) -> bool {
    let beyond = radius + BEYOND;
    centre.is_finite()
        && centre.x > -beyond
        && centre.y > -beyond
        && centre.x < viewport.width + beyond
        && centre.y < viewport.height + beyond
}

#[cfg(test)]
mod tests;
