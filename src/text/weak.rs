//! Which actors and links stand on weak ground: on one source, on none, against what a passage says. One list of each, for the
//! window and for `check`.

use super::find::Record;
use super::grounds::Grounds;
use crate::model::{Graph, Stance};

/// A way in which the ground under a record is weak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WeakSpot {
    /// All of it is one source: one document, or several that pass on the same words.
    #[default]
    OneSource,
    /// No passage supports it.
    Unsourced,
    /// A passage says otherwise.
    Contradicted,
}

impl WeakSpot {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OneSource, Self::Unsourced, Self::Contradicted];
}

/// The records that are weak in each way: actors, then links, each in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeakSpots {
    lists: [Vec<Record>; WeakSpot::ALL.len()],
}

impl WeakSpots {
    /// Looks through a graph. Where the file holds one document, resting on it is not held against anything; passages whose document
    /// is not known are not told to be one source.
    #[must_use]
    pub fn of(graph: &Graph, grounds: &Grounds) -> Self {
        let mut spots = Self::default();
        let one_source = |sources: usize, documents: Option<&[u32]>| {
            grounds.has_several_documents() && sources == 1 && documents.is_some()
        };
        for (ix, actor) in graph.actors() {
            let (sources, record) = (grounds.sources_of_actor(ix), Record::Actor(ix));
            if one_source(sources, grounds.documents_of_actor(ix)) {
                spots.add(WeakSpot::OneSource, record);
            }
            if sources == 0 {
                spots.add(WeakSpot::Unsourced, record);
            }
            if actor.evidence.iter().any(|evidence| evidence.stance == Stance::Contradicts) {
                spots.add(WeakSpot::Contradicted, record);
            }
        }
        for (ix, link) in graph.links() {
            let (sources, record) = (grounds.sources_of_link(ix), Record::Link(ix));
            if one_source(sources, grounds.documents_of_link(ix)) {
                spots.add(WeakSpot::OneSource, record);
            }
            if sources == 0 {
                spots.add(WeakSpot::Unsourced, record);
            }
            if link.is_contradicted() {
                spots.add(WeakSpot::Contradicted, record);
            }
        }
        spots
    }

    /// The records that are weak in one way.
    #[must_use]
    pub fn list(&self, spot: WeakSpot) -> &[Record] {
        &self.lists[spot as usize]
    }

    fn add(&mut self, spot: WeakSpot, record: Record) {
        self.lists[spot as usize].push(record);
    }
}
