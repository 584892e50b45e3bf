//! Trivial Graph Format, as yEd writes it: lines of ids with labels, a `#`, then lines of links with labels.

use super::words::{Line, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Value;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "tgf",
    name: "Trivial Graph Format",
    extensions: &["tgf"],
    holds: "actors with labels, links with a direction and a type",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Only a lone `#` with links of two ends after it tells it from a list of words.
fn likeness(clues: &Clues<'_>) -> Likeness {
    // Without the line between actors and links nothing more is to be seen.
    if !clues.head.contains('#') {
        return Likeness::IfNamed;
    }
    let mut lines = clues.lines();
    let ids: Vec<&str> = lines.by_ref().take_while(|line| *line != "#").filter_map(first_word).collect();
    let mut links = lines.filter_map(|line| Some((first_word(line)?, line.split_whitespace().nth(1)?))).take(20);
    let is_known = |id: &str| ids.contains(&id);
    match links.next() {
        Some((source, target)) if is_known(source) && is_known(target) => Likeness::Likely,
        _ => Likeness::IfNamed,
    }
}

fn first_word(line: &str) -> Option<&str> {
    line.split_whitespace().next()
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let text = input.text;
    let mut in_links = false;
    for line in lines(text) {
        input.tick(line.at)?;
        let number = Some(input.line(line.at));
        let trimmed = line.text.trim();
        if trimmed == "#" && !in_links {
            in_links = true;
        } else if in_links && !trimmed.is_empty() {
            read_link(input, draft, line, number)?;
        } else if !trimmed.is_empty() {
            let (id, label) = cut(trimmed);
            input.check_name(line.at, id, "the id of an actor")?;
            let actor = draft.declare(id, number, false).actor;
            draft.put_actor(actor, Field::Label, Value::Text(label.to_owned()), number);
        }
    }
    Ok(())
}

fn read_link(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>, number: Option<u32>) -> Result<(), ReadError> {
    let (source, rest) = cut(line.text.trim());
    let (target, label) = cut(rest);
    if target.is_empty() {
        return Err(input.broken(line.at, "a link has no target.", "one id, where two are expected"));
    }
    input.check_name(line.at, source, "the id of an actor")?;
    input.check_name(line.at, target, "the id of an actor")?;
    let (source, target) = (draft.mention(source, number), draft.mention(target, number));
    let link = draft.link(source, target, None, true, number);
    draft.put_link(link, Field::Kind, Value::Text(label.to_owned()), number);
    Ok(())
}

/// The first word of a line, and what follows.
fn cut(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()))
}
