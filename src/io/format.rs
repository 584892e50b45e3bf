//! The table of formats: what each is called, which endings it has, what it can hold, who reads and who writes it.

use std::fmt;
use std::path::Path;

use super::draft::Draft;
use super::error::ReadError;
use super::input::Input;
use super::recognise::{Clues, Likeness};
use super::{ReadParts, graph_json, investigation, native, plain, table, xml};
use crate::model::{Graph, LoadReport, View};

/// A file format.
#[derive(Clone, Copy)]
pub struct Format(&'static Entry);

/// What is known of a format. Each folder of readers has a list of these.
pub(super) struct Entry {
    /// A short name for scripts, unique and stable: `graphml`.
    pub id: &'static str,
    /// The name as people write it.
    pub name: &'static str,
    /// The endings of its files, without the dot, the usual one first. An ending may have several parts: `ftm.json`.
    pub extensions: &'static [&'static str],
    /// What it can hold, in a few words.
    pub holds: &'static str,
    /// Whether a file looks like this format, by its content alone.
    pub likeness: fn(&Clues<'_>) -> Likeness,
    /// How it is read.
    pub read: Option<Read>,
    /// How it is written.
    pub write: Option<WriteFn>,
}

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// Record by record into a draft; what came before a damage is in the draft.
    Into(fn(&mut Input<'_>, &mut Draft) -> Result<(), ReadError>),
    /// All or nothing.
    Whole(fn(&mut Input<'_>) -> Result<ReadParts, ReadError>),
}

/// A file that goes beside the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Companion {
    /// What stands in place of the last ending: `case.csv` with `actors.csv` is `case.actors.csv`.
    pub ending: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Writes a graph and its view; tells what the format cannot hold.
pub(super) type WriteFn = fn(&Graph, &View, &mut dyn std::io::Write) -> std::io::Result<LoadReport>;

/// The lists of all folders of readers, in the order in which formats are listed to people.
const FAMILIES: [&[Entry]; 6] =
    [&[native::FORMAT], xml::FORMATS, plain::FORMATS, table::FORMATS, graph_json::FORMATS, investigation::FORMATS];

impl Format {
    /// Linklore's own: everything the program knows.
    pub const NATIVE: Self = Self(&FAMILIES[0][0]);

    /// Every format, in the order in which they are listed to people.
    pub fn all() -> impl Iterator<Item = Self> {
        FAMILIES.into_iter().flatten().map(Self)
    }

    pub(super) fn entry(self) -> &'static Entry {
        self.0
    }

    /// Whether this is Linklore's own format.
    #[must_use]
    pub fn is_native(self) -> bool {
        self == Self::NATIVE
    }

    /// A short name for scripts, unique and stable.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The format of that short name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|format| format.id().eq_ignore_ascii_case(id))
    }

    /// The name of the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The endings of its files, without the dot, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.0.extensions
    }

    /// Whether its files can be opened.
    #[must_use]
    pub fn can_read(self) -> bool {
        self.0.read.is_some()
    }

    /// Whether files of it can be written.
    #[must_use]
    pub fn can_write(self) -> bool {
        self.0.write.is_some()
    }

    /// What it can hold, in a few words.
    #[must_use]
    pub fn holds(self) -> &'static str {
        self.0.holds
    }

    /// Whether a file name has one of the endings of the format.
    #[must_use]
    pub fn has_ending_of(self, path: &Path) -> bool {
        ending_of(self, path) > 0
    }

    /// The format to which a file of that name is written: the first with the longest ending that fits.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let mut best = None;
        for format in Self::all().filter(|format| format.can_write()) {
            let length = ending_of(format, path);
            if length > best.map_or(0, |(longest, _)| longest) {
                best = Some((length, format));
            }
        }
        best.map(|(_, format)| format)
    }

    /// Writes a graph and its view in this format; tells what the format cannot hold. `None` where it is only read.
    ///
    /// # Errors
    /// Where `out` fails, or a number is not finite.
    pub fn write(
        self,
        graph: &Graph,
        view: &View,
        out: &mut dyn std::io::Write,
    ) -> Option<std::io::Result<LoadReport>> {
        self.0.write.map(|write| write(graph, view, out))
    }
}

impl Format {
    /// The files that go beside the one that [`Format::write`] writes. Only tables are spread over several files.
    pub(super) fn companions(self, graph: &Graph, view: &View) -> std::io::Result<Vec<Companion>> {
        match self.id() {
            "csv" => table::companions(graph, view, false),
            "csv-safe" => table::companions(graph, view, true),
            _ => Ok(Vec::new()),
        }
    }
}

/// The length of the longest ending of a format that a name has; 0 where it has none of them.
fn ending_of(format: Format, path: &Path) -> usize {
    let Some(name) = path.file_name() else { return 0 };
    let name = name.to_string_lossy().to_ascii_lowercase();
    let fits = |ending: &&&str| name.strip_suffix(**ending).is_some_and(|stem| stem.ends_with('.'));
    format.extensions().iter().filter(fits).map(|ending| ending.len()).max().unwrap_or(0)
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn short_names_are_unique_and_endings_are_plain() {
        let mut ids = HashSet::new();
        for format in Format::all() {
            assert!(ids.insert(format.id()), "{format:?} is there twice");
            assert_eq!(Format::from_id(format.id()), Some(format));
            assert!(!format.extensions().is_empty(), "{format:?} has no ending");
            for ending in format.extensions() {
                assert!(!ending.starts_with('.') && *ending == ending.to_lowercase(), "{format:?}: {ending}");
            }
            assert!(format.can_read() || format.can_write(), "{format:?} can do nothing");
        }
    }

    #[test]
    fn the_ending_of_a_name_says_what_to_write() {
        assert_eq!(Format::from_path(Path::new("a/b.Linklore")), Some(Format::NATIVE));
        assert_eq!(Format::from_path(Path::new("linklore")), None);
        assert_eq!(Format::from_path(Path::new("a.unknown")), None);
    }
}
