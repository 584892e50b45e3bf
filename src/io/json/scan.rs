//! Passing over the bytes of a text in quotes and comparing bytes, eight or sixteen at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first byte at or after `at` that ends a text in quotes or cannot stand in it as it is: a quote, a backslash or a
/// control character. The length of `bytes` where there is none.
pub(super) fn end_of_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = word(chunk);
        // A byte is below `n` where taking `n` away borrows; a borrow can only reach bytes after the first that is found.
        let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word & HIGH;
        let found = below(word, 0x20) | below(word ^ (ONES * 0x22), 1) | below(word ^ (ONES * 0x5c), 1);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        at += 1;
    }
    at.min(bytes.len())
}

/// Whether bytes are the same as others: for a few of them, for which a call of the usual comparison costs more.
#[inline]
pub(super) fn same(some: &[u8], others: &[u8]) -> bool {
    if some.len() != others.len() {
        return false;
    }
    let (Some(last), Some(other_last)) = (some.last_chunk::<8>(), others.last_chunk::<8>()) else {
        return some.iter().zip(others).all(|(one, other)| one == other);
    };
    // The last eight may overlap those before them.
    some.chunks_exact(8).zip(others.chunks_exact(8)).all(|(one, other)| word(one) == word(other))
        && word(last) == word(other_last)
}

/// A stretch of some bytes, which others are often compared with.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Words {
    start: u32,
    end: u32,
    /// Its first bytes, up to sixteen, and which bits of sixteen bytes these are.
    first: u128,
    mask: u128,
}

impl Words {
    /// The stretch of `all` that begins and ends there.
    pub(super) fn new(all: &[u8], start: usize, end: usize) -> Self {
        let (mut first, mut mask) = ([0; 16], [0; 16]);
        for ((first, mask), byte) in first.iter_mut().zip(&mut mask).zip(&all[start..end]) {
            (*first, *mask) = (*byte, 0xff);
        }
        Self {
            start: start as u32,
            end: end as u32,
            first: u128::from_le_bytes(first),
            mask: u128::from_le_bytes(mask),
        }
    }

    /// Where the stretch ends in `bytes`, where these have it at `at`. `all` is what it was made of.
    #[inline]
    pub(super) fn pass(&self, all: &[u8], bytes: &[u8], at: usize) -> Option<usize> {
        let length = (self.end - self.start) as usize;
        let is_same = match bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            Some(chunk) if length <= 16 => u128::from_le_bytes(*chunk) & self.mask == self.first,
            _ => same(bytes.get(at..at + length)?, all.get(self.start as usize..self.end as usize)?),
        };
        is_same.then_some(at + length)
    }
}

fn word(chunk: &[u8]) -> u64 {
    u64::from_le_bytes(chunk.try_into().expect("the slice has eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_the_same_only_where_all_of_them_are() {
        for length in 0..40 {
            let bytes: Vec<u8> = (0..length).collect();
            assert!(same(&bytes, &bytes.clone()));
            assert!(!same(&bytes, &[&bytes[..], b"x"].concat()));
            let pass = |others: &[u8], at| Words::new(&bytes, 0, bytes.len()).pass(&bytes, others, at);
            for behind in 0..20 {
                let others = [&b"xx"[..], &bytes, &vec![b'y'; behind]].concat();
                assert_eq!(pass(&others, 2), Some(2 + bytes.len()));
                assert_eq!(
                    pass(&others[..others.len() - behind - usize::from(length > 0)], 2),
                    (length == 0).then_some(2)
                );
                assert!(pass(&others, 1).is_none() || length == 0);
            }
            for at in 0..usize::from(length) {
                let mut others = bytes.clone();
                others[at] ^= 0x40;
                assert!(!same(&bytes, &others), "{at} of {length}");
                assert!(pass(&others, 0).is_none() && pass(&[&others[..], &[b'y'; 20]].concat(), 0).is_none());
            }
        }
    }

    #[test]
    fn every_byte_that_ends_a_text_is_found_wherever_it_stands() {
        for special in [b'"', b'\\', b'\n', 0, 0x1f] {
            for before in 0..20 {
                for other in [b'a', 0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                    let mut bytes = vec![other; 30];
                    bytes[before] = special;
                    assert_eq!(end_of_plain(&bytes, 0), before, "{special} after {before} times {other}");
                    assert_eq!(end_of_plain(&bytes, before + 1), 30);
                }
            }
        }
        assert_eq!(end_of_plain(b"ab", 2), 2);
        assert_eq!(end_of_plain(b"ab", 5), 2);
    }
}
