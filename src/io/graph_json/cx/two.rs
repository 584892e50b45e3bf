//! CX2: nodes and edges with attributes whose types, defaults and short names are declared before them. See
//! <https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/>.
//!
//! Edges run from source to target, unless their attribute `directed` says otherwise, which Linklore writes. `name` is the
//! label of nodes and `interaction` the type of edges, as in Cytoscape. Of styles, the colours of single nodes and edges are
//! read.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::super::columns::{NOTE, take_note};
use super::super::looks::number_of;
use super::super::records::{checked_key, fill_actor, keep_fact, key_of, read_sound};
use super::aspects::{Aspects, STYLES, id_of};
use super::by_id::ById;
use super::declared::{Declared, Goes};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Piece, Record, Shape};
use crate::model::{ActorIx, Colour, ColumnKind, LinkIx, Value, Warning};

/// In the note about columns: the attribute that holds the ids, where they are no numbers.
pub(super) const KEYS: &str = "keys";
/// The colours of single nodes and edges.
pub(super) const NODE_COLOUR: &str = "NODE_BACKGROUND_COLOR";
pub(super) const EDGE_COLOUR: &str = "EDGE_LINE_COLOR";

/// Aspects that are read, or that hold nothing about actors and links.
const KNOWN: [&str; 10] = [
    "CXVersion",
    "hasFragments",
    "metaData",
    "attributeDeclarations",
    "networkAttributes",
    "nodes",
    "edges",
    "nodeBypasses",
    "edgeBypasses",
    "status",
];

pub(super) fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let aspects = Aspects::of(input, root)?;
        let note = about(input, draft, &aspects);
        let keys = note.get(KEYS).and_then(Json::as_str).map(str::to_owned);
        let mut reader = Reader { aspects: &aspects, note, keys, actors: ById::new(), links: ById::new() };
        let nodes = reader.nodes(input, draft)?;
        let edges = reader.edges(input, draft)?;
        reader.colours(input, draft)?;
        aspects.check_counts(input, draft, &[("nodes", nodes), ("edges", edges)]);
        aspects.tell_others(input, draft, &KNOWN);
        aspects.check_status(input)
    })
}

/// What the file says about itself; returns the note about columns, if there is one.
fn about(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Json {
    let mut note = Json::Null;
    for member in aspects.named("networkAttributes").flat_map(|list| list.value.items()).flat_map(Piece::members) {
        match member.value.text() {
            Some(title) if member.is_named("name") => draft.set_title(&title),
            Some(text) if member.is_named(NOTE) => {
                note = serde_json::from_str(&text).unwrap_or_default();
                take_note(draft, &note);
            }
            _ => keep_fact(input, draft, member),
        }
    }
    note
}

struct Reader<'a, 's> {
    aspects: &'a Aspects<'s>,
    note: Json,
    /// The attribute that holds the ids, in a file of ours.
    keys: Option<String>,
    actors: ById<'s, ActorIx>,
    links: ById<'s, LinkIx>,
}

impl<'s> Reader<'_, 's> {
    /// The id that stands among the attributes of a record, in a file of ours.
    fn key_among(&self, record: &Record<'s>) -> Option<Cow<'s, str>> {
        record.get("v")?.member(self.keys.as_deref()?)?.text()
    }

    fn goes_nowhere(&self, name: &str) -> bool {
        self.note.get(KEYS).is_some_and(|keys| keys == name)
    }

    fn nodes(&mut self, input: &mut Input<'_>, draft: &mut Draft) -> Result<usize, ReadError> {
        let find = |draft: &mut Draft, name: &str, kind: Option<ColumnKind>| match name {
            _ if self.goes_nowhere(name) => Goes::Nowhere,
            _ if draft.promised_actor(name).is_some() => Goes::To(draft.actor_field(name, kind)),
            "name" if kind.is_none_or(|kind| kind == ColumnKind::Text) => Goes::To(Field::Label),
            // The name is the label, so an attribute called label is a detail.
            "label" | "Label" => Goes::To(draft.actor_detail(name, kind)),
            _ => Goes::To(draft.actor_field(name, kind)),
        };
        let mut declared = Declared::of(draft, self.aspects, "nodes", &self.note["actors"], &find);
        let mut actors = ById::new();
        let count = self.aspects.each(input, "nodes", |input, item, record, path| {
            let id = id_of(input, item, record, "id", path)?;
            let line = Some(input.line(item.at()));
            let key = self.key_among(record).unwrap_or_else(|| id.clone());
            let actor = draft.declare(&key, line, false).actor;
            actors.add(id, actor);
            let place = record.get("x").and_then(number_of).zip(record.get("y").and_then(number_of));
            if let Some((x, y)) = place {
                draft.place(actor, x, y);
            }
            if let Some(z) = record.get("z").filter(|z| z.number().is_some_and(|z| z != 0.0)) {
                let field = draft.actor_detail("z", None);
                fill_actor(input, draft, actor, field, z);
            }
            for (goes, value) in declared.values(input, draft, record, path)?.drain(..) {
                if let Goes::To(field) = goes {
                    draft.put_actor(actor, field, value, line);
                }
            }
            Ok(())
        })?;
        self.actors = actors;
        Ok(count)
    }

    fn edges(&mut self, input: &mut Input<'_>, draft: &mut Draft) -> Result<usize, ReadError> {
        let find = |draft: &mut Draft, name: &str, kind: Option<ColumnKind>| match name {
            _ if self.goes_nowhere(name) => Goes::Nowhere,
            _ if draft.promised_link(name).is_some() => Goes::To(draft.link_field(name, kind)),
            "directed" => Goes::Direction,
            "interaction" if kind.is_none_or(|kind| kind == ColumnKind::Text) => Goes::To(Field::Kind),
            // The interaction is the type, so an attribute called type is a detail.
            "type" | "Type" => Goes::To(draft.link_detail(name, kind)),
            _ => Goes::To(draft.link_field(name, kind)),
        };
        let mut declared = Declared::of(draft, self.aspects, "edges", &self.note["links"], &find);
        let mut links = ById::new();
        let are_links_named = self.aspects.named("edgeBypasses").next().is_some();
        let is_ours = self.note.get(KEYS).is_some();
        let count = self.aspects.each(input, "edges", |input, item, record, path| {
            let line = Some(input.line(item.at()));
            let mut end = |name: &str| -> Result<ActorIx, ReadError> {
                let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
                    let what = format!("{} has no \"{name}\".", path());
                    return Err(input.broken(item.at(), what, "a link needs two ends"));
                };
                let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
                Ok(self.actors.get(&key).unwrap_or_else(|| draft.mention(&key, line)))
            };
            let (source, target) = (end("s")?, end("t")?);
            let id = match record.get("id") {
                Some(id) => checked_key(input, id, "the id of an edge")?,
                None => None,
            };
            // A file of ours gives numbers to links whose ids say nothing.
            let key = if is_ours { self.key_among(record) } else { id.clone() };
            let link = draft.link(source, target, key.as_deref(), true, line);
            if let Some(id) = id.filter(|_| are_links_named) {
                links.add(id, link);
            }
            for (goes, value) in declared.values(input, draft, record, path)?.drain(..) {
                match (goes, value) {
                    (Goes::To(field), value) => draft.put_link(link, field, value, line),
                    (Goes::Direction, Value::YesNo(directed)) => *draft.link_fields(link).directed = directed,
                    (Goes::Direction, value) => {
                        let field = draft.link_detail("directed", None);
                        draft.put_link(link, field, value, line);
                    }
                    (Goes::Nowhere, _) => {}
                }
            }
            Ok(())
        })?;
        self.links = links;
        Ok(count)
    }

    /// The colours of single nodes and edges; other styles are left out.
    fn colours(&self, input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
        let has_style =
            STYLES.iter().any(|aspect| !KNOWN.contains(aspect) && self.aspects.named(aspect).next().is_some());
        let mut told = has_style;
        for (aspect, property) in [("nodeBypasses", NODE_COLOUR), ("edgeBypasses", EDGE_COLOUR)] {
            self.aspects.each(input, aspect, |input, item, record, _| {
                let id = record.get("id").and_then(key_of).unwrap_or_default();
                let styles = record.get("v").into_iter().flat_map(Piece::members);
                let (colours, others): (Vec<_>, Vec<_>) = styles.partition(|style| style.is_named(property));
                let colour: Option<Colour> = colours.first().and_then(|style| css_colour(&style.value.text()?));
                match (self.actors.get(&id), self.links.get(&id)) {
                    (Some(actor), _) if property == NODE_COLOUR => draft.looks().set_actor_colour(actor, colour),
                    (_, Some(link)) if property == EDGE_COLOUR => draft.looks().set_link_colour(link, colour),
                    _ => {}
                }
                if !others.is_empty() && !std::mem::replace(&mut told, true) {
                    let line = input.line(item.at());
                    draft.warn(Some(line), Warning::LeftOut { what: "the styles of Cytoscape".to_owned() });
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}
