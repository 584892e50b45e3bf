//! What is said when a file cannot be opened: file, cause, place, way out. Saving has its own words in `save`.

use std::fmt::Write as _;

use super::quote::Quote;

/// A file that could not be opened. Printed whole it is the message for the user, at most 20 lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub struct ReadError {
    cause: ReadCause,
    file: String,
    what: String,
    quote: Option<Box<Quote>>,
    way_out: String,
    readable: Option<(usize, usize)>,
}

/// Which sort of failure it was, for programs that react to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadCause {
    /// The system did not hand the file over.
    NotReadable,
    /// It is not a file of this format.
    NotThisFormat,
    /// It is a table whose columns do not tell what they mean: somebody has to say it.
    NeedsMapping,
    /// It was made for a version that this program does not know.
    NewerVersion,
    /// It is damaged, incomplete or contradicts itself.
    Broken,
    /// It is beyond one of the limits.
    TooLarge,
    /// The user cancelled.
    Cancelled,
}

impl ReadError {
    /// An error without a place in the file.
    #[must_use]
    pub fn new(cause: ReadCause, file: &str, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { cause, file: file.to_owned(), what: what.into(), quote: None, way_out: way_out.into(), readable: None }
    }

    /// The same error with the line of the file it is about.
    #[must_use]
    pub fn at(self, quote: Quote) -> Self {
        Self { quote: Some(Box::new(quote)), ..self }
    }

    /// The same error about the same place in other words.
    #[must_use]
    pub fn reworded(self, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { what: what.into(), way_out: way_out.into(), ..self }
    }

    /// The same error with the number of actors and links that stand before the damage and could be opened.
    #[must_use]
    pub fn with_readable_part(self, actors: usize, links: usize) -> Self {
        Self { readable: Some((actors, links)), ..self }
    }

    /// The number of actors and links that could be opened by themselves, marked incomplete.
    #[must_use]
    pub fn readable_part(&self) -> Option<(usize, usize)> {
        self.readable
    }

    /// The user cancelled.
    #[must_use]
    pub fn cancelled(file: &str) -> Self {
        Self::new(ReadCause::Cancelled, file, "Opening was cancelled.", "")
    }

    /// Which sort of failure it was.
    #[must_use]
    pub fn cause(&self) -> ReadCause {
        self.cause
    }

    /// The first line: which file could not be opened.
    #[must_use]
    pub fn headline(&self) -> String {
        format!("Could not open \"{}\".", super::quote::visible(&self.file))
    }

    /// What is wrong, without the file, the quoted line and the way out.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The line of the file, from 1, where there is one.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.quote.as_ref().map(|quote| quote.line)
    }

    /// The character within the line, from 1, where there is one.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.quote.as_ref().map(|quote| quote.column)
    }

    fn text(&self) -> String {
        let mut text = self.headline();
        let _ = write!(text, "\n{}", self.what);
        if let Some(quote) = &self.quote {
            let _ = write!(text, "\n\n{}\n", quote.lines());
        }
        if !self.way_out.is_empty() {
            let _ = write!(text, "\n{}", self.way_out);
        }
        if let Some((actors, links)) = self.readable {
            let _ = write!(
                text,
                "\nWhat stands before this place can be opened as a part, marked incomplete: {} and {}.",
                counted(actors, "actor"),
                counted(links, "link")
            );
        }
        text
    }
}

/// `1 actor`, `9,204 actors`.
#[must_use]
pub fn counted(number: usize, thing: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if number == 1 { format!("{grouped} {thing}") } else { format!("{grouped} {thing}s") }
}
