//! The parts of a packed spreadsheet, unpacked one by one within limits: what the directory of an archive says of sizes need
//! not be true.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::io::encoding;
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::limits::{EXPANSION, FILE_BYTES, bytes_in_words};
use crate::io::quote::short;

/// What to do about a file that is not whole.
const AGAIN: &str =
    "Nothing was opened. Get the file again, or open it in a spreadsheet program and save it anew as .xlsx or CSV.";

/// What to do about a file that is too much.
pub const AS_CSV: &str =
    "Nothing was opened. If you trust the file, save the table that holds the graph as CSV and open that.";

/// How many bytes are unpacked between two looks at whether to go on.
const CHUNK_BYTES: u64 = 1 << 20;

/// The parts of a file.
pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names in lower case, once one was not found by its name as it is.
    lower: Option<HashMap<String, usize>>,
    /// How many bytes all parts may unpack to, and how many are left.
    most: u64,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// Where it is not there: mostly because the file is cut.
    pub fn open(input: &Input<'a>) -> Result<Self, ReadError> {
        let Ok(archive) = ZipArchive::new(Cursor::new(input.bytes)) else {
            let what = "The spreadsheet is not whole: it ends before the list of its parts, which stands at its end.";
            return Err(ReadError::new(ReadCause::Broken, input.name, what, AGAIN));
        };
        let most = FILE_BYTES.min((input.bytes.len() as u64).saturating_mul(EXPANSION).max(1 << 20));
        Ok(Self { archive, lower: None, most, left: most })
    }

    /// Reads a part; `None` where there is none of that name, in whatever letters.
    ///
    /// # Errors
    /// As `read` has them, in words about the part; where the part is damaged or beyond a limit, or the user cancelled.
    pub fn read<R>(
        &mut self,
        input: &mut Input<'_>,
        name: &str,
        read: impl FnOnce(&mut Input<'_>) -> Result<R, ReadError>,
    ) -> Result<Option<R>, ReadError> {
        let Some(index) = self.find(name) else { return Ok(None) };
        let bytes = self.unpack(input, index, name)?;
        let decoded = encoding::decode(&bytes);
        let file_name = input.name;
        let result = input.with_part(file_name, &bytes, &decoded.text, read);
        result.map(Some).map_err(|error| match error.cause() {
            ReadCause::Broken => {
                let what = format!("{}\n{}", damaged(name), error.what());
                error.reworded(what, AGAIN)
            }
            ReadCause::TooLarge if error.line().is_some() => {
                let what =
                    format!("The part \"{}\" of the spreadsheet is beyond a limit.\n{}", short(name), error.what());
                error.reworded(what, AS_CSV)
            }
            _ => error,
        })
    }

    /// The same for a part that must be there.
    ///
    /// # Errors
    /// As [`Self::read`], and where there is none of that name.
    pub fn must_read<R>(
        &mut self,
        input: &mut Input<'_>,
        name: &str,
        read: impl FnOnce(&mut Input<'_>) -> Result<R, ReadError>,
    ) -> Result<R, ReadError> {
        self.read(input, name, read)?.ok_or_else(|| missing(input, &format!("its part \"{}\"", short(name))))
    }

    /// Whether there is a part of that name which holds these bytes.
    pub fn holds(&mut self, input: &mut Input<'_>, name: &str, bytes: &[u8]) -> bool {
        let found = self.read(input, name, |part| Ok(memchr::memmem::find(part.bytes, bytes).is_some()));
        found.ok().flatten().unwrap_or(false)
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        if let Some(index) = self.archive.index_for_name(name) {
            return Some(index);
        }
        let lower = self.lower.get_or_insert_with(|| {
            let names = self.archive.file_names().enumerate();
            // A name that cannot be read is none that is looked for.
            let names = names.filter_map(|(index, name)| Some((index, name.ok()?)));
            names.map(|(index, name)| (name.replace('\\', "/").to_lowercase(), index)).collect()
        });
        lower.get(&name.to_lowercase()).copied()
    }

    fn unpack(&mut self, input: &mut Input<'_>, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let broken = || ReadError::new(ReadCause::Broken, input.name, damaged(name), AGAIN);
        let file = self.archive.by_index(index).map_err(|_of_the_library| broken())?;
        let mut file = file.take(self.left + 1);
        let mut bytes = Vec::new();
        loop {
            let read = file.by_ref().take(CHUNK_BYTES).read_to_end(&mut bytes).map_err(|_of_the_library| broken())?;
            if read == 0 {
                break;
            }
            input.tell(2, 0)?;
        }
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            let what = format!(
                "The spreadsheet unpacks to more than {}, from {}. The limit is {EXPANSION} times its size.",
                bytes_in_words(self.most),
                bytes_in_words(input.bytes.len() as u64)
            );
            return Err(ReadError::new(ReadCause::TooLarge, input.name, what, AS_CSV));
        };
        self.left = left;
        Ok(bytes)
    }
}

/// The error for a file that lacks something.
pub fn missing(input: &Input<'_>, what: &str) -> ReadError {
    let what = format!("The spreadsheet is not whole: {what} is missing.");
    ReadError::new(ReadCause::Broken, input.name, what, AGAIN)
}

fn damaged(part: &str) -> String {
    format!("The spreadsheet is damaged or incomplete: its part \"{}\" cannot be read.", short(part))
}
