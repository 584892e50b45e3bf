//! What the types of STIX are called here, the markings that every program knows, and what confidence means. Readers and
//! writers share these tables.

use super::types::is_known;

/// Types of actors and what they are in STIX: type and, for identities, class. The first of a pair is what our reader calls
/// it; further words lead there as well and stand beside it as `x_linklore_type`. Every other type is called after itself.
const KINDS: [(&str, &str, &str); 22] = [
    ("person", "identity", "individual"),
    ("organization", "identity", "organization"),
    ("group", "identity", "group"),
    ("system", "identity", "system"),
    ("individual", "identity", "individual"),
    ("organisation", "identity", "organization"),
    ("company", "identity", "organization"),
    ("institution", "identity", "organization"),
    ("agency", "identity", "organization"),
    ("authority", "identity", "organization"),
    ("government", "identity", "organization"),
    ("state", "identity", "organization"),
    ("party", "identity", "organization"),
    ("legal entity", "identity", "organization"),
    ("public body", "identity", "organization"),
    ("armed group", "identity", "group"),
    ("location", "location", ""),
    ("place", "location", ""),
    ("city", "location", ""),
    ("country", "location", ""),
    ("region", "location", ""),
    ("address", "location", ""),
];

/// Stands before the types of objects that STIX has no type for.
pub const CUSTOM: &str = "x-linklore-";
/// Stands before the properties that STIX has no property for.
pub const OWN: &str = "x_linklore_";

/// What an object of this type is called.
#[must_use]
pub fn kind_of(stix: &str, class: &str) -> String {
    let is_it = |(_, known, of): &&(&str, &str, &str)| *known == stix && !class.is_empty() && *of == class;
    if let Some((kind, ..)) = KINDS.iter().find(is_it) {
        return (*kind).to_owned();
    }
    match stix.strip_prefix(CUSTOM) {
        Some("actor") => String::new(),
        Some(kind) => kind.replace('-', " "),
        None => stix.replace('-', " "),
    }
}

/// The type and class of an actor; a type of our own where STIX has none.
#[must_use]
pub fn stix_of_kind(kind: &str) -> (String, &'static str) {
    let lower = kind.trim().to_lowercase();
    if let Some((_, stix, class)) = KINDS.iter().find(|(known, ..)| *known == lower) {
        return ((*stix).to_owned(), class);
    }
    let name = lower.replace(' ', "-");
    if is_known(&name) && !matches!(name.as_str(), "relationship" | "sighting") {
        return (name, "");
    }
    (custom_type(kind), "")
}

/// A type of our own for what STIX has no type for.
#[must_use]
pub fn custom_type(kind: &str) -> String {
    let name = slug(kind, '-');
    let name = if name.is_empty() { "actor" } else { name.as_str() };
    format!("{CUSTOM}{}", name.chars().take(200).collect::<String>().trim_end_matches('-'))
}

/// A text in small letters and digits, with one `gap` for every stretch of other signs.
#[must_use]
pub fn slug(text: &str, gap: char) -> String {
    let mut slug = String::new();
    for sign in text.to_lowercase().chars() {
        if sign.is_ascii_lowercase() || sign.is_ascii_digit() {
            slug.push(sign);
        } else if !slug.is_empty() && !slug.ends_with(gap) {
            slug.push(gap);
        }
    }
    slug.trim_end_matches(gap).to_owned()
}

/// The ids of the TLP markings that every STIX program knows (STIX 2.1, section 7.2.1.4).
pub const TLP: [(&str, &str); 4] = [
    ("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
    ("marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
    ("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
    ("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
];

/// How credible a statement of this confidence is, by the Admiralty code (STIX 2.1, appendix A).
#[must_use]
pub fn credibility_of(confidence: i64) -> Option<u8> {
    match confidence {
        80..=100 => Some(1),
        60..=79 => Some(2),
        40..=59 => Some(3),
        20..=39 => Some(4),
        0..=19 => Some(5),
        _ => None,
    }
}

/// The confidence of a statement of this credibility; `None` where its truth cannot be judged.
#[must_use]
pub fn confidence_of(credibility: u8) -> Option<i64> {
    (1..=5).contains(&credibility).then(|| 110 - 20 * i64::from(credibility))
}

#[cfg(test)]
mod tests {
    use super::super::ids::is_type;
    use super::*;

    #[test]
    fn kinds_that_are_read_are_written_as_they_came() {
        for (kind, stix, class) in KINDS {
            assert_eq!(stix_of_kind(kind), (stix.to_owned(), class));
        }
        for (stix, class) in [("identity", "individual"), ("identity", "group"), ("location", ""), ("threat-actor", "")]
        {
            assert_eq!(stix_of_kind(&kind_of(stix, class)), (stix.to_owned(), class));
        }
        assert_eq!(kind_of("identity", ""), "identity");
        assert_eq!(stix_of_kind("Gang of Three"), ("x-linklore-gang-of-three".to_owned(), ""));
        assert_eq!(kind_of("x-linklore-gang-of-three", ""), "gang of three");
        assert_eq!(
            (stix_of_kind("").0, kind_of("x-linklore-actor", "")),
            ("x-linklore-actor".to_owned(), String::new())
        );
        assert!(is_type(&custom_type(&"سلمى ".repeat(300))) && is_type(&custom_type(&"ab ".repeat(300))));
    }

    #[test]
    fn confidence_and_credibility_lead_to_each_other() {
        for credibility in 1..=5 {
            assert_eq!(confidence_of(credibility).and_then(credibility_of), Some(credibility));
        }
        assert_eq!((confidence_of(6), credibility_of(101)), (None, None));
    }
}
