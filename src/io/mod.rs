//! Files in and out: one reader per format into a graph, a view and a report, and the one safe way to save. No windows, no
//! questions to the user, no layout.

mod carry;
mod colours;
mod digits;
mod disk;
mod draft;
mod effort;
mod encoding;
mod error;
mod export;
mod format;
mod graph_json;
mod guess;
mod input;
mod investigation;
mod journal;
mod json;
pub mod limits;
#[cfg(test)]
mod names_tests;
pub mod native;
mod options;
mod plain;
mod presence;
mod quote;
mod recognise;
mod save;
mod table;
mod testimony;
mod text_graph;
mod unpack;
mod xml;

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use disk::{Disk, DiskFile, FileFacts, RealDisk};
pub use error::{ReadCause, ReadError};
pub use export::{Exported, export_graph};
pub use format::Format;
pub use journal::{JOURNAL_ENDING, Journal, JournalRecords, journal_records, journals_in, read_abandoned};
pub use options::ReadOptions;
pub use presence::{Occupied, Presence};
pub use quote::Quote;
pub use save::{SaveError, SaveProblem, SaveStep, Saved, backup_path, save_bytes, save_native};
pub use table::{
    ColumnLook, ColumnName, ColumnRole, DateOrder, Delimiter, MappedColumn, Partner, QuoteMark, Rows, SheetLook,
    TableLook, TableMapping, look_at_table_file,
};
pub use testimony::{Role, Testimony};

use draft::Draft;
use format::Read;
use input::{Input, PASSES};
use recognise::{Clues, recognise};

use crate::model::{Graph, LoadReport, View, Warning};

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

/// What a reader makes of a file.
pub type ReadParts = (Graph, View, LoadReport);

/// Opens a file. Never changes it.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_path(path: &Path, progress: &mut Tell<'_>) -> Result<Opened, ReadError> {
    read_path_with(path, &ReadOptions::default(), progress)
}

/// Opens a file as the user asks for it. Never changes it.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_path_with(path: &Path, options: &ReadOptions, progress: &mut Tell<'_>) -> Result<Opened, ReadError> {
    let name = display_name(path);
    let bytes = read_file(path, &name, progress)?;
    let beside = |sibling: &str| {
        // Only plain names: a file must not make the program read elsewhere.
        let is_plain = Path::new(sibling).components().count() == 1 && display_name(Path::new(sibling)) == sibling;
        is_plain.then(|| read_file(&path.with_file_name(sibling), sibling, &mut |_| ControlFlow::Continue(())).ok())?
    };
    read_source(&name, &bytes, options, &mut |told| progress(told), &beside)
}

/// Reads bytes as the file `name`, whose ending may speak of the format.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Opened, ReadError> {
    read_bytes_with(name, bytes, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
}

/// Reads bytes as the file `name`, as the user asks for it.
///
/// # Errors
/// [`ReadError`] with the message for the user.
pub fn read_bytes_with(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut Tell<'_>,
) -> Result<Opened, ReadError> {
    read_source(name, bytes, options, &mut |told| progress(told), &|_| None)
}

fn read_source<'a>(
    name: &'a str,
    packed: &[u8],
    options: &'a ReadOptions,
    tell: &'a mut Tell<'a>,
    beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Opened, ReadError> {
    let sha256 = sha256(packed);
    let mut before = Vec::new();
    let bytes = if unpack::is_gzip(packed) {
        before.push(Warning::Unpacked { with: "gzip".to_owned() });
        Cow::Owned(unpack::gunzip(name, packed, tell)?)
    } else {
        Cow::Borrowed(packed)
    };
    let decoded = if guess::is_text(&bytes) { encoding::decode(&bytes) } else { encoding::no_text() };
    let clues = Clues::new(&bytes, &decoded.text);
    let format = options.format.or_else(|| recognise(name, &clues));
    let readable = format.filter(|format| format.is_native() || !guess::is_nothing(&bytes));
    let Some((format, read)) = readable.and_then(|format| Some((format, format.entry().read?))) else {
        let guess::Story { what, way_out } = guess::unknown(&bytes, &clues);
        return Err(ReadError::new(ReadCause::NotThisFormat, name, what, way_out));
    };
    before.extend(decoded.warnings);
    let mut input = Input::new(name, &bytes, &decoded.text, options, tell, beside);
    let (graph, view, mut report) = match read {
        Read::Whole(read) => read(&mut input)?,
        Read::Into(read) => read_into(read, &mut input)?,
    };
    report.put_before(before);
    Ok(Opened { graph, view, report, format, sha256 })
}

/// Reads into a draft; what stands before a damage is opened only where the user asked for it.
fn read_into(
    read: fn(&mut Input<'_>, &mut Draft) -> Result<(), ReadError>,
    input: &mut Input<'_>,
) -> Result<ReadParts, ReadError> {
    let mut draft = Draft::new();
    let outcome = read(input, &mut draft);
    if outcome.is_ok() {
        text_graph::rest_on_chunks(input, &mut draft);
    }
    if let Some(list) = draft.too_many_details() {
        return Err(input.too_many_details(list));
    }
    draft.testify(&input.options.testimony, input.name);
    match outcome {
        Ok(()) => draft.finish_watched(None, &mut || input.tell(2, input.bytes.len())),
        Err(error) if error.cause() == ReadCause::Broken && draft.actor_count() > 0 => {
            if input.options.partial {
                let what = Some(error.what().to_owned());
                return draft.finish_watched(what, &mut || input.tell(2, input.bytes.len()));
            }
            Err(error.with_readable_part(draft.actor_count(), draft.link_count()))
        }
        Err(error) => Err(error),
    }
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
