//! A text that is short as a rule, such as the id of a link: it stands in the record itself and costs no allocation.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A text. Up to 14 bytes of it need no allocation, and all of it takes less room in a record than a `String`.
#[derive(Clone)]
pub struct Short(Held);

#[derive(Clone)]
enum Held {
    /// Invariant: the first `length` bytes are a text.
    Inside { length: u8, bytes: [u8; ROOM] },
    /// Behind one thin pointer, because a wide one would take as much room again.
    Outside(Box<Box<str>>),
}

/// How many bytes there is room for inside.
const ROOM: usize = 14;

impl Short {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::Inside { length, bytes } => {
                std::str::from_utf8(&bytes[..usize::from(*length)]).expect("what stands inside was copied from a text")
            }
            Held::Outside(text) => text,
        }
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

    fn inside(text: &str) -> Option<Self> {
        let mut bytes = [0; ROOM];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(Held::Inside { length: text.len() as u8, bytes }))
    }
}

impl Default for Short {
    fn default() -> Self {
        Self(Held::Inside { length: 0, bytes: [0; ROOM] })
    }
}

impl Deref for Short {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Short {
    fn from(text: &str) -> Self {
        Self::inside(text).unwrap_or_else(|| Self(Held::Outside(Box::new(text.into()))))
    }
}

impl From<String> for Short {
    fn from(text: String) -> Self {
        Self::inside(&text).unwrap_or_else(|| Self(Held::Outside(Box::new(text.into_boxed_str()))))
    }
}

impl From<Short> for String {
    fn from(text: Short) -> Self {
        match text.0 {
            Held::Inside { .. } => text.as_str().to_owned(),
            Held::Outside(text) => (*text).into(),
        }
    }
}

impl PartialEq for Short {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Short {}

impl PartialEq<str> for Short {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Short {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Short {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialOrd for Short {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Short {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Short {
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
                prop_assert_eq!(Short::numbered(&prefix, number), format!("{prefix}{number}"));
            }
        }
    }
}
