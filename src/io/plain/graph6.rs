//! Formats of nauty that are compact (graph6, sparse6, digraph6): a graph a line, its links as bits in printable signs.
//!
//! After the description that comes with nauty (`formats.txt`, B. D. McKay). Actors are numbered from 0, as there.

use super::words::{Line, lines};
use crate::io::draft::Draft;
use crate::io::error::{ReadError, counted};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::implied_records;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Warning};

/// The formats, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "graph6",
    name: "graph6, sparse6 and digraph6",
    extensions: &["g6", "s6", "d6", "graph6", "sparse6", "digraph6"],
    holds: "numbered actors, links with or without direction; many graphs in a file",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// What may stand before the first graph.
const HEADERS: [&str; 3] = [">>graph6<<", ">>sparse6<<", ">>digraph6<<"];

fn likeness(clues: &Clues<'_>) -> Likeness {
    if HEADERS.iter().any(|header| clues.head.starts_with(header)) {
        return Likeness::Certain;
    }
    let first = clues.head.bytes().next().unwrap_or_default();
    Likeness::IfNamed.when(matches!(first, b':' | b';' | b'&' | LEAST..=GREATEST))
}

/// The signs that stand for six bits each: from 0 to 63.
const LEAST: u8 = 63;
const GREATEST: u8 = 126;

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let text = input.text;
    let mut count = 0;
    let mut wanted = None;
    for line in lines(text) {
        let Some(line) = without_header(line) else { continue };
        if count == input.options.graph {
            wanted = Some(line);
        }
        count += 1;
    }
    let Some(line) = wanted else {
        let what =
            format!("The file holds {}; number {} was asked for.", counted(count, "graph"), input.options.graph + 1);
        return Err(input.refused(0, what, "Ask for one that is there."));
    };
    if count > 1 {
        draft.warn(None, Warning::OtherGraphs { read: input.options.graph + 1, count });
    }
    read_graph(input, draft, line)
}

/// The signs of a graph; `None` where the line has none.
fn without_header(line: Line<'_>) -> Option<Line<'_>> {
    let header = HEADERS.iter().find(|header| line.text.starts_with(**header)).map_or(0, |header| header.len());
    let text = line.text[header..].trim_end();
    (!text.is_empty()).then_some(Line { text, at: line.at + header })
}

fn read_graph(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>) -> Result<(), ReadError> {
    let (first, rest) = (line.text.as_bytes()[0], line.at + 1);
    match first {
        b';' => Err(input.refused(
            line.at,
            "This graph is in incremental sparse6: it says only in what it differs from the one before, which Linklore cannot \
             read.",
            "Write the graphs in sparse6 or graph6, for example with \"copyg\" of nauty.",
        )),
        b':' => read_sparse(input, draft, line, rest),
        b'&' => read_matrix(input, draft, line, rest, true),
        _ => read_matrix(input, draft, line, line.at, false),
    }
}

/// The number of actors, and where the bits after it begin.
fn read_size(input: &Input<'_>, line: Line<'_>, start: usize) -> Result<(u64, usize), ReadError> {
    let signs = &line.text.as_bytes()[start - line.at..];
    if let Some(wrong) = signs.iter().position(|sign| !(LEAST..=GREATEST).contains(sign)) {
        let what = "a sign stands here that these formats do not use.";
        return Err(input.broken(start + wrong, what, "expected one of ? to ~"));
    }
    let (skipped, length) = match signs {
        [GREATEST, GREATEST, ..] => (2, 6),
        [GREATEST, ..] => (1, 3),
        _ => (0, 1),
    };
    let Some(digits) = signs.get(skipped..skipped + length) else {
        return Err(input.broken(start, "the number of actors is not complete.", "the line stops after this"));
    };
    let size = digits.iter().fold(0, |size, sign| size << 6 | u64::from(sign - LEAST));
    Ok((size, start + skipped + length))
}

fn declare_all(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>, size: u64) -> Result<Vec<ActorIx>, ReadError> {
    let most = implied_records(line.text.len()) as u64;
    if size > most {
        let what =
            format!("the graph asks for {size} actors. So many must each be written in the file; the limit is {most}.");
        return Err(input.beyond(line.at, what));
    }
    let number = Some(input.line(line.at));
    Ok((0..size).map(|actor| draft.declare(&actor.to_string(), number, false).actor).collect())
}

/// graph6: the upper half of the matrix, column by column. digraph6: the whole matrix, row by row.
fn read_matrix(
    input: &mut Input<'_>,
    draft: &mut Draft,
    line: Line<'_>,
    start: usize,
    directed: bool,
) -> Result<(), ReadError> {
    let (size, at) = read_size(input, line, start)?;
    let signs = &line.text.as_bytes()[at - line.at..];
    let wide = u128::from(size);
    let bits = if directed { wide * wide } else { wide * wide.saturating_sub(1) / 2 };
    let expected = bits.div_ceil(6);
    if (signs.len() as u128) < expected {
        let what =
            format!("the graph is one of {size} actors, which take {expected} signs, but there are {}.", signs.len());
        let is_last = input.text[line.at + line.text.len()..].trim().is_empty();
        return Err(if is_last {
            input.incomplete(what)
        } else {
            input.broken(at + signs.len(), what, "the line ends here")
        });
    }
    if signs.len() as u128 > expected {
        let what =
            format!("the graph is one of {size} actors, which take {expected} signs, but there are {}.", signs.len());
        return Err(input.broken(at + expected as usize, what, "more than the graph takes"));
    }
    let links: usize = signs.iter().map(|sign| (sign - LEAST).count_ones() as usize).sum();
    let most = implied_records(signs.len());
    if links > most {
        let what = format!("the graph has {links} links. Packed as tightly as here, the limit is {most}.");
        return Err(input.beyond(line.at, what));
    }
    let number = Some(input.line(line.at));
    let actors = declare_all(input, draft, line, size)?;
    let is_set = |bit: usize| (signs[bit / 6] - LEAST) >> (5 - bit % 6) & 1 == 1;
    let mut bit = 0;
    for outer in 0..actors.len() {
        input.tick(at + bit / 6)?;
        for inner in 0..if directed { actors.len() } else { outer } {
            if is_set(bit) {
                let (source, target) = if directed { (outer, inner) } else { (inner, outer) };
                draft.link(actors[source], actors[target], None, directed, number);
            }
            bit += 1;
        }
    }
    if (bit..signs.len() * 6).any(is_set) {
        let what = "The bits after the last link are not zero, as they should be; they were passed over".to_owned();
        draft.warn(number, Warning::Repaired { what });
    }
    Ok(())
}

/// sparse6: pairs of a bit and a number. The bit moves the current actor on by one; a number beyond the current actor jumps
/// to it, any other is a link from there to the current one.
fn read_sparse(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>, start: usize) -> Result<(), ReadError> {
    let (size, at) = read_size(input, line, start)?;
    let actors = declare_all(input, draft, line, size)?;
    let number = Some(input.line(line.at));
    let signs = &line.text.as_bytes()[at - line.at..];
    let width = u64::BITS - size.saturating_sub(1).leading_zeros();
    let mut bits = Bits { signs, bit: 0 };
    let mut current = 0;
    while let (Some(step), Some(other)) = (bits.take(1), bits.take(width)) {
        input.tick(at + bits.bit / 6)?;
        current += step;
        if current >= size {
            break;
        }
        if other > current {
            current = other;
        } else {
            draft.link(actors[other as usize], actors[current as usize], None, false, number);
        }
        if current >= size {
            break;
        }
    }
    Ok(())
}

/// Signs as a row of bits.
struct Bits<'a> {
    signs: &'a [u8],
    bit: usize,
}

impl Bits<'_> {
    /// The next `width` bits as a number; `None` where there are not so many left.
    fn take(&mut self, width: u32) -> Option<u64> {
        if self.bit + width as usize > self.signs.len() * 6 {
            return None;
        }
        let bits = self.bit..self.bit + width as usize;
        self.bit = bits.end;
        Some(bits.fold(0, |number, bit| number << 1 | u64::from((self.signs[bit / 6] - LEAST) >> (5 - bit % 6) & 1)))
    }
}
