//! Node-link JSON: a list of nodes and a list of links. networkx, D3, vis.js, sigma.js and many programs write it, each with
//! names of its own. Decides which parts of a file are what; nodes and links are read beside this file.
//!
//! - The list of nodes is `nodes` (or `vertices`), that of links `links`, `edges` or `relationships`; both may stand in an
//!   object `data`, `graph` or `network`. A file may also be nothing but a list of links.
//! - `directed` says whether links have a direction. Without it they have none, as in networkx and D3, but for links that
//!   say so themselves (`directed`, or the `arrows` of vis.js).
//! - How the ends of links are found is said in `ends.rs`.

mod ends;
mod links;
mod nodes;
mod write;

use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Shape};
use crate::io::recognise::{Clues, JsonClues, Likeness};

use super::records::{keep_fact, read_sound, wrong_sort};
pub(super) use nodes::{Nodes, read as read_nodes};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "node-link",
    name: "Node-link JSON (networkx, D3, vis.js)",
    extensions: &["json"],
    holds: "actors and links with attributes of any type, places, colours",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

/// The fact that says that ids were numbers in the file, and what it says.
pub(super) const IDS: &str = "ids of actors";
pub(super) const NUMBERS: &str = "numbers";

const NODE_LISTS: [&str; 4] = ["nodes", "vertices", "Nodes", "Vertices"];
const LINK_LISTS: [&str; 5] = ["links", "edges", "relationships", "Links", "Edges"];
/// Objects that hold the two lists in files of some programs.
const WRAPPERS: [&str; 5] = ["data", "graph", "network", "result", "results"];
/// Names of the two ends of a link, the likeliest first.
const ENDS: [(&str, &str); 14] = [
    ("source", "target"),
    ("from", "to"),
    ("src", "dst"),
    ("source_id", "target_id"),
    ("sourceId", "targetId"),
    ("from_id", "to_id"),
    ("fromId", "toId"),
    ("startNode", "endNode"),
    ("start", "end"),
    ("_from", "_to"),
    ("Source", "Target"),
    ("From", "To"),
    ("node1", "node2"),
    ("u", "v"),
];

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    if json.has("linklore") || json.has("spec_version") || json.text("type") == Some("bundle") || json.has("schema") {
        return Likeness::No;
    }
    if json.is_list {
        return Likeness::Likely.when(has_ends(json, "[]."));
    }
    if json.is_lines {
        return Likeness::Likely.when(has_ends(json, ""));
    }
    let mut best = Likeness::No;
    for wrapper in WRAPPERS.iter().map(|wrapper| format!("{wrapper}.")).chain([String::new()]) {
        let list = |names: &[&str]| names.iter().map(|name| format!("{wrapper}{name}")).find(|path| json.has(path));
        let links = list(&LINK_LISTS);
        let likeness = match (list(&NODE_LISTS), links) {
            (Some(_), Some(_)) => Likeness::Likely,
            (Some(nodes), None) if json.has(&format!("{nodes}[].id")) || json.has(&format!("{nodes}[].name")) => {
                Likeness::Likely
            }
            (Some(_), None) => Likeness::IfNamed,
            (None, Some(links)) => Likeness::Likely.when(has_ends(json, &format!("{links}[]."))),
            (None, None) => Likeness::No,
        };
        best = best.max(likeness);
    }
    best
}

fn has_ends(json: &JsonClues, before: &str) -> bool {
    ENDS.iter().any(|(source, target)| json.has(&format!("{before}{source}")) && json.has(&format!("{before}{target}")))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let lines = Clues::new(input.bytes, input.text).json().is_some_and(|json| json.is_lines);
    let shape = if lines { Shape::Lines } else { Shape::One };
    read_sound(input, draft, shape, |input, draft, sound| {
        if lines {
            return links::read(input, draft, "", sound.values(), &Nodes::none(), None);
        }
        sound.root().map_or(Ok(()), |root| read_one(input, draft, root))
    })
}

/// The parts of a file.
#[derive(Default)]
struct Parts<'s> {
    nodes: Option<Member<'s>>,
    links: Option<Member<'s>>,
    directed: Option<Piece<'s>>,
    /// Everything else.
    about: Vec<Member<'s>>,
}

fn read_one(input: &mut Input<'_>, draft: &mut Draft, root: Piece<'_>) -> Result<(), ReadError> {
    if root.is_list() {
        draft.reserve(0, root.count_if_long());
        return links::read(input, draft, "", root.items(), &Nodes::none(), None);
    }
    let mut parts = Parts::default();
    parts.gather(root);
    let Parts { nodes, links, directed, about } = parts;
    let directed = match directed.filter(|piece| !piece.is_null()) {
        Some(piece) => Some(piece.yes_no().ok_or_else(|| wrong_sort(input, piece, "\"directed\"", "true or false"))?),
        // Those of Neo4j, of which there is no other sort.
        None => links.is_some_and(|links| links.is_named("relationships")).then_some(true),
    };
    let is_ours = about.iter().any(|member| {
        member.is_named("generator") && member.value.text().is_some_and(|text| text.starts_with("Linklore "))
    });
    for member in about {
        if !(is_ours && member.is_named("generator")) {
            describe(input, draft, member);
        }
    }
    let count = |list: Option<Member<'_>>| list.map_or(0, |list| list.value.count_if_long());
    draft.reserve(count(nodes), count(links));
    let list = links.map_or_else(Items::none, |links| links.value.items());
    let nodes = match nodes {
        Some(member) => nodes::read(input, draft, member, &list, is_ours)?,
        None => Nodes::none(),
    };
    match links {
        Some(links) => links::read(input, draft, &links.name.text().unwrap_or_default(), list, &nodes, directed),
        None => Ok(()),
    }
}

impl<'s> Parts<'s> {
    fn gather(&mut self, object: Piece<'s>) {
        let is_any = |member: &Member<'_>, names: &[&str]| names.iter().any(|name| member.is_named(name));
        let mut wrapped = None;
        for member in object.members() {
            let holds_list = member.value.is_list() || member.value.is_object();
            if is_any(&member, &NODE_LISTS) && holds_list && self.nodes.is_none() {
                self.nodes = Some(member);
            } else if is_any(&member, &LINK_LISTS) && member.value.is_list() && self.links.is_none() {
                self.links = Some(member);
            } else if member.is_named("directed") && self.directed.is_none() {
                self.directed = Some(member.value);
            } else if is_any(&member, &WRAPPERS) && wrapped.is_none() && holds_graph(member.value) {
                wrapped = Some(member);
            } else {
                self.about.push(member);
            }
        }
        match wrapped {
            Some(member) if self.nodes.is_none() && self.links.is_none() => self.gather(member.value),
            Some(member) => self.about.push(member),
            None => {}
        }
    }
}

/// Whether an object holds lists of nodes or links itself.
fn holds_graph(object: Piece<'_>) -> bool {
    object
        .members()
        .any(|member| member.value.is_list() && NODE_LISTS.iter().chain(&LINK_LISTS).any(|name| member.is_named(name)))
}

/// What the file says about itself: networkx keeps the attributes of the graph in an object `graph`.
pub(super) fn describe(input: &mut Input<'_>, draft: &mut Draft, member: Member<'_>) {
    let is_title = |member: &Member<'_>| ["name", "title", "label"].iter().any(|name| member.is_named(name));
    if member.is_named("graph") && member.value.is_object() {
        for member in member.value.members() {
            if is_title(&member)
                && let Some(title) = member.value.text()
            {
                draft.set_title(&title);
            }
            keep_fact(input, draft, member);
        }
        return;
    }
    if is_title(&member)
        && let Some(title) = member.value.text()
    {
        draft.set_title(&title);
    }
    keep_fact(input, draft, member);
}
