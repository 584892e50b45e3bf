//! LGL, the format of Large Graph Layout and igraph: `#` and a name, then a line for each of its neighbours.

use super::words::{Line, finite, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Value};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "lgl",
    name: "LGL",
    extensions: &["lgl"],
    holds: "actors by name, links without direction, with a weight",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Headings with lists below them are not rare.
fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::IfNamed.when(clues.head.starts_with('#'))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    // Only an actor without a line of neighbours needs a heading.
    draft.links_make_actors();
    let text = input.text;
    let mut source = None;
    for line in lines(text) {
        input.tick(line.at)?;
        if let Some(rest) = line.text.trim_start().strip_prefix('#') {
            let rest = Line { text: rest, at: line.at + (line.text.len() - rest.len()) };
            source = Some(read_heading(input, draft, rest)?);
        } else {
            read_neighbour(input, draft, line, source)?;
        }
    }
    Ok(())
}

fn read_heading(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>) -> Result<ActorIx, ReadError> {
    let mut words = line.bare_words();
    let Some((name, at)) = words.next() else {
        return Err(input.broken(line.at, "an actor has no name.", "expected a name after \"#\""));
    };
    if let Some((_, at)) = words.next() {
        return Err(input.broken(at, "the name of an actor has a blank in it.", "a second word after \"#\""));
    }
    input.check_name(at, name, "the id of an actor")?;
    let number = Some(input.line(line.at));
    Ok(draft.declare(name, number, true).actor)
}

fn read_neighbour(
    input: &mut Input<'_>,
    draft: &mut Draft,
    line: Line<'_>,
    source: Option<ActorIx>,
) -> Result<(), ReadError> {
    let mut words = line.bare_words();
    let Some((name, at)) = words.next() else { return Ok(()) };
    let weight = words.next();
    if let Some((_, at)) = words.next() {
        return Err(input.broken(at, "a neighbour has more than a name and a weight.", "a third word"));
    }
    let Some(source) = source else {
        let what = "a neighbour is named before any actor.";
        return Err(input.broken(at, what, "expected \"#\" and a name first"));
    };
    input.check_name(at, name, "the id of an actor")?;
    let number = Some(input.line(line.at));
    let target = draft.mention(name, number);
    let link = draft.link(source, target, None, false, number);
    if let Some((word, at)) = weight {
        let Some(weight) = finite(word) else {
            return Err(input.broken(at, "the weight of a link is not a number.", "expected a number"));
        };
        draft.put_link(link, Field::Weight, Value::Number(weight), number);
    }
    Ok(())
}
