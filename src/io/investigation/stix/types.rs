//! The types of STIX 2.1 with their properties: what each holds, and which must be there.

use serde_json::Value as Json;

use super::times::{is_timestamp, to_milliseconds};
use crate::io::draft::{json_of_value, value_of_json};
use crate::model::Value;

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
        ("latitude", Value::WholeNumber(number)) => (-90..=90).contains(number),
        ("longitude", Value::WholeNumber(number)) => (-180..=180).contains(number),
        ("number", Value::Number(_) | Value::WholeNumber(_)) | ("yes", Value::YesNo(_)) => true,
        ("texts", Value::TextList(texts)) => !texts.is_empty(),
        ("list", Value::TextList(texts)) => !texts.is_empty(),
        ("list", Value::Other(Json::Array(items))) => !items.is_empty(),
        ("object", Value::Other(Json::Object(members))) => !members.is_empty(),
        // In a column of several sorts the values are what they are in JSON.
        (holds, Value::Other(json)) if !json.is_array() && !json.is_object() => {
            let plain = value_of_json(json.clone())?;
            return if matches!(plain, Value::Other(_)) { None } else { fitting(holds, &plain) };
        }
        (holds, Value::Other(json @ Json::Array(_))) => match value_of_json(json.clone())? {
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
    json_of_value(value.clone())
}

/// Whether a text can be the name of a property.
#[must_use]
pub fn is_property_name(name: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    (3..=250).contains(&name.len())
        && name.starts_with(|sign: char| sign.is_ascii_lowercase())
        && name.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
