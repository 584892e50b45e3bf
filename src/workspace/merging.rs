//! Several records of one actor become one, and apart again. Nothing is lost: the one that stays gets every name, passage, link
//! and detail it lacks, and keeps each of the others as it was, under the field `merged` of its record, so that it can be taken
//! out again at any time, also after the file was saved and opened.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{RecordEdit, Selection, Target, clipboard};
use crate::io::{native, read_bytes};
use crate::model::{Actor, ActorIx, Change, Column, DetailOf, Evidence, Graph, LinkIx, RecordIx, Table, View};
use crate::text::actor_words;
use crate::text::alike::MERGED;

/// An actor that was merged into another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    /// Its record, as a native file has it.
    actor: Json,
    /// The kinds of its details.
    #[serde(default)]
    columns: Json,
    /// Its links, by key, with the ends that were its own.
    #[serde(default)]
    links: Vec<MergedLink>,
    /// What the actor that stayed got from it.
    #[serde(default)]
    gave: Gave,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct MergedLink {
    id: String,
    source: bool,
    target: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Gave {
    aliases: Vec<String>,
    /// Positions in its own evidence.
    evidence: Vec<usize>,
    note: bool,
    kind: bool,
    details: Vec<String>,
}

impl Merged {
    /// What it was called.
    #[must_use]
    pub fn label(&self) -> &str {
        let text = |name: &str| self.actor.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
        text("label").or_else(|| text("id")).unwrap_or_default()
    }
}

/// What was merged into an actor, the first first.
#[must_use]
pub fn merged_into(graph: &Graph, actor: ActorIx) -> Vec<Merged> {
    held(graph.actor(actor)).into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect()
}

/// What was merged into an actor, as its record holds it.
fn held(record: &Actor) -> Vec<Json> {
    match record.extras.get(MERGED) {
        Some(Json::Array(held)) => held,
        _ => Vec::new(),
    }
}

/// The step that merges `others` into `lead`; `None` where there is nobody to merge.
#[must_use]
pub fn merge(graph: &Graph, lead: ActorIx, others: &[ActorIx]) -> Option<RecordEdit> {
    let others: Vec<ActorIx> = others.iter().copied().filter(|ix| *ix != lead && graph.has_actor(*ix)).collect();
    if others.is_empty() || !graph.has_actor(lead) {
        return None;
    }
    let mut stays = graph.actor(lead).clone();
    let mut held = held(&stays);
    let mut changes = Vec::new();
    let mut filled: Vec<String> = graph.actor_columns().cells(lead.get()).map(|(name, _)| name.to_owned()).collect();
    for other in &others {
        let record = record_of(graph, *other)?;
        let mut gave = Gave::default();
        take_in(&mut stays, graph.actor(*other), &mut gave);
        for (name, value) in graph.actor_columns().row(other.get()) {
            if !filled.iter().any(|one| one == name) {
                filled.push(name.to_owned());
                gave.details.push(name.to_owned());
                changes.push(Change::Detail(DetailOf::Actor(lead), name.to_owned(), Some(value)));
            }
        }
        let links = graph.links_of(*other).into_iter().map(|incidence| incidence.link).map(|link| {
            let (source, target) = graph.ends(link);
            MergedLink { id: graph.link(link).key.to_string(), source: source == *other, target: target == *other }
        });
        let merged = Merged { actor: record.0, columns: record.1, links: links.collect(), gave };
        held.push(serde_json::to_value(merged).ok()?);
    }
    let is_other = |actor: ActorIx| others.contains(&actor);
    let now = |actor: ActorIx| if is_other(actor) { lead } else { actor };
    let mut links: Vec<LinkIx> =
        others.iter().flat_map(|other| graph.links_of(*other)).map(|incidence| incidence.link).collect();
    links.sort_unstable();
    links.dedup();
    changes.extend(links.into_iter().map(|link| {
        let (source, target) = graph.ends(link);
        Change::Ends(link, now(source), now(target))
    }));
    stays.extras.insert(MERGED.to_owned(), Json::Array(held));
    changes.push(Change::Actor(lead, Box::new(stays)));
    changes.extend(others.iter().map(|other| Change::Keep(RecordIx::Actor(*other), false)));
    let name = match &others[..] {
        [only] => format!("Merge {} into {}", actor_words(graph, *only), actor_words(graph, lead)),
        many => format!("Merge {} actors into {}", many.len(), actor_words(graph, lead)),
    };
    Some(RecordEdit::new(name, changes))
}

/// The record of an actor as a native file has it, and the kinds of its details.
fn record_of(graph: &Graph, actor: ActorIx) -> Option<(Json, Json)> {
    let (own, view) = clipboard::excerpt(graph, &View::default(), &Selection::of(Target::Actor(actor)));
    let bytes = native::to_bytes(&own, &view).ok()?;
    let mut file: Json = serde_json::from_slice(&bytes).ok()?;
    let record = file.get_mut("actors")?.get_mut(0)?.take();
    let columns = file.get_mut("columns").and_then(|columns| columns.get_mut("actors")).map_or(Json::Null, Json::take);
    Some((record, columns))
}

/// Gives `stays` what `other` has and it lacks.
fn take_in(stays: &mut Actor, other: &Actor, gave: &mut Gave) {
    for name in other.names() {
        let is_known = name.is_empty() || stays.names().any(|own| own == name);
        if !is_known {
            stays.aliases.push(name.to_owned());
            gave.aliases.push(name.to_owned());
        }
    }
    for (number, evidence) in other.evidence.iter().enumerate() {
        if !stays.evidence.contains(evidence) {
            stays.evidence.push(evidence.clone());
            gave.evidence.push(number);
        }
    }
    if !other.note.is_empty() && !stays.note.contains(other.note.as_str()) {
        gave.note = true;
        let gap = if stays.note.is_empty() { "" } else { "\n\n" };
        stays.note = format!("{}{gap}{}", stays.note, other.note);
    }
    if stays.kind.is_empty() && !other.kind.is_empty() {
        gave.kind = true;
        stays.kind = other.kind.clone();
    }
}

/// The step that takes the `number`-th actor that was merged into `lead` out again, and that actor; `None` where there is none.
///
/// It gets back its record, and its links as far as they are still there; what `lead` got from it goes, unless it was changed.
#[must_use]
pub fn split(graph: &Graph, lead: ActorIx, number: usize) -> Option<(RecordEdit, ActorIx)> {
    let mut held = held(graph.actor(lead));
    let Merged { actor, columns, links, gave } = serde_json::from_value(held.get(number)?.clone()).ok()?;
    held.remove(number);
    let file = json!({ "linklore": 1, "columns": { "actors": columns }, "actors": [actor] });
    let own = read_bytes("merged.linklore", file.to_string().as_bytes()).ok()?.graph;
    let (_, record) = own.actors().next()?;
    let mut record = record.clone();
    let mut evidence = Vec::new();
    for one in &record.evidence {
        // A passage that was deleted meanwhile takes its evidence with it, as it did everywhere else.
        let here = graph.passage_by_key(&own.passage(one.passage).key);
        evidence.push(here.map(|passage| Evidence { passage, ..one.clone() }));
    }
    record.evidence = evidence.iter().flatten().cloned().collect();

    let mut changes = Vec::new();
    let out = match graph.removed_actor(&record.key) {
        Some(ix) => {
            changes.push(Change::Keep(RecordIx::Actor(ix), true));
            changes.push(Change::Actor(ix, Box::new(record.clone())));
            ix
        }
        None => {
            let ix = ActorIx::new(graph.actor_bound());
            record.key = graph.fresh_key(RecordIx::Actor(ix), &record.key).as_str().into();
            changes.push(Change::AddActor(Box::new(record.clone())));
            ix
        }
    };
    details_of(graph, &own, out, &mut changes);
    for link in links {
        let Some(ix) = graph.link_by_key(&link.id) else { continue };
        let (source, target) = graph.ends(ix);
        let end = |is_own: bool, now: ActorIx| if is_own && now == lead { out } else { now };
        changes.push(Change::Ends(ix, end(link.source, source), end(link.target, target)));
    }
    let mut stays = graph.actor(lead).clone();
    stays.aliases.retain(|name| !gave.aliases.contains(name));
    let given: Vec<&Evidence> = gave.evidence.iter().filter_map(|at| evidence.get(*at)?.as_ref()).collect();
    stays.evidence.retain(|one| !given.contains(&one));
    if gave.note {
        let without = stays.note.strip_suffix(record.note.as_str()).map(|rest| rest.trim_end().to_owned());
        stays.note = without.unwrap_or(std::mem::take(&mut stays.note));
    }
    if gave.kind && stays.kind == record.kind {
        stays.kind = "".into();
    }
    for name in &gave.details {
        let value = |graph: &Graph, row: usize| graph.actor_columns().by_name(name).and_then(|column| column.get(row));
        if value(graph, lead.get()) == value(&own, 0) {
            changes.push(Change::Detail(DetailOf::Actor(lead), name.clone(), None));
        }
    }
    if held.is_empty() {
        stays.extras.remove(MERGED);
    } else {
        stays.extras.insert(MERGED.to_owned(), Json::Array(held));
    }
    changes.push(Change::Actor(lead, Box::new(stays)));
    let name = format!("Take {} out of {}", record.label, actor_words(graph, lead));
    Some((RecordEdit::new(name, changes), out))
}

/// Gives `actor` the details of the one actor of `own`; what it still has of its own is replaced.
fn details_of(graph: &Graph, own: &Graph, actor: ActorIx, changes: &mut Vec<Change>) {
    let mut at = graph.actor_columns().iter().count();
    for column in own.actor_columns().iter() {
        let Some(value) = column.get(0) else { continue };
        let name = clipboard::name_among(graph.actor_columns(), column);
        if graph.actor_columns().by_name(&name).is_none() {
            let new = Column::new(name.clone(), column.kind(), column.declared);
            changes.push(Change::AddColumn(Table::Actors, at, std::sync::Arc::new(new)));
            at += 1;
        }
        changes.push(Change::Detail(DetailOf::Actor(actor), name, Some(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnKind, Document, DocumentIx, Passage, PassageIx, Value, graph_from_drawing};

    /// Qais and Qayis, who are the same, each with a link to Ben and one of their own, a passage and details.
    fn case() -> Graph {
        let mut graph = graph_from_drawing("Qais>Ben Qayis>Ben Ada>Qayis Qais-Qayis Qayis-Qayis");
        let (qais, qayis) = (ActorIx(0), ActorIx(2));
        let mut one = graph.actor(qais).clone();
        (one.note, one.evidence) = ("First.".into(), vec![Evidence::supporting(PassageIx(0))]);
        let mut other = graph.actor(qayis).clone();
        (other.note, other.kind) = ("Second.".into(), "person".into());
        other.aliases = vec!["Abu Q".into()];
        other.evidence = vec![Evidence::supporting(PassageIx(0)), Evidence::supporting(PassageIx(1))];
        let column = |name, kind| std::sync::Arc::new(Column::new(name, kind, true));
        for change in [
            Change::AddDocument(Box::new(Document { key: "d".into(), ..Document::default() })),
            Change::AddPassage(Box::new(Passage { document: Some(DocumentIx(0)), ..Passage::new("p") })),
            Change::AddPassage(Box::new(Passage { document: Some(DocumentIx(0)), ..Passage::new("q") })),
            Change::Actor(qais, Box::new(one)),
            Change::Actor(qayis, Box::new(other)),
            Change::AddColumn(Table::Actors, 0, column("born", ColumnKind::WholeNumber)),
            Change::AddColumn(Table::Actors, 1, column("home", ColumnKind::Text)),
            Change::Detail(DetailOf::Actor(qais), "born".into(), Some(Value::WholeNumber(1974))),
            Change::Detail(DetailOf::Actor(qayis), "born".into(), Some(Value::WholeNumber(1975))),
            Change::Detail(DetailOf::Actor(qayis), "home".into(), Some(Value::Text("Basra".into()))),
        ] {
            graph.change(change).expect("it is as it should be");
        }
        graph
    }

    fn born(graph: &Graph, actor: ActorIx, name: &str) -> Option<Value> {
        graph.actor_columns().by_name(name).and_then(|column| column.get(actor.get()))
    }

    fn merged() -> (Graph, RecordEdit) {
        let mut graph = case();
        let edit = merge(&graph, ActorIx(0), &[ActorIx(2), ActorIx(0)]).expect("there is one");
        assert_eq!(edit.name, "Merge Qayis into Qais");
        let back = edit.apply(&mut graph, &mut View::default()).expect("it fits");
        (graph, back)
    }

    #[test]
    fn every_name_passage_link_and_detail_survives() {
        let before = serde_json::to_string(&case().whole()).expect("plain data");
        let (mut graph, back) = merged();
        let lead = graph.actor(ActorIx(0)).clone();
        assert_eq!(lead.names().collect::<Vec<_>>(), ["Qais", "Qayis", "Abu Q"]);
        assert_eq!((lead.evidence.len(), lead.note.as_str(), lead.kind.as_str()), (2, "First.\n\nSecond.", "person"));
        assert_eq!((graph.actor_count(), graph.link_count()), (3, 5), "parallel links stay");
        let ends: Vec<_> = (0..5).map(|link| graph.ends(LinkIx(link))).map(|(one, other)| (one.0, other.0)).collect();
        assert_eq!(ends, [(0, 1), (0, 1), (3, 0), (0, 0), (0, 0)]);
        assert_eq!(born(&graph, ActorIx(0), "born"), Some(Value::WholeNumber(1974)), "its own stays");
        assert_eq!(born(&graph, ActorIx(0), "home"), Some(Value::Text("Basra".into())));
        assert_eq!(merged_into(&graph, ActorIx(0)).iter().map(Merged::label).collect::<Vec<_>>(), ["Qayis"]);
        back.apply(&mut graph, &mut View::default()).expect("it is taken back");
        assert_eq!(serde_json::to_string(&graph.whole()).expect("plain data"), before);
    }

    /// Everything that is said of an actor, whatever its index.
    fn said(graph: &Graph, key: &str) -> String {
        let ix = graph.actor_by_key(key).expect("it is there");
        let actor = graph.actor(ix);
        let evidence: Vec<_> = actor.evidence.iter().map(|one| graph.passage(one.passage).key.clone()).collect();
        let key_of = |actor: ActorIx| graph.actor(actor).key.to_string();
        let links: Vec<_> = graph
            .links_of(ix)
            .iter()
            .map(|one| {
                (graph.link(one.link).key.to_string(), key_of(graph.ends(one.link).0), key_of(graph.ends(one.link).1))
            })
            .collect();
        let details: Vec<_> = graph.actor_columns().row(ix.get()).collect();
        let names: Vec<_> = actor.names().collect();
        format!(
            "{names:?} {} {} {evidence:?} {links:?} {details:?} {}",
            actor.kind,
            actor.note,
            actor.extras.is_empty()
        )
    }

    #[test]
    fn what_was_merged_comes_apart_again_at_once_and_after_the_file_was_opened_anew() {
        let wanted = case();
        let (graph, _) = merged();
        let bytes = native::to_bytes(&graph.compacted(&View::blank(&graph)).0, &View::default()).expect("finite");
        let opened = read_bytes("case.linklore", &bytes).expect("it reads back").graph;
        assert_eq!(opened.actor_count(), 3);
        for mut graph in [graph, opened] {
            let lead = graph.actor_by_key("qais").expect("it stayed");
            let (edit, out) = split(&graph, lead, 0).expect("one was merged");
            assert_eq!(edit.name, "Take Qayis out of Qais");
            edit.apply(&mut graph, &mut View::default()).expect("it fits");
            assert_eq!(graph.actor(out).key.as_str(), "qayis", "under its old key");
            for key in ["qais", "qayis", "ben", "ada"] {
                assert_eq!(said(&graph, key), said(&wanted, key));
            }
            assert!(split(&graph, lead, 0).is_none(), "once");
        }
    }

    #[test]
    fn a_detail_whose_column_is_of_another_kind_by_now_is_kept_under_another_name() {
        let (mut graph, _) = merged();
        let born_as_text = std::sync::Arc::new(Column::new("born", ColumnKind::Text, true));
        for change in [Change::RemoveColumn(Table::Actors, 0), Change::AddColumn(Table::Actors, 0, born_as_text)] {
            graph.change(change).expect("it is there");
        }
        let (edit, out) = split(&graph, ActorIx(0), 0).expect("one was merged");
        edit.apply(&mut graph, &mut View::default()).expect("it fits");
        assert_eq!(born(&graph, out, "born (whole number)"), Some(Value::WholeNumber(1975)));
    }

    #[test]
    fn nobody_is_merged_with_himself() {
        let graph = case();
        assert!(merge(&graph, ActorIx(0), &[ActorIx(0)]).is_none());
        assert!(merge(&graph, ActorIx(0), &[]).is_none());
        assert!(split(&graph, ActorIx(1), 0).is_none());
    }
}
