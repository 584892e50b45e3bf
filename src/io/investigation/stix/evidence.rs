//! Evidence in STIX: descriptions and external references where they say everything, else all of it as JSON beside what
//! other programs can read of it.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::vocabulary::credibility_of;
use crate::io::carry::json_of_evidence;
use crate::io::draft::Draft;
use crate::model::{Credibility, Document, DocumentIx, Evidence, Graph, Passage, PassageIx, Rest, Stance};

/// What every program can read of evidence.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    /// What is said in the file itself.
    pub description: Option<String>,
    /// The documents, with what is said in each.
    pub references: Vec<Json>,
}

/// The references in which every program can read something of evidence that we wrote as JSON (`json_of_evidence`).
#[must_use]
pub fn told(evidence: &Json) -> Vec<Json> {
    let mut references = Vec::new();
    for piece in evidence.as_array().into_iter().flatten() {
        let text = |record: &str, field: &str| {
            piece.get(record).and_then(|record| record.get(field)).and_then(Json::as_str).unwrap_or_default()
        };
        let words = [text("passage", "quote"), text("passage", "paraphrase"), text("passage", "translation")];
        let words = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let (title, url) = (text("document", "title"), text("document", "url"));
        let source = [title, url, text("document", "id")].into_iter().find(|name| !name.is_empty());
        let mut reference = Map::new();
        if let Some(source) = source {
            reference.insert("source_name".to_owned(), Json::from(source));
        }
        if !words.is_empty() {
            reference.insert("description".to_owned(), Json::from(words));
        }
        if is_address(url) {
            reference.insert("url".to_owned(), Json::from(url));
        }
        // STIX wants something besides the name of the source.
        if source.is_some() && reference.len() > 1 {
            references.push(Json::Object(reference));
        }
    }
    references
}

fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|sign| sign.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&sign))
}

/// How the evidence of a record is written.
#[derive(Debug, Default, PartialEq)]
pub struct Words {
    /// What every program can read.
    pub told: Told,
    /// All of it, where that says not everything.
    pub whole: Option<Json>,
}

/// Writes the evidence of records.
pub struct Scribe<'g> {
    graph: &'g Graph,
    /// How often each passage is used.
    uses: Vec<u32>,
    /// The document that is the file itself.
    itself: Option<DocumentIx>,
    /// Whether something was written as said in the file itself.
    pub used_itself: bool,
}

impl<'g> Scribe<'g> {
    /// For the evidence of a graph.
    pub fn new(graph: &'g Graph) -> Self {
        let mut uses = vec![0; graph.passage_count()];
        let of_actors = graph.actors().flat_map(|(_, actor)| &actor.evidence);
        for evidence in of_actors.chain(graph.links().flat_map(|(_, link)| &link.evidence)) {
            uses[evidence.passage.get()] += 1;
        }
        let is_itself = |document: &Document| {
            let bare = Document {
                key: document.key.clone(),
                title: document.key.clone(),
                path: document.key.clone(),
                ..Document::default()
            };
            !document.key.is_empty() && *document == bare
        };
        let itself = graph.documents().find(|(_, document)| is_itself(document)).map(|(ix, _)| ix);
        Self { graph, uses, itself, used_itself: false }
    }

    /// The name of the file whose descriptions were written, where some were.
    pub fn file(&self) -> Option<&'g str> {
        self.itself.filter(|_| self.used_itself).map(|itself| self.graph.document(itself).key.as_str())
    }

    /// How the evidence of an object is written beside this confidence. The object stands for so many records that share it.
    pub fn words(&mut self, evidence: &[Evidence], confidence: Option<i64>, records: usize) -> Words {
        let credibility = confidence.and_then(credibility_of).and_then(Credibility::new);
        if let Some(told) = self.plain(evidence, credibility, records) {
            self.used_itself |= told.description.is_some();
            return Words { told, whole: None };
        }
        let whole = json_of_evidence(self.graph, evidence);
        let told = Told { description: None, references: told(&whole) };
        Words { told, whole: Some(whole) }
    }

    /// Evidence of which a description and references say everything; `None` for other.
    fn plain(&self, evidence: &[Evidence], credibility: Option<Credibility>, records: usize) -> Option<Told> {
        let mut told = Told::default();
        for (position, piece) in evidence.iter().enumerate() {
            let Evidence { passage, stance, basis, credibility: said, note, added, by, extras } = piece;
            let is_bare = *stance == Stance::Supports
                && basis.is_none()
                && *said == credibility
                && [note, added, by].into_iter().all(String::is_empty)
                && extras.is_empty()
                && self.uses[passage.get()] as usize == records;
            let passage = self.graph.passage(*passage);
            let bare = Passage {
                document: passage.document,
                paraphrase: passage.paraphrase.clone(),
                ..Passage::new(passage.key.clone())
            };
            let digits = passage.key.strip_prefix('p')?;
            let is_counted = !digits.is_empty() && digits.bytes().all(|sign| sign.is_ascii_digit());
            if !is_bare || *passage != bare || !is_counted {
                return None;
            }
            let document = passage.document?;
            if Some(document) == self.itself {
                if position > 0 || passage.paraphrase.is_empty() {
                    return None;
                }
                told.description = Some(passage.paraphrase.clone());
            } else {
                told.references.push(plain_reference(self.graph.document(document), &passage.paraphrase)?);
            }
        }
        Some(told)
    }
}

/// A document as a reference from which the reader makes the same document; `None` where it says more.
fn plain_reference(document: &Document, words: &str) -> Option<Json> {
    let bare = Document {
        key: document.key.clone(),
        title: document.title.clone(),
        url: document.url.clone(),
        extras: document.extras.clone(),
        ..Document::default()
    };
    let mut reference: Map<String, Json> = document.extras.fields();
    if !reference.contains_key("source_name") {
        reference.insert("source_name".to_owned(), Json::from(document.title.as_str()));
    }
    if !words.is_empty() {
        reference.insert("description".to_owned(), Json::from(words));
    }
    if !document.url.is_empty() {
        reference.insert("url".to_owned(), Json::from(document.url.as_str()));
    }
    let is_enough = ["description", "url", "external_id"].iter().any(|name| reference.contains_key(*name));
    let comes_back = title_of(&reference) == document.title
        && !field(&reference, "source_name").is_empty()
        && extras_of(&reference) == document.extras
        && keys_of(&document.title, &document.url).contains(&document.key);
    (*document == bare && is_enough && comes_back).then_some(Json::Object(reference))
}

/// Documents and passages out of what objects say.
pub struct Sources {
    /// The name of the file itself.
    file: String,
    /// Documents of references, by everything that a reference says of its document.
    known: HashMap<String, DocumentIx>,
    keys: HashSet<String>,
}

impl Sources {
    /// For the objects of a file of that name.
    pub fn new(file: String) -> Self {
        Self { file, known: HashMap::new(), keys: HashSet::new() }
    }

    /// A description as a passage of the file itself, because nothing says that its words come from one of the references.
    pub fn description(&self, draft: &mut Draft, words: &str) -> PassageIx {
        let file = &self.file;
        let itself = || Document { title: file.clone(), path: file.clone(), ..Document::default() };
        let document = draft.document(file, itself);
        passage(draft, document, words)
    }

    /// An external reference as a document, and what it says as a passage of it.
    pub fn reference(&mut self, draft: &mut Draft, reference: &Map<String, Json>) -> PassageIx {
        let (title, url) = (title_of(reference), field(reference, "url"));
        let extras = extras_of(reference);
        let all = format!("{title}\n{url}\n{}", json!(extras.fields().into_iter().collect::<Vec<_>>()));
        let document = match self.known.get(&all) {
            Some(document) => *document,
            None => {
                // Two sources of one address are two documents.
                let [plain, longer] = keys_of(&title, url);
                // After a few, from the number of documents on: a thousand of one name must not cost a million looks.
                let numbers = (2..64).chain(self.known.len().max(64)..);
                let numbered = numbers.map(|number| format!("{longer} ({number})"));
                let mut free = [plain, longer.clone()].into_iter().chain(numbered);
                let key = free.find(|key| !self.keys.contains(key)).expect("numbers do not end");
                self.keys.insert(key.clone());
                let made = || Document { title, url: url.to_owned(), extras, ..Document::default() };
                let document = draft.document(&key, made);
                self.known.insert(all, document);
                document
            }
        };
        passage(draft, document, field(reference, "description"))
    }
}

fn passage(draft: &mut Draft, document: DocumentIx, words: &str) -> PassageIx {
    draft.passage(Passage { document: Some(document), paraphrase: words.to_owned(), ..Passage::new("") })
}

/// The ids that a document of this title and address may have, the usual one first.
fn keys_of(title: &str, url: &str) -> [String; 2] {
    let plain = if url.is_empty() { title } else { url };
    [plain.to_owned(), format!("{title} {url}").trim().to_owned()]
}

/// `cve` and `CVE-2020-1` are shown as one.
fn title_of(reference: &Map<String, Json>) -> String {
    let (source, id) = (field(reference, "source_name"), field(reference, "external_id"));
    if id.is_empty() { source.to_owned() } else { format!("{source} {id}") }
}

/// What a reference says of its document besides title and address, to be written back as it came.
fn extras_of(reference: &Map<String, Json>) -> Rest {
    let is_field = |name: &str, value: &Json| matches!(name, "description" | "url") && value.is_string();
    let said = || reference.iter().filter(|(name, value)| !is_field(name, value));
    if said().all(|(name, value)| name == "source_name" && value.is_string()) {
        return Rest::NONE;
    }
    said().map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn field<'m>(map: &'m Map<String, Json>, name: &str) -> &'m str {
    map.get(name).and_then(Json::as_str).unwrap_or_default()
}
