//! Seeing through gzip, within limits. Archives with several files in them are not unpacked here.

use std::io::Read as _;
use std::ops::ControlFlow;

use flate2::read::MultiGzDecoder;

use super::Tell;
use super::error::{ReadCause, ReadError};
use super::input::PASSES;
use super::limits::{EXPANSION, FILE_BYTES, bytes_in_words};
use super::{CHUNK_BYTES, Progress};

/// Whether bytes are packed with gzip (RFC 1952).
#[must_use]
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

/// Unpacks gzip.
///
/// # Errors
/// Where it is damaged or cut, unpacks to more than [`FILE_BYTES`] or to more than [`EXPANSION`] times its size, or the
/// user cancelled.
pub fn gunzip(name: &str, packed: &[u8], tell: &mut Tell<'_>) -> Result<Vec<u8>, ReadError> {
    const AGAIN: &str = "Nothing was opened. Get the file again, or restore it from a backup.";
    let most = FILE_BYTES.min((packed.len() as u64).saturating_mul(EXPANSION).max(CHUNK_BYTES as u64));
    let mut decoder = MultiGzDecoder::new(packed).take(most + 1);
    let mut bytes = Vec::new();
    loop {
        let size = packed.len() as u64;
        if tell(Progress { done_bytes: size, total_bytes: PASSES * size }) == ControlFlow::Break(()) {
            return Err(ReadError::cancelled(name));
        }
        let read = decoder.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut bytes).map_err(|error| {
            let what = match error.kind() {
                std::io::ErrorKind::UnexpectedEof => {
                    "The file is packed with gzip and ends before it is complete.".to_owned()
                }
                _ => format!("The file is packed with gzip and is damaged: {error}."),
            };
            ReadError::new(ReadCause::Broken, name, what, AGAIN)
        })?;
        if bytes.len() as u64 > most {
            let what = format!(
                "The file unpacks to more than {}, from {}. The limit is {EXPANSION} times its size and {} in all.",
                bytes_in_words(most),
                bytes_in_words(size),
                bytes_in_words(FILE_BYTES)
            );
            let way_out = "Nothing was opened. If you trust the file, unpack it (gunzip) and open what comes out.";
            return Err(ReadError::new(ReadCause::TooLarge, name, what, way_out));
        }
        if read == 0 {
            return Ok(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
        gunzip("a.gz", bytes, &mut |_| ControlFlow::Continue(()))
    }

    #[test]
    fn what_was_packed_comes_out_again_in_several_pieces_too() {
        let two = [packed(b"one "), packed(b"two")].concat();
        assert!(is_gzip(&two));
        assert_eq!(unpacked(&two).expect("sound"), b"one two");
    }

    #[test]
    fn a_cut_and_a_damaged_file_are_refused() {
        let whole = packed(&b"who is linked to whom ".repeat(50));
        let cut = unpacked(&whole[..whole.len() - 9]).expect_err("cut");
        assert!(cut.what().contains("ends before it is complete"), "{cut}");
        let mut wrong = whole.clone();
        let checksum = wrong.len() - 6;
        wrong[checksum] ^= 1;
        assert!(unpacked(&wrong).is_err(), "the checksum is compared");
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let bomb = packed(&vec![0; 64 << 20]);
        let error = unpacked(&bomb).expect_err("a thousand times its size");
        assert_eq!(error.cause(), ReadCause::TooLarge);
    }

    #[test]
    fn unpacking_can_be_cancelled() {
        let error = gunzip("a.gz", &packed(b"x"), &mut |_| ControlFlow::Break(())).expect_err("cancelled");
        assert_eq!(error.cause(), ReadCause::Cancelled);
    }
}
