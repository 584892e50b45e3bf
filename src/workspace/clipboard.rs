//! Actors on the clipboard, with their links and everything these rest on: as a native file for other windows, as a table for
//! spreadsheets, and back.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::{Placement, RecordEdit, Selection, Target};
use crate::io::{native, read_bytes};
use crate::model::{
    Actor, ActorIx, Change, Column, Columns, DetailOf, Document, DocumentIx, Evidence, Graph, GraphBuilder, Link,
    LinkIx, Passage, PassageIx, Point, RecordIx, Table, View, When,
};
use crate::text::{actor_words, alike};

/// What is selected as a graph of its own: selected actors, links among them, selected links with their ends, and the passages
/// and documents that these rest on. Keys stay what they are.
#[must_use]
pub fn excerpt(graph: &Graph, view: &View, selection: &Selection) -> (Graph, View) {
    let mut actors: BTreeSet<ActorIx> =
        selection.actors.iter().copied().filter(|actor| graph.has_actor(*actor)).collect();
    let selected: BTreeSet<LinkIx> = selection.links.iter().copied().filter(|link| graph.has_link(*link)).collect();
    for link in &selected {
        let (source, target) = graph.ends(*link);
        actors.extend([source, target]);
    }
    let among = |link: &LinkIx| {
        let (source, target) = graph.ends(*link);
        selection.actors.contains(&source) && selection.actors.contains(&target)
    };
    let of_actors = selection.actors.iter().flat_map(|actor| graph.links_of(*actor)).map(|incidence| incidence.link);
    let links: BTreeSet<LinkIx> = of_actors.filter(among).chain(selected).collect();

    let of_actors = actors.iter().flat_map(|actor| &graph.actor(*actor).evidence);
    let evidence = of_actors.chain(links.iter().flat_map(|link| &graph.link(*link).evidence));
    let passages: BTreeSet<PassageIx> = evidence.map(|one| one.passage).collect();
    let documents: BTreeSet<DocumentIx> = passages.iter().filter_map(|ix| graph.passage(*ix).document).collect();

    let mut builder = GraphBuilder::new(graph.title.clone(), graph.created.clone());
    let mut document_of = BTreeMap::new();
    for ix in documents {
        if let Ok(new) = builder.add_document(graph.document(ix).clone()) {
            document_of.insert(ix, new);
        }
    }
    let mut passage_of = BTreeMap::new();
    for ix in passages {
        let passage = graph.passage(ix);
        let document = passage.document.and_then(|document| document_of.get(&document).copied());
        if let Ok(new) = builder.add_passage(Passage { document, ..passage.clone() }) {
            passage_of.insert(ix, new);
        }
    }
    let pointed = |evidence: &mut Vec<Evidence>| {
        evidence.retain_mut(|one| {
            passage_of.get(&one.passage).is_some_and(|new| {
                one.passage = *new;
                true
            })
        });
    };
    let mut actor_of = BTreeMap::new();
    for ix in &actors {
        let mut actor = graph.actor(*ix).clone();
        if !actor.evidence.is_empty() {
            pointed(&mut actor.evidence);
        }
        if let Ok(new) = builder.add_actor(actor) {
            actor_of.insert(*ix, new);
        }
    }
    let mut link_rows = Vec::new();
    for ix in links {
        let (source, target) = graph.ends(ix);
        let mut link = graph.link(ix).clone();
        if !link.evidence.is_empty() {
            pointed(&mut link.evidence);
        }
        if builder.add_link(actor_of[&source], actor_of[&target], link).is_ok() {
            link_rows.push(ix.get());
        }
    }
    let actor_rows: Vec<usize> = actors.iter().map(|ix| ix.get()).collect();
    builder.set_actor_columns(some_rows(graph.actor_columns(), &actor_rows));
    builder.set_link_columns(some_rows(graph.link_columns(), &link_rows));
    let taken = builder.finish();
    let mut own = View::blank(&taken);
    for (before, now) in &actor_of {
        own.positions.set(*now, view.positions.get(*before));
    }
    (taken, own)
}

/// The columns that hold something in `rows`, with these rows only.
fn some_rows(columns: &Columns, rows: &[usize]) -> Columns {
    let taken = columns.iter().filter_map(|column| {
        let mut taken = Column::new(column.name.clone(), column.kind(), column.declared);
        let mut is_empty = true;
        for (now, before) in rows.iter().enumerate() {
            if let Some(value) = column.get(*before) {
                is_empty &= taken.set(now, value).is_err();
            }
        }
        (!is_empty).then_some(taken)
    });
    taken.collect()
}

/// What is selected as the text of a native file.
#[must_use]
pub fn to_text(graph: &Graph, view: &View, selection: &Selection) -> String {
    let (graph, view) = excerpt(graph, view, selection);
    // Weights are finite in every graph, so that it can be written.
    native::to_bytes(&graph, &view).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// What is selected as a table, its cells set apart by tabs: the actors or, where no actor is selected, the links.
#[must_use]
pub fn to_table(graph: &Graph, selection: &Selection) -> String {
    let (head, columns): (&[&str], &Columns) = if selection.actors.is_empty() {
        (&["Id", "Source", "Target", "Type", "When", "Weight", "Note"], graph.link_columns())
    } else {
        (&["Id", "Name", "Type", "Also known as", "Note"], graph.actor_columns())
    };
    let mut lines =
        vec![row(head.iter().map(|name| (*name).to_owned()).chain(columns.iter().map(|one| one.name.clone())))];
    let details =
        |at: usize| columns.iter().map(move |column| column.get(at).map(|value| value.words()).unwrap_or_default());
    for ix in selection.actors.iter().filter(|ix| graph.has_actor(**ix)) {
        let Actor { key, label, kind, .. } = graph.actor(*ix);
        let (aliases, note) = (graph.actor(*ix).aliases.join("; "), graph.actor(*ix).note.clone());
        let own = [key.to_string(), label.to_string(), kind.to_string(), aliases, note];
        lines.push(row(own.into_iter().chain(details(ix.get()))));
    }
    if selection.actors.is_empty() {
        for ix in selection.links.iter().filter(|ix| graph.has_link(**ix)) {
            let ((source, target), link) = (graph.ends(*ix), graph.link(*ix));
            let when = link.when.as_ref().map(When::text).unwrap_or_default().to_owned();
            let weight = link.weight.map(|weight| weight.to_string()).unwrap_or_default();
            let ends = [source, target].map(|end| actor_words(graph, end).to_owned());
            let [source, target] = ends;
            let own = [link.key.to_string(), source, target, link.kind.to_string(), when, weight, link.note.clone()];
            lines.push(row(own.into_iter().chain(details(ix.get()))));
        }
    }
    lines.concat()
}

/// One line of a table. What a spreadsheet would take for a formula gets an apostrophe before it, which it does not show.
fn row(cells: impl Iterator<Item = String>) -> String {
    let safe = |cell: String| {
        let flat = cell.replace(['\t', '\n', '\r'], " ");
        if flat.starts_with(['=', '+', '-', '@']) && flat.parse::<f64>().is_err() { format!("'{flat}") } else { flat }
    };
    cells.map(safe).collect::<Vec<_>>().join("\t") + "\n"
}

/// The step that adds what a text from the clipboard holds, with its middle at `middle`, and what it adds; `None` where the text
/// is no native file or holds no actor.
///
/// Actors and links come in as new ones, with keys of their own where theirs are taken; documents and passages that are here
/// already, word by word, are used again.
#[must_use]
pub fn paste(graph: &Graph, text: &str, middle: Point) -> Option<(RecordEdit, Vec<Target>)> {
    if !text.trim_start().starts_with("{\"linklore\"") {
        return None;
    }
    let opened = read_bytes("clipboard.linklore", text.as_bytes()).ok()?;
    let (other, view) = (opened.graph, opened.view);
    let count = other.actor_count();
    if count == 0 {
        return None;
    }
    let mut paste = Paste { graph, other: &other, changes: Vec::new(), keys: HashSet::new() };
    let passages = paste.passages();
    let mut targets = Vec::new();
    let first_actor = graph.actor_bound();
    let (mut keys, mut known) = (Vec::with_capacity(count), BTreeMap::new());
    for (ix, actor) in other.actors() {
        let key = paste.key(RecordIx::Actor(ActorIx::new(first_actor + ix.get())), &actor.key);
        known.extend(alike::ids(actor).into_iter().map(|id| (id.clone(), id)));
        known.insert(actor.key.to_string(), key.clone());
        keys.push(key);
    }
    for ((ix, actor), key) in other.actors().zip(keys) {
        let new = ActorIx::new(first_actor + ix.get());
        let mut actor = actor.clone();
        actor.key = key.as_str().into();
        if !actor.extras.is_empty() {
            // Under the id of somebody who stays behind there may be somebody else here.
            alike::translate_different(&mut actor.extras, &|key| known.get(key).cloned());
        }
        let evidence = pointing(&actor.evidence, &passages);
        if !evidence.is_empty() {
            actor.evidence = evidence;
        }
        paste.changes.push(Change::AddActor(Box::new(actor)));
        targets.push(Target::Actor(new));
    }
    let first_link = graph.link_bound();
    for (ix, link) in other.links() {
        let (source, target) = other.ends(ix);
        let new = |actor: ActorIx| ActorIx::new(first_actor + actor.get());
        let record = RecordIx::Link(LinkIx::new(first_link + ix.get()));
        let key = paste.key(record, &link.key).as_str().into();
        let mut link = Link { key, ..link.clone() };
        let evidence = pointing(&link.evidence, &passages);
        if !evidence.is_empty() {
            link.evidence = evidence;
        }
        paste.changes.push(Change::AddLink(new(source), new(target), Box::new(link)));
        targets.push(Target::Link(LinkIx::new(first_link + ix.get())));
    }
    paste.details(Table::Actors, first_actor);
    paste.details(Table::Links, first_link);
    let name = if count == 1 { "Paste an actor".to_owned() } else { format!("Paste {count} actors") };
    let mut edit = RecordEdit::new(name, paste.changes);
    edit.places = places(&view, count, first_actor, middle);
    Some((edit, targets))
}

/// A paste on its way.
struct Paste<'g> {
    graph: &'g Graph,
    other: &'g Graph,
    changes: Vec<Change>,
    /// Keys that it takes, by the sort of record.
    keys: HashSet<(u8, String)>,
}

impl Paste<'_> {
    /// A key that nobody has, here or in what comes in.
    fn key(&mut self, like: RecordIx, wish: &str) -> String {
        let sort = match like {
            RecordIx::Actor(_) => 0,
            RecordIx::Link(_) => 1,
            RecordIx::Document(_) => 2,
            RecordIx::Passage(_) => 3,
        };
        let mut key = self.graph.fresh_key(like, wish);
        let mut number = 2;
        while !self.keys.insert((sort, key.clone())) {
            key = self.graph.fresh_key(like, &format!("{wish}-{number}"));
            number += 1;
        }
        key
    }

    /// Adds documents and passages that are not here yet; says where each passage of the other graph is then.
    fn passages(&mut self) -> Vec<PassageIx> {
        let mut documents = Vec::new();
        let mut next = self.graph.document_bound();
        for (_, document) in self.other.documents() {
            let here = self.graph.document_by_key(&document.key);
            documents.push(match here.filter(|ix| self.graph.document(*ix) == document) {
                Some(ix) => ix,
                None => {
                    let ix = DocumentIx::new(next);
                    next += 1;
                    let key = self.key(RecordIx::Document(ix), &document.key);
                    self.changes.push(Change::AddDocument(Box::new(Document { key, ..document.clone() })));
                    ix
                }
            });
        }
        let mut passages = Vec::new();
        let mut next = self.graph.passage_bound();
        for (_, passage) in self.other.passages() {
            let document = passage.document.map(|document| documents[document.get()]);
            let same = Passage { document, ..passage.clone() };
            let here = self.graph.passage_by_key(&passage.key);
            passages.push(match here.filter(|ix| *self.graph.passage(*ix) == same) {
                Some(ix) => ix,
                None => {
                    let ix = PassageIx::new(next);
                    next += 1;
                    let key = self.key(RecordIx::Passage(ix), &passage.key);
                    self.changes.push(Change::AddPassage(Box::new(Passage { key, ..same })));
                    ix
                }
            });
        }
        passages
    }

    /// Adds the details of what comes in; where a column of that name holds values of another kind, under another name.
    fn details(&mut self, table: Table, first: usize) {
        let (here, there) = match table {
            Table::Actors => (self.graph.actor_columns(), self.other.actor_columns()),
            Table::Links => (self.graph.link_columns(), self.other.link_columns()),
        };
        let mut at = here.iter().count();
        for column in there.iter() {
            let name = name_among(here, column);
            if here.by_name(&name).is_none() {
                let new = Arc::new(Column::new(name.clone(), column.kind(), column.declared));
                self.changes.push(Change::AddColumn(table, at, new));
                at += 1;
            }
            for row in 0..column.rows() {
                let Some(value) = column.get(row) else { continue };
                let of = match table {
                    Table::Actors => DetailOf::Actor(ActorIx::new(first + row)),
                    Table::Links => DetailOf::Link(LinkIx::new(first + row)),
                };
                self.changes.push(Change::Detail(of, name.clone(), Some(value)));
            }
        }
    }
}

/// The name under which the values of a column can stand among others: where there they are of another kind, it says of which.
pub(super) fn name_among(here: &Columns, column: &Column) -> String {
    let mut name = column.name.clone();
    while here.by_name(&name).is_some_and(|own| own.kind() != column.kind()) {
        name = format!("{name} ({})", column.kind().name());
    }
    name
}

/// Evidence that points where the passages are now.
fn pointing(evidence: &[Evidence], passages: &[PassageIx]) -> Vec<Evidence> {
    evidence.iter().map(|one| Evidence { passage: passages[one.passage.get()], ..one.clone() }).collect()
}

/// Where the actors that come in stand: as they stood among each other, around `middle`; those without a place at it.
fn places(view: &View, count: usize, first: usize, middle: Point) -> Vec<Placement> {
    let centre = view.positions.bounds(|_| true).map_or(Point::default(), |(least, greatest)| {
        Point::new(f32::midpoint(least.x, greatest.x), f32::midpoint(least.y, greatest.y))
    });
    let place = |number: usize| {
        let own = view.positions.get(ActorIx::new(number)).unwrap_or(centre);
        let point = Point::new(own.x - centre.x + middle.x, own.y - centre.y + middle.y);
        Placement { actor: ActorIx::new(first + number), point: Some(point), pinned: false }
    };
    (0..count).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnKind, Value, graph_from_drawing};

    /// A and B with a link that a passage supports, and C, each with a detail.
    fn case() -> (Graph, View) {
        let mut graph = graph_from_drawing("A>B B-C");
        let document = Document { key: "d".into(), title: "Report".into(), ..Document::default() };
        let passage = Passage { document: Some(DocumentIx(0)), quote: "so it is".into(), ..Passage::new("p") };
        let mut link = graph.link(LinkIx(0)).clone();
        link.evidence.push(Evidence::supporting(PassageIx(0)));
        for change in [
            Change::AddDocument(Box::new(document)),
            Change::AddPassage(Box::new(passage)),
            Change::Link(LinkIx(0), Box::new(link)),
            Change::AddColumn(Table::Actors, 0, Arc::new(Column::new("born", ColumnKind::WholeNumber, true))),
            Change::Detail(DetailOf::Actor(ActorIx(1)), "born".into(), Some(Value::WholeNumber(1970))),
        ] {
            graph.change(change).expect("it is as it should be");
        }
        let mut view = View::blank(&graph);
        for (number, x) in (0..).zip([0.0, 10.0, 50.0]) {
            view.positions.set(ActorIx(number), Some(Point::new(x, 2.0)));
        }
        (graph, view)
    }

    fn both() -> Selection {
        Selection::of_actors([ActorIx(0), ActorIx(1)])
    }

    #[test]
    fn what_is_copied_has_its_links_and_what_these_rest_on() {
        let (graph, view) = case();
        let (taken, _) = excerpt(&graph, &view, &both());
        assert_eq!(
            (taken.actor_count(), taken.link_count(), taken.passage_count(), taken.document_count()),
            (2, 1, 1, 1)
        );
        let (taken, _) = excerpt(&graph, &view, &Selection::of(Target::Link(LinkIx(1))));
        assert_eq!((taken.actor_count(), taken.link_count(), taken.passage_count()), (2, 1, 0), "a link has its ends");
        assert_eq!(taken.actor_columns().by_name("born").and_then(|born| born.get(0)), Some(Value::WholeNumber(1970)));
    }

    #[test]
    fn what_is_pasted_into_another_file_brings_its_passages_and_stands_where_one_looks() {
        let (graph, view) = case();
        let text = to_text(&graph, &view, &both());
        let mut other = graph_from_drawing("A-Z");
        let mut own = View::blank(&other);
        let (edit, targets) = paste(&other, &text, Point::new(100.0, 100.0)).expect("it holds actors");
        assert_eq!((edit.name.as_str(), targets.len()), ("Paste 2 actors", 3));
        let back = edit.apply(&mut other, &mut own).expect("it fits");
        let labels: Vec<(&str, &str)> =
            other.actors().map(|(_, actor)| (actor.key.as_str(), actor.label.as_str())).collect();
        assert_eq!(labels, [("a", "A"), ("z", "Z"), ("a-2", "A"), ("b", "B")]);
        let link = other.link(LinkIx(1));
        assert_eq!(other.passage_words(link.evidence[0].passage), Some("so it is"));
        assert_eq!(other.actor_columns().by_name("born").and_then(|born| born.get(3)), Some(Value::WholeNumber(1970)));
        assert_eq!(own.positions.get(ActorIx(2)), Some(Point::new(95.0, 100.0)));
        back.apply(&mut other, &mut own).expect("it is taken back");
        assert_eq!((other.actor_count(), other.link_count(), other.passage_count()), (2, 1, 0));
    }

    #[test]
    fn what_is_pasted_where_it_came_from_uses_the_same_passages() {
        let (mut graph, mut view) = case();
        let text = to_text(&graph, &view, &both());
        for _ in 0..2 {
            let (edit, _) = paste(&graph, &text, Point::default()).expect("it holds actors");
            edit.apply(&mut graph, &mut view).expect("it fits");
        }
        assert_eq!((graph.actor_count(), graph.passage_count(), graph.document_count()), (7, 1, 1));
        let evidence = &graph.link(LinkIx(3)).evidence;
        assert_eq!(evidence.first().map(|one| one.passage), Some(PassageIx(0)));
        let keys: HashSet<&str> = graph.actors().map(|(_, actor)| actor.key.as_str()).collect();
        assert_eq!(keys.len(), 7);
    }

    #[test]
    fn other_texts_are_no_actors() {
        let (graph, _) = case();
        for text in ["", "Ada Obi", "{\"linklore\"", "{\"linklore\": 1}"] {
            assert!(paste(&graph, text, Point::default()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_table_is_safe_for_spreadsheets() {
        let (mut graph, _) = case();
        graph.set_label(ActorIx(0), "=HYPERLINK(\"x\")\tand\nmore".into());
        let table = to_table(&graph, &both());
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "Id\tName\tType\tAlso known as\tNote\tborn");
        assert_eq!(lines[1], "a\t'=HYPERLINK(\"x\") and more\t\t\t\t");
        assert_eq!(lines[2], "b\tB\t\t\t\t1970");
        assert_eq!(
            to_table(&graph, &Selection::of(Target::Link(LinkIx(0)))).lines().nth(1),
            Some("l0\t'=HYPERLINK(\"x\") and more\tB\t\t\t\t")
        );
    }
}
