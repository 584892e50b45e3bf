//! The undoable changes. Applying an edit returns its inverse; nothing else may change a graph or what is saved of a view.

use serde::{Deserialize, Serialize};

use super::RecordEdit;
use crate::model::{
    ActorGroup, ActorIx, AxisScale, By, Change, Channel, Filters, Graph, LinkIx, Point, RecordIx, Refusal, Rule, View,
};
use crate::scene::styling::by_words;

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Actors are put somewhere, and pinned or not, by hand.
    Move(Vec<Placement>),
    /// A layout put actors somewhere, along an axis or not.
    Rearrange(Vec<Placement>, Option<AxisScale>),
    /// Actors are pinned (`true`) or let go.
    Pin(Vec<(ActorIx, bool)>),
    /// Actors are hidden (`true`) or shown.
    Hide(Vec<(ActorIx, bool)>),
    /// Types and bases are switched off or on.
    Filter(Filters),
    /// Actors are brought together, taken apart, groups opened or closed.
    Group(Vec<ActorGroup>),
    /// Colours and sizes of the file are drawn (`true`) or not.
    ShowLooks(bool),
    /// Channels of the appearance get other rules, or none.
    Style(Vec<(Channel, Option<Rule>)>),
    /// An actor gets another name.
    Relabel(ActorIx, String),
    /// Actors get another type.
    RetypeActors(Vec<(ActorIx, String)>),
    /// Links get another type.
    RetypeLinks(Vec<(LinkIx, String)>),
    /// Records are added, removed or say something else.
    Records(RecordEdit),
}

/// Where an actor is put, and whether it is pinned there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The actor.
    pub actor: ActorIx,
    /// Its place; `None` takes the place away.
    pub point: Option<Point>,
    /// Whether it is pinned.
    pub pinned: bool,
}

impl Placement {
    /// How the actor stands in `view` now.
    #[must_use]
    pub fn now(view: &View, actor: ActorIx) -> Self {
        Self { actor, point: view.positions.get(actor), pinned: view.pinned.contains(actor) }
    }
}

impl Edit {
    /// Carries the change out and returns the edit that takes it back.
    ///
    /// # Errors
    /// [`Refusal`], of changes of records alone; graph and view are then as they were. What takes an edit back is never refused.
    pub fn apply(self, graph: &mut Graph, view: &mut View) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Move(placements) => Self::Move(place(view, placements)),
            Self::Rearrange(placements, axis) => {
                let axis = std::mem::replace(&mut view.axis, axis);
                Self::Rearrange(place(view, placements), axis)
            }
            Self::Pin(mut pins) => {
                for (actor, pinned) in &mut pins {
                    let before = view.pinned.contains(*actor);
                    view.pinned.set(*actor, *pinned);
                    *pinned = before;
                }
                Self::Pin(pins)
            }
            Self::Hide(mut actors) => {
                for (actor, hidden) in &mut actors {
                    let before = view.hidden.contains(*actor);
                    view.hidden.set(*actor, *hidden);
                    *hidden = before;
                }
                Self::Hide(actors)
            }
            Self::Filter(filters) => Self::Filter(std::mem::replace(&mut view.filters, filters)),
            Self::Group(groups) => Self::Group(std::mem::replace(&mut view.groups, groups)),
            Self::ShowLooks(shown) => Self::ShowLooks(std::mem::replace(&mut view.looks_shown, shown)),
            Self::Style(mut rules) => {
                for (channel, rule) in &mut rules {
                    *rule = view.styling.set(*channel, rule.take());
                }
                Self::Style(rules)
            }
            Self::Relabel(actor, label) => Self::Relabel(actor, graph.set_label(actor, label)),
            Self::RetypeActors(kinds) => Self::RetypeActors(
                kinds.into_iter().map(|(actor, kind)| (actor, graph.set_actor_kind(actor, kind))).collect(),
            ),
            Self::RetypeLinks(kinds) => Self::RetypeLinks(
                kinds.into_iter().map(|(link, kind)| (link, graph.set_link_kind(link, kind))).collect(),
            ),
            Self::Records(records) => Self::Records(records.apply(graph, view)?),
        })
    }

    /// Whether it changes records of the graph, rather than only how it is seen.
    #[must_use]
    pub fn changes_graph(&self) -> bool {
        matches!(self, Self::Relabel(..) | Self::RetypeActors(_) | Self::RetypeLinks(_) | Self::Records(_))
    }

    /// The records that may be shown, or no longer, once this edit was applied; `None` where these may be any.
    ///
    /// Asked of an inverse: what was new is by then a record like any other.
    #[must_use]
    pub fn records(&self) -> Option<Vec<RecordIx>> {
        match self {
            Self::Filter(_) => None,
            Self::Hide(actors) => Some(actors.iter().map(|(actor, _)| RecordIx::Actor(*actor)).collect()),
            Self::RetypeActors(kinds) => Some(kinds.iter().map(|(actor, _)| RecordIx::Actor(*actor)).collect()),
            Self::RetypeLinks(kinds) => Some(kinds.iter().map(|(link, _)| RecordIx::Link(*link)).collect()),
            Self::Records(edit) => Some(edit.changes.iter().filter_map(Change::record).collect()),
            Self::Move(_)
            | Self::Rearrange(..)
            | Self::Pin(_)
            | Self::ShowLooks(_)
            | Self::Style(_)
            | Self::Group(_)
            | Self::Relabel(..) => Some(Vec::new()),
        }
    }

    /// The name of the step in the Edit menu: `Move Ada Obi`, `Hide 3 actors`. `graph` is as it was before the edit.
    #[must_use]
    pub fn name(&self, graph: &Graph) -> String {
        let who = |actors: &mut dyn Iterator<Item = ActorIx>| {
            let first = actors.next();
            match (first, actors.count()) {
                (Some(only), 0) => graph.actor(only).label.to_string(),
                (_, more) => format!("{} actors", more + 1),
            }
        };
        match self {
            Self::Move(placements) => format!("Move {}", who(&mut placements.iter().map(|placement| placement.actor))),
            Self::Rearrange(..) => "Rearrange".to_owned(),
            Self::Pin(pins) => {
                let verb = if pins.iter().any(|(_, pinned)| *pinned) { "Pin" } else { "Unpin" };
                format!("{verb} {}", who(&mut pins.iter().map(|(actor, _)| *actor)))
            }
            Self::Hide(actors) => {
                let verb = if actors.iter().any(|(_, hidden)| *hidden) { "Hide" } else { "Show" };
                format!("{verb} {}", who(&mut actors.iter().map(|(actor, _)| *actor)))
            }
            Self::Filter(filters) if filters.is_empty() => "Clear filters".to_owned(),
            Self::Filter(_) => "Filter".to_owned(),
            Self::Group(_) => "Change groups".to_owned(),
            Self::ShowLooks(true) => "Show colours and sizes of the file".to_owned(),
            Self::ShowLooks(false) => "Hide colours and sizes of the file".to_owned(),
            Self::Style(rules) => style_name(rules),
            Self::Relabel(actor, _) => format!("Rename {}", graph.actor(*actor).label),
            Self::RetypeActors(kinds) => format!("Change type of {}", who(&mut kinds.iter().map(|(actor, _)| *actor))),
            Self::RetypeLinks(kinds) if kinds.len() == 1 => "Change type of a link".to_owned(),
            Self::RetypeLinks(kinds) => format!("Change type of {} links", kinds.len()),
            Self::Records(records) => records.name.clone(),
        }
    }
}

/// `Colour by Betweenness`, `Colour of links by type`, `Size as usual`.
fn style_name(rules: &[(Channel, Option<Rule>)]) -> String {
    let [(channel, rule)] = rules else {
        let is_usual = rules.iter().all(|(_, rule)| rule.is_none());
        return if is_usual { "Appearance as usual" } else { "Change the appearance" }.to_owned();
    };
    let links = if channel.is_of_links() { " of links" } else { "" };
    match rule.as_ref().map(|rule| &rule.by) {
        None => format!("{}{links} as usual", channel.words()),
        Some(By::Nothing) if channel.words() == "Label" => format!("No labels{links}"),
        Some(By::Nothing) => format!("{}{links} all alike", channel.words()),
        Some(by) => format!("{}{links} by {}", channel.words(), by_words(by)),
    }
}

/// Puts actors where they are said to be, and returns where they were.
pub(super) fn place(view: &mut View, mut placements: Vec<Placement>) -> Vec<Placement> {
    for placement in &mut placements {
        let before = Placement::now(view, placement.actor);
        view.positions.set(placement.actor, placement.point);
        view.pinned.set(placement.actor, placement.pinned);
        *placement = before;
    }
    placements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Marks, graph_from_drawing};
    use proptest::prelude::*;

    fn edits() -> impl Strategy<Value = Edit> {
        let actor = (0u32..4).prop_map(ActorIx);
        let placements = prop::collection::btree_map(0u32..4, (any::<Option<(i16, i16)>>(), any::<bool>()), 1..4)
            .prop_map(|map| {
                map.into_iter()
                    .map(|(actor, (point, pinned))| Placement {
                        actor: ActorIx(actor),
                        point: point.map(|(x, y)| Point::new(x.into(), y.into())),
                        pinned,
                    })
                    .collect::<Vec<_>>()
            });
        let flags = prop::collection::btree_map(0u32..4, any::<bool>(), 1..4)
            .prop_map(|map| map.into_iter().map(|(actor, flag)| (ActorIx(actor), flag)).collect::<Vec<_>>());
        prop_oneof![
            placements.clone().prop_map(Edit::Move),
            (placements, any::<Option<i16>>()).prop_map(|(placements, without)| {
                let (title, marks) = ("x".to_owned(), Marks::Names(Vec::new()));
                let axis = without.map(|at| AxisScale { title, is_upright: false, marks, without: Some(at.into()) });
                Edit::Rearrange(placements, axis)
            }),
            flags.clone().prop_map(Edit::Pin),
            flags.prop_map(Edit::Hide),
            "[a-c]{0,2}".prop_map(|kind| {
                let mut filters = Filters::default();
                filters.hidden_actor_kinds.insert(kind);
                Edit::Filter(filters)
            }),
            any::<bool>().prop_map(Edit::ShowLooks),
            any::<bool>().prop_map(|is_open| {
                Edit::Group(vec![ActorGroup { name: "g".into(), members: vec![ActorIx(0), ActorIx(2)], is_open }])
            }),
            prop::collection::btree_map(0..Channel::ALL.len(), any::<Option<bool>>(), 1..4).prop_map(|rules| {
                let rule = |by_type| Rule::by(if by_type { By::Type } else { By::Detail("x".into()) });
                Edit::Style(rules.into_iter().map(|(at, by)| (Channel::ALL[at], by.map(rule))).collect())
            }),
            (actor.clone(), ".{0,5}").prop_map(|(actor, label)| Edit::Relabel(actor, label)),
            (actor, "[a-c]{0,2}").prop_map(|(actor, kind)| Edit::RetypeActors(vec![(actor, kind)])),
            ("[a-c]{0,2}").prop_map(|kind| Edit::RetypeLinks(vec![(LinkIx(0), kind.clone()), (LinkIx(1), kind)])),
        ]
    }

    fn state(graph: &Graph, view: &View) -> (Vec<String>, Vec<String>, View) {
        let actors = graph.actors().map(|(_, actor)| format!("{actor:?}")).collect();
        let links = graph.links().map(|(_, link)| format!("{link:?}")).collect();
        (actors, links, view.clone())
    }

    proptest! {
        #[test]
        fn every_edit_and_then_its_inverse_changes_nothing(script in prop::collection::vec(edits(), 1..12)) {
            let mut graph = graph_from_drawing("A-B B>C C-D");
            let mut view = View::blank(&graph);
            let mut states = vec![state(&graph, &view)];
            let mut inverses = Vec::new();
            for edit in script {
                inverses.push(edit.apply(&mut graph, &mut view).expect("it is not refused"));
                states.push(state(&graph, &view));
            }
            let mut redo = Vec::new();
            for (step, inverse) in inverses.into_iter().enumerate().rev() {
                redo.push(inverse.apply(&mut graph, &mut view).expect("it is not refused"));
                prop_assert_eq!(&state(&graph, &view), &states[step]);
            }
            for (step, edit) in redo.into_iter().rev().enumerate() {
                edit.apply(&mut graph, &mut view).expect("it is not refused");
                prop_assert_eq!(&state(&graph, &view), &states[step + 1]);
            }
        }
    }

    #[test]
    fn a_step_is_named_after_what_it_does() {
        let graph = graph_from_drawing("Ada-Ben");
        let hide = |actors: &[u32]| Edit::Hide(actors.iter().map(|actor| (ActorIx(*actor), true)).collect());
        assert_eq!(hide(&[0]).name(&graph), "Hide Ada");
        assert_eq!(hide(&[0, 1]).name(&graph), "Hide 2 actors");
        assert_eq!(Edit::Relabel(ActorIx(1), "Bo".into()).name(&graph), "Rename Ben");
        assert_eq!(Edit::Filter(Filters::default()).name(&graph), "Clear filters");
        assert_eq!(Edit::ShowLooks(false).name(&graph), "Hide colours and sizes of the file");
        let style = |channel, by: Option<By>| Edit::Style(vec![(channel, by.map(Rule::by))]).name(&graph);
        assert_eq!(style(Channel::ActorSize, Some(By::Measure("pagerank".into()))), "Size by PageRank");
        assert_eq!(style(Channel::LinkColour, Some(By::Type)), "Colour of links by type");
        assert_eq!(style(Channel::ActorColour, None), "Colour as usual");
        assert_eq!(style(Channel::LinkLabel, Some(By::Nothing)), "No labels of links");
        let all = [Channel::ActorColour, Channel::ActorSize].map(|channel| (channel, None)).to_vec();
        assert_eq!(Edit::Style(all).name(&graph), "Appearance as usual");
    }
}
