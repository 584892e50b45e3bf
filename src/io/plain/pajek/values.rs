//! Partitions, vectors, permutations and clusters of a Pajek project: one value for each vertex, or a list of vertices.

use crate::io::draft::{Draft, Field};
use crate::model::{ActorIx, ColumnKind, Value};

/// Which sort of list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The class of each vertex.
    Partition,
    /// A number for each vertex.
    Vector,
    /// The place of each vertex in an order.
    Permutation,
    /// Some of the vertices.
    Cluster,
}

impl Sort {
    /// The sort of that keyword, in small letters and without its star.
    pub fn of(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "partition" => Self::Partition,
            "vector" => Self::Vector,
            "permutation" => Self::Permutation,
            "cluster" => Self::Cluster,
            _ => return None,
        })
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::Vector => "vector",
            Self::Permutation => "permutation",
            Self::Cluster => "cluster",
        }
    }
}

/// A list of values.
#[derive(Clone, Debug)]
pub struct Values {
    /// Which sort.
    pub sort: Sort,
    /// Its name, empty where it has none.
    pub title: String,
    /// The line with its keyword.
    pub line: u32,
    /// How many values are announced.
    pub count: usize,
    /// The values, or the numbers of vertices.
    pub numbers: Vec<f64>,
}

impl Values {
    /// Whether the list speaks of a network with so many vertices.
    pub fn fits(&self, vertices: usize) -> bool {
        match self.sort {
            Sort::Cluster => self.numbers.iter().all(|value| *value >= 1.0 && *value <= vertices as f64),
            _ => self.numbers.len() == vertices,
        }
    }

    /// Puts the values into a detail that is called like the list.
    pub fn put(&self, draft: &mut Draft, actors: &[ActorIx]) {
        let are_whole = self.numbers.iter().all(|value| value.fract() == 0.0 && value.abs() < 1e15);
        let kind = match self.sort {
            Sort::Cluster => ColumnKind::YesNo,
            Sort::Vector => ColumnKind::Number,
            Sort::Partition | Sort::Permutation if are_whole => ColumnKind::WholeNumber,
            Sort::Partition | Sort::Permutation => ColumnKind::Number,
        };
        let name = if self.title.is_empty() { self.sort.name() } else { &self.title };
        let field: Field = draft.another_actor_detail(name, Some(kind));
        let line = Some(self.line);
        for (place, value) in self.numbers.iter().enumerate() {
            match kind {
                ColumnKind::YesNo => {
                    let actor = actors[*value as usize - 1];
                    draft.put_actor(actor, field, Value::YesNo(true), line);
                }
                ColumnKind::WholeNumber => {
                    draft.put_actor(actors[place], field, Value::WholeNumber(*value as i64), line);
                }
                _ => draft.put_actor(actors[place], field, Value::Number(*value), line),
            }
        }
    }
}
