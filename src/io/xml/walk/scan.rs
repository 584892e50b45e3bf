//! Where the pieces of an XML text begin and end: names, attributes, stretches of text. Bytes only, in one pass over them;
//! what the pieces mean, and what is wrong with them, is not said here.

/// A name and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// As it is written.
    pub whole: &'a str,
    /// Without its prefix.
    pub local: &'a str,
    /// One past its last byte in the text.
    pub end: usize,
}

/// What stands next in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// An attribute.
    Attribute {
        /// Its name.
        name: Name<'a>,
        /// Its value as it is written.
        value: &'a str,
        /// Whether the value is not what is written: it holds references, or ends of lines and tabs.
        is_encoded: bool,
        /// One past the closing quote.
        end: usize,
    },
    /// The end of the tag.
    End {
        /// Whether the tag closes itself.
        closes_itself: bool,
        /// One past the `>`.
        end: usize,
    },
    /// Something else, here.
    Malformed(usize),
    /// The text ends before the tag does.
    Cut,
}

/// What a byte can be the end of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Colon,
    /// In values: something that has to be decoded. After names: their end.
    Blank,
    Ampersand,
    Quote,
    /// The end of a name, and nothing in a value.
    Sign,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    classes[b':' as usize] = Class::Colon;
    classes[b'\t' as usize] = Class::Blank;
    classes[b'\n' as usize] = Class::Blank;
    classes[b'\r' as usize] = Class::Blank;
    classes[b'&' as usize] = Class::Ampersand;
    classes[b'"' as usize] = Class::Quote;
    classes[b'\'' as usize] = Class::Quote;
    classes[b' ' as usize] = Class::Sign;
    classes[b'/' as usize] = Class::Sign;
    classes[b'>' as usize] = Class::Sign;
    classes[b'=' as usize] = Class::Sign;
    classes[b'<' as usize] = Class::Sign;
    classes
};

/// The name that begins at byte `at`: up to a blank, `/`, `>`, `=`, `<` or a quote.
#[inline]
pub fn name(text: &str, at: usize) -> Name<'_> {
    let mut start = at;
    let mut end = at;
    for byte in &text.as_bytes()[at..] {
        match CLASSES[*byte as usize] {
            Class::Plain | Class::Ampersand => {}
            Class::Colon => start = end + 1,
            Class::Blank | Class::Quote | Class::Sign => break,
        }
        end += 1;
    }
    Name { whole: &text[at..end], local: &text[start..end], end }
}

/// The piece of a tag that begins at or after byte `at`.
#[inline]
pub fn piece(text: &str, at: usize) -> Piece<'_> {
    let bytes = text.as_bytes();
    let at = past_blanks(bytes, at);
    match bytes.get(at) {
        None => return Piece::Cut,
        Some(b'>') => return Piece::End { closes_itself: false, end: at + 1 },
        Some(b'/') => {
            return match bytes.get(at + 1) {
                None => Piece::Cut,
                Some(b'>') => Piece::End { closes_itself: true, end: at + 2 },
                Some(_) => Piece::Malformed(at),
            };
        }
        Some(_) => {}
    }
    let name = name(text, at);
    if name.whole.is_empty() {
        return Piece::Malformed(at);
    }
    let equals = past_blanks(bytes, name.end);
    match bytes.get(equals) {
        None => return Piece::Cut,
        Some(b'=') => {}
        Some(_) => return Piece::Malformed(at),
    }
    let quoted = past_blanks(bytes, equals + 1);
    let quote = match bytes.get(quoted) {
        None => return Piece::Cut,
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(_) => return Piece::Malformed(at),
    };
    let start = quoted + 1;
    let mut is_encoded = false;
    let mut end = start;
    loop {
        let Some(byte) = bytes.get(end) else { return Piece::Cut };
        match CLASSES[*byte as usize] {
            Class::Plain | Class::Colon | Class::Sign => {}
            Class::Blank | Class::Ampersand => is_encoded = true,
            Class::Quote if *byte == quote => break,
            Class::Quote => {}
        }
        end += 1;
    }
    Piece::Attribute { name, value: &text[start..end], is_encoded, end: end + 1 }
}

/// The closing quote of the value that begins at byte `start`, behind its opening quote; `None` where it holds quotes of the
/// other sort or something that has to be decoded, or has no end.
#[inline]
pub fn end_of_plain_value(bytes: &[u8], start: usize) -> Option<usize> {
    let is_plain = |byte: &u8| matches!(CLASSES[*byte as usize], Class::Plain | Class::Colon | Class::Sign);
    let end = start + bytes[start..].iter().take_while(|byte| is_plain(byte)).count();
    (bytes.get(end)? == bytes.get(start.checked_sub(1)?)?).then_some(end)
}

/// The first byte at or after `at` that is no blank.
#[inline]
pub fn past_blanks(bytes: &[u8], at: usize) -> usize {
    let blanks = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
    at + blanks
}

/// Where the text that begins at byte `at` ends: at the next tag, the next reference, or the end of all.
#[inline]
pub fn end_of_text(bytes: &[u8], at: usize) -> usize {
    memchr::memchr2(b'<', b'&', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

/// The end of the reference whose `&` is at byte `at`: one past its `;`. `None` where it has none.
pub fn end_of_reference(bytes: &[u8], at: usize) -> Option<usize> {
    let length = memchr::memchr3(b';', b'<', b'&', &bytes[at + 1..])?;
    (bytes[at + 1 + length] == b';').then_some(at + length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut at = name(text, 1).end;
        let mut told = Vec::new();
        loop {
            match piece(text, at) {
                Piece::Attribute { name, value, is_encoded, end } => {
                    told.push(format!("{}|{}={value}{}", name.whole, name.local, if is_encoded { "!" } else { "" }));
                    at = end;
                }
                Piece::End { closes_itself, end } => {
                    told.push(format!("end {closes_itself} {}", &text[end..]));
                    return told;
                }
                Piece::Malformed(at) => {
                    told.push(format!("malformed at {at}"));
                    return told;
                }
                Piece::Cut => {
                    told.push("cut".to_owned());
                    return told;
                }
            }
        }
    }

    #[test]
    fn attributes_are_found_with_any_blanks_and_quotes() {
        assert_eq!(pieces("<a>x"), ["end false x"]);
        assert_eq!(pieces("<a/>x"), ["end true x"]);
        assert_eq!(
            pieces("<a x:b = '1>2' c=\"it's\"\n d='&lt;' />"),
            ["x:b|b=1>2", "c|c=it's", "d|d=&lt;!", "end true "]
        );
    }

    #[test]
    fn what_is_no_attribute_is_told_from_what_is_cut() {
        assert_eq!(pieces("<a b>"), ["malformed at 3"]);
        assert_eq!(pieces("<a b=1>"), ["malformed at 3"]);
        assert_eq!(pieces("<a =1>"), ["malformed at 3"]);
        assert_eq!(pieces("<a / b>"), ["malformed at 3"]);
        for cut in ["<a", "<a ", "<a b", "<a b=", "<a b='", "<a b='1", "<a b='1'", "<a /"] {
            assert_eq!(pieces(cut).last().map(String::as_str), Some("cut"), "{cut}");
        }
    }

    #[test]
    fn a_plain_value_ends_at_its_own_quote() {
        assert_eq!(end_of_plain_value(b"='a>b:c'>", 2), Some(7));
        for value in ["='it\"s'", "='a&amp;'", "='a\nb'", "='a"] {
            assert_eq!(end_of_plain_value(value.as_bytes(), 2), None, "{value}");
        }
    }

    #[test]
    fn texts_and_references_end_where_they_do() {
        assert_eq!(end_of_text(b"ab&c<", 0), 2);
        assert_eq!(end_of_text(b"ab", 1), 2);
        assert_eq!(end_of_reference(b"x&amp;y", 1), Some(6));
        assert_eq!(end_of_reference(b"x&amp y;<", 1), Some(8));
        assert_eq!(end_of_reference(b"& <;", 0), None);
        assert_eq!(end_of_reference(b"&", 0), None);
    }
}
