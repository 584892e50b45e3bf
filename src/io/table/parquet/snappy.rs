//! Unpacking Snappy in its raw form, as pages of Parquet are packed (format description of Snappy, 2011).

/// Unpacks to `size` bytes exactly; `None` where the bytes are damaged or unpack to another size.
pub fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut at = 0;
    let mut announced = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = *packed.get(at)?;
        at += 1;
        announced |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    if announced != size as u64 {
        return None;
    }
    let mut out = Vec::with_capacity(size);
    while at < packed.len() {
        let tag = packed[at];
        at += 1;
        let sort = tag & 3;
        if sort == 0 {
            let mut length = usize::from(tag >> 2);
            if length >= 60 {
                let bytes = length - 59;
                length = little(packed.get(at..at + bytes)?);
                at += bytes;
            }
            length += 1;
            out.extend_from_slice(packed.get(at..at.checked_add(length)?)?);
            at += length;
        } else {
            let (length, offset, bytes) = match sort {
                1 => (usize::from(tag >> 2 & 7) + 4, usize::from(tag >> 5) << 8, 1),
                2 => (usize::from(tag >> 2) + 1, 0, 2),
                _ => (usize::from(tag >> 2) + 1, 0, 4),
            };
            let offset = offset | little(packed.get(at..at + bytes)?);
            at += bytes;
            let from = out.len().checked_sub(offset).filter(|_| offset > 0)?;
            // What is copied may come to be while it is copied.
            let mut left = length;
            while left > 0 {
                let now = left.min(out.len() - from);
                out.extend_from_within(from..from + now);
                left -= now;
            }
        }
        if out.len() > size {
            return None;
        }
    }
    (out.len() == size).then_some(out)
}

fn little(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_copies_are_put_together() {
        // "abcd", then eight bytes from four back, then a literal of one.
        let packed = [13, 3 << 2, b'a', b'b', b'c', b'd', 4 << 2 | 1, 4, 0, b'!'];
        assert_eq!(unpack(&packed, 13).as_deref(), Some(&b"abcdabcdabcd!"[..]));
        let run = [9, 0, b'x', 7 << 2 | 2, 1, 0];
        assert_eq!(unpack(&run, 9).as_deref(), Some(&b"xxxxxxxxx"[..]));
    }

    #[test]
    fn damage_is_refused() {
        assert_eq!(unpack(&[13, 3 << 2, b'a'], 13), None, "cut");
        assert_eq!(unpack(&[5, 0, b'x', 1, 2], 5), None, "from before the beginning");
        assert_eq!(unpack(&[5, 0, b'x', 1, 0], 5), None, "from nowhere");
        assert_eq!(unpack(&[200, 1, 0, b'x'], 1), None, "another size");
        assert_eq!(unpack(&[2, 3 << 2, b'a', b'b', b'c', b'd'], 2), None, "more than announced");
        assert_eq!(unpack(&[], 0), None);
        assert_eq!(unpack(&[0], 0).as_deref(), Some(&b""[..]));
    }
}
