//! Evidence as JSON in one attribute, with its passage and document inside, so that any format with text attributes can
//! carry it; and back. The text of documents stays behind: the words of the passage go along as its quote.

use serde_json::{Map, Value as Json};

use crate::io::draft::Draft;
use crate::model::{Basis, Credibility, Document, Evidence, Graph, Passage, Reliability, Stance, TextRange, When};

/// Evidence as a list of objects: `stance`, `basis`, `credibility`, `note`, `added`, `by`, `passage`, `document` and, for
/// people, `citation`. Fields are those of the native file. See [`place_passages`] for formats that hold texts.
#[must_use]
pub fn json_of_evidence(graph: &Graph, evidence: &[Evidence]) -> Json {
    evidence.iter().map(|evidence| Json::Object(one(graph, evidence))).collect()
}

/// Says in what [`json_of_evidence`] wrote of `evidence` where passages stand in the texts of their documents, for a format that
/// holds these.
pub fn place_passages(graph: &Graph, evidence: &[Evidence], written: &mut Json) {
    for (piece, record) in evidence.iter().zip(written.as_array_mut().into_iter().flatten()) {
        let passage = graph.passage(piece.passage);
        let text = passage.document.and_then(|document| graph.document(document).text.as_deref());
        let range = passage.range.filter(|range| text.is_some_and(|text| range.to_bytes(text).is_some()));
        if let (Some(TextRange { start, end }), Some(said)) = (range, record["passage"].as_object_mut()) {
            said.insert("start".to_owned(), Json::from(start));
            said.insert("end".to_owned(), Json::from(end));
        }
    }
}

fn one(graph: &Graph, evidence: &Evidence) -> Map<String, Json> {
    let Evidence { passage, stance, basis, credibility, note, added, by, extras: _ } = evidence;
    let mut fields = Map::new();
    if *stance == Stance::Contradicts {
        put(&mut fields, "stance", "contradicts");
    }
    put(&mut fields, "basis", basis.map_or("", Basis::name));
    if let Some(credibility) = credibility {
        fields.insert("credibility".to_owned(), Json::from(credibility.number()));
    }
    put(&mut fields, "note", note);
    put(&mut fields, "added", added);
    put(&mut fields, "by", by);
    let mut said = Map::new();
    let record = graph.passage(*passage);
    put(&mut said, "id", &record.key);
    put(&mut said, "page", &record.page);
    put(&mut said, "paragraph", &record.paragraph);
    put(&mut said, "quote", graph.passage_words(*passage).unwrap_or(&record.quote));
    put(&mut said, "paraphrase", &record.paraphrase);
    put(&mut said, "language", &record.language);
    put(&mut said, "translation", &record.translation);
    fields.insert("passage".to_owned(), Json::Object(said));
    if let Some(document) = record.document {
        fields.insert("document".to_owned(), Json::Object(document_fields(graph.document(document))));
    }
    put(&mut fields, "citation", &graph.citation(*passage));
    fields
}

fn document_fields(document: &Document) -> Map<String, Json> {
    let mut fields = Map::new();
    put(&mut fields, "id", &document.key);
    put(&mut fields, "title", &document.title);
    put(&mut fields, "author", &document.author);
    put(&mut fields, "publisher", &document.publisher);
    put(&mut fields, "published", document.published.as_ref().map_or("", When::text));
    put(&mut fields, "retrieved", document.retrieved.as_ref().map_or("", When::text));
    put(&mut fields, "url", &document.url);
    put(&mut fields, "path", &document.path);
    put(&mut fields, "sha256", &document.sha256);
    put(&mut fields, "language", &document.language);
    if let Some(reliability) = document.reliability {
        put(&mut fields, "reliability", &reliability.letter().to_string());
    }
    put(&mut fields, "note", &document.note);
    fields
}

fn put(fields: &mut Map<String, Json>, name: &str, text: &str) {
    if !text.is_empty() {
        fields.insert(name.to_owned(), Json::from(text));
    }
}

/// Evidence out of what [`json_of_evidence`] wrote; its documents and passages are added to the draft, each once. `None`
/// where the value is something else, or holds a field that would be lost.
#[must_use]
pub fn evidence_of_json(draft: &mut Draft, value: &Json) -> Option<Vec<Evidence>> {
    const FIELDS: [&str; 9] =
        ["stance", "basis", "credibility", "note", "added", "by", "passage", "document", "citation"];
    let records: Vec<&Map<String, Json>> = value.as_array()?.iter().map(Json::as_object).collect::<Option<_>>()?;
    let is_ours = |record: &&Map<String, Json>| {
        record.get("passage").is_some_and(Json::is_object) && record.keys().all(|key| FIELDS.contains(&key.as_str()))
    };
    if records.is_empty() || !records.iter().all(is_ours) {
        return None;
    }
    records.into_iter().map(|record| one_of_json(draft, record)).collect()
}

fn one_of_json(draft: &mut Draft, record: &Map<String, Json>) -> Option<Evidence> {
    let passage = record.get("passage")?.as_object()?;
    let document = record.get("document").and_then(Json::as_object).map(|fields| {
        let key = text(fields, "id");
        let key = if key.is_empty() { text(fields, "title") } else { key };
        draft.document(&key, || document_of(fields))
    });
    let key = text(passage, "id");
    let known = draft.find_passage(&key);
    let number = |name: &str| passage.get(name).and_then(Json::as_u64).and_then(|number| u32::try_from(number).ok());
    let range = number("start").zip(number("end")).map(|(start, end)| TextRange { start, end });
    // Only words tell whether they stand there.
    let range = range.filter(|_| !text(passage, "quote").is_empty());
    let passage = known.unwrap_or_else(|| {
        draft.passage(Passage {
            document,
            range,
            page: text(passage, "page"),
            paragraph: text(passage, "paragraph"),
            quote: text(passage, "quote"),
            paraphrase: text(passage, "paraphrase"),
            language: text(passage, "language"),
            translation: text(passage, "translation"),
            ..Passage::new(key)
        })
    });
    let stance = match text(record, "stance").as_str() {
        "contradicts" => Stance::Contradicts,
        "" | "supports" => Stance::Supports,
        _ => return None,
    };
    let credibility = match record.get("credibility") {
        None => None,
        Some(number) => Some(Credibility::new(u8::try_from(number.as_u64()?).ok()?)?),
    };
    let basis = match text(record, "basis") {
        name if name.is_empty() => None,
        name => Some(Basis::from_name(&name)?),
    };
    Some(Evidence {
        stance,
        basis,
        credibility,
        note: text(record, "note"),
        added: text(record, "added"),
        by: text(record, "by"),
        ..Evidence::supporting(passage)
    })
}

fn document_of(fields: &Map<String, Json>) -> Document {
    let when = |name: &str| Some(text(fields, name)).filter(|text| !text.is_empty()).map(When::new);
    Document {
        title: text(fields, "title"),
        author: text(fields, "author"),
        publisher: text(fields, "publisher"),
        published: when("published"),
        retrieved: when("retrieved"),
        url: text(fields, "url"),
        path: text(fields, "path"),
        sha256: text(fields, "sha256"),
        language: text(fields, "language"),
        reliability: Reliability::from_letter(&text(fields, "reliability")),
        note: text(fields, "note"),
        ..Document::default()
    }
}

fn text(fields: &Map<String, Json>, name: &str) -> String {
    fields.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}
