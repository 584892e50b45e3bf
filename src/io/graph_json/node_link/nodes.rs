//! The nodes of node-link JSON: what identifies them, where they stand, what colour they have. Nodes may be objects, plain
//! texts or numbers, or pairs of an id and an object.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::super::looks::{colour_of, number_of, place_of};
use super::super::records::{Slots, checked_key, fill_actor, wrong_sort};
use super::{IDS, NUMBERS, ends};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Sort};
use crate::io::quote::short;
use crate::model::{ActorIx, Value, Warning};

/// Names under which programs keep the id of a node, the likeliest first.
const ID_NAMES: [&str; 9] = ["id", "ID", "Id", "_id", "@id", "node_id", "nodeId", "uid", "key"];

/// What was read of a list of nodes.
pub struct Nodes<'s> {
    /// The list; `None` where the file has none.
    pub list: Option<Piece<'s>>,
    /// The actors in the order of the list.
    pub by_position: Vec<ActorIx>,
    /// Which member identifies a node, where nodes are objects.
    pub id_name: Option<&'static str>,
    /// Whether something identifies nodes besides their position.
    pub have_ids: bool,
    /// Whether every id is the position of its node and of its actor, so that it makes no difference which of them a link means.
    pub ids_are_positions: bool,
    /// A file of our own: places, colours and sizes are no details.
    pub is_ours: bool,
}

impl<'s> Nodes<'s> {
    /// A file without a list of nodes.
    pub fn none() -> Self {
        Self {
            list: None,
            by_position: Vec::new(),
            id_name: None,
            have_ids: false,
            ids_are_positions: false,
            is_ours: false,
        }
    }

    /// The id in a reference, which may be a whole node.
    pub fn id_in(&self, reference: Piece<'s>) -> Option<Piece<'s>> {
        if !reference.is_object() {
            return Some(reference);
        }
        match self.id_name {
            Some(name) => reference.member(name),
            None => ID_NAMES.into_iter().find_map(|name| reference.member(name)),
        }
    }
}

/// Where a member of a node goes.
#[derive(Clone, Copy)]
enum Slot {
    Id,
    X,
    Y,
    Size,
    Colour,
    /// `viz` of networkx, `position` of others.
    Viz,
    Position,
    /// A place as a list, as networkx keeps it; y grows upwards.
    Pos,
    /// `group` of vis.js, which is its type.
    Group(Field),
    /// An object with further attributes.
    Attributes,
    Detail(Field),
}

struct Reader<'s> {
    list_name: String,
    id_name: Option<&'static str>,
    /// Nodes have no id, and links use this name.
    names_are_ids: bool,
    /// The member `group` says what a node is, as in vis.js.
    groups_are_types: bool,
    /// A file of our own: places, colours and sizes are no details.
    is_ours: bool,
    slots: Slots<'s, Slot>,
    inner: Slots<'s, Slot>,
    /// The slots of all records of this shape.
    found: Vec<Slot>,
    shape: Option<u32>,
    /// How many nodes have a name that was taken for an id.
    same_name: HashMap<String, usize>,
}

/// Reads the list of nodes, which may be an object with ids as names. `links` is looked at where nodes have no id.
pub fn read<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    list: Member<'s>,
    links: &Items<'s>,
    is_ours: bool,
) -> Result<Nodes<'s>, ReadError> {
    let Member { name, value: list } = list;
    let usual = id_name(list);
    let other = match usual {
        None => ends::name_that_links_use(input, &list.items(), links)?,
        Some(_) => None,
    };
    if let Some(name) = other {
        let line = input.line(list.at());
        let what = format!("Nodes have no id. Their \"{name}\" was taken for it, because links use it");
        draft.warn(Some(line), Warning::Guessed { what });
    }
    let mut reader = Reader {
        list_name: short(&name.text().unwrap_or_default()),
        id_name: usual.or(other),
        names_are_ids: other.is_some(),
        groups_are_types: ends::names_of_ends(links) == Some(("from", "to")),
        is_ours,
        slots: Slots::new(),
        inner: Slots::new(),
        found: Vec::new(),
        shape: None,
        same_name: HashMap::new(),
    };
    let mut nodes = Nodes {
        list: Some(list),
        id_name: reader.id_name,
        ids_are_positions: !reader.names_are_ids,
        is_ours,
        ..Nodes::none()
    };
    let mut are_numbers = true;
    let mut record = Record::default();
    for Member { name, value } in list.members().take_while(|member| !member.value.is_open()) {
        input.tick(value.at())?;
        record.take(value);
        let actor = reader.declare(input, draft, name)?;
        reader.attributes(input, draft, actor, &record);
        nodes.by_position.push(actor);
        nodes.have_ids = true;
        (are_numbers, nodes.ids_are_positions) = (false, false);
    }
    let mut items = list.items();
    while let Some(item) = items.next_record(&mut record) {
        input.tick(item.at())?;
        let position = nodes.by_position.len();
        let (id, has_attributes) = reader.parts(input, item, &mut record, position)?;
        let actor = match id {
            Some(id) => {
                nodes.have_ids = true;
                are_numbers &= id.sort() == Sort::Number;
                nodes.ids_are_positions &= id.whole() == i64::try_from(position).ok();
                reader.declare(input, draft, id)?
            }
            None => {
                (are_numbers, nodes.ids_are_positions) = (false, false);
                reader.declare_without_id(input, draft, item, position)
            }
        };
        if has_attributes {
            reader.attributes(input, draft, actor, &record);
        }
        nodes.ids_are_positions &= actor.get() == position;
        nodes.by_position.push(actor);
    }
    if are_numbers && !nodes.by_position.is_empty() {
        // Ids are texts from here on; a writer makes numbers of them again.
        draft.keep_fact(IDS, Json::from(NUMBERS));
    }
    Ok(nodes)
}

/// The member that identifies nodes, where one of the usual names is among the first of them.
fn id_name(list: Piece<'_>) -> Option<&'static str> {
    const LOOKED_AT: usize = 100;
    let nodes: Vec<Piece<'_>> = list.items().take(LOOKED_AT).filter(|node| !node.is_open()).collect();
    let has = |name: &&str| nodes.iter().any(|node| node.member(name).is_some_and(|id| !id.is_null()));
    ID_NAMES.into_iter().find(has)
}

impl<'s> Reader<'s> {
    /// The id of a node, and whether it has attributes, which are then in `record`.
    fn parts(
        &self,
        input: &Input<'_>,
        item: Piece<'s>,
        record: &mut Record<'s>,
        position: usize,
    ) -> Result<(Option<Piece<'s>>, bool), ReadError> {
        match item.sort() {
            Sort::Object => {
                let id = self.id_name.and_then(|name| record.get(name)).filter(|id| !id.is_null());
                Ok((id, true))
            }
            Sort::Text | Sort::Number => Ok((Some(item), false)),
            Sort::List => {
                let mut pair = item.items();
                let (first, second, more) = (pair.next(), pair.next(), pair.next());
                match (first, second, more) {
                    (Some(id), Some(attributes), None) if attributes.is_object() => {
                        record.take(attributes);
                        Ok((Some(id), true))
                    }
                    _ => Ok((Some(item), false)),
                }
            }
            Sort::Null | Sort::YesNo | Sort::NotFinite => {
                let path = format!("{}[{position}]", self.list_name);
                Err(wrong_sort(input, item, &path, "an object, a text or a number"))
            }
        }
    }

    fn declare(&mut self, input: &mut Input<'_>, draft: &mut Draft, id: Piece<'s>) -> Result<ActorIx, ReadError> {
        let key = checked_key(input, id, "the id of a node")?.unwrap_or_default();
        if self.names_are_ids && draft.find(&key).is_some() {
            let line = Some(input.line(id.at()));
            // Two nodes of one name are two actors; links cannot tell which of them they mean.
            let number = self.same_name.entry(key.clone().into_owned()).or_insert(1);
            *number += 1;
            let what = format!("Several nodes are called \"{}\". Links were drawn to the first of them", short(&key));
            draft.warn(line, Warning::Guessed { what });
            return Ok(draft.declare(&format!("{key}~{number}"), line, false).actor);
        }
        Ok(draft.declare_with(&key, || Some(input.line(id.at())), false).actor)
    }

    /// A node that nothing identifies has its position as id, which is what links then use.
    fn declare_without_id(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        position: usize,
    ) -> ActorIx {
        let line = Some(input.line(item.at()));
        if let Some(name) = self.id_name {
            let what = format!("A node has no \"{name}\". Its position in the list, {position}, serves as its id");
            draft.warn(line, Warning::Repaired { what });
        }
        let key = position.to_string();
        if draft.find(&key).is_none() {
            return draft.declare(&key, line, false).actor;
        }
        draft.declare(&format!("#{position}"), line, false).actor
    }

    fn attributes(&mut self, input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, record: &Record<'s>) {
        let is_known = self.shape == Some(record.shape());
        if !is_known {
            self.shape = Some(record.shape());
            self.found.clear();
            self.slots.rewind();
        }
        let (mut x, mut y, mut size) = (None, None, None);
        for (at, member) in record.members().iter().enumerate() {
            if !is_known {
                let find = |name: &str| outer_slot(self.id_name, self.groups_are_types, draft, name);
                self.found.push(self.slots.of(member.name, find));
            }
            let slot = self.found[at];
            match slot {
                Slot::X => x = Some(*member),
                Slot::Y => y = Some(*member),
                Slot::Size => size = Some(*member),
                Slot::Attributes if member.value.is_object() => {
                    self.inner.rewind();
                    for inner in member.value.members() {
                        let slots = &self.slots;
                        let slot = self.inner.of(inner.name, |name| inner_slot(slots, member, draft, name));
                        match slot {
                            Slot::X => x = Some(inner),
                            Slot::Y => y = Some(inner),
                            Slot::Size => size = Some(inner),
                            slot => self.put(input, draft, actor, slot, inner),
                        }
                    }
                }
                slot => self.put(input, draft, actor, slot, *member),
            }
        }
        let place = x.zip(y).and_then(|(x, y)| Some((number_of(x.value)?, number_of(y.value)?)));
        if let Some((x, y)) = place.filter(|_| !draft.is_placed(actor)) {
            draft.place(actor, x, y);
        }
        let is_in_picture = draft.is_placed(actor);
        let size_number = size.and_then(|size| number_of(size.value)).filter(|_| is_in_picture);
        if let Some(size) = size_number {
            draft.looks().set_actor_size(actor, Some(size as f32));
        }
        for (member, is_shown) in [(x, place.is_some()), (y, place.is_some()), (size, size_number.is_some())] {
            let Some(member) = member else { continue };
            let name = member.name.text().unwrap_or_default();
            if !(is_shown && self.is_look(draft, &name)) {
                let field = draft.actor_field(&name, None);
                fill_actor(input, draft, actor, field, member.value);
            }
        }
    }

    fn put(&self, input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, slot: Slot, member: Member<'s>) {
        let Member { name, value } = member;
        let detail = |draft: &mut Draft| draft.actor_field(&name.text().unwrap_or_default(), None);
        match slot {
            Slot::Id => {}
            Slot::Detail(field) => fill_actor(input, draft, actor, field, value),
            Slot::Group(field) => {
                fill_actor(input, draft, actor, field, value);
                if let Some(text) = value.text() {
                    draft.put_actor(actor, Field::Kind, Value::Text(text.into_owned()), None);
                }
            }
            Slot::Colour => {
                let colour = colour_of(value);
                if let Some(colour) = colour {
                    draft.colour_actor(actor, colour);
                }
                if colour.is_none() || !self.is_look(draft, &name.text().unwrap_or_default()) {
                    let field = detail(draft);
                    fill_actor(input, draft, actor, field, value);
                }
            }
            Slot::Position => match place_of(value) {
                Some((x, y)) if value.members().count() == 2 => draft.place(actor, x, y),
                place => {
                    if let Some((x, y)) = place {
                        draft.place(actor, x, y);
                    }
                    let field = detail(draft);
                    fill_actor(input, draft, actor, field, value);
                }
            },
            Slot::Pos => {
                let mut numbers = value.items().map(Piece::number);
                if let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) {
                    draft.y_grows_upwards();
                    draft.place(actor, x, y);
                }
                let field = detail(draft);
                fill_actor(input, draft, actor, field, value);
            }
            Slot::Viz => Self::viz(input, draft, actor, name, value),
            Slot::X | Slot::Y | Slot::Size | Slot::Attributes => {
                let field = detail(draft);
                fill_actor(input, draft, actor, field, value);
            }
        }
    }

    /// Whether an attribute says how an actor is drawn and nothing else.
    fn is_look(&self, draft: &Draft, name: &str) -> bool {
        self.is_ours && draft.promised_actor(name).is_none()
    }

    /// `viz` as networkx keeps it for GEXF: place, colour and size; what else is in it becomes details.
    fn viz(input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, name: Piece<'_>, viz: Piece<'_>) {
        if !viz.is_object() {
            let field = draft.actor_field(&name.text().unwrap_or_default(), None);
            return fill_actor(input, draft, actor, field, viz);
        }
        for Member { name, value } in viz.members() {
            let name = name.text().unwrap_or_default();
            match name.as_ref() {
                "position" if place_of(value).is_some() => {
                    if let Some((x, y)) = place_of(value) {
                        draft.place(actor, x, y);
                    }
                    let depth = value.member("z").filter(|z| z.number() != Some(0.0));
                    if let Some(z) = depth {
                        let field = draft.actor_detail("z", None);
                        fill_actor(input, draft, actor, field, z);
                    }
                }
                "color" if colour_of(value).is_some() => {
                    if let Some(colour) = colour_of(value) {
                        draft.colour_actor(actor, colour);
                    }
                }
                "size" if number_of(value).is_some_and(|size| size > 0.0) => {
                    draft.looks().set_actor_size(actor, number_of(value).map(|size| size as f32));
                }
                other => {
                    let field = draft.actor_detail(&format!("viz.{other}"), None);
                    fill_actor(input, draft, actor, field, value);
                }
            }
        }
    }
}

fn outer_slot(id_name: Option<&str>, groups_are_types: bool, draft: &mut Draft, name: &str) -> Slot {
    match name {
        _ if id_name == Some(name) => Slot::Id,
        _ if draft.promised_actor(name).is_some() => slot_of_name(draft, name),
        "group" if groups_are_types => Slot::Group(draft.actor_field(name, None)),
        "attributes" | "properties" | "metadata" => Slot::Attributes,
        _ => slot_of_name(draft, name),
    }
}

/// A name inside an object of attributes that stands outside it too gets the name of the object before its own.
fn inner_slot(outer: &Slots<'_, Slot>, object: &Member<'_>, draft: &mut Draft, name: &str) -> Slot {
    if outer.has(name) {
        let object = object.name.text().unwrap_or_default();
        return Slot::Detail(draft.actor_field(&format!("{object}.{name}"), None));
    }
    slot_of_name(draft, name)
}

fn slot_of_name(draft: &mut Draft, name: &str) -> Slot {
    match (name, draft.promised_actor(name)) {
        ("x", _) => Slot::X,
        ("y", _) => Slot::Y,
        ("size", _) => Slot::Size,
        ("color", _) | ("colour", None) => Slot::Colour,
        (_, Some(field)) => Slot::Detail(field),
        ("viz", None) => Slot::Viz,
        ("position", None) => Slot::Position,
        ("pos", None) => Slot::Pos,
        (_, None) => Slot::Detail(draft.actor_field(name, None)),
    }
}
