//! The files with chunks and documents that stand beside a graph. A file that cannot be read is taken as not there: the graph
//! itself is whole without it.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::io::input::Input;
use crate::io::table::{is_parquet, parquet_records};

/// A stretch of text that a machine read at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// Its words.
    pub content: String,
    /// The id of its document; may be empty.
    pub document: String,
    /// The file the document was; may be empty.
    pub file: String,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// What it is called; may be empty.
    pub title: String,
    /// Its words.
    pub text: String,
}

/// Chunks and documents by their ids.
#[derive(Debug, Default)]
pub struct Texts {
    /// The chunks.
    pub chunks: HashMap<String, Chunk>,
    /// The documents whose words are known.
    pub documents: HashMap<String, Whole>,
}

const CHUNK_FILES: [&str; 6] = [
    "kv_store_text_chunks.json",
    "text_units.json",
    "create_final_text_units.json",
    "text_units.jsonl",
    "text_units.parquet",
    "create_final_text_units.parquet",
];
const DOCUMENT_FILES: [&str; 6] = [
    "kv_store_full_docs.json",
    "documents.json",
    "create_final_documents.json",
    "documents.jsonl",
    "documents.parquet",
    "create_final_documents.parquet",
];

impl Texts {
    /// What stands beside the file that is read; `None` where no chunk is there.
    pub fn beside(input: &Input<'_>) -> Option<Self> {
        let records = |names: [&str; 6]| names.into_iter().find_map(|name| records(&input.beside(name)?));
        let chunks = records(CHUNK_FILES)?;
        let documents = records(DOCUMENT_FILES).unwrap_or_default();
        let mut texts = Self::default();
        for (id, record) in chunks {
            let content = first_text(&record, &["content", "text", "chunk"]);
            let document = match record.get("document_ids") {
                Some(Json::Array(ids)) => ids.first().and_then(Json::as_str).unwrap_or_default().to_owned(),
                _ => first_text(&record, &["full_doc_id", "document_id"]),
            };
            texts.chunks.insert(id, Chunk { content, document, file: first_text(&record, &["file_path"]) });
        }
        for (id, record) in documents {
            let text = first_text(&record, &["content", "text", "raw_content"]);
            if !text.is_empty() {
                texts.documents.insert(id, Whole { title: first_text(&record, &["title"]), text });
            }
        }
        (!texts.chunks.is_empty()).then_some(texts)
    }
}

fn first_text(record: &Map<String, Json>, names: &[&str]) -> String {
    names.iter().find_map(|name| record.get(*name)?.as_str()).unwrap_or_default().to_owned()
}

/// Records by id: an object of objects, a list of objects with an `id`, a line for each, or a Parquet table.
fn records(bytes: &[u8]) -> Option<Vec<(String, Map<String, Json>)>> {
    let with_id = |record: Json| {
        let Json::Object(record) = record else { return None };
        let id = record.get("id")?.as_str()?.to_owned();
        Some((id, record))
    };
    if is_parquet(bytes) {
        return Some(parquet_records(bytes)?.into_iter().filter_map(|record| with_id(Json::Object(record))).collect());
    }
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(map)) => Some(
            map.into_iter()
                .filter_map(|(id, record)| if let Json::Object(record) = record { Some((id, record)) } else { None })
                .collect(),
        ),
        Ok(Json::Array(items)) => Some(items.into_iter().filter_map(with_id).collect()),
        _ => {
            let text = std::str::from_utf8(bytes).ok()?;
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| with_id(serde_json::from_str(line).ok()?)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_in_every_shape() {
        let ids = |text: &str| {
            records(text.as_bytes()).map(|records| records.into_iter().map(|(id, _)| id).collect::<Vec<_>>())
        };
        assert_eq!(ids(r#"{"c1": {"content": "x"}, "c2": {"content": "y"}}"#), Some(vec!["c1".into(), "c2".into()]));
        assert_eq!(ids(r#"[{"id": "c1", "text": "x"}]"#), Some(vec!["c1".into()]));
        assert_eq!(ids("{\"id\": \"c1\"}\n{\"id\": \"c2\"}\n"), Some(vec!["c1".into(), "c2".into()]));
        assert_eq!(ids("not JSON"), None);
    }
}
