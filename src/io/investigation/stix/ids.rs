//! Ids of STIX objects: which texts are ones, and ids made of the ids of other files. The same file gives the same ids.

use sha2::{Digest as _, Sha256};

/// The type in an id of STIX 2.1, `TYPE--UUID`; `None` where the text is no such id.
#[must_use]
pub fn type_of_id(id: &str) -> Option<&str> {
    let (kind, uuid) = id.split_once("--")?;
    (is_type(kind) && is_uuid(uuid)).then_some(kind)
}

/// What stands before the two hyphens, in an id that may be no UUID behind them; `None` where nothing like an id is there.
#[must_use]
pub fn prefix_of(key: &str) -> Option<&str> {
    let (kind, rest) = key.split_once("--")?;
    (is_type(kind) && !rest.is_empty()).then_some(kind)
}

/// Whether a text is the name of a type: small letters, digits and single hyphens.
#[must_use]
pub fn is_type(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    (3..=250).contains(&text.len())
        && text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(is_sign)
}

/// Whether a text is a UUID of the versions that STIX programs accept: 1 to 5.
fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_fine = |(at, sign): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *sign == b'-',
        14 => (b'1'..=b'5').contains(sign),
        19 => matches!(sign.to_ascii_lowercase(), b'8' | b'9' | b'a' | b'b'),
        _ => sign.is_ascii_hexdigit(),
    };
    bytes.len() == 36 && bytes.iter().enumerate().all(is_fine)
}

/// An id for a record whose own id is none. STIX wants version 4 for all objects but observables (version 5 is theirs), so
/// the bits are those of a hash, and marked as version 4. `list` keeps actors and links of the same id apart.
#[must_use]
pub fn made_id(kind: &str, list: &str, key: &str) -> String {
    let hash =
        Sha256::new().chain_update("linklore stix ").chain_update(list).chain_update(" ").chain_update(key).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let number = u128::from_be_bytes(bytes);
    let digits = format!("{number:032x}");
    let [a, b, c, d, e] = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("{kind}--{a}-{b}-{c}-{d}-{e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_type_and_a_uuid() {
        assert_eq!(type_of_id("threat-actor--34098fce-860f-48ae-8e50-ebd3cc5e41da"), Some("threat-actor"));
        for id in [
            "threat-actor--t",
            "34098fce-860f-48ae-8e50-ebd3cc5e41da",
            "Actor--34098fce-860f-48ae-8e50-ebd3cc5e41da",
            "",
        ] {
            assert_eq!(type_of_id(id), None, "{id}");
        }
        assert_eq!(prefix_of("threat-actor--t"), Some("threat-actor"));
        assert_eq!(prefix_of("what -- is it"), None);
    }

    #[test]
    fn made_ids_are_ids_and_always_the_same() {
        let id = made_id("identity", "actor", "Ada Obi");
        assert_eq!(type_of_id(&id), Some("identity"));
        assert_eq!(id, made_id("identity", "actor", "Ada Obi"));
        assert_ne!(id, made_id("identity", "link", "Ada Obi"));
    }
}
