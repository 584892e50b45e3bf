//! Groups of actors: bringing together what is selected, opening, closing, taking apart. What is asked of a closed group is asked
//! of all its members.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edit, Target, Workspace};
use crate::analysis::{Resolution, Rows, leiden, unwatched};
use crate::model::{ActorGroup, ActorIx, LinkIx, Point, with_group};
use crate::text::actor_words;

/// Communities of so many links are found within a frame or two.
const MOST_LINKS: usize = 20_000;

/// The name of the step from some groups to others: after the first that differs.
pub fn step_name(before: &[ActorGroup], after: &[ActorGroup]) -> String {
    let same = |groups: &[ActorGroup], one: &ActorGroup| groups.iter().any(|other| other.members == one.members);
    if let Some(come) = after.iter().find(|group| !same(before, group)) {
        return format!("Group {}", come.name);
    }
    if let Some(gone) = before.iter().find(|group| !same(after, group)) {
        return format!("Ungroup {}", gone.name);
    }
    let then = |now: &ActorGroup| before.iter().find(|then| then.members == now.members).cloned();
    let changed: Vec<(ActorGroup, &ActorGroup)> =
        after.iter().filter_map(|now| Some((then(now)?, now)).filter(|(then, now)| then != *now)).collect();
    if changed.len() > 1 && changed.iter().all(|(then, now)| then.is_open != now.is_open) {
        let verb = if changed[0].1.is_open { "Open" } else { "Close" };
        return format!("{verb} {} groups", changed.len());
    }
    match changed.first() {
        Some((then, now)) if then.is_open != now.is_open => {
            format!("{} group {}", if now.is_open { "Open" } else { "Close" }, now.name)
        }
        Some((_, now)) => format!("Rename group {}", now.name),
        None => "Change groups".to_owned(),
    }
}

impl Workspace {
    /// All links that are drawn as one line with a link, itself among them: those between the same two nodes, where one of these is
    /// a closed group.
    #[must_use]
    pub fn drawn_with_link(&self, link: LinkIx) -> Vec<LinkIx> {
        let (source, target) = self.graph.ends(link);
        let node = |actor: ActorIx| self.view.drawn_with(actor);
        if node(source).is_none() && node(target).is_none() {
            return vec![link];
        }
        // Members of a group are drawn in one slot.
        let (from, to) = (node(source).unwrap_or(std::slice::from_ref(&source)), self.scene.slot(target));
        let between = from.iter().flat_map(|actor| self.graph.links_of(*actor));
        let mut links: Vec<LinkIx> = between
            .filter(|incidence| self.scene.slot(incidence.other) == to && self.visibility.draws_link(incidence.link))
            .map(|incidence| incidence.link)
            .collect();
        links.sort_unstable();
        links.dedup();
        links
    }

    /// Actors and links with whatever is drawn as one node or one line with them.
    pub(super) fn with_closed_groups(&self, targets: &[Target]) -> Vec<Target> {
        if self.view.groups.iter().all(|group| group.is_open) {
            return targets.to_vec();
        }
        let asked: BTreeSet<ActorIx> = targets
            .iter()
            .filter_map(|target| if let Target::Actor(actor) = target { Some(*actor) } else { None })
            .collect();
        let closed = self.view.groups.iter().filter(|group| !group.is_open);
        let whole = closed.filter(|group| group.members.iter().any(|member| asked.contains(member)));
        let members = whole.flat_map(|group| &group.members).filter(|member| !asked.contains(member));
        let links = targets.iter().flat_map(|target| match target {
            Target::Link(link) => self.drawn_with_link(*link).into_iter().map(Target::Link).collect(),
            Target::Actor(_) => vec![*target],
        });
        links.chain(members.map(|member| Target::Actor(*member))).collect()
    }

    /// The groups of which a selected actor is a member, by their places.
    fn groups_selected(&self) -> BTreeSet<usize> {
        let is_selected = |group: &ActorGroup| group.members.iter().any(|actor| self.selection.actors.contains(actor));
        let groups = self.view.groups.iter().enumerate();
        groups.filter(|(_, group)| is_selected(group)).map(|(at, _)| at).collect()
    }

    /// Whether a selected actor is in a group, and whether all such groups are open.
    #[must_use]
    pub fn is_in_groups(&self) -> (bool, bool) {
        if self.view.groups.is_empty() {
            return (false, false);
        }
        let selected = self.groups_selected();
        (!selected.is_empty(), selected.iter().all(|at| self.view.groups[*at].is_open))
    }

    /// What a group of the selected actors could be called: after the one with most links.
    #[must_use]
    pub fn suggested_group_name(&self) -> String {
        let selected = &self.selection.actors;
        let kinds: BTreeSet<&str> = selected.iter().map(|actor| self.graph.actor(*actor).kind.as_str()).collect();
        let all_of_kind = |kind: &str| {
            let mut same = self.graph.actors().filter(|(_, actor)| actor.kind == kind);
            same.all(|(ix, _)| selected.contains(&ix))
        };
        if let Some(kind) = kinds.first().filter(|kind| kinds.len() == 1 && !kind.is_empty() && all_of_kind(kind)) {
            return (*kind).to_owned();
        }
        let first =
            selected.iter().max_by_key(|actor| (self.graph.links_of(**actor).len(), std::cmp::Reverse(actor.0)));
        let Some(first) = first else { return String::new() };
        let others = selected.len() - 1;
        let words = if others == 1 { "1 other".to_owned() } else { format!("{others} others") };
        format!("{} and {words}", actor_words(&self.graph, *first))
    }

    /// The edit that brings actors together under a name. The one nearest to their middle stands for all.
    #[must_use]
    pub fn grouped(&self, actors: &BTreeSet<ActorIx>, name: &str) -> Edit {
        let mut members: Vec<ActorIx> = actors.iter().copied().collect();
        let places: Vec<(ActorIx, Point)> =
            members.iter().filter_map(|actor| Some((*actor, self.view.positions.get(*actor)?))).collect();
        let count = places.len().max(1) as f32;
        let middle = places.iter().fold(Point::default(), |sum, (_, at)| Point::new(sum.x + at.x, sum.y + at.y));
        let middle = Point::new(middle.x / count, middle.y / count);
        let away = |at: &Point| at.distance(middle);
        let first = places.iter().min_by(|(_, one), (_, other)| away(one).total_cmp(&away(other)));
        if let Some((first, _)) = first {
            members.retain(|member| member != first);
            members.insert(0, *first);
        }
        Edit::Group(with_group(&self.view.groups, ActorGroup { name: name.to_owned(), members, is_open: false }))
    }

    /// Opens the groups that are selected, or closes them where all are open.
    pub(super) fn toggle_groups(&mut self) {
        let (_, are_open) = self.is_in_groups();
        let selected = self.groups_selected();
        self.set_open(&selected, !are_open);
    }

    /// Opens closed groups that one of these actors is drawn with; returns whether there was one.
    pub(super) fn open_groups_of(&mut self, actors: &[ActorIx]) -> bool {
        let closed = |actor: &ActorIx| self.view.group_of(*actor).filter(|at| !self.view.groups[*at].is_open);
        let places: BTreeSet<usize> = actors.iter().filter_map(closed).collect();
        self.set_open(&places, true);
        !places.is_empty()
    }

    fn set_open(&mut self, places: &BTreeSet<usize>, is_open: bool) {
        let mut groups = self.view.groups.clone();
        for at in places {
            groups[*at].is_open = is_open;
        }
        self.edit(Edit::Group(groups));
    }

    /// Makes an open group of each type of which several actors are shown, in the place of all groups.
    pub(super) fn group_by_type(&mut self) {
        let mut of_kind: BTreeMap<String, Vec<ActorIx>> = BTreeMap::new();
        for (ix, actor) in self.graph.actors().filter(|(ix, _)| self.visibility.shows_actor(*ix)) {
            if !actor.kind.trim().is_empty() {
                of_kind.entry(actor.kind.to_string()).or_default().push(ix);
            }
        }
        self.group_all(of_kind.into_iter().collect(), "Group by type");
    }

    /// Makes an open group of each community of the shown actors, by Leiden's method, in the place of all groups. Of a large graph
    /// communities are drawn as regions instead.
    pub(super) fn group_by_community(&mut self) {
        let topology = self.topology();
        if topology.links().len() > MOST_LINKS {
            self.say(
                "Communities of a graph this large are drawn as regions, far out; or colour by community in Appearance",
            );
            return;
        }
        let Ok(found) = leiden(Rows::of(&topology), Resolution::default(), &mut unwatched) else { return };
        let mut communities: Vec<Vec<ActorIx>> = vec![Vec::new(); found.count()];
        for (&actor, &community) in topology.actors().iter().zip(found.of_node()) {
            communities[community as usize].push(actor);
        }
        communities.retain(|members| members.len() > 1);
        let named = |members: Vec<ActorIx>| {
            let links = |actor: &ActorIx| self.graph.links_of(*actor).len();
            let first = members.iter().max_by_key(|actor| (links(actor), std::cmp::Reverse(actor.0)));
            let name = first.map(|first| actor_words(&self.graph, *first).to_owned()).unwrap_or_default();
            (name, members)
        };
        let groups = communities.into_iter().map(named).collect();
        self.group_all(groups, "Group by community");
    }

    fn group_all(&mut self, named: Vec<(String, Vec<ActorIx>)>, step: &str) {
        let several = named.into_iter().filter(|(_, members)| members.len() > 1);
        let groups: Vec<ActorGroup> =
            several.map(|(name, members)| ActorGroup { name, members, is_open: true }).collect();
        if groups.is_empty() {
            self.say("No two actors belong together");
        } else if groups != self.view.groups {
            self.carry_out_edit(Edit::Group(groups), Some(step.to_owned()));
        }
    }

    /// Takes the groups that are selected apart.
    pub(super) fn ungroup(&mut self) {
        let selected = self.groups_selected();
        let groups = self.view.groups.iter().enumerate().filter(|(at, _)| !selected.contains(at));
        self.edit(Edit::Group(groups.map(|(_, group)| group.clone()).collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LoadReport, View, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Origin, Pick};

    fn workspace() -> Workspace {
        let graph = graph_from_drawing("A-B B-C C-D D-E A-C");
        let mut view = View::blank(&graph);
        for at in 0..5 {
            view.positions.set(ActorIx(at), Some(Point::new(at as f32 * 10.0, 0.0)));
        }
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    fn ask(workspace: &mut Workspace, command: impl Into<Command>) {
        assert_eq!(workspace.carry_out(command.into()), None);
    }

    fn select(workspace: &mut Workspace, actors: &[u32]) {
        let targets = actors.iter().map(|actor| Target::Actor(ActorIx(*actor))).collect();
        ask(workspace, Command::SelectMany(targets, Pick::Replace));
    }

    #[test]
    fn what_is_selected_becomes_a_group_that_opens_closes_and_goes() {
        let mut workspace = workspace();
        select(&mut workspace, &[1, 2, 3]);
        assert_eq!(workspace.suggested_group_name(), "C and 2 others");
        let edit = workspace.grouped(&workspace.selection().actors, "Middle");
        ask(&mut workspace, edit);
        assert_eq!(workspace.scene().actors.len(), 3);
        assert_eq!(workspace.view().groups[0].members[0], ActorIx(2), "who is in the middle stands for all");
        assert_eq!(workspace.visibility().hidden_counts(), (0, 0));
        // A click on the node is one on all its members.
        ask(&mut workspace, Command::Select(Target::Actor(ActorIx(2)), Pick::Replace));
        assert_eq!(workspace.selection().actors.len(), 3);
        ask(&mut workspace, Command::Select(Target::Link(LinkIx(0)), Pick::Replace));
        assert_eq!(workspace.selection().links.len(), 2, "both links from outside are one line");
        ask(&mut workspace, Command::Select(Target::Actor(ActorIx(2)), Pick::Replace));
        ask(&mut workspace, Action::ToggleGroup);
        assert_eq!((workspace.scene().actors.len(), workspace.scene().groups.len()), (5, 1));
        ask(&mut workspace, Action::ToggleGroup);
        ask(&mut workspace, Command::Expand(ActorIx(2)));
        assert!(workspace.view().groups[0].is_open, "a double click opens it");
        ask(&mut workspace, Action::Ungroup);
        assert!(workspace.view().groups.is_empty());
        let steps: Vec<_> = workspace.history().names().collect();
        let all = ["Group Middle", "Open group Middle", "Close group Middle", "Open group Middle", "Ungroup Middle"];
        assert_eq!(steps, all);
        ask(&mut workspace, Action::Undo);
        assert_eq!(workspace.view().groups.len(), 1);
    }

    #[test]
    fn types_and_communities_become_open_groups() {
        let mut workspace = workspace();
        ask(&mut workspace, Action::GroupByType);
        assert!(workspace.view().groups.is_empty(), "nobody has a type here");
        ask(&mut workspace, Edit::RetypeActors((0..3).map(|at| (ActorIx(at), "person".into())).collect()));
        ask(&mut workspace, Action::GroupByType);
        let names: Vec<_> = workspace.scene().groups.iter().map(|group| (&*group.name, group.slots.len())).collect();
        assert_eq!(names, [("person", 3)]);
        ask(&mut workspace, Action::GroupByCommunity);
        let groups = &workspace.view().groups;
        assert!(groups.len() == 2 && groups.iter().all(|group| group.is_open));
        assert_eq!(groups.iter().map(|group| group.members.len()).sum::<usize>(), 5);
        assert_eq!(workspace.history().undo_name(), Some("Group by community"));
        ask(&mut workspace, Action::SelectAll);
        ask(&mut workspace, Action::ToggleGroup);
        assert_eq!((workspace.history().undo_name(), workspace.scene().actors.len()), (Some("Close 2 groups"), 2));
    }

    #[test]
    fn a_closed_group_is_dragged_as_a_whole() {
        let mut workspace = workspace();
        select(&mut workspace, &[0, 1]);
        let edit = workspace.grouped(&workspace.selection().actors, "Two");
        ask(&mut workspace, edit);
        select(&mut workspace, &[]);
        let first = workspace.view().groups[0].members[0];
        let before = workspace.view().positions.get(first).expect("placed");
        ask(&mut workspace, Command::DragBegin(first));
        ask(&mut workspace, Command::DragTo(Point::new(before.x + 100.0, 50.0)));
        ask(&mut workspace, Command::DragEnd);
        let places: Vec<_> = (0..2).map(|at| workspace.view().positions.get(ActorIx(at)).expect("placed")).collect();
        assert_eq!(places, [Point::new(100.0, 50.0), Point::new(110.0, 50.0)]);
    }
}
