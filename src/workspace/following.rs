//! Following links out from actors: only them and whoever is so many steps away, and their neighbours hidden again.

use super::{Edit, Workspace};
use crate::model::ActorIx;
use crate::query::within_steps;

impl Workspace {
    /// Hides everybody who is more than `steps` links away from the selected actors, whichever way links run, and shows everybody
    /// who is not: one step of the history.
    pub(super) fn show_only_around(&mut self, steps: usize) {
        let seeds: Vec<ActorIx> = self.selection.actors.iter().copied().collect();
        let is_near = within_steps(&self.graph, &seeds, steps);
        let hidden = &self.view.hidden;
        let actors = self.graph.actors().map(|(actor, _)| (actor, !is_near[actor.get()]));
        let changed: Vec<(ActorIx, bool)> = actors.filter(|(actor, hide)| hidden.contains(*actor) != *hide).collect();
        if changed.is_empty() {
            self.say("Nobody else is shown");
            return;
        }
        let shown = is_near.iter().filter(|near| **near).count();
        let name = format!("Show only {shown} {}", if shown == 1 { "actor" } else { "actors" });
        self.carry_out_edit(Edit::Hide(changed), Some(name));
    }

    /// Hides the shown neighbours of the selected actors that are linked with nobody else who is shown.
    pub(super) fn collapse(&mut self) {
        let mut hidden: Vec<ActorIx> = Vec::new();
        for actor in &self.selection.actors {
            for incidence in self.graph.links_of(*actor) {
                let other = incidence.other;
                let is_free = self.visibility.shows_actor(other) && !self.selection.actors.contains(&other);
                let is_leaf = || {
                    self.graph.links_of(other).iter().all(|link| {
                        self.selection.actors.contains(&link.other)
                            || link.other == other
                            || !self.visibility.shows_actor(link.other)
                    })
                };
                if is_free && is_leaf() {
                    hidden.push(other);
                }
            }
        }
        hidden.sort_unstable();
        hidden.dedup();
        if hidden.is_empty() {
            self.say("Every neighbour that is shown is linked with somebody else as well");
            return;
        }
        self.edit(Edit::Hide(hidden.into_iter().map(|actor| (actor, true)).collect()));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{LoadReport, View, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Origin, Pick, Target, Workspace};

    fn open(drawing: &str, selected: &str) -> Workspace {
        let graph = graph_from_drawing(drawing);
        let view = View::blank(&graph);
        let found = graph.actors().find(|(_, actor)| actor.label == selected).expect("it is there").0;
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        assert_eq!(workspace.carry_out(Command::Select(Target::Actor(found), Pick::Replace)), None);
        workspace
    }

    fn shown(workspace: &Workspace) -> String {
        let graph = workspace.graph();
        let shown = graph.actors().filter(|(ix, _)| workspace.visibility().shows_actor(*ix));
        shown.map(|(_, actor)| actor.label.as_str()).collect()
    }

    fn act(workspace: &mut Workspace, action: Action) {
        assert_eq!(workspace.carry_out(action.into()), None);
    }

    #[test]
    fn only_whoever_is_so_many_steps_away_is_shown() {
        let mut workspace = open("A-B B>C C-D D-E X-Y", "B");
        act(&mut workspace, Action::OnlyNeighbours);
        assert_eq!(shown(&workspace), "ABC");
        act(&mut workspace, Action::OnlyTwoSteps);
        assert_eq!(shown(&workspace), "ABCD", "whoever was hidden before is shown again");
        act(&mut workspace, Action::OnlyThreeSteps);
        assert_eq!(shown(&workspace), "ABCDE");
        let steps: Vec<_> = workspace.history().names().collect();
        assert_eq!(steps, ["Show only 3 actors", "Show only 4 actors", "Show only 5 actors"]);
        act(&mut workspace, Action::Undo);
        act(&mut workspace, Action::Undo);
        act(&mut workspace, Action::Undo);
        assert_eq!(shown(&workspace), "ABCDEXY");
    }

    #[test]
    fn neighbours_that_hang_on_nobody_else_are_hidden_again() {
        let mut workspace = open("H-A H-B H-C C-D H-H B-B", "H");
        act(&mut workspace, Action::Collapse);
        assert_eq!(shown(&workspace), "HCD");
        act(&mut workspace, Action::Collapse);
        assert_eq!(workspace.history().names().count(), 1, "there is nobody left to hide");
        act(&mut workspace, Action::Expand);
        assert_eq!(shown(&workspace), "HABCD");
    }
}
