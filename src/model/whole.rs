//! A graph with everything that is known of it, what was removed included: as it goes into a recovery journal, where every index
//! must stay what it is.

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorIx, Change, Column, Document, DocumentIx, Extras, Graph, GraphBuilder, Link, LinkIx, Passage,
    PassageIx, RecordIx,
};

/// All of a graph as plain lists.
#[derive(Debug, Serialize, Deserialize)]
pub struct WholeGraph {
    title: String,
    created: String,
    extras: Extras,
    documents: Vec<Document>,
    passages: Vec<Passage>,
    actors: Vec<Actor>,
    links: Vec<(ActorIx, ActorIx, Link)>,
    actor_columns: Vec<Column>,
    link_columns: Vec<Column>,
    /// Those that were removed; links come before actors, so that they can be removed in this order.
    removed: Vec<RecordIx>,
}

/// The lists do not make a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWhole;

impl Graph {
    /// Everything of this graph.
    #[must_use]
    pub fn whole(&self) -> WholeGraph {
        let removed_of = |bound: usize, is_gone: &dyn Fn(usize) -> bool, record: &dyn Fn(usize) -> RecordIx| {
            (0..bound).filter(|at| is_gone(*at)).map(record).collect::<Vec<_>>()
        };
        let gone = &self.gone;
        let removed = [
            removed_of(self.links.len(), &|at| gone.links.has(at), &|at| RecordIx::Link(LinkIx::new(at))),
            removed_of(self.actors.len(), &|at| gone.actors.has(at), &|at| RecordIx::Actor(ActorIx::new(at))),
            removed_of(self.passages.len(), &|at| gone.passages.has(at), &|at| RecordIx::Passage(PassageIx::new(at))),
            removed_of(self.documents.len(), &|at| gone.documents.has(at), &|at| {
                RecordIx::Document(DocumentIx::new(at))
            }),
        ];
        let ends = |at: usize| self.ends(LinkIx::new(at));
        WholeGraph {
            title: self.title.clone(),
            created: self.created.clone(),
            extras: self.extras.clone(),
            documents: self.documents.iter().cloned().collect(),
            passages: self.passages.iter().cloned().collect(),
            actors: self.actors.iter().cloned().collect(),
            links: self.links.iter().enumerate().map(|(at, link)| (ends(at).0, ends(at).1, link.clone())).collect(),
            actor_columns: self.actor_columns.iter().cloned().collect(),
            link_columns: self.link_columns.iter().cloned().collect(),
            removed: removed.concat(),
        }
    }
}

impl WholeGraph {
    /// The graph, every record at its index.
    ///
    /// # Errors
    /// [`NotWhole`] where a key is there twice or something points at nothing.
    pub fn into_graph(self) -> Result<Graph, NotWhole> {
        let mut builder = GraphBuilder::new(self.title, self.created);
        builder.set_extras(self.extras);
        builder.reserve(self.actors.len(), self.links.len());
        let (documents, passages, actors) = (self.documents.len(), self.passages.len(), self.actors.len());
        for document in self.documents {
            builder.add_document(document).map_err(|_taken| NotWhole)?;
        }
        for passage in self.passages {
            if passage.document.is_some_and(|document| document.get() >= documents) {
                return Err(NotWhole);
            }
            builder.add_passage(passage).map_err(|_taken| NotWhole)?;
        }
        let points_at_all = |evidence: &[super::Evidence]| evidence.iter().all(|one| one.passage.get() < passages);
        for actor in self.actors {
            if !points_at_all(&actor.evidence) {
                return Err(NotWhole);
            }
            builder.add_actor(actor).map_err(|_taken| NotWhole)?;
        }
        for (source, target, link) in self.links {
            if !points_at_all(&link.evidence) || source.get() >= actors || target.get() >= actors {
                return Err(NotWhole);
            }
            builder.add_link(source, target, link).map_err(|_taken| NotWhole)?;
        }
        builder.set_actor_columns(self.actor_columns.into_iter().collect());
        builder.set_link_columns(self.link_columns.into_iter().collect());
        let mut graph = builder.finish();
        for record in self.removed {
            graph.change(Change::Keep(record, false)).map_err(|_refusal| NotWhole)?;
        }
        Ok(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnKind, DetailOf, Evidence, Table, Value, When, graph_from_drawing};

    #[test]
    fn a_graph_goes_through_json_with_every_index_and_what_was_removed() {
        let mut graph = graph_from_drawing("A-B B>C C-D");
        let mut link = graph.link(LinkIx(1)).clone();
        (link.when, link.weight) = (Some(When::new("2009-12~")), Some(0.1 + 0.2));
        let (passage, column) =
            (Passage { missing: true, ..Passage::new("p") }, Column::new("born", ColumnKind::Date, true));
        let mut actor = graph.actor(ActorIx(2)).clone();
        actor.evidence.push(Evidence::supporting(PassageIx(0)));
        let born = Some(Value::Date("1970".into()));
        for change in [
            Change::AddPassage(Box::new(passage)),
            Change::Link(LinkIx(1), Box::new(link)),
            Change::Actor(ActorIx(2), Box::new(actor)),
            Change::AddColumn(Table::Actors, 0, std::sync::Arc::new(column)),
            Change::Detail(DetailOf::Actor(ActorIx(0)), "born".into(), born),
            Change::Keep(RecordIx::Link(LinkIx(0)), false),
            Change::Keep(RecordIx::Actor(ActorIx(0)), false),
        ] {
            graph.change(change).expect("it is as it should be");
        }
        let json = serde_json::to_string(&graph.whole()).expect("it is plain data");
        let again: WholeGraph = serde_json::from_str(&json).expect("it reads back");
        let again = again.into_graph().expect("it is whole");
        assert_eq!(serde_json::to_string(&again.whole()).expect("it is plain data"), json);
        assert_eq!((again.actor_count(), again.actor_bound(), again.link_count()), (3, 4, 2));
        assert_eq!(again.link(LinkIx(1)).weight, Some(0.1 + 0.2));
        assert_eq!(again.link(LinkIx(1)).when.as_ref().map(When::is_understood), Some(true));
    }

    #[test]
    fn lists_that_make_no_graph_are_refused() {
        let mut whole = graph_from_drawing("A-B").whole();
        whole.links.push((ActorIx(0), ActorIx(9), Link::default()));
        assert!(whole.into_graph().is_err());
        let mut whole = graph_from_drawing("A-B").whole();
        whole.actors[1].key = "a".into();
        assert!(whole.into_graph().is_err());
        let mut whole = graph_from_drawing("A-B").whole();
        whole.removed.push(RecordIx::Actor(ActorIx(0)));
        assert!(whole.into_graph().is_err(), "it still has a link");
    }
}
