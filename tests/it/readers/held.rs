//! What must hold of anything that opens, whatever its bytes were. The tests of damaged files ask for it, and so does every
//! fuzz target: `fuzz/fuzz_targets/read.rs` includes this file.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use linklore::io::{Format, Opened, ReadError, ReadOptions, native, read_bytes_with};
use linklore::model::{Graph, Tally};
use serde_json::{Map, Value as Json, json};

use super::facts::{alike, details, everything};

/// The most lines of a message about a file that was not opened.
const MESSAGE_LINES: usize = 20;

/// The most actors and links of a graph that is written in other formats.
const MOST_COMPARED: usize = 10_000;

/// What must hold of what came of reading some bytes; what does not, as a sentence. `turn` says in which format, besides the
/// native one and that of the file, the graph is written and read again; without one only the native one is.
pub fn hold(read: &Result<Opened, ReadError>, turn: Option<usize>) -> Result<(), String> {
    match read {
        Err(error) => hold_error(&error.to_string()),
        Ok(opened) => hold_opened(opened, turn),
    }
}

fn hold_error(told: &str) -> Result<(), String> {
    if told.lines().count() <= MESSAGE_LINES { Ok(()) } else { Err(format!("the message is too long: {told}")) }
}

fn hold_opened(opened: &Opened, turn: Option<usize>) -> Result<(), String> {
    let Opened { graph, view, report, format, .. } = opened;
    if !format.is_native() {
        adds_up("actors", report.actors, graph.actor_count())?;
        adds_up("links", report.links, graph.link_count())?;
    }
    let kept = native::to_bytes(graph, view).map_err(|error| format!("it cannot be saved: {error}"))?;
    native::verify_native(&kept)?;
    // A few bytes may ask for many records; to compare all of them, fact by fact, takes longer than fuzzing waits.
    let is_large = graph.actor_count() + graph.link_count() > MOST_COMPARED;
    let Some(turn) = turn.filter(|_| !is_large) else { return Ok(()) };
    let others: Vec<Format> = written_formats().filter(|other| other != format).collect();
    for format in [*format, others[turn % others.len()]] {
        if format.can_write() && !format.is_native() {
            survives(opened, format).map_err(|fault| format!("as {format:?}: {fault}"))?;
        }
    }
    Ok(())
}

/// The formats that are both written and read, but for the native one.
pub fn written_formats() -> impl Iterator<Item = Format> {
    Format::all().filter(|format| format.can_read() && format.can_write() && !format.is_native())
}

fn adds_up(what: &str, tally: Tally, count: usize) -> Result<(), String> {
    let gone = tally.merged + tally.skipped;
    if gone <= tally.read && tally.total() == count {
        return Ok(());
    }
    Err(format!("the tally of {what} does not add up to {count}: {tally:?}"))
}

/// What is written in a format reads back with as many actors and links; in the format of the file, with all of their labels,
/// types, directions, weights and details. Written once more it reads back as the same.
fn survives(opened: &Opened, format: Format) -> Result<(), String> {
    let is_blank = |key: &str| key.chars().all(|sign| sign.is_whitespace() || sign.is_control());
    if opened.graph.actors().any(|(_, actor)| is_blank(&actor.key)) {
        // An empty cell is no name, and blanks alone are none in an attribute. Saving reads back what it wrote and says so.
        return Ok(());
    }
    let (first, told) = match again(opened, format) {
        // Texts that are hardly anything but zeros: saving reads back what it wrote and says so.
        Err(fault) if fault.contains("Most bytes of the file are zeros") => return Ok(()),
        again => again?,
    };
    let (expected, found) = (counts(&opened.graph, format), counts(&first.graph, format));
    if expected != found {
        return Err(format!("{expected:?} actors and links read back as {found:?}"));
    }
    let has_lost_signs = told.iter().any(|told| told.contains("characters") || told.contains("written twice"));
    if format == opened.format && !is_table(format) && !has_lost_signs {
        let (expected, mut found) = (kept(&opened.graph), kept(&first.graph));
        // What the file said of a picture may be a detail, too, once it is written.
        for (fact, value) in &mut found {
            if let (Some(value), Some(Json::Object(before))) = (value.as_object_mut(), expected.get(fact)) {
                value.retain(|name, _| before.contains_key(name));
            }
        }
        same(&expected, &found)?;
    }
    let (second, _) = again(&first, format)?;
    let (mut one, mut other) = (everything(&first.graph), everything(&second.graph));
    for facts in [&mut one, &mut other] {
        facts.remove("facts");
    }
    same(&one, &other).map_err(|fault| format!("written twice, {fault}"))
}

fn is_table(format: Format) -> bool {
    format.id().starts_with("csv")
}

/// What a graph is after it was written and read, and what was told when it was written.
fn again(opened: &Opened, format: Format) -> Result<(Opened, Vec<String>), String> {
    let mut bytes = Vec::new();
    let written = format.write(&opened.graph, &opened.view, &mut bytes).ok_or("it is not written")?;
    let report = written.map_err(|error| format!("it cannot be written: {error}"))?;
    let told = report.notes().iter().map(|note| note.warning.to_string()).collect();
    let again = read_as(format, &bytes).map_err(|error| format!("what was written is refused: {error}"))?;
    Ok((again, told))
}

/// What every format that is both read and written keeps of its own files.
fn kept(graph: &Graph) -> BTreeMap<String, Json> {
    let mut kept = BTreeMap::new();
    for (ix, actor) in graph.actors() {
        kept.insert(format!("actor {}", actor.key), json!([actor.label, actor.kind]));
        kept.insert(format!("details of {}", actor.key), in_words(details(graph.actor_columns(), ix.get())));
    }
    for (ix, link) in graph.links() {
        let (source, target) = graph.ends(ix);
        let (source, target) = (&graph.actor(source).key, &graph.actor(target).key);
        let said = json!([source, target, link.directed, link.weight, link.kind]);
        kept.insert(format!("link {}", ix.get()), said);
        kept.insert(format!("details of link {}", ix.get()), in_words(details(graph.link_columns(), ix.get())));
    }
    kept
}

/// Details as their texts, because a column of texts that are numbers may become one of numbers, and an object whose fields a
/// format cannot name becomes a text; without those that have no name.
fn in_words(details: Map<String, Json>) -> Json {
    let word = |value: Json| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match serde_json::from_str::<Json>(&text) {
            Ok(value @ (Json::Object(_) | Json::Array(_))) => in_order(value),
            _ => Json::from(text),
        }
    };
    details.into_iter().filter(|(name, _)| !name.is_empty()).map(|(name, value)| (name, word(value))).collect()
}

/// The fields of objects by their names: two objects with the same fields say the same.
fn in_order(value: Json) -> Json {
    match value {
        Json::Object(fields) => {
            let sorted: BTreeMap<String, Json> =
                fields.into_iter().map(|(name, value)| (name, in_order(value))).collect();
            sorted.into_iter().collect()
        }
        Json::Array(values) => values.into_iter().map(in_order).collect(),
        other => other,
    }
}

fn same(expected: &BTreeMap<String, Json>, found: &BTreeMap<String, Json>) -> Result<(), String> {
    // Formats of lines have blanks where a text has ends of lines.
    let on_a_line = |value: &Json| value.to_string().replace("\\r", " ").replace("\\n", " ");
    for (fact, value) in expected {
        match found.get(fact) {
            Some(found) if alike(value, found) || on_a_line(value) == on_a_line(found) => {}
            Some(found) => return Err(format!("{fact} was {value}, is {found}")),
            None => return Err(format!("{fact} was {value} and is gone")),
        }
    }
    match found.keys().find(|fact| !expected.contains_key(*fact)) {
        Some(fact) => Err(format!("{fact} is new")),
        None => Ok(()),
    }
}

/// How many actors and links there are that a single file of this format can hold.
fn counts(graph: &Graph, format: Format) -> (usize, usize) {
    // The actors of a table stand in a second file, which is not written here.
    let actors = if is_table(format) { 0 } else { graph.actor_count() };
    (actors, graph.link_count())
}

/// Reads bytes as a file of that format.
pub fn read_as(format: Format, bytes: &[u8]) -> Result<Opened, ReadError> {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read_bytes_with("held", bytes, &options, &mut |_| ControlFlow::Continue(()))
}
