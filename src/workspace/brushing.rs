//! A window of time on the move: dragged by hand, or played. What it lets through is seen at once; it becomes one step of the
//! history when it is let go, and none where it is given up.

use super::filtering::step_name;
use super::{Edit, Workspace};
use crate::model::{Filters, TimeWindow};

impl Workspace {
    /// Whether a window of time is on the move.
    #[must_use]
    pub fn is_brushing(&self) -> bool {
        self.brush.is_some()
    }

    pub(super) fn brush_time(&mut self, window: Option<TimeWindow>) {
        self.brush.get_or_insert_with(|| self.view.filters.clone());
        self.show_time(window);
    }

    /// Lets go of a window of time that is on the move, if there is one.
    pub fn brush_end(&mut self) {
        let Some(before) = self.brush.take().filter(|before| *before != self.view.filters) else { return };
        let name = step_name(&before, &self.view.filters, &self.graph);
        self.note_in_journal(&name, &Edit::Filter(self.view.filters.clone()));
        self.say(name.clone());
        self.history.push(name, Edit::Filter(before));
    }

    pub(super) fn brush_cancel(&mut self) {
        if let Some(Filters { time, .. }) = self.brush.take() {
            self.show_time(time);
        }
    }

    fn show_time(&mut self, window: Option<TimeWindow>) {
        if self.view.filters.time == window {
            return;
        }
        self.view.filters.time = window;
        if self.view.filters.need_sieve() {
            // What is shown follows with the sieve.
            self.revisions.looks += 1;
            self.restage();
            self.let_go_of_hidden();
        } else {
            self.looks_changed(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, Clock, GraphBuilder, Link, LinkMore, LoadReport, View, When, days_of_range};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Origin};

    /// Two links of A and B, of 2010 and of 2014.
    fn open() -> Workspace {
        let drawn = crate::model::graph_from_drawing("A-B");
        let mut builder = GraphBuilder::new("", "");
        for (_, actor) in drawn.actors() {
            builder.add_actor(actor.clone()).expect("free");
        }
        for when in ["2010", "2014"] {
            let more = LinkMore { when: Some(When::new(when)), ..LinkMore::default() }.into();
            let link = Link { key: when.into(), more, ..Link::default() };
            builder.add_link(ActorIx(0), ActorIx(1), link).expect("free");
        }
        let graph = builder.finish();
        let view = View::blank(&graph);
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        workspace.keep_journal();
        workspace
    }

    fn window(range: &str) -> TimeWindow {
        let (from, to) = days_of_range(range).expect("dates");
        TimeWindow { from, to, clock: Clock::Happened, keeps_undated: true }
    }

    fn ask(workspace: &mut Workspace, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            assert_eq!(workspace.carry_out(command), None, "the workspace's own business");
        }
    }

    fn brush(range: &str) -> Command {
        Command::BrushTime(Some(window(range)))
    }

    fn steps(workspace: &Workspace) -> Vec<&str> {
        workspace.history().names().collect()
    }

    #[test]
    fn a_window_on_the_move_is_seen_at_once_and_one_step_at_the_end() {
        let mut workspace = open();
        ask(&mut workspace, [brush("2009..2010"), brush("2010..2012")]);
        assert_eq!(workspace.visibility().links, [true, false]);
        assert!(steps(&workspace).is_empty() && workspace.is_brushing());
        assert!(workspace.is_unsaved(), "whoever closes the file now is asked");
        ask(&mut workspace, [brush("2013.."), Command::BrushEnd]);
        assert_eq!(workspace.visibility().links, [false, true]);
        assert_eq!(steps(&workspace), ["Show what happened from 2013, undated kept"]);
        ask(&mut workspace, [Action::Undo.into()]);
        assert_eq!(workspace.visibility().links, [true, true]);
        assert!(!workspace.is_unsaved());
        ask(&mut workspace, [Action::Redo.into()]);
        assert_eq!(workspace.view().filters.time, Some(window("2013..")));
    }

    #[test]
    fn one_that_is_given_up_leaves_nothing() {
        let mut workspace = open();
        ask(&mut workspace, [brush("2010"), Command::BrushCancel]);
        assert_eq!((workspace.view().filters.time, workspace.visibility().links.as_slice()), (None, &[true, true][..]));
        ask(&mut workspace, [brush("2010"), Action::Undo.into()]);
        assert_eq!(workspace.view().filters.time, None);
        ask(&mut workspace, [brush("2010"), Command::BrushTime(None), Command::BrushEnd]);
        assert!(steps(&workspace).is_empty() && !workspace.is_unsaved());
        assert!(workspace.take_journal().is_empty(), "nothing was written down");
    }

    #[test]
    fn what_is_done_meanwhile_comes_after_it() {
        let mut workspace = open();
        ask(&mut workspace, [brush("2010"), Edit::Hide(vec![(ActorIx(0), true)]).into()]);
        assert_eq!(steps(&workspace), ["Show what happened in 2010, undated kept", "Hide A"]);
        assert!(!workspace.is_brushing());
        ask(&mut workspace, [Action::Undo.into(), Action::Undo.into()]);
        assert_eq!(workspace.view().filters, Filters::default());
    }
}
