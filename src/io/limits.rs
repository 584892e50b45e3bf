//! What a file may ask of us before anything is allocated for it. Numbers only; the readers apply and name them.

/// The largest file that is opened: positions in a file are kept in 32 bits.
pub const FILE_BYTES: u64 = 2 * GIB;

/// How deep lists and objects may stand inside each other.
pub const NESTING: usize = 256;

/// The longest text value, in bytes as the file writes it.
pub const TEXT_BYTES: usize = 16 * MIB;

/// The longest id of a record and the longest name of a field, in bytes as the file writes it.
pub const NAME_BYTES: usize = 64 * KIB;

/// How many times its size a packed file may unpack to.
pub const EXPANSION: u64 = 100;

/// The most attributes of one XML tag.
pub const ATTRIBUTES: usize = 1024;

/// The most different details that actors, or links, may have. A detail takes 500 to 800 bytes of memory however few records
/// have it, and real files have hundreds.
pub const DETAILS: usize = 1 << 16;

/// The most columns of a table with a filled cell: so many has a spreadsheet program. Parquet tables may have as many.
pub const SHEET_COLUMNS: u32 = 16_384;

/// How many filled cells a spreadsheet of that size, as it is packed, may write each by itself.
///
/// What is promised of memory, 12 times the file and 64 MiB, holds for what a packed file unpacks to: a cell takes 15 bytes there
/// at least, and about 120 of memory while it becomes half of a link. This limit keeps the time within the promise for packed
/// files, too: those of 1 MiB have 2 million cells at most, which take a second. Real ones have one for two bytes and more.
#[must_use]
pub fn packed_cells(packed_bytes: usize) -> usize {
    packed_bytes.saturating_add(MIB)
}

/// How many cells a spreadsheet may fill by saying once what many cells hold. Such cells share their texts.
#[must_use]
pub fn repeated_cells(packed_bytes: usize, unpacked_bytes: usize) -> usize {
    unpacked_bytes.saturating_add(256 * KIB).min(packed_cells(packed_bytes))
}

/// How many values a Parquet table of that size may hold, gaps and different values of a column among them: columns that say
/// little, which real tables have, take next to no bytes.
#[must_use]
pub fn packed_values(packed_bytes: usize) -> usize {
    packed_bytes.saturating_add(2 * MIB)
}

/// How many bytes the texts of all cells of a spreadsheet or a Parquet table may have together, those that cells share
/// counted for each; its size is that of its unpacked parts.
#[must_use]
pub fn packed_text_bytes(unpacked_bytes: usize) -> usize {
    unpacked_bytes.saturating_mul(4).saturating_add(16 * MIB)
}

/// How far an archive packed with Zstandard may look back, in bytes, where it does not unpack to more: so much every decoder is
/// to have (RFC 8878, 3.1.1.1.2).
pub const ZSTANDARD_WINDOW: u64 = 8 * MIB as u64;

/// The most actors or links that a file of that size may ask for by a number alone, without bytes for each. They take about
/// 88 bytes of memory each.
#[must_use]
pub fn implied_records(file_bytes: usize) -> usize {
    512 * KIB + file_bytes / 8
}

/// How many bytes of values a file of that size may ask for by saying once what holds for many records.
#[must_use]
pub fn implied_bytes(file_bytes: usize) -> usize {
    file_bytes.saturating_mul(8).saturating_add(16 * MIB)
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;
const GIB: u64 = 1024 * MIB as u64;

/// A number of bytes in words: `16 MiB`, `1.5 GiB`, `812 bytes`.
#[must_use]
pub fn bytes_in_words(bytes: u64) -> String {
    let units = [(GIB, "GiB"), (MIB as u64, "MiB"), (KIB as u64, "KiB")];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| bytes >= *unit) else {
        return format!("{bytes} bytes");
    };
    if bytes.is_multiple_of(unit) {
        return format!("{} {name}", bytes / unit);
    }
    format!("{:.1} {name}", bytes as f64 / unit as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{ReadCause, read_bytes};

    #[test]
    fn a_file_with_more_details_than_the_limit_is_refused() {
        let details = |count: usize| (0..count).map(|number| format!("\"d{number}\": 1,")).collect::<Vec<_>>().concat();
        let native = |count| {
            format!("{{\"linklore\": 1, \"actors\": [{{\"id\": \"a\", \"details\": {{{}\"x\": 1}}}}]}}", details(count))
        };
        let foreign = |count| format!("{{\"nodes\": [{{\"id\": 1, {}\"x\": 1}}], \"links\": []}}", details(count));
        for (name, most, beyond) in
            [("a.linklore", native(DETAILS - 1), native(DETAILS)), ("a.json", foreign(DETAILS - 1), foreign(DETAILS))]
        {
            let opened = read_bytes(name, most.as_bytes()).expect("so many are read");
            assert_eq!(opened.graph.actor_columns().iter().count(), DETAILS, "{name}");
            let error = read_bytes(name, beyond.as_bytes()).expect_err("one more is not");
            assert_eq!(error.cause(), ReadCause::TooLarge, "{name}");
            assert!(error.to_string().contains("65536 different details"), "{error}");
        }
    }

    #[test]
    fn sizes_are_said_in_words() {
        assert_eq!(bytes_in_words(812), "812 bytes");
        assert_eq!(bytes_in_words(TEXT_BYTES as u64), "16 MiB");
        assert_eq!(bytes_in_words(1536), "1.5 KiB");
    }
}
