//! Passing over the bytes of a text in quotes, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first byte at or after `at` that ends a text in quotes or cannot stand in it as it is: a quote, a backslash or a
/// control character. The length of `bytes` where there is none.
pub(super) fn end_of_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(chunk.try_into().expect("the slice has eight bytes"));
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

#[cfg(test)]
mod tests {
    use super::*;

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
