//! The output of machines that make graphs out of texts, LightRAG and GraphRAG: their graph is GraphML or a table, read
//! elsewhere; here the chunks of text that its records name become passages, and the records rest on them.
//!
//! LightRAG writes `graph_chunk_entity_relation.graphml` and, in the same folder, `kv_store_text_chunks.json` with the chunks and
//! `kv_store_full_docs.json` with the documents; GraphRAG writes its text units as `text_units.parquet` and its documents as
//! `documents.parquet`, or both as JSON. Nobody reviewed what these machines concluded, and the evidence says so.

mod chunks;

use std::collections::HashMap;

use super::draft::Draft;
use super::input::Input;
use crate::model::{ActorIx, Basis, Document, Evidence, LinkIx, Passage, PassageIx, TextRange, Value, Warning};
use chunks::{Chunk, Texts, Whole};

/// The attribute that names the chunks a record was drawn from.
const CHUNKS: [&str; 2] = ["source_id", "text_unit_ids"];
/// Attributes that such graphs have besides: `source_id` alone may be anything.
const COMPANIONS: [&str; 3] = ["entity_type", "description", "keywords"];

/// Rests the records of a graph on the chunks of text that they name, where a file beside the graph holds them. The
/// attributes stay as they are.
pub fn rest_on_chunks(input: &Input<'_>, draft: &mut Draft) {
    let of_actors = CHUNKS.into_iter().find(|name| draft.has_actor_detail(name));
    let of_links = CHUNKS.into_iter().find(|name| draft.has_link_detail(name));
    let is_of_this_kind = (of_actors.is_some() || of_links.is_some())
        && COMPANIONS.iter().any(|name| draft.has_actor_detail(name) || draft.has_link_detail(name));
    if !is_of_this_kind {
        return;
    }
    let Some(texts) = Texts::beside(input) else {
        let what = "The details name chunks of text (\"source_id\"), but no file with their words stands beside this one. Put \
                    kv_store_text_chunks.json, text_units.json or text_units.parquet into the same folder and open it again to read them";
        draft.warn(None, Warning::Guessed { what: what.to_owned() });
        return;
    };
    let mut made = Made { texts, passages: HashMap::new(), missing: 0 };
    for actor in (0..draft.actor_count()).map(ActorIx::new) {
        for id in ids(of_actors.and_then(|name| draft.actor_detail_named(actor, name))) {
            if let Some(passage) = made.passage(draft, &id) {
                draft.rest_actor_on(actor, inferred(passage));
            }
        }
    }
    for link in (0..draft.link_count()).map(LinkIx::new) {
        for id in ids(of_links.and_then(|name| draft.link_detail_named(link, name))) {
            if let Some(passage) = made.passage(draft, &id) {
                draft.rest_link_on(link, inferred(passage));
            }
        }
    }
    if made.missing > 0 {
        let what = format!(
            "{} times a record names a chunk of text that is not in the file beside this one; the name stays in the details",
            made.missing
        );
        draft.warn(None, Warning::Guessed { what });
    }
}

/// What was made of the chunks so far.
struct Made {
    texts: Texts,
    passages: HashMap<String, PassageIx>,
    missing: usize,
}

impl Made {
    /// The passage of a chunk; made at its first use.
    fn passage(&mut self, draft: &mut Draft, id: &str) -> Option<PassageIx> {
        if let Some(&passage) = self.passages.get(id) {
            return Some(passage);
        }
        let Some(Chunk { content, document, file }) = self.texts.chunks.get(id) else {
            self.missing += 1;
            return None;
        };
        let whole = self.texts.documents.get(document);
        let text = whole.map(|whole| &whole.text);
        let called = whole.map(|Whole { title, .. }| title).filter(|title| !title.is_empty());
        let title = if file.is_empty() { called.unwrap_or(document) } else { file };
        let key = if document.is_empty() { title } else { document };
        let key = if key.is_empty() { id } else { key };
        let ix = draft.document(key, || Document {
            title: title.clone(),
            path: file.clone(),
            text: text.cloned(),
            ..Document::default()
        });
        let range = text.and_then(|text| {
            let at = text.find(content.as_str())?;
            Some(TextRange::from_bytes(text, at..at + content.len()))
        });
        let quote = if range.is_some() { String::new() } else { content.clone() };
        let passage = draft.passage(Passage { document: Some(ix), range, quote, ..Passage::new(id) });
        self.passages.insert(id.to_owned(), passage);
        Some(passage)
    }
}

fn inferred(passage: PassageIx) -> Evidence {
    Evidence { basis: Some(Basis::Inferred), note: "unreviewed".to_owned(), ..Evidence::supporting(passage) }
}

/// The ids in a value: a list, or one text with `<SEP>` or commas between them.
fn ids(value: Option<Value>) -> Vec<String> {
    let mut ids: Vec<String> = match value {
        Some(Value::TextList(texts)) => texts,
        Some(Value::Text(text)) => {
            let separator = if text.contains("<SEP>") { "<SEP>" } else { "," };
            text.split(separator).map(|id| id.trim_matches(['[', ']', '\'', '"', ' ']).to_owned()).collect()
        }
        _ => Vec::new(),
    };
    ids.retain(|id| !id.is_empty());
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_separated_as_either_machine_does() {
        let of = |text: &str| ids(Some(Value::Text(text.to_owned())));
        assert_eq!(of("chunk-1<SEP>chunk-2<SEP>chunk-1"), ["chunk-1", "chunk-2"]);
        assert_eq!(of("['a', 'b']"), ["a", "b"]);
        assert_eq!(of(""), Vec::<String>::new());
        assert_eq!(ids(Some(Value::TextList(vec!["x".into()]))), ["x"]);
        assert_eq!(ids(None), Vec::<String>::new());
    }
}
