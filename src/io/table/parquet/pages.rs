//! The pages of one column in one group of rows: unpacked, and their levels and values told apart.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::brotli;
use super::delta;
use super::fault::{Fault, Tell};
use super::footer::Chunk;
use super::hybrid::numbers;
use super::lz4;
use super::room::Room;
use super::schema::Leaf;
use super::snappy;
use super::thrift::Thrift;
use super::values::{Held, Plain, of_bytes, whole, yes_no};
use super::zstd;
use crate::io::quote::short;

/// Encodings of values and levels, by number.
const PLAIN: i64 = 0;
const PLAIN_DICTIONARY: i64 = 2;
const RUNS: i64 = 3;
const DELTA_NUMBERS: i64 = 5;
const DELTA_LENGTHS: i64 = 6;
const DELTA_TEXTS: i64 = 7;
const DICTIONARY: i64 = 8;
const BYTES_APART: i64 = 9;

/// Sorts of pages, by number.
const DATA: i64 = 0;
const OF_DICTIONARY: i64 = 2;
const DATA_2: i64 = 3;

/// A value with its levels.
pub struct Step {
    /// In how many lists it goes on in.
    pub repeats: u32,
    /// How much of it is there.
    pub level: u32,
    /// It, where all of it is there.
    pub held: Option<Held>,
}

/// What stands before a page.
#[derive(Default)]
struct Head {
    sort: i64,
    unpacked: usize,
    packed: usize,
    checksum: Option<u32>,
    values: usize,
    encoding: i64,
    /// How levels are written.
    levels: [i64; 2],
    /// How long levels are, in pages of the second version.
    lengths: [usize; 2],
    is_packed: bool,
}

impl Head {
    /// Reads it with its length.
    fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut head = Self { is_packed: true, levels: [RUNS; 2], ..Self::default() };
        let mut thrift = Thrift::new(bytes);
        let size = |number: i64| usize::try_from(number).ok();
        thrift.outermost(|thrift, field, kind| {
            match field {
                1 => head.sort = thrift.number(kind)?,
                2 => head.unpacked = size(thrift.number(kind)?)?,
                3 => head.packed = size(thrift.number(kind)?)?,
                4 => head.checksum = Some(thrift.number(kind)? as u32),
                5 | 7 | 8 => {
                    let version = field;
                    thrift.record(kind, |thrift, field, kind| {
                        match (version, field) {
                            (_, 1) => head.values = size(thrift.number(kind)?)?,
                            (5 | 7, 2) | (8, 4) => head.encoding = thrift.number(kind)?,
                            (5, 3) => head.levels[1] = thrift.number(kind)?,
                            (5, 4) => head.levels[0] = thrift.number(kind)?,
                            (8, 5) => head.lengths[1] = size(thrift.number(kind)?)?,
                            (8, 6) => head.lengths[0] = size(thrift.number(kind)?)?,
                            (8, 7) => head.is_packed = thrift.number(kind)? != 0,
                            _ => return Some(false),
                        }
                        Some(true)
                    })?;
                }
                _ => return Some(false),
            }
            Some(true)
        })?;
        Some((head, thrift.at))
    }
}

/// Reads the values of a column in a group of rows; `take` gets each.
///
/// # Errors
/// Where they are damaged, packed or written in a way that is not read, beyond a limit, or the user cancelled.
pub fn read(
    bytes: &[u8],
    chunk: &Chunk,
    leaf: &Leaf,
    room: &mut Room,
    tell: &mut Tell<'_>,
    take: &mut dyn FnMut(&mut Room, Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let damaged = || Fault::in_column(&leaf.name);
    if chunk.is_elsewhere {
        let column = short(&leaf.name);
        return Err(Fault::Unknown(format!("The values of the column \"{column}\" are not in this file.")));
    }
    if chunk.physical != leaf.physical {
        return Err(damaged());
    }
    let stretch = |start: i64, length: i64| {
        let (start, length) = (usize::try_from(start).ok()?, usize::try_from(length).ok()?);
        Some((start, bytes.get(start..start.checked_add(length)?)?))
    };
    let (start, pages) = stretch(chunk.start, chunk.bytes).ok_or_else(damaged)?;
    let mut left = usize::try_from(chunk.values).ok().ok_or_else(damaged)?;
    let mut dictionary: Option<Vec<Held>> = None;
    let mut at = 0;
    while left > 0 {
        if tell(start + at).is_break() {
            return Err(Fault::Cancelled);
        }
        let (head, length) = Head::read(&pages[at..]).ok_or_else(damaged)?;
        at += length;
        let body = at.checked_add(head.packed).and_then(|end| pages.get(at..end)).ok_or_else(damaged)?;
        at += head.packed;
        room.page(length + head.packed, head.unpacked)?;
        if head.checksum.is_some_and(|sum| sum != checksum(body)) {
            return Err(damaged());
        }
        let page = Page { head, body, leaf, codec: chunk.codec };
        match page.head.sort {
            OF_DICTIONARY if dictionary.is_none() => {
                room.values(page.head.values)?;
                dictionary = Some(page.dictionary()?);
            }
            DATA | DATA_2 => {
                left = left.checked_sub(page.head.values).ok_or_else(damaged)?;
                page.data(dictionary.as_deref(), room, take)?;
            }
            // Pages of other sorts help to find values.
            OF_DICTIONARY => return Err(damaged()),
            _ => {}
        }
    }
    Ok(())
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

struct Page<'b> {
    head: Head,
    body: &'b [u8],
    leaf: &'b Leaf,
    codec: i64,
}

impl Page<'_> {
    fn damaged(&self) -> Fault {
        Fault::in_column(&self.leaf.name)
    }

    /// Unpacks bytes to that size, which the room has.
    fn unpacked(&self, packed: &[u8], size: usize) -> Result<Vec<u8>, Fault> {
        let unpacked = match self.codec {
            0 => Some(packed.to_vec()),
            1 => snappy::unpack(packed, size),
            2 => {
                let mut bytes = Vec::new();
                let read = MultiGzDecoder::new(packed).take(size as u64 + 1).read_to_end(&mut bytes);
                read.is_ok().then_some(bytes)
            }
            4 => brotli::unpack(packed, size),
            5 => lz4::unpack_old(packed, size),
            6 => zstd::unpack(packed, size),
            7 => lz4::unpack(packed, size),
            other => {
                let codec = match other {
                    3 => "LZO",
                    _ => "a program that is not known",
                };
                let what = format!("The file is a Parquet table packed with {codec}, which Linklore cannot unpack.");
                return Err(Fault::Unknown(what));
            }
        };
        unpacked.filter(|bytes| bytes.len() == size).ok_or_else(|| self.damaged())
    }

    /// The different values of a column.
    fn dictionary(&self) -> Result<Vec<Held>, Fault> {
        if ![PLAIN, PLAIN_DICTIONARY].contains(&self.head.encoding) || self.leaf.physical == 0 {
            return Err(self.damaged());
        }
        let bytes = self.unpacked(self.body, self.head.unpacked)?;
        let mut plain = Plain::new(&bytes);
        let mut values = Vec::new();
        for _ in 0..self.head.values {
            values.push(plain.next(self.leaf).ok_or_else(|| self.damaged())?);
        }
        if plain.is_done() { Ok(values) } else { Err(self.damaged()) }
    }

    /// The values of a page with their levels.
    fn data(
        &self,
        dictionary: Option<&[Held]>,
        room: &mut Room,
        take: &mut dyn FnMut(&mut Room, Step) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Self { head, leaf, .. } = self;
        room.values(head.values)?;
        let damaged = || self.damaged();
        let levels_of = |bytes: &[u8], greatest: u32| {
            let levels = numbers(bytes, width(greatest), head.values)?;
            levels.iter().all(|level| *level <= greatest).then_some(levels)
        };
        let greatest = [leaf.lists, leaf.there];
        let mut levels = [None, None];
        let unpacked;
        let mut rest;
        if head.sort == DATA_2 {
            let [lists, there] = head.lengths;
            let before = lists.checked_add(there).filter(|before| *before <= head.unpacked).ok_or_else(damaged)?;
            let parts = self.body.split_at_checked(before).ok_or_else(damaged)?;
            for (at, part) in [&parts.0[..lists], &parts.0[lists..]].into_iter().enumerate() {
                if greatest[at] > 0 {
                    levels[at] = Some(levels_of(part, greatest[at]).ok_or_else(damaged)?);
                }
            }
            unpacked = if head.is_packed && !parts.1.is_empty() {
                self.unpacked(parts.1, head.unpacked - before)?
            } else {
                parts.1.to_vec()
            };
            rest = &unpacked[..];
        } else {
            unpacked = self.unpacked(self.body, head.unpacked)?;
            rest = &unpacked[..];
            for at in [0, 1] {
                if greatest[at] == 0 {
                    continue;
                }
                if head.levels[at] != RUNS {
                    return Err(self.unknown_encoding());
                }
                let part = prefixed(&mut rest).ok_or_else(damaged)?;
                levels[at] = Some(levels_of(part, greatest[at]).ok_or_else(damaged)?);
            }
        }
        let [lists, there] = levels;
        let count =
            there.as_ref().map_or(head.values, |levels| levels.iter().filter(|level| **level == leaf.there).count());
        let mut values = self.values(rest, dictionary, count)?;
        for at in 0..head.values {
            let level = there.as_ref().map_or(leaf.there, |levels| levels[at]);
            let held = if level == leaf.there { Some(values.next().ok_or_else(damaged)?) } else { None };
            let repeats = lists.as_ref().map_or(0, |levels| levels[at]);
            take(room, Step { repeats, level, held })?;
        }
        Ok(())
    }

    /// So many values in their order.
    fn values<'v>(
        &'v self,
        mut bytes: &'v [u8],
        dictionary: Option<&'v [Held]>,
        count: usize,
    ) -> Result<Box<dyn Iterator<Item = Held> + 'v>, Fault> {
        let damaged = || self.damaged();
        if count == 0 {
            return Ok(Box::new(std::iter::empty()));
        }
        match self.head.encoding {
            PLAIN => {
                let mut plain = Plain::new(bytes);
                Ok(Box::new(std::iter::from_fn(move || plain.next(self.leaf))))
            }
            PLAIN_DICTIONARY | DICTIONARY => {
                let values = dictionary.ok_or_else(damaged)?;
                let (width, places) = bytes.split_first().ok_or_else(damaged)?;
                let places = numbers(places, u32::from(*width), count).ok_or_else(damaged)?;
                Ok(Box::new(places.into_iter().map_while(|place| values.get(place as usize).cloned())))
            }
            RUNS if self.leaf.physical == 0 => {
                let part = prefixed(&mut bytes).ok_or_else(damaged)?;
                let bits = numbers(part, 1, count).ok_or_else(damaged)?;
                Ok(Box::new(bits.into_iter().map(|bit| yes_no(bit == 1))))
            }
            DELTA_NUMBERS if matches!(self.leaf.physical, 1 | 2) => {
                let numbers = delta::numbers(&mut bytes, count).ok_or_else(damaged)?;
                Ok(Box::new(numbers.into_iter().map_while(|number| {
                    // Of 32 bits they wrap around at those.
                    let number = if self.leaf.physical == 1 { i64::from(number as i32) } else { number };
                    whole(number, self.leaf)
                })))
            }
            DELTA_LENGTHS if self.leaf.physical == 6 => {
                let texts = delta::texts(bytes, count).ok_or_else(damaged)?;
                Ok(Box::new(texts.map_while(|text| of_bytes(text, self.leaf))))
            }
            DELTA_TEXTS if matches!(self.leaf.physical, 6 | 7) => {
                let fits = |text: &[u8]| self.leaf.physical == 6 || text.len() == self.leaf.length;
                let made = move |text: &[u8]| of_bytes(text, self.leaf).filter(|_| fits(text));
                Ok(Box::new(delta::shared_texts(bytes, count, made).ok_or_else(damaged)?))
            }
            BYTES_APART => {
                let width = match self.leaf.physical {
                    1 | 4 => 4,
                    2 | 5 => 8,
                    7 => self.leaf.length,
                    _ => return Err(damaged()),
                };
                if count.checked_mul(width) != Some(bytes.len()) || width == 0 {
                    return Err(damaged());
                }
                let value = move |at: usize| {
                    let together: Vec<u8> = (0..width).map(|byte| bytes[byte * count + at]).collect();
                    Plain::new(&together).next(self.leaf)
                };
                Ok(Box::new((0..count).map_while(value)))
            }
            _ => Err(self.unknown_encoding()),
        }
    }

    fn unknown_encoding(&self) -> Fault {
        let column = short(&self.leaf.name);
        Fault::Unknown(format!(
            "The file is a Parquet table whose column \"{column}\" is written in an encoding that Linklore does not read."
        ))
    }
}

/// How many bits a level takes.
fn width(greatest: u32) -> u32 {
    u32::BITS - greatest.leading_zeros()
}

/// The bytes behind their length, which are taken off.
fn prefixed<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *bytes = rest;
    Some(part)
}
