//! Simple Interaction Format of Cytoscape: a source, a relation and its targets on each line, or an actor alone.
//!
//! Where any tab occurs, tabs stand between the fields and names may hold blanks; otherwise blanks do. Lines that say the
//! same twice are two links.

use super::words::{Line, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Value;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "sif",
    name: "Simple Interaction Format",
    extensions: &["sif"],
    holds: "links with a type, actors by name",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Any text with words has this shape.
fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::IfNamed.when(!clues.head.is_empty())
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.links_make_actors();
    let text = input.text;
    let has_tabs = text.contains('\t');
    for line in lines(text) {
        input.tick(line.at)?;
        if has_tabs {
            read_line(input, draft, line, line.text.split('\t').map(str::trim).filter(|field| !field.is_empty()))?;
        } else {
            read_line(input, draft, line, line.text.split_whitespace())?;
        }
    }
    Ok(())
}

fn read_line<'a>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    line: Line<'_>,
    mut fields: impl Iterator<Item = &'a str>,
) -> Result<(), ReadError> {
    let Some(source) = fields.next() else { return Ok(()) };
    let number = Some(input.line(line.at));
    input.check_name(line.at, source, "the id of an actor")?;
    let Some(relation) = fields.next() else {
        draft.declare(source, number, true);
        return Ok(());
    };
    let actor = draft.mention(source, number);
    let mut targets = fields.peekable();
    if targets.peek().is_none() {
        let what = format!("A link of \"{}\" has no target", short(source));
        draft.skip_link(number, what);
    }
    for target in targets {
        input.tick(line.at + (target.as_ptr() as usize - line.text.as_ptr() as usize))?;
        input.check_name(line.at, target, "the id of an actor")?;
        let target = draft.mention(target, number);
        let link = draft.link(actor, target, None, true, number);
        draft.put_link(link, Field::Kind, Value::Text(relation.to_owned()), number);
    }
    Ok(())
}
