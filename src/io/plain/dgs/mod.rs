//! DGS, the stream of events of GraphStream: nodes, edges and attributes that are added, changed and deleted, step by step.
//! The graph that stands at the end is what is read.
//!
//! After the specification of DGS 004 on the pages of GraphStream. Version 003 is the same; 001 and 002 give attributes by
//! their place, as two lines at the beginning name them.

mod cursor;
mod state;

use std::borrow::Cow;

use cursor::{Cursor, Mistake};
use state::{Change, State};

use super::words::{Line, lines};
use crate::io::draft::{Draft, json_of_value};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::ATTRIBUTES;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "dgs",
    name: "GraphStream DGS",
    extensions: &["dgs"],
    holds: "actors and links with details and places, as they stand after the last event",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(clues.lines().next().and_then(version).is_some())
}

/// The version that the first line gives.
fn version(line: &str) -> Option<u32> {
    let version = line.trim().strip_prefix("DGS")?.parse().ok()?;
    (1..=4).contains(&version).then_some(version)
}

/// The attributes of nodes and edges that are given by their place.
#[derive(Default)]
struct ByPlace<'a> {
    nodes: Vec<Cow<'a, str>>,
    edges: Vec<Cow<'a, str>>,
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut state = State::default();
    let result = read_events(input, draft, &mut state);
    state.build(draft);
    result
}

fn read_events<'a>(input: &mut Input<'a>, draft: &mut Draft, state: &mut State<'a>) -> Result<(), ReadError> {
    let mut all = lines(input.text).skip_while(|line| line.text.trim().is_empty());
    let Some(version) = all.next().and_then(|line| version(line.text)) else {
        let what = "The file does not begin with \"DGS\" and a version from 001 to 004.";
        return Err(input.refused(0, what, "Check that it is the file you meant."));
    };
    let Some(header) = all.next() else {
        return Err(input.incomplete("the name of the graph and the numbers of steps and events are missing."));
    };
    let name = Cursor::new(header).id().map_err(|mistake| broken(input, &mistake))?;
    if name != "null" {
        draft.set_title(&name);
    }
    let mut by_place = (version < 3).then(ByPlace::default);
    for line in all {
        input.tick(line.at)?;
        let mut cursor = Cursor::new(line);
        if !cursor.is_at_end() {
            read_event(input, draft, state, &mut by_place, line, &mut cursor)?;
            if state.most_attributes > ATTRIBUTES {
                return Err(too_many_attributes(input, line.at));
            }
        }
    }
    Ok(())
}

fn broken(input: &Input<'_>, mistake: &Mistake) -> ReadError {
    input.broken(mistake.at, mistake.what, mistake.remark)
}

fn read_event<'a>(
    input: &mut Input<'a>,
    draft: &mut Draft,
    state: &mut State<'a>,
    by_place: &mut Option<ByPlace<'a>>,
    line: Line<'a>,
    cursor: &mut Cursor<'a>,
) -> Result<(), ReadError> {
    let fault = |input: &Input<'a>, mistake: Mistake| broken(input, &mistake);
    let number = Some(input.line(line.at));
    let event = cursor.id().map_err(|mistake| fault(input, mistake))?;
    let id = |input: &Input<'a>, cursor: &mut Cursor<'a>| -> Result<Cow<'a, str>, ReadError> {
        let at = cursor.at();
        let id = cursor.id().map_err(|mistake| fault(input, mistake))?;
        input.check_name(at, &id, "an id")?;
        Ok(id)
    };
    match &*event {
        "an" | "cn" => {
            let id = id(input, cursor)?;
            let places = by_place.as_ref().map(|by_place| &by_place.nodes);
            let changes = read_changes(input, cursor, places)?;
            if event == "an" {
                state.add_node(id, changes, number);
            } else if let Err(id) = state.change_node(id, changes) {
                let what = format!("Node \"{}\" is changed, but is not there", short(&id));
                draft.warn(number, Warning::Skipped { what });
            }
        }
        "ae" => {
            let (key, source) = (id(input, cursor)?, id(input, cursor)?);
            let arrow = cursor.arrow();
            let target = id(input, cursor)?;
            let (source, target) = if arrow == Some('<') { (target, source) } else { (source, target) };
            let places = by_place.as_ref().map(|by_place| &by_place.edges);
            let changes = read_changes(input, cursor, places)?;
            state.add_edge(key, (source, target), arrow.is_some(), changes, number);
        }
        "ce" => {
            let id = id(input, cursor)?;
            let places = by_place.as_ref().map(|by_place| &by_place.edges);
            let changes = read_changes(input, cursor, places)?;
            if let Err(id) = state.change_edge(id, changes) {
                let what = format!("Edge \"{}\" is changed, but is not there", short(&id));
                draft.warn(number, Warning::Skipped { what });
            }
        }
        "dn" | "de" => {
            let id = id(input, cursor)?;
            let (thing, is_deleted) =
                if event == "dn" { ("Node", state.delete_node(&id)) } else { ("Edge", state.delete_edge(&id)) };
            if !is_deleted {
                let what = format!("{thing} \"{}\" is deleted, but is not there", short(&id));
                draft.warn(number, Warning::Skipped { what });
            }
        }
        "cg" => {
            for change in read_changes(input, cursor, None)? {
                if let Some(value) = change.value {
                    draft.keep_fact(&change.name, json_of_value(value));
                }
            }
        }
        "st" => {
            let at = cursor.at();
            let step = cursor.id().map_err(|mistake| fault(input, mistake))?;
            let Some(step) = super::words::finite(&step) else {
                return Err(input.broken(at, "the step is not a number.", "expected a number"));
            };
            state.begin_step(step);
        }
        "cl" => state.clear(),
        "nodes" | "edges" if by_place.is_some() => {
            let mut names = Vec::new();
            while !cursor.is_at_end() {
                names.push(cursor.declared().map_err(|mistake| fault(input, mistake))?);
            }
            let by_place = by_place.get_or_insert_default();
            *if event == "nodes" { &mut by_place.nodes } else { &mut by_place.edges } = names;
        }
        other => {
            let what = format!("\"{}\" is no event.", short(other));
            return Err(input.broken(line.at, what, "expected an, cn, dn, ae, ce, de, cg, st or cl"));
        }
    }
    if !cursor.is_at_end() {
        return Err(input.broken(cursor.at(), "the event is over before the line is.", "expected the end of the line"));
    }
    Ok(())
}

/// The attributes on the rest of a line: with their names, or those that their places have.
fn read_changes<'a>(
    input: &Input<'a>,
    cursor: &mut Cursor<'a>,
    places: Option<&Vec<Cow<'a, str>>>,
) -> Result<Vec<Change<'a>>, ReadError> {
    let mut changes = Vec::new();
    let mut names = places.map(|names| names.iter());
    while !cursor.is_at_end() {
        let at = cursor.at();
        let change = match &mut names {
            None => cursor.change(),
            Some(names) => {
                let Some(name) = names.next() else {
                    let what = "there are more values than the file names attributes.";
                    return Err(input.broken(at, what, "one too many"));
                };
                cursor.values().map(|value| {
                    // What is not known is written so in the old versions.
                    let value = (value != Value::Text("null".to_owned())).then_some(value);
                    Change { name: name.clone(), value }
                })
            }
        };
        let change = change.map_err(|mistake| broken(input, &mistake))?;
        input.check_name(at, &change.name, "the name of an attribute")?;
        input.check_text(at, cursor.at() - at)?;
        changes.push(change);
        if changes.len() > ATTRIBUTES {
            return Err(too_many_attributes(input, at));
        }
    }
    Ok(changes)
}

fn too_many_attributes(input: &Input<'_>, at: usize) -> ReadError {
    input.beyond(at, format!("a node or edge has more than {ATTRIBUTES} attributes, which is the limit."))
}
