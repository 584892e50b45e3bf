//! NCOL, the plain list of links of Large Graph Layout and igraph: two names a line and, where there is one, a weight.

use super::words::{finite, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Value;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "ncol",
    name: "NCOL",
    extensions: &["ncol"],
    holds: "links without direction, with a weight",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Any list of pairs has this shape.
fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::IfNamed.when(!clues.head.is_empty())
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.links_make_actors();
    let text = input.text;
    for line in lines(text) {
        input.tick(line.at)?;
        let mut words = line.bare_words();
        let Some((source, at)) = words.next() else { continue };
        let Some((target, target_at)) = words.next() else {
            return Err(input.broken(at, "a link has no target.", "one name, where two are expected"));
        };
        let weight = words.next();
        if let Some((_, at)) = words.next() {
            return Err(input.broken(at, "a link has more than two names and a weight.", "a fourth word"));
        }
        input.check_name(at, source, "the id of an actor")?;
        input.check_name(target_at, target, "the id of an actor")?;
        let number = Some(input.line(line.at));
        let (source, target) = (draft.mention(source, number), draft.mention(target, number));
        let link = draft.link(source, target, None, false, number);
        if let Some((word, at)) = weight {
            let Some(weight) = finite(word) else {
                return Err(input.broken(at, "the weight of a link is not a number.", "expected a number"));
            };
            draft.put_link(link, Field::Weight, Value::Number(weight), number);
        }
    }
    Ok(())
}
