//! What an entity rests on: as proofs, addresses and statements about documents where these say all of it, else in full.

use serde_json::{Map, Value as Json, json};

use super::entity::{Entity, Pen, schema_of};
use super::evidence::{is_address, is_blank};
use super::names::Ids;
use super::schemata::{Edge, is_a, refers};
use super::statements::{about_of, came_from};
use crate::io::carry::{json_of_evidence, place_passages};
use crate::model::{ActorIx, DocumentIx, Evidence, Graph, Passage, PassageIx};

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
        about: Option<(ActorIx, &mut Vec<Statement>)>,
    ) {
        let graph = self.graph;
        let Some((actor, statements)) = about else {
            self.rests_on(entity, evidence, records, None);
            return;
        };
        let Some(tail) = self.shared.tail_of(actor) else {
            self.rests_on(entity, evidence, records, Some((actor, statements)));
            return;
        };
        let (before, tail) = evidence.split_at(tail);
        self.rests_on(entity, before, records, None);
        self.told.proofs.extend(tail.iter().filter_map(|piece| graph.passage(piece.passage).document));
        for piece in tail {
            let actors = match self.shared.actors_of(piece.passage) {
                [] => &[actor],
                actors => actors,
            };
            // The first of them writes it.
            if actors[0] == actor {
                let made = self.statement(piece, actors, &entity.schema);
                statements.extend(made.map(|made| (piece.passage, made)));
            }
        }
    }

    /// What an entity rests on by its own properties and statements about it alone.
    fn rests_on(
        &mut self,
        entity: &mut Entity,
        evidence: &[Evidence],
        records: usize,
        about: Option<(ActorIx, &mut Vec<Statement>)>,
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
        let made: Option<Vec<Map<String, Json>>> = match &about {
            Some((actor, _)) => {
                let is_own = said.iter().all(is_its_own);
                let statements = said.iter().map(|piece| self.statement(piece, &[*actor], &entity.schema));
                if is_own { statements.collect() } else { None }
            }
            None => said.is_empty().then(Vec::new),
        };
        if let (Some((proofs, _)), Some(made)) = (all_told, made) {
            let documents: Vec<DocumentIx> = proofs.iter().filter_map(document).collect();
            self.prove(entity, &documents);
            self.told.proofs.extend(said.iter().filter_map(document));
            if let Some((_, statements)) = about {
                // They keep their order among the statements about others.
                let mut last = PassageIx::new(0);
                for (piece, made) in said.iter().zip(made) {
                    last = last.max(piece.passage);
                    statements.push((last, made));
                }
            }
            return;
        }
        self.told.evidence = true;
        let has_more = |passage: &PassageIx| !graph.passage(*passage).extras.is_empty();
        self.told.more_of_passages.extend(evidence.iter().map(|piece| piece.passage).filter(has_more));
        let mut whole = json_of_evidence(graph, evidence);
        place_passages(graph, evidence, &mut whole);
        entity.ours.insert("evidence".to_owned(), whole);
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

    /// A passage as a mention of a name, or as what a document has to do with actors. `schema` is that of the first.
    fn statement(&mut self, piece: &Evidence, about: &[ActorIx], schema: &str) -> Option<Map<String, Json>> {
        let graph = self.graph;
        let passage = graph.passage(piece.passage);
        let others = about.iter().skip(1).map(|actor| schema_of(graph, *actor));
        let schemata: Vec<String> = std::iter::once(schema.to_owned()).chain(others).collect();
        let fits = |name: &str| schemata.iter().all(|schema| is_a(schema, name));
        let mut entity = form_of(graph, self.ids, piece.passage, &fits)?;
        if Evidence::supporting(piece.passage) != *piece {
            return None;
        }
        let about: Vec<&str> = about.iter().map(|actor| self.ids.actor(*actor)).collect();
        entity.properties.insert(about_of(&entity.schema).to_owned(), json!(about));
        let document = passage.document.map(|document| self.ids.document(document));
        entity.properties.insert("document".to_owned(), json!([document]));
        let id = self.ids.another(&passage.key);
        if id != passage.key {
            entity.ours.insert("id".to_owned(), Json::from(passage.key.as_str()));
        }
        Some(entity.finish(&id))
    }
}

/// A statement about actors, and the passage whose place in the order of all it has.
pub type Statement = (PassageIx, Map<String, Json>);

/// The statement that says all of a passage, without its ends; `None` where none does. `fits` tells whether what it is about
/// is of a schema.
pub fn form_of(graph: &Graph, ids: &Ids, ix: PassageIx, fits: &dyn Fn(&str) -> bool) -> Option<Entity> {
    let passage = graph.passage(ix);
    passage.document.filter(|document| ids.by_id.contains_key(ids.document(*document)))?;
    let bare = Passage {
        document: passage.document,
        quote: passage.quote.clone(),
        paraphrase: passage.paraphrase.clone(),
        extras: passage.extras.clone(),
        ..Passage::new(passage.key.clone())
    };
    if *passage != bare {
        return None;
    }
    let mut entity = Entity::default();
    match (passage.quote.as_str(), passage.paraphrase.as_str()) {
        _ if !passage.extras.is_empty() => {
            // What else a passage has could not be written.
            let fields = came_from(passage).filter(|_| passage.extras.names().len() == 1)?;
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("schema", Json::String(schema)) => entity.schema = schema,
                    ("properties", Json::Object(properties)) => entity.properties = properties,
                    (_, value) => _ = entity.outside.insert(name, value),
                }
            }
        }
        (name, "") if !name.is_empty() && name.len() <= LONGEST_NAME && fits("LegalEntity") => {
            "Mention".clone_into(&mut entity.schema);
            entity.properties.insert("name".to_owned(), json!([name]));
        }
        ("", said) if !said.is_empty() && fits("Thing") => {
            "Documentation".clone_into(&mut entity.schema);
            entity.properties.insert("summary".to_owned(), json!([said]));
        }
        _ => return None,
    }
    Some(entity)
}

/// Evidence that only names a document.
fn is_bare(graph: &Graph, piece: &Evidence) -> bool {
    let passage = graph.passage(piece.passage);
    let bare = Passage { document: passage.document, ..Passage::new(passage.key.clone()) };
    let is_counted = passage.key.strip_prefix('p').is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()));
    Evidence::supporting(piece.passage) == *piece && *passage == bare && passage.document.is_some() && is_counted
}
