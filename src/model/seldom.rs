//! What most records of a sort do not have: behind one pointer, so that those without it are small.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Something that nearly always is as blank as it begins. Read as if it were there; there once it is changed.
///
/// Two of them are equal where what they hold is, whether or not it is there.
#[derive(Clone)]
pub struct Seldom<T>(Option<Box<T>>);

/// What can stand for all that are blank.
pub trait Blank: Default + PartialEq + 'static {
    /// The blank one.
    fn blank() -> &'static Self;
}

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Blank> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::blank())
    }
}

impl<T: Blank> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank> From<T> for Seldom<T> {
    fn from(value: T) -> Self {
        Self((value != *T::blank()).then(|| Box::new(value)))
    }
}

impl<T: Blank> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.0.is_none() && other.0.is_none()) || **self == **other
    }
}

impl<T: Blank + Serialize> Serialize for Seldom<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_deref().serialize(serializer)
    }
}

impl<'de, T: Blank + Deserialize<'de>> Deserialize<'de> for Seldom<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or_else(Self::default, Self::from))
    }
}

impl<T: Blank + fmt::Debug> fmt::Debug for Seldom<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Blank for String {
        fn blank() -> &'static Self {
            static BLANK: String = String::new();
            &BLANK
        }
    }

    #[test]
    fn what_is_blank_takes_a_pointer_and_equals_what_was_never_there() {
        let never = Seldom::<String>::default();
        let mut emptied = Seldom::from("a".to_owned());
        assert!(size_of_val(&never) == size_of::<usize>() && emptied != never);
        emptied.clear();
        assert_eq!(emptied, never);
        assert_eq!(format!("{emptied:?}"), format!("{never:?}"));
        assert!(Seldom::from(String::new()).0.is_none());
    }

    #[test]
    fn it_is_read_without_being_there_and_there_once_it_is_changed() {
        let mut some = Seldom::<String>::default();
        assert!(some.is_empty() && some.0.is_none());
        some.push('b');
        assert_eq!(*some, "b");
    }
}
