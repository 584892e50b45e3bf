//! How tags were written that came before: the tags of a file are mostly written alike but for the values of their attributes.
//! A tag of a known shape is read by comparing it with that shape; what is not exactly so is read piece by piece, as ever.

use super::{Step, Xml, scan};
use crate::io::error::ReadError;
use crate::io::limits::NESTING;

/// All that is written of an opening tag but the values of its attributes.
#[derive(Clone, Debug)]
struct Shape<'a> {
    /// The `<` and the name.
    begin: &'a str,
    /// The name without its prefix.
    local: &'a str,
    attributes: Box<[Written<'a>]>,
    /// What stands behind the last attribute.
    end: &'a str,
}

/// What is written of an attribute but its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// From the end of what comes before to the opening quote.
    pub before: &'a str,
    /// The name without its prefix; empty for namespaces.
    pub local: &'a str,
    /// The name as written.
    pub whole: &'a str,
}

/// The shapes of a file, and which came after which.
#[derive(Debug, Default)]
pub struct Shapes<'a> {
    all: Vec<(Shape<'a>, Next)>,
    last: Option<usize>,
}

/// The two shapes that came last after one, the later one first.
type Next = [Option<usize>; 2];

/// So many shapes are kept. A file with more of them has no usual ones.
const MOST: usize = 16;

impl<'a> Shapes<'a> {
    /// The shapes that are likely to come next.
    fn likely(&self) -> Next {
        self.last.map_or([None; 2], |last| self.all[last].1)
    }

    fn came(&mut self, number: usize) {
        if let Some(last) = self.last.replace(number) {
            let next = &mut self.all[last].1;
            if next[0] != Some(number) {
                *next = [Some(number), next[0]];
            }
        }
    }

    /// A tag came that was read piece by piece: its beginning, its name without a prefix, its attributes and its end.
    pub fn met(&mut self, begin: &'a str, local: &'a str, attributes: &[Written<'a>], end: &'a str) {
        let is_it = |shape: &Shape<'a>| (shape.begin, &*shape.attributes, shape.end) == (begin, attributes, end);
        match self.all.iter().position(|(known, _)| is_it(known)) {
            Some(number) => self.came(number),
            None if self.all.len() < MOST => {
                let attributes = attributes.into();
                self.all.push((Shape { begin, local, attributes, end }, [None; 2]));
                self.came(self.all.len() - 1);
            }
            None => self.last = None,
        }
    }
}

impl<'a> Xml<'_, 'a> {
    /// Opens the tag that begins here, where it has one of the shapes that are likely; otherwise nothing has changed.
    ///
    /// # Errors
    /// Where a value is beyond a limit.
    #[inline]
    pub(super) fn open_likely_tag(&mut self) -> Result<Option<Step<'a>>, ReadError> {
        if self.has_ended || self.open.len() >= NESTING {
            return Ok(None);
        }
        for number in self.shapes.likely().into_iter().flatten() {
            if let Some(end) = self.take_shape(number)? {
                let shape = &self.shapes.all[number].0;
                let (local, closes_itself) = (shape.local, shape.end.ends_with("/>"));
                self.shapes.came(number);
                self.open.push((local, self.at));
                (self.closes_itself, self.end) = (closes_itself, end);
                return Ok(Some(Step::Open(local)));
            }
        }
        Ok(None)
    }

    /// Takes the attributes of the tag that begins here, where it is of that shape, and returns where it ends.
    #[inline]
    fn take_shape(&mut self, number: usize) -> Result<Option<usize>, ReadError> {
        let Shape { begin, attributes, end, .. } = &self.shapes.all[number].0;
        let bytes = self.text.as_bytes();
        if !bytes[self.at..].starts_with(begin.as_bytes()) {
            return Ok(None);
        }
        let mut at = self.at + begin.len();
        self.attributes.clear();
        self.whole_names.clear();
        for &Written { before, local, whole } in attributes {
            if !bytes[at..].starts_with(before.as_bytes()) {
                return Ok(None);
            }
            let start = at + before.len();
            let Some(end) = scan::end_of_plain_value(bytes, start) else { return Ok(None) };
            let value = &self.text[start..end];
            self.input.check_text(self.at, value.len())?;
            self.attributes.push((local, value.into()));
            self.whole_names.push(whole);
            at = end + 1;
        }
        Ok(bytes[at..].starts_with(end.as_bytes()).then(|| at + end.len()))
    }
}
