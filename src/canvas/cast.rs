//! Who is on the stage: the actors and links that the foreground draws, so that they can be touched and read. In a small
//! scene all of them; near a part of a large one, all of that part; else those that have the analyst's attention.

use std::collections::BTreeSet;

use super::lens::Lens;
use super::survey::Survey;
use crate::model::Point;
use crate::scene::{SMALL_SCENE, Scene};
use crate::workspace::{Target, Workspace};

/// How much the foreground draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Most actors and links of a scene that is drawn whole.
    pub whole: (usize, usize),
    /// Most actors and links of the part that is near.
    pub near: (usize, usize),
}

impl Default for Budget {
    /// About as much as can be drawn in 2 ms on a slow machine; a whole scene may be a little larger, because it is never
    /// chosen anew.
    fn default() -> Self {
        Self { whole: SMALL_SCENE, near: (2_000, 5_000) }
    }
}

/// Selected actors beyond these are shown as selected by the backdrop.
pub(super) const MOST_SELECTED: usize = 500;
/// How far the part that is drawn near reaches beyond the canvas, as a share of its size: panning a little changes nothing.
const AROUND: f32 = 0.3;

/// The actors and links that the foreground draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cast {
    /// Slots, ascending; every end of a link is among them.
    pub slots: Vec<u32>,
    /// Places of links in the scene, ascending.
    pub places: Vec<u32>,
    /// How much of the scene that is.
    pub reach: Reach,
}

/// How much of the scene the foreground draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Reach {
    /// Everything.
    #[default]
    All,
    /// Everything within this box of the world, with its links.
    Near(Point, Point),
    /// Only what has the analyst's attention.
    Few,
}

impl Reach {
    /// The box of the world that is drawn near, for the backdrop to leave out.
    pub fn near(self) -> Option<(Point, Point)> {
        match self {
            Self::Near(least, greatest) => Some((least, greatest)),
            Self::All | Self::Few => None,
        }
    }
}

impl Budget {
    /// Whether the foreground alone draws a scene of that size.
    pub(super) fn holds(&self, scene: &Scene) -> bool {
        scene.actors.len() <= self.whole.0 && scene.links.len() <= self.whole.1
    }

    /// Whether the foreground can draw everybody in a box, with all links.
    fn holds_part(&self, survey: &Survey, least: Point, greatest: Point) -> bool {
        if survey.actors.count_within(least, greatest, self.near.0 + 1) > self.near.0 {
            return false;
        }
        let mut ends = 0usize;
        survey.actors.for_each_within(least, greatest, |slot| ends += survey.degree(slot));
        // A link within the box was counted at both ends.
        ends <= self.near.1 + self.near.1 / 2
    }

    /// How much of a large scene is near: as before while the canvas lies within what was chosen and it is not much too large.
    pub(super) fn reach(&self, survey: &Survey, lens: &Lens, before: Reach) -> Reach {
        let (least, greatest) = lens.part_of_world(lens.area);
        let size = (greatest.x - least.x, greatest.y - least.y);
        if let Reach::Near(from, to) = before {
            let is_within = from.x <= least.x && from.y <= least.y && to.x >= greatest.x && to.y >= greatest.y;
            let is_larger = (to.x - from.x) / size.0.max(1e-6);
            if is_within && is_larger < 2.0 * (1.0 + 2.0 * AROUND) && self.holds_part(survey, from, to) {
                return before;
            }
        }
        let from = Point::new(least.x - AROUND * size.0, least.y - AROUND * size.1);
        let to = Point::new(greatest.x + AROUND * size.0, greatest.y + AROUND * size.1);
        if self.holds_part(survey, from, to) { Reach::Near(from, to) } else { Reach::Few }
    }
}

impl Cast {
    /// Everybody of a small scene.
    pub fn all(scene: &Scene) -> Self {
        let slots = (0..scene.actors.len() as u32).collect();
        Self { slots, places: (0..scene.links.len() as u32).collect(), reach: Reach::All }
    }

    /// Those of a large scene of which that much is drawn.
    pub fn choose(
        workspace: &Workspace,
        survey: Option<&Survey>,
        budget: &Budget,
        reach: Reach,
        on: Option<Target>,
    ) -> Self {
        let (most_actors, most_links) = budget.near;
        let scene = workspace.scene();
        let mut slots = BTreeSet::new();
        let mut places = BTreeSet::new();
        if let (Reach::Near(least, greatest), Some(survey)) = (reach, survey) {
            survey.actors.for_each_within(least, greatest, |slot| {
                slots.insert(slot);
            });
            for &slot in &slots {
                places.extend(links_of(workspace, slot));
            }
        }
        let selection = workspace.selection();
        if selection.actors.len() <= MOST_SELECTED {
            slots.extend(selection.actors.iter().filter_map(|actor| scene.slot(*actor)));
        }
        places.extend(selection.links.iter().take(most_links).filter_map(|link| scene.place(*link)));
        slots.extend(workspace.view().pinned.iter().take(most_actors).filter_map(|actor| scene.slot(actor)));
        match on {
            Some(Target::Actor(actor)) => {
                slots.extend(scene.slot(actor));
                places
                    .extend(scene.slot(actor).into_iter().flat_map(|slot| links_of(workspace, slot)).take(most_links));
            }
            Some(Target::Link(link)) => places.extend(scene.place(link)),
            None => {}
        }
        for &place in &places {
            let link = &scene.links[place as usize];
            slots.extend([link.from, link.to]);
        }
        Self { slots: slots.into_iter().collect(), places: places.into_iter().collect(), reach }
    }
}

/// The places of the shown links of an actor.
fn links_of(workspace: &Workspace, slot: u32) -> impl Iterator<Item = u32> + '_ {
    let scene = workspace.scene();
    let actor = scene.actors[slot as usize].actor;
    workspace.graph().links_of(actor).into_iter().filter_map(move |incidence| scene.place(incidence.link))
}
