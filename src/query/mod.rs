//! Questions in a small language, `type:person degree>5 when:2014 passage:"air support"`: which actors and links fit one. The
//! words of it are read in `parse`, its fields listed in `field`, its answer worked out in `answer`.

mod answer;
mod complete;
mod facets;
mod facts;
mod field;
mod parse;
pub mod paths;
mod sift;
mod subject;
mod values;
pub mod walk;
mod weakest;

use std::ops::Range;

pub use answer::{Answer, Ground};
pub use complete::{Suggestion, suggestions};
pub use facets::{Facet, facets, remaining};
use facts::Facts;
pub use facts::within_steps;
pub use field::{FIELDS, FieldHelp, IS_WORDS};
use parse::Node;
pub use sift::{sift, sift_also};
pub use subject::Subject;
pub use weakest::{percent, weakest_findings, weakest_links};

/// A question that was understood as far as its grammar goes; whether its fields exist is seen when it is answered.
///
/// Terms that stand side by side must all fit; `or` (or `|`) joins alternatives and binds less; `-` or `not` turns what follows
/// round; parentheses group. A term is `field:value` (contains, is, overlaps), `field=value` (exactly), `field!=value`, or
/// `field>value` with `>=`, `<`, `<=`; several values with commas are alternatives, `1..5` is from one to the other. A word
/// without a field is looked for in names, types and notes. Values and fields of several words stand in quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    root: Node,
}

/// Why a text is no question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Misread {
    /// The bytes that could not be read.
    pub range: Range<usize>,
    /// What is wrong with them, as a sentence.
    pub message: String,
}

impl Question {
    /// Reads a text as a question.
    ///
    /// # Errors
    /// [`Misread`], with the place.
    pub fn new(text: &str) -> Result<Self, Misread> {
        parse::read(text).map(|root| Self { root })
    }

    /// Whether a text is meant as a question: it names a field. Anything else is words to be looked for, whatever signs are among
    /// them.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        parse::names_a_field(text)
    }

    /// Which actors and links fit.
    ///
    /// # Errors
    /// [`Misread`] where a field is unknown or a value is none for it.
    pub fn answer(&self, ground: &Ground<'_>) -> Result<Answer, Misread> {
        answer::answer(&self.root, ground, &Facts::default())
    }

    /// The same, with what other questions of the same graph worked out before.
    fn answer_knowing(&self, ground: &Ground<'_>, facts: &Facts) -> Result<Answer, Misread> {
        answer::answer(&self.root, ground, facts)
    }
}
