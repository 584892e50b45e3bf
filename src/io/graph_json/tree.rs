//! Trees in JSON: `tree_data` of networkx (`id`, `children`) and hierarchies of D3 (`name`, `children`). Each node is
//! linked to its children.
//!
//! Where nodes have no id, the names on the way from the root make one: `flare/analytics/cluster`.

use std::borrow::Cow;

use super::records::{Attributes, checked_key, key_of, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Piece, Shape};
use crate::io::limits::implied_bytes;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::ActorIx;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "tree-json",
    name: "Tree in JSON (networkx, D3 hierarchy)",
    extensions: &["tree.json"],
    holds: "actors with attributes of any type, links from parents to children",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Members that hold the children of a node; D3 examples put those that are folded away into the second.
const CHILDREN: [&str; 2] = ["children", "_children"];
/// Members that name a node, the likeliest first.
const NAMES: [&str; 4] = ["name", "label", "title", "text"];

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_lines) else { return Likeness::No };
    let before = if json.is_list { "[]." } else { "" };
    let has = |name: &str| json.has(&format!("{before}{name}"));
    let named = |within: &str| NAMES.iter().chain(&["id"]).any(|name| has(&format!("{within}{name}")));
    if has("nodes") || has("links") || has("edges") || !has("children") {
        return Likeness::No;
    }
    if named("") && named("children[].") { Likeness::Likely } else { Likeness::IfNamed }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let mut reader = Reader::default();
        if root.is_list() {
            for (position, item) in root.items().enumerate() {
                reader.node(input, draft, item, None, position)?;
            }
            return Ok(());
        }
        reader.node(input, draft, root, None, 0)
    })
}

#[derive(Default)]
struct Reader<'s> {
    attributes: Attributes<'s>,
    /// The names on the way to the node that is read.
    path: String,
    /// How many bytes of ids were made out of names.
    made: usize,
    /// How many ids were made with a number.
    numbered: usize,
}

/// Members of a node that are no attributes.
const OWN: [&str; 4] = ["id", "name", "children", "_children"];

impl<'s> Reader<'s> {
    /// A node and everything below it. As deep as lists may stand inside each other.
    fn node(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        node: Piece<'s>,
        parent: Option<ActorIx>,
        position: usize,
    ) -> Result<(), ReadError> {
        input.tick(node.at())?;
        if !node.is_object() {
            let path = format!("child {position} of \"{}\"", short(&self.path));
            return Err(wrong_sort(input, node, &path, "an object"));
        }
        let line = Some(input.line(node.at()));
        let name = NAMES.iter().find_map(|name| node.member(name));
        let id = node.member("id").filter(|id| !id.is_null());
        if node.is_open() && name.is_none() && id.is_none() {
            // The file breaks off before it says what this is.
            return Ok(());
        }
        let before = self.path.len();
        if before > 0 {
            self.path.push('/');
        }
        match name.and_then(key_of) {
            Some(name) => self.path.push_str(&name),
            None => self.path.push_str(&position.to_string()),
        }
        let key = match id {
            Some(id) => checked_key(input, id, "the id of a node")?.unwrap_or_default(),
            None => Cow::Owned(self.made_id(input, draft)),
        };
        let actor = draft.declare(&key, line, false).actor;
        if let Some(name) = node.member("name").and_then(Piece::value) {
            draft.put_actor(actor, Field::Label, name, line);
        }
        self.attributes.fill_actor(input, draft, actor, node.members(), &OWN);
        if let Some(parent) = parent {
            draft.link(parent, actor, None, true, line);
        }
        for children in CHILDREN.iter().filter_map(|name| node.member(name)).filter(|children| !children.is_null()) {
            if !children.is_list() {
                let path = format!("the children of \"{}\"", short(&self.path));
                return Err(wrong_sort(input, children, &path, "a list"));
            }
            for (position, child) in children.items().enumerate() {
                self.node(input, draft, child, Some(actor), position)?;
            }
        }
        self.path.truncate(before);
        Ok(())
    }

    /// An id for a node that has none: the names on the way to it, or a number where these are long or taken.
    fn made_id(&mut self, input: &Input<'_>, draft: &Draft) -> String {
        const LONGEST: usize = 1024;
        let is_short = self.path.len() <= LONGEST && self.made + self.path.len() <= implied_bytes(input.text.len());
        if is_short {
            self.made += self.path.len();
            if draft.find(&self.path).is_none() {
                return self.path.clone();
            }
        }
        loop {
            self.numbered += 1;
            let key = if is_short {
                format!("{}~{}", self.path, self.numbered + 1)
            } else {
                format!("node {}", self.numbered)
            };
            if draft.find(&key).is_none() {
                return key;
            }
        }
    }
}
