//! Texts that are short as a rule, such as ids and names: they stand in the record itself and cost no allocation.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text of up to 14 bytes as a rule: the id or the type of something. Takes less room in a record than a `String`.
pub type Short = Text<14>;

/// A text of up to 22 bytes as a rule: the name of somebody. Takes as much room in a record as a `String`.
pub type Name = Text<22>;

/// A text. Up to `ROOM` bytes of it, which are fewer than 256, need no allocation.
#[derive(Clone)]
pub struct Text<const ROOM: usize>(Held<ROOM>);

#[derive(Clone)]
enum Held<const ROOM: usize> {
    /// Invariant: the first `length` bytes are a text.
    Inside { length: u8, bytes: [u8; ROOM] },
    /// Behind one thin pointer, because a wide one would take as much room again.
    Outside(Box<Box<str>>),
}

impl<const ROOM: usize> Text<ROOM> {
    /// So many bytes need no allocation.
    pub const INSIDE: usize = ROOM;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::Inside { .. } => {
                std::str::from_utf8(self.as_bytes()).expect("what stands inside was copied from a text")
            }
            Held::Outside(text) => text,
        }
    }

    /// The bytes of the text. Cheaper than the text itself, which is looked at to be one.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Held::Inside { length, bytes } => &bytes[..usize::from(*length)],
            Held::Outside(text) => text.as_bytes(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_empty()
    }

    /// A text with a number behind it: `l17`.
    #[must_use]
    pub fn numbered(prefix: &str, number: usize) -> Self {
        let mut bytes = [0; ROOM];
        let digits = number.checked_ilog10().unwrap_or(0) as usize + 1;
        let length = prefix.len() + digits;
        if length > ROOM {
            return Self::from(format!("{prefix}{number}"));
        }
        bytes[..prefix.len()].copy_from_slice(prefix.as_bytes());
        let mut rest = number;
        for byte in bytes[prefix.len()..length].iter_mut().rev() {
            *byte = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Self(Held::Inside { length: length as u8, bytes })
    }

    /// Makes the last digit greater by one: `l16` becomes `l17`. Where it is a nine, or none, nothing changes and the answer is
    /// `false`.
    pub fn count_up(&mut self) -> bool {
        let Held::Inside { length, bytes } = &mut self.0 else { return false };
        let Some(digit @ b'0'..=b'8') = bytes[..usize::from(*length)].last_mut() else { return false };
        *digit += 1;
        true
    }

    fn inside(text: &str) -> Option<Self> {
        let mut bytes = [0; ROOM];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(Held::Inside { length: text.len() as u8, bytes }))
    }
}

/// A short text with a number behind it that is counted up: `l17`, `l18`, …
#[derive(Clone, Copy, Debug)]
pub(super) struct Counting {
    length: u8,
    /// The bytes of the text, the first one the lowest: what is written and read at once costs least.
    bytes: u128,
}

impl Counting {
    /// Begins with a number; `None` where the text does not stand inside a [`Short`].
    pub fn new(prefix: &str, number: usize) -> Option<Self> {
        let Held::Inside { length, bytes } = Short::numbered(prefix, number).0 else { return None };
        let mut all = [0; 16];
        all[..bytes.len()].copy_from_slice(&bytes);
        Some(Self { length, bytes: u128::from_le_bytes(all) })
    }

    /// The text.
    #[inline]
    pub fn text(self) -> Short {
        let mut bytes = [0; Short::INSIDE];
        bytes.copy_from_slice(&self.bytes.to_le_bytes()[..Short::INSIDE]);
        Text(Held::Inside { length: self.length, bytes })
    }

    /// Whether the text is this one.
    #[inline]
    pub fn is(self, text: &[u8]) -> bool {
        self.bytes.to_le_bytes().get(..usize::from(self.length)) == Some(text)
    }

    /// Makes the last digit greater by one. Where it is a nine nothing changes, and the answer is `false`.
    #[inline]
    pub fn count_up(&mut self) -> bool {
        let last = 8 * u32::from(self.length.saturating_sub(1));
        let is_below_nine = matches!((self.bytes >> last) as u8, b'0'..=b'8');
        self.bytes += u128::from(is_below_nine) << last;
        is_below_nine
    }
}

impl<const ROOM: usize> Default for Text<ROOM> {
    fn default() -> Self {
        Self(Held::Inside { length: 0, bytes: [0; ROOM] })
    }
}

impl<const ROOM: usize> Deref for Text<ROOM> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<const ROOM: usize> From<&str> for Text<ROOM> {
    fn from(text: &str) -> Self {
        Self::inside(text).unwrap_or_else(|| Self(Held::Outside(Box::new(text.into()))))
    }
}

impl<const ROOM: usize> From<String> for Text<ROOM> {
    fn from(text: String) -> Self {
        Self::inside(&text).unwrap_or_else(|| Self(Held::Outside(Box::new(text.into_boxed_str()))))
    }
}

impl<const ROOM: usize> From<Text<ROOM>> for String {
    fn from(text: Text<ROOM>) -> Self {
        match text.0 {
            Held::Inside { .. } => text.as_str().to_owned(),
            Held::Outside(text) => (*text).into(),
        }
    }
}

impl<const ROOM: usize, const OTHER: usize> PartialEq<Text<OTHER>> for Text<ROOM> {
    fn eq(&self, other: &Text<OTHER>) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<const ROOM: usize> Eq for Text<ROOM> {}

impl<const ROOM: usize> PartialEq<str> for Text<ROOM> {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<const ROOM: usize> PartialEq<&str> for Text<ROOM> {
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<const ROOM: usize> PartialEq<String> for Text<ROOM> {
    fn eq(&self, other: &String) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<const ROOM: usize> PartialEq<Text<ROOM>> for String {
    fn eq(&self, other: &Text<ROOM>) -> bool {
        other == self
    }
}

impl<const ROOM: usize> PartialEq<Text<ROOM>> for &str {
    fn eq(&self, other: &Text<ROOM>) -> bool {
        other == self
    }
}

impl<const ROOM: usize> PartialOrd for Text<ROOM> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const ROOM: usize> Ord for Text<ROOM> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<'de, const ROOM: usize> Deserialize<'de> for Text<ROOM> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl<const ROOM: usize> Serialize for Text<ROOM> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<const ROOM: usize> Hash for Text<ROOM> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<const ROOM: usize> fmt::Display for Text<ROOM> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl<const ROOM: usize> fmt::Debug for Text<ROOM> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_takes_less_room_than_a_string() {
        assert!(size_of::<Short>() == 16 && size_of::<Short>() < size_of::<String>());
        assert_eq!(size_of::<Name>(), size_of::<String>());
        assert!(matches!(Short::from("brother of him").0, Held::Inside { .. }));
        assert!(matches!(Short::from("brother of hers").0, Held::Outside(_)));
    }

    proptest! {
        /// Whatever the text and its length: it comes out as it went in.
        #[test]
        fn a_text_stays_what_it_is(text in "[a-zé\u{1f600}]{0,20}", other in "[ab]{0,16}") {
            for short in [Short::from(text.as_str()), Short::from(text.clone())] {
                prop_assert_eq!(&short, &text);
                prop_assert_eq!(short.to_string(), text.clone());
                prop_assert_eq!(format!("{short:?}"), format!("{text:?}"));
                prop_assert_eq!(String::from(short.clone()), text.clone());
                let as_short = Short::from(other.clone());
                prop_assert_eq!(short == as_short, text == other);
            }
        }

        #[test]
        fn a_number_is_written_as_everywhere(prefix in "[lé]{0,8}", number in 0..usize::MAX, digits in 1_u32..20) {
            for number in [number, number % 10_usize.pow(digits), 10_usize.pow(digits), 10_usize.pow(digits) - 1, 0, usize::MAX] {
                let mut short = Short::numbered(&prefix, number);
                prop_assert_eq!(&short, &format!("{prefix}{number}"));
                if short.count_up() {
                    prop_assert_eq!(short, format!("{prefix}{}", number + 1));
                }
            }
        }
    }
}
