//! Tags that hold nothing but text and come by the hundred thousand: read in one go, and known by how they are written.

use super::{Xml, scan};
use crate::io::error::ReadError;
use crate::io::limits::NESTING;

/// An opening tag as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf<'a> {
    open: &'a str,
    name: &'a str,
}

impl<'a> Xml<'_, 'a> {
    /// One past the closing tag whose name begins at byte `start`, where it is this name and nothing else.
    #[inline]
    pub(super) fn end_of_close(&self, start: usize, name: &str) -> Option<usize> {
        let rest = self.text.as_bytes().get(start..)?.strip_prefix(name.as_bytes())?;
        (rest.first() == Some(&b'>')).then_some(start + name.len() + 1)
    }

    /// The text in the tag that was just opened, where it holds nothing else and no references: the usual case of data.
    /// The walk stands after the tag then; otherwise nothing has changed.
    ///
    /// # Errors
    /// Where the text is beyond a limit.
    #[inline]
    pub fn plain_leaf(&mut self) -> Result<Option<&'a str>, ReadError> {
        let Some(&(name, _)) = self.open.last().filter(|_| !self.closes_itself) else { return Ok(None) };
        let bytes = self.text.as_bytes();
        let end = scan::end_of_text(bytes, self.end);
        let text = &self.text[self.end..end];
        if bytes.get(end + 1) != Some(&b'/') || text.contains('\r') {
            return Ok(None);
        }
        let Some(after) = self.end_of_close(end + 2, name) else { return Ok(None) };
        self.input.check_text(self.at, text.len())?;
        self.open.pop();
        self.has_ended = self.open.is_empty();
        (self.at, self.end) = (end, after);
        Ok(Some(text))
    }

    /// The tag that was just opened, to be recognised by [`Self::same_leaf`]; `None` where it closes itself.
    #[must_use]
    pub fn leaf(&self) -> Option<Leaf<'a>> {
        let open = &self.text[self.at..self.end];
        (!self.closes_itself).then(|| Leaf { open, name: scan::name(open, 1).whole })
    }

    /// The text of the tag that comes next, where that is written like one seen before and holds text alone, without
    /// references. The walk stands after it then; otherwise nothing has changed. Saves looking at tags that come by the
    /// hundred thousand.
    ///
    /// # Errors
    /// As [`Self::next`].
    #[inline]
    pub fn same_leaf(&mut self, leaf: Leaf<'a>) -> Result<Option<&'a str>, ReadError> {
        if self.closes_itself || self.open.len() >= NESTING {
            return Ok(None);
        }
        let bytes = self.text.as_bytes();
        let at = scan::past_blanks(bytes, self.end);
        if !bytes[at..].starts_with(leaf.open.as_bytes()) {
            return Ok(None);
        }
        let start = at + leaf.open.len();
        let end = scan::end_of_text(bytes, start);
        let text = &self.text[start..end];
        if bytes.get(end + 1) != Some(&b'/') || text.contains('\r') {
            return Ok(None);
        }
        let Some(after) = self.end_of_close(end + 2, leaf.name) else { return Ok(None) };
        self.input.tick(at)?;
        self.input.check_text(at, text.len())?;
        (self.at, self.end) = (end, after);
        Ok(Some(text))
    }
}
