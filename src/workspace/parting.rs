//! One record becomes two: some of an actor's names, links, evidence and details go to a new actor. What the two have in the end
//! is what the one had; only details, remarks and evidence may stand in both, where that is wanted.

use std::collections::BTreeSet;

use super::{Placement, RecordEdit};
use crate::model::{Actor, ActorIx, Change, DetailOf, Evidence, Graph, LinkIx, Point, RecordIx, View};
use crate::text::{actor_words, alike};

/// What goes to the new actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parting {
    /// The name of the new actor.
    pub label: String,
    /// Its type.
    pub kind: String,
    /// Other names that go, by their position.
    pub aliases: BTreeSet<usize>,
    /// Ends of links that go.
    pub ends: BTreeSet<(LinkIx, End)>,
    /// Pieces of evidence, by their position.
    pub evidence: Shares<usize>,
    /// Details, by the names of their columns.
    pub details: Shares<String>,
    /// The remark.
    pub note: Shares<()>,
}

/// Which end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Where it starts.
    Source,
    /// Where it ends.
    Target,
}

/// What of several things goes, and what of that stays as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares<T: Ord> {
    /// What the new one gets.
    pub go: BTreeSet<T>,
    /// What the old one keeps of that.
    pub stay: BTreeSet<T>,
}

impl<T: Ord> Default for Shares<T> {
    fn default() -> Self {
        Self { go: BTreeSet::new(), stay: BTreeSet::new() }
    }
}

impl<T: Ord + Clone> Shares<T> {
    /// One goes; where it `stays`, the old one keeps it as well.
    pub fn give(&mut self, one: T, stays: bool) {
        if stays {
            self.stay.insert(one.clone());
        }
        self.go.insert(one);
    }

    fn leaves(&self, one: &T) -> bool {
        self.go.contains(one) && !self.stay.contains(one)
    }
}

impl Parting {
    /// Whether nothing goes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { label: _, kind: _, aliases, ends, evidence, details, note } = self;
        aliases.is_empty() && ends.is_empty() && evidence.go.is_empty() && details.go.is_empty() && note.go.is_empty()
    }
}

/// How far the new one stands from the old one, in units of the drawing.
const ASIDE: f32 = 40.0;

/// The step that makes two of `actor`, and the new one; `None` where it is not there, or nothing goes.
///
/// The two are said to be different, so that nobody is asked whether they are one.
#[must_use]
pub fn part(graph: &Graph, view: &View, actor: ActorIx, parting: &Parting) -> Option<(RecordEdit, ActorIx)> {
    if !graph.has_actor(actor) || parting.is_empty() {
        return None;
    }
    let old = graph.actor(actor);
    let ix = ActorIx::new(graph.actor_bound());
    let key = graph.fresh_key(RecordIx::Actor(ix), &format!("a{}", graph.actor_bound() + 1));
    let (label, kind) = (parting.label.as_str().into(), parting.kind.as_str().into());
    let mut new = Actor { key: key.as_str().into(), label, kind, ..Actor::default() };
    let mut rest = old.clone();
    if !parting.aliases.is_empty() {
        let goes = |number: usize| parting.aliases.contains(&number);
        let names = || old.aliases.iter().enumerate();
        let own = names().filter(|(number, name)| goes(*number) && **name != parting.label);
        let own: Vec<String> = own.map(|(_, name)| name.clone()).collect();
        if !own.is_empty() {
            new.aliases = own;
        }
        rest.aliases = names().filter(|(number, _)| !goes(*number)).map(|(_, name)| name.clone()).collect();
    }
    if !parting.evidence.go.is_empty() {
        let pieces = || old.evidence.iter().enumerate();
        let goes = pieces().filter(|(number, _)| parting.evidence.go.contains(number));
        new.evidence = goes.map(|(_, one)| one.clone()).collect::<Vec<Evidence>>();
        let stays = pieces().filter(|(number, _)| !parting.evidence.leaves(number));
        rest.evidence = stays.map(|(_, one)| one.clone()).collect();
    }
    if parting.note.go.contains(&()) && !old.note.is_empty() {
        new.note.clone_from(&old.note);
        if parting.note.leaves(&()) {
            rest.note = String::new();
        }
    }
    alike::add_different(&mut new.extras, &old.key);

    let mut changes = vec![Change::AddActor(Box::new(new))];
    if rest != *old {
        changes.push(Change::Actor(actor, Box::new(rest)));
    }
    for (name, value) in graph.actor_columns().row(actor.get()) {
        if parting.details.go.contains(name) {
            changes.push(Change::Detail(DetailOf::Actor(ix), name.to_owned(), Some(value)));
        }
        if parting.details.go.contains(name) && !parting.details.stay.contains(name) {
            changes.push(Change::Detail(DetailOf::Actor(actor), name.to_owned(), None));
        }
    }
    let links: BTreeSet<LinkIx> = parting.ends.iter().map(|(link, _)| *link).collect();
    for link in links.into_iter().filter(|link| graph.has_link(*link)) {
        let (source, target) = graph.ends(link);
        let end = |end: End, now: ActorIx| if now == actor && parting.ends.contains(&(link, end)) { ix } else { now };
        changes.push(Change::Ends(link, end(End::Source, source), end(End::Target, target)));
    }
    let mut edit = RecordEdit::new(format!("Split {} off {}", parting.label, actor_words(graph, actor)), changes);
    let point = view.positions.get(actor).map(|point| Point::new(point.x + ASIDE, point.y + ASIDE));
    edit.places.extend(point.map(|point| Placement { actor: ix, point: Some(point), pinned: false }));
    Some((edit, ix))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        Column, ColumnKind, Document, DocumentIx, Passage, PassageIx, Table, Value, graph_from_drawing,
    };

    const QAIS: ActorIx = ActorIx(0);

    /// Somebody of three names, with three links, one of them to itself, two passages, a remark and two details.
    fn case() -> Graph {
        let mut graph = graph_from_drawing("Qais>Ben Ada>Qais Qais-Qais");
        let mut qais = graph.actor(QAIS).clone();
        qais.aliases = vec!["Qayis".into(), "Abu Q".into()];
        qais.note = "Seen twice.".into();
        qais.evidence = vec![Evidence::supporting(PassageIx(0)), Evidence::supporting(PassageIx(1))];
        let column = |name| Arc::new(Column::new(name, ColumnKind::Text, true));
        let text = |text: &str| Some(Value::Text(text.into()));
        for change in [
            Change::AddDocument(Box::new(Document { key: "d".into(), ..Document::default() })),
            Change::AddPassage(Box::new(Passage { document: Some(DocumentIx(0)), ..Passage::new("p") })),
            Change::AddPassage(Box::new(Passage { document: Some(DocumentIx(0)), ..Passage::new("q") })),
            Change::Actor(QAIS, Box::new(qais)),
            Change::AddColumn(Table::Actors, 0, column("born")),
            Change::AddColumn(Table::Actors, 1, column("home")),
            Change::Detail(DetailOf::Actor(QAIS), "born".into(), text("1974")),
            Change::Detail(DetailOf::Actor(QAIS), "home".into(), text("Basra")),
        ] {
            graph.change(change).expect("it is as it should be");
        }
        graph
    }

    fn detail(graph: &Graph, actor: ActorIx, name: &str) -> Option<String> {
        let column = graph.actor_columns().by_name(name)?;
        column.get(actor.get()).map(|value| value.words())
    }

    #[test]
    fn what_is_ticked_goes_and_nothing_is_lost_or_doubled() {
        let mut graph = case();
        let before = serde_json::to_string(&graph.whole()).expect("plain data");
        let mut view = View::blank(&graph);
        view.positions.set(QAIS, Some(Point::new(1.0, 2.0)));
        let parting = Parting {
            label: "Qayis".into(),
            kind: "person".into(),
            aliases: BTreeSet::from([0, 1]),
            ends: BTreeSet::from([(LinkIx(1), End::Target), (LinkIx(2), End::Target)]),
            evidence: Shares { go: BTreeSet::from([1]), stay: BTreeSet::new() },
            details: Shares { go: ["born", "home"].map(String::from).into(), stay: ["home".to_owned()].into() },
            note: Shares::default(),
        };
        let (edit, new) = part(&graph, &view, QAIS, &parting).expect("something goes");
        assert_eq!(edit.name, "Split Qayis off Qais");
        let back = edit.apply(&mut graph, &mut view).expect("it fits");
        let (old_record, new_record) = (graph.actor(QAIS).clone(), graph.actor(new).clone());
        assert_eq!(new_record.names().collect::<Vec<_>>(), ["Qayis", "Abu Q"], "its name is not there twice");
        assert_eq!(old_record.names().collect::<Vec<_>>(), ["Qais"]);
        assert_eq!(old_record.evidence, [Evidence::supporting(PassageIx(0))]);
        assert_eq!(new_record.evidence, [Evidence::supporting(PassageIx(1))]);
        assert_eq!((old_record.note.as_str(), new_record.note.as_str()), ("Seen twice.", ""));
        let ends: Vec<_> = (0..3).map(|link| graph.ends(LinkIx(link))).map(|(one, other)| (one.0, other.0)).collect();
        assert_eq!(ends, [(0, 1), (2, 3), (0, 3)], "one end of the link to itself");
        assert_eq!(graph.link_count(), 3);
        assert_eq!((detail(&graph, QAIS, "born"), detail(&graph, new, "born")), (None, Some("1974".into())));
        assert_eq!(detail(&graph, QAIS, "home"), detail(&graph, new, "home"), "in both, as it was ticked");
        assert_eq!(view.positions.get(new), Some(Point::new(41.0, 42.0)));
        assert!(alike::Said::of(&graph).different.contains(&(QAIS, new)), "nobody asks whether they are one");
        back.apply(&mut graph, &mut view).expect("it is taken back");
        assert_eq!((graph.actor_count(), view.positions.get(new)), (3, None));
        // What was removed stays where it was, so that it can come back; the rest is as before.
        let compacted = serde_json::to_string(&graph.compacted(&view).0.whole()).expect("plain data");
        assert_eq!(compacted, before);
    }

    #[test]
    fn where_nothing_goes_nothing_happens() {
        let graph = case();
        let parting = Parting { label: "Nobody".into(), ..Parting::default() };
        assert!(part(&graph, &View::default(), QAIS, &parting).is_none());
    }
}
