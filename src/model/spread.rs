//! What a rule finds in a graph: a group or a figure for each actor or link. Finding it is the business of `scene`.

use std::sync::Arc;

use super::{ActorIx, By};

/// What stands in [`Groups::of`] for who is in no group.
pub const NO_GROUP: u32 = u32::MAX;

/// What a rule finds, by position of the actor or link. Positions beyond the end, of records that are newer, have no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// Who belongs together.
    Groups(Groups),
    /// A figure each.
    Figures(Figures),
}

/// Who belongs together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// The place of each one's group in `groups`; [`NO_GROUP`] where there is none.
    pub of: Vec<u32>,
    /// The groups, the largest first.
    pub groups: Vec<Group>,
    /// Of communities: how good the division is (its modularity).
    pub quality: Option<f64>,
}

/// Actors or links that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common, in words; a community is called after its most important actor.
    pub name: String,
    /// How many there are in the whole graph.
    pub count: usize,
}

/// A figure for each actor or link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The figures; not a number where there is none. Never infinite.
    pub of: Vec<f64>,
    /// Whether they are years and parts of a year.
    pub are_years: bool,
}

impl Groups {
    /// The group of a record.
    #[must_use]
    pub fn of(&self, position: usize) -> Option<usize> {
        self.of.get(position).filter(|group| **group != NO_GROUP).map(|group| *group as usize)
    }

    /// Who is in a group, in the order of the file.
    pub fn members(&self, group: usize) -> impl Iterator<Item = ActorIx> {
        let positions = self.of.iter().enumerate().filter(move |(_, of)| **of as usize == group);
        positions.map(|(position, _)| ActorIx::new(position))
    }
}

impl Figures {
    /// The figure of a record.
    #[must_use]
    pub fn of(&self, position: usize) -> Option<f64> {
        self.of.get(position).copied().filter(|figure| figure.is_finite())
    }
}

/// What was worked out for rules that take work. Kept with a view and never saved; says nothing about whether two views are the same.
#[derive(Clone, Debug, Default)]
pub struct Spreads(Arc<Vec<(By, Arc<Spread>)>>);

impl PartialEq for Spreads {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Spreads {
    /// What was found for a rule that goes by that; `None` where nobody looked yet.
    #[must_use]
    pub fn get(&self, by: &By) -> Option<&Arc<Spread>> {
        self.0.iter().find(|(other, _)| other == by).map(|(_, spread)| spread)
    }
}

impl FromIterator<(By, Arc<Spread>)> for Spreads {
    fn from_iter<I: IntoIterator<Item = (By, Arc<Spread>)>>(spreads: I) -> Self {
        Self(Arc::new(spreads.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_records_have_no_value() {
        let groups = Groups { of: vec![1, NO_GROUP, 0, 1], groups: Vec::new(), quality: None };
        assert_eq!([0, 1, 3, 4].map(|at| groups.of(at)), [Some(1), None, Some(1), None]);
        assert_eq!(groups.members(1).collect::<Vec<_>>(), [ActorIx(0), ActorIx(3)]);
        let figures = Figures { of: vec![2.0, f64::NAN], are_years: false };
        assert_eq!([0, 1, 2].map(|at| figures.of(at)), [Some(2.0), None, None]);
    }
}
