//! What decides how actors and links look, while it is chosen: rules that take work are worked out at once where that is quick, else
//! ordered from whoever has threads. Until they are there, everything looks as before.

use std::sync::Arc;

use super::{Edit, Workspace};
use crate::analysis::{Cancelled, Watch, unwatched};
use crate::model::{By, Graph, Rule, Spread, Styling, View};
use crate::scene::styling::{is_quick, work_out};

/// So many outcomes are kept, so that choosing something again shows it at once.
const MOST_KEPT: usize = 12;

/// What was worked out, and what it is of.
#[derive(Clone, Debug)]
struct Found {
    by: By,
    /// The revision of the graph.
    of: u64,
    spread: Arc<Spread>,
}

/// What the looks of a workspace hang on beside its view.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// The newest last.
    found: Vec<Found>,
    /// What was given up, and is not asked for again until somebody wants it.
    given_up: Vec<By>,
    /// The rules that are drawn: those of the view, as far as they are worked out.
    drawn: Styling,
}

/// Something that is to be worked out, with the graph to work on.
#[derive(Clone, Debug)]
pub struct SpreadOrder {
    /// What it is about.
    pub by: By,
    /// The revision of the graph.
    pub of: u64,
    graph: Arc<Graph>,
}

impl SpreadOrder {
    /// Works it out.
    ///
    /// # Errors
    /// [`Cancelled`] when `watch` says so.
    pub fn work_out(&self, watch: &mut Watch<'_>) -> Result<Spread, Cancelled> {
        work_out(&self.graph, &self.by, watch)
    }
}

impl Appearance {
    /// The newest outcome, be it of the graph as it was before.
    fn newest(&self, by: &By) -> Option<&Found> {
        self.found.iter().rev().find(|found| found.by == *by)
    }

    fn is_current(&self, by: &By, revision: u64) -> bool {
        self.newest(by).is_some_and(|found| found.of == revision)
    }

    /// After a change of rules or records: works out what is quick, and says which rules are drawn. `of` is the revision of the graph.
    pub(super) fn follow(&mut self, graph: &Graph, view: &mut View, of: u64) {
        for (_, Rule { by, .. }) in view.styling.iter() {
            if by.takes_work() && !self.is_current(by, of) && is_quick(graph, by) {
                let spread = work_out(graph, by, &mut unwatched).expect("nobody gives up");
                self.keep(by.clone(), of, Arc::new(spread));
            }
        }
        let is_there = |rule: &&Rule| !rule.by.takes_work() || self.newest(&rule.by).is_some();
        let drawn = view.styling.iter().filter_map(|(channel, rule)| {
            let before = || self.drawn.get(channel).filter(is_there);
            Some((channel, Some(rule).filter(is_there).or_else(before)?.clone()))
        });
        self.drawn = drawn.collect();
        let is_used =
            |by: &By| [&view.styling, &self.drawn].iter().any(|one| one.iter().any(|(_, rule)| rule.by == *by));
        while self.found.len() > MOST_KEPT
            && let Some(oldest) = self.found.iter().position(|found| !is_used(&found.by))
        {
            self.found.remove(oldest);
        }
        view.spreads = self.found.iter().map(|found| (found.by.clone(), Arc::clone(&found.spread))).collect();
    }

    /// A view with the rules that are drawn.
    pub(super) fn drawn_of(&self, view: View) -> View {
        View { styling: self.drawn.clone(), ..view }
    }

    fn keep(&mut self, by: By, of: u64, spread: Arc<Spread>) {
        self.found.retain(|found| found.by != by);
        self.found.push(Found { by, of, spread });
    }
}

/// The edit that gives everything its usual look again; `None` where it has that already.
#[must_use]
pub fn usual_again(styling: &Styling) -> Option<Edit> {
    (!styling.is_blank()).then(|| Edit::Style(styling.iter().map(|(channel, _)| (channel, None)).collect()))
}

impl Workspace {
    /// The rules that are drawn: where one is still worked out, the one before.
    #[must_use]
    pub fn drawn_styling(&self) -> &Styling {
        &self.appearance.drawn
    }

    /// What was found for a rule, on the graph as it is or as it was a moment ago.
    #[must_use]
    pub fn spread(&self, by: &By) -> Option<&Arc<Spread>> {
        self.appearance.newest(by).map(|found| &found.spread)
    }

    /// Whether a rule was given up by hand and waits for somebody to want it again.
    #[must_use]
    pub fn is_given_up(&self, by: &By) -> bool {
        self.appearance.given_up.contains(by)
    }

    /// What is to be worked out next.
    #[must_use]
    pub fn spread_order(&self) -> Option<SpreadOrder> {
        let of = self.revisions.graph;
        let wanted = self.view.styling.iter().map(|(_, rule)| &rule.by).find(|by| {
            by.takes_work() && !self.appearance.is_current(by, of) && !self.appearance.given_up.contains(by)
        })?;
        Some(SpreadOrder { by: wanted.clone(), of, graph: Arc::clone(&self.graph) })
    }

    /// Takes over what was ordered at a revision of the graph, and draws it.
    pub fn set_spread(&mut self, by: By, of: u64, spread: Spread) {
        self.appearance.keep(by, of, Arc::new(spread));
        self.looks_changed(Some(Vec::new()));
    }

    /// Gives up on something that takes too long, or could not be worked out: everything looks as before.
    pub fn give_up_spread(&mut self, by: &By) {
        if !self.is_given_up(by) {
            self.appearance.given_up.push(by.clone());
        }
    }

    /// Somebody wants after all what was given up.
    pub fn want_spread(&mut self, by: &By) {
        self.appearance.given_up.retain(|other| other != by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorIx, Channel, Division, LoadReport, Planted, graph_from_drawing, planted};
    use crate::scene::Theme;
    use crate::workspace::{Action, Origin};

    fn open(graph: Graph) -> Workspace {
        let view = View::blank(&graph);
        let mut workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        workspace.order_stages();
        workspace
    }

    fn colour_by(workspace: &mut Workspace, by: By) {
        let edit = Edit::Style(vec![(Channel::ActorColour, Some(Rule::by(by)))]);
        assert_eq!(workspace.carry_out(edit.into()), None);
    }

    fn titles(workspace: &Workspace) -> Vec<String> {
        workspace.scene().legend.keys.iter().map(crate::scene::styling::Key::title).collect()
    }

    #[test]
    fn what_is_quick_is_drawn_at_once_and_every_choice_is_a_step() {
        let mut workspace = open(graph_from_drawing("A-B B-C"));
        colour_by(&mut workspace, By::Measure("betweenness".into()));
        assert_eq!(titles(&workspace), ["Colour: Betweenness"]);
        assert!(workspace.spread_order().is_none() && workspace.is_unsaved());
        colour_by(&mut workspace, By::Community(Division::default()));
        let names: Vec<_> = workspace.history().names().collect();
        assert_eq!(names, ["Colour by Betweenness", "Colour by community"]);
        assert_eq!(workspace.carry_out(Action::Undo.into()), None);
        assert_eq!(titles(&workspace), ["Colour: Betweenness"]);
        let usual = usual_again(&workspace.view().styling).expect("it is not as usual");
        assert_eq!(workspace.carry_out(usual.into()), None);
        assert!(titles(&workspace).is_empty() && usual_again(&workspace.view().styling).is_none());
    }

    #[test]
    fn what_takes_long_is_ordered_and_everything_looks_as_before_meanwhile() {
        let mut workspace = open(planted(Planted::of_size(2_000, 8_000, 1)));
        let degree = By::Measure("degree".into());
        let slow = By::Measure("betweenness".into());
        colour_by(&mut workspace, degree.clone());
        let order = workspace.spread_order().expect("it is not quick here");
        let spread = order.work_out(&mut unwatched).expect("nobody gives up");
        workspace.set_spread(order.by.clone(), order.of, spread);
        assert_eq!((order.by, titles(&workspace)), (degree, vec!["Colour: Degree".to_owned()]));
        colour_by(&mut workspace, slow.clone());
        assert_eq!(titles(&workspace), ["Colour: Degree"], "the other one is on its way");
        let order = workspace.spread_order().expect("it is wanted");
        // Something else changes, and is seen.
        let _ = workspace.carry_out(Edit::Hide(vec![(ActorIx(0), true)]).into());
        assert_eq!((titles(&workspace), workspace.scene().hidden.0), (vec!["Colour: Degree".to_owned()], 1));
        workspace.set_spread(order.by, order.of, Spread::Figures(crate::model::Figures::default()));
        assert_eq!(titles(&workspace), ["Colour: Betweenness"]);
        // What is given up is not asked for again until somebody wants it.
        let finer = By::Community(Division { resolution: 2.0, seed: 1 });
        colour_by(&mut workspace, finer.clone());
        workspace.give_up_spread(&finer);
        assert!(workspace.spread_order().is_none() && workspace.is_given_up(&finer));
        assert_eq!(titles(&workspace), ["Colour: Betweenness"]);
        workspace.want_spread(&finer);
        assert_eq!(workspace.spread_order().map(|order| order.by), Some(finer));
        // After a change of the graph, the old outcome stays until the new one is there.
        let _ = workspace.carry_out(Action::Undo.into());
        let _ = workspace.carry_out(Edit::Relabel(ActorIx(0), "Ada".into()).into());
        assert_eq!(titles(&workspace), ["Colour: Betweenness"]);
        assert_eq!(workspace.spread_order().map(|order| order.by), Some(slow));
    }
}
