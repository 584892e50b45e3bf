//! From bytes to text: byte order marks, UTF-16, what an XML declaration says, and a guess for everything else.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::Warning;

/// A text and what there is to say about how it was read.
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// That it was not UTF-8, and whether bytes of it mean nothing.
    pub warnings: Vec<Warning>,
}

/// How far into a file without a byte order mark one looks for zeros between letters.
const LOOKED_AT: usize = 4096;

/// Reads bytes as text. Borrows where the bytes are UTF-8.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let declared = (encoding != UTF_8).then_some(true);
        return decoded_as(encoding, &bytes[mark..], declared);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decoded_as(encoding, bytes, Some(false));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), warnings: Vec::new() };
    }
    if let Some(encoding) = declared_in_xml(bytes).or_else(|| declared_in_dot(bytes)) {
        return decoded_as(encoding, bytes, (encoding != UTF_8).then_some(true));
    }
    decoded_as(guessed(bytes), bytes, Some(false))
}

/// What stands for the text of a file that is none.
#[must_use]
pub fn no_text() -> Decoded<'static> {
    Decoded { text: Cow::Borrowed(""), warnings: Vec::new() }
}

/// `declared` is `None` where the encoding goes without saying.
fn decoded_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], declared: Option<bool>) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut warnings = Vec::new();
    if let Some(declared) = declared {
        warnings.push(Warning::Encoding { name: encoding.name().to_owned(), declared });
    }
    if had_errors {
        warnings.push(Warning::UndecodableBytes { encoding: encoding.name().to_owned() });
    }
    Decoded { text, warnings }
}

/// Whether bytes are UTF-16, by their mark or by the zeros in them.
#[must_use]
pub fn is_utf16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || utf16_without_mark(bytes).is_some()
}

/// UTF-16 of mostly Latin text shows as a zero in every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    if head.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    if odd * 10 >= half * 8 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 >= half * 8 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What `<?xml version="1.0" encoding="…"?>` says.
fn declared_in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start().strip_prefix('=')?;
    let value = value.trim_start();
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    // The text itself shows that it is not two bytes wide, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// What the attribute `charset` of a graph of Graphviz says.
fn declared_in_dot(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let (before, after) = head.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches('"');
    let label = value.split([' ', '"', ';', ',', ']', '\n', '\r', '\t']).next()?.to_ascii_lowercase();
    let is_graph = before.contains("graph") && before.contains('{');
    let encoding = Encoding::for_label(label.replace("latin-1", "latin1").as_bytes())?;
    (is_graph && encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // The detector knows no Western encoding but this one, which holds all of Latin-1.
    if encoding == UTF_8 { WINDOWS_1252 } else { encoding }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let Decoded { text, warnings } = decode(bytes);
        (text.into_owned(), warnings.iter().map(Warning::code).collect())
    }

    #[test]
    fn utf8_is_borrowed_and_needs_no_word() {
        assert!(matches!(decode("Zoë".as_bytes()).text, Cow::Borrowed("Zoë")));
        assert_eq!(read(b"\xef\xbb\xbfid,label"), ("id,label".to_owned(), vec![]));
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let marked = [&[0xff, 0xfe][..], &wide("Źródło; cel")].concat();
        assert_eq!(read(&marked), ("Źródło; cel".to_owned(), vec!["encoding"]));
        assert_eq!(read(&wide("source;target")), ("source;target".to_owned(), vec!["encoding"]));
        let big: Vec<u8> = "source".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&big), ("source".to_owned(), vec!["encoding"]));
    }

    #[test]
    fn an_xml_declaration_is_believed() {
        let file = b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xa3\xf3d\xbc</a>";
        assert_eq!(read(file).0, "<?xml version='1.0' encoding='ISO-8859-2'?><a>Łódź</a>");
    }

    #[test]
    fn other_encodings_are_guessed_and_said_to_be() {
        let (text, codes) = read(b"id,label\n1,Jos\xe9 Garc\xeda\n2,Fran\xe7ois\n");
        assert_eq!(text, "id,label\n1,José García\n2,François\n");
        assert_eq!(codes, ["encoding"]);
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("Иван Петров знает Марию Сидорову и Олега");
        assert_eq!(read(&cyrillic).0, "Иван Петров знает Марию Сидорову и Олега");
    }

    #[test]
    fn bytes_that_mean_nothing_are_told() {
        let file = [&[0xff, 0xfe][..], &[0x41, 0x00, 0x00, 0xd8, 0x42, 0x00]].concat();
        assert_eq!(read(&file), ("A\u{fffd}B".to_owned(), vec!["encoding", "undecodable-bytes"]));
    }

    #[test]
    fn the_charset_of_a_graph_is_believed() {
        let file = b"graph { charset=\"ISO-8859-2\"; a [label=\"\xa3\xf3d\xbc\"] }";
        assert!(read(file).0.contains("Łódź"));
        assert!(read(b"graph { graph [charset=latin-1] a [label=\"\xa3\"] }").0.contains('£'));
    }
}
