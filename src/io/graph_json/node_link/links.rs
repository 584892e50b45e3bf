//! The links of node-link JSON: their ends, their direction, their strength. Links may be objects, or lists of two ends and
//! perhaps a weight, a type or an object of attributes.

mod plain;

use plain::PlainLinks;

use super::super::looks::colour_of;
use super::super::records::{Slots, checked_key, fill_link, wrong_sort};
use super::ends::{EndNames, Ends, names_of_ends};
use super::nodes::Nodes;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Sort};
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Warning};

/// Where a member of a link goes.
#[derive(Clone, Copy)]
enum Slot {
    Source,
    Target,
    Id,
    Directed,
    /// `arrows` of vis.js: at which ends; kept as a detail too.
    Arrows(Field),
    /// `value` of D3 and vis.js: the strength; kept as a detail too.
    Strength(Field),
    Colour,
    /// An object with further attributes.
    Attributes,
    Detail(Field),
}

/// Where the arrowheads of a link are, as far as it says so itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    Unsaid,
    Nowhere,
    AtTarget,
    AtSource,
}

/// A link while it is read.
struct Found<'s> {
    source: Option<Piece<'s>>,
    target: Option<Piece<'s>>,
    id: Option<Piece<'s>>,
    heads: Heads,
}

/// How attributes are taken.
struct Manner {
    /// A file of our own: a colour is no detail.
    is_ours: bool,
    strength_is_told: bool,
}

/// Which link is read.
struct Place<'s> {
    item: Piece<'s>,
    position: usize,
}

struct Reader<'s, 'n> {
    list_name: String,
    names: EndNames,
    nodes: &'n Nodes<'s>,
    ends: Ends<'s>,
    /// What the file says of all links.
    directed: Option<bool>,
    slots: Slots<'s, Slot>,
    inner: Slots<'s, Slot>,
    /// The slots of the record that is read, which are those of all records of this shape.
    found: Vec<Slot>,
    shape: Option<u32>,
    /// Whether links say themselves whether they have a direction, and whether some do not.
    said: bool,
    unsaid: bool,
    manner: Manner,
}

/// Reads the list of links, which is called `list_name` in the file, or is the whole file where that is empty.
pub(super) fn read<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    list_name: &str,
    mut links: Items<'s>,
    nodes: &Nodes<'s>,
    directed: Option<bool>,
) -> Result<(), ReadError> {
    if nodes.list.is_none() {
        draft.links_make_actors();
    }
    let names = names_of_ends(&links);
    let ends = Ends::decide(input, draft, &links, names, nodes)?;
    let mut reader = Reader {
        list_name: short(list_name),
        names: names.unwrap_or(("source", "target")),
        nodes,
        ends,
        directed,
        slots: Slots::new(),
        inner: Slots::new(),
        found: Vec::new(),
        shape: None,
        said: false,
        unsaid: false,
        manner: Manner { is_ours: nodes.is_ours, strength_is_told: false },
    };
    let mut record = Record::default();
    let mut position = 0;
    let mut plain = PlainLinks::default();
    while let Some(item) = links.next_record(&mut record) {
        input.tick(item.at())?;
        reader.link(input, draft, item, &record, position)?;
        position += 1;
        position += plain.read(input, draft, &mut reader, &mut links, (item, &record))?;
    }
    if reader.unsaid && !reader.said {
        let what = "The file does not say whether links have a direction; they were read as having none";
        draft.warn(None, Warning::Guessed { what: what.to_owned() });
    }
    Ok(())
}

impl<'s> Reader<'s, '_> {
    fn link(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        position: usize,
    ) -> Result<(), ReadError> {
        let mut third = None;
        let found = match item.sort() {
            Sort::Object => self.found(draft, record),
            Sort::List => {
                let mut items = item.items();
                let (source, target) = (items.next(), items.next());
                third = items.next();
                if let Some(more) = items.next() {
                    let what = format!("{} has more than two ends and one attribute.", self.path(position, ""));
                    return Err(input.broken(more.at(), what, "this is too much"));
                }
                Found { source, target, id: None, heads: Heads::Unsaid }
            }
            _ => return Err(wrong_sort(input, item, &self.path(position, ""), "an object or a list of two ends")),
        };
        let place = Place { item, position };
        let mut source = self.end(input, draft, found.source, self.names.0, &place)?;
        let mut target = self.end(input, draft, found.target, self.names.1, &place)?;
        if found.heads == Heads::AtSource {
            std::mem::swap(&mut source, &mut target);
        }
        let directed = match found.heads {
            Heads::AtTarget | Heads::AtSource => true,
            Heads::Nowhere => false,
            Heads::Unsaid => self.directed.unwrap_or(false),
        };
        match found.heads {
            Heads::Unsaid => self.unsaid |= self.directed.is_none(),
            _ => self.said = true,
        }
        let id = match found.id {
            Some(id) => checked_key(input, id, "the id of a link")?,
            None => None,
        };
        let link = draft.link_with(source, target, id.as_deref(), directed, || Some(input.line(item.at())));
        self.attributes(input, draft, link, record);
        if let Some(third) = third {
            self.third(input, draft, link, third);
        }
        Ok(())
    }

    /// One end of a link.
    fn end(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        end: Option<Piece<'s>>,
        name: &str,
        place: &Place<'s>,
    ) -> Result<ActorIx, ReadError> {
        let Place { item, position } = *place;
        match end.filter(|end| !end.is_null()) {
            Some(end) => self.ends.find(input, draft, self.nodes, (item, end), || self.path(position, name)),
            None => {
                let what = format!("{} has no \"{name}\".", self.path(position, ""));
                Err(input.broken(item.at(), what, "a link needs two ends"))
            }
        }
    }

    /// Where something stands, as JSON paths are written: `links[3].target`.
    fn path(&self, position: usize, member: &str) -> String {
        let dot = if member.is_empty() { "" } else { "." };
        format!("{}[{position}]{dot}{member}", self.list_name)
    }

    /// What decides about a link before it is made. The slots of all members are then in `self.found`.
    fn found(&mut self, draft: &mut Draft, record: &Record<'s>) -> Found<'s> {
        let mut found = Found { source: None, target: None, id: None, heads: Heads::Unsaid };
        if self.shape != Some(record.shape()) {
            self.shape = Some(record.shape());
            self.found.clear();
            self.slots.rewind();
            for member in record.members() {
                self.found.push(self.slots.of(member.name, |name| slot_of(self.names, draft, name)));
            }
        }
        for (member, slot) in record.members().iter().zip(&self.found) {
            match slot {
                Slot::Source => found.source = Some(member.value),
                Slot::Target => found.target = Some(member.value),
                Slot::Id => found.id = Some(member.value),
                Slot::Directed => match member.value.yes_no() {
                    Some(true) => found.heads = Heads::AtTarget,
                    Some(false) => found.heads = Heads::Nowhere,
                    None => {}
                },
                Slot::Arrows(_) => found.heads = heads_of_arrows(member.value).unwrap_or(found.heads),
                _ => {}
            }
        }
        found
    }

    fn attributes(&mut self, input: &mut Input<'_>, draft: &mut Draft, link: LinkIx, record: &Record<'s>) {
        for (member, slot) in record.members().iter().zip(&self.found) {
            match *slot {
                Slot::Source | Slot::Target | Slot::Id => {}
                Slot::Directed if member.value.yes_no().is_some() => {}
                Slot::Attributes if member.value.is_object() => {
                    self.inner.rewind();
                    for inner in member.value.members() {
                        let slots = &self.slots;
                        let slot = self.inner.of(inner.name, |name| {
                            if slots.has(name) {
                                // The same name stands outside too: this one gets that of the object before its own.
                                let object = member.name.text().unwrap_or_default();
                                return Slot::Detail(draft.link_field(&format!("{object}.{name}"), None));
                            }
                            slot_of(("", ""), draft, name)
                        });
                        put(input, draft, link, slot, inner, &mut self.manner);
                    }
                }
                slot => put(input, draft, link, slot, *member, &mut self.manner),
            }
        }
    }

    /// The third item of a link that is a list.
    fn third(&mut self, input: &mut Input<'_>, draft: &mut Draft, link: LinkIx, third: Piece<'s>) {
        match third.sort() {
            Sort::Number => fill_link(input, draft, link, Field::Weight, third),
            Sort::Text => fill_link(input, draft, link, Field::Kind, third),
            Sort::Object => {
                self.inner.rewind();
                for member in third.members() {
                    let slot = self.inner.of(member.name, |name| slot_of(("", ""), draft, name));
                    put(input, draft, link, slot, member, &mut self.manner);
                }
            }
            _ => {
                let detail = draft.link_detail("attribute", None);
                fill_link(input, draft, link, detail, third);
            }
        }
    }
}

fn slot_of((source, target): EndNames, draft: &mut Draft, name: &str) -> Slot {
    match name {
        _ if name == source => Slot::Source,
        _ if name == target => Slot::Target,
        "id" => Slot::Id,
        "directed" => Slot::Directed,
        _ if draft.promised_link(name).is_some() && name != "color" => Slot::Detail(draft.link_field(name, None)),
        "arrows" => Slot::Arrows(draft.link_field(name, None)),
        "value" => Slot::Strength(draft.link_field(name, None)),
        "color" | "colour" => Slot::Colour,
        "attributes" | "properties" | "metadata" | "data" => Slot::Attributes,
        _ => Slot::Detail(draft.link_field(name, None)),
    }
}

fn put(
    input: &mut Input<'_>,
    draft: &mut Draft,
    link: LinkIx,
    slot: Slot,
    Member { name, value }: Member<'_>,
    manner: &mut Manner,
) {
    match slot {
        Slot::Detail(field) | Slot::Arrows(field) => fill_link(input, draft, link, field, value),
        Slot::Strength(field) => {
            fill_link(input, draft, link, field, value);
            if value.number().is_some() && draft.link_fields(link).weight.is_none() {
                fill_link(input, draft, link, Field::Weight, value);
                if !std::mem::replace(&mut manner.strength_is_told, true) {
                    let what = "The detail \"value\" of links was taken for their weight";
                    draft.warn(None, Warning::Guessed { what: what.to_owned() });
                }
            }
        }
        Slot::Colour => {
            let colour = colour_of(value);
            if colour.is_some() {
                draft.looks().set_link_colour(link, colour);
            }
            let name = name.text().unwrap_or_default();
            if colour.is_none() || !manner.is_ours || draft.promised_link(&name).is_some() {
                let field = draft.link_field(&name, None);
                fill_link(input, draft, link, field, value);
            }
        }
        Slot::Source | Slot::Target | Slot::Id | Slot::Directed | Slot::Attributes => {
            let field = draft.link_field(&name.text().unwrap_or_default(), None);
            fill_link(input, draft, link, field, value);
        }
    }
}

/// Where vis.js draws arrowheads: `"to"`, `"from, to"`, or an object with a switch for each end.
fn heads_of_arrows(arrows: Piece<'_>) -> Option<Heads> {
    let is_on = |end: &str| {
        if let Some(text) = arrows.text() {
            return text.split(|sign: char| !sign.is_alphabetic()).any(|word| word == end);
        }
        let Some(switch) = arrows.member(end) else { return false };
        switch
            .yes_no()
            .unwrap_or_else(|| switch.member("enabled").and_then(Piece::yes_no).unwrap_or(switch.is_object()))
    };
    if arrows.text().is_none() && !arrows.is_object() {
        return None;
    }
    Some(match (is_on("from"), is_on("to")) {
        (false, true) => Heads::AtTarget,
        (true, false) => Heads::AtSource,
        _ => Heads::Nowhere,
    })
}
