//! The records of a graph: actor, link, document, passage. Plain data; relations between them live in `Graph`.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::seldom::Blank;
use super::{Basis, DocumentIx, Evidence, Name, Reliability, Rest, Seldom, Short, Stance, When};

/// Somebody or something that can be linked: a person, group, state, place or event.
///
/// Details of an actor are cells of the graph's actor columns, see [`super::Columns`]. What few actors have is in
/// [`ActorMore`] and is read as if it were a field: `actor.note`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The id of the file, unique among actors. Never changes.
    pub key: Short,
    /// The name shown.
    pub label: Name,
    /// The type: `person`, `armed group`, …; empty where the file does not tell.
    pub kind: Short,
    /// What else the file says about it.
    pub more: Seldom<ActorMore>,
}

/// What few actors have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActorMore {
    /// Other names, spellings and scripts.
    pub aliases: Vec<String>,
    /// A remark.
    pub note: String,
    /// The passages this actor rests on.
    pub evidence: Vec<Evidence>,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Rest,
}

impl Actor {
    /// The label, then every alias: the names by which a text may mention the actor.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// What a link says about two actors. Its ends are in [`super::Graph::ends`]; its details are cells of the graph's link
/// columns. What few links have is in [`LinkMore`] and is read as if it were a field: `link.note`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The id of the file, unique among links. Never changes.
    pub key: Short,
    /// The type: `leads`, `brother of`, …; empty where the file does not tell.
    pub kind: Short,
    /// Whether the link runs from its source to its target (`true`) or is mutual (`false`).
    pub directed: bool,
    /// Strength, if the file gives one. Always finite.
    pub weight: Option<f64>,
    /// What else the file says about it.
    pub more: Seldom<LinkMore>,
}

/// What few links have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinkMore {
    /// When it held.
    pub when: Option<When>,
    /// A remark.
    pub note: String,
    /// The passages this link rests on.
    pub evidence: Vec<Evidence>,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Rest,
}

macro_rules! has_more {
    ($($record:ty: $more:ident { $($field:ident: $empty:expr),* }),*) => { $(
        impl Blank for $more {
            fn blank() -> &'static Self {
                static BLANK: $more = $more { $($field: $empty),* };
                &BLANK
            }
        }

        impl Deref for $record {
            type Target = $more;

            fn deref(&self) -> &$more {
                &self.more
            }
        }

        impl DerefMut for $record {
            fn deref_mut(&mut self) -> &mut $more {
                &mut self.more
            }
        }
    )* };
}

has_more!(
    Actor: ActorMore { aliases: Vec::new(), note: String::new(), evidence: Vec::new(), extras: Rest::NONE },
    Link: LinkMore { when: None, note: String::new(), evidence: Vec::new(), extras: Rest::NONE }
);

impl Link {
    /// The firmest basis among the supporting evidence; `None` where none is given.
    #[must_use]
    pub fn firmest_basis(&self) -> Option<Basis> {
        self.evidence
            .iter()
            .filter(|evidence| evidence.stance == Stance::Supports)
            .filter_map(|evidence| evidence.basis)
            .min()
    }

    /// Whether at least one passage supports the link.
    #[must_use]
    pub fn is_sourced(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.stance == Stance::Supports)
    }

    /// Whether at least one passage contradicts the link.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.stance == Stance::Contradicts)
    }
}

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The id of the file, unique among documents.
    pub key: String,
    /// Title.
    pub title: String,
    /// Author or authors, as printed.
    pub author: String,
    /// Publisher.
    pub publisher: String,
    /// Date of publication (EDTF).
    pub published: Option<When>,
    /// When it was retrieved (EDTF).
    pub retrieved: Option<When>,
    /// Where it is on the web. Opened only when the user clicks it.
    pub url: String,
    /// Where it is on disk.
    pub path: String,
    /// SHA-256 of the original, in hexadecimal.
    pub sha256: String,
    /// Language (BCP 47).
    pub language: String,
    /// Reliability by the Admiralty code.
    pub reliability: Option<Reliability>,
    /// A remark.
    pub note: String,
    /// The text itself, where we hold it.
    pub text: Option<String>,
    /// Passages point at this document, but the file does not hold it. Such a stand-in is never written.
    pub missing: bool,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Rest,
}

/// A stretch of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The id of the file, unique among passages.
    pub key: String,
    /// The document it is part of; `None` only for a stand-in (`missing`).
    pub document: Option<DocumentIx>,
    /// Where it stands in the text.
    pub range: Option<TextRange>,
    /// The page, as printed (`12`, `iv`).
    pub page: String,
    /// The paragraph, as counted or named by the file.
    pub paragraph: String,
    /// The words themselves, where there is no range into a text we hold.
    pub quote: String,
    /// What it says, in other words.
    pub paraphrase: String,
    /// Language (BCP 47), where it differs from the document's.
    pub language: String,
    /// A translation of the words.
    pub translation: String,
    /// Evidence points at this passage, but the file does not hold it. Such a stand-in is never written.
    pub missing: bool,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Rest,
}

impl Passage {
    /// An empty passage of that key.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            document: None,
            range: None,
            page: String::new(),
            paragraph: String::new(),
            quote: String::new(),
            paraphrase: String::new(),
            language: String::new(),
            translation: String::new(),
            missing: false,
            extras: Rest::NONE,
        }
    }
}

/// A stretch of a text in Unicode scalar values (not bytes); `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextRange {
    /// The first scalar value.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl TextRange {
    /// The same stretch in bytes of `text`; `None` where it is empty, reversed or reaches past the end.
    #[must_use]
    pub fn to_bytes(self, text: &str) -> Option<std::ops::Range<usize>> {
        if self.start >= self.end {
            return None;
        }
        let mut starts = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
        let start = starts.nth(self.start as usize)?;
        let end = starts.nth((self.end - self.start - 1) as usize)?;
        Some(start..end)
    }

    /// The stretch of scalar values that `bytes` covers. Both ends must be character boundaries of `text`.
    #[must_use]
    pub fn from_bytes(text: &str, bytes: std::ops::Range<usize>) -> Self {
        let count = |piece: &str| u32::try_from(piece.chars().count()).expect("a text is shorter than 2^32 characters");
        let start = count(&text[..bytes.start]);
        Self { start, end: start + count(&text[bytes]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_and_links_with_nothing_more_are_small() {
        assert_eq!((size_of::<Actor>(), size_of::<Link>()), (64, 64));
        let link = Link { more: LinkMore { note: "seen".into(), ..LinkMore::default() }.into(), ..Link::default() };
        assert_eq!((link.note.as_str(), link.evidence.len()), ("seen", 0));
    }

    #[test]
    fn a_range_counts_scalar_values_not_bytes() {
        let text = "a سلمى z";
        let range = TextRange { start: 2, end: 6 };
        let bytes = range.to_bytes(text).expect("inside the text");
        assert_eq!(&text[bytes.clone()], "سلمى");
        assert_eq!(TextRange::from_bytes(text, bytes), range);
    }

    #[test]
    fn a_range_past_the_end_or_reversed_is_none() {
        assert_eq!(TextRange { start: 0, end: 3 }.to_bytes("abc"), Some(0..3));
        assert_eq!(TextRange { start: 0, end: 4 }.to_bytes("abc"), None);
        assert_eq!(TextRange { start: 4, end: 5 }.to_bytes("abc"), None);
        assert_eq!(TextRange { start: 2, end: 2 }.to_bytes("abc"), None);
        assert_eq!(TextRange { start: 2, end: 1 }.to_bytes("abc"), None);
    }
}
