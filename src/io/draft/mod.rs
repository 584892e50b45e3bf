//! A graph while a foreign file is read into it: actors by id, links, details, places, colours, and what there is to say.
//! What a format means is decided by its reader; what all formats have in common is decided here.
//!
//! Actors may be named by links before, or without ever, being described; see [`Draft::mention`] and [`Draft::declare`].
//! Every record that is met is counted, so that the report adds up.

mod columns;
mod fields;
mod finish;
pub mod implied;
mod links;
mod promised;
mod ranges;
mod testify;
#[cfg(test)]
mod tests;
mod texts;

use serde_json::{Map, Value as Json};

pub use columns::{json_of_value, value_of_json};
pub use fields::Field;
pub use testify::address_of;
pub use texts::{kind_of_column, kind_of_texts, with_point};

use columns::DraftColumns;
use promised::Promises;

use crate::io::effort::look;
use crate::model::{
    About, Actor, ActorFields, ActorIx, Colour, Document, DocumentIx, Evidence, GraphBuilder, LinkFields, LinkIx,
    LoadReport, Looks, Passage, PassageIx, Point, Positions, Short, Value, Warning,
};

/// A graph while a foreign file is read into it.
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of a format that its reader switches on")]
pub struct Draft {
    builder: GraphBuilder,
    report: LoadReport,
    origins: Vec<Origin>,
    links_without_actors: bool,
    actor_columns: DraftColumns,
    link_columns: DraftColumns,
    places: Positions,
    y_grows_upwards: bool,
    is_our_own: bool,
    decimal_commas: bool,
    looks: Looks,
    facts: Map<String, Json>,
    promises: Promises,
    made_links: usize,
    /// The next key that is made for a link, and its number.
    next_key: (Short, usize),
}

/// How an actor came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// Something names it; the line of the first mention.
    Mentioned(Option<u32>),
    /// The file describes it.
    Declared,
    /// The reader made it for something that is no actor in the file.
    Made,
}

/// What came of the description of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The actor.
    pub actor: ActorIx,
    /// Whether it was described before. Fields that are filled then keep what they have.
    pub again: bool,
}

impl Draft {
    /// An empty draft.
    #[must_use]
    pub fn new() -> Self {
        Self {
            builder: GraphBuilder::new("", ""),
            report: LoadReport::default(),
            origins: Vec::new(),
            links_without_actors: false,
            actor_columns: DraftColumns::new("actors"),
            link_columns: DraftColumns::new("links"),
            places: Positions::default(),
            y_grows_upwards: false,
            is_our_own: false,
            decimal_commas: false,
            looks: Looks::default(),
            facts: Map::new(),
            promises: Promises::default(),
            made_links: 0,
            next_key: (Short::default(), 0),
        }
    }

    /// Gives the graph a title.
    pub fn set_title(&mut self, title: &str) {
        title.trim().clone_into(self.builder.title_mut());
    }

    /// Says when the file was made, as the file writes it.
    pub fn set_created(&mut self, created: &str) {
        created.trim().clone_into(self.builder.created_mut());
    }

    /// Keeps something that the file says about itself and that is no record: its author, its settings. What is said again
    /// in other words becomes a list.
    pub fn keep_fact(&mut self, name: &str, value: Json) {
        match self.facts.get_mut(name) {
            Some(Json::Array(values)) => {
                if values.last() != Some(&value) {
                    values.push(value);
                }
            }
            Some(known) if *known != value => *known = Json::Array(vec![known.take(), value]),
            Some(_) => {}
            None => drop(self.facts.insert(name.to_owned(), value)),
        }
    }

    /// Says which part of the file the lines of what follows are of: a file that belongs to it, or a sheet; `None` is the file
    /// itself.
    pub fn in_part(&mut self, part: Option<&str>) {
        self.report.set_part(part);
    }

    /// In this format links alone make actors: none is missed.
    pub fn links_make_actors(&mut self) {
        self.links_without_actors = true;
    }

    /// In this format y grows upwards, as in mathematics.
    pub fn y_grows_upwards(&mut self) {
        self.y_grows_upwards = true;
    }

    /// This program wrote the file: places are in its own unit, and no detail is taken for a part of the picture.
    pub fn is_our_own(&mut self) {
        self.is_our_own = true;
    }

    /// In this file a comma stands for the decimal point, in details whose kind is seen from their texts.
    pub fn decimal_commas(&mut self) {
        self.decimal_commas = true;
    }

    /// Room for so many actors and links. Never more than the bytes of the file allow for.
    pub fn reserve(&mut self, actors: usize, links: usize) {
        self.origins.reserve(actors);
        self.builder.reserve(actors, links);
    }

    /// Says that ids of actors are likely to be whole numbers below `most`, in any order. Never more than the bytes of the file
    /// allow for.
    pub fn expect_numbers(&mut self, most: usize) {
        self.builder.expect_numbers(most);
    }

    /// Number of actors so far, those that were only named included.
    #[must_use]
    pub fn actor_count(&self) -> usize {
        self.builder.graph().actor_count()
    }

    /// Number of links so far.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.builder.graph().link_count()
    }

    /// The actor of that id, where one was named or described.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<ActorIx> {
        self.builder.actor_by_key(key)
    }

    /// The actor whose id is that number, written without a zero before it, where one was named or described.
    #[inline]
    #[must_use]
    pub fn find_number(&self, number: u32) -> Option<ActorIx> {
        self.builder.actor_by_number(number)
    }

    /// The id of an actor.
    #[must_use]
    pub fn key(&self, actor: ActorIx) -> &str {
        &self.builder.graph().actor(actor).key
    }

    /// The id of a link.
    #[must_use]
    pub fn link_key(&self, link: LinkIx) -> &str {
        &self.builder.graph().link(link).key
    }

    /// The source and the target of a link.
    #[must_use]
    pub fn ends(&self, link: LinkIx) -> (ActorIx, ActorIx) {
        self.builder.ends(link)
    }

    /// The actor of that id, which something in the file names: the end of a link, say.
    pub fn mention(&mut self, key: &str, line: Option<u32>) -> ActorIx {
        self.mention_with(key, || line)
    }

    /// The same where the line is only looked for when the actor is new.
    pub fn mention_with(&mut self, key: &str, line: impl FnOnce() -> Option<u32>) -> ActorIx {
        match self.builder.actor_by_key(key) {
            Some(actor) => actor,
            None => self.add(key, Origin::Mentioned(line())),
        }
    }

    /// The actor of that id, which the file describes here. A second description is counted as merged and told, unless
    /// `may_repeat`: in some formats it is usual.
    pub fn declare(&mut self, key: &str, line: Option<u32>, may_repeat: bool) -> Declared {
        self.declare_with(key, || line, may_repeat)
    }

    /// The same where the line is only looked for when there is something to tell.
    pub fn declare_with(&mut self, key: &str, line: impl FnOnce() -> Option<u32>, may_repeat: bool) -> Declared {
        let Some(actor) = self.builder.actor_by_key(key) else {
            self.report.actors.read += 1;
            return Declared { actor: self.add(key, Origin::Declared), again: false };
        };
        match self.origins[actor.get()] {
            Origin::Mentioned(_) => {
                self.report.actors.read += 1;
                self.origins[actor.get()] = Origin::Declared;
                Declared { actor, again: false }
            }
            Origin::Declared | Origin::Made => {
                if !may_repeat {
                    self.report.actors.read += 1;
                    self.report.actors.merged += 1;
                    let warning = Warning::MergedActor { actor: key.to_owned() };
                    self.report.push_about(line(), warning, Some(About::Actor(actor)));
                }
                Declared { actor, again: true }
            }
        }
    }

    /// A new actor for something that is no actor in the file, such as a link with three ends. Its id is `key`, with a
    /// number behind it where that is taken.
    pub fn make_actor(&mut self, key: &str) -> ActorIx {
        if self.builder.actor_by_key(key).is_none() {
            return self.add(key, Origin::Made);
        }
        // After a few, from the number of actors on: a thousand of one id must not cost a million looks.
        let numbers = (2..64).chain(self.actor_count().max(64)..);
        let keys = numbers.map(|number| format!("{key}~{number}")).inspect(|_| look(1));
        let free = keys.into_iter().find(|key| self.builder.actor_by_key(key).is_none());
        self.add(&free.expect("numbers do not end"), Origin::Made)
    }

    fn add(&mut self, key: &str, origin: Origin) -> ActorIx {
        self.origins.push(origin);
        let actor = Actor { key: key.into(), ..Actor::default() };
        self.builder.add_actor(actor).expect("the key was just seen to be free")
    }

    /// Whether actors or links have more details than the limit; which of them.
    #[must_use]
    pub fn too_many_details(&self) -> Option<&'static str> {
        self.actor_columns.too_many().or(self.link_columns.too_many())
    }

    /// Whether actors have a detail of that name.
    #[must_use]
    pub fn has_actor_detail(&self, name: &str) -> bool {
        self.actor_columns.find(name).is_some()
    }

    /// Whether links have a detail of that name.
    #[must_use]
    pub fn has_link_detail(&self, name: &str) -> bool {
        self.link_columns.find(name).is_some()
    }

    /// A detail of an actor.
    #[must_use]
    pub fn actor_detail_named(&self, actor: ActorIx, name: &str) -> Option<Value> {
        self.actor_columns.get(self.actor_columns.find(name)?, actor.get())
    }

    /// A detail of a link.
    #[must_use]
    pub fn link_detail_named(&self, link: LinkIx, name: &str) -> Option<Value> {
        self.link_columns.get(self.link_columns.find(name)?, link.get())
    }

    /// The fields of an actor.
    pub fn actor(&mut self, actor: ActorIx) -> ActorFields<'_> {
        self.builder.actor_fields(actor)
    }

    /// The fields of a link.
    pub fn link_fields(&mut self, link: LinkIx) -> LinkFields<'_> {
        self.builder.link_fields(link)
    }

    /// An actor of the file that cannot be taken over; `what` says which and why, as a sentence without the full stop.
    pub fn skip_actor(&mut self, line: Option<u32>, what: impl Into<String>) {
        self.report.actors.read += 1;
        self.report.actors.skipped += 1;
        self.report.push(line, Warning::Skipped { what: what.into() });
    }

    /// A link of the file that cannot be taken over; `what` says which and why, as a sentence without the full stop.
    pub fn skip_link(&mut self, line: Option<u32>, what: impl Into<String>) {
        self.report.links.read += 1;
        self.report.links.skipped += 1;
        self.report.push(line, Warning::Skipped { what: what.into() });
    }

    /// A link of the file that is the same as another one, named from its other end. The reader tells so once for all.
    pub fn merge_link(&mut self) {
        self.report.links.read += 1;
        self.report.links.merged += 1;
    }

    /// Links of the file that are links which came before, as in a format that says of a graph that it has no parallel ones.
    pub fn merge_links(&mut self, count: usize) {
        self.report.links.read += count;
        self.report.links.merged += count;
        let what = match count {
            1 => "1 link repeats another one between the same ends, and was merged into it".to_owned(),
            _ => format!("{count} links repeat another one between the same ends, and were merged into it"),
        };
        self.report.push(None, Warning::Reshaped { what });
    }

    /// Tells something about the file.
    pub fn warn(&mut self, line: Option<u32>, warning: Warning) {
        self.report.push(line, warning);
    }

    /// Tells something about a record.
    pub fn warn_about(&mut self, line: Option<u32>, warning: Warning, about: About) {
        self.report.push_about(line, warning, Some(about));
    }

    /// Places an actor, in the file's own unit. Numbers that are not finite place nothing.
    pub fn place(&mut self, actor: ActorIx, x: f64, y: f64) {
        let point = Point::new(x as f32, y as f32);
        if point.is_finite() {
            self.places.set(actor, Some(point));
        }
    }

    /// Whether an actor has a place.
    #[must_use]
    pub fn is_placed(&self, actor: ActorIx) -> bool {
        self.places.get(actor).is_some()
    }

    /// The colours and sizes of actors and links.
    pub fn looks(&mut self) -> &mut Looks {
        &mut self.looks
    }

    /// Gives an actor a colour.
    pub fn colour_actor(&mut self, actor: ActorIx, colour: Colour) {
        self.looks.set_actor_colour(actor, Some(colour));
    }

    /// The document of that key; made by `document` where it is not there yet, under that key.
    pub fn document(&mut self, key: &str, document: impl FnOnce() -> Document) -> DocumentIx {
        self.builder.document_or_insert(key, document)
    }

    /// The title of a document.
    #[must_use]
    pub fn document_title(&self, document: DocumentIx) -> &str {
        &self.builder.graph().document(document).title
    }

    /// Fills what a document does not say yet. Its key stays.
    pub fn fill_document<R>(&mut self, document: DocumentIx, fill: impl FnOnce(&mut Document) -> R) -> R {
        self.builder.fill_document(document, fill)
    }

    /// Adds a passage. Where its key is empty or taken it gets another one.
    pub fn passage(&mut self, passage: Passage) -> PassageIx {
        let mut passage = passage;
        let mut number = self.builder.graph().passage_count() + 1;
        if passage.key.is_empty() {
            passage.key = format!("p{number}");
        }
        let wanted = passage.key.clone();
        while self.builder.passage_by_key(&passage.key).is_some() {
            passage.key = format!("{wanted}~{number}");
            number += 1;
        }
        self.builder.add_passage(passage).expect("the key was just seen to be free")
    }

    /// The passage of that key, if there is one.
    #[must_use]
    pub fn find_passage(&self, key: &str) -> Option<PassageIx> {
        self.builder.passage_by_key(key)
    }

    /// Rests an actor on a passage.
    pub fn rest_actor_on(&mut self, actor: ActorIx, evidence: Evidence) {
        self.builder.actor_fields(actor).more.evidence.push(evidence);
    }

    /// Rests an actor on passages, behind those that it rests on already.
    pub fn rest_actor_on_all(&mut self, actor: ActorIx, evidence: Vec<Evidence>) {
        if evidence.is_empty() {
            return;
        }
        let known = &mut self.builder.actor_fields(actor).more.evidence;
        if known.is_empty() {
            *known = evidence;
        } else {
            known.extend(evidence);
        }
    }

    /// Rests a link on a passage.
    pub fn rest_link_on(&mut self, link: LinkIx, evidence: Evidence) {
        self.builder.link_fields(link).more.evidence.push(evidence);
    }
}
