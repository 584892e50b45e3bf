//! JSON Canvas 1.0, the canvas of Obsidian: nodes with texts, files, links and groups, and edges between them. See
//! <https://jsoncanvas.org/spec/1.0/>.
//!
//! What a node is (`text`, `file`, `link`, `group`) is its type. A text is the note of its actor, and its first line the
//! label. An actor stands in the middle of its box; y grows downwards.

use super::looks::number_of;
use super::records::{Attributes, checked_key, keep_fact, read_sound, wrong_sort};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::json::{Items, Member, Piece, Record, Shape, Sort};
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Colour, Value};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "canvas",
    name: "JSON Canvas (Obsidian)",
    extensions: &["canvas"],
    holds: "actors with texts and places, links with a label, colours",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(json) = clues.json().filter(|json| !json.is_list && !json.is_lines) else { return Likeness::No };
    if json.has("edges[].fromNode") && json.has("edges[].toNode") {
        return Likeness::Certain;
    }
    let has_box = ["type", "x", "y", "width", "height"].iter().all(|name| json.has(&format!("nodes[].{name}")));
    let is_known = matches!(json.text("nodes[].type"), Some("text" | "file" | "link" | "group"));
    if has_box && is_known {
        return Likeness::Certain;
    }
    Likeness::IfNamed.when(json.paths.is_empty() || json.has("nodes") || json.has("edges"))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_sound(input, draft, Shape::One, |input, draft, sound| {
        let Some(root) = sound.root() else { return Ok(()) };
        let (mut nodes, mut edges) = (Items::none(), Items::none());
        for member in root.members() {
            match member.name.text().as_deref() {
                Some("nodes") => nodes = list(input, member)?,
                Some("edges") => edges = list(input, member)?,
                _ => keep_fact(input, draft, member),
            }
        }
        let (mut record, mut more, mut position) = (Record::default(), Attributes::new(), 0);
        while let Some(item) = nodes.next_record(&mut record) {
            input.tick(item.at())?;
            node(input, draft, item, &record, &mut more, position)?;
            position += 1;
        }
        (more, position) = (Attributes::new(), 0);
        while let Some(item) = edges.next_record(&mut record) {
            input.tick(item.at())?;
            edge(input, draft, item, &record, &mut more, position)?;
            position += 1;
        }
        Ok(())
    })
}

fn list<'s>(input: &Input<'_>, member: Member<'s>) -> Result<Items<'s>, ReadError> {
    match member.value.sort() {
        Sort::List => Ok(member.value.items()),
        Sort::Null => Ok(Items::none()),
        _ => Err(wrong_sort(input, member.value, &member.name.text().unwrap_or_default(), "a list")),
    }
}

fn node<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    item: Piece<'s>,
    record: &Record<'s>,
    more: &mut Attributes<'s>,
    position: usize,
) -> Result<(), ReadError> {
    let path = format!("nodes[{position}]");
    if !item.is_object() {
        return Err(wrong_sort(input, item, &path, "an object"));
    }
    let Some(id) = record.get("id").filter(|id| !id.is_null()) else {
        return Err(input.broken(item.at(), format!("{path} has no \"id\"."), "a node without id"));
    };
    let key = checked_key(input, id, "the id of a node")?.unwrap_or_default();
    let line = Some(input.line(item.at()));
    let actor = draft.declare(&key, line, false).actor;
    let text = |name: &str| record.get(name).and_then(Piece::text).filter(|text| !text.trim().is_empty());
    let label = |draft: &mut Draft, label: &str| {
        draft.put_actor(actor, Field::Label, Value::Text(label.to_owned()), line);
    };
    // Which member became the label, so that it need not be a detail.
    let mut shown = "";
    match record.get("type").and_then(Piece::text).as_deref() {
        Some("text") => {
            if let Some(text) = text("text") {
                let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
                label(draft, first.trim_start_matches('#').trim_start());
                draft.put_actor(actor, Field::Note, Value::Text(text.clone().into_owned()), line);
                shown = "text";
            }
        }
        Some("file") => {
            if let Some(file) = text("file") {
                label(draft, file.rsplit('/').next().unwrap_or(&file));
            }
        }
        Some("link") => {
            if let Some(url) = text("url") {
                label(draft, &url);
            }
        }
        Some("group") => {
            if let Some(name) = text("label") {
                label(draft, &name);
                shown = "label";
            }
        }
        _ => {}
    }
    let number = |name: &str| record.get(name).and_then(number_of);
    let is_placed = match (number("x"), number("y")) {
        (Some(x), Some(y)) => {
            draft.place(actor, x + number("width").unwrap_or(0.0) / 2.0, y + number("height").unwrap_or(0.0) / 2.0);
            true
        }
        _ => false,
    };
    if let Some(colour) = record.get("color").and_then(colour_of) {
        draft.colour_actor(actor, colour);
    }
    let members = record.members().iter().copied().filter(|member| {
        !(member.is_named("id")
            || member.is_named(shown)
            || (is_placed && (member.is_named("x") || member.is_named("y"))))
    });
    more.fill_actor(input, draft, actor, members, &[]);
    Ok(())
}

fn edge<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    item: Piece<'s>,
    record: &Record<'s>,
    more: &mut Attributes<'s>,
    position: usize,
) -> Result<(), ReadError> {
    let path = format!("edges[{position}]");
    if !item.is_object() {
        return Err(wrong_sort(input, item, &path, "an object"));
    }
    let line = Some(input.line(item.at()));
    let mut end = |name: &str| -> Result<ActorIx, ReadError> {
        let Some(end) = record.get(name).filter(|end| !end.is_null()) else {
            return Err(input.broken(item.at(), format!("{path} has no \"{name}\"."), "a link needs two ends"));
        };
        let key = checked_key(input, end, "the id of a node")?.unwrap_or_default();
        Ok(draft.mention(&key, line))
    };
    let (mut source, mut target) = (end("fromNode")?, end("toNode")?);
    let has_arrow =
        |name: &str, usual: bool| record.get(name).and_then(Piece::text).map_or(usual, |end| end == "arrow");
    let (at_source, at_target) = (has_arrow("fromEnd", false), has_arrow("toEnd", true));
    if at_source && !at_target {
        std::mem::swap(&mut source, &mut target);
    }
    let id = match record.get("id") {
        Some(id) => checked_key(input, id, "the id of an edge")?,
        None => None,
    };
    let link = draft.link(source, target, id.as_deref(), at_source != at_target, line);
    if let Some(label) = record.get("label").and_then(Piece::value) {
        draft.put_link(link, Field::Kind, label, line);
    }
    if let Some(colour) = record.get("color").and_then(colour_of) {
        draft.looks().set_link_colour(link, Some(colour));
    }
    let own = ["id", "fromNode", "toNode", "label"];
    more.fill_link(input, draft, link, record.members().iter().copied(), &own);
    Ok(())
}

/// `#rrggbb`, or the number of one of six colours, whose shades each program chooses for itself.
fn colour_of(piece: Piece<'_>) -> Option<Colour> {
    let text = piece.text()?;
    Some(match text.as_ref() {
        "1" => Colour::rgb(0xe0, 0x31, 0x31),
        "2" => Colour::rgb(0xe8, 0x87, 0x1e),
        "3" => Colour::rgb(0xe0, 0xc0, 0x2c),
        "4" => Colour::rgb(0x2f, 0x9e, 0x44),
        "5" => Colour::rgb(0x16, 0xa3, 0xb8),
        "6" => Colour::rgb(0x8b, 0x5c, 0xd6),
        hex => Colour::from_hex(hex).filter(|_| hex.starts_with('#'))?,
    })
}
