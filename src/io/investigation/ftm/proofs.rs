//! What an entity rests on: as proofs, addresses and statements about documents where these say all of it, else in full.

use serde_json::{Map, Value as Json, json};

use super::entity::{Entity, Pen};
use super::evidence::{is_address, is_blank};
use super::schemata::{Edge, is_a, refers};
use super::statements::{about_of, came_from};
use crate::io::carry::json_of_evidence;
use crate::model::{DocumentIx, Evidence, Graph, Passage, PassageIx};

/// The longest words, in bytes, that are taken for a name that a document mentions.
const LONGEST_NAME: usize = 80;

impl Pen<'_, '_> {
    /// Evidence where properties and statements say all of it, else in full beside them. The entity stands for so many
    /// records that share it.
    pub fn evidence(
        &mut self,
        entity: &mut Entity,
        evidence: &[Evidence],
        records: usize,
        about: Option<(&str, &mut Vec<Map<String, Json>>)>,
    ) {
        let graph = self.graph;
        let may_prove = refers(&entity.schema, "proof").is_some();
        let has_proof = entity.properties.contains_key("proof");
        let implied = self.implied(entity);
        // A passage that others rest on as well would come back as another one.
        let is_its_own = |piece: &Evidence| self.uses[piece.passage.get()] as usize == records;
        let bare = evidence.iter().take_while(|piece| is_bare(graph, piece) && is_its_own(piece)).count();
        let (sources, said) = evidence.split_at(bare);
        let own = sources.len().checked_sub(implied.len());
        let proofs = own.filter(|own| *own == 0 || may_prove && !has_proof).map(|own| sources.split_at(own));
        let document = |piece: &Evidence| graph.passage(piece.passage).document;
        let all_told = proofs.filter(|(_, rest)| {
            let is_same =
                |(piece, implied): (&Evidence, &Option<DocumentIx>)| implied.is_some() && document(piece) == *implied;
            rest.iter().zip(&implied).all(is_same)
        });
        let statements: Option<Vec<Map<String, Json>>> = match &about {
            Some((id, _)) => said.iter().map(|piece| self.statement(piece, id, &entity.schema)).collect(),
            None => said.is_empty().then(Vec::new),
        };
        if let (Some((proofs, _)), Some(made)) = (all_told, statements) {
            let documents: Vec<DocumentIx> = proofs.iter().filter_map(document).collect();
            self.prove(entity, &documents);
            self.told.proofs.extend(said.iter().filter_map(document));
            if let Some((_, statements)) = about {
                statements.extend(made);
            }
            return;
        }
        self.told.evidence = true;
        let has_more = |passage: &PassageIx| !graph.passage(*passage).extras.is_empty();
        self.told.more_of_passages.extend(evidence.iter().map(|piece| piece.passage).filter(has_more));
        entity.ours.insert("evidence".to_owned(), json_of_evidence(graph, evidence));
        if may_prove && !has_proof {
            let mut documents: Vec<DocumentIx> = Vec::new();
            for document in evidence.iter().filter_map(document) {
                if !documents.contains(&document) {
                    documents.push(document);
                }
            }
            self.prove(entity, &documents);
        }
        entity.ours.insert("proofs".to_owned(), json!(entity.texts("proof")));
    }

    fn prove(&mut self, entity: &mut Entity, documents: &[DocumentIx]) {
        if !documents.is_empty() {
            let ids: Vec<&str> = documents.iter().map(|document| self.ids.document(*document)).collect();
            entity.properties.insert("proof".to_owned(), json!(ids));
            entity.supplied.push("proof".to_owned());
            self.told.proofs.extend(documents);
        }
    }

    /// The documents that our reader takes from the properties as they are so far.
    /// `None` stands for one that the graph does not hold.
    fn implied(&mut self, entity: &Entity) -> Vec<Option<DocumentIx>> {
        let graph = self.graph;
        let mut implied = Vec::new();
        for id in entity.texts("proof") {
            let known = self.ids.by_id.get(&id).copied();
            let blank = || self.ids.address(graph, &id).filter(|ix| is_blank(graph.document(*ix)));
            match known.or_else(blank) {
                Some(document) => {
                    self.told.proofs.insert(document);
                    implied.push(Some(document));
                }
                None => implied.push(None),
            }
        }
        for url in entity.texts("sourceUrl") {
            let found = self.ids.address(graph, &url);
            match found {
                Some(document) => {
                    if is_address(graph.document(document)) {
                        self.told.addresses.insert(document);
                    }
                    implied.push(Some(document));
                }
                None => implied.push(None),
            }
        }
        if Edge::of_schema(&entity.schema).is_none() {
            for name in entity.properties.keys().filter(|name| *name != "proof") {
                if refers(&entity.schema, name).unwrap_or(true) {
                    let documents = entity.texts(name).into_iter().filter_map(|id| self.ids.by_id.get(&id).copied());
                    implied.extend(documents.map(Some));
                }
            }
        }
        implied
    }

    /// A passage as a mention of a name, or as what a document has to do with an actor.
    fn statement(&mut self, piece: &Evidence, about: &str, schema: &str) -> Option<Map<String, Json>> {
        let graph = self.graph;
        let passage = graph.passage(piece.passage);
        let document = passage.document.filter(|document| self.ids.by_id.contains_key(self.ids.document(*document)))?;
        let bare = Passage {
            document: passage.document,
            quote: passage.quote.clone(),
            paraphrase: passage.paraphrase.clone(),
            extras: passage.extras.clone(),
            ..Passage::new(passage.key.clone())
        };
        let is_its_own = self.uses[piece.passage.get()] == 1;
        if !is_its_own || Evidence::supporting(piece.passage) != *piece || *passage != bare {
            return None;
        }
        let mut entity = match (passage.quote.as_str(), passage.paraphrase.as_str()) {
            _ if !passage.extras.is_empty() => {
                // What else a passage has could not be written.
                let fields = came_from(passage).filter(|_| passage.extras.iter().count() == 1)?;
                let mut entity = Entity::default();
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("schema", Json::String(schema)) => entity.schema = schema,
                        ("properties", Json::Object(properties)) => entity.properties = properties,
                        (_, value) => _ = entity.outside.insert(name, value),
                    }
                }
                entity
            }
            (name, "") if !name.is_empty() && name.len() <= LONGEST_NAME && is_a(schema, "LegalEntity") => {
                let mut entity = Entity { schema: "Mention".to_owned(), ..Entity::default() };
                entity.properties.insert("name".to_owned(), json!([name]));
                entity
            }
            ("", said) if !said.is_empty() && is_a(schema, "Thing") => {
                let mut entity = Entity { schema: "Documentation".to_owned(), ..Entity::default() };
                entity.properties.insert("summary".to_owned(), json!([said]));
                entity
            }
            _ => return None,
        };
        entity.properties.insert(about_of(&entity.schema).to_owned(), json!([about]));
        entity.properties.insert("document".to_owned(), json!([self.ids.document(document)]));
        let id = self.ids.another(&passage.key);
        if id != passage.key {
            entity.ours.insert("id".to_owned(), Json::from(passage.key.as_str()));
        }
        Some(entity.finish(&id))
    }
}

/// Evidence that only names a document.
fn is_bare(graph: &Graph, piece: &Evidence) -> bool {
    let passage = graph.passage(piece.passage);
    let bare = Passage { document: passage.document, ..Passage::new(passage.key.clone()) };
    let is_counted = passage.key.strip_prefix('p').is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()));
    Evidence::supporting(piece.passage) == *piece && *passage == bare && passage.document.is_some() && is_counted
}
