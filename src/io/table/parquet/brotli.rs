//! Unpacking Brotli (RFC 7932), as some programs pack the pages of Parquet tables. The decoding itself is `brotli-decompressor`'s.

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

/// Unpacks to `size` bytes exactly; `None` where the bytes are damaged or unpack to another size. The decoder looks back into
/// 16 MiB at most: windows beyond those of the RFC are refused.
pub fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let memory = StandardAlloc::default;
    let mut state = BrotliState::new_strict(memory(), memory(), memory());
    let mut unpacked = vec![0; size];
    let (mut left, mut read) = (packed.len(), 0);
    let (mut room, mut written, mut total) = (size, 0, 0);
    let outcome = BrotliDecompressStream(
        &mut left,
        &mut read,
        packed,
        &mut room,
        &mut written,
        &mut unpacked,
        &mut total,
        &mut state,
    );
    (matches!(outcome, BrotliResult::ResultSuccess) && left == 0 && written == size).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "abc" as it is, in a window of 64 KiB: RFC 7932, 9.2.
    const RAW: [u8; 8] = [0x20, 0, 0x10, b'a', b'b', b'c', 0x03, 0];

    #[test]
    fn what_is_stored_is_unpacked() {
        assert_eq!(unpack(&RAW[..7], 3).as_deref(), Some(&b"abc"[..]));
        assert_eq!(unpack(&[6], 0).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn damage_is_refused() {
        assert_eq!(unpack(&RAW[..5], 3), None, "cut");
        assert_eq!(unpack(&RAW[..7], 2), None, "more than announced");
        assert_eq!(unpack(&RAW[..7], 4), None, "fewer than announced");
        assert_eq!(unpack(&RAW, 3), None, "something behind it");
        assert_eq!(unpack(&[0x11, 0x62], 3), None, "a window beyond the RFC");
        assert_eq!(unpack(b"no brotli", 8), None);
    }
}
