//! The JSON Schema of the native file, made from the structs that read it.

use serde_json::json;

use super::records::FileRecord;

/// The JSON Schema of the native file (draft 2020-12).
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(FileRecord).to_value()
}

/// The fields of an actor that edits leave behind. No reader needs them, so that they are among the fields that are kept and
/// written back; they are told here, for whoever finds them in a file.
pub(super) fn tell_of_edits(actor: &mut schemars::Schema) {
    let Some(properties) = actor.get_mut("properties").and_then(serde_json::Value::as_object_mut) else { return };
    let fields = [
        (
            "merged",
            "Actors that were merged into this one, the first first: the record of each as it was (`actor`), the types of its \
             details (`columns`), its links by id with the ends that were its own (`links`), and what this one got from it \
             (`gave`). With that, each can be taken out again.",
            json!({ "type": "array", "items": { "type": "object" } }),
        ),
        (
            "different_from",
            "The ids of actors that look like this one and were said to be others; an id may be that of an actor that was \
             merged into another one since.",
            json!({ "type": "array", "items": { "type": "string" } }),
        ),
    ];
    for (name, description, mut schema) in fields {
        schema["description"] = description.into();
        properties.insert(name.to_owned(), schema);
    }
}
