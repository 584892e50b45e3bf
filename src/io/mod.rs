//! Files in and out: one reader per format into `(Graph, View, LoadReport)`, and the one safe way to save. No windows, no
//! questions to the user, no layout.

mod disk;
mod error;
mod guess;
mod json;
pub mod limits;
pub mod native;
mod quote;
mod save;

use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use disk::{Disk, DiskFile, FileFacts, RealDisk};
pub use error::{ReadCause, ReadError};
pub use quote::Quote;
pub use save::{SaveError, SaveProblem, SaveStep, Saved, backup_path, save_bytes, save_native};

use crate::model::{Graph, LoadReport, View};

/// A file that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Who is linked to whom.
    pub graph: Graph,
    /// What was decided about the picture.
    pub view: View,
    /// What was repaired or could not be understood.
    pub report: LoadReport,
    /// The format it was read as.
    pub format: Format,
    /// SHA-256 of the bytes that were read: what [`save_bytes`] compares before it replaces the file.
    pub sha256: [u8; 32],
}

/// How far opening a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Work done, in bytes; every byte of the file counts once for reading, once for checking and once for understanding.
    pub done_bytes: u64,
    /// All work. Zero where the size is not known.
    pub total_bytes: u64,
}

impl Progress {
    /// From 0 to 1.
    #[must_use]
    pub fn fraction(self) -> f32 {
        if self.total_bytes == 0 { 0.0 } else { (self.done_bytes as f64 / self.total_bytes as f64).min(1.0) as f32 }
    }
}

/// Is told how far opening is; stops it with `ControlFlow::Break`.
pub type Tell<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// What a reader reads.
pub struct Source<'a> {
    /// The name of the file, for messages.
    pub name: &'a str,
    /// The bytes of the file.
    pub bytes: &'a [u8],
    tell: &'a mut Tell<'a>,
}

/// How often each byte counts in [`Progress`].
const PASSES: u64 = 3;

impl Source<'_> {
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

    fn tell_flow(&mut self, pass: u64, done: usize) -> ControlFlow<()> {
        let size = self.bytes.len() as u64;
        (self.tell)(Progress { done_bytes: pass * size + done as u64, total_bytes: PASSES * size })
    }
}

/// What a reader makes of a file.
pub type ReadParts = (Graph, View, LoadReport);

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Linklore's own: everything the program knows.
    Native,
}

type ReadFn = fn(&mut Source<'_>) -> Result<ReadParts, ReadError>;
type WriteFn = fn(&Graph, &View, &mut dyn std::io::Write) -> std::io::Result<LoadReport>;

struct Entry {
    name: &'static str,
    extensions: &'static [&'static str],
    holds: &'static str,
    read: Option<ReadFn>,
    write: Option<WriteFn>,
}

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub const ALL: [Self; 1] = [Self::Native];

    fn entry(self) -> &'static Entry {
        match self {
            Self::Native => &Entry {
                name: "Linklore",
                extensions: &["linklore"],
                holds: "everything: actors, links, documents with their text, passages, evidence, details, the view",
                read: Some(native::read),
                write: Some(|graph, view, out| {
                    native::write_native(graph, view, out)?;
                    Ok(LoadReport::default())
                }),
            },
        }
    }

    /// The name of the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The endings of its files, without the dot, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.entry().extensions
    }

    /// Whether its files can be opened.
    #[must_use]
    pub fn can_read(self) -> bool {
        self.entry().read.is_some()
    }

    /// Whether files of it can be written.
    #[must_use]
    pub fn can_write(self) -> bool {
        self.entry().write.is_some()
    }

    /// What it can hold, in a few words.
    #[must_use]
    pub fn holds(self) -> &'static str {
        self.entry().holds
    }

    /// The format that the ending of a file name speaks of.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension)))
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
        self.entry().write.map(|write| write(graph, view, out))
    }
}

/// Opens a file. Never changes it.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_path(path: &Path, progress: &mut Tell<'_>) -> Result<Opened, ReadError> {
    let name = display_name(path);
    let bytes = read_file(path, &name, progress)?;
    read_source(Source { name: &name, bytes: &bytes, tell: &mut |told| progress(told) })
}

/// Reads bytes as the file `name`, whose ending speaks of the format.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Opened, ReadError> {
    read_source(Source { name, bytes, tell: &mut |_| ControlFlow::Continue(()) })
}

fn read_source(mut source: Source<'_>) -> Result<Opened, ReadError> {
    let sha256 = sha256(source.bytes);
    let format = Format::from_path(Path::new(source.name)).unwrap_or(Format::Native);
    let read = format.entry().read.ok_or_else(|| {
        let what = format!("Linklore writes files in the format {}, but does not read them.", format.name());
        ReadError::new(ReadCause::NotThisFormat, source.name, what, "\"linklore formats\" lists what can be read.")
    })?;
    let (graph, view, report) = read(&mut source)?;
    Ok(Opened { graph, view, report, format, sha256 })
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The name of a file as messages give it: without its folders.
#[must_use]
pub fn display_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

const CHUNK_BYTES: usize = 1 << 20;

fn read_file(path: &Path, name: &str, progress: &mut Tell<'_>) -> Result<Vec<u8>, ReadError> {
    let not_readable = |error: &std::io::Error| {
        use std::io::ErrorKind::{NotFound, PermissionDenied};
        let place = path.display();
        let (what, way_out) = match error.kind() {
            NotFound => (
                "There is no such file.".to_owned(),
                format!("Check that it was not moved, renamed or deleted. It was looked for at {place}."),
            ),
            PermissionDenied => (
                "You are not allowed to read this file.".to_owned(),
                format!("Ask its owner for permission to read it, or copy it to a folder of yours. It is at {place}."),
            ),
            _ => (
                format!("The system could not read the file: {error}."),
                format!("Check the disk or the network drive that it is on, then try again. It is at {place}."),
            ),
        };
        ReadError::new(ReadCause::NotReadable, name, what, way_out)
    };
    let facts = std::fs::metadata(path).map_err(|error| not_readable(&error))?;
    if facts.is_dir() {
        let what = "This is a folder, not a file.";
        return Err(ReadError::new(ReadCause::NotReadable, name, what, "Choose a file inside it."));
    }
    if !facts.is_file() {
        let what = "This is a device or a pipe, not a file.";
        return Err(ReadError::new(ReadCause::NotReadable, name, what, "Save its contents to a file and open that."));
    }
    let size = facts.len();
    let too_large = |size: u64| {
        let what = format!(
            "The file is {} large. The limit is {}.",
            limits::bytes_in_words(size),
            limits::bytes_in_words(limits::FILE_BYTES)
        );
        ReadError::new(ReadCause::TooLarge, name, what, "Open a smaller part of the network.")
    };
    if size > limits::FILE_BYTES {
        return Err(too_large(size));
    }
    let mut file = File::open(path).map_err(|error| not_readable(&error))?;
    let mut bytes = Vec::with_capacity(size as usize);
    loop {
        let told = Progress { done_bytes: (bytes.len() as u64).min(size), total_bytes: PASSES * size };
        if progress(told).is_break() {
            return Err(ReadError::cancelled(name));
        }
        let read =
            file.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut bytes).map_err(|error| not_readable(&error))?;
        if bytes.len() as u64 > limits::FILE_BYTES {
            return Err(too_large(bytes.len() as u64));
        }
        if read == 0 {
            return Ok(bytes);
        }
    }
}
