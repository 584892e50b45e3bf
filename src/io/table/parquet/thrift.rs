//! The compact protocol of Apache Thrift, in which Parquet says what is where. Nothing is reserved by a count that is announced.

use crate::io::limits::NESTING;

/// Kinds of values, as the protocol numbers them.
/// No kind: the record ends.
const END: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Bytes with the place that is read next. Everything is `None` where the bytes end too early or are of another kind.
pub struct Thrift<'b> {
    bytes: &'b [u8],
    /// The place of the next byte.
    pub at: usize,
}

impl<'b> Thrift<'b> {
    /// From the first of these bytes on.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// A whole number, or yes or no as 1 or 0.
    pub fn number(&mut self, kind: u8) -> Option<i64> {
        match kind {
            TRUE => Some(1),
            FALSE => Some(0),
            BYTE => self.byte().map(|byte| i64::from(byte.cast_signed())),
            4..=6 => self.zigzag(),
            _ => None,
        }
    }

    /// Bytes or a text.
    pub fn binary(&mut self, kind: u8) -> Option<&'b [u8]> {
        if kind != BINARY {
            return None;
        }
        let length = usize::try_from(self.varint()?).ok()?;
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// The elements of a list, each read by `take` with its kind.
    pub fn list<T>(&mut self, kind: u8, mut take: impl FnMut(&mut Self, u8) -> Option<T>) -> Option<Vec<T>> {
        if kind != LIST {
            return None;
        }
        let (count, kind) = self.list_head()?;
        let mut elements = Vec::new();
        for _ in 0..count {
            elements.push(take(self, kind)?);
        }
        Some(elements)
    }

    /// The number of elements, each of which has a byte at least, and their kind.
    fn list_head(&mut self) -> Option<(usize, u8)> {
        let head = self.byte()?;
        let count = if head >> 4 == 15 { usize::try_from(self.varint()?).ok()? } else { usize::from(head >> 4) };
        (count <= self.bytes.len() - self.at).then_some((count, head & 15))
    }

    /// The fields of a record. `take` reads the field of that number and kind, or says that it is none of its own.
    pub fn record(&mut self, kind: u8, mut take: impl FnMut(&mut Self, i16, u8) -> Option<bool>) -> Option<()> {
        if kind != STRUCT {
            return None;
        }
        let mut field = 0_i16;
        loop {
            let kind = self.field(&mut field)?;
            if kind == END {
                return Some(());
            }
            if !take(self, field, kind)? {
                self.skip(kind, 0)?;
            }
        }
    }

    /// The fields of the record that stands here.
    pub fn outermost(&mut self, take: impl FnMut(&mut Self, i16, u8) -> Option<bool>) -> Option<()> {
        self.record(STRUCT, take)
    }

    /// The kind of the next field, whose number comes into `field`; [`END`] where there is no other.
    fn field(&mut self, field: &mut i16) -> Option<u8> {
        let head = self.byte()?;
        if head == END {
            return Some(END);
        }
        *field = match head >> 4 {
            0 => i16::try_from(self.zigzag()?).ok()?,
            more => field.checked_add(i16::from(more))?,
        };
        Some(head & 15).filter(|kind| *kind != END)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > NESTING {
            return None;
        }
        match kind {
            TRUE | FALSE => {}
            BYTE => self.at += 1,
            4..=6 => drop(self.varint()?),
            DOUBLE => self.at += 8,
            BINARY => drop(self.binary(kind)?),
            LIST | SET => {
                let (count, kind) = self.list_head()?;
                // Here alone yes and no have a byte of their own.
                let kind = if kind == TRUE || kind == FALSE { BYTE } else { kind };
                for _ in 0..count {
                    self.skip(kind, depth + 1)?;
                }
            }
            MAP => {
                let count = self.varint()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                for _ in 0..count {
                    for kind in [kinds >> 4, kinds & 15] {
                        let kind = if kind == TRUE || kind == FALSE { BYTE } else { kind };
                        self.skip(kind, depth + 1)?;
                    }
                }
            }
            STRUCT => {
                let mut field = 0;
                loop {
                    match self.field(&mut field)? {
                        END => break,
                        kind => self.skip(kind, depth + 1)?,
                    }
                }
            }
            _ => return None,
        }
        (self.at <= self.bytes.len()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_others_are_passed_over() {
        // 1: -3, 2: ["a"], 5: {1: yes}, 20: 7
        let bytes = [0x15, 5, 0x19, 0x18, 1, b'a', 0x3c, 0x11, 0, 0x05, 40, 14, 0];
        let (mut first, mut last) = (0, 0);
        let mut thrift = Thrift::new(&bytes);
        let read = thrift.outermost(|thrift, field, kind| {
            match field {
                1 => first = thrift.number(kind)?,
                20 => last = thrift.number(kind)?,
                _ => return Some(false),
            }
            Some(true)
        });
        assert_eq!((read, first, last, thrift.at), (Some(()), -3, 7, bytes.len()));
    }

    #[test]
    fn announced_counts_are_not_believed() {
        for bytes in
            [&[0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f, 2][..], &[0x18, 0xff, 0x7f], &[0x15], &[0x1b, 0x7f, 0x55]]
        {
            let mut thrift = Thrift::new(bytes);
            assert_eq!(thrift.outermost(|_, _, _| Some(false)), None, "{bytes:?}");
        }
        let deep = [0x1c; 5000];
        assert_eq!(Thrift::new(&deep).outermost(|_, _, _| Some(false)), None);
    }
}
