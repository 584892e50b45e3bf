//! The end of a Parquet file: which columns it has, and where the bytes of each begin (Apache Parquet format 2.x, `parquet.thrift`).

use super::fault::Fault;
use super::schema::{Element, Logical};
use super::thrift::Thrift;

/// What the end of a file says.
#[derive(Default)]
pub struct Footer {
    /// The elements of the schema, each before those inside it.
    pub schema: Vec<Element>,
    /// The rows in groups.
    pub groups: Vec<Group>,
    /// Whether some of its columns are encrypted.
    pub is_encrypted: bool,
}

/// Some rows that are stored together.
#[derive(Default)]
pub struct Group {
    /// How many rows.
    pub rows: i64,
    /// A stretch of bytes for each column that holds values.
    pub chunks: Vec<Chunk>,
}

/// The values of one column in one group of rows.
#[derive(Default)]
pub struct Chunk {
    /// The kind of its values, by number.
    pub physical: i64,
    /// How its pages are packed, by number.
    pub codec: i64,
    /// How many values, gaps included.
    pub values: i64,
    /// How many bytes its pages take.
    pub bytes: i64,
    /// Where its pages begin.
    pub start: i64,
    /// Whether it is encrypted, or stands in another file.
    pub is_elsewhere: bool,
}

/// The bytes at either end of a file that is not encrypted.
pub const MARK: &[u8] = b"PAR1";
/// The bytes at either end of a file whose end is encrypted.
pub const ENCRYPTED: &[u8] = b"PARE";

impl Footer {
    /// Reads the end of a file.
    ///
    /// # Errors
    /// Where the file is cut, damaged or encrypted.
    pub fn of(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.starts_with(ENCRYPTED) {
            return Err(Fault::Encrypted);
        }
        let end = bytes.len().saturating_sub(8);
        if !bytes.ends_with(MARK) || end < 4 {
            let what = "The file ends before it is complete: a Parquet table ends with a list of what is in it, which is missing.";
            return Err(Fault::Broken(what.to_owned()));
        }
        let length: [u8; 4] = bytes[end..end + 4].try_into().expect("four bytes before the last four");
        let start = end.checked_sub(u32::from_le_bytes(length) as usize).filter(|start| *start >= 4);
        let read = start.and_then(|start| Self::read(&bytes[start..end]));
        let footer = read.ok_or_else(|| {
            Fault::Broken("The file is damaged: the list of what is in it, at its end, cannot be read.".to_owned())
        })?;
        if footer.is_encrypted { Err(Fault::Encrypted) } else { Ok(footer) }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut footer = Self::default();
        let mut rows = 0;
        let mut thrift = Thrift::new(bytes);
        thrift.outermost(|thrift, field, kind| {
            match field {
                2 => footer.schema = thrift.list(kind, element)?,
                3 => rows = thrift.number(kind)?,
                // How it is encrypted.
                8 => {
                    footer.is_encrypted = true;
                    return Some(false);
                }
                4 => footer.groups = thrift.list(kind, group)?,
                _ => return Some(false),
            }
            Some(true)
        })?;
        let in_groups = footer.groups.iter().try_fold(0_i64, |sum, group| sum.checked_add(group.rows));
        // Behind the list of an encrypted file stands its signature.
        let is_whole = footer.is_encrypted || (thrift.at == bytes.len() && in_groups == Some(rows));
        is_whole.then_some(footer)
    }
}

fn element(thrift: &mut Thrift<'_>, kind: u8) -> Option<Element> {
    let mut element = Element::default();
    let (mut converted, mut scale) = (None, 0);
    thrift.record(kind, |thrift, field, kind| {
        match field {
            1 => element.physical = Some(thrift.number(kind)?),
            2 => element.length = usize::try_from(thrift.number(kind)?).ok()?,
            3 => element.repetition = thrift.number(kind)?,
            4 => String::from_utf8_lossy(thrift.binary(kind)?).as_ref().clone_into(&mut element.name),
            5 => element.children = usize::try_from(thrift.number(kind)?).ok()?,
            6 => converted = Some(thrift.number(kind)?),
            7 => scale = thrift.number(kind)?,
            10 => element.logical = logical(thrift, kind)?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    if let (Logical::None, Some(converted)) = (element.logical, converted) {
        element.logical = Logical::of_converted(converted, scale);
    }
    Some(element)
}

fn logical(thrift: &mut Thrift<'_>, kind: u8) -> Option<Logical> {
    let mut logical = Logical::None;
    thrift.record(kind, |thrift, sort, kind| {
        // What every sort may say of itself: two numbers, or a number and a unit.
        let (mut one, mut two, mut unit) = (0, 0, 0);
        thrift.record(kind, |thrift, field, kind| {
            match (sort, field) {
                (7 | 8, 2) => thrift.record(kind, |_, field, _| {
                    unit = field;
                    Some(false)
                })?,
                (_, 1) => one = thrift.number(kind)?,
                (_, 2) => two = thrift.number(kind)?,
                _ => return Some(false),
            }
            Some(true)
        })?;
        logical = Logical::of(sort, one, two, unit);
        Some(true)
    })?;
    Some(logical)
}

fn group(thrift: &mut Thrift<'_>, kind: u8) -> Option<Group> {
    let mut group = Group::default();
    thrift.record(kind, |thrift, field, kind| {
        match field {
            1 => group.chunks = thrift.list(kind, chunk)?,
            3 => group.rows = thrift.number(kind)?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(group)
}

fn chunk(thrift: &mut Thrift<'_>, kind: u8) -> Option<Chunk> {
    let mut chunk = Chunk { is_elsewhere: true, ..Chunk::default() };
    let (mut is_here, mut is_hidden) = (false, false);
    thrift.record(kind, |thrift, field, kind| {
        match field {
            3 => {
                is_here = true;
                pages(thrift, kind, &mut chunk)?;
            }
            // The name of another file, or how it is encrypted.
            1 | 8 => {
                is_hidden = true;
                return Some(false);
            }
            _ => return Some(false),
        }
        Some(true)
    })?;
    chunk.is_elsewhere = !is_here || is_hidden;
    Some(chunk)
}

fn pages(thrift: &mut Thrift<'_>, kind: u8, chunk: &mut Chunk) -> Option<()> {
    let (mut first, mut dictionary) = (0, 0);
    thrift.record(kind, |thrift, field, kind| {
        let into = match field {
            1 => &mut chunk.physical,
            4 => &mut chunk.codec,
            5 => &mut chunk.values,
            7 => &mut chunk.bytes,
            9 => &mut first,
            11 => &mut dictionary,
            _ => return Some(false),
        };
        *into = thrift.number(kind)?;
        Some(true)
    })?;
    // Old writers say 0 where there is no dictionary.
    chunk.start = if dictionary > 0 { dictionary.min(first) } else { first };
    Some(())
}
