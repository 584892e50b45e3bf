//! The JSON Schema of the native file, made from the structs that read it.

use super::records::FileRecord;

/// The JSON Schema of the native file (draft 2020-12).
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(FileRecord).to_value()
}
