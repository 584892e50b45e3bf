//! Passing over the bytes of a text in quotes and comparing bytes, eight at a time.

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
            for at in 0..usize::from(length) {
                let mut others = bytes.clone();
                others[at] ^= 0x40;
                assert!(!same(&bytes, &others), "{at} of {length}");
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
