//! JSON that Neo4j exports (`apoc.export.json`): a node or a relationship a line, the same in a list, or lists (or objects by
//! id) `nodes` and `rels`. See <https://neo4j.com/docs/apoc/current/export/json/>.
//!
//! The first label of a node is its type; where it has several, all are in the detail "labels".

use std::borrow::Cow;

use super::records::{Attributes, checked_key, fill_actor, keep_fact, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Shape, Sort};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Value};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "neo4j-json",
    name: "Neo4j JSON (apoc.export.json)",
    extensions: &["neo4j.json", "neo4j.jsonl"],
    holds: "actors and links with attributes of any type",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json() else { return Likeness::No };
    let is_record = |before: &str| {
        let has = |name: &str| json.has(&format!("{before}{name}"));
        match json.text(&format!("{before}type")) {
            Some("node") => has("id") && (has("labels") || has("properties")),
            Some("relationship") => has("start") && has("end"),
            _ => false,
        }
    };
    if json.is_list {
        return Likeness::Certain.when(is_record("[]."));
    }
    Likeness::Certain.when(is_record("") || (json.has("rels") && json.has("nodes")))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let is_one = Clues::new(input.bytes, input.text)
        .json()
        .is_some_and(|json| json.is_list || json.has("nodes") || json.has("rels"));
    let shape = if is_one { Shape::One } else { Shape::Lines };
    read_sound(input, draft, shape, |input, draft, sound| {
        let mut reader = Reader::default();
        if !is_one {
            return reader.records(input, draft, sound.values(), "Record ");
        }
        let Some(root) = sound.root() else { return Ok(()) };
        if root.is_list() {
            return reader.records(input, draft, root.items(), "Record ");
        }
        for member in root.members() {
            match member.name.text().as_deref() {
                Some("nodes") => reader.part(input, draft, member, "nodes")?,
                Some("rels") => {}
                _ => keep_fact(input, draft, member),
            }
        }
        match root.members().find(|member| member.is_named("rels")) {
            Some(member) => reader.part(input, draft, member, "rels"),
            None => Ok(()),
        }
    })
}

#[derive(Default)]
struct Reader<'s> {
    of_nodes: Attributes<'s>,
    of_links: Attributes<'s>,
    beside_nodes: Attributes<'s>,
    beside_links: Attributes<'s>,
}

impl<'s> Reader<'s> {
    /// The nodes or the relationships, in a list or in an object by their ids.
    fn part(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        part: Member<'s>,
        name: &str,
    ) -> Result<(), ReadError> {
        let mut record = Record::default();
        match part.value.sort() {
            Sort::List => self.records(input, draft, part.value.items(), name),
            Sort::Object => {
                for (position, Member { value, .. }) in part.value.members().enumerate() {
                    if value.is_open() {
                        break;
                    }
                    input.tick(value.at())?;
                    record.take(value);
                    self.record(input, draft, value, &record, &|| format!("{name}[{position}]"))?;
                }
                Ok(())
            }
            Sort::Null => Ok(()),
            _ => Err(wrong_sort(input, part.value, name, "a list or an object")),
        }
    }

    fn records(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        mut items: Items<'s>,
        name: &str,
    ) -> Result<(), ReadError> {
        let mut record = Record::default();
        let mut position = 0;
        while let Some(item) = items.next_record(&mut record) {
            input.tick(item.at())?;
            let path =
                || if name.ends_with(' ') { format!("record {}", position + 1) } else { format!("{name}[{position}]") };
            self.record(input, draft, item, &record, &path)?;
            position += 1;
        }
        Ok(())
    }

    fn record(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<(), ReadError> {
        if !item.is_object() {
            return Err(wrong_sort(input, item, &path(), "an object"));
        }
        match record.get("type").and_then(Piece::text).as_deref() {
            Some("node") => self.node(input, draft, item, record, path),
            Some("relationship") => self.link(input, draft, item, record, path),
            _ => {
                let what = format!("{} is neither a node nor a relationship (field \"type\").", path());
                Err(input.broken(item.at(), what, "no such type"))
            }
        }
    }

    fn node(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<(), ReadError> {
        let key = id_of(input, item, record.get("id"), path, "id")?;
        let line = Some(input.line(item.at()));
        let actor = draft.declare(&key, line, false).actor;
        if let Some(labels) = record.get("labels") {
            let mut texts = labels.items().filter_map(Piece::text);
            if let Some(first) = texts.next() {
                draft.put_actor(actor, Field::Kind, Value::Text(first.into_owned()), line);
            }
            if texts.next().is_some() || !labels.is_list() {
                let field = draft.actor_detail("labels", None);
                fill_actor(input, draft, actor, field, labels);
            }
        }
        if let Some(properties) = record.get("properties") {
            self.of_nodes.fill_actor(input, draft, actor, properties.members(), &[]);
        }
        let own = ["type", "id", "labels", "properties"];
        self.beside_nodes.fill_actor(input, draft, actor, record.members().iter().copied(), &own);
        Ok(())
    }

    fn link(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        item: Piece<'s>,
        record: &Record<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<(), ReadError> {
        let line = Some(input.line(item.at()));
        let mut end = |name: &str| -> Result<ActorIx, ReadError> {
            let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
                return Err(input.broken(item.at(), format!("{} has no \"{name}\".", path()), "a link needs two ends"));
            };
            let id = if end.is_object() { end.member("id") } else { Some(end) };
            let key = id_of(input, end, id, path, &format!("{name}.id"))?;
            Ok(draft.mention(&key, line))
        };
        let (source, target) = (end("start")?, end("end")?);
        let key = match record.get("id") {
            Some(id) => checked_key(input, id, "the id of a relationship")?,
            None => None,
        };
        let link = draft.link(source, target, key.as_deref(), true, line);
        if let Some(label) = record.get("label").and_then(Piece::value) {
            draft.put_link(link, Field::Kind, label, line);
        }
        if let Some(properties) = record.get("properties") {
            self.of_links.fill_link(input, draft, link, properties.members(), &[]);
        }
        let own = ["type", "id", "label", "properties", "start", "end"];
        self.beside_links.fill_link(input, draft, link, record.members().iter().copied(), &own);
        Ok(())
    }
}

fn id_of<'s>(
    input: &Input<'_>,
    owner: Piece<'s>,
    id: Option<Piece<'s>>,
    path: &dyn Fn() -> String,
    name: &str,
) -> Result<Cow<'s, str>, ReadError> {
    match id.filter(|id| !id.is_null()) {
        Some(id) => Ok(checked_key(input, id, "the id of a node")?.unwrap_or_default()),
        None => Err(input.broken(owner.at(), format!("{} has no \"{name}\".", path()), "no id")),
    }
}
