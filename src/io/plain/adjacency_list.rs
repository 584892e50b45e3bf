//! Adjacency lists: an actor and its neighbours on each line, as networkx writes them, or its neighbours below it
//! (`multiline_adjlist`), with what is known of each link.
//!
//! The format does not say whether links have a direction. Lists that name each link from both ends, or each actor before
//! those it is linked to, are of links without one.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::edge_list::put_details;
use super::python;
use super::words::{Line, Word, lines};
use crate::io::draft::{Draft, Field};
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "adjlist",
    name: "Adjacency list",
    extensions: &["adjlist", "multiline_adjlist", "adj"],
    holds: "actors by name, links, and details of links in the form with many lines",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Any text with words has this shape, but for lines of neighbours with a dictionary of Python behind them.
fn likeness(clues: &Clues<'_>) -> Likeness {
    if clues.head.is_empty() || clues.head.starts_with(['{', '[', '<']) {
        return Likeness::No;
    }
    if has_dictionaries(clues.head) { Likeness::Likely } else { Likeness::IfNamed }
}

/// Whether the first list of neighbours stands below its actor, with dictionaries.
fn has_dictionaries(text: &str) -> bool {
    let mut all = contents(text);
    loop {
        let Some(heading) = all.next() else { return false };
        let mut words = heading.bare_words().skip(1);
        let Some(count) = words.next().and_then(|(count, _)| count.parse::<usize>().ok()) else { return false };
        if words.next().is_some() {
            return false;
        }
        if count > 0 {
            let mut words = all.next().into_iter().flat_map(Line::bare_words);
            return words.nth(1).is_some_and(|(word, _)| word.starts_with('{'));
        }
    }
}

/// The lines that are neither blank nor comments.
fn contents(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines(text).filter(|line| !line.text.trim().is_empty() && !line.text.starts_with('#'))
}

/// Who is a neighbour of whom, and on which line that stands.
#[derive(Clone, Copy)]
struct Neighbour {
    source: ActorIx,
    target: ActorIx,
    line: u32,
}

/// Who is a neighbour of whom, and what is known of that, by its number among them.
#[derive(Default)]
struct Neighbours {
    all: Vec<Neighbour>,
    details: Vec<(usize, Map<String, Json>)>,
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.links_make_actors();
    let mut neighbours = Neighbours::default();
    let is_called_so = input.name.trim_end_matches(".gz").ends_with("multiline_adjlist");
    let read = if is_called_so || has_dictionaries(input.text) {
        read_below(input, draft, &mut neighbours)
    } else {
        read_beside(input, draft, &mut neighbours)
    };
    // What was read is linked even where something else is broken; cancelling comes first.
    match read {
        Err(error) if error.cause() == ReadCause::Cancelled => Err(error),
        read => link(input, draft, neighbours).and(read),
    }
}

/// The sign between names; `None` stands for blanks. And whether a colon ends the first name of each line.
fn between(text: &str) -> (Option<char>, bool) {
    let has_colons = contents(text).take(100).all(|line| {
        let first = line.text.split_once(':');
        first.is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    let sign = ['\t', ';', ','].into_iter().find(|sign| contents(text).take(100).any(|line| line.text.contains(*sign)));
    (sign, has_colons)
}

fn read_beside(input: &mut Input<'_>, draft: &mut Draft, neighbours: &mut Neighbours) -> Result<(), ReadError> {
    let text = input.text;
    let (sign, has_colons) = between(text);
    for line in contents(text) {
        input.tick(line.at)?;
        let number = input.line(line.at);
        let (first, rest) = match line.text.split_once(':') {
            Some((first, rest)) if has_colons => {
                (Some(first.trim()), Line { text: rest, at: line.at + first.len() + ':'.len_utf8() })
            }
            _ => (None, line),
        };
        let quoted: Vec<Word<'_>> = match sign {
            _ if !rest.text.contains('"') => Some(Vec::new()),
            Some(sign) => rest.fields(sign, &['"']),
            None => rest.words(&['"']),
        }
        .ok_or_else(|| input.broken(line.at, "a quote on this line is not closed.", ""))?;
        let bare = if quoted.is_empty() { rest.text } else { &rest.text[..0] };
        let bare = bare.split(|letter: char| sign.map_or_else(|| letter.is_whitespace(), |sign| letter == sign));
        let bare =
            bare.map(str::trim).map(|name| (name, rest.at + (name.as_ptr() as usize - rest.text.as_ptr() as usize)));
        let quoted = quoted.iter().map(|name| (&*name.text, name.at));
        let mut names = quoted.chain(bare).filter(|(name, _)| !name.is_empty());
        let Some((source, at)) = first.map(|name| (name, line.at)).or_else(|| names.next()) else { continue };
        input.check_name(at, source, "the id of an actor")?;
        let source = draft.declare(source, Some(number), true).actor;
        for (target, at) in names {
            input.tick(at)?;
            input.check_name(at, target, "the id of an actor")?;
            let target = draft.mention(target, Some(number));
            neighbours.all.push(Neighbour { source, target, line: number });
        }
    }
    Ok(())
}

fn read_below(input: &mut Input<'_>, draft: &mut Draft, neighbours: &mut Neighbours) -> Result<(), ReadError> {
    let mut all = contents(input.text);
    while let Some(line) = all.next() {
        input.tick(line.at)?;
        let mut words = line.bare_words();
        let (source, count, more) = (words.next(), words.next(), words.next());
        let (Some((source, at)), Some((count, _)), None) = (source, count, more) else {
            let what = "an actor stands here without the number of its neighbours.";
            return Err(input.broken(line.at, what, "expected a name and a number"));
        };
        let Ok(count) = count.parse::<usize>() else {
            let what = "the number of neighbours is not a number.";
            return Err(input.broken(line.at, what, "expected a name and a number"));
        };
        input.check_name(at, source, "the id of an actor")?;
        let number = Some(input.line(line.at));
        let actor = draft.declare(source, number, true).actor;
        for met in 0..count {
            let Some(line) = all.next() else {
                let source = crate::io::quote::short(source);
                return Err(input.incomplete(format!("\"{source}\" has {count} neighbours, of which {met} are there.")));
            };
            input.tick(line.at)?;
            let (neighbour, details) = read_neighbour(input, draft, actor, line)?;
            neighbours.details.extend(details.map(|details| (neighbours.all.len(), details)));
            neighbours.all.push(neighbour);
        }
    }
    Ok(())
}

fn read_neighbour(
    input: &mut Input<'_>,
    draft: &mut Draft,
    source: ActorIx,
    line: Line<'_>,
) -> Result<(Neighbour, Option<Map<String, Json>>), ReadError> {
    let trimmed = line.text.trim();
    let (target, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    input.check_name(line.at, target, "the id of an actor")?;
    let rest = rest.trim();
    let details = if rest.is_empty() {
        None
    } else {
        let found = python::literal(rest).filter(|(_, length)| *length == rest.len());
        let Some((Json::Object(details), _)) = found else {
            let at = line.at + (rest.as_ptr() as usize - line.text.as_ptr() as usize);
            return Err(input.broken(at, "what follows the neighbour is not a dictionary.", "expected {…}"));
        };
        Some(details)
    };
    let number = input.line(line.at);
    Ok((Neighbour { source, target: draft.mention(target, Some(number)), line: number }, details))
}

/// What the lists say about the direction of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// Each link is named from both of its ends.
    Both,
    /// Each link is named once, and no list names an actor whose own list came before: as lists without direction do.
    Forward,
    /// Anything else.
    Directed,
}

impl Direction {
    fn of(Neighbours { all, details }: &Neighbours) -> Self {
        if details.is_empty() && Self::is_both(all) {
            return Self::Both;
        }
        let mut listed = HashSet::new();
        let is_forward = all.iter().all(|Neighbour { source, target, .. }| {
            listed.insert(*source);
            source == target || !listed.contains(target)
        });
        if is_forward { Self::Forward } else { Self::Directed }
    }

    /// Whether there are neighbours, and each pair stands there as often from one of its ends as from the other.
    fn is_both(all: &[Neighbour]) -> bool {
        let one_way = |is_upwards: bool| {
            let pairs =
                all.iter().filter(|pair| pair.source != pair.target && (pair.source < pair.target) == is_upwards);
            let low_first = |pair: &Neighbour| (pair.source.min(pair.target), pair.source.max(pair.target));
            let mut pairs: Vec<(ActorIx, ActorIx)> = pairs.map(low_first).collect();
            pairs.sort_unstable();
            pairs
        };
        let upwards = one_way(true);
        !upwards.is_empty() && upwards == one_way(false)
    }
}

/// Makes links of the lists, and says what was taken for their direction.
fn link(input: &mut Input<'_>, draft: &mut Draft, neighbours: Neighbours) -> Result<(), ReadError> {
    let direction = Direction::of(&neighbours);
    let Neighbours { all, details } = neighbours;
    let is_empty = all.is_empty();
    let mut details = details.into_iter().peekable();
    let mut fields: HashMap<String, Field> = HashMap::new();
    for (number, Neighbour { source, target, line }) in all.into_iter().enumerate() {
        input.step()?;
        if direction == Direction::Both && source > target {
            draft.merge_link();
            continue;
        }
        let link = draft.link(source, target, None, direction == Direction::Directed, Some(line));
        if let Some((_, details)) = details.next_if(|(of, _)| *of == number) {
            put_details(draft, link, details, &mut fields, Some(line));
        }
    }
    let what = match direction {
        _ if is_empty => return Ok(()),
        Direction::Both => "Each pair of neighbours names each other: each pair was read as one link without direction",
        Direction::Forward => "The file does not say whether links have a direction. They were read as having none",
        Direction::Directed => {
            "Links were read as going from the first actor of a list to the others, because not all are named from both ends"
        }
    };
    draft.warn(None, Warning::Guessed { what: what.to_owned() });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(pairs: &[(u32, u32)]) -> Direction {
        let neighbour =
            |&(source, target): &(u32, u32)| Neighbour { source: ActorIx(source), target: ActorIx(target), line: 1 };
        Direction::of(&Neighbours { all: pairs.iter().map(neighbour).collect(), details: Vec::new() })
    }

    #[test]
    fn the_direction_is_seen_from_who_names_whom() {
        assert_eq!(direction(&[(0, 1), (0, 2), (1, 0), (2, 0)]), Direction::Both);
        assert_eq!(direction(&[(0, 1), (0, 1), (1, 0)]), Direction::Directed);
        assert_eq!(direction(&[(0, 0), (0, 1), (1, 2)]), Direction::Forward);
        assert_eq!(direction(&[(0, 1), (1, 2), (2, 0)]), Direction::Directed);
    }
}
