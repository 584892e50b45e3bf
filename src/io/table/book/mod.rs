//! Spreadsheet files as sheets: what their cells hold, within limits. How each of the two formats says it is in `ods.rs` and
//! `xlsx.rs`; which sheet holds the graph is decided elsewhere.

mod dates;
mod merges;
mod ods;
mod parts;
mod sheet;
mod xlsx;
mod xlsx_cells;

pub use dates::civil;

use std::io::Cursor;

use zip::ZipArchive;

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
    /// What bytes are by the names of the files in the archive; of one without its directory, which is cut, by the names that
    /// stand at its beginning and at its end.
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
        if !has(b"xl/workbook") {
            return None;
        }
        // Documents and archives may hold a workbook, whose names stand among theirs.
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Some(Self::Xlsx) };
        let is_workbook = |name: &str| {
            let name = name.replace('\\', "/").to_ascii_lowercase();
            let end = name.trim_start_matches('/').strip_prefix("xl/workbook");
            end.is_some_and(|end| end.strip_suffix(".xml").is_some())
        };
        archive.file_names().filter_map(Result::ok).any(|name| is_workbook(&name)).then_some(Self::Xlsx)
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(*name, options).expect("memory takes everything");
            // The names of a packed workbook stand among the bytes of the archive that holds it.
            writer.write_all(b"xl/workbook.xml").expect("memory takes everything");
        }
        writer.finish().expect("memory takes everything").into_inner()
    }

    #[test]
    fn only_archives_with_a_workbook_of_their_own_are_one() {
        assert!(Book::of(&archive(&["[Content_Types].xml", "xl/workbook.xml"])) == Some(Book::Xlsx));
        assert!(Book::of(&archive(&["xl\\workbook2.xml"])) == Some(Book::Xlsx));
        for names in [&["word/document.xml", "word/embeddings/Book.xlsx"][..], &["case/a.xlsx"], &["xl/workbook.bin"]] {
            assert!(Book::of(&archive(names)).is_none(), "{names:?}");
        }
    }
}
