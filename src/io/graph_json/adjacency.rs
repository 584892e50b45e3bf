//! Adjacency in JSON: `adjacency_data` of networkx (a list of nodes and, for each, a list of neighbours), and plain objects
//! that give the neighbours of each name, as a list or as an object of attributes.
//!
//! Without direction each link stands with both of its ends and is read once. A plain object does not say whether its
//! links have a direction: they have none where every one of them stands both ways, which is told as a guess.

use std::borrow::Cow;
use std::collections::HashSet;

use super::node_link::{Nodes, describe, read_nodes};
use super::records::{Attributes, checked_key, fill_link, key_of, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Shape, Sort};
use crate::io::quote::short;
use crate::io::recognise::{Clues, JsonClues, Likeness};
use crate::model::{ActorIx, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "adjacency-json",
    name: "Adjacency in JSON (networkx)",
    extensions: &["adj.json", "adjacency.json"],
    holds: "actors and links with attributes of any type",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_list && !json.is_lines) else { return Likeness::No };
    if json.has("adjacency") && json.has("nodes") {
        return Likeness::Certain;
    }
    if json.has("linklore") || json.has("nodes") || json.has("spec_version") {
        return Likeness::No;
    }
    if names_its_own(json) { Likeness::Likely } else { Likeness::IfNamed }
}

/// Whether most of what stands in the lists and objects of the outermost object is a name of that object again.
fn names_its_own(json: &JsonClues) -> bool {
    let names: HashSet<&str> =
        json.paths.iter().map(String::as_str).filter(|path| !path.contains('.') && !path.contains("[]")).collect();
    let in_lists = json.texts.iter().filter_map(|(path, text)| {
        let (owner, rest) = path.split_once("[]")?;
        (rest.is_empty() && names.contains(owner)).then_some(text.as_str())
    });
    let in_objects = json.paths.iter().filter_map(|path| {
        let (owner, name) = path.split_once('.')?;
        (names.contains(owner) && !name.contains(['.', '['])).then_some(name)
    });
    let all: Vec<&str> = in_lists.chain(in_objects).collect();
    let known = all.iter().filter(|name| names.contains(*name)).count();
    names.len() >= 2 && all.len() >= 2 && known * 10 >= all.len() * 6
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        if !root.is_object() {
            return Err(wrong_sort(input, root, "the outermost value", "an object"));
        }
        let (mut nodes, mut adjacency, mut directed, mut about) = (None, None, false, Vec::new());
        for member in root.members() {
            match member.name.text().as_deref() {
                Some("nodes") if member.value.is_list() => nodes = Some(member),
                Some("adjacency") if member.value.is_list() => adjacency = Some(member.value),
                Some("directed") => directed = member.value.yes_no().unwrap_or(false),
                _ => about.push(member),
            }
        }
        let (Some(nodes), Some(adjacency)) = (nodes, adjacency) else { return plain(input, draft, root) };
        for member in about {
            describe(input, draft, member);
        }
        let nodes = read_nodes(input, draft, nodes, &Items::none(), false)?;
        Reader { nodes, directed, half: HashSet::new(), attributes: Attributes::new() }.lists(input, draft, adjacency)
    })
}

/// A link that stands with one of its ends so far.
type Half<'s> = (ActorIx, ActorIx, Option<Cow<'s, str>>);

struct Reader<'s> {
    nodes: Nodes<'s>,
    directed: bool,
    /// Links without direction whose other mention is to come.
    half: HashSet<Half<'s>>,
    attributes: Attributes<'s>,
}

impl<'s> Reader<'s> {
    fn lists(&mut self, input: &mut Input<'_>, draft: &mut Draft, lists: Piece<'s>) -> Result<(), ReadError> {
        let id_name = self.nodes.id_name.unwrap_or("id");
        for (row, list) in lists.items().enumerate() {
            let Some(&source) = self.nodes.by_position.get(row) else {
                let count = self.nodes.by_position.len();
                let what = format!("adjacency[{row}] belongs to no node: \"nodes\" has only {count}.");
                return Err(input.broken(list.at(), what, "one list too many"));
            };
            if !list.is_list() {
                return Err(wrong_sort(input, list, &format!("adjacency[{row}]"), "a list"));
            }
            for (column, item) in list.items().enumerate() {
                if item.is_open() {
                    break;
                }
                input.tick(item.at())?;
                let id = if item.is_object() { item.member(id_name) } else { Some(item) };
                let Some(id) = id.filter(|id| !id.is_null()) else {
                    let what = format!("adjacency[{row}][{column}] has no \"{id_name}\".");
                    return Err(input.broken(item.at(), what, "a neighbour without id"));
                };
                let line = Some(input.line(item.at()));
                let key = checked_key(input, id, "the id of a node")?.unwrap_or_default();
                let target = draft.mention(&key, line);
                if !self.directed && source != target {
                    let parallel = item.member("key").and_then(key_of);
                    if self.half.remove(&(target, source, parallel.clone())) {
                        continue;
                    }
                    self.half.insert((source, target, parallel));
                }
                let link = draft.link(source, target, None, self.directed, line);
                let own = [id_name];
                self.attributes.fill_link(input, draft, link, item.members(), &own);
            }
        }
        Ok(())
    }
}

/// An object that gives the neighbours of each of its names.
fn plain<'s>(input: &mut Input<'_>, draft: &mut Draft, root: Piece<'s>) -> Result<(), ReadError> {
    // In this form neighbours make actors: none is missed.
    draft.links_make_actors();
    // Both ends, where it stands, and its attributes.
    let mut found: Vec<(ActorIx, ActorIx, Piece<'s>, Option<Piece<'s>>)> = Vec::new();
    for Member { name, value } in root.members().take_while(|member| !member.value.is_open()) {
        input.tick(value.at())?;
        let line = Some(input.line(name.at()));
        let key = checked_key(input, name, "the name of a node")?.unwrap_or_default();
        let source = draft.declare(&key, line, false).actor;
        match value.sort() {
            Sort::List => {
                for item in value.items() {
                    input.tick(item.at())?;
                    let target = checked_key(input, item, "the name of a node")?.unwrap_or_default();
                    found.push((source, draft.mention(&target, line), item, None));
                }
            }
            Sort::Object => {
                for Member { name, value } in value.members() {
                    let target = checked_key(input, name, "the name of a node")?.unwrap_or_default();
                    found.push((source, draft.mention(&target, line), name, Some(value)));
                }
            }
            Sort::Null => {}
            _ => {
                let path = format!("\"{}\"", short(&key));
                return Err(wrong_sort(input, value, &path, "a list or an object of neighbours"));
            }
        }
    }
    let pairs: HashSet<(ActorIx, ActorIx)> = found.iter().map(|(source, target, ..)| (*source, *target)).collect();
    let is_mutual = pairs.iter().all(|(source, target)| pairs.contains(&(*target, *source)));
    let have = if is_mutual { "no direction, because each stands with both of its ends" } else { "a direction" };
    if !found.is_empty() {
        let what = format!("The file does not say whether links have a direction; they were read as having {have}");
        draft.warn(None, Warning::Guessed { what });
    }
    let mut half: HashSet<(ActorIx, ActorIx)> = HashSet::new();
    let mut attributes = Attributes::new();
    for (source, target, place, value) in found {
        if is_mutual && source != target {
            if half.remove(&(target, source)) {
                continue;
            }
            half.insert((source, target));
        }
        let line = Some(input.line(place.at()));
        let link = draft.link(source, target, None, !is_mutual, line);
        match value {
            Some(value) if value.is_object() => attributes.fill_link(input, draft, link, value.members(), &[]),
            Some(value) => fill_link(input, draft, link, Field::Weight, value),
            None => {}
        }
    }
    Ok(())
}
