//! What the formats of graphs in JSON have in common: values read where they stand, ids of any sort, attributes whose place
//! is found once for each name. Places and colours are in `looks.rs`.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::columns::{NOTE, take_note};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Member, Piece, Shape, Sort, Sound, Survey, fault_error};
use crate::io::limits::bytes_in_words;
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Warning};

/// Reads a JSON text with `read`, as far as it is sound. Where the text breaks off or has a mistake, what stands before it
/// is in the draft, and the mistake is the result.
pub fn read_sound(
    input: &mut Input<'_>,
    draft: &mut Draft,
    shape: Shape,
    read: impl FnOnce(&mut Input<'_>, &mut Draft, &Sound<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let Survey { sound, fault, rounded, not_finite } = input.survey(shape)?;
    for span in rounded {
        let line = input.line(span.start());
        draft.warn(Some(line), Warning::NumberRounded { number: short(span.of(input.text)) });
    }
    if let Some(at) = not_finite {
        let line = input.line(at);
        let what = "Some numbers are NaN or Infinity, which JSON does not have; they were read as what they say";
        draft.warn(Some(line), Warning::Repaired { what: what.to_owned() });
    }
    let told = read(input, draft, &sound);
    match fault {
        Some(fault) => Err(fault_error(input.name, input.text, &fault)),
        None => told,
    }
}

/// An id as text. Numbers are written the shortest way, so that `1` and `1.0` are the same id, as they are for the programs
/// that write them; lists (tuples of Python) and objects become JSON. `None` for `null`.
pub fn key_of(id: Piece<'_>) -> Option<Cow<'_, str>> {
    Some(match id.sort() {
        Sort::Null => return None,
        Sort::Text => id.text()?,
        Sort::Number => shortest(id.raw()),
        Sort::YesNo | Sort::NotFinite => Cow::Borrowed(id.raw()),
        Sort::List | Sort::Object => Cow::Owned(id.json().to_string()),
    })
}

fn shortest(raw: &str) -> Cow<'_, str> {
    const EXACT: f64 = (1_u64 << 53) as f64;
    if raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(raw);
    }
    match raw.parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && number.abs() < EXACT => Cow::Owned((number as i64).to_string()),
        _ => Cow::Borrowed(raw),
    }
}

/// The id that stands in `id`, refused where it is longer than the limit. `what` names it: `the id of a node`.
pub fn checked_key<'s>(input: &Input<'_>, id: Piece<'s>, what: &str) -> Result<Option<Cow<'s, str>>, ReadError> {
    let key = key_of(id);
    if let Some(key) = &key {
        input.check_name(id.at(), key, what)?;
    }
    Ok(key)
}

/// Where the members of the records of one list go: found once for each name, then taken from the place where the name
/// stood in the record before.
pub struct Slots<'s, S> {
    known: Vec<(&'s str, S)>,
    by_name: HashMap<&'s str, usize>,
    next: usize,
}

impl<S> Default for Slots<'_, S> {
    /// No name yet.
    fn default() -> Self {
        Self { known: Vec::new(), by_name: HashMap::new(), next: 0 }
    }
}

impl<'s, S: Copy> Slots<'s, S> {
    /// No name yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new record begins.
    pub fn rewind(&mut self) {
        self.next = 0;
    }

    /// Where the member of that name goes; `find` says it where the name was not seen before.
    pub fn of(&mut self, name: Piece<'s>, find: impl FnOnce(&str) -> S) -> S {
        let raw = name.raw();
        let at = match self.known.get(self.next) {
            Some((known, _)) if *known == raw => self.next,
            _ => match self.by_name.get(raw) {
                Some(&at) => at,
                None => {
                    let slot = find(&name.text().unwrap_or_default());
                    self.by_name.insert(raw, self.known.len());
                    self.known.push((raw, slot));
                    self.known.len() - 1
                }
            },
        };
        self.next = at + 1;
        self.known[at].1
    }

    /// Whether a member of that name was seen.
    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(Json::from(name).to_string().as_str())
    }
}

/// Keeps what the file says about itself, and takes to heart what it says about its columns. A part that is as large as a
/// graph is left out, which is told.
pub fn keep_fact(input: &mut Input<'_>, draft: &mut Draft, member: Member<'_>) {
    const LARGEST: usize = 256 * 1024;
    let name = member.name.text().unwrap_or_default();
    if name == NOTE {
        return take_note(draft, &member.value.json());
    }
    if member.value.raw().len() > LARGEST {
        let line = input.line(member.value.at());
        let what = format!("the part \"{}\", which is larger than {}", short(&name), bytes_in_words(LARGEST as u64));
        draft.warn(Some(line), Warning::LeftOut { what });
        return;
    }
    if !member.value.is_null() && !member.value.is_open() {
        draft.keep_fact(&name, member.value.json());
    }
}

/// A list or an object that is so long that the tree it is read into would take a good part of the memory: as text.
fn long(piece: Piece<'_>) -> Option<String> {
    const LEAST: usize = 64 * 1024;
    if piece.raw().len() < LEAST { None } else { piece.without_blanks() }
}

/// Gives an actor the value that stands in `piece`; `null` is a gap.
pub fn fill_actor(input: &mut Input<'_>, draft: &mut Draft, actor: ActorIx, field: Field, piece: Piece<'_>) {
    // Lines are only counted where there may be something to tell.
    if let Some(text) = piece.text() {
        if !draft.put_first_actor_text(actor, field, &text) {
            draft.put_actor_text(actor, field, &text, Some(input.line(piece.at())));
        }
    } else if long(piece).is_some_and(|text| draft.put_actor_json(actor, field, &text)) {
        // It stands there as it is written.
    } else if let Some(value) = piece.value()
        && let Err(value) = draft.put_first_actor(actor, field, value)
    {
        draft.put_actor(actor, field, value, Some(input.line(piece.at())));
    }
}

/// Gives a link the value that stands in `piece`; `null` is a gap.
pub fn fill_link(input: &mut Input<'_>, draft: &mut Draft, link: LinkIx, field: Field, piece: Piece<'_>) {
    if let Some(text) = piece.text() {
        if !draft.put_first_link_text(link, field, &text) {
            draft.put_link_text(link, field, &text, Some(input.line(piece.at())));
        }
    } else if long(piece).is_some_and(|text| draft.put_link_json(link, field, &text)) {
        // It stands there as it is written.
    } else if let Some(value) = piece.value()
        && let Err(value) = draft.put_first_link(link, field, value)
    {
        draft.put_link(link, field, value, Some(input.line(piece.at())));
    }
}

/// Where the members of the objects of attributes of one list go; `None` where the reader takes them itself.
pub type Attributes<'s> = Slots<'s, Option<Field>>;

impl<'s> Attributes<'s> {
    /// Gives an actor all attributes but those that the reader has `taken` itself. An attribute `label` beside the label
    /// that the actor has already becomes a detail.
    pub fn fill_actor(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        actor: ActorIx,
        members: impl Iterator<Item = Member<'s>>,
        taken: &[&str],
    ) {
        self.rewind();
        for Member { name, value } in members {
            let find = |name: &str| (!taken.contains(&name)).then(|| draft.actor_field(name, None));
            let Some(field) = self.of(name, find) else { continue };
            let is_filled = match field {
                Field::Label => says_other(draft.actor(actor).label, value),
                Field::Kind => says_other(draft.actor(actor).kind, value),
                Field::Note => says_other(&draft.actor(actor).more.note, value),
                _ => false,
            };
            let field = if is_filled { draft.actor_detail(&name.text().unwrap_or_default(), None) } else { field };
            fill_actor(input, draft, actor, field, value);
        }
    }

    /// The same for a link.
    pub fn fill_link(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        link: LinkIx,
        members: impl Iterator<Item = Member<'s>>,
        taken: &[&str],
    ) {
        self.rewind();
        for Member { name, value } in members {
            let find = |name: &str| (!taken.contains(&name)).then(|| draft.link_field(name, None));
            let Some(field) = self.of(name, find) else { continue };
            let is_filled = match field {
                Field::Kind => says_other(draft.link_fields(link).kind, value),
                Field::Weight => draft.link_fields(link).weight.is_some_and(|weight| value.number() != Some(weight)),
                Field::When => draft.link_fields(link).more.when.is_some(),
                Field::Note => says_other(&draft.link_fields(link).more.note, value),
                _ => false,
            };
            let field = if is_filled { draft.link_detail(&name.text().unwrap_or_default(), None) } else { field };
            fill_link(input, draft, link, field, value);
        }
    }
}

/// Whether a field is filled with something else than what stands here.
fn says_other(field: &str, piece: Piece<'_>) -> bool {
    !field.is_empty() && piece.text().as_deref() != Some(field)
}

/// What a value is, in words.
pub fn sort_in_words(piece: Piece<'_>) -> &'static str {
    match piece.sort() {
        Sort::Null => "null",
        Sort::YesNo => "true or false",
        Sort::Number | Sort::NotFinite => "a number",
        Sort::Text => "a text",
        Sort::List => "a list",
        Sort::Object => "an object",
    }
}

/// A value that is of the wrong sort: `path` says which it is, `wanted` what it must be.
pub fn wrong_sort(input: &Input<'_>, piece: Piece<'_>, path: &str, wanted: &str) -> ReadError {
    let found = sort_in_words(piece);
    input.broken(piece.at(), format!("{path} must be {wanted}, but it is {found}."), found)
}
