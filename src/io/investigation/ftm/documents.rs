//! Reading the documents of FollowTheMoney, and what is said of them: they become documents and passages that others rest on.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::evidence::{document_of, fill};
use super::parts::values;
use super::read::Reader;
use super::schemata::words;
use super::statements::{REST, about_of, rest_of, words_of};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::investigation::objects::{Object, Packed};
use crate::model::{Document, DocumentIx, Evidence, Passage, Rest, Short, Warning};

/// A document, and what a link shows of it besides its title.
pub struct Known {
    pub ix: DocumentIx,
    pub schema: Short,
}

impl Reader<'_> {
    /// Documents, each once: later descriptions fill what the first one does not say.
    pub fn read_documents(&mut self, entities: Vec<Packed>, input: &mut Input<'_>) -> Result<(), ReadError> {
        for entity in entities {
            let mut entity = entity.open(input)?;
            let document = document_of(&mut entity);
            let id = entity.text("id");
            let key = self.key_of(id);
            let Some(known) = self.documents.get(id) else {
                let ix = self.draft.document(&key, || document);
                self.documents.insert(id.to_owned(), Known { ix, schema: entity.text("schema").into() });
                continue;
            };
            if !self.nested.contains(id) {
                let what = format!(
                    "The document \"{key}\" is described more than once; what this description adds was taken over"
                );
                self.draft.warn(Some(entity.line), Warning::Reshaped { what });
            }
            for (field, value) in self.draft.fill_document(known.ix, |known| fill(known, document)) {
                let owner = format!("document \"{key}\"");
                self.draft.warn(Some(entity.line), Warning::NotMerged { owner, field, value });
            }
        }
        Ok(())
    }

    /// The document of that id, one of which nothing is known where the file does not describe it.
    pub fn document(&mut self, id: &str) -> DocumentIx {
        let known = self.documents.get(id).map(|known| known.ix);
        known.unwrap_or_else(|| self.draft.document(&self.key_of(id), Document::default))
    }

    /// Rests on a document as a whole.
    pub fn whole(&mut self, document: DocumentIx) -> Evidence {
        Evidence::supporting(self.draft.passage(Passage { document: Some(document), ..Passage::new("") }))
    }

    /// A mention names entities in a document; a documentation says what a document has to do with them.
    pub fn about_document(&mut self, entity: &Object, input: &Input<'_>) -> Result<(), ReadError> {
        let line = Some(entity.line);
        let schema = entity.text("schema");
        let (documents, mut about) = (values(entity, "document"), values(entity, about_of(schema)));
        let mut named = HashSet::new();
        about.retain(|id| named.insert(*id));
        if documents.is_empty() || about.is_empty() {
            let what = format!("The {} \"{}\" lacks an end", words(schema), entity.text("id"));
            self.draft.warn(line, Warning::Skipped { what });
            return Ok(());
        }
        let properties = entity.fields.get("properties").and_then(Json::as_object);
        let (quote, paraphrase) = properties.map(words_of).unwrap_or_default();
        let extras: Rest = rest_of(&entity.fields).map(|rest| (REST.to_owned(), rest)).into_iter().collect();
        // The entities that the file describes hold what it takes to name them.
        let unknown = about.iter().filter(|id| !self.is_actor(id)).count().saturating_sub(1);
        let further = (documents.len() - 1).saturating_mul(about.len()).saturating_add(unknown);
        if further > 0 {
            let said: usize = extras.fields().iter().map(|(_, value)| value.to_string().len()).sum();
            let bytes = if documents.len() > 1 { said + quote.len() + paraphrase.len() } else { 0 };
            self.many.spend(input, entity, further, bytes + size_of::<Evidence>())?;
        }
        let mut key = self.key_of(entity.text("id"));
        for document in documents {
            let document = Some(self.document(document));
            let (quote, paraphrase, extras) = (quote.clone(), paraphrase.clone(), extras.clone());
            let passage = Passage { document, quote, paraphrase, extras, ..Passage::new(std::mem::take(&mut key)) };
            let passage = self.draft.passage(passage);
            for id in &about {
                let actor = self.end(id, line);
                self.draft.rest_actor_on(actor, Evidence::supporting(passage));
            }
        }
        Ok(())
    }
}
