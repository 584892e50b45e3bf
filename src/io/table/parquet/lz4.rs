//! Unpacking LZ4 blocks, as pages of Parquet are packed (LZ4 block format, 2022-07-31; for the older of the two codecs, the
//! frames that Hadoop puts around them).

/// The shortest copy.
const LEAST_COPY: usize = 4;

/// Unpacks a block to `size` bytes exactly; `None` where the bytes are damaged or unpack to another size.
pub fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(size);
    let mut at = 0;
    loop {
        let token = *packed.get(at)?;
        at += 1;
        let literals = length(packed, &mut at, token >> 4)?;
        let end = at.checked_add(literals)?;
        if literals > size - out.len() {
            return None;
        }
        out.extend_from_slice(packed.get(at..end)?);
        at = end;
        // The last sequence has no copy.
        if at == packed.len() {
            return (out.len() == size).then_some(out);
        }
        let offset = usize::from(u16::from_le_bytes([*packed.get(at)?, *packed.get(at + 1)?]));
        at += 2;
        let mut left = length(packed, &mut at, token & 15)?.checked_add(LEAST_COPY)?;
        let from = out.len().checked_sub(offset).filter(|_| offset > 0)?;
        if left > size - out.len() {
            return None;
        }
        // What is copied may come to be while it is copied.
        while left > 0 {
            let now = left.min(out.len() - from);
            out.extend_from_within(from..from + now);
            left -= now;
        }
    }
}

/// A length that begins in four bits and goes on in bytes.
fn length(packed: &[u8], at: &mut usize, begin: u8) -> Option<usize> {
    let mut length = usize::from(begin);
    if begin < 15 {
        return Some(length);
    }
    loop {
        let byte = *packed.get(*at)?;
        *at += 1;
        length = length.checked_add(usize::from(byte))?;
        if byte < 255 {
            return Some(length);
        }
    }
}

/// Unpacks what the older codec holds: blocks with their unpacked and their packed size before each, big end first, as Hadoop
/// writes them; or one block alone, as some programs did. `None` as for [`unpack`].
pub fn unpack_old(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    framed(packed, size).or_else(|| unpack(packed, size))
}

fn framed(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let number = |at: usize| {
        let bytes = packed.get(at..at.checked_add(4)?)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < packed.len() {
        let (unpacked, length) = (number(at)?, number(at + 4)?);
        at += 8;
        let end = at.checked_add(length)?;
        if unpacked > size - out.len() {
            return None;
        }
        out.extend(unpack(packed.get(at..end)?, unpacked)?);
        at = end;
    }
    (out.len() == size).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "abcd", eight bytes from four back, then a literal of one.
    const BLOCK: [u8; 9] = [4 << 4 | 4, b'a', b'b', b'c', b'd', 4, 0, 1 << 4, b'!'];

    #[test]
    fn literals_and_copies_are_put_together() {
        assert_eq!(unpack(&BLOCK, 13).as_deref(), Some(&b"abcdabcdabcd!"[..]));
        // Lengths beyond four bits: twenty literals, and a copy of 300 from one back.
        let mut long = vec![0xff, 5];
        long.extend([b'x'; 20]);
        long.extend([1, 0, 255, 26, 0]);
        assert_eq!(unpack(&long, 320), Some(vec![b'x'; 320]));
        assert_eq!(unpack(&[0], 0).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn frames_of_hadoop_are_unpacked_and_bare_blocks_too() {
        let frame = [&[0, 0, 0, 13, 0, 0, 0, 9][..], &BLOCK].concat();
        let twice = [frame.clone(), frame.clone()].concat();
        assert_eq!(unpack_old(&twice, 26), Some(b"abcdabcdabcd!".repeat(2)));
        assert_eq!(unpack_old(&BLOCK, 13).as_deref(), Some(&b"abcdabcdabcd!"[..]));
        assert_eq!(unpack_old(&frame[..frame.len() - 1], 13), None);
    }

    #[test]
    fn damage_is_refused_and_nothing_grows_beyond_what_is_announced() {
        assert_eq!(unpack(&BLOCK[..8], 13), None, "cut");
        assert_eq!(unpack(&BLOCK, 12), None, "more than announced");
        assert_eq!(unpack(&BLOCK, 14), None, "fewer than announced");
        assert_eq!(unpack(&[1 << 4, b'x', 2, 0, 0], 6), None, "from before the beginning");
        assert_eq!(unpack(&[1 << 4, b'x', 0, 0, 0], 6), None, "from nowhere");
        assert_eq!(unpack(&[], 0), None);
        let bomb = [&[0x1f, b'x', 1, 0][..], &[255; 10_000], &[0, 0]].concat();
        assert_eq!(unpack(&bomb, 1000), None);
    }
}
