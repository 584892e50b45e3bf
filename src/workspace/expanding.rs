//! Growing a picture actor by actor: hidden neighbours shown, the best evidenced first where there are many; a picture that begins
//! at one actor.

use std::collections::{BTreeMap, BTreeSet};

use super::{Command, Edit, LookAt, Pick, Target, Workspace};
use crate::analysis::likelihood;
use crate::model::{ActorIx, Filters, Link};
use crate::text::actor_words;

/// Of many hidden neighbours so many are shown at a time.
const AT_ONCE: usize = 25;
/// So many more are shown with the last of them, rather than left for a step of their own.
const A_FEW_MORE: usize = 5;

/// How many neighbours of an actor are not shown, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotShown {
    /// Hidden by hand: they can be shown.
    pub hidden: usize,
    /// Kept out by a filter, hidden by hand or not.
    pub filtered: usize,
}

impl NotShown {
    /// All of them.
    #[must_use]
    pub fn count(self) -> usize {
        self.hidden + self.filtered
    }

    /// In words: `3 neighbours not shown, 2 of them filtered out`; `None` where everybody is shown.
    #[must_use]
    pub fn words(self) -> Option<String> {
        let count = self.count();
        let all = if count == 1 { "1 neighbour".to_owned() } else { format!("{count} neighbours") };
        match (count, self.filtered) {
            (0, _) => None,
            (_, 0) => Some(format!("{all} not shown")),
            (count, filtered) if count == filtered => Some(format!("{all} filtered out")),
            (_, filtered) => Some(format!("{all} not shown, {filtered} of them filtered out")),
        }
    }
}

/// The neighbours of some actors.
#[derive(Debug, Default)]
struct Neighbours {
    shown: usize,
    /// Those hidden by hand that no filter keeps out, the best evidenced first.
    hidden: Vec<ActorIx>,
    filtered: usize,
}

/// What the links between a neighbour and some actors are worth together.
#[derive(Clone, Copy, Debug, Default)]
struct Ties {
    /// How many there are that no filter keeps out.
    count: usize,
    /// How likely the most likely of these is.
    best: f64,
}

/// The best evidenced first; those with as much evidence stay in the order of the file.
fn in_order(mut ties: Vec<(ActorIx, Ties)>) -> Vec<ActorIx> {
    ties.sort_by(|(_, one), (_, other)| other.best.total_cmp(&one.best).then(other.count.cmp(&one.count)));
    ties.into_iter().map(|(actor, _)| actor).collect()
}

/// How many of so many hidden neighbours are shown at a time.
fn at_once(count: usize) -> usize {
    if count <= AT_ONCE + A_FEW_MORE { count } else { AT_ONCE }
}

impl Workspace {
    /// How many neighbours of an actor are not shown, and why. Takes time in proportion to its links.
    #[must_use]
    pub fn not_shown(&self, actor: ActorIx) -> NotShown {
        let neighbours = self.neighbours(&[actor], |_| 0.0);
        NotShown { hidden: neighbours.hidden.len(), filtered: neighbours.filtered }
    }

    /// The links between actors and those that are not among them.
    fn ties(&self, actors: &[ActorIx], worth: impl Fn(&Link) -> f64) -> BTreeMap<ActorIx, Ties> {
        let among: BTreeSet<ActorIx> = actors.iter().copied().collect();
        let mut ties: BTreeMap<ActorIx, Ties> = BTreeMap::new();
        let incidences = among.iter().flat_map(|actor| self.graph.links_of(*actor));
        for incidence in incidences.filter(|incidence| !among.contains(&incidence.other)) {
            let tie = ties.entry(incidence.other).or_default();
            if !self.view.filters_out_link(&self.graph, incidence.link) {
                tie.count += 1;
                tie.best = tie.best.max(worth(self.graph.link(incidence.link)));
            }
        }
        ties
    }

    /// Whether a neighbour would not be shown together with a link to it, hidden by hand or not.
    fn is_kept_out(&self, actor: ActorIx, ties: Ties) -> bool {
        ties.count == 0 || self.view.filters_out_actor(&self.graph, actor)
    }

    fn neighbours(&self, actors: &[ActorIx], worth: impl Fn(&Link) -> f64) -> Neighbours {
        let mut found = Neighbours::default();
        let mut hidden = Vec::new();
        for (other, ties) in self.ties(actors, worth) {
            if self.visibility.draws_actor(other) {
                found.shown += 1;
            } else if self.is_kept_out(other, ties) {
                found.filtered += 1;
            } else {
                hidden.push((other, ties));
            }
        }
        Neighbours { hidden: in_order(hidden), ..found }
    }

    /// Opens the closed groups of actors; where there are none, shows their hidden neighbours, of many the best evidenced; those without a place start beside the actor.
    pub(super) fn expand(&mut self, actors: &[ActorIx]) {
        if self.open_groups_of(actors) {
            return;
        }
        let Neighbours { shown, hidden, filtered } = self.neighbours(actors, |link| likelihood(&self.graph, link));
        let all = shown + hidden.len();
        let more = if filtered == 0 { String::new() } else { format!("; {filtered} more filtered out") };
        if hidden.is_empty() {
            self.say(match filtered {
                0 => "No neighbours are hidden here".to_owned(),
                1 => "The one neighbour that is not shown is filtered out".to_owned(),
                _ => format!("The {filtered} neighbours that are not shown are filtered out"),
            });
            return;
        }
        let count = at_once(hidden.len());
        let shows = hidden[..count].iter().map(|actor| (*actor, false)).collect();
        if !self.carry_out_edit(Edit::Hide(shows), None) {
            return;
        }
        if count < hidden.len() {
            self.say(format!(
                "{} of {all} neighbours shown, the best evidenced first; expand again for more{more}",
                shown + count
            ));
        } else if filtered > 0 {
            let said = self.message.clone().unwrap_or_default();
            self.say(format!("{said}{more}"));
        }
    }

    /// Shows an actor and its neighbours, of many the best evidenced, and hides everybody else: one step of the history. Selects
    /// the actor and brings it into view. Filters that keep it out are cleared before.
    pub(super) fn open_at(&mut self, actor: ActorIx) {
        if self.view.filters_out_actor(&self.graph, actor) {
            self.edit(Edit::Filter(Filters::default()));
        }
        let ties = self.ties(&[actor], |link| likelihood(&self.graph, link));
        let everybody = in_order(ties.into_iter().filter(|(other, ties)| !self.is_kept_out(*other, *ties)).collect());
        let count = at_once(everybody.len());
        let near: BTreeSet<ActorIx> = everybody[..count].iter().copied().chain([actor]).collect();
        let hidden = &self.view.hidden;
        let actors = self.graph.actors().map(|(ix, _)| (ix, !near.contains(&ix)));
        let changed: Vec<(ActorIx, bool)> = actors.filter(|(ix, hide)| hidden.contains(*ix) != *hide).collect();
        let name = format!("Open at {}", actor_words(&self.graph, actor));
        if !changed.is_empty() && !self.carry_out_edit(Edit::Hide(changed), Some(name)) {
            return;
        }
        let _ = self.carry_out(Command::Select(Target::Actor(actor), Pick::Replace));
        let _ = self.carry_out(Command::LookAt(LookAt::All));
        let words = actor_words(&self.graph, actor);
        let all = everybody.len();
        self.say(if count < all {
            format!("{words} and {count} of {all} neighbours, the best evidenced first; expand for more")
        } else {
            format!("{words} and {all} {}", if all == 1 { "neighbour" } else { "neighbours" })
        });
    }

    /// The same as the way in which a file is opened: by itself nothing that wants to be saved. Returns the steps for the journal.
    pub fn begin_at(&mut self, actor: ActorIx) -> Vec<(String, Edit)> {
        let journal = self.journal.replace(Vec::new());
        self.open_at(actor);
        self.history.mark_saved();
        std::mem::replace(&mut self.journal, journal).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Graph, graph_from_drawing};
    use crate::model::{Basis, Evidence, GraphBuilder, LinkMore, LoadReport, Passage, PassageIx, View};
    use crate::scene::Theme;
    use crate::workspace::{Action, Origin};

    fn open(graph: Graph) -> Workspace {
        let view = View::blank(&graph);
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    /// A hub with so many neighbours, each of which is linked with a leaf of its own as well. Every fifth is stated, the others are
    /// only mentioned together with the hub.
    fn hub(neighbours: usize) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        builder.add_passage(Passage::new("p")).expect("free");
        let mut actor = |key: String| {
            let kind = if key.starts_with('n') { "neighbour" } else { "other" };
            let record =
                Actor { key: key.as_str().into(), label: key.as_str().into(), kind: kind.into(), ..Actor::default() };
            builder.add_actor(record).expect("free")
        };
        let hub = actor("hub".to_owned());
        let pairs: Vec<(ActorIx, ActorIx)> =
            (0..neighbours).map(|at| (actor(format!("n{at}")), actor(format!("leaf{at}")))).collect();
        for (at, (neighbour, leaf)) in pairs.into_iter().enumerate() {
            let basis = if at % 5 == 0 { Basis::Stated } else { Basis::MentionedTogether };
            let evidence = vec![Evidence { basis: Some(basis), ..Evidence::supporting(PassageIx(0)) }];
            let more = LinkMore { evidence, ..LinkMore::default() }.into();
            let link = Link { key: format!("l{at}").as_str().into(), more, ..Link::default() };
            builder.add_link(hub, neighbour, link).expect("free");
            let link = Link { key: format!("k{at}").as_str().into(), ..Link::default() };
            builder.add_link(neighbour, leaf, link).expect("free");
        }
        builder.finish()
    }

    fn shown(workspace: &Workspace) -> Vec<&str> {
        let actors = workspace.graph().actors();
        actors
            .filter(|(ix, _)| workspace.visibility().shows_actor(*ix))
            .map(|(_, actor)| actor.label.as_str())
            .collect()
    }

    fn ask(workspace: &mut Workspace, command: impl Into<Command>) {
        assert_eq!(workspace.carry_out(command.into()), None);
    }

    #[test]
    fn of_many_neighbours_the_best_evidenced_are_shown_first() {
        let mut workspace = open(hub(80));
        let hub = ActorIx(0);
        ask(&mut workspace, Command::Select(Target::Actor(hub), Pick::Replace));
        ask(&mut workspace, Action::HideOthers);
        ask(&mut workspace, Action::Expand);
        let first = shown(&workspace);
        assert_eq!(first.len(), 26);
        let stated = |name: &str| name[1..].parse::<usize>().is_ok_and(|at| at % 5 == 0);
        assert_eq!(
            first.iter().filter(|name| name.starts_with('n') && stated(name)).count(),
            16,
            "all that are stated"
        );
        let said = workspace.message().unwrap_or_default();
        assert_eq!(said, "25 of 80 neighbours shown, the best evidenced first; expand again for more");
        ask(&mut workspace, Command::Expand(hub));
        assert!(workspace.message().unwrap_or_default().starts_with("50 of 80 neighbours shown"));
        ask(&mut workspace, Command::Expand(hub));
        assert_eq!(shown(&workspace).len(), 81, "a few more are not left behind");
        assert_eq!(workspace.message(), Some("Show 30 actors"));
        ask(&mut workspace, Command::Expand(hub));
        assert_eq!(workspace.message(), Some("No neighbours are hidden here"));
        let steps: Vec<_> = workspace.history().names().collect();
        assert_eq!(steps, ["Hide 160 actors", "Show 25 actors", "Show 25 actors", "Show 30 actors"]);
    }

    #[test]
    fn it_is_said_who_is_filtered_out() {
        let mut workspace = open(hub(3));
        let neighbour = ActorIx(1);
        ask(&mut workspace, Edit::Hide(vec![(ActorIx(0), true), (ActorIx(2), true)]));
        let mut filters = Filters::default();
        filters.hidden_actor_kinds.insert("other".to_owned());
        ask(&mut workspace, Edit::Filter(filters));
        ask(&mut workspace, Command::Expand(neighbour));
        assert_eq!(workspace.message(), Some("The 2 neighbours that are not shown are filtered out"));
        assert_eq!(workspace.not_shown(neighbour), NotShown { hidden: 0, filtered: 2 });
        assert_eq!(workspace.not_shown(neighbour).words().as_deref(), Some("2 neighbours filtered out"));
        ask(&mut workspace, Edit::Filter(Filters::default()));
        assert_eq!(workspace.not_shown(neighbour).words().as_deref(), Some("2 neighbours not shown"));
        let mut filters = Filters::default();
        filters.hidden_bases.insert(None);
        ask(&mut workspace, Edit::Filter(filters));
        assert_eq!(
            workspace.not_shown(neighbour).words().as_deref(),
            Some("2 neighbours not shown, 1 of them filtered out"),
            "whose only link has no source"
        );
        ask(&mut workspace, Command::Expand(neighbour));
        assert_eq!(workspace.message(), Some("Show hub; 1 more filtered out"));
    }

    #[test]
    fn a_picture_begins_at_one_actor_in_one_step() {
        let mut workspace = open(hub(80));
        ask(&mut workspace, Command::OpenAt(ActorIx(0)));
        assert_eq!(shown(&workspace).len(), 26);
        assert_eq!(workspace.history().names().collect::<Vec<_>>(), ["Open at hub"]);
        assert_eq!(workspace.selection().single(), Some(Target::Actor(ActorIx(0))));
        let said = workspace.message().unwrap_or_default();
        assert_eq!(said, "hub and 25 of 80 neighbours, the best evidenced first; expand for more");
        ask(&mut workspace, Command::OpenAt(ActorIx(0)));
        assert_eq!(workspace.history().names().count(), 1, "it is there already");
        ask(&mut workspace, Command::OpenAt(ActorIx(2)));
        assert_eq!(shown(&workspace), ["n0", "leaf0"], "whoever was shown before is hidden");
        assert_eq!(workspace.message(), Some("leaf0 and 1 neighbour"));
        ask(&mut workspace, Action::Undo);
        ask(&mut workspace, Action::Undo);
        assert_eq!(shown(&workspace).len(), 161);
    }

    #[test]
    fn an_actor_that_is_filtered_out_is_shown_all_the_same() {
        let mut workspace = open(graph_from_drawing("A-B B-C"));
        let mut filters = Filters::default();
        filters.hidden_actor_kinds.insert(workspace.graph().actor(ActorIx(0)).kind.to_string());
        ask(&mut workspace, Edit::Filter(filters));
        let steps = workspace.begin_at(ActorIx(0));
        assert_eq!(shown(&workspace), ["A", "B"]);
        let names: Vec<_> = steps.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Clear filters", "Open at A"]);
        assert!(!workspace.is_unsaved(), "nobody has to be asked whether to save how a file was opened");
        assert!(workspace.take_journal().is_empty());
    }
}
