//! What differs in the picture, counted: where actors that are in both graphs stand, who is pinned or hidden, filters, colours.

use std::collections::BTreeSet;

use super::Both;
use crate::model::{ActorGroup, ActorIx, Channel, DocumentIx, Filters, Graph, LinkIx, View};

/// A part of a view that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewPart {
    /// Actors of both graphs that stand elsewhere, or have a place in one alone.
    Positions,
    /// Actors of both graphs that are pinned in one alone.
    Pins,
    /// Actors of both graphs that are hidden by hand in one alone.
    Hidden,
    /// What is filtered out in one alone.
    Filters,
    /// Groups of actors that are in one alone, or have other members.
    Groups,
    /// Colours and sizes that a file gives to actors and links of both graphs.
    Looks,
    /// Whether those are shown.
    LooksShown,
    /// Rules that decide colours, sizes, shapes and labels.
    Styling,
    /// Where the analyst last looked.
    Camera,
    /// The axis along which actors stand.
    Axis,
    /// Fields that Linklore does not know.
    Unknown,
}

impl ViewPart {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Positions,
        Self::Pins,
        Self::Hidden,
        Self::Filters,
        Self::Groups,
        Self::Looks,
        Self::LooksShown,
        Self::Styling,
        Self::Camera,
        Self::Axis,
        Self::Unknown,
    ];

    /// The name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Positions => "positions",
            Self::Pins => "pins",
            Self::Hidden => "hidden",
            Self::Filters => "filters",
            Self::Groups => "groups",
            Self::Looks => "colours_and_sizes",
            Self::LooksShown => "colours_and_sizes_shown",
            Self::Styling => "style_rules",
            Self::Camera => "camera",
            Self::Axis => "axis",
            Self::Unknown => "unknown_fields",
        }
    }

    /// What stands behind a number of them: behind 1, and behind any other.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Positions => ("actor moved", "actors moved"),
            Self::Pins => ("actor pinned or let go", "actors pinned or let go"),
            Self::Hidden => ("actor hidden or shown again", "actors hidden or shown again"),
            Self::Filters => ("filter switched", "filters switched"),
            Self::Groups => ("group changed", "groups changed"),
            Self::Looks => ("colour or size of the file", "colours and sizes of the file"),
            Self::LooksShown => ("switch for colours of the file", "switches for colours of the file"),
            Self::Styling => ("rule of the appearance", "rules of the appearance"),
            Self::Camera => ("other place looked at", "other places looked at"),
            Self::Axis => ("other axis", "other axes"),
            Self::Unknown => ("unknown field", "unknown fields"),
        }
    }
}

/// What differs between two views: a number for each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewChanges([usize; ViewPart::ALL.len()]);

impl ViewChanges {
    /// How often it is so in a part.
    #[must_use]
    pub fn count(&self, part: ViewPart) -> usize {
        self.0[part as usize]
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|count| *count == 0)
    }

    fn add(&mut self, part: ViewPart, differs: bool) {
        self.0[part as usize] += usize::from(differs);
    }
}

/// How many groups differ, by their names and members.
fn groups_changed(both: &Both<'_>, old: &[ActorGroup], new: &[ActorGroup]) -> usize {
    type Told<'g> = (&'g str, BTreeSet<&'g str>, bool);
    fn told<'g>(graph: &'g Graph, groups: &'g [ActorGroup]) -> Vec<Told<'g>> {
        let keys = |group: &ActorGroup| group.members.iter().map(|member| graph.actor(*member).key.as_str()).collect();
        groups.iter().map(|group| (group.name.as_str(), keys(group), group.is_open)).collect()
    }
    let (old, new) = (told(both.old, old), told(both.new, new));
    let gone = old.iter().filter(|group| !new.contains(group)).count();
    let come = new.iter().filter(|group| !old.contains(group)).count();
    gone.max(come)
}

/// In how many ways filters differ.
fn filters_changed(both: &Both<'_>, old: &Filters, new: &Filters) -> usize {
    let Filters {
        hidden_actor_kinds,
        hidden_link_kinds,
        hidden_bases,
        questions,
        any,
        time,
        without,
        drops_loose,
        fades,
    } = old;
    let questions_changed = {
        let lost = questions.iter().filter(|question| !new.questions.contains(question)).count();
        let come = new.questions.iter().filter(|question| !questions.contains(question)).count();
        // A question that was rewritten is one change.
        lost.max(come)
    };
    let keys = |graph: &Graph, documents: &BTreeSet<DocumentIx>| -> BTreeSet<String> {
        documents.iter().map(|document| graph.document(*document).key.clone()).collect()
    };
    let flags = [*any != new.any, *time != new.time, *drops_loose != new.drops_loose, *fades != new.fades];
    hidden_actor_kinds.symmetric_difference(&new.hidden_actor_kinds).count()
        + hidden_link_kinds.symmetric_difference(&new.hidden_link_kinds).count()
        + hidden_bases.symmetric_difference(&new.hidden_bases).count()
        + keys(both.old, without).symmetric_difference(&keys(both.new, &new.without)).count()
        + questions_changed
        + flags.into_iter().filter(|changed| *changed).count()
}

/// Compares two views. What belongs to actors and links is compared where both graphs have them.
pub fn compare(both: &Both<'_>, old: &View, new: &View) -> ViewChanges {
    let View {
        positions,
        pinned,
        hidden,
        groups,
        filters,
        sieve: _,
        camera,
        looks,
        looks_shown,
        styling,
        spreads: _,
        axis,
        extras,
    } = old;
    let mut changes = ViewChanges::default();
    for (before, after) in both.actors.pairs() {
        let (before, after) = (ActorIx::new(before), ActorIx::new(after));
        changes.add(ViewPart::Positions, positions.get(before) != new.positions.get(after));
        changes.add(ViewPart::Pins, pinned.contains(before) != new.pinned.contains(after));
        changes.add(ViewPart::Hidden, hidden.contains(before) != new.hidden.contains(after));
        changes.add(ViewPart::Looks, looks.actor_colour(before) != new.looks.actor_colour(after));
        changes.add(ViewPart::Looks, looks.actor_size(before) != new.looks.actor_size(after));
    }
    for (before, after) in both.links.pairs() {
        let (before, after) = (LinkIx::new(before), LinkIx::new(after));
        changes.add(ViewPart::Looks, looks.link_colour(before) != new.looks.link_colour(after));
    }
    changes.0[ViewPart::Groups as usize] = groups_changed(both, groups, &new.groups);
    changes.0[ViewPart::Filters as usize] = filters_changed(both, filters, &new.filters);
    changes.add(ViewPart::LooksShown, *looks_shown != new.looks_shown);
    for channel in Channel::ALL {
        changes.add(ViewPart::Styling, styling.get(channel) != new.styling.get(channel));
    }
    changes.add(ViewPart::Camera, *camera != new.camera);
    changes.add(ViewPart::Axis, *axis != new.axis);
    let changed = new.extras.iter().filter(|(name, value)| extras.get(name) != Some(value)).count();
    let gone = extras.keys().filter(|name| new.extras.get(name).is_none()).count();
    changes.0[ViewPart::Unknown as usize] = changed + gone;
    changes
}
