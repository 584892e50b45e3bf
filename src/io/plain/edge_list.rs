//! Edge lists: two names a line and, where there is more, a weight or a dictionary of Python, as networkx, igraph and
//! collections of networks write them. Lines that begin with `#` or `%` are comments. Lists with names of columns are tables.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::words::{Line, finite, is_comment, lines};
use super::{direction, python};
use crate::io::draft::{Draft, Field, value_of_json};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, HEAD_BYTES, Likeness};
use crate::model::{ActorIx, LinkIx, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "edgelist",
    name: "Edge list",
    extensions: &["edgelist", "edges", "el", "txt"],
    holds: "links by the names of their ends, with a weight or details",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Many texts are pairs of words, so that the name decides; dictionaries behind the pairs are seen nowhere else.
fn likeness(clues: &Clues<'_>) -> Likeness {
    if clues.head.starts_with(['{', '[', '<']) {
        return Likeness::No;
    }
    let mut all: Vec<Line<'_>> = contents(clues.head).collect();
    // The last line of a long file may be cut.
    if clues.head.len() + 4 > HEAD_BYTES {
        all.pop();
    }
    let mut has_dictionaries = !all.is_empty();
    let between = Between::seen_in(clues.head);
    let is_konect = konect(clues.head).is_some();
    for line in &all {
        let Some(Pair { rest, .. }) = pair(*line, between) else { return Likeness::No };
        let is_dictionary = rest.0.starts_with('{');
        let is_number = finite(rest.0).is_some() || is_konect && weight_and_time(rest.0).is_some();
        if !is_dictionary && !rest.0.is_empty() && !is_number {
            return Likeness::No;
        }
        has_dictionaries &= is_dictionary;
    }
    match (is_konect, has_dictionaries) {
        _ if all.is_empty() || clues.head.starts_with("%%MatrixMarket") => Likeness::No,
        (true, _) => Likeness::Certain,
        (false, true) => Likeness::Likely,
        (false, false) => Likeness::IfNamed,
    }
}

/// What the first line of a list of KONECT says: whether sources and targets are different actors, though both are numbered
/// from 1. `None` where it is no such list.
fn konect(text: &str) -> Option<Modes> {
    const WEIGHTS: [&str; 9] = [
        "unweighted",
        "positive",
        "posweighted",
        "signed",
        "multisigned",
        "weighted",
        "multiweighted",
        "dynamic",
        "multiposweighted",
    ];
    let mut words = text.lines().next()?.strip_prefix('%')?.split_whitespace();
    let modes = match words.next()? {
        "sym" | "asym" => Modes::One,
        "bip" => Modes::Two,
        _ => return None,
    };
    words.next().is_some_and(|word| WEIGHTS.contains(&word)).then_some(modes)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Modes {
    One,
    Two,
}

/// The weight of a link of KONECT and its time, in seconds since 1970.
fn weight_and_time(rest: &str) -> Option<(f64, f64)> {
    let (weight, time) = rest.split_once(char::is_whitespace)?;
    Some((finite(weight)?, finite(time.trim())?))
}

/// The lines that are neither blank nor comments.
fn contents(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines(text).filter(|line| !line.text.trim().is_empty() && !is_comment(line.text))
}

/// What stands between the names of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    /// A tab, so that names may hold blanks.
    Tab,
    /// A comma.
    Comma,
    /// Any blanks.
    Blanks,
}

impl Between {
    /// What stands on each of the first lines: tabs, or commas where no line has a blank, which prose and dictionaries have.
    fn seen_in(text: &str) -> Self {
        let all = |is: fn(&str) -> bool| contents(text).take(100).all(|line| is(line.text.trim()));
        if all(|line| line.contains('\t')) {
            Self::Tab
        } else if all(|line| line.contains(',') && !line.contains(char::is_whitespace)) {
            Self::Comma
        } else {
            Self::Blanks
        }
    }

    fn is(self, sign: char) -> bool {
        match self {
            Self::Tab => sign == '\t',
            Self::Comma => sign == ',',
            Self::Blanks => sign.is_whitespace(),
        }
    }
}

/// The ends of a link and what follows them, each with the byte at which it begins.
#[derive(Debug, PartialEq)]
struct Pair<'a> {
    source: (&'a str, usize),
    target: (&'a str, usize),
    rest: (&'a str, usize),
}

/// The pair on a line; `None` where there is one name only.
fn pair(line: Line<'_>, between: Between) -> Option<Pair<'_>> {
    plain_pair(line, between).or_else(|| any_pair(line, between))
}

/// The pair on a line that is two names of plain letters and digits with one sign between them, as nearly all are.
fn plain_pair(line: Line<'_>, between: Between) -> Option<Pair<'_>> {
    let Line { text, at, .. } = line;
    let is_plain = |sign: &u8| sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-' | b'.');
    let middle = text.bytes().position(|sign| !is_plain(&sign)).filter(|middle| *middle > 0)?;
    let target = text.as_bytes().get(middle + 1..).filter(|target| !target.is_empty())?;
    let is_one = between.is(char::from(text.as_bytes()[middle])) && target.iter().all(is_plain);
    is_one.then(|| Pair {
        source: (&text[..middle], at),
        target: (&text[middle + 1..], at + middle + 1),
        rest: ("", at + text.len()),
    })
}

fn any_pair(line: Line<'_>, between: Between) -> Option<Pair<'_>> {
    let is_between = |sign| between.is(sign);
    let at = |part: &str| line.at + (part.as_ptr() as usize - line.text.as_ptr() as usize);
    let (source, after) = line.text.trim().split_once(is_between)?;
    let after = after.trim_start();
    let (target, rest) = after.split_once(is_between).unwrap_or((after, &after[after.len()..]));
    let [source, target, rest] = [source, target, rest].map(|part| (part.trim(), at(part.trim())));
    (!source.0.is_empty() && !target.0.is_empty()).then_some(Pair { source, target, rest })
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.links_make_actors();
    let outcome = read_links(input, draft);
    direct(input.text, draft);
    outcome
}

fn read_links(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut fields: HashMap<String, Field> = HashMap::new();
    let between = Between::seen_in(input.text);
    let modes = konect(input.text);
    if modes == Some(Modes::Two) {
        let what = "A comment says that sources and targets are different actors (bip): they were made actors of two types, \
                    and their ids say which";
        draft.warn(Some(1), Warning::Reshaped { what: what.to_owned() });
    }
    for line in contents(input.text) {
        input.tick(line.at)?;
        let Some(Pair { source, target, rest }) = pair(line, between) else {
            return Err(input.broken(line.at, "a link has no target.", "one name, where two are expected"));
        };
        input.check_name(source.1, source.0, "the id of an actor")?;
        input.check_name(target.1, target.0, "the id of an actor")?;
        let (mut weight, mut time, mut details) = (None, None, None);
        if rest.0.starts_with('{') {
            let found = python::literal(rest.0).filter(|(_, length)| *length == rest.0.len());
            let Some((Json::Object(found), _)) = found else {
                return Err(input.broken(rest.1, "what follows the link is not a dictionary.", "expected {…}"));
            };
            details = Some(found);
        } else if modes.is_some()
            && let Some((of_link, at)) = weight_and_time(rest.0)
        {
            (weight, time) = (Some(of_link), Some(at));
        } else if !rest.0.is_empty() {
            weight = finite(rest.0);
            if weight.is_none() {
                return Err(input.broken(rest.1, "the weight of a link is not a number.", "expected a number"));
            }
        }
        let number = input.line(line.at);
        let (source, target) = if modes == Some(Modes::Two) {
            (of_mode(draft, "source", source.0, number), of_mode(draft, "target", target.0, number))
        } else {
            (draft.mention(source.0, Some(number)), draft.mention(target.0, Some(number)))
        };
        let link = draft.link(source, target, None, false, Some(number));
        if let Some(weight) = weight {
            draft.put_link(link, Field::Weight, Value::Number(weight), Some(number));
        }
        if let Some(time) = time {
            let field = draft.link_detail("time", None);
            draft.put_link(link, field, value_of_time(time), Some(number));
        }
        put_details(draft, link, details.unwrap_or_default(), &mut fields, Some(number));
    }
    Ok(())
}

/// Gives a link what stands in a dictionary. `fields` are those of the links before.
pub(super) fn put_details(
    draft: &mut Draft,
    link: LinkIx,
    details: Map<String, Json>,
    fields: &mut HashMap<String, Field>,
    line: Option<u32>,
) {
    for (name, value) in details {
        let Some(value) = value_of_json(value) else { continue };
        let field = *fields.entry(name).or_insert_with_key(|name| draft.link_field(name, None));
        draft.put_link(link, field, value, line);
    }
}

/// An actor of one of two sorts, which are numbered alike.
fn of_mode(draft: &mut Draft, mode: &str, name: &str, line: u32) -> ActorIx {
    let known = draft.actor_count();
    let actor = draft.mention(&format!("{mode} {name}"), Some(line));
    if draft.actor_count() > known {
        draft.put_actor(actor, Field::Label, Value::Text(name.to_owned()), Some(line));
        draft.put_actor(actor, Field::Kind, Value::Text(mode.to_owned()), Some(line));
    }
    actor
}

/// Says whether links have a direction, now that all are known, and what that was taken from.
fn direct(text: &str, draft: &mut Draft) {
    let links = || (0..draft.link_count()).map(LinkIx::new);
    if draft.link_count() == 0 {
        return;
    }
    let head = lines(text).map(|line| line.text).take_while(|line| line.trim().is_empty() || is_comment(line));
    let said = direction::said_in(head);
    let pairs = links().map(|link| draft.ends(link)).map(|(source, target)| (source.0, target.0));
    let is_directed = said.unwrap_or_else(|| direction::has_both_ways(pairs));
    if is_directed {
        for link in (0..draft.link_count()).map(LinkIx::new) {
            *draft.link_fields(link).directed = true;
        }
    }
    draft.warn(None, Warning::Guessed { what: direction::reason(said, is_directed).to_owned() });
}

/// A time as it is written: a whole number of seconds, mostly.
fn value_of_time(time: f64) -> Value {
    if time.fract().abs() < f64::EPSILON { Value::WholeNumber(time as i64) } else { Value::Number(time) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever stands on a line: what is found of it quickly is what is found slowly.
        #[test]
        fn a_plain_pair_is_the_pair_on_the_line(text in "[a1_.,# \té\u{a0}]{0,9}") {
            for between in [Between::Tab, Between::Comma, Between::Blanks] {
                let line = Line { text: &text, at: 7 };
                if let Some(plain) = plain_pair(line, between) {
                    prop_assert_eq!(Some(plain), any_pair(line, between));
                }
            }
            let line = Line { text: "ada\tb-1", at: 7 };
            prop_assert!(plain_pair(line, Between::Tab).is_some());
        }
    }

    fn likeness_of(text: &str) -> Likeness {
        likeness(&Clues::new(text.as_bytes(), text))
    }

    #[test]
    fn pairs_are_seen_and_other_texts_are_not() {
        assert_eq!(likeness_of("# a comment\n0 1\n0\t2\n1 3 0.5\n"), Likeness::IfNamed);
        assert_eq!(likeness_of("a b {'weight': 3}\nb c {}\n"), Likeness::Likely);
        assert_eq!(likeness_of("Ada Obi\tBen\nBen\tCem Ak\t2\n"), Likeness::IfNamed);
        assert_eq!(likeness_of("% sym\n1,2\n2,3,0.5\n"), Likeness::IfNamed);
        assert_eq!(likeness_of("% asym positive\n1 2 1 1082040961\n1 3\n"), Likeness::Certain);
        assert_eq!(likeness_of("%%MatrixMarket matrix coordinate real general\n3 3 1\n1 2 0.5\n"), Likeness::No);
        for text in [
            "",
            "# only\n",
            "alone\n",
            "this is prose\n",
            "0 1 2 3\n",
            "Ada, Ben\nand Cem, too\n",
            ",b\n",
            "{\"a\": 1}",
        ] {
            assert_eq!(likeness_of(text), Likeness::No, "{text}");
        }
    }
}
