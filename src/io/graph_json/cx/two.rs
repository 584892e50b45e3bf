//! CX2: nodes and edges with attributes whose types, defaults and short names are declared before them. See
//! <https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/>.
//!
//! Edges run from source to target, unless their attribute `directed` says otherwise, which Linklore writes. `name` is the
//! label of nodes and `interaction` the type of edges, as in Cytoscape.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::records::{checked_key, fill_actor, keep_fact, number_of, read_sound, wrong_sort};
use super::aspects::{Aspects, Implied, id_of, kind_of_type, value_of_type};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Member, Piece, Record, Shape};
use crate::model::{ActorIx, ColumnKind, Value};

/// Aspects that are read, or that hold nothing about actors and links.
const KNOWN: [&str; 8] =
    ["CXVersion", "hasFragments", "metaData", "attributeDeclarations", "networkAttributes", "nodes", "edges", "status"];

pub(super) fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let aspects = Aspects::of(input, root)?;
        for member in aspects.named("networkAttributes").flat_map(|list| list.value.items()).flat_map(Piece::members) {
            match member.value.text() {
                Some(title) if member.is_named("name") => draft.set_title(&title),
                _ => keep_fact(input, draft, member),
            }
        }
        let nodes = nodes(input, draft, &aspects)?;
        let edges = edges(input, draft, &aspects)?;
        aspects.check_counts(input, draft, &[("nodes", nodes), ("edges", edges)]);
        aspects.tell_others(input, draft, &KNOWN);
        aspects.check_status(input)
    })
}

fn nodes(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Result<usize, ReadError> {
    let find = |draft: &mut Draft, name: &str, kind: Option<ColumnKind>| match name {
        "name" if kind.is_none_or(|kind| kind == ColumnKind::Text) => Field::Label,
        // The name is the label, so an attribute called label is a detail.
        "label" | "Label" => draft.actor_detail(name, kind),
        _ => draft.actor_field(name, kind),
    };
    let mut declared = Declared::of(draft, aspects, "nodes", find);
    aspects.each(input, "nodes", |input, item, record, path| {
        let key = id_of(input, item, record, "id", path)?;
        let line = Some(input.line(item.at()));
        let actor = draft.declare(&key, line, false).actor;
        let place = record.get("x").and_then(number_of).zip(record.get("y").and_then(number_of));
        if let Some((x, y)) = place {
            draft.place(actor, x, y);
        }
        if let Some(z) = record.get("z").filter(|z| z.number().is_some_and(|z| z != 0.0)) {
            let field = draft.actor_detail("z", None);
            fill_actor(input, draft, actor, field, z);
        }
        for (field, value) in declared.values(input, draft, record, path)? {
            draft.put_actor(actor, field, value, line);
        }
        Ok(())
    })
}

fn edges(input: &mut Input<'_>, draft: &mut Draft, aspects: &Aspects<'_>) -> Result<usize, ReadError> {
    let find = |draft: &mut Draft, name: &str, kind: Option<ColumnKind>| match name {
        "interaction" if kind.is_none_or(|kind| kind == ColumnKind::Text) => Field::Kind,
        // The interaction is the type, so an attribute called type is a detail.
        "type" | "Type" => draft.link_detail(name, kind),
        _ => draft.link_field(name, kind),
    };
    let mut declared = Declared::of(draft, aspects, "edges", find);
    let directed = declared.by_name.get("directed").copied();
    aspects.each(input, "edges", |input, item, record, path| {
        let line = Some(input.line(item.at()));
        let mut end = |name: &str| -> Result<ActorIx, ReadError> {
            let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
                return Err(input.broken(item.at(), format!("{} has no \"{name}\".", path()), "a link needs two ends"));
            };
            let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
            Ok(draft.mention(&key, line))
        };
        let (source, target) = (end("s")?, end("t")?);
        let id = match record.get("id") {
            Some(id) => checked_key(input, id, "the id of an edge")?,
            None => None,
        };
        let link = draft.link(source, target, id.as_deref(), true, line);
        let directed = directed.map(|at| declared.attributes[at].field);
        for (field, value) in declared.values(input, draft, record, path)? {
            match value {
                Value::YesNo(yes) if Some(field) == directed => *draft.link_fields(link).directed = yes,
                value => draft.put_link(link, field, value, line),
            }
        }
        Ok(())
    })
}

/// The attributes of nodes, or of edges, as the file declares them.
struct Declared<'s> {
    attributes: Vec<Attribute<'s>>,
    /// By names and by short names.
    by_name: HashMap<Cow<'s, str>, usize>,
    find: fn(&mut Draft, &str, Option<ColumnKind>) -> Field,
    /// The attributes with a default.
    with_default: Vec<usize>,
    /// The number of the record that is read.
    record: usize,
    implied: Implied,
}

struct Attribute<'s> {
    data_type: Cow<'s, str>,
    field: Field,
    /// What a record has that does not give the attribute.
    default: Option<Piece<'s>>,
    /// The last record that gave it.
    given: usize,
}

impl<'s> Declared<'s> {
    fn of(
        draft: &mut Draft,
        aspects: &Aspects<'s>,
        of_what: &str,
        find: fn(&mut Draft, &str, Option<ColumnKind>) -> Field,
    ) -> Self {
        let mut declared = Self {
            attributes: Vec::new(),
            by_name: HashMap::new(),
            find,
            with_default: Vec::new(),
            record: 0,
            implied: Implied::default(),
        };
        let lists = aspects.named("attributeDeclarations").flat_map(|list| list.value.items());
        for Member { name, value } in lists.filter_map(|list| list.member(of_what)).flat_map(Piece::members) {
            let name = name.text().unwrap_or_default();
            let data_type = value.member("d").and_then(Piece::text).unwrap_or(Cow::Borrowed("string"));
            let field = find(draft, &name, kind_of_type(&data_type));
            let at = declared.attributes.len();
            let default = value.member("v");
            if default.is_some() {
                declared.with_default.push(at);
            }
            declared.attributes.push(Attribute { data_type, field, default, given: 0 });
            if let Some(short) = value.member("a").and_then(Piece::text) {
                declared.by_name.insert(short, at);
            }
            declared.by_name.insert(name, at);
        }
        declared
    }

    /// The attributes of a record, defaults included.
    fn values(
        &mut self,
        input: &Input<'_>,
        draft: &mut Draft,
        record: &Record<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<Vec<(Field, Value)>, ReadError> {
        let mut values = Vec::new();
        self.record += 1;
        let object = record.get("v").filter(|object| !object.is_null());
        if let Some(object) = object.filter(|object| !object.is_object()) {
            return Err(wrong_sort(input, object, &format!("{}.v", path()), "an object"));
        }
        for Member { name, value } in object.into_iter().flat_map(Piece::members) {
            let name = name.text().unwrap_or_default();
            let at = match self.by_name.get(&name) {
                Some(&at) => at,
                None => {
                    // Not declared: its type is seen from its values.
                    let field = (self.find)(draft, &name, None);
                    self.attributes.push(Attribute { data_type: Cow::Borrowed(""), field, default: None, given: 0 });
                    self.by_name.insert(name, self.attributes.len() - 1);
                    self.attributes.len() - 1
                }
            };
            let attribute = &mut self.attributes[at];
            attribute.given = self.record;
            if let Some(value) = value_of_type(value, &attribute.data_type) {
                values.push((attribute.field, value));
            }
        }
        for &at in &self.with_default {
            let attribute = &self.attributes[at];
            if let Some(default) = attribute.default.filter(|_| attribute.given != self.record) {
                self.implied.spend(input, default.at(), default.raw().len())?;
                values.extend(value_of_type(default, &attribute.data_type).map(|value| (attribute.field, value)));
            }
        }
        Ok(values)
    }
}
