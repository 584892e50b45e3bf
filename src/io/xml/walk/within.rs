//! What stands inside of the tag that was just opened, taken or passed over as a whole.

use std::borrow::Cow;

use super::{Step, Xml};
use crate::io::error::ReadError;

impl<'a> Xml<'_, 'a> {
    /// All text up to the end of the tag that was just opened, tags within left out. The walk stands after it then.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn text_within(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.collect_text(false)
    }

    /// The same without the text of the tags within.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn text_directly_within(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.collect_text(true)
    }

    fn collect_text(&mut self, only_direct: bool) -> Result<Cow<'a, str>, ReadError> {
        let depth = self.depth();
        let mut whole: Option<Cow<'a, str>> = None;
        loop {
            match self.next()? {
                Step::Text(_) if only_direct && self.depth() > depth => {}
                Step::Text(piece) => {
                    let at = self.at;
                    match &mut whole {
                        None => whole = Some(piece),
                        Some(whole) => whole.to_mut().push_str(&piece),
                    }
                    self.input.check_text(at, whole.as_ref().map_or(0, |whole| whole.len()))?;
                }
                Step::Close(_) if self.depth() < depth => return Ok(whole.unwrap_or_default()),
                Step::Open(_) | Step::Close(_) => {}
                Step::End => return Ok(whole.unwrap_or_default()),
            }
        }
    }

    /// Passes over the tag that was just opened and everything in it.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.depth();
        while self.depth() >= depth {
            self.next()?;
        }
        Ok(())
    }
}
