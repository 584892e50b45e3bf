//! Where things go: pure, seeded engines from a `Problem` to `Frame`s. No egui, files, clock; no threads of its own but rayon's.

pub mod arrange;
mod atlas;
mod body;
mod clear;
mod cloud;
mod compose;
mod descent;
mod draft;
mod extent;
mod finish;
mod force;
mod ground;
mod hierarchy;
mod home;
mod kernel;
mod law;
mod majorise;
mod method;
mod network;
mod overlap;
mod pack;
mod prepare;
mod room;
mod search;
mod sketch;
mod start;
mod stress;
mod tree;
mod unfold;

use crate::model::{ActorSet, AxisScale, Graph, Point, Topology, View};

pub use atlas::ForceAtlas;
pub use law::{Law, Shape};
pub use method::Method;

/// What is to be laid out. Lists by node are as long as the topology has nodes; shorter ones count as filled with nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Who is linked to whom.
    pub topology: Topology,
    /// A weight for each link of the topology; empty where all weigh one.
    pub weights: Vec<f32>,
    /// Whether each link of the topology has a direction; empty where none has.
    pub directed: Vec<bool>,
    /// The radius of each node, in world units.
    pub radii: Vec<f32>,
    /// Where each node stands now, in world units; `None` where it has no place yet.
    pub start: Vec<Option<Point>>,
    /// Nodes that must not be moved. A pinned node without a place stays where it is first put.
    pub pinned: Vec<bool>,
    /// The same seed gives the same picture.
    pub seed: u64,
}

impl Problem {
    /// What `view` shows of `graph`, from where things stand; `radii` holds the radius of every actor of the graph.
    #[must_use]
    pub fn of(graph: &Graph, view: &View, radii: &[f32], seed: u64) -> Self {
        Self::with(graph, view, radii, seed, Topology::new(graph, &view.visibility(graph).drawn()))
    }

    /// The same for some of the actors, those that are shown, with the links between them.
    #[must_use]
    pub fn of_some(graph: &Graph, view: &View, radii: &[f32], seed: u64, some: &ActorSet) -> Self {
        let mut visibility = view.visibility(graph).drawn();
        for (actor, _) in graph.actors() {
            visibility.actors[actor.get()] &= some.contains(actor);
        }
        for (link, _) in graph.links() {
            let (source, target) = graph.ends(link);
            visibility.links[link.get()] &= some.contains(source) && some.contains(target);
        }
        Self::with(graph, view, radii, seed, Topology::new(graph, &visibility))
    }

    fn with(graph: &Graph, view: &View, radii: &[f32], seed: u64, topology: Topology) -> Self {
        let weight = |link: f64| link as f32;
        let weights = topology.links().iter().map(|&link| graph.link(link).weight.map_or(1.0, weight)).collect();
        let directed = topology.links().iter().map(|&link| graph.link(link).directed).collect();
        let radii = topology.actors().iter().map(|actor| radii.get(actor.get()).copied().unwrap_or_default()).collect();
        let start = topology.actors().iter().map(|&actor| view.positions.get(actor)).collect();
        let pinned = topology.actors().iter().map(|&actor| view.pinned.contains(actor)).collect();
        Self { topology, weights, directed, radii, start, pinned, seed }
    }
}

/// How to lay out. The names are those of ForceAtlas2 where it has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// How the pull of a link grows with its length, from 0 (cluster: as the logarithm, communities stand apart) over 0.5 (as
    /// the length, ForceAtlas2) to 1 (spread: as the square, Fruchterman and Reingold), and anything between. Where none is
    /// given, each component gets what suits it, see [`Shape`].
    pub spread: Option<f32>,
    /// Pull towards the middle, 0 to 5 or so.
    pub gravity: f32,
    /// Whether the pull towards the middle grows with the distance.
    pub strong_gravity: bool,
    /// Power to which link weights are taken: 0 ignores them, 1 takes them as they are.
    pub weight_influence: f32,
    /// Whether links to much-linked nodes pull less, which moves those nodes to the rim.
    pub dissuade_hubs: bool,
    /// Whether nodes end apart from each other by at least `gap`.
    pub prevent_overlap: bool,
    /// The mean length of a link, in world units; more where the nodes would not have room.
    pub link_length: f32,
    /// Free space between two nodes, and three times that between components, in world units.
    pub gap: f32,
    /// Wanted width over height of the whole picture.
    pub aspect: f32,
    /// Exactness of far pushes, 0 (exact) to 1.5 (rough).
    pub theta: f32,
    /// How much swinging is put up with for speed.
    pub jitter_tolerance: f32,
}

impl Phase {
    /// The word for it in what programs read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unfolding => "unfolding",
            Self::Parting => "parting",
            Self::Packing => "packing",
            Self::Settled => "settled",
        }
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            spread: None,
            gravity: 1.0,
            strong_gravity: false,
            weight_influence: 0.5,
            dissuade_hubs: false,
            prevent_overlap: true,
            link_length: 95.0,
            gap: 18.0,
            aspect: 1.6,
            theta: 1.2,
            jitter_tolerance: 1.0,
        }
    }
}

/// What the user does to the nodes right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Control {
    /// Nodes held by the pointer, each with the place where it is held.
    pub held: Vec<(u32, Point)>,
}

/// How far an engine is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Steps done.
    pub step: u32,
    /// How far a node that may move was moved by the last step, on average, in world units; at least 1 while forces are prepared.
    pub movement: f32,
    /// Whether nothing will move any more.
    pub settled: bool,
    /// What the step was part of.
    pub phase: Phase,
}

/// What an engine is busy with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Forces move the nodes, from the coarse picture to the fine one.
    #[default]
    Unfolding,
    /// Nodes that cover each other are pushed apart.
    Parting,
    /// Components go to their places beside each other.
    Packing,
    /// Nothing moves any more.
    Settled,
}

/// The nodes after a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Where each node stands. Every coordinate is finite.
    pub points: Vec<Point>,
    /// How far the engine was.
    pub progress: Progress,
}

/// Something that lays out step by step.
///
/// Engines are pure: the same problem and the same controls give the same bits, on any number of threads. A held node
/// stands exactly where it is held and a pinned one exactly where it was; nothing settles while a node is held. Without a
/// held node every engine settles after a bounded number of steps.
pub trait Engine: Send {
    /// Moves the nodes a little.
    fn step(&mut self, control: &Control) -> Progress;

    /// Where each node stands. Every coordinate is finite. Nothing is done for places that nobody asks for.
    fn points(&mut self) -> &[Point];

    /// Pins a node at a point, or lets it move again. An engine that had settled goes on.
    fn pin(&mut self, node: u32, at: Option<Point>);

    /// The law that the largest component follows; none where nodes are put somewhere rather than pulled.
    fn law(&self) -> Option<Law> {
        None
    }

    /// The axis along which nodes stand once everything is settled; none where they are not put by a value.
    fn axis(&self) -> Option<&AxisScale> {
        None
    }
}

/// The engine for a problem.
#[must_use]
pub fn engine(problem: &Problem, parameters: &Parameters) -> Box<dyn Engine> {
    Box::new(ForceAtlas::new(problem, *parameters))
}

/// Lays out until everything is settled or `stop` says so, which is asked before every step.
#[must_use]
pub fn settle(problem: &Problem, parameters: &Parameters, stop: &dyn Fn() -> bool) -> Frame {
    Method::Force(*parameters).settle(problem, stop)
}

#[cfg(test)]
mod tests;
