//! A walk over the tags of an XML text, within limits: what is opened must be closed, nothing follows after the end, no
//! document type is read, no entity but the five of XML itself is resolved. What the tags mean is not known here.

mod leaf;
mod scan;
mod shapes;
#[cfg(test)]
mod tests;
mod trouble;
mod within;

use std::borrow::Cow;

use quick_xml::events::Event;
use quick_xml::{Reader, escape};

pub use leaf::Leaf;
use scan::Piece;
use shapes::{Shapes, Written};

use crate::io::effort::look;
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::{ATTRIBUTES, NESTING};
use crate::io::quote::short;

/// What comes next in an XML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A tag was opened; its name without a prefix. Its attributes are at hand until the next step.
    Open(&'a str),
    /// Text between tags, with references resolved; long texts come in several pieces. Blanks are kept.
    Text(Cow<'a, str>),
    /// The tag opened last was closed.
    Close(&'a str),
    /// The outermost tag is closed and nothing follows.
    End,
}

/// A walk over an XML text.
pub struct Xml<'i, 'a> {
    /// The file.
    pub input: &'i mut Input<'a>,
    text: &'a str,
    open: Vec<(&'a str, usize)>,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The names of the attributes as written, with their prefixes.
    whole_names: Vec<&'a str>,
    shapes: Shapes<'a>,
    /// Room for what is written of the attributes of a tag.
    written: Vec<Written<'a>>,
    /// Whether the tag that was just opened closes itself.
    closes_itself: bool,
    has_ended: bool,
    at: usize,
    end: usize,
}

impl<'i, 'a> Xml<'i, 'a> {
    /// Begins the walk.
    pub fn new(input: &'i mut Input<'a>) -> Self {
        let text = input.text;
        Self {
            input,
            text,
            open: Vec::new(),
            attributes: Vec::new(),
            whole_names: Vec::new(),
            shapes: Shapes::default(),
            written: Vec::new(),
            closes_itself: false,
            has_ended: false,
            at: 0,
            end: 0,
        }
    }

    /// The byte at which the current step begins.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// One past the byte at which the current step ends.
    #[must_use]
    pub fn end(&self) -> usize {
        self.end
    }

    /// Whether the tag that was just opened closes itself.
    #[must_use]
    pub fn closes_itself(&self) -> bool {
        self.closes_itself
    }

    /// The line on which the current step begins.
    pub fn line(&mut self) -> u32 {
        self.input.line(self.at)
    }

    /// How many tags are open; after an [`Step::Open`] that tag is one of them.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The attributes of the tag that was just opened: names without a prefix, values with references resolved.
    #[must_use]
    pub fn attributes(&self) -> &[(&'a str, Cow<'a, str>)] {
        &self.attributes
    }

    /// An attribute of the tag that was just opened. Where several differ in their prefixes alone, the first counts.
    #[must_use]
    #[inline]
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    /// An attribute of the tag that was just opened, by its name as written, with its prefix: `cy:type`.
    #[must_use]
    pub fn attribute_as_written(&self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.whole_names.iter().position(|known| *known == name)?;
        Some(self.attributes[at].1.clone())
    }

    /// A mistake at the current step; see [`Input::broken`].
    #[must_use]
    pub fn broken(&self, what: impl AsRef<str>, remark: impl Into<String>) -> ReadError {
        self.input.broken(self.at, what, remark)
    }

    /// The next step that is more than blanks between tags.
    ///
    /// # Errors
    /// As [`Self::next`].
    #[inline]
    pub fn next_past_blanks(&mut self) -> Result<Step<'a>, ReadError> {
        if !self.closes_itself {
            let next = scan::past_blanks(self.text.as_bytes(), self.end);
            if self.text.as_bytes().get(next) == Some(&b'<') && !self.open.is_empty() {
                self.end = next;
            }
        }
        self.next()
    }

    /// The next step.
    ///
    /// # Errors
    /// Where the text is not whole, not XML, or beyond a limit, or the user cancelled.
    pub fn next(&mut self) -> Result<Step<'a>, ReadError> {
        look(1);
        if std::mem::take(&mut self.closes_itself) {
            let (name, _) = self.open.pop().expect("the tag that closes itself was opened in the step before");
            self.has_ended = self.open.is_empty();
            return Ok(Step::Close(name));
        }
        let bytes = self.text.as_bytes();
        loop {
            self.at = self.end;
            self.input.tick(self.at)?;
            let step = match (bytes.get(self.at), bytes.get(self.at + 1)) {
                (None, _) => return self.end_of_file(),
                (Some(b'<'), Some(b'/')) => Some(self.close_tag()?),
                (Some(b'<'), Some(b'!' | b'?')) => self.other_tag()?,
                (Some(b'<'), Some(_)) => match self.open_likely_tag()? {
                    Some(step) => Some(step),
                    None => Some(self.open_tag()?),
                },
                (Some(b'<'), None) => return Err(self.never_closed()),
                (Some(b'&'), _) => Some(self.reference()?),
                (Some(_), _) => self.plain_text()?,
            };
            if let Some(step) = step {
                return Ok(step);
            }
        }
    }

    fn open_tag(&mut self) -> Result<Step<'a>, ReadError> {
        if self.has_ended {
            let what = "something follows after the end of the data; perhaps two files were joined.";
            return Err(self.broken(what, "this is too much"));
        }
        if self.open.len() >= NESTING {
            let what = format!("more than {NESTING} tags stand inside each other, which is the limit.");
            return Err(self.input.beyond(self.at, what));
        }
        let name = scan::name(self.text, self.at + 1);
        self.input.check_name(self.at, name.local, "the name of a tag")?;
        self.attributes.clear();
        self.whole_names.clear();
        self.written.clear();
        let mut at = name.end;
        loop {
            match scan::piece(self.text, at) {
                Piece::Attribute { name, value, is_encoded, end } => {
                    let local = self.take_attribute(name, value, is_encoded)?;
                    let before = &self.text[at..end - 1 - value.len()];
                    self.written.push(Written { before, local, whole: name.whole });
                    at = end;
                }
                Piece::End { closes_itself, end } => {
                    self.check_twice(name.local)?;
                    let (begin, rest) = (&self.text[self.at..name.end], &self.text[at..end]);
                    self.shapes.met(begin, name.local, &self.written, rest);
                    self.open.push((name.local, self.at));
                    (self.closes_itself, self.end) = (closes_itself, end);
                    return Ok(Step::Open(name.local));
                }
                Piece::Cut => return Err(self.never_closed()),
                Piece::Malformed(at) if !self.text[at..].contains('>') => return Err(self.never_closed()),
                Piece::Malformed(_) if name.whole.is_empty() => {
                    return Err(self.broken("a tag has no name.", "write &lt; for the sign itself"));
                }
                Piece::Malformed(_) => {
                    let what = format!("an attribute of <{}> is not written as name=\"value\".", short(name.local));
                    return Err(self.broken(what, "in this tag"));
                }
            }
        }
    }

    /// Takes an attribute and returns the name by which it is known.
    fn take_attribute(&mut self, name: scan::Name<'a>, raw: &'a str, is_encoded: bool) -> Result<&'a str, ReadError> {
        if self.attributes.len() >= ATTRIBUTES {
            let what = format!("a tag has more than {ATTRIBUTES} attributes, which is the limit.");
            return Err(self.input.beyond(self.at, what));
        }
        self.input.check_text(self.at, raw.len())?;
        let value = if is_encoded { Cow::Owned(self.decoded(raw)?) } else { Cow::Borrowed(raw) };
        let is_namespace = name.whole == "xmlns" || name.whole.starts_with("xmlns:");
        let local = if is_namespace { "" } else { name.local };
        self.attributes.push((local, value));
        self.whole_names.push(name.whole);
        Ok(local)
    }

    /// The value of an attribute: ends of lines and tabs that stand in it are blanks, references are resolved.
    fn decoded(&self, raw: &str) -> Result<String, ReadError> {
        let blanks = raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
        match escape::unescape(&blanks) {
            Ok(value) => Ok(value.into_owned()),
            Err(_) => Err(self.bad_reference(raw)),
        }
    }

    #[inline]
    fn close_tag(&mut self) -> Result<Step<'a>, ReadError> {
        let start = self.at + 2;
        if let Some(&(name, _)) = self.open.last()
            && let Some(end) = self.end_of_close(start, name)
        {
            self.open.pop();
            self.has_ended = self.open.is_empty();
            self.end = end;
            return Ok(Step::Close(name));
        }
        let Some(length) = memchr::memchr(b'>', &self.text.as_bytes()[start..]) else {
            return Err(self.never_closed());
        };
        let found = local(self.text[start..start + length].trim_ascii_end());
        self.end = start + length + 1;
        let Some((name, at)) = self.open.pop() else {
            return Err(self.broken(format!("</{}> closes a tag that was never opened.", short(found)), ""));
        };
        if name != found {
            let line = self.input.line(at);
            let what = format!(
                "</{}> stands here, but <{}>, opened on line {line}, is still open.",
                short(found),
                short(name)
            );
            return Err(self.broken(what, "the wrong tag is closed"));
        }
        self.has_ended = self.open.is_empty();
        Ok(Step::Close(name))
    }

    fn plain_text(&mut self) -> Result<Option<Step<'a>>, ReadError> {
        self.end = scan::end_of_text(self.text.as_bytes(), self.at);
        let text = &self.text[self.at..self.end];
        if self.open.is_empty() {
            self.outside(text)?;
            return Ok(None);
        }
        self.input.check_text(self.at, text.len())?;
        Ok(Some(Step::Text(with_plain_ends_of_lines(text))))
    }

    fn reference(&mut self) -> Result<Step<'a>, ReadError> {
        if self.open.is_empty() {
            return Err(self.broken("text stands outside of all tags.", ""));
        }
        let Some(end) = scan::end_of_reference(self.text.as_bytes(), self.at) else {
            let what = "an ampersand stands here that begins no reference.";
            return Err(self.broken(what, "write &amp; for an ampersand"));
        };
        self.end = end;
        let raw = &self.text[self.at..end];
        match escape::unescape(raw) {
            Ok(text) => Ok(Step::Text(Cow::Owned(text.into_owned()))),
            Err(_) => Err(self.bad_reference(raw)),
        }
    }

    /// Comments, instructions, document types, and texts that need no escaping.
    fn other_tag(&mut self) -> Result<Option<Step<'a>>, ReadError> {
        let mut reader = Reader::from_str(&self.text[self.at..]);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(self.unsound(&error, self.at + position(reader.error_position()))),
        };
        self.end = (self.at + position(reader.buffer_position())).min(self.text.len());
        match event {
            Event::CData(data) => {
                if self.open.is_empty() {
                    return Err(self.broken("text stands outside of all tags.", ""));
                }
                let data = data.into_inner();
                self.input.check_text(self.at, data.len())?;
                Ok(Some(Step::Text(match data {
                    Cow::Borrowed(text) => with_plain_ends_of_lines(text),
                    owned @ Cow::Owned(_) => owned,
                })))
            }
            Event::DocType(declaration) => {
                self.document_type(&declaration.into_inner())?;
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn end_of_file(&mut self) -> Result<Step<'a>, ReadError> {
        if !self.open.is_empty() {
            return Err(self.never_closed());
        }
        if !self.has_ended {
            return Err(self.input.incomplete("it has no tag at all."));
        }
        Ok(Step::End)
    }
}

fn position(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// Ends of lines are `\n` in XML, however the file writes them.
fn with_plain_ends_of_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
