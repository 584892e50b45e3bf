//! What a reader kept, repaired or skipped, and where. The one place that writes these sentences.

use std::fmt;

/// Something a reader or writer tells about a file that it did read or write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Evidence points at a passage that is not in the file; the reference is kept.
    DanglingPassage {
        /// What the evidence is for: `actor "x"`, `link "y"`.
        owner: String,
        /// The passage's id.
        passage: String,
    },
    /// A passage points at a document that is not in the file; the reference is kept.
    DanglingDocument {
        /// The passage's id.
        passage: String,
        /// The document's id.
        document: String,
    },
    /// A passage's range does not lie in its document's text; it is kept and shows no words.
    RangeOutsideDocument {
        /// The passage's id.
        passage: String,
        /// Start and end as the file gives them.
        range: (u32, u32),
        /// Length of the text in characters; `None` where the document holds no text.
        length: Option<u32>,
    },
    /// A date is not EDTF; it is kept as text.
    DateNotUnderstood {
        /// Where it stands: `link "y"`.
        owner: String,
        /// The text.
        text: String,
    },
    /// A value is outside what the field can say; it is kept in the file and not shown.
    ValueNotUnderstood {
        /// Where it stands: `evidence of link "y"`.
        owner: String,
        /// The field.
        field: &'static str,
        /// The value as the file gives it.
        value: String,
    },
    /// The stance of evidence is not one of the two; it is kept in the file, and the evidence shows as supporting.
    StanceNotUnderstood {
        /// Where it stands: `evidence of link "y"`.
        owner: String,
        /// The value as the file gives it.
        value: String,
    },
    /// A whole number has more digits than the program can hold; the last ones are lost.
    NumberRounded {
        /// The number as the file gives it.
        number: String,
    },
    /// A column holds values that do not fit its declared type; all are kept as they are.
    MixedColumn {
        /// `actors` or `links`.
        list: &'static str,
        /// Name of the detail.
        column: String,
    },
    /// A field is not part of the format; it is kept and written back.
    UnknownField {
        /// Which sort of record.
        record: &'static str,
        /// The field.
        field: String,
    },
    /// The view speaks of an actor that is not in the file; that part is kept in the file and not shown.
    ViewOfUnknownActor {
        /// The actor's id.
        actor: String,
    },
    /// The file was made for a newer version; everything that is understood was read.
    NewerVersion {
        /// The version the file gives.
        version: String,
    },
    /// Something a format cannot hold was left out when writing.
    NotWritten {
        /// What, in words.
        what: String,
    },
}

impl Warning {
    /// A short name that programs can rely on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DanglingPassage { .. } => "dangling-passage",
            Self::DanglingDocument { .. } => "dangling-document",
            Self::RangeOutsideDocument { .. } => "range-outside-document",
            Self::DateNotUnderstood { .. } => "date-not-understood",
            Self::ValueNotUnderstood { .. } => "value-not-understood",
            Self::StanceNotUnderstood { .. } => "stance-not-understood",
            Self::NumberRounded { .. } => "number-rounded",
            Self::MixedColumn { .. } => "mixed-column",
            Self::UnknownField { .. } => "unknown-field",
            Self::ViewOfUnknownActor { .. } => "view-of-unknown-actor",
            Self::NewerVersion { .. } => "newer-version",
            Self::NotWritten { .. } => "not-written",
        }
    }

    /// Whether something of the file could not be taken over as it is. What is merely unknown and kept is no loss.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        match self {
            Self::NumberRounded { .. } | Self::NotWritten { .. } => true,
            Self::DanglingPassage { .. }
            | Self::DanglingDocument { .. }
            | Self::RangeOutsideDocument { .. }
            | Self::StanceNotUnderstood { .. }
            | Self::ViewOfUnknownActor { .. }
            | Self::DateNotUnderstood { .. }
            | Self::ValueNotUnderstood { .. }
            | Self::MixedColumn { .. }
            | Self::UnknownField { .. }
            | Self::NewerVersion { .. } => false,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DanglingPassage { owner, passage } => write!(
                f,
                "The evidence of {owner} points at passage \"{passage}\", which is not in this file. The reference is kept."
            ),
            Self::DanglingDocument { passage, document } => write!(
                f,
                "Passage \"{passage}\" points at document \"{document}\", which is not in this file. The reference is kept."
            ),
            Self::RangeOutsideDocument { passage, range: (start, end), length: Some(length) } => write!(
                f,
                "Passage \"{passage}\" runs from character {start} to {end}, but its document has {length} characters. It is \
                 kept and shows no words."
            ),
            Self::RangeOutsideDocument { passage, range: (start, end), length: None } => write!(
                f,
                "Passage \"{passage}\" runs from character {start} to {end} of a document whose text is not in this file. It \
                 is kept and shows no words."
            ),
            Self::DateNotUnderstood { owner, text } => {
                write!(
                    f,
                    "The date \"{text}\" of {owner} is not an EDTF date such as 2007-03 or 2007/2009. It is kept as text."
                )
            }
            Self::ValueNotUnderstood { owner, field, value } => {
                write!(f, "The {field} \"{value}\" of {owner} is not one that Linklore knows. It is kept in the file.")
            }
            Self::StanceNotUnderstood { owner, value } => write!(
                f,
                "The stance \"{value}\" of {owner} is neither \"supports\" nor \"contradicts\". It is kept in the file and \
                 shows as supporting: read the passage."
            ),
            Self::NumberRounded { number } => write!(
                f,
                "The number {number} has more digits than Linklore can hold; the last ones are lost. Write it as text, in \
                 quotes, to keep them."
            ),
            Self::MixedColumn { list, column } => {
                write!(f, "The detail \"{column}\" of {list} holds values of several sorts. Each is kept as it is.")
            }
            Self::UnknownField { record, field } => {
                write!(f, "Linklore does not know the field \"{field}\" of {record}. It is kept and written back.")
            }
            Self::ViewOfUnknownActor { actor } => {
                write!(f, "The view speaks of actor \"{actor}\", which is not in this file. It is kept there.")
            }
            Self::NewerVersion { version } => write!(
                f,
                "The file was written for version {version} of the format. Everything that this version knows was read."
            ),
            Self::NotWritten { what } => write!(f, "Not written: {what}."),
        }
    }
}

/// A warning with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line of the file, from 1; `None` where it has no line.
    pub line: Option<u32>,
    /// What there is to say.
    pub warning: Warning,
}

/// Everything a reader has to say about a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    notes: Vec<Note>,
    counts: Vec<(&'static str, usize)>,
}

/// How many notes of one code are kept one by one; the rest are counted.
pub const NOTES_KEPT_PER_CODE: usize = 1000;

impl LoadReport {
    /// Adds a warning.
    pub fn push(&mut self, line: Option<u32>, warning: Warning) {
        let code = warning.code();
        let seen = if let Some((_, count)) = self.counts.iter_mut().find(|(counted, _)| *counted == code) {
            *count += 1;
            *count
        } else {
            self.counts.push((code, 1));
            1
        };
        if seen <= NOTES_KEPT_PER_CODE {
            self.notes.push(Note { line, warning });
        }
    }

    /// The notes that were kept.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Number of warnings, kept or only counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Whether something was lost.
    #[must_use]
    pub fn has_losses(&self) -> bool {
        self.notes.iter().any(|note| note.warning.is_loss())
    }

    /// The first note of each code with the number of notes of that code, in order of appearance.
    #[must_use]
    pub fn by_code(&self) -> Vec<(&Note, usize)> {
        let first_of = |code| self.notes.iter().find(|note| note.warning.code() == code);
        self.counts.iter().filter_map(|&(code, count)| Some((first_of(code)?, count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_warning_is_counted() {
        let mut report = LoadReport::default();
        for line in 0..NOTES_KEPT_PER_CODE + 5 {
            let warning = Warning::UnknownField { record: "an actor", field: "x".into() };
            report.push(u32::try_from(line).ok(), warning);
        }
        assert_eq!(report.notes().len(), NOTES_KEPT_PER_CODE);
        assert_eq!(report.len(), NOTES_KEPT_PER_CODE + 5);
        assert_eq!(report.by_code()[0].1, NOTES_KEPT_PER_CODE + 5);
    }
}
