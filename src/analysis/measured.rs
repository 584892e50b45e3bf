//! Any measure of a graph by one call: which ties it is computed on, exact or from drawn sources, and how sure it is.

use super::brandes::betweenness;
use super::bridges::bridges;
use super::clustering::clustering;
use super::cores::core_numbers;
use super::degree::degrees;
use super::distances::{Estimates, distances};
use super::measure::Measure;
use super::pagerank::pagerank;
use super::pivots::Sources;
use super::spectral::{Settled, eigenvector, hubs_and_authorities, katz};
use super::strength::Strength;
use super::ties::{Direction, Ties, Worth};
use super::watch::{Cancelled, Watch, ask};
use crate::model::{Graph, Topology};

/// What is to be measured, and on which ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The measure.
    pub measure: Measure,
    /// Whether directions are followed; `None` leaves it to the measure.
    pub direction: Option<Direction>,
    /// What makes a link strong. Measures of distance take strong links for short.
    pub strength: Strength,
    /// From which actors distances are looked at; `None` takes all, or draws them where that would take long.
    pub sources: Option<Sources>,
}

impl Question {
    /// The measure as it usually is: its own direction, links all alike, sources as the size of the graph has it.
    #[must_use]
    pub fn about(measure: Measure) -> Self {
        Self { measure, direction: None, strength: Strength::Alike, sources: None }
    }
}

/// A measure of every node.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// By node. Never below zero, never infinite.
    pub values: Vec<f64>,
    /// How sure the values are.
    pub certainty: Certainty,
    /// Whether directions were followed.
    pub direction: Direction,
    /// For Katz centrality, the share that goes on along each tie.
    pub share: Option<f64>,
}

/// How sure a measure is.
#[derive(Clone, Debug, PartialEq)]
pub enum Certainty {
    /// But for rounding.
    Exact,
    /// Estimated from drawn sources: of the greatest values, about nine in ten are within two standard errors of the truth.
    Drawn {
        /// Number of sources.
        sources: usize,
        /// The standard error of each value, by node.
        errors: Vec<f64>,
    },
    /// From drawn sources: no value is greater than the truth.
    AtLeast {
        /// Number of sources.
        sources: usize,
    },
    /// The values still moved when it was given up.
    NotSettled,
}

/// Steps along ties that are taken at once: ways between all pairs by betweenness, distances between them, and with lengths.
const STEPS_OF_WAYS: f64 = 1.2e9;
const STEPS_OF_DISTANCES: f64 = 2e10;
const STEPS_WITH_LENGTHS: f64 = 1e8;
/// Sources that are drawn where all would be too many.
const DRAWN_FOR_WAYS: usize = 256;
const DRAWN_FOR_DISTANCES: usize = 1024;

/// Works a measure out, by node of `topology`; `graph` is the one that it was made from.
///
/// Every measure has an answer for every graph: without ties, values are 0 (but for PageRank and Katz, where all are alike).
/// Parallel links are one tie but for degrees; what each measure makes of graphs in parts and of self-links, its own function says.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub fn measured(
    graph: &Graph,
    topology: &Topology,
    question: Question,
    watch: &mut Watch<'_>,
) -> Result<Measured, Cancelled> {
    let Question { measure, direction, strength, sources } = question;
    ask(watch, 0.0)?;
    let direction = direction.filter(|_| measure.can_follow()).unwrap_or(measure.usual_direction());
    let strength = if measure.can_weigh() { strength } else { Strength::Alike };
    let exact = |values| Measured { values, certainty: Certainty::Exact, direction, share: None };
    let settled = |Settled { values, is_settled }, share| {
        let certainty = if is_settled { Certainty::Exact } else { Certainty::NotSettled };
        Measured { values, certainty, direction, share }
    };
    let ties = || match strength {
        Strength::Alike => Ties::new(topology, direction, Worth::One),
        _ if measure.is_of_distance() => {
            Ties::new(topology, direction, Worth::Least(&strength.lengths(topology, graph)))
        }
        _ => Ties::new(topology, direction, Worth::Sum(&strength.of_links(topology, graph))),
    };
    let estimated = |Estimates { values, errors }, sources| {
        let certainty = if errors.is_empty() { Certainty::Exact } else { Certainty::Drawn { sources, errors } };
        Measured { values, certainty, direction, share: None }
    };
    Ok(match measure {
        Measure::Degree | Measure::InDegree | Measure::OutDegree => {
            exact(degree_values(graph, topology, measure, direction, strength))
        }
        Measure::Betweenness => {
            let ties = ties();
            let sources = sources.unwrap_or_else(|| usual_sources(&ties, STEPS_OF_WAYS, DRAWN_FOR_WAYS));
            let found = betweenness(&ties, sources, watch)?;
            estimated(Estimates { values: found.values, errors: found.errors }, found.sources)
        }
        Measure::Closeness | Measure::Harmonic | Measure::Eccentricity => {
            let ties = ties();
            let sources = sources.unwrap_or_else(|| usual_sources(&ties, STEPS_OF_DISTANCES, DRAWN_FOR_DISTANCES));
            let found = distances(&ties, sources, watch)?;
            match measure {
                Measure::Closeness => estimated(found.closeness(), found.sources),
                Measure::Harmonic => estimated(found.harmonic(), found.sources),
                _ if found.is_exact() => exact(found.eccentricity().to_vec()),
                _ => Measured {
                    certainty: Certainty::AtLeast { sources: found.sources },
                    ..exact(found.eccentricity().to_vec())
                },
            }
        }
        Measure::Eigenvector => settled(eigenvector(&ties(), watch)?, None),
        Measure::PageRank => exact(pagerank(&ties(), watch)?),
        Measure::Katz => {
            let (found, share) = katz(&ties(), watch)?;
            settled(found, Some(share))
        }
        Measure::Hubs => settled(hubs_and_authorities(&ties(), watch)?.0, None),
        Measure::Authorities => settled(hubs_and_authorities(&ties(), watch)?.1, None),
        Measure::CoreNumber => exact(core_numbers(&ties()).into_iter().map(f64::from).collect()),
        Measure::Clustering => exact(clustering(&ties()).local),
        Measure::Articulation => exact(bridges(topology).parts.into_iter().map(f64::from).collect()),
    })
}

/// Nodes by a measure, the greatest value first, with their ranks from 1. Those of a value have one rank, and come in the order of the
/// file; values that differ in the twelfth figure only are one.
#[must_use]
pub fn ranking(values: &[f64]) -> Vec<(usize, u32)> {
    let rounded: Vec<f64> = values.iter().map(|value| format!("{value:.11e}").parse().unwrap_or(*value)).collect();
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_by(|one, other| rounded[*other as usize].total_cmp(&rounded[*one as usize]));
    let mut rank = 1;
    let mut before = None;
    (1..)
        .zip(order)
        .map(|(place, node)| {
            let value = rounded[node as usize].to_bits();
            if before.replace(value) != Some(value) {
                rank = place;
            }
            (rank, node)
        })
        .collect()
}

/// A figure in words: four figures that count, a whole number as it is.
#[must_use]
pub fn figure(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value}");
    }
    let decimals = (3.0 - value.abs().log10().floor()).clamp(0.0, 12.0);
    format!("{value:.*}", decimals as usize)
}

/// All sources where it is done soon, otherwise so many as are drawn.
fn usual_sources(ties: &Ties, steps: f64, drawn: usize) -> Sources {
    let steps = if ties.worth.is_empty() { steps } else { STEPS_WITH_LENGTHS };
    let all = ties.node_count() as f64 * ties.heads.len() as f64;
    if all <= steps { Sources::All } else { Sources::Drawn { count: drawn, seed: 1 } }
}

/// Links of each node, or the sum of their strengths; parallel links each, a self-link once.
fn degree_values(
    graph: &Graph,
    topology: &Topology,
    measure: Measure,
    direction: Direction,
    strength: Strength,
) -> Vec<f64> {
    let measure = if direction == Direction::Ignored { Measure::Degree } else { measure };
    if strength == Strength::Alike {
        let counts = degrees(topology, graph);
        let counts = match measure {
            Measure::InDegree => counts.incoming,
            Measure::OutDegree => counts.outgoing,
            _ => counts.all,
        };
        return counts.into_iter().map(f64::from).collect();
    }
    let mut sums = vec![0.0; topology.node_count()];
    let links = topology.ends().iter().zip(topology.directed()).zip(strength.of_links(topology, graph));
    for ((&(source, target), &directed), strength) in links.filter(|(_, strength)| *strength > 0.0) {
        let leads_back = !directed && source != target;
        if measure != Measure::InDegree || leads_back {
            sums[source as usize] += strength;
        }
        if source != target && (measure != Measure::OutDegree || leads_back)
            || source == target && measure == Measure::InDegree
        {
            sums[target as usize] += strength;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::analysis::unwatched;
    use crate::model::{Planted, graph_from_drawing, planted};

    fn of(graph: &Graph, question: Question) -> Measured {
        measured(graph, &Topology::whole(graph), question, &mut unwatched).expect("nobody gives up")
    }

    #[test]
    fn every_measure_has_an_answer_for_every_graph() {
        for drawing in
            ["", "A", "A-A", "A B C", "A-B", "A>B", "A-B C-D E", "A>A A>B B>C C>A A-B A-B D>E", "A-B B-C C-A"]
        {
            let graph = graph_from_drawing(drawing);
            for measure in Measure::ALL {
                for direction in [None, Some(Direction::Ignored), Some(Direction::Followed)] {
                    for strength in Strength::ALL {
                        let question = Question { direction, strength, ..Question::about(measure) };
                        let found = of(&graph, question);
                        assert_eq!(found.values.len(), graph.actor_count());
                        assert!(
                            found.values.iter().all(|value| value.is_finite() && *value >= 0.0),
                            "{question:?} of {drawing:?}: {:?}",
                            found.values
                        );
                        assert_ne!(found.certainty, Certainty::NotSettled, "{question:?} of {drawing:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_measure_is_the_same_on_any_number_of_threads() {
        let graph = planted(Planted::of_size(9_000, 20_000, 5));
        let on = |threads: usize, question: Question| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| of(&graph, question))
        };
        let drawn = Some(Sources::Drawn { count: 130, seed: 3 });
        for measure in Measure::ALL {
            let question = Question { sources: drawn, ..Question::about(measure) };
            assert_eq!(on(1, question), on(3, question), "{measure:?}");
        }
        let lengths = Some(Sources::Drawn { count: 20, seed: 3 });
        for measure in [Measure::Betweenness, Measure::Closeness] {
            let question = Question { sources: lengths, strength: Strength::Weight, ..Question::about(measure) };
            assert_eq!(on(1, question), on(3, question), "{measure:?} with lengths");
        }
    }

    #[test]
    fn every_measure_can_be_given_up() {
        let graph = planted(Planted::of_size(300, 900, 5));
        for measure in Measure::ALL {
            let watch = &mut |_: f32| ControlFlow::Break(());
            assert_eq!(measured(&graph, &Topology::whole(&graph), Question::about(measure), watch), Err(Cancelled));
        }
    }

    #[test]
    fn degrees_follow_directions_and_weights() {
        let graph = graph_from_drawing("A>B A>B B-C C>C");
        let values = |measure, strength| of(&graph, Question { strength, ..Question::about(measure) }).values;
        for strength in [Strength::Alike, Strength::Weight] {
            assert_eq!(values(Measure::Degree, strength), [2.0, 3.0, 2.0]);
            assert_eq!(values(Measure::InDegree, strength), [0.0, 3.0, 2.0]);
            assert_eq!(values(Measure::OutDegree, strength), [2.0, 1.0, 2.0]);
        }
    }

    #[test]
    fn those_of_a_value_have_one_rank() {
        assert_eq!(ranking(&[0.3, 1.0, 0.1 + 0.2, 2.0, 0.0]), [(1, 3), (2, 1), (3, 0), (3, 2), (5, 4)]);
        assert_eq!(ranking(&[]), []);
    }

    #[test]
    fn from_a_large_graph_sources_are_drawn() {
        let ties = |actors, links| {
            let graph = planted(Planted::of_size(actors, links, 1));
            Ties::new(&Topology::whole(&graph), Direction::Ignored, Worth::One)
        };
        assert_eq!(usual_sources(&ties(10_000, 50_000), STEPS_OF_WAYS, DRAWN_FOR_WAYS), Sources::All);
        let many = usual_sources(&ties(30_000, 60_000), STEPS_OF_WAYS, DRAWN_FOR_WAYS);
        assert_eq!(many, Sources::Drawn { count: DRAWN_FOR_WAYS, seed: 1 });
    }

    #[test]
    fn four_figures_count() {
        assert_eq!(
            [0.0, 17.0, 0.437_635, 12.345_6, 1234.5, 0.000_012_345].map(figure),
            ["0", "17", "0.4376", "12.35", "1234", "0.00001234"]
        );
    }
}
