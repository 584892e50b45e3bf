//! Actors that the analyst brought together under a name, drawn as one while the group is closed. No record is changed by it.

use serde::{Deserialize, Serialize};

use super::{ActorIx, View};

/// Actors under one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorGroup {
    /// What it is called.
    pub name: String,
    /// Who belongs to it, two at least, each actor to one group at most. The first that is drawn stands for all.
    pub members: Vec<ActorIx>,
    /// Whether its members are drawn each by itself.
    pub is_open: bool,
}

impl View {
    /// The group that an actor belongs to, by its place.
    #[must_use]
    pub fn group_of(&self, actor: ActorIx) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&actor))
    }

    /// Whoever is drawn together with an actor, itself among them; `None` where it is drawn by itself.
    #[must_use]
    pub fn drawn_with(&self, actor: ActorIx) -> Option<&[ActorIx]> {
        let group = &self.groups[self.group_of(actor)?];
        (!group.is_open).then_some(&group.members)
    }
}

/// The groups with one more. Its members leave the groups that they were in; a group of which fewer than two are left is gone.
#[must_use]
pub fn with_group(groups: &[ActorGroup], group: ActorGroup) -> Vec<ActorGroup> {
    let mut groups = groups.to_vec();
    for other in &mut groups {
        other.members.retain(|member| !group.members.contains(member));
    }
    groups.push(group);
    groups.retain(|group| group.members.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, members: &[u32]) -> ActorGroup {
        ActorGroup { name: name.into(), members: members.iter().copied().map(ActorIx).collect(), is_open: false }
    }

    #[test]
    fn nobody_is_in_two_groups() {
        let groups = with_group(&[group("a", &[0, 1]), group("b", &[2, 3, 4])], group("c", &[1, 2]));
        assert_eq!(groups, [group("b", &[3, 4]), group("c", &[1, 2])], "one alone is no group");
        let mut view = View { groups, ..View::default() };
        assert_eq!(view.drawn_with(ActorIx(2)), Some(&[ActorIx(1), ActorIx(2)][..]));
        assert_eq!((view.group_of(ActorIx(0)), view.drawn_with(ActorIx(0))), (None, None));
        view.groups[1].is_open = true;
        assert_eq!((view.group_of(ActorIx(1)), view.drawn_with(ActorIx(1))), (Some(1), None));
    }
}
