//! The types of STIX 2.1 with their properties, what they are called here, and the markings that every program knows.
//! Readers and writers share these tables.

use serde_json::Value as Json;

use super::times::{is_timestamp, to_milliseconds};
use crate::model::Value;

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

/// Whether the specification has a type of that name.
#[must_use]
pub fn is_known(stix: &str) -> bool {
    TYPES.iter().any(|(name, ..)| *name == stix)
}

/// Whether a type is that of an observable, which has no `created` and `modified`.
#[must_use]
pub fn is_observable(stix: &str) -> bool {
    TYPES.iter().any(|(name, sort, _)| *name == stix && *sort == Sort::Observable)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Has the properties that all objects and relationships have.
    Common,
    /// Is something seen in a computer or network.
    Observable,
}

/// What is common to objects and relationships, and to observables.
const COMMON: &str = "spec_version=version created=made modified=made created_by_ref revoked=yes labels=texts confidence=percent \
    lang object_marking_refs extensions=object";
const OBSERVABLE: &str = "spec_version=version object_marking_refs defanged=yes extensions=object";

/// The types of STIX 2.1 and their own properties. A property is a text unless `=` says otherwise; `!` marks those that an
/// object must have. `name`, `aliases`, `description` and `external_references` are fields of ours; here they say that the
/// type has them.
const TYPES: [(&str, Sort, &str); 43] = [
    ("attack-pattern", Sort::Common, "name! aliases kill_chain_phases=list"),
    ("campaign", Sort::Common, "name! aliases first_seen=time last_seen=time objective"),
    ("course-of-action", Sort::Common, "name!"),
    ("grouping", Sort::Common, "name context! object_refs!"),
    ("identity", Sort::Common, "name! roles=texts identity_class sectors=texts contact_information"),
    ("incident", Sort::Common, "name!"),
    (
        "indicator",
        Sort::Common,
        "name indicator_types=texts pattern! pattern_type! pattern_version valid_from=time! valid_until=time \
         kill_chain_phases=list",
    ),
    (
        "infrastructure",
        Sort::Common,
        "name! infrastructure_types=texts aliases kill_chain_phases=list first_seen=time last_seen=time",
    ),
    (
        "intrusion-set",
        Sort::Common,
        "name! aliases first_seen=time last_seen=time goals=texts resource_level primary_motivation \
         secondary_motivations=texts",
    ),
    (
        "location",
        Sort::Common,
        "name latitude=latitude longitude=longitude precision=number region country administrative_area city street_address \
         postal_code",
    ),
    (
        "malware",
        Sort::Common,
        "name malware_types=texts is_family=yes! aliases kill_chain_phases=list first_seen=time last_seen=time \
         operating_system_refs architecture_execution_envs=texts implementation_languages=texts capabilities=texts sample_refs",
    ),
    (
        "malware-analysis",
        Sort::Common,
        "product! version host_vm_ref operating_system_ref installed_software_refs configuration_version modules=texts \
         analysis_engine_version analysis_definition_version submitted=time analysis_started=time analysis_ended=time \
         result_name result analysis_sco_refs sample_ref",
    ),
    ("note", Sort::Common, "abstract content! authors=texts object_refs!"),
    (
        "observed-data",
        Sort::Common,
        "first_observed=time! last_observed=time! number_observed=count! objects=object object_refs",
    ),
    ("opinion", Sort::Common, "explanation authors=texts opinion=opinion! object_refs!"),
    ("report", Sort::Common, "name! report_types=texts published=time! object_refs!"),
    (
        "threat-actor",
        Sort::Common,
        "name! threat_actor_types=texts aliases first_seen=time last_seen=time roles=texts goals=texts sophistication \
         resource_level primary_motivation secondary_motivations=texts personal_motivations=texts",
    ),
    ("tool", Sort::Common, "name! tool_types=texts aliases kill_chain_phases=list tool_version"),
    ("vulnerability", Sort::Common, "name!"),
    ("relationship", Sort::Common, "relationship_type source_ref target_ref start_time=time stop_time=time"),
    (
        "sighting",
        Sort::Common,
        "first_seen=time last_seen=time count=count sighting_of_ref observed_data_refs where_sighted_refs summary=yes",
    ),
    ("language-content", Sort::Common, "object_ref! object_modified=time contents=object!"),
    (
        "extension-definition",
        Sort::Common,
        "name! schema! version! extension_types=texts! extension_properties=texts created_by_ref!",
    ),
    ("marking-definition", Sort::Common, "name definition_type definition=object"),
    ("artifact", Sort::Observable, "mime_type payload_bin url hashes=object encryption_algorithm decryption_key"),
    ("autonomous-system", Sort::Observable, "number=count! name rir"),
    ("directory", Sort::Observable, "path! path_enc ctime=time mtime=time atime=time contains_refs"),
    ("domain-name", Sort::Observable, "value! resolves_to_refs"),
    ("email-addr", Sort::Observable, "value! display_name belongs_to_ref"),
    (
        "email-message",
        Sort::Observable,
        "is_multipart=yes! date=time content_type from_ref sender_ref to_refs cc_refs bcc_refs message_id subject \
         received_lines=texts additional_header_fields=object body body_multipart=list raw_email_ref",
    ),
    (
        "file",
        Sort::Observable,
        "hashes=object size=count name name_enc magic_number_hex mime_type ctime=time mtime=time atime=time \
         parent_directory_ref contains_refs content_ref",
    ),
    ("ipv4-addr", Sort::Observable, "value! resolves_to_refs belongs_to_refs"),
    ("ipv6-addr", Sort::Observable, "value! resolves_to_refs belongs_to_refs"),
    ("mac-addr", Sort::Observable, "value!"),
    ("mutex", Sort::Observable, "name!"),
    (
        "network-traffic",
        Sort::Observable,
        "start=time end=time is_active=yes src_ref dst_ref src_port=count dst_port=count protocols=texts! \
         src_byte_count=count dst_byte_count=count src_packets=count dst_packets=count ipfix=object src_payload_ref \
         dst_payload_ref encapsulates_refs encapsulated_by_ref",
    ),
    (
        "process",
        Sort::Observable,
        "is_hidden=yes pid=count created_time=time cwd command_line environment_variables=object opened_connection_refs \
         creator_user_ref image_ref parent_ref child_refs",
    ),
    ("software", Sort::Observable, "name! cpe swid languages=texts vendor version"),
    ("url", Sort::Observable, "value!"),
    (
        "user-account",
        Sort::Observable,
        "user_id credential account_login account_type display_name is_service_account=yes is_privileged=yes \
         can_escalate_privs=yes is_disabled=yes account_created=time account_expires=time credential_last_changed=time \
         account_first_login=time account_last_login=time",
    ),
    (
        "windows-registry-key",
        Sort::Observable,
        "key values=list modified_time=time creator_user_ref number_of_subkeys=count",
    ),
    (
        "x509-certificate",
        Sort::Observable,
        "is_self_signed=yes hashes=object version serial_number signature_algorithm issuer validity_not_before=time \
         validity_not_after=time subject subject_public_key_algorithm subject_public_key_modulus \
         subject_public_key_exponent=count x509_v3_extensions=object",
    ),
    ("bundle", Sort::Common, ""),
];

/// At least one of the properties of one group is there in an object of the type (STIX 2.1 of each type). `+` joins those
/// that go together.
const ONE_OF: [(&str, &[&str]); 9] = [
    ("location", &["region", "country", "latitude+longitude"]),
    ("malware-analysis", &["result", "analysis_sco_refs"]),
    ("observed-data", &["objects", "object_refs"]),
    ("artifact", &["payload_bin", "url+hashes"]),
    ("file", &["hashes", "name"]),
    ("network-traffic", &["src_ref", "dst_ref"]),
    ("marking-definition", &["definition_type+definition", "extensions"]),
    ("process", &["is_hidden", "pid", "created_time", "cwd", "command_line", "environment_variables", "image_ref"]),
    ("windows-registry-key", &["key", "values", "modified_time", "creator_user_ref", "number_of_subkeys"]),
];

/// Times of which the second must not be before the first; where the third says so, it must be after it.
pub const ORDERED: [(&str, &str, bool); 7] = [
    ("created", "modified", false),
    ("first_seen", "last_seen", false),
    ("first_observed", "last_observed", false),
    ("valid_from", "valid_until", true),
    ("start_time", "stop_time", true),
    ("start", "end", false),
    ("analysis_started", "analysis_ended", false),
];

/// The properties of a type, those of its sort included, with what they hold and whether they must be there. A type of
/// somebody's own has those that are common.
fn properties(stix: &str) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    let known = TYPES.iter().find(|(name, ..)| *name == stix);
    let (sort, own) = known.map_or((Sort::Common, "name aliases"), |(_, sort, own)| (*sort, *own));
    let common = if sort == Sort::Observable { OBSERVABLE } else { COMMON };
    own.split_whitespace().chain(common.split_whitespace()).map(|word| {
        let (word, must) = word.strip_suffix('!').map_or((word, false), |word| (word, true));
        let (name, holds) = word.split_once('=').unwrap_or((word, "text"));
        (name, holds, must)
    })
}

/// What a property of a type holds; `None` where the type has no such property.
#[must_use]
pub fn holds(stix: &str, property: &str) -> Option<&'static str> {
    properties(stix).find(|(name, ..)| *name == property).map(|(_, holds, _)| holds)
}

/// The reference property of a type that our reader makes links of this sort from.
#[must_use]
pub fn reference_called(stix: &str, kind: &str) -> Option<&'static str> {
    properties(stix).map(|(name, ..)| name).find(|name| is_reference(name) && words_of_reference(name) == kind)
}

/// The first property that an object of this type must have and lacks; `has` says what is there.
#[must_use]
pub fn lacks(stix: &str, has: impl Fn(&str) -> bool) -> Option<&'static str> {
    if let Some((name, ..)) = properties(stix).find(|(name, _, must)| *must && !has(name)) {
        return Some(name);
    }
    let groups = ONE_OF.iter().find(|(name, _)| *name == stix).map(|(_, groups)| *groups)?;
    let is_whole = |group: &&str| group.split('+').all(&has);
    if groups.iter().any(is_whole) { None } else { groups.first().copied() }
}

/// Whether a property refers to other objects.
#[must_use]
pub fn is_reference(name: &str) -> bool {
    name.ends_with("_ref") || name.ends_with("_refs")
}

/// What a link is called that stands for a reference: `created_by_ref` is `created by`.
#[must_use]
pub fn words_of_reference(name: &str) -> String {
    name.trim_end_matches("_refs").trim_end_matches("_ref").replace('_', " ")
}

/// The value of a detail as a property that holds this; `None` where it does not fit.
#[must_use]
pub fn fitting(holds: &str, value: &Value) -> Option<Json> {
    let fits = match (holds, value) {
        ("text", Value::Text(text)) => !text.is_empty(),
        ("version", Value::Text(text)) => text == "2.1",
        ("opinion", Value::Text(text)) => {
            ["strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"].contains(&text.as_str())
        }
        ("time", Value::Text(text)) => is_timestamp(text),
        ("made", Value::Text(text)) => to_milliseconds(text).is_some_and(|exact| exact == *text),
        ("percent", Value::WholeNumber(number)) => (0..=100).contains(number),
        ("count", Value::WholeNumber(number)) => *number >= 0,
        ("latitude", Value::Number(number)) => number.abs() <= 90.0,
        ("longitude", Value::Number(number)) => number.abs() <= 180.0,
        ("latitude", Value::WholeNumber(number)) => number.abs() <= 90,
        ("longitude", Value::WholeNumber(number)) => number.abs() <= 180,
        ("number", Value::Number(_) | Value::WholeNumber(_)) | ("yes", Value::YesNo(_)) => true,
        ("texts", Value::TextList(texts)) => !texts.is_empty(),
        ("list", Value::TextList(texts)) => !texts.is_empty(),
        ("list", Value::Other(Json::Array(items))) => !items.is_empty(),
        ("object", Value::Other(Json::Object(members))) => !members.is_empty(),
        // In a column of several sorts the values are what they are in JSON.
        (holds, Value::Other(json)) if !json.is_array() && !json.is_object() => {
            let plain = crate::io::draft::value_of_json(json.clone())?;
            return if matches!(plain, Value::Other(_)) { None } else { fitting(holds, &plain) };
        }
        (holds, Value::Other(json @ Json::Array(_))) => match crate::io::draft::value_of_json(json.clone())? {
            Value::Other(_) => false,
            plain => return fitting(holds, &plain),
        },
        _ => false,
    };
    fits.then(|| json_of(value))
}

/// A detail as JSON.
#[must_use]
pub fn json_of(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text.as_str()),
        Value::Number(number) => Json::from(*number),
        Value::WholeNumber(number) => Json::from(*number),
        Value::YesNo(yes) => Json::from(*yes),
        Value::TextList(texts) => Json::from(texts.clone()),
        Value::Other(json) => json.clone(),
    }
}

/// Whether a text can be the name of a property.
#[must_use]
pub fn is_property_name(name: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    (3..=250).contains(&name.len())
        && name.starts_with(|sign: char| sign.is_ascii_lowercase())
        && name.bytes().all(is_sign)
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
    fn what_must_be_there_is_known() {
        let has = |names: &'static [&'static str]| move |name: &str| names.contains(&name);
        assert_eq!(lacks("location", has(&["latitude"])), Some("region"));
        assert_eq!(lacks("location", has(&["latitude", "longitude"])), None);
        assert_eq!(lacks("report", has(&["name", "published"])), Some("object_refs"));
        assert_eq!(lacks("x-other", has(&[])), None);
        assert_eq!(reference_called("malware", "sample"), Some("sample_refs"));
        assert_eq!(reference_called("malware-analysis", "sample"), Some("sample_ref"));
        assert_eq!(reference_called("url", "created by"), None);
    }

    #[test]
    fn confidence_and_credibility_lead_to_each_other() {
        for credibility in 1..=5 {
            assert_eq!(confidence_of(credibility).and_then(credibility_of), Some(credibility));
        }
        assert_eq!((confidence_of(6), credibility_of(101)), (None, None));
    }
}
