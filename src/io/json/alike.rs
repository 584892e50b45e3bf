//! Passing over records that are written like one before them: the same bytes up to plain values, and values of any length
//! between. Whatever else stands there is left to the walk, so nothing is let pass that the walk would not.

use super::scan::{Words, end_of_plain};
use super::sound::end_of_text;
use super::{Fault, JUMP_BYTES, Span, TICK_BYTES, Walk};
use crate::io::digits;

/// How the records of lists are written, as far as it is known.
#[derive(Default)]
pub(super) struct Alike {
    /// The one that was followed last comes first.
    patterns: Vec<Pattern>,
    /// How many records are not made a pattern of, because those before were like no other.
    wait: u32,
    patience: u32,
    /// How many records of lists were not passed over.
    #[cfg(test)]
    walked_over: usize,
}

/// A record without its plain values. Invariant: it was made of a record that the walk went over, so its names are all
/// different, its brackets match, and a plain value between its parts makes a sound record.
#[derive(PartialEq)]
struct Pattern {
    /// What stands before, between and behind the plain values, one behind the other.
    parts: Vec<u8>,
    /// Each part but the last one.
    before: Vec<Words>,
    behind: Words,
    /// How many lists and objects were open around it.
    depth: usize,
}

/// So many ways to write a record are kept in mind.
const PATTERNS: usize = 4;
/// At most so many records are not made a pattern of, one after the other.
const LONGEST_WAIT: u32 = 63;

impl Walk<'_, '_> {
    /// Passes over the records that follow one, as long as each is like one before it. `items` takes those of a list whose
    /// items stand in the outline.
    pub(super) fn pass_alike(&mut self, record: Span, items: &mut Vec<Span>) -> Result<(), Fault> {
        let is_listed = self.open.last().map_or(self.manner.lines, |open| !open.is_object);
        if !is_listed || !matches!(self.bytes[record.start()], b'{' | b'[') {
            return Ok(());
        }
        self.remember(record);
        let notes_items = self.notes_items();
        while let Some(next) = self.next_alike() {
            (self.alike.wait, self.alike.patience) = (0, 0);
            self.at = next.end();
            self.whole = next.end();
            if let Some(list) = self.open.last_mut() {
                list.commas += 1;
            }
            if notes_items {
                items.push(next);
            } else {
                self.pass_more();
            }
            self.tell()?;
        }
        Ok(())
    }

    /// Passes over more records that are like the last one, as far as there is nothing to tell.
    fn pass_more(&mut self) {
        let Some(pattern) = self.alike.patterns.first() else { return };
        let (Some(list), depth) = (self.open.last(), self.open.len()) else { return };
        let (mut at, mut commas) = (self.at, list.commas);
        while at < self.ticked + TICK_BYTES
            && let Some(start) = self.after_comma(at)
            && let Some(end) = pattern.follow(self.bytes, start, depth)
        {
            at = end;
            commas += 1;
        }
        (self.at, self.whole) = (at, at);
        if let Some(list) = self.open.last_mut() {
            list.commas = commas;
        }
    }

    /// Where what follows the next comma begins.
    #[inline]
    fn after_comma(&self, at: usize) -> Option<usize> {
        let comma = self.after_space(at);
        (self.bytes.get(comma) == Some(&b',')).then(|| self.after_space(comma + 1))
    }

    /// Takes a record that the walk went over for a pattern, where that may help.
    fn remember(&mut self, record: Span) {
        #[cfg(test)]
        {
            self.alike.walked_over += 1;
        }
        let Alike { patterns, wait, patience, .. } = &mut self.alike;
        if *wait > 0 {
            *wait -= 1;
            return;
        }
        *patience = (*patience * 2 + 1).min(LONGEST_WAIT);
        *wait = *patience;
        if record.end() - record.start() >= JUMP_BYTES {
            return;
        }
        let pattern = Pattern::of(&self.bytes[record.start()..record.end()], self.open.len());
        if !patterns.contains(&pattern) {
            patterns.truncate(PATTERNS - 1);
            patterns.insert(0, pattern);
        }
    }

    /// The record that follows in the list or, one a line, in the text, where it is like one before it.
    fn next_alike(&mut self) -> Option<Span> {
        let mut start = self.after_space(self.at);
        if !self.open.is_empty() {
            start = self.after_comma(start)?;
        }
        let (bytes, depth) = (self.bytes, self.open.len());
        let patterns = &mut self.alike.patterns;
        if let Some(end) = patterns.first()?.follow(bytes, start, depth) {
            return Some(Span::new(start, end));
        }
        let found = |(at, pattern): (usize, &Pattern)| Some((at, pattern.follow(bytes, start, depth)?));
        let (at, end) = patterns.iter().enumerate().skip(1).find_map(found)?;
        patterns.swap(0, at);
        Some(Span::new(start, end))
    }

    #[inline]
    fn after_space(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(at) {
            at += 1;
        }
        at
    }
}

impl Pattern {
    /// The pattern of a sound record.
    fn of(record: &[u8], depth: usize) -> Self {
        let (mut parts, mut ends) = (Vec::new(), vec![0]);
        let (mut start, mut at) = (0, 0);
        while at < record.len() {
            let end = match record[at] {
                b'"' => end_of_text(record, at).0,
                b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                    let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
                    record[at..].iter().position(ends).map_or(record.len(), |length| at + length)
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            let is_name = record[end..].trim_ascii_start().starts_with(b":");
            if !is_name {
                parts.extend_from_slice(&record[start..at]);
                ends.push(parts.len());
                start = end;
            }
            at = end;
        }
        let last = parts.len();
        parts.extend_from_slice(&record[start..]);
        let before = ends.array_windows().map(|[start, end]| Words::new(&parts, *start, *end)).collect();
        let behind = Words::new(&parts, last, parts.len());
        Self { parts, before, behind, depth }
    }

    /// The end of the record at `start`, where it is like this one and nothing about it has to be noted or told.
    fn follow(&self, bytes: &[u8], start: usize, depth: usize) -> Option<usize> {
        // Where more is open around it than was, it may be too deep.
        if depth > self.depth {
            return None;
        }
        let mut at = start;
        for words in &self.before {
            at = end_of_plain_value(bytes, words.pass(&self.parts, bytes, at)?)?;
        }
        self.behind.pass(&self.parts, bytes, at).filter(|end| end - start < JUMP_BYTES)
    }
}

/// One past the value that begins at `at`: a text without escapes, a number of few digits without an exponent, true, false
/// or null. `None` where it is none of these; what follows a number or a word is not looked at.
#[inline]
fn end_of_plain_value(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => {
            let end = end_of_plain(bytes, at + 1);
            (bytes.get(end) == Some(&b'"')).then_some(end + 1)
        }
        b'-' => end_of_plain_number(bytes, at + 1),
        b'0'..=b'9' => end_of_plain_number(bytes, at),
        b't' => bytes[at..].starts_with(b"true").then_some(at + 4),
        b'f' => bytes[at..].starts_with(b"false").then_some(at + 5),
        b'n' => bytes[at..].starts_with(b"null").then_some(at + 4),
        _ => None,
    }
}

/// The same for a number, without its sign. Numbers of so few digits neither lose any nor leave the range of numbers.
#[inline]
fn end_of_plain_number(bytes: &[u8], at: usize) -> Option<usize> {
    const MOST_DIGITS: usize = 18;
    let point = digits::end(bytes, at);
    let whole = point - at;
    if whole == 0 || whole > MOST_DIGITS || (whole > 1 && bytes[at] == b'0') {
        return None;
    }
    if bytes.get(point) != Some(&b'.') {
        return Some(point);
    }
    let end = digits::end(bytes, point + 1);
    (end > point + 1).then_some(end)
}

#[cfg(test)]
impl Alike {
    /// So that the walk goes over every record itself, as it does where none is like another.
    pub(super) fn nothing() -> Self {
        Self { wait: u32::MAX, ..Self::default() }
    }

    pub(super) fn walked_over(&self) -> usize {
        self.walked_over
    }
}
