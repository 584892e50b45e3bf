//! How the ends of links in node-link JSON are found. A reference may be one of these:
//!
//! 1. the id of a node: so in most programs;
//! 2. the position of a node in its list, from 0: so in D3 version 3, and wherever nodes have no id;
//! 3. another member that tells nodes apart, such as the name: so in D3 with an accessor;
//! 4. the whole node, as D3 leaves it behind: its id counts, or its `index` where nodes have none.
//!
//! Ids win where all references are ids. Otherwise positions are taken where all of them are positions, then a name that
//! the first of them is; both are told as a guess, unless nodes have no id. Whatever else there is, is read as ids, and what
//! is unknown becomes actors that are marked.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::records::{checked_key, key_of};
use super::ENDS;
use super::nodes::Nodes;
use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Items, Piece, Sort};
use crate::model::{ActorIx, Warning};

/// Members that tell nodes apart where links do not use ids, the likeliest first.
const NAMES: [&str; 9] = ["name", "Name", "label", "Label", "title", "code", "slug", "url", "id"];

/// The names of the members that hold both ends.
pub(super) type EndNames = (&'static str, &'static str);

/// What references mean.
pub(super) enum Ends<'s> {
    /// Ids of nodes.
    Ids,
    /// Positions in the list of nodes.
    Positions,
    /// Values of another member.
    Names(ByName<'s>),
}

/// The names of both ends: the first pair of which a link among the first has both.
pub(super) fn names_of_ends(links: &Items<'_>) -> Option<EndNames> {
    const LOOKED_AT: usize = 20;
    let firsts: Vec<Piece<'_>> = links.clone().take(LOOKED_AT).filter(|link| !link.is_open()).collect();
    let has = |(source, target): &EndNames| {
        firsts.iter().any(|link| link.member(source).is_some() && link.member(target).is_some())
    };
    ENDS.into_iter().find(has)
}

/// Both references of a link, which is an object or a list.
fn references(link: Piece<'_>, names: Option<EndNames>) -> Option<(Piece<'_>, Piece<'_>)> {
    if link.is_list() {
        let mut items = link.items();
        return items.next().zip(items.next());
    }
    let (source, target) = names?;
    link.member(source).zip(link.member(target))
}

fn first_reference<'s>(links: &Items<'s>) -> Option<Piece<'s>> {
    let names = names_of_ends(links);
    links.clone().filter(|link| !link.is_open()).find_map(|link| references(link, names)).map(|(source, _)| source)
}

/// The member by which links name nodes that have no id; `None` where they use positions or nothing that is known.
pub(super) fn name_that_links_use(
    input: &mut Input<'_>,
    nodes: &Items<'_>,
    links: &Items<'_>,
) -> Result<Option<&'static str>, ReadError> {
    let Some(first) = first_reference(links) else { return Ok(None) };
    match first.sort() {
        Sort::Text => {}
        Sort::Object if first.member("index").is_none() => {}
        _ => return Ok(None),
    }
    for name in NAMES {
        let wanted = if first.is_object() { first.member(name) } else { Some(first) };
        let Some(wanted) = wanted.and_then(key_of) else { continue };
        for (number, node) in nodes.clone().filter(|node| !node.is_open()).enumerate() {
            tell(input, number, node)?;
            if node.member(name).and_then(key_of).is_some_and(|value| value == wanted) {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

/// Looks now and then whether to go on; for looks ahead, which are no progress.
fn tell(input: &mut Input<'_>, number: usize, piece: Piece<'_>) -> Result<(), ReadError> {
    if number.is_multiple_of(4096) { input.tell(1, piece.at()) } else { Ok(()) }
}

impl<'s> Ends<'s> {
    /// What the references of these links mean.
    pub fn decide(
        input: &mut Input<'_>,
        draft: &mut Draft,
        links: &Items<'s>,
        names: Option<EndNames>,
        nodes: &Nodes<'s>,
    ) -> Result<Self, ReadError> {
        let first = links.clone().filter(|link| !link.is_open()).find_map(|link| references(link, names));
        let Some((source, target)) = first else { return Ok(Self::Ids) };
        if nodes.list.is_none() || nodes.ids_are_positions {
            return Ok(Self::Ids);
        }
        if !nodes.have_ids && position_in(source).is_some() {
            return Ok(Self::Positions);
        }
        let is_id = |draft: &Draft, end: Piece<'_>| {
            nodes.id_in(end).and_then(key_of).is_some_and(|key| draft.find(&key).is_some())
        };
        let may_be_positions = [source, target].iter().any(|end| end.sort() == Sort::Number);
        if !may_be_positions && is_id(draft, source) && is_id(draft, target) {
            return Ok(Self::Ids);
        }
        let (mut all_are_ids, mut all_are_positions) = (true, true);
        for (number, link) in links.clone().filter(|link| !link.is_open()).enumerate() {
            tell(input, number, link)?;
            for end in references(link, names).into_iter().flat_map(|(source, target)| [source, target]) {
                all_are_ids = all_are_ids && is_id(draft, end);
                let is_position = position_in(end).is_some_and(|position| position < nodes.by_position.len());
                all_are_positions = all_are_positions && is_position;
            }
            if !all_are_ids && !all_are_positions {
                break;
            }
        }
        if all_are_ids {
            return Ok(Self::Ids);
        }
        let line = Some(input.line(source.at()));
        if all_are_positions {
            let what = "The ends of links are no ids of nodes, so they were read as positions in the list, from 0";
            draft.warn(line, Warning::Guessed { what: what.to_owned() });
            return Ok(Self::Positions);
        }
        if let Some((name, by_name)) = by_name(input, nodes, source)? {
            let what = format!("The ends of links are no ids of nodes, so they were read as the \"{name}\" of nodes");
            draft.warn(line, Warning::Guessed { what });
            return Ok(Self::Names(by_name));
        }
        Ok(Self::Ids)
    }

    /// The actor that a reference in a link means. `path` says which reference it is: `links[3].target`.
    pub fn find(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        nodes: &Nodes<'s>,
        (link, end): (Piece<'s>, Piece<'s>),
        path: impl Fn() -> String,
    ) -> Result<ActorIx, ReadError> {
        if let (Self::Positions, Some(position)) = (self, position_in(end)) {
            return nodes.by_position.get(position).copied().ok_or_else(|| {
                let what = match nodes.by_position.len() {
                    0 => format!("{} is {position}, but the list of nodes is empty.", path()),
                    count => format!(
                        "{} is {position}, but the last position in the list of nodes is {}, counted from 0.",
                        path(),
                        count - 1
                    ),
                };
                input.broken(end.at(), what, "no such node")
            });
        }
        // Where every id is the position of its node, numbers need not be looked up as texts.
        let position = end.whole().filter(|_| nodes.ids_are_positions && matches!(self, Self::Ids));
        let position = position.and_then(|position| usize::try_from(position).ok());
        if let Some(position) = position.filter(|position| *position < nodes.by_position.len()) {
            return Ok(ActorIx::new(position));
        }
        let id = nodes.id_in(end).unwrap_or(end);
        let key = checked_key(input, id, "the id of a node")?.unwrap_or_default();
        match self {
            Self::Names(by_name) if by_name.contains_key(&key) => Ok(by_name[&key]),
            _ => Ok(draft.mention_with(&key, || Some(input.line(link.at())))),
        }
    }
}

/// The position in the list of nodes that a reference gives: a number, or the `index` of a whole node.
fn position_in(end: Piece<'_>) -> Option<usize> {
    let number = if end.is_object() { end.member("index")? } else { end };
    usize::try_from(number.whole()?).ok()
}

type ByName<'s> = HashMap<Cow<'s, str>, ActorIx>;

/// The first member whose values hold the reference, and the actors by their values.
fn by_name<'s>(
    input: &mut Input<'_>,
    nodes: &Nodes<'s>,
    reference: Piece<'s>,
) -> Result<Option<(&'static str, ByName<'s>)>, ReadError> {
    let (Some(wanted), Some(list)) = (key_of(reference), nodes.list) else { return Ok(None) };
    for name in NAMES {
        let mut by_name = ByName::new();
        for (number, (node, actor)) in list.items().zip(&nodes.by_position).enumerate() {
            tell(input, number, node)?;
            if let Some(value) = node.member(name).and_then(key_of) {
                by_name.entry(value).or_insert(*actor);
            }
        }
        if by_name.contains_key(&wanted) {
            return Ok(Some((name, by_name)));
        }
    }
    Ok(None)
}
