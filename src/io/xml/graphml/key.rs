//! A key of GraphML and what it is for. How the keys of a file are read and found is in `keys.rs`.

use std::borrow::Cow;

use crate::io::draft::Field;
use crate::io::xml::typed::Sort;
use crate::io::xml::walk::Leaf;
use crate::model::ColumnKind;

/// What records a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// The graph, or the file.
    Graph,
    /// Nodes.
    Node,
    /// Edges.
    Edge,
    /// Edges with more than two ends.
    Hyperedge,
    /// Places on nodes where edges end.
    Port,
    /// Ends of hyperedges.
    Endpoint,
}

impl Domain {
    /// Every domain.
    pub const ALL: [Self; 6] = [Self::Graph, Self::Node, Self::Edge, Self::Hyperedge, Self::Port, Self::Endpoint];

    /// The domains of a `for`. One that is not known means all, as none does.
    #[must_use]
    pub fn of(word: Option<&str>) -> &'static [Self] {
        match word {
            Some("graph" | "graphml") => &[Self::Graph],
            Some("node") => &[Self::Node],
            Some("edge") => &[Self::Edge],
            Some("hyperedge") => &[Self::Hyperedge],
            Some("port") => &[Self::Port],
            Some("endpoint") => &[Self::Endpoint],
            _ => &Self::ALL,
        }
    }

    /// The records of the domain, in a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Graph => "the graph",
            Self::Node => "actors",
            Self::Edge => "links",
            Self::Hyperedge => "hyperedges",
            Self::Port => "ports",
            Self::Endpoint => "ends of hyperedges",
        }
    }
}

/// A part of the picture that a file of this program keeps under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    X,
    Y,
    Red,
    Green,
    Blue,
    Opacity,
    Size,
}

impl Part {
    /// Every part with its name, in the order in which they are written.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::X, "x"),
        (Self::Y, "y"),
        (Self::Red, "r"),
        (Self::Green, "g"),
        (Self::Blue, "b"),
        (Self::Opacity, "opacity"),
        (Self::Size, "size"),
    ];
}

/// A key.
#[derive(Debug)]
pub struct Key<'a> {
    /// The name by which data point at it.
    pub id: Cow<'a, str>,
    /// The name of the attribute.
    pub name: Cow<'a, str>,
    /// What its values are.
    pub sort: Sort,
    /// The value of records that have no data for it.
    pub default: Option<Cow<'a, str>>,
    /// Whether its data are pieces of a drawing, as tags.
    pub is_drawing: bool,
    /// Which part of the picture it holds, in a file of this program.
    pub part: Option<Part>,
    /// The kind of detail, where GraphML has no name for it.
    pub kind: Option<ColumnKind>,
    /// The detail that it is, in a file of this program, whatever its name.
    pub detail: Option<Cow<'a, str>>,
    /// Whether it is for more than one sort of records.
    pub is_for_all: bool,
    /// Where its values go on actors, once there are some.
    pub actor_field: Option<Field>,
    /// Where its values go on links, once there are some.
    pub link_field: Option<Field>,
    /// The record that had data for it last.
    pub last_record: usize,
    /// Whether it was told that a value means no number.
    pub is_gap_told: bool,
    /// How its data begin in this file.
    pub leaf: Option<Leaf<'a>>,
}

impl<'a> Key<'a> {
    /// A key of which no more is known than what data say: its values are to be seen, and its name is its id.
    #[must_use]
    pub fn undeclared(id: Cow<'a, str>) -> Self {
        Self {
            name: id.clone(),
            id,
            sort: Sort::Seen,
            default: None,
            is_drawing: false,
            part: None,
            kind: None,
            detail: None,
            is_for_all: false,
            actor_field: None,
            link_field: None,
            last_record: 0,
            is_gap_told: false,
            leaf: None,
        }
    }
}
