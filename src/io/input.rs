//! What a reader reads: the text of a file with its places, its errors, and the way to cancel. Meaning is the readers'.

use std::ops::ControlFlow;

use super::effort::look;
use super::error::{ReadCause, ReadError};
use super::json::{Outline, Shape, Survey, fault_error, outline, survey};
use super::limits::{DETAILS, NAME_BYTES, TEXT_BYTES, bytes_in_words};
use super::options::ReadOptions;
use super::quote::{Quote, line_at};
use super::{Progress, Tell};

/// A file while it is read.
pub struct Input<'a> {
    /// The name of the file, for messages.
    pub name: &'a str,
    /// The bytes of the file, unpacked.
    pub bytes: &'a [u8],
    /// The bytes as text, without a byte order mark; empty where the file is no text.
    pub text: &'a str,
    /// What the user asked for.
    pub options: &'a ReadOptions,
    tell: &'a mut Tell<'a>,
    beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    next_tick: usize,
    steps: usize,
    reread: usize,
    counted: Counted,
}

/// Lines are counted from the place that was asked for last, because places mostly come in the order of the file.
#[derive(Default)]
struct Counted {
    /// The place, and the line feeds before it.
    at: usize,
    feeds: u32,
    /// No line feed stands between `at` and here.
    until: usize,
    /// Where all line feeds are, once a place came that stands before another.
    all: Option<Vec<u32>>,
}

/// How far a place may stand before the last one without all places being noted.
const NEAR_BYTES: usize = 4096;

impl Counted {
    fn line(&mut self, text: &[u8], at: usize) -> u32 {
        let at = at.min(text.len());
        if at < self.at && self.at - at <= NEAR_BYTES && self.all.is_none() {
            look(self.at - at);
            let feeds = memchr::memchr_iter(b'\n', &text[at..self.at]).count();
            self.feeds = self.feeds.saturating_sub(u32::try_from(feeds).unwrap_or(u32::MAX));
            (self.at, self.until) = (at, at);
            return self.feeds.saturating_add(1);
        }
        if at < self.at && self.all.is_none() {
            look(text.len());
            self.all = Some(memchr::memchr_iter(b'\n', text).map(|feed| feed as u32).collect());
        }
        if let Some(all) = &self.all {
            return all.partition_point(|feed| (*feed as usize) < at) as u32 + 1;
        }
        if at > self.until {
            look(at - self.at);
            let feeds = memchr::memchr_iter(b'\n', &text[self.at..at]).count();
            self.feeds = self.feeds.saturating_add(u32::try_from(feeds).unwrap_or(u32::MAX));
            self.until = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
        }
        self.at = at;
        self.feeds.saturating_add(1)
    }
}

/// How often each byte counts in [`Progress`].
pub(super) const PASSES: u64 = 3;

/// How many bytes are read between two looks at whether to go on.
const TICK_BYTES: usize = 256 * 1024;

/// How many records are done between two looks at whether to go on, where they have no place in the file.
const STEPS: usize = 1 << 14;

impl<'a> Input<'a> {
    pub(super) fn new(
        name: &'a str,
        bytes: &'a [u8],
        text: &'a str,
        options: &'a ReadOptions,
        tell: &'a mut Tell<'a>,
        beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Self {
        Self {
            name,
            bytes,
            text,
            options,
            tell,
            beside,
            next_tick: TICK_BYTES,
            steps: 0,
            reread: 0,
            counted: Counted::default(),
        }
    }

    /// Says that everything before byte `at` is read. Cheap: to be called for every record.
    ///
    /// # Errors
    /// Where the user cancelled.
    #[inline]
    pub fn tick(&mut self, at: usize) -> Result<(), ReadError> {
        if at < self.next_tick {
            return Ok(());
        }
        self.next_tick = at + TICK_BYTES;
        self.tell(2, at)
    }

    /// Says that one more record is done after the whole text was gone through. Cheap: to be called for every record.
    ///
    /// # Errors
    /// Where the user cancelled.
    #[inline]
    pub fn step(&mut self) -> Result<(), ReadError> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS) { self.tell(2, self.bytes.len()) } else { Ok(()) }
    }

    /// Says that so many bytes are gone through once more after the whole text was. Cheap: to be called for every record.
    ///
    /// # Errors
    /// Where the user cancelled.
    #[inline]
    pub fn again(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.reread += bytes;
        if self.reread < TICK_BYTES {
            return Ok(());
        }
        self.reread = 0;
        self.tell(2, self.bytes.len())
    }

    /// Tells that `done` bytes of `pass` (1 for checking, 2 for understanding) are done.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub fn tell(&mut self, pass: u64, done: usize) -> Result<(), ReadError> {
        match self.tell_flow(pass, done) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::cancelled(self.name)),
        }
    }

    /// The same for those who stop by themselves.
    pub fn tell_flow(&mut self, pass: u64, done: usize) -> ControlFlow<()> {
        let size = self.bytes.len() as u64;
        (self.tell)(Progress { done_bytes: pass * size + done as u64, total_bytes: PASSES * size })
    }

    /// The line of byte `at` of the text, from 1. Fast where places come in the order of the file.
    pub fn line(&mut self, at: usize) -> u32 {
        self.counted.line(self.text.as_bytes(), at)
    }

    /// The text of a file that stands in the same folder, by its name; `None` where there is none or it is not at hand.
    /// For formats that are spread over several files.
    #[must_use]
    pub fn beside(&self, name: &str) -> Option<Vec<u8>> {
        (self.beside)(name)
    }

    /// Reads another file, which belongs to this one; errors name it, and cancelling stops it.
    ///
    /// # Errors
    /// As `read` has them.
    pub fn with_part<R>(
        &mut self,
        name: &str,
        bytes: &[u8],
        text: &str,
        read: impl FnOnce(&mut Input<'_>) -> Result<R, ReadError>,
    ) -> Result<R, ReadError> {
        let size = self.bytes.len() as u64;
        // What is done of the part is not known to those who watch the whole.
        let told = Progress { done_bytes: 2 * size, total_bytes: PASSES * size };
        let mut tell = |_| (self.tell)(told);
        read(&mut Input::new(name, bytes, text, self.options, &mut tell, self.beside))
    }

    /// What can be read of a JSON text, and what is wrong with it.
    ///
    /// # Errors
    /// Where the text is beyond a limit, or the user cancelled.
    pub fn survey(&mut self, shape: Shape) -> Result<Survey<'a>, ReadError> {
        let text = self.text;
        survey(text, shape, &mut |at| self.tell_flow(1, at)).map_err(|fault| fault_error(self.name, text, &fault))
    }

    /// The places of the records of a JSON text.
    ///
    /// # Errors
    /// Where the text is not whole, not JSON, or beyond a limit.
    pub fn outline(&mut self) -> Result<Outline, ReadError> {
        let text = self.text;
        outline(text, &mut |at| self.tell_flow(1, at)).map_err(|fault| fault_error(self.name, text, &fault))
    }

    /// A mistake at byte `at`. `what` is a sentence that begins in lower case, because the line stands before it; `remark`
    /// stands beside the mark.
    #[must_use]
    pub fn broken(&self, at: usize, what: impl AsRef<str>, remark: impl Into<String>) -> ReadError {
        const WAY_OUT: &str = "Nothing was opened. Correct the file at this place with a text editor, or get it again from where it came.";
        let what = format!("Line {}: {}", line_at(self.text, at), what.as_ref());
        ReadError::new(ReadCause::Broken, self.name, what, WAY_OUT).at(Quote::new(self.text, at, remark))
    }

    /// The file ends too early. `what` is a sentence that says what is not complete.
    #[must_use]
    pub fn incomplete(&self, what: impl AsRef<str>) -> ReadError {
        let what = format!("The file ends before it is complete: {}", what.as_ref());
        let size = self.bytes.len() as u64;
        let suspicious = if size > 0 && size.is_multiple_of(4096) {
            format!("; the size, exactly {}, suggests an interrupted copy", bytes_in_words(size))
        } else {
            String::new()
        };
        let way_out = format!(
            "The last part of the network is missing{suspicious}.\n\
             Nothing was opened. Get the file again, or restore it from a backup."
        );
        let remark = format!("the file stops here (byte {size})");
        let end = self.text.trim_end().len();
        ReadError::new(ReadCause::Broken, self.name, what, way_out).at(Quote::new(self.text, end, remark))
    }

    /// A limit is passed at byte `at`. `what` is a sentence that begins in lower case and names the limit.
    #[must_use]
    pub fn beyond(&self, at: usize, what: impl AsRef<str>) -> ReadError {
        const WAY_OUT: &str =
            "Nothing was opened. If the file is meant to be so, it must be made smaller before it can be opened.";
        let what = format!("Line {}: {}", line_at(self.text, at), what.as_ref());
        ReadError::new(ReadCause::TooLarge, self.name, what, WAY_OUT).at(Quote::new(self.text, at, "beyond the limit"))
    }

    /// Actors, or links, have more different details than the limit.
    #[must_use]
    pub fn too_many_details(&self, list: &str) -> ReadError {
        const WAY_OUT: &str = "Nothing was opened. Most likely something that varies, such as a number or a date, stands where \
                               the names of details should be; it must be a value of one detail instead.";
        let what = format!("The {list} of the file have more than {DETAILS} different details, which is the limit.");
        ReadError::new(ReadCause::TooLarge, self.name, what, WAY_OUT)
    }

    /// The file is of this format, but of a sort of it that cannot be read. `what` is a sentence.
    #[must_use]
    pub fn refused(&self, at: usize, what: impl Into<String>, way_out: impl Into<String>) -> ReadError {
        ReadError::new(ReadCause::NotThisFormat, self.name, what, way_out).at(Quote::new(self.text, at, ""))
    }

    /// Refuses an id, or the name of a field, that is longer than the limit. `what` names it: `the id of an actor`.
    ///
    /// # Errors
    /// Where it is too long.
    #[inline]
    pub fn check_name(&self, at: usize, name: &str, what: &str) -> Result<(), ReadError> {
        if name.len() <= NAME_BYTES {
            return Ok(());
        }
        let limit = bytes_in_words(NAME_BYTES as u64);
        Err(self.beyond(at, format!("{what} is longer than {limit}, which is the limit.")))
    }

    /// Refuses a text value that is longer than the limit.
    ///
    /// # Errors
    /// Where it is too long.
    #[inline]
    pub fn check_text(&self, at: usize, length: usize) -> Result<(), ReadError> {
        if length <= TEXT_BYTES {
            return Ok(());
        }
        let limit = bytes_in_words(TEXT_BYTES as u64);
        Err(self.beyond(at, format!("a text value is longer than {limit}, which is the limit.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_whatever_order_they_are_asked_for() {
        let text = b"a\n\nbc\nd";
        let lines = [1, 1, 2, 3, 3, 3, 4, 4, 4];
        let mut forwards = Counted::default();
        assert_eq!((0..9).map(|at| forwards.line(text, at)).collect::<Vec<_>>(), lines);
        let mut in_steps = Counted::default();
        assert_eq!([0, 5, 8].map(|at| in_steps.line(text, at)), [1, 3, 4]);
        let far: Vec<u8> = text.repeat(NEAR_BYTES);
        let mut to_and_fro = Counted::default();
        let places = [far.len(), far.len() - 2, far.len() - 1, 7 * NEAR_BYTES / 2, 14, 8, 3 * NEAR_BYTES];
        let counted = places.map(|at| to_and_fro.line(&far, at));
        assert_eq!(counted, places.map(|at| memchr::memchr_iter(b'\n', &far[..at]).count() as u32 + 1));
        let mut backwards = Counted::default();
        assert_eq!((0..9).rev().map(|at| backwards.line(text, at)).collect::<Vec<_>>(), [4, 4, 4, 3, 3, 3, 2, 1, 1]);
    }
}
