//! Networks and projects of Pajek, as its manual describes them. Vertices are known by their numbers; their labels need not
//! be unique. What lines say is read in `lines.rs` and `links.rs`, everything that speaks of all vertices in `values.rs`.

mod events;
mod lines;
mod links;
mod palette;
mod read;
#[cfg(test)]
mod tests;
mod time;
mod values;
mod write;

use crate::io::format::{Entry, Read};
use crate::io::recognise::{Clues, Likeness};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "pajek",
    name: "Pajek",
    extensions: &["net", "paj"],
    holds: "actors and links with labels, direction, weights, relations, times, places, colours and lists of values",
    likeness,
    read: Some(Read::Into(read::read)),
    write: Some(write::write),
};

/// The first line that says something begins with one of Pajek's words, and vertices are counted.
fn likeness(clues: &Clues<'_>) -> Likeness {
    let mut lines = clues.lines().filter(|line| !line.starts_with('%'));
    let first = lines.next().unwrap_or_default().to_ascii_lowercase();
    let begins = ["*network", "*vertices", "*partition", "*vector"].iter().any(|word| first.starts_with(word));
    if !begins {
        return Likeness::No;
    }
    let counts = |line: &str| {
        let line = line.to_ascii_lowercase();
        let rest = line.strip_prefix("*vertices");
        rest.is_some_and(|rest| rest.split_whitespace().next().is_some_and(|word| word.parse::<u64>().is_ok()))
    };
    Likeness::Certain.when(counts(&first) || lines.take(1000).any(counts))
}
