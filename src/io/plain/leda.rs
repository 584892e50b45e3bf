//! LEDA graphs (`LEDA.GRAPH`): the types of what nodes and edges carry, whether edges have a direction, then both lists.
//!
//! Nodes are numbered from 1, as their edges count them.

use super::words::{Line, finite, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::bytes_in_words;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, ColumnKind, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "leda",
    name: "LEDA graph",
    extensions: &["lgr", "leda", "gw"],
    holds: "numbered actors and links with one value each",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let is_leda = contents(clues.head).next().is_some_and(|line| line.text.trim() == "LEDA.GRAPH");
    if is_leda { Likeness::Certain } else { Likeness::No }
}

/// The lines that are neither blank nor comments.
fn contents(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines(text).filter(|line| !line.text.trim().is_empty() && !line.text.trim_start().starts_with('#'))
}

/// What nodes, or edges, carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Carried(Option<ColumnKind>);

impl Carried {
    fn of(kind: &str) -> Self {
        Self(match kind.trim() {
            "void" | "unknown" => None,
            "bool" => Some(ColumnKind::YesNo),
            "short" | "int" | "long" | "integer" => Some(ColumnKind::WholeNumber),
            "float" | "double" | "real" | "rational" => Some(ColumnKind::Number),
            _ => Some(ColumnKind::Text),
        })
    }

    /// `|{…}|` as a value; `None` where it is empty.
    fn value(self, text: &str) -> Option<Value> {
        let typed = match self.0 {
            Some(ColumnKind::YesNo) => match text {
                "true" | "1" => Some(Value::YesNo(true)),
                "false" | "0" => Some(Value::YesNo(false)),
                _ => None,
            },
            Some(ColumnKind::WholeNumber) => text.parse().ok().map(Value::WholeNumber),
            Some(ColumnKind::Number) => finite(text).map(Value::Number),
            _ => None,
        };
        (!text.is_empty()).then(|| typed.unwrap_or_else(|| Value::Text(text.to_owned())))
    }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut all = contents(input.text);
    next(input, &mut all, "the line \"LEDA.GRAPH\"")?;
    let nodes = Carried::of(next(input, &mut all, "the type of nodes")?.text);
    let edges = Carried::of(next(input, &mut all, "the type of edges")?.text);
    let mut line = next(input, &mut all, "the number of nodes")?;
    // Files of the first versions do not say it: their edges have a direction.
    let directed = line.text.trim() != "-2";
    if matches!(line.text.trim(), "-1" | "-2") {
        line = next(input, &mut all, "the number of nodes")?;
    }
    let count = count_of(input, line, "nodes")?;
    let mut actors = Vec::new();
    for position in 1..=count {
        let line = next(input, &mut all, &format!("node {position} of {count}"))?;
        input.tick(line.at)?;
        actors.push(read_node(input, draft, nodes, line, position)?);
    }
    let line = next(input, &mut all, "the number of edges")?;
    let count = count_of(input, line, "edges")?;
    for position in 1..=count {
        let line = next(input, &mut all, &format!("edge {position} of {count}"))?;
        input.tick(line.at)?;
        read_edge(input, draft, edges, line, &actors, directed)?;
    }
    if let Some(line) = all.next() {
        let what = "what follows the edges, such as the picture of GraphWin".to_owned();
        draft.warn(Some(input.line(line.at)), Warning::LeftOut { what });
    }
    Ok(())
}

fn next<'a>(input: &Input<'_>, all: &mut impl Iterator<Item = Line<'a>>, what: &str) -> Result<Line<'a>, ReadError> {
    all.next().ok_or_else(|| input.incomplete(format!("{what} is missing.")))
}

/// A number of lines that follow. Each of them takes two bytes at least, so that more than the file has room for is a
/// mistake.
fn count_of(input: &Input<'_>, line: Line<'_>, list: &str) -> Result<usize, ReadError> {
    let Ok(count) = line.text.trim().parse::<usize>() else {
        let what = format!("the number of {list} is not a number.");
        return Err(input.broken(line.at, what, "expected a number"));
    };
    let room = input.text.len() - line.at;
    if count > room / 2 {
        let what = format!("the file announces {count} {list}, but only {} follow.", bytes_in_words(room as u64));
        return Err(input.incomplete(what));
    }
    Ok(count)
}

fn read_node(
    input: &mut Input<'_>,
    draft: &mut Draft,
    carried: Carried,
    line: Line<'_>,
    position: usize,
) -> Result<ActorIx, ReadError> {
    let text = line.text.trim();
    let Some(label) = text.strip_prefix("|{").and_then(|text| text.strip_suffix("}|")) else {
        return Err(input.broken(line.at, "a node is not written as it should be.", "expected |{…}|"));
    };
    let number = Some(input.line(line.at));
    let actor = draft.declare(&position.to_string(), number, false).actor;
    if let Some(value) = carried.value(label) {
        draft.put_actor(actor, Field::Label, value, number);
    }
    Ok(actor)
}

fn read_edge(
    input: &mut Input<'_>,
    draft: &mut Draft,
    carried: Carried,
    line: Line<'_>,
    actors: &[ActorIx],
    directed: bool,
) -> Result<(), ReadError> {
    let mut words = line.bare_words();
    let mut end = |which: &str| {
        let (word, at) = words.next().unwrap_or(("", line.at));
        let Ok(position) = word.parse::<usize>() else {
            let what = format!("the {which} of an edge is not a number.");
            return Err(input.broken(at, what, "expected two numbers of nodes"));
        };
        let actor = position.checked_sub(1).and_then(|position| actors.get(position));
        actor.copied().ok_or_else(|| {
            let what =
                format!("the edge names node {position}, but the nodes are numbered from 1 to {}.", actors.len());
            input.broken(at, what, "there is no such node")
        })
    };
    let (source, target) = (end("source")?, end("target")?);
    let reversal = words.next().and_then(|(word, _)| word.parse().ok()).filter(|edge| *edge != 0);
    let label = line.text.split_once("|{").and_then(|(_, label)| label.trim_end().strip_suffix("}|"));
    let Some(label) = label else {
        return Err(input.broken(line.at, "an edge is not written as it should be.", "expected |{…}| after the nodes"));
    };
    let number = Some(input.line(line.at));
    let link = draft.link(source, target, None, directed, number);
    if let Some(edge) = reversal {
        let detail = draft.link_detail("reversal", Some(ColumnKind::WholeNumber));
        draft.put_link(link, detail, Value::WholeNumber(edge), number);
    }
    match carried.value(label) {
        None => (),
        Some(value @ Value::Text(_)) => draft.put_link(link, Field::Kind, value, number),
        Some(value @ (Value::Number(_) | Value::WholeNumber(_))) => draft.put_link(link, Field::Weight, value, number),
        Some(value) => {
            let detail = draft.link_detail("label", None);
            draft.put_link(link, detail, value, number);
        }
    }
    Ok(())
}
