//! Unpacking Zstandard (RFC 8878), as polars packs the pages of Parquet tables. The decoding itself is `ruzstd`'s.

use std::io::Read as _;

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::io::limits::ZSTANDARD_WINDOW;

/// Unpacks to `size` bytes exactly; `None` where the bytes are damaged or unpack to another size. What comes is kept as it
/// comes: nothing is reserved for what is announced, but the window that the decoder looks back into, which is no larger than
/// `size` and the limit allow.
pub fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut rest = packed;
    let mut unpacked = Vec::new();
    // Several frames may follow each other.
    while !rest.is_empty() {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTANDARD_WINDOW.max(size as u64));
        let frame = StreamingDecoder::new_with_decoder(&mut rest, decoder).ok()?;
        let left = (size - unpacked.len()) as u64;
        frame.take(left + 1).read_to_end(&mut unpacked).ok()?;
        if unpacked.len() > size {
            return None;
        }
    }
    (unpacked.len() == size).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame with the bytes as they are, of a single segment: RFC 8878, 3.1.1.
    fn raw(bytes: &[u8]) -> Vec<u8> {
        let head = [0x28, 0xb5, 0x2f, 0xfd, 0x20, bytes.len() as u8];
        let block = ((bytes.len() as u32) << 3 | 1).to_le_bytes();
        [&head[..], &block[..3], bytes].concat()
    }

    #[test]
    fn frames_are_unpacked_one_behind_the_other() {
        assert_eq!(unpack(&raw(b"abc"), 3).as_deref(), Some(&b"abc"[..]));
        assert_eq!(unpack(&[raw(b"abc"), raw(b"d")].concat(), 4).as_deref(), Some(&b"abcd"[..]));
        assert_eq!(unpack(&[], 0).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn damage_is_refused() {
        let whole = raw(b"abc");
        assert_eq!(unpack(&whole[..whole.len() - 1], 3), None, "cut");
        assert_eq!(unpack(&whole, 4), None, "fewer than announced");
        assert_eq!(unpack(&whole, 2), None, "more than announced");
        assert_eq!(unpack(b"no frame", 8), None);
    }

    #[test]
    fn what_a_few_bytes_repeat_ends_with_what_is_announced() {
        // A window of 8 MiB, and blocks of 128 KiB that are four bytes long.
        let mut bomb = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 13 << 3];
        for _ in 0..1000 {
            bomb.extend([&(((128_u32 << 10) << 3) | 2).to_le_bytes()[..3], b"x"].concat());
        }
        assert_eq!(unpack(&bomb, 1000), None);
        // The same with a window beyond the limit.
        bomb[5] = 20 << 3;
        assert_eq!(unpack(&bomb, 1000), None);
    }
}
