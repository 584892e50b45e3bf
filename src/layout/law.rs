//! Which pull suits a component: communities, a mesh, or neither. A few cheap figures decide; nothing is laid out here.

use super::compose::Manner;
use super::network::Network;
use crate::analysis::Communities;

/// A modularity from which communities are worth showing.
const MODULAR: f64 = 0.4;
/// Mean and greatest degree of what may be a mesh.
const MESH_MEAN_DEGREE: f32 = 6.0;
const MESH_GREATEST_DEGREE: f32 = 3.0;
/// A mesh is at least this share of √n hops across.
const MESH_SPAN: f32 = 0.7;
/// Where a mesh begins to be worth a law of its own.
const MESH_NODES: usize = 30;

/// Components of up to this many nodes are small enough for every pair of them to be looked at many times.
const SMALL: usize = 500;
/// Meshes of more nodes than this are smoothed among fewer.
const MANY: usize = 200_000;
/// A component with fewer links for each node is like a tree.
const TREE_LINKS: f32 = 1.15;
/// A component that is more than this share of √n hops across has a form that distances show better than forces do.
const LONG_SPAN: f32 = 1.3;

/// Communities are helped to stand apart by all means, the branches of a tree by lengths alone.
const OF_COMMUNITIES: Manner = Manner { contrast: 3.0, apart: 0.5, kept: 0.7, stays: false };
const OF_TREE: Manner = Manner { contrast: 3.0, apart: 0.3, kept: 0.0, stays: true };

/// What the links of a component are like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Parts that are linked more within than among each other.
    Communities,
    /// Long and even, like a street map: few links at each node, many hops across.
    Mesh,
    /// Neither.
    #[default]
    Even,
}

impl Shape {
    /// The spread that suits it, see [`super::Parameters::spread`]. A picture of many nodes is looked at from afar, and its
    /// communities must stand farther apart to be told from each other; with few nodes, room to read each is worth more.
    #[must_use]
    pub fn spread(self, node_count: usize) -> f32 {
        match self {
            Self::Communities => (1.05 - 0.25 * (node_count.max(1) as f32).log10()).clamp(0.0, 0.35),
            Self::Even => 0.5,
            Self::Mesh => 1.0,
        }
    }

    /// The word for it on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Communities => "communities",
            Self::Mesh => "mesh",
            Self::Even => "even",
        }
    }
}

/// The law that a layout follows, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Law {
    /// How the pull of a link grows with its length, see [`super::Parameters::spread`].
    pub spread: f32,
    /// What the largest component is like.
    pub shape: Shape,
    /// Whether the spread was chosen by the shape, not asked for.
    pub is_automatic: bool,
    /// The modularity of the largest component.
    pub modularity: f32,
}

impl Law {
    /// The law in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        let pull = match self.spread {
            spread if spread < 0.4 => "logarithmic pull, communities stand apart",
            spread if spread < 0.6 => "linear pull, as ForceAtlas2",
            _ => "quadratic pull, spread out",
        };
        if self.is_automatic { format!("{}: {pull}", self.shape.word()) } else { pull.to_owned() }
    }
}

/// What a component is like.
pub(super) fn shape(network: &Network, communities: &Communities) -> Shape {
    // A mesh has a high modularity too: any patch of it is linked most within.
    if is_mesh(network) {
        Shape::Mesh
    } else if communities.modularity > MODULAR {
        Shape::Communities
    } else {
        Shape::Even
    }
}

/// What is done to a component after the forces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    /// Nothing.
    Plain,
    /// Distances become like hops: of all nodes, or of those that are so many hops apart at most.
    Smooth { hops: Option<u32> },
    /// It is composed.
    Compose(Manner),
}

/// What is done to a component of this shape at the end: distances on the paper show a long form best. What is small is composed
/// with care; what is large and has communities stays as the forces left it.
pub(super) fn end(network: &Network, shape: Shape) -> End {
    let count = network.node_count();
    let is_tree = (network.neighbours.len() as f32) < 2.0 * TREE_LINKS * count as f32;
    let is_long = span(network) as f32 > LONG_SPAN * (count as f32).sqrt();
    match shape {
        Shape::Mesh | Shape::Even if count <= SMALL && is_long => End::Smooth { hops: None },
        Shape::Communities if count <= SMALL && is_tree && is_long => End::Smooth { hops: None },
        _ if count <= SMALL && is_star(network) => End::Plain,
        Shape::Communities if count <= SMALL && is_tree => End::Compose(OF_TREE),
        Shape::Communities if count <= SMALL => End::Compose(OF_COMMUNITIES),
        Shape::Mesh | Shape::Even if count <= SMALL => End::Compose(Manner::default()),
        Shape::Mesh if is_long => End::Smooth { hops: Some(if count > MANY { 2 } else { 3 }) },
        Shape::Mesh | Shape::Communities | Shape::Even => End::Plain,
    }
}

/// Whether most nodes hang on one, which forces draw as a star and distances as a dandelion.
fn is_star(network: &Network) -> bool {
    let count = network.node_count();
    let leaves = |node: usize| network.row(node).filter(|(other, _)| network.degree(*other) == 1).count();
    (0..count).any(|node| 2 * leaves(node) > count)
}

fn is_mesh(network: &Network) -> bool {
    let count = network.node_count();
    if count < MESH_NODES {
        return false;
    }
    let mean = network.neighbours.len() as f32 / count as f32;
    let greatest = (0..count).map(|node| network.degree(node)).max().unwrap_or(0) as f32;
    // A tree is long too, but has many ends; so is a graph of many loose ends.
    let ends = (0..count).filter(|node| network.degree(*node) == 1).count();
    if mean > MESH_MEAN_DEGREE || greatest > MESH_GREATEST_DEGREE * mean || ends * 10 > count {
        return false;
    }
    span(network) as f32 > MESH_SPAN * (count as f32).sqrt()
}

/// Hops across, or a little fewer: from the farthest node of the first one to the farthest of that.
fn span(network: &Network) -> u32 {
    let farthest = |hops: &[u32]| hops.iter().copied().enumerate().max_by_key(|&(_, hops)| hops).unwrap_or_default();
    let (far, _) = farthest(&network.hops(0));
    farthest(&network.hops(far)).1
}

#[cfg(test)]
mod tests {
    use super::super::network::components;
    use super::*;
    use crate::analysis::communities;
    use crate::model::{Planted, Topology, graph_from_drawing, planted};

    fn of(topology: &Topology) -> Shape {
        let (_, network) = components(topology, &[], 1.0).networks.remove(0);
        let communities = communities(network.rows());
        shape(&network, &communities)
    }

    fn drawn(drawing: &[String]) -> Shape {
        of(&Topology::whole(&graph_from_drawing(&drawing.join(" "))))
    }

    #[test]
    fn a_grid_and_a_ring_are_meshes() {
        let across = (0..20).flat_map(|row| (0..19).map(move |at| format!("{row}x{at}-{row}x{}", at + 1)));
        let down = (0..19).flat_map(|row| (0..20).map(move |at| format!("{row}x{at}-{}x{at}", row + 1)));
        assert_eq!(drawn(&across.chain(down).collect::<Vec<_>>()), Shape::Mesh);
        assert_eq!(drawn(&(0..60).map(|at| format!("{at}-{}", (at + 1) % 60)).collect::<Vec<_>>()), Shape::Mesh);
    }

    #[test]
    fn planted_communities_are_communities() {
        assert_eq!(of(&Topology::whole(&planted(Planted::of_size(1000, 5000, 1)))), Shape::Communities);
    }

    #[test]
    fn what_everybody_is_linked_with_is_even() {
        let all = (0..20).flat_map(|one| (0..one).map(move |other| format!("{one}-{other}")));
        assert_eq!(drawn(&all.collect::<Vec<_>>()), Shape::Even);
    }

    #[test]
    fn what_is_long_is_smoothed_and_what_is_small_is_composed_but_for_stars() {
        let of = |drawing: Vec<String>| {
            let topology = Topology::whole(&graph_from_drawing(&drawing.join(" ")));
            let (_, network) = components(&topology, &[], 1.0).networks.remove(0);
            end(&network, shape(&network, &communities(network.rows())))
        };
        let path = (0..80).map(|at| format!("{at}-{}", at + 1)).collect();
        assert!(matches!(of(path), End::Smooth { hops: None }));
        let tree = (1..121).map(|node| format!("{}-{node}", (node - 1) / 3)).collect();
        assert_eq!(of(tree), End::Compose(OF_TREE));
        let star = (1..60).map(|leaf| format!("0-{leaf}")).collect();
        assert!(matches!(of(star), End::Plain));
        let band =
            (0..300).flat_map(|at| [format!("{at}-{}", at + 1), format!("{at}-b{at}"), format!("b{at}-b{}", at + 1)]);
        assert!(matches!(of(band.collect()), End::Smooth { hops: Some(3) }));
    }

    #[test]
    fn a_law_says_what_it_does_and_why() {
        let law = Law { spread: 0.0, shape: Shape::Communities, is_automatic: true, modularity: 0.7 };
        assert_eq!(law.words(), "communities: logarithmic pull, communities stand apart");
        assert_eq!(Law { is_automatic: false, spread: 1.0, ..law }.words(), "quadratic pull, spread out");
    }
}
