//! What a Parquet file may still ask for: a few of its bytes can stand for very many values.

use super::fault::Fault;
use crate::io::limits::{EXPANSION, bytes_in_words, packed_text_bytes, packed_values};

/// What is left of the limits of a file.
pub struct Room {
    file_bytes: usize,
    cells: usize,
    text_bytes: usize,
    packed: usize,
    unpacked: usize,
}

impl Room {
    /// For a file of that size.
    pub fn of(file_bytes: usize) -> Self {
        let unpacked = file_bytes.saturating_mul(EXPANSION as usize);
        let text_bytes = packed_text_bytes(0);
        Self { file_bytes, cells: packed_values(file_bytes), text_bytes, packed: file_bytes, unpacked }
    }

    /// A page takes so many bytes of the file, and so many unpacked. Pages that several columns claim are more than the file.
    ///
    /// # Errors
    /// Where that is more than the file has, or than it may unpack to.
    pub fn page(&mut self, packed: usize, unpacked: usize) -> Result<(), Fault> {
        let Some(left) = self.packed.checked_sub(packed) else {
            let what = "The file is damaged: several of its columns claim the same bytes.";
            return Err(Fault::Broken(what.to_owned()));
        };
        self.packed = left;
        let Some(left) = self.unpacked.checked_sub(unpacked) else {
            return Err(self.beyond(&format!("unpacks to more than {EXPANSION} times its size")));
        };
        self.unpacked = left;
        let more = packed_text_bytes(unpacked) - packed_text_bytes(0);
        self.text_bytes = self.text_bytes.saturating_add(more);
        Ok(())
    }

    /// So many values come, gaps among them.
    ///
    /// # Errors
    /// Where they are too many.
    pub fn values(&mut self, count: usize) -> Result<(), Fault> {
        let Some(left) = self.cells.checked_sub(count) else {
            return Err(self.beyond(&format!("holds more than {} values", packed_values(self.file_bytes))));
        };
        self.cells = left;
        Ok(())
    }

    /// So many values may still come.
    pub fn values_left(&self) -> usize {
        self.cells
    }

    /// A cell holds a text of so many bytes.
    ///
    /// # Errors
    /// Where all together are too long.
    pub fn text(&mut self, bytes: usize) -> Result<(), Fault> {
        let Some(left) = self.text_bytes.checked_sub(bytes) else {
            return Err(self.beyond("holds long texts that very many rows share"));
        };
        self.text_bytes = left;
        Ok(())
    }

    fn beyond(&self, what: &str) -> Fault {
        let size = bytes_in_words(self.file_bytes as u64);
        Fault::Beyond(format!("The table {what}, which is beyond the limit for a file of {size}."))
    }
}
