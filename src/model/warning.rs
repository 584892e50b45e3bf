//! What there is to say about a file that was read or written, sort by sort, and the sentence for each. The one place that
//! writes these sentences.

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
    /// The view speaks of a link that is not in the file; that part is kept in the file and not shown.
    ViewOfUnknownLink {
        /// The link's id.
        link: String,
    },
    /// The file was made for a newer version; everything that is understood was read.
    NewerVersion {
        /// The version the file gives.
        version: String,
    },
    /// A link names an actor that the file does not describe; the actor was made, and is marked.
    Undeclared {
        /// The actor's id.
        actor: String,
    },
    /// An id is there twice among the actors; the second record was merged into the first.
    MergedActor {
        /// The actor's id.
        actor: String,
    },
    /// Two records that were merged say different things; the first stands.
    NotMerged {
        /// Whose: `actor "x"`.
        owner: String,
        /// The field.
        field: String,
        /// The value that was not taken.
        value: String,
    },
    /// An id is there twice among the links; the second link got another one.
    RenamedLink {
        /// The id that was taken.
        link: String,
        /// The id it has now.
        now: String,
    },
    /// A record could not be taken over at all.
    Skipped {
        /// Which record, with its reason, as a sentence without the full stop: `The link on this line has no target`.
        what: String,
    },
    /// A part of the file that Linklore has no place for was left out.
    LeftOut {
        /// What, as a noun phrase: `the bends of links`.
        what: String,
    },
    /// A mistake in the file whose meaning is plain; what was meant was read.
    Repaired {
        /// What was wrong and how it was read, as a sentence without the full stop.
        what: String,
    },
    /// Something was kept in another shape than the file has it.
    Reshaped {
        /// What and how, as a sentence without the full stop: `Hyperedge "h" became an actor with 3 links`.
        what: String,
    },
    /// The file does not say what a part of it means; a likely meaning was chosen.
    Guessed {
        /// What was taken for what, as a sentence without the full stop.
        what: String,
    },
    /// The text was not in UTF-8.
    Encoding {
        /// The encoding it was read in.
        name: String,
        /// Whether the file itself says so; otherwise it was guessed.
        declared: bool,
    },
    /// Bytes that mean nothing in the encoding of the file became replacement characters.
    UndecodableBytes {
        /// The encoding it was read in.
        encoding: String,
    },
    /// The file was packed.
    Unpacked {
        /// With what: `gzip`.
        with: String,
    },
    /// The file holds several graphs; one was read.
    OtherGraphs {
        /// The number of the one that was read, from 1.
        read: usize,
        /// How many there are.
        count: usize,
    },
    /// Places were given in a unit in which actors would cover or lose each other; all were multiplied by one number.
    PlacesScaled {
        /// The number, as text.
        factor: String,
    },
    /// The file is damaged; only what stands before the damage was read.
    Incomplete {
        /// What is wrong, as a sentence.
        why: String,
    },
    /// Something a format cannot hold was left out when writing.
    NotWritten {
        /// What, in words.
        what: String,
    },
}

impl Warning {
    /// Whether it is mostly said of a whole file, in words of its own, rather than of each record that it is true of.
    #[must_use]
    pub fn is_about_the_file(&self) -> bool {
        matches!(self, Self::LeftOut { .. } | Self::Reshaped { .. } | Self::Guessed { .. } | Self::NotWritten { .. })
    }

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
            Self::ViewOfUnknownLink { .. } => "view-of-unknown-link",
            Self::NewerVersion { .. } => "newer-version",
            Self::Undeclared { .. } => "undeclared-actor",
            Self::MergedActor { .. } => "merged-actor",
            Self::NotMerged { .. } => "not-merged",
            Self::RenamedLink { .. } => "renamed-link",
            Self::Skipped { .. } => "skipped",
            Self::LeftOut { .. } => "left-out",
            Self::Repaired { .. } => "repaired",
            Self::Reshaped { .. } => "reshaped",
            Self::Guessed { .. } => "guessed",
            Self::Encoding { .. } => "encoding",
            Self::UndecodableBytes { .. } => "undecodable-bytes",
            Self::Unpacked { .. } => "unpacked",
            Self::OtherGraphs { .. } => "other-graphs",
            Self::PlacesScaled { .. } => "places-scaled",
            Self::Incomplete { .. } => "incomplete",
            Self::NotWritten { .. } => "not-written",
        }
    }

    /// Whether something of the file could not be taken over as it is. What is merely unknown and kept is no loss.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        match self {
            Self::NumberRounded { .. }
            | Self::NotWritten { .. }
            | Self::NotMerged { .. }
            | Self::Skipped { .. }
            | Self::LeftOut { .. }
            | Self::UndecodableBytes { .. }
            | Self::OtherGraphs { .. }
            | Self::Incomplete { .. } => true,
            Self::DanglingPassage { .. }
            | Self::DanglingDocument { .. }
            | Self::RangeOutsideDocument { .. }
            | Self::StanceNotUnderstood { .. }
            | Self::ViewOfUnknownActor { .. }
            | Self::ViewOfUnknownLink { .. }
            | Self::DateNotUnderstood { .. }
            | Self::ValueNotUnderstood { .. }
            | Self::MixedColumn { .. }
            | Self::UnknownField { .. }
            | Self::NewerVersion { .. }
            | Self::Undeclared { .. }
            | Self::MergedActor { .. }
            | Self::RenamedLink { .. }
            | Self::Repaired { .. }
            | Self::Reshaped { .. }
            | Self::Guessed { .. }
            | Self::Encoding { .. }
            | Self::Unpacked { .. }
            | Self::PlacesScaled { .. } => false,
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
            Self::ViewOfUnknownLink { link } => {
                write!(f, "The view speaks of link \"{link}\", which is not in this file. It is kept there.")
            }
            Self::NewerVersion { version } => write!(
                f,
                "The file was written for version {version} of the format. Everything that this version knows was read."
            ),
            Self::Undeclared { actor } => write!(
                f,
                "Links name \"{actor}\", which the file does not describe. It was made an actor, marked \"undeclared\"."
            ),
            Self::MergedActor { actor } => {
                write!(f, "Actor \"{actor}\" is described more than once. The descriptions were merged into one actor.")
            }
            Self::NotMerged { owner, field, value } => write!(
                f,
                "A second description of {owner} gives \"{value}\" as its {field}. The first one stands; this one is not kept."
            ),
            Self::RenamedLink { link, now } => {
                write!(f, "The id \"{link}\" is used by more than one link. This one is now \"{now}\".")
            }
            Self::Skipped { what } => write!(f, "{what}. It was skipped."),
            Self::LeftOut { what } => write!(f, "Linklore has no place for {what}. This was left out."),
            Self::Repaired { what } | Self::Reshaped { what } | Self::Guessed { what } => write!(f, "{what}."),
            Self::Encoding { name, declared: true } => write!(f, "The text is in {name}, as the file says."),
            Self::Encoding { name, declared: false } => {
                write!(
                    f,
                    "The text is not UTF-8. It was read as {name}, which is a guess: look at letters with accents."
                )
            }
            Self::UndecodableBytes { encoding } => {
                write!(f, "Some bytes mean nothing in {encoding}. They are shown as \u{fffd}.")
            }
            Self::Unpacked { with } => write!(f, "The file is packed with {with}. It was unpacked while reading."),
            Self::OtherGraphs { read, count } => {
                write!(f, "The file holds {count} graphs. This is number {read}; the others were not read.")
            }
            Self::PlacesScaled { factor } => write!(
                f,
                "The places of actors were multiplied by {factor}, so that the actors neither cover nor lose each other."
            ),
            Self::Incomplete { why } => write!(f, "Only a part of the file was read. {why}"),
            Self::NotWritten { what } => write!(f, "Not written: {what}."),
        }
    }
}
