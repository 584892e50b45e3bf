//! A walk over JSON text that allocates nothing for its values: is it whole, where does each record stand, does it keep
//! to the limits, does no object name a field twice? Values are read afterwards, in `sound.rs`.

mod alike;
mod find;
mod names;
mod scalars;
mod scan;
mod sound;
mod survey;
mod told;
mod tree;

use std::ops::ControlFlow;

pub use find::{item, items, member};
pub use sound::{Items, MOST_NUMBERS, Member, Numbers, Piece, PlainNumber, Record, Sort, Sound};
pub use survey::{Shape, Survey, survey};
pub use told::{CORRECT_IT, fault_error};
pub use tree::tree;

use alike::Alike;
use find::unescaped;
use names::Names;

use super::limits::{NAME_BYTES, NESTING, TEXT_BYTES};
use super::quote::{line_at, short};

/// A stretch of a text, in bytes. Files are limited to 2 GiB, so 32 bits are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Self {
        let short = |at| u32::try_from(at).expect("texts beyond the limit of a file are refused before");
        Self { start: short(start), end: short(end) }
    }

    /// Where it begins.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past its end.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same stretch where what began at `there` begins `here`.
    fn moved(self, there: usize, here: usize) -> Self {
        Self::new(self.start() - there + here, self.end() - there + here)
    }

    /// The words of `text` there.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Where the parts of a JSON text stand.
#[derive(Debug, Default)]
pub struct Outline {
    /// The whole value.
    pub root: Option<Span>,
    /// The fields of the outermost object, in order; empty where the text is no object.
    pub fields: Vec<Field>,
    /// Whole numbers that are too long for the program and lose digits.
    pub rounded: Vec<Span>,
}

/// A field of the outermost object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Span,
    /// The items, where the value is a list.
    pub items: Vec<Span>,
}

/// Why a text is not JSON, or is JSON that is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes.
    pub at: usize,
    /// The cause as a sentence.
    pub what: String,
    /// A few words to stand beside the mark.
    pub remark: String,
    /// What sort of fault.
    pub kind: FaultKind,
}

/// What sort of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text ends before the value does, or goes on as zeros.
    Incomplete,
    /// A sign is not where it should be.
    Malformed,
    /// A limit is passed.
    Limit,
    /// The caller asked to stop.
    Cancelled,
}

/// Walks over `text`. `tick` is told now and then how far it is, in bytes, and may stop it.
///
/// # Errors
/// The first [`Fault`].
pub fn outline(text: &str, tick: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Outline, Fault> {
    let mut outline = Outline::default();
    Walk::new(text, Manner::default(), tick).run(&mut outline)?;
    Ok(outline)
}

struct Open {
    at: usize,
    is_object: bool,
    commas: u32,
}

/// A list or object of at least [`JUMP_BYTES`].
#[derive(Debug)]
struct Jump {
    span: Span,
    /// How many items or fields it has.
    count: u32,
}

/// What the walk lets pass, and what it notes down for those who read values where they stand.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// Values may follow each other, one a line.
    lines: bool,
    /// Python writes NaN and Infinity, which JSON does not have.
    not_finite: bool,
    /// Note [`Walk::jumps`] rather than the fields of the outline.
    jumps: bool,
}

struct Walk<'t, 'k> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    open: Vec<Open>,
    /// By depth.
    names: Vec<Names<'t>>,
    manner: Manner,
    /// The end of the last whole value, or one past the last opening bracket.
    whole: usize,
    /// The lists and objects of at least [`JUMP_BYTES`], in the order of their ends.
    jumps: Vec<Jump>,
    /// The first number that is not finite.
    not_finite: Option<usize>,
    alike: Alike,
    tick: &'k mut dyn FnMut(usize) -> ControlFlow<()>,
    ticked: usize,
}

const TICK_BYTES: usize = 1 << 20;
/// From this size on, the end of a list or object is noted, so that passing over it costs nothing.
const JUMP_BYTES: usize = 1 << 11;

impl<'t, 'k> Walk<'t, 'k> {
    fn new(text: &'t str, manner: Manner, tick: &'k mut dyn FnMut(usize) -> ControlFlow<()>) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            open: Vec::new(),
            names: Vec::new(),
            manner,
            whole: 0,
            jumps: Vec::new(),
            not_finite: None,
            alike: Alike::default(),
            tick,
            ticked: 0,
        }
    }

    fn run(&mut self, outline: &mut Outline) -> Result<(), Fault> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let mut done = match self.peek() {
                Some(b'{' | b'[') => {
                    self.open_container()?;
                    self.whole = self.at;
                    false
                }
                Some(b'"') => {
                    self.string(TEXT_BYTES, "text value")?;
                    true
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.number(outline)?;
                    true
                }
                Some(_) => {
                    self.word()?;
                    true
                }
                None => return Err(self.ends_early()),
            };
            let mut value = Span::new(start, self.at);
            if !done {
                self.skip_space();
                match self.peek() {
                    Some(b'}' | b']') => {
                        value = self.close()?;
                        done = true;
                    }
                    Some(_) => self.next_name()?,
                    None => return Err(self.ends_early()),
                }
            }
            while done {
                // A number that the text ends with may go on in a part that is missing.
                if self.at < self.bytes.len() || !self.bytes[self.at - 1].is_ascii_digit() {
                    self.whole = self.at;
                }
                match self.open.len() {
                    0 => {
                        outline.root = Some(value);
                        self.pass_alike(value, &mut items)?;
                        self.skip_space();
                        if !self.manner.lines || self.at == self.bytes.len() {
                            return self.nothing_follows();
                        }
                        break;
                    }
                    1 if self.open[0].is_object && !self.manner.jumps => {
                        let name = self.names[0].last().unwrap_or_default().to_owned();
                        outline.fields.push(Field { name, value, items: std::mem::take(&mut items) });
                    }
                    _ if self.notes_items() => items.push(value),
                    _ => {}
                }
                self.pass_alike(value, &mut items)?;
                self.skip_space();
                match self.peek() {
                    Some(b',') => {
                        self.comma()?;
                        done = false;
                    }
                    Some(b'}' | b']') => value = self.close()?,
                    Some(_) => return Err(self.no_comma()),
                    None => return Err(self.ends_early()),
                }
            }
        }
    }

    /// Whether the innermost list is one whose items stand in the outline.
    fn notes_items(&self) -> bool {
        match &self.open[..] {
            [outer, inner] => outer.is_object && !inner.is_object && !self.manner.jumps,
            _ => false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn tell(&mut self) -> Result<(), Fault> {
        if self.at < self.ticked + TICK_BYTES {
            return Ok(());
        }
        self.ticked = self.at;
        match (self.tick)(self.at) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(self.fault(FaultKind::Cancelled, self.at, "Opening was cancelled.", "")),
        }
    }

    fn open_container(&mut self) -> Result<(), Fault> {
        if self.open.len() >= NESTING {
            let what = format!("More than {NESTING} lists or objects stand inside each other, which is the limit.");
            return Err(self.fault(FaultKind::Limit, self.at, what, "one too deep"));
        }
        let is_object = self.bytes[self.at] == b'{';
        if is_object {
            let depth = self.open.len();
            if self.names.len() <= depth {
                self.names.resize_with(depth + 1, Names::default);
            }
            self.names[depth].begin();
        }
        self.open.push(Open { at: self.at, is_object, commas: 0 });
        self.at += 1;
        Ok(())
    }

    /// Closes the innermost container at the bracket that stands here; returns its span.
    fn close(&mut self) -> Result<Span, Fault> {
        let bracket = self.bytes[self.at];
        let Some(open) = self.open.pop_if(|open| open.is_object == (bracket == b'}')) else {
            let expected = if bracket == b'}' { ']' } else { '}' };
            let opened = self.open.last().map_or(0, |open| open.at);
            let what = format!(
                "A \"{expected}\" is expected here, which closes what was opened on line {}, but \"{}\" stands here.",
                line_at(self.text, opened),
                char::from(bracket)
            );
            return Err(self.fault(FaultKind::Malformed, self.at, what, "the wrong bracket"));
        };
        self.at += 1;
        let span = Span::new(open.at, self.at);
        if self.manner.jumps && self.at - open.at >= JUMP_BYTES {
            self.jumps.push(Jump { span, count: open.commas + 1 });
        }
        self.tell()?;
        Ok(span)
    }

    fn comma(&mut self) -> Result<(), Fault> {
        let comma = self.at;
        self.at += 1;
        self.skip_space();
        if let Some(b'}' | b']') = self.peek() {
            let what = "A comma stands before a closing bracket, where nothing follows it.";
            return Err(self.fault(FaultKind::Malformed, comma, what, "one comma too many"));
        }
        if let Some(open) = self.open.last_mut() {
            open.commas += 1;
        }
        self.next_name()
    }

    /// Reads the name and the colon, where the innermost container is an object.
    fn next_name(&mut self) -> Result<(), Fault> {
        let Some(true) = self.open.last().map(|open| open.is_object) else { return Ok(()) };
        let at = self.at;
        match self.peek() {
            Some(b'"') => {}
            Some(_) if self.rest_is_zero() => return Err(self.zeros()),
            Some(_) => {
                let what = "The name of a field is expected here, in double quotes.";
                return Err(self.fault(FaultKind::Malformed, at, what, "no name"));
            }
            None => return Err(self.ends_early()),
        }
        let raw = self.string(NAME_BYTES, "name of a field")?;
        self.claim(&self.text[raw], at)?;
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => {
                let what = "A colon is expected here, between the name of a field and its value.";
                return Err(self.fault(FaultKind::Malformed, self.at, what, "no colon"));
            }
            None => return Err(self.ends_early()),
        }
        Ok(())
    }

    fn claim(&mut self, raw: &'t str, at: usize) -> Result<(), Fault> {
        let Some(depth) = self.open.len().checked_sub(1) else { return Ok(()) };
        self.names[depth].claim(unescaped(raw)).map_err(|name| {
            let what = format!(
                "The name \"{}\" stands twice in the object that begins on line {}, so one of the two values would be lost.",
                short(&name),
                line_at(self.text, self.open[depth].at)
            );
            self.fault(FaultKind::Malformed, at, what, "the second one")
        })
    }

    fn no_comma(&self) -> Fault {
        if self.rest_is_zero() {
            return self.zeros();
        }
        let is_object = self.open.last().is_some_and(|open| open.is_object);
        let closing = if is_object { '}' } else { ']' };
        let what = format!("A comma or \"{closing}\" is expected here.");
        self.fault(FaultKind::Malformed, self.at, what, "something else stands here")
    }

    fn nothing_follows(&mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.at == self.bytes.len() {
            return Ok(());
        }
        if self.rest_is_zero() {
            return Err(self.zeros());
        }
        let what = "Something follows after the end of the data; perhaps two files were joined.";
        Err(self.fault(FaultKind::Malformed, self.at, what, "this is too much"))
    }

    fn rest_is_zero(&self) -> bool {
        self.peek() == Some(0) && self.bytes[self.at..].iter().all(|byte| *byte == 0)
    }

    fn zeros(&self) -> Fault {
        let count = self.bytes.len() - self.at;
        let what = format!("From here to its end the file holds nothing but zeros ({count} bytes).");
        self.fault(FaultKind::Incomplete, self.at, what, "the data stops here")
    }

    fn ends_early(&self) -> Fault {
        let at = self.text.trim_end().len();
        let what = match self.open.get(1).or(self.open.first()) {
            None => "The file holds no data.".to_owned(),
            Some(open) => {
                let line = line_at(self.text, open.at);
                let name = || short(self.names.first().and_then(Names::last).unwrap_or_default());
                let thing = match (open.is_object, self.open.len() > 1 && self.open[0].is_object) {
                    (true, true) => format!("the object \"{}\"", name()),
                    (false, true) => format!("the list \"{}\"", name()),
                    (true, false) => "the outermost object".to_owned(),
                    (false, false) => "the outermost list".to_owned(),
                };
                format!("The file ends before it is complete: {thing}, opened on line {line}, is never closed.")
            }
        };
        let remark = format!("the file stops here (byte {})", self.bytes.len());
        self.fault(FaultKind::Incomplete, at, what, remark)
    }

    #[expect(clippy::unused_self, reason = "reads as a sentence beside its siblings")]
    fn fault(&self, kind: FaultKind, at: usize, what: impl Into<String>, remark: impl Into<String>) -> Fault {
        Fault { at, what: what.into(), remark: remark.into(), kind }
    }
}

#[cfg(test)]
mod tests;
