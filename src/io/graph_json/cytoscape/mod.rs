//! Cytoscape JSON: the elements of Cytoscape.js, and the `.cyjs` files of Cytoscape. Elements stand in two lists, or in one
//! where `group` or the ends tell nodes from edges. See <https://js.cytoscape.org/#notation/elements-json>.
//!
//! Everything in `data` becomes a detail. Edges run from source to target, as they do in both programs, unless they are said
//! not to (`directed`, which Linklore writes). A compound node is an actor, and those inside it have its id in the detail "parent".

mod write;

use super::looks::place_of;
use super::records::{Attributes, checked_key, fill_link, keep_fact, read_sound, wrong_sort};
use crate::io::colours::css_colour;
use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Piece, Record, Shape, Sort};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Colour, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "cyjs",
    name: "Cytoscape JSON",
    extensions: &["cyjs", "cytoscape.json"],
    holds: "actors and links with attributes of any type, places, compound nodes",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_lines) else { return Likeness::No };
    if json.is_list {
        let has_ends = json.has("[].data.source") && json.has("[].data.target");
        return Likeness::Certain.when(has_ends || (json.has("[].data.id") && json.has("[].group")));
    }
    let has_data =
        ["elements.nodes[].data", "elements.edges[].data", "elements[].data"].iter().any(|path| json.has(path));
    if has_data {
        return Likeness::Certain;
    }
    // networkx writes both lists, and nothing in them where there is nothing.
    let has_lists = json.has("elements.nodes") && json.has("elements.edges");
    let says_so = json.has("elements") && (json.has("format_version") || json.has("generated_by"));
    Likeness::Likely.when(has_lists || says_so)
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let mut reader = Reader::default();
        if root.is_list() {
            return reader.mixed(input, draft, root, "");
        }
        let is_ours = root.member("generated_by").and_then(Piece::text).is_some_and(|by| by.starts_with("Linklore "));
        reader.is_for_networkx = is_ours && root.member("multigraph").is_some();
        let mut elements = None;
        for member in root.members() {
            match member.name.text().as_deref() {
                Some("elements") => elements = Some(member.value),
                Some("multigraph") if reader.is_for_networkx => {}
                Some("data") if member.value.is_object() => {
                    for member in member.value.members() {
                        if member.is_named("name")
                            && let Some(title) = member.value.text()
                        {
                            draft.set_title(&title);
                        }
                        keep_fact(input, draft, member);
                    }
                }
                // networkx says it for the whole graph.
                Some("directed") if member.value.yes_no().is_some() => {
                    reader.directed = member.value.yes_no();
                    if !reader.is_for_networkx {
                        keep_fact(input, draft, member);
                    }
                }
                Some("style") => {
                    let line = input.line(member.value.at());
                    draft.warn(Some(line), Warning::LeftOut { what: "the style sheet of Cytoscape".to_owned() });
                }
                _ => keep_fact(input, draft, member),
            }
        }
        match elements {
            Some(elements) if elements.is_list() => reader.mixed(input, draft, elements, "elements"),
            Some(elements) if elements.is_object() => reader.parted(input, draft, elements),
            Some(elements) => Err(wrong_sort(input, elements, "elements", "an object or a list")),
            None => Err(input.broken(root.at(), "there are no \"elements\".", "no elements in this object")),
        }
    })
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that is told once, or a habit of the file")]
struct Reader<'s> {
    of_nodes: Attributes<'s>,
    of_edges: Attributes<'s>,
    beside_nodes: Attributes<'s>,
    beside_edges: Attributes<'s>,
    has_parents: bool,
    switches_are_told: bool,
    /// What the file says of the direction of all its links.
    directed: Option<bool>,
    direction_is_guessed: bool,
    /// Whether it is a file of ours in which the ids of nodes and edges stand once more, for networkx.
    is_for_networkx: bool,
    without_id: usize,
}

impl<'s> Reader<'s> {
    /// Elements in a list of nodes and a list of edges.
    fn parted(&mut self, input: &mut Input<'_>, draft: &mut Draft, elements: Piece<'s>) -> Result<(), ReadError> {
        let (mut nodes, mut edges) = (Items::none(), Items::none());
        for member in elements.members() {
            let list = match member.name.text().as_deref() {
                Some("nodes") => &mut nodes,
                Some("edges") => &mut edges,
                _ => {
                    keep_fact(input, draft, member);
                    continue;
                }
            };
            match member.value.sort() {
                Sort::List => *list = member.value.items(),
                Sort::Null => {}
                _ => {
                    let path = format!("elements.{}", member.name.text().unwrap_or_default());
                    return Err(wrong_sort(input, member.value, &path, "a list"));
                }
            }
        }
        self.elements(input, draft, nodes, "elements.nodes", Some(false))?;
        self.elements(input, draft, edges, "elements.edges", Some(true))
    }

    /// Elements of both groups in one list, in any order.
    fn mixed(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        list: Piece<'s>,
        path: &str,
    ) -> Result<(), ReadError> {
        self.elements(input, draft, list.items(), path, None)
    }

    /// `are_edges` is `None` where each element says by itself what it is.
    fn elements(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        mut items: Items<'s>,
        path: &str,
        are_edges: Option<bool>,
    ) -> Result<(), ReadError> {
        let mut record = Record::default();
        let mut position = 0;
        while let Some(item) = items.next_record(&mut record) {
            input.tick(item.at())?;
            let path = || format!("{path}[{position}]");
            let Some(data) = record.get("data").filter(|data| data.is_object()) else {
                let what = format!("{} has no \"data\" that is an object.", path());
                return Err(input.broken(item.at(), what, "an element without data"));
            };
            let is_edge = are_edges.unwrap_or_else(|| match record.get("group").and_then(Piece::text).as_deref() {
                Some("edges") => true,
                Some("nodes") => false,
                _ => data.member("source").is_some() && data.member("target").is_some(),
            });
            if is_edge {
                self.edge(input, draft, item, &record, data, &path)?;
            } else {
                self.node(input, draft, item, &record, data)?;
            }
            position += 1;
        }
        Ok(())
    }

    fn node(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        data: Piece<'s>,
    ) -> Result<(), ReadError> {
        let line = input.line(item.at());
        let key = match data.member("id") {
            Some(id) => checked_key(input, id, "the id of a node")?,
            None => None,
        };
        let actor = match key {
            Some(key) => draft.declare(&key, Some(line), false).actor,
            None => {
                // Cytoscape.js makes up ids in such a case.
                let key = loop {
                    self.without_id += 1;
                    let key = format!("node {}", self.without_id);
                    if draft.find(&key).is_none() {
                        break key;
                    }
                };
                draft.declare(&key, Some(line), false).actor
            }
        };
        let own = if self.is_for_networkx { &["id", "value"][..] } else { &["id"][..] };
        self.of_nodes.fill_actor(input, draft, actor, data.members(), own);
        if data.member("parent").is_some_and(|parent| !parent.is_null())
            && !std::mem::replace(&mut self.has_parents, true)
        {
            let what = "Nodes stand inside other nodes; the detail \"parent\" says in which".to_owned();
            draft.warn(Some(line), Warning::Reshaped { what });
        }
        if let Some((x, y)) = record.get("position").and_then(place_of) {
            draft.place(actor, x, y);
        }
        if let Some(colour) = colour_in_style(record, "background-color") {
            draft.colour_actor(actor, colour);
        }
        let classes = record.get("classes").and_then(classes_in);
        if let Some(classes) = classes {
            let field = draft.actor_detail("classes", None);
            draft.put_actor(actor, field, classes, Some(line));
        }
        self.tell_switches(draft, record, line);
        self.beside_nodes.fill_actor(input, draft, actor, record.members().iter().copied(), &OWN);
        Ok(())
    }

    fn edge(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        data: Piece<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<(), ReadError> {
        let line = input.line(item.at());
        let mut end = |name: &str| -> Result<ActorIx, ReadError> {
            let Some(end) = data.member(name).filter(|end| !end.is_null()) else {
                let what = format!("{}.data has no \"{name}\".", path());
                return Err(input.broken(data.at(), what, "a link needs two ends"));
            };
            let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
            Ok(draft.mention(&key, Some(line)))
        };
        let (source, target) = (end("source")?, end("target")?);
        let key = match data.member("id") {
            Some(id) => checked_key(input, id, "the id of an edge")?,
            None => None,
        };
        let directed = data.member("directed");
        let switch = directed.and_then(Piece::yes_no);
        let known = switch.or(self.directed);
        if known.is_none() && !std::mem::replace(&mut self.direction_is_guessed, true) {
            let what = "The file does not say whether links have a direction; they were read as having one";
            draft.warn(None, Warning::Guessed { what: what.to_owned() });
        }
        let link = draft.link(source, target, key.as_deref(), known.unwrap_or(true), Some(line));
        let own = ["id", "source", "target", "directed", "key"];
        let own = if self.is_for_networkx { &own[..] } else { &own[..4] };
        self.of_edges.fill_link(input, draft, link, data.members(), own);
        if let Some(directed) = directed.filter(|_| switch.is_none()) {
            let field = draft.link_detail("directed", None);
            fill_link(input, draft, link, field, directed);
        }
        if let Some(colour) = colour_in_style(record, "line-color") {
            draft.looks().set_link_colour(link, Some(colour));
        }
        if let Some(classes) = record.get("classes").and_then(classes_in) {
            let field = draft.link_detail("classes", None);
            draft.put_link(link, field, classes, Some(line));
        }
        self.tell_switches(draft, record, line);
        self.beside_edges.fill_link(input, draft, link, record.members().iter().copied(), &OWN);
        Ok(())
    }

    /// What is selected, locked and so on belongs to a window, not to a graph: told once where it is not as usual.
    fn tell_switches(&mut self, draft: &mut Draft, record: &Record<'s>, line: u32) {
        if self.switches_are_told {
            return;
        }
        let usual =
            [("selected", false), ("locked", false), ("selectable", true), ("grabbable", true), ("pannable", false)];
        let is_unusual =
            |(name, usual): &(&str, bool)| record.get(name).and_then(Piece::yes_no).is_some_and(|on| on != *usual);
        if usual.iter().any(is_unusual) {
            self.switches_are_told = true;
            let what = "what is selected, locked or can be moved in Cytoscape".to_owned();
            draft.warn(Some(line), Warning::LeftOut { what });
        }
        let has_more = |style: Piece<'_>| {
            style.members().any(|member| !member.is_named("background-color") && !member.is_named("line-color"))
        };
        if record.get("style").is_some_and(has_more) {
            self.switches_are_told = true;
            draft.warn(
                Some(line),
                Warning::LeftOut { what: "styles of single elements, but for their colours".to_owned() },
            );
        }
    }
}

/// Members of an element that are taken care of, or belong to a window.
const OWN: [&str; 13] = [
    "data",
    "position",
    "renderedPosition",
    "group",
    "classes",
    "style",
    "css",
    "selected",
    "selectable",
    "locked",
    "grabbable",
    "pannable",
    "removed",
];

fn colour_in_style(record: &Record<'_>, name: &str) -> Option<Colour> {
    let style = record.get("style").or_else(|| record.get("css"))?;
    css_colour(&style.member(name)?.text()?)
}

/// Classes are a list, or one text with blanks between them.
fn classes_in(classes: Piece<'_>) -> Option<Value> {
    match classes.text() {
        Some(text) => {
            let classes: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            (!classes.is_empty()).then_some(Value::TextList(classes))
        }
        None => classes.value(),
    }
}
