//! Whose loss would part a graph: links that are the only way, and actors whom every way goes through.

use super::ties::{Arcs, Direction};
use crate::model::Topology;

/// Where a graph can be parted at one point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridges {
    /// Links without which their component falls in two, as positions in [`Topology::links`], ascending. Of parallel links none is
    /// one; a self-link never is.
    pub links: Vec<u32>,
    /// By node: into how many more parts its component falls without it; 0 for all but articulation actors. Alone it leaves
    /// nothing, which is no part more.
    pub parts: Vec<u32>,
}

/// Bridges and articulation actors, whichever way links run (Hopcroft and Tarjan 1973): in one search, without recursion.
#[must_use]
pub fn bridges(topology: &Topology) -> Bridges {
    const NOT_MET: u32 = u32::MAX;
    struct Step {
        node: u32,
        by: u32,
        at: u32,
    }
    let arcs = Arcs::new(topology, Direction::Ignored);
    let count = topology.node_count();
    let (mut met, mut low) = (vec![NOT_MET; count], vec![NOT_MET; count]);
    let mut found = Bridges { links: Vec::new(), parts: vec![0; count] };
    let mut steps: Vec<Step> = Vec::new();
    let mut clock = 0;
    for root in 0..count as u32 {
        if met[root as usize] != NOT_MET {
            continue;
        }
        let mut branches = 0u32;
        let mut enter = |node: u32, by: u32, steps: &mut Vec<Step>, met: &mut [u32], low: &mut [u32]| {
            (met[node as usize], low[node as usize]) = (clock, clock);
            clock += 1;
            steps.push(Step { node, by, at: arcs.offsets[node as usize] });
        };
        enter(root, u32::MAX, &mut steps, &mut met, &mut low);
        while let Some(step) = steps.last_mut() {
            let node = step.node as usize;
            if step.at < arcs.offsets[node + 1] {
                let (head, link) = (arcs.heads[step.at as usize], arcs.links[step.at as usize]);
                step.at += 1;
                if met[head as usize] == NOT_MET {
                    enter(head, link, &mut steps, &mut met, &mut low);
                } else if link != step.by {
                    low[node] = low[node].min(met[head as usize]);
                }
                continue;
            }
            let by = step.by;
            steps.pop();
            let Some(above) = steps.last().map(|step| step.node) else { break };
            low[above as usize] = low[above as usize].min(low[node]);
            if low[node] > met[above as usize] {
                found.links.push(by);
            }
            if above == root {
                branches += 1;
            } else if low[node] >= met[above as usize] {
                found.parts[above as usize] += 1;
            }
        }
        found.parts[root as usize] = branches.saturating_sub(1);
    }
    found.links.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::connected_components;
    use crate::analysis::known;
    use crate::model::{Graph, Planted, Visibility, graph_from_drawing, planted};

    fn of(drawing: &str) -> Bridges {
        bridges(&Topology::whole(&graph_from_drawing(drawing)))
    }

    #[test]
    fn two_triangles_on_a_string() {
        let found = of("A-B B-C C-A C>D D-E E-F F-D F-F");
        assert_eq!(found.links, [3]);
        assert_eq!(found.parts, [0, 0, 1, 1, 0, 0]);
    }

    #[test]
    fn of_parallel_links_none_is_the_only_way() {
        let found = of("A-B A>B B-C");
        assert_eq!(found.links, [2]);
        assert_eq!(found.parts, [0, 1, 0]);
        assert_eq!(of(""), Bridges::default());
    }

    #[test]
    fn the_middle_of_a_star_holds_it_together() {
        assert_eq!(of("Hub-A Hub-B Hub-C Hub-D").parts, [3, 0, 0, 0, 0]);
    }

    #[test]
    fn the_medici_and_three_more_are_the_only_way_to_somebody() {
        let found = bridges(&known::florence());
        let cut: Vec<&str> = (0..15).filter(|at| found.parts[*at] > 0).map(|at| known::FAMILIES[at]).collect();
        assert_eq!(cut, ["Medici", "Albizzi", "Salviati", "Guadagni"]);
    }

    #[test]
    fn taking_each_away_agrees() {
        let graph = planted(Planted { communities: 6, inside: 0.95, ..Planted::of_size(120, 130, 3) });
        let found = bridges(&Topology::whole(&graph));
        let parts = |gone_actor: Option<usize>, gone_link: Option<usize>| {
            let topology = without(&graph, gone_actor, gone_link);
            connected_components(&topology).sizes.len()
        };
        let whole = parts(None, None);
        for link in 0..130 {
            assert_eq!(parts(None, Some(link)) > whole, found.links.contains(&(link as u32)), "link {link}");
        }
        for actor in 0..120 {
            let more = parts(Some(actor), None).saturating_sub(whole);
            assert_eq!(more as u32, found.parts[actor], "actor {actor}");
        }
        assert!(found.links.len() > 5 && found.parts.iter().any(|parts| *parts > 1));
    }

    fn without(graph: &Graph, actor: Option<usize>, link: Option<usize>) -> Topology {
        let actors: Vec<bool> = (0..graph.actor_count()).map(|at| Some(at) != actor).collect();
        let links = graph.links().map(|(ix, _)| {
            let (source, target) = graph.ends(ix);
            Some(ix.get()) != link && actors[source.get()] && actors[target.get()]
        });
        Topology::new(graph, &Visibility { links: links.collect(), actors, ..Visibility::default() })
    }
}
