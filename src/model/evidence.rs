//! What a statement rests on: evidence, its basis, stance and grade. No text and no files here.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{PassageIx, Rest};

/// "This passage supports (or contradicts) this actor or link."
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The passage that is pointed at.
    pub passage: PassageIx,
    /// Whether the passage speaks for or against the statement.
    pub stance: Stance,
    /// How the passage comes to say so; `None` where the file does not tell.
    pub basis: Option<Basis>,
    /// How likely the statement is to be true, judged apart from who says it.
    pub credibility: Option<Credibility>,
    /// A remark of the analyst.
    pub note: String,
    /// When the evidence was added, as the file writes it (EDTF).
    pub added: String,
    /// Who added it.
    pub by: String,
    /// Fields of the file that Linklore does not know; written back as they came.
    pub extras: Rest,
}

impl Evidence {
    /// Evidence that supports, with nothing else said about it.
    #[must_use]
    pub fn supporting(passage: PassageIx) -> Self {
        Self {
            passage,
            stance: Stance::Supports,
            basis: None,
            credibility: None,
            note: String::new(),
            added: String::new(),
            by: String::new(),
            extras: Rest::NONE,
        }
    }
}

/// Whether a passage speaks for or against a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stance {
    /// The passage says so.
    #[default]
    Supports,
    /// The passage says otherwise.
    Contradicts,
}

/// How a passage comes to say what it says. Ordered from the firmest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The document itself states it.
    Stated,
    /// A person whom the document quotes claims it.
    Claimed,
    /// The document reports it as uncertain.
    Thought,
    /// The document expects it to happen.
    Forecast,
    /// Both are only named in the same place.
    MentionedTogether,
    /// A program concluded it.
    Inferred,
    /// The analyst concluded it.
    Analyst,
}

impl Basis {
    /// Every basis, from the firmest to the weakest.
    pub const ALL: [Self; 7] = [
        Self::Stated,
        Self::Claimed,
        Self::Thought,
        Self::Forecast,
        Self::MentionedTogether,
        Self::Inferred,
        Self::Analyst,
    ];

    /// The word for it, on screen and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Claimed => "claimed",
            Self::Thought => "thought",
            Self::Forecast => "forecast",
            Self::MentionedTogether => "mentioned together",
            Self::Inferred => "inferred",
            Self::Analyst => "analyst",
        }
    }

    /// The basis of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.name() == name)
    }

    /// What it means, as a sentence for a tooltip.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Stated => "The document itself states it.",
            Self::Claimed => "A person whom the document quotes claims it.",
            Self::Thought => "The document reports it as uncertain.",
            Self::Forecast => "The document expects it to happen.",
            Self::MentionedTogether => "Both are only named in the same place.",
            Self::Inferred => "A program concluded it.",
            Self::Analyst => "An analyst concluded it.",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reliability of a document by the Admiralty code (NATO AJP-2.1): `A` completely reliable … `E` unreliable, `F` cannot
/// be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Reliability {
    /// Every reliability, best first; `F` (cannot be judged) last.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The letter.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }

    /// The reliability of that letter, `A` to `F`.
    #[must_use]
    pub fn from_letter(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reliability| text.len() == 1 && text.starts_with(reliability.letter()))
    }

    /// What the letter means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }
}

/// Credibility of a statement by the Admiralty code: 1 confirmed … 5 improbable, 6 cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Credibility(u8);

impl Credibility {
    /// The credibility of that number, if it is 1 to 6.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=6).contains(&number).then_some(Self(number))
    }

    /// The number, 1 to 6.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// What the number means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self.0 {
            1 => "confirmed by others",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "truth cannot be judged",
        }
    }
}

/// Admiralty grade: the document's reliability and the evidence's credibility, either of which may be missing.
///
/// Printed `B2`; a missing half is printed as `–`, and a grade with neither prints as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Grade {
    /// Reliability of the document.
    pub reliability: Option<Reliability>,
    /// Credibility of the statement.
    pub credibility: Option<Credibility>,
}

impl Grade {
    /// Whether neither half is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.reliability.is_none() && self.credibility.is_none()
    }

    /// What the grade means, in words for a tooltip.
    #[must_use]
    pub fn meaning(self) -> String {
        let reliability = self.reliability.map_or("reliability not judged", Reliability::meaning);
        let credibility = self.credibility.map_or("truth not judged", Credibility::meaning);
        format!("Document: {reliability}. Statement: {credibility}.")
    }

    /// A key that sorts the best grade first; what cannot be judged or is not given comes last.
    #[must_use]
    pub fn rank(self) -> (u8, u8) {
        let reliability = self.reliability.map_or(7, |reliability| reliability as u8);
        let credibility = self.credibility.map_or(7, Credibility::number);
        (credibility, reliability)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return Ok(());
        }
        match self.reliability {
            Some(reliability) => write!(f, "{}", reliability.letter())?,
            None => f.write_str("–")?,
        }
        match self.credibility {
            Some(credibility) => write!(f, "{}", credibility.number()),
            None => f.write_str("–"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_prints_as_letter_and_number_and_shows_a_missing_half() {
        let grade = |reliability, credibility| Grade { reliability, credibility }.to_string();
        assert_eq!(grade(Some(Reliability::B), Credibility::new(2)), "B2");
        assert_eq!(grade(Some(Reliability::B), None), "B–");
        assert_eq!(grade(None, Credibility::new(6)), "–6");
        assert_eq!(grade(None, None), "");
    }

    #[test]
    fn names_read_back() {
        for basis in Basis::ALL {
            assert_eq!(Basis::from_name(basis.name()), Some(basis));
        }
        for reliability in Reliability::ALL {
            assert_eq!(Reliability::from_letter(&reliability.letter().to_string()), Some(reliability));
        }
        assert_eq!(Reliability::from_letter("AB"), None);
        assert_eq!(Credibility::new(0), None);
        assert_eq!(Credibility::new(7), None);
    }
}
