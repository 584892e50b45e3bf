//! A graph without what was removed from it: what is written to files.

use super::{
    Actor, ActorGroup, ActorIx, Column, Columns, Document, DocumentIx, Evidence, Filters, Graph, GraphBuilder, Link,
    LinkIx, Looks, Passage, Positions, Spreads, View,
};

impl Graph {
    /// Whether something was removed since the file was opened.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        let gone = &self.gone;
        gone.actors.count() + gone.links.count() + gone.documents.count() + gone.passages.count() > 0
    }

    /// Calls `with` with this graph and its view as they are written: without what was removed.
    pub fn for_writing<T>(&self, view: &View, with: impl FnOnce(&Self, &View) -> T) -> T {
        if !self.has_gaps() {
            return with(self, view);
        }
        let (graph, view) = self.compacted(view);
        with(&graph, &view)
    }

    /// This graph and its view without what was removed, everything else in the same order.
    ///
    /// A passage that was removed although evidence points at it, and a document that was removed although a passage is part
    /// of it, stay as stand-ins: the key of what is missing.
    #[must_use]
    pub fn compacted(&self, view: &View) -> (Self, View) {
        let mut builder = GraphBuilder::new(self.title.clone(), self.created.clone());
        builder.set_extras(self.extras.clone());
        builder.reserve(self.actor_count(), self.link_count());
        for (_, document) in self.documents() {
            let added = builder.add_document(Document::clone(document));
            debug_assert!(added.is_ok(), "keys were unique before");
        }
        let document_at = |builder: &mut GraphBuilder, ix: DocumentIx| -> DocumentIx {
            builder.document_or_stand_in(&self.document(ix).key).0
        };
        for (_, passage) in self.passages() {
            let document = passage.document.map(|document| document_at(&mut builder, document));
            let added = builder.add_passage(Passage { document, ..passage.clone() });
            debug_assert!(added.is_ok(), "keys were unique before");
        }
        let point = |builder: &mut GraphBuilder, evidence: &mut Vec<Evidence>| {
            for one in evidence {
                one.passage = builder.passage_or_stand_in(&self.passage(one.passage).key).0;
            }
        };
        let mut actors: Vec<Option<ActorIx>> = vec![None; self.actor_bound()];
        for (ix, actor) in self.actors() {
            let mut actor = Actor::clone(actor);
            if !actor.evidence.is_empty() {
                point(&mut builder, &mut actor.evidence);
            }
            actors[ix.get()] = builder.add_actor(actor).ok();
        }
        let mut links: Vec<Option<LinkIx>> = vec![None; self.link_bound()];
        for (ix, link) in self.links() {
            let (source, target) = self.ends(ix);
            let (Some(source), Some(target)) = (actors[source.get()], actors[target.get()]) else { continue };
            let mut link = Link::clone(link);
            if !link.evidence.is_empty() {
                point(&mut builder, &mut link.evidence);
            }
            links[ix.get()] = builder.add_link(source, target, link).ok();
        }
        builder.set_actor_columns(rows_of(&self.actor_columns, &|row| Some(actors.get(row)?.as_ref()?.get())));
        builder.set_link_columns(rows_of(&self.link_columns, &|row| Some(links.get(row)?.as_ref()?.get())));
        let view = moved(view, &actors, &links, &|document| builder.document_by_key(&self.document(document).key));
        (builder.finish(), view)
    }
}

/// The columns with each row where `row_of` puts it.
fn rows_of(columns: &Columns, row_of: &dyn Fn(usize) -> Option<usize>) -> Columns {
    let moved = columns.iter().map(|column| {
        let mut moved = Column::new(column.name.clone(), column.kind(), column.declared);
        // In the order of rows, so that equal graphs are equal in memory as well.
        for row in 0..column.rows() {
            if let (Some(value), Some(row)) = (column.get(row), row_of(row)) {
                let fits = moved.set(row, value);
                debug_assert!(fits.is_ok(), "it fitted before");
            }
        }
        moved
    });
    moved.collect()
}

/// The view with each actor, link and document where it is now.
fn moved(
    view: &View,
    actors: &[Option<ActorIx>],
    links: &[Option<LinkIx>],
    document: &dyn Fn(DocumentIx) -> Option<DocumentIx>,
) -> View {
    let now = |actor: ActorIx| actors.get(actor.get()).copied().flatten();
    let pairs = || (0..actors.len()).filter_map(|before| Some((ActorIx::new(before), actors[before]?)));
    let mut positions = Positions::unplaced(actors.iter().flatten().count());
    let mut looks = Looks::default();
    for (before, after) in pairs() {
        positions.set(after, view.positions.get(before));
        looks.set_actor_colour(after, view.looks.actor_colour(before));
        looks.set_actor_size(after, view.looks.actor_size(before));
    }
    for (before, after) in links.iter().enumerate().filter_map(|(before, after)| Some((before, (*after)?))) {
        looks.set_link_colour(after, view.looks.link_colour(LinkIx::new(before)));
    }
    View {
        positions,
        pinned: view.pinned.iter().filter_map(now).collect(),
        hidden: view.hidden.iter().filter_map(now).collect(),
        groups: view
            .groups
            .iter()
            .map(|group| ActorGroup {
                members: group.members.iter().copied().filter_map(now).collect(),
                ..group.clone()
            })
            .filter(|group| group.members.len() > 1)
            .collect(),
        filters: Filters {
            without: view.filters.without.iter().copied().filter_map(document).collect(),
            ..view.filters.clone()
        },
        // Of the graph as it was; nobody looks at what is written.
        sieve: None,
        camera: view.camera,
        looks,
        looks_shown: view.looks_shown,
        styling: view.styling.clone(),
        // They are by position.
        spreads: Spreads::default(),
        axis: view.axis.clone(),
        extras: view.extras.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Change, ColumnKind, DetailOf, PassageIx, RecordIx, Table, Value, graph_from_drawing};

    #[test]
    fn what_was_removed_leaves_no_gap_and_everything_else_keeps_its_own() {
        let mut graph = graph_from_drawing("A-B B>C C-D");
        let born = Arc::new(Column::new("born", ColumnKind::WholeNumber, true));
        let mut take = |change| graph.change(change).expect("it is as it should be");
        take(Change::AddColumn(Table::Actors, 0, born));
        for (row, year) in [(0, 1970), (1, 1980), (3, 2000)] {
            let value = Some(Value::WholeNumber(year));
            take(Change::Detail(DetailOf::Actor(ActorIx(row)), "born".into(), value));
        }
        take(Change::Keep(RecordIx::Link(LinkIx(0)), false));
        take(Change::Keep(RecordIx::Link(LinkIx(1)), false));
        take(Change::Keep(RecordIx::Actor(ActorIx(1)), false));
        assert!(graph.has_gaps());
        let mut view = View::blank(&graph);
        view.pinned.set(ActorIx(3), true);
        view.hidden.set(ActorIx(1), true);
        view.positions.set(ActorIx(2), Some(crate::model::Point::new(2.0, 3.0)));
        let (compact, moved) = graph.compacted(&view);
        assert!(!compact.has_gaps());
        let labels: Vec<&str> = compact.actors().map(|(_, actor)| actor.label.as_str()).collect();
        assert_eq!(labels, ["A", "C", "D"]);
        assert_eq!(compact.ends(LinkIx(0)), (ActorIx(1), ActorIx(2)));
        let born = |row| compact.actor_columns().by_name("born").and_then(|column| column.get(row));
        assert_eq!([born(0), born(1), born(2)].map(|value| value.is_some()), [true, false, true]);
        assert_eq!(moved.pinned.iter().collect::<Vec<_>>(), [ActorIx(2)]);
        assert!(moved.hidden.is_empty() && moved.positions.len() == 3);
        assert_eq!(moved.positions.get(ActorIx(1)), view.positions.get(ActorIx(2)));
    }

    #[test]
    fn evidence_for_a_passage_that_was_removed_still_names_it() {
        let mut builder = GraphBuilder::new("", "");
        let document = builder.add_document(Document { key: "d".into(), ..Document::default() }).expect("free");
        let passage = Passage { document: Some(document), ..Passage::new("p") };
        let passage = builder.add_passage(passage).expect("free");
        let mut actor = Actor { key: "a".into(), ..Actor::default() };
        actor.evidence.push(Evidence::supporting(passage));
        builder.add_actor(actor).expect("free");
        let mut graph = builder.finish();
        for record in [RecordIx::Passage(PassageIx(0)), RecordIx::Document(DocumentIx(0))] {
            graph.change(Change::Keep(record, false)).expect("it is there");
        }
        let (compact, _) = graph.compacted(&View::blank(&graph));
        let pointed_at = compact.passage(compact.actor(ActorIx(0)).evidence[0].passage);
        assert!(pointed_at.missing && pointed_at.key == "p" && compact.document_count() == 0);
    }
}
