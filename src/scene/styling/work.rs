//! What takes work to find out for a rule: measures and communities of the whole graph, hidden actors too, so that no look changes with
//! what is shown.

use std::cmp::Reverse;

use crate::analysis::{
    Cancelled, Measure, Question, Resolution, Strength, Watch, importance, leiden_by_strength, measured,
};
use crate::model::{By, Division, Figures, Graph, Group, Groups, NO_GROUP, Spread, Topology};

/// Actors times links up to which measures of distance are there in less than a frame.
const QUICK_WAYS: usize = 200_000;
/// Actors and links up to which everything else is.
const QUICK: usize = 1_500;

/// Whether it is worked out in about a frame's time.
#[must_use]
pub fn is_quick(graph: &Graph, by: &By) -> bool {
    let (actors, links) = (graph.actor_count(), graph.link_count());
    match by {
        By::Measure(name) if Measure::from_name(name).is_some_and(Measure::is_of_distance) => {
            actors * links <= QUICK_WAYS
        }
        By::Measure(_) | By::Community(_) => actors + links <= QUICK,
        _ => true,
    }
}

/// Works out what a rule that goes by that finds among actors. Nothing is found by what takes no work, nor by a measure that there
/// is none of.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn work_out(graph: &Graph, by: &By, watch: &mut Watch<'_>) -> Result<Spread, Cancelled> {
    match by {
        By::Measure(name) => {
            let Some(measure) = Measure::from_name(name) else { return Ok(Spread::Figures(Figures::default())) };
            let found = measured(graph, &Topology::whole(graph), Question::about(measure), watch)?;
            let mut of = vec![f64::NAN; graph.actor_bound()];
            // Who was removed is a node without links.
            for (ix, _) in graph.actors() {
                of[ix.get()] = found.values[ix.get()];
            }
            Ok(Spread::Figures(Figures { of, are_years: false }))
        }
        By::Community(division) => communities(graph, *division, watch).map(Spread::Groups),
        _ => Ok(Spread::Groups(Groups::default())),
    }
}

/// The communities, the largest first, each called after its most important actor.
fn communities(graph: &Graph, division: Division, watch: &mut Watch<'_>) -> Result<Groups, Cancelled> {
    let Division { resolution, seed } = division;
    let topology = Topology::whole(graph);
    let how = Resolution { resolution, seed };
    let found = leiden_by_strength(graph, &topology, Strength::Alike, how, watch)?;
    let importance = importance(&topology, graph);
    let mut sizes = vec![0usize; found.count()];
    let mut leaders = vec![None; found.count()];
    for (ix, _) in graph.actors() {
        let community = found.of_node()[ix.get()] as usize;
        sizes[community] += 1;
        let leader = &mut leaders[community];
        if leader.is_none_or(|leader: crate::model::ActorIx| importance[ix.get()] > importance[leader.get()]) {
            *leader = Some(ix);
        }
    }
    // Communities are numbered by their first actor; who was removed is in one of its own, with nobody in it.
    let mut order: Vec<usize> = (0..sizes.len()).filter(|community| sizes[*community] > 0).collect();
    order.sort_by_key(|community| Reverse(sizes[*community]));
    let mut place = vec![NO_GROUP; sizes.len()];
    let mut groups = Vec::with_capacity(order.len());
    for (at, community) in (0u32..).zip(order) {
        place[community] = at;
        let name = leaders[community].map_or(String::new(), |leader| {
            let actor = graph.actor(leader);
            if actor.label.is_empty() { actor.key.to_string() } else { actor.label.to_string() }
        });
        groups.push(Group { name, count: sizes[community] });
    }
    let mut of = vec![NO_GROUP; graph.actor_bound()];
    for (ix, _) in graph.actors() {
        of[ix.get()] = place[found.of_node()[ix.get()] as usize];
    }
    Ok(Groups { of, groups, quality: Some(found.modularity) })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::analysis::unwatched;
    use crate::model::{ActorIx, Change, Planted, RecordIx, graph_from_drawing, planted};

    #[test]
    fn communities_are_called_after_their_most_important_actor() {
        let graph = graph_from_drawing("A-B B-C C-A A-D B-D E-F F-G G-E E-H F-H D-H");
        let found = work_out(&graph, &By::Community(Division::default()), &mut unwatched).expect("nobody gives up");
        let Spread::Groups(groups) = found else { panic!("communities are groups") };
        let told: Vec<_> = groups.groups.iter().map(|group| (group.name.as_str(), group.count)).collect();
        assert_eq!(told, [("A", 4), ("E", 4)]);
        assert_eq!(groups.members(1).count(), 4);
        assert!(groups.quality.is_some_and(|quality| quality > 0.3));
        let finer = By::Community(Division { resolution: 3.0, seed: 1 });
        let Ok(Spread::Groups(finer)) = work_out(&graph, &finer, &mut unwatched) else { panic!("groups") };
        assert!(finer.groups.len() > 2);
    }

    #[test]
    fn who_was_removed_has_no_figure_and_no_community() {
        let mut graph = graph_from_drawing("A-B B-C");
        for record in [RecordIx::Link(crate::model::LinkIx(1)), RecordIx::Actor(ActorIx(2))] {
            graph.change(Change::Keep(record, false)).expect("it is there");
        }
        let by = |by| work_out(&graph, &by, &mut unwatched).expect("nobody gives up");
        let Spread::Figures(degrees) = by(By::Measure("degree".into())) else { panic!("figures") };
        assert_eq!([degrees.of(0), degrees.of(1), degrees.of(2)], [Some(1.0), Some(1.0), None]);
        let Spread::Groups(groups) = by(By::Community(Division::default())) else { panic!("groups") };
        assert_eq!((groups.groups.len(), groups.of(2)), (1, None));
        assert_eq!(by(By::Measure("luck".into())), Spread::Figures(Figures::default()));
    }

    #[test]
    fn it_is_given_up_when_asked_to() {
        let graph = planted(Planted::of_size(300, 1200, 1));
        let watch = &mut |_: f32| ControlFlow::Break(());
        assert_eq!(work_out(&graph, &By::Measure("betweenness".into()), watch), Err(Cancelled));
        assert!(
            !is_quick(&graph, &By::Measure("betweenness".into())) && is_quick(&graph, &By::Measure("degree".into()))
        );
    }
}
