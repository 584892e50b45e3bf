//! How much an actor matters to the picture: for the choice of labels and sizes. Not a measure to report.

use crate::model::{ActorIx, Graph, Topology};

/// The weight of links against that of evidence.
const LINKS_SHARE: f32 = 0.75;

/// The importance of each node, 0 to 1, from its number of links and of pieces of evidence for it and its links.
///
/// Both are counted on a logarithmic scale against the greatest of the graph, so that one hub does not flatten the rest.
/// Where nothing has evidence, links alone count. An actor with neither has 0; the greatest in both has 1.
#[must_use]
pub fn importance(topology: &Topology, graph: &Graph) -> Vec<f32> {
    let links: Vec<u32> = (0..topology.node_count() as u32).map(|node| topology.degree(node)).collect();
    let mut evidence: Vec<u32> = topology.actors().iter().map(|&actor| evidence_of(graph, actor)).collect();
    for (&link, &(source, target)) in topology.links().iter().zip(topology.ends()) {
        let count = graph.link(link).evidence.len() as u32;
        evidence[source as usize] += count;
        if source != target {
            evidence[target as usize] += count;
        }
    }
    let has_evidence = evidence.iter().any(|&count| count > 0);
    let share = if has_evidence { LINKS_SHARE } else { 1.0 };
    let (links, evidence) = (scaled(&links), scaled(&evidence));
    links.iter().zip(&evidence).map(|(links, evidence)| share * links + (1.0 - share) * evidence).collect()
}

/// Number of pieces of evidence for an actor itself; none for one that was removed.
fn evidence_of(graph: &Graph, actor: ActorIx) -> u32 {
    if graph.has_actor(actor) { graph.actor(actor).evidence.len() as u32 } else { 0 }
}

/// Counts on a logarithmic scale, the greatest at 1.
fn scaled(counts: &[u32]) -> Vec<f32> {
    let greatest = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    counts.iter().map(|&count| (count as f32).ln_1p() / greatest.ln_1p()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Evidence, GraphBuilder, Link, Planted, graph_from_drawing, planted};

    fn of(graph: &Graph) -> Vec<f32> {
        importance(&Topology::whole(graph), graph)
    }

    #[test]
    fn a_hub_matters_most_and_a_loner_not_at_all() {
        let found = of(&graph_from_drawing("Hub-A Hub-B Hub-C A-B Loner"));
        assert_eq!(found[0].to_bits(), 1.0f32.to_bits());
        assert!(found[1] < found[0] && found[1] > found[3] && found[3] > 0.0);
        assert_eq!(found[1].to_bits(), found[2].to_bits());
        assert_eq!(found[4].to_bits(), 0.0f32.to_bits());
    }

    #[test]
    fn of_two_with_as_many_links_the_better_documented_matters_more() {
        let mut builder = GraphBuilder::new("", "");
        let (passage, _) = builder.passage_or_stand_in("p");
        for key in ["a", "b", "c"] {
            builder.add_actor(Actor { key: key.into(), ..Actor::default() }).expect("free");
        }
        let mut documented = Link { key: "l1".into(), ..Link::default() };
        documented.evidence.push(Evidence::supporting(passage));
        builder.add_link(ActorIx(0), ActorIx(1), documented).expect("free");
        builder.add_link(ActorIx(1), ActorIx(2), Link { key: "l2".into(), ..Link::default() }).expect("free");
        let found = of(&builder.finish());
        assert!(found[0] > found[2]);
        assert_eq!(found[1].to_bits(), 1.0f32.to_bits());
    }

    #[test]
    fn it_stays_between_0_and_1() {
        let found = of(&planted(Planted::of_size(500, 2000, 1)));
        assert!(found.iter().all(|value| (0.0..=1.0).contains(value)));
        assert!(found.iter().any(|value| (value - 1.0).abs() < 1e-6));
        assert_eq!(of(&graph_from_drawing("")), Vec::<f32>::new());
    }
}
