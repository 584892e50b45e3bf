//! A PNG that is written some rows at a time, so that neither its pixels nor their packed form are held whole beside it; and bytes
//! as text, for pictures within pictures.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::ExportError;

/// What each pixel consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channels {
    /// Red, green, blue.
    Opaque = 3,
    /// Red, green, blue, alpha; not multiplied in.
    Transparent = 4,
}

/// A PNG that grows (PNG specification, third edition: chunks of section 5, filters of section 9).
pub(super) struct PngStream {
    bytes: Vec<u8>,
    packer: ZlibEncoder<Vec<u8>>,
    channels: usize,
    above: Vec<u8>,
    row: Vec<u8>,
    filtered: [Vec<u8>; 2],
}

/// Filters by their numbers in the file: difference from the pixel to the left, and from the one above.
const LEFT: u8 = 1;
const ABOVE: u8 = 2;

impl PngStream {
    /// The beginning of a picture.
    pub(super) fn new((width, height): (u32, u32), channels: Channels) -> Self {
        let mut header = [0; 13];
        header[..4].copy_from_slice(&width.to_be_bytes());
        header[4..8].copy_from_slice(&height.to_be_bytes());
        // Eight bits to the channel; nothing else is unusual.
        header[8] = 8;
        header[9] = if channels == Channels::Opaque { 2 } else { 6 };
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut bytes, *b"IHDR", &header);
        let length = width as usize * channels as usize;
        Self {
            bytes,
            packer: ZlibEncoder::new(Vec::new(), Compression::fast()),
            channels: channels as usize,
            above: vec![0; length],
            row: Vec::with_capacity(length),
            filtered: [vec![0; length + 1], vec![0; length + 1]],
        }
    }

    /// Adds rows of red, green, blue, alpha; of opaque pixels alpha is not looked at.
    pub(super) fn push(&mut self, rgba: &[u8]) -> Result<(), ExportError> {
        let width = self.above.len() / self.channels;
        for row in rgba.chunks_exact((width * 4).max(1)) {
            self.row.clear();
            self.row.extend(row.chunks_exact(4).flat_map(|pixel| &pixel[..self.channels]));
            let Self { above, row, filtered: [left, up], channels, .. } = self;
            (left[0], up[0]) = (LEFT, ABOVE);
            for (at, (&here, &over)) in row.iter().zip(above.iter()).enumerate() {
                let before = if at < *channels { 0 } else { row[at - *channels] };
                left[at + 1] = here.wrapping_sub(before);
                up[at + 1] = here.wrapping_sub(over);
            }
            // Small differences pack best.
            let effort =
                |line: &[u8]| line[1..].iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum::<u64>();
            let best = if effort(left) < effort(up) { &*left } else { &*up };
            self.packer.write_all(best).map_err(|error| ExportError::Png(error.to_string()))?;
            std::mem::swap(&mut self.above, &mut self.row);
        }
        let packed = std::mem::take(self.packer.get_mut());
        if !packed.is_empty() {
            chunk(&mut self.bytes, *b"IDAT", &packed);
        }
        Ok(())
    }

    /// The whole file.
    pub(super) fn finish(self) -> Result<Vec<u8>, ExportError> {
        let Self { mut bytes, packer, .. } = self;
        let packed = packer.finish().map_err(|error| ExportError::Png(error.to_string()))?;
        chunk(&mut bytes, *b"IDAT", &packed);
        chunk(&mut bytes, *b"IEND", &[]);
        Ok(bytes)
    }
}

fn chunk(bytes: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(data);
    bytes.extend((data.len() as u32).to_be_bytes());
    bytes.extend(name);
    bytes.extend(data);
    bytes.extend(sum.sum().to_be_bytes());
}

/// Bytes as Base64 (RFC 4648).
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > group.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_came_in_parts_reads_back() {
        let (width, height) = (67u32, 41u32);
        let pixel = |x: u32, y: u32| [(x * 3) as u8, (y * 7) as u8, (x * y) as u8, 255];
        let rgba: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
        for channels in [Channels::Opaque, Channels::Transparent] {
            let mut stream = PngStream::new((width, height), channels);
            for part in rgba.chunks(width as usize * 4 * 9) {
                stream.push(part).expect("memory does not fail");
            }
            let bytes = stream.finish().expect("memory does not fail");
            let decoded = image::load_from_memory(&bytes).expect("it is a PNG").into_rgba8();
            assert_eq!((decoded.dimensions(), decoded.into_raw()), ((width, height), rgba.clone()));
        }
    }

    #[test]
    fn bytes_as_text_as_the_standard_shows_them() {
        let shown = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(shown, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
