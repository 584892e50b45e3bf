//! Values of JSON text that was walked over before, read where they stand. Nothing is copied but texts with escapes; lists
//! and objects are passed over without being looked into.

mod numbers;

use std::borrow::Cow;

use serde_json::Value as Json;

use super::find::unescaped;
use super::scan::{end_of_plain, same};
use super::tree::tree;
use super::{JUMP_BYTES, Jump, Span};
use crate::model::Value;

pub use numbers::{MOST as MOST_NUMBERS, Numbers, PlainNumber};

/// A JSON text of which every value is whole, but for lists and objects that the text breaks off in.
#[derive(Debug)]
pub struct Sound<'t> {
    text: &'t str,
    /// The larger lists and objects that are whole, in the order of their beginnings.
    jumps: Vec<Jump>,
    /// Where the lists and objects begin that are never closed, in order.
    open: Vec<usize>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `null`.
    Null,
    /// `true` or `false`.
    YesNo,
    /// A number.
    Number,
    /// NaN or Infinity, which JSON does not have and Python writes.
    NotFinite,
    /// A text in quotes.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// A value where it stands.
#[derive(Clone, Copy)]
pub struct Piece<'s> {
    sound: &'s Sound<'s>,
    span: Span,
    sort: Sort,
    /// A text with escapes.
    is_escaped: bool,
    /// The number, where it is written as a whole one of few digits; otherwise [`NOT_FEW`].
    of_few_digits: u32,
}

/// Nine digits always fit below this.
const NOT_FEW: u32 = u32::MAX;
const FEW: usize = 9;

/// A field of an object.
#[derive(Clone, Copy)]
pub struct Member<'s> {
    /// Its name, a text.
    pub name: Piece<'s>,
    /// Its value.
    pub value: Piece<'s>,
}

/// The fields of an object. Made once and filled for every object of a list.
#[derive(Default)]
pub struct Record<'s> {
    members: Vec<Member<'s>>,
    /// Where the object begins.
    start: usize,
    shape: u32,
}

impl<'t> Sound<'t> {
    pub(super) fn new(text: &'t str, jumps: Vec<Jump>, open: Vec<usize>) -> Self {
        Self { text, jumps, open }
    }

    /// The outermost value; `None` where the text breaks off before one is there.
    #[must_use]
    pub fn root(&self) -> Option<Piece<'_>> {
        self.values().next()
    }

    /// The outermost values, where there may be several.
    #[must_use]
    pub fn values(&self) -> Items<'_> {
        Items { sound: self, at: 0 }
    }

    /// The value that begins at or after `at`; `None` before a closing bracket and at the end.
    fn piece(&self, at: usize) -> Option<Piece<'_>> {
        let bytes = self.text.as_bytes();
        let start = self.after_separators(at);
        let mut is_escaped = false;
        let mut of_few_digits = NOT_FEW;
        let (sort, end) = match *bytes.get(start)? {
            b'{' => (Sort::Object, self.end_of_container(start)),
            b'[' => (Sort::List, self.end_of_container(start)),
            b'"' => {
                let (end, escaped) = end_of_text(bytes, start);
                is_escaped = escaped;
                (Sort::Text, end)
            }
            b'}' | b']' => return None,
            b'0'..=b'9' => {
                let (end, number) = digits(bytes, start);
                if bytes.get(end).is_none_or(|byte| ends_word(*byte)) {
                    of_few_digits = if end - start <= FEW { number } else { NOT_FEW };
                    (Sort::Number, end)
                } else {
                    (Sort::Number, end_of_word(bytes, end))
                }
            }
            first => {
                let sort = match first {
                    b't' | b'f' => Sort::YesNo,
                    b'n' => Sort::Null,
                    b'N' | b'I' => Sort::NotFinite,
                    b'-' if bytes.get(start + 1) == Some(&b'I') => Sort::NotFinite,
                    _ => Sort::Number,
                };
                (sort, end_of_word(bytes, start + 1))
            }
        };
        Some(Piece { sound: self, span: Span::new(start, end), sort, is_escaped, of_few_digits })
    }

    fn after_separators(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
            at += 1;
        }
        at
    }

    /// One past the list or object that begins at `start`; the end of the text where it is never closed.
    fn end_of_container(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        let mut at = start;
        while at < start + JUMP_BYTES {
            match bytes.get(at) {
                None => return bytes.len(),
                Some(b'"') => {
                    at = end_of_text(bytes, at).0;
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => {
                    depth -= 1;
                    if depth == 0 {
                        return at + 1;
                    }
                }
                Some(_) => {}
            }
            at += 1;
        }
        // Only what is never closed is long and not among the jumps.
        self.jump(start).map_or(bytes.len(), |jump| jump.span.end())
    }

    fn jump(&self, start: usize) -> Option<&Jump> {
        let found = self.jumps.binary_search_by_key(&start, |jump| jump.span.start()).ok()?;
        Some(&self.jumps[found])
    }

    fn is_open(&self, start: usize) -> bool {
        !self.open.is_empty() && self.open.binary_search(&start).is_ok()
    }
}

fn ends_word(byte: u8) -> bool {
    matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')
}

/// One past the digits that begin at `at`, and the number that they make as long as it fits.
fn digits(bytes: &[u8], mut at: usize) -> (usize, u32) {
    let mut number = 0_u32;
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        number = number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
        at += 1;
    }
    (at, number)
}

fn end_of_word(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| !ends_word(*byte)) {
        at += 1;
    }
    at
}

/// One past the text in quotes that begins at `at`, and whether there are escapes in it.
pub(super) fn end_of_text(bytes: &[u8], at: usize) -> (usize, bool) {
    let mut at = at + 1;
    let mut is_escaped = false;
    loop {
        at = end_of_plain(bytes, at);
        match bytes.get(at) {
            None => return (bytes.len(), is_escaped),
            Some(b'"') => return (at + 1, is_escaped),
            Some(b'\\') => {
                at += 2;
                is_escaped = true;
            }
            Some(_) => at += 1,
        }
    }
}

impl<'s> Piece<'s> {
    /// Where it begins, in bytes.
    #[must_use]
    pub fn at(self) -> usize {
        self.span.start()
    }

    /// What it is.
    #[must_use]
    pub fn sort(self) -> Sort {
        self.sort
    }

    /// As the file writes it, with quotes and escapes.
    #[must_use]
    pub fn raw(self) -> &'s str {
        self.span.of(self.sound.text)
    }

    /// Whether the text breaks off inside it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.sound.is_open(self.span.start())
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.sort == Sort::Null
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.sort == Sort::Object
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.sort == Sort::List
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(self) -> Option<Cow<'s, str>> {
        (self.sort == Sort::Text).then(|| {
            let raw = self.raw();
            let inside = &raw[1..raw.len() - 1];
            if self.is_escaped { unescaped(inside) } else { Cow::Borrowed(inside) }
        })
    }

    /// The number, where it is one.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        if self.sort == Sort::Number { self.raw().parse().ok() } else { None }
    }

    /// The whole number, where it is written as one that fits.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        match self.sort {
            Sort::Number if self.of_few_digits != NOT_FEW => Some(i64::from(self.of_few_digits)),
            Sort::Number => self.raw().parse().ok(),
            _ => None,
        }
    }

    /// Yes or no, where it is that.
    #[must_use]
    pub fn yes_no(self) -> Option<bool> {
        (self.sort == Sort::YesNo).then(|| self.raw() == "true")
    }

    /// How many items or fields a list or object has that is long enough for it to matter; otherwise 0.
    #[must_use]
    pub fn count_if_long(self) -> usize {
        self.sound.jump(self.span.start()).map_or(0, |jump| jump.count as usize)
    }

    /// The items of a list; nothing where it is none.
    #[must_use]
    pub fn items(self) -> Items<'s> {
        let at = if self.is_list() { self.span.start() + 1 } else { self.sound.text.len() };
        Items { sound: self.sound, at }
    }

    /// The fields of an object; nothing where it is none.
    pub fn members(self) -> impl Iterator<Item = Member<'s>> + use<'s> {
        let sound = self.sound;
        let mut at = if self.is_object() { self.span.start() + 1 } else { sound.text.len() };
        std::iter::from_fn(move || {
            let (member, end) = member_at(sound, at)?;
            at = end;
            Some(member)
        })
    }

    /// The field of that name.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Piece<'s>> {
        self.members().find(|member| member.is_named(name)).map(|member| member.value)
    }

    /// A list or object as text without blanks between its parts; `None` for other values, for a list of texts alone, and where
    /// a number in it is not finite.
    #[must_use]
    pub fn without_blanks(self) -> Option<String> {
        let is_composed = match self.sort {
            Sort::List => !self.items().all(|item| item.sort == Sort::Text),
            sort => sort == Sort::Object,
        };
        let raw = self.raw();
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while is_composed && !rest.is_empty() {
            let plain = rest.find('"').unwrap_or(rest.len());
            let (between, after) = rest.split_at(plain);
            if between.contains(['N', 'I']) {
                return None;
            }
            text.extend(between.chars().filter(|sign| !sign.is_ascii_whitespace()));
            let length = if after.is_empty() { 0 } else { end_of_text(after.as_bytes(), 0).0 };
            text.push_str(&after[..length]);
            rest = &after[length..];
        }
        is_composed.then_some(text)
    }

    /// The value as JSON. Numbers that are not finite become their name.
    #[must_use]
    pub fn json(self) -> Json {
        // Numbers that are not finite are no JSON.
        tree(self.raw()).unwrap_or_else(|| self.json_of_parts())
    }

    fn json_of_parts(self) -> Json {
        match self.sort {
            Sort::List => self.items().map(Self::json_of_parts).collect(),
            Sort::Object => Json::Object(
                self.members()
                    .map(|Member { name, value }| (name.text().unwrap_or_default().into_owned(), value.json_of_parts()))
                    .collect(),
            ),
            Sort::NotFinite => Json::from(self.raw()),
            _ => serde_json::from_str(self.raw()).unwrap_or_default(),
        }
    }

    /// The value as a detail; `None` for `null`, which is a gap.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        Some(match self.sort {
            Sort::Null => return None,
            Sort::YesNo => Value::YesNo(self.raw() == "true"),
            Sort::Text => Value::Text(self.text()?.into_owned()),
            Sort::Number => match self.whole() {
                Some(0) if self.raw().starts_with('-') => Value::Number(-0.0),
                Some(whole) => Value::WholeNumber(whole),
                None if self.raw().bytes().all(|byte| byte.is_ascii_digit()) => {
                    // Beyond 64 bits with a sign: kept as JSON where 64 bits without one hold it.
                    crate::io::draft::value_of_json(self.json())?
                }
                None => Value::Number(self.number()?),
            },
            Sort::NotFinite => Value::Number(match self.raw().as_bytes() {
                [b'N', ..] => f64::NAN,
                [b'-', ..] => f64::NEG_INFINITY,
                _ => f64::INFINITY,
            }),
            Sort::List if self.items().all(|item| item.sort == Sort::Text) => {
                Value::TextList(self.items().filter_map(|item| item.text().map(Cow::into_owned)).collect())
            }
            Sort::List | Sort::Object => Value::Other(self.json()),
        })
    }
}

impl Member<'_> {
    /// Whether this is its name.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let raw = self.name.raw();
        let inside = &raw[1..raw.len() - 1];
        inside == name || (self.name.is_escaped && unescaped(inside) == name)
    }
}

/// The field that begins at or after `at`, and where it ends; `None` at the end of the object.
fn member_at<'s>(sound: &'s Sound<'s>, at: usize) -> Option<(Member<'s>, usize)> {
    let name = sound.piece(at)?;
    let value = sound.piece(name.span.end())?;
    Some((Member { name, value }, value.span.end()))
}

impl<'s> Record<'s> {
    /// In the order of the text.
    #[must_use]
    pub fn members(&self) -> &[Member<'s>] {
        &self.members
    }

    /// Stays the same as long as the fields have the same names in the same order as those of the object before.
    #[must_use]
    pub fn shape(&self) -> u32 {
        self.shape
    }

    /// The value of the field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Piece<'s>> {
        self.members.iter().find(|member| member.is_named(name)).map(|member| member.value)
    }

    /// Takes over the fields of an object; returns where it ends.
    fn fill(&mut self, sound: &'s Sound<'s>, start: usize) -> usize {
        let (alike, mut at) = self.fill_alike(sound, start);
        let mut is_changed = alike < self.members.len();
        self.members.truncate(alike);
        while let Some((member, end)) = member_at(sound, at) {
            self.members.push(member);
            at = end;
            is_changed = true;
        }
        self.start = start;
        self.shape = self.shape.wrapping_add(u32::from(is_changed));
        // The bracket that ends it.
        (sound.after_separators(at) + 1).min(sound.text.len())
    }

    /// Takes over the fields of an object as far as they are written like those of the object before, but for their values;
    /// returns how many these are, and where the last of them ends.
    fn fill_alike(&mut self, sound: &'s Sound<'s>, start: usize) -> (usize, usize) {
        let bytes = sound.text.as_bytes();
        // Where what stands before a value begins, there and here.
        let (mut there, mut here) = (self.start, start);
        let mut end = start + 1;
        for (position, member) in self.members.iter_mut().enumerate() {
            let Member { name, value } = member;
            let length = value.at() - there;
            let is_same = std::ptr::eq(value.sound, sound)
                && bytes.get(here..here + length).is_some_and(|words| same(words, &bytes[there..there + length]));
            let found = if is_same { sound.piece(here + length) } else { None };
            let Some(found) = found else { return (position, end) };
            name.span = name.span.moved(there, here);
            there = value.span.end();
            *value = found;
            here = found.span.end();
            end = here;
        }
        (self.members.len(), end)
    }

    /// Gives up the fields: those of an object that is not there.
    pub fn clear(&mut self) {
        self.shape = self.shape.wrapping_add(u32::from(!self.members.is_empty()));
        self.members.clear();
    }

    /// Takes over the fields of an object that is found by other means than [`Items::next_record`].
    pub fn take(&mut self, object: Piece<'s>) {
        if object.is_object() {
            self.fill(object.sound, object.at());
        } else {
            self.clear();
        }
    }
}

/// The items of a list, one after the other. The last one may be a list or object that the text breaks off in.
#[derive(Clone)]
pub struct Items<'s> {
    sound: &'s Sound<'s>,
    at: usize,
}

static NOTHING: Sound<'static> = Sound { text: "", jumps: Vec::new(), open: Vec::new() };

impl<'s> Items<'s> {
    /// No items.
    #[must_use]
    pub fn none() -> Self {
        Self { sound: &NOTHING, at: 0 }
    }

    /// The next item, whole; where it is an object its fields are in `record`, which is empty otherwise.
    pub fn next_record(&mut self, record: &mut Record<'s>) -> Option<Piece<'s>> {
        let sound = self.sound;
        let start = sound.after_separators(self.at);
        if sound.text.as_bytes().get(start) != Some(&b'{') {
            record.clear();
            return self.next().filter(|item| !item.is_open());
        }
        if sound.is_open(start) {
            self.at = sound.text.len();
            return None;
        }
        self.at = record.fill(sound, start);
        let span = Span::new(start, self.at);
        Some(Piece { sound, span, sort: Sort::Object, is_escaped: false, of_few_digits: NOT_FEW })
    }
}

impl<'s> Iterator for Items<'s> {
    type Item = Piece<'s>;

    fn next(&mut self) -> Option<Piece<'s>> {
        let piece = self.sound.piece(self.at)?;
        self.at = piece.span.end();
        Some(piece)
    }
}
