//! Spreadsheet files as sheets: what their cells hold, within limits. How each of the two formats says it is in `ods.rs` and
//! `xlsx.rs`; which sheet holds the graph is decided elsewhere.

mod dates;
mod ods;
mod parts;
mod sheet;
mod xlsx;
mod xlsx_cells;

pub use dates::civil;

use super::walk::Sheet;
use crate::io::error::{ReadCause, ReadError};
use crate::io::guess;
use crate::io::input::Input;
use crate::io::recognise::Clues;

use parts::Parts;
use sheet::Room;

/// The sort of spreadsheet that bytes are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// Office Open XML (ECMA-376), as Excel writes it.
    Xlsx,
    /// OpenDocument (ISO/IEC 26300), as LibreOffice writes it.
    Ods,
}

impl Book {
    /// What bytes are by the names at their beginning and at their end.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(b"PK\x03\x04") {
            return None;
        }
        let head = &bytes[..bytes.len().min(64 * 1024)];
        let tail = &bytes[bytes.len().saturating_sub(64 * 1024)..];
        let has = |name: &[u8]| [head, tail].iter().any(|part| memchr::memmem::find(part, name).is_some());
        if has(b"opendocument.spreadsheet") {
            return Some(Self::Ods);
        }
        has(b"xl/workbook").then_some(Self::Xlsx)
    }
}

/// The sheets of a file in order; those that people do not see are empty.
///
/// # Errors
/// Where the file is damaged, or beyond a limit, or the user cancelled.
pub fn sheets(input: &mut Input<'_>) -> Result<Vec<Sheet>, ReadError> {
    let Some(book) = Book::of(input.bytes) else {
        let guess::Story { what, way_out } = guess::unknown(input.bytes, &Clues::new(input.bytes, input.text));
        return Err(ReadError::new(ReadCause::NotThisFormat, input.name, what, way_out));
    };
    let mut parts = Parts::open(input)?;
    let mut room = Room::of(input.name, input.bytes.len());
    match book {
        Book::Xlsx => xlsx::sheets(input, &mut parts, &mut room),
        Book::Ods => ods::sheets(input, &mut parts, &mut room),
    }
}
