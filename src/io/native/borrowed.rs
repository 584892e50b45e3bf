//! Texts and details of records as they stand in the file, borrowed from it wherever they can be.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

/// A text of the file; borrowed unless it has escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'t>(pub Cow<'t, str>);

impl Text<'_> {
    /// The text by itself.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl<'de: 't, 't> Deserialize<'de> for Text<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }
        deserializer.deserialize_str(Texts)
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl JsonSchema for Text<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// Any value of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    YesNo(bool),
    /// A number.
    Number(Exact),
    /// A text.
    Text(Text<'t>),
    /// A list or an object.
    Other(Cow<'t, Json>),
}

/// A number just as the file has it: `5` is not `5.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Exact {
    /// A whole number.
    Whole(i64),
    /// A whole number beyond `i64`.
    Large(u64),
    /// Any other number.
    Float(f64),
}

impl Default for Exact {
    fn default() -> Self {
        Self::Whole(0)
    }
}

impl From<Exact> for Json {
    fn from(number: Exact) -> Self {
        match number {
            Exact::Whole(number) => Self::from(number),
            Exact::Large(number) => Self::from(number),
            Exact::Float(number) => Self::from(number),
        }
    }
}

impl<'t> From<&'t Json> for Raw<'t> {
    fn from(json: &'t Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(yes) => Self::YesNo(*yes),
            Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), ..) => Self::Number(Exact::Whole(number)),
                (None, Some(number), _) => Self::Number(Exact::Large(number)),
                (None, None, Some(number)) => Self::Number(Exact::Float(number)),
                (None, None, None) => Self::Other(Cow::Borrowed(json)),
            },
            Json::String(text) => Self::Text(Text::from(text.as_str())),
            Json::Array(_) | Json::Object(_) => Self::Other(Cow::Borrowed(json)),
        }
    }
}

impl<'t> Raw<'t> {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<Cow<'t, str>>) -> Self {
        Self::Text(Text(text.into()))
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, where it is one that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match *self {
            Self::Number(Exact::Whole(number)) => u64::try_from(number).ok(),
            Self::Number(Exact::Large(number)) => Some(number),
            _ => None,
        }
    }

    /// The value by itself.
    #[must_use]
    pub fn into_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::YesNo(yes) => Json::from(yes),
            Self::Number(number) => Json::from(number),
            Self::Text(text) => Json::from(text.into_string()),
            Self::Other(json) => json.into_owned(),
        }
    }
}

impl<'de: 't, 't> Deserialize<'de> for Raw<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any valid JSON value")
            }

            fn visit_unit<E: Error>(self) -> Result<Raw<'de>, E> {
                Ok(Raw::Null)
            }

            fn visit_bool<E: Error>(self, yes: bool) -> Result<Raw<'de>, E> {
                Ok(Raw::YesNo(yes))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Raw<'de>, E> {
                Ok(Raw::Number(Exact::Whole(number)))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Raw<'de>, E> {
                Ok(Raw::Number(i64::try_from(number).map_or(Exact::Large(number), Exact::Whole)))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Raw<'de>, E> {
                Ok(Raw::Number(Exact::Float(number)))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Raw<'de>, E> {
                Ok(Raw::Text(Text(Cow::Borrowed(text))))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Raw<'de>, E> {
                Ok(Raw::Text(Text(Cow::Owned(text.to_owned()))))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Raw<'de>, A::Error> {
                Json::deserialize(SeqAccessDeserializer::new(items)).map(|json| Raw::Other(Cow::Owned(json)))
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Raw<'de>, A::Error> {
                Json::deserialize(MapAccessDeserializer::new(fields)).map(|json| Raw::Other(Cow::Owned(json)))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::YesNo(yes) => serializer.serialize_bool(*yes),
            Self::Number(Exact::Whole(number)) => serializer.serialize_i64(*number),
            Self::Number(Exact::Large(number)) => serializer.serialize_u64(*number),
            Self::Number(Exact::Float(number)) => serializer.serialize_f64(*number),
            Self::Text(text) => text.serialize(serializer),
            Self::Other(json) => json.serialize(serializer),
        }
    }
}

/// The details of a record, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details<'t>(pub Vec<(Text<'t>, Raw<'t>)>);

const USUAL_DETAILS: usize = 8;

impl<'de: 't, 't> Deserialize<'de> for Details<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Details<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Details<'de>, A::Error> {
                let mut details = Vec::with_capacity(USUAL_DETAILS);
                while let Some(detail) = entries.next_entry()? {
                    details.push(detail);
                }
                Ok(Details(details))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

impl Serialize for Details<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_written_as_they_were_read() {
        let file = r#"{"a":"plain","b":"with \"escapes\"","c":5,"d":5.0,"e":-7,"f":18446744073709551615,"g":[1,{"h":null}],"i":true,"j":null}"#;
        let details: Details<'_> = serde_json::from_str(file).expect("sound");
        assert_eq!(serde_json::to_string(&details).ok().as_deref(), Some(file));
        let borrowed = |at: usize| matches!(details.0[at].1, Raw::Text(Text(Cow::Borrowed(_))));
        assert!(borrowed(0) && !borrowed(1));
        let json: Json = serde_json::from_str(file).expect("sound");
        let values: Json = details.0.into_iter().map(|(name, raw)| (name.into_string(), raw.into_json())).collect();
        assert_eq!(values, json);
    }
}
