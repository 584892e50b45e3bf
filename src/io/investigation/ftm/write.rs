//! Writing FollowTheMoney: one entity a line. Actors, links and documents are entities of the schemata that their types lead
//! to; details are properties where the schema has them.
//!
//! Everything else stands beside the properties under `linklore`, where programs of FollowTheMoney keep it, so that our
//! reader gives back the same graph. `supplied` there names properties that the graph does not say, which it leaves out again.

use std::collections::HashSet;
use std::io;

use serde_json::{Map, Value as Json, json};

use super::entity::{Made, Pen};
use super::evidence::{entity_of, has_more, is_address};
use super::names::Ids;
use super::parts::OURS;
use super::read::PROPERTY;
use super::schemata::words;
use super::shared::Shared;
use crate::io::carry::{json_of_evidence, losses_besides_texts};
use crate::io::effort::look;
use crate::io::investigation::HOLDS;
use crate::model::{ActorIx, ColumnKind, DocumentIx, Graph, LinkIx, LoadReport, PassageIx, Value, View, Warning};

/// What was met that is told.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one remark")]
pub struct Told {
    /// A type that has no schema.
    pub kinds: bool,
    /// A detail that is no property.
    pub details: bool,
    /// A link without a direction.
    pub directions: bool,
    /// A date that is no day, month or year, or two of them.
    pub dates: bool,
    /// Evidence that says more than a proof.
    pub evidence: bool,
    /// An id that is taken.
    pub ids: bool,
    /// Links in another order.
    pub order: bool,
    /// Documents that are proofs.
    pub proofs: HashSet<DocumentIx>,
    /// Documents that are addresses of sources.
    pub addresses: HashSet<DocumentIx>,
    /// Passages with fields that are not written.
    pub more_of_passages: HashSet<PassageIx>,
}

/// Writes a graph.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let mut report = losses_besides_texts(graph, view, HOLDS);
    let mut ids = Ids::of(graph);
    let mut told = Told::default();
    let uses = uses(graph);
    let shared = Shared::of(graph, &ids, &uses);
    let mut lines = Lines { out, note: note(graph), is_empty: true };
    let references = References::of(graph, &ids);
    told.order = references.are_reordered;
    let mut statements = Vec::new();
    for (ix, _) in graph.actors().filter(|(ix, _)| !ids.is_left_out(*ix)).collect::<Vec<_>>() {
        let mut pen = Pen { graph, ids: &mut ids, told: &mut told, uses: &uses, shared: &shared };
        let made = pen.actor(ix, &references);
        statements.extend(made.statements);
        lines.entity(made.fields)?;
    }
    let mut next = 0;
    while next < graph.link_count() {
        let first = LinkIx::new(next);
        if references.links.contains(&first) {
            next += 1;
            continue;
        }
        let count = run_from(graph, first, &references);
        let run: Vec<LinkIx> = (next..next + count).map(LinkIx::new).collect();
        let mut pen = Pen { graph, ids: &mut ids, told: &mut told, uses: &uses, shared: &shared };
        let Made { fields, .. } = pen.link(&run);
        lines.entity(fields)?;
        next += count;
    }
    let mut more = 0;
    for (ix, document) in graph.documents() {
        let is_told = is_address(document) && told.addresses.contains(&ix) && !told.proofs.contains(&ix);
        if is_told || !ids.by_id.contains_key(ids.document(ix)) {
            continue;
        }
        more += usize::from(has_more(&document.extras));
        let mut entity = entity_of(document).fields;
        if ids.document(ix) != document.key {
            told.ids = true;
            let ours = entity.entry(OURS).or_insert_with(|| json!({}));
            ours["id"] = Json::from(document.key.as_str());
        }
        let mut fields = Map::new();
        fields.insert("id".to_owned(), Json::from(ids.document(ix)));
        fields.extend(entity);
        lines.entity(fields)?;
    }
    statements.sort_by_key(|(place, _)| *place);
    for (_, statement) in statements {
        lines.entity(statement)?;
    }
    if lines.is_empty {
        if lines.note.is_some() {
            let what = "what the file says about itself, because there is no entity to note it with".to_owned();
            report.push(None, Warning::NotWritten { what });
        }
        lines.out.write_all(b"[]\n")?;
    }
    let Told { kinds, details, directions, dates, evidence, ids, order, more_of_passages, .. } = told;
    let remarks = [
        (
            kinds,
            "Types that FollowTheMoney does not know are written as legal entities, or as links of no certain sort",
        ),
        (details, "Details that are no properties of a schema stand beside the properties, under \"linklore\""),
        (
            directions,
            "Links without a direction are written as entities that have one; what stands under \"linklore\" says so",
        ),
        (dates, "Dates that are no day, month or year stand beside the properties, under \"linklore\""),
        (evidence, "Evidence stands in full beside the properties, and its documents as proofs as well"),
        (ids, "Ids of which two records have the same are written with a number behind them"),
        (order, "Links that are properties come first, because they stand with their entities"),
    ];
    for (_, what) in remarks.into_iter().filter(|(is_so, _)| *is_so) {
        report.push(None, Warning::Reshaped { what: what.to_owned() });
    }
    if more > 0 {
        let what = match more {
            1 => "1 document with fields that Linklore does not know".to_owned(),
            _ => format!("{more} documents with fields that Linklore does not know"),
        };
        report.push(None, Warning::NotWritten { what });
    }
    if !more_of_passages.is_empty() {
        let what = match more_of_passages.len() {
            1 => "1 passage with fields that have no place beside an entity".to_owned(),
            count => format!("{count} passages with fields that have no place beside an entity"),
        };
        report.push(None, Warning::NotWritten { what });
    }
    Ok(report)
}

/// How many records rest on each passage.
fn uses(graph: &Graph) -> Vec<u32> {
    let mut uses = vec![0; graph.passage_count()];
    let of_actors = graph.actors().flat_map(|(_, actor)| &actor.evidence);
    for evidence in of_actors.chain(graph.links().flat_map(|(_, link)| &link.evidence)) {
        uses[evidence.passage.get()] += 1;
    }
    uses
}

/// Entities, one a line; the first has what concerns the whole graph.
struct Lines<'w> {
    out: &'w mut dyn io::Write,
    note: Option<Json>,
    is_empty: bool,
}

impl Lines<'_> {
    fn entity(&mut self, mut fields: Map<String, Json>) -> io::Result<()> {
        self.is_empty = false;
        if let Some(note) = self.note.take() {
            fields.entry(OURS).or_insert_with(|| json!({}))["graph"] = note;
        }
        serde_json::to_writer(&mut self.out, &Json::Object(fields))?;
        self.out.write_all(b"\n")
    }
}

/// What concerns the whole graph; `None` where there is nothing, and all details are properties.
fn note(graph: &Graph) -> Option<Json> {
    let mut note = Map::new();
    for (name, text) in [("title", &graph.title), ("made", &graph.created)] {
        if !text.is_empty() {
            note.insert(name.to_owned(), Json::from(text.as_str()));
        }
    }
    if let Some(facts) = graph.extras.get("imported") {
        note.insert("facts".to_owned(), facts.clone());
    }
    let has_others = graph.actor_columns().iter().any(|column| column.kind() != ColumnKind::TextList);
    (has_others || !note.is_empty()).then_some(Json::Object(note))
}

/// Which links are properties of their sources: those that came as such and say nothing else.
pub struct References {
    of: std::collections::HashMap<ActorIx, Vec<(String, Vec<ActorIx>)>>,
    links: HashSet<LinkIx>,
    are_reordered: bool,
}

impl References {
    fn of(graph: &Graph, ids: &Ids) -> Self {
        let mut references = Self { of: std::collections::HashMap::new(), links: HashSet::new(), are_reordered: false };
        let (mut last, mut met_other) = (None, false);
        let mut seen = HashSet::new();
        for (link, _) in graph.links() {
            let (source, target) = graph.ends(link);
            let property = property_of(graph, link).filter(|_| !ids.is_left_out(source) && !ids.is_left_out(target));
            let known = references.of.entry(source).or_default();
            let fits = property.filter(|property| {
                let is_last = known.last().is_some_and(|(name, _)| name == property);
                let is_new = seen.insert((source, property.clone()));
                last.is_none_or(|last| last <= source) && (is_last || is_new)
            });
            let Some(property) = fits else {
                met_other = true;
                continue;
            };
            match known.last_mut().filter(|(name, _)| *name == property) {
                Some((_, targets)) => targets.push(target),
                None => known.push((property, vec![target])),
            }
            last = Some(source);
            references.are_reordered |= met_other;
            references.links.insert(link);
        }
        references
    }

    /// The properties of an actor that lead to others.
    pub fn of_actor(&self, actor: ActorIx) -> &[(String, Vec<ActorIx>)] {
        self.of.get(&actor).map_or(&[], Vec::as_slice)
    }
}

fn property_of(graph: &Graph, ix: LinkIx) -> Option<String> {
    let link = graph.link(ix);
    let is_bare = link.directed
        && link.when.is_none()
        && link.weight.is_none()
        && link.note.is_empty()
        && link.evidence.is_empty()
        && link.extras.is_empty();
    let is_counted = link.key.strip_prefix('l').is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()));
    let mut details = graph.link_columns().row(ix.get());
    match (details.next(), details.next()) {
        (Some((PROPERTY, Value::Text(property))), None)
            if is_bare
                && is_counted
                && link.kind == words(&property)
                && !matches!(property.as_str(), "name" | "proof") =>
        {
            Some(property)
        }
        _ => None,
    }
}

/// How many links from `first` on came from one entity with several ends: they say the same, and join all its ends. Every
/// source has the targets of the first one, each once; links beyond the last whole source belong to the next entity.
fn run_from(graph: &Graph, first: LinkIx, references: &References) -> usize {
    let came_so = graph.link_columns().by_name("schema").is_some_and(|column| column.get(first.get()).is_some());
    if !came_so {
        return 1;
    }
    let evidence = std::cell::OnceCell::new();
    let says_the_same = |link: LinkIx| {
        look(1);
        let (one, other) = (graph.link(first), graph.link(link));
        other.key == format!("l{}", link.get() + 1)
            && (one.kind.as_str(), one.directed, &one.when, one.weight, &one.note)
                == (other.kind.as_str(), other.directed, &other.when, other.weight, &other.note)
            && !references.links.contains(&link)
            && graph.link_columns().row(first.get()).eq(graph.link_columns().row(link.get()))
            && *evidence.get_or_init(|| json_of_evidence(graph, &one.evidence))
                == json_of_evidence(graph, &other.evidence)
    };
    let (source, target) = graph.ends(first);
    let (mut targets, mut known) = (vec![target], HashSet::from([target]));
    let mut rest = (first.get() + 1..graph.link_count()).map(LinkIx::new).peekable();
    while let Some(link) = rest.next_if(|link| graph.ends(*link).0 == source) {
        let (_, target) = graph.ends(link);
        if !known.insert(target) || !says_the_same(link) {
            return targets.len();
        }
        targets.push(target);
    }
    let mut sources = HashSet::from([source]);
    while let Some(source) = rest.peek().map(|link| graph.ends(*link).0) {
        let joins = |target: &ActorIx| {
            rest.next_if(|link| graph.ends(*link) == (source, *target) && says_the_same(*link)).is_some()
        };
        if sources.contains(&source) || !targets.iter().all(joins) {
            break;
        }
        sources.insert(source);
    }
    sources.len() * targets.len()
}
