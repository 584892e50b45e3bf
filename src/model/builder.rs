//! The one way to make a `Graph`: records in, invariants checked, stand-ins for what is pointed at but missing.

use std::sync::Arc;

use super::adjacency::Adjacency;
use super::graph::Keys;
use super::keys::{KeyIndex, Keyed as _, Records};
use super::{
    Actor, ActorIx, ActorMore, Columns, Document, DocumentIx, Extras, Graph, Link, LinkIx, LinkMore, Name, Passage,
    PassageIx, Seldom, Short, TextRange,
};

/// Collects the records of a file into a [`Graph`].
///
/// Order of calls: documents, then passages, then actors, then links; evidence is given by passage key through
/// [`GraphBuilder::passage_or_stand_in`].
#[derive(Debug, Default)]
pub struct GraphBuilder {
    /// Without keys and adjacency, which are shared once it is finished.
    graph: Graph,
    keys: Keys,
    /// Of the links that wait, too.
    adjacency: Adjacency,
}

/// The fields of an actor that can be filled while a graph is made. Its key stays.
#[derive(Debug)]
pub struct ActorFields<'a> {
    /// The name shown.
    pub label: &'a mut Name,
    /// The type.
    pub kind: &'a mut Short,
    /// What few actors have.
    pub more: &'a mut Seldom<ActorMore>,
}

/// The fields of a link that can be filled while a graph is made. Its key and its ends stay.
#[derive(Debug)]
pub struct LinkFields<'a> {
    /// The type.
    pub kind: &'a mut Short,
    /// Whether it runs from source to target.
    pub directed: &'a mut bool,
    /// Its strength; finite.
    pub weight: &'a mut Option<f64>,
    /// What few links have.
    pub more: &'a mut Seldom<LinkMore>,
}

/// Two records of one list have the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey(pub String);

impl GraphBuilder {
    /// An empty graph.
    #[must_use]
    pub fn new(title: impl Into<String>, created: impl Into<String>) -> Self {
        let mut builder = Self::default();
        builder.graph.title = title.into();
        builder.graph.created = created.into();
        builder
    }

    /// Makes room for as many more actors and links. Worth it where a file tells how many there are; a wrong number costs
    /// memory or time, nothing else.
    pub fn reserve(&mut self, actors: usize, links: usize) {
        let graph = &mut self.graph;
        graph.actors.expect(actors);
        graph.links.expect(links);
        self.adjacency.reserve(links);
    }

    /// Says that ids of actors are likely to be whole numbers below `most`, in any order. Right or wrong it costs memory, four
    /// bytes for each number up to the largest one below.
    pub fn expect_numbers(&mut self, most: usize) {
        self.keys.actors.expect_numbers(most);
    }

    /// Keeps fields of the file that Linklore does not know.
    pub fn set_extras(&mut self, extras: Extras) {
        self.graph.extras = extras;
    }

    /// Adds a document.
    ///
    /// # Errors
    /// [`DuplicateKey`] where its id is taken.
    pub fn add_document(&mut self, document: Document) -> Result<DocumentIx, DuplicateKey> {
        push(&mut self.keys.documents, &mut self.graph.documents, document).map(DocumentIx)
    }

    /// Adds a passage.
    ///
    /// # Errors
    /// [`DuplicateKey`] where its id is taken.
    pub fn add_passage(&mut self, passage: Passage) -> Result<PassageIx, DuplicateKey> {
        debug_assert!(passage.document.is_none_or(|document| document.get() < self.graph.documents.len()));
        push(&mut self.keys.passages, &mut self.graph.passages, passage).map(PassageIx)
    }

    /// Adds an actor.
    ///
    /// # Errors
    /// [`DuplicateKey`] where its id is taken.
    pub fn add_actor(&mut self, actor: Actor) -> Result<ActorIx, DuplicateKey> {
        let ix = push(&mut self.keys.actors, &mut self.graph.actors, actor).map(ActorIx)?;
        self.adjacency.add_actor();
        Ok(ix)
    }

    /// Adds a link between two actors that were added before.
    ///
    /// # Errors
    /// [`DuplicateKey`] where its id is taken.
    pub fn add_link(&mut self, source: ActorIx, target: ActorIx, link: Link) -> Result<LinkIx, DuplicateKey> {
        debug_assert_eq!(self.waiting(), 0, "links that wait come before others");
        let ix = push(&mut self.keys.links, &mut self.graph.links, link).map(LinkIx)?;
        self.adjacency.add_link(source, target);
        Ok(ix)
    }

    /// Adds a link whose key is `number` with a prefix before it, where all links so far have such keys, with the numbers before
    /// it; `link` makes the link. Otherwise nothing has changed, and the answer is `None`.
    #[inline]
    pub fn add_next_link(
        &mut self,
        source: ActorIx,
        target: ActorIx,
        (prefix, number): (&str, usize),
        link: impl FnOnce(Short) -> Link,
    ) -> Option<LinkIx> {
        debug_assert_eq!(self.waiting(), 0, "links that wait come before others");
        let links = &mut self.graph.links;
        let key = self.keys.links.take_next(links, prefix, number)?;
        links.push(link(key));
        self.adjacency.add_link(source, target);
        Some(LinkIx(links.len() as u32 - 1))
    }

    /// Takes the ends of a link that is added later: its index is the next one, and until it is added none else may be.
    #[inline]
    pub fn wait_with(&mut self, source: ActorIx, target: ActorIx) {
        self.adjacency.add_link(source, target);
    }

    /// How many links wait to be added.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.adjacency.link_count() - self.graph.links.len()
    }

    /// Adds the first of the links that wait.
    ///
    /// # Errors
    /// [`DuplicateKey`] where its id is taken.
    ///
    /// # Panics
    /// Where none waits.
    pub fn add_waiting(&mut self, link: Link) -> Result<LinkIx, DuplicateKey> {
        assert!(self.waiting() > 0, "a link waits");
        push(&mut self.keys.links, &mut self.graph.links, link).map(LinkIx)
    }

    /// Adds those of the links that wait whose keys are free because all links before them have the same ones, with the numbers
    /// before theirs.
    pub fn add_next_waiting(&mut self, prefix: &str, directed: bool) {
        let links = &mut self.graph.links;
        for number in links.len() + 1..=self.adjacency.link_count() {
            let Some(key) = self.keys.links.take_next(links, prefix, number) else { return };
            links.push(Link { key, directed, ..Link::default() });
        }
    }

    /// The source and the target of a link that was added, or waits.
    #[must_use]
    pub fn ends(&self, link: LinkIx) -> (ActorIx, ActorIx) {
        self.adjacency.ends(link)
    }

    /// The title, to be changed.
    pub fn title_mut(&mut self) -> &mut String {
        &mut self.graph.title
    }

    /// When the file was first made, to be changed.
    pub fn created_mut(&mut self) -> &mut String {
        &mut self.graph.created
    }

    /// The fields of an actor, to be filled.
    pub fn actor_fields(&mut self, ix: ActorIx) -> ActorFields<'_> {
        let Actor { key: _, label, kind, more } = self.graph.actors.get_mut(ix.get());
        ActorFields { label, kind, more }
    }

    /// The fields of a link, to be filled.
    pub fn link_fields(&mut self, ix: LinkIx) -> LinkFields<'_> {
        let Link { key: _, kind, directed, weight, more } = self.graph.links.get_mut(ix.get());
        LinkFields { kind, directed, weight, more }
    }

    /// Where the words of a passage stand, and the words that stand with it, to be settled.
    pub fn place_of_passage(&mut self, ix: PassageIx) -> (&mut Option<TextRange>, &mut String) {
        let Passage { range, quote, .. } = self.graph.passages.get_mut(ix.get());
        (range, quote)
    }

    /// Fills what a document does not say yet. Its key stays.
    pub fn fill_document<R>(&mut self, ix: DocumentIx, fill: impl FnOnce(&mut Document) -> R) -> R {
        let document = self.graph.documents.get_mut(ix.get());
        let key = document.key.clone();
        let outcome = fill(document);
        document.key = key;
        outcome
    }

    /// The document of that key; added, under that key, where it is not there yet.
    pub fn document_or_insert(&mut self, key: &str, document: impl FnOnce() -> Document) -> DocumentIx {
        if let Some(ix) = self.document_by_key(key) {
            return ix;
        }
        let document = Document { key: key.to_owned(), ..document() };
        self.add_document(document).expect("the key was just seen to be free")
    }

    /// The document of that key.
    pub(super) fn document_by_key(&self, key: &str) -> Option<DocumentIx> {
        self.keys.documents.get(&self.graph.documents, key).map(DocumentIx)
    }

    /// The passage of that key.
    #[must_use]
    pub fn passage_by_key(&self, key: &str) -> Option<PassageIx> {
        self.keys.passages.get(&self.graph.passages, key).map(PassageIx)
    }

    /// The actor whose key is that number, written without a zero before it.
    #[inline]
    #[must_use]
    pub fn actor_by_number(&self, number: u32) -> Option<ActorIx> {
        self.keys.actors.by_number(&self.graph.actors, number).map(ActorIx)
    }

    /// The actor of that key.
    #[must_use]
    pub fn actor_by_key(&self, key: &str) -> Option<ActorIx> {
        self.keys.actors.get(&self.graph.actors, key).map(ActorIx)
    }

    /// The document of that key, or a stand-in where the file does not hold it; the flag says that it is one.
    pub fn document_or_stand_in(&mut self, key: &str) -> (DocumentIx, bool) {
        if let Some(ix) = self.document_by_key(key) {
            return (ix, self.graph.document(ix).missing);
        }
        let stand_in = Document { key: key.to_owned(), missing: true, ..Document::default() };
        let ix = self.add_document(stand_in).expect("the key was just seen to be free");
        (ix, true)
    }

    /// The passage of that key, or a stand-in where the file does not hold it; the flag says that it is one.
    pub fn passage_or_stand_in(&mut self, key: &str) -> (PassageIx, bool) {
        if let Some(ix) = self.passage_by_key(key) {
            return (ix, self.graph.passage(ix).missing);
        }
        let stand_in = Passage { missing: true, ..Passage::new(key) };
        let ix = self.add_passage(stand_in).expect("the key was just seen to be free");
        (ix, true)
    }

    /// Replaces the details of actors. Rows are positions of actors.
    pub fn set_actor_columns(&mut self, columns: Columns) {
        self.graph.actor_columns = columns;
    }

    /// Replaces the details of links. Rows are positions of links.
    pub fn set_link_columns(&mut self, columns: Columns) {
        self.graph.link_columns = columns;
    }

    /// The records and details so far. Who is linked to whom, and who has which key, is known once it is finished.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The finished graph.
    #[must_use]
    pub fn finish(mut self) -> Graph {
        assert_eq!(self.waiting(), 0, "no link waits for ever");
        let Graph { actors, links, documents, passages, .. } = &mut self.graph;
        actors.settle();
        links.settle();
        documents.settle();
        passages.settle();
        Graph { keys: Arc::new(self.keys), adjacency: Arc::new(self.adjacency), ..self.graph }
    }
}

fn push<L: Records>(index: &mut KeyIndex, records: &mut L, record: L::Record) -> Result<u32, DuplicateKey> {
    index.push(records, record).map_err(|refused| DuplicateKey(refused.key().to_owned()))
}

/// A graph from a drawing in text, for tests and examples: `"A-B B>C C"` is three actors with an undirected link A–B and
/// a directed one from B to C. Labels are the words, keys are the words in lower case.
///
/// # Panics
/// On a drawing that is not of this form; it is meant for literals.
#[must_use]
pub fn graph_from_drawing(drawing: &str) -> Graph {
    let mut builder = GraphBuilder::new("", "");
    let actor = |builder: &mut GraphBuilder, word: &str| {
        assert!(!word.is_empty(), "a word is missing in {drawing:?}");
        let key = word.to_lowercase();
        builder.actor_by_key(&key).unwrap_or_else(|| {
            let actor = Actor { key: key.into(), label: word.into(), ..Actor::default() };
            builder.add_actor(actor).expect("the key was just seen to be free")
        })
    };
    for (position, piece) in drawing.split_whitespace().enumerate() {
        let Some(at) = piece.find(['-', '>']) else {
            actor(&mut builder, piece);
            continue;
        };
        let source = actor(&mut builder, &piece[..at]);
        let target = actor(&mut builder, &piece[at + 1..]);
        let link = Link { key: Short::numbered("l", position), directed: &piece[at..=at] == ">", ..Link::default() };
        builder.add_link(source, target, link).expect("positions are unique");
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_becomes_a_graph() {
        let graph = graph_from_drawing("A-B B>C A>B D>D E");
        assert_eq!(graph.actor_count(), 5);
        assert_eq!(graph.link_count(), 4);
        let a = graph.actor_by_key("a").expect("drawn");
        let b = graph.actor_by_key("b").expect("drawn");
        let d = graph.actor_by_key("d").expect("drawn");
        assert_eq!(graph.links_between(a, b), vec![LinkIx(0), LinkIx(2)]);
        assert_eq!(graph.links_of(d).len(), 1, "a self-link counts once");
        assert!(!graph.link(LinkIx(0)).directed);
        assert!(graph.link(LinkIx(1)).directed);
    }

    #[test]
    fn a_second_record_of_a_key_is_refused() {
        let mut builder = GraphBuilder::new("", "");
        let actor = || Actor { key: "a".into(), ..Actor::default() };
        assert!(builder.add_actor(actor()).is_ok());
        assert_eq!(builder.add_actor(actor()), Err(DuplicateKey("a".into())));
        assert_eq!(builder.finish().actor_count(), 1);
    }

    #[test]
    fn what_is_pointed_at_but_missing_gets_one_stand_in() {
        let mut builder = GraphBuilder::new("", "");
        let (first, missing) = builder.passage_or_stand_in("p9");
        assert!(missing);
        assert_eq!(builder.passage_or_stand_in("p9"), (first, true));
        let graph = builder.finish();
        assert_eq!(graph.citation(first), "Passage \"p9\", which is not in this file");
    }
}
