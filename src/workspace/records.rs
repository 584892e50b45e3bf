//! Changes of records as one undoable step: what is added, removed or said otherwise, with where new actors stand.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::edit::place;
use super::{Edit, Placement, Selection, Workspace};
use crate::model::{
    Actor, ActorIx, Change, Document, DocumentIx, Evidence, Graph, Link, LinkIx, PassageIx, Point, RecordIx, Refusal,
    View,
};
use crate::text::actor_words;

/// Several changes that are done and taken back together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecordEdit {
    /// The name of the step: `Delete Ada Obi`.
    pub name: String,
    /// What changes, one after the other.
    pub changes: Vec<Change>,
    /// Where actors then stand.
    pub places: Vec<Placement>,
}

/// What goes along when something is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Actors.
    pub actors: usize,
    /// Links, those of the actors included.
    pub links: usize,
    /// Pieces of evidence that these hold. The passages themselves stay in their documents.
    pub evidence: usize,
}

impl RecordEdit {
    /// A step of that name.
    #[must_use]
    pub fn new(name: impl Into<String>, changes: Vec<Change>) -> Self {
        Self { name: name.into(), changes, places: Vec::new() }
    }

    /// Carries everything out and returns what takes it back.
    ///
    /// # Errors
    /// [`Refusal`]; graph and view are then as they were.
    pub fn apply(self, graph: &mut Graph, view: &mut View) -> Result<Self, Refusal> {
        let mut back = Vec::with_capacity(self.changes.len());
        for change in self.changes {
            match graph.change(change) {
                Ok(inverse) => back.push(inverse),
                Err(refusal) => {
                    for inverse in back.into_iter().rev() {
                        let undone = graph.change(inverse);
                        debug_assert!(undone.is_ok(), "what a graph gave back it does not refuse");
                    }
                    return Err(refusal);
                }
            }
        }
        back.reverse();
        Ok(Self { name: self.name, changes: back, places: place(view, self.places) })
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self, graph: &Graph) -> bool {
        let changes_nothing = |change: &Change| match change {
            Change::Actor(ix, actor) => graph.has_actor(*ix) && *graph.actor(*ix) == **actor,
            Change::Link(ix, link) => graph.has_link(*ix) && *graph.link(*ix) == **link,
            Change::Document(ix, document) => graph.has_document(*ix) && *graph.document(*ix) == **document,
            Change::Passage(ix, passage) => graph.has_passage(*ix) && *graph.passage(*ix) == **passage,
            Change::Ends(ix, source, target) => graph.has_link(*ix) && graph.ends(*ix) == (*source, *target),
            Change::Title(title) => graph.title == *title,
            _ => false,
        };
        self.places.is_empty() && self.changes.iter().all(changes_nothing)
    }

    /// Adds an actor at a place; it gets the next index.
    #[must_use]
    pub fn add_actor(graph: &Graph, label: &str, kind: &str, point: Option<Point>) -> (ActorIx, Self) {
        let ix = ActorIx::new(graph.actor_bound());
        let wish = format!("a{}", graph.actor_bound() + 1);
        let key = graph.fresh_key(RecordIx::Actor(ix), &wish);
        let actor = Actor { key: key.as_str().into(), label: label.into(), kind: kind.into(), ..Actor::default() };
        let places = point.map(|point| Placement { actor: ix, point: Some(point), pinned: false });
        let changes = vec![Change::AddActor(Box::new(actor))];
        (ix, Self { name: format!("Add {label}"), changes, places: places.into_iter().collect() })
    }

    /// Adds a link; it gets the next index. Its key, whatever it is, is replaced by a fresh one.
    #[must_use]
    pub fn add_link(graph: &Graph, source: ActorIx, target: ActorIx, link: Link) -> (LinkIx, Self) {
        let ix = LinkIx::new(graph.link_bound());
        let key = graph.fresh_key(RecordIx::Link(ix), &format!("l{}", graph.link_bound() + 1));
        let name = format!("Link {} and {}", actor_words(graph, source), actor_words(graph, target));
        let link = Link { key: key.as_str().into(), ..link };
        (ix, Self::new(name, vec![Change::AddLink(source, target, Box::new(link))]))
    }

    /// Adds a document; it gets the next index. Its key, whatever it is, is replaced by a fresh one.
    #[must_use]
    pub fn add_document(graph: &Graph, document: Document) -> (DocumentIx, Self) {
        let ix = DocumentIx::new(graph.document_bound());
        let key = graph.fresh_key(RecordIx::Document(ix), &format!("d{}", graph.document_bound() + 1));
        let name = format!("Add “{}”", document.display_title());
        (ix, Self::new(name, vec![Change::AddDocument(Box::new(Document { key, ..document }))]))
    }

    /// Deletes actors with their links, and links.
    #[must_use]
    pub fn delete(graph: &Graph, selection: &Selection) -> Self {
        let (actors, links) = (there(graph, selection), links_with(graph, selection));
        let name = match (&actors[..], links.len()) {
            ([], 1) => "Delete a link".to_owned(),
            ([], many) => format!("Delete {many} links"),
            ([actor], _) => format!("Delete {}", actor_words(graph, *actor)),
            (many, _) => format!("Delete {} actors", many.len()),
        };
        let links = links.into_iter().map(RecordIx::Link);
        let records = links.chain(actors.into_iter().map(RecordIx::Actor));
        Self::new(name, records.map(|record| Change::Keep(record, false)).collect())
    }

    /// What goes with [`RecordEdit::delete`].
    #[must_use]
    pub fn losses(graph: &Graph, selection: &Selection) -> Losses {
        let (actors, links) = (there(graph, selection), links_with(graph, selection));
        let of_actors = actors.iter().map(|actor| graph.actor(*actor).evidence.len());
        let of_links = links.iter().map(|link| graph.link(*link).evidence.len());
        let evidence = of_actors.chain(of_links).sum();
        Losses { actors: actors.len(), links: links.len(), evidence }
    }

    /// Deletes passages, with every piece of evidence that points at them.
    #[must_use]
    pub fn delete_passages(graph: &Graph, passages: &BTreeSet<PassageIx>) -> Self {
        let goes = |ix: PassageIx| passages.contains(&ix);
        let mut changes = Vec::new();
        for record in graph.resting_on(&goes) {
            let left = |evidence: &mut Vec<Evidence>| evidence.retain(|one| !goes(one.passage));
            match record {
                RecordIx::Actor(ix) => {
                    let mut actor = graph.actor(ix).clone();
                    left(&mut actor.evidence);
                    changes.push(Change::Actor(ix, Box::new(actor)));
                }
                RecordIx::Link(ix) => {
                    let mut link = graph.link(ix).clone();
                    left(&mut link.evidence);
                    changes.push(Change::Link(ix, Box::new(link)));
                }
                RecordIx::Document(_) | RecordIx::Passage(_) => {}
            }
        }
        changes.extend(passages.iter().map(|ix| Change::Keep(RecordIx::Passage(*ix), false)));
        let name = if passages.len() == 1 {
            "Delete a passage".to_owned()
        } else {
            format!("Delete {} passages", passages.len())
        };
        Self::new(name, changes)
    }

    /// Deletes a document with its passages, and every piece of evidence that points at them.
    #[must_use]
    pub fn delete_document(graph: &Graph, document: DocumentIx) -> Self {
        let own = graph.passages().filter(|(_, passage)| passage.document == Some(document)).map(|(ix, _)| ix);
        let mut edit = Self::delete_passages(graph, &own.collect());
        edit.changes.push(Change::Keep(RecordIx::Document(document), false));
        edit.name = format!("Delete “{}”", graph.document(document).display_title());
        edit
    }
}

impl Workspace {
    /// Deletes what is selected, and says what went with it.
    pub(super) fn delete_selection(&mut self) {
        let losses = RecordEdit::losses(&self.graph, &self.selection);
        let edit = RecordEdit::delete(&self.graph, &self.selection);
        let what = edit.name.replacen("Delete", "Deleted", 1);
        let before = self.history.here();
        self.edit(Edit::Records(edit));
        if self.history.here() != before {
            self.say(format!("{what}{}", losses.words()));
        }
    }
}

impl Losses {
    /// ` with 5 links and 3 pieces of evidence; the passages stay in their documents`; empty where nothing else goes.
    fn words(self) -> String {
        let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let links = (self.actors > 0 && self.links > 0).then(|| counted(self.links, "link", "links"));
        let evidence = (self.evidence > 0).then(|| counted(self.evidence, "piece of evidence", "pieces of evidence"));
        let stay = if self.evidence > 0 { "; the passages stay in their documents" } else { "" };
        match (links, evidence) {
            (Some(links), Some(evidence)) => format!(" with {links} and {evidence}{stay}"),
            (Some(one), None) | (None, Some(one)) => format!(" with {one}{stay}"),
            (None, None) => String::new(),
        }
    }
}

fn there(graph: &Graph, selection: &Selection) -> Vec<ActorIx> {
    selection.actors.iter().copied().filter(|actor| graph.has_actor(*actor)).collect()
}

/// The selected links and those of selected actors, each once, in the order of the file.
fn links_with(graph: &Graph, selection: &Selection) -> Vec<LinkIx> {
    let own = selection.links.iter().copied().filter(|link| graph.has_link(*link));
    let of_actors = selection.actors.iter().flat_map(|actor| graph.links_of(*actor)).map(|incidence| incidence.link);
    own.chain(of_actors).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GraphBuilder, Passage, graph_from_drawing};
    use crate::workspace::Target;

    fn labels(graph: &Graph) -> Vec<&str> {
        graph.actors().map(|(_, actor)| actor.label.as_str()).collect()
    }

    #[test]
    fn an_actor_is_deleted_with_its_links_and_comes_back_with_them() {
        let mut graph = graph_from_drawing("Ada-Ben Ada>Cyd Ben-Cyd");
        let mut view = View::blank(&graph);
        let selection = Selection::of(Target::Actor(ActorIx(0)));
        assert_eq!(RecordEdit::losses(&graph, &selection), Losses { actors: 1, links: 2, evidence: 0 });
        let edit = RecordEdit::delete(&graph, &selection);
        assert_eq!(edit.name, "Delete Ada");
        let back = edit.apply(&mut graph, &mut view).expect("nothing needs it");
        assert_eq!((labels(&graph), graph.link_count()), (vec!["Ben", "Cyd"], 1));
        let again = back.apply(&mut graph, &mut view).expect("it comes back");
        assert_eq!((labels(&graph), graph.link_count()), (vec!["Ada", "Ben", "Cyd"], 3));
        again.apply(&mut graph, &mut view).expect("and goes again");
        assert_eq!(graph.actor_count(), 2);
    }

    #[test]
    fn what_goes_with_it_is_said() {
        let words = |actors, links, evidence| Losses { actors, links, evidence }.words();
        assert_eq!(words(1, 0, 0), "");
        assert_eq!(words(0, 2, 0), "", "the name of the step says so already");
        assert_eq!(words(1, 1, 0), " with 1 link");
        assert_eq!(words(1, 5, 1), " with 5 links and 1 piece of evidence; the passages stay in their documents");
    }

    #[test]
    fn a_new_actor_stands_where_it_was_put_and_is_gone_after_undo() {
        let mut graph = graph_from_drawing("Ada-Ben");
        let mut view = View::blank(&graph);
        let point = Point::new(3.0, 4.0);
        let (ix, edit) = RecordEdit::add_actor(&graph, "Cyd", "person", Some(point));
        let back = edit.apply(&mut graph, &mut view).expect("there is room");
        assert_eq!((graph.actor(ix).label.as_str(), view.positions.get(ix)), ("Cyd", Some(point)));
        let again = back.apply(&mut graph, &mut view).expect("nothing needs it");
        assert_eq!((graph.actor_count(), view.positions.get(ix)), (2, None));
        again.apply(&mut graph, &mut view).expect("it comes back");
        assert_eq!((graph.actor_count(), view.positions.get(ix)), (3, Some(point)));
    }

    #[test]
    fn what_is_refused_half_way_changes_nothing() {
        let mut graph = graph_from_drawing("Ada-Ben");
        let mut view = View::blank(&graph);
        let changes = vec![
            Change::Title("Other".into()),
            Change::Keep(RecordIx::Link(LinkIx(0)), false),
            Change::Keep(RecordIx::Link(LinkIx(9)), false),
        ];
        let refused = RecordEdit::new("Odd", changes).apply(&mut graph, &mut view);
        assert_eq!(refused, Err(Refusal::NotThere));
        assert_eq!((graph.title.as_str(), graph.link_count()), ("", 1));
    }

    #[test]
    fn a_document_is_deleted_with_its_passages_and_what_points_at_them() {
        let mut builder = GraphBuilder::new("", "");
        let documents = ["d", "e"].map(|key| {
            builder.add_document(Document { key: key.into(), ..Document::default() }).expect("the key is free")
        });
        let passages = [("p", documents[0]), ("q", documents[1])].map(|(key, document)| {
            let passage = Passage { document: Some(document), ..Passage::new(key) };
            builder.add_passage(passage).expect("the key is free")
        });
        let mut actor = Actor { key: "a".into(), ..Actor::default() };
        actor.evidence = passages.map(Evidence::supporting).to_vec();
        builder.add_actor(actor).expect("the key is free");
        let mut graph = builder.finish();
        let mut view = View::blank(&graph);
        let edit = RecordEdit::delete_document(&graph, documents[0]);
        let back = edit.apply(&mut graph, &mut view).expect("nothing else needs it");
        assert_eq!((graph.document_count(), graph.passage_count()), (1, 1));
        assert_eq!(graph.actor(ActorIx(0)).evidence, [Evidence::supporting(passages[1])]);
        back.apply(&mut graph, &mut view).expect("it comes back");
        assert_eq!(graph.actor(ActorIx(0)).evidence.len(), 2);
    }
}
