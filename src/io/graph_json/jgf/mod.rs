//! JSON Graph Format, versions 1 (nodes in a list) and 2 (nodes in an object), with hyperedges.
//! See <https://github.com/jsongraph/json-graph-specification>.
//!
//! Links have a direction unless the graph or the link says otherwise. A hyperedge becomes an actor of the type
//! "hyperedge" with a link to each of its nodes.

mod write;

use super::looks::{LOOKS, take_link_colour, take_looks};
use super::records::{
    Attributes, checked_key, fill_actor, fill_link, keep_fact, key_of, read_sound, sort_in_words, wrong_sort,
};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Shape, Sort};
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{About, ActorIx, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "jgf",
    name: "JSON Graph Format",
    extensions: &["jgf.json", "jgf"],
    holds: "actors and links with attributes of any type, mixed direction, links of many ends",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_list && !json.is_lines) else { return Likeness::No };
    let has = |names: &[&str]| {
        names.iter().any(|name| json.has(&format!("graph.{name}")) || json.has(&format!("graphs[].{name}")))
    };
    match (has(&["nodes"]), has(&["edges", "hyperedges"])) {
        (true, true) => Likeness::Certain,
        (false, true) => Likeness::Likely,
        (true, false) => Likeness::Likely.when(!has(&["links"])),
        (false, false) => Likeness::IfNamed.when(json.has("graph") || json.has("graphs")),
    }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let (mut graph, mut path) = (None, "graph".to_owned());
        for member in root.members() {
            if member.is_named("graph") && graph.is_none() {
                graph = Some(member.value);
            } else if member.is_named("graphs") && graph.is_none() && member.value.is_list() {
                let count = member.value.items().count();
                let wanted = input.options.graph.min(count.saturating_sub(1));
                graph = member.value.items().nth(wanted);
                path = format!("graphs[{wanted}]");
                if count > 1 {
                    let line = input.line(member.value.at());
                    draft.warn(Some(line), Warning::OtherGraphs { read: wanted + 1, count });
                }
            } else {
                keep_fact(input, draft, member);
            }
        }
        match graph {
            Some(graph) if graph.is_object() => Reader::new(path).graph(input, draft, graph),
            Some(graph) => Err(wrong_sort(input, graph, &path, "an object")),
            None => {
                Err(input.broken(root.at(), "there is neither \"graph\" nor \"graphs\".", "no graph in this object"))
            }
        }
    })
}

struct Reader<'s> {
    /// Where the graph stands.
    path: String,
    directed: bool,
    /// A file of our own: places, sizes and colours are no details.
    is_ours: bool,
    of_nodes: Attributes<'s>,
    of_links: Attributes<'s>,
    node_metadata: Attributes<'s>,
    link_metadata: Attributes<'s>,
}

impl<'s> Reader<'s> {
    fn new(path: String) -> Self {
        Self {
            path,
            directed: true,
            is_ours: false,
            of_nodes: Attributes::new(),
            of_links: Attributes::new(),
            node_metadata: Attributes::new(),
            link_metadata: Attributes::new(),
        }
    }

    fn graph(&mut self, input: &mut Input<'_>, draft: &mut Draft, graph: Piece<'s>) -> Result<(), ReadError> {
        let (mut nodes, mut edges, mut hyperedges) = (None, None, None);
        for member in graph.members() {
            match member.name.text().as_deref() {
                Some("nodes") => nodes = Some(member.value),
                Some("edges") => edges = Some(member.value),
                Some("hyperedges") => hyperedges = Some(member.value),
                Some("directed") => {
                    let path = format!("{}.directed", self.path);
                    self.directed = switch(input, member.value, &path)?.unwrap_or(true);
                }
                Some("metadata") if member.value.is_object() => {
                    for member in member.value.members() {
                        let generator = member.value.text().filter(|_| member.is_named("generator"));
                        if generator.is_some_and(|name| name.starts_with("Linklore ")) {
                            self.is_ours = true;
                        } else {
                            keep_fact(input, draft, member);
                        }
                    }
                }
                _ => {
                    if member.is_named("label")
                        && let Some(title) = member.value.text()
                    {
                        draft.set_title(&title);
                    }
                    keep_fact(input, draft, member);
                }
            }
        }
        if let Some(nodes) = nodes {
            self.nodes(input, draft, nodes)?;
        }
        let mut record = Record::default();
        let mut edges = self.list(input, edges, "edges")?;
        let mut position = 0;
        while let Some(item) = edges.next_record(&mut record) {
            input.tick(item.at())?;
            self.edge(input, draft, item, &record, position)?;
            position += 1;
        }
        let mut hyperedges = self.list(input, hyperedges, "hyperedges")?;
        position = 0;
        while let Some(item) = hyperedges.next_record(&mut record) {
            input.tick(item.at())?;
            self.hyperedge(input, draft, item, &record, position)?;
            position += 1;
        }
        Ok(())
    }

    fn list(&self, input: &Input<'_>, list: Option<Piece<'s>>, name: &str) -> Result<Items<'s>, ReadError> {
        match list.filter(|list| !list.is_null()) {
            None => Ok(Items::none()),
            Some(list) if list.is_list() => Ok(list.items()),
            Some(list) => Err(wrong_sort(input, list, &format!("{}.{name}", self.path), "a list")),
        }
    }

    fn nodes(&mut self, input: &mut Input<'_>, draft: &mut Draft, nodes: Piece<'s>) -> Result<(), ReadError> {
        let mut record = Record::default();
        match nodes.sort() {
            Sort::Null => {}
            Sort::Object => {
                for Member { name, value } in nodes.members().take_while(|member| !member.value.is_open()) {
                    input.tick(value.at())?;
                    if !value.is_object() && !value.is_null() {
                        let path = format!("{}.nodes.{}", self.path, short(&name.text().unwrap_or_default()));
                        return Err(wrong_sort(input, value, &path, "an object"));
                    }
                    record.take(value);
                    self.node(input, draft, name, &record, &[METADATA])?;
                }
            }
            Sort::List => {
                let (mut items, mut position) = (nodes.items(), 0);
                while let Some(item) = items.next_record(&mut record) {
                    input.tick(item.at())?;
                    let id = if item.is_object() { record.get("id") } else { Some(item) };
                    let Some(id) = id.filter(|id| matches!(id.sort(), Sort::Text | Sort::Number)) else {
                        let what = format!("{}.nodes[{position}] has no \"id\" that is a text.", self.path);
                        return Err(input.broken(item.at(), what, sort_in_words(item)));
                    };
                    self.node(input, draft, id, &record, &["id", METADATA])?;
                    position += 1;
                }
            }
            _ => return Err(wrong_sort(input, nodes, &format!("{}.nodes", self.path), "an object or a list")),
        }
        Ok(())
    }

    fn node(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        id: Piece<'s>,
        record: &Record<'s>,
        own: &[&str],
    ) -> Result<(), ReadError> {
        let key = checked_key(input, id, "the id of a node")?.unwrap_or_default();
        let line = input.line(id.at());
        let actor = draft.declare(&key, Some(line), false).actor;
        self.of_nodes.fill_actor(input, draft, actor, record.members().iter().copied(), own);
        if let Some(metadata) = record.get(METADATA) {
            let looks: &[&str] = if self.is_ours { &LOOKS } else { &[] };
            self.node_metadata.fill_actor(input, draft, actor, metadata.members(), looks);
            if self.is_ours {
                take_looks(input, draft, actor, metadata);
            }
            keep_odd_metadata(metadata, |piece| {
                let field = draft.actor_detail(METADATA, None);
                fill_actor(input, draft, actor, field, piece);
            });
        }
        Ok(())
    }

    fn edge(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        position: usize,
    ) -> Result<(), ReadError> {
        let path = format!("{}.edges[{position}]", self.path);
        if !item.is_object() {
            return Err(wrong_sort(input, item, &path, "an object"));
        }
        let line = input.line(item.at());
        let source = end_of(input, draft, record.get("source"), item, &path, "source")?;
        let target = end_of(input, draft, record.get("target"), item, &path, "target")?;
        let directed = match record.get("directed") {
            Some(piece) => switch(input, piece, &format!("{path}.directed"))?.unwrap_or(self.directed),
            None => self.directed,
        };
        let id = match record.get("id") {
            Some(id) => checked_key(input, id, "the id of a link")?,
            None => None,
        };
        let link = draft.link(source, target, id.as_deref(), directed, Some(line));
        if let Some(relation) = record.get("relation") {
            fill_link(input, draft, link, Field::Kind, relation);
        }
        let own = ["source", "target", "directed", "id", "relation", METADATA];
        self.of_links.fill_link(input, draft, link, record.members().iter().copied(), &own);
        if let Some(metadata) = record.get(METADATA) {
            let looks: &[&str] = if self.is_ours { &["color"] } else { &[] };
            self.link_metadata.fill_link(input, draft, link, metadata.members(), looks);
            if self.is_ours {
                take_link_colour(input, draft, link, metadata);
            }
            keep_odd_metadata(metadata, |piece| {
                let field = draft.link_detail(METADATA, None);
                fill_link(input, draft, link, field, piece);
            });
        }
        Ok(())
    }

    /// A link of many ends: `nodes` where it has no direction, otherwise `source` and `target`.
    fn hyperedge(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        position: usize,
    ) -> Result<(), ReadError> {
        let path = format!("{}.hyperedges[{position}]", self.path);
        let line = input.line(item.at());
        let ends: Vec<(&str, Piece<'s>)> = ["nodes", "source", "target"]
            .into_iter()
            .filter_map(|role| Some((role, record.get(role)?)))
            .flat_map(|(role, list)| list.items().map(move |end| (role, end)))
            .collect();
        if ends.is_empty() {
            let what = format!("{path} has no list \"nodes\", \"source\" or \"target\" with ids of nodes.");
            return Err(input.broken(item.at(), what, "a link without ends"));
        }
        let id = record.get("id").and_then(key_of);
        let hub = draft.make_actor(id.as_deref().unwrap_or(&format!("hyperedge {}", position + 1)));
        draft.put_actor(hub, Field::Kind, Value::Text("hyperedge".to_owned()), None);
        if let Some(label) = record.get("label").or_else(|| record.get("relation")).and_then(Piece::text) {
            draft.put_actor(hub, Field::Label, Value::Text(label.into_owned()), None);
        }
        self.of_nodes.fill_actor(input, draft, hub, record.members().iter().copied().filter(is_attribute), &[METADATA]);
        if let Some(metadata) = record.get(METADATA) {
            self.node_metadata.fill_actor(input, draft, hub, metadata.members(), &[]);
        }
        let count = ends.len();
        for (role, end) in ends {
            let actor = end_of(input, draft, Some(end), item, &path, role)?;
            let link = match role {
                "source" => draft.make_link(actor, hub, true),
                "target" => draft.make_link(hub, actor, true),
                _ => draft.make_link(hub, actor, false),
            };
            draft.put_link(link, Field::Kind, Value::Text(role_of(role).to_owned()), None);
        }
        let what = format!("Hyperedge \"{}\" became an actor with {count} links", short(draft.key(hub)));
        draft.warn_about(Some(line), Warning::Reshaped { what }, About::Actor(hub));
        Ok(())
    }
}

const METADATA: &str = "metadata";

/// An end of a link: the id of a node.
fn end_of(
    input: &mut Input<'_>,
    draft: &mut Draft,
    end: Option<Piece<'_>>,
    item: Piece<'_>,
    path: &str,
    name: &str,
) -> Result<ActorIx, ReadError> {
    let line = input.line(item.at());
    match end {
        Some(end) if matches!(end.sort(), Sort::Text | Sort::Number) => {
            let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
            Ok(draft.mention(&key, Some(line)))
        }
        Some(end) if !end.is_null() => Err(wrong_sort(input, end, &format!("{path}.{name}"), "the id of a node")),
        _ => Err(input.broken(item.at(), format!("{path} has no \"{name}\"."), "a link needs two ends")),
    }
}

fn is_attribute(member: &Member<'_>) -> bool {
    !["nodes", "source", "target", "id"].iter().any(|name| member.is_named(name))
}

fn role_of(list: &str) -> &str {
    if list == "nodes" { "node" } else { list }
}

/// Metadata must be an object; what is something else is kept whole.
fn keep_odd_metadata(metadata: Piece<'_>, keep: impl FnOnce(Piece<'_>)) {
    if !metadata.is_object() {
        keep(metadata);
    }
}

/// Yes, no, or not said.
fn switch(input: &Input<'_>, piece: Piece<'_>, path: &str) -> Result<Option<bool>, ReadError> {
    match piece.sort() {
        Sort::Null => Ok(None),
        Sort::YesNo => Ok(piece.yes_no()),
        _ => Err(wrong_sort(input, piece, path, "true or false")),
    }
}
